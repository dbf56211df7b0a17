/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_chart.c - the chart as data.
 * Written by fsmc from tests/fsmc/lamp.fsm: change that and run make gen. */
#include "core/lamp_chart.h"

static const char *const states[] = {
	"off",
	"on",
	"dim",
};

static const char *const state_titles[] = {
	"dark",
	"bright",
	"on its way out",
};

static const char *const events[] = {
	"press",
	"hold",
	"let_go",
	"forget",
	"dim_it",
	"noise",
	"hush",
	"blink",
	"blink.spent",
	"fade",
	"fade.spent",
	"pulse",
	"guard.spent",
	"jitter.spent",
};

static const char *const event_titles[] = {
	"the switch is pressed",
	"the switch is held down",
	"and no longer",
	"start over when it blinks again",
	"",
	"nothing that a lamp would mind",
	"nor this",
	"a wait of the timer ended",
	"the last wait of the timer ended",
	"a wait of the timer ended",
	"the last wait of the timer ended",
	"a wait of the timer ended",
	"the last wait of the timer ended",
	"the last wait of the timer ended",
};

static const struct chart_wait waits_blink[] = {
	{ 100, 100 },
	{ 200, 200 },
	{ 400, 400 },
};

static const struct chart_wait waits_fade[] = {
	{ 5000, 5000 },
	{ 8000, 9000 },
	{ 10000, 10000 },
};

static const struct chart_wait waits_pulse[] = {
	{ 1000, 1000 },
	{ 2000, 2000 },
};

static const struct chart_wait waits_guard[] = {
	{ 5000, 5000 },
};

static const struct chart_wait waits_jitter[] = {
	{ 0, 5000 },
};

static const struct chart_timer timers[] = {
	{
		.name = "blink",
		.states = UINT64_C(0x6),
		.fired = LAMP_EV_BLINK,
		.spent = LAMP_EV_BLINK_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 3,
		.waits = waits_blink,
		.line = 10,
		.cites = "EX-C-01",
	},
	{
		.name = "fade",
		.states = UINT64_C(0x2),
		.fired = LAMP_EV_FADE,
		.spent = LAMP_EV_FADE_SPENT,
		.repeats = false,
		.of_span = true,
		.span = LAMP_SPAN_GLOW,
		.wait_count = 3,
		.waits = waits_fade,
		.line = 11,
		.cites = "EX-C-02",
	},
	{
		.name = "pulse",
		.states = UINT64_C(0x2),
		.fired = LAMP_EV_PULSE,
		.spent = LAMP_EV_PULSE,
		.repeats = true,
		.of_span = false,
		.wait_count = 2,
		.waits = waits_pulse,
		.line = 12,
		.cites = "local",
	},
	{
		.name = "guard",
		.states = UINT64_MAX,
		.fired = LAMP_EV_GUARD_SPENT,
		.spent = LAMP_EV_GUARD_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 1,
		.waits = waits_guard,
		.line = 13,
		.cites = "local P1",
	},
	{
		.name = "jitter",
		.states = UINT64_C(0x4),
		.fired = LAMP_EV_JITTER_SPENT,
		.spent = LAMP_EV_JITTER_SPENT,
		.repeats = false,
		.of_span = false,
		.wait_count = 1,
		.waits = waits_jitter,
		.line = 14,
		.cites = "local",
	},
};

static const struct chart_span spans[] = {
	{ "glow", 10000, 20000 },
};

