/* SPDX-License-Identifier: Apache-2.0 */
/* kept.h - a hash table of fixed size for what monitors remember: entries of
 * one size, found by 128 bits that are a hash already. When it is full, the
 * entry that was used longest ago makes room, so nothing that comes from a
 * capture lets memory grow. An entry stays where it is while it lives. */
#ifndef LAB_JUDGE_KEPT_H
#define LAB_JUDGE_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an entry is found by; every entry begins with one. */
struct kept_key {
	uint64_t high, low;
};

struct kept;

/* CAPACITY entries of SIZE octets, whose pages are taken as they are used. 0 or
 * -ENOMEM. */
int kept_open(unsigned capacity, size_t size, struct kept **out);
/* Of a new entry only the first OCTETS are zero, the rest is anything. */
void kept_clears(struct kept *t, size_t octets);
void kept_close(struct kept *t);	/* NULL is fine */
/* The entry, now the one used last, or NULL. */
void *kept_find(struct kept *t, struct kept_key key);
/* The entry, or a new one that is all zero but for its key: *FRESH. */
void *kept_put(struct kept *t, struct kept_key key, bool *fresh);
void kept_remove(struct kept *t, void *entry);
/* Names an entry, for calls to come; NULL once it is another or gone. */
uint64_t kept_name(const struct kept *t, const void *entry);
void *kept_named(struct kept *t, uint64_t name);
unsigned kept_count(const struct kept *t);

#endif
