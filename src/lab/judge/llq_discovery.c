/* SPDX-License-Identifier: Apache-2.0 */
/* llq_discovery.c - how a client finds the server of its long-lived queries
 * (RFC 8764, 1.1 and 4): SOA, SRV, address; and whether it goes there. What is
 * known is kept for each client's address: the look-ups come from ports of
 * their own. A look-up that is not seen may have been made before. */
#include "lab/judge/llq.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	SEEKERS_MAX = 1 << 12, LOOKUPS_MAX = 1 << 13, NAMES_MAX = 1 << 15,
	ZONES_MAX = 6, TARGETS_MAX = 4, ADDRESSES_MAX = 6, FACTS_MAX = 8,
	/* A client whose first look-up comes so soon after the recording's
	 * beginning may have made others before. */
	BEGINNING_S = 2
};

struct target {
	uint64_t name;		/* hash */
	uint16_t port;
	unsigned count;
	struct endpoint addresses[ADDRESSES_MAX];
};

struct found_zone {
	struct dns_name name;
	bool learned;		/* by an SOA record */
	struct evidence srv, push;	/* the queries */
	struct evidence negative;	/* there is no SRV record */
	bool answered;
	unsigned count;
	struct target targets[TARGETS_MAX];
};

/* A verdict that counts once the client is known to look for LLQ. */
struct fact {
	enum requirement_id rule;
	bool held;
	struct packet packet;
};

struct seeker {
	uint64_t last_ns;	/* last look-up; 0: none */
	struct evidence soa;	/* last SOA query */
	bool interested;	/* in long-lived queries */
	bool stripping;		/* no SOA for name: its parent is next */
	struct dns_name bare;
	struct evidence bare_reply;
	struct endpoint resolver;
	unsigned zone_count;
	struct found_zone zones[ZONES_MAX];
	unsigned fact_count;
	struct fact facts[FACTS_MAX];
};

struct lookup {
	struct dns_name name;
	uint16_t type;
	struct evidence query;
};

struct llq_discovery {
	struct entries *seekers, *lookups, *names;
};

int
llq_discovery_open(struct llq_monitor *m)
{
	struct llq_discovery *d = m->discovery = calloc(1, sizeof(*d));
	int r = d ? 0 : -ENOMEM;

	if (r == 0)
		r = entries_open(sizeof(struct seeker), SEEKERS_MAX, NULL, NULL,
				 &d->seekers);
	if (r == 0)
		r = entries_open(sizeof(struct lookup), LOOKUPS_MAX, NULL, NULL,
				 &d->lookups);
	if (r == 0)
		r = entries_open(sizeof(struct evidence), NAMES_MAX, NULL, NULL,
				 &d->names);
	return r;
}

void
llq_discovery_close(struct llq_monitor *m)
{
	struct llq_discovery *d = m->discovery;

	if (!d)
		return;
	entries_close(d->seekers);
	entries_close(d->lookups);
	entries_close(d->names);
	free(d);
}

/* Names ------------------------------------------------------------------ */

static const char llq_service[] = "\x08_dns-llq\x04_udp";
static const char push_service[] = "\x0d_dns-push-tls\x04_tcp";

/* NAME is SERVICE above a zone; *ZONE is that. */
static bool
is_service(const struct dns_name *name, const char *service, size_t length,
	   struct dns_name *zone)
{
	struct dns_name lower = *name;

	dns_name_lower(&lower);
	if (name->length <= length || memcmp(lower.wire, service, length) != 0)
		return false;
	return dns_name_from_wire(zone, name->wire + length,
				  name->length - length) == 0;
}

static bool
is_llq_service(const struct dns_name *name, struct dns_name *zone)
{
	return is_service(name, llq_service, sizeof(llq_service) - 1, zone);
}

static bool
is_push_service(const struct dns_name *name, struct dns_name *zone)
{
	return is_service(name, push_service, sizeof(push_service) - 1, zone);
}

/* Seekers ---------------------------------------------------------------- */

static struct seeker *
seeker_of(struct llq_monitor *m, const struct endpoint *client, bool make)
{
	const uint64_t key = hash_address(HASH_SEED, client);
	struct seeker *s = entries_find(m->discovery->seekers, key);

	return s || !make ? s : entries_add(m->discovery->seekers, key);
}

static struct found_zone *
zone_named(struct seeker *s, const struct dns_name *name, bool make)
{
	struct found_zone *z;
	unsigned i;

	for (i = 0; i < s->zone_count; i++)
		if (dns_name_equal(&s->zones[i].name, name))
			return &s->zones[i];
	if (!make)
		return NULL;
	if (s->zone_count == ZONES_MAX) {
		memmove(s->zones, s->zones + 1,
			(ZONES_MAX - 1) * sizeof(s->zones[0]));
		s->zone_count--;
	}
	z = &s->zones[s->zone_count++];
	memset(z, 0, sizeof(*z));
	z->name = *name;
	return z;
}

