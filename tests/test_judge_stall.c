/* SPDX-License-Identifier: Apache-2.0 */
/* A machine that stands still is late with everything: what the judge makes of
 * that, and how `conform` notices it. And a client that may have seen a loss of
 * state may wait as after one. */
#include "natpmp_talk.h"

#include <check.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lab/conform/heartbeat.h"

#define UDP NATPMP_OPCODE_MAP_UDP
#define ONLY(...) \
	talk_only_fail(JUDGE_CLIENT, __VA_ARGS__, REQUIREMENT_COUNT)

enum { LIFE = 4, HALF = 2000, END = 60000, FIRST_WAIT = 250 };

static void
ask(const char *label, uint64_t ms)
{
	talk_ask(label, ms, natpmp_map_request(UDP, 4500, 4500, 7200));
}

static void
grant(const char *label, uint64_t ms, uint32_t epoch_s)
{
	talk_answer(label, ms, talk_mapped(UDP, 4500, 4500, LIFE, epoch_s));
}

static void
delete(uint64_t ms, uint32_t epoch_s)
{
	talk_ask("gone", ms, natpmp_delete_request(UDP, 4500));
	talk_answer("gone.yes", ms + 5, talk_mapped(UDP, 4500, 0, 0, epoch_s));
}

/* Late --------------------------------------------------------------------- */

/* Granted for 4 s, and renewed 900 ms behind the half of that. */
static void
renews_late(void)
{
	talk_begin();
	ask("map", 0);
	grant("map.yes", 5, 1000);
	ask("renew", HALF + 905);
	grant("renew.yes", HALF + 910, 1002);
	delete(HALF + 1000, 1002);
	talk_until(END);
}

START_TEST(who_is_late_fails)
{
	renews_late();
	ONLY(REQ_PMP_C_30);
}
END_TEST

START_TEST(who_is_late_by_the_time_that_all_stood_still_is_not)
{
	renews_late();
	talk_stood_still(HALF - 100, HALF + 800);
	talk_keep(JUDGE_CLIENT, END);
	talk_end();
}
END_TEST

START_TEST(several_short_stalls_add_up)
{
	renews_late();
	talk_stood_still(100, 250);
	talk_stood_still(HALF - 100, HALF + 100);
	talk_stood_still(HALF + 550, HALF + 750);
	talk_keep(JUDGE_CLIENT, END);
	talk_end();
}
END_TEST

START_TEST(a_stall_of_another_time_excuses_nothing)
{
	renews_late();
	talk_stood_still(HALF + 3000, HALF + 9000);
	ONLY(REQ_PMP_C_30);
}
END_TEST

START_TEST(a_stall_that_is_too_short_excuses_nothing)
{
	renews_late();
	talk_stood_still(HALF, HALF + 200);
	ONLY(REQ_PMP_C_30);
}
END_TEST

/* Early -------------------------------------------------------------------- */

/* The first send came late, and the second when it was due. */
static void
repeats_early(void)
{
	talk_begin();
	ask("map.1", 1000);
	ask("map.2", 1000 + FIRST_WAIT - 150);
	grant("map.yes", 1000 + FIRST_WAIT, 1000);
	delete(1500, 1000);
	talk_until(END);
}

START_TEST(who_is_early_fails)
{
	repeats_early();
	ONLY(REQ_PMP_C_09, REQ_PMP_C_10, REQ_PMP_C_28);
}
END_TEST

START_TEST(who_is_early_as_the_message_before_stood_still_is_not)
{
	repeats_early();
	talk_stood_still(840, 1000);
	talk_keep(JUDGE_CLIENT, END);
	talk_end();
}
END_TEST

/* The doubt of an epoch ------------------------------------------------------ */

/* The renewal is answered 2300 ms after the grant by an epoch that is 2 s
 * behind: 7/8 of these and 2 s are what RFC 6886, 3.6 lets pass, and rounding
 * decides. Who sees a loss may wait for up to 5 s (3.7). */
static void
doubts(void)
{
	talk_begin();
	ask("map", 0);
	grant("map.yes", 5, 1000);
	ask("renew", HALF + 300);
	grant("renew.yes", HALF + 305, 1000);
}

