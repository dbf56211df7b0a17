/* SPDX-License-Identifier: Apache-2.0 */
/* What netlink says of the default route, in a network namespace of the test's
 * own: each test runs in a process that Check forks. Needs root, or user
 * namespaces that anybody may make. */
#include <check.h>
#include <errno.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "shell/address.h"
#include "shell/loop.h"
#include "shell/netlink.h"
#include "shell/uplink.h"

enum { TURNS_MAX = 500 };

static struct loop *loop;
static struct uplink *uplink;
static struct netlink *netlink;
static struct network_facts heard;
static unsigned told;

static void
changed(void *owner, const struct network_facts *f)
{
	(void)owner;
	heard = *f;
	told++;
}

static struct endpoint
address(const char *text)
{
	struct endpoint e;

	ck_assert_int_eq(endpoint_parse(text, 0, &e), 0);
	return e;
}

static void
begin(void)
{
	struct endpoint lo = address("127.0.0.1");

	if (unshare(CLONE_NEWNET) < 0)
		ck_assert_msg(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0,
			      "neither root nor user namespaces: %s",
			      strerror(errno));
	told = 0;
	ck_assert_int_eq(loop_open(16, &loop), 0);
	ck_assert_int_eq(netlink_open(&netlink), 0);
	ck_assert_int_eq(netlink_link_up(netlink, 1, 0), 0);
	ck_assert_int_eq(netlink_address_add(netlink, 1, &lo, 8), 0);
	ck_assert_int_eq(uplink_open(loop, changed, NULL, NULL, &uplink), 0);
}

static void
end(void)
{
	uplink_close(uplink);
	netlink_close(netlink);
	loop_close(loop);
}

static void
wait_told(unsigned count)
{
	unsigned i;

	for (i = 0; i < TURNS_MAX && told < count; i++)
		loop_turn(loop, 10);
	ck_assert_uint_eq(told, count);
}

/* A pair of links, both up, the one with this address; its index. */
static uint32_t
link_with(const char *name, const char *own, uint8_t length)
{
	struct endpoint e = address(own);
	uint32_t index;

	ck_assert_int_eq(netlink_link_add(netlink, name, "veth", 0), 0);
	index = netlink_link_index(name);
	ck_assert_uint_ne(index, 0);
	ck_assert_int_eq(netlink_link_up(netlink, index, 0), 0);
	/* the kernel numbers the other end one less or one more */
	if (netlink_link_up(netlink, index - 1, 0) < 0 || index - 1 == 1)
		netlink_link_up(netlink, index + 1, 0);
	ck_assert_int_eq(netlink_address_add(netlink, index, &e, length), 0);
	return index;
}

static struct netlink_route
default_route(uint32_t interface, const char *gateway, uint32_t metric)
{
	return (struct netlink_route){ .to = address("0.0.0.0"),
		.gateway = address(gateway), .interface = interface,
		.metric = metric };
}

static void
turn_quietly(unsigned count)
{
	unsigned i;

	for (i = 0; i < 20; i++)
		loop_turn(loop, 1);
	ck_assert_uint_eq(told, count);
}

START_TEST(without_a_route_the_network_is_down)
{
	wait_told(1);
	ck_assert(!heard.up);
	ck_assert(!heard.resumed);
	turn_quietly(1);
}
END_TEST

START_TEST(a_default_route_brings_gateway_and_own_address)
{
	struct endpoint own = address("10.7.0.2"), gateway = address("10.7.0.1");
	struct netlink_route r;
	uint32_t index;

	wait_told(1);
	index = link_with("a0", "10.7.0.2", 24);
	r = default_route(index, "10.7.0.1", 0);
	turn_quietly(1);	/* an address alone leads nowhere */
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(2);
	ck_assert(heard.up);
	ck_assert_uint_eq(heard.interface, index);
	ck_assert(endpoint_equal(&heard.address, &own));
	ck_assert(endpoint_equal(&heard.gateway, &gateway));
	ck_assert_uint_eq(heard.prefix_length, 24);
	ck_assert_int_eq(netlink_route_del(netlink, &r), 0);
	wait_told(3);
	ck_assert(!heard.up);
}
END_TEST

START_TEST(the_route_with_the_least_metric_counts)
{
	struct endpoint second = address("10.8.0.2");
	struct netlink_route r;
	uint32_t a, b;

	wait_told(1);
	a = link_with("a0", "10.7.0.2", 24);
	b = link_with("b0", "10.8.0.2", 24);
	r = default_route(a, "10.7.0.1", 100);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(2);
	r = default_route(b, "10.8.0.1", 50);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(3);
	ck_assert(endpoint_equal(&heard.address, &second));
	ck_assert_uint_eq(heard.interface, b);
	/* another, worse one is no news */
	r = default_route(a, "10.7.0.9", 200);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	turn_quietly(3);
	ck_assert_int_eq(netlink_link_del(netlink, b), 0);
	wait_told(4);
	ck_assert_uint_eq(heard.interface, a);
}
END_TEST

