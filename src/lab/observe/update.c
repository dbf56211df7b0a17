/* SPDX-License-Identifier: Apache-2.0 */
/* update.c - watches UPDATEs with leases (RFC 2136, 9664): registration of each
 * host, lease_server of each record, forward of each server that hands updates
 * on. */
#include <string.h>

#include "core/forward_chart.h"
#include "core/lease_server_chart.h"
#include "core/registration_chart.h"
#include "lab/observe/private.h"

/* What an UPDATE does, and to whose record first. */
struct change {
	const struct endpoint *client, *server;
	const struct dns_message *m;
	struct dns_name first;		/* owner of the first change */
	bool any, adds;
};

static bool
is_removal(const struct dns_record *rr)
{
	return rr->class == DNS_CLASS_ANY || rr->class == DNS_CLASS_NONE;
}

static void
read_changes(struct change *c)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(c->m, DNS_UPDATE, &it); dns_next(&it, &rr);) {
		if (!c->any)
			c->first = rr.name;
		c->any = true;
		c->adds |= !is_removal(&rr);
	}
}

/* The client -------------------------------------------------------------- */

static struct identity
registration_of(const struct change *c)
{
	return (struct identity){ .role = ROLE_REGISTRATION, .end = *c->client,
		.peer = *c->server, .name = observer_name(&c->first) };
}

static void
registration_leaves(struct observer *o, struct watched *w, bool same)
{
	if (w->shadow.state == REGISTRATION_LEAVING) {
		if (!same || !observer_timer(o, w, REGISTRATION_TIMER_FAREWELL) ||
		    w->shadow.state != REGISTRATION_LEAVING)
			observer_enter(o, w, REGISTRATION_LEAVING, "off chart: "
				       "a removal more than the chart sends");
		return;
	}
	if (w->fresh || !observer_step(o, w, REGISTRATION_EV_LEAVE) ||
	    w->shadow.state != REGISTRATION_LEAVING) {
		observer_enter(o, w, REGISTRATION_LEAVING, "off chart: a "
			       "removal of what was not registered");
		observer_start(o, w, REGISTRATION_TIMER_FAREWELL);
	}
}

static void
registration_renews(struct observer *o, struct watched *w)
{
	unsigned timer = REGISTRATION_TIMER_RENEW;

	if (observer_ripe(o, w, timer) && observer_timer(o, w, timer))
		return;
	/* sooner than the lease asks for: other facts, as far as can be seen */
	observer_step(o, w, REGISTRATION_EV_PUBLISHED);
}

static void
registration_adds(struct observer *o, struct watched *w, bool same)
{
	switch (w->shadow.state) {
	case REGISTRATION_REGISTERING:
		if (!same)
			observer_step(o, w, REGISTRATION_EV_PUBLISHED);
		else if (!observer_timer(o, w, REGISTRATION_TIMER_RESEND) ||
			 w->shadow.state != REGISTRATION_REGISTERING)
			observer_enter(o, w, REGISTRATION_REGISTERING,
				       "off chart: an UPDATE sent more often "
				       "than the chart sends it");
		return;
	case REGISTRATION_REFRESHING:
		if (same) {
			observer_remark(o, w, "off chart: a refresh sent once "
					"more before its time");
			return;
		}
		registration_renews(o, w);
		return;
	case REGISTRATION_REGISTERED:
		registration_renews(o, w);
		return;
	case REGISTRATION_RESTING:
		if (observer_ripe(o, w, REGISTRATION_TIMER_AGAIN))
			observer_timer(o, w, REGISTRATION_TIMER_AGAIN);
		else
			observer_step(o, w, REGISTRATION_EV_AGAIN_NOW);
		return;
	default:
		/* what comes before the first UPDATE is not seen */
		w->fresh |= w->shadow.state == REGISTRATION_IDLE;
		observer_enter(o, w, REGISTRATION_REGISTERING,
			       "off chart: an UPDATE");
		observer_start(o, w, REGISTRATION_TIMER_RESEND);
	}
}

