/* SPDX-License-Identifier: Apache-2.0 */
/* registration_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#include "core/registration_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine registration;
	alphtype int;
	access base->;

	on_published = 0;
	on_server_new = 1;
	on_name_ours = 2;
	on_name_taken = 3;
	on_name_dark = 4;
	on_granted = 5;
	on_refused = 6;
	on_overtaken = 7;
	on_doubtful = 8;
	on_again_now = 9;
	on_leave = 10;
	on_delay_spent = 11;
	on_resend = 12;
	on_resend_spent = 13;
	on_renew = 14;
	on_renew_spent = 15;
	on_again = 16;
	on_recheck = 17;
	on_farewell = 18;
	on_farewell_spent = 19;

	# A stored state is come back to by an event of its own.
	restore_idle = 20;
	restore_starting = 21;
	restore_checking = 22;
	restore_comparing = 23;
	restore_unchecked = 24;
	restore_clashed = 25;
	restore_registering = 26;
	restore_registered = 27;
	restore_refreshing = 28;
	restore_resting = 29;
	restore_leaving = 30;

	action enter_idle {
		machine_enter(base, REGISTRATION_IDLE, t);
	}

	action enter_starting {
		machine_enter(base, REGISTRATION_STARTING, t);
	}

	action enter_checking {
		machine_enter(base, REGISTRATION_CHECKING, t);
	}

	action enter_comparing {
		machine_enter(base, REGISTRATION_COMPARING, t);
	}

	action enter_unchecked {
		machine_enter(base, REGISTRATION_UNCHECKED, t);
	}

	action enter_clashed {
		machine_enter(base, REGISTRATION_CLASHED, t);
	}

	action enter_registering {
		machine_enter(base, REGISTRATION_REGISTERING, t);
	}

	action enter_registered {
		machine_enter(base, REGISTRATION_REGISTERED, t);
	}

	action enter_refreshing {
		machine_enter(base, REGISTRATION_REFRESHING, t);
	}

	action enter_resting {
		machine_enter(base, REGISTRATION_RESTING, t);
	}

	action enter_leaving {
		machine_enter(base, REGISTRATION_LEAVING, t);
	}

	action row_0 {
		machine_row(base, 0, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
	}

	action row_10 {
		machine_row(base, 10, t);
		registration_report_left(m, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		registration_report_left(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		registration_keep_doubt(m, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		registration_report_left(m, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		registration_send_again(m, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		registration_keep_doubt(m, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		registration_report_left(m, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		registration_send_again(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		registration_report_left(m, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		registration_report_left(m, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		registration_keep_doubt(m, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		registration_send_again(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		registration_send_update(m, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		registration_keep_doubt(m, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		registration_send_update(m, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		registration_report_left(m, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		registration_report_unleft(m, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		registration_keep_doubt(m, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		registration_send_again(m, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		registration_report_unleft(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_published @row_0 -> in_starting |
		on_server_new -> in_idle |
		on_name_ours -> in_idle |
		on_name_taken -> in_idle |
		on_name_dark -> in_idle |
		on_granted -> in_idle |
		on_refused -> in_idle |
		on_overtaken -> in_idle |
		on_doubtful -> in_idle |
		on_again_now -> in_idle |
		on_leave @row_10 -> in_idle |
		restore_idle -> in_idle |
		restore_starting -> in_starting |
		restore_checking -> in_checking |
		restore_comparing -> in_comparing |
		restore_unchecked -> in_unchecked |
		restore_clashed -> in_clashed |
		restore_registering -> in_registering |
		restore_registered -> in_registered |
		restore_refreshing -> in_refreshing |
		restore_resting -> in_resting |
		restore_leaving -> in_leaving |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | restore_idle | restore_starting | restore_checking | restore_comparing | restore_unchecked | restore_clashed | restore_registering | restore_registered | restore_refreshing | restore_resting | restore_leaving | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_starting: (
		on_published -> in_starting |
		on_server_new -> in_starting |
		on_name_ours -> in_starting |
		on_name_taken -> in_starting |
		on_name_dark -> in_starting |
		on_granted -> in_starting |
		on_refused -> in_starting |
		on_overtaken -> in_starting |
		on_doubtful -> in_starting |
		on_again_now -> in_starting |
		on_leave @row_21 -> in_idle |
		on_delay_spent @row_22 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_delay_spent | zlen)) @impossible -> in_starting
	) >~enter_starting,
	in_checking: (
		on_published -> in_checking |
		on_server_new @row_24 -> in_checking |
		on_name_ours @row_25 -> in_registering |
		on_name_taken @row_26 -> in_clashed |
		on_name_dark @row_27 -> in_comparing |
		on_granted -> in_checking |
		on_refused @row_29 -> in_unchecked |
		on_overtaken -> in_checking |
		on_doubtful @row_31 -> in_checking |
		on_again_now -> in_checking |
		on_leave @row_33 -> in_idle |
		on_resend @row_34 -> in_checking |
		on_resend_spent @row_35 -> in_unchecked |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_resend | on_resend_spent | zlen)) @impossible -> in_checking
	) >~enter_checking,
	in_comparing: (
		on_published -> in_comparing |
		on_server_new @row_37 -> in_checking |
		on_name_ours @row_38 -> in_registering |
		on_name_taken @row_39 -> in_clashed |
		on_name_dark -> in_comparing |
		on_granted -> in_comparing |
		on_refused @row_42 -> in_unchecked |
		on_overtaken -> in_comparing |
		on_doubtful @row_44 -> in_comparing |
		on_again_now -> in_comparing |
		on_leave @row_46 -> in_idle |
		on_resend @row_47 -> in_comparing |
		on_resend_spent @row_48 -> in_unchecked |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_resend | on_resend_spent | zlen)) @impossible -> in_comparing
	) >~enter_comparing,
	in_unchecked: (
		on_published -> in_unchecked |
		on_server_new @row_50 -> in_checking |
		on_name_ours -> in_unchecked |
		on_name_taken -> in_unchecked |
		on_name_dark -> in_unchecked |
		on_granted -> in_unchecked |
		on_refused -> in_unchecked |
		on_overtaken -> in_unchecked |
		on_doubtful -> in_unchecked |
		on_again_now @row_58 -> in_checking |
		on_leave @row_59 -> in_idle |
		on_again @row_60 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_again | zlen)) @impossible -> in_unchecked
	) >~enter_unchecked,
	in_clashed: (
		on_published -> in_clashed |
		on_server_new @row_62 -> in_checking |
		on_name_ours -> in_clashed |
		on_name_taken -> in_clashed |
		on_name_dark -> in_clashed |
		on_granted -> in_clashed |
		on_refused -> in_clashed |
		on_overtaken -> in_clashed |
		on_doubtful -> in_clashed |
		on_again_now @row_70 -> in_checking |
		on_leave @row_71 -> in_idle |
		on_recheck @row_72 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_recheck | zlen)) @impossible -> in_clashed
	) >~enter_clashed,
	in_registering: (
		on_published @row_73 -> in_registering |
		on_server_new @row_74 -> in_registering |
		on_name_ours -> in_registering |
		on_name_taken -> in_registering |
		on_name_dark -> in_registering |
		on_granted @row_78 -> in_registered |
		on_refused @row_79 -> in_resting |
		on_overtaken -> in_registering |
		on_doubtful @row_81 -> in_registering |
		on_again_now -> in_registering |
		on_leave @row_83 -> in_leaving |
		on_resend @row_84 -> in_registering |
		on_resend_spent @row_85 -> in_resting |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_resend | on_resend_spent | zlen)) @impossible -> in_registering
	) >~enter_registering,
	in_registered: (
		on_published @row_86 -> in_registering |
		on_server_new @row_87 -> in_registering |
		on_name_ours -> in_registered |
		on_name_taken -> in_registered |
		on_name_dark -> in_registered |
		on_granted -> in_registered |
		on_refused -> in_registered |
		on_overtaken @row_93 -> in_registering |
		on_doubtful -> in_registered |
		on_again_now @row_95 -> in_registering |
		on_leave @row_96 -> in_leaving |
		on_renew @row_97 -> in_refreshing |
		on_renew_spent @row_98 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_renew | on_renew_spent | zlen)) @impossible -> in_registered
	) >~enter_registered,
	in_refreshing: (
		on_published @row_99 -> in_registering |
		on_server_new @row_100 -> in_registering |
		on_name_ours -> in_refreshing |
		on_name_taken -> in_refreshing |
		on_name_dark -> in_refreshing |
		on_granted @row_104 -> in_registered |
		on_refused @row_105 -> in_resting |
		on_overtaken -> in_refreshing |
		on_doubtful @row_107 -> in_refreshing |
		on_again_now @row_108 -> in_registering |
		on_leave @row_109 -> in_leaving |
		on_renew @row_110 -> in_refreshing |
		on_renew_spent @row_111 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_renew | on_renew_spent | zlen)) @impossible -> in_refreshing
	) >~enter_refreshing,
	in_resting: (
		on_published @row_112 -> in_registering |
		on_server_new @row_113 -> in_registering |
		on_name_ours -> in_resting |
		on_name_taken -> in_resting |
		on_name_dark -> in_resting |
		on_granted -> in_resting |
		on_refused -> in_resting |
		on_overtaken -> in_resting |
		on_doubtful -> in_resting |
		on_again_now @row_121 -> in_registering |
		on_leave @row_122 -> in_leaving |
		on_again @row_123 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_leaving: (
		on_published -> in_leaving |
		on_server_new -> in_leaving |
		on_name_ours -> in_leaving |
		on_name_taken -> in_leaving |
		on_name_dark -> in_leaving |
		on_granted @row_129 -> in_idle |
		on_refused @row_130 -> in_idle |
		on_overtaken -> in_leaving |
		on_doubtful @row_132 -> in_leaving |
		on_again_now -> in_leaving |
		on_leave -> in_leaving |
		on_farewell @row_135 -> in_leaving |
		on_farewell_spent @row_136 -> in_idle |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_farewell | on_farewell_spent | zlen)) @impossible -> in_leaving
	) >~enter_leaving;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
run(struct registration *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
registration_begin(struct registration *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &registration_chart);
	%% write init;
}

void
registration_restore(struct registration *m, enum registration_state state)
{
	assert((unsigned)state < REGISTRATION_STATE_COUNT);
	registration_begin(m);
	run(m, (int)REGISTRATION_EVENT_COUNT + (int)state, NULL);
}

void
registration_step(struct registration *m, enum registration_event ev, struct turn *t)
{
	assert((unsigned)ev < REGISTRATION_EVENT_COUNT);
	run(m, (int)ev, t);
}
