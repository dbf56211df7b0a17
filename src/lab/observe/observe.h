/* SPDX-License-Identifier: Apache-2.0 */
/* observe.h - which machines both ends of a conversation run, and which rows
 * they take, from packets alone.
 *
 * observer_open; for each packet, in the order of time, observer_time until it
 * returns 0, then observer_packet; at the end observer_time once more with
 * TIME_NEVER if what would still happen is wanted; observer_close.
 *
 * A machine's first message shows its state, but no row: what was before is not
 * known. From then on each message is an event of its chart. What fits no row
 * is `off chart`: it is said, and the machine goes on where the message puts
 * it. Timers that send are believed when what they send is seen, others (a
 * lease that runs out) when their time has come.
 *
 * Memory is bounded: so many machines; the one that was silent longest is
 * forgotten. Nothing is allocated for a packet once they are there. */
#ifndef LAB_OBSERVE_H
#define LAB_OBSERVE_H

#include "autotunnel/chart.h"
#include "lab/capture/packet.h"

enum {
	OBSERVED_MAX = EFFECT_ROWS_MAX,	/* of one call */
	OBSERVER_MACHINES_MAX = 65536
};

struct observed {
	const char *machine;	/* "llq_client/198.51.100.2:38254/..." */
	const struct chart *chart;
	struct endpoint end;	/* whose machine it is */
	int row;		/* index into chart->rows; -1: off chart */
	uint16_t from, to;	/* states */
	uint16_t event;		/* with row */
	const char *remark;	/* off chart: a sentence; else NULL */
};

struct observer;

/* 0 or -ENOMEM. */
int observer_open(struct observer **out);
void observer_close(struct observer *o);	/* NULL is fine */
/* What P makes the machines do, in order; returns how many. What ROWS point to
 * lives until the next call. */
unsigned observer_packet(struct observer *o, const struct packet *p,
			 struct observed rows[OBSERVED_MAX]);
/* What time alone did before TIME_NS; *AT_NS is when the returned rows did it.
 * 0: nothing more. */
unsigned observer_time(struct observer *o, uint64_t time_ns, uint64_t *at_ns,
		       struct observed rows[OBSERVED_MAX]);
/* Machines seen, and forgotten for want of room. */
uint32_t observer_machines(const struct observer *o);
uint32_t observer_forgotten(const struct observer *o);

#endif
