/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_gateway.c - the judge of NAT-PMP gateways: a conversation in which
 * all is well, and one deviation at a time (RFC 6886): form, versions,
 * mappings, deletions. */
#include "natpmp_gateway_talk.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(a_good_gateway_passes_all_that_can_be_seen)
{
	static const enum requirement_id seen[] = {
		REQ_PMP_B_01, REQ_PMP_B_02, REQ_PMP_B_03, REQ_PMP_B_04,
		REQ_PMP_B_05, REQ_PMP_B_07, REQ_PMP_B_09, REQ_PMP_B_10,
		REQ_PMP_G_02, REQ_PMP_G_03, REQ_PMP_G_04, REQ_PMP_G_05,
		REQ_PMP_G_06, REQ_PMP_G_07, REQ_PMP_G_08, REQ_PMP_G_09,
		REQ_PMP_G_10, REQ_PMP_G_11, REQ_PMP_G_12, REQ_PMP_G_16,
		REQ_PMP_G_17, REQ_PMP_G_18, REQ_PMP_G_19, REQ_PMP_G_21,
		REQ_PMP_G_22, REQ_PMP_G_23, REQ_PMP_G_24, REQ_PMP_G_25,
		REQ_PMP_G_27, REQ_PMP_G_28, REQ_PMP_G_29, REQ_PMP_G_30,
		REQ_PMP_G_31, REQ_PMP_G_34, REQ_PMP_G_36, REQ_PMP_G_37,
		REQ_PMP_G_38, REQ_PMP_G_39, REQ_PMP_G_40, REQ_PMP_G_41,
		REQ_PMP_G_42, REQ_PMP_G_43, REQ_PMP_G_44, REQ_PMP_G_46
	};
	unsigned i;

	talk_good();
	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(talk_result(seen[i]) == JUDGEMENT_PASS,
			      "%s: %d %s", requirements[seen[i]].id,
			      talk_result(seen[i]),
			      talk_judgement(seen[i])->why);
}
END_TEST

/* Form ------------------------------------------------------------------- */

START_TEST(an_answer_of_another_version_fails_the_first_octet)
{
	talk_good();
	talk_said("after.yes")->octets[VERSION] = 1;
	ONLY(REQ_PMP_B_01);
}
END_TEST

START_TEST(ports_with_their_octets_swapped_fail_their_order)
{
	talk_good();
	talk_put("after.yes", INTERNAL, 0x401f);
	ONLY(REQ_PMP_B_02);
}
END_TEST

START_TEST(a_swapped_lifetime_fails_the_order_and_not_the_length)
{
	talk_good();
	memcpy(talk_said("map.yes")->octets + 12, "\x20\x1c\0\0", 4);
	ONLY(REQ_PMP_B_02);
}
END_TEST

START_TEST(an_answer_without_the_top_bit_fails_the_opcodes)
{
	talk_good();
	talk_said("then.yes")->octets[OPCODE] = 0;
	ONLY(REQ_PMP_B_03, REQ_PMP_G_04);
}
END_TEST

START_TEST(an_answer_of_another_opcode_fails_the_match)
{
	talk_good();
	talk_said("after.yes")->octets[OPCODE] = NATPMP_RESPONSE + TCP;
	talk_keep_nothing();
	ONLY(REQ_PMP_G_12);
}
END_TEST

START_TEST(an_answer_of_six_octets_has_no_epoch)
{
	talk_good();
	talk_said("after.yes")->packet.length = 6;
	ONLY(REQ_PMP_B_04, REQ_PMP_B_09);
}
END_TEST

START_TEST(an_address_of_sixteen_octets_fails_its_length)
{
	talk_good();
	talk_said("then.yes")->packet.length = 16;
	ONLY(REQ_PMP_B_07, REQ_PMP_G_04);
}
END_TEST

START_TEST(a_mapping_of_twelve_octets_fails_its_length)
{
	talk_good();
	talk_said("after.yes")->packet.length = 12;
	ONLY(REQ_PMP_B_09);
}
END_TEST

START_TEST(an_answer_from_another_port_fails_the_ports)
{
	talk_good();
	talk_said("map.yes")->packet.from.port = 5352;
	ONLY(REQ_PMP_B_05);
}
END_TEST

START_TEST(an_undefined_result_fails_the_codes)
{
	talk_good();
	talk_put("full.no", RESULT, 77);
	ONLY(REQ_PMP_B_10);
}
END_TEST

/* What is not spoken ----------------------------------------------------- */

START_TEST(another_result_for_a_version_fails_both_rules)
{
	talk_good();
	talk_put("pcp.no", RESULT, 2);
	ONLY(REQ_PMP_G_02, REQ_PMP_G_03);
}
END_TEST

