#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.sh FSMC FOLDER [long] - spin looks through the composed models as models/RUNS
# says: each line is a run that must hold, or a spoilt variant in which the error
# that it names must be found. FOLDER is emptied first; a run's files, and the trail
# of an error, are kept in FOLDER/NUMBER. `long`: all lines, not the quick ones
# alone. Memory is bounded (MODEL_MEMORY, in MB). Exit: 0 if all is as it must be,
# 1 if not, 2 for usage. See models/README.md.
set -eu
if [ $# -lt 2 ] || [ $# -gt 3 ] || [ "${3:-long}" != long ]; then
	sed -n '3,9s/^# //p' "$0" >&2
	exit 2
fi
fsmc=$1 folder=$2 long=${3:-}
models=$(dirname "$0")
runs=${RUNS:-$models/RUNS}
optimise=-O1
[ "$long" ] || optimise=-O0	# most of their time is the compiler's
rm -rf "$folder"
mkdir -p "$folder/parts"
for spec in "$models"/../specs/*.fsm; do
	"$fsmc" --parts "$folder/parts" "$spec"
done

# look MODEL PROPERTY FLAG...: spin goes through all states, in this folder.
look() {
	model=$1 property=$2
	shift 2
	case $property in
	safety) compile="-DSAFETY -DNOCLAIM" search=-noclaim ;;
	progress) compile="" search=-a ;;
	*) echo "run.sh: $runs: $property is neither safety nor progress" >&2
		exit 2 ;;
	esac
	spin -a "$@" "$model.pml" >spin.log 2>&1 || return
	# shellcheck disable=SC2086 # words on purpose
	gcc -w "$optimise" $compile -DCOLLAPSE -DMEMLIM="${MODEL_MEMORY:-1500}" \
		-o pan pan.c >gcc.log 2>&1 || return
	./pan -m1000000 -w22 $search >pan.log 2>&1 || return
}

# What spin found in this folder: holds, deadlock, assertion, cycle or trouble.
found() {
	if grep -q 'max search depth too small\|out of memory\|^Warning: Search not completed' pan.log &&
		! grep -q '^pan:1:' pan.log; then
		echo trouble
	elif grep -q '^pan:1: invalid end state' pan.log; then
		echo deadlock
	elif grep -q '^pan:1: assertion violated' pan.log; then
		echo assertion
	elif grep -q '^pan:1: acceptance cycle' pan.log; then
		echo cycle
	elif grep -q 'errors: 0' pan.log; then
		echo holds
	else
		echo trouble
	fi
}

# states, depth and seconds, as pan tells them
figures() {
	awk '/states, stored/ && !states { states = $1 }
		/depth reached/ { depth = $6; sub(/,/, "", depth) }
		/elapsed time/ { seconds = $4 }
		/total actual memory/ { memory = int($1) }
		END { printf "%d states, depth %d, %s s, %d MB", states, depth,
			seconds, memory }' pan.log
}

number=0 holding=0 failing=0 wrong=0
while read -r when wanted model property flags; do
	case $when in
	'#'* | '') continue ;;
	quick) ;;
	long) [ "$long" ] || continue ;;
	*) echo "run.sh: $runs: $when is neither quick nor long" >&2; exit 2 ;;
	esac
	number=$((number + 1))
	place=$folder/$number
	mkdir "$place"
	cp "$models/$model.pml" "$folder/parts"/* "$place"
	: >"$place/pan.log"
	# shellcheck disable=SC2086 # words on purpose
	(cd "$place" && look "$model" "$property" $flags) || :
	got=$(cd "$place" && found)
	what="$model, $property${flags:+, $flags}"
	rm -f "$place"/pan.? "$place"/pan
	if [ "$got" != "$wanted" ]; then
		wrong=$((wrong + 1))
		echo "WRONG $what: $got, not $wanted; see $place"
		continue
	fi
	if [ "$got" = holds ]; then
		holding=$((holding + 1))
		echo "holds: $what: $(cd "$place" && figures)"
	else
		failing=$((failing + 1))
		echo "fails as it must ($got): $what"
	fi
done <"$runs"
echo "models: $holding runs hold, $failing spoilt ones fail, $wrong wrong"
[ "$wrong" = 0 ] && [ "$holding" -gt 0 ] && [ "$failing" -gt 0 ]
