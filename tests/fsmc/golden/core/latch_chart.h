/* SPDX-License-Identifier: Apache-2.0 */
/* latch_chart.h - latch.
 * Written by fsmc from tests/fsmc/latch.fsm: change that and run make gen. */
#ifndef CORE_LATCH_CHART_H
#define CORE_LATCH_CHART_H

#include "autotunnel/chart.h"

enum latch_state {
	LATCH_SHUT,
	LATCH_OPEN,
	LATCH_STATE_COUNT
};

enum latch_event {
	LATCH_EV_LIFT,
	LATCH_EV_DROP,
	LATCH_EVENT_COUNT
};

enum latch_timer {
	LATCH_TIMER_COUNT
};

enum latch_span {
	LATCH_SPAN_COUNT
};

struct latch_machine {
	struct machine base;
};

struct latch;	/* begins with a struct latch_machine */

extern const struct chart latch_chart;

/* Generated: from the table or by Ragel, as is linked. */
void latch_begin(struct latch *m);
void latch_restore(struct latch *m, enum latch_state state);
void latch_step(struct latch *m, enum latch_event ev, struct turn *t);

/* Handwritten. */
void latch_describe(const struct machine *m, char *text, size_t size);

#endif
