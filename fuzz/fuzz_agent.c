/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_agent.c - a host's container with inputs of every kind, in any order and
 * with any members, from anybody: no assert, bounded work an input, effects
 * that hold, and what nobody signed changes no peer.
 *
 * The input is a list of steps: an octet for the kind, and what it needs; where
 * octets end, zeros follow. */
#include "autotunnel/address.h"
#include "autotunnel/agent.h"
#include "../fsm/agent_parts.h"

#include <assert.h>
#include <string.h>

enum { STEPS_MAX = 64, CALLS_MAX = 500, MESSAGE_MAX = 1500 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct feed {
	const uint8_t *at;
	size_t left;
};

static struct agent a;
static struct effects out;
static uint64_t now_ms;
static struct ticket ticket;		/* the newest that went out */
static uint8_t sent[MESSAGE_MAX];	/* the newest DNS message that did */
static size_t sent_length;
static uint8_t asked[MESSAGE_MAX];	/* the newest look-up */
static size_t asked_length;
static struct ticket lookup;
static enum channel sent_channel;
static struct endpoint sent_to;

static unsigned
take(struct feed *f)
{
	if (!f->left)
		return 0;
	f->left--;
	return *f->at++;
}

/* As a message, so that it is answered like one. */
static void
keep_lookup(const struct effect *e)
{
	struct dns_name name;
	struct dns_writer w;

	assert(!dns_name_from_wire(&name, out.octets + e->offset, e->length));
	dns_begin(&w, asked, sizeof(asked), 1, 0);
	dns_add_question(&w, &name, e->type, DNS_CLASS_IN);
	asked_length = (size_t)dns_end(&w);
	lookup = e->ticket;
}

static void
obey(void)
{
	unsigned i;

	for (i = 0; i < out.count; i++) {
		const struct effect *e = &out.list[i];

		assert(e->kind < EFFECT_KIND_COUNT);
		assert(e->offset + e->length <= out.octets_used);
		assert(e->key == KEY_NONE || e->key < a.config.keys.count);
		if (e->ticket.generation)
			ticket = e->ticket;
		if (e->kind == EFFECT_LOOKUP)
			keep_lookup(e);
		if (e->kind != EFFECT_SEND && e->kind != EFFECT_STREAM_SEND)
			continue;
		if (e->channel == CHANNEL_GATEWAY || e->length > MESSAGE_MAX)
			continue;
		memcpy(sent, out.octets + e->offset, e->length);
		sent_length = e->length;
		sent_channel = e->channel;
		sent_to = e->to;
	}
}

static void
give(struct input *in)
{
	unsigned i, calls = 1;
	bool more;

	in->now_ms = now_ms;
	for (i = 0; i < 16; i++)
		in->random[i] = (uint8_t)(now_ms >> i);
	more = agent_turn(&a, in, &out);
	obey();
	for (; more; calls++) {
		assert(calls < CALLS_MAX);
		more = agent_more(&a, &out);
		obey();
	}
}

static void
run_for(uint64_t ms)
{
	struct input in = { .kind = INPUT_DEADLINE };
	uint64_t end = now_ms + ms;
	unsigned n = 0;

	for (; agent_deadline_ms(&a) <= end && n < 2000; n++) {
		if (agent_deadline_ms(&a) > now_ms)
			now_ms = agent_deadline_ms(&a);
		give(&in);
	}
	now_ms = end;
}

/* An answer to what was sent last: its questions and options, our records. */
static size_t
answer(struct feed *f, const uint8_t *to, size_t to_length, uint8_t *octets)
{
	static const char *const names[] = {
		"home.example.net", "mymac.home.example.net",
		"alice.home.example.net", "_autotunnel._udp.home.example.net",
		"_autotunnel._udp.alice.home.example.net",
		"label.home.example.net", "ns.example.net", "a.b.example.com",
	};
	unsigned how = take(f), count = take(f) % 12, i;
	struct dns_name name, target;
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_question q;
	struct dns_writer w;
	uint8_t rdata[6 + DNS_NAME_MAX];
	size_t length;
	int n;

	if (dns_open(&msg, to, to_length) < 0)
		return 0;
	dns_begin(&w, octets, MESSAGE_MAX, msg.id,
		  (uint16_t)(DNS_FLAG_QR | (msg.flags & 0x7800) |
			     (how & 8 ? how >> 4 : 0)));
	dns_questions(&msg, &it);
	dns_first_question(&msg, &q);
	name = q.name;
	while (dns_next_question(&it, &q))
		dns_add_question(&w, &q.name, q.type, q.class);
	dns_first_question(&msg, &q);
	for (i = 0; i < count; i++) {
		unsigned what = take(f), value = take(f);

		if (what & 64)
			dns_name_from_text(&name, names[value % 8]);
		dns_name_from_text(&target, names[what % 8]);
		memset(rdata, (int)value, sizeof(rdata));
		switch (what >> 3 & 7) {
		case 0:
			q.type = DNS_TYPE_A;
			length = 4;
			break;
		case 1:
			q.type = DNS_TYPE_AAAA;
			rdata[0] = 0xfd;
			length = 16;
			break;
		case 2:
			q.type = DNS_TYPE_SRV;
			length = dns_make_srv(rdata, 0, 0, (uint16_t)value,
					      &target);
			break;
		case 3:
			q.type = DNS_TYPE_PTR;
			memcpy(rdata, target.wire, target.length);
			length = target.length;
			break;
		case 4:
			q.type = DNS_TYPE_SOA;
			memset(rdata, 0, 22);
			rdata[5] = (uint8_t)value;
			length = 22;
			break;
		case 5:
			q.type = DNS_TYPE_TXT;
			length = dns_make_txt(rdata, "v=1 lan=10.0.0.1:9 dev=x",
					      value % 25);
			break;
		default:
			length = value;
		}
		dns_add_record(&w, what & 128 ? DNS_ADDITIONAL : DNS_ANSWER,
			       &name, q.type, DNS_CLASS_IN,
			       how & 4 ? DNS_TTL_REMOVED : 30, rdata, length);
	}
	for (i = 0; i < msg.options.llq_count; i++) {
		if (msg.options.llq[i].id == 0)
			msg.options.llq[i].id = 77 + i;
		if (how & 1)
			msg.options.llq[i].error = (uint16_t)(how >> 4);
		if (how & 2)
			msg.options.llq[i].opcode = DNS_LLQ_EVENT;
	}
	dns_add_options(&w, &msg.options);
	n = dns_end(&w);
	return n > 0 ? (size_t)n : 0;
}

static void
step_message(struct feed *f, bool stream)
{
	uint8_t octets[MESSAGE_MAX];
	unsigned how = take(f), i;
	struct input in = {
		.kind = stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM,
		.stream = stream, .ticket = ticket, .octets = octets,
		.channel = how & 1 ? sent_channel :
			(enum channel)(how >> 1 & 7) % CHANNEL_COUNT,
		.source = sent_to, .key = 0, .origin = 1,
		.verdict = how & 0x80 ? VERDICT_VERIFIED :
			(enum verdict)((how >> 4 & 7) % VERDICT_COUNT),
	};
	struct peer_location before[AGENT_PEERS_MAX];
	unsigned used[AGENT_PEERS_MAX];

	if (in.channel == CHANNEL_GATEWAY && how & 2)
		in.source = ipv4_endpoint(0xc0a80101);
	if (in.verdict != VERDICT_VERIFIED)
		in.key = KEY_NONE;
	if (in.channel == CHANNEL_GATEWAY || how & 8) {
		in.length = take(f);
		for (i = 0; i < in.length; i++)
			octets[i] = (uint8_t)take(f);
		in.source.port = in.channel == CHANNEL_GATEWAY ? 5351 :
			in.source.port;
	} else {
		in.length = answer(f, sent, sent_length, octets);
	}
	run_for(0);
	for (i = 0; i < AGENT_PEERS_MAX; i++) {
		before[i] = a.peers[i].location;
		used[i] = a.peers[i].used;
	}
	give(&in);
	for (i = 0; i < AGENT_PEERS_MAX; i++)
		assert(in.verdict == VERDICT_VERIFIED ||
		       (used[i] == a.peers[i].used &&
			!memcmp(&before[i], &a.peers[i].location,
				sizeof(before[i]))));
}

/* What a domain that is well set up says. */
static size_t
good_answer(uint8_t *octets)
{
	uint8_t rdata[6 + DNS_NAME_MAX] = { 0 };
	struct dns_message msg;
	struct dns_question q;
	struct dns_name server;
	struct dns_writer w;
	size_t length = 22;

	if (dns_open(&msg, asked, asked_length) < 0 ||
	    !dns_first_question(&msg, &q))
		return 0;
	dns_name_from_text(&server, "ns.example.net");
	dns_begin(&w, octets, MESSAGE_MAX, 1, DNS_FLAG_QR);
	dns_add_question(&w, &q.name, q.type, q.class);
	if (q.type == DNS_TYPE_SRV)
		length = dns_make_srv(rdata, 0, 0, 5352, &server);
	if (q.type == DNS_TYPE_A) {
		memcpy(rdata, (uint8_t[]){ 11, 9, 0, 2 }, 4);
		length = 4;
	}
	if (q.type != DNS_TYPE_AAAA)
		dns_add_record(&w, DNS_ANSWER, &q.name, q.type, q.class, 30,
			       rdata, length);
	return (size_t)dns_end(&w);
}

static void
step_lookup(struct feed *f)
{
	uint8_t octets[MESSAGE_MAX];
	struct input in = { .kind = INPUT_LOOKUP, .octets = octets,
			    .ticket = lookup };
	unsigned how = take(f), i;

	for (i = 0; how & 0x80 && i < 12; i++) {
		in.ticket = lookup;
		in.length = good_answer(octets);
		give(&in);
	}
	if (how & 0x80)
		return;
	in.error = how & 1 ? -110 : 0;
	in.ticket.slot = (uint16_t)(in.ticket.slot + (how >> 1 & 3));
	in.length = answer(f, asked, asked_length, octets);
	give(&in);
}

static void
step_tunnel(struct feed *f)
{
	struct input in = { .kind = INPUT_TUNNEL };
	unsigned how = take(f);

	in.tunnel.news = (enum tunnel_news)(how % TUNNEL_NEWS_COUNT);
	in.tunnel.reason = (enum tunnel_reason)(take(f) % 5);
	in.tunnel.peer = (uint16_t)(how & 0x80 ? take(f) * 257 : how >> 5);
	in.tunnel.ours = take(f) & 1;
	in.tunnel.remote = ipv4_endpoint(0x0b000000 + take(f));
	in.tunnel.remote.port = 4500;
	give(&in);
}

static void
step_network(struct feed *f)
{
	struct input in = { .kind = INPUT_NETWORK };
	unsigned how = take(f), which = take(f);

	in.network.up = how & 7;
	in.network.resumed = how & 8;
	in.network.interface = how >> 6;
	in.network.address = ipv4_endpoint((how & 16 ? 0xc0a80100 :
					    0x0b010200) + which);
	in.network.prefix_length = (uint8_t)take(f);
	in.network.gateway = ipv4_endpoint(0xc0a80101);
	in.network.gateway_mac[0] = (uint8_t)(how >> 5 & 1);
	give(&in);
}

/* The rest, with tickets that were never given and channels of others. */
static void
step_any(struct feed *f)
{
	static const uint8_t kinds[] = {
		INPUT_START + 1, INPUT_UNREACHABLE, INPUT_BOUND, INPUT_BOUND,
		INPUT_STREAM_UP, INPUT_STREAM_DOWN, INPUT_SAVED, INPUT_COMMAND,
	};
	struct input in = {
		.kind = (enum input_kind)kinds[take(f) % sizeof(kinds)],
		.source = sent_to,
	};
	unsigned how = take(f);

	in.channel = (enum channel)(how % CHANNEL_COUNT);
	in.ticket = how & 8 ? ticket : (struct ticket){
		(uint16_t)take(f), (uint16_t)take(f) };
	in.error = how & 16 ? -98 : 0;
	in.port = (uint16_t)(how & 32 ? 4500 : take(f) << 8 | 1);
	in.command = (enum owner_command)(how >> 5 & 3);
	if (in.channel == CHANNEL_GATEWAY)
		in.source = (struct endpoint){ .family = 4, .port = 5351,
			.address = { 192, 168, 1, 1 } };
	give(&in);
}

static void
begin(void)
{
	static const struct agent_memory memory;
	struct agent_config config = { .tunnel_port = 4500 };
	struct input in = { .kind = INPUT_START };

	dns_name_from_text(&config.domain, "home.example.net");
	dns_name_from_text(&config.host, "mymac.home.example.net");
	config.keys.count = 1;
	now_ms = 1000;
	sent_length = asked_length = 0;
	ticket = lookup = (struct ticket){ 0 };
	agent_init(&a, &config, &memory);
	give(&in);
	in = (struct input){ .kind = INPUT_BOUND, .channel = CHANNEL_TUNNEL,
			     .port = 4500 };
	give(&in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	unsigned i, what;

	begin();
	for (i = 0; i < STEPS_MAX && f.left; i++) {
		what = take(&f);
		switch (what % 8) {
		case 0:
			run_for(100u << (what >> 4));
			break;
		case 1:
		case 2:
		case 3:
			step_message(&f, what % 8 == 3);
			break;
		case 4:
			step_lookup(&f);
			break;
		case 5:
			step_tunnel(&f);
			break;
		case 6:
			step_network(&f);
			break;
		default:
			step_any(&f);
		}
	}
	run_for(3600 * 1000);
	return 0;
}
