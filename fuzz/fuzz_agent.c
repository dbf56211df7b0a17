/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_agent.c - a host's whole container with inputs of every kind, in any
 * order and with any members, from anybody: no assert, bounded work an input,
 * effects that hold, no machine that waits for ever, and what nobody signed
 * changes no peer; what it remembers is enough to start from.
 *
 * The input is records (records.h). Messages are answers to what the agent sent
 * and asked, good or with some field otherwise (agent_world.h). */
#include "fuzz/agent_records.h"
#include "fuzz/agent_world.h"
#include "fuzz/records.h"
#include "fuzz/rows.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For main.c: prefixes of a seed say nothing new here. */
extern const char fuzz_whole;
const char fuzz_whole = 1;

enum { END_MS = 60000 };

enum kind {
	KIND_WAIT, KIND_KNOBS, KIND_ANSWER, KIND_EVENT, KIND_REPLY,
	KIND_ANNOUNCEMENT, KIND_NETWORK, KIND_TUNNEL, KIND_LOOKUP, KIND_STREAM,
	KIND_BOUND, KIND_UNREACHABLE, KIND_COMMAND, KIND_RESTART, KIND_OCTETS,
	KIND_ZONE, KIND_SLEEP, KIND_COUNT
};

const struct record_kind records_kinds[] = {
	[KIND_WAIT] = { "wait", 30, 2 },
	[KIND_KNOBS] = { "knobs", 40, 2 },
	[KIND_ANSWER] = { "answer", 20, 3 },
	[KIND_EVENT] = { "event", 20, 3 },
	[KIND_REPLY] = { "reply", 15, 3 },
	[KIND_ANNOUNCEMENT] = { "announcement", 8, 4 },
	[KIND_NETWORK] = { "network", 20, 3 },
	[KIND_TUNNEL] = { "tunnel", 25, 4 },
	[KIND_LOOKUP] = { "lookup", 6, 2 },
	[KIND_STREAM] = { "stream", 8, 2 },
	[KIND_BOUND] = { "bound", 6, 3 },
	[KIND_UNREACHABLE] = { "unreachable", 5, 1 },
	[KIND_COMMAND] = { "command", 4, 1 },
	[KIND_RESTART] = { "restart", 4, 1 },
	[KIND_OCTETS] = { "octets", 4, 20 },
	[KIND_ZONE] = { "zone", 30, 4 },
	[KIND_SLEEP] = { "sleep", 5, 2 },
};
const unsigned records_kind_count = KIND_COUNT;

static_assert(sizeof(records_kinds) / sizeof(*records_kinds) == KIND_COUNT,
	      "each kind has a line");

static struct agent_world w;

/* Most knobs go back to how things should be; who answers is kept. */
static void
turn_knob(struct feed *f)
{
	struct agent_knobs *k = &w.knobs;
	unsigned which = feed_take(f), value = feed_take(f);
	uint8_t *const all[KNOB_COUNT] = {
		[KNOB_ANSWERS] = &k->answers, [KNOB_RCODE] = &k->rcode,
		[KNOB_UPDATE_RCODE] = &k->update_rcode,
		[KNOB_LLQ_ERROR] = &k->llq_error,
		[KNOB_REFRESH_ERROR] = &k->refresh_error,
		[KNOB_LEASE] = &k->lease, [KNOB_STRANGE] = &k->strange,
		[KNOB_ZONE] = &k->zone, [KNOB_RESULT] = &k->result,
		[KNOB_EPOCH] = &k->epoch, [KNOB_ADDRESS] = &k->address,
		[KNOB_PORT] = &k->port, [KNOB_LOOKUP] = &k->lookup,
		[KNOB_ASKED_FOR] = &k->asked_for, [KNOB_SERIAL] = &k->serial,
		[KNOB_BIRTH] = &k->birth, [KNOB_OURS] = &k->ours,
	};

	if (which >= KNOBS_ALL_WELL) {
		/* all is well, and everybody answers */
		memset(k, 0, sizeof(*k));
		k->answers = ANSWERS_ALL;
		k->zone = ZONE_ALICE | ZONE_ZOE;
		return;
	}
	*all[which % KNOB_COUNT] = (uint8_t)value;
	k->result %= 7;
	k->llq_error %= LLQ_ERRORS + LLQ_LATER;
	k->refresh_error %= LLQ_ERRORS;
	k->lease %= 12;
}

