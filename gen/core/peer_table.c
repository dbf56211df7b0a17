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
	{ TABLE_START, PEER_TIMER_CROSSING, NULL },
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
	{ TABLE_START, PEER_TIMER_CROSSING, NULL },
	{ TABLE_CALL, 0, call_drop_spare },
	{ TABLE_STOP, PEER_TIMER_CROSSING, NULL },
	{ TABLE_CALL, 0, call_drop_spare },
	{ TABLE_CALL, 0, call_hang_up },
	{ TABLE_CALL, 0, call_drop_older },
	{ TABLE_RESET, PEER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_moved },
	{ TABLE_START, PEER_TIMER_CROSSING, NULL },
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
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
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
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 26, 2 },
	{ 26, 2 },
	{ 26, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 40, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 28, 5 },
	{ 33, 3 },
	{ 36, 4 },
	{ 48, 2 },
	{ 44, 3 },
	{ 53, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 42, 2 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 28, 5 },
	{ 33, 3 },
	{ 36, 4 },
	{ 48, 2 },
	{ 143, 0 },
	{ 53, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 50, 3 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 28, 5 },
	{ 33, 3 },
	{ 36, 4 },
	{ 143, 0 },
	{ 47, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 55, 2 },
	{ 57, 4 },
	{ 2, 2 },
	{ 2, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 8, 2 },
	{ 24, 1 },
	{ 24, 1 },
	{ 24, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 28, 5 },
	{ 33, 3 },
	{ 36, 4 },
	{ 143, 0 },
	{ 47, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 132, 1 },
	{ 143, 0 },
	{ 10, 2 },
	{ 61, 1 },
	{ 73, 2 },
	{ 77, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 62, 2 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 85, 4 },
	{ 89, 2 },
	{ 91, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 112, 2 },
	{ 143, 0 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 92, 0 },
	{ 73, 2 },
	{ 77, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 67, 2 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 82, 3 },
	{ 82, 3 },
	{ 82, 3 },
	{ 72, 1 },
	{ 72, 1 },
	{ 72, 1 },
	{ 112, 2 },
	{ 71, 1 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 72, 1 },
	{ 75, 2 },
	{ 75, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 69, 1 },
	{ 69, 1 },
	{ 69, 1 },
	{ 19, 2 },
	{ 21, 2 },
	{ 23, 1 },
	{ 23, 1 },
	{ 82, 3 },
	{ 82, 3 },
	{ 82, 3 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 112, 2 },
	{ 143, 0 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 73, 2 },
	{ 80, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 70, 1 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 82, 3 },
	{ 82, 3 },
	{ 82, 3 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 112, 2 },
	{ 100, 1 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 101, 2 },
	{ 73, 2 },
	{ 79, 1 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 70, 1 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 92, 5 },
	{ 97, 3 },
	{ 92, 5 },
	{ 105, 1 },
	{ 103, 2 },
	{ 108, 3 },
	{ 114, 1 },
	{ 143, 0 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 103, 2 },
	{ 73, 2 },
	{ 79, 1 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 70, 1 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 92, 5 },
	{ 97, 3 },
	{ 92, 5 },
	{ 105, 1 },
	{ 143, 0 },
	{ 108, 3 },
	{ 115, 1 },
	{ 143, 0 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 106, 2 },
	{ 73, 2 },
	{ 80, 2 },
	{ 143, 0 },
	{ 4, 4 },
	{ 117, 2 },
	{ 70, 1 },
	{ 64, 1 },
	{ 65, 2 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 82, 3 },
	{ 82, 3 },
	{ 82, 3 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 116, 1 },
	{ 100, 1 },
	{ 133, 2 },
	{ 143, 0 },
	{ 10, 2 },
	{ 111, 1 },
	{ 120, 2 },
	{ 119, 1 },
	{ 119, 0 },
	{ 4, 4 },
	{ 143, 0 },
	{ 122, 1 },
	{ 122, 1 },
	{ 122, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 123, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 124, 4 },
	{ 143, 0 },
	{ 135, 4 },
	{ 143, 0 },
	{ 10, 2 },
	{ 128, 4 },
	{ 141, 1 },
	{ 141, 1 },
	{ 143, 0 },
	{ 141, 1 },
	{ 142, 1 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 143, 0 },
	{ 139, 2 },
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
