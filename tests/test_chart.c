/* SPDX-License-Identifier: Apache-2.0 */
/* test_chart.c - timers, spans and deadlines, on simulated time.
 *
 * The lamp (tests/fsmc/lamp.fsm) shows what generated machines do; the probe
 * is a chart made here, whose step does to its timer what a test says. */
#include "autotunnel/chart.h"
#include "autotunnel/turn.h"
#include "core/lamp_chart.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { LOG_MAX = 256 };

struct lamp {
	struct lamp_machine machine;
	unsigned count;
	const char *log[LOG_MAX];
	uint64_t at_ms[LOG_MAX];
};

static struct lamp lamp;
static struct turn turn;
static struct effects effects;
static struct deadlines deadlines;
static struct deadline heap[64];

static void
did(struct lamp *m, const char *action, struct turn *t)
{
	ck_assert_uint_lt(m->count, LOG_MAX);
	m->at_ms[m->count] = t->now_ms;
	m->log[m->count++] = action;
}

void
lamp_light(struct lamp *m, struct turn *t)
{
	did(m, "light", t);
}

void
lamp_flash(struct lamp *m, struct turn *t)
{
	did(m, "flash", t);
}

void
lamp_burn_in(struct lamp *m, struct turn *t)
{
	did(m, "burn_in", t);
}

void
lamp_fade_a_little(struct lamp *m, struct turn *t)
{
	did(m, "fade", t);
}

void
lamp_tick(struct lamp *m, struct turn *t)
{
	did(m, "tick", t);
}

void
lamp_bark(struct lamp *m, struct turn *t)
{
	did(m, "bark", t);
}

void
lamp_darken(struct lamp *m, struct turn *t)
{
	did(m, "darken", t);
}

void
lamp_describe(const struct machine *m, char *text, size_t size)
{
	ck_assert_uint_ge(size, 5);
	ck_assert_ptr_eq(m, &lamp.machine.base);
	memcpy(text, "lamp", 5);
}

static void
world_begin(uint8_t seed)
{
	uint8_t octets[16] = { seed };

	memset(&lamp, 0, sizeof(lamp));
	memset(&turn, 0, sizeof(turn));
	effects_clear(&effects);
	deadlines_init(&deadlines, heap, 64);
	turn.out = &effects;
	turn.deadlines = &deadlines;
	random_seed(&turn.random, octets);
}

static void
setup(void)
{
	world_begin(0);
	lamp_begin(&lamp);
}

/* The machine is woken at NOW_MS, as often as it is due by then. */
static void
wake_at(uint64_t now_ms)
{
	turn.now_ms = now_ms;
	while (deadlines_first_ms(&deadlines) <= now_ms) {
		effects_clear(&effects);
		machine_fire(deadlines_first(&deadlines), &turn);
	}
}

/* Time passes; each deadline is kept to the millisecond. */
static void
run_until(uint64_t end_ms)
{
	while (deadlines_first_ms(&deadlines) <= end_ms)
		wake_at(deadlines_first_ms(&deadlines));
	turn.now_ms = end_ms;
}

static void
give(enum lamp_event ev)
{
	effects_clear(&effects);
	lamp_step(&lamp, ev, &turn);
}

/* How often ACTION was done, and when for the Nth time (from 0). */
static unsigned
times_done(const char *action)
{
	unsigned i, n = 0;

	for (i = 0; i < lamp.count; i++)
		n += !strcmp(lamp.log[i], action);
	return n;
}

static uint64_t
done_at(const char *action, unsigned nth)
{
	unsigned i;

	for (i = 0; i < lamp.count; i++)
		if (!strcmp(lamp.log[i], action) && nth-- == 0)
			return lamp.at_ms[i];
	return TIME_NEVER;
}

static uint64_t
due(enum lamp_timer timer)
{
	return machine_timer_due_ms(&lamp.machine.base, timer);
}

/* Generated machines --------------------------------------------------------------- */

