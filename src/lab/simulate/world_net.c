/* SPDX-License-Identifier: Apache-2.0 */
/* world_net.c - how datagrams find their way. */
#include "lab/simulate/world_private.h"

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "shell/tsig.h"

enum {
	HOPS_MAX = 8,
	DNS_RESPONSE = DNS_FLAG_QR >> 8		/* in the third octet */
};

struct endpoint
ip4_port(unsigned a, unsigned b, unsigned c, unsigned d, uint16_t port)
{
	return (struct endpoint){
		.family = 4,
		.address = { (uint8_t)a, (uint8_t)b, (uint8_t)c, (uint8_t)d },
		.port = port,
	};
}

struct endpoint
ip4(unsigned a, unsigned b, unsigned c, unsigned d)
{
	return ip4_port(a, b, c, d, 0);
}

struct world_script *
world_script_at(struct world *w, const struct world_nat *scope,
		const struct endpoint *to)
{
	unsigned i;

	for (i = 0; i < w->script_count; i++) {
		struct world_script *s = &w->scripts[i];

		if (s->nat == scope && endpoint_same_address(&s->address, to) &&
		    (s->address.port == 0 || s->address.port == to->port))
			return s;
	}
	return NULL;
}

static void
see(struct world *w, const struct world_event *e, const struct world_node *to,
    bool lost)
{
	if (w->hooks.packet)
		w->hooks.packet(w->hooks.owner, e->node, to, &e->message, lost);
}

/* Arriving -------------------------------------------------------------------- */

static bool
channel_at(const struct world_node *n, uint16_t port, enum channel *out)
{
	unsigned i;

	for (i = 0; i < CHANNEL_COUNT; i++)
		if (port && n->ports[i] == port) {
			*out = i;
			return true;
		}
	return false;
}

static void
tell_unreachable(struct world_event *e)
{
	struct input in = { .kind = INPUT_UNREACHABLE, .channel = e->channel,
		.source = e->message.to, .key = KEY_NONE };

	if (e->node && e->node->life == e->life)
		world_later(e->node, e->node->link.delay_ms, &in);
}

/* The edge answers what a wrong clock signed, with the time that it has
 * (RFC 8945 5.2.3). */
static void
answer_late(struct world_node *n, const struct world_event *e)
{
	const struct world_message *m = &e->message;
	struct world_event *answer;

	if (m->length < DNS_HEADER_SIZE || m->octets[2] & DNS_RESPONSE)
		return;
	answer = world_event(n->world, EVENT_DATAGRAM, n->link.delay_ms,
			     m->octets, m->length);
	answer->octets[2] |= DNS_RESPONSE;
	answer->octets[3] = DNS_RCODE_NOTAUTH;
	answer->node = n;
	answer->life = n->life;
	answer->channel = CHANNEL_SERVICE;
	answer->group = n->link.group;
	answer->scope = n->nat;
	answer->message.from = m->to;
	answer->message.to = m->from;
	answer->message.key = m->key;
	answer->message.late = true;
}

static void
enter(struct world_node *n, struct world_event *e)
{
	int64_t skew_ms = e->message.clock_error_ms - world_clock_error_ms(n);
	enum channel channel;

	see(n->world, e, n, false);
	if (!channel_at(n, e->message.to.port, &channel)) {
		tell_unreachable(e);
		return;
	}
	if (channel == CHANNEL_SERVICE && e->message.key != KEY_NONE &&
	    !e->message.late && (skew_ms > TSIG_FUDGE_S * 1000 ||
				 skew_ms < -TSIG_FUDGE_S * 1000))
		answer_late(n, e);
	world_hand(n, channel, &e->message);
}

static void
again(struct world_node *n, const struct world_event *e, uint64_t in_ms)
{
	struct world_event *later = world_event(n->world, EVENT_ARRIVE, in_ms,
						e->octets, e->message.length);

	later->node = e->node;
	later->life = e->life;
	later->channel = e->channel;
	later->at = n;
	later->scope = n->nat;
	later->message = e->message;
	later->message.octets = later->octets;
}

/* What was late on a link that N has left is lost. */
void
world_arrive(struct world *w, struct world_event *e)
{
	struct world_node *n = e->at;

	if (n->core && !n->asleep && !n->unplugged && e->scope == n->nat &&
	    endpoint_same_address(&e->message.to, &n->address))
		enter(n, e);
	else
		see(w, e, n, true);
}

static void
arrive(struct world_node *n, struct world_event *e)
{
	struct world *w = n->world;
	struct world_fate f = world_link_in(&n->link, w->now_ms);

	if (f.lost || !n->core || n->asleep || n->unplugged ||
	    (!e->local && e->group != n->link.group)) {
		see(w, e, n, true);
		return;
	}
	if (f.copy_ms)
		again(n, e, f.delay_ms + f.copy_ms);
	if (f.delay_ms)
		again(n, e, f.delay_ms);
	else
		enter(n, e);
}

static void
script_hears(struct world *w, struct world_script *s, struct world_event *e)
{
	struct world_fate f = world_link_in(&s->link, w->now_ms);

	see(w, e, NULL, f.lost || e->group != s->link.group);
	if (f.lost || e->group != s->link.group)
		return;
	if (s->down) {
		tell_unreachable(e);
		return;
	}
	world_digest(w, UINT16_MAX, e->kind, e->octets, e->message.length);
	s->heard(s->owner, w, &e->message);
}

/* On the way ------------------------------------------------------------------ */

static bool
to_gateway(struct world_nat *nat, struct world_event *e)
{
	see(nat->world, e, NULL, nat->silent);
	if (nat->silent)
		return false;
	if (e->message.to.port != NATPMP_PORT || nat->mute)
		tell_unreachable(e);
	else
		world_nat_hears(nat, e->node, &e->message);
	return false;
}

