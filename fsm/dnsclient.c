/* SPDX-License-Identifier: Apache-2.0 */
/* dnsclient.c - everything that an agent does with DNS: what comes in. What
 * the machines report is in dnsclient_report.c. */
#include "dnsclient_inside.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

int
dnsclient_init(struct dnsclient *c, const struct dnsclient_config *config)
{
	const struct llq_pools *p = &config->pools;

	memset(c, 0, sizeof(*c));
	memset(p->clients, 0, p->client_max * sizeof(*p->clients));
	memset(p->messages, 0, p->message_max * sizeof(*p->messages));
	return dnsclient_init_zeroed(c, config);
}

int
dnsclient_init_zeroed(struct dnsclient *c,
		      const struct dnsclient_config *config)
{
	uint16_t key = client_signing_key(&config->keys);
	unsigned i;
	int r;

	c->config = *config;
	discovery_init(&c->discovery, &config->domain);
	contact_begin(&c->contact);
	stream_begin(&c->stream);
	llq_session_init(&c->session, key, &config->pools);
	for (i = 0; i < DNSCLIENT_QUERIES_MAX; i++)
		query_begin(&c->queries[i].query);
	r = registration_init(&c->registration, &config->domain, &config->host,
			      &config->label, key, config->lease_s);
	c->registration.before = config->registered;
	c->registration.copied = config->copied;
	memcpy(c->registration.former_ulas, config->former_ulas,
	       sizeof(config->former_ulas));
	return r;
}

void
dnsclient_start(struct dnsclient *c, struct turn *t)
{
	discovery_step(&c->discovery, DISCOVERY_EV_WANTED, t);
}

/* Where signed questions go: to the rendezvous, else to the update server. */
const struct endpoint *
dnsclient_query_server(const struct dnsclient *c)
{
	return c->discovery.llq.family ? &c->discovery.llq :
		&c->discovery.update;
}

/* Long-lived queries can be set up now. */
static bool
is_ready(const struct dnsclient *c)
{
	return c->path && c->discovery.llq.family;
}

void
dnsclient_fan_out(struct dnsclient *c, enum llq_client_event ev)
{
	c->fanout[ev] = 1;
	c->fans_out = true;
}

/* Queries -------------------------------------------------------------------------- */

void
dnsclient_free_query(struct dnsclient *c, unsigned slot, struct turn *t)
{
	struct dnsclient_query *q = &c->queries[slot];

	query_step(&q->query, QUERY_EV_DROPPED, t);
	query_forget(&q->query);
	if (t->deadlines)
		deadlines_forget(t->deadlines, &q->query.machine.base);
	c->asking[slot].asker = DNSCLIENT_ASKER_NONE;
}

void
dnsclient_free_done(struct dnsclient *c, struct turn *t)
{
	if (c->done)
		dnsclient_free_query(c, c->done - 1u, t);
	c->done = 0;
}

int
dnsclient_start_query(struct dnsclient *c, const struct dns_name *name,
		      uint16_t type, enum dnsclient_asker asker,
		      struct turn *t)
{
	struct query *q;
	unsigned i;

	if (dnsclient_query_server(c)->family == 0)
		return -ENOTCONN;
	for (i = 0; i < c->query_reach; i++)
		if (c->asking[i].asker == DNSCLIENT_ASKER_NONE)
			break;
	if (i == DNSCLIENT_QUERIES_MAX)
		return -ENOSPC;
	if (i == c->query_reach)
		c->query_reach++;
	c->asking[i].asker = asker;
	c->asking[i].slot = 0;
	c->queries[i].user = 0;
	q = &c->queries[i].query;
	query_begin(q);
	q->pool = &c->session.commons.pool;
	dns_name_copy(&q->name, name);
	q->type = type;
	q->key = client_signing_key(&c->config.keys);
	q->channel = asker == DNSCLIENT_ASKER_CONTACT ? CHANNEL_LLQ :
		CHANNEL_QUERY;
	q->server = *dnsclient_query_server(c);
	query_step(q, QUERY_EV_ASKED, t);
	return (int)i;
}

bool
dnsclient_is_asking(const struct dnsclient *c, enum dnsclient_asker asker,
		    unsigned slot)
{
	unsigned i;

	for (i = 0; i < c->query_reach; i++)
		if (c->asking[i].asker == asker && c->asking[i].slot == slot)
			return true;
	return false;
}

int
dnsclient_ask(struct dnsclient *c, const struct dns_name *name, uint16_t type,
	      uint64_t user, struct turn *t)
{
	int slot = dnsclient_start_query(c, name, type,
					 DNSCLIENT_ASKER_CONTAINER, t);

	if (slot >= 0)
		c->queries[slot].user = user;
	return slot;
}

void
dnsclient_asked(const struct dnsclient *c, unsigned slot,
		struct answer_iterator *it)
{
	assert(slot < DNSCLIENT_QUERIES_MAX);
	answers_first(&c->session.commons.pool,
		      &c->queries[slot].query.answers, it);
}

/* Long-lived queries ------------------------------------------------------------------ */

