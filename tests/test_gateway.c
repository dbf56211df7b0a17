/* SPDX-License-Identifier: Apache-2.0 */
/* test_gateway.c - the gateway's client on simulated time: sends, silence,
 * epoch, public address (RFC 6886, 3.1, 3.2, 3.6, 3.7). */
#include "nat_world.h"
#include "autotunnel/address.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct nat_world w;

static void
begin(void)
{
	nat_world_begin(&w, 1);
}

static void
router_on(void)
{
	w.router.on = true;
	w.router.booted_ms = w.now_ms - 500000;
}

static void
reboot(void)
{
	w.router.booted_ms = w.now_ms;
}

static unsigned
state(void)
{
	return w.nat.gateway.machine.base.state;
}

/* A message as the gateway might send it. */
static struct natpmp_message
address_reply(uint32_t epoch_s, uint32_t address)
{
	return (struct natpmp_message){
		.form = NATPMP_FORM_REPLY, .opcode = 128,
		.epoch_s = epoch_s, .address = address,
	};
}

/* Sends ------------------------------------------------------------------------- */

/* covers: PMP-C-09 PMP-C-10 PMP-C-11 PMP-C-12 BTMM-C-16 BTMM-C-18 BTMM-C-19 BTMM-C-26 */
START_TEST(nine_sends_double_their_waits_and_end_after_127750_ms)
{
	static const uint64_t at[] = { 0, 250, 750, 1750, 3750, 7750, 15750,
				       31750, 63750 };
	uint64_t start_ms;
	unsigned i;

	nat_world_join(&w, WORLD_HOST);
	start_ms = w.now_ms;
	nat_world_run_for(&w, 127749);
	ck_assert_uint_eq(w.sent_count, 9);
	for (i = 0; i < 9; i++) {
		ck_assert_uint_eq(w.sent[i].at_ms - start_ms, at[i]);
		ck_assert_uint_eq(ipv4_number(&w.sent[i].to), WORLD_ROUTER);
		ck_assert_uint_eq(w.sent[i].to.port, 5351);
		ck_assert_uint_eq(w.sent[i].length, 2);
		ck_assert_mem_eq(w.sent[i].octets, "\0\0", 2);
	}
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_SILENT), 0);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_SILENT), 1);
	ck_assert_uint_eq(w.out.list[0].kind, EFFECT_TELL);
}
END_TEST

/* covers: PMP-C-28 */
START_TEST(a_mapping_request_is_sent_on_the_same_schedule)
{
	unsigned first;

	router_on();
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	w.router.lose = 3;
	first = w.sent_count;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 2000);
	ck_assert_uint_eq(w.sent_count - first, 4);
	ck_assert_uint_eq(w.sent[first + 1].at_ms - w.sent[first].at_ms, 250);
	ck_assert_uint_eq(w.sent[first + 2].at_ms - w.sent[first].at_ms, 750);
	ck_assert_uint_eq(w.sent[first + 3].at_ms - w.sent[first].at_ms, 1750);
	ck_assert_mem_eq(w.sent[first].octets, w.sent[first + 3].octets, 12);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

/* covers: PMP-C-06 PMP-C-07 PMP-C-08 BTMM-C-32 */
START_TEST(requests_go_out_one_by_one_each_after_the_answer_to_the_last)
{
	unsigned i;

	router_on();
	w.router.delay_ms = 95;	/* an answer takes 100 ms */
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(w.sent_count, 3);
	ck_assert_uint_eq(w.sent[0].m.opcode, NATPMP_OPCODE_ADDRESS);
	ck_assert_uint_eq(w.sent[1].m.internal_port, 4500);
	ck_assert_uint_eq(w.sent[2].m.internal_port, 4501);
	for (i = 1; i < 3; i++)
		ck_assert_uint_eq(w.sent[i].at_ms - w.sent[i - 1].at_ms, 100);
}
END_TEST

