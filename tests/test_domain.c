/* SPDX-License-Identifier: Apache-2.0 */
/* test_domain.c - hosts, rendezvous and primary together on simulated time:
 * what RFC 6281 promises, from the first packet to the tunnel. Each recording
 * is replayed in the end and has to give the same, octet for octet. */
#include "domain.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SETTLING_MS = 60000, LOSSY_SETTLING_MS = 900000 };

static struct domain *d;
static struct domain_host *ant, *bee;
static struct world_nat *nat_a, *nat_b, *nat_c;

/* Two homes and a third network, each behind a NAT of its own. */
static void
two_homes(uint64_t seed)
{
	d = domain_begin(seed);
	nat_a = world_add_nat(d->w, ip4(203, 0, 114, 1), ip4(10, 1, 0, 1),
			      NULL);
	nat_b = world_add_nat(d->w, ip4(203, 0, 114, 2), ip4(10, 2, 0, 1),
			      NULL);
	nat_c = world_add_nat(d->w, ip4(203, 0, 114, 3), ip4(10, 3, 0, 1),
			      NULL);
	ant = domain_add_host(d, "ant", ip4(10, 1, 0, 2), nat_a);
	bee = domain_add_host(d, "bee", ip4(10, 2, 0, 2), nat_b);
}

static void
both_join(void)
{
	domain_join(ant);
	world_run_for(d->w, 3000);
	domain_join(bee);
}

/* covers: BTMM-B-01 BTMM-C-02 BTMM-C-03 BTMM-C-04 BTMM-C-15 BTMM-C-48
 * BTMM-C-49 BTMM-C-50 P1 P14 */
START_TEST(two_hosts_behind_nats_find_each_other)
{
	two_homes(1);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_ptr_nonnull(domain_peer(ant, bee));
	ck_assert_int_eq(ant->agent->reach, REACH_MAPPED);
	ck_assert_int_eq(bee->agent->reach, REACH_MAPPED);
	domain_end(d);
}
END_TEST

/* covers: BTMM-C-01 BTMM-C-11 */
START_TEST(a_public_host_needs_no_mapping)
{
	struct domain_host *fly;

	two_homes(2);
	fly = domain_add_host(d, "fly", ip4(203, 0, 114, 77), NULL);
	domain_join(fly);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(fly->agent->reach, REACH_DIRECT);
	domain_end(d);
}
END_TEST

/* What one move costs, from the network's change to a tunnel that carries
 * traffic again, with links of 5 ms.
 * covers: BTMM-C-30 BTMM-C-31 BTMM-C-32 BTMM-C-34 BTMM-C-37
 * BTMM-S-02 */
START_TEST(a_move_is_pushed_and_the_tunnel_follows)
{
	uint64_t began;

	two_homes(3);
	d->keep = _i ? NULL : "move";
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	world_move(_i ? ant->node : bee->node, ip4(10, 3, 0, 9), nat_c);
	began = world_now_ms(d->w);
	world_network(_i ? ant->node : bee->node, true);
	ck_assert(!domain_connected(ant, bee));
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_msg(world_now_ms(d->w) - began < 2000, "%llu ms",
		      (unsigned long long)(world_now_ms(d->w) - began));
	domain_end(d);
}
END_TEST

START_TEST(both_move_at_once_and_find_each_other_again)
{
	two_homes(4);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	world_move(ant->node, ip4(10, 3, 0, 9), nat_c);
	world_move(bee->node, ip4(10, 1, 0, 44), nat_a);
	world_network(ant->node, true);
	world_network(bee->node, true);
	ck_assert(domain_settles(d, SETTLING_MS));
	domain_end(d);
}
END_TEST

/* covers: PMP-C-22 PMP-C-40 PMP-C-41 PMP-C-43 BTMM-C-21 */
START_TEST(a_nat_that_reboots_gets_its_mappings_again)
{
	two_homes(5);
	d->keep = "reboot";
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 60000);
	world_nat_reboot(nat_b, 10);
	ck_assert_uint_eq(world_nat_mapped(nat_b, bee->node, 4500), 0);
	world_run_for(d->w, 10000);
	ck_assert_uint_ne(world_nat_mapped(nat_b, bee->node, 4500), 0);
	ck_assert(domain_settles(d, SETTLING_MS));
	domain_end(d);
}
END_TEST

