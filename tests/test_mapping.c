/* SPDX-License-Identifier: Apache-2.0 */
/* test_mapping.c - a mapping's life on simulated time (RFC 6886, 3.3 to 3.5;
 * RFC 6281, 4.2). */
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
	w.router.on = true;
	w.router.booted_ms = w.now_ms - 500000;
}

static unsigned
state(void)
{
	return w.nat.mappings[NAT_SLOT_TUNNEL].machine.base.state;
}

/* Port 4500 is wanted and asked for; 1 s passes. */
static void
want(void)
{
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
}

static const struct nat_world_sent *
last_map(void)
{
	unsigned i;

	for (i = w.sent_count; i > 0; i--)
		if (w.sent[i - 1].m.opcode == NATPMP_OPCODE_MAP_UDP)
			return &w.sent[i - 1];
	ck_abort_msg("no mapping request was sent");
	return NULL;
}

/* covers: PMP-C-25 PMP-C-26 BTMM-C-14 BTMM-C-15 BTMM-C-20 BTMM-C-22 */
START_TEST(the_local_port_is_asked_for_with_the_wanted_one_for_an_hour)
{
	static const uint8_t wire[] = { 0, 1, 0, 0, 0x11, 0x94, 0x11, 0x94,
					0, 0, 0x0e, 0x10 };
	uint64_t held;
	struct endpoint e;

	want();
	ck_assert_uint_eq(last_map()->length, sizeof(wire));
	ck_assert_mem_eq(last_map()->octets, wire, sizeof(wire));
	held = nat_world_told_value(&w, NAT_REPORT_HELD);
	ck_assert_uint_eq(nat_report_slot(held), NAT_SLOT_TUNNEL);
	ck_assert_uint_eq(nat_report_internal(held), 4500);
	ck_assert_uint_eq(nat_report_external(held), 4500);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC);
	ck_assert_uint_eq(e.port, 4500);
}
END_TEST

START_TEST(the_port_of_before_a_restart_is_suggested)
{
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 14500);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(last_map()->m.internal_port, 4500);
	ck_assert_uint_eq(last_map()->m.external_port, 14500);
	ck_assert_uint_eq(nat_external_port(&w.nat, NAT_SLOT_TUNNEL), 14500);
}
END_TEST

START_TEST(a_lifetime_of_the_configuration_is_asked_for)
{
	const struct nat_config config = { .lifetime_s = 10 };

	nat_init(&w.nat, &config);
	want();
	ck_assert_uint_eq(last_map()->m.lifetime_s, 10);
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 1 + 12);
}
END_TEST

/* covers: PMP-C-30 PMP-C-31 BTMM-C-23 BTMM-C-24 */
START_TEST(a_mapping_is_renewed_at_half_of_its_life_by_the_same_message)
{
	struct nat_world_sent first;
	unsigned sent;

	want();
	first = *last_map();
	sent = w.sent_count;
	nat_world_run_for(&w, 1799000 - 100);
	ck_assert_uint_eq(w.sent_count, sent);
	nat_world_run_for(&w, 200);
	ck_assert_uint_eq(w.sent_count, sent + 2);
	ck_assert_uint_eq(last_map()->at_ms - first.at_ms,
			  1800000 + 2 * NAT_WORLD_DELAY_MS);
	ck_assert_mem_eq(last_map()->octets, first.octets, 12);
	/* no news for the owner */
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_HELD), 1);
	/* each counts from its own answer, two round trips later */
	nat_world_run_for(&w, 20 * (1800000 + 2 * NAT_WORLD_DELAY_MS));
	ck_assert_uint_eq(w.nat.mappings[0].grants, 2 + 20);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 0);
}
END_TEST

/* covers: PMP-C-30 */
START_TEST(half_of_the_lifetime_granted_counts_not_of_the_one_asked_for)
{
	uint64_t first_ms;

	w.router.most_s = 120;
	want();
	first_ms = last_map()->at_ms;
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(last_map()->at_ms - first_ms,
			  60000 + 2 * NAT_WORLD_DELAY_MS);
}
END_TEST

