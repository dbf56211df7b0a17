# SPDX-License-Identifier: Apache-2.0
# trail.awk - a run of a model as a script for `autotunnel-lab step MACHINE`.
#	spin -t MODEL.pml | awk -v machine=NAME -f models/trail.awk
# reads what the generated charts print as they step ("@ NAME 0 FROM EVENT TO LINE",
# a timer's event with a plus before it) and writes the events of one machine, in
# order; a timer's is `next`, the next that is due. `-v which=1` takes the second of several; `-v span="lease 900s"`
# gives a bare chart (`step --chart`) a span first. What other machines did stands in
# between as comments, and so does the state that each step leads to. Exit: 1 if the
# machine took no step.
BEGIN {
	if (machine == "") {
		print "trail.awk: which machine? -v machine=NAME" > "/dev/stderr"
		failed = 2
		exit failed
	}
	if (span != "")
		print "span " span
	which += 0
}
$1 == "@@" {
	sub(/^[ \t]*@@ /, "")
	print "# " $0
	next
}
$1 == "@" && $2 == "tick" {
	ticks++
	next
}
$1 != "@" || NF != 7 {
	next
}
{
	if (ticks)
		print "# time passes: " ticks (ticks == 1 ? " tick" : " ticks")
	ticks = 0
	name = $2 ($3 ? "/" $3 : "")
}
$2 != machine || $3 + 0 != which {
	print "#   " name ": " $4 ", " $5 " -> " $6 " (specs/" $2 ".fsm:" $7 ")"
	next
}
{
	steps++
	print "# " $4 ", " $5 " -> " $6 " (specs/" $2 ".fsm:" $7 ")"
	print $5 ~ /^\+/ ? "next" : $5
}
END {
	if (failed)
		exit failed
	if (!steps) {
		print "trail.awk: " machine " takes no step in it" > "/dev/stderr"
		exit 1
	}
	print "state"
}
