/* SPDX-License-Identifier: Apache-2.0 */
/* octets.c - the cursors of every codec. */
#include "autotunnel/octets.h"

#include <assert.h>
#include <string.h>

void
reader_init(struct reader *in, const uint8_t *octets, size_t length)
{
	in->octets = octets;
	in->length = length;
	in->at = 0;
	in->failed = false;
}

bool
reader_ok(const struct reader *in)
{
	return !in->failed;
}

void
reader_fail(struct reader *in)
{
	in->failed = true;
}

size_t
reader_left(const struct reader *in)
{
	return in->failed ? 0 : in->length - in->at;
}

void
reader_seek(struct reader *in, size_t at)
{
	if (at > in->length)
		in->failed = true;
	else
		in->at = at;
}

const uint8_t *
read_octets(struct reader *in, size_t size)
{
	static const uint8_t nothing[1];
	const uint8_t *p;

	if (in->failed || size > in->length - in->at) {
		in->failed = true;
		return NULL;
	}
	if (size == 0)
		return in->octets ? in->octets + in->at : nothing;
	p = in->octets + in->at;
	in->at += size;
	return p;
}

static uint64_t
read_number(struct reader *in, size_t size)
{
	const uint8_t *p = read_octets(in, size);
	uint64_t value = 0;

	while (p && size--)
		value = value << 8 | *p++;
	return value;
}

uint8_t
read_u8(struct reader *in)
{
	return (uint8_t)read_number(in, 1);
}

uint16_t
read_u16be(struct reader *in)
{
	return (uint16_t)read_number(in, 2);
}

uint32_t
read_u32be(struct reader *in)
{
	return (uint32_t)read_number(in, 4);
}

uint64_t
read_u64be(struct reader *in)
{
	return read_number(in, 8);
}

void
read_copy(struct reader *in, void *out, size_t size)
{
	const uint8_t *p = read_octets(in, size);

	if (p)
		memcpy(out, p, size);
	else
		memset(out, 0, size);
}

void
read_skip(struct reader *in, size_t size)
{
	(void)read_octets(in, size);
}

void
writer_init(struct writer *out, uint8_t *octets, size_t size)
{
	out->octets = octets;
	out->size = size;
	out->at = 0;
	out->failed = false;
}

bool
writer_ok(const struct writer *out)
{
	return !out->failed;
}

void
writer_fail(struct writer *out)
{
	out->failed = true;
}

size_t
writer_left(const struct writer *out)
{
	return out->failed ? 0 : out->size - out->at;
}

void
writer_seek(struct writer *out, size_t at)
{
	assert(at <= out->at);
	out->at = at;
}

/* Room for SIZE octets, or NULL. */
static uint8_t *
room(struct writer *out, size_t size)
{
	uint8_t *p;

	if (out->failed || size > out->size - out->at) {
		out->failed = true;
		return NULL;
	}
	p = out->octets + out->at;
	out->at += size;
	return p;
}

static void
write_number(struct writer *out, uint64_t value, size_t size)
{
	uint8_t *p = room(out, size);

	while (p && size--) {
		p[size] = (uint8_t)value;
		value >>= 8;
	}
}

void
write_u8(struct writer *out, uint8_t value)
{
	write_number(out, value, 1);
}

void
write_u16be(struct writer *out, uint16_t value)
{
	write_number(out, value, 2);
}

void
write_u32be(struct writer *out, uint32_t value)
{
	write_number(out, value, 4);
}

void
write_u64be(struct writer *out, uint64_t value)
{
	write_number(out, value, 8);
}

void
write_octets(struct writer *out, const void *octets, size_t size)
{
	uint8_t *p;

	if (size == 0)
		return;
	p = room(out, size);
	if (p)
		memcpy(p, octets, size);
}

void
write_zeros(struct writer *out, size_t size)
{
	uint8_t *p;

	if (size == 0)
		return;
	p = room(out, size);
	if (p)
		memset(p, 0, size);
}

void
write_u16be_at(struct writer *out, size_t at, uint16_t value)
{
	if (out->failed)
		return;
	assert(out->at >= 2 && at <= out->at - 2);
	out->octets[at] = (uint8_t)(value >> 8);
	out->octets[at + 1] = (uint8_t)value;
}
