/* SPDX-License-Identifier: Apache-2.0 */
/* print_ragel.c - the chart in the safe subset of Ragel: each state total, one
 * row per event, one to-state action per state that tells it from all others,
 * so that Ragel can neither merge two states nor run two rows at once. */
#include "print.h"

#include <string.h>

/* retry.spent is no name in Ragel */
static void
print_name(struct out *o, const char *prefix, const char *name)
{
	out_put(o, "%s", prefix);
	for (; *name; name++)
		out_put(o, "%c", *name == '.' ? '_' : *name);
}

void
print_action(const struct spec *s, struct out *o, const struct spec_action *a)
{
	static const char *const verbs[] = { "", "start", "resume", "stop",
		"reset" };

	if (a->kind == ACTION_CALL) {
		out_put(o, "\t\t%s_%s(m, t);\n", s->name.text, a->name.text);
		return;
	}
	out_put(o, "\t\ttimer_%s(base, ", verbs[a->kind]);
	print_timer(s, o, a->timer);
	out_put(o, ", t);\n");
}

static void
print_names(const struct spec *s, struct out *o)
{
	unsigned i;

	for (i = 0; i < s->event_count; i++) {
		print_name(o, "\ton_", s->events[i].name.text);
		out_put(o, " = %u;\n", i);
	}
	out_put(o, "\n\t# A stored state is come back to by an event of its own.\n");
	for (i = 0; i < s->state_count; i++) {
		print_name(o, "\trestore_", s->states[i].name.text);
		out_put(o, " = %u;\n", s->event_count + i);
	}
}

static void
print_actions(const struct spec *s, struct out *o)
{
	const struct spec_rule *rule;
	unsigned i, j;

	for (i = 0; i < s->state_count; i++) {
		print_name(o, "\n\taction enter_", s->states[i].name.text);
		out_put(o, " {\n\t\tbase->state = ");
		print_state(s, o, i);
		out_put(o, ";\n\t}\n");
	}
	for (i = 0; i < s->row_count; i++) {
		rule = s->rows[i].rule;
		if (rule->ignored)
			continue;
		out_put(o, "\n\taction row_%u {\n\t\tmachine_row(base, %u, t);\n",
			i, i);
		for (j = 0; j < rule->action_count; j++)
			print_action(s, o, &rule->actions[j]);
		if (s->rows[i].from != s->rows[i].to) {
			out_put(o, "\t\tmachine_move(base, ");
			print_state(s, o, s->rows[i].to);
			out_put(o, ", t);\n");
		}
		out_put(o, "\t}\n");
	}
	out_put(o, "\n\taction impossible {\n\t\tassert(!\"no row\");\n\t}\n");
}

/* Rows of one state; what it does not name cannot come (fsmc has proven it of
 * timers), so it is our bug and asserts. */
static void
print_state_rows(const struct spec *s, struct out *o, unsigned state)
{
	const char *name = s->states[state].name.text;
	const struct spec_row *row;
	unsigned i;

	print_name(o, "\n\tin_", name);
	out_put(o, ": (\n");
	for (i = 0; i < s->row_count; i++) {
		row = &s->rows[i];
		if (row->from != state)
			continue;
		print_name(o, "\t\ton_", s->events[row->event].name.text);
		if (!row->rule->ignored)
			out_put(o, " @row_%u", i);
		print_name(o, " -> in_", s->states[row->to].name.text);
		out_put(o, " |\n");
	}
	for (i = 0; state == 0 && i < s->state_count; i++) {
		print_name(o, "\t\trestore_", s->states[i].name.text);
		print_name(o, " -> in_", s->states[i].name.text);
		out_put(o, " |\n");
	}
	out_put(o, "\t\t(any - (");
	for (i = 0; i < s->row_count; i++)
		if (s->rows[i].from == state) {
			print_name(o, "on_",
				   s->events[s->rows[i].event].name.text);
			out_put(o, " | ");
		}
	for (i = 0; state == 0 && i < s->state_count; i++) {
		print_name(o, "restore_", s->states[i].name.text);
		out_put(o, " | ");
	}
	out_put(o, "zlen)) @impossible");
	print_name(o, " -> in_", name);
	print_name(o, "\n\t) >~enter_", name);
	if (state + 1 < s->state_count)
		out_put(o, ",");
}

void
print_ragel(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i;

	print_head(s, o, "_ragel.c", "begin, restore and step by Ragel");
	out_put(o, "#include \"core/%s_chart.h\"\n", n);
	out_put(o, "#include \"autotunnel/turn.h\"\n\n#include <assert.h>\n");
	out_put(o, "\n#ifdef __GNUC__\n#pragma GCC diagnostic ignored \"-Wimplicit-fallthrough\"\n#endif\n");
	out_put(o, "\n%%%%{\n\tmachine %s;\n\talphtype int;\n\taccess base->;\n\n",
		n);
	print_names(s, o);
	print_actions(s, o);
	out_put(o, "\n\tmain := start: (\n\t\tzlen -> in_%s\n\t),\n",
		s->states[0].name.text);
	for (i = 0; i < s->state_count; i++)
		print_state_rows(s, o, i);
	out_put(o, ";\n\n\twrite data nofinal noerror noentry;\n}%%%%\n");
	out_put(o, "\n/* One code through the automaton; no name, as codes beyond the events restore. */\n");
	out_put(o, "static inline __attribute__((always_inline)) void\nrun(struct %s *m, int code, struct turn *t)\n",
		n);
	out_put(o, "{\n\tstruct machine *base = (struct machine *)m;\n");
	out_put(o, "\tconst int *p = &code, *pe = p + 1;\n\n\t%%%% write exec;\n}\n");
	out_put(o, "\nvoid\n%s_begin(struct %s *m)\n", n, n);
	out_put(o, "{\n\tstruct machine *base = (struct machine *)m;\n\n");
	out_put(o, "\tmachine_begin(base, &%s_chart);\n\t%%%% write init;\n}\n",
		n);
	out_put(o, "\nvoid\n%s_restore(struct %s *m, enum %s_state state)\n",
		n, n, n);
	out_put(o, "{\n\tassert((unsigned)state < ");
	out_upper(o, n);
	out_put(o, "_STATE_COUNT);\n\t%s_begin(m);\n\trun(m, (int)", n);
	out_upper(o, n);
	out_put(o, "_EVENT_COUNT + (int)state, NULL);\n}\n");
	out_put(o, "\nvoid\n%s_step(struct %s *m, enum %s_event ev, struct turn *t)\n",
		n, n, n);
	out_put(o, "{\n\tassert((unsigned)ev < ");
	out_upper(o, n);
	out_put(o, "_EVENT_COUNT);\n\trun(m, (int)ev, t);\n}\n");
}
