/* SPDX-License-Identifier: Apache-2.0 */
/* stream_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/stream.fsm: change that and run make gen. */
#include "core/stream_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int stream_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct stream *m, int code, struct turn *t)
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
tr9:
	{
		machine_row(base, 9, t);
		stream_close(m, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
tr14:
	{
		machine_row(base, 14, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
tr15:
	{
		machine_row(base, 15, t);
		stream_close(m, t);
		stream_report_down(m, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 16, t);
		stream_close(m, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
tr19:
	{
		machine_row(base, 21, t);
		timer_reset(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 22, t);
		machine_move(base, STREAM_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = STREAM_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 8: goto st0;
		case 9: goto st1;
		case 10: goto st2;
		case 11: goto st3;
	}
	if ( 1 <= (*p) && (*p) <= 4 )
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
		stream_open(m, t);
		timer_start(base, STREAM_TIMER_PATIENCE, t);
		machine_move(base, STREAM_CONNECTING, t);
	}
	goto st1;
st1:
	{
		base->state = STREAM_CONNECTING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 2: goto tr7;
		case 3: goto tr8;
		case 4: goto tr9;
		case 5: goto tr10;
	}
	if ( 0 <= (*p) && (*p) <= 1 )
		goto st1;
	goto tr6;
tr11:
	{
		assert(!"no row");
	}
	goto st2;
tr7:
	{
		machine_row(base, 7, t);
		timer_reset(base, STREAM_TIMER_AGAIN, t);
		stream_report_up(m, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
		machine_move(base, STREAM_OPEN, t);
	}
	goto st2;
tr12:
	{
		machine_row(base, 11, t);
		stream_report_up(m, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
	}
	goto st2;
tr13:
	{
		machine_row(base, 12, t);
		timer_start(base, STREAM_TIMER_QUIET, t);
	}
	goto st2;
st2:
	{
		base->state = STREAM_OPEN;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr12;
		case 1: goto tr13;
		case 2: goto st2;
		case 3: goto tr14;
		case 4: goto tr15;
		case 6: goto tr16;
	}
	goto tr11;
tr17:
	{
		assert(!"no row");
	}
	goto st3;
tr8:
	{
		machine_row(base, 8, t);
		stream_report_down(m, t);
		timer_resume(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_RESTING, t);
	}
	goto st3;
tr10:
	{
		machine_row(base, 10, t);
		stream_close(m, t);
		stream_report_down(m, t);
		timer_resume(base, STREAM_TIMER_AGAIN, t);
		machine_move(base, STREAM_RESTING, t);
	}
	goto st3;
tr18:
	{
		machine_row(base, 17, t);
		stream_report_down(m, t);
	}
	goto st3;
st3:
	{
		base->state = STREAM_RESTING;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr18;
		case 4: goto tr19;
		case 7: goto tr20;
	}
	if ( 1 <= (*p) && (*p) <= 3 )
		goto st3;
	goto tr17;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;
	_test_eof3:  base->cs = 3; goto _test_eof;

	_test_eof: {}
	}

}

void
stream_begin(struct stream *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &stream_chart);

	{
	 base->cs = stream_start;
	}

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
