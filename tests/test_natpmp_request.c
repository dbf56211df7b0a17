/* SPDX-License-Identifier: Apache-2.0 */
/* test_natpmp_request.c - one request to the gateway by itself: how often it is
 * sent, and how it ends (RFC 6886, 3.1, 3.3, 3.4). */
#include "autotunnel/natpmp_request.h"
#include "autotunnel/address.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct natpmp_request m;

static const char *const reports[] = {
	[NATPMP_REQUEST_REPORT_ANSWER] = "answer",
	[NATPMP_REQUEST_REPORT_SILENCE] = "silence",
	[NATPMP_REQUEST_REPORT_UNANSWERED] = "unanswered",
};

/* What was sent is what was asked, from whom it was asked for. */
static void
more(void)
{
	const struct effects *all = alone_effects();
	const struct effect *e;
	unsigned i;

	for (i = 0; i < all->count; i++) {
		e = &all->list[i];
		ck_assert_int_eq(e->channel, CHANNEL_GATEWAY);
		ck_assert(endpoint_equal(&e->to, &m.to));
		ck_assert(endpoint_equal(&e->source, &m.from));
		ck_assert_uint_eq(e->length, m.length);
		ck_assert_mem_eq(all->octets + e->offset, m.octets, m.length);
	}
	if (m.length == 0)
		rows_add(", forgotten");
}

/* Ways into the states --------------------------------------------------------- */

static void
be_idle(void)
{
	const struct natpmp_message map = { .form = NATPMP_FORM_REQUEST,
		.opcode = NATPMP_OPCODE_MAP_UDP, .internal_port = 4500,
		.external_port = 4500, .lifetime_s = 3600 };
	const struct endpoint to = { 4, { 10, 0, 0, 1 }, 5351 };
	const struct endpoint from = { 4, { 10, 0, 0, 2 }, 0 };

	alone_begin();
	natpmp_request_init(&m);
	natpmp_request_prepare(&m, &map, &to, &from);
}

static void
be_waiting(void)
{
	be_idle();
	natpmp_request_step(&m, NATPMP_REQUEST_EV_ASKED, alone_turn());
	alone_run_for(100);
}

static void
be_parting(void)
{
	be_idle();
	natpmp_request_step(&m, NATPMP_REQUEST_EV_ASKED_BRIEFLY, alone_turn());
	alone_run_for(100);
}

/* It was sent three times, and is to be sent again in 0.9 s. */
static void
be_waiting_long(void)
{
	be_waiting();
	alone_run_for(750);
}

static rows_be *const states[] = { be_idle, be_waiting, be_parting };

enum { STATES = sizeof(states) / sizeof(states[0]) };

#define EV(name) NATPMP_REQUEST_EV_##name

static const struct row list[] = {
	{ BE(be_idle), ON(ROWS_HERE), "idle" },
	{ BE(be_idle), ON(EV(ASKED)), "waiting, send, retry 250" },
	{ BE(be_idle), ON(EV(ASKED_BRIEFLY)), "parting, send, brief 250" },

	{ BE(be_waiting), ON(ROWS_HERE), "waiting, retry 150" },
	{ BE(be_waiting_long), ON(ROWS_HERE), "waiting, retry#2 900" },
	{ BE(be_waiting), ON(ROWS_NEXT), "waiting, send, retry#1 500" },
	{ BE(be_waiting_long), ON(ROWS_NEXT), "waiting, send, retry#3 2000" },
	/* who announces itself may have been away till now: all begins anew */
	{ BE(be_waiting, be_waiting_long), ON(EV(PROMPTED)),
	  "waiting, send, retry 250" },
	{ BE(be_waiting), ON(EV(UNREACHABLE)), "idle, silence, forgotten" },
	{ BE(be_waiting, be_parting), ON(EV(ANSWERED)),
	  "idle, answer, forgotten" },
	{ BE(be_waiting, be_parting), ON(EV(REFUSED)),
	  "idle, answer, forgotten" },
	{ BE(be_waiting, be_parting), ON(EV(WITHDRAWN)), "idle, forgotten" },

	{ BE(be_parting), ON(ROWS_HERE), "parting, brief 150" },
	{ BE(be_parting), ON(ROWS_NEXT), "parting, send, brief#1 500" },
	{ BE(be_parting), ON(EV(UNREACHABLE)), "idle, unanswered, forgotten" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .more = more,
	.list = list, .count = sizeof(list) / sizeof(list[0]),
	.states = states, .state_count = STATES,
};

START_TEST(each_event_does_in_each_state_what_the_rows_say)
{
	rows_check(&rows, (unsigned)_i);
} END_TEST

START_TEST(and_how_long_it_was_asked_counts)
{
	rows_check_rest(&rows);
} END_TEST

/* How often -------------------------------------------------------------------- */

/* It is sent again after each of WAITS_MS but the last, and then over. */
static void
sent_and_given_up(const uint64_t *waits_ms, unsigned waits, int what)
{
	unsigned i;

	ck_assert_uint_eq(alone_effects()->count, 1);
	for (i = 0; i < waits; i++) {
		ck_assert_uint_eq(m.sends, i + 1);
		ck_assert_uint_eq(alone_next_ms(), waits_ms[i]);
		alone_run_for(waits_ms[i] - 1);
		told_nothing();
		ck_assert_uint_eq(alone_effects()->count, 0);
		alone_run_for(1);
		ck_assert_uint_eq(alone_effects()->count, i + 1 < waits);
		if (i + 1 < waits)
			told_nothing();
	}
	told(what);
	ck_assert_uint_eq(m.length, 0);
	ck_assert_uint_eq(m.machine.base.state, NATPMP_REQUEST_IDLE);
	ck_assert_uint_eq(alone_next_ms(), TIME_NEVER);
}

/* covers: PMP-C-10 PMP-C-11 */
START_TEST(after_nine_attempts_in_128_seconds_there_is_no_nat_pmp)
{
	static const uint64_t waits_ms[] = { 250, 500, 1000, 2000, 4000, 8000,
		16000, 32000, 64000 };

	be_idle();
	natpmp_request_step(&m, NATPMP_REQUEST_EV_ASKED, alone_turn());
	sent_and_given_up(waits_ms, 9, NATPMP_REQUEST_REPORT_SILENCE);
} END_TEST

/* covers: PMP-C-16 */
START_TEST(a_deletion_stops_after_two_retries)
{
	static const uint64_t waits_ms[] = { 250, 500, 1000 };

	be_idle();
	natpmp_request_step(&m, NATPMP_REQUEST_EV_ASKED_BRIEFLY, alone_turn());
	sent_and_given_up(waits_ms, 3, NATPMP_REQUEST_REPORT_UNANSWERED);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("natpmp_request");
	TCase *c = tcase_create("natpmp_request");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(c, each_event_does_in_each_state_what_the_rows_say,
			    0, STATES);
	tcase_add_test(c, and_how_long_it_was_asked_counts);
	tcase_add_test(c,
		       after_nine_attempts_in_128_seconds_there_is_no_nat_pmp);
	tcase_add_test(c, a_deletion_stops_after_two_retries);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