/* The innermost zone around NAME for which the SRV query was asked. */
static struct found_zone *
zone_around(struct seeker *s, const struct dns_name *name)
{
	struct found_zone *found = NULL, *z;
	unsigned i;

	for (i = 0; i < s->zone_count; i++) {
		z = &s->zones[i];
		if (z->srv.number && dns_name_within(name, &z->name) &&
		    (!found || (!found->count && z->count) ||
		     ((z->count > 0) == (found->count > 0) &&
		      z->name.length > found->name.length)))
			found = z;
	}
	return found;
}

static void
tell_fact(struct llq_monitor *m, const struct fact *f)
{
	static const struct {
		enum requirement_id rule;
		const char *why;
	} reasons[] = {
		{ REQ_LLQ_S_03, "the SOA record at the queried name is not in "
			"the answer section" },
		{ REQ_LLQ_S_04, "neither answer nor authority section has an "
			"SOA record" },
	};
	unsigned i = f->rule == REQ_LLQ_S_04;

	llq_check(m, f->held, f->rule, JUDGE_SERVER, &f->packet, "%s",
		  reasons[i].why);
}

static void
add_fact(struct llq_monitor *m, struct seeker *s, enum requirement_id rule,
	 bool held, const struct packet *p)
{
	const struct fact f = { rule, held, { .number = p->number,
		.time_ns = p->time_ns } };

	if (s->interested)
		tell_fact(m, &f);
	else if (s->fact_count < FACTS_MAX)
		s->facts[s->fact_count++] = f;
}

static void
show_interest(struct llq_monitor *m, struct seeker *s)
{
	unsigned i;

	s->interested = true;
	for (i = 0; i < s->fact_count; i++)
		tell_fact(m, &s->facts[i]);
	s->fact_count = 0;
}

/* Queries ---------------------------------------------------------------- */

static uint64_t
lookup_key(const struct endpoint *client, const struct endpoint *server,
	   uint16_t id)
{
	return hash_mix(hash_endpoint(hash_endpoint(HASH_SEED, client), server),
			id);
}

static uint64_t
name_key(const struct endpoint *client, const struct dns_name *name)
{
	return hash_name(hash_address(HASH_SEED + 2, client), name);
}

/* C-06: after a reply without SOA the parent is asked for, one label less. */
static void
ask_soa(struct llq_monitor *m, const struct packet *p, struct seeker *s,
	const struct dns_name *name)
{
	struct evidence *e = entries_get(m->discovery->names,
					 name_key(&p->from, name));
	struct dns_name parent;

	if (e && !e->number)
		*e = evidence_of(p);
	s->soa = evidence_of(p);
	s->resolver = p->to;
	if (!s->stripping || !dns_name_parent(&s->bare, &parent) ||
	    dns_name_equal(name, &s->bare) ||
	    !dns_name_within(&s->bare, name))
		return;
	s->stripping = false;
	if (dns_name_equal(name, &parent))
		judge_pass(m->judge, REQ_LLQ_C_06, JUDGE_CLIENT, p);
	else
		llq_fail(m, REQ_LLQ_C_06, JUDGE_CLIENT, &s->bare_reply, p,
			 "no SOA was found, and more than the leading label is "
			 "stripped");
}

/* C-07: the zone in the name is the apex that an SOA record told, or one that
 * is tried after it. */
static void
judge_apex(struct llq_monitor *m, const struct packet *p, struct seeker *s,
	   const struct found_zone *z)
{
	unsigned i;

	if (z->learned) {
		judge_pass(m->judge, REQ_LLQ_C_07, JUDGE_CLIENT, p);
		return;
	}
	for (i = 0; i < s->zone_count; i++) {
		const struct found_zone *apex = &s->zones[i];

		if (!apex->learned || apex->srv.number ||
		    (!dns_name_within(&z->name, &apex->name) &&
		     !dns_name_within(&apex->name, &z->name)))
			continue;
		llq_fail(m, REQ_LLQ_C_07, JUDGE_CLIENT, &s->soa, p,
			 "the SRV query is for a name that is not the zone's "
			 "apex, which was told by the SOA record");
		return;
	}
}

/* C-01, C-02: DNS Push is looked for first, for each request; judged where the
 * look-up before is in the recording. */
