/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_rendezvous.c - the whole rendezvous with any messages of clients, in any
 * order and at any time, and a primary that serves them well or badly: each
 * turn ends, what leaves is DNS that fits its packet, no pool grows beyond its
 * limit, a restart takes the leases up again, and when all have run out nothing
 * is held.
 *
 * The input is records (records.h). Messages are long-lived queries and updates
 * with the ids and leases that are outstanding, or octets as they come. */
#include "fuzz/records.h"
#include "fuzz/rows.h"
#include "tests/rendezvous_bench.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* For main.c: prefixes of a seed say nothing new here. */
extern const char fuzz_whole;
const char fuzz_whole = 1;

enum {
	GRANTS = 16, LEASES_KEPT_MAX = 6, LIMIT_QUERIES = 6, LIMIT_CLIENTS = 3,
	LIMIT_LEASES = 6, LIMIT_FORWARDS = 3,
	HOUR_MS = 3600000, TIME_MAX_MS = 4 * HOUR_MS, MINUTE_MS = 60000,
	CALLS_MAX = 4000		/* of one wait, but for its last minute */
};

enum kind {
	KIND_WAIT, KIND_SETUP, KIND_PROVE, KIND_REFRESH, KIND_END,
	KIND_ACKNOWLEDGE, KIND_UPDATE, KIND_QUERY, KIND_CHANGE, KIND_NOTIFY,
	KIND_PRIMARY, KIND_RELEASE, KIND_DISK, KIND_RESTART, KIND_INPUT,
	KIND_OCTETS, KIND_SLEEP, KIND_COUNT
};

const struct record_kind records_kinds[] = {
	[KIND_WAIT] = { "wait", 25, 2 },
	[KIND_SETUP] = { "setup", 25, 5 },
	[KIND_PROVE] = { "prove", 25, 2 },
	[KIND_REFRESH] = { "refresh", 15, 3 },
	[KIND_END] = { "end", 8, 2 },
	[KIND_ACKNOWLEDGE] = { "acknowledge", 15, 2 },
	[KIND_UPDATE] = { "update", 30, 6 },
	[KIND_QUERY] = { "query", 10, 3 },
	[KIND_CHANGE] = { "change", 20, 2 },
	[KIND_NOTIFY] = { "notify", 10, 0 },
	[KIND_PRIMARY] = { "primary", 25, 3 },
	[KIND_RELEASE] = { "release", 10, 0 },
	[KIND_DISK] = { "disk", 8, 1 },
	[KIND_RESTART] = { "restart", 4, 1 },
	[KIND_INPUT] = { "input", 10, 4 },
	[KIND_OCTETS] = { "octets", 6, 24 },
	[KIND_SLEEP] = { "sleep", 5, 1 },
};
const unsigned records_kind_count = KIND_COUNT;

static_assert(sizeof(records_kinds) / sizeof(*records_kinds) == KIND_COUNT,
	      "each kind has a line");

/* A long-lived query that was answered with an id. */
struct grant {
	struct bench_question q;
	struct endpoint client;
	uint16_t key;
};

static struct bench *b;
static struct grant grants[GRANTS];	/* a ring */
static unsigned grant_count;
/* the newest events, as they left: they may be acknowledged */
static struct bench_sent events[GRANTS];
static uint8_t event_octets[GRANTS][DNS_UDP_MAX];
static unsigned event_count;
static struct ticket streams[GRANTS];	/* opened to the primary: a ring */
static unsigned stream_count;

static const char *
name_number(unsigned n)
{
	static const char *const names[] = {
		"mymac.home.example.net", "label.home.example.net",
		"_autotunnel._udp.home.example.net",
		"_autotunnel._udp.mymac.home.example.net",
		"new.home.example.net", "home.example.net",
		"a.mymac.home.example.net", "other.example.net",
	};

	return names[n % 8];
}

static uint16_t
type_number(unsigned n)
{
	static const uint16_t types[] = {
		DNS_TYPE_AAAA, DNS_TYPE_A, DNS_TYPE_PTR, DNS_TYPE_SRV,
		DNS_TYPE_TXT, DNS_TYPE_SOA, DNS_TYPE_ANY, 99,
	};

	return types[n % 8];
}