void
dnsclient_free_llq(struct dnsclient *c, unsigned slot, struct turn *t)
{
	unsigned i;

	for (i = 0; i < c->query_reach; i++)
		if (c->asking[i].asker == DNSCLIENT_ASKER_LLQ &&
		    c->asking[i].slot == slot)
			dnsclient_free_query(c, i, t);
	llq_session_free(&c->session, slot, t);
}

bool
dnsclient_is_idle(const struct dnsclient *c, unsigned slot)
{
	return c->session.clients[slot].machine.base.state == LLQ_CLIENT_IDLE;
}

int
dnsclient_ask_llq(struct dnsclient *c, const struct dns_name *name,
		  uint16_t type, uint64_t user, struct turn *t)
{
	struct llq_client *m;
	unsigned slot;
	int r;

	r = llq_session_take(&c->session, name, type, user, &slot);
	if (r == -EEXIST && c->session.clients[slot].machine.base.state !=
	    LLQ_CLIENT_ENDING)
		return r;
	if (r < 0 && r != -EEXIST)
		return r;
	m = &c->session.clients[slot];
	m->user = user;
	/* While the server is silent it waits to be heard (P6). */
	if (is_ready(c) && !contact_is_silent(&c->contact))
		llq_client_step(m, LLQ_CLIENT_EV_WANTED, t);
	else if (c->discovery.llq_told && c->discovery.llq.family == 0)
		llq_client_step(m, LLQ_CLIENT_EV_NO_LLQ, t);
	return (int)slot;
}

int
dnsclient_restore_llq(struct dnsclient *c, const struct dns_name *name,
		      uint16_t type, uint64_t user, uint64_t llq_id,
		      uint32_t lease_s, uint64_t ends_ms)
{
	uint64_t lease_ms = (uint64_t)lease_s * 1000;
	struct llq_client *m;
	unsigned slot;
	int r;

	r = llq_session_take(&c->session, name, type, user, &slot);
	if (r < 0)
		return r;
	m = &c->session.clients[slot];
	llq_client_restore(m, LLQ_CLIENT_RESTORED);
	m->llq_id = llq_id;
	m->granted_s = lease_s;
	m->lease_start_ms = ends_ms > lease_ms ? ends_ms - lease_ms : 0;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_LEASE, lease_ms);
	return (int)slot;
}

void
dnsclient_drop(struct dnsclient *c, unsigned slot, struct turn *t)
{
	assert(slot < c->session.client_max);
	if (!c->session.clients[slot].used)
		return;
	llq_client_step(&c->session.clients[slot], LLQ_CLIENT_EV_UNWANTED, t);
	if (dnsclient_is_idle(c, slot))
		dnsclient_free_llq(c, slot, t);
}

void
dnsclient_poll(struct dnsclient *c, unsigned slot)
{
	struct llq_client *m = &c->session.clients[slot];

	assert(slot < c->session.client_max);
	if (!m->used || m->question)
		return;
	m->question = true;
	c->session.commons.questions++;
}

const struct llq_client *
dnsclient_llq(const struct dnsclient *c, unsigned slot)
{
	return slot < c->session.client_max && c->session.clients[slot].used ?
		&c->session.clients[slot] : NULL;
}

bool
dnsclient_answers(const struct dnsclient *c, unsigned slot,
		  struct answer_iterator *it)
{
	const struct llq_client *m = dnsclient_llq(c, slot);

	if (!m) {
		it->next = 0;
		return false;
	}
	answers_first(&c->session.commons.pool, &m->answers, it);
	return m->answers.known;
}

/* What the owner says -------------------------------------------------------------------- */

void
dnsclient_publish(struct dnsclient *c, const struct registration_facts *f,
		  struct turn *t)
{
	registration_publish(&c->registration, f, t);
}

void
dnsclient_claim(struct dnsclient *c, struct turn *t)
{
	registration_claim(&c->registration, t);
}

void
dnsclient_leave(struct dnsclient *c, struct turn *t)
{
	registration_leave(&c->registration, t);
	contact_step(&c->contact, CONTACT_EV_GONE, t);
	dnsclient_fan_out(c, LLQ_CLIENT_EV_UNWANTED);
}

void
dnsclient_begin_contact(struct dnsclient *c, struct turn *t)
{
	contact_step(&c->contact, c->mapped ? CONTACT_EV_MAPPED :
		     CONTACT_EV_UNMAPPED, t);
}

void
dnsclient_path_new(struct dnsclient *c, bool mapped, struct turn *t)
{
	c->path = true;
	c->mapped = mapped;
	if (!is_ready(c))
		return;
	dnsclient_begin_contact(c, t);
	dnsclient_fan_out(c, LLQ_CLIENT_EV_PATH_NEW);
}

void
dnsclient_remapped(struct dnsclient *c, bool mapped, struct turn *t)
{
	c->mapped = mapped;
	if (is_ready(c))
		dnsclient_begin_contact(c, t);
}

void
dnsclient_network_new(struct dnsclient *c, struct turn *t)
{
	discovery_step(&c->discovery, DISCOVERY_EV_NETWORK_NEW, t);
	registration_step(&c->registration, REGISTRATION_EV_AWAKE, t);
	stream_step(&c->stream, STREAM_EV_ELSEWHERE, t);
}

