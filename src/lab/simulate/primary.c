/* SPDX-License-Identifier: Apache-2.0 */
/* primary.c - what the simulated primary says. */
#include "lab/simulate/primary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/simulate/primary_zone.h"
#include "lab/simulate/world_private.h"

enum {
	PART_OCTETS = 60000,	/* of a transfer's message, about */
	NOTIFY_MS = 1000,	/* it collects changes for so long */
	SOA_TTL = 30,
	SOA_MAX = 2 * DNS_NAME_MAX + 20,
	SERVER_TTL = 3600
};

struct primary {
	struct world *w;
	struct primary_zone zone;
	struct dns_name server;		/* ns.<zone> */
	struct endpoint address;
	struct endpoint notified;
	uint16_t key;
	uint16_t id;
	bool notify_due;
	uint64_t random;
	struct sim_primary_mood mood;
	uint8_t octets[65535];
};

static struct world_script *
script(const struct primary *p)
{
	return world_script_at(p->w, NULL, &p->address);
}

/* Answers ----------------------------------------------------------------------- */

static size_t
soa_rdata(const struct primary *p, uint32_t serial, uint8_t rdata[SOA_MAX])
{
	/* serial, refresh, retry, expire, minimum */
	const uint32_t values[] = { serial, 3600, 600, 604800, SOA_TTL };
	size_t at = 0;
	unsigned i;

	for (i = 0; i < 2; i++) {
		memcpy(rdata + at, p->server.wire, p->server.length);
		at += p->server.length;
	}
	for (i = 0; i < 5; i++) {
		rdata[at++] = (uint8_t)(values[i] >> 24);
		rdata[at++] = (uint8_t)(values[i] >> 16);
		rdata[at++] = (uint8_t)(values[i] >> 8);
		rdata[at++] = (uint8_t)values[i];
	}
	return at;
}

static void
put_soa(struct primary *p, struct dns_writer *w, enum dns_section section,
	uint32_t serial)
{
	uint8_t rdata[SOA_MAX];
	size_t length = soa_rdata(p, serial, rdata);

	dns_add_record(w, section, &p->zone.origin, DNS_TYPE_SOA, DNS_CLASS_IN,
		       SOA_TTL, rdata, length);
}

static void
answer(struct primary *p, const struct world_message *m, int length)
{
	world_must(length > 0, p->w, "the primary's answer is too long");
	if (m->stream)
		world_stream_reply(p->w, m->stream, p->octets, (size_t)length,
				   m->key, p->mood.slow_ms);
	else
		world_script_sends(p->w, script(p), m->to, m->from, p->octets,
				   (size_t)length, m->key, p->mood.slow_ms);
}

