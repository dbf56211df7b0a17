/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/natpmp_request.fsm: change that and run make gen. */
#include "core/natpmp_request_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int natpmp_request_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct natpmp_request *m, int code, struct turn *t)
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
tr7:
	{
		machine_row(base, 9, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr8:
	{
		machine_row(base, 10, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr9:
	{
		machine_row(base, 11, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_silence(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr10:
	{
		machine_row(base, 12, t);
		natpmp_request_forget(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr13:
	{
		machine_row(base, 15, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_silence(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr15:
	{
		machine_row(base, 18, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 19, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_answer(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr17:
	{
		machine_row(base, 20, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_unanswered(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr18:
	{
		machine_row(base, 21, t);
		natpmp_request_forget(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 24, t);
		natpmp_request_forget(m, t);
		natpmp_request_report_unanswered(m, t);
		machine_move(base, NATPMP_REQUEST_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = NATPMP_REQUEST_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 11: goto st0;
		case 12: goto st1;
		case 13: goto st2;
	}
	if ( 2 <= (*p) && (*p) <= 6 )
		goto st0;
	goto tr0;
tr6:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_RETRY, t);
		machine_move(base, NATPMP_REQUEST_WAITING, t);
	}
	goto st1;
tr11:
	{
		machine_row(base, 13, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_RETRY, t);
	}
	goto st1;
tr12:
	{
		machine_row(base, 14, t);
		natpmp_request_send(m, t);
	}
	goto st1;
st1:
	{
		base->state = NATPMP_REQUEST_WAITING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 2: goto tr7;
		case 3: goto tr8;
		case 4: goto tr9;
		case 5: goto tr10;
		case 6: goto tr11;
		case 7: goto tr12;
		case 8: goto tr13;
	}
	if ( 0 <= (*p) && (*p) <= 1 )
		goto st1;
	goto tr6;
tr14:
	{
		assert(!"no row");
	}
	goto st2;
tr2:
	{
		machine_row(base, 1, t);
		natpmp_request_send(m, t);
		timer_start(base, NATPMP_REQUEST_TIMER_BRIEF, t);
		machine_move(base, NATPMP_REQUEST_PARTING, t);
	}
	goto st2;
tr19:
	{
		machine_row(base, 23, t);
		natpmp_request_send(m, t);
	}
	goto st2;
st2:
	{
		base->state = NATPMP_REQUEST_PARTING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 2: goto tr15;
		case 3: goto tr16;
		case 4: goto tr17;
		case 5: goto tr18;
		case 9: goto tr19;
		case 10: goto tr20;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st2;
	goto tr14;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;

	_test_eof: {}
	}

}

void
natpmp_request_begin(struct natpmp_request *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &natpmp_request_chart);

	{
	 base->cs = natpmp_request_start;
	}

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
