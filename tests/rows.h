/* SPDX-License-Identifier: Apache-2.0 */
/* rows.h - what one machine does on every event in every state, as a table, and
 * on simulated time (alone.h).
 *
 * A row says which functions come to its states, the events, and all that can be
 * seen after each of them, as one text: the new state, what was reported, which
 * effects there are, what the suite's own function adds, and which timers run
 * for how many ms:
 *
 *	{ BE(be_asking), ON(GATEWAY_EV_ANSWERED), "idle, finished 1, ready" },
 *
 * The timers follow in the chart's order, `hold` without a number where its wait
 * is random. `again#2 300000`: it is in its third wait; `again#2`: it does not
 * run, and would resume there, which is told of the timers in `kept`. A suite
 * with a `look` of its own composes the text after the state by rows_add and the
 * others.
 *
 * rows_check goes through one of the states: where no row has it and an event,
 * nothing may come of that event. What its next deadline brings is a row with
 * ROWS_NEXT, and how it looks before anything happens one with ROWS_HERE; both
 * must be there. rows_check_rest does the rows about other ways into states:
 * that is all rows where the suite names no states. */
#ifndef ROWS_H
#define ROWS_H

#include "alone.h"

enum {
	ROWS_DAY = -4,		/* the machine sleeps for a day, and wakes */
	ROWS_HERE = -3, ROWS_NEXT = -2,
	ROWS_END = -1
};

typedef void rows_be(void);

struct row {
	rows_be *const *be;
	const int *events;
	const char *comes;
};
#define BE(...) (rows_be *const[]){ __VA_ARGS__, NULL }
#define ON(...) (const int[]){ __VA_ARGS__, ROWS_END }

struct rows {
	struct machine *machine;
	/* by number; the value is written after a name that ends in a blank,
	 * and values of the same report after one another */
	const char *const *reports;
	/* NULL, or adds what else can be seen: ", queue 6" */
	void (*more)(void);
	void (*look)(void);	/* NULL, or adds all after the state */
	/* NULL, or makes an event happen, and what it counts as one of its own;
	 * else the machine steps with it */
	void (*give)(int event);
	unsigned kept;		/* bit N: timer N is resumed */
	unsigned vague;		/* bit N: timer N is named, and no more */
	const struct row *list;
	unsigned count;
	rows_be *const *states;	/* for rows_check */
	unsigned state_count;
};

void rows_check(const struct rows *r, unsigned state);
void rows_check_rest(const struct rows *r);

/* What time alone makes: at first it is as AT says, and each of THEN is the
 * next thing that happens, so long after the one before. */
struct rows_life {
	rows_be *be;
	const char *at;
	struct {
		uint64_t after_ms;
		const char *comes;
	} then[14];
};
void rows_check_lives(const struct rows *r, const struct rows_life *lives,
		      unsigned count);

/* What can be seen now is EXPECTED. */
void rows_is(const struct rows *r, const char *expected);

/* For `more` and `look`: each adds ", " before what it says, but rows_add. */
void rows_add(const char *format, ...) __attribute__((format(printf, 1, 2)));
void rows_add_reports(const struct rows *r);
void rows_add_timers(const struct rows *r);

#endif
