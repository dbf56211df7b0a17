/* SPDX-License-Identifier: Apache-2.0 */
/* network_chart.h - the default route, settled after changes.
 * Written by fsmc from specs/network.fsm: change that and run make gen. */
#ifndef CORE_NETWORK_CHART_H
#define CORE_NETWORK_CHART_H

#include "autotunnel/chart.h"

enum network_state {
	NETWORK_DOWN,	/* no default route */
	NETWORK_SETTLING,	/* a new route, told in a moment if it stays */
	NETWORK_LOSING,	/* the route is gone, told in a moment if it stays away */
	NETWORK_FRESH,	/* there is a route, told a moment ago */
	NETWORK_RESTLESS,	/* another route soon after the last: told when the link calms */
	NETWORK_ABSENT,	/* no route soon after the last one: told when the link calms */
	NETWORK_UP,	/* there is a route */
	NETWORK_STATE_COUNT
};

enum network_event {
	NETWORK_EV_ROUTE,	/* there is a default route, other than the one we knew */
	NETWORK_EV_LOST,	/* there is no default route any more */
	NETWORK_EV_LEARNT,	/* the gateway's MAC address became known, nothing else is new */
	NETWORK_EV_RESUMED,	/* the machine slept */
	NETWORK_EV_SETTLE_SPENT,	/* the last wait of the timer ended */
	NETWORK_EV_CALM_SPENT,	/* the last wait of the timer ended */
	NETWORK_EV_REST_SPENT,	/* the last wait of the timer ended */
	NETWORK_EVENT_COUNT
};

enum network_timer {
	NETWORK_TIMER_SETTLE,
	NETWORK_TIMER_CALM,
	NETWORK_TIMER_REST,
	NETWORK_TIMER_COUNT
};

enum network_span {
	NETWORK_SPAN_COUNT
};

struct network_machine {
	struct machine base;
	struct timer timers[NETWORK_TIMER_COUNT];
};

struct network;	/* begins with a struct network_machine */

extern const struct chart network_chart;

/* Generated: from the table or by Ragel, as is linked. */
void network_begin(struct network *m);
void network_restore(struct network *m, enum network_state state);
void network_step(struct network *m, enum network_event ev, struct turn *t);

/* Handwritten. */
void network_describe(const struct machine *m, char *text, size_t size);
void network_keep(struct network *m, struct turn *t);
void network_report_up(struct network *m, struct turn *t);
void network_report_down(struct network *m, struct turn *t);
void network_learn_mac(struct network *m, struct turn *t);
void network_report_resumed(struct network *m, struct turn *t);

#endif
