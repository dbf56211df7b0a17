/* SPDX-License-Identifier: Apache-2.0 */
/* mix.h - which faults there may be, how often and how close, and a plan drawn
 * at random from that: bursts of faults, with calm between them. After a long
 * calm whatever was hurt has to work again, so most are longer than that takes.
 *
 *	mix_parse("all", &mix, error);		or none, swarm, "loss,roam"
 *	mix_draw(&mix, settled_ms, &plan);	plan: fault.h
 *
 * Swarm testing (Groce and others, 2012): the mix itself is drawn from the
 * plan's seed, so that many seeds see some faults without others. The same mix
 * and seed give the same plan. */
#ifndef LAB_SIMULATE_MIX_H
#define LAB_SIMULATE_MIX_H

#include "lab/simulate/fault.h"

struct mix {
	bool swarm;		/* drawn anew by mix_draw */
	uint8_t weight[FAULT_KIND_COUNT];	/* 0: never */
	/* of a burst */
	unsigned faults_most;
	uint64_t length_most_ms;	/* from its first fault to its last */
	/* how many of 100 calms are long, and how much longer at most than it
	 * takes to settle */
	unsigned long_calms;
	uint64_t calm_more_ms;
};

/* 0, or -EINVAL with a sentence in ERROR. */
int mix_parse(const char *text, struct mix *out, char error[FAULT_ERROR_MAX]);
/* What --help says of the kinds, a line each. */
void mix_list(FILE *f);
/* Fills PLAN's list for its seed, hosts and span. SETTLED_MS: after so much of
 * calm everything works. 0 or -ENOMEM. */
int mix_draw(const struct mix *m, uint64_t settled_ms, struct fault_plan *plan);

#endif
