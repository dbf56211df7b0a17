/* SPDX-License-Identifier: Apache-2.0 */
/* registration_chart.h - the host's records at the update server, and their lease.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#ifndef CORE_REGISTRATION_CHART_H
#define CORE_REGISTRATION_CHART_H

#include "autotunnel/chart.h"

enum registration_state {
	REGISTRATION_IDLE,	/* no facts yet, or no server */
	REGISTRATION_WAITING,	/* the random delay of the first registration, without facts */
	REGISTRATION_ARMED,	/* the delay is over, and there are no facts yet */
	REGISTRATION_STARTING,	/* the random delay of the first registration, with facts */
	REGISTRATION_CHECKING,	/* asking whether the name is free */
	REGISTRATION_COMPARING,	/* asking whether that host is us: is the AAAA of our label ours? */
	REGISTRATION_UNCHECKED,	/* not told whether the name is free; asked again later */
	REGISTRATION_NOTING,	/* the name is another host's: it is being told */
	REGISTRATION_CLASHED,	/* the name is another host's */
	REGISTRATION_REGISTERING,	/* update sent, not answered */
	REGISTRATION_REGISTERED,	/* the records stand */
	REGISTRATION_REFRESHING,	/* refresh sent, not answered; the records stand */
	REGISTRATION_RESTING,	/* not accepted or not answered; tried again later */
	REGISTRATION_LEAVING,	/* deletion sent, not answered */
	REGISTRATION_STATE_COUNT
};

enum registration_event {
	REGISTRATION_EV_AWAKE,	/* there is a network for the first time; our facts follow */
	REGISTRATION_EV_PUBLISHED,	/* the host's facts are there, or are others; the server is known */
	REGISTRATION_EV_SERVER_NEW,	/* the update server is another */
	REGISTRATION_EV_NAME_OURS,	/* the name is free, or what stands there is ours */
	REGISTRATION_EV_NAME_TAKEN,	/* the name's SRV has another target, or its address is another machine's */
	REGISTRATION_EV_NAME_ALIKE,	/* the name's SRV has our target: ours, or that of a copy of this machine */
	REGISTRATION_EV_NAME_DARK,	/* the name's SRV has the target `.`: an unreachable host's */
	REGISTRATION_EV_GRANTED,	/* answer to our last update: NOERROR */
	REGISTRATION_EV_REFUSED,	/* answer to our last request: any other RCODE */
	REGISTRATION_EV_OVERTAKEN,	/* answer to an update that a newer one replaced */
	REGISTRATION_EV_DOUBTFUL,	/* an answer to our last request whose TSIG does not hold */
	REGISTRATION_EV_AGAIN_NOW,	/* the owner wants no waiting */
	REGISTRATION_EV_CLAIM,	/* the owner says that the name is this host's */
	REGISTRATION_EV_LEAVE,	/* the owner leaves; nothing of ours stood before this run */
	REGISTRATION_EV_LEAVE_KNOWN,	/* the owner leaves; records of an earlier run may stand */
	REGISTRATION_EV_DELAY_SPENT,	/* the last wait of the timer ended */
	REGISTRATION_EV_RESEND,	/* a wait of the timer ended */
	REGISTRATION_EV_RESEND_SPENT,	/* the last wait of the timer ended */
	REGISTRATION_EV_RENEW,	/* a wait of the timer ended */
	REGISTRATION_EV_RENEW_SPENT,	/* the last wait of the timer ended */
	REGISTRATION_EV_AGAIN,	/* a wait of the timer ended */
	REGISTRATION_EV_RECHECK,	/* a wait of the timer ended */
	REGISTRATION_EV_FAREWELL,	/* a wait of the timer ended */
	REGISTRATION_EV_FAREWELL_SPENT,	/* the last wait of the timer ended */
	REGISTRATION_EVENT_COUNT
};

enum registration_timer {
	REGISTRATION_TIMER_DELAY,
	REGISTRATION_TIMER_RESEND,
	REGISTRATION_TIMER_RENEW,
	REGISTRATION_TIMER_AGAIN,
	REGISTRATION_TIMER_RECHECK,
	REGISTRATION_TIMER_FAREWELL,
	REGISTRATION_TIMER_COUNT
};

enum registration_span {
	REGISTRATION_SPAN_LEASE,
	REGISTRATION_SPAN_COUNT
};

enum {
	REGISTRATION_LEASE_ASKED = 5400000,	/* ms; [UL-C-02 UL-C-04] */
	REGISTRATION_TTL_ENDPOINT = 30000,	/* ms; [local P11] */
	REGISTRATION_TTL_OTHER = 120000,	/* ms; [local P11] */
	REGISTRATION_LEASE_NOTE = 1200000,	/* ms; [local P11] */
};

struct registration_machine {
	struct machine base;
	struct timer timers[REGISTRATION_TIMER_COUNT];
	uint64_t spans_ms[REGISTRATION_SPAN_COUNT];
};

struct registration;	/* begins with a struct registration_machine */

extern const struct chart registration_chart;

/* Generated: from the table or by Ragel, as is linked. */
void registration_begin(struct registration *m);
void registration_restore(struct registration *m, enum registration_state state);
void registration_step(struct registration *m, enum registration_event ev, struct turn *t);

/* Handwritten. */
void registration_describe(const struct machine *m, char *text, size_t size);
void registration_check(struct registration *m, struct turn *t);
void registration_send_again(struct registration *m, struct turn *t);
void registration_report_silent(struct registration *m, struct turn *t);
void registration_send_update(struct registration *m, struct turn *t);
void registration_report_clash(struct registration *m, struct turn *t);
void registration_send_note(struct registration *m, struct turn *t);
void registration_report_refused(struct registration *m, struct turn *t);
void registration_compare(struct registration *m, struct turn *t);
void registration_keep_lease(struct registration *m, struct turn *t);
void registration_report_registered(struct registration *m, struct turn *t);
void registration_keep_doubt(struct registration *m, struct turn *t);
void registration_report_left(struct registration *m, struct turn *t);
void registration_send_removal(struct registration *m, struct turn *t);
void registration_report_unleft(struct registration *m, struct turn *t);

#endif
