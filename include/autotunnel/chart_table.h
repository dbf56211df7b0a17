/* SPDX-License-Identifier: Apache-2.0 */
/* chart_table.h - a chart's step by looking its row up, for NAME_table.c.
 *
 * The table build is the oracle of the Ragel build, and what tests and the lab
 * link. Only generated code calls it. */
#ifndef AUTOTUNNEL_CHART_TABLE_H
#define AUTOTUNNEL_CHART_TABLE_H

#include "autotunnel/chart.h"

enum table_kind {
	TABLE_CALL, TABLE_START, TABLE_RESUME, TABLE_STOP, TABLE_RESET
};

struct table_action {
	enum table_kind kind;
	unsigned timer;
	void (*call)(struct machine *m, struct turn *t);	/* TABLE_CALL */
};

/* A row's part of the actions. */
struct table_row {
	uint16_t first;
	uint16_t count;
};

/* The row of EVENT in state STATE of C as an index, or -1. */
int table_find(const struct chart *c, unsigned state, unsigned event);
/* One action of a row. */
void table_act(struct machine *m, const struct table_action *a,
	       struct turn *t);
/* M takes EVENT; its row must exist. ROWS are as M's chart has them. */
void table_step(struct machine *m, const struct table_row *rows,
		const struct table_action *actions, unsigned event,
		struct turn *t);

#endif
