/* SPDX-License-Identifier: Apache-2.0 */
/* llq_reply.c - which request a reply answers, and Setup Challenges as a whole
 * (RFC 8764, 5.2.2). */
#include "lab/judge/llq.h"

/* Matching --------------------------------------------------------------- */

static bool
has_opcode(const struct message *msg, uint16_t opcode)
{
	unsigned i;

	for (i = 0; i < msg->dns.options.llq_count; i++)
		if (msg->dns.options.llq[i].opcode == opcode)
			return true;
	return false;
}

static uint64_t
octets_of(const struct message *msg)
{
	return hash_octets(HASH_SEED, msg->dns.octets, msg->dns.length);
}

/* Of a Setup Request and a Challenge Response with one message id the reply may
 * answer either; a challenge that comes once more looks like an acknowledgement
 * without answers (appendix A). */
static struct exchange *
setup_or_response(struct exchange *setup, struct exchange *response,
		  const struct message *msg)
{
	if (!setup || !response)
		return setup ? setup : response;
	if (setup->replies.count < setup->sends.count + setup->early &&
	    (!setup->replies.count || setup->reply_octets == octets_of(msg))) {
		response->perhaps = true;
		return setup;
	}
	return response;
}

static struct exchange *
later(struct exchange *a, struct exchange *b)
{
	if (!a || !b)
		return a ? a : b;
	return llq_last(&a->sends)->time_ns > llq_last(&b->sends)->time_ns ?
		a : b;
}

static struct exchange *
exchange_for(struct llq_monitor *m, const struct message *msg)
{
	const struct waiting *w = entries_find(m->waiting,
		hash_mix(msg->back, msg->dns.id));
	struct exchange *setup, *response, *refresh, *early;

	if (!w)
		return NULL;
	setup = entries_at(m->exchanges, w->exchanges[EXCHANGE_SETUP]);
	response = entries_at(m->exchanges, w->exchanges[EXCHANGE_RESPONSE]);
	refresh = entries_at(m->exchanges, w->exchanges[EXCHANGE_REFRESH]);
	if (has_opcode(msg, DNS_LLQ_REFRESH) && refresh)
		return refresh;
	if (has_opcode(msg, DNS_LLQ_SETUP)) {
		early = setup_or_response(setup, response, msg);
		if (early)
			return early;
	}
	return later(later(setup, response), refresh);
}

/* Replies that answer nothing -------------------------------------------- */

/* S-07: it goes to the address of the request, but not to its port. */
static bool
is_misdirected(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const uint64_t *stray = entries_find(m->strays, hash_mix(hash_endpoint(
		hash_address(HASH_SEED, &p->to), &p->from), msg->dns.id));
	struct exchange *x = stray ? entries_at(m->exchanges, *stray) : NULL;
	const struct pair *pair = x ? entries_at(m->pairs, x->pair) : NULL;

	if (!pair || x->replies.count || pair->client.port == p->to.port ||
	    !endpoint_same_address(&pair->client, &p->to))
		return false;
	llq_fail(m, REQ_LLQ_S_07, JUDGE_SERVER, llq_last(&x->sends), p,
		 "the reply goes to port %u; the request came from port %u",
		 p->to.port, pair->client.port);
	x->silence_judged = true;
	return true;
}

/* A challenge whose Setup Request was not recorded. */
static void
adopt(struct llq_monitor *m, const struct message *msg, struct pair *pair,
      uint64_t question)
{
	const struct dns_llq *o = msg->dns.options.llq;
	struct query *q = llq_get_query(m, pair, question);

	q->phase = QUERY_CHALLENGED;
	q->id = o->id;
	q->granted_s = o->lease_s;
	q->challenge = evidence_of(msg->packet);
}

/* S-12, S-28, S-47: the reply to a request that waits for one has another
 * message ID. S-36: a message about a query that is held, asked for by nobody,
 * is an event, and has to say so. */
