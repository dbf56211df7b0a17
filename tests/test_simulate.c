/* SPDX-License-Identifier: Apache-2.0 */
/* test_simulate.c - plans of faults, how they are drawn, written and read. What
 * the simulator itself finds is tests/lab/simulate.sh's. */
#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/simulate/invariant.h"
#include "lab/simulate/invariant_waits.h"
#include "lab/simulate/mix.h"
#include "lab/simulate/swarm.h"
#include "lab/charts.h"
#include "lab/requirement.h"

enum { DAY_MS = 86400000 };

static char error[FAULT_ERROR_MAX];

static struct fault_plan
drawn(const char *mix, uint64_t seed)
{
	struct fault_plan p = { .seed = seed, .hosts = 8, .domain = 8,
		.span_ms = 30ull * DAY_MS };
	struct mix m;

	ck_assert_int_eq(mix_parse(mix, &m, error), 0);
	ck_assert_int_eq(mix_draw(&m, 3600000, &p), 0);
	return p;
}

static char *
text_of(const struct fault_plan *p)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	fault_plan_write(p, f);
	fclose(f);
	return text;
}

static int
load_text(const char *text, struct fault_plan *p)
{
	char path[] = "/tmp/test_simulate.XXXXXX";
	int fd = mkstemp(path), r;

	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	close(fd);
	r = fault_plan_load(path, p, error);
	unlink(path);
	return r;
}

START_TEST(a_seed_draws_the_same_plan_each_time)
{
	const char *mixes[] = { "all", "swarm", "loss,roam" };
	struct fault_plan a = drawn(mixes[_i], 7), b = drawn(mixes[_i], 7);
	struct fault_plan c = drawn(mixes[_i], 8);
	char *at = text_of(&a), *bt = text_of(&b), *ct = text_of(&c);

	ck_assert_uint_gt(a.count, 20);
	ck_assert_str_eq(at, bt);
	ck_assert_str_ne(at, ct);
	free(at);
	free(bt);
	free(ct);
	fault_plan_free(&a);
	fault_plan_free(&b);
	fault_plan_free(&c);
}
END_TEST

START_TEST(a_plan_reads_back_as_it_was_written)
{
	struct fault_plan a = drawn("all", 3), b;
	char *at = text_of(&a), *bt;

	ck_assert_msg(load_text(at, &b) == 0, "%s", error);
	bt = text_of(&b);
	ck_assert_str_eq(at, bt);
	free(at);
	free(bt);
	fault_plan_free(&a);
	fault_plan_free(&b);
}
END_TEST

START_TEST(every_kind_of_fault_is_drawn_within_its_bounds)
{
	struct fault_plan p = drawn("all", 5);
	unsigned seen[FAULT_KIND_COUNT] = { 0 };
	uint32_t i;

	for (i = 0; i < p.count; i++) {
		const struct fault *f = &p.list[i];
		const struct fault_about *about = &fault_about[f->kind];

		seen[f->kind]++;
		ck_assert_uint_ge(f->value, about->value_least);
		ck_assert_uint_le(f->value, about->value_most);
		ck_assert_uint_lt(f->whom, 8);
		ck_assert(about->lasts || !f->for_ms);
		ck_assert_uint_lt(f->at_ms, p.span_ms);
		ck_assert(i == 0 || p.list[i - 1].at_ms <= f->at_ms);
	}
	for (i = 0; i < FAULT_KIND_COUNT; i++)
		ck_assert_msg(seen[i] > 0, "%s", fault_about[i].name);
	fault_plan_free(&p);
}
END_TEST

START_TEST(a_list_of_names_draws_these_alone)
{
	struct fault_plan p = drawn("loss,nat-reboot", 5), none = drawn("none", 5);
	uint32_t i;

	for (i = 0; i < p.count; i++)
		ck_assert(p.list[i].kind == FAULT_LOSS ||
			  p.list[i].kind == FAULT_NAT_REBOOT);
	ck_assert_uint_eq(none.count, 0);
	fault_plan_free(&p);
}
END_TEST

/* Without calms nothing that heals by itself would ever be looked at. */
START_TEST(between_bursts_there_is_calm)
{
	struct fault_plan p = drawn("all", 9);
	uint64_t end_ms = 0, calm_ms = 0;
	unsigned long_ones = 0;
	uint32_t i;

	for (i = 0; i < p.count; i++) {
		if (p.list[i].at_ms > end_ms) {
			calm_ms = p.list[i].at_ms - end_ms;
			long_ones += calm_ms > 3600000;
		}
		if (p.list[i].at_ms + p.list[i].for_ms > end_ms)
			end_ms = p.list[i].at_ms + p.list[i].for_ms;
	}
	ck_assert_uint_gt(long_ones, 50);
	fault_plan_free(&p);
}
END_TEST

