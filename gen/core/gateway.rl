/* SPDX-License-Identifier: Apache-2.0 */
/* gateway_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/gateway.fsm: change that and run make gen. */
#include "core/gateway_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine gateway;
	alphtype int;
	access base->;

	on_link_new = 0;
	on_link_changed = 1;
	on_link_same = 2;
	on_link_direct = 3;
	on_link_bare = 4;
	on_link_down = 5;
	on_masked = 6;
	on_pending = 7;
	on_withdrawn = 8;
	on_answered = 9;
	on_answered_lost = 10;
	on_silence = 11;
	on_unanswered = 12;
	on_announced = 13;
	on_announced_lost = 14;
	on_heard = 15;
	on_heard_lost = 16;
	on_address_learnt = 17;
	on_address_moved = 18;
	on_address_wavers = 19;
	on_address_gone = 20;
	on_doubted = 21;
	on_hold_spent = 22;
	on_patience = 23;
	on_patience_spent = 24;
	on_forget = 25;
	on_again = 26;

	# A stored state is come back to by an event of its own.
	restore_absent = 27;
	restore_direct = 28;
	restore_bare = 29;
	restore_idle = 30;
	restore_asking = 31;
	restore_holding = 32;
	restore_silent = 33;

	action enter_absent {
		base->state = GATEWAY_ABSENT;
	}

	action enter_direct {
		base->state = GATEWAY_DIRECT;
	}

	action enter_bare {
		base->state = GATEWAY_BARE;
	}

	action enter_idle {
		base->state = GATEWAY_IDLE;
	}

	action enter_asking {
		base->state = GATEWAY_ASKING;
	}

	action enter_holding {
		base->state = GATEWAY_HOLDING;
	}

	action enter_silent {
		base->state = GATEWAY_SILENT;
	}

	action row_0 {
		machine_row(base, 0, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_2 {
		machine_row(base, 2, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_4 {
		machine_row(base, 4, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_7 {
		machine_row(base, 7, t);
		gateway_drop_queue(m, t);
		gateway_report_absent(m, t);
	}

	action row_8 {
		machine_row(base, 8, t);
		gateway_drop_first(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		gateway_take_mask(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		gateway_drop_queue(m, t);
		gateway_report_direct(m, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		gateway_report_ask(m, t);
		timer_start(base, GATEWAY_TIMER_PATIENCE, t);
		machine_move(base, GATEWAY_ASKING, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		gateway_drop_first(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		gateway_keep_epoch(m, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		gateway_keep_epoch(m, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		gateway_report_doubt(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		gateway_drop_first(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_finish(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_finish(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		gateway_drop_queue(m, t);
		gateway_tell_silent(m, t);
		gateway_report_silent(m, t);
		timer_resume(base, GATEWAY_TIMER_FORGET, t);
		machine_move(base, GATEWAY_SILENT, t);
	}

	action row_101 {
		machine_row(base, 101, t);
		gateway_give_up(m, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		gateway_keep_epoch(m, t);
		gateway_report_again(m, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		gateway_keep_epoch(m, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		gateway_report_slow(m, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		gateway_report_patience(m, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		gateway_report_doubt(m, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_119 {
		machine_row(base, 119, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		gateway_drop_first(m, t);
	}

	action row_127 {
		machine_row(base, 127, t);
		gateway_keep_epoch(m, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		gateway_keep_epoch(m, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		gateway_tell_wavers(m, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_134 {
		machine_row(base, 134, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		gateway_report_doubt(m, t);
		gateway_report_doubted(m, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		gateway_report_ready(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		gateway_report_doubt(m, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_141 {
		machine_row(base, 141, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
		machine_move(base, GATEWAY_DIRECT, t);
	}

	action row_142 {
		machine_row(base, 142, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
		machine_move(base, GATEWAY_BARE, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
		machine_move(base, GATEWAY_ABSENT, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}

	action row_151 {
		machine_row(base, 151, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_154 {
		machine_row(base, 154, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
		machine_move(base, GATEWAY_HOLDING, t);
	}

	action row_159 {
		machine_row(base, 159, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action row_160 {
		machine_row(base, 160, t);
		gateway_report_back(m, t);
		machine_move(base, GATEWAY_IDLE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_absent
	),

	in_absent: (
		on_link_new @row_0 -> in_idle |
		on_link_changed @row_1 -> in_idle |
		on_link_same @row_2 -> in_idle |
		on_link_direct @row_3 -> in_direct |
		on_link_bare @row_4 -> in_bare |
		on_link_down -> in_absent |
		on_masked -> in_absent |
		on_pending @row_7 -> in_absent |
		on_withdrawn @row_8 -> in_absent |
		on_answered -> in_absent |
		on_answered_lost -> in_absent |
		on_silence -> in_absent |
		on_unanswered -> in_absent |
		on_announced -> in_absent |
		on_announced_lost -> in_absent |
		on_heard -> in_absent |
		on_heard_lost -> in_absent |
		on_address_learnt -> in_absent |
		on_address_moved -> in_absent |
		on_address_wavers -> in_absent |
		on_address_gone -> in_absent |
		on_doubted -> in_absent |
		restore_absent -> in_absent |
		restore_direct -> in_direct |
		restore_bare -> in_bare |
		restore_idle -> in_idle |
		restore_asking -> in_asking |
		restore_holding -> in_holding |
		restore_silent -> in_silent |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | restore_absent | restore_direct | restore_bare | restore_idle | restore_asking | restore_holding | restore_silent | zlen)) @impossible -> in_absent
	) >~enter_absent,
	in_direct: (
		on_link_new @row_22 -> in_idle |
		on_link_changed @row_23 -> in_idle |
		on_link_same -> in_direct |
		on_link_direct @row_25 -> in_direct |
		on_link_bare @row_26 -> in_bare |
		on_link_down @row_27 -> in_absent |
		on_masked @row_28 -> in_idle |
		on_pending @row_29 -> in_direct |
		on_withdrawn -> in_direct |
		on_answered -> in_direct |
		on_answered_lost -> in_direct |
		on_silence -> in_direct |
		on_unanswered -> in_direct |
		on_announced -> in_direct |
		on_announced_lost -> in_direct |
		on_heard -> in_direct |
		on_heard_lost -> in_direct |
		on_address_learnt -> in_direct |
		on_address_moved -> in_direct |
		on_address_wavers -> in_direct |
		on_address_gone -> in_direct |
		on_doubted -> in_direct |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | zlen)) @impossible -> in_direct
	) >~enter_direct,
	in_bare: (
		on_link_new @row_44 -> in_idle |
		on_link_changed @row_45 -> in_idle |
		on_link_same -> in_bare |
		on_link_direct @row_47 -> in_direct |
		on_link_bare @row_48 -> in_bare |
		on_link_down @row_49 -> in_absent |
		on_masked -> in_bare |
		on_pending @row_51 -> in_bare |
		on_withdrawn -> in_bare |
		on_answered -> in_bare |
		on_answered_lost -> in_bare |
		on_silence -> in_bare |
		on_unanswered -> in_bare |
		on_announced -> in_bare |
		on_announced_lost -> in_bare |
		on_heard -> in_bare |
		on_heard_lost -> in_bare |
		on_address_learnt -> in_bare |
		on_address_moved -> in_bare |
		on_address_wavers -> in_bare |
		on_address_gone -> in_bare |
		on_doubted -> in_bare |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | zlen)) @impossible -> in_bare
	) >~enter_bare,
	in_idle: (
		on_link_new @row_66 -> in_idle |
		on_link_changed @row_67 -> in_idle |
		on_link_same -> in_idle |
		on_link_direct @row_69 -> in_direct |
		on_link_bare @row_70 -> in_bare |
		on_link_down @row_71 -> in_absent |
		on_masked -> in_idle |
		on_pending @row_73 -> in_asking |
		on_withdrawn @row_74 -> in_idle |
		on_answered -> in_idle |
		on_answered_lost -> in_idle |
		on_silence -> in_idle |
		on_unanswered -> in_idle |
		on_announced @row_79 -> in_idle |
		on_announced_lost @row_80 -> in_holding |
		on_heard @row_81 -> in_idle |
		on_heard_lost @row_82 -> in_holding |
		on_address_learnt @row_83 -> in_idle |
		on_address_moved @row_84 -> in_holding |
		on_address_wavers @row_85 -> in_idle |
		on_address_gone @row_86 -> in_idle |
		on_doubted @row_87 -> in_idle |
		on_again @row_88 -> in_idle |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | on_again | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_link_new @row_89 -> in_idle |
		on_link_changed @row_90 -> in_idle |
		on_link_same -> in_asking |
		on_link_direct @row_92 -> in_direct |
		on_link_bare @row_93 -> in_bare |
		on_link_down @row_94 -> in_absent |
		on_masked -> in_asking |
		on_pending -> in_asking |
		on_withdrawn @row_97 -> in_idle |
		on_answered @row_98 -> in_idle |
		on_answered_lost @row_99 -> in_holding |
		on_silence @row_100 -> in_silent |
		on_unanswered @row_101 -> in_idle |
		on_announced @row_102 -> in_asking |
		on_announced_lost @row_103 -> in_holding |
		on_heard @row_104 -> in_asking |
		on_heard_lost @row_105 -> in_holding |
		on_address_learnt @row_106 -> in_asking |
		on_address_moved @row_107 -> in_holding |
		on_address_wavers @row_108 -> in_asking |
		on_address_gone @row_109 -> in_asking |
		on_doubted @row_110 -> in_asking |
		on_patience @row_111 -> in_asking |
		on_patience_spent @row_112 -> in_asking |
		on_again @row_113 -> in_asking |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | on_patience | on_patience_spent | on_again | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_holding: (
		on_link_new @row_114 -> in_idle |
		on_link_changed @row_115 -> in_idle |
		on_link_same -> in_holding |
		on_link_direct @row_117 -> in_direct |
		on_link_bare @row_118 -> in_bare |
		on_link_down @row_119 -> in_absent |
		on_masked -> in_holding |
		on_pending -> in_holding |
		on_withdrawn @row_122 -> in_holding |
		on_answered -> in_holding |
		on_answered_lost -> in_holding |
		on_silence -> in_holding |
		on_unanswered -> in_holding |
		on_announced @row_127 -> in_holding |
		on_announced_lost @row_128 -> in_holding |
		on_heard @row_129 -> in_holding |
		on_heard_lost @row_130 -> in_holding |
		on_address_learnt @row_131 -> in_holding |
		on_address_moved @row_132 -> in_holding |
		on_address_wavers @row_133 -> in_holding |
		on_address_gone @row_134 -> in_holding |
		on_doubted @row_135 -> in_holding |
		on_hold_spent @row_136 -> in_idle |
		on_again @row_137 -> in_holding |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | on_hold_spent | on_again | zlen)) @impossible -> in_holding
	) >~enter_holding,
	in_silent: (
		on_link_new @row_138 -> in_idle |
		on_link_changed @row_139 -> in_idle |
		on_link_same @row_140 -> in_idle |
		on_link_direct @row_141 -> in_direct |
		on_link_bare @row_142 -> in_bare |
		on_link_down @row_143 -> in_absent |
		on_masked -> in_silent |
		on_pending @row_145 -> in_silent |
		on_withdrawn -> in_silent |
		on_answered -> in_silent |
		on_answered_lost -> in_silent |
		on_silence -> in_silent |
		on_unanswered -> in_silent |
		on_announced @row_151 -> in_idle |
		on_announced_lost @row_152 -> in_holding |
		on_heard @row_153 -> in_idle |
		on_heard_lost @row_154 -> in_holding |
		on_address_learnt -> in_silent |
		on_address_moved -> in_silent |
		on_address_wavers -> in_silent |
		on_address_gone -> in_silent |
		on_doubted @row_159 -> in_idle |
		on_forget @row_160 -> in_idle |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_wavers | on_address_gone | on_doubted | on_forget | zlen)) @impossible -> in_silent
	) >~enter_silent;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct gateway *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
gateway_begin(struct gateway *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &gateway_chart);
	%% write init;
}

void
gateway_restore(struct gateway *m, enum gateway_state state)
{
	assert((unsigned)state < GATEWAY_STATE_COUNT);
	gateway_begin(m);
	run(m, (int)GATEWAY_EVENT_COUNT + (int)state, NULL);
}

void
gateway_step(struct gateway *m, enum gateway_event ev, struct turn *t)
{
	assert((unsigned)ev < GATEWAY_EVENT_COUNT);
	run(m, (int)ev, t);
}
