/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_answers.c - answers of NAT-PMP gateways (RFC 6886, 3.2 to 3.5), one by
 * one and against what was granted before. */
#include "lab/judge/natpmp_gateway.h"

#include <string.h>

enum { ADDRESS_REPLY = 12, MAP_REPLY = 16, BARE_ERROR = 8, RESULT_END = 4 };

/* What is granted -------------------------------------------------------- */

bool
nat_lease_lives(const struct nat_lease *l, uint64_t now_ns)
{
	return l->state == NAT_LEASE_HELD && now_ns - l->since_ns <=
		l->lifetime_s * UINT64_C(1000000000);
}

struct nat_lease *
nat_find_lease(struct nat_gate *t, const struct endpoint *client,
	       uint8_t opcode, uint16_t internal_port)
{
	unsigned i;

	for (i = 0; i < NAT_LEASES_MAX; i++)
		if (t->leases[i].state && t->leases[i].opcode == opcode &&
		    t->leases[i].internal_port == internal_port &&
		    endpoint_same_address(&t->leases[i].client, client))
			return &t->leases[i];
	return NULL;
}

static struct nat_lease *
lease_of(struct natpmp_gateway *g, struct nat_gate *t,
	 const struct endpoint *client, uint8_t opcode, uint16_t internal_port)
{
	struct nat_lease *l = nat_find_lease(t, client, opcode, internal_port);
	unsigned i;

	if (!l) {
		l = t->leases;
		for (i = 1; i < NAT_LEASES_MAX; i++)
			if (t->leases[i].used < l->used)
				l = &t->leases[i];
		memset(l, 0, sizeof(*l));
		l->client = *client;
		l->opcode = opcode;
		l->internal_port = internal_port;
	}
	l->used = ++g->serial;
	return l;
}

/* Who else has that external port: of PROTOCOL's opcode, or of the other. */
static const struct nat_lease *
taken_by_other(const struct nat_gate *t, const struct endpoint *client,
	       uint8_t opcode, bool same_protocol, uint16_t external_port,
	       uint64_t now_ns)
{
	unsigned i;

	for (i = 0; i < NAT_LEASES_MAX; i++) {
		const struct nat_lease *l = &t->leases[i];

		if (nat_lease_lives(l, now_ns) &&
		    l->external_port == external_port &&
		    (l->opcode == opcode) == same_protocol &&
		    !endpoint_same_address(&l->client, client))
			return l;
	}
	return NULL;
}

/* Form ------------------------------------------------------------------- */

static void
fail_version(struct natpmp_gateway *g, const struct nat_pending *q,
	     const struct nat_seen *s)
{
	static const enum requirement_id rules[] = {
		REQ_PMP_G_01, REQ_PMP_G_02
	};
	unsigned i;

	for (i = 0; i < 2; i++)
		nat_gate_fail(g, rules[i], q, s, "version %u gets result %u, "
			      "not 1", q->request.version, s->result);
}

/* Version 1, 2 ...: passed by an answer of version 0 with result 1 in 8 octets;
 * a gateway that speaks PCP answers in its own version, as 1.1 has it. */
static void
judge_version(struct natpmp_gateway *g, struct nat_gate *t,
	      const struct nat_pending *q, const struct nat_seen *s)
{
	const unsigned asked = q->request.version;

	if (s->version == 2 && (asked == 2 || t->pcp ||
				s->result == NATPMP_UNSUPPORTED_VERSION)) {
		t->pcp = true;
		if (asked == 2 || s->result == NATPMP_UNSUPPORTED_VERSION)
			nat_gate_pass(g, REQ_PMP_G_01, s);
		else
			fail_version(g, q, s);
		return;
	}
	if (t->pcp && s->result == NATPMP_UNSUPPORTED_VERSION)
		nat_gate_pass(g, REQ_PMP_G_01, s);
	else if (t->pcp)
		fail_version(g, q, s);
	/* What a gateway with PCP says wrongly is no error of 3.5's form. */
	if (t->pcp && s->result != NATPMP_UNSUPPORTED_VERSION)
		return;
	if (s->result == NATPMP_UNSUPPORTED_VERSION && s->version == 0)
		nat_gate_pass(g, REQ_PMP_G_02, s);
	else
		nat_gate_fail(g, REQ_PMP_G_02, q, s, "version %u gets result "
			      "%u of version %u, not result 1 of version 0",
			      asked, s->result, s->version);
	/* 3.5 prints opcode 0, erratum 3618 has 128; 3 has 128 + the
	 * request's. */
	if (s->packet->length == BARE_ERROR && s->result == 1 &&
	    (s->opcode == 0 || s->opcode == NATPMP_RESPONSE ||
	     s->opcode == (q->request.opcode | NATPMP_RESPONSE)))
		nat_gate_pass(g, REQ_PMP_G_03, s);
	else
		nat_gate_fail(g, REQ_PMP_G_03, q, s, "the answer to version %u "
			      "has %zu octets, opcode %u, result %u; 8 octets, "
			      "opcode 128 and result 1 are expected", asked,
			      s->packet->length, s->opcode, s->result);
}

