/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_session.c - whole messages of long-lived queries: packing, replies
 * of several options, events and their acknowledgement (RFC 8764). */
#include "dns_world.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALICE "alice.home.example.net"
#define BOB "bob.home.example.net"
#define CAROL "carol.home.example.net"
enum { LEASE_S = 900 };

static struct dns_world w;

static void
begin(void)
{
	dns_world_begin(&w);
	dns_world_add(&w, ALICE, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	dns_world_add(&w, BOB, DNS_TYPE_AAAA, dns_world_aaaa(2), 16);
	dns_world_add(&w, CAROL, DNS_TYPE_AAAA, dns_world_aaaa(3), 16);
	dns_world_ready(&w);
}

/* Asks COUNT questions before there is a path, so that they start together. */
static void
begin_with(unsigned count)
{
	char name[64];
	unsigned i;

	dns_world_begin(&w);
	for (i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "host%u.home.example.net", i);
		ck_assert_int_eq(dns_world_llq(&w, name, DNS_TYPE_AAAA),
				 (int)i);
	}
	dns_world_ready(&w);
}

static unsigned
hold(const char *name)
{
	int slot = dns_world_llq(&w, name, DNS_TYPE_AAAA);

	ck_assert_int_ge(slot, 0);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)slot), LLQ_CLIENT_HELD);
	return (unsigned)slot;
}

static unsigned
questions_of(unsigned from, enum dns_world_kind kind, unsigned *longest)
{
	const struct dns_world_sent *s;
	unsigned n, sum = 0;

	*longest = 0;
	for (n = 0; (s = dns_world_sent(&w, from, kind, n)); n++) {
		ck_assert_uint_eq(s->msg.count[DNS_QUESTION],
				  s->msg.options.llq_count);
		sum += s->msg.count[DNS_QUESTION];
		if (s->length > *longest)
			*longest = (unsigned)s->length;
	}
	return sum;
}

/* Packing -------------------------------------------------------------------------- */

/* covers: LLQ-C-20 LLQ-C-21 LLQ-C-22 LLQ-C-29 LLQ-B-08 LLQ-B-13 */
START_TEST(questions_of_one_turn_travel_in_one_message)
{
	const struct dns_world_sent *setup, *response;
	struct dns_iterator a, b;
	struct dns_question q, r;
	struct dns_record opt;
	unsigned i;

	begin_with(5);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 1);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_RESPONSE), 1);
	setup = dns_world_sent(&w, 0, SENT_SETUP, 0);
	response = dns_world_sent(&w, 0, SENT_RESPONSE, 0);
	ck_assert_uint_eq(setup->msg.options.llq_count, 5);
	ck_assert_uint_eq(setup->msg.count[DNS_ADDITIONAL], 1);
	for (i = 0; i < 5; i++) {
		ck_assert_uint_eq(setup->msg.options.llq[i].lease_s, LEASE_S);
		ck_assert_int_eq(dns_world_state(&w, i), LLQ_CLIENT_HELD);
	}
	dns_records(&setup->msg, DNS_ADDITIONAL, &a);
	ck_assert(dns_next(&a, &opt));
	ck_assert_uint_eq(opt.type, 41);
	ck_assert_uint_eq(opt.name.length, 1);
	ck_assert_uint_eq(opt.ttl, 0);
	ck_assert_uint_eq(opt.rdata_length, 5 * 22);
	/* n-th question, n-th option, the same in the response: the server
	 * of this world compares every echoed id with the one that it gave */
	dns_questions(&setup->msg, &a);
	dns_questions(&response->msg, &b);
	while (dns_next_question(&a, &q)) {
		ck_assert(dns_next_question(&b, &r));
		ck_assert(dns_name_equal(&q.name, &r.name));
	}
} END_TEST

