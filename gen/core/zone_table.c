/* SPDX-License-Identifier: Apache-2.0 */
/* zone_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/zone.fsm: change that and run make gen. */
#include "core/zone_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_open_stream(struct machine *m, struct turn *t)
{
	zone_open_stream((struct zone *)m, t);
}

static void
call_send_request(struct machine *m, struct turn *t)
{
	zone_send_request((struct zone *)m, t);
}

static void
call_report_failed(struct machine *m, struct turn *t)
{
	zone_report_failed((struct zone *)m, t);
}

static void
call_close_stream(struct machine *m, struct turn *t)
{
	zone_close_stream((struct zone *)m, t);
}

static void
call_keep_timing(struct machine *m, struct turn *t)
{
	zone_keep_timing((struct zone *)m, t);
}

static void
call_report_whole(struct machine *m, struct turn *t)
{
	zone_report_whole((struct zone *)m, t);
}

static void
call_report_unchanged(struct machine *m, struct turn *t)
{
	zone_report_unchanged((struct zone *)m, t);
}

static void
call_forget_serial(struct machine *m, struct turn *t)
{
	zone_forget_serial((struct zone *)m, t);
}

static void
call_keep_retry(struct machine *m, struct turn *t)
{
	zone_keep_retry((struct zone *)m, t);
}

static void
call_report_too_large(struct machine *m, struct turn *t)
{
	zone_report_too_large((struct zone *)m, t);
}

static void
call_report_expired(struct machine *m, struct turn *t)
{
	zone_report_expired((struct zone *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_open_stream },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_open_stream },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_open_stream },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_send_request },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_timing },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_whole },
	{ TABLE_START, ZONE_TIMER_REFRESH, NULL },
	{ TABLE_START, ZONE_TIMER_EXPIRE, NULL },
	{ TABLE_CALL, 0, call_keep_timing },
	{ TABLE_CALL, 0, call_report_whole },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_START, ZONE_TIMER_EXPIRE, NULL },
	{ TABLE_CALL, 0, call_send_request },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_unchanged },
	{ TABLE_START, ZONE_TIMER_REFRESH, NULL },
	{ TABLE_START, ZONE_TIMER_EXPIRE, NULL },
	{ TABLE_CALL, 0, call_send_request },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_START, ZONE_TIMER_EXPIRE, NULL },
	{ TABLE_CALL, 0, call_forget_serial },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_open_stream },
	{ TABLE_START, ZONE_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_keep_retry },
	{ TABLE_CALL, 0, call_close_stream },
	{ TABLE_CALL, 0, call_report_too_large },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_report_failed },
	{ TABLE_START, ZONE_TIMER_RETRY, NULL },
	{ TABLE_CALL, 0, call_report_expired },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 2, 2 },
	{ 2, 2 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 2, 2 },
	{ 50, 1 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 6, 2 },
	{ 8, 2 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 50, 1 },
	{ 10, 3 },
	{ 51, 0 },
	{ 50, 0 },
	{ 50, 0 },
	{ 51, 0 },
	{ 48, 2 },
	{ 13, 1 },
	{ 14, 5 },
	{ 25, 4 },
	{ 32, 4 },
	{ 41, 3 },
	{ 44, 4 },
	{ 51, 0 },
	{ 50, 1 },
	{ 41, 3 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 48, 2 },
	{ 13, 1 },
	{ 19, 4 },
	{ 29, 3 },
	{ 32, 4 },
	{ 41, 3 },
	{ 44, 4 },
	{ 51, 0 },
	{ 50, 1 },
	{ 41, 3 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 36, 2 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 23, 2 },
	{ 50, 1 },
	{ 38, 3 },
	{ 51, 0 },
	{ 4, 2 },
	{ 4, 2 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 51, 0 },
	{ 4, 2 },
	{ 50, 1 },
};

void
zone_begin(struct zone *m)
{
	machine_begin((struct machine *)m, &zone_chart);
}

void
zone_restore(struct zone *m, enum zone_state state)
{
	zone_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
zone_step(struct zone *m, enum zone_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
