/* SPDX-License-Identifier: Apache-2.0 */
/* turn.c - effects, reports and random octets of one turn. */
#include "autotunnel/turn.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

/* Effects ------------------------------------------------------------------- */

void
effects_clear(struct effects *e)
{
	e->count = 0;
	e->row_count = 0;
	e->octets_used = 0;
	e->names_used = 0;
	e->random_unused = false;
}

struct effect *
turn_effect(struct turn *t, enum effect_kind kind)
{
	struct effect *e;

	assert(t->out->count < EFFECTS_MAX);
	e = &t->out->list[t->out->count++];
	memset(e, 0, sizeof(*e));
	e->kind = kind;
	e->key = KEY_NONE;
	e->offset = t->out->octets_used;
	return e;
}

uint8_t *
turn_octets(struct turn *t, struct effect *e, size_t size)
{
	assert(size <= EFFECT_OCTETS_MAX - t->out->octets_used);
	e->offset = t->out->octets_used;
	e->length = (uint32_t)size;
	t->out->octets_used += (uint32_t)size;
	return t->out->octets + e->offset;
}

/* Reports ------------------------------------------------------------------- */

void
turn_report(struct turn *t, struct machine *from, unsigned what, uint64_t value)
{
	struct reports *r = t->reports;

	assert(r->count < REPORTS_MAX);
	r->list[(r->first + r->count++) % REPORTS_MAX] = (struct report){
		.from = from, .what = (uint16_t)what, .value = value,
	};
}

/* Telling the owner ----------------------------------------------------------- */

enum { TELL_MAX = 400 };

struct text {
	char octets[TELL_MAX];
	size_t length;
};

static void
text_put(struct text *x, char c)
{
	if (x->length < TELL_MAX)
		x->octets[x->length++] = c;
}

static void
text_number(struct text *x, unsigned long value, unsigned base, unsigned width)
{
	char digits[24];
	unsigned n = 0;

	do {
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	while (n < width && n < sizeof(digits))
		digits[n++] = '0';
	while (n)
		text_put(x, digits[--n]);
}

static void
text_format(struct text *x, const char *f, va_list args)
{
	const char *s;
	unsigned most;
	int d;

	for (; *f; f++) {
		if (*f != '%') {
			text_put(x, *f);
			continue;
		}
		most = TELL_MAX;
		if (*++f == '.')
			for (most = 0, f++; *f >= '0' && *f <= '9'; f++)
				most = most * 10 + (unsigned)(*f - '0');
		switch (*f) {
		case 's':
			for (s = va_arg(args, const char *); *s && most; most--)
				text_put(x, *s++);
			break;
		case 'u':
			text_number(x, va_arg(args, unsigned), 10, 1);
			break;
		case 'd':
			d = va_arg(args, int);
			if (d < 0)
				text_put(x, '-');
			text_number(x, d < 0 ? 0ul - (unsigned long)(long)d :
				    (unsigned long)d, 10, 1);
			break;
		case 'x':
			text_number(x, va_arg(args, unsigned), 16, 2);
			break;
		default:
			assert(*f == '%');
			text_put(x, '%');
		}
	}
}

void
turn_tell(struct turn *t, enum tell_level level, const char *format, ...)
{
	struct text x = { .length = 0 };
	struct effect *e;
	va_list args;

	va_start(args, format);
	text_format(&x, format, args);
	va_end(args);
	e = turn_effect(t, EFFECT_TELL);
	e->level = level;
	memcpy(turn_octets(t, e, x.length), x.octets, x.length);
}

/* Random -------------------------------------------------------------------- */

static uint32_t
rotate(uint32_t x, unsigned n)
{
	return x << n | x >> (32 - n);
}

static inline __attribute__((always_inline)) void
quarter(uint32_t *x, unsigned a, unsigned b, unsigned c, unsigned d)
{
	x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 16);
	x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 12);
	x[a] += x[b]; x[d] = rotate(x[d] ^ x[a], 8);
	x[c] += x[d]; x[b] = rotate(x[b] ^ x[c], 7);
}

static uint32_t
load_u32le(const uint8_t *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
		(uint32_t)p[3] << 24;
}

/* ChaCha20's block function (RFC 8439, 2.3): key = seed and zeros, counter =
 * block, nonce = zeros. */
static void
random_block(struct random *r)
{
	uint32_t in[16] = { 0x61707865, 0x3320646e, 0x79622d32, 0x6b206574 };
	uint32_t x[16];
	unsigned i;

	for (i = 0; i < 4; i++)
		in[4 + i] = load_u32le(r->seed + 4 * i);
	in[12] = r->block++;
	memcpy(x, in, sizeof(x));
	for (i = 0; i < 10; i++) {
		quarter(x, 0, 4, 8, 12);
		quarter(x, 1, 5, 9, 13);
		quarter(x, 2, 6, 10, 14);
		quarter(x, 3, 7, 11, 15);
		quarter(x, 0, 5, 10, 15);
		quarter(x, 1, 6, 11, 12);
		quarter(x, 2, 7, 8, 13);
		quarter(x, 3, 4, 9, 14);
	}
	for (i = 0; i < 16; i++) {
		uint32_t v = x[i] + in[i];

		r->octets[4 * i] = (uint8_t)v;
		r->octets[4 * i + 1] = (uint8_t)(v >> 8);
		r->octets[4 * i + 2] = (uint8_t)(v >> 16);
		r->octets[4 * i + 3] = (uint8_t)(v >> 24);
	}
	r->used = 0;
}

void
random_seed(struct random *r, const uint8_t seed[16])
{
	memcpy(r->seed, seed, 16);
	r->block = 0;
	r->used = 64;
}

bool
random_drawn(const struct random *r)
{
	return r->block > 0;
}

void
random_octets(struct random *r, void *out, size_t size)
{
	uint8_t *p = out;

	while (size--) {
		if (r->used == 64)
			random_block(r);
		*p++ = r->octets[r->used++];
	}
}

uint32_t
random_u32(struct random *r)
{
	uint8_t o[4];

	random_octets(r, o, sizeof(o));
	return load_u32le(o);
}

uint64_t
random_u64(struct random *r)
{
	uint64_t low = random_u32(r);

	return low | (uint64_t)random_u32(r) << 32;
}

uint64_t
random_between(struct random *r, uint64_t from, uint64_t to)
{
	assert(from <= to);
	if (to - from == UINT64_MAX)
		return random_u64(r);
	/* 64 bits over spans of hours: the bias is below 2^-30 */
	return from + random_u64(r) % (to - from + 1);
}
