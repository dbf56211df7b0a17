/* SPDX-License-Identifier: Apache-2.0 */
/* query_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/query.fsm: change that and run make gen. */
#include "core/query_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_send(struct machine *m, struct turn *t)
{
	query_send((struct query *)m, t);
}

static void
call_send_again(struct machine *m, struct turn *t)
{
	query_send_again((struct query *)m, t);
}

static void
call_report_silent(struct machine *m, struct turn *t)
{
	query_report_silent((struct query *)m, t);
}

static void
call_report_answer(struct machine *m, struct turn *t)
{
	query_report_answer((struct query *)m, t);
}

static void
call_report_truncated(struct machine *m, struct turn *t)
{
	query_report_truncated((struct query *)m, t);
}

static void
call_send_stream(struct machine *m, struct turn *t)
{
	query_send_stream((struct query *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, QUERY_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_report_answer },
	{ TABLE_CALL, 0, call_report_truncated },
	{ TABLE_START, QUERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_send_stream },
	{ TABLE_START, QUERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_report_answer },
	{ TABLE_CALL, 0, call_report_answer },
	{ TABLE_CALL, 0, call_report_silent },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 12, 0 },
	{ 12, 0 },
	{ 12, 0 },
	{ 12, 0 },
	{ 12, 0 },
	{ 12, 0 },
	{ 4, 1 },
	{ 5, 2 },
	{ 12, 0 },
	{ 12, 0 },
	{ 12, 0 },
	{ 2, 1 },
	{ 3, 1 },
	{ 12, 0 },
	{ 9, 1 },
	{ 12, 0 },
	{ 7, 2 },
	{ 11, 1 },
	{ 12, 0 },
	{ 11, 1 },
	{ 12, 0 },
	{ 10, 1 },
	{ 10, 1 },
	{ 12, 0 },
	{ 11, 1 },
	{ 12, 0 },
	{ 11, 1 },
};

void
query_begin(struct query *m)
{
	machine_begin((struct machine *)m, &query_chart);
}

void
query_restore(struct query *m, enum query_state state)
{
	query_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
query_step(struct query *m, enum query_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
