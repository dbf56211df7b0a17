/* SPDX-License-Identifier: Apache-2.0 */
/* stream_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/stream.fsm: change that and run make gen. */
#include "core/stream_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_open(struct machine *m, struct turn *t)
{
	stream_open((struct stream *)m, t);
}

static void
call_report_up(struct machine *m, struct turn *t)
{
	stream_report_up((struct stream *)m, t);
}

static void
call_report_down(struct machine *m, struct turn *t)
{
	stream_report_down((struct stream *)m, t);
}

static void
call_close(struct machine *m, struct turn *t)
{
	stream_close((struct stream *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_open },
	{ TABLE_START, STREAM_TIMER_PATIENCE, NULL },
	{ TABLE_RESET, STREAM_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_START, STREAM_TIMER_QUIET, NULL },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_RESUME, STREAM_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_close },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_RESUME, STREAM_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_up },
	{ TABLE_START, STREAM_TIMER_QUIET, NULL },
	{ TABLE_START, STREAM_TIMER_QUIET, NULL },
	{ TABLE_CALL, 0, call_close },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_CALL, 0, call_close },
	{ TABLE_CALL, 0, call_report_down },
	{ TABLE_RESET, STREAM_TIMER_AGAIN, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 19, 0 },
	{ 19, 0 },
	{ 19, 0 },
	{ 19, 0 },
	{ 19, 0 },
	{ 19, 0 },
	{ 2, 3 },
	{ 5, 2 },
	{ 16, 2 },
	{ 7, 3 },
	{ 10, 2 },
	{ 12, 1 },
	{ 19, 0 },
	{ 14, 1 },
	{ 16, 2 },
	{ 13, 1 },
	{ 15, 1 },
	{ 19, 0 },
	{ 19, 0 },
	{ 19, 0 },
	{ 18, 1 },
	{ 16, 0 },
};

void
stream_begin(struct stream *m)
{
	machine_begin((struct machine *)m, &stream_chart);
}

void
stream_restore(struct stream *m, enum stream_state state)
{
	stream_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
stream_step(struct stream *m, enum stream_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
