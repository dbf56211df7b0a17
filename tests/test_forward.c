/* SPDX-License-Identifier: Apache-2.0 */
/* test_forward.c - updates on their way to the primary (RFC 2136, RFC 8945
 * 5.5), and who may send them. */
#include "rendezvous_bench.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HOST "mymac.home.example.net"
#define LABEL "label.home.example.net"

static struct bench *b;
static struct endpoint client;
static struct bench_update u;

static void
setup(void)
{
	b = bench_new();
	bench_start(b);
	client = bench_client(1, 4000);
}

static void
teardown(void)
{
	bench_free(b);
}

static void
send_update(uint16_t key)
{
	bench_send(b, &client, key, u.octets, bench_update_end(&u));
}

/* The RCODE of the only answer. */
static unsigned
answered(void)
{
	struct dns_message msg;

	ck_assert_uint_eq(b->sent_count, 1);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_opcode(&msg), DNS_OPCODE_UPDATE);
	return dns_rcode(&msg);
}

static void
add_one(uint16_t id)
{
	bench_update_begin(&u, id);
	bench_update_add_a(&u, "new.home.example.net", 0x01020304);
}

/* covers: TSIG-F-01 TSIG-F-03 TSIG-F-04 P14 */
START_TEST(an_update_goes_on_signed_with_our_own_key)
{
	struct dns_message msg;

	add_one(700);
	bench_update_lease(&u, 3600);
	send_update(KEY_HOME);
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(b->updates, 1);
	ck_assert_uint_eq(b->update_key, KEY_OWN);
	ck_assert(!b->update_by_stream);
	ck_assert_int_eq(dns_open(&msg, b->update, b->update_length), 0);
	ck_assert_uint_eq(msg.count[DNS_UPDATE], 1);
	/* the lease option is taken off onward */
	ck_assert_uint_eq(msg.count[DNS_ADDITIONAL], 0);
	ck_assert(bench_has(b, "new.home.example.net", DNS_TYPE_A));
} END_TEST

/* covers: UL-S-21 P3 UL-S-23 */
START_TEST(an_unsigned_update_is_refused)
{
	add_one(1);
	send_update(KEY_NONE);
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
	ck_assert_uint_eq(b->updates, 0);
} END_TEST

/* covers: UL-S-22 BTMM-S-01 */
START_TEST(a_key_changes_the_names_that_it_covers_and_no_others)
{
	bench_update_begin(&u, 1);
	bench_update_add_a(&u, "x." HOST, 1);
	bench_update_add_a(&u, LABEL, 2);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
	bench_forget(b);
	bench_update_begin(&u, 2);
	bench_update_add_a(&u, "x." HOST, 3);
	bench_update_add_a(&u, "other.home.example.net", 4);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
	ck_assert_uint_eq(b->updates, 1);
} END_TEST

/* covers: P11 */
START_TEST(ones_own_ptr_may_hang_on_everybodys_name)
{
	struct dns_name own = bench_name("_autotunnel._udp." HOST);
	struct dns_name other = bench_name("_autotunnel._udp.o.home.example.net");

	bench_update_begin(&u, 1);
	bench_update_add(&u, "_autotunnel._udp.home.example.net", DNS_TYPE_PTR,
			 own.wire, own.length);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
	bench_forget(b);
	bench_update_begin(&u, 2);
	bench_update_add(&u, "_autotunnel._udp.home.example.net", DNS_TYPE_PTR,
			 other.wire, other.length);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
	bench_forget(b);
	bench_update_begin(&u, 3);
	bench_update_delete_set(&u, "_autotunnel._udp.home.example.net",
				DNS_TYPE_PTR);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
	bench_forget(b);
	bench_update_begin(&u, 4);
	bench_update_add(&u, "other.home.example.net", DNS_TYPE_PTR, own.wire,
			 own.length);
	send_update(KEY_MYMAC);
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
} END_TEST

