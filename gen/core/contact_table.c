/* SPDX-License-Identifier: Apache-2.0 */
/* contact_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/contact.fsm: change that and run make gen. */
#include "core/contact_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_report_probe(struct machine *m, struct turn *t)
{
	contact_report_probe((struct contact *)m, t);
}

static void
call_report_stale(struct machine *m, struct turn *t)
{
	contact_report_stale((struct contact *)m, t);
}

static void
call_report_glance(struct machine *m, struct turn *t)
{
	contact_report_glance((struct contact *)m, t);
}

static void
call_report_silent(struct machine *m, struct turn *t)
{
	contact_report_silent((struct contact *)m, t);
}

static void
call_report_heard(struct machine *m, struct turn *t)
{
	contact_report_heard((struct contact *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_START, CONTACT_TIMER_WATCH, NULL },
	{ TABLE_CALL, 0, call_report_probe },
	{ TABLE_START, CONTACT_TIMER_BEAT, NULL },
	{ TABLE_CALL, 0, call_report_probe },
	{ TABLE_START, CONTACT_TIMER_GRACE, NULL },
	{ TABLE_START, CONTACT_TIMER_BEAT, NULL },
	{ TABLE_CALL, 0, call_report_stale },
	{ TABLE_START, CONTACT_TIMER_BEAT, NULL },
	{ TABLE_CALL, 0, call_report_glance },
	{ TABLE_START, CONTACT_TIMER_GRACE, NULL },
	{ TABLE_START, CONTACT_TIMER_WATCH, NULL },
	{ TABLE_CALL, 0, call_report_stale },
	{ TABLE_START, CONTACT_TIMER_WATCH, NULL },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_report_probe },
	{ TABLE_START, CONTACT_TIMER_SEEK, NULL },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_report_probe },
	{ TABLE_START, CONTACT_TIMER_SEEK, NULL },
	{ TABLE_CALL, 0, call_report_probe },
	{ TABLE_CALL, 0, call_report_heard },
	{ TABLE_START, CONTACT_TIMER_WATCH, NULL },
	{ TABLE_CALL, 0, call_report_heard },
	{ TABLE_START, CONTACT_TIMER_BEAT, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 1 },
	{ 1, 2 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 24, 0 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 13, 3 },
	{ 24, 0 },
	{ 9, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 8, 1 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 16, 3 },
	{ 24, 0 },
	{ 4, 1 },
	{ 24, 0 },
	{ 24, 0 },
	{ 3, 1 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 16, 3 },
	{ 24, 0 },
	{ 24, 0 },
	{ 5, 1 },
	{ 24, 0 },
	{ 6, 2 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 13, 3 },
	{ 24, 0 },
	{ 24, 0 },
	{ 10, 1 },
	{ 24, 0 },
	{ 11, 2 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 24, 0 },
	{ 20, 2 },
	{ 20, 2 },
	{ 24, 0 },
	{ 20, 2 },
	{ 19, 1 },
	{ 0, 1 },
	{ 1, 2 },
	{ 3, 0 },
	{ 24, 0 },
	{ 22, 2 },
	{ 22, 2 },
	{ 24, 0 },
	{ 22, 2 },
	{ 19, 1 },
};

void
contact_begin(struct contact *m)
{
	machine_begin((struct machine *)m, &contact_chart);
}

void
contact_restore(struct contact *m, enum contact_state state)
{
	contact_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
contact_step(struct contact *m, enum contact_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
