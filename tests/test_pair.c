/* SPDX-License-Identifier: Apache-2.0 */
/* test_pair.c - two hosts' DNS clients and the real rendezvous between them,
 * its primary simulated: what one publishes, the other is told. */
#include "dns_world.h"
#include "rendezvous_bench.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define NOMAD "nomad.home.example.net"
#define SERVICE "_autotunnel._udp.nomad.home.example.net"
#define BROWSE "_autotunnel._udp.home.example.net"
#define LABEL "AutoTunnel-00-22-69-FF-FE-8E-34-2A.home.example.net"

/* One client: its world, where it is, and how far its mail is carried. */
struct host {
	struct dns_world world;
	struct endpoint at;
	unsigned carried;
	unsigned lose_events;	/* of those that come next */
	unsigned lose_acks;
};

static struct host mover, watcher;
static struct host *const hosts[] = { &mover, &watcher };
static struct bench *bench;
static unsigned bench_carried;

/* Carrying mail ------------------------------------------------------------------------- */

static void
carry_up(struct host *h)
{
	struct dns_world_sent *s;

	for (; h->carried < h->world.sent_count; h->carried++) {
		s = &h->world.sent[h->carried];
		if (s->effect.kind != EFFECT_SEND)
			continue;
		/* a request by our key, an acknowledgement as its event was */
		ck_assert((s->effect.key == DNS_WORLD_KEY) !=
			  (s->effect.origin == DNS_WORLD_ORIGIN));
		if ((s->msg.flags & DNS_FLAG_QR) && h->lose_acks) {
			h->lose_acks--;
			continue;
		}
		bench_send(bench, &h->at, KEY_HOME, s->octets, s->length);
	}
}

/* An answer comes where its question left; events come to the LLQ socket. */
static enum channel
channel_of(const struct host *h, const struct dns_message *answer)
{
	const struct dns_world_sent *s = &h->world.sent[h->world.sent_count];

	while (!llq_session_is_event(answer) && s-- > h->world.sent)
		if (s->effect.kind == EFFECT_SEND && s->msg.id == answer->id &&
		    !(s->msg.flags & DNS_FLAG_QR))
			return s->effect.channel;
	return CHANNEL_LLQ;
}

static void
carry_down(struct host *h, const struct bench_sent *s)
{
	struct input in = {
		.kind = INPUT_DATAGRAM, .verdict = VERDICT_VERIFIED,
		.key = DNS_WORLD_KEY, .origin = DNS_WORLD_ORIGIN,
		.source = h->world.resolver.address,
	};
	struct dns_message msg;

	in.source.port = h->world.resolver.port;
	ck_assert_int_eq(dns_open(&msg, s->octets, s->length), 0);
	in.channel = channel_of(h, &msg);
	if (llq_session_is_event(&msg) && h->lose_events) {
		h->lose_events--;
		return;
	}
	dns_world_input(&h->world, &in, s->octets, s->length);
}

static void
carry(void)
{
	const struct bench_sent *s;
	unsigned i, before;

	do {
		before = bench_carried;
		for (i = 0; i < 2; i++)
			carry_up(hosts[i]);
		for (; bench_carried < bench->sent_count; bench_carried++) {
			s = &bench->sent[bench_carried];
			ck_assert((s->key == KEY_HOME) != (s->origin != 0));
			for (i = 0; i < 2; i++)
				if (endpoint_equal(&s->to, &hosts[i]->at))
					carry_down(hosts[i], s);
		}
	} while (bench_carried != before);
}

static void
run_for(uint64_t ms)
{
	unsigned i;

	for (; ms; ms--) {
		carry();
		for (i = 0; i < 2; i++)
			dns_world_run_for(&hosts[i]->world, 1);
		bench_run_for(bench, 1);
	}
	carry();
}

/* A client that has just started; the rendezvous is not dns_world's own. */
static void
begin_host(struct host *h, unsigned seed)
{
	struct dnsclient_config config;

	dns_world_begin(&h->world);
	h->carried = 0;
	config = h->world.dns.config;
	config.host = dns_world_name(NOMAD);
	ck_assert_int_eq(dnsclient_init(&h->world.dns, &config), 0);
	h->world.turns = seed;
	h->world.server.on = false;
	h->world.zone = h->world.domain;
}

static void
begin(void)
{
	unsigned i;

	bench = bench_new();
	bench->config.lease_min_s = 1;
	bench_start(bench);
	bench_carried = bench->sent_count;
	memset(&mover, 0, sizeof(mover));
	memset(&watcher, 0, sizeof(watcher));
	for (i = 0; i < 2; i++) {
		begin_host(hosts[i], 1000 * i);
		hosts[i]->at = bench_client(i + 1, 4000);
		dns_world_ready(&hosts[i]->world);
	}
}

