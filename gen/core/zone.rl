/* SPDX-License-Identifier: Apache-2.0 */
/* zone_ragel.c - begin, restore and step by Ragel.
 * Written by fsmc from specs/zone.fsm: change that and run make gen. */
#include "core/zone_chart.h"
#include "autotunnel/turn.h"

#include <assert.h>

#ifdef __GNUC__
#pragma GCC diagnostic ignored "-Wimplicit-fallthrough"
#endif

%%{
	machine zone;
	alphtype int;
	access base->;

	on_begun = 0;
	on_notified = 1;
	on_updated = 2;
	on_connected = 3;
	on_broken = 4;
	on_more = 5;
	on_whole = 6;
	on_unchanged = 7;
	on_inapplicable = 8;
	on_refused = 9;
	on_too_large = 10;
	on_applied = 11;
	on_refresh_spent = 12;
	on_retry_spent = 13;
	on_expire_spent = 14;
	on_patience_spent = 15;

	# A stored state is come back to by an event of its own.
	restore_empty = 16;
	restore_current = 17;
	restore_connecting = 18;
	restore_transferring = 19;
	restore_transferring_old = 20;
	restore_applying = 21;
	restore_failed = 22;

	action enter_empty {
		base->state = ZONE_EMPTY;
	}

	action enter_current {
		base->state = ZONE_CURRENT;
	}

	action enter_connecting {
		base->state = ZONE_CONNECTING;
	}

	action enter_transferring {
		base->state = ZONE_TRANSFERRING;
	}

	action enter_transferring_old {
		base->state = ZONE_TRANSFERRING_OLD;
	}

	action enter_applying {
		base->state = ZONE_APPLYING;
	}

	action enter_failed {
		base->state = ZONE_FAILED;
	}

	action row_0 {
		machine_row(base, 0, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_13 {
		machine_row(base, 13, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_14 {
		machine_row(base, 14, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_24 {
		machine_row(base, 24, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_25 {
		machine_row(base, 25, t);
		zone_report_expired(m, t);
	}

	action row_29 {
		machine_row(base, 29, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}

	action row_30 {
		machine_row(base, 30, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_38 {
		machine_row(base, 38, t);
		zone_report_expired(m, t);
	}

	action row_39 {
		machine_row(base, 39, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_41 {
		machine_row(base, 41, t);
		machine_move(base, ZONE_TRANSFERRING_OLD, t);
	}

	action row_42 {
		machine_row(base, 42, t);
		machine_move(base, ZONE_TRANSFERRING_OLD, t);
	}

	action row_44 {
		machine_row(base, 44, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_45 {
		machine_row(base, 45, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
	}

	action row_46 {
		machine_row(base, 46, t);
		zone_keep_timing(m, t);
		zone_close_stream(m, t);
		zone_report_whole(m, t);
		timer_start(base, ZONE_TIMER_REFRESH, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_CURRENT, t);
	}

	action row_47 {
		machine_row(base, 47, t);
		zone_close_stream(m, t);
		zone_report_unchanged(m, t);
		timer_start(base, ZONE_TIMER_REFRESH, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_CURRENT, t);
	}

	action row_48 {
		machine_row(base, 48, t);
		zone_forget_serial(m, t);
		zone_close_stream(m, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_49 {
		machine_row(base, 49, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_50 {
		machine_row(base, 50, t);
		zone_keep_retry(m, t);
		zone_close_stream(m, t);
		zone_report_too_large(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_52 {
		machine_row(base, 52, t);
		zone_report_expired(m, t);
	}

	action row_53 {
		machine_row(base, 53, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_58 {
		machine_row(base, 58, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_59 {
		machine_row(base, 59, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
	}

	action row_60 {
		machine_row(base, 60, t);
		zone_keep_timing(m, t);
		zone_report_whole(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_APPLYING, t);
	}

	action row_61 {
		machine_row(base, 61, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		timer_start(base, ZONE_TIMER_EXPIRE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}

	action row_62 {
		machine_row(base, 62, t);
		zone_forget_serial(m, t);
		zone_close_stream(m, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_63 {
		machine_row(base, 63, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_64 {
		machine_row(base, 64, t);
		zone_keep_retry(m, t);
		zone_close_stream(m, t);
		zone_report_too_large(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_66 {
		machine_row(base, 66, t);
		zone_report_expired(m, t);
	}

	action row_67 {
		machine_row(base, 67, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_72 {
		machine_row(base, 72, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_79 {
		machine_row(base, 79, t);
		zone_send_request(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_TRANSFERRING, t);
	}

	action row_80 {
		machine_row(base, 80, t);
		zone_report_expired(m, t);
	}

	action row_81 {
		machine_row(base, 81, t);
		zone_close_stream(m, t);
		zone_report_failed(m, t);
		timer_start(base, ZONE_TIMER_RETRY, t);
		machine_move(base, ZONE_FAILED, t);
	}

	action row_83 {
		machine_row(base, 83, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_84 {
		machine_row(base, 84, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_94 {
		machine_row(base, 94, t);
		zone_open_stream(m, t);
		timer_start(base, ZONE_TIMER_PATIENCE, t);
		machine_move(base, ZONE_CONNECTING, t);
	}

	action row_95 {
		machine_row(base, 95, t);
		zone_report_expired(m, t);
	}

	action impossible {
		assert(!"no row");
	}

	main := start: (
		zlen -> in_empty
	),

	in_empty: (
		on_begun @row_0 -> in_connecting |
		on_notified -> in_empty |
		on_updated -> in_empty |
		on_connected -> in_empty |
		on_broken -> in_empty |
		on_more -> in_empty |
		on_whole -> in_empty |
		on_unchanged -> in_empty |
		on_inapplicable -> in_empty |
		on_refused -> in_empty |
		on_too_large -> in_empty |
		on_applied -> in_empty |
		restore_empty -> in_empty |
		restore_current -> in_current |
		restore_connecting -> in_connecting |
		restore_transferring -> in_transferring |
		restore_transferring_old -> in_transferring_old |
		restore_applying -> in_applying |
		restore_failed -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | restore_empty | restore_current | restore_connecting | restore_transferring | restore_transferring_old | restore_applying | restore_failed | zlen)) @impossible -> in_empty
	) >~enter_empty,
	in_current: (
		on_begun -> in_current |
		on_notified @row_13 -> in_connecting |
		on_updated @row_14 -> in_connecting |
		on_connected -> in_current |
		on_broken -> in_current |
		on_more -> in_current |
		on_whole -> in_current |
		on_unchanged -> in_current |
		on_inapplicable -> in_current |
		on_refused -> in_current |
		on_too_large -> in_current |
		on_applied -> in_current |
		on_refresh_spent @row_24 -> in_connecting |
		on_expire_spent @row_25 -> in_current |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_refresh_spent | on_expire_spent | zlen)) @impossible -> in_current
	) >~enter_current,
	in_connecting: (
		on_begun -> in_connecting |
		on_notified -> in_connecting |
		on_updated -> in_connecting |
		on_connected @row_29 -> in_transferring |
		on_broken @row_30 -> in_failed |
		on_more -> in_connecting |
		on_whole -> in_connecting |
		on_unchanged -> in_connecting |
		on_inapplicable -> in_connecting |
		on_refused -> in_connecting |
		on_too_large -> in_connecting |
		on_applied -> in_connecting |
		on_expire_spent @row_38 -> in_connecting |
		on_patience_spent @row_39 -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_expire_spent | on_patience_spent | zlen)) @impossible -> in_connecting
	) >~enter_connecting,
	in_transferring: (
		on_begun -> in_transferring |
		on_notified @row_41 -> in_transferring_old |
		on_updated @row_42 -> in_transferring_old |
		on_connected -> in_transferring |
		on_broken @row_44 -> in_failed |
		on_more @row_45 -> in_transferring |
		on_whole @row_46 -> in_current |
		on_unchanged @row_47 -> in_current |
		on_inapplicable @row_48 -> in_connecting |
		on_refused @row_49 -> in_failed |
		on_too_large @row_50 -> in_failed |
		on_applied -> in_transferring |
		on_expire_spent @row_52 -> in_transferring |
		on_patience_spent @row_53 -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_expire_spent | on_patience_spent | zlen)) @impossible -> in_transferring
	) >~enter_transferring,
	in_transferring_old: (
		on_begun -> in_transferring_old |
		on_notified -> in_transferring_old |
		on_updated -> in_transferring_old |
		on_connected -> in_transferring_old |
		on_broken @row_58 -> in_failed |
		on_more @row_59 -> in_transferring_old |
		on_whole @row_60 -> in_applying |
		on_unchanged @row_61 -> in_transferring |
		on_inapplicable @row_62 -> in_connecting |
		on_refused @row_63 -> in_failed |
		on_too_large @row_64 -> in_failed |
		on_applied -> in_transferring_old |
		on_expire_spent @row_66 -> in_transferring_old |
		on_patience_spent @row_67 -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_expire_spent | on_patience_spent | zlen)) @impossible -> in_transferring_old
	) >~enter_transferring_old,
	in_applying: (
		on_begun -> in_applying |
		on_notified -> in_applying |
		on_updated -> in_applying |
		on_connected -> in_applying |
		on_broken @row_72 -> in_failed |
		on_more -> in_applying |
		on_whole -> in_applying |
		on_unchanged -> in_applying |
		on_inapplicable -> in_applying |
		on_refused -> in_applying |
		on_too_large -> in_applying |
		on_applied @row_79 -> in_transferring |
		on_expire_spent @row_80 -> in_applying |
		on_patience_spent @row_81 -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_expire_spent | on_patience_spent | zlen)) @impossible -> in_applying
	) >~enter_applying,
	in_failed: (
		on_begun -> in_failed |
		on_notified @row_83 -> in_connecting |
		on_updated @row_84 -> in_connecting |
		on_connected -> in_failed |
		on_broken -> in_failed |
		on_more -> in_failed |
		on_whole -> in_failed |
		on_unchanged -> in_failed |
		on_inapplicable -> in_failed |
		on_refused -> in_failed |
		on_too_large -> in_failed |
		on_applied -> in_failed |
		on_retry_spent @row_94 -> in_connecting |
		on_expire_spent @row_95 -> in_failed |
		(any - (on_begun | on_notified | on_updated | on_connected | on_broken | on_more | on_whole | on_unchanged | on_inapplicable | on_refused | on_too_large | on_applied | on_retry_spent | on_expire_spent | zlen)) @impossible -> in_failed
	) >~enter_failed;

	write data nofinal noerror noentry;
}%%

/* One code through the automaton; no name, as codes beyond the events restore. */
static inline __attribute__((always_inline)) void
run(struct zone *m, int code, struct turn *t)
{
	struct machine *base = (struct machine *)m;
	const int *p = &code, *pe = p + 1;

	%% write exec;
}

void
zone_begin(struct zone *m)
{
	struct machine *base = (struct machine *)m;

	machine_begin(base, &zone_chart);
	%% write init;
}

void
zone_restore(struct zone *m, enum zone_state state)
{
	assert((unsigned)state < ZONE_STATE_COUNT);
	zone_begin(m);
	run(m, (int)ZONE_EVENT_COUNT + (int)state, NULL);
}

void
zone_step(struct zone *m, enum zone_event ev, struct turn *t)
{
	assert((unsigned)ev < ZONE_EVENT_COUNT);
	run(m, (int)ev, t);
}