/* covers: LLQ-C-23 LLQ-C-20 LLQ-C-21 */
START_TEST(no_setup_is_longer_than_one_ip_packet)
{
	unsigned longest, i;

	begin_with(100);
	ck_assert_uint_eq(questions_of(0, SENT_SETUP, &longest), 100);
	ck_assert_uint_le(longest + CLIENT_TSIG_ROOM, 1232);
	ck_assert_uint_le(dns_world_count(&w, 0, SENT_SETUP), 6);
	dns_world_run_for(&w, 100);
	for (i = 0; i < 100; i++)
		ck_assert_int_eq(dns_world_state(&w, i), LLQ_CLIENT_HELD);
} END_TEST

START_TEST(the_whole_pool_is_set_up_refreshed_and_ended)
{
	unsigned longest, i, from;

	begin_with(LLQ_CLIENTS_MAX);
	dns_world_run_for(&w, 200);
	for (i = 0; i < LLQ_CLIENTS_MAX; i++)
		ck_assert_int_eq(dns_world_state(&w, i), LLQ_CLIENT_HELD);
	from = w.sent_count;
	dns_world_run_for(&w, LEASE_S * 900);
	ck_assert_uint_eq(questions_of(from, SENT_REFRESH, &longest),
			  LLQ_CLIENTS_MAX);
	from = w.sent_count;
	dns_world_leave(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(questions_of(from, SENT_REFRESH, &longest),
			  LLQ_CLIENTS_MAX);
	for (i = 0; i < LLQ_CLIENTS_MAX; i++)
		ck_assert_ptr_null(dnsclient_llq(&w.dns, i));
	ck_assert_uint_eq(w.deadlines.count, 1);	/* discovery's */
} END_TEST

/* What is behind the pools is left alone. */
START_TEST(small_pools_are_kept_within)
{
	static const struct llq_room zeros;
	struct dnsclient_config config;
	unsigned i;

	begin();
	config = w.dns.config;
	memset(&w.dns, 0, sizeof(w.dns));
	memset(&w.deadlines, 0, sizeof(w.deadlines));
	deadlines_init(&w.deadlines, w.heap, 3 + DNSCLIENT_MACHINES_BESIDE_LLQS);
	config.pools.client_max = 3;
	config.pools.message_max = 1;
	config.pools.answer_max = 2;
	ck_assert_int_eq(dnsclient_init(&w.dns, &config), 0);
	dns_world_ready(&w);
	for (i = 0; i < 3; i++) {
		static const char *const names[] = { ALICE, BOB, CAROL };

		ck_assert_int_eq(dns_world_llq(&w, names[i], DNS_TYPE_AAAA),
				 (int)i);
		dns_world_run_for(&w, i ? 50 : 0);
	}
	ck_assert_int_eq(dns_world_llq(&w, ALICE, DNS_TYPE_A), -28);
	dns_world_run_for(&w, LEASE_S * 1000);
	for (i = 0; i < 3; i++)
		ck_assert_int_eq(dns_world_state(&w, i), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(w.dns.session.message_reach, 1);
	ck_assert_uint_eq(w.dns.session.commons.pool.used, 2);
	ck_assert_uint_ge(dnsclient_left_out(&w.dns), 1);
	ck_assert_mem_eq(&w.room.clients[3], &zeros.clients[3],
			 sizeof(zeros.clients) - 3 * sizeof(zeros.clients[0]));
	ck_assert_mem_eq(&w.room.messages[1], &zeros.messages[1],
			 sizeof(zeros.messages) - sizeof(zeros.messages[0]));
	ck_assert_mem_eq(&w.room.answers[2], &zeros.answers[2],
			 sizeof(zeros.answers) - 2 * sizeof(zeros.answers[0]));
} END_TEST

/* covers: LLQ-C-24 */
START_TEST(one_question_is_never_asked_twice)
{
	begin();
	hold(ALICE);
	ck_assert_int_eq(dns_world_llq(&w, "ALICE.home.example.net",
				       DNS_TYPE_AAAA), -17);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 1);
} END_TEST

/* covers: LLQ-C-25 */
START_TEST(type_any_is_never_asked_and_the_class_is_always_in)
{
	struct dns_question q;

	begin();
	ck_assert_int_eq(dns_world_llq(&w, ALICE, DNS_TYPE_ANY), -22);
	hold(ALICE);
	ck_assert(dns_first_question(&dns_world_sent(&w, 0, SENT_SETUP, 0)->msg,
				     &q));
	ck_assert_uint_eq(q.class, DNS_CLASS_IN);
} END_TEST

START_TEST(a_message_whose_member_left_is_written_anew_for_the_rest)
{
	const struct dns_world_sent *first, *second;
	struct dns_question q;

	dns_world_begin(&w);
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_llq(&w, BOB, DNS_TYPE_AAAA);
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	w.server.on = false;
	dns_world_path(&w, true);
	dns_world_drop(&w, 0);
	w.server.on = true;
	dns_world_run_for(&w, 3000);
	first = dns_world_sent(&w, 0, SENT_SETUP, 0);
	second = dns_world_sent(&w, 0, SENT_SETUP, 1);
	ck_assert_uint_eq(first->msg.count[DNS_QUESTION], 2);
	ck_assert_uint_eq(second->msg.count[DNS_QUESTION], 1);
	ck_assert_uint_ne(first->msg.id, second->msg.id);
	ck_assert(dns_first_question(&second->msg, &q));
	ck_assert(dns_name_equal(&q.name, &w.dns.session.clients[1].name));
	ck_assert_int_eq(dns_world_state(&w, 1), LLQ_CLIENT_HELD);
} END_TEST

/* Replies of several options ----------------------------------------------------------- */

/* covers: LLQ-C-29 LLQ-C-21 */
START_TEST(one_of_three_may_fail_and_the_others_go_on)
{
	dns_world_begin(&w);
	w.server.error = DNS_LLQ_SERV_FULL;
	w.server.retry_s = 60;
	w.server.fail_at = 2;
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_llq(&w, BOB, DNS_TYPE_AAAA);
	dns_world_llq(&w, CAROL, DNS_TYPE_AAAA);
	dns_world_ready(&w);
	w.server.error = 0;		/* the challenge is on its way */
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, 0), LLQ_CLIENT_HELD);
	ck_assert_int_eq(dns_world_state(&w, 1), LLQ_CLIENT_FULL);
	ck_assert_int_eq(dns_world_state(&w, 2), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dns_world_sent(&w, 0, SENT_RESPONSE, 0)->
			  msg.options.llq_count, 2);
} END_TEST

