/* SPDX-License-Identifier: Apache-2.0 */
/* table.c - the machines that are watched: found by what they are, and by the
 * hosts that they are between; the one that was silent longest makes room. And
 * the requests that wait for their answers. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/observe/private.h"

enum { BUCKETS = 16384 };		/* a power of two */

/* The table --------------------------------------------------------------- */

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static uint64_t
mix_endpoint(uint64_t hash, const struct endpoint *e)
{
	uint64_t a, b;

	memcpy(&a, e->address, 8);
	memcpy(&b, e->address + 8, 8);
	hash = mix(hash, a);
	if (e->family == 6)
		hash = mix(hash, b);
	return mix(hash, e->port);
}

static uint32_t
hash_of(const struct identity *is)
{
	uint64_t hash = mix(is->role, is->name + is->type);

	return (uint32_t)mix_endpoint(mix_endpoint(hash, &is->end), &is->peer);
}

uint64_t
observer_name(const struct dns_name *name)
{
	uint64_t hash = name->length, word;
	uint8_t lower[DNS_NAME_MAX + 8];
	unsigned i;

	for (i = 0; i < name->length; i++) {
		uint8_t c = name->wire[i];

		lower[i] = c >= 'A' && c <= 'Z' ? (uint8_t)(c + 32) : c;
	}
	memset(lower + i, 0, 8);
	for (i = 0; i < name->length; i += 8) {
		memcpy(&word, lower + i, 8);
		hash = mix(hash, word);
	}
	return hash;
}

static bool
is_same(const struct identity *a, const struct identity *b)
{
	return a->role == b->role && a->name == b->name && a->type == b->type &&
		endpoint_equal(&a->end, &b->end) &&
		endpoint_equal(&a->peer, &b->peer);
}

static void
unlink_use(struct observer *o, struct watched *w)
{
	if (w->newer == NOBODY)
		o->newest = w->previous;
	else
		observer_at(o, w->newer)->previous = w->previous;
	if (w->previous == NOBODY)
		o->oldest = w->newer;
	else
		observer_at(o, w->previous)->newer = w->newer;
}

static void
link_use(struct observer *o, struct watched *w)
{
	uint32_t i = w->number;

	w->newer = NOBODY;
	w->previous = o->newest;
	if (o->newest == NOBODY)
		o->oldest = i;
	else
		observer_at(o, o->newest)->newer = i;
	o->newest = i;
}

/* Where machines between the same hosts stand; gateways by their own address,
 * as one announcement goes to many hosts. */
static uint32_t *
kin_of(struct observer *o, enum role role, struct endpoint end,
       struct endpoint peer)
{
	uint64_t hash = role;

	end.port = peer.port = 0;
	if (role != ROLE_GATEWAY)
		hash = mix_endpoint(hash, &end);
	return &o->kin[mix_endpoint(hash, &peer) % BUCKETS];
}

static void
link_kin(struct observer *o, struct watched *w)
{
	uint32_t *first = kin_of(o, w->is.role, w->is.end, w->is.peer);

	w->kin_next = *first;
	w->kin_previous = NOBODY;
	if (*first != NOBODY)
		observer_at(o, *first)->kin_previous = w->number;
	*first = w->number;
}

static void
unlink_kin(struct observer *o, struct watched *w)
{
	uint32_t *first = kin_of(o, w->is.role, w->is.end, w->is.peer);

	if (w->kin_previous == NOBODY)
		*first = w->kin_next;
	else
		observer_at(o, w->kin_previous)->kin_next = w->kin_next;
	if (w->kin_next != NOBODY)
		observer_at(o, w->kin_next)->kin_previous = w->kin_previous;
}

void
observer_kin(struct observer *o, struct kin *k, enum role role,
	     const struct endpoint *end, const struct endpoint *peer)
{
	k->role = role;
	k->at = *kin_of(o, role, *end, *peer);
	k->left = KIN_MAX;
}

struct watched *
observer_kin_next(struct observer *o, struct kin *k)
{
	struct watched *w;

	while (k->at != NOBODY && k->left--) {
		w = observer_at(o, k->at);
		k->at = w->kin_next;
		if (w->is.role == k->role)
			return w;
	}
	return NULL;
}

static struct watched *
find(struct observer *o, const struct identity *is, uint32_t hash)
{
	uint32_t i = o->buckets[hash % BUCKETS];

	struct watched *w;

	for (; i != NOBODY; i = w->next) {
		w = observer_at(o, i);
		if (w->hash == hash && is_same(&w->is, is))
			return w;
	}
	return NULL;
}

static void
use(struct observer *o, struct watched *w)
{
	if (o->newest == w->number)
		return;
	unlink_use(o, w);
	link_use(o, w);
}

