/* SPDX-License-Identifier: Apache-2.0 */
/* print_part.c - the chart as a part of a composed model for spin: one inline
 * that takes a step, its actions being hooks that the model fills in.
 *
 * A timer has `left`: 0 is stopped, 1 is due, N is due in N - 1 ticks; and
 * `next`, the place among its waits. What the waits last comes from the spec;
 * the model says what a tick is. */
#include "print.h"

#include <string.h>

static const char *
timer_name(const struct spec *s, unsigned timer)
{
	return s->timers[timer].name.text;
}

/* Does a row of S do KIND to TIMER? */
static bool
is_done(const struct spec *s, enum action_kind kind, unsigned timer)
{
	unsigned i, j;

	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++)
			if (s->rules[i].actions[j].kind == kind &&
			    s->rules[i].actions[j].timer == timer)
				return true;
	return false;
}

/* Of a timer that nobody resumes the place means nothing once it stops. */
static bool
keeps_place(const struct spec *s, unsigned timer)
{
	return is_done(s, ACTION_RESUME, timer);
}

/* Event's name without a dot: retry, retry_spent. */
static void
print_event_name(const struct spec *s, struct out *o, unsigned event)
{
	const struct spec_event *e = &s->events[event];

	if (e->timer < 0)
		out_put(o, "%s", e->name.text);
	else
		out_put(o, "%s%s", timer_name(s, (unsigned)e->timer),
			e->spent ? "_spent" : "");
}

/* The hooks, each once, in the order of the spec ----------------------------- */

static bool
is_first_call(const struct spec *s, unsigned rule, unsigned action)
{
	const char *name = s->rules[rule].actions[action].name.text;
	unsigned i, j;

	for (i = 0; i <= rule; i++)
		for (j = 0; j < s->rules[i].action_count; j++) {
			if (i == rule && j == action)
				return true;
			if (s->rules[i].actions[j].kind == ACTION_CALL &&
			    !strcmp(s->rules[i].actions[j].name.text, name))
				return false;
		}
	return true;
}

static void
print_hooks(const struct spec *s, struct out *o)
{
	unsigned i, j;

	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++)
			if (s->rules[i].actions[j].kind == ACTION_CALL &&
			    is_first_call(s, i, j))
				out_put(o, " *\t%s_do_%s(m)\n", s->name.text,
					s->rules[i].actions[j].name.text);
}

static void
print_part_head(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i;

	out_put(o, "/* SPDX-License-Identifier: Apache-2.0 */\n"
		"/* %s_part.pml - written by fsmc from %s: the chart as a part\n"
		" * of a model for spin. M is which of %s_COUNT machines (1, unless the\n"
		" * model says otherwise). A step is %s_step(m, event); a timer that is\n"
		" * due is taken by %s_fire_TIMER(m, event), which sets EVENT. With\n"
		" * %s_without_STATE_EVENT defined, EVENT is ignored in STATE.\n"
		" * The model has defined before, as inlines or macros,\n",
		n, s->path, n, n, n, n);
	if (s->timer_count)
		out_put(o, " *\tTICKS(ms)\n");
	print_hooks(s, o);
	for (i = 0; i < s->span_count; i++)
		out_put(o, "%s%s_%s[m]%s", i ? ", " :
			" * and an action sets, in ticks, ", n,
			s->spans[i].name.text,
			i + 1 == s->span_count ? "\n" : "");
	out_put(o, " */\n#ifndef %s_COUNT\n#define %s_COUNT 1\n#endif\n\n",
		n, n);
}

/* Names and variables ---------------------------------------------------------- */

static void
print_names(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i;

	for (i = 0; i < s->state_count; i++)
		out_put(o, "#define %s_%s %u\n", n, s->states[i].name.text, i);
	out_put(o, "\n");
	for (i = 0; i < s->event_count; i++) {
		out_put(o, "#define %s_ev_", n);
		print_event_name(s, o, i);
		out_put(o, " %u\n", i);
	}
	out_put(o, "#define %s_ev_none 255\n\nbyte %s_state[%s_COUNT];\n", n, n,
		n);
	for (i = 0; i < s->span_count; i++)
		out_put(o, "byte %s_%s[%s_COUNT];\n", n, s->spans[i].name.text,
			n);
	for (i = 0; i < s->timer_count; i++) {
		out_put(o, "byte %s_left_%s[%s_COUNT];\n", n, timer_name(s, i),
			n);
		if (s->timers[i].wait_count > 1)
			out_put(o, "byte %s_next_%s[%s_COUNT];\n", n,
				timer_name(s, i), n);
	}
	out_put(o, "\n");
}

