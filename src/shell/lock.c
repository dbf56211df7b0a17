/* SPDX-License-Identifier: Apache-2.0 */
#include "lock.h"
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
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
	r = ftruncate(f, 0) < 0 ? -errno : files_write(f, text, (size_t)n);
	/* a full disk is no reason not to run */
	if (r < 0 && r != -ENOSPC && r != -EDQUOT) {
		close(f);
		return r;
	}
	*fd = f;
	return 0;
}

/* Who listens on the abstract address A; 0: nobody, or he does not tell. */
static pid_t
listener(const struct sockaddr_un *a, socklen_t size)
{
	struct ucred who = { .pid = 0 };
	socklen_t length = sizeof(who);
	int f = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (f >= 0 && (connect(f, (const struct sockaddr *)a, size) < 0 ||
		       getsockopt(f, SOL_SOCKET, SO_PEERCRED, &who,
				  &length) < 0))
		who.pid = 0;
	lock_drop(f);
	return who.pid;
}

/* An abstract address is the network namespace's, and free with its process. */
int
lock_network(const char *name, int *fd, pid_t *holder)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) +
				     1 + strlen(name));
	int f, r = 0;

	*holder = 0;
	if (strlen(name) + 1 > sizeof(a.sun_path))
		return -ENAMETOOLONG;
	memcpy(a.sun_path + 1, name, strlen(name));
	f = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (f < 0)
		return -errno;
	if (bind(f, (const struct sockaddr *)&a, size) < 0 ||
	    listen(f, 8) < 0)
		r = -errno;
	if (r < 0) {
		close(f);
		if (r == -EADDRINUSE) {
			*holder = listener(&a, size);
			r = -EBUSY;
		}
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
