/* SPDX-License-Identifier: Apache-2.0 */
/* test_reach.c - hosts whose gateways map nothing, on simulated time: what they
 * say of themselves, whom they reach all the same, and how soon (P7, P9). */
#include "autotunnel/address.h"
#include "domain.h"
#include "../fsm/agent_parts.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAFE_MS = 5000, SETTLING_MS = 60000 };

static struct domain *d;
static struct domain_host *ant, *bee;
static struct world_nat *home, *cafe, *other_cafe;

/* Their gateways do not even say that nobody listens. */
static bool silent;

static bool
swallow(void *owner, const struct world_message *m)
{
	(void)owner;
	return silent && m->to.port == 5351 && m->to.address[1] == 2;
}

/* bee is at home, behind a NAT that maps ports; nobody is in the cafes yet, whose
 * NATs do not. */
static void
begin(uint64_t seed)
{
	d = domain_begin(seed);
	home = world_add_nat(d->w, ip4(203, 0, 114, 1), ip4(10, 1, 0, 1), NULL);
	cafe = world_add_nat(d->w, ip4(203, 0, 114, 2), ip4(10, 2, 0, 1), NULL);
	other_cafe = world_add_nat(d->w, ip4(203, 0, 114, 3), ip4(10, 2, 0, 1),
				   NULL);
	world_filter(d->w, swallow, NULL);
	silent = false;
	world_nat_mute(cafe, true);
	world_nat_mute(other_cafe, true);
	bee = domain_add_host(d, "bee", ip4(10, 1, 0, 2), home);
	domain_join(bee);
	world_run_for(d->w, 10000);
}

static void
within(uint64_t began, uint64_t limit_ms)
{
	uint64_t ms;

	ck_assert(domain_settles(d, SETTLING_MS));
	ms = world_now_ms(d->w) - began;
	ck_assert_msg(ms <= limit_ms, "%llu ms", (unsigned long long)ms);
}

/* RFC 9664's random delay and P7's two seconds pass at once, not one after the
 * other.
 * covers: P7 P9 UL-C-08 */
START_TEST(a_host_that_boots_in_a_cafe_is_connected_in_5_s)
{
	uint64_t began;

	begin(10 + (uint64_t)_i);
	ant = domain_add_host(d, _i % 2 ? "ant" : "cat", ip4(10, 2, 0, 2),
			      cafe);
	silent = _i & 2;
	began = world_now_ms(d->w);
	domain_join(ant);
	within(began, CAFE_MS);
	ck_assert_int_eq(ant->agent->reach, REACH_NO_PROTOCOL);
	domain_end(d);
}
END_TEST

/* covers: P9 BTMM-C-30 */
START_TEST(a_host_that_comes_to_a_cafe_dials_before_the_gateway_is_given_up)
{
	uint64_t began;

	begin(40 + (uint64_t)_i);
	ant = domain_add_host(d, _i % 2 ? "ant" : "cat", ip4(10, 3, 0, 2),
			      world_add_nat(d->w, ip4(203, 0, 114, 4),
					    ip4(10, 3, 0, 1), NULL));
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(ant->agent->reach, REACH_MAPPED);
	world_run_for(d->w, 20000);
	silent = _i & 2;
	world_move(ant->node, ip4(10, 2, 0, 2), cafe);
	began = world_now_ms(d->w);
	world_network(ant->node, true);
	within(began, 1000);
	ck_assert_int_eq(ant->agent->reach, silent ? REACH_UNKNOWN :
			 REACH_NO_PROTOCOL);
	world_run_for(d->w, 2000);
	ck_assert_int_eq(ant->agent->reach, REACH_NO_PROTOCOL);
	ck_assert(domain_connected(ant, bee));
	world_run_for(d->w, 5000);
	ck_assert(domain_connected(ant, bee));
	domain_end(d);
}
END_TEST

/* The address and the gateway's are the same, and yet it is another network. */
START_TEST(from_cafe_to_cafe_with_one_address_is_a_move)
{
	uint64_t began;

	begin(50 + (uint64_t)_i);
	silent = _i;
	ant = domain_add_host(d, "ant", ip4(10, 2, 0, 2), cafe);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	world_move(ant->node, ip4(10, 2, 0, 2), other_cafe);
	began = world_now_ms(d->w);
	world_network(ant->node, true);
	within(began, CAFE_MS);
	world_run_for(d->w, 2500);
	ck_assert(domain_connected(ant, bee));
	ck_assert_uint_eq(ant->agent->reflex_address, 0xcb007203);
	domain_end(d);
}
END_TEST

