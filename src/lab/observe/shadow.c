/* SPDX-License-Identifier: Apache-2.0 */
/* shadow.c - see shadow.h. The timers follow fsm/chart.c. */
#include "lab/observe/shadow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/chart_table.h"

enum {
	/* what is seen is late by the way it went, and timers of others are
	 * not as fine as ours: so much grace, whichever is more */
	GRACE_MS = 100,
	GRACE_PERCENT = 5
};

#define MS UINT64_C(1000000)

/* Plans ------------------------------------------------------------------- */

static int
timer_named(const struct chart *c, const char *name, size_t length)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (strlen(c->timers[i].name) == length &&
		    !memcmp(c->timers[i].name, name, length))
			return (int)i;
	return -1;
}

static bool
begins_with(const char *text, size_t length, const char *word)
{
	return length >= strlen(word) && !memcmp(text, word, strlen(word));
}

static void
read_action(const struct chart *c, struct row_plan *r, const char *at,
	    size_t length)
{
	static const char *const verbs[] = {
		"start ", "resume ", "stop ", "reset ",
	};
	uint8_t *const masks[] = { &r->start, &r->resume, &r->stop, &r->reset };
	unsigned i;
	size_t verb;
	int timer;

	r->sends |= begins_with(at, length, "send") ||
		begins_with(at, length, "open");
	for (i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		verb = strlen(verbs[i]);
		if (!begins_with(at, length, verbs[i]))
			continue;
		timer = timer_named(c, at + verb, length - verb);
		if (timer >= 0)
			*masks[i] |= (uint8_t)(1u << timer);
	}
}

static void
read_actions(const struct chart *c, struct row_plan *r, const char *text)
{
	size_t length;

	while (text && *text) {
		while (*text == ' ' || *text == ',')
			text++;
		length = strcspn(text, ",");
		read_action(c, r, text, length);
		text += length;
	}
}

int
plan_make(struct plan *p, const struct chart *c, uint64_t silent)
{
	unsigned i;

	p->chart = c;
	p->silent = silent;
	p->rows = calloc(c->row_count, sizeof(*p->rows));
	if (!p->rows)
		return -ENOMEM;
	for (i = 0; i < c->row_count; i++)
		read_actions(c, &p->rows[i], c->rows[i].actions);
	return 0;
}

void
plan_drop(struct plan *p)
{
	free(p->rows);
	p->rows = NULL;
}

/* Timers ------------------------------------------------------------------ */

static uint64_t
wait_ms(const struct plan *p, const struct shadow *s, unsigned timer, bool least)
{
	const struct chart_timer *t = &p->chart->timers[timer];
	const struct chart_wait *w = &t->waits[s->next[timer]];
	uint32_t wait = least ? w->from : w->to;

	return t->of_span ? s->span_ms[t->span] * wait / 10000 : wait;
}

static void
run(const struct plan *p, struct shadow *s, unsigned timer, uint64_t now_ns)
{
	uint64_t from = p->chart->timers[timer].of_span ? s->start_ns[timer] :
		now_ns;

	if (!p->chart->timers[timer].of_span)
		s->start_ns[timer] = now_ns;
	s->due_ns[timer] = from + wait_ms(p, s, timer, false) * MS;
	if (s->due_ns[timer] < now_ns)
		s->due_ns[timer] = now_ns;
}

void
shadow_start(const struct plan *p, struct shadow *s, unsigned timer,
	     uint64_t now_ns)
{
	s->next[timer] = 0;
	s->start_ns[timer] = now_ns;
	run(p, s, timer, now_ns);
}

static void
resume(const struct plan *p, struct shadow *s, unsigned timer, uint64_t now_ns)
{
	unsigned count = p->chart->timers[timer].wait_count;

	if (s->next[timer] >= count)
		s->next[timer] = (uint8_t)(count - 1);
	if (s->next[timer] == 0)
		s->start_ns[timer] = now_ns;
	run(p, s, timer, now_ns);
}

void
shadow_set_span(const struct plan *p, struct shadow *s, unsigned span,
		uint64_t ms)
{
	const struct chart_span *c = &p->chart->spans[span];

	s->span_ms[span] = ms < c->least_ms ? c->least_ms :
		ms > c->most_ms ? c->most_ms : ms;
}

static uint64_t
grace_ns(uint64_t wait_ns)
{
	uint64_t share = wait_ns / 100 * GRACE_PERCENT;

	return share > GRACE_MS * MS ? share : GRACE_MS * MS;
}

bool
shadow_timer_ripe(const struct plan *p, const struct shadow *s, unsigned timer,
		  uint64_t now_ns)
{
	uint64_t wait_ns = wait_ms(p, s, timer, true) * MS;

	return s->due_ns[timer] != TIME_NEVER &&
		now_ns + grace_ns(wait_ns) >= s->start_ns[timer] + wait_ns;
}

static bool
is_last(const struct plan *p, const struct shadow *s, unsigned timer)
{
	const struct chart_timer *t = &p->chart->timers[timer];

	return !t->repeats && s->next[timer] + 1 >= t->wait_count;
}

/* When the last wait of TIMER ends, whether or not what the others' ends should
 * have sent was seen. */
