/* SPDX-License-Identifier: Apache-2.0 */
/* world.c - time, and a node's turn. */
#include "lab/simulate/world_private.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "shell/trace.h"
#include "shell/tsig.h"

enum { TURNS_AT_ONCE_MAX = 20000 };	/* of a node; more never ends */

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

void *
world_grow(void *array, unsigned *room, size_t size)
{
	*room = *room ? 2 * *room : 16;
	array = realloc(array, *room * size);
	if (!array)
		abort();
	return array;
}

/* splitmix64: small, seeded, and no secret is made of it. */
uint64_t
world_draw(uint64_t *state)
{
	return world_mix(*state += 0x9e3779b97f4a7c15u);
}

uint16_t
world_fresh_port(struct world *w)
{
	if (w->last_port < 49152 || w->last_port == UINT16_MAX)
		w->last_port = 49151;
	return ++w->last_port;
}

void
world_digest(struct world *w, unsigned who, unsigned what, const void *octets,
	     size_t length)
{
	const uint8_t *at = octets;
	uint64_t d = world_mix(w->digest ^ w->now_ms) ^
		((uint64_t)who << 16 | what), word;

	for (; length >= sizeof(word); length -= sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		d = (d ^ word) * 0x9fb21c651e98df25u;
		d ^= d >> 28;
		at += sizeof(word);
	}
	word = length;
	if (length)
		memcpy(&word, at, length);
	w->digest = (d ^ word) * 0x9fb21c651e98df25u;
}

/* A node's turn ---------------------------------------------------------------- */

static void
count_rows(struct world_node *n, const struct effects *e)
{
	struct world_account *a = n->account;
	unsigned i, j;

	for (i = 0; i < e->row_count; i++) {
		const struct row_fired *r = &e->rows[i];
		uint16_t event = r->chart->rows[r->row].event;

		for (j = 0; j < a->fired_count; j++)
			if (a->fired[j].chart == r->chart &&
			    a->fired[j].event == event)
				break;
		world_must(j < WORLD_FIRED_MAX, n->world, "too many kinds of rows");
		if (j == a->fired_count)
			a->fired[a->fired_count++] = (struct world_fired){
				.chart = r->chart, .event = event,
			};
		a->fired[j].count++;
	}
}

static void
obey_tell(struct world_node *n, const struct effect *e)
{
	const uint8_t *text = n->world->effects.octets + e->offset;
	struct world_account *a = n->account;
	char **place;

	if (!a)
		return;
	place = &a->tells[a->tell_count++ % WORLD_TELLS_MAX];
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
	world_later(n, 2 * n->link.delay_ms, &in);
}

