/* SPDX-License-Identifier: Apache-2.0 */
/* registration_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/registration.fsm: change that and run make gen. */
#include "core/registration_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_check(struct machine *m, struct turn *t)
{
	registration_check((struct registration *)m, t);
}

static void
call_send_again(struct machine *m, struct turn *t)
{
	registration_send_again((struct registration *)m, t);
}

static void
call_report_silent(struct machine *m, struct turn *t)
{
	registration_report_silent((struct registration *)m, t);
}

static void
call_send_update(struct machine *m, struct turn *t)
{
	registration_send_update((struct registration *)m, t);
}

static void
call_report_clash(struct machine *m, struct turn *t)
{
	registration_report_clash((struct registration *)m, t);
}

static void
call_send_note(struct machine *m, struct turn *t)
{
	registration_send_note((struct registration *)m, t);
}

static void
call_report_refused(struct machine *m, struct turn *t)
{
	registration_report_refused((struct registration *)m, t);
}

static void
call_compare(struct machine *m, struct turn *t)
{
	registration_compare((struct registration *)m, t);
}

static void
call_keep_lease(struct machine *m, struct turn *t)
{
	registration_keep_lease((struct registration *)m, t);
}

static void
call_report_registered(struct machine *m, struct turn *t)
{
	registration_report_registered((struct registration *)m, t);
}

static void
call_keep_doubt(struct machine *m, struct turn *t)
{
	registration_keep_doubt((struct registration *)m, t);
}

static void
call_report_left(struct machine *m, struct turn *t)
{
	registration_report_left((struct registration *)m, t);
}

static void
call_send_removal(struct machine *m, struct turn *t)
{
	registration_send_removal((struct registration *)m, t);
}

static void
call_report_unleft(struct machine *m, struct turn *t)
{
	registration_report_unleft((struct registration *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_START, REGISTRATION_TIMER_DELAY, NULL },
	{ TABLE_START, REGISTRATION_TIMER_DELAY, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_RESUME, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_RESET, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_report_clash },
	{ TABLE_CALL, 0, call_send_note },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_START, REGISTRATION_TIMER_RECHECK, NULL },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_compare },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_check },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_RESET, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_RESUME, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_RESET, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_START, REGISTRATION_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_registered },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_START, REGISTRATION_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_registered },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_RESUME, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_update },
	{ TABLE_START, REGISTRATION_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_keep_doubt },
	{ TABLE_CALL, 0, call_report_left },
	{ TABLE_CALL, 0, call_report_left },
	{ TABLE_RESET, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_removal },
	{ TABLE_START, REGISTRATION_TIMER_FAREWELL, NULL },
	{ TABLE_RESET, REGISTRATION_TIMER_AGAIN, NULL },
	{ TABLE_CALL, 0, call_send_removal },
	{ TABLE_START, REGISTRATION_TIMER_FAREWELL, NULL },
	{ TABLE_CALL, 0, call_send_removal },
	{ TABLE_START, REGISTRATION_TIMER_FAREWELL, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_report_unleft },
	{ TABLE_CALL, 0, call_report_left },
	{ TABLE_CALL, 0, call_report_unleft },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 1 },
	{ 1, 1 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 61, 1 },
	{ 62, 1 },
	{ 75, 0 },
	{ 2, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 2, 0 },
	{ 75, 0 },
	{ 2, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 4, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 9, 2 },
	{ 11, 3 },
	{ 14, 3 },
	{ 21, 2 },
	{ 21, 2 },
	{ 75, 0 },
	{ 19, 2 },
	{ 75, 0 },
	{ 60, 1 },
	{ 9, 2 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 6, 1 },
	{ 7, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 9, 2 },
	{ 11, 3 },
	{ 14, 3 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 19, 2 },
	{ 75, 0 },
	{ 60, 1 },
	{ 9, 2 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 6, 1 },
	{ 7, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 23, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 23, 2 },
	{ 75, 0 },
	{ 61, 1 },
	{ 63, 3 },
	{ 23, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 25, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 18, 1 },
	{ 18, 1 },
	{ 75, 0 },
	{ 60, 1 },
	{ 25, 2 },
	{ 29, 3 },
	{ 61, 1 },
	{ 62, 1 },
	{ 17, 1 },
	{ 18, 1 },
	{ 75, 0 },
	{ 75, 0 },
	{ 27, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 27, 2 },
	{ 29, 3 },
	{ 61, 1 },
	{ 62, 1 },
	{ 27, 2 },
	{ 75, 0 },
	{ 41, 2 },
	{ 41, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 35, 4 },
	{ 39, 2 },
	{ 75, 0 },
	{ 60, 1 },
	{ 41, 2 },
	{ 75, 0 },
	{ 66, 3 },
	{ 66, 3 },
	{ 32, 1 },
	{ 33, 2 },
	{ 75, 0 },
	{ 43, 2 },
	{ 43, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 45, 2 },
	{ 75, 0 },
	{ 45, 2 },
	{ 75, 0 },
	{ 69, 2 },
	{ 69, 2 },
	{ 47, 1 },
	{ 56, 2 },
	{ 75, 0 },
	{ 54, 2 },
	{ 54, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 49, 3 },
	{ 52, 2 },
	{ 75, 0 },
	{ 60, 1 },
	{ 54, 2 },
	{ 75, 0 },
	{ 69, 2 },
	{ 69, 2 },
	{ 48, 1 },
	{ 56, 2 },
	{ 75, 0 },
	{ 58, 2 },
	{ 58, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 58, 2 },
	{ 75, 0 },
	{ 66, 3 },
	{ 66, 3 },
	{ 58, 2 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 73, 1 },
	{ 74, 1 },
	{ 75, 0 },
	{ 60, 1 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 75, 0 },
	{ 71, 1 },
	{ 72, 1 },
};

void
registration_begin(struct registration *m)
{
	machine_begin((struct machine *)m, &registration_chart);
}

void
registration_restore(struct registration *m, enum registration_state state)
{
	registration_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
registration_step(struct registration *m, enum registration_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
