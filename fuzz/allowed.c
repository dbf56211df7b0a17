/* SPDX-License-Identifier: Apache-2.0 */
/* allowed.c - the walk through a chart that allowed.h speaks of. */
#include "fuzz/allowed.h"
#include "lab/charts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CONFIGS_MAX = 1 << 20, PLACES = 2 * CONFIGS_MAX,
	WAIT_FIRST = 0, WAIT_BETWEEN = 1, WAIT_LAST = 2, WAIT_MASK = 3,
	RUNNING = 4, TIMER_BITS = 3, ROW_BITS = 10
};

/* A configuration is one number: the row that led there (0: none), the state,
 * and three bits for each timer. */
struct walk {
	const struct chart *c;
	struct allowed *out;
	uint64_t *queue;
	uint64_t *seen;			/* by open addressing; 0: free */
	size_t count;
};

static unsigned
timer_bits(uint64_t config, unsigned timer)
{
	return config >> (TIMER_BITS * timer) & 7;
}

static uint64_t
with_timer(uint64_t config, unsigned timer, unsigned bits)
{
	config &= ~(UINT64_C(7) << (TIMER_BITS * timer));
	return config | (uint64_t)bits << (TIMER_BITS * timer);
}

static void
visit(struct walk *w, int row, uint64_t timers)
{
	uint64_t config = timers |
		(uint64_t)(row + 1) << (TIMER_BITS * CHART_TIMERS_MAX);
	size_t at = (size_t)((config + 1) * UINT64_C(0x9e3779b97f4a7c15) >> 40);

	for (at %= PLACES; w->seen[at]; at = (at + 1) % PLACES)
		if (w->seen[at] == config + 1)
			return;
	if (w->count == CONFIGS_MAX) {
		fprintf(stderr, "fuzz/allowed.c: %s has more than %d "
			"configurations: raise CONFIGS_MAX\n", w->c->name,
			CONFIGS_MAX);
		exit(2);
	}
	w->seen[at] = config + 1;
	w->queue[w->count++] = config;
}

static unsigned
timer_named(const struct chart *c, const char *name, size_t length)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (strlen(c->timers[i].name) == length &&
		    !memcmp(c->timers[i].name, name, length))
			return i;
	assert(!"an action on a timer that the chart does not have");
	return 0;
}

static uint64_t
act(const struct chart *c, const char *action, size_t length, uint64_t timers)
{
	static const char *const verbs[] = { "start ", "resume ", "stop ",
					     "reset " };
	unsigned verb, timer, bits, first;

	for (verb = 0; verb < 4; verb++)
		if (length > strlen(verbs[verb]) &&
		    !memcmp(action, verbs[verb], strlen(verbs[verb])))
			break;
	if (verb == 4)
		return timers;
	action += strlen(verbs[verb]);
	timer = timer_named(c, action, length - strlen(verbs[verb]));
	bits = timer_bits(timers, timer);
	first = c->timers[timer].wait_count == 1 ? WAIT_LAST : WAIT_FIRST;
	switch (verb) {
	case 0:
		return with_timer(timers, timer, RUNNING | first);
	case 1:
		/* a timer that has not run yet stands at its first wait */
		if (bits == 0)
			bits = first;
		return with_timer(timers, timer, RUNNING | bits);
	case 2:
		return with_timer(timers, timer, bits & WAIT_MASK);
	default:
		return with_timer(timers, timer, first);
	}
}

/* ROW fires with TIMERS as they are by then. */
static void
fire(struct walk *w, int before, unsigned row, uint64_t timers)
{
	const struct chart_row *r = &w->c->rows[row];
	const char *a = r->actions, *end;
	unsigned i;

	if (r->ignored) {
		visit(w, before, timers);
		return;
	}
	w->out->row[row] = true;
	if (before >= 0)
		w->out->pair[before][row] = true;
	for (; *a; a = end + strspn(end, ", ")) {
		end = a + strcspn(a, ",");
		timers = act(w->c, a, (size_t)(end - a), timers);
	}
	for (i = 0; r->to != r->from && i < w->c->timer_count; i++)
		if (!(w->c->timers[i].states >> r->to & 1))
			timers = with_timer(timers, i, timer_bits(timers, i) &
					    WAIT_MASK);
	visit(w, (int)row, timers);
}

static void
fire_event(struct walk *w, int before, unsigned state, unsigned event,
	   uint64_t timers)
{
	unsigned i;

	for (i = 0; i < w->c->row_count; i++)
		if (w->c->rows[i].from == state && w->c->rows[i].event == event)
			fire(w, before, i, timers);
}

/* TIMER ends, of those that run: at its next waits, or for good. */
static void
end_timer(struct walk *w, int before, unsigned state, unsigned timer,
	  uint64_t timers)
{
	const struct chart_timer *t = &w->c->timers[timer];
	unsigned bits = timer_bits(timers, timer) & WAIT_MASK;
	/* points of a span that passed together fire as the last of them */
	bool may_end = bits == WAIT_LAST || t->of_span;

	if (t->repeats && bits == WAIT_LAST) {
		fire_event(w, before, state, t->fired, timers);
		return;
	}
	if (may_end)
		fire_event(w, before, state, t->spent,
			   with_timer(timers, timer, WAIT_LAST));
	if (bits == WAIT_LAST)
		return;
	if (t->wait_count > 2)
		fire_event(w, before, state, t->fired,
			   with_timer(timers, timer, RUNNING | WAIT_BETWEEN));
	if (t->wait_count == 2 || bits == WAIT_BETWEEN || t->of_span)
		fire_event(w, before, state, t->fired,
			   with_timer(timers, timer, RUNNING | WAIT_LAST));
}

static void
walk_on(struct walk *w, uint64_t config)
{
	int before = (int)(config >> (TIMER_BITS * CHART_TIMERS_MAX)) - 1;
	uint64_t timers = config &
		((UINT64_C(1) << (TIMER_BITS * CHART_TIMERS_MAX)) - 1);
	unsigned state = before < 0 ? 0 : w->c->rows[before].to, i;

	for (i = 0; i < w->c->row_count; i++)
		if (w->c->rows[i].from == state && !w->c->rows[i].ignored &&
		    chart_timer_of_event(w->c, w->c->rows[i].event) < 0)
			fire(w, before, i, timers);
	for (i = 0; i < w->c->timer_count; i++)
		if (timer_bits(timers, i) & RUNNING)
			end_timer(w, before, state, i, timers);
}

void
allowed_find(const struct chart *c, struct allowed *out)
{
	struct walk w = { .c = c, .out = out };
	uint64_t timers = 0;
	size_t head;
	unsigned i;

	static_assert(TIMER_BITS * CHART_TIMERS_MAX + ROW_BITS < 64,
		      "a configuration is one number");
	memset(out, 0, sizeof(*out));
	w.queue = malloc(CONFIGS_MAX * sizeof(*w.queue));
	w.seen = calloc(PLACES, sizeof(*w.seen));
	if (!w.queue || !w.seen) {
		fputs("no memory\n", stderr);
		exit(2);
	}
	for (i = 0; i < c->timer_count; i++)
		if (c->timers[i].wait_count == 1)
			timers = with_timer(timers, i, WAIT_LAST);
	visit(&w, -1, timers);
	for (head = 0; head < w.count; head++)
		walk_on(&w, w.queue[head]);
	free(w.queue);
	free(w.seen);
}
