/* SPDX-License-Identifier: Apache-2.0 */
/* llq_request.c - Setup Requests and Challenge Responses (RFC 8764, 5.2.1 and
 * 5.2.3), and which transmissions are one request. */
#include "lab/judge/llq.h"

#include <stdlib.h>
#include <string.h>

#include "core/llq_client_chart.h"

enum {
	/* So long after a transmission the same again is a new attempt: more
	 * than three times the longest wait of 5.1. */
	ATTEMPT_GAP_S = 30
};

struct request {
	const struct message *msg;
	struct pair *pair;
	struct exchange *x;
	struct dns_question questions[DNS_QUESTIONS_MAX];
	unsigned question_count;	/* kept */
};

/* Kinds and contents ----------------------------------------------------- */

/* What would be due for the first question, where the options say nothing. */
static enum exchange_kind
kind_due(struct llq_monitor *m, const struct request *r)
{
	const struct query *q = r->question_count ? llq_find_query(m, r->pair,
		hash_question(&r->questions[0])) : NULL;

	if (!q || q->phase == QUERY_ASKED || q->phase >= QUERY_ENDED)
		return EXCHANGE_SETUP;
	return q->phase == QUERY_HELD ? EXCHANGE_REFRESH : EXCHANGE_RESPONSE;
}

static enum exchange_kind
kind_of(struct llq_monitor *m, const struct request *r)
{
	const struct dns_options *o = &r->msg->dns.options;
	const struct query *q;
	unsigned i;

	if (!o->llq_count)
		return kind_due(m, r);

	for (i = 0; i < o->llq_count; i++)
		if (o->llq[i].opcode == DNS_LLQ_REFRESH)
			return EXCHANGE_REFRESH;
	for (i = 0; i < o->llq_count && !o->llq[i].id;)
		i++;
	if (i == o->llq_count)
		return EXCHANGE_SETUP;
	if (o->llq[i].opcode == DNS_LLQ_SETUP)
		return EXCHANGE_RESPONSE;
	/* an opcode that there is not: by what would be due */
	q = llq_query_by_id(m, r->pair, o->llq[i].id);
	return q && q->phase == QUERY_HELD ? EXCHANGE_REFRESH :
		EXCHANGE_RESPONSE;
}

static uint64_t
content_of(const struct request *r, enum exchange_kind kind)
{
	const struct dns_options *o = &r->msg->dns.options;
	uint64_t h = hash_mix(HASH_SEED, kind);
	unsigned i;

	for (i = 0; i < r->question_count; i++)
		h = hash_mix(h, hash_question(&r->questions[i]));
	for (i = 0; i < o->llq_count; i++) {
		h = hash_mix(h, (uint64_t)o->llq[i].version << 32 |
			     (uint64_t)o->llq[i].opcode << 16 |
			     o->llq[i].error);
		h = hash_mix(hash_mix(h, o->llq[i].id), o->llq[i].lease_s);
	}
	return h;
}

static void
read_questions(struct request *r)
{
	struct dns_iterator it;

	r->question_count = 0;
	dns_questions(&r->msg->dns, &it);
	while (r->question_count < DNS_QUESTIONS_MAX &&
	       dns_next_question(&it, &r->questions[r->question_count]))
		r->question_count++;
}

/* One request or the next ------------------------------------------------ */

/* MSG is another transmission of X, not a request of its own. */
static bool
is_again(struct llq_monitor *m, const struct exchange *x,
	 const struct message *msg)
{
	const uint64_t gap = msg->packet->time_ns - llq_last(&x->sends)->time_ns;
	const bool same_id = x->id == msg->dns.id;
	const uint64_t listen_ms = judge_wait_ms(&llq_client_chart, "resend", 2,
						 0);

	if (x->kind == EXCHANGE_REFRESH) {
		if (!x->lease_s)
			return gap < ATTEMPT_GAP_S * SECOND &&
				(same_id || !x->replies.count);
		return x->replies.count ?
			same_id && gap < x->lease_s * SECOND / 4 :
			gap < x->lease_s * SECOND;
	}
	if (gap >= ATTEMPT_GAP_S * SECOND)
		return false;
	if (same_id)
		return true;
	if (x->replies.count || llq_is_renewed(m, &msg->packet->from,
					       llq_last(&x->sends)->time_ns))
		return false;
	/* listened long enough after the third: this is the next attempt */
	return x->sends.count < 3 || judge_too_early(m->judge, gap, listen_ms);
}

