/* SPDX-License-Identifier: Apache-2.0 */
/* stream_chart.h - one TCP connection to a server.
 * Written by fsmc from specs/stream.fsm: change that and run make gen. */
#ifndef CORE_STREAM_CHART_H
#define CORE_STREAM_CHART_H

#include "autotunnel/chart.h"

enum stream_state {
	STREAM_IDLE,
	STREAM_CONNECTING,	/* opening */
	STREAM_OPEN,	/* open, and used lately */
	STREAM_RESTING,	/* failed: not tried again yet */
	STREAM_STATE_COUNT
};

enum stream_event {
	STREAM_EV_WANTED,	/* there is something to send */
	STREAM_EV_USED,	/* a message went or came */
	STREAM_EV_UP,	/* the connection is open */
	STREAM_EV_DOWN,	/* the connection failed, or the other end closed it */
	STREAM_EV_ELSEWHERE,	/* the server is another now */
	STREAM_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	STREAM_EV_QUIET_SPENT,	/* the last wait of the timer ended */
	STREAM_EV_AGAIN,	/* a wait of the timer ended */
	STREAM_EVENT_COUNT
};

enum stream_timer {
	STREAM_TIMER_PATIENCE,
	STREAM_TIMER_QUIET,
	STREAM_TIMER_AGAIN,
	STREAM_TIMER_COUNT
};

enum stream_span {
	STREAM_SPAN_COUNT
};

struct stream_machine {
	struct machine base;
	struct timer timers[STREAM_TIMER_COUNT];
};

struct stream;	/* begins with a struct stream_machine */

extern const struct chart stream_chart;

/* Generated: from the table or by Ragel, as is linked. */
void stream_begin(struct stream *m);
void stream_restore(struct stream *m, enum stream_state state);
void stream_step(struct stream *m, enum stream_event ev, struct turn *t);

/* Handwritten. */
void stream_describe(const struct machine *m, char *text, size_t size);
void stream_open(struct stream *m, struct turn *t);
void stream_report_up(struct stream *m, struct turn *t);
void stream_report_down(struct stream *m, struct turn *t);
void stream_close(struct stream *m, struct turn *t);

#endif
