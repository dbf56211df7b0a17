/* SPDX-License-Identifier: Apache-2.0 */
/* peers.pml - two hosts that initiate at once: the chart `peer` twice
 * (peer_part.pml), each with its IKE daemon, as src/shell/charon_peers.c reads
 * it. Host 0 has the lower name.
 *
 * Whatever is under way comes before somebody loses patience, unless the network
 * delays it, which it does a bounded number of times; so waits need no length.
 * A call is a request and a response; either may be lost, and then it fails. */
#ifndef LOSSES
#define LOSSES 1		/* calls that get lost */
#endif
#ifndef DELAYS
#define DELAYS 1		/* times that patience ends while something is under way */
#endif
#ifndef MOVES
#define MOVES 0			/* of either host, to another place */
#endif
#ifdef CROSSES			/* ... to another link: no association goes along */
#define moves_event peer_ev_we_crossed
#define is_left_behind true
#else
#define moves_event peer_ev_we_moved
#define is_left_behind false
#endif
#ifndef VANISHES
#define VANISHES 0		/* times that the records of host 0 are gone */
#endif
#ifndef REACHABLE
#define REACHABLE 3		/* bit for each host */
#endif

/* Whether the request of a call that is hung up comes all the same. */
#ifdef OUTRUN
#define OUTRUNS true
#else
#define OUTRUNS false
#endif

/* Whether what an end sends comes in its order: a DELETE not before an answer
 * that was sent before it, a call not before one that was hung up for it. */
#ifdef IN_ORDER
#define ORDERED true
#else
#define ORDERED false
#endif

#define TICKS(ms) 0
#define peer_COUNT 2
#define SAS 5			/* associations at once, of both together */
#define sa(s, end) ((s) * 2 + (end))
#define reachable(m) ((REACHABLE >> (m)) & 1)
#define up_at(m, x) (sa_is[sa(x, m)] == THERE && sa_id[sa(x, m)] == up_id[m])
#define NONE 255

byte losses = LOSSES, delays = DELAYS, moves = MOVES, vanishes = VANISHES;

/* Associations: who dialled; what is under way of it; and at each end, whether it
 * is there, its place in that daemon's list, and whether that end writes to where
 * the other was before it moved. */
#define REQUEST 1
#define RESPONSE 2
#define DELETE 3
#define CALLING 1
#define THERE 2
bit sa_by[SAS];
byte sa_way[SAS], sa_is[SAS * 2], sa_id[SAS * 2];
bool sa_stale[SAS * 2], sa_whole[SAS];	/* both ends had it once */
bool whole[2];			/* ... the one that is used */
byte last_id[2], up_id[2];
bool settles[2];		/* as charon_peer.settle */
bool rekeys[2];			/* a rekey is under way */

/* What each knows of the other: where it is now, and that it is. */
bool told[2];			/* of the other's present place */
bool complete[2];		/* the other's records are there */
bool stands[2] = true;		/* one's own records stand in the zone */

bool looks[2];			/* a report LOOK_AGAIN is to be answered */
byte ev = 255, who, s, best, verbs;
bool heard;			/* the daemon's list is other than it was */

/* Hooks ------------------------------------------------------------------------ */

inline terminate(which, end)
{
	sa_is[sa(which, end)] = 0;
	if
	:: sa_is[sa(which, 1 - end)] == THERE -> sa_way[which] = DELETE
	:: else
	fi
}

