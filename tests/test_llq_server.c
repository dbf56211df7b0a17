/* SPDX-License-Identifier: Apache-2.0 */
/* test_llq_server.c - Long-Lived Queries as the server of RFC 8764 has them. */
#include "rendezvous_bench.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL "label.home.example.net"
#define SERVICE "_autotunnel._udp.mymac.home.example.net"

static struct bench *b;
static struct endpoint client;
static uint8_t octets[1232];

static void
setup(void)
{
	b = bench_new();
	bench_start(b);
	client = bench_client(1, 5353);
}

static void
teardown(void)
{
	bench_free(b);
}

static struct bench_question
question(const char *name, uint16_t type, uint16_t opcode, uint64_t id,
	 uint32_t lease_s)
{
	return (struct bench_question){
		.name = name, .type = type,
		.llq = { .version = 1, .opcode = opcode, .id = id,
			 .lease_s = lease_s },
	};
}

/* Sends one LLQ question and opens what is answered. */
static struct dns_llq
ask(struct bench_question q, struct dns_message *msg)
{
	bench_forget(b);
	bench_send(b, &client, KEY_HOME, octets, bench_llq(octets, 9, 1, &q));
	bench_open(b, 0, msg);
	ck_assert_uint_eq(msg->options.llq_count, 1);
	return msg->options.llq[0];
}

static struct dns_llq
ask_setup(struct dns_message *msg)
{
	return ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, 0, 3600), msg);
}

/* The N-th answer of MSG. */
static struct dns_record
answer(const struct dns_message *msg, unsigned n)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (n-- == 0)
			return rr;
	ck_abort_msg("too few answers");
	return rr;
}

static void
check_a(const struct dns_record *rr, uint32_t address, uint32_t ttl)
{
	uint8_t a[4];

	ck_assert_uint_eq(rr->type, DNS_TYPE_A);
	ck_assert(dns_read_a(rr, a));
	ck_assert_uint_eq((uint32_t)a[0] << 24 | (uint32_t)a[1] << 16 |
			  (uint32_t)a[2] << 8 | a[3], address);
	ck_assert_uint_eq(rr->ttl, ttl);
}

/* The primary's zone changes and it says so. */
static void
move(uint32_t from, uint32_t to)
{
	bench_together(b, true);
	if (from)
		bench_remove_a(b, LABEL, from);
	if (to)
		bench_add_a(b, LABEL, to);
	bench_together(b, false);
	bench_notify(b);
}

enum { HERE = 0xcb007105, THERE = 0xcb007206, ELSEWHERE = 0xcb007307 };

/* Set-up ----------------------------------------------------------------------- */

/* covers: LLQ-S-12 LLQ-S-13 LLQ-S-14 LLQ-S-20 LLQ-S-23 LLQ-B-14
 * BTMM-S-04 */
START_TEST(a_setup_request_is_answered_by_a_challenge)
{
	struct dns_message msg;
	struct dns_llq llq = ask_setup(&msg);
	struct dns_question q;

	ck_assert_uint_eq(msg.id, 9);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(msg.count[DNS_QUESTION], 1);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	ck_assert(dns_first_question(&msg, &q));
	ck_assert_uint_eq(q.type, DNS_TYPE_A);
	ck_assert_uint_eq(llq.version, 1);
	ck_assert_uint_eq(llq.opcode, DNS_LLQ_SETUP);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	ck_assert(llq.id != 0);
	ck_assert_uint_eq(llq.lease_s, 3600);
	ck_assert(endpoint_equal(&bench_sent(b, 0)->to, &client));
} END_TEST

/* covers: LLQ-S-23 8764-G-07 BTMM-B-16 BTMM-B-17 BTMM-B-18 */
START_TEST(a_lease_is_granted_within_the_bounds)
{
	struct dns_message msg;
	struct dns_llq llq;

	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, 0, 1), &msg);
	ck_assert_uint_eq(llq.lease_s, 900);
	llq = ask(question(SERVICE, DNS_TYPE_SRV, DNS_LLQ_SETUP, 0, 86400),
		  &msg);
	ck_assert_uint_eq(llq.lease_s, 7200);
} END_TEST

/* covers: LLQ-S-20 LLQ-S-21 */
START_TEST(ids_of_two_clients_differ_in_all_their_bits)
{
	struct endpoint second = bench_client(2, 5353);
	uint64_t a = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	uint64_t c = bench_subscribe(b, &second, KEY_HOME, LABEL, DNS_TYPE_A);

	ck_assert((uint32_t)a != (uint32_t)c);
	ck_assert(a >> 32 != c >> 32);
} END_TEST

/* covers: LLQ-S-08 LLQ-S-09 */
START_TEST(a_duplicate_setup_gets_the_same_challenge_and_no_timer_sends_one)
{
	struct dns_message msg;
	struct dns_llq a = ask_setup(&msg), c;

	bench_forget(b);
	bench_run_for(b, 60000);
	ck_assert_uint_eq(b->sent_count, 0);
	c = ask_setup(&msg);
	ck_assert(a.id == c.id);
	ck_assert_uint_eq(a.lease_s, c.lease_s);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
} END_TEST

