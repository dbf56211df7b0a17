# SPDX-License-Identifier: Apache-2.0
# limits.awk - specs/limits as C: an enum constant a line, times in ms.

BEGIN {
	unit["ms"] = 1
	unit["s"] = 1000
	unit["min"] = 60000
	unit["h"] = 3600000
	print "/* SPDX-License-Identifier: Apache-2.0 */"
	print "/* limits.h - numbers of the RFCs that no chart has.\n" \
		" * Written by src/lab/limits.awk from specs/limits: change " \
		"that and run\n * make gen. */"
	print "#ifndef LAB_LIMITS_H\n#define LAB_LIMITS_H\n\nenum {"
}
/^#/ || NF == 0 { next }
{
	number = $2
	sub(/[a-z]+$/, "", number)
	word = substr($2, length(number) + 1)
	if ($1 !~ /^[a-z0-9_]+$/ || number !~ /^[0-9]+$/ ||
	    $3 !~ /^\[[A-Z-]+[0-9]+\]$/ || (word != "" && !(word in unit))) {
		printf "%s:%d: expected NAME VALUE [ID]\n", FILENAME, FNR \
			>"/dev/stderr"
		failed = 1
		exit
	}
	said = ""
	for (i = 4; i <= NF; i++)
		said = said " " $i
	if (word != "")
		said = " ms;" said
	printf "\tLIMIT_%s = %d,\t/*%s %s */\n", toupper($1), \
		number * (word == "" ? 1 : unit[word]), said, $3
}
END {
	if (failed)
		exit 1
	print "};\n\n#endif"
}
