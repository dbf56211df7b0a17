/* SPDX-License-Identifier: Apache-2.0 */
/* fault_apply.h - makes the faults of a plan happen in a world.
 *
 *	r = fault_apply_begin(s, &plan, &a);	0 or -ENOMEM; before the run
 *	sim_run_until(s, ...);
 *	fault_apply_end(a);
 *
 * Faults of one kind that overlap add up, and the last one's end ends it. */
#ifndef LAB_SIMULATE_FAULT_APPLY_H
#define LAB_SIMULATE_FAULT_APPLY_H

#include "lab/simulate/fault.h"
#include "lab/simulate/sim.h"

struct fault_apply;

/* PLAN is borrowed until the end. */
int fault_apply_begin(struct sim *s, const struct fault_plan *plan,
		      struct fault_apply **out);
void fault_apply_end(struct fault_apply *a);		/* NULL is fine */

#endif
