/* SPDX-License-Identifier: Apache-2.0 */
/* test_discovery.c - which zone, which servers (RFC 8764 4; RFC 6281 5.2, 5.3)
 * on simulated time. */
#include "dns_world.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct dns_world w;

static bool
looked_up(unsigned n, const char *name, uint16_t type)
{
	struct dns_name want = dns_world_name(name);

	return n < w.lookup_count && w.lookups[n].type == type &&
		dns_name_equal(&w.lookups[n].name, &want);
}

static void
begin(void)
{
	dns_world_begin(&w);
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
}

/* covers: LLQ-C-05 LLQ-C-07 LLQ-C-08 LLQ-C-11 LLQ-B-05 BTMM-C-40 */
START_TEST(the_soa_leads_to_the_zone_and_its_srvs_to_the_servers)
{
	begin();
	ck_assert_uint_eq(w.lookup_count, 3);
	ck_assert(looked_up(0, "home.example.net", DNS_TYPE_SOA));
	ck_assert(looked_up(1, "_dns-update._udp.example.net", DNS_TYPE_SRV));
	ck_assert(looked_up(2, "_dns-llq._udp.example.net", DNS_TYPE_SRV));
	ck_assert(dns_name_equal(dnsclient_zone(&w.dns), &w.zone));
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).address[3], 53);
	ck_assert_uint_eq(dnsclient_update_server(&w.dns).address[3], 53);
	ck_assert_uint_eq(w.sent_count, 0);
} END_TEST

/* covers: LLQ-C-06 */
START_TEST(without_an_soa_the_leading_label_is_stripped)
{
	dns_world_begin(&w);
	w.resolver.strips = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert(looked_up(0, "home.example.net", DNS_TYPE_SOA));
	ck_assert(looked_up(1, "example.net", DNS_TYPE_SOA));
	ck_assert(dns_name_equal(dnsclient_zone(&w.dns), &w.zone));
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

START_TEST(no_soa_up_to_the_root_means_no_zone)
{
	dns_world_begin(&w);
	w.resolver.strips = true;
	w.zone = dns_world_name("example.org");
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(w.lookup_count, 3);
	ck_assert(looked_up(2, "net", DNS_TYPE_SOA));
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LOST), 1);
} END_TEST

/* covers: LLQ-C-09 */
START_TEST(an_address_that_did_not_come_along_is_asked_for)
{
	dns_world_begin(&w);
	w.resolver.bare = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(w.lookup_count, 5);
	ck_assert(looked_up(2, "rendezvous.example.net", DNS_TYPE_A));
	ck_assert(looked_up(4, "rendezvous.example.net", DNS_TYPE_A));
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).address[3], 53);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

/* covers: BTMM-C-39 BTMM-C-44 */
START_TEST(services_are_looked_for_at_the_apex_and_then_at_the_user_domain)
{
	dns_world_begin(&w);
	w.resolver.at_domain = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(w.lookup_count, 5);
	ck_assert(looked_up(1, "_dns-update._udp.example.net", DNS_TYPE_SRV));
	ck_assert(looked_up(2, "_dns-update._udp.home.example.net",
			    DNS_TYPE_SRV));
	ck_assert(looked_up(3, "_dns-llq._udp.example.net", DNS_TYPE_SRV));
	ck_assert(looked_up(4, "_dns-llq._udp.home.example.net",
			    DNS_TYPE_SRV));
	ck_assert_uint_eq(dnsclient_update_server(&w.dns).port, 5352);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

START_TEST(a_domain_that_is_the_zone_is_asked_once)
{
	struct dnsclient_config config;

	dns_world_begin(&w);
	config = w.dns.config;
	config.domain = w.zone;
	ck_assert_int_eq(dnsclient_init(&w.dns, &config), 0);
	w.resolver.no_update = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(w.lookup_count, 3);
	ck_assert_uint_eq(dnsclient_update_server(&w.dns).family, 0);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

/* covers: LLQ-C-12 LLQ-C-13 */
START_TEST(a_negative_answer_for_the_srv_means_no_long_lived_queries)
{
	dns_world_begin(&w);
	w.resolver.no_llq = true;
	dns_world_start(&w);
	dns_world_path(&w, true);
	dns_world_llq(&w, "alice.home.example.net", DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).family, 0);
	ck_assert_uint_eq(dns_world_last(&w, DNSCLIENT_SERVERS)->value, 0);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_SETUP), 0);
	ck_assert_uint_eq(dns_world_count(&w, 0, SENT_QUERY), 1);
} END_TEST

START_TEST(a_server_without_an_address_is_none)
{
	dns_world_begin(&w);
	w.resolver.bare = w.resolver.no_address = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).family, 0);
	ck_assert_uint_eq(dnsclient_update_server(&w.dns).family, 0);
} END_TEST

