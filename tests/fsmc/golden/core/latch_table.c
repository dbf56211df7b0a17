/* SPDX-License-Identifier: Apache-2.0 */
/* latch_table.c - begin, restore and step from the table.
 * Written by fsmc from tests/fsmc/latch.fsm: change that and run make gen. */
#include "core/latch_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 0 },
	{ 0, 0 },
	{ 0, 0 },
	{ 0, 0 },
};

void
latch_begin(struct latch *m)
{
	machine_begin((struct machine *)m, &latch_chart);
}

void
latch_restore(struct latch *m, enum latch_state state)
{
	latch_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
latch_step(struct latch *m, enum latch_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
