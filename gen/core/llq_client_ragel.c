/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_client.fsm: change that and run make gen. */
#include "core/llq_client_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int llq_client_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_client *m, int code, struct turn *t)
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
tr22:
	{
		machine_row(base, 19, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr36:
	{
		machine_row(base, 39, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr66:
	{
		machine_row(base, 122, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr67:
	{
		machine_row(base, 123, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr68:
	{
		machine_row(base, 124, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr69:
	{
		machine_row(base, 125, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr70:
	{
		machine_row(base, 126, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr71:
	{
		machine_row(base, 131, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr72:
	{
		machine_row(base, 132, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr73:
	{
		machine_row(base, 136, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr75:
	{
		machine_row(base, 138, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr82:
	{
		machine_row(base, 198, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr90:
	{
		machine_row(base, 177, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr128:
	{
		machine_row(base, 218, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr137:
	{
		machine_row(base, 158, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
tr142:
	{
		machine_row(base, 238, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}
	goto st0;
st0:
	{
		base->state = LLQ_CLIENT_IDLE;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 13: goto tr3;
		case 14: goto tr4;
		case 15: goto tr5;
		case 16: goto tr6;
		case 17: goto tr7;
		case 28: goto st0;
		case 29: goto st1;
		case 30: goto st2;
		case 31: goto st3;
		case 32: goto st8;
		case 33: goto st9;
		case 34: goto st4;
		case 35: goto st5;
		case 36: goto st11;
		case 37: goto st7;
		case 38: goto st6;
		case 39: goto st10;
		case 40: goto st12;
		case 41: goto st13;
	}
	if ( 1 <= (*p) && (*p) <= 12 )
		goto st0;
	goto tr0;
tr21:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr3:
	{
		machine_row(base, 13, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr4:
	{
		machine_row(base, 14, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr7:
	{
		machine_row(base, 17, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 27, t);
		llq_client_keep_change(m, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 31, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
	}
	goto st1;
tr31:
	{
		machine_row(base, 32, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
	}
	goto st1;
tr33:
	{
		machine_row(base, 36, t);
		llq_client_send_again(m, t);
	}
	goto st1;
tr44:
	{
		machine_row(base, 51, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr45:
	{
		machine_row(base, 52, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr54:
	{
		machine_row(base, 65, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr60:
	{
		machine_row(base, 71, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr61:
	{
		machine_row(base, 72, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr63:
	{
		machine_row(base, 77, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr65:
	{
		machine_row(base, 118, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr76:
	{
		machine_row(base, 151, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr78:
	{
		machine_row(base, 155, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr81:
	{
		machine_row(base, 197, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr85:
	{
		machine_row(base, 211, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr86:
	{
		machine_row(base, 214, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr93:
	{
		machine_row(base, 189, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr94:
	{
		machine_row(base, 190, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr96:
	{
		machine_row(base, 194, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr104:
	{
		machine_row(base, 85, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr109:
	{
		machine_row(base, 91, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr110:
	{
		machine_row(base, 92, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr112:
	{
		machine_row(base, 97, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr118:
	{
		machine_row(base, 105, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr123:
	{
		machine_row(base, 111, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr124:
	{
		machine_row(base, 112, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr130:
	{
		machine_row(base, 230, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr131:
	{
		machine_row(base, 231, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr133:
	{
		machine_row(base, 234, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr134:
	{
		machine_row(base, 235, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr138:
	{
		machine_row(base, 171, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr151:
	{
		machine_row(base, 261, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr152:
	{
		machine_row(base, 262, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr153:
	{
		machine_row(base, 263, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr155:
	{
		machine_row(base, 268, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
tr156:
	{
		machine_row(base, 269, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}
	goto st1;
st1:
	{
		base->state = LLQ_CLIENT_ASKING;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 1: goto tr22;
		case 2: goto tr23;
		case 3: goto tr24;
		case 5: goto tr25;
		case 6: goto tr26;
		case 7: goto tr27;
		case 8: goto tr28;
		case 9: goto tr29;
		case 13: goto tr30;
		case 14: goto tr31;
		case 15: goto tr32;
		case 18: goto tr33;
		case 19: goto tr34;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st1;
	goto tr21;
tr35:
	{
		assert(!"no row");
	}
	goto st2;
tr23:
	{
		machine_row(base, 20, t);
		llq_client_keep_grant(m, t);
		llq_client_send_response(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ANSWERING, t);
	}
	goto st2;
tr24:
	{
		machine_row(base, 21, t);
		llq_client_keep_grant(m, t);
		llq_client_send_response(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ANSWERING, t);
	}
	goto st2;
tr43:
	{
		machine_row(base, 47, t);
		llq_client_keep_change(m, t);
	}
	goto st2;
tr47:
	{
		machine_row(base, 56, t);
		llq_client_send_again(m, t);
	}
	goto st2;
st2:
	{
		base->state = LLQ_CLIENT_ANSWERING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 1: goto tr36;
		case 2: goto tr37;
		case 3: goto tr38;
		case 5: goto tr39;
		case 6: goto tr40;
		case 7: goto tr41;
		case 8: goto tr42;
		case 9: goto tr43;
		case 13: goto tr44;
		case 14: goto tr45;
		case 15: goto tr46;
		case 18: goto tr47;
		case 19: goto tr48;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st2;
	goto tr35;
tr49:
	{
		assert(!"no row");
	}
	goto st3;
tr37:
	{
		machine_row(base, 40, t);
		llq_client_keep_lease(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}
	goto st3;
tr38:
	{
		machine_row(base, 41, t);
		llq_client_keep_lease(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}
	goto st3;
tr51:
	{
		machine_row(base, 62, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
	}
	goto st3;
tr56:
	{
		machine_row(base, 67, t);
		llq_client_keep_change(m, t);
	}
	goto st3;
tr57:
	{
		machine_row(base, 68, t);
		llq_client_keep_answers(m, t);
	}
	goto st3;
tr58:
	{
		machine_row(base, 69, t);
		llq_client_send_query(m, t);
	}
	goto st3;
tr101:
	{
		machine_row(base, 82, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}
	goto st3;
tr115:
	{
		machine_row(base, 102, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}
	goto st3;
tr149:
	{
		machine_row(base, 259, t);
		llq_client_keep_lease(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}
	goto st3;
st3:
	{
		base->state = LLQ_CLIENT_HELD;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 1: goto tr50;
		case 4: goto tr51;
		case 5: goto tr52;
		case 6: goto tr53;
		case 7: goto tr54;
		case 8: goto tr55;
		case 9: goto tr56;
		case 10: goto tr57;
		case 11: goto tr58;
		case 12: goto tr59;
		case 13: goto tr60;
		case 14: goto tr61;
		case 20: goto tr62;
		case 21: goto tr63;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st3;
	goto tr49;
tr64:
	{
		assert(!"no row");
	}
	goto st4;
tr50:
	{
		machine_row(base, 59, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}
	goto st4;
tr100:
	{
		machine_row(base, 79, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}
	goto st4;
tr114:
	{
		machine_row(base, 99, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}
	goto st4;
tr148:
	{
		machine_row(base, 256, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}
	goto st4;
st4:
	{
		base->state = LLQ_CLIENT_ENDING;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr65;
		case 4: goto tr66;
		case 5: goto tr67;
		case 6: goto tr68;
		case 7: goto tr69;
		case 8: goto tr70;
		case 13: goto tr71;
		case 14: goto tr72;
		case 27: goto tr73;
	}
	if ( 1 <= (*p) && (*p) <= 17 )
		goto st4;
	goto tr64;
tr74:
	{
		assert(!"no row");
	}
	goto st5;
tr25:
	{
		machine_row(base, 23, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
tr39:
	{
		machine_row(base, 43, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
tr52:
	{
		machine_row(base, 63, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
tr79:
	{
		machine_row(base, 156, t);
		llq_client_lapse(m, t);
	}
	goto st5;
tr102:
	{
		machine_row(base, 83, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
tr116:
	{
		machine_row(base, 103, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
tr150:
	{
		machine_row(base, 260, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}
	goto st5;
st5:
	{
		base->state = LLQ_CLIENT_FULL;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 1: goto tr75;
		case 14: goto tr76;
		case 15: goto tr77;
		case 24: goto tr78;
		case 26: goto tr79;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st5;
	goto tr74;
tr80:
	{
		assert(!"no row");
	}
	goto st6;
tr5:
	{
		machine_row(base, 15, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr32:
	{
		machine_row(base, 33, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr46:
	{
		machine_row(base, 53, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr77:
	{
		machine_row(base, 152, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr83:
	{
		machine_row(base, 207, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}
	goto st6;
tr84:
	{
		machine_row(base, 208, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}
	goto st6;
tr87:
	{
		machine_row(base, 215, t);
		llq_client_send_query(m, t);
	}
	goto st6;
tr88:
	{
		machine_row(base, 216, t);
		llq_client_lapse(m, t);
	}
	goto st6;
tr95:
	{
		machine_row(base, 191, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr132:
	{
		machine_row(base, 232, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr139:
	{
		machine_row(base, 172, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
tr145:
	{
		machine_row(base, 252, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}
	goto st6;
st6:
	{
		base->state = LLQ_CLIENT_UNSERVED;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr81;
		case 1: goto tr82;
		case 10: goto tr83;
		case 11: goto tr84;
		case 14: goto tr85;
		case 17: goto tr86;
		case 23: goto tr87;
		case 26: goto tr88;
	}
	if ( 2 <= (*p) && (*p) <= 16 )
		goto st6;
	goto tr80;
tr89:
	{
		assert(!"no row");
	}
	goto st7;
tr27:
	{
		machine_row(base, 25, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr28:
	{
		machine_row(base, 26, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr41:
	{
		machine_row(base, 45, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr42:
	{
		machine_row(base, 46, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr53:
	{
		machine_row(base, 64, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr55:
	{
		machine_row(base, 66, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr91:
	{
		machine_row(base, 186, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}
	goto st7;
tr92:
	{
		machine_row(base, 187, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}
	goto st7;
tr97:
	{
		machine_row(base, 195, t);
		llq_client_send_query(m, t);
	}
	goto st7;
tr98:
	{
		machine_row(base, 196, t);
		llq_client_lapse(m, t);
	}
	goto st7;
tr103:
	{
		machine_row(base, 84, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr105:
	{
		machine_row(base, 86, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr117:
	{
		machine_row(base, 104, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
tr119:
	{
		machine_row(base, 106, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}
	goto st7;
st7:
	{
		base->state = LLQ_CLIENT_POLLING;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 1: goto tr90;
		case 10: goto tr91;
		case 11: goto tr92;
		case 13: goto tr93;
		case 14: goto tr94;
		case 15: goto tr95;
		case 22: goto tr96;
		case 23: goto tr97;
		case 26: goto tr98;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st7;
	goto tr89;
tr99:
	{
		assert(!"no row");
	}
	goto st8;
tr59:
	{
		machine_row(base, 70, t);
		llq_client_send_refresh(m, t);
		machine_move(base, LLQ_CLIENT_SWEPT, t);
	}
	goto st8;
tr106:
	{
		machine_row(base, 87, t);
		llq_client_keep_change(m, t);
	}
	goto st8;
tr107:
	{
		machine_row(base, 88, t);
		llq_client_keep_answers(m, t);
	}
	goto st8;
tr108:
	{
		machine_row(base, 89, t);
		llq_client_send_query(m, t);
	}
	goto st8;
st8:
	{
		base->state = LLQ_CLIENT_SWEPT;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 1: goto tr100;
		case 4: goto tr101;
		case 5: goto tr102;
		case 6: goto tr103;
		case 7: goto tr104;
		case 8: goto tr105;
		case 9: goto tr106;
		case 10: goto tr107;
		case 11: goto tr108;
		case 13: goto tr109;
		case 14: goto tr110;
		case 20: goto tr111;
		case 21: goto tr112;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st8;
	goto tr99;
tr113:
	{
		assert(!"no row");
	}
	goto st9;
tr62:
	{
		machine_row(base, 76, t);
		llq_client_send_refresh(m, t);
		machine_move(base, LLQ_CLIENT_RENEWING, t);
	}
	goto st9;
tr111:
	{
		machine_row(base, 96, t);
		machine_move(base, LLQ_CLIENT_RENEWING, t);
	}
	goto st9;
tr120:
	{
		machine_row(base, 107, t);
		llq_client_keep_change(m, t);
	}
	goto st9;
tr121:
	{
		machine_row(base, 108, t);
		llq_client_keep_answers(m, t);
	}
	goto st9;
tr122:
	{
		machine_row(base, 109, t);
		llq_client_send_query(m, t);
	}
	goto st9;
tr125:
	{
		machine_row(base, 116, t);
		llq_client_send_refresh(m, t);
	}
	goto st9;
st9:
	{
		base->state = LLQ_CLIENT_RENEWING;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 1: goto tr114;
		case 4: goto tr115;
		case 5: goto tr116;
		case 6: goto tr117;
		case 7: goto tr118;
		case 8: goto tr119;
		case 9: goto tr120;
		case 10: goto tr121;
		case 11: goto tr122;
		case 13: goto tr123;
		case 14: goto tr124;
		case 20: goto tr125;
		case 21: goto tr126;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st9;
	goto tr113;
tr127:
	{
		assert(!"no row");
	}
	goto st10;
tr34:
	{
		machine_row(base, 37, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}
	goto st10;
tr48:
	{
		machine_row(base, 57, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}
	goto st10;
tr126:
	{
		machine_row(base, 117, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}
	goto st10;
tr129:
	{
		machine_row(base, 226, t);
		llq_client_keep_change(m, t);
	}
	goto st10;
tr135:
	{
		machine_row(base, 236, t);
		llq_client_lapse(m, t);
	}
	goto st10;
tr158:
	{
		machine_row(base, 274, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}
	goto st10;
st10:
	{
		base->state = LLQ_CLIENT_DOWN;
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 1: goto tr128;
		case 9: goto tr129;
		case 13: goto tr130;
		case 14: goto tr131;
		case 15: goto tr132;
		case 17: goto tr133;
		case 22: goto tr134;
		case 26: goto tr135;
	}
	if ( 0 <= (*p) && (*p) <= 16 )
		goto st10;
	goto tr127;
tr136:
	{
		assert(!"no row");
	}
	goto st11;
tr26:
	{
		machine_row(base, 24, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_ttl(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_SHELF, t);
		machine_move(base, LLQ_CLIENT_STATIC, t);
	}
	goto st11;
tr40:
	{
		machine_row(base, 44, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_ttl(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_SHELF, t);
		machine_move(base, LLQ_CLIENT_STATIC, t);
	}
	goto st11;
tr140:
	{
		machine_row(base, 175, t);
		llq_client_lapse(m, t);
	}
	goto st11;
st11:
	{
		base->state = LLQ_CLIENT_STATIC;
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 1: goto tr137;
		case 14: goto tr138;
		case 15: goto tr139;
		case 25: goto tr140;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st11;
	goto tr136;
tr141:
	{
		assert(!"no row");
	}
	goto st12;
tr6:
	{
		machine_row(base, 16, t);
		machine_move(base, LLQ_CLIENT_RESTORED, t);
	}
	goto st12;
st12:
	{
		base->state = LLQ_CLIENT_RESTORED;
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 1: goto tr142;
		case 13: goto tr143;
		case 14: goto tr144;
		case 15: goto tr145;
		case 17: goto tr146;
	}
	if ( 0 <= (*p) && (*p) <= 16 )
		goto st12;
	goto tr141;
tr147:
	{
		assert(!"no row");
	}
	goto st13;
tr143:
	{
		machine_row(base, 250, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}
	goto st13;
tr144:
	{
		machine_row(base, 251, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}
	goto st13;
tr146:
	{
		machine_row(base, 254, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}
	goto st13;
tr154:
	{
		machine_row(base, 264, t);
		llq_client_keep_change(m, t);
	}
	goto st13;
tr157:
	{
		machine_row(base, 273, t);
		llq_client_send_again(m, t);
	}
	goto st13;
st13:
	{
		base->state = LLQ_CLIENT_RESUMING;
	}
	if ( ++p == pe )
		goto _test_eof13;
case 13:
	switch( (*p) ) {
		case 1: goto tr148;
		case 4: goto tr149;
		case 5: goto tr150;
		case 6: goto tr151;
		case 7: goto tr152;
		case 8: goto tr153;
		case 9: goto tr154;
		case 13: goto tr155;
		case 14: goto tr156;
		case 18: goto tr157;
		case 19: goto tr158;
	}
	if ( 0 <= (*p) && (*p) <= 17 )
		goto st13;
	goto tr147;
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
llq_client_begin(struct llq_client *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_client_chart);

	{
	 base->cs = llq_client_start;
	}

}

void
llq_client_restore(struct llq_client *m, enum llq_client_state state)
{
	assert((unsigned)state < LLQ_CLIENT_STATE_COUNT);
	llq_client_begin(m);
	run(m, (int)LLQ_CLIENT_EVENT_COUNT + (int)state, NULL);
}

void
llq_client_step(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	assert((unsigned)ev < LLQ_CLIENT_EVENT_COUNT);
	run(m, (int)ev, t);
}
