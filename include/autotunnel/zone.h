/* SPDX-License-Identifier: Apache-2.0 */
/* zone.h - keeps the copy of one zone as its primary has it (RFC 1034 4.3.5,
 * RFC 1995, 1996, 5936).
 *
 * zone_init, then ZONE_EV_BEGUN. The container feeds the stream's messages to
 * zone_classify_message, applies what ZONE_REPORT_WHOLE says is complete (the
 * transfer, and the spare store that it was built in) before the next event,
 * and then steps ZONE_EV_APPLIED. */
#ifndef AUTOTUNNEL_ZONE_H
#define AUTOTUNNEL_ZONE_H

#include "autotunnel/zone_transfer.h"
#include "core/zone_chart.h"

enum zone_report {
	ZONE_REPORT_WHOLE,
	ZONE_REPORT_UNCHANGED,
	ZONE_REPORT_FAILED,
	ZONE_REPORT_TOO_LARGE,	/* transfer.limit names the limit */
	ZONE_REPORT_EXPIRED
};

struct zone {
	struct zone_machine machine;
	/* identity */
	struct dns_name name;
	struct endpoint primary;
	uint16_t key;
	struct ticket ticket;		/* slot 0; the stream's */
	struct zone_store *spare;	/* container's; what is built */
	/* data from the wire */
	bool has_serial;		/* ask for changes from there */
	uint32_t serial;
	struct zone_transfer transfer;
};

void zone_init(struct zone *z, const struct dns_name *name,
	       const struct endpoint *primary, uint16_t key);
/* The copy may be used: it has come and its SOA's EXPIRE has not passed. */
bool zone_usable(const struct zone *z);
/* The event of a message on the stream; feeds it to the transfer. */
enum zone_event zone_classify_message(struct zone *z,
				      const struct dns_message *msg,
				      enum verdict verdict);
/* ZONE_EV_NOTIFIED, or ZONE_EVENT_COUNT where NOTIFY names our own serial. */
enum zone_event zone_classify_notify(const struct zone *z,
				     const struct dns_message *msg);

#endif
