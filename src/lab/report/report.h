/* SPDX-License-Identifier: Apache-2.0 */
/* report.h - one page to look at a conversation: HTML that needs no network,
 * with a ladder of the messages and the verdicts on them.
 *
 * For who has packets and verdicts already (conform --html): report_begin;
 * report_side for each end that has a name; report_packet for each packet in
 * the order of time; report_verdict for each requirement; report_end. The page
 * stands under its name only after report_end gave 0; report_abandon takes
 * away what was begun.
 *
 * Memory grows with the number of ends, not with that of packets. Whatever is
 * in a packet is shown as text. */
#ifndef LAB_REPORT_H
#define LAB_REPORT_H

#include "lab/judge/judge.h"

struct report_page;

struct report_setup {
	const char *path;	/* of the page */
	const char *title;	/* "conform llq-server 192.0.2.1" */
	const char *note;	/* a sentence below it, or NULL */
	/* true: times are nanoseconds since 1970; else since anything */
	bool wall_clock;
};

/* 0, or -errno: PATH cannot be written. SETUP is borrowed for the call. */
int report_begin(const struct report_setup *setup, struct report_page **out);
/* What ADDRESS is called: "the peer", "autotunnel-lab". Its port counts where
 * it is not 0. */
void report_side(struct report_page *r, const struct endpoint *address,
		 const char *name);
void report_packet(struct report_page *r, const struct packet *p);
void report_verdict(struct report_page *r, enum requirement_id id,
		    const struct judgement *j);
/* How exactly times were judged (judge_tolerance_text). */
void report_tolerance(struct report_page *r, const char *sentence);
/* 0, or -errno; R is gone in any case. */
int report_end(struct report_page *r);
void report_abandon(struct report_page *r);	/* NULL is fine */

#endif
