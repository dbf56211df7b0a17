/* SPDX-License-Identifier: Apache-2.0 */
/* test_zone.c - the copy of a zone: the arena, the store, transfers and their
 * timing (RFC 1034 4.3.5, 1995, 1996, 5936; RFC 8945 5.3.1). */
#include "autotunnel/zone.h"
#include "rendezvous_bench.h"

#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct bench *b;

static void
setup(void)
{
	b = bench_new();
	bench_start(b);
}

static void
teardown(void)
{
	bench_free(b);
}

static uint32_t
serial(void)
{
	uint32_t s = 0;

	rendezvous_serial(b->r, &s);
	return s;
}

/* The RCODE of a query, and how many answers it got. */
static unsigned
query(const char *name, uint16_t type, unsigned *answers)
{
	struct endpoint client = bench_client(1, 1);
	struct dns_message msg;
	uint8_t octets[1232];

	bench_forget(b);
	bench_send(b, &client, KEY_HOME, octets,
		   bench_query(octets, 1, name, type));
	bench_open(b, 0, &msg);
	*answers = msg.count[DNS_ANSWER];
	return dns_rcode(&msg);
}

/* The arena -------------------------------------------------------------------- */

START_TEST(what_is_given_back_can_be_taken_whole_again)
{
	enum { OCTETS = 200000 };
	void *memory = aligned_alloc(16, (arena_memory(OCTETS) + 15) & ~15ul);
	struct arena a;
	void *taken[2000];
	unsigned n, i, round;
	size_t first = 0;

	arena_init(&a, memory, OCTETS);
	for (round = 0; round < 3; round++) {
		for (n = 0; n < 2000; n++) {
			taken[n] = arena_take(&a, 20 + n * 7 % 3000);
			if (!taken[n])
				break;
			memset(taken[n], (int)n, 20 + n * 7 % 3000);
		}
		ck_assert_uint_gt(n, 20);
		if (round == 0)
			first = n;
		ck_assert_uint_eq(n, first);
		/* every second one, then the rest: all orders of giving */
		for (i = 0; i < n; i += 2)
			arena_give(&a, taken[i]);
		for (i = 1; i < n; i += 2)
			arena_give(&a, taken[i]);
		ck_assert_uint_eq(a.used, 0);
	}
	ck_assert_ptr_nonnull(arena_take(&a, ARENA_MOST));
	ck_assert_ptr_null(arena_take(&a, ARENA_MOST + 1));
	free(memory);
} END_TEST

START_TEST(blocks_do_not_overlap)
{
	enum { OCTETS = 65536, BLOCKS = 300 };
	void *memory = aligned_alloc(16, (arena_memory(OCTETS) + 15) & ~15ul);
	uint8_t *block[BLOCKS] = { NULL };
	size_t size[BLOCKS], k;
	struct arena a;
	unsigned step, i, spoilt = 0;

	arena_init(&a, memory, OCTETS);
	for (step = 0; step < 20000; step++) {
		i = step * 7919u % BLOCKS;
		if (block[i]) {
			for (k = 0; k < size[i]; k++)
				spoilt += block[i][k] != (uint8_t)i;
			arena_give(&a, block[i]);
			block[i] = NULL;
			continue;
		}
		size[i] = 1 + step * 31u % 700;
		block[i] = arena_take(&a, size[i]);
		if (block[i])
			memset(block[i], (int)(uint8_t)i, size[i]);
	}
	ck_assert_uint_eq(spoilt, 0);
	free(memory);
} END_TEST

/* The store ---------------------------------------------------------------------- */

struct held {
	struct zone_store s;
	void *memory;
};

static struct held
store(uint32_t records, size_t octets)
{
	struct dns_name origin = bench_name("home.example.net");
	struct held h;

	h.memory = aligned_alloc(16,
		(zone_store_memory(records, octets) + 15) & ~15ul);
	zone_store_init(&h.s, &origin, h.memory, records, octets);
	return h;
}

