/* SPDX-License-Identifier: Apache-2.0 */
/* llq.pml - one client and one server of long-lived queries, over a network that
 * loses, reorders, repeats and delays. The charts are generated
 * (llq_client_part.pml, llq_server_part.pml, llq_events_part.pml); this file is
 * what is around them: who reads a message as which event (fsm/llq_session.c,
 * fsm/rendezvous_llq.c), the network, the zone, restarts and time.
 *
 * One question of one client. A tick is 90 s: a lease of 15 minutes has ten.
 * Waits of seconds end within a tick, but not before what is under way has come
 * or is lost, unless the network delays it: which, like its other faults, it
 * does a bounded number of times. */
#ifndef LOSSES
#define LOSSES 1		/* messages lost */
#endif
#ifndef REPEATS
#define REPEATS 1		/* messages that come once more */
#endif
#ifndef DELAYS
#define DELAYS 1		/* times that something ends while some are under way */
#endif
#ifndef CHANGES
#define CHANGES 2		/* changes of the answer */
#endif
#ifndef SERVER_RESTARTS
#define SERVER_RESTARTS 0	/* and it knows no query any more */
#endif
#ifndef CLIENT_RESTARTS
#define CLIENT_RESTARTS 0	/* with its state file or without */
#endif
#ifndef MOVES
#define MOVES 0			/* of the client, to another port */
#endif
#ifndef WISHES
#define WISHES 0		/* times that the owner no longer wants it */
#endif

#define TICKS(ms) ((ms) / 90000)
#define LEASE 10
#define SLOTS 3
#define ROOM 4			/* messages that one direction holds */
#define llq_server_COUNT SLOTS
#define llq_events_COUNT 2	/* one a port of the client */

mtype = { setup, response, refresh, end, ack,
	challenge, answers, refreshed, no_such, no_room, event }

/* what, LLQ-ID, serial, client's port, of its last request */
chan up = [ROOM] of { mtype, byte, byte, bit, bit };
/* what, LLQ-ID, records before and after, serial, lease, port, of its last
 * request, ticks under way */
chan down = [ROOM] of { mtype, byte, byte, byte, byte, byte, bit, bit, byte };

byte losses = LOSSES, repeats = REPEATS, delays = DELAYS, changes = CHANGES;
byte server_restarts = SERVER_RESTARTS, client_restarts = CLIENT_RESTARTS;
byte moves = MOVES, wishes = WISHES;

/* The zone: one record, of two that it may be. */
byte record = 1, serial = 1;

/* The client. Its set of records has a bit for each. */
bool wanted;			/* first at the beginning */
bit port;
byte c_id, c_serial, c_set;
bool c_whole, c_queried, c_queried_early;
byte c_wish, c_asked;		/* as the kinds of `up`; 0: nothing */
byte c_flight;			/* ticks that its last grant was under way */

/* The server, by slot and by port. */
byte s_id[SLOTS], s_told[SLOTS], s_turn;
bit s_port[SLOTS];
byte e_id[2], e_from[2], e_to[2], e_serial[2];
byte s_reply, s_reply_lease;

/* What properties are said with. */
bool cut;			/* the server gave it up before its end */
byte overdue;			/* ticks believed in beyond that end */

#define NOTHING 0
#define AGAIN 255
#define believes (llq_client_state[0] == llq_client_held || \
	llq_client_state[0] == llq_client_swept || \
	llq_client_state[0] == llq_client_renewing)
#define empty_net (len(up) == 0 && len(down) == 0)
#define in_time (empty_net || delays > 0)

/* Hooks: the client's actions ------------------------------------------------ */

#define llq_client_do_send_setup(m)	c_wish = setup
#define llq_client_do_send_response(m)	c_wish = response
#define llq_client_do_send_refresh(m)	c_wish = refresh
#define llq_client_do_send_end(m)	c_wish = end
#define llq_client_do_send_again(m)	c_wish = AGAIN
#define llq_client_do_send_query(m)	c_queried = true; c_queried_early = false
#define llq_client_do_keep_grant(m)	c_id = d_id; c_serial = 0; \
	c_queried_early = false; llq_client_lease[m] = d_lease; \
	c_flight = d_age; cut = false
