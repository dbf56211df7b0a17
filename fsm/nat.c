/* SPDX-License-Identifier: Apache-2.0 */
/* nat.c - reports between network, gateway, natpmp_request and mappings. */
#include "autotunnel/nat.h"
#include "autotunnel/address.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { PORT_IKE = 500 };	/* never mapped (P8) */

static const char *const slot_names[MAPPINGS_MAX] = {
	[NAT_SLOT_TUNNEL] = "tunnel", [NAT_SLOT_LLQ] = "llq",
	[NAT_SLOTS] = "third", [NAT_SLOTS + 1] = "fourth",
};

void
nat_init(struct nat *n, const struct nat_config *config)
{
	unsigned slot;

	memset(n, 0, sizeof(*n));
	network_init(&n->network);
	gateway_init(&n->gateway);
	natpmp_request_init(&n->request);
	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		mapping_init(&n->mappings[slot], slot, slot_names[slot],
			     NATPMP_OPCODE_MAP_UDP, config->lifetime_s);
}

/* Inputs ----------------------------------------------------------------------- */

static void
drop(struct nat *n, enum nat_drop why)
{
	n->dropped[why]++;
}

/* A mapping can be deleted from its own address only (RFC 6886, 3.4), and a
 * DHCP client that gives an address up lets it stand for a moment at best. So
 * that is done before the change has settled. */
static void
part_with_address(struct nat *n, struct turn *t)
{
	unsigned slot;

	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		mapping_step(&n->mappings[slot], MAPPING_EV_ADDRESS_LEFT, t);
}

static void
network_input(struct nat *n, const struct input *in, struct turn *t)
{
	enum network_event ev;

	if (in->network.resumed)
		network_step(&n->network, NETWORK_EV_RESUMED, t);
	if (network_part(&n->network, &in->network))
		part_with_address(n, t);
	if (network_classify(&n->network, &in->network, &ev))
		network_step(&n->network, ev, t);
}

static bool
is_from_gateway(const struct nat *n, const struct input *in)
{
	struct endpoint gateway = gateway_endpoint(&n->gateway);

	if (in->channel == CHANNEL_GATEWAY)
		return gateway.family && endpoint_equal(&in->source, &gateway);
	return gateway.family && endpoint_same_address(&in->source, &gateway);
}

static bool
brings_address(const struct natpmp_message *m)
{
	return m->form == NATPMP_FORM_REPLY && m->result == NATPMP_SUCCESS &&
		natpmp_request_opcode(m) == NATPMP_OPCODE_ADDRESS;
}

/* A packet of the gateway that answers nothing. */
static void
unasked(struct nat *n, const struct input *in, struct turn *t)
{
	struct gateway *g = &n->gateway;
	bool announcement = in->channel == CHANNEL_ANNOUNCE;
	enum gateway_event ev;

	if (!announcement || !brings_address(&g->heard))
		drop(n, NAT_DROP_STRAY);
	if (announcement && !brings_address(&g->heard))
		return;
	gateway_step(g, gateway_classify_heard(g, announcement, t->now_ms), t);
	if (!brings_address(&g->heard) ||
	    !gateway_classify_address(g, t->now_ms, &ev))
		return;
	if (gateway_believes_hearsay(g, t->now_ms))
		gateway_step(g, ev, t);
	else if (announcement)
		drop(n, NAT_DROP_STRAY);
}

static void
datagram(struct nat *n, const struct input *in, struct turn *t)
{
	struct natpmp_message *heard = &n->gateway.heard;
	enum natpmp_request_event ev;
	int r;

	if (!is_from_gateway(n, in)) {
		drop(n, NAT_DROP_WRONG_SOURCE);
		return;
	}
	r = natpmp_decode(in->octets, in->length, heard);
	if (r == -EBADMSG) {
		drop(n, NAT_DROP_MALFORMED);
		return;
	}
	if (heard->opcode < NATPMP_RESPONSE &&
	    heard->result != NATPMP_UNSUPPORTED_VERSION) {
		drop(n, NAT_DROP_REQUEST);
		return;
	}
	if (in->channel == CHANNEL_GATEWAY &&
	    natpmp_request_classify(&n->request, heard, &in->source, &ev)) {
		natpmp_request_step(&n->request, ev, t);
		return;
	}
	if (r) {
		drop(n, NAT_DROP_VERSION);
		return;
	}
	unasked(n, in, t);
}

bool
nat_input(struct nat *n, const struct input *in, struct turn *t)
{
	switch (in->kind) {
	case INPUT_NETWORK:
		network_input(n, in, t);
		return true;
	case INPUT_DATAGRAM:
		if (in->channel != CHANNEL_GATEWAY &&
		    in->channel != CHANNEL_ANNOUNCE)
			return false;
		datagram(n, in, t);
		return true;
	case INPUT_UNREACHABLE:
		if (in->channel != CHANNEL_GATEWAY)
			return false;
		if (endpoint_same_address(&in->source, &n->request.to))
			natpmp_request_step(&n->request,
					    NATPMP_REQUEST_EV_UNREACHABLE, t);
		else
			drop(n, NAT_DROP_WRONG_SOURCE);
		return true;
	default:
		return false;
	}
}