/* covers: PMP-C-32 BTMM-C-21 */
START_TEST(a_renewal_suggests_the_port_that_was_mapped)
{
	w.router.taken = 4500;
	want();
	ck_assert_uint_eq(nat_report_external(nat_world_told_value(&w,
			  NAT_REPORT_HELD)), 4501);
	nat_world_run_for(&w, 1800000);
	ck_assert_uint_eq(last_map()->m.internal_port, 4500);
	ck_assert_uint_eq(last_map()->m.external_port, 4501);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_HELD), 1);
}
END_TEST

START_TEST(another_port_at_a_renewal_is_told)
{
	struct endpoint e;

	want();
	w.router.taken = 4500;
	nat_world_run_for(&w, 1800000);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_HELD), 2);
	ck_assert_uint_eq(nat_report_external(nat_world_told_value(&w,
			  NAT_REPORT_HELD)), 4501);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(e.port, 4501);
}
END_TEST

/* P8: the local port follows until both are equal, and the port that was
 * mapped for nothing is given back before it is asked for. */
/* covers: PMP-C-33 PMP-C-34 BTMM-C-25 */
START_TEST(the_local_port_moves_to_the_external_one_until_both_are_equal)
{
	struct endpoint e;
	unsigned sent;

	w.router.taken = 4500;
	want();
	sent = w.sent_count;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4501, 4501);
	ck_assert(!nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(w.sent_count - sent, 2);
	ck_assert_uint_eq(w.sent[sent].m.internal_port, 4500);
	ck_assert_uint_eq(w.sent[sent].m.external_port, 0);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert_uint_eq(w.sent[sent + 1].m.internal_port, 4501);
	ck_assert_uint_eq(w.sent[sent + 1].m.external_port, 4501);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(e.port, 4501);
}
END_TEST

START_TEST(an_old_port_that_cannot_be_deleted_does_not_hold_the_new_one_up)
{
	want();
	w.router.lose = 3;	/* of which two are retries, 1.75 s in all */
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4600, 4600);
	nat_world_run_for(&w, 1749);
	ck_assert_uint_eq(state(), MAPPING_VACATING);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(last_map()->m.internal_port, 4600);
}
END_TEST

/* Answers ------------------------------------------------------------------------ */

START_TEST(answers_that_come_twice_change_nothing)
{
	w.router.copies = 2;
	want();
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 1);
	ck_assert_uint_eq(w.sent_count, 2);
	ck_assert_uint_eq(w.nat.gateway.losses, 0);
}
END_TEST

START_TEST(an_answer_later_than_the_next_send_is_taken)
{
	w.router.delay_ms = 600;	/* a third send is out by then */
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(nat_world_sent(&w, 0, NATPMP_OPCODE_ADDRESS), 2);
	ck_assert_uint_eq(nat_world_sent(&w, 0, NATPMP_OPCODE_MAP_UDP), 2);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 1);
}
END_TEST

START_TEST(a_late_grant_is_no_answer_to_the_deletion_of_its_port)
{
	struct natpmp_message late;

	want();
	late = last_map()->m;
	late.form = NATPMP_FORM_REPLY;
	late.opcode = 129;
	late.epoch_s = 501;
	w.router.on = false;
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &late);
	ck_assert_uint_eq(state(), MAPPING_DELETING);
	late.external_port = 0;
	late.lifetime_s = 0;
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &late);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
}
END_TEST

START_TEST(a_late_answer_to_a_deletion_is_none_to_a_request_for_its_port)
{
	struct natpmp_message late = { .form = NATPMP_FORM_REPLY,
		.opcode = 129, .epoch_s = 501, .internal_port = 4500 };

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	w.router.lose = 1;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &late);
	ck_assert_uint_eq(state(), MAPPING_ASKING);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(state(), MAPPING_HELD);
}
END_TEST

