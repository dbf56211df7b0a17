/* SPDX-License-Identifier: Apache-2.0 */
/* registration_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#include "core/registration_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int registration_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
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
		machine_row(base, 11, t);
		registration_report_left(m, t);
	}
	goto st0;
tr5:
	{
		machine_row(base, 12, t);
		registration_report_left(m, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 24, t);
		registration_report_left(m, t);
	}
	goto st0;
tr24:
	{
		machine_row(base, 51, t);
		registration_report_left(m, t);
	}
	goto st0;
tr28:
	{
		machine_row(base, 177, t);
		registration_report_left(m, t);
	}
	goto st0;
tr29:
	{
		machine_row(base, 178, t);
		registration_report_unleft(m, t);
	}
	goto st0;
tr32:
	{
		machine_row(base, 185, t);
		registration_report_unleft(m, t);
	}
	goto st0;
tr41:
	{
		machine_row(base, 65, t);
		registration_report_left(m, t);
	}
	goto st0;
tr86:
	{
		machine_row(base, 109, t);
		registration_report_left(m, t);
	}
	goto st0;
tr87:
	{
		machine_row(base, 110, t);
		registration_report_left(m, t);
	}
	goto st0;
tr96:
	{
		machine_row(base, 80, t);
		registration_report_left(m, t);
	}
	goto st0;
tr103:
	{
		machine_row(base, 95, t);
		registration_report_left(m, t);
	}
	goto st0;
tr108:
	{
		machine_row(base, 38, t);
		registration_report_left(m, t);
	}
	goto st0;
st0:
	{
		machine_enter(base, REGISTRATION_IDLE, t);
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 11: goto tr4;
		case 12: goto tr5;
		case 22: goto st0;
		case 23: goto st1;
		case 24: goto st12;
		case 25: goto st2;
		case 26: goto st4;
		case 27: goto st10;
		case 28: goto st11;
		case 29: goto st9;
		case 30: goto st5;
		case 31: goto st6;
		case 32: goto st7;
		case 33: goto st8;
		case 34: goto st3;
	}
	if ( 2 <= (*p) && (*p) <= 10 )
		goto st0;
	goto tr0;
tr18:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
	}
	goto st1;
st1:
	{
		machine_enter(base, REGISTRATION_WAITING, t);
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr19;
		case 11: goto tr20;
		case 12: goto tr21;
		case 13: goto tr22;
	}
	if ( 0 <= (*p) && (*p) <= 10 )
		goto st1;
	goto tr18;
tr23:
	{
		assert(!"no row");
	}
	goto st2;
tr2:
	{
		machine_row(base, 1, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
	}
	goto st2;
tr19:
	{
		machine_row(base, 14, t);
	}
	goto st2;
st2:
	{
		machine_enter(base, REGISTRATION_STARTING, t);
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 11: goto tr24;
		case 12: goto tr25;
		case 13: goto tr26;
	}
	if ( 0 <= (*p) && (*p) <= 10 )
		goto st2;
	goto tr23;
tr27:
	{
		assert(!"no row");
	}
	goto st3;
tr21:
	{
		machine_row(base, 25, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr25:
	{
		machine_row(base, 52, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr30:
	{
		machine_row(base, 180, t);
		registration_keep_doubt(m, t);
	}
	goto st3;
tr31:
	{
		machine_row(base, 184, t);
		registration_send_again(m, t);
	}
	goto st3;
tr42:
	{
		machine_row(base, 66, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr52:
	{
		machine_row(base, 123, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr53:
	{
		machine_row(base, 124, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr61:
	{
		machine_row(base, 138, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr62:
	{
		machine_row(base, 139, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr72:
	{
		machine_row(base, 153, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr73:
	{
		machine_row(base, 154, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr80:
	{
		machine_row(base, 168, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr81:
	{
		machine_row(base, 169, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr97:
	{
		machine_row(base, 81, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr104:
	{
		machine_row(base, 96, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
tr109:
	{
		machine_row(base, 39, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st3;
st3:
	{
		machine_enter(base, REGISTRATION_LEAVING, t);
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 6: goto tr28;
		case 7: goto tr29;
		case 9: goto tr30;
		case 20: goto tr31;
		case 21: goto tr32;
	}
	if ( 0 <= (*p) && (*p) <= 12 )
		goto st3;
	goto tr27;
tr33:
	{
		assert(!"no row");
	}
	goto st4;
tr26:
	{
		machine_row(base, 53, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr34:
	{
		machine_row(base, 56, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr39:
	{
		machine_row(base, 63, t);
		registration_keep_doubt(m, t);
	}
	goto st4;
tr40:
	{
		machine_row(base, 64, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr43:
	{
		machine_row(base, 67, t);
		registration_send_again(m, t);
	}
	goto st4;
tr84:
	{
		machine_row(base, 100, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr85:
	{
		machine_row(base, 108, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr88:
	{
		machine_row(base, 111, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr90:
	{
		machine_row(base, 71, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr95:
	{
		machine_row(base, 79, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr101:
	{
		machine_row(base, 86, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr102:
	{
		machine_row(base, 94, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr105:
	{
		machine_row(base, 97, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr107:
	{
		machine_row(base, 28, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
st4:
	{
		machine_enter(base, REGISTRATION_CHECKING, t);
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 2: goto tr34;
		case 3: goto tr35;
		case 4: goto tr36;
		case 5: goto tr37;
		case 7: goto tr38;
		case 9: goto tr39;
		case 10: goto tr40;
		case 11: goto tr41;
		case 12: goto tr42;
		case 14: goto tr43;
		case 15: goto tr44;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st4;
	goto tr33;
tr45:
	{
		assert(!"no row");
	}
	goto st5;
tr35:
	{
		machine_row(base, 57, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr46:
	{
		machine_row(base, 113, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr47:
	{
		machine_row(base, 114, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr50:
	{
		machine_row(base, 121, t);
		registration_keep_doubt(m, t);
	}
	goto st5;
tr51:
	{
		machine_row(base, 122, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr54:
	{
		machine_row(base, 125, t);
		registration_send_again(m, t);
	}
	goto st5;
tr57:
	{
		machine_row(base, 128, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr58:
	{
		machine_row(base, 129, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr59:
	{
		machine_row(base, 135, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr60:
	{
		machine_row(base, 137, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr64:
	{
		machine_row(base, 141, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr66:
	{
		machine_row(base, 143, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr67:
	{
		machine_row(base, 144, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr71:
	{
		machine_row(base, 152, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr75:
	{
		machine_row(base, 156, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr77:
	{
		machine_row(base, 158, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr78:
	{
		machine_row(base, 159, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr79:
	{
		machine_row(base, 167, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr82:
	{
		machine_row(base, 170, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
tr91:
	{
		machine_row(base, 72, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st5;
st5:
	{
		machine_enter(base, REGISTRATION_REGISTERING, t);
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 1: goto tr46;
		case 2: goto tr47;
		case 6: goto tr48;
		case 7: goto tr49;
		case 9: goto tr50;
		case 10: goto tr51;
		case 11: goto tr52;
		case 12: goto tr53;
		case 14: goto tr54;
		case 15: goto tr55;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st5;
	goto tr45;
tr56:
	{
		assert(!"no row");
	}
	goto st6;
tr48:
	{
		machine_row(base, 118, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}
	goto st6;
tr68:
	{
		machine_row(base, 148, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}
	goto st6;
st6:
	{
		machine_enter(base, REGISTRATION_REGISTERED, t);
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 1: goto tr57;
		case 2: goto tr58;
		case 8: goto tr59;
		case 10: goto tr60;
		case 11: goto tr61;
		case 12: goto tr62;
		case 16: goto tr63;
		case 17: goto tr64;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st6;
	goto tr56;
tr65:
	{
		assert(!"no row");
	}
	goto st7;
tr63:
	{
		machine_row(base, 140, t);
		registration_send_update(m, t);
	}
	goto st7;
tr70:
	{
		machine_row(base, 151, t);
		registration_keep_doubt(m, t);
	}
	goto st7;
tr74:
	{
		machine_row(base, 155, t);
		registration_send_update(m, t);
	}
	goto st7;
st7:
	{
		machine_enter(base, REGISTRATION_REFRESHING, t);
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 1: goto tr66;
		case 2: goto tr67;
		case 6: goto tr68;
		case 7: goto tr69;
		case 9: goto tr70;
		case 10: goto tr71;
		case 11: goto tr72;
		case 12: goto tr73;
		case 16: goto tr74;
		case 17: goto tr75;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st7;
	goto tr65;
tr76:
	{
		assert(!"no row");
	}
	goto st8;
tr49:
	{
		machine_row(base, 119, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st8;
tr55:
	{
		machine_row(base, 126, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st8;
tr69:
	{
		machine_row(base, 149, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, REGISTRATION_RESTING, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr77;
		case 2: goto tr78;
		case 10: goto tr79;
		case 11: goto tr80;
		case 12: goto tr81;
		case 18: goto tr82;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st8;
	goto tr76;
tr83:
	{
		assert(!"no row");
	}
	goto st9;
tr36:
	{
		machine_row(base, 58, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}
	goto st9;
tr92:
	{
		machine_row(base, 73, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, REGISTRATION_CLASHED, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 2: goto tr84;
		case 10: goto tr85;
		case 11: goto tr86;
		case 12: goto tr87;
		case 19: goto tr88;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st9;
	goto tr83;
tr89:
	{
		assert(!"no row");
	}
	goto st10;
tr37:
	{
		machine_row(base, 59, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st10;
tr94:
	{
		machine_row(base, 78, t);
		registration_keep_doubt(m, t);
	}
	goto st10;
tr98:
	{
		machine_row(base, 82, t);
		registration_send_again(m, t);
	}
	goto st10;
st10:
	{
		machine_enter(base, REGISTRATION_COMPARING, t);
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 2: goto tr90;
		case 3: goto tr91;
		case 4: goto tr92;
		case 7: goto tr93;
		case 9: goto tr94;
		case 10: goto tr95;
		case 11: goto tr96;
		case 12: goto tr97;
		case 14: goto tr98;
		case 15: goto tr99;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st10;
	goto tr89;
tr100:
	{
		assert(!"no row");
	}
	goto st11;
tr38:
	{
		machine_row(base, 61, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st11;
tr44:
	{
		machine_row(base, 68, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st11;
tr93:
	{
		machine_row(base, 76, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st11;
tr99:
	{
		machine_row(base, 83, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st11;
st11:
	{
		machine_enter(base, REGISTRATION_UNCHECKED, t);
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 2: goto tr101;
		case 10: goto tr102;
		case 11: goto tr103;
		case 12: goto tr104;
		case 18: goto tr105;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st11;
	goto tr100;
tr106:
	{
		assert(!"no row");
	}
	goto st12;
tr22:
	{
		machine_row(base, 26, t);
	}
	goto st12;
st12:
	{
		machine_enter(base, REGISTRATION_ARMED, t);
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 1: goto tr107;
		case 11: goto tr108;
		case 12: goto tr109;
	}
	if ( 0 <= (*p) && (*p) <= 10 )
		goto st12;
	goto tr106;
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
