/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_host.c - an agent's insides, held against what its host was granted
 * and against the zone; and what a boot finds of what was saved. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

enum { TOLD_ROUNDS = 3 };

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
		if (d->queries[n].asker &&
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

static void
check_mappings(struct invariants *i, int who, const struct agent *a)
{
	struct watched *h = &i->hosts[who];
	unsigned n;

	for (n = 0; n < NAT_SLOTS && !i->failed; n++) {
		const struct mapping *m = &a->nat.mappings[n];
		unsigned state = m->machine.base.state;
		const struct grant *g = invariant_mapped(h, m->internal_port);

		if (state != MAPPING_HELD && state != MAPPING_RENEWING)
			continue;
		if (!g || g->end_ms < sim_now_ms(i->sim)) {
			invariant_fails(i, INVARIANT_MAPPING, who, SIM_NOBODY,
					"its mapping of port %u is %s, and the "
					"gateway's last grant is over",
					m->internal_port,
					machine_state_name(&m->machine.base));
			invariant_keep_machine(i, &m->machine.base);
		} else if (state == MAPPING_HELD && h->loss_ms &&
			   h->now_ms - h->loss_ms > i->mapped_ms &&
			   g->asked_ms < h->loss_ms) {
			invariant_fails(i, INVARIANT_GATEWAY, who, SIM_NOBODY,
					"the gateway's epoch told of lost state "
					"%u s ago, and port %u was not asked for "
					"since", (unsigned)((h->now_ms -
					h->loss_ms) / 1000), m->internal_port);
			invariant_keep_machine(i, &m->machine.base);
		}
	}
}

static void
check_registration(struct invariants *i, int who, const struct agent *a)
{
	const struct machine *m = &a->dns.registration.machine.base;
	struct watched *h = &i->hosts[who];

	if ((m->state == REGISTRATION_REGISTERED ||
	     m->state == REGISTRATION_REFRESHING) &&
	    h->registered_end_ms < sim_now_ms(i->sim)) {
		invariant_fails(i, INVARIANT_REGISTRATION, who, SIM_NOBODY,
				"its registration is %s, and what was granted "
				"last is over", machine_state_name(m));
		invariant_keep_machine(i, m);
	}
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

/* Questions come to be asked twice when one more is asked: only then, and in each
 * round, they are compared. */
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

static unsigned
check_leases(struct invariants *i, int who, const struct agent *a)
{
	const struct llq_client *list = a->dns.session.clients, *c;
	char text[EFFECT_NAME_MAX];
	unsigned n, asked = 0;

	for (n = 0; n < a->dns.session.client_reach && !i->failed; n++) {
		c = &list[n];
		asked += c->used;
		if (!c->used || !llq_client_is_held(c) ||
		    invariant_granted(i, &i->hosts[who], c->llq_id))
			continue;
		invariant_fails(i, INVARIANT_LEASE, who, SIM_RENDEZVOUS,
				"it holds %s, and what was granted is over",
				question_text(c, text));
		invariant_keep_machine(i, &c->machine.base);
	}
	return asked;
}

/* The zone ----------------------------------------------------------------- */

static uint64_t
mix(uint64_t hash, const uint8_t *octets, size_t length)
{
	for (; length; octets++, length--)
		hash = (hash ^ *octets) * 0x100000001b3u;
	return hash;
}

/* 0: C knows what the zone has; else a number over what both have. */
static uint64_t
difference(struct invariants *i, const struct answer_pool *pool,
	   const struct llq_client *c)
{
	struct answer_iterator it;
	const struct answer *answer;
	struct sim_record record;
	uint64_t key = c->type;
	unsigned count = 0;
	bool same = true;
	size_t cursor = 0;

	while (sim_primary_next_of(i->sim, &c->name, &cursor, &record)) {
		if (record.type != c->type)
			continue;
		count++;
		key = mix(key, record.rdata, record.length);
		if (!answers_have(pool, &c->answers, c->type, record.rdata,
				  record.length))
			same = false;
	}
	if (same && count == c->answers.count)
		return 0;
	for (answers_first(pool, &c->answers, &it);
	     (answer = answers_next(&it));)
		key = mix(key, answer->rdata, answer->length) + 1;
	return mix(key, c->name.wire, c->name.length) | 1;
}

/* One difference at a time is followed: it must not stay as it is. */
static void
check_told(struct invariants *i, int who, const struct agent *a)
{
	const struct llq_session *s = &a->dns.session;
	uint64_t calm_ms = invariant_calm_since_ms(i, who), key = 0;
	uint64_t now_ms = sim_now_ms(i->sim);
	struct watched *h = &i->hosts[who];
	const struct llq_client *odd = NULL;
	char text[EFFECT_NAME_MAX];
	unsigned n;

	for (n = 0; calm_ms < now_ms && n < s->client_reach && !key; n++) {
		/* answers that are not known yet must come to be, too */
		if (!s->clients[n].used ||
		    !llq_client_is_held(&s->clients[n]))
			continue;
		odd = &s->clients[n];
		key = difference(i, &s->commons.pool, odd);
	}
	if (!key || key != h->odd_key) {
		h->odd_key = key;
		h->odd_since_ms = now_ms;
		return;
	}
	if (h->odd_since_ms < calm_ms)
		h->odd_since_ms = calm_ms;
	if (now_ms - h->odd_since_ms <= i->told_ms)
		return;
	invariant_fails(i, INVARIANT_TOLD, who, SIM_RENDEZVOUS,
			"it holds %s, and for %u s its answers are others than "
			"the zone's", question_text(odd, text),
			(unsigned)((now_ms - h->odd_since_ms) / 1000));
	invariant_keep_machine(i, &odd->machine.base);
}

/* What its agent believes that it holds, and whether that can go on. */
void
invariant_host_turned(struct invariants *i, unsigned host)
{
	const struct agent *a = sim_host_agent(i->sim, host);
	struct watched *h = &i->hosts[host];
	unsigned asked;

	if (!a || a->stopped || !all_rest(i, (int)host, a))
		return;
	check_mappings(i, (int)host, a);
	check_registration(i, (int)host, a);
	asked = check_leases(i, (int)host, a);
	if (asked > h->asked)
		check_once(i, (int)host, a);
	h->asked = asked;
}

void
invariant_host(struct invariants *i, unsigned host)
{
	const struct agent *a = sim_host_agent(i->sim, host);
	struct watched *h = &i->hosts[host];

	if (!a || a->stopped)
		return;
	h->now_ms = sim_clock_ms(i->sim, (int)host, sim_now_ms(i->sim));
	if (a->label.length)
		h->label = a->label;
	invariant_host_turned(i, host);
	check_once(i, (int)host, a);
	/* the dearest: in turn, but where something is being followed */
	if (!i->failed &&
	    (h->odd_key || (i->rounds + host) % TOLD_ROUNDS == 0))
		check_told(i, (int)host, a);
}

/* The state file ----------------------------------------------------------- */

/* Of what a restart must find again; leases, which run out, apart. */
static uint64_t
fingerprint(const struct agent_memory *m)
{
	uint64_t hash = m->known;

	hash = mix(hash, m->interface_id, sizeof(m->interface_id));
	hash = mix(hash, m->boot_id, sizeof(m->boot_id));
	hash = mix(hash, m->ula, sizeof(m->ula));
	hash = mix(hash, m->ula_registered, sizeof(m->ula_registered));
	hash = mix(hash, m->ula_tried, sizeof(m->ula_tried));
	hash = mix(hash, m->host.wire, m->host.length);
	hash = mix(hash, (const uint8_t *)&m->tunnel_port,
		   sizeof(m->tunnel_port));
	return mix(hash, (const uint8_t *)&m->llq_port, sizeof(m->llq_port)) |
		1;
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
	found = fingerprint(&a->memory);
	h->odd_state = found != h->saved[0] && found != h->saved[1] &&
		(h->saved[0] || a->memory.known);
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