static int
add_a(struct zone_store *s, const char *name, uint8_t last)
{
	uint8_t a[4] = { 192, 0, 2, last };
	struct dns_name n = bench_name(name);

	return zone_store_add(s, &n, DNS_TYPE_A, 30, a, 4);
}

static bool
remove_a(struct zone_store *s, const char *name, uint8_t last)
{
	uint8_t a[4] = { 192, 0, 2, last };
	struct dns_name n = bench_name(name);

	return zone_store_remove(s, &n, DNS_TYPE_A, a, 4);
}

START_TEST(a_record_is_found_whatever_its_case)
{
	struct held h = store(100, 100000);
	struct dns_name name = bench_name("A.B.Home.Example.NET");
	struct dns_name target = bench_name("MyMac.home.example.net");
	struct dns_name lower = bench_name("mymac.home.example.net");

	ck_assert_int_eq(add_a(&h.s, "a.b.home.example.net", 1), 1);
	ck_assert_int_eq(add_a(&h.s, "A.b.home.example.net", 1), 0);
	ck_assert_uint_eq(zone_store_set(&h.s, &name, DNS_TYPE_A)->count, 1);
	ck_assert_ptr_null(zone_store_set(&h.s, &name, DNS_TYPE_AAAA));
	ck_assert_int_eq(zone_store_add(&h.s, &name, DNS_TYPE_PTR, 30,
					target.wire, target.length), 1);
	ck_assert_ptr_nonnull(zone_store_record(&h.s, &name, DNS_TYPE_PTR,
						lower.wire, lower.length));
	free(h.memory);
} END_TEST

START_TEST(names_between_are_there_as_long_as_something_is_below)
{
	struct held h = store(100, 100000);
	struct dns_name between = bench_name("b.home.example.net");
	struct dns_name origin = bench_name("home.example.net");

	add_a(&h.s, "x.a.b.home.example.net", 1);
	add_a(&h.s, "y.b.home.example.net", 1);
	ck_assert_uint_eq(h.s.node_count, 5);
	ck_assert_ptr_nonnull(zone_store_node(&h.s, &between));
	ck_assert(remove_a(&h.s, "x.a.b.home.example.net", 1));
	ck_assert_uint_eq(h.s.node_count, 3);
	ck_assert(!remove_a(&h.s, "x.a.b.home.example.net", 1));
	ck_assert(remove_a(&h.s, "y.b.home.example.net", 1));
	ck_assert_ptr_null(zone_store_node(&h.s, &between));
	ck_assert_ptr_null(zone_store_node(&h.s, &origin));
	ck_assert_uint_eq(h.s.arena.used, 0);
	free(h.memory);
} END_TEST

START_TEST(a_full_store_refuses_and_stays_as_it_was)
{
	struct held h = store(3, 100000);
	uint64_t used;

	ck_assert_int_eq(add_a(&h.s, "a.home.example.net", 1), 1);
	ck_assert_int_eq(add_a(&h.s, "b.home.example.net", 1), 1);
	ck_assert_int_eq(add_a(&h.s, "c.home.example.net", 1), 1);
	used = h.s.arena.used;
	ck_assert_int_eq(add_a(&h.s, "x.d.home.example.net", 1), -ENOSPC);
	ck_assert_uint_eq(h.s.arena.used, used);
	free(h.memory);
	/* and where octets end, not records */
	h = store(1000, 1024);
	ck_assert_int_eq(add_a(&h.s, "a.home.example.net", 1), 1);
	used = h.s.arena.used;
	while (add_a(&h.s, "a.b.c.d.e.f.g.h.i.j.home.example.net", 1) > 0)
		used = h.s.arena.used;
	ck_assert_uint_eq(h.s.arena.used, used);
	ck_assert(remove_a(&h.s, "a.home.example.net", 1));
	free(h.memory);
} END_TEST