inline llq_client_do_keep_lease(m)
{
	if
	:: d_kind == answers && d_serial > c_serial -> c_serial = d_serial
	:: else
	fi;
	llq_client_lease[m] = d_lease;
	c_flight = d_age
}
#define llq_client_do_keep_answers(m)	c_set = d_to; c_whole = true
/* A difference (P4), applied to what is known. */
#define llq_client_do_keep_change(m)	c_set = (c_set & ~d_from) | d_to; \
	c_serial = d_serial; c_queried_early = c_queried
#define llq_client_do_drop_grant(m)	c_wish = NOTHING; c_id = 0; \
	c_serial = 0; c_queried = false
#define llq_client_do_lapse(m)		c_set = 0; c_whole = false
#define llq_client_do_keep_retry_after(m) llq_client_retry_after[m] = 1
#define llq_client_do_keep_ttl(m)	llq_client_ttl[m] = 1
#define llq_client_do_report_held(m)	skip
#define llq_client_do_report_silent(m)	skip
#define llq_client_do_report_refused(m)	skip
#define llq_client_do_report_ended(m)	skip

/* Hooks: the server's actions ------------------------------------------------ */

#define llq_server_do_keep_grant(m)	llq_server_lease[m] = LEASE
#define llq_server_do_offer(m)		s_reply = challenge; s_reply_lease = LEASE
#ifdef ACCEPTS_ANEW
/* spoilt: tells the whole lease at the end of the handshake, not what is left */
#define llq_server_do_accept(m)		s_reply = answers; s_reply_lease = LEASE
#else
#define llq_server_do_accept(m)		s_reply = answers; \
	s_reply_lease = llq_server_left_expiry[m] - 1
#endif
#define llq_server_do_acknowledge(m)	s_reply = refreshed; s_reply_lease = LEASE
#define llq_server_do_acknowledge_end(m) s_reply = refreshed; s_reply_lease = 0
#define llq_server_do_report_changed(m)	skip
#define llq_server_do_report_gone(m)	skip

#define llq_events_do_send(m)	s_event = s_event | (1 << m)
#define llq_events_do_report_told(m)	skip
#define llq_events_do_report_unreachable(m) s_lost = 1 + m

/* What came, and what is to be sent: only within a step. */
mtype d_kind;
byte d_id, d_from, d_to, d_serial, d_lease, d_age;
bit d_port, d_cur;
byte s_event, s_lost;
byte ev = 255, sev, i, n, slot;
bool serves;			/* the server has yet to settle and send */

#include "llq_client_part.pml"
#include "llq_server_part.pml"
#include "llq_events_part.pml"

/* The network ---------------------------------------------------------------- */

#define UP	d_kind, d_id, d_serial, d_port, d_cur
#define DOWN	d_kind, d_id, d_from, d_to, d_serial, d_lease, d_port, d_cur, d_age
#define FORGET	d_kind = 0; d_id = 0; d_from = 0; d_to = 0; d_serial = 0; \
	d_lease = 0; d_port = 0; d_cur = 0; d_age = 0; i = 0; n = 0; slot = 0; \
	ev = llq_client_ev_none; serves = false

/* A new request, or none that waits for an answer: what was asked before, and
 * the answers to it, have another message id. */
inline make_stale()
{
	n = len(up);
	do
	:: n > 0 -> up?UP; d_cur = (d_kind == ack && d_cur); up!UP; n--
	:: else -> break
	od;
	n = len(down);
	do
	:: n > 0 -> down?DOWN; d_cur = 0; down!DOWN; n--
	:: else -> break
	od
}