START_TEST(the_queue_holds_each_request_once)
{
	unsigned i;

	nat_world_join(&w, WORLD_HOST);
	for (i = 0; i < 200; i++) {
		nat_world_want(&w, i % MAPPINGS_MAX, (uint16_t)(4500 + i), 0);
		nat_world_doubt(&w);
		if (i % 3 == 0)
			nat_world_unwant(&w, (i + 1) % MAPPINGS_MAX);
	}
	ck_assert_uint_le(w.nat.gateway.queued, GATEWAY_QUEUE_MAX);
	ck_assert_uint_eq(w.sent_count, 1);
	router_on();
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(w.nat.gateway.queued, 0);
	ck_assert_uint_eq(w.nat.mappings[3].machine.base.state, MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[3].internal_port, 4699);
}
END_TEST

/* covers: PMP-C-13 */
START_TEST(port_unreachable_proves_silence_at_once)
{
	nat_world_join(&w, WORLD_HOST);
	nat_world_unreachable(&w, WORLD_HOST);
	ck_assert_uint_eq(state(), GATEWAY_ASKING);
	nat_world_unreachable(&w, WORLD_ROUTER);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_SILENT), 1);
	nat_world_run_for(&w, 59999);
	ck_assert_uint_eq(w.sent_count, 1);
}
END_TEST

START_TEST(two_seconds_without_an_answer_are_told_and_asking_goes_on)
{
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1999);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_UNANSWERED), 0);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_UNANSWERED), 1);
	router_on();
	nat_world_run_for(&w, 2000);
	ck_assert_uint_eq(w.sent_count, 5);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  WORLD_PUBLIC);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_UNANSWERED), 1);
}
END_TEST

/* Silence ------------------------------------------------------------------------ */

/* covers: PMP-C-14 PMP-C-47 */
START_TEST(a_silent_gateway_is_not_asked_again_for_a_while)
{
	unsigned sent;

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 127750);
	sent = w.sent_count;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 59999);
	ck_assert_uint_eq(w.sent_count, sent);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state,
			  MAPPING_UNSERVED);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(w.sent_count, sent + 1);
	/* silent again: twice as long */
	nat_world_run_for(&w, 127750);
	sent = w.sent_count;
	nat_world_run_for(&w, 119999);
	ck_assert_uint_eq(w.sent_count, sent);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(w.sent_count, sent + 1);
}
END_TEST

/* covers: PMP-C-15 */
START_TEST(silence_is_forgotten_when_the_link_changes)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 1, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 130000);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	router_on();
	nat_world_facts(&w, &f);	/* a new lease */
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

/* covers: PMP-C-15 */
START_TEST(silence_is_forgotten_when_the_link_flickers)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 130000);
	router_on();
	nat_world_leave(&w);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

/* covers: PMP-C-15 */
START_TEST(silence_is_forgotten_when_the_gateways_mac_address_changes)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 130000);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	f.gateway_mac[5]++;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(state(), GATEWAY_ASKING);
}
END_TEST

/* covers: PMP-C-15 PMP-C-21 */
START_TEST(silence_is_forgotten_at_an_announcement_of_this_gateway_only)
{
	struct natpmp_message m = address_reply(3, WORLD_PUBLIC);

	nat_world_join(&w, WORLD_HOST);
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 130000);
	router_on();
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER + 9, NATPMP_PORT,
			   &m);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_WRONG_SOURCE], 1);
	nat_world_announce(&w);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

START_TEST(a_late_answer_ends_silence_too)
{
	struct natpmp_message m = address_reply(3, WORLD_PUBLIC);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 130000);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(state(), GATEWAY_ASKING);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  WORLD_PUBLIC);
}
END_TEST

START_TEST(an_announcement_speeds_up_a_request_that_waits_long)
{
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 64000);	/* the next send is 63 s away */
	router_on();
	nat_world_announce(&w);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

/* covers: PMP-C-47 */
START_TEST(a_private_network_without_a_gateway_is_told_as_silent)
{
	struct network_facts f = nat_world_route(WORLD_HOST, 0);

	f.gateway.family = 0;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 1000000);
	ck_assert_uint_eq(w.sent_count, 0);
	ck_assert_uint_ge(nat_world_told(&w, 0, NAT_REPORT_SILENT), 1);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state,
			  MAPPING_UNSERVED);
}
END_TEST

