/* SPDX-License-Identifier: Apache-2.0 */
/* port.h - a local UDP port of ours and its mapping at the gateway: the socket
 * is moved until its number and the mapped one are equal.
 *
 * port_init; PORT_EV_WANTED; then INPUT_BOUND through port_bound, and what nat
 * says of the slot through port_mapping. Reports go to the container, which
 * calls nat_want and nat_unwant: the machine knows neither nat nor socket.
 *
 * Source: PROTOCOL decisions P7 and P8; RFC 6281 4.2. */
#ifndef AUTOTUNNEL_PORT_H
#define AUTOTUNNEL_PORT_H

#include "autotunnel/turn.h"
#include "core/port_chart.h"

enum port_report {
	PORT_REPORT_WANT,	/* value: the bound port; its mapping is wanted */
	PORT_REPORT_READY,	/* mapped or known not to be: see port_mapped */
	PORT_REPORT_UNWANT
};

struct port {
	struct port_machine machine;
	/* identity */
	const char *name;	/* "tunnel", "llq" */
	enum channel channel;
	bool pinned;		/* flows of ours begin before the mapping */
	/* wire */
	uint16_t next;		/* to bind next; 0: any */
	uint16_t local;		/* bound; 0: none */
	uint16_t external;	/* as last told; 0: not mapped */
	uint16_t heard;		/* external port being told */
};

/* FIRST: the number to bind first, 0 for any. NAME is borrowed. */
void port_init(struct port *m, const char *name, enum channel channel,
	       uint16_t first, bool pinned);
/* INPUT_BOUND for this channel. */
void port_bound(struct port *m, const struct input *in, struct turn *t);
/* What the gateway does with the bound port: EXTERNAL, or 0 for not mapped.
 * INTERNAL is the port that this is about; another than the bound one's is
 * old news and ignored. */
void port_mapping(struct port *m, uint16_t internal, uint16_t external,
		  struct turn *t);
/* The mapping leads to the bound port. */
bool port_mapped(const struct port *m);
/* PORT_REPORT_READY was given for the bound port: what leaves it now need not be
 * sent again for its mapping's sake. */
bool port_ready(const struct port *m);

#endif
