/* SPDX-License-Identifier: Apache-2.0 */
/* port_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/port.fsm: change that and run make gen. */
#include "core/port_chart.h"

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
	restore_unbound = 12;
	restore_first = 13;
	restore_moving = 14;
	restore_second = 15;
	restore_moving_on = 16;
	restore_last = 17;
	restore_mapped = 18;
	restore_bare = 19;

	action enter_closed {
		machine_enter(base, PORT_CLOSED, t);
	}

	action enter_binding {
		machine_enter(base, PORT_BINDING, t);
	}

	action enter_unbound {
		machine_enter(base, PORT_UNBOUND, t);
	}

	action enter_first {
		machine_enter(base, PORT_FIRST, t);
	}

	action enter_moving {
		machine_enter(base, PORT_MOVING, t);
	}

	action enter_second {
		machine_enter(base, PORT_SECOND, t);
	}

	action enter_moving_on {
		machine_enter(base, PORT_MOVING_ON, t);
	}

	action enter_last {
		machine_enter(base, PORT_LAST, t);
	}

	action enter_mapped {
		machine_enter(base, PORT_MAPPED, t);
	}

	action enter_bare {
		machine_enter(base, PORT_BARE, t);
	}

	action row_0 {
		machine_row(base, 0, t);
		port_bind(m, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		port_report_unwant(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		port_report_unwant(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		port_bind(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		port_bind_mapped(m, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		port_report_unwant(m, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		port_report_unwant(m, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		port_bind_mapped(m, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		port_report_unwant(m, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		port_keep_port(m, t);
		port_report_want(m, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		port_bind_any_next(m, t);
		timer_resume(base, PORT_TIMER_AGAIN, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		port_report_unwant(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		timer_reset(base, PORT_TIMER_AGAIN, t);
		port_report_ready(m, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		port_report_unwant(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		port_bind_mapped(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		port_report_ready(m, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		port_report_unwant(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		port_report_ready(m, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		port_bind_mapped(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		port_bind_any_next(m, t);
		port_bind(m, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		port_report_unwant(m, t);
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
		restore_unbound -> in_unbound |
		restore_first -> in_first |
		restore_moving -> in_moving |
		restore_second -> in_second |
		restore_moving_on -> in_moving_on |
		restore_last -> in_last |
		restore_mapped -> in_mapped |
		restore_bare -> in_bare |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | restore_closed | restore_binding | restore_unbound | restore_first | restore_moving | restore_second | restore_moving_on | restore_last | restore_mapped | restore_bare | zlen)) @impossible -> in_closed
	) >~enter_closed,
	in_binding: (
		on_wanted -> in_binding |
		on_bound @row_10 -> in_first |
		on_refused @row_11 -> in_unbound |
		on_same -> in_binding |
		on_same_pinned -> in_binding |
		on_other -> in_binding |
		on_none -> in_binding |
		on_path_new -> in_binding |
		on_unwanted @row_17 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_binding
	) >~enter_binding,
	in_unbound: (
		on_wanted -> in_unbound |
		on_bound -> in_unbound |
		on_refused -> in_unbound |
		on_same -> in_unbound |
		on_same_pinned -> in_unbound |
		on_other -> in_unbound |
		on_none -> in_unbound |
		on_path_new -> in_unbound |
		on_unwanted @row_26 -> in_closed |
		on_again @row_27 -> in_binding |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | on_again | zlen)) @impossible -> in_unbound
	) >~enter_unbound,
	in_first: (
		on_wanted -> in_first |
		on_bound -> in_first |
		on_refused -> in_first |
		on_same @row_31 -> in_mapped |
		on_same_pinned @row_32 -> in_mapped |
		on_other @row_33 -> in_moving |
		on_none @row_34 -> in_bare |
		on_path_new @row_35 -> in_binding |
		on_unwanted @row_36 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_first
	) >~enter_first,
	in_moving: (
		on_wanted -> in_moving |
		on_bound @row_38 -> in_second |
		on_refused @row_39 -> in_unbound |
		on_same -> in_moving |
		on_same_pinned -> in_moving |
		on_other -> in_moving |
		on_none -> in_moving |
		on_path_new -> in_moving |
		on_unwanted @row_45 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_moving
	) >~enter_moving,
	in_second: (
		on_wanted -> in_second |
		on_bound -> in_second |
		on_refused -> in_second |
		on_same @row_49 -> in_mapped |
		on_same_pinned @row_50 -> in_mapped |
		on_other @row_51 -> in_moving_on |
		on_none @row_52 -> in_bare |
		on_path_new @row_53 -> in_binding |
		on_unwanted @row_54 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_second
	) >~enter_second,
	in_moving_on: (
		on_wanted -> in_moving_on |
		on_bound @row_56 -> in_last |
		on_refused @row_57 -> in_unbound |
		on_same -> in_moving_on |
		on_same_pinned -> in_moving_on |
		on_other -> in_moving_on |
		on_none -> in_moving_on |
		on_path_new -> in_moving_on |
		on_unwanted @row_63 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_moving_on
	) >~enter_moving_on,
	in_last: (
		on_wanted -> in_last |
		on_bound -> in_last |
		on_refused -> in_last |
		on_same @row_67 -> in_mapped |
		on_same_pinned @row_68 -> in_mapped |
		on_other @row_69 -> in_mapped |
		on_none @row_70 -> in_bare |
		on_path_new @row_71 -> in_binding |
		on_unwanted @row_72 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_last
	) >~enter_last,
	in_mapped: (
		on_wanted -> in_mapped |
		on_bound -> in_mapped |
		on_refused -> in_mapped |
		on_same -> in_mapped |
		on_same_pinned -> in_mapped |
		on_other @row_78 -> in_moving |
		on_none @row_79 -> in_bare |
		on_path_new @row_80 -> in_binding |
		on_unwanted @row_81 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_mapped
	) >~enter_mapped,
	in_bare: (
		on_wanted -> in_bare |
		on_bound -> in_bare |
		on_refused -> in_bare |
		on_same @row_85 -> in_mapped |
		on_same_pinned @row_86 -> in_binding |
		on_other @row_87 -> in_moving |
		on_none -> in_bare |
		on_path_new @row_89 -> in_binding |
		on_unwanted @row_90 -> in_closed |
		(any - (on_wanted | on_bound | on_refused | on_same | on_same_pinned | on_other | on_none | on_path_new | on_unwanted | zlen)) @impossible -> in_bare
	) >~enter_bare;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
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
