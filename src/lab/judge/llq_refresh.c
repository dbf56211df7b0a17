/* SPDX-License-Identifier: Apache-2.0 */
/* llq_refresh.c - Refresh Requests (RFC 8764, 7.1). Points of a lease are those
 * of our own client's chart: 80%, 90%, 95% of it. */
#include "lab/judge/llq.h"

#include <string.h>

#include "core/llq_client_chart.h"

enum {
	FIRST = 0, FIRST_RETRY = 1, SECOND_RETRY = 2,	/* renew's points */
	QUESTION_ROOM = 128	/* octets that one more query takes at most,
				 * with a name that is not compressed */
};

struct refresh {
	struct llq_monitor *m;
	const struct message *msg;
	struct pair *pair;
	struct exchange *x;
	struct query *queries[DNS_QUESTIONS_MAX];	/* live ones, or NULL */
	unsigned count;
	bool extends;		/* an option asks for more than 0 s */
	bool unsure;		/* a query in it was not seen to be granted */
};

static uint64_t
point_ms(uint32_t lease_s, unsigned n)
{
	return judge_wait_ms(&llq_client_chart, "renew", n,
			     (uint64_t)lease_s * 1000);
}

static unsigned
percent(unsigned n)
{
	return (unsigned)point_ms(100, n) / 1000;
}

/* One option ------------------------------------------------------------- */

static struct query *
adopt(struct refresh *r, uint64_t question, uint64_t id)
{
	struct query *q = llq_get_query(r->m, r->pair, question);

	q->phase = QUERY_HELD;
	q->id = id;
	return q;
}

/* C-46: version 1, no error, of a query that is held the id. C-52: the n-th
 * option is of the n-th question. An id that was not seen to be granted is
 * not judged, unless that question holds another one. */
static void
judge_option(struct refresh *r, unsigned n, uint64_t question)
{
	const struct packet *p = r->msg->packet;
	const struct dns_llq *o = &r->msg->dns.options.llq[n];
	struct asked *a = &r->x->asked[n];
	struct query *q = llq_query_by_id(r->m, r->pair, o->id);
	struct query *own = llq_find_query(r->m, r->pair, question);
	const bool form = o->version == DNS_LLQ_VERSION && !o->error &&
		o->opcode == DNS_LLQ_REFRESH;

	if (own && own->id == o->id)
		q = own;	/* whoever else may have been given this id */
	a->id = o->id;
	a->lease_s = o->lease_s;
	if (!form) {
		r->x->odd = true;
		judge_fail_packet(r->m->judge, REQ_LLQ_C_46, JUDGE_CLIENT, p,
				  "a Refresh Request's option has version %u, "
				  "opcode %u, error %u; expected 1, 2, 0",
				  o->version, o->opcode, o->error);
	}
	if (q && q->question != question) {
		r->x->odd = true;
		llq_fail(r->m, r->msg->dns.count[DNS_QUESTION] > 1 ?
			 REQ_LLQ_C_52 : REQ_LLQ_C_46, JUDGE_CLIENT, &q->lease,
			 p, "option %u has the id of another question", n + 1);
		return;
	}
	if (!q && own && own->whole && own->id &&
	    llq_is_live(r->m, own, p->time_ns)) {
		a->unknown = true;
		llq_fail(r->m, REQ_LLQ_C_46, JUDGE_CLIENT, &own->lease, p,
			 "the question was granted LLQ-ID %016llx, and is "
			 "refreshed as %016llx", (unsigned long long)own->id,
			 (unsigned long long)o->id);
		return;
	}
	if (!q && own && own->phase == QUERY_REFUSED && !own->error && o->id)
		llq_fail(r->m, REQ_LLQ_C_04, JUDGE_CLIENT, &own->challenge, p,
			 "a refresh after a reply without LLQ option");
	if (!q) {
		a->stranger = r->pair->began;
		r->unsure = true;
		if (!own)
			adopt(r, question, o->id);
		return;
	}
	if (!llq_is_live(r->m, q, p->time_ns)) {
		a->unknown = q->whole && !q->unreachable.number;
		return;
	}
	r->unsure = r->unsure || !q->lease_s;
	a->correct = form;
	if (form)
		judge_pass(r->m->judge, REQ_LLQ_C_46, JUDGE_CLIENT, p);
	r->queries[n] = q;
}

static void
read_options(struct refresh *r)
{
	const struct dns_options *o = &r->msg->dns.options;
	struct dns_question question;
	struct dns_iterator it;
	unsigned i = 0;

	memset(r->queries, 0, sizeof(r->queries));
	r->count = 0;
	r->extends = r->unsure = false;
	dns_questions(&r->msg->dns, &it);
	while (i < DNS_QUESTIONS_MAX && dns_next_question(&it, &question))
		r->x->asked[i++].question = hash_question(&question);
	for (; r->count < o->llq_count && r->count < i; r->count++) {
		r->extends = r->extends || o->llq[r->count].lease_s;
		judge_option(r, r->count, r->x->asked[r->count].question);
	}
}

