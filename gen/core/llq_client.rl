/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/llq_client.fsm: change that and run make gen. */
#include "core/llq_client_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine llq_client;
	alphtype int;
	access base->;

	on_wanted = 0;
	on_unwanted = 1;
	on_accepted = 2;
	on_accepted_old = 3;
	on_refreshed = 4;
	on_serv_full = 5;
	on_told_static = 6;
	on_no_such = 7;
	on_refused = 8;
	on_changed = 9;
	on_polled = 10;
	on_polled_early = 11;
	on_sweep = 12;
	on_path_new = 13;
	on_server_new = 14;
	on_no_llq = 15;
	on_remembered = 16;
	on_heard = 17;
	on_resend = 18;
	on_resend_spent = 19;
	on_renew = 20;
	on_renew_spent = 21;
	on_hour_spent = 22;
	on_poll = 23;
	on_comeback_spent = 24;
	on_shelf_spent = 25;
	on_stale_spent = 26;
	on_farewell_spent = 27;

	# A stored state is come back to by an event of its own.
	restore_idle = 28;
	restore_asking = 29;
	restore_answering = 30;
	restore_held = 31;
	restore_swept = 32;
	restore_renewing = 33;
	restore_ending = 34;
	restore_full = 35;
	restore_static = 36;
	restore_polling = 37;
	restore_unserved = 38;
	restore_down = 39;
	restore_restored = 40;
	restore_resuming = 41;

	action enter_idle {
		base->state = LLQ_CLIENT_IDLE;
	}

	action enter_asking {
		base->state = LLQ_CLIENT_ASKING;
	}

	action enter_answering {
		base->state = LLQ_CLIENT_ANSWERING;
	}

	action enter_held {
		base->state = LLQ_CLIENT_HELD;
	}

	action enter_swept {
		base->state = LLQ_CLIENT_SWEPT;
	}

	action enter_renewing {
		base->state = LLQ_CLIENT_RENEWING;
	}

	action enter_ending {
		base->state = LLQ_CLIENT_ENDING;
	}

	action enter_full {
		base->state = LLQ_CLIENT_FULL;
	}

	action enter_static {
		base->state = LLQ_CLIENT_STATIC;
	}

	action enter_polling {
		base->state = LLQ_CLIENT_POLLING;
	}

	action enter_unserved {
		base->state = LLQ_CLIENT_UNSERVED;
	}

	action enter_down {
		base->state = LLQ_CLIENT_DOWN;
	}

	action enter_restored {
		base->state = LLQ_CLIENT_RESTORED;
	}

	action enter_resuming {
		base->state = LLQ_CLIENT_RESUMING;
	}

	action row_0 {
		machine_row(base, 0, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_15 {
		machine_row(base, 15, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_16 {
		machine_row(base, 16, t);
		machine_move(base, LLQ_CLIENT_RESTORED, t);
	}

	action row_17 {
		machine_row(base, 17, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_19 {
		machine_row(base, 19, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_20 {
		machine_row(base, 20, t);
		llq_client_keep_grant(m, t);
		llq_client_send_response(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ANSWERING, t);
	}

	action row_21 {
		machine_row(base, 21, t);
		llq_client_keep_grant(m, t);
		llq_client_send_response(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ANSWERING, t);
	}

	action row_23 {
		machine_row(base, 23, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_ttl(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_SHELF, t);
		machine_move(base, LLQ_CLIENT_STATIC, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_26 {
		machine_row(base, 26, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_27 {
		machine_row(base, 27, t);
		llq_client_keep_change(m, t);
	}

	action row_31 {
		machine_row(base, 31, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
	}

	action row_32 {
		machine_row(base, 32, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
	}

	action row_33 {
		machine_row(base, 33, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_36 {
		machine_row(base, 36, t);
		llq_client_send_again(m, t);
	}

	action row_37 {
		machine_row(base, 37, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_40 {
		machine_row(base, 40, t);
		llq_client_keep_lease(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		llq_client_keep_lease(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}

	action row_43 {
		machine_row(base, 43, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_ttl(m, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_SHELF, t);
		machine_move(base, LLQ_CLIENT_STATIC, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		llq_client_keep_change(m, t);
	}

	action row_51 {
		machine_row(base, 51, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_56 {
		machine_row(base, 56, t);
		llq_client_send_again(m, t);
	}

	action row_57 {
		machine_row(base, 57, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_65 {
		machine_row(base, 65, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		llq_client_keep_change(m, t);
	}

	action row_68 {
		machine_row(base, 68, t);
		llq_client_keep_answers(m, t);
	}

	action row_69 {
		machine_row(base, 69, t);
		llq_client_send_query(m, t);
	}

	action row_70 {
		machine_row(base, 70, t);
		llq_client_send_refresh(m, t);
		machine_move(base, LLQ_CLIENT_SWEPT, t);
	}

	action row_71 {
		machine_row(base, 71, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_76 {
		machine_row(base, 76, t);
		llq_client_send_refresh(m, t);
		machine_move(base, LLQ_CLIENT_RENEWING, t);
	}

	action row_77 {
		machine_row(base, 77, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}

	action row_82 {
		machine_row(base, 82, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_85 {
		machine_row(base, 85, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_86 {
		machine_row(base, 86, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_87 {
		machine_row(base, 87, t);
		llq_client_keep_change(m, t);
	}

	action row_88 {
		machine_row(base, 88, t);
		llq_client_keep_answers(m, t);
	}

	action row_89 {
		machine_row(base, 89, t);
		llq_client_send_query(m, t);
	}

	action row_91 {
		machine_row(base, 91, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_92 {
		machine_row(base, 92, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_96 {
		machine_row(base, 96, t);
		machine_move(base, LLQ_CLIENT_RENEWING, t);
	}

	action row_97 {
		machine_row(base, 97, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_99 {
		machine_row(base, 99, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}

	action row_102 {
		machine_row(base, 102, t);
		llq_client_keep_lease(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}

	action row_103 {
		machine_row(base, 103, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_104 {
		machine_row(base, 104, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_105 {
		machine_row(base, 105, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_106 {
		machine_row(base, 106, t);
		llq_client_drop_grant(m, t);
		llq_client_report_refused(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_POLLING, t);
	}

	action row_107 {
		machine_row(base, 107, t);
		llq_client_keep_change(m, t);
	}

	action row_108 {
		machine_row(base, 108, t);
		llq_client_keep_answers(m, t);
	}

	action row_109 {
		machine_row(base, 109, t);
		llq_client_send_query(m, t);
	}

	action row_111 {
		machine_row(base, 111, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_112 {
		machine_row(base, 112, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_116 {
		machine_row(base, 116, t);
		llq_client_send_refresh(m, t);
	}

	action row_117 {
		machine_row(base, 117, t);
		llq_client_drop_grant(m, t);
		llq_client_lapse(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}

	action row_118 {
		machine_row(base, 118, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_122 {
		machine_row(base, 122, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_123 {
		machine_row(base, 123, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_124 {
		machine_row(base, 124, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_125 {
		machine_row(base, 125, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_126 {
		machine_row(base, 126, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_131 {
		machine_row(base, 131, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_132 {
		machine_row(base, 132, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_136 {
		machine_row(base, 136, t);
		llq_client_drop_grant(m, t);
		llq_client_report_ended(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_138 {
		machine_row(base, 138, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_151 {
		machine_row(base, 151, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_152 {
		machine_row(base, 152, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_155 {
		machine_row(base, 155, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_156 {
		machine_row(base, 156, t);
		llq_client_lapse(m, t);
	}

	action row_158 {
		machine_row(base, 158, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_171 {
		machine_row(base, 171, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_172 {
		machine_row(base, 172, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_175 {
		machine_row(base, 175, t);
		llq_client_lapse(m, t);
	}

	action row_177 {
		machine_row(base, 177, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_186 {
		machine_row(base, 186, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}

	action row_187 {
		machine_row(base, 187, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}

	action row_189 {
		machine_row(base, 189, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_190 {
		machine_row(base, 190, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_191 {
		machine_row(base, 191, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_194 {
		machine_row(base, 194, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_195 {
		machine_row(base, 195, t);
		llq_client_send_query(m, t);
	}

	action row_196 {
		machine_row(base, 196, t);
		llq_client_lapse(m, t);
	}

	action row_197 {
		machine_row(base, 197, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_198 {
		machine_row(base, 198, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_207 {
		machine_row(base, 207, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}

	action row_208 {
		machine_row(base, 208, t);
		llq_client_keep_answers(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
	}

	action row_211 {
		machine_row(base, 211, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_214 {
		machine_row(base, 214, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_215 {
		machine_row(base, 215, t);
		llq_client_send_query(m, t);
	}

	action row_216 {
		machine_row(base, 216, t);
		llq_client_lapse(m, t);
	}

	action row_218 {
		machine_row(base, 218, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_226 {
		machine_row(base, 226, t);
		llq_client_keep_change(m, t);
	}

	action row_230 {
		machine_row(base, 230, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_231 {
		machine_row(base, 231, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_232 {
		machine_row(base, 232, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_234 {
		machine_row(base, 234, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_235 {
		machine_row(base, 235, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_236 {
		machine_row(base, 236, t);
		llq_client_lapse(m, t);
	}

	action row_238 {
		machine_row(base, 238, t);
		llq_client_drop_grant(m, t);
		machine_move(base, LLQ_CLIENT_IDLE, t);
	}

	action row_250 {
		machine_row(base, 250, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}

	action row_251 {
		machine_row(base, 251, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}

	action row_252 {
		machine_row(base, 252, t);
		llq_client_drop_grant(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_POLL, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_UNSERVED, t);
	}

	action row_254 {
		machine_row(base, 254, t);
		llq_client_send_refresh(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_RESUMING, t);
	}

	action row_256 {
		machine_row(base, 256, t);
		llq_client_send_end(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_FAREWELL, t);
		machine_move(base, LLQ_CLIENT_ENDING, t);
	}

	action row_259 {
		machine_row(base, 259, t);
		llq_client_keep_lease(m, t);
		llq_client_send_query(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RENEW, t);
		llq_client_report_held(m, t);
		machine_move(base, LLQ_CLIENT_HELD, t);
	}

	action row_260 {
		machine_row(base, 260, t);
		llq_client_drop_grant(m, t);
		llq_client_keep_retry_after(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_COMEBACK, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_FULL, t);
	}

	action row_261 {
		machine_row(base, 261, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_262 {
		machine_row(base, 262, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_263 {
		machine_row(base, 263, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_264 {
		machine_row(base, 264, t);
		llq_client_keep_change(m, t);
	}

	action row_268 {
		machine_row(base, 268, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_269 {
		machine_row(base, 269, t);
		llq_client_drop_grant(m, t);
		llq_client_send_setup(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_RESEND, t);
		machine_move(base, LLQ_CLIENT_ASKING, t);
	}

	action row_273 {
		machine_row(base, 273, t);
		llq_client_send_again(m, t);
	}

	action row_274 {
		machine_row(base, 274, t);
		llq_client_drop_grant(m, t);
		llq_client_report_silent(m, t);
		timer_start(base, LLQ_CLIENT_TIMER_HOUR, t);
		timer_start(base, LLQ_CLIENT_TIMER_STALE, t);
		machine_move(base, LLQ_CLIENT_DOWN, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_idle
	),

	in_idle: (
		on_wanted @row_0 -> in_asking |
		on_unwanted -> in_idle |
		on_accepted -> in_idle |
		on_accepted_old -> in_idle |
		on_refreshed -> in_idle |
		on_serv_full -> in_idle |
		on_told_static -> in_idle |
		on_no_such -> in_idle |
		on_refused -> in_idle |
		on_changed -> in_idle |
		on_polled -> in_idle |
		on_polled_early -> in_idle |
		on_sweep -> in_idle |
		on_path_new @row_13 -> in_asking |
		on_server_new @row_14 -> in_asking |
		on_no_llq @row_15 -> in_unserved |
		on_remembered @row_16 -> in_restored |
		on_heard @row_17 -> in_asking |
		restore_idle -> in_idle |
		restore_asking -> in_asking |
		restore_answering -> in_answering |
		restore_held -> in_held |
		restore_swept -> in_swept |
		restore_renewing -> in_renewing |
		restore_ending -> in_ending |
		restore_full -> in_full |
		restore_static -> in_static |
		restore_polling -> in_polling |
		restore_unserved -> in_unserved |
		restore_down -> in_down |
		restore_restored -> in_restored |
		restore_resuming -> in_resuming |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | restore_idle | restore_asking | restore_answering | restore_held | restore_swept | restore_renewing | restore_ending | restore_full | restore_static | restore_polling | restore_unserved | restore_down | restore_restored | restore_resuming | zlen)) @impossible -> in_idle
	) >~enter_idle,
	in_asking: (
		on_wanted -> in_asking |
		on_unwanted @row_19 -> in_idle |
		on_accepted @row_20 -> in_answering |
		on_accepted_old @row_21 -> in_answering |
		on_refreshed -> in_asking |
		on_serv_full @row_23 -> in_full |
		on_told_static @row_24 -> in_static |
		on_no_such @row_25 -> in_polling |
		on_refused @row_26 -> in_polling |
		on_changed @row_27 -> in_asking |
		on_polled -> in_asking |
		on_polled_early -> in_asking |
		on_sweep -> in_asking |
		on_path_new @row_31 -> in_asking |
		on_server_new @row_32 -> in_asking |
		on_no_llq @row_33 -> in_unserved |
		on_remembered -> in_asking |
		on_heard -> in_asking |
		on_resend @row_36 -> in_asking |
		on_resend_spent @row_37 -> in_down |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_resend | on_resend_spent | zlen)) @impossible -> in_asking
	) >~enter_asking,
	in_answering: (
		on_wanted -> in_answering |
		on_unwanted @row_39 -> in_idle |
		on_accepted @row_40 -> in_held |
		on_accepted_old @row_41 -> in_held |
		on_refreshed -> in_answering |
		on_serv_full @row_43 -> in_full |
		on_told_static @row_44 -> in_static |
		on_no_such @row_45 -> in_polling |
		on_refused @row_46 -> in_polling |
		on_changed @row_47 -> in_answering |
		on_polled -> in_answering |
		on_polled_early -> in_answering |
		on_sweep -> in_answering |
		on_path_new @row_51 -> in_asking |
		on_server_new @row_52 -> in_asking |
		on_no_llq @row_53 -> in_unserved |
		on_remembered -> in_answering |
		on_heard -> in_answering |
		on_resend @row_56 -> in_answering |
		on_resend_spent @row_57 -> in_down |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_resend | on_resend_spent | zlen)) @impossible -> in_answering
	) >~enter_answering,
	in_held: (
		on_wanted -> in_held |
		on_unwanted @row_59 -> in_ending |
		on_accepted -> in_held |
		on_accepted_old -> in_held |
		on_refreshed @row_62 -> in_held |
		on_serv_full @row_63 -> in_full |
		on_told_static @row_64 -> in_polling |
		on_no_such @row_65 -> in_asking |
		on_refused @row_66 -> in_polling |
		on_changed @row_67 -> in_held |
		on_polled @row_68 -> in_held |
		on_polled_early @row_69 -> in_held |
		on_sweep @row_70 -> in_swept |
		on_path_new @row_71 -> in_asking |
		on_server_new @row_72 -> in_asking |
		on_no_llq -> in_held |
		on_remembered -> in_held |
		on_heard -> in_held |
		on_renew @row_76 -> in_renewing |
		on_renew_spent @row_77 -> in_asking |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_renew | on_renew_spent | zlen)) @impossible -> in_held
	) >~enter_held,
	in_swept: (
		on_wanted -> in_swept |
		on_unwanted @row_79 -> in_ending |
		on_accepted -> in_swept |
		on_accepted_old -> in_swept |
		on_refreshed @row_82 -> in_held |
		on_serv_full @row_83 -> in_full |
		on_told_static @row_84 -> in_polling |
		on_no_such @row_85 -> in_asking |
		on_refused @row_86 -> in_polling |
		on_changed @row_87 -> in_swept |
		on_polled @row_88 -> in_swept |
		on_polled_early @row_89 -> in_swept |
		on_sweep -> in_swept |
		on_path_new @row_91 -> in_asking |
		on_server_new @row_92 -> in_asking |
		on_no_llq -> in_swept |
		on_remembered -> in_swept |
		on_heard -> in_swept |
		on_renew @row_96 -> in_renewing |
		on_renew_spent @row_97 -> in_asking |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_renew | on_renew_spent | zlen)) @impossible -> in_swept
	) >~enter_swept,
	in_renewing: (
		on_wanted -> in_renewing |
		on_unwanted @row_99 -> in_ending |
		on_accepted -> in_renewing |
		on_accepted_old -> in_renewing |
		on_refreshed @row_102 -> in_held |
		on_serv_full @row_103 -> in_full |
		on_told_static @row_104 -> in_polling |
		on_no_such @row_105 -> in_asking |
		on_refused @row_106 -> in_polling |
		on_changed @row_107 -> in_renewing |
		on_polled @row_108 -> in_renewing |
		on_polled_early @row_109 -> in_renewing |
		on_sweep -> in_renewing |
		on_path_new @row_111 -> in_asking |
		on_server_new @row_112 -> in_asking |
		on_no_llq -> in_renewing |
		on_remembered -> in_renewing |
		on_heard -> in_renewing |
		on_renew @row_116 -> in_renewing |
		on_renew_spent @row_117 -> in_down |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_renew | on_renew_spent | zlen)) @impossible -> in_renewing
	) >~enter_renewing,
	in_ending: (
		on_wanted @row_118 -> in_asking |
		on_unwanted -> in_ending |
		on_accepted -> in_ending |
		on_accepted_old -> in_ending |
		on_refreshed @row_122 -> in_idle |
		on_serv_full @row_123 -> in_idle |
		on_told_static @row_124 -> in_idle |
		on_no_such @row_125 -> in_idle |
		on_refused @row_126 -> in_idle |
		on_changed -> in_ending |
		on_polled -> in_ending |
		on_polled_early -> in_ending |
		on_sweep -> in_ending |
		on_path_new @row_131 -> in_idle |
		on_server_new @row_132 -> in_idle |
		on_no_llq -> in_ending |
		on_remembered -> in_ending |
		on_heard -> in_ending |
		on_farewell_spent @row_136 -> in_idle |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_farewell_spent | zlen)) @impossible -> in_ending
	) >~enter_ending,
	in_full: (
		on_wanted -> in_full |
		on_unwanted @row_138 -> in_idle |
		on_accepted -> in_full |
		on_accepted_old -> in_full |
		on_refreshed -> in_full |
		on_serv_full -> in_full |
		on_told_static -> in_full |
		on_no_such -> in_full |
		on_refused -> in_full |
		on_changed -> in_full |
		on_polled -> in_full |
		on_polled_early -> in_full |
		on_sweep -> in_full |
		on_path_new -> in_full |
		on_server_new @row_151 -> in_asking |
		on_no_llq @row_152 -> in_unserved |
		on_remembered -> in_full |
		on_heard -> in_full |
		on_comeback_spent @row_155 -> in_asking |
		on_stale_spent @row_156 -> in_full |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_comeback_spent | on_stale_spent | zlen)) @impossible -> in_full
	) >~enter_full,
	in_static: (
		on_wanted -> in_static |
		on_unwanted @row_158 -> in_idle |
		on_accepted -> in_static |
		on_accepted_old -> in_static |
		on_refreshed -> in_static |
		on_serv_full -> in_static |
		on_told_static -> in_static |
		on_no_such -> in_static |
		on_refused -> in_static |
		on_changed -> in_static |
		on_polled -> in_static |
		on_polled_early -> in_static |
		on_sweep -> in_static |
		on_path_new -> in_static |
		on_server_new @row_171 -> in_asking |
		on_no_llq @row_172 -> in_unserved |
		on_remembered -> in_static |
		on_heard -> in_static |
		on_shelf_spent @row_175 -> in_static |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_shelf_spent | zlen)) @impossible -> in_static
	) >~enter_static,
	in_polling: (
		on_wanted -> in_polling |
		on_unwanted @row_177 -> in_idle |
		on_accepted -> in_polling |
		on_accepted_old -> in_polling |
		on_refreshed -> in_polling |
		on_serv_full -> in_polling |
		on_told_static -> in_polling |
		on_no_such -> in_polling |
		on_refused -> in_polling |
		on_changed -> in_polling |
		on_polled @row_186 -> in_polling |
		on_polled_early @row_187 -> in_polling |
		on_sweep -> in_polling |
		on_path_new @row_189 -> in_asking |
		on_server_new @row_190 -> in_asking |
		on_no_llq @row_191 -> in_unserved |
		on_remembered -> in_polling |
		on_heard -> in_polling |
		on_hour_spent @row_194 -> in_asking |
		on_poll @row_195 -> in_polling |
		on_stale_spent @row_196 -> in_polling |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_hour_spent | on_poll | on_stale_spent | zlen)) @impossible -> in_polling
	) >~enter_polling,
	in_unserved: (
		on_wanted @row_197 -> in_asking |
		on_unwanted @row_198 -> in_idle |
		on_accepted -> in_unserved |
		on_accepted_old -> in_unserved |
		on_refreshed -> in_unserved |
		on_serv_full -> in_unserved |
		on_told_static -> in_unserved |
		on_no_such -> in_unserved |
		on_refused -> in_unserved |
		on_changed -> in_unserved |
		on_polled @row_207 -> in_unserved |
		on_polled_early @row_208 -> in_unserved |
		on_sweep -> in_unserved |
		on_path_new -> in_unserved |
		on_server_new @row_211 -> in_asking |
		on_no_llq -> in_unserved |
		on_remembered -> in_unserved |
		on_heard @row_214 -> in_asking |
		on_poll @row_215 -> in_unserved |
		on_stale_spent @row_216 -> in_unserved |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_poll | on_stale_spent | zlen)) @impossible -> in_unserved
	) >~enter_unserved,
	in_down: (
		on_wanted -> in_down |
		on_unwanted @row_218 -> in_idle |
		on_accepted -> in_down |
		on_accepted_old -> in_down |
		on_refreshed -> in_down |
		on_serv_full -> in_down |
		on_told_static -> in_down |
		on_no_such -> in_down |
		on_refused -> in_down |
		on_changed @row_226 -> in_down |
		on_polled -> in_down |
		on_polled_early -> in_down |
		on_sweep -> in_down |
		on_path_new @row_230 -> in_asking |
		on_server_new @row_231 -> in_asking |
		on_no_llq @row_232 -> in_unserved |
		on_remembered -> in_down |
		on_heard @row_234 -> in_asking |
		on_hour_spent @row_235 -> in_asking |
		on_stale_spent @row_236 -> in_down |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_hour_spent | on_stale_spent | zlen)) @impossible -> in_down
	) >~enter_down,
	in_restored: (
		on_wanted -> in_restored |
		on_unwanted @row_238 -> in_idle |
		on_accepted -> in_restored |
		on_accepted_old -> in_restored |
		on_refreshed -> in_restored |
		on_serv_full -> in_restored |
		on_told_static -> in_restored |
		on_no_such -> in_restored |
		on_refused -> in_restored |
		on_changed -> in_restored |
		on_polled -> in_restored |
		on_polled_early -> in_restored |
		on_sweep -> in_restored |
		on_path_new @row_250 -> in_resuming |
		on_server_new @row_251 -> in_resuming |
		on_no_llq @row_252 -> in_unserved |
		on_remembered -> in_restored |
		on_heard @row_254 -> in_resuming |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | zlen)) @impossible -> in_restored
	) >~enter_restored,
	in_resuming: (
		on_wanted -> in_resuming |
		on_unwanted @row_256 -> in_ending |
		on_accepted -> in_resuming |
		on_accepted_old -> in_resuming |
		on_refreshed @row_259 -> in_held |
		on_serv_full @row_260 -> in_full |
		on_told_static @row_261 -> in_asking |
		on_no_such @row_262 -> in_asking |
		on_refused @row_263 -> in_asking |
		on_changed @row_264 -> in_resuming |
		on_polled -> in_resuming |
		on_polled_early -> in_resuming |
		on_sweep -> in_resuming |
		on_path_new @row_268 -> in_asking |
		on_server_new @row_269 -> in_asking |
		on_no_llq -> in_resuming |
		on_remembered -> in_resuming |
		on_heard -> in_resuming |
		on_resend @row_273 -> in_resuming |
		on_resend_spent @row_274 -> in_down |
		(any - (on_wanted | on_unwanted | on_accepted | on_accepted_old | on_refreshed | on_serv_full | on_told_static | on_no_such | on_refused | on_changed | on_polled | on_polled_early | on_sweep | on_path_new | on_server_new | on_no_llq | on_remembered | on_heard | on_resend | on_resend_spent | zlen)) @impossible -> in_resuming
	) >~enter_resuming;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct llq_client *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
llq_client_begin(struct llq_client *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &llq_client_chart);
	%% write init;
}

void
llq_client_restore(struct llq_client *m, enum llq_client_state state)
{
	assert((unsigned)state < LLQ_CLIENT_STATE_COUNT);
	llq_client_begin(m);
	run(m, (int)LLQ_CLIENT_EVENT_COUNT + (int)state, NULL);
}

void
llq_client_step(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	assert((unsigned)ev < LLQ_CLIENT_EVENT_COUNT);
	run(m, (int)ev, t);
}
