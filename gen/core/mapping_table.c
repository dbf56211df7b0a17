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
	{ TABLE_RESET, MAPPING_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_START, MAPPING_TIMER_RENEW, NULL },
	{ TABLE_RESET, MAPPING_TIMER_AGAIN, NULL },
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
	{ TABLE_CALL, 0, call_report_deleted },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 0, 2 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 44, 1 },
	{ 54, 1 },
	{ 2, 4 },
	{ 2, 4 },
	{ 18, 2 },
	{ 58, 0 },
	{ 58, 0 },
	{ 25, 0 },
	{ 58, 0 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 39, 3 },
	{ 43, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 44, 1 },
	{ 54, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 15, 1 },
	{ 25, 0 },
	{ 58, 0 },
	{ 27, 2 },
	{ 31, 3 },
	{ 14, 1 },
	{ 36, 3 },
	{ 43, 1 },
	{ 42, 1 },
	{ 6, 1 },
	{ 16, 2 },
	{ 58, 0 },
	{ 44, 1 },
	{ 54, 1 },
	{ 7, 3 },
	{ 10, 4 },
	{ 20, 3 },
	{ 58, 0 },
	{ 15, 1 },
	{ 25, 0 },
	{ 25, 1 },
	{ 27, 2 },
	{ 31, 3 },
	{ 58, 0 },
	{ 36, 3 },
	{ 43, 1 },
	{ 42, 1 },
	{ 58, 0 },
	{ 16, 2 },
	{ 58, 0 },
	{ 44, 1 },
	{ 54, 1 },
	{ 7, 3 },
	{ 10, 4 },
	{ 20, 3 },
	{ 58, 0 },
	{ 58, 0 },
	{ 24, 1 },
	{ 58, 0 },
	{ 27, 2 },
	{ 31, 3 },
	{ 58, 0 },
	{ 36, 3 },
	{ 43, 1 },
	{ 42, 1 },
	{ 58, 0 },
	{ 16, 2 },
	{ 58, 0 },
	{ 58, 0 },
	{ 55, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 51, 2 },
	{ 58, 0 },
	{ 53, 1 },
	{ 58, 0 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 39, 3 },
	{ 43, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 45, 2 },
	{ 55, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 25, 0 },
	{ 58, 0 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 39, 3 },
	{ 43, 1 },
	{ 58, 0 },
	{ 23, 1 },
	{ 58, 0 },
	{ 47, 1 },
	{ 55, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 26, 1 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 39, 3 },
	{ 43, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 48, 3 },
	{ 55, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 58, 0 },
	{ 43, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 47, 1 },
	{ 55, 1 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 25, 0 },
	{ 26, 1 },
	{ 29, 2 },
	{ 34, 2 },
	{ 58, 0 },
	{ 39, 3 },
	{ 58, 0 },
	{ 58, 0 },
	{ 57, 0 },
	{ 57, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 58, 0 },
	{ 56, 1 },
	{ 58, 0 },
	{ 57, 1 },
	{ 58, 0 },
	{ 57, 1 },
	{ 57, 1 },
	{ 58, 0 },
	{ 57, 1 },
	{ 57, 1 },
	{ 58, 0 },
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