static void
judge_push(struct llq_monitor *m, const struct packet *p,
	   const struct seeker *s, const struct found_zone *z)
{
	static const char btmm[] = "by the profile of RFC 6281 a host looks "
		"for long-lived queries only: BTMM-C-44";

	if (!z->learned)
		return;
	if (judge_is_btmm(m->judge)) {
		judge_unclear(m->judge, REQ_LLQ_C_01, btmm);
		judge_unclear(m->judge, REQ_LLQ_C_02, btmm);
		return;
	}
	if (z->push.number)
		judge_pass(m->judge, REQ_LLQ_C_01, JUDGE_CLIENT, p);
	else
		llq_fail(m, REQ_LLQ_C_01, JUDGE_CLIENT, &s->soa, p,
			 "_dns-llq._udp is looked for, and "
			 "_dns-push-tls._tcp was not before");
	if (z->push.number > z->srv.number)
		judge_pass(m->judge, REQ_LLQ_C_02, JUDGE_CLIENT, p);
	else
		llq_fail(m, REQ_LLQ_C_02, JUDGE_CLIENT, &s->soa, p,
			 "this look-up does not begin with "
			 "_dns-push-tls._tcp");
}

static void
ask_srv(struct llq_monitor *m, const struct packet *p, struct seeker *s,
	const struct dns_name *name)
{
	struct dns_name zone;
	struct found_zone *z;

	if (is_push_service(name, &zone)) {
		zone_named(s, &zone, true)->push = evidence_of(p);
		return;
	}
	if (!is_llq_service(name, &zone))
		return;
	show_interest(m, s);
	z = zone_named(s, &zone, true);
	judge_apex(m, p, s, z);
	judge_push(m, p, s, z);
	z->srv = evidence_of(p);
	z->answered = false;
}

/* C-09: the target's address is asked for where the SRV reply did not bring
 * it. */
static void
ask_address(struct llq_monitor *m, const struct packet *p, struct seeker *s,
	    const struct dns_name *name)
{
	const uint64_t hash = hash_name(HASH_SEED, name);
	unsigned i, k;

	for (i = 0; i < s->zone_count; i++)
		for (k = 0; k < s->zones[i].count; k++)
			if (s->zones[i].targets[k].name == hash &&
			    !s->zones[i].targets[k].count)
				judge_pass(m->judge, REQ_LLQ_C_09,
					   JUDGE_CLIENT, p);
}

static bool
is_lookup(uint16_t type)
{
	return type == DNS_TYPE_SOA || type == DNS_TYPE_SRV ||
		type == DNS_TYPE_A || type == DNS_TYPE_AAAA;
}

static void
take_query(struct llq_monitor *m, const struct message *msg,
	   const struct dns_question *q)
{
	const struct packet *p = msg->packet;
	struct lookup *l;
	struct seeker *s;

	if (!is_lookup(q->type))
		return;
	s = seeker_of(m, &p->from, q->type == DNS_TYPE_SOA ||
		      q->type == DNS_TYPE_SRV);
	if (!s)
		return;
	l = entries_find(m->discovery->lookups,
			 lookup_key(&p->from, &p->to, msg->dns.id));
	if (l && l->type == q->type && dns_name_equal(&l->name, &q->name) &&
	    p->time_ns - l->query.time_ns < 30 * SECOND)
		return;		/* sent again */
	l = entries_get(m->discovery->lookups,
			lookup_key(&p->from, &p->to, msg->dns.id));
	if (!l)
		abort();
	*l = (struct lookup){ q->name, q->type, evidence_of(p) };
	if (q->type == DNS_TYPE_SOA)
		ask_soa(m, p, s, &q->name);
	else if (q->type == DNS_TYPE_SRV)
		ask_srv(m, p, s, &q->name);
	else
		ask_address(m, p, s, &q->name);
	if (q->type == DNS_TYPE_SOA || q->type == DNS_TYPE_SRV)
		s->last_ns = p->time_ns;
}

/* Replies ---------------------------------------------------------------- */

static bool
find_type(const struct message *msg, enum dns_section section, uint16_t type,
	  struct dns_record *rr)
{
	struct dns_iterator it;

	for (dns_records(&msg->dns, section, &it); dns_next(&it, rr);)
		if (rr->type == type)
			return true;
	return false;
}

/* S-03: an SOA at the name is in the answer section. S-04: else the zone's is
 * in the authority section. Not judged: referrals, errors, truncation. */
