/* SPDX-License-Identifier: Apache-2.0 */
/* registration.pml - a host's records, their lease at the rendezvous, and the
 * primary behind it, which refuses and loses. The charts are generated
 * (registration_part.pml, forward_part.pml, lease_server_part.pml); this file is who
 * reads what as which event (fsm/registration.c, fsm/rendezvous_update.c,
 * fsm/rendezvous_lease.c), the primary, the network and time.
 *
 * The records are one record of two that it may be, each with a lease of its own. A
 * tick is nine minutes: the lease of 90 minutes has ten. Waits of seconds end within
 * a tick, but not before what is under way has come or is lost, unless the network
 * delays it, a bounded number of times. What is under way to the primary does not
 * outlive the update that sent it. */
#ifndef LOSSES
#define LOSSES 1		/* messages lost, of the host and of the primary */
#endif
#ifndef REPEATS
#define REPEATS 0		/* messages of host or rendezvous that come again */
#endif
#ifndef DELAYS
#define DELAYS 1
#endif
#ifndef REFUSALS
#define REFUSALS 1		/* of the primary */
#endif
#ifndef UNSAVED
#define UNSAVED 0		/* times that the disk refuses */
#endif
#ifndef CHANGES
#define CHANGES 1		/* of the host's facts */
#endif
#ifndef CRASHES
#define CRASHES 0		/* of the host, which does not come back */
#endif
#ifndef LEAVES
#define LEAVES 0		/* the owner leaves */
#endif
#ifndef RESTARTS
#define RESTARTS 0		/* of the rendezvous, with its state or without */
#endif

#define TICKS(ms) ((ms) / 540000)
#define LEASE 10
#define LONGEST 20
#define forward_COUNT 2
#define lease_server_COUNT 2
#define NONE 255
#define REMOVAL 2		/* instead of a record */

mtype = { update, granted, refused }

/* what, message id, record or lease */
chan up = [4] of { mtype, byte, byte };
chan down = [6] of { mtype, byte, byte };
chan leases = [4] of { byte, byte };	/* events that leases are to get */

byte losses = LOSSES, repeats = REPEATS, delays = DELAYS, refusals = REFUSALS;
byte unsaved = UNSAVED, changes = CHANGES, crashes = CRASHES, leaves = LEAVES;
byte restarts = RESTARTS;

/* The host. */
bool present;			/* and wants to be found */
byte facts;			/* its record is this */
byte r_id, r_before, r_sent;	/* ids of the last two updates, and what it says */
bool r_asks;			/* the name is being checked */
byte taken = NONE;		/* id of the host's update that the primary took last */
/* The network brought an older update of the host after its newest, which puts
 * back what was. Its answer says so, unless that is lost, or comes before the
 * newest's; then the next refresh mends it. */
bool loose;

/* The primary's zone: a bit for each record. */
byte zone;

/* Updates on their way: of whom, what, and where they are. */
#define TO_PRIMARY 1
#define TAKEN 2
#define REJECTED 3
bool f_own[2];			/* a deletion of ours */
byte f_id[2], f_what[2], f_way[2], f_out[2];
bool overdue[2];		/* a lease that ran out is to be deleted */

/* Hooks -------------------------------------------------------------------------- */

#define registration_do_check(m)	r_asks = true
#define registration_do_compare(m)	skip
#define registration_do_send_again(m)	r_sends = 1
#define registration_do_send_update(m)	r_sends = 2
#define registration_do_send_removal(m)	r_sends = 3
#define registration_do_send_note(m)	skip
#define registration_do_keep_lease(m)	registration_lease[m] = d_what
#define registration_do_keep_doubt(m)	skip
#define registration_do_report_silent(m) skip
#define registration_do_report_clash(m)	skip
#define registration_do_report_refused(m) skip
#define registration_do_report_registered(m) skip
#define registration_do_report_left(m)	skip
#define registration_do_report_unleft(m) skip

#define forward_do_save(m)		skip
#define forward_do_send(m)		f_way[m] = TO_PRIMARY
#define forward_do_send_on_stream(m)	f_way[m] = TO_PRIMARY
#define forward_do_open_stream(m)	skip
#define forward_do_close_stream(m)	skip
#define forward_do_answer(m)		replies = (fev == forward_ev_accepted -> \
	granted : refused)
#define forward_do_answer_refused(m)	replies = refused
#define forward_do_answer_failure(m)	replies = refused
#define forward_do_report_accepted(m)	f_out[m] = 1
#define forward_do_report_refused(m)	f_out[m] = 2
#ifdef LOST_IS_REFUSED
/* spoilt: what may have been taken gets no lease */
#define forward_do_report_lost(m)	f_out[m] = 2
#else
#define forward_do_report_lost(m)	f_out[m] = 3
#endif

