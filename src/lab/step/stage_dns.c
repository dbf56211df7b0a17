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

static bool
is_about(const struct stage *s, const char *chart)
{
	return !strcmp(s->chart->name, chart);
}

/* Turns ------------------------------------------------------------------------------- */

struct doing {
	struct stage *stage;
	struct dns_stage *d;
	const struct act *act;
	struct input input;
	struct turn turn;
};

static void
begin_turn(struct doing *g, enum input_kind kind)
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
take_effects(struct doing *g)
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
take_news(struct doing *g, const struct dnsclient_news *n)
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
drain(struct doing *g)
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

static void
end_turn(struct doing *g)
{
	bool more = true;

	while (more) {
		drain(g);
		more = dnsclient_flush(&g->d->dns, &g->turn);
	}
	take_effects(g);
}

static void
fire(struct doing *g)
{
	begin_turn(g, INPUT_DEADLINE);
	while (deadlines_first_ms(&g->d->deadlines) <= g->act->now_ms) {
		machine_fire(deadlines_first(&g->d->deadlines), &g->turn);
		drain(g);
	}
	end_turn(g);
}

/* Answers ------------------------------------------------------------------------------- */

static void
deliver(struct doing *g, const struct dns_asked *to, enum verdict verdict,
	const uint8_t *octets, size_t length)
{
	begin_turn(g, to->stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM);
	g->input.channel = to->channel;
	g->input.source = to->to;
	g->input.ticket = to->ticket;
	g->input.stream = to->stream;
	g->input.verdict = verdict;
	g->input.octets = octets;
	g->input.length = length;
	outcome_heard(g->stage->out, to->channel, &to->to, octets, length);
	dnsclient_input(&g->d->dns, &g->turn);
	end_turn(g);
}

static void
answer(struct doing *g, struct dns_asked *asked, const struct dns_answer *how,
       enum verdict verdict)
{
	uint8_t octets[DNS_UDP_MAX];
	size_t length = dns_answer(g->d, asked, how, octets);
	struct dns_asked to = *asked;

	asked->used = false;
	deliver(g, &to, verdict, octets, length);
}

static void
answer_lookup(struct doing *g, const struct dns_answer *how)
{
	static const struct endpoint resolver = { .family = 0 };
	uint8_t octets[DNS_UDP_MAX];
	size_t length = dns_answer_lookup(g->d, how, octets);

	begin_turn(g, INPUT_LOOKUP);
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
	end_turn(g);
}

/* What kind of request. */
enum wanted { ANY, LLQ, UPDATE, QUERY, PROBE };

static bool
is_wanted(const struct dns_asked *a, enum wanted w)
{
	struct dns_message msg;
	struct dns_question q;

	if (!a->used || dns_open(&msg, a->octets, a->length) < 0)
		return false;
	switch (w) {
	case ANY:
		return true;
	case LLQ:
		return msg.options.llq_count;
	case UPDATE:
		return dns_opcode(&msg) == DNS_OPCODE_UPDATE;
	default:
		return dns_opcode(&msg) == DNS_OPCODE_QUERY &&
			!msg.options.llq_count &&
			dns_first_question(&msg, &q) &&
			(q.type == DNS_TYPE_SOA) == (w == PROBE);
	}
}

static struct dns_asked *
latest(struct dns_stage *d, enum wanted w)
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
answer_others(struct doing *g)
{
	static const struct dns_answer natural = { .rcode = 0 };
	struct dns_asked *probe;

	for (;;) {
		probe = latest(g->d, PROBE);
		if (g->d->lookup.used && !is_about(g->stage, "discovery"))
			answer_lookup(g, &natural);
		else if (probe && !is_about(g->stage, "contact") &&
			 !is_about(g->stage, "query"))
			answer(g, probe, &natural, VERDICT_UNSIGNED);
		else
			return;
	}
}

/* Events ------------------------------------------------------------------------------------ */

static struct llq_client *
client_of(struct dns_stage *d)
{
	return &d->dns.session.clients[0];
}

static struct query *
query_of(struct dns_stage *d)
{
	return &d->dns.queries[0].query;
}

static bool
no_request(struct stage *s, const char *what)
{
	return stage_refuse(s, "%s was sent that waits for an answer", what);
}

