/* SPDX-License-Identifier: Apache-2.0 */
/* stage_primary.c - the primary behind stage_rendezvous: a small zone that takes
 * updates (RFC 2136) and gives itself away whole (RFC 5936). */
#include <assert.h>
#include <errno.h>
#include <string.h>

#include "lab/step/stage_rendezvous.h"

enum { SERIAL = 100, TTL_S = 120 };

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;
	int r = dns_name_from_text(&name, text);

	assert(r == 0);
	(void)r;
	return name;
}

/* Records ----------------------------------------------------------------- */

static bool
is_same(const struct primary_record *r, const struct dns_record *rr)
{
	return r->used && dns_name_equal(&r->name, &rr->name) &&
		(rr->type == DNS_TYPE_ANY || r->type == rr->type);
}

static void
put(struct rendezvous_stage *p, const struct dns_name *name, uint16_t type,
    uint32_t ttl, const uint8_t *rdata, size_t length)
{
	struct primary_record *r;
	unsigned i;

	for (i = 0; i < PRIMARY_RECORDS_MAX; i++) {
		r = &p->records[i];
		if (r->used && r->type == type && r->length == length &&
		    dns_name_equal(&r->name, name) &&
		    !memcmp(r->rdata, rdata, length))
			return;
	}
	for (i = 0; i < PRIMARY_RECORDS_MAX && p->records[i].used; i++)
		;
	if (i == PRIMARY_RECORDS_MAX || length > PRIMARY_RDATA_MAX)
		return;
	r = &p->records[i];
	r->used = true;
	r->name = *name;
	r->type = type;
	r->ttl = ttl;
	r->length = (uint16_t)length;
	memcpy(r->rdata, rdata, length);
}

static void
take(struct rendezvous_stage *p, const struct dns_record *rr)
{
	struct primary_record *r;
	unsigned i;

	for (i = 0; i < PRIMARY_RECORDS_MAX; i++) {
		r = &p->records[i];
		if (!is_same(r, rr) || (rr->class == DNS_CLASS_NONE &&
		    !dns_rdata_equal(r->type, r->rdata, r->length, rr->rdata,
				     rr->rdata_length)))
			continue;
		r->used = false;
	}
}

static void
put_host(struct rendezvous_stage *p, const char *service)
{
	struct dns_name browse = name_of("_autotunnel._udp.home.example.net");
	struct dns_name target = name_of(service);

	put(p, &browse, DNS_TYPE_PTR, TTL_S, target.wire, target.length);
}

void
stage_primary_begin(struct rendezvous_stage *p)
{
	p->serial = SERIAL;
	put_host(p, "_autotunnel._udp.mymac.home.example.net");
}

void
stage_primary_change(struct rendezvous_stage *p)
{
	static const char extra[] = "_autotunnel._udp.studio.home.example.net";
	struct dns_record rr = {
		.name = name_of("_autotunnel._udp.home.example.net"),
		.type = DNS_TYPE_PTR, .class = DNS_CLASS_NONE,
	};
	struct dns_name target = name_of(extra);
	unsigned i, before = 0, after = 0;

	rr.rdata = target.wire;
	rr.rdata_length = target.length;
	for (i = 0; i < PRIMARY_RECORDS_MAX; i++)
		before += p->records[i].used;
	take(p, &rr);
	for (i = 0; i < PRIMARY_RECORDS_MAX; i++)
		after += p->records[i].used;
	if (before == after)
		put_host(p, extra);
	p->serial++;
}

static size_t
soa_rdata(uint32_t serial, uint8_t rdata[DNS_RDATA_NAMES_MAX])
{
	static const uint32_t times_s[] = { 3600, 600, 604800, 30 };
	struct dns_name ns = name_of("ns.home.example.net");
	size_t at = 2u * ns.length;
	uint32_t value;
	unsigned i, k;

	memcpy(rdata, ns.wire, ns.length);
	memcpy(rdata + ns.length, ns.wire, ns.length);
	for (i = 0; i < 5; i++) {
		value = i ? times_s[i - 1] : serial;
		for (k = 0; k < 4; k++)
			rdata[at++] = (uint8_t)(value >> (24 - 8 * k));
	}
	return at;
}

static void
add_soa(const struct rendezvous_stage *p, struct dns_writer *w,
	uint32_t serial)
{
	uint8_t rdata[DNS_RDATA_NAMES_MAX];
	size_t length = soa_rdata(serial, rdata);

	dns_add_record(w, DNS_ANSWER, &p->zone, DNS_TYPE_SOA, DNS_CLASS_IN,
		       TTL_S, rdata, length);
}

