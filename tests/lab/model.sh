#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# model.sh LAB - what spin finds in a spoilt model is gone through by `step`: the
# trail becomes a script by models/trail.awk, for the bare chart of the client and
# for the real server, whose steps are saved as a trace that `step` opens. fsmc
# stands beside LAB.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
fsmc=$(dirname "$lab")/fsmc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "model.sh: $*" >&2
	exit 1
}

# A client that restarts without its state completes a second handshake, and the
# row that ends the older query is missing: two are held.
echo "quick assertion llq safety -DCLIENT_RESTARTS=1 -Dllq_server_without_held_replaced" >"$work/runs"
RUNS=$work/runs models/run.sh "$fsmc" "$work/run" >"$work/said" || :
grep -q "fails as it must (assertion)" "$work/said" ||
	fail "no error was found: $(cat "$work/said")"
(cd "$work/run/1" && spin -DCLIENT_RESTARTS=1 \
	-Dllq_server_without_held_replaced -t llq.pml) >"$work/trail"

# script NAME OPTION...: trail.awk's script for machine NAME
script() {
	name=$1
	shift
	awk -v machine="$name" "$@" -f models/trail.awk "$work/trail" \
		>"$work/$name.script" || fail "no script for $name"
}

# last NAME WHICH: the state that the trail leaves the machine in
last() {
	awk -v name="$1" -v which="$2" '$1 == "@" && $2 == name && $3 == which {
		state = $6 } END { print state }' "$work/trail"
}

script llq_client -v span="lease 900s"
grep -q "^# the client restarts" "$work/llq_client.script" ||
	fail "the script does not say what happened"
sed '/^# the client restarts/,$d' "$work/llq_client.script" >"$work/before"
echo state >>"$work/before"
"$lab" step llq_client --chart <"$work/before" >"$work/out" 2>&1 ||
	{ tail -n 5 "$work/out" >&2; fail "step does not go through the client's"; }
wanted=$(awk '/@@ the client restarts/ { exit } $1 == "@" &&
	$2 == "llq_client" { state = $6 } END { print state }' "$work/trail")
grep -q "^#[0-9]* [^ ]* $wanted> state" "$work/out" ||
	fail "the client does not end in $wanted"

for which in 0 1; do
	script llq_server -v which=$which
	echo "save $work/server.trace" >>"$work/llq_server.script"
	"$lab" step llq_server <"$work/llq_server.script" >"$work/out" 2>&1 ||
		{ tail -n 5 "$work/out" >&2; fail "step does not go through the server's"; }
	grep -q "^#[0-9]* [^ ]* $(last llq_server $which)> state" "$work/out" ||
		fail "server $which does not end in $(last llq_server $which)"
	printf 'until held\nwhy\n' |
		"$lab" step llq_server --trace "$work/server.trace" >"$work/out" 2>&1 ||
		fail "the trace is not opened"
	grep -q "challenged: proved -> held" "$work/out" ||
		fail "the trace does not hold the handshake"
done

awk -v machine=zone -f models/trail.awk "$work/trail" >/dev/null 2>"$work/out" &&
	fail "a machine without a step has a script"
grep -q "zone takes no step" "$work/out" || fail "it does not say why"
echo "what spin found is gone through by step"