/* Passed by the whole request, its top opcode bit set and result 5 in it. */
static void
judge_echo(struct natpmp_gateway *g, const struct nat_pending *q,
	   const struct nat_seen *s)
{
	const size_t kept = q->length < NAT_OCTETS_KEPT ? q->length :
		NAT_OCTETS_KEPT;
	const size_t length = q->length < RESULT_END ? RESULT_END : q->length;
	const bool same = kept <= RESULT_END || s->packet->length < kept ||
		!memcmp(s->packet->octets + RESULT_END, q->octets + RESULT_END,
			kept - RESULT_END);

	if (s->packet->length == length && same && s->version == 0 &&
	    s->opcode == (q->request.opcode | NATPMP_RESPONSE) &&
	    s->result == NATPMP_UNSUPPORTED_OPCODE)
		nat_gate_pass(g, REQ_PMP_G_38, s);
	else
		nat_gate_fail(g, REQ_PMP_G_38, q, s, "opcode %u in %zu octets "
			      "gets opcode %u, result %u in %zu octets%s; the "
			      "whole request with opcode %u and result 5 is "
			      "expected", q->request.opcode, q->length,
			      s->opcode, s->result, s->packet->length,
			      same ? "" : ", changed behind the result",
			      q->request.opcode | NATPMP_RESPONSE);
}

/* Of requests of opcode 0, 1 and 2. False: no further look at it. */
static bool
judge_head(struct natpmp_gateway *g, const struct nat_pending *q,
	   const struct nat_seen *s)
{
	const bool maps = nat_is_mapping(q->request.opcode);
	const enum requirement_id form = maps ? REQ_PMP_B_09 : REQ_PMP_B_07;
	const enum requirement_id opcode = maps ? REQ_PMP_G_12 : REQ_PMP_G_04;
	const size_t wanted = maps ? MAP_REPLY : ADDRESS_REPLY;
	const size_t length = s->packet->length;

	if (s->elsewhere)
		nat_gate_fail(g, REQ_PMP_B_05, q, s, "the answer is sent from "
			      "port %u, not %d", s->gateway.port, NATPMP_PORT);
	else
		nat_gate_pass(g, REQ_PMP_B_05, s);
	if (s->version) {
		nat_gate_fail(g, REQ_PMP_B_01, q, s, "a request of version 0 "
			      "is answered by version %u", s->version);
		return false;
	}
	nat_gate_pass(g, REQ_PMP_B_01, s);
	if (!(s->opcode & NATPMP_RESPONSE))
		nat_gate_fail(g, REQ_PMP_B_03, q, s, "the answer has opcode "
			      "%u, a request's", s->opcode);
	else if (nat_asked(s) == q->request.opcode)
		nat_gate_pass(g, REQ_PMP_B_03, s);
	if (s->opcode == (q->request.opcode | NATPMP_RESPONSE)) {
		if (maps)
			nat_gate_pass(g, opcode, s);
	} else {
		nat_gate_fail(g, opcode, q, s, "opcode %u is answered by opcode "
			      "%u", q->request.opcode, s->opcode);
	}
	if (length < BARE_ERROR)
		nat_gate_fail(g, REQ_PMP_B_04, q, s, "%zu octets are too short "
			      "for a result and an epoch", length);
	else
		nat_gate_pass(g, REQ_PMP_B_04, s);
	if (length >= RESULT_END && s->result > NATPMP_UNSUPPORTED_OPCODE)
		nat_gate_fail(g, REQ_PMP_B_10, q, s, "result %u is not defined",
			      s->result);
	else if (length >= RESULT_END)
		nat_gate_pass(g, REQ_PMP_B_10, s);
	/* 1 to 5 with their octets swapped */
	if (s->result && s->result % 256 == 0 && s->result >> 8 <=
	    NATPMP_UNSUPPORTED_OPCODE)
		nat_gate_fail(g, REQ_PMP_B_02, q, s, "result %u is %u with its "
			      "octets swapped", s->result, s->result >> 8);
	if (length == wanted) {
		nat_gate_pass(g, form, s);
		return s->opcode == (q->request.opcode | NATPMP_RESPONSE);
	}
	nat_gate_fail(g, form, q, s, "the answer has %zu octets, not %zu",
		      length, wanted);
	if (!maps)
		nat_gate_fail(g, REQ_PMP_G_04, q, s, "the answer has %zu "
			      "octets, not %zu", length, wanted);
	if (s->result)
		nat_gate_fail(g, REQ_PMP_G_39, q, s, "the failure is told in "
			      "%zu octets, not %zu", length, wanted);
	return false;
}

