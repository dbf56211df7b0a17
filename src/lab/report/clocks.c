/* SPDX-License-Identifier: Apache-2.0 */
/* clocks.c - see clocks.h. */
#include "lab/report/clocks.h"

#include "lab/report/match.h"

void
clocks_note(struct clocks *c, int64_t difference_ns, int direction)
{
	if (direction > 0) {
		if (!c->forth++ || difference_ns < c->least_forth)
			c->least_forth = difference_ns;
	} else if (direction < 0) {
		if (!c->back++ || difference_ns > c->most_back)
			c->most_back = difference_ns;
	} else {
		if (!c->passing || difference_ns < c->least_passing)
			c->least_passing = difference_ns;
		if (!c->passing++ || difference_ns > c->most_passing)
			c->most_passing = difference_ns;
	}
}

/* How much B's clock is ahead of A's; false: nothing tells. The quickest
 * messages of both directions are taken to have been on their way as long. */
static bool
ahead(const struct clocks *c, int64_t *out)
{
	if (c->forth && c->back)
		*out = c->most_back + (c->least_forth - c->most_back) / 2;
	else if (c->forth)
		*out = c->least_forth;
	else if (c->back)
		*out = c->most_back;
	else if (c->passing)
		*out = c->least_passing +
			(c->most_passing - c->least_passing) / 2;
	else
		return false;
	return true;
}

/* Two traces without a common message may still have one clock, CLOCK_BOOTTIME
 * of one machine; else they begin together. */
static void
assume(struct match *m, unsigned file)
{
	const struct match_file *first = &m->files[0];
	struct match_file *f = &m->files[file];

	if (first->first_ns <= f->last_ns && f->first_ns <= first->last_ns)
		f->offset_ns = 0;
	else
		f->offset_ns = first->first_ns - f->first_ns;
}

void
clocks_align(struct match *m,
	     struct clocks clocks[CLOCKS_FILES_MAX][CLOCKS_FILES_MAX])
{
	bool known[CLOCKS_FILES_MAX] = { true }, more = true;
	unsigned a, b;
	int64_t by;

	while (more) {
		more = false;
		for (a = 0; a < m->count; a++)
			for (b = a + 1; b < m->count; b++) {
				struct match_file *x = &m->files[a];
				struct match_file *y = &m->files[b];

				if (known[a] == known[b] ||
				    !ahead(&clocks[a][b], &by))
					continue;
				if (known[a])
					y->offset_ns = x->offset_ns - by;
				else
					x->offset_ns = y->offset_ns + by;
				x->aligned = y->aligned = true;
				known[a] = known[b] = more = true;
			}
	}
	for (a = 0; a < m->count; a++)
		if (!known[a])
			assume(m, a);
}
