/* SPDX-License-Identifier: Apache-2.0 */
/* llq_scene_zone.c - see llq_scene_zone.h. */
#include "llq_scene_zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TTL_S = 30, HOST_PORT = 4500, TEXT_MAX = DNS_NAME_TEXT_MAX + 32 };

static const char server_label[] = "conform";	/* the SRV's target */

static void
add(struct dns_writer *w, const struct dns_question *q, const uint8_t *rdata,
    size_t length)
{
	dns_add_record(w, DNS_ANSWER, &q->name, q->type, DNS_CLASS_IN, TTL_S,
		       rdata, length);
}

/* SERVICE of the first PTR question above "conform-N.ZONE", as DNS-SD has
 * services of hosts: its labels down to the zone, then the host's. */
static bool
host_service(const struct scene *s, unsigned host, struct dns_name *out)
{
	char service[DNS_NAME_TEXT_MAX], text[TEXT_MAX];
	struct dns_name prefix = s->service.name;

	if (!dns_name_within(&prefix, &s->zone) ||
	    prefix.length == s->zone.length)
		return false;
	/* cut the zone off */
	prefix.length = (uint8_t)(prefix.length - s->zone.length + 1);
	prefix.wire[prefix.length - 1] = 0;
	dns_name_to_text(&prefix, service, sizeof(service));
	snprintf(text, sizeof(text), "%s.conform-%u", service, host);
	return dns_name_join(out, text, &s->zone) == 0;
}

void
scene_zone_host(struct scene *s, struct dns_writer *w, unsigned host)
{
	struct dns_name target;

	if (host_service(s, host, &target))
		dns_add_record(w, DNS_ANSWER, &s->service.name, DNS_TYPE_PTR,
			       DNS_CLASS_IN, TTL_S, target.wire,
			       target.length);
}

/* Which host's NAME is, as "conform-N" or with its service; 0: none's. */
static unsigned
host_of(const struct scene *s, const struct dns_name *name, bool *service)
{
	char text[32];
	struct dns_name other;
	unsigned i;

	for (i = 1; i <= s->hosts; i++) {
		*service = true;
		if (host_service(s, i, &other) && dns_name_equal(&other, name))
			return i;
		*service = false;
		snprintf(text, sizeof(text), "conform-%u", i);
		if (dns_name_join(&other, text, &s->zone) == 0 &&
		    dns_name_equal(&other, name))
			return i;
	}
	return 0;
}

static unsigned
answer_host(struct scene *s, struct dns_writer *w,
	    const struct dns_question *q)
{
	uint8_t rdata[6 + DNS_NAME_MAX];
	struct dns_name target;
	char text[32];
	bool service;
	unsigned host = host_of(s, &q->name, &service);

	if (!host)
		return 0;
	if (service && q->type == DNS_TYPE_SRV) {
		snprintf(text, sizeof(text), "conform-%u", host);
		if (dns_name_join(&target, text, &s->zone) < 0)
			return 0;
		add(w, q, rdata, dns_make_srv(rdata, 0, 0, HOST_PORT,
					      &target));
		return 1;
	}
	if (service)
		return 0;
	memset(rdata, 0, 16);
	switch (q->type) {
	case DNS_TYPE_A:	/* for documentation (RFC 5737) */
		memcpy(rdata, (const uint8_t[]){ 203, 0, 113 }, 3);
		rdata[3] = (uint8_t)host;
		add(w, q, rdata, 4);
		return 1;
	case DNS_TYPE_AAAA:	/* unique local (RFC 4193) */
		memcpy(rdata, (const uint8_t[]){ 0xfd, 0x53, 0x52 }, 3);
		rdata[15] = (uint8_t)host;
		add(w, q, rdata, 16);
		return 1;
	case DNS_TYPE_TXT:
		add(w, q, rdata, dns_make_txt(rdata, "v=1", 3));
		return 1;
	default:
		return 0;
	}
}

static size_t
make_soa(const struct scene *s, uint8_t *rdata)
{
	static const uint32_t numbers[] = { 1, 3600, 600, 86400, TTL_S };
	size_t at = 0;
	unsigned i, b;

	for (i = 0; i < 2; i++) {
		memcpy(rdata + at, s->zone.wire, s->zone.length);
		at += s->zone.length;
	}
	for (i = 0; i < 5; i++)
		for (b = 0; b < 4; b++)
			rdata[at++] = (uint8_t)(numbers[i] >> (24 - 8 * b));
	return at;
}

