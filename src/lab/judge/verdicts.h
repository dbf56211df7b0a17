/* SPDX-License-Identifier: Apache-2.0 */
/* verdicts.h - what a judge found, for people and for programs.
 *
 * verdicts_take once all packets were judged; verdicts_print as often as
 * wanted. A plain value of about 400 KiB; times are told from first_ns on. */
#ifndef LAB_JUDGE_VERDICTS_H
#define LAB_JUDGE_VERDICTS_H

#include "lab/judge/judge.h"

#include <stdio.h>

struct verdicts {
	unsigned sides;			/* enum judge_side: who was judged */
	bool musts_only;		/* SHOULDs are left out */
	bool has_keys;			/* TSIG could be checked */
	bool btmm;			/* RFC 6281 counts too */
	/* Only what begins with one of these, ended by NULL: "LLQ-S-". NULL:
	 * all that the sides have. */
	const char *const *families;
	uint64_t first_ns;		/* the recording's first packet */
	char tolerance[200];		/* a sentence */
	struct judgement of[REQUIREMENT_COUNT];
};

/* What J found on SIDES. SETUP is what J was opened with. */
void verdicts_take(struct verdicts *v, const struct judge *j,
		   const struct judge_setup *setup);
/* R binds who was judged, and is not left out. */
bool verdicts_list(const struct verdicts *v, enum requirement_id r);
unsigned verdicts_count(const struct verdicts *v,
			enum judgement_result result);
/* Why R is inconclusive: a sentence. */
const char *verdicts_reason(const struct verdicts *v, enum requirement_id r);
/* "pass", "fail", "inconclusive" */
const char *verdict_text(enum judgement_result result);

/* {"verdicts":[{"requirement":...}]}, one line a verdict. */
void verdicts_print_json(const struct verdicts *v, FILE *f);
/* Failures with all that proves them, then passes, a line each, then how many
 * are inconclusive; VERBOSE: these too, with the reason. */
void verdicts_print_text(const struct verdicts *v, FILE *f, bool verbose);

#endif