static void
finish(struct llq_monitor *m, struct exchange *x)
{
	const uint64_t now_ns = judge_now_ns(m->judge);

	llq_judge_silence(m, x, now_ns, true);
	llq_judge_patience(m, x, now_ns, true);
}

static void
note_waiting(struct llq_monitor *m, const struct message *msg,
	     struct exchange *x)
{
	const struct packet *p = msg->packet;
	struct waiting *w = entries_get(m->waiting, hash_mix(msg->way,
							   msg->dns.id));
	uint64_t *stray = entries_get(m->strays, hash_mix(hash_endpoint(
		hash_address(HASH_SEED, &p->from), &p->to), msg->dns.id));

	if (!w || !stray)
		abort();
	x->id = msg->dns.id;
	w->exchanges[x->kind] = entries_handle(m->exchanges, x);
	*stray = w->exchanges[x->kind];
}

/* The exchange that R belongs to, its transmission noted; *AGAIN: not the
 * first one. */
static struct exchange *
exchange_of(struct llq_monitor *m, struct request *r, bool *again)
{
	const struct packet *p = r->msg->packet;
	const enum exchange_kind kind = kind_of(m, r);
	const uint64_t content = content_of(r, kind);
	const uint64_t key = hash_mix(r->msg->way, content);
	struct exchange *x = entries_find(m->exchanges, key);

	*again = x && is_again(m, x, r->msg);
	/* a reply to an earlier attempt may still come */
	unsigned early = 0;

	if (x && !*again) {
		finish(m, x);
		if (x->sends.count + x->early > x->replies.count)
			early = x->sends.count + x->early - x->replies.count;
	}
	if (!*again) {
		x = entries_get(m->exchanges, key);
		if (!x)
			abort();
		*x = (struct exchange){ .early = early };
		x->kind = kind;
		x->content = content;
		x->pair = entries_handle(m->pairs, r->pair);
		x->stream = p->kind == PACKET_TCP;
	}
	return x;
}

/* Setup Request ---------------------------------------------------------- */

/* C-19: each option as the RFC's table 4 has it. */
static void
judge_setup_option(struct llq_monitor *m, struct request *r,
		   const struct dns_llq *o)
{
	const bool good = o->version == DNS_LLQ_VERSION &&
		o->opcode == DNS_LLQ_SETUP && !o->id &&
		(!o->error || r->x->stream);

	llq_check(m, good, REQ_LLQ_C_19, JUDGE_CLIENT, r->msg->packet,
		  "a Setup Request's option has version %u, opcode %u, error "
		  "%u, id %016llx; expected 1, 1, 0, 0", o->version, o->opcode,
		  o->error, (unsigned long long)o->id);
	r->x->odd = r->x->odd || !good;
}

/* C-20, C-21, C-22, C-23: several questions. One option a question, in one
 * OPT; the same lease; one IP packet. With one question C-21 is not put to the
 * test, but two options for it, or two OPTs, violate it. */
static void
judge_setup_counts(struct llq_monitor *m, struct request *r)
{
	const struct message *msg = r->msg;
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	const unsigned questions = msg->dns.count[DNS_QUESTION];
	const bool good = o->llq_count == questions && msg->opt.count == 1;
	unsigned i;

	if (!good && !o->llq_malformed) {
		r->x->odd = true;
		judge_fail_packet(m->judge, REQ_LLQ_C_21, JUDGE_CLIENT, p,
				  "%u questions, %u LLQ options in %u OPT "
				  "records", questions, o->llq_count,
				  msg->opt.count);
	}
	if (questions < 2)
		return;
	judge_pass(m->judge, REQ_LLQ_C_20, JUDGE_CLIENT, p);
	if (good)
		judge_pass(m->judge, REQ_LLQ_C_21, JUDGE_CLIENT, p);
	for (i = 1; i < o->llq_count; i++)
		if (o->llq[i].lease_s != o->llq[0].lease_s)
			break;
	llq_check(m, i >= o->llq_count, REQ_LLQ_C_22, JUDGE_CLIENT, p,
		  "leases of %u s and %u s are asked for in one request",
		  o->llq[0].lease_s, i < o->llq_count ? o->llq[i].lease_s : 0);
	if (!r->x->stream)
		llq_check(m, !p->fragmented, REQ_LLQ_C_23, JUDGE_CLIENT, p,
			  "%u questions in a request that takes more than one "
			  "IP packet", questions);
}