#define lease_server_do_keep_grant(m)	lease_server_lease[m] = given
#define lease_server_do_report_gone(m)	skip
#define lease_server_do_report_expired(m) overdue[m] = true
#define lease_server_do_report_overdue(m) overdue[m] = true
#define lease_server_do_report_shown(m)	skip

mtype d_kind, replies;
byte d_id, d_what, r_sends, given = LEASE;
bool rested;
byte rev = 255, fev = 255, lev = 255, f, l, i, out;

#include "registration_part.pml"
#include "forward_part.pml"
#include "lease_server_part.pml"

/* The rendezvous ------------------------------------------------------------------ */

#define busy(x) (forward_state[x] != forward_free && \
	forward_state[x] != forward_queued)

/* Update F begins: all its records have leases, which are on disk first. */
inline start(x)
{
	if
	:: !f_own[x] && f_what[x] != REMOVAL ->
		leases!f_what[x], lease_server_ev_asked;
		fev = forward_ev_leased
	:: else -> fev = forward_ev_ready
	fi
}

/* What an update that is over means to the leases: rendezvous_work_settling() */
inline settle(x)
{
	out = f_out[x];
	f_out[x] = 0;
	if
	:: f_own[x] ->
		leases!f_what[x], (out == 1 -> lease_server_ev_deleted :
			lease_server_ev_undeleted)
	:: !f_own[x] && f_what[x] != REMOVAL ->
		leases!f_what[x], (out == 1 -> lease_server_ev_confirmed :
			(out == 3 -> lease_server_ev_lost :
			lease_server_ev_refused));
		if
		:: out == 1 ->
			leases!1 - f_what[x], lease_server_ev_removed
		:: else
		fi
	:: !f_own[x] && f_what[x] == REMOVAL && out == 1 ->
		leases!0, lease_server_ev_removed;
		leases!1, lease_server_ev_removed
	:: else
	fi;
	f_own[x] = false; f_id[x] = 0; f_what[x] = 0; f_way[x] = 0
}

inline forward_steps()
{
	forward_step(f, fev);
	fev = NONE;
	if
	:: replies && !f_own[f] -> down!replies, f_id[f], LEASE
	:: else
	fi;
	replies = 0;
	if
	:: f_out[f] -> settle(f)
	:: else
	fi
}

/* Who waited goes on, and what has run out is deleted. */
inline rendezvous_works()
{
	l = 0;
	if
	:: overdue[0] && lease_server_state[0] != lease_server_expired ->
		overdue[0] = false
	:: else
	fi;
	if
	:: overdue[1] && lease_server_state[1] != lease_server_expired ->
		overdue[1] = false
	:: else
	fi;
	if
	:: forward_state[0] == forward_queued && !busy(1) -> f = 0; start(0)
	:: forward_state[1] == forward_queued && !busy(0) -> f = 1; start(1)
	:: forward_state[0] == forward_free && forward_state[1] == forward_free &&
	   (overdue[0] || overdue[1]) ->
		f = 0;
		l = (overdue[0] -> 0 : 1);
		overdue[l] = false; f_own[0] = true; f_what[0] = l;
		leases!l, lease_server_ev_taken;
		fev = forward_ev_ready
	:: else
	fi
}

inline rendezvous_reads()
{
	if
	:: (forward_state[0] != forward_free && !f_own[0] && f_id[0] == d_id) ||
	   (forward_state[1] != forward_free && !f_own[1] && f_id[1] == d_id)
		/* the same again while it is under way */
	:: else ->
		if
		:: forward_state[0] == forward_free -> f = 0
		:: forward_state[0] != forward_free &&
		   forward_state[1] == forward_free -> f = 1
		:: else -> f = NONE
		fi;
		if
		:: f == NONE -> down!refused, d_id, 0
		:: else ->
			f_id[f] = d_id; f_what[f] = d_what;
			if
			:: forward_state[1 - f] != forward_free ->
				fev = forward_ev_conflicting
			:: else -> start(f)
			fi
		fi
	fi
}

/* The host ------------------------------------------------------------------------- */

inline host_sends()
{
	if
	:: r_sends >= 2 ->
		r_before = r_id; r_id = (r_id + 1) % 8;
		r_sent = (r_sends == 2 -> facts : REMOVAL)
	:: else
	fi;
	if
	:: r_sends -> up!update, r_id, r_sent
	:: else
	fi;
	r_sends = 0
}

inline host_reads()
{
	if
	:: d_id == r_id ->
		rev = (d_kind == granted -> registration_ev_granted :
			registration_ev_refused)
	:: d_id != r_id && d_id == r_before -> rev = registration_ev_overtaken
	:: else
	fi
}

