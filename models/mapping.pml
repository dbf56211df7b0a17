/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.pml - one mapping at a NAT gateway that reboots, forgets, renumbers and
 * whose announcements get lost. The charts are generated (mapping_part.pml,
 * natpmp_request_part.pml, gateway_part.pml); this file is how reports lead from
 * one to the other (fsm/nat.c, fsm/gateway.c), the gateway, and time.
 *
 * A tick is five minutes: the hour of a mapping has twelve. Waits of seconds end
 * within a tick, but not before what is under way has come or is lost, unless the
 * network delays it, a bounded number of times. */
#ifndef LOSSES
#define LOSSES 1		/* messages lost, announcements too */
#endif
#ifndef REPEATS
#define REPEATS 0		/* messages that come once more */
#endif
#ifndef DELAYS
#define DELAYS 1
#endif
#ifndef REBOOTS
#define REBOOTS 1		/* it forgets, and its epoch begins anew */
#endif
#ifndef FORGETS
#define FORGETS 0		/* it forgets, and its epoch goes on */
#endif
#ifndef RENUMBERS
#define RENUMBERS 0		/* its public address is another */
#endif
#ifndef DEAF
#define DEAF 0			/* its port answers "unreachable" once */
#endif
#ifndef REFUSALS
#define REFUSALS 0
#endif
#ifndef MOVES
#define MOVES 0			/* our address is another */
#endif
#ifndef WISHES
#define WISHES 0		/* the owner no longer wants it */
#endif

#define TICKS(ms) ((ms) / 300000)
#define LIFETIME 12
#define ADDRESS 0		/* GATEWAY_ITEM_ADDRESS, _MAP and _DELETE */
#define MAP 1
#define DELETE 2
#define NONE 255

mtype = { request, answer, refusal, announcement,
	r_ready, r_ask, r_withdraw, r_again, r_finished, r_given_up, r_doubt,
	r_new, r_changed, r_back, r_lost, r_doubted, r_direct, r_silent, r_absent,
	r_answer, r_silence, r_unanswered, r_map, r_renew, r_delete }

/* what, of which item, epoch, public address */
chan up = [3] of { byte };
chan down = [4] of { mtype, byte, byte, bit };
chan queue = [3] of { byte };		/* the gateway machine's */
chan todo = [16] of { mtype, byte };	/* reports, in order */

byte losses = LOSSES, repeats = REPEATS, delays = DELAYS, reboots = REBOOTS;
byte forgets = FORGETS, renumbers = RENUMBERS, deaf = DEAF;
byte refusals = REFUSALS, moves = MOVES, wishes = WISHES;

/* The gateway: how often it began anew, and the mapping there with the ticks that
 * are left of it. */
byte g_epoch;
bit g_address;
byte g_left;

/* The host. */
bool wanted;
byte c_epoch;
bool epoch_known, address_known;
bit c_address;
byte asked;			/* item of the request that is out */

bool cut;			/* the gateway gave it up before its end */

#define there (g_left > 0)
#define believes (mapping_state[0] == mapping_held || \
	mapping_state[0] == mapping_renewing || mapping_state[0] == mapping_lost)
#define quiet (len(up) == 0 && len(down) == 0)
#define in_time (quiet || delays > 0)
#define room (len(up) + len(down) < 2)

/* Hooks ------------------------------------------------------------------------- */

#define natpmp_request_do_send(m)	up!asked
#define natpmp_request_do_forget(m)	skip
#define natpmp_request_do_report_answer(m) todo!r_answer, 0
#define natpmp_request_do_report_silence(m) todo!r_silence, 0
#define natpmp_request_do_report_unanswered(m) todo!r_unanswered, 0

#define gateway_do_keep_link(m)		skip
#define gateway_do_forget_gateway(m)	epoch_known = false; address_known = false
#define gateway_do_take_mask(m)		skip
#define gateway_do_keep_epoch(m)	epoch_known = true; c_epoch = d_epoch
#define gateway_do_keep_address(m)	address_known = true; c_address = d_address
#define gateway_do_forget_address(m)	address_known = false
#define gateway_do_drop_first(m)	queue?_
#define gateway_do_finish(m)		queue?k; todo!r_finished, k
#define gateway_do_give_up(m)		queue?k; todo!r_given_up, k
#define gateway_do_report_ask(m)	queue?<k>; todo!r_ask, k
#define gateway_do_report_ready(m)	todo!r_ready, 0
#define gateway_do_report_withdraw(m)	todo!r_withdraw, 0
#define gateway_do_report_again(m)	todo!r_again, 0
#define gateway_do_report_doubt(m)	todo!r_doubt, 0
#define gateway_do_report_new(m)	todo!r_doubt, 0; todo!r_new, 0
#define gateway_do_report_changed(m)	todo!r_doubt, 0; todo!r_changed, 0
#define gateway_do_report_back(m)	todo!r_doubt, 0; todo!r_back, 0
#ifdef UNTOLD_IN
/* spoilt: a loss that is told in this state is kept to itself */
#define gateway_do_report_lost(m) \
	if :: gateway_state[m] == UNTOLD_IN :: else -> todo!r_lost, 0 fi
