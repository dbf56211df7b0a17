/* SPDX-License-Identifier: Apache-2.0 */
/* zone_store.c - the records of one zone in the caller's memory. */
#include "autotunnel/zone_store.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { FNV_BASIS = 0x811c9dc5, FNV_PRIME = 0x01000193 };

static bool
holds_names(uint16_t type)
{
	return type == DNS_TYPE_NS || type == DNS_TYPE_CNAME ||
		type == DNS_TYPE_SOA || type == DNS_TYPE_PTR ||
		type == DNS_TYPE_SRV;
}

uint32_t
zone_rdata_hash(uint16_t type, const uint8_t *rdata, size_t length)
{
	bool fold = holds_names(type);
	uint32_t h = FNV_BASIS;

	/* folding the octets that are not of names costs a collision, no more */
	while (length--) {
		uint8_t c = *rdata++;

		if (fold && c >= 'A' && c <= 'Z')
			c = (uint8_t)(c + ('a' - 'A'));
		h = (h ^ c) * FNV_PRIME;
	}
	return h;
}

static uint32_t
record_hash(const struct zone_node *node, uint16_t type,
	    const uint8_t *rdata, uint16_t length)
{
	return (node->hash * FNV_PRIME ^ type) * FNV_PRIME ^
		zone_rdata_hash(type, rdata, length);
}

static uint32_t
buckets_for(uint32_t records)
{
	uint32_t n = 64;

	while (n < records && n < 1u << 30)
		n *= 2;
	return n;
}

static size_t
index_memory(uint32_t records)
{
	size_t n = buckets_for(records);

	return n * sizeof(struct zone_node *) + n * sizeof(struct zone_record *);
}

size_t
zone_store_memory(uint32_t records, size_t octets)
{
	return index_memory(records) + arena_memory(octets);
}

static void
empty(struct zone_store *s)
{
	memset(s->nodes, 0, s->buckets * sizeof(struct zone_node *));
	memset(s->records, 0, s->buckets * sizeof(struct zone_record *));
	s->node_count = 0;
	s->record_count = 0;
	arena_clear(&s->arena);
}

void
zone_store_init(struct zone_store *s, const struct dns_name *origin,
		void *memory, uint32_t records, size_t octets)
{
	s->origin = *origin;
	s->buckets = buckets_for(records);
	s->records_max = records;
	s->nodes = memory;
	s->records = (struct zone_record **)(void *)(s->nodes + s->buckets);
	arena_init(&s->arena, (uint8_t *)memory + index_memory(records), octets);
	empty(s);
}

/* The indices of an empty store are empty: they are as large as its limits, and a
 * transfer of changes puts nothing there. */
void
zone_store_clear(struct zone_store *s)
{
	if (s->node_count || s->record_count)
		empty(s);
	else
		arena_clear(&s->arena);
}

void
zone_node_name(const struct zone_node *node, struct dns_name *name)
{
	name->length = node->length;
	memcpy(name->wire, node->wire, node->length);
}

/* Nodes ---------------------------------------------------------------------- */

struct zone_node *
zone_store_node(const struct zone_store *s, const struct dns_name *name)
{
	uint32_t hash = dns_name_hash(name);
	struct zone_node *n;

	for (n = s->nodes[hash & (s->buckets - 1)]; n; n = n->chain)
		if (n->hash == hash && n->length == name->length &&
		    dns_wire_equal(n->wire, name->wire, name->length))
			return n;
	return NULL;
}

struct zone_node *
zone_store_next(const struct zone_store *s, uint32_t *bucket,
		struct zone_node *node)
{
	if (node && node->chain)
		return node->chain;
	if (node)
		++*bucket;
	while (*bucket < s->buckets && !s->nodes[*bucket])
		++*bucket;
	return *bucket < s->buckets ? s->nodes[*bucket] : NULL;
}

static struct zone_node *
node_make(struct zone_store *s, const struct dns_name *name,
	  struct zone_node *parent)
{
	struct zone_node *n;
	struct zone_node **bucket;

	n = arena_take(&s->arena, sizeof(*n) + name->length);
	if (!n)
		return NULL;
	memset(n, 0, sizeof(*n));
	n->parent = parent;
	n->hash = dns_name_hash(name);
	n->length = name->length;
	memcpy(n->wire, name->wire, name->length);
	bucket = &s->nodes[n->hash & (s->buckets - 1)];
	n->chain = *bucket;
	*bucket = n;
	if (parent)
		parent->children++;
	s->node_count++;
	return n;
}

/* Gives back NODE and its ancestors as far as nothing is at or below them. */
static void
node_prune(struct zone_store *s, struct zone_node *node)
{
	struct zone_node *parent, **at;

	while (node && !node->sets && !node->children) {
		parent = node->parent;
		at = &s->nodes[node->hash & (s->buckets - 1)];
		while (*at != node)
			at = &(*at)->chain;
		*at = node->chain;
		if (parent)
			parent->children--;
		s->node_count--;
		arena_give(&s->arena, node);
		node = parent;
	}
}

/* NAME's node, made with all above it that are missing; NULL: no room. */
static struct zone_node *
node_reach(struct zone_store *s, const struct dns_name *name)
{
	struct zone_node *node, *parent = NULL;
	struct dns_name at;
	unsigned depth, i;

	node = zone_store_node(s, name);
	if (node)
		return node;
	depth = dns_name_labels(name) - dns_name_labels(&s->origin);
	/* from the origin down: I labels above NAME */
	for (i = depth + 1; i-- > 0;) {
		unsigned up;

		at = *name;
		for (up = 0; up < i; up++)
			dns_name_parent(&at, &at);
		node = zone_store_node(s, &at);
		if (!node)
			node = node_make(s, &at, parent);
		if (!node) {
			node_prune(s, parent);
			return NULL;
		}
		parent = node;
	}
	return node;
}

