/* SPDX-License-Identifier: Apache-2.0 */
/* llq.c - watches Long-Lived Queries (RFC 8764): llq_client and llq_server of
 * each question, llq_events of each client. */
#include <string.h>

#include "core/llq_client_chart.h"
#include "core/llq_events_chart.h"
#include "core/llq_server_chart.h"
#include "lab/observe/private.h"

/* One option of a message and the question that it belongs to. */
struct part {
	const struct endpoint *client, *server;
	const struct dns_message *m;
	const struct dns_llq *llq;
	const struct dns_question *q;
	bool answers;		/* the message holds some */
};

static struct identity
identity_of(enum role role, const struct part *p)
{
	struct identity is = { .role = role, .type = p->q->type,
			       .name = observer_name(&p->q->name) };

	is.end = role == ROLE_LLQ_CLIENT ? *p->client : *p->server;
	is.peer = role == ROLE_LLQ_CLIENT ? *p->server : *p->client;
	return is;
}

/* The client -------------------------------------------------------------- */

/* It asks anew: by which event depends on what was before. */
static void
client_asks(struct observer *o, struct watched *w, const struct part *p)
{
	bool same = w->message == p->m->id;

	switch (w->shadow.state) {
	case LLQ_CLIENT_IDLE:
	case LLQ_CLIENT_ENDING:
	case LLQ_CLIENT_UNSERVED:
		observer_step(o, w, LLQ_CLIENT_EV_WANTED);
		return;
	case LLQ_CLIENT_ASKING:
		if (same || observer_ripe(o, w, LLQ_CLIENT_TIMER_RESEND)) {
			if (!observer_timer(o, w, LLQ_CLIENT_TIMER_RESEND))
				observer_enter(o, w, LLQ_CLIENT_ASKING,
					       "off chart: a Setup Request "
					       "more than the chart sends");
			return;
		}
		break;
	case LLQ_CLIENT_HELD:
	case LLQ_CLIENT_SWEPT:
	case LLQ_CLIENT_RENEWING:
		/* the lease ran out, and no refresh was seen */
		if (observer_over(o, w, LLQ_CLIENT_TIMER_RENEW) &&
		    observer_timer(o, w, LLQ_CLIENT_TIMER_RENEW))
			return;
		break;
	case LLQ_CLIENT_FULL:
		if (observer_ripe(o, w, LLQ_CLIENT_TIMER_COMEBACK))
			observer_timer(o, w, LLQ_CLIENT_TIMER_COMEBACK);
		else
			observer_enter(o, w, LLQ_CLIENT_ASKING, "off chart: a "
				       "Setup Request before the time that the "
				       "full server told");
		return;
	case LLQ_CLIENT_STATIC:
		observer_enter(o, w, LLQ_CLIENT_ASKING, "off chart: a Setup "
			       "Request after the server said STATIC");
		return;
	case LLQ_CLIENT_DOWN:
		if (observer_ripe(o, w, LLQ_CLIENT_TIMER_HOUR))
			observer_timer(o, w, LLQ_CLIENT_TIMER_HOUR);
		else
			observer_step(o, w, LLQ_CLIENT_EV_HEARD);
		return;
	case LLQ_CLIENT_POLLING:
		if (observer_ripe(o, w, LLQ_CLIENT_TIMER_HOUR)) {
			observer_timer(o, w, LLQ_CLIENT_TIMER_HOUR);
			return;
		}
		break;
	default:
		break;
	}
	if (!observer_step(o, w, LLQ_CLIENT_EV_PATH_NEW))
		observer_enter(o, w, LLQ_CLIENT_ASKING,
			       "off chart: a Setup Request");
}

/* A Challenge Response: a row's action, or that sent again. */
static void
client_answers(struct observer *o, struct watched *w, const struct part *p)
{
	if (w->shadow.state == LLQ_CLIENT_ANSWERING && w->expecting) {
		w->expecting = false;
	} else if (w->shadow.state != LLQ_CLIENT_ANSWERING) {
		observer_enter(o, w, LLQ_CLIENT_ANSWERING, "off chart: a "
			       "Challenge Response without a challenge");
		observer_start(o, w, LLQ_CLIENT_TIMER_RESEND);
	} else if (!observer_timer(o, w, LLQ_CLIENT_TIMER_RESEND)) {
		observer_enter(o, w, LLQ_CLIENT_ANSWERING, "off chart: a "
			       "Challenge Response more than the chart sends");
	}
	w->llq = p->llq->id;
}