START_TEST(a_failure_is_tried_again_after_5_10_20_40_and_60_s)
{
	static const unsigned waits_s[] = { 5, 10, 20, 40, 60, 60 };
	uint64_t at;
	unsigned i;

	dns_world_begin(&w);
	if (_i)
		w.resolver.rcode = DNS_RCODE_SERVFAIL;
	else
		w.resolver.fails = true;
	dns_world_start(&w);
	dns_world_run_for(&w, 200000);
	ck_assert_uint_ge(w.lookup_count, 7);
	at = w.lookups[0].at_ms;
	for (i = 0; i < 6; i++) {
		at += DNS_WORLD_DELAY_MS + waits_s[i] * 1000;
		ck_assert_uint_eq(w.lookups[i + 1].at_ms, at);
	}
	w.resolver.fails = false;
	w.resolver.rcode = 0;
	dns_world_network(&w);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

START_TEST(what_is_known_is_asked_again_when_its_ttl_ends)
{
	unsigned known;

	dns_world_begin(&w);
	w.resolver.ttl = 300;
	dns_world_start(&w);
	dns_world_run_for(&w, 100);
	known = w.lookup_count;
	dns_world_run_for(&w, 299000);
	ck_assert_uint_eq(w.lookup_count, known);
	dns_world_run_for(&w, 2000);
	ck_assert_uint_eq(w.lookup_count, 2 * known);
} END_TEST

START_TEST(a_new_network_asks_again_and_keeps_what_was_known_till_then)
{
	begin();
	w.resolver.fails = true;
	dns_world_network(&w);
	dns_world_run_for(&w, 1000);
	ck_assert_uint_eq(dns_world_told(&w, 0, DNSCLIENT_LOST), 1);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
	w.resolver.fails = false;
	w.resolver.address.address[3] = 99;
	dns_world_run_for(&w, 60000);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).address[3], 99);
} END_TEST

/* covers: LLQ-C-10 */
START_TEST(another_server_gets_all_queries_anew)
{
	unsigned from;
	int slot;

	dns_world_begin(&w);
	dns_world_ready(&w);
	slot = dns_world_llq(&w, "alice.home.example.net", DNS_TYPE_AAAA);
	dns_world_run_for(&w, 100);
	from = w.sent_count;
	w.resolver.address.address[3] = 99;
	dns_world_network(&w);
	dns_world_run_for(&w, 200);
	ck_assert_uint_eq(dns_world_sent(&w, from, SENT_SETUP, 0)->
			  effect.to.address[3], 99);
	ck_assert_int_eq(dns_world_state(&w, (unsigned)slot),
			 LLQ_CLIENT_HELD);
	/* and what the old one still says is not heard */
	from = w.sent_count;
	w.resolver.address.address[3] = 53;
	{
		uint8_t event[DNS_UDP_MAX];

		dns_world_deliver(&w, event, dns_world_event(
			&w, event, 1, (unsigned)slot, 1, false, 0));
	}
	ck_assert_uint_eq(dnsclient_dropped(&w.dns, LLQ_DROP_WRONG_SOURCE), 1);
} END_TEST

START_TEST(an_answer_to_a_look_up_that_was_given_up_goes_nowhere)
{
	struct dns_world_coming late;

	dns_world_begin(&w);
	dns_world_start(&w);
	ck_assert_uint_eq(w.coming_count, 1);
	late = w.coming[--w.coming_count];
	dns_world_network(&w);
	dns_world_input(&w, &late.input, late.octets, late.input.length);
	ck_assert_uint_eq(w.dns.discovery.stale_tickets, 1);
	ck_assert_uint_eq(w.lookup_count, 2);
	dns_world_run_for(&w, 100);
	ck_assert_uint_eq(dnsclient_llq_server(&w.dns).port, 5352);
} END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("discovery");
	TCase *c = tcase_create("discovery");

	tcase_add_test(c, the_soa_leads_to_the_zone_and_its_srvs_to_the_servers);
	tcase_add_test(c, without_an_soa_the_leading_label_is_stripped);
	tcase_add_test(c, no_soa_up_to_the_root_means_no_zone);
	tcase_add_test(c, an_address_that_did_not_come_along_is_asked_for);
	tcase_add_test(c, services_are_looked_for_at_the_apex_and_then_at_the_user_domain);
	tcase_add_test(c, a_domain_that_is_the_zone_is_asked_once);
	tcase_add_test(c, a_negative_answer_for_the_srv_means_no_long_lived_queries);
	tcase_add_test(c, a_server_without_an_address_is_none);
	tcase_add_loop_test(c, a_failure_is_tried_again_after_5_10_20_40_and_60_s, 0, 2);
	tcase_add_test(c, what_is_known_is_asked_again_when_its_ttl_ends);
	tcase_add_test(c, a_new_network_asks_again_and_keeps_what_was_known_till_then);
	tcase_add_test(c, another_server_gets_all_queries_anew);
	tcase_add_test(c, an_answer_to_a_look_up_that_was_given_up_goes_nowhere);
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
