/* SPDX-License-Identifier: Apache-2.0 */
/* print_c.c - the chart as C: names, data, and the table build of its step. */
#include "print.h"

#include <inttypes.h>
#include <string.h>

void
print_state(const struct spec *s, struct out *o, unsigned state)
{
	out_upper(o, s->name.text);
	out_put(o, "_");
	out_upper(o, s->states[state].name.text);
}

void
print_event(const struct spec *s, struct out *o, unsigned event)
{
	out_upper(o, s->name.text);
	out_put(o, "_EV_");
	out_upper(o, s->events[event].name.text);
}

void
print_timer(const struct spec *s, struct out *o, unsigned timer)
{
	out_upper(o, s->name.text);
	out_put(o, "_TIMER_");
	out_upper(o, s->timers[timer].name.text);
}

/* NATPMP_REQUEST_<suffix> */
static void
print_upper(const struct spec *s, struct out *o, const char *suffix)
{
	out_upper(o, s->name.text);
	out_put(o, "_%s", suffix);
}

void
print_head(const struct spec *s, struct out *o, const char *suffix,
	   const char *what)
{
	out_put(o, "/* SPDX-License-Identifier: Apache-2.0 */\n");
	out_put(o, "/* %s%s - %s.\n", s->name.text, suffix, what);
	out_put(o, " * Written by fsmc from %s: change that and run make gen. */\n",
		s->path);
}

/* NAME_chart.h ---------------------------------------------------------------------- */

static void
print_title(struct out *o, const char *title)
{
	if (*title) {
		out_put(o, "\t/* ");
		out_comment(o, title);
		out_put(o, " */");
	}
	out_put(o, "\n");
}

static void
print_enums(const struct spec *s, struct out *o)
{
	unsigned i;

	out_put(o, "\nenum %s_state {\n", s->name.text);
	for (i = 0; i < s->state_count; i++) {
		out_put(o, "\t");
		print_state(s, o, i);
		out_put(o, ",");
		print_title(o, s->states[i].title);
	}
	out_put(o, "\t");
	print_upper(s, o, "STATE_COUNT\n};\n");
	out_put(o, "\nenum %s_event {\n", s->name.text);
	for (i = 0; i < s->event_count; i++) {
		out_put(o, "\t");
		print_event(s, o, i);
		out_put(o, ",");
		print_title(o, s->events[i].title);
	}
	out_put(o, "\t");
	print_upper(s, o, "EVENT_COUNT\n};\n");
	out_put(o, "\nenum %s_timer {\n", s->name.text);
	for (i = 0; i < s->timer_count; i++) {
		out_put(o, "\t");
		print_timer(s, o, i);
		out_put(o, ",");
		print_title(o, s->timers[i].title);
	}
	out_put(o, "\t");
	print_upper(s, o, "TIMER_COUNT\n};\n");
	out_put(o, "\nenum %s_span {\n", s->name.text);
	for (i = 0; i < s->span_count; i++) {
		out_put(o, "\t");
		print_upper(s, o, "SPAN_");
		out_upper(o, s->spans[i].name.text);
		out_put(o, ",");
		print_title(o, s->spans[i].title);
	}
	out_put(o, "\t");
	print_upper(s, o, "SPAN_COUNT\n};\n");
}

static void
print_constants(const struct spec *s, struct out *o)
{
	const struct spec_constant *c;
	unsigned i;

	if (!s->constant_count)
		return;
	out_put(o, "\nenum {\n");
	for (i = 0; i < s->constant_count; i++) {
		c = &s->constants[i];
		out_put(o, "\t");
		print_upper(s, o, "");
		out_upper(o, c->name.text);
		out_put(o, " = %" PRIu64 ",\t/* %s", c->value,
			c->is_time ? "ms; " : "");
		if (*c->title) {
			out_comment(o, c->title);
			out_put(o, " ");
		}
		out_put(o, "[%s] */\n", c->cites.text);
	}
	out_put(o, "};\n");
}

