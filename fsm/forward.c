/* SPDX-License-Identifier: Apache-2.0 */
/* forward.c - one UPDATE on its way to the primary. */
#include "autotunnel/forward.h"
#include "rendezvous_text.h"

#include <assert.h>
#include <string.h>

enum forward_event
forward_classify_ready(const struct forward *m)
{
	return m->length <= m->datagram_most ? FORWARD_EV_READY :
		FORWARD_EV_READY_LONG;
}

/* Whatever the RCODE, an answer that is not signed by our key is none; the
 * true one may still come (RFC 8945, 5.4). */
enum forward_event
forward_classify_answer(struct forward *m, const struct dns_message *msg,
			const struct input *in)
{
	enum verdict wanted = m->own_key == KEY_NONE ? VERDICT_UNSIGNED :
		VERDICT_VERIFIED;

	if (!(msg->flags & DNS_FLAG_QR) || msg->id != m->id ||
	    dns_opcode(msg) != DNS_OPCODE_UPDATE)
		return FORWARD_EVENT_COUNT;
	if (in->verdict != wanted || in->key != m->own_key)
		return FORWARD_EVENT_COUNT;
	m->rcode = (uint16_t)dns_rcode(msg);
	return m->rcode == DNS_RCODE_NOERROR ? FORWARD_EV_ACCEPTED :
		FORWARD_EV_REJECTED;
}

/* Towards the primary ------------------------------------------------------- */

void
forward_save(struct forward *m, struct turn *t)
{
	turn_effect(t, EFFECT_SAVE)->ticket = m->ticket;
}

static void
put_message(struct forward *m, struct effect *e, struct turn *t)
{
	e->to = m->primary;
	e->key = m->own_key;
	memcpy(turn_octets(t, e, m->length), m->octets, m->length);
}

void
forward_send(struct forward *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);

	e->channel = CHANNEL_PRIMARY;
	put_message(m, e, t);
}

void
forward_open_stream(struct forward *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_STREAM_OPEN);

	e->ticket = m->ticket;
	e->to = m->primary;
}

void
forward_send_on_stream(struct forward *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_STREAM_SEND);

	e->ticket = m->ticket;
	put_message(m, e, t);
}

void
forward_close_stream(struct forward *m, struct turn *t)
{
	turn_effect(t, EFFECT_STREAM_CLOSE)->ticket = m->ticket;
}

/* Towards the client --------------------------------------------------------- */

static void
answer_with(struct forward *m, struct turn *t, unsigned rcode)
{
	uint8_t octets[DNS_HEADER_SIZE + DNS_NAME_MAX + 4 + 32];
	struct dns_writer w;
	struct effect *e;
	int length;

	if (m->client.origin == 0)
		return;
	dns_begin(&w, octets, sizeof(octets), m->client.id,
		  (uint16_t)(DNS_FLAG_QR |
			     DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT | rcode));
	dns_add_question(&w, m->zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	/* RFC 9664, 4.3: with RCODE 0, and in the variant that was asked */
	if (rcode == DNS_RCODE_NOERROR && m->client.options.has_lease)
		dns_add_options(&w, &m->client.options);
	length = dns_end(&w);
	assert(length > 0);
	e = turn_effect(t, m->client.stream ? EFFECT_STREAM_SEND : EFFECT_SEND);
	e->channel = CHANNEL_SERVICE;
	e->to = m->client.source;
	e->origin = m->client.origin;
	memcpy(turn_octets(t, e, (size_t)length), octets, (size_t)length);
}

void
forward_answer(struct forward *m, struct turn *t)
{
	answer_with(m, t, m->rcode);
}

void
forward_answer_failure(struct forward *m, struct turn *t)
{
	answer_with(m, t, DNS_RCODE_SERVFAIL);
}

void
forward_answer_refused(struct forward *m, struct turn *t)
{
	answer_with(m, t, DNS_RCODE_REFUSED);
}

/* To the container ------------------------------------------------------------ */

void
forward_report_accepted(struct forward *m, struct turn *t)
{
	turn_report(t, &m->machine.base, FORWARD_REPORT_ACCEPTED, 0);
}

void
forward_report_refused(struct forward *m, struct turn *t)
{
	turn_report(t, &m->machine.base, FORWARD_REPORT_REFUSED, 0);
}

void
forward_report_lost(struct forward *m, struct turn *t)
{
	turn_report(t, &m->machine.base, FORWARD_REPORT_LOST, 0);
}

void
forward_describe(const struct machine *m, char *text, size_t size)
{
	const struct forward *f = (const struct forward *)(const void *)m;
	struct name_text n;

	name_begin(&n, text, size, "forward");
	name_add_domain(&n, f->zone->wire, f->zone->length);
	if (f->client.origin)
		name_add_endpoint(&n, &f->client.source);
	name_add(&n, "/");
	name_add_number(&n, f->id, 10);
}
