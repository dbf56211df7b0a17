# SPDX-License-Identifier: Apache-2.0
# trace.awk - the figures of bench-trace.json in words.
function number(s, member) {
	sub(".*\"" member "\":", "", s)
	return s + 0
}
function object(name,   s) {
	s = $0
	if (!sub(".*\"" name "\":\\{", "", s))
		return ""
	sub("\\}.*", "", s)
	return s
}
function replay(file, what,   s, ratio) {
	s = object(file)
	ratio = number(s, "ratio")
	printf "%-38s %6.3f s for %d s  ratio %d  goal 1000000: %s\n", what, number(s, "replay_s"), number(s, "real_s"), ratio, (ratio >= 1000000 ? "met" : "missed")
}
function size(name, what,   s, octets) {
	s = object(name)
	octets = number(s, "octets_an_event")
	printf "%-38s %6.2f octets beside its packet (%d events)  goal 16: %s\n", what, octets, number(s, "inputs") + number(s, "rows") + number(s, "effects"), (octets <= 16 ? "met" : "missed")
}
{
	replay("day-ant.trace", "replay of an agent's day")
	replay("day-bee.trace", "replay of another's")
	replay("day-rendezvous.trace", "replay of their rendezvous's")
	size("day", "an event in these recordings")
	size("recordings", "an event in tests/traces, recorded anew")
}
