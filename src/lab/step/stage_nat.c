/* SPDX-License-Identifier: Apache-2.0 */
/* stage_nat.c - the machines that ask a gateway for mappings, and a gateway at
 * 192.168.1.1 that says what it is told to. */
#include <errno.h>
#include <string.h>

#include "autotunnel/address.h"
#include "autotunnel/nat.h"
#include "lab/step/stage.h"

enum {
	BEGIN_MS = 1000000,
	HOST = (int)0xc0a80117,		/* 192.168.1.23 */
	ROUTER = (int)0xc0a80101,	/* 192.168.1.1 */
	PUBLIC = (int)0xcb007109,	/* 203.0.113.9 */
	OURS_PUBLIC = (int)0xc6336417,	/* 198.51.100.23: no NAT */
	UPTIME_S = 3600,		/* the gateway's, at the beginning */
	LOCAL_PORT = 4500
};

struct nat_stage {
	struct nat nat;
	struct deadlines deadlines;
	struct deadline heap[NAT_MACHINES];
	struct reports reports;
	struct network_facts facts;
	/* the gateway's */
	struct natpmp_message asked;	/* last, with `waits` */
	struct endpoint to;
	bool waits;			/* for an answer */
	uint64_t booted_ms;		/* its epoch counts from here */
	uint32_t public_address;
	uint16_t port;			/* wanted last */
	uint32_t turns;			/* of the step */
};

struct doing {
	struct stage *stage;
	struct nat_stage *n;
	const struct act *act;
	struct input input;
	struct turn turn;
};

static struct effects effects;

static struct nat_stage *
memory_of(const struct stage *s)
{
	return s->memory;
}

static bool
is_about(const struct stage *s, const char *chart)
{
	return !strcmp(s->chart->name, chart);
}

/* Turns ------------------------------------------------------------------- */

static void
begin_turn(struct doing *g, enum input_kind kind)
{
	g->input = (struct input){
		.kind = kind, .now_ms = g->act->now_ms, .key = KEY_NONE,
	};
	stage_random(g->input.random, g->act->number, g->n->turns++);
	g->turn = (struct turn){
		.now_ms = g->act->now_ms, .input = &g->input, .out = &effects,
		.deadlines = &g->n->deadlines, .reports = &g->n->reports,
	};
	random_seed(&g->turn.random, g->input.random);
	effects_clear(&effects);
}

static void
take_effects(struct doing *g)
{
	const struct effect *e;
	unsigned i;

	for (i = 0; i < effects.count; i++) {
		e = &effects.list[i];
		if (e->kind == EFFECT_SEND &&
		    natpmp_decode(effects.octets + e->offset, e->length,
				  &g->n->asked) == 0) {
			g->n->waits = true;
			g->n->to = e->to;
		}
	}
	outcome_take(g->stage->out, &effects);
	effects_clear(&effects);
}

static void
take_report(struct doing *g, const struct report *r)
{
	static const char *const texts[] = {
		[NAT_REPORT_NETWORK_UP - NAT_REPORT_FIRST] = "there is a network",
		[NAT_REPORT_NETWORK_DOWN - NAT_REPORT_FIRST] = "there is no network",
		[NAT_REPORT_RESUMED - NAT_REPORT_FIRST] = "the machine slept",
		[NAT_REPORT_PUBLIC - NAT_REPORT_FIRST] = "the public address is known",
		[NAT_REPORT_PRIVATE - NAT_REPORT_FIRST] = "the gateway's public address is private",
		[NAT_REPORT_NO_ADDRESS - NAT_REPORT_FIRST] = "the gateway has no public address",
		[NAT_REPORT_SLOW - NAT_REPORT_FIRST] = "no answer for half a second",
		[NAT_REPORT_UNANSWERED - NAT_REPORT_FIRST] = "no answer for two seconds",
		[NAT_REPORT_SILENT - NAT_REPORT_FIRST] = "there is no NAT-PMP",
		[NAT_REPORT_HELD - NAT_REPORT_FIRST] = "the port is mapped",
		[NAT_REPORT_LOST - NAT_REPORT_FIRST] = "the mapping is lost",
		[NAT_REPORT_REFUSED - NAT_REPORT_FIRST] = "the mapping is refused",
		[NAT_REPORT_DELETED - NAT_REPORT_FIRST] = "the mapping is deleted",
		[NAT_REPORT_CLEAR - NAT_REPORT_FIRST] = "nothing is mapped any more",
	};
	unsigned what = (unsigned)r->what - NAT_REPORT_FIRST;

	take_effects(g);	/* what was before it */
	if (what < sizeof(texts) / sizeof(texts[0]))
		outcome_note(g->stage->out, "the owner is told: %s",
			     texts[what]);
}

