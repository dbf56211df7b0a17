#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tools.sh - the checking tools themselves: each has to refuse what it is for.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=${CC:-cc}

die() {
	echo "tools.sh: $*" >&2
	exit 1
}

# refuses WORDS COMMAND...: it fails, and says WORDS.
refuses() {
	words=$1
	shift
	if "$@" >"$work/out" 2>&1; then
		die "was content: $*"
	fi
	grep -qF -- "$words" "$work/out" ||
		{ cat "$work/out" >&2; die "did not say '$words': $*"; }
}

# pure.sh: a clock, a heap, and what is defined among the objects themselves.
printf 'long time(long *); long asks(void); long asks(void) { return time(0); }\n' |
	$cc -c -x c -o "$work/clock.o" -
printf 'int given(int); int uses(int); int uses(int a) { return given(a); }\n' |
	$cc -c -x c -o "$work/uses.o" -
printf 'int given(int); int given(int a) { return a; }\n' |
	$cc -c -x c -o "$work/gives.o" -
refuses "uses time" "$here/pure.sh" "$work/gives.o" "$work/clock.o"
refuses "uses given" "$here/pure.sh" "$work/uses.o"
"$here/pure.sh" "$work/uses.o" "$work/gives.o" >"$work/out" ||
	die "pure.sh refuses what is pure"

# coverage-rfc: a tree in which all is well, then one fault after another.
tree() {
	rm -rf "$work/tree"
	mkdir -p "$work/tree/specs" "$work/tree/tests/net"
	cp "$here/coverage-rfc" "$here/coverage-rfc.awk" "$work/tree/tests"
	cat >"$work/tree/specs/rfc1.req" <<-END
		X-C-01  MUST       §1  by a row
		X-C-02  must (lc)  §1  by a test
		X-C-03  MUST NOT   §1  waived
		X-C-04  SHOULD     §1  left alone
		X-C-05  implied    §1  by a timer
		X-C-06  REQUIRED   §1  by a scenario
	END
	printf 'X-C-03 role: no program plays it\n' >"$work/tree/specs/waivers"
	printf 'P1  as we like it  test: it_is_so\n' >"$work/tree/specs/decisions"
	printf 'timer t in a waits 2s [X-C-05]\na b -> c d [X-C-01]\n' \
		>"$work/tree/specs/m.fsm"
	printf '/* covers: X-C-02 */\nSTART_TEST(it_is_so)\n' \
		>"$work/tree/tests/test_m.c"
	printf '# covers: X-C-06\n' >"$work/tree/tests/net/s.sh"
}
covers="$work/tree/tests/coverage-rfc"

tree
"$covers" >"$work/out" 2>&1 || { cat "$work/out" >&2; die "refuses a good tree"; }
grep -q 'X-C-01 .*specs/m.fsm:2 (row)' "$work/out" || die "no row"
grep -q 'X-C-02 .*tests/test_m.c: it_is_so' "$work/out" || die "no test"
grep -q 'X-C-05 .*specs/m.fsm:1 (timer)' "$work/out" || die "no timer"
grep -q '6 requirements: 4 placed, 1 waived, 1 left, 0 of them binding' \
	"$work/out" || die "wrong sum"

