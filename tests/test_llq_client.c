/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_client.c - one long-lived query on simulated time (RFC 8764 5-7). */
#include "dns_world.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HOST "alice.home.example.net"
enum { MINUTE = 60000, HOUR = 3600000, LEASE_S = 900 };

static struct dns_world w;

static void
begin(void)
{
	dns_world_begin(&w);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	dns_world_ready(&w);
}

/* A query held, its answer known. */
static unsigned
hold(void)
{
	int slot = dns_world_llq(&w, HOST, DNS_TYPE_AAAA);

	ck_assert_int_ge(slot, 0);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)slot), LLQ_CLIENT_HELD);
	return (unsigned)slot;
}

static uint64_t
sent_at(unsigned from, enum dns_world_kind kind, unsigned n)
{
	const struct dns_world_sent *s = dns_world_sent(&w, from, kind, n);

	ck_assert_ptr_nonnull(s);
	return s->at_ms;
}

/* Set-up -------------------------------------------------------------------------- */

/* covers: LLQ-C-19 LLQ-C-10 LLQ-B-03 LLQ-B-04 LLQ-B-06 LLQ-B-11 LLQ-B-14
 * covers: LLQ-C-26 BTMM-B-15 BTMM-B-16 BTMM-B-17 BTMM-B-18 */
START_TEST(setup_request_asks_with_id_zero_and_the_lease_wanted)
{
	const struct dns_world_sent *s;
	const struct dns_llq *o;
	struct dns_question q;

	begin();
	hold();
	s = dns_world_sent(&w, 0, SENT_SETUP, 0);
	ck_assert_ptr_nonnull(s);
	o = &s->msg.options.llq[0];
	ck_assert_uint_eq(s->msg.options.llq_count, 1);
	ck_assert_uint_eq(o->version, 1);
	ck_assert_uint_eq(o->opcode, DNS_LLQ_SETUP);
	ck_assert_uint_eq(o->error, 0);
	ck_assert_uint_eq(o->id, 0);
	ck_assert_uint_eq(o->lease_s, LEASE_S);
	ck_assert(dns_first_question(&s->msg, &q));
	ck_assert_uint_eq(q.type, DNS_TYPE_AAAA);
	ck_assert_uint_eq(s->effect.channel, CHANNEL_LLQ);
	ck_assert_uint_eq(s->effect.to.port, 5352);
	ck_assert_mem_eq(s->effect.to.address, w.resolver.address.address, 4);
	ck_assert_uint_eq(s->effect.key, DNS_WORLD_KEY);
} END_TEST

/* covers: LLQ-C-27 LLQ-C-28 BTMM-C-45 */
START_TEST(challenge_response_echoes_id_and_granted_lease)
{
	const struct dns_world_sent *s;

	begin();
	w.server.lease_s = 777;
	hold();
	s = dns_world_sent(&w, 0, SENT_RESPONSE, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[0].id);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s, 777);
	ck_assert_uint_eq(s->msg.count[DNS_QUESTION], 1);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 1);
} END_TEST

/* covers: LLQ-C-37 BTMM-B-14 */
START_TEST(ack_with_answers_gives_the_answers_once)
{
	unsigned slot;

	begin();
	slot = hold();
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert(dns_world_has(&w, slot, 1));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ANSWERS), 1);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_ANSWERS)->user, 4711);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_HELD), 1);
} END_TEST

/* covers: LLQ-C-36 */
START_TEST(the_ttl_of_an_answer_does_not_end_it)
{
	unsigned slot;

	begin();
	slot = hold();
	dns_world_run_for(&w, 10 * MINUTE);	/* TTL is 30 s */
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_POLL), 0);
} END_TEST

/* covers: LLQ-C-14 LLQ-C-15 LLQ-C-16 LLQ-C-17 */
START_TEST(setup_is_sent_three_times_and_the_server_is_down_after_14_s)
{
	const struct dns_world_sent *a, *b, *c;
	uint64_t start;
	int slot;

	begin();
	w.server.on = false;
	start = w.now_ms;
	slot = dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 13999);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 3);
	a = dns_world_sent(&w, 0, SENT_SETUP, 0);
	b = dns_world_sent(&w, 0, SENT_SETUP, 1);
	c = dns_world_sent(&w, 0, SENT_SETUP, 2);
	ck_assert_uint_eq(a->at_ms, start);
	ck_assert_uint_eq(b->at_ms, start + 2000);
	ck_assert_uint_eq(c->at_ms, start + 6000);
	/* identical octets, so that the same signature holds (P5) */
	ck_assert_mem_eq(a->octets, b->octets, a->length);
	ck_assert_mem_eq(a->octets, c->octets, a->length);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)slot),
			 LLQ_CLIENT_ASKING);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_SILENT), 0);
	dns_world_run_for(&w, 1);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)slot), LLQ_CLIENT_DOWN);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_SILENT), 1);
} END_TEST

