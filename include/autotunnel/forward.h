/* SPDX-License-Identifier: Apache-2.0 */
/* forward.h - one UPDATE on its way to the primary (RFC 2136, RFC 8945 5.5).
 *
 * The container (rendezvous.h) reads a client's UPDATE, writes the one that
 * goes on (without lease option and TSIG) into OCTETS, and steps. An update of
 * its own has origin 0: nobody is answered. */
#ifndef AUTOTUNNEL_FORWARD_H
#define AUTOTUNNEL_FORWARD_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"
#include "core/forward_chart.h"

enum { FORWARD_RECORDS_MAX = 64 };	/* changes in one update */

enum forward_report {
	FORWARD_REPORT_ACCEPTED,
	FORWARD_REPORT_REFUSED,	/* by the primary, or it never got there */
	FORWARD_REPORT_LOST	/* sent, and never answered */
};

struct forward {
	struct forward_machine machine;
	/* identity */
	const struct dns_name *zone;
	struct endpoint primary;
	uint16_t own_key;
	struct ticket ticket;		/* of its stream and of its save */
	uint16_t id;			/* of the message to the primary */
	uint8_t *octets;		/* container's memory */
	uint16_t length;
	uint16_t datagram_most;		/* longer ones go on a stream */
	/* data from the wire */
	struct {
		origin_id origin;	/* 0: nobody */
		struct endpoint source;
		uint16_t id;
		uint16_t key;
		bool stream;
		struct dns_options options;	/* as it asked, then as granted */
	} client;
	uint16_t rcode;			/* of the primary's answer */
	/* container's */
	struct forward *next;
	uint64_t arrival;
	bool busy;
	uint8_t outcome;		/* enum forward_report */
	bool deletion;			/* ours, of records that ran out */
	unsigned settled;		/* items that know the outcome */
	unsigned item_count;
	struct {
		struct lease_server *lease;
		bool removal;
	} items[FORWARD_RECORDS_MAX];
	unsigned touch_count;
	uint64_t touch_mask;
	struct {
		uint32_t name;
		uint32_t target;	/* of one PTR; 0: whatever is there */
	} touches[FORWARD_RECORDS_MAX];
};

/* Whether it may go in a datagram. */
enum forward_event forward_classify_ready(const struct forward *m);
/* What the primary's answer MSG means; FORWARD_EVENT_COUNT: it is no answer to
 * this, or not to be believed, and is only counted (RFC 8945 5.4). */
enum forward_event forward_classify_answer(struct forward *m,
					   const struct dns_message *msg,
					   const struct input *in);

#endif
