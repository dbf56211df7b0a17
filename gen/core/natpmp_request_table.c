/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/natpmp_request.fsm: change that and run make gen. */
#include "core/natpmp_request_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_send(struct machine *m, struct turn *t)
{
	natpmp_request_send((struct natpmp_request *)m, t);
}

static void
call_forget(struct machine *m, struct turn *t)
{
	natpmp_request_forget((struct natpmp_request *)m, t);
}

static void
call_report_silence(struct machine *m, struct turn *t)
{
	natpmp_request_report_silence((struct natpmp_request *)m, t);
}

static void
call_report_unanswered(struct machine *m, struct turn *t)
{
	natpmp_request_report_unanswered((struct natpmp_request *)m, t);
}

static void
call_report_answer(struct machine *m, struct turn *t)
{
	natpmp_request_report_answer((struct natpmp_request *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, NATPMP_REQUEST_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, NATPMP_REQUEST_TIMER_BRIEF, NULL },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_CALL, 0, call_send },
	{ TABLE_START, NATPMP_REQUEST_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_forget },
	{ TABLE_CALL, 0, call_report_silence },
	{ TABLE_CALL, 0, call_forget },
	{ TABLE_CALL, 0, call_report_unanswered },
	{ TABLE_CALL, 0, call_forget },
	{ TABLE_CALL, 0, call_report_answer },
	{ TABLE_CALL, 0, call_forget },
	{ TABLE_CALL, 0, call_report_answer },
	{ TABLE_CALL, 0, call_forget },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 2, 2 },
	{ 17, 0 },
	{ 17, 0 },
	{ 17, 0 },
	{ 17, 0 },
	{ 17, 0 },
	{ 17, 0 },
	{ 17, 0 },
	{ 12, 2 },
	{ 14, 2 },
	{ 8, 2 },
	{ 16, 1 },
	{ 6, 2 },
	{ 4, 1 },
	{ 8, 2 },
	{ 17, 0 },
	{ 17, 0 },
	{ 12, 2 },
	{ 14, 2 },
	{ 10, 2 },
	{ 16, 1 },
	{ 17, 0 },
	{ 5, 1 },
	{ 10, 2 },
};

void
natpmp_request_begin(struct natpmp_request *m)
{
	machine_begin((struct machine *)m, &natpmp_request_chart);
}

void
natpmp_request_restore(struct natpmp_request *m, enum natpmp_request_state state)
{
	natpmp_request_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
natpmp_request_step(struct natpmp_request *m, enum natpmp_request_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
