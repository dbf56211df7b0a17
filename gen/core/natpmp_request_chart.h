/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request_chart.h - one request to the gateway, sent until it is answered.
 * Written by fsmc from specs/natpmp_request.fsm: change that and run make gen. */
#ifndef CORE_NATPMP_REQUEST_CHART_H
#define CORE_NATPMP_REQUEST_CHART_H

#include "autotunnel/chart.h"

enum natpmp_request_state {
	NATPMP_REQUEST_IDLE,
	NATPMP_REQUEST_WAITING,	/* sent, not yet answered */
	NATPMP_REQUEST_PARTING,	/* a deletion, sent, not yet answered */
	NATPMP_REQUEST_STATE_COUNT
};

enum natpmp_request_event {
	NATPMP_REQUEST_EV_ASKED,	/* the gateway's owner wants this request answered */
	NATPMP_REQUEST_EV_ASKED_BRIEFLY,	/* the same of a deletion, which may stop after two retries */
	NATPMP_REQUEST_EV_ANSWERED,	/* a response to this request, result code 0 */
	NATPMP_REQUEST_EV_REFUSED,	/* a response to this request with any other result code */
	NATPMP_REQUEST_EV_UNREACHABLE,	/* ICMP port unreachable from the gateway's port 5351 */
	NATPMP_REQUEST_EV_WITHDRAWN,	/* the owner no longer wants it */
	NATPMP_REQUEST_EV_PROMPTED,	/* the gateway announced itself while it owes us an answer */
	NATPMP_REQUEST_EV_RETRY,	/* a wait of the timer ended */
	NATPMP_REQUEST_EV_RETRY_SPENT,	/* the last wait of the timer ended */
	NATPMP_REQUEST_EV_BRIEF,	/* a wait of the timer ended */
	NATPMP_REQUEST_EV_BRIEF_SPENT,	/* the last wait of the timer ended */
	NATPMP_REQUEST_EVENT_COUNT
};

enum natpmp_request_timer {
	NATPMP_REQUEST_TIMER_RETRY,
	NATPMP_REQUEST_TIMER_BRIEF,
	NATPMP_REQUEST_TIMER_COUNT
};

enum natpmp_request_span {
	NATPMP_REQUEST_SPAN_COUNT
};

struct natpmp_request_machine {
	struct machine base;
	struct timer timers[NATPMP_REQUEST_TIMER_COUNT];
};

struct natpmp_request;	/* begins with a struct natpmp_request_machine */

extern const struct chart natpmp_request_chart;

/* Generated: from the table or by Ragel, as is linked. */
void natpmp_request_begin(struct natpmp_request *m);
void natpmp_request_restore(struct natpmp_request *m, enum natpmp_request_state state);
void natpmp_request_step(struct natpmp_request *m, enum natpmp_request_event ev, struct turn *t);

/* Handwritten. */
void natpmp_request_describe(const struct machine *m, char *text, size_t size);
void natpmp_request_send(struct natpmp_request *m, struct turn *t);
void natpmp_request_forget(struct natpmp_request *m, struct turn *t);
void natpmp_request_report_silence(struct natpmp_request *m, struct turn *t);
void natpmp_request_report_unanswered(struct natpmp_request *m, struct turn *t);
void natpmp_request_report_answer(struct natpmp_request *m, struct turn *t);

#endif
