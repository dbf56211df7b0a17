/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_epoch.c - the judge of NAT-PMP gateways: failures, the epoch and
 * announcements, one deviation at a time (RFC 6886, 3.2.1, 3.5, 3.6). */
#include "natpmp_gateway_talk.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Failures --------------------------------------------------------------- */

START_TEST(an_address_with_a_failure_fails_its_field)
{
	talk_good();
	memcpy(talk_said("line.down.no")->octets + 8, "\x0b\1\0\2", 4);
	ONLY(REQ_PMP_G_05);
}
END_TEST

START_TEST(another_address_with_a_failure_fails_its_truth_as_well)
{
	talk_good();
	memcpy(talk_said("line.down.no")->octets + 8, "\x0b\1\0\3", 4);
	ONLY(REQ_PMP_G_05, REQ_PMP_G_41);
}
END_TEST

START_TEST(a_failure_in_eight_octets_is_no_valid_answer)
{
	talk_good();
	talk_said("full.no")->packet.length = 8;
	talk_keep_nothing();
	ONLY(REQ_PMP_B_09, REQ_PMP_G_39);
}
END_TEST

START_TEST(a_failure_of_another_port_fails_to_name_the_request)
{
	talk_good();
	talk_put("full.no", INTERNAL, 6001);
	talk_keep_nothing();
	ONLY(REQ_PMP_G_42);
}
END_TEST

START_TEST(a_failure_with_a_port_and_lifetime_fails)
{
	talk_good();
	talk_put("full.no", EXTERNAL, 6000);
	talk_put("full.no", LASTS, LIFE);
	ONLY(REQ_PMP_G_43);
}
END_TEST

START_TEST(a_failure_of_another_time_fails_the_epoch)
{
	talk_good();
	talk_put("full.no", EPOCH, 2000);
	talk_put("line.down.no", EPOCH, 2000);
	ONLY(REQ_PMP_G_06, REQ_PMP_G_40);
}
END_TEST

/* The epoch and announcements -------------------------------------------- */

START_TEST(an_epoch_that_stands_fails_it)
{
	unsigned i;
	char label[24];

	talk_good();
	for (i = 0; i < 4; i++) {
		snprintf(label, sizeof(label), "stand.%u", i);
		talk_query(label, 70000 + 10000 * i);
		snprintf(label, sizeof(label), "stand.%u.yes", i);
		talk_put(label, EPOCH, 1070);
	}
	ONLY(REQ_PMP_G_06);
}
END_TEST

START_TEST(an_epoch_that_runs_twice_as_fast_fails_it)
{
	talk_good();
	talk_query("fast", 70000);
	talk_put("fast.yes", EPOCH, 1090);
	ONLY(REQ_PMP_G_06);
}
END_TEST

START_TEST(an_epoch_that_jumps_back_to_nowhere_fails_it)
{
	talk_good();
	talk_query("back", 70000);
	talk_put("back.yes", EPOCH, 500);
	talk_query("back.2", 72000);
	talk_put("back.2.yes", EPOCH, 502);
	ONLY(REQ_PMP_G_06);
}
END_TEST

START_TEST(a_reset_that_nobody_is_told_of_fails_the_announcements)
{
	char label[24];
	unsigned i;

	talk_good();
	for (i = 1; i <= 10; i++) {
		snprintf(label, sizeof(label), "here.%u", i);
		talk_drop(label);
	}
	talk_keep_nothing();
	ONLY(REQ_PMP_G_07, REQ_PMP_G_46);
}
END_TEST

START_TEST(another_address_that_is_not_told_fails_the_announcement)
{
	talk_good();
	talk_query("moved", 70000);
	memcpy(talk_said("moved.yes")->octets + 8, "\x0b\1\0\7", 4);
	ONLY(REQ_PMP_G_07);
}
END_TEST

START_TEST(six_announcements_fail_their_number)
{
	static const char *const missing[] = { "here.7", "here.8", "here.9",
					       "here.10" };
	unsigned i;

	talk_good();
	for (i = 0; i < 4; i++)
		talk_drop(missing[i]);
	ONLY(REQ_PMP_G_08);
}
END_TEST

START_TEST(announcements_each_250_ms_fail_the_doubling)
{
	char label[24];
	unsigned i;

	talk_good();
	for (i = 3; i <= 10; i++) {
		snprintf(label, sizeof(label), "here.%u", i);
		talk_said(label)->ms = REBOOT + 250 * (i - 1);
		talk_put(label, EPOCH, 250 * (i - 1) / 1000);
	}
	talk_keep_nothing();
	ONLY(REQ_PMP_G_09);
}
END_TEST

START_TEST(announcements_of_one_time_fail_to_advance)
{
	char label[24];
	unsigned i;

	talk_good();
	for (i = 5; i <= 10; i++) {
		snprintf(label, sizeof(label), "here.%u", i);
		talk_put(label, EPOCH, 1);
	}
	talk_drop("then");
	talk_drop("then.yes");
	ONLY(REQ_PMP_G_06, REQ_PMP_G_10);
}
END_TEST

START_TEST(announcements_to_the_old_port_alone_fail)
{
	char label[24];
	unsigned i;

	talk_good();
	for (i = 1; i <= 10; i++) {
		snprintf(label, sizeof(label), "here.%u", i);
		talk_said(label)->packet.to.port = NATPMP_PORT;
	}
	talk_keep_nothing();
	ONLY(REQ_PMP_B_05, REQ_PMP_G_07, REQ_PMP_G_46);
}
END_TEST

START_TEST(announcements_to_another_group_fail)
{
	talk_good();
	talk_announce("group", 60000, 1, 1060)->packet.to.address[3] = 251;
	ONLY(REQ_PMP_B_05, REQ_PMP_G_07);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("judge_epoch");
	TCase *c = tcase_create("epoch and announcements");
	SRunner *sr;
	int failed;

	/* With sanitizers, on a machine that is busy. */
	tcase_set_timeout(c, 60);
	tcase_add_test(c, an_address_with_a_failure_fails_its_field);
	tcase_add_test(c, another_address_with_a_failure_fails_its_truth_as_well);
	tcase_add_test(c, a_failure_in_eight_octets_is_no_valid_answer);
	tcase_add_test(c, a_failure_of_another_port_fails_to_name_the_request);
	tcase_add_test(c, a_failure_with_a_port_and_lifetime_fails);
	tcase_add_test(c, a_failure_of_another_time_fails_the_epoch);
	tcase_add_test(c, an_epoch_that_stands_fails_it);
	tcase_add_test(c, an_epoch_that_runs_twice_as_fast_fails_it);
	tcase_add_test(c, an_epoch_that_jumps_back_to_nowhere_fails_it);
	tcase_add_test(c, a_reset_that_nobody_is_told_of_fails_the_announcements);
	tcase_add_test(c, another_address_that_is_not_told_fails_the_announcement);
	tcase_add_test(c, six_announcements_fail_their_number);
	tcase_add_test(c, announcements_each_250_ms_fail_the_doubling);
	tcase_add_test(c, announcements_of_one_time_fail_to_advance);
	tcase_add_test(c, announcements_to_the_old_port_alone_fail);
	tcase_add_test(c, announcements_to_another_group_fail);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
