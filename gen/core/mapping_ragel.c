/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#include "core/mapping_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int mapping_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
run(struct mapping *m, int code, struct turn *t)
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
tr36:
	{
		machine_row(base, 163, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr37:
	{
		machine_row(base, 165, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 167, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr39:
	{
		machine_row(base, 168, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr40:
	{
		machine_row(base, 169, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr41:
	{
		machine_row(base, 170, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr44:
	{
		machine_row(base, 114, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr52:
	{
		machine_row(base, 129, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr58:
	{
		machine_row(base, 144, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr91:
	{
		machine_row(base, 98, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
st0:
	{
		machine_enter(base, MAPPING_IDLE, t);
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 18: goto st0;
		case 19: goto st1;
		case 20: goto st7;
		case 21: goto st10;
		case 22: goto st8;
		case 23: goto st2;
		case 24: goto st9;
		case 25: goto st4;
		case 26: goto st5;
		case 27: goto st6;
		case 28: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 14 )
		goto st0;
	goto tr0;
tr14:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr2:
	{
		machine_row(base, 1, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr21:
	{
		machine_row(base, 25, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr22:
	{
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr27:
	{
		machine_row(base, 87, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 91, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 92, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr45:
	{
		machine_row(base, 121, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr46:
	{
		machine_row(base, 122, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 123, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr53:
	{
		machine_row(base, 137, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr54:
	{
		machine_row(base, 138, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr60:
	{
		machine_row(base, 151, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr61:
	{
		machine_row(base, 152, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr62:
	{
		machine_row(base, 153, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr69:
	{
		machine_row(base, 40, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr70:
	{
		machine_row(base, 41, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr75:
	{
		machine_row(base, 46, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}
	goto st1;
tr83:
	{
		machine_row(base, 74, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr84:
	{
		machine_row(base, 75, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr88:
	{
		machine_row(base, 80, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}
	goto st1;
tr90:
	{
		machine_row(base, 97, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr93:
	{
		machine_row(base, 106, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr94:
	{
		machine_row(base, 107, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr97:
	{
		machine_row(base, 111, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr107:
	{
		machine_row(base, 57, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr108:
	{
		machine_row(base, 58, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr112:
	{
		machine_row(base, 63, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}
	goto st1;
st1:
	{
		machine_enter(base, MAPPING_ASKING, t);
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr15;
		case 2: goto tr16;
		case 3: goto tr17;
		case 4: goto tr18;
		case 5: goto tr19;
		case 8: goto tr20;
		case 10: goto tr21;
		case 11: goto tr22;
		case 12: goto tr23;
		case 13: goto tr24;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st1;
	goto tr14;
tr25:
	{
		assert(!"no row");
	}
	goto st2;
tr15:
	{
		machine_row(base, 16, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr34:
	{
		machine_row(base, 157, t);
	}
	goto st2;
tr35:
	{
		machine_row(base, 158, t);
	}
	goto st2;
tr65:
	{
		machine_row(base, 31, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr77:
	{
		machine_row(base, 65, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr99:
	{
		machine_row(base, 48, t);
		mapping_report_delete(m, t);
	}
	goto st2;
st2:
	{
		machine_enter(base, MAPPING_VACATING, t);
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 2: goto tr26;
		case 6: goto tr27;
		case 8: goto tr28;
		case 10: goto tr29;
		case 11: goto tr30;
		case 12: goto tr31;
		case 13: goto tr32;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st2;
	goto tr25;
tr33:
	{
		assert(!"no row");
	}
	goto st3;
tr16:
	{
		machine_row(base, 17, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr26:
	{
		machine_row(base, 83, t);
	}
	goto st3;
tr66:
	{
		machine_row(base, 32, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr78:
	{
		machine_row(base, 66, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr100:
	{
		machine_row(base, 49, t);
		mapping_report_delete(m, t);
	}
	goto st3;
st3:
	{
		machine_enter(base, MAPPING_DELETING, t);
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr34;
		case 1: goto tr35;
		case 6: goto tr36;
		case 8: goto tr37;
		case 10: goto tr38;
		case 11: goto tr39;
		case 12: goto tr40;
		case 13: goto tr41;
	}
	if ( 2 <= (*p) && (*p) <= 14 )
		goto st3;
	goto tr33;
tr42:
	{
		assert(!"no row");
	}
	goto st4;
tr20:
	{
		machine_row(base, 23, t);
	}
	goto st4;
tr28:
	{
		machine_row(base, 89, t);
		mapping_keep_port(m, t);
	}
	goto st4;
tr43:
	{
		machine_row(base, 113, t);
		mapping_keep_port(m, t);
	}
	goto st4;
tr59:
	{
		machine_row(base, 150, t);
	}
	goto st4;
tr82:
	{
		machine_row(base, 72, t);
		mapping_report_lapsed(m, t);
	}
	goto st4;
tr92:
	{
		machine_row(base, 104, t);
	}
	goto st4;
st4:
	{
		machine_enter(base, MAPPING_UNSERVED, t);
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr43;
		case 2: goto tr44;
		case 9: goto tr45;
		case 10: goto tr46;
		case 11: goto tr47;
		case 12: goto tr48;
		case 13: goto tr49;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st4;
	goto tr42;
tr50:
	{
		assert(!"no row");
	}
	goto st5;
tr23:
	{
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr31:
	{
		machine_row(base, 93, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr48:
	{
		machine_row(base, 124, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr51:
	{
		machine_row(base, 128, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr63:
	{
		machine_row(base, 154, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr71:
	{
		machine_row(base, 42, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr85:
	{
		machine_row(base, 76, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr95:
	{
		machine_row(base, 108, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr109:
	{
		machine_row(base, 59, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
st5:
	{
		machine_enter(base, MAPPING_OPEN, t);
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 1: goto tr51;
		case 2: goto tr52;
		case 10: goto tr53;
		case 11: goto tr54;
		case 13: goto tr55;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st5;
	goto tr50;
tr56:
	{
		assert(!"no row");
	}
	goto st6;
tr24:
	{
		machine_row(base, 28, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr32:
	{
		machine_row(base, 94, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr49:
	{
		machine_row(base, 125, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr55:
	{
		machine_row(base, 140, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr57:
	{
		machine_row(base, 143, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr72:
	{
		machine_row(base, 43, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr86:
	{
		machine_row(base, 77, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr96:
	{
		machine_row(base, 109, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr110:
	{
		machine_row(base, 60, t);
		mapping_keep_port(m, t);
	}
	goto st6;
st6:
	{
		machine_enter(base, MAPPING_OFFLINE, t);
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr57;
		case 2: goto tr58;
		case 8: goto tr59;
		case 9: goto tr60;
		case 10: goto tr61;
		case 11: goto tr62;
		case 12: goto tr63;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st6;
	goto tr56;
tr64:
	{
		assert(!"no row");
	}
	goto st7;
tr17:
	{
		machine_row(base, 18, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr18:
	{
		machine_row(base, 19, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr68:
	{
		machine_row(base, 38, t);
	}
	goto st7;
tr73:
	{
		machine_row(base, 44, t);
		mapping_send_goodbye(m, t);
	}
	goto st7;
tr79:
	{
		machine_row(base, 67, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st7;
tr80:
	{
		machine_row(base, 68, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr101:
	{
		machine_row(base, 50, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st7;
tr102:
	{
		machine_row(base, 51, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
st7:
	{
		machine_enter(base, MAPPING_HELD, t);
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 1: goto tr65;
		case 2: goto tr66;
		case 7: goto tr67;
		case 8: goto tr68;
		case 10: goto tr69;
		case 11: goto tr70;
		case 12: goto tr71;
		case 13: goto tr72;
		case 14: goto tr73;
		case 15: goto tr74;
		case 16: goto tr75;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st7;
	goto tr64;
tr76:
	{
		assert(!"no row");
	}
	goto st8;
tr67:
	{
		machine_row(base, 37, t);
		mapping_report_renew(m, t);
	}
	goto st8;
tr87:
	{
		machine_row(base, 78, t);
		mapping_send_goodbye(m, t);
	}
	goto st8;
tr104:
	{
		machine_row(base, 54, t);
		mapping_report_renew(m, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, MAPPING_LOST, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr77;
		case 2: goto tr78;
		case 3: goto tr79;
		case 4: goto tr80;
		case 5: goto tr81;
		case 8: goto tr82;
		case 10: goto tr83;
		case 11: goto tr84;
		case 12: goto tr85;
		case 13: goto tr86;
		case 14: goto tr87;
		case 16: goto tr88;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st8;
	goto tr76;
tr89:
	{
		assert(!"no row");
	}
	goto st9;
tr19:
	{
		machine_row(base, 20, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st9;
tr81:
	{
		machine_row(base, 69, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st9;
tr103:
	{
		machine_row(base, 52, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, MAPPING_REFUSED, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 1: goto tr90;
		case 2: goto tr91;
		case 8: goto tr92;
		case 10: goto tr93;
		case 11: goto tr94;
		case 12: goto tr95;
		case 13: goto tr96;
		case 17: goto tr97;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st9;
	goto tr89;
tr98:
	{
		assert(!"no row");
	}
	goto st10;
tr74:
	{
		machine_row(base, 45, t);
		mapping_report_renew(m, t);
	}
	goto st10;
tr105:
	{
		machine_row(base, 55, t);
	}
	goto st10;
tr106:
	{
		machine_row(base, 56, t);
		mapping_report_renew(m, t);
	}
	goto st10;
tr111:
	{
		machine_row(base, 61, t);
		mapping_send_goodbye(m, t);
	}
	goto st10;
st10:
	{
		machine_enter(base, MAPPING_RENEWING, t);
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 1: goto tr99;
		case 2: goto tr100;
		case 3: goto tr101;
		case 4: goto tr102;
		case 5: goto tr103;
		case 7: goto tr104;
		case 8: goto tr105;
		case 9: goto tr106;
		case 10: goto tr107;
		case 11: goto tr108;
		case 12: goto tr109;
		case 13: goto tr110;
		case 14: goto tr111;
		case 16: goto tr112;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st10;
	goto tr98;
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

	_test_eof: {}
	}

}

void
mapping_begin(struct mapping *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &mapping_chart);

	{
	 base->cs = mapping_start;
	}

}

void
mapping_restore(struct mapping *m, enum mapping_state state)
{
	assert((unsigned)state < MAPPING_STATE_COUNT);
	mapping_begin(m);
	run(m, (int)MAPPING_EVENT_COUNT + (int)state, NULL);
}

void
mapping_step(struct mapping *m, enum mapping_event ev, struct turn *t)
{
	assert((unsigned)ev < MAPPING_EVENT_COUNT);
	run(m, (int)ev, t);
}
