/* SPDX-License-Identifier: Apache-2.0 */
/* test_fsmc.c - what fsmc refuses, and what it writes. */
#include "fsmc/ast.h"
#include "fsmc/known.h"
#include "fsmc/print.h"

#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct known example;

static void
setup(void)
{
	ck_assert_int_eq(known_read_ids(&example, "tests/fsmc/example.req"), 0);
	ck_assert_int_eq(known_read_decisions(&example,
					      "tests/fsmc/decisions"), 0);
}

static void
teardown(void)
{
	known_free(&example);
}

static struct spec *
compile(const char *path, const char *text, size_t size,
	const struct known *known)
{
	struct spec *s = spec_parse(path, text, size);

	if (!s->refusal_count)
		spec_check(s, known);
	return s;
}

static struct out
read_whole(const char *path)
{
	struct out text = { NULL, 0, 0 };

	ck_assert_msg(file_read(path, &text) == 0, "cannot read %s", path);
	return text;
}

/* Refusals ------------------------------------------------------------------------- */

static bool
refuses(const struct spec *s, unsigned line, const char *text)
{
	unsigned i;

	for (i = 0; i < s->refusal_count; i++)
		if (s->refusals[i].line == line &&
		    !strcmp(s->refusals[i].text, text))
			return true;
	return false;
}

