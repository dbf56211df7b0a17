/* SPDX-License-Identifier: Apache-2.0 */
/* agent.c - a host's machines in one container: one turn, and the ways of the
 * reports. */
#include "agent_parts.h"
#include "carve.h"

#include "autotunnel/natpmp.h"
#include "autotunnel/near.h"

#include <assert.h>
#include <string.h>

/* Memory ---------------------------------------------------------------------------- */

/* How many answers a peer's four questions have room for, and how many there
 * are in any case; how many messages without an answer there may be beside one
 * a peer. */
enum { ANSWERS_A_PEER = 16, ANSWERS_LEAST = 128, MESSAGES_BESIDE_PEERS = 8 };

static unsigned
peers_of(const struct agent_config *config)
{
	assert(config->peers_max <= AGENT_PEERS_MAX);
	return config->peers_max ? config->peers_max : AGENT_PEERS_MAX;
}

/* The pools behind the struct: what every turn looks at is first. A NULL: only
 * C counts. */
static void
lay_pools(struct carver *c, struct agent *a, unsigned peers)
{
	unsigned clients = LLQ_CLIENTS_BESIDE_PEERS +
		LLQ_CLIENTS_A_PEER * peers;
	unsigned machines = clients + DNSCLIENT_MACHINES_BESIDE_LLQS +
		NAT_MACHINES + peers + NAT_SLOTS;
	unsigned messages = MESSAGES_BESIDE_PEERS + peers;
	unsigned answers = ANSWERS_A_PEER * peers;
	struct llq_pools p = { .client_max = (uint16_t)clients };
	struct agent_peer *list;
	struct deadline *heap;
	void *memory;

	if (messages > LLQ_MESSAGES_MAX)
		messages = LLQ_MESSAGES_MAX;
	if (answers < ANSWERS_LEAST)
		answers = ANSWERS_LEAST;
	p.message_max = (uint16_t)messages;
	p.answer_max = (uint16_t)answers;
	heap = carve(c, machines, sizeof(*heap));
	p.clients = carve(c, clients, sizeof(*p.clients));
	list = carve(c, peers, sizeof(*list));
	memory = carve(c, 1, offsetof(struct agent_memory, llqs) +
		       clients * sizeof(struct agent_llq));
	p.messages = carve(c, messages, sizeof(*p.messages));
	p.answers = carve(c, answers, sizeof(*p.answers));
	if (!a)
		return;
	deadlines_init(&a->deadlines, heap, machines);
	a->pools = p;
	a->peers = list;
	a->memory = memory;
}

size_t
agent_size(const struct agent_config *config)
{
	struct carver count = { 0 };

	carve(&count, 1, sizeof(struct agent));
	lay_pools(&count, NULL, peers_of(config));
	return count.at;
}

/* Of the queries those that there are, and that there is room for. */
static void
copy_memory(struct agent *a, const struct agent_memory *from)
{
	unsigned count = from->llq_count;

	assert(count <= AGENT_LLQS_MAX);
	if (count > a->pools.client_max)
		count = a->pools.client_max;
	memcpy(a->memory, from, offsetof(struct agent_memory, llqs) +
	       count * sizeof(from->llqs[0]));
	a->memory->llq_count = count;
	a->remembers = count > 0;
}

void
agent_init(struct agent *a, const struct agent_config *config,
	   const struct agent_memory *memory)
{
	memset(a, 0, agent_size(config));
	agent_init_zeroed(a, config, memory);
}

void
agent_init_zeroed(struct agent *a, const struct agent_config *config,
		  const struct agent_memory *memory)
{
	struct nat_config nat = { .lifetime_s = config->mapping_lifetime_s };
	struct carver c = { .base = (uint8_t *)a };

	assert((uintptr_t)a % AGENT_ALIGNMENT == 0);
	a->config = *config;
	a->config.peers_max = (uint16_t)peers_of(config);
	carve(&c, 1, sizeof(*a));
	lay_pools(&c, a, a->config.peers_max);
	copy_memory(a, memory);
	a->ptr_llq = a->note_llq = -1;
	nat_init(&a->nat, &nat);
	port_init(&a->ports[NAT_SLOT_TUNNEL], "tunnel", CHANNEL_TUNNEL,
		  memory->tunnel_port ? memory->tunnel_port :
		  config->tunnel_port, false);
	port_init(&a->ports[NAT_SLOT_LLQ], "llq", CHANNEL_LLQ, memory->llq_port,
		  true);
}