/* covers: LLQ-C-14 LLQ-C-15 LLQ-C-16 */
START_TEST(challenge_response_is_sent_again_after_2_s_and_4_s)
{
	uint64_t first;
	unsigned slot;

	begin();
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	w.server.lose = 2;	/* the first was lost when it was on its way */
	w.coming_count = 0;
	dns_world_run_for(&w, 6100);
	first = sent_at(0, SENT_RESPONSE, 0);
	ck_assert_uint_eq(sent_at(0, SENT_RESPONSE, 1), first + 2000);
	ck_assert_uint_eq(sent_at(0, SENT_RESPONSE, 2), first + 6000);
	ck_assert_mem_eq(dns_world_sent(&w, 0, SENT_RESPONSE, 0)->octets,
			 dns_world_sent(&w, 0, SENT_RESPONSE, 2)->octets,
			 dns_world_sent(&w, 0, SENT_RESPONSE, 0)->length);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_ANSWERING);
	w.server.on = false;
	dns_world_run_for(&w, 8000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_DOWN);
} END_TEST

/* covers: LLQ-C-14 */
START_TEST(one_lost_message_costs_two_seconds_and_no_more)
{
	unsigned slot;

	begin();
	w.server.lose = 1;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 2000 + 2 * DNS_WORLD_DELAY_MS);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

/* A late copy of the challenge is the same octets as an empty ACK + Answers
 * (RFC 8764, Appendix A): it must not empty what is known. */
START_TEST(a_late_second_challenge_does_not_flush_the_answers)
{
	struct dns_world_coming challenge;
	unsigned slot;

	begin();
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	ck_assert_uint_eq(w.coming_count, 1);
	challenge = w.coming[0];
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	dns_world_input(&w, &challenge.input, challenge.octets,
			challenge.input.length);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_UNKNOWN_ID), 1);
} END_TEST

/* covers: LLQ-C-18 LLQ-C-60 */
START_TEST(a_silent_server_gets_one_setup_an_hour)
{
	unsigned slot, from;
	uint64_t down;

	begin();
	w.server.on = false;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 14000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_DOWN);
	down = w.now_ms;
	from = w.sent_count;
	dns_world_run_for(&w, HOUR - 1);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	dns_world_run_for(&w, 1);
	ck_assert_uint_eq(sent_at(from, SENT_SETUP, 0), down + HOUR);
} END_TEST

/* covers: LLQ-C-59 */
START_TEST(a_silent_server_that_answers_a_probe_is_asked_at_once)
{
	unsigned slot;

	begin();
	w.server.on = false;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 20000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_DOWN);
	w.server.on = true;
	dns_world_run_for(&w, 60000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_HEARD), 1);
} END_TEST

START_TEST(a_question_wanted_while_the_server_is_silent_waits_for_it)
{
	unsigned from;
	int other;

	begin();
	w.server.on = false;
	dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 15000);
	from = w.sent_count;
	other = dns_world_llq(&w, "bob.home.example.net", DNS_TYPE_AAAA);
	dns_world_run_for(&w, 10000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	w.server.on = true;
	dns_world_run_for(&w, 60000);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)other),
			 LLQ_CLIENT_HELD);
} END_TEST

START_TEST(a_new_path_ends_the_hour)
{
	unsigned slot;

	begin();
	w.server.on = false;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 15000);
	w.server.on = true;
	dns_world_path(&w, true);
	dns_world_run_for(&w, 2 * DNS_WORLD_DELAY_MS);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

/* Errors --------------------------------------------------------------------------- */