/* Addresses -------------------------------------------------------------- */

static void
judge_address(struct natpmp_gateway *g, const struct nat_gate *t,
	      const struct nat_pending *q, const struct nat_seen *s)
{
	nat_gate_pass(g, REQ_PMP_G_04, s);
	if (!s->result)
		return;
	nat_gate_pass(g, REQ_PMP_G_39, s);
	if (!s->nat.address) {
		nat_gate_pass(g, REQ_PMP_G_05, s);
		nat_gate_pass(g, REQ_PMP_G_41, s);
		return;
	}
	nat_gate_fail(g, REQ_PMP_G_05, q, s, "result %u comes with an address, "
		      "not 0", s->result);
	if (s->nat.address == t->address)
		nat_gate_pass(g, REQ_PMP_G_41, s);
	else if (t->address)
		nat_gate_fail(g, REQ_PMP_G_41, q, s, "result %u comes with an "
			      "address that is not the gateway's", s->result);
}

/* Mappings --------------------------------------------------------------- */

static bool
is_swapped_port(uint16_t seen, uint16_t asked)
{
	return seen != asked && seen == (uint16_t)(asked << 8 | asked >> 8);
}

/* False: the port that identifies the request is not that of the request. */
static bool
judge_internal_port(struct natpmp_gateway *g, const struct nat_pending *q,
		    const struct nat_seen *s)
{
	const uint16_t asked = q->request.nat.internal_port;

	if (s->nat.internal_port == asked) {
		nat_gate_pass(g, REQ_PMP_B_02, s);
		if (s->result)
			nat_gate_pass(g, REQ_PMP_G_42, s);
		return true;
	}
	if (is_swapped_port(s->nat.internal_port, asked))
		nat_gate_fail(g, REQ_PMP_B_02, q, s, "internal port %u is %u "
			      "with its octets swapped", s->nat.internal_port,
			      asked);
	else if (s->result)
		nat_gate_fail(g, REQ_PMP_G_42, q, s, "the failure names "
			      "internal port %u, not %u", s->nat.internal_port,
			      asked);
	else if (nat_is_deletion(&q->request))
		return true;	/* see judge_deletion */
	else
		nat_gate_fail(g, REQ_PMP_B_09, q, s, "the answer names internal "
			      "port %u, not %u", s->nat.internal_port, asked);
	return false;
}

static void
judge_lifetime(struct natpmp_gateway *g, const struct nat_pending *q,
	       const struct nat_seen *s)
{
	const uint32_t asked = q->request.nat.lifetime_s;
	const uint32_t given = s->nat.lifetime_s;

	if (given != asked && given == nat_swapped(asked)) {
		nat_gate_fail(g, REQ_PMP_B_02, q, s, "lifetime %u is %u with "
			      "its octets swapped", given, asked);
		return;
	}
	if (given > asked) {
		nat_gate_fail(g, REQ_PMP_G_24, q, s, "%u s are granted, more "
			      "than the %u asked for", given, asked);
		return;
	}
	nat_gate_pass(g, REQ_PMP_G_24, s);
	if (given < asked)
		nat_gate_pass(g, REQ_PMP_G_23, s);
}