static uint16_t
key_number(unsigned n)
{
	static const uint16_t keys[] = { KEY_HOME, KEY_MYMAC, KEY_OTHER,
					 KEY_NONE };

	return keys[n % 8 < 4 ? 0 : n % 4];
}

/* What left -------------------------------------------------------------------------- */

static void
keep_event(const struct bench_sent *s)
{
	unsigned at = event_count++ % GRANTS;

	if (s->length > DNS_UDP_MAX)
		return;
	events[at] = *s;
	memcpy(event_octets[at], s->octets, s->length);
	events[at].octets = event_octets[at];
}

/* All that left: it can be read, and fits. */
static void
check_sent(void)
{
	const struct rendezvous_counters *c = rendezvous_counters(b->r);
	struct dns_message msg;
	unsigned i;

	for (i = 0; i < b->sent_count; i++) {
		const struct bench_sent *s = &b->sent[i];

		assert(dns_open(&msg, s->octets, s->length) == 0);
		assert(msg.flags & DNS_FLAG_QR);
		assert(s->stream || s->length <= DNS_UDP_MAX);
		/* an answer names its origin, an event has none */
		assert(s->origin || msg.options.llq_count);
		if (!s->origin)
			keep_event(s);
	}
	bench_forget(b);
	assert(c->query_count <= LIMIT_QUERIES);
	assert(c->client_count <= LIMIT_CLIENTS);
	assert(c->lease_count <= LIMIT_LEASES);
}

static void
check_machines(void)
{
	const struct deadlines *d = rendezvous_deadlines(b->r);
	const struct machine *m;
	unsigned i;

	for (i = 0; i < d->count; i++) {
		m = deadlines_machine(d, i);
		assert(d->heap[m->seat - 1].at == i);
		assert(m->due_ms == d->heap[i].due_ms);
		assert(m->due_ms > b->now_ms || b->stopped);
		rows_check_rest(m);
	}
}

static void
record_effects(void *recorder, const struct effects *out)
{
	unsigned i;

	(void)recorder;
	assert(out->count <= EFFECTS_MAX);
	for (i = 0; i < out->count; i++)
		if (out->list[i].kind == EFFECT_STREAM_OPEN)
			streams[stream_count++ % GRANTS] = out->list[i].ticket;
	rows_fired(out);
}

static void
send(const struct endpoint *from, uint16_t key, const uint8_t *octets,
     size_t length, unsigned how)
{
	if (how & 0x80)
		bench_send_stream(b, from, key, octets, length);
	else
		bench_send(b, from, key, octets, length);
}

/* Long-lived queries --------------------------------------------------------------------- */

/* The ids that an answer grants, with their questions. */
static void
keep_grants(const struct endpoint *from, uint16_t key)
{
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_question q;
	struct grant *g;
	unsigned i, k;

	for (i = 0; i < b->sent_count; i++) {
		if (dns_open(&msg, b->sent[i].octets, b->sent[i].length) < 0 ||
		    !b->sent[i].origin)
			continue;
		dns_questions(&msg, &it);
		for (k = 0; k < msg.options.llq_count &&
		     dns_next_question(&it, &q); k++) {
			if (!msg.options.llq[k].id)
				continue;
			g = &grants[grant_count++ % GRANTS];
			g->client = *from;
			g->key = key;
			g->q.llq = msg.options.llq[k];
			g->q.type = q.type;
			for (unsigned n = 0; n < 8; n++) {
				struct dns_name name =
					bench_name(name_number(n));

				if (dns_name_equal(&name, &q.name))
					g->q.name = name_number(n);
			}
		}
	}
}

static void
step_setup(struct feed *f)
{
	struct bench_question questions[3] = { 0 };
	unsigned how = feed_take(f), count = 1 + (how >> 5 & 3) % 3, i;
	struct endpoint from = bench_client(how & 3, (uint16_t)5353);
	uint16_t key = key_number(feed_take(f));
	uint8_t octets[1232];

	for (i = 0; i < count; i++) {
		unsigned which = feed_take(f);

		questions[i].name = name_number(which);
		questions[i].type = type_number(which >> 3);
		questions[i].llq = (struct dns_llq){
			.version = (uint16_t)(1 + (which > 250)),
			.opcode = DNS_LLQ_SETUP,
			.lease_s = (how & 16 ? 1u : 3600u),
		};
	}
	send(&from, key, octets,
	     bench_llq(octets, (uint16_t)b->inputs, count, questions), how);
	keep_grants(&from, key);
}

