/* SPDX-License-Identifier: Apache-2.0 */
/* trace_table.h - what a trace says once and gives a number: the first entry is
 * 0, each new one the next. Writer and reader keep equal tables. A table of
 * zeros is an empty one; it grows to a bound, and is full then. */
#ifndef SHELL_TRACE_TABLE_H
#define SHELL_TRACE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TRACE_TABLE_ENTRIES = 8192,
	TRACE_TABLE_OCTETS = 512 * 1024,
	TRACE_TABLE_BUCKETS = 1024
};

struct trace_table_entry {
	uint32_t offset, size, hash;
	uint32_t next;		/* of its bucket: number and 1 */
};

struct trace_table {
	uint32_t count, entry_room;
	uint32_t used, octet_room;
	struct trace_table_entry *entries;
	uint8_t *octets;
	uint32_t buckets[TRACE_TABLE_BUCKETS];
};

/* What a trace's records refer to. */
struct trace_tables {
	struct trace_table machines, words, charts, rows, endpoints;
};

void trace_tables_clear(struct trace_tables *t);
void trace_tables_free(struct trace_tables *t);

void trace_table_clear(struct trace_table *t);
/* COUNT more entries of SIZE octets each do not make it full. */
bool trace_table_has_room(const struct trace_table *t, unsigned count,
			  size_t size);
/* The number of KEY, or -1. */
int trace_table_find(const struct trace_table *t, const void *key, size_t size);
/* The number of a new entry, or -1: it is full, or memory is. In memory a zero
 * follows the entry. */
int trace_table_add(struct trace_table *t, const void *key, size_t size);
/* Entry NUMBER, until the next is added; NULL: there is none. */
const void *trace_table_get(const struct trace_table *t, uint32_t number);

#endif
