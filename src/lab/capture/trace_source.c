/* SPDX-License-Identifier: Apache-2.0 */
/* trace_source.c - our own recordings as packets: what came in, and what was
 * sent. Our own address is the network's last one, our ports those that were
 * bound; what a recording does not tell stands as zeros: the address of the
 * rendezvous, and the port of a stream that it opened, which is a number of
 * its own from 49152 on, so that two streams are not taken for one. Look-ups
 * go through a resolver and are not shown. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab/capture/source.h"
#include "shell/trace.h"

enum {
	ORIGINS_MAX = 4096,	/* as many as may wait for an answer */
	STREAMS_MAX = 256,
	HELD_MAX = 128,		/* packets of a few turns */
	HELD_OCTETS_MAX = 2 * EFFECT_OCTETS_MAX,
	STREAM_PORTS = 49152,	/* RFC 6335 6: nobody's */
	STREAM_PORT_COUNT = 16384
};

struct origin {
	origin_id id;		/* 0: none */
	struct endpoint source;
	enum channel channel;
	bool stream;
	bool verified;
	uint16_t key;
};

struct stream {
	struct ticket ticket;	/* generation 0: none */
	struct endpoint peer;
	bool up;
};

/* Sent in a turn that bound a socket: from which port is told only after it. */
struct held {
	struct packet packet;
	enum channel channel;	/* whose port is not known yet */
	uint32_t offset;	/* of its octets */
};

struct recording {
	struct trace_reader *reader;
	const struct trace_record *record;
	uint64_t now_ms;
	bool ended;
	bool fresh;		/* the record is an input, not looked at yet */
	unsigned next_effect;	/* of the record, if it is an answer */
	struct endpoint address;	/* ours */
	uint16_t ports[CHANNEL_COUNT];
	struct origin origins[ORIGINS_MAX];
	struct stream streams[STREAMS_MAX];
	bool holding;		/* what is sent waits for its port */
	unsigned held_first, held_count;
	uint32_t held_used;
	struct held held[HELD_MAX];
	uint8_t held_octets[HELD_OCTETS_MAX];
};

static void
close_recording(void *state)
{
	struct recording *r = state;

	trace_close_reader(r->reader);
	free(r);
}

static bool
carries_dns(enum channel c)
{
	return c == CHANNEL_LLQ || c == CHANNEL_QUERY || c == CHANNEL_SERVICE ||
		c == CHANNEL_PRIMARY;
}

static bool
carries_messages(enum channel c)
{
	return carries_dns(c) || c == CHANNEL_GATEWAY || c == CHANNEL_ANNOUNCE;
}

/* Our end of CHANNEL in a conversation with PEER. */
static struct endpoint
own_end(const struct recording *r, enum channel channel,
	const struct endpoint *peer)
{
	struct endpoint e = r->address;

	if (e.family != peer->family)
		e = (struct endpoint){ .family = peer->family };
	e.port = r->ports[channel];
	return e;
}

static struct endpoint
stream_end(const struct recording *r, const struct stream *s)
{
	struct endpoint e = own_end(r, CHANNEL_NONE, &s->peer);

	e.port = (uint16_t)(STREAM_PORTS + (s->ticket.slot * 64u +
			    s->ticket.generation) % STREAM_PORT_COUNT);
	return e;
}

static struct stream *
stream_of(struct recording *r, struct ticket t)
{
	struct stream *s = &r->streams[t.slot % STREAMS_MAX];

	return t.generation && s->ticket.slot == t.slot &&
		s->ticket.generation == t.generation ? s : NULL;
}

static struct origin *
origin_of(struct recording *r, origin_id id)
{
	struct origin *o = &r->origins[id % ORIGINS_MAX];

	return id && o->id == id ? o : NULL;
}

static void
fill(const struct recording *r, enum packet_kind kind, const struct endpoint *from,
     const struct endpoint *to, struct packet *p)
{
	memset(p, 0, sizeof(*p));
	p->number = r->record->number;
	p->time_ns = r->now_ms * UINT64_C(1000000);
	p->kind = kind;
	p->from = *from;
	p->to = *to;
	p->key = KEY_NONE;
}

