/* SPDX-License-Identifier: Apache-2.0 */
/* chart.c - timers, spans and deadlines of every machine. */
#include "autotunnel/chart.h"
#include "autotunnel/turn.h"

#include <assert.h>
#include <string.h>

enum { NAMES_BACK = 4 };	/* rows that are searched for a name */

static_assert(CHART_TIMERS_MAX <= 8, "machine.running has a bit for each");

static struct timer *
timers_of(const struct machine *m)
{
	return (struct timer *)((char *)(uintptr_t)m + m->chart->timers_offset);
}

static uint64_t *
spans_of(const struct machine *m)
{
	return (uint64_t *)((char *)(uintptr_t)m + m->chart->spans_offset);
}

static const struct chart_timer *
timer_of(const struct machine *m, unsigned timer)
{
	assert(timer < m->chart->timer_count);
	return &m->chart->timers[timer];
}

/* Deadlines ----------------------------------------------------------------- */

static void
heap_put(struct deadlines *d, uint32_t at, uint64_t due_ms, uint32_t seat)
{
	d->heap[at].due_ms = due_ms;
	d->heap[at].seat = seat;
	d->heap[seat].at = at;
}

static void
heap_move(struct deadlines *d, uint32_t to, uint32_t from)
{
	heap_put(d, to, d->heap[from].due_ms, d->heap[from].seat);
}

/* The place of what is due at DUE_MS, from AT on towards the first. */
static uint32_t
heap_up(struct deadlines *d, uint32_t at, uint64_t due_ms)
{
	while (at > 0) {
		uint32_t parent = (at - 1) / 2;

		if (d->heap[parent].due_ms <= due_ms)
			break;
		heap_move(d, at, parent);
		at = parent;
	}
	return at;
}

static uint32_t
heap_down(struct deadlines *d, uint32_t at, uint64_t due_ms)
{
	for (;;) {
		uint32_t child = 2 * at + 1;

		if (child >= d->count)
			break;
		if (child + 1 < d->count &&
		    d->heap[child + 1].due_ms < d->heap[child].due_ms)
			child++;
		if (d->heap[child].due_ms >= due_ms)
			break;
		heap_move(d, at, child);
		at = child;
	}
	return at;
}

/* Puts SEAT, which has the place AT, where it belongs from there. */
static void
heap_place(struct deadlines *d, uint32_t at, uint64_t due_ms, uint32_t seat)
{
	uint32_t up = heap_up(d, at, due_ms);

	heap_put(d, up < at ? up : heap_down(d, at, due_ms), due_ms, seat);
}

void
deadlines_init(struct deadlines *d, struct deadline *heap, uint32_t size)
{
	d->heap = heap;
	d->count = d->seats = 0;
	d->size = size;
}

struct machine *
deadlines_first(const struct deadlines *d)
{
	return d->count ? deadlines_machine(d, 0) : NULL;
}

uint64_t
deadlines_first_ms(const struct deadlines *d)
{
	return d->count ? d->heap[0].due_ms : TIME_NEVER;
}

void
deadlines_forget(struct deadlines *d, struct machine *m)
{
	struct deadline last;
	uint32_t at, seat;

	if (m->seat == 0)
		return;
	seat = m->seat - 1;
	at = d->heap[seat].at;
	assert(at < d->count && d->heap[seat].machine == m);
	m->seat = 0;
	last = d->heap[--d->count];
	d->heap[d->count].seat = seat;
	if (at < d->count)
		heap_place(d, at, last.due_ms, last.seat);
}

static void
take_seat(struct deadlines *d, struct machine *m)
{
	uint32_t at = d->count++, seat;

	assert(at < d->size);
	seat = at < d->seats ? d->heap[at].seat : d->seats++;
	d->heap[seat].at = at;
	d->heap[seat].machine = m;
	m->seat = seat + 1;
}

void
deadlines_update(struct deadlines *d, struct machine *m)
{
	uint32_t seat;

	if (m->due_ms == TIME_NEVER) {
		deadlines_forget(d, m);
		return;
	}
	if (m->seat == 0)
		take_seat(d, m);
	seat = m->seat - 1;
	heap_place(d, d->heap[seat].at, m->due_ms, seat);
}

/* Timers -------------------------------------------------------------------- */

static void
refresh_due(struct machine *m, struct turn *t)
{
	const struct timer *timers = timers_of(m);
	uint64_t due = TIME_NEVER;
	unsigned i, running = m->running;

	for (; running; running &= running - 1) {
		i = (unsigned)__builtin_ctz(running);
		if (timers[i].due_ms < due)
			due = timers[i].due_ms;
	}
	if (due == m->due_ms && (m->seat != 0) == (due != TIME_NEVER))
		return;
	m->due_ms = due;
	if (t->deadlines)
		deadlines_update(t->deadlines, m);
}

