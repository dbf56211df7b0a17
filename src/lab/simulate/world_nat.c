/* SPDX-License-Identifier: Apache-2.0 */
/* world_nat.c - NATs that translate, and answer NAT-PMP (RFC 6886) in their
 * own plain words, so that the codec under test is not its own witness. */
#include "lab/simulate/world_private.h"

#include <string.h>

enum {
	ADDRESS_REPLY = 12,
	MAPPING_REPLY = 16,
	MAPPING_REQUEST = 12,
	FLOW_MS = 120000,	/* a mapping that nobody asked for */
	LIFETIME_MAX_S = 7200
};

struct world_nat *
world_add_nat(struct world *w, struct endpoint outer, struct endpoint inner,
	      struct world_nat *parent)
{
	struct world_nat *n = world_zeroed(sizeof(*n));

	world_must(w->nat_count < WORLD_NATS_MAX, w, "too many NATs");
	n->world = w;
	n->parent = parent;
	n->outer = outer;
	n->inner = inner;
	n->epoch_from_ms = w->now_ms;
	w->nats[w->nat_count++] = n;
	return n;
}

/* Mappings -------------------------------------------------------------------- */

static bool
alive(const struct world_nat *n, const struct world_mapping *p)
{
	return p->used && p->until_ms > n->world->now_ms;
}

static struct world_mapping *
by_inner(struct world_nat *n, const struct endpoint *inner)
{
	unsigned i;

	for (i = 0; i < WORLD_MAPPINGS_MAX; i++)
		if (alive(n, &n->mappings[i]) &&
		    endpoint_equal(&n->mappings[i].inner, inner))
			return &n->mappings[i];
	return NULL;
}

static struct world_mapping *
by_outer(struct world_nat *n, uint16_t port)
{
	unsigned i;

	for (i = 0; i < WORLD_MAPPINGS_MAX; i++)
		if (alive(n, &n->mappings[i]) &&
		    n->mappings[i].outer_port == port)
			return &n->mappings[i];
	return NULL;
}

static bool
port_is_free(struct world_nat *n, uint16_t port)
{
	unsigned i;

	for (i = 0; i < n->taken_count; i++)
		if (n->taken[i] == port)
			return false;
	return port && !by_outer(n, port);
}

static struct world_mapping *
new_mapping(struct world_nat *n, const struct endpoint *inner, uint16_t wanted)
{
	struct world_mapping *p = NULL;
	unsigned i;

	for (i = 0; i < WORLD_MAPPINGS_MAX && !p; i++)
		if (!alive(n, &n->mappings[i]))
			p = &n->mappings[i];
	world_must(p != NULL, n->world, "the NAT's table is full");
	while (!port_is_free(n, wanted))
		wanted = world_fresh_port(n->world);
	*p = (struct world_mapping){
		.used = true, .inner = *inner, .outer_port = wanted,
	};
	return p;
}

bool
world_nat_out(struct world_nat *n, struct world_message *m)
{
	struct world_mapping *p = by_inner(n, &m->from);

	/* the flow's outer port stays while it lives, whatever is mapped */
	if (!p)
		p = new_mapping(n, &m->from, m->from.port);
	if (p->until_ms < n->world->now_ms + FLOW_MS)
		p->until_ms = n->world->now_ms + FLOW_MS;
	p->written_to[p->written++ % 8] = m->to;
	m->from = n->outer;
	m->from.port = p->outer_port;
	return true;
}

bool
world_nat_in(struct world_nat *n, struct world_message *m)
{
	struct world_mapping *p = by_outer(n, m->to.port);
	unsigned i;

	if (!p)
		return false;
	for (i = 0; !p->asked_for; i++) {
		if (i == 8)
			return false;
		if (endpoint_equal(&p->written_to[i], &m->from))
			break;
	}
	m->to = p->inner;
	return true;
}

