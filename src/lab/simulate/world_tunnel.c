/* SPDX-License-Identifier: Apache-2.0 */
/* world_tunnel.c - a back end without cryptography: a dial that reaches the
 * other's tunnel port comes up if each side has added the other's ULA. */
#include "lab/simulate/world_private.h"

#include <string.h>

enum {
	SILENCE_MS = 8000,	/* before a dial without an answer has failed */
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

static int
slot_of(const struct world_node *n, const uint8_t ula[16])
{
	int i;

	for (i = 0; i < WORLD_PEERS_MAX; i++)
		if (n->peers[i].added && !memcmp(n->peers[i].ula, ula, 16))
			return i;
	return -1;
}

/* Who hears a datagram that N's tunnel port sends to TO; SEEN: N's endpoint as
 * that one sees it. NAT state changes as with any datagram. */
static struct world_node *
reach(struct world_node *n, const struct endpoint *to, struct endpoint *seen)
{
	struct world *w = n->world;
	struct world_message m = { .from = n->address, .to = *to };
	struct world_nat *scope = n->nat;
	struct world_node *other;
	unsigned hops, i;

	m.from.port = n->ports[CHANNEL_TUNNEL];
	for (hops = 0; hops < HOPS_MAX; hops++) {
		other = world_node_at(w, scope, &m.to);
		if (other) {
			*seen = m.from;
			return other->core && other != n &&
				other->ports[CHANNEL_TUNNEL] == m.to.port ?
				other : NULL;
		}
		for (i = 0; i < w->nat_count; i++)
			if (w->nats[i]->parent == scope &&
			    endpoint_same_address(&w->nats[i]->outer, &m.to))
				break;
		if (i < w->nat_count) {
			scope = w->nats[i];
			if (!world_nat_in(scope, &m))
				return NULL;
			continue;
		}
		if (!scope || (endpoint_same_address(&scope->outer, &m.to) &&
			       !scope->hairpin))
			return NULL;
		world_nat_out(scope, &m);
		scope = scope->parent;
	}
	return NULL;
}

static void
dial(struct world_node *n, uint16_t slot)
{
	struct world_peer *p = &n->peers[slot];
	struct world_event *e;

	e = world_event(n->world, EVENT_DIAL, 4 * n->delay_ms, NULL, 0);
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

	if (!p->added || p->dial != e->dial || n->backend_off)
		return;
	other = p->remote.family ? reach(n, &p->remote, &seen) : NULL;
	if (!other || other->backend_off || world_loses(w, n) ||
	    world_loses(w, other)) {
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
	p->up = true;
	p->ours = true;
	p->seen = p->remote;
	other->peers[back].up = true;
	other->peers[back].ours = false;
	other->peers[back].seen = seen;
	news(n, e->slot, TUNNEL_UP, TUNNEL_REASON_NONE, true, &p->seen, 0);
	news(other, (uint16_t)back, TUNNEL_UP, TUNNEL_REASON_NONE, false,
	     &seen, 0);
}

/* N's side of the tunnel is gone; the other's back end is told. */
static void
drop(struct world_node *n, uint16_t slot)
{
	struct world *w = n->world;
	struct world_peer *p = &n->peers[slot];
	unsigned i;
	int back;

	p->dial++;
	if (!p->up)
		return;
	p->up = false;
	for (i = 0; n->has_ula && i < w->node_count; i++) {
		struct world_node *other = w->nodes[i];

		back = slot_of(other, n->ula);
		if (other == n || back < 0 || !other->has_ula ||
		    memcmp(other->ula, p->ula, 16) != 0 ||
		    !other->peers[back].up)
			continue;
		other->peers[back].up = false;
		if (other->core)
			news(other, (uint16_t)back, TUNNEL_FELL,
			     TUNNEL_REASON_NONE, false, NULL, n->delay_ms);
	}
}

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
		other = reach(n, &p->seen, &seen);
	if (!other) {
		news(n, slot, TUNNEL_FAILED, TUNNEL_REASON_SILENCE, p->ours,
		     NULL, SILENCE_MS);
		return;
	}
	news(n, slot, TUNNEL_REKEYED, TUNNEL_REASON_NONE, p->ours, &p->seen,
	     2 * n->delay_ms);
	back = slot_of(other, n->ula);
	if (back < 0 || !other->peers[back].up)
		return;
	other->peers[back].seen = seen;
	news(other, (uint16_t)back, TUNNEL_REKEYED, TUNNEL_REASON_NONE,
	     other->peers[back].ours, &seen, n->delay_ms);
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
world_drop_tunnels(struct world_node *n)
{
	uint16_t i;

	for (i = 0; i < WORLD_PEERS_MAX; i++)
		drop(n, i);
	memset(n->peers, 0, sizeof(n->peers));
}

void
world_backend(struct world_node *n, bool on)
{
	uint16_t i;

	n->backend_off = !on;
	for (i = 0; !on && i < WORLD_PEERS_MAX; i++)
		drop(n, i);
	if (!on)
		memset(n->peers, 0, sizeof(n->peers));
	news(n, 0, on ? TUNNEL_BACKEND_ON : TUNNEL_BACKEND_OFF,
	     TUNNEL_REASON_NONE, false, NULL, 0);
}

bool
world_tunnel_up(const struct world_node *n, const uint8_t ula[16])
{
	struct world_node *here = (struct world_node *)(uintptr_t)n, *there;
	int slot = slot_of(n, ula), back;
	struct endpoint seen;

	if (slot < 0 || !n->peers[slot].up || !n->has_ula)
		return false;
	/* both ends write to where they last saw each other */
	there = reach(here, &n->peers[slot].seen, &seen);
	back = there ? slot_of(there, n->ula) : -1;
	return back >= 0 && there->peers[back].up &&
		reach(there, &there->peers[back].seen, &seen) == n;
}
