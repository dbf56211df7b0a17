/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_chart.c - any events at any time, given to a chart by Ragel and by the
 * table: state, timers, spans, actions and rows agree after each, no timer
 * runs where it may not, and no machine waits for ever where it may not.
 *
 * The input is a batch of sequences of SEQUENCE_MAX octets: one for the chart,
 * one for the clock's pace, then one for each step. Actions are stubs that log
 * their names. Sequences that showed a new pair of rows are a pool, which the
 * mutator makes the next batch from; so the fuzzer's own work is shared by a
 * whole batch. With FUZZ_TELL=N in the environment the process says at its end
 * how many sequences it took, of how many steps, and how soon all rows but N had
 * been seen. */
#include "fuzz/rows.h"
#include "tests/fsmc/agreement.h"
#include "autotunnel/chart_table.h"
#include "lab/charts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum {
	SEQUENCE_MAX = 32, BATCH = 512, POOL_MAX = ROWS_PAIRS_MAX,
	LOG_MAX = CHART_ACTIONS_MAX, MACHINE_MAX = 1024,
	STEP_TIMER = 0x80,	/* the rest of the octet: how long it takes */
	STEP_IGNORED = 0x40,	/* an event that its state ignores */
	SPAN_UNIT_MS = 60000
};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned seed);

/* One build of a machine, with the world that it acts upon. */
struct side {
	union {
		struct machine base;
		uint8_t octets[MACHINE_MAX];
	} m;
	struct turn turn;
	struct deadlines deadlines;
	struct deadline heap[1];
	unsigned calls;
	const char *log[LOG_MAX];
};

/* What may happen to a machine in one state, its own timers left aside. */
struct choice {
	uint16_t acting_count, ignored_count;
	uint16_t acting[CHART_EVENTS_MAX];
	uint16_t ignored[CHART_EVENTS_MAX];
};

struct subject {
	const struct agreeing *a;
	unsigned which;			/* as rows.h counts */
	struct chart charts[2];		/* as generated, but for their steps */
	struct choice choices[CHART_STATES_MAX];
	int16_t numbers[CHART_STATES_MAX];	/* Ragel's, once seen */
};

/* For distil.c: what may be taken out of a batch. */
extern const size_t fuzz_unit;
const size_t fuzz_unit = SEQUENCE_MAX;
/* For main.c: prefixes of a batch say nothing new. */
extern const char fuzz_whole;
const char fuzz_whole = 1;

static struct side sides[2];		/* table, Ragel */
static struct effects outs[2];
static struct subject subjects[ROWS_CHARTS_MAX];
static unsigned subject_count;
static uint8_t pace;			/* of the run: spans come from it */

static uint8_t pool[POOL_MAX][SEQUENCE_MAX];
static unsigned pool_count;

static uint64_t runs, steps;
static struct timespec began;
static double all_rows_s;		/* 0: not yet */
static unsigned rows_beyond;		/* that no events reach */

ROWS_PLAIN void
stub_call(struct machine *m, const char *action, struct turn *t)
{
	struct side *side = m == &sides[0].m.base ? &sides[0] : &sides[1];
	uint8_t span = pace;
	unsigned i;

	assert(t == &side->turn);
	assert(side->calls < LOG_MAX);
	side->log[side->calls++] = action;
	for (i = 0; i < m->chart->span_count; i++, span += 4 * pace)
		machine_set_span(m, i, span * (uint64_t)SPAN_UNIT_MS);
}

void
stub_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	(void)size;
	text[0] = '\0';
}

ROWS_PLAIN static const struct timer *
timers_of(const struct side *side)
{
	return (const struct timer *)(side->m.octets +
				      side->m.base.chart->timers_offset);
}

ROWS_PLAIN static void
compare_timers(const struct chart *c, unsigned state)
{
	const struct timer *x = timers_of(&sides[0]);
	const struct timer *y = timers_of(&sides[1]);
	unsigned i;

	for (i = 0; i < c->timer_count; i++) {
		assert(x[i].due_ms == y[i].due_ms);
		assert(x[i].next == y[i].next);
		assert(x[i].start_ms == y[i].start_ms);
		assert(x[i].due_ms == TIME_NEVER ||
		       c->timers[i].states >> state & 1);
	}
	assert(!memcmp(sides[0].m.octets + c->spans_offset,
		       sides[1].m.octets + c->spans_offset,
		       c->span_count * sizeof(uint64_t)));
}

