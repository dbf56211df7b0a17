# SPDX-License-Identifier: Apache-2.0
# coverage-rfc.awk - see coverage-rfc. Files come in this order: requirements,
# waivers, decisions, specs, tests; a file is told by its name.

function wrong(text)
{
	print text > "/dev/stderr"
	errors++
}

function place(id, where)
{
	if (id in level)
		cited[id] = cited[id] (cited[id] == "" ? "" : ", ") where
	else if (id in decision)
		proof[id]++
	else
		wrong(where ": " id " is no requirement and no decision")
}

function test(id, where)
{
	if (id in level)
		tested[id] = tested[id] (tested[id] == "" ? "" : ", ") where
	else if (id in decision)
		proof[id]++
	else
		wrong(where ": covers " id ", which is no requirement and no decision")
}

function binding(l)
{
	return l == "MUST" || l == "MUST NOT" || l == "REQUIRED" ||
		l == "must (lc)" || l == "implied"
}

# The IDs of TEXT into ids[1..n]; returns n.
function find_ids(text,    n, words, i, count)
{
	gsub(/[^A-Za-z0-9_-]/, " ", text)
	count = split(text, words, / +/)
	n = 0
	for (i = 1; i <= count; i++)
		if (words[i] ~ /^[A-Z0-9]+-[A-Z]-[0-9]+$/ ||
		    words[i] ~ /^P[0-9]+$/)
			ids[++n] = words[i]
	return n
}

# Requirements: ID, level, section, text, two spaces or more between.
FILENAME ~ /\.req$/ && /^[A-Z]/ {
	split($0, column, /  +/)
	if (column[1] in level)
		wrong(FILENAME ":" FNR ": " column[1] " stands here twice")
	order[++requirements] = column[1]
	level[column[1]] = column[2]
	next
}

FILENAME == "specs/waivers" && /^[^#]/ && NF {
	if (!($1 in level))
		wrong(FILENAME ":" FNR ": " $1 " is no requirement")
	else if ($1 in waived)
		wrong(FILENAME ":" FNR ": " $1 " is waived twice")
	else if (($2 != "role:" && $2 != "superseded:") || NF < 4)
		wrong(FILENAME ":" FNR ": a waiver is `ID role: reason` or `ID superseded: reason`")
	reason = $0
	sub(/^[^ ]+ +/, "", reason)
	waived[$1] = reason
	waiver_line[$1] = FNR
	next
}

FILENAME == "specs/decisions" && /^[^#]/ && NF {
	decision[$1] = FNR
	decisions[++decision_count] = $1
	if ((at = index($0, "test: ")) > 0)
		named[$1] = substr($0, at + 6)
	next
}

FILENAME ~ /\.fsm$/ {
	line = $0
	gsub(/"[^"]*"/, "", line)
	sub(/#.*/, "", line)
	kind = $1 == "timer" || $1 == "constant" || $1 == "span" ? $1 : "row"
	while (match(line, /\[[^]]*\]/)) {
		n = find_ids(substr(line, RSTART, RLENGTH))
		for (i = 1; i <= n; i++)
			place(ids[i], FILENAME ":" FNR " (" kind ")")
		line = substr(line, 1, RSTART - 1) " " \
			substr(line, RSTART + RLENGTH)
	}
	if (match(line, /(^|[ \t])local[ \t]+[A-Z0-9].*/)) {
		n = find_ids(substr(line, RSTART))
		for (i = 1; i <= n; i++)
			place(ids[i], FILENAME ":" FNR " (" kind ")")
	}
	next
}

FILENAME ~ /^tests\/net\// {
	scenario = FILENAME
	sub(/.*\//, "", scenario)
	tests[scenario] = 1
	sub(/\.sh$/, "", scenario)
	tests[scenario] = 1
	if ((at = index($0, "covers:")) > 0) {
		n = find_ids(substr($0, at + 7))
		for (i = 1; i <= n; i++)
			test(ids[i], FILENAME)
	}
	next
}

# The comment stands above its test, so its IDs wait for the name.
FILENAME ~ /^tests\// {
	if (FNR == 1) {
		inside = 0
		waiting = 0
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
		n = find_ids(text)
		for (i = 1; i <= n; i++)
			wait[++waiting] = ids[i]
	}
	if (match($0, /^START_TEST\([a-zA-Z0-9_]+/)) {
		name = substr($0, RSTART + 11, RLENGTH - 11)
		tests[name] = 1
		for (i = 1; i <= waiting; i++)
			test(wait[i], FILENAME ": " name)
		waiting = 0
	}
}

END {
	for (i = 1; i <= requirements; i++) {
		id = order[i]
		l = level[id]
		all[l]++
		if (!(l in rank)) {
			rank[l] = ++levels
			level_name[levels] = l
		}
		where = ""
		if (cited[id] != "")
			where = cited[id]
		if (tested[id] != "")
			where = where (where == "" ? "" : "; ") tested[id]
		if (where != "") {
			placed[l]++
			if (id in waived)
				wrong("specs/waivers:" waiver_line[id] ": " id \
				      " needs no waiver: " where)
		} else if (id in waived) {
			waivers[l]++
			where = "waived, " waived[id]
		} else {
			nowhere[l]++
			where = "nowhere"
			if (binding(l))
				missing++
		}
		if (!quiet || (where == "nowhere" && binding(l)))
			printf "%-9s  %-15s  %s\n", id, l, where
	}
	for (i = 1; i <= decision_count; i++) {
		id = decisions[i]
		if (id in named) {
			n = split(named[id], words, /[ ,]+/)
			for (j = 1; j <= n; j++) {
				if (words[j] == "")
					continue
				if (words[j] in tests)
					proof[id]++
				else
					wrong("specs/decisions:" decision[id] \
					      ": there is no test " words[j])
			}
		}
		if (!(id in proof)) {
			unproven++
			if (!quiet)
				printf "%-9s  %-15s  %s\n", id, "decision", \
					"no row and no test"
		}
	}
	printf "%-15s  %6s  %6s  %6s  %6s\n", "level", "all", "placed", \
		"waived", "left"
	for (i = 1; i <= levels; i++) {
		l = level_name[i]
		printf "%-15s  %6d  %6d  %6d  %6d\n", l, all[l], placed[l], \
			waivers[l], nowhere[l]
		p += placed[l]
		w += waivers[l]
		u += nowhere[l]
	}
	printf "%d requirements: %d placed, %d waived, %d left, %d of them binding; %d of %d decisions unproven\n", \
		requirements, p, w, u, missing, unproven, decision_count
	if (errors)
		printf "%d errors\n", errors > "/dev/stderr"
	exit missing || errors ? 1 : 0
}