/* Whatever was sent earlier or later may come next. */
#define PICK(channel, fields) \
	n = len(channel); \
	i = 1; \
	do \
	:: i < n -> channel?fields; channel!fields; i++ \
	:: break \
	od; \
	channel?fields; \
	if \
	:: true \
	:: losses > 0 -> losses--; d_kind = 0 \
	:: repeats > 0 -> repeats--; channel!fields \
	fi

/* The client ----------------------------------------------------------------- */

inline client_sends()
{
	if
	:: c_wish == NOTHING
	:: c_wish == AGAIN ->
		up!c_asked, c_id, 0, port, 1
	:: else ->
		make_stale();
		c_asked = c_wish;
		up!c_asked, c_id, 0, port, 1
	fi;
	c_wish = NOTHING
}

/* A request that waits for an answer by id, with a reply to it */
#define answers_it (d_cur && d_port == port)

inline client_reads()
{
	if
	:: d_kind == event && d_port == port && d_id == c_id && c_id != 0 ->
		up!ack, d_id, d_serial, d_port, 1;
		if
#ifndef TAKES_OLD_EVENTS
		:: d_serial < c_serial
#endif
		:: else -> ev = llq_client_ev_changed
		fi
	:: !answers_it
	:: answers_it && d_kind == challenge && c_asked == setup ->
		ev = llq_client_ev_accepted
	:: answers_it && d_kind == answers && c_asked == response &&
	   d_id == c_id ->
		ev = (d_serial < c_serial -> llq_client_ev_accepted_old :
			llq_client_ev_accepted)
	:: answers_it && d_kind == refreshed && d_id == c_id &&
	   (c_asked == refresh || c_asked == end) ->
		ev = llq_client_ev_refreshed
	:: answers_it && d_kind == no_such -> ev = llq_client_ev_no_such
	:: answers_it && d_kind == no_room -> ev = llq_client_ev_serv_full
	:: else
	fi
}

inline client_receives()
{
	PICK(down, DOWN);
	d_step {
		client_reads();
		if
		:: ev != llq_client_ev_none && d_kind != event ->
			/* its message waits no more */
			s_reply = d_kind; slot = d_id; s_reply_lease = d_lease;
			s_event = d_age; s_lost = d_to; i = d_serial;
			make_stale();
			d_kind = s_reply; d_id = slot; d_lease = s_reply_lease;
			d_age = s_event; d_to = s_lost; d_serial = i;
			s_reply = 0; s_reply_lease = 0; s_event = 0; s_lost = 0
		:: else
		fi;
	}
}

/* The server ----------------------------------------------------------------- */

/* The slot whose query has this id, at this port; SLOTS: there is none */
inline find_id()
{
	slot = 0;
	do
	:: slot < SLOTS && !(s_id[slot] == d_id && s_port[slot] == d_port) ->
		slot++
	:: else -> break
	od
}

inline find_state(st, at)
{
	slot = 0;
	do
	:: slot < SLOTS && !(s_id[slot] != 0 && s_port[slot] == at &&
			llq_server_state[slot] == st) -> slot++
	:: else -> break
	od
}

inline find_free()
{
	slot = 0;
	do
	:: slot < SLOTS && s_id[slot] != 0 -> slot++
	:: else -> break
	od
}

/* After steps of llq_server: what is free is forgotten, who has no query is told
 * nothing more, and who is owed an event and waits for no acknowledgement is
 * sent one. */
inline server_settles()
{
	slot = 0;
	do
	:: slot < SLOTS ->
		if
		:: s_id[slot] != 0 && llq_server_state[slot] == llq_server_free ->
			s_id[slot] = 0; s_told[slot] = 0; s_port[slot] = 0
		:: else
		fi;
		slot++
	:: else -> break
	od;
	i = 0;
	do
	:: i < 2 ->
		find_state(llq_server_held, i);
		if
		:: slot == SLOTS && llq_events_state[i] == llq_events_telling ->
			find_state(llq_server_challenged, i);
			if
			:: slot == SLOTS ->
				sev = llq_events_ev_emptied;
				llq_events_step(i, sev);
			:: else
			fi
		:: slot < SLOTS && s_told[slot] != record &&
		   llq_events_state[i] == llq_events_settled ->
			e_id[i] = s_id[slot]; e_from[i] = s_told[slot];
			e_to[i] = record; e_serial[i] = serial;
			s_told[slot] = record;
			sev = llq_events_ev_owed;
			llq_events_step(i, sev)
		:: else
		fi;
		if
		:: llq_events_state[i] == llq_events_settled ->
			e_id[i] = 0; e_from[i] = 0; e_to[i] = 0; e_serial[i] = 0
		:: else
		fi;
		i++
	:: else -> break
	od
}

