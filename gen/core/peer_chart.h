/* SPDX-License-Identifier: Apache-2.0 */
/* peer_chart.h - the tunnel to one peer, from what DNS says of it.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#ifndef CORE_PEER_CHART_H
#define CORE_PEER_CHART_H

#include "autotunnel/chart.h"

enum peer_state {
	PEER_UNKNOWN,	/* named, not located */
	PEER_ADRIFT,	/* no tunnel; who dials is being asked */
	PEER_APART,	/* no tunnel; nobody can dial */
	PEER_AWAITING,	/* no tunnel; the peer dials */
	PEER_DEFERRING,	/* no tunnel; the peer dials first, we in a moment */
	PEER_DIALING,	/* no tunnel; we dial its nearest address */
	PEER_PRESSING,	/* no tunnel; we dial its public endpoint */
	PEER_DOUBTING,	/* refused: is its AAAA still the one we know, and does it know ours? */
	PEER_RESTING,	/* set-up failed; again later */
	PEER_OPEN,	/* traffic flows */
	PEER_NUDGING,	/* we moved: rekey, so that the peer learns it */
	PEER_ASTRAY,	/* a tunnel of doubtful use; who dials is being asked */
	PEER_YIELDING,	/* the peer moved and dials first, we in a moment */
	PEER_SHIFTING,	/* we dial its nearest address beside the tunnel */
	PEER_FORCING,	/* we dial its public endpoint beside the tunnel */
	PEER_STRAINED,	/* dialling beside the tunnel failed; again later */
	PEER_FADING,	/* records gone, tunnel alive: kept a little */
	PEER_ORPHANED,	/* located, no back end */
	PEER_STATE_COUNT
};

enum peer_event {
	PEER_EV_LOCATED,	/* its records are complete and name a place not known before */
	PEER_EV_FOLLOWED,	/* they name another place, and our tunnel leads there already */
	PEER_EV_BACK,	/* complete again, as they were */
	PEER_EV_REBORN,	/* complete with another ULA: the peer was started anew */
	PEER_EV_VANISHED,	/* its SRV, A or AAAA is removed or no longer believed */
	PEER_EV_WE_MOVED,	/* our outer endpoint or our reachability is another */
	PEER_EV_WE_CROSSED,	/* our inner address is, or we came behind the peer's NAT or left it */
	PEER_EV_WE_SLID,	/* our inner address is another behind the same outer endpoint */
	PEER_EV_WE_DIAL,	/* who dials: we */
	PEER_EV_THEY_FIRST,	/* who dials: the peer, and we if it does not */
	PEER_EV_THEY_DIAL,	/* who dials: the peer */
	PEER_EV_NOBODY,	/* who dials: nobody can, neither end is reachable */
	PEER_EV_UP,	/* back end: a tunnel carries traffic, dialled by whom it suits */
	PEER_EV_UP_SECOND,	/* back end: the same, dialled by the peer, the higher name, where both may and ours may cross it */
	PEER_EV_UP_SPARE,	/* back end: the same, dialled by us, the higher name, where both may */
	PEER_EV_FAILED,	/* back end: set-up or rekey failed */
	PEER_EV_MISSED,	/* back end: set-up with its LAN address failed */
	PEER_EV_REFUSED,	/* back end: authentication or traffic selectors refused */
	PEER_EV_FELL,	/* back end: no tunnel with this peer any more */
	PEER_EV_REKEYED,	/* back end: the child is rekeyed at the present endpoints */
	PEER_EV_BACKEND_OFF,	/* the back end is gone */
	PEER_EV_BACKEND_ON,	/* the back end is there, and empty */
	PEER_EV_UNWANTED,	/* the owner leaves, or the peer is struck off */
	PEER_EV_KNOCK_SPENT,	/* the last wait of the timer ended */
	PEER_EV_PATIENCE_SPENT,	/* the last wait of the timer ended */
	PEER_EV_COURTESY_SPENT,	/* the last wait of the timer ended */
	PEER_EV_DOUBT,	/* a wait of the timer ended */
	PEER_EV_DOUBT_SPENT,	/* the last wait of the timer ended */
	PEER_EV_AGAIN,	/* a wait of the timer ended */
	PEER_EV_NUDGE_SPENT,	/* the last wait of the timer ended */
	PEER_EV_LINGER_SPENT,	/* the last wait of the timer ended */
	PEER_EV_CROSSING_SPENT,	/* the last wait of the timer ended */
	PEER_EVENT_COUNT
};

enum peer_timer {
	PEER_TIMER_KNOCK,
	PEER_TIMER_PATIENCE,
	PEER_TIMER_COURTESY,
	PEER_TIMER_DOUBT,
	PEER_TIMER_AGAIN,
	PEER_TIMER_NUDGE,
	PEER_TIMER_LINGER,
	PEER_TIMER_CROSSING,
	PEER_TIMER_COUNT
};

enum peer_span {
	PEER_SPAN_COUNT
};

struct peer_machine {
	struct machine base;
	struct timer timers[PEER_TIMER_COUNT];
};

struct peer;	/* begins with a struct peer_machine */

extern const struct chart peer_chart;

/* Generated: from the table or by Ragel, as is linked. */
void peer_begin(struct peer *m);
void peer_restore(struct peer *m, enum peer_state state);
void peer_step(struct peer *m, enum peer_event ev, struct turn *t);

/* Handwritten. */
void peer_describe(const struct machine *m, char *text, size_t size);
void peer_add_peer(struct peer *m, struct turn *t);
void peer_look_again(struct peer *m, struct turn *t);
void peer_move_peer(struct peer *m, struct turn *t);
void peer_remove_peer(struct peer *m, struct turn *t);
void peer_report_reborn(struct peer *m, struct turn *t);
void peer_dial(struct peer *m, struct turn *t);
void peer_hang_up(struct peer *m, struct turn *t);
void peer_report_apart(struct peer *m, struct turn *t);
void peer_report_up(struct peer *m, struct turn *t);
void peer_drop_older(struct peer *m, struct turn *t);
void peer_drop_spare(struct peer *m, struct turn *t);
void peer_dial_far(struct peer *m, struct turn *t);
void peer_ask(struct peer *m, struct turn *t);
void peer_report_failed(struct peer *m, struct turn *t);
void peer_report_refused(struct peer *m, struct turn *t);
void peer_rekey(struct peer *m, struct turn *t);
void peer_report_moved(struct peer *m, struct turn *t);
void peer_report_down(struct peer *m, struct turn *t);
void peer_report_gone(struct peer *m, struct turn *t);

#endif