/* covers: P7 */
START_TEST(a_gateway_that_answers_late_makes_the_host_reachable)
{
	begin(60 + (uint64_t)_i);
	silent = _i;
	ant = domain_add_host(d, "ant", ip4(10, 2, 0, 2), cafe);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(ant->agent->reach, REACH_NO_PROTOCOL);
	ck_assert(!domain_peer(bee, ant)->location.reachable);
	silent = false;
	world_nat_mute(cafe, false);
	world_run_for(d->w, _i ? 20000 : 70000);
	ck_assert_int_eq(ant->agent->reach, REACH_MAPPED);
	ck_assert(domain_peer(bee, ant)->location.reachable);
	ck_assert(domain_settles(d, SETTLING_MS));
	domain_end(d);
}
END_TEST

/* Whoever holds a mapping stays where it is while a renewal is lost. */
START_TEST(a_slow_renewal_is_no_move)
{
	uint32_t moved;

	begin(65);
	world_nat_mute(cafe, false);
	ant = domain_add_host(d, "cat", ip4(10, 2, 0, 2), cafe);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 20000);
	moved = world_fired(ant->node, "peer", "we_moved");
	silent = true;
	world_run_for(d->w, 1803000);
	ck_assert_int_eq(ant->agent->nat.mappings[0].machine.base.state,
			 MAPPING_RENEWING);
	ck_assert(!ant->agent->placeless);
	silent = false;
	world_run_for(d->w, 20000);
	ck_assert_int_eq(ant->agent->nat.mappings[0].machine.base.state,
			 MAPPING_HELD);
	ck_assert_uint_eq(world_fired(ant->node, "peer", "we_moved"), moved);
	ck_assert_int_eq(ant->agent->reach, REACH_MAPPED);
	ck_assert(domain_connected(ant, bee));
	domain_end(d);
}
END_TEST

/* covers: P7 P9 */
START_TEST(a_nat_in_a_nat_is_named_and_the_host_dials)
{
	struct world_nat *inner;

	begin(70);
	inner = world_add_nat(d->w, ip4(10, 1, 0, 9), ip4(10, 9, 0, 1), home);
	ant = domain_add_host(d, "ant", ip4(10, 9, 0, 2), inner);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	ck_assert_int_eq(ant->agent->reach, REACH_DOUBLE_NAT);
	ck_assert_uint_eq(ant->agent->reflex_address, 0xcb007201);
	/* the inner mapping lets nobody in: own packets keep the binding */
	ck_assert(!ant->agent->llq_mapped);
	ck_assert_int_eq(ant->agent->dns.contact.machine.base.state,
			 CONTACT_KEPT);
	domain_end(d);
}
END_TEST

/* The address looks public and is translated; the gateway is asked then, and
 * maps ports or does not.
 * covers: P7 */
START_TEST(who_only_looks_public_asks_the_gateway)
{
	struct world_nat *nat;

	begin(80 + (uint64_t)_i);
	nat = world_add_nat(d->w, ip4(203, 0, 114, 5), ip4(198, 51, 100, 1),
			    NULL);
	world_nat_mute(nat, _i);
	ant = domain_add_host(d, "ant", ip4(198, 51, 100, 2), nat);
	domain_join(ant);
	ck_assert(domain_settles(d, SETTLING_MS));
	world_run_for(d->w, 5000);
	ck_assert_int_eq(ant->agent->reach, _i ? REACH_BEHIND : REACH_MAPPED);
	ck_assert_int_eq(domain_peer(bee, ant)->location.reachable, !_i);
	ck_assert_int_eq(ant->agent->llq_mapped, !_i);
	/* the same network again: still behind it */
	world_network(ant->node, false);
	world_run_for(d->w, 5000);
	world_network(ant->node, true);
	world_run_for(d->w, 10000);
	ck_assert_int_eq(ant->agent->reach, _i ? REACH_BEHIND : REACH_MAPPED);
	ck_assert(domain_settles(d, SETTLING_MS));
	/* another one, and nobody in between */
	world_move(ant->node, ip4(198, 51, 100, 77), NULL);
	world_network(ant->node, true);
	world_run_for(d->w, 10000);
	ck_assert_int_eq(ant->agent->reach, REACH_DIRECT);
	ck_assert(domain_settles(d, SETTLING_MS));
	domain_end(d);
}
END_TEST

