# SPDX-License-Identifier: Apache-2.0
# requirements.awk - the numbered requirements of specs/*.req as C: with
# -v form=h their enum, with -v form=c the table itself.
#
# A requirement is a line `ID  LEVEL  sections  wording`, columns apart by two
# spaces or more; `#` begins a comment, whose first line with "RFC NNNN" names
# the RFC.

function quoted(s) {
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return "\"" s "\""
}

function name(id) {
	gsub(/-/, "_", id)
	return "REQ_" id
}

BEGIN { n = 0 }
FNR == 1 { rfc = "" }
/^#/ {
	if (rfc == "" && match($0, /RFC [0-9]+/))
		rfc = substr($0, RSTART + 4, RLENGTH - 4)
	next
}
/^[A-Z]/ {
	if (split($0, column, /  +/) != 4) {
		printf "%s:%d: expected ID, LEVEL, sections and wording\n", \
			FILENAME, FNR >"/dev/stderr"
		failed = 1
		exit
	}
	id[n] = column[1]
	level[n] = column[2]
	section[n] = column[3]
	text[n] = column[4]
	of[n++] = rfc
}

END {
	if (failed)
		exit 1
	head = "/* SPDX-License-Identifier: Apache-2.0 */\n" \
		"/* requirements.%s - the numbered requirements of the RFCs.\n" \
		" * Written by src/lab/requirements.awk from specs/NAME.req: " \
		"change those and run\n * make gen. */\n"
	printf head, form
	if (form == "h") {
		print "#ifndef LAB_REQUIREMENTS_H"
		print "#define LAB_REQUIREMENTS_H\n"
		print "enum requirement_id {"
		for (i = 0; i < n; i++)
			printf "\t%s,\n", name(id[i])
		print "\tREQUIREMENT_COUNT\n};\n\n#endif"
	} else {
		print "#include \"lab/requirement.h\"\n"
		print "const struct requirement requirements[REQUIREMENT_COUNT] = {"
		for (i = 0; i < n; i++)
			printf "\t[%s] = {\n\t\t%s, %s, %s, %s,\n\t\t%s,\n\t},\n", \
				name(id[i]), quoted(id[i]), quoted(level[i]), \
				of[i], quoted(section[i]), quoted(text[i])
		print "};"
	}
}