/* C-25: neither type nor class is ANY, nor is the class NONE (254) or 0, as
 * the RFC writes it. */
static void
judge_question(struct llq_monitor *m, struct request *r,
	       const struct dns_question *q)
{
	const bool good = q->type != DNS_TYPE_ANY &&
		q->class != DNS_CLASS_ANY && q->class != DNS_CLASS_NONE &&
		q->class != 0;

	llq_check(m, good, REQ_LLQ_C_25, JUDGE_CLIENT, r->msg->packet,
		  "a long-lived query for type %u, class %u", q->type,
		  q->class);
	r->x->odd = r->x->odd || !good;
}

/* C-24: fails where one message has a question twice, or where a question is
 * set up that the same end holds already, by a request of its own. Not a
 * failure: the same request again, a client that may have been restarted or
 * have another address outside of its NAT, one whose server was silent or
 * forgot the query. */
static void
judge_twice(struct llq_monitor *m, struct request *r, unsigned n)
{
	const struct packet *p = r->msg->packet;
	const uint64_t question = hash_question(&r->questions[n]);
	const struct query *q = llq_find_query(m, r->pair, question);
	unsigned i;

	for (i = 0; i < n; i++)
		if (hash_question(&r->questions[i]) == question) {
			judge_fail_packet(m->judge, REQ_LLQ_C_24, JUDGE_CLIENT,
					  p, "questions %u and %u of one "
					  "request are the same", i + 1, n + 1);
			r->x->odd = true;
			return;
		}
	if (q && q->phase == QUERY_HELD && q->whole && !q->down.number &&
	    !q->refreshes.count && llq_is_live(m, q, p->time_ns) &&
	    !llq_is_renewed(m, &r->pair->client, q->lease.time_ns))
		llq_fail(m, REQ_LLQ_C_24, JUDGE_CLIENT, &q->lease, p,
			 "a question is set up that this address and port "
			 "holds already (LLQ-ID %016llx)",
			 (unsigned long long)q->id);
	else
		judge_pass(m->judge, REQ_LLQ_C_24, JUDGE_CLIENT, p);
}

/* C-60: a server that was silent three times is asked again, sooner than an
 * hour after the last attempt began. What was heard of it since takes that
 * back. C-45, C-47: a query ran out and is set up anew at once, so it was
 * wanted: it had to be refreshed. */
static void
judge_attempt(struct llq_monitor *m, struct request *r, const struct query *q)
{
	const struct packet *p = r->msg->packet;
	const struct server *s = llq_server(m, &r->pair->server);
	const uint64_t hour_ms = judge_wait_ms(&llq_client_chart, "hour", 0, 0);
	const uint64_t ends_ns = llq_ends_ns(q);

	if (q->down.number && s->heard_ns <= q->down.time_ns) {
		const bool late = !judge_too_early(m->judge, p->time_ns -
			q->attempt.time_ns, hour_ms);

		if (late)
			judge_pass(m->judge, REQ_LLQ_C_60, JUDGE_CLIENT, p);
		else
			llq_fail(m, REQ_LLQ_C_60, JUDGE_CLIENT, &q->attempt, p,
				 "the server was silent, and is asked again "
				 "after %.1f s; expected: not sooner than after "
				 "an hour",
				 llq_seconds(q->attempt.time_ns, p->time_ns));
		judge_pass(m->judge, REQ_LLQ_C_18, JUDGE_CLIENT, p);
		judge_pass(m->judge, REQ_LLQ_C_59, JUDGE_CLIENT, p);
	}
	if (q->phase == QUERY_HELD && q->whole && !q->refreshes.count &&
	    !q->acked && !q->unreachable.number && p->time_ns > ends_ns &&
	    p->time_ns - ends_ns < q->lease_s * SECOND / 10) {
		llq_fail(m, REQ_LLQ_C_45, JUDGE_CLIENT, &q->lease, p,
			 "the lease of %u s ran out and the query is set up "
			 "anew; expected: a Refresh Request before", q->lease_s);
		llq_fail(m, REQ_LLQ_C_47, JUDGE_CLIENT, &q->lease, p,
			 "no refresh at 80%% of the lease of %u s, which ran "
			 "out", q->lease_s);
	}
}

