/* SPDX-License-Identifier: Apache-2.0 */
/* hash.c - see hash.h. */
#include "lab/judge/hash.h"

#include <string.h>

uint64_t
hash_mix(uint64_t h, uint64_t value)
{
	/* the two halves of a long product, folded: few instructions, and
	 * each bit of both counts for each bit of the result */
	const __uint128_t p = (__uint128_t)(h ^ 0x9e3779b97f4a7c15) *
		(value ^ 0xd6e8feb86659fd93);

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

uint64_t
hash_octets(uint64_t h, const uint8_t *octets, size_t length)
{
	uint64_t word = 0;
	size_t at;

	for (at = 0; at + sizeof(word) <= length; at += sizeof(word)) {
		memcpy(&word, octets + at, sizeof(word));
		h = hash_mix(h, word);
	}
	word = 0;
	memcpy(&word, octets + at, length - at);
	return hash_mix(hash_mix(h, word), length);
}

uint64_t
hash_address(uint64_t h, const struct endpoint *e)
{
	uint64_t high, low;
	uint32_t word;

	if (e->family != 6) {
		memcpy(&word, e->address, sizeof(word));
		return hash_mix(h, word);
	}
	memcpy(&high, e->address, sizeof(high));
	memcpy(&low, e->address + sizeof(high), sizeof(low));
	return hash_mix(hash_mix(h, high), low);
}

uint64_t
hash_endpoint(uint64_t h, const struct endpoint *e)
{
	uint32_t word;

	if (e->family == 6)
		return hash_mix(hash_address(h, e), e->port);
	memcpy(&word, e->address, sizeof(word));
	return hash_mix(h, (uint64_t)e->port << 32 | word);
}

uint64_t
hash_pair(const struct endpoint *client, const struct endpoint *server)
{
	return hash_endpoint(hash_endpoint(HASH_SEED, client), server);
}

uint64_t
hash_name(uint64_t h, const struct dns_name *name)
{
	struct dns_name lower;

	lower.length = name->length;
	memcpy(lower.wire, name->wire, name->length);
	dns_name_lower(&lower);
	return hash_octets(h, lower.wire, lower.length);
}

uint64_t
hash_question(const struct dns_question *q)
{
	return hash_mix(hash_name(HASH_SEED, &q->name),
			(uint64_t)q->type << 16 | q->class);
}

uint64_t
hash_record(const struct dns_record *rr)
{
	uint64_t h = hash_mix(hash_name(HASH_SEED, &rr->name), rr->type);
	struct dns_name name;
	struct dns_srv srv;
	struct dns_soa soa;

	if (dns_read_name(rr, &name))
		return hash_name(h, &name);
	if (dns_read_srv(rr, &srv))
		return hash_name(hash_octets(h, rr->rdata, 6), &srv.target);
	if (dns_read_soa(rr, &soa))
		return hash_mix(hash_name(hash_name(h, &soa.mname), &soa.rname),
				soa.serial);
	return hash_octets(h, rr->rdata, rr->rdata_length);
}
