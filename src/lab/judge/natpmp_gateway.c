/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_gateway.c - judges NAT-PMP gateways (RFC 6886): which request an
 * answer is for, and requests that get none.
 *
 * A request is not answered if it was sent as often as a deletion at least is
 * (3.1: once and two retries) and the waits are over: one or two packets may be
 * lost on the way. Who has fallen silent is failed for the request after which
 * it did, and not for every one that follows. */
#include "lab/judge/natpmp_gateway.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/natpmp_request_chart.h"

/* Gateways and requests -------------------------------------------------- */

static struct nat_gate *
find_gate(struct natpmp_gateway *g, const struct endpoint *e)
{
	unsigned i;

	for (i = 0; i < NAT_GATES_MAX; i++)
		if (g->gates[i].me.family &&
		    endpoint_same_address(&g->gates[i].me, e))
			return &g->gates[i];
	return NULL;
}

/* E is what a gateway calls its external address. */
static bool
is_external(const struct natpmp_gateway *g, const struct endpoint *e)
{
	const uint32_t address = (uint32_t)e->address[0] << 24 |
		(uint32_t)e->address[1] << 16 | (uint32_t)e->address[2] << 8 |
		e->address[3];
	unsigned i;

	for (i = 0; i < NAT_GATES_MAX; i++)
		if (g->gates[i].me.family && !g->gates[i].external &&
		    g->gates[i].address == address)
			return true;
	return false;
}

static struct nat_gate *
gate_of(struct natpmp_gateway *g, const struct endpoint *e)
{
	struct nat_gate *t = find_gate(g, e);
	unsigned i;

	if (!t) {
		t = g->gates;
		for (i = 1; i < NAT_GATES_MAX; i++)
			if (g->gates[i].used < t->used)
				t = &g->gates[i];
		memset(t, 0, sizeof(*t));
		t->me = *e;
		t->me.port = 0;
		t->external = is_external(g, e);
	}
	t->used = ++g->serial;
	return t;
}

static bool
is_same_request(const struct nat_pending *q, const struct packet *p)
{
	const size_t kept = p->length < NAT_OCTETS_KEPT ? p->length :
		NAT_OCTETS_KEPT;

	return q->length == p->length && !memcmp(q->octets, p->octets, kept);
}

static struct nat_pending *
pending_of(struct nat_gate *t, const struct nat_seen *s)
{
	struct nat_pending *q, *oldest = t->pending;
	unsigned i;

	for (i = 0; i < NAT_PENDING_MAX; i++) {
		q = &t->pending[i];
		if (q->used && q->open && is_same_request(q, s->packet) &&
		    endpoint_equal(&q->request.client, &s->client))
			return q;
		if (q->serial < oldest->serial)
			oldest = q;
	}
	memset(oldest, 0, sizeof(*oldest));
	oldest->used = oldest->open = true;
	oldest->request = *s;
	oldest->request.packet = NULL;
	oldest->length = s->packet->length;
	memcpy(oldest->octets, s->packet->octets, s->packet->length <
	       NAT_OCTETS_KEPT ? s->packet->length : NAT_OCTETS_KEPT);
	oldest->first = evidence_of(s->packet);
	oldest->defined = s->version ? s->packet->length >= 2 :
		s->opcode > NATPMP_OPCODE_MAP_TCP ? s->packet->length >= 2 :
		s->readable && s->nat.form == NATPMP_FORM_REQUEST;
	return oldest;
}

/* Verdicts --------------------------------------------------------------- */

void
nat_gate_fail(struct natpmp_gateway *g, enum requirement_id r,
	      const struct nat_pending *q, const struct nat_seen *s,
	      const char *format, ...)
{
	struct evidence e[2];
	char why[JUDGE_WHY_MAX];
	va_list args;
	unsigned n = 0;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	if (q)
		e[n++] = q->last;
	if (s)
		e[n++] = evidence_of(s->packet);
	judge_fail(g->judge, r, JUDGE_GATEWAY, e, n, "%s", why);
}

void
nat_gate_pass(struct natpmp_gateway *g, enum requirement_id r,
	      const struct nat_seen *s)
{
	judge_pass(g->judge, r, JUDGE_GATEWAY, s->packet);
}

static void
pass_at(struct natpmp_gateway *g, enum requirement_id r,
	const struct evidence *e)
{
	const struct packet p = { .number = e->number, .time_ns = e->time_ns };

	judge_pass(g->judge, r, JUDGE_GATEWAY, &p);
}

