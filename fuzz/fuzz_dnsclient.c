/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_dnsclient.c - what a host's DNS client does with any message: what is
 * not verified changes no machine and no answer; whatever comes, the pool of
 * answers holds what the sets say, and everything ends well once the real
 * server speaks again.
 *
 * The first octet says how the message comes, the rest is the message. With
 * FUZZ_ID its id becomes that of a message sent last, with FUZZ_LLQ each LLQ
 * option's id that of the query held, so that the depths are reached. */
#include "../tests/dns_world.h"

#include <assert.h>
#include <string.h>

enum {
	FUZZ_VERIFIED = 1, FUZZ_ELSEWHERE = 2, FUZZ_QUERY = 4, FUZZ_ID = 8,
	FUZZ_LLQ = 16, FUZZ_LOST = 32,	/* a set-up is under way */
	MESSAGE_MAX = 4096
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct dns_world w;

static void
begin(bool lost)
{
	dns_world_begin(&w);
	dns_world_add(&w, "alice.home.example.net", DNS_TYPE_AAAA,
		      dns_world_aaaa(1), 16);
	dns_world_ready(&w);
	dns_world_llq(&w, "alice.home.example.net", DNS_TYPE_AAAA);
	dns_world_publish(&w, 9, 4500);
	dns_world_run_for(&w, 3100);
	assert(dns_world_state(&w, 0) == LLQ_CLIENT_HELD);
	if (!lost)
		return;
	w.server.on = false;
	dns_world_path(&w, true);
	dns_world_ask(&w, "alice.home.example.net", DNS_TYPE_AAAA);
	dns_world_publish(&w, 10, 4500);
}

/* The option's header is 0, 1, 0, 18; its id follows six octets later. */
static void
put_llq_ids(uint8_t *message, size_t size)
{
	uint64_t id = dnsclient_llq(&w.dns, 0)->llq_id;
	size_t at, i;

	for (at = 0; at + 22 <= size; at++)
		if (!memcmp(message + at, "\0\1\0\x12", 4))
			for (i = 0; i < 8; i++)
				message[at + 10 + i] =
					(uint8_t)(id >> (56 - 8 * i));
}

static void
check_pool(void)
{
	unsigned i, sum = 0;

	for (i = 0; i < LLQ_CLIENTS_MAX; i++)
		if (w.dns.session.clients[i].used)
			sum += w.dns.session.clients[i].answers.count;
	for (i = 0; i < DNSCLIENT_QUERIES_MAX; i++)
		if (w.dns.asking[i].asker)
			sum += w.dns.queries[i].query.answers.count;
	assert(sum == w.dns.session.commons.pool.used);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t message[MESSAGE_MAX];
	struct input in = { .kind = INPUT_DATAGRAM };
	unsigned states[3], rows;
	uint16_t id;

	if (size < 1 || size - 1 > MESSAGE_MAX)
		return 0;
	begin(data[0] & FUZZ_LOST);
	memcpy(message, data + 1, size - 1);
	in.verdict = data[0] & FUZZ_VERIFIED ? VERDICT_VERIFIED :
		VERDICT_BADSIG;
	in.key = DNS_WORLD_KEY;
	in.channel = data[0] & FUZZ_QUERY ? CHANNEL_QUERY : CHANNEL_LLQ;
	in.source = w.dns.discovery.llq;
	if (data[0] & FUZZ_ELSEWHERE)
		in.source.port++;
	if (data[0] & FUZZ_ID && size > 2) {
		id = data[0] & FUZZ_QUERY ? w.dns.registration.id :
			w.dns.session.messages[0].id;
		message[0] = (uint8_t)(id >> 8);
		message[1] = (uint8_t)id;
	}
	if (data[0] & FUZZ_LLQ)
		put_llq_ids(message, size - 1);
	states[0] = dns_world_state(&w, 0);
	states[1] = w.dns.registration.machine.base.state;
	states[2] = w.dns.contact.machine.base.state;
	rows = (unsigned)dns_world_answers(&w, 0);
	dns_world_input(&w, &in, message, size - 1);
	if (in.verdict != VERDICT_VERIFIED || data[0] & FUZZ_ELSEWHERE) {
		assert(states[0] == dns_world_state(&w, 0));
		assert(states[1] == w.dns.registration.machine.base.state);
		assert(states[2] == w.dns.contact.machine.base.state);
		assert(rows == (unsigned)dns_world_answers(&w, 0));
	}
	check_pool();
	w.coming_count = 0;
	w.server.on = true;
	dns_world_path(&w, true);
	dns_world_run_for(&w, 3000);
	check_pool();
	return 0;
}
