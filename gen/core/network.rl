/* SPDX-License-Identifier: Apache-2.0 */
/* network_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/network.fsm: change that and run make gen. */
#include "core/network_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine network;
	alphtype int;
	access base->;

	on_route = 0;
	on_lost = 1;
	on_learnt = 2;
	on_resumed = 3;
	on_settle_spent = 4;
	on_calm_spent = 5;
	on_rest_spent = 6;

	# A stored state is come back to by an event of its own.
	restore_down = 7;
	restore_settling = 8;
	restore_losing = 9;
	restore_fresh = 10;
	restore_restless = 11;
	restore_absent = 12;
	restore_up = 13;

	action enter_down {
		base->state = NETWORK_DOWN;
	}

	action enter_settling {
		base->state = NETWORK_SETTLING;
	}

	action enter_losing {
		base->state = NETWORK_LOSING;
	}

	action enter_fresh {
		base->state = NETWORK_FRESH;
	}

	action enter_restless {
		base->state = NETWORK_RESTLESS;
	}

	action enter_absent {
		base->state = NETWORK_ABSENT;
	}

	action enter_up {
		base->state = NETWORK_UP;
	}

	action row_0 {
		machine_row(base, 0, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_SETTLING, t);
	}

	action row_4 {
		machine_row(base, 4, t);
		network_keep(m, t);
	}

	action row_5 {
		machine_row(base, 5, t);
		network_keep(m, t);
		machine_move(base, NETWORK_LOSING, t);
	}

	action row_6 {
		machine_row(base, 6, t);
		network_learn_mac(m, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		network_report_resumed(m, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		network_report_up(m, t);
		timer_start(base, NETWORK_TIMER_CALM, t);
		machine_move(base, NETWORK_FRESH, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		network_keep(m, t);
		machine_move(base, NETWORK_SETTLING, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		network_report_resumed(m, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		network_report_down(m, t);
		machine_move(base, NETWORK_DOWN, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_REST, t);
		machine_move(base, NETWORK_RESTLESS, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_REST, t);
		machine_move(base, NETWORK_ABSENT, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		network_learn_mac(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		network_report_resumed(m, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		machine_move(base, NETWORK_UP, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		network_keep(m, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		network_keep(m, t);
		machine_move(base, NETWORK_ABSENT, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		network_learn_mac(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		network_report_resumed(m, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		network_report_up(m, t);
		timer_start(base, NETWORK_TIMER_CALM, t);
		machine_move(base, NETWORK_FRESH, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		network_keep(m, t);
		machine_move(base, NETWORK_RESTLESS, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		network_report_resumed(m, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		network_report_down(m, t);
		machine_move(base, NETWORK_DOWN, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_SETTLING, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_LOSING, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		network_learn_mac(m, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		network_report_resumed(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_down
	),

	in_down: (
		on_route @row_0 -> in_settling |
		on_lost -> in_down |
		on_learnt -> in_down |
		on_resumed -> in_down |
		restore_down -> in_down |
		restore_settling -> in_settling |
		restore_losing -> in_losing |
		restore_fresh -> in_fresh |
		restore_restless -> in_restless |
		restore_absent -> in_absent |
		restore_up -> in_up |
		(any - (on_route | on_lost | on_learnt | on_resumed | restore_down | restore_settling | restore_losing | restore_fresh | restore_restless | restore_absent | restore_up | zlen)) @impossible -> in_down
	) >~enter_down,
	in_settling: (
		on_route @row_4 -> in_settling |
		on_lost @row_5 -> in_losing |
		on_learnt @row_6 -> in_settling |
		on_resumed @row_7 -> in_settling |
		on_settle_spent @row_8 -> in_fresh |
		(any - (on_route | on_lost | on_learnt | on_resumed | on_settle_spent | zlen)) @impossible -> in_settling
	) >~enter_settling,
	in_losing: (
		on_route @row_9 -> in_settling |
		on_lost -> in_losing |
		on_learnt -> in_losing |
		on_resumed @row_12 -> in_losing |
		on_settle_spent @row_13 -> in_down |
		(any - (on_route | on_lost | on_learnt | on_resumed | on_settle_spent | zlen)) @impossible -> in_losing
	) >~enter_losing,
	in_fresh: (
		on_route @row_14 -> in_restless |
		on_lost @row_15 -> in_absent |
		on_learnt @row_16 -> in_fresh |
		on_resumed @row_17 -> in_fresh |
		on_calm_spent @row_18 -> in_up |
		(any - (on_route | on_lost | on_learnt | on_resumed | on_calm_spent | zlen)) @impossible -> in_fresh
	) >~enter_fresh,
	in_restless: (
		on_route @row_19 -> in_restless |
		on_lost @row_20 -> in_absent |
		on_learnt @row_21 -> in_restless |
		on_resumed @row_22 -> in_restless |
		on_rest_spent @row_23 -> in_fresh |
		(any - (on_route | on_lost | on_learnt | on_resumed | on_rest_spent | zlen)) @impossible -> in_restless
	) >~enter_restless,
	in_absent: (
		on_route @row_24 -> in_restless |
		on_lost -> in_absent |
		on_learnt -> in_absent |
		on_resumed @row_27 -> in_absent |
		on_rest_spent @row_28 -> in_down |
		(any - (on_route | on_lost | on_learnt | on_resumed | on_rest_spent | zlen)) @impossible -> in_absent
	) >~enter_absent,
	in_up: (
		on_route @row_29 -> in_settling |
		on_lost @row_30 -> in_losing |
		on_learnt @row_31 -> in_up |
		on_resumed @row_32 -> in_up |
		(any - (on_route | on_lost | on_learnt | on_resumed | zlen)) @impossible -> in_up
	) >~enter_up;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct network *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
network_begin(struct network *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &network_chart);
	%% write init;
}

void
network_restore(struct network *m, enum network_state state)
{
	assert((unsigned)state < NETWORK_STATE_COUNT);
	network_begin(m);
	run(m, (int)NETWORK_EVENT_COUNT + (int)state, NULL);
}

void
network_step(struct network *m, enum network_event ev, struct turn *t)
{
	assert((unsigned)ev < NETWORK_EVENT_COUNT);
	run(m, (int)ev, t);
}
