/* SPDX-License-Identifier: Apache-2.0 */
/* agent_peers.c - which questions are asked about peers, and what of their
 * answers is believed (P1, P12). */
#include "agent_parts.h"

#include "autotunnel/address.h"

#include <assert.h>
#include <string.h>

static const char service_prefix[] = "_autotunnel._udp";

const char *
agent_disbelief_text(enum agent_disbelief d)
{
	static const char *const texts[DISBELIEF_COUNT] = {
		[DISBELIEF_NONE] = "",
		[DISBELIEF_ULA_PREFIX] = "its AAAA is outside fd00::/8",
		[DISBELIEF_ULA_OURS] = "its AAAA is our own",
		[DISBELIEF_ULA_TAKEN] = "its AAAA is another peer's",
		[DISBELIEF_ULA_LOCAL] = ("its AAAA is on a network of this "
			"host, whose packets it would take"),
		[DISBELIEF_ADDRESS] = "its A is no public unicast address",
		[DISBELIEF_PORT] = "its SRV has port 0",
		[DISBELIEF_TARGET] = "its SRV leads out of the domain",
		[DISBELIEF_AMBIGUOUS] = "it has several AAAA, SRV or A records",
		[DISBELIEF_LAN] = "its lan= is no private unicast address",
		[DISBELIEF_LAN_OURS] = "its lan= is this host's own address",
		[DISBELIEF_LAN_GATEWAY] = "its lan= is our gateway's address",
	};

	return texts[d];
}

/* Questions ------------------------------------------------------------------- */

uint64_t
agent_user(enum agent_question q, unsigned slot)
{
	return (uint64_t)q << 32 | slot;
}

/* An LLQ that the state file remembers is taken up again (P16), but only until
 * the path was told: after that the server's ends of them are gone. */
static int16_t
ask_llq(struct agent *a, const struct dns_name *name, uint16_t type,
	uint64_t user, struct turn *t)
{
	const struct agent_llq *l;
	unsigned i;
	int slot;

	for (i = 0; i < a->memory->llq_count && !a->llq_path; i++) {
		l = &a->memory->llqs[i];
		if (l->type != type || !dns_name_equal(&l->name, name) ||
		    l->ends_ms <= t->now_ms)
			continue;
		slot = dnsclient_restore_llq(&a->dns, name, type, user, l->id,
					     l->lease_s, l->ends_ms);
		return (int16_t)(slot < 0 ? -1 : slot);
	}
	slot = dnsclient_ask_llq(&a->dns, name, type, user, t);
	return (int16_t)(slot < 0 ? -1 : slot);
}

static void
drop_llq(struct agent *a, int16_t *slot, struct turn *t)
{
	if (*slot >= 0)
		dnsclient_drop(&a->dns, (unsigned)*slot, t);
	*slot = -1;
}

static struct agent_peer *
find_peer(struct agent *a, const struct dns_name *host)
{
	unsigned i;

	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && dns_name_equal(&a->peers[i].host, host))
			return &a->peers[i];
	return NULL;
}

static unsigned
free_slot(const struct agent *a)
{
	unsigned i;

	for (i = 0; i < a->config.peers_max && a->peers[i].used; i++)
		;
	return i;
}

static void
add_peer(struct agent *a, const struct dns_name *host, struct turn *t)
{
	struct peer_self self;
	struct agent_peer *p;
	unsigned i;

	i = free_slot(a);
	if (i == a->config.peers_max)
		return;
	p = &a->peers[i];
	memset(p, 0, sizeof(*p));
	p->used = true;
	if (a->peer_reach <= i)
		a->peer_reach = i + 1;
	p->host = *host;
	p->llq_a = p->llq_txt = -1;
	peer_init(&p->peer, host, &a->config.host, (uint16_t)i);
	agent_self(a, &self);
	peer_place_us(&p->peer, &self, t);
	if (dns_name_join(&p->service, service_prefix, host) < 0)
		p->service = *host;	/* too long: its SRV cannot exist */
	p->llq_aaaa = ask_llq(a, host, DNS_TYPE_AAAA,
			      agent_user(QUESTION_AAAA, i), t);
	p->llq_srv = ask_llq(a, &p->service, DNS_TYPE_SRV,
			     agent_user(QUESTION_SRV, i), t);
}

