/* SPDX-License-Identifier: Apache-2.0 */
/* discovery_chart.h - the servers of one zone.
 * Written by fsmc from specs/discovery.fsm: change that and run make gen. */
#ifndef CORE_DISCOVERY_CHART_H
#define CORE_DISCOVERY_CHART_H

#include "autotunnel/chart.h"

enum discovery_state {
	DISCOVERY_IDLE,
	DISCOVERY_ZONE,	/* asking for the SOA */
	DISCOVERY_UPDATE_APEX,	/* asking for the update service at the zone's apex */
	DISCOVERY_UPDATE_DOMAIN,	/* the same at the user domain */
	DISCOVERY_UPDATE_ADDRESS,	/* asking for the update server's address */
	DISCOVERY_LLQ_APEX,	/* asking for the LLQ service at the zone's apex */
	DISCOVERY_LLQ_DOMAIN,	/* the same at the user domain */
	DISCOVERY_LLQ_ADDRESS,	/* asking for the LLQ server's address */
	DISCOVERY_KNOWN,	/* all is known; asked again when it is old */
	DISCOVERY_LOST,	/* it did not work; tried again later */
	DISCOVERY_STATE_COUNT
};

enum discovery_event {
	DISCOVERY_EV_WANTED,	/* the owner needs the servers */
	DISCOVERY_EV_ZONE_HERE,	/* SOA in the answer or authority section */
	DISCOVERY_EV_ZONE_ABOVE,	/* no SOA, and a parent to ask for */
	DISCOVERY_EV_ZONE_NOWHERE,	/* no SOA, and no parent is left */
	DISCOVERY_EV_SERVICE_HERE,	/* SRV, and its target's address with it */
	DISCOVERY_EV_SERVICE_BARE,	/* SRV without the address of its target */
	DISCOVERY_EV_SERVICE_NOT,	/* no SRV here; there is another name to try */
	DISCOVERY_EV_SERVICE_NONE,	/* no SRV at the last name */
	DISCOVERY_EV_ADDRESS_HERE,	/* an address of the target */
	DISCOVERY_EV_ADDRESS_NONE,	/* the target has no address */
	DISCOVERY_EV_FAILED,	/* the resolver has no answer for us */
	DISCOVERY_EV_NETWORK_NEW,	/* the network is another */
	DISCOVERY_EV_DOUBTED,	/* a server that we found is silent */
	DISCOVERY_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	DISCOVERY_EV_STALE_SPENT,	/* the last wait of the timer ended */
	DISCOVERY_EV_AGAIN,	/* a wait of the timer ended */
	DISCOVERY_EVENT_COUNT
};

enum discovery_timer {
	DISCOVERY_TIMER_PATIENCE,
	DISCOVERY_TIMER_STALE,
	DISCOVERY_TIMER_AGAIN,
	DISCOVERY_TIMER_COUNT
};

enum discovery_span {
	DISCOVERY_SPAN_TTL,
	DISCOVERY_SPAN_COUNT
};

enum {
	DISCOVERY_TTL_UNKNOWN = 300000,	/* ms; [local] */
};

struct discovery_machine {
	struct machine base;
	struct timer timers[DISCOVERY_TIMER_COUNT];
	uint64_t spans_ms[DISCOVERY_SPAN_COUNT];
};

struct discovery;	/* begins with a struct discovery_machine */

extern const struct chart discovery_chart;

/* Generated: from the table or by Ragel, as is linked. */
void discovery_begin(struct discovery *m);
void discovery_restore(struct discovery *m, enum discovery_state state);
void discovery_step(struct discovery *m, enum discovery_event ev, struct turn *t);

/* Handwritten. */
void discovery_describe(const struct machine *m, char *text, size_t size);
void discovery_start_over(struct discovery *m, struct turn *t);
void discovery_ask_zone(struct discovery *m, struct turn *t);
void discovery_strip(struct discovery *m, struct turn *t);
void discovery_keep_zone(struct discovery *m, struct turn *t);
void discovery_ask_update_apex(struct discovery *m, struct turn *t);
void discovery_report_lost(struct discovery *m, struct turn *t);
void discovery_keep_update(struct discovery *m, struct turn *t);
void discovery_report_update(struct discovery *m, struct turn *t);
void discovery_ask_llq_apex(struct discovery *m, struct turn *t);
void discovery_ask_address(struct discovery *m, struct turn *t);
void discovery_ask_update_domain(struct discovery *m, struct turn *t);
void discovery_no_update(struct discovery *m, struct turn *t);
void discovery_keep_llq(struct discovery *m, struct turn *t);
void discovery_report_llq(struct discovery *m, struct turn *t);
void discovery_ask_llq_domain(struct discovery *m, struct turn *t);
void discovery_no_llq(struct discovery *m, struct turn *t);

#endif
