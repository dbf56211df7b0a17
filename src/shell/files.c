/* SPDX-License-Identifier: Apache-2.0 */
#include "files.h"

#include <errno.h>
#include <stdint.h>
#include <unistd.h>

int
files_write(int fd, const void *octets, size_t size)
{
	const uint8_t *at = octets;
	ssize_t n;

	while (size) {
		n = write(fd, at, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return -EIO;	/* else this would never end */
		at += n;
		size -= (size_t)n;
	}
	return 0;
}

int
files_sync(int fd)
{
	while (fsync(fd) < 0)
		if (errno != EINTR)
			return -errno;
	return 0;
}

int
files_close(int fd, int r)
{
	if (close(fd) < 0 && r == 0)
		return -errno;
	return r;
}
