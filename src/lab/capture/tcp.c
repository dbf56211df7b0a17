/* SPDX-License-Identifier: Apache-2.0 */
/* tcp.c - see tcp.h. */
#include "lab/capture/tcp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/looks.h"

enum {
	RANGES_MAX = 16,		/* pieces with holes between them */
	LENGTH_SIZE = 2,		/* before each message, RFC 1035 4.2.2 */
	ROOM_LEAST = 2048,
	ROOM_MOST = 128 * 1024,		/* a message, and as much behind it */
	BUCKETS = 8192,			/* a power of two */
	EVENTS_MAX = 4,
	NONE = 0xffff
};

struct range {
	uint32_t from, to;
};

/* One direction. Offsets count from `base`, the sequence number of the first
 * octet that is kept. */
struct side {
	bool synced;		/* base is known */
	bool guessed;		/* by looks, not by a SYN: not sure yet */
	bool lost;
	bool fin, fin_told;
	uint32_t initial;	/* sequence number of the SYN */
	uint32_t base;
	uint32_t fin_at;
	uint32_t taken;		/* offset of the next message */
	uint32_t cut_at;	/* first octet that the capture has not */
	uint8_t *octets;
	uint32_t room;
	unsigned range_count;
	struct range ranges[RANGES_MAX];	/* sorted, apart */
};

struct stream {
	struct endpoint ends[2];	/* [0] is the lower one */
	bool used;
	bool known;		/* DNS by its ports, or by its first message */
	bool up, up_told;
	uint8_t opener;		/* index into ends, with up */
	uint32_t up_number;
	uint64_t up_ns;
	bool reset;
	uint16_t next;		/* in its bucket */
	uint16_t newer, older;	/* in the order of last use */
	struct side sides[2];	/* what ends[i] sends */
};

struct tcp {
	struct stream streams[TCP_STREAMS_MAX];
	uint16_t buckets[BUCKETS];
	uint16_t free;		/* list by `next` */
	uint16_t newest, oldest;
	size_t memory;
	uint32_t lost;
	struct looks *looks;
	/* what the last segment touched */
	struct stream *at;
	unsigned from;
	struct segment segment;
	bool reset_now;
};

int
tcp_open(struct looks *looks, struct tcp **out)
{
	struct tcp *t = calloc(1, sizeof(*t));
	unsigned i;

	if (!t)
		return -ENOMEM;
	t->looks = looks;
	memset(t->buckets, 0xff, sizeof(t->buckets));
	for (i = 0; i < TCP_STREAMS_MAX; i++)
		t->streams[i].next = i + 1 < TCP_STREAMS_MAX ?
			(uint16_t)(i + 1) : NONE;
	t->newest = t->oldest = NONE;
	*out = t;
	return 0;
}

static void
drop_octets(struct tcp *t, struct side *d)
{
	free(d->octets);
	t->memory -= d->room;
	d->octets = NULL;
	d->room = 0;
	d->range_count = 0;
}

void
tcp_close(struct tcp *t)
{
	unsigned i;

	if (!t)
		return;
	for (i = 0; i < TCP_STREAMS_MAX; i++) {
		free(t->streams[i].sides[0].octets);
		free(t->streams[i].sides[1].octets);
	}
	free(t);
}

uint32_t
tcp_lost(const struct tcp *t)
{
	return t->lost;
}

/* The table --------------------------------------------------------------- */

static uint32_t
hash_of(const struct endpoint *e)
{
	uint64_t a, b = 0;

	memcpy(&a, e->address, 8);
	if (e->family == 6)
		memcpy(&b, e->address + 8, 8);
	a = (a ^ b << 7 ^ b >> 3 ^ e->port) * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(a >> 32);
}

static unsigned
bucket_of(const struct endpoint *a, const struct endpoint *b)
{
	return (hash_of(a) + hash_of(b)) % BUCKETS;
}

static bool
is_lower(const struct endpoint *a, const struct endpoint *b)
{
	int r = memcmp(a->address, b->address, sizeof(a->address));

	return r < 0 || (r == 0 && a->port < b->port);
}

static void
unlink_use(struct tcp *t, struct stream *s)
{
	if (s->newer == NONE)
		t->newest = s->older;
	else
		t->streams[s->newer].older = s->older;
	if (s->older == NONE)
		t->oldest = s->newer;
	else
		t->streams[s->older].newer = s->newer;
}

static void
link_use(struct tcp *t, struct stream *s)
{
	uint16_t i = (uint16_t)(s - t->streams);

	s->newer = NONE;
	s->older = t->newest;
	if (t->newest == NONE)
		t->oldest = i;
	else
		t->streams[t->newest].newer = i;
	t->newest = i;
}

