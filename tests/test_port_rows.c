/* SPDX-License-Identifier: Apache-2.0 */
/* test_port_rows.c - a local port by itself: what every event does in every
 * state, and how long it waits for a socket (P7, P8). */
#include "autotunnel/port.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* Ports: to be bound, just bound, and mapped by the gateway. */
enum { NEXT = 4500, BOUND = 4600, HEARD = 4501 };

static struct port m;

static const char *const reports[] = {
	[PORT_REPORT_WANT] = "want ",
	[PORT_REPORT_READY] = "ready ",
	[PORT_REPORT_UNWANT] = "unwant ",
};

/* Which number is asked for, and whether a fresh socket's mapping is forgotten. */
static void
more(void)
{
	const struct effects *all = alone_effects();

	if (all->count == 1) {
		ck_assert_int_eq(all->list[0].channel, CHANNEL_TUNNEL);
		rows_add(" %u", all->list[0].port);
	}
	if (m.external == 0)
		rows_add(", unmapped");
}

/* Ways into the states --------------------------------------------------------- */

static void
give(enum port_event ev)
{
	port_step(&m, ev, alone_turn());
}

/* What the next event is about; and it was mapped before. */
static void
settle(void)
{
	static const struct input bound = { .port = BOUND };

	alone_turn()->input = &bound;
	m.next = NEXT;
	m.heard = HEARD;
	m.external = 4400;
}

static void
be_closed(void)
{
	alone_begin();
	port_init(&m, "tunnel", CHANNEL_TUNNEL, NEXT, false);
	settle();
}

/* Twice there was no socket to be had: the third time we wait five seconds. */
static void
be_elsewhere(void)
{
	be_closed();
	give(PORT_EV_WANTED);
	give(PORT_EV_REFUSED);
	give(PORT_EV_REFUSED);
	alone_run_for(1000);
	give(PORT_EV_REFUSED);
	alone_run_for(2000);
	settle();
}

static void
be_unbound(void)
{
	be_elsewhere();
	give(PORT_EV_REFUSED);
	alone_run_for(100);
	settle();
}

static void
be_first(void)
{
	be_elsewhere();
	give(PORT_EV_BOUND);
	settle();
}

static void
be_binding(void)
{
	be_first();
	give(PORT_EV_PATH_NEW);
	settle();
}

static void
be_moving(void)
{
	be_first();
	give(PORT_EV_OTHER);
	settle();
}

static void
be_second(void)
{
	be_moving();
	give(PORT_EV_BOUND);
	settle();
}

static void
be_moving_on(void)
{
	be_second();
	give(PORT_EV_OTHER);
	settle();
}

static void
be_third(void)
{
	be_moving_on();
	give(PORT_EV_BOUND);
	settle();
}

static void
be_moving_off(void)
{
	be_third();
	give(PORT_EV_OTHER);
	settle();
}

static void
be_last(void)
{
	be_moving_off();
	give(PORT_EV_BOUND);
	settle();
}

static void
be_mapped(void)
{
	be_first();
	give(PORT_EV_SAME);
	settle();
}

static void
be_bare(void)
{
	be_first();
	give(PORT_EV_NONE);
	settle();
}

static rows_be *const states[] = {
	be_closed, be_binding, be_elsewhere, be_unbound, be_first, be_moving,
	be_second, be_moving_on, be_third, be_moving_off, be_last, be_mapped,
	be_bare,
};

enum { STATES = sizeof(states) / sizeof(states[0]) };

#define EV(name) PORT_EV_##name
#define MAPPING be_first, be_second, be_third, be_last

