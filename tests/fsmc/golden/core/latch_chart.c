/* SPDX-License-Identifier: Apache-2.0 */
/* latch_chart.c - the chart as data.
 * Written by fsmc from tests/fsmc/latch.fsm: change that and run make gen. */
#include "core/latch_chart.h"

static const char *const states[] = {
	"shut",
	"open",
};

static const char *const state_titles[] = {
	"",
	"",
};

static const char *const events[] = {
	"lift",
	"drop",
};

static const char *const event_titles[] = {
	"",
	"",
};

static const struct chart_row rows[] = {
	{ LATCH_SHUT, LATCH_EV_LIFT,
	  LATCH_OPEN, 11, false,
	  "", "local" },
	{ LATCH_SHUT, LATCH_EV_DROP,
	  LATCH_SHUT, 14, true,
	  "", "local" },
	{ LATCH_OPEN, LATCH_EV_LIFT,
	  LATCH_OPEN, 15, true,
	  "", "local" },
	{ LATCH_OPEN, LATCH_EV_DROP,
	  LATCH_SHUT, 12, false,
	  "", "local" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	latch_step((struct latch *)m, (enum latch_event)event, t);
}

const struct chart latch_chart = {
	.name = "latch",
	.title = "",
	.spec = "tests/fsmc/latch.fsm",
	.persists = false,
	.state_count = 2,
	.event_count = 2,
	.timer_count = 0,
	.span_count = 0,
	.row_count = 4,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.rows = rows,
	.describe = latch_describe,
	.step = step,
};