/* covers: LLQ-S-27 LLQ-S-28 LLQ-S-29 */
START_TEST(the_echo_of_id_and_lease_brings_all_answers)
{
	struct dns_message msg;
	struct dns_llq llq;
	struct dns_record rr;

	bench_add_a(b, LABEL, THERE);
	bench_notify(b);
	llq = ask_setup(&msg);
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, llq }, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 2);
	rr = answer(&msg, 0);
	check_a(&rr, HERE, 30);
	rr = answer(&msg, 1);
	check_a(&rr, THERE, 30);
	ck_assert_uint_eq(llq.opcode, DNS_LLQ_SETUP);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	ck_assert_uint_eq(llq.lease_s, 3600);
} END_TEST

/* covers: LLQ-S-29 LLQ-S-30 LLQ-S-09 */
START_TEST(a_late_or_repeated_response_gets_what_is_left_of_the_lease)
{
	struct dns_message msg;
	struct dns_llq issued = ask_setup(&msg), llq;

	bench_run_for(b, 100 * 1000);
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, issued }, &msg);
	ck_assert_uint_eq(llq.lease_s, 3500);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 1);
	bench_run_for(b, 50 * 1000);
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, issued }, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	ck_assert_uint_eq(llq.lease_s, 3450);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->handshakes, 1);
} END_TEST

/* covers: LLQ-S-27 8764-G-03 */
START_TEST(another_lease_or_id_than_issued_makes_nothing)
{
	struct dns_message msg;
	struct dns_llq issued = ask_setup(&msg), llq;

	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, issued.id, 3601),
		  &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	ck_assert(llq.id == 0);
	ck_assert_uint_eq(llq.lease_s, 0);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, issued.id ^ 1,
			   3600), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	bench_forget(b);
	move(HERE, THERE);
	ck_assert_uint_eq(b->sent_count, 1);	/* the answer to NOTIFY */
} END_TEST

/* covers: LLQ-S-10 LLQ-S-25 8764-G-01 */
START_TEST(a_handshake_not_completed_is_kept_for_its_lease_and_no_longer)
{
	struct dns_message msg;
	struct dns_llq issued = ask_setup(&msg), llq;

	bench_run_for(b, 3599 * 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
	bench_run_for(b, 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 0);
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, issued }, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
} END_TEST

/* covers: LLQ-S-11 LLQ-S-07 */
START_TEST(the_same_question_from_another_port_is_another_client)
{
	struct endpoint second = client;

	second.port++;
	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	bench_subscribe(b, &second, KEY_HOME, LABEL, DNS_TYPE_A);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 2);
	bench_forget(b);
	move(HERE, THERE);
	ck_assert_uint_eq(b->sent_count, 3);
	ck_assert_uint_ne(bench_sent(b, 1)->to.port, bench_sent(b, 2)->to.port);
	ck_assert(endpoint_same_address(&bench_sent(b, 1)->to, &client));
} END_TEST

/* covers: LLQ-S-13 LLQ-S-14 LLQ-S-24 */
START_TEST(of_several_questions_each_has_its_own_outcome_in_its_place)
{
	struct bench_question q[3] = {
		question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, 0, 3600),
		question(LABEL, DNS_TYPE_ANY, DNS_LLQ_SETUP, 0, 3600),
		question(SERVICE, DNS_TYPE_SRV, DNS_LLQ_SETUP, 0, 3600),
	};
	struct dns_message msg;

	bench_send(b, &client, KEY_HOME, octets, bench_llq(octets, 9, 3, q));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.count[DNS_QUESTION], 3);
	ck_assert_uint_eq(msg.options.llq_count, 3);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_NO_ERROR);
	ck_assert_uint_eq(msg.options.llq[1].error, DNS_LLQ_FORMAT_ERR);
	ck_assert(msg.options.llq[1].id == 0);
	ck_assert_uint_eq(msg.options.llq[1].lease_s, 0);
	ck_assert_uint_eq(msg.options.llq[2].error, DNS_LLQ_NO_ERROR);
	q[0].llq = msg.options.llq[0];
	q[1] = q[2];
	q[1].llq = msg.options.llq[2];
	bench_forget(b);
	bench_send(b, &client, KEY_HOME, octets, bench_llq(octets, 9, 2, q));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 2);
} END_TEST

