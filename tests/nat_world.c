/* SPDX-License-Identifier: Apache-2.0 */
/* nat_world.c - a simulated gateway and clock for the NAT machines. */
#include "nat_world.h"
#include "autotunnel/address.h"

#include <check.h>
#include <string.h>

void
nat_world_begin(struct nat_world *w, uint32_t seed)
{
	const struct nat_config config = { .lifetime_s = 0 };

	memset(w, 0, sizeof(*w));
	w->now_ms = 1000000;
	w->seed = seed;
	w->router.address = WORLD_ROUTER;
	w->router.public_address = WORLD_PUBLIC;
	deadlines_init(&w->deadlines, w->heap, NAT_MACHINES);
	nat_init(&w->nat, &config);
}

/* Quieter than ck_assert, which writes to a file each time it is passed. */
static void
must(bool holds, const char *what)
{
	if (!holds)
		ck_abort_msg("%s", what);
}

/* Turns --------------------------------------------------------------------------- */

static struct turn
turn_begin(struct nat_world *w, enum input_kind kind)
{
	struct turn t = {
		.now_ms = w->now_ms, .input = &w->input, .out = &w->out,
		.deadlines = &w->deadlines, .reports = &w->reports,
	};

	effects_clear(&w->out);
	w->input = (struct input){ .kind = kind, .now_ms = w->now_ms };
	w->turns++;
	memcpy(w->input.random, &w->turns, sizeof(w->turns));
	memcpy(w->input.random + 4, &w->seed, sizeof(w->seed));
	random_seed(&t.random, w->input.random);
	return t;
}

static void
router_answer(struct nat_world *w, const struct nat_world_sent *s)
{
	struct nat_world_router *g = &w->router;
	struct natpmp_message m = s->m;
	struct nat_world_coming *c;
	unsigned i;

	m.form = NATPMP_FORM_REPLY;
	m.opcode = (uint8_t)(m.opcode + NATPMP_RESPONSE);
	m.reserved = 0;
	m.epoch_s = (uint32_t)((w->now_ms - g->booted_ms) / 1000);
	if (g->epoch_lies)
		m.epoch_s = w->sent_count % 2 ? 4000000 : 5;
	m.result = g->result;
	if (s->m.opcode == NATPMP_OPCODE_ADDRESS) {
		m.address = g->public_address;
		g->public_address += g->wanders;
	} else {
		if (g->map_result)
			m.result = g->map_result;
		if (m.external_port == g->taken && g->taken)
			m.external_port++;
		if (g->most_s && m.lifetime_s > g->most_s)
			m.lifetime_s = g->most_s;
		if (g->zero_port || s->m.lifetime_s == 0)
			m.external_port = 0;
		if (g->zero_lifetime)
			m.lifetime_s = 0;
	}
	for (i = 0; i <= g->copies; i++) {
		must(w->coming_count < NAT_WORLD_COMING_MAX, "coming is full");
		c = &w->coming[w->coming_count++];
		c->at_ms = w->now_ms + NAT_WORLD_DELAY_MS + g->delay_ms +
			i * 20;
		c->channel = CHANNEL_GATEWAY;
		c->source = ipv4_endpoint(g->answers_from ? g->answers_from :
					  g->address);
		c->source.port = NATPMP_PORT;
		c->length = (size_t)natpmp_encode(&m, c->octets,
						  sizeof(c->octets));
	}
}

static void
take_send(struct nat_world *w, const struct effect *e)
{
	struct nat_world_sent *s;

	must(w->sent_count < NAT_WORLD_SENT_MAX, "sent is full");
	must(e->channel == CHANNEL_GATEWAY && e->to.port == NATPMP_PORT,
	     "requests go to port 5351");
	must(e->length <= sizeof(s->octets), "a request is short");
	s = &w->sent[w->sent_count++];
	s->at_ms = w->now_ms;
	s->to = e->to;
	s->source = e->source;
	s->length = e->length;
	memcpy(s->octets, w->out.octets + e->offset, e->length);
	must(natpmp_decode(s->octets, s->length, &s->m) == 0 &&
	     s->m.form == NATPMP_FORM_REQUEST && s->m.reserved == 0,
	     "what is sent is a request, its reserved field zero");
	if (!w->router.on || ipv4_number(&s->to) != w->router.address)
		return;
	if (w->router.lose) {
		w->router.lose--;
		return;
	}
	router_answer(w, s);
}

