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
tr3:
	{
		machine_row(base, 10, t);
		registration_report_left(m, t);
	}
	goto st0;
tr4:
	{
		machine_row(base, 11, t);
		registration_report_left(m, t);
	}
	goto st0;
tr16:
	{
		machine_row(base, 22, t);
		registration_report_left(m, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 139, t);
		registration_report_left(m, t);
	}
	goto st0;
tr21:
	{
		machine_row(base, 140, t);
		registration_report_unleft(m, t);
	}
	goto st0;
tr24:
	{
		machine_row(base, 147, t);
		registration_report_unleft(m, t);
	}
	goto st0;
tr33:
	{
		machine_row(base, 35, t);
		registration_report_left(m, t);
	}
	goto st0;
tr78:
	{
		machine_row(base, 76, t);
		registration_report_left(m, t);
	}
	goto st0;
tr79:
	{
		machine_row(base, 77, t);
		registration_report_left(m, t);
	}
	goto st0;
tr88:
	{
		machine_row(base, 49, t);
		registration_report_left(m, t);
	}
	goto st0;
tr95:
	{
		machine_row(base, 63, t);
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
		case 10: goto tr3;
		case 11: goto tr4;
		case 21: goto st0;
		case 22: goto st1;
		case 23: goto st3;
		case 24: goto st9;
		case 25: goto st10;
		case 26: goto st8;
		case 27: goto st4;
		case 28: goto st5;
		case 29: goto st6;
		case 30: goto st7;
		case 31: goto st2;
	}
	if ( 1 <= (*p) && (*p) <= 9 )
		goto st0;
	goto tr0;
tr15:
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
		machine_enter(base, REGISTRATION_STARTING, t);
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 10: goto tr16;
		case 11: goto tr17;
		case 12: goto tr18;
	}
	if ( 0 <= (*p) && (*p) <= 9 )
		goto st1;
	goto tr15;
tr19:
	{
		assert(!"no row");
	}
	goto st2;
