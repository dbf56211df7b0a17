/* SPDX-License-Identifier: Apache-2.0 */
/* peer_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_add_peer(struct machine *m, struct turn *t)
{
	peer_add_peer((struct peer *)m, t);
}

static void
call_look_again(struct machine *m, struct turn *t)
{
	peer_look_again((struct peer *)m, t);
}

static void
call_move_peer(struct machine *m, struct turn *t)
{
	peer_move_peer((struct peer *)m, t);
}

static void
call_remove_peer(struct machine *m, struct turn *t)
{
	peer_remove_peer((struct peer *)m, t);
}

static void
call_report_reborn(struct machine *m, struct turn *t)
{
	peer_report_reborn((struct peer *)m, t);
}

static void
call_dial(struct machine *m, struct turn *t)
{
	peer_dial((struct peer *)m, t);
}

static void
call_hang_up(struct machine *m, struct turn *t)
{
	peer_hang_up((struct peer *)m, t);
}

static void
call_report_apart(struct machine *m, struct turn *t)
{
	peer_report_apart((struct peer *)m, t);
}

static void
call_report_up(struct machine *m, struct turn *t)
{
	peer_report_up((struct peer *)m, t);
}

static void
call_drop_older(struct machine *m, struct turn *t)
{
	peer_drop_older((struct peer *)m, t);
}

static void
call_drop_spare(struct machine *m, struct turn *t)
{
	peer_drop_spare((struct peer *)m, t);
}

static void
call_dial_far(struct machine *m, struct turn *t)
{
	peer_dial_far((struct peer *)m, t);
}

static void
call_ask(struct machine *m, struct turn *t)
{
	peer_ask((struct peer *)m, t);
}

static void
call_report_failed(struct machine *m, struct turn *t)
{
	peer_report_failed((struct peer *)m, t);
}

static void
call_report_refused(struct machine *m, struct turn *t)
{
	peer_report_refused((struct peer *)m, t);
}

static void
call_rekey(struct machine *m, struct turn *t)
{
	peer_rekey((struct peer *)m, t);
}

static void
call_report_moved(struct machine *m, struct turn *t)
{
	peer_report_moved((struct peer *)m, t);
}

static void
call_report_down(struct machine *m, struct turn *t)
{
	peer_report_down((struct peer *)m, t);
}

static void
call_report_gone(struct machine *m, struct turn *t)
{
	peer_report_gone((struct peer *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_add_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_CALL, 0, call_add_peer },
	{ TABLE_CALL, 0, call_report_reborn },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_START, PEER_TIMER_COURTESY, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_report_apart },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_START, PEER_TIMER_COURTESY, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_CALL, 0, call_drop_spare },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_drop_spare },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_dial_far },
	{ TABLE_START, PEER_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_dial_far },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_START, PEER_TIMER_DOUBT, NULL },
	{ TABLE_CALL, 0, call_dial_far },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_START, PEER_TIMER_DOUBT, NULL },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_rekey },
	{ TABLE_START, PEER_TIMER_NUDGE, NULL },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_rekey },
	{ TABLE_START, PEER_TIMER_NUDGE, NULL },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_drop_spare },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_dial_far },
	{ TABLE_START, PEER_TIMER_PATIENCE, NULL },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_START, PEER_TIMER_DOUBT, NULL },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_START, PEER_TIMER_LINGER, NULL },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_rekey },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_remove_peer },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_add_peer },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_move_peer },
	{ TABLE_CALL, 0, call_remove_peer },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 0, 2 },
	{ 0, 2 },
	{ 0, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 25, 1 },
	{ 25, 1 },
	{ 25, 1 },
	{ 12, 2 },
	{ 14, 2 },
	{ 16, 1 },
	{ 17, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 39, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 28, 4 },
	{ 32, 3 },
	{ 35, 4 },
	{ 47, 2 },
	{ 43, 3 },
	{ 52, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 41, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 28, 4 },
	{ 32, 3 },
	{ 35, 4 },
	{ 47, 2 },
	{ 138, 0 },
	{ 52, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 49, 3 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 28, 4 },
	{ 32, 3 },
	{ 35, 4 },
	{ 138, 0 },
	{ 46, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 54, 2 },
	{ 56, 4 },
	{ 2, 2 },
	{ 2, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 28, 4 },
	{ 32, 3 },
	{ 35, 4 },
	{ 138, 0 },
	{ 46, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 127, 1 },
	{ 138, 0 },
	{ 10, 2 },
	{ 60, 1 },
	{ 72, 2 },
	{ 76, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 61, 2 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 84, 3 },
	{ 87, 1 },
	{ 87, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 107, 2 },
	{ 138, 0 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 72, 2 },
	{ 76, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 66, 2 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 81, 3 },
	{ 81, 3 },
	{ 81, 3 },
	{ 71, 1 },
	{ 71, 1 },
	{ 71, 1 },
	{ 107, 2 },
	{ 70, 1 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 71, 1 },
	{ 74, 2 },
	{ 74, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 68, 1 },
	{ 68, 1 },
	{ 68, 1 },
	{ 19, 2 },
	{ 21, 2 },
	{ 23, 1 },
	{ 23, 1 },
	{ 81, 3 },
	{ 81, 3 },
	{ 81, 3 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 107, 2 },
	{ 138, 0 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 72, 2 },
	{ 79, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 69, 1 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 81, 3 },
	{ 81, 3 },
	{ 81, 3 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 107, 2 },
	{ 95, 1 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 96, 2 },
	{ 72, 2 },
	{ 78, 1 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 69, 1 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 88, 4 },
	{ 92, 3 },
	{ 88, 4 },
	{ 100, 1 },
	{ 98, 2 },
	{ 103, 3 },
	{ 109, 1 },
	{ 138, 0 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 98, 2 },
	{ 72, 2 },
	{ 78, 1 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 69, 1 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 88, 4 },
	{ 92, 3 },
	{ 88, 4 },
	{ 100, 1 },
	{ 138, 0 },
	{ 103, 3 },
	{ 110, 1 },
	{ 138, 0 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 101, 2 },
	{ 72, 2 },
	{ 79, 2 },
	{ 138, 0 },
	{ 4, 4 },
	{ 112, 2 },
	{ 69, 1 },
	{ 63, 1 },
	{ 64, 2 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 81, 3 },
	{ 81, 3 },
	{ 81, 3 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 111, 1 },
	{ 95, 1 },
	{ 128, 2 },
	{ 138, 0 },
	{ 10, 2 },
	{ 106, 1 },
	{ 115, 2 },
	{ 114, 1 },
	{ 114, 0 },
	{ 4, 4 },
	{ 138, 0 },
	{ 117, 1 },
	{ 117, 1 },
	{ 117, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 118, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 119, 4 },
	{ 138, 0 },
	{ 130, 4 },
	{ 138, 0 },
	{ 10, 2 },
	{ 123, 4 },
	{ 136, 1 },
	{ 136, 1 },
	{ 138, 0 },
	{ 136, 1 },
	{ 137, 1 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 138, 0 },
	{ 134, 2 },
	{ 10, 2 },
};

void
peer_begin(struct peer *m)
{
	machine_begin((struct machine *)m, &peer_chart);
}

void
peer_restore(struct peer *m, enum peer_state state)
{
	peer_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
peer_step(struct peer *m, enum peer_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
