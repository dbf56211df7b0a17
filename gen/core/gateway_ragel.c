/* SPDX-License-Identifier: Apache-2.0 */
/* gateway_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/gateway.fsm: change that and run make gen. */
#include "core/gateway_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int gateway_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct gateway *m, int code, struct turn *t)
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
tr7:
	{
		machine_row(base, 7, t);
		gateway_drop_queue(m, t);
		gateway_report_absent(m, t);
	}
	goto st0;
tr8:
	{
		machine_row(base, 8, t);
		gateway_drop_first(m, t);
	}
	goto st0;
tr20:
	{
		machine_row(base, 71, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 27, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
tr46:
	{
		machine_row(base, 49, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
tr53:
	{
		machine_row(base, 94, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
tr76:
	{
		machine_row(base, 119, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
tr95:
	{
		machine_row(base, 143, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}
	goto st0;
st0:
	{
		base->state = GATEWAY_ABSENT;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 2: goto tr3;
		case 3: goto tr4;
		case 4: goto tr5;
		case 7: goto tr7;
		case 8: goto tr8;
		case 27: goto st0;
		case 28: goto st2;
		case 29: goto st3;
		case 30: goto st1;
		case 31: goto st4;
		case 32: goto st5;
		case 33: goto st6;
	}
	if ( 5 <= (*p) && (*p) <= 21 )
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
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr2:
	{
		machine_row(base, 1, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr3:
	{
		machine_row(base, 2, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr16:
	{
		machine_row(base, 66, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}
	goto st1;
tr17:
	{
		machine_row(base, 67, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}
	goto st1;
tr22:
	{
		machine_row(base, 74, t);
		gateway_drop_first(m, t);
	}
	goto st1;
tr23:
	{
		machine_row(base, 79, t);
		gateway_keep_epoch(m, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 81, t);
		gateway_keep_epoch(m, t);
	}
	goto st1;
tr27:
	{
		machine_row(base, 83, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 85, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 86, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st1;
tr31:
	{
		machine_row(base, 87, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}
	goto st1;
tr32:
	{
		machine_row(base, 88, t);
		gateway_report_doubt(m, t);
	}
	goto st1;
tr34:
	{
		machine_row(base, 22, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr35:
	{
		machine_row(base, 23, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr39:
	{
		machine_row(base, 28, t);
		gateway_take_mask(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr42:
	{
		machine_row(base, 44, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr43:
	{
		machine_row(base, 45, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr49:
	{
		machine_row(base, 89, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr50:
	{
		machine_row(base, 90, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr54:
	{
		machine_row(base, 97, t);
		gateway_drop_first(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr55:
	{
		machine_row(base, 98, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_finish(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr58:
	{
		machine_row(base, 101, t);
		gateway_give_up(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr72:
	{
		machine_row(base, 114, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr73:
	{
		machine_row(base, 115, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr87:
	{
		machine_row(base, 136, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr90:
	{
		machine_row(base, 138, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr91:
	{
		machine_row(base, 139, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr92:
	{
		machine_row(base, 140, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr97:
	{
		machine_row(base, 151, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr99:
	{
		machine_row(base, 153, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr101:
	{
		machine_row(base, 159, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
tr102:
	{
		machine_row(base, 160, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}
	goto st1;
st1:
	{
		base->state = GATEWAY_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr16;
		case 1: goto tr17;
		case 3: goto tr18;
		case 4: goto tr19;
		case 5: goto tr20;
		case 7: goto tr21;
		case 8: goto tr22;
		case 13: goto tr23;
		case 14: goto tr24;
		case 15: goto tr25;
		case 16: goto tr26;
		case 17: goto tr27;
		case 18: goto tr28;
		case 19: goto tr29;
		case 20: goto tr30;
		case 21: goto tr31;
		case 26: goto tr32;
	}
	if ( 2 <= (*p) && (*p) <= 12 )
		goto st1;
	goto tr15;
tr33:
	{
		assert(!"no row");
	}
	goto st2;
tr4:
	{
		machine_row(base, 3, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
tr18:
	{
		machine_row(base, 69, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
tr36:
	{
		machine_row(base, 25, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}
	goto st2;
tr40:
	{
		machine_row(base, 29, t);
		gateway_drop_queue(m, t);
		gateway_report_direct(m, t);
	}
	goto st2;
tr44:
	{
		machine_row(base, 47, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
tr51:
	{
		machine_row(base, 92, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
tr74:
	{
		machine_row(base, 117, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
tr93:
	{
		machine_row(base, 141, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}
	goto st2;
st2:
	{
		base->state = GATEWAY_DIRECT;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr34;
		case 1: goto tr35;
		case 3: goto tr36;
		case 4: goto tr37;
		case 5: goto tr38;
		case 6: goto tr39;
		case 7: goto tr40;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st2;
	goto tr33;
tr41:
	{
		assert(!"no row");
	}
	goto st3;
tr5:
	{
		machine_row(base, 4, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
tr19:
	{
		machine_row(base, 70, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
tr37:
	{
		machine_row(base, 26, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
tr45:
	{
		machine_row(base, 48, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}
	goto st3;
tr47:
	{
		machine_row(base, 51, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}
	goto st3;
tr52:
	{
		machine_row(base, 93, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
tr75:
	{
		machine_row(base, 118, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
tr94:
	{
		machine_row(base, 142, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}
	goto st3;
st3:
	{
		base->state = GATEWAY_BARE;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr42;
		case 1: goto tr43;
		case 3: goto tr44;
		case 4: goto tr45;
		case 5: goto tr46;
		case 7: goto tr47;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st3;
	goto tr41;
tr48:
	{
		assert(!"no row");
	}
	goto st4;
tr21:
	{
		machine_row(base, 73, t);
		gateway_report_ask(m, t);
		timer_start(base, GATEWAY_TIMER_PATIENCE, t);
		machine_move(base, GATEWAY_ASKING, t);
	}
	goto st4;
tr59:
	{
		machine_row(base, 102, t);
		gateway_keep_epoch(m, t);
		gateway_report_again(m, t);
	}
	goto st4;
tr61:
	{
		machine_row(base, 104, t);
		gateway_keep_epoch(m, t);
	}
	goto st4;
tr63:
	{
		machine_row(base, 106, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}
	goto st4;
tr65:
	{
		machine_row(base, 108, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st4;
tr66:
	{
		machine_row(base, 109, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st4;
tr67:
	{
		machine_row(base, 110, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}
	goto st4;
tr68:
	{
		machine_row(base, 111, t);
		gateway_report_slow(m, t);
	}
	goto st4;
tr69:
	{
		machine_row(base, 112, t);
		gateway_report_patience(m, t);
	}
	goto st4;
tr70:
	{
		machine_row(base, 113, t);
		gateway_report_doubt(m, t);
	}
	goto st4;
st4:
	{
		base->state = GATEWAY_ASKING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr49;
		case 1: goto tr50;
		case 3: goto tr51;
		case 4: goto tr52;
		case 5: goto tr53;
		case 8: goto tr54;
		case 9: goto tr55;
		case 10: goto tr56;
		case 11: goto tr57;
		case 12: goto tr58;
		case 13: goto tr59;
		case 14: goto tr60;
		case 15: goto tr61;
		case 16: goto tr62;
		case 17: goto tr63;
		case 18: goto tr64;
		case 19: goto tr65;
		case 20: goto tr66;
		case 21: goto tr67;
		case 23: goto tr68;
		case 24: goto tr69;
		case 26: goto tr70;
	}
	if ( 2 <= (*p) && (*p) <= 7 )
		goto st4;
	goto tr48;
tr71:
	{
		assert(!"no row");
	}
	goto st5;
tr24:
	{
		machine_row(base, 80, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr26:
	{
		machine_row(base, 82, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr28:
	{
		machine_row(base, 84, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr56:
	{
		machine_row(base, 99, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_finish(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr60:
	{
		machine_row(base, 103, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr62:
	{
		machine_row(base, 105, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr64:
	{
		machine_row(base, 107, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr77:
	{
		machine_row(base, 122, t);
		gateway_drop_first(m, t);
	}
	goto st5;
tr78:
	{
		machine_row(base, 127, t);
		gateway_keep_epoch(m, t);
	}
	goto st5;
tr79:
	{
		machine_row(base, 128, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
	}
	goto st5;
tr80:
	{
		machine_row(base, 129, t);
		gateway_keep_epoch(m, t);
	}
	goto st5;
tr81:
	{
		machine_row(base, 130, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
	}
	goto st5;
tr82:
	{
		machine_row(base, 131, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}
	goto st5;
tr83:
	{
		machine_row(base, 132, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
	}
	goto st5;
tr84:
	{
		machine_row(base, 133, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st5;
tr85:
	{
		machine_row(base, 134, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}
	goto st5;
tr86:
	{
		machine_row(base, 135, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}
	goto st5;
tr88:
	{
		machine_row(base, 137, t);
		gateway_report_doubt(m, t);
	}
	goto st5;
tr98:
	{
		machine_row(base, 152, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
tr100:
	{
		machine_row(base, 154, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}
	goto st5;
st5:
	{
		base->state = GATEWAY_HOLDING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr72;
		case 1: goto tr73;
		case 3: goto tr74;
		case 4: goto tr75;
		case 5: goto tr76;
		case 8: goto tr77;
		case 13: goto tr78;
		case 14: goto tr79;
		case 15: goto tr80;
		case 16: goto tr81;
		case 17: goto tr82;
		case 18: goto tr83;
		case 19: goto tr84;
		case 20: goto tr85;
		case 21: goto tr86;
		case 22: goto tr87;
		case 26: goto tr88;
	}
	if ( 2 <= (*p) && (*p) <= 12 )
		goto st5;
	goto tr71;
tr89:
	{
		assert(!"no row");
	}
	goto st6;
tr57:
	{
		machine_row(base, 100, t);
		gateway_drop_queue(m, t);
		gateway_tell_silent(m, t);
		gateway_report_silent(m, t);
		timer_resume(base, GATEWAY_TIMER_FORGET, t);
		machine_move(base, GATEWAY_SILENT, t);
	}
	goto st6;
tr96:
	{
		machine_row(base, 145, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}
	goto st6;
st6:
	{
		base->state = GATEWAY_SILENT;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr90;
		case 1: goto tr91;
		case 2: goto tr92;
		case 3: goto tr93;
		case 4: goto tr94;
		case 5: goto tr95;
		case 7: goto tr96;
		case 13: goto tr97;
		case 14: goto tr98;
		case 15: goto tr99;
		case 16: goto tr100;
		case 21: goto tr101;
		case 25: goto tr102;
	}
	if ( 6 <= (*p) && (*p) <= 20 )
		goto st6;
	goto tr89;
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
gateway_begin(struct gateway *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &gateway_chart);

	{
	 base->cs = gateway_start;
	}

}

void
gateway_restore(struct gateway *m, enum gateway_state state)
{
	assert((unsigned)state < GATEWAY_STATE_COUNT);
	gateway_begin(m);
	run(m, (int)GATEWAY_EVENT_COUNT + (int)state, NULL);
}

void
gateway_step(struct gateway *m, enum gateway_event ev, struct turn *t)
{
	assert((unsigned)ev < GATEWAY_EVENT_COUNT);
	run(m, (int)ev, t);
}
