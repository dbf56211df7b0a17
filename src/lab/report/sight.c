/* SPDX-License-Identifier: Apache-2.0 */
/* sight.c - see sight.h. */
#include "lab/report/sight.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab/report/watch.h"

enum {
	ORIGINS = 4096,		/* the edge keeps fewer */
	TICKETS = 1024,
	QUEUE = EFFECTS_MAX + 2
};

struct sights {
	struct packet_source *capture;
	struct watch *watch;		/* of a capture, if it is watched */
	struct packet packet;		/* of it, with `waits` */
	bool waits;			/* until what time did is told */
	uint32_t turns;
	struct trace_reader *trace;
	char *program;
	char error[PACKET_ERROR_MAX];
	const char *path;
	bool failed;
	/* of a trace */
	struct input input;
	uint64_t now_ns;
	uint8_t *input_octets;		/* room for TRACE_RECORD_MAX */
	bool noted;			/* this turn's note is made */
	struct endpoint own;
	uint16_t ports[CHANNEL_COUNT];
	struct endpoint origins[ORIGINS];
	bool origin_stream[ORIGINS];
	struct endpoint tickets[TICKETS];
	/* what the record at hand gives */
	struct sight queue[QUEUE];
	unsigned first, count;
};

/* Opening and closing ------------------------------------------------------- */

int
sights_open(const char *path, bool watched, struct sights **out,
	    char error[PACKET_ERROR_MAX])
{
	const struct trace_record *header;
	struct sights *s = calloc(1, sizeof(*s));
	int r;

	if (!s)
		abort();
	s->path = path;
	r = trace_open(path, &s->trace);
	if (r == 0 && trace_next(s->trace, &header) == 1 &&
	    header->kind == TRACE_HEADER &&
	    strcmp(header->header.program, "observed")) {
		s->program = strdup(header->header.program);
		s->input_octets = malloc(TRACE_RECORD_MAX);
		if (!s->program || !s->input_octets)
			abort();
		*out = s;
		return 0;
	}
	trace_close_reader(s->trace);
	s->trace = NULL;
	/* A capture, or one that was imported, or none of both: this has the
	 * sentence for it. */
	r = packets_open(path, &s->capture, error);
	if (r == 0 && packets_program(s->capture) &&
	    strcmp(packets_program(s->capture), "observed")) {
		snprintf(error, PACKET_ERROR_MAX, "%s: the trace is damaged "
			 "where it begins", path);
		r = -EBADMSG;
	}
	if (r < 0) {
		sights_close(s);
		return r;
	}
	if (watched)
		s->watch = watch_open();
	*out = s;
	return 0;
}

void
sights_close(struct sights *s)
{
	if (!s)
		return;
	trace_close_reader(s->trace);
	packets_close(s->capture);
	watch_close(s->watch);
	free(s->input_octets);
	free(s->program);
	free(s);
}

const char *
sights_error(const struct sights *s)
{
	return s->failed ? s->error : NULL;
}

bool
sights_were_cut(const struct sights *s)
{
	return s->trace ? trace_was_cut(s->trace) :
		packets_were_cut(s->capture);
}

const char *
sights_program(const struct sights *s)
{
	return s->program;
}

void
sights_frames(const struct sights *s, uint32_t *frames, uint32_t *skipped)
{
	*frames = s->capture ? packets_frames(s->capture) : 0;
	*skipped = s->capture ? packets_skipped(s->capture) : 0;
}

void
sights_progress(const struct sights *s, uint64_t *read, uint64_t *size)
{
	*read = s->capture ? packets_read(s->capture) : 0;
	*size = s->capture ? packets_size(s->capture) : 0;
}

/* Ends ------------------------------------------------------------------------ */

static struct endpoint
own_end(const struct sights *s, enum channel c)
{
	struct endpoint e = s->own;

	e.port = s->ports[c];
	return e;
}

static struct endpoint *
ticket_end(struct sights *s, struct ticket t)
{
	return &s->tickets[t.slot % TICKETS];
}

static void
note_facts(struct sights *s, const struct input *in)
{
	if (in->kind == INPUT_NETWORK)
		s->own = in->network.address;
	if (in->kind == INPUT_BOUND && !in->error)
		s->ports[in->channel] = in->port;
	if (in->origin && in->source.family) {
		s->origins[in->origin % ORIGINS] = in->source;
		s->origin_stream[in->origin % ORIGINS] = in->stream;
	}
}