START_TEST(of_several_addresses_the_gateways_neighbour_counts)
{
	struct endpoint own = address("10.7.0.2"), other = address("10.6.0.2");
	struct netlink_route r;
	uint32_t index;

	wait_told(1);
	index = link_with("a0", "10.6.0.2", 24);
	ck_assert_int_eq(netlink_address_add(netlink, index, &own, 24), 0);
	r = default_route(index, "10.7.0.1", 0);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(2);
	ck_assert(endpoint_equal(&heard.address, &own));
	/* unless the route says which source it wants */
	r.source = other;
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(3);
	ck_assert(endpoint_equal(&heard.address, &other));
}
END_TEST

START_TEST(another_address_on_the_same_link_is_news)
{
	struct endpoint old = address("10.7.0.2"), new = address("10.7.0.3");
	struct netlink_route r;
	uint32_t index;

	wait_told(1);
	index = link_with("a0", "10.7.0.2", 24);
	r = default_route(index, "10.7.0.1", 0);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(2);
	ck_assert_int_eq(netlink_address_del(netlink, index, &old, 24), 0);
	ck_assert_int_eq(netlink_address_add(netlink, index, &new, 24), 0);
	/* the kernel took the route away with the address */
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	wait_told(3);
	ck_assert(endpoint_equal(&heard.address, &new));
}
END_TEST

/* covers: P12 */
START_TEST(networks_of_our_ulas_are_told_without_a_route_too)
{
	struct endpoint ula = address("fd12:3:4:5::7");
	struct endpoint same = address("fd12:3:4:5::9");
	struct endpoint host = address("fd99::1");
	struct endpoint global = address("2001:db8::1");
	struct endpoint network = address("fd12:3:4:4::");
	uint32_t index;

	wait_told(1);
	ck_assert_uint_eq(heard.prefix_count, 0);
	index = link_with("a0", "10.7.0.2", 24);
	ck_assert_int_eq(netlink_address_add(netlink, index, &ula, 63), 0);
	wait_told(2);
	ck_assert(!heard.up);
	ck_assert_uint_eq(heard.prefix_count, 1);
	ck_assert_uint_eq(heard.prefixes[0].length, 63);
	ck_assert_mem_eq(heard.prefixes[0].network, network.address, 16);
	/* no news: of the same network, a host's own, and not ours to ask */
	ck_assert_int_eq(netlink_address_add(netlink, index, &same, 63), 0);
	ck_assert_int_eq(netlink_address_add(netlink, index, &host, 128), 0);
	ck_assert_int_eq(netlink_address_add(netlink, index, &global, 64), 0);
	turn_quietly(2);
	ck_assert_int_eq(netlink_link_del(netlink, index), 0);
	wait_told(3);
	ck_assert_uint_eq(heard.prefix_count, 0);
}
END_TEST

START_TEST(changing_what_is_so_already_is_no_error)
{
	struct endpoint ula = address("fd00::1"), peer = address("fd00::2");
	uint32_t index = link_with("a0", "10.7.0.2", 24);
	struct netlink_route r = { .to = peer, .prefix_length = 128,
		.interface = index, .source = ula, .mtu = 1280 };
	struct netlink_route closed = { .to = peer, .prefix_length = 128,
		.unreachable = true, .metric = 4294967295u };

	ck_assert_int_eq(netlink_address_add(netlink, index, &ula, 128), 0);
	ck_assert_int_eq(netlink_address_add(netlink, index, &ula, 128), 0);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_add(netlink, &closed), 0);
	ck_assert_int_eq(netlink_route_del(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_del(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_del(netlink, &closed), 0);
	ck_assert_int_eq(netlink_address_del(netlink, index, &ula, 128), 0);
	ck_assert_int_eq(netlink_address_del(netlink, index, &ula, 128), 0);
	ck_assert_int_eq(netlink_link_del(netlink, index), 0);
	ck_assert_int_eq(netlink_link_del(netlink, index), 0);
	/* but nonsense is */
	ck_assert_int_lt(netlink_link_add(netlink, "c0", "nonsense", 0), 0);
	ck_assert_int_lt(netlink_address_add(netlink, 9999, &ula, 128), 0);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("uplink");
	TCase *t = tcase_create("uplink");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, without_a_route_the_network_is_down);
	tcase_add_test(t, a_default_route_brings_gateway_and_own_address);
	tcase_add_test(t, the_route_with_the_least_metric_counts);
	tcase_add_test(t, of_several_addresses_the_gateways_neighbour_counts);
	tcase_add_test(t, another_address_on_the_same_link_is_news);
	tcase_add_test(t, networks_of_our_ulas_are_told_without_a_route_too);
	tcase_add_test(t, changing_what_is_so_already_is_no_error);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
