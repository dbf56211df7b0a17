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

/* told(A, B): just these reports. */
#define told(...) ck_assert(alone_told((const int[]){ __VA_ARGS__, -1 }))
#define told_nothing() ck_assert(alone_told((const int[]){ -1 }))

#endif