/* covers: BTMM-C-27 6886-G-04 */
START_TEST(a_nat_with_a_new_address_is_followed)
{
	two_homes(6);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 60000);
	world_nat_renumber(nat_b, ip4(203, 0, 114, 99));
	world_run_for(d->w, 1000);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_uint_eq(domain_peer(ant, bee)->location.public_endpoint
			  .address[3], 99);
	domain_end(d);
}
END_TEST

/* covers: P10 */
START_TEST(two_hosts_behind_one_nat_use_their_lan)
{
	struct domain_host *fly;

	two_homes(7);
	fly = domain_add_host(d, "fly", ip4(10, 1, 0, 3), nat_a);
	domain_join(ant);
	domain_join(fly);
	ck_assert(domain_settles(d, SETTLING_MS));
	domain_end(d);
}
END_TEST

/* covers: P8 P10 */
START_TEST(three_hosts_that_boot_at_once_behind_one_nat_have_ports_of_their_own)
{
	struct domain_host *all[3];
	unsigned i, slot;

	two_homes(21 + (uint64_t)_i);
	all[0] = ant;
	all[1] = domain_add_host(d, "cat", ip4(10, 1, 0, 3), nat_a);
	all[2] = domain_add_host(d, "fly", ip4(10, 1, 0, 4), nat_a);
	for (i = 0; i < 3; i++)
		domain_join(all[i]);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	for (i = 0; i < 3; i++)
		for (slot = 0; slot < NAT_SLOTS; slot++) {
			const struct port *p = &all[i]->agent->ports[slot];

			ck_assert(port_mapped(p));
			ck_assert_uint_eq(p->local, p->external);
		}
	/* none was published by a number that it gave up a moment later */
	for (i = 0; i < 3; i++)
		ck_assert_uint_eq(all[i]->agent->moves, 0);
	domain_end(d);
}
END_TEST

/* covers: P7 P9 */
START_TEST(a_host_that_nobody_can_reach_dials)
{
	two_homes(8);
	world_nat_mute(nat_a, true);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(ant->agent->reach, REACH_NO_PROTOCOL);
	domain_end(d);
}
END_TEST

START_TEST(neither_reachable_means_no_tunnel_and_no_noise)
{
	two_homes(9);
	world_nat_mute(nat_a, true);
	world_nat_mute(nat_b, true);
	both_join();
	ck_assert(!domain_settles(d, SETTLING_MS));
	ck_assert_uint_eq(world_fired(ant->node, "peer", "failed"), 0);
	ck_assert_uint_eq(world_fired(bee->node, "peer", "failed"), 0);
	domain_end(d);
}
END_TEST

/* One message in ten is lost, each way. Where all three sends of an event are
 * lost, the server drops the query, and its client learns so by its next
 * refresh, after 80% of 15 minutes (RFC 8764 6, 7.1; 8764-G-11).
 * covers: 8764-G-11 */
START_TEST(losses_delay_and_do_not_prevent)
{
	two_homes(100 + (uint64_t)_i);
	world_link(ant->node, 20, 100);
	world_link(bee->node, 30, 100);
	both_join();
	ck_assert(domain_settles(d, LOSSY_SETTLING_MS));
	world_move(bee->node, ip4(10, 3, 0, 9), nat_c);
	world_network(bee->node, true);
	ck_assert(domain_settles(d, LOSSY_SETTLING_MS));
	domain_end(d);
}
END_TEST

/* Nothing happens, and nothing may break: leases, queries and mappings are
 * refreshed for half a day.
 * covers: BTMM-C-41 BTMM-C-43 */
