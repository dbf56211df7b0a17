/* SPDX-License-Identifier: Apache-2.0 */
/* llq_events_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_events.fsm: change that and run make gen. */
#include "core/llq_events_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine llq_events;
	alphtype int;
	access base->;

	on_owed = 0;
	on_acknowledged = 1;
	on_emptied = 2;
	on_resend = 3;
	on_resend_spent = 4;

	# A stored state is come back to by an event of its own.
	restore_settled = 5;
	restore_telling = 6;

	action enter_settled {
		base->state = LLQ_EVENTS_SETTLED;
	}

	action enter_telling {
		base->state = LLQ_EVENTS_TELLING;
	}

	action row_0 {
		machine_row(base, 0, t);
		llq_events_send(m, t);
		timer_start(base, LLQ_EVENTS_TIMER_RESEND, t);
		machine_move(base, LLQ_EVENTS_TELLING, t);
	}

	action row_4 {
		machine_row(base, 4, t);
		llq_events_report_told(m, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}

	action row_5 {
		machine_row(base, 5, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}

	action row_6 {
		machine_row(base, 6, t);
		llq_events_send(m, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		llq_events_report_unreachable(m, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_settled
	),

	in_settled: (
		on_owed @row_0 -> in_telling |
		on_acknowledged -> in_settled |
		on_emptied -> in_settled |
		restore_settled -> in_settled |
		restore_telling -> in_telling |
		(any - (on_owed | on_acknowledged | on_emptied | restore_settled | restore_telling | zlen)) @impossible -> in_settled
	) >~enter_settled,
	in_telling: (
		on_owed -> in_telling |
		on_acknowledged @row_4 -> in_settled |
		on_emptied @row_5 -> in_settled |
		on_resend @row_6 -> in_telling |
		on_resend_spent @row_7 -> in_settled |
		(any - (on_owed | on_acknowledged | on_emptied | on_resend | on_resend_spent | zlen)) @impossible -> in_telling
	) >~enter_telling;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_events *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
llq_events_begin(struct llq_events *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_events_chart);
	%% write init;
}

void
llq_events_restore(struct llq_events *m, enum llq_events_state state)
{
	assert((unsigned)state < LLQ_EVENTS_STATE_COUNT);
	llq_events_begin(m);
	run(m, (int)LLQ_EVENTS_EVENT_COUNT + (int)state, NULL);
}

void
llq_events_step(struct llq_events *m, enum llq_events_event ev, struct turn *t)
{
	assert((unsigned)ev < LLQ_EVENTS_EVENT_COUNT);
	run(m, (int)ev, t);
}
