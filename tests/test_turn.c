/* SPDX-License-Identifier: Apache-2.0 */
/* test_turn.c - random octets against RFC 8439 and OpenSSL, the reports' FIFO,
 * the room for effects, endpoints, and what the owner is told. */
#include "autotunnel/turn.h"

#include <check.h>
#include <openssl/evp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static struct effects effects;
static struct reports reports;

static struct turn
begin(void)
{
	memset(&reports, 0, sizeof(reports));
	effects_clear(&effects);
	return (struct turn){ .out = &effects, .reports = &reports };
}

/* Random -------------------------------------------------------------------- */

/* covers: P21 */
START_TEST(a_zero_seed_gives_the_octets_of_rfc_8439)
{
	/* RFC 8439, A.1, test vectors 1 and 2: blocks 0 and 1 */
	static const uint8_t want[128] = {
		0x76, 0xb8, 0xe0, 0xad, 0xa0, 0xf1, 0x3d, 0x90,
		0x40, 0x5d, 0x6a, 0xe5, 0x53, 0x86, 0xbd, 0x28,
		0xbd, 0xd2, 0x19, 0xb8, 0xa0, 0x8d, 0xed, 0x1a,
		0xa8, 0x36, 0xef, 0xcc, 0x8b, 0x77, 0x0d, 0xc7,
		0xda, 0x41, 0x59, 0x7c, 0x51, 0x57, 0x48, 0x8d,
		0x77, 0x24, 0xe0, 0x3f, 0xb8, 0xd8, 0x4a, 0x37,
		0x6a, 0x43, 0xb8, 0xf4, 0x15, 0x18, 0xa1, 0x1c,
		0xc3, 0x87, 0xb6, 0x69, 0xb2, 0xee, 0x65, 0x86,
		0x9f, 0x07, 0xe7, 0xbe, 0x55, 0x51, 0x38, 0x7a,
		0x98, 0xba, 0x97, 0x7c, 0x73, 0x2d, 0x08, 0x0d,
		0xcb, 0x0f, 0x29, 0xa0, 0x48, 0xe3, 0x65, 0x69,
		0x12, 0xc6, 0x53, 0x3e, 0x32, 0xee, 0x7a, 0xed,
		0x29, 0xb7, 0x21, 0x76, 0x9c, 0xe6, 0x4e, 0x43,
		0xd5, 0x71, 0x33, 0xb0, 0x74, 0xd8, 0x39, 0xd5,
		0x31, 0xed, 0x1f, 0x28, 0x51, 0x0a, 0xfb, 0x45,
		0xac, 0xe1, 0x0a, 0x1f, 0x4b, 0x79, 0x4d, 0x6f,
	};
	static const uint8_t seed[16];
	uint8_t got[sizeof(want)];
	struct random r;

	random_seed(&r, seed);
	/* in pieces that do not fit the blocks */
	random_octets(&r, got, 1);
	random_octets(&r, got + 1, 62);
	random_octets(&r, got + 63, 65);
	ck_assert_mem_eq(got, want, sizeof(want));
}
END_TEST

START_TEST(any_seed_gives_the_octets_of_openssl)
{
	uint8_t key[32] = { 0 }, counter_and_nonce[16] = { 0 };
	uint8_t zeros[1000] = { 0 }, want[1000], got[1000];
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	struct random r;
	int i, n;

	for (i = 0; i < 16; i++)
		key[i] = (uint8_t)(_i * 37 + i * 11 + 1);
	ck_assert_int_eq(EVP_EncryptInit_ex(c, EVP_chacha20(), NULL, key,
					    counter_and_nonce), 1);
	ck_assert_int_eq(EVP_EncryptUpdate(c, want, &n, zeros, sizeof(zeros)),
			 1);
	EVP_CIPHER_CTX_free(c);
	random_seed(&r, key);
	random_octets(&r, got, sizeof(got));
	ck_assert_mem_eq(got, want, sizeof(want));
}
END_TEST

START_TEST(numbers_are_read_in_the_same_order_everywhere)
{
	static const uint8_t seed[16];
	struct random r;

	random_seed(&r, seed);
	ck_assert_uint_eq(random_u32(&r), 0xade0b876);
	ck_assert_uint_eq(random_u64(&r), 0xe56a5d40903df1a0);
}
END_TEST

START_TEST(a_number_between_two_stays_between_and_reaches_both)
{
	static const uint8_t seed[16] = { 1 };
	unsigned seen[6] = { 0 };
	struct random r;
	uint64_t n;
	int i;

	random_seed(&r, seed);
	for (i = 0; i < 6000; i++) {
		n = random_between(&r, 10, 15);
		ck_assert_uint_ge(n, 10);
		ck_assert_uint_le(n, 15);
		seen[n - 10]++;
	}
	/* a fair die's face falls 1000 times, give or take five sigma */
	for (i = 0; i < 6; i++) {
		ck_assert_uint_gt(seen[i], 855);
		ck_assert_uint_lt(seen[i], 1145);
	}
	ck_assert_uint_eq(random_between(&r, 7, 7), 7);
	/* all of 64 bits: no division by zero */
	ck_assert_uint_ne(random_between(&r, 0, UINT64_MAX),
			  random_between(&r, 0, UINT64_MAX));
}
END_TEST

