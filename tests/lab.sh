#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lab.sh LAB - autotunnel-lab as its users call it: what it says, and its exit
# status, for a trace, a changed one, and what is none.
set -eu
cd "$(dirname "$0")/.."
lab=$1
trace=tests/traces/move-rendezvous.trace
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
		echo "lab.sh: wanted status $status and '$words': $*" >&2
		echo "lab.sh: status $got" >&2
		head -n 20 "$work/out" >&2
		exit 1
	fi
}

wants 0 "usage: autotunnel-lab COMMAND" "$lab" --help
wants 2 "usage: autotunnel-lab COMMAND" "$lab"
wants 2 "there is no command dance" "$lab" dance
wants 0 "autotunnel-lab " "$lab" --version

wants 0 "no difference: " "$lab" replay "$trace"
wants 0 "$trace: no difference: " "$lab" replay "$trace" "$trace"
wants 2 "No such file" "$lab" replay "$work/none"
wants 2 "is not a trace" "$lab" replay tests/lab.sh
wants 2 "usage: " "$lab" replay

# The zone's name in one effect: another octet is another effect.
LC_ALL=C sed 's/\(_dns-llq.*\)ns\(.*\)/\1nt\2/' "$trace" >"$work/changed"
cmp -s "$trace" "$work/changed" && { echo "lab.sh: not changed" >&2; exit 1; }
wants 1 "expected " "$lab" replay "$work/changed"
# A machine whose name would move the cursor.
LC_ALL=C sed 's/llq_server\/_autotunnel/llq_server\/_a\x1btotunnel/g' \
	"$trace" >"$work/moved"
cmp -s "$trace" "$work/moved" && { echo "lab.sh: not moved" >&2; exit 1; }
wants 1 '_a\x1btotunnel' "$lab" replay "$work/moved"
head -c 5000 "$trace" >"$work/cut"
wants 0 "(the recording was cut short)" "$lab" replay "$work/cut"

wants 0 "trace of rendezvous, recorded by test_domain" "$lab" show "$trace"
wants 0 "zone/home.example.net: " "$lab" show "$trace"
wants 0 "LLQ setup, no error, id " "$lab" show "$trace"
wants 0 "DNS update id " "$lab" show "$trace"
wants 0 "lookup" "$lab" show tests/traces/move-ant.trace
wants 0 "NAT-PMP UDP mapping request, inner port 4500" \
	"$lab" show tests/traces/move-ant.trace
wants 0 "(specs/zone.fsm:" "$lab" show --rows "$trace"
if grep -q '=>' "$work/out"; then
	echo "lab.sh: show --rows shows effects" >&2
	exit 1
fi
wants 2 "usage: " "$lab" show
wants 2 "cut short" sh -c "\"$lab\" show - <'$work/cut' && exit 2"
wants 0 "zone/home.example.net " "$lab" machines "$trace"
echo "autotunnel-lab says what it should"
