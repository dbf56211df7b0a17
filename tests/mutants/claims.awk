# SPDX-License-Identifier: Apache-2.0
# claims.awk - the claims of tests, `ID LEVEL SUITE TEST` a line, of the files
# specs/*.req specs/decisions tests/*.c tests/net/*.sh in this order. A claim is
# an ID after `covers:` in the comment above a test, or in a scenario, whose
# SUITE is `net`. LEVEL has _ for a blank. A decision's level is `decision`.

FILENAME ~ /\.req$/ && /^[A-Z0-9]/ {
	split($0, column, /  +/)
	level[column[1]] = column[2]
	gsub(/ /, "_", level[column[1]])
	next
}

FILENAME == "specs/decisions" && /^P[0-9]/ {
	level[$1] = "decision"
	next
}

function claims(text, suite, name,    words, n, i)
{
	gsub(/[^A-Za-z0-9_-]/, " ", text)
	n = split(text, words, / +/)
	for (i = 1; i <= n; i++)
		if (words[i] in level)
			print words[i], level[words[i]], suite, name
}

FILENAME ~ /^tests\/net\// {
	if ((at = index($0, "covers:")) > 0) {
		name = FILENAME
		sub(/.*\//, "", name)
		sub(/\.sh$/, "", name)
		claims(substr($0, at + 7), "net", name)
	}
	next
}

FILENAME ~ /^tests\// {
	if (FNR == 1) {
		inside = 0
		waiting = ""
		suite = FILENAME
		sub(/.*\//, "", suite)
		sub(/\.c$/, "", suite)
	}
	text = ""
	if ((at = index($0, "covers:")) > 0) {
		inside = 1
		text = substr($0, at + 7)
	} else if (inside) {
		text = $0
	}
	if (inside) {
		if ((at = index(text, "*/")) > 0) {
			inside = 0
			text = substr(text, 1, at - 1)
		}
		waiting = waiting " " text
	}
	if (match($0, /^START_TEST\([a-zA-Z0-9_]+/)) {
		claims(waiting, suite, substr($0, RSTART + 11, RLENGTH - 11))
		waiting = ""
	}
}