START_TEST(waits_follow_one_another_and_end_spent)
{
	give(LAMP_EV_PRESS);
	run_until(4000);
	ck_assert_uint_eq(times_done("flash"), 3);
	ck_assert_uint_eq(done_at("flash", 0), 100);
	ck_assert_uint_eq(done_at("flash", 1), 300);
	ck_assert_uint_eq(done_at("flash", 2), 700);
	ck_assert_uint_eq(done_at("burn_in", 0), 700);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), TIME_NEVER);
} END_TEST

START_TEST(a_wait_counts_from_the_handling_of_the_one_before)
{
	give(LAMP_EV_PRESS);
	wake_at(160);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 360);
	wake_at(1000);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 1400);
} END_TEST

START_TEST(points_count_from_the_start_however_late_they_are_handled)
{
	give(LAMP_EV_PRESS);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), 5000);
	wake_at(7500);
	ck_assert_uint_eq(times_done("fade"), 1);
	ck_assert_uint_ge(due(LAMP_TIMER_FADE), 8000);
	ck_assert_uint_le(due(LAMP_TIMER_FADE), 9000);
	wake_at(9500);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), 10000);
} END_TEST

START_TEST(a_range_is_drawn_anew_within_its_ends)
{
	uint64_t least = TIME_NEVER, most = 0, end;
	unsigned seed;

	for (seed = 0; seed < 200; seed++) {
		world_begin((uint8_t)seed);
		lamp_begin(&lamp);
		give(LAMP_EV_PRESS);
		turn.now_ms = 50;
		give(LAMP_EV_DIM_IT);
		end = due(LAMP_TIMER_JITTER);
		ck_assert_uint_ge(end, 50);
		ck_assert_uint_le(end, 5050);
		least = end < least ? end : least;
		most = end > most ? end : most;
	}
	ck_assert_uint_lt(least, 300);
	ck_assert_uint_gt(most, 4800);
} END_TEST

START_TEST(points_passed_in_sleep_fire_once_as_the_last_of_them)
{
	give(LAMP_EV_PRESS);
	wake_at(9300);
	ck_assert_uint_eq(times_done("fade"), 1);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), 10000);
	wake_at(10000);
	ck_assert_str_eq(machine_state_name(&lamp.machine.base), "dim");
} END_TEST

START_TEST(a_sleep_past_the_last_point_is_spent_at_once)
{
	give(LAMP_EV_PRESS);
	turn.now_ms = 3600000;
	while (lamp.machine.base.state == LAMP_ON)
		machine_fire(&lamp.machine.base, &turn);
	ck_assert_uint_eq(times_done("fade"), 0);
	ck_assert_uint_eq(lamp.machine.base.state, LAMP_DIM);
} END_TEST

START_TEST(repeat_repeats_the_last_wait_for_ever)
{
	give(LAMP_EV_PRESS);
	run_until(7999);
	ck_assert_uint_eq(times_done("tick"), 4);
	ck_assert_uint_eq(done_at("tick", 0), 1000);
	ck_assert_uint_eq(done_at("tick", 1), 3000);
	ck_assert_uint_eq(done_at("tick", 2), 5000);
	ck_assert_uint_eq(done_at("tick", 3), 7000);
} END_TEST

START_TEST(a_bound_timer_stops_when_the_machine_leaves_its_states)
{
	give(LAMP_EV_PRESS);
	ck_assert_uint_eq(due(LAMP_TIMER_PULSE), 1000);
	give(LAMP_EV_DIM_IT);
	ck_assert_uint_eq(due(LAMP_TIMER_PULSE), TIME_NEVER);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), TIME_NEVER);
	/* bound to both states, and bound to none */
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 100);
	ck_assert_uint_eq(due(LAMP_TIMER_GUARD), 5000);
} END_TEST

START_TEST(stop_keeps_the_place_and_resume_runs_the_next_wait)
{
	give(LAMP_EV_PRESS);
	run_until(150);
	give(LAMP_EV_HOLD);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), TIME_NEVER);
	run_until(900);
	give(LAMP_EV_LET_GO);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 1100);
} END_TEST

START_TEST(reset_forgets_the_place)
{
	give(LAMP_EV_PRESS);
	run_until(350);
	give(LAMP_EV_FORGET);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), TIME_NEVER);
	give(LAMP_EV_LET_GO);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 450);
} END_TEST

