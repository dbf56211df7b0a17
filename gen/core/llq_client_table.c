/* SPDX-License-Identifier: Apache-2.0 */
/* llq_client_table.c - begin, restore and step from the table.
 * Written by fsmc from specs/llq_client.fsm: change that and run make gen. */
#include "core/llq_client_chart.h"
#include "autotunnel/chart_table.h"
#include "autotunnel/turn.h"

static void
call_send_setup(struct machine *m, struct turn *t)
{
	llq_client_send_setup((struct llq_client *)m, t);
}

static void
call_send_again(struct machine *m, struct turn *t)
{
	llq_client_send_again((struct llq_client *)m, t);
}

static void
call_keep_grant(struct machine *m, struct turn *t)
{
	llq_client_keep_grant((struct llq_client *)m, t);
}

static void
call_send_response(struct machine *m, struct turn *t)
{
	llq_client_send_response((struct llq_client *)m, t);
}

static void
call_keep_lease(struct machine *m, struct turn *t)
{
	llq_client_keep_lease((struct llq_client *)m, t);
}

static void
call_keep_answers(struct machine *m, struct turn *t)
{
	llq_client_keep_answers((struct llq_client *)m, t);
}

static void
call_report_held(struct machine *m, struct turn *t)
{
	llq_client_report_held((struct llq_client *)m, t);
}

static void
call_send_query(struct machine *m, struct turn *t)
{
	llq_client_send_query((struct llq_client *)m, t);
}

static void
call_drop_grant(struct machine *m, struct turn *t)
{
	llq_client_drop_grant((struct llq_client *)m, t);
}

static void
call_report_silent(struct machine *m, struct turn *t)
{
	llq_client_report_silent((struct llq_client *)m, t);
}

static void
call_keep_retry_after(struct machine *m, struct turn *t)
{
	llq_client_keep_retry_after((struct llq_client *)m, t);
}

static void
call_keep_ttl(struct machine *m, struct turn *t)
{
	llq_client_keep_ttl((struct llq_client *)m, t);
}

static void
call_report_refused(struct machine *m, struct turn *t)
{
	llq_client_report_refused((struct llq_client *)m, t);
}

static void
call_keep_change(struct machine *m, struct turn *t)
{
	llq_client_keep_change((struct llq_client *)m, t);
}

static void
call_send_refresh(struct machine *m, struct turn *t)
{
	llq_client_send_refresh((struct llq_client *)m, t);
}

static void
call_lapse(struct machine *m, struct turn *t)
{
	llq_client_lapse((struct llq_client *)m, t);
}

static void
call_send_end(struct machine *m, struct turn *t)
{
	llq_client_send_end((struct llq_client *)m, t);
}

static void
call_report_ended(struct machine *m, struct turn *t)
{
	llq_client_report_ended((struct llq_client *)m, t);
}

static const struct table_action actions[] = {
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_keep_grant },
	{ TABLE_CALL, 0, call_send_response },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_CALL, 0, call_keep_answers },
	{ TABLE_START, LLQ_CLIENT_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_START, LLQ_CLIENT_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_START, LLQ_CLIENT_TIMER_HOUR, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_keep_retry_after },
	{ TABLE_START, LLQ_CLIENT_TIMER_COMEBACK, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_keep_ttl },
	{ TABLE_CALL, 0, call_keep_answers },
	{ TABLE_START, LLQ_CLIENT_TIMER_SHELF, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_START, LLQ_CLIENT_TIMER_HOUR, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_POLL, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_keep_change },
	{ TABLE_CALL, 0, call_send_refresh },
	{ TABLE_CALL, 0, call_send_refresh },
	{ TABLE_CALL, 0, call_send_refresh },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_START, LLQ_CLIENT_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_lapse },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_lapse },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_START, LLQ_CLIENT_TIMER_HOUR, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_keep_retry_after },
	{ TABLE_START, LLQ_CLIENT_TIMER_COMEBACK, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_refused },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_START, LLQ_CLIENT_TIMER_HOUR, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_POLL, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_end },
	{ TABLE_START, LLQ_CLIENT_TIMER_FAREWELL, NULL },
	{ TABLE_CALL, 0, call_keep_answers },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_ended },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_ended },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_ended },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_lapse },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_CALL, 0, call_keep_answers },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_START, LLQ_CLIENT_TIMER_POLL, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_lapse },
	{ TABLE_CALL, 0, call_send_refresh },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_send_again },
	{ TABLE_CALL, 0, call_keep_lease },
	{ TABLE_CALL, 0, call_send_query },
	{ TABLE_START, LLQ_CLIENT_TIMER_RENEW, NULL },
	{ TABLE_CALL, 0, call_report_held },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_keep_retry_after },
	{ TABLE_START, LLQ_CLIENT_TIMER_COMEBACK, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_report_silent },
	{ TABLE_START, LLQ_CLIENT_TIMER_HOUR, NULL },
	{ TABLE_START, LLQ_CLIENT_TIMER_STALE, NULL },
	{ TABLE_CALL, 0, call_drop_grant },
	{ TABLE_CALL, 0, call_send_setup },
	{ TABLE_START, LLQ_CLIENT_TIMER_RESEND, NULL },
	{ TABLE_CALL, 0, call_send_end },
	{ TABLE_START, LLQ_CLIENT_TIMER_FAREWELL, NULL },
};

