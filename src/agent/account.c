/* SPDX-License-Identifier: Apache-2.0 */
#include "account.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "shell/address.h"
#include "shell/clock.h"
#include "shell/sockets.h"
#include "shell/streams.h"

enum { ACCOUNT_VERSION = 1, SENTENCE_MAX = 512 };

/* Text ----------------------------------------------------------------------- */

/* A copy that lives as long as the account; cut where there is no room left. */
static char *
keep(struct account *r, const char *text)
{
	size_t left = sizeof(r->text) - r->text_used;
	char *out = r->text + r->text_used;
	size_t length = strlen(text);

	if (length >= left)
		length = left - 1;
	memcpy(out, text, length);
	out[length] = '\0';
	/* the last octet stays a terminator that all later texts share */
	r->text_used += length + 1;
	if (r->text_used >= sizeof(r->text))
		r->text_used = sizeof(r->text) - 1;
	return out;
}

static char *
keep_name(struct account *r, const struct dns_name *n)
{
	char text[DNS_NAME_TEXT_MAX] = "";

	if (n->length)
		dns_name_to_text(n, text, sizeof(text));
	return keep(r, text);
}

static char *
keep_endpoint(struct account *r, const struct endpoint *e)
{
	char text[ENDPOINT_TEXT_MAX];

	return keep(r, e->family ? endpoint_text(e, text) : "");
}

static char *
keep_ula(struct account *r, const uint8_t ula[16])
{
	struct endpoint e = { .family = 6 };

	memcpy(e.address, ula, 16);
	return ula[0] ? keep_endpoint(r, &e) : keep(r, "");
}

static char *
keep_ipv4(struct account *r, uint32_t number)
{
	struct endpoint e = { .family = 4, .address = {
		(uint8_t)(number >> 24), (uint8_t)(number >> 16),
		(uint8_t)(number >> 8), (uint8_t)number } };

	return number ? keep_endpoint(r, &e) : keep(r, "");
}

/* A state as people read it: its title, else its name. */
static char *
keep_state(struct account *r, const struct machine *m)
{
	const char *title = m->chart->state_titles[m->state];

	return keep(r, title && title[0] ? title : machine_state_name(m));
}

static uint64_t
left_ms(uint64_t at_ms, uint64_t now_ms)
{
	return at_ms == TIME_NEVER || at_ms <= now_ms ? 0 : at_ms - now_ms;
}

static uint64_t
since_ms(uint64_t at_ms, uint64_t now_ms)
{
	if (at_ms == 0)
		return 0;
	return now_ms > at_ms ? now_ms - at_ms : 1;
}

static void
count(struct account *r, const char *name, uint64_t value)
{
	Control__Counter *c;

	if (!value || r->status.n_counters == ACCOUNT_COUNTERS_MAX)
		return;
	c = &r->counters[r->status.n_counters];
	control__counter__init(c);
	c->name = keep(r, name);
	c->value = value;
	r->counter_list[r->status.n_counters++] = c;
}

/* Status --------------------------------------------------------------------- */

void
account_begin(struct account *r, bool last)
{
	r->text_used = 0;
	control__reply__init(&r->reply);
	r->reply.version = ACCOUNT_VERSION;
	r->reply.last = last;
}

void
account_say(struct account *r, const char *error, const char *progress)
{
	if (error)
		r->reply.error = keep(r, error);
	if (progress)
		r->reply.progress = keep(r, progress);
}

static void
put_reach(struct account *r, const struct agent *a)
{
	const char *remedy = agent_reach_remedy(a->reach);
	char text[SENTENCE_MAX];

	snprintf(text, sizeof(text), "%s%s%s", agent_reach_text(a->reach),
		 remedy[0] ? ". What would help: " : "", remedy);
	r->status.reach = keep(r, agent_reach_word(a->reach));
	r->status.reach_text = keep(r, text);
}

