/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h - what one machine does on every event in every state, as a table, and
 * on simulated time (alone.h).
 *
 * A row says which functions come to its states, the event, and all that can be
 * seen after it, as one text: the new state, what was reported, which effects
 * there are, what the suite's own function adds, and which timers run for how
 * many ms:
 *
 *	{ { be_asking }, GATEWAY_EV_ANSWERED, "idle, finished 1, ready" },
 *
 * The timers follow in the chart's order, `hold` without a number where its wait
 * is random. `again#2 300000`: it is in its third wait; `again#2`: it does not
 * run, and would resume there, which is told of the timers in `kept`.
 *
 * rows_check goes through one of the states: where no row has it and an event,
 * nothing may come of that event. What its next deadline brings is a row with
 * ROWS_NEXT, and how it looks before anything happens one with ROWS_HERE; both
 * must be there. rows_check_rest does the rows about other ways into states.
 *
 * alone_check_rows looks at what its rows say alone; these say all there is. */
#ifndef ROWS_H
#define ROWS_H

#include "alone.h"

enum {
	ROWS_DAY = -3,		/* the machine sleeps for a day, and wakes */
	ROWS_HERE = -2, ROWS_NEXT = -1,
	ROWS_BE_MAX = 8
};

struct row {
	void (*be[ROWS_BE_MAX])(void);
	int event;
	const char *comes;
};

struct rows {
	struct machine *machine;
	/* by number; the value is written after a name that ends in a blank,
	 * and values of the same report after one another */
	const char *const *reports;
	/* NULL, or appends to TEXT what else can be seen: ", queue 6" */
	void (*more)(char *text, size_t size);
	unsigned kept;		/* bit N: timer N is resumed */
	const struct row *list;
	unsigned count;
	void (*const *states)(void);	/* for rows_check */
	unsigned state_count;
};

void rows_check(const struct rows *r, unsigned state);
void rows_check_rest(const struct rows *r);

#endif
