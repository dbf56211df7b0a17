#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# bench.sh - the lab's benches run, and measure what they say: not how fast they
# are (a test on a busy machine cannot know), but what they counted.
set -eu
cd "$(dirname "$0")/.."
B=${B:-build}

fail() {
	echo "bench.sh: $*" >&2
	exit 1
}

QUICK=yes B=$B sh bench/step.sh >"$B/bench/step.txt"
[ "$(grep -c ' ratio [0-9.]*  goal 1: ' "$B/bench/step.txt")" = 4 ] ||
	fail "step.sh: $(cat "$B/bench/step.txt")"
grep -qE '^\{"rounds":1,"steps":4100,"chart":\{"ragel":[0-9.]+,"switch":[0-9.]+,"table":[0-9.]+\}' \
	"$B/bench-step.json" || fail "$(cat "$B/bench-step.json")"

# The recordings replay (trace fails otherwise), and the size of the simulated
# ones depends on no clock: the goal of 16 octets an event holds or does not.
QUICK=yes B=$B sh bench/trace.sh >"$B/bench/trace.txt"
[ "$(grep -c 'ratio [1-9][0-9]*  goal' "$B/bench/trace.txt")" = 3 ] ||
	fail "trace.sh: $(cat "$B/bench/trace.txt")"
[ "$(grep -c 'octets beside its packet ([1-9][0-9]* events)  goal 16: ' \
	"$B/bench/trace.txt")" = 2 ] || fail "trace.sh: $(cat "$B/bench/trace.txt")"
grep -q 'in these recordings .* goal 16: met' "$B/bench/trace.txt" ||
	fail "trace.sh: $(cat "$B/bench/trace.txt")"

# The generator's captures are such as all three read, and as nobody fails.
QUICK=yes B=$B sh bench/capture.sh >"$B/bench/capture.txt"
[ "$(grep -c 'MB/s  ratio [0-9.]*  goal 10: ' "$B/bench/capture.txt")" = 4 ] ||
	fail "capture.sh: $(cat "$B/bench/capture.txt")"
grep -qE '^\{"octets":[0-9]{7,},"frames":[0-9]{4,},"messages":[0-9]{4,},"rounds":1,' \
	"$B/bench-capture.json" || fail "$(cat "$B/bench-capture.json")"
for capture in capture-10 capture-llq-2; do
	"$B/autotunnel-lab" judge "$B/bench/$capture.pcap" \
		>"$B/bench/capture.txt" || fail "a verdict on $capture: $(
		grep FAIL "$B/bench/capture.txt")"
done

# The same world is the same, whoever looks on (simulate fails otherwise).
QUICK=yes B=$B sh bench/simulate.sh >"$B/bench/simulate.txt"
[ "$(grep -c ' goal [0-9]*: ' "$B/bench/simulate.txt")" = 3 ] ||
	fail "simulate.sh: $(cat "$B/bench/simulate.txt")"
grep -qE '"many":\{"hosts":100,"virtual_s":3600,"events":[0-9]{5},' \
	"$B/bench-simulate.json" || fail "$(cat "$B/bench-simulate.json")"
echo "the lab's benches measure what they say"