/* Letters, digits, hyphens and underscores, as host names have (RFC 1123, 2.1):
 * others would mean something of their own to a log or to the IKE daemon, whose
 * identities know `*`. */
static bool
is_host_name(const struct dns_name *name)
{
	const uint8_t *label = name->wire;
	unsigned i;

	for (; *label; label += 1 + *label)
		for (i = 1; i <= *label; i++) {
			uint8_t c = label[i], lower = c | 0x20;

			if (!(lower >= 'a' && lower <= 'z') &&
			    !(c >= '0' && c <= '9') && c != '-' && c != '_')
				return false;
		}
	return true;
}

/* HOST of _autotunnel._udp.HOST, if it is a host of our domain. */
static bool
host_of_service(const struct agent *a, const struct dns_name *service,
		struct dns_name *host)
{
	struct dns_name expected;

	if (!dns_name_parent(service, host) || !dns_name_parent(host, host) ||
	    dns_name_join(&expected, service_prefix, host) < 0)
		return false;
	return dns_name_equal(&expected, service) && is_host_name(host) &&
		dns_name_within(host, &a->config.domain) &&
		!dns_name_equal(host, &a->config.domain);
}

/* The domain's hosts, as its PTR records have them. */
static void
hosts_changed(struct agent *a, struct turn *t)
{
	struct dns_name service, host;
	struct answer_iterator it;
	const struct answer *answer;
	struct agent_peer *p;
	unsigned i, left_out = 0, misnamed = 0;
	struct dns_record rr;

	if (a->ptr_llq < 0 ||
	    !dnsclient_answers(&a->dns, (unsigned)a->ptr_llq, &it))
		return;
	for (i = 0; i < a->peer_reach; i++)
		a->peers[i].listed = false;
	while ((answer = answers_next(&it))) {
		answer_record(answer, DNS_TYPE_PTR, &rr);
		if (!dns_read_name(&rr, &service) ||
		    !host_of_service(a, &service, &host)) {
			misnamed++;
			continue;
		}
		if (dns_name_equal(&host, &a->config.host))
			continue;
		p = find_peer(a, &host);
		if (!p && free_slot(a) == a->config.peers_max) {
			left_out++;
			continue;
		}
		if (!p && !effects_have_room(t->out)) {
			a->hosts_due = true;
			continue;
		}
		if (!p)
			add_peer(a, &host, t);
		p = find_peer(a, &host);
		if (p) {
			p->listed = true;
			p->dirty |= p->leaving;
			a->peers_due |= p->dirty;
			p->leaving = false;
		}
	}
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && !a->peers[i].listed) {
			a->peers[i].leaving = true;
			a->peers[i].dirty = true;
			a->peers_due = true;
		}
	if (left_out > a->left_out && effects_have_room(t->out))
		turn_tell(t, TELL_WARNING, "more than %u peers: %u are left "
			  "out", (unsigned)a->config.peers_max, left_out);
	a->left_out = left_out;
	a->misnamed = misnamed;
}

/* The rest of many hosts, where one call had no room for all of them. */
bool
agent_look_for_hosts(struct agent *a, struct turn *t)
{
	if (!a->hosts_due)
		return false;
	a->hosts_due = false;
	hosts_changed(a, t);
	return true;
}

void
agent_hosts_start(struct agent *a, struct turn *t)
{
	struct dns_name name;

	if (dns_name_join(&name, service_prefix, &a->config.domain) == 0)
		a->ptr_llq = ask_llq(a, &name, DNS_TYPE_PTR,
				     agent_user(QUESTION_PTR, 0), t);
}

