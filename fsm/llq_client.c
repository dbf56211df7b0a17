/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client.c - one long-lived query, as its client has it. */
#include "autotunnel/llq_client.h"

#include <assert.h>

void
llq_client_describe(const struct machine *m, char *text, size_t size)
{
	const struct llq_client *c = (const struct llq_client *)m;

	client_describe(text, size, "llq_client", &c->name, c->type);
}

uint64_t
llq_client_ends_ms(const struct llq_client *m)
{
	if (m->llq_id == 0)
		return TIME_NEVER;
	return m->lease_start_ms +
		machine_span_ms(&m->machine.base, LLQ_CLIENT_SPAN_LEASE);
}

bool
llq_client_is_held(const struct llq_client *m)
{
	return m->llq_id != 0 &&
		machine_timer_due_ms(&m->machine.base,
				     LLQ_CLIENT_TIMER_RENEW) != TIME_NEVER;
}

/* What a message means ---------------------------------------------------------- */

static enum llq_client_event
classify_event(const struct llq_client *m, const struct llq_reading *r)
{
	if (r->option->id != m->llq_id || m->llq_id == 0)
		return LLQ_CLIENT_EVENT_COUNT;
	/* An older one, delayed or replayed, must not bring back an endpoint
	 * that is gone (P5). */
	if (r->has_serial && m->has_serial &&
	    dns_serial_after(m->serial, r->serial))
		return LLQ_CLIENT_EVENT_COUNT;
	return LLQ_CLIENT_EV_CHANGED;
}

/* R, ACK + Answers, may not know what an event told. One that does not say how
 * new it is has not room for all answers, or comes from a server that never says. */
static bool
is_overtaken(const struct llq_client *m, const struct llq_reading *r)
{
	if (!r->has_serial)
		return m->event_ms != 0;
	return m->has_serial && dns_serial_after(m->serial, r->serial);
}

static enum llq_client_event
classify_success(const struct llq_client *m, const struct llq_reading *r)
{
	uint64_t id = r->option->id;

	switch (r->request) {
	case LLQ_WISH_SETUP:
		return id ? LLQ_CLIENT_EV_ACCEPTED : LLQ_CLIENT_EV_REFUSED;
	case LLQ_WISH_RESPONSE:
		if (id != m->llq_id)
			return LLQ_CLIENT_EVENT_COUNT;
		return is_overtaken(m, r) ? LLQ_CLIENT_EV_ACCEPTED_OLD :
			LLQ_CLIENT_EV_ACCEPTED;
	default:
		return id == m->llq_id ? LLQ_CLIENT_EV_REFRESHED :
			LLQ_CLIENT_EVENT_COUNT;
	}
}

enum llq_client_event
llq_client_classify(const struct llq_client *m, const struct llq_reading *r)
{
	unsigned opcode = r->request == LLQ_WISH_SETUP ||
		r->request == LLQ_WISH_RESPONSE ? DNS_LLQ_SETUP :
		DNS_LLQ_REFRESH;

	if (r->request == LLQ_WISH_NONE)
		return classify_event(m, r);
	if (dns_rcode(r->message) != DNS_RCODE_NOERROR || !r->option ||
	    r->option->version != DNS_LLQ_VERSION)
		return LLQ_CLIENT_EV_REFUSED;
	if (r->option->opcode != opcode)
		return LLQ_CLIENT_EVENT_COUNT;
	switch (r->option->error) {
	case DNS_LLQ_NO_ERROR:
		return classify_success(m, r);
	case DNS_LLQ_SERV_FULL:
		return LLQ_CLIENT_EV_SERV_FULL;
	case DNS_LLQ_STATIC:
		return LLQ_CLIENT_EV_TOLD_STATIC;
	case DNS_LLQ_NO_SUCH_LLQ:
		return LLQ_CLIENT_EV_NO_SUCH;
	default:
		return LLQ_CLIENT_EV_REFUSED;
	}
}

bool
llq_client_receive(struct llq_client *m, const struct llq_reading *r,
		   struct turn *t)
{
	enum llq_client_event ev = llq_client_classify(m, r);

	if (ev == LLQ_CLIENT_EVENT_COUNT)
		return false;
	m->rcode = (uint16_t)dns_rcode(r->message);
	m->error = r->option ? r->option->error : 0;
	m->reading = r;
	llq_client_step(m, ev, t);
	m->reading = NULL;
	return true;
}

void
llq_client_polled(struct llq_client *m, struct query *from, struct turn *t)
{
	bool early = m->event_ms && m->event_ms >= from->asked_ms;

	m->polled = from;
	llq_client_step(m, early ? LLQ_CLIENT_EV_POLLED_EARLY :
			LLQ_CLIENT_EV_POLLED, t);
	m->polled = NULL;
}

/* Records of a message ------------------------------------------------------------ */

static bool
is_answer(const struct llq_client *m, const struct dns_record *rr)
{
	return rr->type == m->type && rr->class == DNS_CLASS_IN &&
		dns_name_equal(&rr->name, &m->name);
}

static void
read_answers(struct llq_client *m, struct answers *out)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(m->reading->message, DNS_ANSWER, &it);
	     dns_next(&it, &rr);)
		if (is_answer(m, &rr) && rr.ttl != DNS_TTL_REMOVED)
			answers_add(&m->commons->pool, out, m->type, rr.rdata,
				    rr.rdata_length);
}

/* Answers hold all changes up to their serial. */
static void
keep_serial(struct llq_client *m, uint32_t serial)
{
	if (m->has_serial && !dns_serial_after(serial, m->serial))
		return;
	m->has_serial = true;
	m->serial = serial;
}