/* Sources ------------------------------------------------------------------------- */

/* covers: PMP-C-20 */
START_TEST(an_address_response_of_another_source_is_dropped)
{
	struct natpmp_message m = address_reply(500000, 0x0b0b0b0b);

	nat_world_join(&w, WORLD_HOST);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER + 1, NATPMP_PORT,
			   &m);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, 4000, &m);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_WRONG_SOURCE], 2);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_PUBLIC), 0);
	ck_assert_uint_eq(state(), GATEWAY_ASKING);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  0x0b0b0b0b);
}
END_TEST

/* covers: PMP-C-29 */
START_TEST(a_mapping_response_of_another_source_is_dropped)
{
	router_on();
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 100);
	w.router.answers_from = WORLD_ROUTER + 1;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_ASKING);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_WRONG_SOURCE], 3);
}
END_TEST

/* covers: PMP-C-21 */
START_TEST(an_announcement_of_another_source_is_dropped)
{
	struct natpmp_message m = address_reply(0, WORLD_PUBLIC_2);

	router_on();
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 100);
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_HOST + 5, NATPMP_PORT,
			   &m);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_WRONG_SOURCE], 1);
	ck_assert_uint_eq(w.nat.gateway.address, WORLD_PUBLIC);
	ck_assert_uint_eq(state(), GATEWAY_IDLE);
}
END_TEST

START_TEST(what_is_no_answer_is_counted_by_its_reason)
{
	static const uint8_t mdns[] = "\0\0\204\0not NAT-PMP at all";
	static const uint8_t pcp[24] = { 2, 128, 0, 1 };
	struct natpmp_message map = { .form = NATPMP_FORM_REPLY, .opcode = 129,
		.internal_port = 4500, .external_port = 4500,
		.lifetime_s = 60 };
	struct natpmp_message request = natpmp_address_request();

	router_on();
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 100);
	nat_world_octets(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, mdns,
			 sizeof(mdns));
	nat_world_octets(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, mdns,
			 0);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_MALFORMED], 2);
	nat_world_octets(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, pcp,
			 sizeof(pcp));
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_VERSION], 1);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &request);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_REQUEST], 1);
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER, NATPMP_PORT,
			   &map);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_STRAY], 1);
	ck_assert_uint_eq(state(), GATEWAY_IDLE);
}
END_TEST

/* RFC 6886 3.5 as printed and as its erratum 3618 has it.
 * covers: 6886-G-01 */
START_TEST(an_unsupported_version_answer_refuses_in_both_spellings)
{
	uint8_t answer[] = { 0, _i ? 128 : 0, 0, 1, 0, 0, 0, 9 };

	nat_world_join(&w, WORLD_HOST);
	nat_world_octets(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, answer,
			 sizeof(answer));
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NO_ADDRESS),
			  NATPMP_UNSUPPORTED_VERSION);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_MALFORMED], 0);
}
END_TEST

START_TEST(a_gateway_that_speaks_pcp_only_refuses)
{
	static const uint8_t pcp[24] = { 2, 128, 0, 1 };

	nat_world_join(&w, WORLD_HOST);
	nat_world_octets(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, pcp,
			 sizeof(pcp));
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NO_ADDRESS),
			  NATPMP_UNSUPPORTED_VERSION);
}
END_TEST

/* The epoch ------------------------------------------------------------------------ */

static void
hold_a_mapping(void)
{
	router_on();
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[1].machine.base.state, MAPPING_HELD);
}

/* Heard the last time: epoch 500. After 80 s, 500 + 70 = 570 is expected. */
static void
announce_after_80_s(uint32_t epoch_s)
{
	struct natpmp_message m = address_reply(500, WORLD_PUBLIC);

	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(state(), GATEWAY_IDLE);
	nat_world_run_for(&w, 80000);
	m.epoch_s = epoch_s;
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER, NATPMP_PORT, &m);
}

/* covers: PMP-C-22 PMP-C-39 PMP-C-40 */
START_TEST(an_epoch_two_seconds_below_seven_eighths_is_no_loss)
{
	hold_a_mapping();
	announce_after_80_s(568);
	ck_assert_uint_eq(state(), GATEWAY_IDLE);
	ck_assert_uint_eq(w.nat.gateway.losses, 0);
}
END_TEST