/* What should have ended L. */
static enum requirement_id
ended_by(const struct nat_lease *l)
{
	return l->state == NAT_LEASE_DELETED ? REQ_PMP_G_28 :
		l->state == NAT_LEASE_ALL_DELETED ? REQ_PMP_G_34 :
		REQ_PMP_G_25;
}

/* Where a mapping of that port was before, and should be gone. It is not if its
 * own port comes back though another was suggested; it is if the suggestion is
 * granted, by a gateway that does not do so where a mapping is (PMP-G-21). */
static void
judge_gone(struct natpmp_gateway *g, const struct nat_gate *t,
	   const struct nat_lease *l, const struct nat_pending *q, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	const uint16_t suggested = q->request.nat.external_port;
	const uint64_t end_ns = l->since_ns + l->lifetime_s *
		UINT64_C(1000000000);
	const enum requirement_id r = ended_by(l);

	if (!suggested || suggested == l->external_port)
		return;
	if (r == REQ_PMP_G_25 &&
	    now < judge_missing_at_ns(g->judge, end_ns, 0))
		return;
	if (s->nat.external_port == suggested && t->keeps_ports)
		nat_gate_pass(g, r, s);
	else if (s->nat.external_port == l->external_port)
		nat_gate_fail(g, r, q, s, "internal port %u is still mapped to "
			      "%u, though that mapping %s", l->internal_port,
			      l->external_port, r == REQ_PMP_G_25 ?
			      "has expired" : "was deleted");
}

/* A port that others have, or have for the other protocol. */
static void
judge_sharing(struct natpmp_gateway *g, const struct nat_gate *t,
	      const struct nat_pending *q, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	const struct endpoint *client = &q->request.client;
	const uint8_t opcode = q->request.opcode;
	const uint16_t given = s->nat.external_port;
	const uint16_t suggested = q->request.nat.external_port;

	if (!given) {
		nat_gate_fail(g, REQ_PMP_G_19, q, s, "success with external "
			      "port 0");
		return;
	}
	if (taken_by_other(t, client, opcode, true, given, now))
		nat_gate_fail(g, REQ_PMP_G_19, q, s, "port %u is granted, which "
			      "another client has", given);
	else if (suggested && suggested != given) {
		nat_gate_pass(g, REQ_PMP_G_18, s);
		nat_gate_pass(g, REQ_PMP_G_19, s);
	}
	if (taken_by_other(t, client, opcode, false, given, now)) {
		nat_gate_fail(g, REQ_PMP_G_16, q, s, "port %u is granted, whose "
			      "companion another client has", given);
		nat_gate_fail(g, REQ_PMP_G_17, q, s, "port %u is granted, whose "
			      "companion another client has", given);
	} else if (suggested && suggested != given &&
		   taken_by_other(t, client, opcode, false, suggested, now)) {
		nat_gate_pass(g, REQ_PMP_G_16, s);
		nat_gate_pass(g, REQ_PMP_G_17, s);
	}
}

/* Another client is given what an expired or deleted mapping had. */
static void
judge_reuse(struct natpmp_gateway *g, const struct nat_gate *t,
	    const struct nat_pending *q, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	unsigned i;

	for (i = 0; i < NAT_LEASES_MAX; i++) {
		const struct nat_lease *l = &t->leases[i];

		if (l->state && !nat_lease_lives(l, now) &&
		    l->opcode == q->request.opcode &&
		    l->external_port == s->nat.external_port &&
		    !endpoint_same_address(&l->client, &q->request.client))
			nat_gate_pass(g, ended_by(l), s);
	}
}