/* One of the newest grants, again, with some of it otherwise. */
static void
speak_again(struct feed *f, uint16_t opcode, uint32_t lease_s)
{
	unsigned which = feed_take(f), how = feed_take(f);
	struct bench_question q;
	struct endpoint from;
	uint8_t octets[1232];
	struct grant *g;

	if (!grant_count)
		return;
	g = &grants[(grant_count - 1 - which % GRANTS) % GRANTS];
	if (!g->q.name)
		return;
	q = g->q;
	q.llq.opcode = opcode;
	q.llq.error = 0;
	if (opcode == DNS_LLQ_REFRESH)
		q.llq.lease_s = lease_s;
	from = g->client;
	if (how & 1 && how & 2)
		q.llq.id++;
	if (how & 4 && how & 2)
		q.llq.lease_s += 7;
	if (how & 8 && how & 2)
		from.port++;
	send(&from, how & 16 && how & 2 ? KEY_OTHER : g->key, octets,
	     bench_llq(octets, (uint16_t)b->inputs, 1, &q), how);
	keep_grants(&from, g->key);
}

static void
step_prove(struct feed *f)
{
	speak_again(f, DNS_LLQ_SETUP, 0);
}

static void
step_refresh(struct feed *f)
{
	speak_again(f, DNS_LLQ_REFRESH, 3600);
}

static void
step_end(struct feed *f)
{
	speak_again(f, DNS_LLQ_REFRESH, 0);
}

static void
step_acknowledge(struct feed *f)
{
	unsigned which = feed_take(f), how = feed_take(f);
	const struct bench_sent *s;
	struct dns_message msg;
	struct dns_question q;
	struct endpoint from;
	uint8_t octets[1232];
	struct dns_writer out;

	if (!event_count)
		return;
	s = &events[(event_count - 1 - which % GRANTS) % GRANTS];
	if (!s->octets || dns_open(&msg, s->octets, s->length) < 0 ||
	    !dns_first_question(&msg, &q))
		return;
	from = s->to;
	if (how & 1 && how & 2)
		from.port++;
	dns_begin(&out, octets, sizeof(octets), msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&out, &q.name, q.type, q.class);
	dns_add_options(&out, &msg.options);
	bench_send(b, &from, s->key, octets, (size_t)dns_end(&out));
}

/* Updates and queries ---------------------------------------------------------------------- */

static void
step_update(struct feed *f)
{
	static struct bench_update u;
	unsigned how = feed_take(f), lease = feed_take(f), count, i;
	struct endpoint from = bench_client(how & 3, 5353);
	uint16_t key = key_number(feed_take(f));

	bench_update_begin(&u, (uint16_t)(how & 4 ? 9 : b->inputs));
	count = 1 + (how >> 3 & 1);
	for (i = 0; i < count; i++) {
		unsigned which = feed_take(f);
		const char *name = name_number(which);

		if (which & 64)
			bench_update_delete_set(&u, name,
						type_number(which >> 3));
		else if (which & 128)
			bench_update_delete(&u, name, DNS_TYPE_A,
					    (uint8_t[]){ 1, 2, 3, 4 }, 4);
		else
			bench_update_add_a(&u, name,
					   0x0b000000u + (which >> 3));
	}
	if (how & 64)	/* and nothing of it in the end */
		bench_update_delete_set(&u, name_number(how >> 6),
					DNS_TYPE_ANY);
	/* too long for a datagram: it goes on by TCP */
	for (i = 0; how & 32 && i < 60; i++) {
		uint8_t text[24];

		memset(text, 'x', sizeof(text));
		text[1] = (uint8_t)('A' + i);
		text[0] = sizeof(text) - 1;
		bench_update_add(&u, name_number(how >> 6), DNS_TYPE_TXT,
				 text, sizeof(text));
	}
	if (!(how & 16))
		bench_update_lease(&u, lease == 255 ? 0 : lease * 60u);
	send(&from, key, u.octets, bench_update_end(&u), how);
}

static void
step_query(struct feed *f)
{
	unsigned how = feed_take(f), which = feed_take(f);
	struct endpoint from = bench_client(how & 3, 5353);
	uint8_t octets[1232];

	send(&from, key_number(feed_take(f)), octets,
	     bench_query(octets, (uint16_t)b->inputs, name_number(which),
			 type_number(which >> 3)), how);
}