START_TEST(every_node_is_visited_once)
{
	struct held h = store(2000, 1000000);
	struct zone_node *node = NULL;
	uint32_t bucket = 0;
	unsigned n = 0, i;
	char name[64];

	for (i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "h%u.home.example.net", i);
		ck_assert_int_eq(add_a(&h.s, name, 1), 1);
	}
	while ((node = zone_store_next(&h.s, &bucket, node)))
		n++;
	ck_assert_uint_eq(n, 1001);
	free(h.memory);
} END_TEST

/* Transfers --------------------------------------------------------------------------- */

/* covers: P14 */
START_TEST(the_zone_is_transferred_at_the_start_then_its_changes)
{
	unsigned answers;

	ck_assert_uint_eq(b->axfrs, 1);
	ck_assert_uint_eq(b->ixfrs, 0);
	bench_add_a(b, "x.home.example.net", 1);
	bench_add_a(b, "x.home.example.net", 2);
	bench_remove_a(b, "x.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(b->axfrs, 1);
	ck_assert_uint_eq(b->ixfrs, 1);
	ck_assert_uint_eq(serial(), b->serial);
	ck_assert_uint_eq(query("x.home.example.net", DNS_TYPE_A, &answers),
			  DNS_RCODE_NOERROR);
	ck_assert_uint_eq(answers, 1);
} END_TEST

/* covers: P4 */
START_TEST(a_whole_zone_instead_of_changes_gives_the_same_events)
{
	struct endpoint client = bench_client(1, 5353);
	struct dns_message msg;

	bench_subscribe(b, &client, KEY_HOME, "label.home.example.net",
			DNS_TYPE_A);
	bench_remove_a(b, "label.home.example.net", 0xcb007105);
	bench_add_a(b, "label.home.example.net", 7);
	bench_add_a(b, "label.home.example.net", 8);
	if (_i == 0)
		b->journal_from = b->serial;	/* AXFR in answer to IXFR */
	else
		b->no_ixfr = true;		/* NOTIMP, then AXFR */
	bench_notify(b);
	ck_assert_uint_eq(b->axfrs, 2);
	ck_assert_uint_eq(serial(), b->serial);
	ck_assert_uint_eq(b->sent_count, 2);
	bench_open(b, 1, &msg);
	ck_assert_uint_eq(msg.count[DNS_ANSWER], 3);
} END_TEST

/* RFC 1996, 3.7 */
START_TEST(a_notify_of_our_own_serial_is_answered_and_no_more)
{
	struct dns_message msg;

	bench_notify(b);
	bench_open(b, 0, &msg);
	ck_assert_uint_eq(dns_opcode(&msg), DNS_OPCODE_NOTIFY);
	ck_assert_uint_eq(dns_rcode(&msg), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(msg.id, 77);
	ck_assert_uint_eq(b->ixfrs, 0);
	bench_add_a(b, "x.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(b->ixfrs, 1);
} END_TEST

/* RFC 1996, 3.10 */
START_TEST(a_notify_from_elsewhere_is_ignored)
{
	struct endpoint primary = b->config.primary;

	bench_add_a(b, "x.home.example.net", 1);
	bench_free(b);
	b = bench_new();
	b->config.primary.address[3]++;
	bench_start(b);
	bench_notify(b);
	ck_assert_uint_eq(b->sent_count, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->notifies_strange, 1);
	bench_free(b);
	/* unless the owner says that it may */
	b = bench_new();
	b->config.primary.address[3]++;
	b->config.notifiers[0] = primary;
	b->config.notifier_count = 1;
	bench_start(b);
	bench_add_a(b, "x.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(b->sent_count, 1);
	ck_assert_uint_eq(b->ixfrs, 1);
} END_TEST

/* covers: TSIG-C-05 TSIG-C-10 */
START_TEST(a_transfer_whose_last_message_is_not_covered_is_not_used)
{
	uint32_t before = serial();
	unsigned answers;

	b->last_verdict = _i ? VERDICT_PENDING : VERDICT_BADSIG;
	bench_add_a(b, "x.home.example.net", 1);
	bench_notify(b);
	ck_assert_uint_eq(serial(), before);
	ck_assert_uint_eq(query("x.home.example.net", DNS_TYPE_A, &answers),
			  DNS_RCODE_NXDOMAIN);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 1);
	/* it is tried again after the SOA's RETRY */
	b->last_verdict = VERDICT_VERIFIED;
	bench_run_for(b, 599999);
	ck_assert_uint_eq(serial(), before);
	bench_run_for(b, 1);
	ck_assert_uint_eq(serial(), b->serial);
} END_TEST

START_TEST(the_soa_says_when_to_look_without_being_told)
{
	bench_add_a(b, "x.home.example.net", 1);
	bench_run_for(b, 3599999);
	ck_assert_uint_ne(serial(), b->serial);
	bench_run_for(b, 1);
	ck_assert_uint_eq(serial(), b->serial);
	bench_run_for(b, 3600000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_unchanged, 1);
} END_TEST

/* RFC 1034, 4.3.5: EXPIRE counts from the last time the primary was heard. */
START_TEST(an_expired_copy_answers_nothing_until_it_is_whole_again)
{
	unsigned answers;

	bench_run_for(b, 3600000);
	b->down = true;
	bench_run_for(b, 604799999);
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_NOERROR);
	bench_run_for(b, 1);
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_SERVFAIL);
	b->down = false;
	bench_run_for(b, 600000);
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_NOERROR);
} END_TEST

