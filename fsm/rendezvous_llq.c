/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_llq.c - LLQ messages: set-up, refresh, and their replies
 * (RFC 8764, sections 5 and 7). */
#include "rendezvous_private.h"

#include <assert.h>
#include <string.h>

/* Clients and questions --------------------------------------------------------- */

static uint32_t
endpoint_hash(const struct endpoint *e, uint16_t key)
{
	uint32_t h = 0x811c9dc5;
	unsigned i;

	for (i = 0; i < (e->family == 6 ? 16u : 4u); i++)
		h = (h ^ e->address[i]) * 0x01000193;
	return ((h ^ e->port) * 0x01000193 ^ key) * 0x01000193;
}

/* A key belongs to who a client is: nobody who can only forge an address gets
 * another's events signed differently, or ends them. */
static struct llq_events **
client_place(struct rendezvous *r, const struct endpoint *e, uint16_t key)
{
	struct llq_events **at =
		&r->clients[endpoint_hash(e, key) & r->client_mask];

	while (*at && !((*at)->key == key && endpoint_equal(&(*at)->endpoint, e)))
		at = &(*at)->chain;
	return at;
}

static uint16_t
key_in_hand(const struct rendezvous *r)
{
	const struct input *in = r->turn.input;

	return in->verdict == VERDICT_VERIFIED ? in->key : KEY_NONE;
}

/* Whose message is read, or NULL: we hold nothing of its. */
static struct llq_events *
client_in_hand(struct rendezvous *r)
{
	if (!r->reply.client)
		r->reply.client = *client_place(r, &r->turn.input->source,
						key_in_hand(r));
	return r->reply.client;
}

static struct llq_events *
make_client(struct rendezvous *r)
{
	struct llq_events **at =
		client_place(r, &r->turn.input->source, key_in_hand(r));
	struct llq_events *c = *at;

	if (c)
		return c;
	c = r->client_free;
	if (!c)
		return NULL;
	r->client_free = c->chain;
	memset(c, 0, sizeof(*c));
	llq_events_begin(c);
	c->endpoint = r->turn.input->source;
	c->key = key_in_hand(r);
	*at = c;
	r->counters.client_count++;
	return c;
}

void
rendezvous_release_client(struct rendezvous *r, struct llq_events *c)
{
	struct llq_events **at;

	if (c->query_count || c->due || c->lost)
		return;
	llq_events_step(c, LLQ_EVENTS_EV_EMPTIED, &r->turn);
	arena_give(&r->arena, c->message);
	deadlines_forget(&r->deadlines, &c->machine.base);
	if (r->reply.client == c)
		r->reply.client = NULL;
	at = client_place(r, &c->endpoint, c->key);
	assert(*at == c);
	*at = c->chain;
	c->chain = r->client_free;
	r->client_free = c;
	r->counters.client_count--;
}

void
rendezvous_events_acknowledged(struct rendezvous *r,
			       const struct dns_message *msg)
{
	struct llq_events *c = *client_place(r, &r->turn.input->source,
					     key_in_hand(r));

	if (!c || !llq_events_acknowledges(c, msg)) {
		r->counters.events_stray++;
		return;
	}
	llq_events_step(c, LLQ_EVENTS_EV_ACKNOWLEDGED, &r->turn);
}

static uint32_t
question_hash(const struct dns_name *name, uint16_t type)
{
	return (dns_name_hash(name) ^ type) * 0x01000193;
}

static bool
asks(const struct llq_question *held, const struct dns_name *name,
     uint16_t type)
{
	return held->type == type && held->name_length == name->length &&
		dns_wire_equal(held->name, name->wire, name->length);
}

static struct llq_question **
question_place(const struct rendezvous *r, const struct dns_name *name,
	       uint16_t type)
{
	uint32_t hash = question_hash(name, type);
	struct llq_question **at = &r->questions[hash & r->question_mask];

	while (*at && !((*at)->hash == hash && asks(*at, name, type)))
		at = &(*at)->chain;
	return at;
}

struct llq_question *
rendezvous_question(const struct rendezvous *r, const struct dns_name *name,
		    uint16_t type)
{
	return *question_place(r, name, type);
}