static void
begin_query(struct llq_monitor *m, struct request *r, unsigned n)
{
	const struct packet *p = r->msg->packet;
	const struct dns_options *o = &r->msg->dns.options;
	const uint64_t question = hash_question(&r->questions[n]);
	struct query *q = llq_get_query(m, r->pair, question);

	llq_judge_owed(m, q, p->time_ns, true);
	if (!(q->phase == QUERY_HELD && llq_is_live(m, q, p->time_ns))) {
		const struct query before = *q;

		*q = (struct query){ .pair = before.pair, .next = before.next,
			.question = question, .old_id = before.id,
			.watching = before.watching,
			.watcher = before.watcher, .more = before.more };
	}
	q->whole = true;
	q->setup = evidence_of(p);
	q->asked_s = n < o->llq_count ? o->llq[n].lease_s : 0;
}

static void
judge_setup(struct llq_monitor *m, struct request *r)
{
	const struct dns_options *o = &r->msg->dns.options;
	struct query *q;
	unsigned i;

	for (i = 0; i < o->llq_count; i++)
		judge_setup_option(m, r, &o->llq[i]);
	judge_setup_counts(m, r);
	for (i = 0; i < r->question_count; i++) {
		judge_question(m, r, &r->questions[i]);
		judge_twice(m, r, i);
		r->x->asked[i].question = hash_question(&r->questions[i]);
		q = llq_find_query(m, r->pair, r->x->asked[i].question);
		if (q)
			judge_attempt(m, r, q);
		llq_polls_setup(m, r->msg, r->pair, r->x->asked[i].question);
		begin_query(m, r, i);
		if (i < o->llq_count)
			r->x->asked[i].lease_s = o->llq[i].lease_s;
	}
}

/* Challenge Response ----------------------------------------------------- */

/* C-19 by another way: a Setup Request whose id is not 0 looks like a Challenge
 * Response. That no challenge came before is sure only where the recording
 * would have it: it began long enough before, or has the client's look-ups. */
static void
judge_unprovoked(struct llq_monitor *m, struct request *r,
		 const struct dns_llq *o)
{
	const struct packet *p = r->msg->packet;
	const struct server *s = llq_server(m, &r->pair->server);
	const uint64_t handshake_ns = ATTEMPT_GAP_S * SECOND;

	r->x->odd = true;
	if (!s->heard_ns && !judge_is_complete(m->judge))
		return;
	if (p->time_ns - m->first_ns < handshake_ns &&
	    !llq_discovery_since(m, &r->pair->client, m->first_ns) &&
	    !judge_is_complete(m->judge))
		return;
	judge_fail_packet(m->judge, REQ_LLQ_C_19, JUDGE_CLIENT, p,
			  "LLQ-SETUP with id %016llx for a question for which "
			  "no challenge was seen; a Setup Request's id is 0",
			  (unsigned long long)o->id);
}

/* C-28: the option echoes id and lease of the challenge's. C-29: where it is
 * the id of another question of this message, the order is wrong. C-04: the
 * reply had no LLQ option, so there is nothing to respond to. */
static void
judge_echo(struct llq_monitor *m, struct request *r, unsigned n)
{
	const struct packet *p = r->msg->packet;
	const struct dns_llq *o = &r->msg->dns.options.llq[n];
	struct asked *a = &r->x->asked[n];
	struct query *q = llq_find_query(m, r->pair, a->question);
	const struct query *other = llq_query_by_id(m, r->pair, o->id);

	a->id = o->id;
	a->lease_s = o->lease_s;
	if (!q) {
		judge_unprovoked(m, r, o);
		return;
	}
	if (!q->id && q->phase != QUERY_REFUSED) {
		/* the challenge was not recorded */
		q->id = o->id;
		q->whole = false;
		q->phase = QUERY_ANSWERED;
		return;
	}
	if (q->phase == QUERY_REFUSED) {
		r->x->odd = true;
		if (o->id && !q->error)
			llq_fail(m, REQ_LLQ_C_04, JUDGE_CLIENT, &q->challenge,
				 p, "a Challenge Response after a reply without "
				 "LLQ option");
		return;
	}
	if (o->id != q->id && o->id != q->old_id && other && other != q) {
		r->x->odd = true;
		llq_fail(m, REQ_LLQ_C_29, JUDGE_CLIENT, &other->challenge, p,
			 "option %u has the id that was granted to another "
			 "question", n + 1);
		return;
	}
	a->matches = o->id == q->id && o->lease_s == q->granted_s;
	a->wrong = !a->matches;
	a->correct = a->matches && o->version == DNS_LLQ_VERSION &&
		o->opcode == DNS_LLQ_SETUP && !o->error;
	if (a->correct)
		judge_pass(m->judge, REQ_LLQ_C_28, JUDGE_CLIENT, p);
	else
		llq_fail(m, REQ_LLQ_C_28, JUDGE_CLIENT, &q->challenge, p,
			 "the Challenge Response says version %u, opcode %u, "
			 "error %u, id %016llx, lease %u; expected 1, 1, 0, "
			 "%016llx, %u", o->version, o->opcode, o->error,
			 (unsigned long long)o->id, o->lease_s,
			 (unsigned long long)q->id, q->granted_s);
	r->x->odd = r->x->odd || !a->correct;
	judge_pass(m->judge, REQ_LLQ_C_26, JUDGE_CLIENT, p);
	judge_pass(m->judge, REQ_LLQ_C_27, JUDGE_CLIENT, p);
	if (q->phase == QUERY_CHALLENGED)
		q->phase = QUERY_ANSWERED;
}