/* One host that the state file's queries were about; false: no more. */
bool
agent_remember_host(struct agent *a, struct turn *t)
{
	const struct agent_llq *l;
	struct dns_name host;

	if (!a->remembers)
		return false;
	while (a->remembered < a->memory->llq_count) {
		l = &a->memory->llqs[a->remembered++];
		if (l->type != DNS_TYPE_SRV ||
		    !host_of_service(a, &l->name, &host) || find_peer(a, &host))
			continue;
		add_peer(a, &host, t);
		return true;
	}
	a->remembers = false;
	return false;
}

/* Beliefs ------------------------------------------------------------------------ */

/* The one record of LLQ: 1, none: 0 (also while nothing is known), several: -1. */
static int
only_answer(const struct agent *a, int16_t llq, uint16_t type,
	    struct dns_record *rr)
{
	struct answer_iterator it;
	const struct answer *answer;

	if (llq < 0 || !dnsclient_answers(&a->dns, (unsigned)llq, &it))
		return 0;
	answer = answers_next(&it);
	if (!answer)
		return 0;
	answer_record(answer, type, rr);
	return answers_next(&it) ? -1 : 1;
}

static enum agent_disbelief
believe_ula(const struct agent *a, const struct agent_peer *p,
	    struct peer_location *l)
{
	unsigned i;

	if (!is_ula(l->ula) || l->ula[0] != 0xfd)
		return DISBELIEF_ULA_PREFIX;
	if (!memcmp(l->ula, a->ula, 16))
		return DISBELIEF_ULA_OURS;
	for (i = 0; i < a->prefix_count; i++)
		if (is_on_prefix(l->ula, &a->prefixes[i]))
			return DISBELIEF_ULA_LOCAL;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && &a->peers[i] != p &&
		    a->peers[i].location.complete &&
		    !memcmp(a->peers[i].location.ula, l->ula, 16))
			return DISBELIEF_ULA_TAKEN;
	return DISBELIEF_NONE;
}

/* "v=1 lan=192.168.1.7:4500 dev=laptop" (P10); what is wrong is left out. */
static enum agent_disbelief
read_txt(const struct agent *a, struct agent_peer *p, struct peer_location *l)
{
	char text[256];
	const uint8_t *value;
	struct dns_record rr;
	size_t size;

	memset(&l->lan, 0, sizeof(l->lan));
	p->device[0] = '\0';
	if (only_answer(a, p->llq_txt, DNS_TYPE_TXT, &rr) != 1 ||
	    rr.rdata_length < 1 || rr.rdata[0] + 1u > rr.rdata_length)
		return DISBELIEF_NONE;
	size = rr.rdata[0];
	value = rr.rdata + 1;
	memcpy(text, value, size);
	text[size] = '\0';
	agent_read_lan(text, &l->lan);
	agent_read_device(text, p->device, sizeof(p->device));
	return l->lan.family && !endpoint_is_private_ipv4(&l->lan) ?
		DISBELIEF_LAN : DISBELIEF_NONE;
}

/* Elsewhere an address like ours, or our gateway's, is an ordinary one: half of
 * all homes have the same. Behind our own NAT it is somebody else's. */
static enum agent_disbelief
believe_lan(const struct agent *a, const struct peer_location *l)
{
	const struct network_facts *link = nat_link(&a->nat);
	struct peer_self self;

	agent_self(a, &self);
	if (!l->lan.family || !l->reachable || !self.public_endpoint.family ||
	    !endpoint_same_address(&l->public_endpoint, &self.public_endpoint))
		return DISBELIEF_NONE;
	if (endpoint_same_address(&l->lan, &link->address))
		return DISBELIEF_LAN_OURS;
	return endpoint_same_address(&l->lan, &link->gateway) ?
		DISBELIEF_LAN_GATEWAY : DISBELIEF_NONE;
}

