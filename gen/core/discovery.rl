/* SPDX-License-Identifier: Apache-2.0 */
/* discovery_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/discovery.fsm: change that and run make gen. */
#include "core/discovery_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine discovery;
	alphtype int;
	access base->;

	on_wanted = 0;
	on_zone_here = 1;
	on_zone_above = 2;
	on_zone_nowhere = 3;
	on_service_here = 4;
	on_service_bare = 5;
	on_service_not = 6;
	on_service_none = 7;
	on_address_here = 8;
	on_address_none = 9;
	on_failed = 10;
	on_network_new = 11;
	on_doubted = 12;
	on_patience_spent = 13;
	on_stale_spent = 14;
	on_again = 15;

	# A stored state is come back to by an event of its own.
	restore_idle = 16;
	restore_zone = 17;
	restore_update_apex = 18;
	restore_update_domain = 19;
	restore_update_address = 20;
	restore_llq_apex = 21;
	restore_llq_domain = 22;
	restore_llq_address = 23;
	restore_known = 24;
	restore_lost = 25;

	action enter_idle {
		base->state = DISCOVERY_IDLE;
	}

	action enter_zone {
		base->state = DISCOVERY_ZONE;
	}

	action enter_update_apex {
		base->state = DISCOVERY_UPDATE_APEX;
	}

	action enter_update_domain {
		base->state = DISCOVERY_UPDATE_DOMAIN;
	}

	action enter_update_address {
		base->state = DISCOVERY_UPDATE_ADDRESS;
	}

	action enter_llq_apex {
		base->state = DISCOVERY_LLQ_APEX;
	}

	action enter_llq_domain {
		base->state = DISCOVERY_LLQ_DOMAIN;
	}

	action enter_llq_address {
		base->state = DISCOVERY_LLQ_ADDRESS;
	}

	action enter_known {
		base->state = DISCOVERY_KNOWN;
	}

	action enter_lost {
		base->state = DISCOVERY_LOST;
	}

	action row_0 {
		machine_row(base, 0, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		discovery_keep_zone(m, t);
		discovery_ask_update_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_APEX, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		discovery_strip(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_ADDRESS, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		discovery_ask_update_domain(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_DOMAIN, t);
	}

	action row_34 {
		machine_row(base, 34, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_UPDATE_ADDRESS, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_54 {
		machine_row(base, 54, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		discovery_keep_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		discovery_no_update(m, t);
		discovery_report_update(m, t);
		discovery_ask_llq_apex(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_APEX, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_73 {
		machine_row(base, 73, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_74 {
		machine_row(base, 74, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_ADDRESS, t);
	}

	action row_75 {
		machine_row(base, 75, t);
		discovery_ask_llq_domain(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_DOMAIN, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		discovery_ask_address(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_LLQ_ADDRESS, t);
	}

	action row_90 {
		machine_row(base, 90, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_93 {
		machine_row(base, 93, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		discovery_keep_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		discovery_no_llq(m, t);
		discovery_report_llq(m, t);
		timer_reset(base, DISCOVERY_TIMER_AGAIN, t);
		timer_start(base, DISCOVERY_TIMER_STALE, t);
		machine_move(base, DISCOVERY_KNOWN, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_110 {
		machine_row(base, 110, t);
		discovery_report_lost(m, t);
		timer_resume(base, DISCOVERY_TIMER_AGAIN, t);
		machine_move(base, DISCOVERY_LOST, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		discovery_start_over(m, t);
		discovery_ask_zone(m, t);
		timer_start(base, DISCOVERY_TIMER_PATIENCE, t);
		machine_move(base, DISCOVERY_ZONE, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_wanted @row_0 -> in_zone |
		on_zone_here -> in_idle |
		on_zone_above -> in_idle |
		on_zone_nowhere -> in_idle |
		on_service_here -> in_idle |
		on_service_bare -> in_idle |
		on_service_not -> in_idle |
		on_service_none -> in_idle |
		on_address_here -> in_idle |
		on_address_none -> in_idle |
		on_failed -> in_idle |
		on_network_new -> in_idle |
		on_doubted -> in_idle |
		restore_idle -> in_idle |
		restore_zone -> in_zone |
		restore_update_apex -> in_update_apex |
		restore_update_domain -> in_update_domain |
		restore_update_address -> in_update_address |
		restore_llq_apex -> in_llq_apex |
		restore_llq_domain -> in_llq_domain |
		restore_llq_address -> in_llq_address |
		restore_known -> in_known |
		restore_lost -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | restore_idle | restore_zone | restore_update_apex | restore_update_domain | restore_update_address | restore_llq_apex | restore_llq_domain | restore_llq_address | restore_known | restore_lost | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_zone: (
		on_wanted -> in_zone |
		on_zone_here @row_14 -> in_update_apex |
		on_zone_above @row_15 -> in_zone |
		on_zone_nowhere @row_16 -> in_lost |
		on_service_here -> in_zone |
		on_service_bare -> in_zone |
		on_service_not -> in_zone |
		on_service_none -> in_zone |
		on_address_here -> in_zone |
		on_address_none -> in_zone |
		on_failed @row_23 -> in_lost |
		on_network_new @row_24 -> in_zone |
		on_doubted -> in_zone |
		on_patience_spent @row_26 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_zone
	) >~enter_zone,
	in_update_apex: (
		on_wanted -> in_update_apex |
		on_zone_here -> in_update_apex |
		on_zone_above -> in_update_apex |
		on_zone_nowhere -> in_update_apex |
		on_service_here @row_31 -> in_llq_apex |
		on_service_bare @row_32 -> in_update_address |
		on_service_not @row_33 -> in_update_domain |
		on_service_none @row_34 -> in_llq_apex |
		on_address_here -> in_update_apex |
		on_address_none -> in_update_apex |
		on_failed @row_37 -> in_lost |
		on_network_new @row_38 -> in_zone |
		on_doubted -> in_update_apex |
		on_patience_spent @row_40 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_update_apex
	) >~enter_update_apex,
	in_update_domain: (
		on_wanted -> in_update_domain |
		on_zone_here -> in_update_domain |
		on_zone_above -> in_update_domain |
		on_zone_nowhere -> in_update_domain |
		on_service_here @row_45 -> in_llq_apex |
		on_service_bare @row_46 -> in_update_address |
		on_service_not -> in_update_domain |
		on_service_none @row_48 -> in_llq_apex |
		on_address_here -> in_update_domain |
		on_address_none -> in_update_domain |
		on_failed @row_51 -> in_lost |
		on_network_new @row_52 -> in_zone |
		on_doubted -> in_update_domain |
		on_patience_spent @row_54 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_update_domain
	) >~enter_update_domain,
	in_update_address: (
		on_wanted -> in_update_address |
		on_zone_here -> in_update_address |
		on_zone_above -> in_update_address |
		on_zone_nowhere -> in_update_address |
		on_service_here -> in_update_address |
		on_service_bare -> in_update_address |
		on_service_not -> in_update_address |
		on_service_none -> in_update_address |
		on_address_here @row_63 -> in_llq_apex |
		on_address_none @row_64 -> in_llq_apex |
		on_failed @row_65 -> in_lost |
		on_network_new @row_66 -> in_zone |
		on_doubted -> in_update_address |
		on_patience_spent @row_68 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_update_address
	) >~enter_update_address,
	in_llq_apex: (
		on_wanted -> in_llq_apex |
		on_zone_here -> in_llq_apex |
		on_zone_above -> in_llq_apex |
		on_zone_nowhere -> in_llq_apex |
		on_service_here @row_73 -> in_known |
		on_service_bare @row_74 -> in_llq_address |
		on_service_not @row_75 -> in_llq_domain |
		on_service_none @row_76 -> in_known |
		on_address_here -> in_llq_apex |
		on_address_none -> in_llq_apex |
		on_failed @row_79 -> in_lost |
		on_network_new @row_80 -> in_zone |
		on_doubted -> in_llq_apex |
		on_patience_spent @row_82 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_llq_apex
	) >~enter_llq_apex,
	in_llq_domain: (
		on_wanted -> in_llq_domain |
		on_zone_here -> in_llq_domain |
		on_zone_above -> in_llq_domain |
		on_zone_nowhere -> in_llq_domain |
		on_service_here @row_87 -> in_known |
		on_service_bare @row_88 -> in_llq_address |
		on_service_not -> in_llq_domain |
		on_service_none @row_90 -> in_known |
		on_address_here -> in_llq_domain |
		on_address_none -> in_llq_domain |
		on_failed @row_93 -> in_lost |
		on_network_new @row_94 -> in_zone |
		on_doubted -> in_llq_domain |
		on_patience_spent @row_96 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_llq_domain
	) >~enter_llq_domain,
	in_llq_address: (
		on_wanted -> in_llq_address |
		on_zone_here -> in_llq_address |
		on_zone_above -> in_llq_address |
		on_zone_nowhere -> in_llq_address |
		on_service_here -> in_llq_address |
		on_service_bare -> in_llq_address |
		on_service_not -> in_llq_address |
		on_service_none -> in_llq_address |
		on_address_here @row_105 -> in_known |
		on_address_none @row_106 -> in_known |
		on_failed @row_107 -> in_lost |
		on_network_new @row_108 -> in_zone |
		on_doubted -> in_llq_address |
		on_patience_spent @row_110 -> in_lost |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_patience_spent | zlen)) @impossible -> in_llq_address
	) >~enter_llq_address,
	in_known: (
		on_wanted @row_111 -> in_zone |
		on_zone_here -> in_known |
		on_zone_above -> in_known |
		on_zone_nowhere -> in_known |
		on_service_here -> in_known |
		on_service_bare -> in_known |
		on_service_not -> in_known |
		on_service_none -> in_known |
		on_address_here -> in_known |
		on_address_none -> in_known |
		on_failed -> in_known |
		on_network_new @row_122 -> in_zone |
		on_doubted @row_123 -> in_zone |
		on_stale_spent @row_124 -> in_zone |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_stale_spent | zlen)) @impossible -> in_known
	) >~enter_known,
	in_lost: (
		on_wanted @row_125 -> in_zone |
		on_zone_here -> in_lost |
		on_zone_above -> in_lost |
		on_zone_nowhere -> in_lost |
		on_service_here -> in_lost |
		on_service_bare -> in_lost |
		on_service_not -> in_lost |
		on_service_none -> in_lost |
		on_address_here -> in_lost |
		on_address_none -> in_lost |
		on_failed -> in_lost |
		on_network_new @row_136 -> in_zone |
		on_doubted -> in_lost |
		on_again @row_138 -> in_zone |
		(any - (on_wanted | on_zone_here | on_zone_above | on_zone_nowhere | on_service_here | on_service_bare | on_service_not | on_service_none | on_address_here | on_address_none | on_failed | on_network_new | on_doubted | on_again | zlen)) @impossible -> in_lost
	) >~enter_lost;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct discovery *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
discovery_begin(struct discovery *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &discovery_chart);
	%% write init;
}

void
discovery_restore(struct discovery *m, enum discovery_state state)
{
	assert((unsigned)state < DISCOVERY_STATE_COUNT);
	discovery_begin(m);
	run(m, (int)DISCOVERY_EVENT_COUNT + (int)state, NULL);
}

void
discovery_step(struct discovery *m, enum discovery_event ev, struct turn *t)
{
	assert((unsigned)ev < DISCOVERY_EVENT_COUNT);
	run(m, (int)ev, t);
}
