/* SPDX-License-Identifier: Apache-2.0 */
/* test_agreement.c - the Ragel build and the table build of each machine do
 * the same, event by event. Actions are stubs that log their names. */
#include "tests/fsmc/agreement.h"

#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_MAX = 64, STEPS = 4000, MACHINE_MAX = 2048 };

/* One build of a machine, with the world that it acts upon. */
struct side {
	struct chart chart;	/* as generated, but for its step */
	union {
		struct machine base;
		uint8_t octets[MACHINE_MAX];
	} m;
	struct effects effects;
	struct turn turn;
	struct deadlines deadlines;
	struct deadline heap[1];
	unsigned calls;
	const char *log[LOG_MAX];
};

static struct side *sides[2];

static struct side *
side_of(const struct machine *m)
{
	return m == &sides[0]->m.base ? sides[0] : sides[1];
}

/* Spans are set by actions, so a stub sets them too, to what its place in the
 * log says; both sides have the same place. */
void
stub_call(struct machine *m, const char *action, struct turn *t)
{
	struct side *side = side_of(m);
	unsigned i;

	ck_assert_ptr_eq(t, &side->turn);
	ck_assert_uint_lt(side->calls, LOG_MAX);
	side->log[side->calls++] = action;
	for (i = 0; i < m->chart->span_count; i++)
		machine_set_span(m, i, random_u32(&t->random));
}

void
stub_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	(void)size;
	text[0] = '\0';
}

static void
side_begin(struct side *side, const struct agreeing *a, bool ragel)
{
	static const uint8_t seed[16] = { 8, 7, 6, 4 };

	memset(side, 0, sizeof(*side));
	ck_assert_uint_le(a->size, sizeof(side->m));
	deadlines_init(&side->deadlines, side->heap, 1);
	side->turn.out = &side->effects;
	side->turn.deadlines = &side->deadlines;
	random_seed(&side->turn.random, seed);
	side->chart = *a->chart;
	side->chart.step = ragel ? a->ragel_step : a->table_step;
}

/* The machine knows its chart by pointer; here it gets one of its own, so that
 * a timer's event goes to the build under test. */
static void
machine_of_side(struct side *side, void (*begin)(struct machine *m))
{
	begin(&side->m.base);
	side->m.base.chart = &side->chart;
}

static void
compare(const struct agreeing *a, int16_t *numbers)
{
	const struct side *x = sides[0], *y = sides[1];
	const struct machine *m = &x->m.base, *n = &y->m.base;
	const struct timer *tx, *ty;
	unsigned i;

	ck_assert_uint_eq(m->state, n->state);
	ck_assert_uint_eq(m->due_ms, n->due_ms);
	ck_assert_uint_eq(x->calls, y->calls);
	for (i = 0; i < x->calls; i++)
		ck_assert_str_eq(x->log[i], y->log[i]);
	ck_assert_uint_eq(x->effects.row_count, y->effects.row_count);
	for (i = 0; i < x->effects.row_count; i++)
		ck_assert_uint_eq(x->effects.rows[i].row,
				  y->effects.rows[i].row);
	tx = (const struct timer *)(x->m.octets + a->chart->timers_offset);
	ty = (const struct timer *)(y->m.octets + a->chart->timers_offset);
	for (i = 0; i < a->chart->timer_count; i++) {
		ck_assert_uint_eq(tx[i].due_ms, ty[i].due_ms);
		ck_assert_uint_eq(tx[i].next, ty[i].next);
	}
	/* Ragel keeps one state of its own for each of ours. */
	if (numbers[n->state] < 0)
		numbers[n->state] = n->cs;
	ck_assert_int_eq(numbers[n->state], n->cs);
	for (i = 0; i < a->chart->state_count; i++)
		ck_assert(i == n->state || numbers[i] != n->cs);
}

static void
clear_logs(void)
{
	unsigned i;

	for (i = 0; i < 2; i++) {
		effects_clear(&sides[i]->effects);
		sides[i]->calls = 0;
	}
}

/* An event that some message or owner might bring, now; not a timer's. */
static int
any_event(const struct chart *c, unsigned state, struct random *dice)
{
	unsigned event, i;

	for (;;) {
		event = random_u32(dice) % c->event_count;
		for (i = 0; i < c->timer_count; i++)
			if (event == c->timers[i].fired ||
			    event == c->timers[i].spent)
				break;
		if (i == c->timer_count && table_find(c, state, event) >= 0)
			return (int)event;
	}
}