/* The answers that are events of the machine in focus. */
static const struct {
	const char *chart, *event;
	enum wanted wanted;
	struct dns_answer how;
	enum verdict verdict;
} answers[] = {
	{ "llq_client", "accepted", LLQ, { .rcode = 0 }, 0 },
	{ "llq_client", "accepted_old", LLQ, { .older = true }, 0 },
	{ "llq_client", "refreshed", LLQ, { .rcode = 0 }, 0 },
	{ "llq_client", "serv_full", LLQ,
	  { .llq_error = DNS_LLQ_SERV_FULL, .retry_s = 300 }, 0 },
	{ "llq_client", "told_static", LLQ,
	  { .llq_error = DNS_LLQ_STATIC }, 0 },
	{ "llq_client", "no_such", LLQ,
	  { .llq_error = DNS_LLQ_NO_SUCH_LLQ }, 0 },
	{ "llq_client", "refused", LLQ,
	  { .llq_error = DNS_LLQ_FORMAT_ERR }, 0 },
	{ "llq_client", "polled", QUERY, { .rcode = 0 }, 0 },
	{ "llq_client", "polled_early", QUERY, { .rcode = 0 }, 0 },
	{ "registration", "name_ours", QUERY, { .rcode = 0 }, 0 },
	{ "registration", "name_taken", QUERY,
	  { .name = DNS_NAME_TAKEN }, 0 },
	{ "registration", "name_alike", QUERY,
	  { .name = DNS_NAME_ALIKE }, 0 },
	{ "registration", "name_dark", QUERY, { .name = DNS_NAME_DARK }, 0 },
	{ "registration", "granted", UPDATE, { .rcode = 0 }, 0 },
	{ "registration", "refused", ANY,
	  { .rcode = DNS_RCODE_REFUSED }, 0 },
	{ "registration", "overtaken", UPDATE, { .overtaken = true }, 0 },
	{ "registration", "doubtful", ANY, { .rcode = 0 }, VERDICT_BADSIG },
	{ "contact", "settled", PROBE, { .rcode = 0 }, 0 },
	{ "contact", "moved", PROBE, { .moved = true }, 0 },
	{ "query", "answered", QUERY, { .rcode = 0 }, 0 },
	{ "query", "truncated", QUERY, { .truncated = true }, 0 },
};

static const struct {
	const char *event;
	uint16_t type;
	struct dns_answer how;
} lookups[] = {
	{ "zone_here", DNS_TYPE_SOA, { .rcode = 0 } },
	{ "zone_above", DNS_TYPE_SOA, { .nothing = true } },
	{ "zone_nowhere", DNS_TYPE_SOA, { .nothing = true } },
	{ "service_here", DNS_TYPE_SRV, { .rcode = 0 } },
	{ "service_bare", DNS_TYPE_SRV, { .bare = true } },
	{ "service_not", DNS_TYPE_SRV, { .nothing = true } },
	{ "service_none", DNS_TYPE_SRV, { .nothing = true } },
	{ "address_here", DNS_TYPE_A, { .rcode = 0 } },
	{ "address_none", DNS_TYPE_A, { .nothing = true } },
	{ "failed", 0, { .failed = true } },
};

/* True: EVENT is such an answer; *DONE says whether it could be given. */
static bool
by_answer(struct doing *g, const char *event, bool *done)
{
	struct dns_asked *asked;
	unsigned i;

	for (i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		if (!is_about(g->stage, answers[i].chart) ||
		    strcmp(answers[i].event, event))
			continue;
		asked = latest(g->d, answers[i].wanted);
		*done = asked != NULL;
		if (!asked)
			no_request(g->stage, answers[i].wanted == LLQ ?
				   "no LLQ message" : answers[i].wanted ==
				   UPDATE ? "no update" : "no query");
		else
			answer(g, asked, &answers[i].how, answers[i].verdict);
		return true;
	}
	return false;
}

static bool
by_lookup(struct doing *g, const char *event, bool *done)
{
	unsigned i;

	if (!is_about(g->stage, "discovery"))
		return false;
	for (i = 0; i < sizeof(lookups) / sizeof(lookups[0]); i++) {
		if (strcmp(lookups[i].event, event))
			continue;
		*done = g->d->lookup.used && (!lookups[i].type ||
			lookups[i].type == g->d->lookup.type);
		if (*done)
			answer_lookup(g, &lookups[i].how);
		else
			stage_refuse(g->stage, "no such look-up waits for an "
				     "answer");
		return true;
	}
	return false;
}

