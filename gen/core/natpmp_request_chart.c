/* SPDX-License-Identifier: Apache-2.0 */
/* natpmp_request_chart.c - the chart as data.
 * Written by fsmc from specs/natpmp_request.fsm: change that and run make gen. */
#include "core/natpmp_request_chart.h"

static const char *const states[] = {
	"idle",
	"waiting",
	"parting",
};

static const char *const state_titles[] = {
	"",
	"sent, not yet answered",
	"a deletion, sent, not yet answered",
};

static const char *const events[] = {
	"asked",
	"asked_briefly",
	"answered",
	"refused",
	"unreachable",
	"withdrawn",
	"prompted",
	"retry",
	"retry.spent",
	"brief",
	"brief.spent",
};

static const char *const event_titles[] = {
	"the gateway's owner wants this request answered",
	"the same of a deletion, which may stop after two retries",
	"a response to this request, result code 0",
	"a response to this request with any other result code",
	"ICMP port unreachable from the gateway's port 5351",
	"the owner no longer wants it",
	"the gateway announced itself while it owes us an answer",
	"a wait of the timer ended",
	"the last wait of the timer ended",
	"a wait of the timer ended",
	"the last wait of the timer ended",
};

static const struct chart_wait waits_retry[] = {
	{ 250, 250 },
	{ 500, 500 },
	{ 1000, 1000 },
	{ 2000, 2000 },
	{ 4000, 4000 },
	{ 8000, 8000 },
	{ 16000, 16000 },
	{ 32000, 32000 },
	{ 64000, 64000 },
};

static const struct chart_wait waits_brief[] = {
	{ 250, 250 },
	{ 500, 500 },
	{ 1000, 1000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "retry",
		.states = UINT64_C(0x2),
		.fired = NATPMP_REQUEST_EV_RETRY,
		.spent = NATPMP_REQUEST_EV_RETRY_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 9,
		.waits = waits_retry,
		.line = 7,
		.cites = "PMP-C-09 PMP-C-10 PMP-C-28 BTMM-C-18 BTMM-C-19",
	},
	{
		.name = "brief",
		.states = UINT64_C(0x4),
		.fired = NATPMP_REQUEST_EV_BRIEF,
		.spent = NATPMP_REQUEST_EV_BRIEF_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 3,
		.waits = waits_brief,
		.line = 8,
		.cites = "PMP-C-16",
	},
};

static const struct chart_row rows[] = {
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_ASKED,
	  NATPMP_REQUEST_WAITING, 22, false,
	  "send, start retry", "PMP-C-09 BTMM-C-18 BTMM-C-26" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_ASKED_BRIEFLY,
	  NATPMP_REQUEST_PARTING, 23, false,
	  "send, start brief", "PMP-C-16 PMP-C-17" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_ANSWERED,
	  NATPMP_REQUEST_IDLE, 33, true,
	  "", "local" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_REFUSED,
	  NATPMP_REQUEST_IDLE, 33, true,
	  "", "local" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_UNREACHABLE,
	  NATPMP_REQUEST_IDLE, 33, true,
	  "", "local" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_WITHDRAWN,
	  NATPMP_REQUEST_IDLE, 33, true,
	  "", "local" },
	{ NATPMP_REQUEST_IDLE, NATPMP_REQUEST_EV_PROMPTED,
	  NATPMP_REQUEST_IDLE, 33, true,
	  "", "local" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_ASKED,
	  NATPMP_REQUEST_WAITING, 34, true,
	  "", "local" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_ASKED_BRIEFLY,
	  NATPMP_REQUEST_WAITING, 34, true,
	  "", "local" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_ANSWERED,
	  NATPMP_REQUEST_IDLE, 29, false,
	  "forget, report_answer", "PMP-C-07" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_REFUSED,
	  NATPMP_REQUEST_IDLE, 30, false,
	  "forget, report_answer", "PMP-C-37 PMP-C-38" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_UNREACHABLE,
	  NATPMP_REQUEST_IDLE, 27, false,
	  "forget, report_silence", "PMP-C-11 PMP-C-13" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_WITHDRAWN,
	  NATPMP_REQUEST_IDLE, 31, false,
	  "forget", "local" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_PROMPTED,
	  NATPMP_REQUEST_WAITING, 26, false,
	  "send, start retry", "PMP-C-15" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_RETRY,
	  NATPMP_REQUEST_WAITING, 24, false,
	  "send", "PMP-C-10 PMP-C-28 BTMM-C-19" },
	{ NATPMP_REQUEST_WAITING, NATPMP_REQUEST_EV_RETRY_SPENT,
	  NATPMP_REQUEST_IDLE, 27, false,
	  "forget, report_silence", "PMP-C-11 PMP-C-13" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_ASKED,
	  NATPMP_REQUEST_PARTING, 34, true,
	  "", "local" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_ASKED_BRIEFLY,
	  NATPMP_REQUEST_PARTING, 34, true,
	  "", "local" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_ANSWERED,
	  NATPMP_REQUEST_IDLE, 29, false,
	  "forget, report_answer", "PMP-C-07" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_REFUSED,
	  NATPMP_REQUEST_IDLE, 30, false,
	  "forget, report_answer", "PMP-C-37 PMP-C-38" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_UNREACHABLE,
	  NATPMP_REQUEST_IDLE, 28, false,
	  "forget, report_unanswered", "PMP-C-13 PMP-C-16" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_WITHDRAWN,
	  NATPMP_REQUEST_IDLE, 31, false,
	  "forget", "local" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_PROMPTED,
	  NATPMP_REQUEST_PARTING, 35, true,
	  "", "local" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_BRIEF,
	  NATPMP_REQUEST_PARTING, 25, false,
	  "send", "PMP-C-16" },
	{ NATPMP_REQUEST_PARTING, NATPMP_REQUEST_EV_BRIEF_SPENT,
	  NATPMP_REQUEST_IDLE, 28, false,
	  "forget, report_unanswered", "PMP-C-13 PMP-C-16" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	natpmp_request_step((struct natpmp_request *)m, (enum natpmp_request_event)event, t);
}

const struct chart natpmp_request_chart = {
	.name = "natpmp_request",
	.title = "one request to the gateway, sent until it is answered",
	.spec = "specs/natpmp_request.fsm",
	.persists = false,
	.state_count = 3,
	.event_count = 11,
	.timer_count = 2,
	.span_count = 0,
	.row_count = 25,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct natpmp_request_machine, timers),
	.rows = rows,
	.describe = natpmp_request_describe,
	.step = step,
};
