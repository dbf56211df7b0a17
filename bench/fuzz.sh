#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fuzz.sh - charts fuzzed with AddressSanitizer from an empty corpus, on one
# core, BENCH_SECONDS (60) long: sequences a second of processor time, and
# seconds until every row that can be reached had been. Writes
# $B/bench-fuzz.json. See make bench-fuzz.
set -eu
B=${B:-build}
seconds=${BENCH_SECONDS:-60}
beyond=$(grep -c '^chart [a-z_]* [^ ]*: ' fuzz/unreached || true)
log=$B/bench-fuzz.log
# charts allocate nothing: what would be kept from use, or filled, is libFuzzer's
ASAN_OPTIONS=quarantine_size_mb=1:max_malloc_fill_size=0:detect_leaks=0 \
FUZZ_TELL=$beyond "$B/bench-fuzz/fuzz/run_fuzz_chart" -max_total_time="$seconds" \
	-max_len=16384 -entropic=0 -reload=0 -detect_leaks=0 -verbosity=0 \
	-artifact_prefix="$B/bench-fuzz/" >"$log" 2>&1 || {
	cat "$log" >&2
	exit 1
}
grep '^charts: ' "$log" | tail -n 1 | awk -v json="$B/bench-fuzz.json" '
{
	gsub(",", "")
	speed = $4
	printf "fuzz charts: %d sequences of %s steps, rows %s of %s\n", \
		$2, $17, $11, $13
	printf "fuzz speed  %d a second of one core  ratio %.2f  goal 1: %s\n", \
		speed, speed / 200000, (speed >= 200000 ? "reached" : "missed")
	if ($0 ~ /last after/) {
		for (i = 1; i < NF; i++)
			if ($i == "after")
				last = $(i + 1)
		printf "fuzz rows   all after %.1f s  ratio %.2f  goal 1: %s\n", \
			last, 60 / last, (last <= 60 ? "reached" : "missed")
	} else
		print "fuzz rows   not all  ratio 0  goal 1: missed"
	printf "{\"sequences\":%d,\"per_s\":%d,\"rows\":%d,\"of\":%d," \
		"\"last_row_s\":%s}\n", $2, speed, $11, $13,
		last ? last : "null" >json
}'
