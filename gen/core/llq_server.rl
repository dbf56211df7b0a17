/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_server.fsm: change that and run make gen. */
#include "core/llq_server_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine llq_server;
	alphtype int;
	access base->;

	on_asked = 0;
	on_proved = 1;
	on_refreshed = 2;
	on_ended = 3;
	on_changed = 4;
	on_dropped = 5;
	on_replaced = 6;
	on_expiry_spent = 7;

	# A stored state is come back to by an event of its own.
	restore_free = 8;
	restore_challenged = 9;
	restore_held = 10;

	action enter_free {
		base->state = LLQ_SERVER_FREE;
	}

	action enter_challenged {
		base->state = LLQ_SERVER_CHALLENGED;
	}

	action enter_held {
		base->state = LLQ_SERVER_HELD;
	}

	action row_0 {
		machine_row(base, 0, t);
		llq_server_keep_grant(m, t);
		llq_server_offer(m, t);
		timer_start(base, LLQ_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LLQ_SERVER_CHALLENGED, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		llq_server_offer(m, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		llq_server_accept(m, t);
		machine_move(base, LLQ_SERVER_HELD, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		llq_server_accept(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		llq_server_keep_grant(m, t);
		llq_server_acknowledge(m, t);
		timer_start(base, LLQ_SERVER_TIMER_EXPIRY, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		llq_server_acknowledge_end(m, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		llq_server_report_changed(m, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_free
	),

	in_free: (
		on_asked @row_0 -> in_challenged |
		on_proved -> in_free |
		on_refreshed -> in_free |
		on_ended -> in_free |
		on_changed -> in_free |
		on_dropped -> in_free |
		on_replaced -> in_free |
		restore_free -> in_free |
		restore_challenged -> in_challenged |
		restore_held -> in_held |
		(any - (on_asked | on_proved | on_refreshed | on_ended | on_changed | on_dropped | on_replaced | restore_free | restore_challenged | restore_held | zlen)) @impossible -> in_free
	) >~enter_free,
	in_challenged: (
		on_asked @row_7 -> in_challenged |
		on_proved @row_8 -> in_held |
		on_refreshed -> in_challenged |
		on_ended -> in_challenged |
		on_changed -> in_challenged |
		on_dropped -> in_challenged |
		on_replaced -> in_challenged |
		on_expiry_spent @row_14 -> in_free |
		(any - (on_asked | on_proved | on_refreshed | on_ended | on_changed | on_dropped | on_replaced | on_expiry_spent | zlen)) @impossible -> in_challenged
	) >~enter_challenged,
	in_held: (
		on_asked -> in_held |
		on_proved @row_16 -> in_held |
		on_refreshed @row_17 -> in_held |
		on_ended @row_18 -> in_free |
		on_changed @row_19 -> in_held |
		on_dropped @row_20 -> in_free |
		on_replaced @row_21 -> in_free |
		on_expiry_spent @row_22 -> in_free |
		(any - (on_asked | on_proved | on_refreshed | on_ended | on_changed | on_dropped | on_replaced | on_expiry_spent | zlen)) @impossible -> in_held
	) >~enter_held;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_server *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
llq_server_begin(struct llq_server *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_server_chart);
	%% write init;
}

void
llq_server_restore(struct llq_server *m, enum llq_server_state state)
{
	assert((unsigned)state < LLQ_SERVER_STATE_COUNT);
	llq_server_begin(m);
	run(m, (int)LLQ_SERVER_EVENT_COUNT + (int)state, NULL);
}

void
llq_server_step(struct llq_server *m, enum llq_server_event ev, struct turn *t)
{
	assert((unsigned)ev < LLQ_SERVER_EVENT_COUNT);
	run(m, (int)ev, t);
}