static void
put_gateway(struct account *r, const struct account_sources *s)
{
	const struct agent *a = s->agent;
	const struct network_facts *link = nat_link(&a->nat);
	Control__Status *out = &r->status;
	unsigned i;

	out->network = keep_state(r, &a->nat.network.machine.base);
	out->gateway = keep_endpoint(r, &link->gateway);
	out->gateway_state = keep_state(r, &a->nat.gateway.machine.base);
	if (a->nat.gateway.address_known)
		out->public_address = keep_ipv4(r, a->nat.gateway.address);
	out->seen_address = keep_ipv4(r, a->reflex_address);
	for (i = 0; i < NAT_SLOTS; i++) {
		const struct mapping *m = &a->nat.mappings[i];
		Control__Mapping *p = &r->mappings[i];

		control__mapping__init(p);
		p->purpose = keep(r, i == NAT_SLOT_TUNNEL ? "tunnel" : "llq");
		p->state = keep_state(r, &m->machine.base);
		p->local_port = a->ports[i].local;
		p->external_port = a->ports[i].external;
		p->renewed_in_ms = left_ms(
			machine_timer_due_ms(&m->machine.base,
					     MAPPING_TIMER_RENEW), s->now_ms);
		r->mapping_list[i] = p;
	}
	out->n_mappings = NAT_SLOTS;
	out->mappings = r->mapping_list;
}

static const char *
type_text(uint16_t type)
{
	switch (type) {
	case DNS_TYPE_A:
		return "A";
	case DNS_TYPE_AAAA:
		return "AAAA";
	case DNS_TYPE_SRV:
		return "SRV";
	case DNS_TYPE_TXT:
		return "TXT";
	case DNS_TYPE_PTR:
		return "PTR";
	default:
		return "?";
	}
}

static void
put_queries(struct account *r, const struct account_sources *s)
{
	Control__Status *out = &r->status;
	unsigned i;

	for (i = 0; i < s->agent->dns.session.client_reach; i++) {
		const struct llq_client *q = dnsclient_llq(&s->agent->dns, i);
		Control__Query *p = &r->queries[out->n_queries];

		if (!q)
			continue;
		control__query__init(p);
		p->name = keep_name(r, &q->name);
		p->type = keep(r, type_text(q->type));
		p->state = keep_state(r, &q->machine.base);
		p->lease_s = q->granted_s;
		p->ends_in_ms = left_ms(llq_client_ends_ms(q), s->now_ms);
		p->answers = q->answers.count;
		p->known = q->answers.known;
		r->query_list[out->n_queries++] = p;
	}
	out->queries = r->query_list;
}

static void
put_registration(struct account *r, const struct account_sources *s)
{
	const struct agent *a = s->agent;
	char clocks[CLOCK_TEXT_MAX];
	struct endpoint e;
	Control__Status *out = &r->status;

	out->registration = keep_state(r, &a->dns.registration.machine.base);
	if (a->clashed)
		out->clash = keep(r, agent_clash_text(a));
	out->rival = keep(r, a->rival);
	out->discovery = keep_state(r, &a->dns.discovery.machine.base);
	out->lease_s = a->registered_lease_s;
	out->registered_ms = since_ms(a->registered_at_ms, s->now_ms);
	out->zone = keep_name(r, dnsclient_zone(&a->dns));
	e = dnsclient_update_server(&a->dns);
	out->update_server = keep_endpoint(r, &e);
	e = dnsclient_llq_server(&a->dns);
	out->llq_server = keep_endpoint(r, &e);
	if (s->edge && edge_counters(s->edge)->badtime_theirs_s) {
		clock_difference_text(edge_counters(s->edge)->badtime_theirs_s,
				      edge_counters(s->edge)->badtime_ours_s,
				      clocks);
		out->clocks = keep(r, clocks);
	}
	if (a->published) {
		out->public_endpoint = keep_endpoint(r, &a->facts.outer);
		out->lan_endpoint = keep_endpoint(r, &a->facts.lan);
	}
}

static void
put_backend(struct account *r, const struct account_sources *s)
{
	struct tunnel_status t;
	char text[SENTENCE_MAX];

	if (!s->tunnel) {
		r->status.backend = keep(r, "none");
		return;
	}
	tunnel_status(s->tunnel, &t);
	snprintf(text, sizeof(text), "%s, ESP %s%s%s%s", t.backend,
		 t.esp == TUNNEL_ESP_KERNEL ? "in the kernel" :
		 "in user space", t.esp_error ? " (the kernel has none: " : "",
		 t.esp_error ? strerror(-t.esp_error) : "",
		 t.esp_error ? ")" : "");
	r->status.backend = keep(r, text);
	r->status.backend_on = t.on;
	count(r, "IKE daemon restarts", t.restarts);
	count(r, "packets to our tunnel address that came by no tunnel: "
	      "dropped", t.guard.to_us);
	count(r, "packets from a peer's address that came by no tunnel: "
	      "dropped", t.guard.from_peer);
	count(r, "packets between tunnel addresses that were to leave in "
	      "clear: dropped", t.guard.in_clear);
	if (!t.guarded)
		count(r, "packet filter rule missing", 1);
}