/* A call of before is hung up first. */
inline call(m)
{
	settles[m] = false;
	hang_up(m);
	s = 0; best = NONE;
	do
	:: s < SAS ->
		if
		:: sa_way[s] == 0 && sa_is[sa(s, 0)] == 0 &&
		   sa_is[sa(s, 1)] == 0 -> best = s
		:: else
		fi;
		s++
	:: else -> assert(best != NONE); break
	od;
	printf("@@ host %d calls\n", m);
	sa_by[best] = m; sa_way[best] = REQUEST;
	sa_is[sa(best, m)] = CALLING;
	sa_stale[sa(best, 0)] = false; sa_stale[sa(best, 1)] = false;
	last_id[m]++; sa_id[sa(best, m)] = last_id[m]
}
inline hang_up(m)
{
	s = 0;
	do
	:: s < SAS ->
		if
		:: sa_by[s] == m && sa_is[sa(s, m)] == CALLING ->
			sa_is[sa(s, m)] = 0
		:: else
		fi;
		s++
	:: else -> break
	od
}
inline drop_older(m)
{
	s = 0;
	do
	:: s < SAS ->
		if
		:: sa_is[sa(s, m)] == THERE && sa_id[sa(s, m)] != up_id[m] ->
			terminate(s, m)
		:: else
		fi;
		s++
	:: else -> break
	od
}
/* Both ends dialled and both came through: the lower name's stays. */
inline drop_spare(m)
{
	s = 0; best = NONE;
	do
	:: s < SAS ->
		if
		:: sa_is[sa(s, m)] == THERE && sa_by[s] == 0 -> best = s
		:: else
		fi;
		s++
	:: else -> break
	od;
	s = 0;
	do
	:: best != NONE && s < SAS ->
		if
#ifndef KEEPS_SPARE
		:: sa_is[sa(s, m)] == THERE && sa_by[s] == 1 -> terminate(s, m)
#endif
		:: else
		fi;
		s++
	:: else -> break
	od
}
inline remove_all(m)
{
	s = 0;
	do
	:: s < SAS ->
		if
		:: sa_is[sa(s, m)] != 0 -> terminate(s, m)
		:: else
		fi;
		s++
	:: else -> break
	od;
	up_id[m] = 0
}
#define REMOVE 1
#define HANG_UP 2
#define DROP_OLDER 4
#define DROP_SPARE 8
#define DIAL 16
#define REKEY 32

/* What the daemon is told to do, once the step is over. */
inline obey(m)
{
	if
	:: verbs & REMOVE -> remove_all(m)
	:: else
	fi;
	if
	:: verbs & (HANG_UP | REMOVE) -> hang_up(m)
	:: else
	fi;
	if
#ifndef KEEPS_OLDER
	:: verbs & DROP_OLDER -> drop_older(m)
#endif
	:: else
	fi;
	if
	:: verbs & DROP_SPARE -> settles[m] = true; drop_spare(m)
	:: else
	fi;
	if
	:: verbs & DIAL -> call(m)
	:: else
	fi;
	rekeys[m] = rekeys[m] || (verbs & REKEY);
	verbs = 0
}

#define peer_do_remove_peer(m)	verbs = verbs | REMOVE
#define peer_do_hang_up(m)	verbs = verbs | HANG_UP
#define peer_do_drop_older(m)	verbs = verbs | DROP_OLDER
#define peer_do_drop_spare(m)	verbs = verbs | DROP_SPARE
#define peer_do_dial(m)		verbs = verbs | DIAL
#define peer_do_rekey(m)	verbs = verbs | REKEY
#define peer_do_look_again(m)	looks[m] = true
#define peer_do_add_peer(m)	skip
#define peer_do_move_peer(m)	skip
#define peer_do_dial_far(m)	skip	/* nobody shares a LAN here */
#define peer_do_ask(m)		skip
#define peer_do_report_up(m)	skip
#define peer_do_report_down(m)	skip
#define peer_do_report_moved(m)	skip
#define peer_do_report_failed(m) skip
#define peer_do_report_refused(m) skip
#define peer_do_report_reborn(m) skip
#define peer_do_report_apart(m)	skip
#define peer_do_report_gone(m)	skip

#include "peer_part.pml"

/* fsm/peer.c, is_known_there() */
#define known_there(m) (peer_state[m] == peer_open && peer_left_crossing[m] == 0)

/* The daemon's list is looked through, as compare() there does ----------------- */

inline compare(m)
{
	s = 0; best = NONE;
	do
	:: s < SAS ->
		if
		:: sa_is[sa(s, m)] == THERE && (best == NONE ||
			sa_id[sa(s, m)] > sa_id[sa(best, m)]) -> best = s
		:: else
		fi;
		s++
	:: else -> break
	od;
	ev = peer_ev_none;
	if
	:: best == NONE && up_id[m] != 0 ->
		up_id[m] = 0;
		ev = peer_ev_fell;
#ifdef STEADY
		/* nothing is lost and nobody moves, so what both have stays */
		assert(!whole[m])
#endif
	:: best == NONE && up_id[m] == 0
	:: best != NONE ->
		if
		:: sa_id[sa(best, m)] <= up_id[m]
		:: else ->
			/* P9's tie: the lower name's stays */
			if
#ifdef NO_TIE_BREAK
			:: true -> ev = peer_ev_up
#else
			:: !reachable(0) || !reachable(1) ||
			   (sa_by[best] == 0) -> ev = peer_ev_up
			:: reachable(0) && reachable(1) && sa_by[best] == 1 ->
				ev = (m == 1 -> peer_ev_up_spare :
					(known_there(m) -> peer_ev_up :
					peer_ev_up_second))
#endif
			fi
		fi;
		up_id[m] = sa_id[sa(best, m)]
	fi
}

