/* SPDX-License-Identifier: Apache-2.0 */
/* stage_dns.c - a DNS client, a resolver that finds its servers, and a
 * rendezvous at 192.0.2.53:5352 that says what it is told to. */
#include <assert.h>
#include <errno.h>
#include <string.h>

#include "lab/step/stage_dns.h"

enum { BEGIN_MS = 1000000, SERIAL = 100, FIRST_LLQ_ID = 0x00a1b2c3 };

static struct effects effects;

static struct dns_stage *
memory_of(const struct stage *s)
{
	return s->memory;
}

bool
on_dns_is_about(const struct stage *s, const char *chart)
{
	return !strcmp(s->chart->name, chart);
}

/* Turns ------------------------------------------------------------------- */

void
on_dns_begin_turn(struct dns_doing *g, enum input_kind kind)
{
	g->input = (struct input){
		.kind = kind, .now_ms = g->act->now_ms, .key = KEY_NONE,
	};
	stage_random(g->input.random, g->act->number, g->d->turns++);
	g->turn = (struct turn){
		.now_ms = g->act->now_ms, .input = &g->input, .out = &effects,
		.deadlines = &g->d->deadlines, .reports = &g->d->reports,
	};
	random_seed(&g->turn.random, g->input.random);
	effects_clear(&effects);
}

static struct dns_asked *
place_for(struct dns_stage *d, uint16_t id)
{
	struct dns_asked *oldest = &d->asked[0], *a;
	unsigned i;

	for (i = 0; i < DNS_STAGE_ASKED_MAX; i++) {
		a = &d->asked[i];
		/* the same again */
		if (a->used && (a->octets[0] << 8 | a->octets[1]) == id)
			return a;
		if (!a->used || (oldest->used && a->order < oldest->order))
			oldest = a;
	}
	return oldest;
}

static void
note_request(struct dns_stage *d, const struct effect *e)
{
	const uint8_t *octets = effects.octets + e->offset;
	struct dns_message msg;
	struct dns_asked *a;

	if (e->length > sizeof(a->octets) ||
	    dns_open(&msg, octets, e->length) < 0 || (msg.flags & DNS_FLAG_QR))
		return;
	a = place_for(d, msg.id);
	a->used = true;
	a->stream = e->kind == EFFECT_STREAM_SEND;
	a->channel = e->channel;
	a->to = e->to;
	a->ticket = e->ticket;
	a->order = ++d->order;
	a->length = (uint16_t)e->length;
	memcpy(a->octets, octets, e->length);
}

static void
take_effects(struct dns_doing *g)
{
	const struct effect *e;
	unsigned i;

	for (i = 0; i < effects.count; i++) {
		e = &effects.list[i];
		if (e->kind == EFFECT_SEND || e->kind == EFFECT_STREAM_SEND)
			note_request(g->d, e);
		else if (e->kind == EFFECT_STREAM_OPEN)
			g->d->opening = e->ticket;
		else if (e->kind == EFFECT_LOOKUP) {
			g->d->lookup.used = true;
			g->d->lookup.ticket = e->ticket;
			g->d->lookup.type = e->type;
			dns_name_from_wire(&g->d->lookup.name, effects.octets +
					   e->offset, e->length);
		}
	}
	outcome_take(g->stage->out, &effects);
	effects_clear(&effects);
}

