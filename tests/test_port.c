/* SPDX-License-Identifier: Apache-2.0 */
/* test_port.c - a local port follows its mapping until both numbers are equal,
 * and never fights for a number that another program has (P8). */
#include "autotunnel/port.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct port p;
static struct deadline heap[1];
static struct deadlines deadlines;
static struct reports reports;
static struct effects effects;
static struct input in;
static struct turn turn;
static uint64_t now_ms;
static unsigned wants, readies;

static void
begin(void)
{
	static const uint8_t seed[16] = { 1 };

	effects_clear(&effects);
	memset(&turn, 0, sizeof(turn));
	turn.now_ms = now_ms;
	turn.input = &in;
	turn.out = &effects;
	turn.deadlines = &deadlines;
	turn.reports = &reports;
	random_seed(&turn.random, seed);
}

static void
end(void)
{
	struct report r;

	while (reports_take(&reports, &r)) {
		wants += r.what == PORT_REPORT_WANT;
		readies += r.what == PORT_REPORT_READY;
	}
}

/* The number that was asked of the system, once; -1: nothing was. */
static int
asked(void)
{
	if (effects.count == 0)
		return -1;
	ck_assert_uint_eq(effects.count, 1);
	ck_assert_int_eq(effects.list[0].kind, EFFECT_BIND);
	return effects.list[0].port;
}

static int
bound(uint16_t port, int error)
{
	in = (struct input){ .kind = INPUT_BOUND, .port = port,
			     .error = error };
	begin();
	port_bound(&p, &in, &turn);
	end();
	return asked();
}

static int
mapped(uint16_t internal, uint16_t external)
{
	begin();
	port_mapping(&p, internal, external, &turn);
	end();
	return asked();
}

static int
wait(uint64_t ms)
{
	begin();
	turn.now_ms = now_ms += ms;
	while (deadlines_first_ms(&deadlines) <= now_ms)
		machine_fire(deadlines_first(&deadlines), &turn);
	end();
	return asked();
}

static void
start(void)
{
	now_ms = 1000000;
	wants = readies = 0;
	memset(&reports, 0, sizeof(reports));
	deadlines_init(&deadlines, heap, 1);
	port_init(&p, "tunnel", CHANNEL_TUNNEL, 4500, false);
	begin();
	port_step(&p, PORT_EV_WANTED, &turn);
	end();
	ck_assert_int_eq(asked(), 4500);
}

START_TEST(a_port_mapped_to_its_own_number_stays)
{
	start();
	ck_assert_int_eq(bound(4500, 0), -1);
	ck_assert_uint_eq(wants, 1);
	ck_assert_int_eq(mapped(4500, 4500), -1);
	ck_assert(port_ready(&p));
	ck_assert(port_mapped(&p));
} END_TEST

START_TEST(a_port_mapped_to_another_number_moves_there)
{
	start();
	bound(4500, 0);
	ck_assert_int_eq(mapped(4500, 4501), 4501);
	ck_assert(!port_ready(&p));
	ck_assert_int_eq(bound(4501, 0), -1);
	ck_assert_uint_eq(wants, 2);
	/* what is still said of the former number is old news */
	ck_assert_int_eq(mapped(4500, 4502), -1);
	ck_assert_int_eq(mapped(4501, 4501), -1);
	ck_assert(port_ready(&p));
	ck_assert_uint_eq(readies, 1);
} END_TEST

START_TEST(after_three_numbers_of_the_gateways_choice_it_goes_far_away)
{
	start();
	bound(4500, 0);
	ck_assert_int_eq(mapped(4500, 4501), 4501);
	bound(4501, 0);
	ck_assert_int_eq(mapped(4501, 4502), 4502);
	bound(4502, 0);
	ck_assert_int_eq(mapped(4502, 4503), 0);
	bound(40123, 0);
	ck_assert_int_eq(mapped(40123, 40123), -1);
	ck_assert(port_ready(&p));
	ck_assert_uint_eq(readies, 1);
} END_TEST

START_TEST(a_gateway_that_never_gives_the_same_number_has_its_will)
{
	unsigned i;

	start();
	bound(4500, 0);
	for (i = 1; i < 4; i++) {
		mapped((uint16_t)(4499 + i), (uint16_t)(4500 + i));
		bound((uint16_t)(4500 + i), 0);
	}
	ck_assert_int_eq(mapped(p.local, 5000), -1);
	ck_assert(port_ready(&p));
	ck_assert_uint_eq(p.external, 5000);
} END_TEST

START_TEST(a_number_that_another_program_has_is_left_to_it_at_once)
{
	start();
	ck_assert_int_eq(bound(0, -EADDRINUSE), 0);
	ck_assert_int_eq(bound(41000, 0), -1);
	ck_assert_uint_eq(wants, 1);
	/* the same when the gateway leads us to such a number */
	ck_assert_int_eq(mapped(41000, 41001), 41001);
	ck_assert_int_eq(bound(0, -EADDRINUSE), 0);
	bound(42000, 0);
	ck_assert_int_eq(mapped(42000, 42000), -1);
	ck_assert(port_ready(&p));
} END_TEST

START_TEST(without_any_socket_it_is_asked_for_again_later)
{
	start();
	ck_assert_int_eq(bound(0, -EMFILE), 0);
	ck_assert_int_eq(bound(0, -EMFILE), -1);
	ck_assert_int_eq(wait(999), -1);
	ck_assert_int_eq(wait(1), 0);
	ck_assert_int_eq(bound(0, -EMFILE), -1);
	ck_assert_int_eq(wait(1999), -1);
	ck_assert_int_eq(wait(1), 0);
} END_TEST

#define ADD(t) tcase_add_test(c, t)

int
main(void)
{
	Suite *suite = suite_create("port");
	TCase *c = tcase_create("port");
	SRunner *sr;
	int failed;

	ADD(a_port_mapped_to_its_own_number_stays);
	ADD(a_port_mapped_to_another_number_moves_there);
	ADD(after_three_numbers_of_the_gateways_choice_it_goes_far_away);
	ADD(a_gateway_that_never_gives_the_same_number_has_its_will);
	ADD(a_number_that_another_program_has_is_left_to_it_at_once);
	ADD(without_any_socket_it_is_asked_for_again_later);
	suite_add_tcase(suite, c);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
