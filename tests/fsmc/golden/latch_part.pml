/* SPDX-License-Identifier: Apache-2.0 */
/* latch_part.pml - written by fsmc from tests/fsmc/latch.fsm: the chart as a part
 * of a model for spin. M is which of latch_COUNT machines (1, unless the
 * model says otherwise). A step is latch_step(m, event); a timer that is
 * due is taken by latch_fire_TIMER(m, event), which sets EVENT. With
 * latch_without_STATE_EVENT defined, EVENT is ignored in STATE.
 * The model has defined before, as inlines or macros,
 */
#ifndef latch_COUNT
#define latch_COUNT 1
#endif

#define latch_shut 0
#define latch_open 1

#define latch_ev_lift 0
#define latch_ev_drop 1
#define latch_ev_none 255

byte latch_state[latch_COUNT];

#define latch_rests(m) (latch_state[m] == latch_shut || latch_state[m] == latch_open)

inline latch_step(m, e)
{
	if
	:: latch_state[m] == latch_shut ->
		if
		:: e == latch_ev_lift ->
#ifndef latch_without_shut_lift
			printf("@ latch %d shut lift open 11\n", m);
			latch_state[m] = latch_open
#else
			skip
#endif
		:: e == latch_ev_drop -> skip
		:: else -> assert(false)
		fi
	:: latch_state[m] == latch_open ->
		if
		:: e == latch_ev_drop ->
#ifndef latch_without_open_drop
			printf("@ latch %d open drop shut 12\n", m);
			latch_state[m] = latch_shut
#else
			skip
#endif
		:: e == latch_ev_lift -> skip
		:: else -> assert(false)
		fi
	fi;
}
