/* SPDX-License-Identifier: Apache-2.0 */
/* forward_chart.h - one UPDATE on its way to the primary.
 * Written by fsmc from specs/forward.fsm: change that and run make gen. */
#ifndef CORE_FORWARD_CHART_H
#define CORE_FORWARD_CHART_H

#include "autotunnel/chart.h"

enum forward_state {
	FORWARD_FREE,	/* not in use */
	FORWARD_QUEUED,	/* waits for an earlier one */
	FORWARD_SAVING,	/* its leases go to disk */
	FORWARD_SENT,	/* sent in a datagram, not answered */
	FORWARD_RESENT,	/* sent again: what was sent before may have been taken (P15) */
	FORWARD_CONNECTING,	/* a stream is being opened */
	FORWARD_STREAMING,	/* sent on the stream, not answered */
	FORWARD_STATE_COUNT
};

enum forward_event {
	FORWARD_EV_LEASED,	/* it grants leases, which must be on disk first */
	FORWARD_EV_READY,	/* it may go, and fits a datagram */
	FORWARD_EV_READY_LONG,	/* it may go, on a stream only */
	FORWARD_EV_CONFLICTING,	/* an earlier update of the same records is under way */
	FORWARD_EV_NO_ROOM,	/* the table of leases is full */
	FORWARD_EV_UNSAVED,	/* the disk refused */
	FORWARD_EV_CONNECTED,	/* the stream to the primary is up */
	FORWARD_EV_BROKEN,	/* the stream to the primary fell, or never came up */
	FORWARD_EV_ACCEPTED,	/* the primary's signed answer: NOERROR */
	FORWARD_EV_REJECTED,	/* the primary's signed answer: any other RCODE */
	FORWARD_EV_RESEND,	/* a wait of the timer ended */
	FORWARD_EV_RESEND_SPENT,	/* the last wait of the timer ended */
	FORWARD_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	FORWARD_EV_DISK_SPENT,	/* the last wait of the timer ended */
	FORWARD_EVENT_COUNT
};

enum forward_timer {
	FORWARD_TIMER_RESEND,
	FORWARD_TIMER_PATIENCE,
	FORWARD_TIMER_DISK,
	FORWARD_TIMER_COUNT
};

enum forward_span {
	FORWARD_SPAN_COUNT
};

struct forward_machine {
	struct machine base;
	struct timer timers[FORWARD_TIMER_COUNT];
};

struct forward;	/* begins with a struct forward_machine */

extern const struct chart forward_chart;

/* Generated: from the table or by Ragel, as is linked. */
void forward_begin(struct forward *m);
void forward_restore(struct forward *m, enum forward_state state);
void forward_step(struct forward *m, enum forward_event ev, struct turn *t);

/* Handwritten. */
void forward_describe(const struct machine *m, char *text, size_t size);
void forward_save(struct forward *m, struct turn *t);
void forward_answer_refused(struct forward *m, struct turn *t);
void forward_report_refused(struct forward *m, struct turn *t);
void forward_send(struct forward *m, struct turn *t);
void forward_open_stream(struct forward *m, struct turn *t);
void forward_answer_failure(struct forward *m, struct turn *t);
void forward_report_lost(struct forward *m, struct turn *t);
void forward_answer(struct forward *m, struct turn *t);
void forward_report_accepted(struct forward *m, struct turn *t);
void forward_send_on_stream(struct forward *m, struct turn *t);
void forward_close_stream(struct forward *m, struct turn *t);

#endif
