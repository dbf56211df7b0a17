/* SPDX-License-Identifier: Apache-2.0 */
/* test_nat.c - random walks of network, gateway and owner: whatever happened,
 * nothing is stuck, and what is wanted is held once the world is quiet. */
#include "nat_world.h"
#include "autotunnel/address.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCKS = 10, WALKS = 30, STEPS = 120 };

static struct nat_world w;
static struct random dice;
static bool wanted[MAPPINGS_MAX];
static uint16_t ports[MAPPINGS_MAX];

static unsigned
roll(unsigned sides)
{
	return (unsigned)random_between(&dice, 0, sides - 1);
}

/* Quieter than ck_assert, which writes to a file each time it is passed. */
static void
must(bool holds, const char *what)
{
	if (!holds)
		ck_abort_msg("%s", what);
}

/* True after every turn. */
static void
check_turn(void)
{
	const struct gateway *g = &w.nat.gateway;
	bool asks = g->machine.base.state == GATEWAY_ASKING;
	bool holds = g->machine.base.state == GATEWAY_HOLDING;
	struct endpoint e;
	unsigned slot;

	must((w.nat.request.machine.base.state != NATPMP_REQUEST_IDLE) == asks,
	     "a request is in flight just while the gateway is asked");
	must((w.nat.request.length != 0) == asks,
	     "what was asked is kept just as long");
	must(holds || (g->queued != 0) == asks,
	     "who asks nothing has nothing left to ask");
	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		if (nat_endpoint(&w.nat, slot, &e))
			must(endpoint_is_public_unicast_ipv4(&e) && e.port,
			     "an endpoint is public and has a port");
}

static void
run_for(uint64_t ms)
{
	uint64_t end_ms = w.now_ms + ms, next_ms;

	while ((next_ms = nat_world_next_ms(&w)) <= end_ms) {
		nat_world_run_for(&w, next_ms > w.now_ms ?
				  next_ms - w.now_ms : 0);
		check_turn();
		w.sent_count = w.told_count = 0;
	}
	nat_world_run_for(&w, end_ms - w.now_ms);
}

static void
change_network(void)
{
	static const uint32_t hosts[] = { WORLD_HOST, WORLD_HOST_2,
		WORLD_HOST + 1, WORLD_PUBLIC_2, 0x64400005 };
	static const uint32_t routers[] = { WORLD_ROUTER, WORLD_ROUTER_2 };
	struct network_facts f = nat_world_route(hosts[roll(5)],
						 routers[roll(2)]);

	f.resumed = roll(6) == 0;
	f.interface += roll(2);
	f.gateway_mac[5] = (uint8_t)(f.gateway_mac[5] + roll(2));
	if (roll(4) == 0)
		memset(f.gateway_mac, 0, sizeof(f.gateway_mac));
	if (roll(6) == 0)
		f.gateway.family = 0;
	if (roll(4) == 0)
		f.up = false;
	w.router.address = ipv4_number(&f.gateway);
	nat_world_facts(&w, &f);
}

static void
change_router(void)
{
	static const uint16_t results[] = { 0, 0, 0, 2, 3, 77 };
	struct nat_world_router *r = &w.router;

	r->on = roll(3) != 0;
	r->public_address = roll(5) ? WORLD_PUBLIC + roll(2) : 0x0a090909;
	r->lose = roll(2) ? roll(8) : 0;
	r->copies = roll(3);
	r->delay_ms = roll(3) ? 0 : roll(4000);
	r->result = results[roll(6)];
	r->map_result = results[roll(6)];
	r->taken = roll(3) ? 0 : ports[roll(MAPPINGS_MAX)];
	r->zero_port = roll(10) == 0;
	r->zero_lifetime = roll(10) == 0;
	r->most_s = roll(3) ? 0 : 1 + roll(200);
	if (roll(3) == 0)
		r->booted_ms = w.now_ms;
}

static void
change_wish(void)
{
	unsigned slot = roll(MAPPINGS_MAX);

	if (roll(3) == 0) {
		nat_world_unwant(&w, slot);
		wanted[slot] = false;
		return;
	}
	if (roll(2))
		ports[slot] = (uint16_t)(4500 + roll(20));
	nat_world_want(&w, slot, ports[slot], roll(2) ? 0 :
		       (uint16_t)(4500 + roll(20)));
	wanted[slot] = true;
}