START_TEST(a_quiet_half_day_changes_nothing)
{
	uint32_t serial;
	unsigned up;

	two_homes(10);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 60000);
	serial = d->zone->serial;
	up = world_fired(ant->node, "peer", "up");
	world_run_for(d->w, 12 * 3600 * 1000ull);
	ck_assert(domain_connected(ant, bee));
	ck_assert_uint_eq(d->zone->serial, serial);
	ck_assert_uint_eq(world_fired(ant->node, "peer", "up"), up);
	domain_end(d);
}
END_TEST

/* covers: BTMM-S-03 UL-S-10 */
START_TEST(a_host_that_dies_is_forgotten_when_its_lease_ends)
{
	unsigned before;

	two_homes(11);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	before = domain_records(d, DNS_TYPE_PTR);
	world_replace(bee->node, NULL);
	world_run_for(d->w, 3 * 3600 * 1000ull);
	ck_assert_uint_eq(domain_records(d, DNS_TYPE_PTR), before - 1);
	ck_assert_ptr_null(domain_peer(ant, bee));
	domain_end(d);
}
END_TEST

START_TEST(a_host_that_leaves_takes_its_records_along)
{
	unsigned before;

	two_homes(12);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	before = domain_records(d, DNS_TYPE_PTR);
	world_command(bee->node, COMMAND_LEAVE);
	world_run_for(d->w, 60000);
	ck_assert(world_stopped(bee->node));
	ck_assert_uint_eq(domain_records(d, DNS_TYPE_PTR), before - 1);
	ck_assert_uint_eq(world_nat_mapped(nat_b, bee->node, 4500), 0);
	ck_assert_ptr_null(domain_peer(ant, bee));
	domain_end(d);
}
END_TEST

START_TEST(a_host_that_slept_comes_back)
{
	two_homes(13);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_sleep(bee->node, 5 * 3600 * 1000ull);
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	ck_assert_int_eq(bee->agent->reach, REACH_MAPPED);
	domain_end(d);
}
END_TEST

/* The gateway's address, which is as it was, is compared with the reflex. */
START_TEST(another_address_on_the_same_lan_is_mapped_and_no_double_nat)
{
	two_homes(14);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	world_move(bee->node, ip4(10, 2, 0, 77), nat_b);
	world_network(bee->node, true);
	world_run_for(d->w, 20000);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(bee->agent->reach, REACH_MAPPED);
	ck_assert_uint_eq(world_told(bee->node, "double NAT"), 0);
	ck_assert_uint_ne(world_nat_mapped(nat_b, bee->node,
					   bee->agent->ports[0].local), 0);
	domain_end(d);
}
END_TEST

/* The identifier -------------------------------------------------------------------- */

/* covers: BTMM-C-33 BTMM-C-53 BTMM-C-55 BTMM-C-57 BTMM-C-60
 * BTMM-B-02 BTMM-S-01 */
START_TEST(the_identifier_is_there_before_the_service_and_stays)
{
	const struct agent_peer *peer;
	uint8_t ula[16];

	two_homes(14);
	/* before its agent starts a host has none */
	ck_assert_ptr_null(world_ula(ant->node));
	domain_join(ant);
	ck_assert_ptr_nonnull(world_ula(ant->node));
	ck_assert(!bench_has(d->zone, "ant.home.example.net", DNS_TYPE_AAAA));
	memcpy(ula, world_ula(ant->node), 16);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert(bench_has(d->zone, "ant.home.example.net", DNS_TYPE_AAAA));
	ck_assert(bench_has(d->zone, "bee.home.example.net", DNS_TYPE_AAAA));
	ck_assert_mem_ne(world_ula(bee->node), ula, 8);
	world_move(ant->node, ip4(10, 3, 0, 9), nat_c);
	world_network(ant->node, true);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_mem_eq(world_ula(ant->node), ula, 16);
	peer = domain_peer(bee, ant);
	ck_assert_ptr_nonnull(peer);
	ck_assert_mem_eq(peer->location.ula, ula, 16);
	domain_end(d);
}
END_TEST

