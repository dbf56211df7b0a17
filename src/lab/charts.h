/* SPDX-License-Identifier: Apache-2.0 */
/* charts.h - every machine's chart by its name. The list is gen/lab/charts.c,
 * written by make gen from the specs that there are. Constant data. */
#ifndef LAB_CHARTS_H
#define LAB_CHARTS_H

#include "autotunnel/chart.h"

/* In the order of their names; NULL behind the last. */
extern const struct chart *const charts[];
/* Of charts[i], bit N: state N rests, so that it may be without a timer. */
extern const uint64_t chart_resting[];
extern const unsigned chart_count;

const struct chart *chart_find(const char *name);	/* NULL: none */
/* The state or event NAME of C, or -1. */
int chart_state(const struct chart *c, const char *name);
int chart_event(const struct chart *c, const char *name);
/* The timer whose end EVENT is, as an index, or -1. */
int chart_timer_of_event(const struct chart *c, unsigned event);

/* A decision of specs/decisions, which rows cite as `local P3`. */
struct decision {
	const char *id;		/* "P3", "8764-G-01" */
	const char *text;
};

extern const struct decision decisions[];
extern const unsigned decision_count;

const struct decision *decision_find(const char *id);	/* NULL: none */

/* Each identifier that CITES names, in order: "LLQ-C-14 LLQ-C-15", "local P8".
 * *AT walks through CITES, which it points to at first; WORD is the next one
 * ("local" is one too). False at the end. */
enum { CITE_MAX = 24 };
bool cite_next(const char **at, char word[CITE_MAX]);

#endif