uint64_t
agent_deadline_ms(const struct agent *a)
{
	return deadlines_first_ms(&a->deadlines);
}

/* Inputs ----------------------------------------------------------------------- */

static void
bind_channel(struct turn *t, enum channel channel, uint16_t port)
{
	struct effect *e = turn_effect(t, EFFECT_BIND);

	e->channel = channel;
	e->port = port;
}

static void
start(struct agent *a, struct turn *t)
{
	struct dnsclient_config dns = {
		.domain = a->config.domain, .host = a->config.host,
		.keys = a->config.keys, .lease_s = a->config.lease_s,
		.registered = a->memory->registered, .pools = a->pools,
	};
	struct effect *e;

	dns.copied = a->config.copied;
	memcpy(dns.former_ulas[0], a->memory->ula, 16);
	memcpy(dns.former_ulas[1], a->memory->ula_tried, 16);
	memcpy(dns.former_ulas[2], a->memory->ula_registered, 16);
	agent_identify(a, t);
	dns.label = a->label;
	if (dnsclient_init_zeroed(&a->dns, &dns) < 0) {
		turn_tell(t, TELL_ERROR, "the names are too long for DNS");
		turn_effect(t, EFFECT_STOPPED);
		a->stopped = true;
		return;
	}
	e = turn_effect(t, EFFECT_ADDRESS);
	memcpy(e->address, a->ula, sizeof(e->address));
	bind_channel(t, CHANNEL_GATEWAY, 0);
	bind_channel(t, CHANNEL_ANNOUNCE, NATPMP_ANNOUNCE_PORT);
	bind_channel(t, CHANNEL_QUERY, 0);
	port_step(&a->ports[NAT_SLOT_TUNNEL], PORT_EV_WANTED, t);
	dnsclient_start(&a->dns, t);
	agent_hosts_start(a, t);
	agent_rival_start(a, t);
}

static void
bound(struct agent *a, const struct input *in, struct turn *t)
{
	if (in->channel == CHANNEL_TUNNEL)
		port_bound(&a->ports[NAT_SLOT_TUNNEL], in, t);
	else if (in->channel == CHANNEL_LLQ)
		port_bound(&a->ports[NAT_SLOT_LLQ], in, t);
	else if (in->error)
		turn_tell(t, TELL_WARNING, "a UDP socket could not be had "
			  "(channel %u)", (unsigned)in->channel);
}

/* Deletes what we have elsewhere: records, LLQs, mappings, tunnels. */
static void
leave(struct agent *a, struct turn *t)
{
	if (a->leaving)
		return;
	a->leaving = true;
	turn_tell(t, TELL_INFO, "leaving: records and mappings are deleted");
	dnsclient_leave(&a->dns, t);
	nat_stop(&a->nat, t);
}

static void
command(struct agent *a, const struct input *in, struct turn *t)
{
	switch (in->command) {
	case COMMAND_LEAVE:
		leave(a, t);
		break;
	case COMMAND_STOP:
		turn_effect(t, EFFECT_SAVE);
		turn_effect(t, EFFECT_STOPPED);
		a->stopped = true;
		break;
	case COMMAND_CLAIM:
		dnsclient_claim(&a->dns, t);
		break;
	case COMMAND_ASK_AGAIN:
		a->reflex_due = true;
		nat_doubt(&a->nat, t);
		dnsclient_ask_again(&a->dns, t);
		break;
	default:
		break;
	}
}

/* Every peer's machine hears that the back end is there, or gone. */
static void
hear_backend(struct agent *a, const struct tunnel_facts *facts, struct turn *t)
{
	unsigned i;

	if (facts->news != TUNNEL_BACKEND_ON &&
	    facts->news != TUNNEL_BACKEND_OFF) {
		agent_hear_tunnel(a, facts, t);
		return;
	}
	for (i = 0; i < a->peer_reach; i++)
		a->peers[i].backend = a->peers[i].used ? 1 + facts->news : 0;
	a->peers_due = true;
}

