/* SPDX-License-Identifier: Apache-2.0 */
/* lease_book.c - records and their leases: see lease_book.h. */
#include "lab/judge/lease_book.h"

#include <string.h>


#define MS_NS UINT64_C(1000000)

/* Finding --------------------------------------------------------------- */

uint64_t
lease_server_hash(const struct endpoint *e)
{
	return hash_address(HASH_SEED, e);
}

uint64_t
lease_name_hash(uint64_t server, const struct dns_name *name)
{
	return hash_name(server, name);
}

uint64_t
lease_rdata_hash(const struct dns_record *rr)
{
	return hash_record(rr);
}

static struct kept_key
set_key(uint64_t name, uint16_t type)
{
	return (struct kept_key){ name, hash_mix(name, type) };
}

struct lease_set *
lease_find_set(struct lease_book *b, uint64_t name, uint16_t type)
{
	return kept_find(b->sets, set_key(name, type));
}

static struct lease_record *
find_record(struct lease_set *set, uint64_t rdata)
{
	unsigned i;

	for (i = 0; i < set->count; i++)
		if (set->records[i].rdata == rdata)
			return &set->records[i];
	return NULL;
}

struct lease_record *
lease_find(struct lease_book *b, const struct lease_change *change)
{
	struct lease_set *set = lease_find_set(b, change->name, change->type);

	return set ? find_record(set, change->rdata) : NULL;
}

struct lease_zone *
lease_find_zone(struct lease_book *b, uint64_t zone)
{
	return kept_find(b->zones, (struct kept_key){ zone, zone });
}

uint64_t
lease_expiry_ns(const struct lease_record *r)
{
	return r->granted.time_ns + r->lease_ms * MS_NS;
}

bool
lease_stands(const struct lease_book *b, const struct lease_record *r)
{
	return r->state == LEASE_GRANTED &&
		judge_now_ns(b->judge) <= lease_expiry_ns(r);
}

/* Noting ---------------------------------------------------------------- */

static void
note_type(struct lease_book *b, uint64_t name, uint16_t type)
{
	struct lease_name *n;
	unsigned i;
	bool fresh;

	n = kept_put(b->names, (struct kept_key){ name, name }, &fresh);
	for (i = 0; i < n->count; i++)
		if (n->types[i] == type)
			return;
	if (n->count == LEASE_TYPES_MAX)
		n->more = true;
	else
		n->types[n->count++] = type;
}

/* A place for CHANGE; of a full set that of one that does not stand. */
static struct lease_record *
put_record(struct lease_book *b, const struct lease_change *change)
{
	struct lease_record *r;
	struct lease_set *set;
	unsigned i;
	bool fresh;

	set = kept_put(b->sets, set_key(change->name, change->type), &fresh);
	set->type = change->type;
	r = find_record(set, change->rdata);
	if (r)
		return r;
	note_type(b, change->name, change->type);
	if (set->count < LEASE_SET_MAX) {
		r = &set->records[set->count++];
	} else {
		set->more = true;
		for (i = 0; i < set->count; i++)
			if (!lease_stands(b, &set->records[i]))
				break;
		if (i == set->count)
			return NULL;
		r = &set->records[i];
	}
	memset(r, 0, sizeof(*r));
	r->rdata = change->rdata;
	return r;
}

/* WHAT names a set. A record of it may have run out. */
static void
look_for_lapse(void *state, uint64_t what)
{
	struct lease_book *b = state;
	struct lease_set *set = kept_named(b->sets, what);
	struct lease_record *r;
	struct lease_zone *z;
	unsigned i;

	for (i = 0; set && i < set->count; i++) {
		r = &set->records[i];
		if (!r->called || r->state != LEASE_GRANTED)
			continue;
		if (lease_stands(b, r)) {
			judge_call_at(b->judge, lease_expiry_ns(r) + 1,
				      look_for_lapse, b, what);
			return;		/* the others come after it */
		}
		r->called = false;
		z = lease_find_zone(b, r->zone);
		if (z)
			z->lapsed_ns = judge_now_ns(b->judge);
	}
}

static void
call_at_expiry(struct lease_book *b, const struct lease_change *change,
	       struct lease_record *r)
{
	struct lease_set *set = lease_find_set(b, change->name, change->type);

	if (r->called)
		return;
	r->called = true;
	judge_call_at(b->judge, lease_expiry_ns(r) + 1, look_for_lapse, b,
		      kept_name(b->sets, set));
}

/* What an answer changes ------------------------------------------------ */

