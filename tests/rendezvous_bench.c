/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_bench.c - the bench: time, effects, what clients say and get.
 * Its primary is rendezvous_primary.c. */
#include "rendezvous_primary.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dns_name
bench_name(const char *text)
{
	struct dns_name name;

	assert(dns_name_from_text(&name, text) == 0);
	return name;
}

struct endpoint
bench_client(unsigned host, uint16_t port)
{
	struct endpoint e = { .family = 4, .port = port };

	e.address[0] = 198;
	e.address[1] = (uint8_t)(51 + (host >> 16));
	e.address[2] = (uint8_t)(host >> 8);
	e.address[3] = (uint8_t)host;
	return e;
}

/* Setting up ---------------------------------------------------------------------- */

/* All but what was allocated for it. */
static void
set_up(struct bench *b)
{
	static const char *const names[] = {
		"home.example.net", "mymac.home.example.net",
		"_autotunnel._udp.mymac.home.example.net",
		"label.home.example.net", "other.example.net",
	};
	struct rendezvous_config *c = &b->config;
	unsigned i;

	for (i = 0; i < 5; i++)
		b->names[i] = bench_name(names[i]);
	c->zone = b->names[0];
	c->primary = (struct endpoint){ .family = 4, .port = 53,
					.address = { 192, 0, 2, 53 } };
	c->own_key = KEY_OWN;
	c->keys = b->keys;
	c->key_count = KEY_COUNT;
	for (i = 0; i < KEY_COUNT; i++) {
		b->keys[i].name = bench_name("key");
		b->keys[i].tsig_octets = 90;
	}
	b->keys[KEY_HOME].covers = &b->names[0];
	b->keys[KEY_HOME].cover_count = 1;
	b->keys[KEY_MYMAC].covers = &b->names[1];
	b->keys[KEY_MYMAC].cover_count = 3;
	b->keys[KEY_MYMAC].asks = &b->names[0];
	b->keys[KEY_MYMAC].ask_count = 1;
	b->keys[KEY_OTHER].covers = &b->names[4];
	b->keys[KEY_OTHER].cover_count = 1;
	c->limits.queries = 64;
	c->limits.clients = 32;
	c->limits.leases = 64;
	c->limits.forwards = 8;
	c->limits.records = 512;
	b->now_ms = 1000000;
	b->part = 3;
	b->last_verdict = VERDICT_VERIFIED;
	primary_start(b);
}

struct bench *
bench_new(void)
{
	struct bench *b = calloc(1, sizeof(*b));

	b->sent = calloc(BENCH_SENT_MAX, sizeof(*b->sent));
	b->journal = calloc(BENCH_JOURNAL_MAX, sizeof(*b->journal));
	set_up(b);
	return b;
}

void
bench_again(struct bench *b)
{
	struct bench_sent *sent = b->sent;
	struct bench_journal *journal = b->journal;
	struct bench_record *records = b->records;
	unsigned room = b->record_room;
	void *memory = b->memory;

	bench_forget(b);
	memset(b, 0, sizeof(*b));
	b->sent = sent;
	b->journal = journal;
	b->records = records;
	b->record_room = room;
	b->memory = memory;
	set_up(b);
}

void
bench_lay(struct bench *b)
{
	size_t size = rendezvous_memory(&b->config);

	free(b->memory);
	b->memory = aligned_alloc(16, (size + 15) / 16 * 16);
	/* nothing may lean on memory being clear */
	memset(b->memory, 0xa5, size);
	assert(rendezvous_init(&b->r, &b->config, b->memory, size) == 0);
}

void
bench_begin(struct bench *b)
{
	struct input in = { .kind = INPUT_START };

	bench_input(b, &in);
}

void
bench_start(struct bench *b)
{
	uint32_t serial;

	bench_lay(b);
	bench_begin(b);
	assert(rendezvous_serial(b->r, &serial));
	assert(serial == b->serial);
	bench_forget(b);
}

void
bench_forget(struct bench *b)
{
	while (b->sent_count)
		free(b->sent[--b->sent_count].octets);
	b->tells = 0;
}

void
bench_free(struct bench *b)
{
	bench_forget(b);
	primary_finish(b);
	free(b->sent);
	free(b->memory);
	free(b);
}

/* Effects ------------------------------------------------------------------------------ */

static void
keep_sent(struct bench *b, const struct effect *e)
{
	struct bench_sent *s;

	assert(b->sent_count < BENCH_SENT_MAX);
	assert(e->channel == CHANNEL_SERVICE);
	s = &b->sent[b->sent_count++];
	*s = (struct bench_sent){
		.at_ms = b->now_ms, .to = e->to, .key = e->key,
		.origin = e->origin, .length = e->length,
		.stream = e->kind == EFFECT_STREAM_SEND,
		.octets = malloc(e->length),
	};
	memcpy(s->octets, b->out.octets + e->offset, e->length);
}