static void
take_news(struct dns_doing *g, const struct dnsclient_news *n)
{
	static const char *const texts[DNSCLIENT_WHAT_COUNT] = {
		[DNSCLIENT_SERVERS] = "the servers are known, or known not to be",
		[DNSCLIENT_LOST] = "no servers are found; tried again",
		[DNSCLIENT_REGISTERED] = "our records stand",
		[DNSCLIENT_UNREGISTERED] = "our records could not be registered",
		[DNSCLIENT_CLASH] = "our name is another's",
		[DNSCLIENT_LEFT] = "left",
		[DNSCLIENT_ANSWERS] = "the answers are others, or known now",
		[DNSCLIENT_LAPSED] = "the answers are not known any more",
		[DNSCLIENT_HELD] = "established, or refreshed",
		[DNSCLIENT_FREED] = "ended, its place is free",
		[DNSCLIENT_ASKED] = "the answer to the query is there",
		[DNSCLIENT_REFUSED] = "refused: it is polled from now on",
		[DNSCLIENT_DEAF] = "the zone moved, and no event told",
		[DNSCLIENT_SILENT] = "the server is silent",
		[DNSCLIENT_HEARD] = "the server is heard again",
	};

	if (!texts[n->what])
		return;
	take_effects(g);	/* what was before it */
	outcome_note(g->stage->out, "the owner is told: %s", texts[n->what]);
}

static void
drain(struct dns_doing *g)
{
	struct dnsclient_news news;
	struct report r;

	while (reports_take(&g->d->reports, &r)) {
		if (!effects_have_room(&effects))
			take_effects(g);
		if (dnsclient_report(&g->d->dns, &r, &g->turn, &news))
			take_news(g, &news);
	}
	if (!effects_have_room(&effects))
		take_effects(g);
}

void
on_dns_end_turn(struct dns_doing *g)
{
	bool more = true;

	while (more) {
		drain(g);
		more = dnsclient_flush(&g->d->dns, &g->turn);
	}
	take_effects(g);
}

static void
fire(struct dns_doing *g)
{
	on_dns_begin_turn(g, INPUT_DEADLINE);
	while (deadlines_first_ms(&g->d->deadlines) <= g->act->now_ms) {
		machine_fire(deadlines_first(&g->d->deadlines), &g->turn);
		drain(g);
	}
	on_dns_end_turn(g);
}

/* Answers ----------------------------------------------------------------- */

void
on_dns_deliver(struct dns_doing *g, const struct dns_asked *to,
	       enum verdict verdict, const uint8_t *octets, size_t length)
{
	on_dns_begin_turn(g, to->stream ? INPUT_STREAM_MESSAGE :
			  INPUT_DATAGRAM);
	g->input.channel = to->channel;
	g->input.source = to->to;
	g->input.ticket = to->ticket;
	g->input.stream = to->stream;
	g->input.verdict = verdict;
	g->input.octets = octets;
	g->input.length = length;
	outcome_heard(g->stage->out, to->channel, &to->to, octets, length);
	dnsclient_input(&g->d->dns, &g->turn);
	on_dns_end_turn(g);
}

void
on_dns_give_answer(struct dns_doing *g, struct dns_asked *asked,
		   const struct dns_answer *how, enum verdict verdict)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = on_dns_answer(g->d, asked, how, octets);
	struct dns_asked to = *asked;

	asked->used = false;
	on_dns_deliver(g, &to, verdict, octets, length);
}

void
on_dns_give_lookup(struct dns_doing *g, const struct dns_answer *how)
{
	static const struct endpoint resolver = { .family = 0 };
	uint8_t octets[DNS_UDP_MAX];
	size_t length = on_dns_answer_lookup(g->d, how, octets);

	on_dns_begin_turn(g, INPUT_LOOKUP);
	g->input.ticket = g->d->lookup.ticket;
	g->d->lookup.used = false;
	if (how->failed) {
		g->input.error = -ETIMEDOUT;
		outcome_note(g->stage->out, "the resolver does not answer");
	} else {
		g->input.octets = octets;
		g->input.length = length;
		outcome_heard(g->stage->out, CHANNEL_NONE, &resolver, octets,
			      length);
	}
	dnsclient_input(&g->d->dns, &g->turn);
	on_dns_end_turn(g);
}