#else
#define gateway_do_report_lost(m)	todo!r_lost, 0
#endif
#define gateway_do_report_doubted(m)	todo!r_doubted, 0
#define gateway_do_report_direct(m)	todo!r_direct, 0
#define gateway_do_report_silent(m)	todo!r_silent, 0
#define gateway_do_report_absent(m)	todo!r_absent, 0
#define gateway_do_report_slow(m)	skip
#define gateway_do_report_patience(m)	skip
#define gateway_do_report_address(m)	skip
#define gateway_do_report_no_address(m)	skip
#define gateway_do_tell_wavers(m)	skip
#define gateway_do_tell_silent(m)	skip
inline gateway_do_drop_queue(m)
{
	do
	:: len(queue) > 0 -> queue?_
	:: else -> break
	od
}

#define mapping_do_keep_port(m)		skip
#define mapping_do_open_port(m)		skip
#define mapping_do_keep_grant(m)	mapping_lifetime[m] = LIFETIME; cut = !there
#define mapping_do_send_goodbye(m)	skip	/* from the address that is left */
#define mapping_do_report_ask(m)	todo!r_map, 0
#define mapping_do_report_renew(m)	todo!r_renew, 0
#define mapping_do_report_delete(m)	todo!r_delete, 0
#define mapping_do_report_held(m)	skip
#define mapping_do_report_lapsed(m)	skip
#define mapping_do_report_refused(m)	skip
#define mapping_do_report_deleted(m)	skip

mtype d_kind, r_kind;
byte d_item, d_epoch, k, n;
bit d_address;
byte rev = 255, gev = 255, mev = 255;	/* of request, gateway, mapping */
bool deletes;

#include "natpmp_request_part.pml"
#include "gateway_part.pml"
#include "mapping_part.pml"

/* From report to event: nat_report() ----------------------------------------------- */

inline put(item)
{
	if
	:: queue??[item]
	:: else -> queue!item
	fi;
	todo!r_ready, 0
}

/* It began anew since we heard it last: 6886, 3.6 */
#ifdef EPOCH_IGNORED
#define lost_state false
#else
#define lost_state (epoch_known && d_epoch > c_epoch)
#endif

inline finished(item)
{
	if
	:: item == ADDRESS && !address_known -> gev = gateway_ev_address_learnt
	:: item == ADDRESS && address_known ->
		gev = (d_address != c_address -> gateway_ev_address_moved : NONE)
	:: item == MAP ->
		mev = (d_kind == answer -> mapping_ev_granted : mapping_ev_refusal)
	:: item == DELETE -> mev = mapping_ev_deleted
	fi
}

inline report()
{
	todo?r_kind, n;
	if
	:: r_kind == r_ready ->
		gev = (len(queue) > 0 -> gateway_ev_pending : NONE)
	:: r_kind == r_ask && queue?[n] && len(queue) > 0 ->
		queue?<k>;
		if
		:: k == n ->
			asked = n;
			rev = (n == DELETE -> natpmp_request_ev_asked_briefly :
				natpmp_request_ev_asked)
		:: else
		fi
	:: r_kind == r_ask && len(queue) == 0
	:: r_kind == r_ask && len(queue) > 0 && !queue?[n]
	:: r_kind == r_withdraw -> rev = natpmp_request_ev_withdrawn
	:: r_kind == r_again -> rev = natpmp_request_ev_prompted
	:: r_kind == r_finished -> finished(n)
	:: r_kind == r_given_up -> mev = mapping_ev_deleted
	:: r_kind == r_doubt -> put(ADDRESS)
	:: r_kind == r_new -> mev = mapping_ev_gateway_new
	:: r_kind == r_changed -> mev = mapping_ev_gateway_changed
	:: r_kind == r_back -> mev = mapping_ev_gateway_back
	:: r_kind == r_lost -> mev = mapping_ev_gateway_lost
	:: r_kind == r_doubted -> mev = mapping_ev_doubted
	:: r_kind == r_direct -> mev = mapping_ev_no_nat
	:: r_kind == r_silent -> mev = mapping_ev_gateway_silent
	:: r_kind == r_absent -> mev = mapping_ev_no_network
	:: r_kind == r_answer ->
		gev = (lost_state -> gateway_ev_answered_lost :
			gateway_ev_answered)
	:: r_kind == r_silence -> gev = gateway_ev_silence
	:: r_kind == r_unanswered -> gev = gateway_ev_unanswered
	:: r_kind == r_map -> put(MAP)
	:: r_kind == r_renew ->
		if
		:: queue??[ADDRESS]
		:: else -> queue!ADDRESS
		fi;
		put(MAP)
	:: r_kind == r_delete ->
		/* a request for the same slot is pointless now */
		deletes = true;
		if
		:: queue?[MAP] -> gev = gateway_ev_withdrawn
		:: !queue?[MAP] && queue??[MAP] -> queue??eval(MAP)
		:: else
		fi
	fi;
	r_kind = 0; n = 0; k = 0
}

