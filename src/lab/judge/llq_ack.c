/* SPDX-License-Identifier: Apache-2.0 */
/* llq_ack.c - what a server says to a Challenge Response and to a refresh (RFC
 * 8764, 5.2.4 and 7.2). */
#include "lab/judge/llq.h"

#include "core/llq_client_chart.h"

enum { LEASE_SLACK_S = 2 };	/* whole seconds, counted at either end */

bool
llq_answers_question(const struct message *msg, const struct dns_record *rr)
{
	struct dns_question q;
	struct dns_iterator it;

	if (rr->type == DNS_TYPE_CNAME)
		return true;
	dns_questions(&msg->dns, &it);
	while (dns_next_question(&it, &q))
		if ((q.type == rr->type || q.type == DNS_TYPE_ANY) &&
		    dns_name_equal(&q.name, &rr->name))
			return true;
	return false;
}

/* The first of the answers that answers none of the questions. */
static bool
find_foreign_answer(const struct message *msg, uint16_t *type)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (!llq_answers_question(msg, &rr)) {
			*type = rr.type;
			return true;
		}
	return false;
}

static unsigned
count_additional(const struct message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	unsigned n = 0;

	for (dns_records(&msg->dns, DNS_ADDITIONAL, &it); dns_next(&it, &rr);)
		n += rr.type != DNS_TYPE_OPT && rr.type != DNS_TYPE_TSIG;
	return n;
}

/* ACK + Answers ---------------------------------------------------------- */

/* S-31: one IP packet over UDP; what is truncated has no additional records. */
static void
judge_size(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const bool cut = msg->dns.flags & DNS_FLAG_TC;

	if (p->kind != PACKET_UDP)
		return;
	if (p->fragmented)
		judge_fail_packet(m->judge, REQ_LLQ_S_31, JUDGE_SERVER, p,
				  "the acknowledgement takes more than one IP "
				  "packet: %zu octets", p->length);
	else if (cut)
		llq_check(m, !count_additional(msg), REQ_LLQ_S_31, JUDGE_SERVER,
			  p, "answers are left out, and %u additional records "
			  "are there", count_additional(msg));
}

/* S-29: version 1, LLQ-SETUP, no error, the id as granted; the lease is what
 * is left of the one granted. S-30: less than that was. */
static bool
judge_ack_option(struct llq_monitor *m, const struct packet *p,
		 const struct query *q, const struct dns_llq *o)
{
	const double passed = llq_seconds(q->challenge.time_ns, p->time_ns);
	const bool form = o->version == DNS_LLQ_VERSION &&
		o->opcode == DNS_LLQ_SETUP && o->id == q->id;
	const bool lease = o->lease_s && o->lease_s <= q->granted_s &&
		o->lease_s + passed + LEASE_SLACK_S >= q->granted_s;

	if (form && lease)
		judge_pass(m->judge, REQ_LLQ_S_29, JUDGE_SERVER, p);
	else if (!form)
		llq_fail(m, REQ_LLQ_S_29, JUDGE_SERVER, &q->challenge, p,
			 "the acknowledgement has version %u, opcode %u, id "
			 "%016llx; expected 1, 1, %016llx", o->version,
			 o->opcode, (unsigned long long)o->id,
			 (unsigned long long)q->id);
	else
		llq_fail(m, REQ_LLQ_S_29, JUDGE_SERVER, &q->challenge, p,
			 "the acknowledgement has lease %u; of the %u s "
			 "granted, %.1f s have passed", o->lease_s,
			 q->granted_s, passed);
	if (lease && o->lease_s < q->granted_s)
		judge_pass(m->judge, REQ_LLQ_S_30, JUDGE_SERVER, p);
	return lease;
}

/* SURE: which lease runs is clear. */
static void
establish(struct llq_monitor *m, const struct message *msg, struct query *q,
	  const struct dns_llq *o, bool sure)
{
	if (!q->id)
		q->id = o->id;
	q->phase = QUERY_HELD;
	q->lease = evidence_of(msg->packet);
	q->lease_s = sure ? o->lease_s : 0;
	q->acked_s = o->lease_s;
	q->refreshes.count = 0;
	llq_keep_answers(m, msg, q);
}

