/* SPDX-License-Identifier: Apache-2.0 */
/* llq_session.c - the long-lived queries held at one server: replies and
 * events. What is sent is in llq_outbox.c. */
#include "autotunnel/llq_session.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

const char *
llq_drop_text(enum llq_drop_reason r)
{
	static const char *const texts[LLQ_DROP_COUNT] = {
		[LLQ_DROP_MALFORMED] = "malformed",
		[LLQ_DROP_NOT_REPLY] = "not a response",
		[LLQ_DROP_UNVERIFIED] = "not verified",
		[LLQ_DROP_WRONG_KEY] = "wrong key",
		[LLQ_DROP_WRONG_SOURCE] = "wrong source",
		[LLQ_DROP_UNKNOWN_ID] = "unknown message id",
		[LLQ_DROP_UNKNOWN_LLQ] = "unknown LLQ-ID",
		[LLQ_DROP_MISMATCH] = "does not match what was asked",
		[LLQ_DROP_REPEATED] = "repeated event",
		[LLQ_DROP_OLD] = "old event",
		[LLQ_DROP_STALE_TICKET] = "stale ticket",
	};

	assert(r < LLQ_DROP_COUNT);
	return texts[r];
}

void
llq_session_drop(struct llq_session *s, enum llq_drop_reason r)
{
	assert(r < LLQ_DROP_COUNT);
	s->dropped[r]++;
}

struct llq_pools
llq_pools_in(struct llq_room *room)
{
	return (struct llq_pools){
		.clients = room->clients, .client_max = LLQ_CLIENTS_MAX,
		.messages = room->messages, .message_max = LLQ_MESSAGES_MAX,
		.answers = room->answers, .answer_max = ANSWERS_POOL_SIZE,
	};
}

void
llq_session_init(struct llq_session *s, uint16_t key,
		 const struct llq_pools *pools)
{
	assert(pools->client_max <= LLQ_CLIENTS_MAX && pools->message_max &&
	       pools->message_max <= LLQ_MESSAGES_MAX);
	answer_pool_init(&s->commons.pool, pools->answers, pools->answer_max);
	s->clients = pools->clients;
	s->messages = pools->messages;
	s->client_max = pools->client_max;
	s->message_max = pools->message_max;
	s->key = key;
}

void
llq_session_server(struct llq_session *s, const struct endpoint *server)
{
	unsigned i;

	s->server = *server;
	s->has_last_event = false;
	for (i = 0; i < s->message_reach; i++)
		s->messages[i].used = false;
	for (i = 0; i < s->client_reach; i++)
		s->clients[i].message = 0;
}

/* Slots --------------------------------------------------------------------------- */

int
llq_session_take(struct llq_session *s, const struct dns_name *name,
		 uint16_t type, uint64_t user, unsigned *slot)
{
	unsigned i, found = s->client_reach;
	struct llq_client *c;

	if (type == DNS_TYPE_ANY || type == 0)
		return -EINVAL;
	for (i = 0; i < s->client_reach; i++) {
		c = &s->clients[i];
		if (!c->used && found == s->client_reach)
			found = i;
		if (c->used && c->type == type &&
		    dns_name_equal(&c->name, name)) {
			*slot = i;
			return -EEXIST;
		}
	}
	if (found == s->client_max)
		return -ENOSPC;
	c = &s->clients[found];
	memset(c, 0, sizeof(*c));
	llq_client_begin(c);
	c->commons = &s->commons;
	dns_name_copy(&c->name, name);
	c->type = type;
	c->user = user;
	c->used = true;
	if (s->client_reach <= found)
		s->client_reach = found + 1;
	*slot = found;
	return 0;
}

/* The query no longer waits for its message; the last one frees it. */
static void
leave_message(struct llq_session *s, struct llq_client *c)
{
	struct llq_message *m;

	if (c->message == 0)
		return;
	m = &s->messages[c->message - 1];
	c->message = 0;
	assert(m->used && m->waiting > 0);
	if (--m->waiting == 0)
		m->used = false;
}

void
llq_session_free(struct llq_session *s, unsigned slot, struct turn *t)
{
	struct llq_client *c = &s->clients[slot];

	assert(c->used);
	leave_message(s, c);
	llq_client_drop_grant(c, t);
	answers_clear(&s->commons.pool, &c->answers);
	if (t->deadlines)
		deadlines_forget(t->deadlines, &c->machine.base);
	c->used = false;
}

