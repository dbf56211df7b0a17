# SPDX-License-Identifier: Apache-2.0
# pages.awk - files as C strings: FOLDER/MACHINE.FORMAT each a struct page.

BEGIN {
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* Written by src/lab/pages.awk. */"
	print "#include \"lab/pages.h\"\n"
	print "const struct page pages[] = {"
}
FNR == 1 {
	if (NR > 1)
		print "\t},"
	name = FILENAME
	sub(/.*\//, "", name)
	format = name
	sub(/\..*/, "", name)
	sub(/.*\./, "", format)
	printf "\t{ \"%s\", \"%s\",\n", name, format
}
{
	gsub(/[\\"?]/, "\\\\&")
	print "\t\t\"" $0 "\\n\""
}
END {
	print "\t},\n\t{ 0, 0, 0 }\n};"
}
