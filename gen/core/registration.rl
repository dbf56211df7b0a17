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
	on_leave_known = 11;
	on_delay_spent = 12;
	on_resend = 13;
	on_resend_spent = 14;
	on_renew = 15;
	on_renew_spent = 16;
	on_again = 17;
	on_recheck = 18;
	on_farewell = 19;
	on_farewell_spent = 20;

	# A stored state is come back to by an event of its own.
	restore_idle = 21;
	restore_starting = 22;
	restore_checking = 23;
	restore_comparing = 24;
	restore_unchecked = 25;
	restore_clashed = 26;
	restore_registering = 27;
	restore_registered = 28;
	restore_refreshing = 29;
	restore_resting = 30;
	restore_leaving = 31;

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

	action row_11 {
		machine_row(base, 11, t);
		registration_report_left(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		registration_report_left(m, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		registration_keep_doubt(m, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		registration_report_left(m, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		registration_send_again(m, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		registration_report_clash(m, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		registration_keep_doubt(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		registration_report_left(m, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		registration_send_again(m, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		registration_report_left(m, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		registration_report_left(m, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		registration_report_left(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		registration_keep_doubt(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_91 {
		machine_row(base, 91, t);
		registration_send_again(m, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		registration_send_update(m, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		registration_keep_doubt(m, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		registration_send_update(m, t);
	}

	action row_120 {
		machine_row(base, 120, t);
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
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		registration_report_left(m, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		registration_report_unleft(m, t);
	}

	action row_142 {
		machine_row(base, 142, t);
		registration_keep_doubt(m, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		registration_send_again(m, t);
	}

	action row_147 {
		machine_row(base, 147, t);
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
		on_leave_known @row_11 -> in_idle |
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
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | restore_idle | restore_starting | restore_checking | restore_comparing | restore_unchecked | restore_clashed | restore_registering | restore_registered | restore_refreshing | restore_resting | restore_leaving | zlen)) @impossible -> in_idle
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
		on_leave @row_22 -> in_idle |
		on_leave_known @row_23 -> in_leaving |
		on_delay_spent @row_24 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_delay_spent | zlen)) @impossible -> in_starting
	) >~enter_starting,
	in_checking: (
		on_published -> in_checking |
		on_server_new @row_26 -> in_checking |
		on_name_ours @row_27 -> in_registering |
		on_name_taken @row_28 -> in_clashed |
		on_name_dark @row_29 -> in_comparing |
		on_granted -> in_checking |
		on_refused @row_31 -> in_unchecked |
		on_overtaken -> in_checking |
		on_doubtful @row_33 -> in_checking |
		on_again_now @row_34 -> in_checking |
		on_leave @row_35 -> in_idle |
		on_leave_known @row_36 -> in_leaving |
		on_resend @row_37 -> in_checking |
		on_resend_spent @row_38 -> in_unchecked |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_checking
	) >~enter_checking,
	in_comparing: (
		on_published -> in_comparing |
		on_server_new @row_40 -> in_checking |
		on_name_ours @row_41 -> in_registering |
		on_name_taken @row_42 -> in_clashed |
		on_name_dark -> in_comparing |
		on_granted -> in_comparing |
		on_refused @row_45 -> in_unchecked |
		on_overtaken -> in_comparing |
		on_doubtful @row_47 -> in_comparing |
		on_again_now @row_48 -> in_checking |
		on_leave @row_49 -> in_idle |
		on_leave_known @row_50 -> in_leaving |
		on_resend @row_51 -> in_comparing |
		on_resend_spent @row_52 -> in_unchecked |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_comparing
	) >~enter_comparing,
	in_unchecked: (
		on_published -> in_unchecked |
		on_server_new @row_54 -> in_checking |
		on_name_ours -> in_unchecked |
		on_name_taken -> in_unchecked |
		on_name_dark -> in_unchecked |
		on_granted -> in_unchecked |
		on_refused -> in_unchecked |
		on_overtaken -> in_unchecked |
		on_doubtful -> in_unchecked |
		on_again_now @row_62 -> in_checking |
		on_leave @row_63 -> in_idle |
		on_leave_known @row_64 -> in_leaving |
		on_again @row_65 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_unchecked
	) >~enter_unchecked,
	in_clashed: (
		on_published -> in_clashed |
		on_server_new @row_67 -> in_checking |
		on_name_ours -> in_clashed |
		on_name_taken -> in_clashed |
		on_name_dark -> in_clashed |
		on_granted -> in_clashed |
		on_refused -> in_clashed |
		on_overtaken -> in_clashed |
		on_doubtful -> in_clashed |
		on_again_now @row_75 -> in_checking |
		on_leave @row_76 -> in_idle |
		on_leave_known @row_77 -> in_idle |
		on_recheck @row_78 -> in_checking |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_recheck | zlen)) @impossible -> in_clashed
	) >~enter_clashed,
	in_registering: (
		on_published @row_79 -> in_registering |
		on_server_new @row_80 -> in_registering |
		on_name_ours -> in_registering |
		on_name_taken -> in_registering |
		on_name_dark -> in_registering |
		on_granted @row_84 -> in_registered |
		on_refused @row_85 -> in_resting |
		on_overtaken -> in_registering |
		on_doubtful @row_87 -> in_registering |
		on_again_now @row_88 -> in_registering |
		on_leave @row_89 -> in_leaving |
		on_leave_known @row_90 -> in_leaving |
		on_resend @row_91 -> in_registering |
		on_resend_spent @row_92 -> in_resting |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_registering
	) >~enter_registering,
	in_registered: (
		on_published @row_93 -> in_registering |
		on_server_new @row_94 -> in_registering |
		on_name_ours -> in_registered |
		on_name_taken -> in_registered |
		on_name_dark -> in_registered |
		on_granted -> in_registered |
		on_refused -> in_registered |
		on_overtaken @row_100 -> in_registering |
		on_doubtful -> in_registered |
		on_again_now @row_102 -> in_registering |
		on_leave @row_103 -> in_leaving |
		on_leave_known @row_104 -> in_leaving |
		on_renew @row_105 -> in_refreshing |
		on_renew_spent @row_106 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_registered
	) >~enter_registered,
	in_refreshing: (
		on_published @row_107 -> in_registering |
		on_server_new @row_108 -> in_registering |
		on_name_ours -> in_refreshing |
		on_name_taken -> in_refreshing |
		on_name_dark -> in_refreshing |
		on_granted @row_112 -> in_registered |
		on_refused @row_113 -> in_resting |
		on_overtaken -> in_refreshing |
		on_doubtful @row_115 -> in_refreshing |
		on_again_now @row_116 -> in_registering |
		on_leave @row_117 -> in_leaving |
		on_leave_known @row_118 -> in_leaving |
		on_renew @row_119 -> in_refreshing |
		on_renew_spent @row_120 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_refreshing
	) >~enter_refreshing,
	in_resting: (
		on_published @row_121 -> in_registering |
		on_server_new @row_122 -> in_registering |
		on_name_ours -> in_resting |
		on_name_taken -> in_resting |
		on_name_dark -> in_resting |
		on_granted -> in_resting |
		on_refused -> in_resting |
		on_overtaken -> in_resting |
		on_doubtful -> in_resting |
		on_again_now @row_130 -> in_registering |
		on_leave @row_131 -> in_leaving |
		on_leave_known @row_132 -> in_leaving |
		on_again @row_133 -> in_registering |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_leaving: (
		on_published -> in_leaving |
		on_server_new -> in_leaving |
		on_name_ours -> in_leaving |
		on_name_taken -> in_leaving |
		on_name_dark -> in_leaving |
		on_granted @row_139 -> in_idle |
		on_refused @row_140 -> in_idle |
		on_overtaken -> in_leaving |
		on_doubtful @row_142 -> in_leaving |
		on_again_now -> in_leaving |
		on_leave -> in_leaving |
		on_leave_known -> in_leaving |
		on_farewell @row_146 -> in_leaving |
		on_farewell_spent @row_147 -> in_idle |
		(any - (on_published | on_server_new | on_name_ours | on_name_taken | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_leave | on_leave_known | on_farewell | on_farewell_spent | zlen)) @impossible -> in_leaving
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
