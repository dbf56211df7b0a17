/* SPDX-License-Identifier: Apache-2.0 */
/* check.c - what the suites need of Check (its check.h), done otherwise: a runner
 * that is told to run its suite only notes the tests. */
#include "mutants.h"

#include <check.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CASES_MAX = 64 };

struct TCase {
	test_step setup[FIXTURES_MAX], teardown[FIXTURES_MAX];
	unsigned fixture_count;
	unsigned first, end;	/* its tests; other cases' may be between */
};

struct Suite {
	TCase *cases[CASES_MAX];
	unsigned count;
};

struct SRunner {
	Suite *suite;
};

struct added {
	struct test test;
	const TCase *in;
};

struct test *tests;
unsigned test_count;

/* suites.h names every suite: SUITE(test_peer) and so on. */
#define SUITE(name) extern int suite_##name(void);
#include "suites.h"
#undef SUITE

static const struct {
	const char *name;
	int (*main)(void);
} suites[] = {
#define SUITE(name) { #name, suite_##name },
#include "suites.h"
};

static struct added *added;
static unsigned added_count, added_size;
static const char *collecting;

static void *
need(void *p)
{
	if (!p) {
		fputs("mutants: out of memory\n", stderr);
		exit(2);
	}
	return p;
}

Suite *
suite_create(const char *name)
{
	(void)name;
	return need(calloc(1, sizeof(Suite)));
}

TCase *
tcase_create(const char *name)
{
	(void)name;
	return need(calloc(1, sizeof(TCase)));
}

void
suite_add_tcase(Suite *s, TCase *c)
{
	(void)s;
	(void)c;
}

void
tcase_add_checked_fixture(TCase *c, SFun setup, SFun teardown)
{
	if (c->fixture_count == FIXTURES_MAX) {
		fputs("mutants: a case has too many fixtures\n", stderr);
		exit(2);
	}
	c->setup[c->fixture_count] = setup;
	c->teardown[c->fixture_count++] = teardown;
}

void
tcase_set_timeout(TCase *c, double seconds)
{
	(void)c;
	(void)seconds;
}

void
_tcase_add_test(TCase *c, const TTest *t, int by_signal, int exits, int start,
		int end)
{
	int i;

	for (i = start; i < end; i++) {
		if (added_count == added_size) {
			added_size = added_size ? 2 * added_size : 1024;
			added = need(realloc(added,
					     added_size * sizeof(*added)));
		}
		added[added_count++] = (struct added){
			.test = { .suite = collecting, .name = t->name,
				  .body = t->fn, .turn = i,
				  .signal = by_signal, .exits = exits },
			.in = c,
		};
	}
}

SRunner *
srunner_create(Suite *s)
{
	SRunner *r = need(calloc(1, sizeof(*r)));

	r->suite = s;
	return r;
}

/* Cases are whole by now. */
void
srunner_run_all(SRunner *r, enum print_output mode)
{
	unsigned i, f;

	(void)r;
	(void)mode;
	for (i = 0; i < added_count; i++) {
		struct test *t = &added[i].test;

		if (t->suite != collecting)
			continue;
		for (f = 0; f < added[i].in->fixture_count; f++) {
			t->setup[f] = added[i].in->setup[f];
			t->teardown[f] = added[i].in->teardown[f];
		}
		t->fixture_count = added[i].in->fixture_count;
	}
}

int
srunner_ntests_failed(SRunner *r)
{
	(void)r;
	return 0;
}

void
srunner_free(SRunner *r)
{
	free(r->suite);
	free(r);
}

void
tcase_fn_start(const char *name, const char *file, int line)
{
	(void)name;
	(void)file;
	(void)line;
}

void
_mark_point(const char *file, int line)
{
	(void)file;
	(void)line;
}

void
_ck_assert_failed(const char *file, int line, const char *expr,
		  const char *message, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: ", file, line);
	if (message) {
		va_start(args, message);
		vfprintf(stderr, message, args);
		va_end(args);
	} else {
		fputs(expr, stderr);
	}
	fputc('\n', stderr);
	_exit(1);
}

void
tests_collect(void)
{
	unsigned i;

	for (i = 0; i < sizeof(suites) / sizeof(*suites); i++) {
		collecting = suites[i].name;
		suites[i].main();
	}
	test_count = added_count;
	tests = need(calloc(test_count + 1, sizeof(*tests)));
	for (i = 0; i < test_count; i++)
		tests[i] = added[i].test;
	free(added);
}

bool
test_is_own(const struct test *t, const char *machine)
{
	size_t length = strlen(machine);
	const char *about = t->suite + strlen("test_");

	return !strncmp(about, machine, length) &&
		(!about[length] || !strcmp(about + length, "_rows"));
}

static bool
is_own_of_any(const struct test *t, const char *machines)
{
	unsigned i;

	for (i = 0; i < point_count; i++)
		if (machine_named(machines, points[i].chart->name) &&
		    test_is_own(t, points[i].chart->name))
			return true;
	return false;
}

void
tests_keep_own(const char *machines)
{
	unsigned i, kept = 0;

	for (i = 0; i < test_count; i++)
		if (is_own_of_any(&tests[i], machines))
			tests[kept++] = tests[i];
	test_count = kept;
}

void
test_run(const struct test *t)
{
	unsigned i;

	for (i = 0; i < t->fixture_count; i++)
		if (t->setup[i])
			t->setup[i]();
	t->body(t->turn);
	for (i = t->fixture_count; i-- > 0;)
		if (t->teardown[i])
			t->teardown[i]();
	_exit(0);
}
