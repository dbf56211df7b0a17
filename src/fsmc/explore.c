/* SPDX-License-Identifier: Apache-2.0 */
/* explore.c - every state with every set of timers that can run in it.
 *
 * A configuration is a state and the set of running timers; which wait a timer
 * is in is not told apart, so a running timer may deliver each of its events.
 * The walk begins in the first state with no timer, and ends, as there are at
 * most 64 states times 256 sets. */
#include "ast.h"

#include <string.h>

enum { TIMER_SETS = 1 << CHART_TIMERS_MAX };

struct config {
	uint16_t state;
	uint16_t running;
	uint16_t row;		/* 1 + the row that led here first, or 0 */
};

struct walk {
	struct spec *s;
	bool seen[CHART_STATES_MAX][TIMER_SETS];
	bool refused[CHART_STATES_MAX][CHART_EVENTS_MAX];
	bool stuck[CHART_STATES_MAX];
	unsigned head, count;
	struct config queue[CHART_STATES_MAX * TIMER_SETS];
};

static void
visit(struct walk *w, unsigned state, unsigned running, unsigned row)
{
	if (w->seen[state][running])
		return;
	w->seen[state][running] = true;
	w->queue[w->count++] = (struct config){
		(uint16_t)state, (uint16_t)running, (uint16_t)row };
}

static bool
set_again(const struct spec_rule *rule, unsigned action)
{
	unsigned i;

	for (i = action + 1; i < rule->action_count; i++)
		if ((rule->actions[i].kind == ACTION_START ||
		     rule->actions[i].kind == ACTION_RESUME) &&
		    rule->actions[i].timer == rule->actions[action].timer)
			return true;
	return false;
}

/* The timers that run after ROW, of RUNNING before. */
static unsigned
run_row(struct walk *w, const struct spec_row *row, unsigned running)
{
	const struct spec *s = w->s;
	struct spec_action *a;
	unsigned i, bit;

	for (i = 0; i < row->rule->action_count; i++) {
		a = &row->rule->actions[i];
		bit = 1u << a->timer;
		switch (a->kind) {
		case ACTION_START:
		case ACTION_RESUME:
			running |= bit;
			a->matters = true;
			break;
		case ACTION_STOP:
		case ACTION_RESET:
			if (running & bit && !set_again(row->rule, i) &&
			    s->timers[a->timer].states >> row->to & 1)
				a->matters = true;
			running &= ~bit;
			break;
		case ACTION_CALL:
			break;
		}
	}
	for (i = 0; i < s->timer_count; i++)
		if (!(s->timers[i].states >> row->to & 1))
			running &= ~(1u << i);
	return running;
}

static void
refuse_unhandled(struct walk *w, unsigned state, const struct spec_event *e,
		 unsigned event)
{
	struct spec *s = w->s;

	if (w->refused[state][event])
		return;
	w->refused[state][event] = true;
	spec_refuse(s, s->states[state].name.line, "timer '%s' (line %u) can fire in state '%s', which has no row for '%s': add one, name it in an ignore line, or bind or stop the timer",
		    s->timers[e->timer].name.text,
		    s->timers[e->timer].name.line, s->states[state].name.text,
		    e->name.text);
}

static void
check_awake(struct walk *w, const struct config *c)
{
	struct spec *s = w->s;
	const struct spec_state *state = &s->states[c->state];
	const struct spec_row *row;

	if (state->rests || c->running || w->stuck[c->state])
		return;
	w->stuck[c->state] = true;
	if (!c->row) {
		spec_refuse(s, state->name.line, "the first state '%s' does not rest, and no timer runs at the beginning: mark it 'rests' or begin in another",
			    state->name.text);
		return;
	}
	row = &s->rows[c->row - 1];
	spec_refuse(s, row->line, "the row for '%s' in '%s' leads to state '%s' (line %u), which does not rest, with no timer running: start one, or mark the state 'rests'",
		    s->events[row->event].name.text,
		    s->states[row->from].name.text, state->name.text,
		    state->name.line);
}

