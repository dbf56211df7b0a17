/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_update.c - what a client's UPDATE says, who may say it, and its
 * start towards the primary (RFC 2136, 3; RFC 9664, 4 and 5). */
#include "rendezvous_private.h"

#include <assert.h>
#include <string.h>

enum {
	TYPES_META_FIRST = 128,	/* to 255: no data (RFC 6895, 3.1) */
	LAUNCH_ROWS = FORWARD_RECORDS_MAX + HEAD_ROWS
};

/* Forwards ------------------------------------------------------------------------- */

static uint16_t
draw_message_id(struct rendezvous *r)
{
	uint32_t i;
	uint16_t id;

	do {
		id = (uint16_t)random_u32(&r->turn.random);
		for (i = 0; i < r->config.limits.forwards; i++)
			if (r->forwards[i].busy && r->forwards[i].id == id)
				break;
	} while (i < r->config.limits.forwards);
	return id;
}

struct forward *
rendezvous_take_forward(struct rendezvous *r)
{
	struct forward *m;
	struct ticket ticket;
	uint32_t i;

	for (i = 0; i < r->config.limits.forwards; i++)
		if (!r->forwards[i].busy)
			break;
	if (i == r->config.limits.forwards)
		return NULL;
	m = &r->forwards[i];
	ticket = m->ticket;
	memset(m, 0, sizeof(*m));
	forward_begin(m);
	/* slot 0 is the zone's */
	m->ticket.slot = (uint16_t)(i + 1);
	m->ticket.generation = (uint16_t)(ticket.generation + 1);
	if (m->ticket.generation == 0)
		m->ticket.generation = 1;
	m->zone = &r->config.zone;
	m->primary = r->config.primary;
	m->own_key = r->config.own_key;
	m->datagram_most = (uint16_t)rendezvous_datagram_most(r, m->own_key);
	m->id = draw_message_id(r);
	m->arrival = ++r->arrivals;
	m->busy = true;
	return m;
}

void
rendezvous_give_forward(struct rendezvous *r, struct forward *m)
{
	deadlines_forget(&r->deadlines, &m->machine.base);
	arena_give(&r->arena, m->octets);
	m->octets = NULL;
	m->busy = false;
	r->unblock = true;
	r->overdue_stuck = false;
}

/* Updates of the same names keep their order, so that a lease is never part of
 * two. Everybody's PTR hangs on one name: one PTR does not get into the way of
 * another, but whatever deletes them all does. */
void
rendezvous_touch(struct forward *m, const struct dns_record *rr)
{
	uint32_t h = dns_name_hash(&rr->name), target = 0;

	if (rr->type == DNS_TYPE_PTR && rr->class != DNS_CLASS_ANY)
		target = zone_rdata_hash(rr->type, rr->rdata,
					 rr->rdata_length) | 1;
	assert(m->touch_count < FORWARD_RECORDS_MAX);
	m->touches[m->touch_count].name = h;
	m->touches[m->touch_count++].target = target;
	m->touch_mask |= 1ull << (h % 64);
}

static bool
touch_same(const struct forward *a, const struct forward *b)
{
	unsigned i, j;

	if (!(a->touch_mask & b->touch_mask))
		return false;
	for (i = 0; i < a->touch_count; i++)
		for (j = 0; j < b->touch_count; j++) {
			uint32_t x = a->touches[i].target;
			uint32_t y = b->touches[j].target;

			if (a->touches[i].name == b->touches[j].name &&
			    (x == y || x == 0 || y == 0))
				return true;
		}
	return false;
}

bool
rendezvous_conflicts(const struct rendezvous *r, const struct forward *m,
		     bool queued_too)
{
	const struct forward *other;
	uint32_t i;

	for (i = 0; i < r->config.limits.forwards; i++) {
		other = &r->forwards[i];
		if (!other->busy || other == m)
			continue;
		if (other->machine.base.state == FORWARD_QUEUED &&
		    !(queued_too && other->arrival < m->arrival))
			continue;
		if (touch_same(other, m))
			return true;
	}
	return false;
}

