/* SPDX-License-Identifier: Apache-2.0 */
/* test_query.c - one signed question by itself: how often it is sent, by which
 * way, and how it ends (P2). */
#include "autotunnel/query.h"
#include "alone.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum {
	ANSWER = QUERY_REPORT_ANSWER, SILENT = QUERY_REPORT_SILENT,
	TRUNCATED = QUERY_REPORT_TRUNCATED, PATIENCE_MS = 10000, KEY = 3
};

static struct query q;
static struct answer_pool pool;
static struct answer places[ANSWERS_POOL_SIZE];
static uint8_t octets[512];

static void
begin(void)
{
	alone_begin();
	memset(&q, 0, sizeof(q));
	answer_pool_init(&pool, places, ANSWERS_POOL_SIZE);
	query_begin(&q);
	q.pool = &pool;
	dns_name_from_text(&q.name, "mymac.home.example.net");
	q.type = DNS_TYPE_AAAA;
	q.key = KEY;
	q.channel = CHANNEL_QUERY;
	q.server = (struct endpoint){ 4, { 192, 0, 2, 1 }, 5352 };
}

static void
give(enum query_event ev)
{
	query_step(&q, ev, alone_turn());
}

/* What was sent by the last step, once and in this way. */
static void
sent(enum effect_kind kind)
{
	const struct effects *e = alone_effects();
	struct dns_question asked;
	struct dns_message msg;

	ck_assert_uint_eq(e->count, 1);
	ck_assert_int_eq(e->list[0].kind, kind);
	ck_assert_uint_eq(e->list[0].key, KEY);
	ck_assert_uint_eq(e->list[0].to.port, 5352);
	ck_assert_int_eq(dns_open(&msg, e->octets + e->list[0].offset,
				  e->list[0].length), 0);
	ck_assert_uint_eq(msg.id, q.id);
	ck_assert(dns_first_question(&msg, &asked));
	ck_assert_uint_eq(asked.type, DNS_TYPE_AAAA);
	ck_assert(dns_name_equal(&asked.name, &q.name));
}

static void
sent_nothing(void)
{
	ck_assert_uint_eq(alone_effects()->count, 0);
}

static void
over(void)
{
	ck_assert_int_eq(q.machine.base.state, QUERY_IDLE);
	ck_assert_uint_eq(alone_next_ms(), TIME_NEVER);
}

/* An answer with FLAGS. */
static void
answer(uint16_t flags)
{
	struct dns_message msg;
	struct dns_writer w;
	int length;

	dns_begin(&w, octets, sizeof(octets), q.id, DNS_FLAG_QR | flags);
	dns_add_question(&w, &q.name, q.type, DNS_CLASS_IN);
	length = dns_end(&w);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)length), 0);
	query_receive(&q, &msg, alone_turn());
}

static void
be_waiting(void)
{
	begin();
	give(QUERY_EV_ASKED);
}

static void
be_connecting(void)
{
	be_waiting();
	answer(DNS_FLAG_TC);
}

static void
be_streaming(void)
{
	be_connecting();
	give(QUERY_EV_STREAM_UP);
}

static void (*const busy[])(void) = { be_waiting, be_connecting, be_streaming };

START_TEST(a_question_is_sent_four_times_and_then_given_up)
{
	static const uint64_t waits_ms[] = { 500, 1000, 2000 };
	uint16_t id;
	unsigned i;

	be_waiting();
	sent(EFFECT_SEND);
	told_nothing();
	id = q.id;
	for (i = 0; i < 3; i++) {
		ck_assert_uint_eq(alone_next_ms(), waits_ms[i]);
		alone_run_for(waits_ms[i]);
		sent(EFFECT_SEND);
		told_nothing();
		ck_assert_uint_eq(q.id, id);	/* the same octets */
	}
	ck_assert_uint_eq(alone_next_ms(), 4000);
	alone_run_for(3999);
	told_nothing();
	sent_nothing();
	alone_run_for(1);
	told(SILENT);
	sent_nothing();
	over();
} END_TEST

/* However late, and by which way it comes. */
START_TEST(an_answer_ends_it)
{
	busy[_i]();
	alone_run_for(300);
	answer(0);
	told(ANSWER);
	sent_nothing();
	over();
	answer(0);		/* a second one says nothing */
	told_nothing();
	over();
} END_TEST

START_TEST(the_answer_says_how_it_went)
{
	be_waiting();
	answer(DNS_RCODE_REFUSED);
	told(ANSWER);
	ck_assert_uint_eq(alone_value(ANSWER), DNS_RCODE_REFUSED);
} END_TEST

/* covers: TSIG-C-03 */
START_TEST(what_is_truncated_is_asked_again_by_stream)
{
	be_waiting();
	answer(DNS_FLAG_TC);
	told(TRUNCATED);
	sent_nothing();
	ck_assert_uint_eq(alone_next_ms(), PATIENCE_MS);
	alone_run_for(4000);
	answer(DNS_FLAG_TC);	/* the answer to a question sent again */
	told_nothing();
	ck_assert_uint_eq(alone_next_ms(), PATIENCE_MS - 4000);
	give(QUERY_EV_STREAM_UP);
	sent(EFFECT_STREAM_SEND);
	told_nothing();
	ck_assert_uint_eq(alone_next_ms(), PATIENCE_MS);
	/* there is no other way for what is truncated there too */
	answer(DNS_FLAG_TC);
	told(ANSWER);
	over();
} END_TEST

START_TEST(without_a_stream_it_is_given_up)
{
	busy[_i]();
	alone_run_for(PATIENCE_MS - 1);
	told_nothing();
	alone_run_for(1);
	told(SILENT);
	sent_nothing();
	over();
	busy[_i]();
	give(QUERY_EV_STREAM_DOWN);
	told(SILENT);
	sent_nothing();
	over();
} END_TEST

/* Streams are none of a question's that waits for a datagram. */
START_TEST(a_stream_that_nobody_waits_for_is_nothing)
{
	be_waiting();
	give(QUERY_EV_STREAM_DOWN);
	give(QUERY_EV_STREAM_UP);
	told_nothing();
	sent_nothing();
	ck_assert_uint_eq(alone_next_ms(), 500);
} END_TEST

START_TEST(who_no_longer_wants_to_know_hears_nothing)
{
	busy[_i]();
	give(QUERY_EV_DROPPED);
	told_nothing();
	sent_nothing();
	over();
	/* and it may be asked anew, under another id */
	give(QUERY_EV_ASKED);
	sent(EFFECT_SEND);
	ck_assert_uint_eq(alone_next_ms(), 500);
} END_TEST

START_TEST(to_ask_twice_is_to_ask_once)
{
	uint64_t due;

	busy[_i]();
	alone_run_for(100);
	due = alone_next_ms();
	give(QUERY_EV_ASKED);
	told_nothing();
	sent_nothing();
	ck_assert_uint_eq(alone_next_ms(), due);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("query");
	TCase *c = tcase_create("query");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, a_question_is_sent_four_times_and_then_given_up);
	tcase_add_loop_test(c, an_answer_ends_it, 0, 3);
	tcase_add_test(c, the_answer_says_how_it_went);
	tcase_add_test(c, what_is_truncated_is_asked_again_by_stream);
	tcase_add_loop_test(c, without_a_stream_it_is_given_up, 1, 3);
	tcase_add_test(c, a_stream_that_nobody_waits_for_is_nothing);
	tcase_add_loop_test(c, who_no_longer_wants_to_know_hears_nothing, 0, 3);
	tcase_add_loop_test(c, to_ask_twice_is_to_ask_once, 0, 3);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
