/* SPDX-License-Identifier: Apache-2.0 */
/* arena.c - a binary buddy allocator. */
#include "autotunnel/arena.h"

#include <assert.h>
#include <string.h>

enum {
	MARK_INSIDE = 0xff,	/* not the first of its block */
	MARK_FREE = 0x80	/* or'ed with the order */
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
	uint32_t at = 0;
	unsigned order;

	memset(a->marks, MARK_INSIDE, a->blocks);
	memset(a->free, 0, sizeof(a->free));
	a->used = 0;
	while (at < a->blocks) {
		order = ARENA_ORDERS - 1;
		while (at & ((1u << order) - 1) ||
		       (1u << order) > a->blocks - at)
			order--;
		free_put(a, at, order);
		at += 1u << order;
	}
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
	for (from = order; from < ARENA_ORDERS && !a->free[from]; from++)
		;
	if (from == ARENA_ORDERS)
		return NULL;
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
