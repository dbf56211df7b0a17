/* SPDX-License-Identifier: Apache-2.0 */
/* test_simulate.c - the simulator itself: that a seed gives one run, and that
 * NATs, links, clocks, disks and the primary do what they say. */
#include "lab/simulate/sim.h"
#include "lab/simulate/world_private.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "lab/simulate/fault_apply.h"
#include "lab/simulate/primary.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, SETTLING_MS = 5 * MINUTE };

static struct sim *s;

static void
begin(unsigned hosts, uint64_t seed, bool plain)
{
	struct sim_setup setup;

	sim_setup_default(&setup);
	setup.hosts = hosts;
	setup.seed = seed;
	setup.plain = plain;
	ck_assert_int_eq(sim_begin(&setup, &s), 0);
	sim_boot_all(s, 5 * SECOND);
}

static void
run_for(uint64_t ms)
{
	ck_assert(sim_run_until(s, sim_now_ms(s) + ms));
}

static unsigned
pairs_up(void)
{
	unsigned a, b, up = 0;

	for (a = 0; a < sim_host_count(s); a++)
		for (b = 0; b < a; b++)
			up += sim_pair_up(s, a, b);
	return up;
}

/* Runs -------------------------------------------------------------------------- */

static uint64_t
digest_of(uint64_t seed)
{
	uint64_t digest;

	begin(4, seed, false);
	run_for(SETTLING_MS);
	sim_host_move(s, 1, SIM_INTERNET);
	run_for(SETTLING_MS);
	digest = sim_digest(s);
	sim_end(s);
	return digest;
}

START_TEST(a_seed_gives_one_run_and_another_one_another)
{
	ck_assert_uint_eq(digest_of(7), digest_of(7));
	ck_assert_uint_ne(digest_of(7), digest_of(8));
}
END_TEST

START_TEST(all_hosts_of_a_plain_world_find_each_other)
{
	unsigned a, b;

	begin(5, 1, true);
	for (a = 0; a < 5; a++)
		ck_assert(!sim_host_runs(s, a));
	run_for(SETTLING_MS);
	ck_assert_uint_eq(pairs_up(), 10);
	for (a = 0; a < 5; a++)
		for (b = 0; b < a; b++)
			ck_assert(sim_pair_reachable(s, a, b));
	sim_end(s);
}
END_TEST

START_TEST(hosts_of_two_domains_do_not_meet)
{
	unsigned count;

	begin(10, 1, true);
	run_for(SETTLING_MS);
	ck_assert_uint_eq(sim_domain_first(s, 9, &count), 8);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(pairs_up(), 28 + 1);
	sim_end(s);
}
END_TEST

START_TEST(a_host_that_dies_between_two_effects_comes_back)
{
	unsigned effects;

	begin(2, 3, true);
	run_for(SETTLING_MS);
	for (effects = 0; effects < 12; effects++) {
		sim_host_crash(s, 0, effects);
		sim_host_move(s, 0, sim_host_place(s, 0) == SIM_INTERNET ?
			      sim_host_home(s, 0) : SIM_INTERNET);
		run_for(10 * MINUTE);
		ck_assert(!sim_host_runs(s, 0));
		ck_assert_uint_eq(sim_healthy_since(s, 0), TIME_NEVER);
		sim_host_boot(s, 0, effects % 2 ? SIM_POWER_ON :
			      SIM_PROCESS_START);
		run_for(SETTLING_MS);
		ck_assert_uint_eq(pairs_up(), 1);
	}
	sim_end(s);
}
END_TEST

START_TEST(a_rendezvous_comes_back_with_its_state_or_without)
{
	begin(3, 4, true);
	run_for(SETTLING_MS);
	sim_rendezvous_crash(s, (unsigned)_i);
	sim_host_move(s, 2, SIM_INTERNET);
	run_for(MINUTE);
	ck_assert_ptr_null(sim_rendezvous(s));
	sim_rendezvous_boot(s, _i % 2);
	run_for(2 * SETTLING_MS);
	ck_assert_ptr_nonnull(sim_rendezvous(s));
	ck_assert_uint_eq(pairs_up(), 3);
	sim_end(s);
}
END_TEST

