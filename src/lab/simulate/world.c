/* SPDX-License-Identifier: Apache-2.0 */
/* world.c - the clock, the queue of what will happen, and the nodes. */
#include "lab/simulate/world_private.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace.h"

enum {
	WORLD_BEGIN_MS = 1000000,	/* the clock is never near 0 */
	TURNS_AT_ONCE_MAX = 20000	/* more is a loop that never ends */
};

void
world_must(bool holds, const struct world *w, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "world %s at %llu ms: %s\n", w->name,
		(unsigned long long)w->now_ms, what);
	abort();
}

void *
world_zeroed(size_t size)
{
	void *p = calloc(1, size);

	if (!p)
		abort();
	return p;
}

/* splitmix64: small, seeded, and no secret is made of it. */
uint64_t
world_random(struct world *w)
{
	uint64_t x = w->random += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

bool
world_loses(struct world *w, const struct world_node *n)
{
	return n->loss && world_random(w) % 1000 < n->loss;
}

uint16_t
world_fresh_port(struct world *w)
{
	if (w->last_port < 49152)
		w->last_port = 49151;
	return ++w->last_port;
}

/* The queue ------------------------------------------------------------------ */

struct world_event *
world_event(struct world *w, enum event_kind kind, uint64_t in_ms,
	    const void *octets, size_t length)
{
	struct world_event *e = world_zeroed(sizeof(*e) + length);

	world_must(w->event_count < WORLD_EVENTS_MAX, w, "too much is under way");
	e->kind = kind;
	e->at_ms = w->now_ms + in_ms;
	e->order = w->order++;
	if (length)
		memcpy(e->octets, octets, length);
	e->message.octets = e->octets;
	e->message.length = length;
	e->message.key = KEY_NONE;
	w->events[w->event_count++] = e;
	return e;
}

struct world_event *
world_later(struct world_node *n, uint64_t in_ms, const struct input *in)
{
	struct world_event *e = world_event(n->world, EVENT_INPUT, in_ms,
					    in->octets, in->length);

	e->node = n;
	e->life = n->life;
	e->input = *in;
	if (in->octets)
		e->input.octets = e->octets;
	return e;
}

static unsigned
first_event(const struct world *w)
{
	unsigned i, first = 0;

	for (i = 1; i < w->event_count; i++) {
		const struct world_event *a = w->events[i];
		const struct world_event *b = w->events[first];

		if (a->at_ms < b->at_ms ||
		    (a->at_ms == b->at_ms && a->order < b->order))
			first = i;
	}
	return first;
}

/* A node's turn ---------------------------------------------------------------- */

static void
count_rows(struct world_node *n, const struct effects *e)
{
	unsigned i, j;

	for (i = 0; i < e->row_count; i++) {
		const struct row_fired *r = &e->rows[i];
		uint16_t event = r->chart->rows[r->row].event;

		for (j = 0; j < n->fired_count; j++)
			if (n->fired[j].chart == r->chart &&
			    n->fired[j].event == event)
				break;
		world_must(j < WORLD_FIRED_MAX, n->world, "too many kinds of rows");
		if (j == n->fired_count)
			n->fired[n->fired_count++] = (struct world_fired){
				.chart = r->chart, .event = event,
			};
		n->fired[j].count++;
	}
}

static void
obey_tell(struct world_node *n, const struct effect *e)
{
	const uint8_t *text = n->world->effects.octets + e->offset;
	char **place = &n->tells[n->tell_count++ % WORLD_TELLS_MAX];

	free(*place);
	*place = world_zeroed(e->length + 1);
	memcpy(*place, text, e->length);
}

static void
obey_bind(struct world_node *n, const struct effect *e)
{
	struct input in = { .kind = INPUT_BOUND, .ticket = e->ticket,
		.channel = e->channel };
	unsigned i;

	for (i = 0; i < CHANNEL_COUNT; i++)
		if (i != e->channel && e->port && n->ports[i] == e->port)
			in.error = -EADDRINUSE;
	if (!in.error) {
		n->ports[e->channel] = e->port ? e->port :
			world_fresh_port(n->world);
		in.port = n->ports[e->channel];
	}
	world_later(n, 0, &in);
}

static void
obey_lookup(struct world_node *n, const struct effect *e)
{
	static uint8_t answer[65535];
	struct input in = { .kind = INPUT_LOOKUP, .ticket = e->ticket };
	ssize_t length = -ENOENT;

	if (n->look_up)
		length = n->look_up(n->look_up_owner,
				    n->world->effects.octets + e->offset,
				    e->length, e->type, answer,
				    sizeof(answer));
	if (length < 0)
		in.error = (int)length;
	else {
		in.octets = answer;
		in.length = (size_t)length;
	}
	world_later(n, 2 * n->delay_ms, &in);
}

static void
obey_save(struct world_node *n, const struct effect *e)
{
	struct input in = { .kind = INPUT_SAVED, .ticket = e->ticket };

	n->saves++;
	if (e->ticket.generation)
		world_later(n, 0, &in);
}

static void
obey(struct world_node *n, const struct effect *e)
{
	switch (e->kind) {
	case EFFECT_SEND:
		world_effect_send(n, e);
		break;
	case EFFECT_BIND:
		obey_bind(n, e);
		break;
	case EFFECT_STREAM_OPEN:
	case EFFECT_STREAM_SEND:
	case EFFECT_STREAM_CLOSE:
		world_effect_stream(n, e);
		break;
	case EFFECT_LOOKUP:
		obey_lookup(n, e);
		break;
	case EFFECT_ADDRESS:
		n->has_ula = !e->take;
		memcpy(n->ula, e->address, sizeof(n->ula));
		break;
	case EFFECT_TUNNEL:
		world_effect_tunnel(n, e);
		break;
	case EFFECT_SAVE:
		obey_save(n, e);
		break;
	case EFFECT_TELL:
		obey_tell(n, e);
		break;
	case EFFECT_STOPPED:
		n->stopped = true;
		break;
	case EFFECT_KIND_COUNT:
		world_must(false, n->world, "an effect of no kind");
	}
}

/* The same order as in shell/driver.c: record, then obey, then ask for more. */
void
world_turn(struct world_node *n, struct input *in)
{
	struct world *w = n->world;
	unsigned i;
	bool more;

	if (!n->core || n->stopped)
		return;
	in->now_ms = w->now_ms;
	for (i = 0; i < sizeof(in->random); i++)
		in->random[i] = (uint8_t)(world_random(w) >> 32);
	if (n->trace)
		world_must(!trace_write_input(n->trace, in), w, "trace not written");
	more = n->ops.turn(n->core, in, &w->effects);
	for (;;) {
		if (n->trace)
			world_must(!trace_write_effects(n->trace, &w->effects), w,
			     "trace not written");
		count_rows(n, &w->effects);
		if (n->watch)
			n->watch(n->watch_owner, &w->effects);
		for (i = 0; i < w->effects.count; i++)
			obey(n, &w->effects.list[i]);
		if (!more)
			return;
		more = n->ops.more(n->core, &w->effects);
	}
}

static bool
carries_dns(enum channel c)
{
	return c == CHANNEL_LLQ || c == CHANNEL_QUERY || c == CHANNEL_SERVICE ||
		c == CHANNEL_PRIMARY;
}

void
world_judge(struct world_node *n, struct input *in, uint16_t key,
	    uint32_t stream)
{
	struct world_origin *o;
	uint16_t i;

	in->key = KEY_NONE;
	in->verdict = key == KEY_NONE ? VERDICT_UNSIGNED : VERDICT_BADKEY;
	for (i = 0; key != KEY_NONE && i < WORLD_KEYS_MAX; i++)
		if (n->keys[i] == key) {
			in->key = i;
			in->verdict = VERDICT_VERIFIED;
			break;
		}
	o = &n->origins[++n->last_origin % WORLD_ORIGINS];
	*o = (struct world_origin){
		.id = n->last_origin, .channel = in->channel,
		.from = in->source, .key = key, .stream = stream,
	};
	in->origin = o->id;
}

const struct world_origin *
world_origin(const struct world_node *n, origin_id id)
{
	const struct world_origin *o = &n->origins[id % WORLD_ORIGINS];

	return o->id == id ? o : NULL;
}

void
world_hand(struct world_node *n, enum channel channel,
	   const struct world_message *m)
{
	struct input in = { .kind = INPUT_DATAGRAM, .channel = channel,
		.source = m->from, .key = KEY_NONE, .octets = m->octets,
		.length = m->length };

	if (carries_dns(channel))
		world_judge(n, &in, m->key, 0);
	world_turn(n, &in);
}

static void
happen(struct world *w, struct world_event *e)
{
	switch (e->kind) {
	case EVENT_DATAGRAM:
		world_datagram(w, e);
		break;
	case EVENT_INPUT:
		if (e->life == e->node->life)
			world_turn(e->node, &e->input);
		break;
	case EVENT_SCRIPT:
		world_script_hears(w, e);
		break;
	case EVENT_ANNOUNCE:
		world_announce(w, e);
		break;
	case EVENT_DIAL:
		if (e->life == e->node->life)
			world_dialled(w, e);
		break;
	}
}

/* Time ------------------------------------------------------------------------ */

static uint64_t
node_due_ms(const struct world_node *n)
{
	if (!n->core || n->stopped)
		return TIME_NEVER;
	return n->ops.deadline_ms(n->core);
}

static uint64_t
next_ms(const struct world *w, struct world_node **node)
{
	uint64_t due = TIME_NEVER, at;
	unsigned i;

	*node = NULL;
	if (w->event_count)
		due = w->events[first_event(w)]->at_ms;
	for (i = 0; i < w->node_count; i++) {
		at = node_due_ms(w->nodes[i]);
		if (at < due) {
			due = at;
			*node = w->nodes[i];
		}
	}
	return due;
}

/* Handles the one thing that is due first; false: nothing is by UNTIL_MS. */
static bool
step(struct world *w, uint64_t until_ms)
{
	struct world_node *node;
	uint64_t due = next_ms(w, &node);
	struct world_event *e;
	struct input in = { .kind = INPUT_DEADLINE, .key = KEY_NONE };
	unsigned first;

	if (due > until_ms || due == TIME_NEVER)
		return false;
	if (due > w->now_ms)
		w->now_ms = due;
	if (node) {
		world_turn(node, &in);
		return true;
	}
	first = first_event(w);
	e = w->events[first];
	w->events[first] = w->events[--w->event_count];
	happen(w, e);
	free(e);
	return true;
}

bool
world_run_until(struct world *w, bool (*happened)(void *owner), void *owner,
		uint64_t limit_ms)
{
	uint64_t until_ms = w->now_ms + limit_ms, before_ms;
	unsigned at_once = 0;

	for (;;) {
		if (happened && happened(owner))
			return true;
		before_ms = w->now_ms;
		if (!step(w, until_ms))
			break;
		at_once = w->now_ms == before_ms ? at_once + 1 : 0;
		world_must(at_once < TURNS_AT_ONCE_MAX, w, "time stands still");
	}
	w->now_ms = until_ms;
	return false;
}

void
world_run_for(struct world *w, uint64_t ms)
{
	world_run_until(w, NULL, NULL, ms);
}

uint64_t
world_now_ms(const struct world *w)
{
	return w->now_ms;
}

uint64_t
world_next_in_ms(const struct world *w)
{
	struct world_node *node;
	uint64_t due = next_ms(w, &node);

	if (due == TIME_NEVER)
		return TIME_NEVER;
	return due > w->now_ms ? due - w->now_ms : 0;
}

struct world *
world_begin(const char *name, uint64_t seed)
{
	struct world *w = world_zeroed(sizeof(*w));

	w->name = name;
	w->random = seed;
	w->now_ms = WORLD_BEGIN_MS;
	return w;
}

void
world_end(struct world *w)
{
	unsigned i, j;

	for (i = 0; i < w->node_count; i++) {
		for (j = 0; j < WORLD_TELLS_MAX; j++)
			free(w->nodes[i]->tells[j]);
		trace_close(w->nodes[i]->trace);
		free(w->nodes[i]);
	}
	for (i = 0; i < w->nat_count; i++)
		free(w->nats[i]);
	for (i = 0; i < w->event_count; i++)
		free(w->events[i]);
	free(w);
}
