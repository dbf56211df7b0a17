#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# verify.sh FSMC FOLDER SPEC... - spin walks through the model of each spec: no
# timer fires unhandled, and no state waits for nothing unless it rests. A model
# that passed is not walked again. First, two spoilt models must fail.
set -eu
fsmc=$1 folder=$2
shift 2
mkdir -p "$folder"

# walk NAME: exit 0 if spin finds no error in $folder/NAME.pml
walk() {
	rm -rf "$folder/$1.walk"
	mkdir "$folder/$1.walk"
	(
		cd "$folder/$1.walk"
		spin -a "../$1.pml" >spin.log
		gcc -w -O0 -DSAFETY -o pan pan.c
		./pan -m1000000 -w20 >pan.log
		grep -q 'errors: 0' pan.log && ! grep -q 'max search depth' pan.log
	)
}

# spoil NAME SPEC SED: the model of SPEC, spoilt, must not pass
spoil() {
	cp "$folder/$(basename "$2" .fsm).pml" "$folder/$1.orig"
	sed -e "$3" "$folder/$1.orig" >"$folder/$1.pml"
	if cmp -s "$folder/$1.orig" "$folder/$1.pml"; then
		echo "verify: $1 is not spoilt"; exit 1
	fi
	if cmp -s "$folder/$1.pml" "$folder/$1.failed"; then return; fi
	if walk "$1"; then
		echo "verify: spin finds nothing wrong with $1"; exit 1
	fi
	cp "$folder/$1.pml" "$folder/$1.failed"
}

for spec; do
	"$fsmc" --promela "$folder" "$spec"
done
# a state that nobody wakes, and a timer that fires where nobody handles it
spoil asleep lamp 's/runs_jitter = true;//'
spoil unhandled lamp '/^at_dim/,/fi;/s/runs_blink = false; goto end_off/goto end_off/;/ev_press/s/runs_blink = false;//'

count=0
for spec; do
	name=$(basename "$spec" .fsm)
	count=$((count + 1))
	if cmp -s "$folder/$name.pml" "$folder/$name.passed"; then continue; fi
	if ! walk "$name"; then
		echo "verify: spin finds an error in $name: see $folder/$name.walk/pan.log"
		exit 1
	fi
	cp "$folder/$name.pml" "$folder/$name.passed"
	sed -n 's/^ *\([0-9]*\) states, stored.*/\1/p' "$folder/$name.walk/pan.log" |
		sed "s/^/verify: $name, states: /"
done
echo "verify: $count models pass"