/* covers: PMP-C-22 PMP-C-39 PMP-C-40 PMP-C-41 PMP-C-42 */
START_TEST(an_epoch_more_than_two_seconds_below_it_is_loss)
{
	hold_a_mapping();
	announce_after_80_s(567);
	ck_assert_uint_eq(state(), GATEWAY_HOLDING);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_LOST);
	ck_assert_uint_eq(w.nat.mappings[1].machine.base.state, MAPPING_LOST);
}
END_TEST

START_TEST(an_epoch_far_ahead_is_no_loss)
{
	hold_a_mapping();
	announce_after_80_s(4000000000u);
	ck_assert_uint_eq(state(), GATEWAY_IDLE);
}
END_TEST

/* covers: PMP-C-41 PMP-C-42 PMP-C-43 PMP-C-44 PMP-C-45 BTMM-C-21 BTMM-C-24 */
START_TEST(after_a_loss_renewals_wait_up_to_five_seconds_and_go_one_by_one)
{
	uint64_t lost_ms, wait_ms, least = UINT64_MAX, most = 0;
	unsigned i, first;

	for (i = 0; i < 200; i++) {
		nat_world_begin(&w, i);
		hold_a_mapping();
		nat_world_run_for(&w, 100000);
		reboot();
		first = w.sent_count;
		lost_ms = w.now_ms;
		nat_world_announce(&w);
		nat_world_announce(&w);	/* they come in tens */
		nat_world_run_for(&w, 5100);
		ck_assert_uint_eq(w.sent_count - first, 3);
		ck_assert_uint_eq(w.sent[first].m.opcode,
				  NATPMP_OPCODE_ADDRESS);
		ck_assert_uint_eq(w.sent[first + 1].m.internal_port, 4500);
		ck_assert_uint_eq(w.sent[first + 1].m.external_port, 4500);
		ck_assert_uint_eq(w.sent[first + 2].m.internal_port, 4501);
		ck_assert_uint_eq(w.sent[first + 2].at_ms -
				  w.sent[first + 1].at_ms, NAT_WORLD_DELAY_MS);
		wait_ms = w.sent[first].at_ms - lost_ms;
		ck_assert_uint_le(wait_ms, 5000);
		least = wait_ms < least ? wait_ms : least;
		most = wait_ms > most ? wait_ms : most;
		ck_assert_uint_eq(w.nat.mappings[1].machine.base.state,
				  MAPPING_HELD);
	}
	/* uniform in 0..5 s: 200 draws leave no tenth at either end empty */
	ck_assert_uint_lt(least, 500);
	ck_assert_uint_gt(most, 4500);
}
END_TEST

/* covers: PMP-C-39 PMP-C-40 PMP-C-43 */
START_TEST(a_loss_seen_in_an_answer_renews_the_other_mappings_only)
{
	unsigned first;

	hold_a_mapping();
	nat_world_run_for(&w, 1000000);
	reboot();
	first = w.sent_count;
	/* both come up for renewal at half of 3600 s; the first request's
	 * answer tells that the gateway began anew */
	nat_world_run_for(&w, 800000 + 6000);
	ck_assert_uint_eq(w.nat.gateway.losses, 1);
	ck_assert_uint_eq(nat_world_sent(&w, first, NATPMP_OPCODE_MAP_UDP), 2);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[1].machine.base.state, MAPPING_HELD);
}
END_TEST

/* covers: PMP-C-43 */
START_TEST(a_loss_in_mid_request_makes_that_request_wait_too)
{
	uint64_t lost_ms;
	unsigned first;

	hold_a_mapping();
	w.router.on = false;
	nat_world_doubt(&w);
	nat_world_run_for(&w, 10000);
	router_on();
	reboot();
	first = w.sent_count;
	lost_ms = w.now_ms;
	nat_world_announce(&w);
	ck_assert_uint_eq(state(), GATEWAY_HOLDING);
	ck_assert_uint_eq(w.sent_count, first);
	nat_world_run_for(&w, 5100);
	ck_assert_uint_eq(w.sent_count - first, 3);
	ck_assert_uint_gt(w.sent[first].at_ms, lost_ms);
	ck_assert_uint_eq(w.nat.gateway.losses, 1);
}
END_TEST

