/* SPDX-License-Identifier: Apache-2.0 */
/* discovery.h - which zone the user domain lies in, and which servers offer
 * updates and long-lived queries for it (RFC 8764 4, RFC 6281 5.2 and 5.3).
 *
 * discovery_init; step DISCOVERY_EV_WANTED; discovery_receive for each
 * INPUT_LOOKUP that discovery_expects. After DISCOVERY_REPORT_UPDATE and
 * _LLQ, `update` and `llq` say what is known; what was known before stays in
 * force until then. Source of the look-ups: the system's resolver, unsigned. */
#ifndef AUTOTUNNEL_DISCOVERY_H
#define AUTOTUNNEL_DISCOVERY_H

#include "autotunnel/client.h"
#include "core/discovery_chart.h"

enum discovery_report {
	DISCOVERY_REPORT_UPDATE,	/* update server: found, or none there */
	DISCOVERY_REPORT_LLQ,		/* LLQ server: the same */
	DISCOVERY_REPORT_LOST		/* failed; tried again later */
};

struct discovery {
	struct discovery_machine machine;
	/* identity */
	struct dns_name domain;		/* the user domain */
	/* data from the wire, and of the look-up under way */
	struct ticket ticket;
	struct dns_name asked;
	uint16_t asked_type;
	struct dns_name candidate;	/* is it the zone's apex? */
	struct dns_name target;		/* an SRV's, without its address */
	struct endpoint found;		/* of the last SRV or address */
	uint32_t ttl_s;			/* the least of this round */
	/* results */
	struct dns_name zone;		/* length 0: not known */
	bool update_told, llq_told;	/* decided at least once */
	struct endpoint update;		/* family 0: none */
	struct endpoint llq;
	struct dns_name update_name;	/* their host names, for the owner */
	struct dns_name llq_name;
	/* statistics */
	uint32_t stale_tickets;
};

void discovery_init(struct discovery *d, const struct dns_name *domain);
/* IN is an INPUT_LOOKUP with the ticket of the look-up under way. */
bool discovery_expects(const struct discovery *d, const struct input *in);
/* Reads IN into the data from the wire and names what happened. */
enum discovery_event discovery_classify(struct discovery *d,
					const struct input *in);
void discovery_receive(struct discovery *d, struct turn *t);

#endif
