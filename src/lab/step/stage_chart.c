/* SPDX-License-Identifier: Apache-2.0 */
/* stage_chart.c - a chart by itself: its rows and its timers, with fsm/chart.c
 * as every machine has it. Actions of its own are named, not done. */
#include <string.h>

#include "autotunnel/chart_table.h"
#include "lab/charts.h"
#include "lab/step/stage.h"

enum { BEGIN_MS = 1000000 };

struct bare {
	struct machine base;
	struct timer timers[CHART_TIMERS_MAX];
	uint64_t spans_ms[CHART_SPANS_MAX];
};

struct chart_stage {
	struct chart chart;	/* the real one, with our offsets and step */
	struct bare machine;
	struct deadlines deadlines;
	struct deadline heap[1];
};

static struct effects effects;

static void
describe(const struct machine *m, char *text, size_t size)
{
	size_t length = strlen(m->chart->name);

	if (length >= size)
		length = size - 1;
	memcpy(text, m->chart->name, length);
	text[length] = '\0';
}

/* Actions ----------------------------------------------------------------- */

static bool
is_verb(const char *action, const char *verb, const char **timer)
{
	size_t length = strlen(verb);

	*timer = action + length;
	return !strncmp(action, verb, length);
}

static unsigned
timer_named(const struct chart *c, const char *name, size_t length)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (strlen(c->timers[i].name) == length &&
		    !strncmp(c->timers[i].name, name, length))
			break;
	return i;
}

/* The timers' part of ACTIONS, "send, start retry". */
static void
run_actions(struct machine *m, const char *actions, struct turn *t)
{
	static const struct {
		const char *verb;
		void (*run)(struct machine *m, unsigned timer, struct turn *t);
	} verbs[] = {
		{ "start ", timer_start }, { "resume ", timer_resume },
		{ "stop ", timer_stop }, { "reset ", timer_reset },
	};
	const char *name;
	unsigned i, timer;
	size_t length;

	for (; *actions; actions += length) {
		actions += strspn(actions, ", ");
		length = strcspn(actions, ",");
		for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
			if (!is_verb(actions, verbs[i].verb, &name))
				continue;
			timer = timer_named(m->chart, name, length -
					    (size_t)(name - actions));
			if (timer < m->chart->timer_count)
				verbs[i].run(m, timer, t);
		}
	}
}

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	int row = table_find(m->chart, m->state, event);

	if (row < 0 || m->chart->rows[row].ignored)
		return;
	machine_row(m, (unsigned)row, t);
	run_actions(m, m->chart->rows[row].actions, t);
	machine_enter(m, m->chart->rows[row].to, t);
}

/* The stage --------------------------------------------------------------- */

static struct chart_stage *
memory_of(const struct stage *s)
{
	return s->memory;
}

static int
begin(struct stage *s)
{
	struct chart_stage *c;
	int r = stage_memory(s, sizeof(*c));

	if (r < 0)
		return r;
	c = memory_of(s);
	c->chart = *s->chart;
	c->chart.timers_offset = offsetof(struct bare, timers);
	c->chart.spans_offset = offsetof(struct bare, spans_ms);
	c->chart.describe = describe;
	c->chart.step = step;
	deadlines_init(&c->deadlines, c->heap, 1);
	machine_begin(&c->machine.base, &c->chart);
	s->start_ms = BEGIN_MS;
	return 0;
}

static struct machine *
machine(const struct stage *s)
{
	return &memory_of(s)->machine.base;
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return deadlines_first_ms(&memory_of(s)->deadlines);
}

static bool
act(struct stage *s, const struct act *a)
{
	struct chart_stage *c = memory_of(s);
	struct machine *m = &c->machine.base;
	struct turn t = {
		.now_ms = a->now_ms, .out = &effects,
		.deadlines = &c->deadlines,
	};
	uint8_t random[16];

	stage_random(random, a->number, 0);
	random_seed(&t.random, random);
	effects_clear(&effects);
	switch (a->kind) {
	case ACT_WAIT:
		break;
	case ACT_FIRE:
		while (deadlines_first_ms(&c->deadlines) <= a->now_ms &&
		       effects_have_room(&effects))
			machine_fire(m, &t);
		break;
	case ACT_EVENT:
		step(m, a->event, &t);
		break;
	case ACT_SPAN:
		machine_set_span(m, a->event, a->value);
		break;
	default:
		return stage_refuse(s, "only the chart is here, without the "
				    "code that reads messages: name the event "
				    "(`events` lists them)");
	}
	outcome_take(s->out, &effects);
	return true;
}

const struct stage_kind stage_chart = {
	.what = "its chart: rows and timers; actions are named, not done",
	.around = "Nothing is around it. `span NAME TIME` says what an action "
		"would have learnt.",
	.begin = begin, .machine = machine, .deadline_ms = deadline_ms,
	.act = act,
};
