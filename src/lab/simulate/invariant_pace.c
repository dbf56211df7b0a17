/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_pace.c - what is sent, and how soon it is sent again. A message is
 * known by a hash of its octets and its receiver: message ids are drawn anew for
 * everything that is not the same once more. */
#include "lab/simulate/invariant_private.h"

#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "core/forward_chart.h"
#include "core/llq_client_chart.h"
#include "core/llq_events_chart.h"
#include "core/natpmp_request_chart.h"
#include "core/query_chart.h"
#include "core/registration_chart.h"

enum {
	EARLY_MS = 3600000,	/* see is_twice */
	STORM_MS = 10000,
	STORM_MOST = 400,	/* datagrams of one host within that */
	OPCODE_SHIFT = DNS_OPCODE_SHIFT - 8	/* in the third octet */
};

static uint64_t
mix(uint64_t hash, const uint8_t *octets, size_t length)
{
	uint64_t word;

	for (; length >= 8; octets += 8, length -= 8) {
		memcpy(&word, octets, 8);
		hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 29;
	}
	for (; length; octets++, length--)
		hash = (hash ^ *octets) * 0x100000001b3u;
	return hash ^ hash >> 32;
}

static bool
is_update(const uint8_t *octets, size_t length)
{
	return length >= DNS_HEADER_SIZE &&
		(octets[2] >> OPCODE_SHIFT & DNS_OPCODE_MASK) ==
		DNS_OPCODE_UPDATE;
}

static bool
has_llq(const uint8_t *octets, size_t length)
{
	struct dns_message msg;

	return dns_open(&msg, octets, length) == 0 &&
		msg.options.llq_count > 0;
}

/* Whose waits bind the message E, which comes again; NULL: nobody's. */
static const struct chart_timer *
waits_of(int who, const struct effect *e, const uint8_t *octets)
{
	switch (e->channel) {
	case CHANNEL_GATEWAY:
		/* a deletion ends sooner, see natpmp_request */
		return waits_timer(&natpmp_request_chart, "retry");
	case CHANNEL_LLQ:
		return has_llq(octets, e->length) ?
			waits_timer(&llq_client_chart, "resend") :
			waits_timer(&query_chart, "resend");
	case CHANNEL_QUERY:
		/* an update, or the question that comes before it; others are
		 * query's, which waits longer */
		return waits_timer(&registration_chart, "resend");
	case CHANNEL_SERVICE:
		return who == SIM_RENDEZVOUS ?
			waits_timer(&llq_events_chart, "resend") : NULL;
	case CHANNEL_PRIMARY:
		return waits_timer(&forward_chart, "resend");
	default:
		return NULL;
	}
}

/* What a trace of it shows. */
static void
keep(struct invariants *i, const struct chart_timer *t, unsigned times)
{
	static const struct {
		const struct chart *chart;
		const char *timer;
		const char *condition;
	} shown[] = {
		{ &natpmp_request_chart, "retry", "row natpmp_request:waiting:retry" },
		{ &llq_client_chart, "resend", "send llq_client" },
		{ &registration_chart, "resend", "send registration" },
		{ &query_chart, "resend", "send query" },
		{ &llq_events_chart, "resend", "row llq_events:telling:resend" },
		{ &forward_chart, "resend", "row forward:sent:resend" },
	};
	unsigned n;

	for (n = 0; n < sizeof(shown) / sizeof(*shown); n++)
		if (waits_timer(shown[n].chart, shown[n].timer) == t)
			invariant_keep(i, "count %u %s", times,
				       shown[n].condition);
}

/* Two questions that are the same but for their ids have the same id once in
 * 65,536: only who does it again within the hour, with another id, sends too
 * soon. */
static bool
is_twice(struct invariants *i, int who)
{
	struct watched *h = invariant_of(i, who);
	bool twice = h->early_ms && h->now_ms - h->early_ms < EARLY_MS;

	h->early_ms = h->now_ms;
	return twice;
}

