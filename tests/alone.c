/* SPDX-License-Identifier: Apache-2.0 */
/* alone.c - see alone.h. */
#include "alone.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { BEGIN_MS = 3600000, HEAP = 8, WORDS_MAX = 400 };

static struct turn turn;
static struct effects effects;
static struct deadlines deadlines;
static struct deadline heap[HEAP];
static struct reports reports;
static struct input input;
static char words[WORDS_MAX];
static size_t words_length;
static char where[64];	/* in a table */

void
alone_begin(void)
{
	static const uint8_t seed[16] = { 1 };

	memset(&turn, 0, sizeof(turn));
	memset(&reports, 0, sizeof(reports));
	memset(&input, 0, sizeof(input));
	effects_clear(&effects);
	deadlines_init(&deadlines, heap, HEAP);
	random_seed(&turn.random, seed);
	turn.now_ms = BEGIN_MS;
	turn.input = &input;
	turn.out = &effects;
	turn.deadlines = &deadlines;
	turn.reports = &reports;
}

struct turn *
alone_turn(void)
{
	effects_clear(&effects);
	reports.count = 0;
	return &turn;
}

void
alone_sleep_for(uint64_t ms)
{
	turn.now_ms += ms;
	alone_turn();
	while (deadlines_first_ms(&deadlines) <= turn.now_ms)
		machine_fire(deadlines_first(&deadlines), &turn);
}

void
alone_run_for(uint64_t ms)
{
	uint64_t end = turn.now_ms + ms;

	alone_turn();
	while (deadlines_first_ms(&deadlines) <= end) {
		turn.now_ms = deadlines_first_ms(&deadlines);
		machine_fire(deadlines_first(&deadlines), &turn);
	}
	turn.now_ms = end;
}

bool
alone_told(const int *whats)
{
	unsigned i;

	for (i = 0; i < reports.count; i++)
		if (reports.list[(reports.first + i) % REPORTS_MAX].what !=
		    whats[i])
			return false;	/* -1, the end, is none of them */
	return whats[i] == -1;
}

uint64_t
alone_value(int what)
{
	unsigned i;

	for (i = 0; i < reports.count; i++)
		if (reports.list[(reports.first + i) % REPORTS_MAX].what ==
		    what)
			return reports.list[(reports.first + i) %
					    REPORTS_MAX].value;
	ck_abort_msg("nothing reported %d", what);
	return 0;
}

uint64_t
alone_next_ms(void)
{
	uint64_t due = deadlines_first_ms(&deadlines);

	return due == TIME_NEVER ? due : due - turn.now_ms;
}

uint64_t
alone_now_ms(void)
{
	return turn.now_ms;
}

const struct effects *
alone_effects(void)
{
	return &effects;
}

const struct reports *
alone_reports(void)
{
	return &reports;
}

/* In words ----------------------------------------------------------------- */

void
alone_add(const char *format, ...)
{
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(words + words_length, WORDS_MAX - words_length,
			   format, args);
	va_end(args);
	ck_assert(length >= 0 && (size_t)length < WORDS_MAX - words_length);
	words_length += (size_t)length;
}

void
alone_came_to(const struct machine *m)
{
	alone_came_about_to(m, 0);
}

void
alone_came_about_to(const struct machine *m, unsigned vague)
{
	unsigned i;
	uint64_t due;

	words_length = 0;
	alone_add("%s", machine_state_name(m));
	for (i = 0; i < m->chart->timer_count; i++) {
		due = machine_timer_due_ms(m, i);
		if (due == TIME_NEVER)
			continue;
		alone_add(", %s", m->chart->timers[i].name);
		if (!(vague >> i & 1))
			alone_add(" %llu",
				  (unsigned long long)(due - turn.now_ms));
	}
}

void
alone_add_reports(const char *const *names)
{
	unsigned i;

	for (i = 0; i < reports.count; i++)
		alone_add(", told %s", names[reports.list[
			(reports.first + i) % REPORTS_MAX].what]);
}

void
alone_is(const char *expected)
{
	ck_assert_msg(!strcmp(words, expected), "%s%s\ninstead of %s", where,
		      words, expected);
}

void
alone_check_rows(const struct alone_row *rows, unsigned count,
		 void (*give)(int event),
		 void (*comes_to)(const char *expected))
{
	alone_be *const *be;
	const int *event;
	unsigned i;

	for (i = 0; i < count; i++)
		for (be = rows[i].be; *be; be++)
			for (event = rows[i].events; *event >= 0; event++) {
				snprintf(where, sizeof(where),
					 "row %u, state %u, event %u: ", i,
					 (unsigned)(be - rows[i].be),
					 (unsigned)(event - rows[i].events));
				(*be)();
				give(*event);
				comes_to(rows[i].to);
			}
	where[0] = '\0';
}

void
alone_check_lives(const struct alone_life *lives, unsigned count,
		  void (*comes_to)(const char *expected))
{
	const struct alone_life *l;
	unsigned i;

	for (l = lives; l < lives + count; l++) {
		snprintf(where, sizeof(where), "life %u: ",
			 (unsigned)(l - lives));
		l->be();
		comes_to(l->at);
		for (i = 0; i < sizeof(l->then) / sizeof(l->then[0]) &&
		     l->then[i].to; i++) {
			snprintf(where, sizeof(where), "life %u, then %u: ",
				 (unsigned)(l - lives), i);
			ck_assert_msg(alone_next_ms() == l->then[i].after_ms,
				      "%safter %llu ms", where, (unsigned
				      long long)alone_next_ms());
			alone_run_for(l->then[i].after_ms);
			comes_to(l->then[i].to);
		}
	}
	where[0] = '\0';
}
