/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_memory.c - how much is kept. At each turn, whatever goes wrong: the
 * rendezvous keeps a client no longer than it may hold a lease after its last
 * word, a lease no longer than its record, and an agent no answer without a
 * question. In a calm: nothing of who is not there. */
#include "lab/simulate/invariant_private.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "../fsm/rendezvous_private.h"
#include "core/llq_client_chart.h"

enum {
	SECOND_MS = 1000,
	LEASES_EACH = 8,		/* a host's records, and one to spare */
	LEASES_OWN = 16,		/* the rendezvous' own */
	WORK_EACH = 1024,		/* octets of a query, of a lease */
	WORK_MESSAGE = 4096,		/* of a client that is told something */
	WORK_UPDATE = DNS_MESSAGE_MAX + 1,
	OPCODE_SHIFT = DNS_OPCODE_SHIFT - 8	/* in the third octet */
};

/* Who asked something of the rendezvous, and may hold a lease: by a hash of its
 * endpoint and key; in a list by when it did so last. Places are from 1 on. */
struct client_heard {
	uint64_t hash;
	uint64_t last_ms;		/* by the rendezvous' clock */
	uint32_t chain, older, newer;	/* free: the next one in CHAIN */
};

struct clients_heard {
	struct client_heard *list;
	uint32_t *buckets;
	uint32_t mask, room;
	uint32_t free, oldest, newest, count;
};

static void
empty(struct clients_heard *h)
{
	uint32_t n;

	memset(h->buckets, 0, (h->mask + 1u) * sizeof(*h->buckets));
	for (n = 1; n <= h->room; n++)
		h->list[n].chain = n < h->room ? n + 1 : 0;
	h->free = 1;
	h->oldest = h->newest = h->count = 0;
}

/* As many as the rendezvous has room for: of more it keeps no more. */
int
invariant_memory_begin(struct invariants *i)
{
	struct clients_heard *h = calloc(1, sizeof(*h));

	i->heard = h;
	if (!h)
		return -ENOMEM;
	h->room = sim_rendezvous(i->sim)->config.limits.clients;
	for (h->mask = 63; h->mask < h->room;)
		h->mask = 2 * h->mask + 1;
	h->list = calloc(h->room + 1u, sizeof(*h->list));
	h->buckets = calloc(h->mask + 1u, sizeof(*h->buckets));
	if (!h->list || !h->buckets)
		return -ENOMEM;
	empty(h);
	return 0;
}

void
invariant_memory_end(struct invariants *i)
{
	if (i->heard) {
		free(i->heard->list);
		free(i->heard->buckets);
	}
	free(i->heard);
}

void
invariant_memory_boots(struct invariants *i)
{
	empty(i->heard);
}

/* Who speaks ---------------------------------------------------------------- */

static void
unlink_client(struct clients_heard *h, uint32_t at)
{
	const struct client_heard *c = &h->list[at];

	*(c->older ? &h->list[c->older].newer : &h->oldest) = c->newer;
	*(c->newer ? &h->list[c->newer].older : &h->newest) = c->older;
}

static void
link_newest(struct clients_heard *h, uint32_t at)
{
	h->list[at].older = h->newest;
	h->list[at].newer = 0;
	*(h->newest ? &h->list[h->newest].newer : &h->oldest) = at;
	h->newest = at;
}

static void
forget_oldest(struct clients_heard *h)
{
	uint32_t at = h->oldest;
	uint32_t *link = &h->buckets[h->list[at].hash & h->mask];

	while (*link != at)
		link = &h->list[*link].chain;
	*link = h->list[at].chain;
	unlink_client(h, at);
	h->list[at].chain = h->free;
	h->free = at;
	h->count--;
}

static uint32_t
add(struct clients_heard *h, uint64_t hash)
{
	uint32_t at;

	if (!h->free)
		forget_oldest(h);
	at = h->free;
	h->free = h->list[at].chain;
	h->list[at].hash = hash;
	h->list[at].chain = h->buckets[hash & h->mask];
	h->buckets[hash & h->mask] = at;
	h->count++;
	return at;
}