static struct llq_question *
make_question(struct rendezvous *r, const struct dns_question *q)
{
	struct llq_question **at = question_place(r, &q->name, q->type);
	struct llq_question *made = *at;

	if (made)
		return made;
	made = arena_take(&r->arena, sizeof(*made) + q->name.length);
	if (!made)
		return NULL;
	memset(made, 0, sizeof(*made));
	made->hash = question_hash(&q->name, q->type);
	made->type = q->type;
	made->name_length = q->name.length;
	memcpy(made->name, q->name.wire, q->name.length);
	*at = made;
	return made;
}

void
rendezvous_release_question(struct rendezvous *r, struct llq_question *q)
{
	struct llq_question **at;

	if (q->query_count || q->changed || q->drafted)
		return;
	assert(!q->log);
	at = &r->questions[q->hash & r->question_mask];
	while (*at != q)
		at = &(*at)->chain;
	*at = q->chain;
	arena_give(&r->arena, q);
}

/* Queries ------------------------------------------------------------------------- */

/* What has run out, though its deadline is still to be handled, is there no
 * more (RFC 8764, 5.2.2). */
static bool
is_query(const struct rendezvous *r, const struct llq_server *m,
	 const struct dns_question *q, uint64_t id, bool established)
{
	if (id && m->id != id)
		return false;
	if (m->machine.base.due_ms <= r->turn.now_ms)
		return false;
	if (!id && llq_server_established(m) != established)
		return false;
	return asks(m->question, &q->name, q->type);
}

static struct llq_server *
find_query(const struct rendezvous *r, const struct llq_events *c,
	   const struct dns_question *q, uint64_t id, bool established)
{
	struct llq_server *m;

	for (m = c ? c->queries : NULL; m; m = m->client_next)
		if (is_query(r, m, q, id, established))
			return m;
	return NULL;
}

/* The query with ID. What was found last is mostly followed, in the order in
 * which a client asks, by the one that was made after it, and the newest by the
 * oldest. */
static struct llq_server *
find_next_query(const struct rendezvous *r, struct llq_events *c,
		const struct dns_question *q, uint64_t id)
{
	struct llq_server *m = c ? c->near : NULL;

	if (!m || !id || !is_query(r, m, q, id, false))
		m = find_query(r, c, q, id, false);
	if (!m)
		return NULL;
	c->near = m->client_prev ? m->client_prev : c->oldest;
	__builtin_prefetch(&c->near->id);
	__builtin_prefetch(&c->near->machine.base.due_ms);
	return m;
}

/* Unpredictable, and not that of another query of this question (8764 5.2.2). */
static uint64_t
draw_id(struct rendezvous *r, const struct llq_question *q)
{
	const struct llq_server *m;
	uint64_t id;

	do {
		id = random_u64(&r->turn.random);
		for (m = q->queries; m && m->id != id; m = m->question_next)
			;
	} while (id == 0 || m);
	return id;
}

static void
link_query(struct llq_server *m, struct llq_question *q, struct llq_events *c)
{
	m->question = q;
	m->question_next = q->queries;
	if (q->queries)
		q->queries->question_prev = m;
	q->queries = m;
	q->query_count++;
	m->client = c;
	m->client_next = c->queries;
	if (c->queries)
		c->queries->client_prev = m;
	else
		c->oldest = m;
	c->queries = m;
	c->query_count++;
}

static void
unlink_query(struct rendezvous *r, struct llq_server *m)
{
	struct llq_question *q = m->question;
	struct llq_events *c = m->client;

	if (r->changed_at == m)
		r->changed_at = m->question_next;
	if (m->question_prev)
		m->question_prev->question_next = m->question_next;
	else
		q->queries = m->question_next;
	if (m->question_next)
		m->question_next->question_prev = m->question_prev;
	q->query_count--;
	if (m->client_prev)
		m->client_prev->client_next = m->client_next;
	else
		c->queries = m->client_next;
	if (m->client_next)
		m->client_next->client_prev = m->client_prev;
	else
		c->oldest = m->client_prev;
	if (c->near == m)
		c->near = m->client_prev;
	c->query_count--;
}

/* NULL: no room, and everything is as it was. */
static struct llq_server *
make_query(struct rendezvous *r, const struct dns_question *question)
{
	struct llq_events *c;
	struct llq_question *q = NULL;
	struct llq_server *m;

	c = make_client(r);
	if (!c)
		return NULL;
	if (r->query_free && c->query_count < r->config.limits.queries_each)
		q = make_question(r, question);
	if (!q) {
		rendezvous_release_client(r, c);
		return NULL;
	}
	m = r->query_free;
	r->query_free = m->client_next;
	memset(m, 0, sizeof(*m));
	llq_server_begin(m);
	m->id = draw_id(r, q);
	link_query(m, q, c);
	r->counters.query_count++;
	return m;
}