/* The seven octets after 0xfd are another number for each seed. */
START_TEST(no_two_identifiers_are_alike)
{
	static uint8_t seen[8][16];
	unsigned i, j, bit, ones = 0;

	for (i = 0; i < 8; i++) {
		two_homes(200 + i);
		domain_join(ant);
		memcpy(seen[i], world_ula(ant->node), 16);
		world_run_for(d->w, 20000);
		domain_end(d);
		ck_assert_uint_eq(seen[i][0], 0xfd);
		for (bit = 8; bit < 64; bit++)
			ones += seen[i][bit / 8] >> bit % 8 & 1;
		for (j = 0; j < i; j++)
			ck_assert_mem_ne(seen[i] + 1, seen[j] + 1, 7);
	}
	/* 448 bits: half of them, give or take six sigma */
	ck_assert_uint_gt(ones, 224 - 64);
	ck_assert_uint_lt(ones, 224 + 64);
}
END_TEST

/* What the gateway is asked ------------------------------------------------------------ */

static unsigned mappings_asked;

static bool
watch_requests(void *owner, const struct world_message *m)
{
	(void)owner;
	if (m->to.port != 5351 || m->length != 12)
		return false;
	mappings_asked++;
	/* port 0 would delete all mappings of the host, or mean nothing */
	ck_assert(m->octets[4] || m->octets[5]);
	return false;
}

/* covers: 6886-G-09 6886-G-10 */
START_TEST(no_request_names_port_0)
{
	two_homes(15);
	world_filter(d->w, watch_requests, NULL);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_nat_reboot(nat_b, 3);
	world_run_for(d->w, 7200000);
	world_move(ant->node, ip4(10, 3, 0, 9), nat_c);
	world_network(ant->node, true);
	ck_assert(domain_settles(d, SETTLING_MS));
	world_command(ant->node, COMMAND_LEAVE);
	world_command(bee->node, COMMAND_LEAVE);
	world_run_for(d->w, 60000);
	ck_assert(world_stopped(ant->node) && world_stopped(bee->node));
	/* two ports each, mapped, renewed and deleted */
	ck_assert_uint_gt(mappings_asked, 12);
	domain_end(d);
}
END_TEST

/* What is believed of a peer ------------------------------------------------------------ */

#define EVE "eve.home.example.net"
#define MALLORY "mallory.home.example.net"
#define LABEL "tunnel-of-eve.home.example.net"

static void
add_address(const char *host, const uint8_t aaaa[16])
{
	bench_add(d->zone, host, DNS_TYPE_AAAA, 30, aaaa, 16);
}

/* A host that somebody wrote into the zone by hand. */
static void
write_host(const char *host, uint16_t port, const char *target)
{
	char text[80];
	uint8_t rdata[6 + DNS_NAME_MAX];
	struct dns_name service, name = bench_name(target);

	snprintf(text, sizeof(text), "_autotunnel._udp.%s", host);
	service = bench_name(text);
	bench_add(d->zone, "_autotunnel._udp.home.example.net", DNS_TYPE_PTR,
		  120, service.wire, service.length);
	bench_add(d->zone, text, DNS_TYPE_SRV, 30, rdata,
		  dns_make_srv(rdata, 0, 0, port, &name));
}

static const struct agent_peer *
peer_named(const char *host)
{
	struct dns_name name = bench_name(host);
	unsigned i;

	for (i = 0; i < ant->agent->peer_reach; i++)
		if (ant->agent->peers[i].used &&
		    dns_name_equal(&ant->agent->peers[i].host, &name))
			return &ant->agent->peers[i];
	return NULL;
}

