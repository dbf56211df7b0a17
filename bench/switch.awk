# SPDX-License-Identifier: Apache-2.0
# switch.awk - from gen/core/llq_client_chart.c: the same chart as one would write
# it by hand, a switch of the state and in it a switch of the event, with a
# function for each thing that is done. Not by hand, so that it is the same chart
# tomorrow; tests/test_bench.c holds it against the generated builds.
function strip(s) {
	sub(/^LLQ_CLIENT_/, "", s)
	return s
}
function name_of(actions, to,   s) {
	s = actions
	gsub(/, /, "_", s)
	gsub(/ /, "_", s)
	return (s == "" ? "go" : s) "_to_" tolower(to)
}
function print_does(name, actions, to,   list, n, i) {
	printf "static enum llq_client_state\n%s(struct llq_client *m, unsigned row, struct turn *t)\n{\n", name
	print "\tmachine_row((struct machine *)m, row, t);"
	n = split(actions, list, ", ")
	for (i = 1; i <= n; i++)
		if (list[i] ~ /^(start|stop|resume|reset) /)
			printf "\ttimer_%s((struct machine *)m, LLQ_CLIENT_TIMER_%s, t);\n", substr(list[i], 1, index(list[i], " ") - 1), toupper(substr(list[i], index(list[i], " ") + 1))
		else
			printf "\tllq_client_%s(m, t);\n", list[i]
	printf "\treturn LLQ_CLIENT_%s;\n}\n\n", to
}
/^static const struct chart_row rows/ { in_rows = 1; next }
in_rows && /^};/ { in_rows = 0 }
in_rows { text = text " " $0 }
END {
	print "/* Made by bench/switch.awk. */"
	print "#include \"autotunnel/turn.h\"\n#include \"bench/step.h\"\n\n#include <assert.h>\n"
	while (match(text, /\{[^}]*\}/)) {
		row = substr(text, RSTART + 1, RLENGTH - 2)
		text = substr(text, RSTART + RLENGTH)
		split(row, member, /, */)
		split(row, quoted, "\"")
		gsub(/[ \t]/, "", member[1])
		gsub(/[ \t]/, "", member[2])
		gsub(/[ \t]/, "", member[3])
		from = strip(member[1])
		to = strip(member[3])
		event = member[2]
		if (!(from in seen)) {
			seen[from] = 1
			states[state_count++] = from
		}
		if (member[5] ~ /false/) {
			name = name_of(quoted[2], to)
			if (!(name in does)) {
				does[name] = 1
				print_does(name, quoted[2], to)
			}
			cases[from] = cases[from] "\tcase " event ":\n\t\treturn " name "(m, " (count + 0) ", t);\n"
		}
		count++
	}
	for (i = 0; i < state_count; i++) {
		printf "static enum llq_client_state\nin_%s(struct llq_client *m, enum llq_client_event ev, struct turn *t)\n", tolower(states[i])
		printf "{\n\tswitch (ev) {\n%s\tdefault:\t/* ignored */\n\t\treturn LLQ_CLIENT_%s;\n\t}\n}\n\n", cases[states[i]], states[i]
	}
	print "static enum llq_client_state\nin_state(struct llq_client *m, enum llq_client_event ev, struct turn *t)"
	print "{\n\tswitch ((enum llq_client_state)((struct machine *)m)->state) {"
	for (i = 0; i < state_count; i++)
		printf "\tcase LLQ_CLIENT_%s:\n\t\treturn in_%s(m, ev, t);\n", states[i], tolower(states[i])
	print "\tcase LLQ_CLIENT_STATE_COUNT:\n\t\tbreak;\n\t}\n\tassert(!\"no state\");\n\treturn LLQ_CLIENT_IDLE;\n}\n"
	print "void\nswitch_llq_client_step(struct llq_client *m, enum llq_client_event ev,\n\t\t       struct turn *t)"
	print "{\n\tassert((unsigned)ev < LLQ_CLIENT_EVENT_COUNT);\n\tmachine_enter((struct machine *)m, in_state(m, ev, t), t);\n}"
}
