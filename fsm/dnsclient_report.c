/* SPDX-License-Identifier: Apache-2.0 */
/* dnsclient_report.c - what the machines of a DNS client report, and the rest
 * of a turn: fan-outs, questions, messages. */
#include "dnsclient_inside.h"

/* Reports ----------------------------------------------------------------------------------- */

static void
discovery_news(struct dnsclient *c, const struct report *r, struct turn *t,
	       struct dnsclient_news *news)
{
	struct discovery *d = &c->discovery;
	bool off = contact_is_off(&c->contact);
	bool moved = !endpoint_equal(&c->session.server, &d->llq);

	news->what = DNSCLIENT_SERVERS;
	switch (r->what) {
	case DISCOVERY_REPORT_UPDATE:
		registration_server(&c->registration, &d->zone, &d->update, t);
		news->value = d->update.family != 0;
		break;
	case DISCOVERY_REPORT_LLQ:
		news->value = d->llq.family != 0;
		if (d->llq.family == 0) {
			contact_step(&c->contact, CONTACT_EV_GONE, t);
			dnsclient_fan_out(c, LLQ_CLIENT_EV_NO_LLQ);
			break;
		}
		if (moved) {
			llq_session_server(&c->session, &d->llq);
			c->contact.has_serial = false;
		}
		if ((!moved && !off) || !c->path)
			break;
		dnsclient_begin_contact(c, t);
		dnsclient_fan_out(c, LLQ_CLIENT_EV_SERVER_NEW);
		break;
	default:
		news->what = DNSCLIENT_LOST;
	}
	if (!endpoint_equal(&c->stream.server, dnsclient_query_server(c))) {
		stream_step(&c->stream, STREAM_EV_ELSEWHERE, t);
		c->stream.server = *dnsclient_query_server(c);
	}
}

static void
registration_news(const struct report *r, struct dnsclient_news *news)
{
	switch (r->what) {
	case REGISTRATION_REPORT_REGISTERED:
		news->what = DNSCLIENT_REGISTERED;
		news->value = r->value;
		break;
	case REGISTRATION_REPORT_CLASH:
		news->what = DNSCLIENT_CLASH;
		break;
	case REGISTRATION_REPORT_LEFT:
		news->what = DNSCLIENT_LEFT;
		break;
	default:
		news->what = r->what == REGISTRATION_REPORT_UNLEFT ?
			DNSCLIENT_LEFT : DNSCLIENT_UNREGISTERED;
		news->reason = (enum client_reason)(r->value >> 16);
		news->value = r->value & 0xffff;
	}
}

static bool
holds_any(const struct dnsclient *c)
{
	unsigned i;

	for (i = 0; i < c->session.client_reach; i++)
		if (c->session.clients[i].used &&
		    llq_client_is_held(&c->session.clients[i]))
			return true;
	return false;
}

static void
probe(struct dnsclient *c, struct turn *t)
{
	if (!dnsclient_is_asking(c, DNSCLIENT_ASKER_CONTACT, 0))
		dnsclient_start_query(c, &c->discovery.zone, DNS_TYPE_SOA,
				      DNSCLIENT_ASKER_CONTACT, t);
}

static void
contact_news(struct dnsclient *c, const struct report *r, struct turn *t,
	     struct dnsclient_news *news)
{
	switch (r->what) {
	case CONTACT_REPORT_PROBE:
		probe(c, t);
		break;
	case CONTACT_REPORT_GLANCE:
		if (holds_any(c))
			probe(c, t);
		break;
	case CONTACT_REPORT_SILENT:
		news->what = DNSCLIENT_SILENT;
		discovery_step(&c->discovery, DISCOVERY_EV_DOUBTED, t);
		break;
	case CONTACT_REPORT_HEARD:
		news->what = DNSCLIENT_HEARD;
		dnsclient_fan_out(c, LLQ_CLIENT_EV_HEARD);
		break;
	default:
		news->what = DNSCLIENT_DEAF;
		dnsclient_fan_out(c, LLQ_CLIENT_EV_PATH_NEW);
	}
}