static void
obey_save(struct world_node *n, const struct effect *e)
{
	struct input in = { .kind = INPUT_SAVED, .ticket = e->ticket };

	n->saves++;
	if (n->world->hooks.saved)
		n->world->hooks.saved(n->world->hooks.owner, n);
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
		world_find_ula(n, e->take ? NULL : e->address);
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

/* False: N died of it. */
static bool
obey_all(struct world_node *n)
{
	const struct world_hooks *h = &n->world->hooks;
	struct effects *e = &n->world->effects;
	unsigned i;

	for (i = 0; i < e->count; i++) {
		if (n->doom != WORLD_NOT_DOOMED && n->doom-- == 0) {
			h->doomed(h->owner, n);
			return false;
		}
		if (!h->effect || h->effect(h->owner, n, &e->list[i],
					    e->octets + e->list[i].offset))
			obey(n, &e->list[i]);
	}
	return true;
}

static void
keep_error(struct world *w, int r)
{
	if (r < 0 && !w->trace_error)
		w->trace_error = r;
}

static void
look_at(struct world_node *n, const struct effects *e)
{
	struct world *w = n->world;

	if (n->trace)
		keep_error(w, trace_write_effects(n->trace, e));
	if (n->account)
		count_rows(n, e);
	if (n->watch)
		n->watch(n->watch_owner, e);
	if (w->hooks.effects)
		w->hooks.effects(w->hooks.owner, n, e);
}

/* The same order as in shell/driver.c: record, then obey, then ask for more. */
void
world_turn(struct world_node *n, struct input *in)
{
	struct world *w = n->world;
	uint64_t random[2];
	bool more;

	if (!n->core || n->stopped || n->asleep)
		return;
	in->now_ms = world_clock_ms(n, w->now_ms);
	random[0] = world_draw(&n->random);
	random[1] = world_draw(&n->random);
	memcpy(in->random, random, sizeof(random));
	if (w->hooks.input && !w->hooks.input(w->hooks.owner, n, in)) {
		world_due_update(n);
		return;
	}
	world_digest(w, n->index, in->kind, in->octets, in->length);
	if (n->trace)
		keep_error(w, trace_write_input(n->trace, in));
	w->effects.rows_unwanted = !n->trace && !n->account && !n->watch &&
		!n->rows;
	more = n->ops.turn(n->core, in, &w->effects);
	for (;;) {
		look_at(n, &w->effects);
		if (!obey_all(n))
			return;
		if (!more)
			break;
		more = n->ops.more(n->core, &w->effects);
	}
	if (w->hooks.turned)
		w->hooks.turned(w->hooks.owner, n);
	world_due_update(n);
}

/* Authenticity ---------------------------------------------------------------- */

static bool
carries_dns(enum channel c)
{
	return c == CHANNEL_LLQ || c == CHANNEL_QUERY || c == CHANNEL_SERVICE ||
		c == CHANNEL_PRIMARY;
}

void
world_judge(struct world_node *n, struct input *in,
	    const struct world_message *m)
{
	int64_t skew_ms = m->clock_error_ms - world_clock_error_ms(n);
	struct world_origin *o;
	uint16_t i;

	in->key = KEY_NONE;
	in->verdict = m->key == KEY_NONE ? VERDICT_UNSIGNED : VERDICT_BADKEY;
	for (i = 0; m->key != KEY_NONE && i < WORLD_KEYS_MAX; i++)
		if (n->keys[i] == m->key) {
			in->key = i;
			in->verdict = VERDICT_VERIFIED;
			break;
		}
	if (in->verdict == VERDICT_VERIFIED &&
	    (m->late || skew_ms > TSIG_FUDGE_S * 1000 ||
	     skew_ms < -TSIG_FUDGE_S * 1000))
		in->verdict = VERDICT_BADTIME;
	o = &n->origins[++n->last_origin & (n->origin_count - 1)];
	*o = (struct world_origin){
		.id = n->last_origin, .channel = in->channel,
		.from = in->source, .key = m->key, .stream = m->stream,
	};
	in->origin = o->id;
}

const struct world_origin *
world_origin(const struct world_node *n, origin_id id)
{
	const struct world_origin *o =
		&n->origins[id & (n->origin_count - 1)];

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
		world_judge(n, &in, m);
	world_turn(n, &in);
}

/* Time ------------------------------------------------------------------------ */

static void
happen(struct world *w, struct world_event *e)
{
	switch (e->kind) {
	case EVENT_DATAGRAM:
		world_datagram(w, e);
		break;
	case EVENT_ARRIVE:
		world_arrive(w, e);
		break;
	case EVENT_INPUT:
		if (e->life == e->node->life &&
		    !world_tunnel_stale(e->node, &e->input) &&
		    !world_tunnel_waits(e->node, &e->input))
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
	case EVENT_PROBE:
		world_probed(w, e);
		break;
	case EVENT_CALL:
		e->call(e->call_owner, w->sim);
		break;
	}
}

static uint64_t
next_ms(const struct world *w)
{
	uint64_t due = world_queue_ms(w);

	if (w->due_count && w->due[0].due_ms < due)
		return w->due[0].due_ms;
	return due;
}

/* Handles the one thing that is due first; false: nothing is by UNTIL_MS. */
static bool
step(struct world *w, uint64_t until_ms)
{
	struct world_node *n = NULL;
	uint64_t due = world_queue_ms(w);
	struct world_event *e;
	struct input in;

	if (w->due_count && w->due[0].due_ms < due) {
		due = w->due[0].due_ms;
		n = w->due[0].node;
	}
	if (due > until_ms || due == TIME_NEVER)
		return false;
	if (due > w->now_ms)
		w->now_ms = due;
	w->events_done++;
	if (n) {
		in = (struct input){ .kind = INPUT_DEADLINE, .key = KEY_NONE };
		world_turn(n, &in);
		return true;
	}
	e = world_queue_take(w);
	happen(w, e);
	world_event_free(w, e);
	return true;
}

bool
world_run_until(struct world *w, bool (*happened)(void *owner), void *owner,
		uint64_t limit_ms)
{
	uint64_t until_ms = w->now_ms + limit_ms, before_ms;
	uint64_t at_once = 0;

	for (w->halted = false; !w->halted;) {
		if (happened && happened(owner))
			return true;
		before_ms = w->now_ms;
		if (!step(w, until_ms)) {
			w->now_ms = until_ms;
			return false;
		}
		at_once = w->now_ms == before_ms ? at_once + 1 : 0;
		world_must(at_once < (uint64_t)TURNS_AT_ONCE_MAX *
			   (1 + w->node_count / 8), w, "time stands still");
	}
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
	uint64_t due = next_ms(w);

	if (due == TIME_NEVER)
		return TIME_NEVER;
	return due > w->now_ms ? due - w->now_ms : 0;
}

struct world *
world_begin(const char *name, uint64_t seed)
{
	struct world *w = world_zeroed(sizeof(*w));

	w->name = name;
	w->seed = seed;
	w->random = seed;
	w->now_ms = WORLD_BEGIN_MS;
	world_find_begin(w);
	return w;
}

static void
end_node(struct world_node *n)
{
	unsigned i;

	for (i = 0; n->account && i < WORLD_TELLS_MAX; i++)
		free(n->account->tells[i]);
	free(n->account);
	trace_close(n->trace);
	free(n->origins);
	free(n);
}

void
world_end(struct world *w)
{
	unsigned i;

	for (i = 0; i < w->node_count; i++)
		end_node(w->nodes[i]);
	for (i = 0; i < w->nat_count; i++) {
		free(w->nats[i]->mappings);
		free(w->nats[i]);
	}
	free(w->nodes);
	free(w->nats);
	free(w->scripts);
	world_streams_end(w);
	world_queue_end(w);
	world_find_end(w);
	free(w);
}