START_TEST(who_may_have_seen_a_loss_may_wait)
{
	doubts();
	ask("again", HALF + 305 + 3900);
	grant("again.yes", HALF + 305 + 3905, 1004);
	delete(HALF + 305 + 3910, 1004);
	talk_keep(JUDGE_CLIENT, END);
	talk_end();
}
END_TEST

START_TEST(but_not_for_ever)
{
	doubts();
	talk_ask("alive", HALF + 20000, natpmp_address_request());
	talk_answer("alive.yes", HALF + 20005, talk_address(1020));
	talk_until(END);
	ONLY(REQ_PMP_C_30);
}
END_TEST

/* The heartbeat -------------------------------------------------------------- */

enum { STOPPED_MS = 300 };

/* Its heartbeat until a line comes; 0 if it stood still for as long as it
 * was stopped. */
static int
stopped_child(int in, int out)
{
	const struct judge_stall *list;
	struct heartbeat *h;
	uint64_t longest_ns = 0;
	size_t i, count;
	char c = 'r';

	if (heartbeat_open(&h) < 0 || write(out, &c, 1) != 1 ||
	    read(in, &c, 1) != 1)
		return 2;
	/* A thread that has not run since may note it in a moment. */
	for (i = 0; i < 1000 && heartbeat_lost_ms(h) < STOPPED_MS; i++)
		poll(NULL, 0, 10);
	count = heartbeat_stalls(h, &list);
	for (i = 0; i < count; i++) {
		if (list[i].until_ns - list[i].from_ns > longest_ns)
			longest_ns = list[i].until_ns - list[i].from_ns;
		if (i && list[i].from_ns <= list[i - 1].until_ns)
			return 3;
	}
	heartbeat_close(h);
	return longest_ns >= STOPPED_MS * UINT64_C(1000000) ? 0 : 1;
}

START_TEST(who_stood_still_knows_it)
{
	int to[2], from[2], status;
	pid_t child;
	char c;

	ck_assert_int_eq(pipe(to), 0);
	ck_assert_int_eq(pipe(from), 0);
	child = fork();
	if (child == 0)
		_exit(stopped_child(to[0], from[1]));
	ck_assert_int_eq(read(from[0], &c, 1), 1);
	ck_assert_int_eq(kill(child, SIGSTOP), 0);
	ck_assert_int_eq(waitpid(child, &status, WUNTRACED), child);
	ck_assert(WIFSTOPPED(status));
	poll(NULL, 0, STOPPED_MS);
	ck_assert_int_eq(kill(child, SIGCONT), 0);
	ck_assert_int_eq(write(to[1], "c", 1), 1);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
}
END_TEST

START_TEST(what_overlaps_counts_once)
{
	const struct judge_stall *list;
	struct heartbeat *h;
	uint64_t before;

	ck_assert_int_eq(heartbeat_open(&h), 0);
	before = heartbeat_lost_ms(h);
	heartbeat_note(h, 0);
	heartbeat_note(h, 5000);
	heartbeat_note(h, 20000);
	heartbeat_note(h, 10000);
	ck_assert_uint_ge(heartbeat_lost_ms(h), 20000);
	ck_assert_uint_lt(heartbeat_lost_ms(h), 35000 + before);
	ck_assert_uint_ge(heartbeat_stalls(h, &list), 1);
	heartbeat_close(h);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("judge_stall");
	TCase *c = tcase_create("stalls");

	tcase_add_test(c, who_is_late_fails);
	tcase_add_test(c, who_is_late_by_the_time_that_all_stood_still_is_not);
	tcase_add_test(c, several_short_stalls_add_up);
	tcase_add_test(c, a_stall_of_another_time_excuses_nothing);
	tcase_add_test(c, a_stall_that_is_too_short_excuses_nothing);
	tcase_add_test(c, who_is_early_fails);
	tcase_add_test(c, who_is_early_as_the_message_before_stood_still_is_not);
	tcase_add_test(c, who_may_have_seen_a_loss_may_wait);
	tcase_add_test(c, but_not_for_ever);
	tcase_add_test(c, who_stood_still_knows_it);
	tcase_add_test(c, what_overlaps_counts_once);
	suite_add_tcase(s, c);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