static void
drain(struct doing *g)
{
	struct report r;

	while (reports_take(&g->n->reports, &r)) {
		if (!effects_have_room(&effects))
			take_effects(g);
		if (!nat_report(&g->n->nat, &r, &g->turn))
			take_report(g, &r);
	}
}

static void
end_turn(struct doing *g)
{
	drain(g);
	take_effects(g);
}

static void
fire(struct doing *g)
{
	begin_turn(g, INPUT_DEADLINE);
	while (deadlines_first_ms(&g->n->deadlines) <= g->act->now_ms) {
		machine_fire(deadlines_first(&g->n->deadlines), &g->turn);
		drain(g);
		take_effects(g);
	}
	end_turn(g);
}

/* Messages of the gateway ------------------------------------------------- */

static void
hear_octets(struct doing *g, enum channel channel,
	    const struct endpoint *source, const uint8_t *octets,
	    size_t length)
{
	uint64_t dropped[NAT_DROP_COUNT];
	static const char *const texts[NAT_DROP_COUNT] = {
		"wrong source", "malformed", "another version", "a request",
		"it answers nothing",
	};
	unsigned i;

	memcpy(dropped, g->n->nat.dropped, sizeof(dropped));
	begin_turn(g, INPUT_DATAGRAM);
	g->input.channel = channel;
	g->input.source = *source;
	g->input.octets = octets;
	g->input.length = length;
	outcome_heard(g->stage->out, channel, source, octets, length);
	nat_input(&g->n->nat, &g->input, &g->turn);
	end_turn(g);
	for (i = 0; i < NAT_DROP_COUNT; i++)
		if (g->n->nat.dropped[i] != dropped[i])
			outcome_note(g->stage->out, "not acted on as an "
				     "answer: %s", texts[i]);
}

static void
hear(struct doing *g, enum channel channel, const struct endpoint *source,
     const struct natpmp_message *m)
{
	uint8_t octets[NATPMP_MESSAGE_MAX];
	ssize_t length = natpmp_encode(m, octets, sizeof(octets));

	if (length > 0)
		hear_octets(g, channel, source, octets, (size_t)length);
}

static uint32_t
epoch_s(const struct doing *g)
{
	return (uint32_t)((g->act->now_ms - g->n->booted_ms) / 1000);
}

struct how {
	uint16_t result;
	bool other_port;
	bool rebooted;
	bool moved;
};

static void
answer(struct doing *g, const struct how *how)
{
	struct natpmp_message m = g->n->asked;
	bool deletion = m.opcode != NATPMP_OPCODE_ADDRESS && !m.lifetime_s;

	if (how->rebooted)
		g->n->booted_ms = g->act->now_ms;
	if (how->moved)
		g->n->public_address++;
	m.form = NATPMP_FORM_REPLY;
	m.opcode = (uint8_t)(m.opcode + NATPMP_RESPONSE);
	m.reserved = 0;
	m.result = how->result;
	m.epoch_s = epoch_s(g);
	m.address = how->result ? 0 : g->n->public_address;
	if (how->other_port)
		m.external_port++;
	if (deletion)
		m.external_port = 0;
	g->n->waits = false;	/* unless it makes us ask on */
	hear(g, CHANNEL_GATEWAY, &g->n->to, &m);
}

/* Multicast; or, to us alone, an answer that comes twice. */
static void
announce(struct doing *g, enum channel channel, const struct how *how)
{
	struct endpoint source = gateway_endpoint(&g->n->nat.gateway);
	struct natpmp_message m = {
		.form = NATPMP_FORM_REPLY,
		.opcode = NATPMP_OPCODE_ADDRESS + NATPMP_RESPONSE,
	};

	if (how->rebooted)
		g->n->booted_ms = g->act->now_ms;
	if (how->moved)
		g->n->public_address++;
	m.epoch_s = epoch_s(g);
	m.address = g->n->public_address;
	hear(g, channel, &source, &m);
}