static void
some_packet(void)
{
	struct natpmp_message m = { .form = NATPMP_FORM_REPLY,
		.opcode = (uint8_t)(128 + roll(3)),
		.result = (uint16_t)(roll(3) ? 0 : roll(9)),
		.epoch_s = roll(2) ? roll(2000) : (uint32_t)(w.now_ms / 1000),
		.address = WORLD_PUBLIC + roll(3),
		.internal_port = ports[roll(MAPPINGS_MAX)],
		.external_port = roll(2) ? 0 : 4500, .lifetime_s = roll(300) };

	nat_world_datagram(&w, roll(2) ? CHANNEL_GATEWAY : CHANNEL_ANNOUNCE,
			   w.router.address + (roll(5) == 0), NATPMP_PORT, &m);
}

static void
some_step(void)
{
	switch (roll(9)) {
	case 0:
		change_network();
		break;
	case 1:
	case 2:
		change_router();
		break;
	case 3:
	case 4:
		change_wish();
		break;
	case 5:
		nat_world_announce(&w);
		break;
	case 6:
		nat_world_unreachable(&w, w.router.address);
		break;
	case 7:
		nat_world_doubt(&w);
		break;
	default:
		some_packet();
	}
	check_turn();
	w.sent_count = w.told_count = 0;
}

static void
walk(unsigned seed)
{
	static const uint64_t spans[] = { 0, 0, 3, 40, 300, 2500, 60000,
					  1000000 };
	uint8_t octets[16] = { (uint8_t)seed, (uint8_t)(seed >> 8) };
	unsigned i;

	random_seed(&dice, octets);
	nat_world_begin(&w, seed);
	memset(wanted, 0, sizeof(wanted));
	for (i = 0; i < MAPPINGS_MAX; i++)
		ports[i] = (uint16_t)(4500 + i);
	for (i = 0; i < STEPS; i++) {
		some_step();
		run_for(spans[roll(8)]);
	}
	/* answers in flight, then calm behind an honest gateway */
	w.router = (struct nat_world_router){ .on = true,
		.address = WORLD_ROUTER, .public_address = WORLD_PUBLIC,
		.booted_ms = w.now_ms };
	run_for(10000);
	nat_world_join(&w, WORLD_HOST);
	/* an address change that nobody announced shows at a renewal */
	run_for(40 * 60000);
}

static void
check_held(unsigned seed)
{
	struct endpoint e;
	unsigned slot;

	for (slot = 0; slot < MAPPINGS_MAX; slot++) {
		ck_assert_msg(nat_endpoint(&w.nat, slot, &e) == wanted[slot],
			      "walk %u, slot %u", seed, slot);
		if (!wanted[slot])
			continue;
		ck_assert_uint_eq(ipv4_number(&e), WORLD_PUBLIC);
		ck_assert_uint_eq(w.nat.mappings[slot].internal_port,
				  ports[slot]);
	}
}

START_TEST(after_any_walk_and_some_quiet_what_is_wanted_is_held)
{
	unsigned i;

	for (i = 0; i < WALKS; i++) {
		walk((unsigned)_i * WALKS + i);
		check_held((unsigned)_i * WALKS + i);
	}
}
END_TEST

static void
check_cleared(unsigned seed)
{
	unsigned slot;

	nat_world_stop(&w);
	nat_world_run_for(&w, 8000);
	ck_assert_msg(nat_world_told(&w, 0, NAT_REPORT_CLEAR) > 0,
		      "walk %u", seed);
	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		ck_assert_uint_eq(w.nat.mappings[slot].machine.base.state,
				  MAPPING_IDLE);
	w.sent_count = 0;
	nat_world_run_for(&w, 24 * 3600000);
	ck_assert_uint_eq(w.sent_count, 0);
	ck_assert_uint_eq(deadlines_first_ms(&w.deadlines), TIME_NEVER);
}

START_TEST(after_any_walk_stopping_clears_all_and_then_there_is_peace)
{
	unsigned i;

	for (i = 0; i < WALKS; i++) {
		walk((unsigned)_i * WALKS + i);
		check_cleared((unsigned)_i * WALKS + i);
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("nat");
	TCase *c = tcase_create("walks");
	SRunner *sr;
	int failed;

	tcase_set_timeout(c, 60);
	tcase_add_loop_test(c, after_any_walk_and_some_quiet_what_is_wanted_is_held,
			    0, BLOCKS);
	tcase_add_loop_test(c, after_any_walk_stopping_clears_all_and_then_there_is_peace,
			    BLOCKS, 2 * BLOCKS);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