inline turn()
{
	do
	:: rev != NONE ->
		d_step { registration_step(0, rev); host_sends(); rev = NONE }
	:: rev == NONE && len(leases) > 0 ->
		d_step { leases?l, lev; lease_server_step(l, lev) }
	:: rev == NONE && len(leases) == 0 && fev != NONE ->
		d_step { forward_steps() }
	:: rev == NONE && len(leases) == 0 && fev == NONE && !rested ->
		d_step {
			rendezvous_works();
			rested = fev == NONE && len(leases) == 0
		}
	:: rested -> break
	od;
	rested = false; d_kind = 0; d_id = 0; d_what = 0; lev = NONE; f = 0; l = 0; i = 0; out = 0;
	given = LEASE
}

/* What is under way ------------------------------------------------------------------ */

#define FIELDS d_kind, d_id, d_what

#define comes(channel) \
	i = len(channel); f = 1; \
	do \
	:: f < i -> channel?FIELDS; channel!FIELDS; f++ \
	:: break \
	od; \
	f = 0; i = 0; \
	channel?FIELDS; \
	if \
	:: true \
	:: losses > 0 -> losses--; d_kind = 0 \
	:: repeats > 0 -> repeats--; channel!FIELDS \
	fi

#define primary(x) \
	:: f_way[x] == TO_PRIMARY -> \
		if \
		:: losses > 0 -> losses--; f_way[x] = 0 \
		/* what it took before, too: a prerequisite holds no more */ \
		:: refusals > 0 -> refusals--; f_way[x] = REJECTED \
		:: true -> f_way[x] = TAKEN; \
			zone = (f_own[x] -> zone & ~(1 << f_what[x]) : \
				(f_what[x] == REMOVAL -> 0 : 1 << f_what[x])); \
			loose = (f_own[x] -> loose : f_id[x] != r_id && \
				(loose || taken == r_id)); \
			taken = (f_own[x] -> taken : f_id[x]) \
		fi \
	:: f_way[x] == TAKEN || f_way[x] == REJECTED -> \
		f = x; \
		if \
		:: losses > 0 -> losses-- \
		:: true -> fev = (f_way[x] == TAKEN -> forward_ev_accepted : \
			forward_ev_rejected) \
		fi; \
		f_way[x] = 0 \
	:: forward_state[x] == forward_saving -> \
		f = x; \
		if \
		:: unsaved > 0 -> unsaved--; fev = forward_ev_unsaved \
		:: true -> fev = forward_ev_ready \
		fi

#define short_due (registration_left_delay[0] == 1 || \
	registration_left_resend[0] == 1 || registration_left_again[0] == 1 || \
	registration_left_farewell[0] == 1 || forward_due(0) || forward_due(1) || \
	lease_server_left_again[0] == 1 || lease_server_left_again[1] == 1)
#define long_due (registration_left_renew[0] == 1 || \
	registration_left_recheck[0] == 1 || lease_server_left_expiry[0] == 1 || \
	lease_server_left_expiry[1] == 1)
#define some_timed (registration_timed(0) || forward_timed(0) || \
	forward_timed(1) || lease_server_timed(0) || lease_server_timed(1))
#define all_rest (registration_rests(0) && forward_rests(0) && forward_rests(1) && \
	lease_server_rests(0) && lease_server_rests(1))
#define quiet (len(up) == 0 && len(down) == 0 && f_way[0] == 0 && \
	f_way[1] == 0 && !r_asks && forward_state[0] != forward_saving && \
	forward_state[1] != forward_saving)
#define in_time (quiet || delays > 0)
#define room (len(up) + len(down) < 2)
#define late if :: quiet :: else -> delays-- fi

