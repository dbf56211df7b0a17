/* SPDX-License-Identifier: Apache-2.0 */
/* world_stream.c - connections: what was sent comes whole and in order, or the
 * connection breaks. A message that its link loses comes later. */
#include "lab/simulate/world_private.h"

#include <errno.h>
#include <stdlib.h>

enum {
	AGAIN_MS = 300,		/* a segment that was lost */
	INDEX_BITS = 16,
	TO_OPENER = 0,
	TO_ACCEPTOR = 1
};

static struct world_stream *
stream_by_id(struct world *w, uint32_t id)
{
	uint32_t index = id & ((1u << INDEX_BITS) - 1);

	if (!id || index > w->stream_count)
		return NULL;
	return w->streams[index - 1]->id == id ? w->streams[index - 1] : NULL;
}

static struct world_stream *
stream_by_ticket(struct world_node *n, struct ticket t)
{
	struct world_stream *s;

	for (s = n->opened; s; s = s->next)
		if (s->opener_life == n->life && s->ticket.slot == t.slot &&
		    s->ticket.generation == t.generation)
			return s;
	return NULL;
}

static struct world_stream *
stream_new(struct world *w)
{
	struct world_stream *s = w->free_streams;

	if (s) {
		w->free_streams = s->next;
		return s;
	}
	world_must(w->stream_count + 1 < 1u << INDEX_BITS, w,
		   "too many streams");
	s = world_zeroed(sizeof(*s));
	if (w->stream_count == w->stream_room)
		w->streams = world_grow(w->streams, &w->stream_room,
					sizeof(struct world_stream *));
	w->streams[w->stream_count++] = s;
	s->index = (uint16_t)w->stream_count;
	return s;
}

static void
stream_free(struct world *w, struct world_stream *s)
{
	struct world_stream **at = &s->opener->opened;

	while (*at != s)
		at = &(*at)->next;
	*at = s->next;
	s->id = 0;
	s->next = w->free_streams;
	w->free_streams = s;
}

void
world_streams_end(struct world *w)
{
	unsigned i;

	for (i = 0; i < w->stream_count; i++)
		free(w->streams[i]);
	free(w->streams);
}

static void
tell_opener(struct world_node *n, struct ticket t, enum input_kind kind,
	    int error, uint64_t in_ms)
{
	struct input in = { .kind = kind, .ticket = t, .stream = true,
		.error = error, .key = KEY_NONE };

	world_later(n, in_ms, &in);
}

/* The way ------------------------------------------------------------------------ */

static const struct world_link *
far_link(struct world *w, const struct world_stream *s)
{
	static const struct world_link open;
	const struct world_script *script;

	if (s->acceptor)
		return &s->acceptor->link;
	script = world_script_at(w, NULL, &s->to);
	return script ? &script->link : &open;
}

static bool
is_cut(const struct world_link *a, const struct world_link *b)
{
	return a->deaf || a->dumb || b->deaf || b->dumb || a->group != b->group;
}

/* When what is sent now to that END comes; false: the connection breaks, which
 * the opener hears of in a while. */
static bool
passes(struct world *w, struct world_stream *s, unsigned end, uint64_t in_ms,
       uint64_t *delay_ms)
{
	struct world_link *near = &s->opener->link;
	struct world_fate f = world_link_out(near, w->now_ms);
	uint64_t at_ms = w->now_ms + in_ms + f.delay_ms;

	if (s->opener->unplugged || is_cut(near, far_link(w, s))) {
		tell_opener(s->opener, s->ticket, INPUT_STREAM_DOWN,
			    -ETIMEDOUT, WORLD_SILENCE_MS);
		stream_free(w, s);
		return false;
	}
	if (f.lost)
		at_ms += AGAIN_MS;
	if (at_ms < s->last_ms[end])
		at_ms = s->last_ms[end];
	s->last_ms[end] = at_ms;
	*delay_ms = at_ms - w->now_ms;
	return true;
}

static void
see(struct world *w, const struct world_node *from,
    const struct world_node *to, const struct world_message *m)
{
	if (w->hooks.packet)
		w->hooks.packet(w->hooks.owner, from, to, m, false);
}

/* Opening ------------------------------------------------------------------------- */

/* Who accepts streams to TO, seen from inside SCOPE and then further out;
 * FROM becomes the opener's address as it is seen there. */
static bool
find_acceptor(struct world *w, struct world_nat *scope,
	      const struct endpoint *to, struct endpoint *from,
	      struct world_node **node)
{
	struct world_script *script;
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
		script = world_script_at(w, scope, to);
		if (script)
			return !script->down;
		if (!scope)
			return false;
		*from = scope->outer;
	}
}

