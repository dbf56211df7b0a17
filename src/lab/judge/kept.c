/* SPDX-License-Identifier: Apache-2.0 */
/* kept.c - chains into a pool, and a list in the order of use. */
#include "lab/judge/kept.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = 0 };		/* slots are counted from 1 */

struct links {
	uint32_t chain;		/* the next in the bucket, or of the free */
	uint32_t tag;		/* of the key: most entries need no look */
	uint32_t older, newer;
	uint32_t generation;
	bool used;
};

struct kept {
	size_t size, clears;
	unsigned capacity, made, count;
	uint32_t free, oldest, newest;
	uint32_t mask;
	uint32_t *buckets;
	struct links *links;
	uint8_t *entries;
};

int
kept_open(unsigned capacity, size_t size, struct kept **out)
{
	struct kept *t = calloc(1, sizeof(*t));
	uint32_t buckets = 16;

	assert(size >= sizeof(struct kept_key));
	if (!t)
		return -ENOMEM;
	while (buckets < capacity)
		buckets *= 2;
	t->size = (size + 15) & ~(size_t)15;
	t->clears = t->size;
	t->capacity = capacity;
	t->mask = buckets - 1;
	t->buckets = calloc(buckets, sizeof(*t->buckets));
	t->links = calloc(capacity + 1u, sizeof(*t->links));
	t->entries = calloc(capacity + 1u, t->size);
	if (!t->buckets || !t->links || !t->entries) {
		kept_close(t);
		return -ENOMEM;
	}
	*out = t;
	return 0;
}

void
kept_clears(struct kept *t, size_t octets)
{
	assert(octets <= t->size);
	t->clears = octets;
}

void
kept_close(struct kept *t)
{
	if (!t)
		return;
	free(t->buckets);
	free(t->links);
	free(t->entries);
	free(t);
}

static void *
entry_at(const struct kept *t, uint32_t slot)
{
	return t->entries + slot * t->size;
}

static uint32_t
slot_of(const struct kept *t, const void *entry)
{
	return (uint32_t)((size_t)((const uint8_t *)entry - t->entries) /
			  t->size);
}

static uint32_t *
bucket_of(const struct kept *t, struct kept_key key)
{
	return &t->buckets[(key.low ^ key.high >> 32) & t->mask];
}

static void
unlink_use(struct kept *t, uint32_t slot)
{
	struct links *l = &t->links[slot];

	if (l->older)
		t->links[l->older].newer = l->newer;
	else
		t->oldest = l->newer;
	if (l->newer)
		t->links[l->newer].older = l->older;
	else
		t->newest = l->older;
}

static void
link_newest(struct kept *t, uint32_t slot)
{
	struct links *l = &t->links[slot];

	l->older = t->newest;
	l->newer = NONE;
	if (t->newest)
		t->links[t->newest].newer = slot;
	else
		t->oldest = slot;
	t->newest = slot;
}

static uint32_t
tag_of(struct kept_key key)
{
	return (uint32_t)(key.high ^ key.low >> 32);
}

static uint32_t
find_slot(const struct kept *t, struct kept_key key)
{
	const uint32_t tag = tag_of(key);
	const struct kept_key *k;
	uint32_t slot;

	for (slot = *bucket_of(t, key); slot; slot = t->links[slot].chain) {
		if (t->links[slot].tag != tag)
			continue;
		k = entry_at(t, slot);
		if (k->high == key.high && k->low == key.low)
			break;
	}
	return slot;
}

void *
kept_find(struct kept *t, struct kept_key key)
{
	uint32_t slot = find_slot(t, key);

	if (!slot)
		return NULL;
	if (slot != t->newest) {
		unlink_use(t, slot);
		link_newest(t, slot);
	}
	return entry_at(t, slot);
}

static uint32_t
take_slot(struct kept *t)
{
	uint32_t slot;

	if (!t->free && t->made == t->capacity)
		kept_remove(t, entry_at(t, t->oldest));
	if (!t->free)
		return ++t->made;
	slot = t->free;
	t->free = t->links[slot].chain;
	return slot;
}

void *
kept_put(struct kept *t, struct kept_key key, bool *fresh)
{
	void *entry = kept_find(t, key);
	uint32_t slot, *bucket;

	*fresh = !entry;
	if (entry)
		return entry;
	slot = take_slot(t);
	entry = entry_at(t, slot);
	memset(entry, 0, t->clears);
	memcpy(entry, &key, sizeof(key));
	t->links[slot].tag = tag_of(key);
	bucket = bucket_of(t, key);
	t->links[slot].chain = *bucket;
	t->links[slot].used = true;
	*bucket = slot;
	link_newest(t, slot);
	t->count++;
	return entry;
}

void
kept_remove(struct kept *t, void *entry)
{
	uint32_t slot = slot_of(t, entry), *at;

	assert(t->links[slot].used);
	at = bucket_of(t, *(const struct kept_key *)entry);
	while (*at != slot)
		at = &t->links[*at].chain;
	*at = t->links[slot].chain;
	unlink_use(t, slot);
	t->links[slot].used = false;
	t->links[slot].generation++;
	t->links[slot].chain = t->free;
	t->free = slot;
	t->count--;
}

uint64_t
kept_name(const struct kept *t, const void *entry)
{
	uint32_t slot = slot_of(t, entry);

	return (uint64_t)t->links[slot].generation << 32 | slot;
}

void *
kept_named(struct kept *t, uint64_t name)
{
	uint32_t slot = (uint32_t)name;

	if (slot > t->capacity || !t->links[slot].used ||
	    t->links[slot].generation != name >> 32)
		return NULL;
	return entry_at(t, slot);
}

unsigned
kept_count(const struct kept *t)
{
	return t->count;
}
