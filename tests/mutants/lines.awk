# SPDX-License-Identifier: Apache-2.0
# lines.awk - lines for tests/mutants/survivors of what `make mutants` has seen
# survive: awk -f tests/mutants/lines.awk build/mutants/log. Mutants of one place
# stand in one line, and places with the same mutants too.

/: (survived|unreached)$/ {
	kind = $4
	sub(/:$/, "", kind)
	key = $2 " " $3
	if (!(key in kinds))
		order[++count] = key
	kinds[key] = kinds[key] (kinds[key] == "" ? "" : ",") kind
}

END {
	for (i = 1; i <= count; i++) {
		split(order[i], part, " ")
		group = part[1] " " kinds[order[i]]
		if (!(group in places))
			groups[++group_count] = group
		places[group] = places[group] (places[group] == "" ? "" : ",") part[2]
	}
	for (i = 1; i <= group_count; i++) {
		split(groups[i], part, " ")
		print part[1], places[groups[i]], part[2] ":"
	}
}