static void
give_query(struct rendezvous *r, struct llq_server *m)
{
	struct llq_question *q = m->question;
	struct llq_events *c = m->client;

	rendezvous_forget_owed(r, m);
	unlink_query(r, m);
	deadlines_forget(&r->deadlines, &m->machine.base);
	m->client_next = r->query_free;
	r->query_free = m;
	r->counters.query_count--;
	rendezvous_release_question(r, q);
	rendezvous_release_client(r, c);
}

/* One question of a message ---------------------------------------------------------- */

static uint32_t
clamp_lease(const struct rendezvous *r, uint32_t asked)
{
	if (asked < r->config.llq_lease_min_s)
		return r->config.llq_lease_min_s;
	if (asked > r->config.llq_lease_max_s)
		return r->config.llq_lease_max_s;
	return asked;
}

static void
say(struct dns_llq *option, enum dns_llq_error error, uint64_t id,
    uint32_t lease_s)
{
	option->error = error;
	option->id = id;
	option->lease_s = lease_s;
}

/* 8764 G-05, G-06: what nobody may ask for. 128 to 255 are no data types
 * (RFC 6895, 3.1). */
static bool
askable(const struct dns_question *q)
{
	return q->class == DNS_CLASS_IN && q->type != 0 &&
		q->type != DNS_TYPE_OPT && !(q->type >= 128 && q->type <= 255);
}

static void
set_up(struct rendezvous *r, const struct dns_question *q,
       struct dns_llq *option)
{
	struct llq_server *m = find_query(r, client_in_hand(r), q, 0, false);
	bool proves;

	r->counters.setups++;
	if (!m) {
		m = make_query(r, q);
		if (!m) {
			r->counters.full++;
			say(option, DNS_LLQ_SERV_FULL, 0, RENDEZVOUS_RETRY_S);
			return;
		}
		m->grant_s = clamp_lease(r, option->lease_s);
	}
	llq_server_step(m, llq_server_classify(m, option, &proves), &r->turn);
}

static void
go_on(struct rendezvous *r, const struct dns_question *q,
      struct dns_llq *option)
{
	struct llq_server *m = find_next_query(r, client_in_hand(r), q,
					       option->id);
	struct dns_llq asked = *option;
	enum llq_server_event ev = LLQ_SERVER_EVENT_COUNT;
	bool proves = false;

	/* stands, unless the machine reports otherwise */
	say(option, DNS_LLQ_NO_SUCH_LLQ,
	    option->opcode == DNS_LLQ_REFRESH ? option->id : 0, 0);
	if (m) {
		ev = llq_server_classify(m, &asked, &proves);
		if (ev == LLQ_SERVER_EV_REFRESHED)
			m->grant_s = clamp_lease(r, asked.lease_s);
	}
	r->reply.first[r->reply.at] = proves && !llq_server_established(m);
	if (proves)
		llq_server_step(m, ev, &r->turn);
	rendezvous_drain(r);
	if (option->error == DNS_LLQ_NO_SUCH_LLQ)
		r->counters.no_such++;
}

static void
take_question(struct rendezvous *r, const struct dns_question *q,
	      struct dns_llq *option)
{
	if (option->version != DNS_LLQ_VERSION) {
		option->version = DNS_LLQ_VERSION;
		say(option, DNS_LLQ_BAD_VERS, 0, 0);
		return;
	}
	if (!askable(q) || (option->opcode != DNS_LLQ_SETUP &&
			    option->opcode != DNS_LLQ_REFRESH)) {
		say(option, DNS_LLQ_FORMAT_ERR, 0, 0);
		return;
	}
	if (option->opcode == DNS_LLQ_SETUP && option->id == 0)
		set_up(r, q, option);
	else
		go_on(r, q, option);
	rendezvous_drain(r);
}

/* A restarted client does not know its older query: its newer one takes the
 * place (P16). */
static void
replace_older(struct rendezvous *r, struct llq_server *m)
{
	struct llq_server *other;

	for (other = m->client->queries; other; other = other->client_next)
		if (other != m && other->question == m->question &&
		    llq_server_established(other)) {
			r->counters.replacements++;
			llq_server_step(other, LLQ_SERVER_EV_REPLACED,
					&r->turn);
			return;
		}
}

