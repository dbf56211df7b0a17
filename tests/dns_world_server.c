/* SPDX-License-Identifier: Apache-2.0 */
/* dns_world_server.c - the rendezvous and the resolver of dns_world. */
#include "dns_world_inside.h"

#include <assert.h>
#include <string.h>

static const char server_name[] = "rendezvous.example.net";

/* Records ------------------------------------------------------------------------------ */

void
dns_world_add(struct dns_world *w, const char *name, uint16_t type,
	      const void *rdata, size_t length)
{
	struct dns_world_record *r;

	assert(w->server.record_count < DNS_WORLD_RECORDS_MAX);
	assert(length <= sizeof(r->rdata));
	r = &w->server.records[w->server.record_count++];
	r->name = dns_world_name(name);
	r->type = type;
	r->ttl = 30;
	r->length = length;
	memcpy(r->rdata, rdata, length);
}

void
dns_world_remove(struct dns_world *w, const char *name, uint16_t type)
{
	struct dns_name n = dns_world_name(name);
	struct dns_world_server *s = &w->server;
	unsigned i;

	for (i = s->record_count; i-- > 0;)
		if (s->records[i].type == type &&
		    dns_name_equal(&s->records[i].name, &n))
			s->records[i] = s->records[--s->record_count];
}

void
dns_world_add_srv(struct dns_world *w, const char *name, uint16_t port,
		  const char *target)
{
	struct dns_name n = dns_world_name(target);
	uint8_t rdata[6 + DNS_NAME_MAX];
	size_t length = dns_make_srv(rdata, 0, 0, port, &n);

	dns_world_add(w, name, DNS_TYPE_SRV, rdata, length);
}

static size_t
make_soa(uint8_t *rdata, uint32_t serial)
{
	struct dns_name name = dns_world_name("ns.example.net");
	size_t at = 0;
	unsigned i;

	memcpy(rdata, name.wire, name.length);
	at += name.length;
	memcpy(rdata + at, name.wire, name.length);
	at += name.length;
	memset(rdata + at, 0, 20);
	for (i = 0; i < 4; i++)
		rdata[at + i] = (uint8_t)(serial >> (24 - 8 * i));
	return at + 20;
}

static void
add_soa(struct dns_world *w, struct dns_writer *out, enum dns_section section,
	uint32_t serial)
{
	uint8_t rdata[DNS_RDATA_NAMES_MAX];
	size_t length = make_soa(rdata, serial);

	dns_add_record(out, section, &w->zone, DNS_TYPE_SOA, DNS_CLASS_IN, 30,
		       rdata, length);
}

/* Answers --------------------------------------------------------------------------------- */

static struct dns_world_coming *
coming(struct dns_world *w, enum input_kind kind)
{
	struct dns_world_coming *c;

	assert(w->coming_count < DNS_WORLD_COMING_MAX);
	c = &w->coming[w->coming_count++];
	c->at_ms = w->now_ms + DNS_WORLD_DELAY_MS;
	c->input = (struct input){ .kind = kind };
	return c;
}

static void
answer_questions(struct dns_world *w, const struct dns_message *msg,
		 struct dns_writer *out)
{
	const struct dns_world_record *r;
	struct dns_iterator it;
	struct dns_question q;
	unsigned i;

	for (dns_questions(msg, &it); dns_next_question(&it, &q);)
		for (i = 0; i < w->server.record_count; i++) {
			r = &w->server.records[i];
			if (r->type == q.type &&
			    dns_name_equal(&r->name, &q.name))
				dns_add_record(out, DNS_ANSWER, &r->name,
					       r->type, DNS_CLASS_IN, r->ttl,
					       r->rdata, r->length);
		}
}

static struct dns_world_llq *
find_llq(struct dns_world *w, const struct dns_question *q)
{
	struct dns_world_server *s = &w->server;
	struct dns_world_llq *llq;
	unsigned i;

	for (i = 0; i < s->llq_count; i++)
		if (s->llqs[i].type == q->type &&
		    dns_name_equal(&s->llqs[i].name, &q->name))
			return &s->llqs[i];
	assert(s->llq_count < DNS_WORLD_LLQS_MAX);
	llq = &s->llqs[s->llq_count++];
	*llq = (struct dns_world_llq){ .name = q->name, .type = q->type };
	return llq;
}

