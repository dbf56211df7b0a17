/* SPDX-License-Identifier: Apache-2.0 */
/* dns_answers.c - the resolver and the server of stage_dns, in octets. */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "lab/step/stage_dns.h"

enum { TTL_S = 120, LOOKUP_TTL_S = 86400 };

static const char server_name[] = "rendezvous.example.net";

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;
	int r = dns_name_from_text(&name, text);

	assert(r == 0);
	(void)r;
	return name;
}

static void
add_soa(struct dns_stage *d, struct dns_writer *w, enum dns_section section,
	uint32_t serial)
{
	struct dns_name ns = name_of("ns.example.net");
	uint8_t rdata[DNS_RDATA_NAMES_MAX] = { 0 };
	size_t at = 2u * ns.length;
	unsigned i;

	memcpy(rdata, ns.wire, ns.length);
	memcpy(rdata + ns.length, ns.wire, ns.length);
	for (i = 0; i < 4; i++)
		rdata[at + i] = (uint8_t)(serial >> (24 - 8 * i));
	dns_add_record(w, section, &d->zone, DNS_TYPE_SOA, DNS_CLASS_IN, TTL_S,
		       rdata, at + 20);
}

/* Records ----------------------------------------------------------------- */

static size_t
host_rdata(const struct dns_stage *d, unsigned host, uint16_t type,
	   uint8_t rdata[DNS_NAME_MAX])
{
	struct dns_name name;
	char prefix[64];

	memset(rdata, 0, 16);
	if (type == DNS_TYPE_PTR) {
		snprintf(prefix, sizeof(prefix), "_autotunnel._udp.host%u",
			 host + 1);
		dns_name_join(&name, prefix, &d->domain);
		memcpy(rdata, name.wire, name.length);
		return name.length;
	}
	rdata[0] = 0xfd;
	rdata[15] = (uint8_t)(host + 1);
	return 16;
}

static void
add_host(const struct dns_stage *d, struct dns_writer *w,
	 const struct dns_question *q, unsigned host, uint32_t ttl)
{
	uint8_t rdata[DNS_NAME_MAX];
	size_t length = host_rdata(d, host, q->type, rdata);

	dns_add_record(w, DNS_ANSWER, &q->name, q->type, DNS_CLASS_IN, ttl,
		       rdata, length);
}

static void
add_hosts(const struct dns_stage *d, struct dns_writer *w,
	  const struct dns_question *q)
{
	unsigned i;

	if (q->type != DNS_TYPE_PTR && q->type != DNS_TYPE_AAAA)
		return;
	for (i = 0; i < DNS_STAGE_HOSTS_MAX; i++)
		if (d->hosts >> i & 1)
			add_host(d, w, q, i, TTL_S);
}

/* LLQ --------------------------------------------------------------------- */

static struct dns_llq
llq_answer(struct dns_stage *d, const struct dns_llq *asked,
	   const struct dns_answer *how)
{
	struct dns_llq o = *asked;

	o.error = how->llq_error;
	if (o.error) {
		o.id = 0;
		o.lease_s = how->retry_s;
	} else if (o.opcode == DNS_LLQ_SETUP && o.id == 0) {
		o.id = ++d->llq_id;
	}
	return o;
}

static void
answer_llq(struct dns_stage *d, const struct dns_message *msg,
	   const struct dns_answer *how, struct dns_writer *w)
{
	struct dns_options o = { .present = true, .udp_size = DNS_UDP_MAX };
	const struct dns_llq *asked;
	struct dns_iterator it;
	struct dns_question q;
	bool answers = false;

	for (dns_questions(msg, &it); dns_next_question(&it, &q);)
		dns_add_question(w, &q.name, q.type, q.class);
	for (dns_questions(msg, &it); dns_next_question(&it, &q) &&
	     o.llq_count < msg->options.llq_count;) {
		asked = &msg->options.llq[o.llq_count];
		/* ACK + Answers (RFC 8764 5.2.4), and STATIC */
		if ((asked->opcode == DNS_LLQ_SETUP && asked->id &&
		     !how->llq_error) || how->llq_error == DNS_LLQ_STATIC) {
			add_hosts(d, w, &q);
			answers = true;
		}
		o.llq[o.llq_count++] = llq_answer(d, asked, how);
	}
	if (answers)
		add_soa(d, w, DNS_ADDITIONAL, d->serial - how->older);
	dns_add_options(w, &o);
}

size_t
on_dns_event(struct dns_stage *d, const struct llq_client *m, uint8_t *octets)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX, .llq_count = 1,
		.llq = { { DNS_LLQ_VERSION, DNS_LLQ_EVENT, 0, m->llq_id, 0 } },
	};
	struct dns_question q = { m->name, m->type, DNS_CLASS_IN };
	unsigned count = 0, last = 0, i;
	struct dns_writer w;

	for (i = 0; i < DNS_STAGE_HOSTS_MAX; i++)
		if (d->hosts >> i & 1) {
			last = i;
			count++;
		}
	dns_begin(&w, octets, DNS_UDP_MAX, ++d->event_id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&w, &q.name, q.type, q.class);
	if (count < 3)
		last++;		/* host 1 is always there */
	d->hosts ^= 1u << last;
	add_host(d, &w, &q, last, count < 3 ? TTL_S : DNS_TTL_REMOVED);
	add_soa(d, &w, DNS_ADDITIONAL, ++d->serial);
	dns_add_options(&w, &o);
	return (size_t)dns_end(&w);
}

/* Updates and queries ----------------------------------------------------- */

