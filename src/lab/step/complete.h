/* SPDX-License-Identifier: Apache-2.0 */
/* complete.h - what TAB offers: commands, events, states, requirements. */
#ifndef LAB_STEP_COMPLETE_H
#define LAB_STEP_COMPLETE_H

#include <stddef.h>

struct session;

enum { COMPLETE_MAX = 128 };

/* LINE up to its octet LENGTH is typed. True: INSERT is what is to be typed
 * next, "" where no word begins so; false: several do, and nothing more is
 * common to them. */
bool complete_line(struct session *s, const char *line, size_t length,
		   char insert[COMPLETE_MAX]);
/* Prints those several. */
void complete_list(struct session *s, const char *line, size_t length);

#endif