size_t
stage_primary_notify(struct rendezvous_stage *p, uint8_t *octets)
{
	struct dns_writer w;

	dns_begin(&w, octets, DNS_UDP_MAX, ++p->id,
		  DNS_OPCODE_NOTIFY << DNS_OPCODE_SHIFT | DNS_FLAG_AA);
	dns_add_question(&w, &p->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	add_soa(p, &w, p->serial);
	return (size_t)dns_end(&w);
}

/* Chores ------------------------------------------------------------------ */

static struct chore *
add_chore(struct rendezvous_stage *p, enum chore_kind kind)
{
	struct chore *c;

	if (p->chore_count == PRIMARY_CHORES_MAX) {
		p->chore_count--;	/* the oldest is never done */
		memmove(&p->chores[0], &p->chores[1],
			p->chore_count * sizeof(p->chores[0]));
	}
	c = &p->chores[p->chore_count++];
	memset(c, 0, sizeof(*c));
	c->kind = kind;
	return c;
}

static uint32_t
known_serial(const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa;

	for (dns_records(msg, DNS_AUTHORITY, &it); dns_next(&it, &rr);)
		if (rr.type == DNS_TYPE_SOA && dns_read_soa(&rr, &soa))
			return soa.serial;
	return 0;
}

/* One answer is enough for an update that was sent again. */
static bool
is_sent_again(const struct rendezvous_stage *p, const struct dns_message *msg)
{
	unsigned i;

	for (i = 0; i < p->chore_count; i++)
		if (p->chores[i].kind == CHORE_UPDATE &&
		    p->chores[i].id == msg->id)
			return true;
	return false;
}

static void
take_message(struct rendezvous_stage *p, const struct effect *e,
	     const uint8_t *octets)
{
	struct dns_message msg;
	struct chore *c;
	bool update;

	if (dns_open(&msg, octets, e->length) < 0)
		return;
	update = dns_opcode(&msg) == DNS_OPCODE_UPDATE;
	if (update && is_sent_again(p, &msg))
		return;
	c = add_chore(p, update ? CHORE_UPDATE : CHORE_TRANSFER);
	c->stream = e->kind == EFFECT_STREAM_SEND;
	c->zone = !update;
	c->id = msg.id;
	c->ticket = e->ticket;
	c->serial = known_serial(&msg);
	if (update && e->length <= sizeof(c->octets)) {
		c->length = (uint16_t)e->length;
		memcpy(c->octets, octets, e->length);
	}
}

bool
stage_primary_take(struct rendezvous_stage *p, const struct effect *e,
	     const uint8_t *octets)
{
	struct chore *c;

	switch (e->kind) {
	case EFFECT_STREAM_OPEN:
		c = add_chore(p, CHORE_OPEN);
		c->ticket = e->ticket;
		c->zone = e->ticket.slot == 0;
		return true;
	case EFFECT_SAVE:
		if (e->ticket.generation)
			add_chore(p, CHORE_SAVE)->ticket = e->ticket;
		return true;
	case EFFECT_STREAM_SEND:
		if (e->origin)
			return false;
		take_message(p, e, octets);
		return true;
	case EFFECT_SEND:
		if (e->channel != CHANNEL_PRIMARY)
			return false;
		take_message(p, e, octets);
		return true;
	default:
		return e->kind == EFFECT_STREAM_CLOSE;
	}
}

static void
apply(struct rendezvous_stage *p, const struct chore *c)
{
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_record rr;

	if (dns_open(&msg, c->octets, c->length) < 0)
		return;
	for (dns_records(&msg, DNS_UPDATE, &it); dns_next(&it, &rr);)
		if (rr.class == DNS_CLASS_IN)
			put(p, &rr.name, rr.type, rr.ttl, rr.rdata,
			    rr.rdata_length);
		else
			take(p, &rr);
	p->serial++;
}

static void
write_transfer(const struct rendezvous_stage *p, const struct chore *c,
	       const struct primary_how *how, struct dns_writer *w)
{
	const struct primary_record *r;
	unsigned i;

	if (how->rcode)
		return;
	add_soa(p, w, how->unchanged ? c->serial : p->serial);
	if (how->unchanged || (c->serial == p->serial && !how->part))
		return;
	for (i = 0; i < PRIMARY_RECORDS_MAX; i++) {
		r = &p->records[i];
		if (r->used)
			dns_add_record(w, DNS_ANSWER, &r->name, r->type,
				       DNS_CLASS_IN, r->ttl, r->rdata,
				       r->length);
	}
	if (!how->part)
		add_soa(p, w, p->serial);
}

void
stage_primary_do(struct rendezvous_stage *p, unsigned n,
	   const struct primary_how *how, struct input *in, uint8_t *octets)
{
	struct chore c = p->chores[n];
	struct dns_writer w;

	p->chore_count--;
	memmove(&p->chores[n], &p->chores[n + 1],
		(p->chore_count - n) * sizeof(p->chores[0]));
	in->ticket = c.ticket;
	in->source = p->primary;
	in->key = PRIMARY_KEY;
	in->verdict = VERDICT_VERIFIED;
	if (c.kind == CHORE_OPEN || c.kind == CHORE_SAVE) {
		in->kind = c.kind == CHORE_SAVE ? INPUT_SAVED : how->fails ?
			INPUT_STREAM_DOWN : INPUT_STREAM_UP;
		in->error = !how->fails ? 0 : c.kind == CHORE_SAVE ? -ENOSPC :
			-ECONNREFUSED;
		return;
	}
	in->kind = c.stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM;
	in->stream = c.stream;
	in->channel = c.stream ? CHANNEL_NONE : CHANNEL_PRIMARY;
	dns_begin(&w, octets, PRIMARY_MESSAGE_MAX, c.id, (uint16_t)(
		  DNS_FLAG_QR | DNS_FLAG_AA | how->rcode |
		  (c.kind == CHORE_UPDATE ?
		   DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT : 0)));
	if (c.kind == CHORE_UPDATE) {
		if (!how->rcode)
			apply(p, &c);
		dns_add_question(&w, &p->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	} else if (c.length) {
		add_soa(p, &w, p->serial);	/* the rest */
	} else {
		write_transfer(p, &c, how, &w);
	}
	if (c.kind == CHORE_TRANSFER && how->part && !c.length) {
		c.length = 1;	/* its rest is still to come */
		p->chores[p->chore_count++] = c;
	}
	in->octets = octets;
	in->length = (size_t)dns_end(&w);
}
