/* SPDX-License-Identifier: Apache-2.0 */
/* trace_table.c - see trace_table.h. */
#include "shell/trace_table.h"

#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 8 };		/* entries may be structs */

static uint32_t
hash_of(const uint8_t *key, size_t size)
{
	uint32_t h = 2166136261u;	/* FNV-1a */

	while (size--)
		h = (h ^ *key++) * 16777619u;
	return h;
}

/* What an entry takes, with its zero. */
static size_t
room_of(size_t size)
{
	return (size + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
}

void
trace_table_clear(struct trace_table *t)
{
	t->count = 0;
	t->used = 0;
	memset(t->buckets, 0, sizeof(t->buckets));
}

void
trace_tables_clear(struct trace_tables *t)
{
	trace_table_clear(&t->machines);
	trace_table_clear(&t->words);
	trace_table_clear(&t->charts);
	trace_table_clear(&t->rows);
	trace_table_clear(&t->endpoints);
}

static void
table_free(struct trace_table *t)
{
	free(t->entries);
	free(t->octets);
}

void
trace_tables_free(struct trace_tables *t)
{
	table_free(&t->machines);
	table_free(&t->words);
	table_free(&t->charts);
	table_free(&t->rows);
	table_free(&t->endpoints);
}

bool
trace_table_has_room(const struct trace_table *t, unsigned count, size_t size)
{
	return count <= TRACE_TABLE_ENTRIES - t->count &&
		count * room_of(size) <= TRACE_TABLE_OCTETS - t->used;
}

int
trace_table_find(const struct trace_table *t, const void *key, size_t size)
{
	uint32_t h = hash_of(key, size);
	uint32_t at = t->buckets[h % TRACE_TABLE_BUCKETS];

	for (; at; at = t->entries[at - 1].next)
		if (t->entries[at - 1].hash == h &&
		    t->entries[at - 1].size == size &&
		    !memcmp(t->octets + t->entries[at - 1].offset, key, size))
			return (int)at - 1;
	return -1;
}

/* Memory for one more entry of SIZE octets: what there is, doubled. */
static bool
grow(struct trace_table *t, size_t size)
{
	size_t octets = t->octet_room ? t->octet_room : 1024;
	size_t entries = t->entry_room ? t->entry_room : 32;
	void *p;

	while (octets - t->used < room_of(size))
		octets *= 2;
	if (t->count == entries)
		entries *= 2;
	if (octets != t->octet_room) {
		p = realloc(t->octets, octets);
		if (!p)
			return false;
		t->octets = p;
		t->octet_room = (uint32_t)octets;
	}
	if (entries != t->entry_room) {
		p = realloc(t->entries, entries * sizeof(*t->entries));
		if (!p)
			return false;
		t->entries = p;
		t->entry_room = (uint32_t)entries;
	}
	return true;
}

int
trace_table_add(struct trace_table *t, const void *key, size_t size)
{
	uint32_t h = hash_of(key, size), at = t->count;

	if (size > TRACE_TABLE_OCTETS || !trace_table_has_room(t, 1, size) ||
	    !grow(t, size))
		return -1;
	t->entries[at].offset = t->used;
	t->entries[at].size = (uint32_t)size;
	t->entries[at].hash = h;
	t->entries[at].next = t->buckets[h % TRACE_TABLE_BUCKETS];
	memcpy(t->octets + t->used, key, size);
	t->octets[t->used + size] = 0;
	t->buckets[h % TRACE_TABLE_BUCKETS] = ++t->count;
	t->used += (uint32_t)room_of(size);
	return (int)at;
}

const void *
trace_table_get(const struct trace_table *t, uint32_t number)
{
	return number < t->count ? t->octets + t->entries[number].offset : NULL;
}
