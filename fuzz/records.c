/* SPDX-License-Identifier: Apache-2.0 */
/* records.c - records read, and libFuzzer's mutator that knows them. */
#include "fuzz/records.h"
#include "fuzz/rows.h"

#include <string.h>

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1,
				 const uint8_t *data2, size_t size2,
				 uint8_t *out, size_t max_size, unsigned seed);

/* Records with payloads of their own, so that they may be changed. */
struct own_record {
	uint8_t kind, time, length;
	uint8_t payload[RECORD_PAYLOAD_MAX];
};

struct list {
	unsigned count;
	struct own_record at[RECORDS_MAX];
};

bool
records_next(const uint8_t **data, size_t *size, struct record *r)
{
	if (*size < RECORD_HEAD)
		return false;
	r->kind = (uint8_t)((*data)[0] % records_kind_count);
	r->time = (*data)[1];
	r->length = (*data)[2];
	*data += RECORD_HEAD;
	*size -= RECORD_HEAD;
	if (r->length > *size)
		r->length = (uint8_t)*size;
	r->payload = *data;
	*data += r->length;
	*size -= r->length;
	return true;
}

unsigned
feed_take(struct feed *f)
{
	if (!f->left)
		return 0;
	f->left--;
	return *f->at++;
}

uint64_t
record_time_ms(unsigned t)
{
	/* 0 to 15, then each 16 steps twice as long: 255 is six days */
	return (uint64_t)(t % 16) << (t / 16 + (t / 16 > 0) * 10);
}

/* The mutator ------------------------------------------------------------------- */

static uint32_t
roll(uint32_t *dice, uint32_t below)
{
	*dice ^= *dice << 13;
	*dice ^= *dice >> 17;
	*dice ^= *dice << 5;
	return *dice % below;
}

static void
read_list(struct list *l, const uint8_t *data, size_t size)
{
	struct record r;

	l->count = 0;
	while (l->count < RECORDS_MAX && records_next(&data, &size, &r)) {
		struct own_record *o = &l->at[l->count++];

		o->kind = r.kind;
		o->time = r.time;
		o->length = r.length;
		memcpy(o->payload, r.payload, r.length);
	}
}

static size_t
write_list(const struct list *l, uint8_t *out, size_t max_size)
{
	size_t at = 0;
	unsigned i;

	for (i = 0; i < l->count; i++) {
		const struct own_record *o = &l->at[i];

		if (at + RECORD_HEAD + o->length > max_size)
			break;
		out[at++] = o->kind;
		out[at++] = o->time;
		out[at++] = o->length;
		memcpy(out + at, o->payload, o->length);
		at += o->length;
	}
	return at;
}

static void
make_up(struct own_record *o, uint32_t *dice)
{
	unsigned sum = 0, i, at;

	for (i = 0; i < records_kind_count; i++)
		sum += records_kinds[i].weight;
	at = roll(dice, sum);
	for (i = 0; at >= records_kinds[i].weight; i++)
		at -= records_kinds[i].weight;
	o->kind = (uint8_t)i;
	/* mostly at once, or after seconds */
	o->time = (uint8_t)(roll(dice, 2) ? 0 : roll(dice, 200));
	o->length = records_kinds[i].length;
	for (i = 0; i < o->length; i++)
		o->payload[i] = (uint8_t)(roll(dice, 3) ? roll(dice, 256) : 0);
}

static void
insert(struct list *l, unsigned at, const struct own_record *o)
{
	if (l->count == RECORDS_MAX)
		l->count--;
	if (at > l->count)
		at = l->count;
	memmove(&l->at[at + 1], &l->at[at],
		(l->count - at) * sizeof(l->at[0]));
	l->at[at] = *o;
	l->count++;
}

static void
drop(struct list *l, unsigned at)
{
	l->count--;
	memmove(&l->at[at], &l->at[at + 1],
		(l->count - at) * sizeof(l->at[0]));
}

static void
change_field(struct own_record *o, uint32_t *dice)
{
	uint8_t *field;

	if (!o->length || !roll(dice, 4)) {
		o->time = (uint8_t)roll(dice, 256);
		return;
	}
	field = &o->payload[roll(dice, o->length)];
	switch (roll(dice, 4)) {
	case 0:
		*field ^= (uint8_t)(1u << roll(dice, 8));
		break;
	case 1:
		(*field)++;
		break;
	case 2:
		*field = 0;
		break;
	default:
		*field = (uint8_t)roll(dice, 256);
	}
}

static void
mutate(struct list *l, uint32_t *dice)
{
	struct own_record o;
	unsigned at = roll(dice, l->count + 1);

	make_up(&o, dice);
	if (at == l->count) {
		insert(l, at, &o);
		return;
	}
	switch (roll(dice, 7)) {
	case 0:
	case 1:
		insert(l, at, &o);
		break;
	case 2:
		drop(l, at);
		break;
	case 3:
		o = l->at[at];
		insert(l, roll(dice, l->count + 1), &o);
		break;
	case 4:
		o = l->at[at];
		drop(l, at);
		insert(l, roll(dice, l->count + 1), &o);
		break;
	default:
		change_field(&l->at[at], dice);
	}
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			unsigned seed)
{
	static struct list l;
	uint32_t dice = seed * 2654435761u | 1;
	unsigned i;
	size_t lead;

	/* each third goes on where some rows were never reached */
	if (!roll(&dice, 3) && (lead = rows_lead(dice, data, max_size)) > 0) {
		read_list(&l, data, lead);
		for (i = 1 + roll(&dice, 4); i > 0; i--) {
			struct own_record o;

			make_up(&o, &dice);
			insert(&l, l.count, &o);
		}
		return write_list(&l, data, max_size);
	}
	read_list(&l, data, size);
	for (i = 1 + roll(&dice, 4); i > 0; i--)
		mutate(&l, &dice);
	return write_list(&l, data, max_size);
}

/* The beginning of one, the end of the other. */
size_t
LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1,
			  const uint8_t *data2, size_t size2,
			  uint8_t *out, size_t max_size, unsigned seed)
{
	static struct list first, second;
	uint32_t dice = seed * 2654435761u | 1;
	unsigned i;

	read_list(&first, data1, size1);
	read_list(&second, data2, size2);
	if (first.count)
		first.count = 1 + roll(&dice, first.count);
	i = second.count ? roll(&dice, second.count) : 0;
	for (; i < second.count && first.count < RECORDS_MAX; i++)
		first.at[first.count++] = second.at[i];
	return write_list(&first, out, max_size);
}
