/* SPDX-License-Identifier: Apache-2.0 */
/* test_lease_server_rows.c - one registered record by itself: what each event
 * makes of each state (RFC 9664; P15, P16). */
#include "autotunnel/lease_server.h"
#include "rows.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	ASKED = LEASE_SERVER_EV_ASKED, CONFIRMED = LEASE_SERVER_EV_CONFIRMED,
	REFUSED = LEASE_SERVER_EV_REFUSED, LOST = LEASE_SERVER_EV_LOST,
	REMOVED = LEASE_SERVER_EV_REMOVED, ADOPTED = LEASE_SERVER_EV_ADOPTED,
	TAKEN = LEASE_SERVER_EV_TAKEN, DELETED = LEASE_SERVER_EV_DELETED,
	UNDELETED = LEASE_SERVER_EV_UNDELETED,
	LATER_MS = 100
};

/* The lease of the first update, and of those after it. */
enum { LEASE_S = 3600, RENEWED_S = 7200 };

static struct lease_server m;

static void
be_free(void)
{
	static uint8_t name[] = "\5mymac\4home";

	alone_begin();
	memset(&m, 0, sizeof(m));
	lease_server_begin(&m);
	m.octets = name;
	m.name_length = sizeof(name);
	m.type = DNS_TYPE_AAAA;
	m.granted_s = LEASE_S;
}

/* What the container does with an update: it notes what it will grant. */
static void
now(int event)
{
	if (event == ASKED && m.machine.base.state != LEASE_SERVER_FREE)
		m.granted_s = RENEWED_S;
	lease_server_step(&m, (enum lease_server_event)event, alone_turn());
}

static void
later(int event)
{
	alone_run_for(LATER_MS);
	now(event);
}

static const char *const reports[] = {
	[LEASE_SERVER_REPORT_GONE] = "gone",
	[LEASE_SERVER_REPORT_EXPIRED] = "expired",
	[LEASE_SERVER_REPORT_OVERDUE] = "overdue",
	[LEASE_SERVER_REPORT_SHOWN] = "shown",
};

static const struct rows rows;

static void
look(void)
{

	rows_add_timers(&rows);
	rows_add_reports(&rows);
	rows_add("%s", lease_server_shown(&m) ? "" : ", hidden");
	ck_assert_uint_eq(alone_effects()->count, 0);
}

/* Ways into the states ----------------------------------------------------- */

static void
be_promised(void)
{
	be_free();
	now(ASKED);
}

static void
be_held(void)
{
	be_promised();
	now(CONFIRMED);
}

static void
be_renewing(void)
{
	be_held();
	now(ASKED);
}

static void
be_lapsing(void)
{
	be_renewing();
	alone_run_for(LEASE_S * 1000);
}

static void
be_expired(void)
{
	be_held();
	alone_run_for(LEASE_S * 1000);
}

static void
be_deleting(void)
{
	be_expired();
	now(TAKEN);
}

/* Its deletion failed once: the second wait is next. */
static void
be_deleting_again(void)
{
	be_expired();
	alone_run_for(10000);
	now(TAKEN);
}

static void
be_lapsing_again(void)
{
	be_expired();
	alone_run_for(10000);
	now(ASKED);
}

/* Events, 100 ms after what came before ------------------------------------ */

