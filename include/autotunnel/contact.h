/* SPDX-License-Identifier: Apache-2.0 */
/* contact.h - whether the rendezvous is there, as the LLQ socket sees it: the
 * keepalive without a mapping, the serial that moved without an event (P8, and
 * P6 where the server forgot us), signs of life after silence (P6).
 *
 * CONTACT_REPORT_PROBE asks the container for a signed SOA query from the LLQ
 * socket; its answer comes back through contact_classify. */
#ifndef AUTOTUNNEL_CONTACT_H
#define AUTOTUNNEL_CONTACT_H

#include "autotunnel/turn.h"
#include "core/contact_chart.h"

enum contact_report {
	CONTACT_REPORT_PROBE,
	CONTACT_REPORT_GLANCE,	/* the same, if any query is held there */
	CONTACT_REPORT_SILENT,	/* no LLQ is answered: nothing to send now */
	CONTACT_REPORT_HEARD,	/* it lives: set up anew what is down */
	CONTACT_REPORT_STALE	/* events got lost: set up everything anew */
};

struct contact {
	struct contact_machine machine;
	/* data from the wire */
	bool has_serial;
	uint32_t serial;	/* the newest that a message told us */
};

/* What an SOA answer with SERIAL says. Without a serial to compare with, it
 * is the first that we know. */
enum contact_event contact_classify(const struct contact *c, uint32_t serial);
/* A verified message of the server had an SOA with SERIAL; AUTHORITATIVE: an
 * answer to us, which may also be older than what we knew (a new zone). */
void contact_learn(struct contact *c, uint32_t serial, bool authoritative);
/* The server is held to be silent. */
bool contact_is_silent(const struct contact *c);
/* There is no path, or no server. */
bool contact_is_off(const struct contact *c);

#endif