static void
registration_asks(struct observer *o, const struct change *c, struct request *r)
{
	const struct identity is = registration_of(c);
	struct watched *w = observer_get(o, &is, &c->first);
	bool same = !w->fresh && w->message == c->m->id;

	if (c->adds)
		registration_adds(o, w, same);
	else
		registration_leaves(o, w, same);
	w->message = c->m->id;
	observer_wait(r, w, !c->adds);
}

static void
registration_hears(struct observer *o, struct watched *w,
		   const struct dns_message *m)
{
	bool granted = dns_rcode(m) == DNS_RCODE_NOERROR;

	if (w->message != m->id)
		return;
	if (granted && m->options.has_lease)
		observer_span(o, w, REGISTRATION_SPAN_LEASE,
			      m->options.lease_s);
	observer_step(o, w, granted ? REGISTRATION_EV_GRANTED :
		      REGISTRATION_EV_REFUSED);
}

/* The server -------------------------------------------------------------- */

/* A set may hold several PTR records, each with a lease of its own. */
static struct identity
record_of(const struct change *c, const struct dns_record *rr,
	  struct dns_name *target)
{
	struct identity is = { .role = ROLE_LEASE_SERVER, .end = *c->server,
			       .name = observer_name(&rr->name),
			       .type = rr->type };

	target->length = 0;
	if (rr->type == DNS_TYPE_PTR && rr->rdata_length &&
	    dns_read_name(rr, target))
		is.name ^= observer_name(target) * 31;
	return is;
}

static void
lease_asks(struct observer *o, const struct change *c,
	   const struct dns_record *rr, struct request *r)
{
	struct dns_name target;
	const struct identity is = record_of(c, rr, &target);
	struct watched *w;

	if (is_removal(rr) || !c->m->options.has_lease) {
		/* gone, or here for good: only who was watched loses a lease */
		w = observer_find(o, &is);
		if (w)
			observer_wait(r, w, true);
		return;
	}
	w = observer_get(o, &is, &rr->name);
	w->target = target;
	if (w->shadow.state != LEASE_SERVER_PROMISED &&
	    w->shadow.state != LEASE_SERVER_RENEWING &&
	    w->shadow.state != LEASE_SERVER_LAPSING)
		observer_step(o, w, LEASE_SERVER_EV_ASKED);
	observer_wait(r, w, false);
}

/* A record that is deleted and added in one UPDATE is renewed. */
static bool
is_added_too(const struct dns_message *m, const struct dns_record *removed)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(m, DNS_UPDATE, &it); dns_next(&it, &rr);)
		if (!is_removal(&rr) && dns_name_equal(&rr.name,
						       &removed->name) &&
		    (rr.type == removed->type || removed->type == DNS_TYPE_ANY))
			return true;
	return false;
}

static void
leases_ask(struct observer *o, const struct change *c, struct request *r)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(c->m, DNS_UPDATE, &it); dns_next(&it, &rr);)
		if (!is_removal(&rr) || !is_added_too(c->m, &rr))
			lease_asks(o, c, &rr, r);
}

static void
lease_hears(struct observer *o, struct watched *w, const struct dns_message *m,
	    bool removes)
{
	bool done = dns_rcode(m) == DNS_RCODE_NOERROR;

	if (removes) {
		if (done)
			observer_step(o, w, LEASE_SERVER_EV_REMOVED);
		return;
	}
	if (!done) {
		observer_step(o, w, LEASE_SERVER_EV_REFUSED);
	} else if (m->options.has_lease) {
		observer_span(o, w, LEASE_SERVER_SPAN_LEASE,
			      m->options.lease_s);
		observer_step(o, w, LEASE_SERVER_EV_CONFIRMED);
	} else {
		/* taken without a lease: it stands for good */
		observer_step(o, w, LEASE_SERVER_EV_REMOVED);
	}
}

