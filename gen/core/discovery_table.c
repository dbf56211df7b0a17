/* SPDX-License-Identifier: Apache-2.0 */
/* discovery_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/discovery.fsm: change that and run make gen. */
#include "core/discovery_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_start_over(struct machine *m, struct turn *t)
{
	discovery_start_over((struct discovery *)m, t);
}

static void
call_ask_zone(struct machine *m, struct turn *t)
{
	discovery_ask_zone((struct discovery *)m, t);
}

static void
call_strip(struct machine *m, struct turn *t)
{
	discovery_strip((struct discovery *)m, t);
}

static void
call_keep_zone(struct machine *m, struct turn *t)
{
	discovery_keep_zone((struct discovery *)m, t);
}

static void
call_ask_update_apex(struct machine *m, struct turn *t)
{
	discovery_ask_update_apex((struct discovery *)m, t);
}

static void
call_report_lost(struct machine *m, struct turn *t)
{
	discovery_report_lost((struct discovery *)m, t);
}

static void
call_keep_update(struct machine *m, struct turn *t)
{
	discovery_keep_update((struct discovery *)m, t);
}

static void
call_report_update(struct machine *m, struct turn *t)
{
	discovery_report_update((struct discovery *)m, t);
}

static void
call_ask_llq_apex(struct machine *m, struct turn *t)
{
	discovery_ask_llq_apex((struct discovery *)m, t);
}

static void
call_ask_address(struct machine *m, struct turn *t)
{
	discovery_ask_address((struct discovery *)m, t);
}

static void
call_ask_update_domain(struct machine *m, struct turn *t)
{
	discovery_ask_update_domain((struct discovery *)m, t);
}

static void
call_no_update(struct machine *m, struct turn *t)
{
	discovery_no_update((struct discovery *)m, t);
}

static void
call_keep_llq(struct machine *m, struct turn *t)
{
	discovery_keep_llq((struct discovery *)m, t);
}

static void
call_report_llq(struct machine *m, struct turn *t)
{
	discovery_report_llq((struct discovery *)m, t);
}

static void
call_ask_llq_domain(struct machine *m, struct turn *t)
{
	discovery_ask_llq_domain((struct discovery *)m, t);
}

static void
call_no_llq(struct machine *m, struct turn *t)
{
	discovery_no_llq((struct discovery *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_start_over },
	{ TABLE_CALL, 0, call_ask_zone },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_strip },
	{ TABLE_CALL, 0, call_ask_zone },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_zone },
	{ TABLE_CALL, 0, call_ask_update_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_RESUME, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_keep_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_ask_address },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_ask_update_domain },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_no_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_ask_address },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_no_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_no_update },
	{ TABLE_CALL, 0, call_report_update },
	{ TABLE_CALL, 0, call_ask_llq_apex },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_ask_address },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_ask_llq_domain },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_no_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_keep_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_ask_address },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_no_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_keep_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_no_llq },
	{ TABLE_CALL, 0, call_report_llq },
	{ TABLE_RESET, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_START, DISCOVERY_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_RESUME, DISCOVERY_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_start_over },
	{ TABLE_CALL, 0, call_ask_zone },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_start_over },
	{ TABLE_CALL, 0, call_ask_zone },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_start_over },
	{ TABLE_CALL, 0, call_ask_zone },
	{ TABLE_START, DISCOVERY_TIMER_PATIENCE, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 3 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 6, 3 },
	{ 3, 3 },
	{ 9, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 11, 4 },
	{ 15, 2 },
	{ 17, 2 },
	{ 19, 4 },
	{ 82, 0 },
	{ 82, 0 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 23, 4 },
	{ 27, 2 },
	{ 82, 0 },
	{ 29, 4 },
	{ 82, 0 },
	{ 82, 0 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 33, 4 },
	{ 37, 4 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 41, 4 },
	{ 45, 2 },
	{ 47, 2 },
	{ 49, 4 },
	{ 82, 0 },
	{ 82, 0 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 53, 4 },
	{ 57, 2 },
	{ 82, 0 },
	{ 59, 4 },
	{ 82, 0 },
	{ 82, 0 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 63, 4 },
	{ 67, 4 },
	{ 71, 2 },
	{ 73, 3 },
	{ 82, 0 },
	{ 71, 2 },
	{ 76, 3 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 76, 3 },
	{ 76, 3 },
	{ 76, 3 },
	{ 79, 3 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 82, 0 },
	{ 79, 3 },
	{ 82, 0 },
	{ 79, 3 },
};

void
discovery_begin(struct discovery *m)
{
	machine_begin((struct machine *)m, &discovery_chart);
}

void
discovery_restore(struct discovery *m, enum discovery_state state)
{
	discovery_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
discovery_step(struct discovery *m, enum discovery_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
