/* SPDX-License-Identifier: Apache-2.0 */
/* world_natpmp.c - gateways that answer NAT-PMP (RFC 6886) in their own plain
 * words, so that the codec under test is not its own witness. */
#include "lab/simulate/world_private.h"

#include <string.h>

#include "autotunnel/natpmp.h"
#include "lab/limits.h"

enum {
	ADDRESS_REPLY = 12,
	MAPPING_REPLY = 16,
	MAPPING_REQUEST = 12,
	LIFETIME_MAX_S = LIMIT_NATPMP_LIFETIME / 1000
};

static void
put(uint8_t *at, uint32_t value, unsigned octets)
{
	while (octets--) {
		at[octets] = (uint8_t)value;
		value >>= 8;
	}
}

static uint32_t
get(const uint8_t *at, unsigned octets)
{
	uint32_t value = 0;

	while (octets--)
		value = value << 8 | *at++;
	return value;
}

static uint32_t
epoch_s(const struct world_nat *n)
{
	int64_t s = (int64_t)((n->world->now_ms - n->epoch_from_ms) / 1000) +
		n->epoch_lie_s;

	return s > 0 ? (uint32_t)s : 0;
}

static size_t
address_reply(const struct world_nat *n, uint8_t *to)
{
	memset(to, 0, ADDRESS_REPLY);
	to[1] = NATPMP_RESPONSE;
	put(to + 4, epoch_s(n), 4);
	memcpy(to + 8, n->outer.address, 4);
	return ADDRESS_REPLY;
}

static size_t
mapping_reply(struct world_nat *n, const struct world_message *m, uint8_t *to)
{
	uint32_t lifetime_s = get(m->octets + 8, 4);
	struct endpoint inner = m->from;
	struct world_mapping *p;

	inner.port = (uint16_t)get(m->octets + 4, 2);
	p = world_mapping_asked(n, &inner);
	memset(to, 0, MAPPING_REPLY);
	to[1] = (uint8_t)(NATPMP_RESPONSE + m->octets[1]);
	put(to + 4, epoch_s(n), 4);
	put(to + 8, inner.port, 2);
	if (lifetime_s == 0) {
		if (p)
			p->asked_until_ms = 0;
		return MAPPING_REPLY;
	}
	if (lifetime_s > LIFETIME_MAX_S)
		lifetime_s = LIFETIME_MAX_S;
	if (!p)
		p = world_mapping_new(n, &inner,
				      (uint16_t)get(m->octets + 6, 2));
	p->asked_until_ms = n->world->now_ms + lifetime_s * 1000ull;
	put(to + 10, p->outer_port, 2);
	put(to + 12, lifetime_s, 4);
	return MAPPING_REPLY;
}

void
world_nat_hears(struct world_nat *n, struct world_node *from,
		const struct world_message *m)
{
	uint8_t reply[MAPPING_REPLY];
	struct world_event *e;
	size_t length = 0;

	if (from && from->nat != n)
		return;		/* it left while its request was under way */
	if (m->length == 2 && m->octets[0] == 0 && m->octets[1] == 0)
		length = address_reply(n, reply);
	else if (m->length == MAPPING_REQUEST && m->octets[0] == 0 &&
		 (m->octets[1] == 1 || m->octets[1] == 2))
		length = mapping_reply(n, m, reply);
	if (!length)
		return;
	e = world_event(n->world, EVENT_DATAGRAM, WORLD_DELAY_MS, reply,
			length);
	e->scope = n;
	e->local = true;
	e->message.from = m->to;
	e->message.to = m->from;
}

/* To every node inside that listens; 3.2.1. */
void
world_announce(struct world *w, struct world_event *e)
{
	uint8_t reply[ADDRESS_REPLY];
	struct world_nat *n = e->scope;
	struct world_message m = { .octets = reply, .key = KEY_NONE };
	struct world_node *inside, *next;

	m.length = address_reply(n, reply);
	m.from = n->inner;
	m.from.port = NATPMP_PORT;
	m.to = ip4_port(224, 0, 0, 1, NATPMP_ANNOUNCE_PORT);
	for (inside = n->inside; inside; inside = next) {
		next = inside->next_inside;
		if (inside->core &&
		    !world_link_in(&inside->link, w->now_ms).lost)
			world_hand(inside, CHANNEL_ANNOUNCE, &m);
	}
}

void
world_nat_announce(struct world_nat *n, unsigned count)
{
	uint64_t in_ms = 0, wait_ms = LIMIT_NATPMP_ANNOUNCE_FIRST;

	for (; count; count--) {
		world_event(n->world, EVENT_ANNOUNCE, in_ms, NULL, 0)->scope =
			n;
		in_ms += wait_ms;
		wait_ms *= 2;
	}
}