/* covers: 9664-G-07 */
START_TEST(signature_then_permission_then_the_lease_is_looked_at)
{
	static const uint16_t keys[] = { KEY_NONE, KEY_OTHER, KEY_HOME };
	static const unsigned rcodes[] = { DNS_RCODE_REFUSED,
		DNS_RCODE_REFUSED, DNS_RCODE_FORMERR };
	size_t length;

	add_one(1);
	bench_update_lease(&u, 3600);
	length = bench_update_end(&u);
	/* the option of 4 octets becomes one of 3 */
	u.octets[length - 5] = 3;
	u.octets[length - 9] = 7;
	bench_send(b, &client, keys[_i], u.octets, length - 1);
	ck_assert_uint_eq(answered(), rcodes[_i]);
	ck_assert_uint_eq(b->updates, 0);
} END_TEST

START_TEST(what_does_not_hold_is_refused_as_rfc_2136_says)
{
	static const unsigned rcodes[] = {
		DNS_RCODE_NOTZONE, DNS_RCODE_FORMERR, DNS_RCODE_NOTAUTH,
		DNS_RCODE_FORMERR, DNS_RCODE_FORMERR,
	};
	struct dns_name zone = bench_name("other.example.net");
	struct dns_name name = bench_name(HOST);

	bench_update_begin(&u, 1);
	switch (_i) {
	case 0:
		bench_update_add_a(&u, "www.example.com", 1);
		break;
	case 1:
		dns_add_record(&u.w, DNS_UPDATE, &name, DNS_TYPE_A,
			       DNS_CLASS_ANY, 30, NULL, 0);
		break;
	case 2:
		dns_begin(&u.w, u.octets, sizeof(u.octets), 1,
			  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
		dns_add_question(&u.w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
		break;
	case 3:
		dns_begin(&u.w, u.octets, sizeof(u.octets), 1,
			  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
		dns_add_question(&u.w, &zone, DNS_TYPE_A, DNS_CLASS_IN);
		break;
	case 4:
		dns_add_record(&u.w, DNS_UPDATE, &name, DNS_TYPE_A, 3, 30,
			       (const uint8_t *)"abcd", 4);
		break;
	}
	send_update(KEY_HOME);
	ck_assert_uint_eq(answered(), rcodes[_i]);
	ck_assert_uint_eq(b->updates, 0);
} END_TEST

/* covers: TSIG-S-35 */
START_TEST(the_primarys_refusal_is_passed_on)
{
	struct dns_message msg;

	b->force_rcode = DNS_RCODE_YXRRSET;
	add_one(7);
	bench_update_lease(&u, 3600);
	send_update(KEY_HOME);
	ck_assert_uint_eq(answered(), DNS_RCODE_YXRRSET);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.id, 7);
	ck_assert(!msg.options.has_lease);
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 0);
} END_TEST

/* covers: UL-B-11 */
START_TEST(a_silent_primary_is_asked_again_then_the_client_hears_servfail)
{
	b->mute = true;
	add_one(7);
	send_update(KEY_HOME);
	bench_run_for(b, 14999);
	ck_assert_uint_eq(b->updates, 4);
	ck_assert_uint_eq(b->sent_count, 0);
	bench_run_for(b, 1);
	ck_assert_uint_eq(answered(), DNS_RCODE_SERVFAIL);
	ck_assert_uint_eq(rendezvous_counters(b->r)->updates_lost, 1);
} END_TEST

/* covers: TSIG-C-08 TSIG-C-12 TSIG-C-13 */
START_TEST(an_unsigned_answer_of_the_primary_is_not_believed)
{
	b->unsigned_answers = true;
	add_one(7);
	send_update(KEY_HOME);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert_uint_ge(rendezvous_counters(b->r)->unverified, 1);
	b->unsigned_answers = false;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
} END_TEST

/* A prerequisite that held at first does not when the same comes again. */
START_TEST(what_is_refused_when_sent_again_may_stand_and_keeps_its_lease)
{
	b->unsigned_answers = true;	/* it takes it, and is not believed */
	add_one(7);
	bench_update_lease(&u, 60);
	send_update(KEY_HOME);
	ck_assert_uint_eq(b->sent_count, 0);
	b->unsigned_answers = false;
	b->force_rcode = DNS_RCODE_YXRRSET;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(answered(), DNS_RCODE_YXRRSET);
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->updates_lost, 1);
	b->force_rcode = DNS_RCODE_NOERROR;
	bench_run_for(b, 2 * 3600 * 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->lease_count, 0);
	ck_assert(!bench_has(b, "new.home.example.net", DNS_TYPE_A));
} END_TEST