tree; : >"$work/tree/specs/m.fsm"
refuses "X-C-01     MUST             nowhere" "$covers" -q
tree; : >"$work/tree/tests/test_m.c"
refuses "X-C-02     must (lc)        nowhere" "$covers" -q
tree; : >"$work/tree/specs/waivers"
refuses "X-C-03     MUST NOT         nowhere" "$covers" -q
tree; rm "$work/tree/tests/net/s.sh"
refuses "X-C-06     REQUIRED         nowhere" "$covers" -q
tree; echo 'X-C-09 role: nobody' >>"$work/tree/specs/waivers"
refuses "X-C-09 is no requirement" "$covers"
tree; echo 'X-C-04 later: no time' >>"$work/tree/specs/waivers"
refuses "a waiver is" "$covers"
tree; echo 'X-C-01 role: nobody at all' >>"$work/tree/specs/waivers"
refuses "X-C-01 needs no waiver" "$covers"
tree; echo 'P2  so be it  test: it_is_not' >>"$work/tree/specs/decisions"
refuses "there is no test it_is_not" "$covers"
tree; echo 'a c -> d [X-C-08]' >>"$work/tree/specs/m.fsm"
refuses "X-C-08 is no requirement" "$covers"
tree; printf '/* covers: X-C-07 */\nSTART_TEST(x)\n' >>"$work/tree/tests/test_m.c"
refuses "covers X-C-07" "$covers"

# mutants/patches.sh --check: a patch that does what it says, then faults.
patched() {
	tree
	mkdir -p "$work/tree/tests/mutants" "$work/tree/src"
	cp "$here/mutants/patches.sh" "$here/mutants/claims.awk" \
		"$work/tree/tests/mutants"
	printf 'one\ntwo\nthree\n' >"$work/tree/src/a.c"
	printf '%s\n' 'Two is four.' '' 'shows: test_m it_is_so: X-C-02' \
		'--- a/src/a.c' '+++ b/src/a.c' '@@ -1,3 +1,3 @@' ' one' \
		'-two' '+four' ' three' >"$work/tree/tests/mutants/X-C-02.patch"
}
spoil() {
	sed "$1" "$work/tree/tests/mutants/X-C-02.patch" >"$work/spoilt" &&
		mv "$work/spoilt" "$work/tree/tests/mutants/X-C-02.patch"
}
shows="$work/tree/tests/mutants/patches.sh"

patched
"$shows" --check >"$work/out" 2>&1 ||
	{ cat "$work/out" >&2; die "refuses a good patch"; }
[ "$(cat "$work/tree/src/a.c")" = "$(printf 'one\ntwo\nthree')" ] ||
	die "a patch that is looked at was applied"
patched; echo 'five' >"$work/tree/src/a.c"
refuses "X-C-02.patch: is stale, it does not apply" "$shows" --check
patched; spoil 's/it_is_so/it_is_not/'
refuses "test_m: it_is_not does not claim X-C-02" "$shows" --check
patched; spoil 's/: X-C-02/: X-C-01/'
refuses "test_m: it_is_so does not claim X-C-01" "$shows" --check
patched; spoil 's/: X-C-02//'
refuses "test_m it_is_so: expected an ID" "$shows" --check
patched; spoil '/^shows/d'
refuses 'SUITE TEST: ID...' "$shows" --check
patched; spoil 's/a\.c/a.h/'; mv "$work/tree/src/a.c" "$work/tree/src/a.h"
refuses "a header may change everything" "$shows" --check

