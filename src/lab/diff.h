/* SPDX-License-Identifier: Apache-2.0 */
/* diff.h - two recordings beside each other: diff_load.c reads them into the
 * rows of each machine, diff.c aligns and tells. Only they include it. */
#ifndef LAB_DIFF_H
#define LAB_DIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "lab/instances.h"

enum { DIFF_SIDES = 2 };

/* A kind of row: chart, states and event. Equal kinds are aligned. */
struct diff_kind {
	char *chart, *from, *event, *to;
	uint32_t line[DIFF_SIDES];	/* in the spec, as each recorded it */
};

/* A row that fired. */
struct diff_row {
	uint32_t kind;
	uint32_t input;		/* in whose turn */
	uint32_t order;		/* of all of its recording's rows */
	uint64_t at_ms;		/* since the first input */
};

/* What one machine did in one recording. */
struct diff_rows {
	struct diff_row *list;
	uint32_t count, room;
	uint8_t *common;	/* of each: it is in the other recording too */
};

struct diff {
	const char *path[DIFF_SIDES];
	char *program[DIFF_SIDES];
	uint64_t start_ms[DIFF_SIDES];
	uint32_t inputs[DIFF_SIDES], rows[DIFF_SIDES];
	bool other_specs;	/* a chart has another digest in the other */
	struct instances names;
	struct diff_rows *machines[DIFF_SIDES];	/* as names has them */
	uint32_t machine_room;
	struct diff_kind *kinds;
	uint32_t kind_count, kind_room;
};

/* Reads recording SIDE; false: it said why on standard error. */
bool diff_load(struct diff *d, unsigned side);
void diff_free(struct diff *d);

#endif
