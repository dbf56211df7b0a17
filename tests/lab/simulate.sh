#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# simulate.sh LAB [WEAK-LAB] - the simulator: the same twice, plans that run
# again, seeds that go on where they were; and with WEAK-LAB, the build that can
# lack something (tests/weak.c), that each of a number of broken builds is caught,
# by which invariant, and that its minimised trace is short. The healthy LAB
# passes each of those worlds.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
weak=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "simulate.sh: $*" >&2
	[ ! -s "$work/out" ] || head -n 30 "$work/out" >&2
	exit 1
}

# wants STATUS WORDS ARGUMENTS...
wants() {
	status=$1
	words=$2
	shift 2
	got=0
	"$lab" simulate --out "$work" "$@" >"$work/out" 2>&1 || got=$?
	if [ "$got" != "$status" ] || ! grep -qF -e "$words" "$work/out"; then
		fail "wanted status $status and '$words', got $got: $*"
	fi
}

digest() {
	tail -n 1 "$work/out"
}

# What is asked wrongly ---------------------------------------------------------

wants 0 "usage: autotunnel-lab simulate" --help
wants 2 'there is no fault "flood"' --faults loss,flood
wants 2 "--seed is a number" --seed -1
wants 2 "No such file" --plan "$work/none"
printf 'seed 1\nhosts 2\ndomain 2\nfor 1000\nplain 0\nfault 1 loss host 9 for 1 value 10\n' \
	>"$work/bad.plan"
wants 2 ":6: there is no host 9" --plan "$work/bad.plan"

# The same again -----------------------------------------------------------------

set -- --hosts 4 --for 5h --seed 3 --faults all
wants 0 clean "$@"
first=$(digest)
echo "$first" | grep -qE '^digest [0-9a-f]{16}$' || fail "no digest: $first"
tail -n 2 "$work/out" | grep -qE '^ratio [0-9]+ times real time$' ||
	fail "no ratio"
wants 0 clean "$@"
[ "$(digest)" = "$first" ] || fail "another digest of the same: $(digest)"
"$lab" simulate "$@" --show-plan >"$work/plan"
wants 0 clean --plan "$work/plan"
[ "$(digest)" = "$first" ] || fail "another digest of its plan: $(digest)"
wants 0 clean --hosts 4 --for 5h --seed 4 --faults all
[ "$(digest)" != "$first" ] || fail "the same digest of another seed"

# Worlds in which something did not hold once; what that was stands in each.
for world in tests/lab/worlds/*.plan; do
	wants 0 clean --plan "$world"
done

# Recordings ---------------------------------------------------------------------

set -- --hosts 2 --for 30min --seed 5
wants 0 clean "$@" --record "$work/one.trace"
"$lab" replay "$work/one.trace" >"$work/out" || fail "one.trace"
wants 0 clean "$@" --record "$work/all/"
for node in h0 h1 rendezvous; do
	"$lab" replay "$work/all/$node.trace" >"$work/out" || fail "$node.trace"
done
cmp -s "$work/one.trace" "$work/all/h0.trace" || fail "a FILE is not h0's"
wants 0 clean "$@" --record "$work/other" --host h1
cmp -s "$work/other" "$work/all/h1.trace" || fail "a FILE is not --host's"
rm "$work/all"/*
wants 0 clean "$@" --record "$work/all" --host rendezvous
[ "$(ls "$work/all")" = rendezvous.trace ] || fail "more than --host's trace"
echo mine >"$work/notes"
wants 2 "neither a folder nor a file that ends in .trace" "$@" \
	--record "$work/notes"
[ "$(cat "$work/notes")" = mine ] || fail "--record wrote over a file"
wants 2 "none/one.trace: No such file" "$@" --record "$work/none/one.trace"
"$lab" simulate "$@" --record "$work/new.trace" --show-plan >"$work/plan"
"$lab" simulate "$@" --record "$work/new.trace" --out /proc/none \
	>"$work/out" 2>&1 && fail "--out cannot be made, and nobody says so"
[ ! -e "$work/new.trace" ] || fail "a recording of nothing is left"
wants 0 clean --hosts 2 --for 12h --seed 5 --faults restart,crash \
	--record "$work/lives.trace" --host h1
"$lab" replay "$work/lives-2.trace" >"$work/out" || fail "lives-2.trace"

# Seeds, and those that were done -------------------------------------------------

set -- --hosts 3 --for 3h --faults swarm --resume "$work/done"
wants 0 "2 of 2 seeds done, 2 clean, 0 failed" --seed 1..2 "$@"
wants 0 "3 of 3 seeds done, 3 clean, 0 failed" --seed 1..3 "$@"
if grep -qE "^seed [12]:" "$work/out"; then
	fail "a seed that was done was run again"
fi
echo "5 failed" >>"$work/done"
wants 1 "5 of 5 seeds done, 4 clean, 1 failed" --seed 1..5 "$@"
echo nonsense >>"$work/done"
wants 2 "expected: SEED clean or SEED failed" --seed 1..5 "$@"

[ -n "$weak" ] || exit 0

# Broken builds -------------------------------------------------------------------

# caught NAME INVARIANTS SWITCHES ARGUMENTS... - INVARIANTS with | between.
broken=0
caught() {
	name=$1
	invariants=$2
	switches=$3
	shift 3
	mkdir "$work/$name"
	wants 0 clean "$@"
	began=$(date +%s)
	got=0
	AUTOTUNNEL_WITHOUT=$switches "$weak" simulate --out "$work/$name" \
		--shrink 20s "$@" >"$work/out" 2>&1 || got=$?
	took=$(($(date +%s) - began))
	[ "$got" = 1 ] || fail "$name: wanted status 1, got $got"
	invariant=$(sed -nE "s/^  ($invariants): .*/\1/p" "$work/out" | head -n 1)
	[ -n "$invariant" ] || fail "$name: none of $invariants failed"
	least=$(sed -n 's/^  trace: .*; of these \([0-9]*\) show .*/\1/p' \
		"$work/out")
	[ -n "$least" ] || fail "$name: no least trace"
	[ "$least" -lt 40 ] || fail "$name: $least inputs in its least trace"
	[ "$took" -le 60 ] || fail "$name: it took $took s"
	set -- "$work/$name"/seed-*.html
	[ -s "$1" ] || fail "$name: nothing is drawn"
	"$lab" show "$work/$name"/seed-*-least.trace >/dev/null ||
		fail "$name: its least trace is none"
	plan=$(sed -n 's/^  again: autotunnel-lab simulate //p' "$work/out")
	got=0
	# shellcheck disable=SC2086 # an option and its file
	AUTOTUNNEL_WITHOUT=$switches "$weak" simulate $plan --shrink 0s \
		--out "$work/$name" >"$work/again" 2>&1 || got=$?
	[ "$got" = 1 ] || fail "$name: its plan gives $got"
	grep -q "^  $invariant: " "$work/again" ||
		fail "$name: its plan shows something else"
	broken=$((broken + 1))
	printf '%-12s %-10s caught in %2u s, %2u inputs\n' "$name" "$invariant" \
		"$took" "$least"
}

