/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_grant.c - what a host was granted, as it came in: long-lived
 * queries, mappings, the registration; and events, which it owes an answer. */
#include "lab/simulate/invariant_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "core/gateway_chart.h"

enum { SECOND_MS = 1000, GRANTS_FIRST = 16 };

/* Long-lived queries ------------------------------------------------------- */

/* The place of ID, of one that is over, or a new one; NULL: no memory. */
static struct grant *
llq_place(struct invariants *i, struct watched *h, uint64_t id)
{
	uint64_t now_ms = sim_now_ms(i->sim);
	struct grant *over = NULL, *more;
	uint32_t n;

	for (n = 0; n < h->llq_count; n++) {
		if (h->llqs[n].id == id)
			return &h->llqs[n];
		if (h->llqs[n].end_ms < now_ms)
			over = &h->llqs[n];
	}
	if (over)
		return over;
	if (h->llq_count == h->llq_room) {
		n = h->llq_room ? 2 * h->llq_room : GRANTS_FIRST;
		more = realloc(h->llqs, n * sizeof(*more));
		if (!more)
			return NULL;
		h->llqs = more;
		h->llq_room = n;
	}
	return &h->llqs[h->llq_count++];
}

static void
hear_llq(struct invariants *i, struct watched *h, const struct dns_message *msg)
{
	unsigned n;

	for (n = 0; n < msg->options.llq_count; n++) {
		const struct dns_llq *o = &msg->options.llq[n];
		struct grant *g;

		if (o->error || !o->lease_s || !o->id ||
		    o->opcode == DNS_LLQ_EVENT)
			continue;
		g = llq_place(i, h, o->id);
		if (g)
			*g = (struct grant){ .id = o->id, .end_ms =
				invariant_end_ms(i, (uint64_t)o->lease_s *
						 SECOND_MS) };
	}
}

/* Events ------------------------------------------------------------------- */

/* MSG is about a query that HOST's agent has established with who sent it. */
static bool
concerns(const struct invariants *i, int who, const struct input *in,
	 const struct dns_message *msg)
{
	const struct agent *a = sim_host_agent(i->sim, (unsigned)who);
	const struct llq_session *s = a ? &a->dns.session : NULL;
	unsigned n, k;

	if (!s || !endpoint_equal(&s->server, &in->source))
		return false;
	for (n = 0; n < s->client_reach; n++)
		for (k = 0; s->clients[n].used && k < msg->options.llq_count;
		     k++)
			if (s->clients[n].llq_id == msg->options.llq[k].id &&
			    llq_client_is_held(&s->clients[n]))
				return true;
	return false;
}

static bool
has_additional(const uint8_t *octets)
{
	return octets[10] | octets[11];
}

static bool
is_accepted_update(const uint8_t *octets)
{
	return octets[2] >> 3 == (DNS_FLAG_QR >> DNS_OPCODE_SHIFT |
				  DNS_OPCODE_UPDATE) &&
		!(octets[3] & DNS_RCODE_MASK);
}

static void
hear_dns(struct invariants *i, int who, const struct input *in)
{
	struct watched *h = &i->hosts[who];
	struct dns_message msg;

	if (in->length < DNS_HEADER_SIZE)
		return;
	invariant_answered(h, in->octets);
	if (in->verdict != VERDICT_VERIFIED)
		return;
	/* without an option it neither tells nor grants, or grants for ever */
	if (!has_additional(in->octets)) {
		if (is_accepted_update(in->octets))
			h->registered_end_ms = TIME_NEVER;
		return;
	}
	if (dns_open(&msg, in->octets, in->length) < 0 ||
	    !(msg.flags & DNS_FLAG_QR))
		return;
	if (dns_opcode(&msg) == DNS_OPCODE_UPDATE) {
		if (dns_rcode(&msg) == DNS_RCODE_NOERROR)
			h->registered_end_ms = msg.options.has_lease ?
				invariant_end_ms(i, (uint64_t)
						 msg.options.lease_s *
						 SECOND_MS) : TIME_NEVER;
		return;
	}
	if (in->channel != CHANNEL_LLQ || !msg.options.llq_count)
		return;
	if (!llq_session_is_event(&msg)) {
		hear_llq(i, h, &msg);
	} else if (concerns(i, who, in, &msg)) {
		h->event = in->origin;
		h->acknowledged = false;
	}
}

void
invariant_acknowledges(struct invariants *i, int who, const struct effects *e)
{
	struct watched *h = &i->hosts[who];
	unsigned n;

	for (n = 0; n < e->count; n++)
		if (e->list[n].kind == EFFECT_SEND &&
		    e->list[n].origin == h->event)
			h->acknowledged = true;
}

void
invariant_turned(struct invariants *i, int who)
{
	struct watched *h = &i->hosts[who];

	if (!h->acknowledged) {
		invariant_fails(i, INVARIANT_ACK, who, SIM_RENDEZVOUS,
				"an event came, and its turn ended without an "
				"acknowledgement");
		invariant_keep(i, "row llq_client:held:changed");
	}
	h->event = 0;
}

/* The gateway -------------------------------------------------------------- */

static bool
is_wanted(const struct agent *a, uint64_t internal)
{
	unsigned n;

	for (n = 0; a && n < NAT_SLOTS; n++)
		if (a->nat.mappings[n].internal_port == internal)
			return true;
	return false;
}