START_TEST(an_answer_for_another_port_is_none)
{
	struct natpmp_message other = { .form = NATPMP_FORM_REPLY,
		.opcode = 129, .epoch_s = 501, .internal_port = 4501,
		.external_port = 4501, .lifetime_s = 3600 };

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	w.router.on = false;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &other);
	ck_assert_uint_eq(state(), MAPPING_ASKING);
	other.opcode = 130;	/* TCP, and the right port */
	other.internal_port = 4500;
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &other);
	ck_assert_uint_eq(state(), MAPPING_ASKING);
}
END_TEST

/* covers: PMP-C-37 PMP-C-38 */
START_TEST(every_result_code_but_0_ends_the_request_and_it_is_asked_again_later)
{
	static const uint16_t results[] = { 1, 2, 3, 4, 5, 6, 999, 0xffff };
	unsigned i, sent;

	for (i = 0; i < sizeof(results) / sizeof(results[0]); i++) {
		begin();
		w.router.map_result = results[i];
		want();
		ck_assert_uint_eq(state(), MAPPING_REFUSED);
		ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_REFUSED),
				  1);
		sent = w.sent_count;
		ck_assert_uint_eq(nat_world_sent(&w, 0, NATPMP_OPCODE_MAP_UDP),
				  1);
		w.router.map_result = 0;
		nat_world_run_for(&w, 2000);
		ck_assert_uint_eq(w.sent_count, sent + 1);
		ck_assert_uint_eq(state(), MAPPING_HELD);
	}
}
END_TEST

/* covers: PMP-C-38 */
START_TEST(a_refused_renewal_is_a_lost_mapping)
{
	struct endpoint e;

	want();
	w.router.map_result = NATPMP_OUT_OF_RESOURCES;
	nat_world_run_for(&w, 1800000);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 1);
	ck_assert(!nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	/* asked for after 2, 5, 15, 60 and then every 300 s */
	nat_world_run_for(&w, 82000 + 600000);
	ck_assert_uint_eq(w.nat.mappings[0].refusals, 1 + 4 + 2);
}
END_TEST

START_TEST(a_grant_of_no_port_or_no_time_is_a_refusal)
{
	w.router.zero_port = true;
	want();
	ck_assert_uint_eq(state(), MAPPING_REFUSED);
	begin();
	w.router.zero_lifetime = true;
	want();
	ck_assert_uint_eq(state(), MAPPING_REFUSED);
}
END_TEST

START_TEST(an_unsupported_opcode_given_back_is_a_refusal)
{
	struct natpmp_message echo = natpmp_map_request(NATPMP_OPCODE_MAP_UDP,
							4500, 4500, 3600);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	w.router.on = false;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	echo.form = NATPMP_FORM_ECHO;
	echo.opcode = 129;
	echo.result = NATPMP_UNSUPPORTED_OPCODE;
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &echo);
	ck_assert_uint_eq(state(), MAPPING_REFUSED);
	ck_assert_uint_eq(w.nat.gateway.losses, 0);
}
END_TEST

/* Silence and expiry ---------------------------------------------------------------- */

START_TEST(a_mapping_not_renewed_is_lost_when_its_life_ends_not_before)
{
	struct endpoint e;
	uint64_t held_ms;

	want();
	held_ms = last_map()->at_ms + NAT_WORLD_DELAY_MS;
	w.router.on = false;
	nat_world_run_for(&w, held_ms + 3599999 - w.now_ms);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 0);
	nat_world_run_for(&w, 1);
	ck_assert(!nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 1);
	w.router.on = true;
	nat_world_run_for(&w, 15 * 60000 + 130000);
	ck_assert_uint_eq(state(), MAPPING_HELD);
}
END_TEST

/* The gateway is silent from the renewal on, and back before the end.
 * covers: 6886-G-05 */