START_TEST(without_a_first_transfer_queries_are_servfail)
{
	unsigned answers;

	bench_free(b);
	b = bench_new();
	b->down = true;
	bench_lay(b);
	bench_begin(b);
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_SERVFAIL);
	b->down = false;
	bench_run_for(b, 1000);
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_NOERROR);
} END_TEST

START_TEST(a_zone_beyond_a_limit_is_refused_and_the_limit_named)
{
	unsigned i, answers;

	bench_free(b);
	b = bench_new();
	b->config.limits.records = 64;
	bench_start(b);
	for (i = 0; i < 64; i++)
		bench_add_a(b, "many.home.example.net", i);
	b->no_ixfr = true;
	bench_notify(b);
	ck_assert_str_eq(b->tell, "the zone is beyond the limit of zone records");
	/* the older copy still serves */
	ck_assert_uint_eq(query("mymac.home.example.net", DNS_TYPE_AAAA,
				&answers), DNS_RCODE_NOERROR);
	ck_assert_uint_ne(serial(), b->serial);
} END_TEST

/* Each try is the whole zone again. */
START_TEST(a_first_copy_beyond_a_limit_is_asked_for_as_its_soa_says)
{
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.records = 64;
	for (i = 0; i < 64; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_lay(b);
	bench_begin(b);
	bench_run_for(b, 1500000);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers, 0);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 3);
} END_TEST

/* The primary says a shorter RETRY with what is too much. */
START_TEST(changes_beyond_a_limit_are_asked_for_as_their_soa_says)
{
	static const uint32_t timing[] = { 3600, 60, 604800, 30 };
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.records = 64;
	bench_start(b);
	b->timing = timing;
	for (i = 0; i < 64; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_notify(b);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 1);
	bench_run_for(b, 59999);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 1);
	bench_run_for(b, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 2);
} END_TEST

START_TEST(changes_beyond_a_limit_end_in_the_same_sentence)
{
	unsigned i;

	bench_free(b);
	b = bench_new();
	b->config.limits.records = 64;
	bench_start(b);
	for (i = 0; i < 64; i++)
		bench_add_a(b, "many.home.example.net", i);
	bench_notify(b);
	ck_assert_str_eq(b->tell, "the zone is beyond the limit of zone records");
} END_TEST

