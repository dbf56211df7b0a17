/* SPDX-License-Identifier: Apache-2.0 */
/* test_stream.c - signed queries to the rendezvous, by UDP and by TCP, and
 * whether it is there (P2, P6, P8; RFC 7766, 8945 5.3). */
#include "dns_world.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define ALICE "alice.home.example.net"

static struct dns_world w;

static void
begin(void)
{
	dns_world_begin(&w);
	dns_world_add(&w, ALICE, DNS_TYPE_AAAA, dns_world_aaaa(1), 16);
	dns_world_ready(&w);
}

static const struct dns_world_sent *
effect(unsigned from, enum effect_kind kind)
{
	unsigned i;

	for (i = from; i < w.sent_count; i++)
		if (w.sent[i].effect.kind == kind)
			return &w.sent[i];
	return NULL;
}

static void
stream(enum input_kind kind, struct ticket ticket, const uint8_t *octets,
       size_t length)
{
	struct input in = {
		.kind = kind, .ticket = ticket, .stream = true,
		.verdict = VERDICT_VERIFIED, .key = DNS_WORLD_KEY,
		.error = kind == INPUT_STREAM_DOWN ? -104 : 0,
	};

	dns_world_input(&w, &in, octets, length);
}

/* Queries ------------------------------------------------------------------------------ */

START_TEST(a_question_goes_signed_to_the_rendezvous_and_its_answer_is_told)
{
	const struct dns_world_sent *s;

	begin();
	ck_assert_int_ge(dns_world_ask(&w, ALICE, DNS_TYPE_AAAA), 0);
	s = dns_world_sent(&w, 0, SENT_QUERY, 0);
	ck_assert_uint_eq(s->effect.key, DNS_WORLD_KEY);
	ck_assert_int_eq(s->effect.channel, CHANNEL_QUERY);
	ck_assert_uint_eq(s->effect.to.port, 5352);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 1);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_ASKED)->user, 815);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_ASKED)->reason,
			 CLIENT_REASON_NONE);
	ck_assert_uint_eq(w.asked_count, 1);
	/* nothing of it is kept */
	dns_world_run_for(&w, 50);
	dns_world_ask(&w, "nobody.home.example.net", DNS_TYPE_A);
	ck_assert_uint_eq(w.dns.session.commons.pool.used, 0);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(w.asked_count, 0);
} END_TEST

START_TEST(an_unanswered_question_is_repeated_and_then_given_up)
{
	static const uint64_t waits[] = { 0, 500, 1500, 3500 };
	unsigned i;
	uint64_t start;

	begin();
	w.server.on = false;
	start = w.now_ms;
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 7499);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_QUERY), 4);
	for (i = 0; i < 4; i++)
		ck_assert_uint_eq(dns_world_sent(&w, 0, SENT_QUERY, i)->at_ms,
				  start + waits[i]);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 0);
	dns_world_run_for(&w, 1);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_ASKED)->reason,
			 CLIENT_REASON_SILENT);
} END_TEST

START_TEST(an_answer_from_another_place_or_to_another_question_is_none)
{
	struct dns_world_coming real;
	struct input in;

	begin();
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	real = w.coming[--w.coming_count];
	in = real.input;
	in.source.port = 53;
	dns_world_input(&w, &in, real.octets, in.length);
	in = real.input;
	in.channel = CHANNEL_LLQ;
	dns_world_input(&w, &in, real.octets, in.length);
	real.octets[DNS_HEADER_SIZE + 1] = 'm';
	dns_world_input(&w, &real.input, real.octets, real.input.length);
	real.octets[DNS_HEADER_SIZE + 1] = 'a';
	real.octets[1] ^= 1;
	dns_world_input(&w, &real.input, real.octets, real.input.length);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 0);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_UNKNOWN_ID), 4);
	real.octets[1] ^= 1;
	dns_world_input(&w, &real.input, real.octets, real.input.length);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 1);
} END_TEST

START_TEST(without_a_server_nothing_can_be_asked)
{
	dns_world_begin(&w);
	ck_assert_int_eq(dns_world_ask(&w, ALICE, DNS_TYPE_AAAA), -107);
} END_TEST

START_TEST(more_questions_than_slots_are_refused_and_none_is_lost)
{
	unsigned i;

	begin();
	for (i = 0; i < DNSCLIENT_QUERIES_MAX; i++)
		ck_assert_int_eq(dns_world_ask(&w, ALICE, DNS_TYPE_AAAA),
				 (int)i);
	ck_assert_int_eq(dns_world_ask(&w, ALICE, DNS_TYPE_AAAA), -28);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED),
			  DNSCLIENT_QUERIES_MAX);
	ck_assert_int_ge(dns_world_ask(&w, ALICE, DNS_TYPE_AAAA), 0);
} END_TEST

/* Streams ------------------------------------------------------------------------------- */