START_TEST(a_renewal_that_failed_is_tried_again_before_the_mappings_end)
{
	uint64_t held_ms, first_ms;
	unsigned sent;

	want();
	held_ms = last_map()->at_ms + NAT_WORLD_DELAY_MS;
	w.router.on = false;
	sent = w.sent_count;
	nat_world_run_for(&w, held_ms + 1800000 + 127750 - w.now_ms);
	ck_assert_uint_eq(w.sent_count - sent, 9);
	first_ms = w.sent[sent].at_ms;
	ck_assert_uint_eq(first_ms, held_ms + 1800000);
	ck_assert_uint_eq(w.sent[sent + 1].at_ms - first_ms, 250);
	ck_assert_uint_eq(w.sent[sent + 8].at_ms - first_ms, 63750);
	nat_world_run_for(&w, held_ms + 3000000 - w.now_ms);
	ck_assert_uint_ge(w.sent_count - sent, 18);
	w.router.on = true;
	nat_world_run_for(&w, 500000);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 2);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 0);
}
END_TEST

START_TEST(a_mapping_whose_life_ended_in_sleep_is_asked_for_at_once)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	want();
	w.now_ms += 8 * 3600000;	/* nothing runs meanwhile */
	f.resumed = true;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_LOST), 1);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 2);
}
END_TEST

/* Deletion ------------------------------------------------------------------------- */

/* covers: PMP-C-16 PMP-C-17 PMP-C-33 PMP-C-34 BTMM-C-25 */
START_TEST(a_deletion_is_sent_and_given_up_after_two_retries)
{
	static const uint8_t wire[] = { 0, 1, 0, 0, 0x11, 0x94, 0, 0,
					0, 0, 0, 0 };
	unsigned sent;

	want();
	sent = w.sent_count;
	w.router.on = false;
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	ck_assert_uint_eq(w.sent_count, sent + 1);
	ck_assert_mem_eq(w.sent[sent].octets, wire, sizeof(wire));
	nat_world_run_for(&w, 1749);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_DELETED), 0);
	ck_assert_uint_eq(w.sent_count, sent + 3);
	ck_assert_uint_eq(w.sent[sent + 1].at_ms - w.sent[sent].at_ms, 250);
	ck_assert_uint_eq(w.sent[sent + 2].at_ms - w.sent[sent].at_ms, 750);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_DELETED), 1);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_CLEAR), 1);
	nat_world_run_for(&w, 10000000);
	ck_assert_uint_eq(w.sent_count, sent + 3);
	/* a deletion without an answer proves no silence */
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_SILENT), 0);
}
END_TEST

/* covers: PMP-C-18 */
START_TEST(a_deletion_ends_where_nobody_can_answer_it)
{
	struct network_facts f = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);
	unsigned sent;

	want();
	nat_world_run_for(&w, 10000);
	w.router.on = false;
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	sent = w.sent_count;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_CLEAR), 1);
	nat_world_run_for(&w, 3600000);
	ck_assert_uint_eq(nat_world_sent(&w, sent, NATPMP_OPCODE_MAP_UDP), 0);
}
END_TEST

/* Both mappings are given up at once, and the gateway hears nothing: the second
 * deletion waits behind the first. */
static void
give_up_both(void)
{
	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	want();
	nat_world_run_for(&w, 10000);
	w.router.on = false;
	nat_world_stop(&w);
	ck_assert_uint_eq(last_map()->m.internal_port, 4500);
}

/* One deletion, the second one's, was sent since index FROM, to whom granted it
 * and from the address that it was granted to. */
static void
second_is_deleted(unsigned from)
{
	const struct nat_world_sent *s = last_map();

	ck_assert_uint_eq(nat_world_sent(&w, from, NATPMP_OPCODE_MAP_UDP), 1);
	ck_assert_uint_eq(ipv4_number(&s->to), WORLD_ROUTER);
	ck_assert_uint_eq(ipv4_number(&s->source), WORLD_HOST);
	ck_assert_uint_eq(s->m.internal_port, 4501);
	ck_assert_uint_eq(s->m.lifetime_s, 0);
}

/* covers: PMP-C-17 PMP-C-33 */
START_TEST(a_deletion_that_waits_is_sent_from_the_address_before_it_is_gone)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 3, WORLD_ROUTER);
	unsigned sent;

	give_up_both();
	sent = w.sent_count;
	nat_world_facts(&w, &f);
	second_is_deleted(sent);
	nat_world_run_for(&w, 3600000);
	second_is_deleted(sent);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_DELETED), 2);
}
END_TEST