/* Silence ---------------------------------------------------------------- */

/* What is violated by no answer to Q, ended by REQUIREMENT_COUNT. */
static void
owed(const struct nat_gate *t, const struct nat_pending *q,
     enum requirement_id out[6])
{
	const struct nat_seen *s = &q->request;
	unsigned n = 0;

	if (s->version) {
		out[n++] = REQ_PMP_G_02;
		out[n++] = REQ_PMP_G_03;
	} else if (s->opcode > NATPMP_OPCODE_MAP_TCP) {
		out[n++] = REQ_PMP_G_38;
	} else if (s->opcode == NATPMP_OPCODE_ADDRESS) {
		out[n++] = REQ_PMP_G_04;
	} else if (nat_is_deletion(s) && !s->nat.internal_port) {
		out[n++] = REQ_PMP_G_34;
	} else if (nat_is_deletion(s)) {
		out[n++] = q->exists ? REQ_PMP_G_28 : REQ_PMP_G_29;
		if (q->repeated)
			out[n++] = REQ_PMP_G_30;
		if (s->nat.external_port)
			out[n++] = REQ_PMP_G_27;
	} else {
		/* Neither granted nor refused. */
		out[n++] = REQ_PMP_G_39;
		if (q->exists)
			out[n++] = REQ_PMP_G_21;
	}
	if (!s->version && s->readable && s->nat.reserved && t->granted)
		out[n++] = REQ_PMP_G_11;
	out[n] = REQUIREMENT_COUNT;
}

static void
not_answered(struct natpmp_gateway *g, struct nat_gate *t,
	     struct nat_pending *q, const char *how)
{
	enum requirement_id rules[6];
	struct evidence e[2] = { q->first, q->last };
	unsigned i;

	q->open = false;
	if (t->external) {
		/* Passed by deafness there, failed by a grant. */
		pass_at(g, REQ_PMP_G_22, &q->last);
		return;
	}
	owed(t, q, rules);
	if (!t->answered) {
		/* Who does no NAT is to be silent (PMP-G-47). */
		for (i = 0; rules[i] != REQUIREMENT_COUNT; i++)
			judge_unclear(g->judge, rules[i], "nothing was ever "
				      "heard of that address: it may be no "
				      "NAT-PMP gateway");
		return;
	}
	if (t->dead || (t->pcp && q->request.version == 2))
		return;
	t->dead = t->last_answer.time_ns < q->last_ns;
	for (i = 0; rules[i] != REQUIREMENT_COUNT; i++)
		judge_fail(g->judge, rules[i], JUDGE_GATEWAY, e,
			   q->sends > 1 ? 2 : 1, "version %u, opcode %u was "
			   "sent %u time%s: %s", q->request.version,
			   q->request.opcode, q->sends,
			   q->sends > 1 ? "s" : "", how);
}

static void
send_is_unanswered(void *state, uint64_t serial)
{
	struct natpmp_gateway *g = state;
	struct nat_pending *q;
	unsigned i, k;

	for (i = 0; i < NAT_GATES_MAX; i++) {
		if (!g->gates[i].me.family)
			continue;
		for (k = 0; k < NAT_PENDING_MAX; k++) {
			q = &g->gates[i].pending[k];
			if (!q->open || q->serial != serial)
				continue;
			if (!(q->request.opcode & NATPMP_RESPONSE)) {
				not_answered(g, &g->gates[i], q,
					     "no answer came");
				return;
			}
			/* Passed by silence, failed by an answer. */
			q->open = false;
			pass_at(g, REQ_PMP_G_37, &q->last);
			return;
		}
	}
}

/* The waits of a deletion together, after which an answer is no longer waited
 * for. */
static uint64_t
patience_ms(void)
{
	uint64_t sum = 0;
	unsigned i;

	for (i = 0; i < judge_wait_count(&natpmp_request_chart, "brief"); i++)
		sum += judge_wait_ms(&natpmp_request_chart, "brief", i, 0);
	return sum;
}