/* Who dials (P9); fsm/peer.c */
#ifdef BOTH_DIAL
/* spoilt: the higher name does not let the lower one dial first */
#define dials_first(m) true
#else
#define dials_first(m) ((m) == 0)
#endif
inline who_dials(m)
{
	ev = (reachable(m) ->
		(reachable(1 - m) -> (dials_first(m) -> peer_ev_we_dial :
			peer_ev_they_first) : peer_ev_they_dial) :
		(reachable(1 - m) -> peer_ev_we_dial : peer_ev_nobody))
}

/* Equal states are one: what is gone has no number. */
inline tidy()
{
	s = 0;
	do
	:: s < SAS ->
		if
		:: sa_is[sa(s, 0)] == 0 -> sa_id[sa(s, 0)] = 0; sa_stale[sa(s, 0)] = false
		:: else
		fi;
		if
		:: sa_is[sa(s, 1)] == 0 -> sa_id[sa(s, 1)] = 0; sa_stale[sa(s, 1)] = false
		:: else
		fi;
		if
		:: sa_is[sa(s, 0)] == 0 && sa_is[sa(s, 1)] == 0 &&
		   !(OUTRUNS && sa_way[s] == REQUEST) -> sa_way[s] = 0; sa_by[s] = 0;
			sa_whole[s] = false
		:: else
		fi;
		s++
	:: else -> break
	od;
	best = 0;
	do
	:: best < 2 ->
		/* the numbers of one daemon, closed up */
		last_id[best] = 0;
		do
		:: s = 0; who = NONE;
			do
			:: s < SAS ->
				if
				:: sa_id[sa(s, best)] > last_id[best] &&
				   (who == NONE || sa_id[sa(s, best)] <
					sa_id[sa(who, best)]) -> who = s
				:: else
				fi;
				s++
			:: else -> break
			od;
			if
			:: who == NONE -> break
			:: else ->
				last_id[best]++;
				if
				:: up_id[best] == sa_id[sa(who, best)] ->
					up_id[best] = last_id[best]
				:: else
				fi;
				sa_id[sa(who, best)] = last_id[best]
			fi
		od;
		best++
	:: else -> break
	od;
	s = 0; best = 0; who = 0; heard = false
}

/* WHO gets EV, or looks at its daemon's list; reports lead to steps of the same
 * turn. */
inline turn()
{
	do
	:: ev == peer_ev_none && heard -> heard = false; compare(who)
	:: ev != peer_ev_none ->
		d_step { peer_step(who, ev) };
		ev = peer_ev_none;
		obey(who);
		if
		:: looks[who] -> looks[who] = false; who_dials(who)
		:: else
		fi
	:: else -> break
	od;
	if
	:: settles[who] -> drop_spare(who)
	:: else
	fi;
	/* what we ended ourselves is no news */
	compare(who);
	assert(ev == peer_ev_none);
#ifdef STEADY
	s = 0;
	do
	:: s < SAS ->
		if
		:: up_at(0, s) -> whole[0] = sa_whole[s]
		:: else
		fi;
		if
		:: up_at(1, s) -> whole[1] = sa_whole[s]
		:: else
		fi;
		s++
	:: else -> break
	od;
#endif
	tidy()
}

/* What is under way ------------------------------------------------------------- */

/* The call S of BY is over without success. */
#define fails(by) sa_way[s_] = 0; sa_is[sa(s_, by)] = 0; who = by; \
	ev = peer_ev_failed

#define answer_to(x, m) (sa_way[x] == RESPONSE && sa_by[x] == (m))
#define answers_to(m) (answer_to(0, m) || answer_to(1, m) || answer_to(2, m) || \
	answer_to(3, m) || answer_to(4, m))
