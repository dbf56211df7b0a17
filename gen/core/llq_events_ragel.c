/* SPDX-License-Identifier: Apache-2.0 */
/* llq_events_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_events.fsm: change that and run make gen. */
#include "core/llq_events_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int llq_events_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_events *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	{
	if ( p == pe )
		goto _test_eof;
	switch (  base->cs )
	{
tr0:
	{
		assert(!"no row");
	}
	goto st0;
tr5:
	{
		machine_row(base, 4, t);
		llq_events_report_told(m, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}
	goto st0;
tr6:
	{
		machine_row(base, 5, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}
	goto st0;
tr8:
	{
		machine_row(base, 7, t);
		llq_events_report_unreachable(m, t);
		machine_move(base, LLQ_EVENTS_SETTLED, t);
	}
	goto st0;
st0:
	{
		base->state = LLQ_EVENTS_SETTLED;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 5: goto st0;
		case 6: goto st1;
	}
	if ( 1 <= (*p) && (*p) <= 2 )
		goto st0;
	goto tr0;
tr4:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		llq_events_send(m, t);
		timer_start(base, LLQ_EVENTS_TIMER_RESEND, t);
		machine_move(base, LLQ_EVENTS_TELLING, t);
	}
	goto st1;
tr7:
	{
		machine_row(base, 6, t);
		llq_events_send(m, t);
	}
	goto st1;
st1:
	{
		base->state = LLQ_EVENTS_TELLING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto st1;
		case 1: goto tr5;
		case 2: goto tr6;
		case 3: goto tr7;
		case 4: goto tr8;
	}
	goto tr4;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;

	_test_eof: {}
	}

}

void
llq_events_begin(struct llq_events *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_events_chart);

	{
	 base->cs = llq_events_start;
	}

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
