/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_seen.h - a packet as both NAT-PMP monitors see it: by its ports and
 * looks, well formed or not, since what is not well formed is to be judged too.
 *
 * Source: RFC 6886, 3. */
#ifndef LAB_NATPMP_SEEN_H
#define LAB_NATPMP_SEEN_H

#include "lab/judge/monitor.h"

enum nat_kind {
	NAT_NOTHING,
	NAT_REQUEST,		/* to port 5351, whatever its opcode */
	NAT_RESPONSE,		/* to one client */
	NAT_ANNOUNCEMENT,	/* to a group, or to port 5350 */
	NAT_UNREACHABLE		/* ICMP: port 5351 is closed */
};

/* Borrows the packet. The fields of a message too short for them are 0. */
struct nat_seen {
	enum nat_kind kind;
	const struct packet *packet;
	struct endpoint client;		/* of an announcement: whom it is sent to */
	struct endpoint gateway;
	bool elsewhere;		/* a response that is not from port 5351 */
	uint8_t version;
	uint8_t opcode;
	uint16_t result;	/* octets 2 and 3; of a request: reserved */
	bool readable;		/* version 0, and of a known form: */
	struct natpmp_message nat;
	/* A mapping's ports and lifetime where its octets are there, even if the
	 * length is wrong. */
	uint16_t internal_port;
	uint16_t external_port;
	uint32_t lifetime_s;
};

void nat_see(const struct packet *p, struct nat_seen *out);
/* The opcode asked for: without the bit of responses. */
uint8_t nat_asked(const struct nat_seen *s);
bool nat_is_mapping(uint8_t opcode);
/* A deletion, of one or of all. */
bool nat_is_deletion(const struct nat_seen *request);
uint32_t nat_swapped(uint32_t value);
/* 2^24 s are half a year: nobody asks for that, but swapped octets look so. */
bool nat_looks_swapped(uint32_t lifetime_s);
/* "10.0.0.2" */
enum { NAT_TEXT_MAX = 24 };
const char *nat_text(const struct endpoint *e, char text[NAT_TEXT_MAX]);

#endif