/* For each row of the chart: its first action, and how many. */
static const struct table_row rows[] = {
	{ 0, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 0, 2 },
	{ 0, 2 },
	{ 89, 4 },
	{ 98, 0 },
	{ 0, 2 },
	{ 122, 0 },
	{ 35, 1 },
	{ 4, 3 },
	{ 4, 3 },
	{ 122, 0 },
	{ 19, 4 },
	{ 23, 4 },
	{ 27, 6 },
	{ 27, 6 },
	{ 36, 1 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 33, 2 },
	{ 33, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 122, 0 },
	{ 2, 1 },
	{ 15, 4 },
	{ 122, 0 },
	{ 35, 1 },
	{ 7, 4 },
	{ 11, 4 },
	{ 122, 0 },
	{ 19, 4 },
	{ 23, 4 },
	{ 27, 6 },
	{ 27, 6 },
	{ 36, 1 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 33, 2 },
	{ 33, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 122, 0 },
	{ 3, 1 },
	{ 15, 4 },
	{ 122, 0 },
	{ 67, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 40, 3 },
	{ 55, 4 },
	{ 59, 6 },
	{ 52, 3 },
	{ 59, 6 },
	{ 36, 1 },
	{ 69, 1 },
	{ 70, 1 },
	{ 39, 1 },
	{ 65, 2 },
	{ 65, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 37, 1 },
	{ 43, 4 },
	{ 122, 0 },
	{ 67, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 40, 3 },
	{ 55, 4 },
	{ 59, 6 },
	{ 52, 3 },
	{ 59, 6 },
	{ 36, 1 },
	{ 69, 1 },
	{ 70, 1 },
	{ 122, 0 },
	{ 65, 2 },
	{ 65, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 40, 0 },
	{ 43, 4 },
	{ 122, 0 },
	{ 67, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 40, 3 },
	{ 55, 4 },
	{ 59, 6 },
	{ 52, 3 },
	{ 59, 6 },
	{ 36, 1 },
	{ 69, 1 },
	{ 70, 1 },
	{ 122, 0 },
	{ 65, 2 },
	{ 65, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 38, 1 },
	{ 47, 5 },
	{ 77, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 71, 2 },
	{ 71, 2 },
	{ 71, 2 },
	{ 71, 2 },
	{ 71, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 75, 2 },
	{ 75, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 73, 2 },
	{ 122, 0 },
	{ 81, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 79, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 122, 0 },
	{ 79, 2 },
	{ 97, 1 },
	{ 122, 0 },
	{ 84, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 82, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 122, 0 },
	{ 81, 1 },
	{ 122, 0 },
	{ 89, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 85, 2 },
	{ 85, 2 },
	{ 122, 0 },
	{ 87, 2 },
	{ 87, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 122, 0 },
	{ 87, 2 },
	{ 84, 1 },
	{ 97, 1 },
	{ 93, 2 },
	{ 95, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 85, 2 },
	{ 85, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 93, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 93, 2 },
	{ 84, 1 },
	{ 97, 1 },
	{ 122, 0 },
	{ 97, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 36, 1 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 95, 2 },
	{ 95, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 95, 2 },
	{ 95, 2 },
	{ 97, 1 },
	{ 122, 0 },
	{ 100, 1 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 98, 2 },
	{ 98, 2 },
	{ 89, 4 },
	{ 122, 0 },
	{ 98, 2 },
	{ 122, 0 },
	{ 120, 2 },
	{ 122, 0 },
	{ 122, 0 },
	{ 102, 4 },
	{ 109, 4 },
	{ 106, 3 },
	{ 106, 3 },
	{ 106, 3 },
	{ 36, 1 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 117, 3 },
	{ 117, 3 },
	{ 122, 0 },
	{ 122, 0 },
	{ 122, 0 },
	{ 101, 1 },
	{ 113, 4 },
};

void
llq_client_begin(struct llq_client *m)
{
	machine_begin((struct machine *)m, &llq_client_chart);
}

void
llq_client_restore(struct llq_client *m, enum llq_client_state state)
{
	llq_client_begin(m);
	machine_enter((struct machine *)m, state, NULL);
}

void
llq_client_step(struct llq_client *m, enum llq_client_event ev, struct turn *t)
{
	table_step((struct machine *)m, rows, actions, ev, t);
}