/* covers: P12 */
START_TEST(what_must_not_be_believed_of_a_peer_is_not_used)
{
	static const struct {
		enum agent_disbelief why;
		const char *aaaa;	/* first octets */
		uint32_t a;
		uint16_t port;
		const char *target;
	} cases[] = {
		{ DISBELIEF_NONE, "\xfd\x11", 0xcb007232, 4500, LABEL },
		{ DISBELIEF_ULA_PREFIX, "\x20\x01", 0xcb007232, 4500, LABEL },
		{ DISBELIEF_ULA_PREFIX, "\xfc\x11", 0xcb007232, 4500, LABEL },
		{ DISBELIEF_ULA_OURS, NULL, 0xcb007232, 4500, LABEL },
		{ DISBELIEF_ADDRESS, "\xfd\x11", 0x0a010203, 4500, LABEL },
		{ DISBELIEF_ADDRESS, "\xfd\x11", 0xe0000005, 4500, LABEL },
		{ DISBELIEF_ADDRESS, "\xfd\x11", 0x7f000001, 4500, LABEL },
		{ DISBELIEF_PORT, "\xfd\x11", 0xcb007232, 0, LABEL },
		{ DISBELIEF_TARGET, "\xfd\x11", 0xcb007232, 4500,
		  "label.example.com" },
		{ DISBELIEF_AMBIGUOUS, "\xfd\x11", 0xcb007232, 4500, LABEL },
	};
	const struct agent_peer *eve;
	uint8_t aaaa[16] = { 0 };

	two_homes(300 + (uint64_t)_i);
	domain_join(ant);
	world_run_for(d->w, 5000);
	memcpy(aaaa, world_ula(ant->node), 16);
	if (cases[_i].aaaa)
		memcpy(aaaa, cases[_i].aaaa, 2);
	write_host(EVE, cases[_i].port, cases[_i].target);
	add_address(EVE, aaaa);
	bench_add_a(d->zone, LABEL, cases[_i].a);
	aaaa[15] ^= 1;
	if (cases[_i].why == DISBELIEF_AMBIGUOUS)
		add_address(EVE, aaaa);
	/* bee's update makes the rendezvous look at the zone */
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	eve = peer_named(EVE);
	ck_assert_ptr_nonnull(eve);
	ck_assert_int_eq(eve->disbelief, cases[_i].why);
	ck_assert_int_eq(eve->location.complete, !cases[_i].why);
	ck_assert_uint_eq(ant->agent->disbelieved[cases[_i].why], !!cases[_i].why);
	domain_end(d);
}
END_TEST

/* covers: P12 */
START_TEST(of_two_peers_with_one_identifier_the_second_is_not_used)
{
	static const uint8_t aaaa[16] = { 0xfd, 1, 2, 3 };
	const struct agent_peer *eve, *mallory;

	two_homes(310);
	domain_join(ant);
	world_run_for(d->w, 5000);
	write_host(EVE, 4500, LABEL);
	write_host(MALLORY, 4501, MALLORY);
	add_address(EVE, aaaa);
	add_address(MALLORY, aaaa);
	bench_add_a(d->zone, LABEL, 0xcb007232);
	bench_add_a(d->zone, MALLORY, 0xcb007233);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	eve = peer_named(EVE);
	mallory = peer_named(MALLORY);
	ck_assert(eve && mallory);
	ck_assert_uint_eq(eve->location.complete + mallory->location.complete, 1);
	ck_assert_uint_eq((eve->disbelief == DISBELIEF_ULA_TAKEN) +
			  (mallory->disbelief == DISBELIEF_ULA_TAKEN), 1);
	domain_end(d);
}
END_TEST

enum { AN_HOUR_MS = 3600000, CALLS_AN_HOUR = 25 };

/* covers: P9 */
START_TEST(a_third_party_is_called_a_bounded_number_of_times_an_hour)
{
	static const uint8_t aaaa[16] = { 0xfd, 1, 2, 3 };
	const struct agent_peer *eve;
	unsigned calls;

	two_homes(312);
	domain_join(ant);
	world_run_for(d->w, 5000);
	write_host(EVE, 53, LABEL);
	add_address(EVE, aaaa);
	bench_add_a(d->zone, LABEL, 0xcb007232);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	eve = peer_named(EVE);
	ck_assert_ptr_nonnull(eve);
	ck_assert(eve->location.reachable);
	world_run_for(d->w, AN_HOUR_MS);
	calls = world_fired(ant->node, "peer", "again");
	ck_assert_uint_ge(calls, 10);
	ck_assert_uint_le(calls, CALLS_AN_HOUR);
	ck_assert(domain_connected(ant, bee));
	domain_end(d);
}
END_TEST

