/* SPDX-License-Identifier: Apache-2.0 */
/* discovery.c - which zone, which servers. */
#include "autotunnel/discovery.h"

#include <assert.h>
#include <string.h>

/* RFC 8764 4 for LLQ. Over TLS both have another name, `-tls._tcp`; it is not
 * asked for while no connection of ours speaks TLS. */
static const char update_service[] = "_dns-update._udp";
static const char llq_service[] = "_dns-llq._udp";

void
discovery_describe(const struct machine *m, char *text, size_t size)
{
	const struct discovery *d = (const struct discovery *)m;

	client_describe(text, size, "discovery", &d->domain, 0);
}

void
discovery_init(struct discovery *d, const struct dns_name *domain)
{
	memset(d, 0, sizeof(*d));
	discovery_begin(d);
	d->domain = *domain;
}

static void
next_ticket(struct discovery *d)
{
	if (++d->ticket.generation == 0)
		d->ticket.generation = 1;
}

bool
discovery_expects(const struct discovery *d, const struct input *in)
{
	return in->ticket.slot == d->ticket.slot &&
		in->ticket.generation == d->ticket.generation &&
		in->ticket.generation != 0;
}

/* What an answer means ------------------------------------------------------------ */

static void
keep_ttl(struct discovery *d, uint32_t ttl_s)
{
	if (ttl_s >> 31)
		ttl_s = 0;	/* RFC 2181 8 */
	if (ttl_s < d->ttl_s)
		d->ttl_s = ttl_s;
}

/* RFC 8764 4: the SOA stands in the answer at the apex, in the authority
 * section below it. */
static enum discovery_event
classify_zone(struct discovery *d, const struct dns_message *msg)
{
	enum dns_section section;
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_name parent;

	for (section = DNS_ANSWER; section <= DNS_AUTHORITY; section++)
		for (dns_records(msg, section, &it); dns_next(&it, &rr);)
			if (rr.type == DNS_TYPE_SOA &&
			    dns_name_within(&d->domain, &rr.name)) {
				d->candidate = rr.name;
				return DISCOVERY_EV_ZONE_HERE;
			}
	/* The root's own SOA is everybody's: nothing is delegated to us. */
	return dns_name_parent(&d->candidate, &parent) && parent.length > 1 ?
		DISCOVERY_EV_ZONE_ABOVE : DISCOVERY_EV_ZONE_NOWHERE;
}

static bool
find_address(struct discovery *d, const struct dns_message *msg,
	     enum dns_section section)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_name name = d->target, alias;

	for (dns_records(msg, section, &it); dns_next(&it, &rr);) {
		if (!dns_name_equal(&rr.name, &name))
			continue;
		if (rr.type == DNS_TYPE_CNAME && dns_read_name(&rr, &alias))
			name = alias;
		if (rr.type != DNS_TYPE_A ||
		    !dns_read_a(&rr, d->found.address))
			continue;
		d->found.family = 4;
		keep_ttl(d, rr.ttl);
		return true;
	}
	return false;
}

/* The SRV of the least priority; of equals the heaviest, since a host with one
 * server in mind is steadier than RFC 2782's lottery. */