START_TEST(a_reply_with_other_questions_than_ours_is_no_reply)
{
	struct dns_world_coming *c;

	begin();
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	ck_assert_uint_eq(w.coming_count, 1);
	c = &w.coming[0];
	c->octets[DNS_HEADER_SIZE + 1] = 'm';	/* malice */
	dns_world_run_for(&w, 1000);
	ck_assert_int_eq(dns_world_state(&w, 0), LLQ_CLIENT_ASKING);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_MISMATCH), 1);
} END_TEST

/* Refresh ---------------------------------------------------------------------------------- */

/* covers: LLQ-C-48 LLQ-C-49 LLQ-C-52 LLQ-C-54 */
START_TEST(a_refresh_takes_along_what_else_is_held_there)
{
	const struct dns_world_sent *s;
	unsigned from;

	begin();
	hold(ALICE);
	dns_world_run_for(&w, 300000);
	hold(BOB);
	from = w.sent_count;
	dns_world_run_for(&w, LEASE_S * 800 - 300000 - 200);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 0);
	dns_world_run_for(&w, 300);
	s = dns_world_sent(&w, from, SENT_REFRESH, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq_count, 2);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s,
			  s->msg.options.llq[1].lease_s);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[0].id);
	ck_assert_uint_eq(s->msg.options.llq[1].id, w.server.llqs[1].id);
	/* both leases run from now: one refresh for the two, at 80 % again */
	dns_world_run_for(&w, LEASE_S * 800 + 100);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 2);
} END_TEST