/* covers: LLQ-S-15 */
START_TEST(a_malformed_option_is_format_err_and_not_formerr)
{
	struct bench_question q[2] = {
		question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, 0, 3600),
		question(SERVICE, DNS_TYPE_SRV, DNS_LLQ_SETUP, 0, 3600),
	};
	size_t length = bench_llq(octets, 9, 2, q);
	struct dns_message msg;

	/* the last option gives 2 of its octets to an unknown one of size 0 */
	octets[length - 40 + 1 + 18 + 3] = 18 - 4;
	ck_assert_uint_eq(octets[length - 18 - 2], 0);
	octets[length - 18 - 1] = 14;
	memset(octets + length - 4, 0, 4);
	octets[length - 4] = 0xff;
	bench_send(b, &client, KEY_HOME, octets, length);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(msg.options.llq_count, 2);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_FORMAT_ERR);
	ck_assert_uint_eq(msg.options.llq[1].error, DNS_LLQ_FORMAT_ERR);
	ck_assert_uint_eq(msg.options.llq[1].lease_s, 0);
} END_TEST

/* What a call's frames will stand on is no longer zero. */
static void
stain_stack(void)
{
	volatile uint8_t stains[32768];
	size_t i;

	for (i = 0; i < sizeof(stains); i++)
		stains[i] = 0xa5;
}

/* Of what the message does not have nothing is told, least of all what stood in
 * memory. */
START_TEST(a_question_without_its_option_is_format_err)
{
	struct bench_question q[2] = {
		question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP, 0, 3600),
		question(SERVICE, DNS_TYPE_SRV, DNS_LLQ_SETUP, 0, 3600),
	};
	enum { OPTION = 4 + DNS_LLQ_OPTION_SIZE };
	size_t length = bench_llq(octets, 9, 2, q);
	struct dns_message msg;
	unsigned i;

	octets[length - 2 * OPTION - 1] -= OPTION;	/* RDLENGTH */
	stain_stack();
	bench_send(b, &client, KEY_HOME, octets, length - OPTION);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.options.llq_count, 2);
	for (i = 0; i < 2; i++) {
		ck_assert_uint_eq(msg.options.llq[i].opcode, DNS_LLQ_SETUP);
		ck_assert_uint_eq(msg.options.llq[i].error, DNS_LLQ_FORMAT_ERR);
		ck_assert(msg.options.llq[i].id == 0);
	}
} END_TEST

/* covers: LLQ-S-19 LLQ-S-22 LLQ-S-24 */
START_TEST(another_version_is_bad_vers)
{
	struct bench_question q = question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP,
					   0, 3600);
	struct dns_message msg;
	struct dns_llq llq;

	q.llq.version = 2;
	llq = ask(q, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_BAD_VERS);
	ck_assert_uint_eq(llq.version, 1);
	ck_assert(llq.id == 0);
	ck_assert_uint_eq(llq.lease_s, 0);
} END_TEST

/* covers: 8764-G-05 8764-G-06 */
START_TEST(classes_and_types_that_are_no_data_are_refused)
{
	static const uint16_t classes[] = { 0, 3, 254, 255 };
	struct bench_question q = question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP,
					   0, 3600);
	struct dns_message msg;
	size_t length;

	length = bench_llq(octets, 9, 1, &q);
	/* the class stands before OPT: 11 octets and one option of 22 */
	octets[length - 33 - 2] = (uint8_t)(classes[_i] >> 8);
	octets[length - 33 - 1] = (uint8_t)classes[_i];
	bench_send(b, &client, KEY_HOME, octets, length);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_FORMAT_ERR);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
} END_TEST

/* covers: LLQ-S-16 LLQ-S-17 LLQ-S-50 */
START_TEST(a_full_table_says_when_to_come_again)
{
	struct bench_question q = question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP,
					   0, 3600);
	struct dns_message msg;
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.queries = 8;
	b->config.limits.queries_each = 4;
	bench_start(b);
	for (i = 0; i < 8; i++)
		bench_subscribe(b, &(struct endpoint){ .family = 4,
				.port = (uint16_t)(i + 1) }, KEY_HOME, LABEL,
				DNS_TYPE_A);
	bench_send(b, &client, KEY_HOME, octets, bench_llq(octets, 9, 1, &q));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_SERV_FULL);
	ck_assert(msg.options.llq[0].id == 0);
	ck_assert_uint_gt(msg.options.llq[0].lease_s, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->full, 1);
	/* nobody was evicted for the sake of the newcomer */
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 8);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 8);
} END_TEST

/* covers: LLQ-S-50 LLQ-S-17 */
START_TEST(one_client_has_only_so_many)
{
	static const char *const names[] = { "a.home.example.net",
		"b.home.example.net", "c.home.example.net" };
	struct bench_question q = question("d.home.example.net", DNS_TYPE_A,
					   DNS_LLQ_SETUP, 0, 3600);
	struct dns_message msg;
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.queries_each = 3;
	bench_start(b);
	for (i = 0; i < 3; i++)
		bench_subscribe(b, &client, KEY_HOME, names[i], DNS_TYPE_A);
	bench_send(b, &client, KEY_HOME, octets, bench_llq(octets, 9, 1, &q));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_SERV_FULL);
	ck_assert_uint_gt(msg.options.llq[0].lease_s, 0);
	client.port++;
	bench_subscribe(b, &client, KEY_HOME, "d.home.example.net",
			DNS_TYPE_A);
} END_TEST

