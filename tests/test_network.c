/* SPDX-License-Identifier: Apache-2.0 */
/* test_network.c - changes of the network settle before they are told. */
#include "nat_world.h"
#include "autotunnel/address.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static struct nat_world w;

static void
begin(void)
{
	nat_world_begin(&w, 1);
}

static unsigned
ups(void)
{
	return nat_world_told(&w, 0, NAT_REPORT_NETWORK_UP);
}

static unsigned
downs(void)
{
	return nat_world_told(&w, 0, NAT_REPORT_NETWORK_DOWN);
}

/* covers: BTMM-C-31 */
START_TEST(a_route_is_told_once_it_stayed_for_50_ms)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 49);
	ck_assert_uint_eq(ups(), 0);
	nat_world_run_for(&w, 1);
	ck_assert_uint_eq(ups(), 1);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP),
			  NETWORK_OTHER_ADDRESS | NETWORK_OTHER_GATEWAY |
			  NETWORK_OTHER_INTERFACE);
	ck_assert_uint_eq(ipv4_number(&nat_link(&w.nat)->address), WORLD_HOST);
}
END_TEST

START_TEST(what_is_no_news_is_not_told)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(ups(), 1);
	nat_world_leave(&w);
	nat_world_leave(&w);
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(downs(), 1);
}
END_TEST

START_TEST(facts_within_the_wait_are_told_as_one_the_newest)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);
	struct network_facts g = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);

	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 30);
	nat_world_facts(&w, &g);
	nat_world_run_for(&w, 20);
	ck_assert_uint_eq(ups(), 1);
	ck_assert_uint_eq(ipv4_number(&nat_link(&w.nat)->address),
			  WORLD_HOST_2);
	nat_world_run_for(&w, 60000);
	ck_assert_uint_eq(ups(), 1);
}
END_TEST

START_TEST(a_move_is_told_after_50_ms_with_what_is_other)
{
	struct network_facts g = nat_world_route(WORLD_HOST_2, WORLD_ROUTER_2);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	nat_world_leave(&w);
	nat_world_run_for(&w, 10);
	nat_world_facts(&w, &g);
	nat_world_run_for(&w, 40);
	ck_assert_uint_eq(ups(), 2);
	ck_assert_uint_eq(downs(), 0);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP),
			  NETWORK_OTHER_ADDRESS | NETWORK_OTHER_GATEWAY);
}
END_TEST

START_TEST(another_address_behind_the_same_gateway_is_told_as_that)
{
	struct network_facts f = nat_world_route(WORLD_HOST + 7, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP),
			  NETWORK_OTHER_ADDRESS);
}
END_TEST

/* covers: PMP-C-15 */
START_TEST(another_mac_address_behind_the_gateways_address_is_another_gateway)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	f.gateway_mac[5] ^= 1;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP),
			  NETWORK_OTHER_GATEWAY);
}
END_TEST

START_TEST(a_mac_address_that_is_learnt_later_is_no_change)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);
	uint8_t mac[6];

	memcpy(mac, f.gateway_mac, sizeof(mac));
	memset(f.gateway_mac, 0, sizeof(f.gateway_mac));
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 10000);
	memcpy(f.gateway_mac, mac, sizeof(mac));
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(ups(), 1);
	ck_assert_mem_eq(nat_link(&w.nat)->gateway_mac, mac, sizeof(mac));
	/* forgotten by the kernel for a while: no change either */
	memset(f.gateway_mac, 0, sizeof(f.gateway_mac));
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 10000);
	ck_assert_uint_eq(ups(), 1);
	/* and what was learnt tells the next gateway from this one */
	memcpy(f.gateway_mac, mac, sizeof(mac));
	f.gateway_mac[0] ^= 4;
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(ups(), 2);
}
END_TEST

START_TEST(a_route_that_comes_back_at_once_is_told_as_unchanged)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 10000);
	nat_world_leave(&w);
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 50);
	ck_assert_uint_eq(ups(), 2);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP), 0);
	ck_assert_uint_eq(downs(), 0);
}
END_TEST

/* covers: BTMM-C-31 */
START_TEST(a_flapping_link_is_told_at_most_twice_a_second)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);
	unsigned i;

	for (i = 0; i < 1000; i++) {
		nat_world_facts(&w, &f);
		nat_world_run_for(&w, 60);
		nat_world_leave(&w);
		nat_world_run_for(&w, 60);
	}
	ck_assert_uint_gt(ups(), 10);
	ck_assert_uint_le(ups() + downs(), 240 + 2);
	/* and the end of it is seen */
	nat_world_facts(&w, &f);
	nat_world_run_for(&w, 1100);
	ck_assert_uint_eq(w.nat.network.machine.base.state, NETWORK_FRESH);
}
END_TEST

START_TEST(sleep_is_told_where_there_is_a_route)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, 8 * 3600 * 1000);
	f.resumed = true;
	nat_world_facts(&w, &f);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_RESUMED), 1);
	ck_assert_uint_eq(ups(), 1);
	nat_world_leave(&w);
	nat_world_run_for(&w, 5000);
	f.up = false;
	nat_world_facts(&w, &f);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_RESUMED), 1);
}
END_TEST

/* Lost just before the machine sleeps, and back on waking, AFTER_MS after the
 * route was first told: nobody has heard of the loss. */
static void
sleep_without_a_route(uint64_t after_ms)
{
	struct network_facts f = nat_world_route(WORLD_HOST, WORLD_ROUTER);

	nat_world_join(&w, WORLD_HOST);
	nat_world_run_for(&w, after_ms);
	nat_world_leave(&w);
	f.resumed = true;
	nat_world_facts(&w, &f);
	ck_assert_uint_eq(nat_world_told(&w, 0, NAT_REPORT_RESUMED), 1);
	nat_world_run_for(&w, 5000);
	ck_assert_uint_eq(ups(), 2);
	ck_assert_uint_eq(nat_world_told_value(&w, NAT_REPORT_NETWORK_UP), 0);
	ck_assert_uint_eq(downs(), 0);
}

START_TEST(sleep_is_told_where_a_route_was_lost_that_is_back)
{
	sleep_without_a_route(10000);
}
END_TEST

START_TEST(sleep_is_told_where_a_flapping_route_was_lost_that_is_back)
{
	sleep_without_a_route(100);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("network");
	TCase *c = tcase_create("network");
	SRunner *sr;
	int failed;

	tcase_add_checked_fixture(c, begin, NULL);
	tcase_add_test(c, a_route_is_told_once_it_stayed_for_50_ms);
	tcase_add_test(c, what_is_no_news_is_not_told);
	tcase_add_test(c, facts_within_the_wait_are_told_as_one_the_newest);
	tcase_add_test(c, a_move_is_told_after_50_ms_with_what_is_other);
	tcase_add_test(c, another_address_behind_the_same_gateway_is_told_as_that);
	tcase_add_test(c, another_mac_address_behind_the_gateways_address_is_another_gateway);
	tcase_add_test(c, a_mac_address_that_is_learnt_later_is_no_change);
	tcase_add_test(c, a_route_that_comes_back_at_once_is_told_as_unchanged);
	tcase_add_test(c, a_flapping_link_is_told_at_most_twice_a_second);
	tcase_add_test(c, sleep_is_told_where_there_is_a_route);
	tcase_add_test(c, sleep_is_told_where_a_route_was_lost_that_is_back);
	tcase_add_test(c, sleep_is_told_where_a_flapping_route_was_lost_that_is_back);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
