/* SPDX-License-Identifier: Apache-2.0 */
/* test_bench.c - the switch that a chart's step is measured against does what
 * the chart says, in every state at every event: or it would be no measure. */
#include "bench/step.h"

#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { BUILDS = 3, LOG_MAX = 16 };

static struct effects effects;
static struct turn turn;
static struct deadline heap[1];
static struct deadlines deadlines;
static struct llq_client_machine machine;
static unsigned calls;
static const char *log_of_calls[LOG_MAX];

/* Not the machine's own action: says only that it was called. */
#define STUB(name) \
	void llq_client_##name(struct llq_client *m, struct turn *t) \
	{ \
		ck_assert_ptr_eq(m, &machine); \
		ck_assert_ptr_eq(t, &turn); \
		ck_assert_uint_lt(calls, LOG_MAX); \
		log_of_calls[calls++] = #name; \
	}

LLQ_CLIENT_ACTIONS(STUB)

void
llq_client_describe(const struct machine *m, char *text, size_t size)
{
	ck_assert_ptr_eq(m, &machine);
	ck_assert_uint_gt(size, 1);
	text[0] = '\0';
}

static struct llq_client *
begin_in(enum llq_client_state state)
{
	struct llq_client *m = (struct llq_client *)&machine;

	memset(&machine, 0, sizeof(machine));
	deadlines_init(&deadlines, heap, 1);
	effects_clear(&effects);
	turn = (struct turn){ .now_ms = 5000, .out = &effects,
		.deadlines = &deadlines };
	calls = 0;
	ragel_llq_client_restore(m, state);
	return m;
}

/* All that one step leaves behind. */
struct trail {
	unsigned state, rows, row, calls;
	const char *log[LOG_MAX];
	uint64_t due_ms[LLQ_CLIENT_TIMER_COUNT];
};

static struct trail
after(bench_step *step, enum llq_client_state state, enum llq_client_event ev)
{
	struct llq_client *m = begin_in(state);
	struct trail t = { .rows = 0 };
	unsigned i;

	/* one that must stop where the row leaves its states */
	for (i = 0; i < LLQ_CLIENT_TIMER_COUNT; i++)
		if (llq_client_chart.timers[i].states >> state & 1)
			timer_start(&machine.base, i, &turn);
	turn.now_ms += 10;
	step(m, ev, &turn);
	t.state = machine.base.state;
	t.rows = effects.row_count;
	t.row = t.rows ? effects.rows[0].row : 0;
	t.calls = calls;
	memcpy(t.log, log_of_calls, calls * sizeof(t.log[0]));
	for (i = 0; i < LLQ_CLIENT_TIMER_COUNT; i++)
		t.due_ms[i] = machine.timers[i].due_ms;
	return t;
}

START_TEST(the_three_builds_agree_on_every_pair)
{
	static bench_step *const steps[BUILDS] = { table_llq_client_step,
		switch_llq_client_step, ragel_llq_client_step };
	unsigned row, b, i;

	for (row = 0; row < llq_client_chart.row_count; row++) {
		const struct chart_row *r = &llq_client_chart.rows[row];
		struct trail want = after(steps[0],
					  (enum llq_client_state)r->from,
					  (enum llq_client_event)r->event);

		ck_assert_uint_eq(want.state, r->to);
		ck_assert_uint_eq(want.rows, !r->ignored);
		for (b = 1; b < BUILDS; b++) {
			struct trail got = after(steps[b],
				(enum llq_client_state)r->from,
				(enum llq_client_event)r->event);

			ck_assert_msg(got.state == want.state &&
				      got.rows == want.rows &&
				      got.row == want.row &&
				      got.calls == want.calls,
				      "build %u, %s + %s", b,
				      llq_client_chart.states[r->from],
				      llq_client_chart.events[r->event]);
			for (i = 0; i < got.calls; i++)
				ck_assert_str_eq(got.log[i], want.log[i]);
			ck_assert_mem_eq(got.due_ms, want.due_ms,
					 sizeof(got.due_ms));
		}
	}
	ck_assert_uint_gt(row, 100);
}
END_TEST

START_TEST(rows_that_nobody_wants_are_not_recorded)
{
	struct llq_client *m = begin_in(LLQ_CLIENT_IDLE);

	effects.rows_unwanted = true;
	effects_clear(&effects);
	ck_assert(effects.rows_unwanted);
	ragel_llq_client_step(m, LLQ_CLIENT_EV_WANTED, &turn);
	ck_assert_uint_eq(machine.base.state, LLQ_CLIENT_ASKING);
	ck_assert_uint_eq(effects.row_count, 0);
	effects.rows_unwanted = false;
	ragel_llq_client_step(m, LLQ_CLIENT_EV_RESEND, &turn);
	ck_assert_uint_eq(effects.row_count, 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("bench");
	TCase *c = tcase_create("bench");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_test(c, the_three_builds_agree_on_every_pair);
	tcase_add_test(c, rows_that_nobody_wants_are_not_recorded);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
