/* SPDX-License-Identifier: Apache-2.0 */
/* latch_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from tests/fsmc/latch.fsm: change that and run make gen. */
#include "core/latch_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine latch;
	alphtype int;
	access base->;

	on_lift = 0;
	on_drop = 1;

	# A stored state is come back to by an event of its own.
	restore_shut = 2;
	restore_open = 3;

	action enter_shut {
		base->state = LATCH_SHUT;
	}

	action enter_open {
		base->state = LATCH_OPEN;
	}

	action row_0 {
		machine_row(base, 0, t);
		machine_move(base, LATCH_OPEN, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		machine_move(base, LATCH_SHUT, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_shut
	),

	in_shut: (
		on_lift @row_0 -> in_open |
		on_drop -> in_shut |
		restore_shut -> in_shut |
		restore_open -> in_open |
		(any - (on_lift | on_drop | restore_shut | restore_open | zlen)) @impossible -> in_shut
	) >~enter_shut,
	in_open: (
		on_lift -> in_open |
		on_drop @row_3 -> in_shut |
		(any - (on_lift | on_drop | zlen)) @impossible -> in_open
	) >~enter_open;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct latch *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
latch_begin(struct latch *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &latch_chart);
	%% write init;
}

void
latch_restore(struct latch *m, enum latch_state state)
{
	assert((unsigned)state < LATCH_STATE_COUNT);
	latch_begin(m);
	run(m, (int)LATCH_EVENT_COUNT + (int)state, NULL);
}

void
latch_step(struct latch *m, enum latch_event ev, struct turn *t)
{
	assert((unsigned)ev < LATCH_EVENT_COUNT);
	run(m, (int)ev, t);
}
