/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_server.fsm: change that and run make gen. */
#include "core/llq_server_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int llq_server_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_server *m, int code, struct turn *t)
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
tr8:
	{
		machine_row(base, 14, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}
	goto st0;
tr12:
	{
		machine_row(base, 18, t);
		llq_server_acknowledge_end(m, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}
	goto st0;
tr14:
	{
		machine_row(base, 20, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}
	goto st0;
tr15:
	{
		machine_row(base, 21, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 22, t);
		llq_server_report_gone(m, t);
		machine_move(base, LLQ_SERVER_FREE, t);
	}
	goto st0;
st0:
	{
		base->state = LLQ_SERVER_FREE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 8: goto st0;
		case 9: goto st1;
		case 10: goto st2;
	}
	if ( 1 <= (*p) && (*p) <= 6 )
		goto st0;
	goto tr0;
tr5:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		llq_server_keep_grant(m, t);
		llq_server_offer(m, t);
		timer_start(base, LLQ_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LLQ_SERVER_CHALLENGED, t);
	}
	goto st1;
tr6:
	{
		machine_row(base, 7, t);
		llq_server_offer(m, t);
	}
	goto st1;
st1:
	{
		base->state = LLQ_SERVER_CHALLENGED;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr6;
		case 1: goto tr7;
		case 7: goto tr8;
	}
	if ( 2 <= (*p) && (*p) <= 6 )
		goto st1;
	goto tr5;
tr9:
	{
		assert(!"no row");
	}
	goto st2;
tr7:
	{
		machine_row(base, 8, t);
		llq_server_accept(m, t);
		machine_move(base, LLQ_SERVER_HELD, t);
	}
	goto st2;
tr10:
	{
		machine_row(base, 16, t);
		llq_server_accept(m, t);
	}
	goto st2;
tr11:
	{
		machine_row(base, 17, t);
		llq_server_keep_grant(m, t);
		llq_server_acknowledge(m, t);
		timer_start(base, LLQ_SERVER_TIMER_EXPIRY, t);
	}
	goto st2;
tr13:
	{
		machine_row(base, 19, t);
		llq_server_report_changed(m, t);
	}
	goto st2;
st2:
	{
		base->state = LLQ_SERVER_HELD;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto st2;
		case 1: goto tr10;
		case 2: goto tr11;
		case 3: goto tr12;
		case 4: goto tr13;
		case 5: goto tr14;
		case 6: goto tr15;
		case 7: goto tr16;
	}
	goto tr9;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;

	_test_eof: {}
	}

}

void
llq_server_begin(struct llq_server *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_server_chart);

	{
	 base->cs = llq_server_start;
	}

}

void
llq_server_restore(struct llq_server *m, enum llq_server_state state)
{
	assert((unsigned)state < LLQ_SERVER_STATE_COUNT);
	llq_server_begin(m);
	run(m, (int)LLQ_SERVER_EVENT_COUNT + (int)state, NULL);
}

void
llq_server_step(struct llq_server *m, enum llq_server_event ev, struct turn *t)
{
	assert((unsigned)ev < LLQ_SERVER_EVENT_COUNT);
	run(m, (int)ev, t);
}
