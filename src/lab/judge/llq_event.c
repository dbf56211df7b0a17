/* SPDX-License-Identifier: Apache-2.0 */
/* llq_event.c - Event Responses as messages: their form, and whose queries they
 * are about (RFC 8764, 6). When they are sent again is llq_telling.c's. */
#include "lab/judge/llq.h"

struct event {
	struct llq_monitor *m;
	const struct message *msg;
	struct pair *pair;
	bool again;		/* one that was sent before */
	struct query *queries[DNS_LLQ_OPTIONS_MAX];
	unsigned count;		/* of queries: live ones */
};

/* Form ------------------------------------------------------------------- */

/* S-36: version 1, LLQ-EVENT, no error, lease 0. */
static void
judge_option(struct event *e, const struct dns_llq *o)
{
	llq_check(e->m, o->version == DNS_LLQ_VERSION && !o->error &&
		  o->opcode == DNS_LLQ_EVENT && !o->lease_s, REQ_LLQ_S_36,
		  JUDGE_SERVER, e->msg->packet, "an event's option has version "
		  "%u, opcode %u, error %u, lease %u; expected 1, 3, 0, 0",
		  o->version, o->opcode, o->error, o->lease_s);
}

struct contents {
	unsigned answers, removals, foreign;
	unsigned elsewhere, removed_elsewhere;	/* changes in other sections */
	unsigned companions;
};

static void
count_section(const struct message *msg, enum dns_section section,
	      struct contents *c)
{
	struct dns_iterator it;
	struct dns_record rr;
	bool ours;

	for (dns_records(&msg->dns, section, &it); dns_next(&it, &rr);) {
		if (rr.type == DNS_TYPE_OPT || rr.type == DNS_TYPE_TSIG)
			continue;
		ours = llq_answers_question(msg, &rr);
		if (section == DNS_ANSWER) {
			c->answers++;
			c->removals += rr.ttl == DNS_TTL_REMOVED;
			c->foreign += !ours;
		} else if (ours) {
			c->elsewhere++;
			c->removed_elsewhere += rr.ttl == DNS_TTL_REMOVED;
		} else
			c->companions++;
	}
}

/* S-44, S-46: what was added or removed stands in the answer section; fail
 * where it stands in another and the answer section is empty. S-45: records
 * beside it. */
static void
judge_sections(struct event *e, const struct contents *c)
{
	const struct packet *p = e->msg->packet;

	if (c->companions)
		judge_pass(e->m->judge, REQ_LLQ_S_45, JUDGE_SERVER, p);
	if (c->answers || !c->elsewhere)
		return;
	judge_fail_packet(e->m->judge, c->removed_elsewhere ? REQ_LLQ_S_46 :
			  REQ_LLQ_S_44, JUDGE_SERVER, p, "the changed record "
			  "is not in the answer section");
}

/* S-34: a response, with the questions, with changed records that answer them
 * in the answer section, and one OPT with one option a question. */
static void
judge_form(struct event *e, const struct contents *c)
{
	const struct message *msg = e->msg;
	const struct packet *p = msg->packet;
	const unsigned questions = msg->dns.count[DNS_QUESTION];
	const unsigned options = msg->dns.options.llq_count;
	const char *why = NULL;

	if (!(msg->dns.flags & DNS_FLAG_QR))
		why = "the event is a query (QR=0); expected: a response";
	else if (!questions)
		why = "the event has no question";
	else if (!c->answers)
		why = "the event has no record in its answer section";
	else if (c->foreign)
		why = "a record in the answer section answers none of the "
			"event's questions";
	else if (options != questions)
		why = "the event has not one LLQ option for each question";
	else if (msg->opt.count != 1)
		why = "the event has more than one OPT record";
	llq_check(e->m, !why, REQ_LLQ_S_34, JUDGE_SERVER, p, "%s",
		  why ? why : "");
}

/* S-37: several changes in one message. S-38: not if it is truncated, or takes
 * more than one IP packet, because of that. */
static void
judge_batch(struct event *e, const struct contents *c)
{
	const struct packet *p = e->msg->packet;
	const bool cut = e->msg->dns.flags & DNS_FLAG_TC;

	if (c->answers < 2)
		return;
	judge_pass(e->m->judge, REQ_LLQ_S_37, JUDGE_SERVER, p);
	if (p->kind == PACKET_UDP)
		llq_check(e->m, !cut && !p->fragmented, REQ_LLQ_S_38,
			  JUDGE_SERVER, p, "%u changes in an event that %s",
			  c->answers, cut ? "is truncated" :
			  "takes more than one IP packet");
}

/* Whose ------------------------------------------------------------------ */

/* S-26, S-42, S-49: there are no new events for a query that has run out, whose
 * client did not acknowledge three transmissions, or that was ended. False: the
 * query is none of those that may have events. */