static void
forget(struct tcp *t, struct stream *s)
{
	uint16_t i = (uint16_t)(s - t->streams), *at;

	at = &t->buckets[bucket_of(&s->ends[0], &s->ends[1])];
	while (*at != i)
		at = &t->streams[*at].next;
	*at = s->next;
	unlink_use(t, s);
	drop_octets(t, &s->sides[0]);
	drop_octets(t, &s->sides[1]);
	s->used = false;
	s->next = t->free;
	t->free = i;
	if (t->at == s)
		t->at = NULL;
}

/* The stream that was silent longest goes. */
static void
make_place(struct tcp *t)
{
	struct stream *s = &t->streams[t->oldest];

	if (s->sides[0].range_count || s->sides[1].range_count)
		t->lost++;
	forget(t, s);
}

static struct stream *
find(struct tcp *t, const struct endpoint *low, const struct endpoint *high)
{
	uint16_t i = t->buckets[bucket_of(low, high)];

	for (; i != NONE; i = t->streams[i].next)
		if (endpoint_equal(&t->streams[i].ends[0], low) &&
		    endpoint_equal(&t->streams[i].ends[1], high))
			return &t->streams[i];
	return NULL;
}

static struct stream *
make(struct tcp *t, const struct endpoint *low, const struct endpoint *high)
{
	struct stream *s;
	uint16_t *bucket;

	if (t->free == NONE)
		make_place(t);
	s = &t->streams[t->free];
	t->free = s->next;
	memset(s, 0, sizeof(*s));
	s->used = true;
	s->ends[0] = *low;
	s->ends[1] = *high;
	bucket = &t->buckets[bucket_of(low, high)];
	s->next = *bucket;
	*bucket = (uint16_t)(s - t->streams);
	link_use(t, s);
	return s;
}

/* Octets ------------------------------------------------------------------ */

static void
give_up(struct tcp *t, struct side *d)
{
	drop_octets(t, d);
	if (d->guessed) {
		/* it was no message after all: look for another */
		d->synced = d->guessed = false;
		return;
	}
	d->lost = true;
	t->lost++;
}

/* Takes off what was given already. */
static void
compact(struct side *d)
{
	unsigned i;

	if (!d->taken)
		return;
	/* taken never passes the first range's end */
	if (d->range_count && d->ranges[0].to == d->taken) {
		d->range_count--;
		memmove(d->ranges, d->ranges + 1,
			d->range_count * sizeof(d->ranges[0]));
	}
	if (d->range_count)
		memmove(d->octets, d->octets + d->taken,
			d->ranges[d->range_count - 1].to - d->taken);
	for (i = 0; i < d->range_count; i++) {
		d->ranges[i].from -= d->ranges[i].from ? d->taken : 0;
		d->ranges[i].to -= d->taken;
	}
	d->cut_at = d->cut_at == UINT32_MAX ? UINT32_MAX :
		d->cut_at > d->taken ? d->cut_at - d->taken : UINT32_MAX;
	d->base += d->taken;
	d->taken = 0;
}

static bool
make_room(struct tcp *t, struct side *d, uint32_t size)
{
	uint32_t room = d->room ? d->room : ROOM_LEAST;
	uint8_t *octets;

	if (size > ROOM_MOST)
		return false;
	while (room < size)
		room *= 2;
	if (room == d->room)
		return true;
	while (t->memory + room - d->room > TCP_MEMORY_MAX &&
	       &t->streams[t->oldest] != t->at)
		make_place(t);
	octets = realloc(d->octets, room);
	if (!octets)
		return false;
	t->memory += room - d->room;
	d->octets = octets;
	d->room = room;
	return true;
}

/* Notes that [FROM, TO) is there; what stands there already stays. False: too
 * many holes. */
static bool
add_range(struct side *d, uint32_t from, uint32_t to)
{
	unsigned first = 0, last;

	while (first < d->range_count && d->ranges[first].to < from)
		first++;
	for (last = first; last < d->range_count &&
	     d->ranges[last].from <= to; last++)
		;
	if (last > first) {	/* they become one */
		if (d->ranges[first].from < from)
			from = d->ranges[first].from;
		if (d->ranges[last - 1].to > to)
			to = d->ranges[last - 1].to;
	} else if (d->range_count == RANGES_MAX) {
		return false;
	}
	memmove(d->ranges + first + 1, d->ranges + last,
		(d->range_count - last) * sizeof(d->ranges[0]));
	d->range_count -= last - first;
	d->range_count++;
	d->ranges[first] = (struct range){ from, to };
	return true;
}