#define timer(machine, m, name, event) \
	:: machine ## _left_ ## name[m] == 1 && in_time && room -> late; \
		d_step { machine ## _fire_ ## name(m, event) }
/* The host does not lose patience before the rendezvous with its primary. */
#define patient (quiet && !forward_due(0) && !forward_due(1))
#define host_timer(name) \
	:: registration_left_ ## name[0] == 1 && room && \
	   (patient || delays > 0) -> \
		if \
		:: patient \
		:: else -> delays-- \
		fi; \
		d_step { registration_fire_ ## name(0, rev) }
#define forward_timer(m, name) \
	timer(forward, m, name, fev); f = m
#define lease_again(m) \
	:: lease_server_left_again[m] == 1 && room && \
	   (patient || delays > 0) -> \
		if \
		:: patient \
		:: else -> delays-- \
		fi; \
		d_step { lease_server_fire_again(m, lev) }; leases!m, lev
#define lease_timer(m, name) \
	timer(lease_server, m, name, lev); leases!m, lev

/* L is whether it remembers. */
inline rendezvous_restarts()
{
	restarts--;
	d_step {
		i = 0;
		do
		:: i < 2 ->
			forward_state[i] = forward_free;
			forward_left_resend[i] = 0; forward_next_resend[i] = 0;
			forward_left_patience[i] = 0; forward_left_disk[i] = 0;
			f_own[i] = false; f_id[i] = 0; f_what[i] = 0; f_way[i] = 0;
			overdue[i] = false;
			i++
		:: else -> break
		od;
		i = 0;
		do
		:: i < 2 ->
			if
			:: l == 0 ->
				lease_server_left_expiry[i] = 0;
				lease_server_left_again[i] = 0;
				lease_server_next_again[i] = 0;
				lease_server_state[i] = lease_server_free;
				if
				:: zone & (1 << i) ->
					given = LONGEST;
					leases!i, lease_server_ev_adopted
				:: else
				fi
			:: l == 1 && lease_server_state[i] != lease_server_free ->
				if
				:: lease_server_state[i] == lease_server_promised ->
					lease_server_lease[i] = LEASE;
					lease_server_run_expiry(i)
				:: else
				fi;
				if
				:: lease_server_left_expiry[i] > 0 ->
					lease_server_state[i] = lease_server_held
				:: else ->
					lease_server_state[i] = lease_server_expired;
					lease_server_next_again[i] = 0;
					lease_server_run_again(i)
				fi
			:: else
			fi;
			i++
		:: else -> break
		od;
		i = 0
	}
}

inline time_passes()
{
	printf("@ tick\n");
	if
	:: quiet && !short_due
	:: else -> delays--
	fi;
	d_step {
		registration_tick(0); forward_tick(0); forward_tick(1);
		lease_server_tick(0); lease_server_tick(1)
	}
}

#ifdef NO_EXCUSE
#define excused false
#else
#define excused loose
#endif

/* A lease stands for RECORD, or is about to. */
#define leased(x) (lease_server_state[x] != lease_server_free)
#define stands(x) (lease_server_state[x] == lease_server_held || \
	lease_server_state[x] == lease_server_renewing)
/* Found by what it last told, or gone with all that it told. */
#define served ((present && zone == 1 << facts && \
	registration_state[0] == registration_registered) || (!present && zone == 0))

active proctype world()
{
	atomic { present = true; rev = registration_ev_published; turn() };
	do
	:: atomic {
		if
		:: len(down) > 0 -> comes(down);
			d_step {
				if
				:: d_kind -> host_reads()
				:: else
				fi
			}
		:: len(up) > 0 && len(down) < 2 -> comes(up);
			d_step {
				if
				:: d_kind -> rendezvous_reads()
				:: else
				fi
			}
		:: r_asks -> r_asks = false; rev = registration_ev_name_ours
		primary(0)
		primary(1)
		host_timer(delay)
		host_timer(resend)
		host_timer(renew)
		host_timer(again)
		host_timer(recheck)
		host_timer(farewell)
		forward_timer(0, resend)
		forward_timer(1, resend)
		forward_timer(0, patience)
		forward_timer(1, patience)
		forward_timer(0, disk)
		forward_timer(1, disk)
		lease_timer(0, expiry)
		lease_timer(1, expiry)
		lease_again(0)
		lease_again(1)
		:: changes > 0 && present && room -> changes--; facts = 1 - facts;
			printf("@@ the host's facts are others\n");
			rev = registration_ev_published
		:: crashes > 0 && present -> crashes--; present = false;
			printf("@@ the host is gone\n");
			d_step {
				registration_state[0] = registration_idle;
				registration_left_delay[0] = 0;
				registration_left_resend[0] = 0;
				registration_next_resend[0] = 0;
				registration_left_renew[0] = 0;
				registration_next_renew[0] = 0;
				registration_left_again[0] = 0;
				registration_next_again[0] = 0;
				registration_left_recheck[0] = 0;
				registration_left_farewell[0] = 0;
				registration_next_farewell[0] = 0;
				r_asks = false
			}
		:: leaves > 0 && present && room -> leaves--; present = false;
			printf("@@ the owner leaves\n");
			rev = registration_ev_leave_known
		:: restarts > 0 -> printf("@@ the rendezvous restarts\n");
			if
			:: l = 1
			:: l = 0; printf("@@ and remembers nothing\n")
			fi;
			rendezvous_restarts()
		:: !long_due && in_time && (!short_due || delays > 0) && some_timed ->
			time_passes();
			/* no record without a lease, whoever lost what */
			assert(!quiet || !(zone & 1) || leased(0));
			assert(!quiet || !(zone & 2) || leased(1));
			/* who believes in its registration has it */
			assert(!quiet || excused || r_sent == REMOVAL ||
				registration_state[0] != registration_registered ||
				stands(r_sent))
		fi;
		turn()
		}
	:: atomic { quiet && !short_due && !long_due && !some_timed && all_rest ->
		goto end_rest }
	od;
end_rest:
	assert(zone == 0)
}

ltl served_again { []<> served }
