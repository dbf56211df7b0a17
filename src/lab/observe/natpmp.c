/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp.c - watches NAT-PMP (RFC 6886): natpmp_request of each thing that is
 * asked, gateway of each host that asks one, mapping of each port. */
#include <string.h>

#include "core/gateway_chart.h"
#include "core/mapping_chart.h"
#include "core/natpmp_request_chart.h"
#include "lab/observe/private.h"

/* A message between a client and its gateway. */
struct talk {
	struct endpoint client, gateway;	/* the gateway's port is 0 */
	struct natpmp_message m;
};

static struct identity
identity_of(enum role role, const struct talk *t)
{
	struct identity is = { .role = role, .end = t->client,
			       .peer = t->gateway };

	/* a host may ask from another port each time */
	if (role != ROLE_NATPMP_REQUEST)
		is.end.port = 0;
	if (role == ROLE_GATEWAY)
		return is;
	is.type = natpmp_request_opcode(&t->m);
	if (is.type != NATPMP_OPCODE_ADDRESS)
		is.name = t->m.internal_port;
	return is;
}

static bool
is_mapping(const struct talk *t)
{
	uint8_t opcode = natpmp_request_opcode(&t->m);

	return opcode == NATPMP_OPCODE_MAP_UDP ||
		opcode == NATPMP_OPCODE_MAP_TCP;
}

/* The host's view of its gateway ------------------------------------------ */

/* RFC 6886, 3.6: the epoch is less than our clock lets expect. */
static bool
epoch_is_lost(struct observer *o, struct watched *w, uint32_t epoch_s)
{
	/* llq holds the last epoch and its moment: seconds and milliseconds */
	uint64_t last_s = w->llq >> 32, at_ms = w->llq & UINT32_MAX;
	uint64_t now_ms = o->now_ns / 1000000 & UINT32_MAX;
	uint64_t passed_ms = (now_ms - at_ms) & UINT32_MAX;
	uint64_t least_ms = last_s * 1000 + passed_ms * GATEWAY_EPOCH_PARTS /
		GATEWAY_EPOCH_OF_PARTS;
	bool lost = w->expecting &&
		epoch_s * UINT64_C(1000) + GATEWAY_EPOCH_SLACK < least_ms;

	w->llq = (uint64_t)epoch_s << 32 | now_ms;
	w->expecting = true;		/* an epoch is known */
	return lost;
}

static struct watched *
gateway_of(struct observer *o, const struct talk *t)
{
	const struct identity is = identity_of(ROLE_GATEWAY, t);
	struct watched *w = observer_get(o, &is, NULL);

	if (w->fresh)
		observer_enter(o, w, GATEWAY_IDLE, NULL);
	return w;
}

static void
gateway_asks(struct observer *o, struct watched *w)
{
	if (w->shadow.state == GATEWAY_HOLDING &&
	    !observer_timer(o, w, GATEWAY_TIMER_HOLD))
		observer_enter(o, w, GATEWAY_IDLE, "off chart: a request");
	if (w->shadow.state == GATEWAY_SILENT)
		observer_step(o, w, GATEWAY_EV_DOUBTED);
	if (!observer_step(o, w, GATEWAY_EV_PENDING))
		observer_remark(o, w, "off chart: a request while another is "
				"not answered");
}

/* The mappings of that host learn that all is lost. */
static void
gateway_lost(struct observer *o, const struct watched *w)
{
	struct watched *m;
	struct kin k;

	observer_kin(o, &k, ROLE_MAPPING, &w->is.end, &w->is.peer);
	while ((m = observer_kin_next(o, &k)))
		if (endpoint_equal(&m->is.end, &w->is.end) &&
		    endpoint_equal(&m->is.peer, &w->is.peer))
			observer_step(o, m, MAPPING_EV_GATEWAY_LOST);
}

static void
gateway_tells_address(struct observer *o, struct watched *w,
		      const struct natpmp_message *m)
{
	/* the last address stands where a name would */
	uint32_t last = 0;

	if (natpmp_request_opcode(m) != NATPMP_OPCODE_ADDRESS ||
	    m->form != NATPMP_FORM_REPLY)
		return;
	memcpy(&last, w->name.wire, sizeof(last));
	if (m->result != NATPMP_SUCCESS || m->address == 0) {
		observer_step(o, w, GATEWAY_EV_ADDRESS_GONE);
		return;
	}
	if (last == 0)
		observer_step(o, w, GATEWAY_EV_ADDRESS_LEARNT);
	else if (last != m->address)
		observer_step(o, w, GATEWAY_EV_ADDRESS_MOVED);
	memcpy(w->name.wire, &m->address, sizeof(m->address));
}

