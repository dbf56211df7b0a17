/* SPDX-License-Identifier: Apache-2.0 */
/* network_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/network.fsm: change that and run make gen. */
#include "core/network_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int network_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct network *m, int code, struct turn *t)
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
		machine_row(base, 13, t);
		network_report_down(m, t);
		machine_move(base, NETWORK_DOWN, t);
	}
	goto st0;
tr34:
	{
		machine_row(base, 28, t);
		network_report_down(m, t);
		machine_move(base, NETWORK_DOWN, t);
	}
	goto st0;
st0:
	{
		base->state = NETWORK_DOWN;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 7: goto st0;
		case 8: goto st1;
		case 9: goto st2;
		case 10: goto st3;
		case 11: goto st4;
		case 12: goto st5;
		case 13: goto st6;
	}
	if ( 1 <= (*p) && (*p) <= 3 )
		goto st0;
	goto tr0;
tr9:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_SETTLING, t);
	}
	goto st1;
tr10:
	{
		machine_row(base, 4, t);
		network_keep(m, t);
	}
	goto st1;
tr12:
	{
		machine_row(base, 6, t);
		network_learn_mac(m, t);
	}
	goto st1;
tr13:
	{
		machine_row(base, 7, t);
		network_report_resumed(m, t);
	}
	goto st1;
tr16:
	{
		machine_row(base, 9, t);
		network_keep(m, t);
		machine_move(base, NETWORK_SETTLING, t);
	}
	goto st1;
tr36:
	{
		machine_row(base, 29, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_SETTLING, t);
	}
	goto st1;
st1:
	{
		base->state = NETWORK_SETTLING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr10;
		case 1: goto tr11;
		case 2: goto tr12;
		case 3: goto tr13;
		case 4: goto tr14;
	}
	goto tr9;
tr15:
	{
		assert(!"no row");
	}
	goto st2;
tr11:
	{
		machine_row(base, 5, t);
		network_keep(m, t);
		machine_move(base, NETWORK_LOSING, t);
	}
	goto st2;
tr17:
	{
		machine_row(base, 12, t);
		network_report_resumed(m, t);
	}
	goto st2;
tr37:
	{
		machine_row(base, 30, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_SETTLE, t);
		machine_move(base, NETWORK_LOSING, t);
	}
	goto st2;
st2:
	{
		base->state = NETWORK_LOSING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr16;
		case 3: goto tr17;
		case 4: goto tr18;
	}
	if ( 1 <= (*p) && (*p) <= 2 )
		goto st2;
	goto tr15;
tr19:
	{
		assert(!"no row");
	}
	goto st3;
tr14:
	{
		machine_row(base, 8, t);
		network_report_up(m, t);
		timer_start(base, NETWORK_TIMER_CALM, t);
		machine_move(base, NETWORK_FRESH, t);
	}
	goto st3;
tr22:
	{
		machine_row(base, 16, t);
		network_learn_mac(m, t);
	}
	goto st3;
tr23:
	{
		machine_row(base, 17, t);
		network_report_resumed(m, t);
	}
	goto st3;
tr30:
	{
		machine_row(base, 23, t);
		network_report_up(m, t);
		timer_start(base, NETWORK_TIMER_CALM, t);
		machine_move(base, NETWORK_FRESH, t);
	}
	goto st3;
st3:
	{
		base->state = NETWORK_FRESH;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr20;
		case 1: goto tr21;
		case 2: goto tr22;
		case 3: goto tr23;
		case 5: goto tr24;
	}
	goto tr19;
tr25:
	{
		assert(!"no row");
	}
	goto st4;
tr20:
	{
		machine_row(base, 14, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_REST, t);
		machine_move(base, NETWORK_RESTLESS, t);
	}
	goto st4;
tr26:
	{
		machine_row(base, 19, t);
		network_keep(m, t);
	}
	goto st4;
tr28:
	{
		machine_row(base, 21, t);
		network_learn_mac(m, t);
	}
	goto st4;
tr29:
	{
		machine_row(base, 22, t);
		network_report_resumed(m, t);
	}
	goto st4;
tr32:
	{
		machine_row(base, 24, t);
		network_keep(m, t);
		machine_move(base, NETWORK_RESTLESS, t);
	}
	goto st4;
st4:
	{
		base->state = NETWORK_RESTLESS;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr26;
		case 1: goto tr27;
		case 2: goto tr28;
		case 3: goto tr29;
		case 6: goto tr30;
	}
	goto tr25;
tr31:
	{
		assert(!"no row");
	}
	goto st5;
tr21:
	{
		machine_row(base, 15, t);
		network_keep(m, t);
		timer_start(base, NETWORK_TIMER_REST, t);
		machine_move(base, NETWORK_ABSENT, t);
	}
	goto st5;
tr27:
	{
		machine_row(base, 20, t);
		network_keep(m, t);
		machine_move(base, NETWORK_ABSENT, t);
	}
	goto st5;
tr33:
	{
		machine_row(base, 27, t);
		network_report_resumed(m, t);
	}
	goto st5;
st5:
	{
		base->state = NETWORK_ABSENT;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr32;
		case 3: goto tr33;
		case 6: goto tr34;
	}
	if ( 1 <= (*p) && (*p) <= 2 )
		goto st5;
	goto tr31;
tr35:
	{
		assert(!"no row");
	}
	goto st6;
tr24:
	{
		machine_row(base, 18, t);
		machine_move(base, NETWORK_UP, t);
	}
	goto st6;
tr38:
	{
		machine_row(base, 31, t);
		network_learn_mac(m, t);
	}
	goto st6;
tr39:
	{
		machine_row(base, 32, t);
		network_report_resumed(m, t);
	}
	goto st6;
st6:
	{
		base->state = NETWORK_UP;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr36;
		case 1: goto tr37;
		case 2: goto tr38;
		case 3: goto tr39;
	}
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
network_begin(struct network *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &network_chart);

	{
	 base->cs = network_start;
	}

}

void
network_restore(struct network *m, enum network_state state)
{
	assert((unsigned)state < NETWORK_STATE_COUNT);
	network_begin(m);
	run(m, (int)NETWORK_EVENT_COUNT + (int)state, NULL);
}

void
network_step(struct network *m, enum network_event ev, struct turn *t)
{
	assert((unsigned)ev < NETWORK_EVENT_COUNT);
	run(m, (int)ev, t);
}