static void
be_unreachable(struct doing *g)
{
	g->n->waits = false;
	begin_turn(g, INPUT_UNREACHABLE);
	g->input.channel = CHANNEL_GATEWAY;
	g->input.source = g->n->to;
	nat_input(&g->n->nat, &g->input, &g->turn);
	end_turn(g);
}

/* What is not the machine's is answered at once. */
static void
answer_others(struct doing *g)
{
	static const struct how natural = { .result = 0 };
	bool address = g->n->asked.opcode == NATPMP_OPCODE_ADDRESS;

	while (g->n->waits && (is_about(g->stage, "network") ||
			       (is_about(g->stage, "mapping") && address))) {
		answer(g, &natural);
		address = g->n->asked.opcode == NATPMP_OPCODE_ADDRESS;
	}
}

/* Events ------------------------------------------------------------------ */

static void
want(struct doing *g, uint16_t port)
{
	g->n->port = port;
	nat_want(&g->n->nat, NAT_SLOT_TUNNEL, port, port, &g->turn);
}

static bool
no_request(struct doing *g)
{
	return stage_refuse(g->stage, "nothing was sent that waits for an "
			    "answer");
}

static bool
request_event(struct doing *g, unsigned event)
{
	static const struct how natural = { .result = 0 };
	static const struct how refused = { .result = NATPMP_REFUSED };
	struct nat *nat = &g->n->nat;

	switch (event) {
	case NATPMP_REQUEST_EV_ANSWERED:
		answer(g, &natural);
		return true;
	case NATPMP_REQUEST_EV_REFUSED:
		answer(g, &refused);
		return true;
	case NATPMP_REQUEST_EV_UNREACHABLE:
		be_unreachable(g);
		return true;
	case NATPMP_REQUEST_EV_PROMPTED:
		announce(g, CHANNEL_ANNOUNCE, &natural);
		return true;
	}
	begin_turn(g, INPUT_COMMAND);
	if (event == NATPMP_REQUEST_EV_ASKED_BRIEFLY)
		nat_unwant(nat, NAT_SLOT_TUNNEL, &g->turn);
	else if (event == NATPMP_REQUEST_EV_WITHDRAWN)
		gateway_step(&nat->gateway, GATEWAY_EV_WITHDRAWN, &g->turn);
	else if (nat->mappings[NAT_SLOT_TUNNEL].machine.base.state ==
		 MAPPING_IDLE)
		want(g, LOCAL_PORT);
	else
		nat_doubt(nat, &g->turn);
	end_turn(g);
	return true;
}

static bool
mapping_event(struct doing *g, unsigned event)
{
	static const struct how natural = { .result = 0 };
	static const struct how other = { .other_port = true };
	static const struct how refused = { .result = NATPMP_REFUSED };
	const struct how *how = event == MAPPING_EV_GRANTED_OTHER ? &other :
		event == MAPPING_EV_REFUSAL ? &refused : &natural;

	switch (event) {
	case MAPPING_EV_GRANTED:
	case MAPPING_EV_GRANTED_OTHER:
	case MAPPING_EV_REFUSAL:
	case MAPPING_EV_DELETED:
		if (!g->n->waits)
			return no_request(g);
		answer(g, how);
		return true;
	}
	begin_turn(g, INPUT_COMMAND);
	if (event == MAPPING_EV_WANTED)
		want(g, g->n->port);
	else if (event == MAPPING_EV_REWANTED)
		want(g, (uint16_t)(g->n->port == LOCAL_PORT ? LOCAL_PORT + 1 :
				   LOCAL_PORT));
	else
		mapping_step(&g->n->nat.mappings[NAT_SLOT_TUNNEL], event,
			     &g->turn);
	end_turn(g);
	return true;
}

/* The link that the event's name tells of, as `network` would offer it. */
static void
offer_link(struct doing *g, unsigned event)
{
	struct network_facts *f = &g->n->facts;

	switch (event) {
	case GATEWAY_EV_LINK_NEW:
		f->gateway_mac[5]++;
		break;
	case GATEWAY_EV_LINK_CHANGED:
		f->address = ipv4_endpoint(ipv4_number(&f->address) + 1);
		break;
	case GATEWAY_EV_LINK_DIRECT:
		f->address = ipv4_endpoint((uint32_t)OURS_PUBLIC);
		break;
	case GATEWAY_EV_LINK_BARE:
		f->gateway.family = 0;
		break;
	default:
		break;
	}
	if (event != GATEWAY_EV_LINK_BARE)
		f->gateway = ipv4_endpoint((uint32_t)ROUTER);
	if (event != GATEWAY_EV_LINK_DIRECT &&
	    endpoint_is_public_unicast_ipv4(&f->address))
		f->address = ipv4_endpoint((uint32_t)HOST);
	g->n->nat.gateway.offered = *f;
}

