/* SPDX-License-Identifier: Apache-2.0 */
/* peer_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"
#include "autotunnel/chart_table.h"

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
call_dial_far(struct machine *m, struct turn *t)
{
	peer_dial_far((struct peer *)m, t);
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
call_ask(struct machine *m, struct turn *t)
{
	peer_ask((struct peer *)m, t);
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
call_drop_older(struct machine *m, struct turn *t)
{
	peer_drop_older((struct peer *)m, t);
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
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_CALL, 0, call_dial },
	{ TABLE_START, PEER_TIMER_KNOCK, NULL },
	{ TABLE_CALL, 0, call_dial_far },
	{ TABLE_START, PEER_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_START, PEER_TIMER_DOUBT, NULL },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_CALL, 0, call_ask },
	{ TABLE_RESUME, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_look_again },
	{ TABLE_CALL, 0, call_rekey },
	{ TABLE_START, PEER_TIMER_NUDGE, NULL },
	{ TABLE_CALL, 0, call_look_again },
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
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_CALL, 0, call_hang_up },
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
	{ TABLE_CALL, 0, call_report_refused },
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
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 25, 1 },
	{ 25, 1 },
	{ 12, 2 },
	{ 14, 2 },
	{ 16, 1 },
	{ 17, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 31, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 28, 3 },
	{ 28, 3 },
	{ 35, 2 },
	{ 33, 2 },
	{ 40, 3 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 33, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 28, 3 },
	{ 28, 3 },
	{ 35, 2 },
	{ 118, 0 },
	{ 40, 3 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 37, 3 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 43, 1 },
	{ 44, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 107, 1 },
	{ 118, 0 },
	{ 10, 2 },
	{ 46, 1 },
	{ 56, 2 },
	{ 60, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 47, 2 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 65, 3 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 87, 2 },
	{ 118, 0 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 56, 2 },
	{ 60, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 50, 2 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 65, 3 },
	{ 68, 2 },
	{ 55, 1 },
	{ 55, 1 },
	{ 55, 1 },
	{ 87, 2 },
	{ 54, 1 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 55, 1 },
	{ 58, 2 },
	{ 58, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 52, 1 },
	{ 52, 1 },
	{ 19, 2 },
	{ 21, 2 },
	{ 23, 1 },
	{ 23, 1 },
	{ 65, 3 },
	{ 68, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 87, 2 },
	{ 118, 0 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 56, 2 },
	{ 63, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 53, 1 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 65, 3 },
	{ 68, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 87, 2 },
	{ 74, 1 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 75, 2 },
	{ 56, 2 },
	{ 62, 1 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 53, 1 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 70, 4 },
	{ 70, 4 },
	{ 79, 1 },
	{ 77, 2 },
	{ 82, 4 },
	{ 89, 1 },
	{ 118, 0 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 77, 2 },
	{ 56, 2 },
	{ 62, 1 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 53, 1 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 70, 4 },
	{ 70, 4 },
	{ 79, 1 },
	{ 118, 0 },
	{ 82, 4 },
	{ 90, 1 },
	{ 118, 0 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 80, 2 },
	{ 56, 2 },
	{ 63, 2 },
	{ 118, 0 },
	{ 4, 4 },
	{ 92, 2 },
	{ 53, 1 },
	{ 49, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 65, 3 },
	{ 68, 2 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 91, 1 },
	{ 74, 1 },
	{ 108, 2 },
	{ 118, 0 },
	{ 10, 2 },
	{ 86, 1 },
	{ 95, 2 },
	{ 94, 1 },
	{ 94, 0 },
	{ 4, 4 },
	{ 118, 0 },
	{ 97, 1 },
	{ 97, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 98, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 99, 4 },
	{ 118, 0 },
	{ 110, 4 },
	{ 118, 0 },
	{ 10, 2 },
	{ 103, 4 },
	{ 116, 1 },
	{ 116, 1 },
	{ 118, 0 },
	{ 116, 1 },
	{ 117, 1 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 118, 0 },
	{ 114, 2 },
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
