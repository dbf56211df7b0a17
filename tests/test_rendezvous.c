/* SPDX-License-Identifier: Apache-2.0 */
/* test_rendezvous.c - the container: plain queries, who may ask, limits, and
 * what a change costs when many have asked. */
#include "rendezvous_bench.h"
#include "autotunnel/client.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LABEL "label.home.example.net"
#define SERVICE "_autotunnel._udp.mymac.home.example.net"

static struct bench *b;
static struct endpoint client;

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

static void
ask(uint16_t key, const char *name, uint16_t type, struct dns_message *msg)
{
	uint8_t octets[1232];

	bench_forget(b);
	bench_send(b, &client, key, octets,
		   bench_query(octets, 42, name, type));
	ck_assert_uint_eq(b->sent_count, 1);
	bench_open(b, 0, msg);
	ck_assert_uint_eq(msg->id, 42);
}

static bool
first_of(const struct dns_message *msg, enum dns_section section,
	 struct dns_record *rr)
{
	struct dns_iterator it;

	dns_records(msg, section, &it);
	return dns_next(&it, rr);
}

/* Plain queries ----------------------------------------------------------------- */

/* covers: LLQ-S-03 P2 */
START_TEST(the_soa_is_answered_where_it_is)
{
	struct dns_message msg;
	struct dns_record rr;
	struct dns_soa soa;

	ask(KEY_HOME, "home.example.net", DNS_TYPE_SOA, &msg);
	ck_assert(msg.flags & DNS_FLAG_AA);
	ck_assert(first_of(&msg, DNS_ANSWER, &rr));
	ck_assert(dns_read_soa(&rr, &soa));
	ck_assert_uint_eq(soa.serial, b->serial);
} END_TEST

/* covers: LLQ-S-04 */
START_TEST(elsewhere_the_enclosing_soa_is_in_the_authority_section)
{
	static const char *const names[] = { "nobody.home.example.net",
		"mymac.home.example.net", "_udp.mymac.home.example.net" };
	static const unsigned rcodes[] = { DNS_RCODE_NXDOMAIN,
		DNS_RCODE_NOERROR, DNS_RCODE_NOERROR };
	struct dns_message msg;
	struct dns_record rr;

	ask(KEY_HOME, names[_i], DNS_TYPE_SOA, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), rcodes[_i]);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	ck_assert(first_of(&msg, DNS_AUTHORITY, &rr));
	ck_assert_uint_eq(rr.type, DNS_TYPE_SOA);
	ck_assert_uint_eq(rr.ttl, 30);	/* its MINIMUM: RFC 2308, 3 */
} END_TEST

/* covers: LLQ-S-05 LLQ-S-06 */
START_TEST(the_service_is_answered_with_its_targets_addresses)
{
	struct dns_name target = bench_name("rendezvous.home.example.net");
	struct dns_message msg;
	struct dns_record rr;
	struct dns_srv srv;
	uint8_t rdata[300], a[4];
	struct dns_iterator it;

	bench_add(b, "_dns-llq._udp.home.example.net", DNS_TYPE_SRV, 30, rdata,
		  dns_make_srv(rdata, 0, 0, 5352, &target));
	bench_add_a(b, "rendezvous.home.example.net", 0x0b090002);
	bench_notify(b);
	ask(KEY_HOME, "_dns-llq._udp.home.example.net", DNS_TYPE_SRV, &msg);
	ck_assert(first_of(&msg, DNS_ANSWER, &rr) && dns_read_srv(&rr, &srv));
	ck_assert_uint_eq(srv.port, 5352);
	dns_records(&msg, DNS_ADDITIONAL, &it);
	ck_assert(dns_next(&it, &rr) && rr.type == DNS_TYPE_SOA);
	ck_assert(dns_next(&it, &rr) && dns_read_a(&rr, a));
	ck_assert_uint_eq(a[0], 11);
} END_TEST

