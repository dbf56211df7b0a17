/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_service.c - what clients, the primary and the disk do to a
 * rendezvous, in any order: each input's work is bounded, what nobody signed
 * leaves nothing behind and is answered by no more octets than it had, no
 * datagram is longer than one packet; and when all of them are well again and
 * every lease has run out, all memory is back.
 *
 * The input is a list of steps, each an octet that says which and what it
 * needs; where octets end, zeros follow. */
#include "../fsm/rendezvous_private.h"
#include "../tests/rendezvous_bench.h"

#include <assert.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	STEPS_MAX = 48, CALLS_MAX = 3000, NAMES = 8, TYPES = 8, SPANS = 8,
	DAY_MS = 24 * 3600 * 1000, LONG_MS = 6 * 3600 * 1000, MESSAGE_MAX = 2048,
	BATCH = 40
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[NAMES] = {
	"mymac.home.example.net", "label.home.example.net",
	"_autotunnel._udp.mymac.home.example.net",
	"_autotunnel._udp.home.example.net", "home.example.net",
	"other.example.net", "_reflex.home.example.net",
	"a.b.c.d.e.f.g.h.mymac.home.example.net",
};
static const uint16_t types[TYPES] = {
	DNS_TYPE_A, DNS_TYPE_AAAA, DNS_TYPE_SRV, DNS_TYPE_PTR, DNS_TYPE_TXT,
	DNS_TYPE_SOA, DNS_TYPE_ANY, DNS_TYPE_CNAME,
};
static const uint32_t spans[SPANS] = {
	0, 1, 999, 2000, 31000, 900000, 3600000, DAY_MS,
};

/* The bench asserts by Check, which wants a test that runs: these take the
 * place of Check's own. */
void
_mark_point(const char *file, int line)
{
	(void)file;
	(void)line;
}

void
_ck_assert_failed(const char *file, int line, const char *expression,
		  const char *message, ...)
{
	(void)message;
	fprintf(stderr, "%s:%d: %s\n", file, line, expression);
	abort();
}

struct feed {
	const uint8_t *at;
	size_t left;
};

static struct bench *b;
static uint64_t llq_id;			/* the newest that was given */
static uint32_t llq_lease;

static unsigned
take(struct feed *f)
{
	if (!f->left)
		return 0;
	f->left--;
	return *f->at++;
}

static size_t
take_octets(struct feed *f, uint8_t *out, size_t most)
{
	size_t i, n = take(f) % most;

	for (i = 0; i < n; i++)
		out[i] = (uint8_t)take(f);
	return n;
}

/* What left since the last look: sizes, and an LLQ-ID to go on with. */
static void
look(bool trusted, size_t asked)
{
	struct dns_message msg;
	unsigned i;

	for (i = 0; i < b->sent_count; i++) {
		struct bench_sent *s = &b->sent[i];

		assert(dns_open(&msg, s->octets, s->length) == 0);
		assert(s->stream || s->length <= DNS_UDP_MAX);
		assert(trusted || s->length <= asked);
		if (msg.options.llq_count && msg.options.llq[0].id) {
			llq_id = msg.options.llq[0].id;
			llq_lease = msg.options.llq[0].lease_s;
		}
	}
}

static void
give(struct input *in)
{
	const struct rendezvous_counters *c = rendezvous_counters(b->r);
	bool client = in->channel == CHANNEL_SERVICE &&
		(in->kind == INPUT_DATAGRAM ||
		 in->kind == INPUT_STREAM_MESSAGE);
	bool trusted = !client || in->verdict == VERDICT_VERIFIED;
	uint32_t held = c->query_count + c->client_count + c->lease_count;
	uint64_t used = b->r->arena.used;

	bench_forget(b);
	b->calls = 0;
	bench_input(b, in);
	assert(b->calls < CALLS_MAX);
	/* events of deadlines that were due anyway are not its doing */
	if (!trusted && rendezvous_deadline_ms(b->r) > b->now_ms) {
		assert(c->query_count + c->client_count + c->lease_count <=
		       held);
		assert(b->r->arena.used <= used || b->sent_count > 1);
	}
	look(trusted || b->sent_count > 1, in->length);
}

