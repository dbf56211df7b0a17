/* SPDX-License-Identifier: Apache-2.0 */
/* llq_subscriber.c - see llq_subscriber.h. */
#include "llq_subscriber.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void
acknowledge(struct subscriber *s, const struct conform_dns_message *m)
{
	uint8_t octets[DNS_UDP_MAX];
	struct dns_writer w;
	struct dns_iterator it;
	struct dns_question q;
	int length;

	dns_begin(&w, octets, sizeof(octets), m->msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_questions(&m->msg, &it);
	while (dns_next_question(&it, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	dns_add_options(&w, &m->msg.options);
	length = dns_end(&w);
	if (length > 0)
		conform_dns_reply(s->dns, m, NULL, octets, (size_t)length);
}

static void
heard(void *owner, struct conform_dns *d, const struct conform_dns_message *m)
{
	struct subscriber *s = owner;
	struct dns_iterator it;
	struct dns_record rr;

	if (!conform_dns_believed(d, m) || !(m->msg.flags & DNS_FLAG_QR) ||
	    !m->msg.options.llq_count ||
	    m->msg.options.llq[0].opcode != DNS_LLQ_EVENT)
		return;
	if (s->events && s->event_id == m->msg.id) {
		if (!s->silent)
			acknowledge(s, m);	/* ours was lost */
		return;
	}
	s->events++;
	s->event_id = m->msg.id;
	s->last_event = m->number;
	for (dns_records(&m->msg, DNS_ANSWER, &it); dns_next(&it, &rr);)
		if (rr.ttl == DNS_TTL_REMOVED)
			s->removes++;
		else
			s->adds++;
	if (!s->silent)
		acknowledge(s, m);
}

int
subscriber_open(struct conform *c, const struct endpoint *server,
		struct subscriber **out)
{
	struct subscriber *s = calloc(1, sizeof(*s));
	int r;

	if (!s)
		abort();
	s->c = c;
	r = conform_dns_open(c, server, false, &s->dns);
	if (r < 0) {
		free(s);
		return r;
	}
	s->dns->other = heard;
	s->dns->owner = s;
	*out = s;
	return 0;
}

void
subscriber_close(struct subscriber *s)
{
	if (!s)
		return;
	conform_dns_close(s->dns);
	free(s);
}

void
subscriber_ask(struct subscriber *s, const struct dns_name *name, uint16_t type)
{
	assert(s->count < SUBSCRIBER_QUESTIONS_MAX);
	s->questions[s->count].name = *name;
	s->questions[s->count].type = type;
	s->questions[s->count++].class = DNS_CLASS_IN;
}

size_t
subscriber_write(const struct subscriber *s, uint16_t id,
		 const struct dns_llq *options, uint8_t *out)
{
	struct dns_options o = { .present = true, .udp_size = DNS_UDP_MAX };
	struct dns_writer w;
	unsigned i;
	int length;

	dns_begin(&w, out, DNS_UDP_MAX, id, 0);
	for (i = 0; i < s->count; i++)
		dns_add_question(&w, &s->questions[i].name,
				 s->questions[i].type, s->questions[i].class);
	o.llq_count = s->count;
	memcpy(o.llq, options, s->count * sizeof(o.llq[0]));
	dns_add_options(&w, &o);
	length = dns_end(&w);
	assert(length > 0);
	return (size_t)length;
}

bool
subscriber_send(struct subscriber *s, const struct dns_llq *options)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = subscriber_write(s, conform_random_16(), options,
					 octets);

	return conform_dns_ask(s->dns, octets, length);
}

bool
subscriber_granted(struct subscriber *s)
{
	const struct dns_options *o = &s->dns->answer.msg.options;
	unsigned i;

	if (!s->dns->answered || dns_rcode(&s->dns->answer.msg) ||
	    o->llq_count != s->count)
		return false;
	for (i = 0; i < s->count; i++) {
		if (o->llq[i].error)
			return false;
		s->llq[i] = o->llq[i];
	}
	return true;
}

/* The same option for each question. */
static void
fill(const struct subscriber *s, struct dns_llq *options, uint16_t opcode,
     uint32_t lease_s, bool ids)
{
	unsigned i;

	for (i = 0; i < s->count; i++)
		options[i] = (struct dns_llq){
			.version = DNS_LLQ_VERSION, .opcode = opcode,
			.id = ids ? s->llq[i].id : 0, .lease_s = lease_s,
		};
}

bool
subscriber_challenge(struct subscriber *s, uint32_t lease_s)
{
	struct dns_llq options[SUBSCRIBER_QUESTIONS_MAX];

	fill(s, options, DNS_LLQ_SETUP, lease_s, false);
	return subscriber_send(s, options) && subscriber_granted(s);
}

bool
subscriber_prove(struct subscriber *s)
{
	struct dns_llq options[SUBSCRIBER_QUESTIONS_MAX];
	unsigned i;

	fill(s, options, DNS_LLQ_SETUP, 0, true);
	for (i = 0; i < s->count; i++)
		options[i].lease_s = s->llq[i].lease_s;
	if (!subscriber_send(s, options) || !subscriber_granted(s))
		return false;
	s->established = true;
	s->established_ms = conform_now_ms();
	return true;
}

bool
subscriber_set_up(struct subscriber *s, uint32_t lease_s)
{
	return subscriber_challenge(s, lease_s) && subscriber_prove(s);
}

bool
subscriber_refresh(struct subscriber *s, uint32_t lease_s)
{
	struct dns_llq options[SUBSCRIBER_QUESTIONS_MAX];

	fill(s, options, DNS_LLQ_REFRESH, lease_s, true);
	if (!lease_s)
		s->established = false;
	return subscriber_send(s, options);
}

struct wanted {
	const struct subscriber *s;
	unsigned events, records;
};

static bool
is_told(void *what)
{
	const struct wanted *w = what;

	return w->s->events >= w->events &&
		w->s->adds + w->s->removes >= w->records;
}

bool
subscriber_told(struct subscriber *s, unsigned events, uint64_t ms)
{
	struct wanted w = { s, events, 0 };

	return conform_wait(s->c, ms, is_told, &w);
}

bool
subscriber_has(struct subscriber *s, unsigned records, uint64_t ms)
{
	struct wanted w = { s, 0, records };

	return conform_wait(s->c, ms, is_told, &w);
}