static const struct row list[] = {
	{ BE(be_closed), ON(ROWS_HERE), "closed" },
	{ BE(be_closed), ON(EV(WANTED)), "binding, bind 4500" },

	/* a socket is asked for */
	{ BE(be_binding), ON(ROWS_HERE), "binding, again#2" },
	{ BE(be_elsewhere), ON(ROWS_HERE), "elsewhere, again#2" },
	{ BE(be_moving), ON(ROWS_HERE), "moving, again#2" },
	{ BE(be_moving_on), ON(ROWS_HERE), "moving_on, again#2" },
	{ BE(be_moving_off), ON(ROWS_HERE), "moving_off, again#2" },
	{ BE(be_binding, be_elsewhere), ON(EV(BOUND)),
	  "first, want 4600, unmapped, again#2" },
	{ BE(be_moving), ON(EV(BOUND)),
	  "second, want 4600, unmapped, again#2" },
	{ BE(be_moving_on), ON(EV(BOUND)),
	  "third, want 4600, unmapped, again#2" },
	{ BE(be_moving_off), ON(EV(BOUND)),
	  "last, want 4600, unmapped, again#2" },
	{ BE(be_binding, be_moving, be_moving_on), ON(EV(REFUSED)),
	  "elsewhere, bind 0, again#2" },
	{ BE(be_elsewhere, be_moving_off), ON(EV(REFUSED)),
	  "unbound, again#2 5000" },
	{ BE(be_unbound), ON(ROWS_HERE), "unbound, again#2 4900" },
	{ BE(be_unbound), ON(ROWS_NEXT), "elsewhere, bind 4500, again#3" },

	/* its mapping is asked for */
	{ BE(be_first), ON(ROWS_HERE), "first, again#2" },
	{ BE(be_second), ON(ROWS_HERE), "second, again#2" },
	{ BE(be_third), ON(ROWS_HERE), "third, again#2" },
	{ BE(be_last), ON(ROWS_HERE), "last, again#2" },
	{ BE(MAPPING), ON(EV(SAME)), "mapped, ready 4501" },
	{ BE(MAPPING), ON(EV(SAME_PINNED)), "mapped, ready 4501" },
	{ BE(MAPPING), ON(EV(NONE)), "bare, ready 4501" },
	{ BE(MAPPING), ON(EV(PATH_NEW)), "binding, bind 0, again#2" },
	{ BE(be_first), ON(EV(OTHER)), "moving, bind 4501, again#2" },
	{ BE(be_second), ON(EV(OTHER)), "moving_on, bind 4501, again#2" },
	{ BE(be_third), ON(EV(OTHER)), "moving_off, bind 0, again#2" },
	{ BE(be_last), ON(EV(OTHER)), "mapped, ready 4501" },

	/* mapped, or known not to be */
	{ BE(be_mapped), ON(ROWS_HERE), "mapped" },
	{ BE(be_bare), ON(ROWS_HERE), "bare" },
	{ BE(be_mapped), ON(EV(NONE)), "bare, ready 4501" },
	{ BE(be_mapped, be_bare), ON(EV(OTHER)), "moving, bind 4501" },
	{ BE(be_mapped, be_bare), ON(EV(PATH_NEW)), "binding, bind 0" },
	{ BE(be_bare), ON(EV(SAME)), "mapped, ready 4501" },
	{ BE(be_bare), ON(EV(SAME_PINNED)), "binding, bind 0" },

	/* the owner leaves */
	{ BE(be_binding, be_elsewhere, be_unbound, be_moving, be_moving_on,
	    be_moving_off), ON(EV(UNWANTED)), "closed, unwant 0, again#2" },
	{ BE(MAPPING), ON(EV(UNWANTED)), "closed, unwant 0, again#2" },
	{ BE(be_mapped, be_bare), ON(EV(UNWANTED)), "closed, unwant 0" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .more = more,
	.kept = 1u << PORT_TIMER_AGAIN,
	.list = list, .count = sizeof(list) / sizeof(list[0]),
	.states = states, .state_count = STATES,
};

START_TEST(each_event_does_in_each_state_what_the_rows_say)
{
	rows_check(&rows, (unsigned)_i);
} END_TEST

START_TEST(sockets_are_asked_for_after_1_2_5_and_15_seconds)
{
	static const uint64_t waits_ms[] = { 1000, 2000, 5000, 15000, 15000,
		15000 };
	unsigned i;

	be_closed();
	give(PORT_EV_WANTED);
	give(PORT_EV_REFUSED);
	for (i = 0; i < sizeof(waits_ms) / sizeof(waits_ms[0]); i++) {
		give(PORT_EV_REFUSED);
		ck_assert_uint_eq(alone_effects()->count, 0);
		ck_assert_uint_eq(alone_next_ms(), waits_ms[i]);
		alone_run_for(waits_ms[i]);
		ck_assert_uint_eq(alone_effects()->count, 1);
	}
} END_TEST

int
main(void)
{
	Suite *s = suite_create("port_rows");
	TCase *c = tcase_create("port_rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, each_event_does_in_each_state_what_the_rows_say,
			    0, STATES);
	tcase_add_test(c,
		       sockets_are_asked_for_after_1_2_5_and_15_seconds);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
