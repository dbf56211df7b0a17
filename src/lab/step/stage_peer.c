/* SPDX-License-Identifier: Apache-2.0 */
/* stage_peer.c - what an agent knows of one peer, and one of its ports: their
 * own code, and the facts that DNS, the tunnel back end and the gateway would
 * bring. An agent itself would want names, servers and networks first. */
#include <assert.h>
#include <errno.h>
#include <string.h>

#include "autotunnel/peer.h"
#include "autotunnel/port.h"
#include "lab/step/stage.h"

enum { BEGIN_MS = 1000000, PORT = 4500, ANY_PORT = 40000 };

struct peer_stage {
	struct peer peer;
	struct port port;
	struct deadlines deadlines;
	struct deadline heap[2];
	struct reports reports;
	struct peer_location there;	/* as DNS has it */
	struct peer_self here;
	uint16_t bound;			/* last number that the system gave */
	bool binding;			/* it was asked for one */
	uint16_t wanted;
};

struct doing {
	struct stage *stage;
	struct peer_stage *p;
	const struct act *act;
	struct input input;
	struct turn turn;
};

static struct effects effects;

static struct peer_stage *
memory_of(const struct stage *s)
{
	return s->memory;
}

static bool
is_port(const struct stage *s)
{
	return !strcmp(s->chart->name, "port");
}

static void
begin_turn(struct doing *g, enum input_kind kind)
{
	g->input = (struct input){ .kind = kind, .now_ms = g->act->now_ms };
	stage_random(g->input.random, g->act->number, 0);
	g->turn = (struct turn){
		.now_ms = g->act->now_ms, .input = &g->input, .out = &effects,
		.deadlines = &g->p->deadlines, .reports = &g->p->reports,
	};
	random_seed(&g->turn.random, g->input.random);
	effects_clear(&effects);
}

static void
take_effects(struct doing *g)
{
	unsigned i;

	for (i = 0; i < effects.count; i++)
		if (effects.list[i].kind == EFFECT_BIND) {
			g->p->binding = true;
			g->p->wanted = effects.list[i].port;
		}
	outcome_take(g->stage->out, &effects);
	effects_clear(&effects);
}

static void
take_report(struct doing *g, const struct report *r)
{
	static const char *const peers[PEER_REPORT_COUNT] = {
		[PEER_REPORT_UP] = "there is a tunnel",
		[PEER_REPORT_MOVED] = "the tunnel lives elsewhere",
		[PEER_REPORT_DOWN] = "there is no tunnel",
		[PEER_REPORT_FAILED] = "the call failed; tried again",
		[PEER_REPORT_REFUSED] = "the peer refuses us",
		[PEER_REPORT_ASK] = "ask for its AAAA by signed query",
		[PEER_REPORT_REBORN] = "the peer has another address",
		[PEER_REPORT_APART] = "neither end can be reached",
		[PEER_REPORT_GONE] = "the peer is gone",
	};
	static const char *const ports[] = {
		[PORT_REPORT_WANT] = "map this port at the gateway",
		[PORT_REPORT_READY] = "the port can be used",
		[PORT_REPORT_UNWANT] = "its mapping is not wanted any more",
	};

	take_effects(g);	/* what was before it */
	if (r->from == &g->p->port.machine.base)
		outcome_note(g->stage->out, "the agent is told: %s",
			     ports[r->what]);
	else if (peers[r->what])
		outcome_note(g->stage->out, "the agent is told: %s",
			     peers[r->what]);
}

/* As agent_peers.c: who dials is decided in the turn that asks for it. */
static void
end_turn(struct doing *g)
{
	struct report r;

	while (reports_take(&g->p->reports, &r)) {
		take_report(g, &r);
		if (r.from == &g->p->peer.machine.base &&
		    r.what == PEER_REPORT_LOOK_AGAIN)
			peer_decide(&g->p->peer, &g->turn);
	}
	take_effects(g);
}

