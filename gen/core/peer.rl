/* SPDX-License-Identifier: Apache-2.0 */
/* peer_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine peer;
	alphtype int;
	access base->;

	on_located = 0;
	on_followed = 1;
	on_back = 2;
	on_reborn = 3;
	on_vanished = 4;
	on_we_moved = 5;
	on_we_crossed = 6;
	on_we_dial = 7;
	on_they_first = 8;
	on_they_dial = 9;
	on_nobody = 10;
	on_up = 11;
	on_up_second = 12;
	on_up_spare = 13;
	on_failed = 14;
	on_missed = 15;
	on_refused = 16;
	on_fell = 17;
	on_rekeyed = 18;
	on_backend_off = 19;
	on_backend_on = 20;
	on_unwanted = 21;
	on_knock_spent = 22;
	on_patience_spent = 23;
	on_courtesy_spent = 24;
	on_doubt = 25;
	on_doubt_spent = 26;
	on_again = 27;
	on_nudge_spent = 28;
	on_linger_spent = 29;

	# A stored state is come back to by an event of its own.
	restore_unknown = 30;
	restore_adrift = 31;
	restore_apart = 32;
	restore_awaiting = 33;
	restore_deferring = 34;
	restore_dialing = 35;
	restore_pressing = 36;
	restore_doubting = 37;
	restore_resting = 38;
	restore_open = 39;
	restore_nudging = 40;
	restore_astray = 41;
	restore_yielding = 42;
	restore_shifting = 43;
	restore_forcing = 44;
	restore_strained = 45;
	restore_fading = 46;
	restore_orphaned = 47;

	action enter_unknown {
		machine_enter(base, PEER_UNKNOWN, t);
	}

	action enter_adrift {
		machine_enter(base, PEER_ADRIFT, t);
	}

	action enter_apart {
		machine_enter(base, PEER_APART, t);
	}

	action enter_awaiting {
		machine_enter(base, PEER_AWAITING, t);
	}

	action enter_deferring {
		machine_enter(base, PEER_DEFERRING, t);
	}

	action enter_dialing {
		machine_enter(base, PEER_DIALING, t);
	}

	action enter_pressing {
		machine_enter(base, PEER_PRESSING, t);
	}

	action enter_doubting {
		machine_enter(base, PEER_DOUBTING, t);
	}

	action enter_resting {
		machine_enter(base, PEER_RESTING, t);
	}

	action enter_open {
		machine_enter(base, PEER_OPEN, t);
	}

	action enter_nudging {
		machine_enter(base, PEER_NUDGING, t);
	}

	action enter_astray {
		machine_enter(base, PEER_ASTRAY, t);
	}

	action enter_yielding {
		machine_enter(base, PEER_YIELDING, t);
	}

	action enter_shifting {
		machine_enter(base, PEER_SHIFTING, t);
	}

	action enter_forcing {
		machine_enter(base, PEER_FORCING, t);
	}

	action enter_strained {
		machine_enter(base, PEER_STRAINED, t);
	}

	action enter_fading {
		machine_enter(base, PEER_FADING, t);
	}

	action enter_orphaned {
		machine_enter(base, PEER_ORPHANED, t);
	}

	action row_0 {
		machine_row(base, 0, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_2 {
		machine_row(base, 2, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		peer_look_again(m, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		peer_look_again(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		peer_hang_up(m, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		peer_hang_up(m, t);
		peer_report_apart(m, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		peer_look_again(m, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		peer_look_again(m, t);
	}

	action row_55 {
		machine_row(base, 55, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		peer_look_again(m, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		peer_look_again(m, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_91 {
		machine_row(base, 91, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		peer_look_again(m, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		peer_look_again(m, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_101 {
		machine_row(base, 101, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		peer_look_again(m, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		peer_look_again(m, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		peer_dial_far(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_127 {
		machine_row(base, 127, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_134 {
		machine_row(base, 134, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		peer_look_again(m, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		peer_look_again(m, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_147 {
		machine_row(base, 147, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_148 {
		machine_row(base, 148, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_150 {
		machine_row(base, 150, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_156 {
		machine_row(base, 156, t);
		peer_hang_up(m, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_157 {
		machine_row(base, 157, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_158 {
		machine_row(base, 158, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_160 {
		machine_row(base, 160, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_161 {
		machine_row(base, 161, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_162 {
		machine_row(base, 162, t);
		peer_look_again(m, t);
	}

	action row_163 {
		machine_row(base, 163, t);
		peer_look_again(m, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_169 {
		machine_row(base, 169, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_170 {
		machine_row(base, 170, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_172 {
		machine_row(base, 172, t);
		peer_dial_far(m, t);
	}

	action row_176 {
		machine_row(base, 176, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_179 {
		machine_row(base, 179, t);
		peer_ask(m, t);
		peer_dial(m, t);
	}

	action row_180 {
		machine_row(base, 180, t);
		peer_ask(m, t);
		peer_dial(m, t);
		peer_report_refused(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_181 {
		machine_row(base, 181, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_182 {
		machine_row(base, 182, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_184 {
		machine_row(base, 184, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_185 {
		machine_row(base, 185, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_186 {
		machine_row(base, 186, t);
		peer_look_again(m, t);
	}

	action row_187 {
		machine_row(base, 187, t);
		peer_look_again(m, t);
	}

	action row_192 {
		machine_row(base, 192, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_193 {
		machine_row(base, 193, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_194 {
		machine_row(base, 194, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_196 {
		machine_row(base, 196, t);
		peer_dial_far(m, t);
	}

	action row_200 {
		machine_row(base, 200, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_202 {
		machine_row(base, 202, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_203 {
		machine_row(base, 203, t);
		peer_look_again(m, t);
	}

	action row_204 {
		machine_row(base, 204, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_205 {
		machine_row(base, 205, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_207 {
		machine_row(base, 207, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_208 {
		machine_row(base, 208, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_209 {
		machine_row(base, 209, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}

	action row_210 {
		machine_row(base, 210, t);
		peer_look_again(m, t);
	}

	action row_215 {
		machine_row(base, 215, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_217 {
		machine_row(base, 217, t);
		peer_drop_spare(m, t);
	}

	action row_221 {
		machine_row(base, 221, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_223 {
		machine_row(base, 223, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_225 {
		machine_row(base, 225, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_226 {
		machine_row(base, 226, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_227 {
		machine_row(base, 227, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_229 {
		machine_row(base, 229, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_230 {
		machine_row(base, 230, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_231 {
		machine_row(base, 231, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}

	action row_232 {
		machine_row(base, 232, t);
		peer_look_again(m, t);
	}

	action row_237 {
		machine_row(base, 237, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_238 {
		machine_row(base, 238, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_239 {
		machine_row(base, 239, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_240 {
		machine_row(base, 240, t);
		peer_look_again(m, t);
	}

	action row_241 {
		machine_row(base, 241, t);
		peer_look_again(m, t);
	}

	action row_242 {
		machine_row(base, 242, t);
		peer_look_again(m, t);
	}

	action row_243 {
		machine_row(base, 243, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_244 {
		machine_row(base, 244, t);
		peer_report_moved(m, t);
	}

	action row_245 {
		machine_row(base, 245, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_247 {
		machine_row(base, 247, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_248 {
		machine_row(base, 248, t);
		peer_look_again(m, t);
	}

	action row_249 {
		machine_row(base, 249, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_250 {
		machine_row(base, 250, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_252 {
		machine_row(base, 252, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_253 {
		machine_row(base, 253, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_254 {
		machine_row(base, 254, t);
		peer_look_again(m, t);
	}

	action row_255 {
		machine_row(base, 255, t);
		peer_look_again(m, t);
	}

	action row_256 {
		machine_row(base, 256, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_257 {
		machine_row(base, 257, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}

	action row_258 {
		machine_row(base, 258, t);
		peer_hang_up(m, t);
	}

	action row_259 {
		machine_row(base, 259, t);
		peer_hang_up(m, t);
	}

	action row_260 {
		machine_row(base, 260, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_261 {
		machine_row(base, 261, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_262 {
		machine_row(base, 262, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_266 {
		machine_row(base, 266, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_268 {
		machine_row(base, 268, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_270 {
		machine_row(base, 270, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_271 {
		machine_row(base, 271, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_272 {
		machine_row(base, 272, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_274 {
		machine_row(base, 274, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_275 {
		machine_row(base, 275, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_276 {
		machine_row(base, 276, t);
		peer_look_again(m, t);
	}

	action row_277 {
		machine_row(base, 277, t);
		peer_look_again(m, t);
	}

	action row_282 {
		machine_row(base, 282, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_283 {
		machine_row(base, 283, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_284 {
		machine_row(base, 284, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_288 {
		machine_row(base, 288, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_289 {
		machine_row(base, 289, t);
		peer_report_moved(m, t);
	}

	action row_290 {
		machine_row(base, 290, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_292 {
		machine_row(base, 292, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_293 {
		machine_row(base, 293, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_294 {
		machine_row(base, 294, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_295 {
		machine_row(base, 295, t);
		peer_move_peer(m, t);
	}

	action row_297 {
		machine_row(base, 297, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_298 {
		machine_row(base, 298, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_299 {
		machine_row(base, 299, t);
		peer_look_again(m, t);
	}

	action row_300 {
		machine_row(base, 300, t);
		peer_look_again(m, t);
	}

	action row_305 {
		machine_row(base, 305, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_306 {
		machine_row(base, 306, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_307 {
		machine_row(base, 307, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_308 {
		machine_row(base, 308, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_309 {
		machine_row(base, 309, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_310 {
		machine_row(base, 310, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_311 {
		machine_row(base, 311, t);
		peer_report_down(m, t);
	}

	action row_313 {
		machine_row(base, 313, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_315 {
		machine_row(base, 315, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_316 {
		machine_row(base, 316, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_317 {
		machine_row(base, 317, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_318 {
		machine_row(base, 318, t);
		peer_move_peer(m, t);
	}

	action row_320 {
		machine_row(base, 320, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_321 {
		machine_row(base, 321, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_322 {
		machine_row(base, 322, t);
		peer_look_again(m, t);
	}

	action row_323 {
		machine_row(base, 323, t);
		peer_look_again(m, t);
	}

	action row_328 {
		machine_row(base, 328, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_329 {
		machine_row(base, 329, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_330 {
		machine_row(base, 330, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_331 {
		machine_row(base, 331, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_333 {
		machine_row(base, 333, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_334 {
		machine_row(base, 334, t);
		peer_report_down(m, t);
	}

	action row_336 {
		machine_row(base, 336, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_338 {
		machine_row(base, 338, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_339 {
		machine_row(base, 339, t);
		peer_hang_up(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_340 {
		machine_row(base, 340, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_341 {
		machine_row(base, 341, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_343 {
		machine_row(base, 343, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_344 {
		machine_row(base, 344, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_345 {
		machine_row(base, 345, t);
		peer_look_again(m, t);
	}

	action row_346 {
		machine_row(base, 346, t);
		peer_look_again(m, t);
	}

	action row_351 {
		machine_row(base, 351, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_352 {
		machine_row(base, 352, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_353 {
		machine_row(base, 353, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_357 {
		machine_row(base, 357, t);
		peer_report_down(m, t);
	}

	action row_358 {
		machine_row(base, 358, t);
		peer_report_moved(m, t);
	}

	action row_359 {
		machine_row(base, 359, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_361 {
		machine_row(base, 361, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_362 {
		machine_row(base, 362, t);
		peer_look_again(m, t);
	}

	action row_363 {
		machine_row(base, 363, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_364 {
		machine_row(base, 364, t);
		peer_move_peer(m, t);
	}

	action row_365 {
		machine_row(base, 365, t);
	}

	action row_366 {
		machine_row(base, 366, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_368 {
		machine_row(base, 368, t);
		peer_rekey(m, t);
	}

	action row_369 {
		machine_row(base, 369, t);
		peer_rekey(m, t);
	}

	action row_374 {
		machine_row(base, 374, t);
		peer_drop_older(m, t);
	}

	action row_380 {
		machine_row(base, 380, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_382 {
		machine_row(base, 382, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_384 {
		machine_row(base, 384, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_385 {
		machine_row(base, 385, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_386 {
		machine_row(base, 386, t);
		peer_move_peer(m, t);
	}

	action row_387 {
		machine_row(base, 387, t);
		peer_move_peer(m, t);
	}

	action row_389 {
		machine_row(base, 389, t);
		peer_move_peer(m, t);
	}

	action row_390 {
		machine_row(base, 390, t);
		peer_remove_peer(m, t);
	}

	action row_406 {
		machine_row(base, 406, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_407 {
		machine_row(base, 407, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_unknown
	),

	in_unknown: (
		on_located @row_0 -> in_adrift |
		on_followed @row_1 -> in_adrift |
		on_back @row_2 -> in_adrift |
		on_reborn @row_3 -> in_adrift |
		on_vanished -> in_unknown |
		on_we_moved -> in_unknown |
		on_we_crossed -> in_unknown |
		on_we_dial -> in_unknown |
		on_they_first -> in_unknown |
		on_they_dial -> in_unknown |
		on_nobody -> in_unknown |
		on_up -> in_unknown |
		on_up_second -> in_unknown |
		on_up_spare -> in_unknown |
		on_failed -> in_unknown |
		on_missed -> in_unknown |
		on_refused -> in_unknown |
		on_fell -> in_unknown |
		on_rekeyed -> in_unknown |
		on_backend_off -> in_unknown |
		on_backend_on -> in_unknown |
		on_unwanted -> in_unknown |
		restore_unknown -> in_unknown |
		restore_adrift -> in_adrift |
		restore_apart -> in_apart |
		restore_awaiting -> in_awaiting |
		restore_deferring -> in_deferring |
		restore_dialing -> in_dialing |
		restore_pressing -> in_pressing |
		restore_doubting -> in_doubting |
		restore_resting -> in_resting |
		restore_open -> in_open |
		restore_nudging -> in_nudging |
		restore_astray -> in_astray |
		restore_yielding -> in_yielding |
		restore_shifting -> in_shifting |
		restore_forcing -> in_forcing |
		restore_strained -> in_strained |
		restore_fading -> in_fading |
		restore_orphaned -> in_orphaned |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | restore_unknown | restore_adrift | restore_apart | restore_awaiting | restore_deferring | restore_dialing | restore_pressing | restore_doubting | restore_resting | restore_open | restore_nudging | restore_astray | restore_yielding | restore_shifting | restore_forcing | restore_strained | restore_fading | restore_orphaned | zlen)) @impossible -> in_unknown
	) >~enter_unknown,
	in_adrift: (
		on_located @row_22 -> in_adrift |
		on_followed @row_23 -> in_adrift |
		on_back -> in_adrift |
		on_reborn @row_25 -> in_adrift |
		on_vanished @row_26 -> in_unknown |
		on_we_moved @row_27 -> in_adrift |
		on_we_crossed @row_28 -> in_adrift |
		on_we_dial @row_29 -> in_dialing |
		on_they_first @row_30 -> in_deferring |
		on_they_dial @row_31 -> in_awaiting |
		on_nobody @row_32 -> in_apart |
		on_up @row_33 -> in_open |
		on_up_second @row_34 -> in_open |
		on_up_spare @row_35 -> in_open |
		on_failed -> in_adrift |
		on_missed -> in_adrift |
		on_refused -> in_adrift |
		on_fell -> in_adrift |
		on_rekeyed -> in_adrift |
		on_backend_off @row_41 -> in_orphaned |
		on_backend_on -> in_adrift |
		on_unwanted @row_43 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_adrift
	) >~enter_adrift,
	in_apart: (
		on_located @row_44 -> in_adrift |
		on_followed @row_45 -> in_adrift |
		on_back -> in_apart |
		on_reborn @row_47 -> in_adrift |
		on_vanished @row_48 -> in_unknown |
		on_we_moved @row_49 -> in_adrift |
		on_we_crossed @row_50 -> in_adrift |
		on_we_dial -> in_apart |
		on_they_first -> in_apart |
		on_they_dial -> in_apart |
		on_nobody -> in_apart |
		on_up @row_55 -> in_open |
		on_up_second @row_56 -> in_open |
		on_up_spare @row_57 -> in_open |
		on_failed -> in_apart |
		on_missed -> in_apart |
		on_refused -> in_apart |
		on_fell -> in_apart |
		on_rekeyed -> in_apart |
		on_backend_off @row_63 -> in_orphaned |
		on_backend_on -> in_apart |
		on_unwanted @row_65 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_apart
	) >~enter_apart,
	in_awaiting: (
		on_located @row_66 -> in_adrift |
		on_followed @row_67 -> in_adrift |
		on_back -> in_awaiting |
		on_reborn @row_69 -> in_adrift |
		on_vanished @row_70 -> in_unknown |
		on_we_moved @row_71 -> in_adrift |
		on_we_crossed @row_72 -> in_adrift |
		on_we_dial -> in_awaiting |
		on_they_first -> in_awaiting |
		on_they_dial -> in_awaiting |
		on_nobody -> in_awaiting |
		on_up @row_77 -> in_open |
		on_up_second @row_78 -> in_open |
		on_up_spare @row_79 -> in_open |
		on_failed -> in_awaiting |
		on_missed -> in_awaiting |
		on_refused -> in_awaiting |
		on_fell -> in_awaiting |
		on_rekeyed -> in_awaiting |
		on_backend_off @row_85 -> in_orphaned |
		on_backend_on -> in_awaiting |
		on_unwanted @row_87 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_awaiting
	) >~enter_awaiting,
	in_deferring: (
		on_located @row_88 -> in_adrift |
		on_followed @row_89 -> in_adrift |
		on_back -> in_deferring |
		on_reborn @row_91 -> in_adrift |
		on_vanished @row_92 -> in_unknown |
		on_we_moved @row_93 -> in_adrift |
		on_we_crossed @row_94 -> in_adrift |
		on_we_dial -> in_deferring |
		on_they_first -> in_deferring |
		on_they_dial -> in_deferring |
		on_nobody -> in_deferring |
		on_up @row_99 -> in_open |
		on_up_second @row_100 -> in_open |
		on_up_spare @row_101 -> in_open |
		on_failed -> in_deferring |
		on_missed -> in_deferring |
		on_refused -> in_deferring |
		on_fell -> in_deferring |
		on_rekeyed -> in_deferring |
		on_backend_off @row_107 -> in_orphaned |
		on_backend_on -> in_deferring |
		on_unwanted @row_109 -> in_unknown |
		on_courtesy_spent @row_110 -> in_dialing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_deferring
	) >~enter_deferring,
	in_dialing: (
		on_located @row_111 -> in_adrift |
		on_followed @row_112 -> in_adrift |
		on_back -> in_dialing |
		on_reborn @row_114 -> in_adrift |
		on_vanished @row_115 -> in_unknown |
		on_we_moved @row_116 -> in_adrift |
		on_we_crossed @row_117 -> in_adrift |
		on_we_dial -> in_dialing |
		on_they_first -> in_dialing |
		on_they_dial -> in_dialing |
		on_nobody -> in_dialing |
		on_up @row_122 -> in_open |
		on_up_second @row_123 -> in_open |
		on_up_spare @row_124 -> in_open |
		on_failed @row_125 -> in_resting |
		on_missed @row_126 -> in_doubting |
		on_refused @row_127 -> in_doubting |
		on_fell -> in_dialing |
		on_rekeyed -> in_dialing |
		on_backend_off @row_130 -> in_orphaned |
		on_backend_on -> in_dialing |
		on_unwanted @row_132 -> in_unknown |
		on_knock_spent @row_133 -> in_pressing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_dialing
	) >~enter_dialing,
	in_pressing: (
		on_located @row_134 -> in_adrift |
		on_followed @row_135 -> in_adrift |
		on_back -> in_pressing |
		on_reborn @row_137 -> in_adrift |
		on_vanished @row_138 -> in_unknown |
		on_we_moved @row_139 -> in_adrift |
		on_we_crossed @row_140 -> in_adrift |
		on_we_dial -> in_pressing |
		on_they_first -> in_pressing |
		on_they_dial -> in_pressing |
		on_nobody -> in_pressing |
		on_up @row_145 -> in_open |
		on_up_second @row_146 -> in_open |
		on_up_spare @row_147 -> in_open |
		on_failed @row_148 -> in_resting |
		on_missed -> in_pressing |
		on_refused @row_150 -> in_doubting |
		on_fell -> in_pressing |
		on_rekeyed -> in_pressing |
		on_backend_off @row_153 -> in_orphaned |
		on_backend_on -> in_pressing |
		on_unwanted @row_155 -> in_unknown |
		on_patience_spent @row_156 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_pressing
	) >~enter_pressing,
	in_doubting: (
		on_located @row_157 -> in_adrift |
		on_followed @row_158 -> in_adrift |
		on_back -> in_doubting |
		on_reborn @row_160 -> in_adrift |
		on_vanished @row_161 -> in_unknown |
		on_we_moved @row_162 -> in_adrift |
		on_we_crossed @row_163 -> in_adrift |
		on_we_dial -> in_doubting |
		on_they_first -> in_doubting |
		on_they_dial -> in_doubting |
		on_nobody -> in_doubting |
		on_up @row_168 -> in_open |
		on_up_second @row_169 -> in_open |
		on_up_spare @row_170 -> in_open |
		on_failed -> in_doubting |
		on_missed @row_172 -> in_doubting |
		on_refused -> in_doubting |
		on_fell -> in_doubting |
		on_rekeyed -> in_doubting |
		on_backend_off @row_176 -> in_orphaned |
		on_backend_on -> in_doubting |
		on_unwanted @row_178 -> in_unknown |
		on_doubt @row_179 -> in_doubting |
		on_doubt_spent @row_180 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_doubt | on_doubt_spent | zlen)) @impossible -> in_doubting
	) >~enter_doubting,
	in_resting: (
		on_located @row_181 -> in_adrift |
		on_followed @row_182 -> in_adrift |
		on_back -> in_resting |
		on_reborn @row_184 -> in_adrift |
		on_vanished @row_185 -> in_unknown |
		on_we_moved @row_186 -> in_adrift |
		on_we_crossed @row_187 -> in_adrift |
		on_we_dial -> in_resting |
		on_they_first -> in_resting |
		on_they_dial -> in_resting |
		on_nobody -> in_resting |
		on_up @row_192 -> in_open |
		on_up_second @row_193 -> in_open |
		on_up_spare @row_194 -> in_open |
		on_failed -> in_resting |
		on_missed @row_196 -> in_resting |
		on_refused -> in_resting |
		on_fell -> in_resting |
		on_rekeyed -> in_resting |
		on_backend_off @row_200 -> in_orphaned |
		on_backend_on -> in_resting |
		on_unwanted @row_202 -> in_unknown |
		on_again @row_203 -> in_adrift |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_open: (
		on_located @row_204 -> in_astray |
		on_followed @row_205 -> in_open |
		on_back -> in_open |
		on_reborn @row_207 -> in_adrift |
		on_vanished @row_208 -> in_fading |
		on_we_moved @row_209 -> in_nudging |
		on_we_crossed @row_210 -> in_astray |
		on_we_dial -> in_open |
		on_they_first -> in_open |
		on_they_dial -> in_open |
		on_nobody -> in_open |
		on_up @row_215 -> in_open |
		on_up_second -> in_open |
		on_up_spare @row_217 -> in_open |
		on_failed -> in_open |
		on_missed -> in_open |
		on_refused -> in_open |
		on_fell @row_221 -> in_adrift |
		on_rekeyed -> in_open |
		on_backend_off @row_223 -> in_orphaned |
		on_backend_on -> in_open |
		on_unwanted @row_225 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_open
	) >~enter_open,
	in_nudging: (
		on_located @row_226 -> in_astray |
		on_followed @row_227 -> in_nudging |
		on_back -> in_nudging |
		on_reborn @row_229 -> in_adrift |
		on_vanished @row_230 -> in_fading |
		on_we_moved @row_231 -> in_nudging |
		on_we_crossed @row_232 -> in_astray |
		on_we_dial -> in_nudging |
		on_they_first -> in_nudging |
		on_they_dial -> in_nudging |
		on_nobody -> in_nudging |
		on_up @row_237 -> in_open |
		on_up_second @row_238 -> in_open |
		on_up_spare @row_239 -> in_open |
		on_failed @row_240 -> in_astray |
		on_missed @row_241 -> in_astray |
		on_refused @row_242 -> in_astray |
		on_fell @row_243 -> in_adrift |
		on_rekeyed @row_244 -> in_open |
		on_backend_off @row_245 -> in_orphaned |
		on_backend_on -> in_nudging |
		on_unwanted @row_247 -> in_unknown |
		on_nudge_spent @row_248 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_nudge_spent | zlen)) @impossible -> in_nudging
	) >~enter_nudging,
	in_astray: (
		on_located @row_249 -> in_astray |
		on_followed @row_250 -> in_astray |
		on_back -> in_astray |
		on_reborn @row_252 -> in_adrift |
		on_vanished @row_253 -> in_fading |
		on_we_moved @row_254 -> in_astray |
		on_we_crossed @row_255 -> in_astray |
		on_we_dial @row_256 -> in_shifting |
		on_they_first @row_257 -> in_yielding |
		on_they_dial @row_258 -> in_open |
		on_nobody @row_259 -> in_open |
		on_up @row_260 -> in_open |
		on_up_second @row_261 -> in_open |
		on_up_spare @row_262 -> in_open |
		on_failed -> in_astray |
		on_missed -> in_astray |
		on_refused -> in_astray |
		on_fell @row_266 -> in_adrift |
		on_rekeyed -> in_astray |
		on_backend_off @row_268 -> in_orphaned |
		on_backend_on -> in_astray |
		on_unwanted @row_270 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_astray
	) >~enter_astray,
	in_yielding: (
		on_located @row_271 -> in_astray |
		on_followed @row_272 -> in_open |
		on_back -> in_yielding |
		on_reborn @row_274 -> in_adrift |
		on_vanished @row_275 -> in_fading |
		on_we_moved @row_276 -> in_astray |
		on_we_crossed @row_277 -> in_astray |
		on_we_dial -> in_yielding |
		on_they_first -> in_yielding |
		on_they_dial -> in_yielding |
		on_nobody -> in_yielding |
		on_up @row_282 -> in_open |
		on_up_second @row_283 -> in_open |
		on_up_spare @row_284 -> in_open |
		on_failed -> in_yielding |
		on_missed -> in_yielding |
		on_refused -> in_yielding |
		on_fell @row_288 -> in_adrift |
		on_rekeyed @row_289 -> in_open |
		on_backend_off @row_290 -> in_orphaned |
		on_backend_on -> in_yielding |
		on_unwanted @row_292 -> in_unknown |
		on_courtesy_spent @row_293 -> in_shifting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_yielding
	) >~enter_yielding,
	in_shifting: (
		on_located @row_294 -> in_astray |
		on_followed @row_295 -> in_shifting |
		on_back -> in_shifting |
		on_reborn @row_297 -> in_adrift |
		on_vanished @row_298 -> in_fading |
		on_we_moved @row_299 -> in_astray |
		on_we_crossed @row_300 -> in_astray |
		on_we_dial -> in_shifting |
		on_they_first -> in_shifting |
		on_they_dial -> in_shifting |
		on_nobody -> in_shifting |
		on_up @row_305 -> in_open |
		on_up_second @row_306 -> in_open |
		on_up_spare @row_307 -> in_open |
		on_failed @row_308 -> in_strained |
		on_missed @row_309 -> in_forcing |
		on_refused @row_310 -> in_doubting |
		on_fell @row_311 -> in_dialing |
		on_rekeyed -> in_shifting |
		on_backend_off @row_313 -> in_orphaned |
		on_backend_on -> in_shifting |
		on_unwanted @row_315 -> in_unknown |
		on_knock_spent @row_316 -> in_forcing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_shifting
	) >~enter_shifting,
	in_forcing: (
		on_located @row_317 -> in_astray |
		on_followed @row_318 -> in_forcing |
		on_back -> in_forcing |
		on_reborn @row_320 -> in_adrift |
		on_vanished @row_321 -> in_fading |
		on_we_moved @row_322 -> in_astray |
		on_we_crossed @row_323 -> in_astray |
		on_we_dial -> in_forcing |
		on_they_first -> in_forcing |
		on_they_dial -> in_forcing |
		on_nobody -> in_forcing |
		on_up @row_328 -> in_open |
		on_up_second @row_329 -> in_open |
		on_up_spare @row_330 -> in_open |
		on_failed @row_331 -> in_strained |
		on_missed -> in_forcing |
		on_refused @row_333 -> in_doubting |
		on_fell @row_334 -> in_pressing |
		on_rekeyed -> in_forcing |
		on_backend_off @row_336 -> in_orphaned |
		on_backend_on -> in_forcing |
		on_unwanted @row_338 -> in_unknown |
		on_patience_spent @row_339 -> in_strained |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_forcing
	) >~enter_forcing,
	in_strained: (
		on_located @row_340 -> in_astray |
		on_followed @row_341 -> in_open |
		on_back -> in_strained |
		on_reborn @row_343 -> in_adrift |
		on_vanished @row_344 -> in_fading |
		on_we_moved @row_345 -> in_astray |
		on_we_crossed @row_346 -> in_astray |
		on_we_dial -> in_strained |
		on_they_first -> in_strained |
		on_they_dial -> in_strained |
		on_nobody -> in_strained |
		on_up @row_351 -> in_open |
		on_up_second @row_352 -> in_open |
		on_up_spare @row_353 -> in_open |
		on_failed -> in_strained |
		on_missed -> in_strained |
		on_refused -> in_strained |
		on_fell @row_357 -> in_resting |
		on_rekeyed @row_358 -> in_open |
		on_backend_off @row_359 -> in_orphaned |
		on_backend_on -> in_strained |
		on_unwanted @row_361 -> in_unknown |
		on_again @row_362 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_strained
	) >~enter_strained,
	in_fading: (
		on_located @row_363 -> in_astray |
		on_followed @row_364 -> in_open |
		on_back @row_365 -> in_open |
		on_reborn @row_366 -> in_adrift |
		on_vanished -> in_fading |
		on_we_moved @row_368 -> in_fading |
		on_we_crossed @row_369 -> in_fading |
		on_we_dial -> in_fading |
		on_they_first -> in_fading |
		on_they_dial -> in_fading |
		on_nobody -> in_fading |
		on_up @row_374 -> in_fading |
		on_up_second -> in_fading |
		on_up_spare -> in_fading |
		on_failed -> in_fading |
		on_missed -> in_fading |
		on_refused -> in_fading |
		on_fell @row_380 -> in_unknown |
		on_rekeyed -> in_fading |
		on_backend_off @row_382 -> in_unknown |
		on_backend_on -> in_fading |
		on_unwanted @row_384 -> in_unknown |
		on_linger_spent @row_385 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_linger_spent | zlen)) @impossible -> in_fading
	) >~enter_fading,
	in_orphaned: (
		on_located @row_386 -> in_orphaned |
		on_followed @row_387 -> in_orphaned |
		on_back -> in_orphaned |
		on_reborn @row_389 -> in_orphaned |
		on_vanished @row_390 -> in_unknown |
		on_we_moved -> in_orphaned |
		on_we_crossed -> in_orphaned |
		on_we_dial -> in_orphaned |
		on_they_first -> in_orphaned |
		on_they_dial -> in_orphaned |
		on_nobody -> in_orphaned |
		on_up -> in_orphaned |
		on_up_second -> in_orphaned |
		on_up_spare -> in_orphaned |
		on_failed -> in_orphaned |
		on_missed -> in_orphaned |
		on_refused -> in_orphaned |
		on_fell -> in_orphaned |
		on_rekeyed -> in_orphaned |
		on_backend_off -> in_orphaned |
		on_backend_on @row_406 -> in_adrift |
		on_unwanted @row_407 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_orphaned
	) >~enter_orphaned;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
run(struct peer *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
peer_begin(struct peer *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &peer_chart);
	%% write init;
}

void
peer_restore(struct peer *m, enum peer_state state)
{
	assert((unsigned)state < PEER_STATE_COUNT);
	peer_begin(m);
	run(m, (int)PEER_EVENT_COUNT + (int)state, NULL);
}

void
peer_step(struct peer *m, enum peer_event ev, struct turn *t)
{
	assert((unsigned)ev < PEER_EVENT_COUNT);
	run(m, (int)ev, t);
}
