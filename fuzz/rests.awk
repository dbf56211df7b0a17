# SPDX-License-Identifier: Apache-2.0
# rests.awk - the states that may wait for ever, from specs/NAME.fsm: a line
# `state NAME rests "title"` each. For rows.c.
BEGIN {
	print "/* Made by fuzz/rests.awk. */"
	print "#include \"fuzz/rows.h\"\n"
	print "const struct rows_rest rows_rests[] = {"
}
$1 == "machine" { machine = $2 }
$1 == "state" && $3 == "rests" {
	printf "\t{ \"%s\", \"%s\" },\n", machine, $2
}
END { print "\t{ 0, 0 }\n};" }
