/* SPDX-License-Identifier: Apache-2.0 */
/* llq_zones.c - changes of zones that the recording itself shows: updates that
 * a server accepted (RFC 2136), leases that it granted and that ran out (RFC
 * 9664), and answers of its own that are others than before. */
#include "lab/judge/llq.h"

#include <errno.h>
#include <stdlib.h>

enum {
	SUBJECTS_MAX = 1 << 16, UPDATES_MAX = 1 << 12, LEASES_MAX = 1 << 16,
	CHANGES_MAX = 24,	/* of one update that are followed */
	PRESENT_MAX = 16,	/* records of a question that are known */
	/* Of more queries for one question the later ones are not followed:
	 * each change is held against each of them. */
	WATCHERS_MAX = 1 << 10,
	/* A server that stands before another one may know a moment later. */
	SETTLE_S = 2
};

/* A question at a server's address. */
struct subject {
	uint64_t first;		/* handle: query that watches it */
	unsigned watchers;
	unsigned count;		/* of present */
	struct {
		uint64_t record;
		struct evidence since;
	} present[PRESENT_MAX];
};

enum change_kind { CHANGE_ADD, CHANGE_REMOVE, CHANGE_REMOVE_ALL };

struct change {
	enum change_kind kind;
	uint64_t question;
	uint64_t record;
};

struct update {
	unsigned count;
	bool more;		/* than were kept */
	struct change changes[CHANGES_MAX];
};

struct lease {
	struct endpoint server;
	uint64_t question, record;
	uint64_t ends_ns;
	struct evidence grant;
};

struct llq_zones {
	struct entries *subjects, *updates, *leases;
};

int
llq_zones_open(struct llq_monitor *m)
{
	struct llq_zones *z = m->zones = calloc(1, sizeof(*z));
	int r = z ? 0 : -ENOMEM;

	if (r == 0)
		r = entries_open(sizeof(struct subject), SUBJECTS_MAX, NULL,
				 NULL, &z->subjects);
	if (r == 0)
		r = entries_open(sizeof(struct update), UPDATES_MAX, NULL,
				 NULL, &z->updates);
	if (r == 0)
		r = entries_open(sizeof(struct lease), LEASES_MAX, NULL, NULL,
				 &z->leases);
	return r;
}

void
llq_zones_close(struct llq_monitor *m)
{
	struct llq_zones *z = m->zones;

	if (!z)
		return;
	entries_close(z->subjects);
	entries_close(z->updates);
	entries_close(z->leases);
	free(z);
}

/* Subjects --------------------------------------------------------------- */

static uint64_t
subject_key(const struct endpoint *server, uint64_t question)
{
	return hash_mix(hash_address(HASH_SEED, server), question);
}

static struct subject *
subject_of(struct llq_monitor *m, const struct endpoint *server,
	   uint64_t question)
{
	return entries_find(m->zones->subjects, subject_key(server, question));
}

void
llq_zones_watch(struct llq_monitor *m, const struct endpoint *server,
		struct query *q)
{
	struct subject *s = entries_get(m->zones->subjects,
					subject_key(server, q->question));

	if (!s)
		abort();
	if (q->watching)
		return;
	if (s->watchers == WATCHERS_MAX) {
		q->complete = false;
		return;
	}
	q->watching = true;
	q->watcher = s->first;
	s->first = entries_handle(m->queries, q);
	s->watchers++;
}

static bool
watches_no_more(const struct llq_monitor *m, const struct query *q)
{
	if (q->phase == QUERY_ENDED)
		return q->changed_after.number != 0;
	return q->phase == QUERY_HELD &&
		!llq_is_live(m, q, judge_now_ns(m->judge));
}

/* The first watcher from LINK on that still is one; others are let go. */
static struct query *
watcher_at(struct llq_monitor *m, struct subject *s, uint64_t *link)
{
	struct query *q;

	while ((q = entries_at(m->queries, *link)) != NULL &&
	       watches_no_more(m, q)) {
		q->watching = false;
		*link = q->watcher;
		s->watchers--;
	}
	if (!q)
		*link = 0;
	return q;
}

static void
note_present(struct subject *s, uint64_t record, const struct evidence *e)
{
	unsigned i;

	for (i = 0; i < s->count; i++)
		if (s->present[i].record == record)
			return;
	if (s->count == PRESENT_MAX)
		return;
	s->present[s->count].record = record;
	s->present[s->count++].since = *e;
}

static void
note_absent(struct subject *s, uint64_t record)
{
	unsigned i;

	for (i = 0; i < s->count; i++)
		if (s->present[i].record == record)
			s->present[i] = s->present[--s->count];
}