/* covers: P16 */
START_TEST(a_completed_handshake_takes_the_place_of_an_older_one)
{
	uint64_t old = bench_subscribe(b, &client, KEY_HOME, LABEL,
				       DNS_TYPE_A);
	uint64_t new = bench_subscribe(b, &client, KEY_HOME, LABEL,
				       DNS_TYPE_A);
	struct dns_message msg;

	ck_assert(old != new);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
	move(HERE, THERE);
	bench_open(b, 1, &msg);
	ck_assert_uint_eq(msg.options.llq_count, 1);
	ck_assert(msg.options.llq[0].id == new);
	ck_assert_uint_eq(b->sent_count, 2);
} END_TEST

/* covers: P3 */
START_TEST(without_a_key_that_covers_the_name_nothing_is_remembered)
{
	static const uint16_t keys[] = { KEY_NONE, KEY_OTHER };
	struct bench_question q = question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP,
					   0, 3600);
	struct dns_message msg;

	bench_send(b, &client, keys[_i], octets, bench_llq(octets, 9, 1, &q));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
} END_TEST

/* covers: P3 */
START_TEST(a_public_zone_is_open_to_all)
{
	bench_free(b);
	b = bench_new();
	b->config.public = true;
	bench_start(b);
	bench_subscribe(b, &client, KEY_NONE, LABEL, DNS_TYPE_A);
	move(HERE, THERE);
	ck_assert_uint_eq(bench_sent(b, 1)->key, KEY_NONE);
	bench_acknowledge(b, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->events_acknowledged, 1);
} END_TEST

/* covers: 8764-G-08 */
START_TEST(over_a_stream_an_llq_is_a_plain_question)
{
	struct bench_question q = question(LABEL, DNS_TYPE_A, DNS_LLQ_SETUP,
					   0, 3600);
	struct dns_message msg;

	bench_send_stream(b, &client, KEY_HOME, octets,
			  bench_llq(octets, 9, 1, &q));
	bench_open(b, 0, &msg);
	ck_assert(bench_sent(b, 0)->stream);
	ck_assert_uint_eq(msg.options.llq_count, 0);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
} END_TEST

