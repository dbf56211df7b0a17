/* SPDX-License-Identifier: Apache-2.0 */
/* dns_world.c - a simulated clock and resolver around a struct dnsclient; the
 * rendezvous is in dns_world_server.c. */
#include "dns_world_inside.h"

#include <assert.h>
#include <string.h>

struct dns_name
dns_world_name(const char *text)
{
	struct dns_name name;

	assert(dns_name_from_text(&name, text) == 0);
	return name;
}

void
dns_world_begin(struct dns_world *w)
{
	struct dnsclient_config config = { .keys = { 1, { DNS_WORLD_KEY } } };

	memset(w, 0, sizeof(*w));
	config.pools = llq_pools_in(&w->room);
	w->now_ms = 1000000;
	w->zone = dns_world_name("example.net");
	w->domain = config.domain = dns_world_name("home.example.net");
	w->host = config.host = dns_world_name("mymac.home.example.net");
	w->label = config.label = dns_world_name(
		"AutoTunnel-00-22-69-FF-FE-8E-34-2A.home.example.net");
	w->server.on = true;
	w->server.verdict = VERDICT_VERIFIED;
	w->server.key = DNS_WORLD_KEY;
	w->resolver.address = (struct endpoint){ 4, { 192, 0, 2, 53 }, 5352 };
	w->resolver.port = 5352;
	deadlines_init(&w->deadlines, w->heap, DNSCLIENT_MACHINES_MAX);
	assert(dnsclient_init(&w->dns, &config) == 0);
}

/* Turns ------------------------------------------------------------------------------ */

static struct turn
turn_begin(struct dns_world *w)
{
	struct turn t = {
		.now_ms = w->now_ms, .input = &w->input, .out = &w->out,
		.deadlines = &w->deadlines, .reports = &w->reports,
	};

	effects_clear(&w->out);
	w->turns++;
	w->input.now_ms = w->now_ms;
	memcpy(w->input.random, &w->turns, sizeof(w->turns));
	random_seed(&t.random, w->input.random);
	return t;
}

static struct turn
command_begin(struct dns_world *w)
{
	w->input = (struct input){ .kind = INPUT_COMMAND };
	return turn_begin(w);
}

static void
take_effect(struct dns_world *w, const struct effect *e)
{
	const uint8_t *octets = w->out.octets + e->offset;
	struct dns_world_sent *s;
	struct dns_name name;

	switch (e->kind) {
	case EFFECT_LOOKUP:
		assert(dns_name_from_wire(&name, octets, e->length) == 0);
		dns_world_resolve(w, e, &name);
		return;
	case EFFECT_SEND:
	case EFFECT_STREAM_SEND:
	case EFFECT_STREAM_OPEN:
	case EFFECT_STREAM_CLOSE:
		break;
	default:
		return;
	}
	assert(w->sent_count < DNS_WORLD_SENT_MAX);
	assert(e->length <= DNS_UDP_MAX);
	s = &w->sent[w->sent_count++];
	s->at_ms = w->now_ms;
	s->effect = *e;
	s->length = e->length;
	memcpy(s->octets, octets, e->length);
	if (e->kind == EFFECT_SEND || e->kind == EFFECT_STREAM_SEND)
		assert(dns_open(&s->msg, s->octets, s->length) == 0);
	if (e->kind == EFFECT_SEND)
		dns_world_serve(w, s);
}

static void
take_effects(struct dns_world *w)
{
	unsigned i;

	for (i = 0; i < w->out.count; i++)
		take_effect(w, &w->out.list[i]);
	effects_clear(&w->out);
}

static void
take_news(struct dns_world *w, const struct dnsclient_news *news)
{
	struct answer_iterator it;

	if (news->what == DNSCLIENT_NOTHING)
		return;
	assert(w->news_count < DNS_WORLD_NEWS_MAX);
	w->news[w->news_count++] = (struct dns_world_news){
		w->now_ms, *news,
	};
	if (news->what != DNSCLIENT_ASKED)
		return;
	w->asked_count = 0;
	dnsclient_asked(&w->dns, news->slot, &it);
	while (answers_next(&it))
		w->asked_count++;
}

/* As a container does it: the FIFO, then the flush, effects whenever the room
 * ends. */
static void
turn_end(struct dns_world *w, struct turn *t)
{
	struct dnsclient_news news;
	struct report r;
	bool more = true;

	while (more) {
		while (reports_take(&w->reports, &r)) {
			if (!effects_have_room(&w->out))
				take_effects(w);
			assert(dnsclient_report(&w->dns, &r, t, &news));
			take_news(w, &news);
		}
		if (!effects_have_room(&w->out))
			take_effects(w);
		more = dnsclient_flush(&w->dns, t);
	}
	take_effects(w);
}