ROWS_PLAIN static void
compare(struct subject *s)
{
	const struct machine *m = &sides[0].m.base, *n = &sides[1].m.base;
	unsigned i;

	assert(m->state == n->state);
	assert(m->due_ms == n->due_ms && m->running == n->running);
	assert(sides[0].calls == sides[1].calls);
	for (i = 0; i < sides[0].calls; i++)
		assert(sides[0].log[i] == sides[1].log[i]);
	assert(outs[0].row_count == outs[1].row_count);
	assert(outs[0].row_count <= 1);
	if (outs[0].row_count)
		assert(outs[0].rows[0].row == outs[1].rows[0].row);
	compare_timers(s->a->chart, m->state);
	/* Ragel keeps one state of its own for each of ours. */
	if (s->numbers[n->state] < 0)
		s->numbers[n->state] = n->cs;
	assert(s->numbers[n->state] == n->cs);
	assert(m->due_ms != TIME_NEVER ||
	       rows_chart(s->which)->rests >> m->state & 1);
}

/* Gives both the event, or what is due. */
ROWS_PLAIN static void
step_both(uint64_t now_ms, bool fire, unsigned event)
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		effects_clear(&outs[i]);
		sides[i].calls = 0;
		sides[i].turn.now_ms = now_ms;
		if (fire)
			machine_fire(&sides[i].m.base, &sides[i].turn);
		else
			sides[i].m.base.chart->step(&sides[i].m.base, event,
						    &sides[i].turn);
	}
}

/* One octet of the input; false: nothing can happen by it. */
ROWS_PLAIN static bool
take_step(const struct subject *s, unsigned what)
{
	static const uint64_t late_ms[] = { 0, 0, 0, 1, 999, 60000, 3600000,
					    86400000 };
	const struct machine *m = &sides[0].m.base;
	const struct choice *c = &s->choices[m->state];
	uint64_t now = sides[0].turn.now_ms;
	bool ignored = what & STEP_IGNORED;
	unsigned count;

	if (what & STEP_TIMER) {
		if (m->due_ms == TIME_NEVER)
			return false;
		if (m->due_ms > now)
			now = m->due_ms;
		step_both(now + late_ms[what % 8], true, 0);
		return true;
	}
	count = ignored ? c->ignored_count : c->acting_count;
	if (!count)
		return false;
	/* the pace has every fourth event come half way to the deadline */
	if (what % 4 == pace % 4 && m->due_ms != TIME_NEVER && m->due_ms > now)
		now += (m->due_ms - now) / 2;
	what = what % STEP_IGNORED % count;
	step_both(now, false, ignored ? c->ignored[what] : c->acting[what]);
	return true;
}

ROWS_PLAIN static void
begin_sides(const struct subject *s, const uint8_t seed[16])
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		deadlines_init(&sides[i].deadlines, sides[i].heap, 1);
		sides[i].turn.out = &outs[i];
		sides[i].turn.deadlines = &sides[i].deadlines;
		sides[i].turn.now_ms = 1000;
		sides[i].calls = 0;
		random_seed(&sides[i].turn.random, seed);
		effects_clear(&outs[i]);
	}
	s->a->table_begin(&sides[0].m.base);
	s->a->ragel_begin(&sides[1].m.base);
	/* the machine knows its chart by pointer, and timers step by it */
	sides[0].m.base.chart = &s->charts[0];
	sides[1].m.base.chart = &s->charts[1];
}

static double
since_began_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - began.tv_sec) +
		(double)(now.tv_nsec - began.tv_nsec) / 1e9;
}

ROWS_PLAIN static void
run_sequence(const uint8_t *data, size_t size)
{
	uint8_t seed[16] = { 8, 7, 6, 4 };
	struct subject *s = &subjects[data[0] % subject_count];
	unsigned pairs = rows_pairs_seen();
	int before = -1;
	size_t i;

	pace = seed[0] = data[1];
	begin_sides(s, seed);
	compare(s);
	for (i = 2; i < size; i++) {
		if (!take_step(s, data[i]))
			continue;
		compare(s);
		steps++;
		if (!outs[0].row_count)
			continue;
		rows_pair(s->which, before, outs[0].rows[0].row);
		before = outs[0].rows[0].row;
	}
	if (rows_pairs_seen() != pairs && pool_count < POOL_MAX)
		memcpy(pool[pool_count++], data, size);
	runs++;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t length;

	rows_run();
	for (; size > 2; data += length, size -= length) {
		length = size < SEQUENCE_MAX ? size : SEQUENCE_MAX;
		run_sequence(data, length);
	}
	if (all_rows_s <= 0 && rows_seen() + rows_beyond >= rows_total())
		all_rows_s = since_began_s();
	return 0;
}