START_TEST(twelve_octets_for_a_version_fail_their_number)
{
	talk_good();
	talk_said("pcp.no")->packet.length = 12;
	ONLY(REQ_PMP_G_03);
}
END_TEST

START_TEST(opcode_0_for_a_version_is_what_the_rfc_prints)
{
	talk_good();
	talk_said("pcp.no")->octets[OPCODE] = 0;
	talk_only_fail(JUDGE_GATEWAY, REQUIREMENT_COUNT);
}
END_TEST

START_TEST(silence_on_a_version_fails_both_rules)
{
	talk_good();
	talk_unanswered("pcp", "pcp.no");
	ONLY(REQ_PMP_G_02, REQ_PMP_G_03);
}
END_TEST

START_TEST(a_version_that_is_ignored_once_fails_if_others_are_answered)
{
	talk_good();
	talk_drop("pcp.no");
	ONLY(REQ_PMP_G_02, REQ_PMP_G_03);
}
END_TEST

START_TEST(a_gateway_that_speaks_pcp_answers_it_so)
{
	uint8_t octets[60] = { 2, 129 };

	talk_good();
	talk_drop("pcp.no");
	talk_say("pcp.yes", 2005, talk_at(1, NATPMP_PORT), talk_at(2, 40000),
		 octets, sizeof(octets));
	talk_keep_nothing();
	talk_only_fail(JUDGE_GATEWAY, REQUIREMENT_COUNT);
	ck_assert_int_eq(talk_result(REQ_PMP_G_01), JUDGEMENT_PASS);
	octets[0] = 3;
	octets[1] = 0;
	talk_say("three", 2500, talk_at(2, 40000), talk_at(1, NATPMP_PORT),
		 octets, sizeof(octets));
	octets[0] = 2;
	octets[1] = 128;
	octets[3] = 4;
	talk_say("three.no", 2505, talk_at(1, NATPMP_PORT), talk_at(2, 40000),
		 octets, 24);
	ONLY(REQ_PMP_G_01, REQ_PMP_G_02);
}
END_TEST

START_TEST(an_opcode_that_is_answered_shortly_fails_the_echo)
{
	talk_good();
	talk_said("seven.no")->packet.length = 8;
	ONLY(REQ_PMP_G_38);
}
END_TEST

START_TEST(an_echo_that_is_not_the_request_fails)
{
	talk_good();
	talk_said("seven.no")->octets[9] = 0;
	ONLY(REQ_PMP_G_38);
}
END_TEST

START_TEST(silence_on_an_opcode_fails_the_echo)
{
	talk_good();
	talk_unanswered("seven", "seven.no");
	ONLY(REQ_PMP_G_38);
}
END_TEST

START_TEST(an_answer_to_a_response_fails_silence)
{
	talk_good();
	talk_answer("why", 3505, talk_mapped(UDP, 0, 0, 0, 1003));
	ONLY(REQ_PMP_G_37);
}
END_TEST

/* Mappings --------------------------------------------------------------- */

START_TEST(another_port_for_the_same_mapping_fails_the_sameness)
{
	talk_good();
	talk_put("same.yes", EXTERNAL, 4600);
	talk_keep_nothing();
	ONLY(REQ_PMP_G_21);
}
END_TEST

START_TEST(a_companion_for_another_client_fails_its_reservation)
{
	talk_good();
	talk_put("companion.yes", EXTERNAL, 4500);
	talk_keep_nothing();
	ONLY(REQ_PMP_G_16, REQ_PMP_G_17);
}
END_TEST

START_TEST(a_port_granted_twice_fails_availability)
{
	talk_good();
	talk_put("taken.yes", EXTERNAL, 4500);
	ONLY(REQ_PMP_G_19);
}
END_TEST

START_TEST(external_port_0_is_no_port)
{
	talk_good();
	talk_put("after.yes", EXTERNAL, 0);
	ONLY(REQ_PMP_G_19);
}
END_TEST

START_TEST(a_longer_lifetime_fails_the_limit)
{
	talk_good();
	talk_put("after.yes", LASTS, LIFE + 1);
	ONLY(REQ_PMP_G_24);
}
END_TEST

START_TEST(success_without_a_lifetime_fails_the_failure)
{
	talk_good();
	talk_put("after.yes", LASTS, 0);
	ONLY(REQ_PMP_G_39);
}
END_TEST

START_TEST(a_refusal_of_reserved_bits_fails_their_ignorance)
{
	talk_good();
	talk_put("reserved.yes", RESULT, 2);
	talk_put("reserved.yes", EXTERNAL, 0);
	talk_put("reserved.yes", LASTS, 0);
	ONLY(REQ_PMP_G_11);
}
END_TEST

