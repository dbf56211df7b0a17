/* SPDX-License-Identifier: Apache-2.0 */
/* known.h - files, and the names in them that citations may use.
 * Begin with a zeroed struct known; known_free frees what was read into it.
 * All return 0 or -errno. */
#ifndef FSMC_KNOWN_H
#define FSMC_KNOWN_H

#include "ast.h"
#include "print.h"

/* Appends what stands in the file at PATH. */
int file_read(const char *path, struct out *text);
/* The first word of each line that begins with a capital letter. */
int known_read_ids(struct known *k, const char *path);
int known_read_decisions(struct known *k, const char *path);
void known_free(struct known *k);

#endif