/* Reports ---------------------------------------------------------------------- */

static void
upward(struct nat *n, struct turn *t, enum nat_report what, uint64_t value)
{
	turn_report(t, &n->gateway.machine.base, what, value);
}

static void
put(struct nat *n, struct turn *t, unsigned item)
{
	gateway_put(&n->gateway, item);
	turn_report(t, &n->gateway.machine.base, GATEWAY_REPORT_READY, 0);
}

static bool
all_idle(const struct nat *n)
{
	unsigned slot;

	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		if (n->mappings[slot].machine.base.state != MAPPING_IDLE)
			return false;
	return true;
}

static void
network_report(struct nat *n, const struct report *r, struct turn *t)
{
	struct gateway *g = &n->gateway;

	switch ((enum network_report)r->what) {
	case NETWORK_REPORT_UP:
		upward(n, t, NAT_REPORT_NETWORK_UP, r->value);
		g->offered = n->network.told;
		gateway_step(g, gateway_classify_link(g, r->value), t);
		return;
	case NETWORK_REPORT_DOWN:
		upward(n, t, NAT_REPORT_NETWORK_DOWN, 0);
		gateway_step(g, GATEWAY_EV_LINK_DOWN, t);
		return;
	case NETWORK_REPORT_RESUMED:
		upward(n, t, NAT_REPORT_RESUMED, 0);
		gateway_step(g, GATEWAY_EV_DOUBTED, t);
	}
}

static void
request_report(struct nat *n, const struct report *r, struct turn *t)
{
	struct gateway *g = &n->gateway;

	switch ((enum natpmp_request_report)r->what) {
	case NATPMP_REQUEST_REPORT_ANSWER:
		gateway_step(g, gateway_classify_answer(g, t->now_ms), t);
		return;
	case NATPMP_REQUEST_REPORT_SILENCE:
		gateway_step(g, GATEWAY_EV_SILENCE, t);
		return;
	case NATPMP_REQUEST_REPORT_UNANSWERED:
		gateway_step(g, GATEWAY_EV_UNANSWERED, t);
	}
}

static void
ask(struct nat *n, unsigned item, struct turn *t)
{
	struct endpoint to = gateway_endpoint(&n->gateway);
	enum natpmp_request_event ev = NATPMP_REQUEST_EV_ASKED;
	struct natpmp_message m;

	/* dropped since, and another is first now: its turn is coming */
	if (!gateway_is_first(&n->gateway, item))
		return;
	if (item == GATEWAY_ITEM_ADDRESS) {
		m = natpmp_address_request();
	} else if (item < GATEWAY_ITEM_DELETE) {
		m = mapping_request(&n->mappings[item - GATEWAY_ITEM_MAP]);
	} else {
		m = mapping_deletion(&n->mappings[item - GATEWAY_ITEM_DELETE]);
		ev = NATPMP_REQUEST_EV_ASKED_BRIEFLY;
	}
	natpmp_request_prepare(&n->request, &m, &to,
			       &n->gateway.link.address);
	natpmp_request_step(&n->request, ev, t);
}

static void
finished(struct nat *n, unsigned item, struct turn *t)
{
	struct gateway *g = &n->gateway;
	enum gateway_event ev;
	struct mapping *m;

	if (item == GATEWAY_ITEM_ADDRESS) {
		gateway_note_answer(g, t->now_ms);
		if (gateway_classify_address(g, t->now_ms, &ev))
			gateway_step(g, ev, t);
		return;
	}
	if (item >= GATEWAY_ITEM_DELETE) {
		mapping_step(&n->mappings[item - GATEWAY_ITEM_DELETE],
			     MAPPING_EV_DELETED, t);
		return;
	}
	m = &n->mappings[item - GATEWAY_ITEM_MAP];
	m->answer = g->heard;
	m->server = gateway_endpoint(g);
	m->ours = g->link.address;
	mapping_step(m, mapping_classify(m, &g->heard), t);
}