START_TEST(an_unknown_fault_is_refused_by_name)
{
	struct mix m;

	ck_assert_int_eq(mix_parse("loss,flood", &m, error), -EINVAL);
	ck_assert_ptr_nonnull(strstr(error, "\"flood\""));
	ck_assert_int_eq(mix_parse("", &m, error), -EINVAL);
}
END_TEST

#define HEAD "seed 1\nhosts 2\ndomain 2\nfor 1000\nplain 0\n"

START_TEST(a_bad_plan_is_refused_with_its_line)
{
	static const char *const bad[] = {
		HEAD "fault 1 flood host 0 for 1 value 1\n",
		HEAD "fault 1 loss nat 0 for 1 value 10\n",
		HEAD "fault 1 loss host 2 for 1 value 10\n",
		HEAD "fault 1 loss host 0 for 1 value 1000\n",
		HEAD "fault 1 roam host 0 for 1 value 1\n",
		HEAD "fault 1 loss host 0 for 1 value 10 more\n",
		"seed 1\nhosts 2\ndomain 2\nfor 1000\nplain 0x\n",
		"seed 1\nhosts 0\ndomain 2\nfor 1000\nplain 0\n",
		"fault 1 loss host 0 for 1 value 10\n",
		"seed 1\n",
	};
	struct fault_plan p;
	char line[20];

	ck_assert_int_eq(load_text(bad[_i], &p), -EINVAL);
	ck_assert_uint_eq(p.count, 0);
	snprintf(line, sizeof(line), ":%u: ", _i < 6 ? 6 : _i == 6 ? 5 :
		 _i == 7 ? 2 : 1);
	ck_assert_msg(strstr(error, line) != NULL, "%s", error);
}
END_TEST

START_TEST(seeds_are_one_or_a_range)
{
	uint64_t a, b;

	ck_assert(swarm_parse_seeds("7", &a, &b));
	ck_assert(a == 7 && b == 7);
	ck_assert(swarm_parse_seeds("7..90", &a, &b));
	ck_assert(a == 7 && b == 90);
	ck_assert(!swarm_parse_seeds("90..7", &a, &b));
	ck_assert(!swarm_parse_seeds("7..", &a, &b));
	ck_assert(!swarm_parse_seeds("x", &a, &b));
}
END_TEST

START_TEST(what_an_invariant_cites_exists)
{
	char word[CITE_MAX];
	const char *at;
	unsigned i, n;

	for (i = 0; i < INVARIANT_COUNT; i++) {
		ck_assert_ptr_nonnull(invariant_about[i].name);
		at = invariant_about[i].ids;
		for (n = 0; cite_next(&at, word); n++)
			ck_assert_msg(requirement_find(word) >= 0 ||
				      decision_find(word), "%s", word);
		ck_assert_uint_gt(n, 0);
	}
}
END_TEST

START_TEST(waits_come_from_the_charts)
{
	const struct chart *c = chart_find("natpmp_request");

	ck_assert_uint_eq(waits_sum_ms(c, "retry"), 127750);
	ck_assert_uint_eq(waits_longest_ms(c, "retry"), 64000);
	ck_assert_uint_gt(waits_settled_ms(), waits_told_ms());
	ck_assert_uint_gt(waits_told_ms(), waits_deleted_ms());
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("simulate");
	TCase *c = tcase_create("simulate");
	SRunner *r;
	int failed;

	tcase_add_loop_test(c, a_seed_draws_the_same_plan_each_time, 0, 3);
	tcase_add_test(c, a_plan_reads_back_as_it_was_written);
	tcase_add_test(c, every_kind_of_fault_is_drawn_within_its_bounds);
	tcase_add_test(c, a_list_of_names_draws_these_alone);
	tcase_add_test(c, between_bursts_there_is_calm);
	tcase_add_test(c, an_unknown_fault_is_refused_by_name);
	tcase_add_loop_test(c, a_bad_plan_is_refused_with_its_line, 0, 10);
	tcase_add_test(c, seeds_are_one_or_a_range);
	tcase_add_test(c, what_an_invariant_cites_exists);
	tcase_add_test(c, waits_come_from_the_charts);
	suite_add_tcase(s, c);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? 1 : 0;
}
