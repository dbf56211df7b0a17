/* SPDX-License-Identifier: Apache-2.0 */
/* test_stream_rows.c - a connection's machine by itself: what every event brings
 * in every state (RFC 7766 6.2). */
#include "autotunnel/stream.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct endpoint server = { 4, { 192, 0, 2, 1 }, 5352 };

static struct stream s;
static struct stream before;

static const char *const reports[] = {
	[STREAM_REPORT_UP] = "up",
	[STREAM_REPORT_DOWN] = "down",
};

/* Each connection has a ticket of its own, until it is closed. */
static void
more(void)
{
	const struct effect *e = alone_effects()->list;

	if (!alone_effects()->count)
		return;
	ck_assert_uint_eq(e->ticket.slot, s.ticket.slot);
	ck_assert_uint_eq(e->ticket.generation, s.ticket.generation);
	ck_assert_uint_ne(e->ticket.generation, 0);
	if (e->kind == EFFECT_STREAM_OPEN) {
		ck_assert(endpoint_equal(&e->to, &server));
		ck_assert_int_eq(e->channel, CHANNEL_QUERY);
		ck_assert_uint_ne(e->ticket.generation,
				  before.ticket.generation);
	} else {
		ck_assert_uint_eq(e->ticket.generation,
				  before.ticket.generation);
	}
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum stream_event ev)
{
	stream_step(&s, ev, alone_turn());
}

/* A tenth of a second later. */
static void
settle(void)
{
	alone_run_for(100);
	before = s;
}

static void
be_idle(void)
{
	alone_begin();
	memset(&s, 0, sizeof(s));
	stream_begin(&s);
	s.server = server;
	s.ticket.slot = 3;
	settle();
}

static void
be_connecting(void)
{
	be_idle();
	give(STREAM_EV_WANTED);
	settle();
}

static void
be_open(void)
{
	be_connecting();
	give(STREAM_EV_UP);
	settle();
}

static void
be_resting(void)
{
	be_connecting();
	give(STREAM_EV_DOWN);
	settle();
}

static rows_be *const states[] = {
	be_idle, be_connecting, be_open, be_resting,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

/* Other ways: it failed once before --------------------------------------------- */

static void
be_connecting_anew(void)
{
	be_resting();
	alone_run_for(alone_next_ms());
	give(STREAM_EV_WANTED);
	settle();
}

static void
be_resting_again(void)
{
	be_connecting_anew();
	give(STREAM_EV_DOWN);
	settle();
}

/* Rows ------------------------------------------------------------------------- */

static const struct row rows[] = {
	{ BE(be_idle), ON(ROWS_HERE), "idle" },
	{ BE(be_connecting), ON(ROWS_HERE), "connecting, patience 9900" },
	{ BE(be_open), ON(ROWS_HERE), "open, quiet 14900" },
	{ BE(be_resting), ON(ROWS_HERE), "resting, again 900" },
	{ BE(be_connecting_anew), ON(ROWS_HERE),
	  "connecting, patience 9900, again#1" },
	{ BE(be_resting_again), ON(ROWS_HERE), "resting, again#1 1900" },

	{ BE(be_idle), ON(STREAM_EV_WANTED),
	  "connecting, stream open, patience 10000" },
	{ BE(be_connecting, be_connecting_anew), ON(STREAM_EV_UP),
	  "open, up, quiet 15000" },
	{ BE(be_connecting), ON(STREAM_EV_DOWN), "resting, down, again 1000" },
	{ BE(be_connecting_anew), ON(STREAM_EV_DOWN),
	  "resting, down, again#1 2000" },
	{ BE(be_connecting), ON(ROWS_NEXT),
	  "resting, down, stream close, again 1000" },
	{ BE(be_connecting_anew), ON(ROWS_NEXT),
	  "resting, down, stream close, again#1 2000" },
	{ BE(be_open), ON(STREAM_EV_WANTED), "open, up, quiet 15000" },
	{ BE(be_open), ON(STREAM_EV_USED), "open, quiet 15000" },
	{ BE(be_open), ON(ROWS_NEXT), "idle, stream close" },
	{ BE(be_open), ON(STREAM_EV_DOWN), "idle, down" },
	{ BE(be_resting), ON(STREAM_EV_WANTED), "resting, down, again 900" },
	{ BE(be_resting), ON(ROWS_NEXT), "idle, again#1" },
	{ BE(be_resting_again), ON(ROWS_NEXT), "idle, again#2" },
	{ BE(be_connecting, be_open), ON(STREAM_EV_ELSEWHERE),
	  "idle, down, stream close" },
	{ BE(be_resting, be_resting_again), ON(STREAM_EV_ELSEWHERE), "idle" },
};

static const struct rows table = {
	.machine = &s.machine.base, .reports = reports, .more = more,
	.kept = 1u << STREAM_TIMER_AGAIN,
	.list = rows, .count = sizeof(rows) / sizeof(rows[0]),
	.states = states, .state_count = STATES,
};

START_TEST(every_event_in_every_state)
{
	rows_check(&table, (unsigned)_i);
} END_TEST

START_TEST(and_what_came_before_counts)
{
	rows_check_rest(&table);
} END_TEST

START_TEST(what_failed_is_tried_again_after_a_minute_at_last)
{
	static const unsigned seconds[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
	unsigned i;

	be_idle();
	for (i = 0; i < sizeof(seconds) / sizeof(seconds[0]); i++) {
		give(STREAM_EV_WANTED);
		give(STREAM_EV_DOWN);
		ck_assert_uint_eq(alone_next_ms(), seconds[i] * 1000u);
		alone_run_for(alone_next_ms());
		ck_assert_int_eq(s.machine.base.state, STREAM_IDLE);
	}
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("stream rows");
	TCase *c = tcase_create("stream rows");
	SRunner *r = srunner_create(suite);
	int failed;

	tcase_add_loop_test(c, every_event_in_every_state, 0, STATES);
	tcase_add_test(c, and_what_came_before_counts);
	tcase_add_test(c, what_failed_is_tried_again_after_a_minute_at_last);
	suite_add_tcase(suite, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
