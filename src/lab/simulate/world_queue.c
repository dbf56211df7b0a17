/* SPDX-License-Identifier: Apache-2.0 */
/* world_queue.c - what will happen, and which node has a deadline, each in a
 * heap. Of one moment, events are first, in the order in which they were queued;
 * then nodes in theirs. */
#include "lab/simulate/world_private.h"

#include "autotunnel/near.h"

#include <stdlib.h>
#include <string.h>

enum {
	WAYS = 4,		/* of each heap */
	/* where the levels of a heap begin: with its root, and below that */
	LEVEL_1 = 1, LEVEL_2 = 5, LEVEL_3 = 21, LEVEL_4 = 85,
	MAPPINGS_NEAR = 8
};

static const size_t class_size[WORLD_CLASSES] = { 1024, 4096 };

/* Memory of events --------------------------------------------------------- */

static struct world_event *
event_new(struct world *w, size_t length)
{
	size_t size = sizeof(struct world_event) + length;
	struct world_event *e;
	unsigned class = 0;

	while (class < WORLD_CLASSES && class_size[class] < size)
		class++;
	if (class < WORLD_CLASSES && w->free_events[class]) {
		e = w->free_events[class];
		memcpy(&w->free_events[class], e, sizeof(void *));
		e->size_class = class;
		return e;
	}
	e = malloc(class < WORLD_CLASSES ? class_size[class] : size);
	if (!e)
		abort();
	e->size_class = class;
	return e;
}

void
world_event_free(struct world *w, struct world_event *e)
{
	unsigned class = e->size_class;

	if (class == WORLD_CLASSES) {
		free(e);
		return;
	}
	memcpy(e, &w->free_events[class], sizeof(void *));
	w->free_events[class] = e;
}

void
world_queue_end(struct world *w)
{
	unsigned i;
	size_t at;
	void *e;

	for (at = 0; at < w->heap_count; at++)
		free(w->heap[at].event);
	free(w->heap);
	free(w->due);
	free(w->due_slots);
	for (i = 0; i < WORLD_CLASSES; i++)
		while ((e = w->free_events[i])) {
			memcpy(&w->free_events[i], e, sizeof(void *));
			free(e);
		}
}

/* Events ------------------------------------------------------------------------ */

static bool
earlier(const struct world_due *a, const struct world_due *b)
{
	return a->at_ms < b->at_ms ||
		(a->at_ms == b->at_ms && a->order < b->order);
}

static void
push(struct world *w, struct world_due d)
{
	size_t at = w->heap_count++, up;

	if (at == w->heap_room) {
		w->heap_room = w->heap_room ? 2 * w->heap_room : 1024;
		w->heap = realloc(w->heap, w->heap_room * sizeof(*w->heap));
		if (!w->heap)
			abort();
	}
	for (; at; at = up) {
		up = (at - 1) / WAYS;
		if (!earlier(&d, &w->heap[up]))
			break;
		w->heap[at] = w->heap[up];
	}
	w->heap[at] = d;
}

struct world_event *
world_queue_take(struct world *w)
{
	struct world_event *e = w->heap[0].event;
	struct world_due d = w->heap[--w->heap_count];
	size_t at = 0, child, best, i;

	for (;; at = best) {
		child = at * WAYS + 1;
		if (child >= w->heap_count)
			break;
		best = child;
		for (i = child + 1; i < child + WAYS && i < w->heap_count; i++)
			if (earlier(&w->heap[i], &w->heap[best]))
				best = i;
		if (!earlier(&w->heap[best], &d))
			break;
		w->heap[at] = w->heap[best];
	}
	w->heap[at] = d;
	return e;
}

uint64_t
world_queue_ms(const struct world *w)
{
	return w->heap_count ? w->heap[0].at_ms : TIME_NEVER;
}

struct world_event *
world_event(struct world *w, enum event_kind kind, uint64_t in_ms,
	    const void *octets, size_t length)
{
	struct world_event *e = event_new(w, length);

	e->kind = kind;
	e->node = e->at = NULL;
	e->scope = NULL;
	e->group = 0;
	e->local = false;
	e->channel = CHANNEL_NONE;
	if (length)
		memcpy(e->octets, octets, length);
	e->message = (struct world_message){ .octets = e->octets,
		.length = length, .key = KEY_NONE };
	push(w, (struct world_due){ w->now_ms + in_ms, w->order++, e });
	return e;
}

