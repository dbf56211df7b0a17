/* SPDX-License-Identifier: Apache-2.0 */
/* gateway_chart.h - the NAT gateway, asked one thing at a time.
 * Written by fsmc from specs/gateway.fsm: change that and run make gen. */
#ifndef CORE_GATEWAY_CHART_H
#define CORE_GATEWAY_CHART_H

#include "autotunnel/chart.h"

enum gateway_state {
	GATEWAY_ABSENT,	/* no network */
	GATEWAY_DIRECT,	/* our own address is public: nobody to ask */
	GATEWAY_BARE,	/* a private address and no gateway */
	GATEWAY_IDLE,	/* nothing in flight */
	GATEWAY_ASKING,	/* one request in flight; natpmp_request keeps its time */
	GATEWAY_HOLDING,	/* it lost its state: requests wait a random while */
	GATEWAY_SILENT,	/* it has no NAT-PMP, as far as we know */
	GATEWAY_STATE_COUNT
};

enum gateway_event {
	GATEWAY_EV_LINK_NEW,	/* up: a private address, another gateway or one not surely the same */
	GATEWAY_EV_LINK_CHANGED,	/* up: the same gateway, another address of ours */
	GATEWAY_EV_LINK_SAME,	/* up: a private address, everything as it was */
	GATEWAY_EV_LINK_DIRECT,	/* up: our own address is public */
	GATEWAY_EV_LINK_BARE,	/* up: a private address, and no gateway to ask */
	GATEWAY_EV_LINK_DOWN,	/* no default route */
	GATEWAY_EV_MASKED,	/* our own address looks public, and the rendezvous sees another */
	GATEWAY_EV_PENDING,	/* the queue holds a request */
	GATEWAY_EV_WITHDRAWN,	/* the first request in the queue is no longer wanted */
	GATEWAY_EV_ANSWERED,	/* the request in flight is answered, by any result code */
	GATEWAY_EV_ANSWERED_LOST,	/* the same, and its epoch tells of lost state */
	GATEWAY_EV_SILENCE,	/* nine sends without an answer, or port unreachable */
	GATEWAY_EV_UNANSWERED,	/* a deletion was sent three times without an answer */
	GATEWAY_EV_ANNOUNCED,	/* an announcement of this gateway */
	GATEWAY_EV_ANNOUNCED_LOST,	/* the same, and its epoch tells of lost state */
	GATEWAY_EV_HEARD,	/* any other packet of this gateway: an answer that came late or twice */
	GATEWAY_EV_HEARD_LOST,	/* the same, and its epoch tells of lost state */
	GATEWAY_EV_ADDRESS_LEARNT,	/* it told its public address, not known before */
	GATEWAY_EV_ADDRESS_MOVED,	/* it told another public address than before */
	GATEWAY_EV_ADDRESS_WAVERS,	/* it told one more, after several others within a minute */
	GATEWAY_EV_ADDRESS_GONE,	/* it has no public address to tell */
	GATEWAY_EV_DOUBTED,	/* the owner is not sure that what we know still holds */
	GATEWAY_EV_HOLD_SPENT,	/* the last wait of the timer ended */
	GATEWAY_EV_PATIENCE,	/* a wait of the timer ended */
	GATEWAY_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	GATEWAY_EV_FORGET,	/* a wait of the timer ended */
	GATEWAY_EV_AGAIN,	/* a wait of the timer ended */
	GATEWAY_EVENT_COUNT
};

enum gateway_timer {
	GATEWAY_TIMER_HOLD,
	GATEWAY_TIMER_PATIENCE,
	GATEWAY_TIMER_FORGET,
	GATEWAY_TIMER_AGAIN,
	GATEWAY_TIMER_COUNT
};

enum gateway_span {
	GATEWAY_SPAN_COUNT
};

enum {
	GATEWAY_EPOCH_PARTS = 7,	/* parts of our elapsed time that surely passed there [PMP-C-39] */
	GATEWAY_EPOCH_OF_PARTS = 8,	/* of so many [PMP-C-39] */
	GATEWAY_EPOCH_SLACK = 2000,	/* ms; less than expected by no more than this is no loss [PMP-C-40] */
	GATEWAY_NEWS_BELIEVED = 4,	/* changes of its address, and losses of state, believed [local P8] */
	GATEWAY_NEWS_WITHIN = 60000,	/* ms; so many of each within this [local P8] */
};

struct gateway_machine {
	struct machine base;
	struct timer timers[GATEWAY_TIMER_COUNT];
};

struct gateway;	/* begins with a struct gateway_machine */

extern const struct chart gateway_chart;

/* Generated: from the table or by Ragel, as is linked. */
void gateway_begin(struct gateway *m);
void gateway_restore(struct gateway *m, enum gateway_state state);
void gateway_step(struct gateway *m, enum gateway_event ev, struct turn *t);

/* Handwritten. */
void gateway_describe(const struct machine *m, char *text, size_t size);
void gateway_keep_link(struct gateway *m, struct turn *t);
void gateway_forget_gateway(struct gateway *m, struct turn *t);
void gateway_drop_queue(struct gateway *m, struct turn *t);
void gateway_report_withdraw(struct gateway *m, struct turn *t);
void gateway_report_new(struct gateway *m, struct turn *t);
void gateway_report_changed(struct gateway *m, struct turn *t);
void gateway_report_back(struct gateway *m, struct turn *t);
void gateway_report_direct(struct gateway *m, struct turn *t);
void gateway_report_silent(struct gateway *m, struct turn *t);
void gateway_report_absent(struct gateway *m, struct turn *t);
void gateway_take_mask(struct gateway *m, struct turn *t);
void gateway_report_ask(struct gateway *m, struct turn *t);
void gateway_keep_epoch(struct gateway *m, struct turn *t);
void gateway_finish(struct gateway *m, struct turn *t);
void gateway_report_ready(struct gateway *m, struct turn *t);
void gateway_give_up(struct gateway *m, struct turn *t);
void gateway_drop_first(struct gateway *m, struct turn *t);
void gateway_report_slow(struct gateway *m, struct turn *t);
void gateway_report_patience(struct gateway *m, struct turn *t);
void gateway_tell_silent(struct gateway *m, struct turn *t);
void gateway_report_lost(struct gateway *m, struct turn *t);
void gateway_report_again(struct gateway *m, struct turn *t);
void gateway_keep_address(struct gateway *m, struct turn *t);
void gateway_report_address(struct gateway *m, struct turn *t);
void gateway_report_doubt(struct gateway *m, struct turn *t);
void gateway_forget_address(struct gateway *m, struct turn *t);
void gateway_report_no_address(struct gateway *m, struct turn *t);
void gateway_tell_wavers(struct gateway *m, struct turn *t);
void gateway_report_doubted(struct gateway *m, struct turn *t);

#endif
