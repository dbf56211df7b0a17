/* SPDX-License-Identifier: Apache-2.0 */
/* limits.h - numbers of the RFCs that no chart has.
 * Written by src/lab/limits.awk from specs/limits: change that and run
 * make gen. */
#ifndef LAB_LIMITS_H
#define LAB_LIMITS_H

enum {
	LIMIT_NATPMP_LIFETIME = 7200000,	/* ms; the lifetime to ask for [PMP-C-27] */
	LIMIT_NATPMP_ANNOUNCEMENTS = 10,	/* of one change of the gateway [PMP-G-08] */
	LIMIT_NATPMP_ANNOUNCE_FIRST = 250,	/* ms; between the first two; then doubled [PMP-G-09] */
	LIMIT_LLQ_BATCH = 30000,	/* ms; an event may wait for others that long [LLQ-S-39] */
};

#endif