static uint64_t
end_ns(const struct plan *p, const struct shadow *s, unsigned timer)
{
	const struct chart_timer *t = &p->chart->timers[timer];
	uint64_t ms = 0;
	unsigned i;

	if (t->of_span)
		return s->start_ns[timer] + s->span_ms[t->span] *
			t->waits[t->wait_count - 1].to / 10000 * MS;
	for (i = s->next[timer] + 1u; i < t->wait_count; i++)
		ms += t->waits[i].to;
	return s->due_ns[timer] + ms * MS;
}

bool
shadow_timer_over(const struct plan *p, const struct shadow *s, unsigned timer,
		  uint64_t now_ns)
{
	return s->due_ns[timer] != TIME_NEVER && now_ns >= end_ns(p, s, timer);
}

unsigned
shadow_timer_event(const struct plan *p, const struct shadow *s, unsigned timer)
{
	const struct chart_timer *t = &p->chart->timers[timer];

	return is_last(p, s, timer) ? t->spent : t->fired;
}

/* States ------------------------------------------------------------------ */

void
shadow_begin(const struct plan *p, struct shadow *s)
{
	unsigned i;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < CHART_TIMERS_MAX; i++)
		s->due_ns[i] = TIME_NEVER;
	for (i = 0; i < p->chart->span_count; i++)
		s->span_ms[i] = p->chart->spans[i].least_ms;
}

void
shadow_enter(const struct plan *p, struct shadow *s, unsigned state,
	     uint64_t now_ns)
{
	unsigned i;

	(void)now_ns;
	s->state = (uint16_t)state;
	for (i = 0; i < p->chart->timer_count; i++)
		if (!(p->chart->timers[i].states >> state & 1))
			s->due_ns[i] = TIME_NEVER;
}

static void
obey(const struct plan *p, struct shadow *s, const struct row_plan *r,
     uint64_t now_ns)
{
	unsigned i;

	for (i = 0; i < p->chart->timer_count; i++) {
		if ((r->stop | r->reset) >> i & 1)
			s->due_ns[i] = TIME_NEVER;
		if (r->reset >> i & 1)
			s->next[i] = 0;
		if (r->start >> i & 1)
			shadow_start(p, s, i, now_ns);
		else if (r->resume >> i & 1)
			resume(p, s, i, now_ns);
	}
}

int
shadow_step(const struct plan *p, struct shadow *s, unsigned event,
	    uint64_t now_ns)
{
	int row = table_find(p->chart, s->state, event);

	if (row < 0 || p->chart->rows[row].ignored)
		return -1;
	shadow_enter(p, s, p->chart->rows[row].to, now_ns);
	obey(p, s, &p->rows[row], now_ns);
	return row;
}

/* Time -------------------------------------------------------------------- */

static bool
ends_silently(const struct plan *p, const struct shadow *s, unsigned timer)
{
	const struct chart_timer *t = &p->chart->timers[timer];
	int row;

	if (!(p->silent >> timer & 1) || t->repeats ||
	    s->due_ns[timer] == TIME_NEVER)
		return false;
	row = table_find(p->chart, s->state, t->spent);
	return row >= 0 && !p->chart->rows[row].ignored && !p->rows[row].sends;
}

/* Of timers that fire by themselves the one due first, or -1. */
static int
first_silent(const struct plan *p, const struct shadow *s)
{
	unsigned i;
	int first = -1;

	for (i = 0; i < p->chart->timer_count; i++)
		if (ends_silently(p, s, i) &&
		    (first < 0 || end_ns(p, s, i) <
		     end_ns(p, s, (unsigned)first)))
			first = (int)i;
	return first;
}

uint64_t
shadow_due_ns(const struct plan *p, const struct shadow *s)
{
	int timer = first_silent(p, s);
	uint64_t end;

	if (timer < 0)
		return TIME_NEVER;
	end = end_ns(p, s, (unsigned)timer);
	return end + grace_ns(end - s->start_ns[timer]);
}

int
shadow_timer_ends(const struct plan *p, struct shadow *s, unsigned timer,
		  uint64_t now_ns)
{
	const struct chart_timer *t = &p->chart->timers[timer];
	unsigned event;
	bool last;
	int row;

	/* points that passed together fire once, as the last */
	if (t->of_span && shadow_timer_over(p, s, timer, now_ns))
		s->next[timer] = (uint8_t)(t->wait_count - 1);
	last = is_last(p, s, timer);
	event = shadow_timer_event(p, s, timer);
	row = table_find(p->chart, s->state, event);
	s->due_ns[timer] = TIME_NEVER;
	if (!last && s->next[timer] + 1 < t->wait_count)
		s->next[timer]++;
	if (row < 0 || p->chart->rows[row].ignored)
		return -1;
	shadow_enter(p, s, p->chart->rows[row].to, now_ns);
	obey(p, s, &p->rows[row], now_ns);
	/* what the row leaves alone goes on */
	if (!last && s->due_ns[timer] == TIME_NEVER &&
	    !((p->rows[row].stop | p->rows[row].reset) >> timer & 1) &&
	    t->states >> s->state & 1)
		run(p, s, timer, now_ns);
	return row;
}

int
shadow_fire(const struct plan *p, struct shadow *s, uint64_t now_ns)
{
	int timer = first_silent(p, s);

	if (timer < 0)
		return -1;
	s->next[timer] = (uint8_t)(p->chart->timers[timer].wait_count - 1);
	return shadow_timer_ends(p, s, (unsigned)timer, now_ns);
}