static void
fire(struct doing *g)
{
	while (deadlines_first_ms(&g->p->deadlines) <= g->act->now_ms) {
		begin_turn(g, INPUT_DEADLINE);
		machine_fire(deadlines_first(&g->p->deadlines), &g->turn);
		end_turn(g);
	}
}

/* The peer ---------------------------------------------------------------- */

/* What DNS says after EVENT. False: it is not DNS that brings it. */
static bool
place_peer(struct doing *g, unsigned event)
{
	struct peer_location *there = &g->p->there;
	const struct endpoint *remote = &g->p->peer.remote;

	switch (event) {
	case PEER_EV_LOCATED:
		if (there->complete)
			there->public_endpoint.address[3]++;
		break;
	case PEER_EV_FOLLOWED:
		if (remote->family)
			there->public_endpoint = *remote;
		else
			there->lan.port++;
		break;
	case PEER_EV_REBORN:
		there->ula[15]++;
		break;
	case PEER_EV_BACK:
	case PEER_EV_VANISHED:
		break;
	default:
		return false;
	}
	there->complete = event != PEER_EV_VANISHED;
	return true;
}

static bool
place_us(struct doing *g, unsigned event)
{
	struct peer_self *here = &g->p->here;

	switch (event) {
	case PEER_EV_WE_CROSSED:
		here->inner.address[2]++;
		here->public_endpoint.address[3]++;
		break;
	case PEER_EV_WE_SLID:
		here->inner.address[3]++;
		break;
	case PEER_EV_WE_MOVED:
		here->public_endpoint.address[3]++;
		here->network++;
		break;
	default:
		return false;
	}
	return true;
}

static bool
news_of(const struct doing *g, unsigned event, struct tunnel_facts *f)
{
	*f = (struct tunnel_facts){
		.ours = true, .remote = peer_nearest(&g->p->peer),
	};
	switch (event) {
	case PEER_EV_UP_SECOND:
		f->ours = false;
		return true;
	case PEER_EV_UP:
	case PEER_EV_UP_SPARE:
		return true;
	case PEER_EV_FAILED:
	case PEER_EV_MISSED:
		f->reason = TUNNEL_REASON_SILENCE;
		f->news = TUNNEL_FAILED;
		return true;
	case PEER_EV_REFUSED:
		f->reason = TUNNEL_REASON_AUTHENTICATION;
		f->news = TUNNEL_FAILED;
		return true;
	case PEER_EV_FELL:
		f->news = TUNNEL_FELL;
		return true;
	case PEER_EV_REKEYED:
		f->news = TUNNEL_REKEYED;
		return true;
	case PEER_EV_BACKEND_ON:
		f->news = TUNNEL_BACKEND_ON;
		return true;
	case PEER_EV_BACKEND_OFF:
		f->news = TUNNEL_BACKEND_OFF;
		return true;
	default:
		return false;
	}
}

/* The facts of the stage do not make EVENT of them, so it comes bare. */
static void
give_bare(struct doing *g, unsigned event)
{
	peer_step(&g->p->peer, event, &g->turn);
}

static bool
peer_event(struct doing *g, unsigned event)
{
	struct peer *p = &g->p->peer;
	struct tunnel_facts facts;

	begin_turn(g, INPUT_TUNNEL);
	if (place_peer(g, event)) {
		if (peer_located(p, &g->p->there) == event)
			peer_locate(p, &g->p->there, &g->turn);
		else
			give_bare(g, event);
	} else if (place_us(g, event)) {
		if (peer_placed_us(p, &g->p->here) == event)
			peer_place_us(p, &g->p->here, &g->turn);
		else
			give_bare(g, event);
	} else if (news_of(g, event, &facts) &&
		   peer_heard(p, &facts) == event) {
		peer_hear(p, &facts, &g->turn);
	} else {
		give_bare(g, event);
	}
	end_turn(g);
	return true;
}

/* The port ---------------------------------------------------------------- */