/* covers: LLQ-S-31 LLQ-S-32 8764-G-14 8764-G-15 */
START_TEST(answers_that_do_not_fit_follow_as_add_events)
{
	bool seen[100] = { false };
	struct dns_message msg;
	struct dns_llq llq;
	struct dns_record rr;
	unsigned i, first, events = 0;

	for (i = 0; i < 100; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_notify(b);
	llq = ask(question("many.home.example.net", DNS_TYPE_A, DNS_LLQ_SETUP,
			   0, 3600), &msg);
	llq = ask((struct bench_question){ "many.home.example.net",
		  DNS_TYPE_A, llq }, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	first = msg.count[DNS_ANSWER];
	ck_assert_uint_gt(first, 40);
	ck_assert_uint_lt(first, 100);
	ck_assert(!(msg.flags & DNS_FLAG_TC));
	ck_assert_uint_eq(msg.count[DNS_ADDITIONAL], 1);	/* OPT */
	for (;;) {
		struct bench_sent *s = bench_sent(b, events);

		/* the key's TSIG has room in the packet */
		ck_assert_uint_le(s->length + 90, DNS_UDP_MAX);
		ck_assert_uint_eq(s->at_ms, b->now_ms);
		bench_open(b, events, &msg);
		for (i = 0; i < msg.count[DNS_ANSWER]; i++) {
			rr = answer(&msg, i);
			ck_assert_uint_eq(rr.ttl, 30);
			ck_assert(!seen[rr.rdata[3]]);
			seen[rr.rdata[3]] = true;
		}
		if (events++ > 0)
			bench_acknowledge(b, events - 1);
		if (events == b->sent_count)
			break;
	}
	ck_assert_uint_gt(events, 1);
	for (i = 0; i < 100; i++)
		ck_assert(seen[i]);
} END_TEST

/* The client takes what is sent again for all that there is.
 * covers: LLQ-S-31 */
START_TEST(what_did_not_fit_follows_again_after_a_lost_acknowledgement)
{
	const struct bench_question setup = question("many.home.example.net",
					DNS_TYPE_A, DNS_LLQ_SETUP, 0, 3600);
	struct bench_question response = setup;
	struct dns_message msg;
	unsigned i, n, told;

	for (i = 0; i < 100; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_notify(b);
	response.llq = ask(setup, &msg);
	for (n = 0; n < 2; n++) {
		ask(response, &msg);
		told = msg.count[DNS_ANSWER];
		ck_assert_uint_lt(told, 100);
		ck_assert_uint_eq(b->sent_count, 2);
		bench_open(b, 1, &msg);
		ck_assert_uint_eq(told + msg.count[DNS_ANSWER], 100);
		bench_acknowledge(b, 1);
		ck_assert_uint_eq(b->sent_count, 2);
	}
	/* while an event is under way nothing is owed twice */
	ask(response, &msg);
	bench_send(b, &client, KEY_HOME, octets,
		   bench_llq(octets, 9, 1, &response));
	ck_assert_uint_eq(b->sent_count, 3);
	bench_acknowledge(b, 1);
	bench_open(b, 3, &msg);
	ck_assert_uint_eq(told + msg.count[DNS_ANSWER], 100);
	bench_acknowledge(b, 3);
	ck_assert_uint_eq(b->sent_count, 4);
} END_TEST

/* Events --------------------------------------------------------------------------- */

/* covers: LLQ-S-33 LLQ-S-34 LLQ-S-35 LLQ-S-36 LLQ-S-43 LLQ-S-44 LLQ-S-46 P4 P5
 * BTMM-S-05 BTMM-S-06 8764-G-09 8945-G-01 */
START_TEST(a_change_is_told_removals_first)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	struct dns_iterator it;
	struct dns_question q;
	struct dns_message msg;
	struct dns_record rr;
	struct dns_soa soa;
	uint16_t first;

	move(HERE, THERE);
	ck_assert_uint_eq(b->sent_count, 2);
	ck_assert(endpoint_equal(&bench_sent(b, 1)->to, &client));
	ck_assert_uint_eq(bench_sent(b, 1)->key, KEY_HOME);
	ck_assert_uint_eq(bench_sent(b, 1)->origin, 0);
	bench_open(b, 1, &msg);
	ck_assert_uint_eq(msg.count[DNS_QUESTION], 1);
	ck_assert(dns_first_question(&msg, &q));
	ck_assert_uint_eq(q.type, DNS_TYPE_A);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 2);
	rr = answer(&msg, 0);
	check_a(&rr, HERE, DNS_TTL_REMOVED);
	rr = answer(&msg, 1);
	check_a(&rr, THERE, 30);
	ck_assert_uint_eq(msg.options.llq_count, 1);
	ck_assert_uint_eq(msg.options.llq[0].version, 1);
	ck_assert_uint_eq(msg.options.llq[0].opcode, DNS_LLQ_EVENT);
	ck_assert_uint_eq(msg.options.llq[0].error, DNS_LLQ_NO_ERROR);
	ck_assert(msg.options.llq[0].id == id);
	ck_assert_uint_eq(msg.options.llq[0].lease_s, 0);
	dns_records(&msg, DNS_ADDITIONAL, &it);
	ck_assert(dns_next(&it, &rr) && dns_read_soa(&rr, &soa));
	ck_assert_uint_eq(soa.serial, b->serial);
	/* nobody tells the next one's id from this one's */
	first = msg.id;
	bench_acknowledge(b, 1);
	bench_forget(b);
	move(THERE, HERE);
	bench_open(b, 1, &msg);
	ck_assert_uint_gt((uint16_t)(msg.id - first + 8), 16);
} END_TEST

/* covers: LLQ-S-40 LLQ-S-41 LLQ-S-42 P5 BTMM-S-07 BTMM-S-08 */
START_TEST(an_event_is_sent_three_times_then_the_client_is_gone)
{
	uint64_t start;
	unsigned i;

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	bench_subscribe(b, &client, KEY_HOME, SERVICE, DNS_TYPE_SRV);
	move(HERE, THERE);
	start = b->now_ms;
	bench_run_for(b, 13999);
	ck_assert_uint_eq(b->sent_count, 4);
	ck_assert_uint_eq(bench_sent(b, 1)->at_ms - start, 0);
	ck_assert_uint_eq(bench_sent(b, 2)->at_ms - start, 2000);
	ck_assert_uint_eq(bench_sent(b, 3)->at_ms - start, 6000);
	for (i = 2; i < 4; i++) {
		ck_assert_uint_eq(b->sent[i].length, b->sent[1].length);
		ck_assert(!memcmp(b->sent[i].octets, b->sent[1].octets,
				  b->sent[1].length));
		ck_assert_uint_eq(b->sent[i].key, KEY_HOME);
	}
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 2);
	bench_run_for(b, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 0);
	bench_forget(b);
	move(THERE, HERE);
	ck_assert_uint_eq(b->sent_count, 1);	/* the answer to NOTIFY */
} END_TEST

/* covers: LLQ-S-40 */
START_TEST(an_acknowledged_event_is_not_sent_again)
{
	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	move(HERE, THERE);
	bench_acknowledge(b, 1);
	bench_forget(b);
	bench_run_for(b, 60000);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
} END_TEST