static void
accepted(struct rendezvous *r, struct llq_server *m, uint32_t left_s)
{
	struct llq_reply *reply = &r->reply;

	say(&reply->options[reply->at], DNS_LLQ_NO_ERROR, m->id, left_s);
	reply->accepted[reply->at] = m;
	if (!reply->first[reply->at])
		return;
	r->counters.handshakes++;
	m->reading = true;
	m->question->held_count++;
	m->told = m->question->sequence;
	replace_older(r, m);
}

static void
gone(struct rendezvous *r, struct llq_server *m)
{
	unsigned i;

	for (i = 0; i < r->reply.count; i++)
		if (r->reply.accepted[i] == m)
			r->reply.accepted[i] = NULL;
	give_query(r, m);
}

void
rendezvous_llq_report(struct rendezvous *r, const struct report *report)
{
	struct llq_server *m = (struct llq_server *)(void *)report->from;
	struct dns_llq *option = &r->reply.options[r->reply.at];

	switch ((enum llq_server_report)report->what) {
	case LLQ_SERVER_REPORT_OFFER:
		say(option, DNS_LLQ_NO_ERROR, m->id, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_ACCEPTED:
		accepted(r, m, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_REFRESHED:
		r->counters.refreshes++;
		say(option, DNS_LLQ_NO_ERROR, m->id, (uint32_t)report->value);
		break;
	case LLQ_SERVER_REPORT_ENDED:
		r->counters.ends++;
		say(option, DNS_LLQ_NO_ERROR, m->id, 0);
		break;
	case LLQ_SERVER_REPORT_CHANGED:
		rendezvous_query_changed(r, m);
		break;
	case LLQ_SERVER_REPORT_GONE:
		gone(r, m);
		break;
	}
}

/* The reply ---------------------------------------------------------------------------- */

/* There is no memory to remember what M's client must still be told. */
static void
give_up(struct rendezvous *r, struct llq_server *m, struct dns_llq *option)
{
	r->counters.full++;
	say(option, DNS_LLQ_SERV_FULL, 0, RENDEZVOUS_RETRY_S);
	llq_server_step(m, LLQ_SERVER_EV_DROPPED, &r->turn);
	rendezvous_drain(r);
}

/* All answers as far as they fit; what does not follows in events at once
 * (RFC 8764, 5.2.4), after an acknowledgement that is sent again too: its client
 * takes it for all that there is. Returns whether all were put. */
static bool
put_answers(struct rendezvous *r, struct dns_writer *w, unsigned i)
{
	struct llq_reply *reply = &r->reply;
	const struct dns_question *q = &reply->questions[i];
	struct zone_set *set = zone_store_set(live_zone(r), &q->name, q->type);
	struct zone_record *rr;
	struct dns_writer before;
	bool all = true;

	for (rr = set ? set->first : NULL; rr; rr = rr->next) {
		before = *w;
		if (all)
			dns_add_record(w, DNS_ANSWER, &q->name, q->type,
				       DNS_CLASS_IN, rr->ttl, rr->rdata,
				       rr->rdata_length);
		if (all && !w->overflow)
			continue;
		*w = before;
		all = false;
		if (!rendezvous_owe(r, reply->accepted[i], rr,
				    reply->first[i])) {
			give_up(r, reply->accepted[i], &reply->options[i]);
			break;
		}
	}
	return all;
}

static void
put_additional(struct rendezvous *r, struct dns_writer *w)
{
	struct llq_reply *reply = &r->reply;
	struct dns_writer before = *w;
	struct zone_set *set;
	unsigned i;

	rendezvous_add_soa(r, w, DNS_ADDITIONAL, false);
	if (w->overflow)
		*w = before;
	for (i = 0; i < reply->count; i++) {
		if (!reply->accepted[i])
			continue;
		set = zone_store_set(live_zone(r), &reply->questions[i].name,
				     reply->questions[i].type);
		if (set)
			rendezvous_add_targets(r, w, set);
	}
}

/* Without answers no name follows, so the questions go back as they came. */
static void
put_questions(struct llq_reply *reply, struct dns_writer *w,
	      const struct dns_message *msg)
{
	unsigned i;

	for (i = 0; i < reply->count && !reply->accepted[i]; i++)
		;
	if (i == reply->count && dns_copy_questions(w, msg))
		return;
	for (i = 0; i < reply->count; i++)
		dns_add_question(w, &reply->questions[i].name,
				 reply->questions[i].type,
				 reply->questions[i].class);
}

static void
send_llq_reply(struct rendezvous *r, const struct dns_message *msg)
{
	struct llq_reply *reply = &r->reply;
	size_t most = rendezvous_datagram_most(r, key_in_hand(r));
	/* OPT is never dropped: its place is kept */
	size_t opt = 11u + reply->count * (4u + DNS_LLQ_OPTION_SIZE);
	bool all = true, some = false;
	struct dns_options o;
	struct dns_writer w;
	int length;
	unsigned i;

	dns_begin(&w, r->scratch, most - opt, msg->id,
		  (uint16_t)(DNS_FLAG_QR | DNS_FLAG_AA |
			     (msg->flags & DNS_FLAG_RD)));
	put_questions(reply, &w, msg);
	for (i = 0; i < reply->count && !w.overflow; i++)
		if (reply->accepted[i]) {
			some = true;
			all &= put_answers(r, &w, i);
		}
	if (some && all)
		put_additional(r, &w);
	w.size += opt;
	dns_options_begin(&o);
	o.llq_count = reply->count;
	memcpy(o.llq, reply->options, reply->count * sizeof(o.llq[0]));
	dns_add_options(&w, &o);
	length = dns_end(&w);
	if (length > 0)
		rendezvous_reply(r, r->scratch, (size_t)length);
	else
		rendezvous_reply_rcode(r, msg, DNS_RCODE_FORMERR);
}

/* Nothing is remembered of a message before this is passed (P3). */
static bool
admitted(struct rendezvous *r, const struct llq_reply *reply)
{
	unsigned i;

	if (!r->config.public && r->turn.input->verdict != VERDICT_VERIFIED)
		return false;
	for (i = 0; i < reply->count; i++)
		if (!rendezvous_may_ask(r, r->turn.input,
					&reply->questions[i].name))
			return false;
	return true;
}

static void
read_questions(struct llq_reply *reply, const struct dns_message *msg)
{
	struct dns_iterator it;

	reply->count = reply->at = 0;
	reply->client = NULL;
	memset(reply->accepted, 0, sizeof(reply->accepted));
	memset(reply->first, 0, sizeof(reply->first));
	dns_questions(msg, &it);
	while (reply->count < DNS_LLQ_OPTIONS_MAX &&
	       dns_next_question(&it, &reply->questions[reply->count]))
		reply->count++;
}

/* The questions, if all may be asked here; else it is answered with why not. */
static bool
take_questions(struct rendezvous *r, const struct dns_message *msg)
{
	read_questions(&r->reply, msg);
	if (!admitted(r, &r->reply)) {
		r->counters.refused++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_REFUSED);
		return false;
	}
	if (!zone_usable(&r->zone)) {
		rendezvous_reply_rcode(r, msg, DNS_RCODE_SERVFAIL);
		return false;
	}
	return true;
}

/* A malformed LLQ option is no FORMERR (RFC 8764, 5.2.2). */
static void
refuse_options(struct rendezvous *r)
{
	struct llq_reply *reply = &r->reply;
	unsigned i;

	r->counters.malformed++;
	for (i = 0; i < reply->count; i++) {
		reply->options[i].version = DNS_LLQ_VERSION;
		if (reply->options[i].opcode == 0)
			reply->options[i].opcode = DNS_LLQ_SETUP;
		say(&reply->options[i], DNS_LLQ_FORMAT_ERR, 0, 0);
	}
}

void
rendezvous_llq(struct rendezvous *r, const struct dns_message *msg)
{
	struct llq_reply *reply = &r->reply;

	if (msg->count[DNS_QUESTION] == 0 ||
	    msg->count[DNS_QUESTION] > DNS_LLQ_OPTIONS_MAX) {
		r->counters.malformed++;
		rendezvous_reply_rcode(r, msg, DNS_RCODE_FORMERR);
		return;
	}
	if (!take_questions(r, msg)) {
		reply->count = 0;
		return;
	}
	memcpy(reply->options, msg->options.llq,
	       reply->count * sizeof(reply->options[0]));
	if (msg->options.llq_malformed ||
	    msg->options.llq_count != reply->count) {
		refuse_options(r);
	} else {
		for (reply->at = 0; reply->at < reply->count; reply->at++)
			take_question(r, &reply->questions[reply->at],
				      &reply->options[reply->at]);
	}
	send_llq_reply(r, msg);
	reply->count = 0;
}
