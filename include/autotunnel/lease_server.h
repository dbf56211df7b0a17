/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server.h - one record that somebody registered for a while (RFC 9664).
 *
 * The container (rendezvous.h) makes one for each record that an update with
 * a lease adds, tells it how that update fared, hides its record when it says
 * so and has it deleted at the primary. Leases outlive a restart: see
 * rendezvous_next_lease. */
#ifndef AUTOTUNNEL_LEASE_SERVER_H
#define AUTOTUNNEL_LEASE_SERVER_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"
#include "core/lease_server_chart.h"

enum lease_server_report {
	LEASE_SERVER_REPORT_GONE,	/* may be given away */
	LEASE_SERVER_REPORT_EXPIRED,	/* show its record no more */
	LEASE_SERVER_REPORT_OVERDUE,	/* delete it at the primary */
	LEASE_SERVER_REPORT_SHOWN	/* show its record again */
};

struct lease_server {
	struct lease_server_machine machine;
	/* identity */
	uint32_t name_hash, record_hash;
	uint16_t type;
	uint16_t rdata_length;
	uint8_t name_length;
	uint8_t *octets;		/* name, then RDATA; container's memory */
	/* data from the wire */
	uint32_t ttl;
	uint32_t granted_s;
	uint64_t asked_at_ms;
	/* container's */
	struct lease_server *name_chain, *record_chain;
	struct lease_server *next_overdue;
	bool overdue;			/* in the list */
};

void lease_server_name(const struct lease_server *m, struct dns_name *name);
static inline const uint8_t *
lease_server_rdata(const struct lease_server *m)
{
	return m->octets + m->name_length;
}
/* The record may be given in answers (9664 7). */
bool lease_server_shown(const struct lease_server *m);
/* Its end as the store must have it; a lease that is only promised has one,
 * one that has run out has a moment in the past. */
uint64_t lease_server_end_ms(const struct lease_server *m);
/* Puts back a lease that was granted before a restart and ends, or ended, at
 * END_MS. */
void lease_server_put_back(struct lease_server *m, uint64_t now_ms,
			   uint64_t end_ms, struct deadlines *deadlines);

#endif
