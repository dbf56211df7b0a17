/* SPDX-License-Identifier: Apache-2.0 */
/* hash.h - 64-bit hashes of what is compared often. Not against forgers: who
 * makes two names fall together only confuses the verdicts on his own file. */
#ifndef LAB_JUDGE_HASH_H
#define LAB_JUDGE_HASH_H

#include "autotunnel/dns.h"
#include "autotunnel/turn.h"

enum { HASH_SEED = 0x5352 };

uint64_t hash_mix(uint64_t h, uint64_t value);
uint64_t hash_octets(uint64_t h, const uint8_t *octets, size_t length);
/* With or without its port. */
uint64_t hash_endpoint(uint64_t h, const struct endpoint *e);
uint64_t hash_address(uint64_t h, const struct endpoint *e);
/* Of a client's end and a server's. */
uint64_t hash_pair(const struct endpoint *client,
		   const struct endpoint *server);
/* Case does not count. */
uint64_t hash_name(uint64_t h, const struct dns_name *name);
uint64_t hash_question(const struct dns_question *q);
/* A record without class and TTL; names in its RDATA without case. */
uint64_t hash_record(const struct dns_record *rr);

#endif