/* Far enough from overflow for all that is reckoned with times. */
static uint64_t
bounded_ns(uint64_t ns)
{
	return ns < INT64_MAX / 4 ? ns : INT64_MAX / 4;
}

/* The queue --------------------------------------------------------------------- */

static struct sight *
put(struct sights *s, const struct trace_record *r, enum sight_kind kind)
{
	struct sight *new = &s->queue[s->count++];

	*new = (struct sight){
		.kind = kind, .time_ns = s->now_ns, .number = r->number,
		.turn = r->input_number, .input = &s->input,
	};
	new->packet.number = r->number;
	new->packet.time_ns = new->time_ns;
	new->packet.key = KEY_NONE;
	return new;
}

static void
put_received(struct sights *s, const struct trace_record *r,
	     enum packet_kind kind, const struct endpoint *from)
{
	const struct input *in = &s->input;
	struct sight *new = put(s, r, SIGHT_MESSAGE);

	new->way = SIGHT_RECEIVED;
	new->packet.kind = kind;
	new->packet.from = *from;
	new->packet.to = own_end(s, in->channel);
	new->packet.octets = in->octets;
	new->packet.length = in->length;
	new->packet.judged = in->origin != 0;
	new->packet.verdict = in->verdict;
	new->packet.key = in->key;
	new->lookup = in->kind == INPUT_LOOKUP;
	if (kind == PACKET_UNREACHABLE)
		new->packet.about = in->source;
}

static void
put_input(struct sights *s, const struct trace_record *r)
{
	const struct input *in = &s->input;
	const struct endpoint none = { .family = 0 };

	s->noted = true;
	switch (in->kind) {
	case INPUT_DATAGRAM:
		put_received(s, r, PACKET_UDP, &in->source);
		break;
	case INPUT_UNREACHABLE:
		put_received(s, r, PACKET_UNREACHABLE, &in->source);
		break;
	case INPUT_STREAM_MESSAGE:
		put_received(s, r, PACKET_TCP, in->source.family ?
			     &in->source : ticket_end(s, in->ticket));
		break;
	case INPUT_STREAM_UP:
		put_received(s, r, PACKET_TCP_OPEN, ticket_end(s, in->ticket));
		break;
	case INPUT_STREAM_DOWN:
		put_received(s, r, PACKET_TCP_CLOSE, ticket_end(s, in->ticket));
		break;
	case INPUT_LOOKUP:
		put_received(s, r, PACKET_UDP, &none);
		break;
	default:
		s->noted = false;	/* once its rows are known */
	}
}

static void
put_sent(struct sights *s, const struct trace_record *r,
	 enum packet_kind kind, const struct effect *e,
	 const struct endpoint *to)
{
	struct sight *new = put(s, r, SIGHT_MESSAGE);

	new->way = SIGHT_SENT;
	new->effect = e;
	new->effect_octets = r->answer.octets + e->offset;
	new->packet.kind = kind;
	new->packet.from = own_end(s, e->channel);
	if (e->source.family)
		memcpy(new->packet.from.address, e->source.address, 16);
	if (e->source.family)
		new->packet.from.family = e->source.family;
	new->packet.to = *to;
	new->packet.octets = new->effect_octets;
	new->packet.length = e->length;
	new->packet.key = e->key;
	new->lookup = e->kind == EFFECT_LOOKUP;
}

static void
put_effect(struct sights *s, const struct trace_record *r,
	   const struct effect *e)
{
	const struct endpoint none = { .family = 0 };
	const struct endpoint *to = &e->to;
	struct sight *new;

	if (!to->family && e->origin)
		to = &s->origins[e->origin % ORIGINS];
	switch (e->kind) {
	case EFFECT_SEND:
		put_sent(s, r, e->origin &&
			 s->origin_stream[e->origin % ORIGINS] ? PACKET_TCP :
			 PACKET_UDP, e, to);
		break;
	case EFFECT_STREAM_OPEN:
		*ticket_end(s, e->ticket) = e->to;
		put_sent(s, r, PACKET_TCP_OPEN, e, &e->to);
		break;
	case EFFECT_STREAM_SEND:
		put_sent(s, r, PACKET_TCP, e, to->family ? to :
			 ticket_end(s, e->ticket));
		break;
	case EFFECT_STREAM_CLOSE:
		put_sent(s, r, PACKET_TCP_CLOSE, e, ticket_end(s, e->ticket));
		break;
	case EFFECT_LOOKUP:
		put_sent(s, r, PACKET_UDP, e, &none);
		break;
	default:
		new = put(s, r, SIGHT_NOTE);
		new->effect = e;
		new->effect_octets = r->answer.octets + e->offset;
	}
}

