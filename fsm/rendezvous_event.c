/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_event.c - changes of answers, and who is told of them (RFC 8764,
 * section 6; P4).
 *
 * A change is noted at its question, if somebody asked that question, and
 * becomes news when all of a transfer is noted. Then each subscriber of each
 * changed question is visited, each of their clients once gets a message. */
#include "rendezvous_private.h"

#include <assert.h>
#include <string.h>

enum { OWED_QUESTIONS_MAX = DNS_LLQ_OPTIONS_MAX };

/* Changes ------------------------------------------------------------------------ */

static void
let_go(struct rendezvous *r, struct llq_change *c)
{
	assert(c->references > 0);
	if (--c->references == 0)
		arena_give(&r->arena, c);
}

static struct llq_change *
make_change(struct rendezvous *r, uint16_t type, uint32_t ttl,
	    const uint8_t *rdata, uint16_t rdata_length, bool removal)
{
	struct llq_change *c = arena_take(&r->arena,
					  sizeof(*c) + rdata_length);

	if (!c)
		return NULL;
	memset(c, 0, sizeof(*c));
	c->references = 1;
	c->hash = zone_rdata_hash(type, rdata, rdata_length);
	c->ttl = removal ? DNS_TTL_REMOVED : ttl;
	c->removal = removal;
	c->rdata_length = rdata_length;
	memcpy(c->rdata, rdata, rdata_length);
	return c;
}

/* Both are about one record. */
static bool
is_same(uint16_t type, const struct llq_change *a, const struct llq_change *b)
{
	return a->hash == b->hash &&
		dns_rdata_equal(type, a->rdata, a->rdata_length,
				b->rdata, b->rdata_length);
}

static bool
undoes(uint16_t type, const struct llq_change *a, const struct llq_change *b)
{
	return a->removal != b->removal && is_same(type, a, b);
}

/* Takes the draft that C undoes out again; whether there was one. */
static bool
undo_draft(struct rendezvous *r, struct llq_question *q,
	   const struct llq_change *c)
{
	struct llq_change **at, *last = NULL, *found;

	for (at = &q->drafts; *at; at = &(*at)->next) {
		if (!undoes(q->type, *at, c)) {
			last = *at;
			continue;
		}
		found = *at;
		*at = found->next;
		if (q->drafts_last == found)
			q->drafts_last = last;
		let_go(r, found);
		return true;
	}
	return false;
}

void
rendezvous_note(struct rendezvous *r, const struct dns_name *name,
		uint16_t type, uint32_t ttl, const uint8_t *rdata,
		uint16_t rdata_length, bool removal)
{
	struct llq_question *q = rendezvous_question(r, name, type);
	struct llq_change *c;

	if (!q || !q->held_count)
		return;
	if (!q->drafted) {
		q->drafted = true;
		q->next_drafted = r->drafted;
		r->drafted = q;
	}
	c = make_change(r, type, ttl, rdata, rdata_length, removal);
	if (!c) {
		q->spoiled = true;
		return;
	}
	if (undo_draft(r, q, c)) {
		let_go(r, c);
		return;
	}
	if (q->drafts)
		q->drafts_last->next = c;
	else
		q->drafts = c;
	q->drafts_last = c;
}

static void
queue_changed(struct rendezvous *r, struct llq_question *q)
{
	if (q->changed)
		return;
	q->changed = true;
	q->next_changed = NULL;
	if (r->changed)
		r->changed_last->next_changed = q;
	else {
		r->changed = q;
		r->changed_at = q->queries;
	}
	r->changed_last = q;
}

static void
publish_question(struct rendezvous *r, struct llq_question *q)
{
	struct llq_change *c;

	for (c = q->drafts; c; c = c->next) {
		c->sequence = ++q->sequence;
		c->waiting = q->held_count;
		r->counters.changes++;
	}
	if (q->drafts) {
		if (q->log)
			q->log_last->next = q->drafts;
		else
			q->log = q->drafts;
		q->log_last = q->drafts_last;
		queue_changed(r, q);
	}
	if (q->spoiled)
		queue_changed(r, q);
	q->drafts = q->drafts_last = NULL;
}

void
rendezvous_publish_notes(struct rendezvous *r)
{
	struct llq_question *q;

	while ((q = r->drafted)) {
		r->drafted = q->next_drafted;
		q->drafted = false;
		publish_question(r, q);
	}
}

/* What one query was told ------------------------------------------------------------ */

