/* SPDX-License-Identifier: Apache-2.0 */
/* carve.h - the pieces of a container's memory, given out one after the other;
 * with base NULL they are only counted. Each begins in a cache line of its own
 * if the memory does. */
#ifndef FSM_CARVE_H
#define FSM_CARVE_H

#include <stddef.h>
#include <stdint.h>

enum { CARVE_LINE = 64 };

struct carver {
	uint8_t *base;
	size_t at;
};

static inline void *
carve(struct carver *c, size_t count, size_t size)
{
	size_t mask = CARVE_LINE - 1;
	void *piece = c->base ? c->base + c->at : NULL;

	c->at += (count * size + mask) & ~mask;
	return piece;
}

#endif
