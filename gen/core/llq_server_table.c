/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/llq_server.fsm: change that and run make gen. */
#include "core/llq_server_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_keep_grant(struct machine *m, struct turn *t)
{
	llq_server_keep_grant((struct llq_server *)m, t);
}

static void
call_offer(struct machine *m, struct turn *t)
{
	llq_server_offer((struct llq_server *)m, t);
}

static void
call_accept(struct machine *m, struct turn *t)
{
	llq_server_accept((struct llq_server *)m, t);
}

static void
call_acknowledge(struct machine *m, struct turn *t)
{
	llq_server_acknowledge((struct llq_server *)m, t);
}

static void
call_acknowledge_end(struct machine *m, struct turn *t)
{
	llq_server_acknowledge_end((struct llq_server *)m, t);
}

static void
call_report_gone(struct machine *m, struct turn *t)
{
	llq_server_report_gone((struct llq_server *)m, t);
}

static void
call_report_changed(struct machine *m, struct turn *t)
{
	llq_server_report_changed((struct llq_server *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_CALL, 0, call_offer },
	{ TABLE_START, LLQ_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_offer },
	{ TABLE_CALL, 0, call_accept },
	{ TABLE_CALL, 0, call_accept },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_CALL, 0, call_acknowledge },
	{ TABLE_START, LLQ_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_acknowledge_end },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_changed },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_gone },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 3 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 3, 1 },
	{ 4, 1 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 15, 0 },
	{ 14, 1 },
	{ 15, 0 },
	{ 5, 1 },
	{ 6, 3 },
	{ 9, 2 },
	{ 11, 1 },
	{ 12, 1 },
	{ 13, 1 },
	{ 14, 1 },
};

void
llq_server_begin(struct llq_server *m)
{
	machine_begin((struct machine *)m, &llq_server_chart);
}

void
llq_server_restore(struct llq_server *m, enum llq_server_state state)
{
	llq_server_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
llq_server_step(struct llq_server *m, enum llq_server_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
