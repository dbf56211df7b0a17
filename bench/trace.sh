#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# trace.sh - what recordings cost; README.md says how it is measured. Writes
# $B/bench-trace.json; QUICK=yes: an hour instead of a day, once.
set -eu
B=${B:-build}
hours=24 rounds=15
[ -z "${QUICK:-}" ] || hours=1 rounds=1
mkdir -p "$B/bench/traces"
TMPDIR=$B/bench "$B/bench/day" "$B/bench/traces" $hours
"$B/bench/trace" $rounds "$B"/bench/traces/day-*.trace \
	--anew tests/traces/*.trace >"$B/bench-trace.json"
exec awk -f bench/trace.awk "$B/bench-trace.json"