static void
asked(struct natpmp_gateway *g, const struct nat_seen *s)
{
	const unsigned sends = judge_wait_count(&natpmp_request_chart, "brief");
	const struct nat_lease *l;
	struct nat_gate *t;
	struct nat_pending *q;
	uint64_t wait = 0;

	if (s->gateway.address[0] >= 224)
		return;
	t = gate_of(g, &s->gateway);
	if (t->external && !nat_is_mapping(s->opcode))
		return;
	q = pending_of(t, s);
	if (q->sends++ == 0 && nat_is_mapping(s->opcode)) {
		l = nat_find_lease(t, &s->client, s->opcode, s->internal_port);
		q->exists = l && nat_lease_lives(l, s->packet->time_ns);
		q->repeated = l && l->state == NAT_LEASE_DELETED;
	}
	q->last = evidence_of(s->packet);
	q->last_ns = s->packet->time_ns;
	if (q->sends == 1 || !(s->opcode & NATPMP_RESPONSE || t->external))
		q->serial = ++g->serial;
	if (!q->defined)
		return;
	if (s->opcode & NATPMP_RESPONSE || t->external)
		wait = q->sends == 1 ? patience_ms() : 0;
	else if (q->sends >= sends)
		wait = judge_wait_ms(&natpmp_request_chart, "brief", sends - 1,
				     0);
	if (wait)
		judge_call_at(g->judge, judge_missing_at_ns(
				      g->judge, s->packet->time_ns, wait),
			      send_is_unanswered, g, q->serial);
}

static void
unreachable(struct natpmp_gateway *g, const struct nat_seen *s)
{
	struct nat_gate *t = gate_of(g, &s->gateway);
	struct nat_pending *q;
	unsigned i;

	if (!t->answered && !t->external)
		/* Passed by a router without NAT-PMP that says so. */
		nat_gate_pass(g, REQ_PMP_G_48, s);
	for (i = 0; i < NAT_PENDING_MAX; i++) {
		q = &t->pending[i];
		if (!q->open || !endpoint_same_address(&q->request.client,
						       &s->client))
			continue;
		if ((t->answered || t->external) && q->defined &&
		    !(q->request.opcode & NATPMP_RESPONSE))
			not_answered(g, t, q, "the port is closed, though it "
				     "answered before");
		q->open = false;
	}
}

/* Answers ---------------------------------------------------------------- */

/* How well S suits Q's octets: there are no transaction ids. */
enum suits { SUITS_NOT, SUITS_OPCODE, SUITS_PORT, SUITS_WELL };

static enum suits
suits(const struct nat_pending *q, const struct nat_seen *s)
{
	const struct nat_seen *asked = &q->request;
	const bool same = nat_asked(s) == nat_asked(asked);

	if (asked->opcode & NATPMP_RESPONSE)
		return SUITS_NOT;
	if (asked->version) {
		if (!s->version && s->result != NATPMP_UNSUPPORTED_VERSION)
			return SUITS_NOT;
		return same ? SUITS_WELL : SUITS_OPCODE;
	}
	if (s->version || !same)
		return SUITS_NOT;
	if (!nat_is_mapping(asked->opcode))
		return SUITS_WELL;
	if (s->internal_port != asked->internal_port)
		return SUITS_OPCODE;
	/* What is deleted lasts no time, what is granted does. */
	return s->result || !s->readable || !asked->lifetime_s ==
		!s->nat.lifetime_s ? SUITS_WELL : SUITS_PORT;
}

/* How likely S answers Q; 0: it does not. What was sent more often than it was
 * answered may be answered once more. */
static unsigned
likeness(const struct nat_pending *q, const struct nat_seen *s)
{
	enum suits like;

	if (!q->used || q->request.client.port != s->client.port)
		return 0;
	like = suits(q, s);
	if (!endpoint_same_address(&q->request.client, &s->client))
		/* A host that has another address by now: what a trace has of
		 * it tells only where it was when the answer came. */
		return q->open && like == SUITS_WELL ? 6 : 0;
	if (!q->open)
		return like == SUITS_WELL && q->answers < q->sends ? 6 : 0;
	switch (like) {
	case SUITS_WELL:
		return 7;
	case SUITS_PORT:
		return 5;
	case SUITS_OPCODE:
		return 4;
	case SUITS_NOT:
		break;
	}
	/* A response that was thrown at it, the version, the opcode. */
	return q->request.opcode & NATPMP_RESPONSE ? 1 :
		q->request.version ? 2 : 3;
}

/* What no client knows of is not sent again either: that others were answered
 * before and after, and this one was not, is proof enough. */
