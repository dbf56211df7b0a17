/* SPDX-License-Identifier: Apache-2.0 */
/* answers.h - what is known of the answers to questions: a set of RDATA for
 * each question, all sets in one pool, whose places the container gives.
 *
 *	answer_pool_init(&pool, list, size);
 *	answers_add(&pool, &set, type, rdata, length);	and _remove, _clear
 *	for (answers_first(&pool, &set, &it); (a = answers_next(&it));)
 *		...
 *
 * A set that is all zeros is empty and not known. What does not fit (too many
 * records, RDATA too long, pool exhausted) is counted and left out. */
#ifndef AUTOTUNNEL_ANSWERS_H
#define AUTOTUNNEL_ANSWERS_H

#include "autotunnel/dns.h"

enum {
	ANSWERS_POOL_SIZE = 1024,	/* at most */
	ANSWER_RDATA_MAX = 300,
	ANSWERS_SET_MAX = 16,		/* records of one question */
	ANSWERS_SET_MAX_PTR = 64	/* names of one PTR question */
};

struct answer {
	uint16_t next;			/* 1 + place in the pool, 0: none */
	uint16_t length;
	uint8_t rdata[ANSWER_RDATA_MAX];	/* uncompressed */
};

struct answers {
	uint16_t first;			/* 1 + place in the pool, 0: none */
	uint16_t count;
	bool known;			/* an answer said that this is all */
};

struct answer_pool {
	struct answer *list;
	uint16_t size;			/* places in it */
	uint16_t free;			/* 1 + place of one given back, 0: none */
	uint16_t fresh;			/* places never used begin here */
	uint16_t used;
	uint32_t left_out;		/* statistics: did not fit */
};

struct answer_iterator {
	const struct answer_pool *pool;
	uint16_t next;
};

/* LIST has SIZE places, ANSWERS_POOL_SIZE at most, with anything in them. */
void answer_pool_init(struct answer_pool *p, struct answer *list,
		      unsigned size);
/* Each says whether the set changed. */
bool answers_add(struct answer_pool *p, struct answers *s, uint16_t type,
		 const uint8_t *rdata, size_t length);
bool answers_remove(struct answer_pool *p, struct answers *s, uint16_t type,
		    const uint8_t *rdata, size_t length);
/* Empty, and not known. */
void answers_clear(struct answer_pool *p, struct answers *s);
bool answers_have(const struct answer_pool *p, const struct answers *s,
		  uint16_t type, const uint8_t *rdata, size_t length);
/* The records of S become those of FROM, which is left empty; says whether S
 * changed, becoming known included. */
bool answers_replace(struct answer_pool *p, struct answers *s, uint16_t type,
		     struct answers *from);

void answers_first(const struct answer_pool *p, const struct answers *s,
		   struct answer_iterator *it);
const struct answer *answers_next(struct answer_iterator *it);
/* As a record of TYPE, for dns_read_srv and its like; RR borrows A's RDATA,
 * its owner name stays empty. */
void answer_record(const struct answer *a, uint16_t type,
		   struct dns_record *rr);

#endif
