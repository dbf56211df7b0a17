/* SPDX-License-Identifier: Apache-2.0 */
/* port_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#include "core/port_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_bind(struct machine *m, struct turn *t)
{
	port_bind((struct port *)m, t);
}

static void
call_keep_port(struct machine *m, struct turn *t)
{
	port_keep_port((struct port *)m, t);
}

static void
call_report_want(struct machine *m, struct turn *t)
{
	port_report_want((struct port *)m, t);
}

static void
call_bind_any_next(struct machine *m, struct turn *t)
{
	port_bind_any_next((struct port *)m, t);
}

static void
call_report_ready(struct machine *m, struct turn *t)
{
	port_report_ready((struct port *)m, t);
}

static void
call_bind_mapped(struct machine *m, struct turn *t)
{
	port_bind_mapped((struct port *)m, t);
}

static void
call_report_unwant(struct machine *m, struct turn *t)
{
	port_report_unwant((struct port *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_want },
	{ TABLE_CALL, 0, call_bind_any_next },
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_want },
	{ TABLE_RESUME, PORT_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_want },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_want },
	{ TABLE_CALL, 0, call_keep_port },
	{ TABLE_CALL, 0, call_report_want },
	{ TABLE_RESET, PORT_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_bind_mapped },
	{ TABLE_CALL, 0, call_bind_mapped },
	{ TABLE_CALL, 0, call_bind_any_next },
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_RESET, PORT_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_RESET, PORT_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_bind_mapped },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_bind_any_next },
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_CALL, 0, call_bind_mapped },
	{ TABLE_CALL, 0, call_bind_any_next },
	{ TABLE_CALL, 0, call_bind },
	{ TABLE_CALL, 0, call_report_unwant },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 1, 2 },
	{ 3, 2 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 34, 0 },
	{ 5, 2 },
	{ 7, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 8, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 15, 2 },
	{ 15, 2 },
	{ 17, 1 },
	{ 23, 2 },
	{ 31, 2 },
	{ 33, 1 },
	{ 34, 0 },
	{ 9, 2 },
	{ 3, 2 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 15, 2 },
	{ 15, 2 },
	{ 18, 1 },
	{ 23, 2 },
	{ 31, 2 },
	{ 33, 1 },
	{ 34, 0 },
	{ 11, 2 },
	{ 3, 2 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 15, 2 },
	{ 15, 2 },
	{ 19, 2 },
	{ 23, 2 },
	{ 31, 2 },
	{ 33, 1 },
	{ 34, 0 },
	{ 13, 2 },
	{ 7, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 15, 2 },
	{ 15, 2 },
	{ 21, 2 },
	{ 23, 2 },
	{ 31, 2 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 26, 1 },
	{ 25, 1 },
	{ 31, 2 },
	{ 33, 1 },
	{ 34, 0 },
	{ 34, 0 },
	{ 34, 0 },
	{ 27, 1 },
	{ 28, 2 },
	{ 30, 1 },
	{ 34, 0 },
	{ 31, 2 },
	{ 33, 1 },
};

void
port_begin(struct port *m)
{
	machine_begin((struct machine *)m, &port_chart);
}

void
port_restore(struct port *m, enum port_state state)
{
	port_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
port_step(struct port *m, enum port_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
