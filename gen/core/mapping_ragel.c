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
tr37:
	{
		machine_row(base, 153, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 155, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr39:
	{
		machine_row(base, 157, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr40:
	{
		machine_row(base, 158, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr41:
	{
		machine_row(base, 159, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr42:
	{
		machine_row(base, 160, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr45:
	{
		machine_row(base, 107, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr53:
	{
		machine_row(base, 121, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr60:
	{
		machine_row(base, 135, t);
		mapping_report_deleted(m, t);
	}
	goto st0;
tr82:
	{
		machine_row(base, 92, t);
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
		case 17: goto st0;
		case 18: goto st1;
		case 19: goto st7;
		case 20: goto st10;
		case 21: goto st9;
		case 22: goto st2;
		case 23: goto st8;
		case 24: goto st4;
		case 25: goto st5;
		case 26: goto st6;
		case 27: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 13 )
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
		machine_row(base, 23, t);
		mapping_report_renew(m, t);
	}
	goto st1;
tr22:
	{
		machine_row(base, 24, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr23:
	{
		machine_row(base, 25, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr28:
	{
		machine_row(base, 82, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 86, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr31:
	{
		machine_row(base, 87, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr46:
	{
		machine_row(base, 114, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 115, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 116, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr54:
	{
		machine_row(base, 128, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr55:
	{
		machine_row(base, 129, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr56:
	{
		machine_row(base, 130, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr62:
	{
		machine_row(base, 142, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr63:
	{
		machine_row(base, 143, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr64:
	{
		machine_row(base, 144, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr74:
	{
		machine_row(base, 38, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr75:
	{
		machine_row(base, 39, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr79:
	{
		machine_row(base, 43, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}
	goto st1;
tr81:
	{
		machine_row(base, 91, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr84:
	{
		machine_row(base, 99, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr85:
	{
		machine_row(base, 100, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr86:
	{
		machine_row(base, 101, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr89:
	{
		machine_row(base, 104, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr98:
	{
		machine_row(base, 70, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr99:
	{
		machine_row(base, 71, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr102:
	{
		machine_row(base, 75, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}
	goto st1;
tr112:
	{
		machine_row(base, 54, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr113:
	{
		machine_row(base, 55, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr116:
	{
		machine_row(base, 59, t);
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
		case 9: goto tr21;
		case 10: goto tr22;
		case 11: goto tr23;
		case 12: goto tr24;
		case 13: goto tr25;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st1;
	goto tr14;
tr26:
	{
		assert(!"no row");
	}
	goto st2;
tr15:
	{
		machine_row(base, 15, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr35:
	{
		machine_row(base, 147, t);
	}
	goto st2;
tr36:
	{
		machine_row(base, 148, t);
	}
	goto st2;
tr67:
	{
		machine_row(base, 29, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr91:
	{
		machine_row(base, 61, t);
		mapping_report_delete(m, t);
	}
	goto st2;
tr104:
	{
		machine_row(base, 45, t);
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
		case 2: goto tr27;
		case 6: goto tr28;
		case 8: goto tr29;
		case 10: goto tr30;
		case 11: goto tr31;
		case 12: goto tr32;
		case 13: goto tr33;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st2;
	goto tr26;
tr34:
	{
		assert(!"no row");
	}
	goto st3;
tr16:
	{
		machine_row(base, 16, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr27:
	{
		machine_row(base, 78, t);
	}
	goto st3;
tr68:
	{
		machine_row(base, 30, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr92:
	{
		machine_row(base, 62, t);
		mapping_report_delete(m, t);
	}
	goto st3;
tr105:
	{
		machine_row(base, 46, t);
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
		case 0: goto tr35;
		case 1: goto tr36;
		case 6: goto tr37;
		case 8: goto tr38;
		case 10: goto tr39;
		case 11: goto tr40;
		case 12: goto tr41;
		case 13: goto tr42;
	}
	if ( 2 <= (*p) && (*p) <= 9 )
		goto st3;
	goto tr34;
tr43:
	{
		assert(!"no row");
	}
	goto st4;
tr20:
	{
		machine_row(base, 22, t);
	}
	goto st4;
tr29:
	{
		machine_row(base, 84, t);
		mapping_keep_port(m, t);
	}
	goto st4;
tr44:
	{
		machine_row(base, 106, t);
		mapping_keep_port(m, t);
	}
	goto st4;
tr61:
	{
		machine_row(base, 141, t);
	}
	goto st4;
tr83:
	{
		machine_row(base, 98, t);
	}
	goto st4;
tr96:
	{
		machine_row(base, 68, t);
		mapping_report_lapsed(m, t);
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
		case 1: goto tr44;
		case 2: goto tr45;
		case 9: goto tr46;
		case 10: goto tr47;
		case 11: goto tr48;
		case 12: goto tr49;
		case 13: goto tr50;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st4;
	goto tr43;
tr51:
	{
		assert(!"no row");
	}
	goto st5;
tr24:
	{
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr32:
	{
		machine_row(base, 88, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr49:
	{
		machine_row(base, 117, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr52:
	{
		machine_row(base, 120, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr65:
	{
		machine_row(base, 145, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr76:
	{
		machine_row(base, 40, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr87:
	{
		machine_row(base, 102, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr100:
	{
		machine_row(base, 72, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr114:
	{
		machine_row(base, 56, t);
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
		case 1: goto tr52;
		case 2: goto tr53;
		case 9: goto tr54;
		case 10: goto tr55;
		case 11: goto tr56;
		case 13: goto tr57;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st5;
	goto tr51;
tr58:
	{
		assert(!"no row");
	}
	goto st6;
tr25:
	{
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr33:
	{
		machine_row(base, 89, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr50:
	{
		machine_row(base, 118, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr57:
	{
		machine_row(base, 132, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr59:
	{
		machine_row(base, 134, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr77:
	{
		machine_row(base, 41, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr88:
	{
		machine_row(base, 103, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr101:
	{
		machine_row(base, 73, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr115:
	{
		machine_row(base, 57, t);
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
		case 1: goto tr59;
		case 2: goto tr60;
		case 8: goto tr61;
		case 9: goto tr62;
		case 10: goto tr63;
		case 11: goto tr64;
		case 12: goto tr65;
	}
	if ( 0 <= (*p) && (*p) <= 13 )
		goto st6;
	goto tr58;
tr66:
	{
		assert(!"no row");
	}
	goto st7;
tr17:
	{
		machine_row(base, 17, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr18:
	{
		machine_row(base, 18, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr69:
	{
		machine_row(base, 31, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st7;
tr70:
	{
		machine_row(base, 32, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr73:
	{
		machine_row(base, 36, t);
	}
	goto st7;
tr93:
	{
		machine_row(base, 63, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st7;
tr94:
	{
		machine_row(base, 64, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}
	goto st7;
tr106:
	{
		machine_row(base, 47, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st7;
tr107:
	{
		machine_row(base, 48, t);
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
		case 1: goto tr67;
		case 2: goto tr68;
		case 3: goto tr69;
		case 4: goto tr70;
		case 5: goto tr71;
		case 7: goto tr72;
		case 8: goto tr73;
		case 10: goto tr74;
		case 11: goto tr75;
		case 12: goto tr76;
		case 13: goto tr77;
		case 14: goto tr78;
		case 15: goto tr79;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st7;
	goto tr66;
tr80:
	{
		assert(!"no row");
	}
	goto st8;
tr19:
	{
		machine_row(base, 19, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st8;
tr71:
	{
		machine_row(base, 33, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st8;
tr95:
	{
		machine_row(base, 65, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st8;
tr108:
	{
		machine_row(base, 49, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, MAPPING_REFUSED, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr81;
		case 2: goto tr82;
		case 8: goto tr83;
		case 9: goto tr84;
		case 10: goto tr85;
		case 11: goto tr86;
		case 12: goto tr87;
		case 13: goto tr88;
		case 16: goto tr89;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st8;
	goto tr80;
tr90:
	{
		assert(!"no row");
	}
	goto st9;
tr72:
	{
		machine_row(base, 35, t);
		mapping_report_renew(m, t);
	}
	goto st9;
tr97:
	{
		machine_row(base, 69, t);
		mapping_report_renew(m, t);
	}
	goto st9;
tr109:
	{
		machine_row(base, 51, t);
		mapping_report_renew(m, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, MAPPING_LOST, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 1: goto tr91;
		case 2: goto tr92;
		case 3: goto tr93;
		case 4: goto tr94;
		case 5: goto tr95;
		case 8: goto tr96;
		case 9: goto tr97;
		case 10: goto tr98;
		case 11: goto tr99;
		case 12: goto tr100;
		case 13: goto tr101;
		case 15: goto tr102;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st9;
	goto tr90;
tr103:
	{
		assert(!"no row");
	}
	goto st10;
tr78:
	{
		machine_row(base, 42, t);
		mapping_report_renew(m, t);
	}
	goto st10;
tr110:
	{
		machine_row(base, 52, t);
	}
	goto st10;
tr111:
	{
		machine_row(base, 53, t);
		mapping_report_renew(m, t);
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
		case 1: goto tr104;
		case 2: goto tr105;
		case 3: goto tr106;
		case 4: goto tr107;
		case 5: goto tr108;
		case 7: goto tr109;
		case 8: goto tr110;
		case 9: goto tr111;
		case 10: goto tr112;
		case 11: goto tr113;
		case 12: goto tr114;
		case 13: goto tr115;
		case 15: goto tr116;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st10;
	goto tr103;
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