START_TEST(what_happens_to_a_host_ends_its_tunnels_until_it_is_over)
{
	struct sim_link cut = { .delay_ms = 5, .deaf = true };
	struct sim_link good = { .delay_ms = 5 };

	begin(2, 5, true);
	run_for(SETTLING_MS);
	ck_assert_uint_lt(sim_healthy_since(s, 1), sim_now_ms(s));
	sim_link(s, 1, &cut);
	ck_assert_uint_eq(pairs_up(), 0);
	ck_assert_uint_eq(sim_healthy_since(s, 1), TIME_NEVER);
	run_for(MINUTE);
	sim_link(s, 1, &good);
	ck_assert_uint_eq(sim_healthy_since(s, 1), sim_now_ms(s));
	sim_group(s, 0, 1);
	ck_assert_uint_eq(pairs_up(), 0);
	sim_group(s, 0, 0);
	sim_host_sleep(s, 0);
	ck_assert_uint_eq(pairs_up(), 0);
	run_for(MINUTE);
	sim_host_wake(s, 0);
	run_for(20 * MINUTE);
	ck_assert_uint_eq(pairs_up(), 1);
	sim_end(s);
}
END_TEST

/* NATs --------------------------------------------------------------------------- */

static uint16_t
outer_port(struct world_nat *n, struct endpoint to)
{
	struct world_message m = { .from = ip4_port(10, 0, 0, 2, 4500),
		.to = to };

	world_nat_out(n, &m, true, NULL);
	ck_assert(endpoint_same_address(&m.from, &n->outer));
	return m.from.port;
}

static bool
lets_in(struct world_nat *n, struct endpoint from, uint16_t port)
{
	struct world_message m = { .from = from, .to = n->outer };

	m.to.port = port;
	return world_nat_in(n, &m) && m.to.port == 4500;
}

/* RFC 4787, 4.1 and 5: what is written to decides, as the kind says. */
START_TEST(nats_map_and_filter_as_their_kind_says)
{
	struct world *w = world_begin("nats", 1);
	struct world_nat *n = world_add_nat(w, ip4(60, 0, 0, 1),
					    ip4(10, 0, 0, 1), NULL);
	struct endpoint first = ip4_port(61, 0, 0, 1, 1000);
	struct endpoint port = ip4_port(61, 0, 0, 1, 2000);
	struct endpoint other = ip4_port(61, 0, 0, 2, 1000);
	enum world_dependence mapping = (unsigned)_i / 3;
	uint16_t outer;

	n->mapping = mapping;
	n->filtering = (unsigned)_i % 3;
	outer = outer_port(n, first);
	ck_assert(lets_in(n, first, outer));
	ck_assert_int_eq(lets_in(n, port, outer),
			 n->filtering != ADDRESS_PORT_DEPENDENT);
	ck_assert_int_eq(lets_in(n, other, outer),
			 n->filtering == ENDPOINT_INDEPENDENT);
	ck_assert_int_eq(outer_port(n, port) == outer,
			 mapping != ADDRESS_PORT_DEPENDENT);
	ck_assert_int_eq(outer_port(n, other) == outer,
			 mapping == ENDPOINT_INDEPENDENT);
	ck_assert_uint_eq(outer_port(n, first), outer);
	world_run_for(w, n->flow_ms);
	ck_assert(!lets_in(n, first, outer));
	world_end(w);
}
END_TEST

/* Links and clocks ------------------------------------------------------------------ */

START_TEST(a_link_loses_its_share_and_the_same_whatever_else_it_does)
{
	struct world_link a = { .loss = 2500, .random = 9 };
	struct world_link b = { .loss = 2500, .random = 9, .jitter_ms = 50,
		.duplicate = 1000, .reorder = 500, .reorder_ms = 80 };
	unsigned i, lost = 0, copies = 0;

	for (i = 0; i < 20000; i++) {
		struct world_fate x = world_link_out(&a, i);
		struct world_fate y = world_link_out(&b, i);

		ck_assert_int_eq(x.lost, y.lost);
		ck_assert_uint_le(y.delay_ms, 50 + 81 + 81);
		lost += x.lost;
		copies += y.copy_ms != 0;
	}
	ck_assert(lost > 4700 && lost < 5300);
	ck_assert(copies > 1800 && copies < 2200);
}
END_TEST

START_TEST(a_clock_is_never_asked_before_its_time)
{
	static const int32_t drifts[] = { 0, 100, -100, 99999, -99999 };
	struct world_node n = { .clock_at_ms = 1000, .clock_base_ms = 77 };
	uint64_t due, at;
	unsigned i;

	for (i = 0; i < sizeof(drifts) / sizeof(drifts[0]); i++)
		for (due = 77; due < 1000000; due += 997) {
			n.drift = drifts[i];
			at = world_clock_when(&n, due);
			ck_assert_uint_ge(world_clock_ms(&n, at), due);
			if (at > n.clock_at_ms)
				ck_assert_uint_lt(world_clock_ms(&n, at - 1),
						  due);
		}
}
END_TEST