/* covers: LLQ-S-40 P5 8764-G-09 */
START_TEST(only_its_own_client_acknowledges_an_event)
{
	struct dns_message msg;
	uint8_t ack[12] = { 0, 0, 0x84 };

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	move(HERE, THERE);
	bench_open(b, 1, &msg);
	ack[0] = (uint8_t)(msg.id >> 8);
	ack[1] = (uint8_t)msg.id;
	bench_send(b, &(struct endpoint){ .family = 4, .port = 5353 },
		   KEY_HOME, ack, sizeof(ack));
	bench_send(b, &client, KEY_MYMAC, ack, sizeof(ack));
	bench_send(b, &client, KEY_NONE, ack, sizeof(ack));
	ack[1] ^= 1;
	bench_send(b, &client, KEY_HOME, ack, sizeof(ack));
	ck_assert_uint_eq(rendezvous_counters(b->r)->events_stray, 4);
	ack[1] ^= 1;
	bench_send(b, &client, KEY_HOME, ack, sizeof(ack));
	ck_assert_uint_eq(rendezvous_counters(b->r)->events_acknowledged, 1);
} END_TEST

/* covers: LLQ-S-37 8764-G-10 P4 */
START_TEST(changes_meanwhile_wait_and_are_merged)
{
	struct dns_message msg;
	struct dns_record rr;

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	move(HERE, THERE);
	bench_acknowledge(b, 1);
	bench_forget(b);
	move(THERE, ELSEWHERE);
	move(ELSEWHERE, HERE);
	move(HERE, THERE);
	move(THERE, HERE);
	/* NOTIFYs' answers and one event, which is not acknowledged yet */
	ck_assert_uint_eq(b->sent_count, 5);
	bench_acknowledge(b, 1);
	ck_assert_uint_eq(b->sent_count, 6);
	bench_open(b, 5, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 3);
	rr = answer(&msg, 0);
	check_a(&rr, ELSEWHERE, DNS_TTL_REMOVED);
	rr = answer(&msg, 1);
	check_a(&rr, THERE, DNS_TTL_REMOVED);
	rr = answer(&msg, 2);
	check_a(&rr, HERE, 30);
} END_TEST

/* Who asks meanwhile has the answer of that moment: that it was undone since is
 * news to him, though no event told what was undone.
 * covers: P4 */
START_TEST(what_is_undone_meanwhile_is_told_as_it_is)
{
	struct dns_message msg;
	struct dns_record rr;

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	move(HERE, THERE);
	move(0, ELSEWHERE);
	move(ELSEWHERE, 0);
	ck_assert_uint_eq(b->sent_count, 4);	/* three for NOTIFY */
	bench_acknowledge(b, 1);
	ck_assert_uint_eq(b->sent_count, 5);
	bench_open(b, 4, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 1);
	rr = answer(&msg, 0);
	check_a(&rr, ELSEWHERE, DNS_TTL_REMOVED);
} END_TEST

/* covers: P4 */
START_TEST(a_changed_ttl_is_no_event)
{
	uint8_t a[4] = { 203, 0, 113, 5 };

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	bench_together(b, true);
	bench_remove(b, LABEL, DNS_TYPE_A, a, 4);
	bench_add(b, LABEL, DNS_TYPE_A, 600, a, 4);
	bench_together(b, false);
	bench_notify(b);
	ck_assert_uint_eq(b->sent_count, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->changes, 0);
} END_TEST

/* covers: P4 LLQ-S-34 LLQ-S-35 */
START_TEST(one_serials_changes_to_one_client_travel_together)
{
	uint64_t ids[2];
	struct dns_message msg;
	struct dns_record rr;
	uint8_t srv[300];
	struct dns_name target = bench_name("other.home.example.net");

	ids[0] = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	ids[1] = bench_subscribe(b, &client, KEY_HOME, SERVICE, DNS_TYPE_SRV);
	bench_together(b, true);
	bench_add(b, SERVICE, DNS_TYPE_SRV, 30, srv,
		  dns_make_srv(srv, 0, 0, 4502, &target));
	bench_remove_a(b, LABEL, HERE);
	bench_together(b, false);
	bench_notify(b);
	ck_assert_uint_eq(b->sent_count, 2);
	bench_open(b, 1, &msg);
	ck_assert_uint_eq(msg.count[DNS_QUESTION], 2);
	ck_assert_uint_eq(msg.options.llq_count, 2);
	ck_assert(msg.options.llq[0].id != msg.options.llq[1].id);
	ck_assert(msg.options.llq[0].id == ids[0] ||
		  msg.options.llq[0].id == ids[1]);
	rr = answer(&msg, 0);
	ck_assert_uint_eq(rr.ttl, DNS_TTL_REMOVED);
	rr = answer(&msg, 1);
	ck_assert_uint_eq(rr.type, DNS_TYPE_SRV);
} END_TEST

