/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_host.c - an agent's insides, held against what its host was granted
 * and against the zone; and what a boot finds of what was saved. */
#include "lab/simulate/invariant_private.h"

#include <stdlib.h>
#include <string.h>

/* Machines ----------------------------------------------------------------- */

static bool
dns_rests(struct invariants *i, int who, const struct dnsclient *d)
{
	const struct machine *alone[] = {
		&d->discovery.machine.base, &d->registration.machine.base,
		&d->contact.machine.base, &d->stream.machine.base,
	};
	unsigned n;

	for (n = 0; n < sizeof(alone) / sizeof(*alone); n++)
		if (!invariant_rests(i, who, alone[n]))
			return false;
	for (n = 0; n < d->session.client_reach; n++)
		if (d->session.clients[n].used &&
		    !invariant_rests(i, who,
				     &d->session.clients[n].machine.base))
			return false;
	for (n = 0; n < d->query_reach; n++)
		if (d->asking[n].asker &&
		    !invariant_rests(i, who,
				     &d->queries[n].query.machine.base))
			return false;
	return true;
}

static bool
all_rest(struct invariants *i, int who, const struct agent *a)
{
	const struct machine *alone[] = {
		&a->nat.network.machine.base, &a->nat.gateway.machine.base,
		&a->nat.request.machine.base,
	};
	unsigned n;

	for (n = 0; n < sizeof(alone) / sizeof(*alone); n++)
		if (!invariant_rests(i, who, alone[n]))
			return false;
	for (n = 0; n < NAT_SLOTS; n++)
		if (!invariant_rests(i, who,
				     &a->nat.mappings[n].machine.base) ||
		    !invariant_rests(i, who, &a->ports[n].machine.base))
			return false;
	for (n = 0; n < a->peer_reach; n++)
		if (a->peers[n].used &&
		    !invariant_rests(i, who, &a->peers[n].peer.machine.base))
			return false;
	return dns_rests(i, who, &a->dns);
}

/* What is held ------------------------------------------------------------- */

/* When GATEWAY has had its time to tell that its mapping of G is there again. */
static uint64_t
asked_again_ms(const struct invariants *i, int who, const struct watched *h,
	       const struct grant *g)
{
	if (!h->loss_ms || g->asked_ms >= h->loss_ms)
		return TIME_NEVER;
	return sim_world_ms(i->sim, who, h->loss_ms + i->mapped_ms) + 1;
}

/* The soonest moment at which one of those that are held may not be so. */
static uint64_t
check_mappings(struct invariants *i, int who, const struct agent *a)
{
	struct watched *h = &i->hosts[who];
	uint64_t now_ms = sim_now_ms(i->sim), soonest_ms = TIME_NEVER, at_ms;
	uint64_t clock_ms = sim_clock_ms(i->sim, who, now_ms);
	unsigned n;

	for (n = 0; n < NAT_SLOTS && !i->failed; n++) {
		const struct mapping *m = &a->nat.mappings[n];
		unsigned state = m->machine.base.state;
		const struct grant *g;

		if (state != MAPPING_HELD && state != MAPPING_RENEWING)
			continue;
		g = invariant_mapped(h, m->internal_port);
		if (!g || g->end_ms < now_ms) {
			invariant_fails(i, INVARIANT_MAPPING, who, SIM_NOBODY,
					"its mapping of port %u is %s, and the "
					"gateway's last grant is over",
					m->internal_port,
					machine_state_name(&m->machine.base));
			invariant_keep_machine(i, &m->machine.base);
			return TIME_NEVER;
		}
		if (g->end_ms < soonest_ms)
			soonest_ms = g->end_ms;
		at_ms = state == MAPPING_HELD ?
			asked_again_ms(i, who, h, g) : TIME_NEVER;
		if (at_ms > now_ms) {
			if (at_ms < soonest_ms)
				soonest_ms = at_ms;
		} else if (clock_ms - h->loss_ms > i->mapped_ms) {
			invariant_fails(i, INVARIANT_GATEWAY, who, SIM_NOBODY,
					"the gateway's epoch told of lost state "
					"%u s ago, and port %u was not asked for "
					"since", (unsigned)((clock_ms -
					h->loss_ms) / 1000), m->internal_port);
			invariant_keep_machine(i, &m->machine.base);
		} else {
			soonest_ms = now_ms;	/* clocks round */
		}
	}
	return soonest_ms;
}