START_TEST(a_client_that_sends_again_is_answered_once)
{
	b->mute = true;
	add_one(7);
	send_update(KEY_HOME);
	bench_send(b, &client, KEY_HOME, u.octets, u.w.at);
	ck_assert_uint_eq(rendezvous_counters(b->r)->updates_repeated, 1);
	b->mute = false;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
} END_TEST

START_TEST(an_update_too_long_for_a_datagram_takes_a_stream)
{
	char name[64];
	unsigned i;

	bench_update_begin(&u, 7);
	for (i = 0; i < 60; i++) {
		snprintf(name, sizeof(name), "host-%u.home.example.net", i);
		bench_update_add_a(&u, name, i);
	}
	bench_send_stream(b, &client, KEY_HOME, u.octets,
			  bench_update_end(&u));
	ck_assert_uint_eq(answered(), DNS_RCODE_NOERROR);
	ck_assert(bench_sent(b, 0)->stream);
	ck_assert(b->update_by_stream);
	ck_assert_uint_gt(b->update_length, DNS_UDP_MAX);
	ck_assert(bench_has(b, "host-59.home.example.net", DNS_TYPE_A));
} END_TEST

START_TEST(a_stream_that_cannot_be_opened_is_servfail)
{
	char name[64];
	unsigned i;

	b->down = true;
	bench_update_begin(&u, 7);
	for (i = 0; i < 60; i++) {
		snprintf(name, sizeof(name), "host-%u.home.example.net", i);
		bench_update_add_a(&u, name, i);
	}
	send_update(KEY_HOME);
	ck_assert_uint_eq(answered(), DNS_RCODE_SERVFAIL);
} END_TEST

/* covers: P14 */
START_TEST(updates_of_the_same_names_keep_their_order)
{
	struct dns_message msg;

	b->mute = true;
	add_one(1);
	send_update(KEY_HOME);
	bench_update_begin(&u, 2);
	bench_update_delete_set(&u, "new.home.example.net", DNS_TYPE_A);
	send_update(KEY_HOME);
	bench_update_begin(&u, 3);
	bench_update_add_a(&u, "elsewhere.home.example.net", 9);
	send_update(KEY_HOME);
	/* the third has nothing to wait for */
	ck_assert_uint_eq(b->updates, 2);
	b->mute = false;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(b->sent_count, 3);
	ck_assert(!bench_has(b, "new.home.example.net", DNS_TYPE_A));
	bench_open(b, 2, &msg);
	ck_assert_uint_eq(msg.id, 2);
} END_TEST

/* covers: P14 */
START_TEST(many_hosts_add_their_ptrs_at_once)
{
	struct dns_name target;
	char text[64];
	unsigned i;

	b->mute = true;
	for (i = 0; i < 8; i++) {
		snprintf(text, sizeof(text), "_autotunnel._udp.h%u.home."
			 "example.net", i);
		target = bench_name(text);
		bench_update_begin(&u, (uint16_t)(i + 1));
		bench_update_add(&u, "_autotunnel._udp.home.example.net",
				 DNS_TYPE_PTR, target.wire, target.length);
		send_update(KEY_HOME);
	}
	ck_assert_uint_eq(b->updates, 8);
} END_TEST

/* covers: UL-S-20 */
START_TEST(without_room_for_another_update_it_is_refused)
{
	char name[64];
	unsigned i;

	b->mute = true;
	for (i = 0; i < 9; i++) {
		snprintf(name, sizeof(name), "h%u.home.example.net", i);
		bench_update_begin(&u, (uint16_t)(i + 1));
		bench_update_add_a(&u, name, i);
		send_update(KEY_HOME);
	}
	ck_assert_uint_eq(answered(), DNS_RCODE_REFUSED);
	ck_assert_uint_eq(rendezvous_counters(b->r)->updates_full, 1);
} END_TEST