static void
send_client(struct feed *f, const uint8_t *octets, size_t length)
{
	unsigned who = take(f), how = take(f);
	struct input in = {
		.kind = how & 1 ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM,
		.channel = CHANNEL_SERVICE, .stream = how & 1,
		.source = bench_client(who % 4, (uint16_t)(5000 + who / 64)),
		.origin = ++b->origin, .octets = octets, .length = length,
		.verdict = how & 0xe0 ? VERDICT_VERIFIED :
			(enum verdict)((how >> 1) % VERDICT_COUNT),
		.key = KEY_NONE,
	};

	if (who % 4 == 3 && how & 16)
		in.source = b->config.primary;
	if (in.verdict == VERDICT_VERIFIED)
		in.key = (uint16_t)((how >> 2) % KEY_COUNT);
	bench_run_for(b, 0);
	give(&in);
}

static void
step_raw(struct feed *f, bool primary)
{
	uint8_t octets[MESSAGE_MAX];
	size_t length = take_octets(f, octets, 255);
	struct input in = {
		.kind = INPUT_DATAGRAM, .channel = CHANNEL_PRIMARY,
		.source = b->config.primary, .octets = octets,
		.length = length, .key = KEY_OWN,
	};

	if (!primary) {
		send_client(f, octets, length);
		return;
	}
	in.verdict = (enum verdict)(take(f) % VERDICT_COUNT);
	/* it can know ids; whose they are does not matter here */
	if (length > 2 && b->r->forwards[0].busy && take(f) & 1) {
		octets[0] = (uint8_t)(b->r->forwards[0].id >> 8);
		octets[1] = (uint8_t)b->r->forwards[0].id;
	}
	give(&in);
}

static void
step_llq(struct feed *f)
{
	struct bench_question q[DNS_LLQ_OPTIONS_MAX];
	unsigned i, count = 1 + take(f) % DNS_LLQ_OPTIONS_MAX;
	uint8_t octets[MESSAGE_MAX];
	int length;

	for (i = 0; i < count; i++) {
		unsigned what = take(f), how = take(f);

		q[i] = (struct bench_question){
			.name = names[what % NAMES],
			.type = types[what / NAMES % TYPES],
			.llq = { .version = (uint16_t)(how & 0xf0 ? 1 : 0),
				 .opcode = (uint16_t)(how % 4),
				 .lease_s = how & 8 ? llq_lease :
					how & 64 ? 3600 : 0,
				 .id = how & 4 ? llq_id : 0 },
		};
	}
	length = (int)bench_llq(octets, (uint16_t)take(f), count, q);
	if (length > 0)
		send_client(f, octets, (size_t)length);
}

static size_t
make_rdata(struct feed *f, uint16_t type, uint8_t rdata[300])
{
	struct dns_name target = bench_name(names[take(f) % NAMES]);
	unsigned value = take(f);

	switch (type) {
	case DNS_TYPE_A:
		memset(rdata, (int)(value % 8), 4);
		return 4;
	case DNS_TYPE_AAAA:
		memset(rdata, (int)(value % 8), 16);
		return 16;
	case DNS_TYPE_SRV:
		return dns_make_srv(rdata, 0, 0, (uint16_t)value, &target);
	case DNS_TYPE_PTR:
	case DNS_TYPE_CNAME:
		memcpy(rdata, target.wire, target.length);
		return target.length;
	case DNS_TYPE_TXT:
		rdata[0] = (uint8_t)value;
		memset(rdata + 1, 'x', value);
		return 1 + value;
	default:
		return 0;
	}
}

static void
step_update(struct feed *f)
{
	static struct bench_update u;
	unsigned i, count = take(f) % 80, id = take(f);
	uint8_t rdata[300];

	bench_update_begin(&u, (uint16_t)id);
	for (i = 0; i < count; i++) {
		unsigned what = take(f), how = take(f);
		const char *name = names[what % NAMES];
		uint16_t type = types[what / NAMES % TYPES];
		size_t length = make_rdata(f, type, rdata);

		/* the bench's primary is no check of what is put into it */
		if (type == DNS_TYPE_SOA)
			type = DNS_TYPE_TXT;
		if (how % 4 == 0)
			bench_update_delete_set(&u, name, type);
		else if (how % 4 == 1)
			bench_update_delete(&u, name, type, rdata, length);
		else
			bench_update_add(&u, name, type, rdata, length);
	}
	i = take(f);
	if (i & 3)
		bench_update_lease(&u, i);
	if (!u.w.overflow)
		send_client(f, u.octets, bench_update_end(&u));
}

static void
step_acknowledge(struct feed *f)
{
	unsigned n = take(f);

	/* those of the newest input that are events */
	if (b->sent_count && b->sent[n % b->sent_count].key != KEY_NONE)
		bench_acknowledge(b, n % b->sent_count);
}

