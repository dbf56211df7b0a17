/* SPDX-License-Identifier: Apache-2.0 */
/* alone.c - see alone.h. */
#include "alone.h"

#include <check.h>
#include <string.h>

enum { BEGIN_MS = 3600000, HEAP = 8 };

static struct turn turn;
static struct effects effects;
static struct deadlines deadlines;
static struct deadline heap[HEAP];
static struct reports reports;
static struct input input;

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