static void
write_lan(const char *target, const char *lan)
{
	char text[80];
	int length = snprintf(text + 1, sizeof(text) - 1, "v=1 lan=%s dev=x",
			      lan);

	text[0] = (char)length;
	bench_add(d->zone, target, DNS_TYPE_TXT, 120, (uint8_t *)text,
		  (uint16_t)(length + 1));
}

/* covers: P10 P12 */
START_TEST(a_lan_address_that_cannot_be_is_not_used_and_the_rest_is)
{
	static const struct {
		enum agent_disbelief why;
		uint32_t a;	/* 203.0.114.1 is our own NAT */
		const char *lan;
	} cases[] = {
		{ DISBELIEF_NONE, 0xcb007201, "10.1.0.9:4500" },
		{ DISBELIEF_LAN, 0xcb007201, "0.0.0.0:4500" },
		{ DISBELIEF_LAN, 0xcb007201, "127.0.0.1:4500" },
		{ DISBELIEF_LAN, 0xcb007201, "224.0.0.1:4500" },
		{ DISBELIEF_LAN, 0xcb007201, "203.0.114.9:53" },
		{ DISBELIEF_LAN_OURS, 0xcb007201, "10.1.0.2:4500" },
		{ DISBELIEF_LAN_GATEWAY, 0xcb007201, "10.1.0.1:5351" },
		/* another home that looks like ours */
		{ DISBELIEF_NONE, 0xcb007232, "10.1.0.2:4500" },
		{ DISBELIEF_NONE, 0xcb007232, "10.1.0.1:4500" },
	};
	static const uint8_t aaaa[16] = { 0xfd, 1, 2, 3 };
	enum agent_disbelief why = cases[_i].why;
	const struct agent_peer *eve;

	two_homes(320 + (uint64_t)_i);
	domain_join(ant);
	world_run_for(d->w, 5000);
	write_host(EVE, 4777, LABEL);
	add_address(EVE, aaaa);
	bench_add_a(d->zone, LABEL, cases[_i].a);
	write_lan(LABEL, cases[_i].lan);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	eve = peer_named(EVE);
	ck_assert_ptr_nonnull(eve);
	ck_assert_int_eq(eve->disbelief, DISBELIEF_NONE);
	ck_assert_int_eq(eve->lan_disbelief, why);
	ck_assert(eve->location.complete && eve->location.reachable);
	ck_assert_int_eq(eve->location.lan.family, why ? 0 : 4);
	ck_assert_uint_eq(ant->agent->disbelieved[why], !!why);
	ck_assert_uint_eq(world_told(ant->node, "its LAN address is not used"),
			  !!why);
	domain_end(d);
}
END_TEST

/* covers: P12 */
START_TEST(a_ula_on_a_network_of_this_host_is_not_used)
{
	static const uint8_t aaaa[16] = { 0xfd, 1, 2, 3 };
	static const struct network_prefix near = { { 0xfd, 1, 2 }, 30 };
	static const struct network_prefix far = { { 0xfd, 1, 4 }, 30 };
	const struct agent_peer *eve;

	two_homes(311);
	domain_join(ant);
	world_run_for(d->w, 5000);
	write_host(EVE, 4500, LABEL);
	add_address(EVE, aaaa);
	bench_add_a(d->zone, LABEL, 0xcb007232);
	domain_join(bee);
	ck_assert(domain_settles(d, SETTLING_MS));
	eve = peer_named(EVE);
	ck_assert_ptr_nonnull(eve);
	world_prefix(ant->node, &far);
	ck_assert_int_eq(eve->disbelief, DISBELIEF_NONE);
	ck_assert(eve->location.complete);
	/* the host comes to a network that has the very prefix */
	world_prefix(ant->node, &near);
	ck_assert_int_eq(eve->disbelief, DISBELIEF_ULA_LOCAL);
	ck_assert(!eve->location.complete);
	ck_assert_uint_eq(ant->agent->disbelieved[DISBELIEF_ULA_LOCAL], 1);
	ck_assert_uint_eq(world_told(ant->node, "are not used: its AAAA is on"), 1);
	ck_assert(domain_connected(ant, bee));
	domain_end(d);
}
END_TEST

