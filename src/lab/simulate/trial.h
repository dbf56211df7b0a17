/* SPDX-License-Identifier: Apache-2.0 */
/* trial.h - one run of a world with a plan of faults and all invariants looking
 * on. A run is a pure function of its setup: the same gives the same.
 *
 *	trial_run(&setup, &result);	in this process
 *	trial_fork(&setup, limit_s, &result);	in a child: an assertion that
 *			fails there, or a turn without an end, is a violation
 *			too (INVARIANT_ALIVE) */
#ifndef LAB_SIMULATE_TRIAL_H
#define LAB_SIMULATE_TRIAL_H

#include "lab/simulate/fault.h"
#include "lab/simulate/invariant.h"

struct trial_setup {
	const struct fault_plan *plan;
	const char *record;		/* as sim_setup has them */
	const char *record_only;
	bool record_file;
	bool unwatched;			/* no invariant looks on */
	bool quiet;			/* a child says nothing */
	/* Called now and then with how far it is. May be NULL. */
	void (*progress)(void *owner, uint64_t done_ms, uint64_t all_ms);
	void *owner;
};

struct trial_result {
	bool failed;
	struct violation violation;	/* if it failed */
	char who[SIM_NAME_MAX];		/* its victim's name */
	uint64_t ended_ms;		/* since the world began */
	uint64_t digest, events, turns, owed;
	uint64_t took_us;		/* of this machine's time */
	uint64_t cpu_us;		/* of a processor's */
};

/* 0, or -errno: the world cannot be made, or not be recorded. */
int trial_run(const struct trial_setup *setup, struct trial_result *out);
/* The same. After LIMIT_S seconds it is stopped: -ETIME. 0: no limit. */
int trial_fork(const struct trial_setup *setup, unsigned limit_s,
	       struct trial_result *out);

#endif
