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
	LIMIT_LEASE_ASKED_LEAST = 1800000,	/* ms; [UL-C-02] */
	LIMIT_LEASE_EARLY_PERCENT = 50,	/* of the lease, used up [UL-C-22] */
	LIMIT_LEASE_COALESCE_PERCENT = 75,	/* of the lease, used up [UL-C-20] */
	LIMIT_LEASE_BOUND = 86400000,	/* ms; default upper bound [UL-S-14] */
	LIMIT_LEASE_KEY_BOUND = 604800000,	/* ms; of KEY-LEASE [UL-S-14] */
	LIMIT_LEASE_LEAST = 30000,	/* ms; default minimum [UL-S-17] */
	LIMIT_LEASE_AMPLE = 3600000,	/* ms; for example [UL-S-18] */
	LIMIT_UPDATE_RESEND = 30000,	/* ms; at the latest [UL-B-11] */
	LIMIT_UPDATE_ANSWER = 5000,	/* ms; at the latest, after the last sending [UL-S-07] */
	LIMIT_UPDATE_REPEATED = 2000,	/* ms; after its answer: the same request, whose answer was lost [UL-B-11] */
	LIMIT_LLQ_BATCHING = 30000,	/* ms; that an event may wait for others [LLQ-S-39] */
};

#endif
