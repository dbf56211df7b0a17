# SPDX-License-Identifier: Apache-2.0
# charts.awk - which machines there are, as C, from specs/*.fsm.

/^machine / {
	name[++n] = $2
	states = 0
}
$1 == "state" {
	if ($3 == "rests")
		resting[n] = resting[n] (resting[n] ? " | " : "") \
			"1ull << " states
	states++
}
END {
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* charts.c - which machines there are."
	print " * Written by src/lab/charts.awk from specs/NAME.fsm: change those" \
		" and run\n * make gen. */"
	print "#include \"lab/charts.h\"\n"
	for (i = 1; i <= n; i++)
		printf "#include \"core/%s_chart.h\"\n", name[i]
	print "\nconst struct chart *const charts[] = {"
	for (i = 1; i <= n; i++)
		printf "\t&%s_chart,\n", name[i]
	print "\tNULL\n};\n\nconst uint64_t chart_resting[] = {"
	for (i = 1; i <= n; i++)
		printf "\t%s,\n", resting[i] ? resting[i] : "0"
	printf "};\n\nconst unsigned chart_count = %d;\n", n
}
