/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_told.c - what subscribers know of the zone. Each query of each host
 * is compared with the zone when the zone changes there, and when its agent has
 * other answers. A difference must not stay as it is. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

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
		key = invariant_mix(key, record.rdata, record.length);
		if (!answers_have(pool, &c->answers, c->type, record.rdata,
				  record.length))
			same = false;
	}
	if (same && count == c->answers.count)
		return 0;
	for (answers_first(pool, &c->answers, &it);
	     (answer = answers_next(&it));)
		key = invariant_mix(key, answer->rdata, answer->length) + 1;
	return invariant_mix(key, c->name.wire, c->name.length) | 1;
}

void
invariant_told_look(struct invariants *i, unsigned host, const struct agent *a,
		    unsigned slot)
{
	const struct llq_client *c = &a->dns.session.clients[slot];
	struct followed *f = &i->hosts[host].followed[slot];
	uint64_t key = 0;

	/* answers that are not known yet must come to be, too */
	if (c->used && llq_client_is_held(c))
		key = difference(i, &a->dns.session.commons.pool, c);
	if (key == f->key)
		return;
	f->key = key;
	f->since_ms = sim_now_ms(i->sim);
	if (key)
		invariant_due(i, DUE_TOLD, host,
			      f->since_ms + i->told_ms + 1);
}

void
invariant_told_change(struct invariants *i, const struct sim_record *record)
{
	int first = sim_domain_of(i->sim, record->name);
	const struct llq_client *c;
	const struct agent *a;
	unsigned count, host, n;

	if (first < 0)
		return;
	sim_domain_first(i->sim, (unsigned)first, &count);
	for (host = (unsigned)first; host < (unsigned)first + count; host++) {
		a = sim_host_agent(i->sim, host);
		for (n = 0; a && n < i->hosts[host].followed_room; n++) {
			c = &a->dns.session.clients[n];
			if (c->used && c->type == record->type &&
			    dns_name_equal(&c->name, record->name))
				invariant_told_look(i, host, a, n);
		}
	}
}

static void
fails(struct invariants *i, unsigned host, const struct llq_client *c,
      uint64_t since_ms)
{
	const struct machine *m = &c->machine.base;
	char text[EFFECT_NAME_MAX];

	m->chart->describe(m, text, sizeof(text));
	invariant_fails(i, INVARIANT_TOLD, (int)host, SIM_RENDEZVOUS,
			"it holds %s, and for %u s its answers are others than "
			"the zone's", text,
			(unsigned)((sim_now_ms(i->sim) - since_ms) / 1000));
	invariant_keep_machine(i, m);
}

void
invariant_told(struct invariants *i, unsigned host)
{
	uint64_t calm_ms = invariant_calm_since_ms(i, (int)host), since_ms;
	const struct agent *a = sim_host_agent(i->sim, host);
	struct watched *h = &i->hosts[host];
	uint64_t again_ms = TIME_NEVER, at_ms;
	unsigned n;

	for (n = 0; a && n < h->followed_room && !i->failed; n++) {
		if (!h->followed[n].key)
			continue;
		invariant_told_look(i, host, a, n);
		if (!h->followed[n].key)
			continue;
		since_ms = h->followed[n].since_ms;
		if (since_ms < calm_ms)
			since_ms = calm_ms;
		at_ms = invariant_owed_at_ms(i, since_ms, i->told_ms);
		if (!at_ms)
			fails(i, host, &a->dns.session.clients[n], since_ms);
		else if (at_ms < again_ms)
			again_ms = at_ms;
	}
	if (!i->failed)
		invariant_due(i, DUE_TOLD, host, again_ms);
}