static bool
is_first_call(const struct spec *s, unsigned rule, unsigned action)
{
	const char *name = s->rules[rule].actions[action].name.text;
	const struct spec_rule *r;
	unsigned i, j;

	if (s->rules[rule].actions[action].kind != ACTION_CALL)
		return false;
	for (i = 0; i <= rule; i++) {
		r = &s->rules[i];
		for (j = 0; j < r->action_count; j++) {
			if (i == rule && j == action)
				return true;
			if (r->actions[j].kind == ACTION_CALL &&
			    !strcmp(r->actions[j].name.text, name))
				return false;
		}
	}
	return true;
}

static void
print_prototypes(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i, j;

	out_put(o, "\nextern const struct chart %s_chart;\n", n);
	out_put(o, "\n/* Generated: from the table or by Ragel, as is linked. */\n");
	out_put(o, "void %s_begin(struct %s *m);\n", n, n);
	out_put(o, "void %s_restore(struct %s *m, enum %s_state state);\n",
		n, n, n);
	out_put(o, "void %s_step(struct %s *m, enum %s_event ev, struct turn *t);\n",
		n, n, n);
	out_put(o, "\n/* Handwritten. */\n");
	out_put(o, "void %s_describe(const struct machine *m, char *text, size_t size);\n",
		n);
	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++)
			if (is_first_call(s, i, j))
				out_put(o, "void %s_%s(struct %s *m, struct turn *t);\n",
					n, s->rules[i].actions[j].name.text,
					n);
}

void
print_chart_h(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;

	print_head(s, o, "_chart.h", *s->title ? s->title : n);
	out_put(o, "#ifndef CORE_");
	print_upper(s, o, "CHART_H\n#define CORE_");
	print_upper(s, o, "CHART_H\n\n#include \"autotunnel/chart.h\"\n");
	print_enums(s, o);
	print_constants(s, o);
	out_put(o, "\nstruct %s_machine {\n\tstruct machine base;\n", n);
	if (s->timer_count) {
		out_put(o, "\tstruct timer timers[");
		print_upper(s, o, "TIMER_COUNT];\n");
	}
	if (s->span_count) {
		out_put(o, "\tuint64_t spans_ms[");
		print_upper(s, o, "SPAN_COUNT];\n");
	}
	out_put(o, "};\n\n");
	out_put(o, "struct %s;\t/* begins with a struct %s_machine */\n", n,
		n);
	print_prototypes(s, o);
	out_put(o, "\n#endif\n");
}

/* NAME_chart.c ---------------------------------------------------------------------- */

static void
print_strings(const struct spec *s, struct out *o)
{
	unsigned i;

	out_put(o, "\nstatic const char *const states[] = {\n");
	for (i = 0; i < s->state_count; i++)
		out_put(o, "\t\"%s\",\n", s->states[i].name.text);
	out_put(o, "};\n\nstatic const char *const state_titles[] = {\n");
	for (i = 0; i < s->state_count; i++) {
		out_put(o, "\t");
		out_quoted(o, s->states[i].title);
		out_put(o, ",\n");
	}
	out_put(o, "};\n\nstatic const char *const events[] = {\n");
	for (i = 0; i < s->event_count; i++)
		out_put(o, "\t\"%s\",\n", s->events[i].name.text);
	out_put(o, "};\n\nstatic const char *const event_titles[] = {\n");
	for (i = 0; i < s->event_count; i++) {
		out_put(o, "\t");
		out_quoted(o, s->events[i].title);
		out_put(o, ",\n");
	}
	out_put(o, "};\n");
}