START_TEST(a_span_backwards_is_our_bug)
{
	static const uint8_t seed[16];
	struct random r;

	random_seed(&r, seed);
	random_between(&r, 2, 1);
}
END_TEST

/* Reports ------------------------------------------------------------------- */

START_TEST(reports_leave_in_the_order_they_came)
{
	struct turn t = begin();
	struct machine m;
	struct report out;
	unsigned i, in = 0, taken = 0;

	ck_assert(!reports_take(&reports, &out));
	/* more than once around the ring, with some always waiting */
	for (i = 0; i < 3 * REPORTS_MAX; i++) {
		turn_report(&t, &m, in % 7, in);
		in++;
		if (in - taken < REPORTS_MAX)
			continue;
		ck_assert(reports_take(&reports, &out));
		ck_assert_ptr_eq(out.from, &m);
		ck_assert_uint_eq(out.what, taken % 7);
		ck_assert_uint_eq(out.value, taken);
		taken++;
	}
	while (reports_take(&reports, &out))
		ck_assert_uint_eq(out.value, taken++);
	ck_assert_uint_eq(taken, in);
}
END_TEST

START_TEST(a_report_too_many_is_our_bug)
{
	struct turn t = begin();
	unsigned i;

	for (i = 0; i < REPORTS_MAX + 1; i++)
		turn_report(&t, NULL, 0, 0);
}
END_TEST

START_TEST(the_reports_limit_itself_is_no_bug)
{
	struct turn t = begin();
	unsigned i;

	for (i = 0; i < REPORTS_MAX; i++)
		turn_report(&t, NULL, 0, 0);
	ck_assert_uint_eq(reports.count, REPORTS_MAX);
}
END_TEST

/* Effects ------------------------------------------------------------------- */

START_TEST(an_effect_is_fresh_and_its_octets_are_its_own)
{
	struct turn t = begin();
	struct effect *a, *b;

	memset(&effects.list, 0xff, sizeof(effects.list));
	a = turn_effect(&t, EFFECT_SEND);
	memset(turn_octets(&t, a, 5), 'a', 5);
	b = turn_effect(&t, EFFECT_LOOKUP);
	memset(turn_octets(&t, b, 3), 'b', 3);
	ck_assert_int_eq(a->kind, EFFECT_SEND);
	ck_assert_uint_eq(a->key, KEY_NONE);
	ck_assert_uint_eq(a->origin, 0);
	ck_assert_uint_eq(a->to.family, 0);
	ck_assert(!a->take);
	ck_assert_uint_eq(a->length, 5);
	ck_assert_uint_eq(b->length, 3);
	ck_assert_uint_ge(b->offset, a->offset + a->length);
	ck_assert_mem_eq(effects.octets + a->offset, "aaaaa", 5);
	ck_assert_mem_eq(effects.octets + b->offset, "bbb", 3);
	effects_clear(&effects);
	ck_assert_uint_eq(effects.count, 0);
	ck_assert_uint_eq(turn_effect(&t, EFFECT_SAVE)->offset, 0);
}
END_TEST

/* What a step may take at most: a row's actions, each one effect. */
START_TEST(where_there_is_room_a_whole_step_fits)
{
	struct turn t = begin();
	unsigned steps = 0, i;

	while (effects_have_room(&effects)) {
		for (i = 0; i < CHART_ACTIONS_MAX; i++)
			turn_octets(&t, turn_effect(&t, EFFECT_SEND), 10);
		steps++;
	}
	ck_assert_uint_eq(steps, EFFECTS_MAX / CHART_ACTIONS_MAX);
	effects_clear(&effects);
	while (effects_have_room(&effects))
		turn_octets(&t, turn_effect(&t, EFFECT_SEND),
			    EFFECT_ROOM_OCTETS);
	ck_assert_uint_eq(effects.count, 1);
}
END_TEST

START_TEST(each_limit_alone_ends_the_room)
{
	effects_clear(&effects);
	ck_assert(effects_have_room(&effects));
	effects.row_count = EFFECT_ROWS_MAX - EFFECT_ROOM_ROWS + 1;
	ck_assert(!effects_have_room(&effects));
	effects.row_count--;
	ck_assert(effects_have_room(&effects));
	effects.names_used = EFFECT_NAMES_MAX -
		EFFECT_ROOM_ROWS * EFFECT_NAME_MAX + 1;
	ck_assert(!effects_have_room(&effects));
	effects.names_used--;
	ck_assert(effects_have_room(&effects));
	effects.octets_used = EFFECT_OCTETS_MAX - EFFECT_ROOM_OCTETS + 1;
	ck_assert(!effects_have_room(&effects));
	effects.octets_used--;
	ck_assert(effects_have_room(&effects));
	effects.count = EFFECTS_MAX - EFFECT_ROOM_EFFECTS + 1;
	ck_assert(!effects_have_room(&effects));
}
END_TEST

