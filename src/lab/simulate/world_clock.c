/* SPDX-License-Identifier: Apache-2.0 */
/* world_clock.c - clocks of nodes, which run a little wrong. */
#include "lab/simulate/world_private.h"

enum { MILLION = 1000000 };

uint64_t
world_clock_ms(const struct world_node *n, uint64_t at_ms)
{
	uint64_t passed = at_ms - n->clock_at_ms;

	if (n->drift)
		passed = passed * (uint64_t)(MILLION + n->drift) / MILLION;
	return n->clock_base_ms + passed;
}

/* The first moment at which the clock says so much: never a moment before. */
uint64_t
world_clock_when(const struct world_node *n, uint64_t clock_ms)
{
	uint64_t passed, rate = (uint64_t)(MILLION + n->drift);

	if (clock_ms == TIME_NEVER)
		return TIME_NEVER;
	if (clock_ms <= n->clock_base_ms)
		return n->clock_at_ms;
	passed = clock_ms - n->clock_base_ms;
	if (n->drift)
		passed = (passed * MILLION + rate - 1) / rate;
	return n->clock_at_ms + passed;
}

int64_t
world_clock_error_ms(const struct world_node *n)
{
	int64_t passed = (int64_t)(n->world->now_ms - n->clock_at_ms);

	return n->wall_error_ms + passed * n->drift / MILLION;
}

void
world_clock_boot(struct world_node *n, uint64_t base_ms)
{
	n->wall_error_ms = world_clock_error_ms(n);
	n->clock_at_ms = n->world->now_ms;
	n->clock_base_ms = base_ms;
	world_due_update(n);
}

void
world_clock_drift(struct world_node *n, int32_t millionths)
{
	world_clock_boot(n, world_clock_ms(n, n->world->now_ms));
	n->drift = millionths;
	world_due_update(n);
}

void
world_clock_step(struct world_node *n, int64_t ms)
{
	n->wall_error_ms += ms;
}