/* Records -------------------------------------------------------------------- */

struct zone_set *
zone_node_set(const struct zone_node *node, uint16_t type)
{
	struct zone_set *set;

	for (set = node->sets; set; set = set->next)
		if (set->type == type)
			return set;
	return NULL;
}

struct zone_set *
zone_store_set(const struct zone_store *s, const struct dns_name *name,
	       uint16_t type)
{
	struct zone_node *node = zone_store_node(s, name);

	return node ? zone_node_set(node, type) : NULL;
}

static struct zone_record *
record_of(const struct zone_store *s, const struct zone_node *node,
	  uint16_t type, const uint8_t *rdata, uint16_t length)
{
	uint32_t hash = record_hash(node, type, rdata, length);
	struct zone_record *r;

	for (r = s->records[hash & (s->buckets - 1)]; r; r = r->chain)
		if (r->hash == hash && r->set->node == node &&
		    r->set->type == type &&
		    dns_rdata_equal(type, r->rdata, r->rdata_length,
				    rdata, length))
			return r;
	return NULL;
}

struct zone_record *
zone_store_record(const struct zone_store *s, const struct dns_name *name,
		  uint16_t type, const uint8_t *rdata, uint16_t rdata_length)
{
	struct zone_node *node = zone_store_node(s, name);

	return node ? record_of(s, node, type, rdata, rdata_length) : NULL;
}

static struct zone_set *
set_reach(struct zone_store *s, struct zone_node *node, uint16_t type)
{
	struct zone_set *set = zone_node_set(node, type);

	if (set)
		return set;
	set = arena_take(&s->arena, sizeof(*set));
	if (!set)
		return NULL;
	memset(set, 0, sizeof(*set));
	set->node = node;
	set->type = type;
	set->next = node->sets;
	node->sets = set;
	return set;
}

/* Gives back SET if it is empty, then its node if that is. */
static void
set_prune(struct zone_store *s, struct zone_set *set)
{
	struct zone_node *node = set->node;
	struct zone_set **at;

	if (set->count)
		return;
	for (at = &node->sets; *at != set; at = &(*at)->next)
		;
	*at = set->next;
	arena_give(&s->arena, set);
	node_prune(s, node);
}

static void
record_link(struct zone_store *s, struct zone_set *set, struct zone_record *r)
{
	struct zone_record **bucket = &s->records[r->hash & (s->buckets - 1)];

	r->set = set;
	r->chain = *bucket;
	*bucket = r;
	r->next = NULL;
	r->prev = set->last;
	if (set->last)
		set->last->next = r;
	else
		set->first = r;
	set->last = r;
	set->count++;
	s->record_count++;
}

int
zone_store_add(struct zone_store *s, const struct dns_name *name,
	       uint16_t type, uint32_t ttl,
	       const uint8_t *rdata, uint16_t rdata_length)
{
	struct zone_node *node;
	struct zone_set *set;
	struct zone_record *r;

	assert(dns_name_within(name, &s->origin));
	r = zone_store_record(s, name, type, rdata, rdata_length);
	if (r) {
		r->ttl = ttl;
		return 0;
	}
	if (s->record_count >= s->records_max)
		return -ENOSPC;
	node = node_reach(s, name);
	if (!node)
		return -ENOSPC;
	set = set_reach(s, node, type);
	if (!set) {
		node_prune(s, node);
		return -ENOSPC;
	}
	r = arena_take(&s->arena, sizeof(*r) + rdata_length);
	if (!r) {
		set_prune(s, set);
		return -ENOSPC;
	}
	r->hash = record_hash(node, type, rdata, rdata_length);
	r->ttl = ttl;
	r->rdata_length = rdata_length;
	memcpy(r->rdata, rdata, rdata_length);
	record_link(s, set, r);
	return 1;
}

static void
record_unlink(struct zone_store *s, struct zone_record *r)
{
	struct zone_record **at = &s->records[r->hash & (s->buckets - 1)];
	struct zone_set *set = r->set;

	while (*at != r)
		at = &(*at)->chain;
	*at = r->chain;
	if (r->prev)
		r->prev->next = r->next;
	else
		set->first = r->next;
	if (r->next)
		r->next->prev = r->prev;
	else
		set->last = r->prev;
	set->count--;
	s->record_count--;
}

bool
zone_store_remove(struct zone_store *s, const struct dns_name *name,
		  uint16_t type, const uint8_t *rdata, uint16_t rdata_length)
{
	struct zone_record *r;
	struct zone_set *set;

	r = zone_store_record(s, name, type, rdata, rdata_length);
	if (!r)
		return false;
	set = r->set;
	record_unlink(s, r);
	arena_give(&s->arena, r);
	set_prune(s, set);
	return true;
}

bool
zone_store_soa(const struct zone_store *s, struct dns_soa *soa)
{
	struct zone_set *set = zone_store_set(s, &s->origin, DNS_TYPE_SOA);
	struct dns_record rr;

	if (!set)
		return false;
	rr.name = s->origin;
	rr.type = DNS_TYPE_SOA;
	rr.class = DNS_CLASS_IN;
	rr.ttl = set->first->ttl;
	rr.rdata = set->first->rdata;
	rr.rdata_length = set->first->rdata_length;
	return dns_read_soa(&rr, soa);
}
