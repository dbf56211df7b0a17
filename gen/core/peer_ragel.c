/* SPDX-License-Identifier: Apache-2.0 */
/* peer_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int peer_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
run(struct peer *m, int code, struct turn *t)
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
tr27:
	{
		machine_row(base, 26, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr38:
	{
		machine_row(base, 43, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr43:
	{
		machine_row(base, 115, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr53:
	{
		machine_row(base, 132, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr66:
	{
		machine_row(base, 225, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr83:
	{
		machine_row(base, 270, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr92:
	{
		machine_row(base, 380, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr93:
	{
		machine_row(base, 382, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr94:
	{
		machine_row(base, 384, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr95:
	{
		machine_row(base, 385, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr111:
	{
		machine_row(base, 315, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr126:
	{
		machine_row(base, 361, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr132:
	{
		machine_row(base, 185, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr140:
	{
		machine_row(base, 202, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr146:
	{
		machine_row(base, 390, t);
		peer_remove_peer(m, t);
	}
	goto st0;
tr148:
	{
		machine_row(base, 407, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr163:
	{
		machine_row(base, 338, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr169:
	{
		machine_row(base, 161, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr177:
	{
		machine_row(base, 178, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr184:
	{
		machine_row(base, 138, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr193:
	{
		machine_row(base, 155, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr208:
	{
		machine_row(base, 292, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr226:
	{
		machine_row(base, 247, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr232:
	{
		machine_row(base, 92, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr239:
	{
		machine_row(base, 109, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr245:
	{
		machine_row(base, 70, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr252:
	{
		machine_row(base, 87, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr257:
	{
		machine_row(base, 48, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr264:
	{
		machine_row(base, 65, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
st0:
	{
		machine_enter(base, PEER_UNKNOWN, t);
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 2: goto tr3;
		case 3: goto tr4;
		case 30: goto st0;
		case 31: goto st1;
		case 32: goto st17;
		case 33: goto st16;
		case 34: goto st15;
		case 35: goto st2;
		case 36: goto st12;
		case 37: goto st11;
		case 38: goto st8;
		case 39: goto st3;
		case 40: goto st14;
		case 41: goto st4;
		case 42: goto st13;
		case 43: goto st6;
		case 44: goto st10;
		case 45: goto st7;
		case 46: goto st5;
		case 47: goto st9;
	}
	if ( 4 <= (*p) && (*p) <= 21 )
		goto st0;
	goto tr0;
tr23:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr2:
	{
		machine_row(base, 1, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr3:
	{
		machine_row(base, 2, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr4:
	{
		machine_row(base, 3, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr24:
	{
		machine_row(base, 22, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 23, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr26:
	{
		machine_row(base, 25, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr28:
	{
		machine_row(base, 27, t);
		peer_look_again(m, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 28, t);
		peer_look_again(m, t);
	}
	goto st1;
tr40:
	{
		machine_row(base, 111, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr41:
	{
		machine_row(base, 112, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr42:
	{
		machine_row(base, 114, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr44:
	{
		machine_row(base, 116, t);
		peer_look_again(m, t);
	}
	goto st1;
tr45:
	{
		machine_row(base, 117, t);
		peer_look_again(m, t);
	}
	goto st1;
tr58:
	{
		machine_row(base, 207, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr64:
	{
		machine_row(base, 221, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr70:
	{
		machine_row(base, 252, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr81:
	{
		machine_row(base, 266, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr88:
	{
		machine_row(base, 366, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr99:
	{
		machine_row(base, 297, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr116:
	{
		machine_row(base, 343, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr129:
	{
		machine_row(base, 181, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr130:
	{
		machine_row(base, 182, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr131:
	{
		machine_row(base, 184, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr133:
	{
		machine_row(base, 186, t);
		peer_look_again(m, t);
	}
	goto st1;
tr134:
	{
		machine_row(base, 187, t);
		peer_look_again(m, t);
	}
	goto st1;
tr141:
	{
		machine_row(base, 203, t);
		peer_look_again(m, t);
	}
	goto st1;
tr147:
	{
		machine_row(base, 406, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr152:
	{
		machine_row(base, 320, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr166:
	{
		machine_row(base, 157, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr167:
	{
		machine_row(base, 158, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr168:
	{
		machine_row(base, 160, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr170:
	{
		machine_row(base, 162, t);
		peer_look_again(m, t);
	}
	goto st1;
tr171:
	{
		machine_row(base, 163, t);
		peer_look_again(m, t);
	}
	goto st1;
tr181:
	{
		machine_row(base, 134, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr182:
	{
		machine_row(base, 135, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr183:
	{
		machine_row(base, 137, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr185:
	{
		machine_row(base, 139, t);
		peer_look_again(m, t);
	}
	goto st1;
tr186:
	{
		machine_row(base, 140, t);
		peer_look_again(m, t);
	}
	goto st1;
tr198:
	{
		machine_row(base, 274, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr205:
	{
		machine_row(base, 288, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr213:
	{
		machine_row(base, 229, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr223:
	{
		machine_row(base, 243, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr229:
	{
		machine_row(base, 88, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr230:
	{
		machine_row(base, 89, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr231:
	{
		machine_row(base, 91, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr233:
	{
		machine_row(base, 93, t);
		peer_look_again(m, t);
	}
	goto st1;
tr234:
	{
		machine_row(base, 94, t);
		peer_look_again(m, t);
	}
	goto st1;
tr242:
	{
		machine_row(base, 66, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr243:
	{
		machine_row(base, 67, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr244:
	{
		machine_row(base, 69, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr246:
	{
		machine_row(base, 71, t);
		peer_look_again(m, t);
	}
	goto st1;
tr247:
	{
		machine_row(base, 72, t);
		peer_look_again(m, t);
	}
	goto st1;
tr254:
	{
		machine_row(base, 44, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr255:
	{
		machine_row(base, 45, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr256:
	{
		machine_row(base, 47, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr258:
	{
		machine_row(base, 49, t);
		peer_look_again(m, t);
	}
	goto st1;
tr259:
	{
		machine_row(base, 50, t);
		peer_look_again(m, t);
	}
	goto st1;
st1:
	{
		machine_enter(base, PEER_ADRIFT, t);
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto tr24;
		case 1: goto tr25;
		case 3: goto tr26;
		case 4: goto tr27;
		case 5: goto tr28;
		case 6: goto tr29;
		case 7: goto tr30;
		case 8: goto tr31;
		case 9: goto tr32;
		case 10: goto tr33;
		case 11: goto tr34;
		case 12: goto tr35;
		case 13: goto tr36;
		case 19: goto tr37;
		case 21: goto tr38;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st1;
	goto tr23;
tr39:
	{
		assert(!"no row");
	}
	goto st2;
tr30:
	{
		machine_row(base, 29, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st2;
tr109:
	{
		machine_row(base, 311, t);
		peer_report_down(m, t);
	}
	goto st2;
tr240:
	{
		machine_row(base, 110, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st2;
st2:
	{
		machine_enter(base, PEER_DIALING, t);
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr40;
		case 1: goto tr41;
		case 3: goto tr42;
		case 4: goto tr43;
		case 5: goto tr44;
		case 6: goto tr45;
		case 11: goto tr46;
		case 12: goto tr47;
		case 13: goto tr48;
		case 14: goto tr49;
		case 15: goto tr50;
		case 16: goto tr51;
		case 19: goto tr52;
		case 21: goto tr53;
		case 22: goto tr54;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st2;
	goto tr39;
tr55:
	{
		assert(!"no row");
	}
	goto st3;
tr34:
	{
		machine_row(base, 33, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr35:
	{
		machine_row(base, 34, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr36:
	{
		machine_row(base, 35, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr46:
	{
		machine_row(base, 122, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr47:
	{
		machine_row(base, 123, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr48:
	{
		machine_row(base, 124, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr57:
	{
		machine_row(base, 205, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr62:
	{
		machine_row(base, 215, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr63:
	{
		machine_row(base, 217, t);
		peer_drop_spare(m, t);
	}
	goto st3;
tr76:
	{
		machine_row(base, 258, t);
		peer_hang_up(m, t);
	}
	goto st3;
tr77:
	{
		machine_row(base, 259, t);
		peer_hang_up(m, t);
	}
	goto st3;
tr78:
	{
		machine_row(base, 260, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr79:
	{
		machine_row(base, 261, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr80:
	{
		machine_row(base, 262, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr86:
	{
		machine_row(base, 364, t);
		peer_move_peer(m, t);
	}
	goto st3;
tr87:
	{
		machine_row(base, 365, t);
	}
	goto st3;
tr103:
	{
		machine_row(base, 305, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr104:
	{
		machine_row(base, 306, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr105:
	{
		machine_row(base, 307, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr115:
	{
		machine_row(base, 341, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr120:
	{
		machine_row(base, 351, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr121:
	{
		machine_row(base, 352, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr122:
	{
		machine_row(base, 353, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr124:
	{
		machine_row(base, 358, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr135:
	{
		machine_row(base, 192, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr136:
	{
		machine_row(base, 193, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr137:
	{
		machine_row(base, 194, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr156:
	{
		machine_row(base, 328, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr157:
	{
		machine_row(base, 329, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr158:
	{
		machine_row(base, 330, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr172:
	{
		machine_row(base, 168, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr173:
	{
		machine_row(base, 169, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr174:
	{
		machine_row(base, 170, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr187:
	{
		machine_row(base, 145, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr188:
	{
		machine_row(base, 146, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr189:
	{
		machine_row(base, 147, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr197:
	{
		machine_row(base, 272, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr202:
	{
		machine_row(base, 282, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr203:
	{
		machine_row(base, 283, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr204:
	{
		machine_row(base, 284, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr206:
	{
		machine_row(base, 289, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr217:
	{
		machine_row(base, 237, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr218:
	{
		machine_row(base, 238, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr219:
	{
		machine_row(base, 239, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr224:
	{
		machine_row(base, 244, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr235:
	{
		machine_row(base, 99, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr236:
	{
		machine_row(base, 100, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr237:
	{
		machine_row(base, 101, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr248:
	{
		machine_row(base, 77, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr249:
	{
		machine_row(base, 78, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr250:
	{
		machine_row(base, 79, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr260:
	{
		machine_row(base, 55, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr261:
	{
		machine_row(base, 56, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr262:
	{
		machine_row(base, 57, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
st3:
	{
		machine_enter(base, PEER_OPEN, t);
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr56;
		case 1: goto tr57;
		case 3: goto tr58;
		case 4: goto tr59;
		case 5: goto tr60;
		case 6: goto tr61;
		case 11: goto tr62;
		case 13: goto tr63;
		case 17: goto tr64;
		case 19: goto tr65;
		case 21: goto tr66;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st3;
	goto tr55;
tr67:
	{
		assert(!"no row");
	}
	goto st4;
tr56:
	{
		machine_row(base, 204, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr61:
	{
		machine_row(base, 210, t);
		peer_look_again(m, t);
	}
	goto st4;
tr68:
	{
		machine_row(base, 249, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr69:
	{
		machine_row(base, 250, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr72:
	{
		machine_row(base, 254, t);
		peer_look_again(m, t);
	}
	goto st4;
tr73:
	{
		machine_row(base, 255, t);
		peer_look_again(m, t);
	}
	goto st4;
tr85:
	{
		machine_row(base, 363, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr97:
	{
		machine_row(base, 294, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr101:
	{
		machine_row(base, 299, t);
		peer_look_again(m, t);
	}
	goto st4;
tr102:
	{
		machine_row(base, 300, t);
		peer_look_again(m, t);
	}
	goto st4;
tr114:
	{
		machine_row(base, 340, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr118:
	{
		machine_row(base, 345, t);
		peer_look_again(m, t);
	}
	goto st4;
tr119:
	{
		machine_row(base, 346, t);
		peer_look_again(m, t);
	}
	goto st4;
tr127:
	{
		machine_row(base, 362, t);
		peer_look_again(m, t);
	}
	goto st4;
tr150:
	{
		machine_row(base, 317, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr154:
	{
		machine_row(base, 322, t);
		peer_look_again(m, t);
	}
	goto st4;
tr155:
	{
		machine_row(base, 323, t);
		peer_look_again(m, t);
	}
	goto st4;
tr196:
	{
		machine_row(base, 271, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr200:
	{
		machine_row(base, 276, t);
		peer_look_again(m, t);
	}
	goto st4;
tr201:
	{
		machine_row(base, 277, t);
		peer_look_again(m, t);
	}
	goto st4;
tr211:
	{
		machine_row(base, 226, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr216:
	{
		machine_row(base, 232, t);
		peer_look_again(m, t);
	}
	goto st4;
tr220:
	{
		machine_row(base, 240, t);
		peer_look_again(m, t);
	}
	goto st4;
tr221:
	{
		machine_row(base, 241, t);
		peer_look_again(m, t);
	}
	goto st4;
tr222:
	{
		machine_row(base, 242, t);
		peer_look_again(m, t);
	}
	goto st4;
tr227:
	{
		machine_row(base, 248, t);
		peer_look_again(m, t);
	}
	goto st4;
st4:
	{
		machine_enter(base, PEER_ASTRAY, t);
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr68;
		case 1: goto tr69;
		case 3: goto tr70;
		case 4: goto tr71;
		case 5: goto tr72;
		case 6: goto tr73;
		case 7: goto tr74;
		case 8: goto tr75;
		case 9: goto tr76;
		case 10: goto tr77;
		case 11: goto tr78;
		case 12: goto tr79;
		case 13: goto tr80;
		case 17: goto tr81;
		case 19: goto tr82;
		case 21: goto tr83;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st4;
	goto tr67;
tr84:
	{
		assert(!"no row");
	}
	goto st5;
tr59:
	{
		machine_row(base, 208, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr71:
	{
		machine_row(base, 253, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr89:
	{
		machine_row(base, 368, t);
		peer_rekey(m, t);
	}
	goto st5;
tr90:
	{
		machine_row(base, 369, t);
		peer_rekey(m, t);
	}
	goto st5;
tr91:
	{
		machine_row(base, 374, t);
		peer_drop_older(m, t);
	}
	goto st5;
tr100:
	{
		machine_row(base, 298, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr117:
	{
		machine_row(base, 344, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr153:
	{
		machine_row(base, 321, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr199:
	{
		machine_row(base, 275, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr214:
	{
		machine_row(base, 230, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
st5:
	{
		machine_enter(base, PEER_FADING, t);
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr85;
		case 1: goto tr86;
		case 2: goto tr87;
		case 3: goto tr88;
		case 5: goto tr89;
		case 6: goto tr90;
		case 11: goto tr91;
		case 17: goto tr92;
		case 19: goto tr93;
		case 21: goto tr94;
		case 29: goto tr95;
	}
	if ( 4 <= (*p) && (*p) <= 20 )
		goto st5;
	goto tr84;
tr96:
	{
		assert(!"no row");
	}
	goto st6;
tr74:
	{
		machine_row(base, 256, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st6;
tr98:
	{
		machine_row(base, 295, t);
		peer_move_peer(m, t);
	}
	goto st6;
tr209:
	{
		machine_row(base, 293, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st6;
st6:
	{
		machine_enter(base, PEER_SHIFTING, t);
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr97;
		case 1: goto tr98;
		case 3: goto tr99;
		case 4: goto tr100;
		case 5: goto tr101;
		case 6: goto tr102;
		case 11: goto tr103;
		case 12: goto tr104;
		case 13: goto tr105;
		case 14: goto tr106;
		case 15: goto tr107;
		case 16: goto tr108;
		case 17: goto tr109;
		case 19: goto tr110;
		case 21: goto tr111;
		case 22: goto tr112;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st6;
	goto tr96;
tr113:
	{
		assert(!"no row");
	}
	goto st7;
tr106:
	{
		machine_row(base, 308, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st7;
tr159:
	{
		machine_row(base, 331, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st7;
tr164:
	{
		machine_row(base, 339, t);
		peer_hang_up(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st7;
st7:
	{
		machine_enter(base, PEER_STRAINED, t);
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 0: goto tr114;
		case 1: goto tr115;
		case 3: goto tr116;
		case 4: goto tr117;
		case 5: goto tr118;
		case 6: goto tr119;
		case 11: goto tr120;
		case 12: goto tr121;
		case 13: goto tr122;
		case 17: goto tr123;
		case 18: goto tr124;
		case 19: goto tr125;
		case 21: goto tr126;
		case 27: goto tr127;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st7;
	goto tr113;
tr128:
	{
		assert(!"no row");
	}
	goto st8;
tr49:
	{
		machine_row(base, 125, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr123:
	{
		machine_row(base, 357, t);
		peer_report_down(m, t);
	}
	goto st8;
tr138:
	{
		machine_row(base, 196, t);
		peer_dial_far(m, t);
	}
	goto st8;
tr179:
	{
		machine_row(base, 180, t);
		peer_ask(m, t);
		peer_dial(m, t);
		peer_report_refused(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr190:
	{
		machine_row(base, 148, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr194:
	{
		machine_row(base, 156, t);
		peer_hang_up(m, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
st8:
	{
		machine_enter(base, PEER_RESTING, t);
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 0: goto tr129;
		case 1: goto tr130;
		case 3: goto tr131;
		case 4: goto tr132;
		case 5: goto tr133;
		case 6: goto tr134;
		case 11: goto tr135;
		case 12: goto tr136;
		case 13: goto tr137;
		case 15: goto tr138;
		case 19: goto tr139;
		case 21: goto tr140;
		case 27: goto tr141;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st8;
	goto tr128;
tr142:
	{
		assert(!"no row");
	}
	goto st9;
tr37:
	{
		machine_row(base, 41, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr52:
	{
		machine_row(base, 130, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr65:
	{
		machine_row(base, 223, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr82:
	{
		machine_row(base, 268, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr110:
	{
		machine_row(base, 313, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr125:
	{
		machine_row(base, 359, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr139:
	{
		machine_row(base, 200, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr143:
	{
		machine_row(base, 386, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr144:
	{
		machine_row(base, 387, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr145:
	{
		machine_row(base, 389, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr162:
	{
		machine_row(base, 336, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr176:
	{
		machine_row(base, 176, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr192:
	{
		machine_row(base, 153, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr207:
	{
		machine_row(base, 290, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr225:
	{
		machine_row(base, 245, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr238:
	{
		machine_row(base, 107, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr251:
	{
		machine_row(base, 85, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr263:
	{
		machine_row(base, 63, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
st9:
	{
		machine_enter(base, PEER_ORPHANED, t);
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 0: goto tr143;
		case 1: goto tr144;
		case 3: goto tr145;
		case 4: goto tr146;
		case 20: goto tr147;
		case 21: goto tr148;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st9;
	goto tr142;
tr149:
	{
		assert(!"no row");
	}
	goto st10;
tr107:
	{
		machine_row(base, 309, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st10;
tr112:
	{
		machine_row(base, 316, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st10;
tr151:
	{
		machine_row(base, 318, t);
		peer_move_peer(m, t);
	}
	goto st10;
st10:
	{
		machine_enter(base, PEER_FORCING, t);
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 0: goto tr150;
		case 1: goto tr151;
		case 3: goto tr152;
		case 4: goto tr153;
		case 5: goto tr154;
		case 6: goto tr155;
		case 11: goto tr156;
		case 12: goto tr157;
		case 13: goto tr158;
		case 14: goto tr159;
		case 16: goto tr160;
		case 17: goto tr161;
		case 19: goto tr162;
		case 21: goto tr163;
		case 23: goto tr164;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st10;
	goto tr149;
tr165:
	{
		assert(!"no row");
	}
	goto st11;
tr50:
	{
		machine_row(base, 126, t);
		peer_dial_far(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr51:
	{
		machine_row(base, 127, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr108:
	{
		machine_row(base, 310, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr160:
	{
		machine_row(base, 333, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr175:
	{
		machine_row(base, 172, t);
		peer_dial_far(m, t);
	}
	goto st11;
tr178:
	{
		machine_row(base, 179, t);
		peer_ask(m, t);
		peer_dial(m, t);
	}
	goto st11;
tr191:
	{
		machine_row(base, 150, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
st11:
	{
		machine_enter(base, PEER_DOUBTING, t);
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 0: goto tr166;
		case 1: goto tr167;
		case 3: goto tr168;
		case 4: goto tr169;
		case 5: goto tr170;
		case 6: goto tr171;
		case 11: goto tr172;
		case 12: goto tr173;
		case 13: goto tr174;
		case 15: goto tr175;
		case 19: goto tr176;
		case 21: goto tr177;
		case 25: goto tr178;
		case 26: goto tr179;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st11;
	goto tr165;
tr180:
	{
		assert(!"no row");
	}
	goto st12;
tr54:
	{
		machine_row(base, 133, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st12;
tr161:
	{
		machine_row(base, 334, t);
		peer_report_down(m, t);
	}
	goto st12;
st12:
	{
		machine_enter(base, PEER_PRESSING, t);
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 0: goto tr181;
		case 1: goto tr182;
		case 3: goto tr183;
		case 4: goto tr184;
		case 5: goto tr185;
		case 6: goto tr186;
		case 11: goto tr187;
		case 12: goto tr188;
		case 13: goto tr189;
		case 14: goto tr190;
		case 16: goto tr191;
		case 19: goto tr192;
		case 21: goto tr193;
		case 23: goto tr194;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st12;
	goto tr180;
tr195:
	{
		assert(!"no row");
	}
	goto st13;
tr75:
	{
		machine_row(base, 257, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}
	goto st13;
st13:
	{
		machine_enter(base, PEER_YIELDING, t);
	}
	if ( ++p == pe )
		goto _test_eof13;
case 13:
	switch( (*p) ) {
		case 0: goto tr196;
		case 1: goto tr197;
		case 3: goto tr198;
		case 4: goto tr199;
		case 5: goto tr200;
		case 6: goto tr201;
		case 11: goto tr202;
		case 12: goto tr203;
		case 13: goto tr204;
		case 17: goto tr205;
		case 18: goto tr206;
		case 19: goto tr207;
		case 21: goto tr208;
		case 24: goto tr209;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st13;
	goto tr195;
tr210:
	{
		assert(!"no row");
	}
	goto st14;
tr60:
	{
		machine_row(base, 209, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}
	goto st14;
tr212:
	{
		machine_row(base, 227, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st14;
tr215:
	{
		machine_row(base, 231, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}
	goto st14;
st14:
	{
		machine_enter(base, PEER_NUDGING, t);
	}
	if ( ++p == pe )
		goto _test_eof14;
case 14:
	switch( (*p) ) {
		case 0: goto tr211;
		case 1: goto tr212;
		case 3: goto tr213;
		case 4: goto tr214;
		case 5: goto tr215;
		case 6: goto tr216;
		case 11: goto tr217;
		case 12: goto tr218;
		case 13: goto tr219;
		case 14: goto tr220;
		case 15: goto tr221;
		case 16: goto tr222;
		case 17: goto tr223;
		case 18: goto tr224;
		case 19: goto tr225;
		case 21: goto tr226;
		case 28: goto tr227;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st14;
	goto tr210;
tr228:
	{
		assert(!"no row");
	}
	goto st15;
tr31:
	{
		machine_row(base, 30, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}
	goto st15;
st15:
	{
		machine_enter(base, PEER_DEFERRING, t);
	}
	if ( ++p == pe )
		goto _test_eof15;
case 15:
	switch( (*p) ) {
		case 0: goto tr229;
		case 1: goto tr230;
		case 3: goto tr231;
		case 4: goto tr232;
		case 5: goto tr233;
		case 6: goto tr234;
		case 11: goto tr235;
		case 12: goto tr236;
		case 13: goto tr237;
		case 19: goto tr238;
		case 21: goto tr239;
		case 24: goto tr240;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st15;
	goto tr228;
tr241:
	{
		assert(!"no row");
	}
	goto st16;
tr32:
	{
		machine_row(base, 31, t);
		peer_hang_up(m, t);
	}
	goto st16;
st16:
	{
		machine_enter(base, PEER_AWAITING, t);
	}
	if ( ++p == pe )
		goto _test_eof16;
case 16:
	switch( (*p) ) {
		case 0: goto tr242;
		case 1: goto tr243;
		case 3: goto tr244;
		case 4: goto tr245;
		case 5: goto tr246;
		case 6: goto tr247;
		case 11: goto tr248;
		case 12: goto tr249;
		case 13: goto tr250;
		case 19: goto tr251;
		case 21: goto tr252;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st16;
	goto tr241;
tr253:
	{
		assert(!"no row");
	}
	goto st17;
tr33:
	{
		machine_row(base, 32, t);
		peer_hang_up(m, t);
		peer_report_apart(m, t);
	}
	goto st17;
st17:
	{
		machine_enter(base, PEER_APART, t);
	}
	if ( ++p == pe )
		goto _test_eof17;
case 17:
	switch( (*p) ) {
		case 0: goto tr254;
		case 1: goto tr255;
		case 3: goto tr256;
		case 4: goto tr257;
		case 5: goto tr258;
		case 6: goto tr259;
		case 11: goto tr260;
		case 12: goto tr261;
		case 13: goto tr262;
		case 19: goto tr263;
		case 21: goto tr264;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st17;
	goto tr253;
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
	_test_eof14:  base->cs = 14; goto _test_eof;
	_test_eof15:  base->cs = 15; goto _test_eof;
	_test_eof16:  base->cs = 16; goto _test_eof;
	_test_eof17:  base->cs = 17; goto _test_eof;

	_test_eof: {}
	}

}

void
peer_begin(struct peer *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &peer_chart);

	{
	 base->cs = peer_start;
	}

}

void
peer_restore(struct peer *m, enum peer_state state)
{
	assert((unsigned)state < PEER_STATE_COUNT);
	peer_begin(m);
	run(m, (int)PEER_EVENT_COUNT + (int)state, NULL);
}

void
peer_step(struct peer *m, enum peer_event ev, struct turn *t)
{
	assert((unsigned)ev < PEER_EVENT_COUNT);
	run(m, (int)ev, t);
}
