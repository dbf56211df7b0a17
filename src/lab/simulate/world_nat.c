/* SPDX-License-Identifier: Apache-2.0 */
/* world_nat.c - NATs that translate, each kind of RFC 4787. */
#include "lab/simulate/world_private.h"

#include <string.h>

struct world_nat *
world_add_nat(struct world *w, struct endpoint outer, struct endpoint inner,
	      struct world_nat *parent)
{
	struct world_nat *n = world_zeroed(sizeof(*n));

	n->world = w;
	n->index = w->nat_count;
	n->parent = parent;
	n->outer = outer;
	n->inner = inner;
	n->filtering = ADDRESS_PORT_DEPENDENT;
	n->flow_ms = WORLD_FLOW_MS;
	n->epoch_from_ms = w->now_ms;
	if (w->nat_count == w->nat_room)
		w->nats = world_grow(w->nats, &w->nat_room, sizeof(*w->nats));
	w->nats[w->nat_count++] = n;
	world_find_add_nat(n);
	return n;
}

/* Mappings -------------------------------------------------------------------- */

static bool
asked(const struct world_nat *n, const struct world_mapping *p)
{
	return p->asked_until_ms > n->world->now_ms;
}

static bool
alive(const struct world_nat *n, const struct world_mapping *p)
{
	return asked(n, p) || p->flow_until_ms > n->world->now_ms ||
		(p->keeper && p->keeper->up_count);
}

/* Of a flow from INNER to OUTSIDE, or NULL. */
static struct world_mapping *
of_flow(struct world_nat *n, const struct endpoint *inner,
	const struct endpoint *outside)
{
	unsigned i;

	for (i = 0; i < n->mapping_count; i++) {
		struct world_mapping *p = &n->mappings[i];

		if (!endpoint_equal(&p->inner, inner) || !alive(n, p))
			continue;
		if (n->mapping == ENDPOINT_INDEPENDENT || asked(n, p) ||
		    (n->mapping == ADDRESS_DEPENDENT ?
		     endpoint_same_address(&p->outside, outside) :
		     endpoint_equal(&p->outside, outside)))
			return p;
	}
	return NULL;
}

struct world_mapping *
world_mapping_asked(struct world_nat *n, const struct endpoint *inner)
{
	struct world_mapping *flow = NULL;
	unsigned i;

	for (i = 0; i < n->mapping_count; i++) {
		struct world_mapping *p = &n->mappings[i];

		if (!endpoint_equal(&p->inner, inner) || !alive(n, p))
			continue;
		if (asked(n, p))
			return p;
		if (!flow && n->mapping == ENDPOINT_INDEPENDENT)
			flow = p;
	}
	return flow;
}

static struct world_mapping *
by_outer(const struct world_nat *n, uint16_t port)
{
	unsigned i;

	for (i = 0; i < n->mapping_count; i++)
		if (n->mappings[i].outer_port == port &&
		    alive(n, &n->mappings[i]))
			return &n->mappings[i];
	return NULL;
}

static bool
port_is_free(const struct world_nat *n, uint16_t port)
{
	unsigned i;

	for (i = 0; i < n->taken_count; i++)
		if (n->taken[i] == port)
			return false;
	return port && !by_outer(n, port);
}

struct world_mapping *
world_mapping_new(struct world_nat *n, const struct endpoint *inner,
		  uint16_t wanted)
{
	unsigned i = 0;

	while (i < n->mapping_count && alive(n, &n->mappings[i]))
		i++;
	world_must(i < WORLD_MAPPINGS_MAX, n->world, "the NAT's table is full");
	while (!port_is_free(n, wanted))
		wanted = world_fresh_port(n->world);
	if (i == n->mapping_room)
		n->mappings = world_grow(n->mappings, &n->mapping_room,
					 sizeof(*n->mappings));
	if (i == n->mapping_count)
		n->mapping_count++;
	n->mappings[i] = (struct world_mapping){
		.inner = *inner, .outer_port = wanted,
	};
	return &n->mappings[i];
}

static bool
has_written(const struct world_nat *n, const struct world_mapping *p,
	    const struct endpoint *from)
{
	unsigned i;

	for (i = 0; i < WORLD_WRITTEN_MAX && i < p->written; i++)
		if (n->filtering == ADDRESS_DEPENDENT ?
		    endpoint_same_address(&p->written_to[i], from) :
		    endpoint_equal(&p->written_to[i], from))
			return true;
	return false;
}

