/* SPDX-License-Identifier: Apache-2.0 */
/* agent_world.c - the agent's clock, its effects, and who answers them. What
 * the answers say is agent_zone.c's. */
#include "fuzz/agent_world.h"
#include "fuzz/rows.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { CALLS_MAX = 2000, FIRES_MAX = 50 };

static struct agent_world started;	/* as agent_world_begin leaves it */

/* Answers ------------------------------------------------------------------------- */

static struct agent_coming *
coming(struct agent_world *w, enum input_kind kind)
{
	struct agent_coming *c;

	if (w->coming_count == AGENT_WORLD_COMING_MAX)
		return NULL;
	c = &w->coming[w->coming_count++];
	c->in = (struct input){ .kind = kind };
	return c;
}

static void
keep_sent(struct agent_world *w, const struct effect *e, const uint8_t *octets)
{
	struct agent_message *m;
	struct agent_coming *c;

	if (e->length > AGENT_WORLD_MESSAGE_MAX)
		return;
	m = &w->sent[w->sent_count++ % AGENT_WORLD_SENT_MAX];
	memcpy(m->octets, octets, e->length);
	m->length = e->length;
	m->channel = e->channel;
	m->to = e->to;
	m->stream = e->kind == EFFECT_STREAM_SEND;
	m->ticket = e->ticket;
	if (!(w->knobs.answers & ANSWERS_DNS))
		return;
	c = coming(w, m->stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM);
	if (!c)
		return;
	c->in.channel = m->stream ? CHANNEL_NONE : m->channel;
	c->in.stream = m->stream;
	c->in.ticket = m->ticket;
	c->in.source = m->to;
	c->in.key = w->knobs.strange & STRANGE_UNSIGNED ? KEY_NONE : 0;
	c->in.verdict = w->knobs.strange & STRANGE_UNSIGNED ?
		VERDICT_UNSIGNED : VERDICT_VERIFIED;
	c->in.length = agent_world_answer(w, m, c->octets);
	if (!c->in.length)
		w->coming_count--;
}

static void
keep_asked(struct agent_world *w, const struct effect *e, const uint8_t *octets)
{
	struct agent_coming *c;

	assert(e->length <= sizeof(w->asked));
	memcpy(w->asked, octets, e->length);
	w->asked_length = e->length;
	w->gateway = e->to;
	if (!(w->knobs.answers & ANSWERS_GATEWAY))
		return;
	c = coming(w, INPUT_DATAGRAM);
	if (!c)
		return;
	c->in.channel = CHANNEL_GATEWAY;
	c->in.source = e->to;
	c->in.key = KEY_NONE;
	c->in.length = agent_world_reply(w, c->octets);
}

static void
lookup(struct agent_world *w, const struct effect *e, const uint8_t *octets)
{
	struct agent_coming *c;
	struct agent_message m = { .length = 0 };
	struct dns_name name;
	struct dns_writer out;
	enum agent_lookup how;

	assert(!dns_name_from_wire(&name, octets, e->length));
	how = agent_world_lookup(w, &name, e->type);
	if (!(w->knobs.answers & ANSWERS_LOOKUP) || how == LOOKUP_SILENT)
		return;
	c = coming(w, INPUT_LOOKUP);
	if (!c)
		return;
	c->in.ticket = e->ticket;
	if (how == LOOKUP_FAILS) {
		c->in.error = -110;
		return;
	}
	dns_begin(&out, m.octets, sizeof(m.octets), 1, 0);
	dns_add_question(&out, &name, e->type, DNS_CLASS_IN);
	m.length = (size_t)dns_end(&out);
	m.channel = CHANNEL_NONE;
	c->in.length = agent_world_answer(w, &m, c->octets);
}

static void
tunnel(struct agent_world *w, const struct effect_tunnel *t)
{
	struct agent_coming *c;

	if (t->verb != TUNNEL_DIAL && t->verb != TUNNEL_REKEY)
		return;
	if (!(w->knobs.answers & ANSWERS_TUNNEL))
		return;
	c = coming(w, INPUT_TUNNEL);
	if (!c)
		return;
	c->in.tunnel.news = t->verb == TUNNEL_DIAL ? TUNNEL_UP :
		TUNNEL_REKEYED;
	c->in.tunnel.peer = t->peer;
	c->in.tunnel.ours = true;
	c->in.tunnel.remote = t->remote;
}