static void
take_soa(struct llq_monitor *m, const struct message *msg, struct seeker *s,
	 const struct lookup *l)
{
	const struct packet *p = msg->packet;
	static struct dns_record rr;
	const unsigned rcode = dns_rcode(&msg->dns);

	if (find_type(msg, DNS_ANSWER, DNS_TYPE_SOA, &rr)) {
		zone_named(s, &rr.name, true)->learned = true;
		if (dns_name_equal(&rr.name, &l->name))
			add_fact(m, s, REQ_LLQ_S_03, true, p);
		s->stripping = false;
		return;
	}
	if (find_type(msg, DNS_AUTHORITY, DNS_TYPE_SOA, &rr)) {
		zone_named(s, &rr.name, true)->learned = true;
		add_fact(m, s, dns_name_equal(&rr.name, &l->name) ?
			 REQ_LLQ_S_03 : REQ_LLQ_S_04,
			 !dns_name_equal(&rr.name, &l->name), p);
		s->stripping = false;
		return;
	}
	if ((rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN) ||
	    msg->dns.flags & DNS_FLAG_TC ||
	    find_type(msg, DNS_AUTHORITY, DNS_TYPE_NS, &rr))
		return;
	add_fact(m, s, REQ_LLQ_S_04, false, p);
	s->stripping = true;
	s->bare = l->name;
	s->bare_reply = evidence_of(p);
}

static void
add_address(struct target *t, const struct dns_record *rr)
{
	struct endpoint e = { 0 };

	if (t->count == ADDRESSES_MAX ||
	    hash_name(HASH_SEED, &rr->name) != t->name)
		return;
	if (dns_read_a(rr, e.address))
		e.family = 4;
	else if (dns_read_aaaa(rr, e.address))
		e.family = 6;
	else
		return;
	t->addresses[t->count++] = e;
}

static void
add_addresses(struct target *t, const struct message *msg,
	      enum dns_section section)
{
	struct dns_iterator it;
	struct dns_record rr;

	for (dns_records(&msg->dns, section, &it); dns_next(&it, &rr);)
		add_address(t, &rr);
}

/* S-05: the SRV query of a zone with LLQ is answered. S-06: the target's
 * addresses come with it, where the zone's own server answers. C-08: what an
 * SRV record says. */
static void
take_srv(struct llq_monitor *m, const struct message *msg, struct seeker *s,
	 const struct lookup *l)
{
	const struct packet *p = msg->packet;
	const unsigned rcode = dns_rcode(&msg->dns);
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_name zone;
	struct dns_srv srv;
	struct found_zone *z;
	bool all = true;

	if (!is_llq_service(&l->name, &zone) || msg->dns.flags & DNS_FLAG_TC ||
	    (rcode != DNS_RCODE_NOERROR && rcode != DNS_RCODE_NXDOMAIN))
		return;
	z = zone_named(s, &zone, true);
	z->count = 0;
	z->answered = true;
	for (dns_records(&msg->dns, DNS_ANSWER, &it); dns_next(&it, &rr);) {
		if (z->count == TARGETS_MAX || !dns_read_srv(&rr, &srv))
			continue;
		z->targets[z->count] = (struct target){
			.name = hash_name(HASH_SEED, &srv.target),
			.port = srv.port };
		add_addresses(&z->targets[z->count], msg, DNS_ADDITIONAL);
		all = all && z->targets[z->count].count;
		z->count++;
	}
	if (!z->count) {
		z->negative = evidence_of(p);
		return;
	}
	z->negative.number = 0;
	judge_pass(m->judge, REQ_LLQ_S_05, JUDGE_SERVER, p);
	judge_pass(m->judge, REQ_LLQ_C_08, JUDGE_CLIENT, p);
	if (msg->dns.flags & DNS_FLAG_AA)
		llq_check(m, all, REQ_LLQ_S_06, JUDGE_SERVER, p, "the SRV "
			  "target's address is not in the additional section");
}

static void
take_address(const struct message *msg, struct seeker *s)
{
	unsigned i, k;

	for (i = 0; i < s->zone_count; i++)
		for (k = 0; k < s->zones[i].count; k++)
			add_addresses(&s->zones[i].targets[k], msg, DNS_ANSWER);
}

static void
take_reply(struct llq_monitor *m, const struct message *msg)
{
	const struct packet *p = msg->packet;
	struct lookup *l = entries_find(m->discovery->lookups,
		lookup_key(&p->to, &p->from, msg->dns.id));
	struct seeker *s = l ? seeker_of(m, &p->to, false) : NULL;

	if (!s)
		return;
	if (l->type == DNS_TYPE_SOA)
		take_soa(m, msg, s, l);
	else if (l->type == DNS_TYPE_SRV)
		take_srv(m, msg, s, l);
	else
		take_address(msg, s);
	entries_remove(m->discovery->lookups, l);
}

