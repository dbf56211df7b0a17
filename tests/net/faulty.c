/* SPDX-License-Identifier: Apache-2.0 */
/* faulty.c - a library to preload: of the calls that concern files below a folder
 * one fails, once.
 *
 *	LAB_FAULT_FOLDER=/some/where	below it, or it itself
 *	LAB_FAULT_AT=N			the Nth call, from 1
 *	LAB_FAULT_ERROR=N		the error's number; 0: the process is killed
 *	LAB_FAULT_TOLD=FILE		when it has happened, the name of the call
 *					stands there */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

enum { FDS_MAX = 1024, TOLD_SIZE = 64 };

static const char *folder;
static unsigned long at;
static int error;
static char *told;		/* a page of the file: needs no right later */
static unsigned long calls;
static bool below[FDS_MAX];	/* descriptors of files there */

static __attribute__((constructor)) void
begin(void)
{
	const char *path = getenv("LAB_FAULT_TOLD");
	int fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;

	if (fd < 0)
		return;
	if (ftruncate(fd, TOLD_SIZE) == 0) {
		told = mmap(NULL, TOLD_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED,
			    fd, 0);
		if (told == MAP_FAILED)
			told = NULL;
	}
	close(fd);
	folder = getenv("LAB_FAULT_FOLDER");
	at = strtoul(getenv("LAB_FAULT_AT") ? getenv("LAB_FAULT_AT") : "0",
		     NULL, 10);
	error = atoi(getenv("LAB_FAULT_ERROR") ? getenv("LAB_FAULT_ERROR") : "5");
}

static bool
is_below(const char *path)
{
	return folder && !strncmp(path, folder, strlen(folder));
}

static bool
is_fd_below(int fd)
{
	return fd >= 0 && fd < FDS_MAX && below[fd];
}

/* This call is the one. */
static bool
strikes(bool concerned, const char *name)
{
	if (!concerned || ++calls != at)
		return false;
	if (told)
		strncpy(told, name, TOLD_SIZE - 1);
	if (!error)
		raise(SIGKILL);
	errno = error;
	return true;
}

#define NEXT(name) __typeof__(&(name)) next; \
	*(void **)&next = dlsym(RTLD_NEXT, #name)

int
open(const char *path, int flags, ...)
{
	NEXT(open);
	va_list args;
	mode_t mode;
	int fd;

	va_start(args, flags);
	mode = flags & O_CREAT ? va_arg(args, mode_t) : 0;
	va_end(args);
	if (strikes(is_below(path), "open"))
		return -1;
	fd = next(path, flags, mode);
	if (fd >= 0 && fd < FDS_MAX)
		below[fd] = is_below(path);
	return fd;
}

int
close(int fd)
{
	NEXT(close);
	bool struck = strikes(is_fd_below(fd), "close");
	int r = next(fd);

	if (fd >= 0 && fd < FDS_MAX)
		below[fd] = false;
	if (!struck)
		return r;
	errno = error;
	return -1;
}

ssize_t
write(int fd, const void *octets, size_t size)
{
	NEXT(write);

	return strikes(is_fd_below(fd), "write") ? -1 : next(fd, octets, size);
}

int
fsync(int fd)
{
	NEXT(fsync);

	return strikes(is_fd_below(fd), "fsync") ? -1 : next(fd);
}

int
ftruncate(int fd, off_t length)
{
	NEXT(ftruncate);

	return strikes(is_fd_below(fd), "ftruncate") ? -1 : next(fd, length);
}

int
rename(const char *from, const char *to)
{
	NEXT(rename);

	return strikes(is_below(to), "rename") ? -1 : next(from, to);
}

int
link(const char *from, const char *to)
{
	NEXT(link);

	return strikes(is_below(to), "link") ? -1 : next(from, to);
}

int
unlink(const char *path)
{
	NEXT(unlink);

	return strikes(is_below(path), "unlink") ? -1 : next(path);
}