inline server_sends()
{
	if
	:: s_reply -> down!s_reply, d_id, 0, record, serial, s_reply_lease,
			d_port, d_cur, 0
	:: else
	fi;
	if
	:: s_event & 1 -> down!event, e_id[0], e_from[0], e_to[0], e_serial[0],
			0, 0, 0, 0
	:: else
	fi;
	if
	:: s_event & 2 -> down!event, e_id[1], e_from[1], e_to[1], e_serial[1],
			0, 1, 0, 0
	:: else
	fi;
	s_reply = 0; s_reply_lease = 0; s_event = 0
}

/* An older query of the same question and port goes (P16). */
inline replace_older()
{
	n = 0;
	do
	:: n < SLOTS ->
		if
		:: n != slot && s_id[n] != 0 && s_port[n] == d_port &&
		   llq_server_state[n] == llq_server_held ->
			sev = llq_server_ev_replaced;
			if
			:: s_id[n] == c_id -> cut = true
			:: else
			fi;
			llq_server_step(n, sev);
			break
		:: else
		fi;
		n++
	:: else -> break
	od
}

inline server_reads()
{
	if
	:: d_kind == setup ->
		find_state(llq_server_challenged, d_port);
		if
		:: slot == SLOTS ->
			find_free();
			if
			:: slot < SLOTS ->
				/* not an id that was used lately */
				s_turn = (s_turn + 1) % 4;
				s_id[slot] = 1 + slot + SLOTS * s_turn;
				s_port[slot] = d_port
			:: else -> s_reply = no_room
			fi
		:: else
		fi;
		if
		:: slot < SLOTS ->
			d_id = s_id[slot];
			sev = llq_server_ev_asked;
			llq_server_step(slot, sev)
		:: else
		fi
	:: d_kind == ack ->
		if
		:: e_id[d_port] == d_id && e_serial[d_port] == d_serial &&
		   llq_events_state[d_port] == llq_events_telling ->
			sev = llq_events_ev_acknowledged;
			llq_events_step(d_port, sev)
		:: else
		fi
	:: d_kind == response || d_kind == refresh || d_kind == end ->
		find_id();
		s_reply = no_such;
		if
		:: slot == SLOTS
		:: slot < SLOTS && d_kind == response ->
			i = llq_server_state[slot];
			sev = llq_server_ev_proved;
			llq_server_step(slot, sev);
			if
			:: i == llq_server_challenged ->
				s_told[slot] = record;
				replace_older()
			:: else
			fi
		:: slot < SLOTS && d_kind == refresh ->
			sev = llq_server_ev_refreshed;
			llq_server_step(slot, sev)
		:: slot < SLOTS && d_kind == end ->
			if
			:: d_id == c_id -> cut = true
			:: else
			fi;
			sev = llq_server_ev_ended;
			llq_server_step(slot, sev)
		fi
	:: else
	fi
}

/* At most one established query of a question at one port. */
#define two_held(a, b) (llq_server_state[a] == llq_server_held && \
	llq_server_state[b] == llq_server_held && s_port[a] == s_port[b])

inline server_receives()
{
	PICK(up, UP);
	serves = true;
	d_step { server_reads() }
}

