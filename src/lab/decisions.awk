# SPDX-License-Identifier: Apache-2.0
# decisions.awk - specs/decisions as C. A decision is a line of its number, two
# spaces and a sentence; from `  test:` on it names tests, which are left out.

function quoted(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

BEGIN {
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* decisions.c - what was decided where the RFCs leave a choice."
	print " * Written by src/lab/decisions.awk from specs/decisions: change" \
		" that and run\n * make gen. */"
	print "#include \"lab/charts.h\"\n"
	print "const struct decision decisions[] = {"
}
/^[P0-9]/ {
	id = $1
	text = $0
	sub(/^[^ ]+ +/, "", text)
	sub(/  test:.*/, "", text)
	printf "\t{ %s,\n\t\t%s },\n", quoted(id), quoted(text)
}
END {
	print "};\n"
	print "const unsigned decision_count ="
	print "\tsizeof(decisions) / sizeof(decisions[0]);"
}
