/* SPDX-License-Identifier: Apache-2.0 */
/* mutants.h - charts with one fault each, and the suites that must see it.
 *
 * $(B)/mutants is all suites in one program, with tests/mutants/check.c in the
 * place of Check. Nothing is rebuilt for a mutant: the linker leads each step of
 * a machine through mutate.c, which does one row otherwise, and a wait is changed
 * where the chart's data stands. Each test runs in a child of its own, as under
 * Check, but forked from a process that has everything loaded.
 *
 * Order: tests_collect, points_count, run_baseline, then mutants_list and
 * run_mutants, claims_run. */
#ifndef MUTANTS_H
#define MUTANTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "autotunnel/chart.h"

/* Tests (check.c) ------------------------------------------------------------ */

enum { FIXTURES_MAX = 4 };

typedef void (*test_step)(void);

struct test {
	const char *suite;	/* "test_peer" */
	const char *name;
	void (*body)(int);
	int turn;		/* of a loop, from its start */
	int signal;		/* by which it is to end, or 0 */
	int exits;		/* with which it is to end, or 0 */
	test_step setup[FIXTURES_MAX], teardown[FIXTURES_MAX];
	unsigned fixture_count;
	uint64_t cpu_us, wall_us;	/* of the baseline */
	unsigned reached;	/* points that it came to there */
};

extern struct test *tests;
extern unsigned test_count;

/* Asks every suite for its tests. */
void tests_collect(void);
/* T's suite is about MACHINE: test_MACHINE, or what else it has in
 * test_MACHINE_rows. */
bool test_is_own(const struct test *t, const char *machine);
/* Forgets the tests of suites that are not MACHINES' own. */
void tests_keep_own(const char *machines);
/* Runs T, in a child that ends with it: by a signal, or with exit status 1
 * after a failed check (told on stderr), else 0. */
void test_run(const struct test *t) __attribute__((noreturn));

/* Mutants (mutate.c) --------------------------------------------------------- */

/* Places where charts can be wrong: each row that is not ignored, each wait. */
struct point {
	const struct chart *chart;
	bool is_wait;
	uint16_t row;		/* index into chart->rows */
	uint8_t timer, wait;
};

extern struct point *points;
extern unsigned point_count;

enum mutant_kind {
	MUTANT_DROP,		/* the row is gone: its event is ignored there */
	MUTANT_TARGET,		/* it leads to state DETAIL: the one that it
				 * comes from, or another */
	MUTANT_WITHOUT,		/* its action DETAIL (from 0) is not done */
	MUTANT_LATER,		/* the wait is a tenth longer */
	MUTANT_EARLIER,		/* the wait is a tenth shorter */
	MUTANT_GONE		/* the timer lacks this one of its waits */
};

struct mutant {
	unsigned point;
	enum mutant_kind kind;
	uint16_t detail;
};

extern struct mutant *mutants;
extern unsigned mutant_count;

void points_count(void);
void mutants_list(void);
/* NAME is one of MACHINES (words apart by blanks; NULL: all are). */
bool machine_named(const char *machines, const char *name);
/* Says which of MACHINES is none, and returns false. */
bool machines_exist(const char *machines);
/* From now on this process is that mutant. */
void mutant_become(const struct mutant *m);
/* From now on HIT[i] is set as soon as a machine comes to point I. */
void points_record(uint8_t *hit);
/* A test that never comes to one of these cannot tell mutant M. */
bool mutant_reached(const struct mutant *m, const uint8_t *hit);

enum { MUTANT_TEXT_MAX = 160 };

/* "waiting:retry", or "retry/3" for a timer's third wait. */
void point_text(const struct point *p, char text[MUTANT_TEXT_MAX]);
/* "drop", "to=idle", "without=send" ("without=send/2": the second such),
 * "later", "earlier", "gone". */
void mutant_kind_text(const struct mutant *m, char text[MUTANT_TEXT_MAX]);
unsigned point_line(const struct point *p);
const char *point_cites(const struct point *p);

/* Runs (run.c) --------------------------------------------------------------- */

enum outcome_kind {
	OUTCOME_NOT_RUN,
	OUTCOME_SURVIVED,
	OUTCOME_UNREACHED,	/* no test comes to it */
	OUTCOME_FAILED,		/* a check failed */
	OUTCOME_CRASHED,
	OUTCOME_HUNG
};

struct outcome {
	enum outcome_kind kind;
	unsigned test;		/* by which it was caught */
};

/* Runs every test unchanged, WORKERS at once, and keeps which points each
 * comes to. False: one fails, as told on stderr. */
bool run_baseline(unsigned workers);
const uint8_t *test_hits(unsigned test);
/* OUT[i] of mutant WHICH[i], for COUNT of them. The machine's own suite comes
 * first, then OTHERS tests of the others (0: all), those first that come to the
 * fewest places. */
void run_mutants(const unsigned *which, unsigned count, unsigned workers,
		 unsigned others, struct outcome *out);
/* Runs TEST alone on mutant M. */
enum outcome_kind run_one(const struct mutant *m, unsigned test);
/* Calls WORK(i, ...) for every i below COUNT, in WORKERS processes; what it
 * wants to tell must stand in shared memory. */
void run_parallel(unsigned count, unsigned workers, const char *what,
		  void (*work)(unsigned i));
/* Zeroed, and the same for all children. */
void *shared_memory(size_t size);

/* Reports (report.c, reasons.c, claims.c) ------------------------------------ */

/* A table by machine, and with EACH those that survived; returns how many. */
unsigned report_mutants(const struct outcome *out, bool each);
/* What came of each that was run. */
void log_mutants(FILE *f, const struct outcome *out);
/* Survivors against FILE: says what is wrong there, and which have no reason.
 * What was not run is taken as it stands. Returns the faults. */
unsigned reasons_check(const char *file, const struct outcome *out);
/* Claims are the lines `ID LEVEL SUITE TEST` of IN. For each, a mutant of a row
 * that cites ID which that test fails is looked for; writes to stdout, and to
 * OUT (or NULL) those that have none. */
void claims_run(FILE *in, FILE *out, unsigned workers);

#endif
