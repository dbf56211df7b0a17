/* SPDX-License-Identifier: Apache-2.0 */
/* registration_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#include "core/registration_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int registration_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct registration *m, int code, struct turn *t)
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
tr4:
	{
		machine_row(base, 13, t);
		registration_report_left(m, t);
	}
	goto st0;
tr5:
	{
		machine_row(base, 14, t);
		registration_report_left(m, t);
	}
	goto st0;
tr21:
	{
		machine_row(base, 28, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr25:
	{
		machine_row(base, 59, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr29:
	{
		machine_row(base, 219, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr30:
	{
		machine_row(base, 220, t);
		registration_report_unleft(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr33:
	{
		machine_row(base, 228, t);
		registration_report_unleft(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr43:
	{
		machine_row(base, 75, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr92:
	{
		machine_row(base, 125, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr93:
	{
		machine_row(base, 126, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr100:
	{
		machine_row(base, 142, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr101:
	{
		machine_row(base, 143, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr110:
	{
		machine_row(base, 92, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr117:
	{
		machine_row(base, 109, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
tr122:
	{
		machine_row(base, 44, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = REGISTRATION_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 13: goto tr4;
		case 14: goto tr5;
		case 24: goto st0;
		case 25: goto st1;
		case 26: goto st13;
		case 27: goto st2;
		case 28: goto st4;
		case 29: goto st11;
		case 30: goto st12;
		case 31: goto st9;
		case 32: goto st10;
		case 33: goto st5;
		case 34: goto st6;
		case 35: goto st7;
		case 36: goto st8;
		case 37: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 12 )
		goto st0;
	goto tr0;
tr19:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
		machine_move(base, REGISTRATION_WAITING, t);
	}
	goto st1;
st1:
	{
		base->state = REGISTRATION_WAITING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr20;
		case 13: goto tr21;
		case 14: goto tr22;
		case 15: goto tr23;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st1;
	goto tr19;
tr24:
	{
		assert(!"no row");
	}
	goto st2;
tr2:
	{
		machine_row(base, 1, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
		machine_move(base, REGISTRATION_STARTING, t);
	}
	goto st2;
tr20:
	{
		machine_row(base, 16, t);
		machine_move(base, REGISTRATION_STARTING, t);
	}
	goto st2;
st2:
	{
		base->state = REGISTRATION_STARTING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 13: goto tr25;
		case 14: goto tr26;
		case 15: goto tr27;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st2;
	goto tr24;
tr28:
	{
		assert(!"no row");
	}
	goto st3;
tr22:
	{
		machine_row(base, 29, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr26:
	{
		machine_row(base, 60, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr31:
	{
		machine_row(base, 222, t);
		registration_keep_doubt(m, t);
	}
	goto st3;
tr32:
	{
		machine_row(base, 227, t);
		registration_send_again(m, t);
	}
	goto st3;
tr44:
	{
		machine_row(base, 76, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr54:
	{
		machine_row(base, 158, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr55:
	{
		machine_row(base, 159, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr63:
	{
		machine_row(base, 175, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr64:
	{
		machine_row(base, 176, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr74:
	{
		machine_row(base, 192, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr75:
	{
		machine_row(base, 193, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr82:
	{
		machine_row(base, 209, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr83:
	{
		machine_row(base, 210, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr111:
	{
		machine_row(base, 93, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr118:
	{
		machine_row(base, 110, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
tr123:
	{
		machine_row(base, 45, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}
	goto st3;
st3:
	{
		base->state = REGISTRATION_LEAVING;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 7: goto tr29;
		case 8: goto tr30;
		case 10: goto tr31;
		case 22: goto tr32;
		case 23: goto tr33;
	}
	if ( 0 <= (*p) && (*p) <= 14 )
		goto st3;
	goto tr28;
tr34:
	{
		assert(!"no row");
	}
	goto st4;
tr27:
	{
		machine_row(base, 61, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr35:
	{
		machine_row(base, 64, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr41:
	{
		machine_row(base, 72, t);
		registration_keep_doubt(m, t);
	}
	goto st4;
tr42:
	{
		machine_row(base, 73, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr45:
	{
		machine_row(base, 77, t);
		registration_send_again(m, t);
	}
	goto st4;
tr86:
	{
		machine_row(base, 114, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr90:
	{
		machine_row(base, 123, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr97:
	{
		machine_row(base, 131, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr98:
	{
		machine_row(base, 140, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr102:
	{
		machine_row(base, 144, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr104:
	{
		machine_row(base, 81, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr109:
	{
		machine_row(base, 90, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr115:
	{
		machine_row(base, 98, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr116:
	{
		machine_row(base, 107, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr119:
	{
		machine_row(base, 111, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
tr121:
	{
		machine_row(base, 32, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}
	goto st4;
st4:
	{
		base->state = REGISTRATION_CHECKING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 2: goto tr35;
		case 3: goto tr36;
		case 4: goto tr37;
		case 5: goto tr38;
		case 6: goto tr39;
		case 8: goto tr40;
		case 10: goto tr41;
		case 11: goto tr42;
		case 13: goto tr43;
		case 14: goto tr44;
		case 16: goto tr45;
		case 17: goto tr46;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st4;
	goto tr34;
tr47:
	{
		assert(!"no row");
	}
	goto st5;
tr36:
	{
		machine_row(base, 65, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr48:
	{
		machine_row(base, 146, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr49:
	{
		machine_row(base, 147, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr52:
	{
		machine_row(base, 155, t);
		registration_keep_doubt(m, t);
	}
	goto st5;
tr53:
	{
		machine_row(base, 156, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr56:
	{
		machine_row(base, 160, t);
		registration_send_again(m, t);
	}
	goto st5;
tr59:
	{
		machine_row(base, 163, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr60:
	{
		machine_row(base, 164, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr61:
	{
		machine_row(base, 171, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr62:
	{
		machine_row(base, 173, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr66:
	{
		machine_row(base, 178, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr68:
	{
		machine_row(base, 180, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr69:
	{
		machine_row(base, 181, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr73:
	{
		machine_row(base, 190, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr77:
	{
		machine_row(base, 195, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr79:
	{
		machine_row(base, 197, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr80:
	{
		machine_row(base, 198, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr81:
	{
		machine_row(base, 207, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr84:
	{
		machine_row(base, 211, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr91:
	{
		machine_row(base, 124, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr99:
	{
		machine_row(base, 141, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
tr105:
	{
		machine_row(base, 82, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}
	goto st5;
st5:
	{
		base->state = REGISTRATION_REGISTERING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 1: goto tr48;
		case 2: goto tr49;
		case 7: goto tr50;
		case 8: goto tr51;
		case 10: goto tr52;
		case 11: goto tr53;
		case 13: goto tr54;
		case 14: goto tr55;
		case 16: goto tr56;
		case 17: goto tr57;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st5;
	goto tr47;
tr58:
	{
		assert(!"no row");
	}
	goto st6;
tr50:
	{
		machine_row(base, 152, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
		machine_move(base, REGISTRATION_REGISTERED, t);
	}
	goto st6;
tr70:
	{
		machine_row(base, 186, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
		machine_move(base, REGISTRATION_REGISTERED, t);
	}
	goto st6;
st6:
	{
		base->state = REGISTRATION_REGISTERED;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr59;
		case 2: goto tr60;
		case 9: goto tr61;
		case 11: goto tr62;
		case 13: goto tr63;
		case 14: goto tr64;
		case 18: goto tr65;
		case 19: goto tr66;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st6;
	goto tr58;
tr67:
	{
		assert(!"no row");
	}
	goto st7;
tr65:
	{
		machine_row(base, 177, t);
		registration_send_update(m, t);
		machine_move(base, REGISTRATION_REFRESHING, t);
	}
	goto st7;
tr72:
	{
		machine_row(base, 189, t);
		registration_keep_doubt(m, t);
	}
	goto st7;
tr76:
	{
		machine_row(base, 194, t);
		registration_send_update(m, t);
	}
	goto st7;
st7:
	{
		base->state = REGISTRATION_REFRESHING;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 1: goto tr68;
		case 2: goto tr69;
		case 7: goto tr70;
		case 8: goto tr71;
		case 10: goto tr72;
		case 11: goto tr73;
		case 13: goto tr74;
		case 14: goto tr75;
		case 18: goto tr76;
		case 19: goto tr77;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st7;
	goto tr67;
tr78:
	{
		assert(!"no row");
	}
	goto st8;
tr51:
	{
		machine_row(base, 153, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}
	goto st8;
tr57:
	{
		machine_row(base, 161, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}
	goto st8;
tr71:
	{
		machine_row(base, 187, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}
	goto st8;
st8:
	{
		base->state = REGISTRATION_RESTING;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr79;
		case 2: goto tr80;
		case 11: goto tr81;
		case 13: goto tr82;
		case 14: goto tr83;
		case 20: goto tr84;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st8;
	goto tr78;
tr85:
	{
		assert(!"no row");
	}
	goto st9;
tr37:
	{
		machine_row(base, 66, t);
		registration_report_clash(m, t);
		registration_send_note(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_NOTING, t);
	}
	goto st9;
tr89:
	{
		machine_row(base, 122, t);
		registration_keep_doubt(m, t);
	}
	goto st9;
tr94:
	{
		machine_row(base, 127, t);
		registration_send_again(m, t);
	}
	goto st9;
tr106:
	{
		machine_row(base, 83, t);
		registration_report_clash(m, t);
		registration_send_note(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_NOTING, t);
	}
	goto st9;
st9:
	{
		base->state = REGISTRATION_NOTING;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 2: goto tr86;
		case 7: goto tr87;
		case 8: goto tr88;
		case 10: goto tr89;
		case 11: goto tr90;
		case 12: goto tr91;
		case 13: goto tr92;
		case 14: goto tr93;
		case 16: goto tr94;
		case 17: goto tr95;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st9;
	goto tr85;
tr96:
	{
		assert(!"no row");
	}
	goto st10;
tr87:
	{
		machine_row(base, 119, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}
	goto st10;
tr88:
	{
		machine_row(base, 120, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}
	goto st10;
tr95:
	{
		machine_row(base, 128, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}
	goto st10;
st10:
	{
		base->state = REGISTRATION_CLASHED;
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 2: goto tr97;
		case 11: goto tr98;
		case 12: goto tr99;
		case 13: goto tr100;
		case 14: goto tr101;
		case 21: goto tr102;
	}
	if ( 0 <= (*p) && (*p) <= 10 )
		goto st10;
	goto tr96;
tr103:
	{
		assert(!"no row");
	}
	goto st11;
tr38:
	{
		machine_row(base, 67, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_COMPARING, t);
	}
	goto st11;
tr39:
	{
		machine_row(base, 68, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_COMPARING, t);
	}
	goto st11;
tr108:
	{
		machine_row(base, 89, t);
		registration_keep_doubt(m, t);
	}
	goto st11;
tr112:
	{
		machine_row(base, 94, t);
		registration_send_again(m, t);
	}
	goto st11;
st11:
	{
		base->state = REGISTRATION_COMPARING;
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 2: goto tr104;
		case 3: goto tr105;
		case 4: goto tr106;
		case 8: goto tr107;
		case 10: goto tr108;
		case 11: goto tr109;
		case 13: goto tr110;
		case 14: goto tr111;
		case 16: goto tr112;
		case 17: goto tr113;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st11;
	goto tr103;
tr114:
	{
		assert(!"no row");
	}
	goto st12;
tr40:
	{
		machine_row(base, 70, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}
	goto st12;
tr46:
	{
		machine_row(base, 78, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}
	goto st12;
tr107:
	{
		machine_row(base, 87, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}
	goto st12;
tr113:
	{
		machine_row(base, 95, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}
	goto st12;
st12:
	{
		base->state = REGISTRATION_UNCHECKED;
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 2: goto tr115;
		case 11: goto tr116;
		case 13: goto tr117;
		case 14: goto tr118;
		case 20: goto tr119;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st12;
	goto tr114;
tr120:
	{
		assert(!"no row");
	}
	goto st13;
tr23:
	{
		machine_row(base, 30, t);
		machine_move(base, REGISTRATION_ARMED, t);
	}
	goto st13;
st13:
	{
		base->state = REGISTRATION_ARMED;
	}
	if ( ++p == pe )
		goto _test_eof13;
case 13:
	switch( (*p) ) {
		case 1: goto tr121;
		case 13: goto tr122;
		case 14: goto tr123;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st13;
	goto tr120;
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
	_test_eof13:  base->cs = 13; goto _test_eof;

	_test_eof: {}
	}

}

void
registration_begin(struct registration *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &registration_chart);

	{
	 base->cs = registration_start;
	}

}

void
registration_restore(struct registration *m, enum registration_state state)
{
	assert((unsigned)state < REGISTRATION_STATE_COUNT);
	registration_begin(m);
	run(m, (int)REGISTRATION_EVENT_COUNT + (int)state, NULL);
}

void
registration_step(struct registration *m, enum registration_event ev, struct turn *t)
{
	assert((unsigned)ev < REGISTRATION_EVENT_COUNT);
	run(m, (int)ev, t);
}
