/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_pair.c - tunnels: that there are such, and who dials. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

/* Tunnels ------------------------------------------------------------------ */

/* A's machine for B; NULL: it does not know it. */
static const struct machine *
machine_for(const struct invariants *i, unsigned a, unsigned b)
{
	const struct agent *agent = sim_host_agent(i->sim, a);
	const struct dns_name *name = sim_host_fqdn(i->sim, b);
	unsigned n;

	for (n = 0; agent && n < agent->peer_reach; n++)
		if (agent->peers[n].used &&
		    dns_name_equal(&agent->peers[n].host, name))
			return &agent->peers[n].peer.machine.base;
	return NULL;
}

static void
not_up(struct invariants *i, unsigned a, unsigned b, uint64_t calm_ms)
{
	const struct machine *m = machine_for(i, a, b);
	const struct machine *other = machine_for(i, b, a);

	invariant_fails(i, INVARIANT_PAIR, (int)a, (int)b,
			"it has no tunnel with %s though all has been well for "
			"%u s: here the peer is %s, there %s",
			sim_name(i->sim, (int)b), (unsigned)(calm_ms / 1000),
			m ? machine_state_name(m) : "not known",
			other ? machine_state_name(other) : "not known");
	if (m)
		invariant_keep_machine(i, m);
}

/* Neighbours who cannot be reached from outside dial nobody (P9), though their
 * LAN would let them. */
static bool
should_be_up(const struct invariants *i, unsigned a, unsigned b)
{
	return sim_pair_reachable(i->sim, a, b) &&
		(sim_host_reachable(i->sim, a) ||
		 sim_host_reachable(i->sim, b));
}

static uint64_t
later(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* When HOST, well since SINCE_MS, has its mappings at last, and has said so. */
static uint64_t
reached_at_ms(const struct invariants *i, unsigned host, uint64_t since_ms)
{
	uint64_t way_ms = sim_way_since(i->sim, (int)host);

	return later(since_ms + i->reached_ms,
		     way_ms + later(i->reached_at_last_ms, i->renewed_ms));
}

/* When the servers have what hosts said last, and not before it. */
static uint64_t
in_order_ms(const struct invariants *i)
{
	return later(sim_way_since(i->sim, SIM_RENDEZVOUS),
		     sim_way_since(i->sim, SIM_PRIMARY)) + i->renewed_ms;
}

/* When to look at A and B again; both run. The servers are well
 * since SERVERS_MS. */
static uint64_t
check_pair(struct invariants *i, unsigned a, unsigned b, uint64_t servers_ms)
{
	uint64_t a_ms = sim_healthy_since(i->sim, (int)a);
	uint64_t b_ms = sim_healthy_since(i->sim, (int)b);
	uint64_t now_ms = sim_now_ms(i->sim), meet_ms, at_ms;

	if (a_ms == TIME_NEVER || b_ms == TIME_NEVER)
		return now_ms + ROUND_MS;
	meet_ms = later(reached_at_ms(i, a, a_ms), reached_at_ms(i, b, b_ms));
	meet_ms = later(meet_ms, later(servers_ms, in_order_ms(i)));
	at_ms = invariant_owed_at_ms(i, meet_ms, i->met_ms);
	if (at_ms)
		return at_ms;
	if (should_be_up(i, a, b)) {
		i->owed++;
		if (!sim_pair_up(i->sim, a, b))
			not_up(i, a, b, now_ms -
			       later(later(a_ms, b_ms), servers_ms));
	}
	return now_ms + ROUND_MS;
}

/* Those of HOST with FROM to TO; when to look again. */
static uint64_t
check_pairs(struct invariants *i, unsigned host, unsigned from, unsigned to)
{
	uint64_t servers_ms = invariant_calm_since_ms(i, SIM_RENDEZVOUS);
	uint64_t again_ms = sim_now_ms(i->sim) + ROUND_MS, at_ms;
	unsigned n;

	for (n = from; servers_ms != TIME_NEVER && n < to && !i->failed; n++) {
		if (n == host || !sim_host_runs(i->sim, n))
			continue;
		at_ms = check_pair(i, host, n, servers_ms);
		if (at_ms < again_ms)
			again_ms = at_ms;
	}
	return again_ms;
}

void
invariant_pairs(struct invariants *i, unsigned host)
{
	unsigned count, first = sim_domain_first(i->sim, host, &count);
	uint64_t again_ms = check_pairs(i, host, first, host);

	if (!i->failed && host > first)
		invariant_due(i, DUE_PAIRS, host, again_ms);
}

void
invariant_fell(struct invariants *i, unsigned host)
{
	unsigned count, first = sim_domain_first(i->sim, host, &count);

	i->hosts[host].fell = false;
	check_pairs(i, host, first, first + count);
}

/* Who dials ---------------------------------------------------------------- */

/* RFC 4034 6.1, in words of our own: A comes before B, label by label from the
 * last on. Hosts of one domain differ in their first label alone. */
static bool
is_lower(const struct dns_name *a, const struct dns_name *b)
{
	unsigned least = a->wire[0] < b->wire[0] ? a->wire[0] : b->wire[0];
	int order = memcmp(a->wire + 1, b->wire + 1, least);

	return order < 0 || (order == 0 && a->wire[0] < b->wire[0]);
}

/* The first dial to the peer at slot P. */
static void
first_dial(struct invariants *i, int who, unsigned slot, const struct agent *a)
{
	struct watched *h = &i->hosts[who];
	const struct peer *p = &a->peers[slot].peer;
	uint64_t courtesy_ms = waits_longest_ms(&peer_chart, "courtesy");
	uint64_t added_ms = h->added_ms[slot];

	h->added_ms[slot] = 0;
	if (!p->self.reachable || !p->location.reachable ||
	    is_lower(&p->ours, &p->name) ||
	    h->now_ms - added_ms >= courtesy_ms)
		return;
	invariant_fails(i, INVARIANT_TIE, who, SIM_NOBODY,
			"it dials a peer of a lower name %u ms after it heard of "
			"it, and both can be reached",
			(unsigned)(h->now_ms - added_ms));
	invariant_keep_machine(i, &p->machine.base);
}

void
invariant_dials(struct invariants *i, int who, const struct effects *e)
{
	const struct agent *a = sim_host_agent(i->sim, (unsigned)who);
	struct watched *h = &i->hosts[who];
	unsigned n, slot;

	for (n = 0; n < e->count && a; n++) {
		if (e->list[n].kind != EFFECT_TUNNEL)
			continue;
		slot = e->list[n].tunnel.peer;
		if (slot >= AGENT_PEERS_MAX)
			continue;
		if (e->list[n].tunnel.verb == TUNNEL_ADD)
			h->added_ms[slot] = h->now_ms;
		else if (e->list[n].tunnel.verb == TUNNEL_REMOVE)
			h->added_ms[slot] = 0;
		else if (e->list[n].tunnel.verb == TUNNEL_DIAL &&
			 h->added_ms[slot])
			first_dial(i, who, slot, a);
	}
}

/* News of a tunnel: from now on anybody may dial. */
void
invariant_dialled(struct invariants *i, int who, const struct input *in)
{
	if (in->tunnel.peer < AGENT_PEERS_MAX)
		i->hosts[who].added_ms[in->tunnel.peer] = 0;
	if (in->tunnel.news == TUNNEL_FELL)
		i->hosts[who].fell = true;
}
