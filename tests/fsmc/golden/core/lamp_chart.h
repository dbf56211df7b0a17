/* SPDX-License-Identifier: Apache-2.0 */
/* lamp_chart.h - a lamp that blinks, fades and pulses.
 * Written by fsmc from tests/fsmc/lamp.fsm: change that and run make gen. */
#ifndef CORE_LAMP_CHART_H
#define CORE_LAMP_CHART_H

#include "autotunnel/chart.h"

enum lamp_state {
	LAMP_OFF,	/* dark */
	LAMP_ON,	/* bright */
	LAMP_DIM,	/* on its way out */
	LAMP_STATE_COUNT
};

enum lamp_event {
	LAMP_EV_PRESS,	/* the switch is pressed */
	LAMP_EV_HOLD,	/* the switch is held down */
	LAMP_EV_LET_GO,	/* and no longer */
	LAMP_EV_FORGET,	/* start over when it blinks again */
	LAMP_EV_DIM_IT,
	LAMP_EV_NOISE,	/* nothing that a lamp would mind */
	LAMP_EV_HUSH,	/* nor this */
	LAMP_EV_BLINK,	/* a wait of the timer ended */
	LAMP_EV_BLINK_SPENT,	/* the last wait of the timer ended */
	LAMP_EV_FADE,	/* a wait of the timer ended */
	LAMP_EV_FADE_SPENT,	/* the last wait of the timer ended */
	LAMP_EV_PULSE,	/* a wait of the timer ended */
	LAMP_EV_GUARD_SPENT,	/* the last wait of the timer ended */
	LAMP_EV_JITTER_SPENT,	/* the last wait of the timer ended */
	LAMP_EVENT_COUNT
};

enum lamp_timer {
	LAMP_TIMER_BLINK,
	LAMP_TIMER_FADE,
	LAMP_TIMER_PULSE,
	LAMP_TIMER_GUARD,
	LAMP_TIMER_JITTER,	/* somewhat later */
	LAMP_TIMER_COUNT
};

enum lamp_span {
	LAMP_SPAN_GLOW,
	LAMP_SPAN_COUNT
};

enum {
	LAMP_BULBS = 3,	/* in one lamp [local P1] */
	LAMP_GRACE = 250,	/* ms; [EX-C-01] */
};

struct lamp_machine {
	struct machine base;
	struct timer timers[LAMP_TIMER_COUNT];
	uint64_t spans_ms[LAMP_SPAN_COUNT];
};

struct lamp;	/* begins with a struct lamp_machine */

extern const struct chart lamp_chart;

/* Generated: from the table or by Ragel, as is linked. */
void lamp_begin(struct lamp *m);
void lamp_restore(struct lamp *m, enum lamp_state state);
void lamp_step(struct lamp *m, enum lamp_event ev, struct turn *t);

/* Handwritten. */
void lamp_describe(const struct machine *m, char *text, size_t size);
void lamp_light(struct lamp *m, struct turn *t);
void lamp_flash(struct lamp *m, struct turn *t);
void lamp_burn_in(struct lamp *m, struct turn *t);
void lamp_fade_a_little(struct lamp *m, struct turn *t);
void lamp_tick(struct lamp *m, struct turn *t);
void lamp_bark(struct lamp *m, struct turn *t);
void lamp_darken(struct lamp *m, struct turn *t);

#endif