static void
judge_grant(struct natpmp_gateway *g, struct nat_gate *t,
	    const struct nat_pending *q, const struct nat_seen *s)
{
	const uint64_t now = s->packet->time_ns;
	const struct nat_seen *asked = &q->request;
	struct nat_lease *l = nat_find_lease(t, &asked->client, asked->opcode,
					     asked->nat.internal_port);

	if (!s->nat.lifetime_s) {
		nat_gate_fail(g, REQ_PMP_G_39, q, s, "success, and a lifetime "
			      "of 0: nothing is granted");
		return;
	}
	judge_lifetime(g, q, s);
	if (asked->nat.reserved)
		nat_gate_pass(g, REQ_PMP_G_11, s);
	if (l && nat_lease_lives(l, now)) {
		if (asked->nat.external_port != l->external_port)
			t->keeps_ports = l->external_port ==
				s->nat.external_port;
		if (l->external_port != s->nat.external_port)
			nat_gate_fail(g, REQ_PMP_G_21, q, s, "internal port %u "
				      "is mapped to %u already, and gets %u",
				      l->internal_port, l->external_port,
				      s->nat.external_port);
		else if (asked->nat.external_port != l->external_port)
			nat_gate_pass(g, REQ_PMP_G_21, s);
	} else {
		if (l)
			judge_gone(g, t, l, q, s);
		judge_sharing(g, t, q, s);
		judge_reuse(g, t, q, s);
	}
	t->granted = true;
	l = lease_of(g, t, &asked->client, asked->opcode,
		     asked->nat.internal_port);
	l->state = NAT_LEASE_HELD;
	l->external_port = s->nat.external_port;
	l->lifetime_s = s->nat.lifetime_s;
	l->since_ns = now;
	l->grant = evidence_of(s->packet);
}

static void
judge_refusal(struct natpmp_gateway *g, struct nat_gate *t,
	      const struct nat_pending *q, const struct nat_seen *s)
{
	const struct nat_seen *asked = &q->request;
	const struct nat_lease *l = nat_find_lease(
		t, &asked->client, asked->opcode, asked->nat.internal_port);

	nat_gate_pass(g, REQ_PMP_G_39, s);
	if (s->nat.external_port || s->nat.lifetime_s)
		nat_gate_fail(g, REQ_PMP_G_43, q, s, "result %u, and external "
			      "port %u, lifetime %u; both are to be 0",
			      s->result, s->nat.external_port,
			      s->nat.lifetime_s);
	else
		nat_gate_pass(g, REQ_PMP_G_43, s);
	if (asked->nat.reserved && t->granted)
		nat_gate_fail(g, REQ_PMP_G_11, q, s, "a request with %u in the "
			      "reserved field gets result %u",
			      asked->nat.reserved, s->result);
	if (l && nat_lease_lives(l, s->packet->time_ns))
		nat_gate_fail(g, REQ_PMP_G_21, q, s, "internal port %u is "
			      "mapped to %u already, and gets result %u",
			      l->internal_port, l->external_port, s->result);
}

/* Deletions -------------------------------------------------------------- */

static void
delete_leases(struct nat_gate *t, const struct nat_seen *asked,
	      const struct nat_seen *s, uint64_t now_ns)
{
	unsigned i;

	for (i = 0; i < NAT_LEASES_MAX; i++) {
		struct nat_lease *l = &t->leases[i];

		if (nat_lease_lives(l, now_ns) && l->opcode == asked->opcode &&
		    endpoint_same_address(&l->client, &asked->client)) {
			l->state = NAT_LEASE_ALL_DELETED;
			l->grant = evidence_of(s->packet);
		}
	}
}

/* The deletion of all a client's mappings of one protocol. */
static void
judge_deletion_of_all(struct natpmp_gateway *g, struct nat_gate *t,
		      const struct nat_pending *q, const struct nat_seen *s)
{
	if (s->result) {
		judge_unclear(g->judge, REQ_PMP_G_35, "some mappings could not "
			      "be deleted; which, and why, no packet shows");
		return;
	}
	nat_gate_pass(g, REQ_PMP_G_36, s);
	if (s->nat.internal_port || s->nat.external_port || s->nat.lifetime_s)
		nat_gate_fail(g, REQ_PMP_G_34, q, s, "the answer names internal "
			      "port %u, external port %u, lifetime %u; all are "
			      "to be 0", s->nat.internal_port,
			      s->nat.external_port, s->nat.lifetime_s);
	else
		nat_gate_pass(g, REQ_PMP_G_34, s);
	delete_leases(t, &q->request, s, s->packet->time_ns);
}