struct world_event *
world_later(struct world_node *n, uint64_t in_ms, const struct input *in)
{
	struct world_event *e = world_event(n->world, EVENT_INPUT, in_ms,
					    in->octets, in->length);

	e->node = n;
	e->life = n->life;
	e->input = *in;
	if (in->octets)
		e->input.octets = e->octets;
	return e;
}

void
world_call(struct world *w, uint64_t in_ms,
	   void (*call)(void *owner, struct sim *s), void *owner)
{
	struct world_event *e = world_event(w, EVENT_CALL, in_ms, NULL, 0);

	e->call = call;
	e->call_owner = owner;
}

/* Deadlines of nodes ----------------------------------------------------------------- */

static bool
node_earlier(const struct world_deadline *a, const struct world_deadline *b)
{
	return a->due_ms < b->due_ms ||
		(a->due_ms == b->due_ms && a->index < b->index);
}

static void
fetch_origin_and_nat(const struct world_node *n)
{
	near_fetch(&n->origins[(n->last_origin + 1) & (n->origin_count - 1)],
		   sizeof(*n->origins));
	if (!n->nat)
		return;
	near_fetch(n->nat, sizeof(*n->nat));
	world_find_fetch(n->world, n->nat, &n->address);
}

static void
fetch_mappings(const struct world_nat *nat)
{
	unsigned i;

	for (i = 0; nat && i < nat->mapping_count && i < MAPPINGS_NEAR; i++)
		near_fetch(&nat->mappings[i], offsetof(struct world_mapping,
						       written_to[1]));
}

/* Nodes are many, and far from one another in memory: to wait for what a turn
 * looks at takes longer than the turn. So N, which has come to place AT and has
 * its turn before long, is fetched beforehand, a step with each level: a
 * pointer is read only once it is there. */
static void
come_near(const struct world *w, const struct world_node *n, unsigned at)
{
	if (at >= LEVEL_4)
		return;
	if (at >= LEVEL_3) {
		near_fetch(n, offsetof(struct world_node, peers));
		return;
	}
	if (w->hooks.fetch)
		w->hooks.fetch(n, (at >= LEVEL_1) + (at >= LEVEL_2));
	if (at >= LEVEL_2)
		fetch_origin_and_nat(n);
	else if (at >= LEVEL_1)
		fetch_mappings(n->nat);
}

static void
put(struct world *w, struct world_deadline d, unsigned at)
{
	w->due[at] = d;
	w->due_slots[d.index] = at + 1;
	if (w->due_count >= LEVEL_4)
		come_near(w, d.node, at);
}

static unsigned
sift_up(struct world *w, const struct world_deadline *d, unsigned at)
{
	unsigned up;

	for (; at; at = up) {
		up = (at - 1) / WAYS;
		if (!node_earlier(d, &w->due[up]))
			break;
		put(w, w->due[up], at);
	}
	return at;
}

static unsigned
sift_down(struct world *w, const struct world_deadline *d, unsigned at)
{
	unsigned child, best, i;

	for (;; at = best) {
		child = WAYS * at + 1;
		if (child >= w->due_count)
			return at;
		best = child;
		for (i = child + 1; i < child + WAYS && i < w->due_count; i++)
			if (node_earlier(&w->due[i], &w->due[best]))
				best = i;
		if (!node_earlier(&w->due[best], d))
			return at;
		put(w, w->due[best], at);
	}
}

static void
place(struct world *w, struct world_deadline d, unsigned at)
{
	at = sift_up(w, &d, at);
	put(w, d, sift_down(w, &d, at));
}

static void
take_out(struct world *w, struct world_node *n)
{
	unsigned at = w->due_slots[n->index] - 1;
	struct world_deadline last = w->due[--w->due_count];

	w->due_slots[n->index] = 0;
	if (last.node != n)
		place(w, last, at);
}

void
world_due_update(struct world_node *n)
{
	struct world *w = n->world;
	uint64_t due = TIME_NEVER;

	if (n->core && !n->stopped && !n->asleep)
		due = world_clock_when(n, n->ops.deadline_ms(n->core));
	if (due == n->due_ms && w->due_slots[n->index])
		return;
	n->due_ms = due;
	if (due == TIME_NEVER) {
		if (w->due_slots[n->index])
			take_out(w, n);
		return;
	}
	if (!w->due_slots[n->index])
		w->due_slots[n->index] = ++w->due_count;
	place(w, (struct world_deadline){ due, n, n->index },
	      w->due_slots[n->index] - 1);
}