static void
open_stream(struct world_node *n, const struct effect *e)
{
	struct world *w = n->world;
	struct endpoint from = n->address;
	struct world_node *acceptor;
	struct world_stream *s;

	if (!find_acceptor(w, n->nat, &e->to, &from, &acceptor)) {
		tell_opener(n, e->ticket, INPUT_STREAM_DOWN, -ECONNREFUSED,
			    2 * n->link.delay_ms);
		return;
	}
	s = stream_new(w);
	from.port = world_fresh_port(w);
	s->generation++;
	s->id = s->index | (uint32_t)s->generation << INDEX_BITS;
	s->opener = n;
	s->opener_life = n->life;
	s->ticket = e->ticket;
	s->from = from;
	s->to = e->to;
	s->acceptor = acceptor;
	s->acceptor_life = acceptor ? acceptor->life : 0;
	s->last_ms[0] = s->last_ms[1] = 0;
	s->next = n->opened;
	n->opened = s;
	if (n->unplugged || is_cut(&n->link, far_link(w, s))) {
		tell_opener(n, s->ticket, INPUT_STREAM_DOWN, -ETIMEDOUT,
			    WORLD_SILENCE_MS);
		stream_free(w, s);
		return;
	}
	tell_opener(n, e->ticket, INPUT_STREAM_UP, 0, 2 * n->link.delay_ms);
	s->last_ms[TO_OPENER] = s->last_ms[TO_ACCEPTOR] =
		w->now_ms + 2 * n->link.delay_ms;
}

/* Messages ------------------------------------------------------------------------ */

/* A message from the acceptor's side, whose clock is so wrong. */
static void
to_opener(struct world_stream *s, const uint8_t *octets, size_t length,
	  uint16_t key, uint64_t in_ms)
{
	struct world_node *n = s->opener;
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .ticket = s->ticket,
		.stream = true, .source = s->to, .octets = octets,
		.length = length };
	struct world_message m = { .from = s->to, .to = s->from,
		.octets = octets, .length = length, .key = key,
		.stream = s->id };
	uint64_t delay_ms;

	m.clock_error_ms = s->acceptor ? world_clock_error_ms(s->acceptor) : 0;
	if (!passes(n->world, s, TO_OPENER, in_ms, &delay_ms))
		return;
	see(n->world, s->acceptor, n, &m);
	world_judge(n, &in, &m);
	world_later(n, delay_ms, &in);
}

static void
to_acceptor(struct world_stream *s, const uint8_t *octets, size_t length,
	    uint16_t key)
{
	struct world *w = s->opener->world;
	struct world_message m = { .from = s->from, .to = s->to,
		.octets = octets, .length = length, .key = key,
		.stream = s->id };
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .stream = true,
		.channel = CHANNEL_SERVICE, .source = s->from,
		.octets = octets, .length = length };
	struct world_event *e;
	uint64_t delay_ms;

	m.clock_error_ms = world_clock_error_ms(s->opener);
	if (!passes(w, s, TO_ACCEPTOR, 0, &delay_ms))
		return;
	see(w, s->opener, s->acceptor, &m);
	if (s->acceptor) {
		world_judge(s->acceptor, &in, &m);
		world_later(s->acceptor, delay_ms, &in);
		return;
	}
	e = world_event(w, EVENT_SCRIPT, delay_ms, octets, length);
	m.octets = e->octets;
	e->message = m;
}

void
world_script_hears(struct world *w, struct world_event *e)
{
	struct world_script *s = world_script_at(w, e->scope, &e->message.to);

	if (!s || !stream_by_id(w, e->message.stream))
		return;
	world_digest(w, UINT16_MAX, e->kind, e->octets, e->message.length);
	s->heard(s->owner, w, &e->message);
}

void
world_stream_reply(struct world *w, uint32_t stream, const uint8_t *octets,
		   size_t length, uint16_t key, uint64_t in_ms)
{
	struct world_stream *s = stream_by_id(w, stream);

	if (s)
		to_opener(s, octets, length, key, in_ms);
}

/* What nodes want ------------------------------------------------------------------ */

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
		to_opener(s, octets, e->length, o->key, 0);
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
			    s->opener->link.delay_ms);
	stream_free(n->world, s);
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

/* Ends ------------------------------------------------------------------------------ */

static void
hang_up(struct world *w, struct world_stream *s)
{
	tell_opener(s->opener, s->ticket, INPUT_STREAM_DOWN, -ECONNRESET,
		    s->opener->link.delay_ms);
	stream_free(w, s);
}

void
world_hang_up(struct world *w, uint32_t stream)
{
	struct world_stream *s = stream_by_id(w, stream);

	if (s)
		hang_up(w, s);
}

void
world_break_streams(struct world *w, const struct endpoint *address)
{
	unsigned i;

	for (i = 0; i < w->stream_count; i++)
		if (w->streams[i]->id && !w->streams[i]->acceptor &&
		    endpoint_same_address(&w->streams[i]->to, address))
			hang_up(w, w->streams[i]);
}

void
world_drop_streams(struct world_node *n)
{
	struct world *w = n->world;
	unsigned i;

	while (n->opened)
		stream_free(w, n->opened);
	for (i = 0; i < w->stream_count; i++)
		if (w->streams[i]->id && w->streams[i]->acceptor == n)
			hang_up(w, w->streams[i]);
}