static void
put_counters(struct account *r, const struct account_sources *s)
{
	static const char *const nat_drops[NAT_DROP_COUNT] = {
		"gateway packets from a wrong source",
		"malformed gateway packets",
		"gateway packets of another version",
		"gateway packets that are requests",
		"stray gateway packets",
	};
	static const char *const verdicts[VERDICT_COUNT] = {
		NULL, NULL, "messages with an unknown key (BADKEY)",
		"messages with a wrong signature (BADSIG)",
		"messages from another time (BADTIME)",
		"messages with a cut signature (BADTRUNC)",
		"messages with an unreadable TSIG", NULL
	};
	const struct agent *a = s->agent;
	const struct driver_counters *d = driver_counters(s->driver);
	const struct sockets_counters *k =
		sockets_counters(driver_sockets(s->driver));
	char text[SENTENCE_MAX];
	unsigned i;

	for (i = 0; i < NAT_DROP_COUNT; i++)
		count(r, nat_drops[i], a->nat.dropped[i]);
	for (i = 0; i < LLQ_DROP_COUNT; i++) {
		snprintf(text, sizeof(text), "DNS messages dropped: %s",
			 llq_drop_text(i));
		count(r, text, dnsclient_dropped(&a->dns, i));
	}
	for (i = 0; s->edge && i < VERDICT_COUNT; i++)
		if (verdicts[i])
			count(r, verdicts[i],
			      edge_counters(s->edge)->verdicts[i]);
	for (i = 1; i < DISBELIEF_COUNT; i++) {
		snprintf(text, sizeof(text), "peers' records not believed: %s",
			 agent_disbelief_text(i));
		count(r, text, a->disbelieved[i]);
	}
	count(r, "hosts beyond the limit: left out", a->left_out);
	count(r, "records beyond a question's limit: left out",
	      dnsclient_left_out(&a->dns));
	count(r, "hosts whose names no host can have: not used", a->misnamed);
	count(r, "answers to what is over", a->stale_tickets);
	count(r, "gateway lost its state", a->nat.gateway.losses);
	count(r, "gateway told another address each time",
	      a->nat.gateway.wavers);
	count(r, "datagrams that the kernel refused to send", k->unsent);
	count(r, "messages that could not be signed", d->unsignable);
	count(r, "answers too late to be sent", d->origins_lost);
	count(r, "state saves that failed", d->saves_failed);
}

static bool
has_tunnel(const struct peer *p)
{
	switch ((enum peer_state)p->machine.base.state) {
	case PEER_OPEN:
	case PEER_NUDGING:
	case PEER_ASTRAY:
	case PEER_YIELDING:
	case PEER_SHIFTING:
	case PEER_FORCING:
	case PEER_STRAINED:
	case PEER_FADING:
		return true;
	default:
		return false;
	}
}

void
account_status(struct account *r, const struct account_sources *s)
{
	const struct agent *a = s->agent;
	Control__Status *out = &r->status;
	unsigned i;

	control__status__init(out);
	out->counters = r->counter_list;
	out->software = keep(r, "autotunnel " AUTOTUNNEL_VERSION);
	out->host = keep_name(r, &a->config.host);
	out->domain = keep_name(r, &a->config.domain);
	out->label = keep_name(r, &a->label);
	out->ula = keep_ula(r, a->ula);
	out->sandbox = keep(r, s->sandbox);
	out->moves = a->moves;
	out->running_ms = since_ms(s->started_ms, s->now_ms);
	for (i = 0; i < a->peer_reach; i++) {
		if (!a->peers[i].used)
			continue;
		out->peers++;
		out->peers_up += has_tunnel(&a->peers[i].peer);
	}
	put_reach(r, a);
	put_gateway(r, s);
	put_registration(r, s);
	put_queries(r, s);
	put_backend(r, s);
	put_counters(r, s);
	r->reply.status = out;
}

/* Peers ---------------------------------------------------------------------- */

static const char *
who_dials(const struct peer *p)
{
	switch (peer_who_dials(p)) {
	case PEER_EV_WE_DIAL:
		return "we";
	case PEER_EV_THEY_FIRST:
	case PEER_EV_THEY_DIAL:
		return "they";
	default:
		return "nobody";
	}
}

/* How the tunnel gets there: by which of the endpoints that are published, or
 * by none of them. */