# net/list.sh and net/without.sh: a scenario that holds what it says, then faults.
laboratory() {
	rm -rf "$work/net"
	mkdir -p "$work/net/weak"
	printf 's 10\n' >"$work/net/CHECK"
	: >"$work/net/LONG"
	# shellcheck disable=SC2016
	printf '%s\n' '#!/bin/sh' '# s.sh - one thing is shown. Two lines.' '#' \
		'# without: m:a:b -> is shown' "" 'net_begin () { :; }' \
		'net_begin s' '[ "$AUTOTUNNEL_WITHOUT" != m:a:b ] ||' \
		'	echo "not ok it is shown"' 'without spade' \
		>"$work/net/s.sh"
	# shellcheck disable=SC2016
	printf '%s\n' '#!/bin/sh' 'case $AUTOTUNNEL_WITHOUT in' \
		'm:*) echo m; exit 0 ;; esac' 'echo "no such switch" >&2' \
		'exit 2' >"$work/net/weak/autotunnel"
	chmod +x "$work/net/weak/autotunnel"
}
head_line() {
	sed "s/^# without: .*/$1/" "$work/net/s.sh" >"$work/net/t" &&
		mv "$work/net/t" "$work/net/s.sh"
}
lists="env NET_FOLDER=$work/net $here/net/list.sh"
lacks="env NET_FOLDER=$work/net B=$work/net $here/net/without.sh"
# shellcheck disable=SC2086 # words on purpose
{
laboratory
$lists >"$work/out" 2>&1 || { cat "$work/out" >&2; die "list.sh refuses all"; }
grep -q '^s  *check  *10 s  one thing is shown$' "$work/out" || die "no sentence"
$lacks >"$work/out" 2>&1 || { cat "$work/out" >&2; die "without.sh refuses all"; }
grep -q '^ok s without m:a:b: "it is shown" failed' "$work/out" || die "no line"
laboratory; echo 'gone 10' >>"$work/net/LONG"
refuses "names gone, which is no scenario" $lists
laboratory; cp "$work/net/s.sh" "$work/net/other.sh"
refuses "other.sh stands neither in CHECK nor in LONG" $lists
refuses "other: in neither CHECK nor LONG" $lacks s other
laboratory; head_line '#'
refuses 's: no line "# without:"' $lacks
laboratory; head_line '# without: m:a:b'
refuses "is not SWITCH -> words" $lacks
laboratory; head_line '# without: m:a:b -> is hidden'
refuses 'nothing failed that says "is hidden"' $lacks
laboratory; head_line '# without: m:a:c -> is shown'
refuses 'nothing failed that says "is shown"' $lacks
laboratory; head_line '# without: x:a:b -> is shown'
refuses "s: no such switch" $lacks
laboratory; head_line '# without: m:a:b lab:shovel -> is shown'
refuses 'nothing asks `without shovel`' $lacks
laboratory; head_line '# without: m:a:b lab:spade -> is shown'
refuses "nothing failed" $lacks
}

# figures.awk and plot.awk: medians, runs that were cut, ratios.
run() {
	printf '{"tool":"%s","mode":"silent","delay_ms":0,"run":1,"silence_ms":%s,"over":%s,"tcp_stall_ms":1.0,"tcp_survived":%s,"cut_ms":9,"version":"1"}\n' \
		"$@"
}
{
	run autotunnel 90.0 false true; run autotunnel 200.0 false true
	run autotunnel 110.0 false false
	run nebula 3000 false true; run nebula 60000 true null
	run nebula 60000 true null
	run tinc 9000 false true; run tinc 60000 true null
	run tinc 12000 false true; run tinc 10000.0 false true
} >"$work/runs"
awk -v tools="autotunnel tinc nebula" -v modes=silent -v delays=0 \
	-v limit=60 -v machine="ours, small" -v date=2026-01-01 \
	-v json="$work/figures.json" -f "$here/../bench/figures.awk" \
	"$work/runs" >"$work/out"
says() {
	tr -s ' ' <"$1" | grep -q "$2" || { cat "$1" >&2; die "no $2"; }
}
says "$work/out" 'autotunnel 110 ms 90 ms 200 ms 1.0 2 of 3'
says "$work/out" 'tinc 11.0 s 9.0 s over 60 s 100 3 of 3'
says "$work/out" 'nebula over 60 s 3.0 s over 60 s over 545 1 of 1'
says "$work/figures.json" '"median_ms": null, "min_ms": 3000.0, "max_ms": null'
says "$work/figures.json" '"runs_ms": .9000.0, 10000.0, 12000.0, null.'
awk -f "$here/../bench/plot.awk" "$work/figures.json" >"$work/out"
[ "$(grep -c '<circle' "$work/out")" = 7 ] || die "not a dot for each run"
[ "$(grep -c 'l8 4l-8 4z' "$work/out")" = 3 ] || die "not all cut runs"
says "$work/out" '2026-01-01, ours, small'
echo "the tools refuse what they are for"
