#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fsmc.sh FSMC FOLDER - how the fsmc command behaves: what it says, how it exits,
# and which files it touches. FOLDER is emptied first.
set -u
fsmc=$1 folder=$2
example="--req tests/fsmc/example.req --decisions tests/fsmc/decisions"
rm -rf "$folder"
mkdir -p "$folder"
failed=0

# expect STATUS WHAT COMMAND...: the command exits so; output in $folder/said
expect() {
	status=$1 what=$2
	shift 2
	"$@" >"$folder/said" 2>"$folder/complained"
	got=$?
	if [ $got -ne "$status" ]; then
		echo "fsmc.sh: $what: exit $got, not $status"
		cat "$folder/complained"
		failed=1
	fi
}

# has FILE TEXT WHAT
has() {
	grep -qF -e "$2" "$folder/$1" || {
		echo "fsmc.sh: $3: no '$2' in its output"
		failed=1
	}
}

is_silent() {
	[ ! -s "$folder/said" ] && [ ! -s "$folder/complained" ] || {
		echo "fsmc.sh: $1: it is not silent"
		failed=1
	}
}

expect 0 "help" "$fsmc" --help
has said "usage: fsmc" "help"
expect 2 "no spec" "$fsmc"
has complained "usage: fsmc" "no spec"
expect 2 "unknown option" "$fsmc" --colour tests/fsmc/lamp.fsm
expect 2 "two specs" "$fsmc" tests/fsmc/lamp.fsm tests/fsmc/latch.fsm
expect 2 "no such spec" "$fsmc" tests/fsmc/none.fsm
has complained "tests/fsmc/none.fsm" "no such spec"
expect 2 "no such requirements" "$fsmc" --req tests/fsmc/none.req tests/fsmc/lamp.fsm
expect 2 "no such folder" "$fsmc" --core "$folder/none" tests/fsmc/lamp.fsm

expect 0 "check only" "$fsmc" $example tests/fsmc/lamp.fsm
is_silent "check only"
expect 0 "citations unchecked" "$fsmc" tests/fsmc/lamp.fsm
expect 1 "unknown citations" "$fsmc" --req /dev/null tests/fsmc/lamp.fsm
has complained "requirement 'EX-C-01' is in no .req file" "unknown citations"

# file:line: reason: mend, and nothing written
expect 1 "refusal" "$fsmc" --core "$folder" tests/fsmc/bad/missing_row.fsm
has complained "tests/fsmc/bad/missing_row.fsm:10: state 'off' has no row for event 'hold' (declared at line 8): add a row or name it in an ignore line" "refusal"
if ls "$folder"/missing_row* >/dev/null 2>&1; then
	echo "fsmc.sh: a refused spec was written"
	failed=1
fi

# what would not change is left alone, what would is written
expect 0 "write" "$fsmc" --core "$folder" --docs "$folder" --promela "$folder" --parts "$folder" tests/fsmc/lamp.fsm
is_silent "write"
for suffix in _chart.h _chart.c _table.c .rl .dot .md .pml _part.pml; do
	touch -d 2001-01-01 "$folder/lamp$suffix" || failed=1
done
echo >>"$folder/lamp.md"
touch -d 2001-01-01 "$folder/lamp.md"
expect 0 "write again" "$fsmc" --core "$folder" --docs "$folder" --promela "$folder" --parts "$folder" tests/fsmc/lamp.fsm
written=$(find "$folder" -name 'lamp*' -newermt 2002-01-01)
if [ "$written" != "$folder/lamp.md" ]; then
	echo "fsmc.sh: written again: $written, not $folder/lamp.md alone"
	failed=1
fi

[ $failed -eq 0 ] && echo "fsmc.sh: all as it should be"
exit $failed
