/* SPDX-License-Identifier: Apache-2.0 */
/* chart_table.c - a chart's step by looking its row up. */
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

#include <assert.h>

int
table_find(const struct chart *c, unsigned state, unsigned event)
{
	uint32_t wanted = (uint32_t)state << 16 | event, found;
	unsigned low = 0, high = c->row_count, middle;
	const struct chart_row *rows = c->rows;

	while (low < high) {
		middle = low + (high - low) / 2;
		found = (uint32_t)rows[middle].from << 16 | rows[middle].event;
		if (found == wanted)
			return (int)middle;
		if (found < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return -1;
}

void
table_act(struct machine *m, const struct table_action *a, struct turn *t)
{
	switch (a->kind) {
	case TABLE_CALL:
		a->call(m, t);
		break;
	case TABLE_START:
		timer_start(m, a->timer, t);
		break;
	case TABLE_RESUME:
		timer_resume(m, a->timer, t);
		break;
	case TABLE_STOP:
		timer_stop(m, a->timer, t);
		break;
	case TABLE_RESET:
		timer_reset(m, a->timer, t);
		break;
	}
}

void
table_step(struct machine *m, const struct table_row *rows,
	   const struct table_action *actions, unsigned event, struct turn *t)
{
	int row = table_find(m->chart, m->state, event);
	unsigned i;

	assert(row >= 0);
	if (row < 0 || m->chart->rows[row].ignored)
		return;
	machine_row(m, (unsigned)row, t);
	for (i = 0; i < rows[row].count; i++)
		table_act(m, &actions[rows[row].first + i], t);
	machine_enter(m, m->chart->rows[row].to, t);
}
