/* SPDX-License-Identifier: Apache-2.0 */
/* nat.h - how this host is reached: the network, its gateway, the mappings.
 * The machines network, gateway, natpmp_request and mapping, and the routing
 * of reports between them, for a container to embed.
 *
 *	nat_init(&n, &config);
 *	nat_want(&n, NAT_SLOT_TUNNEL, 4500, 4500, t);	at any time
 *	nat_input(&n, t->input, t);	INPUT_NETWORK, _DATAGRAM, _UNREACHABLE
 *	while (reports_take(t->reports, &r))
 *		if (!nat_report(&n, &r, t) && nat_owns(&n, r.from))
 *			r.what is one of enum nat_report: for the container
 *	if (nat_endpoint(&n, NAT_SLOT_TUNNEL, &e))
 *		e is where peers reach that port
 *
 * nat_report takes at most one step of one machine. Timers fire through the
 * container's deadlines, which need room for NAT_MACHINES. A mapping's local
 * port is bound by the container, before nat_want. Where NAT_REPORT_HELD tells
 * an external port other than the local one, the container binds that number
 * and wants it instead, until both are equal (P8); the old one is deleted.
 *
 * A host is unreachable (P7, P9) from NAT_REPORT_UNANSWERED, _SILENT, _PRIVATE,
 * _NO_ADDRESS, _LOST or _REFUSED on for as long as nat_endpoint says so; before
 * any of these it is not yet known, which is no reason to publish anything.
 *
 * Memory: the caller's; no pointers into itself. Source: RFC 6886, RFC 6281 4
 * and 5.1. */
#ifndef AUTOTUNNEL_NAT_H
#define AUTOTUNNEL_NAT_H

#include "autotunnel/gateway.h"
#include "autotunnel/mapping.h"
#include "autotunnel/natpmp_request.h"
#include "autotunnel/network.h"

enum nat_slot {
	NAT_SLOT_TUNNEL,	/* asked for first (P8) */
	NAT_SLOT_LLQ,
	NAT_SLOTS		/* at most MAPPINGS_MAX */
};

enum { NAT_MACHINES = 3 + MAPPINGS_MAX };

struct nat_config {
	uint32_t lifetime_s;	/* to ask for; 0: as the spec has it, 3600 */
};

/* Reports to the container; from: any machine that nat_owns. */
enum nat_report {
	NAT_REPORT_FIRST = 64,
	/* value: enum network_other. Addresses are nat_link's. */
	NAT_REPORT_NETWORK_UP = NAT_REPORT_FIRST,
	NAT_REPORT_NETWORK_DOWN,
	NAT_REPORT_RESUMED,	/* the machine slept, the route is the same */
	NAT_REPORT_PUBLIC,	/* value: IPv4 number, known or another */
	NAT_REPORT_PRIVATE,	/* value: the gateway's "public" address, which
				 * is private: a NAT behind a NAT (P7) */
	NAT_REPORT_NO_ADDRESS,	/* value: result code; the gateway has none */
	NAT_REPORT_SLOW,	/* half a second without an answer */
	NAT_REPORT_UNANSWERED,	/* 2 s without an answer; it is asked on (P7) */
	NAT_REPORT_SILENT,	/* no NAT-PMP, or no gateway; again later */
	NAT_REPORT_HELD,	/* value: see nat_report_slot and the like */
	NAT_REPORT_LOST,	/* slot: held no longer, asked for again */
	NAT_REPORT_REFUSED,	/* slot; asked for again later */
	NAT_REPORT_DELETED,	/* slot: after nat_unwant or nat_stop */
	NAT_REPORT_CLEAR	/* no mapping is wanted or being deleted */
};

enum nat_drop {
	NAT_DROP_WRONG_SOURCE,	/* not the gateway asked (3.2, 3.2.1, 3.3) */
	NAT_DROP_MALFORMED,
	NAT_DROP_VERSION,	/* not version 0, and no answer either */
	NAT_DROP_REQUEST,	/* a client's message */
	NAT_DROP_STRAY,		/* multicast, and no announcement */
	NAT_DROP_COUNT
};

struct nat {
	struct network network;
	struct gateway gateway;
	struct natpmp_request request;
	struct mapping mappings[MAPPINGS_MAX];
	/* statistics */
	uint64_t dropped[NAT_DROP_COUNT];
};

void nat_init(struct nat *n, const struct nat_config *config);
/* IN is T's input. False: none of ours. */
bool nat_input(struct nat *n, const struct input *in, struct turn *t);
/* True if R was one machine's word to another, and is dealt with. */
bool nat_report(struct nat *n, const struct report *r, struct turn *t);
bool nat_owns(const struct nat *n, const struct machine *from);

/* The owner wants local UDP port INTERNAL reachable, best at port SUGGESTED
 * outside (the one mapped before a restart; 0: the same number). Neither
 * INTERNAL nor SUGGESTED may be 500 (P8). Wanting another INTERNAL gives up
 * the older one first. */
void nat_want(struct nat *n, unsigned slot, uint16_t internal,
	      uint16_t suggested, struct turn *t);
void nat_unwant(struct nat *n, unsigned slot, struct turn *t);
/* Unwants all; NAT_REPORT_CLEAR follows, at the latest once the gateway was
 * asked three times for each (RFC 6886, 3.1). */
void nat_stop(struct nat *n, struct turn *t);
/* What is known may hold no longer: asks the public address, whose answer
 * shows a lost state too; after silence, asks everything. */
void nat_doubt(struct nat *n, struct turn *t);
/* Our own address looks public, and others see us under another one: asks the
 * gateway after all (P7). False: there is none to ask, or it is asked already. */
bool nat_masked(struct nat *n, struct turn *t);

/* Where peers reach SLOT's port: public address and external port. False:
 * they do not, as far as we know. */
bool nat_endpoint(const struct nat *n, unsigned slot, struct endpoint *out);
/* The public address, own or the gateway's; false: none, or a private one. */
bool nat_public_address(const struct nat *n, uint32_t *number);
/* The route last reported up: own address, gateway. */
const struct network_facts *nat_link(const struct nat *n);
/* The external port that the gateway mapped last, or would be asked for. */
uint16_t nat_external_port(const struct nat *n, unsigned slot);

/* Parts of NAT_REPORT_HELD's value; slot of all values that are one. */
unsigned nat_report_slot(uint64_t value);
uint16_t nat_report_internal(uint64_t value);
uint16_t nat_report_external(uint64_t value);

#endif