static bool
judge_unasked(struct llq_monitor *m, const struct message *msg)
{
	static const enum requirement_id rules[EXCHANGE_KINDS] = {
		REQ_LLQ_S_12, REQ_LLQ_S_28, REQ_LLQ_S_47 };
	const struct packet *p = msg->packet;
	struct pair *pair = llq_pair(m, &p->to, &p->from);
	const struct dns_llq *o = msg->dns.options.llq;
	struct dns_question question;
	struct query *q;
	struct exchange *x;

	if (!msg->dns.options.llq_count)
		return false;
	if (is_misdirected(m, msg))
		return true;
	if (!dns_first_question(&msg->dns, &question))
		return false;
	q = llq_find_query(m, pair, hash_question(&question));
	if (!q && o->opcode == DNS_LLQ_SETUP && o->id && !o->error)
		adopt(m, msg, pair, hash_question(&question));
	x = q ? entries_at(m->exchanges, q->exchange) : NULL;
	if (x && !x->replies.count && x->id != msg->dns.id &&
	    !x->silence_judged && (o->opcode == DNS_LLQ_REFRESH) ==
	    (x->kind == EXCHANGE_REFRESH)) {
		llq_fail(m, rules[x->kind], JUDGE_SERVER, llq_last(&x->sends),
			 p, "the reply has message ID 0x%04x; the request has "
			 "0x%04x", msg->dns.id, x->id);
		x->silence_judged = true;
		return true;
	}
	if (q && q->phase == QUERY_HELD && o->id == q->id &&
	    msg->dns.count[DNS_ANSWER] && o->opcode != DNS_LLQ_EVENT && x &&
	    x->id != msg->dns.id)
		judge_fail_packet(m->judge, REQ_LLQ_S_36, JUDGE_SERVER, p,
				  "a message with changes that answers no "
				  "request has LLQ-OPCODE %u; an event's is 3",
				  o->opcode);
	else
		return false;
	llq_keep_changes(m, msg, q);
	return false;
}

/* Setup Challenge -------------------------------------------------------- */

static bool
has_question(const struct message *msg, uint64_t question)
{
	struct dns_question q;
	struct dns_iterator it;

	dns_questions(&msg->dns, &it);
	while (dns_next_question(&it, &q))
		if (hash_question(&q) == question)
			return true;
	return false;
}

static bool
has_all_questions(const struct message *msg, const struct exchange *x)
{
	unsigned i;

	for (i = 0; i < x->count; i++)
		if (!has_question(msg, x->asked[i].question))
			return false;
	return true;
}

/* The reply has no LLQ option: no LLQ here (C-04). S-15: FORMERR in the header
 * to a malformed option is a violation if this server takes part in LLQ at
 * all, which may be seen later. S-12: one that takes part, and answers as if it
 * did not. */
static void
judge_plain_reply(struct llq_monitor *m, const struct message *msg,
		  struct exchange *x)
{
	const struct packet *p = msg->packet;
	struct server *s = llq_server(m, &p->from);
	const struct pair *pair = entries_at(m->pairs, x->pair);
	struct query *q;
	unsigned i;

	if (x->odd && dns_rcode(&msg->dns) == DNS_RCODE_FORMERR &&
	    !s->formerr_count) {
		s->formerr[s->formerr_count++] = *llq_last(&x->sends);
		s->formerr[s->formerr_count++] = evidence_of(p);
	}
	if (!x->odd && s->speaks && dns_rcode(&msg->dns) == DNS_RCODE_NOERROR)
		llq_fail(m, REQ_LLQ_S_12, JUDGE_SERVER, llq_last(&x->sends), p,
			 "a server of long-lived queries answers a Setup "
			 "Request without an LLQ option");
	for (i = 0; pair && i < x->count; i++) {
		q = llq_find_query(m, pair, x->asked[i].question);
		if (!q || q->phase == QUERY_HELD)
			continue;
		q->phase = QUERY_REFUSED;
		q->error = 0;
		q->challenge = evidence_of(p);
		llq_polls_refused(m, msg, pair, q);
	}
}

/* S-09: what was sent again gets the same reply again: the same LLQ-IDs. */
static void
judge_repeat(struct llq_monitor *m, const struct message *msg,
	     struct exchange *x)
{
	uint64_t ids = HASH_SEED;
	unsigned i;

