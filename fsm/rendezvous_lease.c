/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_lease.c - the table of leases: how updates fared, what has run
 * out, what is stored and adopted (RFC 9664, 5 and 7; P15, P16). */
#include "rendezvous_private.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum { ADOPT_ROWS = 64 };

/* The table --------------------------------------------------------------------- */

static uint32_t
lease_hash(uint32_t name_hash, uint16_t type, const uint8_t *rdata,
	   uint16_t rdata_length)
{
	return (name_hash ^ type) * 0x01000193 ^
		zone_rdata_hash(type, rdata, rdata_length);
}

struct lease_server *
rendezvous_lease(const struct rendezvous *r, const struct dns_name *name,
		 uint16_t type, const uint8_t *rdata, uint16_t rdata_length)
{
	uint32_t hash = lease_hash(dns_name_hash(name), type, rdata,
				   rdata_length);
	struct lease_server *l = r->leases_by_record[hash & r->lease_mask];
	struct dns_name held;

	for (; l; l = l->record_chain) {
		if (l->record_hash != hash || l->type != type ||
		    !dns_rdata_equal(type, lease_server_rdata(l),
				     l->rdata_length, rdata, rdata_length))
			continue;
		lease_server_name(l, &held);
		if (dns_name_equal(&held, name))
			return l;
	}
	return NULL;
}

struct lease_server *
rendezvous_make_lease(struct rendezvous *r, const struct dns_record *rr)
{
	struct lease_server *l = r->lease_free, **bucket;
	uint8_t *octets;

	if (!l)
		return NULL;
	octets = arena_take(&r->arena, (size_t)rr->name.length +
			    rr->rdata_length);
	if (!octets)
		return NULL;
	r->lease_free = l->name_chain;
	memset(l, 0, sizeof(*l));
	lease_server_begin(l);
	l->octets = octets;
	l->type = rr->type;
	l->ttl = rr->ttl;
	l->name_length = rr->name.length;
	l->rdata_length = rr->rdata_length;
	memcpy(octets, rr->name.wire, rr->name.length);
	memcpy(octets + rr->name.length, rr->rdata, rr->rdata_length);
	l->name_hash = dns_name_hash(&rr->name);
	l->record_hash = lease_hash(l->name_hash, l->type, rr->rdata,
				    rr->rdata_length);
	bucket = &r->leases_by_name[l->name_hash & r->lease_mask];
	l->name_chain = *bucket;
	*bucket = l;
	bucket = &r->leases_by_record[l->record_hash & r->lease_mask];
	l->record_chain = *bucket;
	*bucket = l;
	r->counters.lease_count++;
	return l;
}

void
rendezvous_give_lease(struct rendezvous *r, struct lease_server *l)
{
	struct lease_server **at;

	at = &r->leases_by_name[l->name_hash & r->lease_mask];
	while (*at != l)
		at = &(*at)->name_chain;
	*at = l->name_chain;
	at = &r->leases_by_record[l->record_hash & r->lease_mask];
	while (*at != l)
		at = &(*at)->record_chain;
	*at = l->record_chain;
	if (l->overdue) {
		at = &r->overdue;
		while (*at != l)
			at = &(*at)->next_overdue;
		*at = l->next_overdue;
	}
	deadlines_forget(&r->deadlines, &l->machine.base);
	arena_give(&r->arena, l->octets);
	l->octets = NULL;
	l->name_chain = r->lease_free;
	r->lease_free = l;
	r->counters.lease_count--;
}

/* The store ------------------------------------------------------------------------ */

bool
rendezvous_next_lease(const struct rendezvous *r, uint32_t *cursor,
		      struct rendezvous_lease *out)
{
	const struct lease_server *l;

	while (*cursor < r->config.limits.leases) {
		l = &r->leases[(*cursor)++];
		if (!l->octets || l->machine.base.state == LEASE_SERVER_FREE)
			continue;
		lease_server_name(l, &out->name);
		out->type = l->type;
		out->ttl = l->ttl;
		out->granted_s = l->granted_s;
		out->end_ms = lease_server_end_ms(l);
		out->rdata = lease_server_rdata(l);
		out->rdata_length = l->rdata_length;
		return true;
	}
	return false;
}

int
rendezvous_put_back(struct rendezvous *r, uint64_t now_ms,
		    const struct rendezvous_lease *lease)
{
	struct dns_record rr;
	struct lease_server *l;

	if (!dns_name_within(&lease->name, &r->config.zone))
		return -EINVAL;
	if (rendezvous_lease(r, &lease->name, lease->type, lease->rdata,
			     lease->rdata_length))
		return 0;
	rr.name = lease->name;
	rr.type = lease->type;
	rr.ttl = lease->ttl;
	rr.rdata = lease->rdata;
	rr.rdata_length = lease->rdata_length;
	l = rendezvous_make_lease(r, &rr);
	if (!l)
		return -ENOSPC;
	l->granted_s = lease->granted_s;
	lease_server_put_back(l, now_ms, lease->end_ms, &r->deadlines);
	return 0;
}

