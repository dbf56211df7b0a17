/* SPDX-License-Identifier: Apache-2.0 */
/* rows.c - see rows.h. */
#include "rows.h"
#include "autotunnel/text.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 400, DAY_MS = 24 * 3600 * 1000 };

static const char *const effect_names[EFFECT_KIND_COUNT] = {
	"send", "bind", "stream open", "stream send", "stream close", "look up",
	"address", "tunnel", "save", "tell", "stopped",
};

/* What can be seen ------------------------------------------------------------- */

static void
put_number(char *text, uint64_t number)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%llu", (unsigned long long)number);
	text_append(text, TEXT_MAX, digits);
}

static void
put_reports(const struct rows *r, char *text)
{
	const struct reports *all = alone_reports();
	const struct report *one;
	const char *name;
	int last = -1;
	unsigned i;

	for (i = 0; i < all->count; i++) {
		one = &all->list[(all->first + i) % REPORTS_MAX];
		name = r->reports[one->what];
		ck_assert_ptr_eq(one->from, r->machine);
		if (one->what == last && strchr(name, ' ') != NULL) {
			text_append(text, TEXT_MAX, " ");
		} else {
			text_append(text, TEXT_MAX, ", ");
			text_append(text, TEXT_MAX, name);
		}
		last = one->what;
		if (name[strlen(name) - 1] == ' ')
			put_number(text, one->value);
	}
}

static void
put_effects(char *text)
{
	const struct effects *e = alone_effects();
	unsigned i;

	for (i = 0; i < e->count; i++) {
		text_append(text, TEXT_MAX, ", ");
		text_append(text, TEXT_MAX, effect_names[e->list[i].kind]);
	}
}

static void
put_timers(const struct rows *r, char *text)
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
		text_append(text, TEXT_MAX, ", ");
		text_append(text, TEXT_MAX, c[i].name);
		if (timers[i].next) {
			text_append(text, TEXT_MAX, "#");
			put_number(text, timers[i].next);
		}
		if (timers[i].due_ms == TIME_NEVER ||
		    c[i].waits[timers[i].next].from !=
		    c[i].waits[timers[i].next].to)
			continue;
		text_append(text, TEXT_MAX, " ");
		put_number(text, timers[i].due_ms - alone_now_ms());
	}
}

static void
look(const struct rows *r, char text[TEXT_MAX])
{
	text_copy(text, TEXT_MAX, machine_state_name(r->machine));
	put_reports(r, text);
	put_effects(text);
	if (r->more)
		r->more(text, TEXT_MAX);
	put_timers(r, text);
}

/* Rows --------------------------------------------------------------------------- */

static bool
row_is_of(const struct row *row, void (*be)(void))
{
	unsigned i;

	for (i = 0; i < ROWS_BE_MAX && row->be[i]; i++)
		if (row->be[i] == be)
			return true;
	return false;
}

static const char *
event_name(const struct rows *r, int event)
{
	if (event == ROWS_HERE)
		return "nothing";
	if (event == ROWS_DAY)
		return "a day of sleep";
	return event == ROWS_NEXT ? "the next deadline" :
		r->machine->chart->events[event];
}

static void
happen(const struct rows *r, int event)
{
	if (event == ROWS_NEXT) {
		ck_assert(alone_next_ms() != TIME_NEVER);
		alone_run_for(alone_next_ms());
	} else if (event == ROWS_DAY) {
		alone_sleep_for(DAY_MS);
	} else if (event != ROWS_HERE) {
		r->machine->chart->step(r->machine, (unsigned)event,
					alone_turn());
	}
}

static void
check_row(const struct rows *r, void (*be)(void), int event, const char *comes)
{
	char before[TEXT_MAX], after[TEXT_MAX];

	be();
	alone_turn();
	look(r, before);
	happen(r, event);
	look(r, after);
	if (!comes)
		comes = before;
	ck_assert_msg(!strcmp(after, comes), "%s, then %s:\n\t%s\nnot\t%s",
		      before, event_name(r, event), after, comes);
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
check_event(const struct rows *r, void (*be)(void), int event)
{
	const struct row *found = NULL;
	bool must = event == ROWS_HERE;
	unsigned i;

	for (i = 0; i < r->count; i++)
		if (r->list[i].event == event && row_is_of(&r->list[i], be)) {
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
		if (!is_of_timer(c, event))
			check_event(r, r->states[state], event);
}

void
rows_check_rest(const struct rows *r)
{
	const struct row *row;
	unsigned i, b, s;

	for (i = 0; i < r->count; i++)
		for (row = &r->list[i], b = 0; b < ROWS_BE_MAX && row->be[b];
		     b++) {
			for (s = 0; s < r->state_count; s++)
				if (r->states[s] == row->be[b])
					break;
			if (s == r->state_count)
				check_row(r, row->be[b], row->event,
					  row->comes);
		}
}
