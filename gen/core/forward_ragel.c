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
tr16:
	{
		machine_row(base, 25, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr17:
	{
		machine_row(base, 30, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr19:
	{
		machine_row(base, 39, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 40, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr22:
	{
		machine_row(base, 42, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr24:
	{
		machine_row(base, 51, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr25:
	{
		machine_row(base, 52, t);
		forward_answer(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr27:
	{
		machine_row(base, 54, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr30:
	{
		machine_row(base, 62, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr31:
	{
		machine_row(base, 65, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr33:
	{
		machine_row(base, 73, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr34:
	{
		machine_row(base, 74, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr35:
	{
		machine_row(base, 75, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr36:
	{
		machine_row(base, 76, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}
	goto st0;
tr41:
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
		case 15: goto st6;
		case 16: goto st1;
		case 17: goto st2;
		case 18: goto st3;
		case 19: goto st4;
		case 20: goto st5;
	}
	if ( 5 <= (*p) && (*p) <= 9 )
		goto st0;
	goto tr0;
tr13:
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
tr38:
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
		case 1: goto tr14;
		case 2: goto tr15;
		case 5: goto tr16;
		case 13: goto tr17;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st1;
	goto tr13;
tr18:
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
tr14:
	{
		machine_row(base, 21, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}
	goto st2;
tr39:
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
		case 8: goto tr19;
		case 9: goto tr20;
		case 10: goto tr21;
		case 11: goto tr22;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st2;
	goto tr18;
tr23:
	{
		assert(!"no row");
	}
	goto st3;
tr21:
	{
		machine_row(base, 41, t);
		forward_send(m, t);
		machine_move(base, FORWARD_RESENT, t);
	}
	goto st3;
tr26:
	{
		machine_row(base, 53, t);
		forward_send(m, t);
	}
	goto st3;
st3:
	{
		base->state = FORWARD_RESENT;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 8: goto tr24;
		case 9: goto tr25;
		case 10: goto tr26;
		case 11: goto tr27;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st3;
	goto tr23;
tr28:
	{
		assert(!"no row");
	}
	goto st4;
tr3:
	{
		machine_row(base, 2, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st4;
tr15:
	{
		machine_row(base, 22, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st4;
tr40:
	{
		machine_row(base, 12, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}
	goto st4;
st4:
	{
		base->state = FORWARD_CONNECTING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 6: goto tr29;
		case 7: goto tr30;
		case 12: goto tr31;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st4;
	goto tr28;
tr32:
	{
		assert(!"no row");
	}
	goto st5;
tr29:
	{
		machine_row(base, 61, t);
		forward_send_on_stream(m, t);
		machine_move(base, FORWARD_STREAMING, t);
	}
	goto st5;
st5:
	{
		base->state = FORWARD_STREAMING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 7: goto tr33;
		case 8: goto tr34;
		case 9: goto tr35;
		case 12: goto tr36;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st5;
	goto tr32;
tr37:
	{
		assert(!"no row");
	}
	goto st6;
tr4:
	{
		machine_row(base, 3, t);
		machine_move(base, FORWARD_QUEUED, t);
	}
	goto st6;
st6:
	{
		base->state = FORWARD_QUEUED;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr38;
		case 1: goto tr39;
		case 2: goto tr40;
		case 4: goto tr41;
	}
	if ( 3 <= (*p) && (*p) <= 9 )
		goto st6;
	goto tr37;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;
	_test_eof3:  base->cs = 3; goto _test_eof;
	_test_eof4:  base->cs = 4; goto _test_eof;
	_test_eof5:  base->cs = 5; goto _test_eof;
	_test_eof6:  base->cs = 6; goto _test_eof;

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
