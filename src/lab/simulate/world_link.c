/* SPDX-License-Identifier: Apache-2.0 */
/* world_link.c - what a link does to a message. A link draws once for each
 * message, whatever its faults, so that one fault more does not shift the rest. */
#include "lab/simulate/world_private.h"

enum { LANE_BITS = 16, LANE = 1 << LANE_BITS };

/* One of the four numbers of a draw, as a share. */
static unsigned
lane(uint64_t draw, unsigned number)
{
	return (unsigned)((draw >> number * LANE_BITS & (LANE - 1)) *
			  WORLD_SHARE / LANE);
}

bool
world_link_smooth(const struct world_link *link)
{
	return !link->loss && !link->jitter_ms && !link->duplicate &&
		!link->reorder;
}

static struct world_fate
fate(struct world_link *link, uint64_t now_ms, uint64_t delay_ms,
     uint64_t *last_ms)
{
	struct world_fate f = { .delay_ms = delay_ms };
	uint64_t draw = world_draw(&link->random), more;

	if (world_link_smooth(link))
		return f;
	more = world_mix(draw);
	f.lost = lane(draw, 0) < link->loss;
	if (link->jitter_ms)
		f.delay_ms += more % (link->jitter_ms + 1);
	if (now_ms + f.delay_ms < *last_ms)
		f.delay_ms = *last_ms - now_ms;
	if (lane(draw, 1) < link->reorder)
		f.delay_ms += more >> 20 & UINT16_MAX ?
			1 + (more >> 20) % (link->reorder_ms + 1) : 0;
	else
		*last_ms = now_ms + f.delay_ms;
	if (lane(draw, 2) < link->duplicate)
		f.copy_ms = (uint32_t)(1 + (more >> 40) %
				       (link->reorder_ms + 1));
	return f;
}

struct world_fate
world_link_out(struct world_link *link, uint64_t now_ms)
{
	struct world_fate f = fate(link, now_ms, link->delay_ms,
				   &link->last_out_ms);

	f.lost = f.lost || link->dumb;
	return f;
}

struct world_fate
world_link_in(struct world_link *link, uint64_t now_ms)
{
	struct world_fate f = fate(link, now_ms, 0, &link->last_in_ms);

	f.lost = f.lost || link->deaf;
	return f;
}
