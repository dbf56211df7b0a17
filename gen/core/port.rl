/* SPDX-License-Identifier: Apache-2.0 */
/* port_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#include "core/port_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine port;
	alphtype int;
	access base->;

	on_wanted = 0;
	on_bound = 1;
	on_refused = 2;
	on_same = 3;
	on_same_pinned = 4;
	on_other = 5;
	on_none = 6;
	on_path_new = 7;
	on_unwanted = 8;
	on_again = 9;

	# A stored state is come back to by an event of its own.
	restore_closed = 10;
	restore_binding = 11;
	restore_elsewhere = 12;
	restore_unbound = 13;
	restore_first = 14;
	restore_moving = 15;
	restore_second = 16;
	restore_moving_on = 17;
	restore_third = 18;
	restore_moving_off = 19;
	restore_last = 20;
	restore_mapped = 21;
	restore_bare = 22;

	action enter_closed {
		base->state = PORT_CLOSED;
	}

	action enter_binding {
		base->state = PORT_BINDING;
	}

	action enter_elsewhere {
		base->state = PORT_ELSEWHERE;
	}

	action enter_unbound {
		base->state = PORT_UNBOUND;
	}

	action enter_first {
		base->state = PORT_FIRST;
	}

	action enter_moving {
		base->state = PORT_MOVING;
	}

	action enter_second {
		base->state = PORT_SECOND;
	}

	action enter_moving_on {
		base->state = PORT_MOVING_ON;
	}

	action enter_third {
		base->state = PORT_THIRD;
	}

	action enter_moving_off {
		base->state = PORT_MOVING_OFF;
	}

	action enter_last {
		base->state = PORT_LAST;
	}

	action enter_mapped {
		base->state = PORT_MAPPED;
	}

	action enter_bare {
		base->state = PORT_BARE;
	}

	action row_0 {
		machine_row(base, 0, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_FIRST, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_FIRST, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
		machine_move(base, PORT_UNBOUND, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_SECOND, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING_ON, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_THIRD, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_ELSEWHERE, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_MOVING_OFF, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		port_keep_port(m, t);
		port_report_want(m, t);
		machine_move(base, PORT_LAST, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
		machine_move(base, PORT_UNBOUND, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		port_report_ready(m, t);
		machine_move(base, PORT_BARE, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		port_report_ready(m, t);
		machine_move(base, PORT_MAPPED, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		port_bind_mapped(m, t);
		machine_move(base, PORT_MOVING, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
		machine_move(base, PORT_BINDING, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		port_report_unwant(m, t);
		machine_move(base, PORT_CLOSED, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_closed
	),

	in_closed: (
		on_wanted @row_0 -> in_binding |
		on_bound -> in_closed |
		on_refused -> in_closed |
		on_same -> in_closed |
		on_same_pinned -> in_closed |
		on_other -> in_closed |
		on_none -> in_closed |
		on_path_new -> in_closed |
		on_unwanted -> in_closed |
		restore_closed -> in_closed |
		restore_binding -> in_binding |
		restore_elsewhere -> in_elsewhere |
		restore_unbound -> in_unbound |
		restore_first -> in_first |
		restore_moving -> in_moving |
		restore_second -> in_second |
		restore_moving_on -> in_moving_on |
		restore_third -> in_third |
		restore_moving_off -> in_moving_off |
		restore_last -> in_last |
		restore_mapped -> in_mapped |
		restore_bare -> in_bare |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | restore_closed | restore_binding | restore_elsewhere | restore_unbound | restore_first | restore_moving | restore_second | restore_moving_on | restore_third | restore_moving_off | restore_last | restore_mapped | restore_bare | zlen)) @impossible -> in_closed
	) >~enter_closed,
	in_binding: (
		on_wanted -> in_binding |
		on_bound @row_10 -> in_first |
		on_refused @row_11 -> in_elsewhere |
		on_same -> in_binding |
		on_same_pinned -> in_binding |
		on_other -> in_binding |
		on_none -> in_binding |
		on_path_new -> in_binding |
		on_unwanted @row_17 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_binding
	) >~enter_binding,
	in_elsewhere: (
		on_wanted -> in_elsewhere |
		on_bound @row_19 -> in_first |
		on_refused @row_20 -> in_unbound |
		on_same -> in_elsewhere |
		on_same_pinned -> in_elsewhere |
		on_other -> in_elsewhere |
		on_none -> in_elsewhere |
		on_path_new -> in_elsewhere |
		on_unwanted @row_26 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_elsewhere
	) >~enter_elsewhere,
	in_unbound: (
		on_wanted -> in_unbound |
		on_bound -> in_unbound |
		on_refused -> in_unbound |
		on_same -> in_unbound |
		on_same_pinned -> in_unbound |
		on_other -> in_unbound |
		on_none -> in_unbound |
		on_path_new -> in_unbound |
		on_unwanted @row_35 -> in_closed |
		on_again @row_36 -> in_elsewhere |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | on_again | zlen)) @impossible -> in_unbound
	) >~enter_unbound,
	in_first: (
		on_wanted -> in_first |
		on_bound -> in_first |
		on_refused -> in_first |
		on_same @row_40 -> in_mapped |
		on_same_pinned @row_41 -> in_mapped |
		on_other @row_42 -> in_moving |
		on_none @row_43 -> in_bare |
		on_path_new @row_44 -> in_binding |
		on_unwanted @row_45 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_first
	) >~enter_first,
	in_moving: (
		on_wanted -> in_moving |
		on_bound @row_47 -> in_second |
		on_refused @row_48 -> in_elsewhere |
		on_same -> in_moving |
		on_same_pinned -> in_moving |
		on_other -> in_moving |
		on_none -> in_moving |
		on_path_new -> in_moving |
		on_unwanted @row_54 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_moving
	) >~enter_moving,
	in_second: (
		on_wanted -> in_second |
		on_bound -> in_second |
		on_refused -> in_second |
		on_same @row_58 -> in_mapped |
		on_same_pinned @row_59 -> in_mapped |
		on_other @row_60 -> in_moving_on |
		on_none @row_61 -> in_bare |
		on_path_new @row_62 -> in_binding |
		on_unwanted @row_63 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_second
	) >~enter_second,
	in_moving_on: (
		on_wanted -> in_moving_on |
		on_bound @row_65 -> in_third |
		on_refused @row_66 -> in_elsewhere |
		on_same -> in_moving_on |
		on_same_pinned -> in_moving_on |
		on_other -> in_moving_on |
		on_none -> in_moving_on |
		on_path_new -> in_moving_on |
		on_unwanted @row_72 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_moving_on
	) >~enter_moving_on,
	in_third: (
		on_wanted -> in_third |
		on_bound -> in_third |
		on_refused -> in_third |
		on_same @row_76 -> in_mapped |
		on_same_pinned @row_77 -> in_mapped |
		on_other @row_78 -> in_moving_off |
		on_none @row_79 -> in_bare |
		on_path_new @row_80 -> in_binding |
		on_unwanted @row_81 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_third
	) >~enter_third,
	in_moving_off: (
		on_wanted -> in_moving_off |
		on_bound @row_83 -> in_last |
		on_refused @row_84 -> in_unbound |
		on_same -> in_moving_off |
		on_same_pinned -> in_moving_off |
		on_other -> in_moving_off |
		on_none -> in_moving_off |
		on_path_new -> in_moving_off |
		on_unwanted @row_90 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_moving_off
	) >~enter_moving_off,
	in_last: (
		on_wanted -> in_last |
		on_bound -> in_last |
		on_refused -> in_last |
		on_same @row_94 -> in_mapped |
		on_same_pinned @row_95 -> in_mapped |
		on_other @row_96 -> in_mapped |
		on_none @row_97 -> in_bare |
		on_path_new @row_98 -> in_binding |
		on_unwanted @row_99 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_last
	) >~enter_last,
	in_mapped: (
		on_wanted -> in_mapped |
		on_bound -> in_mapped |
		on_refused -> in_mapped |
		on_same -> in_mapped |
		on_same_pinned -> in_mapped |
		on_other @row_105 -> in_moving |
		on_none @row_106 -> in_bare |
		on_path_new @row_107 -> in_binding |
		on_unwanted @row_108 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_mapped
	) >~enter_mapped,
	in_bare: (
		on_wanted -> in_bare |
		on_bound -> in_bare |
		on_refused -> in_bare |
		on_same @row_112 -> in_mapped |
		on_same_pinned @row_113 -> in_binding |
		on_other @row_114 -> in_moving |
		on_none -> in_bare |
		on_path_new @row_116 -> in_binding |
		on_unwanted @row_117 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_bare
	) >~enter_bare;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct port *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
port_begin(struct port *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &port_chart);
	%% write init;
}

void
port_restore(struct port *m, enum port_state state)
{
	assert((unsigned)state < PORT_STATE_COUNT);
	port_begin(m);
	run(m, (int)PORT_EVENT_COUNT + (int)state, NULL);
}

void
port_step(struct port *m, enum port_event ev, struct turn *t)
{
	assert((unsigned)ev < PORT_EVENT_COUNT);
	run(m, (int)ev, t);
}
