/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server_chart.h - one registered record and its lease.
 * Written by fsmc from specs/lease_server.fsm: change that and run make gen. */
#ifndef CORE_LEASE_SERVER_CHART_H
#define CORE_LEASE_SERVER_CHART_H

#include "autotunnel/chart.h"

enum lease_server_state {
	LEASE_SERVER_FREE,	/* not in use */
	LEASE_SERVER_PROMISED,	/* on disk, its first update on its way */
	LEASE_SERVER_HELD,	/* granted */
	LEASE_SERVER_RENEWING,	/* granted, and its next update on its way */
	LEASE_SERVER_LAPSING,	/* run out, and its next update on its way */
	LEASE_SERVER_EXPIRED,	/* run out, to be deleted at the primary */
	LEASE_SERVER_DELETING,	/* run out, its deletion on its way */
	LEASE_SERVER_STATE_COUNT
};

enum lease_server_event {
	LEASE_SERVER_EV_ASKED,	/* an update that adds this record is on its way, with a lease */
	LEASE_SERVER_EV_CONFIRMED,	/* the primary took that update */
	LEASE_SERVER_EV_REFUSED,	/* the primary, or the disk, did not */
	LEASE_SERVER_EV_LOST,	/* the primary never answered it */
	LEASE_SERVER_EV_REMOVED,	/* an update deleted the record, or made it permanent */
	LEASE_SERVER_EV_ADOPTED,	/* found in the zone by a start without state */
	LEASE_SERVER_EV_TAKEN,	/* an update of ours that deletes it is on its way */
	LEASE_SERVER_EV_DELETED,	/* the primary took that */
	LEASE_SERVER_EV_UNDELETED,	/* it did not, or never answered */
	LEASE_SERVER_EV_EXPIRY_SPENT,	/* the last wait of the timer ended */
	LEASE_SERVER_EV_AGAIN,	/* a wait of the timer ended */
	LEASE_SERVER_EVENT_COUNT
};

enum lease_server_timer {
	LEASE_SERVER_TIMER_EXPIRY,
	LEASE_SERVER_TIMER_AGAIN,
	LEASE_SERVER_TIMER_COUNT
};

enum lease_server_span {
	LEASE_SERVER_SPAN_LEASE,	/* granted; bounds are the administrator's */
	LEASE_SERVER_SPAN_COUNT
};

struct lease_server_machine {
	struct machine base;
	struct timer timers[LEASE_SERVER_TIMER_COUNT];
	uint64_t spans_ms[LEASE_SERVER_SPAN_COUNT];
};

struct lease_server;	/* begins with a struct lease_server_machine */

extern const struct chart lease_server_chart;

/* Generated: from the table or by Ragel, as is linked. */
void lease_server_begin(struct lease_server *m);
void lease_server_restore(struct lease_server *m, enum lease_server_state state);
void lease_server_step(struct lease_server *m, enum lease_server_event ev, struct turn *t);

/* Handwritten. */
void lease_server_describe(const struct machine *m, char *text, size_t size);
void lease_server_keep_grant(struct lease_server *m, struct turn *t);
void lease_server_report_gone(struct lease_server *m, struct turn *t);
void lease_server_report_expired(struct lease_server *m, struct turn *t);
void lease_server_report_shown(struct lease_server *m, struct turn *t);
void lease_server_report_overdue(struct lease_server *m, struct turn *t);

#endif
