/* SPDX-License-Identifier: Apache-2.0 */
/* rendezvous_primary.h - the bench's primary: a zone with a journal, which
 * answers AXFR, IXFR and UPDATE. Its answers wait in a queue until the turn
 * that caused them is over. */
#ifndef TESTS_RENDEZVOUS_PRIMARY_H
#define TESTS_RENDEZVOUS_PRIMARY_H

#include "rendezvous_bench.h"

void primary_start(struct bench *b);
void primary_finish(struct bench *b);
void primary_datagram(struct bench *b, const struct effect *e,
		      const uint8_t *octets);
void primary_stream(struct bench *b, const struct effect *e,
		    const uint8_t *octets);
void primary_open(struct bench *b, const struct effect *e);
/* IN with a copy of OCTETS, after the turn in hand. */
void primary_later(struct bench *b, const struct input *in,
		   const uint8_t *octets, size_t length);
void primary_deliver(struct bench *b,
		     void (*give)(struct bench *b, struct input *in));

#endif
