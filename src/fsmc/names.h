/* SPDX-License-Identifier: Apache-2.0 */
/* names.h - refusals about names. */
#ifndef FSMC_NAMES_H
#define FSMC_NAMES_H

#include "ast.h"

/* Refuses names that are declared twice, or that fsmc makes itself in C. */
void check_distinct(struct spec *s);

/* W is none of these; the mend names what is like it. */
void refuse_state(struct spec *s, const struct word *w);
void refuse_event(struct spec *s, const struct word *w);
void refuse_timer(struct spec *s, const struct word *w);
void refuse_span(struct spec *s, const struct word *w);

/* The candidate that needs the fewest edits to become NAME, below EDITS. */
struct guess {
	const char *name;
	const char *best;
	unsigned edits;
};

struct guess guess_begin(const char *name);
void guess_try(struct guess *g, const char *candidate);

#endif
