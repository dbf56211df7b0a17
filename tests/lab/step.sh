#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# step.sh LAB - `step` from scripts: tests/lab/step/NAME.script, whose machine is
# what NAME begins with, gives NAME.dialogue. `ACCEPT=1 step.sh LAB` writes the
# dialogues anew: read the difference before you commit it.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
	echo "step.sh: $*" >&2
	exit 1
}

for script in tests/lab/step/*.script; do
	name=$(basename "$script" .script)
	golden=tests/lab/step/$name.dialogue
	"$lab" step "${name%%-*}" <"$script" >"$work/out" 2>&1 || {
		tail -n 5 "$work/out" >&2
		fail "$script was not gone through"
	}
	if [ -n "${ACCEPT:-}" ]; then
		cp "$work/out" "$golden"
	elif ! diff -u "$golden" "$work/out" >"$work/diff"; then
		head -n 40 "$work/diff" >&2
		fail "$script gives another dialogue"
	fi
done

# wants STATUS WORDS SCRIPT ARGUMENT...
wants() {
	status=$1
	words=$2
	script=$3
	shift 3
	got=0
	printf "$script" | "$lab" step "$@" >"$work/out" 2>&1 || got=$?
	if [ "$got" != "$status" ] || ! grep -qF -e "$words" "$work/out"; then
		head -n 30 "$work/out" >&2
		fail "wanted status $status and '$words', got $got: $* ($script)"
	fi
}

# Every machine, as a chart and with its own code if it has a stage: what leads
# somewhere from the first state leads there.
"$lab" list | while read -r machine rest; do
	first=$("$lab" show "$machine" | sed -n 's/^  \([a-z_]*\) .*(the first)$/\1/p')
	printf 'state\nevents\ntimers\nwhy\neffects\nhistory\nhelp\n' |
		"$lab" step "$machine" --chart >"$work/out" 2>&1 ||
		fail "$machine as a chart"
	grep -q "^#0 +0s $first> state" "$work/out" ||
		fail "$machine does not begin in its first state"
	sed -n 's/^  \([a-z_]*\)  *-> \([a-z_]*\) .*/\1 \2/p' "$work/out" |
		sed "s/ same\$/ $first/" >"$work/wanted"
	while read -r event to; do
		printf 'event %s\nback\n' "$event"
	done <"$work/wanted" | "$lab" step "$machine" --chart >"$work/out" 2>&1 ||
		fail "$machine: its events"
	sed -n -e 's/^#0 +0s '"$first"'> event \(.*\)$/\1/p' \
		-e 's/^#1 +0s \(.*\)> back$/\1/p' "$work/out" |
		paste -d ' ' - - >"$work/got"
	cmp "$work/wanted" "$work/got" ||
		fail "$machine: an event leads elsewhere, or not back"
	"$lab" step "$machine" </dev/null >"$work/out" 2>&1 ||
		fail "$machine with its own code"
done

# A chart's own timers: natpmp_request sends nine times, the last wait of 64 s
# being over after 127.75 s (RFC 6886 3.1).
wants 0 "#10 +2min7.75s" 'asked\nuntil idle\n' natpmp_request --chart
wants 0 "span NAME TIME" 'help\n' llq_client
wants 0 "lease is 30min" 'span lease 30min\nstate\n' llq_client --chart

# The first wrong line ends a script, and is named.
wants 2 "line 2: wante is no command and no event of llq_client" \
	'wanted\nwante\nreply\n' llq_client
wants 2 "line 1: llq_client has no event refresh" 'event refresh\n' llq_client
wants 2 "line 1: resend is the end of a timer's wait" 'resend\n' llq_client
wants 0 "ignored: in idle nothing follows from refreshed (specs/llq_client.fsm:" \
	'refreshed\n' llq_client
wants 2 "line 1: nothing was sent that waits for an answer" 'reply\n' llq_client
wants 2 "line 1: no timer runs" 'next\n' llq_client
wants 2 "line 2: held is not reached in 500 steps" 'wanted\nuntil held\n' \
	llq_client
wants 2 "line 2: renewing is not reached by time alone" \
	'asked\nuntil renewing\n' lease_server --chart
wants 2 "line 1: llq_client has no state gone" 'until gone\n' llq_client
wants 2 "line 1: expected a time behind +" '+2parsec\n' llq_client
wants 2 "line 1: expected a time behind +" '+99999999999999999999s\n' llq_client
wants 2 "line 2: there are only 1 steps to go back" 'wanted\nback 2\n' llq_client
wants 2 "line 2: there are 1 steps" 'wanted\ngoto 7\n' llq_client
wants 2 "line 1: to which step?" 'goto here\n' llq_client
wants 2 "line 1: line 3 of specs/llq_client.fsm is no row" 'break 3\n' \
	llq_client
wants 2 "line 1: no row of llq_client cites LLQ-S-40" 'break LLQ-S-40\n' \
	llq_client
wants 2 "line 1: nowhere is no state, no requirement and no line" \
	'break nowhere\n' llq_client
wants 2 "line 1: expected the number of a breakpoint" 'delete 1\n' llq_client
wants 2 "line 1: no digit at character 4" 'recv 00 xy\n' llq_client
wants 2 "line 1: half an octet at character 7" 'recv 0102 3\n' llq_client
wants 2 "line 1: which octets?" 'recv\n' llq_client
wants 2 "line 1: expected ADDRESS:PORT behind from" 'recv from me 00\n' \
	llq_client