static void
write_to(struct world_nat *n, struct world_mapping *p,
	 const struct endpoint *to)
{
	unsigned i;

	if (p->flow_until_ms < n->world->now_ms + n->flow_ms)
		p->flow_until_ms = n->world->now_ms + n->flow_ms;
	for (i = 0; i < WORLD_WRITTEN_MAX && i < p->written; i++)
		if (endpoint_equal(&p->written_to[i], to))
			return;
	p->written_to[p->written++ % WORLD_WRITTEN_MAX] = *to;
}

void
world_nat_out(struct world_nat *n, struct world_message *m, bool touch,
	      struct world_node *keeper)
{
	struct world_mapping *p = of_flow(n, &m->from, &m->to);

	if (touch) {
		/* the flow's outer port stays while it lives */
		if (!p) {
			p = world_mapping_new(n, &m->from, m->from.port);
			p->outside = m->to;
		}
		write_to(n, p, &m->to);
		if (keeper)
			p->keeper = keeper;
	}
	m->from = n->outer;
	m->from.port = p ? p->outer_port : 0;
}

bool
world_nat_in(struct world_nat *n, struct world_message *m)
{
	struct world_mapping *p = by_outer(n, m->to.port);

	if (!p || (!asked(n, p) && n->filtering != ENDPOINT_INDEPENDENT &&
		   !has_written(n, p, &m->from)))
		return false;
	m->to = p->inner;
	return true;
}

uint16_t
world_nat_mapped(const struct world_nat *n, const struct world_node *node,
		 uint16_t port)
{
	struct endpoint inner = node->address;
	unsigned i;

	inner.port = port;
	for (i = 0; i < n->mapping_count; i++)
		if (endpoint_equal(&n->mappings[i].inner, &inner) &&
		    asked(n, &n->mappings[i]))
			return n->mappings[i].outer_port;
	return 0;
}

/* What happens to it ------------------------------------------------------------ */

void
world_nat_doubt(struct world_nat *n)
{
	struct world *w = n->world;
	struct world_node *inside;
	unsigned i;

	for (inside = n->inside; inside; inside = inside->next_inside)
		world_doubt(inside);
	for (i = n->index + 1; i < w->nat_count && !n->inside; i++)
		if (w->nats[i]->parent == n)
			world_nat_doubt(w->nats[i]);
}

void
world_nat_leave(struct world_node *n)
{
	struct world_nat *at;
	unsigned i;

	for (at = n->nat; at; at = at->parent)
		for (i = 0; i < at->mapping_count; i++)
			if (at->mappings[i].keeper == n) {
				at->mappings[i].keeper = NULL;
				at->mappings[i].flow_until_ms =
					n->world->now_ms + at->flow_ms;
			}
}

void
world_nat_bury(struct world_node *n)
{
	struct world_nat *at;
	unsigned i;

	for (at = n->nat; at; at = at->parent)
		for (i = 0; i < at->mapping_count; i++)
			if (at->mappings[i].keeper == n &&
			    !alive(at, &at->mappings[i]))
				at->mappings[i].keeper = NULL;
}

void
world_nat_forget(struct world_nat *n)
{
	n->mapping_count = 0;
	world_nat_doubt(n);
}

void
world_nat_reboot(struct world_nat *n, unsigned announcements)
{
	world_nat_forget(n);
	n->epoch_from_ms = n->world->now_ms;
	n->epoch_lie_s = 0;
	world_nat_announce(n, announcements);
}

void
world_nat_renumber(struct world_nat *n, struct endpoint outer)
{
	world_find_renumber(n, outer);
	world_nat_doubt(n);
	world_nat_announce(n, 10);
}

void
world_nat_mute(struct world_nat *n, bool mute)
{
	n->mute = mute;
}

void
world_nat_hairpin(struct world_nat *n, bool on)
{
	n->hairpin = on;
}

void
world_nat_take_port(struct world_nat *n, uint16_t port)
{
	world_must(n->taken_count < 16, n->world, "too many ports are taken");
	n->taken[n->taken_count++] = port;
}