/* covers: P14 */
START_TEST(what_happens_while_a_transfer_is_under_way_is_fetched_after_it)
{
	bench_add_a(b, "x.home.example.net", 1);
	b->hold = 2;		/* the stream is up; the answer waits */
	bench_notify(b);
	bench_add_a(b, "x.home.example.net", 2);
	bench_add_a(b, "x.home.example.net", 3);
	bench_notify(b);
	ck_assert_uint_eq(b->ixfrs, 1);
	bench_release(b);
	ck_assert_uint_eq(b->ixfrs, 2);
	ck_assert_uint_eq(serial(), b->serial);
} END_TEST

/* covers: P14 */
START_TEST(a_transfer_that_stalls_is_given_up_and_tried_again)
{
	bench_add_a(b, "x.home.example.net", 1);
	b->hold = 2;
	bench_notify(b);
	bench_run_for(b, 19999);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 0);
	bench_run_for(b, 1);
	ck_assert_uint_eq(rendezvous_counters(b->r)->transfers_failed, 1);
	/* its answers come too late, by a ticket that is over */
	bench_release(b);
	ck_assert_uint_ne(serial(), b->serial);
	bench_run_for(b, 600000);
	ck_assert_uint_eq(serial(), b->serial);
} END_TEST

/* One message of a transfer, by hand. */
static enum zone_transfer_result
feed(struct zone_transfer *t, uint16_t id, const char *const *records,
     enum verdict verdict)
{
	struct dns_writer w;
	struct dns_message msg;
	uint8_t octets[2000], soa[40] = { 0 };
	struct dns_name zone = bench_name("home.example.net");

	dns_begin(&w, octets, sizeof(octets), id, DNS_FLAG_QR | DNS_FLAG_AA);
	for (; *records; records++) {
		struct dns_name name;

		if (**records >= '0' && **records <= '9') {
			soa[5] = (uint8_t)atoi(*records);
			dns_add_record(&w, DNS_ANSWER, &zone, DNS_TYPE_SOA,
				       DNS_CLASS_IN, 30, soa, 22);
			continue;
		}
		name = bench_name(*records);
		dns_add_record(&w, DNS_ANSWER, &name, DNS_TYPE_A,
			       DNS_CLASS_IN, 30, (const uint8_t *)"abcd", 4);
	}
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)dns_end(&w)), 0);
	return zone_transfer_feed(t, &msg, verdict);
}

/* Rows: the serial that we have (0: AXFR asked), the records, the outcome. */
static const struct {
	uint32_t from;
	const char *records[12];
	enum zone_transfer_result result;
} sequences[] = {
	{ 0, { "5", "a.home.example.net", "5" }, ZONE_TRANSFER_WHOLE },
	{ 0, { "5", "5" }, ZONE_TRANSFER_WHOLE },
	{ 0, { "5", "a.home.example.net" }, ZONE_TRANSFER_MORE },
	{ 0, { "5", "a.home.example.net", "6" }, ZONE_TRANSFER_REFUSED },
	{ 0, { "a.home.example.net" }, ZONE_TRANSFER_REFUSED },
	{ 0, { "5", "www.example.com", "5" }, ZONE_TRANSFER_REFUSED },
	{ 0, { "5", "a.home.example.net", "5", "b.home.example.net" },
		ZONE_TRANSFER_REFUSED },
	{ 4, { "4" }, ZONE_TRANSFER_UNCHANGED },
	{ 4, { "3" }, ZONE_TRANSFER_UNCHANGED },
	{ 4, { "5" }, ZONE_TRANSFER_MORE },
	{ 4, { "5", "4", "a.home.example.net", "5", "b.home.example.net",
		"5" }, ZONE_TRANSFER_WHOLE },
	{ 4, { "6", "4", "5", "b.home.example.net", "5",
		"b.home.example.net", "6", "6" }, ZONE_TRANSFER_WHOLE },
	{ 4, { "5", "a.home.example.net", "5" }, ZONE_TRANSFER_WHOLE },
	{ 4, { "6", "5", "a.home.example.net", "6", "6" },
		ZONE_TRANSFER_INAPPLICABLE },
	{ 4, { "6", "4", "5", "a.home.example.net", "4" },
		ZONE_TRANSFER_INAPPLICABLE },
	{ 4, { "6", "4", "4", "6" }, ZONE_TRANSFER_INAPPLICABLE },
	{ 4, { "5", "4", "a.home.example.net", "5", "b.home.example.net",
		"5", "5" }, ZONE_TRANSFER_REFUSED },
};