static void
judge_response(struct llq_monitor *m, struct request *r)
{
	const struct message *msg = r->msg;
	const unsigned questions = msg->dns.count[DNS_QUESTION];
	const unsigned options = msg->dns.options.llq_count;
	const bool good = options == questions && msg->opt.count == 1;
	unsigned i;

	if (!good && !r->x->malformed) {
		r->x->odd = true;
		judge_fail_packet(m->judge, REQ_LLQ_C_28, JUDGE_CLIENT,
				  msg->packet, "%u questions, %u LLQ options in "
				  "%u OPT records", questions, options,
				  msg->opt.count);
		if (questions > 1)
			judge_fail_packet(m->judge, REQ_LLQ_C_29, JUDGE_CLIENT,
					  msg->packet, "%u questions, %u LLQ "
					  "options", questions, options);
	}
	for (i = 0; i < r->question_count; i++)
		r->x->asked[i].question = hash_question(&r->questions[i]);
	for (i = 0; i < r->question_count && i < options; i++)
		judge_echo(m, r, i);
	if (good && questions > 1 && !r->x->odd)
		judge_pass(m->judge, REQ_LLQ_C_29, JUDGE_CLIENT, msg->packet);
}

static void
note_exchange(struct llq_monitor *m, struct request *r)
{
	struct query *q;
	unsigned i;

	for (i = 0; i < r->question_count; i++) {
		q = llq_find_query(m, r->pair, r->x->asked[i].question);
		if (!q)
			continue;
		q->exchange = entries_handle(m->exchanges, r->x);
		if (r->x->kind != EXCHANGE_REFRESH && r->x->sends.count == 3)
			llq_polls_third(m, r->msg->packet, r->pair,
					r->x->asked[i].question);
	}
}

/* All requests ----------------------------------------------------------- */

void
llq_request(struct llq_monitor *m, const struct message *msg)
{
	static struct request r;
	const struct packet *p = msg->packet;
	struct exchange *x;
	bool again;

	r.msg = msg;
	r.pair = llq_pair(m, &p->from, &p->to);
	read_questions(&r);
	if (msg->copy) {
		x = entries_find(m->exchanges, hash_mix(msg->way,
			content_of(&r, kind_of(m, &r))));
		if (x)
			x->early++;
		return;
	}
	x = r.x = exchange_of(m, &r, &again);
	x->count = r.question_count;
	x->malformed = msg->dns.options.llq_malformed;
	x->odd = x->odd || x->malformed;
	if (!again)
		llq_discovery_request(m, msg, r.pair);
	if (r.pair->since_ns == p->time_ns)
		r.pair->began = x->kind == EXCHANGE_SETUP;
	if (again && x->kind != EXCHANGE_REFRESH)
		llq_judge_again(m, x, p);
	else if (x->kind == EXCHANGE_REFRESH)
		llq_judge_refresh(m, msg, r.pair, x, again);
	else if (x->kind == EXCHANGE_SETUP)
		judge_setup(m, &r);
	else
		judge_response(m, &r);
	llq_sent(&x->sends, p);
	note_waiting(m, msg, x);
	note_exchange(m, &r);
	llq_await(m, x);
	if (p->to.port != 53)
		judge_pass(m->judge, REQ_LLQ_S_02, JUDGE_SERVER, p);
}
