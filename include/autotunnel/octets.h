/* SPDX-License-Identifier: Apache-2.0 */
/* octets.h - cursors over octets: a reader and a writer whose error sticks,
 * so that a codec reads straight down and checks once.
 *
 *	struct reader in;
 *
 *	reader_init(&in, octets, length);
 *	reply->opcode = read_u8(&in);
 *	reply->result = read_u16be(&in);
 *	return reader_ok(&in) ? 0 : -EBADMSG;
 *
 * Past its end a reader gives zeros and a writer writes nothing, and either is
 * not ok from then on; reader_fail and writer_fail say so for a codec's own
 * reasons. Both borrow the octets, neither owns them. Numbers are in network
 * order. The position `at` may be read, and set with the _seek calls. */
#ifndef AUTOTUNNEL_OCTETS_H
#define AUTOTUNNEL_OCTETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct reader {
	const uint8_t *octets;
	size_t length;
	size_t at;
	bool failed;
};

void reader_init(struct reader *in, const uint8_t *octets, size_t length);
bool reader_ok(const struct reader *in);
void reader_fail(struct reader *in);
/* How many octets are left; 0 after an error. */
size_t reader_left(const struct reader *in);
/* Goes on reading at AT, which may be the end. */
void reader_seek(struct reader *in, size_t at);

uint8_t read_u8(struct reader *in);
uint16_t read_u16be(struct reader *in);
uint32_t read_u32be(struct reader *in);
uint64_t read_u64be(struct reader *in);
/* SIZE octets where they stand, or NULL (error); SIZE 0 is fine. */
const uint8_t *read_octets(struct reader *in, size_t size);
/* SIZE octets into OUT, zeros on error. */
void read_copy(struct reader *in, void *out, size_t size);
void read_skip(struct reader *in, size_t size);

struct writer {
	uint8_t *octets;
	size_t size;		/* room */
	size_t at;		/* written so far */
	bool failed;
};

void writer_init(struct writer *out, uint8_t *octets, size_t size);
bool writer_ok(const struct writer *out);
void writer_fail(struct writer *out);
/* How much room is left; 0 after an error. */
size_t writer_left(const struct writer *out);
/* Goes back to AT, which must have been written; what stood there is lost. */
void writer_seek(struct writer *out, size_t at);

void write_u8(struct writer *out, uint8_t value);
void write_u16be(struct writer *out, uint16_t value);
void write_u32be(struct writer *out, uint32_t value);
void write_u64be(struct writer *out, uint64_t value);
void write_octets(struct writer *out, const void *octets, size_t size);
void write_zeros(struct writer *out, size_t size);
/* Overwrites two octets written before, at AT: a length known only later. */
void write_u16be_at(struct writer *out, size_t at, uint16_t value);

#endif