/* Leases of an update ------------------------------------------------------------------ */

static bool
set_item(struct forward *m, struct lease_server *lease, bool removal)
{
	unsigned i;

	for (i = 0; i < m->item_count; i++)
		if (m->items[i].lease == lease) {
			m->items[i].removal = removal;
			return true;
		}
	if (m->item_count == FORWARD_RECORDS_MAX)
		return false;
	m->items[m->item_count].lease = lease;
	m->items[m->item_count++].removal = removal;
	return true;
}

/* 9664 G-04: what is in the zone without a lease stays so. While a transfer
 * is under way the copy may still show what was just deleted. */
static bool
is_permanent(struct rendezvous *r, const struct dns_record *rr)
{
	return r->zone.machine.base.state == ZONE_CURRENT &&
		zone_store_record(live_zone(r), &rr->name, rr->type,
				  rr->rdata, rr->rdata_length);
}

static bool
grant_item(struct rendezvous *r, struct forward *m,
	   const struct dns_record *rr)
{
	struct lease_server *lease;

	lease = rendezvous_lease(r, &rr->name, rr->type, rr->rdata,
				 rr->rdata_length);
	if (!m->client.options.has_lease)
		return !lease || set_item(m, lease, true);
	if (!lease) {
		if (is_permanent(r, rr))
			return true;
		lease = rendezvous_make_lease(r, rr);
	}
	if (!lease)
		return false;
	lease->ttl = rr->ttl;
	/* RFC 9664, 4.3: KEY-LEASE, where there is one, is for KEY records */
	lease->granted_s = rr->type == DNS_TYPE_KEY &&
		m->client.options.has_key_lease ?
		m->client.options.key_lease_s : m->client.options.lease_s;
	lease->asked_at_ms = r->turn.now_ms;
	if (set_item(m, lease, false))
		return true;
	if (lease->machine.base.state == LEASE_SERVER_FREE)
		rendezvous_give_lease(r, lease);
	return false;
}

/* Where there are more than fit, the rest run out by themselves. */
static void
remove_items(struct rendezvous *r, struct forward *m,
	     const struct dns_record *rr)
{
	uint32_t hash = dns_name_hash(&rr->name);
	struct lease_server *l;
	struct dns_name name;

	if (rr->class == DNS_CLASS_NONE) {
		l = rendezvous_lease(r, &rr->name, rr->type, rr->rdata,
				     rr->rdata_length);
		if (l)
			set_item(m, l, true);
		return;
	}
	for (l = r->leases_by_name[hash & r->lease_mask]; l; l = l->name_chain) {
		if (l->name_hash != hash ||
		    (rr->type != DNS_TYPE_ANY && rr->type != l->type))
			continue;
		lease_server_name(l, &name);
		if (dns_name_equal(&name, &rr->name))
			set_item(m, l, true);
	}
}

/* Leases made for this update that it does not need after all. */
static void
drop_unused(struct rendezvous *r, struct forward *m, bool all)
{
	unsigned i, kept = 0;

	for (i = 0; i < m->item_count; i++) {
		struct lease_server *l = m->items[i].lease;

		if (l->machine.base.state == LEASE_SERVER_FREE &&
		    (all || m->items[i].removal))
			rendezvous_give_lease(r, l);
		else
			m->items[kept++] = m->items[i];
	}
	m->item_count = all ? 0 : kept;
}

/* What the update means for leases, in its order; false: no room. */
static bool
find_items(struct rendezvous *r, struct forward *m)
{
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_record rr;
	bool room = true;

	if (dns_open(&msg, m->octets, m->length) < 0)
		return false;
	for (dns_records(&msg, DNS_UPDATE, &it); room && dns_next(&it, &rr);) {
		if (rr.class == DNS_CLASS_IN)
			room = grant_item(r, m, &rr);
		else
			remove_items(r, m, &rr);
	}
	drop_unused(r, m, !room);
	return room;
}

