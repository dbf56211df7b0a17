#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# patches.sh [--check] [PATCH...] - for each tests/mutants/*.patch (or those
# named): compiles what it changes, links that into its suites and runs the tests
# that its head names. A patch breaks one rule, and its head says which tests must
# fail by it, and what they cover:
#
#	shows: SUITE TEST: ID ID...
#
# Prints `ID SUITE TEST PATCH` for each claim that is shown, what is wrong to
# stderr. --check only looks whether each applies, and whether its tests claim what
# it says. What was seen since the last build is not done again, so it goes on
# where it was broken off. JOBS (2) patches are tried at once.
# Exit status: 0, 1 if a patch does not do what it says, 2 if it cannot be done.
# B is the build to take (build), CC the compiler.
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
CC=${CC:-gcc}
MAKE=${MAKE:-make}
JOBS=${JOBS:-2}
out=$B/mutants/patches
check=

complain() {
	printf '%s: %s\n' "$1" "$2" >&2
}

heads_of() {
	sed -n 's/^shows: *//p; /^---/q' "$1"
}

files_of() {
	sed -n 's/^+++ b\/\([^\t ]*\).*/\1/p' "$1"
}

stale() {
	complain "$1" "is stale, it does not apply: $(head -n 2 "$out/patch.log" | tr '\n' ' ')"
}

# The heads of all: whether their tests claim what they say.
check_heads() {
	awk '
		function wrong(text) { print now ": " text; bad = 1 }
		function begin() { end(); now = FILENAME; heads = 0 }
		function end() {
			if (now && !heads)
				wrong("expected a line `shows: SUITE TEST: ID...` in its head")
		}
		FILENAME == ARGV[1] { claim[$1 " " $3 " " $4]; next }
		FNR == 1 { begin() }
		/^\+\+\+ b\/.*\.h[ \t]*$/ {
			wrong("a header may change everything: change what uses it")
		}
		$1 == "shows:" {
			heads++
			test = $3
			sub(/:$/, "", test)
			if (NF < 4)
				wrong($2 " " $3 ": expected an ID")
			for (i = 4; i <= NF; i++)
				if (!(($i " " $2 " " test) in claim))
					wrong($2 ": " test " does not claim " $i)
		}
		END { end(); exit bad }
	' "$out/claims" "$@" >&2
}

# Its files as they would be, below FOLDER.
apply() {
	for file in $(files_of "$1"); do
		mkdir -p "$2/$(dirname "$file")" && cp "$file" "$2/$file" || return
	done
	patch -s -f -F0 -p1 -d "$2" <"$1" >"$2/patch.log" 2>&1 && return
	cp "$2/patch.log" "$out/patch.log"
	stale "$1"
	return 1
}

# link SUITE OBJECT...: the patched objects come before all others; of the tests
# those alone are run that are asked for (see only.c).
link() {
	suite=$1
	shift
	extra=$(sed -n "s/^$suite //p" "$out/libs")
	# shellcheck disable=SC2086 # words on purpose
	$cc -pie -Wl,-S -Wl,--wrap=_tcase_add_test -o "$scratch/$suite" \
		"$B/tests/$suite.o" "$@" "$B/tests/mutants/only.o" \
		"$B/mutants/all.a" $libs $extra -lcheck -lsubunit -lm -lrt -lpthread
}

build() {
	objects=
	for file in $(files_of "$1"); do
		object=$scratch/$(basename "$file" .c).o
		# shellcheck disable=SC2086 # words on purpose
		$cc -w -O0 -iquote "$(dirname "$file")" -c -o "$object" \
			"$scratch/$file" || return
		objects="$objects $object"
	done
	for suite in $(heads_of "$1" | awk '{ print $1 }' | sort -u); do
		# shellcheck disable=SC2086 # words on purpose
		link "$suite" $objects || return
	done
}