/* covers: LLQ-C-33 */
START_TEST(a_full_server_is_asked_again_when_it_said)
{
	unsigned slot, from;
	uint64_t asked;

	begin();
	w.server.error = DNS_LLQ_SERV_FULL;
	w.server.retry_s = 120;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	asked = w.now_ms;
	dns_world_run_for(&w, 100);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_FULL);
	from = w.sent_count;
	w.server.error = 0;
	dns_world_path(&w, true);	/* our move is no reason to push in */
	dns_world_run_for(&w, 120000);
	ck_assert_uint_eq(sent_at(from, SENT_SETUP, 0),
			  asked + DNS_WORLD_DELAY_MS + 120000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

/* covers: LLQ-C-30 LLQ-C-31 LLQ-C-32 */
START_TEST(static_data_is_neither_polled_nor_set_up_and_ends_with_its_ttl)
{
	unsigned slot, from;

	begin();
	w.server.error = DNS_LLQ_STATIC;
	w.server.records[0].ttl = 300;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_STATIC);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	from = w.sent_count;
	dns_world_run_for(&w, 299000);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	dns_world_run_for(&w, 1000);
	ck_assert_int_eq(dns_world_answers(&w, slot), -1);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LAPSED), 1);
	dns_world_run_for(&w, 3 * HOUR);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_POLL), 0);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
} END_TEST

static void
polls_every_15_minutes(void)
{
	unsigned slot;
	uint64_t first;

	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_POLLING);
	first = sent_at(0, SENT_POLL, 0);
	dns_world_run_for(&w, 50 * MINUTE);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_POLL), 4);
	ck_assert_uint_eq(sent_at(0, SENT_POLL, 1), first + 15 * MINUTE);
	ck_assert_uint_eq(sent_at(0, SENT_POLL, 2), first + 30 * MINUTE);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 1);
}

/* covers: LLQ-C-34 LLQ-C-35 LLQ-B-07 */
START_TEST(another_llq_error_means_a_query_every_15_minutes)
{
	unsigned errors[] = {
		DNS_LLQ_FORMAT_ERR, DNS_LLQ_NO_SUCH_LLQ, DNS_LLQ_BAD_VERS,
		DNS_LLQ_UNKNOWN_ERR,
	};

	begin();
	w.server.error = (uint16_t)errors[_i];
	polls_every_15_minutes();
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_REFUSED)->value,
			  errors[_i]);
	ck_assert_int_eq(dns_world_answers(&w, 0), 1);
} END_TEST

/* covers: LLQ-C-04 LLQ-C-34 LLQ-C-35 */
START_TEST(a_reply_without_llq_option_means_polling)
{
	begin();
	w.server.no_option = true;
	polls_every_15_minutes();
} END_TEST

/* covers: LLQ-C-04 LLQ-C-34 */
START_TEST(a_non_zero_rcode_means_polling)
{
	begin();
	w.server.rcode = DNS_RCODE_REFUSED;
	polls_every_15_minutes();
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_REFUSED)->value,
			  DNS_RCODE_REFUSED << 16);
	ck_assert_int_eq(dns_world_answers(&w, 0), -1);
} END_TEST

/* covers: LLQ-C-34 */
START_TEST(a_poll_infers_what_came_and_went)
{
	unsigned slot;

	begin();
	w.server.no_option = true;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert(dns_world_has(&w, slot, 1));
	dns_world_run_for(&w, 15 * MINUTE);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ANSWERS), 1);
	dns_world_remove(&w, HOST, DNS_TYPE_AAAA);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(2), 16);
	dns_world_run_for(&w, 15 * MINUTE);
	ck_assert(dns_world_has(&w, slot, 2));
	ck_assert(!dns_world_has(&w, slot, 1));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ANSWERS), 2);
} END_TEST

/* covers: LLQ-C-39 */
START_TEST(polled_answers_do_not_outlive_the_polling_interval)
{
	unsigned slot;

	begin();
	w.server.no_option = true;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	w.server.on = false;
	dns_world_run_for(&w, 15 * MINUTE + 21000);
	ck_assert_int_eq(dns_world_answers(&w, slot), -1);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LAPSED), 1);
} END_TEST

/* covers: LLQ-B-09 LLQ-B-10 */
START_TEST(an_opt_of_class_zero_says_nothing_of_sizes)
{
	unsigned slot;

	begin();
	w.server.class_zero = true;
	slot = hold();
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	dns_world_run_for(&w, LEASE_S * 800 + 50);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_REFRESH), 1);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

/* Events ---------------------------------------------------------------------------- */

