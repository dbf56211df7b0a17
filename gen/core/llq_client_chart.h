/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client_chart.h - one long-lived query at one server.
 * Written by fsmc from specs/llq_client.fsm: change that and run make gen. */
#ifndef CORE_LLQ_CLIENT_CHART_H
#define CORE_LLQ_CLIENT_CHART_H

#include "autotunnel/chart.h"

enum llq_client_state {
	LLQ_CLIENT_IDLE,
	LLQ_CLIENT_ASKING,	/* Setup Request sent */
	LLQ_CLIENT_ANSWERING,	/* Challenge Response sent */
	LLQ_CLIENT_HELD,	/* established */
	LLQ_CLIENT_SWEPT,	/* Refresh sent along with another's, before its own time */
	LLQ_CLIENT_RENEWING,	/* Refresh sent, not acknowledged */
	LLQ_CLIENT_ENDING,	/* Refresh with lease 0 sent, not acknowledged */
	LLQ_CLIENT_FULL,	/* the server is full and told when to come again */
	LLQ_CLIENT_STATIC,	/* data hardly changes: neither set-up nor polling */
	LLQ_CLIENT_POLLING,	/* no LLQ here: a query every 15 minutes, a set-up an hour */
	LLQ_CLIENT_UNSERVED,	/* the zone offers none: a query every 15 minutes, no set-up */
	LLQ_CLIENT_DOWN,	/* server silent: one set-up an hour, or when it is heard (P6) */
	LLQ_CLIENT_RESTORED,	/* remembered from before a restart */
	LLQ_CLIENT_RESUMING,	/* remembered, Refresh sent, not acknowledged (P16) */
	LLQ_CLIENT_STATE_COUNT
};

enum llq_client_event {
	LLQ_CLIENT_EV_WANTED,	/* the owner wants this question kept; server and path are known */
	LLQ_CLIENT_EV_UNWANTED,	/* the owner no longer wants it */
	LLQ_CLIENT_EV_ACCEPTED,	/* reply to our last request, by message id: LLQ-SETUP, error 0 */
	LLQ_CLIENT_EV_ACCEPTED_OLD,	/* the same, but its answers are older than an event was */
	LLQ_CLIENT_EV_REFRESHED,	/* reply to our last request: LLQ-REFRESH, error 0 */
	LLQ_CLIENT_EV_SERV_FULL,	/* reply: SERV-FULL, with seconds to wait */
	LLQ_CLIENT_EV_TOLD_STATIC,	/* reply: STATIC */
	LLQ_CLIENT_EV_NO_SUCH,	/* reply: NO-SUCH-LLQ */
	LLQ_CLIENT_EV_REFUSED,	/* reply: any other error, non-zero RCODE, or no LLQ option */
	LLQ_CLIENT_EV_CHANGED,	/* an LLQ-EVENT with our LLQ-ID, not older than the last */
	LLQ_CLIENT_EV_POLLED,	/* answer to our signed query */
	LLQ_CLIENT_EV_POLLED_EARLY,	/* the same, but an event came after we had asked */
	LLQ_CLIENT_EV_SWEEP,	/* a refresh is going to this server and has room */
	LLQ_CLIENT_EV_PATH_NEW,	/* our outer address or our event port is another (P8) */
	LLQ_CLIENT_EV_SERVER_NEW,	/* the server is another */
	LLQ_CLIENT_EV_NO_LLQ,	/* discovery: the zone offers no long-lived queries */
	LLQ_CLIENT_EV_REMEMBERED,	/* the state file holds its id and lease */
	LLQ_CLIENT_EV_HEARD,	/* this server answered some other request, verified */
	LLQ_CLIENT_EV_RESEND,	/* a wait of the timer ended */
	LLQ_CLIENT_EV_RESEND_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_RENEW,	/* a wait of the timer ended */
	LLQ_CLIENT_EV_RENEW_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_HOUR_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_POLL,	/* a wait of the timer ended */
	LLQ_CLIENT_EV_COMEBACK_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_SHELF_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_STALE_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EV_FAREWELL_SPENT,	/* the last wait of the timer ended */
	LLQ_CLIENT_EVENT_COUNT
};

enum llq_client_timer {
	LLQ_CLIENT_TIMER_RESEND,
	LLQ_CLIENT_TIMER_RENEW,
	LLQ_CLIENT_TIMER_HOUR,
	LLQ_CLIENT_TIMER_POLL,
	LLQ_CLIENT_TIMER_COMEBACK,
	LLQ_CLIENT_TIMER_SHELF,
	LLQ_CLIENT_TIMER_STALE,
	LLQ_CLIENT_TIMER_FAREWELL,
	LLQ_CLIENT_TIMER_COUNT
};

enum llq_client_span {
	LLQ_CLIENT_SPAN_LEASE,
	LLQ_CLIENT_SPAN_RETRY_AFTER,
	LLQ_CLIENT_SPAN_TTL,
	LLQ_CLIENT_SPAN_COUNT
};

enum {
	LLQ_CLIENT_LEASE_ASKED = 900000,	/* ms; [local P6] */
};

struct llq_client_machine {
	struct machine base;
	struct timer timers[LLQ_CLIENT_TIMER_COUNT];
	uint64_t spans_ms[LLQ_CLIENT_SPAN_COUNT];
};

struct llq_client;	/* begins with a struct llq_client_machine */

extern const struct chart llq_client_chart;

/* Generated: from the table or by Ragel, as is linked. */
void llq_client_begin(struct llq_client *m);
void llq_client_restore(struct llq_client *m, enum llq_client_state state);
void llq_client_step(struct llq_client *m, enum llq_client_event ev, struct turn *t);

/* Handwritten. */
void llq_client_describe(const struct machine *m, char *text, size_t size);
void llq_client_send_setup(struct llq_client *m, struct turn *t);
void llq_client_send_again(struct llq_client *m, struct turn *t);
void llq_client_keep_grant(struct llq_client *m, struct turn *t);
void llq_client_send_response(struct llq_client *m, struct turn *t);
void llq_client_keep_lease(struct llq_client *m, struct turn *t);
void llq_client_keep_answers(struct llq_client *m, struct turn *t);
void llq_client_report_held(struct llq_client *m, struct turn *t);
void llq_client_send_query(struct llq_client *m, struct turn *t);
void llq_client_drop_grant(struct llq_client *m, struct turn *t);
void llq_client_report_silent(struct llq_client *m, struct turn *t);
void llq_client_keep_retry_after(struct llq_client *m, struct turn *t);
void llq_client_keep_ttl(struct llq_client *m, struct turn *t);
void llq_client_report_refused(struct llq_client *m, struct turn *t);
void llq_client_keep_change(struct llq_client *m, struct turn *t);
void llq_client_send_refresh(struct llq_client *m, struct turn *t);
void llq_client_lapse(struct llq_client *m, struct turn *t);
void llq_client_send_end(struct llq_client *m, struct turn *t);
void llq_client_report_ended(struct llq_client *m, struct turn *t);

#endif
