/* SPDX-License-Identifier: Apache-2.0 */
/* zone_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/zone.fsm: change that and run make gen. */
#include "core/zone_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int zone_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct zone *m, int code, struct turn *t)
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
		base->state = ZONE_EMPTY;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 16: goto st0;
		case 17: goto st6;
		case 18: goto st1;
		case 19: goto st2;
		case 20: goto st3;
		case 21: goto st5;
		case 22: goto st4;
	}
	if ( 1 <= (*p) && (*p) <= 11 )
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
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr12:
	{
		machine_row(base, 38, t);
		zone_report_expired(m, t);
	}
	goto st1;
tr21:
	{
		machine_row(base, 48, t);
		zone_forget_serial(m, t);
		zone_close_stream(m, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr31:
	{
		machine_row(base, 62, t);
		zone_forget_serial(m, t);
		zone_close_stream(m, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr37:
	{
		machine_row(base, 83, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr38:
	{
		machine_row(base, 84, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr39:
	{
		machine_row(base, 94, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 13, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 14, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
tr49:
	{
		machine_row(base, 24, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}
	goto st1;
st1:
	{
		base->state = ZONE_CONNECTING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 3: goto tr10;
		case 4: goto tr11;
		case 14: goto tr12;
		case 15: goto tr13;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st1;
	goto tr9;
tr14:
	{
		assert(!"no row");
	}
	goto st2;
tr10:
	{
		machine_row(base, 29, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}
	goto st2;
tr18:
	{
		machine_row(base, 45, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
	}
	goto st2;
tr24:
	{
		machine_row(base, 52, t);
		zone_report_expired(m, t);
	}
	goto st2;
tr30:
	{
		machine_row(base, 61, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}
	goto st2;
tr43:
	{
		machine_row(base, 79, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}
	goto st2;
st2:
	{
		base->state = ZONE_TRANSFERRING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 1: goto tr15;
		case 2: goto tr16;
		case 4: goto tr17;
		case 5: goto tr18;
		case 6: goto tr19;
		case 7: goto tr20;
		case 8: goto tr21;
		case 9: goto tr22;
		case 10: goto tr23;
		case 14: goto tr24;
		case 15: goto tr25;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st2;
	goto tr14;
tr26:
	{
		assert(!"no row");
	}
	goto st3;
tr15:
	{
		machine_row(base, 41, t);
		machine_move(base, ZONE_TRANSFERRING_OLD, t);
	}
	goto st3;
tr16:
	{
		machine_row(base, 42, t);
		machine_move(base, ZONE_TRANSFERRING_OLD, t);
	}
	goto st3;
tr28:
	{
		machine_row(base, 59, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
	}
	goto st3;
tr34:
	{
		machine_row(base, 66, t);
		zone_report_expired(m, t);
	}
	goto st3;
st3:
	{
		base->state = ZONE_TRANSFERRING_OLD;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 4: goto tr27;
		case 5: goto tr28;
		case 6: goto tr29;
		case 7: goto tr30;
		case 8: goto tr31;
		case 9: goto tr32;
		case 10: goto tr33;
		case 14: goto tr34;
		case 15: goto tr35;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st3;
	goto tr26;
tr36:
	{
		assert(!"no row");
	}
	goto st4;
tr11:
	{
		machine_row(base, 30, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr13:
	{
		machine_row(base, 39, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr17:
	{
		machine_row(base, 44, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr22:
	{
		machine_row(base, 49, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr23:
	{
		machine_row(base, 50, t);
		zone_keep_retry(m, t);
		zone_close_stream(m, t);
		zone_report_too_large(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr25:
	{
		machine_row(base, 53, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr27:
	{
		machine_row(base, 58, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr32:
	{
		machine_row(base, 63, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr33:
	{
		machine_row(base, 64, t);
		zone_keep_retry(m, t);
		zone_close_stream(m, t);
		zone_report_too_large(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr35:
	{
		machine_row(base, 67, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr40:
	{
		machine_row(base, 95, t);
		zone_report_expired(m, t);
	}
	goto st4;
tr42:
	{
		machine_row(base, 72, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
tr45:
	{
		machine_row(base, 81, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}
	goto st4;
st4:
	{
		base->state = ZONE_FAILED;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr37;
		case 2: goto tr38;
		case 13: goto tr39;
		case 14: goto tr40;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st4;
	goto tr36;
tr41:
	{
		assert(!"no row");
	}
	goto st5;
tr29:
	{
		machine_row(base, 60, t);
		zone_keep_timing(m, t);
		zone_report_whole(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_APPLYING, t);
	}
	goto st5;
tr44:
	{
		machine_row(base, 80, t);
		zone_report_expired(m, t);
	}
	goto st5;
st5:
	{
		base->state = ZONE_APPLYING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 4: goto tr42;
		case 11: goto tr43;
		case 14: goto tr44;
		case 15: goto tr45;
	}
	if ( 0 <= (*p) && (*p) <= 10 )
		goto st5;
	goto tr41;
tr46:
	{
		assert(!"no row");
	}
	goto st6;
tr19:
	{
		machine_row(base, 46, t);
		zone_keep_timing(m, t);
		zone_close_stream(m, t);
		zone_report_whole(m, t);
		timer_start(base, ZONE_TIMER_REFRESH, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_CURRENT, t);
	}
	goto st6;
tr20:
	{
		machine_row(base, 47, t);
		zone_close_stream(m, t);
		zone_report_unchanged(m, t);
		timer_start(base, ZONE_TIMER_REFRESH, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_CURRENT, t);
	}
	goto st6;
tr50:
	{
		machine_row(base, 25, t);
		zone_report_expired(m, t);
	}
	goto st6;
st6:
	{
		base->state = ZONE_CURRENT;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr47;
		case 2: goto tr48;
		case 12: goto tr49;
		case 14: goto tr50;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st6;
	goto tr46;
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
zone_begin(struct zone *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &zone_chart);

	{
	 base->cs = zone_start;
	}

}

void
zone_restore(struct zone *m, enum zone_state state)
{
	assert((unsigned)state < ZONE_STATE_COUNT);
	zone_begin(m);
	run(m, (int)ZONE_EVENT_COUNT + (int)state, NULL);
}

void
zone_step(struct zone *m, enum zone_event ev, struct turn *t)
{
	assert((unsigned)ev < ZONE_EVENT_COUNT);
	run(m, (int)ev, t);
}
