/* SPDX-License-Identifier: Apache-2.0 */
/* file.h - octets as a file that a reader opens by its path. It is in memory,
 * its owner's alone to read, and the same file each time. */
#ifndef FUZZ_FILE_H
#define FUZZ_FILE_H

#include <stdbool.h>
#include <stddef.h>

enum { FILE_TEXT_MAX = 8192 };

/* Puts OCTETS into the file; its path. */
const char *file_of(const void *octets, size_t size);
const char *file_path(void);
/* TEXT has no line that is longer than MOST octets. */
bool file_lines_fit(const char *text, size_t most);
/* Another file, with the keys "first" and "second". */
const char *file_keys(void);

#endif
