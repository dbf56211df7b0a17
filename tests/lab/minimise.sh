#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# minimise.sh LAB - what is left shows the same, replays, and needs all of it.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
trace=tests/traces/move-ant.trace
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# wants STATUS WORDS COMMAND...
wants() {
	status=$1
	words=$2
	shift 2
	got=0
	"$@" >"$work/out" 2>&1 || got=$?
	if [ "$got" != "$status" ] || ! grep -qF -e "$words" "$work/out"; then
		echo "minimise.sh: wanted status $status and '$words': $*" >&2
		echo "minimise.sh: status $got" >&2
		head -n 20 "$work/out" >&2
		exit 1
	fi
}

# no CONDITION WORDS: refused, and nothing written.
no() {
	wants 2 "$2" "$lab" minimise "$trace" --keep "$1" -o "$work/refused"
	[ ! -e "$work/refused" ] || { echo "minimise.sh: wrote for $1" >&2; exit 1; }
}

wants 0 "usage: autotunnel-lab minimise" "$lab" minimise --help
wants 2 "usage: autotunnel-lab minimise" "$lab" minimise "$trace"
wants 2 "unknown option --hold" "$lab" minimise "$trace" --hold x
wants 2 "No such file" "$lab" minimise "$work/none" --keep llq_client:held -o "$work/m"
wants 2 "not a trace" "$lab" minimise tests/lab.sh --keep llq_client:held -o "$work/m"
no "" "the condition is empty"
no held "MACHINE:STATE was expected, not held"
no llq_client:hold "llq_client has no state hold"
no "row llq_client:held" "row MACHINE:STATE:EVENT was expected, not llq_client:held"
no "row llq_client:held:kissed" "llq_client has no event kissed"
no "requirement LLQ-Z-99" "there is no requirement LLQ-Z-99"
no "fail P5" "there is no requirement P5"
no "count many llq_client:held" "a number from 1 was expected, not many"
no "llq_client:held and" "MACHINE:STATE was expected, not the end"
no "(llq_client:held" ") was expected, not the end"
no "llq_client:held peer:open" "and, or, or the end was expected, not peer:open"
no 'tell "half' "a quote is not closed"
no tell "tell what?"
# Fits, but is not what happened.
no llq_client:static "$trace does not show it: llq_client:static"
no "not llq_client:held" "does not show it"
no "count 1000 llq_client:held" "does not show it"

# shows FILE CONDITION N: down to N inputs at most, as an inputs-only reading of
# the recording needs them; replayed without a difference; and nothing to leave
# out when it is minimised again.
shows() {
	wants 0 ": $work/m.trace" "$lab" minimise "$1" --keep "$2" -o "$work/m.trace"
	# shellcheck disable=SC2046 # the numbers are to be split
	set -- "$2" "$3" $(tr -cs '0-9' ' ' <"$work/out")
	[ "$4" -le "$2" ] || { echo "minimise.sh: $1: $4 inputs left" >&2; exit 1; }
	wants 0 "no difference: $4 inputs" "$lab" replay "$work/m.trace"
	wants 0 "from $4 inputs to $4, " "$lab" minimise "$work/m.trace" --keep "$1" -o "$work/again"
}

shows "$trace" llq_client:held 12
# Its look-ups are answered by ticket; those of others went.
"$lab" show "$work/m.trace" >"$work/out"
grep -q 'note: minimised: --keep .llq_client:held' "$work/out"
grep -q 'lookup ticket' "$work/out"
shows "$trace" 'row mapping/tunnel:asking:granted' 8
shows "$trace" 'count 2 send natpmp_request and send "NAT-PMP UDP mapping request" and not llq_client:static' 8
shows tests/traces/move-rendezvous.trace 'llq_server:held and lease_server:held' 8
# Format 1, and a verdict: a gateway that does what it must not.
shows tests/traces/gateway.hostA.trace 'fail PMP-G-46' 8
wants 1 "FAIL PMP-G-46" "$lab" judge "$work/m.trace"
echo "minimise leaves what is needed"
