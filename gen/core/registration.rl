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

	on_awake = 0;
	on_published = 1;
	on_server_new = 2;
	on_name_ours = 3;
	on_name_taken = 4;
	on_name_dark = 5;
	on_granted = 6;
	on_refused = 7;
	on_overtaken = 8;
	on_doubtful = 9;
	on_again_now = 10;
	on_leave = 11;
	on_leave_known = 12;
	on_delay_spent = 13;
	on_resend = 14;
	on_resend_spent = 15;
	on_renew = 16;
	on_renew_spent = 17;
	on_again = 18;
	on_recheck = 19;
	on_farewell = 20;
	on_farewell_spent = 21;

	# A stored state is come back to by an event of its own.
	restore_idle = 22;
	restore_waiting = 23;
	restore_armed = 24;
	restore_starting = 25;
	restore_checking = 26;
	restore_comparing = 27;
	restore_unchecked = 28;
	restore_clashed = 29;
	restore_registering = 30;
	restore_registered = 31;
	restore_refreshing = 32;
	restore_resting = 33;
	restore_leaving = 34;

	action enter_idle {
		machine_enter(base, REGISTRATION_IDLE, t);
	}

	action enter_waiting {
		machine_enter(base, REGISTRATION_WAITING, t);
	}

	action enter_armed {
		machine_enter(base, REGISTRATION_ARMED, t);
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

	action row_1 {
		machine_row(base, 1, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
	}

	action row_11 {
		machine_row(base, 11, t);
		registration_report_left(m, t);
	}

	action row_12 {
		machine_row(base, 12, t);
		registration_report_left(m, t);
	}

	action row_14 {
		machine_row(base, 14, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		registration_report_left(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_26 {
		machine_row(base, 26, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		registration_report_left(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		registration_report_left(m, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		registration_keep_doubt(m, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		registration_report_left(m, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		registration_send_again(m, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		registration_keep_doubt(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		registration_report_left(m, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		registration_send_again(m, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		registration_report_left(m, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		registration_report_left(m, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		registration_report_left(m, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		registration_keep_doubt(m, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		registration_send_again(m, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		registration_send_update(m, t);
	}

	action row_141 {
		machine_row(base, 141, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_144 {
		machine_row(base, 144, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_148 {
		machine_row(base, 148, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_149 {
		machine_row(base, 149, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_151 {
		machine_row(base, 151, t);
		registration_keep_doubt(m, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_154 {
		machine_row(base, 154, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		registration_send_update(m, t);
	}

	action row_156 {
		machine_row(base, 156, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_158 {
		machine_row(base, 158, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_159 {
		machine_row(base, 159, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_167 {
		machine_row(base, 167, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_169 {
		machine_row(base, 169, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_170 {
		machine_row(base, 170, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		registration_report_left(m, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		registration_report_unleft(m, t);
	}

	action row_180 {
		machine_row(base, 180, t);
		registration_keep_doubt(m, t);
	}

	action row_184 {
		machine_row(base, 184, t);
		registration_send_again(m, t);
	}

	action row_185 {
		machine_row(base, 185, t);
		registration_report_unleft(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_awake @row_0 -> in_waiting |
		on_published @row_1 -> in_starting |
		on_server_new -> in_idle |
		on_name_ours -> in_idle |
		on_name_taken -> in_idle |
		on_name_dark -> in_idle |
		on_granted -> in_idle |
		on_refused -> in_idle |
		on_overtaken -> in_idle |
		on_doubtful -> in_idle |
		on_again_now -> in_idle |
		on_leave @row_11 -> in_idle |
		on_leave_known @row_12 -> in_idle |
		restore_idle -> in_idle |
		restore_waiting -> in_waiting |
		restore_armed -> in_armed |
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
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | restore_idle | restore_waiting | restore_armed | restore_starting | restore_checking | restore_comparing | restore_unchecked | restore_clashed | restore_registering | restore_registered | restore_refreshing | restore_resting | restore_leaving | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_waiting: (
		on_awake -> in_waiting |
		on_published @row_14 -> in_starting |
		on_server_new -> in_waiting |
		on_name_ours -> in_waiting |
		on_name_taken -> in_waiting |
		on_name_dark -> in_waiting |
		on_granted -> in_waiting |
		on_refused -> in_waiting |
		on_overtaken -> in_waiting |
		on_doubtful -> in_waiting |
		on_again_now -> in_waiting |
		on_leave @row_24 -> in_idle |
		on_leave_known @row_25 -> in_leaving |
		on_delay_spent @row_26 -> in_armed |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_delay_spent | zlen)) @impossible -> in_waiting
	) >~enter_waiting,
	in_armed: (
		on_awake -> in_armed |
		on_published @row_28 -> in_checking |
		on_server_new -> in_armed |
		on_name_ours -> in_armed |
		on_name_taken -> in_armed |
		on_name_dark -> in_armed |
		on_granted -> in_armed |
		on_refused -> in_armed |
		on_overtaken -> in_armed |
		on_doubtful -> in_armed |
		on_again_now -> in_armed |
		on_leave @row_38 -> in_idle |
		on_leave_known @row_39 -> in_leaving |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | zlen)) @impossible -> in_armed
	) >~enter_armed,
	in_starting: (
		on_awake -> in_starting |
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
		on_leave @row_51 -> in_idle |
		on_leave_known @row_52 -> in_leaving |
		on_delay_spent @row_53 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_delay_spent | zlen)) @impossible -> in_starting
	) >~enter_starting,
	in_checking: (
		on_awake -> in_checking |
		on_published -> in_checking |
		on_server_new @row_56 -> in_checking |
		on_name_ours @row_57 -> in_registering |
		on_name_taken @row_58 -> in_clashed |
		on_name_dark @row_59 -> in_comparing |
		on_granted -> in_checking |
		on_refused @row_61 -> in_unchecked |
		on_overtaken -> in_checking |
		on_doubtful @row_63 -> in_checking |
		on_again_now @row_64 -> in_checking |
		on_leave @row_65 -> in_idle |
		on_leave_known @row_66 -> in_leaving |
		on_resend @row_67 -> in_checking |
		on_resend_spent @row_68 -> in_unchecked |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_checking
	) >~enter_checking,
	in_comparing: (
		on_awake -> in_comparing |
		on_published -> in_comparing |
		on_server_new @row_71 -> in_checking |
		on_name_ours @row_72 -> in_registering |
		on_name_taken @row_73 -> in_clashed |
		on_name_dark -> in_comparing |
		on_granted -> in_comparing |
		on_refused @row_76 -> in_unchecked |
		on_overtaken -> in_comparing |
		on_doubtful @row_78 -> in_comparing |
		on_again_now @row_79 -> in_checking |
		on_leave @row_80 -> in_idle |
		on_leave_known @row_81 -> in_leaving |
		on_resend @row_82 -> in_comparing |
		on_resend_spent @row_83 -> in_unchecked |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_comparing
	) >~enter_comparing,
	in_unchecked: (
		on_awake -> in_unchecked |
		on_published -> in_unchecked |
		on_server_new @row_86 -> in_checking |
		on_name_ours -> in_unchecked |
		on_name_taken -> in_unchecked |
		on_name_dark -> in_unchecked |
		on_granted -> in_unchecked |
		on_refused -> in_unchecked |
		on_overtaken -> in_unchecked |
		on_doubtful -> in_unchecked |
		on_again_now @row_94 -> in_checking |
		on_leave @row_95 -> in_idle |
		on_leave_known @row_96 -> in_leaving |
		on_again @row_97 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_unchecked
	) >~enter_unchecked,
	in_clashed: (
		on_awake -> in_clashed |
		on_published -> in_clashed |
		on_server_new @row_100 -> in_checking |
		on_name_ours -> in_clashed |
		on_name_taken -> in_clashed |
		on_name_dark -> in_clashed |
		on_granted -> in_clashed |
		on_refused -> in_clashed |
		on_overtaken -> in_clashed |
		on_doubtful -> in_clashed |
		on_again_now @row_108 -> in_checking |
		on_leave @row_109 -> in_idle |
		on_leave_known @row_110 -> in_idle |
		on_recheck @row_111 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_recheck | zlen)) @impossible -> in_clashed
	) >~enter_clashed,
	in_registering: (
		on_awake -> in_registering |
		on_published @row_113 -> in_registering |
		on_server_new @row_114 -> in_registering |
		on_name_ours -> in_registering |
		on_name_taken -> in_registering |
		on_name_dark -> in_registering |
		on_granted @row_118 -> in_registered |
		on_refused @row_119 -> in_resting |
		on_overtaken -> in_registering |
		on_doubtful @row_121 -> in_registering |
		on_again_now @row_122 -> in_registering |
		on_leave @row_123 -> in_leaving |
		on_leave_known @row_124 -> in_leaving |
		on_resend @row_125 -> in_registering |
		on_resend_spent @row_126 -> in_resting |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_registering
	) >~enter_registering,
	in_registered: (
		on_awake -> in_registered |
		on_published @row_128 -> in_registering |
		on_server_new @row_129 -> in_registering |
		on_name_ours -> in_registered |
		on_name_taken -> in_registered |
		on_name_dark -> in_registered |
		on_granted -> in_registered |
		on_refused -> in_registered |
		on_overtaken @row_135 -> in_registering |
		on_doubtful -> in_registered |
		on_again_now @row_137 -> in_registering |
		on_leave @row_138 -> in_leaving |
		on_leave_known @row_139 -> in_leaving |
		on_renew @row_140 -> in_refreshing |
		on_renew_spent @row_141 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_registered
	) >~enter_registered,
	in_refreshing: (
		on_awake -> in_refreshing |
		on_published @row_143 -> in_registering |
		on_server_new @row_144 -> in_registering |
		on_name_ours -> in_refreshing |
		on_name_taken -> in_refreshing |
		on_name_dark -> in_refreshing |
		on_granted @row_148 -> in_registered |
		on_refused @row_149 -> in_resting |
		on_overtaken -> in_refreshing |
		on_doubtful @row_151 -> in_refreshing |
		on_again_now @row_152 -> in_registering |
		on_leave @row_153 -> in_leaving |
		on_leave_known @row_154 -> in_leaving |
		on_renew @row_155 -> in_refreshing |
		on_renew_spent @row_156 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_refreshing
	) >~enter_refreshing,
	in_resting: (
		on_awake -> in_resting |
		on_published @row_158 -> in_registering |
		on_server_new @row_159 -> in_registering |
		on_name_ours -> in_resting |
		on_name_taken -> in_resting |
		on_name_dark -> in_resting |
		on_granted -> in_resting |
		on_refused -> in_resting |
		on_overtaken -> in_resting |
		on_doubtful -> in_resting |
		on_again_now @row_167 -> in_registering |
		on_leave @row_168 -> in_leaving |
		on_leave_known @row_169 -> in_leaving |
		on_again @row_170 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_leaving: (
		on_awake -> in_leaving |
		on_published -> in_leaving |
		on_server_new -> in_leaving |
		on_name_ours -> in_leaving |
		on_name_taken -> in_leaving |
		on_name_dark -> in_leaving |
		on_granted @row_177 -> in_idle |
		on_refused @row_178 -> in_idle |
		on_overtaken -> in_leaving |
		on_doubtful @row_180 -> in_leaving |
		on_again_now -> in_leaving |
		on_leave -> in_leaving |
		on_leave_known -> in_leaving |
		on_farewell @row_184 -> in_leaving |
		on_farewell_spent @row_185 -> in_idle |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_farewell | on_farewell_spent | zlen)) @impossible -> in_leaving
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
