/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#include "core/mapping_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine mapping;
	alphtype int;
	access base->;

	on_wanted = 0;
	on_rewanted = 1;
	on_unwanted = 2;
	on_granted = 3;
	on_granted_other = 4;
	on_refusal = 5;
	on_deleted = 6;
	on_gateway_lost = 7;
	on_gateway_silent = 8;
	on_gateway_back = 9;
	on_gateway_new = 10;
	on_gateway_changed = 11;
	on_doubted = 12;
	on_no_nat = 13;
	on_no_network = 14;
	on_address_left = 15;
	on_renew = 16;
	on_renew_spent = 17;
	on_again = 18;

	# A stored state is come back to by an event of its own.
	restore_idle = 19;
	restore_asking = 20;
	restore_held = 21;
	restore_renewing = 22;
	restore_lost = 23;
	restore_vacating = 24;
	restore_refused = 25;
	restore_unserved = 26;
	restore_open = 27;
	restore_offline = 28;
	restore_deleting = 29;

	action enter_idle {
		base->state = MAPPING_IDLE;
	}

	action enter_asking {
		base->state = MAPPING_ASKING;
	}

	action enter_held {
		base->state = MAPPING_HELD;
	}

	action enter_renewing {
		base->state = MAPPING_RENEWING;
	}

	action enter_lost {
		base->state = MAPPING_LOST;
	}

	action enter_vacating {
		base->state = MAPPING_VACATING;
	}

	action enter_refused {
		base->state = MAPPING_REFUSED;
	}

	action enter_unserved {
		base->state = MAPPING_UNSERVED;
	}

	action enter_open {
		base->state = MAPPING_OPEN;
	}

	action enter_offline {
		base->state = MAPPING_OFFLINE;
	}

	action enter_deleting {
		base->state = MAPPING_DELETING;
	}

	action row_0 {
		machine_row(base, 0, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_LOST, t);
	}

	action row_40 {
		machine_row(base, 40, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_RENEWING, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		mapping_send_goodbye(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_RENEWING, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_55 {
		machine_row(base, 55, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_LOST, t);
	}

	action row_58 {
		machine_row(base, 58, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		mapping_report_renew(m, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		mapping_send_goodbye(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		mapping_report_delete(m, t);
		machine_move(base, MAPPING_DELETING, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_HELD, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
		machine_move(base, MAPPING_REFUSED, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		mapping_report_lapsed(m, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		mapping_send_goodbye(m, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		machine_move(base, MAPPING_DELETING, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_101 {
		machine_row(base, 101, t);
		mapping_send_goodbye(m, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_120 {
		machine_row(base, 120, t);
		mapping_keep_port(m, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_133 {
		machine_row(base, 133, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_146 {
		machine_row(base, 146, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_149 {
		machine_row(base, 149, t);
		mapping_keep_port(m, t);
		machine_move(base, MAPPING_OFFLINE, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		mapping_keep_port(m, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_159 {
		machine_row(base, 159, t);
		machine_move(base, MAPPING_UNSERVED, t);
	}

	action row_160 {
		machine_row(base, 160, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_161 {
		machine_row(base, 161, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_162 {
		machine_row(base, 162, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
		machine_move(base, MAPPING_ASKING, t);
	}

	action row_164 {
		machine_row(base, 164, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
		machine_move(base, MAPPING_OPEN, t);
	}

	action row_167 {
		machine_row(base, 167, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		machine_move(base, MAPPING_VACATING, t);
	}

	action row_173 {
		machine_row(base, 173, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_175 {
		machine_row(base, 175, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_178 {
		machine_row(base, 178, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_180 {
		machine_row(base, 180, t);
		mapping_send_goodbye(m, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_181 {
		machine_row(base, 181, t);
		mapping_report_deleted(m, t);
		machine_move(base, MAPPING_IDLE, t);
	}

	action row_182 {
		machine_row(base, 182, t);
		mapping_send_goodbye(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_wanted @row_0 -> in_asking |
		on_rewanted @row_1 -> in_asking |
		on_unwanted -> in_idle |
		on_granted -> in_idle |
		on_granted_other -> in_idle |
		on_refusal -> in_idle |
		on_deleted -> in_idle |
		on_gateway_lost -> in_idle |
		on_gateway_silent -> in_idle |
		on_gateway_back -> in_idle |
		on_gateway_new -> in_idle |
		on_gateway_changed -> in_idle |
		on_doubted -> in_idle |
		on_no_nat -> in_idle |
		on_no_network -> in_idle |
		on_address_left -> in_idle |
		restore_idle -> in_idle |
		restore_asking -> in_asking |
		restore_held -> in_held |
		restore_renewing -> in_renewing |
		restore_lost -> in_lost |
		restore_vacating -> in_vacating |
		restore_refused -> in_refused |
		restore_unserved -> in_unserved |
		restore_open -> in_open |
		restore_offline -> in_offline |
		restore_deleting -> in_deleting |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | restore_idle | restore_asking | restore_held | restore_renewing | restore_lost | restore_vacating | restore_refused | restore_unserved | restore_open | restore_offline | restore_deleting | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_wanted -> in_asking |
		on_rewanted @row_17 -> in_vacating |
		on_unwanted @row_18 -> in_deleting |
		on_granted @row_19 -> in_held |
		on_granted_other @row_20 -> in_held |
		on_refusal @row_21 -> in_refused |
		on_deleted -> in_asking |
		on_gateway_lost -> in_asking |
		on_gateway_silent @row_24 -> in_unserved |
		on_gateway_back -> in_asking |
		on_gateway_new @row_26 -> in_asking |
		on_gateway_changed @row_27 -> in_asking |
		on_doubted -> in_asking |
		on_no_nat @row_29 -> in_open |
		on_no_network @row_30 -> in_offline |
		on_address_left -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_held: (
		on_wanted -> in_held |
		on_rewanted @row_33 -> in_vacating |
		on_unwanted @row_34 -> in_deleting |
		on_granted -> in_held |
		on_granted_other -> in_held |
		on_refusal -> in_held |
		on_deleted -> in_held |
		on_gateway_lost @row_39 -> in_lost |
		on_gateway_silent @row_40 -> in_held |
		on_gateway_back -> in_held |
		on_gateway_new @row_42 -> in_asking |
		on_gateway_changed @row_43 -> in_asking |
		on_doubted @row_44 -> in_renewing |
		on_no_nat @row_45 -> in_open |
		on_no_network @row_46 -> in_offline |
		on_address_left @row_47 -> in_held |
		on_renew @row_48 -> in_renewing |
		on_renew_spent @row_49 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_held
	) >~enter_held,
	in_renewing: (
		on_wanted -> in_renewing |
		on_rewanted @row_51 -> in_vacating |
		on_unwanted @row_52 -> in_deleting |
		on_granted @row_53 -> in_held |
		on_granted_other @row_54 -> in_held |
		on_refusal @row_55 -> in_refused |
		on_deleted -> in_renewing |
		on_gateway_lost @row_57 -> in_lost |
		on_gateway_silent @row_58 -> in_renewing |
		on_gateway_back @row_59 -> in_renewing |
		on_gateway_new @row_60 -> in_asking |
		on_gateway_changed @row_61 -> in_asking |
		on_doubted -> in_renewing |
		on_no_nat @row_63 -> in_open |
		on_no_network @row_64 -> in_offline |
		on_address_left @row_65 -> in_renewing |
		on_renew -> in_renewing |
		on_renew_spent @row_67 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_renewing
	) >~enter_renewing,
	in_lost: (
		on_wanted -> in_lost |
		on_rewanted @row_69 -> in_vacating |
		on_unwanted @row_70 -> in_deleting |
		on_granted @row_71 -> in_held |
		on_granted_other @row_72 -> in_held |
		on_refusal @row_73 -> in_refused |
		on_deleted -> in_lost |
		on_gateway_lost -> in_lost |
		on_gateway_silent @row_76 -> in_unserved |
		on_gateway_back -> in_lost |
		on_gateway_new @row_78 -> in_asking |
		on_gateway_changed @row_79 -> in_asking |
		on_doubted -> in_lost |
		on_no_nat @row_81 -> in_open |
		on_no_network @row_82 -> in_offline |
		on_address_left @row_83 -> in_lost |
		on_renew -> in_lost |
		on_renew_spent @row_85 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_lost
	) >~enter_lost,
	in_vacating: (
		on_wanted -> in_vacating |
		on_rewanted -> in_vacating |
		on_unwanted @row_88 -> in_deleting |
		on_granted -> in_vacating |
		on_granted_other -> in_vacating |
		on_refusal -> in_vacating |
		on_deleted @row_92 -> in_asking |
		on_gateway_lost -> in_vacating |
		on_gateway_silent @row_94 -> in_unserved |
		on_gateway_back -> in_vacating |
		on_gateway_new @row_96 -> in_asking |
		on_gateway_changed @row_97 -> in_asking |
		on_doubted -> in_vacating |
		on_no_nat @row_99 -> in_open |
		on_no_network @row_100 -> in_offline |
		on_address_left @row_101 -> in_vacating |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_vacating
	) >~enter_vacating,
	in_refused: (
		on_wanted -> in_refused |
		on_rewanted @row_103 -> in_asking |
		on_unwanted @row_104 -> in_idle |
		on_granted -> in_refused |
		on_granted_other -> in_refused |
		on_refusal -> in_refused |
		on_deleted -> in_refused |
		on_gateway_lost -> in_refused |
		on_gateway_silent @row_110 -> in_unserved |
		on_gateway_back -> in_refused |
		on_gateway_new @row_112 -> in_asking |
		on_gateway_changed @row_113 -> in_asking |
		on_doubted -> in_refused |
		on_no_nat @row_115 -> in_open |
		on_no_network @row_116 -> in_offline |
		on_address_left -> in_refused |
		on_again @row_118 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | on_again | zlen)) @impossible -> in_refused
	) >~enter_refused,
	in_unserved: (
		on_wanted -> in_unserved |
		on_rewanted @row_120 -> in_unserved |
		on_unwanted @row_121 -> in_idle |
		on_granted -> in_unserved |
		on_granted_other -> in_unserved |
		on_refusal -> in_unserved |
		on_deleted -> in_unserved |
		on_gateway_lost -> in_unserved |
		on_gateway_silent -> in_unserved |
		on_gateway_back @row_128 -> in_asking |
		on_gateway_new @row_129 -> in_asking |
		on_gateway_changed @row_130 -> in_asking |
		on_doubted -> in_unserved |
		on_no_nat @row_132 -> in_open |
		on_no_network @row_133 -> in_offline |
		on_address_left -> in_unserved |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_unserved
	) >~enter_unserved,
	in_open: (
		on_wanted -> in_open |
		on_rewanted @row_136 -> in_open |
		on_unwanted @row_137 -> in_idle |
		on_granted -> in_open |
		on_granted_other -> in_open |
		on_refusal -> in_open |
		on_deleted -> in_open |
		on_gateway_lost -> in_open |
		on_gateway_silent -> in_open |
		on_gateway_back -> in_open |
		on_gateway_new @row_145 -> in_asking |
		on_gateway_changed @row_146 -> in_asking |
		on_doubted -> in_open |
		on_no_nat -> in_open |
		on_no_network @row_149 -> in_offline |
		on_address_left -> in_open |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_open
	) >~enter_open,
	in_offline: (
		on_wanted -> in_offline |
		on_rewanted @row_152 -> in_offline |
		on_unwanted @row_153 -> in_idle |
		on_granted -> in_offline |
		on_granted_other -> in_offline |
		on_refusal -> in_offline |
		on_deleted -> in_offline |
		on_gateway_lost -> in_offline |
		on_gateway_silent @row_159 -> in_unserved |
		on_gateway_back @row_160 -> in_asking |
		on_gateway_new @row_161 -> in_asking |
		on_gateway_changed @row_162 -> in_asking |
		on_doubted -> in_offline |
		on_no_nat @row_164 -> in_open |
		on_no_network -> in_offline |
		on_address_left -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_offline
	) >~enter_offline,
	in_deleting: (
		on_wanted @row_167 -> in_vacating |
		on_rewanted @row_168 -> in_vacating |
		on_unwanted -> in_deleting |
		on_granted -> in_deleting |
		on_granted_other -> in_deleting |
		on_refusal -> in_deleting |
		on_deleted @row_173 -> in_idle |
		on_gateway_lost -> in_deleting |
		on_gateway_silent @row_175 -> in_idle |
		on_gateway_back -> in_deleting |
		on_gateway_new @row_177 -> in_idle |
		on_gateway_changed @row_178 -> in_idle |
		on_doubted -> in_deleting |
		on_no_nat @row_180 -> in_idle |
		on_no_network @row_181 -> in_idle |
		on_address_left @row_182 -> in_deleting |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_doubted | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_deleting
	) >~enter_deleting;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct mapping *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
mapping_begin(struct mapping *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &mapping_chart);
	%% write init;
}

void
mapping_restore(struct mapping *m, enum mapping_state state)
{
	assert((unsigned)state < MAPPING_STATE_COUNT);
	mapping_begin(m);
	run(m, (int)MAPPING_EVENT_COUNT + (int)state, NULL);
}

void
mapping_step(struct mapping *m, enum mapping_event ev, struct turn *t)
{
	assert((unsigned)ev < MAPPING_EVENT_COUNT);
	run(m, (int)ev, t);
}