/* covers: LLQ-C-43 LLQ-B-12 */
START_TEST(a_ttl_of_minus_one_removes_exactly_that_record)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;

	begin();
	slot = hold();
	dns_world_deliver(&w, event, dns_world_event(&w, event, 1, slot, 2,
						     false, 0));
	ck_assert_int_eq(dns_world_answers(&w, slot), 2);
	dns_world_deliver(&w, event, dns_world_event(&w, event, 2, slot, 1,
						     true, 0));
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert(dns_world_has(&w, slot, 2));
	ck_assert(!dns_world_has(&w, slot, 1));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ANSWERS), 3);
} END_TEST

/* Nothing is cached of what comes along: its TTL is kept by not using it.
 * covers: LLQ-C-40 */
START_TEST(what_comes_along_with_an_event_is_no_answer)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;
	size_t length;

	begin();
	slot = hold();
	length = dns_world_event(&w, event, 1, slot, 2, false, 0);
	/* its only answer becomes an additional record, before the OPT */
	event[7] = 0;
	event[11] = 2;
	dns_world_deliver(&w, event, length);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 1);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert(!dns_world_has(&w, slot, 2));
} END_TEST

START_TEST(an_event_older_than_the_last_is_acknowledged_and_not_applied)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;

	begin();
	slot = hold();
	dns_world_deliver(&w, event, dns_world_event(&w, event, 1, slot, 3,
						     false, 20));
	dns_world_deliver(&w, event, dns_world_event(&w, event, 2, slot, 1,
						     true, 19));
	ck_assert(dns_world_has(&w, slot, 1));
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 2);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_OLD), 1);
	/* RFC 1982: past the wrap is later */
	dns_world_deliver(&w, event, dns_world_event(&w, event, 3, slot, 4,
						     false, 0x7fffffff));
	dns_world_deliver(&w, event, dns_world_event(&w, event, 4, slot, 5,
						     false, 0x80000001));
	ck_assert(dns_world_has(&w, slot, 5));
} END_TEST

/* The event overtakes ACK + Answers, whose SOA says that it is older: what it
 * lists would undo the event, so a query fetches the truth. */
START_TEST(answers_older_than_an_event_are_asked_for_again)
{
	struct dns_world_coming ack;
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;

	begin();
	w.server.has_serial = true;
	w.server.serial = 10;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	ck_assert_uint_eq(w.coming_count, 1);
	ack = w.coming[--w.coming_count];
	dns_world_remove(&w, HOST, DNS_TYPE_AAAA);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(2), 16);
	dns_world_deliver(&w, event, dns_world_event(&w, event, 9, slot, 2,
						     false, 11));
	dns_world_input(&w, &ack.input, ack.octets, ack.input.length);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	ck_assert(dns_world_has(&w, slot, 2));
} END_TEST

/* covers: P5 */
START_TEST(answers_that_are_asked_for_in_vain_come_with_a_new_setup)
{
	struct dns_world_coming ack;
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;

	begin();
	w.server.has_serial = true;
	w.server.serial = 10;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	ck_assert_uint_eq(w.coming_count, 1);
	ack = w.coming[--w.coming_count];
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(2), 16);
	dns_world_deliver(&w, event, dns_world_event(&w, event, 9, slot, 3,
						     true, 11));
	w.server.on = false;
	dns_world_input(&w, &ack.input, ack.octets, ack.input.length);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	/* the query's four datagrams are lost */
	dns_world_run_for(&w, 8000);
	ck_assert(!dns_world_has(&w, slot, 2));
	w.server.on = true;
	dns_world_run_for(&w, 15000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert(dns_world_has(&w, slot, 2));
} END_TEST

/* The event has what ACK + Answers had no room for, nor for their SOA: they may
 * not take it away again. */
START_TEST(answers_without_a_serial_are_asked_for_again_after_an_event)
{
	struct dns_world_coming ack;
	uint8_t event[DNS_UDP_MAX];
	unsigned slot, told;

	begin();
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	ck_assert_uint_eq(w.coming_count, 1);
	ack = w.coming[--w.coming_count];
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(2), 16);
	dns_world_deliver(&w, event, dns_world_event(&w, event, 9, slot, 2,
						     false, 11));
	told = w.sent_count;
	dns_world_input(&w, &ack.input, ack.octets, ack.input.length);
	ck_assert(dns_world_has(&w, slot, 2));
	dns_world_run_for(&w, 50);
	ck_assert_uint_gt(w.sent_count, told);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_int_eq(dns_world_answers(&w, slot), 2);
	ck_assert(dns_world_has(&w, slot, 1));
	ck_assert(dns_world_has(&w, slot, 2));
} END_TEST