/* Replies ----------------------------------------------------------------------------- */

static struct llq_message *
find_message(struct llq_session *s, uint16_t id)
{
	unsigned i;

	for (i = 0; i < s->message_reach; i++)
		if (s->messages[i].used && s->messages[i].id == id)
			return &s->messages[i];
	return NULL;
}

/* The questions of MSG stand as they were sent: what points into them does so
 * in both. */
static bool
same_octets(const struct llq_message *m, const struct dns_message *reply)
{
	size_t from = DNS_HEADER_SIZE, end = reply->section[DNS_ANSWER];

	return reply->count[DNS_QUESTION] == m->count && end <= m->length &&
		!memcmp(m->octets + from, reply->octets + from, end - from);
}

/* RFC 8764 5.2.2: a reply has all questions of the request, in order. */
static bool
same_questions(const struct llq_message *m, const struct dns_message *reply)
{
	struct dns_message sent;
	struct dns_iterator a, b;
	struct dns_question ours, theirs;
	int r;

	if (same_octets(m, reply))
		return true;
	r = dns_open(&sent, m->octets, m->length);
	assert(r == 0);
	if (r < 0 || sent.count[DNS_QUESTION] != reply->count[DNS_QUESTION])
		return false;
	dns_questions(&sent, &a);
	dns_questions(reply, &b);
	while (dns_next_question(&a, &ours) && dns_next_question(&b, &theirs))
		if (ours.type != theirs.type || ours.class != theirs.class ||
		    !dns_name_equal(&ours.name, &theirs.name))
			return false;
	return true;
}

static enum llq_received
receive_reply(struct llq_session *s, const struct dns_message *msg,
	      struct turn *t)
{
	struct llq_message *m = find_message(s, msg->id);
	const struct dns_options *o = &msg->options;
	struct llq_reading r = { .message = msg,
		.has_serial = msg->has_serial, .serial = msg->serial };
	uint16_t slots[DNS_LLQ_OPTIONS_MAX];
	struct llq_client *c;
	unsigned i, count;

	if (!m)
		return LLQ_RECEIVED_NOTHING;
	/* An error may come without questions; an answer may not. */
	if (!same_questions(m, msg) &&
	    !(dns_rcode(msg) && msg->count[DNS_QUESTION] == 0)) {
		llq_session_drop(s, LLQ_DROP_MISMATCH);
		return LLQ_RECEIVED_DROPPED;
	}
	r.request = m->kind;
	count = m->count;
	memcpy(slots, m->slots, sizeof(slots));
	for (i = 0; i < count; i++) {
		c = &s->clients[slots[i]];
		if (!c->used || c->message != m - s->messages + 1)
			continue;	/* it has asked anew since */
		r.option = i < o->llq_count && !o->llq_malformed ?
			&o->llq[i] : NULL;
		if (llq_client_classify(c, &r) == LLQ_CLIENT_EVENT_COUNT) {
			llq_session_drop(s, LLQ_DROP_MISMATCH);
			continue;
		}
		leave_message(s, c);
		llq_client_receive(c, &r, t);
	}
	return LLQ_RECEIVED_REPLY;
}

/* Events --------------------------------------------------------------------------------- */

bool
llq_session_is_event(const struct dns_message *msg)
{
	return (msg->flags & DNS_FLAG_QR) &&
		dns_opcode(msg) == DNS_OPCODE_QUERY &&
		msg->options.llq_count > 0 &&
		msg->options.llq[0].opcode == DNS_LLQ_EVENT;
}

/* Of the OPT between its owner and its RDATA: TYPE, CLASS, TTL, RDLENGTH. */
enum { OPT_FIXED = 10 };

static bool
find_opt(const struct dns_message *msg, struct dns_record *rr)
{
	struct dns_iterator it;

	for (dns_records(msg, DNS_ADDITIONAL, &it); dns_next(&it, rr);)
		if (rr->type == DNS_TYPE_OPT)
			return true;
	return false;
}

/* RFC 8764 6.3: QR=1, the event's id and its OPT, to where it came from. The
 * questions are copied as they stand (their compression points into what is
 * copied), and so is the OPT, options that we do not know included. */