static void
answer_update(const struct dns_message *msg, const struct dns_answer *how,
	      struct dns_writer *w)
{
	struct dns_options o = {
		.present = true, .udp_size = DNS_UDP_MAX,
		.has_lease = msg->options.has_lease && !how->rcode,
		.lease_s = msg->options.lease_s,
	};
	struct dns_question zone;

	if (dns_first_question(msg, &zone))
		dns_add_question(w, &zone.name, zone.type, zone.class);
	dns_add_options(w, &o);
}

/* The SRV of our name (P11). */
static void
add_srv(const struct dns_stage *d, struct dns_writer *w,
	const struct dns_question *q, const struct dns_answer *how)
{
	struct dns_name target = name_of("another.home.example.net");
	uint8_t rdata[6 + DNS_NAME_MAX];
	size_t length;

	if (how->name == DNS_NAME_ALIKE)
		target = d->dns.config.label;
	else if (how->name == DNS_NAME_DARK)
		target = name_of(".");
	length = dns_make_srv(rdata, 0, 0, how->name == DNS_NAME_DARK ? 0 :
			      4500, &target);
	dns_add_record(w, DNS_ANSWER, &q->name, DNS_TYPE_SRV, DNS_CLASS_IN,
		       TTL_S, rdata, length);
}

static void
answer_query(struct dns_stage *d, const struct dns_message *msg,
	     const struct dns_answer *how, struct dns_writer *w)
{
	static const uint8_t strange[16] = { 0xfd, 0xff };
	struct dns_question q;

	if (!dns_first_question(msg, &q))
		return;
	dns_add_question(w, &q.name, q.type, q.class);
	if (how->truncated || how->rcode)
		return;
	if (q.type == DNS_TYPE_SOA)
		add_soa(d, w, DNS_ANSWER, d->serial);
	else if (q.type == DNS_TYPE_SRV && how->name != DNS_NAME_FREE)
		add_srv(d, w, &q, how);
	else if (!dns_name_equal(&q.name, &d->dns.config.label))
		add_hosts(d, w, &q);
	else if (how->name == DNS_NAME_TAKEN || how->name == DNS_NAME_FREE)
		dns_add_record(w, DNS_ANSWER, &q.name, DNS_TYPE_AAAA,
			       DNS_CLASS_IN, TTL_S, how->name ? strange :
			       d->dns.registration.facts.ula, 16);
}

size_t
on_dns_answer(struct dns_stage *d, const struct dns_asked *asked,
	   const struct dns_answer *how, uint8_t *octets)
{
	struct dns_message msg;
	struct dns_writer w;
	unsigned opcode;
	uint16_t id;
	int length = dns_open(&msg, asked->octets, asked->length);

	assert(length == 0);	/* it is the core's own */
	opcode = dns_opcode(&msg);
	id = how->overtaken ? d->dns.registration.overtaken_id : msg.id;
	if (how->moved)
		d->serial++;
	dns_begin(&w, octets, DNS_UDP_MAX, id, (uint16_t)(DNS_FLAG_QR |
		  DNS_FLAG_AA | opcode << DNS_OPCODE_SHIFT | how->rcode |
		  (how->truncated ? DNS_FLAG_TC : 0)));
	if (opcode == DNS_OPCODE_UPDATE)
		answer_update(&msg, how, &w);
	else if (msg.options.llq_count)
		answer_llq(d, &msg, how, &w);
	else
		answer_query(d, &msg, how, &w);
	length = dns_end(&w);
	assert(length > 0);
	return (size_t)length;
}

/* The resolver ------------------------------------------------------------ */

static bool
answer_service(struct dns_stage *d, const struct dns_answer *how,
	       struct dns_writer *w)
{
	struct dns_name target = name_of(server_name);
	uint8_t rdata[6 + DNS_NAME_MAX];
	size_t length = dns_make_srv(rdata, 0, 0, d->server.port, &target);

	dns_add_record(w, DNS_ANSWER, &d->lookup.name, DNS_TYPE_SRV,
		       DNS_CLASS_IN, LOOKUP_TTL_S, rdata, length);
	if (!how->bare)
		dns_add_record(w, DNS_ADDITIONAL, &target, DNS_TYPE_A,
			       DNS_CLASS_IN, LOOKUP_TTL_S, d->server.address,
			       4);
	return true;
}

static bool
answer_found(struct dns_stage *d, const struct dns_answer *how,
	     struct dns_writer *w)
{
	bool apex = dns_name_equal(&d->lookup.name, &d->zone);

	if (how->nothing)
		return false;
	switch (d->lookup.type) {
	case DNS_TYPE_SOA:
		add_soa(d, w, apex ? DNS_ANSWER : DNS_AUTHORITY, d->serial);
		return true;
	case DNS_TYPE_SRV:
		return answer_service(d, how, w);
	default:
		dns_add_record(w, DNS_ANSWER, &d->lookup.name, DNS_TYPE_A,
			       DNS_CLASS_IN, LOOKUP_TTL_S, d->server.address,
			       4);
		return true;
	}
}

size_t
on_dns_answer_lookup(struct dns_stage *d, const struct dns_answer *how,
		  uint8_t *octets)
{
	struct dns_writer w;
	bool found;
	int length;

	dns_begin(&w, octets, DNS_UDP_MAX, 0, DNS_FLAG_QR);
	dns_add_question(&w, &d->lookup.name, d->lookup.type, DNS_CLASS_IN);
	found = answer_found(d, how, &w);
	length = dns_end(&w);
	assert(length > 0);
	if (!found)
		octets[3] |= DNS_RCODE_NXDOMAIN;
	return (size_t)length;
}