/* How updates fared ------------------------------------------------------------------ */

static enum lease_server_event
fared(const struct forward *m, bool removal)
{
	if (m->deletion)
		return m->outcome == FORWARD_REPORT_ACCEPTED ?
			LEASE_SERVER_EV_DELETED : LEASE_SERVER_EV_UNDELETED;
	if (removal)
		return LEASE_SERVER_EV_REMOVED;
	switch (m->outcome) {
	case FORWARD_REPORT_ACCEPTED:
		return LEASE_SERVER_EV_CONFIRMED;
	case FORWARD_REPORT_LOST:
		return LEASE_SERVER_EV_LOST;
	default:
		return LEASE_SERVER_EV_REFUSED;
	}
}

static void
count_outcome(struct rendezvous *r, const struct forward *m)
{
	switch (m->outcome) {
	case FORWARD_REPORT_ACCEPTED:
		r->counters.updates_accepted++;
		break;
	case FORWARD_REPORT_LOST:
		r->counters.updates_lost++;
		break;
	default:
		r->counters.updates_refused++;
		break;
	}
}

static void
finish(struct rendezvous *r, struct forward *m)
{
	bool taken = m->outcome == FORWARD_REPORT_ACCEPTED;

	count_outcome(r, m);
	if (m->item_count)
		turn_effect(&r->turn, EFFECT_SAVE);
	if (!taken && !m->client.origin)
		turn_tell(&r->turn, TELL_WARNING,
			  "the primary did not take our own update: %s",
			  m->deletion ? "records whose lease ran out stay" :
			  "our SRV records");
	rendezvous_give_forward(r, m);
	if (taken)
		zone_step(&r->zone, ZONE_EV_UPDATED, &r->turn);
}

bool
rendezvous_work_settling(struct rendezvous *r)
{
	struct forward *m = r->settling;
	struct lease_server *l;
	bool removal;

	if (!m)
		return false;
	if (m->settled < m->item_count) {
		l = m->items[m->settled].lease;
		removal = m->items[m->settled++].removal;
		/* what an update would have removed stays if it failed */
		if (!removal || m->deletion ||
		    m->outcome == FORWARD_REPORT_ACCEPTED)
			lease_server_step(l, fared(m, removal), &r->turn);
		return true;
	}
	r->settling = m->next;
	finish(r, m);
	return true;
}

void
rendezvous_forward_report(struct rendezvous *r, const struct report *report)
{
	struct forward *m = (struct forward *)(void *)report->from;

	m->outcome = (uint8_t)report->what;
	m->settled = 0;
	m->next = NULL;
	if (r->settling)
		r->settling_last->next = m;
	else
		r->settling = m;
	r->settling_last = m;
}

/* What has run out ------------------------------------------------------------------- */

static void
make_overdue(struct rendezvous *r, struct lease_server *l)
{
	r->overdue_stuck = false;
	if (l->overdue)
		return;
	l->overdue = true;
	l->next_overdue = r->overdue;
	r->overdue = l;
}

void
rendezvous_lease_report(struct rendezvous *r, const struct report *report)
{
	struct lease_server *l = (struct lease_server *)(void *)report->from;

	switch ((enum lease_server_report)report->what) {
	case LEASE_SERVER_REPORT_GONE:
		r->counters.leases_deleted++;
		rendezvous_give_lease(r, l);
		break;
	case LEASE_SERVER_REPORT_EXPIRED:
		r->counters.leases_expired++;
		rendezvous_show(r, l, false);
		make_overdue(r, l);
		break;
	case LEASE_SERVER_REPORT_OVERDUE:
		make_overdue(r, l);
		break;
	case LEASE_SERVER_REPORT_SHOWN:
		rendezvous_show(r, l, true);
		break;
	}
}

static void
lease_record(const struct lease_server *l, struct dns_record *rr)
{
	lease_server_name(l, &rr->name);
	rr->type = l->type;
	rr->class = DNS_CLASS_NONE;
	rr->ttl = 0;
	rr->rdata = lease_server_rdata(l);
	rr->rdata_length = l->rdata_length;
}

/* Puts L into the update that M will be. false: it must wait for another. What
 * no datagram can hold goes by itself, on a stream. */
