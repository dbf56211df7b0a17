/* SPDX-License-Identifier: Apache-2.0 */
/* discovery_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/discovery.fsm: change that and run make gen. */
#include "core/discovery_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int discovery_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct discovery *m, int code, struct turn *t)
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
st0:
	{
		base->state = DISCOVERY_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 16: goto st0;
		case 17: goto st1;
		case 18: goto st2;
		case 19: goto st9;
		case 20: goto st8;
		case 21: goto st3;
		case 22: goto st7;
		case 23: goto st5;
		case 24: goto st4;
		case 25: goto st6;
	}
	if ( 1 <= (*p) && (*p) <= 12 )
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
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr14:
	{
		machine_row(base, 15, t);
		discovery_strip(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
	}
	goto st1;
tr17:
	{
		machine_row(base, 24, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 38, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr33:
	{
		machine_row(base, 80, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr36:
	{
		machine_row(base, 111, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr37:
	{
		machine_row(base, 122, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr38:
	{
		machine_row(base, 123, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr39:
	{
		machine_row(base, 124, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr44:
	{
		machine_row(base, 108, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 125, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 136, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr49:
	{
		machine_row(base, 138, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr55:
	{
		machine_row(base, 94, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr61:
	{
		machine_row(base, 66, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
tr68:
	{
		machine_row(base, 52, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}
	goto st1;
st1:
	{
		base->state = DISCOVERY_ZONE;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr13;
		case 2: goto tr14;
		case 3: goto tr15;
		case 10: goto tr16;
		case 11: goto tr17;
		case 13: goto tr18;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st1;
	goto tr12;
tr19:
	{
		assert(!"no row");
	}
	goto st2;
tr13:
	{
		machine_row(base, 14, t);
		discovery_keep_zone(m, t);
		discovery_ask_update_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_APEX, t);
	}
	goto st2;
st2:
	{
		base->state = DISCOVERY_UPDATE_APEX;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 4: goto tr20;
		case 5: goto tr21;
		case 6: goto tr22;
		case 7: goto tr23;
		case 10: goto tr24;
		case 11: goto tr25;
		case 13: goto tr26;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st2;
	goto tr19;
tr27:
	{
		assert(!"no row");
	}
	goto st3;
tr20:
	{
		machine_row(base, 31, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
tr23:
	{
		machine_row(base, 34, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
tr58:
	{
		machine_row(base, 63, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
tr59:
	{
		machine_row(base, 64, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
tr64:
	{
		machine_row(base, 45, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
tr66:
	{
		machine_row(base, 48, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}
	goto st3;
st3:
	{
		base->state = DISCOVERY_LLQ_APEX;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 4: goto tr28;
		case 5: goto tr29;
		case 6: goto tr30;
		case 7: goto tr31;
		case 10: goto tr32;
		case 11: goto tr33;
		case 13: goto tr34;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st3;
	goto tr27;
tr35:
	{
		assert(!"no row");
	}
	goto st4;
tr28:
	{
		machine_row(base, 73, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
tr31:
	{
		machine_row(base, 76, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
tr41:
	{
		machine_row(base, 105, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
tr42:
	{
		machine_row(base, 106, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
tr51:
	{
		machine_row(base, 87, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
tr53:
	{
		machine_row(base, 90, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}
	goto st4;
st4:
	{
		base->state = DISCOVERY_KNOWN;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr36;
		case 11: goto tr37;
		case 12: goto tr38;
		case 14: goto tr39;
	}
	if ( 1 <= (*p) && (*p) <= 10 )
		goto st4;
	goto tr35;
tr40:
	{
		assert(!"no row");
	}
	goto st5;
tr29:
	{
		machine_row(base, 74, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_ADDRESS, t);
	}
	goto st5;
tr52:
	{
		machine_row(base, 88, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_ADDRESS, t);
	}
	goto st5;
st5:
	{
		base->state = DISCOVERY_LLQ_ADDRESS;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 8: goto tr41;
		case 9: goto tr42;
		case 10: goto tr43;
		case 11: goto tr44;
		case 13: goto tr45;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st5;
	goto tr40;
tr46:
	{
		assert(!"no row");
	}
	goto st6;
tr15:
	{
		machine_row(base, 16, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr16:
	{
		machine_row(base, 23, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr18:
	{
		machine_row(base, 26, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr24:
	{
		machine_row(base, 37, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr26:
	{
		machine_row(base, 40, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr32:
	{
		machine_row(base, 79, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr34:
	{
		machine_row(base, 82, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr43:
	{
		machine_row(base, 107, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr45:
	{
		machine_row(base, 110, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr54:
	{
		machine_row(base, 93, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr56:
	{
		machine_row(base, 96, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr60:
	{
		machine_row(base, 65, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr62:
	{
		machine_row(base, 68, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr67:
	{
		machine_row(base, 51, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
tr69:
	{
		machine_row(base, 54, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}
	goto st6;
st6:
	{
		base->state = DISCOVERY_LOST;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr47;
		case 11: goto tr48;
		case 15: goto tr49;
	}
	if ( 1 <= (*p) && (*p) <= 12 )
		goto st6;
	goto tr46;
tr50:
	{
		assert(!"no row");
	}
	goto st7;
tr30:
	{
		machine_row(base, 75, t);
		discovery_ask_llq_domain(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_DOMAIN, t);
	}
	goto st7;
st7:
	{
		base->state = DISCOVERY_LLQ_DOMAIN;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 4: goto tr51;
		case 5: goto tr52;
		case 7: goto tr53;
		case 10: goto tr54;
		case 11: goto tr55;
		case 13: goto tr56;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st7;
	goto tr50;
tr57:
	{
		assert(!"no row");
	}
	goto st8;
tr21:
	{
		machine_row(base, 32, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_ADDRESS, t);
	}
	goto st8;
tr65:
	{
		machine_row(base, 46, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_ADDRESS, t);
	}
	goto st8;
st8:
	{
		base->state = DISCOVERY_UPDATE_ADDRESS;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 8: goto tr58;
		case 9: goto tr59;
		case 10: goto tr60;
		case 11: goto tr61;
		case 13: goto tr62;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st8;
	goto tr57;
tr63:
	{
		assert(!"no row");
	}
	goto st9;
tr22:
	{
		machine_row(base, 33, t);
		discovery_ask_update_domain(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_DOMAIN, t);
	}
	goto st9;
st9:
	{
		base->state = DISCOVERY_UPDATE_DOMAIN;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 4: goto tr64;
		case 5: goto tr65;
		case 7: goto tr66;
		case 10: goto tr67;
		case 11: goto tr68;
		case 13: goto tr69;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st9;
	goto tr63;
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
discovery_begin(struct discovery *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &discovery_chart);

	{
	 base->cs = discovery_start;
	}

}

void
discovery_restore(struct discovery *m, enum discovery_state state)
{
	assert((unsigned)state < DISCOVERY_STATE_COUNT);
	discovery_begin(m);
	run(m, (int)DISCOVERY_EVENT_COUNT + (int)state, NULL);
}

void
discovery_step(struct discovery *m, enum discovery_event ev, struct turn *t)
{
	assert((unsigned)ev < DISCOVERY_EVENT_COUNT);
	run(m, (int)ev, t);
}
