/* SPDX-License-Identifier: Apache-2.0 */
/* lease_server_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/lease_server.fsm: change that and run make gen. */
#include "core/lease_server_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine lease_server;
	alphtype int;
	access base->;

	on_asked = 0;
	on_confirmed = 1;
	on_refused = 2;
	on_lost = 3;
	on_removed = 4;
	on_adopted = 5;
	on_taken = 6;
	on_deleted = 7;
	on_undeleted = 8;
	on_expiry_spent = 9;
	on_again = 10;

	# A stored state is come back to by an event of its own.
	restore_free = 11;
	restore_promised = 12;
	restore_held = 13;
	restore_renewing = 14;
	restore_lapsing = 15;
	restore_expired = 16;
	restore_deleting = 17;

	action enter_free {
		base->state = LEASE_SERVER_FREE;
	}

	action enter_promised {
		base->state = LEASE_SERVER_PROMISED;
	}

	action enter_held {
		base->state = LEASE_SERVER_HELD;
	}

	action enter_renewing {
		base->state = LEASE_SERVER_RENEWING;
	}

	action enter_lapsing {
		base->state = LEASE_SERVER_LAPSING;
	}

	action enter_expired {
		base->state = LEASE_SERVER_EXPIRED;
	}

	action enter_deleting {
		base->state = LEASE_SERVER_DELETING;
	}

	action row_0 {
		machine_row(base, 0, t);
		machine_move(base, LEASE_SERVER_PROMISED, t);
	}

	action row_5 {
		machine_row(base, 5, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		machine_move(base, LEASE_SERVER_RENEWING, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		lease_server_report_expired(m, t);
		timer_start(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		lease_server_report_expired(m, t);
		machine_move(base, LEASE_SERVER_LAPSING, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		lease_server_report_shown(m, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		lease_server_report_overdue(m, t);
		timer_start(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		lease_server_report_shown(m, t);
		lease_server_keep_grant(m, t);
		timer_start(base, LEASE_SERVER_TIMER_EXPIRY, t);
		machine_move(base, LEASE_SERVER_HELD, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		machine_move(base, LEASE_SERVER_LAPSING, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		machine_move(base, LEASE_SERVER_DELETING, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		lease_server_report_overdue(m, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		lease_server_report_gone(m, t);
		machine_move(base, LEASE_SERVER_FREE, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		timer_resume(base, LEASE_SERVER_TIMER_AGAIN, t);
		machine_move(base, LEASE_SERVER_EXPIRED, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_free
	),

	in_free: (
		on_asked @row_0 -> in_promised |
		on_confirmed -> in_free |
		on_refused -> in_free |
		on_lost -> in_free |
		on_removed -> in_free |
		on_adopted @row_5 -> in_held |
		on_taken -> in_free |
		on_deleted -> in_free |
		on_undeleted -> in_free |
		restore_free -> in_free |
		restore_promised -> in_promised |
		restore_held -> in_held |
		restore_renewing -> in_renewing |
		restore_lapsing -> in_lapsing |
		restore_expired -> in_expired |
		restore_deleting -> in_deleting |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | restore_free | restore_promised | restore_held | restore_renewing | restore_lapsing | restore_expired | restore_deleting | zlen)) @impossible -> in_free
	) >~enter_free,
	in_promised: (
		on_asked -> in_promised |
		on_confirmed @row_10 -> in_held |
		on_refused @row_11 -> in_free |
		on_lost @row_12 -> in_held |
		on_removed @row_13 -> in_free |
		on_adopted -> in_promised |
		on_taken -> in_promised |
		on_deleted -> in_promised |
		on_undeleted -> in_promised |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | zlen)) @impossible -> in_promised
	) >~enter_promised,
	in_held: (
		on_asked @row_18 -> in_renewing |
		on_confirmed -> in_held |
		on_refused -> in_held |
		on_lost -> in_held |
		on_removed @row_22 -> in_free |
		on_adopted -> in_held |
		on_taken -> in_held |
		on_deleted -> in_held |
		on_undeleted -> in_held |
		on_expiry_spent @row_27 -> in_expired |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | on_expiry_spent | zlen)) @impossible -> in_held
	) >~enter_held,
	in_renewing: (
		on_asked -> in_renewing |
		on_confirmed @row_29 -> in_held |
		on_refused @row_30 -> in_held |
		on_lost @row_31 -> in_held |
		on_removed @row_32 -> in_free |
		on_adopted -> in_renewing |
		on_taken -> in_renewing |
		on_deleted -> in_renewing |
		on_undeleted -> in_renewing |
		on_expiry_spent @row_37 -> in_lapsing |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | on_expiry_spent | zlen)) @impossible -> in_renewing
	) >~enter_renewing,
	in_lapsing: (
		on_asked -> in_lapsing |
		on_confirmed @row_39 -> in_held |
		on_refused @row_40 -> in_expired |
		on_lost @row_41 -> in_held |
		on_removed @row_42 -> in_free |
		on_adopted -> in_lapsing |
		on_taken -> in_lapsing |
		on_deleted -> in_lapsing |
		on_undeleted -> in_lapsing |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | zlen)) @impossible -> in_lapsing
	) >~enter_lapsing,
	in_expired: (
		on_asked @row_47 -> in_lapsing |
		on_confirmed -> in_expired |
		on_refused -> in_expired |
		on_lost -> in_expired |
		on_removed @row_51 -> in_free |
		on_adopted -> in_expired |
		on_taken @row_53 -> in_deleting |
		on_deleted -> in_expired |
		on_undeleted -> in_expired |
		on_again @row_56 -> in_expired |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | on_again | zlen)) @impossible -> in_expired
	) >~enter_expired,
	in_deleting: (
		on_asked -> in_deleting |
		on_confirmed -> in_deleting |
		on_refused -> in_deleting |
		on_lost -> in_deleting |
		on_removed @row_61 -> in_free |
		on_adopted -> in_deleting |
		on_taken -> in_deleting |
		on_deleted @row_64 -> in_free |
		on_undeleted @row_65 -> in_expired |
		(any - (on_asked | on_confirmed | on_refused | on_lost | on_removed | on_adopted | on_taken | on_deleted | on_undeleted | zlen)) @impossible -> in_deleting
	) >~enter_deleting;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct lease_server *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
lease_server_begin(struct lease_server *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &lease_server_chart);
	%% write init;
}

void
lease_server_restore(struct lease_server *m, enum lease_server_state state)
{
	assert((unsigned)state < LEASE_SERVER_STATE_COUNT);
	lease_server_begin(m);
	run(m, (int)LEASE_SERVER_EVENT_COUNT + (int)state, NULL);
}

void
lease_server_step(struct lease_server *m, enum lease_server_event ev, struct turn *t)
{
	assert((unsigned)ev < LEASE_SERVER_EVENT_COUNT);
	run(m, (int)ev, t);
}
