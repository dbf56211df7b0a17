# SPDX-License-Identifier: Apache-2.0
# markup.awk - the files of src/lab/report/page/ as C: page.html, cut at its line
# <!-- title -->, *.css, and *.js one after another in the order given.

function quoted(s) {
	gsub(/\\/, "&&", s)
	gsub(/"/, "\\\"", s)
	gsub(/\?/, "\\?", s)
	return "\"" s "\\n\""
}

function begin(name) {
	if (name == current)
		return
	if (current != "")
		print "\t\"\";"
	current = name
	printf "\nconst char %s[] =\n", name
}

BEGIN {
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* markup.c - the report's page.\n" \
		" * Written by src/lab/report/markup.awk from " \
		"src/lab/report/page/: change that and\n * run make gen. */"
	print "#include \"lab/report/markup.h\""
}
FNR == 1 && FILENAME ~ /\.html$/ { begin("page_markup_head") }
FNR == 1 && FILENAME ~ /\.css$/ { begin("page_style") }
FNR == 1 && FILENAME ~ /\.js$/ { begin("page_script") }
FILENAME ~ /\.html$/ && /^<!-- title -->$/ {
	begin("page_markup_body")
	next
}
/SPDX-License-Identifier/ { next }
{ printf "\t%s\n", quoted($0) }
END { print "\t\"\";" }
