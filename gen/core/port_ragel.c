/* SPDX-License-Identifier: Apache-2.0 */
/* port_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#include "core/port_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int port_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
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
tr18:
	{
		machine_row(base, 17, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr25:
	{
		machine_row(base, 45, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr30:
	{
		machine_row(base, 108, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr34:
	{
		machine_row(base, 54, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr41:
	{
		machine_row(base, 63, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr45:
	{
		machine_row(base, 72, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr52:
	{
		machine_row(base, 81, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr56:
	{
		machine_row(base, 90, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr63:
	{
		machine_row(base, 99, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr69:
	{
		machine_row(base, 117, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr71:
	{
		machine_row(base, 35, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
tr76:
	{
		machine_row(base, 26, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}
	goto st0;
st0:
	{
		base->state = PORT_CLOSED;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 10: goto st0;
		case 11: goto st1;
		case 12: goto st12;
		case 13: goto st11;
		case 14: goto st2;
		case 15: goto st4;
		case 16: goto st5;
		case 17: goto st6;
		case 18: goto st7;
		case 19: goto st8;
		case 20: goto st9;
		case 21: goto st3;
		case 22: goto st10;
	}
	if ( 1 <= (*p) && (*p) <= 8 )
		goto st0;
	goto tr0;
tr15:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr24:
	{
		machine_row(base, 44, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 107, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr40:
	{
		machine_row(base, 62, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr51:
	{
		machine_row(base, 80, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr62:
	{
		machine_row(base, 98, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr66:
	{
		machine_row(base, 113, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
tr68:
	{
		machine_row(base, 116, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}
	goto st1;
st1:
	{
		base->state = PORT_BINDING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr16;
		case 2: goto tr17;
		case 8: goto tr18;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st1;
	goto tr15;
tr19:
	{
		assert(!"no row");
	}
	goto st2;
tr16:
	{
		machine_row(base, 10, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_FIRST, t);
	}
	goto st2;
tr74:
	{
		machine_row(base, 19, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_FIRST, t);
	}
	goto st2;
st2:
	{
		base->state = PORT_FIRST;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 3: goto tr20;
		case 4: goto tr21;
		case 5: goto tr22;
		case 6: goto tr23;
		case 7: goto tr24;
		case 8: goto tr25;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st2;
	goto tr19;
tr26:
	{
		assert(!"no row");
	}
	goto st3;
tr20:
	{
		machine_row(base, 40, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr21:
	{
		machine_row(base, 41, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr36:
	{
		machine_row(base, 58, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr37:
	{
		machine_row(base, 59, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr47:
	{
		machine_row(base, 76, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr48:
	{
		machine_row(base, 77, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr58:
	{
		machine_row(base, 94, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr59:
	{
		machine_row(base, 95, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr60:
	{
		machine_row(base, 96, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
tr65:
	{
		machine_row(base, 112, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}
	goto st3;
st3:
	{
		base->state = PORT_MAPPED;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 5: goto tr27;
		case 6: goto tr28;
		case 7: goto tr29;
		case 8: goto tr30;
	}
	if ( 0 <= (*p) && (*p) <= 4 )
		goto st3;
	goto tr26;
tr31:
	{
		assert(!"no row");
	}
	goto st4;
tr22:
	{
		machine_row(base, 42, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}
	goto st4;
tr27:
	{
		machine_row(base, 105, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}
	goto st4;
tr67:
	{
		machine_row(base, 114, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}
	goto st4;
st4:
	{
		base->state = PORT_MOVING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr32;
		case 2: goto tr33;
		case 8: goto tr34;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st4;
	goto tr31;
tr35:
	{
		assert(!"no row");
	}
	goto st5;
tr32:
	{
		machine_row(base, 47, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_SECOND, t);
	}
	goto st5;
st5:
	{
		base->state = PORT_SECOND;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 3: goto tr36;
		case 4: goto tr37;
		case 5: goto tr38;
		case 6: goto tr39;
		case 7: goto tr40;
		case 8: goto tr41;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st5;
	goto tr35;
tr42:
	{
		assert(!"no row");
	}
	goto st6;
tr38:
	{
		machine_row(base, 60, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING_ON, t);
	}
	goto st6;
st6:
	{
		base->state = PORT_MOVING_ON;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr43;
		case 2: goto tr44;
		case 8: goto tr45;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st6;
	goto tr42;
tr46:
	{
		assert(!"no row");
	}
	goto st7;
tr43:
	{
		machine_row(base, 65, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_THIRD, t);
	}
	goto st7;
st7:
	{
		base->state = PORT_THIRD;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 3: goto tr47;
		case 4: goto tr48;
		case 5: goto tr49;
		case 6: goto tr50;
		case 7: goto tr51;
		case 8: goto tr52;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st7;
	goto tr46;
tr53:
	{
		assert(!"no row");
	}
	goto st8;
tr49:
	{
		machine_row(base, 78, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_MOVING_OFF, t);
	}
	goto st8;
st8:
	{
		base->state = PORT_MOVING_OFF;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr54;
		case 2: goto tr55;
		case 8: goto tr56;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st8;
	goto tr53;
tr57:
	{
		assert(!"no row");
	}
	goto st9;
tr54:
	{
		machine_row(base, 83, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_LAST, t);
	}
	goto st9;
st9:
	{
		base->state = PORT_LAST;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 3: goto tr58;
		case 4: goto tr59;
		case 5: goto tr60;
		case 6: goto tr61;
		case 7: goto tr62;
		case 8: goto tr63;
	}
	if ( 0 <= (*p) && (*p) <= 2 )
		goto st9;
	goto tr57;
tr64:
	{
		assert(!"no row");
	}
	goto st10;
tr23:
	{
		machine_row(base, 43, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}
	goto st10;
tr28:
	{
		machine_row(base, 106, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}
	goto st10;
tr39:
	{
		machine_row(base, 61, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}
	goto st10;
tr50:
	{
		machine_row(base, 79, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}
	goto st10;
tr61:
	{
		machine_row(base, 97, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}
	goto st10;
st10:
	{
		base->state = PORT_BARE;
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 3: goto tr65;
		case 4: goto tr66;
		case 5: goto tr67;
		case 7: goto tr68;
		case 8: goto tr69;
	}
	if ( 0 <= (*p) && (*p) <= 6 )
		goto st10;
	goto tr64;
tr70:
	{
		assert(!"no row");
	}
	goto st11;
tr55:
	{
		machine_row(base, 84, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
		machine_move(base, PORT_UNBOUND, t);
	}
	goto st11;
tr75:
	{
		machine_row(base, 20, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
		machine_move(base, PORT_UNBOUND, t);
	}
	goto st11;
st11:
	{
		base->state = PORT_UNBOUND;
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 8: goto tr71;
		case 9: goto tr72;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st11;
	goto tr70;
tr73:
	{
		assert(!"no row");
	}
	goto st12;
tr17:
	{
		machine_row(base, 11, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}
	goto st12;
tr33:
	{
		machine_row(base, 48, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}
	goto st12;
tr44:
	{
		machine_row(base, 66, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}
	goto st12;
tr72:
	{
		machine_row(base, 36, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}
	goto st12;
st12:
	{
		base->state = PORT_ELSEWHERE;
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 1: goto tr74;
		case 2: goto tr75;
		case 8: goto tr76;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st12;
	goto tr73;
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
	_test_eof10:  base->cs = 10; goto _test_eof;
	_test_eof11:  base->cs = 11; goto _test_eof;
	_test_eof12:  base->cs = 12; goto _test_eof;

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
