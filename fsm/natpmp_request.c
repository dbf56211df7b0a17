/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request.c - one request to the gateway (RFC 6886, 3.1). */
#include "autotunnel/natpmp_request.h"
#include "autotunnel/text.h"

#include <assert.h>
#include <string.h>

void
natpmp_request_init(struct natpmp_request *m)
{
	memset(m, 0, sizeof(*m));
	natpmp_request_begin(m);
}

void
natpmp_request_prepare(struct natpmp_request *m,
		       const struct natpmp_message *asked,
		       const struct endpoint *to,
		       const struct endpoint *from)
{
	ssize_t length = natpmp_encode(asked, m->octets, sizeof(m->octets));

	assert(length > 0);
	m->asked = *asked;
	m->length = (uint8_t)length;
	m->to = *to;
	m->from = *from;
}

static bool
is_deletion(const struct natpmp_message *m)
{
	return m->opcode != NATPMP_OPCODE_ADDRESS && m->lifetime_s == 0;
}

/* A successful deletion is answered with external port and lifetime 0
 * (3.4); a mapping never is. */
static bool
tells_of_deletion(const struct natpmp_message *reply)
{
	return reply->external_port == 0 && reply->lifetime_s == 0;
}

static bool
answers(const struct natpmp_message *asked, const struct natpmp_message *reply)
{
	if (natpmp_request_opcode(reply) != asked->opcode)
		return false;
	if (asked->opcode == NATPMP_OPCODE_ADDRESS)
		return true;
	if (reply->form == NATPMP_FORM_BARE)
		return true;
	if (reply->internal_port != asked->internal_port)
		return false;
	/* the lifetime of a failed deletion means nothing (3.4) */
	if (reply->result != NATPMP_SUCCESS)
		return true;
	return tells_of_deletion(reply) == is_deletion(asked);
}

bool
natpmp_request_classify(const struct natpmp_request *m,
			const struct natpmp_message *reply,
			const struct endpoint *source,
			enum natpmp_request_event *ev)
{
	bool foreign = reply->version != NATPMP_VERSION ||
		(reply->form == NATPMP_FORM_BARE &&
		 reply->result == NATPMP_UNSUPPORTED_VERSION);

	if (m->length == 0 || !endpoint_equal(source, &m->to))
		return false;
	/* who does not speak version 0 need not name the opcode (3.5) */
	if (!foreign && !answers(&m->asked, reply))
		return false;
	*ev = reply->result == NATPMP_SUCCESS ? NATPMP_REQUEST_EV_ANSWERED :
		NATPMP_REQUEST_EV_REFUSED;
	return true;
}

void
natpmp_request_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	text_copy(text, size, "natpmp_request");
}

/* Actions -------------------------------------------------------------------- */

void
natpmp_request_send(struct natpmp_request *m, struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_SEND);

	e->channel = CHANNEL_GATEWAY;
	e->to = m->to;
	e->source = m->from;
	memcpy(turn_octets(t, e, m->length), m->octets, m->length);
	m->sends++;
}

void
natpmp_request_forget(struct natpmp_request *m, struct turn *t)
{
	(void)t;
	m->length = 0;
}

void
natpmp_request_report_answer(struct natpmp_request *m, struct turn *t)
{
	turn_report(t, &m->machine.base, NATPMP_REQUEST_REPORT_ANSWER, 0);
}

void
natpmp_request_report_silence(struct natpmp_request *m, struct turn *t)
{
	turn_report(t, &m->machine.base, NATPMP_REQUEST_REPORT_SILENCE, 0);
}

void
natpmp_request_report_unanswered(struct natpmp_request *m, struct turn *t)
{
	turn_report(t, &m->machine.base, NATPMP_REQUEST_REPORT_UNANSWERED, 0);
}