/* The log is read in order by all, so what nobody waits for is at its head. */
static void
trim_log(struct rendezvous *r, struct llq_question *q)
{
	struct llq_change *c;

	while ((c = q->log) && c->waiting == 0) {
		q->log = c->next;
		c->next = NULL;
		let_go(r, c);
	}
	if (!q->log)
		q->log_last = NULL;
}

static bool
append_owed(struct rendezvous *r, struct llq_server *m, struct llq_change *c)
{
	struct llq_owed *o = arena_take(&r->arena, sizeof(*o));

	if (!o)
		return false;
	o->next = NULL;
	o->change = c;
	c->references++;
	if (m->owed)
		m->owed_last->next = o;
	else
		m->owed = o;
	m->owed_last = o;
	return true;
}

static void
drop_owed(struct rendezvous *r, struct llq_server *m, struct llq_owed **at,
	  struct llq_owed *before)
{
	struct llq_owed *o = *at;

	*at = o->next;
	if (m->owed_last == o)
		m->owed_last = before;
	let_go(r, o->change);
	arena_give(&r->arena, o);
}

/* C happened after all that M is owed: of one record only the last word counts.
 * That is said even where it undoes what was never told, since the client may
 * have asked in between, and have the other word (P4). */
static bool
merge_owed(struct rendezvous *r, struct llq_server *m, struct llq_change *c)
{
	struct llq_owed **at, *before = NULL;

	for (at = &m->owed; *at; at = &(*at)->next) {
		if (is_same(m->question->type, (*at)->change, c)) {
			drop_owed(r, m, at, before);
			break;
		}
		before = *at;
	}
	return append_owed(r, m, c);
}

/* Reads what M has not read of its question's log. false: no memory. */
static bool
read_log(struct rendezvous *r, struct llq_server *m)
{
	struct llq_question *q = m->question;
	struct llq_change *c;
	bool held = true;

	if (m->told == q->sequence)
		return true;
	for (c = q->log; c; c = c->next) {
		if (c->sequence <= m->told)
			continue;
		if (held)
			held = merge_owed(r, m, c);
		c->waiting--;
	}
	m->told = q->sequence;
	trim_log(r, q);
	return held;
}

void
rendezvous_forget_owed(struct rendezvous *r, struct llq_server *m)
{
	struct llq_server **at, *before = NULL;
	struct llq_change *c;

	while (m->owed)
		drop_owed(r, m, &m->owed, NULL);
	if (m->reading) {
		for (c = m->question->log; c; c = c->next)
			if (c->sequence > m->told)
				c->waiting--;
		m->question->held_count--;
		m->reading = false;
		trim_log(r, m->question);
	}
	if (!m->owing)
		return;
	for (at = &m->client->owing; *at != m; at = &(*at)->owing_next)
		before = *at;
	*at = m->owing_next;
	if (m->client->owing_last == m)
		m->client->owing_last = before;
	m->owing = false;
}

static void
make_owing(struct llq_server *m)
{
	struct llq_events *c = m->client;

	if (m->owing)
		return;
	m->owing = true;
	m->owing_next = NULL;
	if (c->owing)
		c->owing_last->owing_next = m;
	else
		c->owing = m;
	c->owing_last = m;
}

bool
rendezvous_owe(struct rendezvous *r, struct llq_server *m,
	       const struct zone_record *record, bool first)
{
	struct llq_change *c;
	bool held;

	c = make_change(r, m->question->type, record->ttl, record->rdata,
			record->rdata_length, false);
	if (!c)
		return false;
	held = first ? append_owed(r, m, c) : merge_owed(r, m, c);
	let_go(r, c);
	if (!held)
		return false;
	make_owing(m);
	rendezvous_make_due(r, m->client);
	return true;
}

/* Visiting subscribers ------------------------------------------------------------ */

void
rendezvous_make_due(struct rendezvous *r, struct llq_events *client)
{
	/* one message at a time: what is under way is waited for */
	if (client->due || client->message)
		return;
	client->due = true;
	client->next_due = NULL;
	if (r->due)
		r->due_last->next_due = client;
	else
		r->due = client;
	r->due_last = client;
}

static void
make_lost(struct rendezvous *r, struct llq_events *client)
{
	if (client->lost)
		return;
	client->lost = true;
	client->next_lost = r->lost;
	r->lost = client;
}

void
rendezvous_query_changed(struct rendezvous *r, struct llq_server *m)
{
	if (m->question->spoiled) {
		/* it cannot know what it was not told: all begin anew */
		r->counters.dropped++;
		make_lost(r, m->client);
		return;
	}
	make_owing(m);
	rendezvous_make_due(r, m->client);
}