bool
lease_adds(const struct lease_exchange *x, const struct lease_set *set,
	   const struct lease_record *r)
{
	unsigned i;

	for (i = 0; i < x->change_count; i++)
		if (x->list[i].kind == CHANGE_ADD &&
		    x->list[i].name == set->key.high &&
		    x->list[i].type == set->type &&
		    x->list[i].rdata == r->rdata)
			return true;
	return false;
}

/* X takes RDATA, or ALL, out of SET. */
static void
forget_set(const struct lease_exchange *x, struct lease_set *set,
	   uint64_t rdata, bool all)
{
	struct lease_record *r;
	unsigned i;

	for (i = 0; set && i < set->count; i++) {
		r = &set->records[i];
		if ((!all && r->rdata != rdata) || lease_adds(x, set, r))
			continue;
		if (r->state != LEASE_UNKNOWN)
			r->state = x->has_lease ? LEASE_REMOVED : LEASE_UNKNOWN;
		r->granted = x->answered_by;
		r->seen = r->gone = false;
	}
}

static void
apply_removal(struct lease_book *b, const struct lease_exchange *x,
	      const struct lease_change *c)
{
	struct lease_name *n;
	unsigned i;

	if (c->kind != CHANGE_CLEAR_NAME) {
		forget_set(x, lease_find_set(b, c->name, c->type), c->rdata,
			   c->kind == CHANGE_CLEAR);
		return;
	}
	n = kept_find(b->names, (struct kept_key){ c->name, c->name });
	for (i = 0; n && i < n->count; i++)
		forget_set(x, lease_find_set(b, c->name, n->types[i]), 0,
			   true);
}

/* X clears the set that C adds to. */
static bool
clears(const struct lease_exchange *x, const struct lease_change *c)
{
	unsigned i;

	for (i = 0; i < x->change_count; i++)
		if (x->list[i].name == c->name &&
		    (x->list[i].kind == CHANGE_CLEAR_NAME ||
		     (x->list[i].kind == CHANGE_CLEAR &&
		      x->list[i].type == c->type)))
			return true;
	return false;
}

bool
lease_is_turned(uint32_t asked_s, uint32_t granted_s)
{
	return asked_s != granted_s && granted_s ==
		(asked_s >> 24 | (asked_s >> 8 & 0xff00) |
		 (asked_s << 8 & 0xff0000) | asked_s << 24);
}

static void
apply_grant(struct lease_book *b, const struct lease_exchange *x,
	    const struct dns_options *o, const struct lease_change *c)
{
	bool by_key = c->type == DNS_TYPE_KEY && x->eight;
	uint32_t asked = by_key ? x->key_lease_s : x->lease_s, granted = asked;
	struct lease_record *r = put_record(b, c);
	bool again;

	if (!r)
		return;
	again = r->state == LEASE_GRANTED && r->client == x->client;
	if (!again)
		r->asked_first_s = asked;
	if (o->has_lease && !lease_is_turned(asked, o->lease_s))
		granted = by_key && o->has_key_lease ? o->key_lease_s :
			o->lease_s;
	if (again)
		lease_client_granted(b, r, asked, granted);
	r->state = granted ? LEASE_GRANTED : LEASE_UNKNOWN;
	r->client = x->client;
	r->zone = x->zone;
	r->ttl = c->ttl;
	r->eight = x->eight;
	r->by_key_lease = by_key && o->has_key_lease;
	r->shortened = x->eight && o->has_lease && !o->has_key_lease;
	r->assumed = !o->has_lease;
	r->cleared = clears(x, c) || (again && r->cleared);
	r->seen = r->late = false;
	r->grant = x->serial_number;
	r->granted = x->answered_by;
	r->lease_ms = granted * UINT64_C(1000);
	r->other_ms = !o->has_key_lease ? 0 : UINT64_C(1000) *
		(r->by_key_lease ? o->lease_s : o->key_lease_s);
	r->asked_s = asked;
	r->attempts = 0;
	if (granted)
		call_at_expiry(b, c, r);
}

void
lease_apply(struct lease_book *b, const struct dns_options *o,
	    const struct lease_exchange *x)
{
	const struct lease_change *c;
	struct lease_record *r;
	unsigned i;

	for (i = 0; i < x->change_count; i++)
		if (x->list[i].kind != CHANGE_ADD)
			apply_removal(b, x, &x->list[i]);
	for (i = 0; i < x->change_count; i++) {
		c = &x->list[i];
		if (c->kind != CHANGE_ADD)
			continue;
		if (x->has_lease && !x->malformed) {
			apply_grant(b, x, o, c);
			continue;
		}
		r = lease_find(b, c);	/* for ever, or who knows */
		if (r)
			r->state = LEASE_UNKNOWN;
	}
}

