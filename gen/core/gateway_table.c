/* SPDX-License-Identifier: Apache-2.0 */
/* gateway_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/gateway.fsm: change that and run make gen. */
#include "core/gateway_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_keep_link(struct machine *m, struct turn *t)
{
	gateway_keep_link((struct gateway *)m, t);
}

static void
call_forget_gateway(struct machine *m, struct turn *t)
{
	gateway_forget_gateway((struct gateway *)m, t);
}

static void
call_drop_queue(struct machine *m, struct turn *t)
{
	gateway_drop_queue((struct gateway *)m, t);
}

static void
call_report_withdraw(struct machine *m, struct turn *t)
{
	gateway_report_withdraw((struct gateway *)m, t);
}

static void
call_report_new(struct machine *m, struct turn *t)
{
	gateway_report_new((struct gateway *)m, t);
}

static void
call_report_changed(struct machine *m, struct turn *t)
{
	gateway_report_changed((struct gateway *)m, t);
}

static void
call_report_back(struct machine *m, struct turn *t)
{
	gateway_report_back((struct gateway *)m, t);
}

static void
call_report_direct(struct machine *m, struct turn *t)
{
	gateway_report_direct((struct gateway *)m, t);
}

static void
call_report_silent(struct machine *m, struct turn *t)
{
	gateway_report_silent((struct gateway *)m, t);
}

static void
call_report_absent(struct machine *m, struct turn *t)
{
	gateway_report_absent((struct gateway *)m, t);
}

static void
call_take_mask(struct machine *m, struct turn *t)
{
	gateway_take_mask((struct gateway *)m, t);
}

static void
call_report_ask(struct machine *m, struct turn *t)
{
	gateway_report_ask((struct gateway *)m, t);
}

static void
call_keep_epoch(struct machine *m, struct turn *t)
{
	gateway_keep_epoch((struct gateway *)m, t);
}

static void
call_finish(struct machine *m, struct turn *t)
{
	gateway_finish((struct gateway *)m, t);
}

static void
call_report_ready(struct machine *m, struct turn *t)
{
	gateway_report_ready((struct gateway *)m, t);
}

static void
call_give_up(struct machine *m, struct turn *t)
{
	gateway_give_up((struct gateway *)m, t);
}

static void
call_drop_first(struct machine *m, struct turn *t)
{
	gateway_drop_first((struct gateway *)m, t);
}

static void
call_report_slow(struct machine *m, struct turn *t)
{
	gateway_report_slow((struct gateway *)m, t);
}

static void
call_report_patience(struct machine *m, struct turn *t)
{
	gateway_report_patience((struct gateway *)m, t);
}

static void
call_tell_silent(struct machine *m, struct turn *t)
{
	gateway_tell_silent((struct gateway *)m, t);
}

static void
call_report_lost(struct machine *m, struct turn *t)
{
	gateway_report_lost((struct gateway *)m, t);
}

static void
call_report_again(struct machine *m, struct turn *t)
{
	gateway_report_again((struct gateway *)m, t);
}

static void
call_keep_address(struct machine *m, struct turn *t)
{
	gateway_keep_address((struct gateway *)m, t);
}

static void
call_report_address(struct machine *m, struct turn *t)
{
	gateway_report_address((struct gateway *)m, t);
}

static void
call_report_doubt(struct machine *m, struct turn *t)
{
	gateway_report_doubt((struct gateway *)m, t);
}

static void
call_forget_address(struct machine *m, struct turn *t)
{
	gateway_forget_address((struct gateway *)m, t);
}

static void
call_report_no_address(struct machine *m, struct turn *t)
{
	gateway_report_no_address((struct gateway *)m, t);
}

static void
call_tell_wavers(struct machine *m, struct turn *t)
{
	gateway_tell_wavers((struct gateway *)m, t);
}

