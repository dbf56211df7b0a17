/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/lease_server.fsm: change that and run make gen. */
#include "core/lease_server_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int lease_server_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct lease_server *m, int code, struct turn *t)
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
tr12:
	{
		machine_row(base, 11, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr14:
	{
		machine_row(base, 13, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr17:
	{
		machine_row(base, 22, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr23:
	{
		machine_row(base, 32, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr29:
	{
		machine_row(base, 42, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr32:
	{
		machine_row(base, 51, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr36:
	{
		machine_row(base, 61, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
tr37:
	{
		machine_row(base, 64, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}
	goto st0;
st0:
	{
		base->state = LEASE_SERVER_FREE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 5: goto tr3;
		case 11: goto st0;
		case 12: goto st1;
		case 13: goto st2;
		case 14: goto st3;
		case 15: goto st4;
		case 16: goto st5;
		case 17: goto st6;
	}
	if ( 1 <= (*p) && (*p) <= 8 )
		goto st0;
	goto tr0;
tr10:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		machine_move(base, LEASE_SERVER_PROMISED, t);
	}
	goto st1;
st1:
	{
		base->state = LEASE_SERVER_PROMISED;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr11;
		case 2: goto tr12;
		case 3: goto tr13;
		case 4: goto tr14;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st1;
	goto tr10;
tr15:
	{
		assert(!"no row");
	}
	goto st2;
tr3:
	{
		machine_row(base, 5, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr11:
	{
		machine_row(base, 10, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr13:
	{
		machine_row(base, 12, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr20:
	{
		machine_row(base, 29, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr21:
	{
		machine_row(base, 30, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr22:
	{
		machine_row(base, 31, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr26:
	{
		machine_row(base, 39, t);
		lease_server_report_shown(m, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
tr28:
	{
		machine_row(base, 41, t);
		lease_server_report_shown(m, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}
	goto st2;
st2:
	{
		base->state = LEASE_SERVER_HELD;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr16;
		case 4: goto tr17;
		case 9: goto tr18;
	}
	if ( 1 <= (*p) && (*p) <= 8 )
		goto st2;
	goto tr15;
tr19:
	{
		assert(!"no row");
	}
	goto st3;
tr16:
	{
		machine_row(base, 18, t);
		machine_move(base, LEASE_SERVER_RENEWING, t);
	}
	goto st3;
st3:
	{
		base->state = LEASE_SERVER_RENEWING;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 1: goto tr20;
		case 2: goto tr21;
		case 3: goto tr22;
		case 4: goto tr23;
		case 9: goto tr24;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st3;
	goto tr19;
tr25:
	{
		assert(!"no row");
	}
	goto st4;
tr24:
	{
		machine_row(base, 37, t);
		lease_server_report_expired(m, t);
		machine_move(base, LEASE_SERVER_LAPSING, t);
	}
	goto st4;
tr31:
	{
		machine_row(base, 47, t);
		machine_move(base, LEASE_SERVER_LAPSING, t);
	}
	goto st4;
st4:
	{
		base->state = LEASE_SERVER_LAPSING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr26;
		case 2: goto tr27;
		case 3: goto tr28;
		case 4: goto tr29;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st4;
	goto tr25;
tr30:
	{
		assert(!"no row");
	}
	goto st5;
tr18:
	{
		machine_row(base, 27, t);
		lease_server_report_expired(m, t);
		timer_start(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}
	goto st5;
tr27:
	{
		machine_row(base, 40, t);
		lease_server_report_overdue(m, t);
		timer_start(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}
	goto st5;
tr34:
	{
		machine_row(base, 56, t);
		lease_server_report_overdue(m, t);
	}
	goto st5;
tr38:
	{
		machine_row(base, 65, t);
		timer_resume(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}
	goto st5;
st5:
	{
		base->state = LEASE_SERVER_EXPIRED;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr31;
		case 4: goto tr32;
		case 6: goto tr33;
		case 10: goto tr34;
	}
	if ( 1 <= (*p) && (*p) <= 8 )
		goto st5;
	goto tr30;
tr35:
	{
		assert(!"no row");
	}
	goto st6;
tr33:
	{
		machine_row(base, 53, t);
		machine_move(base, LEASE_SERVER_DELETING, t);
	}
	goto st6;
st6:
	{
		base->state = LEASE_SERVER_DELETING;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 4: goto tr36;
		case 7: goto tr37;
		case 8: goto tr38;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st6;
	goto tr35;
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
lease_server_begin(struct lease_server *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &lease_server_chart);

	{
	 base->cs = lease_server_start;
	}

}

void
lease_server_restore(struct lease_server *m, enum lease_server_state state)
{
	assert((unsigned)state < LEASE_SERVER_STATE_COUNT);
	lease_server_begin(m);
	run(m, (int)LEASE_SERVER_EVENT_COUNT + (int)state, NULL);
}

void
lease_server_step(struct lease_server *m, enum lease_server_event ev, struct turn *t)
{
	assert((unsigned)ev < LEASE_SERVER_EVENT_COUNT);
	run(m, (int)ev, t);
}
