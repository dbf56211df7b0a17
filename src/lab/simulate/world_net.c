/* SPDX-License-Identifier: Apache-2.0 */
/* world_net.c - how datagrams and streams find their way. */
#include "lab/simulate/world_private.h"

#include <errno.h>
#include <string.h>

enum { NATPMP_GATEWAY_PORT = 5351, HOPS_MAX = 8 };

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

struct world_node *
world_node_at(struct world *w, const struct world_nat *scope,
	      const struct endpoint *to)
{
	unsigned i;

	for (i = 0; i < w->node_count; i++)
		if (w->nodes[i]->nat == scope &&
		    endpoint_same_address(&w->nodes[i]->address, to))
			return w->nodes[i];
	return NULL;
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

static struct world_nat *
nat_at(struct world *w, const struct world_nat *scope,
       const struct endpoint *to)
{
	unsigned i;

	for (i = 0; i < w->nat_count; i++)
		if (w->nats[i]->parent == scope &&
		    endpoint_same_address(&w->nats[i]->outer, to))
			return w->nats[i];
	return NULL;
}

/* Datagrams ------------------------------------------------------------------ */

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
		world_later(e->node, e->node->delay_ms, &in);
}

static void
arrive(struct world_node *n, struct world_event *e)
{
	struct world *w = n->world;
	enum channel channel;

	if (!n->core || world_loses(w, n))
		return;
	if (channel_at(n, e->message.to.port, &channel))
		world_hand(n, channel, &e->message);
	else
		tell_unreachable(e);
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
		s->heard(s->owner, w, m);
		return false;
	}
	nat = nat_at(w, *scope, &m->to);
	if (nat) {
		*scope = nat;
		return world_nat_in(nat, m);
	}
	if (!*scope)
		return false;
	nat = *scope;
	if (endpoint_same_address(&nat->inner, &m->to)) {
		if (m->to.port != NATPMP_GATEWAY_PORT || nat->mute)
			tell_unreachable(e);
		else
			world_nat_hears(nat, e->node, m);
		return false;
	}
	if (endpoint_same_address(&nat->outer, &m->to) && !nat->hairpin)
		return false;
	*scope = nat->parent;
	return world_nat_out(nat, m);
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

void
world_effect_send(struct world_node *n, const struct effect *e)
{
	struct world *w = n->world;
	const uint8_t *octets = w->effects.octets + e->offset;
	const struct world_origin *o = NULL;
	enum channel channel = e->channel;
	struct world_event *event;

	if (e->origin) {
		o = world_origin(n, e->origin);
		if (!o)
			return;
		channel = o->channel;
	}
	if (!n->ports[channel])
		n->ports[channel] = world_fresh_port(w);
	if (e->source.family && !endpoint_same_address(&e->source, &n->address))
		return;		/* an address that is gone */
	if (world_loses(w, n))
		return;
	event = world_event(w, EVENT_DATAGRAM, n->delay_ms, octets, e->length);
	event->node = n;
	event->life = n->life;
	event->channel = channel;
	event->scope = n->nat;
	event->message.from = n->address;
	event->message.from.port = n->ports[channel];
	event->message.to = o ? o->from : e->to;
	if (o)
		event->message.key = o->key;
	else if (e->key < WORLD_KEYS_MAX)
		event->message.key = n->keys[e->key];
}

void
world_send(struct world *w, struct world_nat *nat, struct endpoint from,
	   struct endpoint to, const uint8_t *octets, size_t length,
	   uint16_t key)
{
	struct world_event *e = world_event(w, EVENT_DATAGRAM, WORLD_DELAY_MS,
					    octets, length);

	e->scope = nat;
	e->message.from = from;
	e->message.to = to;
	e->message.key = key;
}

/* Streams --------------------------------------------------------------------- */

static struct world_stream *
stream_by_id(struct world *w, uint32_t id)
{
	unsigned i;

	for (i = 0; id && i < WORLD_STREAMS_MAX; i++)
		if (w->streams[i].id == id)
			return &w->streams[i];
	return NULL;
}

static struct world_stream *
stream_by_ticket(struct world_node *n, struct ticket t)
{
	struct world *w = n->world;
	unsigned i;

	for (i = 0; i < WORLD_STREAMS_MAX; i++) {
		struct world_stream *s = &w->streams[i];

		if (s->id && s->opener == n && s->opener_life == n->life &&
		    s->ticket.slot == t.slot &&
		    s->ticket.generation == t.generation)
			return s;
	}
	return NULL;
}

static void
tell_opener(struct world_node *n, struct ticket t, enum input_kind kind,
	    int error, uint64_t in_ms)
{
	struct input in = { .kind = kind, .ticket = t, .stream = true,
		.error = error, .key = KEY_NONE };

	world_later(n, in_ms, &in);
}

/* Who accepts streams to TO, seen from inside SCOPE and then further out;
 * FROM becomes the opener's address as it is seen there. */
static bool
find_acceptor(struct world *w, struct world_nat *scope,
	      const struct endpoint *to, struct endpoint *from,
	      struct world_node **node)
{
	unsigned i;

	for (;; scope = scope->parent) {
		*node = world_node_at(w, scope, to);
		if (*node) {
			for (i = 0; i < CHANNEL_COUNT; i++)
				if ((*node)->listens[i] && (*node)->core &&
				    (*node)->ports[i] == to->port)
					return true;
			return false;
		}
		if (world_script_at(w, scope, to))
			return true;
		if (!scope)
			return false;
		*from = scope->outer;
	}
}

