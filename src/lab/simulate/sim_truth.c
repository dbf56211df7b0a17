/* SPDX-License-Identifier: Apache-2.0 */
/* sim_truth.c - links and clocks, and what is true of the world whatever the
 * cores believe. */
#include <stdlib.h>

#include "lab/simulate/sim_private.h"
#include "shell/tsig.h"

static void
touch(struct sim *s, int who)
{
	if (who == SIM_PRIMARY)
		s->primary_touched_ms = s->w->now_ms;
	else if (who == SIM_RENDEZVOUS)
		s->server.touched_ms = s->w->now_ms;
	else
		s->hosts[who].touched_ms = s->w->now_ms;
}

/* What WHO sends may take another way from now on, or none. */
static void
doubt(struct sim *s, int who)
{
	if (who == SIM_PRIMARY)
		s->primary_way_ms = s->w->now_ms;
	else if (who == SIM_RENDEZVOUS)
		s->server.way_ms = s->w->now_ms;
	if (who < 0)
		return;
	s->hosts[who].way_ms = s->w->now_ms;
	world_doubt(s->hosts[who].node);
}

/* Links ------------------------------------------------------------------------ */

static struct world_link *
link_of(const struct sim *s, int who)
{
	struct world_node *n = sim_node(s, who);

	return n ? &n->link : &s->w->scripts[0].link;
}

void
sim_link(struct sim *s, int who, const struct sim_link *link)
{
	struct world_link *l = link_of(s, who);

	touch(s, who);
	l->delay_ms = link->delay_ms;
	l->jitter_ms = link->jitter_ms;
	l->loss = link->loss;
	l->duplicate = link->duplicate;
	l->reorder = link->reorder;
	l->reorder_ms = link->reorder_ms;
	l->deaf = link->deaf;
	l->dumb = link->dumb;
	doubt(s, who);
}

const struct sim_link *
sim_link_of(const struct sim *s, int who)
{
	static struct sim_link out;
	const struct world_link *l = link_of(s, who);

	out = (struct sim_link){ .delay_ms = l->delay_ms,
		.jitter_ms = l->jitter_ms, .loss = l->loss,
		.duplicate = l->duplicate, .reorder = l->reorder,
		.reorder_ms = l->reorder_ms, .deaf = l->deaf,
		.dumb = l->dumb };
	return &out;
}

void
sim_group(struct sim *s, int who, unsigned group)
{
	touch(s, who);
	link_of(s, who)->group = group;
	doubt(s, who);
}

/* Clocks ------------------------------------------------------------------------ */

void
sim_clock_step(struct sim *s, int who, int64_t ms)
{
	touch(s, who);
	if (sim_node(s, who))
		world_clock_step(sim_node(s, who), ms);
}

void
sim_clock_drift(struct sim *s, int who, int32_t millionths)
{
	touch(s, who);
	if (sim_node(s, who))
		world_clock_drift(sim_node(s, who), millionths);
}

uint64_t
sim_clock_ms(const struct sim *s, int who, uint64_t at_ms)
{
	const struct world_node *n = sim_node(s, who);

	return n && at_ms != TIME_NEVER ? world_clock_ms(n, at_ms) : at_ms;
}

uint64_t
sim_world_ms(const struct sim *s, int who, uint64_t clock_ms)
{
	const struct world_node *n = sim_node(s, who);

	return n ? world_clock_when(n, clock_ms) : clock_ms;
}

int64_t
sim_clock_error_ms(const struct sim *s, int who)
{
	const struct world_node *n = sim_node(s, who);

	return n ? world_clock_error_ms(n) : 0;
}

/* The truth ---------------------------------------------------------------------- */

static bool
connected(const struct sim *s, unsigned host)
{
	return sim_host_runs(s, host) && !s->hosts[host].unplugged &&
		!s->hosts[host].node->backend_off;
}

bool
sim_host_reachable(const struct sim *s, unsigned host)
{
	const struct sim_nat *n = sim_nat_of(s, s->hosts[host].place);

	return connected(s, host) &&
		(!n || (n->parent == SIM_INTERNET && n->kind.natpmp &&
			!n->muted));
}

static int
outermost(const struct sim *s, unsigned host)
{
	int place = s->hosts[host].place;

	while (place != SIM_INTERNET && s->nats[place].parent != SIM_INTERNET)
		place = s->nats[place].parent;
	return place;
}

/* B can be reached from where A is. */
static bool
reaches(const struct sim *s, unsigned a, unsigned b)
{
	int out = outermost(s, a);

	if (!sim_host_reachable(s, b))
		return false;
	return out == SIM_INTERNET || out != outermost(s, b) ||
		s->nats[out].kind.hairpin;
}

bool
sim_pair_reachable(const struct sim *s, unsigned a, unsigned b)
{
	if (!connected(s, a) || !connected(s, b))
		return false;
	/* a host that nobody elsewhere can reach is not published, so those
	 * beside it do not find it either */
	if (s->hosts[a].place == s->hosts[b].place)
		return sim_host_reachable(s, a);
	return reaches(s, a, b) || reaches(s, b, a);
}

bool
sim_pair_up(const struct sim *s, unsigned a, unsigned b)
{
	const struct world_node *n = s->hosts[a].node, *m = s->hosts[b].node;

	return n->has_ula && m->has_ula && world_tunnel_up(n, m->ula) &&
		world_tunnel_up(m, n->ula);
}

/* Health ---------------------------------------------------------------------------- */

static bool
link_is_good(const struct world_link *l)
{
	return world_link_smooth(l) && !l->deaf && !l->dumb && !l->group;
}

static uint64_t
later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static bool
clock_is_good(const struct world_node *n)
{
	int64_t error_ms = world_clock_error_ms(n);

	return !n->drift && error_ms < TSIG_FUDGE_S * 1000 / 2 &&
		error_ms > -TSIG_FUDGE_S * 1000 / 2;
}

static uint64_t
host_since(const struct sim *s, unsigned host)
{
	const struct sim_host *h = &s->hosts[host];
	uint64_t since = h->touched_ms;
	const struct sim_nat *n;
	int place;

	if (!connected(s, host) || !link_is_good(&h->node->link) ||
	    !clock_is_good(h->node))
		return TIME_NEVER;
	for (place = h->place; (n = sim_nat_of(s, place)); place = n->parent) {
		if (n->muted)
			return TIME_NEVER;
		since = later(since, n->touched_ms);
	}
	return since;
}

uint64_t
sim_way_since(const struct sim *s, int who)
{
	const struct sim_host *h;
	const struct sim_nat *n;
	uint64_t since;
	int place;

	if (who == SIM_PRIMARY)
		return s->primary_way_ms;
	if (who < 0)
		return s->server.way_ms;
	h = &s->hosts[who];
	since = h->way_ms;
	for (place = h->place; (n = sim_nat_of(s, place)); place = n->parent)
		since = later(since, n->touched_ms);
	return since;
}

static uint64_t
primary_since(const struct sim *s)
{
	const struct sim_primary_mood *m = primary_mood(s->primary);

	if (!link_is_good(link_of(s, SIM_PRIMARY)) || m->slow_ms ||
	    m->refuse || m->mute || m->down)
		return TIME_NEVER;
	return s->primary_touched_ms;
}

uint64_t
sim_healthy_since(const struct sim *s, int who)
{
	if (who == SIM_PRIMARY)
		return primary_since(s);
	if (who >= 0)
		return host_since(s, (unsigned)who);
	if (!s->server.core || !link_is_good(&s->server.node->link) ||
	    !clock_is_good(s->server.node))
		return TIME_NEVER;
	return s->server.touched_ms;
}