static void
open_stream(struct agent_world *w, const struct effect *e)
{
	struct agent_coming *c;

	if (!(w->knobs.answers & ANSWERS_STREAM))
		return;
	c = coming(w, INPUT_STREAM_UP);
	if (c)
		c->in.ticket = e->ticket;
}

static void
bind_port(struct agent_world *w, const struct effect *e)
{
	struct agent_coming *c;

	if (!(w->knobs.answers & ANSWERS_BIND))
		return;
	c = coming(w, INPUT_BOUND);
	if (!c)
		return;
	c->in.channel = e->channel;
	c->in.port = e->port ? e->port : 40000;
}

/* Effects ------------------------------------------------------------------------- */

static void
obey(struct agent_world *w, const struct effect *e)
{
	const uint8_t *octets = w->out.octets + e->offset;

	assert(e->kind < EFFECT_KIND_COUNT);
	assert(e->offset + e->length <= w->out.octets_used);
	assert(e->key == KEY_NONE || e->key < w->a->config.keys.count);
	if (e->ticket.generation)
		w->ticket = e->ticket;
	switch (e->kind) {
	case EFFECT_SEND:
	case EFFECT_STREAM_SEND:
		if (e->kind == EFFECT_SEND && e->channel == CHANNEL_GATEWAY)
			keep_asked(w, e, octets);
		else
			keep_sent(w, e, octets);
		break;
	case EFFECT_LOOKUP:
		lookup(w, e, octets);
		break;
	case EFFECT_TUNNEL:
		assert(e->tunnel.peer < AGENT_PEERS_MAX);
		assert(e->tunnel.verb < TUNNEL_VERB_COUNT);
		tunnel(w, &e->tunnel);
		break;
	case EFFECT_STREAM_OPEN:
		open_stream(w, e);
		break;
	case EFFECT_BIND:
		bind_port(w, e);
		break;
	default:
		break;
	}
}

static void
obey_all(struct agent_world *w)
{
	unsigned i;

	assert(w->out.count <= EFFECTS_MAX);
	rows_fired(&w->out);
	for (i = 0; i < w->out.count; i++)
		obey(w, &w->out.list[i]);
}

void
agent_world_check(const struct agent_world *w)
{
	const struct deadlines *d = &w->a->deadlines;
	const struct dnsclient_query *q;
	const struct llq_client *c;
	unsigned i;

	for (i = 0; i < d->count; i++)
		assert(d->heap[deadlines_machine(d, i)->seat - 1].at == i);
	if (w->a->stopped)
		return;
	for (i = 0; i < w->a->peer_reach; i++)
		if (w->a->peers[i].used)
			rows_check_rest(&w->a->peers[i].peer.machine.base);
	for (i = 0; i < w->a->dns.session.client_reach; i++) {
		c = dnsclient_llq(&w->a->dns, i);
		if (c)
			rows_check_rest(&c->machine.base);
	}
	for (i = 0; i < DNSCLIENT_QUERIES_MAX; i++) {
		q = &w->a->dns.queries[i];
		if (w->a->dns.asking[i].asker)
			rows_check_rest(&q->query.machine.base);
	}
	rows_check_rest(&w->a->dns.registration.machine.base);
	rows_check_rest(&w->a->dns.discovery.machine.base);
	rows_check_rest(&w->a->dns.contact.machine.base);
	rows_check_rest(&w->a->dns.stream.machine.base);
	for (i = 0; i < NAT_SLOTS; i++)
		rows_check_rest(&w->a->ports[i].machine.base);
}

