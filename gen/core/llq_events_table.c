/* SPDX-License-Identifier: Apache-2.0 */
/* llq_events_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/llq_events.fsm: change that and run make gen. */
#include "core/llq_events_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_send(struct machine *m, struct turn *t)
{
	llq_events_send((struct llq_events *)m, t);
}

static void
call_report_unreachable(struct machine *m, struct turn *t)
{
	llq_events_report_unreachable((struct llq_events *)m, t);
}

static void
call_report_told(struct machine *m, struct turn *t)
{
	llq_events_report_told((struct llq_events *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, LLQ_EVENTS_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_CALL, 0, call_report_unreachable },
	{ TABLE_CALL, 0, call_report_told },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 5, 0 },
	{ 5, 0 },
	{ 5, 0 },
	{ 4, 1 },
	{ 5, 0 },
	{ 2, 1 },
	{ 3, 1 },
};

void
llq_events_begin(struct llq_events *m)
{
	machine_begin((struct machine *)m, &llq_events_chart);
}

void
llq_events_restore(struct llq_events *m, enum llq_events_state state)
{
	llq_events_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
llq_events_step(struct llq_events *m, enum llq_events_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
