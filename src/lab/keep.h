/* SPDX-License-Identifier: Apache-2.0 */
/* keep.h - a condition that a run shows or not: what `minimise --keep` takes.
 *
 *	MACHINE:STATE			a row leads that machine there
 *	row MACHINE:STATE:EVENT		that row fires
 *	requirement ID			a row fires that cites ID
 *	tell "TEXT"			the owner is told something with TEXT in it
 *	send MACHINE			it fires in a turn that sends a message
 *	send "TEXT"			a message is sent that has TEXT in its words
 *	fail ID				judge rules that ID is violated
 *	count N ONE-OF-THESE		N times at least (fail: once)
 *	A and B, A or B, not A, (A)
 *
 * MACHINE is a machine's name, or a kind, which is any of its machines. A word
 * with blanks, brackets or quotes in it stands in quotes.
 *
 * keep_parse; for each run keep_begin, keep_answer for whatever the core gives,
 * keep_judge if keep_needs_verdicts, keep_holds; keep_free. */
#ifndef LAB_KEEP_H
#define LAB_KEEP_H

#include "autotunnel/turn.h"

enum { KEEP_ERROR_MAX = 300 };

struct keep;

/* 0, or -EINVAL with a sentence in ERROR, or -ENOMEM. */
int keep_parse(const char *text, struct keep **out,
	       char error[KEEP_ERROR_MAX]);
void keep_begin(struct keep *k);
void keep_answer(struct keep *k, const struct effects *e);
bool keep_needs_verdicts(const struct keep *k);
/* PATH is the run's recording. */
void keep_judge(struct keep *k, const char *path);
bool keep_holds(const struct keep *k);
/* Once it holds it holds to the end: there is no `not` in it, nor `fail`. */
bool keep_only_grows(const struct keep *k);
void keep_free(struct keep *k);		/* NULL is fine */

#endif
