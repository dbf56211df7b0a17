/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_queries.c - who asks what: clients, questions and queries as tables.
 * A query is found by its LLQ-ID, whatever a client or a question has of them. */
#include "rendezvous_private.h"

#include "autotunnel/near.h"

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

struct llq_events *
rendezvous_client(struct rendezvous *r)
{
	return *client_place(r, &r->turn.input->source, rendezvous_key_in_hand(r));
}

/* The same, of an LLQ message, looked for once. */
static struct llq_events *
client_in_hand(struct rendezvous *r)
{
	if (!r->reply.client)
		r->reply.client = rendezvous_client(r);
	return r->reply.client;
}

static struct llq_events *
make_client(struct rendezvous *r)
{
	struct llq_events **at =
		client_place(r, &r->turn.input->source, rendezvous_key_in_hand(r));
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
	c->key = rendezvous_key_in_hand(r);
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
	 const struct dns_question *q)
{
	return m->machine.base.due_ms > r->turn.now_ms &&
		asks(m->question, &q->name, q->type);
}

struct llq_server *
rendezvous_begun_query(struct rendezvous *r, const struct dns_question *q)
{
	struct llq_events *c = client_in_hand(r);
	struct llq_server *m;

	for (m = c ? c->queries : NULL; m; m = m->client_next)
		if (!llq_server_established(m) && is_query(r, m, q))
			return m;
	return NULL;
}

/* We draw them ourselves, so any of their octets are as good as a hash. */
static struct llq_server **
id_place(const struct rendezvous *r, uint64_t id)
{
	struct llq_server **at = &r->queries_by_id[id & r->question_mask];

	while (*at && (*at)->id != id)
		at = &(*at)->id_chain;
	return at;
}

struct llq_server *
rendezvous_query_with_id(struct rendezvous *r, const struct dns_question *q,
			 uint64_t id)
{
	struct llq_server *m = *id_place(r, id);

	if (!m || m->client != client_in_hand(r) || !is_query(r, m, q))
		return NULL;
	return m;
}

void
rendezvous_fetch_queries(const struct rendezvous *r,
			 const struct dns_llq *options, unsigned count)
{
	const struct llq_server *m;
	unsigned i;

	for (i = 0; i < count; i++)
		near_fetch(&r->queries_by_id[options[i].id & r->question_mask],
			   sizeof(m));
	for (i = 0; i < count; i++) {
		m = r->queries_by_id[options[i].id & r->question_mask];
		if (m)
			near_fetch(m, sizeof(*m));
	}
	for (i = 0; i < count; i++) {
		m = r->queries_by_id[options[i].id & r->question_mask];
		if (!m)
			continue;
		near_fetch(m->question, sizeof(*m->question));
		deadlines_fetch(&r->deadlines, &m->machine.base);
	}
}

/* Unpredictable, and no other query's (RFC 8764, 5.2.2: of this question). */
static void
draw_id(struct rendezvous *r, struct llq_server *m)
{
	struct llq_server **at;
	uint64_t id;

	do {
		id = random_u64(&r->turn.random);
		at = id_place(r, id);
	} while (id == 0 || *at);
	m->id = id;
	*at = m;
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
	c->query_count--;
	*id_place(r, m->id) = m->id_chain;
}

struct llq_server *
rendezvous_make_query(struct rendezvous *r, const struct dns_question *question)
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
	draw_id(r, m);
	link_query(m, q, c);
	r->counters.query_count++;
	return m;
}

void
rendezvous_release_query(struct rendezvous *r, struct llq_server *m)
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
