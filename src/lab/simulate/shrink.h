/* SPDX-License-Identifier: Apache-2.0 */
/* shrink.h - makes a failure small: of its plan only the faults that it takes,
 * the fewest hosts, the shortest span; of the trace of the host or server
 * concerned only the inputs that it takes; and a page to look at that.
 *
 *	shrink_plan(&plan, &result, limit_s, &runs);
 *	shrink_tell(&plan, &result, "out/seed-17", stdout);
 *
 * Delta debugging (Zeller and Hildebrandt, 2002): a plan is tried by running the
 * world again, in a child. A smaller plan counts if the same invariant fails,
 * whoever fails it. */
#ifndef LAB_SIMULATE_SHRINK_H
#define LAB_SIMULATE_SHRINK_H

#include "lab/simulate/trial.h"

struct shrink {
	struct fault_plan *plan;	/* as small as it came to be */
	struct trial_result result;	/* of PLAN */
	unsigned limit_s;		/* of this machine's time, roughly */
	bool quiet;			/* no line of progress */
	/* results */
	uint32_t before;		/* faults at first */
	unsigned runs;
};

/* 0, or -errno: PLAN stays as it was, or as small as it was by then. */
int shrink_plan(struct shrink *s);
/* Writes BASE.plan, BASE-NAME.trace of who failed, its least form and
 * BASE.html, and says on F what and where; what cannot be made is left out, and
 * that is said. 0, or -errno: not even the plan could be written. */
int shrink_tell(const struct shrink *s, const char *base, FILE *f);

#endif