/* Its place by SRV and A; complete stays false where one is missing. */
static enum agent_disbelief
believe_place(const struct agent *a, struct agent_peer *p,
	      struct peer_location *l)
{
	struct dns_record rr;
	struct dns_srv srv;
	int n = only_answer(a, p->llq_srv, DNS_TYPE_SRV, &rr);

	if (n == 0)
		return DISBELIEF_NONE;
	if (n < 0)
		return DISBELIEF_AMBIGUOUS;
	if (!dns_read_srv(&rr, &srv))
		return DISBELIEF_TARGET;
	if (srv.target.length == 1) {
		l->complete = true;	/* RFC 2782: "." is nowhere */
		return DISBELIEF_NONE;
	}
	if (!dns_name_within(&srv.target, &a->config.domain))
		return DISBELIEF_TARGET;
	if (srv.port == 0)
		return DISBELIEF_PORT;
	n = only_answer(a, p->llq_a, DNS_TYPE_A, &rr);
	if (n <= 0)
		return n < 0 ? DISBELIEF_AMBIGUOUS : DISBELIEF_NONE;
	l->public_endpoint.family = 4;
	l->public_endpoint.port = srv.port;
	if (!dns_read_a(&rr, l->public_endpoint.address) ||
	    !endpoint_is_public_unicast_ipv4(&l->public_endpoint))
		return DISBELIEF_ADDRESS;
	l->reachable = true;
	l->complete = true;
	return DISBELIEF_NONE;
}

static enum agent_disbelief
locate(const struct agent *a, struct agent_peer *p, struct peer_location *l,
       enum agent_disbelief *lan)
{
	enum agent_disbelief d;
	struct dns_record rr;
	int n;

	memset(l, 0, sizeof(*l));
	*lan = DISBELIEF_NONE;
	if (p->leaving)
		return DISBELIEF_NONE;
	*lan = read_txt(a, p, l);
	n = only_answer(a, p->llq_aaaa, DNS_TYPE_AAAA, &rr);
	if (n <= 0)
		return n < 0 ? DISBELIEF_AMBIGUOUS : DISBELIEF_NONE;
	if (!dns_read_aaaa(&rr, l->ula))
		return DISBELIEF_ULA_PREFIX;
	d = believe_ula(a, p, l);
	if (d == DISBELIEF_NONE)
		d = believe_place(a, p, l);
	if (d != DISBELIEF_NONE)
		l->complete = false;
	if (*lan == DISBELIEF_NONE)
		*lan = believe_lan(a, l);
	if (*lan != DISBELIEF_NONE)
		memset(&l->lan, 0, sizeof(l->lan));
	return d;
}

/* A and TXT are asked of the SRV's target, anew when it is another (P1). */
static void
follow_target(struct agent *a, struct agent_peer *p, struct turn *t)
{
	unsigned slot = (unsigned)(p - a->peers);
	struct dns_record rr;
	struct dns_srv srv;

	if (only_answer(a, p->llq_srv, DNS_TYPE_SRV, &rr) != 1 ||
	    !dns_read_srv(&rr, &srv) || srv.target.length == 1 ||
	    !dns_name_within(&srv.target, &a->config.domain) ||
	    (p->target.length && dns_name_equal(&p->target, &srv.target)))
		return;
	drop_llq(a, &p->llq_a, t);
	drop_llq(a, &p->llq_txt, t);
	p->target = srv.target;
	p->llq_a = ask_llq(a, &p->target, DNS_TYPE_A,
			   agent_user(QUESTION_A, slot), t);
	p->llq_txt = ask_llq(a, &p->target, DNS_TYPE_TXT,
			     agent_user(QUESTION_TXT, slot), t);
}

static void
tell_location(const struct agent_peer *p, const struct peer_location *l,
	      struct turn *t)
{
	char host[DNS_NAME_TEXT_MAX], where[ADDRESS_TEXT_MAX];

