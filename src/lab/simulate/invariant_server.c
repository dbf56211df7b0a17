/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_server.c - the rendezvous' insides: after each turn what it stepped;
 * and now and then everything, so that what is counted is what there is. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

#include "../fsm/rendezvous_private.h"

enum {
	SECOND_MS = 1000,
	ROUNDS = 4			/* from one look at all tables to the next */
};

/* Queries and leases ------------------------------------------------------- */

/* No other query of its client has M's question. */
static bool
check_alone(struct invariants *i, const struct llq_server *m)
{
	const struct llq_server *other;

	for (other = m->client->queries; other; other = other->client_next)
		if (other != m && other->question == m->question &&
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
check_query(struct invariants *i, const struct llq_server *m)
{
	return invariant_rests(i, SIM_RENDEZVOUS, &m->machine.base) &&
		(!llq_server_established(m) || check_alone(i, m));
}

static bool
check_client(struct invariants *i, const struct llq_events *c,
	     struct kept *found)
{
	const struct llq_server *m;

	found->clients++;
	if (!invariant_rests(i, SIM_RENDEZVOUS, &c->machine.base))
		return false;
	for (m = c->queries; m; m = m->client_next) {
		found->queries++;
		if (!check_query(i, m))
			return false;
	}
	return true;
}

static void
check_counts(struct invariants *i, const struct rendezvous_counters *c,
	     const struct kept *found)
{
	if (found->clients == c->client_count &&
	    found->queries == c->query_count &&
	    found->leases == c->lease_count)
		return;
	invariant_fails(i, INVARIANT_MEMORY, SIM_RENDEZVOUS, SIM_NOBODY,
			"it counts %u clients, %u queries and %u leases, and has "
			"%u, %u and %u", c->client_count, c->query_count,
			c->lease_count, found->clients, found->queries,
			found->leases);
}

static void
check_tables(struct invariants *i, const struct rendezvous *r)
{
	struct kept found = { .clients = 0 };
	const struct llq_events *c;
	const struct lease_server *m;
	uint32_t at;

	for (at = 0; at <= r->client_mask; at++)
		for (c = r->clients[at]; c; c = c->chain)
			if (!check_client(i, c, &found))
				return;
	for (at = 0; at <= r->lease_mask; at++)
		for (m = r->leases_by_record[at]; m; m = m->record_chain) {
			found.leases++;
			if (!invariant_rests(i, SIM_RENDEZVOUS,
					     &m->machine.base))
				return;
		}
	if (invariant_rests(i, SIM_RENDEZVOUS, &r->zone.machine.base))
		check_counts(i, &r->counters, &found);
}

/* A turn ------------------------------------------------------------------- */

/* M steps, or should. So many that they do not fit are the whole table's affair. */
static void
note(struct invariants *i, const struct machine *m, bool other_state)
{
	struct stepped *last = i->stepped + i->stepped_count - 1;

	if (i->stepped_count && last->machine == m)
		last->other_state |= other_state;
	else if (i->stepped_count < STEPPED_MAX)
		i->stepped[i->stepped_count++] = (struct stepped){
			.machine = m, .other_state = other_state };
}

/* The heap from AT on, as far as it is due by NOW_MS: a timer that ends is to
 * make its machine step, but no row tells of one that does not. */
static void
note_due(struct invariants *i, const struct deadlines *d, uint32_t at,
	 uint64_t now_ms)
{
	if (at >= d->count || d->heap[at].due_ms > now_ms)
		return;
	note(i, deadlines_machine(d, at), false);
	note_due(i, d, 2 * at + 1, now_ms);
	note_due(i, d, 2 * at + 2, now_ms);
}

void
invariant_server_begins(struct invariants *i, const struct input *in)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);

	i->stepped_count = 0;
	if (r)
		note_due(i, rendezvous_deadlines(r), 0, in->now_ms);
}

void
invariant_server_steps(struct invariants *i, const struct effects *e)
{
	unsigned n;

	for (n = 0; n < e->row_count; n++)
		note(i, e->rows[n].machine, e->rows[n].from != e->rows[n].to);
}

/* What was given away meanwhile lies in its pool, and rests. */
static void
check_stepped(struct invariants *i, const struct rendezvous *r)
{
	const struct machine *m;
	const struct llq_server *query;
	unsigned n;

	for (n = 0; n < i->stepped_count && !i->failed; n++) {
		m = i->stepped[n].machine;
		if (!invariant_rests(i, SIM_RENDEZVOUS, m))
			return;
		if (m->chart != &llq_server_chart || !i->stepped[n].other_state)
			continue;
		query = (const struct llq_server *)(const void *)m;
		if (llq_server_established(query))
			check_alone(i, query);
	}
	if (i->stepped_count == STEPPED_MAX)
		check_tables(i, r);
}

/* Whatever began before the calm is over: three sends, and the lease of who is
 * not there any more. */
static void
check_losses(struct invariants *i, const struct rendezvous_counters *c)
{
	const struct losses now = { c->events_lost, c->expiries,
		c->leases_expired }, old = i->losses;
	unsigned running;

	i->losses = now;
	if ((now.events == old.events && now.queries == old.queries &&
	     now.leases == old.leases) ||
	    sim_now_ms(i->sim) <= i->still_ms ||
	    sim_now_ms(i->sim) <= invariant_still_since_ms(i, &running))
		return;
	if (now.events > old.events) {
		invariant_fails(i, INVARIANT_GIVEN_UP, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u events were given up though all "
				"is well",
				(unsigned)(now.events - old.events));
		invariant_keep(i, "row llq_events:telling:resend.spent");
	} else if (now.queries > old.queries) {
		invariant_fails(i, INVARIANT_RUN_OUT, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u long-lived queries ran out though "
				"all is well",
				(unsigned)(now.queries - old.queries));
		invariant_keep(i, "row llq_server:held:expiry.spent");
	} else if (now.leases > old.leases) {
		invariant_fails(i, INVARIANT_RUN_OUT, SIM_RENDEZVOUS,
				SIM_NOBODY, "%u leases of records ran out though "
				"all is well",
				(unsigned)(now.leases - old.leases));
		invariant_keep(i, "row lease_server:held:expiry.spent");
	}
}

void
invariant_server_stepped(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);

	if (!r)
		return;
	check_stepped(i, r);
	if (!i->failed)
		check_losses(i, rendezvous_counters(r));
	if (!i->failed)
		invariant_memory_server(i);
}

/* In each round ------------------------------------------------------------ */

void
invariant_server(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);
	unsigned running;

	if (!r)
		return;
	if (i->rounds % ROUNDS == 0)
		check_tables(i, r);
	i->still_ms = invariant_still_since_ms(i, &running);
	i->kept.due = true;
}
