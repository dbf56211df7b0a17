/* SPDX-License-Identifier: Apache-2.0 */
/* watch.c - see watch.h. */
#include "lab/report/watch.h"

#include <stdio.h>
#include <stdlib.h>

#include "lab/observe/observe.h"

enum { EVENT_MAX = 200 };

struct watch {
	struct observer *observer;
	struct observed seen[OBSERVED_MAX];
	struct trace_row rows[OBSERVED_MAX];
	char events[OBSERVED_MAX][EVENT_MAX];	/* of those off chart */
};

struct watch *
watch_open(void)
{
	struct watch *w = calloc(1, sizeof(*w));

	if (!w || observer_open(&w->observer) < 0)
		abort();
	return w;
}

void
watch_close(struct watch *w)
{
	if (!w)
		return;
	observer_close(w->observer);
	free(w);
}

static const struct trace_row *
rows_of(struct watch *w, unsigned count)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		const struct observed *o = &w->seen[i];
		struct trace_row *row = &w->rows[i];

		row->machine = o->machine;
		row->chart = o->chart->name;
		row->from = o->chart->states[o->from];
		row->to = o->chart->states[o->to];
		if (o->row >= 0) {
			row->event = o->chart->events[o->event];
			row->line = o->chart->rows[o->row].line;
			continue;
		}
		snprintf(w->events[i], EVENT_MAX, "off chart: %s",
			 o->remark ? o->remark : "no row does that");
		row->event = w->events[i];
		row->line = 0;
	}
	return w->rows;
}

unsigned
watch_time(struct watch *w, uint64_t time_ns, uint64_t *at_ns,
	   struct endpoint *end, const struct trace_row **rows)
{
	unsigned n = observer_time(w->observer, time_ns, at_ns, w->seen);

	*rows = rows_of(w, n);
	if (n)
		*end = w->seen[0].end;
	return n;
}

unsigned
watch_packet(struct watch *w, const struct packet *p,
	     const struct trace_row **rows)
{
	unsigned n = observer_packet(w->observer, p, w->seen);

	*rows = rows_of(w, n);
	return n;
}
