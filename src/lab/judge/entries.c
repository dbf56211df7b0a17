/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c - see entries.h. Open addressing: a place has 32 bits of the hash
 * beside the slot, so that looking for an entry touches one line of the places
 * and one of the entry, and no other entry. A hand goes round the slots to find
 * who must make room; what was touched since it came by gets a second chance
 * (the clock algorithm). */
#include "lab/judge/entries.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
	PLACES_FIRST = 256,
	LINE = 64,
	LUMP_OCTETS = 1 << 21,	/* a huge page */
	AHEAD = 4		/* slots that the hand looks ahead */
};

/* Stands before each entry. Slots count from 1; 0 is none. */
struct head {
	uint64_t key;
	uint32_t slot;
	uint32_t generation;
	uint32_t next_free;
	bool used;
	bool touched;		/* since the hand came by */
};

struct place {
	uint32_t tag;		/* of the key; its low bits say where it would
				 * like to stand */
	uint32_t slot;
};

struct entries {
	size_t size;		/* of head and entry */
	uint32_t limit;
	uint32_t count;
	uint32_t slots;		/* made so far */
	uint32_t free;		/* list through next_free */
	uint32_t hand;		/* the slot that it looked at last */
	uint32_t mask;		/* number of places less one */
	struct place *places;
	uint8_t **lumps;
	uint32_t lump_count;
	unsigned lump_shift;	/* a lump has 1 << lump_shift entries */
	void (*forget)(void *owner, void *entry);
	void *owner;
};

