/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_edge.c - property: no octets that we did not sign are ever verified,
 * and what the edge answers is a DNS message. */
#include "../src/shell/edge.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char key_text[] =
	"key home { algorithm hmac-sha256; "
	"secret \"MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=\"; };";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct keys keys;
	static struct edge *edge;
	static uint8_t octets[DNS_MESSAGE_MAX];
	struct edge_peer from = { .channel = CHANNEL_SERVICE,
				  .endpoint = { .family = 4, .port = 53 } };
	char error[KEY_ERROR_MAX];
	struct edge_judgement j;
	struct dns_message msg;

	if (!edge) {
		assert(keys_parse(&keys, "k", key_text, false, error) == 0);
		assert(edge_open(&keys, 16, &edge) == 0);
	}
	if (size < 1 || size > sizeof(octets))
		return 0;
	from.stream = data[0] & 1;
	memcpy(octets, data + 1, size - 1);
	edge_judge(edge, &from, octets, size - 1, 1000, 1800000000, &j);
	assert(j.verdict != VERDICT_VERIFIED);
	assert(j.length <= size - 1);
	if (j.answer_length)
		assert(dns_open(&msg, j.answer, j.answer_length) == 0);
	return 0;
}
