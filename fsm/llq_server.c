/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server.c - classifiers and actions of a query and of its client. */
#include "autotunnel/llq_server.h"
#include "rendezvous_text.h"

#include <string.h>

static const struct llq_server *
query_of(const struct machine *m)
{
	return (const struct llq_server *)(const void *)m;
}

static uint32_t
seconds(uint64_t ms)
{
	return (uint32_t)((ms + 999) / 1000);
}

enum llq_server_event
llq_server_classify(const struct llq_server *m, const struct dns_llq *option,
		    bool *proves)
{
	*proves = true;
	if (option->opcode == DNS_LLQ_REFRESH)
		return option->lease_s ? LLQ_SERVER_EV_REFRESHED :
			LLQ_SERVER_EV_ENDED;
	if (option->id == 0)
		return LLQ_SERVER_EV_ASKED;
	*proves = option->id == m->id && option->lease_s == m->issued_s;
	return LLQ_SERVER_EV_PROVED;
}

bool
llq_server_established(const struct llq_server *m)
{
	return m->machine.base.state == LLQ_SERVER_HELD;
}

void
llq_server_keep_grant(struct llq_server *m, struct turn *t)
{
	(void)t;
	m->issued_s = seconds(machine_set_span(&m->machine.base,
		LLQ_SERVER_SPAN_LEASE, (uint64_t)m->grant_s * 1000));
}

void
llq_server_offer(struct llq_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_OFFER, m->issued_s);
}

/* The lease counts from the first challenge (RFC 8764, 5.2.4). */
void
llq_server_accept(struct llq_server *m, struct turn *t)
{
	uint64_t due = machine_timer_due_ms(&m->machine.base,
					    LLQ_SERVER_TIMER_EXPIRY);

	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_ACCEPTED,
		    seconds(due - t->now_ms));
}

void
llq_server_acknowledge(struct llq_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_REFRESHED,
		    m->issued_s);
}

void
llq_server_acknowledge_end(struct llq_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_ENDED, 0);
}

void
llq_server_report_changed(struct llq_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_CHANGED, 0);
}

void
llq_server_report_gone(struct llq_server *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_SERVER_REPORT_GONE, 0);
}

void
llq_server_describe(const struct machine *m, char *text, size_t size)
{
	const struct llq_server *q = query_of(m);
	struct name_text n;

	name_begin(&n, text, size, "llq_server");
	name_add_domain(&n, q->question->name, q->question->name_length);
	name_add_type(&n, q->question->type);
	name_add_endpoint(&n, &q->client->endpoint);
}

/* What a client is told --------------------------------------------------- */

bool
llq_events_acknowledges(const struct llq_events *m,
			const struct dns_message *msg)
{
	return m->message && msg->flags & DNS_FLAG_QR &&
		dns_opcode(msg) == DNS_OPCODE_QUERY &&
		msg->id == m->message_id;
}

/* A resend is the same octets again; the edge signs it the same way. */
void
llq_events_send(struct llq_events *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);

	e->channel = CHANNEL_SERVICE;
	e->to = m->endpoint;
	e->key = m->key;
	memcpy(turn_octets(t, e, m->message_length), m->message,
	       m->message_length);
}

void
llq_events_report_told(struct llq_events *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_EVENTS_REPORT_TOLD, 0);
}

void
llq_events_report_unreachable(struct llq_events *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_EVENTS_REPORT_UNREACHABLE, 0);
}

void
llq_events_describe(const struct machine *m, char *text, size_t size)
{
	const struct llq_events *c = (const struct llq_events *)(const void *)m;
	struct name_text n;

	name_begin(&n, text, size, "llq_events");
	name_add_endpoint(&n, &c->endpoint);
}
