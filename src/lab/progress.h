/* SPDX-License-Identifier: Apache-2.0 */
/* progress.h - a line on the terminal while something takes long; nothing where
 * standard error is no terminal, and nothing in the first half second.
 *
 *	progress_begin(&p, "replay day.trace");
 *	progress_at(&p, inputs, 0, "inputs");		as often as one likes
 *	progress_end(&p);				the line is gone */
#ifndef LAB_PROGRESS_H
#define LAB_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on;
	bool shown;
	const char *what;	/* borrowed */
	uint64_t next_ms;
	unsigned calls;
};

void progress_begin(struct progress *p, const char *what);
/* DONE of ALL UNITs; ALL 0: not known. */
void progress_at(struct progress *p, uint64_t done, uint64_t all,
		 const char *unit);
void progress_end(struct progress *p);

#endif