static void
give_message(struct input *in, uint8_t *octets, unsigned how)
{
	static struct peer_location before[AGENT_PEERS_MAX];
	static bool used[AGENT_PEERS_MAX];
	unsigned i;

	in->octets = octets;
	in->key = KEY_NONE;
	in->verdict = VERDICT_VERIFIED;
	if (how & MESSAGE_VERDICT)
		in->verdict = (enum verdict)(how % VERDICT_COUNT);
	if (in->verdict == VERDICT_VERIFIED)
		in->key = 0;
	agent_world_run_for(&w, 0);
	for (i = 0; i < AGENT_PEERS_MAX; i++) {
		used[i] = w.a->peers[i].used;
		if (used[i])
			before[i] = w.a->peers[i].location;
	}
	agent_world_give(&w, in);
	/* others may answer meanwhile, and they may sign */
	if (in->verdict == VERDICT_VERIFIED || w.knobs.answers & ANSWERS_DNS)
		return;
	for (i = 0; i < AGENT_PEERS_MAX; i++)
		assert(used[i] == w.a->peers[i].used &&
		       (!used[i] || !memcmp(&before[i], &w.a->peers[i].location,
					    sizeof(before[i]))));
}

/* To one of the newest messages, maybe spoilt. */
static void
step_answer(struct feed *f)
{
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
	unsigned which = feed_take(f), how = feed_take(f), at = feed_take(f);
	const struct agent_message *m;
	struct input in = { .kind = INPUT_DATAGRAM };

	if (!w.sent_count)
		return;
	m = &w.sent[(w.sent_count - 1 - which % AGENT_WORLD_SENT_MAX) %
		    AGENT_WORLD_SENT_MAX];
	in.kind = m->stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM;
	in.stream = m->stream;
	in.ticket = m->ticket;
	in.channel = m->stream ? CHANNEL_NONE : m->channel;
	in.source = m->to;
	in.length = agent_world_answer(&w, m, octets);
	if (how & MESSAGE_ELSEWHERE)
		in.source.port++;
	if (how & MESSAGE_SPOILT && in.length)
		octets[at * in.length / 256] ^= (uint8_t)(1u << how % 8);
	if (how & MESSAGE_CUT)
		in.length = at * in.length / 256;
	if (in.length)
		give_message(&in, octets, how);
}

static void
step_event(struct feed *f)
{
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
	unsigned slot = feed_take(f), how = feed_take(f), at = feed_take(f);
	struct input in = { .kind = INPUT_DATAGRAM, .channel = CHANNEL_LLQ };

	in.source = w.a->dns.discovery.llq;
	in.length = agent_world_event(&w, slot, how & MESSAGE_REMOVED, octets);
	if (how & MESSAGE_SPOILT && in.length)
		octets[at * in.length / 256] ^= (uint8_t)(1u << how % 8);
	if (in.length)
		give_message(&in, octets, how);
}

/* The zone changes, and whoever asked for long is told all of it. */
static void
step_zone(struct feed *f)
{
	struct agent_knobs before = w.knobs;
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
	unsigned slot, how;

	w.knobs.zone = (uint8_t)feed_take(f);
	w.knobs.place = (uint8_t)feed_take(f);
	w.knobs.birth = (uint8_t)(feed_take(f) % 4);
	how = feed_take(f);
	for (slot = 0; slot < LLQ_CLIENTS_MAX; slot++) {
		const struct llq_client *c = dnsclient_llq(&w.a->dns, slot);
		struct input in = { .kind = INPUT_DATAGRAM,
				    .channel = CHANNEL_LLQ };

		if (!c || !c->llq_id || how >> slot % 8 & 1)
			continue;
		in.source = w.a->dns.discovery.llq;
		in.length = agent_world_change(&w, slot, &before, octets);
		if (in.length)
			give_message(&in, octets, 0);
	}
}

/* The gateway's, to what was asked last, or to what it was not asked. */
static void
step_reply(struct feed *f)
{
	uint8_t octets[AGENT_WORLD_MESSAGE_MAX];
	unsigned how = feed_take(f), at = feed_take(f);
	struct input in = { .kind = INPUT_DATAGRAM, .octets = octets,
			    .channel = CHANNEL_GATEWAY, .source = w.gateway,
			    .key = KEY_NONE };

	in.length = agent_world_reply(&w, octets);
	if (how & 1 && in.length)
		octets[at % in.length] = (uint8_t)feed_take(f);
	if (how & 2)
		in.source.port++;
	if (how & 4)
		in.length = at % 17;
	if (in.length)
		agent_world_give(&w, &in);
}