/* What the zone's owner does with it, many changes at once. */
static void
step_zone(struct feed *f)
{
	unsigned i, count = take(f) % BATCH, what = take(f);

	bench_together(b, what & 128);
	for (i = 0; i < count; i++)
		if (what & 64)
			bench_remove_a(b, names[what % NAMES], what + i);
		else
			bench_add_a(b, names[what % NAMES], what + i);
	bench_together(b, false);
	if (take(f) & 1)
		bench_notify(b);
}

static void
step_moods(struct feed *f)
{
	static const enum verdict lasts[] = {
		VERDICT_VERIFIED, VERDICT_UNSIGNED, VERDICT_PENDING,
		VERDICT_BADSIG,
	};
	unsigned how = take(f);

	b->mute = how & 1;
	b->down = how & 2;
	b->no_ixfr = how & 4;
	b->unsigned_answers = how & 8;
	b->force_rcode = how & 16 ? DNS_RCODE_REFUSED : 0;
	b->save_held = how & 32;
	b->last_verdict = lasts[how >> 6];
	b->save_error = take(f) & 1 ? -28 : 0;
	b->part = 1 + take(f) % 40;
}

/* Anything that the shell can say, about tickets that were never given. */
static void
step_any(struct feed *f)
{
	static const uint8_t kinds[] = {
		INPUT_DEADLINE, INPUT_UNREACHABLE, INPUT_BOUND,
		INPUT_STREAM_UP, INPUT_STREAM_DOWN, INPUT_STREAM_MESSAGE,
		INPUT_LOOKUP, INPUT_NETWORK, INPUT_TUNNEL, INPUT_SAVED,
		INPUT_COMMAND,
	};
	uint8_t octets[256];
	struct input in = {
		.kind = (enum input_kind)kinds[take(f) % sizeof(kinds)],
		.ticket = { .slot = (uint16_t)(take(f) % 12),
			    .generation = (uint16_t)(1 + take(f) % 12) },
		.error = take(f) & 1 ? -111 : 0, .octets = octets,
		.verdict = (enum verdict)(take(f) % VERDICT_COUNT),
		.key = KEY_OWN, .stream = true,
		.command = (enum owner_command)(take(f) % 4),
	};

	in.length = take_octets(f, octets, sizeof(octets));
	if (take(f) & 1)
		in.ticket = b->r->zone.ticket;
	/* a transfer's messages have the id that was asked with */
	if (in.length > 2) {
		octets[0] = (uint8_t)(b->r->zone.transfer.id >> 8);
		octets[1] = (uint8_t)b->r->zone.transfer.id;
	}
	give(&in);
}

static void
step(struct feed *f)
{
	unsigned what = take(f);

	switch (what % 10) {
	case 0:
		bench_forget(b);
		bench_run_for(b, spans[what / 10 % SPANS]);
		look(true, 0);
		break;
	case 1:
		step_raw(f, false);
		break;
	case 2:
	case 3:
		step_llq(f);
		break;
	case 4:
		step_update(f);
		break;
	case 5:
		step_acknowledge(f);
		break;
	case 6:
		step_zone(f);
		break;
	case 7:
		step_moods(f);
		break;
	case 8:
		step_any(f);
		break;
	default:
		if (b->saving.generation && what & 1)
			bench_saved(b);
		else
			step_raw(f, true);
	}
}

/* All are well again, until nothing is held. */
static void
end(void)
{
	const struct rendezvous_counters *c = rendezvous_counters(b->r);
	uint64_t until;

	b->mute = b->down = b->no_ixfr = b->unsigned_answers = false;
	b->force_rcode = 0;
	b->save_held = false;
	b->save_error = 0;
	b->last_verdict = VERDICT_VERIFIED;
	b->part = 40;
	for (until = b->now_ms + LONG_MS; b->now_ms < until;) {
		bench_forget(b);
		bench_run_for(b, 3600 * 1000);
	}
	assert(c->query_count == 0);
	assert(c->client_count == 0);
	assert(c->lease_count == 0);
	assert(b->r->arena.used == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed f = { data, size };
	unsigned i, how = take(&f);

	b = bench_new();
	b->config.adopt = how & 1;
	b->config.limits.work_octets = how & 2 ? 4096 : 0;
	b->config.lease_min_s = how & 4 ? 2 : 0;
	bench_start(b);
	llq_id = 0;
	for (i = 0; i < STEPS_MAX && f.left; i++)
		step(&f);
	end();
	bench_free(b);
	return 0;
}
