/* SPDX-License-Identifier: Apache-2.0 */
/* port_chart.h - a local UDP port, moved until the gateway maps it to its own number.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#ifndef CORE_PORT_CHART_H
#define CORE_PORT_CHART_H

#include "autotunnel/chart.h"

enum port_state {
	PORT_CLOSED,	/* not wanted */
	PORT_BINDING,	/* the socket is asked for */
	PORT_ELSEWHERE,	/* another program has that number: any socket is asked for */
	PORT_UNBOUND,	/* no socket to be had; asked for again */
	PORT_FIRST,	/* its mapping is asked for */
	PORT_MOVING,	/* a socket on the number that was mapped is asked for */
	PORT_SECOND,	/* the same number, whose mapping is asked for */
	PORT_MOVING_ON,	/* another number was mapped: asked for once more */
	PORT_THIRD,	/* that number's mapping is asked for */
	PORT_MOVING_OFF,	/* again another: any socket is asked for, far from the neighbours' */
	PORT_LAST,	/* that number's mapping is asked for */
	PORT_MAPPED,	/* mapped */
	PORT_BARE,	/* not mapped */
	PORT_STATE_COUNT
};

enum port_event {
	PORT_EV_WANTED,	/* the owner wants a socket */
	PORT_EV_BOUND,	/* the socket stands */
	PORT_EV_REFUSED,	/* the socket could not be had */
	PORT_EV_SAME,	/* the gateway maps the port to the same number, or there is no NAT */
	PORT_EV_SAME_PINNED,	/* the same; flows that began before keep their outer port */
	PORT_EV_OTHER,	/* the gateway maps it to another number */
	PORT_EV_NONE,	/* it is not mapped, as far as we know */
	PORT_EV_PATH_NEW,	/* our address or the gateway's public one is another: flows of before are pinned */
	PORT_EV_UNWANTED,	/* the owner leaves */
	PORT_EV_AGAIN,	/* a wait of the timer ended */
	PORT_EVENT_COUNT
};

enum port_timer {
	PORT_TIMER_AGAIN,
	PORT_TIMER_COUNT
};

enum port_span {
	PORT_SPAN_COUNT
};

struct port_machine {
	struct machine base;
	struct timer timers[PORT_TIMER_COUNT];
};

struct port;	/* begins with a struct port_machine */

extern const struct chart port_chart;

/* Generated: from the table or by Ragel, as is linked. */
void port_begin(struct port *m);
void port_restore(struct port *m, enum port_state state);
void port_step(struct port *m, enum port_event ev, struct turn *t);

/* Handwritten. */
void port_describe(const struct machine *m, char *text, size_t size);
void port_bind(struct port *m, struct turn *t);
void port_keep_port(struct port *m, struct turn *t);
void port_report_want(struct port *m, struct turn *t);
void port_bind_any_next(struct port *m, struct turn *t);
void port_report_ready(struct port *m, struct turn *t);
void port_bind_mapped(struct port *m, struct turn *t);
void port_report_unwant(struct port *m, struct turn *t);

#endif
