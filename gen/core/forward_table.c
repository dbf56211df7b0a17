/* SPDX-License-Identifier: Apache-2.0 */
/* forward_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/forward.fsm: change that and run make gen. */
#include "core/forward_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_save(struct machine *m, struct turn *t)
{
	forward_save((struct forward *)m, t);
}

static void
call_answer_refused(struct machine *m, struct turn *t)
{
	forward_answer_refused((struct forward *)m, t);
}

static void
call_report_refused(struct machine *m, struct turn *t)
{
	forward_report_refused((struct forward *)m, t);
}

static void
call_send(struct machine *m, struct turn *t)
{
	forward_send((struct forward *)m, t);
}

static void
call_open_stream(struct machine *m, struct turn *t)
{
	forward_open_stream((struct forward *)m, t);
}

static void
call_answer_failure(struct machine *m, struct turn *t)
{
	forward_answer_failure((struct forward *)m, t);
}

static void
call_report_lost(struct machine *m, struct turn *t)
{
	forward_report_lost((struct forward *)m, t);
}

static void
call_answer(struct machine *m, struct turn *t)
{
	forward_answer((struct forward *)m, t);
}

static void
call_report_accepted(struct machine *m, struct turn *t)
{
	forward_report_accepted((struct forward *)m, t);
}

static void
call_send_on_stream(struct machine *m, struct turn *t)
{
	forward_send_on_stream((struct forward *)m, t);
}

static void
call_close_stream(struct machine *m, struct turn *t)
{
	forward_close_stream((struct forward *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_save },
	{ TABLE_START, FORWARD_TIMER_DISK, NULL },
	{ TABLE_CALL, 0, call_answer_refused },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, FORWARD_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_open_stream },
	{ TABLE_START, FORWARD_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_answer },
	{ TABLE_CALL, 0, call_report_accepted },
	{ TABLE_CALL, 0, call_answer },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_answer },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_send_on_stream },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_answer },
	{ TABLE_CALL, 0, call_report_accepted },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_answer },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_answer_failure },
	{ TABLE_CALL, 0, call_report_lost },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 4, 2 },
	{ 6, 2 },
	{ 2, 0 },
	{ 2, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 0, 2 },
	{ 4, 2 },
	{ 6, 2 },
	{ 37, 0 },
	{ 2, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 4, 2 },
	{ 6, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 8, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 8, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 14, 2 },
	{ 16, 2 },
	{ 10, 1 },
	{ 12, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 14, 2 },
	{ 18, 2 },
	{ 11, 1 },
	{ 12, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 20, 1 },
	{ 21, 2 },
	{ 37, 0 },
	{ 37, 0 },
	{ 23, 3 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 37, 0 },
	{ 32, 2 },
	{ 26, 3 },
	{ 29, 3 },
	{ 34, 3 },
};

void
forward_begin(struct forward *m)
{
	machine_begin((struct machine *)m, &forward_chart);
}

void
forward_restore(struct forward *m, enum forward_state state)
{
	forward_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
forward_step(struct forward *m, enum forward_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