static void
start(struct rendezvous *r, struct forward *m)
{
	bool leased = false;
	unsigned i;

	if (!find_items(r, m)) {
		r->counters.updates_full++;
		forward_step(m, FORWARD_EV_NO_ROOM, &r->turn);
		return;
	}
	for (i = 0; i < m->item_count; i++)
		if (!m->items[i].removal) {
			leased = true;
			lease_server_step(m->items[i].lease,
					  LEASE_SERVER_EV_ASKED, &r->turn);
		}
	forward_step(m, leased ? FORWARD_EV_LEASED : forward_classify_ready(m),
		     &r->turn);
}

void
rendezvous_launch(struct rendezvous *r, struct forward *m)
{
	if (rendezvous_conflicts(r, m, true))
		forward_step(m, FORWARD_EV_CONFLICTING, &r->turn);
	else
		start(r, m);
}

bool
rendezvous_work_queued(struct rendezvous *r)
{
	struct forward *m, *first = NULL;
	uint32_t i;

	if (!r->unblock)
		return false;
	if (rendezvous_starves(r, LAUNCH_ROWS))
		return true;
	for (i = 0; i < r->config.limits.forwards; i++) {
		m = &r->forwards[i];
		if (m->busy && m->machine.base.state == FORWARD_QUEUED &&
		    (!first || m->arrival < first->arrival) &&
		    !rendezvous_conflicts(r, m, true))
			first = m;
	}
	if (first)
		start(r, first);
	else
		r->unblock = false;
	return first != NULL;
}

/* Reading --------------------------------------------------------------------------------- */

/* RFC 2136, 3.4.1.3, as far as it needs no look at the zone. */
static unsigned
check_change(const struct rendezvous *r, const struct dns_record *rr)
{
	bool meta = rr->type >= TYPES_META_FIRST && rr->type <= DNS_TYPE_ANY;

	if (!dns_name_within(&rr->name, &r->config.zone))
		return DNS_RCODE_NOTZONE;
	switch (rr->class) {
	case DNS_CLASS_IN:
		if (meta)
			return DNS_RCODE_FORMERR;
		break;
	case DNS_CLASS_ANY:
		if (rr->ttl || rr->rdata_length ||
		    (meta && rr->type != DNS_TYPE_ANY))
			return DNS_RCODE_FORMERR;
		break;
	case DNS_CLASS_NONE:
		if (rr->ttl || meta)
			return DNS_RCODE_FORMERR;
		break;
	default:
		return DNS_RCODE_FORMERR;
	}
	return rendezvous_may_change(r, r->turn.input, rr) ?
		DNS_RCODE_NOERROR : DNS_RCODE_REFUSED;
}

