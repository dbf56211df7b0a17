#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# without.sh - shows that scenarios fail when what they are about is switched
# off. A scenario says in its head which switches it has, and what fails then:
#
#	# without: SWITCH [SWITCH...] -> words of the check that must fail
#
#   tests/net/without.sh [--list] [--only TEXT] [SCENARIO...]
#
# SWITCH is one of tests/weak.c, or lab:NAME where the scenario or a library of
# its asks `without NAME`. A run ends with the first failed check that has those
# words in its sentence; anything else is a failure here, also a scenario
# without switches. --list only shows them; --only takes lines that have TEXT.
# Without names it takes all scenarios. NET_JOBS (2) run at once. Ends with
# "N passed, N failed".
set -u
here=$(cd "$(dirname "$0")" && pwd)
folder=${NET_FOLDER:-$here}
B=${B:-$here/../../build}
case $B in /*) ;; *) B=$here/../../$B ;; esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
passed=0
failed=0
mode=run
only=
jobs=${NET_JOBS:-2}

fail()
{
	failed=$((failed + 1))
	echo "FAILED $1"
}

# scenarios: NAME and its seconds, of all that run somewhere; those of faults
# where they are asked for by name.
scenarios()
{
	local lists=("$folder/CHECK" "$folder/LONG")
	[ "$named" = no ] || [ ! -e "$folder/FAULTS" ] ||
		lists+=("$folder/FAULTS")
	awk '!/^#/ && NF && !told[$1]++ { print $1, (NF > 1 ? $2 : 300) }' \
		"${lists[@]}"
}

# switches NAME: those lines of its head, without their beginning.
switches()
{
	sed -n '/^[^#]/q; s/^# without: *//p' "$folder/$1.sh"
}

# unknown SWITCHES: says why one of them is none.
unknown()
{
	local switch
	for switch in $1; do
		case $switch in lab:*)
			grep -qw "without ${switch#lab:}" "$folder"/*.sh && continue
			echo "nothing asks \`without ${switch#lab:}\`"
			return 0 ;;
		esac
	done
	! { AUTOTUNNEL_WITHOUT=$1 "$B/weak/autotunnel" --version >/dev/null; } 2>&1
}

# try NAME SECONDS LINE: prints what came of it, "ok" first or "FAILED".
try()
{
	local name=$1 off=${3%% -> *} words=${3#* -> } began first why log
	if [ "$off" = "$3" ] || [ -z "$words" ]; then
		echo "FAILED $name: \"$3\" is not SWITCH -> words"
		return
	fi
	if why=$(unknown "$off"); then
		echo "FAILED $name: $why"
		return
	fi
	log=$(mktemp "$work/log.XXXXXX")
	began=$(date +%s)
	AUTOTUNNEL_WITHOUT=$off NET_WANTED=$words B=$B timeout -k 10 $(($2 * 3)) \
		bash "$folder/$name.sh" >"$log" 2>&1 </dev/null
	first=$(grep '^not ok' "$log" | grep -m 1 -F -- "$words")
	if [ -n "$first" ]; then
		echo "ok $name without $off: \"${first#not ok }\" failed" \
			"after $(($(date +%s) - began)) s"
		return
	fi
	echo "FAILED $name without $off: nothing failed that says \"$words\""
	tail -n 25 "$log" | cut -c 1-200 | sed 's/^/    /'
}

# Some at once, for they mostly wait; what they tell is in order.
TASKS=()	# files with what came of each
TOLD=0		# of these were told

tell()
{
	local verdict
	wait "${TASKS[TOLD]##*.}"
	read -r verdict _ <"${TASKS[TOLD]%.*}"
	if [ "$verdict" = ok ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
	fi
	cat "${TASKS[TOLD]%.*}"
	TOLD=$((TOLD + 1))
}

# begin NAME SECONDS LINE
begin()
{
	local out=$work/out-${#TASKS[@]}
	while [ $((${#TASKS[@]} - TOLD)) -ge "$jobs" ] &&
			[ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do
		wait -n
	done
	try "$@" >"$out" &
	TASKS+=("$out.$!")
	while [ "$TOLD" -lt ${#TASKS[@]} ] &&
			! kill -0 "${TASKS[TOLD]##*.}" 2>/dev/null; do
		tell
	done
}

# of_scenario NAME SECONDS
of_scenario()
{
	local line count=0
	while read -r line; do
		[[ $line == *"$only"* ]] || continue
		count=$((count + 1))
		if [ "$mode" = list ]; then
			printf '%-14s %s\n' "$1" "$line"
		else
			begin "$1" "$2" "$line"
		fi
	done < <(switches "$1")
	[ "$count" -gt 0 ] || [ -n "$only" ] ||
		fail "$1: no line \"# without:\" tells what it proves"
}

while [ $# -gt 0 ]; do
	case $1 in
	--list) mode=list; shift ;;
	--only) only=$2; shift 2 ;;
	-*) sed -n '/^set -u/q; 4,$s/^# \{0,1\}//p' "$0"; exit 2 ;;
	*) break ;;
	esac
done
[ "$mode" = list ] || [ -x "$B/weak/autotunnel" ] ||
	{ echo "without.sh: run \"make net\" first" >&2; exit 1; }
named=no
[ $# = 0 ] || named=yes
while read -r name seconds; do
	wanted=" $* "
	[ $# = 0 ] || [[ $wanted == *" $name "* ]] || continue
	of_scenario "$name" "$seconds"
done < <(scenarios)
for name; do
	scenarios | grep -q "^$name " || fail "$name: in neither CHECK nor LONG"
done
while [ "$TOLD" -lt ${#TASKS[@]} ]; do
	tell
done
[ "$mode" = run ] || exit "$((failed > 0))"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
