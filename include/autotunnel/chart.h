/* SPDX-License-Identifier: Apache-2.0 */
/* chart.h - what every generated machine shares: its chart as data, its state,
 * its timers and spans, and the deadlines of a container.
 *
 * A chart is declared in specs/NAME.fsm; fsmc writes from it
 *   gen/core/NAME_chart.h	enums, struct NAME_machine, prototypes of actions
 *   gen/core/NAME_chart.c	`const struct chart NAME_chart`, the data below
 *   gen/core/NAME.rl		the chart as Ragel, and from that
 *   gen/core/NAME_ragel.c	NAME_begin, NAME_restore, NAME_step (programs)
 *   gen/core/NAME_table.c	the same three from the table (tests)
 * The handwritten half is include/autotunnel/NAME.h with the struct, whose first
 * member is `struct NAME_machine machine`, and fsm/NAME.c with the classifier,
 * one function per action and NAME_describe.
 *
 * Order of calls: NAME_begin once, then NAME_step for each event. A timer's
 * event is given by the container: deadlines_next, then machine_fire.
 *
 * Source: the RFCs that the specs cite. Times: milliseconds of CLOCK_BOOTTIME. */
#ifndef AUTOTUNNEL_CHART_H
#define AUTOTUNNEL_CHART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "autotunnel/near.h"

struct turn;
struct machine;

#define TIME_NEVER UINT64_MAX	/* no deadline */

enum {
	CHART_STATES_MAX = 64,	/* states are kept in 64-bit sets */
	CHART_EVENTS_MAX = 128,
	CHART_TIMERS_MAX = 8,
	CHART_SPANS_MAX = 4,
	CHART_ACTIONS_MAX = 8	/* a row's actions; each emits at most one effect */
};

/* One wait of a timer, or one point of its span. FROM equals TO where nothing
 * is drawn at random. `waits`: milliseconds. `at`: 1/100 percent of the span. */
struct chart_wait {
	uint32_t from;
	uint32_t to;
};

struct chart_timer {
	const char *name;
	uint64_t states;	/* bit N: may run in state N; all ones: anywhere */
	uint16_t fired;		/* event at each wait's end but the last one's */
	uint16_t spent;		/* event at the last one's end */
	bool repeats;		/* the last wait again and again; never spent */
	bool of_span;		/* `at ... of SPAN`, else `waits` */
	uint8_t span;		/* index into spans, with of_span */
	uint8_t wait_count;
	const struct chart_wait *waits;
	uint16_t line;		/* in the spec */
	const char *cites;
};

struct chart_span {
	const char *name;
	uint64_t least_ms;
	uint64_t most_ms;
};

/* A row of the chart, or a pair that is ignored (row.ignored). */
struct chart_row {
	uint16_t from;
	uint16_t event;
	uint16_t to;
	uint16_t line;		/* in the spec */
	bool ignored;
	const char *actions;	/* as written: "send, start retry" */
	const char *cites;	/* "PMP-C-09 PMP-C-10", "local P8" */
};

struct chart {
	const char *name;	/* "natpmp_request" */
	const char *title;
	const char *spec;	/* "specs/natpmp_request.fsm" */
	bool persists;
	uint8_t state_count;
	uint8_t event_count;
	uint8_t timer_count;
	uint8_t span_count;
	uint16_t row_count;
	const char *const *states;
	const char *const *events;	/* a timer's last one is "retry.spent" */
	const char *const *state_titles;
	const char *const *event_titles;
	const struct chart_timer *timers;
	const struct chart_span *spans;
	const struct chart_row *rows;	/* sorted by from, then event */
	size_t timers_offset;	/* of timers[] in struct NAME_machine */
	size_t spans_offset;	/* of spans_ms[] */
	/* What this instance is, for traces and the owner: writes
	 * "llq_client/_autotunnel._udp.mymac.home.example.net/SRV",
	 * terminated, cut to SIZE. Handwritten. */
	void (*describe)(const struct machine *m, char *text, size_t size);
	/* The generated step, for whoever holds only a struct machine. */
	void (*step)(struct machine *m, unsigned event, struct turn *t);
};

