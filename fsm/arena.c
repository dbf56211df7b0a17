/* SPDX-License-Identifier: Apache-2.0 */
/* arena.c - a binary buddy allocator. */
#include "autotunnel/arena.h"

#include <assert.h>
#include <string.h>

enum {
	MARK_INSIDE = 0xff,	/* not the first of its block */
	MARK_FREE = 0x80,	/* or'ed with the order */
	LARGEST = 1 << (ARENA_ORDERS - 1)	/* in blocks */
};

static uint32_t
index_of(const struct arena *a, const void *p)
{
	return (uint32_t)(((const uint8_t *)p - a->base) / ARENA_BLOCK);
}

static void
free_put(struct arena *a, uint32_t at, unsigned order)
{
	struct arena_free *f = (struct arena_free *)(void *)
		(a->base + (size_t)at * ARENA_BLOCK);

	f->prev = NULL;
	f->next = a->free[order];
	if (f->next)
		f->next->prev = f;
	a->free[order] = f;
	a->marks[at] = (uint8_t)(MARK_FREE | order);
}

static void
free_take(struct arena *a, struct arena_free *f, unsigned order)
{
	if (f->prev)
		f->prev->next = f->next;
	else
		a->free[order] = f->next;
	if (f->next)
		f->next->prev = f->prev;
}

size_t
arena_memory(size_t octets)
{
	size_t blocks = (octets + ARENA_BLOCK - 1) / ARENA_BLOCK;

	return blocks * ARENA_BLOCK + (blocks + 15) / 16 * 16;
}

void
arena_clear(struct arena *a)
{
	memset(a->free, 0, sizeof(a->free));
	a->used = 0;
	a->fresh = 0;
}

/* The next of the largest blocks, or what is left at the end, can be had from now
 * on. Memory that was never needed is not touched. */
static void
add_fresh(struct arena *a)
{
	uint32_t at = a->fresh, left = a->blocks - at, end;
	unsigned order;

	end = at + (left < LARGEST ? left : LARGEST);
	memset(a->marks + at, MARK_INSIDE, end - at);
	for (; at < end; at += 1u << order) {
		order = ARENA_ORDERS - 1;
		while (1u << order > end - at)
			order--;
		free_put(a, at, order);
	}
	a->fresh = end;
}

void
arena_init(struct arena *a, void *memory, size_t octets)
{
	assert(((uintptr_t)memory & 15) == 0);
	a->blocks = (uint32_t)((octets + ARENA_BLOCK - 1) / ARENA_BLOCK);
	a->base = memory;
	a->marks = a->base + (size_t)a->blocks * ARENA_BLOCK;
	arena_clear(a);
}

static unsigned
smallest_free(const struct arena *a, unsigned order)
{
	while (order < ARENA_ORDERS && !a->free[order])
		order++;
	return order;
}

void *
arena_take(struct arena *a, size_t size)
{
	unsigned order = 0, from;
	struct arena_free *f;
	uint32_t at;

	if (size > ARENA_MOST)
		return NULL;
	while ((size_t)ARENA_BLOCK << order < size)
		order++;
	while ((from = smallest_free(a, order)) == ARENA_ORDERS) {
		if (a->fresh == a->blocks)
			return NULL;
		add_fresh(a);
	}
	f = a->free[from];
	free_take(a, f, from);
	at = index_of(a, f);
	while (from > order) {
		from--;
		free_put(a, at + (1u << from), from);
	}
	a->marks[at] = (uint8_t)order;
	a->used += (uint64_t)ARENA_BLOCK << order;
	return f;
}

void
arena_give(struct arena *a, void *taken)
{
	uint32_t at, buddy;
	unsigned order;

	if (!taken)
		return;
	at = index_of(a, taken);
	assert(at < a->blocks && a->marks[at] < ARENA_ORDERS);
	order = a->marks[at];
	a->used -= (uint64_t)ARENA_BLOCK << order;
	a->marks[at] = MARK_INSIDE;
	while (order + 1 < ARENA_ORDERS) {
		buddy = at ^ (1u << order);
		if (buddy >= a->blocks ||
		    a->marks[buddy] != (MARK_FREE | order))
			break;
		free_take(a, (struct arena_free *)(void *)
			  (a->base + (size_t)buddy * ARENA_BLOCK), order);
		a->marks[buddy] = MARK_INSIDE;
		at &= ~(1u << order);
		order++;
	}
	free_put(a, at, order);
}