static struct head *
head_of_slot(const struct entries *t, uint32_t slot)
{
	const uint32_t at = slot - 1;

	return (struct head *)(void *)(t->lumps[at >> t->lump_shift] +
		(at & ((1u << t->lump_shift) - 1)) * t->size);
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

/* An entry stands in as few lines as it can. */
static size_t
size_of(size_t entry_size)
{
	const size_t size = sizeof(struct head) + entry_size;

	return size <= LINE / 2 ? LINE / 2 : (size + LINE - 1) / LINE * LINE;
}

int
entries_open(size_t entry_size, uint32_t limit,
	   void (*forget)(void *owner, void *entry), void *owner,
	   struct entries **out)
{
	struct entries *t = calloc(1, sizeof(*t));

	if (!t)
		return -ENOMEM;
	t->size = size_of(entry_size);
	while ((t->size << (t->lump_shift + 1)) <= LUMP_OCTETS)
		t->lump_shift++;
	t->limit = limit;
	t->forget = forget;
	t->owner = owner;
	t->mask = PLACES_FIRST - 1;
	t->places = calloc(PLACES_FIRST, sizeof(*t->places));
	t->lumps = calloc((limit >> t->lump_shift) + 1, sizeof(*t->lumps));
	if (!t->places || !t->lumps) {
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
	free(t->places);
	free(t);
}

/* Zeroed; of huge pages where it fills some. */
static struct place *
make_places(size_t n)
{
	const size_t size = n * sizeof(struct place);
	struct place *places;

	if (size < LUMP_OCTETS)
		return calloc(n, sizeof(struct place));
	places = aligned_alloc(LUMP_OCTETS, size);
	if (!places)
		return NULL;
	(void)madvise(places, size, MADV_HUGEPAGE);
	memset(places, 0, size);
	return places;
}

/* Places ----------------------------------------------------------------- */

static uint32_t
tag_of(uint64_t key)
{
	return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
}

static void
put_into_place(struct place *places, uint32_t mask, struct place p)
{
	uint32_t at = p.tag & mask;

	while (places[at].slot)
		at = (at + 1) & mask;
	places[at] = p;
}

/* Those behind that would have liked to stand here, or before, move up. */
static void
take_out_of_place(struct entries *t, const struct head *h)
{
	uint32_t hole = tag_of(h->key) & t->mask, at, home;

	while (t->places[hole].slot != h->slot)
		hole = (hole + 1) & t->mask;
	for (at = (hole + 1) & t->mask; t->places[at].slot;
	     at = (at + 1) & t->mask) {
		home = t->places[at].tag & t->mask;
		if (((at - home) & t->mask) < ((at - hole) & t->mask))
			continue;
		t->places[hole] = t->places[at];
		hole = at;
	}
	t->places[hole].slot = 0;
}

/* Twice as many places, so that half of them are empty at least. False: no
 * memory for them, and one must stay empty. */
static bool
widen(struct entries *t)
{
	const size_t n = (size_t)t->mask + 1;
	struct place *places;
	size_t i;

	if (t->count < n / 2)
		return true;
	places = make_places(2 * n);
	if (!places)
		return t->count + 1 < n;
	for (i = 0; i < n; i++)
		if (t->places[i].slot)
			put_into_place(places, (uint32_t)(2 * n - 1),
				       t->places[i]);
	free(t->places);
	t->places = places;
	t->mask = (uint32_t)(2 * n - 1);
	return true;
}

/* Entries ---------------------------------------------------------------- */

void *
entries_find(struct entries *t, uint64_t key)
{
	const uint32_t tag = tag_of(key);
	const struct place *p;
	struct head *h;
	uint32_t at;

	for (at = tag & t->mask; (p = &t->places[at])->slot;
	     at = (at + 1) & t->mask) {
		if (p->tag != tag)
			continue;
		h = head_of_slot(t, p->slot);
		if (h->key != key)
			continue;
		h->touched = true;
		return entry_of(h);
	}
	return NULL;
}

void
entries_expect(const struct entries *t, uint64_t key)
{
	__builtin_prefetch(&t->places[tag_of(key) & t->mask]);
}

void
entries_fetch(const struct entries *t, uint64_t key)
{
	const uint32_t tag = tag_of(key);
	const struct place *p = &t->places[tag & t->mask];

	if (p->tag == tag && p->slot)
		__builtin_prefetch(head_of_slot(t, p->slot));
}

/* The first lump is of ordinary pages: most recordings need no more than a few
 * of them. */
static bool
make_lump(struct entries *t)
{
	uint8_t *lump = aligned_alloc(LUMP_OCTETS, LUMP_OCTETS);

	if (!lump)
		return false;
	if (t->lump_count)
		(void)madvise(lump, LUMP_OCTETS, MADV_HUGEPAGE);
	t->lumps[t->lump_count++] = lump;
	return true;
}

static bool
make_slot(struct entries *t)
{
	struct head *h;

	if (t->slots == t->limit ||
	    (t->slots == t->lump_count << t->lump_shift && !make_lump(t)))
		return false;
	h = head_of_slot(t, ++t->slots);
	*h = (struct head){ .slot = t->slots };
	t->free = t->slots;
	return true;
}

void
entries_remove(struct entries *t, void *entry)
{
	struct head *h = head_of(entry);

	assert(h->used);
	take_out_of_place(t, h);
	h->used = false;
	h->generation++;
	h->next_free = t->free;
	t->free = h->slot;
	t->count--;
}

static struct head *
stalest(struct entries *t)
{
	struct head *h;

	for (;;) {
		t->hand = t->hand % t->slots + 1;
		h = head_of_slot(t, t->hand);
		if (t->hand + AHEAD <= t->slots)
			entries_expect(t, head_of_slot(t, t->hand +
						       AHEAD)->key);
		if (!h->touched)
			return h;
		h->touched = false;
	}
}

void *
entries_add(struct entries *t, uint64_t key)
{
	struct head *h;

	if (!widen(t) || (!t->free && !make_slot(t) && !t->count))
		return NULL;
	if (!t->free) {		/* so all are used */
		h = stalest(t);
		if (t->forget)
			t->forget(t->owner, entry_of(h));
		entries_remove(t, entry_of(h));
	}
	h = head_of_slot(t, t->free);
	t->free = h->next_free;
	h->key = key;
	h->used = true;
	h->touched = true;	/* the newest is not the stalest */
	memset(entry_of(h), 0, t->size - sizeof(*h));
	put_into_place(t->places, t->mask,
		       (struct place){ tag_of(key), h->slot });
	t->count++;
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