/* What is worth a note even if no row fired. */
static bool
is_notable(enum input_kind kind)
{
	return kind == INPUT_START || kind == INPUT_NETWORK ||
		kind == INPUT_TUNNEL || kind == INPUT_COMMAND;
}

static void
put_answer(struct sights *s, const struct trace_record *r)
{
	const struct trace_answer *a = &r->answer;
	struct sight *new;
	unsigned i;

	if (!s->noted && (a->row_count || is_notable(s->input.kind))) {
		new = put(s, r, SIGHT_NOTE);
		new->rows = a->rows;
		new->row_count = a->row_count;
	}
	s->noted = true;
	if (a->row_count) {
		new = put(s, r, SIGHT_ROWS);
		new->rows = a->rows;
		new->row_count = a->row_count;
	}
	for (i = 0; i < a->count; i++)
		put_effect(s, r, &a->list[i]);
}

/* Reading ------------------------------------------------------------------------ */

static struct sight *
put_passing(struct sights *s, enum sight_kind kind, uint64_t time_ns,
	    const struct trace_row *rows, unsigned count)
{
	struct sight *new = &s->queue[s->count++];

	*new = (struct sight){
		.kind = kind, .way = SIGHT_PASSING,
		.time_ns = bounded_ns(time_ns), .number = s->packet.number,
		.turn = count ? s->turns : 0, .rows = rows, .row_count = count,
	};
	return new;
}

/* What time did before the packet at hand: a note with its rows. False: no
 * more of that. */
static bool
put_time(struct sights *s)
{
	const struct trace_row *rows;
	struct endpoint end;
	uint64_t at_ns;
	unsigned n = s->watch ? watch_time(s->watch, s->packet.time_ns, &at_ns,
					   &end, &rows) : 0;

	if (!n)
		return false;
	s->turns++;
	put_passing(s, SIGHT_NOTE, at_ns, rows, n)->packet.from = end;
	put_passing(s, SIGHT_ROWS, at_ns, rows, n);
	return true;
}

static void
put_packet(struct sights *s)
{
	const struct trace_row *rows = NULL;
	unsigned n = s->watch ? watch_packet(s->watch, &s->packet, &rows) : 0;

	if (n)
		s->turns++;
	put_passing(s, SIGHT_MESSAGE, s->packet.time_ns, rows, n)->packet =
		s->packet;
	if (n)
		put_passing(s, SIGHT_ROWS, s->packet.time_ns, rows, n);
	s->waits = false;
}

/* Fills the queue; false at the end. */
static bool
next_passing(struct sights *s)
{
	int r;

	if (!s->waits) {
		r = packets_next(s->capture, &s->packet);
		if (r < 0) {
			s->failed = true;
			snprintf(s->error, sizeof(s->error), "%s",
				 packets_error(s->capture));
		}
		if (r <= 0)
			return false;
		s->waits = true;
	}
	if (!put_time(s))
		put_packet(s);
	return true;
}

/* The input outlives its record: its answers are about it. */
static void
take_input(struct sights *s, const struct trace_record *r)
{
	s->input = r->input;
	s->now_ns = r->input.now_ms > INT64_MAX / 4000000 ? INT64_MAX / 4 :
		r->input.now_ms * 1000000;
	if (r->input.length)
		memcpy(s->input_octets, r->input.octets, r->input.length);
	s->input.octets = s->input_octets;
	note_facts(s, &s->input);
	put_input(s, r);
}

const struct sight *
sights_next(struct sights *s)
{
	const struct trace_record *r;
	int got;

	while (s->first == s->count) {
		s->first = s->count = 0;
		if (s->capture && next_passing(s))
			break;
		if (s->capture)
			return NULL;
		got = trace_next(s->trace, &r);
		if (got < 0) {
			s->failed = true;
			snprintf(s->error, sizeof(s->error), "%.300s: the "
				 "trace is damaged behind what was read",
				 s->path);
		}
		if (got <= 0)
			return NULL;
		if (r->kind == TRACE_INPUT)
			take_input(s, r);
		if (r->kind == TRACE_ANSWER)
			put_answer(s, r);
	}
	return &s->queue[s->first++];
}