static bool
changed(struct doing *g)
{
	struct dns_asked to = {
		.channel = CHANNEL_LLQ, .to = g->d->server,
	};
	uint8_t octets[DNS_UDP_MAX];
	size_t length;

	if (client_of(g->d)->llq_id == 0)
		return stage_refuse(g->stage, "the server gave no LLQ-ID yet, "
				    "so no event is for this query");
	length = dns_event(g->d, client_of(g->d), octets);
	deliver(g, &to, VERDICT_UNSIGNED, octets, length);
	return true;
}

static void
remember(struct doing *g)
{
	struct llq_client *m = client_of(g->d);

	m->llq_id = ++g->d->llq_id;
	m->granted_s = LLQ_CLIENT_LEASE_ASKED / 1000;
	m->lease_start_ms = g->act->now_ms;
	machine_set_span(&m->machine.base, LLQ_CLIENT_SPAN_LEASE,
			 LLQ_CLIENT_LEASE_ASKED);
}

static void
ask_again(struct doing *g, bool llq)
{
	struct dns_name name;

	dns_name_join(&name, "_autotunnel._udp", &g->d->domain);
	if (llq)
		dnsclient_ask_llq(&g->d->dns, &name, DNS_TYPE_PTR, 0, &g->turn);
	else
		dnsclient_ask(&g->d->dns, &name, DNS_TYPE_PTR, 0, &g->turn);
}

static bool
llq_event(struct doing *g, unsigned event)
{
	struct llq_client *m = client_of(g->d);

	if (event == LLQ_CLIENT_EV_CHANGED)
		return changed(g);
	begin_turn(g, INPUT_COMMAND);
	if (!m->used)		/* it had ended: the same question anew */
		ask_again(g, true);
	if (event == LLQ_CLIENT_EV_REMEMBERED)
		remember(g);
	if (event == LLQ_CLIENT_EV_UNWANTED)
		dnsclient_drop(&g->d->dns, 0, &g->turn);
	else if (event != LLQ_CLIENT_EV_WANTED ||
		 m->machine.base.state != LLQ_CLIENT_ASKING)
		llq_client_step(m, event, &g->turn);
	end_turn(g);
	return true;
}

static void
publish(struct doing *g)
{
	struct registration_facts f = {
		.ula = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 0, 0x22, 0x69, 0xff, 0xfe,
			 0x8e, 0x34, 0x2a },
		.outer = { 4, { 198, 51, 100, 7 }, 4500 },
		.lan = { 4, { 10, 0, 0, 7 }, 4500 },
		.device = "Debian 12",
	};

	f.outer.address[3] = (uint8_t)(f.outer.address[3] + g->d->facts++);
	registration_publish(&g->d->dns.registration, &f, &g->turn);
}

static bool
registration_event(struct doing *g, unsigned event)
{
	struct registration *r = &g->d->dns.registration;
	struct endpoint server = r->server;

	begin_turn(g, INPUT_COMMAND);
	switch (event) {
	case REGISTRATION_EV_PUBLISHED:
		publish(g);
		break;
	case REGISTRATION_EV_SERVER_NEW:
		if (!r->has_facts)
			return stage_refuse(g->stage, "the host has no facts "
					    "yet: `published` first");
		server.address[3]++;
		registration_server(r, &g->d->zone, &server, &g->turn);
		break;
	case REGISTRATION_EV_LEAVE:
	case REGISTRATION_EV_LEAVE_KNOWN:
		r->before = event == REGISTRATION_EV_LEAVE_KNOWN;
		registration_leave(r, &g->turn);
		break;
	default:
		registration_step(r, event, &g->turn);
	}
	end_turn(g);
	return true;
}

static bool
stream_event(struct doing *g, bool up)
{
	const struct stream *stream = &g->d->dns.stream;

	if (up && !g->d->opening.generation)
		return stage_refuse(g->stage, "no connection is being opened");
	begin_turn(g, up ? INPUT_STREAM_UP : INPUT_STREAM_DOWN);
	g->input.ticket = stream->ticket;
	g->input.error = up ? 0 : -ECONNRESET;
	g->d->opening.generation = 0;
	dnsclient_input(&g->d->dns, &g->turn);
	end_turn(g);
	return true;
}

static bool
query_event(struct doing *g, unsigned event)
{
	struct dns_stage *d = g->d;

	if (event == QUERY_EV_STREAM_UP || event == QUERY_EV_STREAM_DOWN)
		return stream_event(g, event == QUERY_EV_STREAM_UP);
	begin_turn(g, INPUT_COMMAND);
	if (event == QUERY_EV_ASKED) {
		ask_again(g, false);
	} else {
		query_step(query_of(d), event, &g->turn);
		query_forget(query_of(d));
		d->dns.queries[0].asker = DNSCLIENT_ASKER_NONE;
		deadlines_forget(&d->deadlines, &query_of(d)->machine.base);
	}
	end_turn(g);
	return true;
}

