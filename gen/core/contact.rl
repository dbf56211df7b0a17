/* SPDX-License-Identifier: Apache-2.0 */
/* contact_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/contact.fsm: change that and run make gen. */
#include "core/contact_chart.h"

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
	on_grace_spent = 9;
	on_seek = 10;

	# A stored state is come back to by an event of its own.
	restore_off = 11;
	restore_watched = 12;
	restore_kept = 13;
	restore_doubting = 14;
	restore_seeking = 15;
	restore_seeking_kept = 16;

	action enter_off {
		machine_enter(base, CONTACT_OFF, t);
	}

	action enter_watched {
		machine_enter(base, CONTACT_WATCHED, t);
	}

	action enter_kept {
		machine_enter(base, CONTACT_KEPT, t);
	}

	action enter_doubting {
		machine_enter(base, CONTACT_DOUBTING, t);
	}

	action enter_seeking {
		machine_enter(base, CONTACT_SEEKING, t);
	}

	action enter_seeking_kept {
		machine_enter(base, CONTACT_SEEKING_KEPT, t);
	}

	action row_0 {
		machine_row(base, 0, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_8 {
		machine_row(base, 8, t);
	}

	action row_9 {
		machine_row(base, 9, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_10 {
		machine_row(base, 10, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
	}

	action row_16 {
		machine_row(base, 16, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_18 {
		machine_row(base, 18, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		timer_start(base, CONTACT_TIMER_GRACE, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		contact_report_probe(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_27 {
		machine_row(base, 27, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		contact_report_silent(m, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_SEEK, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		contact_report_stale(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_34 {
		machine_row(base, 34, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_36 {
		machine_row(base, 36, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		contact_report_heard(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		contact_report_heard(m, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		contact_report_heard(m, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		contact_report_probe(m, t);
	}

	action row_43 {
		machine_row(base, 43, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		contact_report_probe(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_45 {
		machine_row(base, 45, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		contact_report_heard(m, t);
		timer_start(base, CONTACT_TIMER_BEAT, t);
	}

	action row_51 {
		machine_row(base, 51, t);
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
		restore_seeking -> in_seeking |
		restore_seeking_kept -> in_seeking_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | restore_off | restore_watched | restore_kept | restore_doubting | restore_seeking | restore_seeking_kept | zlen)) @impossible -> in_off
	) >~enter_off,
	in_watched: (
		on_mapped @row_8 -> in_watched |
		on_unmapped @row_9 -> in_kept |
		on_gone @row_10 -> in_off |
		on_silent @row_11 -> in_seeking |
		on_settled -> in_watched |
		on_moved -> in_watched |
		on_caught_up -> in_watched |
		on_heard -> in_watched |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | zlen)) @impossible -> in_watched
	) >~enter_watched,
	in_kept: (
		on_mapped @row_16 -> in_watched |
		on_unmapped @row_17 -> in_kept |
		on_gone @row_18 -> in_off |
		on_silent @row_19 -> in_seeking_kept |
		on_settled -> in_kept |
		on_moved @row_21 -> in_doubting |
		on_caught_up -> in_kept |
		on_heard -> in_kept |
		on_beat @row_24 -> in_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_beat | zlen)) @impossible -> in_kept
	) >~enter_kept,
	in_doubting: (
		on_mapped @row_25 -> in_watched |
		on_unmapped @row_26 -> in_kept |
		on_gone @row_27 -> in_off |
		on_silent @row_28 -> in_seeking_kept |
		on_settled -> in_doubting |
		on_moved -> in_doubting |
		on_caught_up @row_31 -> in_kept |
		on_heard -> in_doubting |
		on_grace_spent @row_33 -> in_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_grace_spent | zlen)) @impossible -> in_doubting
	) >~enter_doubting,
	in_seeking: (
		on_mapped @row_34 -> in_watched |
		on_unmapped @row_35 -> in_kept |
		on_gone @row_36 -> in_off |
		on_silent -> in_seeking |
		on_settled @row_38 -> in_watched |
		on_moved @row_39 -> in_watched |
		on_caught_up -> in_seeking |
		on_heard @row_41 -> in_watched |
		on_seek @row_42 -> in_seeking |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_seek | zlen)) @impossible -> in_seeking
	) >~enter_seeking,
	in_seeking_kept: (
		on_mapped @row_43 -> in_watched |
		on_unmapped @row_44 -> in_kept |
		on_gone @row_45 -> in_off |
		on_silent -> in_seeking_kept |
		on_settled @row_47 -> in_kept |
		on_moved @row_48 -> in_kept |
		on_caught_up -> in_seeking_kept |
		on_heard @row_50 -> in_kept |
		on_seek @row_51 -> in_seeking_kept |
		(any - (on_mapped | on_unmapped | on_gone | on_silent | on_settled | on_moved | on_caught_up | on_heard | on_seek | zlen)) @impossible -> in_seeking_kept
	) >~enter_seeking_kept;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
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