static void
turn_end(struct nat_world *w, struct turn *t)
{
	struct report r;
	unsigned i;

	while (reports_take(&w->reports, &r)) {
		must(effects_have_room(&w->out), "a step has room");
		if (nat_report(&w->nat, &r, t))
			continue;
		must(nat_owns(&w->nat, r.from), "reports are owned");
		must(w->told_count < NAT_WORLD_TOLD_MAX, "told is full");
		w->told[w->told_count++] = (struct nat_world_told){
			.at_ms = w->now_ms, .what = r.what, .value = r.value,
		};
	}
	for (i = 0; i < w->out.count; i++)
		if (w->out.list[i].kind == EFFECT_SEND)
			take_send(w, &w->out.list[i]);
}

/* Time ----------------------------------------------------------------------------- */

static struct nat_world_coming *
coming_first(struct nat_world *w)
{
	struct nat_world_coming *first = NULL;
	unsigned i;

	for (i = 0; i < w->coming_count; i++)
		if (!first || w->coming[i].at_ms < first->at_ms)
			first = &w->coming[i];
	return first;
}

uint64_t
nat_world_next_ms(const struct nat_world *w)
{
	uint64_t due = deadlines_first_ms(&w->deadlines);
	unsigned i;

	for (i = 0; i < w->coming_count; i++)
		if (w->coming[i].at_ms < due)
			due = w->coming[i].at_ms;
	return due;
}

static void
happen(struct nat_world *w)
{
	struct nat_world_coming *c = coming_first(w), taken;
	struct turn t;

	if (!c || c->at_ms > w->now_ms) {
		t = turn_begin(w, INPUT_DEADLINE);
		machine_fire(deadlines_first(&w->deadlines), &t);
		turn_end(w, &t);
		return;
	}
	taken = *c;
	*c = w->coming[--w->coming_count];
	t = turn_begin(w, INPUT_DATAGRAM);
	w->input.channel = taken.channel;
	w->input.source = taken.source;
	w->input.octets = taken.octets;
	w->input.length = taken.length;
	must(nat_input(&w->nat, &w->input, &t), "the input is taken");
	turn_end(w, &t);
}

void
nat_world_run_for(struct nat_world *w, uint64_t ms)
{
	uint64_t end_ms = w->now_ms + ms, next_ms;

	while ((next_ms = nat_world_next_ms(w)) <= end_ms) {
		if (next_ms > w->now_ms)
			w->now_ms = next_ms;
		happen(w);
	}
	w->now_ms = end_ms;
}

/* What the test does ----------------------------------------------------------------- */

void
nat_world_facts(struct nat_world *w, const struct network_facts *facts)
{
	struct turn t = turn_begin(w, INPUT_NETWORK);

	w->input.network = *facts;
	must(nat_input(&w->nat, &w->input, &t), "the input is taken");
	turn_end(w, &t);
}

struct network_facts
nat_world_route(uint32_t host, uint32_t router)
{
	return (struct network_facts){
		.up = true, .interface = 2, .prefix_length = 24,
		.address = ipv4_endpoint(host),
		.gateway = ipv4_endpoint(router),
		.gateway_mac = { 2, 0, (uint8_t)(router >> 16), 0, 0, 1 },
	};
}

void
nat_world_join(struct nat_world *w, uint32_t host)
{
	struct network_facts f = nat_world_route(host, w->router.address);

	nat_world_facts(w, &f);
	nat_world_run_for(w, NETWORK_SETTLED_MS);
}

