/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c - see entries.h. Chained buckets, and a list in the order of
 * coming: what was touched since gets a second chance (the clock algorithm), so
 * that finding an entry touches no other. */
#include "lab/judge/entries.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { LUMP = 256, BUCKETS_FIRST = 256, NOTHING = 0 };

/* Stands before each entry. Slots count from 1; 0 is none. */
struct head {
	uint64_t key;
	uint32_t slot;
	uint32_t generation;
	uint32_t chain;
	uint32_t newer, older;
	bool used;
	bool touched;		/* since it came to the list's front */
};

struct entries {
	size_t size;		/* of head and entry */
	uint32_t limit;
	uint32_t count;
	uint32_t slots;		/* made so far */
	uint32_t free;		/* list through chain */
	uint32_t newest, oldest;
	uint32_t bucket_count;
	uint32_t *buckets;
	uint8_t **lumps;
	uint32_t lump_count;
	void (*forget)(void *owner, void *entry);
	void *owner;
};

static struct head *
head_of_slot(const struct entries *t, uint32_t slot)
{
	return (struct head *)(void *)(t->lumps[(slot - 1) / LUMP] +
				       (slot - 1) % LUMP * t->size);
}

static struct head *
head_of(const void *entry)
{
	return (struct head *)(uintptr_t)entry - 1;
}

static void *
entry_of(struct head *h)
{
	return h + 1;
}

int
entries_open(size_t entry_size, uint32_t limit,
	   void (*forget)(void *owner, void *entry), void *owner,
	   struct entries **out)
{
	const size_t align = sizeof(uint64_t);
	struct entries *t = calloc(1, sizeof(*t));

	if (!t)
		return -ENOMEM;
	t->size = sizeof(struct head) + (entry_size + align - 1) / align * align;
	t->limit = limit;
	t->forget = forget;
	t->owner = owner;
	t->bucket_count = BUCKETS_FIRST;
	t->buckets = calloc(t->bucket_count, sizeof(*t->buckets));
	t->lumps = calloc(limit / LUMP + 1, sizeof(*t->lumps));
	if (!t->buckets || !t->lumps) {
		entries_close(t);
		return -ENOMEM;
	}
	*out = t;
	return 0;
}

void
entries_close(struct entries *t)
{
	uint32_t i;

	if (!t)
		return;
	for (i = 0; i < t->lump_count; i++)
		free(t->lumps[i]);
	free(t->lumps);
	free(t->buckets);
	free(t);
}

/* Buckets ---------------------------------------------------------------- */

static uint32_t *
bucket(const struct entries *t, uint64_t key)
{
	return &t->buckets[(key ^ key >> 32) & (t->bucket_count - 1)];
}

static void
put_into_bucket(struct entries *t, struct head *h)
{
	uint32_t *b = bucket(t, h->key);

	h->chain = *b;
	*b = h->slot;
}

static void
take_out_of_bucket(struct entries *t, struct head *h)
{
	uint32_t *at = bucket(t, h->key);

	while (*at != h->slot)
		at = &head_of_slot(t, *at)->chain;
	*at = h->chain;
}

/* Twice as many buckets; without memory for them the chains get longer. */
static void
widen(struct entries *t)
{
	uint32_t *buckets = calloc(2 * (size_t)t->bucket_count,
				   sizeof(*buckets));
	uint32_t i;

	if (!buckets)
		return;
	free(t->buckets);
	t->buckets = buckets;
	t->bucket_count *= 2;
	for (i = 1; i <= t->slots; i++)
		if (head_of_slot(t, i)->used)
			put_into_bucket(t, head_of_slot(t, i));
}

/* The order of coming ---------------------------------------------------- */

static void
leave_order(struct entries *t, struct head *h)
{
	if (h->newer)
		head_of_slot(t, h->newer)->older = h->older;
	else
		t->newest = h->older;
	if (h->older)
		head_of_slot(t, h->older)->newer = h->newer;
	else
		t->oldest = h->newer;
}

static void
become_newest(struct entries *t, struct head *h)
{
	h->newer = NOTHING;
	h->older = t->newest;
	if (t->newest)
		head_of_slot(t, t->newest)->newer = h->slot;
	else
		t->oldest = h->slot;
	t->newest = h->slot;
}

/* Entries ---------------------------------------------------------------- */

void *
entries_find(struct entries *t, uint64_t key)
{
	struct head *h;
	uint32_t slot;

	for (slot = *bucket(t, key); slot; slot = h->chain) {
		h = head_of_slot(t, slot);
		if (h->key != key)
			continue;
		h->touched = true;
		return entry_of(h);
	}
	return NULL;
}

static bool
make_slots(struct entries *t)
{
	uint32_t i, n = t->limit - t->slots < LUMP ? t->limit - t->slots : LUMP;
	uint8_t *lump = calloc(LUMP, t->size);

	if (!lump)
		return false;
	t->lumps[t->lump_count++] = lump;
	for (i = 0; i < n; i++) {
		t->slots++;
		head_of_slot(t, t->slots)->slot = t->slots;
		head_of_slot(t, t->slots)->chain = t->free;
		t->free = t->slots;
	}
	return true;
}

void
entries_remove(struct entries *t, void *entry)
{
	struct head *h = head_of(entry);

	assert(h->used);
	take_out_of_bucket(t, h);
	leave_order(t, h);
	h->used = false;
	h->generation++;
	h->chain = t->free;
	t->free = h->slot;
	t->count--;
}

static struct head *
stalest(struct entries *t)
{
	struct head *h = head_of_slot(t, t->oldest);

	while (h->touched) {
		h->touched = false;
		leave_order(t, h);
		become_newest(t, h);
		h = head_of_slot(t, t->oldest);
	}
	return h;
}

void *
entries_add(struct entries *t, uint64_t key)
{
	struct head *h;

	if (!t->free && t->slots < t->limit && !make_slots(t) && !t->count)
		return NULL;
	if (!t->free) {
		h = stalest(t);
		if (t->forget)
			t->forget(t->owner, entry_of(h));
		entries_remove(t, entry_of(h));
	}
	h = head_of_slot(t, t->free);
	t->free = h->chain;
	h->key = key;
	h->used = true;
	h->touched = true;	/* the newest is not the stalest */
	memset(entry_of(h), 0, t->size - sizeof(*h));
	put_into_bucket(t, h);
	become_newest(t, h);
	if (++t->count > t->bucket_count)
		widen(t);
	return entry_of(h);
}

void *
entries_get(struct entries *t, uint64_t key)
{
	void *entry = entries_find(t, key);

	return entry ? entry : entries_add(t, key);
}

uint32_t
entries_count(const struct entries *t)
{
	return t->count;
}

uint64_t
entries_handle(const struct entries *t, const void *entry)
{
	const struct head *h = head_of(entry);

	(void)t;
	return (uint64_t)h->generation << 32 | h->slot;
}

void *
entries_at(const struct entries *t, uint64_t handle)
{
	const uint32_t slot = (uint32_t)handle;
	struct head *h;

	if (!slot || slot > t->slots)
		return NULL;
	h = head_of_slot(t, slot);
	return h->used && h->generation == handle >> 32 ? entry_of(h) : NULL;
}

void *
entries_next(const struct entries *t, const void *previous)
{
	uint32_t slot = previous ? head_of(previous)->slot : 0;

	while (++slot <= t->slots)
		if (head_of_slot(t, slot)->used)
			return entry_of(head_of_slot(t, slot));
	return NULL;
}