inline turn()
{
	do
	:: gev != NONE -> d_step { gateway_step(0, gev); gev = NONE }
	:: gev == NONE && rev != NONE ->
		d_step { natpmp_request_step(0, rev); rev = NONE }
	:: gev == NONE && mev != NONE ->
		d_step { mapping_step(0, mev); mev = NONE }
	:: gev == NONE && rev == NONE && mev == NONE && deletes ->
		deletes = false;
		put(DELETE)
	:: gev == NONE && rev == NONE && mev == NONE && !deletes &&
	   len(todo) > 0 -> d_step { report() }
	:: gev == NONE && rev == NONE && mev == NONE && !deletes &&
	   len(todo) == 0 -> break
	od;
	d_kind = 0; d_item = 0; d_epoch = 0; d_address = 0; k = 0; n = 0
}

/* What is under way ------------------------------------------------------------------ */

#define DOWN d_kind, d_item, d_epoch, d_address

inline host_receives()
{
	n = len(down); k = 1;
	do
	:: k < n -> down?DOWN; down!DOWN; k++
	:: break
	od;
	down?DOWN;
	if
	:: losses > 0 -> losses--
	:: repeats > 0 && d_kind != announcement -> repeats--; down!DOWN;
		d_kind = 0
	:: true ->
		if
		:: d_kind == announcement ->
			gev = (lost_state -> gateway_ev_announced_lost :
				gateway_ev_announced)
		:: d_kind != announcement && d_item == asked &&
		   natpmp_request_state[0] != natpmp_request_idle ->
			rev = (d_kind == answer -> natpmp_request_ev_answered :
				natpmp_request_ev_refused)
		:: else ->
			gev = (lost_state -> gateway_ev_heard_lost :
				gateway_ev_heard)
		fi
	fi
}

inline gateway_receives()
{
	up?d_item;
	if
	:: losses > 0 -> losses--
	:: deaf > 0 -> deaf--; rev = natpmp_request_ev_unreachable
	:: d_item == MAP && refusals > 0 -> refusals--;
		down!refusal, d_item, g_epoch, g_address
	:: true ->
		if
		:: d_item == MAP -> g_left = 1 + LIFETIME
		:: d_item == DELETE -> g_left = 0
		:: else
		fi;
		down!answer, d_item, g_epoch, g_address
	fi
}

#define some_due (gateway_due(0) || natpmp_request_due(0) || mapping_due(0))
#define some_timed (gateway_timed(0) || natpmp_request_timed(0) || mapping_timed(0))
#define all_rest (gateway_rests(0) && natpmp_request_rests(0) && mapping_rests(0))
#define late if :: quiet :: else -> delays-- fi

#define timer(machine, name, event) \
	:: machine ## _left_ ## name[0] == 1 && in_time && room -> late; \
		machine ## _fire_ ## name(0, event)

inline time_passes()
{
	printf("@ tick\n");
	late;
	d_step {
		gateway_tick(0); natpmp_request_tick(0); mapping_tick(0);
		if
		:: g_left > 0 -> g_left--
		:: else
		fi
	}
}

/* Reachable: the gateway has what the host believes it has. */
#define served (!wanted || (believes && there && address_known && \
	c_address == g_address))

active proctype world()
{
	atomic { wanted = true; gev = gateway_ev_link_new; turn();
		mev = mapping_ev_rewanted; turn() };
	do
	:: atomic {
		if
		:: len(down) > 0 -> host_receives()
		:: len(up) > 0 -> gateway_receives()
		timer(natpmp_request, retry, rev)
		timer(natpmp_request, brief, rev)
		timer(gateway, hold, gev)
		timer(gateway, patience, gev)
		timer(gateway, forget, gev)
		timer(gateway, again, gev)
		timer(mapping, renew, mev)
		timer(mapping, again, mev)
		:: reboots > 0 && room -> reboots--; g_epoch++; g_left = 0; cut = true;
			printf("@@ the gateway reboots\n");
			down!announcement, 0, g_epoch, g_address
		:: forgets > 0 -> forgets--; g_left = 0; cut = true;
			printf("@@ the gateway forgets\n")
		:: renumbers > 0 && room -> renumbers--; g_address = 1 - g_address;
			printf("@@ the gateway has another address\n")
		:: moves > 0 && room -> moves--; g_left = 0; cut = true;
			printf("@@ the host has another address\n");
			gev = gateway_ev_link_changed
		:: wishes > 0 && wanted && room -> wishes--; wanted = false;
			mev = mapping_ev_unwanted
		:: !wanted && room -> wanted = true; mev = mapping_ev_rewanted
		:: !some_due && some_timed && in_time ->
			time_passes();
			/* nobody believes in it longer than it is granted */
			assert(!believes || there || cut);
			/* nor when the gateway has told that it began anew */
			assert(!quiet || c_epoch < g_epoch || there || FORGETS > 0 ||
				MOVES > 0 || mapping_state[0] != mapping_held)
		fi;
		turn()
		}
	:: atomic { quiet && !some_due && !some_timed && all_rest -> goto end_rest }
	od;
end_rest:
	skip
}

ltl served_again { []<> served }
