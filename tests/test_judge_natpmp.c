/* SPDX-License-Identifier: Apache-2.0 */
/* test_judge_natpmp.c - the judge of NAT-PMP clients: a conversation in which
 * all is well, and one deviation at a time (RFC 6886). */
#include "natpmp_talk.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UDP NATPMP_OPCODE_MAP_UDP
#define TCP NATPMP_OPCODE_MAP_TCP
enum { LIFE = 7200, RENEWED = 3600000, LOST = 4000000, FORGED = 4100000,
       ODD = 4200000, STRANGE = 4300000, MUTE = 4400000, BACK = 4600000,
       END = 4700000 };

/* A mapping's request and answer, then what is said under LABEL.2: deleted. */
static void
map(const char *label, uint64_t ms, enum natpmp_opcode opcode, uint16_t port,
    uint16_t suggested, uint16_t external, uint32_t epoch_s)
{
	char answer[24];

	snprintf(answer, sizeof(answer), "%s.yes", label);
	talk_ask(label, ms, natpmp_map_request(opcode, port, suggested, LIFE));
	talk_answer(answer, ms + 5, talk_mapped(opcode, port, external, LIFE,
						epoch_s));
}

static void
delete(const char *label, uint64_t ms, uint16_t port, uint32_t epoch_s)
{
	char answer[24];

	snprintf(answer, sizeof(answer), "%s.yes", label);
	talk_ask(label, ms, natpmp_delete_request(UDP, port));
	talk_answer(answer, ms + 5, talk_mapped(UDP, port, 0, 0, epoch_s));
}

/* Learns the address, maps two ports (one answer is lost), renews both at half
 * their life. */
static void
begins(void)
{
	talk_ask("address", 0, natpmp_address_request());
	talk_answer("address.yes", 5, talk_address(1000));
	talk_ask("map.1", 10, natpmp_map_request(UDP, 4500, 4500, LIFE));
	talk_ask("map.2", 260, natpmp_map_request(UDP, 4500, 4500, LIFE));
	talk_ask("map.3", 760, natpmp_map_request(UDP, 4500, 4500, LIFE));
	talk_answer("map.yes", 765, talk_mapped(UDP, 4500, 4500, LIFE, 1000));
	map("web", 766, TCP, 80, 80, 8080, 1000);
	map("renew", RENEWED + 765, UDP, 4500, 4500, 4500, 4600);
	map("renew.web", RENEWED + 775, TCP, 80, 8080, 8080, 4600);
}

/* The gateway lost its state and says so; another that lies is not heard. */
static void
recovers(void)
{
	talk_announce("lost", LOST, 1, 0);
	map("again", LOST + 2500, UDP, 4500, 4500, 4500, 2);
	map("again.web", LOST + 2506, TCP, 80, 8080, 8080, 2);
	talk_announce("lie", FORGED, 9, 0);
}

/* A result that nobody knows; an answer of a stranger. */
static void
is_told_nonsense(void)
{
	struct natpmp_message ask = natpmp_map_request(UDP, 5000, 5000, LIFE);

	talk_ask("odd", ODD, ask);
	talk_answer("odd.no", ODD + 5, talk_failed(ask, 77, 200));
	map("odd.again", ODD + 2005, UDP, 5000, 5000, 5000, 202);
	delete("odd.gone", ODD + 3000, 5000, 203);
	ask = natpmp_map_request(UDP, 6000, 6000, LIFE);
	talk_ask("strange", STRANGE, ask);
	talk_message("strange.lie", STRANGE + 5, talk_at(9, NATPMP_PORT),
		     talk_at(2, 40000), talk_mapped(UDP, 6000, 6000, LIFE,
						    300));
	map("strange.2", STRANGE + 250, UDP, 6000, 6000, 6000, 300);
	delete("strange.gone", STRANGE + 1000, 6000, 301);
	talk_ask("query", STRANGE + 2000, natpmp_address_request());
	talk_message("query.lie", STRANGE + 2005, talk_at(9, NATPMP_PORT),
		     talk_at(2, 40000), talk_address(302));
	talk_ask("query.2", STRANGE + 2250, natpmp_address_request());
	talk_answer("query.yes", STRANGE + 2255, talk_address(302));
}

