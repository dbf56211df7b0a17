#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# replay.sh LAB - replay that stops, that tells, and that meets another spec.
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
		echo "replay.sh: wanted status $status and '$words': $*" >&2
		echo "replay.sh: status $got" >&2
		head -n 20 "$work/out" >&2
		exit 1
	fi
}

has() {
	grep -qE -e "$1" "$work/out" || {
		echo "replay.sh: wanted $1 in:" >&2
		cat "$work/out" >&2
		exit 1
	}
}

wants 0 "usage: autotunnel-lab replay" "$lab" replay --help
wants 2 "unknown option --backwards" "$lab" replay --backwards "$trace"
wants 2 "--until soon: a time like 90s" "$lab" replay --until soon "$trace"
wants 2 "--until 0: " "$lab" replay --until 0 "$trace"

# Until an input, a time, a state of one machine and of any of a kind.
wants 0 "stopped after input 8, " "$lab" replay --until 8 "$trace"
has '^discovery/home.example.net .* 2 rows  update_apex$'
has '^network .* 1 rows  settling$'
wants 0 "stopped after input 7, " "$lab" replay --until 5ms "$trace"
wants 0 "stopped after " "$lab" replay --until discovery/home.example.net:known "$trace"
has '^discovery/home.example.net .* known$'
wants 0 "stopped after " "$lab" replay --until llq_client:held "$trace"
has '^llq_client/.* held$'
wants 2 "no machine of the name llq_client comes to nowhere" \
	"$lab" replay --until llq_client:nowhere "$trace"

# Each row with what it cites, each input with its time.
wants 0 "no difference: " "$lab" replay --verbose "$trace"
has '^	discovery/home.example.net: zone \+ zone_here -> update_apex  \(specs/discovery.fsm:[0-9]+\) \[LLQ-C-07\]$'
has '^ +8  \+10 ms  lookup ticket 0/1$'

# Recorded when the state `zone` had another name: both formats say so.
LC_ALL=C sed 's/update_apex/update_apix/g' "$trace" >"$work/other"
cmp -s "$trace" "$work/other" && { echo "replay.sh: not changed" >&2; exit 1; }
wants 2 "discovery: recorded with another specs/discovery.fsm: its row zone + zone_here -> update_apix" \
	"$lab" replay "$work/other"
has 'leads to update_apex now; its row update_apix \+ service_bare -> update_address \(line [0-9]+ then\) is not in it now'
LC_ALL=C sed 's/update_apex/update_apix/g' tests/traces/apart.phone.trace >"$work/old"
wants 2 "recorded with another specs/discovery.fsm" "$lab" replay "$work/old"
wants 1 "expected discovery/home.example.net: zone zone_here -> update_apix" \
	"$lab" replay --any-spec "$work/other"
echo "replay stops, tells, and knows another spec"
