/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#include "core/mapping_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int mapping_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
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
		machine_row(base, 173, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 175, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr39:
	{
		machine_row(base, 177, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr40:
	{
		machine_row(base, 178, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr41:
	{
		machine_row(base, 180, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr42:
	{
		machine_row(base, 181, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr46:
	{
		machine_row(base, 121, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr54:
	{
		machine_row(base, 137, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr60:
	{
		machine_row(base, 153, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
tr94:
	{
		machine_row(base, 104, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = MAPPING_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 19: goto st0;
		case 20: goto st1;
		case 21: goto st7;
		case 22: goto st10;
		case 23: goto st8;
		case 24: goto st2;
		case 25: goto st9;
		case 26: goto st4;
		case 27: goto st5;
		case 28: goto st6;
		case 29: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 15 )
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
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr2:
	{
		machine_row(base, 1, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr21:
	{
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr22:
	{
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}
	goto st1;
tr27:
	{
		machine_row(base, 92, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 96, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 97, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 128, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr48:
	{
		machine_row(base, 129, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr49:
	{
		machine_row(base, 130, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr55:
	{
		machine_row(base, 145, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr56:
	{
		machine_row(base, 146, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr62:
	{
		machine_row(base, 160, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr63:
	{
		machine_row(base, 161, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr64:
	{
		machine_row(base, 162, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr71:
	{
		machine_row(base, 42, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr72:
	{
		machine_row(base, 43, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr78:
	{
		machine_row(base, 49, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr86:
	{
		machine_row(base, 78, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr87:
	{
		machine_row(base, 79, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr91:
	{
		machine_row(base, 85, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr93:
	{
		machine_row(base, 103, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr96:
	{
		machine_row(base, 112, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr97:
	{
		machine_row(base, 113, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr100:
	{
		machine_row(base, 118, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr110:
	{
		machine_row(base, 60, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr111:
	{
		machine_row(base, 61, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
tr115:
	{
		machine_row(base, 67, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}
	goto st1;
st1:
	{
		base->state = MAPPING_ASKING;
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
		case 13: goto tr23;
		case 14: goto tr24;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st1;
	goto tr14;
tr25:
	{
		assert(!"no row");
	}
	goto st2;
tr15:
	{
		machine_row(base, 17, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
tr33:
	{
		machine_row(base, 101, t);
		mapping_send_goodbye(m, t);
	}
	goto st2;
tr35:
	{
		machine_row(base, 167, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
tr36:
	{
		machine_row(base, 168, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
tr67:
	{
		machine_row(base, 33, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
tr80:
	{
		machine_row(base, 69, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
tr102:
	{
		machine_row(base, 51, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}
	goto st2;
st2:
	{
		base->state = MAPPING_VACATING;
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
		case 13: goto tr31;
		case 14: goto tr32;
		case 15: goto tr33;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st2;
	goto tr25;
tr34:
	{
		assert(!"no row");
	}
	goto st3;
tr16:
	{
		machine_row(base, 18, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}
	goto st3;
tr26:
	{
		machine_row(base, 88, t);
		machine_move(base, MAPPING_DELETING, t);
	}
	goto st3;
tr43:
	{
		machine_row(base, 182, t);
		mapping_send_goodbye(m, t);
	}
	goto st3;
tr68:
	{
		machine_row(base, 34, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}
	goto st3;
tr81:
	{
		machine_row(base, 70, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}
	goto st3;
tr103:
	{
		machine_row(base, 52, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}
	goto st3;
st3:
	{
		base->state = MAPPING_DELETING;
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
		case 13: goto tr41;
		case 14: goto tr42;
		case 15: goto tr43;
	}
	if ( 2 <= (*p) && (*p) <= 12 )
		goto st3;
	goto tr34;
tr44:
	{
		assert(!"no row");
	}
	goto st4;
tr20:
	{
		machine_row(base, 24, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}
	goto st4;
tr28:
	{
		machine_row(base, 94, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}
	goto st4;
tr45:
	{
		machine_row(base, 120, t);
		mapping_keep_port(m, t);
	}
	goto st4;
tr61:
	{
		machine_row(base, 159, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}
	goto st4;
tr85:
	{
		machine_row(base, 76, t);
		mapping_report_lapsed(m, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}
	goto st4;
tr95:
	{
		machine_row(base, 110, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}
	goto st4;
st4:
	{
		base->state = MAPPING_UNSERVED;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 1: goto tr45;
		case 2: goto tr46;
		case 9: goto tr47;
		case 10: goto tr48;
		case 11: goto tr49;
		case 13: goto tr50;
		case 14: goto tr51;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st4;
	goto tr44;
tr52:
	{
		assert(!"no row");
	}
	goto st5;
tr23:
	{
		machine_row(base, 29, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr31:
	{
		machine_row(base, 99, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr50:
	{
		machine_row(base, 132, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr53:
	{
		machine_row(base, 136, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}
	goto st5;
tr65:
	{
		machine_row(base, 164, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr74:
	{
		machine_row(base, 45, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr88:
	{
		machine_row(base, 81, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr98:
	{
		machine_row(base, 115, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
tr112:
	{
		machine_row(base, 63, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}
	goto st5;
st5:
	{
		base->state = MAPPING_OPEN;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 1: goto tr53;
		case 2: goto tr54;
		case 10: goto tr55;
		case 11: goto tr56;
		case 14: goto tr57;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st5;
	goto tr52;
tr58:
	{
		assert(!"no row");
	}
	goto st6;
tr24:
	{
		machine_row(base, 30, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr32:
	{
		machine_row(base, 100, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr51:
	{
		machine_row(base, 133, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr57:
	{
		machine_row(base, 149, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr59:
	{
		machine_row(base, 152, t);
		mapping_keep_port(m, t);
	}
	goto st6;
tr75:
	{
		machine_row(base, 46, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr89:
	{
		machine_row(base, 82, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr99:
	{
		machine_row(base, 116, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
tr113:
	{
		machine_row(base, 64, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}
	goto st6;
st6:
	{
		base->state = MAPPING_OFFLINE;
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
		case 13: goto tr65;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st6;
	goto tr58;
tr66:
	{
		assert(!"no row");
	}
	goto st7;
tr17:
	{
		machine_row(base, 19, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
tr18:
	{
		machine_row(base, 20, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
tr70:
	{
		machine_row(base, 40, t);
	}
	goto st7;
tr76:
	{
		machine_row(base, 47, t);
		mapping_send_goodbye(m, t);
	}
	goto st7;
tr82:
	{
		machine_row(base, 71, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
tr83:
	{
		machine_row(base, 72, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
tr104:
	{
		machine_row(base, 53, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
tr105:
	{
		machine_row(base, 54, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}
	goto st7;
st7:
	{
		base->state = MAPPING_HELD;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 1: goto tr67;
		case 2: goto tr68;
		case 7: goto tr69;
		case 8: goto tr70;
		case 10: goto tr71;
		case 11: goto tr72;
		case 12: goto tr73;
		case 13: goto tr74;
		case 14: goto tr75;
		case 15: goto tr76;
		case 16: goto tr77;
		case 17: goto tr78;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st7;
	goto tr66;
tr79:
	{
		assert(!"no row");
	}
	goto st8;
tr69:
	{
		machine_row(base, 39, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_LOST, t);
	}
	goto st8;
tr90:
	{
		machine_row(base, 83, t);
		mapping_send_goodbye(m, t);
	}
	goto st8;
tr107:
	{
		machine_row(base, 57, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_LOST, t);
	}
	goto st8;
st8:
	{
		base->state = MAPPING_LOST;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr80;
		case 2: goto tr81;
		case 3: goto tr82;
		case 4: goto tr83;
		case 5: goto tr84;
		case 8: goto tr85;
		case 10: goto tr86;
		case 11: goto tr87;
		case 13: goto tr88;
		case 14: goto tr89;
		case 15: goto tr90;
		case 17: goto tr91;
	}
	if ( 0 <= (*p) && (*p) <= 16 )
		goto st8;
	goto tr79;
tr92:
	{
		assert(!"no row");
	}
	goto st9;
tr19:
	{
		machine_row(base, 21, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}
	goto st9;
tr84:
	{
		machine_row(base, 73, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}
	goto st9;
tr106:
	{
		machine_row(base, 55, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}
	goto st9;
st9:
	{
		base->state = MAPPING_REFUSED;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 1: goto tr93;
		case 2: goto tr94;
		case 8: goto tr95;
		case 10: goto tr96;
		case 11: goto tr97;
		case 13: goto tr98;
		case 14: goto tr99;
		case 18: goto tr100;
	}
	if ( 0 <= (*p) && (*p) <= 15 )
		goto st9;
	goto tr92;
tr101:
	{
		assert(!"no row");
	}
	goto st10;
tr73:
	{
		machine_row(base, 44, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_RENEWING, t);
	}
	goto st10;
tr77:
	{
		machine_row(base, 48, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_RENEWING, t);
	}
	goto st10;
tr108:
	{
		machine_row(base, 58, t);
	}
	goto st10;
tr109:
	{
		machine_row(base, 59, t);
		mapping_report_renew(m, t);
	}
	goto st10;
tr114:
	{
		machine_row(base, 65, t);
		mapping_send_goodbye(m, t);
	}
	goto st10;
st10:
	{
		base->state = MAPPING_RENEWING;
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 1: goto tr102;
		case 2: goto tr103;
		case 3: goto tr104;
		case 4: goto tr105;
		case 5: goto tr106;
		case 7: goto tr107;
		case 8: goto tr108;
		case 9: goto tr109;
		case 10: goto tr110;
		case 11: goto tr111;
		case 13: goto tr112;
		case 14: goto tr113;
		case 15: goto tr114;
		case 17: goto tr115;
	}
	if ( 0 <= (*p) && (*p) <= 16 )
		goto st10;
	goto tr101;
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