/* When it is over; TIME_NEVER: there is none. */
static uint64_t
check_registration(struct invariants *i, int who, const struct agent *a)
{
	const struct machine *m = &a->dns.registration.machine.base;
	struct watched *h = &i->hosts[who];

	if (m->state != REGISTRATION_REGISTERED &&
	    m->state != REGISTRATION_REFRESHING)
		return TIME_NEVER;
	if (h->registered_end_ms < sim_now_ms(i->sim)) {
		invariant_fails(i, INVARIANT_REGISTRATION, who, SIM_NOBODY,
				"its registration is %s, and what was granted "
				"last is over", machine_state_name(m));
		invariant_keep_machine(i, m);
	}
	return h->registered_end_ms;
}

/* An LLQ's name in words, for a sentence. */
static const char *
question_text(const struct llq_client *c, char text[EFFECT_NAME_MAX])
{
	c->machine.base.chart->describe(&c->machine.base, text,
					EFFECT_NAME_MAX);
	return text;
}

static bool
same_question(const struct llq_client *a, const struct llq_client *b)
{
	return a->type == b->type && dns_name_equal(&a->name, &b->name);
}

/* Questions come to be asked twice when one more is asked: only then they are
 * compared. */
static void
check_once(struct invariants *i, int who, const struct agent *a)
{
	const struct llq_client *list = a->dns.session.clients;
	unsigned n, k, reach = a->dns.session.client_reach;
	char text[EFFECT_NAME_MAX];

	for (n = 0; n < reach && !i->failed; n++)
		for (k = 0; k < n && list[n].used; k++)
			if (list[k].used && list[k].type == list[n].type &&
			    list[k].name.length == list[n].name.length &&
			    same_question(&list[k], &list[n])) {
				invariant_fails(i, INVARIANT_ONCE, who,
						SIM_NOBODY, "it asks %s twice",
						question_text(&list[n], text));
				invariant_keep_machine(i,
						       &list[n].machine.base);
				return;
			}
}

/* Answers of C, as far as it is held, in a number that is another when they may
 * be: one that takes another's place came as an event. */
static uint64_t
state_of(const struct llq_client *c, bool held)
{
	const struct answers *s = &c->answers;

	return !held ? 0 : (uint64_t)c->events << 32 |
		(uint64_t)s->first << 16 | (uint64_t)s->count << 8 |
		(uint64_t)s->known << 1 | 1u;
}

/* C's grant, mostly where it was the last time; NULL: it is over, or never
 * was. */
static const struct grant *
grant_of(const struct invariants *i, struct watched *h, struct followed *f,
	 const struct llq_client *c)
{
	const struct grant *g = NULL;
	uint32_t n;

	if (f->grant < h->llq_count && h->llqs[f->grant].id == c->llq_id)
		g = &h->llqs[f->grant];
	for (n = 0; !g && n < h->llq_count; n++)
		if (h->llqs[n].id == c->llq_id) {
			g = &h->llqs[n];
			f->grant = n;
		}
	return g && g->end_ms >= sim_now_ms(i->sim) ? g : NULL;
}

static bool
follow(struct watched *h, unsigned reach)
{
	struct followed *more;

	if (reach <= h->followed_room)
		return true;
	more = realloc(h->followed, reach * sizeof(*more));
	if (!more)
		return false;
	memset(more + h->followed_room, 0,
	       (reach - h->followed_room) * sizeof(*more));
	h->followed = more;
	h->followed_room = reach;
	return true;
}

static void
not_granted(struct invariants *i, int who, const struct llq_client *c)
{
	char text[EFFECT_NAME_MAX];

	invariant_fails(i, INVARIANT_LEASE, who, SIM_RENDEZVOUS,
			"it holds %s, and what was granted is over",
			question_text(c, text));
	invariant_keep_machine(i, &c->machine.base);
}

/* Each query: that it is granted, and what it knows. The soonest end of a grant
 * that is held. */
