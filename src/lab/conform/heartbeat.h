/* SPDX-License-Identifier: Apache-2.0 */
/* heartbeat.h - was this machine itself at work all the time?
 *
 * A peer that is late has failed; unless it runs on a machine that stood still,
 * as a virtual one does whose host gives it no time, or one with too much to do.
 * Mostly that cannot be seen. But where we stood still ourselves, neither our
 * own times nor those of a peer on the same machine mean much. So a thread on
 * each processor wakes every few milliseconds, and how late it was is noted.
 *
 *	heartbeat_open(&h);
 *	...
 *	lost_ms += heartbeat_lost_ms(h);
 *	setup.stall_count = heartbeat_stalls(h, &setup.stalls);
 *	heartbeat_close(h);
 *
 * One thread calls these. */
#ifndef LAB_HEARTBEAT_H
#define LAB_HEARTBEAT_H

#include "lab/judge/judge.h"

struct heartbeat;

/* 0 or -errno. */
int heartbeat_open(struct heartbeat **out);
/* Whoever calls was to wake LATE_MS ago. */
void heartbeat_note(struct heartbeat *h, uint64_t late_ms);
/* How long the machine stood still, all in all, since it was opened. */
uint64_t heartbeat_lost_ms(struct heartbeat *h);
/* When: by the wall clock, in order, without overlaps. Ends the threads; the
 * list lives until the end. Its length. */
size_t heartbeat_stalls(struct heartbeat *h, const struct judge_stall **list);
void heartbeat_close(struct heartbeat *h);	/* NULL is fine */

#endif
