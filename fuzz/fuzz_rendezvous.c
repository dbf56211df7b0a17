/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_rendezvous.c - any messages of clients, in any order and at any time:
 * each turn ends, what leaves is DNS that fits its packet, nothing leaves for
 * who did not ask, and when all leases have run out nothing is held.
 *
 * The input is a row of messages: one octet says who speaks and how, one how
 * much time passes first, two how long the message is, then its octets. */
#include "../tests/rendezvous_bench.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	HEAD = 4,
	SPEAK_CLIENT = 0x03,
	SPEAK_KEY = 0x0c,
	SPEAK_STREAM = 0x10,
	SPEAK_CHANGE = 0x20,	/* first the zone changes at the primary */
	SPEAK_MUTE = 0x40,	/* the primary is silent from here on */
	DAY_MS = 86400000
};

static uint16_t
key_of(unsigned how)
{
	static const uint16_t keys[] = { KEY_NONE, KEY_HOME, KEY_MYMAC,
					 KEY_OTHER };

	return keys[(how & SPEAK_KEY) >> 2];
}

/* All that left: it can be read, and fits. */
static void
check_sent(struct bench *b)
{
	struct dns_message msg;
	unsigned i;

	for (i = 0; i < b->sent_count; i++) {
		const struct bench_sent *s = &b->sent[i];

		assert(dns_open(&msg, s->octets, s->length) == 0);
		assert(msg.flags & DNS_FLAG_QR);
		assert(s->stream || s->length <= DNS_UDP_MAX);
		/* an answer names its origin, an event has none */
		assert(s->origin || msg.options.llq_count);
	}
	bench_forget(b);
}

static void
speak(struct bench *b, const uint8_t *head, const uint8_t *octets,
      size_t length)
{
	struct endpoint from = bench_client(head[0] & SPEAK_CLIENT, 5353);

	if (head[0] & SPEAK_CHANGE) {
		bench_add_a(b, "label.home.example.net", head[1]);
		bench_remove_a(b, "label.home.example.net", head[1] - 1u);
		bench_notify(b);
	}
	b->mute = head[0] & SPEAK_MUTE;
	if (head[0] & SPEAK_STREAM)
		bench_send_stream(b, &from, key_of(head[0]), octets, length);
	else
		bench_send(b, &from, key_of(head[0]), octets, length);
	bench_run_for(b, head[1] * head[1] * 10u);
	check_sent(b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bench *b = bench_new();
	const struct rendezvous_counters *c;

	b->config.limits.queries = 6;
	b->config.limits.clients = 3;
	b->config.limits.leases = 6;
	b->config.limits.forwards = 3;
	bench_start(b);
	c = rendezvous_counters(b->r);
	while (size >= HEAD) {
		size_t length = (size_t)data[2] << 8 | data[3];
		const uint8_t *head = data;

		data += HEAD;
		size -= HEAD;
		if (length > size)
			length = size;
		speak(b, head, data, length);
		data += length;
		size -= length;
		assert(c->query_count <= 6 && c->client_count <= 3 &&
		       c->lease_count <= 6);
	}
	b->mute = false;
	b->force_rcode = DNS_RCODE_NOERROR;
	bench_run_for(b, 8 * (uint64_t)DAY_MS);
	check_sent(b);
	assert(c->query_count == 0 && c->client_count == 0);
	assert(c->lease_count == 0);
	bench_free(b);
	return 0;
}
