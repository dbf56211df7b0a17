/* SPDX-License-Identifier: Apache-2.0 */
/* shrink.c - shrink.h's plan: fewer faults, fewer hosts, less time. */
#include "lab/simulate/shrink.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lab/progress.h"
#include "lab/simulate/invariant_waits.h"

enum {
	SECOND_MS = 1000, MINUTE_MS = 60 * SECOND_MS,
	AFTER_MS = SECOND_MS,		/* of a run, after its failure */
	BEGINNING_MS = 5 * MINUTE_MS,	/* until all have booted and met */
	GAP_MS = 2 * MINUTE_MS,		/* between faults: worth a try */
	ATTEMPT_LEAST_S = 5
};

struct work {
	struct shrink *s;
	struct fault_plan try;
	struct progress progress;
	uint64_t until_s;
	unsigned attempt_s;
};

static uint64_t
clock_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec;
}

static bool
time_is_left(const struct work *w)
{
	return clock_s() < w->until_s;
}

/* What comes after the failure changes nothing. When a world died is known
 * roughly only, so there nothing is cut. */
static void
cut(struct shrink *s)
{
	struct fault_plan *p = s->plan;
	uint64_t end_ms = s->result.ended_ms;

	if (s->result.violation.what == INVARIANT_ALIVE)
		return;
	while (p->count && p->list[p->count - 1].at_ms > end_ms)
		p->count--;
	if (p->span_ms > end_ms + AFTER_MS)
		p->span_ms = end_ms + AFTER_MS;
}

/* w->try is what the plan is now. */
static int
copy(struct work *w)
{
	const struct fault_plan *p = w->s->plan;
	uint32_t i;
	int r = 0;

	w->try.count = 0;
	w->try.seed = p->seed;
	w->try.span_ms = p->span_ms;
	w->try.hosts = p->hosts;
	w->try.plain = p->plain;
	w->try.domain = p->domain;
	for (i = 0; i < p->count && r == 0; i++)
		r = fault_plan_add(&w->try, &p->list[i]);
	return r;
}

/* w->try fails as the plan does; then it is the plan. */
static bool
fails(struct work *w)
{
	struct shrink *s = w->s;
	struct trial_setup t = { .plan = &w->try, .quiet = true };
	struct trial_result result;
	struct fault_plan old;

	if (!time_is_left(w))
		return false;
	s->runs++;
	progress_at(&w->progress, s->runs, 0, "runs");
	fault_plan_sort(&w->try);
	if (trial_fork(&t, w->attempt_s, &result) < 0 || !result.failed ||
	    result.violation.what != s->result.violation.what)
		return false;
	old = *s->plan;
	*s->plan = w->try;
	w->try = old;
	s->result = result;
	cut(s);
	return true;
}

/* Only the last faults, and these soon after the beginning; false: that alone
 * does not fail. */
static bool
try_last(struct work *w, uint64_t window_ms)
{
	uint64_t end_ms = w->s->result.ended_ms, from_ms, shift_ms;
	uint32_t i, n = 0;

	if (end_ms <= window_ms + BEGINNING_MS || copy(w) < 0)
		return false;
	from_ms = end_ms - window_ms;
	shift_ms = from_ms - BEGINNING_MS;
	for (i = 0; i < w->try.count; i++)
		if (w->try.list[i].at_ms >= from_ms) {
			w->try.list[n] = w->try.list[i];
			w->try.list[n++].at_ms -= shift_ms;
		}
	w->try.count = n;
	/* what it takes may take longer after such a beginning */
	w->try.span_ms = end_ms - shift_ms + waits_settled_ms();
	return fails(w);
}

static void
keep_last(struct work *w)
{
	uint64_t window_ms;

	for (window_ms = MINUTE_MS; window_ms < w->s->result.ended_ms;
	     window_ms *= 3)
		if (try_last(w, window_ms))
			return;
}

/* Without SIZE faults from AT on. */
static bool
try_without(struct work *w, uint32_t at, uint32_t size)
{
	if (copy(w) < 0)
		return false;
	memmove(w->try.list + at, w->try.list + at + size,
		(w->try.count - at - size) * sizeof(*w->try.list));
	w->try.count -= size;
	return fails(w);
}

/* Pieces of SIZE, from the last to the first; true: something went. */
static bool
remove_pieces(struct work *w, uint32_t size)
{
	uint32_t at = w->s->plan->count, piece;
	bool gone = false;

	while (at > 0 && time_is_left(w)) {
		if (at > w->s->plan->count)	/* the failure came sooner */
			at = w->s->plan->count;
		if (at == 0)
			break;
		piece = at < size ? at : size;
		at -= piece;
		gone = try_without(w, at, piece) || gone;
	}
	return gone;
}

static void
remove_faults(struct work *w)
{
	uint32_t size = w->s->plan->count;

	for (; size > 1; size /= 2)
		remove_pieces(w, size);
	while (w->s->plan->count && remove_pieces(w, 1))
		;
}

static void
remove_hosts(struct work *w)
{
	unsigned hosts = 1;
	uint32_t i, n;

	for (; hosts < w->s->plan->hosts && time_is_left(w); hosts++) {
		if (copy(w) < 0)
			return;
		w->try.hosts = hosts;
		for (i = n = 0; i < w->try.count; i++)
			if (w->try.list[i].whom < hosts)
				w->try.list[n++] = w->try.list[i];
		w->try.count = n;
		if (fails(w))
			return;
	}
}

/* Waits between faults that do not matter. */
static void
remove_gaps(struct work *w)
{
	uint32_t i, k;
	uint64_t before_ms, gap_ms;

	for (i = 0; i < w->s->plan->count && time_is_left(w); i++) {
		before_ms = i ? w->s->plan->list[i - 1].at_ms : 0;
		gap_ms = w->s->plan->list[i].at_ms - before_ms;
		if (gap_ms <= GAP_MS || copy(w) < 0)
			continue;
		for (k = i; k < w->try.count; k++)
			w->try.list[k].at_ms -= gap_ms - GAP_MS / 2;
		fails(w);
	}
}

/* A fault that is over sooner is easier to see. */
static void
shorten(struct work *w)
{
	uint32_t i;

	for (i = 0; i < w->s->plan->count && time_is_left(w); i++)
		while (i < w->s->plan->count &&
		       w->s->plan->list[i].for_ms > SECOND_MS) {
			if (copy(w) < 0)
				return;
			w->try.list[i].for_ms /= 2;
			if (!fails(w))
				break;
		}
}

int
shrink_plan(struct shrink *s)
{
	struct work w = { .s = s };

	s->before = s->plan->count;
	w.until_s = clock_s() + s->limit_s;
	/* a smaller plan seldom takes longer, and may hang */
	w.attempt_s = ATTEMPT_LEAST_S +
		(unsigned)(s->result.took_us / 1000000u) * 2u;
	cut(s);
	if (!s->quiet)
		progress_begin(&w.progress, "making it smaller");
	keep_last(&w);
	remove_faults(&w);
	remove_hosts(&w);
	remove_gaps(&w);
	remove_faults(&w);
	shorten(&w);
	progress_end(&w.progress);
	fault_plan_free(&w.try);
	return 0;
}