/* Timers ----------------------------------------------------------------------- */

/* Wait WAIT of T in ticks. Of a range it is the shortest. */
static void
print_gap(const struct spec *s, struct out *o, const struct spec_timer *t,
	  unsigned wait)
{
	const char *span;

	if (!t->of_span) {
		out_put(o, "TICKS(%llu)",
			(unsigned long long)t->waits[wait].from);
		return;
	}
	span = s->spans[t->span_index].name.text;
	out_put(o, "%s_%s[m] * %llu / 10000", s->name.text, span,
		(unsigned long long)t->waits[wait].from);
	if (wait)
		out_put(o, " - %s_%s[m] * %llu / 10000", s->name.text, span,
			(unsigned long long)t->waits[wait - 1].from);
}

static void
print_run(const struct spec *s, struct out *o, unsigned timer)
{
	const struct spec_timer *t = &s->timers[timer];
	const char *n = s->name.text, *name = timer_name(s, timer);
	unsigned i;

	out_put(o, "inline %s_run_%s(m)\n{\n\t%s_left_%s[m] = 1 + (", n, name,
		n, name);
	for (i = 0; i + 1 < t->wait_count; i++) {
		out_put(o, "%s_next_%s[m] == %u -> ", n, name, i);
		print_gap(s, o, t, i);
		out_put(o, " :\n\t\t(");
	}
	print_gap(s, o, t, i);
	for (i = 0; i < t->wait_count; i++)
		out_put(o, ")");
	out_put(o, ";\n}\n");
}

static void
print_stop(const struct spec *s, struct out *o, unsigned timer, bool forgets)
{
	const char *n = s->name.text, *name = timer_name(s, timer);

	out_put(o, "%s_left_%s[m] = 0;", n, name);
	if (forgets && s->timers[timer].wait_count > 1)
		out_put(o, " %s_next_%s[m] = 0;", n, name);
}

static void
print_fire(const struct spec *s, struct out *o, unsigned timer)
{
	const struct spec_timer *t = &s->timers[timer];
	const char *n = s->name.text, *name = timer_name(s, timer);
	unsigned last = t->wait_count - 1;

	out_put(o, "inline %s_fire_%s(m, e)\n{\n", n, name);
	if (last)
		out_put(o, "\tif\n\t:: %s_next_%s[m] < %u ->\n"
			"\t\t%s_next_%s[m]++;\n\t\t%s_run_%s(m);\n"
			"\t\te = %s_ev_%s\n\t:: else ->\n\t", n, name, last, n,
			name, n, name, n, name);
	if (t->repeats) {
		out_put(o, "\t%s_run_%s(m);\n%s\te = %s_ev_%s", n, name,
			last ? "\t" : "", n, name);
	} else {
		out_put(o, "\t");
		print_stop(s, o, timer, !keeps_place(s, timer));
		out_put(o, "\n%s\te = %s_ev_%s_spent", last ? "\t" : "", n,
			name);
	}
	out_put(o, "%s;\n}\n", last ? "\n\tfi" : "");
}

static void
print_timers(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	unsigned i;

	out_put(o, "/* A timer is due, so time may not pass. */\n"
		"#define %s_due(m) (", n);
	for (i = 0; i < s->timer_count; i++)
		out_put(o, "%s%s_left_%s[m] == 1", i ? " || " : "", n,
			timer_name(s, i));
	out_put(o, "%s)\n\n/* Some timer runs. */\n#define %s_timed(m) (",
		s->timer_count ? "" : "false", n);
	for (i = 0; i < s->timer_count; i++)
		out_put(o, "%s%s_left_%s[m] != 0", i ? " || " : "", n,
			timer_name(s, i));
	out_put(o, "%s)\n\ninline %s_tick(m)\n{\n",
		s->timer_count ? "" : "false", n);
	for (i = 0; i < s->timer_count; i++)
		out_put(o, "\t%s_left_%s[m] = %s_left_%s[m] - (%s_left_%s[m] > 1);\n",
			n, timer_name(s, i), n, timer_name(s, i), n,
			timer_name(s, i));
	out_put(o, "}\n\n");
	for (i = 0; i < s->timer_count; i++) {
		print_run(s, o, i);
		print_fire(s, o, i);
		out_put(o, "\n");
	}
}

/* M may stay as it is for ever. */
static void
print_rests(const struct spec *s, struct out *o)
{
	const char *n = s->name.text;
	bool some = false;
	unsigned i;

	out_put(o, "#define %s_rests(m) (", n);
	for (i = 0; i < s->state_count; i++) {
		if (!s->states[i].rests)
			continue;
		out_put(o, "%s%s_state[m] == %s_%s", some ? " || " : "", n, n,
			s->states[i].name.text);
		some = true;
	}
	out_put(o, "%s)\n\n", some ? "" : "false");
}

