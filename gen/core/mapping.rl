/* SPDX-License-Identifier: Apache-2.0 */
/* mapping_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/mapping.fsm: change that and run make gen. */
#include "core/mapping_chart.h"

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
	on_no_nat = 12;
	on_no_network = 13;
	on_address_left = 14;
	on_renew = 15;
	on_renew_spent = 16;
	on_again = 17;

	# A stored state is come back to by an event of its own.
	restore_idle = 18;
	restore_asking = 19;
	restore_held = 20;
	restore_renewing = 21;
	restore_lost = 22;
	restore_vacating = 23;
	restore_refused = 24;
	restore_unserved = 25;
	restore_open = 26;
	restore_offline = 27;
	restore_deleting = 28;

	action enter_idle {
		machine_enter(base, MAPPING_IDLE, t);
	}

	action enter_asking {
		machine_enter(base, MAPPING_ASKING, t);
	}

	action enter_held {
		machine_enter(base, MAPPING_HELD, t);
	}

	action enter_renewing {
		machine_enter(base, MAPPING_RENEWING, t);
	}

	action enter_lost {
		machine_enter(base, MAPPING_LOST, t);
	}

	action enter_vacating {
		machine_enter(base, MAPPING_VACATING, t);
	}

	action enter_refused {
		machine_enter(base, MAPPING_REFUSED, t);
	}

	action enter_unserved {
		machine_enter(base, MAPPING_UNSERVED, t);
	}

	action enter_open {
		machine_enter(base, MAPPING_OPEN, t);
	}

	action enter_offline {
		machine_enter(base, MAPPING_OFFLINE, t);
	}

	action enter_deleting {
		machine_enter(base, MAPPING_DELETING, t);
	}

	action row_0 {
		machine_row(base, 0, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_1 {
		machine_row(base, 1, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		mapping_report_delete(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		mapping_report_delete(m, t);
	}

	action row_18 {
		machine_row(base, 18, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_23 {
		machine_row(base, 23, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_28 {
		machine_row(base, 28, t);
		mapping_keep_port(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		mapping_report_delete(m, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		mapping_report_delete(m, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		mapping_report_renew(m, t);
	}

	action row_38 {
		machine_row(base, 38, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		mapping_keep_port(m, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		mapping_send_goodbye(m, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		mapping_report_renew(m, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		mapping_report_delete(m, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		mapping_report_delete(m, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		mapping_report_renew(m, t);
	}

	action row_55 {
		machine_row(base, 55, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		mapping_report_renew(m, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		mapping_keep_port(m, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		mapping_send_goodbye(m, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		mapping_report_delete(m, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		mapping_report_delete(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		mapping_report_lapsed(m, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		mapping_send_goodbye(m, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		mapping_keep_port(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
		mapping_send_goodbye(m, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_83 {
		machine_row(base, 83, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		mapping_keep_port(m, t);
	}

	action row_91 {
		machine_row(base, 91, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		mapping_keep_port(m, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_98 {
		machine_row(base, 98, t);
		mapping_report_deleted(m, t);
	}

	action row_104 {
		machine_row(base, 104, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		mapping_keep_port(m, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		mapping_report_ask(m, t);
	}

	action row_113 {
		machine_row(base, 113, t);
		mapping_keep_port(m, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		mapping_report_deleted(m, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		mapping_report_ask(m, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		mapping_keep_port(m, t);
	}

	action row_128 {
		machine_row(base, 128, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		mapping_report_deleted(m, t);
	}

	action row_137 {
		machine_row(base, 137, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_140 {
		machine_row(base, 140, t);
		mapping_keep_port(m, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		mapping_keep_port(m, t);
	}

	action row_144 {
		machine_row(base, 144, t);
		mapping_report_deleted(m, t);
	}

	action row_150 {
		machine_row(base, 150, t);
	}

	action row_151 {
		machine_row(base, 151, t);
		mapping_report_ask(m, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_154 {
		machine_row(base, 154, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_157 {
		machine_row(base, 157, t);
	}

	action row_158 {
		machine_row(base, 158, t);
	}

	action row_163 {
		machine_row(base, 163, t);
		mapping_report_deleted(m, t);
	}

	action row_165 {
		machine_row(base, 165, t);
		mapping_report_deleted(m, t);
	}

	action row_167 {
		machine_row(base, 167, t);
		mapping_report_deleted(m, t);
	}

	action row_168 {
		machine_row(base, 168, t);
		mapping_report_deleted(m, t);
	}

	action row_169 {
		machine_row(base, 169, t);
		mapping_report_deleted(m, t);
	}

	action row_170 {
		machine_row(base, 170, t);
		mapping_report_deleted(m, t);
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
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | restore_idle | restore_asking | restore_held | restore_renewing | restore_lost | restore_vacating | restore_refused | restore_unserved | restore_open | restore_offline | restore_deleting | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_wanted -> in_asking |
		on_rewanted @row_16 -> in_vacating |
		on_unwanted @row_17 -> in_deleting |
		on_granted @row_18 -> in_held |
		on_granted_other @row_19 -> in_held |
		on_refusal @row_20 -> in_refused |
		on_deleted -> in_asking |
		on_gateway_lost -> in_asking |
		on_gateway_silent @row_23 -> in_unserved |
		on_gateway_back -> in_asking |
		on_gateway_new @row_25 -> in_asking |
		on_gateway_changed @row_26 -> in_asking |
		on_no_nat @row_27 -> in_open |
		on_no_network @row_28 -> in_offline |
		on_address_left -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_held: (
		on_wanted -> in_held |
		on_rewanted @row_31 -> in_vacating |
		on_unwanted @row_32 -> in_deleting |
		on_granted -> in_held |
		on_granted_other -> in_held |
		on_refusal -> in_held |
		on_deleted -> in_held |
		on_gateway_lost @row_37 -> in_lost |
		on_gateway_silent @row_38 -> in_held |
		on_gateway_back -> in_held |
		on_gateway_new @row_40 -> in_asking |
		on_gateway_changed @row_41 -> in_asking |
		on_no_nat @row_42 -> in_open |
		on_no_network @row_43 -> in_offline |
		on_address_left @row_44 -> in_held |
		on_renew @row_45 -> in_renewing |
		on_renew_spent @row_46 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_held
	) >~enter_held,
	in_renewing: (
		on_wanted -> in_renewing |
		on_rewanted @row_48 -> in_vacating |
		on_unwanted @row_49 -> in_deleting |
		on_granted @row_50 -> in_held |
		on_granted_other @row_51 -> in_held |
		on_refusal @row_52 -> in_refused |
		on_deleted -> in_renewing |
		on_gateway_lost @row_54 -> in_lost |
		on_gateway_silent @row_55 -> in_renewing |
		on_gateway_back @row_56 -> in_renewing |
		on_gateway_new @row_57 -> in_asking |
		on_gateway_changed @row_58 -> in_asking |
		on_no_nat @row_59 -> in_open |
		on_no_network @row_60 -> in_offline |
		on_address_left @row_61 -> in_renewing |
		on_renew -> in_renewing |
		on_renew_spent @row_63 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_renewing
	) >~enter_renewing,
	in_lost: (
		on_wanted -> in_lost |
		on_rewanted @row_65 -> in_vacating |
		on_unwanted @row_66 -> in_deleting |
		on_granted @row_67 -> in_held |
		on_granted_other @row_68 -> in_held |
		on_refusal @row_69 -> in_refused |
		on_deleted -> in_lost |
		on_gateway_lost -> in_lost |
		on_gateway_silent @row_72 -> in_unserved |
		on_gateway_back -> in_lost |
		on_gateway_new @row_74 -> in_asking |
		on_gateway_changed @row_75 -> in_asking |
		on_no_nat @row_76 -> in_open |
		on_no_network @row_77 -> in_offline |
		on_address_left @row_78 -> in_lost |
		on_renew -> in_lost |
		on_renew_spent @row_80 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | on_renew | on_renew_spent | zlen)) @impossible -> in_lost
	) >~enter_lost,
	in_vacating: (
		on_wanted -> in_vacating |
		on_rewanted -> in_vacating |
		on_unwanted @row_83 -> in_deleting |
		on_granted -> in_vacating |
		on_granted_other -> in_vacating |
		on_refusal -> in_vacating |
		on_deleted @row_87 -> in_asking |
		on_gateway_lost -> in_vacating |
		on_gateway_silent @row_89 -> in_unserved |
		on_gateway_back -> in_vacating |
		on_gateway_new @row_91 -> in_asking |
		on_gateway_changed @row_92 -> in_asking |
		on_no_nat @row_93 -> in_open |
		on_no_network @row_94 -> in_offline |
		on_address_left -> in_vacating |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_vacating
	) >~enter_vacating,
	in_refused: (
		on_wanted -> in_refused |
		on_rewanted @row_97 -> in_asking |
		on_unwanted @row_98 -> in_idle |
		on_granted -> in_refused |
		on_granted_other -> in_refused |
		on_refusal -> in_refused |
		on_deleted -> in_refused |
		on_gateway_lost -> in_refused |
		on_gateway_silent @row_104 -> in_unserved |
		on_gateway_back -> in_refused |
		on_gateway_new @row_106 -> in_asking |
		on_gateway_changed @row_107 -> in_asking |
		on_no_nat @row_108 -> in_open |
		on_no_network @row_109 -> in_offline |
		on_address_left -> in_refused |
		on_again @row_111 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | on_again | zlen)) @impossible -> in_refused
	) >~enter_refused,
	in_unserved: (
		on_wanted -> in_unserved |
		on_rewanted @row_113 -> in_unserved |
		on_unwanted @row_114 -> in_idle |
		on_granted -> in_unserved |
		on_granted_other -> in_unserved |
		on_refusal -> in_unserved |
		on_deleted -> in_unserved |
		on_gateway_lost -> in_unserved |
		on_gateway_silent -> in_unserved |
		on_gateway_back @row_121 -> in_asking |
		on_gateway_new @row_122 -> in_asking |
		on_gateway_changed @row_123 -> in_asking |
		on_no_nat @row_124 -> in_open |
		on_no_network @row_125 -> in_offline |
		on_address_left -> in_unserved |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_unserved
	) >~enter_unserved,
	in_open: (
		on_wanted -> in_open |
		on_rewanted @row_128 -> in_open |
		on_unwanted @row_129 -> in_idle |
		on_granted -> in_open |
		on_granted_other -> in_open |
		on_refusal -> in_open |
		on_deleted -> in_open |
		on_gateway_lost -> in_open |
		on_gateway_silent -> in_open |
		on_gateway_back -> in_open |
		on_gateway_new @row_137 -> in_asking |
		on_gateway_changed @row_138 -> in_asking |
		on_no_nat -> in_open |
		on_no_network @row_140 -> in_offline |
		on_address_left -> in_open |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_open
	) >~enter_open,
	in_offline: (
		on_wanted -> in_offline |
		on_rewanted @row_143 -> in_offline |
		on_unwanted @row_144 -> in_idle |
		on_granted -> in_offline |
		on_granted_other -> in_offline |
		on_refusal -> in_offline |
		on_deleted -> in_offline |
		on_gateway_lost -> in_offline |
		on_gateway_silent @row_150 -> in_unserved |
		on_gateway_back @row_151 -> in_asking |
		on_gateway_new @row_152 -> in_asking |
		on_gateway_changed @row_153 -> in_asking |
		on_no_nat @row_154 -> in_open |
		on_no_network -> in_offline |
		on_address_left -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_offline
	) >~enter_offline,
	in_deleting: (
		on_wanted @row_157 -> in_vacating |
		on_rewanted @row_158 -> in_vacating |
		on_unwanted -> in_deleting |
		on_granted -> in_deleting |
		on_granted_other -> in_deleting |
		on_refusal -> in_deleting |
		on_deleted @row_163 -> in_idle |
		on_gateway_lost -> in_deleting |
		on_gateway_silent @row_165 -> in_idle |
		on_gateway_back -> in_deleting |
		on_gateway_new @row_167 -> in_idle |
		on_gateway_changed @row_168 -> in_idle |
		on_no_nat @row_169 -> in_idle |
		on_no_network @row_170 -> in_idle |
		on_address_left -> in_deleting |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_address_left | zlen)) @impossible -> in_deleting
	) >~enter_deleting;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static void
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