/* Faults ------------------------------------------------------------------------------- */

/* Runs a world of two hosts with a fault of KIND at 10 min for 10 min, LOOKs in
 * its middle, and says whether all are well when it is over. */
static bool
befalls(enum fault_kind kind, uint32_t value, bool (*look)(void))
{
	struct fault_plan plan = { .hosts = 2 };
	const struct fault f = { .at_ms = 10 * MINUTE, .for_ms = 10 * MINUTE,
		.kind = (uint16_t)kind, .value = value };
	struct fault_apply *a;
	bool well;

	begin(2, 1, true);
	ck_assert_int_eq(fault_plan_add(&plan, &f), 0);
	ck_assert_int_eq(fault_apply_begin(s, &plan, &a), 0);
	run_for(15 * MINUTE);
	ck_assert(look());
	run_for(6 * MINUTE);
	well = sim_healthy_since(s, 0) != TIME_NEVER &&
		sim_healthy_since(s, SIM_RENDEZVOUS) != TIME_NEVER &&
		sim_healthy_since(s, SIM_PRIMARY) != TIME_NEVER;
	ck_assert_int_eq(sim_clock_error_ms(s, 0), 0);
	ck_assert_int_eq(sim_clock_error_ms(s, SIM_RENDEZVOUS), 0);
	fault_apply_end(a);
	fault_plan_free(&plan);
	sim_end(s);
	return well;
}

static bool
h0_is_late(void)
{
	return sim_clock_error_ms(s, 0) == -1000 * SECOND &&
		sim_healthy_since(s, 0) == TIME_NEVER;
}

static bool
h0_drifts(void)
{
	return sim_clock_error_ms(s, 0) == 3 * SECOND &&
		sim_healthy_since(s, 0) == TIME_NEVER;
}

static bool
rendezvous_is_ahead(void)
{
	return sim_clock_error_ms(s, SIM_RENDEZVOUS) == 1000 * SECOND;
}

static bool
rendezvous_is_rough(void)
{
	const struct sim_link *l = sim_link_of(s, SIM_RENDEZVOUS);

	return l->loss == 2500 && l->duplicate == 2500 && l->reorder == 2500 &&
		sim_healthy_since(s, SIM_RENDEZVOUS) == TIME_NEVER;
}

static bool
rendezvous_is_deaf(void)
{
	return sim_link_of(s, SIM_RENDEZVOUS)->deaf &&
		!sim_link_of(s, SIM_RENDEZVOUS)->dumb;
}

static bool
primary_is_rough(void)
{
	return sim_link_of(s, SIM_PRIMARY)->loss == 1000 &&
		sim_healthy_since(s, SIM_PRIMARY) == TIME_NEVER;
}

static bool
primary_is_dumb(void)
{
	return sim_link_of(s, SIM_PRIMARY)->dumb &&
		!sim_link_of(s, SIM_PRIMARY)->deaf;
}

/* What stood for ever would leave no calm after it to judge by. */
START_TEST(what_a_fault_did_is_over_with_it)
{
	ck_assert(befalls(FAULT_CLOCK_JUMP, 99000, h0_is_late));
	ck_assert(befalls(FAULT_CLOCK_DRIFT, 20000, h0_drifts));
	ck_assert(befalls(FAULT_RENDEZVOUS_JUMP, 101000, rendezvous_is_ahead));
	ck_assert(befalls(FAULT_RENDEZVOUS_ROUGH, 250, rendezvous_is_rough));
	ck_assert(befalls(FAULT_RENDEZVOUS_ONEWAY, 0, rendezvous_is_deaf));
	ck_assert(befalls(FAULT_PRIMARY_ROUGH, 100, primary_is_rough));
	ck_assert(befalls(FAULT_PRIMARY_ONEWAY, 1, primary_is_dumb));
}
END_TEST

/* The primary ------------------------------------------------------------------------- */

static uint8_t heard_rcode;
static unsigned heard_count;

static void
hear(void *owner, struct world *w, const struct world_message *m)
{
	(void)owner;
	(void)w;
	heard_rcode = m->octets[3] & 15;
	heard_count++;
}

