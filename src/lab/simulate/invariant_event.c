/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_event.c - events as the rendezvous sends them: one client's message
 * under way at a time, three times before it is given up (RFC 8764, 6). */
#include "lab/simulate/invariant_private.h"

#include <string.h>

#include "autotunnel/dns.h"
#include "../fsm/rendezvous_private.h"
#include "core/llq_events_chart.h"

enum { PLACES_NEAR = 16 };

static uint64_t
endpoint_hash(const struct endpoint *e)
{
	/* far from the octets that follow, or they would make up for it */
	uint64_t hash = (e->port + 1u) * 0x9e3779b97f4a7c15u;
	unsigned n;

	for (n = 0; n < sizeof(e->address); n++)
		hash = (hash ^ e->address[n]) * 0x100000001b3u;
	return hash ^ hash >> 31;
}

/* E's place, or the one that it may have; NULL: all near it are in use. */
static struct told *
place(struct invariants *i, const struct endpoint *e, uint64_t *client)
{
	uint64_t all_ms = waits_sum_ms(&llq_events_chart, "resend");
	struct told *t, *free = NULL;
	unsigned n;

	*client = endpoint_hash(e) | 1;
	for (n = 0; n < PLACES_NEAR; n++) {
		t = &i->events[((*client >> 1) + n) & (EVENT_PLACES - 1)];
		if (t->client == *client)
			return t;
		if (!free && (!t->client || t->acknowledged ||
			      i->server.now_ms - t->last_ms > all_ms))
			free = t;
	}
	return free;
}

static uint16_t
id_of(const uint8_t *octets)
{
	return (uint16_t)(octets[0] << 8 | octets[1]);
}

void
invariant_event_sent(struct invariants *i, const struct effect *e,
		     const uint8_t *octets)
{
	uint64_t client;
	struct told *t = place(i, &e->to, &client);

	if (!t || e->length < DNS_HEADER_SIZE)
		return;
	if (t->client != client || t->id != id_of(octets))
		*t = (struct told){ .client = client, .id = id_of(octets) };
	t->count++;
	t->last_ms = i->server.now_ms;
}

void
invariant_server_hears(struct invariants *i, const struct input *in)
{
	uint64_t client;
	struct told *t;

	if (in->kind != INPUT_DATAGRAM || in->channel != CHANNEL_SERVICE ||
	    in->length < DNS_HEADER_SIZE)
		return;
	invariant_memory_hears(i, in);
	if (in->verdict != VERDICT_VERIFIED)
		return;
	t = place(i, &in->source, &client);
	if (!t || t->client != client)
		return;
	if (id_of(in->octets) == t->id)
		t->acknowledged = true;
	else if (!(in->octets[2] & DNS_FLAG_QR >> 8))
		t->asked = true;
}

/* AGE_MS is the last of RESEND's waits, or the last two, and so on. */
static bool
is_end(const struct chart_timer *resend, uint64_t age_ms)
{
	uint64_t sum = 0;
	unsigned n = resend->wait_count;

	while (n-- > 0) {
		sum += resend->waits[n].from;
		if (sum == age_ms)
			return true;
	}
	return false;
}

/* GIVEN events were given up in this turn: were so many sent as often as it
 * takes? What was sent less often, at the same moments, may have ended with its
 * query. */
static void
given_up(struct invariants *i, uint64_t given)
{
	const struct chart_timer *resend =
		waits_timer(&llq_events_chart, "resend");
	uint32_t last_ms = resend->waits[resend->wait_count - 1].from;
	unsigned n, least = resend->wait_count;
	uint64_t age_ms;

	for (n = 0; n < EVENT_PLACES; n++) {
		struct told *t = &i->events[n];

		age_ms = i->server.now_ms - t->last_ms;
		if (!t->client || age_ms < last_ms)
			continue;
		if (t->count >= resend->wait_count && age_ms == last_ms)
			given -= given > 0;
		if (t->acknowledged || t->asked)
			continue;
		if (t->count < least && is_end(resend, age_ms))
			least = t->count;
		t->client = 0;
	}
	if (given == 0 || least == resend->wait_count)
		return;
	invariant_fails(i, INVARIANT_GIVEN_UP, SIM_RENDEZVOUS, SIM_NOBODY,
			"an event is given up after it was sent %u times, not "
			"%u", least, resend->wait_count);
	invariant_keep(i, "row llq_events:telling:resend.spent");
}

void
invariant_server_turned(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);
	uint64_t lost = r ? rendezvous_counters(r)->events_lost : 0;

	if (lost > i->losses.events)
		given_up(i, lost - i->losses.events);
}

void
invariant_server_boots(struct invariants *i)
{
	const struct rendezvous *r = sim_rendezvous(i->sim);

	/* it knows nothing of what is granted, and takes the longest lease */
	if (r && r->config.adopt)
		i->adopted_ms = sim_now_ms(i->sim);
	i->losses = (struct losses){ .events = 0 };
	i->kept = (struct kept){ .due = true };
	invariant_memory_boots(i);
	memset(i->events, 0, EVENT_PLACES * sizeof(*i->events));
}