static void
dispatch(struct agent *a, const struct input *in, struct turn *t)
{
	switch (in->kind) {
	case INPUT_START:
		start(a, t);
		break;
	case INPUT_BOUND:
		bound(a, in, t);
		break;
	case INPUT_TUNNEL:
		hear_backend(a, &in->tunnel, t);
		break;
	case INPUT_COMMAND:
		command(a, in, t);
		break;
	case INPUT_DEADLINE:
	case INPUT_SAVED:
		break;
	case INPUT_NETWORK:
		agent_prefixes_changed(a, &in->network);
		nat_input(&a->nat, in, t);
		break;
	default:
		if (!nat_input(&a->nat, in, t) && !dnsclient_input(&a->dns, t))
			a->stale_tickets++;
	}
}

/* Work --------------------------------------------------------------------------- */

static void
route(struct agent *a, const struct report *r, struct turn *t)
{
	struct dnsclient_news news;

	if (nat_report(&a->nat, r, t) || agent_self_report(a, r, t) ||
	    agent_peer_report(a, r, t))
		return;
	if (dnsclient_report(&a->dns, r, t, &news))
		agent_dns_news(a, &news, t);
}

static bool
backend_work(struct agent *a, struct turn *t)
{
	struct tunnel_facts facts = { .news = TUNNEL_BACKEND_ON };
	unsigned i;

	if (!a->peers_due)
		return false;
	for (i = 0; i < a->peer_reach && !a->peers[i].backend; i++)
		;
	if (i == a->peer_reach)
		return false;
	facts.news = a->peers[i].backend - 1;
	facts.peer = (uint16_t)i;
	a->peers[i].backend = 0;
	peer_hear(&a->peers[i].peer, &facts, t);
	return true;
}

/* Leaving: tunnels last, so that what is said of us is gone first. */
static bool
leave_work(struct agent *a, struct turn *t)
{
	struct effect *e;
	unsigned i;

	if (!a->leaving || a->stopped || !a->left_zone || !a->left_gateway)
		return false;
	for (i = 0; i < a->peer_reach; i++)
		if (a->peers[i].used) {
			peer_withdraw(&a->peers[i].peer, t);
			deadlines_forget(t->deadlines,
					 &a->peers[i].peer.machine.base);
			a->peers[i].used = false;
			return true;
		}
	e = turn_effect(t, EFFECT_ADDRESS);
	memcpy(e->address, a->ula, sizeof(e->address));
	e->take = true;
	turn_effect(t, EFFECT_SAVE);
	turn_tell(t, TELL_INFO, "left");
	turn_effect(t, EFFECT_STOPPED);
	a->stopped = true;
	return true;
}

/* One more step; false: this input is handled to completion. */
static bool
work(struct agent *a, struct turn *t)
{
	struct machine *due = deadlines_first(&a->deadlines);
	struct report r;

	if (reports_take(&a->reports, &r)) {
		route(a, &r, t);
		return true;
	}
	if (due && deadlines_first_ms(&a->deadlines) <= t->now_ms &&
	    !a->stopped) {
		machine_fire(due, t);
		return true;
	}
	if (agent_remember_host(a, t) || agent_look_for_hosts(a, t) ||
	    backend_work(a, t) || agent_decide(a, t) ||
	    agent_look_at_peer(a, t) || agent_self_work(a, t) ||
	    dnsclient_flush(&a->dns, t) || leave_work(a, t))
		return true;
	if (!a->save_due)
		return false;
	a->save_due = false;
	turn_effect(t, EFFECT_SAVE);
	return true;
}

static bool
run(struct agent *a)
{
	struct turn *t = &a->turn;

	while (effects_have_room(t->out))
		if (!work(a, t)) {
			t->out->random_unused = !random_drawn(&t->random);
			return false;
		}
	return true;
}