/* covers: PMP-C-17 */
START_TEST(a_deletion_that_waits_is_sent_to_a_gateway_that_is_left)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER_2);
	unsigned sent;

	give_up_both();
	sent = w.sent_count;
	nat_world_facts(&w, &f);
	ck_assert_uint_eq(w.sent_count, sent);
	nat_world_run_for(&w, 3600000);
	second_is_deleted(sent);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_DELETED), 2);
}
END_TEST

/* covers: PMP-C-35 */
START_TEST(the_lifetime_of_a_failed_deletion_is_ignored)
{
	struct natpmp_message failed = { .form = NATPMP_FORM_REPLY,
		.opcode = 129, .result = NATPMP_REFUSED, .epoch_s = 501,
		.internal_port = 4500, .external_port = 4500,
		.lifetime_s = 99999 };
	struct endpoint e;

	want();
	w.router.on = false;
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	nat_world_datagram(&w, CHANNEL_GATEWAY, WORLD_ROUTER, NATPMP_PORT,
			   &failed);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
	ck_assert(!nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(w.nat.mappings[0].machine.base.due_ms, TIME_NEVER);
}
END_TEST

/* covers: PMP-C-17 */
START_TEST(stopping_deletes_all_mappings_and_tells_when_it_is_done)
{
	unsigned sent;

	nat_world_want(&w, NAT_SLOT_LLQ, 4501, 0);
	want();
	sent = w.sent_count;
	nat_world_stop(&w);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.sent_count - sent, 2);
	ck_assert_uint_eq(w.sent[sent].m.internal_port, 4500);
	ck_assert_uint_eq(w.sent[sent + 1].m.internal_port, 4501);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert_uint_eq(w.sent[sent + 1].m.lifetime_s, 0);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_CLEAR), 1);
	ck_assert_uint_eq(w.told[w.told_count - 1].what, NAT_REPORT_CLEAR);
}
END_TEST

START_TEST(stopping_with_nothing_mapped_is_done_at_once)
{
	nat_world_stop(&w);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_CLEAR), 1);
	begin();
	w.router.on = false;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_stop(&w);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_CLEAR), 1);
	ck_assert_uint_eq(w.sent_count, 0);
}
END_TEST

START_TEST(a_request_in_flight_that_is_no_longer_wanted_gives_way_to_a_deletion)
{
	unsigned sent;

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	w.router.on = false;
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 100);
	sent = w.sent_count;
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	ck_assert_uint_eq(w.sent_count, sent + 1);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	nat_world_run_for(&w, 1750);
	ck_assert_uint_eq(w.sent_count, sent + 3);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
}
END_TEST

START_TEST(what_is_wanted_again_while_it_is_deleted_is_mapped_again)
{
	want();
	nat_world_unwant(&w, NAT_SLOT_TUNNEL);
	nat_world_want(&w, NAT_SLOT_TUNNEL, 4500, 0);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_DELETED), 0);
}
END_TEST

START_TEST(what_is_wanted_and_unwanted_in_one_turn_is_not_mapped)
{
	nat_world_want_and_unwant(&w, NAT_SLOT_TUNNEL, 4500);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 1000);
	nat_world_want_and_unwant(&w, NAT_SLOT_TUNNEL, 4500);
	nat_world_run_for(&w, 1000);
	ck_assert_uint_eq(state(), MAPPING_IDLE);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 0);
}
END_TEST

