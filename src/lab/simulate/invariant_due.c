/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_due.c - moments from which something must hold, the next one first:
 * a heap, and one call of the simulator's for its top. */
#include "lab/simulate/invariant_private.h"

#include <errno.h>
#include <stdlib.h>

struct due_entry {
	uint64_t at_ms;
	uint32_t host;
	enum due what;
};

struct due_heap {
	struct due_entry *list;
	unsigned count, room;
	uint64_t called_ms;	/* the simulator calls then; TIME_NEVER: not */
};

int
invariant_due_begin(struct invariants *i)
{
	unsigned n, k, count = sim_host_count(i->sim);

	i->due = calloc(1, sizeof(*i->due));
	if (!i->due)
		return -ENOMEM;
	/* each host is there once for each thing, and once too early */
	i->due->room = 2 * DUE_COUNT * count;
	i->due->list = calloc(i->due->room, sizeof(*i->due->list));
	if (!i->due->list)
		return -ENOMEM;
	i->due->called_ms = TIME_NEVER;
	for (n = 0; n < count; n++)
		for (k = 0; k < DUE_COUNT; k++)
			i->hosts[n].due_ms[k] = TIME_NEVER;
	return 0;
}

void
invariant_due_end(struct invariants *i)
{
	if (i->due)
		free(i->due->list);
	free(i->due);
}

static void
put(struct due_heap *h, struct due_entry e)
{
	unsigned at = h->count++;

	while (at && h->list[(at - 1) / 2].at_ms > e.at_ms) {
		h->list[at] = h->list[(at - 1) / 2];
		at = (at - 1) / 2;
	}
	h->list[at] = e;
}

static struct due_entry
take(struct due_heap *h)
{
	struct due_entry top = h->list[0], last = h->list[--h->count];
	unsigned at = 0, child;

	while ((child = 2 * at + 1) < h->count) {
		if (child + 1 < h->count &&
		    h->list[child + 1].at_ms < h->list[child].at_ms)
			child++;
		if (h->list[child].at_ms >= last.at_ms)
			break;
		h->list[at] = h->list[child];
		at = child;
	}
	h->list[at] = last;
	return top;
}

static void
look(struct invariants *i, const struct due_entry *e)
{
	switch (e->what) {
	case DUE_HOST:
		invariant_host_turned(i, e->host);
		break;
	case DUE_PAIRS:
		invariant_pairs(i, e->host);
		break;
	case DUE_TOLD:
		invariant_told(i, e->host);
		break;
	case DUE_RECORDS:
		invariant_records(i, e->host);
		break;
	case DUE_COUNT:
		break;
	}
}

static void call(struct invariants *i);

static void
on_due(void *owner, struct sim *s)
{
	struct invariants *i = owner;
	uint64_t now_ms = sim_now_ms(s);
	struct due_entry e;

	sim_look(s);
	if (i->due->called_ms == now_ms)
		i->due->called_ms = TIME_NEVER;
	while (i->due->count && i->due->list[0].at_ms <= now_ms && !i->failed) {
		e = take(i->due);
		/* one that was put off, or is to be sooner, has another entry */
		if (i->hosts[e.host].due_ms[e.what] != e.at_ms)
			continue;
		i->hosts[e.host].due_ms[e.what] = TIME_NEVER;
		look(i, &e);
	}
	call(i);
}

static void
call(struct invariants *i)
{
	struct due_heap *h = i->due;

	if (i->failed || !h->count || h->list[0].at_ms >= h->called_ms)
		return;
	h->called_ms = h->list[0].at_ms;
	sim_at(i->sim, h->called_ms, on_due, i);
}

static bool
grow(struct due_heap *h)
{
	struct due_entry *more;

	if (h->count < h->room)
		return true;
	more = realloc(h->list, 2 * (size_t)h->room * sizeof(*more));
	if (!more)
		return false;
	h->list = more;
	h->room *= 2;
	return true;
}

void
invariant_due(struct invariants *i, enum due what, unsigned host,
	      uint64_t at_ms)
{
	uint64_t *due_ms = &i->hosts[host].due_ms[what];

	if (at_ms >= *due_ms || !grow(i->due))
		return;
	*due_ms = at_ms;
	put(i->due, (struct due_entry){ .at_ms = at_ms, .host = host,
			.what = what });
	call(i);
}

uint64_t
invariant_owed_at_ms(const struct invariants *i, uint64_t since_ms,
		     uint64_t span_ms)
{
	uint64_t now_ms = sim_now_ms(i->sim);

	if (since_ms == TIME_NEVER)
		return now_ms + ROUND_MS;
	return now_ms <= since_ms + span_ms ? since_ms + span_ms + 1 : 0;
}