START_TEST(a_mapping_that_outlives_its_lifetime_fails_expiry)
{
	talk_good();
	talk_put("expired.yes", EXTERNAL, 7000);
	ONLY(REQ_PMP_G_25);
}
END_TEST

START_TEST(a_grant_to_the_outside_fails)
{
	talk_good();
	talk_message("outside.yes", 31005,
		     (struct endpoint){ 4, { 11, 1, 0, 2 }, NATPMP_PORT },
		     talk_at(2, 40000), talk_mapped(UDP, 4600, 4600, LIFE,
						    1031));
	ONLY(REQ_PMP_G_22);
}
END_TEST

START_TEST(silence_on_a_request_for_a_mapping_fails_the_answer)
{
	talk_good();
	talk_unanswered("after", "after.yes");
	ONLY(REQ_PMP_G_39);
}
END_TEST

START_TEST(who_falls_silent_fails_for_what_silenced_it_alone)
{
	talk_good();
	talk_ask("bad.1", 60000, natpmp_map_request(UDP, 500, 500, LIFE));
	talk_ask("bad.2", 60250, natpmp_map_request(UDP, 500, 500, LIFE));
	talk_ask("bad.3", 60750, natpmp_map_request(UDP, 500, 500, LIFE));
	talk_ask("alive.1", 70000, natpmp_address_request());
	talk_ask("alive.2", 70250, natpmp_address_request());
	talk_ask("alive.3", 70750, natpmp_address_request());
	talk_ask("gone.1", 80000, natpmp_delete_request(UDP, 8000));
	talk_ask("gone.2", 80250, natpmp_delete_request(UDP, 8000));
	talk_ask("gone.3", 80750, natpmp_delete_request(UDP, 8000));
	ONLY(REQ_PMP_G_39);
	ck_assert_uint_eq(talk_judgement(REQ_PMP_G_39)->evidence[0].number,
			  talk_said("bad.1")->packet.number);
}
END_TEST

START_TEST(a_gateway_whose_port_closes_fails_for_what_closed_it)
{
	talk_good();
	talk_ask("bad", 60000, natpmp_map_request(UDP, 500, 500, LIFE));
	talk_closed("closed", 60001);
	ONLY(REQ_PMP_G_39);
}
END_TEST

START_TEST(a_router_without_natpmp_that_says_so_passes)
{
	talk_begin();
	talk_ask("address", 0, natpmp_address_request());
	talk_closed("closed", 1);
	talk_keep(JUDGE_GATEWAY, 10000);
	ck_assert_int_eq(talk_result(REQ_PMP_G_48), JUDGEMENT_PASS);
	ck_assert_int_eq(talk_result(REQ_PMP_G_04), JUDGEMENT_INCONCLUSIVE);
	talk_end();
}
END_TEST

START_TEST(an_address_of_which_nothing_is_ever_heard_is_no_gateway)
{
	talk_begin();
	talk_ask("address.1", 0, natpmp_address_request());
	talk_ask("address.2", 250, natpmp_address_request());
	talk_ask("address.3", 750, natpmp_address_request());
	talk_keep(JUDGE_GATEWAY, 10000);
	ck_assert_int_eq(talk_result(REQ_PMP_G_04), JUDGEMENT_INCONCLUSIVE);
	ck_assert_ptr_nonnull(strstr(talk_judgement(REQ_PMP_G_04)->why,
				     "no NAT-PMP gateway"));
	talk_end();
}
END_TEST

START_TEST(a_request_that_was_lost_once_is_no_silence)
{
	talk_begin();
	talk_ask("address.1", 0, natpmp_address_request());
	talk_ask("address.2", 250, natpmp_address_request());
	talk_answer("yes", 255, talk_address(1000));
	talk_keep(JUDGE_GATEWAY, 10000);
	talk_end();
}
END_TEST

/* Deletions -------------------------------------------------------------- */

START_TEST(a_deletion_answered_with_its_port_fails)
{
	talk_good();
	talk_put("gone.yes", EXTERNAL, 4500);
	talk_put("gone.again.yes", EXTERNAL, 4500);
	ONLY(REQ_PMP_G_28, REQ_PMP_G_29);
}
END_TEST

START_TEST(a_second_deletion_answered_otherwise_fails_the_repetition)
{
	talk_good();
	talk_put("gone.again.yes", EXTERNAL, 4500);
	ONLY(REQ_PMP_G_29, REQ_PMP_G_30);
}
END_TEST

START_TEST(a_refused_deletion_of_nothing_fails)
{
	talk_good();
	talk_put("never.yes", RESULT, 4);
	ONLY(REQ_PMP_G_27, REQ_PMP_G_29);
}
END_TEST