static void
keep_save(struct bench *b, const struct effect *e)
{
	struct input in = { .kind = INPUT_SAVED, .ticket = e->ticket,
			    .error = b->save_error };

	b->saves++;
	if (e->ticket.generation == 0)
		return;
	b->saving = e->ticket;
	if (!b->save_held)
		primary_later(b, &in, NULL, 0);
}

void
bench_saved(struct bench *b)
{
	struct input in = { .kind = INPUT_SAVED, .ticket = b->saving,
			    .error = b->save_error };

	bench_input(b, &in);
}

static void
obey(struct bench *b, const struct effect *e)
{
	const uint8_t *octets = b->out.octets + e->offset;

	switch (e->kind) {
	case EFFECT_SEND:
		if (e->channel == CHANNEL_PRIMARY)
			primary_datagram(b, e, octets);
		else
			keep_sent(b, e);
		break;
	case EFFECT_STREAM_SEND:
		if (e->origin)
			keep_sent(b, e);
		else
			primary_stream(b, e, octets);
		break;
	case EFFECT_STREAM_OPEN:
		primary_open(b, e);
		break;
	case EFFECT_STREAM_CLOSE:
		break;
	case EFFECT_SAVE:
		keep_save(b, e);
		break;
	case EFFECT_TELL:
		b->tells++;
		snprintf(b->tell, sizeof(b->tell), "%.*s", (int)e->length,
			 (const char *)octets);
		break;
	case EFFECT_STOPPED:
		b->stopped = true;
		break;
	default:
		assert(!"an effect that is not the rendezvous'");
	}
}

static void
obey_all(struct bench *b)
{
	unsigned i;

	b->calls++;
	if (b->record_effects)
		b->record_effects(b, &b->out);
	for (i = 0; i < b->out.count; i++)
		obey(b, &b->out.list[i]);
}

static void
one_input(struct bench *b, struct input *in)
{
	bool more;
	unsigned i;

	in->now_ms = b->now_ms;
	b->inputs++;
	for (i = 0; i < 16; i++)
		in->random[i] = (uint8_t)(b->inputs * 37 + i * 11 +
					  (b->inputs >> 8));
	if (b->record_input)
		b->record_input(b, in);
	more = rendezvous_turn(b->r, in, &b->out);
	obey_all(b);
	while (more) {
		more = rendezvous_more(b->r, &b->out);
		obey_all(b);
	}
}

void
bench_input(struct bench *b, struct input *in)
{
	one_input(b, in);
	primary_deliver(b, one_input);
}

void
bench_release(struct bench *b)
{
	b->hold = 0;
	primary_deliver(b, one_input);
}

void
bench_run_for(struct bench *b, uint64_t ms)
{
	uint64_t end = b->now_ms + ms;

	while (rendezvous_deadline_ms(b->r) <= end) {
		struct input in = { .kind = INPUT_DEADLINE };

		if (rendezvous_deadline_ms(b->r) > b->now_ms)
			b->now_ms = rendezvous_deadline_ms(b->r);
		bench_input(b, &in);
	}
	b->now_ms = end;
}

/* Clients ------------------------------------------------------------------------------ */

static void
send_as(struct bench *b, const struct endpoint *from, uint16_t key,
	const uint8_t *octets, size_t length, bool stream)
{
	struct input in = {
		.kind = stream ? INPUT_STREAM_MESSAGE : INPUT_DATAGRAM,
		.channel = CHANNEL_SERVICE, .source = *from, .stream = stream,
		.key = key, .origin = ++b->origin,
		.verdict = key == KEY_NONE ? VERDICT_UNSIGNED :
			VERDICT_VERIFIED,
		.octets = octets, .length = length,
	};

	bench_input(b, &in);
}

void
bench_send(struct bench *b, const struct endpoint *from, uint16_t key,
	   const uint8_t *octets, size_t length)
{
	send_as(b, from, key, octets, length, false);
}

void
bench_send_stream(struct bench *b, const struct endpoint *from, uint16_t key,
		  const uint8_t *octets, size_t length)
{
	send_as(b, from, key, octets, length, true);
}

struct bench_sent *
bench_sent(struct bench *b, unsigned n)
{
	assert(n < b->sent_count);
	return &b->sent[n];
}

void
bench_open(struct bench *b, unsigned n, struct dns_message *msg)
{
	struct bench_sent *s = bench_sent(b, n);

	assert(dns_open(msg, s->octets, s->length) == 0);
	assert(msg->flags & DNS_FLAG_QR);
}