/* S-28: a record that an update or an earlier answer of this server showed to be
 * there, and nothing took away since, is missing among the answers. */
void
llq_zones_compare(struct llq_monitor *m, const struct message *msg,
		  const struct query *q)
{
	const struct packet *p = msg->packet;
	const struct subject *s = subject_of(m, &p->from, q->question);
	struct dns_iterator it;
	struct dns_record rr;
	unsigned i;
	bool found;

	if (!s || msg->dns.flags & DNS_FLAG_TC)
		return;
	for (i = 0; i < s->count; i++) {
		if (p->time_ns - s->present[i].since.time_ns <
		    SETTLE_S * SECOND)
			continue;
		found = false;
		for (dns_records(&msg->dns, DNS_ANSWER, &it);
		     !found && dns_next(&it, &rr);)
			found = rr.type == DNS_TYPE_CNAME ||
				hash_record(&rr) == s->present[i].record;
		if (found)
			continue;
		llq_fail(m, REQ_LLQ_S_28, JUDGE_SERVER, &s->present[i].since, p,
			 "a record that is in the zone is not among the "
			 "answers");
		return;
	}
}

/* C has happened at SERVER: tells the queries that watch its question. */
static void
change_all(struct llq_monitor *m, const struct endpoint *server,
	   const struct change *c, uint64_t since_ns, const struct evidence *e)
{
	struct subject *s = subject_of(m, server, c->question);
	struct query *q;
	uint64_t *at;

	if (!s && c->kind == CHANGE_ADD)
		s = entries_get(m->zones->subjects,
				subject_key(server, c->question));
	if (!s)
		return;
	if (c->kind == CHANGE_ADD)
		note_present(s, c->record, e);
	else if (c->kind == CHANGE_REMOVE)
		note_absent(s, c->record);
	else
		s->count = 0;
	for (at = &s->first; (q = watcher_at(m, s, at)) != NULL;
	     at = &q->watcher)
		if (c->kind == CHANGE_REMOVE_ALL)
			llq_change_rest(m, q, NULL, 0, since_ns, e);
		else
			llq_change(m, q, c->record, c->kind == CHANGE_REMOVE,
				   since_ns, e);
}

/* Updates ---------------------------------------------------------------- */

static uint64_t
update_key(const struct endpoint *client, const struct endpoint *server,
	   uint16_t id)
{
	return hash_mix(hash_endpoint(hash_endpoint(HASH_SEED, client), server),
			id);
}

/* RFC 2136, 2.5: class ANY deletes a set, class NONE a record. */
static bool
read_change(const struct dns_record *rr, uint16_t class, struct change *c)
{
	const struct dns_question question = { rr->name, rr->type, class };

	if (rr->type == DNS_TYPE_OPT || rr->type == DNS_TYPE_TSIG ||
	    rr->type == DNS_TYPE_SOA || rr->type == DNS_TYPE_ANY)
		return false;
	c->question = hash_question(&question);
	if (rr->class == DNS_CLASS_ANY)
		c->kind = CHANGE_REMOVE_ALL;
	else if (rr->class == DNS_CLASS_NONE)
		c->kind = CHANGE_REMOVE;
	else
		c->kind = CHANGE_ADD;
	c->record = c->kind == CHANGE_REMOVE_ALL ? 0 : hash_record(rr);
	return true;
}