bool
agent_turn(struct agent *a, const struct input *in, struct effects *out)
{
	struct turn *t = &a->turn;

	assert(a->reports.count == 0);
	effects_clear(out);
	t->now_ms = in->now_ms;
	t->input = in;
	t->out = out;
	t->deadlines = &a->deadlines;
	t->reports = &a->reports;
	random_seed(&t->random, in->random);
	a->inputs++;
	if (!a->stopped)
		dispatch(a, in, t);
	return run(a);
}

bool
agent_more(struct agent *a, struct effects *out)
{
	effects_clear(out);
	a->turn.out = out;
	return run(a);
}

/* Nearness ------------------------------------------------------------------------- */

/* So many machines mostly have a deadline. */
enum { HEAP_NEAR = 40, LINE = NEAR_LINE };

/* The sign of life that is asked for each minute, and its answer (P8). */
static void
fetch_dns(const struct dnsclient *c)
{
	near_fetch(&c->config.keys, sizeof(c->config.keys));
	near_fetch(&c->discovery.zone, LINE);
	near_fetch(&c->discovery.llq, sizeof(c->discovery.llq));
	near_fetch(&c->contact, sizeof(c->contact) + sizeof(c->stream));
	near_fetch(&c->session, offsetof(struct llq_session, dropped));
	near_fetch(&c->queries[0], sizeof(c->queries[0]));
	near_fetch(&c->asking[0], LINE);
	near_fetch(&c->query_reach, 2 * LINE);
}

static void
fetch_pools(const struct agent *a)
{
	const struct llq_session *s = &a->dns.session;

	near_fetch(a->deadlines.heap, HEAP_NEAR * sizeof(struct deadline));
	near_fetch(&s->clients[0].machine, LINE);
	near_fetch(&s->clients[0].type, LINE);
}

/* A long-lived query that is refreshed takes the others along. */
static void
fetch_llqs(const struct llq_session *s)
{
	const struct llq_client *c;

	for (c = s->clients; c < s->clients + s->client_reach; c++) {
		near_fetch(c, LINE);
		near_fetch(&c->commons, offsetof(struct llq_client, name) -
			   offsetof(struct llq_client, commons) + LINE);
	}
}

/* By where M is: to read its chart would be to wait for it. */
static bool
is_llq(const struct llq_session *s, const struct machine *m)
{
	return (uintptr_t)m >= (uintptr_t)s->clients &&
		(uintptr_t)m < (uintptr_t)(s->clients + s->client_reach);
}

void
agent_fetch(const struct agent *a, enum agent_near what)
{
	const struct machine *m;

	switch (what) {
	case AGENT_NEAR_SELF:
		fetch_dns(&a->dns);
		near_fetch(&a->peers, 2 * LINE);
		near_fetch(&a->facts, sizeof(a->facts));
		near_fetch(&a->prefixes[NETWORK_PREFIXES_MAX - 1], 2 * LINE);
		near_fetch(&a->deadlines, sizeof(a->deadlines));
		near_fetch(&a->reports.first, LINE);
		near_fetch(&a->turn, sizeof(a->turn) + LINE);
		break;
	case AGENT_NEAR_POOLS:
		fetch_pools(a);
		break;
	case AGENT_NEAR_DUE:
		m = deadlines_first(&a->deadlines);
		if (m && is_llq(&a->dns.session, m))
			fetch_llqs(&a->dns.session);
		else if (m)
			near_fetch(m, sizeof(*m) + LINE);
	}
}

/* What is remembered ---------------------------------------------------------------- */

void
agent_remember(const struct agent *a, struct agent_memory *memory)
{
	const struct llq_client *c;
	struct agent_llq *l;
	unsigned slot;

	memcpy(memory, a->memory, offsetof(struct agent_memory, llqs));
	memory->llq_count = 0;
	for (slot = 0; slot < a->dns.session.client_reach && !a->leaving;
	     slot++) {
		c = dnsclient_llq(&a->dns, slot);
		if (!c || c->llq_id == 0)
			continue;
		l = &memory->llqs[memory->llq_count++];
		dns_name_copy(&l->name, &c->name);
		l->type = c->type;
		l->id = c->llq_id;
		l->lease_s = c->granted_s;
		l->ends_ms = llq_client_ends_ms(c);
	}
}
