/* SPDX-License-Identifier: Apache-2.0 */
/* entries.h - entries of one size, found by a 64-bit key, bounded: when there is
 * no room, one that was not touched for long is forgotten.
 *
 * Entries do not move. A handle names an entry for later, and finds nothing
 * once it is gone; 0 is no handle. Memory is taken in lumps as entries are
 * added, never given back before entries_close. */
#ifndef LAB_JUDGE_ENTRIES_H
#define LAB_JUDGE_ENTRIES_H

#include <stddef.h>
#include <stdint.h>

struct entries;

/* FORGET (may be NULL) is called with OWNER for an entry that has to go. At
 * most LIMIT entries. 0 or -ENOMEM. */
int entries_open(size_t entry_size, uint32_t limit,
	       void (*forget)(void *owner, void *entry), void *owner,
	       struct entries **out);
void entries_close(struct entries *t);	/* NULL is fine; forgets silently */

/* NULL: none. What is found is touched. */
void *entries_find(struct entries *t, uint64_t key);
/* KEY will be looked for soon: its place, and then, once that has come, the
 * entry is brought near. Changes nothing. */
void entries_expect(const struct entries *t, uint64_t key);
void entries_fetch(const struct entries *t, uint64_t key);
/* A zeroed entry; KEY must not be there. NULL: no memory. */
void *entries_add(struct entries *t, uint64_t key);
/* entries_find, else entries_add. */
void *entries_get(struct entries *t, uint64_t key);
void entries_remove(struct entries *t, void *entry);
uint32_t entries_count(const struct entries *t);

uint64_t entries_handle(const struct entries *t, const void *entry);
void *entries_at(const struct entries *t, uint64_t handle);
/* The entry after PREVIOUS (NULL: the first), in no order; NULL: the end. */
void *entries_next(const struct entries *t, const void *previous);

#endif