/* The answer that tells of the first loss grants a mapping, which the gateway
 * forgets again before the wait of up to 5 s is over.
 * covers: PMP-C-41 PMP-C-42 */
START_TEST(a_second_loss_within_the_wait_is_told_too)
{
	struct natpmp_message m = address_reply(0, WORLD_PUBLIC);
	unsigned first;

	router_on();
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	reboot();
	nat_world_run_for(&w, 3000);
	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	nat_world_run_for(&w, NAT_WORLD_DELAY_MS);
	ck_assert_uint_eq(state(), GATEWAY_HOLDING);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_LLQ].machine.base.state,
			  MAPPING_HELD);
	reboot();
	first = w.sent_count;
	nat_world_datagram(&w, _i ? CHANNEL_GATEWAY : CHANNEL_ANNOUNCE,
			   WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(state(), GATEWAY_HOLDING);
	ck_assert_uint_eq(w.nat.gateway.losses, 2);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_LLQ].machine.base.state,
			  MAPPING_LOST);
	nat_world_run_for(&w, 5100);
	ck_assert_uint_eq(nat_world_sent(&w, first, NATPMP_OPCODE_MAP_UDP), 2);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_LLQ].machine.base.state,
			  MAPPING_HELD);
	ck_assert_uint_eq(w.nat.gateway.losses, 2);
}
END_TEST

/* It began anew while it did not answer, and tells so when it is back, by an
 * announcement or by an answer that is late.
 * covers: PMP-C-41 PMP-C-42 PMP-C-43 */
START_TEST(a_loss_told_after_silence_renews_what_was_held)
{
	struct natpmp_message m = address_reply(0, WORLD_PUBLIC);
	unsigned first;

	router_on();
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	w.router.on = false;
	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	nat_world_run_for(&w, 130000);
	ck_assert_uint_eq(state(), GATEWAY_SILENT);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_TUNNEL].machine.base.state,
			  MAPPING_HELD);
	router_on();
	reboot();
	first = w.sent_count;
	nat_world_datagram(&w, _i ? CHANNEL_GATEWAY : CHANNEL_ANNOUNCE,
			   WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(state(), GATEWAY_HOLDING);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_TUNNEL].machine.base.state,
			  MAPPING_LOST);
	nat_world_run_for(&w, 5100);
	ck_assert_uint_eq(nat_world_sent(&w, first, NATPMP_OPCODE_MAP_UDP), 2);
	ck_assert_uint_eq(w.nat.gateway.losses, 1);
}
END_TEST

START_TEST(another_gateways_epoch_is_not_compared_with_the_lasts)
{
	struct network_facts f = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);

	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	w.router.address = WORLD_ROUTER_2;
	reboot();
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.gateway.losses, 0);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
}
END_TEST

/* The public address ---------------------------------------------------------------- */

/* covers: BTMM-C-27 */
START_TEST(an_announced_address_is_told_at_once_with_the_port_last_mapped)
{
	struct endpoint e;
	unsigned told;

	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	told = w.told_count;
	w.router.public_address = WORLD_PUBLIC_2;
	nat_world_announce(&w);
	ck_assert_uint_eq(nat_world_told(&w, told, NAT_REPORT_PUBLIC), 1);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC_2);
	ck_assert_uint_eq(e.port, 4500);
	/* renewed after the random wait, though the epoch went on (P8) */
	nat_world_run_for(&w, 5100);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 2);
	ck_assert_uint_eq(nat_world_told(&w, told, NAT_REPORT_PUBLIC), 1);
}
END_TEST

