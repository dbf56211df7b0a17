/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - see rows.h. */
#include "rows.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 400, DAY_MS = 24 * 3600 * 1000 };

static const char *const effect_names[EFFECT_KIND_COUNT] = {
	"send", "bind", "stream open", "stream send", "stream close", "look up",
	"address", "tunnel", "save", "tell", "stopped",
};

static char seen[TEXT_MAX];
static size_t seen_length;

/* What can be seen ------------------------------------------------------------- */

void
rows_add(const char *format, ...)
{
	size_t room = sizeof(seen) - seen_length;
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(seen + seen_length, room, format, args);
	va_end(args);
	ck_assert(length >= 0 && (size_t)length < room);
	seen_length += (size_t)length;
}

void
rows_add_reports(const struct rows *r)
{
	const struct reports *all = alone_reports();
	const struct report *one;
	const char *name;
	bool valued;
	int last = -1;
	unsigned i;

	for (i = 0; i < all->count; i++) {
		one = &all->list[(all->first + i) % REPORTS_MAX];
		name = r->reports[one->what];
		ck_assert_ptr_eq(one->from, r->machine);
		valued = name[strlen(name) - 1] == ' ';
		if (one->what == last && valued)
			rows_add(" ");
		else
			rows_add(", %s", name);
		last = one->what;
		if (valued)
			rows_add("%llu", (unsigned long long)one->value);
	}
}

static void
add_effects(void)
{
	const struct effects *e = alone_effects();
	unsigned i;

	for (i = 0; i < e->count; i++)
		rows_add(", %s", effect_names[e->list[i].kind]);
}

void
rows_add_timers(const struct rows *r)
{
	const struct machine *m = r->machine;
	const struct timer *timers = (const struct timer *)
		((const char *)m + m->chart->timers_offset);
	const struct chart_timer *c = m->chart->timers;
	unsigned i;

	for (i = 0; i < m->chart->timer_count; i++) {
		if (timers[i].due_ms == TIME_NEVER &&
		    (!timers[i].next || !(r->kept >> i & 1)))
			continue;
		rows_add(", %s", c[i].name);
		if (r->vague >> i & 1)
			continue;
		if (timers[i].next)
			rows_add("#%u", (unsigned)timers[i].next);
		if (timers[i].due_ms != TIME_NEVER &&
		    c[i].waits[timers[i].next].from ==
		    c[i].waits[timers[i].next].to)
			rows_add(" %llu", (unsigned long long)
				 (timers[i].due_ms - alone_now_ms()));
	}
}

static void
look(const struct rows *r)
{
	seen_length = 0;
	rows_add("%s", machine_state_name(r->machine));
	if (r->look) {
		r->look();
		return;
	}
	rows_add_reports(r);
	add_effects();
	if (r->more)
		r->more();
	rows_add_timers(r);
}

void
rows_is(const struct rows *r, const char *expected)
{
	look(r);
	ck_assert_msg(!strcmp(seen, expected), "\t%s\nnot\t%s", seen, expected);
}

/* Rows --------------------------------------------------------------------------- */

static bool
row_has(const struct row *row, rows_be *be, int event)
{
	rows_be *const *b;
	const int *e;

	for (b = row->be; *b && *b != be; b++)
		;
	for (e = row->events; *e != ROWS_END && *e != event; e++)
		;
	return *b && *e != ROWS_END;
}

static const char *
event_name(const struct rows *r, int event)
{
	switch (event) {
	case ROWS_DAY:
		return "a day of sleep";
	case ROWS_HERE:
		return "nothing";
	case ROWS_NEXT:
		return "the next deadline";
	default:
		return event < r->machine->chart->event_count ?
			r->machine->chart->events[event] : "what is no event";
	}
}

static void
happen(const struct rows *r, int event)
{
	if (event == ROWS_NEXT) {
		ck_assert(alone_next_ms() != TIME_NEVER);
		alone_run_for(alone_next_ms());
	} else if (event == ROWS_DAY) {
		alone_sleep_for(DAY_MS);
	} else if (event != ROWS_HERE && r->give) {
		r->give(event);
	} else if (event != ROWS_HERE) {
		r->machine->chart->step(r->machine, (unsigned)event,
					alone_turn());
	}
}

/* COMES is NULL: nothing does. */
static void
check_row(const struct rows *r, rows_be *be, int event, const char *comes)
{
	char before[TEXT_MAX];

	be();
	look(r);	/* what came of it before belongs to what came before */
	alone_turn();
	look(r);
	memcpy(before, seen, sizeof(before));
	happen(r, event);
	look(r);
	if (!comes)
		comes = before;
	ck_assert_msg(!strcmp(seen, comes), "%s, then %s:\n\t%s\nnot\t%s",
		      before, event_name(r, event), seen, comes);
}

static bool
is_of_timer(const struct chart *c, int event)
{
	unsigned i;

	for (i = 0; i < c->timer_count; i++)
		if (event == c->timers[i].fired || event == c->timers[i].spent)
			return true;
	return false;
}

static void
check_event(const struct rows *r, rows_be *be, int event)
{
	const struct row *found = NULL;
	bool must = event == ROWS_HERE;
	unsigned i;

	for (i = 0; i < r->count; i++)
		if (row_has(&r->list[i], be, event)) {
			ck_assert_msg(!found, "two rows about %s: %s, and %s",
				      event_name(r, event),
				      found ? found->comes : "",
				      r->list[i].comes);
			found = &r->list[i];
		}
	if (event == ROWS_NEXT) {
		be();
		must = alone_next_ms() != TIME_NEVER;
	}
	ck_assert_msg(found || !must, "no row says what %s brings in %s",
		      event_name(r, event), machine_state_name(r->machine));
	if (found || event >= 0)
		check_row(r, be, event, found ? found->comes : NULL);
}

void
rows_check(const struct rows *r, unsigned state)
{
	const struct chart *c = r->machine->chart;
	int event;

	if (!c) {
		r->states[state]();
		c = r->machine->chart;
	}
	for (event = ROWS_DAY; event < c->event_count; event++)
		if (event != ROWS_END && !is_of_timer(c, event))
			check_event(r, r->states[state], event);
}

static bool
is_state(const struct rows *r, rows_be *be)
{
	unsigned i;

	for (i = 0; i < r->state_count; i++)
		if (r->states[i] == be)
			return true;
	return false;
}

void
rows_check_rest(const struct rows *r)
{
	const struct row *row;
	rows_be *const *be;
	const int *event;

	for (row = r->list; row < r->list + r->count; row++)
		for (be = row->be; *be; be++)
			for (event = row->events; *event != ROWS_END &&
			     !is_state(r, *be); event++)
				check_row(r, *be, *event, row->comes);
}

/* Lives -------------------------------------------------------------------------- */

void
rows_check_lives(const struct rows *r, const struct rows_life *lives,
		 unsigned count)
{
	const struct rows_life *l;
	char before[TEXT_MAX];
	uint64_t in;
	unsigned i;

	for (l = lives; l < lives + count; l++) {
		l->be();
		rows_is(r, l->at);
		for (i = 0; i < sizeof(l->then) / sizeof(l->then[0]) &&
		     l->then[i].comes; i++) {
			memcpy(before, seen, sizeof(before));
			in = alone_next_ms();
			ck_assert_msg(in == l->then[i].after_ms,
				      "%s: the next comes after %llu ms",
				      before, (unsigned long long)in);
			alone_run_for(in);
			rows_is(r, l->then[i].comes);
		}
	}
}
