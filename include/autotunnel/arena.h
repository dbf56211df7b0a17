/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h - room for things of many sizes in memory that the caller gives.
 *
 * A binary buddy allocator: blocks are powers of two from 32 octets to 64 KiB,
 * a block given back is joined with its free neighbour at once. Nothing grows
 * beyond what arena_init was given; whoever asks must live with NULL.
 *
 * Order of calls: arena_init, then arena_take and arena_give freely;
 * arena_clear gives everything back. Taking and giving cost O(log size). */
#ifndef AUTOTUNNEL_ARENA_H
#define AUTOTUNNEL_ARENA_H

#include <stddef.h>
#include <stdint.h>

enum {
	ARENA_BLOCK = 32,
	ARENA_ORDERS = 12,	/* 32 << 11 = 65,536: a whole DNS message */
	ARENA_MOST = ARENA_BLOCK << (ARENA_ORDERS - 1)
};

struct arena_free {
	struct arena_free *next;
	struct arena_free *prev;
};

struct arena {
	uint8_t *base;		/* aligned to 16 */
	uint8_t *marks;		/* one a block: order, free or not */
	uint32_t blocks;
	uint32_t fresh;		/* blocks never needed begin here */
	uint64_t used;		/* octets in blocks that are taken */
	struct arena_free *free[ARENA_ORDERS];
};

/* Memory for an arena that holds OCTETS, in octets. */
size_t arena_memory(size_t octets);
/* MEMORY: arena_memory(OCTETS) octets, aligned to 16. */
void arena_init(struct arena *a, void *memory, size_t octets);
void arena_clear(struct arena *a);
/* At least SIZE octets aligned to 16, not cleared; NULL: no such room, or
 * SIZE above ARENA_MOST. */
void *arena_take(struct arena *a, size_t size);
void arena_give(struct arena *a, void *taken);	/* NULL is fine */

#endif