/* covers: P14 BTMM-S-02 */
START_TEST(an_update_through_us_is_pushed_without_waiting_for_notify)
{
	struct endpoint peer = bench_client(2, 5353);
	uint64_t then;
	struct dns_message msg;

	bench_subscribe(b, &peer, KEY_HOME, LABEL, DNS_TYPE_A);
	then = b->now_ms;
	bench_update_begin(&u, 1);
	bench_update_delete_set(&u, LABEL, DNS_TYPE_A);
	bench_update_add_a(&u, LABEL, 0x01020304);
	send_update(KEY_HOME);
	ck_assert_uint_eq(b->sent_count, 2);
	ck_assert_uint_eq(bench_sent(b, 1)->at_ms, then);
	ck_assert(endpoint_equal(&bench_sent(b, 1)->to, &peer));
	bench_open(b, 1, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 2);
	ck_assert_uint_eq(b->ixfrs, 1);
} END_TEST

START_TEST(stale_tickets_and_strangers_change_nothing)
{
	struct input in = { .kind = INPUT_SAVED,
			    .ticket = { .slot = 1, .generation = 9 } };
	uint8_t octets[12] = { 0, 0, 0xa8 };

	bench_input(b, &in);
	in.kind = INPUT_STREAM_DOWN;
	in.ticket.slot = 5000;
	bench_input(b, &in);
	in = (struct input){ .kind = INPUT_DATAGRAM, .octets = octets,
			     .length = 12, .channel = CHANNEL_PRIMARY,
			     .source = b->config.primary };
	bench_input(b, &in);
	ck_assert_uint_eq(rendezvous_counters(b->r)->stale, 3);
	in.source = client;
	bench_input(b, &in);
	ck_assert_uint_eq(rendezvous_counters(b->r)->malformed, 1);
	ck_assert_uint_eq(b->sent_count, 0);
} END_TEST

START_TEST(our_own_srv_records_are_registered_where_it_is_wanted)
{
	bench_free(b);
	b = bench_new();
	b->config.publish = true;
	b->config.publish_target = bench_name("rendezvous.home.example.net");
	b->config.publish_port = 5352;
	bench_start(b);
	ck_assert(bench_has(b, "_dns-llq._udp.home.example.net",
			    DNS_TYPE_SRV));
	ck_assert(bench_has(b, "_dns-update._udp.home.example.net",
			    DNS_TYPE_SRV));
	ck_assert_uint_eq(b->updates, 1);
	ck_assert_uint_eq(b->update_key, KEY_OWN);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("forward");
	SRunner *sr = srunner_create(s);
	TCase *t = tcase_create("forward");
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, an_update_goes_on_signed_with_our_own_key);
	tcase_add_test(t, an_unsigned_update_is_refused);
	tcase_add_test(t, a_key_changes_the_names_that_it_covers_and_no_others);
	tcase_add_test(t, ones_own_ptr_may_hang_on_everybodys_name);
	tcase_add_loop_test(t, signature_then_permission_then_the_lease_is_looked_at,
			    0, 3);
	tcase_add_loop_test(t, what_does_not_hold_is_refused_as_rfc_2136_says,
			    0, 5);
	tcase_add_test(t, the_primarys_refusal_is_passed_on);
	tcase_add_test(t, a_silent_primary_is_asked_again_then_the_client_hears_servfail);
	tcase_add_test(t, an_unsigned_answer_of_the_primary_is_not_believed);
	tcase_add_test(t, what_is_refused_when_sent_again_may_stand_and_keeps_its_lease);
	tcase_add_test(t, a_client_that_sends_again_is_answered_once);
	tcase_add_test(t, an_update_too_long_for_a_datagram_takes_a_stream);
	tcase_add_test(t, a_stream_that_cannot_be_opened_is_servfail);
	tcase_add_test(t, updates_of_the_same_names_keep_their_order);
	tcase_add_test(t, many_hosts_add_their_ptrs_at_once);
	tcase_add_test(t, without_room_for_another_update_it_is_refused);
	tcase_add_test(t, an_update_through_us_is_pushed_without_waiting_for_notify);
	tcase_add_test(t, stale_tickets_and_strangers_change_nothing);
	tcase_add_test(t, our_own_srv_records_are_registered_where_it_is_wanted);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
