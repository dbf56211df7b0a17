/* SPDX-License-Identifier: Apache-2.0 */
/* table.h - entries of one size, found by a 64-bit key, bounded: when there is
 * no room, the entry that was not touched for the longest time is forgotten.
 *
 * Entries do not move. A handle names an entry for later, and finds nothing
 * once it is gone; 0 is no handle. Memory is taken in lumps as entries are
 * added, never given back before table_close. */
#ifndef LAB_JUDGE_TABLE_H
#define LAB_JUDGE_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct table;

/* FORGET (may be NULL) is called with OWNER for an entry that has to go. At
 * most LIMIT entries. 0 or -ENOMEM. */
int table_open(size_t entry_size, uint32_t limit,
	       void (*forget)(void *owner, void *entry), void *owner,
	       struct table **out);
void table_close(struct table *t);	/* NULL is fine; forgets silently */

/* NULL: none. What is found is touched. */
void *table_find(struct table *t, uint64_t key);
/* A zeroed entry; KEY must not be there. NULL: no memory. */
void *table_add(struct table *t, uint64_t key);
/* table_find, else table_add. */
void *table_get(struct table *t, uint64_t key);
void table_remove(struct table *t, void *entry);
uint32_t table_count(const struct table *t);

uint64_t table_handle(const struct table *t, const void *entry);
void *table_at(const struct table *t, uint64_t handle);
/* The entry after PREVIOUS (NULL: the first), in no order; NULL: the end. */
void *table_next(const struct table *t, const void *previous);

#endif