static bool
judge_life(struct event *e, struct query *q)
{
	const struct packet *p = e->msg->packet;

	if (q->phase == QUERY_ENDED) {
		llq_fail(e->m, REQ_LLQ_S_49, JUDGE_SERVER, &q->ended, p,
			 "an event for a query that its client had ended");
		return false;
	}
	if (e->again)
		return true;
	if (q->unreachable.number) {
		llq_fail(e->m, REQ_LLQ_S_42, JUDGE_SERVER, &q->unreachable, p,
			 "an event for a query that had to be deleted: an "
			 "earlier one was sent three times and not "
			 "acknowledged");
		return false;
	}
	if (!llq_is_live(e->m, q, p->time_ns)) {
		llq_fail(e->m, REQ_LLQ_S_26, JUDGE_SERVER, &q->lease, p,
			 "an event %.3f s after a lease of %u s began, which "
			 "was not refreshed",
			 llq_seconds(q->lease.time_ns, p->time_ns), q->lease_s);
		return false;
	}
	if (q->lease_s)
		judge_pass(e->m->judge, REQ_LLQ_S_26, JUDGE_SERVER, p);
	return true;
}

/* The query of this pair that one of the event's questions is; *ALL: so are
 * all, and of each the id is known. */
static struct query *
query_asked(struct event *e, bool *all)
{
	struct dns_question question;
	struct dns_iterator it;
	struct query *q, *first = NULL;

	*all = true;
	dns_questions(&e->msg->dns, &it);
	while (dns_next_question(&it, &question)) {
		q = llq_find_query(e->m, e->pair, hash_question(&question));
		*all = *all && q && q->whole && q->id &&
			q->phase >= QUERY_CHALLENGED;
		first = first ? first : q;
	}
	return first;
}

static struct query *
adopt(struct event *e, uint64_t id)
{
	struct dns_question question;
	struct query *q;

	judge_unclear(e->m->judge, REQ_LLQ_S_35, "events of queries whose "
		      "set-up was not recorded");
	if (!dns_first_question(&e->msg->dns, &question) ||
	    e->msg->dns.options.llq_count != 1)
		return NULL;
	q = llq_get_query(e->m, e->pair, hash_question(&question));
	q->phase = QUERY_HELD;
	q->id = id;
	return q;
}

/* S-07: to where the query was set up from. S-35: with the id that was granted
 * for this question. A query whose set-up was not seen is not judged. C-44: an
 * event with another id need not be acknowledged. */
static void
judge_query(struct event *e, const struct dns_llq *o)
{
	const struct packet *p = e->msg->packet;
	struct query *q = llq_query_by_id(e->m, e->pair, o->id);
	struct query *holder = llq_holder(e->m, &p->from, o->id);
	const struct pair *other = holder && holder->id == o->id ?
		entries_at(e->m->pairs, holder->pair) : NULL;
	bool all;
	struct query *asked = query_asked(e, &all);

	if (q) {
		if (q->whole) {
			judge_pass(e->m->judge, REQ_LLQ_S_35, JUDGE_SERVER, p);
			judge_pass(e->m->judge, REQ_LLQ_S_07, JUDGE_SERVER, p);
		}
		if (judge_life(e, q))
			e->queries[e->count++] = q;
		return;
	}
	if (other && other != e->pair && holder->whole &&
	    endpoint_same_address(&other->client, &p->to)) {
		llq_fail(e->m, REQ_LLQ_S_07, JUDGE_SERVER, &holder->setup, p,
			 "an event goes to port %u; its query was set up from "
			 "port %u", p->to.port, other->client.port);
		if (!e->again)
			llq_keep_changes(e->m, e->msg, holder);
		return;
	}
	if (asked && all) {
		llq_fail(e->m, REQ_LLQ_S_35, JUDGE_SERVER, &asked->challenge, p,
			 "an event has LLQ-ID %016llx; the question was "
			 "granted %016llx", (unsigned long long)o->id,
			 (unsigned long long)asked->id);
		if (!e->again)
			llq_keep_changes(e->m, e->msg, asked);
		return;
	}
	if (!asked)
		q = adopt(e, o->id);
	if (q)
		e->queries[e->count++] = q;
}

void
llq_event(struct llq_monitor *m, const struct message *msg)
{
	static struct event e;
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	struct contents c = { 0 };
	unsigned i;

	if (msg->copy)
		return;
	e = (struct event){ .m = m, .msg = msg,
		.pair = llq_pair(m, &p->to, &p->from) };
	e.again = llq_is_retold(m, msg, e.pair);
	count_section(msg, DNS_ANSWER, &c);
	count_section(msg, DNS_AUTHORITY, &c);
	count_section(msg, DNS_ADDITIONAL, &c);
	for (i = 0; i < o->llq_count; i++) {
		judge_option(&e, &o->llq[i]);
		judge_query(&e, &o->llq[i]);
	}
	judge_sections(&e, &c);
	judge_form(&e, &c);
	judge_batch(&e, &c);
	if (!e.again)
		for (i = 0; i < e.count; i++) {
			llq_keep_changes(m, msg, e.queries[i]);
			if (c.answers)
				continue;
			/* it told something, though not what */
			e.queries[i]->owed_count = 0;
			e.queries[i]->complete = false;
		}
	llq_tell(m, msg, e.pair, e.queries, e.count);
}