static uint64_t
span_part_ms(uint64_t span_ms, uint32_t hundredths)
{
	return span_ms / 10000 * hundredths +
		span_ms % 10000 * hundredths / 10000;
}

static uint64_t
draw(struct turn *t, uint64_t from, uint64_t to)
{
	return from == to ? from : random_between(&t->random, from, to);
}

/* When wait NEXT of TIMER ends, if it begins now. */
static uint64_t
wait_end_ms(const struct machine *m, unsigned timer, const struct timer *s,
	    struct turn *t)
{
	const struct chart_timer *c = timer_of(m, timer);
	const struct chart_wait *w = &c->waits[s->next];
	uint64_t span, end;

	if (!c->of_span)
		return t->now_ms + draw(t, w->from, w->to);
	span = spans_of(m)[c->span];
	end = s->start_ms + draw(t, span_part_ms(span, w->from),
				 span_part_ms(span, w->to));
	return end > t->now_ms ? end : t->now_ms;
}

static void
timer_run(struct machine *m, unsigned timer, struct turn *t)
{
	struct timer *s = &timers_of(m)[timer];

	s->due_ms = wait_end_ms(m, timer, s, t);
	s->keep = false;
	m->running |= (uint8_t)(1u << timer);
	refresh_due(m, t);
}

void
timer_start(struct machine *m, unsigned timer, struct turn *t)
{
	struct timer *s = &timers_of(m)[timer];

	s->next = 0;
	s->start_ms = t->now_ms;
	timer_run(m, timer, t);
}

void
timer_resume(struct machine *m, unsigned timer, struct turn *t)
{
	struct timer *s = &timers_of(m)[timer];

	if (s->next >= timer_of(m, timer)->wait_count)
		s->next = timer_of(m, timer)->wait_count - 1;
	if (s->next == 0)
		s->start_ms = t->now_ms;
	timer_run(m, timer, t);
}

void
timer_stop(struct machine *m, unsigned timer, struct turn *t)
{
	struct timer *s = &timers_of(m)[timer];

	s->due_ms = TIME_NEVER;
	s->keep = false;
	m->running &= (uint8_t)~(1u << timer);
	refresh_due(m, t);
}

void
timer_reset(struct machine *m, unsigned timer, struct turn *t)
{
	timers_of(m)[timer].next = 0;
	timer_stop(m, timer, t);
}

/* A timer whose points all passed while the machine slept fires once, as the
 * last of them; of waits only one runs at a time. */
static void
skip_passed_points(const struct machine *m, unsigned timer, struct timer *s,
		   uint64_t now_ms)
{
	const struct chart_timer *c = timer_of(m, timer);
	uint64_t span;

	if (!c->of_span)
		return;
	span = spans_of(m)[c->span];
	while (s->next + 1 < c->wait_count &&
	       s->start_ms + span_part_ms(span, c->waits[s->next + 1].to) <=
	       now_ms)
		s->next++;
}

/* The timer of M that is due first. */
static unsigned
first_due(const struct machine *m)
{
	const struct timer *timers = timers_of(m);
	unsigned i, running = m->running, timer = CHART_TIMERS_MAX;

	for (; running; running &= running - 1) {
		i = (unsigned)__builtin_ctz(running);
		if (timer == CHART_TIMERS_MAX ||
		    timers[i].due_ms < timers[timer].due_ms)
			timer = i;
	}
	assert(timer < CHART_TIMERS_MAX);
	return timer;
}

void
machine_fire(struct machine *m, struct turn *t)
{
	unsigned timer = first_due(m);
	struct timer *s = &timers_of(m)[timer];
	const struct chart_timer *c = timer_of(m, timer);
	bool last;

	assert(s->due_ms <= t->now_ms);
	skip_passed_points(m, timer, s, t->now_ms);
	last = s->next + 1 == c->wait_count;
	if (last && !c->repeats) {
		s->due_ms = TIME_NEVER;
		m->running &= (uint8_t)~(1u << timer);
		refresh_due(m, t);
		m->chart->step(m, c->spent, t);
		return;
	}
	if (!last)
		s->next++;
	/* The next wait counts from the handling of this one, so the row may
	 * start, stop or leave first; what it leaves alone goes on. */
	s->keep = true;
	m->chart->step(m, c->fired, t);
	if (s->keep)
		timer_run(m, timer, t);
}

/* Called by generated code --------------------------------------------------- */

