/* SPDX-License-Identifier: Apache-2.0 */
/* records.h - the input of a target that runs a whole container: records, each
 * a kind, the time that passes first, the length of its payload, and that. What
 * a payload means is the target's: it builds valid messages from it, with the
 * ids and leases that are outstanding by then, so any octets say something.
 *
 * With records.c linked, libFuzzer's mutator is one that knows records: it
 * inserts, drops, repeats, moves and joins them, and changes their fields. */
#ifndef FUZZ_RECORDS_H
#define FUZZ_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RECORD_HEAD = 3, RECORD_PAYLOAD_MAX = 255, RECORDS_MAX = 96 };

struct record {
	uint8_t kind;		/* below records_kind_count */
	uint8_t time;
	uint8_t length;
	const uint8_t *payload;
};

/* Of the target: what each kind's payload is when it is made up. */
struct record_kind {
	const char *name;
	uint8_t weight;		/* how often, of the sum of all */
	uint8_t length;		/* of a payload that says all */
};
extern const struct record_kind records_kinds[];
extern const unsigned records_kind_count;

/* Of the target too, where people write its inputs (written.c): what stands for
 * an octet of a payload. Only written.c asks for it. */
struct record_word {
	const char *name;	/* NULL behind the last */
	uint8_t value;
};
extern const struct record_word records_words[];

/* The next record of *DATA, which then stands behind it; false at the end. A
 * payload that is cut off is shorter. */
bool records_next(const uint8_t **data, size_t *size, struct record *r);

/* A payload, read octet by octet; zeros where it has ended. */
struct feed {
	const uint8_t *at;
	size_t left;
};
unsigned feed_take(struct feed *f);
/* What record time T means: 0 to some hours, finer near 0. */
uint64_t record_time_ms(unsigned t);

#endif