/* A draw of what can happen to a host, and a while. */
static void
something_happens(uint32_t draw)
{
	struct network_facts f = nat_world_route(draw & 256 ? WORLD_HOST :
						 WORLD_HOST_2, w.router.address);
	unsigned slot = draw >> 4 & 1;

	switch (draw % 9) {
	case 0:
	case 1:
		nat_world_want(&w, slot, (uint16_t)(4501 + draw / 16 % 3),
			       (uint16_t)(draw & 512 ? 0 : 4600));
		break;
	case 2:
		nat_world_unwant(&w, slot);
		break;
	case 3:
		nat_world_want_and_unwant(&w, slot, 4700);
		break;
	case 4:
		w.router.on = !w.router.on;
		break;
	case 5:
		w.router.booted_ms = w.now_ms;
		nat_world_announce(&w);
		break;
	case 6:
		nat_world_facts(&w, &f);
		break;
	case 7:
		nat_world_doubt(&w);
		break;
	default:
		w.router.zero_port = draw & 1024;
	}
	nat_world_run_for(&w, draw >> 12 & 0x3fff);
}

/* Port 0 means all ports: with a lifetime it is nonsense, and without one it
 * would take what others on this host have mapped (RFC 6886 3.4).
 * covers: 6886-G-09 6886-G-10 */
START_TEST(whatever_happens_port_0_is_neither_mapped_nor_deleted)
{
	uint32_t draw = (uint32_t)_i + 1;
	unsigned round, i, maps = 0, deletions = 0;

	nat_world_join(&w, WORLD_HOST);
	for (round = 0; round < 400; round++) {
		draw = draw * 1664525 + 1013904223;
		w.sent_count = 0;
		w.told_count = 0;
		if (round == 399)
			nat_world_stop(&w);
		something_happens(draw >> 4);
		for (i = 0; i < w.sent_count; i++) {
			if (w.sent[i].m.opcode == NATPMP_OPCODE_ADDRESS)
				continue;
			maps++;
			deletions += w.sent[i].m.lifetime_s == 0;
			ck_assert_uint_ne(w.sent[i].m.internal_port, 0);
		}
	}
	ck_assert_uint_gt(maps, 20);
	ck_assert_uint_gt(deletions, 5);
}
END_TEST

/* Moves ----------------------------------------------------------------------------- */

/* covers: PMP-C-17 BTMM-C-32 */
START_TEST(a_move_sends_the_old_gateway_one_deletion_and_asks_the_new_one)
{
	struct network_facts f = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);
	unsigned sent;

	want();
	nat_world_run_for(&w, 10000);
	sent = w.sent_count;
	w.router.address = WORLD_ROUTER_2;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.sent_count - sent, 3);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent].to), WORLD_ROUTER);
	ck_assert_uint_eq(w.sent[sent].to.port, NATPMP_PORT);
	ck_assert_uint_eq(w.sent[sent].m.internal_port, 4500);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent + 1].to), WORLD_ROUTER_2);
	ck_assert_uint_eq(w.sent[sent + 2].m.lifetime_s, 3600);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(w.sent_count - sent, 3);
}
END_TEST

START_TEST(another_address_of_ours_is_mapped_anew_at_the_same_gateway)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 3, WORLD_ROUTER);
	unsigned told;

	want();
	nat_world_run_for(&w, 10000);
	told = w.told_count;
	w.router.taken = 4500;	/* our old address still holds it */
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(nat_world_told(&w, told, NAT_REPORT_HELD), 1);
	ck_assert_uint_eq(nat_report_external(nat_world_told_value(&w,
			  NAT_REPORT_HELD)), 4501);
	ck_assert_uint_eq(w.nat.gateway.losses, 0);
}
END_TEST

/* covers: PMP-C-33 */
START_TEST(what_an_address_holds_is_deleted_from_it_at_first_sight_of_another)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 3, WORLD_ROUTER);
	unsigned sent;

	want();
	nat_world_run_for(&w, 10000);
	sent = w.sent_count;
	nat_world_facts(&w, &f);
	ck_assert_uint_eq(w.sent_count - sent, 1);
	ck_assert_uint_eq(w.sent[sent].m.internal_port, 4500);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent].source), WORLD_HOST);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.sent_count - sent, 3);
	ck_assert_uint_eq(w.sent[sent + 1].m.opcode, NATPMP_OPCODE_ADDRESS);
	ck_assert_uint_eq(w.sent[sent + 2].m.external_port, 4500);
	ck_assert_uint_eq(w.sent[sent + 2].m.lifetime_s, 3600);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent + 2].source),
			  WORLD_HOST + 3);
	ck_assert_uint_eq(state(), MAPPING_HELD);
}
END_TEST

