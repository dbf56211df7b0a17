/* SPDX-License-Identifier: Apache-2.0 */
/* files.h - writing files so that what a call leaves undone is done or told.
 * All return 0 or -errno. */
#ifndef SHELL_FILES_H
#define SHELL_FILES_H

#include <stddef.h>

/* All of it, in as many calls as the kernel wants. */
int files_write(int fd, const void *octets, size_t size);
/* On disk, as far as the kernel knows. */
int files_sync(int fd);
/* Ends what was written: R, or the error of closing where R is 0. FD is closed
 * in any case. */
int files_close(int fd, int r);

#endif