static void
step_announcement(struct feed *f)
{
	struct natpmp_message m = {
		.form = NATPMP_FORM_REPLY, .opcode = NATPMP_RESPONSE,
	};
	uint8_t octets[NATPMP_MESSAGE_MAX];
	struct input in = { .kind = INPUT_DATAGRAM, .octets = octets,
			    .channel = CHANNEL_ANNOUNCE, .source = w.gateway,
			    .key = KEY_NONE };
	unsigned how = feed_take(f);

	m.epoch_s = how & ANNOUNCE_EPOCH ? feed_take(f) :
		(uint32_t)((w.now_ms - w.booted_ms) / 1000) + feed_take(f) % 4;
	m.address = (how & ANNOUNCE_PRIVATE ? 0x0a000000u : 0x0b010200u) +
		feed_take(f);
	if (how & ANNOUNCE_NONE)
		m.address = 0;
	if (how & ANNOUNCE_EPOCH)
		w.booted_ms = w.now_ms - m.epoch_s * 1000u;
	if (how & ANNOUNCE_STRANGER)
		in.source.address[3]++;
	in.length = (size_t)natpmp_encode(&m, octets, sizeof(octets));
	agent_world_give(&w, &in);
}

static void
step_network(struct feed *f)
{
	struct input in = { .kind = INPUT_NETWORK };
	unsigned how = feed_take(f), which = feed_take(f);

	in.network.up = how & LINK_MASK;
	in.network.resumed = how & LINK_RESUMED;
	in.network.interface = 1 + !!(how & LINK_INTERFACE);
	in.network.address = (struct endpoint){ .family = 4, .address = {
		192, 168, 1, (uint8_t)(10 + which % 8) } };
	if (how & LINK_PUBLIC)
		memcpy(in.network.address.address,
		       (uint8_t[]){ 11, 1, 2, 9 }, 4);
	if (how & LINK_CARRIER)
		memcpy(in.network.address.address,
		       (uint8_t[]){ 100, 64, 0, 9 }, 4);
	in.network.prefix_length = 24;
	in.network.gateway = in.network.address;
	in.network.gateway.address[3] = 1;
	if (which & LINK_GATEWAY_ONE)
		memcpy(in.network.gateway.address,
		       (uint8_t[]){ 192, 168, 1, 1 }, 4);
	in.network.gateway_mac[0] = (uint8_t)(how & LINK_MAC ? 1 : 0);
	if ((how & LINK_MASK) == LINK_BARE)
		in.network.gateway = (struct endpoint){ .family = 0 };
	if (which & LINK_PREFIX) {
		in.network.prefix_count = 1;
		in.network.prefixes[0].network[0] = 0xfd;
		in.network.prefixes[0].network[1] = 1;
		in.network.prefixes[0].length =
			(uint8_t)(8 + feed_take(f) % 56);
	}
	agent_world_give(&w, &in);
}

static void
step_tunnel(struct feed *f)
{
	struct input in = { .kind = INPUT_TUNNEL };
	unsigned how = feed_take(f);

	in.tunnel.news = (enum tunnel_news)(how % TUNNEL_NEWS_COUNT);
	in.tunnel.reason = (enum tunnel_reason)
		(feed_take(f) % TUNNEL_REASON_COUNT);
	in.tunnel.peer = (uint16_t)(how & TUNNEL_STRANGER ? feed_take(f) * 257 :
				    how & TUNNEL_SECOND ? 1 : 0);
	in.tunnel.ours = how & TUNNEL_OURS;
	in.tunnel.remote = (struct endpoint){
		.family = 4, .port = 4500, .address = { 11, 9, 0, 2 },
	};
	if (how & TUNNEL_ELSEWHERE)
		in.tunnel.remote.address[3] = (uint8_t)feed_take(f);
	/* as the location says, mostly */
	else if (in.tunnel.peer < AGENT_PEERS_MAX)
		in.tunnel.remote =
			w.a->peers[in.tunnel.peer].location.public_endpoint;
	w.knobs.elsewhere = in.tunnel.remote;
	/* with its LAN address, where that is nearest */
	if (in.tunnel.news == TUNNEL_FAILED && how & TUNNEL_ELSEWHERE &&
	    in.tunnel.peer < AGENT_PEERS_MAX)
		in.tunnel.remote =
			peer_nearest(&w.a->peers[in.tunnel.peer].peer);
	agent_world_give(&w, &in);
}

static void
step_lookup(struct feed *f)
{
	uint8_t octets[64];
	unsigned how = feed_take(f), i;
	struct input in = { .kind = INPUT_LOOKUP, .octets = octets,
			    .ticket = w.ticket };

	in.error = how & 1 ? -110 : 0;
	in.ticket.slot = (uint16_t)(in.ticket.slot + (how >> 1 & 3));
	in.length = in.error ? 0 : how >> 3 & 31;
	for (i = 0; i < in.length; i++)
		octets[i] = (uint8_t)feed_take(f);
	agent_world_give(&w, &in);
}