static uint64_t
check_queries(struct invariants *i, unsigned host, const struct agent *a)
{
	const struct llq_client *list = a->dns.session.clients, *c;
	struct watched *h = &i->hosts[host];
	unsigned n, asked = 0, answers = 0;
	uint64_t soonest_ms = TIME_NEVER, state, question;
	const struct grant *g;
	bool held, another = false;

	if (!follow(h, a->dns.session.client_reach))
		return TIME_NEVER;
	for (n = 0; n < a->dns.session.client_reach && !i->failed; n++) {
		c = &list[n];
		asked += c->used;
		answers += c->answers.count;
		held = c->used && llq_client_is_held(c);
		g = held ? grant_of(i, h, &h->followed[n], c) : NULL;
		if (held && !g)
			not_granted(i, (int)host, c);
		else if (held && g->end_ms < soonest_ms)
			soonest_ms = g->end_ms;
		/* its user is told apart by what it asks for */
		question = c->used ? c->user << 1 | 1u : 0;
		another |= question && question != h->followed[n].question;
		h->followed[n].question = question;
		state = state_of(c, held);
		if (state != h->followed[n].state) {
			h->followed[n].state = state;
			invariant_told_look(i, host, a, n);
		}
	}
	if (another && !i->failed)
		check_once(i, (int)host, a);
	invariant_memory_host(i, host, a, asked, answers);
	return soonest_ms;
}

/* What its agent believes that it holds, and whether that can go on; then again
 * when the first of it is over. */
void
invariant_host_turned(struct invariants *i, unsigned host)
{
	const struct agent *a = sim_host_agent(i->sim, host);
	uint64_t soonest_ms, end_ms;

	if (!a || a->stopped || !sim_host_runs(i->sim, host) ||
	    !all_rest(i, (int)host, a))
		return;
	soonest_ms = check_mappings(i, (int)host, a);
	end_ms = check_registration(i, (int)host, a);
	if (end_ms < soonest_ms)
		soonest_ms = end_ms;
	end_ms = check_queries(i, host, a);
	if (end_ms < soonest_ms)
		soonest_ms = end_ms;
	if (soonest_ms != TIME_NEVER)
		invariant_due(i, DUE_HOST, host, soonest_ms + 1);
}

/* The state file ----------------------------------------------------------- */

/* Of what a restart must find again; leases, which run out, apart. */
static uint64_t
fingerprint(const struct agent_memory *m)
{
	uint64_t hash = m->known;

	hash = invariant_mix(hash, m->interface_id, sizeof(m->interface_id));
	hash = invariant_mix(hash, m->boot_id, sizeof(m->boot_id));
	hash = invariant_mix(hash, m->ula, sizeof(m->ula));
	hash = invariant_mix(hash, m->ula_registered,
			     sizeof(m->ula_registered));
	hash = invariant_mix(hash, m->ula_tried, sizeof(m->ula_tried));
	hash = invariant_mix(hash, m->host.wire, m->host.length);
	hash = invariant_mix(hash, (const uint8_t *)&m->tunnel_port,
			     sizeof(m->tunnel_port));
	return invariant_mix(hash, (const uint8_t *)&m->llq_port,
			     sizeof(m->llq_port)) | 1;
}

void
invariant_host_saves(struct invariants *i, unsigned host)
{
	static struct agent_memory m;
	const struct agent *a = sim_host_agent(i->sim, host);
	struct watched *h = &i->hosts[host];
	uint64_t now;

	if (!a)
		return;
	agent_remember(a, &m);
	now = fingerprint(&m);
	h->saves++;
	if (now == h->saved[1])
		return;
	h->saved[0] = h->saved[1];
	h->saved[1] = now;
}

void
invariant_host_boots(struct invariants *i, unsigned host)
{
	const struct agent *a = sim_host_agent(i->sim, host);
	struct watched *h = &i->hosts[host];
	uint64_t found;

	if (!a || !h->saves)
		return;
	found = fingerprint(a->memory);
	h->odd_state = found != h->saved[0] && found != h->saved[1] &&
		(h->saved[0] || a->memory->known);
}

void
invariant_host_began(struct invariants *i, unsigned host)
{
	i->hosts[host].odd_state = false;
	invariant_fails(i, INVARIANT_STATE, (int)host, SIM_NOBODY,
			"it was started again with a state that is neither the "
			"last that was saved nor the one before");
	invariant_keep(i, "row port:closed:wanted");
}