/* The order of a move -------------------------------------------------------------------- */

static uint64_t mapped_ms, published_ms;

static bool
watch_move(void *owner, const struct world_message *m)
{
	static const uint8_t update = DNS_OPCODE_UPDATE << 3;

	(void)owner;
	/* asked for with a lifetime, at the new gateway */
	if (m->to.port == 5351 && m->length == 12 && m->to.address[1] == 3 &&
	    (m->octets[10] || m->octets[11]) && !mapped_ms)
		mapped_ms = world_now_ms(d->w);
	if (m->length > 2 && m->octets[2] == update && m->to.port == 5352 &&
	    !published_ms)
		published_ms = world_now_ms(d->w);
	return false;
}

/* covers: BTMM-C-32 BTMM-C-35 BTMM-C-37 */
START_TEST(a_move_is_mapped_before_it_is_published)
{
	two_homes(15);
	both_join();
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	mapped_ms = published_ms = 0;
	world_filter(d->w, watch_move, NULL);
	world_move(bee->node, ip4(10, 3, 0, 9), nat_c);
	world_network(bee->node, true);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_uint_ne(mapped_ms, 0);
	/* there and back to the gateway lies between */
	ck_assert_uint_ge(published_ms, mapped_ms + 2);
	ck_assert_uint_le(published_ms, mapped_ms + 1000);
	domain_end(d);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("domain");
	TCase *c = tcase_create("domain");
	SRunner *sr;
	int failed;

	tcase_set_timeout(c, 120);
	tcase_add_test(c, two_hosts_behind_nats_find_each_other);
	tcase_add_test(c, a_public_host_needs_no_mapping);
	tcase_add_loop_test(c, a_move_is_pushed_and_the_tunnel_follows, 0, 2);
	tcase_add_test(c, both_move_at_once_and_find_each_other_again);
	tcase_add_test(c, a_nat_that_reboots_gets_its_mappings_again);
	tcase_add_test(c, a_nat_with_a_new_address_is_followed);
	tcase_add_test(c, two_hosts_behind_one_nat_use_their_lan);
	tcase_add_loop_test(c, three_hosts_that_boot_at_once_behind_one_nat_have_ports_of_their_own, 0, 5);
	tcase_add_test(c, a_host_that_nobody_can_reach_dials);
	tcase_add_test(c, neither_reachable_means_no_tunnel_and_no_noise);
	tcase_add_loop_test(c, losses_delay_and_do_not_prevent, 0, 40);
	tcase_add_test(c, a_quiet_half_day_changes_nothing);
	tcase_add_test(c, a_host_that_dies_is_forgotten_when_its_lease_ends);
	tcase_add_test(c, a_host_that_leaves_takes_its_records_along);
	tcase_add_test(c, a_host_that_slept_comes_back);
	tcase_add_test(c, another_address_on_the_same_lan_is_mapped_and_no_double_nat);
	tcase_add_test(c, the_identifier_is_there_before_the_service_and_stays);
	tcase_add_test(c, no_two_identifiers_are_alike);
	tcase_add_test(c, no_request_names_port_0);
	tcase_add_loop_test(c, what_must_not_be_believed_of_a_peer_is_not_used, 0, 10);
	tcase_add_test(c, of_two_peers_with_one_identifier_the_second_is_not_used);
	tcase_add_test(c, a_ula_on_a_network_of_this_host_is_not_used);
	tcase_add_test(c, a_third_party_is_called_a_bounded_number_of_times_an_hour);
	tcase_add_loop_test(c, a_lan_address_that_cannot_be_is_not_used_and_the_rest_is,
			    0, 9);
	tcase_add_test(c, a_move_is_mapped_before_it_is_published);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
