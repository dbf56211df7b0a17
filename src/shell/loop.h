/* SPDX-License-Identifier: Apache-2.0 */
/* loop.h - one poll(), one clock read a turn, nothing that blocks.
 *
 * loop_open; loop_add and loop_watch by whoever has a descriptor or a deadline;
 * loop_run until loop_stop; loop_close. A turn is: the least deadline of all
 * watchers, poll, the clock, `ready` of each ready source, then `due` of each
 * watcher whose deadline has come. SIGTERM and SIGINT arrive through signalfd
 * as a call of `signalled`; a second one while the first is being obeyed stops
 * the loop. Sources and watchers may be added and removed in any callback.
 * The loop borrows descriptors and never closes them, but for its own.
 *
 * A child process must be started with an empty signal mask: the loop blocks
 * SIGTERM, SIGINT and SIGHUP in this process (loop_unblock_signals). */
#ifndef SHELL_LOOP_H
#define SHELL_LOOP_H

#include <stdbool.h>
#include <stdint.h>

struct loop;

enum { LOOP_WATCHERS_MAX = 16 };

/* At most SOURCES_MAX descriptors. Returns 0 or -errno. */
int loop_open(unsigned sources_max, struct loop **out);
void loop_close(struct loop *l);		/* NULL is fine */

/* Calls READY(OWNER, revents) when FD has one of EVENTS (poll's) or an error.
 * Returns the source's number (0 or more) or -ENOSPC. */
int loop_add(struct loop *l, int fd, short events,
	     void (*ready)(void *owner, short revents), void *owner);
void loop_change(struct loop *l, int source, short events);
void loop_remove(struct loop *l, int source);

/* Asks DEADLINE_MS(OWNER) before each poll (TIME_NEVER: none) and calls
 * DUE(OWNER) once that moment has come. Returns 0 or -ENOSPC. */
int loop_watch(struct loop *l, uint64_t (*deadline_ms)(void *owner),
	       void (*due)(void *owner), void *owner);
/* Forgets all of OWNER's. */
void loop_unwatch(struct loop *l, void *owner);

/* SIGTERM and SIGINT go to SIGNALLED; without it they stop the loop. */
void loop_on_signal(struct loop *l, void (*signalled)(void *owner, int number),
		    void *owner);
/* In a child between fork and exec. */
void loop_unblock_signals(void);

/* The clock as this turn read it: CLOCK_BOOTTIME, ms. */
uint64_t loop_now_ms(const struct loop *l);
/* One turn, waiting at most WAIT_MS. Returns 0 or -errno. */
int loop_turn(struct loop *l, uint64_t wait_ms);
int loop_run(struct loop *l);
void loop_stop(struct loop *l);

#endif