	for (i = 0; i < msg->dns.options.llq_count; i++)
		ids = hash_mix(ids, msg->dns.options.llq[i].id);
	if (!x->replies.count)
		x->reply_ids = ids;
	else if (x->sends.count < 2)
		return;
	else if (ids == x->reply_ids)
		judge_pass(m->judge, REQ_LLQ_S_09, JUDGE_SERVER, msg->packet);
	else
		llq_fail(m, REQ_LLQ_S_09, JUDGE_SERVER, &x->replies.of[0],
			 msg->packet, "the same request got other LLQ-IDs than "
			 "before");
}

/* S-12: message ID (by which it was found) and questions. S-13: one OPT with
 * one option a question. S-15: FORMAT-ERR is in the option, not in the header. */
static void
judge_challenge(struct llq_monitor *m, const struct message *msg,
		struct exchange *x)
{
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	const bool questions = has_all_questions(msg, x);
	const bool options = o->llq_count == x->count && msg->opt.count == 1;
	unsigned i;

	if (!o->llq_count && !o->llq_malformed) {
		judge_plain_reply(m, msg, x);
		return;
	}
	llq_check(m, questions, REQ_LLQ_S_12, JUDGE_SERVER, p, "the challenge "
		  "does not have all questions of the request");
	if (!x->odd || options)
		llq_check(m, options, REQ_LLQ_S_13, JUDGE_SERVER, p,
			  "%u LLQ options in %u OPT records for %u questions",
			  o->llq_count, msg->opt.count, x->count);
	if (x->malformed || dns_rcode(&msg->dns) == DNS_RCODE_FORMERR)
		llq_check(m, dns_rcode(&msg->dns) != DNS_RCODE_FORMERR,
			  REQ_LLQ_S_15, JUDGE_SERVER, p,
			  "the header has RCODE FORMERR");
	if (msg->opt.class == 0 || !msg->opt.count)
		judge_unclear(m->judge, REQ_LLQ_B_10, "whether a CLASS of 0 is "
			      "ignored is seen only with long answers");
	for (i = 0; i < o->llq_count && i < x->count; i++)
		llq_judge_grant(m, msg, x, i, !questions || !options);
}

/* All replies ------------------------------------------------------------ */

/* S-08: more replies than requests. Copies that the network made of a request
 * may each have been answered. */
static void
judge_count(struct llq_monitor *m, const struct packet *p,
	    const struct exchange *x)
{
	struct evidence e[3];
	unsigned n = 0;

	if (x->stream || x->replies.count < x->sends.count + x->early)
		return;
	e[n++] = *llq_last(&x->sends);
	e[n++] = x->replies.of[0];
	e[n++] = evidence_of(p);
	judge_fail(m->judge, REQ_LLQ_S_08, JUDGE_SERVER, e, n, "reply %u to a "
		   "request that was sent %u times; a server sends none again "
		   "by itself", x->replies.count + 1, x->sends.count);
}

/* S-08 holds where a request was sent again that had been answered: the
 * answers, and no others, were as many. */
bool
llq_reply(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	struct exchange *x = exchange_for(m, msg);

	if (!x)
		return judge_unasked(m, msg);
	if (msg->copy)
		return true;
	judge_count(m, p, x);
	if (x->replies.count >= x->sends.count + x->early)
		return true;
	judge_pass(m->judge, REQ_LLQ_S_08, JUDGE_SERVER, p);
	if (x->kind != EXCHANGE_REFRESH)
		judge_repeat(m, msg, x);
	if (msg->use == MESSAGE_LLQ)
		judge_pass(m->judge, REQ_LLQ_S_07, JUDGE_SERVER, p);
	if (x->kind == EXCHANGE_SETUP)
		judge_challenge(m, msg, x);
	else if (x->kind == EXCHANGE_RESPONSE)
		llq_judge_ack(m, msg, x);
	else
		llq_judge_refresh_ack(m, msg, x);
	if (!x->replies.count)
		x->reply_octets = octets_of(msg);
	llq_sent(&x->replies, p);
	return true;
}