/* What the gateway's state means to one mapping. */
static bool
mapping_event_of(enum gateway_report what, enum mapping_event *ev)
{
	switch (what) {
	case GATEWAY_REPORT_MAPPING_NEW:
		*ev = MAPPING_EV_GATEWAY_NEW;
		return true;
	case GATEWAY_REPORT_MAPPING_CHANGED:
		*ev = MAPPING_EV_GATEWAY_CHANGED;
		return true;
	case GATEWAY_REPORT_MAPPING_BACK:
		*ev = MAPPING_EV_GATEWAY_BACK;
		return true;
	case GATEWAY_REPORT_MAPPING_LOST:
		*ev = MAPPING_EV_GATEWAY_LOST;
		return true;
	case GATEWAY_REPORT_MAPPING_DOUBTED:
		*ev = MAPPING_EV_DOUBTED;
		return true;
	case GATEWAY_REPORT_MAPPING_DIRECT:
		*ev = MAPPING_EV_NO_NAT;
		return true;
	case GATEWAY_REPORT_MAPPING_SILENT:
		*ev = MAPPING_EV_GATEWAY_SILENT;
		return true;
	case GATEWAY_REPORT_MAPPING_ABSENT:
		*ev = MAPPING_EV_NO_NETWORK;
		return true;
	case GATEWAY_REPORT_MAPPING_UNWANTED:
		*ev = MAPPING_EV_UNWANTED;
		return true;
	default:
		return false;
	}
}

static void
tell_address(struct nat *n, uint32_t number, struct turn *t)
{
	upward(n, t, is_public_unicast_ipv4(number) ? NAT_REPORT_PUBLIC :
	       NAT_REPORT_PRIVATE, number);
}

static void
gateway_report(struct nat *n, const struct report *r, struct turn *t)
{
	enum mapping_event ev;

	if (mapping_event_of((enum gateway_report)r->what, &ev)) {
		mapping_step(&n->mappings[r->value], ev, t);
		return;
	}
	switch (r->what) {
	case GATEWAY_REPORT_READY:
		if (n->gateway.queued)
			gateway_step(&n->gateway, GATEWAY_EV_PENDING, t);
		return;
	case GATEWAY_REPORT_ASK:
		ask(n, (unsigned)r->value, t);
		return;
	case GATEWAY_REPORT_WITHDRAW:
		natpmp_request_step(&n->request, NATPMP_REQUEST_EV_WITHDRAWN, t);
		return;
	case GATEWAY_REPORT_AGAIN:
		natpmp_request_step(&n->request, NATPMP_REQUEST_EV_PROMPTED, t);
		return;
	case GATEWAY_REPORT_FINISHED:
		finished(n, (unsigned)r->value, t);
		return;
	case GATEWAY_REPORT_GIVEN_UP:
		assert(r->value >= GATEWAY_ITEM_DELETE);
		mapping_step(&n->mappings[r->value - GATEWAY_ITEM_DELETE],
			     MAPPING_EV_DELETED, t);
		return;
	case GATEWAY_REPORT_DOUBT:
		put(n, t, GATEWAY_ITEM_ADDRESS);
		return;
	case GATEWAY_REPORT_SLOW:
		upward(n, t, NAT_REPORT_SLOW, 0);
		return;
	case GATEWAY_REPORT_PATIENCE:
		upward(n, t, NAT_REPORT_UNANSWERED, 0);
		return;
	case GATEWAY_REPORT_SILENT:
		upward(n, t, NAT_REPORT_SILENT, 0);
		return;
	case GATEWAY_REPORT_ADDRESS:
		tell_address(n, (uint32_t)r->value, t);
		return;
	default:
		assert(r->what == GATEWAY_REPORT_NO_ADDRESS);
		upward(n, t, NAT_REPORT_NO_ADDRESS, r->value);
	}
}

/* A deletion makes an earlier mapping request for the slot pointless. */
static void
put_deletion(struct nat *n, unsigned slot, struct turn *t)
{
	gateway_take(&n->gateway, GATEWAY_ITEM_MAP + slot);
	if (gateway_is_first(&n->gateway, GATEWAY_ITEM_MAP + slot))
		gateway_step(&n->gateway, GATEWAY_EV_WITHDRAWN, t);
	put(n, t, GATEWAY_ITEM_DELETE + slot);
}

static void
mapping_report(struct nat *n, struct mapping *m, const struct report *r,
	       struct turn *t)
{
	switch ((enum mapping_report)r->what) {
	case MAPPING_REPORT_ASK:
		put(n, t, GATEWAY_ITEM_MAP + m->slot);
		return;
	case MAPPING_REPORT_RENEW:
		/* Announcements get lost, so the address is asked too (P8). */
		gateway_put(&n->gateway, GATEWAY_ITEM_ADDRESS);
		put(n, t, GATEWAY_ITEM_MAP + m->slot);
		return;
	case MAPPING_REPORT_DELETE:
		put_deletion(n, m->slot, t);
		return;
	case MAPPING_REPORT_HELD:
		upward(n, t, NAT_REPORT_HELD, (uint64_t)m->internal_port << 32 |
		       (uint64_t)m->external_port << 16 | m->slot);
		return;
	case MAPPING_REPORT_LAPSED:
		upward(n, t, NAT_REPORT_LOST, m->slot);
		return;
	case MAPPING_REPORT_REFUSED:
		upward(n, t, NAT_REPORT_REFUSED, m->slot);
		return;
	case MAPPING_REPORT_DELETED:
		upward(n, t, NAT_REPORT_DELETED, m->slot);
		if (all_idle(n))
			upward(n, t, NAT_REPORT_CLEAR, 0);
	}
}