START_TEST(resume_after_the_last_wait_runs_the_last_again)
{
	give(LAMP_EV_PRESS);
	run_until(700);
	ck_assert_uint_eq(times_done("burn_in"), 1);
	give(LAMP_EV_LET_GO);
	ck_assert_uint_eq(due(LAMP_TIMER_BLINK), 1100);
} END_TEST

START_TEST(of_two_deadlines_passed_the_earlier_is_first)
{
	/* blink 300, pulse 1000: both passed when the machine wakes */
	give(LAMP_EV_PRESS);
	run_until(100);
	wake_at(1200);
	ck_assert_str_eq(lamp.log[2], "flash");
	ck_assert_str_eq(lamp.log[3], "tick");
} END_TEST

START_TEST(of_two_deadlines_at_once_the_one_declared_first_is_first)
{
	/* fade's first point and guard both at 5000 */
	give(LAMP_EV_PRESS);
	run_until(4999);
	lamp.count = 0;
	wake_at(5000);
	ck_assert_str_eq(lamp.log[0], "fade");
	ck_assert_str_eq(lamp.log[1], "tick");
	ck_assert_str_eq(lamp.log[2], "bark");
} END_TEST

START_TEST(a_span_is_clamped_to_its_bounds)
{
	struct machine *m = &lamp.machine.base;

	ck_assert_uint_eq(machine_span_ms(m, LAMP_SPAN_GLOW), 10000);
	ck_assert_uint_eq(machine_set_span(m, LAMP_SPAN_GLOW, 1), 10000);
	ck_assert_uint_eq(machine_set_span(m, LAMP_SPAN_GLOW, 20001), 20000);
	ck_assert_uint_eq(machine_set_span(m, LAMP_SPAN_GLOW, 12345), 12345);
	give(LAMP_EV_PRESS);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), 6172);
} END_TEST

START_TEST(a_row_is_recorded_with_its_instance_and_in_order)
{
	give(LAMP_EV_PRESS);
	ck_assert_uint_eq(effects.row_count, 1);
	ck_assert_ptr_eq(effects.rows[0].chart, &lamp_chart);
	ck_assert_uint_eq(effects.rows[0].from, LAMP_OFF);
	ck_assert_uint_eq(effects.rows[0].to, LAMP_ON);
	ck_assert_str_eq(effects.names + effects.rows[0].name_offset, "lamp");
	ck_assert_str_eq(lamp_chart.rows[effects.rows[0].row].cites,
			 "EX-C-01 local P1");
} END_TEST

START_TEST(an_ignored_event_leaves_no_trace)
{
	give(LAMP_EV_NOISE);
	ck_assert_uint_eq(effects.row_count, 0);
	ck_assert_uint_eq(lamp.count, 0);
	ck_assert_uint_eq(lamp.machine.base.state, LAMP_OFF);
} END_TEST

START_TEST(a_stored_timer_fires_at_its_stored_moment)
{
	struct machine *m = &lamp.machine.base;

	lamp_restore(&lamp, LAMP_ON);
	ck_assert_uint_eq(m->state, LAMP_ON);
	ck_assert_uint_eq(m->due_ms, TIME_NEVER);
	machine_restore_timer(m, LAMP_TIMER_FADE, 1000, 9500, 1);
	deadlines_update(&deadlines, m);
	ck_assert_uint_eq(deadlines_first_ms(&deadlines), 9500);
	run_until(9500);
	ck_assert_uint_eq(times_done("fade"), 1);
	ck_assert_uint_eq(due(LAMP_TIMER_FADE), 11000);
} END_TEST

/* The probe ------------------------------------------------------------------------- */

enum { PROBE_HOME, PROBE_AWAY };
enum { PROBE_EV_WAIT, PROBE_EV_SPENT };

struct probe {
	struct machine base;
	struct timer timers[1];
	unsigned events[8];
	unsigned count;
	void (*answer)(struct machine *m, struct turn *t);
};

