# SPDX-License-Identifier: Apache-2.0
# charts.awk - which machines there are, as C, from specs/*.fsm.

/^machine / {
	name[n++] = $2
	nextfile
}
END {
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* charts.c - which machines there are."
	print " * Written by src/lab/charts.awk from specs/NAME.fsm: change those" \
		" and run\n * make gen. */"
	print "#include \"lab/charts.h\"\n"
	for (i = 0; i < n; i++)
		printf "#include \"core/%s_chart.h\"\n", name[i]
	print "\nconst struct chart *const charts[] = {"
	for (i = 0; i < n; i++)
		printf "\t&%s_chart,\n", name[i]
	printf "\tNULL\n};\n\nconst unsigned chart_count = %d;\n", n
}