static bool
is_there(const struct side *d, uint32_t at)
{
	unsigned i;

	for (i = 0; i < d->range_count && d->ranges[i].from <= at; i++)
		if (at < d->ranges[i].to)
			return true;
	return false;
}

/* Puts the part of S that is new into D. */
static void
put(struct tcp *t, struct side *d, const struct segment *s)
{
	uint32_t at = s->sequence - d->base, i, good, end;
	uint32_t skip = 0;

	if (!s->length)
		return;
	if ((int32_t)at < 0) {
		skip = 0u - at;
		if (skip >= s->length)
			return;		/* all of it was there before */
		at = 0;
	}
	if (at > ROOM_MOST || s->length - skip > ROOM_MOST ||
	    !make_room(t, d, at + (uint32_t)(s->length - skip))) {
		give_up(t, d);
		return;
	}
	end = at + (uint32_t)(s->length - skip);
	good = s->captured > skip ? at + (uint32_t)(s->captured - skip) : at;
	if (!d->range_count || d->ranges[d->range_count - 1].to <= at) {
		memcpy(d->octets + at, s->octets + skip, good - at);
	} else {
		for (i = at; i < good; i++)
			if (!is_there(d, i))
				d->octets[i] = s->octets[skip + i - at];
	}
	for (i = good; i < end; i++)
		if (!is_there(d, i)) {
			if (i < d->cut_at)
				d->cut_at = i;
			d->octets[i] = 0;
		}
	if (!add_range(d, at, end))
		give_up(t, d);
}

/* Does S begin with a message? */
static bool
begins_with_message(const struct segment *s)
{
	size_t length;

	if (s->captured < LENGTH_SIZE + DNS_HEADER_SIZE)
		return false;
	length = (size_t)(s->octets[0] << 8 | s->octets[1]);
	return length >= DNS_HEADER_SIZE &&
		looks_dns_header(s->octets + LENGTH_SIZE, length);
}

static void
synchronise(struct side *d, uint32_t base, bool guessed)
{
	d->synced = true;
	d->guessed = guessed;
	d->base = base;
	d->taken = 0;
	d->cut_at = UINT32_MAX;
}

/* Segments ---------------------------------------------------------------- */

static bool
is_dns(const struct tcp *t, const struct endpoint *e)
{
	return looks_dns_port(e->port) || looks_learnt(t->looks, e);
}

static void
begin_again(struct tcp *t, struct stream *s)
{
	drop_octets(t, &s->sides[0]);
	drop_octets(t, &s->sides[1]);
	memset(s->sides, 0, sizeof(s->sides));
	s->up = s->up_told = s->reset = false;
}

static void
take_syn(struct tcp *t, struct stream *s, unsigned from,
	 const struct segment *g)
{
	struct side *d = &s->sides[from];

	if (d->synced && !d->guessed && g->sequence != d->initial)
		begin_again(t, s);	/* the ports are used once more */
	if (d->synced && !d->guessed)
		return;		/* the same once more */
	drop_octets(t, d);
	d->lost = false;
	synchronise(d, g->sequence + 1, false);
	d->initial = g->sequence;
	if (!(g->flags & TCP_ACK) || s->up)
		return;
	/* the SYN that it answers may not have been captured */
	if (!s->sides[!from].synced) {
		synchronise(&s->sides[!from], g->acknowledged, false);
		s->sides[!from].initial = g->acknowledged - 1;
	}
	s->up = true;
	s->opener = !from;
	s->up_number = g->number;
	s->up_ns = g->time_ns;
}

/* The first octets of a stream on a port that is not DNS's. */
static bool
is_surely_other(const struct stream *s, const struct side *d,
		const struct segment *g)
{
	return !s->known && d->synced && g->sequence == d->base &&
		g->captured >= LENGTH_SIZE + DNS_HEADER_SIZE &&
		!begins_with_message(g);
}