/* S-10: a half-open query is kept as long as it was granted: put to the test
 * by a response that comes late, violated by NO-SUCH-LLQ within the lease. */
static void
judge_half_open(struct llq_monitor *m, const struct packet *p,
		const struct query *q, const struct dns_llq *o)
{
	const uint64_t waited = p->time_ns - q->challenge.time_ns;

	if (o->error == DNS_LLQ_NO_SUCH_LLQ)
		llq_fail(m, REQ_LLQ_S_10, JUDGE_SERVER, &q->challenge, p,
			 "NO-SUCH-LLQ %.1f s after the challenge that granted "
			 "%u s", (double)waited / 1e9, q->granted_s);
	else if (!o->error && waited >= judge_wait_ms(&llq_client_chart,
			"resend", 2, 0) * (SECOND / 1000))
		judge_pass(m->judge, REQ_LLQ_S_10, JUDGE_SERVER, p);
}

/* S-27: what echoes the right id and lease is accepted, what does not is not.
 * S-28: a right response is acknowledged. */
static void
judge_ack_of(struct llq_monitor *m, const struct message *msg,
	     const struct asked *a, struct query *q, const struct dns_llq *o)
{
	const struct packet *p = msg->packet;
	bool lease;

	if (a->wrong && !o->error && o->opcode == DNS_LLQ_SETUP &&
	    (o->id == q->id || o->id == a->id)) {
		llq_fail(m, REQ_LLQ_S_27, JUDGE_SERVER, &q->challenge, p,
			 "a response with id %016llx, lease %u is accepted; "
			 "issued were %016llx, %u", (unsigned long long)a->id,
			 a->lease_s, (unsigned long long)q->id, q->granted_s);
		establish(m, msg, q, o, true);
		return;
	}
	if (a->wrong || o->error)
		judge_pass(m->judge, REQ_LLQ_S_27, JUDGE_SERVER, p);
	if (a->wrong)
		return;
	if (!a->correct) {
		if (!o->error)
			establish(m, msg, q, o, true);
		return;
	}
	if (llq_is_live(m, q, p->time_ns)) {
		judge_half_open(m, p, q, o);
		if (o->error)
			llq_fail(m, REQ_LLQ_S_28, JUDGE_SERVER, &q->challenge,
				 p, "a correct Challenge Response gets "
				 "LLQ-ERROR %u", o->error);
		else
			judge_pass(m->judge, REQ_LLQ_S_28, JUDGE_SERVER, p);
	}
	if (o->error) {
		q->phase = QUERY_REFUSED;
		return;
	}
	judge_pass(m->judge, REQ_LLQ_S_27, JUDGE_SERVER, p);
	lease = judge_ack_option(m, p, q, o);
	establish(m, msg, q, o, lease);
}

static void
adopt(struct llq_monitor *m, const struct message *msg, struct pair *pair,
      const struct asked *a, const struct dns_llq *o)
{
	struct query *q;

	if (o->error || o->opcode != DNS_LLQ_SETUP)
		return;
	if (a->id && o->id != a->id) {
		judge_fail_packet(m->judge, REQ_LLQ_C_19, JUDGE_CLIENT,
				  msg->packet, "what the server took for a "
				  "Setup Request had id %016llx, not 0",
				  (unsigned long long)a->id);
		return;
	}
	q = llq_get_query(m, pair, a->question);
	establish(m, msg, q, o, true);
}

void
llq_judge_ack(struct llq_monitor *m, const struct message *msg,
	      struct exchange *x)
{
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	struct pair *pair = entries_at(m->pairs, x->pair);
	struct query *q;
	uint16_t type;
	unsigned i;