static void
fire(struct dns_world *w)
{
	struct turn t;

	w->input = (struct input){ .kind = INPUT_DEADLINE };
	t = turn_begin(w);
	while (deadlines_first_ms(&w->deadlines) <= w->now_ms) {
		struct dnsclient_news news;
		struct report r;

		machine_fire(deadlines_first(&w->deadlines), &t);
		while (reports_take(&w->reports, &r)) {
			assert(dnsclient_report(&w->dns, &r, &t, &news));
			take_news(w, &news);
		}
		if (!effects_have_room(&w->out))
			take_effects(w);
	}
	turn_end(w, &t);
}

void
dns_world_input(struct dns_world *w, const struct input *in,
		const uint8_t *octets, size_t length)
{
	struct turn t;

	w->input = *in;
	w->input.octets = octets;
	w->input.length = length;
	t = turn_begin(w);
	assert(dnsclient_input(&w->dns, &t));
	turn_end(w, &t);
}

/* Time ---------------------------------------------------------------------------------- */

static struct dns_world_coming *
first_coming(struct dns_world *w)
{
	struct dns_world_coming *first = NULL;
	unsigned i;

	for (i = 0; i < w->coming_count; i++)
		if (!first || w->coming[i].at_ms < first->at_ms)
			first = &w->coming[i];
	return first;
}

static uint64_t
next_ms(const struct dns_world *w)
{
	uint64_t next = deadlines_first_ms(&w->deadlines);
	unsigned i;

	for (i = 0; i < w->coming_count; i++)
		if (w->coming[i].at_ms < next)
			next = w->coming[i].at_ms;
	return next;
}

uint64_t
dns_world_next_in_ms(const struct dns_world *w)
{
	uint64_t next = next_ms(w);

	return next == TIME_NEVER ? next : next - w->now_ms;
}

void
dns_world_run_for(struct dns_world *w, uint64_t ms)
{
	uint64_t end = w->now_ms + ms;
	struct dns_world_coming *first, taken;

	while (next_ms(w) <= end) {
		if (next_ms(w) > w->now_ms)	/* else it slept */
			w->now_ms = next_ms(w);
		first = first_coming(w);
		if (!first || first->at_ms > w->now_ms) {
			fire(w);
			continue;
		}
		taken = *first;
		*first = w->coming[--w->coming_count];
		dns_world_input(w, &taken.input, taken.octets,
				taken.input.length);
	}
	w->now_ms = end;
}

/* Commands -------------------------------------------------------------------------------- */

void
dns_world_start(struct dns_world *w)
{
	struct turn t;

	w->input = (struct input){ .kind = INPUT_START };
	t = turn_begin(w);
	dnsclient_start(&w->dns, &t);
	turn_end(w, &t);
}

void
dns_world_path(struct dns_world *w, bool mapped)
{
	struct turn t = command_begin(w);

	dnsclient_path_new(&w->dns, mapped, &t);
	turn_end(w, &t);
}

void
dns_world_ready(struct dns_world *w)
{
	dns_world_start(w);
	dns_world_run_for(w, 100);
	assert(dnsclient_llq_server(&w->dns).port == 5352);
	dns_world_path(w, true);
}

int
dns_world_llq(struct dns_world *w, const char *name, uint16_t type)
{
	struct dns_name n = dns_world_name(name);
	struct turn t = command_begin(w);
	int slot = dnsclient_ask_llq(&w->dns, &n, type, 4711, &t);

	turn_end(w, &t);
	return slot;
}

void
dns_world_drop(struct dns_world *w, unsigned slot)
{
	struct turn t = command_begin(w);

	dnsclient_drop(&w->dns, slot, &t);
	turn_end(w, &t);
}

int
dns_world_ask(struct dns_world *w, const char *name, uint16_t type)
{
	struct dns_name n = dns_world_name(name);
	struct turn t = command_begin(w);
	int slot = dnsclient_ask(&w->dns, &n, type, 815, &t);

	turn_end(w, &t);
	return slot;
}

static void
publish(struct dns_world *w, const struct registration_facts *f)
{
	struct turn t = command_begin(w);

	dnsclient_publish(&w->dns, f, &t);
	turn_end(w, &t);
}

void
dns_world_publish(struct dns_world *w, uint8_t last_octet, uint16_t port)
{
	struct registration_facts f = {
		.ula = { 0xfd, 1, 2, 3, 4, 5, 6, 7, 0, 0x22, 0x69, 0xff, 0xfe,
			 0x8e, 0x34, 0x2a },
		.outer = { 4, { 198, 51, 100, last_octet }, port },
		.lan = { 4, { 10, 0, 0, 7 }, 4500 },
		.device = "Debian 12",
	};

	publish(w, &f);
}

void
dns_world_unreachable(struct dns_world *w)
{
	struct registration_facts f = { .ula = { 0xfd, 1, 2, 3 } };

	publish(w, &f);
}

