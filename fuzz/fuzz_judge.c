/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_judge.c - any conversation is judged: this ends, what failed has what
 * proves it, among the packets that there were, and reasons are printable.
 *
 * The input: an octet with how strict and for whom; then for each packet its
 * head (packet_of), and its octets. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "lab/judge/judge.h"
#include "shell/keys.h"

extern const unsigned fuzz_prefixes;
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each run takes some ms, for its tables. */
const unsigned fuzz_prefixes = 24;

enum {
	HEAD_SIZE = 4,
	HOSTS = 4,
	PACKETS_MAX = 400,
	FIRST_S = 1700000000,
	SECOND_NS = 1000000000
};

/* Time goes on by one of these; the last is back. */
static const uint64_t steps_ns[] = {
	0, 1000000, 40000000, 250000000, 500000000, SECOND_NS,
	2 * (uint64_t)SECOND_NS, 8 * (uint64_t)SECOND_NS,
	30 * (uint64_t)SECOND_NS, 64 * (uint64_t)SECOND_NS,
	900 * (uint64_t)SECOND_NS, 3600 * (uint64_t)SECOND_NS,
	5760 * (uint64_t)SECOND_NS, 7200 * (uint64_t)SECOND_NS,
	UINT64_C(1) << 60, -(uint64_t)SECOND_NS
};

static const uint16_t ports[] = {
	50000, DNS_LLQ_PORT, 53, NATPMP_PORT, NATPMP_ANNOUNCE_PORT, 50001,
	5353, 0
};

/* Three bits of port, two of host, one of family. */
static struct endpoint
end_of(uint8_t code)
{
	struct endpoint e = { 0 };

	e.family = code & 0x20 ? 6 : 4;
	e.port = ports[code & 7];
	e.address[0] = e.family == 6 ? 0x20 : 192;
	e.address[3] = (code >> 3) % HOSTS + 1;
	return e;
}

/* What D begins with, and how many octets that takes; 0: nothing more. */
static size_t
packet_of(const uint8_t *d, size_t size, struct packet *p)
{
	size_t length;

	if (size < HEAD_SIZE)
		return 0;
	length = d[3];
	if (length > size - HEAD_SIZE)
		length = size - HEAD_SIZE;
	p->number++;
	p->time_ns += steps_ns[d[0] & 15];
	p->kind = (enum packet_kind)((d[0] >> 4) % 5);
	p->cut = d[1] >> 6 == 3;
	p->fragmented = d[2] >> 6 == 3;
	p->from = end_of(d[1]);
	p->to = end_of(d[2]);
	p->about = end_of(d[3]);
	p->key = KEY_NONE;
	p->octets = d + HEAD_SIZE;
	p->length = p->kind <= PACKET_TCP ? length : 0;
	return HEAD_SIZE + length;
}

static void
check(const struct judgement *j, uint32_t packets)
{
	unsigned i;

	assert(j->result <= JUDGEMENT_FAIL);
	assert((j->result == JUDGEMENT_FAIL) == (j->fails > 0));
	assert(j->result != JUDGEMENT_PASS || j->passes);
	assert(j->evidence_count <= JUDGE_PACKETS_MAX);
	for (i = 0; i < j->evidence_count; i++) {
		assert(j->evidence[i].number >= 1);
		assert(j->evidence[i].number <= packets);
	}
	assert(memchr(j->why, '\0', sizeof(j->why)));
	assert(j->result != JUDGEMENT_FAIL || j->why[0]);
	for (i = 0; j->why[i]; i++)
		assert(j->why[i] >= 0x20 && j->why[i] < 0x7f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct keys keys;
	struct judge_setup setup = { .sides = JUDGE_ALL };
	struct packet p = { .time_ns = FIRST_S * UINT64_C(1000000000) };
	struct judge *j;
	char error[KEY_ERROR_MAX];
	unsigned r;
	size_t n;

	if (!size)
		return 0;
	if (!keys.count && keys_parse(&keys, "key", "key \"k\" { algorithm "
				      "hmac-sha256; secret \"c2VjcmV0\"; };",
				      false, error) < 0)
		abort();
	setup.keys = data[0] & 1 ? &keys : NULL;
	setup.live = data[0] & 2;
	setup.btmm = data[0] & 4;
	setup.complete = data[0] & 8;
	setup.exact = data[0] & 16;
	if (judge_open(&setup, &j) < 0)
		abort();
	for (data++, size--; p.number < PACKETS_MAX &&
	     (n = packet_of(data, size, &p)); data += n, size -= n)
		judge_packet(j, &p);
	judge_end(j, p.number % 2 ? p.time_ns : 0);
	for (r = 0; r < REQUIREMENT_COUNT; r++)
		check(judge_judgement(j, (enum requirement_id)r), p.number);
	judge_close(j);
	return 0;
}
