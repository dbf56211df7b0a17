/* SPDX-License-Identifier: Apache-2.0 */
/* llq_answers.c - what each client was told of its question's records, and
 * what it has to be told (RFC 8764, 6, 6.1, 6.2). */
#include "lab/judge/llq.h"

#include <stdlib.h>

#include "lab/limits.h"

/* Records told ----------------------------------------------------------- */

static struct more *
more_of(struct llq_monitor *m, struct query *q)
{
	struct more *more = entries_at(m->more, q->more);

	if (more)
		return more;
	more = entries_add(m->more, entries_handle(m->queries, q));
	if (!more)
		abort();
	q->more = entries_handle(m->more, more);
	return more;
}

static uint64_t *
told_at(struct llq_monitor *m, struct query *q, unsigned at)
{
	return at < LLQ_TOLD_FEW ? &q->told[at] :
		&more_of(m, q)->told[at - LLQ_TOLD_FEW];
}

static bool
is_told(struct llq_monitor *m, struct query *q, uint64_t record, unsigned *at)
{
	for (*at = 0; *at < q->told_count; (*at)++)
		if (*told_at(m, q, *at) == record)
			return true;
	return false;
}

static void
tell(struct llq_monitor *m, struct query *q, uint64_t record)
{
	unsigned at;

	if (is_told(m, q, record, &at))
		return;
	if (q->told_count == LLQ_TOLD_MAX) {
		q->complete = false;	/* too many to follow */
		return;
	}
	*told_at(m, q, q->told_count++) = record;
}

static void
untell(struct llq_monitor *m, struct query *q, uint64_t record)
{
	unsigned at;

	if (is_told(m, q, record, &at))
		*told_at(m, q, at) = *told_at(m, q, --q->told_count);
}

/* RR is a record of Q's question. */
static bool
is_ours(const struct query *q, const struct dns_record *rr)
{
	const struct dns_question question = { rr->name, rr->type, rr->class };

	return hash_question(&question) == q->question;
}

void
llq_keep_answers(struct llq_monitor *m, const struct message *msg,
		 struct query *q)
{
	const struct pair *p = entries_at(m->pairs, q->pair);
	struct dns_iterator it;
	struct dns_record rr;

	llq_zones_compare(m, msg, q);
	q->told_count = q->owed_count = 0;
	q->complete = !(msg->dns.flags & DNS_FLAG_TC);
	q->told_ns = msg->packet->time_ns;
	q->cut = q->complete ? (struct evidence){ 0 } : evidence_of(msg->packet);
	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (is_ours(q, &rr))
			tell(m, q, hash_record(&rr));
	if (p)
		llq_zones_watch(m, &p->server, q);
}

/* Changes owed ----------------------------------------------------------- */

static struct owed *
owed_at(struct llq_monitor *m, struct query *q, unsigned at)
{
	return &more_of(m, q)->owed[at];
}

static struct owed *
find_owed(struct llq_monitor *m, struct query *q, uint64_t record)
{
	unsigned i;

	for (i = 0; i < q->owed_count; i++)
		if (owed_at(m, q, i)->record == record)
			return owed_at(m, q, i);
	return NULL;
}

static void
settle(struct llq_monitor *m, struct query *q, struct owed *o)
{
	*o = *owed_at(m, q, --q->owed_count);
}

static void
see_owed(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct query *q = entries_at(m->queries, what);

	if (q)
		llq_judge_owed(m, q, judge_now_ns(m->judge), false);
}

void
llq_change(struct llq_monitor *m, struct query *q, uint64_t record,
	   bool removal, uint64_t since_ns, const struct evidence *change)
{
	struct owed *o = find_owed(m, q, record);
	unsigned at;

	if (q->phase == QUERY_ENDED && q->whole)
		q->changed_after = *change;
	if (q->phase != QUERY_HELD || !q->complete ||
	    !llq_is_live(m, q, since_ns))
		return;
	if (o && o->removal != removal) {
		settle(m, q, o);	/* there and back before anybody was told */
		return;
	}
	if (o || is_told(m, q, record, &at) != removal ||
	    q->owed_count == LLQ_OWED_MAX)
		return;
	*owed_at(m, q, q->owed_count++) = (struct owed){ .record = record,
		.removal = removal, .since_ns = since_ns, .change = *change };
	judge_call_at(m->judge, since_ns + 2 * LIMIT_LLQ_BATCHING *
		      (SECOND / 1000), see_owed, m,
		      entries_handle(m->queries, q));
}

void
llq_change_rest(struct llq_monitor *m, struct query *q, const uint64_t *keep,
		unsigned count, uint64_t since_ns, const struct evidence *change)
{
	uint64_t gone[LLQ_TOLD_MAX + LLQ_OWED_MAX];
	unsigned i, n = 0, k;

	for (i = 0; i < q->told_count; i++)
		gone[n++] = *told_at(m, q, i);
	for (i = 0; i < q->owed_count; i++)
		if (!owed_at(m, q, i)->removal)
			gone[n++] = owed_at(m, q, i)->record;
	for (i = 0; i < n; i++) {
		for (k = 0; k < count && keep[k] != gone[i];)
			k++;
		if (k == count)
			llq_change(m, q, gone[i], true, since_ns, change);
	}
}

/* S-33, S-34: fail where a change that the recording shows brings no event
 * within 30 s (END), or a minute. Not judged where the query ended meanwhile,
 * or where an earlier event was not acknowledged. */