/* covers: LLQ-C-58 */
START_TEST(taken_along_in_vain_it_waits_for_90_percent)
{
	const struct dns_world_sent *s;
	unsigned from;

	begin();
	hold(ALICE);
	dns_world_run_for(&w, 300000);
	hold(BOB);
	from = w.sent_count;
	dns_world_run_for(&w, LEASE_S * 800 - 300000 - 200);
	w.server.lose = 2;	/* a probe of the server goes before */
	dns_world_run_for(&w, 300);
	ck_assert_uint_eq(w.server.lose, 0);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 1);
	/* the first's retry, at 90 % of its lease, is its own */
	dns_world_run_for(&w, LEASE_S * 100);
	s = dns_world_sent(&w, from, SENT_REFRESH, 1);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq_count, 1);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[0].id);
	/* at 80 % of the second's lease nothing is sent, at 90 % it is */
	dns_world_run_for(&w, 300000 - 1000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 2);
	dns_world_run_for(&w, 2000);
	s = dns_world_sent(&w, from, SENT_REFRESH, 2);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[1].id);
} END_TEST

/* covers: LLQ-C-49 */
START_TEST(ending_one_query_does_not_refresh_the_others)
{
	const struct dns_world_sent *s;
	unsigned slot, from;

	begin();
	hold(ALICE);
	slot = hold(BOB);
	from = w.sent_count;
	dns_world_drop(&w, slot);
	s = dns_world_sent(&w, from, SENT_REFRESH, 0);
	ck_assert_uint_eq(s->msg.options.llq_count, 1);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s, 0);
} END_TEST

/* covers: LLQ-C-50 LLQ-C-51 */
START_TEST(a_full_refresh_leaves_out_those_furthest_from_expiry)
{
	const struct dns_world_sent *s;
	char name[64];
	unsigned i, from;

	begin();
	hold(ALICE);
	for (i = 0; i < 40; i++) {
		dns_world_run_for(&w, 1000);
		snprintf(name, sizeof(name), "host%u.home.example.net", i);
		hold(name);
	}
	from = w.sent_count;
	dns_world_run_for(&w, LEASE_S * 800 - 40 * 1050);
	s = dns_world_sent(&w, from, SENT_REFRESH, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_le(s->length + CLIENT_TSIG_ROOM, 1232);
	ck_assert_uint_lt(s->msg.options.llq_count, 41);
	ck_assert_uint_gt(s->msg.options.llq_count, 10);
	/* the oldest are in it, in the order of their end */
	for (i = 0; i < s->msg.options.llq_count; i++)
		ck_assert_uint_eq(s->msg.options.llq[i].id,
				  w.server.llqs[i].id);
	/* the others come when the next of them is at 80 % */
	dns_world_run_for(&w, 40 * 1050 + 100);
	for (i = 0; i < 41; i++) {
		ck_assert_int_eq(dns_world_state(&w, i), LLQ_CLIENT_HELD);
		ck_assert_uint_gt(llq_client_ends_ms(dnsclient_llq(&w.dns, i)),
				  w.now_ms + LEASE_S * 900);
	}
} END_TEST

/* Events -------------------------------------------------------------------------------------- */

/* covers: LLQ-C-41 LLQ-C-42 BTMM-C-47 */
START_TEST(an_event_is_acknowledged_to_where_it_came_from)
{
	uint8_t event[DNS_UDP_MAX];
	const struct dns_world_sent *ack;
	struct dns_message msg;
	unsigned slot, i;
	size_t length;

	begin();
	slot = hold(ALICE);
	length = dns_world_event(&w, event, 0xbeef, slot, 7, false, 0);
	dns_world_deliver(&w, event, length);
	ack = dns_world_sent(&w, 0, SENT_ACK, 0);
	ck_assert_ptr_nonnull(ack);
	ck_assert_int_eq(dns_open(&msg, event, length), 0);
	ck_assert_uint_eq(ack->msg.id, 0xbeef);
	ck_assert_uint_eq(ack->msg.flags & DNS_FLAG_QR, DNS_FLAG_QR);
	ck_assert_uint_eq(ack->msg.count[DNS_QUESTION], 1);
	ck_assert_uint_eq(ack->msg.count[DNS_ANSWER], 0);
	ck_assert_uint_eq(ack->msg.count[DNS_ADDITIONAL], 1);
	ck_assert_int_eq(ack->effect.channel, CHANNEL_LLQ);
	ck_assert_uint_eq(ack->effect.to.port, 5352);
	ck_assert_mem_eq(ack->effect.to.address, w.resolver.address.address,
			 4);
	/* signed as the answer to the event (P5) */
	ck_assert_uint_eq(ack->effect.origin, DNS_WORLD_ORIGIN);
	/* and the OPT octet by octet, the event's last 33 */
	for (i = 1; i <= 33; i++)
		ck_assert_uint_eq(ack->octets[ack->length - i],
				  event[length - i]);
} END_TEST

START_TEST(a_repeated_event_is_acknowledged_again_and_applied_once)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot, i;
	size_t length;

	begin();
	slot = hold(ALICE);
	length = dns_world_event(&w, event, 5, slot, 7, false, 0);
	for (i = 0; i < 3; i++)
		dns_world_deliver(&w, event, length);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 3);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ANSWERS), 2);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_REPEATED), 2);
	ck_assert_mem_eq(dns_world_sent(&w, 0, SENT_ACK, 0)->octets,
			 dns_world_sent(&w, 0, SENT_ACK, 2)->octets,
			 dns_world_sent(&w, 0, SENT_ACK, 0)->length);
} END_TEST