struct timer {
	uint64_t start_ms;	/* `at`: the moment that points count from */
	uint64_t due_ms;	/* TIME_NEVER: stopped */
	uint8_t next;		/* index of the wait that runs or will run */
	bool keep;		/* fsm/chart.c's own: handled without a restart */
};

/* The part of every machine that the runtime knows. */
struct machine {
	const struct chart *chart;
	uint64_t due_ms;	/* the least of its timers, or TIME_NEVER */
	uint32_t seat;		/* 1 + its seat in the deadlines; 0: not there */
	int16_t cs;		/* the Ragel build's own state number */
	uint16_t state;		/* the spec's enum, written on entry */
	uint8_t running;	/* bit N: timer N is due, or kept while it fires */
	bool named;		/* described in a row since machine_begin */
};

/* Called by generated code only ------------------------------------------- */

/* and machine_row and machine_enter, which are in turn.h */
void timer_start(struct machine *m, unsigned timer, struct turn *t);
void timer_resume(struct machine *m, unsigned timer, struct turn *t);
void timer_stop(struct machine *m, unsigned timer, struct turn *t);
void timer_reset(struct machine *m, unsigned timer, struct turn *t);
/* First values: chart, initial state, every timer stopped, spans at their
 * least. The machine must not stand in a container's deadlines. */
void machine_begin(struct machine *m, const struct chart *chart);

/* Called by handwritten code ----------------------------------------------- */

/* Sets span SPAN of M, clamped to its bounds; returns what it now is, in ms. */
uint64_t machine_set_span(struct machine *m, unsigned span, uint64_t ms);
uint64_t machine_span_ms(const struct machine *m, unsigned span);
/* When TIMER of M fires next, or TIME_NEVER. */
uint64_t machine_timer_due_ms(const struct machine *m, unsigned timer);
/* For the store: lets TIMER, whose points count from START_MS, fire at DUE_MS
 * with wait NEXT. The machine must be in a state where it may run. */
void machine_restore_timer(struct machine *m, unsigned timer,
			   uint64_t start_ms, uint64_t due_ms, unsigned next);
const char *machine_state_name(const struct machine *m);

/* Gives M the event of its timer that is due at T's now; M must be due.
 * Of two timers due together the earlier is first, then the order of
 * declaration. Points of `at` that passed together fire once, as the last. */
void machine_fire(struct machine *m, struct turn *t);

/* The deadlines of one container: a binary heap of machines, memory the
 * caller's. A machine is put in and taken out by the runtime as its timers
 * start and stop; deadlines_forget before a machine's memory is given away. */
struct deadline {
	/* of a place in the heap: when, and whose seat. Machines are far from
	 * one another: where others come and go, none of them is touched */
	uint64_t due_ms;
	uint32_t seat;		/* beyond the last place: one to be had */
	/* of the seat with the same number: where in the heap, and who */
	uint32_t at;
	struct machine *machine;
};

struct deadlines {
	struct deadline *heap;
	uint32_t count;
	uint32_t seats;		/* ever had; each is at one place */
	uint32_t size;
};

void deadlines_init(struct deadlines *d, struct deadline *heap, uint32_t size);
static inline struct machine *
deadlines_machine(const struct deadlines *d, uint32_t at)
{
	return d->heap[d->heap[at].seat].machine;
}
/* The machine due first, or NULL; and when, or TIME_NEVER. */
struct machine *deadlines_first(const struct deadlines *d);
uint64_t deadlines_first_ms(const struct deadlines *d);
void deadlines_forget(struct deadlines *d, struct machine *m);
/* M's deadline will be another: its seat is fetched (near.h). */
static inline void
deadlines_fetch(const struct deadlines *d, const struct machine *m)
{
	if (m->seat)
		near_fetch(&d->heap[m->seat - 1], sizeof(*d->heap));
}
/* Puts M where its due_ms belongs (after machine_restore_timer). */
void deadlines_update(struct deadlines *d, struct machine *m);

#endif
