/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_table.c - begin, restore and step from the table.
 * Written by fsmc from tests/fsmc/lamp.fsm: change that and run make gen. */
#include "core/lamp_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_light(struct machine *m, struct turn *t)
{
	lamp_light((struct lamp *)m, t);
}

static void
call_flash(struct machine *m, struct turn *t)
{
	lamp_flash((struct lamp *)m, t);
}

static void
call_burn_in(struct machine *m, struct turn *t)
{
	lamp_burn_in((struct lamp *)m, t);
}

static void
call_fade_a_little(struct machine *m, struct turn *t)
{
	lamp_fade_a_little((struct lamp *)m, t);
}

static void
call_tick(struct machine *m, struct turn *t)
{
	lamp_tick((struct lamp *)m, t);
}

static void
call_bark(struct machine *m, struct turn *t)
{
	lamp_bark((struct lamp *)m, t);
}

static void
call_darken(struct machine *m, struct turn *t)
{
	lamp_darken((struct lamp *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_light },
	{ TABLE_START, LAMP_TIMER_BLINK, NULL },
	{ TABLE_START, LAMP_TIMER_FADE, NULL },
	{ TABLE_START, LAMP_TIMER_PULSE, NULL },
	{ TABLE_START, LAMP_TIMER_GUARD, NULL },
	{ TABLE_CALL, 0, call_flash },
	{ TABLE_CALL, 0, call_flash },
	{ TABLE_CALL, 0, call_burn_in },
	{ TABLE_CALL, 0, call_fade_a_little },
	{ TABLE_START, LAMP_TIMER_JITTER, NULL },
	{ TABLE_CALL, 0, call_tick },
	{ TABLE_CALL, 0, call_bark },
	{ TABLE_STOP, LAMP_TIMER_BLINK, NULL },
	{ TABLE_RESUME, LAMP_TIMER_BLINK, NULL },
	{ TABLE_RESET, LAMP_TIMER_BLINK, NULL },
	{ TABLE_START, LAMP_TIMER_JITTER, NULL },
	{ TABLE_CALL, 0, call_darken },
	{ TABLE_STOP, LAMP_TIMER_GUARD, NULL },
	{ TABLE_CALL, 0, call_flash },
	{ TABLE_CALL, 0, call_darken },
	{ TABLE_CALL, 0, call_light },
	{ TABLE_START, LAMP_TIMER_PULSE, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 5 },
	{ 22, 0 },
	{ 22, 0 },
	{ 22, 0 },
	{ 22, 0 },
	{ 22, 0 },
	{ 22, 0 },
	{ 11, 1 },
	{ 16, 2 },
	{ 12, 1 },
	{ 13, 1 },
	{ 14, 1 },
	{ 15, 1 },
	{ 22, 0 },
	{ 22, 0 },
	{ 5, 1 },
	{ 6, 2 },
	{ 8, 1 },
	{ 9, 1 },
	{ 10, 1 },
	{ 11, 1 },
	{ 16, 2 },
	{ 18, 1 },
	{ 13, 1 },
	{ 22, 0 },
	{ 20, 2 },
	{ 20, 2 },
	{ 20, 2 },
	{ 18, 1 },
	{ 6, 2 },
	{ 11, 1 },
	{ 19, 1 },
};

void
lamp_begin(struct lamp *m)
{
	machine_begin((struct machine *)m, &lamp_chart);
}

void
lamp_restore(struct lamp *m, enum lamp_state state)
{
	lamp_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
lamp_step(struct lamp *m, enum lamp_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
