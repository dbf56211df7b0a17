/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from tests/fsmc/lamp.fsm: change that and run make gen. */
#include "core/lamp_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine lamp;
	alphtype int;
	access base->;

	on_press = 0;
	on_hold = 1;
	on_let_go = 2;
	on_forget = 3;
	on_dim_it = 4;
	on_noise = 5;
	on_hush = 6;
	on_blink = 7;
	on_blink_spent = 8;
	on_fade = 9;
	on_fade_spent = 10;
	on_pulse = 11;
	on_guard_spent = 12;
	on_jitter_spent = 13;

	# A stored state is come back to by an event of its own.
	restore_off = 14;
	restore_on = 15;
	restore_dim = 16;

	action enter_off {
		base->state = LAMP_OFF;
	}

	action enter_on {
		base->state = LAMP_ON;
	}

	action enter_dim {
		base->state = LAMP_DIM;
	}

	action row_0 {
		machine_row(base, 0, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_BLINK, t);
		timer_start(base, LAMP_TIMER_FADE, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		timer_start(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_ON, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		lamp_bark(m, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		lamp_darken(m, t);
		timer_stop(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_OFF, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		timer_stop(base, LAMP_TIMER_BLINK, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		timer_resume(base, LAMP_TIMER_BLINK, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		timer_reset(base, LAMP_TIMER_BLINK, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		timer_start(base, LAMP_TIMER_JITTER, t);
		machine_move(base, LAMP_DIM, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		lamp_flash(m, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		lamp_flash(m, t);
		lamp_burn_in(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		lamp_fade_a_little(m, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		timer_start(base, LAMP_TIMER_JITTER, t);
		machine_move(base, LAMP_DIM, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		lamp_tick(m, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		lamp_bark(m, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		lamp_darken(m, t);
		timer_stop(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_OFF, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		lamp_flash(m, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		timer_resume(base, LAMP_TIMER_BLINK, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		lamp_flash(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		lamp_flash(m, t);
		lamp_burn_in(m, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		lamp_bark(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		lamp_darken(m, t);
		machine_move(base, LAMP_OFF, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_off
	),

	in_off: (
		on_press @row_0 -> in_on |
		on_hold -> in_off |
		on_let_go -> in_off |
		on_forget -> in_off |
		on_dim_it -> in_off |
		on_noise -> in_off |
		on_hush -> in_off |
		on_guard_spent @row_7 -> in_off |
		restore_off -> in_off |
		restore_on -> in_on |
		restore_dim -> in_dim |
		(any - (on_press | on_hold | on_let_go | on_forget | on_dim_it | on_noise | on_hush | on_guard_spent | restore_off | restore_on | restore_dim | zlen)) @impossible -> in_off
	) >~enter_off,
	in_on: (
		on_press @row_8 -> in_off |
		on_hold @row_9 -> in_on |
		on_let_go @row_10 -> in_on |
		on_forget @row_11 -> in_on |
		on_dim_it @row_12 -> in_dim |
		on_noise -> in_on |
		on_hush -> in_on |
		on_blink @row_15 -> in_on |
		on_blink_spent @row_16 -> in_on |
		on_fade @row_17 -> in_on |
		on_fade_spent @row_18 -> in_dim |
		on_pulse @row_19 -> in_on |
		on_guard_spent @row_20 -> in_on |
		(any - (on_press | on_hold | on_let_go | on_forget | on_dim_it | on_noise | on_hush | on_blink | on_blink_spent | on_fade | on_fade_spent | on_pulse | on_guard_spent | zlen)) @impossible -> in_on
	) >~enter_on,
	in_dim: (
		on_press @row_21 -> in_off |
		on_hold @row_22 -> in_dim |
		on_let_go @row_23 -> in_dim |
		on_forget -> in_dim |
		on_dim_it @row_25 -> in_on |
		on_noise @row_26 -> in_on |
		on_hush @row_27 -> in_on |
		on_blink @row_28 -> in_dim |
		on_blink_spent @row_29 -> in_dim |
		on_guard_spent @row_30 -> in_dim |
		on_jitter_spent @row_31 -> in_off |
		(any - (on_press | on_hold | on_let_go | on_forget | on_dim_it | on_noise | on_hush | on_blink | on_blink_spent | on_guard_spent | on_jitter_spent | zlen)) @impossible -> in_dim
	) >~enter_dim;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct lamp *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
lamp_begin(struct lamp *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &lamp_chart);
	%% write init;
}

void
lamp_restore(struct lamp *m, enum lamp_state state)
{
	assert((unsigned)state < LAMP_STATE_COUNT);
	lamp_begin(m);
	run(m, (int)LAMP_EVENT_COUNT + (int)state, NULL);
}

void
lamp_step(struct lamp *m, enum lamp_event ev, struct turn *t)
{
	assert((unsigned)ev < LAMP_EVENT_COUNT);
	run(m, (int)ev, t);
}
