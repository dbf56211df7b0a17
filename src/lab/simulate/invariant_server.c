/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_server.c - the rendezvous' insides, and what it leaves in the zone. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

#include "../fsm/rendezvous_private.h"

enum {
	SECOND_MS = 1000,
	ROUNDS = 4,			/* to see every bucket once */
	LEASES_EACH = 8,		/* a host's records, and one to spare */
	LEASES_OWN = 16			/* the rendezvous' own */
};

/* Queries and leases ------------------------------------------------------- */

static bool
check_query(struct invariants *i, const struct llq_server *m)
{
	const struct llq_server *other;

	if (!invariant_rests(i, SIM_RENDEZVOUS, &m->machine.base))
		return false;
	if (!llq_server_established(m))
		return true;
	for (other = m->client_next; other; other = other->client_next)
		if (other->question == m->question &&
		    llq_server_established(other)) {
			invariant_fails(i, INVARIANT_ONCE, SIM_RENDEZVOUS,
					SIM_NOBODY, "a client has two queries "
					"for one question");
			invariant_keep_machine(i, &m->machine.base);
			return false;
		}
	return true;
}

static bool
check_client(struct invariants *i, const struct llq_events *c)
{
	const struct llq_server *m;

	if (!invariant_rests(i, SIM_RENDEZVOUS, &c->machine.base))
		return false;
	for (m = c->queries; m; m = m->client_next)
		if (!check_query(i, m))
			return false;
	return true;
}

/* A part of the buckets each round. */
static void
check_tables(struct invariants *i, const struct rendezvous *r)
{
	const struct llq_events *c;
	const struct lease_server *m;
	uint32_t at;

	i->bucket = (i->bucket + 1) % ROUNDS;
	for (at = i->bucket; at <= r->client_mask; at += ROUNDS)
		for (c = r->clients[at]; c; c = c->chain)
			if (!check_client(i, c))
				return;
	for (at = i->bucket; at <= r->lease_mask; at += ROUNDS)
		for (m = r->leases_by_record[at]; m; m = m->record_chain)
			if (!invariant_rests(i, SIM_RENDEZVOUS,
					     &m->machine.base))
				return;
	invariant_rests(i, SIM_RENDEZVOUS, &r->zone.machine.base);
}

/* A calm ------------------------------------------------------------------- */

/* Since when all is well everywhere; how many hosts run. */
static uint64_t
all_calm_since_ms(const struct invariants *i, unsigned *running)
{
	uint64_t since = invariant_calm_since_ms(i, SIM_RENDEZVOUS), at;
	unsigned n, count = sim_host_count(i->sim);

	*running = 0;
	for (n = 0; n < count; n++) {
		/* who is off disturbs nobody, but what it held is there still */
		*running += sim_host_runs(i->sim, n);
		at = i->hosts[n].dead ? i->hosts[n].died_ms :
			sim_healthy_since(i->sim, (int)n);
		if (at > since)
			since = at;
	}
	return since;
}

/* Whatever began before the calm is over: three sends, and the lease of who is
 * not there any more. */
static void
check_losses(struct invariants *i, const struct rendezvous_counters *c,
	     uint64_t calm_ms)
{
	const struct losses now = { c->events_lost, c->expiries,
		c->leases_expired }, old = i->losses;
	bool known = i->lost_known;

	i->lost_known = calm_ms > i->settled_ms +
		RENDEZVOUS_LEASE_MAX_S * SECOND_MS;
	i->losses = now;
	if (!known || !i->lost_known)
		return;
	if (now.events > old.events) {
		invariant_fails(i, INVARIANT_GIVEN_UP, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u events were given up though all "
				"has been well for %u s",
				(unsigned)(now.events - old.events),
				(unsigned)(calm_ms / SECOND_MS));
		invariant_keep(i, "row llq_events:telling:resend.spent");
	} else if (now.queries > old.queries) {
		invariant_fails(i, INVARIANT_RUN_OUT, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u long-lived queries ran out though "
				"all has been well for %u s",
				(unsigned)(now.queries - old.queries),
				(unsigned)(calm_ms / SECOND_MS));
		invariant_keep(i, "row llq_server:held:expiry.spent");
	} else if (now.leases > old.leases) {
		invariant_fails(i, INVARIANT_RUN_OUT, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u leases of records ran out though "
				"all has been well for %u s",
				(unsigned)(now.leases - old.leases),
				(unsigned)(calm_ms / SECOND_MS));
		invariant_keep(i, "row lease_server:held:expiry.spent");
	}
}