static void
call_report_doubted(struct machine *m, struct turn *t)
{
	gateway_report_doubted((struct gateway *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_keep_link },
	{ TABLE_CALL, 0, call_forget_gateway },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_new },
	{ TABLE_CALL, 0, call_keep_link },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_changed },
	{ TABLE_CALL, 0, call_keep_link },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_back },
	{ TABLE_CALL, 0, call_keep_link },
	{ TABLE_CALL, 0, call_forget_gateway },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_direct },
	{ TABLE_CALL, 0, call_keep_link },
	{ TABLE_CALL, 0, call_forget_gateway },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_absent },
	{ TABLE_CALL, 0, call_take_mask },
	{ TABLE_CALL, 0, call_report_new },
	{ TABLE_CALL, 0, call_report_ask },
	{ TABLE_START, GATEWAY_TIMER_PATIENCE, NULL },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_RESET, GATEWAY_TIMER_FORGET, NULL },
	{ TABLE_CALL, 0, call_finish },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_give_up },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_drop_first },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_drop_first },
	{ TABLE_CALL, 0, call_report_slow },
	{ TABLE_CALL, 0, call_report_patience },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_absent },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_direct },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_tell_silent },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_RESUME, GATEWAY_TIMER_FORGET, NULL },
	{ TABLE_CALL, 0, call_drop_queue },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_CALL, 0, call_report_back },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_RESET, GATEWAY_TIMER_FORGET, NULL },
	{ TABLE_CALL, 0, call_report_back },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_RESET, GATEWAY_TIMER_FORGET, NULL },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_report_back },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_report_again },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_RESET, GATEWAY_TIMER_FORGET, NULL },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_finish },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_epoch },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_CALL, 0, call_report_ready },
	{ TABLE_CALL, 0, call_keep_address },
	{ TABLE_RESET, GATEWAY_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_address },
	{ TABLE_CALL, 0, call_keep_address },
	{ TABLE_CALL, 0, call_report_address },
	{ TABLE_CALL, 0, call_report_doubt },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_address },
	{ TABLE_CALL, 0, call_report_address },
	{ TABLE_CALL, 0, call_report_withdraw },
	{ TABLE_CALL, 0, call_report_doubt },
	{ TABLE_CALL, 0, call_report_lost },
	{ TABLE_START, GATEWAY_TIMER_HOLD, NULL },
	{ TABLE_CALL, 0, call_keep_address },
	{ TABLE_CALL, 0, call_report_address },
	{ TABLE_CALL, 0, call_report_doubt },
	{ TABLE_CALL, 0, call_forget_address },
	{ TABLE_RESUME, GATEWAY_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_no_address },
	{ TABLE_CALL, 0, call_tell_wavers },
	{ TABLE_CALL, 0, call_forget_address },
	{ TABLE_RESUME, GATEWAY_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_report_no_address },
	{ TABLE_CALL, 0, call_report_doubt },
	{ TABLE_CALL, 0, call_report_doubt },
	{ TABLE_CALL, 0, call_report_doubted },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 5 },
	{ 5, 4 },
	{ 9, 3 },
	{ 12, 5 },
	{ 17, 5 },
	{ 108, 0 },
	{ 108, 0 },
	{ 41, 2 },
	{ 38, 1 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 0, 5 },
	{ 5, 4 },
	{ 108, 0 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 25, 2 },
	{ 43, 2 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 0, 5 },
	{ 5, 4 },
	{ 108, 0 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 108, 0 },
	{ 45, 2 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 0, 5 },
	{ 5, 4 },
	{ 108, 0 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 108, 0 },
	{ 27, 2 },
	{ 38, 1 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 62, 1 },
	{ 66, 3 },
	{ 62, 1 },
	{ 66, 3 },
	{ 81, 3 },
	{ 84, 5 },
	{ 101, 4 },
	{ 98, 3 },
	{ 106, 2 },
	{ 105, 1 },
	{ 0, 5 },
	{ 5, 4 },
	{ 108, 0 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 108, 0 },
	{ 108, 0 },
	{ 35, 3 },
	{ 29, 4 },
	{ 73, 5 },
	{ 47, 4 },
	{ 33, 2 },
	{ 64, 2 },
	{ 69, 4 },
	{ 63, 1 },
	{ 69, 4 },
	{ 81, 3 },
	{ 89, 6 },
	{ 101, 4 },
	{ 98, 3 },
	{ 106, 2 },
	{ 39, 1 },
	{ 40, 1 },
	{ 105, 1 },
	{ 0, 5 },
	{ 5, 4 },
	{ 108, 0 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 108, 0 },
	{ 108, 0 },
	{ 38, 1 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 62, 1 },
	{ 78, 2 },
	{ 62, 1 },
	{ 78, 2 },
	{ 81, 3 },
	{ 95, 3 },
	{ 101, 4 },
	{ 98, 3 },
	{ 106, 2 },
	{ 80, 1 },
	{ 105, 1 },
	{ 0, 5 },
	{ 5, 4 },
	{ 9, 3 },
	{ 12, 5 },
	{ 17, 5 },
	{ 22, 3 },
	{ 108, 0 },
	{ 51, 2 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 54, 3 },
	{ 57, 5 },
	{ 54, 3 },
	{ 57, 5 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 108, 0 },
	{ 53, 1 },
	{ 53, 1 },
};

void
gateway_begin(struct gateway *m)
{
	machine_begin((struct machine *)m, &gateway_chart);
}

void
gateway_restore(struct gateway *m, enum gateway_state state)
{
	gateway_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
gateway_step(struct gateway *m, enum gateway_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
