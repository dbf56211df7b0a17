/* SPDX-License-Identifier: Apache-2.0 */
/* trace_digest.c - what a chart does, in 32 bits. */
#include "shell/trace.h"

static uint32_t
add_number(uint32_t h, uint64_t value)
{
	unsigned i;

	for (i = 0; i < 8; i++, value >>= 8)
		h = (h ^ (value & 0xff)) * 16777619u;	/* FNV-1a */
	return h;
}

static uint32_t
add_text(uint32_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (uint8_t)*s) * 16777619u;
	return add_number(h, 0);
}

static uint32_t
add_timer(uint32_t h, const struct chart_timer *t)
{
	unsigned i;

	h = add_text(h, t->name);
	h = add_number(h, t->states);
	h = add_number(h, t->fired);
	h = add_number(h, t->spent);
	h = add_number(h, t->repeats);
	h = add_number(h, t->of_span ? t->span + 1u : 0);
	for (i = 0; i < t->wait_count; i++) {
		h = add_number(h, t->waits[i].from);
		h = add_number(h, t->waits[i].to);
	}
	return h;
}

uint32_t
trace_chart_digest(const struct chart *c)
{
	uint32_t h = 2166136261u;
	unsigned i;

	h = add_text(h, c->name);
	for (i = 0; i < c->state_count; i++)
		h = add_text(h, c->states[i]);
	for (i = 0; i < c->event_count; i++)
		h = add_text(h, c->events[i]);
	for (i = 0; i < c->timer_count; i++)
		h = add_timer(h, &c->timers[i]);
	for (i = 0; i < c->span_count; i++) {
		h = add_number(h, c->spans[i].least_ms);
		h = add_number(h, c->spans[i].most_ms);
	}
	for (i = 0; i < c->row_count; i++) {
		h = add_number(h, c->rows[i].from);
		h = add_number(h, c->rows[i].event);
		h = add_number(h, c->rows[i].to);
		h = add_number(h, c->rows[i].ignored);
		h = add_text(h, c->rows[i].actions);
	}
	return h ? h : 1;
}
