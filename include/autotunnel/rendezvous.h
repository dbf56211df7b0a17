/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous.h - the container of `autotunnel-dns`: Long-Lived Queries
 * (RFC 8764) and Update Leases (RFC 9664) in front of an RFC 2136 primary.
 *
 *	size = rendezvous_memory(&config);
 *	rendezvous_init(&r, &config, memory, size);	memory: the caller's
 *	rendezvous_put_back(r, now_ms, &lease);		for each stored lease
 *	more = rendezvous_turn(r, &input, &effects);	INPUT_START first
 *	while (more)
 *		more = rendezvous_more(r, &effects);
 *
 * An input is handled to completion before the next: rendezvous_more until it
 * gives false. What one change means to many subscribers is work with a
 * cursor, so a call never fills EFFECTS beyond its size.
 *
 * All memory is the caller's, aligned to 16, and R lies in it. Nothing is ever
 * asked for later; a full pool answers SERV-FULL (queries) or REFUSED
 * (updates) and counts. The configuration is copied, but for what it points
 * to, which is borrowed for R's life.
 *
 * EFFECT_SAVE: call rendezvous_next_lease until it gives false and put all of
 * it on disk with wall-clock ends, then INPUT_SAVED with the effect's ticket,
 * if it has one. */
#ifndef AUTOTUNNEL_RENDEZVOUS_H
#define AUTOTUNNEL_RENDEZVOUS_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"

/* What the owner of a TSIG key may do. */
struct rendezvous_key {
	struct dns_name name;
	uint16_t tsig_octets;		/* its TSIG record's size; 0: not known */
	const struct dns_name *covers;	/* asks and changes these and below */
	unsigned cover_count;
	const struct dns_name *asks;	/* asks these and below */
	unsigned ask_count;
};

struct rendezvous_limits {
	uint32_t queries;		/* long-lived ones */
	uint32_t queries_each;		/* of one client */
	uint32_t clients;
	uint32_t leases;
	uint32_t forwards;		/* updates under way; below 65,536 */
	uint32_t records;		/* in the zone */
	size_t zone_octets;		/* for records and names; twice */
	size_t work_octets;		/* questions, changes, events, updates */
};

enum { RENDEZVOUS_NOTIFIERS_MAX = 4 };

struct rendezvous_config {
	struct dns_name zone;
	struct endpoint primary;
	/* Addresses besides the primary's that its NOTIFY may come from. */
	struct endpoint notifiers[RENDEZVOUS_NOTIFIERS_MAX];
	unsigned notifier_count;
	uint16_t own_key;		/* index into keys; KEY_NONE: unsigned */
	const struct rendezvous_key *keys;
	unsigned key_count;
	bool public;			/* P3 is lifted: anybody may ask */
	bool adopt;			/* there was no state (P15) */
	/* Spans in s, least and most; 0: the default below. */
	uint32_t lease_min_s, lease_max_s;
	uint32_t key_lease_max_s;
	uint32_t llq_lease_min_s, llq_lease_max_s;
	/* Our SRV records are registered at the start. */
	bool publish;
	struct dns_name publish_target;
	uint16_t publish_port;
	struct rendezvous_limits limits;	/* 0 in any: the default */
};

enum {
	RENDEZVOUS_LEASE_MIN_S = 1800,		/* RFC 9664 8 wants 30 or more */
	RENDEZVOUS_LEASE_MAX_S = 7200,
	RENDEZVOUS_KEY_LEASE_MAX_S = 604800,	/* 7 days, RFC 9664 8 */
	RENDEZVOUS_LLQ_LEASE_MIN_S = 900,	/* RFC 6281 5.3 */
	RENDEZVOUS_LLQ_LEASE_MAX_S = 7200,
	RENDEZVOUS_RETRY_S = 300		/* SERV-FULL: come again then */
};

struct rendezvous_counters {
	uint64_t queries, refused, malformed, unverified;
	uint64_t setups, handshakes, refreshes, ends, replacements, expiries;
	uint64_t full;			/* SERV-FULL given */
	uint64_t no_such;
	uint64_t changes;		/* of answers that somebody subscribed */
	uint64_t visited;		/* queries looked at because of changes */
	uint64_t events, events_acknowledged, events_lost;
	uint64_t events_stray;		/* acknowledgements of nothing */
	uint64_t dropped;		/* queries ended for want of memory */
	uint64_t too_long;		/* records that no message can hold */
	uint64_t updates, updates_accepted, updates_refused, updates_lost;
	uint64_t updates_repeated;	/* the same again, still under way */
	uint64_t updates_full;		/* REFUSED for want of room */
	uint64_t leases_granted, leases_expired, leases_deleted;
	uint64_t leases_adopted;
	uint64_t transfers, transfers_unchanged, transfers_failed;
	uint64_t notifies, notifies_strange;
	uint64_t stale;			/* tickets of what is over */
	uint32_t query_count, client_count, lease_count;	/* now */
};

/* A lease as the store keeps it. RDATA is borrowed until the next turn. */
struct rendezvous_lease {
	struct dns_name name;
	uint16_t type;
	uint32_t ttl;
	uint32_t granted_s;
	uint64_t end_ms;		/* CLOCK_BOOTTIME; 0: it has run out */
	const uint8_t *rdata;
	uint16_t rdata_length;
};

struct rendezvous;

/* Octets of memory that CONFIG needs. */
size_t rendezvous_memory(const struct rendezvous_config *config);
/* 0; -EINVAL: the configuration does not hold; -ENOSPC: SIZE is too small. */
int rendezvous_init(struct rendezvous **out,
		    const struct rendezvous_config *config,
		    void *memory, size_t size);
bool rendezvous_turn(struct rendezvous *r, const struct input *in,
		     struct effects *out);
bool rendezvous_more(struct rendezvous *r, struct effects *out);
/* When INPUT_DEADLINE is wanted; TIME_NEVER: not. */
uint64_t rendezvous_deadline_ms(const struct rendezvous *r);
/* Its machines that have a timer running. */
const struct deadlines *rendezvous_deadlines(const struct rendezvous *r);

/* All leases: begin with *CURSOR 0; false at the end. */
bool rendezvous_next_lease(const struct rendezvous *r, uint32_t *cursor,
			   struct rendezvous_lease *out);
/* Before INPUT_START. One that has run out meanwhile is deleted at the
 * primary. 0, or -ENOSPC. */
int rendezvous_put_back(struct rendezvous *r, uint64_t now_ms,
			const struct rendezvous_lease *lease);

/* Other keys, or other names that they cover, from now on: CONFIG's keys,
 * key_count and own_key. A key must keep its index; one that is gone covers
 * nothing. Not within a turn, and no input: a recording ends here. */
void rendezvous_rekey(struct rendezvous *r,
		      const struct rendezvous_config *config);
const struct rendezvous_counters *
rendezvous_counters(const struct rendezvous *r);
/* Of the copy; false: there is none that may be used. */
bool rendezvous_serial(const struct rendezvous *r, uint32_t *serial);

#endif
