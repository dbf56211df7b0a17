/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_gateway.h - what the monitor of NAT-PMP gateways knows; its files
 * only: natpmp_gateway.c finds the request of each answer, and silence,
 * natpmp_answers.c judges answers, natpmp_epoch.c epoch and announcements. */
#ifndef LAB_NATPMP_GATEWAY_H
#define LAB_NATPMP_GATEWAY_H

#include "lab/judge/natpmp_seen.h"

enum {
	NAT_GATES_MAX = 32,
	NAT_PENDING_MAX = 64,
	NAT_LEASES_MAX = 256,
	NAT_OCTETS_KEPT = 64
};

/* A request, and what became of it. */
struct nat_pending {
	bool used, open;
	bool defined;		/* the RFC says how it is answered */
	bool exists;		/* the mapping, when it was first sent */
	bool repeated;		/* a deletion, after one that was answered */
	struct nat_seen request;	/* its packet is gone */
	uint8_t octets[NAT_OCTETS_KEPT];	/* the first ones */
	size_t length;
	unsigned sends, answers;
	struct evidence first, last;
	uint64_t last_ns;
	uint64_t serial;	/* of the last send: calls name it */
};

enum nat_lease_state {
	NAT_LEASE_NONE,
	NAT_LEASE_HELD,
	NAT_LEASE_DELETED,
	NAT_LEASE_ALL_DELETED	/* by the deletion of all */
};

struct nat_lease {
	enum nat_lease_state state;
	uint64_t used;
	struct endpoint client;	/* its address */
	uint8_t opcode;
	uint16_t internal_port, external_port;
	uint32_t lifetime_s;
	uint64_t since_ns;
	struct evidence grant;	/* or the deletion's answer */
	uint8_t answer[NATPMP_MESSAGE_MAX];	/* of the deletion */
};

/* Announcements of one event. */
struct nat_series {
	bool open;
	unsigned count;
	uint64_t first_ns, last_ns;
	struct evidence first, last;
	uint64_t serial;	/* of the first one: calls name it */
};

struct nat_gate {
	struct endpoint me;	/* family 0: free; port 0 */
	bool external;		/* a gateway's outer address: to be deaf there */
	uint64_t used;
	struct nat_pending pending[NAT_PENDING_MAX];
	struct nat_lease leases[NAT_LEASES_MAX];
	bool granted;		/* a mapping, once */
	bool keeps_ports;	/* that of a mapping, whatever is suggested */
	bool pcp;		/* it speaks PCP as well */
	bool answered;		/* anything, once */
	struct evidence last_answer;
	bool dead;		/* nothing since a request that it should have
				 * answered */
	bool epoch_known;
	unsigned epoch_stood;	/* the same value so often */
	uint32_t epoch_s;
	uint64_t epoch_ns;
	struct evidence epoch_packet;
	uint32_t address;	/* its external one; 0: not told */
	uint32_t announced_address;
	uint64_t announced_ns;	/* the last one, to the right place */
	uint64_t old_ns;	/* ... to port 5351 */
	struct evidence old;
	uint64_t reset_ns;	/* when its epoch began anew */
	uint64_t due_serial;	/* of an announcement that is due */
	struct evidence due;
	struct nat_series series;
};

struct natpmp_gateway {
	struct judge *judge;
	struct nat_gate gates[NAT_GATES_MAX];
	uint64_t serial;
};

void nat_gate_fail(struct natpmp_gateway *g, enum requirement_id r,
		   const struct nat_pending *q, const struct nat_seen *s,
		   const char *format, ...)
	__attribute__((format(printf, 5, 6)));
void nat_gate_pass(struct natpmp_gateway *g, enum requirement_id r,
		   const struct nat_seen *s);

/* natpmp_answers.c: S answers Q. */
void nat_judge_answer(struct natpmp_gateway *g, struct nat_gate *t,
		      const struct nat_pending *q, const struct nat_seen *s);
/* The lease of that port, in whatever state; NULL: none was seen. */
struct nat_lease *nat_find_lease(struct nat_gate *t,
				 const struct endpoint *client, uint8_t opcode,
				 uint16_t internal_port);
bool nat_lease_lives(const struct nat_lease *l, uint64_t now_ns);

/* natpmp_epoch.c --------------------------------------------------------- */

/* Any message of the gateway. FAILED: the answer to a request that failed. */
void nat_gate_heard(struct natpmp_gateway *g, struct nat_gate *t,
		    const struct nat_seen *s, bool failed);
void nat_gate_announced(struct natpmp_gateway *g, struct nat_gate *t,
			const struct nat_seen *s);

#endif
