/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/lease_server.fsm: change that and run make gen. */
#include "core/lease_server_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_keep_grant(struct machine *m, struct turn *t)
{
	lease_server_keep_grant((struct lease_server *)m, t);
}

static void
call_report_gone(struct machine *m, struct turn *t)
{
	lease_server_report_gone((struct lease_server *)m, t);
}

static void
call_report_expired(struct machine *m, struct turn *t)
{
	lease_server_report_expired((struct lease_server *)m, t);
}

static void
call_report_shown(struct machine *m, struct turn *t)
{
	lease_server_report_shown((struct lease_server *)m, t);
}

static void
call_report_overdue(struct machine *m, struct turn *t)
{
	lease_server_report_overdue((struct lease_server *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, LEASE_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, LEASE_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_expired },
	{ TABLE_START, LEASE_SERVER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, LEASE_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_expired },
	{ TABLE_CALL, 0, call_report_shown },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, LEASE_SERVER_TIMER_EXPIRY, NULL },
	{ TABLE_CALL, 0, call_report_overdue },
	{ TABLE_START, LEASE_SERVER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_overdue },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_CALL, 0, call_report_gone },
	{ TABLE_RESUME, LEASE_SERVER_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_gone },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 0, 2 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 2, 2 },
	{ 4, 1 },
	{ 2, 2 },
	{ 5, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 6, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 6, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 7, 2 },
	{ 24, 0 },
	{ 9, 2 },
	{ 11, 0 },
	{ 9, 2 },
	{ 11, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 12, 1 },
	{ 24, 0 },
	{ 13, 3 },
	{ 16, 2 },
	{ 13, 3 },
	{ 18, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 20, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 20, 1 },
	{ 24, 0 },
	{ 20, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 19, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 23, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 21, 1 },
	{ 22, 1 },
};

void
lease_server_begin(struct lease_server *m)
{
	machine_begin((struct machine *)m, &lease_server_chart);
}

void
lease_server_restore(struct lease_server *m, enum lease_server_state state)
{
	lease_server_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
lease_server_step(struct lease_server *m, enum lease_server_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