static bool
knows_address(uint8_t last)
{
	struct answer_iterator it;
	const struct answer *a;

	ck_assert_int_eq(dns_world_answers(&watcher.world, 2), 1);
	dnsclient_answers(&watcher.world.dns, 2, &it);
	a = answers_next(&it);
	return a->length == 4 && a->rdata[3] == last;
}

/* The watcher's slots: 0 PTR, 1 SRV, 2 A, 3 AAAA. */
static void
watch(void)
{
	ck_assert_int_eq(dns_world_llq(&watcher.world, BROWSE, DNS_TYPE_PTR),
			 0);
	ck_assert_int_eq(dns_world_llq(&watcher.world, SERVICE, DNS_TYPE_SRV),
			 1);
	ck_assert_int_eq(dns_world_llq(&watcher.world, LABEL, DNS_TYPE_A), 2);
	ck_assert_int_eq(dns_world_llq(&watcher.world, NOMAD, DNS_TYPE_AAAA),
			 3);
	run_for(10);
}

/* Registered, watched, and known. */
static void
settle(void)
{
	begin();
	watch();
	dns_world_publish(&mover.world, 9, 4500);
	run_for(3100);
	ck_assert_uint_ge(dns_world_told(&mover.world, 0,
					 DNSCLIENT_REGISTERED), 1);
}

/* Conversations ---------------------------------------------------------------------------- */

/* On the way nothing is without a key, see carry and carry_up.
 * covers: BTMM-B-14 BTMM-B-19 BTMM-B-20 BTMM-B-22 BTMM-C-13 P1 */
START_TEST(what_a_host_registers_is_pushed_to_who_asks_for_it)
{
	unsigned slot;

	settle();
	for (slot = 0; slot < 4; slot++)
		ck_assert_int_eq(dns_world_state(&watcher.world, slot),
				 LLQ_CLIENT_HELD);
	ck_assert(knows_address(9));
	ck_assert_int_eq(dns_world_answers(&watcher.world, 1), 1);
	ck_assert_int_ge(dns_world_answers(&watcher.world, 0), 1);
	ck_assert_int_eq(dns_world_answers(&watcher.world, 3), 1);
	ck_assert_uint_eq(dns_world_count(&watcher.world, 0, SENT_QUERY), 0);
	ck_assert_uint_ge(dns_world_count(&watcher.world, 0, SENT_ACK), 1);
	bench_free(bench);
} END_TEST

START_TEST(a_move_is_told_within_ten_milliseconds_of_its_update)
{
	unsigned news;

	settle();
	news = watcher.world.news_count;
	dns_world_publish(&mover.world, 77, 4501);
	run_for(10);
	ck_assert(knows_address(77));
	/* SRV and A, one message, each told once */
	ck_assert_uint_eq(dns_world_told(&watcher.world, news,
					 DNSCLIENT_ANSWERS), 2);
	ck_assert_uint_eq(dns_world_count(&watcher.world, 0, SENT_QUERY), 0);
	bench_free(bench);
} END_TEST

START_TEST(a_lost_event_comes_again_after_two_seconds)
{
	settle();
	watcher.lose_events = 1;
	dns_world_publish(&mover.world, 77, 4501);
	run_for(1900);
	ck_assert(knows_address(9));
	run_for(200);
	ck_assert(knows_address(77));
	bench_free(bench);
} END_TEST

START_TEST(a_lost_acknowledgement_makes_the_event_come_twice_and_count_once)
{
	unsigned news;

	settle();
	news = watcher.world.news_count;
	watcher.lose_acks = 1;
	dns_world_publish(&mover.world, 77, 4501);
	run_for(2100);
	ck_assert(knows_address(77));
	ck_assert_uint_eq(dns_world_told(&watcher.world, news,
					 DNSCLIENT_ANSWERS), 2);
	ck_assert_uint_eq(dnsclient_dropped(&watcher.world.dns,
					    LLQ_DROP_REPEATED), 1);
	/* and the next one finds the way again */
	dns_world_publish(&mover.world, 78, 4501);
	run_for(10);
	ck_assert(knows_address(78));
	bench_free(bench);
} END_TEST