/* One hop: where E's message is now. True: it goes on, from *SCOPE. */
static bool
hop(struct world *w, struct world_event *e, struct world_nat **scope)
{
	struct world_message *m = &e->message;
	struct world_node *n = world_node_at(w, *scope, &m->to);
	struct world_script *s;
	struct world_nat *nat;

	if (n) {
		arrive(n, e);
		return false;
	}
	s = world_script_at(w, *scope, &m->to);
	if (s) {
		script_hears(w, s, e);
		return false;
	}
	nat = world_nat_at(w, *scope, &m->to);
	if (nat && world_nat_in(nat, m)) {
		*scope = nat;
		return true;
	}
	if (nat || !*scope) {
		see(w, e, NULL, true);
		return false;
	}
	nat = *scope;
	if (endpoint_same_address(&nat->inner, &m->to))
		return to_gateway(nat, e);
	if (endpoint_same_address(&nat->outer, &m->to) && !nat->hairpin) {
		see(w, e, NULL, true);
		return false;
	}
	*scope = nat->parent;
	world_nat_out(nat, m, true, NULL);
	return true;
}

void
world_datagram(struct world *w, struct world_event *e)
{
	struct world_nat *scope = e->scope;
	unsigned hops = 0;

	if (w->drop && w->drop(w->drop_owner, &e->message))
		return;
	while (hop(w, e, &scope))
		if (++hops == HOPS_MAX)
			return;
}

/* Sending --------------------------------------------------------------------- */

static void
send(struct world_node *n, const struct effect *e,
     const struct world_origin *o, uint64_t in_ms)
{
	struct world *w = n->world;
	struct world_event *event = world_event(w, EVENT_DATAGRAM, in_ms,
						w->effects.octets + e->offset,
						e->length);
	struct world_message *m = &event->message;

	event->node = n;
	event->life = n->life;
	event->channel = o ? o->channel : e->channel;
	event->group = n->link.group;
	event->scope = n->nat;
	m->from = n->address;
	m->from.port = n->ports[event->channel];
	m->to = o ? o->from : e->to;
	m->clock_error_ms = world_clock_error_ms(n);
	if (o)
		m->key = o->key;
	else if (e->key < WORLD_KEYS_MAX)
		m->key = n->keys[e->key];
	world_find_fetch(w, n->nat, &m->to);
}

void
world_effect_send(struct world_node *n, const struct effect *e)
{
	const struct world_origin *o = NULL;
	enum channel channel = e->channel;
	struct world_fate f;

	if (e->origin) {
		o = world_origin(n, e->origin);
		if (!o)
			return;
		channel = o->channel;
	}
	if (!n->ports[channel])
		n->ports[channel] = world_fresh_port(n->world);
	if (e->source.family && !endpoint_same_address(&e->source, &n->address))
		return;		/* an address that is gone */
	f = world_link_out(&n->link, n->world->now_ms);
	if (f.lost || n->unplugged)
		return;
	send(n, e, o, f.delay_ms);
	if (f.copy_ms)
		send(n, e, o, f.delay_ms + f.copy_ms);
}

void
world_send(struct world *w, struct world_nat *nat, struct endpoint from,
	   struct endpoint to, const uint8_t *octets, size_t length,
	   uint16_t key)
{
	struct world_event *e = world_event(w, EVENT_DATAGRAM, WORLD_DELAY_MS,
					    octets, length);

	e->scope = nat;
	e->local = true;
	e->message.from = from;
	e->message.to = to;
	e->message.key = key;
}

void
world_script_sends(struct world *w, struct world_script *s,
		   struct endpoint from, struct endpoint to,
		   const uint8_t *octets, size_t length, uint16_t key,
		   uint64_t in_ms)
{
	struct world_fate f = world_link_out(&s->link, w->now_ms);
	struct world_event *e;
	unsigned copies = 1 + (f.copy_ms > 0);

	for (; !f.lost && copies; copies--) {
		e = world_event(w, EVENT_DATAGRAM, in_ms + f.delay_ms, octets,
				length);
		e->scope = s->nat;
		e->group = s->link.group;
		e->message.from = from;
		e->message.to = to;
		e->message.key = key;
		f.delay_ms += f.copy_ms;
	}
}

void
world_reply(struct world *w, const struct world_message *m,
	    const uint8_t *octets, size_t length, uint16_t key)
{
	struct world_nat *scope = NULL;
	unsigned i;

	if (m->stream) {
		world_stream_reply(w, m->stream, octets, length, key, 0);
		return;
	}
	for (i = 0; i < w->script_count; i++)
		if (endpoint_same_address(&w->scripts[i].address, &m->to))
			scope = w->scripts[i].nat;
	world_send(w, scope, m->to, m->from, octets, length, key);
}

/* Scripts --------------------------------------------------------------------- */

void
world_add_script(struct world *w, struct endpoint address,
		 struct world_nat *nat,
		 void (*heard)(void *owner, struct world *w,
			       const struct world_message *m),
		 void *owner)
{
	if (w->script_count == w->script_room)
		w->scripts = world_grow(w->scripts, &w->script_room,
					sizeof(*w->scripts));
	w->scripts[w->script_count++] = (struct world_script){
		.address = address, .nat = nat, .heard = heard, .owner = owner,
		.link = { .delay_ms = WORLD_DELAY_MS,
			  .random = world_mix(w->seed + w->script_count) },
	};
}

void
world_remove_script(struct world *w, struct endpoint address)
{
	unsigned i;

	for (i = 0; i < w->script_count; i++)
		if (endpoint_equal(&w->scripts[i].address, &address)) {
			w->scripts[i] = w->scripts[--w->script_count];
			return;
		}
}