struct watched *
observer_find(struct observer *o, const struct identity *is)
{
	struct watched *w = find(o, is, hash_of(is));

	if (w)
		use(o, w);
	return w;
}

void
observer_forget(struct observer *o, struct watched *w)
{
	uint32_t i = w->number;
	uint32_t *at = &o->buckets[w->hash % BUCKETS];

	while (*at != i)
		at = &observer_at(o, *at)->next;
	*at = w->next;
	unlink_use(o, w);
	unlink_kin(o, w);
	observer_undue(o, w);
	w->used = false;
	w->hash = 0;
	w->next = o->free_first;
	o->free_first = i;
}

/* There is memory for one more machine. */
static bool
has_chunk(struct observer *o)
{
	struct watched **chunk;

	if (o->made == OBSERVER_MACHINES_MAX)
		return false;
	chunk = &o->chunks[o->made / CHUNK];
	if (!*chunk)
		*chunk = malloc(CHUNK * sizeof(**chunk));
	return *chunk;
}

int
observer_table_open(struct observer *o)
{
	o->newest = o->oldest = o->free_first = NOBODY;
	o->buckets = malloc(BUCKETS * sizeof(*o->buckets));
	o->kin = malloc(BUCKETS * sizeof(*o->kin));
	o->requests = calloc(REQUESTS_MAX, sizeof(*o->requests));
	if (!o->buckets || !o->kin || !o->requests || !has_chunk(o))
		return -ENOMEM;
	memset(o->buckets, 0xff, BUCKETS * sizeof(*o->buckets));
	memset(o->kin, 0xff, BUCKETS * sizeof(*o->kin));
	return 0;
}

void
observer_table_close(struct observer *o)
{
	unsigned i;

	for (i = 0; i < CHUNKS; i++)
		free(o->chunks[i]);
	free(o->buckets);
	free(o->kin);
	free(o->requests);
}

/* A place in the table; without one the oldest machine goes. */
static struct watched *
take_place(struct observer *o, uint32_t *number)
{
	struct watched *w;

	if (o->free_first == NOBODY && !has_chunk(o)) {
		o->forgotten++;
		observer_forget(o, observer_at(o, o->oldest));
	}
	*number = o->free_first == NOBODY ? o->made++ : o->free_first;
	w = observer_at(o, *number);
	if (*number != o->free_first)
		return w;
	o->free_first = w->next;
	return w;
}

struct watched *
observer_get(struct observer *o, const struct identity *is,
	     const struct dns_name *name)
{
	uint32_t hash = hash_of(is), number, *bucket;
	struct watched *w = find(o, is, hash);

	if (w) {
		use(o, w);
		return w;
	}
	w = take_place(o, &number);
	memset(w, 0, sizeof(*w));
	w->number = number;
	w->is = *is;
	if (name)
		memcpy(&w->name, name, offsetof(struct dns_name, wire) +
		       name->length);
	shadow_begin(&o->plans[is->role], &w->shadow);
	w->fresh = w->used = true;
	w->hash = hash;
	w->heap = NOBODY;
	w->due_ns = TIME_NEVER;
	w->older = NOBODY;
	bucket = &o->buckets[hash % BUCKETS];
	w->next = *bucket;
	*bucket = w->number;
	link_use(o, w);
	link_kin(o, w);
	o->seen++;
	return w;
}

/* Requests ---------------------------------------------------------------- */

static struct request *
place_of(struct observer *o, const struct endpoint *client,
	 const struct endpoint *server, uint16_t message)
{
	uint64_t hash = mix_endpoint(mix_endpoint(message, client), server);

	return &o->requests[hash % REQUESTS_MAX];
}

struct request *
observer_ask(struct observer *o, const struct endpoint *client,
	     const struct endpoint *server, uint16_t message)
{
	struct request *r = place_of(o, client, server, message);

	r->client = *client;
	r->server = *server;
	r->message = message;
	r->used = true;
	r->leased = false;
	r->count = 0;
	return r;
}

struct request *
observer_asked(struct observer *o, const struct endpoint *client,
	       const struct endpoint *server, uint16_t message)
{
	struct request *r = place_of(o, client, server, message);

	return r->used && r->message == message &&
		endpoint_equal(&r->client, client) &&
		endpoint_equal(&r->server, server) ? r : NULL;
}

void
observer_wait(struct request *r, struct watched *w, bool removes)
{
	if (r->count == WAITING_MAX)
		return;
	r->waiting[r->count].machine = w->number;
	r->waiting[r->count].hash = w->hash;
	r->waiting[r->count].removes = removes;
	r->count++;
}

struct watched *
observer_waiting(struct observer *o, const struct request *r, unsigned i)
{
	struct watched *w = observer_at(o, r->waiting[i].machine);

	return w->used && w->hash == r->waiting[i].hash ? w : NULL;
}