/* It comes again. */
static void
again(struct invariants *i, int who, const struct effect *e,
      const uint8_t *octets, struct sent *s)
{
	const struct chart_timer *t = waits_of(who, e, octets);
	uint64_t gap_ms = invariant_of(i, who)->now_ms - s->last_ms;
	unsigned at = s->count - 1u;

	if (!t || s->doubled)
		return;
	/* an id is drawn twice now and then */
	if (gap_ms > 2ull * t->waits[t->wait_count - 1].from) {
		s->count = 0;
		return;
	}
	/* a gateway is asked the same once more after its answer, or after its
	 * silence was believed for a while */
	if (e->channel == CHANNEL_GATEWAY &&
	    (s->heard != invariant_of(i, who)->heard ||
	     gap_ms >= t->waits[t->wait_count - 1].from)) {
		s->count = 0;
		return;
	}
	if (at >= t->wait_count) {
		invariant_fails(i, INVARIANT_PACE, who, SIM_NOBODY,
				"a message is sent for the %u. time: %s allows "
				"%u [%s]", s->count + 1u, t->name,
				t->wait_count, t->cites);
		keep(i, t, s->count);
	} else if (gap_ms < t->waits[at].from) {
		if (!is_twice(i, who)) {
			s->doubled = true;
			return;
		}
		invariant_fails(i, INVARIANT_PACE, who, SIM_NOBODY,
				"a message is sent again after %u ms, for the "
				"%u. time: %u ms is allowed [%s]",
				(unsigned)gap_ms, s->count + 1u,
				t->waits[at].from, t->cites);
		keep(i, t, s->count);
	}
}

static uint16_t
id_of(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

void
invariant_answered(struct watched *h, const uint8_t *octets)
{
	unsigned n;

	for (n = 0; n < h->places; n++)
		if (h->sent[n].id == id_of(octets))
			h->sent[n].hash = 0;
}

static void
note(struct invariants *i, int who, const struct effect *e,
     const uint8_t *octets)
{
	struct watched *h = invariant_of(i, who);
	uint64_t hash = mix(mix(mix(e->channel + 1u, octets, e->length),
				e->to.address, sizeof(e->to.address)),
			    e->source.address, sizeof(e->source.address)) ^
		e->to.port;
	struct sent *s = &h->sent[hash & (h->places - 1)];

	if (s->hash == hash && s->count)
		again(i, who, e, octets, s);
	else
		*s = (struct sent){ .hash = hash, .id = id_of(octets) };
	s->count++;
	s->last_ms = h->now_ms;
	s->heard = h->heard;
}

static void
count(struct invariants *i, int who)
{
	struct watched *h = invariant_of(i, who);

	if (who < 0)
		return;
	if (h->now_ms - h->window_ms >= STORM_MS || h->now_ms < h->window_ms) {
		h->window_ms = h->now_ms;
		h->window_count = 0;
	}
	if (++h->window_count > STORM_MOST) {
		invariant_fails(i, INVARIANT_STORM, who, SIM_NOBODY,
				"it sent %u datagrams within %u ms",
				h->window_count,
				(unsigned)(h->now_ms - h->window_ms));
	}
}

void
invariant_pace(struct invariants *i, int who, const struct effects *e)
{
	unsigned n;

	for (n = 0; n < e->count; n++) {
		const struct effect *x = &e->list[n];
		const uint8_t *octets = e->octets + x->offset;

		if (x->kind != EFFECT_SEND)
			continue;
		count(i, who);
		/* what answers is as often as what asks */
		if (x->origin)
			continue;
		note(i, who, x, octets);
		if (who < 0) {
			if (x->channel == CHANNEL_SERVICE)
				invariant_event_sent(i, x, octets);
			continue;
		}
		if (x->channel == CHANNEL_GATEWAY)
			invariant_asks(i, who, octets, x->length);
		else if (x->channel == CHANNEL_QUERY &&
			 is_update(octets, x->length))
			i->hosts[who].update_ms = sim_now_ms(i->sim);
	}
}
