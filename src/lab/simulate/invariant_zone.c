/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_zone.c - what stands in the zone: each record of a domain is looked
 * at when its lease and a while are over. An update that puts it there again
 * renews it. */
#include "lab/simulate/invariant_private.h"

#include <stdlib.h>

#include "../fsm/rendezvous_private.h"
#include "core/registration_chart.h"

enum {
	SECOND_MS = 1000,
	ADOPTED_MS = RENDEZVOUS_LEASE_MAX_S * SECOND_MS,
	NAMES_FIRST = 16
};

static bool
knows(const struct domain_names *d, const struct dns_name *name)
{
	unsigned n;

	for (n = 0; n < d->count; n++)
		if (dns_name_equal(&d->list[n], name))
			return true;
	return false;
}

static void
learn(struct domain_names *d, const struct dns_name *name)
{
	struct dns_name *more;
	unsigned room;

	if (knows(d, name))
		return;
	if (d->count == d->room) {
		room = d->room ? 2 * d->room : NAMES_FIRST;
		more = realloc(d->list, room * sizeof(*more));
		if (!more)
			return;
		d->list = more;
		d->room = room;
	}
	d->list[d->count++] = *name;
}

/* The longest that one may stand with a lease of LEASE_MS. */
static uint64_t
span_ms(const struct invariants *i, uint64_t lease_ms)
{
	return lease_ms + lease_ms / 40 + 2 * i->deleted_ms;
}

/* The host of the domain from FIRST on whose record it is; SIM_NOBODY: that of
 * a label that no host has any more. */
static int
host_of(const struct invariants *i, unsigned first,
	const struct sim_record *record)
{
	struct dns_name target;
	unsigned n, count;

	sim_domain_first(i->sim, first, &count);
	if (record->type != DNS_TYPE_PTR || dns_name_from_wire(&target,
	    record->rdata, record->length) < 0)
		target = *record->name;
	for (n = first; n < first + count; n++)
		if (dns_name_within(&target, sim_host_fqdn(i->sim, n)) ||
		    dns_name_equal(&target, &i->hosts[n].label))
			return (int)n;
	return SIM_NOBODY;
}

/* The latest that RECORD's lease may have begun. An update that left its host
 * before all was well may have begun one and not have come to the zone (P15). */
static uint64_t
leased_ms(const struct invariants *i, unsigned first,
	  const struct sim_record *record, uint64_t calm_ms)
{
	int host = host_of(i, first, record);
	uint64_t at_ms = calm_ms;

	if (host >= 0 && i->hosts[host].update_ms < at_ms)
		at_ms = i->hosts[host].update_ms;
	return at_ms > record->since_ms ? at_ms : record->since_ms;
}

/* When RECORD may stand no more, unless it is put there again; where all is not
 * well, when to look again. 0: now. */
static uint64_t
gone_at_ms(const struct invariants *i, unsigned first,
	   const struct sim_record *record)
{
	uint64_t calm_ms = invariant_calm_since_ms(i, SIM_RENDEZVOUS);
	uint64_t at_ms, adopted_at_ms = 0;

	if (calm_ms == TIME_NEVER)
		return sim_now_ms(i->sim) + ROUND_MS;
	at_ms = invariant_owed_at_ms(i, leased_ms(i, first, record, calm_ms),
				     span_ms(i, REGISTRATION_LEASE_ASKED));
	/* who knows nothing of it takes it for promised just now */
	if (record->since_ms < i->adopted_ms)
		adopted_at_ms = invariant_owed_at_ms(i, i->adopted_ms,
						     span_ms(i, ADOPTED_MS));
	if (at_ms < adopted_at_ms)
		at_ms = adopted_at_ms;
	return at_ms ? at_ms :
		invariant_owed_at_ms(i, calm_ms, i->deleted_ms);
}

static void
learn_labels(struct invariants *i, unsigned first)
{
	const struct agent *a;
	unsigned n, count;

	sim_domain_first(i->sim, first, &count);
	for (n = first; n < first + count; n++) {
		a = sim_host_agent(i->sim, n);
		if (a && a->label.length)
			i->hosts[n].label = a->label;
	}
}

void
invariant_zone_change(struct invariants *i, const struct sim_record *record)
{
	int first = sim_domain_of(i->sim, record->name);

	if (first < 0)
		return;
	learn(&i->domains[first], record->name);
	learn_labels(i, (unsigned)first);
	invariant_due(i, DUE_RECORDS, (unsigned)first,
		      sim_now_ms(i->sim) +
		      span_ms(i, REGISTRATION_LEASE_ASKED) + 1);
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

static void
fails(struct invariants *i, const struct sim_record *record)
{
	char text[DNS_NAME_TEXT_MAX];

	dns_name_to_text(record->name, text, sizeof(text));
	invariant_fails(i, INVARIANT_RECORDS, SIM_RENDEZVOUS, SIM_NOBODY,
			"a record of type %u stands at %.80s, and the last "
			"update of it was %u s ago", record->type, text,
			(unsigned)((sim_now_ms(i->sim) - record->since_ms) /
				   SECOND_MS));
	keep_record(i, record);
}

void
invariant_records(struct invariants *i, unsigned first)
{
	struct domain_names *d = &i->domains[first];
	uint64_t again_ms = TIME_NEVER, at_ms;
	struct sim_record record;
	size_t cursor;
	unsigned n;

	for (n = 0; n < d->count; n++) {
		cursor = 0;
		while (sim_primary_next_of(i->sim, &d->list[n], &cursor,
					   &record)) {
			at_ms = gone_at_ms(i, first, &record);
			if (!at_ms) {
				fails(i, &record);
				return;
			}
			if (at_ms < again_ms)
				again_ms = at_ms;
		}
		/* a name that has none is learnt anew when it has */
		if (!cursor)
			d->list[n--] = d->list[--d->count];
	}
	invariant_due(i, DUE_RECORDS, first, again_ms);
}
