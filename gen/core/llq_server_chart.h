/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server_chart.h - one long-lived query, seen from the server.
 * Written by fsmc from specs/llq_server.fsm: change that and run make gen. */
#ifndef CORE_LLQ_SERVER_CHART_H
#define CORE_LLQ_SERVER_CHART_H

#include "autotunnel/chart.h"

enum llq_server_state {
	LLQ_SERVER_FREE,	/* not in use */
	LLQ_SERVER_CHALLENGED,	/* Setup Challenge sent */
	LLQ_SERVER_HELD,	/* established */
	LLQ_SERVER_STATE_COUNT
};

enum llq_server_event {
	LLQ_SERVER_EV_ASKED,	/* a Setup Request that is admitted, or the same again */
	LLQ_SERVER_EV_PROVED,	/* a Challenge Response that echoes the id and the lease */
	LLQ_SERVER_EV_REFRESHED,	/* a Refresh Request that asks for more time */
	LLQ_SERVER_EV_ENDED,	/* a Refresh Request with lease 0 */
	LLQ_SERVER_EV_CHANGED,	/* the answers to its question are others */
	LLQ_SERVER_EV_DROPPED,	/* its client cannot be told any more */
	LLQ_SERVER_EV_REPLACED,	/* its client completed a newer handshake for the same question */
	LLQ_SERVER_EV_EXPIRY_SPENT,	/* the last wait of the timer ended */
	LLQ_SERVER_EVENT_COUNT
};

enum llq_server_timer {
	LLQ_SERVER_TIMER_EXPIRY,
	LLQ_SERVER_TIMER_COUNT
};

enum llq_server_span {
	LLQ_SERVER_SPAN_LEASE,	/* granted; bounds are the administrator's */
	LLQ_SERVER_SPAN_COUNT
};

struct llq_server_machine {
	struct machine base;
	struct timer timers[LLQ_SERVER_TIMER_COUNT];
	uint64_t spans_ms[LLQ_SERVER_SPAN_COUNT];
};

struct llq_server;	/* begins with a struct llq_server_machine */

extern const struct chart llq_server_chart;

/* Generated: from the table or by Ragel, as is linked. */
void llq_server_begin(struct llq_server *m);
void llq_server_restore(struct llq_server *m, enum llq_server_state state);
void llq_server_step(struct llq_server *m, enum llq_server_event ev, struct turn *t);

/* Handwritten. */
void llq_server_describe(const struct machine *m, char *text, size_t size);
void llq_server_keep_grant(struct llq_server *m, struct turn *t);
void llq_server_offer(struct llq_server *m, struct turn *t);
void llq_server_accept(struct llq_server *m, struct turn *t);
void llq_server_acknowledge(struct llq_server *m, struct turn *t);
void llq_server_acknowledge_end(struct llq_server *m, struct turn *t);
void llq_server_report_gone(struct llq_server *m, struct turn *t);
void llq_server_report_changed(struct llq_server *m, struct turn *t);

#endif
