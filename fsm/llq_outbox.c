/* SPDX-License-Identifier: Apache-2.0 */
/* llq_outbox.c - what the queries of a session wish to send, packed (RFC 8764
 * 5.2.1, 5.2.3, 7.1). */
#include "autotunnel/llq_session.h"

#include <assert.h>
#include <string.h>

/* The OPT's fixed part, and one LLQ option with its header. */
enum { OPT_SIZE = 11, OPTION_SIZE = 4 + DNS_LLQ_OPTION_SIZE };

static struct llq_message *
message_of(struct llq_session *s, const struct llq_client *c)
{
	return c->message ? &s->messages[c->message - 1] : NULL;
}

static void
leave(struct llq_session *s, struct llq_client *c)
{
	struct llq_message *m = message_of(s, c);

	c->message = 0;
	if (m && --m->waiting == 0)
		m->used = false;
}

static void
unwish(struct llq_session *s, struct llq_client *c)
{
	if (c->wish == LLQ_WISH_NONE)
		return;
	c->wish = LLQ_WISH_NONE;
	s->commons.wishes--;
}

/* The oldest makes room; whoever waited for it asks again in its own time. */
static struct llq_message *
new_message(struct llq_session *s, struct turn *t)
{
	struct llq_message *m = NULL, *oldest = &s->messages[0];
	unsigned i, taken;

	for (i = 0; i < s->message_reach && !m; i++)
		if (!s->messages[i].used)
			m = &s->messages[i];
		else if (s->messages[i].sent_ms < oldest->sent_ms)
			oldest = &s->messages[i];
	if (!m && s->message_reach < s->message_max)
		m = &s->messages[s->message_reach++];
	if (!m) {
		m = oldest;
		for (i = 0; i < m->count; i++)
			if (message_of(s, &s->clients[m->slots[i]]) == m)
				s->clients[m->slots[i]].message = 0;
	}
	m->used = false;
	do {
		m->id = (uint16_t)random_u32(&t->random);
		for (taken = i = 0; i < s->message_reach; i++)
			taken += s->messages[i].used &&
				s->messages[i].id == m->id;
	} while (taken);
	m->count = 0;
	m->waiting = 0;
	m->sent_ms = t->now_ms;
	return m;
}

/* Sending again -------------------------------------------------------------------- */

/* Whoever of the message's queries still waits for it wants it again: they
 * were started together, so this is so unless one of them has left. */
static bool
is_whole(const struct llq_session *s, const struct llq_message *m)
{
	unsigned place = (unsigned)(m - s->messages) + 1, i;

	if (m->waiting != m->count)
		return false;
	for (i = 0; i < m->count; i++)
		if (s->clients[m->slots[i]].message != place ||
		    s->clients[m->slots[i]].wish != LLQ_WISH_AGAIN)
			return false;
	return true;
}

static void
emit(struct llq_session *s, const struct llq_message *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);

	memcpy(turn_octets(t, e, m->length), m->octets, m->length);
	e->channel = CHANNEL_LLQ;
	e->to = s->server;
	e->key = s->key;
	s->messages_sent++;
}

/* One that wants its message again, with all who share it; a message that is
 * not whole any more is written anew for those who are left. */
static void
send_again(struct llq_session *s, struct llq_client *c, struct turn *t)
{
	struct llq_message *m = message_of(s, c);
	unsigned i;

	if (!m) {	/* it had to make room for others */
		unwish(s, c);
		return;
	}
	if (!is_whole(s, m)) {
		c->wish = m->kind;
		return;
	}
	emit(s, m, t);
	for (i = 0; i < m->count; i++)
		unwish(s, &s->clients[m->slots[i]]);
}

/* Packing --------------------------------------------------------------------------- */

struct packing {
	struct llq_message *message;
	struct dns_writer writer;
	struct dns_options options;
	uint32_t lease_s;		/* asked for all of a refresh */
};

static struct dns_llq
option_for(const struct llq_client *c, enum llq_wish wish, uint32_t lease_s)
{
	struct dns_llq o = {
		.version = DNS_LLQ_VERSION, .opcode = DNS_LLQ_SETUP,
		.id = c->llq_id, .lease_s = c->granted_s,
	};

	switch (wish) {
	case LLQ_WISH_SETUP:		/* 8764 5.2.1 */
		o.id = 0;
		o.lease_s = LLQ_CLIENT_LEASE_ASKED / 1000;
		break;
	case LLQ_WISH_RESPONSE:		/* 5.2.3: echoed as granted */
		break;
	case LLQ_WISH_END:		/* 7.1: to terminate, 0 */
		o.opcode = DNS_LLQ_REFRESH;
		o.lease_s = 0;
		break;
	default:
		o.opcode = DNS_LLQ_REFRESH;
		o.lease_s = lease_s;
	}
	return o;
}

/* C's question is in the message if it and its option fit into one IP packet
 * (LLQ-C-23, C-50); else the message is as it was. */
