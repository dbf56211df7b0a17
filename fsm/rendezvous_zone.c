/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_zone.c - how the copy of the zone changes: transfers, NOTIFY, and
 * leases that show or hide a record (P4, P14). */
#include "rendezvous_private.h"

#include <assert.h>
#include <string.h>

static bool
hidden(const struct rendezvous *r, const struct dns_name *name, uint16_t type,
       const uint8_t *rdata, uint16_t rdata_length)
{
	const struct lease_server *l =
		rendezvous_lease(r, name, type, rdata, rdata_length);

	return l && !lease_server_shown(l);
}

void
rendezvous_show(struct rendezvous *r, const struct lease_server *m, bool shown)
{
	struct zone_store *s = live_zone(r);
	const uint8_t *rdata = lease_server_rdata(m);
	struct dns_name name;
	bool changed;

	lease_server_name(m, &name);
	changed = shown ?
		zone_store_add(s, &name, m->type, m->ttl, rdata,
			       m->rdata_length) > 0 :
		zone_store_remove(s, &name, m->type, rdata, m->rdata_length);
	if (!changed)
		return;
	rendezvous_note(r, &name, m->type, m->ttl, rdata, m->rdata_length,
			!shown);
	rendezvous_publish_notes(r);
}

/* Transfers ------------------------------------------------------------------------ */

/* One change of an IXFR; false: no room in the copy. */
static bool
apply_change(struct rendezvous *r, const struct zone_change *c)
{
	struct zone_store *s = live_zone(r);
	const uint8_t *rdata = zone_change_rdata(c);
	struct dns_name name;
	int added;

	zone_change_name(c, &name);
	if (c->removal) {
		if (zone_store_remove(s, &name, c->type, rdata,
				      c->rdata_length))
			rendezvous_note(r, &name, c->type, c->ttl, rdata,
					c->rdata_length, true);
		return true;
	}
	if (hidden(r, &name, c->type, rdata, c->rdata_length))
		return true;
	added = zone_store_add(s, &name, c->type, c->ttl, rdata,
			       c->rdata_length);
	if (added > 0)
		rendezvous_note(r, &name, c->type, c->ttl, rdata,
				c->rdata_length, false);
	return added >= 0;
}

static bool
apply_changes(struct rendezvous *r)
{
	const struct zone_change *c;
	bool room = true;

	for (c = r->zone.transfer.first; c && room; c = c->next)
		room = apply_change(r, c);
	return room;
}

static void
note_missing(struct rendezvous *r, const struct llq_question *q,
	     const struct zone_store *from, const struct zone_store *in,
	     bool removal)
{
	struct zone_set *set;
	struct zone_record *rr;
	struct dns_name name;

	name.length = q->name_length;
	memcpy(name.wire, q->name, q->name_length);
	set = zone_store_set(from, &name, q->type);
	for (rr = set ? set->first : NULL; rr; rr = rr->next)
		if (!zone_store_record(in, &name, q->type, rr->rdata,
				       rr->rdata_length))
			rendezvous_note(r, &name, q->type, rr->ttl, rr->rdata,
					rr->rdata_length, removal);
}

/* A whole zone takes the old one's place: what is asked is compared. */
static void
swap_zones(struct rendezvous *r)
{
	struct zone_store *before = live_zone(r);
	struct zone_store *after = r->zone.spare;
	const struct llq_question *q;
	struct dns_name name;
	uint32_t i;

	for (i = 0; i < r->config.limits.leases; i++) {
		const struct lease_server *l = &r->leases[i];

		if (!l->octets || lease_server_shown(l))
			continue;
		lease_server_name(l, &name);
		zone_store_remove(after, &name, l->type, lease_server_rdata(l),
				  l->rdata_length);
	}
	for (i = 0; i <= r->question_mask; i++)
		for (q = r->questions[i]; q; q = q->chain) {
			note_missing(r, q, before, after, true);
			note_missing(r, q, after, before, false);
		}
	r->live ^= 1;
	r->zone.spare = before;
}

static void
apply(struct rendezvous *r)
{
	bool whole = true;

	r->counters.transfers++;
	if (r->zone.transfer.incremental)
		whole = apply_changes(r);
	else
		swap_zones(r);
	rendezvous_publish_notes(r);
	if (r->config.adopt) {
		r->config.adopt = false;
		r->adopting = true;
		r->adopt_bucket = 0;
		r->adopt_node = NULL;
	}
	/* the whole zone then says which limit it is */
	if (!whole)
		r->zone.has_serial = false;
	zone_step(&r->zone, ZONE_EV_APPLIED, &r->turn);
	if (!whole)
		zone_step(&r->zone, ZONE_EV_UPDATED, &r->turn);
}

void
rendezvous_zone_report(struct rendezvous *r, const struct report *report)
{
	switch ((enum zone_report)report->what) {
	case ZONE_REPORT_WHOLE:
		apply(r);
		break;
	case ZONE_REPORT_UNCHANGED:
		r->counters.transfers_unchanged++;
		break;
	case ZONE_REPORT_FAILED:
		r->counters.transfers_failed++;
		turn_tell(&r->turn, TELL_WARNING,
			  "the zone could not be transferred from its primary");
		break;
	case ZONE_REPORT_TOO_LARGE:
		r->counters.transfers_failed++;
		turn_tell(&r->turn, TELL_ERROR,
			  "the zone is beyond the limit of zone %s",
			  r->zone.transfer.limit);
		break;
	case ZONE_REPORT_EXPIRED:
		turn_tell(&r->turn, TELL_ERROR,
			  "the copy of the zone has expired: no answers");
		break;
	}
}

/* NOTIFY --------------------------------------------------------------------------- */

static bool
is_primary(const struct rendezvous *r, const struct endpoint *e)
{
	unsigned i;

	if (endpoint_same_address(e, &r->config.primary))
		return true;
	for (i = 0; i < r->config.notifier_count; i++)
		if (endpoint_same_address(e, &r->config.notifiers[i]))
			return true;
	return false;
}

/* RFC 1996, 3.10: only the primary is heard; from others it is logged and
 * ignored. It need not be signed: it only makes us look. */
void
rendezvous_notify(struct rendezvous *r, const struct dns_message *msg)
{
	struct dns_question q;
	enum zone_event ev;

	if (!is_primary(r, &r->turn.input->source) ||
	    msg->count[DNS_QUESTION] != 1 || !dns_first_question(msg, &q) ||
	    q.type != DNS_TYPE_SOA ||
	    !dns_name_equal(&q.name, &r->config.zone)) {
		r->counters.notifies_strange++;
		return;
	}
	r->counters.notifies++;
	rendezvous_reply_rcode(r, msg, DNS_RCODE_NOERROR);
	ev = zone_classify_notify(&r->zone, msg);
	if (ev != ZONE_EVENT_COUNT)
		zone_step(&r->zone, ev, &r->turn);
}