/* A deletion again: but for the epoch the same answer. */
static void
judge_again(struct natpmp_gateway *g, const struct nat_lease *l,
	    const struct nat_pending *q, const struct nat_seen *s)
{
	uint8_t now[NATPMP_MESSAGE_MAX];

	memcpy(now, s->packet->octets, sizeof(now));
	memcpy(now + RESULT_END, l->answer + RESULT_END,
	       BARE_ERROR - RESULT_END);
	if (!memcmp(now, l->answer, sizeof(now)))
		nat_gate_pass(g, REQ_PMP_G_30, s);
	else
		nat_gate_fail(g, REQ_PMP_G_30, q, s, "the repeated deletion of "
			      "port %u gets another answer than the first",
			      l->internal_port);
}

static void
judge_deletion(struct natpmp_gateway *g, struct nat_gate *t,
	       const struct nat_pending *q, const struct nat_seen *s)
{
	const struct nat_seen *asked = &q->request;
	struct nat_lease *l = nat_find_lease(t, &asked->client, asked->opcode,
					     asked->nat.internal_port);
	const bool lives = l && nat_lease_lives(l, s->packet->time_ns);
	const bool again = l && l->state == NAT_LEASE_DELETED;
	const enum requirement_id r = lives ? REQ_PMP_G_28 : REQ_PMP_G_29;

	if (again)
		judge_again(g, l, q, s);
	if (asked->nat.external_port && !s->result)
		nat_gate_pass(g, REQ_PMP_G_27, s);
	else if (asked->nat.external_port)
		nat_gate_fail(g, REQ_PMP_G_27, q, s, "a deletion that suggests "
			      "port %u gets result %u",
			      asked->nat.external_port, s->result);
	if (s->result) {
		/* Passed by a lifetime of 0. */
		if (s->nat.lifetime_s)
			nat_gate_fail(g, REQ_PMP_G_31, q, s, "the failed "
				      "deletion has lifetime %u, not 0",
				      s->nat.lifetime_s);
		else
			nat_gate_pass(g, REQ_PMP_G_31, s);
		if (again || (!lives && s->result != NATPMP_REFUSED))
			nat_gate_fail(g, REQ_PMP_G_29, q, s, "the deletion of "
				      "what does not exist gets result %u",
				      s->result);
		return;
	}
	if (s->nat.internal_port != asked->nat.internal_port ||
	    s->nat.external_port || s->nat.lifetime_s)
		nat_gate_fail(g, r, q, s, "the deletion of port %u is answered "
			      "with internal port %u, external port %u, "
			      "lifetime %u; the port, 0 and 0 are expected",
			      asked->nat.internal_port, s->nat.internal_port,
			      s->nat.external_port, s->nat.lifetime_s);
	else
		nat_gate_pass(g, r, s);
	l = lease_of(g, t, &asked->client, asked->opcode,
		     asked->nat.internal_port);
	l->state = NAT_LEASE_DELETED;
	l->grant = evidence_of(s->packet);
	memcpy(l->answer, s->packet->octets, sizeof(l->answer));
}

void
nat_judge_answer(struct natpmp_gateway *g, struct nat_gate *t,
		 const struct nat_pending *q, const struct nat_seen *s)
{
	const struct nat_seen *asked = &q->request;
	const bool known = !asked->version &&
		asked->opcode <= NATPMP_OPCODE_MAP_TCP;

	/* An unknown request given back has no epoch. */
	if (known || asked->version)
		nat_gate_heard(g, t, s, known && s->result);
	if (asked->version) {
		judge_version(g, t, q, s);
		return;
	}
	if (!known) {
		judge_echo(g, q, s);
		return;
	}
	if (!q->defined || !judge_head(g, q, s))
		return;
	if (!nat_is_mapping(asked->opcode))
		judge_address(g, t, q, s);
	else if (!judge_internal_port(g, q, s))
		return;
	else if (!nat_is_deletion(asked))
		(s->result ? judge_refusal : judge_grant)(g, t, q, s);
	else if (!asked->nat.internal_port)
		judge_deletion_of_all(g, t, q, s);
	else
		judge_deletion(g, t, q, s);
}