/* Judgements ---------------------------------------------------------------------- */

static struct agent *judged;

static enum agent_reach
judge(uint32_t own, enum agent_reach unmapped, uint32_t reflex)
{
	static const struct agent_config config;
	static const struct agent_memory memory;
	struct endpoint outer;

	if (!judged)
		judged = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	ck_assert_ptr_nonnull(judged);
	agent_init(judged, &config, &memory);
	judged->nat.network.told.up = true;
	judged->nat.network.told.address = ipv4_endpoint(own);
	judged->unmapped = unmapped;
	judged->reflex_address = reflex;
	return agent_judge_reach(judged, &outer);
}

START_TEST(each_silence_has_its_name)
{
	uint32_t seen = 0xcb007201;

	ck_assert_int_eq(judge(0x0a010002, REACH_UNKNOWN, seen), REACH_UNKNOWN);
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_PROTOCOL, 0),
			 REACH_NO_PROTOCOL);
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_PROTOCOL, seen),
			 REACH_NO_PROTOCOL);
	/* from within the same private network, translated or not */
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_PROTOCOL, 0x0a020002),
			 REACH_NO_PROTOCOL);
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_PROTOCOL, 0x0a010002),
			 REACH_ROUTED);
	ck_assert_int_eq(judge(0x64400003, REACH_NO_PROTOCOL, seen),
			 REACH_CARRIER_NAT);
	ck_assert_int_eq(judge(0x64800003, REACH_NO_PROTOCOL, seen),
			 REACH_BEHIND);
	ck_assert_int_eq(judge(0x0a010002, REACH_REFUSED, seen), REACH_REFUSED);
	ck_assert_int_eq(judge(0x0a010002, REACH_DOWN, seen), REACH_DOWN);
}
END_TEST

/* That the rendezvous saw us proves that the gateway's line is not down. */
START_TEST(a_gateway_without_an_address_has_a_nat_before_it)
{
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_ADDRESS, 0),
			 REACH_NO_ADDRESS);
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_ADDRESS, 0x0a010002),
			 REACH_NO_ADDRESS);
	ck_assert_int_eq(judge(0x0a010002, REACH_NO_ADDRESS, 0xcb007201),
			 REACH_DOUBLE_NAT);
}
END_TEST

/* Where something would help, the sentence says what the case means and what to
 * do, and where nothing is wrong it asks for nothing. */
START_TEST(each_case_has_a_sentence_and_its_remedy)
{
	enum agent_reach i, j;
	bool bad;

	for (i = 0; i < REACH_COUNT; i++) {
		bad = i > REACH_MAPPED;
		ck_assert_uint_gt(strlen(agent_reach_text(i)), 9);
		ck_assert_int_eq(strlen(agent_reach_remedy(i)) > 20, bad);
		ck_assert_int_eq(!strncmp(agent_reach_text(i), "not reachable",
					  13), bad);
		for (j = 0; j < i; j++) {
			ck_assert_str_ne(agent_reach_word(i),
					 agent_reach_word(j));
			ck_assert_str_ne(agent_reach_text(i),
					 agent_reach_text(j));
		}
	}
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("reach");
	TCase *c = tcase_create("reach");
	SRunner *sr;
	int failed;

	tcase_set_timeout(c, 120);
	tcase_add_loop_test(c, a_host_that_boots_in_a_cafe_is_connected_in_5_s,
			    0, 12);
	tcase_add_loop_test(c, a_host_that_comes_to_a_cafe_dials_before_the_gateway_is_given_up,
			    0, 4);
	tcase_add_loop_test(c, from_cafe_to_cafe_with_one_address_is_a_move,
			    0, 2);
	tcase_add_loop_test(c, a_gateway_that_answers_late_makes_the_host_reachable,
			    0, 2);
	tcase_add_test(c, a_slow_renewal_is_no_move);
	tcase_add_test(c, a_nat_in_a_nat_is_named_and_the_host_dials);
	tcase_add_loop_test(c, who_only_looks_public_asks_the_gateway, 0, 2);
	tcase_add_test(c, each_silence_has_its_name);
	tcase_add_test(c, a_gateway_without_an_address_has_a_nat_before_it);
	tcase_add_test(c, each_case_has_a_sentence_and_its_remedy);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