/* Asked by UDP, answered with TC, and the stream is up: its ticket. */
static struct ticket
truncated(void)
{
	const struct dns_world_sent *open;

	begin();
	w.server.truncate = true;
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	open = effect(0, EFFECT_STREAM_OPEN);
	ck_assert_ptr_nonnull(open);
	ck_assert_uint_eq(open->effect.to.port, 5352);
	ck_assert(!open->effect.tls);
	return open->effect.ticket;
}

static void
answer_by_stream(struct ticket ticket)
{
	const struct dns_world_sent *s = dns_world_sent(&w, 0, SENT_STREAM, 0);
	uint8_t octets[DNS_UDP_MAX];
	struct dns_question q;
	struct dns_writer out;
	int length;

	ck_assert_ptr_nonnull(s);
	ck_assert(dns_first_question(&s->msg, &q));
	dns_begin(&out, octets, sizeof(octets), s->msg.id, DNS_FLAG_QR);
	dns_add_question(&out, &q.name, q.type, q.class);
	dns_add_record(&out, DNS_ANSWER, &q.name, q.type, q.class, 30,
		       dns_world_aaaa(1), 16);
	dns_add_record(&out, DNS_ANSWER, &q.name, q.type, q.class, 30,
		       dns_world_aaaa(2), 16);
	length = dns_end(&out);
	ck_assert_int_gt(length, 0);
	stream(INPUT_STREAM_MESSAGE, ticket, octets, (size_t)length);
}

/* covers: TSIG-C-03 */
START_TEST(a_truncated_answer_is_asked_for_by_tcp)
{
	struct ticket ticket = truncated();
	const struct dns_world_sent *s;

	ck_assert_ptr_null(dns_world_sent(&w, 0, SENT_STREAM, 0));
	stream(INPUT_STREAM_UP, ticket, NULL, 0);
	s = dns_world_sent(&w, 0, SENT_STREAM, 0);
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->effect.ticket.generation, ticket.generation);
	ck_assert_uint_eq(s->effect.key, DNS_WORLD_KEY);
	answer_by_stream(ticket);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 1);
	ck_assert_uint_eq(w.asked_count, 2);
} END_TEST

START_TEST(an_open_stream_is_used_again_and_closed_when_quiet)
{
	struct ticket ticket = truncated();
	unsigned from;

	stream(INPUT_STREAM_UP, ticket, NULL, 0);
	answer_by_stream(ticket);
	dns_world_run_for(&w, 5000);
	from = w.sent_count;
	dns_world_ask(&w, "bob.home.example.net", DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	ck_assert_ptr_null(effect(from, EFFECT_STREAM_OPEN));
	ck_assert_ptr_nonnull(effect(from, EFFECT_STREAM_SEND));
	dns_world_run_for(&w, 14999);
	ck_assert_ptr_null(effect(from, EFFECT_STREAM_CLOSE));
	dns_world_run_for(&w, 2);
	ck_assert_ptr_nonnull(effect(from, EFFECT_STREAM_CLOSE));
} END_TEST

START_TEST(a_stream_that_fails_ends_the_question_and_rests_before_the_next)
{
	struct ticket ticket = truncated();
	unsigned from;

	stream(INPUT_STREAM_DOWN, ticket, NULL, 0);
	ck_assert_int_eq(dns_world_last(&w, DNSCLIENT_ASKED)->reason,
			 CLIENT_REASON_SILENT);
	from = w.sent_count;
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 500);
	ck_assert_ptr_null(effect(from, EFFECT_STREAM_OPEN));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 2);
	dns_world_run_for(&w, 501);
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, DNS_WORLD_DELAY_MS);
	ck_assert_ptr_nonnull(effect(from, EFFECT_STREAM_OPEN));
	ck_assert_uint_ne(effect(from, EFFECT_STREAM_OPEN)->
			  effect.ticket.generation, ticket.generation);
} END_TEST

START_TEST(a_connection_that_does_not_open_is_given_up_after_10_s)
{
	truncated();
	dns_world_run_for(&w, 9999);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 0);
	dns_world_run_for(&w, 1);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 1);
	ck_assert_ptr_nonnull(effect(0, EFFECT_STREAM_CLOSE));
} END_TEST

START_TEST(a_message_of_an_older_connection_goes_nowhere)
{
	struct ticket ticket = truncated();

	stream(INPUT_STREAM_UP, ticket, NULL, 0);
	ticket.generation++;
	answer_by_stream(ticket);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_ASKED), 0);
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_STALE_TICKET), 1);
} END_TEST

/* Contact (P6, P8) ------------------------------------------------------------------------- */

static unsigned
soa_queries(unsigned from)
{
	const struct dns_world_sent *s;
	struct dns_question q;
	unsigned n, count = 0;

	for (n = 0; (s = dns_world_sent(&w, from, SENT_QUERY, n)); n++) {
		ck_assert(dns_first_question(&s->msg, &q));
		count += q.type == DNS_TYPE_SOA &&
			s->effect.channel == CHANNEL_LLQ &&
			s->effect.key == DNS_WORLD_KEY;
	}
	return count;
}

