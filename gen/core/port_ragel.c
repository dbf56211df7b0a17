/* SPDX-License-Identifier: Apache-2.0 */
/* port_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#include "core/port_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int port_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
run(struct port *m, int code, struct turn *t)
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
tr15:
	{
		machine_row(base, 17, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr22:
	{
		machine_row(base, 36, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr27:
	{
		machine_row(base, 81, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr31:
	{
		machine_row(base, 45, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 54, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr42:
	{
		machine_row(base, 63, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr49:
	{
		machine_row(base, 72, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr55:
	{
		machine_row(base, 90, t);
		port_report_unwant(m, t);
	}
	goto st0;
tr57:
	{
		machine_row(base, 26, t);
		port_report_unwant(m, t);
	}
	goto st0;
st0:
	{
		machine_enter(base, PORT_CLOSED, t);
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 10: goto st0;
		case 11: goto st1;
		case 12: goto st9;
		case 13: goto st2;
		case 14: goto st4;
		case 15: goto st5;
		case 16: goto st6;
		case 17: goto st7;
		case 18: goto st3;
		case 19: goto st8;
	}
	if ( 1 <= (*p) && (*p) <= 8 )
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
		port_bind(m, t);
	}
	goto st1;
tr21:
	{
		machine_row(base, 35, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr26:
	{
		machine_row(base, 80, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr37:
	{
		machine_row(base, 53, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 71, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr52:
	{
		machine_row(base, 86, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr54:
	{
		machine_row(base, 89, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}
	goto st1;
tr58:
	{
		machine_row(base, 27, t);
		port_bind(m, t);
	}
	goto st1;
st1:
	{
		machine_enter(base, PORT_BINDING, t);
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr13;
		case 2: goto tr14;
		case 8: goto tr15;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st1;
	goto tr12;
tr16:
	{
		assert(!"no row");
	}
	goto st2;
tr13:
	{
		machine_row(base, 10, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}
	goto st2;
st2:
	{
		machine_enter(base, PORT_FIRST, t);
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 3: goto tr17;
		case 4: goto tr18;
		case 5: goto tr19;
		case 6: goto tr20;
		case 7: goto tr21;
		case 8: goto tr22;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st2;
	goto tr16;
tr23:
	{
		assert(!"no row");
	}
	goto st3;
tr17:
	{
		machine_row(base, 31, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr18:
	{
		machine_row(base, 32, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr33:
	{
		machine_row(base, 49, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr34:
	{
		machine_row(base, 50, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr44:
	{
		machine_row(base, 67, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr45:
	{
		machine_row(base, 68, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr46:
	{
		machine_row(base, 69, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st3;
tr51:
	{
		machine_row(base, 85, t);
		port_report_ready(m, t);
	}
	goto st3;
st3:
	{
		machine_enter(base, PORT_MAPPED, t);
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 5: goto tr24;
		case 6: goto tr25;
		case 7: goto tr26;
		case 8: goto tr27;
	}
	if ( 0 <= (*p) && (*p) <= 4 )
		goto st3;
	goto tr23;
tr28:
	{
		assert(!"no row");
	}
	goto st4;
tr19:
	{
		machine_row(base, 33, t);
		port_bind_mapped(m, t);
	}
	goto st4;
tr24:
	{
		machine_row(base, 78, t);
		port_bind_mapped(m, t);
	}
	goto st4;
tr53:
	{
		machine_row(base, 87, t);
		port_bind_mapped(m, t);
	}
	goto st4;
st4:
	{
		machine_enter(base, PORT_MOVING, t);
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr29;
		case 2: goto tr30;
		case 8: goto tr31;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st4;
	goto tr28;
tr32:
	{
		assert(!"no row");
	}
	goto st5;
tr29:
	{
		machine_row(base, 38, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}
	goto st5;
st5:
	{
		machine_enter(base, PORT_SECOND, t);
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 3: goto tr33;
		case 4: goto tr34;
		case 5: goto tr35;
		case 6: goto tr36;
		case 7: goto tr37;
		case 8: goto tr38;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st5;
	goto tr32;
tr39:
	{
		assert(!"no row");
	}
	goto st6;
tr35:
	{
		machine_row(base, 51, t);
		port_bind_mapped(m, t);
	}
	goto st6;
st6:
	{
		machine_enter(base, PORT_MOVING_ON, t);
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr40;
		case 2: goto tr41;
		case 8: goto tr42;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st6;
	goto tr39;
tr43:
	{
		assert(!"no row");
	}
	goto st7;
tr40:
	{
		machine_row(base, 56, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}
	goto st7;
st7:
	{
		machine_enter(base, PORT_LAST, t);
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 3: goto tr44;
		case 4: goto tr45;
		case 5: goto tr46;
		case 6: goto tr47;
		case 7: goto tr48;
		case 8: goto tr49;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st7;
	goto tr43;
tr50:
	{
		assert(!"no row");
	}
	goto st8;
tr20:
	{
		machine_row(base, 34, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st8;
tr25:
	{
		machine_row(base, 79, t);
		port_report_ready(m, t);
	}
	goto st8;
tr36:
	{
		machine_row(base, 52, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st8;
tr47:
	{
		machine_row(base, 70, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, PORT_BARE, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 3: goto tr51;
		case 4: goto tr52;
		case 5: goto tr53;
		case 7: goto tr54;
		case 8: goto tr55;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st8;
	goto tr50;
tr56:
	{
		assert(!"no row");
	}
	goto st9;
tr14:
	{
		machine_row(base, 11, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}
	goto st9;
tr30:
	{
		machine_row(base, 39, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}
	goto st9;
tr41:
	{
		machine_row(base, 57, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, PORT_UNBOUND, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 8: goto tr57;
		case 9: goto tr58;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st9;
	goto tr56;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;
	_test_eof3:  base->cs = 3; goto _test_eof;
	_test_eof4:  base->cs = 4; goto _test_eof;
	_test_eof5:  base->cs = 5; goto _test_eof;
	_test_eof6:  base->cs = 6; goto _test_eof;
	_test_eof7:  base->cs = 7; goto _test_eof;
	_test_eof8:  base->cs = 8; goto _test_eof;
	_test_eof9:  base->cs = 9; goto _test_eof;

	_test_eof: {}
	}

}

void
port_begin(struct port *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &port_chart);

	{
	 base->cs = port_start;
	}

}

void
port_restore(struct port *m, enum port_state state)
{
	assert((unsigned)state < PORT_STATE_COUNT);
	port_begin(m);
	run(m, (int)PORT_EVENT_COUNT + (int)state, NULL);
}

void
port_step(struct port *m, enum port_event ev, struct turn *t)
{
	assert((unsigned)ev < PORT_EVENT_COUNT);
	run(m, (int)ev, t);
}
