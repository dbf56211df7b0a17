/* SPDX-License-Identifier: Apache-2.0 */
/* llq_server_chart.c - the chart as data.
 * Written by fsmc from specs/llq_server.fsm: change that and run make gen. */
#include "core/llq_server_chart.h"

static const char *const states[] = {
	"free",
	"challenged",
	"held",
};

static const char *const state_titles[] = {
	"not in use",
	"Setup Challenge sent",
	"established",
};

static const char *const events[] = {
	"asked",
	"proved",
	"refreshed",
	"ended",
	"changed",
	"dropped",
	"replaced",
	"expiry.spent",
};

static const char *const event_titles[] = {
	"a Setup Request that is admitted, or the same again",
	"a Challenge Response that echoes the id and the lease",
	"a Refresh Request that asks for more time",
	"a Refresh Request with lease 0",
	"the answers to its question are others",
	"its client cannot be told any more",
	"its client completed a newer handshake for the same question",
	"the last wait of the timer ended",
};

static const struct chart_wait waits_expiry[] = {
	{ 10000, 10000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "expiry",
		.states = UINT64_C(0x6),
		.fired = LLQ_SERVER_EV_EXPIRY_SPENT,
		.spent = LLQ_SERVER_EV_EXPIRY_SPENT,
		.repeats = false,
		.of_span = true,
		.span = LLQ_SERVER_SPAN_LEASE,
		.wait_count = 1,
		.waits = waits_expiry,
		.line = 8,
		.cites = "LLQ-S-10 LLQ-S-25",
	},
};

static const struct chart_span spans[] = {
	{ "lease", 1000, 86400000 },
};

static const struct chart_row rows[] = {
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_ASKED,
	  LLQ_SERVER_CHALLENGED, 22, false,
	  "keep_grant, offer, start expiry", "LLQ-S-12 LLQ-S-14 LLQ-S-23" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_PROVED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_REFRESHED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_ENDED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_CHANGED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_DROPPED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_FREE, LLQ_SERVER_EV_REPLACED,
	  LLQ_SERVER_FREE, 33, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_ASKED,
	  LLQ_SERVER_CHALLENGED, 23, false,
	  "offer", "LLQ-S-08 LLQ-S-09" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_PROVED,
	  LLQ_SERVER_HELD, 24, false,
	  "accept", "LLQ-S-27 LLQ-S-28" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_REFRESHED,
	  LLQ_SERVER_CHALLENGED, 34, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_ENDED,
	  LLQ_SERVER_CHALLENGED, 34, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_CHANGED,
	  LLQ_SERVER_CHALLENGED, 34, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_DROPPED,
	  LLQ_SERVER_CHALLENGED, 34, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_REPLACED,
	  LLQ_SERVER_CHALLENGED, 34, true,
	  "", "local" },
	{ LLQ_SERVER_CHALLENGED, LLQ_SERVER_EV_EXPIRY_SPENT,
	  LLQ_SERVER_FREE, 31, false,
	  "report_gone", "LLQ-S-25 LLQ-S-26" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_ASKED,
	  LLQ_SERVER_HELD, 35, true,
	  "", "local" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_PROVED,
	  LLQ_SERVER_HELD, 25, false,
	  "accept", "LLQ-S-09 LLQ-S-29 LLQ-S-30" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_REFRESHED,
	  LLQ_SERVER_HELD, 26, false,
	  "keep_grant, acknowledge, start expiry", "LLQ-S-47" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_ENDED,
	  LLQ_SERVER_FREE, 27, false,
	  "acknowledge_end, report_gone", "LLQ-S-47 LLQ-S-49" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_CHANGED,
	  LLQ_SERVER_HELD, 28, false,
	  "report_changed", "LLQ-S-33 LLQ-S-34" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_DROPPED,
	  LLQ_SERVER_FREE, 29, false,
	  "report_gone", "LLQ-S-42" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_REPLACED,
	  LLQ_SERVER_FREE, 30, false,
	  "report_gone", "local P16" },
	{ LLQ_SERVER_HELD, LLQ_SERVER_EV_EXPIRY_SPENT,
	  LLQ_SERVER_FREE, 31, false,
	  "report_gone", "LLQ-S-25 LLQ-S-26" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	llq_server_step((struct llq_server *)m, (enum llq_server_event)event, t);
}

const struct chart llq_server_chart = {
	.name = "llq_server",
	.title = "one long-lived query, seen from the server",
	.spec = "specs/llq_server.fsm",
	.persists = false,
	.state_count = 3,
	.event_count = 8,
	.timer_count = 1,
	.span_count = 1,
	.row_count = 23,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct llq_server_machine, timers),
	.spans = spans,
	.spans_offset = offsetof(struct llq_server_machine, spans_ms),
	.rows = rows,
	.describe = llq_server_describe,
	.step = step,
};
