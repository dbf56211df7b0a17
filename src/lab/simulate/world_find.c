/* SPDX-License-Identifier: Apache-2.0 */
/* world_find.c - who is at an address, or has a ULA: hashed. */
#include "lab/simulate/world_private.h"

#include "autotunnel/near.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS_MIN = 16, SPARSE = 4 };	/* buckets for one that is there */

static size_t
place(const struct world_nat *scope, const struct endpoint *at, size_t buckets)
{
	uint64_t octets[2] = { 0, 0 };

	if (at->family == 4)
		memcpy(octets, at->address, 4);
	else
		memcpy(octets, at->address, 16);
	octets[0] += scope ? scope->index + (UINT64_C(1) << 32) : 0;
	octets[0] = (octets[0] ^ octets[1]) * 0x9fb21c651e98df25u;
	return (octets[0] ^ octets[0] >> 32) & (buckets - 1);
}

static size_t
ula_place(const struct world *w, const uint8_t ula[16])
{
	uint64_t octets[2];

	memcpy(octets, ula, sizeof(octets));
	return world_mix(world_mix(octets[0]) + octets[1]) &
		(w->node_buckets - 1);
}

/* The tables ------------------------------------------------------------------ */

static void *
table(size_t buckets)
{
	return world_zeroed(buckets * sizeof(void *));
}

void
world_find_begin(struct world *w)
{
	w->node_buckets = w->outer_buckets = BUCKETS_MIN;
	w->at_buckets = table(BUCKETS_MIN);
	w->ula_buckets = table(BUCKETS_MIN);
	w->nat_buckets = table(BUCKETS_MIN);
}

void
world_find_end(struct world *w)
{
	free(w->at_buckets);
	free(w->ula_buckets);
	free(w->nat_buckets);
}

static void
put_at(struct world_node *n)
{
	struct world *w = n->world;
	struct world_node **b = &w->at_buckets[place(n->nat, &n->address,
						     w->node_buckets)];

	/* of two at one address the first counts */
	while (*b && (*b)->index < n->index)
		b = &(*b)->next_at;
	n->next_at = *b;
	*b = n;
}

static void
put_ula(struct world_node *n)
{
	struct world *w = n->world;
	struct world_node **b;

	if (!n->has_ula)
		return;
	b = &w->ula_buckets[ula_place(w, n->ula)];
	while (*b && (*b)->index < n->index)
		b = &(*b)->next_ula;
	n->next_ula = *b;
	*b = n;
}

static void
put_outer(struct world_nat *n)
{
	struct world *w = n->world;
	struct world_nat **b = &w->nat_buckets[place(n->parent, &n->outer,
						     w->outer_buckets)];

	while (*b && (*b)->index < n->index)
		b = &(*b)->next_at;
	n->next_at = *b;
	*b = n;
}

void
world_find_add_node(struct world_node *n)
{
	struct world *w = n->world;
	unsigned i;

	if (w->node_count <= w->node_buckets / SPARSE) {
		put_at(n);
		return;
	}
	w->node_buckets *= 2;
	free(w->at_buckets);
	free(w->ula_buckets);
	w->at_buckets = table(w->node_buckets);
	w->ula_buckets = table(w->node_buckets);
	for (i = 0; i < w->node_count; i++) {
		put_at(w->nodes[i]);
		put_ula(w->nodes[i]);
	}
}

void
world_find_add_nat(struct world_nat *n)
{
	struct world *w = n->world;
	unsigned i;

	if (w->nat_count <= w->outer_buckets / SPARSE) {
		put_outer(n);
		return;
	}
	w->outer_buckets *= 2;
	free(w->nat_buckets);
	w->nat_buckets = table(w->outer_buckets);
	for (i = 0; i < w->nat_count; i++)
		put_outer(w->nats[i]);
}

/* Changes ------------------------------------------------------------------------ */

void
world_find_move(struct world_node *n, struct endpoint address,
		struct world_nat *nat)
{
	struct world *w = n->world;
	struct world_node **b = &w->at_buckets[place(n->nat, &n->address,
						     w->node_buckets)];

	while (*b != n)
		b = &(*b)->next_at;
	*b = n->next_at;
	if (n->nat) {
		for (b = &n->nat->inside; *b != n;)
			b = &(*b)->next_inside;
		*b = n->next_inside;
	}
	n->address = address;
	n->nat = nat;
	put_at(n);
	if (!nat)
		return;
	for (b = &nat->inside; *b && (*b)->index < n->index;)
		b = &(*b)->next_inside;
	n->next_inside = *b;
	*b = n;
}

void
world_find_renumber(struct world_nat *n, struct endpoint outer)
{
	struct world *w = n->world;
	struct world_nat **b = &w->nat_buckets[place(n->parent, &n->outer,
						     w->outer_buckets)];

	while (*b != n)
		b = &(*b)->next_at;
	*b = n->next_at;
	n->outer = outer;
	put_outer(n);
}

void
world_find_ula(struct world_node *n, const uint8_t *ula)
{
	struct world *w = n->world;
	struct world_node **b;

	if (n->has_ula) {
		b = &w->ula_buckets[ula_place(w, n->ula)];
		while (*b != n)
			b = &(*b)->next_ula;
		*b = n->next_ula;
	}
	n->has_ula = ula != NULL;
	if (ula)
		memcpy(n->ula, ula, sizeof(n->ula));
	put_ula(n);
}

/* Questions ----------------------------------------------------------------------- */

void
world_find_fetch(const struct world *w, const struct world_nat *scope,
		 const struct endpoint *to)
{
	near_fetch(&w->at_buckets[place(scope, to, w->node_buckets)], 1);
	near_fetch(&w->nat_buckets[place(scope, to, w->outer_buckets)], 1);
}

struct world_node *
world_node_at(const struct world *w, const struct world_nat *scope,
	      const struct endpoint *to)
{
	struct world_node *n = w->at_buckets[place(scope, to, w->node_buckets)];

	while (n && (n->nat != scope ||
		     !endpoint_same_address(&n->address, to)))
		n = n->next_at;
	return n;
}

struct world_nat *
world_nat_at(const struct world *w, const struct world_nat *scope,
	     const struct endpoint *to)
{
	struct world_nat *n = w->nat_buckets[place(scope, to, w->outer_buckets)];

	while (n && (n->parent != scope ||
		     !endpoint_same_address(&n->outer, to)))
		n = n->next_at;
	return n;
}

struct world_node *
world_node_of(const struct world *w, const uint8_t ula[16],
	      const struct world_node *n)
{
	struct world_node *at = n ? n->next_ula :
		w->ula_buckets[ula_place(w, ula)];

	while (at && memcmp(at->ula, ula, sizeof(at->ula)) != 0)
		at = at->next_ula;
	return at;
}
