/* SPDX-License-Identifier: Apache-2.0 */
/* fragments.c - see fragments.h. */
#include "lab/capture/fragments.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum {
	UNIT = 8,			/* offsets are in these */
	DATAGRAM_MAX = 65535,
	UNITS = (DATAGRAM_MAX + UNIT) / UNIT
};

struct datagram {
	struct endpoint from, to;
	uint32_t id;
	uint8_t protocol;
	bool used;
	uint64_t order;		/* of its first fragment */
	size_t end;		/* 0: the last fragment is missing */
	size_t units;		/* seen */
	size_t good;		/* octets before the first that was cut off */
	uint8_t seen[UNITS];
	uint8_t *octets;
};

struct fragments {
	struct datagram list[FRAGMENTS_DATAGRAMS_MAX];
	uint64_t count;
};

int
fragments_open(struct fragments **out)
{
	*out = calloc(1, sizeof(**out));
	return *out ? 0 : -ENOMEM;
}

void
fragments_close(struct fragments *f)
{
	unsigned i;

	if (!f)
		return;
	for (i = 0; i < FRAGMENTS_DATAGRAMS_MAX; i++)
		free(f->list[i].octets);
	free(f);
}

static bool
is_of(const struct datagram *d, const struct fragment *g)
{
	return d->used && d->id == g->id && d->protocol == g->protocol &&
		endpoint_equal(&d->from, &g->from) &&
		endpoint_equal(&d->to, &g->to);
}

/* The datagram that G belongs to, or a fresh one in a free or the oldest
 * place; NULL without memory. */
static struct datagram *
datagram_of(struct fragments *f, const struct fragment *g)
{
	struct datagram *d, *best = &f->list[0];
	unsigned i;

	for (i = 0; i < FRAGMENTS_DATAGRAMS_MAX; i++) {
		d = &f->list[i];
		if (is_of(d, g))
			return d;
		if (best->used && (!d->used || d->order < best->order))
			best = d;
	}
	if (!best->octets)
		best->octets = malloc(DATAGRAM_MAX + UNIT);
	if (!best->octets)
		return NULL;
	best->from = g->from;
	best->to = g->to;
	best->id = g->id;
	best->protocol = g->protocol;
	best->used = true;
	best->order = f->count++;
	best->end = best->units = 0;
	best->good = DATAGRAM_MAX;
	memset(best->seen, 0, sizeof(best->seen));
	return best;
}

/* False: it contradicts what is there. */
static bool
put(struct datagram *d, const struct fragment *g)
{
	size_t first = g->offset / UNIT, end = g->offset + g->length;
	size_t count = (g->length + UNIT - 1) / UNIT, seen = 0, i;

	for (i = first; i < first + count; i++)
		seen += d->seen[i];
	if (seen == count)
		return true;	/* sent or captured twice */
	if (seen || (d->end && end > d->end) ||
	    (!g->more && d->end && d->end != end))
		return false;
	if (!g->more)
		d->end = end;
	memset(d->seen + first, 1, count);
	d->units += count;
	memcpy(d->octets + g->offset, g->octets, g->captured);
	if (g->captured < g->length) {
		memset(d->octets + g->offset + g->captured, 0,
		       g->length - g->captured);
		if (g->offset + g->captured < d->good)
			d->good = g->offset + g->captured;
	}
	return true;
}

bool
fragments_add(struct fragments *f, const struct fragment *g,
	      struct assembled *out)
{
	struct datagram *d;

	if (!g->length || g->offset + g->length > DATAGRAM_MAX ||
	    (g->more && g->length % UNIT))
		return false;
	d = datagram_of(f, g);
	if (!d)
		return false;
	if (!put(d, g)) {
		d->used = false;
		return false;
	}
	if (!d->end || d->units < (d->end + UNIT - 1) / UNIT)
		return false;
	d->used = false;
	/* a fragment beyond the last one's end, seen before it */
	if (d->units > (d->end + UNIT - 1) / UNIT)
		return false;
	out->octets = d->octets;
	out->length = d->end;
	out->captured = d->good < d->end ? d->good : d->end;
	return true;
}
