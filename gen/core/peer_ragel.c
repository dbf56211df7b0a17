/* SPDX-License-Identifier: Apache-2.0 */
/* peer_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int peer_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
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
		machine_row(base, 27, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr39:
	{
		machine_row(base, 45, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr44:
	{
		machine_row(base, 120, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr55:
	{
		machine_row(base, 138, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr70:
	{
		machine_row(base, 235, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr89:
	{
		machine_row(base, 283, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr99:
	{
		machine_row(base, 398, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr100:
	{
		machine_row(base, 400, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr101:
	{
		machine_row(base, 402, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr102:
	{
		machine_row(base, 403, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr119:
	{
		machine_row(base, 330, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr135:
	{
		machine_row(base, 378, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr141:
	{
		machine_row(base, 193, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr150:
	{
		machine_row(base, 211, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr156:
	{
		machine_row(base, 408, t);
		peer_remove_peer(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr158:
	{
		machine_row(base, 426, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr174:
	{
		machine_row(base, 354, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr180:
	{
		machine_row(base, 168, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr189:
	{
		machine_row(base, 186, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr196:
	{
		machine_row(base, 144, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr206:
	{
		machine_row(base, 162, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr222:
	{
		machine_row(base, 306, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr241:
	{
		machine_row(base, 259, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr247:
	{
		machine_row(base, 96, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr255:
	{
		machine_row(base, 114, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr261:
	{
		machine_row(base, 73, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr269:
	{
		machine_row(base, 91, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr274:
	{
		machine_row(base, 50, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
tr282:
	{
		machine_row(base, 68, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}
	goto st0;
st0:
	{
		base->state = PEER_UNKNOWN;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 1: goto tr2;
		case 2: goto tr3;
		case 3: goto tr4;
		case 32: goto st0;
		case 33: goto st1;
		case 34: goto st17;
		case 35: goto st16;
		case 36: goto st15;
		case 37: goto st2;
		case 38: goto st12;
		case 39: goto st11;
		case 40: goto st8;
		case 41: goto st3;
		case 42: goto st14;
		case 43: goto st4;
		case 44: goto st13;
		case 45: goto st6;
		case 46: goto st10;
		case 47: goto st7;
		case 48: goto st5;
		case 49: goto st9;
	}
	if ( 4 <= (*p) && (*p) <= 22 )
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
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr2:
	{
		machine_row(base, 1, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr3:
	{
		machine_row(base, 2, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr4:
	{
		machine_row(base, 3, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr24:
	{
		machine_row(base, 23, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr25:
	{
		machine_row(base, 24, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr26:
	{
		machine_row(base, 26, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}
	goto st1;
tr28:
	{
		machine_row(base, 28, t);
		peer_look_again(m, t);
	}
	goto st1;
tr29:
	{
		machine_row(base, 29, t);
		peer_look_again(m, t);
	}
	goto st1;
tr30:
	{
		machine_row(base, 30, t);
		peer_look_again(m, t);
	}
	goto st1;
tr41:
	{
		machine_row(base, 116, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr42:
	{
		machine_row(base, 117, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr43:
	{
		machine_row(base, 119, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr45:
	{
		machine_row(base, 121, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr46:
	{
		machine_row(base, 122, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr47:
	{
		machine_row(base, 123, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr60:
	{
		machine_row(base, 216, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr68:
	{
		machine_row(base, 231, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr75:
	{
		machine_row(base, 264, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr87:
	{
		machine_row(base, 279, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr94:
	{
		machine_row(base, 383, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr106:
	{
		machine_row(base, 311, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr124:
	{
		machine_row(base, 359, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr138:
	{
		machine_row(base, 189, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr139:
	{
		machine_row(base, 190, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr140:
	{
		machine_row(base, 192, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr142:
	{
		machine_row(base, 194, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr143:
	{
		machine_row(base, 195, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr144:
	{
		machine_row(base, 196, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr151:
	{
		machine_row(base, 212, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr157:
	{
		machine_row(base, 425, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr162:
	{
		machine_row(base, 335, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr177:
	{
		machine_row(base, 164, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr178:
	{
		machine_row(base, 165, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr179:
	{
		machine_row(base, 167, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr181:
	{
		machine_row(base, 169, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr182:
	{
		machine_row(base, 170, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr183:
	{
		machine_row(base, 171, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr193:
	{
		machine_row(base, 140, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr194:
	{
		machine_row(base, 141, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr195:
	{
		machine_row(base, 143, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr197:
	{
		machine_row(base, 145, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr198:
	{
		machine_row(base, 146, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr199:
	{
		machine_row(base, 147, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr211:
	{
		machine_row(base, 287, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr219:
	{
		machine_row(base, 302, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr227:
	{
		machine_row(base, 240, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr238:
	{
		machine_row(base, 255, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr244:
	{
		machine_row(base, 92, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr245:
	{
		machine_row(base, 93, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr246:
	{
		machine_row(base, 95, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr248:
	{
		machine_row(base, 97, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr249:
	{
		machine_row(base, 98, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr250:
	{
		machine_row(base, 99, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr258:
	{
		machine_row(base, 69, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr259:
	{
		machine_row(base, 70, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr260:
	{
		machine_row(base, 72, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr262:
	{
		machine_row(base, 74, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr263:
	{
		machine_row(base, 75, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr264:
	{
		machine_row(base, 76, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr271:
	{
		machine_row(base, 46, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr272:
	{
		machine_row(base, 47, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr273:
	{
		machine_row(base, 49, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr275:
	{
		machine_row(base, 51, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr276:
	{
		machine_row(base, 52, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
tr277:
	{
		machine_row(base, 53, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}
	goto st1;
st1:
	{
		base->state = PEER_ADRIFT;
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
		case 14: goto tr37;
		case 20: goto tr38;
		case 22: goto tr39;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st1;
	goto tr23;
tr40:
	{
		assert(!"no row");
	}
	goto st2;
tr31:
	{
		machine_row(base, 31, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_DIALING, t);
	}
	goto st2;
tr117:
	{
		machine_row(base, 326, t);
		peer_report_down(m, t);
		machine_move(base, PEER_DIALING, t);
	}
	goto st2;
tr256:
	{
		machine_row(base, 115, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_DIALING, t);
	}
	goto st2;
st2:
	{
		base->state = PEER_DIALING;
	}
	if ( ++p == pe )
		goto _test_eof2;
case 2:
	switch( (*p) ) {
		case 0: goto tr41;
		case 1: goto tr42;
		case 3: goto tr43;
		case 4: goto tr44;
		case 5: goto tr45;
		case 6: goto tr46;
		case 7: goto tr47;
		case 12: goto tr48;
		case 13: goto tr49;
		case 14: goto tr50;
		case 15: goto tr51;
		case 16: goto tr52;
		case 17: goto tr53;
		case 20: goto tr54;
		case 22: goto tr55;
		case 23: goto tr56;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st2;
	goto tr40;
tr57:
	{
		assert(!"no row");
	}
	goto st3;
tr35:
	{
		machine_row(base, 35, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr36:
	{
		machine_row(base, 36, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr37:
	{
		machine_row(base, 37, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr48:
	{
		machine_row(base, 128, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr49:
	{
		machine_row(base, 129, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr50:
	{
		machine_row(base, 130, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr59:
	{
		machine_row(base, 214, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st3;
tr65:
	{
		machine_row(base, 225, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
	}
	goto st3;
tr66:
	{
		machine_row(base, 226, t);
		peer_drop_spare(m, t);
		timer_stop(base, PEER_TIMER_CROSSING, t);
	}
	goto st3;
tr67:
	{
		machine_row(base, 227, t);
		peer_drop_spare(m, t);
	}
	goto st3;
tr71:
	{
		machine_row(base, 236, t);
	}
	goto st3;
tr82:
	{
		machine_row(base, 271, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr83:
	{
		machine_row(base, 272, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr84:
	{
		machine_row(base, 273, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr85:
	{
		machine_row(base, 274, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr86:
	{
		machine_row(base, 275, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr92:
	{
		machine_row(base, 381, t);
		peer_move_peer(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr93:
	{
		machine_row(base, 382, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr111:
	{
		machine_row(base, 320, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr112:
	{
		machine_row(base, 321, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr113:
	{
		machine_row(base, 322, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr123:
	{
		machine_row(base, 357, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr129:
	{
		machine_row(base, 368, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr130:
	{
		machine_row(base, 369, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr131:
	{
		machine_row(base, 370, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr133:
	{
		machine_row(base, 375, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr145:
	{
		machine_row(base, 201, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr146:
	{
		machine_row(base, 202, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr147:
	{
		machine_row(base, 203, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr167:
	{
		machine_row(base, 344, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr168:
	{
		machine_row(base, 345, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr169:
	{
		machine_row(base, 346, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr184:
	{
		machine_row(base, 176, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr185:
	{
		machine_row(base, 177, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr186:
	{
		machine_row(base, 178, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr200:
	{
		machine_row(base, 152, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr201:
	{
		machine_row(base, 153, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr202:
	{
		machine_row(base, 154, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr210:
	{
		machine_row(base, 285, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr216:
	{
		machine_row(base, 296, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr217:
	{
		machine_row(base, 297, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr218:
	{
		machine_row(base, 298, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr220:
	{
		machine_row(base, 303, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr232:
	{
		machine_row(base, 249, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr233:
	{
		machine_row(base, 250, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr234:
	{
		machine_row(base, 251, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr239:
	{
		machine_row(base, 256, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr251:
	{
		machine_row(base, 104, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr252:
	{
		machine_row(base, 105, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr253:
	{
		machine_row(base, 106, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr265:
	{
		machine_row(base, 81, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr266:
	{
		machine_row(base, 82, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr267:
	{
		machine_row(base, 83, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr278:
	{
		machine_row(base, 58, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr279:
	{
		machine_row(base, 59, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
tr280:
	{
		machine_row(base, 60, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}
	goto st3;
st3:
	{
		base->state = PEER_OPEN;
	}
	if ( ++p == pe )
		goto _test_eof3;
case 3:
	switch( (*p) ) {
		case 0: goto tr58;
		case 1: goto tr59;
		case 3: goto tr60;
		case 4: goto tr61;
		case 5: goto tr62;
		case 6: goto tr63;
		case 7: goto tr64;
		case 12: goto tr65;
		case 13: goto tr66;
		case 14: goto tr67;
		case 18: goto tr68;
		case 20: goto tr69;
		case 22: goto tr70;
		case 31: goto tr71;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st3;
	goto tr57;
tr72:
	{
		assert(!"no row");
	}
	goto st4;
tr58:
	{
		machine_row(base, 213, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr63:
	{
		machine_row(base, 219, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr73:
	{
		machine_row(base, 261, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr74:
	{
		machine_row(base, 262, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}
	goto st4;
tr77:
	{
		machine_row(base, 266, t);
		peer_look_again(m, t);
	}
	goto st4;
tr78:
	{
		machine_row(base, 267, t);
		peer_look_again(m, t);
	}
	goto st4;
tr79:
	{
		machine_row(base, 268, t);
		peer_look_again(m, t);
	}
	goto st4;
tr91:
	{
		machine_row(base, 380, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr104:
	{
		machine_row(base, 308, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr108:
	{
		machine_row(base, 313, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr109:
	{
		machine_row(base, 314, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr122:
	{
		machine_row(base, 356, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr126:
	{
		machine_row(base, 361, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr127:
	{
		machine_row(base, 362, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr136:
	{
		machine_row(base, 379, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr160:
	{
		machine_row(base, 332, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr164:
	{
		machine_row(base, 337, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr165:
	{
		machine_row(base, 338, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr209:
	{
		machine_row(base, 284, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr213:
	{
		machine_row(base, 289, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr214:
	{
		machine_row(base, 290, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr225:
	{
		machine_row(base, 237, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr230:
	{
		machine_row(base, 243, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr235:
	{
		machine_row(base, 252, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr236:
	{
		machine_row(base, 253, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr237:
	{
		machine_row(base, 254, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
tr242:
	{
		machine_row(base, 260, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}
	goto st4;
st4:
	{
		base->state = PEER_ASTRAY;
	}
	if ( ++p == pe )
		goto _test_eof4;
case 4:
	switch( (*p) ) {
		case 0: goto tr73;
		case 1: goto tr74;
		case 3: goto tr75;
		case 4: goto tr76;
		case 5: goto tr77;
		case 6: goto tr78;
		case 7: goto tr79;
		case 8: goto tr80;
		case 9: goto tr81;
		case 10: goto tr82;
		case 11: goto tr83;
		case 12: goto tr84;
		case 13: goto tr85;
		case 14: goto tr86;
		case 18: goto tr87;
		case 20: goto tr88;
		case 22: goto tr89;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st4;
	goto tr72;
tr90:
	{
		assert(!"no row");
	}
	goto st5;
tr61:
	{
		machine_row(base, 217, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr76:
	{
		machine_row(base, 265, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr95:
	{
		machine_row(base, 385, t);
		peer_rekey(m, t);
	}
	goto st5;
tr96:
	{
		machine_row(base, 386, t);
		peer_rekey(m, t);
	}
	goto st5;
tr97:
	{
		machine_row(base, 387, t);
		peer_rekey(m, t);
	}
	goto st5;
tr98:
	{
		machine_row(base, 392, t);
		peer_drop_older(m, t);
	}
	goto st5;
tr107:
	{
		machine_row(base, 312, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr125:
	{
		machine_row(base, 360, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr163:
	{
		machine_row(base, 336, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr212:
	{
		machine_row(base, 288, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
tr228:
	{
		machine_row(base, 241, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}
	goto st5;
st5:
	{
		base->state = PEER_FADING;
	}
	if ( ++p == pe )
		goto _test_eof5;
case 5:
	switch( (*p) ) {
		case 0: goto tr91;
		case 1: goto tr92;
		case 2: goto tr93;
		case 3: goto tr94;
		case 5: goto tr95;
		case 6: goto tr96;
		case 7: goto tr97;
		case 12: goto tr98;
		case 18: goto tr99;
		case 20: goto tr100;
		case 22: goto tr101;
		case 30: goto tr102;
	}
	if ( 4 <= (*p) && (*p) <= 21 )
		goto st5;
	goto tr90;
tr103:
	{
		assert(!"no row");
	}
	goto st6;
tr64:
	{
		machine_row(base, 220, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr80:
	{
		machine_row(base, 269, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr105:
	{
		machine_row(base, 309, t);
		peer_move_peer(m, t);
	}
	goto st6;
tr110:
	{
		machine_row(base, 315, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}
	goto st6;
tr128:
	{
		machine_row(base, 363, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr166:
	{
		machine_row(base, 339, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr215:
	{
		machine_row(base, 291, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr223:
	{
		machine_row(base, 307, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
tr231:
	{
		machine_row(base, 244, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}
	goto st6;
st6:
	{
		base->state = PEER_SHIFTING;
	}
	if ( ++p == pe )
		goto _test_eof6;
case 6:
	switch( (*p) ) {
		case 0: goto tr104;
		case 1: goto tr105;
		case 3: goto tr106;
		case 4: goto tr107;
		case 5: goto tr108;
		case 6: goto tr109;
		case 7: goto tr110;
		case 12: goto tr111;
		case 13: goto tr112;
		case 14: goto tr113;
		case 15: goto tr114;
		case 16: goto tr115;
		case 17: goto tr116;
		case 18: goto tr117;
		case 20: goto tr118;
		case 22: goto tr119;
		case 23: goto tr120;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st6;
	goto tr103;
tr121:
	{
		assert(!"no row");
	}
	goto st7;
tr114:
	{
		machine_row(base, 323, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}
	goto st7;
tr170:
	{
		machine_row(base, 347, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}
	goto st7;
tr175:
	{
		machine_row(base, 355, t);
		peer_hang_up(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}
	goto st7;
st7:
	{
		base->state = PEER_STRAINED;
	}
	if ( ++p == pe )
		goto _test_eof7;
case 7:
	switch( (*p) ) {
		case 0: goto tr122;
		case 1: goto tr123;
		case 3: goto tr124;
		case 4: goto tr125;
		case 5: goto tr126;
		case 6: goto tr127;
		case 7: goto tr128;
		case 12: goto tr129;
		case 13: goto tr130;
		case 14: goto tr131;
		case 18: goto tr132;
		case 19: goto tr133;
		case 20: goto tr134;
		case 22: goto tr135;
		case 28: goto tr136;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st7;
	goto tr121;
tr137:
	{
		assert(!"no row");
	}
	goto st8;
tr51:
	{
		machine_row(base, 131, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}
	goto st8;
tr132:
	{
		machine_row(base, 374, t);
		peer_report_down(m, t);
		machine_move(base, PEER_RESTING, t);
	}
	goto st8;
tr148:
	{
		machine_row(base, 205, t);
		peer_dial_far(m, t);
	}
	goto st8;
tr191:
	{
		machine_row(base, 188, t);
		peer_ask(m, t);
		peer_dial(m, t);
		peer_report_refused(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}
	goto st8;
tr203:
	{
		machine_row(base, 155, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}
	goto st8;
tr207:
	{
		machine_row(base, 163, t);
		peer_hang_up(m, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}
	goto st8;
st8:
	{
		base->state = PEER_RESTING;
	}
	if ( ++p == pe )
		goto _test_eof8;
case 8:
	switch( (*p) ) {
		case 0: goto tr138;
		case 1: goto tr139;
		case 3: goto tr140;
		case 4: goto tr141;
		case 5: goto tr142;
		case 6: goto tr143;
		case 7: goto tr144;
		case 12: goto tr145;
		case 13: goto tr146;
		case 14: goto tr147;
		case 16: goto tr148;
		case 20: goto tr149;
		case 22: goto tr150;
		case 28: goto tr151;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st8;
	goto tr137;
tr152:
	{
		assert(!"no row");
	}
	goto st9;
tr38:
	{
		machine_row(base, 43, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr54:
	{
		machine_row(base, 136, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr69:
	{
		machine_row(base, 233, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr88:
	{
		machine_row(base, 281, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr118:
	{
		machine_row(base, 328, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr134:
	{
		machine_row(base, 376, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr149:
	{
		machine_row(base, 209, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr153:
	{
		machine_row(base, 404, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr154:
	{
		machine_row(base, 405, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr155:
	{
		machine_row(base, 407, t);
		peer_move_peer(m, t);
	}
	goto st9;
tr173:
	{
		machine_row(base, 352, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr188:
	{
		machine_row(base, 184, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr205:
	{
		machine_row(base, 160, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr221:
	{
		machine_row(base, 304, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr240:
	{
		machine_row(base, 257, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr254:
	{
		machine_row(base, 112, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr268:
	{
		machine_row(base, 89, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
tr281:
	{
		machine_row(base, 66, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}
	goto st9;
st9:
	{
		base->state = PEER_ORPHANED;
	}
	if ( ++p == pe )
		goto _test_eof9;
case 9:
	switch( (*p) ) {
		case 0: goto tr153;
		case 1: goto tr154;
		case 3: goto tr155;
		case 4: goto tr156;
		case 21: goto tr157;
		case 22: goto tr158;
	}
	if ( 2 <= (*p) && (*p) <= 20 )
		goto st9;
	goto tr152;
tr159:
	{
		assert(!"no row");
	}
	goto st10;
tr115:
	{
		machine_row(base, 324, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_FORCING, t);
	}
	goto st10;
tr120:
	{
		machine_row(base, 331, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_FORCING, t);
	}
	goto st10;
tr161:
	{
		machine_row(base, 333, t);
		peer_move_peer(m, t);
	}
	goto st10;
st10:
	{
		base->state = PEER_FORCING;
	}
	if ( ++p == pe )
		goto _test_eof10;
case 10:
	switch( (*p) ) {
		case 0: goto tr160;
		case 1: goto tr161;
		case 3: goto tr162;
		case 4: goto tr163;
		case 5: goto tr164;
		case 6: goto tr165;
		case 7: goto tr166;
		case 12: goto tr167;
		case 13: goto tr168;
		case 14: goto tr169;
		case 15: goto tr170;
		case 17: goto tr171;
		case 18: goto tr172;
		case 20: goto tr173;
		case 22: goto tr174;
		case 24: goto tr175;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st10;
	goto tr159;
tr176:
	{
		assert(!"no row");
	}
	goto st11;
tr52:
	{
		machine_row(base, 132, t);
		peer_dial_far(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}
	goto st11;
tr53:
	{
		machine_row(base, 133, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}
	goto st11;
tr116:
	{
		machine_row(base, 325, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}
	goto st11;
tr171:
	{
		machine_row(base, 349, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}
	goto st11;
tr187:
	{
		machine_row(base, 180, t);
		peer_dial_far(m, t);
	}
	goto st11;
tr190:
	{
		machine_row(base, 187, t);
		peer_ask(m, t);
		peer_dial(m, t);
	}
	goto st11;
tr204:
	{
		machine_row(base, 157, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}
	goto st11;
st11:
	{
		base->state = PEER_DOUBTING;
	}
	if ( ++p == pe )
		goto _test_eof11;
case 11:
	switch( (*p) ) {
		case 0: goto tr177;
		case 1: goto tr178;
		case 3: goto tr179;
		case 4: goto tr180;
		case 5: goto tr181;
		case 6: goto tr182;
		case 7: goto tr183;
		case 12: goto tr184;
		case 13: goto tr185;
		case 14: goto tr186;
		case 16: goto tr187;
		case 20: goto tr188;
		case 22: goto tr189;
		case 26: goto tr190;
		case 27: goto tr191;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st11;
	goto tr176;
tr192:
	{
		assert(!"no row");
	}
	goto st12;
tr56:
	{
		machine_row(base, 139, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_PRESSING, t);
	}
	goto st12;
tr172:
	{
		machine_row(base, 350, t);
		peer_report_down(m, t);
		machine_move(base, PEER_PRESSING, t);
	}
	goto st12;
st12:
	{
		base->state = PEER_PRESSING;
	}
	if ( ++p == pe )
		goto _test_eof12;
case 12:
	switch( (*p) ) {
		case 0: goto tr193;
		case 1: goto tr194;
		case 3: goto tr195;
		case 4: goto tr196;
		case 5: goto tr197;
		case 6: goto tr198;
		case 7: goto tr199;
		case 12: goto tr200;
		case 13: goto tr201;
		case 14: goto tr202;
		case 15: goto tr203;
		case 17: goto tr204;
		case 20: goto tr205;
		case 22: goto tr206;
		case 24: goto tr207;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st12;
	goto tr192;
tr208:
	{
		assert(!"no row");
	}
	goto st13;
tr81:
	{
		machine_row(base, 270, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
		machine_move(base, PEER_YIELDING, t);
	}
	goto st13;
st13:
	{
		base->state = PEER_YIELDING;
	}
	if ( ++p == pe )
		goto _test_eof13;
case 13:
	switch( (*p) ) {
		case 0: goto tr209;
		case 1: goto tr210;
		case 3: goto tr211;
		case 4: goto tr212;
		case 5: goto tr213;
		case 6: goto tr214;
		case 7: goto tr215;
		case 12: goto tr216;
		case 13: goto tr217;
		case 14: goto tr218;
		case 18: goto tr219;
		case 19: goto tr220;
		case 20: goto tr221;
		case 22: goto tr222;
		case 25: goto tr223;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st13;
	goto tr208;
tr224:
	{
		assert(!"no row");
	}
	goto st14;
tr62:
	{
		machine_row(base, 218, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
		machine_move(base, PEER_NUDGING, t);
	}
	goto st14;
tr226:
	{
		machine_row(base, 238, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}
	goto st14;
tr229:
	{
		machine_row(base, 242, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}
	goto st14;
st14:
	{
		base->state = PEER_NUDGING;
	}
	if ( ++p == pe )
		goto _test_eof14;
case 14:
	switch( (*p) ) {
		case 0: goto tr225;
		case 1: goto tr226;
		case 3: goto tr227;
		case 4: goto tr228;
		case 5: goto tr229;
		case 6: goto tr230;
		case 7: goto tr231;
		case 12: goto tr232;
		case 13: goto tr233;
		case 14: goto tr234;
		case 15: goto tr235;
		case 16: goto tr236;
		case 17: goto tr237;
		case 18: goto tr238;
		case 19: goto tr239;
		case 20: goto tr240;
		case 22: goto tr241;
		case 29: goto tr242;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st14;
	goto tr224;
tr243:
	{
		assert(!"no row");
	}
	goto st15;
tr32:
	{
		machine_row(base, 32, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
		machine_move(base, PEER_DEFERRING, t);
	}
	goto st15;
st15:
	{
		base->state = PEER_DEFERRING;
	}
	if ( ++p == pe )
		goto _test_eof15;
case 15:
	switch( (*p) ) {
		case 0: goto tr244;
		case 1: goto tr245;
		case 3: goto tr246;
		case 4: goto tr247;
		case 5: goto tr248;
		case 6: goto tr249;
		case 7: goto tr250;
		case 12: goto tr251;
		case 13: goto tr252;
		case 14: goto tr253;
		case 20: goto tr254;
		case 22: goto tr255;
		case 25: goto tr256;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st15;
	goto tr243;
tr257:
	{
		assert(!"no row");
	}
	goto st16;
tr33:
	{
		machine_row(base, 33, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_AWAITING, t);
	}
	goto st16;
st16:
	{
		base->state = PEER_AWAITING;
	}
	if ( ++p == pe )
		goto _test_eof16;
case 16:
	switch( (*p) ) {
		case 0: goto tr258;
		case 1: goto tr259;
		case 3: goto tr260;
		case 4: goto tr261;
		case 5: goto tr262;
		case 6: goto tr263;
		case 7: goto tr264;
		case 12: goto tr265;
		case 13: goto tr266;
		case 14: goto tr267;
		case 20: goto tr268;
		case 22: goto tr269;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st16;
	goto tr257;
tr270:
	{
		assert(!"no row");
	}
	goto st17;
tr34:
	{
		machine_row(base, 34, t);
		peer_hang_up(m, t);
		peer_report_apart(m, t);
		machine_move(base, PEER_APART, t);
	}
	goto st17;
st17:
	{
		base->state = PEER_APART;
	}
	if ( ++p == pe )
		goto _test_eof17;
case 17:
	switch( (*p) ) {
		case 0: goto tr271;
		case 1: goto tr272;
		case 3: goto tr273;
		case 4: goto tr274;
		case 5: goto tr275;
		case 6: goto tr276;
		case 7: goto tr277;
		case 12: goto tr278;
		case 13: goto tr279;
		case 14: goto tr280;
		case 20: goto tr281;
		case 22: goto tr282;
	}
	if ( 2 <= (*p) && (*p) <= 21 )
		goto st17;
	goto tr270;
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
