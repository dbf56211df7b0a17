/* SPDX-License-Identifier: Apache-2.0 */
/* refusals.h - sentences for the owner about requests whose signature does not
 * hold (RFC 8945 5.2: each kind is to be logged), at most one a minute of each
 * kind, since who sends them may send many. All zeros is a good beginning. */
#ifndef SHELL_REFUSALS_H
#define SHELL_REFUSALS_H

#include "autotunnel/turn.h"

enum { REFUSALS_TEXT_MAX = 256, REFUSALS_PAUSE_MS = 60000 };

struct refusals {
	struct {
		bool told;
		uint64_t told_ms;
		uint64_t since;		/* not told since then */
	} kinds[VERDICT_COUNT];
};

/* A request of SOURCE was answered with VERDICT. True: TEXT is to be logged. */
bool refusals_note(struct refusals *r, enum verdict verdict,
		   const struct endpoint *source, uint64_t now_ms,
		   char text[REFUSALS_TEXT_MAX]);

#endif