/* Answers and announcements, by the event that they are. */
static const struct {
	unsigned event;
	bool asked;		/* only as the answer to what was asked */
	bool announced;		/* by multicast */
	struct how how;
} heard[] = {
	{ GATEWAY_EV_ANSWERED, true, false, { .result = 0 } },
	{ GATEWAY_EV_ANSWERED_LOST, true, false, { .rebooted = true } },
	{ GATEWAY_EV_ANNOUNCED, false, true, { .result = 0 } },
	{ GATEWAY_EV_ANNOUNCED_LOST, false, true, { .rebooted = true } },
	{ GATEWAY_EV_HEARD, false, false, { .result = 0 } },
	{ GATEWAY_EV_HEARD_LOST, false, false, { .rebooted = true } },
	{ GATEWAY_EV_ADDRESS_LEARNT, false, true, { .result = 0 } },
	{ GATEWAY_EV_ADDRESS_MOVED, false, true, { .moved = true } },
	{ GATEWAY_EV_ADDRESS_WAVERS, false, true, { .moved = true } },
	{ GATEWAY_EV_ADDRESS_GONE, true, false,
	  { .result = NATPMP_NETWORK_FAILURE } },
};

static bool
gateway_heard(struct doing *g, unsigned event, bool *done)
{
	struct gateway *gateway = &g->n->nat.gateway;
	unsigned i;

	for (i = 0; i < sizeof(heard) / sizeof(heard[0]); i++) {
		if (heard[i].event != event)
			continue;
		*done = true;
		if (gateway_endpoint(gateway).family == 0)
			*done = stage_refuse(g->stage, "no gateway is known: "
					     "`link_new` first");
		else if (g->n->waits && (heard[i].asked ||
			 (event >= GATEWAY_EV_ADDRESS_LEARNT &&
			  g->n->asked.opcode == NATPMP_OPCODE_ADDRESS)))
			answer(g, &heard[i].how);
		else if (heard[i].asked)
			*done = no_request(g);
		else
			announce(g, heard[i].announced ? CHANNEL_ANNOUNCE :
				 CHANNEL_GATEWAY, &heard[i].how);
		return true;
	}
	return false;
}

static bool
gateway_event(struct doing *g, unsigned event)
{
	struct gateway *gateway = &g->n->nat.gateway;
	bool done;

	if (gateway_heard(g, event, &done))
		return done;
	if (event == GATEWAY_EV_SILENCE || event == GATEWAY_EV_UNANSWERED) {
		if (!g->n->waits)
			return no_request(g);
		be_unreachable(g);
		return true;
	}
	if (event == GATEWAY_EV_WITHDRAWN && !gateway->queued)
		return stage_refuse(g->stage, "no request is in its queue");
	begin_turn(g, INPUT_COMMAND);
	if (event == GATEWAY_EV_MASKED) {
		nat_masked(&g->n->nat, &g->turn);
	} else if (event == GATEWAY_EV_PENDING) {
		gateway_put(gateway, GATEWAY_ITEM_ADDRESS);
		gateway_step(gateway, event, &g->turn);
	} else {
		offer_link(g, event);
		gateway_step(gateway, event, &g->turn);
	}
	end_turn(g);
	return true;
}

static void
tell_facts(struct doing *g)
{
	begin_turn(g, INPUT_NETWORK);
	g->input.network = g->n->facts;
	nat_input(&g->n->nat, &g->input, &g->turn);
	end_turn(g);
	g->n->facts.resumed = false;
}

static bool
network_event(struct doing *g, unsigned event)
{
	struct network_facts *f = &g->n->facts;

	if (event == NETWORK_EV_LOST) {
		f->up = false;
	} else if (event == NETWORK_EV_RESUMED) {
		f->resumed = true;
	} else if (event == NETWORK_EV_LEARNT) {
		if (f->gateway_mac[0])
			return stage_refuse(g->stage, "the gateway's MAC "
					    "address is known");
		f->gateway_mac[0] = 2;
	} else {
		if (f->up)	/* another one */
			f->address = ipv4_endpoint(ipv4_number(&f->address) +
						   1);
		f->up = true;
	}
	tell_facts(g);
	return true;
}

