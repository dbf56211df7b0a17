/* SPDX-License-Identifier: Apache-2.0 */
/* looks.h - whether octets are a message for us, by ports and by looks.
 *
 * NAT-PMP, PCP: their ports. DNS: ports 53 and 5352; on others a message that
 * reads as DNS to the last octet and is an UPDATE or holds an LLQ option, and
 * then whatever reads as DNS at an endpoint where such a message was seen
 * (bounded: the oldest is forgotten). Multicast DNS is never ours. */
#ifndef LAB_CAPTURE_LOOKS_H
#define LAB_CAPTURE_LOOKS_H

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "autotunnel/turn.h"

enum {
	DNS_PORT = 53,			/* RFC 1035 4.2 */
	DNS_MULTICAST_PORT = 5353,	/* RFC 6762 3 */
	LOOKS_LEARNT_MAX = 4096
};

struct looks {
	struct endpoint learnt[LOOKS_LEARNT_MAX];	/* by their hash */
	bool any;
};

static inline bool
looks_natpmp_port(uint16_t port)
{
	return port == NATPMP_PORT || port == NATPMP_ANNOUNCE_PORT;
}

static inline bool
looks_dns_port(uint16_t port)
{
	return port == DNS_PORT || port == DNS_LLQ_PORT;
}

/* The first octets can be those of a DNS message; LENGTH at least 12. Cheap,
 * and false of nearly everything that is none. */
bool looks_dns_header(const uint8_t *octets, size_t length);
/* It reads as DNS to the last octet. */
bool looks_dns(const uint8_t *octets, size_t length);
/* A datagram is to be given. Learns the ends of LLQ and UPDATE. */
bool looks_datagram(struct looks *l, const struct endpoint *from,
		    const struct endpoint *to, const uint8_t *octets,
		    size_t length);
void looks_learn(struct looks *l, const struct endpoint *e);
/* LLQ or UPDATE was seen at E. */
bool looks_learnt(const struct looks *l, const struct endpoint *e);

#endif
