/* SPDX-License-Identifier: Apache-2.0 */
/* llq_events_chart.c - the chart as data.
 * Written by fsmc from specs/llq_events.fsm: change that and run make gen. */
#include "core/llq_events_chart.h"

static const char *const states[] = {
	"settled",
	"telling",
};

static const char *const state_titles[] = {
	"knows all that was sent",
	"an event message is sent and not acknowledged",
};

static const char *const events[] = {
	"owed",
	"acknowledged",
	"emptied",
	"resend",
	"resend.spent",
};

static const char *const event_titles[] = {
	"a change that this client has not been told, put into a message",
	"the response to the message under way",
	"the client's last query is gone",
	"a wait of the timer ended",
	"the last wait of the timer ended",
};

static const struct chart_wait waits_resend[] = {
	{ 2000, 2000 },
	{ 4000, 4000 },
	{ 8000, 8000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "resend",
		.states = UINT64_C(0x2),
		.fired = LLQ_EVENTS_EV_RESEND,
		.spent = LLQ_EVENTS_EV_RESEND_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 3,
		.waits = waits_resend,
		.line = 8,
		.cites = "LLQ-S-40 LLQ-S-41 LLQ-S-42",
	},
};

static const struct chart_row rows[] = {
	{ LLQ_EVENTS_SETTLED, LLQ_EVENTS_EV_OWED,
	  LLQ_EVENTS_TELLING, 17, false,
	  "send, start resend", "LLQ-S-34 LLQ-S-40" },
	{ LLQ_EVENTS_SETTLED, LLQ_EVENTS_EV_ACKNOWLEDGED,
	  LLQ_EVENTS_SETTLED, 23, true,
	  "", "local" },
	{ LLQ_EVENTS_SETTLED, LLQ_EVENTS_EV_EMPTIED,
	  LLQ_EVENTS_SETTLED, 23, true,
	  "", "local" },
	{ LLQ_EVENTS_TELLING, LLQ_EVENTS_EV_OWED,
	  LLQ_EVENTS_TELLING, 24, true,
	  "", "local P4" },
	{ LLQ_EVENTS_TELLING, LLQ_EVENTS_EV_ACKNOWLEDGED,
	  LLQ_EVENTS_SETTLED, 20, false,
	  "report_told", "LLQ-S-40" },
	{ LLQ_EVENTS_TELLING, LLQ_EVENTS_EV_EMPTIED,
	  LLQ_EVENTS_SETTLED, 21, false,
	  "", "local P4" },
	{ LLQ_EVENTS_TELLING, LLQ_EVENTS_EV_RESEND,
	  LLQ_EVENTS_TELLING, 18, false,
	  "send", "LLQ-S-40 LLQ-S-41" },
	{ LLQ_EVENTS_TELLING, LLQ_EVENTS_EV_RESEND_SPENT,
	  LLQ_EVENTS_SETTLED, 19, false,
	  "report_unreachable", "LLQ-S-42" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	llq_events_step((struct llq_events *)m, (enum llq_events_event)event, t);
}

const struct chart llq_events_chart = {
	.name = "llq_events",
	.title = "what one client of long-lived queries is told",
	.spec = "specs/llq_events.fsm",
	.persists = false,
	.state_count = 2,
	.event_count = 5,
	.timer_count = 1,
	.span_count = 0,
	.row_count = 8,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct llq_events_machine, timers),
	.rows = rows,
	.describe = llq_events_describe,
	.step = step,
};
