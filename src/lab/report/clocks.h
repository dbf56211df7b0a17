/* SPDX-License-Identifier: Apache-2.0 */
/* clocks.h - how far the clocks of two recordings are apart, from messages
 * that both have. */
#ifndef LAB_REPORT_CLOCKS_H
#define LAB_REPORT_CLOCKS_H

#include <stdint.h>

struct match;

enum { CLOCKS_FILES_MAX = 8 };

/* What B's clock showed at a message, less what A's did: the least of those
 * that A had first, the most of those that B had first. */
struct clocks {
	uint32_t forth, back, passing;
	int64_t least_forth, most_back;
	int64_t least_passing, most_passing;
};

/* DIRECTION 1: A had it first; -1: B had; 0: not known. */
void clocks_note(struct clocks *c, int64_t difference_ns, int direction);
/* Sets offset_ns and aligned of all files; the first one's offset is 0. */
void clocks_align(struct match *m,
		  struct clocks clocks[CLOCKS_FILES_MAX][CLOCKS_FILES_MAX]);

#endif