static void
probe_step(struct machine *m, unsigned event, struct turn *t)
{
	struct probe *p = (struct probe *)m;

	ck_assert_uint_lt(p->count, 8);
	p->events[p->count++] = event;
	if (p->answer)
		p->answer(m, t);
}

static const char *const probe_states[] = { "home", "away" };
static const struct chart_wait probe_waits[] = {
	{ 10, 10 }, { 20, 20 }, { 40, 40 }
};
static const struct chart_timer probe_timers[] = {
	{ .name = "wait", .states = 1 << PROBE_HOME, .fired = PROBE_EV_WAIT,
	  .spent = PROBE_EV_SPENT, .wait_count = 3, .waits = probe_waits },
};
static const struct chart probe_chart = {
	.name = "probe", .state_count = 2, .event_count = 2, .timer_count = 1,
	.states = probe_states, .timers = probe_timers,
	.timers_offset = offsetof(struct probe, timers), .step = probe_step,
};

static void
probe_begin(struct probe *p, void (*answer)(struct machine *m, struct turn *t))
{
	memset(p, 0, sizeof(*p));
	machine_begin(&p->base, &probe_chart);
	timer_start(&p->base, 0, &turn);
	p->answer = answer;
}

static void
answer_start(struct machine *m, struct turn *t)
{
	timer_start(m, 0, t);
}

static void
answer_stop(struct machine *m, struct turn *t)
{
	timer_stop(m, 0, t);
}

static void
answer_resume(struct machine *m, struct turn *t)
{
	timer_resume(m, 0, t);
}

static void
answer_leave(struct machine *m, struct turn *t)
{
	machine_enter(m, PROBE_AWAY, t);
}

START_TEST(a_wait_that_its_own_row_restarts_begins_at_the_first)
{
	struct probe p;

	probe_begin(&p, answer_start);
	wake_at(10);
	ck_assert_uint_eq(p.base.due_ms, 20);
	wake_at(20);
	ck_assert_uint_eq(p.base.due_ms, 30);
} END_TEST

START_TEST(a_wait_that_its_own_row_stops_does_not_go_on)
{
	struct probe p;

	probe_begin(&p, answer_stop);
	wake_at(10);
	ck_assert_uint_eq(p.base.due_ms, TIME_NEVER);
	ck_assert_uint_eq(deadlines.count, 0);
	/* and its place is kept: the second wait is next */
	turn.now_ms = 100;
	timer_resume(&p.base, 0, &turn);
	ck_assert_uint_eq(p.base.due_ms, 120);
} END_TEST

START_TEST(a_wait_that_its_own_row_resumes_goes_on_once)
{
	struct probe p;

	probe_begin(&p, answer_resume);
	wake_at(10);
	ck_assert_uint_eq(p.base.due_ms, 30);
	wake_at(30);
	ck_assert_uint_eq(p.base.due_ms, 70);
	ck_assert_uint_eq(p.events[1], PROBE_EV_WAIT);
} END_TEST

START_TEST(a_wait_whose_row_leaves_its_states_does_not_go_on)
{
	struct probe p;

	probe_begin(&p, answer_leave);
	wake_at(10);
	ck_assert_uint_eq(p.base.due_ms, TIME_NEVER);
	ck_assert_uint_eq(p.count, 1);
} END_TEST

START_TEST(the_last_wait_is_spent_before_its_row_runs)
{
	struct probe p;

	probe_begin(&p, NULL);
	run_until(69);
	ck_assert_uint_eq(p.count, 2);
	p.answer = answer_start;
	run_until(70);
	ck_assert_uint_eq(p.events[2], PROBE_EV_SPENT);
	ck_assert_uint_eq(p.base.due_ms, 80);
} END_TEST

/* Deadlines ------------------------------------------------------------------------- */

