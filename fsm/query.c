/* SPDX-License-Identifier: Apache-2.0 */
/* query.c - one signed question to the rendezvous. */
#include "autotunnel/query.h"

#include <assert.h>
#include <string.h>

void
query_describe(const struct machine *m, char *text, size_t size)
{
	const struct query *q = (const struct query *)m;

	client_describe(text, size, "query", &q->name, q->type);
}

/* What a message means --------------------------------------------------------- */

bool
query_expects(const struct query *q, const struct dns_message *msg,
	      const struct input *in)
{
	struct dns_question asked;

	if (msg->id != q->id || dns_opcode(msg) != DNS_OPCODE_QUERY ||
	    !(msg->flags & DNS_FLAG_QR))
		return false;
	if (in->stream ? in->ticket.slot != q->ticket.slot ||
			 in->ticket.generation != q->ticket.generation :
			 in->channel != q->channel ||
			 !endpoint_equal(&in->source, &q->server))
		return false;
	return dns_first_question(msg, &asked) && msg->count[0] == 1 &&
		asked.type == q->type && asked.class == DNS_CLASS_IN &&
		dns_name_equal(&asked.name, &q->name);
}

enum query_event
query_classify(const struct query *q, const struct dns_message *msg)
{
	(void)q;
	return msg->flags & DNS_FLAG_TC ? QUERY_EV_TRUNCATED :
		QUERY_EV_ANSWERED;
}

void
query_receive(struct query *q, const struct dns_message *msg, struct turn *t)
{
	q->reading = msg;
	query_step(q, query_classify(q, msg), t);
	q->reading = NULL;
}

void
query_forget(struct query *q)
{
	answers_clear(q->pool, &q->answers);
}

/* Actions ----------------------------------------------------------------------- */

static void
emit(const struct query *q, enum effect_kind kind, struct turn *t)
{
	struct effect *e = turn_effect(t, kind);
	struct dns_options options;
	struct dns_writer w;
	int length;

	dns_options_begin(&options);
	dns_begin(&w, turn_octets(t, e, CLIENT_MESSAGE_MAX),
		  CLIENT_MESSAGE_MAX, q->id, 0);
	dns_add_question(&w, &q->name, q->type, DNS_CLASS_IN);
	dns_add_options(&w, &options);
	length = dns_end(&w);
	assert(length > 0);	/* one question is 300 octets at most */
	e->length = (uint32_t)length;
	t->out->octets_used = e->offset + e->length;
	e->channel = q->channel;
	e->to = q->server;
	e->key = q->key;
	e->ticket = q->ticket;
}

void
query_send(struct query *q, struct turn *t)
{
	q->id = (uint16_t)random_u32(&t->random);
	q->asked_ms = t->now_ms;
	q->ticket = (struct ticket){ 0, 0 };
	emit(q, EFFECT_SEND, t);
}

void
query_send_again(struct query *q, struct turn *t)
{
	emit(q, EFFECT_SEND, t);
}

void
query_send_stream(struct query *q, struct turn *t)
{
	emit(q, EFFECT_STREAM_SEND, t);
}

/* Records that answer the question; a chain of aliases is none of ours. */
void
query_report_answer(struct query *q, struct turn *t)
{
	struct dns_iterator it;
	struct dns_record rr;

	q->rcode = (uint16_t)dns_rcode(q->reading);
	q->has_serial = q->reading->has_serial;
	q->serial = q->reading->serial;
	answers_clear(q->pool, &q->answers);
	for (dns_records(q->reading, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (rr.type == q->type && rr.class == DNS_CLASS_IN &&
		    dns_name_equal(&rr.name, &q->name))
			answers_add(q->pool, &q->answers, q->type, rr.rdata,
				    rr.rdata_length);
	turn_report(t, &q->machine.base, QUERY_REPORT_ANSWER, q->rcode);
}

void
query_report_silent(struct query *q, struct turn *t)
{
	turn_report(t, &q->machine.base, QUERY_REPORT_SILENT, 0);
}

void
query_report_truncated(struct query *q, struct turn *t)
{
	turn_report(t, &q->machine.base, QUERY_REPORT_TRUNCATED, 0);
}
