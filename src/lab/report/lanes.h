/* SPDX-License-Identifier: Apache-2.0 */
/* lanes.h - who stands in the ladder: each recorder of a trace, and each other
 * end by its address. A private address is another host in each trace; what
 * sends to itself is two ends, by their ports. */
#ifndef LAB_REPORT_LANES_H
#define LAB_REPORT_LANES_H

#include "lab/report/match.h"
#include "lab/report/sheet.h"
#include "shell/trace_text.h"

struct lanes {
	struct intern keys;	/* a lane each */
	struct intern ends;	/* "file end" */
	uint32_t *end_lanes;	/* of these, the lane */
	uint32_t end_room;
	struct sheet_lane *list;
	uint32_t room;
	unsigned traces;
};

/* M may be NULL: no recorder has a lane. */
void lanes_open(struct lanes *l, const struct match *m);
void lanes_close(struct lanes *l);
/* A name for ADDRESS, given before it is seen; its port counts if not 0. */
void lanes_name(struct lanes *l, const struct endpoint *address,
		const char *name);
/* The lane of the recorder FILE. */
uint32_t lanes_recorder(const struct lanes *l, unsigned file);
/* Sets from and to of ITEM, which FILE has as S. */
void lanes_place(struct lanes *l, const struct match *m, unsigned file,
		 const struct sight *s, struct sheet_item *item);
uint32_t lanes_count(const struct lanes *l);

#endif
