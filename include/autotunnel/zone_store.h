/* SPDX-License-Identifier: Apache-2.0 */
/* zone_store.h - the records of one zone, found by name, type and RDATA.
 *
 * Nodes (names) hold sets (types), sets hold records. Every name between a
 * record and the origin has a node, so that an empty non-terminal is known
 * from a name that does not exist (RFC 8020). Names and the names in RDATA
 * compare without case (RFC 4343, 3597 6).
 *
 * The store lies in memory that the caller gives and never asks for more: a
 * record beyond its limits is refused with -ENOSPC.
 *
 * Order of calls: zone_store_init, then all others freely. Pointers to nodes,
 * sets and records hold until the next add, remove or clear. */
#ifndef AUTOTUNNEL_ZONE_STORE_H
#define AUTOTUNNEL_ZONE_STORE_H

#include "autotunnel/arena.h"
#include "autotunnel/dns.h"

struct zone_set;

struct zone_record {
	struct zone_record *next, *prev;	/* in its set */
	struct zone_record *chain;		/* same bucket */
	struct zone_set *set;
	uint32_t hash;
	uint32_t ttl;
	uint16_t rdata_length;
	uint8_t rdata[];
};

struct zone_node {
	struct zone_node *chain;
	struct zone_node *parent;	/* NULL: the origin */
	struct zone_set *sets;
	uint32_t children;
	uint32_t hash;
	uint8_t length;
	uint8_t wire[];
};

struct zone_set {
	struct zone_set *next;		/* another type of the same name */
	struct zone_node *node;
	struct zone_record *first, *last;
	uint32_t count;
	uint16_t type;
};

struct zone_store {
	struct dns_name origin;
	struct arena arena;
	struct zone_node **nodes;
	struct zone_record **records;
	uint32_t buckets;	/* of each; a power of two */
	uint32_t node_count;
	uint32_t record_count;
	uint32_t records_max;
};

/* Memory for a zone of at most RECORDS records in OCTETS octets. A record of
 * ours takes about 250 octets with its share of names. */
size_t zone_store_memory(uint32_t records, size_t octets);
/* MEMORY: zone_store_memory(RECORDS, OCTETS) octets, aligned to 16. */
void zone_store_init(struct zone_store *s, const struct dns_name *origin,
		     void *memory, uint32_t records, size_t octets);
void zone_store_clear(struct zone_store *s);
/* 1: added; 0: it was there, and now has this TTL; -ENOSPC: full, nothing
 * changed. NAME must be at or below the origin. */
int zone_store_add(struct zone_store *s, const struct dns_name *name,
		   uint16_t type, uint32_t ttl,
		   const uint8_t *rdata, uint16_t rdata_length);
/* Whether it was there. */
bool zone_store_remove(struct zone_store *s, const struct dns_name *name,
		       uint16_t type, const uint8_t *rdata,
		       uint16_t rdata_length);
/* NULL where there is none. */
struct zone_node *zone_store_node(const struct zone_store *s,
				  const struct dns_name *name);
struct zone_set *zone_node_set(const struct zone_node *node, uint16_t type);
struct zone_set *zone_store_set(const struct zone_store *s,
				const struct dns_name *name, uint16_t type);
struct zone_record *zone_store_record(const struct zone_store *s,
				      const struct dns_name *name,
				      uint16_t type, const uint8_t *rdata,
				      uint16_t rdata_length);
/* All nodes in no order: begin with *BUCKET 0 and NODE NULL; NULL at the end. */
struct zone_node *zone_store_next(const struct zone_store *s,
				  uint32_t *bucket, struct zone_node *node);
void zone_node_name(const struct zone_node *node, struct dns_name *name);
/* The zone's own SOA; false: it has none (yet). */
bool zone_store_soa(const struct zone_store *s, struct dns_soa *soa);
/* Case-insensitive where TYPE's RDATA holds names. */
uint32_t zone_rdata_hash(uint16_t type, const uint8_t *rdata, size_t length);

#endif
