/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_chart.h - one port opened at the gateway.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#ifndef CORE_MAPPING_CHART_H
#define CORE_MAPPING_CHART_H

#include "autotunnel/chart.h"

enum mapping_state {
	MAPPING_IDLE,	/* not wanted */
	MAPPING_ASKING,	/* asked for, and not held */
	MAPPING_HELD,	/* the gateway keeps it for us */
	MAPPING_RENEWING,	/* held, past half its life, and asked for again */
	MAPPING_LOST,	/* surely held once, and asked for again: the gateway lost its state */
	MAPPING_VACATING,	/* the old local port's mapping is being deleted, then the new one asked for */
	MAPPING_REFUSED,	/* the gateway does not give it: asked for again later */
	MAPPING_UNSERVED,	/* nobody who could give it */
	MAPPING_OPEN,	/* no NAT: the local port is the public one */
	MAPPING_OFFLINE,	/* wanted, and there is no network */
	MAPPING_DELETING,	/* being deleted */
	MAPPING_STATE_COUNT
};

enum mapping_event {
	MAPPING_EV_WANTED,	/* the owner wants its local port open */
	MAPPING_EV_REWANTED,	/* the owner wants another local port open in its place */
	MAPPING_EV_UNWANTED,	/* the owner no longer wants it */
	MAPPING_EV_GRANTED,	/* mapped, to the external port that we named */
	MAPPING_EV_GRANTED_OTHER,	/* mapped, to another external port */
	MAPPING_EV_REFUSAL,	/* any other result code, or a grant of nothing */
	MAPPING_EV_DELETED,	/* the deletion is answered, by any result code, or given up */
	MAPPING_EV_GATEWAY_LOST,	/* the gateway lost its state, or its address is another */
	MAPPING_EV_GATEWAY_SILENT,	/* the gateway has no NAT-PMP, or there is no gateway */
	MAPPING_EV_GATEWAY_BACK,	/* the gateway may be asked again */
	MAPPING_EV_GATEWAY_NEW,	/* there is another gateway */
	MAPPING_EV_GATEWAY_CHANGED,	/* the same gateway, and another address of ours */
	MAPPING_EV_DOUBTED,	/* it may be gone, though the gateway's epoch goes on */
	MAPPING_EV_NO_NAT,	/* our own address is public */
	MAPPING_EV_NO_NETWORK,	/* there is no network */
	MAPPING_EV_ADDRESS_LEFT,	/* our address is another than the one it was granted to */
	MAPPING_EV_RENEW,	/* a wait of the timer ended */
	MAPPING_EV_RENEW_SPENT,	/* the last wait of the timer ended */
	MAPPING_EV_AGAIN,	/* a wait of the timer ended */
	MAPPING_EVENT_COUNT
};

enum mapping_timer {
	MAPPING_TIMER_RENEW,
	MAPPING_TIMER_AGAIN,
	MAPPING_TIMER_COUNT
};

enum mapping_span {
	MAPPING_SPAN_LIFETIME,	/* as granted */
	MAPPING_SPAN_COUNT
};

enum {
	MAPPING_LIFETIME_ASKED = 3600000,	/* ms; lifetime asked for [BTMM-C-22] */
};

struct mapping_machine {
	struct machine base;
	struct timer timers[MAPPING_TIMER_COUNT];
	uint64_t spans_ms[MAPPING_SPAN_COUNT];
};

struct mapping;	/* begins with a struct mapping_machine */

extern const struct chart mapping_chart;

/* Generated: from the table or by Ragel, as is linked. */
void mapping_begin(struct mapping *m);
void mapping_restore(struct mapping *m, enum mapping_state state);
void mapping_step(struct mapping *m, enum mapping_event ev, struct turn *t);

/* Handwritten. */
void mapping_describe(const struct machine *m, char *text, size_t size);
void mapping_keep_port(struct mapping *m, struct turn *t);
void mapping_report_ask(struct mapping *m, struct turn *t);
void mapping_keep_grant(struct mapping *m, struct turn *t);
void mapping_report_held(struct mapping *m, struct turn *t);
void mapping_report_renew(struct mapping *m, struct turn *t);
void mapping_report_lapsed(struct mapping *m, struct turn *t);
void mapping_report_refused(struct mapping *m, struct turn *t);
void mapping_send_goodbye(struct mapping *m, struct turn *t);
void mapping_open_port(struct mapping *m, struct turn *t);
void mapping_report_delete(struct mapping *m, struct turn *t);
void mapping_report_deleted(struct mapping *m, struct turn *t);

#endif
