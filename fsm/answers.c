/* SPDX-License-Identifier: Apache-2.0 */
/* answers.c - sets of RDATA in one pool. */
#include "autotunnel/answers.h"

#include <assert.h>
#include <string.h>

static_assert(ANSWERS_POOL_SIZE < UINT16_MAX, "places fit 1 + u16");

void
answer_pool_init(struct answer_pool *p, struct answer *list, unsigned size)
{
	assert(size <= ANSWERS_POOL_SIZE);
	p->list = list;
	p->size = (uint16_t)size;
	p->free = 0;
	p->fresh = 0;
	p->used = 0;
	p->left_out = 0;
}

/* The link that leads to the record, or to the set's end. */
static uint16_t *
find(struct answer_pool *p, struct answers *s, uint16_t type,
     const uint8_t *rdata, size_t length)
{
	uint16_t *link = &s->first;
	const struct answer *a;

	for (; *link; link = &p->list[*link - 1].next) {
		a = &p->list[*link - 1];
		if (dns_rdata_equal(type, a->rdata, a->length, rdata, length))
			break;
	}
	return link;
}

bool
answers_have(const struct answer_pool *p, const struct answers *s,
	     uint16_t type, const uint8_t *rdata, size_t length)
{
	struct answer_iterator it;
	const struct answer *a;

	for (answers_first(p, s, &it); (a = answers_next(&it));)
		if (dns_rdata_equal(type, a->rdata, a->length, rdata, length))
			return true;
	return false;
}

bool
answers_add(struct answer_pool *p, struct answers *s, uint16_t type,
	    const uint8_t *rdata, size_t length)
{
	unsigned most = type == DNS_TYPE_PTR ? ANSWERS_SET_MAX_PTR :
		ANSWERS_SET_MAX;
	uint16_t *link = find(p, s, type, rdata, length);
	struct answer *a;

	if (*link)
		return false;
	if (length > ANSWER_RDATA_MAX || s->count >= most ||
	    (p->free == 0 && p->fresh == p->size)) {
		p->left_out++;
		return false;
	}
	*link = p->free ? p->free : ++p->fresh;
	a = &p->list[*link - 1];
	if (p->free)
		p->free = a->next;
	p->used++;
	s->count++;
	a->next = 0;
	a->length = (uint16_t)length;
	if (length)
		memcpy(a->rdata, rdata, length);
	return true;
}

static void
take_out(struct answer_pool *p, struct answers *s, uint16_t *link)
{
	struct answer *a = &p->list[*link - 1];
	uint16_t place = *link;

	*link = a->next;
	a->next = p->free;
	p->free = place;
	p->used--;
	s->count--;
}

bool
answers_remove(struct answer_pool *p, struct answers *s, uint16_t type,
	       const uint8_t *rdata, size_t length)
{
	uint16_t *link = find(p, s, type, rdata, length);

	if (*link == 0)
		return false;
	take_out(p, s, link);
	return true;
}

void
answers_clear(struct answer_pool *p, struct answers *s)
{
	while (s->first)
		take_out(p, s, &s->first);
	s->known = false;
}

bool
answers_replace(struct answer_pool *p, struct answers *s, uint16_t type,
		struct answers *from)
{
	struct answer_iterator it;
	const struct answer *a;
	bool differs = !s->known || s->count != from->count;

	for (answers_first(p, s, &it); !differs && (a = answers_next(&it));)
		differs = !answers_have(p, from, type, a->rdata, a->length);
	answers_clear(p, s);
	s->first = from->first;
	s->count = from->count;
	s->known = true;
	*from = (struct answers){ .first = 0 };
	return differs;
}

void
answers_first(const struct answer_pool *p, const struct answers *s,
	      struct answer_iterator *it)
{
	it->pool = p;
	it->next = s->first;
}

const struct answer *
answers_next(struct answer_iterator *it)
{
	const struct answer *a;

	if (it->next == 0)
		return NULL;
	a = &it->pool->list[it->next - 1];
	it->next = a->next;
	return a;
}

void
answer_record(const struct answer *a, uint16_t type, struct dns_record *rr)
{
	rr->name.length = 0;
	rr->type = type;
	rr->class = DNS_CLASS_IN;
	rr->ttl = 0;
	rr->rdata = a->rdata;
	rr->rdata_length = a->length;
}