static struct mapping *
mapping_of(struct nat *n, const struct machine *from)
{
	unsigned slot;

	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		if (from == &n->mappings[slot].machine.base)
			return &n->mappings[slot];
	return NULL;
}

bool
nat_owns(const struct nat *n, const struct machine *from)
{
	return from == &n->network.machine.base ||
		from == &n->gateway.machine.base ||
		from == &n->request.machine.base ||
		mapping_of((struct nat *)(uintptr_t)n, from);
}

bool
nat_report(struct nat *n, const struct report *r, struct turn *t)
{
	struct mapping *m;

	if (r->what >= NAT_REPORT_FIRST)
		return false;
	if (r->from == &n->network.machine.base)
		network_report(n, r, t);
	else if (r->from == &n->gateway.machine.base)
		gateway_report(n, r, t);
	else if (r->from == &n->request.machine.base)
		request_report(n, r, t);
	else if ((m = mapping_of(n, r->from)) != NULL)
		mapping_report(n, m, r, t);
	else
		return false;
	return true;
}

/* The owner ---------------------------------------------------------------------- */

void
nat_want(struct nat *n, unsigned slot, uint16_t internal, uint16_t suggested,
	 struct turn *t)
{
	struct mapping *m = &n->mappings[slot];

	assert(slot < MAPPINGS_MAX && internal);
	assert(internal != PORT_IKE && suggested != PORT_IKE);
	m->wanted_port = internal;
	m->suggested_port = suggested ? suggested : internal;
	mapping_step(m, mapping_classify_want(m, internal), t);
}

void
nat_unwant(struct nat *n, unsigned slot, struct turn *t)
{
	assert(slot < MAPPINGS_MAX);
	mapping_step(&n->mappings[slot], MAPPING_EV_UNWANTED, t);
}

void
nat_stop(struct nat *n, struct turn *t)
{
	unsigned slot;

	if (all_idle(n))
		upward(n, t, NAT_REPORT_CLEAR, 0);
	for (slot = 0; slot < MAPPINGS_MAX; slot++)
		turn_report(t, &n->gateway.machine.base,
			    GATEWAY_REPORT_MAPPING_UNWANTED, slot);
}

void
nat_doubt(struct nat *n, struct turn *t)
{
	gateway_step(&n->gateway, GATEWAY_EV_DOUBTED, t);
}

bool
nat_masked(struct nat *n, struct turn *t)
{
	struct gateway *g = &n->gateway;

	if (g->machine.base.state != GATEWAY_DIRECT ||
	    g->link.gateway.family != 4)
		return false;
	gateway_step(g, GATEWAY_EV_MASKED, t);
	return true;
}

/* What is known -------------------------------------------------------------------- */

const struct network_facts *
nat_link(const struct nat *n)
{
	return &n->network.told;
}

bool
nat_public_address(const struct nat *n, uint32_t *number)
{
	const struct gateway *g = &n->gateway;

	switch ((enum gateway_state)g->machine.base.state) {
	case GATEWAY_DIRECT:
		*number = ipv4_number(&g->link.address);
		return true;
	case GATEWAY_IDLE:
	case GATEWAY_ASKING:
	case GATEWAY_HOLDING:
	case GATEWAY_SILENT:
		*number = g->address;
		return g->address_known && is_public_unicast_ipv4(g->address);
	default:
		return false;
	}
}

bool
nat_endpoint(const struct nat *n, unsigned slot, struct endpoint *out)
{
	const struct mapping *m = &n->mappings[slot];
	uint32_t number;

	assert(slot < MAPPINGS_MAX);
	if (!nat_public_address(n, &number))
		return false;
	switch ((enum mapping_state)m->machine.base.state) {
	case MAPPING_HELD:
	case MAPPING_RENEWING:
	case MAPPING_LOST:
	case MAPPING_OPEN:
		*out = ipv4_endpoint(number);
		out->port = m->external_port;
		return true;
	default:
		return false;
	}
}

uint16_t
nat_external_port(const struct nat *n, unsigned slot)
{
	assert(slot < MAPPINGS_MAX);
	return n->mappings[slot].external_port;
}

unsigned
nat_report_slot(uint64_t value)
{
	return (unsigned)(value & 0xffff);
}

uint16_t
nat_report_internal(uint64_t value)
{
	return (uint16_t)(value >> 32);
}

uint16_t
nat_report_external(uint64_t value)
{
	return (uint16_t)(value >> 16);
}
