/* SPDX-License-Identifier: Apache-2.0 */
/* shadow.h - a machine that is only watched: its chart as data, its state and
 * its timers, and none of its actions.
 *
 * Whoever watches names an event (shadow_step), or that time has passed: a
 * timer whose last wait ends in a row that sends nothing, such as a lease that
 * runs out, fires by itself (shadow_due_ns, shadow_fire); one whose end sends
 * is believed when what it sends is seen (shadow_timer_ends). Where what is seen
 * fits no row, shadow_enter goes on elsewhere.
 *
 * A chart's actions are read from its rows' text ("send, start retry") once,
 * by plan_of. */
#ifndef LAB_OBSERVE_SHADOW_H
#define LAB_OBSERVE_SHADOW_H

#include "autotunnel/chart.h"

/* What a row does to timers; bit N: timer N. */
struct row_plan {
	uint8_t start, resume, stop, reset;
	bool sends;
};

struct plan {
	const struct chart *chart;
	uint64_t silent;	/* timers that may fire by themselves */
	struct row_plan *rows;
};

/* SILENT: a bit for each such timer. 0 or -ENOMEM; plan_drop frees it. */
int plan_make(struct plan *p, const struct chart *c, uint64_t silent);
void plan_drop(struct plan *p);

struct shadow {
	uint16_t state;
	uint8_t next[CHART_TIMERS_MAX];		/* wait that runs or will run */
	uint64_t start_ns[CHART_TIMERS_MAX];
	uint64_t due_ns[CHART_TIMERS_MAX];	/* TIME_NEVER: stopped */
	uint64_t span_ms[CHART_SPANS_MAX];
};

void shadow_begin(const struct plan *p, struct shadow *s);
/* The row that fires, as an index into the chart's, or -1: EVENT is ignored in
 * the present state, and nothing changed. */
int shadow_step(const struct plan *p, struct shadow *s, unsigned event,
		uint64_t now_ns);
/* Is in STATE from now on, by no row; timers that cannot run there stop. */
void shadow_enter(const struct plan *p, struct shadow *s, unsigned state,
		  uint64_t now_ns);
void shadow_start(const struct plan *p, struct shadow *s, unsigned timer,
		  uint64_t now_ns);
void shadow_set_span(const struct plan *p, struct shadow *s, unsigned span,
		     uint64_t ms);
/* TIMER has so much of its present wait behind it, tolerance given, that its
 * end may be seen now. */
bool shadow_timer_ripe(const struct plan *p, const struct shadow *s,
		       unsigned timer, uint64_t now_ns);
/* Its last wait is over, whatever of it was seen. */
bool shadow_timer_over(const struct plan *p, const struct shadow *s,
		       unsigned timer, uint64_t now_ns);
/* The event that the end of TIMER's present wait is. */
unsigned shadow_timer_event(const struct plan *p, const struct shadow *s,
			    unsigned timer);
/* When a silent timer fires, or TIME_NEVER. */
uint64_t shadow_due_ns(const struct plan *p, const struct shadow *s);
/* Lets the first silent timer fire, which is due; as shadow_step. */
int shadow_fire(const struct plan *p, struct shadow *s, uint64_t now_ns);
/* Ends TIMER's wait, as what it sends was seen; as shadow_step. */
int shadow_timer_ends(const struct plan *p, struct shadow *s, unsigned timer,
		      uint64_t now_ns);

#endif