void
llq_judge_owed(struct llq_monitor *m, struct query *q, uint64_t now_ns, bool end)
{
	const struct telling *t = entries_at(m->tellings, q->telling);
	const uint64_t batching_ns = LIMIT_LLQ_BATCHING * (SECOND / 1000);
	unsigned i = 0;

	while (i < q->owed_count) {
		const struct owed *o = owed_at(m, q, i);
		const uint64_t waited = now_ns - o->since_ns;

		if (end ? !judge_too_late(m->judge, waited,
					  LIMIT_LLQ_BATCHING) :
		    waited < 2 * batching_ns) {
			judge_unclear(m->judge, REQ_LLQ_S_33, "a change is "
				      "seen, and the recording ends within the "
				      "30 s for which an event may wait");
			i++;
			continue;
		}
		if (q->phase == QUERY_HELD && llq_is_live(m, q, now_ns) &&
		    (!t || t->ack.number)) {
			judge_fail(m->judge, REQ_LLQ_S_33, JUDGE_SERVER,
				   &o->change, 1, "a record of a long-lived "
				   "query (LLQ-ID %016llx) is %s, and no event "
				   "tells it within %.0f s",
				   (unsigned long long)q->id, o->removal ?
				   "gone" : "new", (double)waited / 1e9);
			judge_fail(m->judge, REQ_LLQ_S_34, JUDGE_SERVER,
				   &o->change, 1, "a record of a long-lived "
				   "query (LLQ-ID %016llx) is %s, and no event "
				   "tells it within %.0f s",
				   (unsigned long long)q->id, o->removal ?
				   "gone" : "new", (double)waited / 1e9);
		}
		settle(m, q, owed_at(m, q, i));
	}
	if (end && q->changed_after.number) {
		const struct packet p = { .number = q->changed_after.number,
			.time_ns = q->changed_after.time_ns };

		judge_pass(m->judge, REQ_LLQ_S_49, JUDGE_SERVER, &p);
	}
	if (end && q->cut.number && judge_too_late(m->judge, now_ns -
			q->cut.time_ns, LIMIT_LLQ_BATCHING))
		judge_fail(m->judge, REQ_LLQ_S_32, JUDGE_SERVER, &q->cut, 1,
			   "answers were left out of a truncated "
			   "acknowledgement, and no event brings them");
}

/* S-39: fails where the event comes more than 30 s after the change. */
static void
judge_delay(struct llq_monitor *m, const struct packet *p, const struct owed *o)
{
	const uint64_t delay = p->time_ns - o->since_ns;

	judge_pass(m->judge, REQ_LLQ_S_33, JUDGE_SERVER, p);
	if (judge_too_late(m->judge, delay, LIMIT_LLQ_BATCHING))
		llq_fail(m, REQ_LLQ_S_39, JUDGE_SERVER, &o->change, p,
			 "the event comes %.1f s after the change; expected: "
			 "within 30 s", (double)delay / 1e9);
	else
		judge_pass(m->judge, REQ_LLQ_S_39, JUDGE_SERVER, p);
}

/* Events ----------------------------------------------------------------- */

/* S-46: what is removed was told before. */
static void
take_removal(struct llq_monitor *m, const struct packet *p, struct query *q,
	     uint64_t record)
{
	struct owed *o = find_owed(m, q, record);
	unsigned at;

	if (is_told(m, q, record, &at)) {
		judge_pass(m->judge, REQ_LLQ_S_46, JUDGE_SERVER, p);
		untell(m, q, record);
	} else if (q->complete && q->whole && !o)
		judge_fail_packet(m->judge, REQ_LLQ_S_46, JUDGE_SERVER, p,
				  "the event removes a record that this client "
				  "was not told of");
	if (!o)
		return;
	if (o->removal)
		judge_delay(m, p, o);
	settle(m, q, o);
}

/* S-44: a new record. S-46: a record that is known to be gone, or with a TTL of
 * 0 or above what a TTL can be (RFC 2181, 8), is a removal with another TTL
 * than -1. */
static void
take_addition(struct llq_monitor *m, const struct packet *p, struct query *q,
	      uint64_t record, uint32_t ttl)
{
	struct owed *o = find_owed(m, q, record);
	unsigned at;
	const bool told = is_told(m, q, record, &at);

	if (told && ((o && o->removal) || !ttl || ttl > INT32_MAX)) {
		judge_fail_packet(m->judge, REQ_LLQ_S_46, JUDGE_SERVER, p,
				  "a removed record has TTL %u; expected: "
				  "4294967295 (-1)", ttl);
		untell(m, q, record);
		if (o && o->removal)
			settle(m, q, o);
		return;
	}
	if (!told)
		judge_pass(m->judge, REQ_LLQ_S_44, JUDGE_SERVER, p);
	tell(m, q, record);
	if (!o)
		return;
	if (!o->removal)
		judge_delay(m, p, o);
	settle(m, q, o);
}

/* S-32: what a truncated acknowledgement left out comes as additions. */
static void
take_rest(struct llq_monitor *m, const struct packet *p, struct query *q)
{
	if (!q->cut.number)
		return;
	judge_pass(m->judge, REQ_LLQ_S_32, JUDGE_SERVER, p);
	q->cut = (struct evidence){ 0 };
}

void
llq_keep_changes(struct llq_monitor *m, const struct message *msg,
		 struct query *q)
{
	const struct packet *p = msg->packet;
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (!is_ours(q, &rr))
			continue;
		if (rr.ttl == DNS_TTL_REMOVED)
			take_removal(m, p, q, hash_record(&rr));
		else {
			take_rest(m, p, q);
			take_addition(m, p, q, hash_record(&rr), rr.ttl);
		}
	}
	q->told_ns = p->time_ns;
}
