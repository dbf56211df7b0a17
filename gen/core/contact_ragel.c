/* SPDX-License-Identifier: Apache-2.0 */
/* contact_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/contact.fsm: change that and run make gen. */
#include "core/contact_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int contact_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct contact *m, int code, struct turn *t)
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
tr13:
	{
		machine_row(base, 10, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 19, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
tr27:
	{
		machine_row(base, 55, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
tr35:
	{
		machine_row(base, 28, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
tr42:
	{
		machine_row(base, 46, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
tr50:
	{
		machine_row(base, 37, t);
		machine_move(base, CONTACT_OFF, t);
	}
	goto st0;
st0:
	{
		base->state = CONTACT_OFF;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 12: goto st0;
		case 13: goto st1;
		case 14: goto st2;
		case 15: goto st4;
		case 16: goto st6;
		case 17: goto st5;
		case 18: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 7 )
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
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr11:
	{
		machine_row(base, 8, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
	}
	goto st1;
tr16:
	{
		machine_row(base, 16, t);
		contact_report_glance(m, t);
	}
	goto st1;
tr18:
	{
		machine_row(base, 17, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 53, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr33:
	{
		machine_row(base, 26, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr40:
	{
		machine_row(base, 44, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr43:
	{
		machine_row(base, 48, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr44:
	{
		machine_row(base, 49, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr45:
	{
		machine_row(base, 51, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 35, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr52:
	{
		machine_row(base, 41, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
tr53:
	{
		machine_row(base, 43, t);
		contact_report_stale(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}
	goto st1;
st1:
	{
		base->state = CONTACT_WATCHED;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr11;
		case 1: goto tr12;
		case 2: goto tr13;
		case 3: goto tr14;
		case 5: goto tr15;
		case 9: goto tr16;
	}
	if ( 4 <= (*p) && (*p) <= 7 )
		goto st1;
	goto tr10;
tr17:
	{
		assert(!"no row");
	}
	goto st2;
tr2:
	{
		machine_row(base, 1, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr12:
	{
		machine_row(base, 9, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr19:
	{
		machine_row(base, 18, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}
	goto st2;
tr23:
	{
		machine_row(base, 25, t);
		contact_report_probe(m, t);
	}
	goto st2;
tr26:
	{
		machine_row(base, 54, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr28:
	{
		machine_row(base, 57, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr29:
	{
		machine_row(base, 58, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr30:
	{
		machine_row(base, 60, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr34:
	{
		machine_row(base, 27, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr37:
	{
		machine_row(base, 32, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr38:
	{
		machine_row(base, 34, t);
		contact_report_stale(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr41:
	{
		machine_row(base, 45, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
tr49:
	{
		machine_row(base, 36, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}
	goto st2;
st2:
	{
		base->state = CONTACT_KEPT;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr18;
		case 1: goto tr19;
		case 2: goto tr20;
		case 3: goto tr21;
		case 5: goto tr22;
		case 8: goto tr23;
	}
	if ( 4 <= (*p) && (*p) <= 7 )
		goto st2;
	goto tr17;
tr24:
	{
		assert(!"no row");
	}
	goto st3;
tr21:
	{
		machine_row(base, 20, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING_KEPT, t);
	}
	goto st3;
tr31:
	{
		machine_row(base, 61, t);
		contact_report_probe(m, t);
	}
	goto st3;
tr36:
	{
		machine_row(base, 29, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING_KEPT, t);
	}
	goto st3;
st3:
	{
		base->state = CONTACT_SEEKING_KEPT;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr25;
		case 1: goto tr26;
		case 2: goto tr27;
		case 4: goto tr28;
		case 5: goto tr29;
		case 7: goto tr30;
		case 11: goto tr31;
	}
	if ( 3 <= (*p) && (*p) <= 6 )
		goto st3;
	goto tr24;
tr32:
	{
		assert(!"no row");
	}
	goto st4;
tr22:
	{
		machine_row(base, 22, t);
		timer_start(base, CONTACT_TIMER_GRACE, t);
		machine_move(base, CONTACT_DOUBTING, t);
	}
	goto st4;
st4:
	{
		base->state = CONTACT_DOUBTING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr33;
		case 1: goto tr34;
		case 2: goto tr35;
		case 3: goto tr36;
		case 6: goto tr37;
		case 10: goto tr38;
	}
	if ( 4 <= (*p) && (*p) <= 7 )
		goto st4;
	goto tr32;
tr39:
	{
		assert(!"no row");
	}
	goto st5;
tr14:
	{
		machine_row(base, 11, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING, t);
	}
	goto st5;
tr46:
	{
		machine_row(base, 52, t);
		contact_report_probe(m, t);
	}
	goto st5;
tr51:
	{
		machine_row(base, 38, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING, t);
	}
	goto st5;
st5:
	{
		base->state = CONTACT_SEEKING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr40;
		case 1: goto tr41;
		case 2: goto tr42;
		case 4: goto tr43;
		case 5: goto tr44;
		case 7: goto tr45;
		case 11: goto tr46;
	}
	if ( 3 <= (*p) && (*p) <= 6 )
		goto st5;
	goto tr39;
tr47:
	{
		assert(!"no row");
	}
	goto st6;
tr15:
	{
		machine_row(base, 13, t);
		timer_start(base, CONTACT_TIMER_GRACE, t);
		machine_move(base, CONTACT_WONDERING, t);
	}
	goto st6;
st6:
	{
		base->state = CONTACT_WONDERING;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr48;
		case 1: goto tr49;
		case 2: goto tr50;
		case 3: goto tr51;
		case 6: goto tr52;
		case 10: goto tr53;
	}
	if ( 4 <= (*p) && (*p) <= 7 )
		goto st6;
	goto tr47;
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
contact_begin(struct contact *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &contact_chart);

	{
	 base->cs = contact_start;
	}

}

void
contact_restore(struct contact *m, enum contact_state state)
{
	assert((unsigned)state < CONTACT_STATE_COUNT);
	contact_begin(m);
	run(m, (int)CONTACT_EVENT_COUNT + (int)state, NULL);
}

void
contact_step(struct contact *m, enum contact_event ev, struct turn *t)
{
	assert((unsigned)ev < CONTACT_EVENT_COUNT);
	run(m, (int)ev, t);
}
