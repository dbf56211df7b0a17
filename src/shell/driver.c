/* SPDX-License-Identifier: Apache-2.0 */
#include "driver.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "clock.h"
#include "log.h"
#include "refusals.h"
#include "resolver.h"

enum {
	PENDING_MAX = 4096,
	SAVE_TICKETS_MAX = 4096,
	SAVE_AGAIN_MS = 5000
};

/* The way back of a request. */
struct way_back {
	origin_id id;
	enum channel channel;
	struct endpoint source;
	struct socket_path path;
	uint32_t connection;	/* 0: a datagram */
};

struct driver {
	struct driver_setup setup;
	struct sockets *sockets;
	struct streams *streams;
	struct resolver *resolver;
	bool busy;
	bool save_wanted;
	uint64_t save_again_ms;		/* after one that failed; or TIME_NEVER */
	int save_error;			/* of the last one; told once */
	bool network_told;
	struct network_facts network;	/* last with a route, or the first */
	origin_id last_origin;
	struct way_back *origins;
	struct input *pending;
	unsigned pending_first, pending_count;
	struct ticket *save_tickets;
	unsigned save_count;
	struct driver_counters counters;
	struct refusals refusals;
	struct effects effects;
	struct edge_judgement judgement;
	uint8_t message[DNS_MESSAGE_MAX];	/* judged in place */
	uint8_t wire[DNS_MESSAGE_MAX];		/* signed in place */
};

/* Obeying ------------------------------------------------------------------- */

/* The edge's two kinds of ids, even and odd, stand apart here as there. */
static struct way_back *
origin_place(const struct driver *d, origin_id id)
{
	return &d->origins[id % 2 * d->setup.origins +
			   id / 2 % d->setup.origins];
}

static const struct way_back *
origin_find(struct driver *d, origin_id id)
{
	const struct way_back *w = origin_place(d, id);

	if (w->id == id)
		return w;
	d->counters.origins_lost++;
	return NULL;
}

static bool
carries_dns(enum channel c)
{
	return c == CHANNEL_LLQ || c == CHANNEL_QUERY || c == CHANNEL_SERVICE ||
		c == CHANNEL_PRIMARY;
}

static void
send_back(struct driver *d, const struct way_back *w, const uint8_t *octets,
	  size_t length)
{
	if (w->connection)
		streams_send(d->streams, w->connection, octets, length);
	else
		sockets_send(d->sockets, w->channel, &w->path, &w->source,
			     octets, length);
}

static void
obey_answer(struct driver *d, const struct effect *e)
{
	const struct way_back *w = origin_find(d, e->origin);
	struct edge_peer to;
	int n = (int)e->length;

	if (!w)
		return;
	memcpy(d->wire, d->effects.octets + e->offset, e->length);
	if (d->setup.edge)
		n = edge_answer(d->setup.edge, e->origin, d->wire, e->length,
				sizeof(d->wire), w->connection ?
				DNS_MESSAGE_MAX : DNS_UDP_MAX,
				loop_now_ms(d->setup.loop), clock_wall_s(),
				&to);
	if (n < 0)
		d->counters.unsignable++;
	else
		send_back(d, w, d->wire, (size_t)n);
}

static void
obey_send(struct driver *d, const struct effect *e)
{
	struct edge_peer to = { .channel = e->channel, .endpoint = e->to };
	struct socket_path from = { .local = e->source };
	int n = (int)e->length;

	assert(e->length <= sizeof(d->wire));
	if (e->origin) {
		obey_answer(d, e);
		return;
	}
	if (e->kind == EFFECT_STREAM_SEND) {
		to.channel = CHANNEL_NONE;
		to.stream = streams_find(d->streams, e->ticket, &to.endpoint);
		if (!to.stream)
			return;
	} else if (!e->to.family) {
		return;
	}
	memcpy(d->wire, d->effects.octets + e->offset, e->length);
	if (d->setup.edge && (to.stream || carries_dns(e->channel)))
		n = edge_request(d->setup.edge, &to, e->key, d->wire,
				 e->length, sizeof(d->wire),
				 loop_now_ms(d->setup.loop), clock_wall_s());
	if (n < 0)
		d->counters.unsignable++;
	else if (to.stream)
		streams_send(d->streams, to.stream, d->wire, (size_t)n);
	else
		sockets_send(d->sockets, e->channel, e->source.family ? &from :
			     NULL, &e->to, d->wire, (size_t)n);
}

static void
obey_bind(struct driver *d, const struct effect *e)
{
	struct input in = { .kind = INPUT_BOUND, .ticket = e->ticket,
		.channel = e->channel };

	if (e->channel == CHANNEL_TUNNEL && d->setup.hooks.tunnel) {
		d->setup.hooks.tunnel(d->setup.tunnel, e, NULL);
		return;
	}
	in.error = sockets_bind(d->sockets, e->channel, e->port, &in.port);
	driver_input(d, &in);
}

