/* SPDX-License-Identifier: Apache-2.0 */
/* query_chart.h - one signed question to the rendezvous.
 * Written by fsmc from specs/query.fsm: change that and run make gen. */
#ifndef CORE_QUERY_CHART_H
#define CORE_QUERY_CHART_H

#include "autotunnel/chart.h"

enum query_state {
	QUERY_IDLE,
	QUERY_WAITING,	/* sent by UDP, not answered */
	QUERY_CONNECTING,	/* truncated; waits for the connection */
	QUERY_STREAMING,	/* sent by TCP, not answered */
	QUERY_STATE_COUNT
};

enum query_event {
	QUERY_EV_ASKED,	/* the owner asks */
	QUERY_EV_ANSWERED,	/* a verified answer, by message id and question */
	QUERY_EV_TRUNCATED,	/* the same with TC: there is more than fits */
	QUERY_EV_STREAM_UP,	/* the connection to the server is open */
	QUERY_EV_STREAM_DOWN,	/* there is no connection to the server */
	QUERY_EV_DROPPED,	/* the owner no longer wants to know */
	QUERY_EV_RESEND,	/* a wait of the timer ended */
	QUERY_EV_RESEND_SPENT,	/* the last wait of the timer ended */
	QUERY_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	QUERY_EVENT_COUNT
};

enum query_timer {
	QUERY_TIMER_RESEND,
	QUERY_TIMER_PATIENCE,
	QUERY_TIMER_COUNT
};

enum query_span {
	QUERY_SPAN_COUNT
};

struct query_machine {
	struct machine base;
	struct timer timers[QUERY_TIMER_COUNT];
};

struct query;	/* begins with a struct query_machine */

extern const struct chart query_chart;

/* Generated: from the table or by Ragel, as is linked. */
void query_begin(struct query *m);
void query_restore(struct query *m, enum query_state state);
void query_step(struct query *m, enum query_event ev, struct turn *t);

/* Handwritten. */
void query_describe(const struct machine *m, char *text, size_t size);
void query_send(struct query *m, struct turn *t);
void query_send_again(struct query *m, struct turn *t);
void query_report_silent(struct query *m, struct turn *t);
void query_report_answer(struct query *m, struct turn *t);
void query_report_truncated(struct query *m, struct turn *t);
void query_send_stream(struct query *m, struct turn *t);

#endif