/* The zone's serial, by which a client tells an older event (P5). */
START_TEST(an_answer_says_how_new_it_is)
{
	uint32_t serial;
	struct dns_message msg;
	struct dns_record rr;

	bench_add_a(b, "bee.home.example.net", 0x0b090002);
	bench_notify(b);
	ck_assert(rendezvous_serial(b->r, &serial));
	ask(KEY_HOME, "bee.home.example.net", DNS_TYPE_A, &msg);
	ck_assert(first_of(&msg, DNS_ANSWER, &rr) && rr.type == DNS_TYPE_A);
	ck_assert(first_of(&msg, DNS_ADDITIONAL, &rr));
	ck_assert(msg.has_serial);
	ck_assert_uint_eq(msg.serial, serial);
	/* the SOA itself says it already */
	ask(KEY_HOME, "home.example.net", DNS_TYPE_SOA, &msg);
	ck_assert_uint_eq(msg.count[DNS_ADDITIONAL], 0);
} END_TEST

/* covers: P2 */
START_TEST(each_type_of_ours_is_answered_from_the_copy)
{
	static const struct {
		const char *name;
		uint16_t type;
	} asked[] = {
		{ "mymac.home.example.net", DNS_TYPE_AAAA },
		{ SERVICE, DNS_TYPE_SRV }, { LABEL, DNS_TYPE_A },
		{ LABEL, DNS_TYPE_TXT },
		{ "_autotunnel._udp.home.example.net", DNS_TYPE_PTR },
	};
	struct dns_message msg;

	bench_add(b, LABEL, DNS_TYPE_TXT, 120, (const uint8_t *)"\003v=1", 4);
	bench_notify(b);
	ask(KEY_MYMAC, asked[_i].name, asked[_i].type, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 1);
} END_TEST