static void
one_input(struct agent_world *w, struct input *in)
{
	unsigned i, calls = 1;
	bool more;

	in->now_ms = w->now_ms;
	w->inputs++;
	for (i = 0; i < 16; i++)
		in->random[i] = (uint8_t)(w->inputs * 37 + i * 11 +
					  (w->inputs >> 8));
	more = agent_turn(w->a, in, &w->out);
	obey_all(w);
	for (; more; calls++) {
		assert(calls < CALLS_MAX);
		more = agent_more(w->a, &w->out);
		obey_all(w);
	}
	assert(w->a->reports.count == 0);
	assert(agent_deadline_ms(w->a) > w->now_ms || w->a->stopped);
}

/* Answers bring answers; who answers too much is cut. */
void
agent_world_give(struct agent_world *w, struct input *in)
{
	unsigned next;

	w->coming_count = 0;
	one_input(w, in);
	for (next = 0; next < w->coming_count; next++) {
		w->coming[next].in.octets = w->coming[next].octets;
		one_input(w, &w->coming[next].in);
	}
	w->coming_count = 0;
}

void
agent_world_run_for(struct agent_world *w, uint64_t ms)
{
	uint64_t end = w->now_ms + ms;
	unsigned n;

	for (n = 0; agent_deadline_ms(w->a) <= end && n < FIRES_MAX; n++) {
		struct input in = { .kind = INPUT_DEADLINE };

		if (w->a->stopped)
			break;
		if (agent_deadline_ms(w->a) > w->now_ms)
			w->now_ms = agent_deadline_ms(w->a);
		agent_world_give(w, &in);
	}
	if (n < FIRES_MAX && w->now_ms < end)
		w->now_ms = end;
}

void
agent_world_sleep(struct agent_world *w, uint64_t ms)
{
	struct input in = { .kind = INPUT_DEADLINE };

	w->now_ms += ms;
	agent_world_give(w, &in);
}

/* Beginning ------------------------------------------------------------------------- */

static void
start(struct agent_world *w, const struct agent_memory *memory, unsigned how)
{
	struct agent_config config = { .tunnel_port = 4500, .tunnels = true };
	struct input in = { .kind = INPUT_START };

	dns_name_from_text(&config.domain, "home.example.net");
	dns_name_from_text(&config.host, "mymac.home.example.net");
	config.keys.count = 1;
	config.copied = how & RESTART_COPIED;
	config.boot_id[0] = how & RESTART_BOOT ? (uint8_t)w->inputs : 0;
	if (!w->a)
		w->a = aligned_alloc(AGENT_ALIGNMENT, agent_size(&config));
	assert(w->a);
	agent_init(w->a, &config, memory);
	agent_world_give(w, &in);
}

void
agent_world_begin(struct agent_world *w)
{
	static const struct agent_memory nothing;
	static size_t size;

	if (!started.inputs) {
		started.now_ms = 1000000;
		w->now_ms = started.now_ms;
		w->booted_ms = 0;
		w->knobs.answers = ANSWERS_BIND;
		w->knobs.zone = ZONE_ALICE | ZONE_ZOE;
		start(w, &nothing, 0);
		started = *w;
		size = agent_size(&w->a->config);
		started.a = aligned_alloc(AGENT_ALIGNMENT, size);
		assert(started.a);
		memcpy(started.a, w->a, size);
		return;
	}
	/* what is big and holds no state is left as it is */
	memcpy(w->a, started.a, size);
	w->now_ms = started.now_ms;
	w->inputs = started.inputs;
	w->knobs = started.knobs;
	w->sent_count = started.sent_count;
	memcpy(w->sent, started.sent, sizeof(w->sent));
	w->asked_length = 0;
	w->gateway = started.gateway;
	w->booted_ms = 0;
	w->ticket = started.ticket;
	w->coming_count = 0;
}

void
agent_world_restart(struct agent_world *w, unsigned how)
{
	struct agent_memory memory;
	unsigned i;

	agent_remember(w->a, &memory);
	for (i = 0; i < memory.llq_count; i++)
		assert(memory.llqs[i].id && memory.llqs[i].name.length);
	if (how & RESTART_BLANK)
		memset(&memory, 0, sizeof(memory));
	memory.known = !(how & RESTART_BLANK);
	start(w, &memory, how);
}