/* A port that is asked for first takes the place of one that WHO has left. */
static struct grant *
mapping_place(struct invariants *i, int who, uint16_t internal)
{
	const struct agent *a = sim_host_agent(i->sim, (unsigned)who);
	struct watched *h = &i->hosts[who];
	struct grant *oldest = NULL;
	unsigned n;

	for (n = 0; n < GRANTS_MAPPED; n++) {
		if (h->mappings[n].id == internal)
			return &h->mappings[n];
		if (!is_wanted(a, h->mappings[n].id) &&
		    (!oldest || h->mappings[n].end_ms < oldest->end_ms))
			oldest = &h->mappings[n];
	}
	static_assert((int)GRANTS_MAPPED > (int)NAT_SLOTS, "one of them is not wanted");
	*oldest = (struct grant){ .id = internal };
	return oldest;
}

const struct grant *
invariant_mapped(const struct watched *h, uint16_t internal)
{
	unsigned n;

	for (n = 0; n < GRANTS_MAPPED; n++)
		if (h->mappings[n].id == internal)
			return &h->mappings[n];
	return NULL;
}

/* Nothing happened to WHO since G was granted. */
static bool
was_calm(const struct invariants *i, int who, const struct grant *g)
{
	uint64_t since = sim_healthy_since(i->sim, who);

	return since != TIME_NEVER &&
		sim_clock_ms(i->sim, who, since) <= g->granted_ms;
}

void
invariant_asks(struct invariants *i, int who, const uint8_t *octets,
	       size_t length)
{
	struct watched *h = &i->hosts[who];
	struct natpmp_message m;
	struct grant *g;

	if (natpmp_decode(octets, length, &m) < 0 || !m.lifetime_s ||
	    m.opcode != NATPMP_OPCODE_MAP_UDP)
		return;
	g = mapping_place(i, who, m.internal_port);
	if (g->due_ms && h->now_ms >= g->due_ms &&
	    g->asked_ms <= g->granted_ms && was_calm(i, who, g)) {
		invariant_fails(i, INVARIANT_RUN_OUT, who, SIM_NOBODY,
				"its mapping of port %u ran out, and it had not "
				"asked for it again", m.internal_port);
		invariant_keep(i, "row mapping:held:renew.spent");
	}
	g->asked_ms = h->now_ms;
}

void
invariant_moves(struct invariants *i, int who)
{
	struct watched *h = &i->hosts[who];
	unsigned n;

	h->epoch_known = false;
	/* where the gateway is the same its agent knows of losses before this */
	h->loss_ms = 0;
	h->lapse_ms = h->now_ms;
	for (n = 0; n < GRANTS_MAPPED; n++)
		h->mappings[n].due_ms = 0;
}

/* RFC 6886 3.6, in the words of the RFC: the gateway's clock shows less than
 * seven eighths of what passed here, by more than 2 s. */
static void
hear_epoch(struct watched *h, uint32_t epoch_s)
{
	uint64_t passed_s = (h->now_ms - h->epoch_ms) / SECOND_MS;
	uint64_t least_s = h->epoch_s +
		passed_s * GATEWAY_EPOCH_PARTS / GATEWAY_EPOCH_OF_PARTS;

	if (h->epoch_known && epoch_s + GATEWAY_EPOCH_SLACK / SECOND_MS + 1u <
	    least_s) {
		/* of what is told again and again not all is believed */
		h->loss_ms = !h->lapse_ms || h->now_ms - h->lapse_ms >=
			2ull * GATEWAY_NEWS_WITHIN ? h->now_ms : 0;
		h->lapse_ms = h->now_ms;
	}
	h->epoch_known = true;
	h->epoch_s = epoch_s;
	h->epoch_ms = h->now_ms;
}

static void
hear_gateway(struct invariants *i, int who, const struct input *in)
{
	const struct agent *a = sim_host_agent(i->sim, (unsigned)who);
	struct watched *h = &i->hosts[who];
	struct natpmp_message m;
	struct grant *g;

	h->heard++;
	if (!a || natpmp_decode(in->octets, in->length, &m) < 0 ||
	    m.form != NATPMP_FORM_REPLY || m.result ||
	    !endpoint_same_address(&in->source, &nat_link(&a->nat)->gateway))
		return;
	hear_epoch(h, m.epoch_s);
	/* a deletion may be answered twice, and late: it grants nothing */
	if (in->channel != CHANNEL_GATEWAY || !m.lifetime_s ||
	    m.opcode != NATPMP_RESPONSE + NATPMP_OPCODE_MAP_UDP)
		return;
	g = mapping_place(i, who, m.internal_port);
	g->end_ms = invariant_end_ms(i, (uint64_t)m.lifetime_s * SECOND_MS);
	g->asked_ms = g->granted_ms = h->now_ms;
	g->due_ms = h->now_ms + (uint64_t)m.lifetime_s * SECOND_MS;
}

void
invariant_hear(struct invariants *i, int who, const struct input *in)
{
	if (in->channel == CHANNEL_GATEWAY || in->channel == CHANNEL_ANNOUNCE)
		hear_gateway(i, who, in);
	else
		hear_dns(i, who, in);
}