static void
client_refreshes(struct observer *o, struct watched *w, const struct part *p)
{
	bool ends = p->llq->lease_s == 0;

	if (w->fresh) {
		/* taken up in the middle: how long it was held is not known */
		observer_span(o, w, LLQ_CLIENT_SPAN_LEASE, p->llq->lease_s);
		observer_enter(o, w, ends ? LLQ_CLIENT_ENDING :
			       LLQ_CLIENT_RENEWING, NULL);
		observer_start(o, w, ends ? LLQ_CLIENT_TIMER_FAREWELL :
			       LLQ_CLIENT_TIMER_RENEW);
		w->llq = p->llq->id;
		return;
	}
	if (ends && w->shadow.state == LLQ_CLIENT_ENDING) {
		observer_remark(o, w, "off chart: the last Refresh once more");
		return;
	}
	if (ends) {
		if (!observer_step(o, w, LLQ_CLIENT_EV_UNWANTED) ||
		    w->shadow.state != LLQ_CLIENT_ENDING)
			observer_enter(o, w, LLQ_CLIENT_ENDING, "off chart: a "
				       "Refresh that ends what was not held");
		return;
	}
	/* its own time came, and nothing was sent for it: that was before */
	if (w->shadow.state == LLQ_CLIENT_SWEPT &&
	    observer_ripe(o, w, LLQ_CLIENT_TIMER_RENEW))
		observer_timer(o, w, LLQ_CLIENT_TIMER_RENEW);
	if (w->shadow.state == LLQ_CLIENT_RENEWING ||
	    w->shadow.state == LLQ_CLIENT_SWEPT ||
	    (w->shadow.state == LLQ_CLIENT_HELD &&
	     observer_ripe(o, w, LLQ_CLIENT_TIMER_RENEW))) {
		if (!observer_timer(o, w, LLQ_CLIENT_TIMER_RENEW) ||
		    w->shadow.state != LLQ_CLIENT_RENEWING)
			observer_enter(o, w, LLQ_CLIENT_RENEWING, "off chart: "
				       "a Refresh more than the chart sends");
		return;
	}
	if (!observer_step(o, w, LLQ_CLIENT_EV_SWEEP))
		observer_enter(o, w, LLQ_CLIENT_RENEWING,
			       "off chart: a Refresh of what was not held");
}

static void
client_sends(struct observer *o, const struct part *p)
{
	const struct identity is = identity_of(ROLE_LLQ_CLIENT, p);
	struct watched *w = observer_get(o, &is, &p->q->name);

	if (p->llq->opcode == DNS_LLQ_SETUP && p->llq->id == 0)
		client_asks(o, w, p);
	else if (p->llq->opcode == DNS_LLQ_SETUP)
		client_answers(o, w, p);
	else
		client_refreshes(o, w, p);
	w->message = p->m->id;
}

