/* SPDX-License-Identifier: Apache-2.0 */
/* world_tunnel.c - a back end without cryptography: a dial that reaches the
 * other's tunnel port comes up if each side has added the other's ULA. While a
 * tunnel is up both ends write all the time, so that NATs keep its flow; where
 * nothing comes through any more, an end notices after a while. */
#include "lab/simulate/world_private.h"

#include <string.h>

enum {
	SILENCE_MS = 8000,	/* before a dial without an answer has failed */
	TRIES = 3,		/* a dial is sent so often */
	ASLEEP_MS = 1000,	/* between two looks whether a host has woken */
	HOPS_MAX = 8
};

static void
news(struct world_node *n, uint16_t slot, enum tunnel_news what,
     enum tunnel_reason reason, bool ours, const struct endpoint *remote,
     uint64_t in_ms)
{
	struct input in = { .kind = INPUT_TUNNEL, .key = KEY_NONE,
		.tunnel = { .news = what, .reason = reason, .peer = slot,
			.ours = ours } };

	if (remote)
		in.tunnel.remote = *remote;
	world_later(n, in_ms, &in);
}

bool
world_tunnel_stale(const struct world_node *n, const struct input *in)
{
	bool up;

	if (in->kind != INPUT_TUNNEL || in->tunnel.peer >= WORLD_PEERS_MAX)
		return false;
	up = n->peers[in->tunnel.peer].up;
	return (in->tunnel.news == TUNNEL_UP && !up) ||
		(in->tunnel.news == TUNNEL_FELL && up && n->world->lean);
}

/* A back end sleeps with its host, and tells when both are awake. */
bool
world_tunnel_waits(struct world_node *n, const struct input *in)
{
	if (in->kind != INPUT_TUNNEL || !n->asleep || !n->world->lean)
		return false;
	world_later(n, ASLEEP_MS, in);
	return true;
}

static int
slot_of(const struct world_node *n, const uint8_t ula[16])
{
	unsigned i;

	for (i = 0; i < n->peer_top; i++)
		if (n->peers[i].added && !memcmp(n->peers[i].ula, ula, 16))
			return (int)i;
	return -1;
}

/* Who has no tunnel left writes nothing: what its NATs have for it grows old, and
 * is not there again with the next tunnel. Nor is what a dial made there that
 * nobody answered. */
static void
set_up(struct world_node *n, uint16_t slot, bool up)
{
	struct world_peer *p = &n->peers[slot];
	bool fell = p->up && !up;

	if (up && !n->up_count)
		world_nat_bury(n);
	n->up_count += (unsigned)up - (unsigned)p->up;
	p->up = up;
	if (fell && !n->up_count)
		world_nat_leave(n);
}

/* The way -------------------------------------------------------------------- */

static bool
parted(const struct world_node *a, const struct world_node *b)
{
	return a->unplugged || b->unplugged || a->link.dumb || b->link.deaf ||
		a->link.group != b->link.group;
}

/* Who hears a datagram that N's tunnel port sends to TO; SEEN: N's endpoint as
 * that one sees it. TOUCH: NAT state changes as with any datagram. */
static struct world_node *
reach(struct world_node *n, const struct endpoint *to, struct endpoint *seen,
      bool touch)
{
	struct world *w = n->world;
	struct world_message m = { .from = n->address, .to = *to };
	struct world_nat *scope = n->nat, *nat;
	struct world_node *other;
	unsigned hops;

	m.from.port = n->ports[CHANNEL_TUNNEL];
	for (hops = 0; hops < HOPS_MAX; hops++) {
		other = world_node_at(w, scope, &m.to);
		if (other) {
			*seen = m.from;
			return other->core && !other->asleep && other != n &&
				!parted(n, other) &&
				other->ports[CHANNEL_TUNNEL] == m.to.port ?
				other : NULL;
		}
		nat = world_nat_at(w, scope, &m.to);
		if (nat) {
			scope = nat;
			if (!world_nat_in(scope, &m))
				return NULL;
			continue;
		}
		if (!scope || (endpoint_same_address(&scope->outer, &m.to) &&
			       !scope->hairpin))
			return NULL;
		world_nat_out(scope, &m, touch, touch ? n : NULL);
		scope = scope->parent;
	}
	return NULL;
}

static bool
loses(struct world_node *n, struct world_node *other)
{
	uint64_t now_ms = n->world->now_ms;
	unsigned i;

	for (i = 0; i < TRIES; i++)
		if (!world_link_out(&n->link, now_ms).lost &&
		    !world_link_in(&other->link, now_ms).lost &&
		    !world_link_out(&other->link, now_ms).lost &&
		    !world_link_in(&n->link, now_ms).lost)
			return false;
	return true;
}