static void
obey_open(struct driver *d, const struct effect *e)
{
	struct input in = { .kind = INPUT_STREAM_DOWN, .ticket = e->ticket,
		.stream = true };

	in.error = streams_connect(d->streams, e->ticket, &e->to, e->tls);
	if (in.error < 0)
		driver_input(d, &in);
}

static void
obey_close(struct driver *d, const struct effect *e)
{
	const struct way_back *w = e->origin ? origin_find(d, e->origin) : NULL;
	uint32_t connection = w ? w->connection : 0;

	if (!e->origin)
		connection = streams_find(d->streams, e->ticket, NULL);
	if (connection)
		streams_close(d->streams, connection);
}

static void
answered(void *owner, struct ticket ticket, int error, const uint8_t *octets,
	 size_t length)
{
	struct input in = { .kind = INPUT_LOOKUP, .ticket = ticket,
		.error = error, .octets = octets, .length = length };

	driver_input(owner, &in);
}

static void
obey_lookup(struct driver *d, const struct effect *e)
{
	struct ticket t = e->ticket;
	int r = -EOPNOTSUPP;

	if (d->resolver)
		r = resolver_ask(d->resolver, t, d->effects.octets + e->offset,
				 e->length, e->type);
	if (r < 0)
		answered(d, t, r, NULL, 0);
}

static void
obey_save(struct driver *d, const struct effect *e)
{
	d->save_wanted = true;
	if (!e->ticket.generation)
		return;
	/* one INPUT_SAVED a ticket; the core's pools bound their number */
	assert(d->save_count < SAVE_TICKETS_MAX);
	d->save_tickets[d->save_count++] = e->ticket;
}

static void
obey(struct driver *d, const struct effect *e)
{
	const struct driver_hooks *h = &d->setup.hooks;
	const uint8_t *octets = d->effects.octets + e->offset;

	switch (e->kind) {
	case EFFECT_SEND:
	case EFFECT_STREAM_SEND:
		obey_send(d, e);
		break;
	case EFFECT_BIND:
		obey_bind(d, e);
		break;
	case EFFECT_STREAM_OPEN:
		obey_open(d, e);
		break;
	case EFFECT_STREAM_CLOSE:
		obey_close(d, e);
		break;
	case EFFECT_LOOKUP:
		obey_lookup(d, e);
		break;
	case EFFECT_ADDRESS:
	case EFFECT_TUNNEL:
		if (h->tunnel)
			h->tunnel(d->setup.tunnel, e, octets);
		break;
	case EFFECT_SAVE:
		obey_save(d, e);
		break;
	case EFFECT_TELL:
		if (h->tell)
			h->tell(d->setup.owner, e->level, octets, e->length);
		else
			log_octets(e->level, octets, e->length);
		break;
	case EFFECT_STOPPED:
		if (h->stopped)
			h->stopped(d->setup.owner);
		else
			loop_stop(d->setup.loop);
		break;
	case EFFECT_KIND_COUNT:
		assert(0);
	}
}

/* Inputs -------------------------------------------------------------------- */

static void
handle(struct driver *d, struct input *in)
{
	const struct driver_setup *s = &d->setup;
	unsigned i;
	bool more;

	in->now_ms = loop_now_ms(s->loop);
	/* 16 octets are never cut short (getrandom(2)) */
	if (getrandom(in->random, sizeof(in->random), 0) !=
	    sizeof(in->random))
		abort();
	d->counters.inputs[in->kind]++;
	d->effects.rows_unwanted = !s->hooks.record_effects;
	if (s->hooks.record_input)
		s->hooks.record_input(s->recorder, in);
	d->busy = true;
	more = s->core_ops.turn(s->core, in, &d->effects);
	for (;;) {
		if (s->hooks.record_effects)
			s->hooks.record_effects(s->recorder, &d->effects);
		for (i = 0; i < d->effects.count; i++)
			obey(d, &d->effects.list[i]);
		if (!more)
			break;
		more = s->core_ops.more(s->core, &d->effects);
	}
	d->busy = false;
	if (s->hooks.turned)
		s->hooks.turned(s->owner, in);
}

void
driver_input(struct driver *d, struct input *in)
{
	struct input next;

	if (d->busy) {
		assert(!in->octets && d->pending_count < PENDING_MAX);
		d->pending[(d->pending_first + d->pending_count++) %
			   PENDING_MAX] = *in;
		return;
	}
	handle(d, in);
	while (d->pending_count) {
		next = d->pending[d->pending_first];
		d->pending_first = (d->pending_first + 1) % PENDING_MAX;
		d->pending_count--;
		handle(d, &next);
	}
}