#define overtakes(x) (ORDERED && (sa_is[sa(x, 0)] == 0 -> answers_to(1) : \
	answers_to(0)))
#define hung_up(s, m) (sa_way[s] == REQUEST && sa_by[s] == (m) && \
	sa_is[sa(s, m)] == 0)
#define calls_before(m) (hung_up(0, m) || hung_up(1, m) || hung_up(2, m) || \
	hung_up(3, m) || hung_up(4, m))
#define in_turn(x) (!ORDERED || sa_is[sa(x, sa_by[x])] == 0 || \
	!calls_before(sa_by[x]))

#define under_way(x) \
	/* the request comes: is it where the other is, and does that know us? */ \
	:: sa_way[x] == REQUEST && in_turn(x) -> \
		sa_way[x] = 0; who = sa_by[x]; \
		if \
		:: sa_is[sa(x, who)] == 0 \
		:: sa_is[sa(x, who)] == 0 && OUTRUNS && told[who] && \
		   peer_state[1 - who] != peer_unknown -> \
			who = 1 - who; \
			last_id[who]++; sa_id[sa(x, who)] = last_id[who]; \
			sa_is[sa(x, who)] = THERE; heard = true \
		:: sa_is[sa(x, who)] != 0 && losses > 0 -> losses--; \
			sa_is[sa(x, who)] = 0; ev = peer_ev_failed; \
			printf("@@ the call of host %d is lost\n", who) \
		:: sa_is[sa(x, who)] != 0 && !told[who] -> \
			sa_is[sa(x, who)] = 0; ev = peer_ev_failed \
		:: sa_is[sa(x, who)] != 0 && told[who] && \
		   peer_state[1 - who] == peer_unknown -> \
			sa_is[sa(x, who)] = 0; ev = peer_ev_refused \
		:: sa_is[sa(x, who)] != 0 && told[who] && \
		   peer_state[1 - who] != peer_unknown -> \
			sa_way[x] = RESPONSE; who = 1 - who; \
			last_id[who]++; sa_id[sa(x, who)] = last_id[who]; \
			sa_is[sa(x, who)] = THERE; heard = true \
		fi \
	:: sa_way[x] == RESPONSE -> \
		sa_way[x] = 0; who = sa_by[x]; \
		if \
		:: sa_is[sa(x, who)] != CALLING \
		:: sa_is[sa(x, who)] == CALLING && losses > 0 -> losses--; \
			sa_is[sa(x, who)] = 0; ev = peer_ev_failed \
		:: sa_is[sa(x, who)] == CALLING -> sa_is[sa(x, who)] = THERE; \
			sa_whole[x] = sa_is[sa(x, 1 - who)] == THERE; \
			heard = true \
		fi \
	:: sa_way[x] == DELETE && !overtakes(x) -> \
		sa_way[x] = 0; \
		who = (sa_is[sa(x, 0)] == 0 -> 1 : 0); \
		sa_is[sa(x, who)] = 0; heard = true \
	/* the other end does not know it: it does not answer, and that shows */ \
	:: sa_way[x] == 0 && sa_is[sa(x, 0)] == THERE && sa_is[sa(x, 1)] == 0 -> \
		sa_is[sa(x, 0)] = 0; who = 0; heard = true \
	:: sa_way[x] == 0 && sa_is[sa(x, 1)] == THERE && sa_is[sa(x, 0)] == 0 -> \
		sa_is[sa(x, 1)] = 0; who = 1; heard = true

#define half(x) (sa_way[x] != 0 || (sa_is[sa(x, 0)] == THERE) != \
	(sa_is[sa(x, 1)] == THERE))

/* The answer of a rekey: it finds the other only where it still is, and an
 * association that gets no answer is given up by its daemon. */
#define rekey_of(m) \
	:: rekeys[m] -> \
		rekeys[m] = false; who = m; \
		s = 0; \
		do \
		:: s < SAS && !up_at(m, s) -> s++ \
		:: else -> break \
		od; \
		if \
		:: s < SAS && sa_is[sa(s, 1 - m)] == THERE && \
		   !sa_stale[sa(s, m)] -> \
			sa_stale[sa(s, 1 - m)] = false; \
			ev = peer_ev_rekeyed; reached[1 - m] = true \
		:: s < SAS && (sa_is[sa(s, 1 - m)] != THERE || \
			sa_stale[sa(s, m)]) -> \
			sa_is[sa(s, m)] = 0; heard = true \
		:: s == SAS \
		fi
