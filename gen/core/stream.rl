/* SPDX-License-Identifier: Apache-2.0 */
/* stream_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/stream.fsm: change that and run make gen. */
#include "core/stream_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine stream;
	alphtype int;
	access base->;

	on_wanted = 0;
	on_used = 1;
	on_up = 2;
	on_down = 3;
	on_elsewhere = 4;
	on_patience_spent = 5;
	on_quiet_spent = 6;
	on_again = 7;

	# A stored state is come back to by an event of its own.
	restore_idle = 8;
	restore_connecting = 9;
	restore_open = 10;
	restore_resting = 11;

	action enter_idle {
		base->state = STREAM_IDLE;
	}

	action enter_connecting {
		base->state = STREAM_CONNECTING;
	}

	action enter_open {
		base->state = STREAM_OPEN;
	}

	action enter_resting {
		base->state = STREAM_RESTING;
	}

	action row_0 {
		machine_row(base, 0, t);
		stream_open(m, t);
		timer_start(base, STREAM_TIMER_PATIENCE, t);
		machine_move(base, STREAM_CONNECTING, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		timer_reset(base, STREAM_TIMER_AGAIN, t);
		stream_report_up(m, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
		machine_move(base, STREAM_OPEN, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		stream_report_down(m, t);
		timer_resume(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_RESTING, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		stream_close(m, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		stream_close(m, t);
		stream_report_down(m, t);
		timer_resume(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_RESTING, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		stream_report_up(m, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		stream_close(m, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		stream_close(m, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		stream_report_down(m, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		timer_reset(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		machine_move(base, STREAM_IDLE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_wanted @row_0 -> in_connecting |
		on_used -> in_idle |
		on_up -> in_idle |
		on_down -> in_idle |
		on_elsewhere -> in_idle |
		restore_idle -> in_idle |
		restore_connecting -> in_connecting |
		restore_open -> in_open |
		restore_resting -> in_resting |
		(any - (on_wanted | on_used | on_up | on_down | on_elsewhere | restore_idle | restore_connecting | restore_open | restore_resting | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_connecting: (
		on_wanted -> in_connecting |
		on_used -> in_connecting |
		on_up @row_7 -> in_open |
		on_down @row_8 -> in_resting |
		on_elsewhere @row_9 -> in_idle |
		on_patience_spent @row_10 -> in_resting |
		(any - (on_wanted | on_used | on_up | on_down | on_elsewhere | on_patience_spent | zlen)) @impossible -> in_connecting
	) >~enter_connecting,
	in_open: (
		on_wanted @row_11 -> in_open |
		on_used @row_12 -> in_open |
		on_up -> in_open |
		on_down @row_14 -> in_idle |
		on_elsewhere @row_15 -> in_idle |
		on_quiet_spent @row_16 -> in_idle |
		(any - (on_wanted | on_used | on_up | on_down | on_elsewhere | on_quiet_spent | zlen)) @impossible -> in_open
	) >~enter_open,
	in_resting: (
		on_wanted @row_17 -> in_resting |
		on_used -> in_resting |
		on_up -> in_resting |
		on_down -> in_resting |
		on_elsewhere @row_21 -> in_idle |
		on_again @row_22 -> in_idle |
		(any - (on_wanted | on_used | on_up | on_down | on_elsewhere | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct stream *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
stream_begin(struct stream *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &stream_chart);
	%% write init;
}

void
stream_restore(struct stream *m, enum stream_state state)
{
	assert((unsigned)state < STREAM_STATE_COUNT);
	stream_begin(m);
	run(m, (int)STREAM_EVENT_COUNT + (int)state, NULL);
}

void
stream_step(struct stream *m, enum stream_event ev, struct turn *t)
{
	assert((unsigned)ev < STREAM_EVENT_COUNT);
	run(m, (int)ev, t);
}