void
llq_discovery_message(struct llq_monitor *m, const struct message *msg)
{
	struct dns_question q;

	if (msg->use != MESSAGE_QUERY)
		return;
	if (msg->sender == JUDGE_CLIENT) {
		if (dns_first_question(&msg->dns, &q))
			take_query(m, msg, &q);
	} else if (entries_count(m->discovery->lookups) &&
		   dns_first_question(&msg->dns, &q) && is_lookup(q.type))
		take_reply(m, msg);
}

/* Where requests go ------------------------------------------------------ */

static bool
is_target(const struct found_zone *z, const struct endpoint *to)
{
	unsigned i, k;

	for (i = 0; i < z->count; i++) {
		const struct target *t = &z->targets[i];

		if (t->port != to->port)
			continue;
		if (!t->count)
			return true;	/* its address was not seen */
		for (k = 0; k < t->count; k++)
			if (endpoint_same_address(&t->addresses[k], to))
				return true;
	}
	return false;
}

/* C-05: it began with the SOA of the query's name. A client that knew the zone
 * from another query may leave that out: only where it asked for the SRV
 * record, and for no SOA record at all, it violates. */
static void
judge_beginning(struct llq_monitor *m, const struct packet *p,
		const struct seeker *s, const struct found_zone *z,
		const struct dns_name *name)
{
	const struct evidence *soa = entries_find(m->discovery->names,
						  name_key(&p->from, name));

	if (soa)
		judge_pass(m->judge, REQ_LLQ_C_05, JUDGE_CLIENT, p);
	else if (!s->soa.number && z &&
		 z->srv.time_ns - m->first_ns > BEGINNING_S * SECOND)
		llq_fail(m, REQ_LLQ_C_05, JUDGE_CLIENT, &z->srv, p,
			 "the SRV record was looked for, and no SOA record "
			 "before");
}

/* C-10: the SRV target's address, the SRV record's port. C-11: look-ups went to
 * another server. C-12, C-13: no LLQ where there is no SRV record. */
void
llq_discovery_request(struct llq_monitor *m, const struct message *msg,
		      const struct pair *pair)
{
	const struct packet *p = msg->packet;
	struct seeker *s = seeker_of(m, &p->from, false);
	struct dns_question q;
	struct found_zone *z;

	if (!s || pair->queries || !dns_first_question(&msg->dns, &q))
		return;
	show_interest(m, s);
	z = zone_around(s, &q.name);
	judge_beginning(m, p, s, z, &q.name);
	if (!z || !z->answered)
		return;
	if (!endpoint_same_address(&s->resolver, &p->to) && s->resolver.family)
		judge_pass(m->judge, REQ_LLQ_C_11, JUDGE_CLIENT, p);
	if (z->count) {
		if (is_target(z, &p->to))
			judge_pass(m->judge, REQ_LLQ_C_10, JUDGE_CLIENT, p);
		else
			llq_fail(m, REQ_LLQ_C_10, JUDGE_CLIENT, &z->srv, p,
				 "the request goes to port %u of an address; "
				 "the SRV record has port %u, and the target "
				 "its address", p->to.port, z->targets[0].port);
		return;
	}
	llq_fail(m, REQ_LLQ_C_12, JUDGE_CLIENT, &z->negative, p,
		 "a long-lived query of a zone that has no SRV record for it");
	llq_fail(m, REQ_LLQ_C_13, JUDGE_CLIENT, &z->negative, p,
		 "a long-lived query of a zone that has no SRV record for it");
	z->srv.number = 0;	/* judged */
}

bool
llq_discovery_since(struct llq_monitor *m, const struct endpoint *client,
		    uint64_t since_ns)
{
	const struct seeker *s = seeker_of(m, client, false);

	return s && s->interested && s->last_ns && s->last_ns >= since_ns;
}

/* C-12, C-13 hold where nothing was asked of a zone without SRV record. */
void
llq_discovery_end(struct llq_monitor *m, uint64_t now_ns)
{
	const struct seeker *s;
	unsigned i;

	for (s = NULL; (s = entries_next(m->discovery->seekers, s)) != NULL;)
		for (i = 0; i < s->zone_count; i++) {
			const struct evidence *e = &s->zones[i].negative;
			const struct packet p = { .number = e->number,
				.time_ns = e->time_ns };

			if (!e->number || !s->zones[i].srv.number ||
			    now_ns - e->time_ns < BEGINNING_S * SECOND)
				continue;
			judge_pass(m->judge, REQ_LLQ_C_12, JUDGE_CLIENT, &p);
			judge_pass(m->judge, REQ_LLQ_C_13, JUDGE_CLIENT, &p);
		}
}
