/* SPDX-License-Identifier: Apache-2.0 */
/* look.c - commands that only tell. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/chart_table.h"
#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/show_machine.h"
#include "lab/step/session.h"

enum { HISTORY_USUAL = 20 };

/* why --------------------------------------------------------------------- */

static void
explain(FILE *f, const struct chart *c, unsigned row)
{
	int timer = chart_timer_of_event(c, c->rows[row].event);

	show_cites(f, "      ", c->rows[row].cites);
	if (timer < 0)
		return;
	fprintf(f, "    the timer %s, ", c->timers[timer].name);
	show_waits(f, c, (unsigned)timer);
	fprintf(f, "  (%s:%u)\n", c->spec, c->timers[timer].line);
	show_cites(f, "      ", c->timers[timer].cites);
}

/* All rows of the machine in the last step. */
static unsigned
explain_step(struct session *s)
{
	const struct outcome *o = &s->engine.outcome;
	const struct outcome_item *item;
	unsigned count = 0;
	size_t i;

	for (i = 0; i < o->count; i++) {
		item = &o->items[i];
		if (item->kind != OUTCOME_ROW ||
		    !stage_is_focus(&s->stage, item->chart,
				    (const char *)o->octets + item->at))
			continue;
		fputs("  ", s->out);
		tell_row(s->out, item->chart, item->row);
		putc('\n', s->out);
		explain(s->out, item->chart, item->row);
		count++;
	}
	return count;
}

bool
look_why(struct session *s, char *arguments)
{
	const struct engine *e = &s->engine;
	uint32_t n = e->at;

	(void)arguments;
	if (explain_step(s))
		return true;
	while (n && e->steps[n].row < 0)
		n--;
	if (n == 0) {
		fprintf(s->out, "  no row fired yet\n");
		return true;
	}
	fprintf(s->out, "  none in the last step; in #%u:\n  ", n);
	tell_row(s->out, e->steps[n].chart, (unsigned)e->steps[n].row);
	putc('\n', s->out);
	explain(s->out, e->steps[n].chart, (unsigned)e->steps[n].row);
	return true;
}

/* timers ------------------------------------------------------------------ */

static const struct timer *
timer_of(const struct machine *m, unsigned i)
{
	return (const struct timer *)((const char *)m +
				      m->chart->timers_offset) + i;
}

static void
tell_due(struct session *s, const struct machine *m, unsigned i)
{
	const struct chart_timer *c = &m->chart->timers[i];
	const struct timer *t = timer_of(m, i);
	uint64_t now = engine_now_ms(&s->engine);
	char text[DURATION_MAX];

	fprintf(s->out, "  %-12s ", c->name);
	if (t->due_ms == TIME_NEVER)
		fprintf(s->out, "stopped");
	else if (t->due_ms < now)
		fprintf(s->out, "overdue");
	else
		fprintf(s->out, "due in %s",
			duration_long(t->due_ms - now, text));
	if (t->due_ms != TIME_NEVER && t->next < c->wait_count)
		fprintf(s->out, ", wait %u of %u", t->next + 1u, c->wait_count);
	else if (t->next && t->next < c->wait_count)
		fprintf(s->out, " before wait %u of %u", t->next + 1u,
			c->wait_count);
	fputs("  (", s->out);
	show_waits(s->out, m->chart, i);
	if (c->of_span && t->due_ms != TIME_NEVER)
		fprintf(s->out, " = %s", duration_text(machine_span_ms(m,
			c->span), text));
	fprintf(s->out, ")\n");
}

static bool
is_at_rest(const struct machine *m, unsigned i)
{
	return timer_of(m, i)->due_ms == TIME_NEVER && !timer_of(m, i)->next;
}

static void
tell_timers(struct session *s, const struct machine *m, bool named)
{
	const char *before = "  stopped: ";
	char name[EFFECT_NAME_MAX];
	unsigned i;

	if (named) {
		m->chart->describe(m, name, sizeof(name));
		fputs("  ", s->out);
		tell_text(s->out, name, strlen(name));
		fprintf(s->out, " is %s\n", machine_state_name(m));
	}
	if (m->chart->timer_count == 0)
		fprintf(s->out, "  %s has no timers\n", m->chart->name);
	for (i = 0; i < m->chart->timer_count; i++)
		if (!is_at_rest(m, i))
			tell_due(s, m, i);
	for (i = 0; i < m->chart->timer_count && !named; i++)
		if (is_at_rest(m, i)) {
			fprintf(s->out, "%s%s", before,
				m->chart->timers[i].name);
			before = ", ";
		}
	if (*before == ',')
		putc('\n', s->out);
}

bool
look_timers(struct session *s, char *arguments)
{
	const struct stage *stage = &s->stage;
	const struct machine *m;
	unsigned i;

	(void)arguments;
	if (!stage->kind->running) {
		tell_timers(s, stage->kind->machine(stage), false);
		return true;
	}
	for (i = 0; (m = stage->kind->running(stage, i)); i++)
		tell_timers(s, m, true);
	if (i == 0)
		fprintf(s->out, "  no timer runs\n");
	return true;
}

/* effects ----------------------------------------------------------------- */