/* A DNS message, from a socket or a stream: authenticity, then the core. */
static void
dns_input(struct driver *d, struct input *in, struct way_back *w)
{
	struct edge_judgement *j = &d->judgement;
	struct edge_peer from = { in->channel, w->source, w->connection };
	char text[REFUSALS_TEXT_MAX];

	memcpy(d->message, in->octets, in->length);
	in->octets = d->message;
	in->source = w->source;
	in->key = KEY_NONE;
	in->origin = d->last_origin + 1 ? d->last_origin + 1 : 1;
	if (d->setup.edge) {
		edge_judge(d->setup.edge, &from, d->message, in->length,
			   loop_now_ms(d->setup.loop), clock_wall_s(), j);
		in->verdict = j->verdict;
		in->key = j->key;
		in->origin = j->origin;
		in->length = j->length;
		if (refusals_note(&d->refusals, j, &w->source,
				  loop_now_ms(d->setup.loop), clock_wall_s(),
				  text))
			log_line(TELL_WARNING, "%s", text);
		if (j->answer_length) {
			d->counters.answered_by_edge++;
			send_back(d, w, j->answer, j->answer_length);
		}
		if (j->close)
			streams_abort(d->streams, w->connection, -EBADMSG);
	}
	if (in->origin) {
		d->last_origin = in->origin;
		w->id = in->origin;
		*origin_place(d, w->id) = *w;
	}
	driver_input(d, in);
}

static void
datagram(void *owner, enum channel channel, const struct endpoint *source,
	 const struct socket_path *path, const uint8_t *octets, size_t length)
{
	struct driver *d = owner;
	struct input in = { .kind = INPUT_DATAGRAM, .channel = channel,
		.source = *source, .key = KEY_NONE, .octets = octets,
		.length = length };
	struct way_back w = { .channel = channel, .source = *source,
		.path = *path };

	/* without a back end the tunnel's port is held, and nobody's */
	if (channel == CHANNEL_TUNNEL)
		return;
	if (carries_dns(channel))
		dns_input(d, &in, &w);
	else
		driver_input(d, &in);
}

static void
unreachable(void *owner, enum channel channel, const struct endpoint *to)
{
	struct input in = { .kind = INPUT_UNREACHABLE, .channel = channel,
		.source = *to };

	driver_input(owner, &in);
}

static void
stream_up(void *owner, struct ticket ticket)
{
	struct input in = { .kind = INPUT_STREAM_UP, .ticket = ticket,
		.stream = true };

	driver_input(owner, &in);
}

static void
stream_down(void *owner, struct ticket ticket, int error)
{
	struct input in = { .kind = INPUT_STREAM_DOWN, .ticket = ticket,
		.stream = true, .error = error };

	driver_input(owner, &in);
}

static void
stream_gone(void *owner, uint32_t connection)
{
	struct driver *d = owner;

	if (d->setup.edge)
		edge_stream_closed(d->setup.edge, connection);
}

static void
stream_message(void *owner, struct ticket ticket, uint32_t connection,
	       const struct endpoint *source, const uint8_t *octets,
	       size_t length)
{
	struct input in = { .kind = INPUT_STREAM_MESSAGE, .ticket = ticket,
		.channel = ticket.generation ? CHANNEL_NONE : CHANNEL_SERVICE,
		.stream = true, .octets = octets, .length = length };
	struct way_back w = { .channel = in.channel, .source = *source,
		.connection = connection };

	dns_input(owner, &in, &w);
}

/* Deadlines ----------------------------------------------------------------- */

static uint64_t
core_deadline_ms(void *owner)
{
	struct driver *d = owner;

	return d->setup.core_ops.deadline_ms(d->setup.core);
}

static void
core_due(void *owner)
{
	struct input in = { .kind = INPUT_DEADLINE };

	driver_input(owner, &in);
}

static uint64_t
save_deadline_ms(void *owner)
{
	struct driver *d = owner;

	return d->save_wanted ? 0 : d->save_again_ms;
}

/* A full disk says so once, and once more when there is room again. */
static void
tell_saved(struct driver *d, int error)
{
	const char *path = d->setup.state ? d->setup.state : "its file";

	if (error < 0 && error != d->save_error)
		log_line(TELL_ERROR, "The state could not be saved to %s: %s. "
			 "It is tried again every %d s.", path,
			 strerror(-error), SAVE_AGAIN_MS / 1000);
	if (error == 0 && d->save_error < 0)
		log_line(TELL_INFO, "The state is saved to %s again.", path);
	d->save_error = error;
}