/* Refresh ------------------------------------------------------------------------------- */

/* covers: LLQ-C-45 LLQ-C-46 LLQ-C-47 LLQ-C-49 LLQ-C-53 LLQ-C-56 BTMM-C-46 */
START_TEST(a_lease_is_refreshed_at_80_percent_of_it)
{
	const struct dns_world_sent *s;
	unsigned slot, from;
	uint64_t held;

	begin();
	slot = hold();
	held = sent_at(0, SENT_RESPONSE, 0) + DNS_WORLD_DELAY_MS;
	from = w.sent_count;
	dns_world_run_for(&w, LEASE_S * 800 - 100);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 0);
	dns_world_run_for(&w, 200);
	s = dns_world_sent(&w, from, SENT_REFRESH, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->at_ms, held + LEASE_S * 800);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s, LEASE_S);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[0].id);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	/* and so on, from the acknowledgement */
	dns_world_run_for(&w, LEASE_S * 800);
	ck_assert_uint_eq(sent_at(from, SENT_REFRESH, 1),
			  s->at_ms + DNS_WORLD_DELAY_MS + LEASE_S * 800);
} END_TEST

/* covers: LLQ-C-57 LLQ-C-58 LLQ-C-38 */
START_TEST(an_unanswered_refresh_is_tried_at_90_and_95_percent)
{
	unsigned slot, from;
	uint64_t held;

	begin();
	slot = hold();
	held = sent_at(0, SENT_RESPONSE, 0) + DNS_WORLD_DELAY_MS;
	from = w.sent_count;
	w.server.on = false;
	dns_world_run_for(&w, LEASE_S * 1000 - 100);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 3);
	ck_assert_uint_eq(sent_at(from, SENT_REFRESH, 0),
			  held + LEASE_S * 800);
	ck_assert_uint_eq(sent_at(from, SENT_REFRESH, 1),
			  held + LEASE_S * 900);
	ck_assert_uint_eq(sent_at(from, SENT_REFRESH, 2),
			  held + LEASE_S * 950);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	dns_world_run_for(&w, 200);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_DOWN);
	ck_assert_int_eq(dns_world_answers(&w, slot), -1);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LAPSED), 1);
} END_TEST

/* covers: LLQ-C-60 */
START_TEST(after_a_failed_refresh_an_hour_passes_before_a_setup)
{
	unsigned from;

	begin();
	hold();
	w.server.on = false;
	dns_world_run_for(&w, LEASE_S * 1000);
	from = w.sent_count;
	dns_world_run_for(&w, HOUR - 1000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	dns_world_run_for(&w, 2000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
} END_TEST

START_TEST(a_short_lease_is_followed_as_granted)
{
	unsigned slot, from;

	begin();
	w.server.lease_s = 3;
	slot = hold();
	from = w.sent_count;
	dns_world_run_for(&w, 10000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_REFRESH), 4);
} END_TEST

/* RFC 8764 5.2.4: ACK + Answers may tell a lease reduced by what has passed.
 * covers: LLQ-C-53 */
START_TEST(what_is_left_of_the_lease_counts_and_the_granted_one_is_asked)
{
	const struct dns_world_sent *s;

	begin();
	w.server.ack_lease_s = 500;
	hold();
	dns_world_run_for(&w, 401000);
	s = dns_world_sent(&w, 0, SENT_REFRESH, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s, LEASE_S);
} END_TEST

START_TEST(a_server_that_forgot_the_query_is_asked_anew_at_once)
{
	unsigned slot, from;

	begin();
	slot = hold();
	from = w.sent_count;
	w.server.refresh_error = DNS_LLQ_NO_SUCH_LLQ;
	dns_world_run_for(&w, LEASE_S * 800 + 50);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

START_TEST(a_query_that_slept_through_its_lease_is_set_up_without_an_hour)
{
	unsigned slot;

	begin();
	slot = hold();
	w.now_ms += 3 * HOUR;		/* suspended */
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 2);
} END_TEST

/* Ends and beginnings ------------------------------------------------------------------------ */

/* covers: LLQ-C-55 LLQ-C-56 */
START_TEST(an_unwanted_query_is_ended_by_a_refresh_with_lease_0)
{
	const struct dns_world_sent *s;
	unsigned slot, from;

	begin();
	slot = hold();
	from = w.sent_count;
	dns_world_drop(&w, slot);
	s = dns_world_sent(&w, from, SENT_REFRESH, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->msg.options.llq[0].lease_s, 0);
	ck_assert_uint_eq(s->msg.options.llq[0].id, w.server.llqs[0].id);
	ck_assert_ptr_nonnull(dnsclient_llq(&w.dns, slot));
	dns_world_run_for(&w, 50);
	ck_assert_ptr_null(dnsclient_llq(&w.dns, slot));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_FREED), 1);
	ck_assert_uint_eq(w.dns.session.commons.pool.used, 0);
} END_TEST