static const struct chart_row rows[] = {
	{ LAMP_OFF, LAMP_EV_PRESS,
	  LAMP_ON, 29, false,
	  "light, start blink, start fade, start pulse, start guard", "EX-C-01 local P1" },
	{ LAMP_OFF, LAMP_EV_HOLD,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_LET_GO,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_FORGET,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_DIM_IT,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_NOISE,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_HUSH,
	  LAMP_OFF, 46, true,
	  "", "local" },
	{ LAMP_OFF, LAMP_EV_GUARD_SPENT,
	  LAMP_OFF, 36, false,
	  "bark", "local" },
	{ LAMP_ON, LAMP_EV_PRESS,
	  LAMP_OFF, 41, false,
	  "darken, stop guard", "local" },
	{ LAMP_ON, LAMP_EV_HOLD,
	  LAMP_ON, 37, false,
	  "stop blink", "local G-01" },
	{ LAMP_ON, LAMP_EV_LET_GO,
	  LAMP_ON, 38, false,
	  "resume blink", "local" },
	{ LAMP_ON, LAMP_EV_FORGET,
	  LAMP_ON, 39, false,
	  "reset blink", "local" },
	{ LAMP_ON, LAMP_EV_DIM_IT,
	  LAMP_DIM, 40, false,
	  "start jitter", "local" },
	{ LAMP_ON, LAMP_EV_NOISE,
	  LAMP_ON, 47, true,
	  "", "EX-C-03" },
	{ LAMP_ON, LAMP_EV_HUSH,
	  LAMP_ON, 47, true,
	  "", "EX-C-03" },
	{ LAMP_ON, LAMP_EV_BLINK,
	  LAMP_ON, 31, false,
	  "flash", "EX-C-01" },
	{ LAMP_ON, LAMP_EV_BLINK_SPENT,
	  LAMP_ON, 32, false,
	  "flash, burn_in", "EX-C-01" },
	{ LAMP_ON, LAMP_EV_FADE,
	  LAMP_ON, 33, false,
	  "fade_a_little", "EX-C-02" },
	{ LAMP_ON, LAMP_EV_FADE_SPENT,
	  LAMP_DIM, 34, false,
	  "start jitter", "EX-C-02 EX-C-03" },
	{ LAMP_ON, LAMP_EV_PULSE,
	  LAMP_ON, 35, false,
	  "tick", "local" },
	{ LAMP_ON, LAMP_EV_GUARD_SPENT,
	  LAMP_ON, 36, false,
	  "bark", "local" },
	{ LAMP_DIM, LAMP_EV_PRESS,
	  LAMP_OFF, 41, false,
	  "darken, stop guard", "local" },
	{ LAMP_DIM, LAMP_EV_HOLD,
	  LAMP_DIM, 42, false,
	  "flash", "local" },
	{ LAMP_DIM, LAMP_EV_LET_GO,
	  LAMP_DIM, 38, false,
	  "resume blink", "local" },
	{ LAMP_DIM, LAMP_EV_FORGET,
	  LAMP_DIM, 48, true,
	  "", "local" },
	{ LAMP_DIM, LAMP_EV_DIM_IT,
	  LAMP_ON, 44, false,
	  "light, start pulse", "local" },
	{ LAMP_DIM, LAMP_EV_NOISE,
	  LAMP_ON, 44, false,
	  "light, start pulse", "local" },
	{ LAMP_DIM, LAMP_EV_HUSH,
	  LAMP_ON, 44, false,
	  "light, start pulse", "local" },
	{ LAMP_DIM, LAMP_EV_BLINK,
	  LAMP_DIM, 42, false,
	  "flash", "local" },
	{ LAMP_DIM, LAMP_EV_BLINK_SPENT,
	  LAMP_DIM, 32, false,
	  "flash, burn_in", "EX-C-01" },
	{ LAMP_DIM, LAMP_EV_GUARD_SPENT,
	  LAMP_DIM, 36, false,
	  "bark", "local" },
	{ LAMP_DIM, LAMP_EV_JITTER_SPENT,
	  LAMP_OFF, 43, false,
	  "darken", "EX-C-03" },
};

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	lamp_step((struct lamp *)m, (enum lamp_event)event, t);
}

const struct chart lamp_chart = {
	.name = "lamp",
	.title = "a lamp that blinks, fades and pulses",
	.spec = "tests/fsmc/lamp.fsm",
	.persists = true,
	.state_count = 3,
	.event_count = 14,
	.timer_count = 5,
	.span_count = 1,
	.row_count = 32,
	.states = states,
	.events = events,
	.state_titles = state_titles,
	.event_titles = event_titles,
	.timers = timers,
	.timers_offset = offsetof(struct lamp_machine, timers),
	.spans = spans,
	.spans_offset = offsetof(struct lamp_machine, spans_ms),
	.rows = rows,
	.describe = lamp_describe,
	.step = step,
};
