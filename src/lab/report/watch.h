/* SPDX-License-Identifier: Apache-2.0 */
/* watch.h - the rows of observed machines (observe.h) as a trace has them. What
 * fits no row of its chart has the event "off chart" and line 0. */
#ifndef LAB_REPORT_WATCH_H
#define LAB_REPORT_WATCH_H

#include "lab/capture/packet.h"
#include "shell/trace.h"

struct watch;

struct watch *watch_open(void);
void watch_close(struct watch *w);	/* NULL is fine */
/* What time alone did before TIME_NS, and when, at whose machine first; 0:
 * nothing more. ROWS live until the next call. */
unsigned watch_time(struct watch *w, uint64_t time_ns, uint64_t *at_ns,
		    struct endpoint *end, const struct trace_row **rows);
unsigned watch_packet(struct watch *w, const struct packet *p,
		      const struct trace_row **rows);

#endif