START_TEST(an_end_that_nobody_acknowledges_frees_the_slot_after_2_s)
{
	unsigned slot;

	begin();
	slot = hold();
	w.server.on = false;
	dns_world_drop(&w, slot);
	dns_world_run_for(&w, 1999);
	ck_assert_ptr_nonnull(dnsclient_llq(&w.dns, slot));
	dns_world_run_for(&w, 1);
	ck_assert_ptr_null(dnsclient_llq(&w.dns, slot));
} END_TEST

START_TEST(a_query_dropped_before_it_is_set_up_sends_nothing_more)
{
	unsigned slot, from;

	begin();
	w.server.on = false;
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	from = w.sent_count;
	dns_world_drop(&w, slot);
	ck_assert_ptr_null(dnsclient_llq(&w.dns, slot));
	dns_world_run_for(&w, 60000);
	/* nothing of its own: contact goes on to look for the server */
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_POLL), 0);
} END_TEST

START_TEST(a_query_wanted_again_while_it_ends_is_set_up)
{
	unsigned slot;

	begin();
	slot = hold();
	w.server.on = false;
	dns_world_drop(&w, slot);
	w.server.on = true;
	ck_assert_int_eq(dns_world_llq(&w, HOST, DNS_TYPE_AAAA), (int)slot);
	dns_world_run_for(&w, 5000);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

START_TEST(a_new_path_sets_up_anew_and_replaces_all_answers)
{
	unsigned slot, from;

	begin();
	slot = hold();
	dns_world_remove(&w, HOST, DNS_TYPE_AAAA);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(9), 16);
	from = w.sent_count;
	dns_world_path(&w, true);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);	/* till then */
	dns_world_run_for(&w, 50);
	ck_assert(dns_world_has(&w, slot, 9));
	ck_assert(!dns_world_has(&w, slot, 1));
} END_TEST

static int
restore(void)
{
	struct dns_name n = dns_world_name(HOST);

	return dnsclient_restore_llq(&w.dns, &n, DNS_TYPE_AAAA, 4711,
				     0x1122334455667788u, LEASE_S,
				     w.now_ms + 600000);
}

START_TEST(a_restored_query_is_refreshed_first_and_its_answers_asked_for)
{
	unsigned slot;

	dns_world_begin(&w);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	slot = (unsigned)restore();
	dns_world_ready(&w);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 0);
	ck_assert_uint_eq(dns_world_sent(&w, 0, SENT_REFRESH, 0)->
			  msg.options.llq[0].id, 0x1122334455667788u);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
} END_TEST

/* The state file holds no serial; the answer that is asked for tells it. */
START_TEST(an_event_of_before_a_restart_is_not_applied_after_it)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned slot;

	dns_world_begin(&w);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	w.server.has_serial = true;
	w.server.serial = 20;
	slot = (unsigned)restore();
	dns_world_ready(&w);
	dns_world_run_for(&w, 50);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
	dns_world_deliver(&w, event, dns_world_event(&w, event, 1, slot, 1,
						     true, 19));
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_ACK), 1);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_OLD), 1);
	ck_assert(dns_world_has(&w, slot, 1));
	dns_world_deliver(&w, event, dns_world_event(&w, event, 2, slot, 2,
						     false, 21));
	ck_assert(dns_world_has(&w, slot, 2));
} END_TEST

START_TEST(a_restored_query_that_the_server_does_not_know_is_set_up)
{
	unsigned slot;

	dns_world_begin(&w);
	slot = (unsigned)restore();
	w.server.refresh_error = DNS_LLQ_NO_SUCH_LLQ;
	dns_world_ready(&w);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 1);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

