/* SPDX-License-Identifier: Apache-2.0 */
/* stream_chart.c - the chart as data.
 * Written by fsmc from specs/stream.fsm: change that and run make gen. */
#include "core/stream_chart.h"

static const char *const states[] = {
	"idle",
	"connecting",
	"open",
	"resting",
};

static const char *const state_titles[] = {
	"",
	"opening",
	"open, and used lately",
	"failed: not tried again yet",
};

static const char *const events[] = {
	"wanted",
	"used",
	"up",
	"down",
	"elsewhere",
	"patience.spent",
	"quiet.spent",
	"again",
};

static const char *const event_titles[] = {
	"there is something to send",
	"a message went or came",
	"the connection is open",
	"the connection failed, or the other end closed it",
	"the server is another now",
	"the last wait of the timer ended",
	"the last wait of the timer ended",
	"a wait of the timer ended",
};

static const struct chart_wait waits_patience[] = {
	{ 10000, 10000 },
};

static const struct chart_wait waits_quiet[] = {
	{ 15000, 15000 },
};

static const struct chart_wait waits_again[] = {
	{ 1000, 1000 },
	{ 2000, 2000 },
	{ 4000, 4000 },
	{ 8000, 8000 },
	{ 16000, 16000 },
	{ 32000, 32000 },
	{ 60000, 60000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "patience",
		.states = UINT64_C(0x2),
		.fired = STREAM_EV_PATIENCE_SPENT,
		.spent = STREAM_EV_PATIENCE_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 1,
		.waits = waits_patience,
		.line = 6,
		.cites = "local",
	},
	{
		.name = "quiet",
		.states = UINT64_C(0x4),
		.fired = STREAM_EV_QUIET_SPENT,
		.spent = STREAM_EV_QUIET_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 1,
		.waits = waits_quiet,
		.line = 7,
		.cites = "local",
	},
	{
		.name = "again",
		.states = UINT64_C(0x8),
		.fired = STREAM_EV_AGAIN,
		.spent = STREAM_EV_AGAIN,
		.repeats = true,
		.of_span = false,
		.wait_count = 7,
		.waits = waits_again,
		.line = 8,
		.cites = "local",
	},
};

static const struct chart_row rows[] = {
	{ STREAM_IDLE, STREAM_EV_WANTED,
	  STREAM_CONNECTING, 21, false,
	  "open, start patience", "local" },
	{ STREAM_IDLE, STREAM_EV_USED,
	  STREAM_IDLE, 34, true,
	  "", "local" },
	{ STREAM_IDLE, STREAM_EV_UP,
	  STREAM_IDLE, 34, true,
	  "", "local" },
	{ STREAM_IDLE, STREAM_EV_DOWN,
	  STREAM_IDLE, 34, true,
	  "", "local" },
	{ STREAM_IDLE, STREAM_EV_ELSEWHERE,
	  STREAM_IDLE, 34, true,
	  "", "local" },
	{ STREAM_CONNECTING, STREAM_EV_WANTED,
	  STREAM_CONNECTING, 35, true,
	  "", "local" },
	{ STREAM_CONNECTING, STREAM_EV_USED,
	  STREAM_CONNECTING, 35, true,
	  "", "local" },
	{ STREAM_CONNECTING, STREAM_EV_UP,
	  STREAM_OPEN, 22, false,
	  "reset again, report_up, start quiet", "local" },
	{ STREAM_CONNECTING, STREAM_EV_DOWN,
	  STREAM_RESTING, 23, false,
	  "report_down, resume again", "local" },
	{ STREAM_CONNECTING, STREAM_EV_ELSEWHERE,
	  STREAM_IDLE, 31, false,
	  "close, report_down", "local" },
	{ STREAM_CONNECTING, STREAM_EV_PATIENCE_SPENT,
	  STREAM_RESTING, 24, false,
	  "close, report_down, resume again", "local" },
	{ STREAM_OPEN, STREAM_EV_WANTED,
	  STREAM_OPEN, 25, false,
	  "report_up, start quiet", "local" },
	{ STREAM_OPEN, STREAM_EV_USED,
	  STREAM_OPEN, 26, false,
	  "start quiet", "local" },
	{ STREAM_OPEN, STREAM_EV_UP,
	  STREAM_OPEN, 36, true,
	  "", "local" },
	{ STREAM_OPEN, STREAM_EV_DOWN,
	  STREAM_IDLE, 28, false,
	  "report_down", "local" },
	{ STREAM_OPEN, STREAM_EV_ELSEWHERE,
	  STREAM_IDLE, 31, false,
	  "close, report_down", "local" },
	{ STREAM_OPEN, STREAM_EV_QUIET_SPENT,
	  STREAM_IDLE, 27, false,
	  "close", "local" },
	{ STREAM_RESTING, STREAM_EV_WANTED,
	  STREAM_RESTING, 29, false,
	  "report_down", "local" },
	{ STREAM_RESTING, STREAM_EV_USED,
	  STREAM_RESTING, 37, true,
	  "", "local" },
	{ STREAM_RESTING, STREAM_EV_UP,
	  STREAM_RESTING, 37, true,
	  "", "local" },
	{ STREAM_RESTING, STREAM_EV_DOWN,
	  STREAM_RESTING, 37, true,
	  "", "local" },
	{ STREAM_RESTING, STREAM_EV_ELSEWHERE,
	  STREAM_IDLE, 32, false,
	  "reset again", "local" },
	{ STREAM_RESTING, STREAM_EV_AGAIN,
	  STREAM_IDLE, 30, false,
	  "", "local" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	stream_step((struct stream *)m, (enum stream_event)event, t);
}

const struct chart stream_chart = {
	.name = "stream",
	.title = "one TCP connection to a server",
	.spec = "specs/stream.fsm",
	.persists = false,
	.state_count = 4,
	.event_count = 8,
	.timer_count = 3,
	.span_count = 0,
	.row_count = 23,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct stream_machine, timers),
	.rows = rows,
	.describe = stream_describe,
	.step = step,
};