/* Nine sends to a gateway that is silent, and one more once it is heard. */
static void
waits(void)
{
	char label[24];
	uint64_t ms = MUTE, gap = 250;
	unsigned i;

	for (i = 1; i <= 9; i++) {
		snprintf(label, sizeof(label), "mute.%u", i);
		talk_ask(label, ms, natpmp_map_request(UDP, 7000, 7000, LIFE));
		ms += gap;
		gap *= 2;
	}
	talk_announce("back", BACK, 1, 600);
	map("mute.back", BACK + 1000, UDP, 7000, 7000, 7000, 601);
	talk_ask("gone.1", BACK + 2000, natpmp_delete_request(UDP, 7000));
	talk_ask("gone.2", BACK + 2250, natpmp_delete_request(UDP, 7000));
	talk_ask("all", BACK + 2750, natpmp_delete_request(UDP, 0));
	talk_answer("all.yes", BACK + 2755, talk_mapped(UDP, 0, 0, 0, 602));
	talk_ask("web.gone", BACK + 2760, natpmp_delete_request(TCP, 80));
	talk_closed("closed", BACK + 2761);
}

static void
good(void)
{
	talk_begin();
	begins();
	recovers();
	is_told_nonsense();
	waits();
	talk_keep(JUDGE_CLIENT, END);
}

#define ONLY(...) \
	talk_only_fail(JUDGE_CLIENT, __VA_ARGS__, REQUIREMENT_COUNT)