/* Who hands on ------------------------------------------------------------ */

/* The server's address, of which it has another port for the primary. */
static struct identity
forward_of(const struct endpoint *from, const struct endpoint *to)
{
	struct identity is = { .role = ROLE_FORWARD, .end = *from,
			       .peer = *to };

	is.end.port = 0;
	return is;
}

static void
forward_sends(struct observer *o, const struct change *c, struct request *r,
	      const struct dns_name *zone)
{
	const struct identity is = forward_of(c->client, c->server);
	struct watched *w = observer_get(o, &is, zone);

	if ((w->shadow.state == FORWARD_SENT ||
	     w->shadow.state == FORWARD_RESENT) && w->message == c->m->id) {
		if (!observer_timer(o, w, FORWARD_TIMER_RESEND))
			observer_remark(o, w, "off chart: an UPDATE handed on "
					"more often than the chart does");
	} else {
		if (w->shadow.state != FORWARD_FREE)
			observer_enter(o, w, FORWARD_FREE, "off chart: another "
				       "UPDATE before the answer to the last");
		observer_step(o, w, FORWARD_EV_READY);
	}
	w->message = c->m->id;
	observer_wait(r, w, false);
}

static void
forward_hears(struct observer *o, struct watched *w, const struct dns_message *m)
{
	if (w->message == m->id)
		observer_step(o, w, dns_rcode(m) == DNS_RCODE_NOERROR ?
			      FORWARD_EV_ACCEPTED : FORWARD_EV_REJECTED);
}

/* E's host has granted leases: a mark in the table that is no machine's. */
static struct identity
server_mark(const struct endpoint *e)
{
	struct identity is = { .role = ROLE_FORWARD, .end = *e };

	is.end.port = 0;
	return is;
}

/* Messages ---------------------------------------------------------------- */

static void
request(struct observer *o, const struct change *c)
{
	const struct identity mark = server_mark(c->client);
	const struct identity is = registration_of(c);
	struct dns_question zone;
	struct request *r;

	if (!dns_first_question(c->m, &zone))
		return;
	if (!c->m->options.has_lease && observer_find(o, &mark)) {
		r = observer_ask(o, c->client, c->server, c->m->id);
		forward_sends(o, c, r, &zone.name);
		return;
	}
	if (!c->m->options.has_lease && !observer_find(o, &is)) {
		/* somebody's UPDATE without a lease: it ends leases at most */
		r = observer_ask(o, c->client, c->server, c->m->id);
		leases_ask(o, c, r);
		return;
	}
	r = observer_ask(o, c->client, c->server, c->m->id);
	r->leased = c->m->options.has_lease;
	registration_asks(o, c, r);
	leases_ask(o, c, r);
}

static void
reply(struct observer *o, const struct packet *p, const struct dns_message *m)
{
	struct request *r = observer_asked(o, &p->to, &p->from, m->id);
	struct identity mark = server_mark(&p->from);
	struct watched *w;
	unsigned i;

	if (!r)
		return;
	r->used = false;
	if (m->options.has_lease && r->leased)
		observer_get(o, &mark, NULL)->fresh = false;
	for (i = 0; i < r->count; i++) {
		w = observer_waiting(o, r, i);
		if (!w)
			continue;
		if (w->is.role == ROLE_REGISTRATION)
			registration_hears(o, w, m);
		else if (w->is.role == ROLE_FORWARD)
			forward_hears(o, w, m);
		else
			lease_hears(o, w, m, r->waiting[i].removes);
	}
}

void
observe_update(struct observer *o, const struct packet *p,
	       const struct dns_message *m)
{
	struct change c = { .client = &p->from, .server = &p->to, .m = m };

	if (m->flags & DNS_FLAG_QR) {
		reply(o, p, m);
		return;
	}
	read_changes(&c);
	if (c.any)
		request(o, &c);
}