static void
check_memory(struct invariants *i, const struct rendezvous_counters *c,
	     uint64_t calm_ms, unsigned running)
{
	unsigned first = 0, count, queries = 0;

	if (calm_ms < i->settled_ms + RENDEZVOUS_LEASE_MAX_S * SECOND_MS)
		return;
	sim_domain_first(i->sim, first, &count);
	queries = running * (2 + 4 * count);
	if (c->client_count > running || c->query_count > queries)
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"%u hosts run, and the rendezvous keeps %u "
				"clients and %u queries", running,
				c->client_count, c->query_count);
	else if (c->lease_count > running * LEASES_EACH + LEASES_OWN)
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"%u hosts run, and the rendezvous keeps %u "
				"leases", running, c->lease_count);
}

void
invariant_server(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);
	const struct rendezvous_counters *c;
	uint64_t since_ms, now_ms = sim_now_ms(i->sim);
	unsigned running;

	if (!r)
		return;
	check_tables(i, r);
	c = rendezvous_counters(r);
	since_ms = all_calm_since_ms(i, &running);
	if (since_ms == TIME_NEVER || since_ms > now_ms) {
		i->lost_known = false;
		return;
	}
	check_losses(i, c, now_ms - since_ms);
	check_memory(i, c, now_ms - since_ms, running);
}

/* The zone ----------------------------------------------------------------- */

static bool
any_record(struct invariants *i, const struct dns_name *name,
	   struct sim_record *out)
{
	size_t cursor = 0;

	return sim_primary_next_of(i->sim, name, &cursor, out);
}

/* From when on nothing of HOST may stand. */
static uint64_t
gone_at_ms(const struct invariants *i, const struct watched *h)
{
	uint64_t calm = invariant_calm_since_ms(i, SIM_RENDEZVOUS), at = calm;
	uint64_t lease_ms = RENDEZVOUS_LEASE_MAX_S * SECOND_MS;

	if (calm == TIME_NEVER)
		return TIME_NEVER;
	/* a datagram may have been under way for a while */
	if (at < h->update_ms + lease_ms + i->deleted_ms)
		at = h->update_ms + lease_ms + i->deleted_ms;
	if (i->adopted_ms && at < i->adopted_ms + lease_ms)
		at = i->adopted_ms + lease_ms;
	return at + lease_ms / 40 + i->deleted_ms;
}

/* What the rendezvous knows of it: its lease, or no more than the zone. */
static void
keep_record(struct invariants *i, const struct sim_record *record)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);
	const struct lease_server *l;

	if (!r)
		return;
	l = rendezvous_lease(r, record->name, record->type, record->rdata,
			     record->length);
	invariant_keep_machine(i, l ? &l->machine.base :
			       &r->zone.machine.base);
}

void
invariant_records(struct invariants *i, unsigned host)
{
	struct watched *h = &i->hosts[host];
	const struct dns_name *fqdn = sim_host_fqdn(i->sim, host);
	struct dns_name service;
	struct sim_record found;
	char text[DNS_NAME_TEXT_MAX];

	if (!h->update_ms || sim_now_ms(i->sim) <= gone_at_ms(i, h))
		return;
	if (!any_record(i, fqdn, &found) &&
	    !(h->label.length && any_record(i, &h->label, &found)) &&
	    !(dns_name_join(&service, "_autotunnel._udp", fqdn) == 0 &&
	      any_record(i, &service, &found)))
		return;
	dns_name_to_text(found.name, text, sizeof(text));
	invariant_fails(i, INVARIANT_RECORDS, SIM_RENDEZVOUS, (int)host,
			"a record of type %u stands at %.80s, and the last "
			"update left %u s ago", found.type, text,
			(unsigned)((sim_now_ms(i->sim) - h->update_ms) /
				   SECOND_MS));
	keep_record(i, &found);
}