static bool
contact_event(struct doing *g, unsigned event)
{
	begin_turn(g, INPUT_COMMAND);
	if (event == CONTACT_EV_MAPPED || event == CONTACT_EV_UNMAPPED)
		dnsclient_path_new(&g->d->dns, event == CONTACT_EV_MAPPED,
				   &g->turn);
	else
		contact_step(&g->d->dns.contact, event, &g->turn);
	end_turn(g);
	return true;
}

static bool
do_event(struct doing *g)
{
	unsigned event = g->act->event;
	const char *name = g->stage->chart->events[event];
	bool done;

	if (by_answer(g, name, &done) || by_lookup(g, name, &done))
		return done;
	if (is_about(g->stage, "llq_client"))
		return llq_event(g, event);
	if (is_about(g->stage, "registration"))
		return registration_event(g, event);
	if (is_about(g->stage, "query"))
		return query_event(g, event);
	if (is_about(g->stage, "contact"))
		return contact_event(g, event);
	if (is_about(g->stage, "stream") &&
	    (event == STREAM_EV_UP || event == STREAM_EV_DOWN))
		return stream_event(g, event == STREAM_EV_UP);
	begin_turn(g, INPUT_COMMAND);
	if (is_about(g->stage, "stream"))
		stream_step(&g->d->dns.stream, event, &g->turn);
	else
		discovery_step(&g->d->dns.discovery, event, &g->turn);
	end_turn(g);
	return true;
}

/* The stage ----------------------------------------------------------------------------------- */

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
set_scene(struct doing *g)
{
	struct dnsclient *dns = &g->d->dns;

	begin_turn(g, INPUT_START);
	if (is_about(g->stage, "llq_client"))
		ask_again(g, true);
	if (!is_about(g->stage, "discovery"))
		dnsclient_start(dns, &g->turn);
	end_turn(g);
	answer_others(g);
	if (is_about(g->stage, "llq_client"))
		dns->path = dns->mapped = true;
	if (!is_about(g->stage, "discovery"))
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
	struct doing g = { .stage = s, .act = &start };
	int r = stage_memory(s, sizeof(struct dns_stage));

	if (r < 0)
		return r;
	g.d = memory_of(s);
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

	if (is_about(s, "llq_client"))
		return &client_of(d)->machine.base;
	if (is_about(s, "registration"))
		return &d->dns.registration.machine.base;
	if (is_about(s, "discovery"))
		return &d->dns.discovery.machine.base;
	if (is_about(s, "contact"))
		return &d->dns.contact.machine.base;
	if (is_about(s, "stream"))
		return &d->dns.stream.machine.base;
	return &query_of(d)->machine.base;
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return deadlines_first_ms(&memory_of(s)->deadlines);
}

static bool
reply(struct doing *g)
{
	static const struct dns_answer natural = { .rcode = 0 };
	struct dns_asked *asked = latest(g->d, ANY);

	if (is_about(g->stage, "discovery") && g->d->lookup.used)
		answer_lookup(g, &natural);
	else if (asked)
		answer(g, asked, &natural, VERDICT_UNSIGNED);
	else if (g->d->opening.generation)
		return stream_event(g, true);
	else
		return no_request(g->stage, "nothing");
	return true;
}

/* What is pasted is believed: no key is configured. */
static void
receive(struct doing *g)
{
	const struct dns_asked *asked = latest(g->d, ANY);
	struct dns_asked to = {
		.channel = is_about(g->stage, "llq_client") ||
			is_about(g->stage, "contact") ? CHANNEL_LLQ :
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
	deliver(g, &to, VERDICT_UNSIGNED, g->act->octets, g->act->length);
	for (i = 0; i < LLQ_DROP_COUNT; i++)
		if (g->d->dns.session.dropped[i] != dropped[i])
			outcome_note(g->stage->out, "not acted on: %s",
				     llq_drop_text(i));
}

static bool
act(struct stage *s, const struct act *a)
{
	struct doing g = { .stage = s, .act = a, .d = memory_of(s) };
	bool done = true;

	g.d->turns = 0;
	switch (a->kind) {
	case ACT_WAIT:
		return true;
	case ACT_FIRE:
		fire(&g);
		break;
	case ACT_EVENT:
		done = do_event(&g);
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