static unsigned
update(struct world *w, uint16_t prerequisite_class, uint16_t type,
       const char *name_text, uint8_t last)
{
	uint8_t octets[512], rdata[4] = { 10, 0, 0, last };
	struct dns_name zone, name;
	struct dns_writer m;

	dns_name_from_text(&zone, "example.net");
	dns_name_from_text(&name, name_text);
	dns_begin(&m, octets, sizeof(octets), 1,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&m, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	if (prerequisite_class)
		dns_add_record(&m, DNS_PREREQUISITE, &name, type,
			       prerequisite_class, 0, rdata,
			       prerequisite_class == DNS_CLASS_IN ? 4 : 0);
	dns_add_record(&m, DNS_UPDATE, &name, DNS_TYPE_A, DNS_CLASS_IN, 30,
		       rdata, 4);
	heard_count = 0;
	world_send(w, NULL, ip4_port(9, 9, 9, 9, 99),
		   ip4_port(192, 0, 2, 53, 53), octets,
		   (size_t)dns_end(&m), 100);
	world_run_for(w, 100);
	ck_assert_uint_eq(heard_count, 1);
	return heard_rcode;
}

/* RFC 2136, 2.4 and 3.2. */
START_TEST(the_primary_heeds_prerequisites)
{
	struct world *w = world_begin("primary", 1);
	struct dns_name zone;
	struct primary *p;
	uint32_t serial;

	dns_name_from_text(&zone, "example.net");
	p = primary_begin(w, &zone, ip4_port(192, 0, 2, 53, 53), 100);
	world_add_script(w, ip4(9, 9, 9, 9), NULL, hear, NULL);
	serial = primary_serial(p);
	ck_assert_uint_eq(update(w, DNS_CLASS_ANY, DNS_TYPE_A, "a.example.net",
				 1), DNS_RCODE_NXRRSET);
	ck_assert_uint_eq(update(w, DNS_CLASS_ANY, DNS_TYPE_ANY,
				 "a.example.net", 1), DNS_RCODE_NXDOMAIN);
	ck_assert_uint_eq(primary_serial(p), serial);
	ck_assert_uint_eq(update(w, DNS_CLASS_NONE, DNS_TYPE_ANY,
				 "a.example.net", 1), DNS_RCODE_NOERROR);
	ck_assert_uint_eq(primary_serial(p), serial + 1);
	ck_assert_uint_eq(update(w, DNS_CLASS_NONE, DNS_TYPE_ANY,
				 "A.Example.net", 2), DNS_RCODE_YXDOMAIN);
	ck_assert_uint_eq(update(w, DNS_CLASS_NONE, DNS_TYPE_A,
				 "a.example.net", 2), DNS_RCODE_YXRRSET);
	ck_assert_uint_eq(update(w, DNS_CLASS_IN, DNS_TYPE_A, "a.example.net",
				 2), DNS_RCODE_NXRRSET);
	ck_assert_uint_eq(update(w, DNS_CLASS_IN, DNS_TYPE_A, "a.example.net",
				 1), DNS_RCODE_NOERROR);
	/* the same again is no change */
	ck_assert_uint_eq(primary_serial(p), serial + 1);
	ck_assert_uint_eq(update(w, 0, 0, "a.example.org", 1),
			  DNS_RCODE_NOTZONE);
	world_end(w);
	primary_end(p);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("simulate");
	TCase *c = tcase_create("simulate");
	SRunner *r = srunner_create(suite);
	int failed;

	tcase_set_timeout(c, 120);
	tcase_add_test(c, a_seed_gives_one_run_and_another_one_another);
	tcase_add_test(c, all_hosts_of_a_plain_world_find_each_other);
	tcase_add_test(c, hosts_of_two_domains_do_not_meet);
	tcase_add_test(c, a_host_that_dies_between_two_effects_comes_back);
	tcase_add_loop_test(c, a_rendezvous_comes_back_with_its_state_or_without,
			    0, 4);
	tcase_add_test(c, what_happens_to_a_host_ends_its_tunnels_until_it_is_over);
	tcase_add_loop_test(c, nats_map_and_filter_as_their_kind_says, 0, 9);
	tcase_add_test(c, a_link_loses_its_share_and_the_same_whatever_else_it_does);
	tcase_add_test(c, a_clock_is_never_asked_before_its_time);
	tcase_add_test(c, what_a_fault_did_is_over_with_it);
	tcase_add_test(c, the_primary_heeds_prerequisites);
	suite_add_tcase(suite, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