static void
judge(struct packet *p, enum verdict verdict, uint16_t key)
{
	p->judged = true;
	p->verdict = verdict;
	p->key = key;
}

/* Inputs ------------------------------------------------------------------ */

static void
note_origin(struct recording *r, const struct input *in)
{
	if (!in->origin)
		return;
	r->origins[in->origin % ORIGINS_MAX] = (struct origin){
		.id = in->origin, .source = in->source, .stream = in->stream,
		.channel = in->channel, .key = in->key,
		.verified = in->verdict == VERDICT_VERIFIED };
}

static bool
datagram(struct recording *r, const struct input *in, struct packet *p)
{
	struct endpoint to;

	if (!carries_messages(in->channel) || !in->source.family)
		return false;
	to = own_end(r, in->channel, &in->source);
	if (in->channel == CHANNEL_ANNOUNCE) {
		to.port = NATPMP_ANNOUNCE_PORT;
		to.address[0] = (uint8_t)((unsigned)NATPMP_ANNOUNCE_GROUP >> 24);
		to.address[1] = to.address[2] = 0;
		to.address[3] = NATPMP_ANNOUNCE_GROUP & 0xff;
	}
	fill(r, PACKET_UDP, &in->source, &to, p);
	p->octets = in->octets;
	p->length = in->length;
	if (carries_dns(in->channel))
		judge(p, in->verdict, in->key);
	return true;
}

static bool
stream_message(struct recording *r, const struct input *in, struct packet *p)
{
	const struct stream *s = stream_of(r, in->ticket);
	struct endpoint from = s ? s->peer : in->source, to;

	if (!from.family)
		return false;
	to = s ? stream_end(r, s) : own_end(r, CHANNEL_SERVICE, &from);
	fill(r, PACKET_TCP, &from, &to, p);
	p->octets = in->octets;
	p->length = in->length;
	judge(p, in->verdict, in->key);
	return true;
}

static bool
stream_end_told(struct recording *r, const struct input *in, struct packet *p)
{
	struct stream *s = stream_of(r, in->ticket);
	struct endpoint ours;
	bool up = in->kind == INPUT_STREAM_UP;

	if (!s || s->up == up)
		return false;
	s->up = up;
	ours = stream_end(r, s);
	if (up)
		fill(r, PACKET_TCP_OPEN, &ours, &s->peer, p);
	else
		fill(r, PACKET_TCP_CLOSE, &s->peer, &ours, p);
	return true;
}

static bool
unreachable(struct recording *r, const struct input *in, struct packet *p)
{
	struct endpoint to = own_end(r, in->channel, &in->source);
	struct endpoint from = in->source;

	if (!carries_messages(in->channel) || !from.family)
		return false;
	from.port = 0;
	fill(r, PACKET_UNREACHABLE, &from, &to, p);
	p->about = in->source;
	return true;
}

/* A packet that was seen between two others: src/lab/import.c wrote it. */
static bool
sight(const struct recording *r, const struct input *in, struct packet *p)
{
	static const enum packet_kind kinds[INPUT_KIND_COUNT] = {
		[INPUT_UNREACHABLE] = PACKET_UNREACHABLE,
		[INPUT_STREAM_MESSAGE] = PACKET_TCP,
		[INPUT_STREAM_UP] = PACKET_TCP_OPEN,
		[INPUT_STREAM_DOWN] = PACKET_TCP_CLOSE,
	};
	const struct trace_sight *s = &r->record->sight;

	fill(r, kinds[in->kind], &in->source, &s->destination, p);
	p->number = s->frame;
	p->time_ns += s->nanoseconds;
	p->cut = s->cut;
	if (in->kind == INPUT_UNREACHABLE)
		p->about = s->about;
	p->octets = in->octets;
	p->length = in->length;
	return true;
}

