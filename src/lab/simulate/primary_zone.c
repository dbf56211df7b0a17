/* SPDX-License-Identifier: Apache-2.0 */
/* primary_zone.c - see primary_zone.h. */
#include "lab/simulate/primary_zone.h"

#include <stdlib.h>
#include <string.h>

#include "lab/simulate/world_private.h"

enum { BUCKETS_MIN = 64, FIRST_SERIAL = 100 };

/* Names ----------------------------------------------------------------------- */

/* Without case (RFC 4343). */
static size_t
place(const struct primary_zone *z, const struct dns_name *name)
{
	uint64_t h = name->length;
	unsigned i;

	for (i = 0; i < name->length; i++) {
		uint8_t c = name->wire[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		h = (h ^ c) * 0x100000001b3u;
	}
	return world_mix(h) & (z->bucket_count - 1);
}

static void
grow(struct primary_zone *z)
{
	unsigned i;

	free(z->buckets);
	z->bucket_count *= 2;
	z->buckets = world_zeroed(z->bucket_count * sizeof(*z->buckets));
	for (i = 0; i < z->name_count; i++) {
		struct primary_name *n = z->names[i];
		size_t at = place(z, &n->name);

		n->chain = z->buckets[at];
		z->buckets[at] = n;
	}
}

static struct primary_name *
find(const struct primary_zone *z, const struct dns_name *name)
{
	struct primary_name *n = z->buckets[place(z, name)];

	while (n && !dns_name_equal(&n->name, name))
		n = n->chain;
	return n;
}

static struct primary_name *
add_name(struct primary_zone *z, const struct dns_name *name)
{
	struct primary_name *n = world_zeroed(sizeof(*n));
	size_t at = place(z, name);

	n->name = *name;
	n->chain = z->buckets[at];
	z->buckets[at] = n;
	if (z->name_count == z->name_room)
		z->names = world_grow(z->names, &z->name_room,
				      sizeof(*z->names));
	n->place = z->name_count;
	z->names[z->name_count++] = n;
	if (z->name_count > z->bucket_count)
		grow(z);
	return n;
}

static void
drop_name(struct primary_zone *z, struct primary_name *n)
{
	struct primary_name **at = &z->buckets[place(z, &n->name)];

	while (*at != n)
		at = &(*at)->chain;
	*at = n->chain;
	z->names[n->place] = z->names[--z->name_count];
	z->names[n->place]->place = n->place;
	free(n->records);
	free(n);
}

void
primary_zone_begin(struct primary_zone *z, const struct dns_name *origin)
{
	*z = (struct primary_zone){ .origin = *origin, .serial = FIRST_SERIAL,
		.journal_from = FIRST_SERIAL, .bucket_count = BUCKETS_MIN };
	z->buckets = world_zeroed(BUCKETS_MIN * sizeof(*z->buckets));
}

void
primary_zone_end(struct primary_zone *z)
{
	unsigned i, j;

	primary_journal_empty(z);
	for (i = 0; i < z->name_count; i++) {
		for (j = 0; j < z->names[i]->record_count; j++)
			free(z->names[i]->records[j].rdata);
		free(z->names[i]->records);
		free(z->names[i]);
	}
	free(z->journal);
	free(z->names);
	free(z->buckets);
}

const struct primary_name *
primary_zone_find(const struct primary_zone *z, const struct dns_name *name)
{
	return find(z, name);
}

static bool
same(const struct primary_record *r, uint16_t type, const uint8_t *rdata,
     size_t length)
{
	return r->type == type &&
		dns_rdata_equal(type, r->rdata, r->length, rdata, length);
}

const struct primary_record *
primary_zone_record(const struct primary_zone *z, const struct dns_name *name,
		    uint16_t type, const uint8_t *rdata, size_t length)
{
	const struct primary_name *n = find(z, name);
	unsigned i;

	for (i = 0; n && i < n->record_count; i++)
		if (same(&n->records[i], type, rdata, length))
			return &n->records[i];
	return NULL;
}

unsigned
primary_zone_count(const struct primary_zone *z, const struct dns_name *name,
		   uint16_t type)
{
	const struct primary_name *n = find(z, name);
	unsigned i, count = 0;

	for (i = 0; n && i < n->record_count; i++)
		count += type == DNS_TYPE_ANY || n->records[i].type == type;
	return count;
}

/* The journal --------------------------------------------------------------------- */

static void
free_change(struct primary_change *c)
{
	free(c->name);
	free(c->record.rdata);
}

void
primary_journal_empty(struct primary_zone *z)
{
	while (z->change_count)
		free_change(&z->journal[--z->change_count]);
	z->journal_from = z->serial;
	z->change_from = 0;
}

static uint8_t *
copy(const void *octets, size_t length)
{
	uint8_t *c = world_zeroed(length ? length : 1);

	if (length)
		memcpy(c, octets, length);
	return c;
}

static void
note(struct primary_zone *z, const struct dns_name *name,
     const struct primary_record *r, bool removal)
{
	struct primary_change *c;

	if (z->change_count == z->change_room)
		z->journal = world_grow(z->journal, &z->change_room,
					sizeof(*z->journal));
	c = &z->journal[z->change_count++];
	c->removal = removal;
	c->name = (struct dns_name *)(void *)copy(name, sizeof(*name));
	c->record = *r;
	c->record.rdata = copy(r->rdata, r->length);
}

static bool
undoes(const struct primary_change *a, const struct primary_change *b)
{
	return a->removal != b->removal && a->record.ttl == b->record.ttl &&
		dns_name_equal(a->name, b->name) &&
		same(&a->record, b->record.type, b->record.rdata,
		     b->record.length);
}

static void
forget(struct primary_zone *z, unsigned at)
{
	free_change(&z->journal[at]);
	memmove(&z->journal[at], &z->journal[at + 1],
		(--z->change_count - at) * sizeof(*z->journal));
}

/* What was taken away and put back has not changed (BIND counts it so, and then
 * keeps its serial). */
static void
cancel_unchanged(struct primary_zone *z)
{
	unsigned i, k;

	for (i = z->change_from; i < z->change_count;) {
		for (k = i + 1; k < z->change_count; k++)
			if (undoes(&z->journal[i], &z->journal[k]))
				break;
		if (k == z->change_count) {
			i++;
			continue;
		}
		forget(z, k);
		forget(z, i);
	}
}

void
primary_change_begin(struct primary_zone *z)
{
	if (z->change_count >= PRIMARY_JOURNAL_MAX)
		primary_journal_empty(z);
	z->change_from = z->change_count;
}

void
primary_change_end(struct primary_zone *z)
{
	unsigned i;

	cancel_unchanged(z);
	if (z->change_count == z->change_from)
		return;
	z->serial++;
	for (i = z->change_from; i < z->change_count; i++)
		z->journal[i].serial = z->serial;
}

/* Changes ------------------------------------------------------------------------ */

static void
take_at(struct primary_zone *z, struct primary_name *n, unsigned at)
{
	struct primary_record r = n->records[at];

	note(z, &n->name, &r, true);
	free(r.rdata);
	n->records[at] = n->records[--n->record_count];
	z->record_count--;
}

void
primary_put(struct primary_zone *z, const struct dns_name *name, uint16_t type,
	    uint32_t ttl, const uint8_t *rdata, uint16_t length)
{
	struct primary_name *n = find(z, name);
	struct primary_record *r;
	unsigned i;

	for (i = 0; n && i < n->record_count; i++)
		if (same(&n->records[i], type, rdata, length)) {
			n->records[i].since_ms = z->now_ms;
			if (n->records[i].ttl == ttl)
				return;
			take_at(z, n, i);
			break;
		}
	if (!n)
		n = add_name(z, name);
	if (n->record_count == n->record_room)
		n->records = world_grow(n->records, &n->record_room,
					sizeof(*n->records));
	r = &n->records[n->record_count++];
	*r = (struct primary_record){ .type = type, .length = length,
		.ttl = ttl, .since_ms = z->now_ms,
		.rdata = copy(rdata, length) };
	z->record_count++;
	note(z, &n->name, r, false);
}

void
primary_take(struct primary_zone *z, const struct dns_name *name, uint16_t type,
	     const uint8_t *rdata, uint16_t length)
{
	struct primary_name *n = find(z, name);
	unsigned i;

	for (i = 0; n && i < n->record_count; i++)
		if (same(&n->records[i], type, rdata, length)) {
			take_at(z, n, i);
			break;
		}
	if (n && !n->record_count)
		drop_name(z, n);
}

void
primary_take_set(struct primary_zone *z, const struct dns_name *name,
		 uint16_t type)
{
	struct primary_name *n = find(z, name);
	unsigned i;

	for (i = n ? n->record_count : 0; i-- > 0;)
		if (type == DNS_TYPE_ANY || n->records[i].type == type)
			take_at(z, n, i);
	if (n && !n->record_count)
		drop_name(z, n);
}