static enum llq_client_event
reply_event(const struct part *p)
{
	if (dns_rcode(p->m) != DNS_RCODE_NOERROR)
		return LLQ_CLIENT_EV_REFUSED;
	switch (p->llq->error) {
	case DNS_LLQ_NO_ERROR:
		return p->llq->opcode == DNS_LLQ_REFRESH ?
			LLQ_CLIENT_EV_REFRESHED : LLQ_CLIENT_EV_ACCEPTED;
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

static void
client_hears(struct observer *o, const struct part *p)
{
	const struct identity is = identity_of(ROLE_LLQ_CLIENT, p);
	struct watched *w = observer_find(o, &is);
	enum llq_client_event event = reply_event(p);

	if (!w || w->message != p->m->id)
		return;		/* an answer to what was not seen */
	if (event == LLQ_CLIENT_EV_ACCEPTED || event == LLQ_CLIENT_EV_REFRESHED)
		observer_span(o, w, LLQ_CLIENT_SPAN_LEASE, p->llq->lease_s);
	if (event == LLQ_CLIENT_EV_SERV_FULL)
		observer_span(o, w, LLQ_CLIENT_SPAN_RETRY_AFTER,
			      p->llq->lease_s);
	w->expecting = false;
	if (!observer_step(o, w, event))
		return;		/* the same answer again */
	if (w->shadow.state == LLQ_CLIENT_ANSWERING) {
		w->expecting = true;
		w->llq = p->llq->id;
	}
}

static void
client_is_told(struct observer *o, const struct part *p)
{
	const struct identity is = identity_of(ROLE_LLQ_CLIENT, p);
	struct watched *w = observer_get(o, &is, &p->q->name);

	if (w->fresh) {
		observer_enter(o, w, LLQ_CLIENT_HELD, NULL);
		w->llq = p->llq->id;
		return;
	}
	if (w->llq == p->llq->id)
		observer_step(o, w, LLQ_CLIENT_EV_CHANGED);
}

/* The server -------------------------------------------------------------- */

static void
server_grants(struct observer *o, struct watched *w, const struct part *p)
{
	observer_span(o, w, LLQ_SERVER_SPAN_LEASE, p->llq->lease_s);
	w->llq = p->llq->id;
}

/* A client that completes a handshake does not need the older LLQ. */
static void
server_replaces(struct observer *o, struct watched *w)
{
	struct watched *older;

	if (w->older == NOBODY)
		return;
	older = observer_at(o, w->older);
	w->older = NOBODY;
	if (older->used && older->is.role == ROLE_LLQ_SERVER)
		observer_step(o, older, LLQ_SERVER_EV_REPLACED);
}

/* A set-up for a question that this client holds already begins another LLQ,
 * whose machine takes the place of the older in the table. */
static struct watched *
server_begins(struct observer *o, struct watched *w, const struct part *p)
{
	struct identity older = w->is, is = w->is;
	struct watched *former;

	if (w->shadow.state != LLQ_SERVER_HELD || w->llq == p->llq->id)
		return w;
	/* the older one goes on under its LLQ-ID */
	older.name ^= w->llq;
	former = observer_get(o, &older, &w->name);
	former->shadow = w->shadow;
	former->fresh = false;
	former->llq = w->llq;
	observer_start(o, former, LLQ_SERVER_TIMER_EXPIRY);
	former->shadow.due_ns[LLQ_SERVER_TIMER_EXPIRY] =
		w->shadow.due_ns[LLQ_SERVER_TIMER_EXPIRY];
	observer_forget(o, w);
	w = observer_get(o, &is, &p->q->name);
	w->older = former->number;
	return w;
}

static void
server_sets_up(struct observer *o, struct watched *w, const struct part *p)
{
	const struct request *r = observer_asked(o, p->client, p->server,
						 p->m->id);
	/* where the request was not seen, its state tells which reply it is */
	bool challenge = r ? !r->leased :
		w->shadow.state != LLQ_SERVER_CHALLENGED;

	if (challenge) {
		w = server_begins(o, w, p);
		server_grants(o, w, p);
		observer_step(o, w, LLQ_SERVER_EV_ASKED);
		return;
	}
	if (w->shadow.state == LLQ_SERVER_FREE) {
		server_grants(o, w, p);
		observer_enter(o, w, LLQ_SERVER_HELD, "off chart: what was not "
			       "offered is acknowledged");
		observer_start(o, w, LLQ_SERVER_TIMER_EXPIRY);
		return;
	}
	if (w->llq != p->llq->id)
		observer_remark(o, w, "off chart: another LLQ-ID than was "
				"offered is acknowledged");
	server_grants(o, w, p);
	observer_step(o, w, LLQ_SERVER_EV_PROVED);
	server_replaces(o, w);
}

static void
server_refreshes(struct observer *o, struct watched *w, const struct part *p)
{
	if (p->llq->lease_s == 0) {
		if (!observer_step(o, w, LLQ_SERVER_EV_ENDED) && !w->fresh)
			observer_remark(o, w, "off chart: the end of what was "
					"not held is acknowledged");
		w->fresh = false;
		return;
	}
	server_grants(o, w, p);
	if (w->shadow.state == LLQ_SERVER_HELD) {
		observer_step(o, w, LLQ_SERVER_EV_REFRESHED);
		return;
	}
	observer_enter(o, w, LLQ_SERVER_HELD, "off chart: a Refresh of what "
		       "was not held is acknowledged");
	observer_start(o, w, LLQ_SERVER_TIMER_EXPIRY);
}

static void
server_sends(struct observer *o, const struct part *p)
{
	const struct identity is = identity_of(ROLE_LLQ_SERVER, p);
	struct watched *w;

	/* a refusal is no event of this chart: it was never admitted */
	if (dns_rcode(p->m) || p->llq->error)
		return;
	w = observer_get(o, &is, &p->q->name);
	if (p->llq->opcode == DNS_LLQ_SETUP)
		server_sets_up(o, w, p);
	else
		server_refreshes(o, w, p);
}

/* Events ------------------------------------------------------------------ */

static struct identity
events_identity(const struct endpoint *client, const struct endpoint *server)
{
	return (struct identity){ .role = ROLE_LLQ_EVENTS, .end = *server,
				  .peer = *client };
}

/* True: the message is another than the one under way. */
static bool
events_send(struct observer *o, const struct endpoint *client,
	    const struct endpoint *server, const struct dns_message *m)
{
	const struct identity is = events_identity(client, server);
	struct watched *w = observer_get(o, &is, NULL);
	bool again = w->shadow.state == LLQ_EVENTS_TELLING &&
		w->message == m->id;

	if (again) {
		if (!observer_timer(o, w, LLQ_EVENTS_TIMER_RESEND) ||
		    w->shadow.state != LLQ_EVENTS_TELLING)
			observer_remark(o, w, "off chart: an event sent more "
					"often than the chart sends it");
		return false;
	}
	if (w->shadow.state == LLQ_EVENTS_TELLING) {
		observer_enter(o, w, LLQ_EVENTS_TELLING, "off chart: an event "
			       "while another is not acknowledged");
		observer_start(o, w, LLQ_EVENTS_TIMER_RESEND);
	} else {
		observer_step(o, w, LLQ_EVENTS_EV_OWED);
	}
	w->message = m->id;
	return true;
}

static void
events_acknowledged(struct observer *o, const struct endpoint *client,
		    const struct endpoint *server, const struct dns_message *m)
{
	const struct identity is = events_identity(client, server);
	struct watched *w = observer_find(o, &is);

	if (w && w->message == m->id)
		observer_step(o, w, LLQ_EVENTS_EV_ACKNOWLEDGED);
}

static void
server_changed(struct observer *o, const struct part *p)
{
	const struct identity is = identity_of(ROLE_LLQ_SERVER, p);
	struct watched *w = observer_get(o, &is, &p->q->name);

	if (w->fresh) {
		w->llq = p->llq->id;
		observer_enter(o, w, LLQ_SERVER_HELD, NULL);
		return;
	}
	if (w->llq == p->llq->id && !observer_step(o, w, LLQ_SERVER_EV_CHANGED))
		observer_remark(o, w, "off chart: an event for what is not "
				"held");
}

/* Nobody answered: what that client held is dropped. */
void
observe_llq_spent(struct observer *o, struct watched *w)
{
	struct watched *m;
	struct kin k;

	observer_kin(o, &k, ROLE_LLQ_SERVER, &w->is.end, &w->is.peer);
	while ((m = observer_kin_next(o, &k)))
		if (endpoint_equal(&m->is.end, &w->is.end) &&
		    endpoint_equal(&m->is.peer, &w->is.peer))
			observer_step(o, m, LLQ_SERVER_EV_DROPPED);
}

/* Messages ---------------------------------------------------------------- */

static void
take_part(struct observer *o, const struct part *p, bool from_server, bool news)
{
	if (p->llq->opcode == DNS_LLQ_EVENT) {
		if (!from_server)
			return;
		if (news)
			server_changed(o, p);
		client_is_told(o, p);
	} else if (p->m->flags & DNS_FLAG_QR) {
		server_sends(o, p);
		client_hears(o, p);
	} else {
		client_sends(o, p);
	}
}

/* An event is a response, and so is its acknowledgement (RFC 8764, 6): the
 * event brings answers. */
static bool
is_from_server(const struct dns_message *m)
{
	if (m->options.llq[0].opcode == DNS_LLQ_EVENT)
		return m->count[DNS_ANSWER] != 0;
	return m->flags & DNS_FLAG_QR;
}

static bool
is_known(const struct dns_llq *l)
{
	return l->opcode == DNS_LLQ_SETUP || l->opcode == DNS_LLQ_REFRESH ||
		l->opcode == DNS_LLQ_EVENT;
}

void
observe_llq(struct observer *o, const struct packet *packet,
	    const struct dns_message *m)
{
	struct part p = { .m = m, .answers = m->count[DNS_ANSWER] };
	struct dns_iterator it;
	struct dns_question q;
	bool from_server, news = true;
	unsigned i;

	if (!m->options.llq_count || !is_known(&m->options.llq[0]))
		return;
	from_server = is_from_server(m);
	p.client = from_server ? &packet->to : &packet->from;
	p.server = from_server ? &packet->from : &packet->to;
	if (m->options.llq[0].opcode == DNS_LLQ_EVENT) {
		if (from_server)
			news = events_send(o, p.client, p.server, m);
		else
			events_acknowledged(o, p.client, p.server, m);
	} else if (!from_server) {
		/* which reply is an acknowledgement: that of a request with
		 * an LLQ-ID */
		observer_ask(o, p.client, p.server, m->id)->leased =
			m->options.llq[0].id != 0;
	}
	dns_questions(m, &it);
	for (i = 0; i < m->options.llq_count && dns_next_question(&it, &q);
	     i++) {
		p.llq = &m->options.llq[i];
		p.q = &q;
		if (is_known(p.llq))
			take_part(o, &p, from_server, news);
	}
}