static bool
take_input(struct recording *r, const struct input *in, struct packet *p)
{
	r->now_ms = in->now_ms;
	if (r->record->sight.destination.family)
		return sight(r, in, p);
	switch (in->kind) {
	case INPUT_NETWORK:
		if (in->network.up)
			r->address = in->network.address;
		return false;
	case INPUT_BOUND:
		if (!in->error)
			r->ports[in->channel] = in->port;
		return false;
	case INPUT_DATAGRAM:
		note_origin(r, in);
		return datagram(r, in, p);
	case INPUT_UNREACHABLE:
		return unreachable(r, in, p);
	case INPUT_STREAM_MESSAGE:
		note_origin(r, in);
		return stream_message(r, in, p);
	case INPUT_STREAM_UP:
	case INPUT_STREAM_DOWN:
		return stream_end_told(r, in, p);
	default:
		return false;
	}
}

/* Effects ----------------------------------------------------------------- */

static bool
send_back(struct recording *r, const struct effect *e, struct packet *p)
{
	const struct origin *o = origin_of(r, e->origin);
	struct endpoint ours;

	if (!o)
		return false;
	ours = own_end(r, o->stream ? CHANNEL_SERVICE : o->channel, &o->source);
	fill(r, o->stream ? PACKET_TCP : PACKET_UDP, &ours, &o->source, p);
	judge(p, o->verified ? VERDICT_VERIFIED : VERDICT_UNSIGNED,
	      o->verified ? o->key : KEY_NONE);
	return true;
}

static bool
send(struct recording *r, const struct effect *e, struct packet *p)
{
	struct endpoint ours;

	if (e->origin)
		return send_back(r, e, p);
	if (!carries_messages(e->channel) || !e->to.family)
		return false;
	ours = own_end(r, e->channel, &e->to);
	if (e->source.family == e->to.family)
		memcpy(ours.address, e->source.address, sizeof(ours.address));
	fill(r, PACKET_UDP, &ours, &e->to, p);
	if (carries_dns(e->channel))
		judge(p, e->key == KEY_NONE ? VERDICT_UNSIGNED :
		      VERDICT_VERIFIED, e->key);
	return true;
}

static bool
send_on_stream(struct recording *r, const struct effect *e, struct packet *p)
{
	const struct stream *s = stream_of(r, e->ticket);
	struct endpoint ours;

	if (e->origin)
		return send_back(r, e, p);
	if (!s)
		return false;
	ours = stream_end(r, s);
	fill(r, PACKET_TCP, &ours, &s->peer, p);
	judge(p, e->key == KEY_NONE ? VERDICT_UNSIGNED : VERDICT_VERIFIED,
	      e->key);
	return true;
}

static bool
close_stream(struct recording *r, const struct effect *e, struct packet *p)
{
	const struct origin *o = origin_of(r, e->origin);
	struct stream *s = stream_of(r, e->ticket);
	struct endpoint ours;

	if (o && o->stream) {
		ours = own_end(r, CHANNEL_SERVICE, &o->source);
		fill(r, PACKET_TCP_CLOSE, &ours, &o->source, p);
		return true;
	}
	if (!s || !s->up)
		return false;
	s->up = false;
	ours = stream_end(r, s);
	fill(r, PACKET_TCP_CLOSE, &ours, &s->peer, p);
	return true;
}

static bool
take_effect(struct recording *r, const struct effect *e, const uint8_t *octets,
	    struct packet *p)
{
	bool sent;

	switch (e->kind) {
	case EFFECT_BIND:
		r->holding = true;
		return false;
	case EFFECT_STREAM_OPEN:
		r->streams[e->ticket.slot % STREAMS_MAX] = (struct stream){
			.ticket = e->ticket, .peer = e->to };
		return false;
	case EFFECT_STREAM_CLOSE:
		return close_stream(r, e, p);
	case EFFECT_SEND:
		sent = send(r, e, p);
		break;
	case EFFECT_STREAM_SEND:
		sent = send_on_stream(r, e, p);
		break;
	default:
		return false;
	}
	p->octets = octets + e->offset;
	p->length = e->length;
	return sent;
}

/* Records ----------------------------------------------------------------- */