static bool
put_question(struct packing *p, const struct llq_client *c)
{
	struct dns_writer saved = p->writer;
	size_t options = OPT_SIZE + (p->message->count + 1u) * OPTION_SIZE;

	if (p->message->count == DNS_LLQ_OPTIONS_MAX)
		return false;
	dns_add_question(&p->writer, &c->name, c->type, DNS_CLASS_IN);
	if (!p->writer.overflow &&
	    dns_written(&p->writer) + options <= CLIENT_MESSAGE_MAX)
		return true;
	p->writer = saved;
	return false;
}

/* The option to C's question, which is in the message. */
static void
put_option(struct llq_session *s, struct packing *p, struct llq_client *c)
{
	struct llq_message *m = p->message;

	/* LLQ-C-53, C-54: the lease granted before, one for all */
	if (c->wish == LLQ_WISH_REFRESH && p->lease_s == 0)
		p->lease_s = c->granted_s;
	p->options.llq[p->options.llq_count++] =
		option_for(c, c->wish, p->lease_s);
	leave(s, c);
	unwish(s, c);
	m->slots[m->count++] = (uint16_t)(c - s->clients);
	m->waiting++;
	c->message = (uint16_t)(m - s->messages + 1);
}

static bool
pack(struct llq_session *s, struct packing *p, struct llq_client *c)
{
	if (!put_question(p, c))
		return false;
	put_option(s, p, c);
	return true;
}

static bool
goes_with(enum llq_wish wish, enum llq_wish kind)
{
	return wish == kind ||
		(kind == LLQ_WISH_REFRESH && wish == LLQ_WISH_END);
}

/* One that a refresh may take along, and when its lease ends. */
struct swept {
	uint64_t ends_ms;
	struct llq_client *client;
};

/* Of the queries that a refresh may take along those whose leases end first, in
 * that order, MOST at most. Whoever waits for an answer is in this refresh, or
 * in one before; who waited in vain asks again at 90% of its lease
 * (LLQ-C-58). */
static unsigned
find_swept(struct llq_session *s, struct swept *list, unsigned most)
{
	struct llq_client *c;
	unsigned i, at, count = 0;
	uint64_t ends_ms;

	for (i = 0; i < s->client_reach && most; i++) {
		c = &s->clients[i];
		if (!c->used || c->machine.base.state != LLQ_CLIENT_HELD ||
		    c->wish || c->message)
			continue;
		ends_ms = llq_client_ends_ms(c);
		if (count == most && ends_ms >= list[most - 1].ends_ms)
			continue;
		at = count < most ? count++ : most - 1;
		for (; at && list[at - 1].ends_ms > ends_ms; at--)
			list[at] = list[at - 1];
		list[at] = (struct swept){ ends_ms, c };
	}
	return count;
}

/* RFC 8764 7.1: a refresh that goes takes along what else is held there, the
 * furthest from expiry left out where the room ends. */
static void
sweep(struct llq_session *s, struct packing *p, struct turn *t)
{
	struct swept list[DNS_LLQ_OPTIONS_MAX];
	unsigned i, count;

	count = find_swept(s, list, DNS_LLQ_OPTIONS_MAX - p->message->count);
	for (i = 0; i < count && effects_have_room(t->out); i++) {
		struct llq_client *c = list[i].client;

		if (!put_question(p, c))
			return;
		llq_client_step(c, LLQ_CLIENT_EV_SWEEP, t);
		assert(c->wish == LLQ_WISH_REFRESH);
		put_option(s, p, c);
	}
}

static void
send_packed(struct llq_session *s, enum llq_wish kind, struct turn *t)
{
	struct packing p;
	bool refreshing = false;
	enum llq_wish wish;
	unsigned i;
	int length;

	p.lease_s = 0;
	dns_options_begin(&p.options);
	p.message = new_message(s, t);
	p.message->kind = kind;
	dns_begin(&p.writer, p.message->octets, CLIENT_MESSAGE_MAX,
		  p.message->id, 0);
	for (i = 0; i < s->client_reach; i++) {
		wish = s->clients[i].wish;
		if (!s->clients[i].used || !goes_with(wish, kind))
			continue;
		if (!pack(s, &p, &s->clients[i]))
			break;
		refreshing |= wish == LLQ_WISH_REFRESH;
	}
	if (refreshing)
		sweep(s, &p, t);
	assert(p.message->count > 0);	/* one question always fits */
	dns_add_options(&p.writer, &p.options);
	length = dns_end(&p.writer);
	assert(length > 0);
	p.message->length = (uint16_t)length;
	p.message->used = true;
	emit(s, p.message, t);
}

bool
llq_session_flush(struct llq_session *s, struct turn *t)
{
	static const enum llq_wish kinds[] = {
		LLQ_WISH_RESPONSE, LLQ_WISH_SETUP, LLQ_WISH_REFRESH,
	};
	unsigned i, k;

	for (i = 0; i < s->client_reach && s->commons.wishes; i++) {
		if (s->clients[i].wish != LLQ_WISH_AGAIN)
			continue;
		if (!effects_have_room(t->out))
			return true;
		send_again(s, &s->clients[i], t);
	}
	for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
		for (i = 0; i < s->client_reach && s->commons.wishes; i++) {
			if (!goes_with(s->clients[i].wish, kinds[k]))
				continue;
			if (!effects_have_room(t->out))
				return true;
			send_packed(s, kinds[k], t);
		}
	return false;
}