void
llq_client_keep_answers(struct llq_client *m, struct turn *t)
{
	struct answers fresh = { .first = 0 };

	if (m->reading)
		read_answers(m, &fresh);
	else if (m->polled->has_serial)
		keep_serial(m, m->polled->serial);
	if (answers_replace(&m->commons->pool, &m->answers, m->type,
			    m->reading ? &fresh : &m->polled->answers))
		turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_ANSWERS, 0);
}

/* RFC 8764 6.2: the raw TTL says whether a record came or went, before anyone
 * reads it as RFC 2181 8 would. */
void
llq_client_keep_change(struct llq_client *m, struct turn *t)
{
	struct answer_pool *pool = &m->commons->pool;
	struct dns_iterator it;
	struct dns_record rr;
	bool changed = false;

	m->events++;
	m->event_ms = t->now_ms;
	if (m->reading->has_serial) {
		m->has_serial = true;
		m->serial = m->reading->serial;
	}
	for (dns_records(m->reading->message, DNS_ANSWER, &it);
	     dns_next(&it, &rr);) {
		if (!is_answer(m, &rr))
			continue;
		if (rr.ttl == DNS_TTL_REMOVED)
			changed |= answers_remove(pool, &m->answers, m->type,
						  rr.rdata, rr.rdata_length);
		else
			changed |= answers_add(pool, &m->answers, m->type,
					       rr.rdata, rr.rdata_length);
	}
	/* Half a set is no set: what is known of it comes with the rest. */
	if (changed && m->answers.known)
		turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_ANSWERS, 0);
}

void
llq_client_lapse(struct llq_client *m, struct turn *t)
{
	bool known = m->answers.known;

	answers_clear(&m->commons->pool, &m->answers);
	if (known)
		turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_LAPSED, 0);
}

/* Wishes -------------------------------------------------------------------------------- */

static void
wish(struct llq_client *m, enum llq_wish w)
{
	if (m->wish == LLQ_WISH_NONE)
		m->commons->wishes++;
	m->wish = w;
}

static void
unwish(struct llq_client *m)
{
	if (m->wish != LLQ_WISH_NONE)
		m->commons->wishes--;
	if (m->question)
		m->commons->questions--;
	m->wish = LLQ_WISH_NONE;
	m->question = false;
}

void
llq_client_send_setup(struct llq_client *m, struct turn *t)
{
	(void)t;
	wish(m, LLQ_WISH_SETUP);
}

void
llq_client_send_response(struct llq_client *m, struct turn *t)
{
	(void)t;
	wish(m, LLQ_WISH_RESPONSE);
}

void
llq_client_send_refresh(struct llq_client *m, struct turn *t)
{
	(void)t;
	wish(m, LLQ_WISH_REFRESH);
}

void
llq_client_send_end(struct llq_client *m, struct turn *t)
{
	(void)t;
	wish(m, LLQ_WISH_END);
}

void
llq_client_send_again(struct llq_client *m, struct turn *t)
{
	(void)t;
	wish(m, LLQ_WISH_AGAIN);
}

void
llq_client_send_query(struct llq_client *m, struct turn *t)
{
	(void)t;
	if (!m->question)
		m->commons->questions++;
	m->question = true;
}

/* What a reply grants --------------------------------------------------------------- */

static void
set_lease(struct llq_client *m, struct turn *t)
{
	m->lease_start_ms = t->now_ms;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_LEASE,
			 (uint64_t)m->reading->option->lease_s * 1000);
}

/* The challenge: its id and lease are echoed as they are (8764 5.2.3). */
void
llq_client_keep_grant(struct llq_client *m, struct turn *t)
{
	m->llq_id = m->reading->option->id;
	m->granted_s = m->reading->option->lease_s;
	m->has_serial = false;
	m->event_ms = 0;
	set_lease(m, t);
}

/* ACK + Answers and the refresh's acknowledgement tell what is left. */
void
llq_client_keep_lease(struct llq_client *m, struct turn *t)
{
	const struct llq_reading *r = m->reading;

	/* a refresh has no answers */
	if (r->request == LLQ_WISH_RESPONSE && r->has_serial)
		keep_serial(m, r->serial);
	set_lease(m, t);
}

void
llq_client_drop_grant(struct llq_client *m, struct turn *t)
{
	(void)t;
	unwish(m);
	m->llq_id = 0;
	m->has_serial = false;
}

void
llq_client_keep_retry_after(struct llq_client *m, struct turn *t)
{
	(void)t;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_RETRY_AFTER,
			 (uint64_t)m->reading->option->lease_s * 1000);
}

/* The least TTL of what STATIC came with. */
void
llq_client_keep_ttl(struct llq_client *m, struct turn *t)
{
	uint32_t ttl_s = UINT32_MAX;
	struct dns_iterator it;
	struct dns_record rr;

	(void)t;
	for (dns_records(m->reading->message, DNS_ANSWER, &it);
	     dns_next(&it, &rr);)
		if (is_answer(m, &rr) && rr.ttl < ttl_s)
			ttl_s = rr.ttl;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_TTL,
			 (uint64_t)ttl_s * 1000);
}

/* Reports --------------------------------------------------------------------------------- */

void
llq_client_report_held(struct llq_client *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_HELD, 0);
}

void
llq_client_report_silent(struct llq_client *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_SILENT, 0);
}

void
llq_client_report_refused(struct llq_client *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_REFUSED,
		    (uint64_t)m->rcode << 16 | m->error);
}

void
llq_client_report_ended(struct llq_client *m, struct turn *t)
{
	turn_report(t, &m->machine.base, LLQ_CLIENT_REPORT_ENDED, 0);
}