/* The LLQ option that answers ASKED (RFC 8764 5.2.2, 5.2.4, 7.2). */
static struct dns_llq
answer_option(struct dns_world *w, const struct dns_llq *asked,
	      const struct dns_question *q, unsigned place)
{
	struct dns_world_server *s = &w->server;
	struct dns_world_llq *llq = find_llq(w, q);
	struct dns_llq o = *asked;

	if (s->error && (s->fail_at == 0 || s->fail_at == place + 1)) {
		o.error = s->error;
		o.id = 0;
		o.lease_s = s->error == DNS_LLQ_SERV_FULL ? s->retry_s : 0;
		return o;
	}
	if (o.opcode == DNS_LLQ_REFRESH) {
		o.error = s->refresh_error;
		if (s->lease_s && o.lease_s)
			o.lease_s = s->lease_s;
		return o;
	}
	if (o.id == 0) {
		llq->id = 0x6b67000000000001u + w->turns * 64u + place;
		llq->lease_s = s->lease_s ? s->lease_s : asked->lease_s;
		o.id = llq->id;
		o.lease_s = llq->lease_s;
		return o;
	}
	/* A right challenge response echoes both (8764 5.2.4). */
	assert(o.id == llq->id);
	assert(o.lease_s == llq->lease_s);
	if (s->ack_lease_s)
		o.lease_s = s->ack_lease_s;
	return o;
}

static void
serve_llq(struct dns_world *w, const struct dns_message *msg,
	  struct dns_writer *out)
{
	struct dns_world_server *s = &w->server;
	struct dns_options o = {
		.present = true, .udp_size = s->class_zero ? 0 : DNS_UDP_MAX,
	};
	const struct dns_llq *asked;
	struct dns_iterator it;
	struct dns_question q;
	bool answers = false;

	for (dns_questions(msg, &it); dns_next_question(&it, &q);) {
		dns_add_question(out, &q.name, q.type, q.class);
		asked = &msg->options.llq[o.llq_count];
		answers |= asked->opcode == DNS_LLQ_SETUP && asked->id;
		o.llq[o.llq_count] = answer_option(w, asked, &q, o.llq_count);
		answers |= o.llq[o.llq_count++].error == DNS_LLQ_STATIC;
	}
	assert(o.llq_count == msg->options.llq_count);
	if (answers && !s->rcode)
		answer_questions(w, msg, out);
	if (answers && s->has_serial)
		add_soa(w, out, DNS_ADDITIONAL, s->serial);
	if (s->no_option)
		o.llq_count = 0;
	dns_add_options(out, &o);
}

static void
serve_update(struct dns_world *w, const struct dns_message *msg,
	     struct dns_writer *out)
{
	struct dns_world_server *s = &w->server;
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX,
		.has_lease = msg->options.has_lease && !s->no_lease &&
			!s->update_rcode,
		.has_key_lease = s->key_lease,
		.lease_s = s->update_lease_s ? s->update_lease_s :
			msg->options.lease_s,
		.key_lease_s = 604800,
	};
	struct dns_question zone;

	assert(dns_first_question(msg, &zone));
	assert(zone.type == DNS_TYPE_SOA);
	assert(dns_name_equal(&zone.name, &w->zone));
	dns_add_question(out, &zone.name, zone.type, zone.class);
	dns_add_options(out, &o);
}

static void
serve_query(struct dns_world *w, const struct dns_message *msg,
	    struct dns_writer *out)
{
	struct dns_question q;

	assert(dns_first_question(msg, &q));
	dns_add_question(out, &q.name, q.type, q.class);
	if (q.type == DNS_TYPE_SOA)
		add_soa(w, out, DNS_ANSWER, w->server.serial);
	else if (!(out->octets[2] & DNS_FLAG_TC >> 8)) {
		answer_questions(w, msg, out);
		if (w->server.has_serial)
			add_soa(w, out, DNS_ADDITIONAL, w->server.serial);
	}
}

void
dns_world_serve(struct dns_world *w, const struct dns_world_sent *s)
{
	struct dns_world_server *server = &w->server;
	unsigned opcode = dns_opcode(&s->msg);
	struct dns_world_coming *c;
	struct dns_writer out;
	unsigned flags = DNS_FLAG_QR | DNS_FLAG_AA |
		opcode << DNS_OPCODE_SHIFT;
	int length;

	if ((s->msg.flags & DNS_FLAG_QR) || !server->on)
		return;
	if (server->lose) {
		server->lose--;
		return;
	}
	c = coming(w, INPUT_DATAGRAM);
	c->at_ms += server->delay_ms;
	c->input.channel = s->effect.channel;
	c->input.source = s->effect.to;
	c->input.verdict = server->verdict;
	c->input.key = server->key;
	flags |= opcode == DNS_OPCODE_UPDATE ? server->update_rcode :
		server->rcode;
	if (server->truncate && opcode == DNS_OPCODE_QUERY &&
	    !s->msg.options.llq_count)
		flags |= DNS_FLAG_TC;
	dns_begin(&out, c->octets, sizeof(c->octets), s->msg.id,
		  (uint16_t)flags);
	if (opcode == DNS_OPCODE_UPDATE)
		serve_update(w, &s->msg, &out);
	else if (s->msg.options.llq_count)
		serve_llq(w, &s->msg, &out);
	else
		serve_query(w, &s->msg, &out);
	length = dns_end(&out);
	assert(length > 0);
	c->input.length = (size_t)length;
	if (server->lose_replies) {
		server->lose_replies--;
		w->coming_count--;
	}
}