static bool
is_wanted(const struct dns_asked *a, enum dns_wanted w)
{
	struct dns_message msg;
	struct dns_question q;

	if (!a->used || dns_open(&msg, a->octets, a->length) < 0)
		return false;
	switch (w) {
	case DNS_ANY_REQUEST:
		return true;
	case DNS_LLQ_REQUEST:
		return msg.options.llq_count;
	case DNS_UPDATE_REQUEST:
		return dns_opcode(&msg) == DNS_OPCODE_UPDATE;
	default:
		return dns_opcode(&msg) == DNS_OPCODE_QUERY &&
			!msg.options.llq_count &&
			dns_first_question(&msg, &q) &&
			(q.type == DNS_TYPE_SOA) == (w == DNS_PROBE_REQUEST);
	}
}

struct dns_asked *
on_dns_latest(struct dns_stage *d, enum dns_wanted w)
{
	struct dns_asked *found = NULL;
	unsigned i;

	for (i = 0; i < DNS_STAGE_ASKED_MAX; i++)
		if (is_wanted(&d->asked[i], w) &&
		    (!found || d->asked[i].order > found->order))
			found = &d->asked[i];
	return found;
}

/* What is not the machine's is answered at once. */
static void
answer_others(struct dns_doing *g)
{
	static const struct dns_answer natural = { .rcode = 0 };
	struct dns_asked *probe;

	for (;;) {
		probe = on_dns_latest(g->d, DNS_PROBE_REQUEST);
		if (g->d->lookup.used &&
		    !on_dns_is_about(g->stage, "discovery"))
			on_dns_give_lookup(g, &natural);
		else if (probe && !on_dns_is_about(g->stage, "contact") &&
			 !on_dns_is_about(g->stage, "query"))
			on_dns_give_answer(g, probe, &natural,
					   VERDICT_UNSIGNED);
		else
			return;
	}
}

/* The stage --------------------------------------------------------------- */

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;
	int r = dns_name_from_text(&name, text);

	assert(r == 0);
	(void)r;
	return name;
}

/* Long-lived queries begin when they are told to, and the servers are known
 * for good, so that nothing but the machine in focus has a timer running. */
static void
set_scene(struct dns_doing *g)
{
	struct dnsclient *dns = &g->d->dns;

	on_dns_begin_turn(g, INPUT_START);
	if (on_dns_is_about(g->stage, "llq_client"))
		on_dns_ask(g, true);
	if (!on_dns_is_about(g->stage, "discovery"))
		dnsclient_start(dns, &g->turn);
	on_dns_end_turn(g);
	answer_others(g);
	if (on_dns_is_about(g->stage, "llq_client"))
		dns->path = dns->mapped = true;
	if (!on_dns_is_about(g->stage, "discovery"))
		timer_stop(&dns->discovery.machine.base,
			   DISCOVERY_TIMER_STALE, &g->turn);
}

static int
begin(struct stage *s)
{
	struct dnsclient_config config = {
		.domain = name_of("home.example.net"),
		.host = name_of("mymac.home.example.net"),
		.label = name_of("AutoTunnel-00-22-69-FF-FE-8E-34-2A."
				 "home.example.net"),
	};
	struct act start = { .kind = ACT_WAIT, .now_ms = BEGIN_MS };
	struct dns_doing g = { .stage = s, .act = &start };
	int r = stage_memory(s, sizeof(struct dns_stage));

	if (r < 0)
		return r;
	g.d = memory_of(s);
	config.pools = llq_pools_in(&g.d->room);
	g.d->zone = name_of("example.net");
	g.d->domain = config.domain;
	g.d->server = (struct endpoint){ 4, { 192, 0, 2, 53 }, DNS_LLQ_PORT };
	g.d->serial = SERIAL;
	g.d->hosts = 1;
	g.d->llq_id = (uint64_t)FIRST_LLQ_ID << 32;
	deadlines_init(&g.d->deadlines, g.d->heap, DNSCLIENT_MACHINES_MAX);
	r = dnsclient_init(&g.d->dns, &config);
	if (r < 0)
		return r;
	s->start_ms = BEGIN_MS;
	set_scene(&g);
	return 0;
}