/* covers: LLQ-S-38 8764-G-15 */
START_TEST(what_would_not_fit_one_packet_goes_in_several)
{
	unsigned i, told = 0, at = 1;
	struct dns_message msg;

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	bench_together(b, true);
	for (i = 0; i < 150; i++)
		bench_add_a(b, LABEL, i);
	bench_together(b, false);
	bench_notify(b);
	for (; at < b->sent_count; at++) {
		ck_assert_uint_le(bench_sent(b, at)->length + 90, DNS_UDP_MAX);
		bench_open(b, at, &msg);
		told += msg.count[DNS_ANSWER];
		bench_acknowledge(b, at);
	}
	ck_assert_uint_eq(told, 150);
	ck_assert_uint_gt(at, 3);
} END_TEST

/* covers: LLQ-S-26 */
START_TEST(an_expired_query_is_told_nothing)
{
	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	bench_run_for(b, 3599 * 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
	bench_run_for(b, 1000);
	move(HERE, THERE);
	ck_assert_uint_eq(b->sent_count, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->expiries, 1);
} END_TEST

/* A message can come between a lease's end and the deadline's handling. */
/* covers: LLQ-S-25 */
START_TEST(what_has_just_run_out_is_no_such_llq)
{
	struct dns_message msg;
	struct dns_llq issued = ask_setup(&msg), llq;

	b->now_ms += 3602 * 1000;
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, issued }, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	ck_assert_uint_eq(llq.lease_s, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
} END_TEST

/* covers: LLQ-S-38 */
START_TEST(many_queries_and_long_names_still_make_one_packet_at_a_time)
{
	char name[32][64];
	unsigned i, at, told = 0;
	struct dns_message msg;

	bench_free(b);
	b = bench_new();
	b->keys[KEY_HOME].tsig_octets = 480;
	bench_start(b);
	for (i = 0; i < 32; i++) {
		snprintf(name[i], sizeof(name[i]), "h%u.home.example.net", i);
		bench_subscribe(b, &client, KEY_HOME, name[i], DNS_TYPE_A);
	}
	bench_together(b, true);
	for (i = 0; i < 32 * 10; i++)
		bench_add_a(b, name[i % 32], i);
	bench_together(b, false);
	bench_notify(b);
	for (at = 1; at < b->sent_count; at++) {
		ck_assert_uint_le(bench_sent(b, at)->length + 480, DNS_UDP_MAX);
		bench_open(b, at, &msg);
		told += msg.count[DNS_ANSWER];
		bench_acknowledge(b, at);
	}
	ck_assert_uint_eq(told, 32 * 10);
} END_TEST

/* covers: LLQ-S-39 BTMM-S-02 */
START_TEST(an_event_is_not_delayed_at_all)
{
	uint64_t then;

	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	then = b->now_ms;
	move(HERE, THERE);
	ck_assert_uint_eq(bench_sent(b, 1)->at_ms, then);
} END_TEST

/* Refresh ------------------------------------------------------------------------------ */

/* covers: LLQ-S-47 8764-G-12 */
START_TEST(a_refresh_is_acknowledged_without_answers)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	struct dns_message msg;
	struct dns_llq llq;

	bench_run_for(b, 2880 * 1000);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 3600),
		  &msg);
	ck_assert_uint_eq(llq.opcode, DNS_LLQ_REFRESH);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	ck_assert(llq.id == id);
	ck_assert_uint_eq(llq.lease_s, 3600);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	ck_assert_uint_eq(msg.count[DNS_QUESTION], 1);
	bench_run_for(b, 3599 * 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 1);
	bench_run_for(b, 1000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
} END_TEST

/* covers: LLQ-S-48 LLQ-S-25 */
START_TEST(a_refresh_of_an_unknown_or_expired_id_is_no_such_llq)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	struct dns_message msg;
	struct dns_llq llq;

	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id ^ 4, 3600),
		  &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	ck_assert(llq.id == (id ^ 4));
	ck_assert_uint_eq(llq.lease_s, 0);
	llq = ask(question(SERVICE, DNS_TYPE_SRV, DNS_LLQ_REFRESH, id, 3600),
		  &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	bench_run_for(b, 3600 * 1000);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 3600),
		  &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
} END_TEST

/* Who knows the id of another's query neither renews nor ends it. */
/* covers: LLQ-S-48 LLQ-S-11 */
START_TEST(an_id_is_of_its_own_client_alone)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	const struct endpoint first = client;
	struct dns_message msg;
	struct dns_llq llq;

	client.port++;
	bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 3600), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 0), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 2);
	client = first;
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 3600), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
} END_TEST

/* covers: LLQ-S-48 */
START_TEST(a_refresh_before_the_handshake_is_complete_is_no_such_llq)
{
	struct dns_message msg;
	struct dns_llq issued = ask_setup(&msg), llq;

	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, issued.id,
			   3600), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, 0, 0), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_SUCH_LLQ);
	llq = ask((struct bench_question){ LABEL, DNS_TYPE_A, issued }, &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
} END_TEST