void
dnsclient_ask_again(struct dnsclient *c, struct turn *t)
{
	discovery_step(&c->discovery, DISCOVERY_EV_WANTED, t);
	registration_step(&c->registration, REGISTRATION_EV_AGAIN_NOW, t);
	if (is_ready(c))
		dnsclient_fan_out(c, LLQ_CLIENT_EV_SERVER_NEW);
}

const struct dns_name *
dnsclient_zone(const struct dnsclient *c)
{
	return &c->discovery.zone;
}

struct endpoint
dnsclient_llq_server(const struct dnsclient *c)
{
	return c->discovery.llq;
}

struct endpoint
dnsclient_update_server(const struct dnsclient *c)
{
	return c->discovery.update;
}

uint32_t
dnsclient_dropped(const struct dnsclient *c, unsigned reason)
{
	return reason < LLQ_DROP_COUNT ? c->session.dropped[reason] : 0;
}

uint32_t
dnsclient_left_out(const struct dnsclient *c)
{
	return c->session.commons.pool.left_out;
}

/* Messages --------------------------------------------------------------------------------- */

/* Not believed: counted, and remembered as why nothing else comes. */
static void
disbelieve(struct dnsclient *c, const struct dns_message *msg, struct turn *t)
{
	const struct input *in = t->input;

	llq_session_drop(&c->session, in->verdict == VERDICT_VERIFIED ?
			 LLQ_DROP_WRONG_KEY : LLQ_DROP_UNVERIFIED);
	if (registration_expects(&c->registration, msg, in))
		registration_doubt(&c->registration,
				   in->verdict == VERDICT_VERIFIED ?
				   CLIENT_REASON_BADKEY :
				   client_reason_of(in->verdict), t);
}

static void
learn(struct dnsclient *c, const struct dns_message *msg, bool event,
      struct turn *t)
{
	struct contact *k = &c->contact;

	if (!msg->has_serial)
		return;
	if (event && k->has_serial &&
	    !dns_serial_after(k->serial, msg->serial))
		contact_step(k, CONTACT_EV_CAUGHT_UP, t);
	contact_learn(k, msg->serial, !event);
}

static void
believe(struct dnsclient *c, const struct dns_message *msg, struct turn *t)
{
	const struct input *in = t->input;
	enum llq_received r;
	unsigned i;

	if (!in->stream && contact_is_silent(&c->contact) &&
	    endpoint_equal(&in->source, &c->discovery.llq))
		contact_step(&c->contact, CONTACT_EV_HEARD, t);
	if (registration_expects(&c->registration, msg, in)) {
		registration_receive(&c->registration, msg, t);
		return;
	}
	for (i = 0; i < c->query_reach; i++)
		if (c->asking[i].asker &&
		    query_expects(&c->queries[i].query, msg, in)) {
			query_receive(&c->queries[i].query, msg, t);
			return;
		}
	r = llq_session_receive(&c->session, msg, t);
	if (r == LLQ_RECEIVED_EVENT || r == LLQ_RECEIVED_REPLY)
		learn(c, msg, r == LLQ_RECEIVED_EVENT, t);
	if (r == LLQ_RECEIVED_NOTHING)
		llq_session_drop(&c->session, LLQ_DROP_UNKNOWN_ID);
}

static void
receive(struct dnsclient *c, struct turn *t)
{
	struct dns_message msg;

	if (dns_open(&msg, t->input->octets, t->input->length) < 0) {
		llq_session_drop(&c->session, LLQ_DROP_MALFORMED);
		return;
	}
	if (!(msg.flags & DNS_FLAG_QR)) {
		llq_session_drop(&c->session, LLQ_DROP_NOT_REPLY);
		return;
	}
	if (!client_believes(&c->config.keys, t->input)) {
		disbelieve(c, &msg, t);
		return;
	}
	believe(c, &msg, t);
}

bool
dnsclient_input(struct dnsclient *c, struct turn *t)
{
	const struct input *in = t->input;

	dnsclient_free_done(c, t);
	switch (in->kind) {
	case INPUT_LOOKUP:
		if (discovery_expects(&c->discovery, in))
			discovery_receive(&c->discovery, t);
		else
			c->discovery.stale_tickets++;
		return true;
	case INPUT_STREAM_UP:
	case INPUT_STREAM_DOWN:
	case INPUT_STREAM_MESSAGE:
		if (!stream_expects(&c->stream, in)) {
			llq_session_drop(&c->session, LLQ_DROP_STALE_TICKET);
			return true;
		}
		stream_step(&c->stream, stream_classify(&c->stream, in), t);
		if (in->kind == INPUT_STREAM_MESSAGE)
			receive(c, t);
		return true;
	case INPUT_DATAGRAM:
		if (in->channel != CHANNEL_LLQ && in->channel != CHANNEL_QUERY)
			return false;
		receive(c, t);
		return true;
	case INPUT_UNREACHABLE:
		/* Anyone can forge it, and silence tells the same. */
		return in->channel == CHANNEL_LLQ ||
			in->channel == CHANNEL_QUERY;
	default:
		return false;
	}
}