	if (!pair)
		return;
	if (!o->llq_count) {
		if (!x->odd)
			llq_fail(m, REQ_LLQ_S_28, JUDGE_SERVER,
				 llq_last(&x->sends), p, "a Challenge Response "
				 "gets a reply without LLQ option, RCODE %u",
				 dns_rcode(&msg->dns));
		return;
	}
	if (!x->odd && (o->llq_count != x->count || msg->opt.count != 1))
		llq_fail(m, REQ_LLQ_S_29, JUDGE_SERVER, llq_last(&x->sends), p,
			 "%u LLQ options in %u OPT records for %u questions",
			 o->llq_count, msg->opt.count, x->count);
	for (i = 0; i < o->llq_count && i < x->count; i++) {
		q = llq_find_query(m, pair, x->asked[i].question);
		if (q && q->whole && q->id)
			judge_ack_of(m, msg, &x->asked[i], q, &o->llq[i]);
		else if (!q || !q->whole)
			adopt(m, msg, pair, &x->asked[i], &o->llq[i]);
	}
	judge_size(m, msg);
	if (find_foreign_answer(msg, &type))
		judge_fail_packet(m->judge, REQ_LLQ_S_28, JUDGE_SERVER, p,
				  "a record of type %u in the answer section "
				  "answers none of the questions", type);
}

/* Acknowledgement of a refresh ------------------------------------------- */

/* S-42: what was not acknowledged three times is forgotten. */
static bool
judge_forgotten(struct llq_monitor *m, const struct packet *p, struct query *q,
		const struct dns_llq *o)
{
	if (!q || !q->unreachable.number)
		return false;
	if (o->error == DNS_LLQ_NO_SUCH_LLQ)
		judge_pass(m->judge, REQ_LLQ_S_42, JUDGE_SERVER, p);
	else if (!o->error)
		llq_fail(m, REQ_LLQ_S_42, JUDGE_SERVER, &q->unreachable, p,
			 "the query is refreshed %.1f s after the third "
			 "transmission of an event that nobody acknowledged; "
			 "it had to be deleted after 8 s",
			 llq_seconds(q->unreachable.time_ns, p->time_ns));
	return true;
}

/* S-48: an id that is surely unknown gets NO-SUCH-LLQ, with that id. */
static void
judge_unknown(struct llq_monitor *m, const struct packet *p,
	      const struct exchange *x, const struct asked *a,
	      const struct dns_llq *o)
{
	if (o->error == DNS_LLQ_NO_SUCH_LLQ)
		judge_pass(m->judge, REQ_LLQ_S_48, JUDGE_SERVER, p);
	else if (a->unknown || (a->stranger && o->error))
		llq_fail(m, REQ_LLQ_S_48, JUDGE_SERVER, llq_last(&x->sends), p,
			 "a refresh of LLQ-ID %016llx, which is not held, gets "
			 "LLQ-ERROR %u; expected: 4, NO-SUCH-LLQ",
			 (unsigned long long)a->id, o->error);
}

static void
renew(struct llq_monitor *m, const struct packet *p, const struct asked *a,
      struct query *q, const struct dns_llq *o)
{
	if (o->error) {
		if (o->error == DNS_LLQ_NO_SUCH_LLQ)
			q->phase = QUERY_ENDED;
		q->ended = evidence_of(p);
		return;
	}
	if (!a->lease_s) {
		q->phase = QUERY_ENDED;
		q->ended = evidence_of(p);
		return;
	}
	q->phase = QUERY_HELD;
	q->lease = evidence_of(p);
	q->lease_s = o->lease_s;
	q->refreshes.count = 0;
	q->acked = true;
	q->down = (struct evidence){ 0 };
	(void)m;
}

/* S-47, for each option: LLQ-REFRESH, the id of the request, no error where
 * the query is held, and a lease where one was asked for. */
