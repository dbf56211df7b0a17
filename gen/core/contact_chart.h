/* SPDX-License-Identifier: Apache-2.0 */
/* contact_chart.h - is the rendezvous there, as the LLQ socket sees it.
 * Written by fsmc from specs/contact.fsm: change that and run make gen. */
#ifndef CORE_CONTACT_CHART_H
#define CORE_CONTACT_CHART_H

#include "autotunnel/chart.h"

enum contact_state {
	CONTACT_OFF,	/* no path, or no server */
	CONTACT_WATCHED,	/* mapped: events find us */
	CONTACT_KEPT,	/* not mapped: a query every 25 s keeps the binding */
	CONTACT_DOUBTING,	/* not mapped; the zone moved and no event said so */
	CONTACT_WONDERING,	/* mapped; the zone moved and no event said so */
	CONTACT_SEEKING,	/* silent: asked for a sign of life */
	CONTACT_SEEKING_KEPT,	/* silent, and not mapped */
	CONTACT_STATE_COUNT
};

enum contact_event {
	CONTACT_EV_MAPPED,	/* new path: the gateway maps the LLQ socket */
	CONTACT_EV_UNMAPPED,	/* new path: nothing maps the LLQ socket */
	CONTACT_EV_GONE,	/* no server is known any more */
	CONTACT_EV_SILENT,	/* a question declared the server down */
	CONTACT_EV_SETTLED,	/* SOA answer: a serial that we know */
	CONTACT_EV_MOVED,	/* SOA answer: a serial that no message told us */
	CONTACT_EV_CAUGHT_UP,	/* an event told us that serial */
	CONTACT_EV_HEARD,	/* another verified answer of this server */
	CONTACT_EV_BEAT,	/* a wait of the timer ended */
	CONTACT_EV_WATCH,	/* a wait of the timer ended */
	CONTACT_EV_GRACE_SPENT,	/* the last wait of the timer ended */
	CONTACT_EV_SEEK,	/* a wait of the timer ended */
	CONTACT_EVENT_COUNT
};

enum contact_timer {
	CONTACT_TIMER_BEAT,
	CONTACT_TIMER_WATCH,
	CONTACT_TIMER_GRACE,
	CONTACT_TIMER_SEEK,
	CONTACT_TIMER_COUNT
};

enum contact_span {
	CONTACT_SPAN_COUNT
};

struct contact_machine {
	struct machine base;
	struct timer timers[CONTACT_TIMER_COUNT];
};

struct contact;	/* begins with a struct contact_machine */

extern const struct chart contact_chart;

/* Generated: from the table or by Ragel, as is linked. */
void contact_begin(struct contact *m);
void contact_restore(struct contact *m, enum contact_state state);
void contact_step(struct contact *m, enum contact_event ev, struct turn *t);

/* Handwritten. */
void contact_describe(const struct machine *m, char *text, size_t size);
void contact_report_probe(struct contact *m, struct turn *t);
void contact_report_stale(struct contact *m, struct turn *t);
void contact_report_glance(struct contact *m, struct turn *t);
void contact_report_silent(struct contact *m, struct turn *t);
void contact_report_heard(struct contact *m, struct turn *t);

#endif
