/* SPDX-License-Identifier: Apache-2.0 */
/* outcome.h - what one step of a stage did, in the order in which it happened:
 * what came in, rows that fired, effects, and what the container was told.
 *
 * outcome_clear, then the others while the step runs; items[] until the next
 * outcome_clear. Octets and names stand in octets[]. It grows to what the
 * largest step needs, OUTCOME_OCTETS_MAX at most; what has no room is counted
 * in left_out. outcome_free at the end. */
#ifndef LAB_STEP_OUTCOME_H
#define LAB_STEP_OUTCOME_H

#include "autotunnel/turn.h"

enum {
	OUTCOME_ITEMS_MAX = 1 << 16,
	OUTCOME_OCTETS_MAX = 64 << 20
};

enum outcome_kind {
	OUTCOME_HEARD,		/* a message that came in */
	OUTCOME_ROW,
	OUTCOME_EFFECT,
	OUTCOME_NOTE		/* a sentence of the stage */
};

struct outcome_item {
	enum outcome_kind kind;
	/* HEARD: channel, source in `to`. EFFECT: all. */
	struct effect effect;
	const struct chart *chart;	/* ROW */
	uint16_t row, from, to;
	size_t at, length;		/* in octets: message, name, sentence */
};

struct outcome {
	struct outcome_item *items;
	size_t count, room;
	uint8_t *octets;
	size_t used, size;
	unsigned left_out;
};

void outcome_clear(struct outcome *o);
void outcome_free(struct outcome *o);
/* All rows and effects of E. */
void outcome_take(struct outcome *o, const struct effects *e);
void outcome_heard(struct outcome *o, enum channel channel,
		   const struct endpoint *source, const uint8_t *octets,
		   size_t length);
void outcome_note(struct outcome *o, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