static void
keep_update(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	struct update *u = entries_get(m->zones->updates, update_key(&p->from,
						&p->to, msg->dns.id));
	struct dns_question zone;
	struct dns_iterator it;
	struct dns_record rr;

	if (!u || !dns_first_question(&msg->dns, &zone))
		return;
	u->count = 0;
	u->more = false;
	for (dns_records(&msg->dns, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		if (u->count == CHANGES_MAX) {
			u->more = true;
			break;
		}
		if (read_change(&rr, zone.class, &u->changes[u->count]))
			u->count++;
	}
}

static uint64_t
lease_key(const struct endpoint *server, uint64_t record)
{
	return hash_mix(hash_address(HASH_SEED + 1, server), record);
}

static void
see_lease_end(void *state, uint64_t what)
{
	struct llq_monitor *m = state;
	struct lease *l = entries_at(m->zones->leases, what);
	struct change c;

	if (!l || l->ends_ns > judge_now_ns(m->judge))
		return;
	c = (struct change){ CHANGE_REMOVE, l->question, l->record };
	change_all(m, &l->server, &c, l->ends_ns, &l->grant);
	entries_remove(m->zones->leases, l);
}

static void
keep_lease(struct llq_monitor *m, const struct message *msg,
	   const struct change *c)
{
	const struct packet *p = msg->packet;
	const uint64_t key = lease_key(&p->from, c->record);
	const struct dns_options *o = &msg->dns.options;
	struct lease *l = entries_find(m->zones->leases, key);

	if (c->kind != CHANGE_ADD || !o->has_lease || !o->lease_s) {
		if (l)
			entries_remove(m->zones->leases, l);
		return;
	}
	l = l ? l : entries_add(m->zones->leases, key);
	if (!l)
		return;
	*l = (struct lease){ .server = p->from, .question = c->question,
		.record = c->record, .grant = evidence_of(p),
		.ends_ns = p->time_ns + o->lease_s * SECOND };
	judge_call_at(m->judge, l->ends_ns, see_lease_end, m,
		      entries_handle(m->zones->leases, l));
}

/* What is taken out and put in again by one update has not changed. */
static bool
comes_back(const struct update *u, unsigned n)
{
	unsigned i;

	for (i = n + 1; i < u->count; i++)
		if (u->changes[i].kind == CHANGE_ADD &&
		    u->changes[i].question == u->changes[n].question)
			return true;
	return false;
}

static unsigned
additions(const struct update *u, uint64_t question, uint64_t *records)
{
	unsigned i, n = 0;

	for (i = 0; i < u->count; i++)
		if (u->changes[i].kind == CHANGE_ADD &&
		    u->changes[i].question == question)
			records[n++] = u->changes[i].record;
	return n;
}

/* A set that is deleted and given anew by one update: what is not in it any
 * more is gone. */
static void
replace_set(struct llq_monitor *m, const struct packet *p,
	    const struct update *u, uint64_t question)
{
	const struct evidence e = evidence_of(p);
	struct subject *s = subject_of(m, &p->from, question);
	uint64_t records[CHANGES_MAX], *at;
	const unsigned n = additions(u, question, records);
	struct query *q;

	if (!s)
		return;
	s->count = 0;
	for (at = &s->first; (q = watcher_at(m, s, at)) != NULL;
	     at = &q->watcher)
		llq_change_rest(m, q, records, n, p->time_ns, &e);
}

static void
accept_update(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const struct evidence e = evidence_of(p);
	struct update *u = entries_find(m->zones->updates, update_key(&p->to,
						&p->from, msg->dns.id));
	unsigned i;

	if (!u)
		return;
	if (dns_rcode(&msg->dns) == DNS_RCODE_NOERROR && !u->more)
		for (i = 0; i < u->count; i++) {
			keep_lease(m, msg, &u->changes[i]);
			if (u->changes[i].kind == CHANGE_REMOVE_ALL &&
			    comes_back(u, i))
				replace_set(m, p, u, u->changes[i].question);
			else
				change_all(m, &p->from, &u->changes[i],
					   p->time_ns, &e);
		}
	entries_remove(m->zones->updates, u);
}

/* Answers ---------------------------------------------------------------- */

/* What this server itself answers with authority is in the zone. */
static void
take_answers(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	const unsigned rcode = dns_rcode(&msg->dns);
	const struct evidence e = evidence_of(p);
	uint64_t records[LLQ_TOLD_MAX], *at;
	struct dns_question question;
	struct dns_iterator it;
	struct dns_record rr;
	struct subject *s;
	struct query *q;
	unsigned n = 0, i;

	if (!(msg->dns.flags & DNS_FLAG_AA) || msg->dns.flags & DNS_FLAG_TC ||
	    (rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN) ||
	    msg->dns.count[DNS_QUESTION] != 1 ||
	    !dns_first_question(&msg->dns, &question))
		return;
	s = subject_of(m, &p->from, hash_question(&question));
	if (!s)
		return;
	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (rr.type != question.type || n == LLQ_TOLD_MAX)
			return;
		records[n++] = hash_record(&rr);
	}
	for (s->count = 0, i = 0; i < n; i++)
		note_present(s, records[i], &e);
	for (at = &s->first; (q = watcher_at(m, s, at)) != NULL;
	     at = &q->watcher) {
		if (p->time_ns - q->told_ns < SETTLE_S * SECOND)
			continue;
		for (i = 0; i < n; i++)
			llq_change(m, q, records[i], false, p->time_ns, &e);
		llq_change_rest(m, q, records, n, p->time_ns, &e);
	}
}

void
llq_zones_message(struct llq_monitor *m, const struct message *msg)
{
	if (msg->use == MESSAGE_UPDATE && msg->sender == JUDGE_CLIENT)
		keep_update(m, msg);
	else if (msg->use == MESSAGE_UPDATE)
		accept_update(m, msg);
	else if (msg->use == MESSAGE_QUERY && msg->sender == JUDGE_SERVER &&
		 entries_count(m->zones->subjects))
		take_answers(m, msg);
}
