/* SPDX-License-Identifier: Apache-2.0 */
/* forward_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/forward.fsm: change that and run make gen. */
#include "core/forward_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine forward;
	alphtype int;
	access base->;

	on_leased = 0;
	on_ready = 1;
	on_ready_long = 2;
	on_conflicting = 3;
	on_no_room = 4;
	on_unsaved = 5;
	on_connected = 6;
	on_broken = 7;
	on_accepted = 8;
	on_rejected = 9;
	on_resend = 10;
	on_resend_spent = 11;
	on_patience_spent = 12;
	on_disk_spent = 13;

	# A stored state is come back to by an event of its own.
	restore_free = 14;
	restore_queued = 15;
	restore_saving = 16;
	restore_sent = 17;
	restore_resent = 18;
	restore_connecting = 19;
	restore_streaming = 20;

	action enter_free {
		base->state = FORWARD_FREE;
	}

	action enter_queued {
		base->state = FORWARD_QUEUED;
	}

	action enter_saving {
		base->state = FORWARD_SAVING;
	}

	action enter_sent {
		base->state = FORWARD_SENT;
	}

	action enter_resent {
		base->state = FORWARD_RESENT;
	}

	action enter_connecting {
		base->state = FORWARD_CONNECTING;
	}

	action enter_streaming {
		base->state = FORWARD_STREAMING;
	}

	action row_0 {
		machine_row(base, 0, t);
		forward_save(m, t);
		timer_start(base, FORWARD_TIMER_DISK, t);
		machine_move(base, FORWARD_SAVING, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}

	action row_2 {
		machine_row(base, 2, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		machine_move(base, FORWARD_QUEUED, t);
	}

	action row_4 {
		machine_row(base, 4, t);
		forward_answer_refused(m, t);
		forward_report_refused(m, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		forward_save(m, t);
		timer_start(base, FORWARD_TIMER_DISK, t);
		machine_move(base, FORWARD_SAVING, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		forward_answer_refused(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		forward_send(m, t);
		timer_start(base, FORWARD_TIMER_RESEND, t);
		machine_move(base, FORWARD_SENT, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		forward_open_stream(m, t);
		timer_start(base, FORWARD_TIMER_PATIENCE, t);
		machine_move(base, FORWARD_CONNECTING, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		forward_send(m, t);
		machine_move(base, FORWARD_RESENT, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		forward_answer(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		forward_send(m, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		forward_send_on_stream(m, t);
		machine_move(base, FORWARD_STREAMING, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_accepted(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		forward_close_stream(m, t);
		forward_answer(m, t);
		forward_report_refused(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		forward_close_stream(m, t);
		forward_answer_failure(m, t);
		forward_report_lost(m, t);
		machine_move(base, FORWARD_FREE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_free
	),

	in_free: (
		on_leased @row_0 -> in_saving |
		on_ready @row_1 -> in_sent |
		on_ready_long @row_2 -> in_connecting |
		on_conflicting @row_3 -> in_queued |
		on_no_room @row_4 -> in_free |
		on_unsaved -> in_free |
		on_connected -> in_free |
		on_broken -> in_free |
		on_accepted -> in_free |
		on_rejected -> in_free |
		restore_free -> in_free |
		restore_queued -> in_queued |
		restore_saving -> in_saving |
		restore_sent -> in_sent |
		restore_resent -> in_resent |
		restore_connecting -> in_connecting |
		restore_streaming -> in_streaming |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | restore_free | restore_queued | restore_saving | restore_sent | restore_resent | restore_connecting | restore_streaming | zlen)) @impossible -> in_free
	) >~enter_free,
	in_queued: (
		on_leased @row_10 -> in_saving |
		on_ready @row_11 -> in_sent |
		on_ready_long @row_12 -> in_connecting |
		on_conflicting -> in_queued |
		on_no_room @row_14 -> in_free |
		on_unsaved -> in_queued |
		on_connected -> in_queued |
		on_broken -> in_queued |
		on_accepted -> in_queued |
		on_rejected -> in_queued |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | zlen)) @impossible -> in_queued
	) >~enter_queued,
	in_saving: (
		on_leased -> in_saving |
		on_ready @row_21 -> in_sent |
		on_ready_long @row_22 -> in_connecting |
		on_conflicting -> in_saving |
		on_no_room -> in_saving |
		on_unsaved @row_25 -> in_free |
		on_connected -> in_saving |
		on_broken -> in_saving |
		on_accepted -> in_saving |
		on_rejected -> in_saving |
		on_disk_spent @row_30 -> in_free |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | on_disk_spent | zlen)) @impossible -> in_saving
	) >~enter_saving,
	in_sent: (
		on_leased -> in_sent |
		on_ready -> in_sent |
		on_ready_long -> in_sent |
		on_conflicting -> in_sent |
		on_no_room -> in_sent |
		on_unsaved -> in_sent |
		on_connected -> in_sent |
		on_broken -> in_sent |
		on_accepted @row_39 -> in_free |
		on_rejected @row_40 -> in_free |
		on_resend @row_41 -> in_resent |
		on_resend_spent @row_42 -> in_free |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | on_resend | on_resend_spent | zlen)) @impossible -> in_sent
	) >~enter_sent,
	in_resent: (
		on_leased -> in_resent |
		on_ready -> in_resent |
		on_ready_long -> in_resent |
		on_conflicting -> in_resent |
		on_no_room -> in_resent |
		on_unsaved -> in_resent |
		on_connected -> in_resent |
		on_broken -> in_resent |
		on_accepted @row_51 -> in_free |
		on_rejected @row_52 -> in_free |
		on_resend @row_53 -> in_resent |
		on_resend_spent @row_54 -> in_free |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | on_resend | on_resend_spent | zlen)) @impossible -> in_resent
	) >~enter_resent,
	in_connecting: (
		on_leased -> in_connecting |
		on_ready -> in_connecting |
		on_ready_long -> in_connecting |
		on_conflicting -> in_connecting |
		on_no_room -> in_connecting |
		on_unsaved -> in_connecting |
		on_connected @row_61 -> in_streaming |
		on_broken @row_62 -> in_free |
		on_accepted -> in_connecting |
		on_rejected -> in_connecting |
		on_patience_spent @row_65 -> in_free |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | on_patience_spent | zlen)) @impossible -> in_connecting
	) >~enter_connecting,
	in_streaming: (
		on_leased -> in_streaming |
		on_ready -> in_streaming |
		on_ready_long -> in_streaming |
		on_conflicting -> in_streaming |
		on_no_room -> in_streaming |
		on_unsaved -> in_streaming |
		on_connected -> in_streaming |
		on_broken @row_73 -> in_free |
		on_accepted @row_74 -> in_free |
		on_rejected @row_75 -> in_free |
		on_patience_spent @row_76 -> in_free |
		(any - (on_leased | on_ready | on_ready_long | on_conflicting | on_no_room | on_unsaved | on_connected | on_broken | on_accepted | on_rejected | on_patience_spent | zlen)) @impossible -> in_streaming
	) >~enter_streaming;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct forward *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
forward_begin(struct forward *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &forward_chart);
	%% write init;
}

void
forward_restore(struct forward *m, enum forward_state state)
{
	assert((unsigned)state < FORWARD_STATE_COUNT);
	forward_begin(m);
	run(m, (int)FORWARD_EVENT_COUNT + (int)state, NULL);
}

void
forward_step(struct forward *m, enum forward_event ev, struct turn *t)
{
	assert((unsigned)ev < FORWARD_EVENT_COUNT);
	run(m, (int)ev, t);
}