void
machine_begin(struct machine *m, const struct chart *chart)
{
	struct timer *timers;
	unsigned i;

	m->chart = chart;
	m->due_ms = TIME_NEVER;
	m->seat = 0;
	m->state = 0;
	m->cs = 0;
	m->running = 0;
	m->named = false;
	timers = timers_of(m);
	for (i = 0; i < chart->timer_count; i++)
		timers[i] = (struct timer){ .due_ms = TIME_NEVER };
	for (i = 0; i < chart->span_count; i++)
		spans_of(m)[i] = chart->spans[i].least_ms;
}

/* Where M's name stands in E, if one of the last rows has it: machines mostly
 * fire more than once in a turn. */
static bool
name_in(const struct effects *e, const struct machine *m, uint32_t *offset)
{
	unsigned i = e->row_count, oldest = i > NAMES_BACK ? i - NAMES_BACK : 0;

	while (m->named && i-- > oldest)
		if (e->rows[i].machine == m) {
			*offset = e->rows[i].name_offset;
			return true;
		}
	return false;
}

/* Of EFFECT_NAME_MAX octets at most, eight at a time: the zero is in the first
 * eight of which one has no bit left when 1 is taken from it. */
static uint32_t
name_length(const char *name)
{
	const uint64_t ones = 0x0101010101010101u;
	uint32_t at = 0;
	uint64_t octets;

	static_assert(EFFECT_NAME_MAX % 8 == 0, "read by eight");
	for (;; at += 8) {
		memcpy(&octets, name + at, 8);
		if ((octets - ones) & ~octets & ones << 7)
			break;
	}
	while (name[at])
		at++;
	return at;
}

static uint32_t
name_of(struct effects *e, struct machine *m)
{
	uint32_t offset;
	char *name;

	if (name_in(e, m, &offset))
		return offset;
	offset = e->names_used;
	assert(offset + EFFECT_NAME_MAX <= EFFECT_NAMES_MAX);
	name = e->names + offset;
	name[0] = '\0';
	m->chart->describe(m, name, EFFECT_NAME_MAX);
	name[EFFECT_NAME_MAX - 1] = '\0';
	e->names_used += name_length(name) + 1;
	m->named = true;
	return offset;
}

void
turn_record_row(struct turn *t, struct machine *m, unsigned row)
{
	const struct chart *c = m->chart;
	struct effects *e = t->out;
	struct row_fired *r;
	uint32_t name_offset;

	assert(row < c->row_count);
	assert(e->row_count < EFFECT_ROWS_MAX);
	name_offset = name_of(e, m);
	r = &e->rows[e->row_count++];
	r->machine = m;
	r->chart = c;
	r->row = (uint16_t)row;
	r->from = c->rows[row].from;
	r->to = c->rows[row].to;
	r->name_offset = name_offset;
}

/* Those that may not run in the state that M has come to. */
void
machine_stop_timers(struct machine *m, struct turn *t)
{
	unsigned i, running = m->running;

	assert(m->state < m->chart->state_count);
	for (; running; running &= running - 1) {
		i = (unsigned)__builtin_ctz(running);
		if (!(m->chart->timers[i].states >> m->state & 1))
			timer_stop(m, i, t);
	}
}

/* Called by handwritten code -------------------------------------------------- */

uint64_t
machine_set_span(struct machine *m, unsigned span, uint64_t ms)
{
	const struct chart_span *c;

	assert(span < m->chart->span_count);
	c = &m->chart->spans[span];
	if (ms < c->least_ms)
		ms = c->least_ms;
	if (ms > c->most_ms)
		ms = c->most_ms;
	return spans_of(m)[span] = ms;
}

uint64_t
machine_span_ms(const struct machine *m, unsigned span)
{
	assert(span < m->chart->span_count);
	return spans_of(m)[span];
}

uint64_t
machine_timer_due_ms(const struct machine *m, unsigned timer)
{
	assert(timer < m->chart->timer_count);
	return timers_of(m)[timer].due_ms;
}

void
machine_restore_timer(struct machine *m, unsigned timer,
		      uint64_t start_ms, uint64_t due_ms, unsigned next)
{
	const struct chart_timer *c = timer_of(m, timer);
	struct timer *s = &timers_of(m)[timer];

	assert(c->states >> m->state & 1);
	s->start_ms = start_ms;
	s->due_ms = due_ms;
	assert(next < c->wait_count);
	s->next = (uint8_t)next;
	m->running &= (uint8_t)~(1u << timer);
	if (due_ms != TIME_NEVER)
		m->running |= (uint8_t)(1u << timer);
	if (due_ms < m->due_ms)
		m->due_ms = due_ms;
}

const char *
machine_state_name(const struct machine *m)
{
	return m->chart->states[m->state];
}
