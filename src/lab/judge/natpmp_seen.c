/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_seen.c - see natpmp_seen.h. */
#include "lab/judge/natpmp_seen.h"

#include <stdio.h>
#include <string.h>

#include "autotunnel/octets.h"

static bool
is_group(const struct endpoint *e)
{
	return e->family == 4 && (e->address[0] >> 4 == 14 ||
				  e->address[0] == 255);
}

static bool
is_response(const struct packet *p)
{
	return p->length >= 2 && p->octets[1] & NATPMP_RESPONSE;
}

/* A response by its looks alone, from whatever port. */
static bool
looks_answered(const struct packet *p)
{
	struct natpmp_message m;

	return is_response(p) && natpmp_decode(p->octets, p->length, &m) == 0;
}

static enum nat_kind
kind_of(const struct packet *p)
{
	const uint16_t from = p->from.port, to = p->to.port;

	if (p->from.family != 4 || p->cut)
		return NAT_NOTHING;
	if (p->kind == PACKET_UNREACHABLE)
		return p->about.port == NATPMP_PORT ? NAT_UNREACHABLE :
			NAT_NOTHING;
	if (p->kind != PACKET_UDP || p->length == 0)
		return NAT_NOTHING;
	if ((is_group(&p->to) || to == NATPMP_ANNOUNCE_PORT) &&
	    (to == NATPMP_ANNOUNCE_PORT || to == NATPMP_PORT) && is_response(p))
		return NAT_ANNOUNCEMENT;
	if (to == NATPMP_PORT && from != NATPMP_PORT)
		return NAT_REQUEST;
	if (from == NATPMP_PORT && to != NATPMP_PORT)
		return NAT_RESPONSE;
	if (from == NATPMP_PORT)	/* both ports: the very old manner */
		return is_response(p) ? NAT_RESPONSE : NAT_REQUEST;
	if (to == NATPMP_ANNOUNCE_PORT)
		return NAT_REQUEST;	/* to a wrong port */
	return looks_answered(p) ? NAT_RESPONSE : NAT_NOTHING;
}

static void
read_fields(const struct packet *p, struct nat_seen *s)
{
	struct reader in;
	bool replied = p->length >= NATPMP_MESSAGE_MAX &&
		is_response(p);

	reader_init(&in, p->octets, p->length);
	s->version = read_u8(&in);
	s->opcode = read_u8(&in);
	s->result = read_u16be(&in);
	if (!reader_ok(&in)) {
		s->result = 0;
		return;
	}
	if (replied)
		read_u32be(&in);	/* the epoch */
	s->internal_port = read_u16be(&in);
	s->external_port = read_u16be(&in);
	s->lifetime_s = read_u32be(&in);
	if (!reader_ok(&in))
		s->internal_port = s->external_port = 0, s->lifetime_s = 0;
}

void
nat_see(const struct packet *p, struct nat_seen *s)
{
	memset(s, 0, sizeof(*s));
	s->packet = p;
	s->kind = kind_of(p);
	switch (s->kind) {
	case NAT_NOTHING:
		return;
	case NAT_UNREACHABLE:
		s->client = p->to;
		s->gateway = p->about;
		return;
	case NAT_REQUEST:
		s->client = p->from;
		s->gateway = p->to;
		break;
	case NAT_RESPONSE:
	case NAT_ANNOUNCEMENT:
		s->client = p->to;
		s->gateway = p->from;
		s->elsewhere = p->from.port != NATPMP_PORT;
		break;
	}
	read_fields(p, s);
	s->readable = natpmp_decode(p->octets, p->length, &s->nat) == 0;
}

uint8_t
nat_asked(const struct nat_seen *s)
{
	return s->opcode % NATPMP_RESPONSE;
}

bool
nat_is_mapping(uint8_t opcode)
{
	return opcode == NATPMP_OPCODE_MAP_UDP ||
		opcode == NATPMP_OPCODE_MAP_TCP;
}

bool
nat_is_deletion(const struct nat_seen *s)
{
	return s->readable && nat_is_mapping(s->opcode) &&
		s->nat.lifetime_s == 0;
}

uint32_t
nat_swapped(uint32_t value)
{
	return value >> 24 | (value >> 8 & 0xff00) | (value & 0xff00) << 8 |
		value << 24;
}

bool
nat_looks_swapped(uint32_t lifetime_s)
{
	return lifetime_s != UINT32_MAX && lifetime_s >> 24 &&
		nat_swapped(lifetime_s) >> 24 == 0;
}

const char *
nat_text(const struct endpoint *e, char text[NAT_TEXT_MAX])
{
	snprintf(text, NAT_TEXT_MAX, "%u.%u.%u.%u", e->address[0],
		 e->address[1], e->address[2], e->address[3]);
	return text;
}
