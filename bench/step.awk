# SPDX-License-Identifier: Apache-2.0
# step.awk - the figures of bench-step.json in words.
function part(kind,   s) {
	s = $0
	sub(".*\"" kind "\":\\{", "", s)
	sub("\\}.*", "", s)
	return s
}
function of(kind, build,   s) {
	s = part(kind)
	sub(".*\"" build "\":", "", s)
	return s + 0
}
function say(kind, what, goal,   r, w, t, best) {
	r = of(kind, "ragel")
	w = of(kind, "switch")
	t = of(kind, "table")
	best = w < t ? w : t
	printf "%-38s %6.2f ns  switch %6.2f  table %6.2f  ratio %.2f  goal 1: %s", what, r, w, t, r / best, (r <= best * 1.02 ? "met" : "missed")
	if (goal)
		printf "; %d ns: %s", goal, (r <= goal ? "met" : "missed")
	printf "\n"
}
{
	say("chart", "a step, nothing recorded", 3)
	say("chart_traced", "a step, its row recorded in memory", 15)
	say("timers", "with its timers, nothing recorded", 0)
	say("timers_traced", "with its timers and its row", 0)
}