/* TSIG first, then permission, then the lease's form (9664 G-07). */
static unsigned
check(const struct rendezvous *r, const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_question zone;
	unsigned rcode;

	if (r->turn.input->verdict != VERDICT_VERIFIED)
		return DNS_RCODE_REFUSED;
	if (msg->count[DNS_ZONE] != 1 || !dns_first_question(msg, &zone) ||
	    zone.type != DNS_TYPE_SOA)
		return DNS_RCODE_FORMERR;
	if (zone.class != DNS_CLASS_IN ||
	    !dns_name_equal(&zone.name, &r->config.zone))
		return DNS_RCODE_NOTAUTH;
	for (dns_records(msg, DNS_PREREQUISITE, &it); dns_next(&it, &rr);) {
		if (!dns_name_within(&rr.name, &r->config.zone))
			return DNS_RCODE_NOTZONE;
		/* a prerequisite tells what is there, as an answer does */
		if (!rendezvous_may_ask(r, r->turn.input, &rr.name))
			return DNS_RCODE_REFUSED;
	}
	for (dns_records(msg, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		rcode = check_change(r, &rr);
		if (rcode != DNS_RCODE_NOERROR)
			return rcode;
	}
	if (msg->options.lease_malformed)
		return DNS_RCODE_FORMERR;
	return msg->count[DNS_UPDATE] > FORWARD_RECORDS_MAX ?
		DNS_RCODE_REFUSED : DNS_RCODE_NOERROR;
}

static uint32_t
clamp(uint32_t value, uint32_t least, uint32_t most)
{
	return value < least ? least : value > most ? most : value;
}

static void
grant_lease(const struct rendezvous *r, struct dns_options *granted,
	    const struct dns_options *asked)
{
	dns_options_begin(granted);
	granted->has_lease = asked->has_lease;
	granted->has_key_lease = asked->has_key_lease;
	granted->lease_s = clamp(asked->lease_s, r->config.lease_min_s,
				 r->config.lease_max_s);
	granted->key_lease_s = clamp(asked->key_lease_s, r->config.lease_min_s,
				     r->config.key_lease_max_s);
}

static void
copy_section(struct dns_writer *w, const struct dns_message *msg,
	     enum dns_section section)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(msg, section, &it); dns_next(&it, &rr);)
		if (rr.type != DNS_TYPE_OPT && rr.type != DNS_TYPE_TSIG)
			dns_add_record(w, section, &rr.name, rr.type, rr.class,
				       rr.ttl, rr.rdata, rr.rdata_length);
}

/* What goes on: all but the lease option and the client's TSIG (P14). */
static bool
write_onward(struct rendezvous *r, struct forward *m,
	     const struct dns_message *msg)
{
	struct dns_writer w;
	struct dns_iterator it;
	struct dns_record rr;
	int length;

	dns_begin(&w, r->scratch, DNS_MESSAGE_MAX - TSIG_ROOM, m->id,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&w, &r->config.zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	copy_section(&w, msg, DNS_PREREQUISITE);
	copy_section(&w, msg, DNS_UPDATE);
	copy_section(&w, msg, DNS_ADDITIONAL);
	length = dns_end(&w);
	if (length < 0)
		return false;
	m->octets = arena_take(&r->arena, (size_t)length);
	if (!m->octets)
		return false;
	m->length = (uint16_t)length;
	memcpy(m->octets, r->scratch, (size_t)length);
	for (dns_records(msg, DNS_UPDATE, &it); dns_next(&it, &rr);)
		rendezvous_touch(m, &rr);
	return true;
}

/* A client that sends again while its update is under way is answered once. */
static bool
under_way(const struct rendezvous *r, const struct dns_message *msg)
{
	const struct input *in = r->turn.input;
	const struct forward *m;
	uint32_t i;

	for (i = 0; i < r->config.limits.forwards; i++) {
		m = &r->forwards[i];
		if (m->busy && m->machine.base.state != FORWARD_FREE &&
		    m->client.origin && m->client.id == msg->id &&
		    m->client.key == in->key &&
		    m->client.stream == in->stream &&
		    endpoint_equal(&m->client.source, &in->source))
			return true;
	}
	return false;
}

void
rendezvous_update(struct rendezvous *r, const struct dns_message *msg)
{
	const struct input *in = r->turn.input;
	unsigned rcode = check(r, msg);
	struct forward *m;

	r->counters.updates++;
	if (rcode != DNS_RCODE_NOERROR) {
		r->counters.updates_refused++;
		rendezvous_reply_rcode(r, msg, rcode);
		return;
	}
	if (under_way(r, msg)) {
		r->counters.updates_repeated++;
		return;
	}
	m = rendezvous_take_forward(r);
	if (m && !write_onward(r, m, msg)) {
		rendezvous_give_forward(r, m);
		m = NULL;
	}
	if (!m) {
		r->counters.updates_full++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_REFUSED);
		return;
	}
	m->client.origin = in->origin;
	m->client.source = in->source;
	m->client.id = msg->id;
	m->client.key = in->key;
	m->client.stream = in->stream;
	grant_lease(r, &m->client.options, &msg->options);
	rendezvous_launch(r, m);
}
