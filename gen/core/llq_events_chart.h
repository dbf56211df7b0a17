/* SPDX-License-Identifier: Apache-2.0 */
/* llq_events_chart.h - what one client of long-lived queries is told.
 * Written by fsmc from specs/llq_events.fsm: change that and run make gen. */
#ifndef CORE_LLQ_EVENTS_CHART_H
#define CORE_LLQ_EVENTS_CHART_H

#include "autotunnel/chart.h"

enum llq_events_state {
	LLQ_EVENTS_SETTLED,	/* knows all that was sent */
	LLQ_EVENTS_TELLING,	/* an event message is sent and not acknowledged */
	LLQ_EVENTS_STATE_COUNT
};

enum llq_events_event {
	LLQ_EVENTS_EV_OWED,	/* a change that this client has not been told, put into a message */
	LLQ_EVENTS_EV_ACKNOWLEDGED,	/* the response to the message under way */
	LLQ_EVENTS_EV_EMPTIED,	/* the client's last query is gone */
	LLQ_EVENTS_EV_RESEND,	/* a wait of the timer ended */
	LLQ_EVENTS_EV_RESEND_SPENT,	/* the last wait of the timer ended */
	LLQ_EVENTS_EVENT_COUNT
};

enum llq_events_timer {
	LLQ_EVENTS_TIMER_RESEND,
	LLQ_EVENTS_TIMER_COUNT
};

enum llq_events_span {
	LLQ_EVENTS_SPAN_COUNT
};

struct llq_events_machine {
	struct machine base;
	struct timer timers[LLQ_EVENTS_TIMER_COUNT];
};

struct llq_events;	/* begins with a struct llq_events_machine */

extern const struct chart llq_events_chart;

/* Generated: from the table or by Ragel, as is linked. */
void llq_events_begin(struct llq_events *m);
void llq_events_restore(struct llq_events *m, enum llq_events_state state);
void llq_events_step(struct llq_events *m, enum llq_events_event ev, struct turn *t);

/* Handwritten. */
void llq_events_describe(const struct machine *m, char *text, size_t size);
void llq_events_send(struct llq_events *m, struct turn *t);
void llq_events_report_unreachable(struct llq_events *m, struct turn *t);
void llq_events_report_told(struct llq_events *m, struct turn *t);

#endif
