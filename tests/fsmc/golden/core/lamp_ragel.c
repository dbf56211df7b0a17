/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from tests/fsmc/lamp.fsm: change that and run make gen. */
#include "core/lamp_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int lamp_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct lamp *m, int code, struct turn *t)
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
tr3:
	{
		machine_row(base, 7, t);
		lamp_bark(m, t);
	}
	goto st0;
tr7:
	{
		machine_row(base, 8, t);
		lamp_darken(m, t);
		timer_stop(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_OFF, t);
	}
	goto st0;
tr19:
	{
		machine_row(base, 21, t);
		lamp_darken(m, t);
		timer_stop(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_OFF, t);
	}
	goto st0;
tr28:
	{
		machine_row(base, 31, t);
		lamp_darken(m, t);
		machine_move(base, LAMP_OFF, t);
	}
	goto st0;
st0:
	{
		base->state = LAMP_OFF;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 12: goto tr3;
		case 14: goto st0;
		case 15: goto st1;
		case 16: goto st2;
	}
	if ( 1 <= (*p) && (*p) <= 6 )
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
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_BLINK, t);
		timer_start(base, LAMP_TIMER_FADE, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		timer_start(base, LAMP_TIMER_GUARD, t);
		machine_move(base, LAMP_ON, t);
	}
	goto st1;
tr8:
	{
		machine_row(base, 9, t);
		timer_stop(base, LAMP_TIMER_BLINK, t);
	}
	goto st1;
tr9:
	{
		machine_row(base, 10, t);
		timer_resume(base, LAMP_TIMER_BLINK, t);
	}
	goto st1;
tr10:
	{
		machine_row(base, 11, t);
		timer_reset(base, LAMP_TIMER_BLINK, t);
	}
	goto st1;
tr12:
	{
		machine_row(base, 15, t);
		lamp_flash(m, t);
	}
	goto st1;
tr13:
	{
		machine_row(base, 16, t);
		lamp_flash(m, t);
		lamp_burn_in(m, t);
	}
	goto st1;
tr14:
	{
		machine_row(base, 17, t);
		lamp_fade_a_little(m, t);
	}
	goto st1;
tr16:
	{
		machine_row(base, 19, t);
		lamp_tick(m, t);
	}
	goto st1;
tr17:
	{
		machine_row(base, 20, t);
		lamp_bark(m, t);
	}
	goto st1;
tr22:
	{
		machine_row(base, 25, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}
	goto st1;
tr23:
	{
		machine_row(base, 26, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}
	goto st1;
tr24:
	{
		machine_row(base, 27, t);
		lamp_light(m, t);
		timer_start(base, LAMP_TIMER_PULSE, t);
		machine_move(base, LAMP_ON, t);
	}
	goto st1;
st1:
	{
		base->state = LAMP_ON;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr7;
		case 1: goto tr8;
		case 2: goto tr9;
		case 3: goto tr10;
		case 4: goto tr11;
		case 7: goto tr12;
		case 8: goto tr13;
		case 9: goto tr14;
		case 10: goto tr15;
		case 11: goto tr16;
		case 12: goto tr17;
	}
	if ( 5 <= (*p) && (*p) <= 6 )
		goto st1;
	goto tr6;
tr18:
	{
		assert(!"no row");
	}
	goto st2;
tr11:
	{
		machine_row(base, 12, t);
		timer_start(base, LAMP_TIMER_JITTER, t);
		machine_move(base, LAMP_DIM, t);
	}
	goto st2;
tr15:
	{
		machine_row(base, 18, t);
		timer_start(base, LAMP_TIMER_JITTER, t);
		machine_move(base, LAMP_DIM, t);
	}
	goto st2;
tr20:
	{
		machine_row(base, 22, t);
		lamp_flash(m, t);
	}
	goto st2;
tr21:
	{
		machine_row(base, 23, t);
		timer_resume(base, LAMP_TIMER_BLINK, t);
	}
	goto st2;
tr25:
	{
		machine_row(base, 28, t);
		lamp_flash(m, t);
	}
	goto st2;
tr26:
	{
		machine_row(base, 29, t);
		lamp_flash(m, t);
		lamp_burn_in(m, t);
	}
	goto st2;
tr27:
	{
		machine_row(base, 30, t);
		lamp_bark(m, t);
	}
	goto st2;
st2:
	{
		base->state = LAMP_DIM;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr19;
		case 1: goto tr20;
		case 2: goto tr21;
		case 3: goto st2;
		case 4: goto tr22;
		case 5: goto tr23;
		case 6: goto tr24;
		case 7: goto tr25;
		case 8: goto tr26;
		case 12: goto tr27;
		case 13: goto tr28;
	}
	goto tr18;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;
	_test_eof2:  base->cs = 2; goto _test_eof;

	_test_eof: {}
	}

}

void
lamp_begin(struct lamp *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &lamp_chart);

	{
	 base->cs = lamp_start;
	}

}

void
lamp_restore(struct lamp *m, enum lamp_state state)
{
	assert((unsigned)state < LAMP_STATE_COUNT);
	lamp_begin(m);
	run(m, (int)LAMP_EVENT_COUNT + (int)state, NULL);
}

void
lamp_step(struct lamp *m, enum lamp_event ev, struct turn *t)
{
	assert((unsigned)ev < LAMP_EVENT_COUNT);
	run(m, (int)ev, t);
}
