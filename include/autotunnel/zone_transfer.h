/* SPDX-License-Identifier: Apache-2.0 */
/* zone_transfer.h - puts the messages of one AXFR or IXFR together (RFC 5936,
 * RFC 1995), beside the zone that is being served.
 *
 * A whole zone is built in a spare store; changes are kept as a list in that
 * store's memory, in the order in which they must be applied. Nothing of it
 * counts before ZONE_TRANSFER_WHOLE: then the caller applies it, and may begin
 * the next one.
 *
 *	zone_transfer_begin(&t, &spare, id, &serial);	then ask the primary
 *	result = zone_transfer_feed(&t, &message, verdict);	for each message
 *	if (result == ZONE_TRANSFER_WHOLE && t.incremental)
 *		for (c = t.first; c; c = c->next) ...
 *	else if (result == ZONE_TRANSFER_WHOLE) the spare store is the zone */
#ifndef AUTOTUNNEL_ZONE_TRANSFER_H
#define AUTOTUNNEL_ZONE_TRANSFER_H

#include "autotunnel/turn.h"
#include "autotunnel/zone_store.h"

enum zone_transfer_result {
	ZONE_TRANSFER_MORE,		/* good so far */
	ZONE_TRANSFER_WHOLE,		/* complete and covered by a MAC */
	ZONE_TRANSFER_UNCHANGED,	/* the primary has nothing newer */
	ZONE_TRANSFER_INAPPLICABLE,	/* no IXFR, or too long a one: ask AXFR */
	ZONE_TRANSFER_REFUSED,		/* an error, or not to be believed */
	ZONE_TRANSFER_TOO_LARGE		/* LIMIT names the limit */
};

struct zone_change {
	struct zone_change *next;
	bool removal;
	uint16_t type;
	uint32_t ttl;
	uint16_t rdata_length;
	uint8_t name_length;
	uint8_t octets[];	/* name, then RDATA */
};

struct zone_transfer {
	struct zone_store *spare;
	uint16_t id;			/* of the request */
	bool asked_changes;		/* IXFR from SERIAL, else AXFR */
	uint32_t serial;
	int step;			/* where in the sequence of RFC 1995, 4 */
	uint32_t current;		/* the serial that this step leads to */
	uint32_t target;		/* the newest one */
	uint8_t target_rdata[DNS_RDATA_NAMES_MAX];	/* its SOA */
	uint16_t target_length;
	uint32_t target_ttl;
	bool incremental;		/* the answer is a list of changes */
	struct zone_change *first, *last;
	const char *limit;		/* "records" or "octets" */
};

/* SERIAL: changes from there are asked for; NULL: the whole zone. Clears
 * SPARE. */
void zone_transfer_begin(struct zone_transfer *t, struct zone_store *spare,
			 uint16_t id, const uint32_t *serial);
enum zone_transfer_result
zone_transfer_feed(struct zone_transfer *t, const struct dns_message *msg,
		   enum verdict verdict);
/* The name that CHANGE is about. */
void zone_change_name(const struct zone_change *change, struct dns_name *name);
static inline const uint8_t *
zone_change_rdata(const struct zone_change *change)
{
	return change->octets + change->name_length;
}
/* The SOA that the transfer leads to, once its first record has come. */
bool zone_transfer_soa(const struct zone_transfer *t, struct dns_soa *soa);

#endif
