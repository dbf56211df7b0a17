/* SPDX-License-Identifier: Apache-2.0 */
/* swarm.h - many worlds, one a seed, a line each; what fails is made smaller and
 * kept (shrink.h). With a list of what was done, a run goes on where the last one
 * ended. */
#ifndef LAB_SIMULATE_SWARM_H
#define LAB_SIMULATE_SWARM_H

#include "lab/simulate/mix.h"

struct swarm {
	uint64_t first, last;		/* seeds */
	struct fault_plan world;	/* hosts, domain, span, plain of each */
	struct mix mix;
	const char *resume;		/* the list; NULL: none */
	const char *out;		/* folder for what failed */
	unsigned stop_s;		/* no new seed after that; 0: none */
	unsigned shrink_s;		/* at most, for one failure; 0: not */
	FILE *f;			/* the lines */
};

/* "7" or "1..500"; false: it is neither. */
bool swarm_parse_seeds(const char *text, uint64_t *first, uint64_t *last);
/* LAB_SAME, LAB_DIFFERS where a seed failed, now or in the list; LAB_UNUSABLE
 * with a sentence on standard error. */
int swarm_run(struct swarm *s);

/* PLAN, drawn already, run in a child; a failure is made small and told on F.
 * *FAILED says whether. Files begin with BASE. 0 or -errno. */
int swarm_one(struct fault_plan *plan, unsigned shrink_s, const char *base,
	      FILE *f, bool *failed);

#endif