START_TEST(a_failed_deletion_with_a_lifetime_fails)
{
	talk_good();
	talk_put("kept.no", LASTS, 100);
	ONLY(REQ_PMP_G_31);
}
END_TEST

START_TEST(silence_on_a_deletion_fails_it)
{
	talk_good();
	talk_unanswered("gone", "gone.yes");
	talk_drop("gone.again");
	talk_drop("gone.again.yes");
	talk_keep_nothing();
	ONLY(REQ_PMP_G_28);
}
END_TEST

START_TEST(a_deletion_of_all_with_a_port_fails)
{
	talk_good();
	talk_put("all.yes", EXTERNAL, 1);
	ONLY(REQ_PMP_G_34);
}
END_TEST

START_TEST(a_mapping_that_outlives_the_deletion_of_all_fails)
{
	talk_good();
	talk_put("after.yes", EXTERNAL, 8000);
	ONLY(REQ_PMP_G_34);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("judge_gateway");
	TCase *c = tcase_create("gateways");
	SRunner *sr;
	int failed;

	/* With sanitizers, on a machine that is busy. */
	tcase_set_timeout(c, 60);
	tcase_add_test(c, a_good_gateway_passes_all_that_can_be_seen);
	tcase_add_test(c, an_answer_of_another_version_fails_the_first_octet);
	tcase_add_test(c, ports_with_their_octets_swapped_fail_their_order);
	tcase_add_test(c, a_swapped_lifetime_fails_the_order_and_not_the_length);
	tcase_add_test(c, an_answer_without_the_top_bit_fails_the_opcodes);
	tcase_add_test(c, an_answer_of_another_opcode_fails_the_match);
	tcase_add_test(c, an_answer_of_six_octets_has_no_epoch);
	tcase_add_test(c, an_address_of_sixteen_octets_fails_its_length);
	tcase_add_test(c, a_mapping_of_twelve_octets_fails_its_length);
	tcase_add_test(c, an_answer_from_another_port_fails_the_ports);
	tcase_add_test(c, an_undefined_result_fails_the_codes);
	tcase_add_test(c, another_result_for_a_version_fails_both_rules);
	tcase_add_test(c, twelve_octets_for_a_version_fail_their_number);
	tcase_add_test(c, opcode_0_for_a_version_is_what_the_rfc_prints);
	tcase_add_test(c, silence_on_a_version_fails_both_rules);
	tcase_add_test(c, a_version_that_is_ignored_once_fails_if_others_are_answered);
	tcase_add_test(c, a_gateway_that_speaks_pcp_answers_it_so);
	tcase_add_test(c, an_opcode_that_is_answered_shortly_fails_the_echo);
	tcase_add_test(c, an_echo_that_is_not_the_request_fails);
	tcase_add_test(c, silence_on_an_opcode_fails_the_echo);
	tcase_add_test(c, an_answer_to_a_response_fails_silence);
	tcase_add_test(c, another_port_for_the_same_mapping_fails_the_sameness);
	tcase_add_test(c, a_companion_for_another_client_fails_its_reservation);
	tcase_add_test(c, a_port_granted_twice_fails_availability);
	tcase_add_test(c, external_port_0_is_no_port);
	tcase_add_test(c, a_longer_lifetime_fails_the_limit);
	tcase_add_test(c, success_without_a_lifetime_fails_the_failure);
	tcase_add_test(c, a_refusal_of_reserved_bits_fails_their_ignorance);
	tcase_add_test(c, a_mapping_that_outlives_its_lifetime_fails_expiry);
	tcase_add_test(c, a_grant_to_the_outside_fails);
	tcase_add_test(c, silence_on_a_request_for_a_mapping_fails_the_answer);
	tcase_add_test(c, who_falls_silent_fails_for_what_silenced_it_alone);
	tcase_add_test(c, a_gateway_whose_port_closes_fails_for_what_closed_it);
	tcase_add_test(c, a_router_without_natpmp_that_says_so_passes);
	tcase_add_test(c, an_address_of_which_nothing_is_ever_heard_is_no_gateway);
	tcase_add_test(c, a_request_that_was_lost_once_is_no_silence);
	tcase_add_test(c, a_deletion_answered_with_its_port_fails);
	tcase_add_test(c, a_second_deletion_answered_otherwise_fails_the_repetition);
	tcase_add_test(c, a_refused_deletion_of_nothing_fails);
	tcase_add_test(c, a_failed_deletion_with_a_lifetime_fails);
	tcase_add_test(c, silence_on_a_deletion_fails_it);
	tcase_add_test(c, a_deletion_of_all_with_a_port_fails);
	tcase_add_test(c, a_mapping_that_outlives_the_deletion_of_all_fails);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
