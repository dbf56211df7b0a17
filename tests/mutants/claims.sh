#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# claims.sh [--rows | --patches] - shows of each `covers: ID` of a test that the
# test can fail: by a mutant of a row that cites ID (--rows: these alone), or by
# tests/mutants/*.patch (--patches: these anew, and the rows as they were). What
# was seen since the last build is not done again. Says how many are shown, by the
# requirements' levels; those that are not are in $B/mutants/claims-open, the
# binding ones first.
# Exit status: 0, 1 if a patch does not do what it says or a claim is not shown of
# what binds (as coverage-rfc has it), 2 if it cannot be done.
# B is the build (build), JOBS (2) how many run at once.
set -u
cd "$(dirname "$0")/../.." || exit 2
case ${1:-} in -h | --help)
	sed -n '3,/^set/s/^# \{0,1\}//p' "$0" | grep -v '^set'
	exit 0 ;;
esac
B=${B:-build}
JOBS=${JOBS:-2}
out=$B/mutants
mkdir -p "$out" || exit 2
awk -f tests/mutants/claims.awk specs/*.req specs/decisions tests/*.c \
	tests/net/*.sh >"$out/claims" || exit 2
grep -v ' net ' "$out/claims" | sort >"$out/claims-now"

# Rows: what has no mutant goes to claims-rest.
if [ "${1:-}" != --patches ] || [ ! -e "$out/claims-rest" ]; then
	if [ ! -e "$out/claims-rest" ] ||
		! cmp -s "$out/claims-now" "$out/claims-suites" ||
		[ -n "$(find "$out/mutants" -newer "$out/claims-rest")" ]; then
		rm -f "$out/claims-rest"
		"$out/mutants" --claims "$out/claims-now" --workers "$JOBS" \
			--open "$out/claims-left" >"$out/claims-rows" || exit 2
		mv "$out/claims-left" "$out/claims-rest"
		cp "$out/claims-now" "$out/claims-suites"
	fi
	tail -n 1 "$out/claims-rows"
	[ "${1:-}" != --rows ] || exit 0
fi
B=$B JOBS=$JOBS tests/mutants/patches.sh >"$out/claims-patches"
status=$?
[ "$status" -le 1 ] || exit 2

# FILE's claims that no patch shows; binding levels come first.
levels="MUST MUST_NOT REQUIRED must_(lc) implied SHOULD SHOULD_NOT RECOMMENDED \
	NOT_RECOMMENDED should_(lc) DEF MAY may_(lc) NOTE decision"
awk -v levels="$levels" '
	BEGIN {
		split(levels, names, " ")
		for (i in names)
			rank[names[i]] = i
	}
	FILENAME == ARGV[1] { shown[$1 " " $2 " " $3] = 1; next }
	($1 " " $3 " " $4) in shown { next }
	{ printf "%02d %s\n", ($2 in rank) ? rank[$2] : 99, $0 }
' "$out/claims-patches" "$out/claims-rest" | sort | cut -c 4- >"$out/claims-open"

# Scenarios are shown as wholes: see tests/net/without.sh.
scenarios=$(awk '$3 == "net" { print $4 }' "$out/claims" | sort)
without=0
for name in $scenarios; do
	grep -q '^# without:' "tests/net/$name.sh" && without=$((without + 1))
done
awk -v levels="$levels" '
	FILENAME == ARGV[1] { all[$2]++; total++; next }
	FILENAME == ARGV[2] { rest++; next }
	{ open[$2]++; opened++ }
	END {
		printf "%-16s %6s %6s %6s\n", "level", "claims", "shown", "open"
		n = split(levels, names, " ")
		for (i = 1; i <= n; i++) {
			l = names[i]
			if (!all[l])
				continue
			text = l
			gsub(/_/, " ", text)
			printf "%-16s %6d %6d %6d\n", text, all[l],
				all[l] - open[l], open[l]
		}
		printf "claims of suites: %d, %d shown by mutants, %d by " \
			"patches, %d not shown\n", total, total - rest,
			rest - opened, opened
		bad = open["MUST"] + open["MUST_NOT"] + open["REQUIRED"]
		bad += open["must_(lc)"] + open["implied"]
		if (bad)
			printf "%d of what binds are not shown\n", bad
		exit bad > 0
	}
' "$out/claims-suites" "$out/claims-rest" "$out/claims-open" || status=1
echo "claims of scenarios: $(printf '%s\n' "$scenarios" | grep -c .)," \
	"$without of them in scenarios that make check-without sees fail"
[ ! -s "$out/claims-open" ] || echo "not shown: $out/claims-open"
exit "$status"