static void
step_stream(struct feed *f)
{
	unsigned how = feed_take(f);
	struct input in = {
		.kind = how & STREAM_IS_UP ? INPUT_STREAM_UP :
			INPUT_STREAM_DOWN,
		.ticket = how & STREAM_NEWEST ? w.ticket :
			w.a->dns.stream.ticket,
		.error = how & STREAM_FAILED ? -104 : 0,
	};

	if (how & STREAM_STALE)
		in.ticket.generation++;
	agent_world_give(&w, &in);
}

static void
step_bound(struct feed *f)
{
	unsigned how = feed_take(f);
	struct input in = {
		.kind = INPUT_BOUND, .error = how & BOUND_REFUSED ? -98 : 0,
		.channel = how & BOUND_TUNNEL ? CHANNEL_TUNNEL : CHANNEL_LLQ,
		.port = (uint16_t)(4500 + feed_take(f) % 4),
	};

	if (how & 4)
		in.channel = (enum channel)(how >> 3) % CHANNEL_COUNT;
	agent_world_give(&w, &in);
}

static void
step_unreachable(struct feed *f)
{
	unsigned how = feed_take(f);
	struct input in = {
		.kind = INPUT_UNREACHABLE,
		.channel = (enum channel)(how % CHANNEL_COUNT),
		.source = how & 64 ? w.a->dns.discovery.llq :
			how & 32 ? w.a->dns.discovery.update : w.gateway,
	};

	agent_world_give(&w, &in);
}

static void
step_command(struct feed *f)
{
	static const enum owner_command commands[] = {
		[OWNER_ASKS_AGAIN] = COMMAND_ASK_AGAIN,
		[OWNER_CLAIMS] = COMMAND_CLAIM, [OWNER_LEAVES] = COMMAND_LEAVE,
		[OWNER_STOPS] = COMMAND_STOP,
	};
	struct input in = { .kind = INPUT_COMMAND,
			    .command = commands[feed_take(f) % 4] };

	agent_world_give(&w, &in);
}

static void
step_octets(struct feed *f)
{
	static uint8_t octets[RECORD_PAYLOAD_MAX];
	unsigned how = feed_take(f);
	struct input in = { .kind = INPUT_DATAGRAM };

	in.channel = (enum channel)(how % CHANNEL_COUNT);
	in.source = how & 8 ? w.gateway : w.a->dns.discovery.llq;
	in.length = f->left;
	memcpy(octets, f->at, f->left);
	if (in.channel == CHANNEL_GATEWAY || in.channel == CHANNEL_ANNOUNCE)
		how |= 0x80;
	give_message(&in, octets, how);
}

static void
step_restart(struct feed *f)
{
	agent_world_restart(&w, feed_take(f));
	rows_run_on();
}

static void
step_sleep(struct feed *f)
{
	unsigned time = feed_take(f), how = feed_take(f);
	struct input in = { .kind = INPUT_NETWORK };

	agent_world_sleep(&w, record_time_ms(time));
	if (!(how & SLEEP_TOLD))
		return;
	in.network = w.a->nat.network.facts;
	in.network.resumed = true;
	agent_world_give(&w, &in);
}

static void
step_wait(struct feed *f)
{
	struct input in = { .kind = INPUT_DEADLINE };
	unsigned high = feed_take(f);

	agent_world_run_for(&w, high << 8 | feed_take(f));
	agent_world_give(&w, &in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const steps[KIND_COUNT])(struct feed *f) = {
		[KIND_WAIT] = step_wait, [KIND_KNOBS] = turn_knob,
		[KIND_ANSWER] = step_answer, [KIND_EVENT] = step_event,
		[KIND_REPLY] = step_reply,
		[KIND_ANNOUNCEMENT] = step_announcement,
		[KIND_NETWORK] = step_network, [KIND_TUNNEL] = step_tunnel,
		[KIND_LOOKUP] = step_lookup, [KIND_STREAM] = step_stream,
		[KIND_BOUND] = step_bound,
		[KIND_UNREACHABLE] = step_unreachable,
		[KIND_COMMAND] = step_command, [KIND_RESTART] = step_restart,
		[KIND_OCTETS] = step_octets, [KIND_ZONE] = step_zone,
		[KIND_SLEEP] = step_sleep,
	};
	const uint8_t *begin = data;
	struct record r;
	struct feed f;
	unsigned i;

	rows_begin();
	rows_run();
	agent_world_begin(&w);
	for (i = 0; i < RECORDS_MAX && records_next(&data, &size, &r); i++) {
		agent_world_run_for(&w, record_time_ms(r.time));
		f = (struct feed){ r.payload, r.length };
		steps[r.kind](&f);
		agent_world_check(&w);
		rows_led_here(begin, (size_t)(data - begin));
	}
	agent_world_run_for(&w, END_MS);
	agent_world_restart(&w, 0);
	return 0;
}