static void
tell_octets(struct session *s)
{
	const struct outcome *o = &s->engine.outcome;
	size_t i;

	for (i = 0; i < o->count; i++) {
		if (!o->items[i].length || o->items[i].kind == OUTCOME_ROW ||
		    o->items[i].kind == OUTCOME_NOTE)
			continue;
		fprintf(s->out, "  %s, %zu octets\n", o->items[i].kind ==
			OUTCOME_HEARD ? "came" : trace_effect_name(
			o->items[i].effect.kind), o->items[i].length);
		trace_print_octets(s->out, "    ", o->octets + o->items[i].at,
				   o->items[i].length);
	}
}

bool
look_effects(struct session *s, char *arguments)
{
	char *word = session_word(&arguments);

	if (word && strcmp(word, "hex"))
		return session_wrong(s, "expected `effects` or `effects hex`");
	if (s->engine.outcome.count == 0)
		fprintf(s->out, "  the last step had none\n");
	tell_step(s, true);
	if (word)
		tell_octets(s);
	return true;
}

/* state ------------------------------------------------------------------- */

bool
look_state(struct session *s, char *arguments)
{
	const struct chart *c = session_chart(s);
	const struct machine *m = s->stage.kind->machine(&s->stage);
	char name[EFFECT_NAME_MAX] = "", text[DURATION_MAX];
	unsigned i, state = engine_state(&s->engine);

	(void)arguments;
	if (!c)
		return false;
	if (s->stage.kind->recorded)
		snprintf(name, sizeof(name), "%s", s->stage.instance);
	else if (m)
		m->chart->describe(m, name, sizeof(name));
	if (!*name)
		snprintf(name, sizeof(name), "%s", c->name);
	fputs("  ", s->out);
	tell_text(s->out, name, strlen(name));
	fprintf(s->out, " is %s", c->states[state]);
	if (*c->state_titles[state])
		fprintf(s->out, ": %s", c->state_titles[state]);
	fprintf(s->out, "\n  one of:");
	for (i = 0; i < c->state_count; i++)
		fprintf(s->out, " %s", c->states[i]);
	putc('\n', s->out);
	for (i = 0; m && i < c->span_count; i++)
		fprintf(s->out, "  %s is %s\n", c->spans[i].name,
			duration_text(machine_span_ms(m, i), text));
	return true;
}

/* events ------------------------------------------------------------------ */

bool
look_events(struct session *s, char *arguments)
{
	const struct chart *c = session_chart(s);
	unsigned i, state = engine_state(&s->engine);
	bool ignored, any = false;
	int row;

	(void)arguments;
	if (!c)
		return false;
	for (ignored = false;; ignored = true) {
		for (i = 0; i < c->event_count; i++) {
			row = table_find(c, state, i);
			if (row < 0 || c->rows[row].ignored != ignored)
				continue;
			if (ignored && !any)
				fprintf(s->out, "  ignored in %s:",
					c->states[state]);
			any |= ignored;
			if (ignored)
				fprintf(s->out, " %s", c->events[i]);
			else
				fprintf(s->out, "  %-15s -> %-12s %s\n",
					c->events[i],
					c->rows[row].to == state ? "same" :
					c->states[c->rows[row].to],
					c->event_titles[i]);
		}
		if (ignored)
			break;
	}
	if (any)
		putc('\n', s->out);
	return true;
}

/* history ----------------------------------------------------------------- */

static const char *
act_text(const struct session *s, const struct act *a)
{
	static const char *const texts[] = {
		[ACT_WAIT] = "time passes", [ACT_FIRE] = "due",
		[ACT_RECEIVE] = "message", [ACT_REPLY] = "reply",
		[ACT_SPAN] = "span",
	};

	if (s->stage.kind->recorded)
		return "input";
	return a->kind == ACT_EVENT ? s->stage.chart->events[a->event] :
		texts[a->kind];
}

static void
tell_history_line(struct session *s, uint32_t n)
{
	const struct step *step = &s->engine.steps[n];
	const struct chart *c = s->stage.chart;

	fprintf(s->out, "%s #%-5u ", n == s->engine.at ? "*" : " ", n);
	tell_time(s->out, s, step->act.now_ms);
	fprintf(s->out, "  %s", act_text(s, &step->act));
	if (c)
		fprintf(s->out, "  %s -> %s",
			c->states[engine_state_at(&s->engine, n - 1)],
			c->states[step->state]);
	if (step->row >= 0)
		fprintf(s->out, "  (%s:%u)", step->chart->spec,
			step->chart->rows[step->row].line);
	putc('\n', s->out);
}

bool
look_history(struct session *s, char *arguments)
{
	char *word = session_word(&arguments);
	unsigned long most = word ? strtoul(word, NULL, 10) : HISTORY_USUAL;
	uint32_t n, first = 1;

	if (most == 0)
		return session_wrong(s, "how many steps? `history 50`");
	if (s->engine.count > most)
		first = s->engine.count - (uint32_t)most + 1;
	if (s->engine.count == 0)
		fprintf(s->out, "  no step was taken\n");
	for (n = first; n <= s->engine.count; n++)
		tell_history_line(s, n);
	return true;
}
