/* SPDX-License-Identifier: Apache-2.0 */
/* zone_chart.h - the copy of one zone, kept as its primary has it.
 * Written by fsmc from specs/zone.fsm: change that and run make gen. */
#ifndef CORE_ZONE_CHART_H
#define CORE_ZONE_CHART_H

#include "autotunnel/chart.h"

enum zone_state {
	ZONE_EMPTY,	/* no copy, and nobody asked for one yet */
	ZONE_CURRENT,	/* as fresh as the SOA's refresh says */
	ZONE_CONNECTING,	/* a stream to the primary is being opened */
	ZONE_TRANSFERRING,	/* the transfer is asked for, its messages come in */
	ZONE_TRANSFERRING_OLD,	/* as before, but the zone has moved since it was asked for */
	ZONE_APPLYING,	/* complete, about to be served; the zone has moved since it was asked for */
	ZONE_FAILED,	/* the last try failed */
	ZONE_STATE_COUNT
};

enum zone_event {
	ZONE_EV_BEGUN,	/* the rendezvous starts */
	ZONE_EV_NOTIFIED,	/* a NOTIFY of the primary that does not name our own serial */
	ZONE_EV_UPDATED,	/* the primary took an update from us */
	ZONE_EV_CONNECTED,	/* the stream to the primary is up */
	ZONE_EV_BROKEN,	/* the stream to the primary fell, or never came up */
	ZONE_EV_MORE,	/* a message of the transfer that is not the last */
	ZONE_EV_WHOLE,	/* the transfer's last message, and a MAC covers it */
	ZONE_EV_UNCHANGED,	/* the primary has nothing newer */
	ZONE_EV_INAPPLICABLE,	/* no changes from our serial are to be had */
	ZONE_EV_REFUSED,	/* an error, or an answer that cannot be believed */
	ZONE_EV_TOO_LARGE,	/* the zone is beyond a limit of ours */
	ZONE_EV_APPLIED,	/* the transfer is what is served now */
	ZONE_EV_REFRESH_SPENT,	/* the last wait of the timer ended */
	ZONE_EV_RETRY_SPENT,	/* the last wait of the timer ended */
	ZONE_EV_EXPIRE_SPENT,	/* the last wait of the timer ended */
	ZONE_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	ZONE_EVENT_COUNT
};

enum zone_timer {
	ZONE_TIMER_REFRESH,
	ZONE_TIMER_RETRY,
	ZONE_TIMER_EXPIRE,
	ZONE_TIMER_PATIENCE,
	ZONE_TIMER_COUNT
};

enum zone_span {
	ZONE_SPAN_REFRESH_AFTER,	/* REFRESH of the SOA */
	ZONE_SPAN_RETRY_AFTER,	/* RETRY of the SOA */
	ZONE_SPAN_EXPIRE_AFTER,	/* EXPIRE of the SOA */
	ZONE_SPAN_COUNT
};

struct zone_machine {
	struct machine base;
	struct timer timers[ZONE_TIMER_COUNT];
	uint64_t spans_ms[ZONE_SPAN_COUNT];
};

struct zone;	/* begins with a struct zone_machine */

extern const struct chart zone_chart;

/* Generated: from the table or by Ragel, as is linked. */
void zone_begin(struct zone *m);
void zone_restore(struct zone *m, enum zone_state state);
void zone_step(struct zone *m, enum zone_event ev, struct turn *t);

/* Handwritten. */
void zone_describe(const struct machine *m, char *text, size_t size);
void zone_open_stream(struct zone *m, struct turn *t);
void zone_send_request(struct zone *m, struct turn *t);
void zone_report_failed(struct zone *m, struct turn *t);
void zone_close_stream(struct zone *m, struct turn *t);
void zone_keep_timing(struct zone *m, struct turn *t);
void zone_report_whole(struct zone *m, struct turn *t);
void zone_report_unchanged(struct zone *m, struct turn *t);
void zone_forget_serial(struct zone *m, struct turn *t);
void zone_keep_retry(struct zone *m, struct turn *t);
void zone_report_too_large(struct zone *m, struct turn *t);
void zone_report_expired(struct zone *m, struct turn *t);

#endif