static struct machine *
machine(const struct stage *s)
{
	struct dns_stage *d = memory_of(s);

	if (on_dns_is_about(s, "llq_client"))
		return &on_dns_client(d)->machine.base;
	if (on_dns_is_about(s, "registration"))
		return &d->dns.registration.machine.base;
	if (on_dns_is_about(s, "discovery"))
		return &d->dns.discovery.machine.base;
	if (on_dns_is_about(s, "contact"))
		return &d->dns.contact.machine.base;
	if (on_dns_is_about(s, "stream"))
		return &d->dns.stream.machine.base;
	return &on_dns_query(d)->machine.base;
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return deadlines_first_ms(&memory_of(s)->deadlines);
}

static bool
reply(struct dns_doing *g)
{
	static const struct dns_answer natural = { .rcode = 0 };
	struct dns_asked *asked = on_dns_latest(g->d, DNS_ANY_REQUEST);

	if (on_dns_is_about(g->stage, "discovery") && g->d->lookup.used)
		on_dns_give_lookup(g, &natural);
	else if (asked)
		on_dns_give_answer(g, asked, &natural, VERDICT_UNSIGNED);
	else if (g->d->opening.generation)
		return on_dns_stream_event(g, true);
	else
		return on_dns_no_request(g->stage, "nothing");
	return true;
}

/* What is pasted is believed: no key is configured. */
static void
receive(struct dns_doing *g)
{
	const struct dns_asked *asked = on_dns_latest(g->d, DNS_ANY_REQUEST);
	struct dns_asked to = {
		.channel = on_dns_is_about(g->stage, "llq_client") ||
			on_dns_is_about(g->stage, "contact") ? CHANNEL_LLQ :
			CHANNEL_QUERY,
		.to = g->d->server,
	};
	uint32_t dropped[LLQ_DROP_COUNT];
	unsigned i;

	if (asked && asked->channel != CHANNEL_LLQ)
		to = *asked;
	if (g->act->source.family)
		to.to = g->act->source;
	memcpy(dropped, g->d->dns.session.dropped, sizeof(dropped));
	on_dns_deliver(g, &to, VERDICT_UNSIGNED, g->act->octets,
		       g->act->length);
	for (i = 0; i < LLQ_DROP_COUNT; i++)
		if (g->d->dns.session.dropped[i] != dropped[i])
			outcome_note(g->stage->out, "not acted on: %s",
				     llq_drop_text(i));
}

static bool
act(struct stage *s, const struct act *a)
{
	struct dns_doing g = { .stage = s, .act = a, .d = memory_of(s) };
	bool done = true;

	g.d->turns = 0;
	switch (a->kind) {
	case ACT_WAIT:
		return true;
	case ACT_FIRE:
		fire(&g);
		break;
	case ACT_EVENT:
		done = on_dns_do_event(&g);
		break;
	case ACT_RECEIVE:
		receive(&g);
		break;
	case ACT_REPLY:
		done = reply(&g);
		break;
	default:
		return stage_refuse(s, "spans follow from what is received");
	}
	if (done)
		answer_others(&g);
	return done;
}

static const char *const names[] = {
	"llq_client", "registration", "discovery", "contact", "stream",
	"query", NULL
};

const struct stage_kind stage_dns = {
	.what = "a DNS client (fsm/dnsclient.c) of the domain home.example.net",
	.around = "The server is 192.0.2.53:5352, nothing is signed, and every "
		"answer waits for you:\n`reply` is the natural one to what was "
		"sent last, an event's name (`accepted`,\n`serv_full`, "
		"`granted`) makes that one, `recv HEX` takes any octets.",
	.real = true, .charts = names,
	.begin = begin, .machine = machine, .deadline_ms = deadline_ms,
	.act = act,
};