static void
judge_refresh_option(struct llq_monitor *m, const struct message *msg,
		     const struct exchange *x, unsigned n, struct query *q)
{
	const struct packet *p = msg->packet;
	const struct dns_llq *o = &msg->dns.options.llq[n];
	const struct asked *a = &x->asked[n];
	const struct evidence *asked = llq_last(&x->sends);
	bool good = o->opcode == DNS_LLQ_REFRESH && o->id == a->id &&
		o->version == DNS_LLQ_VERSION;

	if (!good)
		llq_fail(m, REQ_LLQ_S_47, JUDGE_SERVER, asked, p, "the "
			 "acknowledgement of a refresh has version %u, opcode "
			 "%u, id %016llx; expected 1, 2, %016llx", o->version,
			 o->opcode, (unsigned long long)o->id,
			 (unsigned long long)a->id);
	if (!judge_forgotten(m, p, q, o) && a->correct && o->error &&
	    o->error != DNS_LLQ_NO_SUCH_LLQ) {
		good = false;
		llq_fail(m, REQ_LLQ_S_47, JUDGE_SERVER, asked, p, "the refresh "
			 "of a query that is held gets LLQ-ERROR %u", o->error);
	}
	if (a->lease_s && !o->error && !o->lease_s && !a->unknown) {
		good = false;
		llq_fail(m, REQ_LLQ_S_47, JUDGE_SERVER, asked, p, "a lease of "
			 "%u s is asked for, and 0 s are granted without an "
			 "error", a->lease_s);
	}
	if (good && (a->correct || o->error))
		judge_pass(m->judge, REQ_LLQ_S_47, JUDGE_SERVER, p);
	if (!a->correct)
		judge_unknown(m, p, x, a, o);
	else if (o->error == DNS_LLQ_NO_SUCH_LLQ)
		judge_unclear(m->judge, REQ_LLQ_S_25, "a query was forgotten "
			      "within its lease; a restart may be the reason");
}

/* The whole message: one option a question in one OPT, and no answers. */
static bool
judge_refresh_form(struct llq_monitor *m, const struct message *msg,
		   const struct exchange *x)
{
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	const struct evidence *asked = llq_last(&x->sends);

	if (msg->dns.count[DNS_ANSWER])
		llq_fail(m, REQ_LLQ_S_47, JUDGE_SERVER, asked, p,
			 "the acknowledgement of a refresh has %u answers; "
			 "expected: none", msg->dns.count[DNS_ANSWER]);
	if (o->llq_count == x->count && msg->opt.count == 1)
		return true;
	if (!x->odd)
		llq_fail(m, REQ_LLQ_S_47, JUDGE_SERVER, asked, p,
			 "the acknowledgement of a refresh has %u LLQ options "
			 "in %u OPT records for %u questions", o->llq_count,
			 msg->opt.count, x->count);
	return o->llq_count > 0;
}

void
llq_judge_refresh_ack(struct llq_monitor *m, const struct message *msg,
		      struct exchange *x)
{
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	struct pair *pair = entries_at(m->pairs, x->pair);
	struct query *q;
	unsigned i;

	if (!pair || (x->odd && !o->llq_count))
		return;
	judge_pass(m->judge, REQ_LLQ_C_56, JUDGE_CLIENT, p);
	if (!judge_refresh_form(m, msg, x)) {
		for (i = 0; i < x->count; i++)
			if (x->asked[i].unknown)
				llq_fail(m, REQ_LLQ_S_48, JUDGE_SERVER,
					 llq_last(&x->sends), p, "a refresh of "
					 "an unknown LLQ-ID gets no LLQ option");
		return;
	}
	for (i = 0; x->malformed && i < o->llq_count && i < x->count; i++) {
		q = llq_query_by_id(m, pair, o->llq[i].id);
		if (q)
			renew(m, p, &(struct asked){ .lease_s = 1 }, q,
			      &o->llq[i]);
	}
	for (i = 0; !x->malformed && i < o->llq_count && i < x->count; i++) {
		if (!x->asked[i].id)
			continue;
		q = llq_query_by_id(m, pair, x->asked[i].id);
		judge_refresh_option(m, msg, x, i, q);
		if (q && (x->asked[i].correct || !q->whole) &&
		    !x->asked[i].unknown)
			renew(m, p, &x->asked[i], q, &o->llq[i]);
	}
}
