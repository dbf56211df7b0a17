/* SPDX-License-Identifier: Apache-2.0 */
/* llq_grant.c - what a Setup Challenge says of one question: granted, or why
 * not (RFC 8764, 5.2.2). */
#include "lab/judge/llq.h"

#include "core/llq_client_chart.h"

/* S-20: the id is not 0, and nobody else was given it; an id of 64 random bits
 * that comes twice is not random, so S-21 fails too. */
static bool
judge_id(struct llq_monitor *m, const struct message *msg,
	 const struct dns_llq *o, struct query *q)
{
	const struct packet *p = msg->packet;
	struct query *before;

	if (!o->id) {
		judge_fail_packet(m->judge, REQ_LLQ_S_20, JUDGE_SERVER, p,
				  "a query is granted with LLQ-ID 0");
		return false;
	}
	llq_note_id(m, &p->from, o->id, q, &before);
	if (before && before->id == o->id && llq_is_live(m, before, p->time_ns)) {
		llq_fail(m, REQ_LLQ_S_20, JUDGE_SERVER, &before->challenge, p,
			 "the LLQ-ID %016llx was granted to another query",
			 (unsigned long long)o->id);
		llq_fail(m, REQ_LLQ_S_21, JUDGE_SERVER, &before->challenge, p,
			 "the LLQ-ID %016llx is granted twice; an unpredictable "
			 "one is not", (unsigned long long)o->id);
		return false;
	}
	judge_pass(m->judge, REQ_LLQ_S_20, JUDGE_SERVER, p);
	llq_sample(m, &llq_server(m, &p->from)->ids, o->id, 64, REQ_LLQ_S_21, p);
	return true;
}

/* C-27, called later: a challenge that nobody responds to. */
void
llq_judge_challenged(struct llq_monitor *m, const struct query *q,
		     uint64_t now_ns)
{
	const uint64_t waited = now_ns - q->challenge.time_ns;

	if (q->phase != QUERY_CHALLENGED || q->odd || !q->whole ||
	    waited < judge_wait_ms(&llq_client_chart, "resend", 2, 0) *
	    (SECOND / 1000))
		return;
	judge_fail(m->judge, REQ_LLQ_C_27, JUDGE_CLIENT, &q->challenge, 1,
		   "no Challenge Response within %.1f s after the challenge",
		   (double)waited / 1e9);
}

static void
see_challenged(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct query *q = entries_at(m->queries, what);

	if (q && q->phase == QUERY_CHALLENGED)
		llq_judge_challenged(m, q, judge_now_ns(m->judge));
}

/* S-11: the same question, from the same address and another port. */
static void
judge_neighbour(struct llq_monitor *m, const struct packet *p, uint64_t question)
{
	uint64_t *port = entries_get(m->neighbours, hash_mix(hash_endpoint(
		hash_address(HASH_SEED, &p->to), &p->from), question));

	if (!port)
		return;
	if (*port && *port != p->to.port)
		judge_pass(m->judge, REQ_LLQ_S_11, JUDGE_SERVER, p);
	*port = p->to.port;
}

static void
grant(struct llq_monitor *m, const struct message *msg, struct exchange *x,
      unsigned n, struct query *q, bool odd)
{
	const struct packet *p = msg->packet;
	const struct dns_llq *o = &msg->dns.options.llq[n];
	bool good = judge_id(m, msg, o, q);

	llq_check(m, o->lease_s > 0, REQ_LLQ_S_23, JUDGE_SERVER, p,
		  "a query is granted for 0 s");
	good = good && o->lease_s && !odd;
	if (q->id == o->id && q->phase >= QUERY_ANSWERED)
		return;		/* the same challenge once more */
	judge_neighbour(m, p, q->question);
	if (q->id && q->id != o->id)
		q->old_id = q->id;
	q->id = o->id;
	q->granted_s = o->lease_s;
	q->lease_s = o->lease_s;
	q->lease = q->challenge = evidence_of(p);
	q->unreachable = q->ended = q->down = (struct evidence){ 0 };
	q->refreshes.count = 0;
	q->acked = false;
	q->odd = !good;
	q->phase = QUERY_CHALLENGED;
	if (!x->stream)
		judge_call_at(m->judge, p->time_ns + 14 * SECOND,
			      see_challenged, m, entries_handle(m->queries, q));
	else {
		/* over TCP nobody has to prove that he is reachable */
		q->phase = QUERY_HELD;
		llq_keep_answers(m, msg, q);
	}
}

/* S-17: SERV-FULL says when to come again. S-22: the id of what is refused is
 * 0. S-24: so is its lease, but for SERV-FULL. S-15, S-16, S-18, S-19: what the
 * error values are for. */
static void
refuse(struct llq_monitor *m, const struct message *msg, struct exchange *x,
       unsigned n, struct query *q)
{
	const struct packet *p = msg->packet;
	const struct dns_llq *o = &msg->dns.options.llq[n];

	llq_check(m, !o->id, REQ_LLQ_S_22, JUDGE_SERVER, p, "LLQ-ERROR %u with "
		  "LLQ-ID %016llx; expected: 0", o->error,
		  (unsigned long long)o->id);
	if (o->error == DNS_LLQ_SERV_FULL) {
		judge_pass(m->judge, REQ_LLQ_S_16, JUDGE_SERVER, p);
		judge_pass(m->judge, REQ_LLQ_S_50, JUDGE_SERVER, p);
		llq_check(m, o->lease_s > 0, REQ_LLQ_S_17, JUDGE_SERVER, p,
			  "SERV-FULL with LLQ-LEASE 0; expected: seconds after "
			  "which to try again");
	} else
		llq_check(m, !o->lease_s, REQ_LLQ_S_24, JUDGE_SERVER, p,
			  "LLQ-ERROR %u with LLQ-LEASE %u; expected: 0",
			  o->error, o->lease_s);
	if (o->error == DNS_LLQ_STATIC)
		judge_pass(m->judge, REQ_LLQ_S_18, JUDGE_SERVER, p);
	if (o->error == DNS_LLQ_BAD_VERS)
		llq_check(m, x->odd, REQ_LLQ_S_19, JUDGE_SERVER, p,
			  "BAD-VERS for a request of version 1");
	if (q->phase == QUERY_HELD && llq_is_live(m, q, p->time_ns))
		return;		/* asked twice, and once refused */
	q->phase = QUERY_REFUSED;
	q->error = o->error;
	q->challenge = evidence_of(p);
	llq_polls_refused(m, msg, entries_at(m->pairs, x->pair), q);
}

/* S-14: version 1, LLQ-SETUP; the rest by success or error. C-19: the id of
 * what looked like a Challenge Response is not the one that is granted. */
void
llq_judge_grant(struct llq_monitor *m, const struct message *msg,
		struct exchange *x, unsigned n, bool odd)
{
	const struct packet *p = msg->packet;
	const struct dns_llq *o = &msg->dns.options.llq[n];
	struct pair *pair = entries_at(m->pairs, x->pair);
	const bool good = o->version == DNS_LLQ_VERSION &&
		o->opcode == DNS_LLQ_SETUP;

	if (!pair)
		return;
	llq_check(m, good, REQ_LLQ_S_14, JUDGE_SERVER, p,
		  "a challenge's option has version %u, opcode %u; expected "
		  "1, 1", o->version, o->opcode);
	if (o->error)
		refuse(m, msg, x, n, llq_get_query(m, pair,
						   x->asked[n].question));
	else {
		llq_polls_granted(m, pair, x->asked[n].question);
		grant(m, msg, x, n, llq_get_query(m, pair,
						  x->asked[n].question),
		      odd || !good);
	}
}