static bool
is(const struct scene *s, const struct dns_name *name, const char *prefix)
{
	struct dns_name other;

	return dns_name_join(&other, prefix, &s->zone) == 0 &&
		dns_name_equal(&other, name);
}

/* The names by which the server is found. */
static unsigned
answer_server(struct scene *s, struct dns_writer *w,
	      const struct dns_question *q)
{
	uint8_t rdata[DNS_RDATA_NAMES_MAX];
	bool six = s->address.family == 6;
	struct dns_name target;

	if (q->type == DNS_TYPE_SOA && dns_name_equal(&q->name, &s->zone)) {
		add(w, q, rdata, make_soa(s, rdata));
		return 1;
	}
	if (q->type == DNS_TYPE_SRV && (is(s, &q->name, "_dns-llq._udp") ||
					is(s, &q->name, "_dns-update._udp")) &&
	    dns_name_join(&target, server_label, &s->zone) == 0) {
		add(w, q, rdata, dns_make_srv(rdata, 0, 0, s->address.port,
					      &target));
		return 1;
	}
	if (is(s, &q->name, server_label) &&
	    q->type == (six ? DNS_TYPE_AAAA : DNS_TYPE_A)) {
		add(w, q, s->address.address, six ? 16 : 4);
		return 1;
	}
	return 0;
}

unsigned
scene_zone_answers(struct scene *s, struct dns_writer *w,
		   const struct dns_question *q)
{
	unsigned i, count = answer_server(s, w, q);

	if (s->has_service && q->type == DNS_TYPE_PTR &&
	    dns_name_equal(&q->name, &s->service.name)) {
		for (i = 1; i <= s->hosts; i++)
			scene_zone_host(s, w, i);
		return s->hosts;
	}
	return count ? count : answer_host(s, w, q);
}

/* Any UPDATE is taken, with the lease that it asks for. */
static void
take_update(struct conform_dns *d, const struct conform_dns_message *m,
	    struct dns_writer *w)
{
	struct dns_options o = { .present = true, .udp_size = DNS_UDP_MAX };
	struct dns_question q;

	if (dns_first_question(&m->msg, &q))
		dns_add_question(w, &q.name, q.type, q.class);
	o.has_lease = m->msg.options.has_lease;
	o.has_key_lease = m->msg.options.has_key_lease;
	o.lease_s = m->msg.options.lease_s;
	o.key_lease_s = m->msg.options.key_lease_s;
	if (o.has_lease)
		dns_add_options(w, &o);
	(void)d;
}

static void
take_query(struct scene *s, const struct conform_dns_message *m,
	   struct dns_writer *w)
{
	uint8_t rdata[DNS_RDATA_NAMES_MAX];
	struct dns_question q;

	s->seen.queries++;
	if (!dns_first_question(&m->msg, &q))
		return;
	dns_add_question(w, &q.name, q.type, q.class);
	if (!dns_name_within(&q.name, &s->zone))
		return;
	if (!scene_zone_answers(s, w, &q))
		dns_add_record(w, DNS_AUTHORITY, &s->zone, DNS_TYPE_SOA,
			       DNS_CLASS_IN, TTL_S, rdata,
			       make_soa(s, rdata));
}

void
scene_zone_reply(struct scene *s, struct conform_dns *d,
		 const struct conform_dns_message *m)
{
	uint8_t octets[DNS_UDP_MAX];
	unsigned opcode = dns_opcode(&m->msg);
	struct dns_writer w;
	int length;

	dns_begin(&w, octets, sizeof(octets), m->msg.id,
		  (uint16_t)(DNS_FLAG_QR | DNS_FLAG_AA |
			     (m->msg.flags & DNS_FLAG_RD) |
			     opcode << DNS_OPCODE_SHIFT));
	if (opcode == DNS_OPCODE_UPDATE)
		take_update(d, m, &w);
	else if (opcode == DNS_OPCODE_QUERY)
		take_query(s, m, &w);
	else
		return;
	length = dns_end(&w);
	if (length > 0)
		conform_dns_reply(d, m, NULL, octets, (size_t)length);
}