static void
walk_config(struct walk *w, const struct config *c)
{
	const struct spec *s = w->s;
	const struct spec_event *e;
	unsigned i, before;

	check_awake(w, c);
	w->s->runs[c->state] |= (uint8_t)c->running;
	for (i = 0; i < s->event_count; i++) {
		e = &s->events[i];
		before = c->running;
		if (e->timer >= 0) {
			if (!(c->running >> e->timer & 1))
				continue;
			if (!s->pairs[c->state][i])
				refuse_unhandled(w, c->state, e, i);
			if (e->spent)
				before &= ~(1u << e->timer);
		}
		if (s->pairs[c->state][i]) {
			const struct spec_row *row =
				&s->rows[s->pairs[c->state][i] - 1];

			visit(w, row->to, run_row(w, row, before),
			      s->pairs[c->state][i]);
		}
	}
}

/* What the walk found, and what it did not find ------------------------------------ */

static bool
reached(const struct walk *w, unsigned state)
{
	unsigned i;

	for (i = 0; i < TIMER_SETS; i++)
		if (w->seen[state][i])
			return true;
	return false;
}

static void
check_reached(struct walk *w)
{
	struct spec *s = w->s;
	const struct spec_row *row;
	unsigned i;
	int timer;

	for (i = 0; i < s->state_count; i++)
		if (!reached(w, i))
			spec_refuse(s, s->states[i].name.line, "state '%s' is never reached: add a row that leads to it, or remove it",
				    s->states[i].name.text);
	for (i = 0; i < s->row_count; i++) {
		row = &s->rows[i];
		timer = s->events[row->event].timer;
		if (timer >= 0 && reached(w, row->from) &&
		    !(s->runs[row->from] >> timer & 1))
			spec_refuse(s, row->line, "timer '%s' never runs in state '%s', so '%s' cannot come: remove the row, or start the timer",
				    s->timers[timer].name.text,
				    s->states[row->from].name.text,
				    s->events[row->event].name.text);
	}
}

/* A timer that is started where it may not run would stop at once. */
static void
check_starts(struct spec *s, const struct spec_row *row)
{
	const struct spec_action *a;
	unsigned i;

	for (i = 0; i < row->rule->action_count; i++) {
		a = &row->rule->actions[i];
		if ((a->kind == ACTION_START || a->kind == ACTION_RESUME) &&
		    !(s->timers[a->timer].states >> row->to & 1))
			spec_refuse(s, a->name.line, "timer '%s' (line %u) does not run in state '%s', where this row leads: it would stop at once, add the state to the timer or remove this",
				    a->name.text,
				    s->timers[a->timer].name.line,
				    s->states[row->to].name.text);
	}
}

static void
check_timer_actions(struct spec *s)
{
	bool started[CHART_TIMERS_MAX] = { false };
	const struct spec_action *a;
	unsigned i, j;

	for (i = 0; i < s->row_count; i++)
		check_starts(s, &s->rows[i]);
	for (i = 0; i < s->rule_count; i++)
		for (j = 0; j < s->rules[i].action_count; j++) {
			a = &s->rules[i].actions[j];
			if (a->kind == ACTION_START ||
			    a->kind == ACTION_RESUME)
				started[a->timer] = true;
			if (a->kind == ACTION_STOP && !a->matters)
				spec_refuse(s, a->name.line, "'stop %s' can never matter here: the timer does not run, is set again, or stops by leaving its states; remove it",
					    a->name.text);
		}
	for (i = 0; i < s->timer_count; i++)
		if (!started[i])
			spec_refuse(s, s->timers[i].name.line, "timer '%s' is never started: start it in a row, or remove it",
				    s->timers[i].name.text);
}

void
spec_explore(struct spec *s)
{
	struct walk *w = spec_alloc(s, sizeof(*w));

	w->s = s;
	visit(w, 0, 0, 0);
	while (w->head < w->count)
		walk_config(w, &w->queue[w->head++]);
	check_reached(w);
	check_timer_actions(s);
}