/* The whole message ------------------------------------------------------ */

/* C-52: one option a question, in one OPT. C-50: one IP packet. C-54: the same
 * lease for all but those that end. C-46: it has no answers. */
static void
judge_form(struct refresh *r)
{
	const struct message *msg = r->msg;
	const struct packet *p = msg->packet;
	const struct dns_options *o = &msg->dns.options;
	const unsigned questions = msg->dns.count[DNS_QUESTION];
	const bool good = o->llq_count == questions && msg->opt.count == 1;
	uint32_t lease_s = 0;
	unsigned i, leases = 0, others = 0;

	if (!good && !r->x->malformed) {
		r->x->odd = true;
		judge_fail_packet(r->m->judge, questions > 1 ? REQ_LLQ_C_52 :
				  REQ_LLQ_C_46, JUDGE_CLIENT, p, "%u questions, "
				  "%u LLQ options in %u OPT records", questions,
				  o->llq_count, msg->opt.count);
	}
	for (i = 0; i < o->llq_count; i++) {
		if (!o->llq[i].lease_s)
			continue;
		others += leases++ && o->llq[i].lease_s != lease_s;
		lease_s = o->llq[i].lease_s;
	}
	if (leases > 1)
		llq_check(r->m, !others, REQ_LLQ_C_54, JUDGE_CLIENT, p,
			  "one refresh asks for different leases");
	if (questions < 2)
		return;
	if (good && !r->x->odd)
		judge_pass(r->m->judge, REQ_LLQ_C_52, JUDGE_CLIENT, p);
	if (!r->x->stream)
		llq_check(r->m, !p->fragmented, REQ_LLQ_C_50, JUDGE_CLIENT, p,
			  "a refresh of %u queries takes more than one IP "
			  "packet", questions);
}

/* C-53: asks for the lease that was granted, by the challenge, its
 * acknowledgement, or the last refresh. C-55: ends a query with lease 0. */
static void
judge_leases(struct refresh *r)
{
	const struct packet *p = r->msg->packet;
	const struct query *q;
	uint32_t lease_s;
	unsigned i;

	for (i = 0; i < r->count; i++) {
		lease_s = r->msg->dns.options.llq[i].lease_s;
		q = r->queries[i];
		if (!lease_s)
			judge_pass(r->m->judge, REQ_LLQ_C_55, JUDGE_CLIENT, p);
		else if (!q || !q->lease_s)
			continue;
		else if (lease_s == q->granted_s || lease_s == q->acked_s ||
			 lease_s == q->lease_s)
			judge_pass(r->m->judge, REQ_LLQ_C_53, JUDGE_CLIENT, p);
		else
			llq_fail(r->m, REQ_LLQ_C_53, JUDGE_CLIENT,
				 q->challenge.number ? &q->challenge : &q->lease,
				 p, "a lease of %u s is asked for; %u s were "
				 "granted", lease_s, q->granted_s ?
				 q->granted_s : q->lease_s);
	}
}

static bool
has(const struct refresh *r, const struct query *q)
{
	unsigned i;

	for (i = 0; i < r->x->count; i++)
		if (r->queries[i] == q || r->x->asked[i].question == q->question)
			return true;
	return false;
}

/* C-48: all queries that this end holds with the server are in it, as far as
 * they fit. C-51: what did not fit comes by itself. */
static void
judge_company(struct refresh *r)
{
	const struct packet *p = r->msg->packet;
	const uint64_t pair = entries_handle(r->m->pairs, r->pair);
	struct query *q = entries_at(r->m->queries, r->pair->queries);
	bool others = false;
	unsigned i;

	for (i = 0; q && i < LLQ_PER_PAIR; i++,
	     q = entries_at(r->m->queries, q->next)) {
		if (q->pair != pair || q->phase != QUERY_HELD || !q->whole ||
		    !llq_is_live(r->m, q, p->time_ns))
			continue;
		/* its own refresh is under way, and C-58 forbids another */
		if (q->refreshes.count && !has(r, q))
			continue;
		if (has(r, q)) {
			others = others || q != r->queries[0];
			continue;
		}
		if (p->length + QUESTION_ROOM > DNS_UDP_MAX) {
			judge_pass(r->m->judge, REQ_LLQ_C_51, JUDGE_CLIENT, p);
			continue;
		}
		llq_fail(r->m, REQ_LLQ_C_48, JUDGE_CLIENT, &q->lease, p,
			 "a query that is held with this server (LLQ-ID "
			 "%016llx) is not in the refresh",
			 (unsigned long long)q->id);
		return;
	}
	if (others)
		judge_pass(r->m->judge, REQ_LLQ_C_48, JUDGE_CLIENT, p);
}

/* When ------------------------------------------------------------------- */

static uint64_t
age_ns(const struct refresh *r, const struct query *q)
{
	return r->msg->packet->time_ns - q->lease.time_ns;
}