wants 2 "its spans follow from what it is told" 'span lease 2h\n' llq_client
wants 2 "line 1: only the chart is here" 'recv 00\n' llq_client --chart
wants 2 "there is no machine dance" '' dance
wants 2 "there is no option --fast" '' llq_client --fast
wants 2 "which machine?" ''
wants 2 "not also zone" '' llq_client zone
wants 0 "usage: autotunnel-lab step" '' --help
wants 0 "usage: autotunnel-lab step" '' llq_client --help

# What is none, what is cut, what comes from a stranger: said, and survived.
wants 0 "not acted on: malformed" 'wanted\nrecv 00\n' llq_client
wants 0 "not acted on: wrong source" \
	'wanted\nrecv from 198.51.100.1:53 00010000000000000000000a\nrecv from 198.51.100.1:53 0001 8000 0000 0000 0000 0000\n' \
	llq_client

# What was done to the real machine is done again by what was saved: to one whose
# container can be replayed by replay too.
for machine in llq_client mapping llq_server; do
	printf 'save %s\n' "$work/saved" >"$work/end"
	first=wanted
	[ "$machine" != mapping ] || first=rewanted
	[ "$machine" != llq_server ] || first=asked
	printf '%s\n+1500ms\nhistory\neffects\nstate\n' "$first" |
		cat - "$work/end" | "$lab" step "$machine" >"$work/once" 2>&1 ||
		fail "$machine is not saved"
	if [ "$machine" = llq_server ]; then
		"$lab" replay "$work/saved" >"$work/out" 2>&1 ||
			fail "what was saved is not replayed"
		grep -q "no difference: " "$work/out" || fail "a difference"
		wants 0 "asked -> challenged" 'next\n' llq_server \
			--trace "$work/saved"
		continue
	fi
	{ cat "$work/saved"; printf 'history\neffects\nstate\n'; } |
		"$lab" step "$machine" >"$work/twice" 2>&1 ||
		fail "what was saved of $machine is not accepted"
	for file in once twice; do
		sed -n '/> history$/,/> save/p' "$work/$file" | grep -v '> save' \
			>"$work/$file.end"
	done
	cmp "$work/once.end" "$work/twice.end" ||
		fail "$machine goes another way from what was saved"
done
wants 2 "line 1: in which file?" 'save\n' llq_client
wants 2 "No such file or directory" 'wanted\nsave none/there/x\n' llq_client
[ -z "$(ls "$work" | grep 'saved\.')" ] || fail "half a file was left"

# A recording: its container again, forwards and back, and nothing else.
trace=tests/traces/story.desk.trace
wants 0 "A recording of agent, its container again: " 'next\n' --trace "$trace"
wants 0 "idle: wanted -> zone" 'next\n' discovery --trace "$trace"
wants 0 "answering: accepted -> held" 'until held\nwhy\n' llq_client \
	--trace "$trace"
wants 0 "[LLQ-C-45] MUST, RFC 8764" 'until held\nwhy\n' llq_client \
	--trace "$trace"
wants 0 "stopped at breakpoint 1  requirement LLQ-C-45" \
	'break LLQ-C-45\ncontinue\n' llq_client --trace "$trace"
wants 0 "at #22 +207ms, held" 'goto 22\n' llq_client --trace "$trace"
wants 2 "there are 74 steps" 'goto 75\n' llq_client --trace "$trace"
wants 0 "#74 " 'goto 74\ngoto 5\nhistory 1\n' llq_client --trace "$trace"
wants 0 "the recording ends after" 'continue\n' llq_client --trace "$trace"
wants 0 "renew        due in" 'until held\ntimers\n' \
	llq_client/_autotunnel._udp.home.example.net --trace "$trace"
wants 0 "peer/laptop is open: traffic flows" 'until open\nstate\ntimers\n' \
	peer/laptop --trace "$trace"
wants 2 "peer has no state held" 'until held\n' peer --trace "$trace"
wants 2 "a recording stays as it is" 'event wanted\n' llq_client \
	--trace "$trace"
wants 2 "a recording stays as it is" 'recv 00\n' llq_client --trace "$trace"
wants 2 "all machines are looked at" 'state\n' --trace "$trace"
wants 2 "no row of llq_server is in it" '' llq_server --trace "$trace"
wants 2 "no row of llq_client/nobody is in it" '' llq_client/nobody \
	--trace "$trace"
wants 2 "so the trace must be a file" '' --trace -
wants 2 "do not go together" '' llq_client --chart --trace "$trace"
wants 2 "is not a trace" '' --trace tests/lab.sh
wants 2 "No such file" '' --trace "$work/none"
head -c 4000 "$trace" >"$work/cut"
wants 0 "it was cut short" 'next\n' --trace "$work/cut"

# There and back again in every recording of the collection is the same place.
for trace in tests/traces/move-*.trace; do
	printf 'continue\neffects\ngoto 1\ncontinue\neffects\n' |
		"$lab" step --trace "$trace" >"$work/out" 2>&1 ||
		fail "$trace is not gone through"
	awk '/> effects$/ { n++ } /> goto 1$/ { on = 0; next } / effects$/ { on = 1 }
		on { print > FILE n }' FILE="$work/end" "$work/out"
	cmp "$work/end1" "$work/end2" || fail "$trace ends in another way"
done
echo "every dialogue is as it was, and every wrong line is named"