/* covers: BTMM-C-27 P8 */
START_TEST(a_forged_address_is_undone_by_the_gateway_itself)
{
	struct natpmp_message m = address_reply(500, 0x42424242);
	struct endpoint e;

	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER, NATPMP_PORT, &m);
	/* again while we hold back, private this time */
	m.address = 0x0a000001;
	nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(w.nat.gateway.address, 0x0a000001);
	nat_world_run_for(&w, 12000);
	ck_assert_uint_eq(w.nat.gateway.address, WORLD_PUBLIC);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC);
	/* what answers nothing is counted */
	m.opcode = NATPMP_RESPONSE + NATPMP_OPCODE_ADDRESS;
	m.address = WORLD_PUBLIC;
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT, &m);
	ck_assert_uint_eq(w.nat.dropped[NAT_DROP_STRAY], 1);
}
END_TEST

START_TEST(an_address_change_whose_announcement_got_lost_is_seen_at_renewal)
{
	struct endpoint e;

	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	w.router.public_address = WORLD_PUBLIC_2;
	nat_world_run_for(&w, 1800000);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  WORLD_PUBLIC_2);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC_2);
}
END_TEST

START_TEST(a_doubt_asks_for_the_address_and_renews_what_is_held)
{
	unsigned first;

	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	first = w.sent_count;
	nat_world_doubt(&w);
	nat_world_doubt(&w);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(nat_world_sent(&w, first, NATPMP_OPCODE_ADDRESS), 1);
	ck_assert_uint_eq(w.sent[first].m.opcode, NATPMP_OPCODE_ADDRESS);
	ck_assert_uint_eq(nat_world_sent(&w, first, NATPMP_OPCODE_MAP_UDP), 2);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_TUNNEL].grants, 2);
}
END_TEST

/* Each is followed by a loss, a wait and a renewal, which asks again. */
START_TEST(an_address_that_is_another_each_time_is_soon_not_believed)
{
	unsigned i, told;

	hold_a_mapping();
	told = w.told_count;
	w.router.wanders = true;
	for (i = 0; i < 10; i++) {
		nat_world_doubt(&w);
		nat_world_run_for(&w, 5000);
	}
	ck_assert_uint_gt(w.nat.gateway.wavers, 0);
	ck_assert_uint_le(nat_world_told(&w, told, NAT_REPORT_PUBLIC), 9);
	ck_assert_uint_lt(w.sent_count, 60);
	i = w.sent_count;
	nat_world_run_for(&w, 3600 * 1000);
	ck_assert_uint_lt(w.sent_count - i, 40);
	/* it has come to its senses */
	w.router.wanders = false;
	nat_world_run_for(&w, 3600 * 1000);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  w.router.public_address);
}
END_TEST

/* Somebody on the LAN, in the gateway's name. */
START_TEST(addresses_that_are_announced_again_and_again_leave_the_true_one)
{
	unsigned i, sent;

	hold_a_mapping();
	sent = w.sent_count;
	for (i = 0; i < 30; i++) {
		struct natpmp_message m = address_reply(600 + i,
							WORLD_PUBLIC + 9 + i);

		nat_world_datagram(&w, CHANNEL_ANNOUNCE, WORLD_ROUTER,
				   NATPMP_PORT, &m);
		nat_world_run_for(&w, 1000);
	}
	ck_assert_uint_lt(w.sent_count - sent, 40);
	ck_assert_uint_eq(w.nat.gateway.address, WORLD_PUBLIC);
	ck_assert(w.nat.gateway.address_known);
}
END_TEST

START_TEST(an_epoch_that_lies_each_time_costs_few_requests)
{
	unsigned sent;

	hold_a_mapping();
	w.router.epoch_lies = true;
	nat_world_doubt(&w);
	nat_world_run_for(&w, 60000);
	sent = w.sent_count;
	ck_assert_uint_lt(sent, 40);
	nat_world_run_for(&w, 3600 * 1000);
	ck_assert_uint_lt(w.sent_count - sent, 60);
	ck_assert_uint_gt(w.nat.gateway.losses, 2);
	/* what it holds is held */
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_TUNNEL].machine.base.state,
			  MAPPING_HELD);
}
END_TEST

START_TEST(a_private_public_address_is_told_as_such_and_published_never)
{
	struct endpoint e;

	router_on();
	w.router.public_address = 0x64400001;	/* 100.64.0.1 */
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PRIVATE),
			  0x64400001);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_PUBLIC), 0);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
	ck_assert(!nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
}
END_TEST