bool
tcp_segment(struct tcp *t, const struct segment *g)
{
	unsigned from = is_lower(&g->to, &g->from);
	const struct endpoint *low = from ? &g->to : &g->from;
	const struct endpoint *high = from ? &g->from : &g->to;
	struct stream *s = find(t, low, high);
	struct side *d;

	t->at = NULL;
	t->reset_now = false;
	if (!s) {
		bool known = is_dns(t, low) || is_dns(t, high);

		if (!(g->flags & TCP_SYN) && !(known && g->length))
			return false;
		s = make(t, low, high);
		s->known = known;
	} else if (t->newest != s - t->streams) {
		unlink_use(t, s);
		link_use(t, s);
	}
	t->at = s;
	t->from = from;
	t->segment = *g;
	d = &s->sides[from];
	compact(d);
	if (g->flags & TCP_SYN)
		take_syn(t, s, from, g);
	if (g->flags & TCP_SYN && g->length)
		t->segment.sequence++;
	if (!d->synced && g->length && s->known && begins_with_message(g))
		synchronise(d, g->sequence, true);
	if (is_surely_other(s, d, &t->segment)) {
		forget(t, s);
		return false;
	}
	if (d->synced && !d->lost)
		put(t, d, &t->segment);
	if (g->flags & TCP_FIN && !d->fin) {
		d->fin = true;
		d->fin_at = t->segment.sequence + (uint32_t)g->length;
	}
	if (g->flags & TCP_RST && !s->reset)
		s->reset = t->reset_now = true;
	return true;
}

void
tcp_segment_none(struct tcp *t)
{
	t->at = NULL;
}

/* What comes out ---------------------------------------------------------- */

static void
fill(const struct tcp *t, enum packet_kind kind, struct packet *out)
{
	memset(out, 0, sizeof(*out));
	out->number = t->segment.number;
	out->time_ns = t->segment.time_ns;
	out->kind = kind;
	out->from = t->segment.from;
	out->to = t->segment.to;
	out->key = KEY_NONE;
}

/* The whole message at D's place, and how much it takes with its length; or 0.
 * Gives D up where its framing cannot be read. */
static uint32_t
see_message(struct tcp *t, struct side *d, struct packet *out)
{
	uint32_t length, have, good;

	if (!d->range_count || d->ranges[0].from || d->lost)
		return 0;
	have = d->ranges[0].to - d->taken;
	if (have < LENGTH_SIZE)
		return 0;
	if (d->cut_at < d->taken + LENGTH_SIZE) {
		give_up(t, d);
		return 0;
	}
	length = (uint32_t)(d->octets[d->taken] << 8 | d->octets[d->taken + 1]);
	if (have < LENGTH_SIZE + length)
		return 0;
	fill(t, PACKET_TCP, out);
	good = d->cut_at - (d->taken + LENGTH_SIZE);
	out->cut = d->cut_at != UINT32_MAX && good < length;
	out->octets = d->octets + d->taken + LENGTH_SIZE;
	out->length = out->cut ? good : length;
	return LENGTH_SIZE + length;
}

static bool
tell_up(struct tcp *t, struct stream *s, struct packet *out)
{
	if (!s->known || !s->up || s->up_told)
		return false;
	s->up_told = true;
	fill(t, PACKET_TCP_OPEN, out);
	out->number = s->up_number;
	out->time_ns = s->up_ns;
	out->from = s->ends[s->opener];
	out->to = s->ends[!s->opener];
	return true;
}

/* A stream on a port of its own, or one that was taken up in the middle, is
 * DNS if its first message is. */
static bool
is_proven(struct tcp *t, struct stream *s, struct side *d,
	  const struct packet *p)
{
	if (s->known && !d->guessed)
		return true;
	if (p->cut || !looks_dns(p->octets, p->length)) {
		if (s->known)
			give_up(t, d);
		else
			forget(t, s);
		return false;
	}
	d->guessed = false;
	if (!s->known) {
		s->known = true;
		looks_learn(t->looks, &p->from);
		looks_learn(t->looks, &p->to);
	}
	return true;
}

static bool
tell_end(struct tcp *t, struct stream *s, struct side *d, struct packet *out)
{
	bool gap = d->synced && !d->lost &&
		d->fin_at != d->base + (d->range_count && !d->ranges[0].from ?
					d->ranges[0].to : d->taken);

	if (!s->known)
		return false;
	if (t->reset_now || (d->fin && !d->fin_told && !gap && !s->reset)) {
		t->reset_now = false;
		d->fin_told = true;
		fill(t, PACKET_TCP_CLOSE, out);
		return true;
	}
	return false;
}

bool
tcp_next(struct tcp *t, struct packet *out)
{
	struct stream *s = t->at;
	struct packet message;
	struct side *d;
	uint32_t size;

	if (!s)
		return false;
	d = &s->sides[t->from];
	size = see_message(t, d, &message);
	if (size && !is_proven(t, s, d, &message))
		return false;
	if (tell_up(t, s, out))
		return true;
	if (!size)
		return tell_end(t, s, d, out);
	*out = message;
	d->taken += size;
	/* another cut may follow, but what follows this one is whole */
	if (d->cut_at < d->taken)
		d->cut_at = UINT32_MAX;
	return true;
}