tr17:
	{
		machine_row(base, 23, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr22:
	{
		machine_row(base, 142, t);
		registration_keep_doubt(m, t);
	}
	goto st2;
tr23:
	{
		machine_row(base, 146, t);
		registration_send_again(m, t);
	}
	goto st2;
tr34:
	{
		machine_row(base, 36, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr44:
	{
		machine_row(base, 89, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr45:
	{
		machine_row(base, 90, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr53:
	{
		machine_row(base, 103, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr54:
	{
		machine_row(base, 104, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr64:
	{
		machine_row(base, 117, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr65:
	{
		machine_row(base, 118, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr72:
	{
		machine_row(base, 131, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr73:
	{
		machine_row(base, 132, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr89:
	{
		machine_row(base, 50, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
tr96:
	{
		machine_row(base, 64, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}
	goto st2;
st2:
	{
		machine_enter(base, REGISTRATION_LEAVING, t);
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 5: goto tr20;
		case 6: goto tr21;
		case 8: goto tr22;
		case 19: goto tr23;
		case 20: goto tr24;
	}
	if ( 0 <= (*p) && (*p) <= 11 )
		goto st2;
	goto tr19;
tr25:
	{
		assert(!"no row");
	}
	goto st3;
tr18:
	{
		machine_row(base, 24, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr26:
	{
		machine_row(base, 26, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr31:
	{
		machine_row(base, 33, t);
		registration_keep_doubt(m, t);
	}
	goto st3;
tr32:
	{
		machine_row(base, 34, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr35:
	{
		machine_row(base, 37, t);
		registration_send_again(m, t);
	}
	goto st3;
tr76:
	{
		machine_row(base, 67, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr77:
	{
		machine_row(base, 75, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr80:
	{
		machine_row(base, 78, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr82:
	{
		machine_row(base, 40, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr87:
	{
		machine_row(base, 48, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr93:
	{
		machine_row(base, 54, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr94:
	{
		machine_row(base, 62, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
tr97:
	{
		machine_row(base, 65, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st3;
st3:
	{
		machine_enter(base, REGISTRATION_CHECKING, t);
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 1: goto tr26;
		case 2: goto tr27;
		case 3: goto tr28;
		case 4: goto tr29;
		case 6: goto tr30;
		case 8: goto tr31;
		case 9: goto tr32;
		case 10: goto tr33;
		case 11: goto tr34;
		case 13: goto tr35;
		case 14: goto tr36;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st3;
	goto tr25;
tr37:
	{
		assert(!"no row");
	}
	goto st4;
tr27:
	{
		machine_row(base, 27, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr38:
	{
		machine_row(base, 79, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr39:
	{
		machine_row(base, 80, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr42:
	{
		machine_row(base, 87, t);
		registration_keep_doubt(m, t);
	}
	goto st4;
tr43:
	{
		machine_row(base, 88, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr46:
	{
		machine_row(base, 91, t);
		registration_send_again(m, t);
	}
	goto st4;
tr49:
	{
		machine_row(base, 93, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr50:
	{
		machine_row(base, 94, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr51:
	{
		machine_row(base, 100, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr52:
	{
		machine_row(base, 102, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr56:
	{
		machine_row(base, 106, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr58:
	{
		machine_row(base, 107, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr59:
	{
		machine_row(base, 108, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr63:
	{
		machine_row(base, 116, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr67:
	{
		machine_row(base, 120, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr69:
	{
		machine_row(base, 121, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr70:
	{
		machine_row(base, 122, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr71:
	{
		machine_row(base, 130, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr74:
	{
		machine_row(base, 133, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
tr83:
	{
		machine_row(base, 41, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st4;
st4:
	{
		machine_enter(base, REGISTRATION_REGISTERING, t);
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr38;
		case 1: goto tr39;
		case 5: goto tr40;
		case 6: goto tr41;
		case 8: goto tr42;
		case 9: goto tr43;
		case 10: goto tr44;
		case 11: goto tr45;
		case 13: goto tr46;
		case 14: goto tr47;
	}
	if ( 2 <= (*p) && (*p) <= 7 )
		goto st4;
	goto tr37;
tr48:
	{
		assert(!"no row");
	}
	goto st5;
tr40:
	{
		machine_row(base, 84, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}
	goto st5;
tr60:
	{
		machine_row(base, 112, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}
	goto st5;
st5:
	{
		machine_enter(base, REGISTRATION_REGISTERED, t);
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr49;
		case 1: goto tr50;
		case 7: goto tr51;
		case 9: goto tr52;
		case 10: goto tr53;
		case 11: goto tr54;
		case 15: goto tr55;
		case 16: goto tr56;
	}
	if ( 2 <= (*p) && (*p) <= 8 )
		goto st5;
	goto tr48;
tr57:
	{
		assert(!"no row");
	}
	goto st6;
tr55:
	{
		machine_row(base, 105, t);
		registration_send_update(m, t);
	}
	goto st6;
tr62:
	{
		machine_row(base, 115, t);
		registration_keep_doubt(m, t);
	}
	goto st6;
tr66:
	{
		machine_row(base, 119, t);
		registration_send_update(m, t);
	}
	goto st6;
st6:
	{
		machine_enter(base, REGISTRATION_REFRESHING, t);
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr58;
		case 1: goto tr59;
		case 5: goto tr60;
		case 6: goto tr61;
		case 8: goto tr62;
		case 9: goto tr63;
		case 10: goto tr64;
		case 11: goto tr65;
		case 15: goto tr66;
		case 16: goto tr67;
	}
	if ( 2 <= (*p) && (*p) <= 7 )
		goto st6;
	goto tr57;
tr68:
	{
		assert(!"no row");
	}
	goto st7;
tr41:
	{
		machine_row(base, 85, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st7;
tr47:
	{
		machine_row(base, 92, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st7;
tr61:
	{
		machine_row(base, 113, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st7;
st7:
	{
		machine_enter(base, REGISTRATION_RESTING, t);
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 0: goto tr69;
		case 1: goto tr70;
		case 9: goto tr71;
		case 10: goto tr72;
		case 11: goto tr73;
		case 17: goto tr74;
	}
	if ( 2 <= (*p) && (*p) <= 8 )
		goto st7;
	goto tr68;
tr75:
	{
		assert(!"no row");
	}
	goto st8;
tr28:
	{
		machine_row(base, 28, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}
	goto st8;
tr84:
	{
		machine_row(base, 42, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, REGISTRATION_CLASHED, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr76;
		case 9: goto tr77;
		case 10: goto tr78;
		case 11: goto tr79;
		case 18: goto tr80;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st8;
	goto tr75;
tr81:
	{
		assert(!"no row");
	}
	goto st9;
tr29:
	{
		machine_row(base, 29, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}
	goto st9;
tr86:
	{
		machine_row(base, 47, t);
		registration_keep_doubt(m, t);
	}
	goto st9;
tr90:
	{
		machine_row(base, 51, t);
		registration_send_again(m, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, REGISTRATION_COMPARING, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 1: goto tr82;
		case 2: goto tr83;
		case 3: goto tr84;
		case 6: goto tr85;
		case 8: goto tr86;
		case 9: goto tr87;
		case 10: goto tr88;
		case 11: goto tr89;
		case 13: goto tr90;
		case 14: goto tr91;
	}
	if ( 0 <= (*p) && (*p) <= 7 )
		goto st9;
	goto tr81;
tr92:
	{
		assert(!"no row");
	}
	goto st10;
tr30:
	{
		machine_row(base, 31, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st10;
tr36:
	{
		machine_row(base, 38, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st10;
tr85:
	{
		machine_row(base, 45, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st10;
tr91:
	{
		machine_row(base, 52, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}
	goto st10;
st10:
	{
		machine_enter(base, REGISTRATION_UNCHECKED, t);
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 1: goto tr93;
		case 9: goto tr94;
		case 10: goto tr95;
		case 11: goto tr96;
		case 17: goto tr97;
	}
	if ( 0 <= (*p) && (*p) <= 8 )
		goto st10;
	goto tr92;
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