/* The primary and the disk ---------------------------------------------------------------------- */

static void
step_change(struct feed *f)
{
	unsigned how = feed_take(f), value = feed_take(f);
	const char *name = name_number(how % 4);

	if (how & 16)
		bench_remove_a(b, name, value % 4);
	else
		bench_add_a(b, name, value % 4);
	if (!(how & 32))
		bench_notify(b);
}

static void
step_notify(struct feed *f)
{
	(void)f;
	bench_notify(b);
}

/* Mostly one thing at a time is wrong with it. */
static void
step_primary(struct feed *f)
{
	static const unsigned rcodes[] = { 0, 1, 2, 3, 4, 5, 6, 8, 9, 10 };
	/* its copies are soon of no use, and asked for late */
	static const uint32_t hasty[] = { 86400, 3600, 60, 30 };
	unsigned what = feed_take(f) % 11, value = feed_take(f);

	b->mute = b->down = b->no_ixfr = b->unsigned_answers = false;
	b->force_rcode = DNS_RCODE_NOERROR;
	b->last_verdict = VERDICT_VERIFIED;
	b->hold = 0;
	b->timing = NULL;
	switch (what) {
	case 10:
		b->timing = hasty;
		b->mute = value & 1;
		b->down = value & 2;
		break;
	case 1:
		b->mute = true;
		break;
	case 2:
		b->down = true;
		break;
	case 3:
		b->no_ixfr = true;
		b->hold = value % 8;
		break;
	case 4:
		b->unsigned_answers = true;
		break;
	case 5:
		b->force_rcode = rcodes[value % 10];
		break;
	case 6:
		b->last_verdict = (enum verdict)(value % VERDICT_COUNT);
		break;
	case 7:
		b->hold = 1 + value % 4;
		break;
	case 8:
		b->part = 1 + value % 8;
		break;
	default:
		break;
	}
	if (!b->hold)
		bench_release(b);
}

static void
step_release(struct feed *f)
{
	(void)f;
	bench_release(b);
}

static void
step_disk(struct feed *f)
{
	unsigned how = feed_take(f);

	b->save_error = how & 1 ? -28 : 0;
	b->save_held = how & 2;
	if (how & 4)
		bench_saved(b);
}

/* From what the store has, as after a crash. */
enum { RESTART_BLANK = 1, RESTART_NARROW = 2, NARROW_RECORDS = 20 };

static void
step_restart(struct feed *f)
{
	struct rendezvous_lease leases[LEASES_KEPT_MAX];
	uint8_t rdata[LEASES_KEPT_MAX][300];
	unsigned count = 0, how = feed_take(f), i;
	uint32_t cursor = 0;

	b->config.adopt = how & RESTART_BLANK;
	b->config.limits.records = how & RESTART_NARROW ? NARROW_RECORDS : 512;
	while (!(how & RESTART_BLANK) && count < LEASES_KEPT_MAX &&
	       rendezvous_next_lease(b->r, &cursor, &leases[count])) {
		if (leases[count].rdata_length > sizeof(rdata[0]))
			continue;
		memcpy(rdata[count], leases[count].rdata,
		       leases[count].rdata_length);
		leases[count].rdata = rdata[count];
		count++;
	}
	bench_release(b);
	check_sent();
	bench_lay(b);
	rows_run_on();
	for (i = 0; i < count; i++)
		assert(rendezvous_put_back(b->r, b->now_ms, &leases[i]) == 0);
	bench_begin(b);
}

/* Answers to what was not asked, and a client's stream that falls. */
static void
step_input(struct feed *f)
{
	static const enum input_kind kinds[] = {
		INPUT_STREAM_DOWN, INPUT_STREAM_UP, INPUT_UNREACHABLE,
		INPUT_SAVED, INPUT_DEADLINE, INPUT_STREAM_MESSAGE,
	};
	static const uint8_t octets[12];
	struct input in = { .kind = kinds[feed_take(f) % 6] };
	unsigned how;

	in.channel = in.kind == INPUT_STREAM_MESSAGE ? CHANNEL_NONE :
		CHANNEL_PRIMARY;
	in.source = b->config.primary;
	in.ticket.slot = (uint16_t)(feed_take(f) % 8);
	in.ticket.generation = (uint16_t)(1 + feed_take(f));
	how = feed_take(f);
	in.error = how & 1 ? -104 : 0;
	/* mostly of a stream that there is, or was */
	if (how & 6 && stream_count)
		in.ticket = streams[(stream_count - 1 - (how >> 3) % 4) %
				    GRANTS];
	in.key = KEY_NONE;
	in.octets = octets;
	in.length = in.kind == INPUT_STREAM_MESSAGE ? sizeof(octets) : 0;
	in.stream = in.length;
	bench_input(b, &in);
}

