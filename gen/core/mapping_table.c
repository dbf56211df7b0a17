/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#include "core/mapping_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_keep_port(struct machine *m, struct turn *t)
{
	mapping_keep_port((struct mapping *)m, t);
}

static void
call_report_ask(struct machine *m, struct turn *t)
{
	mapping_report_ask((struct mapping *)m, t);
}

static void
call_keep_grant(struct machine *m, struct turn *t)
{
	mapping_keep_grant((struct mapping *)m, t);
}

static void
call_report_held(struct machine *m, struct turn *t)
{
	mapping_report_held((struct mapping *)m, t);
}

static void
call_report_renew(struct machine *m, struct turn *t)
{
	mapping_report_renew((struct mapping *)m, t);
}

static void
call_report_lapsed(struct machine *m, struct turn *t)
{
	mapping_report_lapsed((struct mapping *)m, t);
}

static void
call_report_refused(struct machine *m, struct turn *t)
{
	mapping_report_refused((struct mapping *)m, t);
}

static void
call_send_goodbye(struct machine *m, struct turn *t)
{
	mapping_send_goodbye((struct mapping *)m, t);
}

static void
call_open_port(struct machine *m, struct turn *t)
{
	mapping_open_port((struct mapping *)m, t);
}

static void
call_report_delete(struct machine *m, struct turn *t)
{
	mapping_report_delete((struct mapping *)m, t);
}

static void
call_report_deleted(struct machine *m, struct turn *t)
{
	mapping_report_deleted((struct mapping *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, MAPPING_TIMER_RENEW, NULL },
	{ TABLE_RESET, MAPPING_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_report_renew },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, MAPPING_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, MAPPING_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_report_renew },
	{ TABLE_CALL, 0, call_report_renew },
	{ TABLE_CALL, 0, call_report_lapsed },
	{ TABLE_CALL, 0, call_report_renew },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, MAPPING_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_lapsed },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, MAPPING_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_report_lapsed },
	{ TABLE_CALL, 0, call_report_renew },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_open_port },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_open_port },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_open_port },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_delete },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_open_port },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_delete },
	{ TABLE_CALL, 0, call_report_deleted },
	{ TABLE_CALL, 0, call_report_deleted },
	{ TABLE_CALL, 0, call_send_goodbye },
	{ TABLE_CALL, 0, call_report_deleted },
	{ TABLE_CALL, 0, call_report_deleted },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 0, 2 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 50, 1 },
	{ 60, 1 },
	{ 2, 4 },
	{ 2, 4 },
	{ 16, 2 },
	{ 66, 0 },
	{ 66, 0 },
	{ 23, 0 },
	{ 66, 0 },
	{ 27, 2 },
	{ 32, 2 },
	{ 66, 0 },
	{ 37, 3 },
	{ 49, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 50, 1 },
	{ 60, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 13, 1 },
	{ 23, 0 },
	{ 66, 0 },
	{ 25, 2 },
	{ 29, 3 },
	{ 12, 1 },
	{ 34, 3 },
	{ 49, 1 },
	{ 40, 1 },
	{ 6, 1 },
	{ 14, 2 },
	{ 66, 0 },
	{ 50, 1 },
	{ 60, 1 },
	{ 7, 2 },
	{ 9, 3 },
	{ 18, 3 },
	{ 66, 0 },
	{ 13, 1 },
	{ 23, 0 },
	{ 23, 1 },
	{ 25, 2 },
	{ 29, 3 },
	{ 66, 0 },
	{ 34, 3 },
	{ 49, 1 },
	{ 40, 1 },
	{ 66, 0 },
	{ 14, 2 },
	{ 66, 0 },
	{ 50, 1 },
	{ 60, 1 },
	{ 7, 2 },
	{ 9, 3 },
	{ 18, 3 },
	{ 66, 0 },
	{ 66, 0 },
	{ 22, 1 },
	{ 66, 0 },
	{ 25, 2 },
	{ 29, 3 },
	{ 66, 0 },
	{ 34, 3 },
	{ 49, 1 },
	{ 40, 1 },
	{ 66, 0 },
	{ 14, 2 },
	{ 66, 0 },
	{ 66, 0 },
	{ 61, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 57, 2 },
	{ 66, 0 },
	{ 59, 1 },
	{ 66, 0 },
	{ 42, 3 },
	{ 42, 3 },
	{ 66, 0 },
	{ 45, 4 },
	{ 49, 1 },
	{ 41, 1 },
	{ 66, 0 },
	{ 51, 2 },
	{ 61, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 23, 0 },
	{ 66, 0 },
	{ 27, 2 },
	{ 32, 2 },
	{ 66, 0 },
	{ 37, 3 },
	{ 49, 1 },
	{ 66, 0 },
	{ 21, 1 },
	{ 66, 0 },
	{ 53, 1 },
	{ 61, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 24, 1 },
	{ 27, 2 },
	{ 32, 2 },
	{ 66, 0 },
	{ 37, 3 },
	{ 49, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 54, 3 },
	{ 61, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 27, 2 },
	{ 32, 2 },
	{ 66, 0 },
	{ 66, 0 },
	{ 49, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 53, 1 },
	{ 61, 1 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 23, 0 },
	{ 24, 1 },
	{ 27, 2 },
	{ 32, 2 },
	{ 66, 0 },
	{ 37, 3 },
	{ 66, 0 },
	{ 66, 0 },
	{ 63, 0 },
	{ 63, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 66, 0 },
	{ 62, 1 },
	{ 66, 0 },
	{ 65, 1 },
	{ 66, 0 },
	{ 63, 2 },
	{ 63, 2 },
	{ 66, 0 },
	{ 63, 2 },
	{ 65, 1 },
	{ 41, 1 },
};

void
mapping_begin(struct mapping *m)
{
	machine_begin((struct machine *)m, &mapping_chart);
}

void
mapping_restore(struct mapping *m, enum mapping_state state)
{
	mapping_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
mapping_step(struct mapping *m, enum mapping_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