static bool
do_event(struct doing *g)
{
	unsigned event = g->act->event;

	if (is_about(g->stage, "gateway"))
		return gateway_event(g, event);
	if (is_about(g->stage, "network"))
		return network_event(g, event);
	if (is_about(g->stage, "mapping"))
		return mapping_event(g, event);
	return request_event(g, event);
}

/* The stage --------------------------------------------------------------- */

/* A gateway that is known and has told its address. */
static void
set_scene(struct doing *g)
{
	struct act *act = (struct act *)(uintptr_t)g->act;
	static const struct how natural = { .result = 0 };

	if (!is_about(g->stage, "mapping") &&
	    !is_about(g->stage, "natpmp_request"))
		return;
	g->n->facts.up = true;
	g->n->facts.gateway_mac[0] = 2;
	tell_facts(g);
	while (g->n->nat.network.machine.base.due_ms != TIME_NEVER) {
		act->now_ms = deadlines_first_ms(&g->n->deadlines);
		fire(g);
		if (g->n->waits)
			answer(g, &natural);
	}
}

static int
begin(struct stage *s)
{
	static const struct nat_config config = { .lifetime_s = 0 };
	struct act start = { .kind = ACT_WAIT, .now_ms = BEGIN_MS };
	struct doing g = { .stage = s, .act = &start };
	int r = stage_memory(s, sizeof(struct nat_stage));

	if (r < 0)
		return r;
	g.n = memory_of(s);
	g.n->booted_ms = BEGIN_MS - UPTIME_S / 4 * 1000;
	g.n->public_address = (uint32_t)PUBLIC;
	g.n->port = LOCAL_PORT;
	g.n->facts = (struct network_facts){
		.interface = 2, .prefix_length = 24,
		.address = ipv4_endpoint((uint32_t)HOST),
		.gateway = ipv4_endpoint((uint32_t)ROUTER),
	};
	deadlines_init(&g.n->deadlines, g.n->heap, NAT_MACHINES);
	nat_init(&g.n->nat, &config);
	set_scene(&g);
	s->start_ms = start.now_ms;
	return 0;
}

static struct machine *
machine(const struct stage *s)
{
	struct nat *n = &memory_of(s)->nat;

	if (is_about(s, "gateway"))
		return &n->gateway.machine.base;
	if (is_about(s, "network"))
		return &n->network.machine.base;
	if (is_about(s, "mapping"))
		return &n->mappings[NAT_SLOT_TUNNEL].machine.base;
	return &n->request.machine.base;
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return deadlines_first_ms(&memory_of(s)->deadlines);
}

static void
receive(struct doing *g)
{
	struct endpoint source = gateway_endpoint(&g->n->nat.gateway);

	if (g->act->source.family)
		source = g->act->source;
	hear_octets(g, CHANNEL_GATEWAY, &source, g->act->octets,
		    g->act->length);
}

static bool
act(struct stage *s, const struct act *a)
{
	static const struct how natural = { .result = 0 };
	struct doing g = { .stage = s, .act = a, .n = memory_of(s) };
	bool done = true;

	g.n->turns = 0;
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
		if (!g.n->waits)
			return no_request(&g);
		answer(&g, &natural);
		break;
	default:
		return stage_refuse(s, "spans follow from what is received");
	}
	if (done)
		answer_others(&g);
	return done;
}

static const char *const names[] = {
	"natpmp_request", "gateway", "mapping", "network", NULL
};

const struct stage_kind stage_nat = {
	.what = "the part of an agent that asks gateways (fsm/nat.c)",
	.around = "We are 192.168.1.23, the gateway is 192.168.1.1 with "
		"203.0.113.9 outside, and it\nanswers when you say so: "
		"`reply` is the natural answer to what was sent last, an\n"
		"event's name (`granted_other`, `refused`, `announced_lost`) "
		"makes that one,\n`recv HEX` takes any octets.",
	.real = true, .charts = names,
	.begin = begin, .machine = machine, .deadline_ms = deadline_ms,
	.act = act,
};