/* Who cannot be told is dropped, with all its queries (RFC 8764, 6). */
inline drop_lost()
{
	slot = 0;
	do
	:: s_lost != 0 && slot < SLOTS ->
		if
		:: s_id[slot] != 0 && s_port[slot] == s_lost - 1 ->
			if
			:: s_id[slot] == c_id -> cut = true
			:: else
			fi;
			sev = llq_server_ev_dropped;
			llq_server_step(slot, sev)
		:: else
		fi;
		slot++
	:: else -> break
	od;
	s_lost = 0
}

inline server_fires(p)
{
	serves = true;
	d_step {
		llq_events_fire_resend(p, sev);
		llq_events_step(p, sev);
		drop_lost()
	}
}

inline server_expires(s)
{
	serves = true;
	d_step {
		llq_server_fire_expiry(s, sev);
		llq_server_step(s, sev)
	}
}

/* The world ------------------------------------------------------------------- */

inline zone_changes()
{
	d_step {
		changes--;
		record = 3 - record;
		serial++;
		n = 0;
		do
		:: n < SLOTS ->
			if
			:: s_id[n] != 0 ->
				sev = llq_server_ev_changed;
				llq_server_step(n, sev)
			:: else
			fi;
			n++
		:: else -> break
		od;
		serves = true
	}
}

inline server_restarts_()
{
	d_step {
		server_restarts--;
		cut = true;
		i = 0;
		do
		:: i < SLOTS ->
			s_id[i] = 0; s_told[i] = 0; s_port[i] = 0;
			llq_server_state[i] = llq_server_free;
			llq_server_left_expiry[i] = 0;
			llq_server_lease[i] = 0;
			i++
		:: else -> break
		od;
		i = 0;
		do
		:: i < 2 ->
			llq_events_state[i] = llq_events_settled;
			llq_events_left_resend[i] = 0;
			llq_events_next_resend[i] = 0;
			e_id[i] = 0; e_from[i] = 0; e_to[i] = 0; e_serial[i] = 0;
			i++
		:: else -> break
		od;
		i = 0
	}
}

inline client_restarts_()
{
	d_step {
		client_restarts--;
		llq_client_state[0] = llq_client_idle;
		llq_client_left_resend[0] = 0; llq_client_next_resend[0] = 0;
		llq_client_left_renew[0] = 0; llq_client_next_renew[0] = 0;
		llq_client_left_hour[0] = 0; llq_client_left_poll[0] = 0;
		llq_client_left_comeback[0] = 0; llq_client_left_shelf[0] = 0;
		llq_client_left_stale[0] = 0; llq_client_left_farewell[0] = 0;
		c_serial = 0; c_set = 0; c_whole = false; c_queried = false;
		c_queried_early = false;
		c_wish = NOTHING; c_asked = 0;
		make_stale();
		if
		:: c_id != 0 ->
			ev = llq_client_ev_remembered
		:: else -> ev = llq_client_ev_wanted
		fi
	}
}

/* The answer to a signed query; `query` asks until there is one. */
inline query_answered()
{
	d_step {
		d_to = record;
		c_queried = false;
		ev = (c_queried_early -> llq_client_ev_polled_early :
			llq_client_ev_polled);
		c_queried_early = false;
#ifndef ANSWERS_TELL_NO_SERIAL
		c_serial = (c_serial > serial -> c_serial : serial)
#endif
	}
}

#define short_due (llq_client_left_resend[0] == 1 || \
	llq_client_left_farewell[0] == 1 || llq_events_due(0) || llq_events_due(1))
#define long_due (llq_client_left_renew[0] == 1 || \
	llq_client_left_hour[0] == 1 || llq_client_left_poll[0] == 1 || \
	llq_client_left_comeback[0] == 1 || llq_client_left_shelf[0] == 1 || \
	llq_client_left_stale[0] == 1 || llq_server_due(0) || \
	llq_server_due(1) || llq_server_due(2))
#define some_due (short_due || long_due)
#define some_timed (llq_client_timed(0) || llq_server_timed(0) || \
	llq_server_timed(1) || llq_server_timed(2))
#define all_rest (llq_client_rests(0) && llq_server_rests(0) && \
	llq_server_rests(1) && llq_server_rests(2) && llq_events_rests(0) && \
	llq_events_rests(1))