/* Rows ------------------------------------------------------------------------- */

static void
print_part_action(const struct spec *s, struct out *o,
		  const struct spec_action *a)
{
	const char *n = s->name.text;

	out_put(o, "\t\t\t");
	switch (a->kind) {
	case ACTION_CALL:
		out_put(o, "%s_do_%s(m);", n, a->name.text);
		break;
	case ACTION_START:
		if (s->timers[a->timer].wait_count > 1)
			out_put(o, "%s_next_%s[m] = 0; ", n,
				timer_name(s, a->timer));
		out_put(o, "%s_run_%s(m);", n, timer_name(s, a->timer));
		break;
	case ACTION_RESUME:
		out_put(o, "%s_run_%s(m);", n, timer_name(s, a->timer));
		break;
	case ACTION_STOP:
		print_stop(s, o, a->timer, !keeps_place(s, a->timer));
		break;
	case ACTION_RESET:
		print_stop(s, o, a->timer, true);
		break;
	}
	out_put(o, "\n");
}

/* May TIMER run when ROW has done its actions? */
static bool
may_run_after(const struct spec *s, const struct spec_row *row, unsigned timer)
{
	const struct spec_rule *r = row->rule;
	unsigned i;

	for (i = 0; i < r->action_count; i++)
		if ((r->actions[i].kind == ACTION_START ||
		     r->actions[i].kind == ACTION_RESUME) &&
		    r->actions[i].timer == timer)
			return true;
	return s->runs[row->from] >> timer & 1;
}

static void
print_part_row(const struct spec *s, struct out *o, const struct spec_row *row)
{
	const char *n = s->name.text, *from = s->states[row->from].name.text;
	unsigned i;

	out_put(o, "\t\t:: e == %s_ev_", n);
	print_event_name(s, o, row->event);
	out_put(o, " ->\n#ifndef %s_without_%s_", n, from);
	print_event_name(s, o, row->event);
	out_put(o, "\n\t\t\tprintf(\"@ %s %%d %s %s%s %s %u\\n\", m);\n", n, from,
		s->events[row->event].timer < 0 ? "" : "+",
		s->events[row->event].name.text,
		s->states[row->to].name.text, row->rule->line);
	for (i = 0; i < row->rule->action_count; i++)
		print_part_action(s, o, &row->rule->actions[i]);
	for (i = 0; row->to != row->from && i < s->timer_count; i++) {
		if (s->timers[i].states >> row->to & 1 ||
		    !may_run_after(s, row, i))
			continue;
		out_put(o, "\t\t\t");
		print_stop(s, o, i, !keeps_place(s, i));
		out_put(o, "\n");
	}
	out_put(o, "\t\t\t%s_state[m] = %s_%s\n#else\n\t\t\tskip\n#endif\n", n,
		n, s->states[row->to].name.text);
}

static void
print_part_state(const struct spec *s, struct out *o, unsigned state)
{
	const char *n = s->name.text;
	const struct spec_row *row;
	unsigned i, ignored = 0;

	out_put(o, "\t:: %s_state[m] == %s_%s ->\n\t\tif\n", n, n,
		s->states[state].name.text);
	for (i = 0; i < s->event_count; i++) {
		if (!s->pairs[state][i])
			continue;
		row = &s->rows[s->pairs[state][i] - 1];
		if (row->rule->ignored)
			ignored++;
		else
			print_part_row(s, o, row);
	}
	for (i = 0; ignored && i < s->event_count; i++) {
		if (!s->pairs[state][i] ||
		    !s->rows[s->pairs[state][i] - 1].rule->ignored)
			continue;
		out_put(o, "\t\t:: e == %s_ev_", n);
		print_event_name(s, o, i);
		out_put(o, " -> skip\n");
	}
	/* a timer where it cannot run, or no event at all */
	out_put(o, "\t\t:: else -> assert(false)\n\t\tfi\n");
}

void
print_part(const struct spec *s, struct out *o)
{
	unsigned i;

	print_part_head(s, o);
	print_names(s, o);
	print_rests(s, o);
	if (s->timer_count)
		print_timers(s, o);
	out_put(o, "inline %s_step(m, e)\n{\n\tif\n", s->name.text);
	for (i = 0; i < s->state_count; i++)
		print_part_state(s, o, i);
	out_put(o, "\tfi;\n}\n");
}
