/* SPDX-License-Identifier: Apache-2.0 */
/* forward_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/forward.fsm: change that and run make gen. */
#include "core/forward_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int forward_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct forward *m, int code, struct turn *t)
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
		forward_answer_refused(m, t);
		forward_report_refused(m, t);
	}
	goto st0;
tr15:
	{
		machine_row(base, 25, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 30, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr18:
	{
		machine_row(base, 39, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr19:
	{
		machine_row(base, 40, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr21:
	{
		machine_row(base, 42, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr24:
	{
		machine_row(base, 50, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr25:
	{
		machine_row(base, 53, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr27:
	{
		machine_row(base, 61, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr28:
	{
		machine_row(base, 62, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr29:
	{
		machine_row(base, 63, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr30:
	{
		machine_row(base, 64, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr35:
	{
		machine_row(base, 14, t);
		forward_answer_refused(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
st0:
	{
		base->state = FORWARD_FREE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 2: goto tr3;
		case 3: goto tr4;
		case 4: goto tr5;
		case 14: goto st0;
		case 15: goto st5;
		case 16: goto st1;
		case 17: goto st2;
		case 18: goto st3;
		case 19: goto st4;
	}
	if ( 5 <= (*p) && (*p) <= 9 )
		goto st0;
	goto tr0;
tr12:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		forward_save(m, t);
		timer_start(base, FORWARD_TIMER_DISK, t);
		machine_move(base, FORWARD_SAVING, t);
	}
	goto st1;
tr32:
	{
		machine_row(base, 10, t);
		forward_save(m, t);
		timer_start(base, FORWARD_TIMER_DISK, t);
		machine_move(base, FORWARD_SAVING, t);
	}
	goto st1;
st1:
	{
		base->state = FORWARD_SAVING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr13;
		case 2: goto tr14;
		case 5: goto tr15;
		case 13: goto tr16;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st1;
	goto tr12;
tr17:
	{
		assert(!"no row");
	}
	goto st2;
tr2:
	{
		machine_row(base, 1, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}
	goto st2;
tr13:
	{
		machine_row(base, 21, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}
	goto st2;
tr20:
	{
		machine_row(base, 41, t);
		forward_send(m, t);
	}
	goto st2;
tr33:
	{
		machine_row(base, 11, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}
	goto st2;
st2:
	{
		base->state = FORWARD_SENT;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 8: goto tr18;
		case 9: goto tr19;
		case 10: goto tr20;
		case 11: goto tr21;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st2;
	goto tr17;
tr22:
	{
		assert(!"no row");
	}
	goto st3;
tr3:
	{
		machine_row(base, 2, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st3;
tr14:
	{
		machine_row(base, 22, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st3;
tr34:
	{
		machine_row(base, 12, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st3;
st3:
	{
		base->state = FORWARD_CONNECTING;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 6: goto tr23;
		case 7: goto tr24;
		case 12: goto tr25;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st3;
	goto tr22;
tr26:
	{
		assert(!"no row");
	}
	goto st4;
tr23:
	{
		machine_row(base, 49, t);
		forward_send_on_stream(m, t);
		machine_move(base, FORWARD_STREAMING, t);
	}
	goto st4;
st4:
	{
		base->state = FORWARD_STREAMING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 7: goto tr27;
		case 8: goto tr28;
		case 9: goto tr29;
		case 12: goto tr30;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st4;
	goto tr26;
tr31:
	{
		assert(!"no row");
	}
	goto st5;
tr4:
	{
		machine_row(base, 3, t);
		machine_move(base, FORWARD_QUEUED, t);
	}
	goto st5;
st5:
	{
		base->state = FORWARD_QUEUED;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr32;
		case 1: goto tr33;
		case 2: goto tr34;
		case 4: goto tr35;
	}
	if ( 3 <= (*p) && (*p) <= 9 )
		goto st5;
	goto tr31;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;
	_test_eof3:  base->cs = 3; goto _test_eof;
	_test_eof4:  base->cs = 4; goto _test_eof;
	_test_eof5:  base->cs = 5; goto _test_eof;

	_test_eof: {}
	}

}

void
forward_begin(struct forward *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &forward_chart);

	{
	 base->cs = forward_start;
	}

}

void
forward_restore(struct forward *m, enum forward_state state)
{
	assert((unsigned)state < FORWARD_STATE_COUNT);
	forward_begin(m);
	run(m, (int)FORWARD_EVENT_COUNT + (int)state, NULL);
}

void
forward_step(struct forward *m, enum forward_event ev, struct turn *t)
{
	assert((unsigned)ev < FORWARD_EVENT_COUNT);
	run(m, (int)ev, t);
}
