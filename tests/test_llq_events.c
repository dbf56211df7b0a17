/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_events.c - what one client is told of changes, by itself (RFC 8764
 * 6; P4). */
#include "autotunnel/llq_server.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	OWED = LLQ_EVENTS_EV_OWED, ACKNOWLEDGED = LLQ_EVENTS_EV_ACKNOWLEDGED,
	EMPTIED = LLQ_EVENTS_EV_EMPTIED, LATER_MS = 100, KEY = 3
};

static struct llq_events m;
static uint8_t message[] = "one event message";

static void
be_settled(void)
{
	alone_begin();
	memset(&m, 0, sizeof(m));
	llq_events_begin(&m);
	m.endpoint = (struct endpoint){ 4, { 203, 0, 113, 4 }, 4000 };
	m.key = KEY;
	m.message = message;
	m.message_length = sizeof(message);
}

static void
now(int event)
{
	llq_events_step(&m, (enum llq_events_event)event, alone_turn());
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static void
be_telling(void)
{
	be_settled();
	now(OWED);
}

static const char *const reports[] = {
	[LLQ_EVENTS_REPORT_TOLD] = "told",
	[LLQ_EVENTS_REPORT_UNREACHABLE] = "unreachable",
};

static const struct rows rows;

static void
look(void)
{
	const struct effects *all = alone_effects();
	const struct effect *e;

	rows_add_timers(&rows);
	rows_add_reports(&rows);
	for (e = all->list; e < all->list + all->count; e++) {
		ck_assert_int_eq(e->kind, EFFECT_SEND);
		ck_assert_int_eq(e->channel, CHANNEL_SERVICE);
		ck_assert(endpoint_equal(&e->to, &m.endpoint));
		ck_assert_uint_eq(e->key, KEY);
		ck_assert_uint_eq(e->length, sizeof(message));
		ck_assert_mem_eq(all->octets + e->offset, message,
				 sizeof(message));
		rows_add(", event");
	}
}

static const struct row list[] = {
	{ BE(be_settled), ON(OWED), "telling, resend 2000, event" },
	{ BE(be_settled), ON(ACKNOWLEDGED, EMPTIED), "settled" },
	/* P4: one message is under way at a time */
	{ BE(be_telling), ON(OWED), "telling, resend 1900" },
	{ BE(be_telling), ON(ACKNOWLEDGED), "settled, told" },
	/* nobody is left who could be told, or be found unreachable */
	{ BE(be_telling), ON(EMPTIED), "settled" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_it_should)
{
	rows_check_rest(&rows);
} END_TEST

/* RFC 8764 6.3: three times, 2 and 4 s apart, and 8 s for the last answer. */
static const struct rows_life lives[] = {
	{ be_telling, "telling, resend 2000, event", {
		{ 2000, "telling, resend#1 4000, event" },
		{ 4000, "telling, resend#2 8000, event" },
		{ 8000, "settled, unreachable" } } },
};

START_TEST(an_event_is_sent_three_times)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

/* The next message has all of its own waits. */
START_TEST(the_next_message_begins_with_the_first_wait)
{
	be_telling();
	alone_run_for(2000);
	now(ACKNOWLEDGED);
	now(OWED);
	rows_is(&rows, "telling, resend 2000, event");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("llq_events");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_it_should);
	tcase_add_test(c, an_event_is_sent_three_times);
	tcase_add_test(c, the_next_message_begins_with_the_first_wait);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