/* Each "# expect LINE: TEXT" in a bad spec is a refusal, and nothing else is. */
static void
check_bad(const char *path)
{
	struct out text = read_whole(path);
	struct spec *s = compile(path, text.text, text.length, &example);
	unsigned expected = 0;
	char *line, *save = NULL, *reason;
	unsigned long number;

	for (line = strtok_r(text.text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		if (strncmp(line, "# expect ", 9))
			continue;
		number = strtoul(line + 9, &reason, 10);
		ck_assert_msg(!strncmp(reason, ": ", 2), "%s: %s", path, line);
		ck_assert_msg(refuses(s, (unsigned)number, reason + 2),
			      "%s does not refuse %s", path, line + 9);
		expected++;
	}
	ck_assert_msg(expected > 0, "%s expects nothing", path);
	ck_assert_msg(s->refusal_count == expected,
		      "%s is refused for %u reasons, %u are expected", path,
		      s->refusal_count, expected);
	spec_free(s);
	out_free(&text);
}

START_TEST(each_bad_spec_is_refused_with_its_line_reason_and_mend)
{
	glob_t found;
	size_t i;

	ck_assert_int_eq(glob("tests/fsmc/bad/*.fsm", 0, NULL, &found), 0);
	ck_assert_uint_gt(found.gl_pathc, 50);
	for (i = 0; i < found.gl_pathc; i++)
		check_bad(found.gl_pathv[i]);
	globfree(&found);
} END_TEST

START_TEST(any_octets_are_read_or_refused_and_never_crash)
{
	struct out text = read_whole("tests/fsmc/lamp.fsm");
	uint32_t seed = 1;
	struct spec *s;
	unsigned i, j;
	char *copy = malloc(text.length);

	for (i = 0; i < 2000; i++) {
		memcpy(copy, text.text, text.length);
		for (j = 0; j <= i % 4; j++) {
			seed = seed * 1664525 + 1013904223;
			copy[(seed >> 8) % text.length] =
				"\n \"[],.#>a9%s\t-\0\xff"[seed % 18];
		}
		s = compile("lamp.fsm", copy, text.length, &example);
		for (j = 0; j < s->refusal_count; j++)
			ck_assert_uint_ge(s->refusals[j].line, 1);
		spec_free(s);
	}
	free(copy);
	out_free(&text);
} END_TEST

/* Mutants -------------------------------------------------------------------------- */

/* The text of RULE, with the lines that continue it, becomes blanks. */
static void
blank_rule(struct out *text, unsigned line)
{
	char *p = text->text;

	while (--line)
		p = strchr(p, '\n') + 1;
	do {
		while (*p && *p != '\n')
			*p++ = ' ';
		p += *p == '\n';
	} while (*p == ' ' || *p == '\t');
}

static void
put_row(struct out *text, const struct spec *s, const struct spec_row *row)
{
	const char *from = s->states[row->from].name.text;
	const char *event = s->events[row->event].name.text;

	if (row->rule->ignored)
		out_put(text, "ignore in %s %s local\n", from, event);
	else
		out_put(text, "%s %s -> %s %s local\n", from, event,
			s->states[row->to].name.text, row->rule->actions_text);
}

static struct out
copy_of(const struct out *text)
{
	struct out copy = { NULL, 0, 0 };

	out_put(&copy, "%s", text->text);
	if (text->text[text->length - 1] != '\n')
		out_put(&copy, "\n");
	return copy;
}

static bool
says(const struct spec *s, unsigned line, const char *reason,
     const char *mend)
{
	unsigned i;

	for (i = 0; i < s->refusal_count; i++)
		if (s->refusals[i].line == line &&
		    strstr(s->refusals[i].text, reason) &&
		    strstr(s->refusals[i].text, mend))
			return true;
	return false;
}

/* The spec without this one pair: its rule goes, its other pairs come back. */
static void
check_missing(const struct spec *s, const struct out *text,
	      const struct spec_row *row)
{
	const struct spec_event *event = &s->events[row->event];
	struct out mutant = copy_of(text);
	struct spec *bad;
	char reason[256];
	unsigned i;

	blank_rule(&mutant, row->rule->line);
	for (i = 0; i < s->row_count; i++)
		if (s->rows[i].rule == row->rule && &s->rows[i] != row)
			put_row(&mutant, s, &s->rows[i]);
	bad = compile(s->path, mutant.text, mutant.length, &(struct known){ 0 });
	snprintf(reason, sizeof(reason), event->timer < 0 ?
		 "state '%s' has no row for event '%s'" :
		 "can fire in state '%s', which has no row for '%s'",
		 s->states[row->from].name.text, event->name.text);
	ck_assert_msg(says(bad, s->states[row->from].name.line, reason,
			   "name it in an ignore line"),
		      "%s without %s in %s is not refused as it should be",
		      s->path, event->name.text,
		      s->states[row->from].name.text);
	spec_free(bad);
	out_free(&mutant);
}

static unsigned
lines_in(const struct out *text)
{
	const char *p;
	unsigned n = 0;

	for (p = text->text; *p; p++)
		n += *p == '\n';
	return n;
}

/* The spec with a second row for this pair. */
static void
check_ambiguous(const struct spec *s, const struct out *text,
		const struct spec_row *row)
{
	struct out mutant = copy_of(text);
	struct spec *bad;
	char reason[256];

	out_put(&mutant, "%s %s -> same local\n",
		s->states[row->from].name.text,
		s->events[row->event].name.text);
	bad = compile(s->path, mutant.text, mutant.length, &(struct known){ 0 });
	snprintf(reason, sizeof(reason),
		 "state '%s' has a row for event '%s' already, at line %u",
		 s->states[row->from].name.text,
		 s->events[row->event].name.text, row->line);
	ck_assert_msg(says(bad, lines_in(&mutant), reason, "remove one"),
		      "%s with %s in %s twice is not refused as it should be",
		      s->path, s->events[row->event].name.text,
		      s->states[row->from].name.text);
	spec_free(bad);
	out_free(&mutant);
}

/* The spec without a whole row as it is written. */
static void
check_deleted(const struct spec *s, const struct out *text,
	      const struct spec_rule *rule)
{
	struct out mutant = copy_of(text);
	struct spec *bad;
	unsigned i;

	blank_rule(&mutant, rule->line);
	bad = compile(s->path, mutant.text, mutant.length, &(struct known){ 0 });
	ck_assert_msg(bad->refusal_count > 0, "%s without line %u is taken",
		      s->path, rule->line);
	for (i = 0; i < bad->refusal_count; i++)
		ck_assert_msg(bad->refusals[i].line > 0 &&
			      strchr(bad->refusals[i].text, ':'),
			      "%s: no line or no mend: %s", s->path,
			      bad->refusals[i].text);
	spec_free(bad);
	out_free(&mutant);
}

static void
check_mutants(const char *path)
{
	struct out text = read_whole(path);
	struct spec *s = compile(path, text.text, text.length,
				 &(struct known){ 0 });
	unsigned i;

	ck_assert_msg(s->refusal_count == 0, "%s:%u: %s", path,
		      s->refusals[0].line, s->refusals[0].text);
	for (i = 0; i < s->row_count; i++) {
		check_missing(s, &text, &s->rows[i]);
		check_ambiguous(s, &text, &s->rows[i]);
	}
	for (i = 0; i < s->rule_count; i++)
		check_deleted(s, &text, &s->rules[i]);
	spec_free(s);
	out_free(&text);
}

START_TEST(no_spec_can_lose_a_row_or_have_one_twice)
{
	static const char *const patterns[] = { "tests/fsmc/l*.fsm",
		"specs/*.fsm" };
	glob_t found;
	size_t i;

	for (i = 0; i < 2; i++)
		glob(patterns[i], i ? GLOB_APPEND : 0, NULL, &found);
	ck_assert_uint_ge(found.gl_pathc, 2);
	for (i = 0; i < found.gl_pathc; i++)
		check_mutants(found.gl_pathv[i]);
	globfree(&found);
} END_TEST

/* Goldens -------------------------------------------------------------------------- */

struct golden {
	void (*print)(const struct spec *s, struct out *o);
	const char *folder;
	const char *suffix;
};

static const struct golden goldens[] = {
	{ print_chart_h, "core/", "_chart.h" },
	{ print_chart_c, "core/", "_chart.c" },
	{ print_table_c, "core/", "_table.c" },
	{ print_ragel, "core/", ".rl" },
	{ print_dot, "", ".dot" },
	{ print_md, "", ".md" },
	{ print_promela, "", ".pml" },
	{ print_part, "", "_part.pml" },
};

static void
check_goldens(const char *name)
{
	struct out text, now = { NULL, 0, 0 }, golden;
	struct spec *s;
	char path[256];
	size_t i;

	snprintf(path, sizeof(path), "tests/fsmc/%s.fsm", name);
	text = read_whole(path);
	s = compile(path, text.text, text.length, &example);
	ck_assert_uint_eq(s->refusal_count, 0);
	for (i = 0; i < sizeof(goldens) / sizeof(goldens[0]); i++) {
		snprintf(path, sizeof(path), "tests/fsmc/golden/%s%s%s",
			 goldens[i].folder, name, goldens[i].suffix);
		golden = read_whole(path);
		goldens[i].print(s, &now);
		ck_assert_msg(!strcmp(now.text, golden.text),
			      "%s would be another (make goldens)", path);
		out_free(&now);
		out_free(&golden);
	}
	spec_free(s);
	out_free(&text);
}

START_TEST(each_output_is_as_its_golden)
{
	check_goldens("lamp");
	check_goldens("latch");
} END_TEST

/* Fields ---------------------------------------------------------------------------- */

START_TEST(waits_points_and_spans_are_kept_exactly)
{
	struct out text = read_whole("tests/fsmc/lamp.fsm");
	struct spec *s = compile("tests/fsmc/lamp.fsm", text.text,
				 text.length, &example);
	const struct spec_timer *fade = &s->timers[1], *jitter = &s->timers[4];

	ck_assert_str_eq(fade->name.text, "fade");
	ck_assert_uint_eq(fade->waits[1].from, 8000);
	ck_assert_uint_eq(fade->waits[1].to, 9000);
	ck_assert_uint_eq(s->spans[0].least_ms, 10000);
	ck_assert_uint_eq(s->spans[0].most_ms, 20000);
	ck_assert_uint_eq(jitter->waits[0].from, 0);
	ck_assert_uint_eq(jitter->waits[0].to, 5000);
	ck_assert_uint_eq(jitter->states, 4);	/* any except off, on */
	ck_assert_uint_eq(s->constants[1].value, 250);
	ck_assert(s->persists);
	spec_free(s);
	out_free(&text);
} END_TEST

START_TEST(a_rule_that_lists_pairs_becomes_one_row_for_each)
{
	struct out text = read_whole("tests/fsmc/lamp.fsm");
	struct spec *s = compile("tests/fsmc/lamp.fsm", text.text,
				 text.length, &example);
	unsigned i;

	/* 3 states by 7 events, and each timer where it runs: blink 2 by 2,
	 * fade 2, pulse 1, guard 3, jitter 1 */
	ck_assert_uint_eq(s->row_count, 21 + 4 + 2 + 1 + 3 + 1);
	for (i = 1; i < s->row_count; i++)
		ck_assert(s->rows[i - 1].from < s->rows[i].from ||
			  (s->rows[i - 1].from == s->rows[i].from &&
			   s->rows[i - 1].event < s->rows[i].event));
	spec_free(s);
	out_free(&text);
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("fsmc");
	TCase *tc = tcase_create("fsmc");
	SRunner *sr = srunner_create(suite);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc,
		       each_bad_spec_is_refused_with_its_line_reason_and_mend);
	tcase_add_test(tc, any_octets_are_read_or_refused_and_never_crash);
	tcase_add_test(tc, no_spec_can_lose_a_row_or_have_one_twice);
	tcase_add_test(tc, each_output_is_as_its_golden);
	tcase_add_test(tc, waits_points_and_spans_are_kept_exactly);
	tcase_add_test(tc, a_rule_that_lists_pairs_becomes_one_row_for_each);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
