/* SPDX-License-Identifier: Apache-2.0 */
/* test_entries.c - what the judges remember, bounded. */
#include "lab/judge/entries.h"

#include <check.h>
#include <stdlib.h>

enum { LIMIT = 1000 };

static struct entries *t;
static unsigned forgotten;

static void
forget(void *owner, void *entry)
{
	(void)owner;
	(void)entry;
	forgotten++;
}

static void
setup(void)
{
	forgotten = 0;
	ck_assert_int_eq(entries_open(sizeof(uint64_t), LIMIT, forget, NULL,
				      &t), 0);
}

static void
teardown(void)
{
	entries_close(t);
}

static void
add(uint64_t key)
{
	*(uint64_t *)entries_add(t, key) = key;
}

START_TEST(an_entry_is_found_by_its_key)
{
	uint64_t key;

	for (key = 0; key < LIMIT; key++)
		add(key << 32);
	for (key = 0; key < LIMIT; key++)
		ck_assert_uint_eq(*(uint64_t *)entries_find(t, key << 32),
				  key << 32);
	ck_assert_ptr_null(entries_find(t, 7));
	ck_assert_uint_eq(entries_count(t), LIMIT);
} END_TEST

START_TEST(a_handle_finds_nothing_once_its_entry_is_gone)
{
	uint64_t handle;

	add(1);
	handle = entries_handle(t, entries_find(t, 1));
	ck_assert_ptr_nonnull(entries_at(t, handle));
	entries_remove(t, entries_find(t, 1));
	add(2);
	ck_assert_ptr_null(entries_at(t, handle));
	ck_assert_ptr_null(entries_at(t, 0));
} END_TEST

START_TEST(the_newest_stay_when_there_is_no_room)
{
	uint64_t key;

	for (key = 0; key < 10 * LIMIT; key++) {
		add(key);
		ck_assert_ptr_nonnull(entries_find(t, key));
		if (key >= 10)
			ck_assert_ptr_nonnull(entries_find(t, key - 10));
	}
	ck_assert_uint_eq(entries_count(t), LIMIT);
	ck_assert_uint_eq(forgotten, 9 * LIMIT);
} END_TEST

START_TEST(all_entries_are_visited_once)
{
	uint64_t sum = 0, key;
	void *e;

	for (key = 1; key <= 100; key++)
		add(key);
	entries_remove(t, entries_find(t, 50));
	for (e = NULL; (e = entries_next(t, e)) != NULL;)
		sum += *(uint64_t *)e;
	ck_assert_uint_eq(sum, 5050 - 50);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("entries");
	TCase *c = tcase_create("entries");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, an_entry_is_found_by_its_key);
	tcase_add_test(c, a_handle_finds_nothing_once_its_entry_is_gone);
	tcase_add_test(c, the_newest_stay_when_there_is_no_room);
	tcase_add_test(c, all_entries_are_visited_once);
	suite_add_tcase(s, c);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