START_TEST(the_heap_gives_the_least_of_many_deadlines)
{
	static struct probe many[64];
	struct random dice;
	unsigned i, round, least;

	random_seed(&dice, (const uint8_t[16]){ 7 });
	for (i = 0; i < 64; i++) {
		memset(&many[i], 0, sizeof(many[i]));
		machine_begin(&many[i].base, &probe_chart);
	}
	for (round = 0; round < 5000; round++) {
		struct probe *p = &many[random_u32(&dice) % 64];

		turn.now_ms = random_u32(&dice) % 1000;
		if (random_u32(&dice) % 3)
			timer_start(&p->base, 0, &turn);
		else
			timer_stop(&p->base, 0, &turn);
		least = 0;
		for (i = 1; i < 64; i++)
			if (many[i].base.due_ms < many[least].base.due_ms)
				least = i;
		ck_assert_uint_eq(deadlines_first_ms(&deadlines),
				  many[least].base.due_ms);
		for (i = 0; i < 64; i++)
			ck_assert_int_eq(many[i].base.seat != 0,
					 many[i].base.due_ms != TIME_NEVER);
	}
} END_TEST

START_TEST(a_forgotten_machine_is_never_due)
{
	struct probe a, b;

	probe_begin(&a, NULL);
	turn.now_ms = 5;
	probe_begin(&b, NULL);
	deadlines_forget(&deadlines, &a.base);
	ck_assert_ptr_eq(deadlines_first(&deadlines), &b.base);
	ck_assert_uint_eq(deadlines_first_ms(&deadlines), 15);
	deadlines_forget(&deadlines, &b.base);
	deadlines_forget(&deadlines, &b.base);
	ck_assert_ptr_null(deadlines_first(&deadlines));
	ck_assert_uint_eq(deadlines_first_ms(&deadlines), TIME_NEVER);
} END_TEST

static TCase *
lamp_tests(void)
{
	TCase *tc = tcase_create("lamp");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, waits_follow_one_another_and_end_spent);
	tcase_add_test(tc, a_wait_counts_from_the_handling_of_the_one_before);
	tcase_add_test(tc,
		       points_count_from_the_start_however_late_they_are_handled);
	tcase_add_test(tc, a_range_is_drawn_anew_within_its_ends);
	tcase_add_test(tc,
		       points_passed_in_sleep_fire_once_as_the_last_of_them);
	tcase_add_test(tc, a_sleep_past_the_last_point_is_spent_at_once);
	tcase_add_test(tc, repeat_repeats_the_last_wait_for_ever);
	tcase_add_test(tc,
		       a_bound_timer_stops_when_the_machine_leaves_its_states);
	tcase_add_test(tc,
		       stop_keeps_the_place_and_resume_runs_the_next_wait);
	tcase_add_test(tc, reset_forgets_the_place);
	tcase_add_test(tc, resume_after_the_last_wait_runs_the_last_again);
	tcase_add_test(tc, of_two_deadlines_passed_the_earlier_is_first);
	tcase_add_test(tc,
		       of_two_deadlines_at_once_the_one_declared_first_is_first);
	tcase_add_test(tc, a_span_is_clamped_to_its_bounds);
	tcase_add_test(tc, a_row_is_recorded_with_its_instance_and_in_order);
	tcase_add_test(tc, an_ignored_event_leaves_no_trace);
	tcase_add_test(tc, a_stored_timer_fires_at_its_stored_moment);
	return tc;
}

static TCase *
probe_tests(void)
{
	TCase *tc = tcase_create("probe");

	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc,
		       a_wait_that_its_own_row_restarts_begins_at_the_first);
	tcase_add_test(tc, a_wait_that_its_own_row_stops_does_not_go_on);
	tcase_add_test(tc, a_wait_that_its_own_row_resumes_goes_on_once);
	tcase_add_test(tc, a_wait_whose_row_leaves_its_states_does_not_go_on);
	tcase_add_test(tc, the_last_wait_is_spent_before_its_row_runs);
	tcase_add_test(tc, the_heap_gives_the_least_of_many_deadlines);
	tcase_add_test(tc, a_forgotten_machine_is_never_due);
	return tc;
}

int
main(void)
{
	Suite *suite = suite_create("chart");
	SRunner *sr = srunner_create(suite);
	int failed;

	suite_add_tcase(suite, lamp_tests());
	suite_add_tcase(suite, probe_tests());
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
