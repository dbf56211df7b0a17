/* SPDX-License-Identifier: Apache-2.0 */
/* registration_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#include "core/registration_chart.h"
#include "autotunnel/turn.h"

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
	on_name_alike = 5;
	on_name_dark = 6;
	on_granted = 7;
	on_refused = 8;
	on_overtaken = 9;
	on_doubtful = 10;
	on_again_now = 11;
	on_claim = 12;
	on_leave = 13;
	on_leave_known = 14;
	on_delay_spent = 15;
	on_resend = 16;
	on_resend_spent = 17;
	on_renew = 18;
	on_renew_spent = 19;
	on_again = 20;
	on_recheck = 21;
	on_farewell = 22;
	on_farewell_spent = 23;

	# A stored state is come back to by an event of its own.
	restore_idle = 24;
	restore_waiting = 25;
	restore_armed = 26;
	restore_starting = 27;
	restore_checking = 28;
	restore_comparing = 29;
	restore_unchecked = 30;
	restore_noting = 31;
	restore_clashed = 32;
	restore_registering = 33;
	restore_registered = 34;
	restore_refreshing = 35;
	restore_resting = 36;
	restore_leaving = 37;

	action enter_idle {
		base->state = REGISTRATION_IDLE;
	}

	action enter_waiting {
		base->state = REGISTRATION_WAITING;
	}

	action enter_armed {
		base->state = REGISTRATION_ARMED;
	}

	action enter_starting {
		base->state = REGISTRATION_STARTING;
	}

	action enter_checking {
		base->state = REGISTRATION_CHECKING;
	}

	action enter_comparing {
		base->state = REGISTRATION_COMPARING;
	}

	action enter_unchecked {
		base->state = REGISTRATION_UNCHECKED;
	}

	action enter_noting {
		base->state = REGISTRATION_NOTING;
	}

	action enter_clashed {
		base->state = REGISTRATION_CLASHED;
	}

	action enter_registering {
		base->state = REGISTRATION_REGISTERING;
	}

	action enter_registered {
		base->state = REGISTRATION_REGISTERED;
	}

	action enter_refreshing {
		base->state = REGISTRATION_REFRESHING;
	}

	action enter_resting {
		base->state = REGISTRATION_RESTING;
	}

	action enter_leaving {
		base->state = REGISTRATION_LEAVING;
	}

	action row_0 {
		machine_row(base, 0, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
		machine_move(base, REGISTRATION_WAITING, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		timer_start(base, REGISTRATION_TIMER_DELAY, t);
		machine_move(base, REGISTRATION_STARTING, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		registration_report_left(m, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		registration_report_left(m, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		machine_move(base, REGISTRATION_STARTING, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		machine_move(base, REGISTRATION_ARMED, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		registration_report_clash(m, t);
		registration_send_note(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_NOTING, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_COMPARING, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		registration_compare(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_COMPARING, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		registration_keep_doubt(m, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		registration_send_again(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		registration_report_clash(m, t);
		registration_send_note(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_NOTING, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		registration_keep_doubt(m, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		registration_send_again(m, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_UNCHECKED, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}

	action row_120 {
		machine_row(base, 120, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		registration_keep_doubt(m, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_127 {
		machine_row(base, 127, t);
		registration_send_again(m, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		timer_start(base, REGISTRATION_TIMER_RECHECK, t);
		machine_move(base, REGISTRATION_CLASHED, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_141 {
		machine_row(base, 141, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_142 {
		machine_row(base, 142, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_144 {
		machine_row(base, 144, t);
		registration_check(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_CHECKING, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_147 {
		machine_row(base, 147, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		registration_keep_lease(m, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
		machine_move(base, REGISTRATION_REGISTERED, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		registration_keep_doubt(m, t);
	}

	action row_156 {
		machine_row(base, 156, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
	}

	action row_158 {
		machine_row(base, 158, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_159 {
		machine_row(base, 159, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_160 {
		machine_row(base, 160, t);
		registration_send_again(m, t);
	}

	action row_161 {
		machine_row(base, 161, t);
		registration_report_silent(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}

	action row_163 {
		machine_row(base, 163, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_164 {
		machine_row(base, 164, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_171 {
		machine_row(base, 171, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_173 {
		machine_row(base, 173, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_175 {
		machine_row(base, 175, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_176 {
		machine_row(base, 176, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		registration_send_update(m, t);
		machine_move(base, REGISTRATION_REFRESHING, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_180 {
		machine_row(base, 180, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_181 {
		machine_row(base, 181, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_186 {
		machine_row(base, 186, t);
		registration_keep_lease(m, t);
		timer_start(base, REGISTRATION_TIMER_RENEW, t);
		registration_report_registered(m, t);
		machine_move(base, REGISTRATION_REGISTERED, t);
	}

	action row_187 {
		machine_row(base, 187, t);
		registration_report_refused(m, t);
		timer_resume(base, REGISTRATION_TIMER_AGAIN, t);
		machine_move(base, REGISTRATION_RESTING, t);
	}

	action row_189 {
		machine_row(base, 189, t);
		registration_keep_doubt(m, t);
	}

	action row_190 {
		machine_row(base, 190, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_192 {
		machine_row(base, 192, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_193 {
		machine_row(base, 193, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_194 {
		machine_row(base, 194, t);
		registration_send_update(m, t);
	}

	action row_195 {
		machine_row(base, 195, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_197 {
		machine_row(base, 197, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_198 {
		machine_row(base, 198, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_207 {
		machine_row(base, 207, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_209 {
		machine_row(base, 209, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_210 {
		machine_row(base, 210, t);
		timer_reset(base, REGISTRATION_TIMER_AGAIN, t);
		registration_send_removal(m, t);
		timer_start(base, REGISTRATION_TIMER_FAREWELL, t);
		machine_move(base, REGISTRATION_LEAVING, t);
	}

	action row_211 {
		machine_row(base, 211, t);
		registration_send_update(m, t);
		timer_start(base, REGISTRATION_TIMER_RESEND, t);
		machine_move(base, REGISTRATION_REGISTERING, t);
	}

	action row_219 {
		machine_row(base, 219, t);
		registration_report_left(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_220 {
		machine_row(base, 220, t);
		registration_report_unleft(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
	}

	action row_222 {
		machine_row(base, 222, t);
		registration_keep_doubt(m, t);
	}

	action row_227 {
		machine_row(base, 227, t);
		registration_send_again(m, t);
	}

	action row_228 {
		machine_row(base, 228, t);
		registration_report_unleft(m, t);
		machine_move(base, REGISTRATION_IDLE, t);
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
		on_name_alike -> in_idle |
		on_name_dark -> in_idle |
		on_granted -> in_idle |
		on_refused -> in_idle |
		on_overtaken -> in_idle |
		on_doubtful -> in_idle |
		on_again_now -> in_idle |
		on_claim -> in_idle |
		on_leave @row_13 -> in_idle |
		on_leave_known @row_14 -> in_idle |
		restore_idle -> in_idle |
		restore_waiting -> in_waiting |
		restore_armed -> in_armed |
		restore_starting -> in_starting |
		restore_checking -> in_checking |
		restore_comparing -> in_comparing |
		restore_unchecked -> in_unchecked |
		restore_noting -> in_noting |
		restore_clashed -> in_clashed |
		restore_registering -> in_registering |
		restore_registered -> in_registered |
		restore_refreshing -> in_refreshing |
		restore_resting -> in_resting |
		restore_leaving -> in_leaving |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | restore_idle | restore_waiting | restore_armed | restore_starting | restore_checking | restore_comparing | restore_unchecked | restore_noting | restore_clashed | restore_registering | restore_registered | restore_refreshing | restore_resting | restore_leaving | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_waiting: (
		on_awake -> in_waiting |
		on_published @row_16 -> in_starting |
		on_server_new -> in_waiting |
		on_name_ours -> in_waiting |
		on_name_taken -> in_waiting |
		on_name_alike -> in_waiting |
		on_name_dark -> in_waiting |
		on_granted -> in_waiting |
		on_refused -> in_waiting |
		on_overtaken -> in_waiting |
		on_doubtful -> in_waiting |
		on_again_now -> in_waiting |
		on_claim -> in_waiting |
		on_leave @row_28 -> in_idle |
		on_leave_known @row_29 -> in_leaving |
		on_delay_spent @row_30 -> in_armed |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_delay_spent | zlen)) @impossible -> in_waiting
	) >~enter_waiting,
	in_armed: (
		on_awake -> in_armed |
		on_published @row_32 -> in_checking |
		on_server_new -> in_armed |
		on_name_ours -> in_armed |
		on_name_taken -> in_armed |
		on_name_alike -> in_armed |
		on_name_dark -> in_armed |
		on_granted -> in_armed |
		on_refused -> in_armed |
		on_overtaken -> in_armed |
		on_doubtful -> in_armed |
		on_again_now -> in_armed |
		on_claim -> in_armed |
		on_leave @row_44 -> in_idle |
		on_leave_known @row_45 -> in_leaving |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | zlen)) @impossible -> in_armed
	) >~enter_armed,
	in_starting: (
		on_awake -> in_starting |
		on_published -> in_starting |
		on_server_new -> in_starting |
		on_name_ours -> in_starting |
		on_name_taken -> in_starting |
		on_name_alike -> in_starting |
		on_name_dark -> in_starting |
		on_granted -> in_starting |
		on_refused -> in_starting |
		on_overtaken -> in_starting |
		on_doubtful -> in_starting |
		on_again_now -> in_starting |
		on_claim -> in_starting |
		on_leave @row_59 -> in_idle |
		on_leave_known @row_60 -> in_leaving |
		on_delay_spent @row_61 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_delay_spent | zlen)) @impossible -> in_starting
	) >~enter_starting,
	in_checking: (
		on_awake -> in_checking |
		on_published -> in_checking |
		on_server_new @row_64 -> in_checking |
		on_name_ours @row_65 -> in_registering |
		on_name_taken @row_66 -> in_noting |
		on_name_alike @row_67 -> in_comparing |
		on_name_dark @row_68 -> in_comparing |
		on_granted -> in_checking |
		on_refused @row_70 -> in_unchecked |
		on_overtaken -> in_checking |
		on_doubtful @row_72 -> in_checking |
		on_again_now @row_73 -> in_checking |
		on_claim -> in_checking |
		on_leave @row_75 -> in_idle |
		on_leave_known @row_76 -> in_leaving |
		on_resend @row_77 -> in_checking |
		on_resend_spent @row_78 -> in_unchecked |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_checking
	) >~enter_checking,
	in_comparing: (
		on_awake -> in_comparing |
		on_published -> in_comparing |
		on_server_new @row_81 -> in_checking |
		on_name_ours @row_82 -> in_registering |
		on_name_taken @row_83 -> in_noting |
		on_name_alike -> in_comparing |
		on_name_dark -> in_comparing |
		on_granted -> in_comparing |
		on_refused @row_87 -> in_unchecked |
		on_overtaken -> in_comparing |
		on_doubtful @row_89 -> in_comparing |
		on_again_now @row_90 -> in_checking |
		on_claim -> in_comparing |
		on_leave @row_92 -> in_idle |
		on_leave_known @row_93 -> in_leaving |
		on_resend @row_94 -> in_comparing |
		on_resend_spent @row_95 -> in_unchecked |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_comparing
	) >~enter_comparing,
	in_unchecked: (
		on_awake -> in_unchecked |
		on_published -> in_unchecked |
		on_server_new @row_98 -> in_checking |
		on_name_ours -> in_unchecked |
		on_name_taken -> in_unchecked |
		on_name_alike -> in_unchecked |
		on_name_dark -> in_unchecked |
		on_granted -> in_unchecked |
		on_refused -> in_unchecked |
		on_overtaken -> in_unchecked |
		on_doubtful -> in_unchecked |
		on_again_now @row_107 -> in_checking |
		on_claim -> in_unchecked |
		on_leave @row_109 -> in_idle |
		on_leave_known @row_110 -> in_leaving |
		on_again @row_111 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_unchecked
	) >~enter_unchecked,
	in_noting: (
		on_awake -> in_noting |
		on_published -> in_noting |
		on_server_new @row_114 -> in_checking |
		on_name_ours -> in_noting |
		on_name_taken -> in_noting |
		on_name_alike -> in_noting |
		on_name_dark -> in_noting |
		on_granted @row_119 -> in_clashed |
		on_refused @row_120 -> in_clashed |
		on_overtaken -> in_noting |
		on_doubtful @row_122 -> in_noting |
		on_again_now @row_123 -> in_checking |
		on_claim @row_124 -> in_registering |
		on_leave @row_125 -> in_idle |
		on_leave_known @row_126 -> in_idle |
		on_resend @row_127 -> in_noting |
		on_resend_spent @row_128 -> in_clashed |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_noting
	) >~enter_noting,
	in_clashed: (
		on_awake -> in_clashed |
		on_published -> in_clashed |
		on_server_new @row_131 -> in_checking |
		on_name_ours -> in_clashed |
		on_name_taken -> in_clashed |
		on_name_alike -> in_clashed |
		on_name_dark -> in_clashed |
		on_granted -> in_clashed |
		on_refused -> in_clashed |
		on_overtaken -> in_clashed |
		on_doubtful -> in_clashed |
		on_again_now @row_140 -> in_checking |
		on_claim @row_141 -> in_registering |
		on_leave @row_142 -> in_idle |
		on_leave_known @row_143 -> in_idle |
		on_recheck @row_144 -> in_checking |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_recheck | zlen)) @impossible -> in_clashed
	) >~enter_clashed,
	in_registering: (
		on_awake -> in_registering |
		on_published @row_146 -> in_registering |
		on_server_new @row_147 -> in_registering |
		on_name_ours -> in_registering |
		on_name_taken -> in_registering |
		on_name_alike -> in_registering |
		on_name_dark -> in_registering |
		on_granted @row_152 -> in_registered |
		on_refused @row_153 -> in_resting |
		on_overtaken -> in_registering |
		on_doubtful @row_155 -> in_registering |
		on_again_now @row_156 -> in_registering |
		on_claim -> in_registering |
		on_leave @row_158 -> in_leaving |
		on_leave_known @row_159 -> in_leaving |
		on_resend @row_160 -> in_registering |
		on_resend_spent @row_161 -> in_resting |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_resend | on_resend_spent | zlen)) @impossible -> in_registering
	) >~enter_registering,
	in_registered: (
		on_awake -> in_registered |
		on_published @row_163 -> in_registering |
		on_server_new @row_164 -> in_registering |
		on_name_ours -> in_registered |
		on_name_taken -> in_registered |
		on_name_alike -> in_registered |
		on_name_dark -> in_registered |
		on_granted -> in_registered |
		on_refused -> in_registered |
		on_overtaken @row_171 -> in_registering |
		on_doubtful -> in_registered |
		on_again_now @row_173 -> in_registering |
		on_claim -> in_registered |
		on_leave @row_175 -> in_leaving |
		on_leave_known @row_176 -> in_leaving |
		on_renew @row_177 -> in_refreshing |
		on_renew_spent @row_178 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_registered
	) >~enter_registered,
	in_refreshing: (
		on_awake -> in_refreshing |
		on_published @row_180 -> in_registering |
		on_server_new @row_181 -> in_registering |
		on_name_ours -> in_refreshing |
		on_name_taken -> in_refreshing |
		on_name_alike -> in_refreshing |
		on_name_dark -> in_refreshing |
		on_granted @row_186 -> in_registered |
		on_refused @row_187 -> in_resting |
		on_overtaken -> in_refreshing |
		on_doubtful @row_189 -> in_refreshing |
		on_again_now @row_190 -> in_registering |
		on_claim -> in_refreshing |
		on_leave @row_192 -> in_leaving |
		on_leave_known @row_193 -> in_leaving |
		on_renew @row_194 -> in_refreshing |
		on_renew_spent @row_195 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_renew | on_renew_spent | zlen)) @impossible -> in_refreshing
	) >~enter_refreshing,
	in_resting: (
		on_awake -> in_resting |
		on_published @row_197 -> in_registering |
		on_server_new @row_198 -> in_registering |
		on_name_ours -> in_resting |
		on_name_taken -> in_resting |
		on_name_alike -> in_resting |
		on_name_dark -> in_resting |
		on_granted -> in_resting |
		on_refused -> in_resting |
		on_overtaken -> in_resting |
		on_doubtful -> in_resting |
		on_again_now @row_207 -> in_registering |
		on_claim -> in_resting |
		on_leave @row_209 -> in_leaving |
		on_leave_known @row_210 -> in_leaving |
		on_again @row_211 -> in_registering |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_leaving: (
		on_awake -> in_leaving |
		on_published -> in_leaving |
		on_server_new -> in_leaving |
		on_name_ours -> in_leaving |
		on_name_taken -> in_leaving |
		on_name_alike -> in_leaving |
		on_name_dark -> in_leaving |
		on_granted @row_219 -> in_idle |
		on_refused @row_220 -> in_idle |
		on_overtaken -> in_leaving |
		on_doubtful @row_222 -> in_leaving |
		on_again_now -> in_leaving |
		on_claim -> in_leaving |
		on_leave -> in_leaving |
		on_leave_known -> in_leaving |
		on_farewell @row_227 -> in_leaving |
		on_farewell_spent @row_228 -> in_idle |
		(any - (on_awake | on_published | on_server_new | on_name_ours | on_name_taken | on_name_alike | on_name_dark | on_granted | on_refused | on_overtaken | on_doubtful | on_again_now | on_claim | on_leave | on_leave_known | on_farewell | on_farewell_spent | zlen)) @impossible -> in_leaving
	) >~enter_leaving;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
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