void
invariant_memory_hears(struct invariants *i, const struct input *in)
{
	struct clients_heard *h = i->heard;
	uint64_t hash = (in->source.port + 1u) * 0x9e3779b97f4a7c15u;
	uint32_t at;
	unsigned n;

	/* a question, and no answer */
	if (in->octets[2] >> OPCODE_SHIFT != DNS_OPCODE_QUERY)
		return;
	hash ^= in->verdict == VERDICT_VERIFIED ? in->key : KEY_NONE;
	for (n = 0; n < sizeof(in->source.address); n++)
		hash = (hash ^ in->source.address[n]) * 0x100000001b3u;
	hash ^= hash >> 31;
	at = h->buckets[hash & h->mask];
	while (at && h->list[at].hash != hash)
		at = h->list[at].chain;
	if (at)
		unlink_client(h, at);
	else
		at = add(h, hash);
	h->list[at].last_ms = in->now_ms;
	link_newest(h, at);
}

/* For a trace: a client that has no query, and so should not be there. */
static void
keep_client(struct invariants *i, const struct rendezvous *r)
{
	const struct llq_events *c;
	uint32_t n;

	for (n = 0; n <= r->client_mask; n++)
		for (c = r->clients[n]; c; c = c->chain)
			if (!c->queries)
				invariant_keep_machine(i, &c->machine.base);
}

/* How many of them may hold a lease now: all ask for the same. */
static uint32_t
may_hold(struct invariants *i)
{
	static_assert((int)LLQ_CLIENT_LEASE_ASKED >=
		      (int)RENDEZVOUS_LLQ_LEASE_MIN_S * SECOND_MS,
		      "it is granted as it is");
	struct clients_heard *h = i->heard;

	while (h->oldest && h->list[h->oldest].last_ms +
	       LLQ_CLIENT_LEASE_ASKED < i->server.now_ms)
		forget_oldest(h);
	return h->count;
}

/* The rendezvous ------------------------------------------------------------ */

/* Questions of one host, as many as there are names. */
static unsigned
most_questions(const struct invariants *i, unsigned host)
{
	unsigned count;

	sim_domain_first(i->sim, host, &count);
	return 2 + 4 * count;
}

static bool
check_calm(struct invariants *i, const struct rendezvous_counters *c)
{
	uint64_t since_ms;
	unsigned running;

	if (sim_now_ms(i->sim) <= i->still_ms)
		return true;
	since_ms = invariant_still_since_ms(i, &running);
	if (sim_now_ms(i->sim) <= since_ms)
		return true;
	if (c->client_count > running ||
	    c->query_count > running * most_questions(i, 0))
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"%u hosts run, and the rendezvous keeps %u "
				"clients and %u queries", running,
				c->client_count, c->query_count);
	else if (c->lease_count > running * LEASES_EACH + LEASES_OWN)
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"%u hosts run, and the rendezvous keeps %u "
				"leases", running, c->lease_count);
	return !i->failed;
}

/* What is over is given back in the turn in which it ends. */
static bool
is_kept(const struct machine *m)
{
	const struct forward *f;
	const struct lease_server *l;
	const struct llq_server *q, *other;

	if (m->chart == &forward_chart && m->state == FORWARD_FREE) {
		f = (const struct forward *)(const void *)m;
		return f->busy;
	}
	if (m->chart == &lease_server_chart && m->state == LEASE_SERVER_FREE) {
		l = (const struct lease_server *)(const void *)m;
		return l->octets != NULL;
	}
	if (m->chart == &llq_server_chart && m->state == LLQ_SERVER_FREE) {
		q = (const struct llq_server *)(const void *)m;
		for (other = q->client->queries; other && other != q;)
			other = other->client_next;
		return other != NULL;
	}
	return false;
}

static bool
check_given(struct invariants *i)
{
	const struct machine *m;
	unsigned n;

	for (n = 0; n < i->stepped_count; n++) {
		m = i->stepped[n].machine;
		if (!is_kept(m))
			continue;
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"a %s is over, and it is kept", m->chart->name);
		invariant_keep_machine(i, m);
		return false;
	}
	return true;
}

/* The room for questions, what they are told, and updates: each thing has its
 * share, whatever was before. */
