/* SPDX-License-Identifier: Apache-2.0 */
/* echo.c - see echo.h. Its chart is written by hand, to know what the table
 * has to say without asking the generator. */
#include "echo.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { IDLE, WAITING };
enum { ASKED, WAIT_SPENT };

static void step(struct machine *m, unsigned event, struct turn *t);
static void describe(const struct machine *m, char *text, size_t size);

static const char *const states[] = { "idle", "waiting" };
static const char *const events[] = { "asked", "wait.spent" };
static const struct chart_wait waits[] = { { ECHO_WAIT_MS, ECHO_WAIT_MS } };
static const struct chart_timer timers[] = {
	{ .name = "wait", .states = 1u << WAITING, .fired = WAIT_SPENT,
	  .spent = WAIT_SPENT, .wait_count = 1, .waits = waits, .line = 1,
	  .cites = "local" },
};
static const struct chart_row rows[] = {
	{ IDLE, ASKED, WAITING, 2, false, "keep, start wait", "local" },
	{ WAITING, ASKED, WAITING, 3, true, "", "" },
	{ WAITING, WAIT_SPENT, IDLE, 4, false, "answer", "local" },
};
static const struct chart chart = {
	.name = "echo", .title = "echo", .spec = "tests/echo.c",
	.state_count = 2, .event_count = 2, .timer_count = 1, .row_count = 3,
	.states = states, .events = events, .state_titles = states,
	.event_titles = events, .timers = timers, .rows = rows,
	.timers_offset = offsetof(struct echo, timers),
	.describe = describe, .step = step,
};

static void
describe(const struct machine *m, char *text, size_t size)
{
	(void)m;
	if (size)
		strncpy(text, "echo/1", size - 1);
}

static void
step(struct machine *m, unsigned event, struct turn *t)
{
	struct echo *e = (struct echo *)m;

	if (m->state == IDLE) {
		machine_row(m, 0, t);
		machine_enter(m, WAITING, t);
		timer_start(m, 0, t);
	} else if (event == WAIT_SPENT) {
		machine_row(m, 2, t);
		machine_enter(m, IDLE, t);
		e->left = e->copies;
	}
}

static void
answer(struct echo *e)
{
	struct effect *out = turn_effect(&e->turn, EFFECT_SEND);
	uint8_t *octets = turn_octets(&e->turn, out, e->length + 2u);
	unsigned i;

	out->channel = CHANNEL_QUERY;
	out->to = e->asker;
	out->key = 0;
	for (i = 0; i < e->length; i++)
		octets[i] = e->octets[e->length - 1 - i];
	random_octets(&e->turn.random, octets + e->length, 2);
	turn_tell(&e->turn, TELL_INFO, "echoed %u octets", e->length + 2u);
	e->left--;
}

static bool
echo_turn(void *core, const struct input *in, struct effects *out)
{
	struct echo *e = core;
	struct effect *bind;

	effects_clear(out);
	e->turn = (struct turn){
		.now_ms = in->now_ms, .input = in, .out = out,
		.deadlines = &e->deadlines, .reports = &e->reports,
	};
	random_seed(&e->turn.random, in->random);
	switch (in->kind) {
	case INPUT_START:
		bind = turn_effect(&e->turn, EFFECT_BIND);
		bind->channel = CHANNEL_QUERY;
		bind->port = ECHO_PORT;
		break;
	case INPUT_BOUND:
		e->port = in->port;
		break;
	case INPUT_DATAGRAM:
		if (e->base.state == IDLE && in->length <= ECHO_MAX) {
			e->asker = in->source;
			e->length = (uint8_t)in->length;
			if (in->length)
				memcpy(e->octets, in->octets, in->length);
		}
		step(&e->base, ASKED, &e->turn);
		break;
	case INPUT_DEADLINE:
		if (deadlines_first_ms(&e->deadlines) <= in->now_ms)
			machine_fire(deadlines_first(&e->deadlines), &e->turn);
		break;
	default:
		break;
	}
	if (e->left)
		answer(e);
	else
		out->random_unused = !random_drawn(&e->turn.random);
	return e->left > 0;
}

static bool
echo_more(void *core, struct effects *out)
{
	struct echo *e = core;

	effects_clear(out);
	answer(e);
	return e->left > 0;
}

static uint64_t
echo_deadline_ms(const void *core)
{
	return deadlines_first_ms(&((const struct echo *)core)->deadlines);
}

void
echo_init(struct echo *e, unsigned copies)
{
	memset(e, 0, sizeof(*e));
	e->copies = (uint8_t)copies;
	deadlines_init(&e->deadlines, e->heap, 1);
	machine_begin(&e->base, &chart);
}

static int
echo_open(const struct trace_header *h, void **core)
{
	struct echo *e;

	if (h->config_size != 1)
		return -EBADMSG;
	e = malloc(sizeof(*e));
	if (!e)
		return -ENOMEM;
	echo_init(e, h->config[0]);
	*core = e;
	return 0;
}

const struct core_ops echo_ops = { echo_turn, echo_more, echo_deadline_ms };
const struct replay_program echo_program = {
	.name = "echo", .open = echo_open, .close = free,
	.ops = { echo_turn, echo_more, echo_deadline_ms },
};