uint16_t
world_nat_mapped(const struct world_nat *n, const struct world_node *node,
		 uint16_t port)
{
	struct endpoint inner = node->address;
	struct world_mapping *p;

	inner.port = port;
	p = by_inner((struct world_nat *)(uintptr_t)n, &inner);
	return p && p->asked_for ? p->outer_port : 0;
}

/* NAT-PMP ------------------------------------------------------------------------ */

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
	return (uint32_t)((n->world->now_ms - n->epoch_from_ms) / 1000);
}

static size_t
address_reply(const struct world_nat *n, uint8_t *to)
{
	memset(to, 0, ADDRESS_REPLY);
	to[1] = 128;
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
	p = by_inner(n, &inner);
	memset(to, 0, MAPPING_REPLY);
	to[1] = (uint8_t)(128 + m->octets[1]);
	put(to + 4, epoch_s(n), 4);
	put(to + 8, inner.port, 2);
	if (lifetime_s == 0) {
		if (p)
			p->used = false;
		return MAPPING_REPLY;
	}
	if (lifetime_s > LIFETIME_MAX_S)
		lifetime_s = LIFETIME_MAX_S;
	if (!p)
		p = new_mapping(n, &inner, (uint16_t)get(m->octets + 6, 2));
	p->asked_for = true;
	p->until_ms = n->world->now_ms + lifetime_s * 1000ull;
	put(to + 10, p->outer_port, 2);
	put(to + 12, lifetime_s, 4);
	return MAPPING_REPLY;
}

void
world_nat_hears(struct world_nat *n, struct world_node *from,
		const struct world_message *m)
{
	uint8_t reply[MAPPING_REPLY];
	size_t length = 0;

	if (from)
		world_must(from->nat == n || !from->core, n->world,
			   "a request came from outside");
	if (m->length == 2 && m->octets[0] == 0 && m->octets[1] == 0)
		length = address_reply(n, reply);
	else if (m->length == MAPPING_REQUEST && m->octets[0] == 0 &&
		 (m->octets[1] == 1 || m->octets[1] == 2))
		length = mapping_reply(n, m, reply);
	if (length)
		world_send(n->world, n, m->to, m->from, reply, length,
			   KEY_NONE);
}

/* To every node inside that listens; 3.2.1. */
void
world_announce(struct world *w, struct world_event *e)
{
	uint8_t reply[ADDRESS_REPLY];
	struct world_nat *n = e->scope;
	struct world_message m = { .octets = reply, .key = KEY_NONE };
	unsigned i;

	m.length = address_reply(n, reply);
	m.from = n->inner;
	m.from.port = 5351;
	m.to = ip4_port(224, 0, 0, 1, 5350);
	for (i = 0; i < w->node_count; i++)
		if (w->nodes[i]->nat == n && w->nodes[i]->core &&
		    !world_loses(w, w->nodes[i]))
			world_hand(w->nodes[i], CHANNEL_ANNOUNCE, &m);
}

static void
announce(struct world_nat *n, unsigned count)
{
	uint64_t in_ms = 0, wait_ms = 250;

	for (; count; count--) {
		world_event(n->world, EVENT_ANNOUNCE, in_ms, NULL, 0)->scope =
			n;
		in_ms += wait_ms;
		wait_ms *= 2;
	}
}

void
world_nat_reboot(struct world_nat *n, unsigned announcements)
{
	memset(n->mappings, 0, sizeof(n->mappings));
	n->epoch_from_ms = n->world->now_ms;
	announce(n, announcements);
}

void
world_nat_renumber(struct world_nat *n, struct endpoint outer)
{
	n->outer = outer;
	announce(n, 10);
}

void
world_nat_mute(struct world_nat *n, bool mute)
{
	n->mute = mute;
}

void
world_nat_hairpin(struct world_nat *n, bool on)
{
	n->hairpin = on;
}

void
world_nat_take_port(struct world_nat *n, uint16_t port)
{
	world_must(n->taken_count < 16, n->world, "too many ports are taken");
	n->taken[n->taken_count++] = port;
}
