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
	STEPPED_MAX = 256,	/* machines that one turn of the rendezvous steps */
	/* So long it may take until somebody sees that a calm has begun: all that
	 * a calm is given is longer. */
	ROUND_MS = 5 * 60 * 1000
};

/* What must hold from a moment on is looked at in that moment. */
enum due {
	DUE_HOST,	/* something that it was granted is over: invariant_host */
	DUE_PAIRS,	/* its tunnels: invariant_pair */
	DUE_TOLD,	/* what it knows of the zone: invariant_told */
	DUE_RECORDS,	/* records of its domain, the first host's: _zone */
	DUE_COUNT
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

/* One long-lived query of a host's: what was looked at last. */
struct followed {
	uint64_t state;		/* what its agent has; another: look again */
	uint64_t key;		/* how that differs from the zone; 0: not */
	uint64_t since_ms;	/* it has been so */
	uint64_t question;	/* that it asks; 0: none */
	uint32_t grant;		/* its place among the host's grants */
};

/* A machine of the rendezvous that stepped in the turn in hand. */
struct stepped {
	const struct machine *machine;
	bool other_state;
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

/* What it keeps. */
struct kept {
	uint32_t clients, queries, leases;
	bool due;		/* look even if it is the same */
};

/* The names of one domain that have, or had, records. */
struct domain_names {
	struct dns_name *list;
	unsigned count, room;
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
	struct grant *llqs;
	uint32_t llq_count, llq_room;
	struct grant mappings[GRANTS_MAPPED];
	uint64_t registered_end_ms;
	/* its queries, and what they are told */
	struct followed *followed;
	unsigned followed_room;
	bool fell;		/* a tunnel of its fell in this turn */
	/* when it is looked at because of each; TIME_NEVER: not */
	uint64_t due_ms[DUE_COUNT];
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
	struct losses losses;	/* as of the last turn */
	struct stepped stepped[STEPPED_MAX];
	unsigned stepped_count;
	struct told *events;
	struct domain_names *domains;	/* at their first hosts' numbers */
	struct due_heap *due;
	struct clients_heard *heard;
	struct kept kept;	/* as of the last turn */
	/* invariant_still_since_ms of the last round: never later than now's */
	uint64_t still_ms;
	/* of the specs, summed up once */
	uint64_t settled_ms, told_ms, deleted_ms, mapped_ms;
	uint64_t reached_ms, reached_at_last_ms, renewed_ms, met_ms;
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
/* Since when all has been well everywhere for so long that nothing is left of
 * what was before, not even a lease of who is gone; TIME_NEVER: something is not
 * well. How many hosts run. */
uint64_t invariant_still_since_ms(const struct invariants *i,
				  unsigned *running);
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
/* NULL: never. */
const struct grant *invariant_mapped(const struct watched *h,
				     uint16_t internal);

/* invariant_due.c: what will be looked at, and when */
int invariant_due_begin(struct invariants *i);		/* 0 or -ENOMEM */
void invariant_due_end(struct invariants *i);
/* HOST is looked at because of WHAT at AT_MS, or sooner; TIME_NEVER: not. */
void invariant_due(struct invariants *i, enum due what, unsigned host,
		   uint64_t at_ms);
/* Something that must hold SPAN_MS after *SINCE_MS, which is TIME_NEVER where
 * there is no calm. 0: it must hold now; else when to look again. */
uint64_t invariant_owed_at_ms(const struct invariants *i, uint64_t since_ms,
			      uint64_t span_ms);

/* HASH over these octets, too: FNV-1a's step. */
static inline uint64_t
invariant_mix(uint64_t hash, const uint8_t *octets, size_t length)
{
	for (; length; octets++, length--)
		hash = (hash ^ *octets) * 0x100000001b3u;
	return hash;
}

/* invariant_host.c: an agent's insides */
/* After each of its turns, and when something it was granted is over. */
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

/* invariant_told.c: what a host's agent knows of the zone */
/* SLOT of HOST's agent A has other answers, or the zone has. */
void invariant_told_look(struct invariants *i, unsigned host,
			 const struct agent *a, unsigned slot);
/* RECORD came or went. */
void invariant_told_change(struct invariants *i, const struct sim_record *record);
void invariant_told(struct invariants *i, unsigned host);

/* invariant_server.c: the rendezvous' insides */
/* Before a turn: which timers end; then each buffer of its effects: which machines
 * have stepped. */
void invariant_server_begins(struct invariants *i, const struct input *in);
void invariant_server_steps(struct invariants *i, const struct effects *e);
/* After the turn. */
void invariant_server_stepped(struct invariants *i);
/* In each round. */
void invariant_server(struct invariants *i);

/* invariant_zone.c: what stands in the zone */
void invariant_zone_change(struct invariants *i, const struct sim_record *record);
void invariant_records(struct invariants *i, unsigned first);

/* invariant_memory.c: how much is kept */
int invariant_memory_begin(struct invariants *i);	/* 0 or -ENOMEM */
void invariant_memory_end(struct invariants *i);
void invariant_memory_boots(struct invariants *i);
void invariant_memory_hears(struct invariants *i, const struct input *in);
/* After a turn of the rendezvous, of a host's agent A. */
void invariant_memory_server(struct invariants *i);
void invariant_memory_host(struct invariants *i, unsigned host,
			   const struct agent *a, unsigned asked,
			   unsigned answers);

/* invariant_pair.c: tunnels */
void invariant_dials(struct invariants *i, int who, const struct effects *e);
void invariant_dialled(struct invariants *i, int who, const struct input *in);
/* Those of HOST with hosts of lower numbers; one of HOST's fell. */
void invariant_pairs(struct invariants *i, unsigned host);
void invariant_fell(struct invariants *i, unsigned host);

#endif