size_t
dns_world_event(struct dns_world *w, uint8_t *octets, uint16_t id,
		unsigned slot, uint8_t last, bool removed, uint32_t serial)
{
	const struct llq_client *c = dnsclient_llq(&w->dns, slot);
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .llq_count = 1,
		.llq = { { DNS_LLQ_VERSION, DNS_LLQ_EVENT, 0, c->llq_id, 0 } },
	};
	struct dns_writer out;
	int length;

	dns_begin(&out, octets, DNS_UDP_MAX, id, DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&out, &c->name, c->type, DNS_CLASS_IN);
	dns_add_record(&out, DNS_ANSWER, &c->name, DNS_TYPE_AAAA,
		       DNS_CLASS_IN, removed ? DNS_TTL_REMOVED : 30,
		       dns_world_aaaa(last), 16);
	if (serial)
		add_soa(w, &out, DNS_ADDITIONAL, serial);
	dns_add_options(&out, &o);
	length = dns_end(&out);
	assert(length > 0);
	return (size_t)length;
}

/* The resolver ----------------------------------------------------------------------------- */

static bool
resolve_soa(struct dns_world *w, const struct dns_name *name,
	    struct dns_writer *out)
{
	if (dns_name_equal(name, &w->zone)) {
		add_soa(w, out, DNS_ANSWER, 1);
		return true;
	}
	if (!w->resolver.strips)
		add_soa(w, out, DNS_AUTHORITY, 1);
	return false;
}

static bool
resolve_srv(struct dns_world *w, const struct dns_name *name,
	    struct dns_writer *out)
{
	const struct dns_world_resolver *r = &w->resolver;
	const struct dns_name *base = r->at_domain ? &w->domain : &w->zone;
	struct dns_name update, llq, target = dns_world_name(server_name);
	uint8_t rdata[6 + DNS_NAME_MAX];
	uint32_t ttl = r->ttl ? r->ttl : 600;
	size_t length = dns_make_srv(rdata, 0, 0, r->port, &target);

	dns_name_join(&update, "_dns-update._udp", base);
	dns_name_join(&llq, "_dns-llq._udp", base);
	if (!(dns_name_equal(name, &update) && !r->no_update) &&
	    !(dns_name_equal(name, &llq) && !r->no_llq))
		return false;
	dns_add_record(out, DNS_ANSWER, name, DNS_TYPE_SRV, DNS_CLASS_IN, ttl,
		       rdata, length);
	if (!r->bare)
		dns_add_record(out, DNS_ADDITIONAL, &target, DNS_TYPE_A,
			       DNS_CLASS_IN, ttl, r->address.address, 4);
	return true;
}

static bool
resolve_a(struct dns_world *w, const struct dns_name *name,
	  struct dns_writer *out)
{
	struct dns_name target = dns_world_name(server_name);

	if (w->resolver.no_address || !dns_name_equal(name, &target))
		return false;
	dns_add_record(out, DNS_ANSWER, name, DNS_TYPE_A, DNS_CLASS_IN,
		       w->resolver.ttl ? w->resolver.ttl : 600,
		       w->resolver.address.address, 4);
	return true;
}

void
dns_world_resolve(struct dns_world *w, const struct effect *e,
		  const struct dns_name *name)
{
	struct dns_world_coming *c = coming(w, INPUT_LOOKUP);
	struct dns_writer out;
	bool found;
	int length;

	assert(w->lookup_count < DNS_WORLD_LOOKUPS_MAX);
	w->lookups[w->lookup_count].name = *name;
	w->lookups[w->lookup_count].type = e->type;
	w->lookups[w->lookup_count++].at_ms = w->now_ms;
	c->input.ticket = e->ticket;
	if (w->resolver.fails) {
		c->input.error = -110;
		return;
	}
	dns_begin(&out, c->octets, sizeof(c->octets), 0, DNS_FLAG_QR);
	dns_add_question(&out, name, e->type, DNS_CLASS_IN);
	if (e->type == DNS_TYPE_SOA)
		found = resolve_soa(w, name, &out);
	else if (e->type == DNS_TYPE_SRV)
		found = resolve_srv(w, name, &out);
	else
		found = resolve_a(w, name, &out);
	length = dns_end(&out);
	assert(length > 0);
	c->input.length = (size_t)length;
	c->octets[3] |= w->resolver.rcode ? w->resolver.rcode :
		found ? DNS_RCODE_NOERROR : DNS_RCODE_NXDOMAIN;
}