static void
find_ignored(struct natpmp_gateway *g, struct nat_gate *t,
	     const struct nat_seen *s)
{
	const uint64_t since = t->last_answer.time_ns;
	struct nat_pending *q;
	unsigned i;

	for (i = 0; t->answered && i < NAT_PENDING_MAX; i++) {
		q = &t->pending[i];
		if (q->open && q->defined &&
		    !(q->request.opcode & NATPMP_RESPONSE) &&
		    (q->request.version ||
		     q->request.opcode > NATPMP_OPCODE_MAP_TCP) &&
		    since && s->packet->time_ns > judge_missing_at_ns(
			    g->judge, q->last_ns, patience_ms()))
			not_answered(g, t, q, "no answer came, though others "
				     "were answered before and after");
	}
}

static void
answered(struct natpmp_gateway *g, const struct nat_seen *s)
{
	struct nat_gate *t = find_gate(g, &s->gateway);
	struct nat_pending *q = NULL;
	unsigned i, best = 0, like;

	if (!t)
		return;
	/* The oldest of the likeliest. */
	for (i = 0; i < NAT_PENDING_MAX; i++) {
		like = likeness(&t->pending[i], s);
		if (like && (like > best || (like == best && q &&
					     t->pending[i].serial < q->serial)))
			q = &t->pending[i];
		if (like > best)
			best = like;
	}
	if (!q)
		return;
	q->answers++;
	if (!q->open)
		return;
	q->open = false;
	if (t->external) {
		if (s->readable && !s->result && s->nat.lifetime_s)
			nat_gate_fail(g, REQ_PMP_G_22, q, s, "a request to the "
				      "external address is granted");
		else
			nat_gate_pass(g, REQ_PMP_G_22, s);
		return;
	}
	find_ignored(g, t, s);
	t->answered = true;
	t->dead = false;
	t->last_answer = evidence_of(s->packet);
	if (q->request.opcode & NATPMP_RESPONSE) {
		nat_gate_fail(g, REQ_PMP_G_37, q, s, "a packet of opcode %u, "
			      "which is a response's, is answered",
			      q->request.opcode);
		return;
	}
	nat_judge_answer(g, t, q, s);
}

/* The monitor ------------------------------------------------------------ */

static void
gateway_message(void *state, const struct message *m)
{
	struct natpmp_gateway *g = state;
	struct nat_seen s;

	nat_see(m->packet, &s);
	switch (s.kind) {
	case NAT_NOTHING:
		break;
	case NAT_REQUEST:
		asked(g, &s);
		break;
	case NAT_RESPONSE:
		answered(g, &s);
		break;
	case NAT_ANNOUNCEMENT:
		nat_gate_announced(g, gate_of(g, &s.gateway), &s);
		break;
	case NAT_UNREACHABLE:
		unreachable(g, &s);
		break;
	}
}

static int
gateway_open(struct judge *j, void **state)
{
	struct natpmp_gateway *g = calloc(1, sizeof(*g));

	if (!g)
		return -ENOMEM;
	g->judge = j;
	*state = g;
	return 0;
}

static const enum requirement_id gateway_rules[] = {
	REQ_PMP_B_01, REQ_PMP_B_02, REQ_PMP_B_03, REQ_PMP_B_04, REQ_PMP_B_05,
	REQ_PMP_B_07, REQ_PMP_B_09, REQ_PMP_B_10, REQ_PMP_G_01, REQ_PMP_G_02,
	REQ_PMP_G_03, REQ_PMP_G_04, REQ_PMP_G_05, REQ_PMP_G_06, REQ_PMP_G_07,
	REQ_PMP_G_08, REQ_PMP_G_09, REQ_PMP_G_10, REQ_PMP_G_11, REQ_PMP_G_12,
	REQ_PMP_G_16, REQ_PMP_G_17, REQ_PMP_G_18, REQ_PMP_G_19, REQ_PMP_G_21,
	REQ_PMP_G_22, REQ_PMP_G_23, REQ_PMP_G_24, REQ_PMP_G_25, REQ_PMP_G_27,
	REQ_PMP_G_28, REQ_PMP_G_29, REQ_PMP_G_30, REQ_PMP_G_31, REQ_PMP_G_34,
	REQ_PMP_G_36, REQ_PMP_G_37, REQ_PMP_G_38, REQ_PMP_G_39, REQ_PMP_G_40,
	REQ_PMP_G_41, REQ_PMP_G_42, REQ_PMP_G_43, REQ_PMP_G_44, REQ_PMP_G_46,
	REQ_PMP_G_48, REQUIREMENT_COUNT
};

const struct monitor natpmp_gateway_monitor = {
	.name = "natpmp_gateway", .rules = gateway_rules,
	.open = gateway_open, .message = gateway_message, .close = free
};
