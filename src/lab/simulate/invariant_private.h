/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_private.h - what the files invariant*.c share. */
#ifndef LAB_SIMULATE_INVARIANT_PRIVATE_H
#define LAB_SIMULATE_INVARIANT_PRIVATE_H

#include "lab/simulate/invariant.h"
#include "lab/simulate/invariant_waits.h"

enum {
	SENT_PLACES = 8,	/* messages that may come again, of a host */
	SERVER_PLACES = 4096,	/* of the rendezvous */
	EVENT_PLACES = 4096,	/* clients that are told something */
	GRANTS_MAPPED = 8,
	MISSED_MAX = 4,
	ROUND_MS = 5 * 60 * 1000	/* from one look at everything to the next */
};

/* A message that was sent, and may be sent again. */
struct sent {
	uint64_t hash;		/* of octets and receiver; 0: free */
	uint64_t last_ms;	/* by the sender's clock */
	uint32_t heard;		/* host.heard when it was sent */
	uint16_t count;
	uint16_t id;		/* its first two octets: a DNS message's id */
	bool doubled;		/* it is two that have one id */
};

/* What the server gave, as it was seen on the wire. */
struct grant {
	uint64_t id;		/* an LLQ's; an internal port */
	uint64_t end_ms;	/* of the world */
	/* of a mapping, by the host's clock: asked for last, granted last, and
	 * when that ends; 0: nobody knows, the host was elsewhere or slept */
	uint64_t asked_ms, granted_ms, due_ms;
};

/* An event message of the rendezvous' to one client. */
struct told {
	uint64_t client;	/* hash of its endpoint; 0: free */
	uint64_t last_ms;	/* by the rendezvous' clock */
	uint16_t id;
	uint16_t count;
	bool acknowledged;
	bool asked;		/* and so perhaps ended what it is told of */
};

/* What the rendezvous counts of what should not be. */
struct losses {
	uint64_t events, queries, leases;
};

struct watched {
	uint64_t now_ms;	/* of the turn, by its clock */
	/* pace and storm */
	struct sent *sent;
	uint32_t places;
	uint32_t heard;		/* from its gateway or network, counted */
	uint64_t window_ms;
	uint32_t window_count;
	uint64_t early_ms;	/* something was sent too soon; 0: never */
	/* event that is to be acknowledged in this turn */
	origin_id event;
	bool acknowledged;
	/* grants */
	unsigned asked;		/* questions, when last counted */
	struct grant *llqs;
	uint32_t llq_count, llq_room;
	struct grant mappings[GRANTS_MAPPED];
	uint64_t registered_end_ms;
	/* an answer that is not the zone's */
	uint64_t odd_key, odd_since_ms;
	/* the gateway's epoch as it told it, and when a loss of state showed;
	 * by the host's clock */
	bool epoch_known;
	uint32_t epoch_s;
	uint64_t epoch_ms, loss_ms, lapse_ms;	/* lapse: the last loss, believed or not */
	/* who dials: when the peer at a slot was added; 0: it is decided */
	uint64_t *added_ms;
	/* records */
	uint64_t update_ms;	/* the last one left then; 0: never */
	struct dns_name label;
	bool dead;		/* no life now */
	uint64_t died_ms;
	bool odd_state;		/* it began with a state that nobody saved */
	/* the state file: of the last save, and of the one before */
	uint64_t saved[2];
	unsigned saves;
};

struct invariants {
	struct sim *sim;
	struct sim_watch watch;
	struct violation violation;
	bool failed;
	struct watched *hosts;
	struct watched server;
	uint64_t adopted_ms;	/* the rendezvous began without a state then */
	struct losses losses;	/* as last seen in a calm */
	bool lost_known;
	struct told *events;
	uint64_t events_lost;	/* as of the last turn */
	uint32_t bucket;	/* of clients, of leases: looked at next */
	/* of the specs, summed up once */
	uint64_t settled_ms, told_ms, deleted_ms, mapped_ms;
	uint64_t turns, rounds, owed;
};

/* invariant.c */
/* The first one stays; ends the run. */
__attribute__((format(printf, 5, 6)))
void invariant_fails(struct invariants *i, enum invariant what, int who,
		     int other, const char *format, ...);
/* The condition of its trace: machine M is in its present state. */
void invariant_keep_machine(struct invariants *i, const struct machine *m);
/* Another condition, printf-like, unless there is one. */
__attribute__((format(printf, 2, 3)))
void invariant_keep(struct invariants *i, const char *format, ...);
struct watched *invariant_of(struct invariants *i, int who);
/* Since when WHO and both servers are healthy; TIME_NEVER: not. */
uint64_t invariant_calm_since_ms(const struct invariants *i, int who);
/* WHO's M may not be without a timer as it is. False: it fails. */
bool invariant_rests(struct invariants *i, int who, const struct machine *m);
/* END_MS of a span that began now, measured by a clock that may be wrong. */
uint64_t invariant_end_ms(const struct invariants *i, uint64_t span_ms);

/* invariant_pace.c */
void invariant_pace(struct invariants *i, int who, const struct effects *e);

/* A DNS message came: what asked for it is not under way any more. */
void invariant_answered(struct watched *h, const uint8_t *octets);

/* invariant_grant.c: what came in, and what is made of it */
void invariant_hear(struct invariants *i, int who, const struct input *in);
void invariant_acknowledges(struct invariants *i, int who,
			    const struct effects *e);
void invariant_turned(struct invariants *i, int who);
/* It is elsewhere, or slept. */
void invariant_moves(struct invariants *i, int who);
/* A message to its gateway. */
void invariant_asks(struct invariants *i, int who, const uint8_t *octets,
		    size_t length);
bool invariant_granted(const struct invariants *i, const struct watched *h,
		       uint64_t id);
/* NULL: never. */
const struct grant *invariant_mapped(const struct watched *h,
				     uint16_t internal);

/* invariant_host.c: an agent's insides */
/* In each round. */
void invariant_host(struct invariants *i, unsigned host);
/* After each of its turns. */
void invariant_host_turned(struct invariants *i, unsigned host);
void invariant_host_saves(struct invariants *i, unsigned host);
void invariant_host_boots(struct invariants *i, unsigned host);
/* After its first turn. */
void invariant_host_began(struct invariants *i, unsigned host);

/* invariant_event.c: events as the rendezvous sends them */
void invariant_event_sent(struct invariants *i, const struct effect *e,
			  const uint8_t *octets);
void invariant_server_hears(struct invariants *i, const struct input *in);
void invariant_server_turned(struct invariants *i);
void invariant_server_boots(struct invariants *i);

/* invariant_server.c: the rendezvous' insides, and the zone */
void invariant_server(struct invariants *i);
void invariant_records(struct invariants *i, unsigned host);

/* invariant_pair.c: tunnels */
void invariant_dials(struct invariants *i, int who, const struct effects *e);
void invariant_dialled(struct invariants *i, int who, const struct input *in);
void invariant_pairs(struct invariants *i, unsigned host);

#endif