static const struct row list[] = {
	{ BE(be_free), ON(ASKED), "promised" },
	{ BE(be_free), ON(CONFIRMED, REFUSED, LOST, REMOVED, TAKEN, DELETED,
			  UNDELETED), "free" },
	/* P15: what a start without state finds has a whole lease before it */
	{ BE(be_free), ON(ADOPTED), "held, expiry 3600000" },
	/* UL-S-12: from when the primary has it. A lost answer may have been
	 * a yes, so it counts as one. */
	{ BE(be_promised), ON(CONFIRMED, LOST), "held, expiry 3600000" },
	{ BE(be_promised, be_held, be_renewing), ON(REMOVED),
	  "free, gone" },
	{ BE(be_promised), ON(REFUSED), "free, gone" },
	{ BE(be_promised), ON(ASKED, ADOPTED, TAKEN, DELETED, UNDELETED),
	  "promised" },
	/* UL-S-07: the old lease goes on until the new one is there */
	{ BE(be_held), ON(ASKED), "renewing, expiry 3599900" },
	{ BE(be_held), ON(CONFIRMED, REFUSED, LOST, ADOPTED, TAKEN, UNDELETED),
	  "held, expiry 3599900" },
	{ BE(be_renewing), ON(CONFIRMED, LOST), "held, expiry 7200000" },
	{ BE(be_renewing), ON(REFUSED), "held, expiry 3599900" },
	{ BE(be_renewing), ON(ASKED, ADOPTED, TAKEN, DELETED),
	  "renewing, expiry 3599900" },
	/* UL-S-06: run out, and registered again before it was deleted */
	{ BE(be_lapsing, be_lapsing_again), ON(CONFIRMED, LOST),
	  "held, expiry 7200000, shown" },
	/* ... or not: from the first wait on */
	{ BE(be_lapsing, be_lapsing_again), ON(REFUSED),
	  "expired, again 10000, overdue, hidden" },
	{ BE(be_lapsing), ON(ASKED, ADOPTED, TAKEN, DELETED),
	  "lapsing, hidden" },
	{ BE(be_lapsing, be_expired, be_deleting), ON(REMOVED),
	  "free, gone" },
	{ BE(be_expired), ON(ASKED), "lapsing, hidden" },
	{ BE(be_expired), ON(TAKEN), "deleting, hidden" },
	{ BE(be_expired), ON(CONFIRMED, REFUSED, LOST, ADOPTED, UNDELETED),
	  "expired, again 9900, hidden" },
	/* UL-S-11: deleted at the primary too */
	{ BE(be_deleting), ON(DELETED), "free, gone" },
	/* P16: tried again, and less and less often */
	{ BE(be_deleting), ON(UNDELETED), "expired, again 10000, hidden" },
	{ BE(be_deleting_again), ON(UNDELETED),
	  "expired, again#1 30000, hidden" },
	{ BE(be_deleting), ON(ASKED, CONFIRMED, REFUSED, LOST, ADOPTED, TAKEN),
	  "deleting, hidden" },
};

static const struct rows rows = {
	.machine = &m.machine.base, .reports = reports, .look = look,
	.give = later, .list = list, .count = sizeof(list) / sizeof(list[0]),
};

START_TEST(each_event_makes_of_each_state_what_it_should)
{
	rows_check_rest(&rows);
} END_TEST

static const struct rows_life lives[] = {
	/* UL-S-10: hidden to the millisecond; P16: the container is told that
	 * it must be deleted after 10, 30, 60 and then every 300 s */
	{ be_held, "held, expiry 3600000", {
		{ 3600000, "expired, again 10000, expired, hidden" },
		{ 10000, "expired, again#1 30000, overdue, hidden" },
		{ 30000, "expired, again#2 60000, overdue, hidden" },
		{ 60000, "expired, again#3 300000, overdue, hidden" },
		{ 300000, "expired, again#3 300000, overdue, hidden" },
		{ 300000, "expired, again#3 300000, overdue, hidden" } } },
	{ be_renewing, "renewing, expiry 3600000", {
		{ 3600000, "lapsing, expired, hidden" } } },
};

START_TEST(time_makes_of_each_state_what_it_should)
{
	rows_check_lives(&rows, lives, sizeof(lives) / sizeof(lives[0]));
} END_TEST

/* A later lease of the same record begins with the first wait again. */
START_TEST(the_next_expiry_is_the_first)
{
	be_lapsing_again();
	now(CONFIRMED);
	alone_run_for(RENEWED_S * 1000);
	rows_is(&rows, "expired, again 10000, expired, hidden");
} END_TEST

int
main(void)
{
	Suite *s = suite_create("lease_server_rows");
	TCase *c = tcase_create("rows");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, each_event_makes_of_each_state_what_it_should);
	tcase_add_test(c, time_makes_of_each_state_what_it_should);
	tcase_add_test(c, the_next_expiry_is_the_first);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
