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
	on_renew = 14;
	on_renew_spent = 15;
	on_again = 16;

	# A stored state is come back to by an event of its own.
	restore_idle = 17;
	restore_asking = 18;
	restore_held = 19;
	restore_renewing = 20;
	restore_lost = 21;
	restore_vacating = 22;
	restore_refused = 23;
	restore_unserved = 24;
	restore_open = 25;
	restore_offline = 26;
	restore_deleting = 27;

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

	action row_15 {
		machine_row(base, 15, t);
		mapping_report_delete(m, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		mapping_report_delete(m, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
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
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_22 {
		machine_row(base, 22, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		mapping_keep_port(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		mapping_report_delete(m, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		mapping_report_delete(m, t);
	}

	action row_35 {
		machine_row(base, 35, t);
		mapping_report_renew(m, t);
	}

	action row_36 {
		machine_row(base, 36, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		mapping_keep_port(m, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		mapping_report_renew(m, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		mapping_report_delete(m, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		mapping_report_delete(m, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		mapping_report_renew(m, t);
	}

	action row_52 {
		machine_row(base, 52, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		mapping_report_renew(m, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_55 {
		machine_row(base, 55, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		mapping_keep_port(m, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		mapping_report_delete(m, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		mapping_report_delete(m, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		mapping_keep_grant(m, t);
		timer_start(base, MAPPING_TIMER_RENEW, t);
		timer_reset(base, MAPPING_TIMER_AGAIN, t);
		mapping_report_held(m, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		mapping_report_lapsed(m, t);
		mapping_report_refused(m, t);
		timer_resume(base, MAPPING_TIMER_AGAIN, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		mapping_report_lapsed(m, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		mapping_send_goodbye(m, t);
		mapping_report_ask(m, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		mapping_send_goodbye(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		mapping_keep_port(m, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		mapping_report_lapsed(m, t);
		mapping_report_renew(m, t);
	}

	action row_78 {
		machine_row(base, 78, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		mapping_keep_port(m, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
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
		mapping_report_deleted(m, t);
	}

	action row_98 {
		machine_row(base, 98, t);
	}

	action row_100 {
		machine_row(base, 100, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_101 {
		machine_row(base, 101, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		mapping_keep_port(m, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		mapping_report_ask(m, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		mapping_keep_port(m, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		mapping_report_deleted(m, t);
	}

	action row_114 {
		machine_row(base, 114, t);
		mapping_report_ask(m, t);
	}

	action row_115 {
		machine_row(base, 115, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		mapping_keep_port(m, t);
	}

	action row_120 {
		machine_row(base, 120, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_121 {
		machine_row(base, 121, t);
		mapping_report_deleted(m, t);
	}

	action row_129 {
		machine_row(base, 129, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_130 {
		machine_row(base, 130, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		mapping_keep_port(m, t);
	}

	action row_134 {
		machine_row(base, 134, t);
		mapping_keep_port(m, t);
	}

	action row_135 {
		machine_row(base, 135, t);
		mapping_report_deleted(m, t);
	}

	action row_141 {
		machine_row(base, 141, t);
	}

	action row_142 {
		machine_row(base, 142, t);
		mapping_report_ask(m, t);
	}

	action row_143 {
		machine_row(base, 143, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_144 {
		machine_row(base, 144, t);
		mapping_keep_port(m, t);
		mapping_report_ask(m, t);
	}

	action row_145 {
		machine_row(base, 145, t);
		mapping_keep_port(m, t);
		mapping_open_port(m, t);
		mapping_report_held(m, t);
	}

	action row_147 {
		machine_row(base, 147, t);
	}

	action row_148 {
		machine_row(base, 148, t);
	}

	action row_153 {
		machine_row(base, 153, t);
		mapping_report_deleted(m, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		mapping_report_deleted(m, t);
	}

	action row_157 {
		machine_row(base, 157, t);
		mapping_report_deleted(m, t);
	}

	action row_158 {
		machine_row(base, 158, t);
		mapping_report_deleted(m, t);
	}

	action row_159 {
		machine_row(base, 159, t);
		mapping_report_deleted(m, t);
	}

	action row_160 {
		machine_row(base, 160, t);
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
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | restore_idle | restore_asking | restore_held | restore_renewing | restore_lost | restore_vacating | restore_refused | restore_unserved | restore_open | restore_offline | restore_deleting | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_wanted -> in_asking |
		on_rewanted @row_15 -> in_vacating |
		on_unwanted @row_16 -> in_deleting |
		on_granted @row_17 -> in_held |
		on_granted_other @row_18 -> in_held |
		on_refusal @row_19 -> in_refused |
		on_deleted -> in_asking |
		on_gateway_lost -> in_asking |
		on_gateway_silent @row_22 -> in_unserved |
		on_gateway_back -> in_asking |
		on_gateway_new @row_24 -> in_asking |
		on_gateway_changed @row_25 -> in_asking |
		on_no_nat @row_26 -> in_open |
		on_no_network @row_27 -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_held: (
		on_wanted -> in_held |
		on_rewanted @row_29 -> in_vacating |
		on_unwanted @row_30 -> in_deleting |
		on_granted -> in_held |
		on_granted_other -> in_held |
		on_refusal -> in_held |
		on_deleted -> in_held |
		on_gateway_lost @row_35 -> in_lost |
		on_gateway_silent @row_36 -> in_held |
		on_gateway_back -> in_held |
		on_gateway_new @row_38 -> in_asking |
		on_gateway_changed @row_39 -> in_asking |
		on_no_nat @row_40 -> in_open |
		on_no_network @row_41 -> in_offline |
		on_renew @row_42 -> in_renewing |
		on_renew_spent @row_43 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_renew | on_renew_spent | zlen)) @impossible -> in_held
	) >~enter_held,
	in_renewing: (
		on_wanted -> in_renewing |
		on_rewanted @row_45 -> in_vacating |
		on_unwanted @row_46 -> in_deleting |
		on_granted @row_47 -> in_held |
		on_granted_other @row_48 -> in_held |
		on_refusal @row_49 -> in_refused |
		on_deleted -> in_renewing |
		on_gateway_lost @row_51 -> in_lost |
		on_gateway_silent @row_52 -> in_renewing |
		on_gateway_back @row_53 -> in_renewing |
		on_gateway_new @row_54 -> in_asking |
		on_gateway_changed @row_55 -> in_asking |
		on_no_nat @row_56 -> in_open |
		on_no_network @row_57 -> in_offline |
		on_renew -> in_renewing |
		on_renew_spent @row_59 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_renew | on_renew_spent | zlen)) @impossible -> in_renewing
	) >~enter_renewing,
	in_lost: (
		on_wanted -> in_lost |
		on_rewanted @row_61 -> in_vacating |
		on_unwanted @row_62 -> in_deleting |
		on_granted @row_63 -> in_held |
		on_granted_other @row_64 -> in_held |
		on_refusal @row_65 -> in_refused |
		on_deleted -> in_lost |
		on_gateway_lost -> in_lost |
		on_gateway_silent @row_68 -> in_unserved |
		on_gateway_back -> in_lost |
		on_gateway_new @row_70 -> in_asking |
		on_gateway_changed @row_71 -> in_asking |
		on_no_nat @row_72 -> in_open |
		on_no_network @row_73 -> in_offline |
		on_renew -> in_lost |
		on_renew_spent @row_75 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_renew | on_renew_spent | zlen)) @impossible -> in_lost
	) >~enter_lost,
	in_vacating: (
		on_wanted -> in_vacating |
		on_rewanted -> in_vacating |
		on_unwanted @row_78 -> in_deleting |
		on_granted -> in_vacating |
		on_granted_other -> in_vacating |
		on_refusal -> in_vacating |
		on_deleted @row_82 -> in_asking |
		on_gateway_lost -> in_vacating |
		on_gateway_silent @row_84 -> in_unserved |
		on_gateway_back -> in_vacating |
		on_gateway_new @row_86 -> in_asking |
		on_gateway_changed @row_87 -> in_asking |
		on_no_nat @row_88 -> in_open |
		on_no_network @row_89 -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_vacating
	) >~enter_vacating,
	in_refused: (
		on_wanted -> in_refused |
		on_rewanted @row_91 -> in_asking |
		on_unwanted @row_92 -> in_idle |
		on_granted -> in_refused |
		on_granted_other -> in_refused |
		on_refusal -> in_refused |
		on_deleted -> in_refused |
		on_gateway_lost -> in_refused |
		on_gateway_silent @row_98 -> in_unserved |
		on_gateway_back -> in_refused |
		on_gateway_new @row_100 -> in_asking |
		on_gateway_changed @row_101 -> in_asking |
		on_no_nat @row_102 -> in_open |
		on_no_network @row_103 -> in_offline |
		on_again @row_104 -> in_asking |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | on_again | zlen)) @impossible -> in_refused
	) >~enter_refused,
	in_unserved: (
		on_wanted -> in_unserved |
		on_rewanted @row_106 -> in_unserved |
		on_unwanted @row_107 -> in_idle |
		on_granted -> in_unserved |
		on_granted_other -> in_unserved |
		on_refusal -> in_unserved |
		on_deleted -> in_unserved |
		on_gateway_lost -> in_unserved |
		on_gateway_silent -> in_unserved |
		on_gateway_back @row_114 -> in_asking |
		on_gateway_new @row_115 -> in_asking |
		on_gateway_changed @row_116 -> in_asking |
		on_no_nat @row_117 -> in_open |
		on_no_network @row_118 -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_unserved
	) >~enter_unserved,
	in_open: (
		on_wanted -> in_open |
		on_rewanted @row_120 -> in_open |
		on_unwanted @row_121 -> in_idle |
		on_granted -> in_open |
		on_granted_other -> in_open |
		on_refusal -> in_open |
		on_deleted -> in_open |
		on_gateway_lost -> in_open |
		on_gateway_silent -> in_open |
		on_gateway_back -> in_open |
		on_gateway_new @row_129 -> in_asking |
		on_gateway_changed @row_130 -> in_asking |
		on_no_nat -> in_open |
		on_no_network @row_132 -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_open
	) >~enter_open,
	in_offline: (
		on_wanted -> in_offline |
		on_rewanted @row_134 -> in_offline |
		on_unwanted @row_135 -> in_idle |
		on_granted -> in_offline |
		on_granted_other -> in_offline |
		on_refusal -> in_offline |
		on_deleted -> in_offline |
		on_gateway_lost -> in_offline |
		on_gateway_silent @row_141 -> in_unserved |
		on_gateway_back @row_142 -> in_asking |
		on_gateway_new @row_143 -> in_asking |
		on_gateway_changed @row_144 -> in_asking |
		on_no_nat @row_145 -> in_open |
		on_no_network -> in_offline |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_offline
	) >~enter_offline,
	in_deleting: (
		on_wanted @row_147 -> in_vacating |
		on_rewanted @row_148 -> in_vacating |
		on_unwanted -> in_deleting |
		on_granted -> in_deleting |
		on_granted_other -> in_deleting |
		on_refusal -> in_deleting |
		on_deleted @row_153 -> in_idle |
		on_gateway_lost -> in_deleting |
		on_gateway_silent @row_155 -> in_idle |
		on_gateway_back -> in_deleting |
		on_gateway_new @row_157 -> in_idle |
		on_gateway_changed @row_158 -> in_idle |
		on_no_nat @row_159 -> in_idle |
		on_no_network @row_160 -> in_idle |
		(any - (on_wanted | on_rewanted | on_unwanted | on_granted | on_granted_other | on_refusal | on_deleted | on_gateway_lost | on_gateway_silent | on_gateway_back | on_gateway_new | on_gateway_changed | on_no_nat | on_no_network | zlen)) @impossible -> in_deleting
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
