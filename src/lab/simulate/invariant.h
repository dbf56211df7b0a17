/* SPDX-License-Identifier: Apache-2.0 */
/* invariant.h - what must hold at every moment of every world, whatever goes
 * wrong in it. Each has a name, a sentence, and the requirements or decisions
 * that it stands for: invariant_about.
 *
 *	r = invariants_begin(s, &i);		0 or -ENOMEM; before the run
 *	sim_run_until(s, ...);			ends early when one fails
 *	v = invariants_failed(i);		NULL: none
 *	invariants_end(i);			before sim_end
 *
 * Each thing is looked at in the turn that touches it: what is sent, what a host
 * believes that it holds, the machines of the rendezvous that step or should, how
 * much both keep, a subscriber's answers when it or the zone has others, a pair
 * whose tunnel falls. What must hold from a moment on - the end of a lease, of
 * the time that subscribers, records and pairs are given - is looked at in that
 * moment. Every five minutes pairs are looked at though nothing happened, every
 * twenty all tables of the rendezvous.
 *
 * Only what an invariant itself has seen on the wire counts as granted, not what
 * a machine says of it.
 *
 * Waits that an invariant allows are the specs' own: invariant_waits.h. */
#ifndef LAB_SIMULATE_INVARIANT_H
#define LAB_SIMULATE_INVARIANT_H

#include <stdio.h>

#include "lab/simulate/sim.h"

enum invariant {
	INVARIANT_PACE,
	INVARIANT_STORM,
	INVARIANT_ACK,
	INVARIANT_REST,
	INVARIANT_LEASE,
	INVARIANT_MAPPING,
	INVARIANT_REGISTRATION,
	INVARIANT_ONCE,
	INVARIANT_TOLD,
	INVARIANT_GIVEN_UP,
	INVARIANT_RUN_OUT,
	INVARIANT_RECORDS,
	INVARIANT_PAIR,
	INVARIANT_STATE,
	INVARIANT_GATEWAY,
	INVARIANT_TIE,
	INVARIANT_MEMORY,
	INVARIANT_ALIVE,
	INVARIANT_COUNT
};

struct invariant_about {
	const char *name;	/* "pace" */
	const char *sentence;
	const char *ids;	/* "PMP-C-10 LLQ-C-16", decisions too */
};
extern const struct invariant_about invariant_about[INVARIANT_COUNT];

enum { VIOLATION_TEXT_MAX = 400, VIOLATION_KEEP_MAX = 300 };

struct violation {
	enum invariant what;
	int who, other;			/* of sim.h; SIM_NOBODY: nobody */
	uint64_t at_ms;			/* since the world began */
	char text[VIOLATION_TEXT_MAX];	/* what was seen, a sentence */
	/* A condition as `minimise --keep` has it, which the trace of WHO shows
	 * when it shows this; empty: no trace shows it. */
	char keep[VIOLATION_KEEP_MAX];
};

struct invariants;

int invariants_begin(struct sim *s, struct invariants **out);
void invariants_end(struct invariants *i);		/* NULL is fine */
const struct violation *invariants_failed(const struct invariants *i);
/* What was looked at: turns, and how often two hosts, when looked at, owed each
 * other a tunnel after a calm. Without such all that is said of calms is said of
 * nothing. */
void invariants_effort(const struct invariants *i, uint64_t *turns,
		       uint64_t *owed);
/* The name and sentence of each, a line each. */
void invariants_list(FILE *f);

#endif