START_TEST(who_leaves_is_gone_from_the_others_answers)
{
	settle();
	dns_world_leave(&mover.world);
	run_for(100);
	ck_assert_int_eq(dns_world_last(&mover.world, DNSCLIENT_LEFT)->reason,
			 CLIENT_REASON_NONE);
	ck_assert_int_eq(dns_world_answers(&watcher.world, 1), 0);
	ck_assert_int_eq(dns_world_answers(&watcher.world, 2), 0);
	ck_assert_int_eq(dns_world_answers(&watcher.world, 3), 0);
	bench_free(bench);
} END_TEST

START_TEST(queries_are_refreshed_by_both_and_stay_held)
{
	unsigned slot;

	settle();
	run_for(730000);	/* 80 % of 900 s are over */
	ck_assert_uint_ge(dns_world_count(&watcher.world, 0, SENT_REFRESH), 1);
	for (slot = 0; slot < 4; slot++)
		ck_assert_int_eq(dns_world_state(&watcher.world, slot),
				 LLQ_CLIENT_HELD);
	dns_world_publish(&mover.world, 55, 4500);
	run_for(10);
	ck_assert(knows_address(55));
	bench_free(bench);
} END_TEST

START_TEST(a_restarted_watcher_resumes_its_queries)
{
	const struct llq_client *c;
	struct { struct dns_name name; uint16_t type; uint64_t id; } kept[4];
	unsigned slot;

	settle();
	for (slot = 0; slot < 4; slot++) {
		c = dnsclient_llq(&watcher.world.dns, slot);
		kept[slot].name = c->name;
		kept[slot].type = c->type;
		kept[slot].id = c->llq_id;
	}
	begin_host(&watcher, 5000);
	for (slot = 0; slot < 4; slot++)
		ck_assert_int_eq(dnsclient_restore_llq(
			&watcher.world.dns, &kept[slot].name,
			kept[slot].type, 1, kept[slot].id, 900,
			watcher.world.now_ms + 800000), (int)slot);
	dns_world_ready(&watcher.world);
	run_for(20);
	for (slot = 0; slot < 4; slot++)
		ck_assert_int_eq(dns_world_state(&watcher.world, slot),
				 LLQ_CLIENT_HELD);
	ck_assert_uint_eq(dns_world_count(&watcher.world, 0, SENT_SETUP), 0);
	ck_assert(knows_address(9));
	dns_world_publish(&mover.world, 78, 4501);
	run_for(10);
	ck_assert(knows_address(78));
	bench_free(bench);
} END_TEST

START_TEST(a_new_path_of_the_watcher_gets_the_next_event)
{
	settle();
	watcher.at = bench_client(9, 4001);
	dns_world_path(&watcher.world, true);
	run_for(20);
	dns_world_publish(&mover.world, 78, 4501);
	run_for(10);
	ck_assert(knows_address(78));
	bench_free(bench);
} END_TEST

/* An event that nobody acknowledges ends the query at the server (RFC 8764
 * 5.4), which cannot say so; the zone's serial does. covers: P6 */
START_TEST(who_was_given_up_by_the_rendezvous_finds_out_within_a_minute)
{
	unsigned setups;

	settle();
	watcher.lose_events = 100;
	dns_world_publish(&mover.world, 77, 4501);
	run_for(15000);
	ck_assert(knows_address(9));
	watcher.lose_events = 0;
	run_for(63000);
	ck_assert(knows_address(77));
	/* and once it knows, it is content */
	setups = dns_world_count(&watcher.world, 0, SENT_SETUP);
	run_for(300000);
	ck_assert_uint_eq(dns_world_count(&watcher.world, 0, SENT_SETUP),
			  setups);
	dns_world_publish(&mover.world, 78, 4501);
	run_for(10);
	ck_assert(knows_address(78));
	bench_free(bench);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("pair");
	TCase *c = tcase_create("pair");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, what_a_host_registers_is_pushed_to_who_asks_for_it);
	tcase_add_test(c, a_move_is_told_within_ten_milliseconds_of_its_update);
	tcase_add_test(c, a_lost_event_comes_again_after_two_seconds);
	tcase_add_test(c, a_lost_acknowledgement_makes_the_event_come_twice_and_count_once);
	tcase_add_test(c, who_leaves_is_gone_from_the_others_answers);
	tcase_add_test(c, queries_are_refreshed_by_both_and_stay_held);
	tcase_add_test(c, a_restarted_watcher_resumes_its_queries);
	tcase_add_test(c, a_new_path_of_the_watcher_gets_the_next_event);
	tcase_add_test(c, who_was_given_up_by_the_rendezvous_finds_out_within_a_minute);
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