/* An address that comes, goes and comes again is three events, though the
 * first and the third are the same octets. */
START_TEST(a_record_that_came_and_went_can_come_again)
{
	uint8_t add[DNS_UDP_MAX], remove[DNS_UDP_MAX];
	size_t add_length, remove_length;
	unsigned slot;

	begin();
	slot = hold(ALICE);
	add_length = dns_world_event(&w, add, 5, slot, 7, false, 0);
	remove_length = dns_world_event(&w, remove, 5, slot, 7, true, 0);
	dns_world_deliver(&w, add, add_length);
	dns_world_deliver(&w, remove, remove_length);
	ck_assert(!dns_world_has(&w, slot, 7));
	dns_world_deliver(&w, add, add_length);
	ck_assert(dns_world_has(&w, slot, 7));
} END_TEST

/* covers: LLQ-C-44 */
START_TEST(an_event_with_another_id_is_neither_applied_nor_acknowledged)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;
	size_t length;

	begin();
	slot = hold(ALICE);
	length = dns_world_event(&w, event, 5, slot, 7, false, 0);
	event[length - 5] ^= 1;		/* the LLQ-ID's last octet */
	dns_world_deliver(&w, event, length);
	ck_assert(!dns_world_has(&w, slot, 7));
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 0);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_UNKNOWN_LLQ), 1);
} END_TEST