static int
next_record(struct packet_source *s, struct recording *r)
{
	int n = trace_next(r->reader, &r->record);

	if (n < 0)
		return source_fail(s, n, "it is not a trace, or damaged, after "
				   "record %u", s->frames);
	s->cut = trace_was_cut(r->reader);
	s->frames += n > 0;
	r->next_effect = 0;
	if (n <= 0 || r->record->kind != TRACE_INPUT)
		return n;
	s->last_ns = r->record->input.now_ms * UINT64_C(1000000) +
		r->record->sight.nanoseconds;
	if (!s->first_ns)
		s->first_ns = s->last_ns;
	return n;
}

/* True: P is kept for later. */
static bool
hold(struct recording *r, const struct effect *e, const struct packet *p)
{
	struct held *h = &r->held[r->held_count];

	if (r->held_count == HELD_MAX ||
	    r->held_used + p->length > HELD_OCTETS_MAX)
		return false;
	h->packet = *p;
	h->channel = e->kind == EFFECT_SEND && !e->origin ? e->channel :
		CHANNEL_NONE;
	h->offset = r->held_used;
	memcpy(r->held_octets + h->offset, p->octets, p->length);
	r->held_used += (uint32_t)p->length;
	r->held_count++;
	return true;
}

static bool
take_held(struct recording *r, struct packet *out)
{
	const struct held *h = &r->held[r->held_first];

	if (r->held_first == r->held_count) {
		r->held_first = r->held_count = 0;
		r->held_used = 0;
		return false;
	}
	*out = h->packet;
	out->octets = r->held_octets + h->offset;
	if (h->channel)
		out->from.port = r->ports[h->channel];
	r->held_first++;
	return true;
}

static bool
next_effect(struct recording *r, struct packet *out)
{
	const struct trace_answer *a = &r->record->answer;
	const struct effect *e;

	while (r->record->kind == TRACE_ANSWER && r->next_effect < a->count) {
		e = &a->list[r->next_effect++];
		if (take_effect(r, e, a->octets, out) &&
		    !(r->holding && hold(r, e, out)))
			return true;
	}
	return false;
}

/* What is read after a turn that bound a socket may be its port; behind any
 * other input there is none to come. */
static bool
is_settled(const struct recording *r)
{
	return r->record->kind == TRACE_INPUT &&
		r->record->input.kind != INPUT_BOUND;
}

static int
recording_next(struct packet_source *s, struct packet *out)
{
	struct recording *r = s->state;
	int n;

	for (;;) {
		if (!r->holding && take_held(r, out))
			return 1;
		if (r->ended)
			return 0;
		if (r->fresh) {
			r->fresh = false;
			if (take_input(r, &r->record->input, out))
				return 1;
			s->skipped++;
		}
		if (next_effect(r, out))
			return 1;
		n = next_record(s, r);
		if (n < 0)
			return n;
		r->ended = n == 0;
		r->fresh = n > 0 && r->record->kind == TRACE_INPUT;
		if (r->ended || is_settled(r))
			r->holding = false;
	}
}

static const struct source_kind recording_kind = {
	recording_next, close_recording
};

static int
begin(struct packet_source *s, struct recording *r)
{
	int n = trace_next(r->reader, &r->record);

	if (n <= 0 || r->record->kind != TRACE_HEADER)
		return source_fail(s, -EBADMSG, "it is neither a capture "
				   "(pcap, pcapng) nor a trace");
	s->frames = 1;
	s->program = strdup(r->record->header.program);
	if (!s->program)
		return source_fail(s, -ENOMEM, "%s", strerror(ENOMEM));
	/* where it listens is not recorded, but this is where it should */
	r->ports[CHANNEL_SERVICE] = DNS_LLQ_PORT;
	return 0;
}

int
trace_source_open(struct packet_source *s)
{
	struct recording *r = calloc(1, sizeof(*r));
	int n;

	if (!r)
		return source_fail(s, -ENOMEM, "%s", strerror(ENOMEM));
	s->kind = &recording_kind;
	s->state = r;
	n = trace_open_file(s->file, &r->reader);
	s->file = NULL;		/* the reader closes it */
	if (n < 0)
		return source_fail(s, n, "%s", strerror(-n));
	return begin(s, r);
}
