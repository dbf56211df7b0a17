/* SPDX-License-Identifier: Apache-2.0 */
/* allowed.h - which pairs of rows a chart allows, whatever time does: a walk
 * through every state with every set of timers that can run in it, each at its
 * first wait, at one between, or at its last. What two timers' lengths rule out
 * is not known to it. */
#ifndef FUZZ_ALLOWED_H
#define FUZZ_ALLOWED_H

#include "fuzz/rows.h"

struct allowed {
	bool row[ROWS_CHART_MAX];
	bool pair[ROWS_CHART_MAX][ROWS_CHART_MAX];
};

void allowed_find(const struct chart *c, struct allowed *out);

#endif