	if (!l->complete && !p->location.complete)
		return;		/* the first answers; the others follow */
	dns_name_to_text(&p->host, host, sizeof(host));
	if (!l->complete) {
		turn_tell(t, TELL_INFO, "peer %s: its records are gone", host);
	} else if (!l->reachable) {
		turn_tell(t, TELL_INFO, "peer %s: not reachable from "
			  "outside, it dials", host);
	} else {
		ipv4_text(ipv4_number(&l->public_endpoint), where);
		turn_tell(t, TELL_INFO, "peer %s: is at %s port %u", host,
			  where, (unsigned)l->public_endpoint.port);
	}
}

static void
disbelieve(struct agent *a, const struct agent_peer *p, enum agent_disbelief d,
	   struct turn *t)
{
	char host[DNS_NAME_TEXT_MAX];

	a->disbelieved[d]++;
	dns_name_to_text(&p->host, host, sizeof(host));
	turn_tell(t, TELL_WARNING, "peer %s: %s not used: %s", host,
		  d >= DISBELIEF_LAN ? "its LAN address is" :
		  "its records are", agent_disbelief_text(d));
}

static bool
same_location(const struct peer_location *x, const struct peer_location *y)
{
	return x->complete == y->complete && x->reachable == y->reachable &&
		endpoint_equal(&x->public_endpoint, &y->public_endpoint) &&
		endpoint_equal(&x->lan, &y->lan) && !memcmp(x->ula, y->ula, 16);
}

static void
free_peer(struct agent *a, struct agent_peer *p, struct turn *t)
{
	drop_llq(a, &p->llq_aaaa, t);
	drop_llq(a, &p->llq_srv, t);
	drop_llq(a, &p->llq_a, t);
	drop_llq(a, &p->llq_txt, t);
	deadlines_forget(t->deadlines, &p->peer.machine.base);
	p->used = false;
	a->save_due = true;
	a->hosts_due = a->left_out > 0;
}

/* Looks at one peer whose answers changed; true if there was one. Called with
 * the FIFO empty, so that one message's changes are one change (P4). */
bool
agent_look_at_peer(struct agent *a, struct turn *t)
{
	struct peer_location now;
	enum agent_disbelief d, lan;
	struct agent_peer *p;
	unsigned i;

	if (!a->peers_due)
		return false;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && a->peers[i].dirty)
			break;
	if (i == a->peer_reach)
		return false;
	p = &a->peers[i];
	p->dirty = false;
	follow_target(a, p, t);
	d = locate(a, p, &now, &lan);
	if (d != p->disbelief && d != DISBELIEF_NONE)
		disbelieve(a, p, d, t);
	if (lan != p->lan_disbelief && lan != DISBELIEF_NONE)
		disbelieve(a, p, lan, t);
	p->disbelief = d;
	p->lan_disbelief = lan;
	if (!same_location(&now, &p->location)) {
		tell_location(p, &now, t);
		p->learnt_at_ms = t->now_ms;
		p->location = now;
	}
	peer_locate(&p->peer, &now, t);
	if (p->leaving && p->peer.machine.base.state == PEER_UNKNOWN)
		free_peer(a, p, t);
	return true;
}

/* Networks came or went: what is believed of each peer is asked again. */
void
agent_prefixes_changed(struct agent *a, const struct network_facts *now)
{
	unsigned i;

	if (a->prefix_count == now->prefix_count &&
	    !memcmp(a->prefixes, now->prefixes, sizeof(a->prefixes)))
		return;
	a->prefix_count = now->prefix_count;
	memcpy(a->prefixes, now->prefixes, sizeof(a->prefixes));
	for (i = 0; i < a->peer_reach; i++)
		a->peers[i].dirty |= a->peers[i].used;
	a->peers_due = true;
}

/* News ---------------------------------------------------------------------------- */

void
agent_answers_changed(struct agent *a, const struct dnsclient_news *news,
		      struct turn *t)
{
	unsigned slot = (unsigned)(news->user & 0xffffffff);

