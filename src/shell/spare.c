/* SPDX-License-Identifier: Apache-2.0 */
#include "spare.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

int
spare_open(int listener)
{
	return fcntl(listener, F_DUPFD_CLOEXEC, 0);
}

void
spare_turn_away(int *spare, int listener, int error)
{
	int fd;

	if (error != EMFILE && error != ENFILE)
		return;
	if (*spare >= 0)
		close(*spare);
	fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	*spare = spare_open(listener);
}
