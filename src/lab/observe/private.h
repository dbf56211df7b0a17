/* SPDX-License-Identifier: Apache-2.0 */
/* private.h - what the parts of the observer share: the table of machines, and
 * how a row comes out. Only this folder includes it. */
#ifndef LAB_OBSERVE_PRIVATE_H
#define LAB_OBSERVE_PRIVATE_H

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab/observe/observe.h"
#include "lab/observe/shadow.h"

enum role {
	ROLE_LLQ_CLIENT, ROLE_LLQ_SERVER, ROLE_LLQ_EVENTS, ROLE_REGISTRATION,
	ROLE_LEASE_SERVER, ROLE_FORWARD, ROLE_NATPMP_REQUEST, ROLE_GATEWAY,
	ROLE_MAPPING, ROLE_COUNT
};

#define NOBODY UINT32_MAX

enum {
	CHUNK = 128,			/* machines whose memory is taken together */
	CHUNKS = OBSERVER_MACHINES_MAX / CHUNK,
	KIN_MAX = 1024			/* so many between two hosts are told of
					 * what concerns all of them */
};

/* What a machine is. Which parts count depends on its role; others are zero. */
struct identity {
	enum role role;
	struct endpoint end;		/* whose it is */
	struct endpoint peer;
	uint64_t name;			/* the name's hash, or ports */
	uint16_t type;
};

struct watched {
	struct identity is;
	struct dns_name name;
	struct dns_name target;		/* of a PTR record; length 0: none */
	struct shadow shadow;
	bool fresh;		/* its first message is not told yet */
	bool expecting;		/* the last row sends what is not seen yet */
	uint16_t message;	/* DNS ID of the last request or event */
	uint64_t llq;		/* LLQ-ID; of others, a number of their own */
	uint32_t older;		/* the one it replaces; NOBODY */
	/* the table's */
	uint32_t number, hash, next, newer, previous, heap;
	uint32_t kin_next, kin_previous;
	uint64_t due_ns;
	bool used;
};

/* Of a request that is not answered: which machines wait for it. */
enum { WAITING_MAX = 64, REQUESTS_MAX = 512 };

struct request {
	struct endpoint client, server;
	uint16_t message;
	bool used;
	bool leased;
	uint8_t count;
	struct {
		uint32_t machine;
		uint32_t hash;		/* that it is still the same */
		bool removes;
	} waiting[WAITING_MAX];
};

struct observer {
	struct plan plans[ROLE_COUNT];
	uint64_t now_ns;
	/* what the present call gives */
	struct observed *rows;
	unsigned count;
	char *text;
	size_t text_used;
	/* machines */
	struct watched *chunks[CHUNKS];
	uint32_t made, free_first;
	uint32_t newest, oldest;
	uint32_t seen, forgotten;
	uint32_t *buckets, *kin;
	uint32_t *heap;
	uint32_t heap_count;
	struct request *requests;
};

static inline struct watched *
observer_at(const struct observer *o, uint32_t number)
{
	return &o->chunks[number / CHUNK][number % CHUNK];
}

int observer_table_open(struct observer *o);	/* 0 or -ENOMEM */
void observer_table_close(struct observer *o);
/* W has no deadline any more. */
void observer_undue(struct observer *o, struct watched *w);

/* Machines of ROLE, most of them between END and PEER, whatever the ports; of
 * gateways, with PEER. Whoever asks compares. */
struct kin {
	enum role role;
	uint32_t at;
	unsigned left;
};
void observer_kin(struct observer *o, struct kin *k, enum role role,
		  const struct endpoint *end, const struct endpoint *peer);
struct watched *observer_kin_next(struct observer *o, struct kin *k);

/* The machine that IS names, or NULL. */
struct watched *observer_find(struct observer *o, const struct identity *is);
/* The same; made in the chart's first state if it is new, then fresh is set.
 * Others may be forgotten for it, but not the one that was used last. */
struct watched *observer_get(struct observer *o, const struct identity *is,
			     const struct dns_name *name);
void observer_forget(struct observer *o, struct watched *w);

/* W takes EVENT and its row is told. False: the chart ignores EVENT here. */
bool observer_step(struct observer *o, struct watched *w, unsigned event);
/* TIMER's wait ends, as what it sends was seen. False: no row says so. */
bool observer_timer(struct observer *o, struct watched *w, unsigned timer);
/* W is in STATE, and no row says how it came there: of a fresh machine nothing
 * is told, else REMARK. */
void observer_enter(struct observer *o, struct watched *w, unsigned state,
		    const char *remark);
/* REMARK is told of W, which stays. */
void observer_remark(struct observer *o, struct watched *w, const char *remark);
void observer_start(struct observer *o, struct watched *w, unsigned timer);
void observer_span(struct observer *o, struct watched *w, unsigned span,
		   uint64_t seconds);
static inline bool
observer_ripe(const struct observer *o, const struct watched *w, unsigned timer)
{
	return shadow_timer_ripe(&o->plans[w->is.role], &w->shadow, timer,
				 o->now_ns);
}

static inline bool
observer_over(const struct observer *o, const struct watched *w, unsigned timer)
{
	return shadow_timer_over(&o->plans[w->is.role], &w->shadow, timer,
				 o->now_ns);
}

/* The protocols. */
void observe_llq(struct observer *o, const struct packet *p,
		 const struct dns_message *m);
void observe_update(struct observer *o, const struct packet *p,
		    const struct dns_message *m);
void observe_natpmp(struct observer *o, const struct packet *p);
void observe_unreachable(struct observer *o, const struct packet *p);
/* A machine's timer fired by itself: what others learn from it. */
void observe_llq_spent(struct observer *o, struct watched *w);
void observe_natpmp_spent(struct observer *o, struct watched *w,
			  unsigned event);

/* The request MESSAGE of CLIENT at SERVER: a fresh one, or NULL if there is
 * none that waits. */
struct request *observer_ask(struct observer *o, const struct endpoint *client,
			     const struct endpoint *server, uint16_t message);
struct request *observer_asked(struct observer *o,
			       const struct endpoint *client,
			       const struct endpoint *server, uint16_t message);
/* W waits for R; REMOVES as the owner means it. */
void observer_wait(struct request *r, struct watched *w, bool removes);
/* Who waits as number I, or NULL: it was forgotten meanwhile. */
struct watched *observer_waiting(struct observer *o, const struct request *r,
				 unsigned i);
uint64_t observer_name(const struct dns_name *name);	/* its hash, 64 bits */

#endif
