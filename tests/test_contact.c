/* SPDX-License-Identifier: Apache-2.0 */
/* test_contact.c - whether the rendezvous is there: what the machine asks its
 * container to do, by itself on simulated time (P6, P8). */
#include "autotunnel/contact.h"
#include "alone.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	PROBE = CONTACT_REPORT_PROBE, GLANCE = CONTACT_REPORT_GLANCE,
	SILENT = CONTACT_REPORT_SILENT, HEARD = CONTACT_REPORT_HEARD,
	STALE = CONTACT_REPORT_STALE,
	BEAT_MS = 25000, WATCH_MS = 60000, GRACE_MS = 2000
};

static struct contact c;

static void
begin(void)
{
	alone_begin();
	memset(&c, 0, sizeof(c));
	contact_begin(&c);
}

static void
give(enum contact_event ev)
{
	contact_step(&c, ev, alone_turn());
}

/* The machine comes to where it does the next thing after MS, and that is WHAT,
 * once. */
static void
does_after(uint64_t ms, int what)
{
	ck_assert_uint_eq(alone_next_ms(), ms);
	alone_run_for(ms - 1);
	told_nothing();
	alone_run_for(1);
	told(what);
}

/* Ways into the states ------------------------------------------------------------ */

static void
be_off(void)
{
	begin();
}

static void
be_watched(void)
{
	begin();
	give(CONTACT_EV_MAPPED);
}

static void
be_kept(void)
{
	begin();
	give(CONTACT_EV_UNMAPPED);
}

static void
be_doubting(void)
{
	be_kept();
	give(CONTACT_EV_MOVED);
}

static void
be_wondering(void)
{
	be_watched();
	give(CONTACT_EV_MOVED);
}

static void
be_seeking(void)
{
	be_watched();
	give(CONTACT_EV_SILENT);
}

static void
be_seeking_kept(void)
{
	be_kept();
	give(CONTACT_EV_SILENT);
}

static void (*const everywhere[])(void) = {
	be_off, be_watched, be_kept, be_doubting, be_wondering, be_seeking,
	be_seeking_kept,
};

enum { EVERYWHERE = sizeof(everywhere) / sizeof(everywhere[0]) };

/* Paths --------------------------------------------------------------------------- */

/* Events find us through a mapping: nothing is sent, but the zone is looked at
 * once a minute. */
START_TEST(a_new_mapped_path_is_watched_wherever_we_were)
{
	unsigned i;

	everywhere[_i]();
	alone_run_for(900);
	give(CONTACT_EV_MAPPED);
	told_nothing();
	ck_assert(!contact_is_off(&c) && !contact_is_silent(&c));
	for (i = 0; i < 3; i++)
		does_after(WATCH_MS, GLANCE);
	/* and it is the watched one of both */
	give(CONTACT_EV_MOVED);
	give(CONTACT_EV_CAUGHT_UP);
	told_nothing();
	does_after(WATCH_MS, GLANCE);
} END_TEST

/* Without one the NAT's binding is kept by packets, the first of them now. */
START_TEST(a_new_path_without_mapping_is_kept_wherever_we_were)
{
	unsigned i;

	everywhere[_i]();
	alone_run_for(900);
	give(CONTACT_EV_UNMAPPED);
	told(PROBE);
	ck_assert(!contact_is_off(&c) && !contact_is_silent(&c));
	for (i = 0; i < 3; i++)
		does_after(BEAT_MS, PROBE);
	give(CONTACT_EV_MOVED);
	give(CONTACT_EV_CAUGHT_UP);
	told_nothing();
	does_after(BEAT_MS, PROBE);
} END_TEST

START_TEST(without_a_server_there_is_nothing_to_do_wherever_we_were)
{
	everywhere[_i]();
	give(CONTACT_EV_GONE);
	told_nothing();
	ck_assert(contact_is_off(&c));
	ck_assert_uint_eq(alone_next_ms(), TIME_NEVER);
	/* what comes late from it is nothing */
	give(CONTACT_EV_SILENT);
	give(CONTACT_EV_SETTLED);
	give(CONTACT_EV_MOVED);
	give(CONTACT_EV_CAUGHT_UP);
	give(CONTACT_EV_HEARD);
	told_nothing();
	ck_assert(contact_is_off(&c));
	ck_assert_uint_eq(alone_next_ms(), TIME_NEVER);
} END_TEST

/* Events that do not come ---------------------------------------------------------- */

START_TEST(a_change_that_no_event_tells_in_two_seconds_is_stale)
{
	be_wondering();
	told_nothing();
	does_after(GRACE_MS, STALE);
	does_after(WATCH_MS, GLANCE);
	be_doubting();
	told_nothing();
	does_after(GRACE_MS, STALE);
	does_after(BEAT_MS, PROBE);
} END_TEST

START_TEST(a_change_that_an_event_tells_in_time_is_none)
{
	be_wondering();
	alone_run_for(GRACE_MS - 1);
	give(CONTACT_EV_CAUGHT_UP);
	told_nothing();
	does_after(WATCH_MS, GLANCE);
	be_doubting();
	alone_run_for(GRACE_MS - 1);
	give(CONTACT_EV_CAUGHT_UP);
	told_nothing();
	does_after(BEAT_MS, PROBE);
} END_TEST