/* covers: PMP-C-19 PMP-C-37 */
START_TEST(the_address_of_a_failed_answer_is_ignored_and_asked_again)
{
	unsigned first;
	uint32_t number;

	router_on();
	w.router.result = NATPMP_NETWORK_FAILURE;
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	ck_assert(!nat_public_address(&w.nat, &number));
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NO_ADDRESS), 3);
	first = w.sent_count;
	w.router.result = 999;
	nat_world_run_for(&w, 15000);
	ck_assert_uint_eq(w.sent_count - first, 1);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NO_ADDRESS), 999);
	w.router.result = 0;
	nat_world_run_for(&w, 60000);
	ck_assert(nat_public_address(&w.nat, &number));
	ck_assert_uint_eq(number, WORLD_PUBLIC);
	first = w.sent_count;
	nat_world_run_for(&w, 3600000);
	ck_assert_uint_eq(w.sent_count, first);
}
END_TEST

/* covers: PMP-C-04 BTMM-C-01 BTMM-C-11 */
START_TEST(a_host_with_a_public_address_asks_no_gateway)
{
	struct network_facts f = nat_world_route(WORLD_PUBLIC_2, WORLD_PUBLIC);
	struct endpoint e;

	router_on();
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(w.sent_count, 0);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_PUBLIC),
			  WORLD_PUBLIC_2);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC_2);
	ck_assert_uint_eq(e.port, 4500);
	/* and one that is wanted only now is open at once */
	nat_world_want(&w, NAT_SLOT_LLQ, 5352, 0);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_LLQ, &e));
	ck_assert_uint_eq(e.port, 5352);
}
END_TEST

/* covers: PMP-B-05 PMP-C-05 BTMM-C-14 BTMM-C-16 */
START_TEST(each_kind_of_private_address_asks_the_default_gateway)
{
	static const uint32_t hosts[] = { 0x0a000002, 0xac1f0002, 0xc0a80102,
					  0x64400002, 0xa9fe0002 };
	unsigned i;

	for (i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
		nat_world_begin(&w, i);
		nat_world_join(&w, hosts[i]);
		ck_assert_uint_eq(w.sent_count, 1);
		ck_assert_uint_eq(ipv4_number(&w.sent[0].to), WORLD_ROUTER);
		ck_assert_uint_eq(w.sent[0].to.port, 5351);
	}
}
END_TEST

/* covers: BTMM-C-32 BTMM-C-37 */
START_TEST(a_move_is_answered_within_the_settling_and_four_round_trips)
{
	struct network_facts f = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);
	struct endpoint e;
	uint64_t moved_ms;
	unsigned told;

	hold_a_mapping();
	nat_world_run_for(&w, 60000);
	told = w.told_count;
	w.router.address = WORLD_ROUTER_2;
	w.router.public_address = WORLD_PUBLIC_2;
	moved_ms = w.now_ms;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50 + 2 * NAT_WORLD_DELAY_MS);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC_2);
	ck_assert_uint_eq(e.port, 4500);
	ck_assert_uint_eq(nat_world_told(&w, told, NAT_REPORT_UNANSWERED), 0);
	ck_assert_uint_le(w.told[w.told_count - 1].at_ms - moved_ms, 60);
}
END_TEST

START_TEST(without_a_network_nothing_is_sent)
{
	hold_a_mapping();
	nat_world_run_for(&w, 10000);
	nat_world_leave(&w);
	nat_world_run_for(&w, 100);
	w.sent_count = 0;
	nat_world_want(&w, 2, 4600, 0);
	nat_world_doubt(&w);
	nat_world_run_for(&w, 4000000);
	ck_assert_uint_eq(w.sent_count, 0);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state,
			  MAPPING_OFFLINE);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 5200);
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.state, MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[2].machine.base.state, MAPPING_HELD);
}
END_TEST