/* covers: TSIG-C-08 TSIG-C-09 TSIG-C-10 BTMM-B-20 BTMM-B-27 */
START_TEST(an_event_that_is_not_verified_changes_nothing)
{
	static const enum verdict verdicts[] = {
		VERDICT_UNSIGNED, VERDICT_BADKEY, VERDICT_BADSIG,
		VERDICT_BADTIME, VERDICT_BADTRUNC, VERDICT_FORMERR,
		VERDICT_PENDING,
	};
	uint8_t event[DNS_UDP_MAX];
	struct input in = { .kind = INPUT_DATAGRAM, .channel = CHANNEL_LLQ };
	unsigned slot;
	size_t length;

	begin();
	slot = hold(ALICE);
	length = dns_world_event(&w, event, 5, slot, 7, false, 0);
	in.source = w.dns.discovery.llq;
	in.verdict = verdicts[_i];
	in.key = DNS_WORLD_KEY;
	dns_world_input(&w, &in, event, length);
	ck_assert(!dns_world_has(&w, slot, 7));
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 0);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_UNVERIFIED), 1);
	/* verified, but by a key that is none of this zone's */
	in.verdict = VERDICT_VERIFIED;
	in.key = DNS_WORLD_KEY + 1;
	dns_world_input(&w, &in, event, length);
	ck_assert(!dns_world_has(&w, slot, 7));
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_WRONG_KEY), 1);
} END_TEST

START_TEST(an_event_from_elsewhere_changes_nothing)
{
	uint8_t event[DNS_UDP_MAX];
	struct input in = {
		.kind = INPUT_DATAGRAM, .channel = CHANNEL_LLQ,
		.verdict = VERDICT_VERIFIED, .key = DNS_WORLD_KEY,
	};
	unsigned slot;
	size_t length;

	begin();
	slot = hold(ALICE);
	length = dns_world_event(&w, event, 5, slot, 7, false, 0);
	in.source = w.dns.discovery.llq;
	in.source.port++;
	dns_world_input(&w, &in, event, length);
	ck_assert(!dns_world_has(&w, slot, 7));
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 0);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_WRONG_SOURCE), 1);
} END_TEST

START_TEST(what_is_no_dns_message_or_no_response_is_counted_and_dropped)
{
	uint8_t octets[DNS_UDP_MAX] = { 0 };
	unsigned from;

	begin();
	hold(ALICE);
	from = w.sent_count;
	dns_world_deliver(&w, octets, 11);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_MALFORMED), 1);
	dns_world_deliver(&w, octets, DNS_HEADER_SIZE);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_NOT_REPLY), 1);
	octets[2] = 0x84;
	dns_world_deliver(&w, octets, DNS_HEADER_SIZE);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_UNKNOWN_ID), 1);
	ck_assert_uint_eq(w.sent_count, from);
} END_TEST

/* The real conversation --------------------------------------------------------------------------- */

/* UDP payloads of the capture, in order: to the server or from it. */
struct packet {
	bool from_server;
	size_t length;
	uint8_t octets[600];
};

static unsigned
read_capture(const char *path, struct packet *list, unsigned most)
{
	FILE *f = fopen(path, "rb");
	uint8_t header[24], record[16], frame[2048];
	unsigned count = 0;

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fread(header, 1, 24, f), 24);
	while (count < most && fread(record, 1, 16, f) == 16) {
		size_t size = record[8] | (size_t)record[9] << 8;

		ck_assert_uint_le(size, sizeof(frame));
		ck_assert_uint_eq(fread(frame, 1, size, f), size);
		/* Ethernet, IPv4 without options, UDP */
		if (size < 42 || frame[12] != 8 || frame[14] != 0x45 ||
		    frame[23] != 17)
			continue;
		list[count].from_server = frame[29] == 1;
		list[count].length = size - 42;
		memcpy(list[count++].octets, frame + 42, size - 42);
	}
	fclose(f);
	return count;
}

/* dnsextd's add event is acknowledged with the octets that it took from the
 * client of its own making.
 * covers: LLQ-C-41 LLQ-C-42 */
