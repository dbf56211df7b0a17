/* SPDX-License-Identifier: Apache-2.0 */
/* query_chart.c - the chart as data.
 * Written by fsmc from specs/query.fsm: change that and run make gen. */
#include "core/query_chart.h"

static const char *const states[] = {
	"idle",
	"waiting",
	"connecting",
	"streaming",
};

static const char *const state_titles[] = {
	"",
	"sent by UDP, not answered",
	"truncated; waits for the connection",
	"sent by TCP, not answered",
};

static const char *const events[] = {
	"asked",
	"answered",
	"truncated",
	"stream_up",
	"stream_down",
	"dropped",
	"resend",
	"resend.spent",
	"patience.spent",
};

static const char *const event_titles[] = {
	"the owner asks",
	"a verified answer, by message id and question",
	"the same with TC: there is more than fits",
	"the connection to the server is open",
	"there is no connection to the server",
	"the owner no longer wants to know",
	"a wait of the timer ended",
	"the last wait of the timer ended",
	"the last wait of the timer ended",
};

static const struct chart_wait waits_resend[] = {
	{ 500, 500 },
	{ 1000, 1000 },
	{ 2000, 2000 },
	{ 4000, 4000 },
};

static const struct chart_wait waits_patience[] = {
	{ 10000, 10000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "resend",
		.states = UINT64_C(0x2),
		.fired = QUERY_EV_RESEND,
		.spent = QUERY_EV_RESEND_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 4,
		.waits = waits_resend,
		.line = 9,
		.cites = "local P2",
	},
	{
		.name = "patience",
		.states = UINT64_C(0xc),
		.fired = QUERY_EV_PATIENCE_SPENT,
		.spent = QUERY_EV_PATIENCE_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 1,
		.waits = waits_patience,
		.line = 10,
		.cites = "local P2",
	},
};

static const struct chart_row rows[] = {
	{ QUERY_IDLE, QUERY_EV_ASKED,
	  QUERY_WAITING, 24, false,
	  "send, start resend", "local P2" },
	{ QUERY_IDLE, QUERY_EV_ANSWERED,
	  QUERY_IDLE, 35, true,
	  "", "local" },
	{ QUERY_IDLE, QUERY_EV_TRUNCATED,
	  QUERY_IDLE, 35, true,
	  "", "local" },
	{ QUERY_IDLE, QUERY_EV_STREAM_UP,
	  QUERY_IDLE, 35, true,
	  "", "local" },
	{ QUERY_IDLE, QUERY_EV_STREAM_DOWN,
	  QUERY_IDLE, 35, true,
	  "", "local" },
	{ QUERY_IDLE, QUERY_EV_DROPPED,
	  QUERY_IDLE, 35, true,
	  "", "local" },
	{ QUERY_WAITING, QUERY_EV_ASKED,
	  QUERY_WAITING, 36, true,
	  "", "local" },
	{ QUERY_WAITING, QUERY_EV_ANSWERED,
	  QUERY_IDLE, 27, false,
	  "report_answer", "local P2" },
	{ QUERY_WAITING, QUERY_EV_TRUNCATED,
	  QUERY_CONNECTING, 28, false,
	  "report_truncated, start patience", "TSIG-C-03" },
	{ QUERY_WAITING, QUERY_EV_STREAM_UP,
	  QUERY_WAITING, 36, true,
	  "", "local" },
	{ QUERY_WAITING, QUERY_EV_STREAM_DOWN,
	  QUERY_WAITING, 36, true,
	  "", "local" },
	{ QUERY_WAITING, QUERY_EV_DROPPED,
	  QUERY_IDLE, 33, false,
	  "", "local P2" },
	{ QUERY_WAITING, QUERY_EV_RESEND,
	  QUERY_WAITING, 25, false,
	  "send_again", "local P2" },
	{ QUERY_WAITING, QUERY_EV_RESEND_SPENT,
	  QUERY_IDLE, 26, false,
	  "report_silent", "local P2" },
	{ QUERY_CONNECTING, QUERY_EV_ASKED,
	  QUERY_CONNECTING, 37, true,
	  "", "local" },
	{ QUERY_CONNECTING, QUERY_EV_ANSWERED,
	  QUERY_IDLE, 30, false,
	  "report_answer", "local P2" },
	{ QUERY_CONNECTING, QUERY_EV_TRUNCATED,
	  QUERY_CONNECTING, 37, true,
	  "", "local" },
	{ QUERY_CONNECTING, QUERY_EV_STREAM_UP,
	  QUERY_STREAMING, 29, false,
	  "send_stream, start patience", "TSIG-C-03" },
	{ QUERY_CONNECTING, QUERY_EV_STREAM_DOWN,
	  QUERY_IDLE, 32, false,
	  "report_silent", "local P2" },
	{ QUERY_CONNECTING, QUERY_EV_DROPPED,
	  QUERY_IDLE, 33, false,
	  "", "local P2" },
	{ QUERY_CONNECTING, QUERY_EV_PATIENCE_SPENT,
	  QUERY_IDLE, 32, false,
	  "report_silent", "local P2" },
	{ QUERY_STREAMING, QUERY_EV_ASKED,
	  QUERY_STREAMING, 38, true,
	  "", "local" },
	{ QUERY_STREAMING, QUERY_EV_ANSWERED,
	  QUERY_IDLE, 31, false,
	  "report_answer", "TSIG-C-03" },
	{ QUERY_STREAMING, QUERY_EV_TRUNCATED,
	  QUERY_IDLE, 31, false,
	  "report_answer", "TSIG-C-03" },
	{ QUERY_STREAMING, QUERY_EV_STREAM_UP,
	  QUERY_STREAMING, 38, true,
	  "", "local" },
	{ QUERY_STREAMING, QUERY_EV_STREAM_DOWN,
	  QUERY_IDLE, 32, false,
	  "report_silent", "local P2" },
	{ QUERY_STREAMING, QUERY_EV_DROPPED,
	  QUERY_IDLE, 33, false,
	  "", "local P2" },
	{ QUERY_STREAMING, QUERY_EV_PATIENCE_SPENT,
	  QUERY_IDLE, 32, false,
	  "report_silent", "local P2" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	query_step((struct query *)m, (enum query_event)event, t);
}

const struct chart query_chart = {
	.name = "query",
	.title = "one signed question to the rendezvous",
	.spec = "specs/query.fsm",
	.persists = false,
	.state_count = 4,
	.event_count = 9,
	.timer_count = 2,
	.span_count = 0,
	.row_count = 28,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct query_machine, timers),
	.rows = rows,
	.describe = query_describe,
	.step = step,
};