static void
put_way(struct account *r, const struct peer *p, Control__Peer *out)
{
	const struct endpoint *at = &p->remote;
	char endpoint[ENDPOINT_TEXT_MAX], text[SENTENCE_MAX];
	const char *by = "from where it called us,", *how = "";

	if (!at->family)
		return;
	if (endpoint_equal(at, &p->location.lan)) {
		by = "by its LAN address";
	} else if (endpoint_equal(at, &p->location.public_endpoint)) {
		by = "by its public endpoint";
		if (endpoint_same_address(at, &p->self.public_endpoint))
			how = ", which our own gateway turns back";
	}
	snprintf(text, sizeof(text), "%s %s%s", by,
		 endpoint_text(at, endpoint), how);
	out->way = keep(r, text);
}

/* The host whose records name the same public endpoint as P's, or NULL: one of
 * the two has gone without a word, and its lease still runs. */
static const struct agent_peer *
same_endpoint(const struct agent *a, const struct agent_peer *p)
{
	const struct agent_peer *other;
	unsigned i;

	for (i = 0; i < a->peer_reach && p->location.reachable; i++) {
		other = &a->peers[i];
		if (other->used && other != p && other->location.reachable &&
		    endpoint_equal(&other->location.public_endpoint,
				   &p->location.public_endpoint))
			return other;
	}
	return NULL;
}

/* Why there is no tunnel, where that is known. */
static void
put_reason(struct account *r, const struct agent *a, const struct agent_peer *p,
	   Control__Peer *out)
{
	const struct agent_peer *other = same_endpoint(a, p);
	char name[DNS_NAME_TEXT_MAX], text[DNS_NAME_TEXT_MAX + 80];

	out->reason = keep(r, agent_reason_text(p->peer.reason));
	if (out->up)
		return;
	if (p->peer.machine.base.state == PEER_APART) {
		out->reason = keep(r, agent_apart_text());
	} else if (other) {
		dns_name_to_text(&other->host, name, sizeof(name));
		snprintf(text, sizeof(text), "%s is published at the same "
			 "endpoint, so one of the two is no longer there", name);
		out->reason = keep(r, text);
	}
}

static void
put_peer(struct account *r, const struct agent *a, const struct agent_peer *p,
	 Control__Peer *out, uint64_t now_ms)
{
	control__peer__init(out);
	out->host = keep_name(r, &p->host);
	out->state = keep_state(r, &p->peer.machine.base);
	out->up = has_tunnel(&p->peer);
	out->reachable = p->location.complete && p->location.reachable;
	if (p->location.complete)
		out->ula = keep_ula(r, p->location.ula);
	out->public_endpoint = keep_endpoint(r, &p->location.public_endpoint);
	out->lan_endpoint = keep_endpoint(r, &p->location.lan);
	out->remote = keep_endpoint(r, &p->peer.remote);
	out->device = keep(r, p->device);
	if (p->disbelief)
		out->disbelief = keep(r, agent_disbelief_text(p->disbelief));
	if (p->lan_disbelief)
		out->lan_disbelief =
			keep(r, agent_disbelief_text(p->lan_disbelief));
	put_way(r, &p->peer, out);
	put_reason(r, a, p, out);
	out->dials = keep(r, who_dials(&p->peer));
	if (out->up)
		out->up_ms = since_ms(p->peer.up_since_ms, now_ms);
	out->learnt_ms = since_ms(p->learnt_at_ms, now_ms);
	out->moves = p->peer.moves;
	out->failures = p->peer.failures;
	out->pushes = p->pushes;
}

void
account_peers(struct account *r, const struct account_sources *s)
{
	unsigned i;

	for (i = 0; i < s->agent->peer_reach; i++) {
		const struct agent_peer *p = &s->agent->peers[i];

		if (!p->used)
			continue;
		put_peer(r, s->agent, p, &r->peers[r->reply.n_peers],
			 s->now_ms);
		r->peer_list[r->reply.n_peers] = &r->peers[r->reply.n_peers];
		r->reply.n_peers++;
	}
	r->reply.peers = r->peer_list;
}

const uint8_t *
account_pack(struct account *r, size_t *size)
{
	*size = control__reply__get_packed_size(&r->reply);
	if (*size > sizeof(r->octets)) {
		/* the long queries first: the rest is worth more */
		r->status.n_queries = 0;
		*size = control__reply__get_packed_size(&r->reply);
	}
	if (*size > sizeof(r->octets)) {
		account_begin(r, r->reply.last);
		account_say(r, "too much to tell", NULL);
		*size = control__reply__get_packed_size(&r->reply);
	}
	control__reply__pack(&r->reply, r->octets);
	return r->octets;
}