/* covers: P3 */
START_TEST(without_a_key_that_covers_it_a_question_is_refused)
{
	struct dns_message msg;

	ask(KEY_NONE, LABEL, DNS_TYPE_A, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	ask(KEY_OTHER, LABEL, DNS_TYPE_A, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	ask(KEY_HOME, "www.example.com", DNS_TYPE_A, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
	ask(KEY_MYMAC, "home.example.net", DNS_TYPE_AXFR, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
} END_TEST

/* covers: P7 */
START_TEST(the_reflex_says_whom_we_see)
{
	struct dns_message msg;
	struct dns_record rr;
	uint8_t a[4];

	ask(KEY_MYMAC, "_reflex.home.example.net", DNS_TYPE_A, &msg);
	ck_assert(first_of(&msg, DNS_ANSWER, &rr) && dns_read_a(&rr, a));
	ck_assert(!memcmp(a, client.address, 4));
	ck_assert_uint_eq(rr.ttl, 0);
	ask(KEY_MYMAC, "_reflex.home.example.net", DNS_TYPE_TXT, &msg);
	ck_assert(first_of(&msg, DNS_ANSWER, &rr));
	ck_assert_uint_eq(rr.rdata_length, 16);
	ck_assert_int_eq(memcmp(rr.rdata + 1, "198.51.0.1:5353", 15), 0);
	ask(KEY_NONE, "_reflex.home.example.net", DNS_TYPE_A, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_REFUSED);
} END_TEST

/* covers: LLQ-B-10 */
START_TEST(a_long_answer_is_truncated_over_udp_and_whole_over_a_stream)
{
	uint8_t octets[1232];
	struct dns_message msg;
	struct dns_writer w;
	struct dns_name name = bench_name("many.home.example.net");
	unsigned i;

	for (i = 0; i < 60; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_notify(b);
	/* 60 answers of 16 octets: too long for 512, not for 1232 */
	ask(KEY_HOME, "many.home.example.net", DNS_TYPE_A, &msg);
	ck_assert(msg.flags & DNS_FLAG_TC);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 0);
	bench_forget(b);
	bench_send_stream(b, &client, KEY_HOME, octets,
			  bench_query(octets, 1, "many.home.example.net",
				      DNS_TYPE_A));
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 60);
	/* an OPT whose size is 0 says nothing of the buffer */
	bench_forget(b);
	dns_begin(&w, octets, sizeof(octets), 3, 0);
	dns_add_question(&w, &name, DNS_TYPE_A, DNS_CLASS_IN);
	dns_add_options(&w, &(struct dns_options){ .present = true });
	bench_send(b, &client, KEY_HOME, octets, (size_t)dns_end(&w));
	bench_open(b, 0, &msg);
	ck_assert(!(msg.flags & DNS_FLAG_TC));
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 60);
} END_TEST

START_TEST(what_is_no_message_of_ours_is_counted_or_not_implemented)
{
	uint8_t octets[12] = { 0, 1, 0x10 };	/* STATUS */
	struct dns_message msg;
	struct input in = { .kind = INPUT_DATAGRAM, .octets = octets,
			    .length = 12, .channel = CHANNEL_SERVICE,
			    .source = client, .verdict = VERDICT_BADKEY };

	bench_send(b, &client, KEY_HOME, octets, 12);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOTIMP);
	bench_send(b, &client, KEY_HOME, octets, 11);
	ck_assert_uint_eq(rendezvous_counters(b->r)->malformed, 1);
	bench_input(b, &in);
	ck_assert_uint_eq(rendezvous_counters(b->r)->unverified, 1);
	ck_assert_uint_eq(b->sent_count, 1);
} END_TEST

/* Configuration -------------------------------------------------------------------- */

START_TEST(a_configuration_that_does_not_hold_is_refused)
{
	struct rendezvous_config c = b->config;
	size_t size = rendezvous_memory(&c);
	void *memory = aligned_alloc(16, (size + 15) & ~15ul);
	struct rendezvous *r;

	ck_assert_int_eq(rendezvous_init(&r, &c, memory, size - 1), -ENOSPC);
	ck_assert_int_eq(rendezvous_init(&r, &c, memory, size), 0);
	c.own_key = 77;
	ck_assert_int_eq(rendezvous_init(&r, &c, memory, size), -EINVAL);
	c = b->config;
	c.lease_min_s = 7201;
	ck_assert_int_eq(rendezvous_init(&r, &c, memory, size), -EINVAL);
	c = b->config;
	c.primary.family = 0;
	ck_assert_int_eq(rendezvous_init(&r, &c, memory, size), -EINVAL);
	free(memory);
} END_TEST

START_TEST(at_the_owners_word_it_saves_and_stops)
{
	struct input in = { .kind = INPUT_COMMAND, .command = COMMAND_STOP };

	bench_input(b, &in);
	ck_assert(b->stopped);
	ck_assert_uint_eq(b->saves, 1);
} END_TEST

/* Scale: what is counted is visits, not milliseconds --------------------------------- */

enum { MANY = 10000 };

static void
host_name(char text[64], unsigned i)
{
	snprintf(text, 64, "host-%u.home.example.net", i);
}

static void
big_bench(void)
{
	bench_free(b);
	b = bench_new();
	b->config.limits.queries = MANY;
	b->config.limits.clients = MANY;
	b->config.limits.records = 2 * MANY;
	b->part = 500;
}

/* covers: P4 */
START_TEST(one_change_among_ten_thousand_names_visits_one_query)
{
	const struct rendezvous_counters *c;
	uint8_t a[4] = { 0, 0, 0, 0 };
	uint64_t calls;
	char name[64];
	unsigned i;

	big_bench();
	for (i = 0; i < MANY; i++) {
		/* without a journal: the zone was so from the start */
		host_name(name, i);
		bench_add(b, name, DNS_TYPE_A, 30, a, 4);
		b->journal_count = 0;
	}
	b->journal_from = b->serial;
	bench_start(b);
	c = rendezvous_counters(b->r);
	for (i = 0; i < MANY; i++) {
		struct endpoint e = bench_client(i, 5353);

		host_name(name, i);
		bench_subscribe(b, &e, KEY_HOME, name, DNS_TYPE_A);
	}
	ck_assert_uint_eq(c->query_count, MANY);
	ck_assert_uint_eq(c->visited, 0);
	calls = b->calls;
	bench_add_a(b, "host-77.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(c->changes, 1);
	ck_assert_uint_eq(c->visited, 1);
	ck_assert_uint_eq(b->sent_count, 2);
	ck_assert_uint_lt(b->calls - calls, 10);
	/* a name that nobody asked for costs nothing */
	bench_add_a(b, "other.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(c->visited, 1);
	ck_assert_uint_eq(c->changes, 1);
	/* nor does a whole zone, for what is equal in it */
	b->no_ixfr = true;
	bench_add_a(b, "host-78.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(c->changes, 2);
	ck_assert_uint_eq(c->visited, 2);
} END_TEST

/* covers: P4 LLQ-S-33 */
START_TEST(ten_thousand_subscribers_of_one_name_are_all_told_once)
{
	const struct rendezvous_counters *c;
	unsigned i;

	big_bench();
	bench_start(b);
	c = rendezvous_counters(b->r);
	for (i = 0; i < MANY; i++) {
		struct endpoint e = bench_client(i, 5353);

		bench_subscribe(b, &e, KEY_HOME, LABEL, DNS_TYPE_A);
	}
	bench_add_a(b, LABEL, 1);
	bench_notify(b);
	ck_assert_uint_eq(c->visited, MANY);
	ck_assert_uint_eq(c->events, MANY);
	ck_assert_uint_eq(b->sent_count, MANY + 1);
	ck_assert_uint_eq(c->dropped, 0);
	for (i = 1; i <= MANY; i++) {
		struct bench_sent *s = bench_sent(b, i);
		uint8_t ack[12] = { s->octets[0], s->octets[1], 0x84 };

		bench_send(b, &s->to, KEY_HOME, ack, sizeof(ack));
	}
	ck_assert_uint_eq(c->events_acknowledged, MANY);
	bench_run_for(b, 20000);
	ck_assert_uint_eq(c->query_count, MANY);
	ck_assert_uint_eq(b->sent_count, MANY + 1);
} END_TEST

START_TEST(queries_that_cannot_be_remembered_a_change_for_are_ended_not_lied_to)
{
	const struct rendezvous_counters *c;
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.queries = 2000;
	b->config.limits.clients = 2000;
	b->config.limits.work_octets = 100000;
	bench_start(b);
	c = rendezvous_counters(b->r);
	for (i = 0; i < 2000; i++) {
		struct endpoint e = bench_client(i, 5353);

		bench_subscribe(b, &e, KEY_HOME, LABEL, DNS_TYPE_A);
	}
	bench_add_a(b, LABEL, 1);
	bench_notify(b);
	ck_assert_uint_gt(c->events, 100);
	ck_assert_uint_gt(c->dropped, 100);
	/* everybody was told, or has no query any more and learns that at
	 * the next refresh */
	ck_assert_uint_eq(c->events + c->dropped, 2000);
	ck_assert_uint_eq(c->query_count, c->events);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("rendezvous");
	SRunner *sr = srunner_create(s);
	TCase *t = tcase_create("queries");
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_soa_is_answered_where_it_is);
	tcase_add_loop_test(t, elsewhere_the_enclosing_soa_is_in_the_authority_section, 0, 3);
	tcase_add_test(t, the_service_is_answered_with_its_targets_addresses);
	tcase_add_test(t, an_answer_says_how_new_it_is);
	tcase_add_loop_test(t, each_type_of_ours_is_answered_from_the_copy, 0, 5);
	tcase_add_test(t, without_a_key_that_covers_it_a_question_is_refused);
	tcase_add_test(t, the_reflex_says_whom_we_see);
	tcase_add_test(t, a_long_answer_is_truncated_over_udp_and_whole_over_a_stream);
	tcase_add_test(t, what_is_no_message_of_ours_is_counted_or_not_implemented);
	tcase_add_test(t, a_configuration_that_does_not_hold_is_refused);
	tcase_add_test(t, at_the_owners_word_it_saves_and_stops);
	suite_add_tcase(s, t);
	t = tcase_create("scale");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, one_change_among_ten_thousand_names_visits_one_query);
	tcase_add_test(t, ten_thousand_subscribers_of_one_name_are_all_told_once);
	tcase_add_test(t, queries_that_cannot_be_remembered_a_change_for_are_ended_not_lied_to);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
