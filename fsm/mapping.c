/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.c - one port opened at the gateway (RFC 6886, 3.3 to 3.5). */
#include "autotunnel/mapping.h"
#include "autotunnel/text.h"

#include <assert.h>
#include <string.h>

void
mapping_init(struct mapping *m, unsigned slot, const char *name,
	     enum natpmp_opcode opcode, uint32_t lifetime_s)
{
	memset(m, 0, sizeof(*m));
	m->slot = (uint8_t)slot;
	m->name = name;
	m->opcode = (uint8_t)opcode;
	m->asked_s = lifetime_s ? lifetime_s : MAPPING_LIFETIME_ASKED / 1000;
	mapping_begin(m);
}

enum mapping_event
mapping_classify_want(const struct mapping *m, uint16_t port)
{
	return port == m->internal_port ? MAPPING_EV_WANTED :
		MAPPING_EV_REWANTED;
}

enum mapping_event
mapping_classify(const struct mapping *m, const struct natpmp_message *answer)
{
	/* Success without a port or without a lifetime gives nothing; the
	 * RFC does not tell what it would mean. */
	if (answer->result != NATPMP_SUCCESS || answer->external_port == 0 ||
	    answer->lifetime_s == 0)
		return MAPPING_EV_REFUSAL;
	return answer->external_port == m->external_port ?
		MAPPING_EV_GRANTED : MAPPING_EV_GRANTED_OTHER;
}

struct natpmp_message
mapping_request(const struct mapping *m)
{
	return natpmp_map_request((enum natpmp_opcode)m->opcode,
				  m->internal_port, m->external_port,
				  m->asked_s);
}

struct natpmp_message
mapping_deletion(struct mapping *m)
{
	m->holder.family = 0;
	return natpmp_delete_request((enum natpmp_opcode)m->opcode,
				     m->internal_port);
}

void
mapping_describe(const struct machine *base, char *text, size_t size)
{
	const struct mapping *m = (const struct mapping *)base;

	text_copy(text, size, "mapping/");
	text_append(text, size, m->name);
}

/* Actions -------------------------------------------------------------------- */

void
mapping_keep_port(struct mapping *m, struct turn *t)
{
	(void)t;
	if (m->internal_port == m->wanted_port)
		return;
	m->internal_port = m->wanted_port;
	m->external_port = m->suggested_port;
}

void
mapping_keep_grant(struct mapping *m, struct turn *t)
{
	(void)t;
	/* What is suggested from now on is what the gateway mapped, so that
	 * it can give it back when it forgot (3.3). */
	m->external_port = m->answer.external_port;
	m->holder = m->server;
	m->granted_to = m->ours;
	m->grants++;
	machine_set_span(&m->machine.base, MAPPING_SPAN_LIFETIME,
			 (uint64_t)m->answer.lifetime_s * 1000);
}

void
mapping_open_port(struct mapping *m, struct turn *t)
{
	(void)t;
	m->external_port = m->internal_port;
}

/* For a gateway or an address that is ours no more, so outside the queue, and
 * unless the queue had its turn for it: one deletion, since the gateway may still
 * be reached by its old link (3.1), from the address that it was granted to, if
 * that still stands (3.4). Nothing hangs on an answer. */
void
mapping_send_goodbye(struct mapping *m, struct turn *t)
{
	struct endpoint to = m->holder;
	struct natpmp_message deletion = mapping_deletion(m);
	uint8_t octets[NATPMP_REQUEST_MAX];
	ssize_t length = natpmp_encode(&deletion, octets, sizeof(octets));
	struct effect *e;

	assert(length > 0);
	if (!to.family)
		return;
	e = turn_effect(t, EFFECT_SEND);
	e->channel = CHANNEL_GATEWAY;
	e->to = to;
	e->source = m->granted_to;
	memcpy(turn_octets(t, e, (size_t)length), octets, (size_t)length);
}

static void
report(struct mapping *m, struct turn *t, enum mapping_report what)
{
	turn_report(t, &m->machine.base, what, m->slot);
}

void
mapping_report_ask(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_ASK);
}

void
mapping_report_renew(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_RENEW);
}

void
mapping_report_delete(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_DELETE);
}

void
mapping_report_held(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_HELD);
}

void
mapping_report_lapsed(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_LAPSED);
}

void
mapping_report_refused(struct mapping *m, struct turn *t)
{
	m->refusals++;
	report(m, t, MAPPING_REPORT_REFUSED);
}

void
mapping_report_deleted(struct mapping *m, struct turn *t)
{
	report(m, t, MAPPING_REPORT_DELETED);
}