static void
take_step(const struct agreeing *a, struct random *dice)
{
	const struct machine *m = &sides[0]->m.base;
	uint64_t now = sides[0]->turn.now_ms;
	bool timer = m->due_ms != TIME_NEVER && random_u32(dice) % 2;
	int event = timer ? -1 : any_event(a->chart, m->state, dice);
	unsigned i;

	/* Now and then the machine wakes long after its deadline. */
	if (timer)
		now = m->due_ms + (random_u32(dice) % 8 ? 0 :
				   random_u32(dice) % 7200000);
	else if (random_u32(dice) % 4 == 0 && m->due_ms > now + 1000)
		now += random_u32(dice) % 1000;
	for (i = 0; i < 2; i++) {
		sides[i]->turn.now_ms = now;
		if (timer)
			machine_fire(&sides[i]->m.base, &sides[i]->turn);
		else
			sides[i]->chart.step(&sides[i]->m.base,
					     (unsigned)event,
					     &sides[i]->turn);
	}
}

START_TEST(both_builds_go_the_same_way)
{
	const struct agreeing *a = &agreeing[_i];
	static const uint8_t seed[16] = { 1, 2, 3 };
	int16_t numbers[CHART_STATES_MAX];
	struct random dice;
	unsigned i, seen = 0;
	bool been[CHART_STATES_MAX] = { false };

	memset(numbers, -1, sizeof(numbers));
	random_seed(&dice, seed);
	for (i = 0; i < 2; i++)
		side_begin(sides[i], a, i == 1);
	machine_of_side(sides[0], a->table_begin);
	machine_of_side(sides[1], a->ragel_begin);
	compare(a, numbers);
	for (i = 0; i < STEPS; i++) {
		clear_logs();
		take_step(a, &dice);
		compare(a, numbers);
		seen += !been[sides[0]->m.base.state];
		been[sides[0]->m.base.state] = true;
	}
	/* A walk that stays at home would agree about nothing. */
	ck_assert_uint_ge(seen, 2);
} END_TEST

START_TEST(both_builds_come_back_to_each_stored_state)
{
	const struct agreeing *a = &agreeing[_i];
	int16_t numbers[CHART_STATES_MAX];
	unsigned state, event, i;

	memset(numbers, -1, sizeof(numbers));
	for (state = 0; state < a->chart->state_count; state++)
		for (event = 0; event < a->chart->event_count; event++) {
			for (i = 0; i < 2; i++)
				side_begin(sides[i], a, i == 1);
			a->table_restore(&sides[0]->m.base, state);
			a->ragel_restore(&sides[1]->m.base, state);
			ck_assert_uint_eq(sides[1]->m.base.state, state);
			compare(a, numbers);
			if (table_find(a->chart, state, event) < 0)
				continue;
			a->table_step(&sides[0]->m.base, event,
				      &sides[0]->turn);
			a->ragel_step(&sides[1]->m.base, event,
				      &sides[1]->turn);
			compare(a, numbers);
		}
} END_TEST

START_TEST(an_ignored_event_records_no_row_and_runs_no_action)
{
	const struct agreeing *a = &agreeing[_i];
	const struct chart_row *row;
	unsigned i, j;

	for (i = 0; i < a->chart->row_count; i++) {
		row = &a->chart->rows[i];
		for (j = 0; j < 2; j++)
			side_begin(sides[j], a, j == 1);
		a->table_restore(&sides[0]->m.base, row->from);
		a->ragel_restore(&sides[1]->m.base, row->from);
		a->table_step(&sides[0]->m.base, row->event, &sides[0]->turn);
		a->ragel_step(&sides[1]->m.base, row->event, &sides[1]->turn);
		for (j = 0; j < 2; j++) {
			ck_assert_uint_eq(sides[j]->effects.row_count,
					  !row->ignored);
			ck_assert_uint_eq(sides[j]->m.base.state, row->to);
			if (row->ignored)
				ck_assert_uint_eq(sides[j]->calls, 0);
		}
	}
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("agreement");
	TCase *tc = tcase_create("agreement");
	SRunner *sr = srunner_create(suite);
	int failed;

	sides[0] = malloc(sizeof(struct side));
	sides[1] = malloc(sizeof(struct side));
	if (!sides[0] || !sides[1])
		return EXIT_FAILURE;
	tcase_add_loop_test(tc, both_builds_go_the_same_way, 0,
			    (int)agreeing_count);
	tcase_add_loop_test(tc, both_builds_come_back_to_each_stored_state, 0,
			    (int)agreeing_count);
	tcase_add_loop_test(tc,
			    an_ignored_event_records_no_row_and_runs_no_action,
			    0, (int)agreeing_count);
	suite_add_tcase(suite, tc);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	free(sides[0]);
	free(sides[1]);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