run() {
	tests=$(heads_of "$1" | awk -v suite="$2" '
		$1 == suite { sub(/:$/, "", $2); printf " %s", $2 }')
	# a busy machine makes no test fail; what hangs ends some time
	TESTS_ONLY=${tests# } CK_DEFAULT_TIMEOUT=120 timeout -k 5 600 \
		"$scratch/$2" >"$scratch/$2.log" 2>&1
}

# What was shown is kept in NAME.shown, or in NAME.some if it was not all.
try() {
	cc="$CC $(cat "$out/flags")"
	libs=$(sed -n 's/^all //p' "$out/libs")
	name=$(basename "$1" .patch)
	scratch=$out/$name
	rm -f "$out/$name.shown" "$out/$name.some"
	rm -rf "$scratch"
	apply "$1" "$scratch" || return 1
	if ! build "$1" >"$scratch/build.log" 2>&1; then
		complain "$1" "does not build: $(grep -m 1 -i error "$scratch/build.log")"
		return 1
	fi
	for suite in $(heads_of "$1" | awk '{ print $1 }' | sort -u); do
		run "$1" "$suite"
	done
	failed=0
	while read -r suite test ids; do
		test=${test%:}
		if ! grep -Eq ":[FE]:[^:]*:$test:" "$scratch/$suite.log"; then
			complain "$1" "$suite: $test does not fail"
			failed=1
			continue
		fi
		for id in $ids; do
			printf '%s %s %s %s\n' "$id" "$suite" "$test" "$1"
		done
	done >"$scratch/shown" <<-END
		$(heads_of "$1")
	END
	kind=shown
	[ "$failed" = 0 ] || kind=some
	mv "$scratch/shown" "$out/$name.$kind"
	rm -rf "$scratch"
	return "$failed"
}

# It was seen, and nothing was built since.
seen() {
	shown=$out/$(basename "$1" .patch).shown
	[ -e "$shown" ] || return
	suites=$(heads_of "$1" | awk -v B="$B" '{ print B "/tests/" $1 ".o" }' |
		sort -u)
	# shellcheck disable=SC2086 # words on purpose
	[ -z "$(find "$1" "$B/mutants/all.a" "$B/tests/mutants/only.o" $suites \
		-newer "$shown")" ]
}

case ${1:-} in
-h | --help)
	sed -n '3,/^set/s/^# \{0,1\}//p' "$0" | grep -v '^set'
	exit 0 ;;
--check)
	check=1
	shift ;;
--one)	# for itself
	if seen "$2"; then
		rm -rf "${out:?}/$(basename "$2" .patch)"
	else
		try "$2" || echo "$2" >>"$out/wrong"
	fi
	[ ! -t 2 ] || printf '.' >&2
	exit 0 ;;
esac
[ $# -gt 0 ] || set -- tests/mutants/*.patch
for patch in "$@"; do
	if [ ! -e "$patch" ]; then
		echo "patches.sh: there is no $patch" >&2
		exit 2
	fi
done
mkdir -p "$out" || exit 2
rm -f "$out/wrong"
awk -f tests/mutants/claims.awk specs/*.req specs/decisions tests/*.c \
	tests/net/*.sh >"$out/claims" || exit 2
check_heads "$@" || echo heads >>"$out/wrong"
if [ -n "$check" ]; then
	for patch in "$@"; do
		patch --dry-run -s -f -F0 -p1 -r - <"$patch" \
			>"$out/patch.log" 2>&1 && continue
		stale "$patch"
		echo "$patch" >>"$out/wrong"
	done
	[ ! -e "$out/wrong" ]
	exit
fi
$MAKE -s --no-print-directory B="$B" mutants-flags >"$out/flags" || exit 2
$MAKE -s --no-print-directory B="$B" mutants-libs >"$out/libs" || exit 2
export B CC JOBS
printf '%s\n' "$@" | xargs -n 1 -P "$JOBS" "$0" --one || exit 2
[ ! -t 2 ] || printf '\r\033[K' >&2
for patch in "$@"; do
	for shown in "$out/$(basename "$patch" .patch)".s[ho]*; do
		[ ! -e "$shown" ] || cat "$shown"
	done
done
[ ! -e "$out/wrong" ]
