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
	on_failed = 13;
	on_missed = 14;
	on_refused = 15;
	on_fell = 16;
	on_rekeyed = 17;
	on_backend_off = 18;
	on_backend_on = 19;
	on_unwanted = 20;
	on_knock_spent = 21;
	on_patience_spent = 22;
	on_courtesy_spent = 23;
	on_doubt = 24;
	on_doubt_spent = 25;
	on_again = 26;
	on_nudge_spent = 27;
	on_linger_spent = 28;

	# A stored state is come back to by an event of its own.
	restore_unknown = 29;
	restore_adrift = 30;
	restore_apart = 31;
	restore_awaiting = 32;
	restore_deferring = 33;
	restore_dialing = 34;
	restore_pressing = 35;
	restore_doubting = 36;
	restore_resting = 37;
	restore_open = 38;
	restore_nudging = 39;
	restore_astray = 40;
	restore_yielding = 41;
	restore_shifting = 42;
	restore_forcing = 43;
	restore_strained = 44;
	restore_fading = 45;
	restore_orphaned = 46;

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

	action row_21 {
		machine_row(base, 21, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		peer_look_again(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		peer_look_again(m, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		peer_hang_up(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		peer_hang_up(m, t);
		peer_report_apart(m, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		peer_look_again(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		peer_look_again(m, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		peer_look_again(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		peer_look_again(m, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		peer_look_again(m, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		peer_look_again(m, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		peer_look_again(m, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		peer_look_again(m, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_120 {
		machine_row(base, 120, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_127 {
		machine_row(base, 127, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		peer_look_again(m, t);
	}

	action row_134 {
		machine_row(base, 134, t);
		peer_look_again(m, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		peer_hang_up(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_141 {
		machine_row(base, 141, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_148 {
		machine_row(base, 148, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_149 {
		machine_row(base, 149, t);
		peer_hang_up(m, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_150 {
		machine_row(base, 150, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_151 {
		machine_row(base, 151, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_154 {
		machine_row(base, 154, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		peer_look_again(m, t);
	}

	action row_156 {
		machine_row(base, 156, t);
		peer_look_again(m, t);
	}

	action row_161 {
		machine_row(base, 161, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_162 {
		machine_row(base, 162, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_170 {
		machine_row(base, 170, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_171 {
		machine_row(base, 171, t);
		peer_ask(m, t);
	}

	action row_172 {
		machine_row(base, 172, t);
		peer_ask(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_173 {
		machine_row(base, 173, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_174 {
		machine_row(base, 174, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_176 {
		machine_row(base, 176, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		peer_look_again(m, t);
	}

	action row_179 {
		machine_row(base, 179, t);
		peer_look_again(m, t);
	}

	action row_184 {
		machine_row(base, 184, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_185 {
		machine_row(base, 185, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
	}

	action row_191 {
		machine_row(base, 191, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_193 {
		machine_row(base, 193, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_194 {
		machine_row(base, 194, t);
		peer_look_again(m, t);
	}

	action row_195 {
		machine_row(base, 195, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_196 {
		machine_row(base, 196, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_198 {
		machine_row(base, 198, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_199 {
		machine_row(base, 199, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_200 {
		machine_row(base, 200, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}

	action row_201 {
		machine_row(base, 201, t);
		peer_look_again(m, t);
	}

	action row_206 {
		machine_row(base, 206, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_211 {
		machine_row(base, 211, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_213 {
		machine_row(base, 213, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_215 {
		machine_row(base, 215, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_216 {
		machine_row(base, 216, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_217 {
		machine_row(base, 217, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_219 {
		machine_row(base, 219, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_220 {
		machine_row(base, 220, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_221 {
		machine_row(base, 221, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}

	action row_222 {
		machine_row(base, 222, t);
		peer_look_again(m, t);
	}

	action row_227 {
		machine_row(base, 227, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_228 {
		machine_row(base, 228, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_229 {
		machine_row(base, 229, t);
		peer_look_again(m, t);
	}

	action row_230 {
		machine_row(base, 230, t);
		peer_look_again(m, t);
	}

	action row_231 {
		machine_row(base, 231, t);
		peer_look_again(m, t);
	}

	action row_232 {
		machine_row(base, 232, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_233 {
		machine_row(base, 233, t);
		peer_report_moved(m, t);
	}

	action row_234 {
		machine_row(base, 234, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_236 {
		machine_row(base, 236, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_237 {
		machine_row(base, 237, t);
		peer_look_again(m, t);
	}

	action row_238 {
		machine_row(base, 238, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_239 {
		machine_row(base, 239, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_241 {
		machine_row(base, 241, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_242 {
		machine_row(base, 242, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_243 {
		machine_row(base, 243, t);
		peer_look_again(m, t);
	}

	action row_244 {
		machine_row(base, 244, t);
		peer_look_again(m, t);
	}

	action row_245 {
		machine_row(base, 245, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_246 {
		machine_row(base, 246, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
	}

	action row_247 {
		machine_row(base, 247, t);
		peer_hang_up(m, t);
	}

	action row_248 {
		machine_row(base, 248, t);
		peer_hang_up(m, t);
	}

	action row_249 {
		machine_row(base, 249, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_250 {
		machine_row(base, 250, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_254 {
		machine_row(base, 254, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_256 {
		machine_row(base, 256, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_258 {
		machine_row(base, 258, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_259 {
		machine_row(base, 259, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_260 {
		machine_row(base, 260, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_262 {
		machine_row(base, 262, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_263 {
		machine_row(base, 263, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_264 {
		machine_row(base, 264, t);
		peer_look_again(m, t);
	}

	action row_265 {
		machine_row(base, 265, t);
		peer_look_again(m, t);
	}

	action row_270 {
		machine_row(base, 270, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_271 {
		machine_row(base, 271, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_275 {
		machine_row(base, 275, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
	}

	action row_276 {
		machine_row(base, 276, t);
		peer_report_moved(m, t);
	}

	action row_277 {
		machine_row(base, 277, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_279 {
		machine_row(base, 279, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_280 {
		machine_row(base, 280, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_281 {
		machine_row(base, 281, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_282 {
		machine_row(base, 282, t);
		peer_move_peer(m, t);
	}

	action row_284 {
		machine_row(base, 284, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_285 {
		machine_row(base, 285, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_286 {
		machine_row(base, 286, t);
		peer_look_again(m, t);
	}

	action row_287 {
		machine_row(base, 287, t);
		peer_look_again(m, t);
	}

	action row_292 {
		machine_row(base, 292, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_293 {
		machine_row(base, 293, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_294 {
		machine_row(base, 294, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_295 {
		machine_row(base, 295, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_296 {
		machine_row(base, 296, t);
		peer_report_down(m, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_297 {
		machine_row(base, 297, t);
		peer_report_down(m, t);
	}

	action row_299 {
		machine_row(base, 299, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_301 {
		machine_row(base, 301, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_302 {
		machine_row(base, 302, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
	}

	action row_303 {
		machine_row(base, 303, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_304 {
		machine_row(base, 304, t);
		peer_move_peer(m, t);
	}

	action row_306 {
		machine_row(base, 306, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_307 {
		machine_row(base, 307, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_308 {
		machine_row(base, 308, t);
		peer_look_again(m, t);
	}

	action row_309 {
		machine_row(base, 309, t);
		peer_look_again(m, t);
	}

	action row_314 {
		machine_row(base, 314, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_315 {
		machine_row(base, 315, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_316 {
		machine_row(base, 316, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_318 {
		machine_row(base, 318, t);
		peer_report_down(m, t);
		peer_report_refused(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
	}

	action row_319 {
		machine_row(base, 319, t);
		peer_report_down(m, t);
	}

	action row_321 {
		machine_row(base, 321, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_323 {
		machine_row(base, 323, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_324 {
		machine_row(base, 324, t);
		peer_hang_up(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
	}

	action row_325 {
		machine_row(base, 325, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_326 {
		machine_row(base, 326, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_328 {
		machine_row(base, 328, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_329 {
		machine_row(base, 329, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
	}

	action row_330 {
		machine_row(base, 330, t);
		peer_look_again(m, t);
	}

	action row_331 {
		machine_row(base, 331, t);
		peer_look_again(m, t);
	}

	action row_336 {
		machine_row(base, 336, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
	}

	action row_337 {
		machine_row(base, 337, t);
		peer_drop_older(m, t);
		peer_report_moved(m, t);
	}

	action row_341 {
		machine_row(base, 341, t);
		peer_report_down(m, t);
	}

	action row_342 {
		machine_row(base, 342, t);
		peer_report_moved(m, t);
	}

	action row_343 {
		machine_row(base, 343, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
	}

	action row_345 {
		machine_row(base, 345, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_346 {
		machine_row(base, 346, t);
		peer_look_again(m, t);
	}

	action row_347 {
		machine_row(base, 347, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_348 {
		machine_row(base, 348, t);
		peer_move_peer(m, t);
	}

	action row_349 {
		machine_row(base, 349, t);
	}

	action row_350 {
		machine_row(base, 350, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_352 {
		machine_row(base, 352, t);
		peer_rekey(m, t);
	}

	action row_353 {
		machine_row(base, 353, t);
		peer_rekey(m, t);
	}

	action row_358 {
		machine_row(base, 358, t);
		peer_drop_older(m, t);
	}

	action row_363 {
		machine_row(base, 363, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_365 {
		machine_row(base, 365, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_367 {
		machine_row(base, 367, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
	}

	action row_368 {
		machine_row(base, 368, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
	}

	action row_369 {
		machine_row(base, 369, t);
		peer_move_peer(m, t);
	}

	action row_370 {
		machine_row(base, 370, t);
		peer_move_peer(m, t);
	}

	action row_372 {
		machine_row(base, 372, t);
		peer_move_peer(m, t);
	}

	action row_373 {
		machine_row(base, 373, t);
		peer_remove_peer(m, t);
	}

	action row_388 {
		machine_row(base, 388, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
	}

	action row_389 {
		machine_row(base, 389, t);
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
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | restore_unknown | restore_adrift | restore_apart | restore_awaiting | restore_deferring | restore_dialing | restore_pressing | restore_doubting | restore_resting | restore_open | restore_nudging | restore_astray | restore_yielding | restore_shifting | restore_forcing | restore_strained | restore_fading | restore_orphaned | zlen)) @impossible -> in_unknown
	) >~enter_unknown,
	in_adrift: (
		on_located @row_21 -> in_adrift |
		on_followed @row_22 -> in_adrift |
		on_back -> in_adrift |
		on_reborn @row_24 -> in_adrift |
		on_vanished @row_25 -> in_unknown |
		on_we_moved @row_26 -> in_adrift |
		on_we_crossed @row_27 -> in_adrift |
		on_we_dial @row_28 -> in_dialing |
		on_they_first @row_29 -> in_deferring |
		on_they_dial @row_30 -> in_awaiting |
		on_nobody @row_31 -> in_apart |
		on_up @row_32 -> in_open |
		on_up_second @row_33 -> in_open |
		on_failed -> in_adrift |
		on_missed -> in_adrift |
		on_refused -> in_adrift |
		on_fell -> in_adrift |
		on_rekeyed -> in_adrift |
		on_backend_off @row_39 -> in_orphaned |
		on_backend_on -> in_adrift |
		on_unwanted @row_41 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_adrift
	) >~enter_adrift,
	in_apart: (
		on_located @row_42 -> in_adrift |
		on_followed @row_43 -> in_adrift |
		on_back -> in_apart |
		on_reborn @row_45 -> in_adrift |
		on_vanished @row_46 -> in_unknown |
		on_we_moved @row_47 -> in_adrift |
		on_we_crossed @row_48 -> in_adrift |
		on_we_dial -> in_apart |
		on_they_first -> in_apart |
		on_they_dial -> in_apart |
		on_nobody -> in_apart |
		on_up @row_53 -> in_open |
		on_up_second @row_54 -> in_open |
		on_failed -> in_apart |
		on_missed -> in_apart |
		on_refused -> in_apart |
		on_fell -> in_apart |
		on_rekeyed -> in_apart |
		on_backend_off @row_60 -> in_orphaned |
		on_backend_on -> in_apart |
		on_unwanted @row_62 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_apart
	) >~enter_apart,
	in_awaiting: (
		on_located @row_63 -> in_adrift |
		on_followed @row_64 -> in_adrift |
		on_back -> in_awaiting |
		on_reborn @row_66 -> in_adrift |
		on_vanished @row_67 -> in_unknown |
		on_we_moved @row_68 -> in_adrift |
		on_we_crossed @row_69 -> in_adrift |
		on_we_dial -> in_awaiting |
		on_they_first -> in_awaiting |
		on_they_dial -> in_awaiting |
		on_nobody -> in_awaiting |
		on_up @row_74 -> in_open |
		on_up_second @row_75 -> in_open |
		on_failed -> in_awaiting |
		on_missed -> in_awaiting |
		on_refused -> in_awaiting |
		on_fell -> in_awaiting |
		on_rekeyed -> in_awaiting |
		on_backend_off @row_81 -> in_orphaned |
		on_backend_on -> in_awaiting |
		on_unwanted @row_83 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_awaiting
	) >~enter_awaiting,
	in_deferring: (
		on_located @row_84 -> in_adrift |
		on_followed @row_85 -> in_adrift |
		on_back -> in_deferring |
		on_reborn @row_87 -> in_adrift |
		on_vanished @row_88 -> in_unknown |
		on_we_moved @row_89 -> in_adrift |
		on_we_crossed @row_90 -> in_adrift |
		on_we_dial -> in_deferring |
		on_they_first -> in_deferring |
		on_they_dial -> in_deferring |
		on_nobody -> in_deferring |
		on_up @row_95 -> in_open |
		on_up_second @row_96 -> in_open |
		on_failed -> in_deferring |
		on_missed -> in_deferring |
		on_refused -> in_deferring |
		on_fell -> in_deferring |
		on_rekeyed -> in_deferring |
		on_backend_off @row_102 -> in_orphaned |
		on_backend_on -> in_deferring |
		on_unwanted @row_104 -> in_unknown |
		on_courtesy_spent @row_105 -> in_dialing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_deferring
	) >~enter_deferring,
	in_dialing: (
		on_located @row_106 -> in_adrift |
		on_followed @row_107 -> in_adrift |
		on_back -> in_dialing |
		on_reborn @row_109 -> in_adrift |
		on_vanished @row_110 -> in_unknown |
		on_we_moved @row_111 -> in_adrift |
		on_we_crossed @row_112 -> in_adrift |
		on_we_dial -> in_dialing |
		on_they_first -> in_dialing |
		on_they_dial -> in_dialing |
		on_nobody -> in_dialing |
		on_up @row_117 -> in_open |
		on_up_second @row_118 -> in_open |
		on_failed @row_119 -> in_resting |
		on_missed @row_120 -> in_pressing |
		on_refused @row_121 -> in_doubting |
		on_fell -> in_dialing |
		on_rekeyed -> in_dialing |
		on_backend_off @row_124 -> in_orphaned |
		on_backend_on -> in_dialing |
		on_unwanted @row_126 -> in_unknown |
		on_knock_spent @row_127 -> in_pressing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_dialing
	) >~enter_dialing,
	in_pressing: (
		on_located @row_128 -> in_adrift |
		on_followed @row_129 -> in_adrift |
		on_back -> in_pressing |
		on_reborn @row_131 -> in_adrift |
		on_vanished @row_132 -> in_unknown |
		on_we_moved @row_133 -> in_adrift |
		on_we_crossed @row_134 -> in_adrift |
		on_we_dial -> in_pressing |
		on_they_first -> in_pressing |
		on_they_dial -> in_pressing |
		on_nobody -> in_pressing |
		on_up @row_139 -> in_open |
		on_up_second @row_140 -> in_open |
		on_failed @row_141 -> in_resting |
		on_missed -> in_pressing |
		on_refused @row_143 -> in_doubting |
		on_fell -> in_pressing |
		on_rekeyed -> in_pressing |
		on_backend_off @row_146 -> in_orphaned |
		on_backend_on -> in_pressing |
		on_unwanted @row_148 -> in_unknown |
		on_patience_spent @row_149 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_pressing
	) >~enter_pressing,
	in_doubting: (
		on_located @row_150 -> in_adrift |
		on_followed @row_151 -> in_adrift |
		on_back -> in_doubting |
		on_reborn @row_153 -> in_adrift |
		on_vanished @row_154 -> in_unknown |
		on_we_moved @row_155 -> in_adrift |
		on_we_crossed @row_156 -> in_adrift |
		on_we_dial -> in_doubting |
		on_they_first -> in_doubting |
		on_they_dial -> in_doubting |
		on_nobody -> in_doubting |
		on_up @row_161 -> in_open |
		on_up_second @row_162 -> in_open |
		on_failed -> in_doubting |
		on_missed -> in_doubting |
		on_refused -> in_doubting |
		on_fell -> in_doubting |
		on_rekeyed -> in_doubting |
		on_backend_off @row_168 -> in_orphaned |
		on_backend_on -> in_doubting |
		on_unwanted @row_170 -> in_unknown |
		on_doubt @row_171 -> in_doubting |
		on_doubt_spent @row_172 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_doubt | on_doubt_spent | zlen)) @impossible -> in_doubting
	) >~enter_doubting,
	in_resting: (
		on_located @row_173 -> in_adrift |
		on_followed @row_174 -> in_adrift |
		on_back -> in_resting |
		on_reborn @row_176 -> in_adrift |
		on_vanished @row_177 -> in_unknown |
		on_we_moved @row_178 -> in_adrift |
		on_we_crossed @row_179 -> in_adrift |
		on_we_dial -> in_resting |
		on_they_first -> in_resting |
		on_they_dial -> in_resting |
		on_nobody -> in_resting |
		on_up @row_184 -> in_open |
		on_up_second @row_185 -> in_open |
		on_failed -> in_resting |
		on_missed -> in_resting |
		on_refused -> in_resting |
		on_fell -> in_resting |
		on_rekeyed -> in_resting |
		on_backend_off @row_191 -> in_orphaned |
		on_backend_on -> in_resting |
		on_unwanted @row_193 -> in_unknown |
		on_again @row_194 -> in_adrift |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_open: (
		on_located @row_195 -> in_astray |
		on_followed @row_196 -> in_open |
		on_back -> in_open |
		on_reborn @row_198 -> in_adrift |
		on_vanished @row_199 -> in_fading |
		on_we_moved @row_200 -> in_nudging |
		on_we_crossed @row_201 -> in_astray |
		on_we_dial -> in_open |
		on_they_first -> in_open |
		on_they_dial -> in_open |
		on_nobody -> in_open |
		on_up @row_206 -> in_open |
		on_up_second -> in_open |
		on_failed -> in_open |
		on_missed -> in_open |
		on_refused -> in_open |
		on_fell @row_211 -> in_adrift |
		on_rekeyed -> in_open |
		on_backend_off @row_213 -> in_orphaned |
		on_backend_on -> in_open |
		on_unwanted @row_215 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_open
	) >~enter_open,
	in_nudging: (
		on_located @row_216 -> in_astray |
		on_followed @row_217 -> in_nudging |
		on_back -> in_nudging |
		on_reborn @row_219 -> in_adrift |
		on_vanished @row_220 -> in_fading |
		on_we_moved @row_221 -> in_nudging |
		on_we_crossed @row_222 -> in_astray |
		on_we_dial -> in_nudging |
		on_they_first -> in_nudging |
		on_they_dial -> in_nudging |
		on_nobody -> in_nudging |
		on_up @row_227 -> in_open |
		on_up_second @row_228 -> in_open |
		on_failed @row_229 -> in_astray |
		on_missed @row_230 -> in_astray |
		on_refused @row_231 -> in_astray |
		on_fell @row_232 -> in_adrift |
		on_rekeyed @row_233 -> in_open |
		on_backend_off @row_234 -> in_orphaned |
		on_backend_on -> in_nudging |
		on_unwanted @row_236 -> in_unknown |
		on_nudge_spent @row_237 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_nudge_spent | zlen)) @impossible -> in_nudging
	) >~enter_nudging,
	in_astray: (
		on_located @row_238 -> in_astray |
		on_followed @row_239 -> in_astray |
		on_back -> in_astray |
		on_reborn @row_241 -> in_adrift |
		on_vanished @row_242 -> in_fading |
		on_we_moved @row_243 -> in_astray |
		on_we_crossed @row_244 -> in_astray |
		on_we_dial @row_245 -> in_shifting |
		on_they_first @row_246 -> in_yielding |
		on_they_dial @row_247 -> in_open |
		on_nobody @row_248 -> in_open |
		on_up @row_249 -> in_open |
		on_up_second @row_250 -> in_open |
		on_failed -> in_astray |
		on_missed -> in_astray |
		on_refused -> in_astray |
		on_fell @row_254 -> in_adrift |
		on_rekeyed -> in_astray |
		on_backend_off @row_256 -> in_orphaned |
		on_backend_on -> in_astray |
		on_unwanted @row_258 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_astray
	) >~enter_astray,
	in_yielding: (
		on_located @row_259 -> in_astray |
		on_followed @row_260 -> in_open |
		on_back -> in_yielding |
		on_reborn @row_262 -> in_adrift |
		on_vanished @row_263 -> in_fading |
		on_we_moved @row_264 -> in_astray |
		on_we_crossed @row_265 -> in_astray |
		on_we_dial -> in_yielding |
		on_they_first -> in_yielding |
		on_they_dial -> in_yielding |
		on_nobody -> in_yielding |
		on_up @row_270 -> in_open |
		on_up_second @row_271 -> in_open |
		on_failed -> in_yielding |
		on_missed -> in_yielding |
		on_refused -> in_yielding |
		on_fell @row_275 -> in_adrift |
		on_rekeyed @row_276 -> in_open |
		on_backend_off @row_277 -> in_orphaned |
		on_backend_on -> in_yielding |
		on_unwanted @row_279 -> in_unknown |
		on_courtesy_spent @row_280 -> in_shifting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_yielding
	) >~enter_yielding,
	in_shifting: (
		on_located @row_281 -> in_astray |
		on_followed @row_282 -> in_shifting |
		on_back -> in_shifting |
		on_reborn @row_284 -> in_adrift |
		on_vanished @row_285 -> in_fading |
		on_we_moved @row_286 -> in_astray |
		on_we_crossed @row_287 -> in_astray |
		on_we_dial -> in_shifting |
		on_they_first -> in_shifting |
		on_they_dial -> in_shifting |
		on_nobody -> in_shifting |
		on_up @row_292 -> in_open |
		on_up_second @row_293 -> in_open |
		on_failed @row_294 -> in_strained |
		on_missed @row_295 -> in_forcing |
		on_refused @row_296 -> in_doubting |
		on_fell @row_297 -> in_dialing |
		on_rekeyed -> in_shifting |
		on_backend_off @row_299 -> in_orphaned |
		on_backend_on -> in_shifting |
		on_unwanted @row_301 -> in_unknown |
		on_knock_spent @row_302 -> in_forcing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_shifting
	) >~enter_shifting,
	in_forcing: (
		on_located @row_303 -> in_astray |
		on_followed @row_304 -> in_forcing |
		on_back -> in_forcing |
		on_reborn @row_306 -> in_adrift |
		on_vanished @row_307 -> in_fading |
		on_we_moved @row_308 -> in_astray |
		on_we_crossed @row_309 -> in_astray |
		on_we_dial -> in_forcing |
		on_they_first -> in_forcing |
		on_they_dial -> in_forcing |
		on_nobody -> in_forcing |
		on_up @row_314 -> in_open |
		on_up_second @row_315 -> in_open |
		on_failed @row_316 -> in_strained |
		on_missed -> in_forcing |
		on_refused @row_318 -> in_doubting |
		on_fell @row_319 -> in_pressing |
		on_rekeyed -> in_forcing |
		on_backend_off @row_321 -> in_orphaned |
		on_backend_on -> in_forcing |
		on_unwanted @row_323 -> in_unknown |
		on_patience_spent @row_324 -> in_strained |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_forcing
	) >~enter_forcing,
	in_strained: (
		on_located @row_325 -> in_astray |
		on_followed @row_326 -> in_open |
		on_back -> in_strained |
		on_reborn @row_328 -> in_adrift |
		on_vanished @row_329 -> in_fading |
		on_we_moved @row_330 -> in_astray |
		on_we_crossed @row_331 -> in_astray |
		on_we_dial -> in_strained |
		on_they_first -> in_strained |
		on_they_dial -> in_strained |
		on_nobody -> in_strained |
		on_up @row_336 -> in_open |
		on_up_second @row_337 -> in_open |
		on_failed -> in_strained |
		on_missed -> in_strained |
		on_refused -> in_strained |
		on_fell @row_341 -> in_resting |
		on_rekeyed @row_342 -> in_open |
		on_backend_off @row_343 -> in_orphaned |
		on_backend_on -> in_strained |
		on_unwanted @row_345 -> in_unknown |
		on_again @row_346 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_strained
	) >~enter_strained,
	in_fading: (
		on_located @row_347 -> in_astray |
		on_followed @row_348 -> in_open |
		on_back @row_349 -> in_open |
		on_reborn @row_350 -> in_adrift |
		on_vanished -> in_fading |
		on_we_moved @row_352 -> in_fading |
		on_we_crossed @row_353 -> in_fading |
		on_we_dial -> in_fading |
		on_they_first -> in_fading |
		on_they_dial -> in_fading |
		on_nobody -> in_fading |
		on_up @row_358 -> in_fading |
		on_up_second -> in_fading |
		on_failed -> in_fading |
		on_missed -> in_fading |
		on_refused -> in_fading |
		on_fell @row_363 -> in_unknown |
		on_rekeyed -> in_fading |
		on_backend_off @row_365 -> in_unknown |
		on_backend_on -> in_fading |
		on_unwanted @row_367 -> in_unknown |
		on_linger_spent @row_368 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_linger_spent | zlen)) @impossible -> in_fading
	) >~enter_fading,
	in_orphaned: (
		on_located @row_369 -> in_orphaned |
		on_followed @row_370 -> in_orphaned |
		on_back -> in_orphaned |
		on_reborn @row_372 -> in_orphaned |
		on_vanished @row_373 -> in_unknown |
		on_we_moved -> in_orphaned |
		on_we_crossed -> in_orphaned |
		on_we_dial -> in_orphaned |
		on_they_first -> in_orphaned |
		on_they_dial -> in_orphaned |
		on_nobody -> in_orphaned |
		on_up -> in_orphaned |
		on_up_second -> in_orphaned |
		on_failed -> in_orphaned |
		on_missed -> in_orphaned |
		on_refused -> in_orphaned |
		on_fell -> in_orphaned |
		on_rekeyed -> in_orphaned |
		on_backend_off -> in_orphaned |
		on_backend_on @row_388 -> in_adrift |
		on_unwanted @row_389 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_orphaned
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