static void
llq_news(struct dnsclient *c, unsigned slot, const struct report *r,
	 struct turn *t, struct dnsclient_news *news)
{
	static const enum dnsclient_what what[] = {
		[LLQ_CLIENT_REPORT_ANSWERS] = DNSCLIENT_ANSWERS,
		[LLQ_CLIENT_REPORT_LAPSED] = DNSCLIENT_LAPSED,
		[LLQ_CLIENT_REPORT_HELD] = DNSCLIENT_HELD,
		[LLQ_CLIENT_REPORT_SILENT] = DNSCLIENT_NOTHING,
		[LLQ_CLIENT_REPORT_REFUSED] = DNSCLIENT_REFUSED,
		[LLQ_CLIENT_REPORT_ENDED] = DNSCLIENT_FREED,
	};

	if (!c->session.clients[slot].used)
		return;		/* dropped after it had reported */
	news->what = what[r->what];
	news->slot = (uint16_t)slot;
	news->user = c->session.clients[slot].user;
	news->value = r->value;
	if (r->what == LLQ_CLIENT_REPORT_SILENT)
		contact_step(&c->contact, CONTACT_EV_SILENT, t);
	if (r->what != LLQ_CLIENT_REPORT_ENDED)
		return;
	if (dnsclient_is_idle(c, slot))
		dnsclient_free_llq(c, slot, t);
	else		/* wanted again meanwhile */
		news->what = DNSCLIENT_NOTHING;
}

static void
contact_answer(struct dnsclient *c, const struct query *q, struct turn *t)
{
	enum contact_event ev = CONTACT_EV_HEARD;

	if (q->has_serial) {
		ev = contact_classify(&c->contact, q->serial);
		contact_learn(&c->contact, q->serial, true);
	}
	contact_step(&c->contact, ev, t);
}

/* What was asked beside a held query stays unknown if the question is lost: the
 * refreshes that follow bring no answers, but a new set-up does (P5). */
static void
llq_answer(struct dnsclient *c, unsigned slot, struct query *q, bool answered,
	   struct turn *t)
{
	struct llq_client *m = &c->session.clients[slot];

	if (!answered) {
		if (llq_client_is_held(m))
			llq_client_step(m, LLQ_CLIENT_EV_PATH_NEW, t);
		return;
	}
	if (q->rcode == DNS_RCODE_NOERROR || q->rcode == DNS_RCODE_NXDOMAIN)
		llq_client_polled(m, q, t);
}

static void
query_news(struct dnsclient *c, unsigned slot, const struct report *r,
	   struct turn *t, struct dnsclient_news *news)
{
	struct dnsclient_query *q = &c->queries[slot];
	const struct dnsclient_asking *a = &c->asking[slot];
	bool answered = r->what == QUERY_REPORT_ANSWER;

	if (a->asker == DNSCLIENT_ASKER_NONE)
		return;
	if (r->what == QUERY_REPORT_TRUNCATED) {
		stream_step(&c->stream, STREAM_EV_WANTED, t);
		return;
	}
	if (a->asker == DNSCLIENT_ASKER_CONTAINER) {
		news->what = DNSCLIENT_ASKED;
		news->slot = (uint16_t)slot;
		news->user = q->user;
		news->value = r->value;
		news->reason = answered ? CLIENT_REASON_NONE :
			CLIENT_REASON_SILENT;
		c->done = (uint16_t)(slot + 1);
		return;
	}
	if (answered && a->asker == DNSCLIENT_ASKER_CONTACT)
		contact_answer(c, &q->query, t);
	if (a->asker == DNSCLIENT_ASKER_LLQ)
		llq_answer(c, a->slot, &q->query, answered, t);
	dnsclient_free_query(c, slot, t);
}

/* The place of MACHINE among COUNT elements of SIZE that begin with theirs. */
static bool
find_place(const struct machine *machine, const void *list, size_t size,
	   unsigned count, unsigned *place)
{
	uintptr_t at = (uintptr_t)machine, from = (uintptr_t)list;

	if (at < from || at >= from + size * count)
		return false;
	*place = (unsigned)((at - from) / size);
	return true;
}

bool
dnsclient_report(struct dnsclient *c, const struct report *r, struct turn *t,
		 struct dnsclient_news *news)
{
	unsigned place;

