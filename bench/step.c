/* SPDX-License-Identifier: Apache-2.0 */
/* step.c - how long one event takes through a chart: by Ragel, from the data
 * table, by a switch as one would write it by hand. See README.md.
 *
 *	step [ROUNDS]	prints JSON; rounds are interleaved, medians told */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "autotunnel/chart_table.h"
#include "autotunnel/llq_client.h"
#include "autotunnel/turn.h"
#include "bench/step.h"

enum {
	BUILDS = 3, KINDS = 4, ROUNDS_MAX = 2001,
	LIVES = 100,		/* of a query, in one measurement: shorter
				 * than a processor is taken away for */
	TURN_STEPS = 4		/* rows are recorded by turns of so many */
};

/* What a query may live through, from idle to idle. */
static const enum llq_client_event life[] = {
	LLQ_CLIENT_EV_WANTED, LLQ_CLIENT_EV_ACCEPTED, LLQ_CLIENT_EV_ACCEPTED,
	LLQ_CLIENT_EV_CHANGED, LLQ_CLIENT_EV_HEARD, LLQ_CLIENT_EV_CHANGED,
	LLQ_CLIENT_EV_SWEEP, LLQ_CLIENT_EV_REFRESHED, LLQ_CLIENT_EV_RENEW,
	LLQ_CLIENT_EV_REFRESHED, LLQ_CLIENT_EV_CHANGED, LLQ_CLIENT_EV_RENEW,
	LLQ_CLIENT_EV_RENEW, LLQ_CLIENT_EV_REFRESHED, LLQ_CLIENT_EV_POLLED,
	LLQ_CLIENT_EV_PATH_NEW, LLQ_CLIENT_EV_RESEND, LLQ_CLIENT_EV_ACCEPTED,
	LLQ_CLIENT_EV_RESEND, LLQ_CLIENT_EV_ACCEPTED, LLQ_CLIENT_EV_CHANGED,
	LLQ_CLIENT_EV_RENEW, LLQ_CLIENT_EV_RENEW, LLQ_CLIENT_EV_RENEW_SPENT,
	LLQ_CLIENT_EV_HEARD, LLQ_CLIENT_EV_SERV_FULL,
	LLQ_CLIENT_EV_COMEBACK_SPENT, LLQ_CLIENT_EV_ACCEPTED,
	LLQ_CLIENT_EV_ACCEPTED_OLD, LLQ_CLIENT_EV_NO_SUCH,
	LLQ_CLIENT_EV_REFUSED, LLQ_CLIENT_EV_POLL, LLQ_CLIENT_EV_POLLED,
	LLQ_CLIENT_EV_HOUR_SPENT, LLQ_CLIENT_EV_ACCEPTED,
	LLQ_CLIENT_EV_ACCEPTED, LLQ_CLIENT_EV_CHANGED, LLQ_CLIENT_EV_SWEEP,
	LLQ_CLIENT_EV_REFRESHED, LLQ_CLIENT_EV_UNWANTED,
	LLQ_CLIENT_EV_REFRESHED,
};

enum { STEPS = sizeof(life) / sizeof(life[0]) };

/* How it is measured: the chart alone or with its timers, rows recorded or
 * not. */
static const struct {
	const char *name;
	bool timers, rows;
} kinds[KINDS] = {
	{ "chart", false, false },
	{ "chart_traced", false, true },
	{ "timers", true, false },
	{ "timers_traced", true, true },
};

static const char *const builds[BUILDS] = { "ragel", "switch", "table" };

static bench_step *const steps[BUILDS][2] = {
	{ plain_ragel_llq_client_step, ragel_llq_client_step },
	{ plain_switch_llq_client_step, switch_llq_client_step },
	{ plain_table_llq_client_step, table_llq_client_step },
};

static struct effects effects;
static struct llq_client query;
static struct deadline heap[1];
static struct deadlines deadlines;
static struct turn turn;
static double results[BUILDS][KINDS][ROUNDS_MAX];

static uint64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void
begin(bool rows)
{
	memset(&query, 0, sizeof(query));
	dns_name_from_text(&query.name,
			   "_autotunnel._udp.mymac.home.example.net");
	query.type = DNS_TYPE_SRV;
	deadlines_init(&deadlines, heap, 1);
	turn = (struct turn){ .now_ms = 1000, .out = &effects,
		.deadlines = &deadlines };
	effects_clear(&effects);
	effects.rows_unwanted = !rows;
	ragel_llq_client_begin(&query);
}

/* One after the other, as events come; a switch to another state ends no
 * measurement. */
static double
measure(bench_step *step, bool rows)
{
	unsigned i, n, in_turn = 0;
	uint64_t start;

	begin(rows);
	start = now_ns();
	for (n = 0; n < LIVES; n++)
		for (i = 0; i < STEPS; i++) {
			if (rows && ++in_turn == TURN_STEPS) {
				effects_clear(&effects);
				in_turn = 0;
			}
			step(&query, life[i], &turn);
		}
	return (double)(now_ns() - start) / ((double)LIVES * STEPS);
}

/* Every build must go the same way, or there is nothing to compare. */
static void
check(void)
{
	unsigned state[BUILDS][STEPS], rows[BUILDS], b, i;

	for (b = 0; b < BUILDS; b++) {
		begin(true);
		for (i = 0; i < STEPS; i++) {
			steps[b][1](&query, life[i], &turn);
			state[b][i] = query.machine.base.state;
		}
		rows[b] = effects.row_count;
	}
	for (b = 0; b < BUILDS; b++)
		if (memcmp(state[b], state[0], sizeof(state[0])) ||
		    rows[b] != rows[0] || state[b][STEPS - 1] != 0) {
			fprintf(stderr, "step: %s goes another way than %s\n",
				builds[b], builds[0]);
			exit(1);
		}
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int
main(int argc, char **argv)
{
	unsigned rounds = argc > 1 ? (unsigned)atoi(argv[1]) : 1001, r, b, k;

	if (rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: step [ROUNDS]\n");
		return 2;
	}
	check();
	for (r = 0; r < rounds; r++)
		for (k = 0; k < KINDS; k++)
			for (b = 0; b < BUILDS; b++)
				results[b][k][r] = measure(
					steps[b][kinds[k].timers],
					kinds[k].rows);
	printf("{\"rounds\":%u,\"steps\":%u", rounds, LIVES * STEPS);
	for (k = 0; k < KINDS; k++) {
		printf(",\"%s\":{", kinds[k].name);
		for (b = 0; b < BUILDS; b++) {
			qsort(results[b][k], rounds, sizeof(double), by_size);
			printf("%s\"%s\":%.2f", b ? "," : "", builds[b],
			       results[b][k][rounds / 2]);
		}
		printf("}");
	}
	printf("}\n");
	return 0;
}
