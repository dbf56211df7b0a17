#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# claims.sh - shows of each `covers: ID` of a test that the test can fail: by a
# mutant of a row that cites ID, or by tests/mutants/*.patch. Says how many are
# shown; those that are not are in $B/mutants/claims-open, the binding ones first.
# Exit status: 0, 1 if a patch does not do what it says, 2 if it cannot be done.
# B is the build (build).
set -u
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
out=$B/mutants
mkdir -p "$out" || exit 2
awk -f tests/mutants/claims.awk specs/*.req specs/decisions tests/*.c \
	tests/net/*.sh >"$out/claims" || exit 2
grep -v ' net ' "$out/claims" >"$out/claims-suites"
"$out/mutants" --claims "$out/claims-suites" --open "$out/claims-rest" || exit 2
B=$B tests/mutants/patches.sh >"$out/claims-patches"
status=$?
[ "$status" -le 1 ] || exit 2

# ID SUITE TEST of what patches show; then claims. Binding levels come first.
awk '
	BEGIN {
		split("MUST MUST_NOT REQUIRED must_(lc) implied SHOULD " \
			"SHOULD_NOT RECOMMENDED NOT_RECOMMENDED should_(lc) " \
			"DEF MAY may_(lc) NOTE decision", names, " ")
		for (i in names)
			rank[names[i]] = i
	}
	FNR == NR { shown[$1 " " $2 " " $3] = 1; next }
	($1 " " $3 " " $4) in shown { next }
	{ printf "%02d %s\n", ($2 in rank) ? rank[$2] : 99, $0 }
' "$out/claims-patches" "$out/claims-rest" | sort | cut -c 4- >"$out/claims-open"

# Scenarios are shown as wholes: see tests/net/without.sh.
scenarios=$(awk '$3 == "net" { print $4 }' "$out/claims" | sort)
without=0
for name in $scenarios; do
	grep -q '^# without:' "tests/net/$name.sh" && without=$((without + 1))
done
count() {
	wc -l <"$1" | tr -d ' '
}
all=$(count "$out/claims-suites")
open=$(count "$out/claims-open")
rest=$(count "$out/claims-rest")
echo "claims of suites: $all, $((all - rest)) shown by mutants," \
	"$((rest - open)) by patches, $open not shown ($out/claims-open)"
echo "claims of scenarios: $(printf '%s\n' "$scenarios" | grep -c .)," \
	"$without of them in scenarios that make check-without sees fail"
exit "$status"
