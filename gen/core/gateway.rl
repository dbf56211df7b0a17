/* SPDX-License-Identifier: Apache-2.0 */
/* gateway_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/gateway.fsm: change that and run make gen. */
#include "core/gateway_chart.h"

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
	on_address_gone = 19;
	on_doubted = 20;
	on_hold_spent = 21;
	on_patience = 22;
	on_patience_spent = 23;
	on_forget = 24;
	on_again = 25;

	# A stored state is come back to by an event of its own.
	restore_absent = 26;
	restore_direct = 27;
	restore_bare = 28;
	restore_idle = 29;
	restore_asking = 30;
	restore_holding = 31;
	restore_silent = 32;

	action enter_absent {
		machine_enter(base, GATEWAY_ABSENT, t);
	}

	action enter_direct {
		machine_enter(base, GATEWAY_DIRECT, t);
	}

	action enter_bare {
		machine_enter(base, GATEWAY_BARE, t);
	}

	action enter_idle {
		machine_enter(base, GATEWAY_IDLE, t);
	}

	action enter_asking {
		machine_enter(base, GATEWAY_ASKING, t);
	}

	action enter_holding {
		machine_enter(base, GATEWAY_HOLDING, t);
	}

	action enter_silent {
		machine_enter(base, GATEWAY_SILENT, t);
	}

	action row_0 {
		machine_row(base, 0, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_2 {
		machine_row(base, 2, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
	}

	action row_3 {
		machine_row(base, 3, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_4 {
		machine_row(base, 4, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
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

	action row_21 {
		machine_row(base, 21, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_22 {
		machine_row(base, 22, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		gateway_take_mask(m, t);
		gateway_report_new(m, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		gateway_drop_queue(m, t);
		gateway_report_direct(m, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		gateway_report_ask(m, t);
		timer_start(base, GATEWAY_TIMER_PATIENCE, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		gateway_drop_first(m, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		gateway_keep_epoch(m, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		gateway_keep_epoch(m, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		gateway_keep_epoch(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		gateway_report_doubt(m, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		gateway_report_doubt(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		gateway_drop_first(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_ready(m, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_finish(m, t);
		gateway_report_ready(m, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_lost(m, t);
		gateway_finish(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		gateway_drop_queue(m, t);
		gateway_tell_silent(m, t);
		gateway_report_silent(m, t);
		timer_resume(base, GATEWAY_TIMER_FORGET, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		gateway_give_up(m, t);
		gateway_report_ready(m, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		gateway_keep_epoch(m, t);
		gateway_report_again(m, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		gateway_keep_epoch(m, t);
	}

	action row_101 {
		machine_row(base, 101, t);
		gateway_keep_epoch(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_doubt(m, t);
		gateway_report_lost(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		gateway_report_doubt(m, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		gateway_report_slow(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		gateway_report_patience(m, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		gateway_report_doubt(m, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		gateway_drop_first(m, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		gateway_keep_epoch(m, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		gateway_keep_epoch(m, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		gateway_keep_epoch(m, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		gateway_keep_epoch(m, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		gateway_keep_address(m, t);
		timer_reset(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_address(m, t);
	}

	action row_127 {
		machine_row(base, 127, t);
		gateway_keep_address(m, t);
		gateway_report_address(m, t);
		gateway_report_doubt(m, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		gateway_forget_address(m, t);
		timer_resume(base, GATEWAY_TIMER_AGAIN, t);
		gateway_report_no_address(m, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		gateway_report_doubt(m, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		gateway_report_ready(m, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		gateway_report_doubt(m, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_new(m, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_changed(m, t);
	}

	action row_134 {
		machine_row(base, 134, t);
		gateway_keep_link(m, t);
		gateway_drop_queue(m, t);
		gateway_report_back(m, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_direct(m, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		gateway_keep_link(m, t);
		gateway_forget_gateway(m, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_silent(m, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		gateway_drop_queue(m, t);
		gateway_report_withdraw(m, t);
		gateway_report_absent(m, t);
	}

	action row_139 {
		machine_row(base, 139, t);
		gateway_drop_queue(m, t);
		gateway_report_silent(m, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_147 {
		machine_row(base, 147, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
	}

	action row_148 {
		machine_row(base, 148, t);
		gateway_keep_epoch(m, t);
		timer_reset(base, GATEWAY_TIMER_FORGET, t);
		gateway_report_back(m, t);
		timer_start(base, GATEWAY_TIMER_HOLD, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		gateway_report_back(m, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		gateway_report_back(m, t);
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
		on_address_gone -> in_absent |
		on_doubted -> in_absent |
		restore_absent -> in_absent |
		restore_direct -> in_direct |
		restore_bare -> in_bare |
		restore_idle -> in_idle |
		restore_asking -> in_asking |
		restore_holding -> in_holding |
		restore_silent -> in_silent |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | restore_absent | restore_direct | restore_bare | restore_idle | restore_asking | restore_holding | restore_silent | zlen)) @impossible -> in_absent
	) >~enter_absent,
	in_direct: (
		on_link_new @row_21 -> in_idle |
		on_link_changed @row_22 -> in_idle |
		on_link_same -> in_direct |
		on_link_direct @row_24 -> in_direct |
		on_link_bare @row_25 -> in_bare |
		on_link_down @row_26 -> in_absent |
		on_masked @row_27 -> in_idle |
		on_pending @row_28 -> in_direct |
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
		on_address_gone -> in_direct |
		on_doubted -> in_direct |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | zlen)) @impossible -> in_direct
	) >~enter_direct,
	in_bare: (
		on_link_new @row_42 -> in_idle |
		on_link_changed @row_43 -> in_idle |
		on_link_same -> in_bare |
		on_link_direct @row_45 -> in_direct |
		on_link_bare @row_46 -> in_bare |
		on_link_down @row_47 -> in_absent |
		on_masked -> in_bare |
		on_pending @row_49 -> in_bare |
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
		on_address_gone -> in_bare |
		on_doubted -> in_bare |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | zlen)) @impossible -> in_bare
	) >~enter_bare,
	in_idle: (
		on_link_new @row_63 -> in_idle |
		on_link_changed @row_64 -> in_idle |
		on_link_same -> in_idle |
		on_link_direct @row_66 -> in_direct |
		on_link_bare @row_67 -> in_bare |
		on_link_down @row_68 -> in_absent |
		on_masked -> in_idle |
		on_pending @row_70 -> in_asking |
		on_withdrawn @row_71 -> in_idle |
		on_answered -> in_idle |
		on_answered_lost -> in_idle |
		on_silence -> in_idle |
		on_unanswered -> in_idle |
		on_announced @row_76 -> in_idle |
		on_announced_lost @row_77 -> in_holding |
		on_heard @row_78 -> in_idle |
		on_heard_lost @row_79 -> in_holding |
		on_address_learnt @row_80 -> in_idle |
		on_address_moved @row_81 -> in_holding |
		on_address_gone @row_82 -> in_idle |
		on_doubted @row_83 -> in_idle |
		on_again @row_84 -> in_idle |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | on_again | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_link_new @row_85 -> in_idle |
		on_link_changed @row_86 -> in_idle |
		on_link_same -> in_asking |
		on_link_direct @row_88 -> in_direct |
		on_link_bare @row_89 -> in_bare |
		on_link_down @row_90 -> in_absent |
		on_masked -> in_asking |
		on_pending -> in_asking |
		on_withdrawn @row_93 -> in_idle |
		on_answered @row_94 -> in_idle |
		on_answered_lost @row_95 -> in_holding |
		on_silence @row_96 -> in_silent |
		on_unanswered @row_97 -> in_idle |
		on_announced @row_98 -> in_asking |
		on_announced_lost @row_99 -> in_holding |
		on_heard @row_100 -> in_asking |
		on_heard_lost @row_101 -> in_holding |
		on_address_learnt @row_102 -> in_asking |
		on_address_moved @row_103 -> in_holding |
		on_address_gone @row_104 -> in_asking |
		on_doubted @row_105 -> in_asking |
		on_patience @row_106 -> in_asking |
		on_patience_spent @row_107 -> in_asking |
		on_again @row_108 -> in_asking |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | on_patience | on_patience_spent | on_again | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_holding: (
		on_link_new @row_109 -> in_idle |
		on_link_changed @row_110 -> in_idle |
		on_link_same -> in_holding |
		on_link_direct @row_112 -> in_direct |
		on_link_bare @row_113 -> in_bare |
		on_link_down @row_114 -> in_absent |
		on_masked -> in_holding |
		on_pending -> in_holding |
		on_withdrawn @row_117 -> in_holding |
		on_answered -> in_holding |
		on_answered_lost -> in_holding |
		on_silence -> in_holding |
		on_unanswered -> in_holding |
		on_announced @row_122 -> in_holding |
		on_announced_lost @row_123 -> in_holding |
		on_heard @row_124 -> in_holding |
		on_heard_lost @row_125 -> in_holding |
		on_address_learnt @row_126 -> in_holding |
		on_address_moved @row_127 -> in_holding |
		on_address_gone @row_128 -> in_holding |
		on_doubted @row_129 -> in_holding |
		on_hold_spent @row_130 -> in_idle |
		on_again @row_131 -> in_holding |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | on_hold_spent | on_again | zlen)) @impossible -> in_holding
	) >~enter_holding,
	in_silent: (
		on_link_new @row_132 -> in_idle |
		on_link_changed @row_133 -> in_idle |
		on_link_same @row_134 -> in_idle |
		on_link_direct @row_135 -> in_direct |
		on_link_bare @row_136 -> in_bare |
		on_link_down @row_137 -> in_absent |
		on_masked -> in_silent |
		on_pending @row_139 -> in_silent |
		on_withdrawn -> in_silent |
		on_answered -> in_silent |
		on_answered_lost -> in_silent |
		on_silence -> in_silent |
		on_unanswered -> in_silent |
		on_announced @row_145 -> in_idle |
		on_announced_lost @row_146 -> in_holding |
		on_heard @row_147 -> in_idle |
		on_heard_lost @row_148 -> in_holding |
		on_address_learnt -> in_silent |
		on_address_moved -> in_silent |
		on_address_gone -> in_silent |
		on_doubted @row_152 -> in_idle |
		on_forget @row_153 -> in_idle |
		(any - (on_link_new | on_link_changed | on_link_same | on_link_direct | on_link_bare | on_link_down | on_masked | on_pending | on_withdrawn | on_answered | on_answered_lost | on_silence | on_unanswered | on_announced | on_announced_lost | on_heard | on_heard_lost | on_address_learnt | on_address_moved | on_address_gone | on_doubted | on_forget | zlen)) @impossible -> in_silent
	) >~enter_silent;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
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