static void
acknowledge(const struct dns_message *msg, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);
	size_t questions = msg->section[DNS_ANSWER];
	struct dns_record opt;
	uint8_t *ack;
	size_t size;
	bool found = find_opt(msg, &opt);

	assert(found);		/* llq_session_is_event has seen an option */
	(void)found;
	size = OPT_FIXED + opt.rdata_length;
	ack = turn_octets(t, e, questions + 1 + size);
	memcpy(ack, msg->octets, questions);
	ack[questions] = 0;	/* the root; it might have come as a pointer */
	memcpy(ack + questions + 1, opt.rdata - OPT_FIXED, size);
	ack[2] = (DNS_FLAG_QR | DNS_FLAG_AA) >> 8;
	ack[3] = 0;
	memset(ack + 6, 0, 6);
	ack[11] = 1;		/* the OPT */
	e->channel = CHANNEL_LLQ;
	e->to = t->input->source;
	e->origin = t->input->origin;
}

/* FNV-1a: tells the last event sent again from a new one. */
static uint64_t
hash(const struct dns_message *msg)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < msg->length; i++)
		h = (h ^ msg->octets[i]) * 0x100000001b3u;
	return h;
}

/* The query that the question and the LLQ-ID of an option name. */
static struct llq_client *
find_held(struct llq_session *s, const struct dns_question *q, uint64_t id)
{
	unsigned i;

	for (i = 0; i < s->client_reach; i++)
		if (s->clients[i].used && s->clients[i].llq_id == id && id &&
		    s->clients[i].type == q->type &&
		    dns_name_equal(&s->clients[i].name, &q->name))
			return &s->clients[i];
	return NULL;
}

/* Steps the queries of an event; how many it names, and how many applied. */
static unsigned
apply_event(struct llq_session *s, const struct dns_message *msg, bool apply,
	    unsigned *applied, struct turn *t)
{
	struct llq_reading r = { .message = msg, .request = LLQ_WISH_NONE,
		.has_serial = msg->has_serial, .serial = msg->serial };
	struct dns_iterator it;
	struct dns_question q;
	struct llq_client *c;
	unsigned i, named = 0;

	*applied = 0;
	dns_questions(msg, &it);
	for (i = 0; i < msg->options.llq_count && dns_next_question(&it, &q);
	     i++) {
		r.option = &msg->options.llq[i];
		c = find_held(s, &q, r.option->id);
		if (!c)
			continue;
		named++;
		if (!apply)
			continue;
		if (llq_client_receive(c, &r, t))
			(*applied)++;
		else
			c->stale_events++;
	}
	return named;
}

static enum llq_received
receive_event(struct llq_session *s, const struct dns_message *msg,
	      struct turn *t)
{
	uint64_t h = hash(msg);
	unsigned applied;

	/* RFC 8764 8.3: who does not know the id is not the server. */
	if (apply_event(s, msg, false, &applied, t) == 0) {
		llq_session_drop(s, LLQ_DROP_UNKNOWN_LLQ);
		return LLQ_RECEIVED_DROPPED;
	}
	acknowledge(msg, t);
	if (s->has_last_event && s->last_event == h) {
		llq_session_drop(s, LLQ_DROP_REPEATED);
		return LLQ_RECEIVED_DROPPED;
	}
	s->has_last_event = true;
	s->last_event = h;
	s->events++;
	apply_event(s, msg, true, &applied, t);
	if (applied == 0) {
		llq_session_drop(s, LLQ_DROP_OLD);
		return LLQ_RECEIVED_DROPPED;
	}
	return LLQ_RECEIVED_EVENT;
}

enum llq_received
llq_session_receive(struct llq_session *s, const struct dns_message *msg,
		    struct turn *t)
{
	if (dns_opcode(msg) != DNS_OPCODE_QUERY ||
	    !(msg->flags & DNS_FLAG_QR))
		return LLQ_RECEIVED_NOTHING;
	if (t->input->channel != CHANNEL_LLQ || t->input->stream)
		return LLQ_RECEIVED_NOTHING;
	if (!endpoint_equal(&t->input->source, &s->server)) {
		llq_session_drop(s, LLQ_DROP_WRONG_SOURCE);
		return LLQ_RECEIVED_DROPPED;
	}
	if (llq_session_is_event(msg))
		return receive_event(s, msg, t);
	return receive_reply(s, msg, t);
}