/* covers: LLQ-C-12 LLQ-C-13 LLQ-C-34 */
START_TEST(without_an_llq_service_nothing_is_set_up_and_all_is_polled)
{
	unsigned slot;

	dns_world_begin(&w);
	dns_world_add(&w, HOST, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	w.resolver.no_llq = true;
	dns_world_start(&w);
	dns_world_path(&w, true);
	slot = (unsigned)dns_world_llq(&w, HOST, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_UNSERVED);
	ck_assert_int_eq(dns_world_answers(&w, slot), 1);
	dns_world_run_for(&w, 5 * HOUR);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 0);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_QUERY), 21);
	/* and once there is one, it is used */
	w.resolver.no_llq = false;
	dns_world_run_for(&w, HOUR);
	ck_assert_int_eq(dns_world_state(&w, slot), LLQ_CLIENT_HELD);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("llq_client");
	TCase *c = tcase_create("llq_client");

	tcase_add_test(c, setup_request_asks_with_id_zero_and_the_lease_wanted);
	tcase_add_test(c, challenge_response_echoes_id_and_granted_lease);
	tcase_add_test(c, ack_with_answers_gives_the_answers_once);
	tcase_add_test(c, the_ttl_of_an_answer_does_not_end_it);
	tcase_add_test(c, setup_is_sent_three_times_and_the_server_is_down_after_14_s);
	tcase_add_test(c, challenge_response_is_sent_again_after_2_s_and_4_s);
	tcase_add_test(c, one_lost_message_costs_two_seconds_and_no_more);
	tcase_add_test(c, a_late_second_challenge_does_not_flush_the_answers);
	tcase_add_test(c, a_silent_server_gets_one_setup_an_hour);
	tcase_add_test(c, a_silent_server_that_answers_a_probe_is_asked_at_once);
	tcase_add_test(c, a_question_wanted_while_the_server_is_silent_waits_for_it);
	tcase_add_test(c, a_new_path_ends_the_hour);
	tcase_add_test(c, a_full_server_is_asked_again_when_it_said);
	tcase_add_test(c, static_data_is_neither_polled_nor_set_up_and_ends_with_its_ttl);
	tcase_add_loop_test(c, another_llq_error_means_a_query_every_15_minutes, 0, 4);
	tcase_add_test(c, a_reply_without_llq_option_means_polling);
	tcase_add_test(c, a_non_zero_rcode_means_polling);
	tcase_add_test(c, a_poll_infers_what_came_and_went);
	tcase_add_test(c, polled_answers_do_not_outlive_the_polling_interval);
	tcase_add_test(c, an_opt_of_class_zero_says_nothing_of_sizes);
	tcase_add_test(c, what_comes_along_with_an_event_is_no_answer);
	tcase_add_test(c, a_ttl_of_minus_one_removes_exactly_that_record);
	tcase_add_test(c, an_event_older_than_the_last_is_acknowledged_and_not_applied);
	tcase_add_test(c, answers_older_than_an_event_are_asked_for_again);
	tcase_add_test(c, answers_that_are_asked_for_in_vain_come_with_a_new_setup);
	tcase_add_test(c, answers_without_a_serial_are_asked_for_again_after_an_event);
	tcase_add_test(c, a_lease_is_refreshed_at_80_percent_of_it);
	tcase_add_test(c, an_unanswered_refresh_is_tried_at_90_and_95_percent);
	tcase_add_test(c, after_a_failed_refresh_an_hour_passes_before_a_setup);
	tcase_add_test(c, a_short_lease_is_followed_as_granted);
	tcase_add_test(c, what_is_left_of_the_lease_counts_and_the_granted_one_is_asked);
	tcase_add_test(c, a_server_that_forgot_the_query_is_asked_anew_at_once);
	tcase_add_test(c, a_query_that_slept_through_its_lease_is_set_up_without_an_hour);
	tcase_add_test(c, an_unwanted_query_is_ended_by_a_refresh_with_lease_0);
	tcase_add_test(c, an_end_that_nobody_acknowledges_frees_the_slot_after_2_s);
	tcase_add_test(c, a_query_dropped_before_it_is_set_up_sends_nothing_more);
	tcase_add_test(c, a_query_wanted_again_while_it_ends_is_set_up);
	tcase_add_test(c, a_new_path_sets_up_anew_and_replaces_all_answers);
	tcase_add_test(c, a_restored_query_is_refreshed_first_and_its_answers_asked_for);
	tcase_add_test(c, an_event_of_before_a_restart_is_not_applied_after_it);
	tcase_add_test(c, a_restored_query_that_the_server_does_not_know_is_set_up);
	tcase_add_test(c, without_an_llq_service_nothing_is_set_up_and_all_is_polled);
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