START_TEST(a_signed_soa_query_leaves_every_25_s_or_mapped_every_60)
{
	unsigned from;

	begin();
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 59999);
	ck_assert_uint_eq(soa_queries(0), 0);	/* mapped */
	dns_world_run_for(&w, 1001);
	ck_assert_uint_eq(soa_queries(0), 1);
	from = w.sent_count;
	dns_world_path(&w, false);
	ck_assert_uint_eq(soa_queries(from), 1);
	dns_world_run_for(&w, 24999);
	ck_assert_uint_eq(soa_queries(from), 1);
	dns_world_run_for(&w, 1);
	ck_assert_uint_eq(soa_queries(from), 2);
	dns_world_run_for(&w, 75000);
	ck_assert_uint_eq(soa_queries(from), 5);
	dns_world_path(&w, true);
	from = w.sent_count;
	dns_world_run_for(&w, 120000);
	ck_assert_uint_eq(soa_queries(from), 2);
} END_TEST

/* A rendezvous that was killed and lost its queries says nothing (P6). */
START_TEST(mapped_too_a_serial_without_an_event_sets_all_up_anew)
{
	unsigned from;

	begin();
	w.server.serial = 7;
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 61000);
	from = w.sent_count;
	w.server.serial = 8;
	dns_world_run_for(&w, 60000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	dns_world_run_for(&w, 2000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
} END_TEST

START_TEST(a_serial_that_moved_without_an_event_sets_all_up_anew)
{
	unsigned from;

	begin();
	w.server.serial = 7;
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_path(&w, false);
	dns_world_run_for(&w, 60000);
	from = w.sent_count;
	w.server.serial = 8;
	dns_world_run_for(&w, 16000);	/* asked at 75 s */
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
	dns_world_run_for(&w, 2000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
	/* once a change */
	dns_world_run_for(&w, 100000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 1);
} END_TEST

START_TEST(a_serial_that_an_event_tells_in_time_is_no_doubt)
{
	uint8_t event[DNS_UDP_MAX];
	unsigned from;
	int slot;

	begin();
	w.server.serial = 7;
	slot = dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_path(&w, false);
	dns_world_run_for(&w, 60000);
	from = w.sent_count;
	w.server.serial = 8;
	dns_world_run_for(&w, 15200);	/* asked at 75 s */
	dns_world_deliver(&w, event, dns_world_event(&w, event, 1,
						     (unsigned)slot, 2, false,
						     8));
	dns_world_run_for(&w, 20000);
	ck_assert_uint_eq(dns_world_count(&w, from, SENT_SETUP), 0);
} END_TEST

START_TEST(a_silent_server_is_asked_for_a_sign_of_life_with_back_off)
{
	unsigned from;

	begin();
	w.server.on = false;
	dns_world_llq(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 14000);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_SILENT), 1);
	from = w.sent_count;
	dns_world_run_for(&w, 300000);
	/* four sends each: at 0 (5 is within its pace), 15, 35, 75, 135 ... */
	ck_assert_uint_ge(soa_queries(from), 20);
	ck_assert_uint_le(soa_queries(from), 28);
	/* any other signed answer of the server is as good */
	w.server.on = true;
	dns_world_ask(&w, ALICE, DNS_TYPE_AAAA);
	dns_world_run_for(&w, 50);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_HEARD), 1);
	ck_assert_int_eq(dns_world_state(&w, 0), LLQ_CLIENT_HELD);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("stream");
	TCase *c = tcase_create("stream");

	tcase_add_test(c, a_question_goes_signed_to_the_rendezvous_and_its_answer_is_told);
	tcase_add_test(c, an_unanswered_question_is_repeated_and_then_given_up);
	tcase_add_test(c, an_answer_from_another_place_or_to_another_question_is_none);
	tcase_add_test(c, without_a_server_nothing_can_be_asked);
	tcase_add_test(c, more_questions_than_slots_are_refused_and_none_is_lost);
	tcase_add_test(c, a_truncated_answer_is_asked_for_by_tcp);
	tcase_add_test(c, an_open_stream_is_used_again_and_closed_when_quiet);
	tcase_add_test(c, a_stream_that_fails_ends_the_question_and_rests_before_the_next);
	tcase_add_test(c, a_connection_that_does_not_open_is_given_up_after_10_s);
	tcase_add_test(c, a_message_of_an_older_connection_goes_nowhere);
	tcase_add_test(c,
		       a_signed_soa_query_leaves_every_25_s_or_mapped_every_60);
	tcase_add_test(c, mapped_too_a_serial_without_an_event_sets_all_up_anew);
	tcase_add_test(c, a_serial_that_moved_without_an_event_sets_all_up_anew);
	tcase_add_test(c, a_serial_that_an_event_tells_in_time_is_no_doubt);
	tcase_add_test(c, a_silent_server_is_asked_for_a_sign_of_life_with_back_off);
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