static TCase *
sends(void)
{
	TCase *c = tcase_create("sends and silence");

	tcase_add_checked_fixture(c, begin, NULL);
	tcase_add_test(c, nine_sends_double_their_waits_and_end_after_127750_ms);
	tcase_add_test(c, a_mapping_request_is_sent_on_the_same_schedule);
	tcase_add_test(c, requests_go_out_one_by_one_each_after_the_answer_to_the_last);
	tcase_add_test(c, the_queue_holds_each_request_once);
	tcase_add_test(c, port_unreachable_proves_silence_at_once);
	tcase_add_test(c, two_seconds_without_an_answer_are_told_and_asking_goes_on);
	tcase_add_test(c, a_silent_gateway_is_not_asked_again_for_a_while);
	tcase_add_test(c, silence_is_forgotten_when_the_link_changes);
	tcase_add_test(c, silence_is_forgotten_when_the_link_flickers);
	tcase_add_test(c, silence_is_forgotten_when_the_gateways_mac_address_changes);
	tcase_add_test(c, silence_is_forgotten_at_an_announcement_of_this_gateway_only);
	tcase_add_test(c, a_late_answer_ends_silence_too);
	tcase_add_test(c, an_announcement_speeds_up_a_request_that_waits_long);
	tcase_add_test(c, a_private_network_without_a_gateway_is_told_as_silent);
	tcase_add_test(c, an_address_response_of_another_source_is_dropped);
	tcase_add_test(c, a_mapping_response_of_another_source_is_dropped);
	tcase_add_test(c, an_announcement_of_another_source_is_dropped);
	tcase_add_test(c, what_is_no_answer_is_counted_by_its_reason);
	tcase_add_loop_test(c, an_unsupported_version_answer_refuses_in_both_spellings, 0, 2);
	tcase_add_test(c, a_gateway_that_speaks_pcp_only_refuses);
	return c;
}

static TCase *
epoch_and_address(void)
{
	TCase *c = tcase_create("epoch and address");

	tcase_add_checked_fixture(c, begin, NULL);
	tcase_add_test(c, an_epoch_two_seconds_below_seven_eighths_is_no_loss);
	tcase_add_test(c, an_epoch_more_than_two_seconds_below_it_is_loss);
	tcase_add_test(c, an_epoch_far_ahead_is_no_loss);
	tcase_add_test(c, after_a_loss_renewals_wait_up_to_five_seconds_and_go_one_by_one);
	tcase_add_test(c, a_loss_seen_in_an_answer_renews_the_other_mappings_only);
	tcase_add_test(c, a_loss_in_mid_request_makes_that_request_wait_too);
	tcase_add_loop_test(c, a_second_loss_within_the_wait_is_told_too, 0, 2);
	tcase_add_loop_test(c, a_loss_told_after_silence_renews_what_was_held, 0, 2);
	tcase_add_test(c, another_gateways_epoch_is_not_compared_with_the_lasts);
	tcase_add_test(c, an_announced_address_is_told_at_once_with_the_port_last_mapped);
	tcase_add_test(c, a_forged_address_is_undone_by_the_gateway_itself);
	tcase_add_test(c, an_address_change_whose_announcement_got_lost_is_seen_at_renewal);
	tcase_add_test(c, a_doubt_asks_for_the_address_and_renews_what_is_held);
	tcase_add_test(c, an_address_that_is_another_each_time_is_soon_not_believed);
	tcase_add_test(c, an_epoch_that_lies_each_time_costs_few_requests);
	tcase_add_test(c, addresses_that_are_announced_again_and_again_leave_the_true_one);
	tcase_add_test(c, a_private_public_address_is_told_as_such_and_published_never);
	tcase_add_test(c, the_address_of_a_failed_answer_is_ignored_and_asked_again);
	tcase_add_test(c, a_host_with_a_public_address_asks_no_gateway);
	tcase_add_test(c, each_kind_of_private_address_asks_the_default_gateway);
	tcase_add_test(c, a_move_is_answered_within_the_settling_and_four_round_trips);
	tcase_add_test(c, without_a_network_nothing_is_sent);
	return c;
}

int
main(void)
{
	Suite *s = suite_create("gateway");
	SRunner *sr;
	int failed;

	suite_add_tcase(s, sends());
	suite_add_tcase(s, epoch_and_address());
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