	dnsclient_free_done(c, t);
	*news = (struct dnsclient_news){ .what = DNSCLIENT_NOTHING };
	if (find_place(r->from, c->session.clients, sizeof(struct llq_client),
		       c->session.client_max, &place))
		llq_news(c, place, r, t, news);
	else if (find_place(r->from, c->queries,
			    sizeof(struct dnsclient_query),
			    DNSCLIENT_QUERIES_MAX, &place))
		query_news(c, place, r, t, news);
	else if (r->from == &c->discovery.machine.base)
		discovery_news(c, r, t, news);
	else if (r->from == &c->registration.machine.base)
		registration_news(r, news);
	else if (r->from == &c->contact.machine.base)
		contact_news(c, r, t, news);
	else if (r->from == &c->stream.machine.base) {
		c->stream_event = r->what == STREAM_REPORT_UP ?
			QUERY_EV_STREAM_UP : QUERY_EV_STREAM_DOWN;
		c->stream_next = 1;
	} else
		return false;
	return true;
}

/* The rest of the turn --------------------------------------------------------------------------- */

/* A step fires one row, sends at most eight effects and reports a few times. */
static bool
has_room(const struct turn *t)
{
	return effects_have_room(t->out) &&
		t->reports->count < REPORTS_MAX / 2;
}

static bool
fan_out_llq(struct dnsclient *c, enum llq_client_event ev, struct turn *t)
{
	unsigned slot;

	for (; c->fanout[ev] && c->fanout[ev] <= c->session.client_reach;
	     c->fanout[ev]++) {
		slot = c->fanout[ev] - 1u;
		if (!c->session.clients[slot].used)
			continue;
		if (!has_room(t))
			return false;
		if (ev == LLQ_CLIENT_EV_UNWANTED)
			dnsclient_drop(c, slot, t);
		else
			llq_client_step(&c->session.clients[slot], ev, t);
	}
	c->fanout[ev] = 0;
	return true;
}

static bool
fan_out(struct dnsclient *c, struct turn *t)
{
	unsigned ev;

	c->fans_out = false;
	for (ev = 0; ev < LLQ_CLIENT_EVENT_COUNT; ev++)
		if (!fan_out_llq(c, ev, t)) {
			c->fans_out = true;
			return false;
		}
	return true;
}

static bool
fan_out_stream(struct dnsclient *c, struct turn *t)
{
	struct query *q;

	for (; c->stream_next && c->stream_next <= c->query_reach;
	     c->stream_next++) {
		q = &c->queries[c->stream_next - 1].query;
		if (c->asking[c->stream_next - 1].asker ==
		    DNSCLIENT_ASKER_NONE)
			continue;
		if (!has_room(t))
			return false;
		q->ticket = c->stream.ticket;
		query_step(q, c->stream_event, t);
	}
	c->stream_next = 0;
	return true;
}

/* Signed queries for questions that have no long-lived one now. Without a free
 * slot or a server they wait for the next turn; a poll comes round anyway. */
static bool
ask_questions(struct dnsclient *c, struct turn *t)
{
	struct llq_client *m;
	unsigned i;
	int slot;

	for (i = 0; i < c->session.client_reach &&
	     c->session.commons.questions; i++) {
		m = &c->session.clients[i];
		if (!m->used || !m->question)
			continue;
		if (!has_room(t))
			return false;
		if (!dnsclient_is_asking(c, DNSCLIENT_ASKER_LLQ, i)) {
			slot = dnsclient_start_query(c, &m->name, m->type,
						     DNSCLIENT_ASKER_LLQ, t);
			if (slot < 0)
				break;
			c->asking[slot].slot = (uint16_t)i;
		}
		m->question = false;
		c->session.commons.questions--;
	}
	return true;
}

bool
dnsclient_flush(struct dnsclient *c, struct turn *t)
{
	dnsclient_free_done(c, t);
	if ((c->fans_out && !fan_out(c, t)) || !fan_out_stream(c, t) || !ask_questions(c, t) ||
	    llq_session_flush(&c->session, t))
		return true;
	return t->reports->count > 0;
}