/* Coming up --------------------------------------------------------------------- */

static void
dial(struct world_node *n, uint16_t slot)
{
	struct world_peer *p = &n->peers[slot];
	struct world_event *e;

	e = world_event(n->world, EVENT_DIAL, 4 * n->link.delay_ms, NULL, 0);
	e->node = n;
	e->life = n->life;
	e->slot = slot;
	e->dial = ++p->dial;
}

void
world_dialled(struct world *w, struct world_event *e)
{
	struct world_node *n = e->node, *other;
	struct world_peer *p = &n->peers[e->slot];
	struct endpoint seen;
	int back;

	(void)w;
	if (!p->added || p->dial != e->dial || n->backend_off)
		return;
	other = p->remote.family && !n->asleep ?
		reach(n, &p->remote, &seen, true) : NULL;
	if (!other || other->backend_off || loses(n, other)) {
		news(n, e->slot, TUNNEL_FAILED, TUNNEL_REASON_SILENCE, true,
		     &p->remote, SILENCE_MS);
		return;
	}
	back = n->has_ula ? slot_of(other, n->ula) : -1;
	if (back < 0 || !other->has_ula ||
	    memcmp(other->ula, p->ula, 16) != 0) {
		news(n, e->slot, TUNNEL_FAILED,
		     TUNNEL_REASON_TRAFFIC_SELECTOR, true, &p->remote, 0);
		return;
	}
	set_up(n, e->slot, true);
	p->ours = true;
	p->seen = p->remote;
	set_up(other, (uint16_t)back, true);
	other->peers[back].ours = false;
	other->peers[back].seen = seen;
	/* its answer is a packet of its own tunnel port */
	reach(other, &seen, &seen, true);
	seen = other->peers[back].seen;
	news(n, e->slot, TUNNEL_UP, TUNNEL_REASON_NONE, true, &p->seen, 0);
	news(other, (uint16_t)back, TUNNEL_UP, TUNNEL_REASON_NONE, false,
	     &seen, 0);
}

/* Falling ----------------------------------------------------------------------- */

/* The other end of N's connection, if it is there: its node and slot. */
static struct world_node *
far_end(const struct world_node *n, const struct world_peer *p, int *back)
{
	struct world_node *other = NULL;

	while (n->has_ula &&
	       (other = world_node_of(n->world, p->ula, other))) {
		*back = slot_of(other, n->ula);
		if (other != n && *back >= 0 && other->peers[*back].up)
			return other;
	}
	return NULL;
}

static void probe(struct world_node *n);

/* N's side of the tunnel is gone; the other's back end is told. */
static void
drop(struct world_node *n, uint16_t slot)
{
	struct world_peer *p = &n->peers[slot];
	struct world_node *other;
	int back;

	p->dial++;
	if (!p->up)
		return;
	set_up(n, slot, false);
	other = far_end(n, p, &back);
	if (!other)
		return;
	/* who does not hear of it finds out by itself */
	if (other->asleep || (n->world->lean && parted(n, other))) {
		probe(other);
		return;
	}
	set_up(other, (uint16_t)back, false);
	if (other->core)
		news(other, (uint16_t)back, TUNNEL_FELL, TUNNEL_REASON_NONE,
		     false, NULL, n->link.delay_ms);
}

static bool
carries(struct world_node *n, uint16_t slot)
{
	struct world_node *there;
	struct endpoint seen;
	int back;

	if (!n->peers[slot].up || !n->has_ula)
		return false;
	/* both ends write to where they last saw each other */
	there = reach(n, &n->peers[slot].seen, &seen, false);
	back = there ? slot_of(there, n->ula) : -1;
	return back >= 0 && there->peers[back].up &&
		reach(there, &there->peers[back].seen, &seen, false) == n;
}

/* N writes over its tunnel at SLOT, so that NATs on the way have the flow again,
 * and the other end sees from where. */
static void
write_over(struct world_node *n, uint16_t slot)
{
	struct world_node *other;
	struct endpoint seen;
	int back;

	if (n->asleep || !n->has_ula)
		return;
	other = reach(n, &n->peers[slot].seen, &seen, true);
	back = other ? slot_of(other, n->ula) : -1;
	if (back >= 0 && other->peers[back].up)
		other->peers[back].seen = seen;
}

void
world_write_over(struct world_node *n)
{
	uint16_t i;

	for (i = 0; i < n->peer_top; i++)
		if (n->peers[i].up)
			write_over(n, i);
}

static void
probe(struct world_node *n)
{
	struct world_event *e;

	if (n->probed || !n->up_count)
		return;
	e = world_event(n->world, EVENT_PROBE, WORLD_PROBE_MS, NULL, 0);
	e->node = n;
	n->probed = true;
}

