/* SPDX-License-Identifier: Apache-2.0 */
/* print_promela.c - the chart as a model for spin.
 *
 * The world sends any event at any time and may fall silent for ever; timers
 * fire wherever they run, wait by wait. spin then finds a timer that fires
 * where nobody handles it (an assertion) and a state that waits for nothing
 * although it does not rest (an invalid end state). It is told each timer's
 * place among its waits, which explore.c does not follow. */
#include "print.h"

#include <string.h>

static const char *
dash(const struct spec *s, unsigned state)
{
	return s->states[state].rests ? "end_" : "at_";
}

static void
print_go(const struct spec *s, struct out *o, unsigned state)
{
	out_put(o, "goto %s%s", dash(s, state), s->states[state].name.text);
}

static void
print_timer_action(const struct spec *s, struct out *o,
		   const struct spec_action *a)
{
	const char *n = a->kind == ACTION_CALL ? a->name.text :
		s->timers[a->timer].name.text;

	switch (a->kind) {
	case ACTION_CALL:
		out_put(o, "/* %s */ ", n);
		break;
	case ACTION_START:
		out_put(o, "runs_%s = true; next_%s = 0; ", n, n);
		break;
	case ACTION_RESUME:
		out_put(o, "runs_%s = true; ", n);
		break;
	case ACTION_STOP:
		out_put(o, "runs_%s = false; ", n);
		break;
	case ACTION_RESET:
		out_put(o, "runs_%s = false; next_%s = 0; ", n, n);
		break;
	}
}

/* What a row does once its event is there. */
static void
print_row_body(const struct spec *s, struct out *o, const struct spec_row *row)
{
	unsigned i;

	for (i = 0; i < row->rule->action_count; i++)
		print_timer_action(s, o, &row->rule->actions[i]);
	for (i = 0; row->to != row->from && i < s->timer_count; i++)
		if (!(s->timers[i].states >> row->to & 1))
			out_put(o, "runs_%s = false; ",
				s->timers[i].name.text);
	print_go(s, o, row->to);
	out_put(o, " }\n");
}

/* Row of (STATE, EVENT), or none: then the event must not come. */
static void
print_handling(const struct spec *s, struct out *o, unsigned state,
	       unsigned event)
{
	if (s->pairs[state][event])
		print_row_body(s, o, &s->rows[s->pairs[state][event] - 1]);
	else
		out_put(o, "assert(false) }\n");
}

static void
print_timer_choices(const struct spec *s, struct out *o, unsigned state,
		    unsigned timer)
{
	const struct spec_timer *t = &s->timers[timer];
	const char *n = t->name.text;
	unsigned last = t->wait_count - 1;

	if (last) {
		out_put(o, "\t:: atomic { runs_%s && next_%s < %u -> next_%s++; ",
			n, n, last, n);
		print_handling(s, o, state, t->fired);
		if (t->of_span)
			/* asleep while points passed */
			out_put(o, "\t:: atomic { runs_%s && next_%s < %u -> next_%s++; goto %s%s }\n",
				n, n, last, n, dash(s, state),
				s->states[state].name.text);
	}
	out_put(o, "\t:: atomic { runs_%s && next_%s == %u -> ", n, n, last);
	if (t->repeats) {
		print_handling(s, o, state, t->fired);
		return;
	}
	out_put(o, "runs_%s = false; ", n);
	print_handling(s, o, state, t->spent);
}

static void
print_model_state(const struct spec *s, struct out *o, unsigned state)
{
	unsigned i;

	out_put(o, "%s%s:\n\tif\n", dash(s, state),
		s->states[state].name.text);
	for (i = 0; i < s->event_count; i++) {
		if (s->events[i].timer >= 0)
			continue;
		out_put(o, "\t:: atomic { world?ev_%s -> ",
			s->events[i].name.text);
		print_handling(s, o, state, i);
	}
	for (i = 0; i < s->timer_count; i++)
		print_timer_choices(s, o, state, i);
	out_put(o, "\tfi;\n");
}

void
print_promela(const struct spec *s, struct out *o)
{
	unsigned i;

	out_put(o, "/* SPDX-License-Identifier: Apache-2.0 */\n");
	out_put(o, "/* %s.pml - written by fsmc from %s, for spin. */\n\nmtype = {\n",
		s->name.text, s->path);
	for (i = 0; i < s->event_count; i++)
		if (s->events[i].timer < 0)
			out_put(o, "%s\tev_%s", i ? ",\n" : "",
				s->events[i].name.text);
	out_put(o, "\n}\n\nchan world = [0] of { mtype };\n");
	for (i = 0; i < s->timer_count; i++)
		out_put(o, "bool runs_%s; byte next_%s;\n",
			s->timers[i].name.text, s->timers[i].name.text);
	out_put(o, "\nactive proctype %s()\n{\n", s->name.text);
	out_put(o, "\t");
	print_go(s, o, 0);
	out_put(o, ";\n");
	for (i = 0; i < s->state_count; i++)
		print_model_state(s, o, i);
	out_put(o, "}\n\n/* Anything may happen, and at any time no more. */\n");
	out_put(o, "active proctype the_world()\n{\n\tdo\n");
	for (i = 0; i < s->event_count; i++)
		if (s->events[i].timer < 0)
			out_put(o, "\t:: world!ev_%s\n",
				s->events[i].name.text);
	out_put(o, "\t:: break\n\tod\n}\n");
}
