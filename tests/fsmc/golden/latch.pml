/* SPDX-License-Identifier: Apache-2.0 */
/* latch.pml - written by fsmc from tests/fsmc/latch.fsm, for spin. */

mtype = {
	ev_lift,
	ev_drop
}

chan world = [0] of { mtype };

active proctype latch()
{
	goto end_shut;
end_shut:
	if
	:: atomic { world?ev_lift -> goto end_open }
	:: atomic { world?ev_drop -> goto end_shut }
	fi;
end_open:
	if
	:: atomic { world?ev_lift -> goto end_open }
	:: atomic { world?ev_drop -> goto end_shut }
	fi;
}

/* Anything may happen, and at any time no more. */
active proctype the_world()
{
	do
	:: world!ev_lift
	:: world!ev_drop
	:: break
	od
}
