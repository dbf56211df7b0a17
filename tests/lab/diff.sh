#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# diff.sh LAB - where two recordings part, and who cannot be compared.
set -eu
cd "$(dirname "$0")/../.."
lab=$1
traces=tests/traces
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
		echo "diff.sh: wanted status $status and '$words': $*" >&2
		echo "diff.sh: status $got" >&2
		head -n 20 "$work/out" >&2
		exit 1
	fi
}

has() {
	grep -qE -e "$1" "$work/out" || {
		echo "diff.sh: wanted $1 in:" >&2
		cat "$work/out" >&2
		exit 1
	}
}

wants 0 "usage: autotunnel-lab diff" "$lab" diff --help
wants 2 "usage: autotunnel-lab diff" "$lab" diff "$traces/move-ant.trace"
wants 2 "unknown option --sideways" "$lab" diff --sideways a b
wants 2 "No such file" "$lab" diff "$work/none" "$traces/move-ant.trace"
wants 2 "not a trace" "$lab" diff tests/lab.sh "$traces/move-ant.trace"

wants 0 "no difference: " "$lab" diff "$traces/move-ant.trace" "$traces/move-ant.trace"
has '^no difference: [1-9][0-9]* machines, [1-9][0-9]* rows$'

# Two days of one host. In the second no peer's address is asked for.
set -- "$traces/reboot-ant.trace" "$traces/move-ant.trace"
wants 1 "first divergence: llq_client/AutoTunnel-" "$lab" diff "$@"
has '^A, .*reboot-ant.trace: idle \+ wanted -> asking  \(specs/llq_client.fsm:[0-9]+\)$'
has '^   at input [0-9]+, [0-9.]+s after the first$'
has '^   \[LLQ-C-19\] .*Setup Request'
has '^ +[0-9]+  \+[0-9]+ ms  datagram on llq from 192.0.2.7:5352'
has '^B, .*move-ant.trace: this machine fires no row$'
has '^discovery/home.example.net: [1-9][0-9]* rows in common, [1-9][0-9]* only in A, 0 only in B$'
has '^  only A, 1x  known \+ stale.spent -> zone  \(specs/discovery.fsm:[0-9]+\)$'
cp "$work/out" "$work/ab"

# The other way round it is the same place.
wants 1 "first divergence: llq_client/AutoTunnel-" "$lab" diff "$2" "$1"
has '^discovery/home.example.net: [1-9][0-9]* rows in common, 0 only in A, [1-9][0-9]* only in B$'

# One machine, or those of one kind.
wants 1 "first divergence: discovery/home.example.net, after " \
	"$lab" diff --machine discovery "$@"
has ' rows in common, the last: llq_address \+ address_here -> known  \(specs/discovery.fsm:[0-9]+\)$'
has '^A, .*: known \+ stale.spent -> zone'
has '^B, .*: no further row of this machine$'
if grep -q llq_client/ "$work/out"; then
	echo "diff.sh: --machine tells of others" >&2
	exit 1
fi
wants 0 "no difference: 1 machines, " "$lab" diff --machine network "$1" "$2"
wants 2 "there is no machine toaster in" "$lab" diff --machine toaster "$@"

wants 1 '"same":false' "$lab" diff --json "$@"
has '"first":\{"machine":"llq_client/AutoTunnel-[^"]*","common":0,"a":\{.*"input":[0-9]+.*"b":null\}'
has '"name":"discovery/home.example.net","common":[1-9][0-9]*,"only_a":\[\{'
[ "$(wc -l <"$work/out")" = 1 ]
wants 0 '"same":true' "$lab" diff --json "$1" "$1"

# Who has another part in the conversation.
wants 2 "they have no machine in common" "$lab" diff "$1" "$traces/move-rendezvous.trace"
# Format 1 beside format 2.
wants 1 "first divergence: " "$lab" diff "$traces/story.desk.trace" "$1"
echo "diff tells where two recordings part"