static void
step_octets(struct feed *f)
{
	unsigned how = feed_take(f);
	struct endpoint from = bench_client(how & 3, 5353);

	send(&from, key_number(how >> 2), f->at, f->left, how);
}

/* The machine sleeps: whatever was due meanwhile is late. */
static void
step_sleep(struct feed *f)
{
	uint64_t ms = record_time_ms(feed_take(f));
	struct input in = { .kind = INPUT_DEADLINE };

	b->now_ms += ms < TIME_MAX_MS ? ms : TIME_MAX_MS;
	bench_input(b, &in);
}

/* Who tries in vain each second does nothing new in four hours. */
static void
pass(uint64_t ms)
{
	uint64_t most = b->calls + CALLS_MAX, step;

	for (; ms && b->calls < most; ms -= step) {
		step = ms < MINUTE_MS ? ms : MINUTE_MS;
		bench_run_for(b, step);
	}
}

static void
step_wait(struct feed *f)
{
	unsigned high = feed_take(f);

	pass(high << 8 | feed_take(f));
}

/* The end: everybody is well again, and all leases run out. */
static void
end(void)
{
	const struct rendezvous_counters *c;
	unsigned hours;

	b->mute = b->down = false;
	b->unsigned_answers = false;
	b->last_verdict = VERDICT_VERIFIED;
	b->force_rcode = DNS_RCODE_NOERROR;
	b->save_held = false;
	b->timing = NULL;
	bench_release(b);
	c = rendezvous_counters(b->r);
	for (hours = 0; hours < 8 * 24 && (c->query_count || c->lease_count ||
					   c->client_count); hours++) {
		bench_run_for(b, HOUR_MS);
		check_sent();
	}
	assert(c->query_count == 0 && c->client_count == 0);
	assert(c->lease_count == 0);
}

static void
begin(void)
{
	rows_begin();
	rows_run();
	grant_count = event_count = stream_count = 0;
	memset(grants, 0, sizeof(grants));
	memset(events, 0, sizeof(events));
	if (b)
		bench_again(b);
	else
		b = bench_new();
	b->record_effects = record_effects;
	b->config.limits.queries = LIMIT_QUERIES;
	b->config.limits.clients = LIMIT_CLIENTS;
	b->config.limits.leases = LIMIT_LEASES;
	b->config.limits.forwards = LIMIT_FORWARDS;
	bench_start(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void (*const steps[KIND_COUNT])(struct feed *f) = {
		[KIND_WAIT] = step_wait, [KIND_SETUP] = step_setup,
		[KIND_PROVE] = step_prove, [KIND_REFRESH] = step_refresh,
		[KIND_END] = step_end, [KIND_ACKNOWLEDGE] = step_acknowledge,
		[KIND_UPDATE] = step_update, [KIND_QUERY] = step_query,
		[KIND_CHANGE] = step_change, [KIND_NOTIFY] = step_notify,
		[KIND_PRIMARY] = step_primary, [KIND_RELEASE] = step_release,
		[KIND_DISK] = step_disk, [KIND_RESTART] = step_restart,
		[KIND_INPUT] = step_input, [KIND_OCTETS] = step_octets,
		[KIND_SLEEP] = step_sleep,
	};
	const uint8_t *first = data;
	struct record r;
	struct feed f;
	uint64_t ms;
	unsigned i;

	begin();
	for (i = 0; i < RECORDS_MAX && records_next(&data, &size, &r); i++) {
		ms = record_time_ms(r.time);
		pass(ms < TIME_MAX_MS ? ms : TIME_MAX_MS);
		check_sent();
		f = (struct feed){ r.payload, r.length };
		steps[r.kind](&f);
		check_sent();
		check_machines();
		rows_led_here(first, (size_t)(data - first));
	}
	end();
	return 0;
}
