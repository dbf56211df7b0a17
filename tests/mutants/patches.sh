#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# patches.sh [PATCH...] - for each tests/mutants/*.patch (or those named): applies
# it in a scratch copy, builds what its tests need and runs them. A patch breaks
# one rule, and its head says which tests must fail by it, and what they cover:
#
#	shows: SUITE TEST: ID ID...
#
# Prints `ID SUITE TEST PATCH` for each claim that is shown, what is wrong to
# stderr. Exit status: 0, 1 if a named test did not fail, 2 if it cannot be done.
# B is the build to begin from (build), CC the compiler.
set -u
cd "$(dirname "$0")/../.." || exit 2
case ${1:-} in -h | --help)
	sed -n '3,/^set/s/^# \{0,1\}//p' "$0" | grep -v '^set'
	exit 0 ;;
esac
B=${B:-build}
CC=${CC:-gcc}
MAKE=${MAKE:-make}
root=$PWD
scratch=$B/mutants/scratch
wrong=0
done_count=0
[ $# -gt 0 ] || set -- tests/mutants/*.patch
all=$#

complain() {
	printf '%s: %s\n' "$1" "$2" >&2
	wrong=1
}

# The sources to patch; objects of whatever a patch leaves alone are $B's own.
prepare() {
	rm -rf "$scratch"
	mkdir -p "$scratch" || exit 2
	cp -a Makefile ./*.mk specs gen src fsm include tests fuzz bench demo \
		dist docs "$scratch/" || exit 2
	cc="$CC $($MAKE -s --no-print-directory B="$B" mutants-flags)" || exit 2
	libs=$($MAKE -s --no-print-directory B="$B" mutants-libs) || exit 2
}

# build FILES SUITE...: where FILES are .c only, they are compiled and linked
# before the rest. A header may change everything.
build() {
	files=$1
	shift
	case $files in *.h*)
		build_all "$@"
		return ;;
	esac
	objects=
	for file in $files; do
		object=$scratch/$(basename "$file" .c).o
		# shellcheck disable=SC2086 # words on purpose
		(cd "$scratch" && $cc -w -O0 -c -o "$root/$object" "$file") || return
		objects="$objects $object"
	done
	for suite in "$@"; do
		# shellcheck disable=SC2086 # words on purpose
		$cc -pie -Wl,-S -o "$scratch/$suite" "$B/tests/$suite.o" $objects \
			"$B/mutants/all.a" $libs -lcheck -lsubunit -lm -lrt -lpthread ||
			return
	done
}

build_all() {
	if [ ! -d "$scratch/build" ]; then
		mkdir -p "$scratch/build/tests"
		for part in fsm gen src lab weak; do
			cp -a "$B/$part" "$scratch/build/"
		done
		cp -a "$B"/tests/*.[do] "$scratch/build/tests/"
		cp -a "$B"/*.a "$B/fsmc" "$scratch/build/"
	fi
	# shellcheck disable=SC2046 # words on purpose
	(cd "$scratch" && $MAKE -s --no-print-directory -j2 B=build CC="$CC" \
		WARN=-w $(printf 'build/tests/%s ' "$@")) || return
	for suite in "$@"; do
		cp "$scratch/build/tests/$suite" "$scratch/$suite"
	done
}

# fails SUITE TEST: says so by its status; runs the suite once for all.
fails() {
	log=$root/$B/mutants/$1.log
	if [ ! -e "$log" ]; then
		(cd "$scratch" && CK_DEFAULT_TIMEOUT=20 timeout 300 "./$1" >"$log" 2>&1)
	fi
	grep -Eq ":[FE]:[^:]*:$2:" "$log"
}

try() {
	heads=$(sed -n 's/^shows: *//p; /^---/q' "$1")
	suites=$(printf '%s\n' "$heads" | awk '{ print $1 }' | sort -u)
	if [ -z "$suites" ]; then
		complain "$1" "expected a line \`shows: SUITE TEST: ID...\` in its head"
		return
	fi
	if ! patch -s -p1 -d "$scratch" <"$1" >"$B/mutants/patch.log" 2>&1; then
		complain "$1" "does not apply: $(head -n 3 "$B/mutants/patch.log" | tr '\n' ' ')"
		prepare
		return
	fi
	for suite in $suites; do
		rm -f "$B/mutants/$suite.log"
	done
	files=$(sed -n 's/^+++ b\/\([^\t ]*\).*/\1/p' "$1")
	# shellcheck disable=SC2086 # words on purpose
	if build "$files" $suites >"$B/mutants/patch.log" 2>&1; then
		while read -r suite test ids; do
			test=${test%:}
			if ! fails "$suite" "$test"; then
				complain "$1" "$suite: $test does not fail"
				continue
			fi
			for id in $ids; do
				printf '%s %s %s %s\n' "$id" "$suite" "$test" "$1"
			done
		done <<-END
			$heads
		END
	else
		complain "$1" "does not build: $(grep -m 1 error "$B/mutants/patch.log")"
	fi
	patch -s -R -p1 -d "$scratch" <"$1" || exit 2
}

if [ ! -e "$1" ]; then
	echo "patches.sh: there is no $1" >&2
	exit 2
fi
prepare
for patch in "$@"; do
	done_count=$((done_count + 1))
	[ ! -t 2 ] || printf '\rpatches: %d of %d\033[K' "$done_count" "$all" >&2
	try "$patch"
done
[ ! -t 2 ] || printf '\r\033[K' >&2
exit "$wrong"
