/* SPDX-License-Identifier: Apache-2.0 */
/* peer_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/peer.fsm: change that and run make gen. */
#include "core/peer_chart.h"
#include "autotunnel/turn.h"

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
	on_we_slid = 7;
	on_we_dial = 8;
	on_they_first = 9;
	on_they_dial = 10;
	on_nobody = 11;
	on_up = 12;
	on_up_second = 13;
	on_up_spare = 14;
	on_failed = 15;
	on_missed = 16;
	on_refused = 17;
	on_fell = 18;
	on_rekeyed = 19;
	on_backend_off = 20;
	on_backend_on = 21;
	on_unwanted = 22;
	on_knock_spent = 23;
	on_patience_spent = 24;
	on_courtesy_spent = 25;
	on_doubt = 26;
	on_doubt_spent = 27;
	on_again = 28;
	on_nudge_spent = 29;
	on_linger_spent = 30;
	on_crossing_spent = 31;

	# A stored state is come back to by an event of its own.
	restore_unknown = 32;
	restore_adrift = 33;
	restore_apart = 34;
	restore_awaiting = 35;
	restore_deferring = 36;
	restore_dialing = 37;
	restore_pressing = 38;
	restore_doubting = 39;
	restore_resting = 40;
	restore_open = 41;
	restore_nudging = 42;
	restore_astray = 43;
	restore_yielding = 44;
	restore_shifting = 45;
	restore_forcing = 46;
	restore_strained = 47;
	restore_fading = 48;
	restore_orphaned = 49;

	action enter_unknown {
		base->state = PEER_UNKNOWN;
	}

	action enter_adrift {
		base->state = PEER_ADRIFT;
	}

	action enter_apart {
		base->state = PEER_APART;
	}

	action enter_awaiting {
		base->state = PEER_AWAITING;
	}

	action enter_deferring {
		base->state = PEER_DEFERRING;
	}

	action enter_dialing {
		base->state = PEER_DIALING;
	}

	action enter_pressing {
		base->state = PEER_PRESSING;
	}

	action enter_doubting {
		base->state = PEER_DOUBTING;
	}

	action enter_resting {
		base->state = PEER_RESTING;
	}

	action enter_open {
		base->state = PEER_OPEN;
	}

	action enter_nudging {
		base->state = PEER_NUDGING;
	}

	action enter_astray {
		base->state = PEER_ASTRAY;
	}

	action enter_yielding {
		base->state = PEER_YIELDING;
	}

	action enter_shifting {
		base->state = PEER_SHIFTING;
	}

	action enter_forcing {
		base->state = PEER_FORCING;
	}

	action enter_strained {
		base->state = PEER_STRAINED;
	}

	action enter_fading {
		base->state = PEER_FADING;
	}

	action enter_orphaned {
		base->state = PEER_ORPHANED;
	}

	action row_0 {
		machine_row(base, 0, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_2 {
		machine_row(base, 2, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		peer_look_again(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		peer_look_again(m, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		peer_look_again(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_DIALING, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
		machine_move(base, PEER_DEFERRING, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_AWAITING, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		peer_hang_up(m, t);
		peer_report_apart(m, t);
		machine_move(base, PEER_APART, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_91 {
		machine_row(base, 91, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_DIALING, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_120 {
		machine_row(base, 120, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		peer_dial_far(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_PRESSING, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_141 {
		machine_row(base, 141, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_144 {
		machine_row(base, 144, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_147 {
		machine_row(base, 147, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_154 {
		machine_row(base, 154, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}

	action row_157 {
		machine_row(base, 157, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}

	action row_160 {
		machine_row(base, 160, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_162 {
		machine_row(base, 162, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_163 {
		machine_row(base, 163, t);
		peer_hang_up(m, t);
		peer_report_failed(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}

	action row_164 {
		machine_row(base, 164, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_165 {
		machine_row(base, 165, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_167 {
		machine_row(base, 167, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_169 {
		machine_row(base, 169, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_170 {
		machine_row(base, 170, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_171 {
		machine_row(base, 171, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_176 {
		machine_row(base, 176, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_180 {
		machine_row(base, 180, t);
		peer_dial_far(m, t);
	}

	action row_184 {
		machine_row(base, 184, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_186 {
		machine_row(base, 186, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_187 {
		machine_row(base, 187, t);
		peer_ask(m, t);
		peer_dial(m, t);
	}

	action row_188 {
		machine_row(base, 188, t);
		peer_ask(m, t);
		peer_dial(m, t);
		peer_report_refused(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_RESTING, t);
	}

	action row_189 {
		machine_row(base, 189, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_190 {
		machine_row(base, 190, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_192 {
		machine_row(base, 192, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_193 {
		machine_row(base, 193, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_194 {
		machine_row(base, 194, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_195 {
		machine_row(base, 195, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_196 {
		machine_row(base, 196, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_201 {
		machine_row(base, 201, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_202 {
		machine_row(base, 202, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_203 {
		machine_row(base, 203, t);
		peer_hang_up(m, t);
		peer_drop_spare(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_205 {
		machine_row(base, 205, t);
		peer_dial_far(m, t);
	}

	action row_209 {
		machine_row(base, 209, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_211 {
		machine_row(base, 211, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_212 {
		machine_row(base, 212, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_213 {
		machine_row(base, 213, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_214 {
		machine_row(base, 214, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_216 {
		machine_row(base, 216, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_217 {
		machine_row(base, 217, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_218 {
		machine_row(base, 218, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
		machine_move(base, PEER_NUDGING, t);
	}

	action row_219 {
		machine_row(base, 219, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_220 {
		machine_row(base, 220, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_225 {
		machine_row(base, 225, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
	}

	action row_226 {
		machine_row(base, 226, t);
		peer_drop_spare(m, t);
		timer_stop(base, PEER_TIMER_CROSSING, t);
	}

	action row_227 {
		machine_row(base, 227, t);
		peer_drop_spare(m, t);
	}

	action row_231 {
		machine_row(base, 231, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_233 {
		machine_row(base, 233, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_235 {
		machine_row(base, 235, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_236 {
		machine_row(base, 236, t);
	}

	action row_237 {
		machine_row(base, 237, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_238 {
		machine_row(base, 238, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
	}

	action row_240 {
		machine_row(base, 240, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_241 {
		machine_row(base, 241, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_242 {
		machine_row(base, 242, t);
		peer_rekey(m, t);
		timer_start(base, PEER_TIMER_NUDGE, t);
	}

	action row_243 {
		machine_row(base, 243, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_244 {
		machine_row(base, 244, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_249 {
		machine_row(base, 249, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_250 {
		machine_row(base, 250, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_251 {
		machine_row(base, 251, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_252 {
		machine_row(base, 252, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_253 {
		machine_row(base, 253, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_254 {
		machine_row(base, 254, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_255 {
		machine_row(base, 255, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_256 {
		machine_row(base, 256, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_257 {
		machine_row(base, 257, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_259 {
		machine_row(base, 259, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_260 {
		machine_row(base, 260, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_261 {
		machine_row(base, 261, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_262 {
		machine_row(base, 262, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
	}

	action row_264 {
		machine_row(base, 264, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_265 {
		machine_row(base, 265, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_266 {
		machine_row(base, 266, t);
		peer_look_again(m, t);
	}

	action row_267 {
		machine_row(base, 267, t);
		peer_look_again(m, t);
	}

	action row_268 {
		machine_row(base, 268, t);
		peer_look_again(m, t);
	}

	action row_269 {
		machine_row(base, 269, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_270 {
		machine_row(base, 270, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_COURTESY, t);
		machine_move(base, PEER_YIELDING, t);
	}

	action row_271 {
		machine_row(base, 271, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_272 {
		machine_row(base, 272, t);
		peer_hang_up(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_273 {
		machine_row(base, 273, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_274 {
		machine_row(base, 274, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_275 {
		machine_row(base, 275, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_279 {
		machine_row(base, 279, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_281 {
		machine_row(base, 281, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_283 {
		machine_row(base, 283, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_284 {
		machine_row(base, 284, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_285 {
		machine_row(base, 285, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_287 {
		machine_row(base, 287, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_288 {
		machine_row(base, 288, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_289 {
		machine_row(base, 289, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_290 {
		machine_row(base, 290, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_291 {
		machine_row(base, 291, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_296 {
		machine_row(base, 296, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_297 {
		machine_row(base, 297, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_298 {
		machine_row(base, 298, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_302 {
		machine_row(base, 302, t);
		peer_report_down(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_303 {
		machine_row(base, 303, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_304 {
		machine_row(base, 304, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_306 {
		machine_row(base, 306, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_307 {
		machine_row(base, 307, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_308 {
		machine_row(base, 308, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_309 {
		machine_row(base, 309, t);
		peer_move_peer(m, t);
	}

	action row_311 {
		machine_row(base, 311, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_312 {
		machine_row(base, 312, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_313 {
		machine_row(base, 313, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_314 {
		machine_row(base, 314, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_315 {
		machine_row(base, 315, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
	}

	action row_320 {
		machine_row(base, 320, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_321 {
		machine_row(base, 321, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_322 {
		machine_row(base, 322, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_323 {
		machine_row(base, 323, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}

	action row_324 {
		machine_row(base, 324, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_FORCING, t);
	}

	action row_325 {
		machine_row(base, 325, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}

	action row_326 {
		machine_row(base, 326, t);
		peer_report_down(m, t);
		machine_move(base, PEER_DIALING, t);
	}

	action row_328 {
		machine_row(base, 328, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_330 {
		machine_row(base, 330, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_331 {
		machine_row(base, 331, t);
		peer_dial_far(m, t);
		timer_start(base, PEER_TIMER_PATIENCE, t);
		machine_move(base, PEER_FORCING, t);
	}

	action row_332 {
		machine_row(base, 332, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_333 {
		machine_row(base, 333, t);
		peer_move_peer(m, t);
	}

	action row_335 {
		machine_row(base, 335, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_336 {
		machine_row(base, 336, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_337 {
		machine_row(base, 337, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_338 {
		machine_row(base, 338, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_339 {
		machine_row(base, 339, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_344 {
		machine_row(base, 344, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_345 {
		machine_row(base, 345, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_346 {
		machine_row(base, 346, t);
		peer_hang_up(m, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		timer_start(base, PEER_TIMER_CROSSING, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_347 {
		machine_row(base, 347, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}

	action row_349 {
		machine_row(base, 349, t);
		peer_report_down(m, t);
		peer_ask(m, t);
		timer_start(base, PEER_TIMER_DOUBT, t);
		machine_move(base, PEER_DOUBTING, t);
	}

	action row_350 {
		machine_row(base, 350, t);
		peer_report_down(m, t);
		machine_move(base, PEER_PRESSING, t);
	}

	action row_352 {
		machine_row(base, 352, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_354 {
		machine_row(base, 354, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_355 {
		machine_row(base, 355, t);
		peer_hang_up(m, t);
		timer_resume(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_STRAINED, t);
	}

	action row_356 {
		machine_row(base, 356, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_357 {
		machine_row(base, 357, t);
		peer_move_peer(m, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_359 {
		machine_row(base, 359, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_360 {
		machine_row(base, 360, t);
		peer_hang_up(m, t);
		timer_start(base, PEER_TIMER_LINGER, t);
		machine_move(base, PEER_FADING, t);
	}

	action row_361 {
		machine_row(base, 361, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_362 {
		machine_row(base, 362, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_363 {
		machine_row(base, 363, t);
		peer_dial(m, t);
		timer_start(base, PEER_TIMER_KNOCK, t);
		machine_move(base, PEER_SHIFTING, t);
	}

	action row_368 {
		machine_row(base, 368, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_369 {
		machine_row(base, 369, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_370 {
		machine_row(base, 370, t);
		peer_drop_older(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_374 {
		machine_row(base, 374, t);
		peer_report_down(m, t);
		machine_move(base, PEER_RESTING, t);
	}

	action row_375 {
		machine_row(base, 375, t);
		peer_report_moved(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_376 {
		machine_row(base, 376, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		machine_move(base, PEER_ORPHANED, t);
	}

	action row_378 {
		machine_row(base, 378, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_379 {
		machine_row(base, 379, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_380 {
		machine_row(base, 380, t);
		peer_move_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ASTRAY, t);
	}

	action row_381 {
		machine_row(base, 381, t);
		peer_move_peer(m, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_382 {
		machine_row(base, 382, t);
		machine_move(base, PEER_OPEN, t);
	}

	action row_383 {
		machine_row(base, 383, t);
		peer_remove_peer(m, t);
		peer_add_peer(m, t);
		peer_report_reborn(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_385 {
		machine_row(base, 385, t);
		peer_rekey(m, t);
	}

	action row_386 {
		machine_row(base, 386, t);
		peer_rekey(m, t);
	}

	action row_387 {
		machine_row(base, 387, t);
		peer_rekey(m, t);
	}

	action row_392 {
		machine_row(base, 392, t);
		peer_drop_older(m, t);
	}

	action row_398 {
		machine_row(base, 398, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_400 {
		machine_row(base, 400, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_402 {
		machine_row(base, 402, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_403 {
		machine_row(base, 403, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		peer_report_down(m, t);
		peer_report_gone(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_404 {
		machine_row(base, 404, t);
		peer_move_peer(m, t);
	}

	action row_405 {
		machine_row(base, 405, t);
		peer_move_peer(m, t);
	}

	action row_407 {
		machine_row(base, 407, t);
		peer_move_peer(m, t);
	}

	action row_408 {
		machine_row(base, 408, t);
		peer_remove_peer(m, t);
		machine_move(base, PEER_UNKNOWN, t);
	}

	action row_425 {
		machine_row(base, 425, t);
		peer_add_peer(m, t);
		peer_look_again(m, t);
		machine_move(base, PEER_ADRIFT, t);
	}

	action row_426 {
		machine_row(base, 426, t);
		peer_remove_peer(m, t);
		timer_reset(base, PEER_TIMER_AGAIN, t);
		machine_move(base, PEER_UNKNOWN, t);
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
		on_we_slid -> in_unknown |
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
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | restore_unknown | restore_adrift | restore_apart | restore_awaiting | restore_deferring | restore_dialing | restore_pressing | restore_doubting | restore_resting | restore_open | restore_nudging | restore_astray | restore_yielding | restore_shifting | restore_forcing | restore_strained | restore_fading | restore_orphaned | zlen)) @impossible -> in_unknown
	) >~enter_unknown,
	in_adrift: (
		on_located @row_23 -> in_adrift |
		on_followed @row_24 -> in_adrift |
		on_back -> in_adrift |
		on_reborn @row_26 -> in_adrift |
		on_vanished @row_27 -> in_unknown |
		on_we_moved @row_28 -> in_adrift |
		on_we_crossed @row_29 -> in_adrift |
		on_we_slid @row_30 -> in_adrift |
		on_we_dial @row_31 -> in_dialing |
		on_they_first @row_32 -> in_deferring |
		on_they_dial @row_33 -> in_awaiting |
		on_nobody @row_34 -> in_apart |
		on_up @row_35 -> in_open |
		on_up_second @row_36 -> in_open |
		on_up_spare @row_37 -> in_open |
		on_failed -> in_adrift |
		on_missed -> in_adrift |
		on_refused -> in_adrift |
		on_fell -> in_adrift |
		on_rekeyed -> in_adrift |
		on_backend_off @row_43 -> in_orphaned |
		on_backend_on -> in_adrift |
		on_unwanted @row_45 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_adrift
	) >~enter_adrift,
	in_apart: (
		on_located @row_46 -> in_adrift |
		on_followed @row_47 -> in_adrift |
		on_back -> in_apart |
		on_reborn @row_49 -> in_adrift |
		on_vanished @row_50 -> in_unknown |
		on_we_moved @row_51 -> in_adrift |
		on_we_crossed @row_52 -> in_adrift |
		on_we_slid @row_53 -> in_adrift |
		on_we_dial -> in_apart |
		on_they_first -> in_apart |
		on_they_dial -> in_apart |
		on_nobody -> in_apart |
		on_up @row_58 -> in_open |
		on_up_second @row_59 -> in_open |
		on_up_spare @row_60 -> in_open |
		on_failed -> in_apart |
		on_missed -> in_apart |
		on_refused -> in_apart |
		on_fell -> in_apart |
		on_rekeyed -> in_apart |
		on_backend_off @row_66 -> in_orphaned |
		on_backend_on -> in_apart |
		on_unwanted @row_68 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_apart
	) >~enter_apart,
	in_awaiting: (
		on_located @row_69 -> in_adrift |
		on_followed @row_70 -> in_adrift |
		on_back -> in_awaiting |
		on_reborn @row_72 -> in_adrift |
		on_vanished @row_73 -> in_unknown |
		on_we_moved @row_74 -> in_adrift |
		on_we_crossed @row_75 -> in_adrift |
		on_we_slid @row_76 -> in_adrift |
		on_we_dial -> in_awaiting |
		on_they_first -> in_awaiting |
		on_they_dial -> in_awaiting |
		on_nobody -> in_awaiting |
		on_up @row_81 -> in_open |
		on_up_second @row_82 -> in_open |
		on_up_spare @row_83 -> in_open |
		on_failed -> in_awaiting |
		on_missed -> in_awaiting |
		on_refused -> in_awaiting |
		on_fell -> in_awaiting |
		on_rekeyed -> in_awaiting |
		on_backend_off @row_89 -> in_orphaned |
		on_backend_on -> in_awaiting |
		on_unwanted @row_91 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_awaiting
	) >~enter_awaiting,
	in_deferring: (
		on_located @row_92 -> in_adrift |
		on_followed @row_93 -> in_adrift |
		on_back -> in_deferring |
		on_reborn @row_95 -> in_adrift |
		on_vanished @row_96 -> in_unknown |
		on_we_moved @row_97 -> in_adrift |
		on_we_crossed @row_98 -> in_adrift |
		on_we_slid @row_99 -> in_adrift |
		on_we_dial -> in_deferring |
		on_they_first -> in_deferring |
		on_they_dial -> in_deferring |
		on_nobody -> in_deferring |
		on_up @row_104 -> in_open |
		on_up_second @row_105 -> in_open |
		on_up_spare @row_106 -> in_open |
		on_failed -> in_deferring |
		on_missed -> in_deferring |
		on_refused -> in_deferring |
		on_fell -> in_deferring |
		on_rekeyed -> in_deferring |
		on_backend_off @row_112 -> in_orphaned |
		on_backend_on -> in_deferring |
		on_unwanted @row_114 -> in_unknown |
		on_courtesy_spent @row_115 -> in_dialing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_deferring
	) >~enter_deferring,
	in_dialing: (
		on_located @row_116 -> in_adrift |
		on_followed @row_117 -> in_adrift |
		on_back -> in_dialing |
		on_reborn @row_119 -> in_adrift |
		on_vanished @row_120 -> in_unknown |
		on_we_moved @row_121 -> in_adrift |
		on_we_crossed @row_122 -> in_adrift |
		on_we_slid @row_123 -> in_adrift |
		on_we_dial -> in_dialing |
		on_they_first -> in_dialing |
		on_they_dial -> in_dialing |
		on_nobody -> in_dialing |
		on_up @row_128 -> in_open |
		on_up_second @row_129 -> in_open |
		on_up_spare @row_130 -> in_open |
		on_failed @row_131 -> in_resting |
		on_missed @row_132 -> in_doubting |
		on_refused @row_133 -> in_doubting |
		on_fell -> in_dialing |
		on_rekeyed -> in_dialing |
		on_backend_off @row_136 -> in_orphaned |
		on_backend_on -> in_dialing |
		on_unwanted @row_138 -> in_unknown |
		on_knock_spent @row_139 -> in_pressing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_dialing
	) >~enter_dialing,
	in_pressing: (
		on_located @row_140 -> in_adrift |
		on_followed @row_141 -> in_adrift |
		on_back -> in_pressing |
		on_reborn @row_143 -> in_adrift |
		on_vanished @row_144 -> in_unknown |
		on_we_moved @row_145 -> in_adrift |
		on_we_crossed @row_146 -> in_adrift |
		on_we_slid @row_147 -> in_adrift |
		on_we_dial -> in_pressing |
		on_they_first -> in_pressing |
		on_they_dial -> in_pressing |
		on_nobody -> in_pressing |
		on_up @row_152 -> in_open |
		on_up_second @row_153 -> in_open |
		on_up_spare @row_154 -> in_open |
		on_failed @row_155 -> in_resting |
		on_missed -> in_pressing |
		on_refused @row_157 -> in_doubting |
		on_fell -> in_pressing |
		on_rekeyed -> in_pressing |
		on_backend_off @row_160 -> in_orphaned |
		on_backend_on -> in_pressing |
		on_unwanted @row_162 -> in_unknown |
		on_patience_spent @row_163 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_pressing
	) >~enter_pressing,
	in_doubting: (
		on_located @row_164 -> in_adrift |
		on_followed @row_165 -> in_adrift |
		on_back -> in_doubting |
		on_reborn @row_167 -> in_adrift |
		on_vanished @row_168 -> in_unknown |
		on_we_moved @row_169 -> in_adrift |
		on_we_crossed @row_170 -> in_adrift |
		on_we_slid @row_171 -> in_adrift |
		on_we_dial -> in_doubting |
		on_they_first -> in_doubting |
		on_they_dial -> in_doubting |
		on_nobody -> in_doubting |
		on_up @row_176 -> in_open |
		on_up_second @row_177 -> in_open |
		on_up_spare @row_178 -> in_open |
		on_failed -> in_doubting |
		on_missed @row_180 -> in_doubting |
		on_refused -> in_doubting |
		on_fell -> in_doubting |
		on_rekeyed -> in_doubting |
		on_backend_off @row_184 -> in_orphaned |
		on_backend_on -> in_doubting |
		on_unwanted @row_186 -> in_unknown |
		on_doubt @row_187 -> in_doubting |
		on_doubt_spent @row_188 -> in_resting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_doubt | on_doubt_spent | zlen)) @impossible -> in_doubting
	) >~enter_doubting,
	in_resting: (
		on_located @row_189 -> in_adrift |
		on_followed @row_190 -> in_adrift |
		on_back -> in_resting |
		on_reborn @row_192 -> in_adrift |
		on_vanished @row_193 -> in_unknown |
		on_we_moved @row_194 -> in_adrift |
		on_we_crossed @row_195 -> in_adrift |
		on_we_slid @row_196 -> in_adrift |
		on_we_dial -> in_resting |
		on_they_first -> in_resting |
		on_they_dial -> in_resting |
		on_nobody -> in_resting |
		on_up @row_201 -> in_open |
		on_up_second @row_202 -> in_open |
		on_up_spare @row_203 -> in_open |
		on_failed -> in_resting |
		on_missed @row_205 -> in_resting |
		on_refused -> in_resting |
		on_fell -> in_resting |
		on_rekeyed -> in_resting |
		on_backend_off @row_209 -> in_orphaned |
		on_backend_on -> in_resting |
		on_unwanted @row_211 -> in_unknown |
		on_again @row_212 -> in_adrift |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_resting
	) >~enter_resting,
	in_open: (
		on_located @row_213 -> in_astray |
		on_followed @row_214 -> in_open |
		on_back -> in_open |
		on_reborn @row_216 -> in_adrift |
		on_vanished @row_217 -> in_fading |
		on_we_moved @row_218 -> in_nudging |
		on_we_crossed @row_219 -> in_astray |
		on_we_slid @row_220 -> in_shifting |
		on_we_dial -> in_open |
		on_they_first -> in_open |
		on_they_dial -> in_open |
		on_nobody -> in_open |
		on_up @row_225 -> in_open |
		on_up_second @row_226 -> in_open |
		on_up_spare @row_227 -> in_open |
		on_failed -> in_open |
		on_missed -> in_open |
		on_refused -> in_open |
		on_fell @row_231 -> in_adrift |
		on_rekeyed -> in_open |
		on_backend_off @row_233 -> in_orphaned |
		on_backend_on -> in_open |
		on_unwanted @row_235 -> in_unknown |
		on_crossing_spent @row_236 -> in_open |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_crossing_spent | zlen)) @impossible -> in_open
	) >~enter_open,
	in_nudging: (
		on_located @row_237 -> in_astray |
		on_followed @row_238 -> in_nudging |
		on_back -> in_nudging |
		on_reborn @row_240 -> in_adrift |
		on_vanished @row_241 -> in_fading |
		on_we_moved @row_242 -> in_nudging |
		on_we_crossed @row_243 -> in_astray |
		on_we_slid @row_244 -> in_shifting |
		on_we_dial -> in_nudging |
		on_they_first -> in_nudging |
		on_they_dial -> in_nudging |
		on_nobody -> in_nudging |
		on_up @row_249 -> in_open |
		on_up_second @row_250 -> in_open |
		on_up_spare @row_251 -> in_open |
		on_failed @row_252 -> in_astray |
		on_missed @row_253 -> in_astray |
		on_refused @row_254 -> in_astray |
		on_fell @row_255 -> in_adrift |
		on_rekeyed @row_256 -> in_open |
		on_backend_off @row_257 -> in_orphaned |
		on_backend_on -> in_nudging |
		on_unwanted @row_259 -> in_unknown |
		on_nudge_spent @row_260 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_nudge_spent | zlen)) @impossible -> in_nudging
	) >~enter_nudging,
	in_astray: (
		on_located @row_261 -> in_astray |
		on_followed @row_262 -> in_astray |
		on_back -> in_astray |
		on_reborn @row_264 -> in_adrift |
		on_vanished @row_265 -> in_fading |
		on_we_moved @row_266 -> in_astray |
		on_we_crossed @row_267 -> in_astray |
		on_we_slid @row_268 -> in_astray |
		on_we_dial @row_269 -> in_shifting |
		on_they_first @row_270 -> in_yielding |
		on_they_dial @row_271 -> in_open |
		on_nobody @row_272 -> in_open |
		on_up @row_273 -> in_open |
		on_up_second @row_274 -> in_open |
		on_up_spare @row_275 -> in_open |
		on_failed -> in_astray |
		on_missed -> in_astray |
		on_refused -> in_astray |
		on_fell @row_279 -> in_adrift |
		on_rekeyed -> in_astray |
		on_backend_off @row_281 -> in_orphaned |
		on_backend_on -> in_astray |
		on_unwanted @row_283 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_astray
	) >~enter_astray,
	in_yielding: (
		on_located @row_284 -> in_astray |
		on_followed @row_285 -> in_open |
		on_back -> in_yielding |
		on_reborn @row_287 -> in_adrift |
		on_vanished @row_288 -> in_fading |
		on_we_moved @row_289 -> in_astray |
		on_we_crossed @row_290 -> in_astray |
		on_we_slid @row_291 -> in_shifting |
		on_we_dial -> in_yielding |
		on_they_first -> in_yielding |
		on_they_dial -> in_yielding |
		on_nobody -> in_yielding |
		on_up @row_296 -> in_open |
		on_up_second @row_297 -> in_open |
		on_up_spare @row_298 -> in_open |
		on_failed -> in_yielding |
		on_missed -> in_yielding |
		on_refused -> in_yielding |
		on_fell @row_302 -> in_adrift |
		on_rekeyed @row_303 -> in_open |
		on_backend_off @row_304 -> in_orphaned |
		on_backend_on -> in_yielding |
		on_unwanted @row_306 -> in_unknown |
		on_courtesy_spent @row_307 -> in_shifting |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_courtesy_spent | zlen)) @impossible -> in_yielding
	) >~enter_yielding,
	in_shifting: (
		on_located @row_308 -> in_astray |
		on_followed @row_309 -> in_shifting |
		on_back -> in_shifting |
		on_reborn @row_311 -> in_adrift |
		on_vanished @row_312 -> in_fading |
		on_we_moved @row_313 -> in_astray |
		on_we_crossed @row_314 -> in_astray |
		on_we_slid @row_315 -> in_shifting |
		on_we_dial -> in_shifting |
		on_they_first -> in_shifting |
		on_they_dial -> in_shifting |
		on_nobody -> in_shifting |
		on_up @row_320 -> in_open |
		on_up_second @row_321 -> in_open |
		on_up_spare @row_322 -> in_open |
		on_failed @row_323 -> in_strained |
		on_missed @row_324 -> in_forcing |
		on_refused @row_325 -> in_doubting |
		on_fell @row_326 -> in_dialing |
		on_rekeyed -> in_shifting |
		on_backend_off @row_328 -> in_orphaned |
		on_backend_on -> in_shifting |
		on_unwanted @row_330 -> in_unknown |
		on_knock_spent @row_331 -> in_forcing |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_knock_spent | zlen)) @impossible -> in_shifting
	) >~enter_shifting,
	in_forcing: (
		on_located @row_332 -> in_astray |
		on_followed @row_333 -> in_forcing |
		on_back -> in_forcing |
		on_reborn @row_335 -> in_adrift |
		on_vanished @row_336 -> in_fading |
		on_we_moved @row_337 -> in_astray |
		on_we_crossed @row_338 -> in_astray |
		on_we_slid @row_339 -> in_shifting |
		on_we_dial -> in_forcing |
		on_they_first -> in_forcing |
		on_they_dial -> in_forcing |
		on_nobody -> in_forcing |
		on_up @row_344 -> in_open |
		on_up_second @row_345 -> in_open |
		on_up_spare @row_346 -> in_open |
		on_failed @row_347 -> in_strained |
		on_missed -> in_forcing |
		on_refused @row_349 -> in_doubting |
		on_fell @row_350 -> in_pressing |
		on_rekeyed -> in_forcing |
		on_backend_off @row_352 -> in_orphaned |
		on_backend_on -> in_forcing |
		on_unwanted @row_354 -> in_unknown |
		on_patience_spent @row_355 -> in_strained |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_patience_spent | zlen)) @impossible -> in_forcing
	) >~enter_forcing,
	in_strained: (
		on_located @row_356 -> in_astray |
		on_followed @row_357 -> in_open |
		on_back -> in_strained |
		on_reborn @row_359 -> in_adrift |
		on_vanished @row_360 -> in_fading |
		on_we_moved @row_361 -> in_astray |
		on_we_crossed @row_362 -> in_astray |
		on_we_slid @row_363 -> in_shifting |
		on_we_dial -> in_strained |
		on_they_first -> in_strained |
		on_they_dial -> in_strained |
		on_nobody -> in_strained |
		on_up @row_368 -> in_open |
		on_up_second @row_369 -> in_open |
		on_up_spare @row_370 -> in_open |
		on_failed -> in_strained |
		on_missed -> in_strained |
		on_refused -> in_strained |
		on_fell @row_374 -> in_resting |
		on_rekeyed @row_375 -> in_open |
		on_backend_off @row_376 -> in_orphaned |
		on_backend_on -> in_strained |
		on_unwanted @row_378 -> in_unknown |
		on_again @row_379 -> in_astray |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_again | zlen)) @impossible -> in_strained
	) >~enter_strained,
	in_fading: (
		on_located @row_380 -> in_astray |
		on_followed @row_381 -> in_open |
		on_back @row_382 -> in_open |
		on_reborn @row_383 -> in_adrift |
		on_vanished -> in_fading |
		on_we_moved @row_385 -> in_fading |
		on_we_crossed @row_386 -> in_fading |
		on_we_slid @row_387 -> in_fading |
		on_we_dial -> in_fading |
		on_they_first -> in_fading |
		on_they_dial -> in_fading |
		on_nobody -> in_fading |
		on_up @row_392 -> in_fading |
		on_up_second -> in_fading |
		on_up_spare -> in_fading |
		on_failed -> in_fading |
		on_missed -> in_fading |
		on_refused -> in_fading |
		on_fell @row_398 -> in_unknown |
		on_rekeyed -> in_fading |
		on_backend_off @row_400 -> in_unknown |
		on_backend_on -> in_fading |
		on_unwanted @row_402 -> in_unknown |
		on_linger_spent @row_403 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | on_linger_spent | zlen)) @impossible -> in_fading
	) >~enter_fading,
	in_orphaned: (
		on_located @row_404 -> in_orphaned |
		on_followed @row_405 -> in_orphaned |
		on_back -> in_orphaned |
		on_reborn @row_407 -> in_orphaned |
		on_vanished @row_408 -> in_unknown |
		on_we_moved -> in_orphaned |
		on_we_crossed -> in_orphaned |
		on_we_slid -> in_orphaned |
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
		on_backend_on @row_425 -> in_adrift |
		on_unwanted @row_426 -> in_unknown |
		(any - (on_located | on_followed | on_back | on_reborn | on_vanished | on_we_moved | on_we_crossed | on_we_slid | on_we_dial | on_they_first | on_they_dial | on_nobody | on_up | on_up_second | on_up_spare | on_failed | on_missed | on_refused | on_fell | on_rekeyed | on_backend_off | on_backend_on | on_unwanted | zlen)) @impossible -> in_orphaned
	) >~enter_orphaned;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
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