static bool
add_deletion(struct rendezvous *r, struct forward *m, struct dns_writer *w,
	     struct lease_server *l)
{
	struct dns_writer before = *w;
	uint64_t mask = m->touch_mask;
	struct dns_record rr;

	lease_record(l, &rr);
	rendezvous_touch(m, &rr);
	dns_add_record(w, DNS_UPDATE, &rr.name, rr.type, rr.class, rr.ttl,
		       rr.rdata, rr.rdata_length);
	if (!w->overflow &&
	    (m->item_count == 0 || dns_written(w) <= m->datagram_most) &&
	    !rendezvous_conflicts(r, m, true)) {
		m->items[m->item_count++].lease = l;
		return true;
	}
	*w = before;
	m->touch_count--;
	m->touch_mask = mask;
	return false;
}

/* Takes out of the list what is no longer to be deleted, and what M takes. */
static void
collect_overdue(struct rendezvous *r, struct forward *m, struct dns_writer *w)
{
	struct lease_server **at = &r->overdue, *l;

	while ((l = *at) && m->item_count < DELETIONS_EACH) {
		bool due = l->machine.base.state == LEASE_SERVER_EXPIRED;

		if (due && !add_deletion(r, m, w, l)) {
			at = &l->next_overdue;
			continue;
		}
		*at = l->next_overdue;
		l->overdue = false;
	}
}

static bool
keep_octets(struct rendezvous *r, struct forward *m, struct dns_writer *w)
{
	int length = dns_end(w);

	assert(length > 0);
	m->octets = arena_take(&r->arena, (size_t)length);
	if (!m->octets)
		return false;
	m->length = (uint16_t)length;
	memcpy(m->octets, r->scratch, (size_t)length);
	return true;
}

