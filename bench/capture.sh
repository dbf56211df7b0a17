#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# capture.sh - a synthetic capture of SIZE megabytes, imported and judged, against
# tshark reading the same file, and one of a fifth of that with long-lived queries
# alone; README.md says how it is measured. Writes $B/bench-capture.json and
# $B/bench-capture-llq.json; QUICK=yes: small ones, once.
set -eu
B=${B:-build}
size=${SIZE:-1000} rounds=${RUNS:-3}
[ -z "${QUICK:-}" ] || size=10 rounds=1
out=$B/bench/capture
lab=$B/autotunnel-lab

if ! command -v tshark >/dev/null; then
	echo "capture.sh: tshark is not there: dist/packages names it" >&2
	exit 1
fi

# Seconds that a command takes; 1 is a judge's answer too.
seconds() {
	begin=$(date +%s%N)
	"$@" >"$out.out" 2>"$out.err" || [ $? = 1 ] ||
		{ cat "$out.err" >&2; exit 1; }
	end=$(date +%s%N)
	echo $(((end - begin) / 1000))
}

# FILE TITLE JSON
measure() {
	: >"$out.times"
	cat "$1" >/dev/null		# into memory, for all of them
	i=0
	while [ $i -lt "$rounds" ]; do
		{
			echo tshark "$(seconds tshark -n -q -z io,stat,0 -r "$1")"
			echo import "$(seconds "$lab" import "$1" -o "$out.trace")"
			grep -E 'frames;|machines' "$out.out" >"$out.summary"
			echo judge "$(seconds "$lab" judge --json "$1")"
		} >>"$out.times"
		i=$((i + 1))
	done
	frames=$(sed -n 's/^\([0-9]*\) frames;.*/\1/p' "$out.summary")
	messages=$(sed -n 's/.*frames; \([0-9]*\) messages.*/\1/p' "$out.summary")
	echo "$2:"
	awk -v octets="$(wc -c <"$1")" -v frames="$frames" \
		-v messages="$messages" -v json="$3" \
		-f bench/capture.awk "$out.times"
	rm -f "$out.trace" "$out.out" "$out.err"
}

file=$B/bench/capture-$size.pcap
[ -f "$file" ] || "$B/bench/capture" "$file" "$size"
measure "$file" "mixed traffic" "$B/bench-capture.json"
file=$B/bench/capture-llq-$((size / 5)).pcap
[ -f "$file" ] || "$B/bench/capture" "$file" $((size / 5)) llq
measure "$file" "long-lived queries alone" "$B/bench-capture-llq.json"
