/* SPDX-License-Identifier: Apache-2.0 */
/* query_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/query.fsm: change that and run make gen. */
#include "core/query_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine query;
	alphtype int;
	access base->;

	on_asked = 0;
	on_answered = 1;
	on_truncated = 2;
	on_stream_up = 3;
	on_stream_down = 4;
	on_dropped = 5;
	on_resend = 6;
	on_resend_spent = 7;
	on_patience_spent = 8;

	# A stored state is come back to by an event of its own.
	restore_idle = 9;
	restore_waiting = 10;
	restore_connecting = 11;
	restore_streaming = 12;

	action enter_idle {
		base->state = QUERY_IDLE;
	}

	action enter_waiting {
		base->state = QUERY_WAITING;
	}

	action enter_connecting {
		base->state = QUERY_CONNECTING;
	}

	action enter_streaming {
		base->state = QUERY_STREAMING;
	}

	action row_0 {
		machine_row(base, 0, t);
		query_send(m, t);
		timer_start(base, QUERY_TIMER_RESEND, t);
		machine_move(base, QUERY_WAITING, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		query_report_truncated(m, t);
		timer_start(base, QUERY_TIMER_PATIENCE, t);
		machine_move(base, QUERY_CONNECTING, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		query_send_again(m, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		query_send_stream(m, t);
		timer_start(base, QUERY_TIMER_PATIENCE, t);
		machine_move(base, QUERY_STREAMING, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_asked @row_0 -> in_waiting |
		on_answered -> in_idle |
		on_truncated -> in_idle |
		on_stream_up -> in_idle |
		on_stream_down -> in_idle |
		on_dropped -> in_idle |
		restore_idle -> in_idle |
		restore_waiting -> in_waiting |
		restore_connecting -> in_connecting |
		restore_streaming -> in_streaming |
		(any - (on_asked | on_answered | on_truncated | on_stream_up | on_stream_down | on_dropped | restore_idle | restore_waiting | restore_connecting | restore_streaming | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_waiting: (
		on_asked -> in_waiting |
		on_answered @row_7 -> in_idle |
		on_truncated @row_8 -> in_connecting |
		on_stream_up -> in_waiting |
		on_stream_down -> in_waiting |
		on_dropped @row_11 -> in_idle |
		on_resend @row_12 -> in_waiting |
		on_resend_spent @row_13 -> in_idle |
		(any - (on_asked | on_answered | on_truncated | on_stream_up | on_stream_down | on_dropped | on_resend | on_resend_spent | zlen)) @impossible -> in_waiting
	) >~enter_waiting,
	in_connecting: (
		on_asked -> in_connecting |
		on_answered @row_15 -> in_idle |
		on_truncated -> in_connecting |
		on_stream_up @row_17 -> in_streaming |
		on_stream_down @row_18 -> in_idle |
		on_dropped @row_19 -> in_idle |
		on_patience_spent @row_20 -> in_idle |
		(any - (on_asked | on_answered | on_truncated | on_stream_up | on_stream_down | on_dropped | on_patience_spent | zlen)) @impossible -> in_connecting
	) >~enter_connecting,
	in_streaming: (
		on_asked -> in_streaming |
		on_answered @row_22 -> in_idle |
		on_truncated @row_23 -> in_idle |
		on_stream_up -> in_streaming |
		on_stream_down @row_25 -> in_idle |
		on_dropped @row_26 -> in_idle |
		on_patience_spent @row_27 -> in_idle |
		(any - (on_asked | on_answered | on_truncated | on_stream_up | on_stream_down | on_dropped | on_patience_spent | zlen)) @impossible -> in_streaming
	) >~enter_streaming;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct query *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
query_begin(struct query *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &query_chart);
	%% write init;
}

void
query_restore(struct query *m, enum query_state state)
{
	assert((unsigned)state < QUERY_STATE_COUNT);
	query_begin(m);
	run(m, (int)QUERY_EVENT_COUNT + (int)state, NULL);
}

void
query_step(struct query *m, enum query_event ev, struct turn *t)
{
	assert((unsigned)ev < QUERY_EVENT_COUNT);
	run(m, (int)ev, t);
}