# The same for what no short part of a trace shows: a flood, or an end.
noticed() {
	name=$1
	invariant=$2
	switches=$3
	shift 3
	mkdir "$work/$name"
	wants 0 clean "$@"
	got=0
	AUTOTUNNEL_WITHOUT=$switches "$weak" simulate --out "$work/$name" \
		--shrink 0s "$@" >"$work/out" 2>&1 || got=$?
	[ "$got" = 1 ] || fail "$name: wanted status 1, got $got"
	grep -q "^  $invariant: " "$work/out" ||
		fail "$name: $invariant did not fail"
	broken=$((broken + 1))
	printf '%-12s %-10s noticed\n' "$name" "$invariant"
}

caught no-ack ack call:turn_effect --hosts 3 --for 6h
caught no-renewal run-out registration:registered:renew --hosts 3 --for 12h
caught no-refresh run-out llq_client:held:renew --hosts 3 --for 12h
caught no-epoch gateway \
	"call:gateway_classify_answer call:gateway_classify_heard" \
	--hosts 3 --plain --for 2d --faults nat-reboot
caught no-mapping run-out mapping:held:renew --hosts 3 --plain --for 12h
caught both-dial tie call:dns_name_compare --hosts 3 --plain --for 1h
caught none-dials pair "peer:adrift:we_dial peer:adrift:they_first" \
	--hosts 3 --plain --for 6h
caught in-place state call:sim_disk_left --hosts 3 --for 5d \
	--faults restart,roam
caught no-back-off pace call:natpmp_request_send --hosts 3 --for 20d --faults loss
caught no-deletion "told|records" call:rendezvous_work_overdue \
	--hosts 3 --for 20d --faults crash
caught no-resend given-up llq_events:telling:resend --hosts 3 --for 20d \
	--faults loss,roam
caught forgetful "records|run-out" call:rendezvous_put_back --hosts 3 --for 20d \
	--faults crash,rendezvous-crash
caught no-change told llq_client:held:changed --hosts 3 --for 2d --faults roam
caught no-end rest llq_client:renewing:renew.spent --hosts 3 --for 20d \
	--faults rendezvous-crash,partition
caught long-lease "lease" call:llq_client_keep_lease --hosts 3 --for 12h
caught long-mapping "mapping" call:mapping_keep_grant --hosts 3 --plain --for 2d
caught long-records "registration" call:registration_keep_lease --hosts 3 --for 2d
caught two-queries once llq_server:held:replaced --hosts 3 --for 20d \
	--faults unplug
caught keeps-updates memory call:rendezvous_give_forward --hosts 3 --for 12h
caught keeps-leases memory call:lease_server_report_gone --hosts 3 --for 12h \
	--faults roam,crash
caught keeps-queries memory call:llq_server_report_gone --hosts 3 --for 5d \
	--faults roam,crash
caught keeps-gone memory lease_server:deleting:deleted --hosts 3 --for 20d \
	--faults crash
noticed long-client memory call:llq_server_keep_grant --hosts 3 --for 5d \
	--faults crash,roam
noticed keeps-work memory call:arena_give --hosts 3 --for 20d --faults roam
caught long-query rest llq_server:held:expiry.spent --hosts 3 --for 20d \
	--faults crash
noticed keeps-answers memory call:query_forget --hosts 3 --for 20d \
	--faults loss,roam
noticed never-quiet storm call:llq_client_keep_answers --hosts 3 --for 2d \
	--faults restart
noticed stands-still alive call:llq_client_report_silent --hosts 3 --for 20d \
	--faults rendezvous-crash,partition
noticed no-patience alive call:llq_client_lapse --hosts 3 --for 20d \
	--faults rendezvous-crash,partition
echo "$broken broken builds caught"
