/* SPDX-License-Identifier: Apache-2.0 */
/* alone.h - one machine by itself, without its container, on simulated time.
 *
 * alone_begin, NAME_begin of the machine; then NAME_step(m, event,
 * alone_turn()) or alone_run_for, and after each what came of it. Reports and
 * effects are those since alone_turn was called last, or since the last ran
 * into alone_run_for. One such world a process. */
#ifndef ALONE_H
#define ALONE_H

#include "autotunnel/turn.h"

/* Nothing runs, and it is one hour after the boot. */
void alone_begin(void);
/* The turn to step with; forgets what came before. */
struct turn *alone_turn(void);
/* Time passes, and each deadline is kept to the millisecond. */
void alone_run_for(uint64_t ms);
/* Time passes in sleep: what is due meanwhile is handled after it. */
void alone_sleep_for(uint64_t ms);
/* Just what was reported, in this order: WHATS ends with -1. */
bool alone_told(const int *whats);
/* The value of the report WHAT; fails the test where there is none. */
uint64_t alone_value(int what);
/* Until the next deadline, or TIME_NEVER. */
uint64_t alone_next_ms(void);
uint64_t alone_now_ms(void);
const struct effects *alone_effects(void);
const struct reports *alone_reports(void);

/* What M came to, in words: its state, each timer that runs with what is left
 * of it in ms, and what is added after: "held, renew 800000, told answers". The
 * words must be EXPECTED then. */
void alone_came_to(const struct machine *m);
/* The same without the ms of the timers in VAGUE, by bit. */
void alone_came_about_to(const struct machine *m, unsigned vague);
void alone_add(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "told NAME" for each report, NAMES being their names by number. */
void alone_add_reports(const char *const *names);
void alone_is(const char *expected);

/* What a chart says, as a table. Each of EVENTS in each of the states BE makes
 * that of it which TO says. */
typedef void alone_be(void);
struct alone_row {
	alone_be *const *be;
	const int *events;
	const char *to;
};
#define BE(...) (alone_be *const[]){ __VA_ARGS__, NULL }
#define ON(...) (const int[]){ __VA_ARGS__, -1 }

/* What time alone makes: at first it is as AT says, and each of THEN is the
 * next thing that happens, so long after the one before. */
struct alone_life {
	alone_be *be;
	const char *at;
	struct {
		uint64_t after_ms;
		const char *to;
	} then[14];
};

/* GIVE steps with an event, and COMES_TO compares. */
void alone_check_rows(const struct alone_row *rows, unsigned count,
		      void (*give)(int event),
		      void (*comes_to)(const char *expected));
void alone_check_lives(const struct alone_life *lives, unsigned count,
		       void (*comes_to)(const char *expected));

/* told(A, B): just these reports. */
#define told(...) ck_assert(alone_told((const int[]){ __VA_ARGS__, -1 }))
#define told_nothing() ck_assert(alone_told((const int[]){ -1 }))

#endif