static bool
check_work(struct invariants *i, const struct rendezvous *r)
{
	const struct rendezvous_counters *c = &r->counters;
	uint64_t most = (uint64_t)WORK_EACH * (c->query_count + c->lease_count);
	uint32_t n;

	if (r->arena.used <= most)
		return true;
	most += (uint64_t)WORK_MESSAGE * c->client_count;
	for (n = 0; n < r->config.limits.forwards; n++)
		if (r->forwards[n].busy)
			most += WORK_UPDATE;
	if (r->arena.used <= most)
		return true;
	invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
			"%u octets are taken for %u queries of %u clients and "
			"%u leases", (unsigned)r->arena.used, c->query_count,
			c->client_count, c->lease_count);
	return false;
}

static bool
stands(const struct invariants *i, const struct lease_server *l)
{
	struct sim_record record;
	struct dns_name name;
	size_t cursor = 0;

	lease_server_name(l, &name);
	while (sim_primary_next_of(i->sim, &name, &cursor, &record))
		if (record.type == l->type &&
		    dns_rdata_equal(l->type, record.rdata, record.length,
				    lease_server_rdata(l), l->rdata_length))
			return true;
	return false;
}

/* For a trace: a lease whose record does not stand. */
static void
keep_lease(struct invariants *i, const struct rendezvous *r)
{
	const struct lease_server *l;
	uint32_t n;

	for (n = 0; n <= r->lease_mask; n++)
		for (l = r->leases_by_record[n]; l; l = l->record_chain)
			if (!stands(i, l))
				invariant_keep_machine(i, &l->machine.base);
}

/* A lease without its record: its update is under way, or the primary was not
 * well when it ran out. */
static void
check_leases(struct invariants *i, const struct rendezvous *r)
{
	uint64_t since_ms = invariant_calm_since_ms(i, SIM_RENDEZVOUS);
	size_t records = sim_primary_count(i->sim);
	uint32_t n;

	if (invariant_owed_at_ms(i, since_ms, i->deleted_ms +
				 RENDEZVOUS_LEASE_MAX_S * SECOND_MS))
		return;
	for (n = 0; n < r->config.limits.forwards; n++)
		if (r->forwards[n].busy)
			records += r->forwards[n].item_count;
	if (r->counters.lease_count <= records)
		return;
	invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
			"the rendezvous keeps %u leases, and there are %u records "
			"or updates of such", r->counters.lease_count,
			(unsigned)records);
	keep_lease(i, r);
}

/* What is kept is other than after the last turn, or a round ago. */
static bool
is_new(struct invariants *i, const struct rendezvous_counters *c)
{
	struct kept *k = &i->kept;
	bool new = k->due || c->client_count != k->clients ||
		c->query_count != k->queries || c->lease_count != k->leases;

	*k = (struct kept){ .clients = c->client_count,
		.queries = c->query_count, .leases = c->lease_count };
	return new;
}

void
invariant_memory_server(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);
	const struct rendezvous_counters *c = &r->counters;
	uint32_t most = may_hold(i);

	if (!check_given(i) || !check_work(i, r))
		return;
	/* who sets up a question anew has the old query until that is done */
	if (c->client_count > most ||
	    c->query_count > 2 * most * most_questions(i, 0)) {
		invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
				"%u clients can hold a lease, and the rendezvous "
				"keeps %u and %u queries", most,
				c->client_count, c->query_count);
		keep_client(i, r);
	} else if (is_new(i, c) && check_calm(i, c) &&
		 c->lease_count > sim_primary_count(i->sim))
		check_leases(i, r);
}

/* A host --------------------------------------------------------------------- */

void
invariant_memory_host(struct invariants *i, unsigned host,
		      const struct agent *a, unsigned asked, unsigned answers)
{
	unsigned n, used = a->dns.session.commons.pool.used;

	for (n = 0; n < a->dns.query_reach; n++)
		if (a->dns.asking[n].asker)
			answers += a->dns.queries[n].query.answers.count;
	if (used != answers)
		invariant_fails(i, INVARIANT_MEMORY, (int)host, SIM_NOBODY,
				"it keeps %u answers, and its questions have %u",
				used, answers);
	else if (asked > most_questions(i, host))
		invariant_fails(i, INVARIANT_MEMORY, (int)host, SIM_NOBODY,
				"it asks %u questions, and its domain has %u",
				asked, most_questions(i, host));
}