void
world_doubt(struct world_node *n)
{
	struct world_node *other;
	unsigned i;
	int back;

	/* suites of old worlds have no such probes */
	if (!n->world->lean)
		return;
	probe(n);
	for (i = 0; i < n->peer_top; i++)
		if (n->peers[i].up) {
			other = far_end(n, &n->peers[i], &back);
			if (other)
				probe(other);
		}
}

void
world_probed(struct world *w, struct world_event *e)
{
	struct world_node *n = e->node, *other;
	uint16_t i;
	int back;

	(void)w;
	n->probed = false;
	if (!n->core)
		return;
	if (n->asleep) {
		probe(n);
		return;
	}
	for (i = 0; i < n->peer_top; i++) {
		if (!n->peers[i].up)
			continue;
		other = far_end(n, &n->peers[i], &back);
		write_over(n, i);
		if (other)
			write_over(other, (uint16_t)back);
		if (carries(n, i))
			continue;
		if (other)	/* hears nothing of us any more */
			probe(other);
		set_up(n, i, false);
		n->peers[i].dial++;
		news(n, i, TUNNEL_FELL, TUNNEL_REASON_NONE, false, NULL, 0);
	}
}

/* What the core wants ------------------------------------------------------------- */

/* A rekey reaches the peer only if its old endpoint still leads there, and shows
 * it where we are now. */
static void
rekey(struct world_node *n, uint16_t slot)
{
	struct world_peer *p = &n->peers[slot];
	struct world_node *other = NULL;
	struct endpoint seen;
	int back;

	if (p->up)
		other = reach(n, &p->seen, &seen, true);
	if (!other) {
		news(n, slot, TUNNEL_FAILED, TUNNEL_REASON_SILENCE, p->ours,
		     NULL, SILENCE_MS);
		return;
	}
	news(n, slot, TUNNEL_REKEYED, TUNNEL_REASON_NONE, p->ours, &p->seen,
	     2 * n->link.delay_ms);
	back = slot_of(other, n->ula);
	if (back < 0 || !other->peers[back].up)
		return;
	other->peers[back].seen = seen;
	news(other, (uint16_t)back, TUNNEL_REKEYED, TUNNEL_REASON_NONE,
	     other->peers[back].ours, &seen, n->link.delay_ms);
}

void
world_effect_tunnel(struct world_node *n, const struct effect *e)
{
	const struct effect_tunnel *t = &e->tunnel;
	struct world_peer *p;

	world_must(t->peer < WORLD_PEERS_MAX, n->world, "too many peers");
	p = &n->peers[t->peer];
	switch (t->verb) {
	case TUNNEL_ADD:
		p->added = true;
		memcpy(p->ula, t->ula, sizeof(p->ula));
		p->remote = t->remote;
		if (n->peer_top <= t->peer)
			n->peer_top = t->peer + 1u;
		break;
	case TUNNEL_MOVE:
		p->remote = t->remote;
		break;
	case TUNNEL_REMOVE:
		drop(n, t->peer);
		p->added = false;
		break;
	case TUNNEL_DIAL:
		if (t->remote.family)
			p->remote = t->remote;
		dial(n, t->peer);
		break;
	case TUNNEL_HANG_UP:
		p->dial++;
		break;
	case TUNNEL_REKEY:
		rekey(n, t->peer);
		break;
	case TUNNEL_DROP_OLDER:
	case TUNNEL_DROP_SPARE:
	case TUNNEL_VERB_COUNT:
		break;
	}
}

void
world_vanish(struct world_node *n)
{
	world_doubt(n);
	world_nat_leave(n);
	n->up_count = 0;
	memset(n->peers, 0, sizeof(n->peers));
	n->peer_top = 0;
}

/* From outside -------------------------------------------------------------------- */

void
world_drop_tunnels(struct world_node *n)
{
	uint16_t i;

	for (i = 0; i < n->peer_top; i++)
		drop(n, i);
	memset(n->peers, 0, sizeof(n->peers));
	n->peer_top = 0;
}

void
world_backend(struct world_node *n, bool on)
{
	n->backend_off = !on;
	if (!on)
		world_drop_tunnels(n);
	news(n, 0, on ? TUNNEL_BACKEND_ON : TUNNEL_BACKEND_OFF,
	     TUNNEL_REASON_NONE, false, NULL, 0);
}

bool
world_tunnel_up(const struct world_node *n, const uint8_t ula[16])
{
	int slot = slot_of(n, ula);

	return slot >= 0 &&
		carries((struct world_node *)(uintptr_t)n, (uint16_t)slot);
}