/* A link that flaps takes a second to settle; renewals go on meanwhile. */
START_TEST(what_is_granted_before_a_change_has_settled_is_deleted_then)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 3, WORLD_ROUTER);
	unsigned sent;

	want();
	nat_world_facts(&w, &f);	/* soon after the last: takes 1 s */
	nat_world_want(&w, NAT_SLOT_LLQ, 5000, 5000);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.nat.mappings[NAT_SLOT_LLQ].machine.base.state,
			  MAPPING_HELD);
	sent = w.sent_count;
	nat_world_run_for(&w, 2000);
	ck_assert_uint_eq(w.sent[sent].m.internal_port, 5000);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent].source), WORLD_HOST);
	ck_assert_uint_eq(w.sent_count - sent, 4);
}
END_TEST

START_TEST(what_was_deleted_for_an_address_that_is_back_at_once_is_asked_again)
{
	struct network_facts there = nat_world_route(WORLD_HOST, WORLD_ROUTER);
	struct network_facts other = nat_world_route(WORLD_HOST + 3,
						     WORLD_ROUTER);
	unsigned sent;

	want();
	nat_world_run_for(&w, 10000);
	sent = w.sent_count;
	nat_world_facts(&w, &other);
	nat_world_facts(&w, &there);
	nat_world_facts(&w, &other);
	nat_world_facts(&w, &there);
	ck_assert_uint_eq(w.sent_count - sent, 1);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(w.sent_count - sent, 3);
	ck_assert_uint_eq(w.sent[sent + 2].m.lifetime_s, 3600);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent + 2].source), WORLD_HOST);
	ck_assert_uint_eq(state(), MAPPING_HELD);
}
END_TEST

START_TEST(an_interrupted_network_asks_for_the_same_port_again)
{
	want();
	nat_world_run_for(&w, 10000);
	nat_world_leave(&w);
	nat_world_run_for(&w, 5000);
	ck_assert_uint_eq(state(), MAPPING_OFFLINE);
	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(last_map()->m.external_port, 4500);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_HELD), 2);
}
END_TEST

START_TEST(another_address_of_ours_while_renewing_asks_anew)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 3, WORLD_ROUTER);

	want();
	w.router.lose = 6;
	nat_world_run_for(&w, 1800000 - 900);
	ck_assert_uint_eq(state(), MAPPING_RENEWING);
	nat_world_facts(&w, &f);
	w.router.lose = 0;
	nat_world_run_for(&w, 100);
	ck_assert_uint_eq(state(), MAPPING_HELD);
	ck_assert_uint_eq(w.nat.mappings[0].grants, 2);
}
END_TEST

/* covers: PMP-C-17 BTMM-C-11 */
START_TEST(a_move_to_a_public_network_deletes_the_mapping_and_opens_the_port)
{
	struct network_facts f = nat_world_route(WORLD_PUBLIC_2, WORLD_PUBLIC);
	struct endpoint e;
	unsigned sent;

	want();
	nat_world_run_for(&w, 10000);
	sent = w.sent_count;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(w.sent_count - sent, 1);
	ck_assert_uint_eq(ipv4_number(&w.sent[sent].to), WORLD_ROUTER);
	ck_assert_uint_eq(w.sent[sent].m.lifetime_s, 0);
	ck_assert(nat_endpoint(&w.nat, NAT_SLOT_TUNNEL, &e));
	ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC_2);
	ck_assert_uint_eq(e.port, 4500);
}
END_TEST

