/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_server_rows.c - one long-lived query, seen from the server, by
 * itself: what each event makes of each state (RFC 8764 5 to 7; P16). */
#include "autotunnel/llq_server.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	ASKED = LLQ_SERVER_EV_ASKED, PROVED = LLQ_SERVER_EV_PROVED,
	REFRESHED = LLQ_SERVER_EV_REFRESHED, ENDED = LLQ_SERVER_EV_ENDED,
	CHANGED = LLQ_SERVER_EV_CHANGED, DROPPED = LLQ_SERVER_EV_DROPPED,
	REPLACED = LLQ_SERVER_EV_REPLACED, LATER_MS = 1000
};

/* What the Setup Request gets, and what a refresh does. */
enum { LEASE_S = 3600, REFRESHED_S = 7200 };

static struct llq_server m;
static struct llq_events client;
static struct llq_question *question;

static void
setup(void)
{
	question = calloc(1, sizeof(*question) + 1);
	ck_assert_ptr_nonnull(question);
	question->name_length = 1;
}

static void
teardown(void)
{
	free(question);
}

static void
be_free(void)
{
	alone_begin();
	memset(&m, 0, sizeof(m));
	llq_server_begin(&m);
	m.client = &client;
	m.question = question;
	m.id = 7;
}

/* The container says how much of what is asked may be granted. */
static void
now(int event)
{
	if (event == ASKED)
		m.grant_s = LEASE_S;
	else if (event == REFRESHED)
		m.grant_s = REFRESHED_S;
	llq_server_step(&m, (enum llq_server_event)event, alone_turn());
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static void
be_challenged(void)
{
	be_free();
	now(ASKED);
}

static void
be_held(void)
{
	be_challenged();
	now(PROVED);
}

/* The reports with their values: leases in seconds. */
static const char *const reports[] = {
	[LLQ_SERVER_REPORT_OFFER] = "offer ",
	[LLQ_SERVER_REPORT_ACCEPTED] = "accepted ",
	[LLQ_SERVER_REPORT_REFRESHED] = "refreshed ",
	[LLQ_SERVER_REPORT_ENDED] = "ended",
	[LLQ_SERVER_REPORT_CHANGED] = "changed",
	[LLQ_SERVER_REPORT_GONE] = "gone",
};

static const struct rows rows;

static void
look(void)
{
	rows_add_timers(&rows);
	rows_add_reports(&rows);
	ck_assert_uint_eq(alone_effects()->count, 0);
}

/* Events, one second after what came before -------------------------------- */

static const struct row list[] = {
	/* 5.2.2: the challenge says what lease there will be */
	{ BE(be_free), ON(ASKED),
	  "challenged, expiry 3600000, offer 3600" },
	{ BE(be_free), ON(PROVED, REFRESHED, ENDED, CHANGED, DROPPED, REPLACED),
	  "free" },
	/* 5.2.4: a request that comes again is answered as before, and its
	 * lease counts from the first challenge */
	{ BE(be_challenged), ON(ASKED),
	  "challenged, expiry 3599000, offer 3600" },
	{ BE(be_challenged, be_held), ON(PROVED),
	  "held, expiry 3599000, accepted 3599" },
	{ BE(be_challenged), ON(REFRESHED, ENDED, CHANGED, DROPPED, REPLACED),
	  "challenged, expiry 3599000" },
	{ BE(be_held), ON(ASKED), "held, expiry 3599000" },
	/* 7: a refresh begins a new lease, one of 0 ends it */
	{ BE(be_held), ON(REFRESHED),
	  "held, expiry 7200000, refreshed 7200" },
	{ BE(be_held), ON(ENDED), "free, ended, gone" },
	{ BE(be_held), ON(CHANGED), "held, expiry 3599000, changed" },
	{ BE(be_held), ON(DROPPED, REPLACED), "free, gone" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_the_rfc_says)
{
	rows_check_rest(&rows);
} END_TEST

/* 5.2.4, 7: the lease ends it, whether the handshake was completed or not. */
static const struct rows_life lives[] = {
	{ be_challenged, "challenged, expiry 3600000, offer 3600", {
		{ 3600000, "free, gone" } } },
	{ be_held, "held, expiry 3600000, accepted 3600", {
		{ 3600000, "free, gone" } } },
};

START_TEST(the_lease_ends_it)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

int
main(void)
{
	Suite *s = suite_create("llq_server_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, each_event_makes_of_each_state_what_the_rfc_says);
	tcase_add_test(c, the_lease_ends_it);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
