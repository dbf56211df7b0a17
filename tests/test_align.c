/* SPDX-License-Identifier: Apache-2.0 */
/* test_align.c - what two sequences have in common is the most that they can,
 * is the same in both, and is found in bounded time. */
#include "lab/align.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { SHORT_MAX = 40, LONG = 50000 };

static uint32_t state = 1;

static uint32_t
some(uint32_t below)
{
	state = state * 1664525u + 1013904223u;
	return (state >> 8) % below;
}

/* By the book: a table of all pairs of prefixes. */
static unsigned
longest_common(const uint32_t *a, unsigned n, const uint32_t *b, unsigned m)
{
	static unsigned table[SHORT_MAX + 1][SHORT_MAX + 1];
	unsigned i, j;

	for (i = 1; i <= n; i++)
		for (j = 1; j <= m; j++) {
			table[i][j] = table[i - 1][j] > table[i][j - 1] ?
				table[i - 1][j] : table[i][j - 1];
			if (a[i - 1] == b[j - 1] &&
			    table[i - 1][j - 1] + 1 > table[i][j])
				table[i][j] = table[i - 1][j - 1] + 1;
		}
	return table[n][m];
}

/* Both marks name the same sequence; returns its length. */
static unsigned
check_common(const uint32_t *a, unsigned n, const uint8_t *in_a,
	     const uint32_t *b, unsigned m, const uint8_t *in_b)
{
	unsigned i = 0, j = 0, length = 0;

	for (;;) {
		while (i < n && !in_a[i])
			i++;
		while (j < m && !in_b[j])
			j++;
		if (i == n || j == m)
			break;
		ck_assert_uint_eq(a[i++], b[j++]);
		length++;
	}
	ck_assert(i == n && j == m);
	return length;
}

START_TEST(the_longest_common_sequence_is_found)
{
	uint32_t a[SHORT_MAX], b[SHORT_MAX];
	uint8_t in_a[SHORT_MAX], in_b[SHORT_MAX];
	unsigned round, i, n, m;

	for (round = 0; round < 5000; round++) {
		n = some(SHORT_MAX + 1);
		m = some(SHORT_MAX + 1);
		for (i = 0; i < n; i++)
			a[i] = some(round % 6 + 1);
		for (i = 0; i < m; i++)
			b[i] = some(round % 6 + 1);
		ck_assert_int_eq(align(a, n, b, m, in_a, in_b), 0);
		ck_assert_uint_eq(check_common(a, n, in_a, b, m, in_b),
				  longest_common(a, n, b, m));
	}
}
END_TEST

START_TEST(one_that_is_missing_in_the_middle_costs_one)
{
	static uint32_t a[LONG], b[LONG];
	static uint8_t in_a[LONG], in_b[LONG];
	unsigned i;

	for (i = 0; i < LONG; i++)
		a[i] = some(50);
	memcpy(b, a, LONG / 2 * sizeof(a[0]));
	memcpy(b + LONG / 2, a + LONG / 2 + 1,
	       (LONG - LONG / 2 - 1) * sizeof(a[0]));
	ck_assert_int_eq(align(a, LONG, b, LONG - 1, in_a, in_b), 0);
	ck_assert_uint_eq(check_common(a, LONG, in_a, b, LONG - 1, in_b),
			  LONG - 1);
}
END_TEST

START_TEST(long_sequences_without_anything_in_common_end_too)
{
	static uint32_t a[LONG], b[LONG];
	static uint8_t in_a[LONG], in_b[LONG];
	unsigned i;

	for (i = 0; i < LONG; i++) {
		a[i] = 2 * some(1000);
		b[i] = 2 * some(1000) + 1;
	}
	ck_assert_int_eq(align(a, LONG, b, LONG, in_a, in_b), 0);
	ck_assert_uint_eq(check_common(a, LONG, in_a, b, LONG, in_b), 0);
	/* and where they have something, it is something that both have */
	for (i = 0; i < LONG; i++)
		b[i] = some(1000);
	ck_assert_int_eq(align(a, LONG, b, LONG, in_a, in_b), 0);
	ck_assert_uint_gt(check_common(a, LONG, in_a, b, LONG, in_b), 1000);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("align");
	TCase *c = tcase_create("align");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, the_longest_common_sequence_is_found);
	tcase_add_test(c, one_that_is_missing_in_the_middle_costs_one);
	tcase_add_test(c, long_sequences_without_anything_in_common_end_too);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