static void
print_timers(const struct spec *s, struct out *o)
{
	const struct spec_timer *t;
	unsigned i, j;

	for (i = 0; i < s->timer_count; i++) {
		t = &s->timers[i];
		out_put(o, "\nstatic const struct chart_wait waits_%s[] = {\n",
			t->name.text);
		for (j = 0; j < t->wait_count; j++)
			out_put(o, "\t{ %" PRIu64 ", %" PRIu64 " },\n",
				t->waits[j].from, t->waits[j].to);
		out_put(o, "};\n");
	}
	if (!s->timer_count)
		return;
	out_put(o, "\nstatic const struct chart_timer timers[] = {\n");
	for (i = 0; i < s->timer_count; i++) {
		t = &s->timers[i];
		out_put(o, "\t{\n\t\t.name = \"%s\",\n", t->name.text);
		if (t->bound)
			out_put(o, "\t\t.states = UINT64_C(0x%" PRIx64 "),\n",
				t->states);
		else
			out_put(o, "\t\t.states = UINT64_MAX,\n");
		out_put(o, "\t\t.fired = ");
		print_event(s, o, t->fired);
		out_put(o, ",\n\t\t.spent = ");
		print_event(s, o, t->spent);
		out_put(o, ",\n\t\t.repeats = %s,\n",
			t->repeats ? "true" : "false");
		out_put(o, "\t\t.of_span = %s,\n",
			t->of_span ? "true" : "false");
		if (t->of_span) {
			out_put(o, "\t\t.span = ");
			print_upper(s, o, "SPAN_");
			out_upper(o, t->span.text);
			out_put(o, ",\n");
		}
		out_put(o, "\t\t.wait_count = %u,\n", t->wait_count);
		out_put(o, "\t\t.waits = waits_%s,\n", t->name.text);
		out_put(o, "\t\t.line = %u,\n\t\t.cites = \"%s\",\n\t},\n",
			t->name.line, t->cites.text);
	}
	out_put(o, "};\n");
}

static void
print_spans(const struct spec *s, struct out *o)
{
	unsigned i;

	if (!s->span_count)
		return;
	out_put(o, "\nstatic const struct chart_span spans[] = {\n");
	for (i = 0; i < s->span_count; i++)
		out_put(o, "\t{ \"%s\", %" PRIu64 ", %" PRIu64 " },\n",
			s->spans[i].name.text, s->spans[i].least_ms,
			s->spans[i].most_ms);
	out_put(o, "};\n");
}

static void
print_rows(const struct spec *s, struct out *o)
{
	const struct spec_row *row;
	unsigned i;

	out_put(o, "\nstatic const struct chart_row rows[] = {\n");
	for (i = 0; i < s->row_count; i++) {
		row = &s->rows[i];
		out_put(o, "\t{ ");
		print_state(s, o, row->from);
		out_put(o, ", ");
		print_event(s, o, row->event);
		out_put(o, ",\n\t  ");
		print_state(s, o, row->to);
		out_put(o, ", %u, %s,\n\t  \"%s\", \"%s\" },\n",
			row->rule->line,
			row->rule->ignored ? "true" : "false",
			row->rule->actions_text, row->rule->cites.text);
	}
	out_put(o, "};\n");
}

static void
print_chart(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;

	out_put(o, "\nconst struct chart %s_chart = {\n", n);
	out_put(o, "\t.name = \"%s\",\n\t.title = ", n);
	out_quoted(o, s->title);
	out_put(o, ",\n\t.spec = ");
	out_quoted(o, s->path);
	out_put(o, ",\n\t.persists = %s,\n", s->persists ? "true" : "false");
	out_put(o, "\t.state_count = %u,\n\t.event_count = %u,\n",
		s->state_count, s->event_count);
	out_put(o, "\t.timer_count = %u,\n\t.span_count = %u,\n",
		s->timer_count, s->span_count);
	out_put(o, "\t.row_count = %u,\n", s->row_count);
	out_put(o, "\t.states = states,\n\t.events = events,\n");
	out_put(o, "\t.state_titles = state_titles,\n");
	out_put(o, "\t.event_titles = event_titles,\n");
	if (s->timer_count)
		out_put(o, "\t.timers = timers,\n\t.timers_offset = offsetof(struct %s_machine, timers),\n",
			n);
	if (s->span_count)
		out_put(o, "\t.spans = spans,\n\t.spans_offset = offsetof(struct %s_machine, spans_ms),\n",
			n);
	out_put(o, "\t.rows = rows,\n\t.describe = %s_describe,\n", n);
	out_put(o, "\t.step = step,\n};\n");
}