/* The query whose lease is used up furthest, of those that ask for more. */
static struct query *
oldest(const struct refresh *r)
{
	struct query *found = NULL, *q;
	unsigned i;

	for (i = 0; i < r->count; i++) {
		q = r->queries[i];
		if (!q || !q->lease_s || !r->x->asked[i].lease_s)
			continue;
		if (!found || age_ns(r, q) / q->lease_s >
		    age_ns(r, found) / found->lease_s)
			found = q;
	}
	return found;
}

/* C-58: the first retry at 90% of the lease, the second at 95%, at least. */
static void
judge_retry(struct refresh *r, const struct evidence *lease, uint32_t lease_s,
	    const struct evidence *before, unsigned n)
{
	const struct packet *p = r->msg->packet;
	const uint64_t gap = p->time_ns - lease->time_ns;
	const struct evidence e[3] = { *lease, *before, evidence_of(p) };

	judge_pass(r->m->judge, REQ_LLQ_C_57, JUDGE_CLIENT, p);
	if (n > SECOND_RETRY)
		return;
	if (!judge_too_early(r->m->judge, gap, point_ms(lease_s, n)))
		judge_pass(r->m->judge, REQ_LLQ_C_58, JUDGE_CLIENT, p);
	else
		judge_fail(r->m->judge, REQ_LLQ_C_58, JUDGE_CLIENT, e, 3,
			   "retry %u came after %.3f s, at %.0f%% of a lease of "
			   "%u s; expected: not before %u%%", n,
			   (double)gap / 1e9, (double)gap / 1e7 / lease_s,
			   lease_s, percent(n));
}

/* C-49: one query in the message has used up 80% of its lease. C-47: it is
 * refreshed then: neither before nor much later. */
static void
judge_moment(struct refresh *r, const struct query *q)
{
	const struct packet *p = r->msg->packet;
	const uint64_t gap = age_ns(r, q);
	const uint64_t wait_ms = point_ms(q->lease_s, FIRST);

	if (judge_too_early(r->m->judge, gap, wait_ms)) {
		if (r->unsure)
			return;
		llq_fail(r->m, REQ_LLQ_C_49, JUDGE_CLIENT, &q->lease, p,
			 "refreshed after %.3f s, at %.0f%% of a lease of %u s; "
			 "expected: 80%% of one of the leases at least",
			 (double)gap / 1e9, (double)gap / 1e7 / q->lease_s,
			 q->lease_s);
		llq_fail(r->m, REQ_LLQ_C_47, JUDGE_CLIENT, &q->lease, p,
			 "refreshed at %.0f%% of a lease of %u s; expected: at "
			 "80%%", (double)gap / 1e7 / q->lease_s, q->lease_s);
		return;
	}
	judge_pass(r->m->judge, REQ_LLQ_C_49, JUDGE_CLIENT, p);
	judge_pass(r->m->judge, REQ_LLQ_C_45, JUDGE_CLIENT, p);
	if (judge_too_late(r->m->judge, gap, wait_ms))
		llq_fail(r->m, REQ_LLQ_C_47, JUDGE_CLIENT, &q->lease, p,
			 "first refreshed at %.0f%% of a lease of %u s; "
			 "expected: at 80%%", (double)gap / 1e7 / q->lease_s,
			 q->lease_s);
	else
		judge_pass(r->m->judge, REQ_LLQ_C_47, JUDGE_CLIENT, p);
}

/* All that asks for more was asked for before, and not acknowledged. */
static bool
is_retry(const struct refresh *r)
{
	bool found = false;
	unsigned i;

	for (i = 0; i < r->count; i++) {
		if (!r->queries[i] || !r->x->asked[i].lease_s)
			continue;
		if (!r->queries[i]->refreshes.count)
			return false;
		found = true;
	}
	return found;
}

static void
judge_time(struct refresh *r)
{
	struct query *q = oldest(r);
	unsigned i;

	if (q) {
		r->x->lease = q->lease;
		r->x->lease_s = q->lease_s;
	}
	/* a retry may take others along that were not asked for before */
	if (q && q->refreshes.count)
		judge_retry(r, &q->lease, q->lease_s, llq_last(&q->refreshes),
			    q->refreshes.count);
	else if (q)
		judge_moment(r, q);
	if (!q || !is_retry(r))
		judge_company(r);
	for (i = 0; i < r->count; i++)
		if (r->queries[i] && r->x->asked[i].lease_s)
			llq_sent(&r->queries[i]->refreshes, r->msg->packet);
}

/* AGAIN: another transmission of X. One that comes although it was
 * acknowledged is measured by the lease of before: the acknowledgement may
 * have been lost on its way. */
void
llq_judge_refresh(struct llq_monitor *m, const struct message *msg,
		  struct pair *p, struct exchange *x, bool again)
{
	static struct refresh r;

	r.m = m;
	r.msg = msg;
	r.pair = p;
	r.x = x;
	if (again && x->replies.count) {
		if (x->lease_s)
			judge_retry(&r, &x->lease, x->lease_s,
				    llq_last(&x->sends), x->sends.count);
		return;
	}
	read_options(&r);
	judge_form(&r);
	judge_leases(&r);
	if (r.extends)
		judge_time(&r);
}