static bool
bound(struct doing *g, bool refused)
{
	if (!g->p->binding)
		return stage_refuse(g->stage, "no socket was asked for");
	g->p->binding = false;
	begin_turn(g, INPUT_BOUND);
	g->input.channel = g->p->port.channel;
	g->input.error = refused ? -EADDRINUSE : 0;
	g->input.port = refused ? 0 : g->p->wanted ? g->p->wanted :
		++g->p->bound;
	port_bound(&g->p->port, &g->input, &g->turn);
	end_turn(g);
	return true;
}

static bool
port_event(struct doing *g, unsigned event)
{
	struct port *p = &g->p->port;
	uint16_t local = p->local;

	if (event == PORT_EV_BOUND || event == PORT_EV_REFUSED)
		return bound(g, event == PORT_EV_REFUSED);
	begin_turn(g, INPUT_COMMAND);
	switch (event) {
	case PORT_EV_SAME:
	case PORT_EV_SAME_PINNED:
		p->pinned = event == PORT_EV_SAME_PINNED;
		port_mapping(p, local, local ? local : 1, &g->turn);
		break;
	case PORT_EV_OTHER:
		port_mapping(p, local, (uint16_t)(local ^ 1), &g->turn);
		break;
	case PORT_EV_NONE:
		port_mapping(p, local, 0, &g->turn);
		break;
	default:
		port_step(p, event, &g->turn);
	}
	end_turn(g);
	return true;
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

static int
begin(struct stage *s)
{
	struct dns_name peer = name_of("studio.home.example.net");
	struct dns_name ours = name_of("mymac.home.example.net");
	struct peer_stage *p;
	int r = stage_memory(s, sizeof(*p));

	if (r < 0)
		return r;
	p = memory_of(s);
	deadlines_init(&p->deadlines, p->heap, 2);
	peer_init(&p->peer, &peer, &ours, 0);
	port_init(&p->port, "tunnel", CHANNEL_TUNNEL, PORT, false);
	p->bound = ANY_PORT;
	p->there = (struct peer_location){
		.reachable = true,
		.public_endpoint = { 4, { 198, 51, 100, 20 }, PORT },
		.lan = { 4, { 192, 168, 7, 20 }, PORT },
		.ula = { 0xfd, 7, [15] = 1 },
	};
	p->here = (struct peer_self){
		.reachable = true,
		.public_endpoint = { 4, { 203, 0, 113, 9 }, PORT },
		.network = 1, .inner = { 4, { 192, 168, 1, 23 }, 0 },
	};
	p->peer.self = p->here;
	s->start_ms = BEGIN_MS;
	return 0;
}

static struct machine *
machine(const struct stage *s)
{
	struct peer_stage *p = memory_of(s);

	return is_port(s) ? &p->port.machine.base : &p->peer.machine.base;
}

static uint64_t
deadline_ms(const struct stage *s)
{
	return deadlines_first_ms(&memory_of(s)->deadlines);
}

static bool
act(struct stage *s, const struct act *a)
{
	struct doing g = { .stage = s, .act = a, .p = memory_of(s) };

	switch (a->kind) {
	case ACT_WAIT:
		return true;
	case ACT_FIRE:
		fire(&g);
		return true;
	case ACT_EVENT:
		return is_port(s) ? port_event(&g, a->event) :
			peer_event(&g, a->event);
	case ACT_REPLY:
		if (is_port(s))
			return bound(&g, false);
		return stage_refuse(s, "a tunnel's fate is an event: `up`, "
				    "`failed`, `fell`");
	case ACT_RECEIVE:
		return stage_refuse(s, "no messages come to this machine: name "
				    "the event (`events` lists them)");
	default:
		return stage_refuse(s, "spans follow from what is received");
	}
}

static const char *const names[] = { "peer", "port", NULL };

const struct stage_kind stage_peer = {
	.what = "a container that stands for the agent's (fsm/agent.c)",
	.around = "DNS, tunnels and sockets are yours: an event's name brings "
		"facts that make it\n(`located`, `up`, `bound`), or the bare "
		"event where none of the stage's do.",
	.real = true, .charts = names,
	.begin = begin, .machine = machine, .deadline_ms = deadline_ms,
	.act = act,
};