bool
rendezvous_work_changed(struct rendezvous *r)
{
	struct llq_question *q = r->changed;
	struct llq_server *m = r->changed_at;

	if (!q)
		return false;
	if (m) {
		r->changed_at = m->question_next;
		r->counters.visited++;
		if (m->reading)
			llq_server_step(m, LLQ_SERVER_EV_CHANGED, &r->turn);
		return true;
	}
	q->changed = false;
	q->spoiled = false;
	r->changed = q->next_changed;
	r->changed_at = r->changed ? r->changed->queries : NULL;
	rendezvous_release_question(r, q);
	return true;
}

/* Messages ---------------------------------------------------------------------------- */

/* One event message in the making: up to COUNT queries of one client. */
struct event_draft {
	unsigned count;
	struct llq_server *queries[OWED_QUESTIONS_MAX];
	unsigned sent[OWED_QUESTIONS_MAX];	/* changes that went in */
};

static unsigned
owed_count(const struct llq_server *m)
{
	const struct llq_owed *o;
	unsigned n = 0;

	for (o = m->owed; o; o = o->next)
		n++;
	return n;
}

/* Removals of all questions, then additions (P4). Returns whether all fitted;
 * where it did not, `sent` says how far it got, and only for a single query
 * in one pass that is of use. */
static bool
put_changes(struct dns_writer *w, struct event_draft *d, bool removals)
{
	struct dns_writer before;
	struct dns_name name;
	struct llq_owed *o;
	unsigned i;

	for (i = 0; i < d->count; i++) {
		const struct llq_question *q = d->queries[i]->question;

		name.length = q->name_length;
		memcpy(name.wire, q->name, q->name_length);
		for (o = d->queries[i]->owed; o; o = o->next) {
			if (o->change->removal != removals)
				continue;
			before = *w;
			dns_add_record(w, DNS_ANSWER, &name, q->type,
				       DNS_CLASS_IN, o->change->ttl,
				       o->change->rdata,
				       o->change->rdata_length);
			if (w->overflow) {
				*w = before;
				return false;
			}
			d->sent[i]++;
		}
	}
	return true;
}

/* RFC 8764, 6: a gratuitous response. P5: with the zone's SOA. Returns whether
 * everything that is owed to these queries is in it. */
