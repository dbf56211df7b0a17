/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_primary.c - the primary of the bench. */
#include "rendezvous_primary.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char zone_text[] = "home.example.net";

/* Answers that wait --------------------------------------------------------------- */

struct waiting {
	struct waiting *next;
	struct input in;
	uint8_t octets[];
};

static struct waiting *first, **last = &first;
static bool together;
static uint32_t together_serial;

void
primary_later(struct bench *b, const struct input *in, const uint8_t *octets,
	      size_t length)
{
	struct waiting *w = malloc(sizeof(*w) + length);

	(void)b;
	w->next = NULL;
	w->in = *in;
	w->in.octets = w->octets;
	w->in.length = length;
	if (length)
		memcpy(w->octets, octets, length);
	*last = w;
	last = &w->next;
}

void
primary_deliver(struct bench *b, void (*give)(struct bench *b, struct input *))
{
	struct waiting *w;

	while ((w = first)) {
		if (b->hold == 1)
			return;
		b->hold -= b->hold > 0;
		first = w->next;
		if (!first)
			last = &first;
		give(b, &w->in);
		free(w);
	}
}

/* The zone ------------------------------------------------------------------------- */

static void
soa_rdata(const struct bench *b, uint32_t serial, uint8_t rdata[100],
	  size_t *length)
{
	struct dns_name mname = bench_name("ns.home.example.net");
	static const uint32_t usual[] = { 3600, 600, 604800, 30 };
	const uint32_t *timing = b->timing ? b->timing : usual;
	size_t at = 0;
	unsigned i;

	memcpy(rdata, mname.wire, mname.length);
	at += mname.length;
	memcpy(rdata + at, mname.wire, mname.length);
	at += mname.length;
	for (i = 0; i < 5; i++) {
		uint32_t v = i ? timing[i - 1] : serial;

		rdata[at++] = (uint8_t)(v >> 24);
		rdata[at++] = (uint8_t)(v >> 16);
		rdata[at++] = (uint8_t)(v >> 8);
		rdata[at++] = (uint8_t)v;
	}
	*length = at;
}

static bool
same(const struct bench_record *a, const struct dns_name *name, uint16_t type,
     const uint8_t *rdata, size_t length)
{
	return a->type == type && dns_name_equal(&a->name, name) &&
		dns_rdata_equal(type, a->rdata, a->length, rdata, length);
}

static uint32_t
next_serial(struct bench *b)
{
	if (!together)
		return ++b->serial;
	if (together_serial == b->serial)
		b->serial++;
	return b->serial;
}

static void
journal(struct bench *b, bool removal, const struct bench_record *record)
{
	struct bench_journal *j;

	if (b->journal_count == BENCH_JOURNAL_MAX) {
		/* begins anew: who is behind gets the whole zone */
		b->journal_count = 0;
		b->journal_from = b->serial + 1;
	}
	j = &b->journal[b->journal_count++];
	j->serial = next_serial(b);
	j->removal = removal;
	j->record = *record;
}

static void
put(struct bench *b, const struct dns_name *name, uint16_t type, uint32_t ttl,
    const uint8_t *rdata, size_t length)
{
	struct bench_record *r;
	unsigned i;

	if (length > sizeof(r->rdata))
		return;
	for (i = 0; i < b->record_count; i++)
		if (same(&b->records[i], name, type, rdata, length))
			return;
	if (b->record_count == b->record_room) {
		b->record_room = b->record_room ? 2 * b->record_room : 64;
		b->records = realloc(b->records,
				     b->record_room * sizeof(*b->records));
	}
	r = &b->records[b->record_count++];
	r->name = *name;
	r->type = type;
	r->ttl = ttl;
	r->length = (uint16_t)length;
	memcpy(r->rdata, rdata, length);
	journal(b, false, r);
}

static void
take_at(struct bench *b, unsigned i)
{
	journal(b, true, &b->records[i]);
	b->records[i] = b->records[--b->record_count];
}

static void
take(struct bench *b, const struct dns_name *name, uint16_t type,
     const uint8_t *rdata, size_t length)
{
	unsigned i;

	for (i = 0; i < b->record_count; i++)
		if (same(&b->records[i], name, type, rdata, length)) {
			take_at(b, i);
			return;
		}
}

