/* SPDX-License-Identifier: Apache-2.0 */
/* llq_life.h - parts of a conversation of Long-Lived Queries, said as RFC 8764
 * has them, for suites of deviations. */
#ifndef LLQ_LIFE_H
#define LLQ_LIFE_H

#include "llq_talk.h"

#define ZONE "example.net"
#define SSH "_ssh._tcp.example.net"
#define IPP "_ipp._tcp.example.net"
#define SERVER_NAME "ns.example.net"
#define ID_SSH UINT64_C(0x5f3a9c01b2d4e677)
#define ID_IPP UINT64_C(0x5f3a9c0191e02c5d)
#define GONE DNS_TTL_REMOVED
#define RULES_MAX 8

enum { LEASE = 1000 };

struct deviation {
	const char *title;
	void (*deviate)(void);
	enum requirement_id fails[RULES_MAX];
	bool loses;		/* what passed need not be seen any more */
};

#define ONLY(...) { __VA_ARGS__, REQUIREMENT_COUNT }

struct saying *life_look_up(const char *label, uint64_t ms, uint16_t id,
			    const char *name, uint16_t type);
struct saying *life_look_up_reply(const char *label, uint64_t ms, uint16_t id,
				  const char *name, uint16_t type);
/* SOA, apex, DNS Push, SRV. */
void life_discover(void);
/* The four messages of the handshake. */
void life_set_up(void);
/* TTL 0: of a record that is deleted. */
struct saying *life_update(const char *label, uint64_t ms, uint16_t id,
			   uint32_t ttl, const char *target);
struct saying *life_update_reply(const char *label, uint64_t ms, uint16_t id);
struct saying *life_event(const char *label, uint64_t ms, uint16_t id,
			  uint32_t ttl, const char *target);
struct saying *life_acknowledge(const char *label, uint64_t ms, uint16_t id);
/* REPLY may be NULL: none. */
void life_refresh(const char *label, const char *reply, uint64_t ms,
		  uint16_t id, uint32_t lease_s);
/* All of these, one after the other. */
void life_say(void);
/* The first LLQ option of what has that label. */
struct dns_llq *life_option(const char *label);

#endif