void
nat_world_leave(struct nat_world *w)
{
	const struct network_facts none = { .up = false };

	nat_world_facts(w, &none);
}

void
nat_world_want(struct nat_world *w, unsigned slot, uint16_t internal,
	       uint16_t suggested)
{
	struct turn t = turn_begin(w, INPUT_COMMAND);

	nat_want(&w->nat, slot, internal, suggested, &t);
	turn_end(w, &t);
}

void
nat_world_unwant(struct nat_world *w, unsigned slot)
{
	struct turn t = turn_begin(w, INPUT_COMMAND);

	nat_unwant(&w->nat, slot, &t);
	turn_end(w, &t);
}

void
nat_world_want_and_unwant(struct nat_world *w, unsigned slot, uint16_t internal)
{
	struct turn t = turn_begin(w, INPUT_COMMAND);

	nat_want(&w->nat, slot, internal, 0, &t);
	nat_unwant(&w->nat, slot, &t);
	turn_end(w, &t);
}

void
nat_world_stop(struct nat_world *w)
{
	struct turn t = turn_begin(w, INPUT_COMMAND);

	nat_stop(&w->nat, &t);
	turn_end(w, &t);
}

void
nat_world_doubt(struct nat_world *w)
{
	struct turn t = turn_begin(w, INPUT_COMMAND);

	nat_doubt(&w->nat, &t);
	turn_end(w, &t);
}

void
nat_world_octets(struct nat_world *w, enum channel channel, uint32_t source,
		 uint16_t port, const uint8_t *octets, size_t length)
{
	struct turn t = turn_begin(w, INPUT_DATAGRAM);

	w->input.channel = channel;
	w->input.source = ipv4_endpoint(source);
	w->input.source.port = port;
	w->input.octets = octets;
	w->input.length = length;
	must(nat_input(&w->nat, &w->input, &t), "the input is taken");
	turn_end(w, &t);
}

void
nat_world_datagram(struct nat_world *w, enum channel channel, uint32_t source,
		   uint16_t port, const struct natpmp_message *m)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	ssize_t length = natpmp_encode(m, octets, sizeof(octets));

	must(length > 0, "the message can be encoded");
	nat_world_octets(w, channel, source, port, octets, (size_t)length);
}

void
nat_world_unreachable(struct nat_world *w, uint32_t source)
{
	struct turn t = turn_begin(w, INPUT_UNREACHABLE);

	w->input.channel = CHANNEL_GATEWAY;
	w->input.source = ipv4_endpoint(source);
	must(nat_input(&w->nat, &w->input, &t), "the input is taken");
	turn_end(w, &t);
}

void
nat_world_announce(struct nat_world *w)
{
	struct natpmp_message m = {
		.form = NATPMP_FORM_REPLY,
		.opcode = NATPMP_RESPONSE + NATPMP_OPCODE_ADDRESS,
		.epoch_s = (uint32_t)((w->now_ms - w->router.booted_ms) / 1000),
		.address = w->router.public_address,
	};

	nat_world_datagram(w, CHANNEL_ANNOUNCE, w->router.address,
			   NATPMP_PORT, &m);
}

/* What happened -------------------------------------------------------------------- */

unsigned
nat_world_told(const struct nat_world *w, unsigned from, unsigned what)
{
	unsigned i, count = 0;

	for (i = from; i < w->told_count; i++)
		count += w->told[i].what == what;
	return count;
}

uint64_t
nat_world_told_value(const struct nat_world *w, unsigned what)
{
	unsigned i;

	for (i = w->told_count; i > 0; i--)
		if (w->told[i - 1].what == what)
			return w->told[i - 1].value;
	ck_abort_msg("report %u was never told", what);
	return 0;
}

unsigned
nat_world_sent(const struct nat_world *w, unsigned from, uint8_t opcode)
{
	unsigned i, count = 0;

	for (i = from; i < w->sent_count; i++)
		count += w->sent[i].m.opcode == opcode;
	return count;
}