static void
answer_rcode(struct primary *p, const struct world_message *m,
	     const struct dns_message *msg, unsigned rcode)
{
	struct dns_question q;
	struct dns_writer w;

	dns_begin(&w, p->octets, sizeof(p->octets), msg->id,
		  (uint16_t)(DNS_FLAG_QR |
			     (msg->flags &
			      (DNS_OPCODE_MASK << DNS_OPCODE_SHIFT)) | rcode));
	if (dns_first_question(msg, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	answer(p, m, dns_end(&w));
}

/* Transfers ---------------------------------------------------------------------- */

struct transfer {
	struct primary *p;
	const struct world_message *m;
	uint16_t id;
	struct dns_writer w;
};

static void
part_begin(struct transfer *t)
{
	dns_begin(&t->w, t->p->octets, sizeof(t->p->octets), t->id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
}

static void
transfer_put(struct transfer *t, const struct dns_name *name,
	     const struct primary_record *r)
{
	if (dns_written(&t->w) > PART_OCTETS) {
		answer(t->p, t->m, dns_end(&t->w));
		part_begin(t);
	}
	dns_add_record(&t->w, DNS_ANSWER, name, r->type, DNS_CLASS_IN, r->ttl,
		       r->rdata, r->length);
}

static void
put_all(struct transfer *t)
{
	const struct primary_zone *z = &t->p->zone;
	unsigned i, j;

	put_soa(t->p, &t->w, DNS_ANSWER, z->serial);
	for (i = 0; i < z->name_count; i++)
		for (j = 0; j < z->names[i]->record_count; j++)
			transfer_put(t, &z->names[i]->name,
				     &z->names[i]->records[j]);
	put_soa(t->p, &t->w, DNS_ANSWER, z->serial);
}

/* The changes of one serial, from AT on; where the next one's begin. */
static unsigned
put_sequence(struct transfer *t, unsigned at)
{
	const struct primary_zone *z = &t->p->zone;
	uint32_t serial = z->journal[at].serial;
	unsigned i, end = at, removals;

	while (end < z->change_count && z->journal[end].serial == serial)
		end++;
	for (removals = 2; removals-- > 0;) {
		put_soa(t->p, &t->w, DNS_ANSWER, serial - removals);
		for (i = at; i < end; i++)
			if (z->journal[i].removal == (removals == 1))
				transfer_put(t, z->journal[i].name,
					     &z->journal[i].record);
	}
	return end;
}

static void
put_changes(struct transfer *t, uint32_t from)
{
	const struct primary_zone *z = &t->p->zone;
	unsigned low = 0, high = z->change_count, at;

	put_soa(t->p, &t->w, DNS_ANSWER, z->serial);
	if (from == z->serial)
		return;
	while (low < high) {
		at = low + (high - low) / 2;
		if (z->journal[at].serial > from)
			high = at;
		else
			low = at + 1;
	}
	while (low < z->change_count)
		low = put_sequence(t, low);
	put_soa(t->p, &t->w, DNS_ANSWER, z->serial);
}

static void
answer_transfer(struct primary *p, const struct world_message *m,
		const struct dns_message *msg, const struct dns_question *q)
{
	struct transfer t = { .p = p, .m = m, .id = msg->id };
	struct dns_soa soa = { .serial = 0 };
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(msg, DNS_AUTHORITY, &it); dns_next(&it, &rr);)
		dns_read_soa(&rr, &soa);
	part_begin(&t);
	if (q->type == DNS_TYPE_IXFR && !p->mood.no_ixfr &&
	    soa.serial >= p->zone.journal_from &&
	    soa.serial <= p->zone.serial)
		put_changes(&t, soa.serial);
	else
		put_all(&t);
	answer(p, m, dns_end(&t.w));
}

/* Updates -------------------------------------------------------------------------- */

/* A set that must be there as it is told: NAME and TYPE of RR, whose records
 * are all of those that MSG has for it (RFC 2136 3.2.3). */
static bool
set_is(const struct primary *p, const struct dns_message *msg,
       const struct dns_record *rr)
{
	struct dns_iterator it;
	struct dns_record other;
	unsigned count = 0;

	for (dns_records(msg, DNS_PREREQUISITE, &it); dns_next(&it, &other);) {
		if (other.class != DNS_CLASS_IN || other.type != rr->type ||
		    !dns_name_equal(&other.name, &rr->name))
			continue;
		count++;
		if (!primary_zone_record(&p->zone, &other.name, other.type,
					 other.rdata, other.rdata_length))
			return false;
	}
	return count == primary_zone_count(&p->zone, &rr->name, rr->type);
}

static unsigned
prerequisites(const struct primary *p, const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(msg, DNS_UPDATE, &it); dns_next(&it, &rr);)
		if (!dns_name_within(&rr.name, &p->zone.origin))
			return DNS_RCODE_NOTZONE;
	for (dns_records(msg, DNS_PREREQUISITE, &it); dns_next(&it, &rr);) {
		bool any = rr.type == DNS_TYPE_ANY;
		bool there = primary_zone_count(&p->zone, &rr.name, rr.type);

		if (!dns_name_within(&rr.name, &p->zone.origin))
			return DNS_RCODE_NOTZONE;
		if (rr.class == DNS_CLASS_ANY && !there)
			return any ? DNS_RCODE_NXDOMAIN : DNS_RCODE_NXRRSET;
		if (rr.class == DNS_CLASS_NONE && there)
			return any ? DNS_RCODE_YXDOMAIN : DNS_RCODE_YXRRSET;
		if (rr.class == DNS_CLASS_IN && !set_is(p, msg, &rr))
			return DNS_RCODE_NXRRSET;
	}
	return DNS_RCODE_NOERROR;
}

/* Who looks on sees what the change in hand came to. */
static void
show_changes(const struct primary *p)
{
	const struct world_hooks *h = &p->w->hooks;
	const struct primary_zone *z = &p->zone;
	unsigned i;

	for (i = z->change_from; h->zone && i < z->change_count; i++) {
		const struct primary_change *c = &z->journal[i];
		const struct sim_record record = { .name = c->name,
			.type = c->record.type, .ttl = c->record.ttl,
			.rdata = c->record.rdata, .length = c->record.length,
			.since_ms = c->record.since_ms };

		h->zone(h->owner, &record, c->removal);
	}
}

static void
apply(struct primary *p, const struct dns_message *msg)
{
	struct primary_zone *z = &p->zone;
	struct dns_iterator it;
	struct dns_record rr;

	z->now_ms = p->w->now_ms;
	primary_change_begin(z);
	for (dns_records(msg, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		/* the apex keeps its SOA and NS (RFC 2136 3.4.2) */
		if (dns_name_equal(&rr.name, &z->origin) &&
		    (rr.type == DNS_TYPE_SOA || rr.type == DNS_TYPE_NS ||
		     rr.type == DNS_TYPE_ANY))
			continue;
		if (rr.class == DNS_CLASS_IN)
			primary_put(z, &rr.name, rr.type, rr.ttl, rr.rdata,
				    rr.rdata_length);
		else if (rr.class == DNS_CLASS_ANY)
			primary_take_set(z, &rr.name, rr.type);
		else
			primary_take(z, &rr.name, rr.type, rr.rdata,
				     rr.rdata_length);
	}
	primary_change_end(z);
	show_changes(p);
}

static void
notify(void *owner, struct sim *s)
{
	struct primary *p = owner;
	struct dns_writer w;

	(void)s;
	p->notify_due = false;
	if (!p->mood.notify || p->mood.down || !p->notified.family)
		return;
	dns_begin(&w, p->octets, sizeof(p->octets), ++p->id,
		  DNS_OPCODE_NOTIFY << DNS_OPCODE_SHIFT | DNS_FLAG_AA);
	dns_add_question(&w, &p->zone.origin, DNS_TYPE_SOA, DNS_CLASS_IN);
	put_soa(p, &w, DNS_ANSWER, p->zone.serial);
	world_script_sends(p->w, script(p), p->address, p->notified, p->octets,
			   (size_t)dns_end(&w), KEY_NONE, 0);
}

static void
hear_update(struct primary *p, const struct world_message *m,
	    const struct dns_message *msg)
{
	uint64_t draw = world_draw(&p->random);
	uint32_t serial = p->zone.serial;
	unsigned rcode = prerequisites(p, msg);

	if (draw % 1000 < p->mood.refuse)
		rcode = p->mood.servfail ? DNS_RCODE_SERVFAIL :
			DNS_RCODE_REFUSED;
	if (m->key != p->key)
		rcode = DNS_RCODE_REFUSED;
	if (rcode == DNS_RCODE_NOERROR)
		apply(p, msg);
	if (!p->mood.mute)
		answer_rcode(p, m, msg, rcode);
	if (serial == p->zone.serial || p->notify_due || !p->mood.notify)
		return;
	p->notify_due = true;
	world_call(p->w, NOTIFY_MS, notify, p);
}

/* What comes ------------------------------------------------------------------------- */

static void
hear(void *owner, struct world *w, const struct world_message *m)
{
	struct primary *p = owner;
	struct dns_message msg;
	struct dns_question q;

	(void)w;
	if (dns_open(&msg, m->octets, m->length) < 0 ||
	    msg.flags & DNS_FLAG_QR || !dns_first_question(&msg, &q))
		return;
	if (dns_opcode(&msg) == DNS_OPCODE_UPDATE)
		hear_update(p, m, &msg);
	else if (m->stream && (q.type == DNS_TYPE_IXFR ||
			       q.type == DNS_TYPE_AXFR))
		answer_transfer(p, m, &msg, &q);
	else
		answer_rcode(p, m, &msg, DNS_RCODE_NOTIMP);
}

ssize_t
primary_look_up(void *owner, const uint8_t *wire, size_t length, uint16_t type,
		uint8_t *octets, size_t size)
{
	struct primary *p = owner;
	const struct primary_name *n;
	struct dns_name name;
	struct dns_writer w;
	unsigned i, found = 0;

	if (p->mood.down || dns_name_from_wire(&name, wire, length) < 0)
		return -ENOENT;
	n = primary_zone_find(&p->zone, &name);
	dns_begin(&w, octets, size, 0, DNS_FLAG_QR | DNS_FLAG_RA);
	dns_add_question(&w, &name, type, DNS_CLASS_IN);
	for (i = 0; n && i < n->record_count; i++) {
		const struct primary_record *r = &n->records[i];

		if (r->type != type)
			continue;
		found++;
		dns_add_record(&w, DNS_ANSWER, &name, type, DNS_CLASS_IN,
			       r->ttl, r->rdata, r->length);
	}
	if (type == DNS_TYPE_SOA && dns_name_equal(&name, &p->zone.origin))
		put_soa(p, &w, DNS_ANSWER, p->zone.serial);
	else if (!found)
		put_soa(p, &w, DNS_AUTHORITY, p->zone.serial);
	return dns_end(&w);
}

/* Life ---------------------------------------------------------------------------------- */

struct primary *
primary_begin(struct world *w, const struct dns_name *zone,
	      struct endpoint address, uint16_t key)
{
	struct primary *p = world_zeroed(sizeof(*p));
	struct dns_name label;

	p->w = w;
	p->address = address;
	p->key = key;
	p->random = world_mix(w->seed ^ 0x7072696d617279u);
	p->mood.notify = true;
	primary_zone_begin(&p->zone, zone);
	world_must(dns_name_from_text(&label, "ns") == 0, w, "no name");
	memcpy(p->server.wire, label.wire, 3);
	memcpy(p->server.wire + 3, zone->wire, zone->length);
	p->server.length = (uint8_t)(zone->length + 3);
	primary_add(p, zone, DNS_TYPE_NS, SERVER_TTL, p->server.wire,
		    p->server.length);
	world_add_script(w, address, NULL, hear, p);
	return p;
}

void
primary_end(struct primary *p)
{
	if (!p)
		return;
	primary_zone_end(&p->zone);
	free(p);
}

void
primary_add(struct primary *p, const struct dns_name *name, uint16_t type,
	    uint32_t ttl, const uint8_t *rdata, uint16_t length)
{
	primary_change_begin(&p->zone);
	primary_put(&p->zone, name, type, ttl, rdata, length);
	primary_change_end(&p->zone);
}

void
primary_notifies(struct primary *p, struct endpoint to)
{
	p->notified = to;
}

struct sim_primary_mood *
primary_mood(struct primary *p)
{
	return &p->mood;
}

void
primary_mood_is(struct primary *p)
{
	script(p)->down = p->mood.down;
	if (p->mood.down)
		world_break_streams(p->w, &p->address);
}

void
primary_restart(struct primary *p)
{
	primary_journal_empty(&p->zone);
	world_break_streams(p->w, &p->address);
}

uint32_t
primary_serial(const struct primary *p)
{
	return p->zone.serial;
}

size_t
primary_count(const struct primary *p)
{
	return p->zone.record_count;
}

/* What is there ---------------------------------------------------------------------------- */

static void
tell(const struct primary_name *n, unsigned at, struct sim_record *out)
{
	const struct primary_record *r = &n->records[at];

	*out = (struct sim_record){ .name = &n->name, .type = r->type,
		.ttl = r->ttl, .rdata = r->rdata, .length = r->length,
		.since_ms = r->since_ms };
}

bool
primary_next_of(const struct primary *p, const struct dns_name *name,
		size_t *cursor, struct sim_record *out)
{
	const struct primary_name *n = primary_zone_find(&p->zone, name);

	if (!n || *cursor >= n->record_count)
		return false;
	tell(n, (unsigned)(*cursor)++, out);
	return true;
}

/* CURSOR: a name's place, and a record's in the low bits. */
bool
primary_next(const struct primary *p, size_t *cursor, struct sim_record *out)
{
	enum { LOW_BITS = 16 };
	size_t name = *cursor >> LOW_BITS, at = *cursor & UINT16_MAX;

	while (name < p->zone.name_count &&
	       at >= p->zone.names[name]->record_count) {
		name++;
		at = 0;
	}
	if (name >= p->zone.name_count)
		return false;
	tell(p->zone.names[name], (unsigned)at, out);
	*cursor = name << LOW_BITS | (at + 1);
	return true;
}