START_TEST(a_good_client_passes_all_that_can_be_seen)
{
	static const enum requirement_id seen[] = {
		REQ_PMP_B_01, REQ_PMP_B_02, REQ_PMP_B_03, REQ_PMP_B_05,
		REQ_PMP_B_06, REQ_PMP_B_08, REQ_PMP_C_04, REQ_PMP_C_05,
		REQ_PMP_C_06, REQ_PMP_C_07, REQ_PMP_C_08, REQ_PMP_C_09,
		REQ_PMP_C_10, REQ_PMP_C_11, REQ_PMP_C_13, REQ_PMP_C_15,
		REQ_PMP_C_16, REQ_PMP_C_17, REQ_PMP_C_20, REQ_PMP_C_21,
		REQ_PMP_C_22, REQ_PMP_C_25, REQ_PMP_C_26, REQ_PMP_C_27,
		REQ_PMP_C_28, REQ_PMP_C_29, REQ_PMP_C_30, REQ_PMP_C_31,
		REQ_PMP_C_32, REQ_PMP_C_33, REQ_PMP_C_34, REQ_PMP_C_36,
		REQ_PMP_C_37, REQ_PMP_C_38, REQ_PMP_C_39, REQ_PMP_C_40,
		REQ_PMP_C_41, REQ_PMP_C_42, REQ_PMP_C_43, REQ_PMP_C_44,
		REQ_PMP_C_45
	};
	unsigned i;

	good();
	for (i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		ck_assert_msg(talk_result(seen[i]) == JUDGEMENT_PASS,
			      "%s: %d %s", requirements[seen[i]].id,
			      talk_result(seen[i]),
			      talk_judgement(seen[i])->why);
}
END_TEST

START_TEST(a_request_of_another_version_fails_the_first_octet)
{
	good();
	talk_ask("odd.version", 2000, natpmp_address_request())->octets[0] = 1;
	ONLY(REQ_PMP_B_01);
}
END_TEST

START_TEST(pcp_is_not_judged)
{
	uint8_t octets[24] = { 2, 1 };

	good();
	talk_say("pcp", 2000, talk_at(2, 40000), talk_at(1, NATPMP_PORT),
		 octets, sizeof(octets));
	talk_only_fail(JUDGE_CLIENT, REQUIREMENT_COUNT);
}
END_TEST

START_TEST(a_response_to_a_gateway_fails_the_opcodes)
{
	good();
	talk_ask("response", 2000, natpmp_address_request())->octets[1] = 128;
	ONLY(REQ_PMP_B_03);
}
END_TEST

START_TEST(a_request_to_the_clients_port_fails_the_ports)
{
	good();
	talk_said("query")->packet.to.port = NATPMP_ANNOUNCE_PORT;
	ONLY(REQ_PMP_B_05);
}
END_TEST

START_TEST(a_request_to_everybody_fails_the_gateway_alone)
{
	good();
	talk_ask("all.of.you", 2000, natpmp_address_request())->packet.to =
		(struct endpoint){ 4, { 255, 255, 255, 255 }, NATPMP_PORT };
	talk_answer("one", 2001, talk_address(1002));
	talk_said("one")->packet.from = talk_said("all.of.you")->packet.to;
	ONLY(REQ_PMP_C_05);
}
END_TEST

START_TEST(a_long_address_request_fails_its_length)
{
	good();
	talk_ask("long", 2000, natpmp_address_request())->packet.length = 4;
	ONLY(REQ_PMP_B_06);
}
END_TEST

START_TEST(a_short_mapping_request_fails_its_length)
{
	good();
	talk_ask("short", 2000, natpmp_map_request(UDP, 9000, 0, LIFE))
		->packet.length = 8;
	ONLY(REQ_PMP_B_08);
}
END_TEST

START_TEST(a_lifetime_with_its_octets_swapped_fails_their_order)
{
	good();
	talk_ask("swapped", 2000, natpmp_map_request(UDP, 9000, 0, 0x201c0000));
	talk_answer("swapped.no", 2005, talk_failed(natpmp_map_request(
			UDP, 9000, 0, 0), 2, 1002));
	ONLY(REQ_PMP_B_02, REQ_PMP_C_27);
}
END_TEST

START_TEST(a_public_host_that_asks_fails_private)
{
	struct talk *t;

	good();
	t = talk_ask("public", 2000, natpmp_address_request());
	t->packet.from = (struct endpoint){ 4, { 11, 0, 0, 5 }, 40000 };
	t = talk_answer("public.yes", 2005, talk_address(1002));
	t->packet.to = (struct endpoint){ 4, { 11, 0, 0, 5 }, 40000 };
	ONLY(REQ_PMP_C_04);
}
END_TEST

START_TEST(a_second_request_before_the_answer_fails_one_at_a_time)
{
	good();
	talk_said("web")->ms = 763;
	ONLY(REQ_PMP_C_06, REQ_PMP_C_07, REQ_PMP_C_08);
}
END_TEST

START_TEST(concurrent_renewals_after_a_loss_fail_that_as_well)
{
	good();
	talk_said("again.web")->ms = LOST + 2501;
	ONLY(REQ_PMP_C_06, REQ_PMP_C_07, REQ_PMP_C_08, REQ_PMP_C_44,
	     REQ_PMP_C_45);
}
END_TEST

START_TEST(a_first_wait_that_is_too_short_fails_the_schedule)
{
	good();
	talk_said("map.2")->ms = 110;
	talk_said("map.3")->ms = 610;
	ONLY(REQ_PMP_C_09, REQ_PMP_C_10, REQ_PMP_C_28);
}
END_TEST

START_TEST(a_third_wait_that_does_not_double_fails_the_doubling)
{
	good();
	talk_said("mute.4")->ms -= 500;
	ONLY(REQ_PMP_C_10, REQ_PMP_C_28);
}
END_TEST

START_TEST(a_request_given_up_after_three_sends_fails_the_schedule)
{
	static const char *const rest[] = { "mute.4", "mute.5", "mute.6",
					    "mute.7", "mute.8", "mute.9" };
	unsigned i;

	good();
	for (i = 0; i < 6; i++)
		talk_drop(rest[i]);
	talk_keep_nothing();	/* it never came to conclude anything */
	ONLY(REQ_PMP_C_10, REQ_PMP_C_28);
}
END_TEST

START_TEST(a_request_never_repeated_fails_the_first_wait)
{
	good();
	talk_ask("once", 2000, natpmp_map_request(UDP, 9000, 9000, LIFE));
	ONLY(REQ_PMP_C_09, REQ_PMP_C_10, REQ_PMP_C_28);
}
END_TEST

START_TEST(a_tenth_send_too_soon_fails_the_conclusion)
{
	good();
	talk_ask("mute.10", talk_said("mute.9")->ms + 32000,
		 natpmp_map_request(UDP, 7000, 7000, LIFE));
	talk_closed("mute.closed", talk_said("mute.9")->ms + 32001);
	talk_keep_nothing();
	ONLY(REQ_PMP_C_10, REQ_PMP_C_11, REQ_PMP_C_28);
}
END_TEST

START_TEST(a_tenth_send_at_the_pace_of_the_doubling_fails_the_conclusion)
{
	good();
	talk_ask("mute.10", talk_said("mute.9")->ms + 68000,
		 natpmp_map_request(UDP, 7000, 7000, LIFE));
	talk_drop("back");
	talk_keep_nothing();
	ONLY(REQ_PMP_C_11);
}
END_TEST

START_TEST(a_client_that_is_not_seen_again_failed_nothing)
{
	talk_begin();
	talk_ask("once", 0, natpmp_map_request(UDP, 9000, 9000, LIFE));
	talk_keep(JUDGE_CLIENT, 1000000);
	ck_assert_ptr_nonnull(strstr(talk_judgement(REQ_PMP_C_10)->why,
				     "not seen again"));
	talk_end();
}
END_TEST

START_TEST(who_believes_a_stranger_fails_the_source_of_mappings)
{
	good();
	talk_drop("strange.2");
	talk_drop("strange.2.yes");
	ONLY(REQ_PMP_C_29);
}
END_TEST

START_TEST(who_believes_a_stranger_fails_the_source_of_addresses)
{
	good();
	talk_drop("query.2");
	talk_drop("query.yes");
	ONLY(REQ_PMP_C_20);
}
END_TEST

START_TEST(who_believes_a_strangers_announcement_fails_its_source)
{
	good();
	map("fooled", FORGED + 1500, UDP, 4500, 4500, 4500, 101);
	map("fooled.web", FORGED + 1506, TCP, 80, 8080, 8080, 101);
	ONLY(REQ_PMP_C_21);
}
END_TEST

START_TEST(a_reserved_field_that_is_set_fails_it_alone)
{
	good();
	talk_said("web")->octets[3] = 1;
	ONLY(REQ_PMP_C_25);
}
END_TEST

START_TEST(a_mapping_of_port_0_fails_the_internal_port)
{
	good();
	talk_ask("zero", 2000, natpmp_map_request(UDP, 0, 9000, LIFE));
	talk_answer("zero.no", 2005, talk_failed(natpmp_map_request(
			UDP, 0, 0, 0), 2, 1002));
	ONLY(REQ_PMP_C_26);
}
END_TEST

START_TEST(an_hour_fails_what_is_recommended)
{
	good();
	talk_ask("hour", 2000, natpmp_map_request(UDP, 9000, 9000, 3600));
	talk_answer("hour.no", 2005, talk_failed(natpmp_map_request(
			UDP, 9000, 0, 0), 2, 1002));
	ONLY(REQ_PMP_C_27);
	ck_assert_ptr_nonnull(strstr(talk_judgement(REQ_PMP_C_27)->why,
				     "btmm"));
	talk_end();
}
END_TEST

START_TEST(an_hour_is_right_by_the_profile_of_back_to_my_mac)
{
	talk_begin();
	talk_as_btmm();
	talk_ask("hour", 2000, natpmp_map_request(UDP, 9000, 9000, 3600));
	talk_answer("hour.yes", 2005, talk_mapped(UDP, 9000, 9000, 3600, 10));
	talk_keep(JUDGE_CLIENT, 3000);
	ck_assert_int_eq(talk_result(REQ_BTMM_C_22), JUDGEMENT_PASS);
	ck_assert_int_eq(talk_result(REQ_PMP_C_27), JUDGEMENT_INCONCLUSIVE);
	talk_end();
}
END_TEST

START_TEST(a_mapping_that_is_let_lapse_fails_the_renewal)
{
	good();
	map("lapse", FORGED + 50000, UDP, 9000, 9000, 9000, 150);
	talk_drop("all");
	talk_drop("closed");
	talk_keep_nothing();
	talk_ask("alive", 2 * RENEWED + 900000, natpmp_address_request());
	talk_answer("alive.yes", 2 * RENEWED + 900005, talk_address(4101));
	talk_until(2 * RENEWED + 1000000);
	ONLY(REQ_PMP_C_30);
}
END_TEST

START_TEST(renewals_at_a_tenth_of_the_lifetime_fail_the_renewal)
{
	char label[24];
	unsigned i;

	good();
	for (i = 1; i <= 5; i++) {
		snprintf(label, sizeof(label), "early.%u", i);
		map(label, 720000 * i, UDP, 4500, 4500, 4500, 1000 + 720 * i);
	}
	talk_drop("renew");
	talk_drop("renew.yes");
	ONLY(REQ_PMP_C_30);
}
END_TEST

START_TEST(a_mapping_that_is_asked_for_once_more_is_no_renewal)
{
	talk_begin();
	begins();
	map("doubt", 720000, UDP, 4500, 4500, 4500, 1720);
	talk_said("renew")->ms = 720005 + RENEWED;
	talk_said("renew.yes")->ms = 720010 + RENEWED;
	talk_said("renew.yes")->octets[6] = 0x14;
	talk_said("renew.yes")->octets[7] = 0xc8;
	talk_keep(JUDGE_CLIENT, ODD);
	talk_end();
}
END_TEST

START_TEST(a_renewal_with_the_first_wish_fails_the_suggestion)
{
	good();
	talk_said("renew.web")->octets[6] = 0;
	talk_said("renew.web")->octets[7] = 80;
	ONLY(REQ_PMP_C_32);
}
END_TEST

START_TEST(a_deletion_that_suggests_a_port_fails_that)
{
	good();
	talk_said("strange.gone")->octets[7] = 1;
	ONLY(REQ_PMP_C_34);
}
END_TEST

START_TEST(who_sends_on_after_an_unknown_result_fails_it)
{
	good();
	talk_ask("odd.2", ODD + 250, natpmp_map_request(UDP, 5000, 5000, LIFE));
	talk_answer("odd.2.no", ODD + 255, talk_failed(
		natpmp_map_request(UDP, 5000, 5000, LIFE), 2, 200));
	talk_keep_nothing();
	ONLY(REQ_PMP_C_38);
}
END_TEST

START_TEST(who_misses_a_loss_fails_all_that_follows_from_it)
{
	good();
	talk_drop("again");
	talk_drop("again.yes");
	talk_drop("again.web");
	talk_drop("again.web.yes");
	talk_drop("lie");
	talk_drop("all");
	talk_drop("web.gone");
	talk_drop("closed");
	map("due", 2 * RENEWED + 770, UDP, 4500, 4500, 4500, 3201);
	map("due.web", 2 * RENEWED + 780, TCP, 80, 8080, 8080, 3201);
	talk_keep_nothing();
	talk_until(2 * RENEWED + 5000);
	ONLY(REQ_PMP_C_22, REQ_PMP_C_40, REQ_PMP_C_41, REQ_PMP_C_42);
}
END_TEST

START_TEST(who_renews_one_of_two_after_a_loss_fails_all_active)
{
	good();
	talk_drop("again.web");
	talk_drop("again.web.yes");
	talk_keep_nothing();
	ONLY(REQ_PMP_C_22, REQ_PMP_C_41, REQ_PMP_C_42);
}
END_TEST

START_TEST(who_waits_eight_seconds_after_a_loss_fails_the_range)
{
	static const char *const late[] = { "again", "again.yes", "again.web",
					    "again.web.yes" };
	unsigned i;

	good();
	for (i = 0; i < 4; i++)
		talk_said(late[i])->ms += 5500;
	talk_said("again.yes")->octets[7] = 8;
	talk_said("again.web.yes")->octets[7] = 8;
	talk_keep_nothing();
	ONLY(REQ_PMP_C_22, REQ_PMP_C_41, REQ_PMP_C_42, REQ_PMP_C_43);
}
END_TEST

START_TEST(who_never_waits_after_a_loss_fails_the_random_wait)
{
	static const char *const soon[] = { "again", "again.yes", "again.web",
					    "again.web.yes" };
	unsigned i;

	good();
	for (i = 0; i < 4; i++)
		talk_said(soon[i])->ms -= 2498;
	talk_said("again.yes")->octets[7] = 0;
	talk_said("again.web.yes")->octets[7] = 0;
	talk_announce("lost.2", LOST + 50000, 1, 0);
	map("again.3", LOST + 50002, UDP, 4500, 4500, 4500, 0);
	map("again.4", LOST + 50010, TCP, 80, 8080, 8080, 0);
	talk_keep_nothing();
	ONLY(REQ_PMP_C_43);
}
END_TEST

START_TEST(who_renews_though_the_epoch_is_plausible_fails_the_estimate)
{
	good();
	talk_ask("slow", 100000, natpmp_address_request());
	/* 7/8 of 99 s are 87 s: this is 90 s later. */
	talk_answer("slow.yes", 100005, talk_address(1090));
	map("alarm", 102000, UDP, 4500, 4500, 4500, 1092);
	talk_said("renew")->ms += 101240;
	talk_said("renew.yes")->ms += 101240;
	talk_said("renew.yes")->octets[6] = 0x12;
	talk_said("renew.yes")->octets[7] = 0x5d;
	ONLY(REQ_PMP_C_39);
}
END_TEST

START_TEST(who_renews_within_the_slack_of_two_seconds_fails_it)
{
	good();
	talk_ask("slow", 100000, natpmp_address_request());
	talk_answer("slow.yes", 100005, talk_address(1086));
	map("alarm", 102000, UDP, 4500, 4500, 4500, 1092);
	talk_said("renew")->ms += 101240;
	talk_said("renew.yes")->ms += 101240;
	talk_said("renew.yes")->octets[6] = 0x12;
	talk_said("renew.yes")->octets[7] = 0x5d;
	ONLY(REQ_PMP_C_40);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("judge_natpmp");
	TCase *c = tcase_create("clients");
	SRunner *sr;
	int failed;

	/* With sanitizers, on a machine that is busy. */
	tcase_set_timeout(c, 60);
	tcase_add_test(c, a_good_client_passes_all_that_can_be_seen);
	tcase_add_test(c, a_request_of_another_version_fails_the_first_octet);
	tcase_add_test(c, pcp_is_not_judged);
	tcase_add_test(c, a_response_to_a_gateway_fails_the_opcodes);
	tcase_add_test(c, a_request_to_the_clients_port_fails_the_ports);
	tcase_add_test(c, a_request_to_everybody_fails_the_gateway_alone);
	tcase_add_test(c, a_long_address_request_fails_its_length);
	tcase_add_test(c, a_short_mapping_request_fails_its_length);
	tcase_add_test(c, a_lifetime_with_its_octets_swapped_fails_their_order);
	tcase_add_test(c, a_public_host_that_asks_fails_private);
	tcase_add_test(c, a_second_request_before_the_answer_fails_one_at_a_time);
	tcase_add_test(c, concurrent_renewals_after_a_loss_fail_that_as_well);
	tcase_add_test(c, a_first_wait_that_is_too_short_fails_the_schedule);
	tcase_add_test(c, a_third_wait_that_does_not_double_fails_the_doubling);
	tcase_add_test(c, a_request_given_up_after_three_sends_fails_the_schedule);
	tcase_add_test(c, a_request_never_repeated_fails_the_first_wait);
	tcase_add_test(c, a_tenth_send_too_soon_fails_the_conclusion);
	tcase_add_test(c, who_believes_a_stranger_fails_the_source_of_mappings);
	tcase_add_test(c, who_believes_a_stranger_fails_the_source_of_addresses);
	tcase_add_test(c, who_believes_a_strangers_announcement_fails_its_source);
	tcase_add_test(c, a_reserved_field_that_is_set_fails_it_alone);
	tcase_add_test(c, a_mapping_of_port_0_fails_the_internal_port);
	tcase_add_test(c, an_hour_fails_what_is_recommended);
	tcase_add_test(c, an_hour_is_right_by_the_profile_of_back_to_my_mac);
	tcase_add_test(c, a_mapping_that_is_let_lapse_fails_the_renewal);
	tcase_add_test(c, renewals_at_a_tenth_of_the_lifetime_fail_the_renewal);
	tcase_add_test(c, a_mapping_that_is_asked_for_once_more_is_no_renewal);
	tcase_add_test(c, a_tenth_send_at_the_pace_of_the_doubling_fails_the_conclusion);
	tcase_add_test(c, a_client_that_is_not_seen_again_failed_nothing);
	tcase_add_test(c, a_renewal_with_the_first_wish_fails_the_suggestion);
	tcase_add_test(c, a_deletion_that_suggests_a_port_fails_that);
	tcase_add_test(c, who_sends_on_after_an_unknown_result_fails_it);
	tcase_add_test(c, who_misses_a_loss_fails_all_that_follows_from_it);
	tcase_add_test(c, who_renews_one_of_two_after_a_loss_fails_all_active);
	tcase_add_test(c, who_waits_eight_seconds_after_a_loss_fails_the_range);
	tcase_add_test(c, who_never_waits_after_a_loss_fails_the_random_wait);
	tcase_add_test(c, who_renews_though_the_epoch_is_plausible_fails_the_estimate);
	tcase_add_test(c, who_renews_within_the_slack_of_two_seconds_fails_it);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
