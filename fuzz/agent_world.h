/* SPDX-License-Identifier: Apache-2.0 */
/* agent_world.h - one agent on simulated time, with a resolver, a rendezvous, a
 * gateway, streams and tunnels that answer as the knobs say, at once or only
 * when they are told to.
 *
 *	agent_world_begin(w);		the agent has started, nothing is up
 *	agent_world_give(w, &input);	an input, and what is answered to it
 *	agent_world_run_for(w, ms);
 *
 * What every call of the agent leaves behind is checked: effects within their
 * bounds, turns that end, deadlines not in the past. */
#ifndef FUZZ_AGENT_WORLD_H
#define FUZZ_AGENT_WORLD_H

#include "autotunnel/agent.h"
#include "autotunnel/natpmp.h"

enum {
	AGENT_WORLD_SENT_MAX = 8,	/* DNS messages that may be answered */
	AGENT_WORLD_MESSAGE_MAX = 1500,
	AGENT_WORLD_COMING_MAX = 64
};

/* Who answers at once. */
enum {
	ANSWERS_DNS = 1, ANSWERS_GATEWAY = 2, ANSWERS_LOOKUP = 4,
	ANSWERS_STREAM = 8, ANSWERS_TUNNEL = 16, ANSWERS_BIND = 32,
	ANSWERS_ALL = 63
};

/* How they answer; all zeros: as they should. */
struct agent_knobs {
	uint8_t answers;	/* ANSWERS_ */
	uint8_t rcode;		/* of queries */
	uint8_t update_rcode;
	uint8_t llq_error;	/* of set-ups; LATER and more: of their
				 * second message */
	uint8_t refresh_error;
	uint8_t lease;		/* 0: as asked, else this many times 15 min */
	uint8_t strange;	/* STRANGE_ */
	uint8_t zone;		/* ZONE_: what the records say */
	uint8_t result;		/* the gateway's */
	uint8_t epoch;		/* 0: it goes on, else it starts there anew */
	uint8_t address;	/* the gateway's public one; 64 to 127:
				 * another each time */
	uint8_t port;		/* 0: mapped as asked, 255: to another each
				 * time, else to that times 257 */
	uint8_t lookup;		/* enum agent_lookup: how look-ups end ... */
	uint8_t asked_for;	/* ... of these, LOOKUP_; 0: of all */
	uint8_t serial;		/* of the zone, told with answers; 0: not told */
	uint8_t birth;		/* of the other hosts: in their ULAs */
	uint8_t place;		/* PLACE_: where they are */
	uint8_t ours;		/* OURS_: what stands at our own name */
	struct endpoint elsewhere;	/* PLACE_AHEAD: this */
};

enum {
	STRANGE_UNSIGNED = 1, STRANGE_TRUNCATED = 2, STRANGE_NO_OPTION = 4,
	STRANGE_NO_LEASE = 8, STRANGE_BODY = 16	/* NAT-PMP errors without */
};
enum {
	ZONE_ALICE = 1, ZONE_ZOE = 2,	/* before us in the alphabet, behind us */
	ZONE_RIVAL = 4, ZONE_MOVED = 8,
	ZONE_BAD_ULA = 16, ZONE_NO_PLACE = 32, ZONE_LAN = 64, ZONE_TWICE = 128
};
enum {
	PLACE_NEAR = 1,		/* behind our own gateway */
	PLACE_AHEAD = 2,	/* where a tunnel comes from already */
	PLACE_OTHER_LAN = 4,
	PLACE_NOWHERE = 8	/* nobody reaches them */
};
enum {
	OURS_NOTHING, OURS_TAKEN, OURS_ALIKE, OURS_DARK, OURS_COUNT,
	OURS_MACHINE = 8,	/* and the AAAA there is ours ... */
	OURS_STRANGER = 16,	/* ... or another machine's */
	OURS_BEHIND = 32,	/* the rendezvous sees us elsewhere ... */
	OURS_ROUTED = 64	/* ... or where we see ourselves */
};
enum { LLQ_ERRORS = 7, LLQ_LATER = 7 };
enum agent_lookup {
	LOOKUP_WELL, LOOKUP_FAILS, LOOKUP_NOTHING, LOOKUP_OTHER, LOOKUP_NOT,
	LOOKUP_WITH_ADDRESS, LOOKUP_SILENT, LOOKUP_COUNT
};
enum {
	LOOKUP_SOA = 1, LOOKUP_UPDATE = 2, LOOKUP_LLQ = 4, LOOKUP_A = 8,
	LOOKUP_LLQ_A = 64, LOOKUP_ALL = 79,
	LOOKUP_PARENT = 16,	/* the zone is the parent of the domain */
	LOOKUP_NOT_APEX = 32	/* its services have no SRV at its apex */
};

struct agent_message {
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
	size_t length;
	enum channel channel;
	struct endpoint to;
	bool stream;
	struct ticket ticket;
};

struct agent_coming {
	struct input in;
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
};

struct agent_world {
	struct agent *a;
	struct effects out;
	uint64_t now_ms;
	uint64_t inputs;
	struct agent_knobs knobs;
	struct agent_message sent[AGENT_WORLD_SENT_MAX];	/* a ring */
	unsigned sent_count;
	uint8_t asked[NATPMP_MESSAGE_MAX];	/* of the gateway, last */
	size_t asked_length;
	struct endpoint gateway;
	uint64_t booted_ms;			/* its epoch's begin */
	struct ticket ticket;			/* the newest of any effect */
	struct agent_coming coming[AGENT_WORLD_COMING_MAX];
	unsigned coming_count;
};

void agent_world_begin(struct agent_world *w);
void agent_world_give(struct agent_world *w, struct input *in);
void agent_world_run_for(struct agent_world *w, uint64_t ms);
/* The host sleeps: whatever was due meanwhile is late. */
void agent_world_sleep(struct agent_world *w, uint64_t ms);
/* No machine waits for ever where it may not: between records. */
void agent_world_check(const struct agent_world *w);
/* The agent stops at any moment and starts again from what it remembers. */
enum {
	RESTART_BOOT = 1,	/* the machine did */
	RESTART_COPIED = 2,	/* it is a copy of the machine */
	RESTART_BLANK = 4	/* and its memory is lost */
};
void agent_world_restart(struct agent_world *w, unsigned how);

/* An answer to a message that was sent, as W's knobs are; 0: it has none. */
size_t agent_world_answer(struct agent_world *w, const struct agent_message *m,
			  uint8_t *octets);
/* As a message of the rendezvous that nobody asked for: the answers of LLQ
 * SLOT are these now. */
size_t agent_world_event(struct agent_world *w, unsigned slot, bool removed,
			 uint8_t *octets);
/* The same where they were others BEFORE; 0: they are the same. */
size_t agent_world_change(struct agent_world *w, unsigned slot,
			  const struct agent_knobs *before, uint8_t *octets);
/* How the look-up of NAME and TYPE ends. */
enum agent_lookup agent_world_lookup(const struct agent_world *w,
				     const struct dns_name *name,
				     uint16_t type);
size_t agent_world_reply(struct agent_world *w, uint8_t *octets);

#endif