static void
take_set(struct bench *b, const struct dns_name *name, uint16_t type)
{
	unsigned i;

	for (i = b->record_count; i-- > 0;)
		if (dns_name_equal(&b->records[i].name, name) &&
		    (type == DNS_TYPE_ANY || b->records[i].type == type))
			take_at(b, i);
}

void
bench_add(struct bench *b, const char *name, uint16_t type, uint32_t ttl,
	  const uint8_t *rdata, size_t length)
{
	struct dns_name n = bench_name(name);

	put(b, &n, type, ttl, rdata, length);
}

void
bench_remove(struct bench *b, const char *name, uint16_t type,
	     const uint8_t *rdata, size_t length)
{
	struct dns_name n = bench_name(name);

	take(b, &n, type, rdata, length);
}

static void
a_rdata(uint32_t address, uint8_t rdata[4])
{
	rdata[0] = (uint8_t)(address >> 24);
	rdata[1] = (uint8_t)(address >> 16);
	rdata[2] = (uint8_t)(address >> 8);
	rdata[3] = (uint8_t)address;
}

void
bench_add_a(struct bench *b, const char *name, uint32_t address)
{
	uint8_t rdata[4];

	a_rdata(address, rdata);
	bench_add(b, name, DNS_TYPE_A, 30, rdata, 4);
}

void
bench_remove_a(struct bench *b, const char *name, uint32_t address)
{
	uint8_t rdata[4];

	a_rdata(address, rdata);
	bench_remove(b, name, DNS_TYPE_A, rdata, 4);
}

bool
bench_has(const struct bench *b, const char *name, uint16_t type)
{
	struct dns_name n = bench_name(name);
	unsigned i;

	for (i = 0; i < b->record_count; i++)
		if (b->records[i].type == type &&
		    dns_name_equal(&b->records[i].name, &n))
			return true;
	return false;
}

void
bench_together(struct bench *b, bool on)
{
	together = on;
	together_serial = b->serial;
}

void
primary_start(struct bench *b)
{
	struct dns_name label = bench_name("label.home.example.net");
	struct dns_name service =
		bench_name("_autotunnel._udp.mymac.home.example.net");
	uint8_t ula[16] = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 8 };
	uint8_t srv[6 + DNS_NAME_MAX];

	/* a test that failed may have left these */
	while (first) {
		struct waiting *w = first;

		first = w->next;
		free(w);
	}
	last = &first;
	together = false;
	b->serial = 100;
	bench_add(b, "mymac.home.example.net", DNS_TYPE_AAAA, 30, ula, 16);
	bench_add(b, "_autotunnel._udp.mymac.home.example.net", DNS_TYPE_SRV,
		  30, srv, dns_make_srv(srv, 0, 0, 4501, &label));
	bench_add_a(b, "label.home.example.net", 0xcb007105);
	bench_add(b, "_autotunnel._udp.home.example.net", DNS_TYPE_PTR, 120,
		  service.wire, service.length);
	b->journal_from = b->serial;
	b->journal_count = 0;
}

void
primary_finish(struct bench *b)
{
	free(b->records);
	free(b->journal);
}

/* Transfers ----------------------------------------------------------------------------- */

/* One message of a transfer in the making. */
struct transfer {
	struct bench *b;
	struct input in;
	uint16_t id;
	struct dns_writer w;
	unsigned in_part;
	uint8_t octets[65535];
};