size_t
bench_query(uint8_t *octets, uint16_t id, const char *name, uint16_t type)
{
	struct dns_name n = bench_name(name);
	struct dns_writer w;

	dns_begin(&w, octets, 1232, id, 0);
	dns_add_question(&w, &n, type, DNS_CLASS_IN);
	return (size_t)dns_end(&w);
}

size_t
bench_llq(uint8_t *octets, uint16_t id, unsigned count,
	  const struct bench_question *questions)
{
	struct dns_options o = { .present = true };
	struct dns_writer w;
	unsigned i;

	dns_begin(&w, octets, 1232, id, 0);
	for (i = 0; i < count; i++) {
		struct dns_name n = bench_name(questions[i].name);

		dns_add_question(&w, &n, questions[i].type, DNS_CLASS_IN);
		o.llq[o.llq_count++] = questions[i].llq;
	}
	dns_add_options(&w, &o);
	return (size_t)dns_end(&w);
}

void
bench_acknowledge(struct bench *b, unsigned n)
{
	struct bench_sent *s = bench_sent(b, n);
	struct endpoint from = s->to;
	uint16_t key = s->key;
	struct dns_question q;
	struct dns_message msg;
	uint8_t octets[1232];
	struct dns_writer w;

	bench_open(b, n, &msg);
	dns_begin(&w, octets, sizeof(octets), msg.id,
		  DNS_FLAG_QR | DNS_FLAG_AA);
	assert(dns_first_question(&msg, &q));
	dns_add_question(&w, &q.name, q.type, q.class);
	dns_add_options(&w, &msg.options);
	bench_send(b, &from, key, octets, (size_t)dns_end(&w));
}

uint64_t
bench_subscribe(struct bench *b, const struct endpoint *from, uint16_t key,
		const char *name, uint16_t type)
{
	struct bench_question q = {
		.name = name, .type = type,
		.llq = { .version = 1, .opcode = DNS_LLQ_SETUP,
			 .lease_s = 3600 },
	};
	struct dns_message msg;
	uint8_t octets[1232];

	bench_forget(b);
	bench_send(b, from, key, octets, bench_llq(octets, 1, 1, &q));
	bench_open(b, 0, &msg);
	assert(msg.options.llq_count == 1);
	assert(msg.options.llq[0].error == DNS_LLQ_NO_ERROR);
	q.llq = msg.options.llq[0];
	bench_send(b, from, key, octets, bench_llq(octets, 2, 1, &q));
	bench_open(b, 1, &msg);
	assert(msg.options.llq[0].error == DNS_LLQ_NO_ERROR);
	bench_forget(b);
	return q.llq.id;
}

/* Updates ------------------------------------------------------------------------------- */

void
bench_update_begin(struct bench_update *u, uint16_t id)
{
	struct dns_name zone = bench_name("home.example.net");

	memset(&u->options, 0, sizeof(u->options));
	dns_begin(&u->w, u->octets, sizeof(u->octets), id,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&u->w, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
}

static void
change(struct bench_update *u, const char *name, uint16_t type,
       uint16_t class, uint32_t ttl, const uint8_t *rdata, size_t length)
{
	struct dns_name n = bench_name(name);

	dns_add_record(&u->w, DNS_UPDATE, &n, type, class, ttl, rdata, length);
}

void
bench_update_add(struct bench_update *u, const char *name, uint16_t type,
		 const uint8_t *rdata, size_t length)
{
	change(u, name, type, DNS_CLASS_IN, 30, rdata, length);
}

void
bench_update_add_a(struct bench_update *u, const char *name, uint32_t address)
{
	uint8_t rdata[4] = { (uint8_t)(address >> 24),
			     (uint8_t)(address >> 16),
			     (uint8_t)(address >> 8), (uint8_t)address };

	bench_update_add(u, name, DNS_TYPE_A, rdata, 4);
}

void
bench_update_delete_set(struct bench_update *u, const char *name,
			uint16_t type)
{
	change(u, name, type, DNS_CLASS_ANY, 0, NULL, 0);
}

void
bench_update_delete(struct bench_update *u, const char *name, uint16_t type,
		    const uint8_t *rdata, size_t length)
{
	change(u, name, type, DNS_CLASS_NONE, 0, rdata, length);
}

void
bench_update_lease(struct bench_update *u, uint32_t lease_s)
{
	u->options.present = true;
	u->options.has_lease = true;
	u->options.lease_s = lease_s;
}

size_t
bench_update_end(struct bench_update *u)
{
	if (u->options.present)
		dns_add_options(&u->w, &u->options);
	return (size_t)dns_end(&u->w);
}