static bool
write_event(struct rendezvous *r, struct llq_events *c, struct event_draft *d,
	    uint16_t id, int *length)
{
	size_t reserve = 11u + d->count * (4u + DNS_LLQ_OPTION_SIZE);
	size_t most = rendezvous_datagram_most(r, c->key);
	struct dns_options o;
	struct dns_name name;
	struct dns_writer w;
	struct zone_set *soa;
	bool all;
	unsigned i;

	soa = zone_store_set(live_zone(r), &r->config.zone, DNS_TYPE_SOA);
	if (soa)
		reserve += 12u + r->config.zone.length +
			soa->first->rdata_length;
	memset(d->sent, 0, sizeof(d->sent));
	/* long names may leave no place for so many queries */
	*length = 0;
	if (reserve + DNS_HEADER_SIZE > most)
		return false;
	dns_begin(&w, r->scratch, most - reserve, id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_options_begin(&o);
	for (i = 0; i < d->count; i++) {
		struct llq_server *m = d->queries[i];

		name.length = m->question->name_length;
		memcpy(name.wire, m->question->name, name.length);
		dns_add_question(&w, &name, m->question->type, DNS_CLASS_IN);
		o.llq[o.llq_count++] = (struct dns_llq){
			.version = DNS_LLQ_VERSION, .opcode = DNS_LLQ_EVENT,
			.id = m->id,
		};
	}
	all = !w.overflow && put_changes(&w, d, true) &&
		put_changes(&w, d, false);
	w.size += reserve;
	rendezvous_add_soa(r, &w, DNS_ADDITIONAL, false);
	dns_add_options(&w, &o);
	*length = dns_end(&w);
	return all;
}

/* Removals stand before additions in a query's list, so that what was sent of
 * it is always its head. */
static void
sort_owed(struct llq_server *m)
{
	struct llq_owed *o, *next, *parts[2] = { NULL, NULL };
	struct llq_owed *last[2] = { NULL, NULL };

	for (o = m->owed; o; o = next) {
		unsigned part = o->change->removal ? 0 : 1;

		next = o->next;
		o->next = NULL;
		if (last[part])
			last[part]->next = o;
		else
			parts[part] = o;
		last[part] = o;
	}
	if (last[0])
		last[0]->next = parts[1];
	m->owed = parts[0] ? parts[0] : parts[1];
	m->owed_last = last[1] ? last[1] : last[0];
}

static void
stop_owing(struct llq_server *m)
{
	struct llq_events *c = m->client;

	assert(c->owing == m);
	c->owing = m->owing_next;
	if (!c->owing)
		c->owing_last = NULL;
	m->owing = false;
}

/* The queries at the head of C's list that are truly owed something, as many
 * as a message may name. false: no memory. */
static bool
gather(struct rendezvous *r, struct llq_events *c, struct event_draft *d)
{
	struct llq_server *m, *next;
	bool held = true;

	d->count = 0;
	m = c->owing;
	c->owing = c->owing_last = NULL;
	for (; m; m = next) {
		next = m->owing_next;
		m->owing = false;
		if (held && d->count < OWED_QUESTIONS_MAX) {
			held = read_log(r, m);
			if (held && !m->owed)
				continue;	/* undone meanwhile */
			sort_owed(m);
			d->queries[d->count++] = m;
		}
		make_owing(m);
	}
	return held;
}

/* What was sent is owed no more. A record that no message can hold is passed
 * over and counted. */
static void
settle(struct rendezvous *r, struct event_draft *d)
{
	unsigned i;

	for (i = 0; i < d->count; i++) {
		struct llq_server *m = d->queries[i];

		if (d->count == 1 && d->sent[0] == 0) {
			r->counters.too_long++;
			d->sent[0] = 1;
		}
		while (d->sent[i]-- > 0)
			drop_owed(r, m, &m->owed, NULL);
		if (!m->owed)
			stop_owing(m);
	}
}

/* Puts the next message to C together. 1: it stands in C; 0: there is nothing
 * to tell; -1: no memory. */
static int
compose(struct rendezvous *r, struct llq_events *c)
{
	uint16_t id = (uint16_t)random_u32(&r->turn.random);
	struct event_draft d;
	int length = 0;

	if (!gather(r, c, &d))
		return -1;
	if (d.count == 0)
		return 0;
	/* whole queries as far as they fit; a single one in pieces */
	while (!write_event(r, c, &d, id, &length) && d.count > 1)
		d.count--;
	if (length > 0 && d.sent[0] > 0) {
		c->message = arena_take(&r->arena, (size_t)length);
		if (!c->message)
			return -1;
		memcpy(c->message, r->scratch, (size_t)length);
		c->message_length = (uint16_t)length;
		c->message_id = id;
	}
	assert(d.count > 1 || d.sent[0] <= owed_count(d.queries[0]));
	settle(r, &d);
	return c->message ? 1 : 0;
}

bool
rendezvous_work_due(struct rendezvous *r)
{
	struct llq_events *c = r->due;
	int made;

	if (!c)
		return false;
	r->due = c->next_due;
	c->due = false;
	if (c->lost)
		return true;
	made = compose(r, c);
	if (made > 0) {
		r->counters.events++;
		llq_events_step(c, LLQ_EVENTS_EV_OWED, &r->turn);
	} else if (made < 0) {
		r->counters.dropped += c->query_count;
		make_lost(r, c);
	} else if (c->owing) {
		rendezvous_make_due(r, c);
	} else {
		rendezvous_release_client(r, c);
	}
	return true;
}

/* One query of a client that cannot be told. */
bool
rendezvous_work_lost(struct rendezvous *r)
{
	struct llq_events *c = r->lost;
	struct llq_server *m;

	if (!c)
		return false;
	for (m = c->queries; m && !m->reading; m = m->client_next)
		;
	/* the last one takes its client with it */
	if (!m || c->query_count == 1) {
		r->lost = c->next_lost;
		c->lost = false;
		arena_give(&r->arena, c->message);
		c->message = NULL;
		if (c->machine.base.due_ms != TIME_NEVER)
			llq_events_step(c, LLQ_EVENTS_EV_EMPTIED, &r->turn);
	}
	if (m)
		llq_server_step(m, LLQ_SERVER_EV_DROPPED, &r->turn);
	else
		rendezvous_release_client(r, c);
	return true;
}

static void
finish_message(struct rendezvous *r, struct llq_events *c)
{
	arena_give(&r->arena, c->message);
	c->message = NULL;
}

void
rendezvous_events_report(struct rendezvous *r, const struct report *report)
{
	struct llq_events *c = (struct llq_events *)(void *)report->from;

	finish_message(r, c);
	if (report->what == LLQ_EVENTS_REPORT_TOLD) {
		r->counters.events_acknowledged++;
		if (c->owing)
			rendezvous_make_due(r, c);
		return;
	}
	r->counters.events_lost++;
	make_lost(r, c);
}