static enum discovery_event
classify_service(struct discovery *d, const struct dns_message *msg)
{
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_srv srv, best = { .target = { .length = 1 } };
	bool any = false;

	for (dns_records(msg, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (rr.type != DNS_TYPE_SRV || !dns_read_srv(&rr, &srv) ||
		    srv.target.length == 1 || srv.port == 0)
			continue;
		if (any && (srv.priority > best.priority ||
			    (srv.priority == best.priority &&
			     srv.weight <= best.weight)))
			continue;
		best = srv;
		any = true;
		keep_ttl(d, rr.ttl);
	}
	if (!any)
		return dns_name_equal(&d->candidate, &d->domain) ?
			DISCOVERY_EV_SERVICE_NONE : DISCOVERY_EV_SERVICE_NOT;
	d->target = best.target;
	d->found = (struct endpoint){ .port = best.port };
	return find_address(d, msg, DNS_ADDITIONAL) ?
		DISCOVERY_EV_SERVICE_HERE : DISCOVERY_EV_SERVICE_BARE;
}

enum discovery_event
discovery_classify(struct discovery *d, const struct input *in)
{
	struct dns_message msg;
	unsigned rcode;

	if (in->error || dns_open(&msg, in->octets, in->length) < 0)
		return DISCOVERY_EV_FAILED;
	rcode = dns_rcode(&msg);
	if (rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN)
		return DISCOVERY_EV_FAILED;
	if (d->asked_type == DNS_TYPE_SOA)
		return classify_zone(d, &msg);
	if (d->asked_type == DNS_TYPE_SRV)
		return classify_service(d, &msg);
	return find_address(d, &msg, DNS_ANSWER) ? DISCOVERY_EV_ADDRESS_HERE :
		DISCOVERY_EV_ADDRESS_NONE;
}

void
discovery_receive(struct discovery *d, struct turn *t)
{
	enum discovery_event ev = discovery_classify(d, t->input);

	next_ticket(d);		/* one answer to a look-up */
	discovery_step(d, ev, t);
}

/* Actions ---------------------------------------------------------------------------- */

static void
look_up(struct discovery *d, const struct dns_name *name, uint16_t type,
	struct turn *t)
{
	struct effect *e = turn_effect(t, EFFECT_LOOKUP);

	next_ticket(d);
	d->asked = *name;
	d->asked_type = type;
	e->ticket = d->ticket;
	e->type = type;
	memcpy(turn_octets(t, e, name->length), name->wire, name->length);
}

static void
look_up_service(struct discovery *d, const char *service,
		const struct dns_name *base, struct turn *t)
{
	struct dns_name name;

	/* `candidate` is where the service was asked for last. A domain so
	 * long that no service fits below it has none: asking for the domain
	 * itself says so. */
	d->candidate = *base;
	if (dns_name_join(&name, service, base) < 0)
		name = *base;
	look_up(d, &name, DNS_TYPE_SRV, t);
}

void
discovery_start_over(struct discovery *d, struct turn *t)
{
	(void)t;
	d->candidate = d->domain;
	d->ttl_s = UINT32_MAX;
}

void
discovery_ask_zone(struct discovery *d, struct turn *t)
{
	look_up(d, &d->candidate, DNS_TYPE_SOA, t);
}

void
discovery_strip(struct discovery *d, struct turn *t)
{
	struct dns_name parent;

	(void)t;
	if (dns_name_parent(&d->candidate, &parent))
		d->candidate = parent;
}

void
discovery_keep_zone(struct discovery *d, struct turn *t)
{
	(void)t;
	d->zone = d->candidate;
}

void
discovery_ask_update_apex(struct discovery *d, struct turn *t)
{
	look_up_service(d, update_service, &d->zone, t);
}

void
discovery_ask_update_domain(struct discovery *d, struct turn *t)
{
	look_up_service(d, update_service, &d->domain, t);
}

void
discovery_ask_llq_apex(struct discovery *d, struct turn *t)
{
	look_up_service(d, llq_service, &d->zone, t);
}

void
discovery_ask_llq_domain(struct discovery *d, struct turn *t)
{
	look_up_service(d, llq_service, &d->domain, t);
}

void
discovery_ask_address(struct discovery *d, struct turn *t)
{
	look_up(d, &d->target, DNS_TYPE_A, t);
}

void
discovery_keep_update(struct discovery *d, struct turn *t)
{
	(void)t;
	d->update_told = true;
	d->update = d->found;
	d->update_name = d->target;
}

void
discovery_no_update(struct discovery *d, struct turn *t)
{
	(void)t;
	d->update_told = true;
	d->update = (struct endpoint){ .family = 0 };
}

static void
set_span(struct discovery *d)
{
	machine_set_span(&d->machine.base, DISCOVERY_SPAN_TTL,
			 d->ttl_s == UINT32_MAX ? DISCOVERY_TTL_UNKNOWN :
			 (uint64_t)d->ttl_s * 1000);
}

void
discovery_keep_llq(struct discovery *d, struct turn *t)
{
	(void)t;
	d->llq_told = true;
	d->llq = d->found;
	d->llq_name = d->target;
	set_span(d);
}

void
discovery_no_llq(struct discovery *d, struct turn *t)
{
	(void)t;
	d->llq_told = true;
	d->llq = (struct endpoint){ .family = 0 };
	set_span(d);
}

void
discovery_report_update(struct discovery *d, struct turn *t)
{
	turn_report(t, &d->machine.base, DISCOVERY_REPORT_UPDATE, 0);
}

void
discovery_report_llq(struct discovery *d, struct turn *t)
{
	turn_report(t, &d->machine.base, DISCOVERY_REPORT_LLQ, 0);
}

void
discovery_report_lost(struct discovery *d, struct turn *t)
{
	turn_report(t, &d->machine.base, DISCOVERY_REPORT_LOST, 0);
}
