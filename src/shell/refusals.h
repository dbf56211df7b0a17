/* SPDX-License-Identifier: Apache-2.0 */
/* refusals.h - sentences for the owner about requests whose signature does not
 * hold (RFC 8945 5.2: each kind is to be logged), at most one a minute of each
 * kind, since who sends them may send many. All zeros is a good beginning. */
#ifndef SHELL_REFUSALS_H
#define SHELL_REFUSALS_H

#include "edge.h"

enum {
	REFUSALS_TEXT_MAX = 384,
	REFUSALS_PAUSE_MS = 60000,
	REFUSALS_CLOCKS_MAX = 16
};

struct refusals {
	struct {
		bool told;
		uint64_t told_ms;
		uint64_t since;		/* not told since then */
	} kinds[VERDICT_COUNT];
	/* Who has the key is no stranger: each host whose clock is wrong is
	 * told of, as far as there is room. */
	struct {
		struct endpoint source;	/* family 0: free */
		uint64_t told_ms;
	} clocks[REFUSALS_CLOCKS_MAX];
};

/* What SOURCE sent was judged as J at NOW_MS, NOW_S (since 1970): a request was
 * refused, or an answer told that two clocks differ. True: TEXT is to be
 * logged. */
bool refusals_note(struct refusals *r, const struct edge_judgement *j,
		   const struct endpoint *source, uint64_t now_ms,
		   uint64_t now_s, char text[REFUSALS_TEXT_MAX]);

#endif