START_TEST(an_acknowledgement_is_what_a_real_server_has_taken)
{
	static struct packet packets[64];
	struct dnsclient_config config;
	struct dns_message event, ack;
	unsigned count, i, at = 0;
	const struct dns_world_sent *ours;
	struct dns_question q;
	struct llq_client *c;
	char name[DNS_NAME_TEXT_MAX];
	int slot;

	count = read_capture("tests/captures/llq-udp-session.veth.pcap",
			     packets, 64);
	for (i = 0; i < count && !at; i++)
		if (packets[i].from_server &&
		    dns_open(&event, packets[i].octets,
			     packets[i].length) == 0 &&
		    llq_session_is_event(&event))
			at = i;
	ck_assert_uint_gt(at, 0);
	ck_assert(!packets[at + 1].from_server);
	ck_assert_int_eq(dns_open(&ack, packets[at + 1].octets,
				  packets[at + 1].length), 0);
	ck_assert_uint_eq(ack.id, event.id);
	ck_assert(dns_first_question(&event, &q));

	dns_world_begin(&w);
	config = w.dns.config;
	config.keys.count = 0;		/* nothing was signed there */
	ck_assert_int_eq(dnsclient_init(&w.dns, &config), 0);
	w.server.verdict = VERDICT_UNSIGNED;
	dns_world_ready(&w);
	dns_name_to_text(&q.name, name, sizeof(name));
	slot = dns_world_llq(&w, name, q.type);
	dns_world_run_for(&w, 50);
	c = &w.dns.session.clients[slot];
	c->llq_id = event.options.llq[0].id;
	dns_world_deliver(&w, packets[at].octets, packets[at].length);
	ours = dns_world_sent(&w, 0, SENT_ACK, 0);
	ck_assert_ptr_nonnull(ours);
	ck_assert_uint_eq(ours->length, packets[at + 1].length);
	ck_assert_mem_eq(ours->octets, packets[at + 1].octets, ours->length);
	ck_assert_uint_eq(ours->effect.to.port, 5352);	/* its source */
	ck_assert_mem_eq(ours->effect.to.address, w.resolver.address.address,
			 4);
	ck_assert_int_eq(dns_world_answers(&w, (unsigned)slot), 1);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("llq_session");
	TCase *c = tcase_create("llq_session");

	tcase_set_timeout(c, 30);
	tcase_add_test(c, questions_of_one_turn_travel_in_one_message);
	tcase_add_test(c, no_setup_is_longer_than_one_ip_packet);
	tcase_add_test(c, the_whole_pool_is_set_up_refreshed_and_ended);
	tcase_add_test(c, small_pools_are_kept_within);
	tcase_add_test(c, one_question_is_never_asked_twice);
	tcase_add_test(c, type_any_is_never_asked_and_the_class_is_always_in);
	tcase_add_test(c, a_message_whose_member_left_is_written_anew_for_the_rest);
	tcase_add_test(c, one_of_three_may_fail_and_the_others_go_on);
	tcase_add_test(c, a_reply_with_other_questions_than_ours_is_no_reply);
	tcase_add_test(c, a_refresh_takes_along_what_else_is_held_there);
	tcase_add_test(c, taken_along_in_vain_it_waits_for_90_percent);
	tcase_add_test(c, ending_one_query_does_not_refresh_the_others);
	tcase_add_test(c, a_full_refresh_leaves_out_those_furthest_from_expiry);
	tcase_add_test(c, an_event_is_acknowledged_to_where_it_came_from);
	tcase_add_test(c, a_repeated_event_is_acknowledged_again_and_applied_once);
	tcase_add_test(c, a_record_that_came_and_went_can_come_again);
	tcase_add_test(c, an_event_with_another_id_is_neither_applied_nor_acknowledged);
	tcase_add_loop_test(c, an_event_that_is_not_verified_changes_nothing, 0, 7);
	tcase_add_test(c, an_event_from_elsewhere_changes_nothing);
	tcase_add_test(c, what_is_no_dns_message_or_no_response_is_counted_and_dropped);
	tcase_add_test(c, an_acknowledgement_is_what_a_real_server_has_taken);
	suite_add_tcase(s, c);
	return s;
}

int
main(void)
{
	SRunner *sr = srunner_create(suite());
	int failed;

	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