static void
gateway_hears(struct observer *o, struct watched *w,
	      const struct natpmp_message *m, bool answers)
{
	bool lost = natpmp_has_epoch(m) && epoch_is_lost(o, w, m->epoch_s);

	if (answers)
		observer_step(o, w, lost ? GATEWAY_EV_ANSWERED_LOST :
			      GATEWAY_EV_ANSWERED);
	else
		observer_step(o, w, lost ? GATEWAY_EV_HEARD_LOST :
			      GATEWAY_EV_HEARD);
	if (lost)
		gateway_lost(o, w);
	gateway_tells_address(o, w, m);
}

/* Mappings ---------------------------------------------------------------- */

static void
mapping_is_wanted(struct observer *o, struct watched *w)
{
	switch (w->shadow.state) {
	case MAPPING_IDLE:
		observer_step(o, w, MAPPING_EV_WANTED);
		break;
	case MAPPING_HELD:
		if (!observer_ripe(o, w, MAPPING_TIMER_RENEW) ||
		    !observer_timer(o, w, MAPPING_TIMER_RENEW))
			observer_step(o, w, MAPPING_EV_DOUBTED);
		break;
	case MAPPING_REFUSED:
		if (!observer_timer(o, w, MAPPING_TIMER_AGAIN))
			observer_enter(o, w, MAPPING_ASKING,
				       "off chart: a request");
		break;
	case MAPPING_UNSERVED:
		observer_step(o, w, MAPPING_EV_GATEWAY_BACK);
		break;
	case MAPPING_DELETING:
		observer_step(o, w, MAPPING_EV_WANTED);
		break;
	default:	/* asking, renewing, lost: asked for again */
		break;
	}
}

static void
mapping_asks(struct observer *o, const struct talk *t)
{
	const struct identity is = identity_of(ROLE_MAPPING, t);
	struct watched *w;

	if (t->m.lifetime_s) {
		mapping_is_wanted(o, observer_get(o, &is, NULL));
		return;
	}
	w = observer_find(o, &is);
	if (w && w->shadow.state != MAPPING_DELETING &&
	    !observer_step(o, w, MAPPING_EV_UNWANTED))
		observer_remark(o, w, "off chart: a deletion of what was not "
				"held");
}

static void
mapping_hears(struct observer *o, const struct talk *t, uint16_t suggested)
{
	const struct identity is = identity_of(ROLE_MAPPING, t);
	struct watched *w = observer_find(o, &is);

	if (!w)
		return;
	if (w->shadow.state == MAPPING_DELETING) {
		observer_step(o, w, MAPPING_EV_DELETED);
		return;
	}
	if (t->m.result != NATPMP_SUCCESS || t->m.lifetime_s == 0) {
		observer_step(o, w, MAPPING_EV_REFUSAL);
		return;
	}
	observer_span(o, w, MAPPING_SPAN_LIFETIME, t->m.lifetime_s);
	observer_step(o, w, t->m.external_port == suggested ?
		      MAPPING_EV_GRANTED : MAPPING_EV_GRANTED_OTHER);
}

/* Requests ---------------------------------------------------------------- */

static void
request(struct observer *o, const struct talk *t)
{
	const struct identity is = identity_of(ROLE_NATPMP_REQUEST, t);
	struct watched *w = observer_get(o, &is, NULL);
	bool deletion = is_mapping(t) && t->m.lifetime_s == 0;
	unsigned state = w->shadow.state;
	unsigned timer = state == NATPMP_REQUEST_PARTING ?
		NATPMP_REQUEST_TIMER_BRIEF : NATPMP_REQUEST_TIMER_RETRY;
	bool was_deletion = w->expecting;

	w->expecting = deletion;
	/* what port it suggests */
	w->message = t->m.external_port;
	if (state != NATPMP_REQUEST_IDLE && was_deletion == deletion) {
		if (!observer_timer(o, w, timer) || w->shadow.state != state)
			observer_enter(o, w, state, "off chart: a request sent "
				       "more often than the chart sends it");
		return;
	}
	if (state != NATPMP_REQUEST_IDLE)
		observer_step(o, w, NATPMP_REQUEST_EV_WITHDRAWN);
	gateway_asks(o, gateway_of(o, t));
	if (is_mapping(t))
		mapping_asks(o, t);
	observer_step(o, w, deletion ? NATPMP_REQUEST_EV_ASKED_BRIEFLY :
		      NATPMP_REQUEST_EV_ASKED);
}