static void
open_stream(struct world_node *n, const struct effect *e)
{
	struct world *w = n->world;
	struct world_stream *s = NULL;
	struct world_node *acceptor;
	struct endpoint from = n->address;
	unsigned i;

	for (i = 0; i < WORLD_STREAMS_MAX && !s; i++)
		if (!w->streams[i].id)
			s = &w->streams[i];
	world_must(s != NULL, w, "too many streams");
	if (!find_acceptor(w, n->nat, &e->to, &from, &acceptor)) {
		tell_opener(n, e->ticket, INPUT_STREAM_DOWN, -ECONNREFUSED,
			    2 * n->delay_ms);
		return;
	}
	from.port = world_fresh_port(w);
	*s = (struct world_stream){
		.id = ++w->last_stream, .opener = n, .opener_life = n->life,
		.ticket = e->ticket, .from = from, .to = e->to,
		.acceptor = acceptor,
		.acceptor_life = acceptor ? acceptor->life : 0,
	};
	tell_opener(n, e->ticket, INPUT_STREAM_UP, 0, 2 * n->delay_ms);
}

/* A message from the acceptor's side. */
static void
to_opener(struct world_stream *s, const uint8_t *octets, size_t length,
	  uint16_t key)
{
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .ticket = s->ticket,
		.stream = true, .source = s->to, .octets = octets,
		.length = length };

	world_judge(s->opener, &in, key, s->id);
	world_later(s->opener, s->opener->delay_ms, &in);
}

static void
to_acceptor(struct world_stream *s, const uint8_t *octets, size_t length,
	    uint16_t key)
{
	struct world *w = s->opener->world;
	struct world_event *e;
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .stream = true,
		.channel = CHANNEL_SERVICE, .source = s->from,
		.octets = octets, .length = length };

	if (s->acceptor) {
		world_judge(s->acceptor, &in, key, s->id);
		world_later(s->acceptor, s->opener->delay_ms, &in);
		return;
	}
	e = world_event(w, EVENT_SCRIPT, s->opener->delay_ms, octets, length);
	e->scope = NULL;
	e->message.from = s->from;
	e->message.to = s->to;
	e->message.key = key;
	e->message.stream = s->id;
}

void
world_script_hears(struct world *w, struct world_event *e)
{
	struct world_script *s = world_script_at(w, e->scope, &e->message.to);

	if (s && stream_by_id(w, e->message.stream))
		s->heard(s->owner, w, &e->message);
}

static void
send_stream(struct world_node *n, const struct effect *e)
{
	const uint8_t *octets = n->world->effects.octets + e->offset;
	const struct world_origin *o;
	struct world_stream *s;
	uint16_t key = e->key < WORLD_KEYS_MAX ? n->keys[e->key] : KEY_NONE;

	if (!e->origin) {
		s = stream_by_ticket(n, e->ticket);
		if (s)
			to_acceptor(s, octets, e->length, key);
		return;
	}
	o = world_origin(n, e->origin);
	s = o ? stream_by_id(n->world, o->stream) : NULL;
	if (s)
		to_opener(s, octets, e->length, o->key);
}

static void
close_stream(struct world_node *n, const struct effect *e)
{
	const struct world_origin *o = world_origin(n, e->origin);
	struct world_stream *s;

	s = e->origin ? stream_by_id(n->world, o ? o->stream : 0) :
		stream_by_ticket(n, e->ticket);
	if (!s)
		return;
	/* who closes hears nothing of it, as in the shell */
	if (s->opener != n)
		tell_opener(s->opener, s->ticket, INPUT_STREAM_DOWN, 0,
			    s->opener->delay_ms);
	s->id = 0;
}

void
world_effect_stream(struct world_node *n, const struct effect *e)
{
	if (e->kind == EFFECT_STREAM_OPEN)
		open_stream(n, e);
	else if (e->kind == EFFECT_STREAM_SEND)
		send_stream(n, e);
	else
		close_stream(n, e);
}

void
world_hang_up(struct world *w, uint32_t stream)
{
	struct world_stream *s = stream_by_id(w, stream);

	if (!s)
		return;
	tell_opener(s->opener, s->ticket, INPUT_STREAM_DOWN, -ECONNRESET,
		    s->opener->delay_ms);
	s->id = 0;
}

void
world_drop_streams(struct world_node *n)
{
	struct world *w = n->world;
	unsigned i;

	for (i = 0; i < WORLD_STREAMS_MAX; i++) {
		struct world_stream *s = &w->streams[i];

		if (s->id && s->acceptor == n)
			world_hang_up(w, s->id);
		else if (s->id && s->opener == n)
			s->id = 0;
	}
}

/* Scripts ----------------------------------------------------------------------- */

void
world_add_script(struct world *w, struct endpoint address,
		 struct world_nat *nat,
		 void (*heard)(void *owner, struct world *w,
			       const struct world_message *m),
		 void *owner)
{
	world_must(w->script_count < WORLD_SCRIPTS_MAX, w, "too many scripts");
	w->scripts[w->script_count++] = (struct world_script){
		.address = address, .nat = nat, .heard = heard, .owner = owner,
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

void
world_reply(struct world *w, const struct world_message *m,
	    const uint8_t *octets, size_t length, uint16_t key)
{
	struct world_stream *s = stream_by_id(w, m->stream);
	struct world_nat *scope = NULL;
	unsigned i;

	if (m->stream) {
		if (s)
			to_opener(s, octets, length, key);
		return;
	}
	for (i = 0; i < w->script_count; i++)
		if (endpoint_same_address(&w->scripts[i].address, &m->to))
			scope = w->scripts[i].nat;
	world_send(w, scope, m->to, m->from, octets, length, key);
}
