/* SPDX-License-Identifier: Apache-2.0 */
/* network.c - what netlink's facts mean (RFC 6281, 5.1). */
#include "autotunnel/network.h"
#include "autotunnel/text.h"

#include <assert.h>
#include <string.h>

static bool
has_mac(const struct network_facts *f)
{
	static const uint8_t none[6];

	return memcmp(f->gateway_mac, none, sizeof(none)) != 0;
}

static bool
same_mac(const struct network_facts *a, const struct network_facts *b)
{
	return !memcmp(a->gateway_mac, b->gateway_mac, sizeof(a->gateway_mac));
}

/* A MAC address that is not known yet is no other one. */
static bool
same_route(const struct network_facts *a, const struct network_facts *b)
{
	return a->interface == b->interface &&
		a->prefix_length == b->prefix_length &&
		endpoint_same_address(&a->address, &b->address) &&
		endpoint_same_address(&a->gateway, &b->gateway) &&
		(!has_mac(a) || !has_mac(b) || same_mac(a, b));
}

bool
network_classify(const struct network *m, const struct network_facts *facts,
		 enum network_event *ev)
{
	if (!facts->up) {
		*ev = NETWORK_EV_LOST;
		return m->facts.up;
	}
	*ev = NETWORK_EV_ROUTE;
	if (!m->facts.up || !same_route(&m->facts, facts))
		return true;
	*ev = NETWORK_EV_LEARNT;
	return has_mac(facts) && !has_mac(&m->facts);
}

void
network_init(struct network *m)
{
	memset(m, 0, sizeof(*m));
	network_begin(m);
}

void
network_describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	text_copy(text, size, "network");
}

/* Actions -------------------------------------------------------------------- */

void
network_keep(struct network *m, struct turn *t)
{
	struct network_facts old = m->facts;

	m->facts = t->input->network;
	if (m->facts.up && old.up && !has_mac(&m->facts) &&
	    same_route(&old, &m->facts))
		memcpy(m->facts.gateway_mac, old.gateway_mac,
		       sizeof(old.gateway_mac));
}

void
network_learn_mac(struct network *m, struct turn *t)
{
	const struct network_facts *f = &t->input->network;

	memcpy(m->facts.gateway_mac, f->gateway_mac, sizeof(f->gateway_mac));
	if (same_route(&m->told, &m->facts))
		memcpy(m->told.gateway_mac, f->gateway_mac,
		       sizeof(f->gateway_mac));
}

static unsigned
other(const struct network_facts *a, const struct network_facts *b)
{
	unsigned o = 0;

	if (!endpoint_same_address(&a->address, &b->address))
		o |= NETWORK_OTHER_ADDRESS;
	if (!endpoint_same_address(&a->gateway, &b->gateway) || !has_mac(a) ||
	    !has_mac(b) || !same_mac(a, b))
		o |= NETWORK_OTHER_GATEWAY;
	if (a->interface != b->interface)
		o |= NETWORK_OTHER_INTERFACE;
	return o;
}

bool
network_part(struct network *m, const struct network_facts *facts)
{
	if (m->parted || !m->told.up || !facts->up ||
	    endpoint_same_address(&m->told.address, &facts->address))
		return false;
	m->parted = true;
	return true;
}

void
network_report_up(struct network *m, struct turn *t)
{
	unsigned o = other(&m->told, &m->facts);

	if (m->parted)
		o |= NETWORK_OTHER_ADDRESS;
	m->parted = false;
	m->told = m->facts;
	turn_report(t, &m->machine.base, NETWORK_REPORT_UP, o);
}

void
network_report_down(struct network *m, struct turn *t)
{
	turn_report(t, &m->machine.base, NETWORK_REPORT_DOWN, 0);
}

void
network_report_resumed(struct network *m, struct turn *t)
{
	turn_report(t, &m->machine.base, NETWORK_REPORT_RESUMED, 0);
}