	if (news->user >> 32 == QUESTION_PTR) {
		hosts_changed(a, t);
		return;
	}
	if (news->user >> 32 == QUESTION_NOTE) {
		agent_rival_changed(a, t);
		return;
	}
	if (slot >= a->config.peers_max || !a->peers[slot].used)
		return;
	a->peers[slot].dirty = true;
	a->peers_due = true;
	if (news->what == DNSCLIENT_ANSWERS)
		a->peers[slot].pushes++;
}

static struct agent_peer *
owner_of(struct agent *a, const struct machine *from)
{
	uintptr_t at = (uintptr_t)from, first = (uintptr_t)a->peers;
	struct agent_peer *p;

	if (at < first || at >= (uintptr_t)(a->peers + a->peer_reach))
		return NULL;
	p = &a->peers[(at - first) / sizeof(*p)];
	return p->used && &p->peer.machine.base == from ? p : NULL;
}

static void
tell_peer(const struct agent_peer *p, enum tell_level level, const char *what,
	  struct turn *t)
{
	char host[DNS_NAME_TEXT_MAX];

	dns_name_to_text(&p->host, host, sizeof(host));
	turn_tell(t, level, "peer %s: %s", host, what);
}

static void
tell_failure(const struct agent_peer *p, struct turn *t)
{
	char host[DNS_NAME_TEXT_MAX];

	dns_name_to_text(&p->host, host, sizeof(host));
	turn_tell(t, TELL_WARNING, "peer %s: the tunnel could not be set up "
		  "(%s); tried again by itself", host,
		  agent_reason_text(p->peer.reason));
}

bool
agent_peer_report(struct agent *a, const struct report *r, struct turn *t)
{
	struct agent_peer *p = owner_of(a, r->from);

	if (!p)
		return false;
	switch (r->what) {
	case PEER_REPORT_LOOK_AGAIN:
		p->undecided = true;
		a->peers_due = true;
		agent_decide(a, t);
		break;
	case PEER_REPORT_UP:
		tell_peer(p, TELL_INFO, "the tunnel is up", t);
		break;
	case PEER_REPORT_MOVED:
		tell_peer(p, TELL_INFO, "the tunnel has moved along", t);
		break;
	case PEER_REPORT_DOWN:
		tell_peer(p, TELL_WARNING, "the tunnel is down", t);
		/* perhaps because our gateway forgot its port */
		nat_doubt(&a->nat, t);
		break;
	case PEER_REPORT_FAILED:
		tell_failure(p, t);
		break;
	case PEER_REPORT_REFUSED:
		tell_peer(p, TELL_WARNING, "it refused us: is the tunnel secret "
			  "the same on both hosts?", t);
		break;
	case PEER_REPORT_ASK:
		if (p->llq_aaaa >= 0)
			dnsclient_poll(&a->dns, (unsigned)p->llq_aaaa);
		break;
	case PEER_REPORT_APART:
		tell_peer(p, TELL_WARNING, agent_apart_text(), t);
		break;
	case PEER_REPORT_GONE:
		p->dirty = true;
		a->peers_due = true;
		break;
	default:
		break;
	}
	return true;
}

/* Who dials one peer. Before our records of this boot stand nobody can know us,
 * and all would refuse us. False: there is nothing to decide. */
bool
agent_decide(struct agent *a, struct turn *t)
{
	unsigned i;

	if (!a->known || !a->peers_due)
		return false;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used && a->peers[i].undecided) {
			a->peers[i].undecided = false;
			peer_decide(&a->peers[i].peer, t);
			return true;
		}
	return false;
}

void
agent_hear_tunnel(struct agent *a, const struct tunnel_facts *facts,
		  struct turn *t)
{
	unsigned slot = facts->peer;

	if (slot >= a->config.peers_max || !a->peers[slot].used) {
		a->stale_tickets++;
		return;
	}
	peer_hear(&a->peers[slot].peer, facts, t);
}
