#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# import.sh LAB - `import` and `export`: what they find in captures of others,
# what comes out for other tools, and what they say of files that are no good.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
captures=tests/captures
session=$captures/llq-udp-session.veth.pcap
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "import.sh: $*" >&2
	head -n 20 "$work/out" >&2
	exit 1
}

# wants STATUS WORDS COMMAND...
wants() {
	status=$1
	words=$2
	shift 2
	got=0
	"$@" >"$work/out" 2>&1 || got=$?
	[ "$got" = "$status" ] || fail "status $got, not $status: $*"
	[ -z "$words" ] || grep -qF -e "$words" "$work/out" ||
		fail "no '$words': $*"
}

# What is found in each capture, and nothing off the charts.
wants 0 "12 messages, frames 1 to 48" "$lab" import "$session" -o "$work/a"
grep -q "^LLQ  *198.51.100.2:55023 - 198.51.100.1:5352 " "$work/out" ||
	fail "no LLQ between those ends"
grep -q "^UPDATE  *198.51.100.2 - 198.51.100.1:5352 .* frames 5 to 50" \
	"$work/out" || fail "no UPDATE between those ends"
wants 0 "0 times off chart" "$lab" import "$session" -o "$work/a"
wants 0 "0 times off chart" "$lab" import $captures/mdnsd-client.veth.pcap \
	-o "$work/b"
wants 0 "0 times off chart" "$lab" import \
	$captures/mdnsd-register-lease.veth.pcap -o "$work/c"

# The trace is one like others, but for replay.
wants 0 "from 198.51.100.2:55023 to 198.51.100.1:5352, frame 1" \
	"$lab" show "$work/a"
wants 0 "asking + accepted -> answering  (specs/llq_client.fsm:" \
	"$lab" show --rows "$work/a"
wants 0 "lease_server/198.51.100.1:5352/h1.pub.test/AAAA" \
	"$lab" machines "$work/a"
wants 2 "observed cannot be replayed" "$lab" replay "$work/a"
wants 2 "it is a trace already" "$lab" import "$work/a" -o "$work/d"
[ ! -e "$work/d" ] || fail "a file was left"

# A trace of a capture is judged as the capture is.
"$lab" judge --json "$session" >"$work/1" || [ $? = 1 ]
"$lab" judge --json "$work/a" >"$work/2" || [ $? = 1 ]
cmp -s "$work/1" "$work/2" || {
	diff "$work/1" "$work/2" >"$work/out" || :
	fail "other verdicts on the trace than on the capture"
}

# Beside the input, by default; from standard input with a name.
cp "$session" "$work/session.pcap"
wants 0 "$work/session.trace" "$lab" import "$work/session.pcap"
cmp -s "$work/session.trace" "$work/a" && fail "the note names no file"
wants 2 "needs -o" sh -c "\"$lab\" import - <$session"
wants 0 "machines observed" sh -c "cat $session | \"$lab\" import - -o $work/e"

# Bad input: a sentence, and nothing written.
none() {
	wants 2 "$@"
	[ ! -e "$work/none" ] || fail "a file was left"
	for left in "$work"/none.*; do
		[ ! -e "$left" ] || fail "$left was left"
	done
}
none "neither a capture (pcap, pcapng) nor a trace" \
	"$lab" import tests/lab.sh -o "$work/none"
none "it is empty" "$lab" import /dev/null -o "$work/none"
none "No such file" "$lab" import "$work/nothing" -o "$work/none"
none "there is no option --all" "$lab" import --all
head -c 20 "$session" >"$work/header"
none "begins as a capture does, but" "$lab" import "$work/header" -o "$work/none"
# link type 105, in the header's octets 20 to 23
{ head -c 20 "$session"; printf 'i\0\0\0'; } >"$work/wireless"
none "IEEE802_11" "$lab" import "$work/wireless" -o "$work/none"
head -c 3000 "$session" >"$work/cut"
none "the file ends within a frame, after " \
	"$lab" import "$work/cut" -o "$work/none"
none "nothing is written" "$lab" export "$work/cut" -o "$work/none"
wants 2 "No such file" "$lab" import "$session" -o "$work/no/folder"

# qlog: JSON texts, each one that jq reads; rows with what they cite.
wants 0 "" "$lab" export tests/traces/story.desk.trace -o "$work/q"
jq --seq -e . "$work/q" >/dev/null || fail "jq does not read it"
[ "$(head -c 1 "$work/q" | od -An -tx1 | tr -d ' ')" = 1e ] ||
	fail "no JSON text sequence"
jq --seq -c 'select(.name == "autotunnel:row") | .data.requirements[]' \
	"$work/q" >"$work/out"
grep -q '"LLQ-C-26"' "$work/out" || fail "no row cites LLQ-C-26"
rows=$("$lab" show --rows tests/traces/story.desk.trace | grep -c '(specs/')
[ "$(jq --seq -c 'select(.name == "autotunnel:row")' "$work/q" | wc -l)" = \
	"$rows" ] || fail "other rows than show has"
for file in tests/traces/move-*.trace "$captures"/*.pcap "$work/a"; do
	wants 0 "" "$lab" export "$file" --format qlog -o "$work/q"
	jq --seq -e . "$work/q" >/dev/null || fail "jq does not read $file"
done
wants 2 "qlog and pcapng are the formats, not xml" \
	"$lab" export "$session" --format xml

# pcapng: as many frames as messages, read again as they were.
wants 0 "" "$lab" export "$session" -o "$work/g.pcapng"
wants 0 "46 frames; 46 messages kept" "$lab" import "$work/g.pcapng" -o "$work/h"
if command -v tshark >/dev/null; then
	tshark -n -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE \
		-o tcp.check_checksum:TRUE -q -z expert,warn \
		-r "$work/g.pcapng" >"$work/out" 2>"$work/err"
	! grep -q Warn "$work/out" || fail "tshark warns"
	tshark -n -r "$work/g.pcapng" -Y 'frame.comment contains "LLQ-C-26"' \
		>"$work/out" 2>"$work/err"
	[ "$(wc -l <"$work/out")" = 1 ] || fail "no comment with a citation"
fi
echo "import and export say what they should"