START_TEST(an_effect_too_many_is_our_bug)
{
	struct turn t = begin();
	unsigned i;

	for (i = 0; i < EFFECTS_MAX + 1; i++)
		turn_effect(&t, EFFECT_SAVE);
}
END_TEST

START_TEST(octets_too_many_are_our_bug)
{
	struct turn t = begin();
	struct effect *e = turn_effect(&t, EFFECT_SEND);

	turn_octets(&t, e, EFFECT_OCTETS_MAX);
	turn_octets(&t, e, 1);
}
END_TEST

/* Endpoints and words ---------------------------------------------------------- */

START_TEST(endpoints_compare_by_what_their_family_has)
{
	struct endpoint a = { .family = 4, .address = { 192, 0, 2, 1 },
			      .port = 53 };
	struct endpoint b = a;

	b.address[15] = 9;	/* beyond IPv4's four */
	ck_assert(endpoint_equal(&a, &b));
	b.port = 54;
	ck_assert(!endpoint_equal(&a, &b));
	ck_assert(endpoint_same_address(&a, &b));
	b.address[3] = 2;
	ck_assert(!endpoint_same_address(&a, &b));
	a.family = b.family = 6;
	b.address[3] = 1;
	ck_assert(!endpoint_same_address(&a, &b));
	b.address[15] = 0;
	ck_assert(endpoint_same_address(&a, &b));
	b.family = 4;
	ck_assert(!endpoint_same_address(&a, &b));
	a.family = b.family = 0;
	b.address[0] = 1;
	ck_assert(endpoint_same_address(&a, &b));
}
END_TEST

static const char *
told(void)
{
	static char text[EFFECT_OCTETS_MAX + 1];
	const struct effect *e = &effects.list[effects.count - 1];

	ck_assert_int_eq(e->kind, EFFECT_TELL);
	memcpy(text, effects.octets + e->offset, e->length);
	text[e->length] = '\0';
	return text;
}

START_TEST(the_owner_is_told_in_plain_words)
{
	struct turn t = begin();

	turn_tell(&t, TELL_WARNING, "%s: %u of %u, %d%%, 0x%x", "port", 0u,
		  4294967295u, -7, 0xabcu);
	ck_assert_str_eq(told(), "port: 0 of 4294967295, -7%, 0xabc");
	ck_assert_int_eq(effects.list[0].level, TELL_WARNING);
	turn_tell(&t, TELL_INFO, "%d and %x", -2147483647 - 1, 5u);
	ck_assert_str_eq(told(), "-2147483648 and 05");
	turn_tell(&t, TELL_INFO, "%.3s and %.200s: up", "abcdef", "gh");
	ck_assert_str_eq(told(), "abc and gh: up");
}
END_TEST

START_TEST(what_is_too_long_to_tell_is_cut)
{
	struct turn t = begin();
	char text[1000];

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	turn_tell(&t, TELL_INFO, "%s", text);
	ck_assert_uint_gt(effects.list[0].length, 100);
	ck_assert_uint_lt(effects.list[0].length, sizeof(text) - 1);
	ck_assert_uint_eq(strspn(told(), "x"), effects.list[0].length);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("turn");
	TCase *c = tcase_create("turn");
	SRunner *sr;
	int failed;

	tcase_add_test(c, a_zero_seed_gives_the_octets_of_rfc_8439);
	tcase_add_loop_test(c, any_seed_gives_the_octets_of_openssl, 0, 8);
	tcase_add_test(c, numbers_are_read_in_the_same_order_everywhere);
	tcase_add_test(c, a_number_between_two_stays_between_and_reaches_both);
	tcase_add_test_raise_signal(c, a_span_backwards_is_our_bug, SIGABRT);
	tcase_add_test(c, reports_leave_in_the_order_they_came);
	tcase_add_test_raise_signal(c, a_report_too_many_is_our_bug, SIGABRT);
	tcase_add_test(c, the_reports_limit_itself_is_no_bug);
	tcase_add_test(c, an_effect_is_fresh_and_its_octets_are_its_own);
	tcase_add_test(c, where_there_is_room_a_whole_step_fits);
	tcase_add_test(c, each_limit_alone_ends_the_room);
	tcase_add_test_raise_signal(c, an_effect_too_many_is_our_bug, SIGABRT);
	tcase_add_test_raise_signal(c, octets_too_many_are_our_bug, SIGABRT);
	tcase_add_test(c, endpoints_compare_by_what_their_family_has);
	tcase_add_test(c, the_owner_is_told_in_plain_words);
	tcase_add_test(c, what_is_too_long_to_tell_is_cut);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