/* The mutator --------------------------------------------------------------------- */

static uint32_t
roll(uint32_t *dice)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 17;
	*dice ^= *dice << 5;
	return *dice;
}

/* From one of the pool: other steps, another's end, or an end at random. */
static void
vary(uint8_t sequence[SEQUENCE_MAX], uint32_t *dice)
{
	uint32_t how = roll(dice), at = 2 + roll(dice) % (SEQUENCE_MAX - 2), i;
	const uint8_t *other;

	if (pool_count == 0 || how % 16 == 0) {
		for (i = 0; i < SEQUENCE_MAX; i++)
			sequence[i] = (uint8_t)(roll(dice) >> 7);
		return;
	}
	memcpy(sequence, pool[roll(dice) % pool_count], SEQUENCE_MAX);
	other = pool[roll(dice) % pool_count];
	switch (how >> 8 & 3) {
	case 0:
		for (i = at; i < SEQUENCE_MAX; i++)
			sequence[i] = (uint8_t)(roll(dice) >> 7);
		break;
	case 1:
		memcpy(sequence + at, other + at, SEQUENCE_MAX - at);
		break;
	case 2:
		memmove(sequence + at, sequence + 2, SEQUENCE_MAX - at);
		break;
	default:
		sequence[1] = (uint8_t)(roll(dice) >> 7);
	}
	for (i = how >> 16 & 3; i > 0; i--)
		sequence[2 + roll(dice) % (SEQUENCE_MAX - 2)] =
			(uint8_t)(roll(dice) >> 7);
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			unsigned seed)
{
	uint32_t dice = seed * 2654435761u | 1;
	unsigned i;

	(void)size;
	for (i = 0; i < BATCH && (i + 1) * SEQUENCE_MAX <= max_size; i++)
		vary(data + (size_t)i * SEQUENCE_MAX, &dice);
	return (size_t)i * SEQUENCE_MAX;
}

/* At the beginning and the end ------------------------------------------------------ */

static void
tell(void)
{
	struct rusage used;
	double cpu_s;

	getrusage(RUSAGE_SELF, &used);
	cpu_s = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
		(double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
	fprintf(stderr, "charts: %llu sequences, %.0f a second of processor time, "
		"rows %u of %u, pairs %u, steps %.1f each",
		(unsigned long long)runs, cpu_s > 0 ? (double)runs / cpu_s : 0,
		rows_seen(), rows_total(), rows_pairs_seen(),
		runs ? (double)steps / (double)runs : 0);
	if (all_rows_s > 0)
		fprintf(stderr, ", the last after %.2f s", all_rows_s);
	fputc('\n', stderr);
}

static void
index_choices(struct subject *s)
{
	const struct chart *c = s->a->chart;
	const struct chart_row *row;
	struct choice *to;
	unsigned i;

	for (i = 0; i < c->row_count; i++) {
		row = &c->rows[i];
		to = &s->choices[row->from];
		if (chart_timer_of_event(c, row->event) >= 0)
			continue;
		if (row->ignored)
			to->ignored[to->ignored_count++] = row->event;
		else
			to->acting[to->acting_count++] = row->event;
	}
	memset(s->numbers, -1, sizeof(s->numbers));
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	unsigned i, k;

	(void)argc;
	(void)argv;
	rows_begin();
	for (i = 0; i < rows_chart_count(); i++)
		for (k = 0; k < agreeing_count; k++) {
			if (agreeing[k].chart != rows_chart(i)->chart)
				continue;
			assert(agreeing[k].size <= MACHINE_MAX);
			subjects[subject_count].a = &agreeing[k];
			subjects[subject_count].which = i;
			subjects[subject_count].charts[0] =
				subjects[subject_count].charts[1] =
				*agreeing[k].chart;
			subjects[subject_count].charts[0].step =
				agreeing[k].table_step;
			subjects[subject_count].charts[1].step =
				agreeing[k].ragel_step;
			index_choices(&subjects[subject_count++]);
		}
	assert(subject_count == rows_chart_count());
	clock_gettime(CLOCK_MONOTONIC, &began);
	if (getenv("FUZZ_TELL")) {
		rows_beyond = (unsigned)atoi(getenv("FUZZ_TELL"));
		atexit(tell);
	}
	return 0;
}