void
dns_world_claim(struct dns_world *w)
{
	struct turn t = command_begin(w);

	dnsclient_claim(&w->dns, &t);
	turn_end(w, &t);
}

void
dns_world_leave(struct dns_world *w)
{
	struct turn t = command_begin(w);

	dnsclient_leave(&w->dns, &t);
	turn_end(w, &t);
}

void
dns_world_network(struct dns_world *w)
{
	struct turn t = command_begin(w);

	dnsclient_network_new(&w->dns, &t);
	turn_end(w, &t);
}

void
dns_world_again(struct dns_world *w)
{
	struct turn t = command_begin(w);

	dnsclient_ask_again(&w->dns, &t);
	turn_end(w, &t);
}

void
dns_world_deliver(struct dns_world *w, const uint8_t *octets, size_t length)
{
	struct input in = {
		.kind = INPUT_DATAGRAM, .channel = CHANNEL_LLQ,
		.source = w->resolver.address, .verdict = VERDICT_VERIFIED,
		.key = DNS_WORLD_KEY, .origin = DNS_WORLD_ORIGIN,
	};

	in.source.port = w->resolver.port;
	dns_world_input(w, &in, octets, length);
}

/* What was sent and told ---------------------------------------------------------------------- */

static bool
is_kind(const struct dns_world_sent *s, enum dns_world_kind kind)
{
	const struct dns_options *o = &s->msg.options;
	bool response = s->msg.flags & DNS_FLAG_QR;
	struct dns_question q;

	if (kind == SENT_STREAM)
		return s->effect.kind == EFFECT_STREAM_SEND;
	if (s->effect.kind != EFFECT_SEND)
		return false;
	switch (kind) {
	case SENT_SETUP:
		return !response && o->llq_count &&
			o->llq[0].opcode == DNS_LLQ_SETUP && !o->llq[0].id;
	case SENT_RESPONSE:
		return !response && o->llq_count &&
			o->llq[0].opcode == DNS_LLQ_SETUP && o->llq[0].id;
	case SENT_REFRESH:
		return !response && o->llq_count &&
			o->llq[0].opcode == DNS_LLQ_REFRESH;
	case SENT_ACK:
		return response;
	case SENT_UPDATE:
		return dns_opcode(&s->msg) == DNS_OPCODE_UPDATE;
	case SENT_POLL:
		return is_kind(s, SENT_QUERY) &&
			dns_first_question(&s->msg, &q) &&
			q.type != DNS_TYPE_SOA;
	default:
		return !response && !o->llq_count &&
			dns_opcode(&s->msg) == DNS_OPCODE_QUERY;
	}
}

struct dns_world_sent *
dns_world_sent(struct dns_world *w, unsigned from, enum dns_world_kind kind,
	       unsigned n)
{
	unsigned i;

	for (i = from; i < w->sent_count; i++)
		if (is_kind(&w->sent[i], kind) && n-- == 0)
			return &w->sent[i];
	return NULL;
}

unsigned
dns_world_count(struct dns_world *w, unsigned from, enum dns_world_kind kind)
{
	unsigned n = 0;

	while (dns_world_sent(w, from, kind, n))
		n++;
	return n;
}

unsigned
dns_world_told(const struct dns_world *w, unsigned from,
	       enum dnsclient_what what)
{
	unsigned i, n = 0;

	for (i = from; i < w->news_count; i++)
		n += w->news[i].news.what == what;
	return n;
}

const struct dnsclient_news *
dns_world_last(const struct dns_world *w, enum dnsclient_what what)
{
	unsigned i;

	for (i = w->news_count; i-- > 0;)
		if (w->news[i].news.what == what)
			return &w->news[i].news;
	assert(!"that news came");
	return NULL;
}

int
dns_world_answers(const struct dns_world *w, unsigned slot)
{
	struct answer_iterator it;
	int n = 0;

	if (!dnsclient_answers(&w->dns, slot, &it))
		return -1;
	while (answers_next(&it))
		n++;
	return n;
}

bool
dns_world_has(const struct dns_world *w, unsigned slot, uint8_t last)
{
	struct answer_iterator it;
	const struct answer *a;

	dnsclient_answers(&w->dns, slot, &it);
	while ((a = answers_next(&it)))
		if (a->length == 16 && !memcmp(a->rdata, dns_world_aaaa(last),
					       16))
			return true;
	return false;
}

const uint8_t *
dns_world_aaaa(uint8_t last)
{
	static uint8_t address[16] = { 0xfd };

	address[15] = last;
	return address;
}

enum llq_client_state
dns_world_state(const struct dns_world *w, unsigned slot)
{
	assert(dnsclient_llq(&w->dns, slot));
	return w->dns.session.clients[slot].machine.base.state;
}