void
print_chart_c(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;

	print_head(s, o, "_chart.c", "the chart as data");
	out_put(o, "#include \"core/%s_chart.h\"\n", n);
	print_strings(s, o);
	print_timers(s, o);
	print_spans(s, o);
	print_rows(s, o);
	out_put(o, "\nstatic void\nstep(struct machine *m, unsigned event, struct turn *t)\n");
	out_put(o, "{\n\t%s_step((struct %s *)m, (enum %s_event)event, t);\n}\n",
		n, n, n);
	print_chart(s, o);
}

/* NAME_table.c ---------------------------------------------------------------------- */

static void
print_call(const struct spec *s, struct out *o, const char *action)
{
	const char *n = s->name.text;

	out_put(o, "\nstatic void\ncall_%s(struct machine *m, struct turn *t)\n",
		action);
	out_put(o, "{\n\t%s_%s((struct %s *)m, t);\n}\n", n, action, n);
}

static void
print_table_action(const struct spec *s, struct out *o,
		   const struct spec_action *a)
{
	static const char *const kinds[] = { "CALL", "START", "RESUME",
		"STOP", "RESET" };

	out_put(o, "\t{ TABLE_%s, ", kinds[a->kind]);
	if (a->kind == ACTION_CALL) {
		out_put(o, "0, call_%s },\n", a->name.text);
		return;
	}
	print_timer(s, o, a->timer);
	out_put(o, ", NULL },\n");
}

/* The actions of all rules, one after another; a row has a part of them. */
static void
print_table(const struct spec *s, struct out *o)
{
	unsigned i, j, total = 0, first;
	const struct spec_rule *rule;

	out_put(o, "\nstatic const struct table_action actions[] = {\n");
	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++, total++)
			print_table_action(s, o, &s->rules[i].actions[j]);
	if (!total)
		out_put(o, "\t{ TABLE_CALL, 0, NULL },\n");
	out_put(o, "};\n\n/* For each row of the chart: its first action, and how many. */\n");
	out_put(o, "static const struct table_row rows[] = {\n");
	for (i = 0; i < s->row_count; i++) {
		first = 0;
		for (rule = s->rules; rule < s->rows[i].rule; rule++)
			first += rule->action_count;
		out_put(o, "\t{ %u, %u },\n", first,
			s->rows[i].rule->action_count);
	}
	out_put(o, "};\n");
}

void
print_table_c(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i, j;

	print_head(s, o, "_table.c", "begin, restore and step from the table");
	out_put(o, "#include \"core/%s_chart.h\"\n", n);
	out_put(o, "#include \"autotunnel/chart_table.h\"\n");
	out_put(o, "#include \"autotunnel/turn.h\"\n");
	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++)
			if (is_first_call(s, i, j))
				print_call(s, o, s->rules[i].actions[j].name.
					   text);
	print_table(s, o);
	out_put(o, "\nvoid\n%s_begin(struct %s *m)\n", n, n);
	out_put(o, "{\n\tmachine_begin((struct machine *)m, &%s_chart);\n}\n",
		n);
	out_put(o, "\nvoid\n%s_restore(struct %s *m, enum %s_state state)\n",
		n, n, n);
	out_put(o, "{\n\t%s_begin(m);\n\tmachine_enter((struct machine *)m, state, NULL);\n}\n",
		n);
	out_put(o, "\nvoid\n%s_step(struct %s *m, enum %s_event ev, struct turn *t)\n",
		n, n, n);
	out_put(o, "{\n\ttable_step((struct machine *)m, rows, actions, ev, t);\n}\n");
}