static void
save_due(void *owner)
{
	struct driver *d = owner;
	struct input in = { .kind = INPUT_SAVED };
	unsigned i, count = d->save_count;

	d->save_wanted = false;
	d->save_again_ms = TIME_NEVER;
	if (d->setup.hooks.save)
		in.error = d->setup.hooks.save(d->setup.owner);
	d->counters.saves++;
	if (in.error < 0) {
		d->counters.saves_failed++;
		d->save_again_ms = loop_now_ms(d->setup.loop) + SAVE_AGAIN_MS;
	}
	tell_saved(d, in.error);
	d->save_count = 0;
	/* the answers may ask to save again: those tickets come after these */
	d->busy = true;
	for (i = 0; i < count; i++) {
		in.ticket = d->save_tickets[i];
		driver_input(d, &in);
	}
	d->busy = false;
	if (d->pending_count) {
		struct input first = d->pending[d->pending_first];

		d->pending_first = (d->pending_first + 1) % PENDING_MAX;
		d->pending_count--;
		driver_input(d, &first);
	}
}

/* Life ---------------------------------------------------------------------- */

static int
memory_open(struct driver *d)
{
	d->origins = calloc(d->setup.origins, 2 * sizeof(*d->origins));
	d->pending = calloc(PENDING_MAX, sizeof(*d->pending));
	d->save_tickets = calloc(SAVE_TICKETS_MAX, sizeof(*d->save_tickets));
	return d->origins && d->pending && d->save_tickets ? 0 : -ENOMEM;
}

int
driver_open(const struct driver_setup *setup, struct driver **out)
{
	static const struct sockets_hooks socket_hooks = {
		datagram, unreachable
	};
	static const struct streams_hooks stream_hooks = {
		stream_up, stream_down, stream_message, stream_gone
	};
	struct driver *d = calloc(1, sizeof(*d));
	int r;

	assert(setup->origins > 0);
	if (!d)
		return -ENOMEM;
	d->setup = *setup;
	d->save_again_ms = TIME_NEVER;
	r = memory_open(d);
	if (r == 0)
		r = sockets_open(setup->loop, &socket_hooks, d, &d->sockets);
	if (r == 0)
		r = streams_open(setup->loop, &setup->streams, &stream_hooks,
				 d, &d->streams);
	if (r == 0 && setup->lookups)
		r = resolver_open(setup->loop, answered, d, &d->resolver);
	if (r == 0)
		r = loop_watch(setup->loop, core_deadline_ms, core_due, d);
	if (r == 0)
		r = loop_watch(setup->loop, save_deadline_ms, save_due, d);
	if (r < 0) {
		driver_close(d);
		return r;
	}
	*out = d;
	return 0;
}

void
driver_close(struct driver *d)
{
	if (!d)
		return;
	loop_unwatch(d->setup.loop, d);
	if ((d->save_wanted || d->save_again_ms != TIME_NEVER) &&
	    d->setup.hooks.save)
		tell_saved(d, d->setup.hooks.save(d->setup.owner));
	resolver_close(d->resolver);
	streams_free(d->streams);
	sockets_close(d->sockets);
	free(d->origins);
	free(d->pending);
	free(d->save_tickets);
	free(d);
}

void
driver_start(struct driver *d)
{
	struct input in = { .kind = INPUT_START };

	driver_input(d, &in);
}

void
driver_command(struct driver *d, enum owner_command command)
{
	struct input in = { .kind = INPUT_COMMAND, .command = command };

	driver_input(d, &in);
}

/* Reading resolv.conf again fails the look-ups under way, so it must have a
 * reason: another link, not a gateway's MAC that became known. The first facts
 * are those that the resolver was opened with. */
static bool
other_servers(const struct driver *d, const struct network_facts *facts)
{
	return d->network_told && facts->up &&
		(!d->network.up || d->network.interface != facts->interface ||
		 !endpoint_equal(&d->network.address, &facts->address) ||
		 !endpoint_equal(&d->network.gateway, &facts->gateway));
}

void
driver_network(struct driver *d, const struct network_facts *facts)
{
	struct input in = { .kind = INPUT_NETWORK, .network = *facts };

	if (d->resolver && other_servers(d, facts))
		resolver_changed(d->resolver);
	if (facts->up || !d->network_told)
		d->network = *facts;
	d->network_told = true;
	if (facts->up && sockets_join(d->sockets, facts->interface) < 0)
		log_line(TELL_WARNING, "The gateway's announcements cannot be "
			 "heard on this interface");
	driver_input(d, &in);
}

void
driver_record(struct driver *d, void *recorder,
	      void (*record_input)(void *, const struct input *),
	      void (*record_effects)(void *, const struct effects *))
{
	d->setup.recorder = recorder;
	d->setup.hooks.record_input = record_input;
	d->setup.hooks.record_effects = record_effects;
}

struct sockets *
driver_sockets(struct driver *d)
{
	return d->sockets;
}

struct streams *
driver_streams(struct driver *d)
{
	return d->streams;
}

const struct driver_counters *
driver_counters(const struct driver *d)
{
	return &d->counters;
}
