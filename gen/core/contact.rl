/* SPDX-License-Identifier: Apache-2.0 */
/* contact_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/contact.fsm: change that and run make gen. */
#include "core/contact_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine contact;
	alphtype int;
	access base->;

	on_mapped = 0;
	on_unmapped = 1;
	on_gone = 2;
	on_silent = 3;
	on_settled = 4;
	on_moved = 5;
	on_caught_up = 6;
	on_heard = 7;
	on_beat = 8;
	on_watch = 9;
	on_grace_spent = 10;
	on_seek = 11;

	# A stored state is come back to by an event of its own.
	restore_off = 12;
	restore_watched = 13;
	restore_kept = 14;
	restore_doubting = 15;
	restore_wondering = 16;
	restore_seeking = 17;
	restore_seeking_kept = 18;

	action enter_off {
		base->state = CONTACT_OFF;
	}

	action enter_watched {
		base->state = CONTACT_WATCHED;
	}

	action enter_kept {
		base->state = CONTACT_KEPT;
	}

	action enter_doubting {
		base->state = CONTACT_DOUBTING;
	}

	action enter_wondering {
		base->state = CONTACT_WONDERING;
	}

	action enter_seeking {
		base->state = CONTACT_SEEKING;
	}

	action enter_seeking_kept {
		base->state = CONTACT_SEEKING_KEPT;
	}

	action row_0 {
		machine_row(base, 0, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		timer_start(base, CONTACT_TIMER_GRACE, t);
		machine_move(base, CONTACT_WONDERING, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		contact_report_glance(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING_KEPT, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		timer_start(base, CONTACT_TIMER_GRACE, t);
		machine_move(base, CONTACT_DOUBTING, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		contact_report_probe(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING_KEPT, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		contact_report_stale(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
		machine_move(base, CONTACT_SEEKING, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		contact_report_stale(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		contact_report_probe(m, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		timer_start(base, CONTACT_TIMER_WATCH, t);
		machine_move(base, CONTACT_WATCHED, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_55 {
		machine_row(base, 55, t);
		machine_move(base, CONTACT_OFF, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
		machine_move(base, CONTACT_KEPT, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		contact_report_probe(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_off
	),

	in_off: (
		on_mapped @row_0 -> in_watched |
		on_unmapped @row_1 -> in_kept |
		on_gone -> in_off |
		on_silent -> in_off |
		on_settled -> in_off |
		on_moved -> in_off |
		on_caught_up -> in_off |
		on_heard -> in_off |
		restore_off -> in_off |
		restore_watched -> in_watched |
		restore_kept -> in_kept |
		restore_doubting -> in_doubting |
		restore_wondering -> in_wondering |
		restore_seeking -> in_seeking |
		restore_seeking_kept -> in_seeking_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | restore_off | restore_watched | restore_kept | restore_doubting | restore_wondering | restore_seeking | restore_seeking_kept | zlen)) @impossible -> in_off
	) >~enter_off,
	in_watched: (
		on_mapped @row_8 -> in_watched |
		on_unmapped @row_9 -> in_kept |
		on_gone @row_10 -> in_off |
		on_silent @row_11 -> in_seeking |
		on_settled -> in_watched |
		on_moved @row_13 -> in_wondering |
		on_caught_up -> in_watched |
		on_heard -> in_watched |
		on_watch @row_16 -> in_watched |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_watch | zlen)) @impossible -> in_watched
	) >~enter_watched,
	in_kept: (
		on_mapped @row_17 -> in_watched |
		on_unmapped @row_18 -> in_kept |
		on_gone @row_19 -> in_off |
		on_silent @row_20 -> in_seeking_kept |
		on_settled -> in_kept |
		on_moved @row_22 -> in_doubting |
		on_caught_up -> in_kept |
		on_heard -> in_kept |
		on_beat @row_25 -> in_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_beat | zlen)) @impossible -> in_kept
	) >~enter_kept,
	in_doubting: (
		on_mapped @row_26 -> in_watched |
		on_unmapped @row_27 -> in_kept |
		on_gone @row_28 -> in_off |
		on_silent @row_29 -> in_seeking_kept |
		on_settled -> in_doubting |
		on_moved -> in_doubting |
		on_caught_up @row_32 -> in_kept |
		on_heard -> in_doubting |
		on_grace_spent @row_34 -> in_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_grace_spent | zlen)) @impossible -> in_doubting
	) >~enter_doubting,
	in_wondering: (
		on_mapped @row_35 -> in_watched |
		on_unmapped @row_36 -> in_kept |
		on_gone @row_37 -> in_off |
		on_silent @row_38 -> in_seeking |
		on_settled -> in_wondering |
		on_moved -> in_wondering |
		on_caught_up @row_41 -> in_watched |
		on_heard -> in_wondering |
		on_grace_spent @row_43 -> in_watched |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_grace_spent | zlen)) @impossible -> in_wondering
	) >~enter_wondering,
	in_seeking: (
		on_mapped @row_44 -> in_watched |
		on_unmapped @row_45 -> in_kept |
		on_gone @row_46 -> in_off |
		on_silent -> in_seeking |
		on_settled @row_48 -> in_watched |
		on_moved @row_49 -> in_watched |
		on_caught_up -> in_seeking |
		on_heard @row_51 -> in_watched |
		on_seek @row_52 -> in_seeking |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_seek | zlen)) @impossible -> in_seeking
	) >~enter_seeking,
	in_seeking_kept: (
		on_mapped @row_53 -> in_watched |
		on_unmapped @row_54 -> in_kept |
		on_gone @row_55 -> in_off |
		on_silent -> in_seeking_kept |
		on_settled @row_57 -> in_kept |
		on_moved @row_58 -> in_kept |
		on_caught_up -> in_seeking_kept |
		on_heard @row_60 -> in_kept |
		on_seek @row_61 -> in_seeking_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_seek | zlen)) @impossible -> in_seeking_kept
	) >~enter_seeking_kept;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct contact *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
contact_begin(struct contact *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &contact_chart);
	%% write init;
}

void
contact_restore(struct contact *m, enum contact_state state)
{
	assert((unsigned)state < CONTACT_STATE_COUNT);
	contact_begin(m);
	run(m, (int)CONTACT_EVENT_COUNT + (int)state, NULL);
}

void
contact_step(struct contact *m, enum contact_event ev, struct turn *t)
{
	assert((unsigned)ev < CONTACT_EVENT_COUNT);
	run(m, (int)ev, t);
}
