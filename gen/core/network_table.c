/* SPDX-License-Identifier: Apache-2.0 */
/* network_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/network.fsm: change that and run make gen. */
#include "core/network_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_keep(struct machine *m, struct turn *t)
{
	network_keep((struct network *)m, t);
}

static void
call_report_up(struct machine *m, struct turn *t)
{
	network_report_up((struct network *)m, t);
}

static void
call_report_down(struct machine *m, struct turn *t)
{
	network_report_down((struct network *)m, t);
}

static void
call_learn_mac(struct machine *m, struct turn *t)
{
	network_learn_mac((struct network *)m, t);
}

static void
call_report_resumed(struct machine *m, struct turn *t)
{
	network_report_resumed((struct network *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_START, NETWORK_TIMER_SETTLE, NULL },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_START, NETWORK_TIMER_SETTLE, NULL },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_START, NETWORK_TIMER_SETTLE, NULL },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_START, NETWORK_TIMER_CALM, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_START, NETWORK_TIMER_REST, NULL },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_START, NETWORK_TIMER_REST, NULL },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_keep },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_START, NETWORK_TIMER_CALM, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_learn_mac },
	{ TABLE_CALL, 0, call_report_resumed },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 6, 1 },
	{ 7, 1 },
	{ 22, 1 },
	{ 23, 1 },
	{ 9, 2 },
	{ 8, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 23, 1 },
	{ 11, 1 },
	{ 12, 2 },
	{ 14, 2 },
	{ 22, 1 },
	{ 23, 1 },
	{ 12, 0 },
	{ 16, 1 },
	{ 17, 1 },
	{ 22, 1 },
	{ 23, 1 },
	{ 19, 2 },
	{ 18, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 23, 1 },
	{ 21, 1 },
	{ 2, 2 },
	{ 4, 2 },
	{ 22, 1 },
	{ 23, 1 },
};

void
network_begin(struct network *m)
{
	machine_begin((struct machine *)m, &network_chart);
}

void
network_restore(struct network *m, enum network_state state)
{
	network_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
network_step(struct network *m, enum network_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
