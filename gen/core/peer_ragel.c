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
		machine_row(base, 25, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr37:
	{
		machine_row(base, 41, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr42:
	{
		machine_row(base, 110, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr51:
	{
		machine_row(base, 126, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr63:
	{
		machine_row(base, 215, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr79:
	{
		machine_row(base, 258, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr88:
	{
		machine_row(base, 363, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr89:
	{
		machine_row(base, 365, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr90:
	{
		machine_row(base, 367, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr91:
	{
		machine_row(base, 368, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}
	goto st0;
tr106:
	{
		machine_row(base, 301, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr120:
	{
		machine_row(base, 345, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr126:
	{
		machine_row(base, 177, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr132:
	{
		machine_row(base, 193, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr138:
	{
		machine_row(base, 373, t);
		peer_remove_peer(m, t);
	}
	goto st0;
tr140:
	{
		machine_row(base, 389, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr154:
	{
		machine_row(base, 323, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr160:
	{
		machine_row(base, 154, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr166:
	{
		machine_row(base, 170, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr173:
	{
		machine_row(base, 132, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr181:
	{
		machine_row(base, 148, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr195:
	{
		machine_row(base, 279, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr212:
	{
		machine_row(base, 236, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr218:
	{
		machine_row(base, 88, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr224:
	{
		machine_row(base, 104, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr230:
	{
		machine_row(base, 67, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr236:
	{
		machine_row(base, 83, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr241:
	{
		machine_row(base, 46, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st0;
tr247:
	{
		machine_row(base, 62, t);
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
		case 29: goto st0;
		case 30: goto st1;
		case 31: goto st17;
		case 32: goto st16;
		case 33: goto st15;
		case 34: goto st2;
		case 35: goto st12;
		case 36: goto st11;
		case 37: goto st8;
		case 38: goto st3;
		case 39: goto st14;
		case 40: goto st4;
		case 41: goto st13;
		case 42: goto st6;
		case 43: goto st10;
		case 44: goto st7;
		case 45: goto st5;
		case 46: goto st9;
	}
	if ( 4 <= (*p) && (*p) <= 20 )
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
		machine_row(base, 21, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 22, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr26:
	{
		machine_row(base, 24, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr28:
	{
		machine_row(base, 26, t);
		peer_look_again(m, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 27, t);
		peer_look_again(m, t);
	}
	goto st1;
tr39:
	{
		machine_row(base, 106, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr40:
	{
		machine_row(base, 107, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr41:
	{
		machine_row(base, 109, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr43:
	{
		machine_row(base, 111, t);
		peer_look_again(m, t);
	}
	goto st1;
tr44:
	{
		machine_row(base, 112, t);
		peer_look_again(m, t);
	}
	goto st1;
tr56:
	{
		machine_row(base, 198, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr61:
	{
		machine_row(base, 211, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr67:
	{
		machine_row(base, 241, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr77:
	{
		machine_row(base, 254, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr84:
	{
		machine_row(base, 350, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr95:
	{
		machine_row(base, 284, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr111:
	{
		machine_row(base, 328, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr123:
	{
		machine_row(base, 173, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr124:
	{
		machine_row(base, 174, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr125:
	{
		machine_row(base, 176, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr127:
	{
		machine_row(base, 178, t);
		peer_look_again(m, t);
	}
	goto st1;
tr128:
	{
		machine_row(base, 179, t);
		peer_look_again(m, t);
	}
	goto st1;
tr133:
	{
		machine_row(base, 194, t);
		peer_look_again(m, t);
	}
	goto st1;
tr139:
	{
		machine_row(base, 388, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr144:
	{
		machine_row(base, 306, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr157:
	{
		machine_row(base, 150, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr158:
	{
		machine_row(base, 151, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr159:
	{
		machine_row(base, 153, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr161:
	{
		machine_row(base, 155, t);
		peer_look_again(m, t);
	}
	goto st1;
tr162:
	{
		machine_row(base, 156, t);
		peer_look_again(m, t);
	}
	goto st1;
tr170:
	{
		machine_row(base, 128, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr171:
	{
		machine_row(base, 129, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr172:
	{
		machine_row(base, 131, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr174:
	{
		machine_row(base, 133, t);
		peer_look_again(m, t);
	}
	goto st1;
tr175:
	{
		machine_row(base, 134, t);
		peer_look_again(m, t);
	}
	goto st1;
tr186:
	{
		machine_row(base, 262, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr192:
	{
		machine_row(base, 275, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr200:
	{
		machine_row(base, 219, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr209:
	{
		machine_row(base, 232, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr215:
	{
		machine_row(base, 84, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr216:
	{
		machine_row(base, 85, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr217:
	{
		machine_row(base, 87, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr219:
	{
		machine_row(base, 89, t);
		peer_look_again(m, t);
	}
	goto st1;
tr220:
	{
		machine_row(base, 90, t);
		peer_look_again(m, t);
	}
	goto st1;
tr227:
	{
		machine_row(base, 63, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr228:
	{
		machine_row(base, 64, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr229:
	{
		machine_row(base, 66, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr231:
	{
		machine_row(base, 68, t);
		peer_look_again(m, t);
	}
	goto st1;
tr232:
	{
		machine_row(base, 69, t);
		peer_look_again(m, t);
	}
	goto st1;
tr238:
	{
		machine_row(base, 42, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr239:
	{
		machine_row(base, 43, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr240:
	{
		machine_row(base, 45, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr242:
	{
		machine_row(base, 47, t);
		peer_look_again(m, t);
	}
	goto st1;
tr243:
	{
		machine_row(base, 48, t);
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
		case 18: goto tr36;
		case 20: goto tr37;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st1;
	goto tr23;
tr38:
	{
		assert(!"no row");
	}
	goto st2;
tr30:
	{
		machine_row(base, 28, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st2;
tr104:
	{
		machine_row(base, 297, t);
		peer_report_down(m, t);
	}
	goto st2;
tr225:
	{
		machine_row(base, 105, t);
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
		case 0: goto tr39;
		case 1: goto tr40;
		case 3: goto tr41;
		case 4: goto tr42;
		case 5: goto tr43;
		case 6: goto tr44;
		case 11: goto tr45;
		case 12: goto tr46;
		case 13: goto tr47;
		case 14: goto tr48;
		case 15: goto tr49;
		case 18: goto tr50;
		case 20: goto tr51;
		case 21: goto tr52;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st2;
	goto tr38;
tr53:
	{
		assert(!"no row");
	}
	goto st3;
tr34:
	{
		machine_row(base, 32, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr35:
	{
		machine_row(base, 33, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr45:
	{
		machine_row(base, 117, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr46:
	{
		machine_row(base, 118, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr55:
	{
		machine_row(base, 196, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr60:
	{
		machine_row(base, 206, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr73:
	{
		machine_row(base, 247, t);
		peer_hang_up(m, t);
	}
	goto st3;
tr74:
	{
		machine_row(base, 248, t);
		peer_hang_up(m, t);
	}
	goto st3;
tr75:
	{
		machine_row(base, 249, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr76:
	{
		machine_row(base, 250, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr82:
	{
		machine_row(base, 348, t);
		peer_move_peer(m, t);
	}
	goto st3;
tr83:
	{
		machine_row(base, 349, t);
	}
	goto st3;
tr99:
	{
		machine_row(base, 292, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr100:
	{
		machine_row(base, 293, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr110:
	{
		machine_row(base, 326, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr115:
	{
		machine_row(base, 336, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr116:
	{
		machine_row(base, 337, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr118:
	{
		machine_row(base, 342, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr129:
	{
		machine_row(base, 184, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr130:
	{
		machine_row(base, 185, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr148:
	{
		machine_row(base, 314, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr149:
	{
		machine_row(base, 315, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr163:
	{
		machine_row(base, 161, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr164:
	{
		machine_row(base, 162, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr176:
	{
		machine_row(base, 139, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr177:
	{
		machine_row(base, 140, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr185:
	{
		machine_row(base, 260, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr190:
	{
		machine_row(base, 270, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr191:
	{
		machine_row(base, 271, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr193:
	{
		machine_row(base, 276, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr204:
	{
		machine_row(base, 227, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr205:
	{
		machine_row(base, 228, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr210:
	{
		machine_row(base, 233, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr221:
	{
		machine_row(base, 95, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr222:
	{
		machine_row(base, 96, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr233:
	{
		machine_row(base, 74, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr234:
	{
		machine_row(base, 75, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr244:
	{
		machine_row(base, 53, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}
	goto st3;
tr245:
	{
		machine_row(base, 54, t);
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
		case 0: goto tr54;
		case 1: goto tr55;
		case 3: goto tr56;
		case 4: goto tr57;
		case 5: goto tr58;
		case 6: goto tr59;
		case 11: goto tr60;
		case 16: goto tr61;
		case 18: goto tr62;
		case 20: goto tr63;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st3;
	goto tr53;
tr64:
	{
		assert(!"no row");
	}
	goto st4;
tr54:
	{
		machine_row(base, 195, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr59:
	{
		machine_row(base, 201, t);
		peer_look_again(m, t);
	}
	goto st4;
tr65:
	{
		machine_row(base, 238, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr66:
	{
		machine_row(base, 239, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr69:
	{
		machine_row(base, 243, t);
		peer_look_again(m, t);
	}
	goto st4;
tr70:
	{
		machine_row(base, 244, t);
		peer_look_again(m, t);
	}
	goto st4;
tr81:
	{
		machine_row(base, 347, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr93:
	{
		machine_row(base, 281, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr97:
	{
		machine_row(base, 286, t);
		peer_look_again(m, t);
	}
	goto st4;
tr98:
	{
		machine_row(base, 287, t);
		peer_look_again(m, t);
	}
	goto st4;
tr109:
	{
		machine_row(base, 325, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr113:
	{
		machine_row(base, 330, t);
		peer_look_again(m, t);
	}
	goto st4;
tr114:
	{
		machine_row(base, 331, t);
		peer_look_again(m, t);
	}
	goto st4;
tr121:
	{
		machine_row(base, 346, t);
		peer_look_again(m, t);
	}
	goto st4;
tr142:
	{
		machine_row(base, 303, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr146:
	{
		machine_row(base, 308, t);
		peer_look_again(m, t);
	}
	goto st4;
tr147:
	{
		machine_row(base, 309, t);
		peer_look_again(m, t);
	}
	goto st4;
tr184:
	{
		machine_row(base, 259, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr188:
	{
		machine_row(base, 264, t);
		peer_look_again(m, t);
	}
	goto st4;
tr189:
	{
		machine_row(base, 265, t);
		peer_look_again(m, t);
	}
	goto st4;
tr198:
	{
		machine_row(base, 216, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr203:
	{
		machine_row(base, 222, t);
		peer_look_again(m, t);
	}
	goto st4;
tr206:
	{
		machine_row(base, 229, t);
		peer_look_again(m, t);
	}
	goto st4;
tr207:
	{
		machine_row(base, 230, t);
		peer_look_again(m, t);
	}
	goto st4;
tr208:
	{
		machine_row(base, 231, t);
		peer_look_again(m, t);
	}
	goto st4;
tr213:
	{
		machine_row(base, 237, t);
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
		case 0: goto tr65;
		case 1: goto tr66;
		case 3: goto tr67;
		case 4: goto tr68;
		case 5: goto tr69;
		case 6: goto tr70;
		case 7: goto tr71;
		case 8: goto tr72;
		case 9: goto tr73;
		case 10: goto tr74;
		case 11: goto tr75;
		case 12: goto tr76;
		case 16: goto tr77;
		case 18: goto tr78;
		case 20: goto tr79;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st4;
	goto tr64;
tr80:
	{
		assert(!"no row");
	}
	goto st5;
tr57:
	{
		machine_row(base, 199, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr68:
	{
		machine_row(base, 242, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr85:
	{
		machine_row(base, 352, t);
		peer_rekey(m, t);
	}
	goto st5;
tr86:
	{
		machine_row(base, 353, t);
		peer_rekey(m, t);
	}
	goto st5;
tr87:
	{
		machine_row(base, 358, t);
		peer_drop_older(m, t);
	}
	goto st5;
tr96:
	{
		machine_row(base, 285, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr112:
	{
		machine_row(base, 329, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr145:
	{
		machine_row(base, 307, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr187:
	{
		machine_row(base, 263, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}
	goto st5;
tr201:
	{
		machine_row(base, 220, t);
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
		case 0: goto tr81;
		case 1: goto tr82;
		case 2: goto tr83;
		case 3: goto tr84;
		case 5: goto tr85;
		case 6: goto tr86;
		case 11: goto tr87;
		case 16: goto tr88;
		case 18: goto tr89;
		case 20: goto tr90;
		case 28: goto tr91;
	}
	if ( 4 <= (*p) && (*p) <= 19 )
		goto st5;
	goto tr80;
tr92:
	{
		assert(!"no row");
	}
	goto st6;
tr71:
	{
		machine_row(base, 245, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st6;
tr94:
	{
		machine_row(base, 282, t);
		peer_move_peer(m, t);
	}
	goto st6;
tr196:
	{
		machine_row(base, 280, t);
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
		case 0: goto tr93;
		case 1: goto tr94;
		case 3: goto tr95;
		case 4: goto tr96;
		case 5: goto tr97;
		case 6: goto tr98;
		case 11: goto tr99;
		case 12: goto tr100;
		case 13: goto tr101;
		case 14: goto tr102;
		case 15: goto tr103;
		case 16: goto tr104;
		case 18: goto tr105;
		case 20: goto tr106;
		case 21: goto tr107;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st6;
	goto tr92;
tr108:
	{
		assert(!"no row");
	}
	goto st7;
tr101:
	{
		machine_row(base, 294, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st7;
tr150:
	{
		machine_row(base, 316, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st7;
tr155:
	{
		machine_row(base, 324, t);
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
		case 0: goto tr109;
		case 1: goto tr110;
		case 3: goto tr111;
		case 4: goto tr112;
		case 5: goto tr113;
		case 6: goto tr114;
		case 11: goto tr115;
		case 12: goto tr116;
		case 16: goto tr117;
		case 17: goto tr118;
		case 18: goto tr119;
		case 20: goto tr120;
		case 26: goto tr121;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st7;
	goto tr108;
tr122:
	{
		assert(!"no row");
	}
	goto st8;
tr47:
	{
		machine_row(base, 119, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr117:
	{
		machine_row(base, 341, t);
		peer_report_down(m, t);
	}
	goto st8;
tr168:
	{
		machine_row(base, 172, t);
		peer_ask(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr178:
	{
		machine_row(base, 141, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}
	goto st8;
tr182:
	{
		machine_row(base, 149, t);
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
		case 0: goto tr123;
		case 1: goto tr124;
		case 3: goto tr125;
		case 4: goto tr126;
		case 5: goto tr127;
		case 6: goto tr128;
		case 11: goto tr129;
		case 12: goto tr130;
		case 18: goto tr131;
		case 20: goto tr132;
		case 26: goto tr133;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st8;
	goto tr122;
tr134:
	{
		assert(!"no row");
	}
	goto st9;
tr36:
	{
		machine_row(base, 39, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr50:
	{
		machine_row(base, 124, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr62:
	{
		machine_row(base, 213, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr78:
	{
		machine_row(base, 256, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr105:
	{
		machine_row(base, 299, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr119:
	{
		machine_row(base, 343, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr131:
	{
		machine_row(base, 191, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr135:
	{
		machine_row(base, 369, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr136:
	{
		machine_row(base, 370, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr137:
	{
		machine_row(base, 372, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr153:
	{
		machine_row(base, 321, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr165:
	{
		machine_row(base, 168, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr180:
	{
		machine_row(base, 146, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr194:
	{
		machine_row(base, 277, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr211:
	{
		machine_row(base, 234, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}
	goto st9;
tr223:
	{
		machine_row(base, 102, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr235:
	{
		machine_row(base, 81, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}
	goto st9;
tr246:
	{
		machine_row(base, 60, t);
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
		case 0: goto tr135;
		case 1: goto tr136;
		case 3: goto tr137;
		case 4: goto tr138;
		case 19: goto tr139;
		case 20: goto tr140;
	}
	if ( 2 <= (*p) && (*p) <= 18 )
		goto st9;
	goto tr134;
tr141:
	{
		assert(!"no row");
	}
	goto st10;
tr102:
	{
		machine_row(base, 295, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st10;
tr107:
	{
		machine_row(base, 302, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st10;
tr143:
	{
		machine_row(base, 304, t);
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
		case 0: goto tr142;
		case 1: goto tr143;
		case 3: goto tr144;
		case 4: goto tr145;
		case 5: goto tr146;
		case 6: goto tr147;
		case 11: goto tr148;
		case 12: goto tr149;
		case 13: goto tr150;
		case 15: goto tr151;
		case 16: goto tr152;
		case 18: goto tr153;
		case 20: goto tr154;
		case 22: goto tr155;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st10;
	goto tr141;
tr156:
	{
		assert(!"no row");
	}
	goto st11;
tr49:
	{
		machine_row(base, 121, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr103:
	{
		machine_row(base, 296, t);
		peer_report_down(m, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr151:
	{
		machine_row(base, 318, t);
		peer_report_down(m, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}
	goto st11;
tr167:
	{
		machine_row(base, 171, t);
		peer_ask(m, t);
	}
	goto st11;
tr179:
	{
		machine_row(base, 143, t);
		peer_report_refused(m, t);
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
		case 0: goto tr157;
		case 1: goto tr158;
		case 3: goto tr159;
		case 4: goto tr160;
		case 5: goto tr161;
		case 6: goto tr162;
		case 11: goto tr163;
		case 12: goto tr164;
		case 18: goto tr165;
		case 20: goto tr166;
		case 24: goto tr167;
		case 25: goto tr168;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st11;
	goto tr156;
tr169:
	{
		assert(!"no row");
	}
	goto st12;
tr48:
	{
		machine_row(base, 120, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st12;
tr52:
	{
		machine_row(base, 127, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}
	goto st12;
tr152:
	{
		machine_row(base, 319, t);
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
		case 0: goto tr170;
		case 1: goto tr171;
		case 3: goto tr172;
		case 4: goto tr173;
		case 5: goto tr174;
		case 6: goto tr175;
		case 11: goto tr176;
		case 12: goto tr177;
		case 13: goto tr178;
		case 15: goto tr179;
		case 18: goto tr180;
		case 20: goto tr181;
		case 22: goto tr182;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st12;
	goto tr169;
tr183:
	{
		assert(!"no row");
	}
	goto st13;
tr72:
	{
		machine_row(base, 246, t);
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
		case 0: goto tr184;
		case 1: goto tr185;
		case 3: goto tr186;
		case 4: goto tr187;
		case 5: goto tr188;
		case 6: goto tr189;
		case 11: goto tr190;
		case 12: goto tr191;
		case 16: goto tr192;
		case 17: goto tr193;
		case 18: goto tr194;
		case 20: goto tr195;
		case 23: goto tr196;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st13;
	goto tr183;
tr197:
	{
		assert(!"no row");
	}
	goto st14;
tr58:
	{
		machine_row(base, 200, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}
	goto st14;
tr199:
	{
		machine_row(base, 217, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st14;
tr202:
	{
		machine_row(base, 221, t);
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
		case 0: goto tr198;
		case 1: goto tr199;
		case 3: goto tr200;
		case 4: goto tr201;
		case 5: goto tr202;
		case 6: goto tr203;
		case 11: goto tr204;
		case 12: goto tr205;
		case 13: goto tr206;
		case 14: goto tr207;
		case 15: goto tr208;
		case 16: goto tr209;
		case 17: goto tr210;
		case 18: goto tr211;
		case 20: goto tr212;
		case 27: goto tr213;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st14;
	goto tr197;
tr214:
	{
		assert(!"no row");
	}
	goto st15;
tr31:
	{
		machine_row(base, 29, t);
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
		case 0: goto tr215;
		case 1: goto tr216;
		case 3: goto tr217;
		case 4: goto tr218;
		case 5: goto tr219;
		case 6: goto tr220;
		case 11: goto tr221;
		case 12: goto tr222;
		case 18: goto tr223;
		case 20: goto tr224;
		case 23: goto tr225;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st15;
	goto tr214;
tr226:
	{
		assert(!"no row");
	}
	goto st16;
tr32:
	{
		machine_row(base, 30, t);
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
		case 0: goto tr227;
		case 1: goto tr228;
		case 3: goto tr229;
		case 4: goto tr230;
		case 5: goto tr231;
		case 6: goto tr232;
		case 11: goto tr233;
		case 12: goto tr234;
		case 18: goto tr235;
		case 20: goto tr236;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st16;
	goto tr226;
tr237:
	{
		assert(!"no row");
	}
	goto st17;
tr33:
	{
		machine_row(base, 31, t);
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
		case 0: goto tr238;
		case 1: goto tr239;
		case 3: goto tr240;
		case 4: goto tr241;
		case 5: goto tr242;
		case 6: goto tr243;
		case 11: goto tr244;
		case 12: goto tr245;
		case 18: goto tr246;
		case 20: goto tr247;
	}
	if ( 2 <= (*p) && (*p) <= 19 )
		goto st17;
	goto tr237;
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
