/* SPDX-License-Identifier: Apache-2.0 */
/* latch_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from tests/fsmc/latch.fsm: change that and run make gen. */
#include "core/latch_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

static const int latch_start = 0;

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct latch *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	{
	if ( p == pe )
		goto _test_eof;
	switch (  base->cs )
	{
tr0:
	{
		assert(!"no row");
	}
	goto st0;
tr5:
	{
		machine_row(base, 3, t);
		machine_move(base, LATCH_SHUT, t);
	}
	goto st0;
st0:
	{
		base->state = LATCH_SHUT;
	}
	if ( ++p == pe )
		goto _test_eof0;
case 0:
	switch( (*p) ) {
		case 0: goto tr1;
		case 3: goto st1;
	}
	if ( 1 <= (*p) && (*p) <= 2 )
		goto st0;
	goto tr0;
tr4:
	{
		assert(!"no row");
	}
	goto st1;
tr1:
	{
		machine_row(base, 0, t);
		machine_move(base, LATCH_OPEN, t);
	}
	goto st1;
st1:
	{
		base->state = LATCH_OPEN;
	}
	if ( ++p == pe )
		goto _test_eof1;
case 1:
	switch( (*p) ) {
		case 0: goto st1;
		case 1: goto tr5;
	}
	goto tr4;
	}
	_test_eof0:  base->cs = 0; goto _test_eof;
	_test_eof1:  base->cs = 1; goto _test_eof;

	_test_eof: {}
	}

}

void
latch_begin(struct latch *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &latch_chart);

	{
	 base->cs = latch_start;
	}

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