#define unheard (llq_client_state[0] == llq_client_restored)
#define at_server(s) (s_id[s] == c_id && llq_server_state[s] == llq_server_held)

inline time_passes()
{
	d_step {
		printf("@ tick\n");
		if
		:: !empty_net || short_due -> delays--
		:: else
		fi;
		llq_client_tick(0);
		llq_server_tick(0); llq_server_tick(1); llq_server_tick(2);
		n = len(down);
		do
		:: n > 0 -> down?DOWN; d_age++; down!DOWN; n--
		:: else -> break
		od;
		if
		:: believes && !cut && !at_server(0) && !at_server(1) &&
		   !at_server(2) -> overdue++
		:: else -> overdue = 0
		fi
	}
}

/* Something ends while messages are under way: the network is slow. */
#define late	if :: !empty_net -> delays-- :: else fi

#define client_timer(timer) \
	:: llq_client_left_ ## timer[0] == 1 && in_time && room -> late; \
		d_step { llq_client_fire_ ## timer(0, ev) }
#define server_timer(s) \
	:: llq_server_left_expiry[s] == 1 && in_time && room -> late; \
		server_expires(s)
#define event_timer(p) \
	:: llq_events_left_resend[p] == 1 && in_time && room -> late; \
		server_fires(p)

/* Nobody begins to send while several messages are under way, so that there is
 * room for all that they lead to. */
#define room (len(up) + len(down) < 2)

/* The owner is served: the last answer is known, or nobody wants it. */
#define served (!wanted || (believes && c_whole && c_set == record))

/* What happened is told: the client takes its step, the server settles. */
inline turn()
{
	d_step {
		if
		:: ev != llq_client_ev_none ->
			llq_client_step(0, ev);
			client_sends()
		:: else
		fi;
		if
		:: serves ->
			server_settles();
			server_sends();
			/* at most one established query of a question */
			assert(!two_held(0, 1) && !two_held(0, 2) &&
				!two_held(1, 2))
		:: else
		fi;
		FORGET
	}
}

active proctype world()
{
	do
	:: atomic {
		if
		:: len(down) > 0 -> client_receives()
		:: len(up) > 0 -> server_receives()
		client_timer(resend)
		client_timer(renew)
		client_timer(hour)
		client_timer(poll)
		client_timer(comeback)
		client_timer(shelf)
		client_timer(stale)
		client_timer(farewell)
		server_timer(0)
		server_timer(1)
		server_timer(2)
		event_timer(0)
		event_timer(1)
		:: c_queried && room -> query_answered()
		/* contact's probe is answered */
		:: unheard && room && in_time -> ev = llq_client_ev_heard
		:: changes > 0 && room -> printf("@@ the answer changes\n");
			zone_changes()
		:: server_restarts > 0 -> printf("@@ the server restarts\n");
			server_restarts_()
		:: client_restarts > 0 && room && wanted && believes ->
			printf("@@ the client restarts and remembers\n");
			client_restarts_()
		:: client_restarts > 0 && room && wanted ->
			printf("@@ the client restarts\n");
			c_id = 0;
			client_restarts_()
		:: moves > 0 && room && wanted -> moves--; port = 1 - port;
			printf("@@ the client moves\n");
			ev = llq_client_ev_path_new
		:: wishes > 0 && wanted && room -> wishes--; wanted = false;
			ev = llq_client_ev_unwanted
		:: !wanted && room -> wanted = true; ev = llq_client_ev_wanted
		:: !long_due && in_time && (!short_due || delays > 0) &&
		   some_timed && !c_queried && !unheard ->
			time_passes();
			/* no lease is believed in longer than it was under way */
			assert(overdue <= c_flight)
		fi;
		turn()
		}
	:: atomic { empty_net && !some_due && !some_timed && !c_queried &&
		!unheard && all_rest -> goto end_rest }
	od;
end_rest:
	skip
}

ltl served_again { []<> served }
