/* SPDX-License-Identifier: Apache-2.0 */
/* query_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/query.fsm: change that and run make gen. */
#include "core/query_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int query_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct query *m, int code, struct turn *t)
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
		machine_row(base, 7, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr9:
	{
		machine_row(base, 11, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr11:
	{
		machine_row(base, 13, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr13:
	{
		machine_row(base, 15, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr15:
	{
		machine_row(base, 18, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 19, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr17:
	{
		machine_row(base, 20, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr19:
	{
		machine_row(base, 22, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 23, t);
		query_report_answer(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr21:
	{
		machine_row(base, 25, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr22:
	{
		machine_row(base, 26, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
tr23:
	{
		machine_row(base, 27, t);
		query_report_silent(m, t);
		machine_move(base, QUERY_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = QUERY_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 9: goto st0;
		case 10: goto st1;
		case 11: goto st2;
		case 12: goto st3;
	}
	if ( 1 <= (*p) && (*p) <= 5 )
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
		query_send(m, t);
		timer_start(base, QUERY_TIMER_RESEND, t);
		machine_move(base, QUERY_WAITING, t);
	}
	goto st1;
tr10:
	{
		machine_row(base, 12, t);
		query_send_again(m, t);
	}
	goto st1;
st1:
	{
		base->state = QUERY_WAITING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr7;
		case 2: goto tr8;
		case 5: goto tr9;
		case 6: goto tr10;
		case 7: goto tr11;
	}
	if ( 0 <= (*p) && (*p) <= 4 )
		goto st1;
	goto tr6;
tr12:
	{
		assert(!"no row");
	}
	goto st2;
tr8:
	{
		machine_row(base, 8, t);
		query_report_truncated(m, t);
		timer_start(base, QUERY_TIMER_PATIENCE, t);
		machine_move(base, QUERY_CONNECTING, t);
	}
	goto st2;
st2:
	{
		base->state = QUERY_CONNECTING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 1: goto tr13;
		case 3: goto tr14;
		case 4: goto tr15;
		case 5: goto tr16;
		case 8: goto tr17;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st2;
	goto tr12;
tr18:
	{
		assert(!"no row");
	}
	goto st3;
tr14:
	{
		machine_row(base, 17, t);
		query_send_stream(m, t);
		timer_start(base, QUERY_TIMER_PATIENCE, t);
		machine_move(base, QUERY_STREAMING, t);
	}
	goto st3;
st3:
	{
		base->state = QUERY_STREAMING;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 1: goto tr19;
		case 2: goto tr20;
		case 4: goto tr21;
		case 5: goto tr22;
		case 8: goto tr23;
	}
	if ( 0 <= (*p) && (*p) <= 3 )
		goto st3;
	goto tr18;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;
	_test_eof3:  base->cs = 3; goto _test_eof;

	_test_eof: {}
	}

}

void
query_begin(struct query *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &query_chart);

	{
	 base->cs = query_start;
	}

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