static void
begin_own(struct rendezvous *r, struct forward *m, struct dns_writer *w)
{
	dns_begin(w, r->scratch, DNS_MESSAGE_MAX - TSIG_ROOM, m->id,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(w, &r->config.zone, DNS_TYPE_SOA, DNS_CLASS_IN);
}

bool
rendezvous_work_overdue(struct rendezvous *r)
{
	struct forward *m;
	struct dns_writer w;
	unsigned i;

	if (!r->overdue || r->overdue_stuck)
		return false;
	if (rendezvous_starves(r, DELETIONS_EACH + HEAD_ROWS))
		return true;
	m = rendezvous_take_forward(r);
	if (!m) {
		r->overdue_stuck = true;
		return false;
	}
	m->deletion = true;
	begin_own(r, m, &w);
	collect_overdue(r, m, &w);
	if (m->item_count == 0 || !keep_octets(r, m, &w)) {
		/* `again` of each brings it back */
		rendezvous_give_forward(r, m);
		r->overdue_stuck = r->overdue != NULL;
		return true;
	}
	for (i = 0; i < m->item_count; i++)
		lease_server_step(m->items[i].lease, LEASE_SERVER_EV_TAKEN,
				  &r->turn);
	forward_step(m, forward_classify_ready(m), &r->turn);
	return true;
}

/* Our own SRV records (P16) -------------------------------------------------------------- */

static void
put_service(struct rendezvous *r, struct forward *m, struct dns_writer *w,
	    const char *service)
{
	uint8_t rdata[6 + DNS_NAME_MAX];
	struct dns_record rr;
	size_t length;

	if (dns_name_join(&rr.name, service, &r->config.zone) < 0)
		return;
	length = dns_make_srv(rdata, 0, 0, r->config.publish_port,
			      &r->config.publish_target);
	rr.type = DNS_TYPE_SRV;
	rr.class = DNS_CLASS_ANY;
	rendezvous_touch(m, &rr);
	dns_add_record(w, DNS_UPDATE, &rr.name, DNS_TYPE_SRV, DNS_CLASS_ANY, 0,
		       NULL, 0);
	dns_add_record(w, DNS_UPDATE, &rr.name, DNS_TYPE_SRV, DNS_CLASS_IN,
		       3600, rdata, length);
}

bool
rendezvous_work_publishing(struct rendezvous *r)
{
	struct forward *m;
	struct dns_writer w;

	if (!r->publish || !zone_usable(&r->zone))
		return false;
	m = rendezvous_take_forward(r);
	if (!m)
		return false;
	r->publish = false;
	begin_own(r, m, &w);
	put_service(r, m, &w, "_dns-llq._udp");
	put_service(r, m, &w, "_dns-update._udp");
	if (!keep_octets(r, m, &w)) {
		rendezvous_give_forward(r, m);
		return true;
	}
	forward_step(m, forward_classify_ready(m), &r->turn);
	return true;
}

/* A start without state (P15) ------------------------------------------------------------ */

static void
adopt(struct rendezvous *r, const struct dns_name *name, uint16_t type,
      const struct zone_record *record)
{
	struct lease_server *l;
	struct dns_record rr;

	if (rendezvous_lease(r, name, type, record->rdata,
			     record->rdata_length))
		return;
	rr.name = *name;
	rr.type = type;
	rr.ttl = record->ttl;
	rr.rdata = record->rdata;
	rr.rdata_length = record->rdata_length;
	if (!rendezvous_room(r, 1) || !(l = rendezvous_make_lease(r, &rr))) {
		r->counters.updates_full++;
		return;
	}
	l->granted_s = r->config.lease_max_s;
	r->counters.leases_adopted++;
	lease_server_step(l, LEASE_SERVER_EV_ADOPTED, &r->turn);
}

static void
adopt_set(struct rendezvous *r, const struct dns_name *name, uint16_t type)
{
	struct zone_set *set = zone_store_set(live_zone(r), name, type);
	struct zone_record *rr;

	for (rr = set ? set->first : NULL; rr; rr = rr->next)
		adopt(r, name, type, rr);
}

static void
adopt_label(struct rendezvous *r, const struct dns_name *label)
{
	adopt_set(r, label, DNS_TYPE_A);
	adopt_set(r, label, DNS_TYPE_AAAA);
	adopt_set(r, label, DNS_TYPE_TXT);
}

/* SERVICE is `_autotunnel._udp.<host>`: its SRV, what that points to, the
 * host's AAAA, and its own PTR at the domain (P11). */
static void
adopt_host(struct rendezvous *r, const struct dns_name *service,
	   const struct zone_set *srv)
{
	struct dns_name host, domain, target;
	struct zone_record *rr;

	adopt_set(r, service, DNS_TYPE_SRV);
	dns_name_parent(service, &host);
	dns_name_parent(&host, &host);
	adopt_set(r, &host, DNS_TYPE_AAAA);
	for (rr = srv->first; rr; rr = rr->next) {
		if (rr->rdata_length <= 6 ||
		    dns_name_from_wire(&target, rr->rdata + 6,
				       rr->rdata_length - 6u) < 0)
			continue;
		adopt_label(r, &target);
	}
	if (!dns_name_parent(&host, &domain) ||
	    dns_name_join(&domain, "_autotunnel._udp", &domain) < 0)
		return;
	rr = zone_store_record(live_zone(r), &domain, DNS_TYPE_PTR,
			       service->wire, service->length);
	if (rr)
		adopt(r, &domain, DNS_TYPE_PTR, rr);
}

static bool
is_service(const struct rendezvous *r, const struct dns_name *name)
{
	static const uint8_t first[] = "\013_autotunnel\004_udp";

	return name->length > sizeof(first) &&
		!memcmp(name->wire, first, sizeof(first) - 1) &&
		dns_name_labels(name) > dns_name_labels(&r->config.zone) + 2;
}

/* "AutoTunnel-00-22-69-FF-FE-8E-34-2A": the SRV of a host that cannot be reached
 * has the target `.` (P9), and does not lead to its label. */
static bool
is_label(const struct dns_name *name)
{
	static const uint8_t first[] = "\042AutoTunnel-";

	return name->length > sizeof(first) &&
		!memcmp(name->wire, first, sizeof(first) - 1);
}

/* `_clash._autotunnel._udp.<host>`: what one who wants another's name says there
 * (P11). */
static bool
is_note(const struct dns_name *name)
{
	static const uint8_t first[] = "\006_clash\013_autotunnel\004_udp";

	return name->length > sizeof(first) &&
		!memcmp(name->wire, first, sizeof(first) - 1);
}

bool
rendezvous_work_adopting(struct rendezvous *r)
{
	const struct zone_store *s = live_zone(r);
	struct dns_name name;
	struct zone_set *srv;

	if (!r->adopting)
		return false;
	if (rendezvous_starves(r, ADOPT_ROWS))
		return true;
	r->adopt_node = zone_store_next(s, &r->adopt_bucket, r->adopt_node);
	if (!r->adopt_node) {
		r->adopting = false;
		if (r->counters.lease_count)
			turn_effect(&r->turn, EFFECT_SAVE);
		return true;
	}
	zone_node_name(r->adopt_node, &name);
	srv = zone_store_set(s, &name, DNS_TYPE_SRV);
	if (srv && is_service(r, &name))
		adopt_host(r, &name, srv);
	else if (is_label(&name))
		adopt_label(r, &name);
	else if (is_note(&name))
		adopt_set(r, &name, DNS_TYPE_TXT);
	return true;
}
