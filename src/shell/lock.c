/* SPDX-License-Identifier: Apache-2.0 */
#include "lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

int
lock_take(const char *path, int *fd, pid_t *holder)
{
	char text[32] = "";
	ssize_t n;
	int f, r;

	*holder = 0;
	f = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (f < 0)
		return -errno;
	if (flock(f, LOCK_EX | LOCK_NB) < 0) {
		r = errno == EWOULDBLOCK ? -EBUSY : -errno;
		n = read(f, text, sizeof(text) - 1);
		if (n > 0)
			*holder = (pid_t)strtol(text, NULL, 10);
		close(f);
		return r;
	}
	/* for people: the lock itself is the kernel's */
	n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());
	if (ftruncate(f, 0) < 0 || write(f, text, (size_t)n) != n) {
		r = errno ? -errno : -EIO;
		close(f);
		return r;
	}
	*fd = f;
	return 0;
}

void
lock_drop(int fd)
{
	if (fd >= 0)
		close(fd);
}
