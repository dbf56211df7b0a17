/* SPDX-License-Identifier: Apache-2.0 */
/* test_keeper.c - what stands between tunnel addresses and the LAN, and who
 * notices that it is gone; in a network namespace of each test's own. Needs
 * root, or user namespaces that anybody may make. */
#include <arpa/inet.h>
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "shell/address.h"
#include "shell/guard.h"
#include "shell/keeper.h"
#include "shell/loop.h"
#include "shell/netlink.h"
#include "shell/sever.h"

enum { TURNS_MAX = 200 };

static const uint8_t ours[16] = { 0xfd, 1, 2, 3, [15] = 1 };
static const uint8_t peers[2][16] = { { 0xfd, 9, [15] = 1 },
				      { 0xfd, 9, [15] = 2 } };
static struct loop *loop;
static struct netlink *netlink;
static struct keeper *keeper;
static struct guard guard;
static unsigned lost;

static void
on_lost(void *owner)
{
	(void)owner;
	lost++;
}

static void
begin(void)
{
	if (unshare(CLONE_NEWNET) < 0)
		ck_assert_msg(unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0,
			      "neither root nor user namespaces: %s",
			      strerror(errno));
	lost = 0;
	memset(&guard, 0, sizeof(guard));
	ck_assert_int_eq(loop_open(16, &loop), 0);
	ck_assert_int_eq(netlink_open(&netlink), 0);
	ck_assert_int_eq(netlink_link_up(netlink, 1, 0), 0);
	ck_assert_int_eq(keeper_open(loop, on_lost, NULL, &keeper), 0);
}

static void
end(void)
{
	keeper_close(keeper);
	netlink_close(netlink);
	loop_close(loop);
	free(guard.listing);
}

static void
turn(void)
{
	unsigned i, before = lost;

	for (i = 0; i < TURNS_MAX && lost == before; i++)
		loop_turn(loop, 2);
}

static struct netlink_route
route_to(const uint8_t to[16])
{
	struct netlink_route r = { .to = { .family = 6 }, .prefix_length = 128,
		.unreachable = true, .metric = UINT32_MAX };

	memcpy(r.to.address, to, 16);
	return r;
}

static void
set(const char *device, unsigned count)
{
	struct guard_rules rules = { .ula = ours, .device = device,
		.peers = peers, .peer_count = count };

	ck_assert_int_eq(guard_set(&guard, &rules), 0);
}

/* One datagram over a pair of links, from FROM to us. */
static void
send_from(const uint8_t from[16])
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6, .sin6_port = 1 };
	int fd = socket(AF_INET6, SOCK_DGRAM, 0);

	memcpy(&a.sin6_addr, from, 16);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	memcpy(&a.sin6_addr, ours, 16);
	a.sin6_port = htons(9);
	sendto(fd, "x", 1, 0, (struct sockaddr *)&a, sizeof(a));
	close(fd);
}