static void
reply(struct observer *o, const struct talk *t)
{
	const struct identity is = identity_of(ROLE_NATPMP_REQUEST, t);
	struct watched *w = observer_find(o, &is), *g;
	bool answers = w && w->shadow.state != NATPMP_REQUEST_IDLE;
	uint16_t suggested = w ? w->message : 0;

	if (!w)
		return;		/* nobody who was seen to ask */
	g = gateway_of(o, t);
	if (answers)
		observer_step(o, w, t->m.result == NATPMP_SUCCESS ?
			      NATPMP_REQUEST_EV_ANSWERED :
			      NATPMP_REQUEST_EV_REFUSED);
	gateway_hears(o, g, &t->m, answers);
	if (answers && is_mapping(t))
		mapping_hears(o, t, suggested);
}

/* To every host that is known to ask this gateway. */
static void
announcement(struct observer *o, const struct endpoint *gateway,
	     const struct natpmp_message *m)
{
	struct watched *w;
	struct kin k;
	bool lost;

	observer_kin(o, &k, ROLE_GATEWAY, gateway, gateway);
	while ((w = observer_kin_next(o, &k))) {
		if (!endpoint_same_address(&w->is.peer, gateway))
			continue;
		lost = natpmp_has_epoch(m) && epoch_is_lost(o, w, m->epoch_s);
		observer_step(o, w, lost ? GATEWAY_EV_ANNOUNCED_LOST :
			      GATEWAY_EV_ANNOUNCED);
		if (lost)
			gateway_lost(o, w);
		gateway_tells_address(o, w, m);
	}
}

void
observe_natpmp(struct observer *o, const struct packet *p)
{
	struct talk t;

	if (natpmp_decode(p->octets, p->length, &t.m) < 0)
		return;		/* PCP, or nothing */
	if (t.m.form == NATPMP_FORM_REQUEST) {
		t.client = p->from;
		t.gateway = p->to;
	} else {
		t.client = p->to;
		t.gateway = p->from;
	}
	t.gateway.port = 0;
	if (t.m.form == NATPMP_FORM_REQUEST)
		request(o, &t);
	else if (p->to.port == NATPMP_ANNOUNCE_PORT)
		announcement(o, &t.gateway, &t.m);
	else
		reply(o, &t);
}

/* Silence ----------------------------------------------------------------- */

static void
silence(struct observer *o, const struct watched *w, bool deletion)
{
	struct identity is = w->is;
	struct watched *g, *m;

	is.role = ROLE_GATEWAY;
	is.end.port = 0;
	is.name = 0;
	is.type = 0;
	g = observer_find(o, &is);
	if (g)
		observer_step(o, g, deletion ? GATEWAY_EV_UNANSWERED :
			      GATEWAY_EV_SILENCE);
	is = w->is;
	is.role = ROLE_MAPPING;
	is.end.port = 0;
	m = w->is.type == NATPMP_OPCODE_ADDRESS ? NULL : observer_find(o, &is);
	if (m)
		observer_step(o, m, deletion ? MAPPING_EV_DELETED :
			      MAPPING_EV_GATEWAY_SILENT);
}

void
observe_natpmp_spent(struct observer *o, struct watched *w, unsigned event)
{
	silence(o, w, event == NATPMP_REQUEST_EV_BRIEF_SPENT);
}

void
observe_unreachable(struct observer *o, const struct packet *p)
{
	struct endpoint gateway = p->about;
	struct watched *w;
	struct kin k;
	bool deletion;

	if (p->about.port != NATPMP_PORT)
		return;
	gateway.port = 0;
	observer_kin(o, &k, ROLE_NATPMP_REQUEST, &p->to, &gateway);
	while ((w = observer_kin_next(o, &k))) {
		if (!endpoint_equal(&w->is.end, &p->to) ||
		    !endpoint_equal(&w->is.peer, &gateway))
			continue;
		deletion = w->shadow.state == NATPMP_REQUEST_PARTING;
		if (observer_step(o, w, NATPMP_REQUEST_EV_UNREACHABLE))
			silence(o, w, deletion);
	}
}