START_TEST(sequences_of_rfc_1995_and_5936_are_judged)
{
	struct held h = store(100, 100000);
	struct zone_transfer t;
	const uint32_t *from = sequences[_i].from ? &sequences[_i].from : NULL;

	zone_transfer_begin(&t, &h.s, 9, from);
	ck_assert_int_eq(feed(&t, 9, sequences[_i].records, VERDICT_VERIFIED),
			 sequences[_i].result);
	free(h.memory);
} END_TEST

START_TEST(another_id_or_no_signature_is_no_part_of_a_transfer)
{
	static const char *const records[] = { "5", "5", NULL };
	struct held h = store(100, 100000);
	struct zone_transfer t;

	zone_transfer_begin(&t, &h.s, 9, NULL);
	ck_assert_int_eq(feed(&t, 8, records, VERDICT_VERIFIED),
			 ZONE_TRANSFER_REFUSED);
	zone_transfer_begin(&t, &h.s, 9, NULL);
	ck_assert_int_eq(feed(&t, 9, records, VERDICT_UNSIGNED),
			 ZONE_TRANSFER_REFUSED);
	free(h.memory);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("zone");
	SRunner *sr = srunner_create(s);
	TCase *t = tcase_create("store");
	int failed;

	tcase_add_test(t, what_is_given_back_can_be_taken_whole_again);
	tcase_add_test(t, blocks_do_not_overlap);
	tcase_add_test(t, a_record_is_found_whatever_its_case);
	tcase_add_test(t, names_between_are_there_as_long_as_something_is_below);
	tcase_add_test(t, a_full_store_refuses_and_stays_as_it_was);
	tcase_add_test(t, every_node_is_visited_once);
	tcase_add_loop_test(t, sequences_of_rfc_1995_and_5936_are_judged, 0,
			    sizeof(sequences) / sizeof(sequences[0]));
	tcase_add_test(t, another_id_or_no_signature_is_no_part_of_a_transfer);
	suite_add_tcase(s, t);
	t = tcase_create("copy");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, the_zone_is_transferred_at_the_start_then_its_changes);
	tcase_add_loop_test(t, a_whole_zone_instead_of_changes_gives_the_same_events, 0, 2);
	tcase_add_test(t, a_notify_of_our_own_serial_is_answered_and_no_more);
	tcase_add_test(t, a_notify_from_elsewhere_is_ignored);
	tcase_add_loop_test(t, a_transfer_whose_last_message_is_not_covered_is_not_used, 0, 2);
	tcase_add_test(t, the_soa_says_when_to_look_without_being_told);
	tcase_add_test(t, an_expired_copy_answers_nothing_until_it_is_whole_again);
	tcase_add_test(t, without_a_first_transfer_queries_are_servfail);
	tcase_add_test(t, a_zone_beyond_a_limit_is_refused_and_the_limit_named);
	tcase_add_test(t, a_first_copy_beyond_a_limit_is_asked_for_as_its_soa_says);
	tcase_add_test(t, changes_beyond_a_limit_are_asked_for_as_their_soa_says);
	tcase_add_test(t, changes_beyond_a_limit_end_in_the_same_sentence);
	tcase_add_test(t, what_happens_while_a_transfer_is_under_way_is_fetched_after_it);
	tcase_add_test(t, a_transfer_that_stalls_is_given_up_and_tried_again);
	suite_add_tcase(s, t);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