/* One more change meanwhile gives it no more time. */
START_TEST(what_else_is_told_meanwhile_does_not_count)
{
	void (*const ways[])(void) = { be_wondering, be_doubting };

	ways[_i]();
	alone_run_for(GRACE_MS / 2);
	give(CONTACT_EV_MOVED);
	give(CONTACT_EV_SETTLED);
	give(CONTACT_EV_HEARD);
	told_nothing();
	does_after(GRACE_MS / 2, STALE);
} END_TEST

START_TEST(what_is_known_moves_no_beat_and_no_watch)
{
	be_watched();
	alone_run_for(1000);
	give(CONTACT_EV_SETTLED);
	give(CONTACT_EV_CAUGHT_UP);
	give(CONTACT_EV_HEARD);
	told_nothing();
	does_after(WATCH_MS - 1000, GLANCE);
	be_kept();
	alone_run_for(1000);
	give(CONTACT_EV_SETTLED);
	give(CONTACT_EV_CAUGHT_UP);
	give(CONTACT_EV_HEARD);
	told_nothing();
	does_after(BEAT_MS - 1000, PROBE);
} END_TEST

/* Silence --------------------------------------------------------------------------- */

/* Asked at once, then less and less often; a minute apart for good. */
START_TEST(a_silent_server_is_asked_for_a_sign_of_life)
{
	static const uint64_t waits_ms[] = { 5000, 10000, 20000, 40000, 60000,
		60000, 60000 };
	void (*const ways[])(void) = { be_watched, be_kept, be_doubting,
		be_wondering };
	unsigned i;

	ways[_i]();
	give(CONTACT_EV_SILENT);
	told(SILENT, PROBE);
	ck_assert(contact_is_silent(&c));
	for (i = 0; i < sizeof(waits_ms) / sizeof(waits_ms[0]); i++) {
		does_after(waits_ms[i], PROBE);
		ck_assert(contact_is_silent(&c));
		/* who else says so too says nothing new */
		give(CONTACT_EV_SILENT);
		give(CONTACT_EV_CAUGHT_UP);
		told_nothing();
	}
	/* and nothing of that has changed what its path is */
	give(CONTACT_EV_HEARD);
	told(HEARD);
	if (_i == 1 || _i == 2)
		does_after(BEAT_MS, PROBE);
	else
		does_after(WATCH_MS, GLANCE);
} END_TEST

/* Whatever it says; and the path is what it was before. */
START_TEST(any_word_of_a_silent_server_means_that_it_lives)
{
	static const enum contact_event words[] = { CONTACT_EV_SETTLED,
		CONTACT_EV_MOVED, CONTACT_EV_HEARD };

	be_seeking();
	give(words[_i]);
	told(HEARD);
	ck_assert(!contact_is_silent(&c));
	does_after(WATCH_MS, GLANCE);
	be_wondering();
	give(CONTACT_EV_SILENT);
	give(words[_i]);
	told(HEARD);
	does_after(WATCH_MS, GLANCE);
	be_seeking_kept();
	give(words[_i]);
	told(HEARD);
	ck_assert(!contact_is_silent(&c));
	does_after(BEAT_MS, PROBE);
	be_doubting();
	give(CONTACT_EV_SILENT);
	give(words[_i]);
	told(HEARD);
	does_after(BEAT_MS, PROBE);
} END_TEST

/* Serials ----------------------------------------------------------------------------- */

START_TEST(only_another_serial_than_the_newest_told_is_a_move)
{
	begin();
	ck_assert_int_eq(contact_classify(&c, 7), CONTACT_EV_SETTLED);
	contact_learn(&c, 7, false);
	ck_assert_int_eq(contact_classify(&c, 7), CONTACT_EV_SETTLED);
	ck_assert_int_eq(contact_classify(&c, 8), CONTACT_EV_MOVED);
	ck_assert_int_eq(contact_classify(&c, 6), CONTACT_EV_MOVED);
	/* an event that came late takes nothing back, an answer may */
	contact_learn(&c, 6, false);
	ck_assert_int_eq(contact_classify(&c, 7), CONTACT_EV_SETTLED);
	contact_learn(&c, 6, true);
	ck_assert_int_eq(contact_classify(&c, 6), CONTACT_EV_SETTLED);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("contact");
	TCase *t = tcase_create("contact");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_loop_test(t, a_new_mapped_path_is_watched_wherever_we_were, 0,
			    EVERYWHERE);
	tcase_add_loop_test(t, a_new_path_without_mapping_is_kept_wherever_we_were,
			    0, EVERYWHERE);
	tcase_add_loop_test(t,
			    without_a_server_there_is_nothing_to_do_wherever_we_were,
			    0, EVERYWHERE);
	tcase_add_test(t, a_change_that_no_event_tells_in_two_seconds_is_stale);
	tcase_add_test(t, a_change_that_an_event_tells_in_time_is_none);
	tcase_add_loop_test(t, what_else_is_told_meanwhile_does_not_count, 0, 2);
	tcase_add_test(t, what_is_known_moves_no_beat_and_no_watch);
	tcase_add_loop_test(t, a_silent_server_is_asked_for_a_sign_of_life, 0, 4);
	tcase_add_loop_test(t, any_word_of_a_silent_server_means_that_it_lives,
			    0, 3);
	tcase_add_test(t, only_another_serial_than_the_newest_told_is_a_move);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