/* ... and shows the other where we are. */
#define reached_of(m) \
	:: reached[m] -> reached[m] = false; who = m; ev = peer_ev_rekeyed
bool reached[2];

#define records_of(m) \
	/* a push: where the other is */ \
	:: push_due(m) -> \
		told[1 - m] = true; who = 1 - m; \
		s = 0; \
		do \
		:: s < SAS && !up_at(1 - m, s) -> s++ \
		:: else -> break \
		od; \
		ev = ((s < SAS && !sa_stale[sa(s, 1 - m)]) -> \
			peer_ev_followed : peer_ev_located); \
		complete[1 - m] = true

#define push_due(m) (!told[1 - m] && stands[m])
#define gone_due(m) (complete[1 - m] && !stands[m])
#define quiet (!half(0) && !half(1) && !half(2) && !half(3) && !half(4) && \
	!rekeys[0] && !rekeys[1] && !reached[0] && !reached[1] && !push_due(0) && \
	!push_due(1) && !gone_due(0) && !gone_due(1))
#define in_time (quiet || delays > 0)
#define late if :: quiet :: else -> delays-- fi

#define timer(m, name) \
	:: peer_left_ ## name[m] == 1 && in_time -> late; who = m; \
		peer_fire_ ## name(m, ev)
#define timers(m) timer(m, knock) timer(m, patience) timer(m, courtesy) \
	timer(m, doubt) timer(m, again) timer(m, nudge) timer(m, linger) \
	timer(m, crossing)

#define moves_of(m) \
	:: moves > 0 && complete[m] && stands[m] && told[1 - m] -> moves--; \
		printf("@@ host %d moves\n", m); \
		told[1 - m] = false; who = m; \
		s = 0; \
		do \
		:: s < SAS -> \
			if \
			:: sa_is[sa(s, 1 - m)] == THERE -> \
				sa_stale[sa(s, 1 - m)] = true; \
				sa_stale[sa(s, m)] = sa_stale[sa(s, m)] || is_left_behind \
			:: else \
			fi; \
			s++ \
		:: else -> break \
		od; \
		ev = moves_event

/* A tunnel that both ends have, use, and send through to where the other is */
#define common(x) (up_at(0, x) && up_at(1, x) && !sa_stale[sa(x, 0)] && \
	!sa_stale[sa(x, 1)])
#define connected (peer_state[0] == peer_open && peer_state[1] == peer_open && \
	(common(0) || common(1) || common(2) || common(3) || common(4)))
#define count_at(m) ((sa_is[sa(0, m)] == THERE) + (sa_is[sa(1, m)] == THERE) + \
	(sa_is[sa(2, m)] == THERE) + (sa_is[sa(3, m)] == THERE) + \
	(sa_is[sa(4, m)] == THERE))
#define both_rest (peer_rests(0) && peer_rests(1) && !peer_timed(0) && \
	!peer_timed(1))

active proctype world()
{
	do
	:: atomic {
		if
		under_way(0)
		under_way(1)
		under_way(2)
		under_way(3)
		under_way(4)
		rekey_of(0)
		rekey_of(1)
		reached_of(0)
		reached_of(1)
		records_of(0)
		records_of(1)
		moves_of(0)
		moves_of(1)
		timers(0)
		timers(1)
		:: vanishes > 0 && stands[0] && told[1] -> vanishes--; stands[0] = false
		:: gone_due(0) -> complete[1] = false; told[1] = false; who = 1;
			ev = peer_ev_vanished
		:: !stands[0] && !complete[1] -> stands[0] = true
		fi;
		turn()
		}
	/* Whoever is connected and at rest has one tunnel, not two. */
	:: atomic { quiet && stands[0] && both_rest ->
		assert(connected || REACHABLE == 0);
		assert(REACHABLE == 0 || (count_at(0) == 1 && count_at(1) == 1));
		goto end_rest
	}
	od;
end_rest:
	skip
}

/* What can be connected is, again and again. */
ltl connected_again { []<> connected }
