/* SPDX-License-Identifier: Apache-2.0 */
/* looks.c - see looks.h. */
#include "lab/capture/looks.h"

#include <string.h>

bool
looks_dns_header(const uint8_t *octets, size_t length)
{
	unsigned opcode, count;
	size_t i;

	if (length < DNS_HEADER_SIZE)
		return false;
	opcode = octets[2] >> 3 & DNS_OPCODE_MASK;
	if (opcode != DNS_OPCODE_QUERY && opcode != DNS_OPCODE_NOTIFY &&
	    opcode != DNS_OPCODE_UPDATE)
		return false;
	/* Z is zero (RFC 1035 4.1.1), and so few questions there are */
	if (octets[3] & 0x40 || octets[4] || octets[5] > DNS_QUESTIONS_MAX)
		return false;
	/* a question has at least 5 octets, a record 11 */
	count = octets[5] * 5u;
	for (i = 6; i < DNS_HEADER_SIZE; i += 2)
		count += (octets[i] << 8 | octets[i + 1]) * 11u;
	return count <= length - DNS_HEADER_SIZE;
}

bool
looks_dns(const uint8_t *octets, size_t length)
{
	struct dns_message m;

	return looks_dns_header(octets, length) &&
		dns_open(&m, octets, length) == 0;
}

/* What only LLQ and UPDATE servers and their clients send. */
static bool
is_ours(const uint8_t *octets, size_t length)
{
	struct dns_message m;
	struct dns_question q;

	if (dns_open(&m, octets, length) < 0)
		return false;
	if (dns_opcode(&m) == DNS_OPCODE_UPDATE)
		return m.flags & DNS_FLAG_QR ? m.count[DNS_ZONE] <= 1 :
			m.count[DNS_ZONE] == 1 && dns_first_question(&m, &q) &&
			q.type == DNS_TYPE_SOA;
	return dns_opcode(&m) == DNS_OPCODE_QUERY &&
		(m.options.llq_count || m.options.llq_malformed);
}

static unsigned
place_of(const struct endpoint *e)
{
	uint32_t hash = 2166136261u;
	unsigned i, size = e->family == 4 ? 4 : 16;

	for (i = 0; i < size; i++)
		hash = (hash ^ e->address[i]) * 16777619u;
	hash = (hash ^ (e->port & 0xff)) * 16777619u;
	hash = (hash ^ e->port >> 8) * 16777619u;
	return (hash ^ hash >> 16) % LOOKS_LEARNT_MAX;
}

bool
looks_learnt(const struct looks *l, const struct endpoint *e)
{
	return l->any && endpoint_equal(&l->learnt[place_of(e)], e);
}

void
looks_learn(struct looks *l, const struct endpoint *e)
{
	l->learnt[place_of(e)] = *e;
	l->any = true;
}

bool
looks_datagram(struct looks *l, const struct endpoint *from,
	       const struct endpoint *to, const uint8_t *octets, size_t length)
{
	bool known = looks_dns_port(from->port) || looks_dns_port(to->port);
	bool update, additional;

	if (looks_natpmp_port(from->port) || looks_natpmp_port(to->port))
		return true;
	if (from->port == DNS_MULTICAST_PORT || to->port == DNS_MULTICAST_PORT)
		return false;
	if (known || !looks_dns_header(octets, length))
		return known;
	update = (octets[2] >> 3 & DNS_OPCODE_MASK) == DNS_OPCODE_UPDATE;
	additional = octets[10] || octets[11];
	/* a bare header proves nothing */
	if ((update || additional) && length > DNS_HEADER_SIZE &&
	    is_ours(octets, length)) {
		looks_learn(l, from);
		looks_learn(l, to);
		return true;
	}
	return (looks_learnt(l, from) || looks_learnt(l, to)) &&
		looks_dns(octets, length);
}