/* covers: LLQ-S-49 8764-G-04 */
START_TEST(lease_0_ends_a_query_at_once)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	struct dns_message msg;
	struct dns_llq llq;

	llq = ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 0), &msg);
	ck_assert_uint_eq(llq.error, DNS_LLQ_NO_ERROR);
	ck_assert(llq.id == id);
	ck_assert_uint_eq(llq.lease_s, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->query_count, 0);
	bench_forget(b);
	move(HERE, THERE);
	ck_assert_uint_eq(b->sent_count, 1);
} END_TEST

/* covers: LLQ-S-49 */
START_TEST(an_event_under_way_dies_with_the_last_query)
{
	uint64_t id = bench_subscribe(b, &client, KEY_HOME, LABEL, DNS_TYPE_A);
	struct dns_message msg;

	move(HERE, THERE);
	ask(question(LABEL, DNS_TYPE_A, DNS_LLQ_REFRESH, id, 0), &msg);
	bench_forget(b);
	bench_run_for(b, 30000);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->client_count, 0);
} END_TEST

static TCase *
tcase(const char *name)
{
	TCase *t = tcase_create(name);

	tcase_add_checked_fixture(t, setup, teardown);
	return t;
}

int
main(void)
{
	Suite *s = suite_create("llq_server");
	SRunner *sr = srunner_create(s);
	TCase *t;
	int failed;

	t = tcase("setup");
	tcase_add_test(t, a_setup_request_is_answered_by_a_challenge);
	tcase_add_test(t, a_lease_is_granted_within_the_bounds);
	tcase_add_test(t, ids_of_two_clients_differ_in_all_their_bits);
	tcase_add_test(t, a_duplicate_setup_gets_the_same_challenge_and_no_timer_sends_one);
	tcase_add_test(t, the_echo_of_id_and_lease_brings_all_answers);
	tcase_add_test(t, a_late_or_repeated_response_gets_what_is_left_of_the_lease);
	tcase_add_test(t, another_lease_or_id_than_issued_makes_nothing);
	tcase_add_test(t, a_handshake_not_completed_is_kept_for_its_lease_and_no_longer);
	tcase_add_test(t, the_same_question_from_another_port_is_another_client);
	tcase_add_test(t, of_several_questions_each_has_its_own_outcome_in_its_place);
	tcase_add_test(t, a_malformed_option_is_format_err_and_not_formerr);
	tcase_add_test(t, a_question_without_its_option_is_format_err);
	tcase_add_test(t, another_version_is_bad_vers);
	tcase_add_loop_test(t, classes_and_types_that_are_no_data_are_refused, 0, 4);
	tcase_add_test(t, a_full_table_says_when_to_come_again);
	tcase_add_test(t, one_client_has_only_so_many);
	tcase_add_test(t, a_completed_handshake_takes_the_place_of_an_older_one);
	tcase_add_loop_test(t, without_a_key_that_covers_the_name_nothing_is_remembered, 0, 2);
	tcase_add_test(t, a_public_zone_is_open_to_all);
	tcase_add_test(t, over_a_stream_an_llq_is_a_plain_question);
	tcase_add_test(t, answers_that_do_not_fit_follow_as_add_events);
	tcase_add_test(t, what_did_not_fit_follows_again_after_a_lost_acknowledgement);
	suite_add_tcase(s, t);
	t = tcase("events");
	tcase_add_test(t, a_change_is_told_removals_first);
	tcase_add_test(t, an_event_is_sent_three_times_then_the_client_is_gone);
	tcase_add_test(t, an_acknowledged_event_is_not_sent_again);
	tcase_add_test(t, only_its_own_client_acknowledges_an_event);
	tcase_add_test(t, changes_meanwhile_wait_and_are_merged);
	tcase_add_test(t, what_is_undone_meanwhile_is_told_as_it_is);
	tcase_add_test(t, a_changed_ttl_is_no_event);
	tcase_add_test(t, one_serials_changes_to_one_client_travel_together);
	tcase_add_test(t, what_would_not_fit_one_packet_goes_in_several);
	tcase_add_test(t, an_expired_query_is_told_nothing);
	tcase_add_test(t, what_has_just_run_out_is_no_such_llq);
	tcase_add_test(t, many_queries_and_long_names_still_make_one_packet_at_a_time);
	tcase_add_test(t, an_event_is_not_delayed_at_all);
	suite_add_tcase(s, t);
	t = tcase("refresh");
	tcase_add_test(t, a_refresh_is_acknowledged_without_answers);
	tcase_add_test(t, a_refresh_of_an_unknown_or_expired_id_is_no_such_llq);
	tcase_add_test(t, an_id_is_of_its_own_client_alone);
	tcase_add_test(t, a_refresh_before_the_handshake_is_complete_is_no_such_llq);
	tcase_add_test(t, lease_0_ends_a_query_at_once);
	tcase_add_test(t, an_event_under_way_dies_with_the_last_query);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
