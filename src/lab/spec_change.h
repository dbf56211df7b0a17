/* SPDX-License-Identifier: Apache-2.0 */
/* spec_change.h - what is another in the charts of a recording than in those
 * that this program has. */
#ifndef LAB_SPEC_CHANGE_H
#define LAB_SPEC_CHANGE_H

#include <stdio.h>

/* Tells a sentence for each chart of the trace PATH that was recorded with
 * another spec; each begins with PATH. Returns how many; 0: none, or the file
 * cannot be read again. A recording without digests (format 1) was made with
 * another spec if a row fired that is none now. */
unsigned spec_change_tell(FILE *f, const char *path);

#endif
