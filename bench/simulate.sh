#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# simulate.sh - how fast the simulator is: eight hosts without faults, and 10,000
# with their rendezvous for a day; README.md says how it is measured. Writes
# $B/bench-simulate.json; QUICK=yes: a day and 100 hosts, no figure means anything.
set -eu
B=${B:-build}
small=100d many=10000 long=24h rounds=3
[ -z "${QUICK:-}" ] || { small=1d many=100 long=1h rounds=2; }
lab=${LAB:-$B/autotunnel-lab} out=$B/bench/simulate
mkdir -p "$out"
: >"$out/small"
i=0
while [ $i -lt $rounds ]; do
	"$lab" simulate --hosts 8 --for $small --seed 1 --faults none \
		--unwatched --out "$out" >>"$out/small"
	i=$((i + 1))
done
"$lab" simulate --hosts 8 --for $small --seed 1 --faults none --out "$out" \
	>"$out/watched"
"$lab" simulate --hosts $many --for $long --seed 1 --faults none \
	--unwatched --out "$out" >"$out/many"
exec awk -v json="$B/bench-simulate.json" -f bench/simulate.awk \
	"$out/small" "$out/watched" "$out/many"