static TCase *
life(void)
{
	TCase *c = tcase_create("life");

	tcase_add_checked_fixture(c, begin, NULL);
	tcase_add_test(c, the_local_port_is_asked_for_with_the_wanted_one_for_an_hour);
	tcase_add_test(c, the_port_of_before_a_restart_is_suggested);
	tcase_add_test(c, a_lifetime_of_the_configuration_is_asked_for);
	tcase_add_test(c, a_mapping_is_renewed_at_half_of_its_life_by_the_same_message);
	tcase_add_test(c, half_of_the_lifetime_granted_counts_not_of_the_one_asked_for);
	tcase_add_test(c, a_renewal_suggests_the_port_that_was_mapped);
	tcase_add_test(c, another_port_at_a_renewal_is_told);
	tcase_add_test(c, the_local_port_moves_to_the_external_one_until_both_are_equal);
	tcase_add_test(c, an_old_port_that_cannot_be_deleted_does_not_hold_the_new_one_up);
	tcase_add_test(c, a_mapping_not_renewed_is_lost_when_its_life_ends_not_before);
	tcase_add_test(c, a_renewal_that_failed_is_tried_again_before_the_mappings_end);
	tcase_add_test(c, a_mapping_whose_life_ended_in_sleep_is_asked_for_at_once);
	tcase_add_test(c, a_move_sends_the_old_gateway_one_deletion_and_asks_the_new_one);
	tcase_add_test(c, another_address_of_ours_is_mapped_anew_at_the_same_gateway);
	tcase_add_test(c, what_an_address_holds_is_deleted_from_it_at_first_sight_of_another);
	tcase_add_test(c, what_is_granted_before_a_change_has_settled_is_deleted_then);
	tcase_add_test(c, what_was_deleted_for_an_address_that_is_back_at_once_is_asked_again);
	tcase_add_test(c, an_interrupted_network_asks_for_the_same_port_again);
	tcase_add_test(c, another_address_of_ours_while_renewing_asks_anew);
	tcase_add_test(c, a_move_to_a_public_network_deletes_the_mapping_and_opens_the_port);
	return c;
}

static TCase *
answers(void)
{
	TCase *c = tcase_create("answers and deletions");

	tcase_add_checked_fixture(c, begin, NULL);
	tcase_add_test(c, answers_that_come_twice_change_nothing);
	tcase_add_test(c, an_answer_later_than_the_next_send_is_taken);
	tcase_add_test(c, a_late_grant_is_no_answer_to_the_deletion_of_its_port);
	tcase_add_test(c, a_late_answer_to_a_deletion_is_none_to_a_request_for_its_port);
	tcase_add_test(c, an_answer_for_another_port_is_none);
	tcase_add_test(c, every_result_code_but_0_ends_the_request_and_it_is_asked_again_later);
	tcase_add_test(c, a_refused_renewal_is_a_lost_mapping);
	tcase_add_test(c, a_grant_of_no_port_or_no_time_is_a_refusal);
	tcase_add_test(c, an_unsupported_opcode_given_back_is_a_refusal);
	tcase_add_test(c, a_deletion_is_sent_and_given_up_after_two_retries);
	tcase_add_test(c, a_deletion_ends_where_nobody_can_answer_it);
	tcase_add_test(c, a_deletion_that_waits_is_sent_from_the_address_before_it_is_gone);
	tcase_add_test(c, a_deletion_that_waits_is_sent_to_a_gateway_that_is_left);
	tcase_add_test(c, the_lifetime_of_a_failed_deletion_is_ignored);
	tcase_add_loop_test(c, whatever_happens_port_0_is_neither_mapped_nor_deleted, 0, 20);
	tcase_add_test(c, stopping_deletes_all_mappings_and_tells_when_it_is_done);
	tcase_add_test(c, stopping_with_nothing_mapped_is_done_at_once);
	tcase_add_test(c, a_request_in_flight_that_is_no_longer_wanted_gives_way_to_a_deletion);
	tcase_add_test(c, what_is_wanted_again_while_it_is_deleted_is_mapped_again);
	tcase_add_test(c, what_is_wanted_and_unwanted_in_one_turn_is_not_mapped);
	return c;
}

int
main(void)
{
	Suite *s = suite_create("mapping");
	SRunner *sr;
	int failed;

	suite_add_tcase(s, life());
	suite_add_tcase(s, answers());
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
