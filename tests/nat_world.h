/* SPDX-License-Identifier: Apache-2.0 */
/* nat_world.h - a struct nat, a simulated clock and a gateway with a script.
 *
 * nat_world_begin, then knobs in `router`, then nat_world_join and
 * nat_world_run_for. What was sent and reported stands in `sent` and `told`. */
#ifndef TESTS_NAT_WORLD_H
#define TESTS_NAT_WORLD_H

#include "autotunnel/nat.h"

enum {
	NAT_WORLD_SENT_MAX = 512,
	NAT_WORLD_TOLD_MAX = 512,
	NAT_WORLD_COMING_MAX = 64,
	NAT_WORLD_DELAY_MS = 5,	/* request to answer */
	NETWORK_SETTLED_MS = 50,	/* a first change is told after this */
	WORLD_ROUTER = 0x0a010001,	/* 10.1.0.1 */
	WORLD_ROUTER_2 = 0x0a020001,
	WORLD_HOST = 0x0a010002,
	WORLD_HOST_2 = 0x0a020002,
	WORLD_PUBLIC = 0x0b010002,	/* 11.1.0.2 */
	WORLD_PUBLIC_2 = 0x0b010003
};

struct nat_world_sent {
	uint64_t at_ms;
	struct endpoint to, source;
	uint8_t octets[NATPMP_MESSAGE_MAX];
	size_t length;
	struct natpmp_message m;
};

struct nat_world_told {
	uint64_t at_ms;
	unsigned what;
	uint64_t value;
};

struct nat_world_coming {
	uint64_t at_ms;
	enum channel channel;
	struct endpoint source;
	uint8_t octets[32];
	size_t length;
};

/* The gateway's script; all zeros: switched off. */
struct nat_world_router {
	bool on;
	uint32_t address;	/* inside */
	uint32_t public_address;
	uint64_t booted_ms;	/* its epoch counts from here */
	unsigned lose;		/* so many of the next requests vanish */
	unsigned copies;	/* more of each answer */
	uint64_t delay_ms;	/* on top of NAT_WORLD_DELAY_MS */
	uint16_t result;	/* of every answer */
	uint16_t map_result;	/* of mapping answers */
	uint16_t taken;		/* this external port is another's: + 1 */
	bool zero_port;		/* grants external port 0 */
	bool zero_lifetime;
	bool wanders;		/* another public address in each answer */
	bool epoch_lies;	/* forward and back in turn */
	uint32_t most_s;	/* lifetime granted at most; 0: as asked */
	uint32_t answers_from;	/* another address; 0: its own */
};

struct nat_world {
	struct nat nat;
	uint64_t now_ms;
	struct effects out;
	struct reports reports;
	struct deadlines deadlines;
	struct deadline heap[NAT_MACHINES];
	uint32_t turns;
	uint32_t seed;
	struct input input;
	struct nat_world_router router;
	unsigned sent_count, told_count, coming_count;
	struct nat_world_sent sent[NAT_WORLD_SENT_MAX];
	struct nat_world_told told[NAT_WORLD_TOLD_MAX];
	struct nat_world_coming coming[NAT_WORLD_COMING_MAX];
};

/* Clock at 1,000,000 ms; no network, router off but for its addresses. */
void nat_world_begin(struct nat_world *w, uint32_t seed);
void nat_world_run_for(struct nat_world *w, uint64_t ms);
/* When something happens next, or TIME_NEVER. */
uint64_t nat_world_next_ms(const struct nat_world *w);

void nat_world_facts(struct nat_world *w, const struct network_facts *facts);
/* HOST behind ROUTER's address; its MAC address is made from the latter. */
struct network_facts nat_world_route(uint32_t host, uint32_t router);
/* Facts of HOST behind the router, and time for them to settle. */
void nat_world_join(struct nat_world *w, uint32_t host);
void nat_world_leave(struct nat_world *w);

void nat_world_want(struct nat_world *w, unsigned slot, uint16_t internal,
		    uint16_t suggested);
void nat_world_unwant(struct nat_world *w, unsigned slot);
/* Both in one turn. */
void nat_world_want_and_unwant(struct nat_world *w, unsigned slot,
			       uint16_t internal);
void nat_world_stop(struct nat_world *w);
void nat_world_doubt(struct nat_world *w);

void nat_world_datagram(struct nat_world *w, enum channel channel,
			uint32_t source, uint16_t port,
			const struct natpmp_message *m);
void nat_world_octets(struct nat_world *w, enum channel channel,
		      uint32_t source, uint16_t port, const uint8_t *octets,
		      size_t length);
void nat_world_unreachable(struct nat_world *w, uint32_t source);
/* The router's announcement of its public address, now. */
void nat_world_announce(struct nat_world *w);

/* How many reports WHAT were told since index FROM; the last one's value. */
unsigned nat_world_told(const struct nat_world *w, unsigned from,
			unsigned what);
uint64_t nat_world_told_value(const struct nat_world *w, unsigned what);
/* How many messages with OPCODE were sent since index FROM. */
unsigned nat_world_sent(const struct nat_world *w, unsigned from,
			uint8_t opcode);

#endif