START_TEST(a_route_that_is_taken_away_is_heard_of_once)
{
	struct netlink_route r = route_to(peers[0]), s = route_to(peers[1]);

	ck_assert_int_eq(netlink_route_keep(netlink, &r), 1);
	ck_assert_int_eq(netlink_route_keep(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_keep(netlink, &s), 1);
	turn();
	ck_assert_uint_eq(lost, 0);
	ck_assert_int_eq(netlink_route_del(netlink, &r), 0);
	ck_assert_int_eq(netlink_route_del(netlink, &s), 0);
	turn();
	ck_assert_uint_eq(lost, 1);
	ck_assert_int_eq(netlink_route_keep(netlink, &r), 1);
	ck_assert_int_eq(netlink_rule_keep(netlink, 4500, 4500), 1);
	ck_assert_int_eq(netlink_rule_keep(netlink, 4500, 4500), 0);
	turn();
	ck_assert_uint_eq(lost, 1);
} END_TEST

/* covers: P19 */
START_TEST(a_guard_that_is_taken_away_does_not_stand)
{
	struct guard other = { .listing = NULL };

	ck_assert(!guard_stands(&guard));
	set(NULL, 0);
	ck_assert(guard_stands(&guard));
	ck_assert_int_eq(guard_add(&guard, peers[0]), 0);
	ck_assert_int_eq(guard_add(&guard, peers[0]), 0);
	ck_assert_int_eq(guard_add(&guard, peers[1]), 0);
	ck_assert(guard_stands(&guard));
	set("ipsec0", 2);
	ck_assert(guard_stands(&guard));
	turn();
	ck_assert_uint_eq(lost, 1);	/* replacing deletes, too */
	ck_assert_int_eq(guard_clear(&other), 0);
	ck_assert(!guard_stands(&guard));
	turn();
	ck_assert_uint_eq(lost, 2);
	set("ipsec0", 2);
	ck_assert(guard_stands(&guard));
	ck_assert_int_eq(guard_clear(&guard), 0);
	ck_assert(!guard_stands(&guard));
} END_TEST

START_TEST(a_device_whose_name_would_be_a_rule_is_refused)
{
	struct guard_rules rules = { .ula = ours, .device = "x\" accept #" };

	ck_assert_int_eq(guard_set(&guard, &rules), -EINVAL);
} END_TEST

/* covers: P19 */
START_TEST(what_would_leave_in_clear_is_dropped_and_counted)
{
	struct endpoint e = { .family = 6 };
	struct guard_counts n;
	struct netlink_route r;
	uint32_t link;

	ck_assert_int_eq(netlink_link_add(netlink, "out0", "veth", 0), 0);
	link = netlink_link_index("out0");
	/* the other end is numbered one less or one more */
	if (netlink_link_up(netlink, link - 1, 0) < 0 || link - 1 == 1)
		netlink_link_up(netlink, link + 1, 0);
	ck_assert_int_eq(netlink_link_up(netlink, link, 0), 0);
	memcpy(e.address, peers[0], 16);
	ck_assert_int_eq(netlink_address_add(netlink, link, &e, 128), 0);
	r = (struct netlink_route){ .to = { .family = 6 }, .interface = link,
		.prefix_length = 128 };
	memcpy(r.to.address, ours, 16);
	ck_assert_int_eq(netlink_route_add(netlink, &r), 0);
	/* the other way round: our peer is who we say that we are */
	{
		struct guard_rules rules = { .ula = peers[0],
			.peers = &ours, .peer_count = 1 };

		ck_assert_int_eq(guard_set(&guard, &rules), 0);
	}
	send_from(peers[0]);
	send_from(peers[0]);
	guard_count(&guard, &n);
	ck_assert_uint_eq(n.in_clear, 2);
	ck_assert_uint_eq(n.to_us + n.from_peer, 0);
	/* counting goes on where another guard takes its place */
	set(NULL, 1);
	send_from(peers[0]);
	guard_count(&guard, &n);
	ck_assert_uint_eq(n.in_clear, 2);
	guard_clear(&guard);
} END_TEST

/* One end of a TCP connection between two addresses of ours; *OTHER is its other. */
static int
connect_to(const uint8_t address[16], int *other)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6 };
	int listener = socket(AF_INET6, SOCK_STREAM, 0);
	int fd = socket(AF_INET6, SOCK_STREAM, 0);
	struct endpoint e = { .family = 6 };
	socklen_t size = sizeof(a);
	unsigned i;
	int r = -1;

	memcpy(e.address, address, 16);
	ck_assert_int_eq(netlink_address_add(netlink, 1, &e, 128), 0);
	memcpy(&a.sin6_addr, address, 16);
	ck_assert_int_eq(bind(listener, (struct sockaddr *)&a, sizeof(a)), 0);
	ck_assert_int_eq(listen(listener, 1), 0);
	getsockname(listener, (struct sockaddr *)&a, &size);
	/* the kernel makes a new address' local route in its own time */
	for (i = 0; i < TURNS_MAX; i++) {
		r = connect(fd, (struct sockaddr *)&a, sizeof(a));
		if (r == 0 || errno != ENETUNREACH)
			break;
		loop_turn(loop, 5);
	}
	ck_assert_msg(r == 0, "no connection: %s", strerror(errno));
	*other = accept(listener, NULL, NULL);
	ck_assert_int_ge(*other, 0);
	close(listener);
	return fd;
}

/* covers: P13 */
START_TEST(connections_with_one_address_end_and_others_live)
{
	int old, new, old_end, new_end;
	char c;

	old = connect_to(peers[0], &old_end);
	new = connect_to(peers[1], &new_end);
	/* both ends have that address here */
	ck_assert_int_eq(sever_connections(peers[0]), 2);
	ck_assert_int_eq(recv(old, &c, 1, MSG_DONTWAIT), -1);
	ck_assert_int_ne(errno, EAGAIN);
	ck_assert_int_eq(send(new, "x", 1, MSG_NOSIGNAL), 1);
	ck_assert_int_eq(recv(new_end, &c, 1, 0), 1);
	ck_assert_int_eq(sever_connections(peers[0]), 0);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("keeper");
	TCase *c = tcase_create("keeper");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, begin, end);
	tcase_add_test(c, a_route_that_is_taken_away_is_heard_of_once);
	tcase_add_test(c, a_guard_that_is_taken_away_does_not_stand);
	tcase_add_test(c, a_device_whose_name_would_be_a_rule_is_refused);
	tcase_add_test(c, connections_with_one_address_end_and_others_live);
	tcase_add_test(c, what_would_leave_in_clear_is_dropped_and_counted);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
