/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/natpmp_request.fsm: change that and run make gen. */
#include "core/natpmp_request_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine natpmp_request;
	alphtype int;
	access base->;

	on_asked = 0;
	on_asked_briefly = 1;
	on_answered = 2;
	on_refused = 3;
	on_unreachable = 4;
	on_withdrawn = 5;
	on_prompted = 6;
	on_retry = 7;
	on_retry_spent = 8;
	on_brief = 9;
	on_brief_spent = 10;

	# A stored state is come back to by an event of its own.
	restore_idle = 11;
	restore_waiting = 12;
	restore_parting = 13;

	action enter_idle {
		base->state = NATPMP_REQUEST_IDLE;
	}

	action enter_waiting {
		base->state = NATPMP_REQUEST_WAITING;
	}

	action enter_parting {
		base->state = NATPMP_REQUEST_PARTING;
	}

	action row_0 {
		machine_row(base, 0, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_RETRY, t);
		machine_move(base, NATPMP_REQUEST_WAITING, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_BRIEF, t);
		machine_move(base, NATPMP_REQUEST_PARTING, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_silence(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		natpmp_request_forget(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_RETRY, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		natpmp_request_send(m, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_silence(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_unanswered(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		natpmp_request_forget(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		natpmp_request_send(m, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_unanswered(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_asked @row_0 -> in_waiting |
		on_asked_briefly @row_1 -> in_parting |
		on_answered -> in_idle |
		on_refused -> in_idle |
		on_unreachable -> in_idle |
		on_withdrawn -> in_idle |
		on_prompted -> in_idle |
		restore_idle -> in_idle |
		restore_waiting -> in_waiting |
		restore_parting -> in_parting |
		(any - (on_asked | on_asked_briefly | on_answered | on_refused | on_unreachable | on_withdrawn | on_prompted | restore_idle | restore_waiting | restore_parting | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_waiting: (
		on_asked -> in_waiting |
		on_asked_briefly -> in_waiting |
		on_answered @row_9 -> in_idle |
		on_refused @row_10 -> in_idle |
		on_unreachable @row_11 -> in_idle |
		on_withdrawn @row_12 -> in_idle |
		on_prompted @row_13 -> in_waiting |
		on_retry @row_14 -> in_waiting |
		on_retry_spent @row_15 -> in_idle |
		(any - (on_asked | on_asked_briefly | on_answered | on_refused | on_unreachable | on_withdrawn | on_prompted | on_retry | on_retry_spent | zlen)) @impossible -> in_waiting
	) >~enter_waiting,
	in_parting: (
		on_asked -> in_parting |
		on_asked_briefly -> in_parting |
		on_answered @row_18 -> in_idle |
		on_refused @row_19 -> in_idle |
		on_unreachable @row_20 -> in_idle |
		on_withdrawn @row_21 -> in_idle |
		on_prompted -> in_parting |
		on_brief @row_23 -> in_parting |
		on_brief_spent @row_24 -> in_idle |
		(any - (on_asked | on_asked_briefly | on_answered | on_refused | on_unreachable | on_withdrawn | on_prompted | on_brief | on_brief_spent | zlen)) @impossible -> in_parting
	) >~enter_parting;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct natpmp_request *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
natpmp_request_begin(struct natpmp_request *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &natpmp_request_chart);
	%% write init;
}

void
natpmp_request_restore(struct natpmp_request *m, enum natpmp_request_state state)
{
	assert((unsigned)state < NATPMP_REQUEST_STATE_COUNT);
	natpmp_request_begin(m);
	run(m, (int)NATPMP_REQUEST_EVENT_COUNT + (int)state, NULL);
}

void
natpmp_request_step(struct natpmp_request *m, enum natpmp_request_event ev, struct turn *t)
{
	assert((unsigned)ev < NATPMP_REQUEST_EVENT_COUNT);
	run(m, (int)ev, t);
}