static void
message_begin(struct transfer *t)
{
	dns_begin(&t->w, t->octets, sizeof(t->octets), t->id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	t->in_part = 0;
}

static void
message_end(struct transfer *t, enum verdict verdict)
{
	int length = dns_end(&t->w);

	assert(length > 0);
	t->in.verdict = verdict;
	t->in.key = verdict == VERDICT_VERIFIED ? KEY_OWN : KEY_NONE;
	primary_later(t->b, &t->in, t->octets, (size_t)length);
}

static void
transfer_put(struct transfer *t, const struct dns_name *name, uint16_t type,
	     uint32_t ttl, const uint8_t *rdata, size_t length)
{
	if (t->in_part == t->b->part) {
		/* TSIG need not be on every message (RFC 8945, 5.3.1) */
		message_end(t, VERDICT_PENDING);
		message_begin(t);
	}
	t->in_part++;
	dns_add_record(&t->w, DNS_ANSWER, name, type, DNS_CLASS_IN, ttl,
		       rdata, length);
}

static void
transfer_put_soa(struct transfer *t, uint32_t serial)
{
	struct dns_name zone = bench_name(zone_text);
	uint8_t rdata[100];
	size_t length;

	soa_rdata(t->b, serial, rdata, &length);
	transfer_put(t, &zone, DNS_TYPE_SOA, 30, rdata, length);
}

static void
put_zone(struct transfer *t)
{
	const struct bench_record *r;
	unsigned i;

	t->b->axfrs++;
	transfer_put_soa(t, t->b->serial);
	for (i = 0; i < t->b->record_count; i++) {
		r = &t->b->records[i];
		transfer_put(t, &r->name, r->type, r->ttl, r->rdata,
			     r->length);
	}
	transfer_put_soa(t, t->b->serial);
}

static void
put_sequence(struct transfer *t, uint32_t from, uint32_t to)
{
	const struct bench_journal *j;
	unsigned removals, i;

	for (removals = 2; removals-- > 0;) {
		transfer_put_soa(t, removals ? from : to);
		for (i = 0; i < t->b->journal_count; i++) {
			j = &t->b->journal[i];
			if (j->serial != to || j->removal != (removals == 1))
				continue;
			t->b->ixfr_changes++;
			transfer_put(t, &j->record.name, j->record.type,
				     j->record.ttl, j->record.rdata,
				     j->record.length);
		}
	}
}

static void
put_changes(struct transfer *t, uint32_t from)
{
	uint32_t serial;

	t->b->ixfrs++;
	transfer_put_soa(t, t->b->serial);
	if (from == t->b->serial)
		return;
	for (serial = from; serial != t->b->serial; serial++)
		put_sequence(t, serial, serial + 1);
	transfer_put_soa(t, t->b->serial);
}

static void
answer_transfer(struct bench *b, const struct effect *e,
		const struct dns_message *msg, const struct dns_question *q)
{
	struct transfer *t = calloc(1, sizeof(*t));
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_soa soa = { .serial = 0 };

	t->b = b;
	t->id = msg->id;
	t->in = (struct input){ .kind = INPUT_STREAM_MESSAGE, .stream = true,
				.ticket = e->ticket,
				.source = b->config.primary };
	message_begin(t);
	for (dns_records(msg, DNS_AUTHORITY, &it); dns_next(&it, &rr);)
		assert(dns_read_soa(&rr, &soa));
	if (q->type == DNS_TYPE_IXFR && b->no_ixfr)
		t->w.octets[3] |= DNS_RCODE_NOTIMP;
	else if (q->type == DNS_TYPE_IXFR && soa.serial >= b->journal_from)
		put_changes(t, soa.serial);
	else
		put_zone(t);
	message_end(t, b->last_verdict);
	free(t);
}

/* Updates --------------------------------------------------------------------------------- */

/* What an update took away and put back has not changed (BIND counts it so,
 * and then keeps its serial). FROM: the journal's place when it began. */
static void
cancel_unchanged(struct bench *b, unsigned from, uint32_t serial)
{
	struct bench_journal *j = b->journal, *end;
	unsigned i, k;

	for (i = from; i < b->journal_count; i++) {
		for (k = i + 1; k < b->journal_count; k++)
			if (j[i].removal && !j[k].removal &&
			    j[i].record.ttl == j[k].record.ttl &&
			    same(&j[i].record, &j[k].record.name,
				 j[k].record.type, j[k].record.rdata,
				 j[k].record.length))
				break;
		if (k == b->journal_count)
			continue;
		end = &j[b->journal_count];
		memmove(&j[k], &j[k + 1],
			(size_t)(end - &j[k + 1]) * sizeof(*j));
		memmove(&j[i], &j[i + 1],
			(size_t)(end - &j[i + 1]) * sizeof(*j));
		b->journal_count -= 2;
		i--;
	}
	if (b->journal_count == from)
		b->serial = serial;
}

static void
apply_update(struct bench *b, const struct dns_message *msg)
{
	unsigned from = b->journal_count;
	uint32_t serial = b->serial;
	struct dns_iterator it;
	struct dns_record rr;

	bench_together(b, true);
	for (dns_records(msg, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		if (rr.class == DNS_CLASS_IN)
			put(b, &rr.name, rr.type, rr.ttl, rr.rdata,
			    rr.rdata_length);
		else if (rr.class == DNS_CLASS_ANY)
			take_set(b, &rr.name, rr.type);
		else
			take(b, &rr.name, rr.type, rr.rdata, rr.rdata_length);
	}
	bench_together(b, false);
	cancel_unchanged(b, from, serial);
}

static void
hear_update(struct bench *b, const struct effect *e,
	    const struct dns_message *msg, bool stream)
{
	struct input in = {
		.kind = stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM,
		.channel = stream ? CHANNEL_NONE : CHANNEL_PRIMARY,
		.ticket = e->ticket, .stream = stream,
		.source = b->config.primary, .key = e->key,
		.verdict = b->unsigned_answers ? VERDICT_UNSIGNED :
			VERDICT_VERIFIED,
	};
	struct dns_name zone = bench_name(zone_text);
	uint8_t octets[200];
	struct dns_writer w;

	b->updates++;
	memcpy(b->update, msg->octets, msg->length);
	b->update_length = msg->length;
	b->update_by_stream = stream;
	b->update_key = e->key;
	if (b->unsigned_answers)
		in.key = KEY_NONE;
	if (b->force_rcode == DNS_RCODE_NOERROR)
		apply_update(b, msg);
	if (b->mute)
		return;
	dns_begin(&w, octets, sizeof(octets), msg->id,
		  (uint16_t)(DNS_FLAG_QR |
			     DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT |
			     b->force_rcode));
	dns_add_question(&w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	primary_later(b, &in, octets, (size_t)dns_end(&w));
}

/* What comes --------------------------------------------------------------------------------- */

void
primary_datagram(struct bench *b, const struct effect *e,
		 const uint8_t *octets)
{
	struct dns_message msg;

	assert(endpoint_equal(&e->to, &b->config.primary));
	assert(dns_open(&msg, octets, e->length) == 0);
	assert(dns_opcode(&msg) == DNS_OPCODE_UPDATE);
	hear_update(b, e, &msg, false);
}

void
primary_stream(struct bench *b, const struct effect *e, const uint8_t *octets)
{
	struct dns_question q;
	struct dns_message msg;

	assert(dns_open(&msg, octets, e->length) == 0);
	assert(dns_first_question(&msg, &q));
	assert(e->key == KEY_OWN);
	if (dns_opcode(&msg) == DNS_OPCODE_UPDATE)
		hear_update(b, e, &msg, true);
	else
		answer_transfer(b, e, &msg, &q);
}

void
primary_open(struct bench *b, const struct effect *e)
{
	struct input in = { .kind = INPUT_STREAM_UP, .ticket = e->ticket };

	assert(endpoint_equal(&e->to, &b->config.primary));
	if (b->down) {
		in.kind = INPUT_STREAM_DOWN;
		in.error = -ECONNREFUSED;
	}
	primary_later(b, &in, NULL, 0);
}

void
bench_notify(struct bench *b)
{
	struct dns_name zone = bench_name(zone_text);
	uint8_t octets[300], rdata[100];
	struct dns_writer w;
	size_t length;

	soa_rdata(b, b->serial, rdata, &length);
	dns_begin(&w, octets, sizeof(octets), 77,
		  DNS_OPCODE_NOTIFY << DNS_OPCODE_SHIFT | DNS_FLAG_AA);
	dns_add_question(&w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_record(&w, DNS_ANSWER, &zone, DNS_TYPE_SOA, DNS_CLASS_IN, 30,
		       rdata, length);
	bench_send(b, &(struct endpoint){ .family = 4, .port = 5300,
					  .address = { 192, 0, 2, 53 } },
		   KEY_NONE, octets, (size_t)dns_end(&w));
}
