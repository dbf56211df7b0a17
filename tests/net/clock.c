/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c - a library to preload: a machine whose clocks are off.
 *
 * Namespaces of a kernel share its wall clock, and none of them can sleep. So
 * a program of the laboratory is started with this library and with LAB_CLOCK,
 * a file of three numbers, the milliseconds to add to CLOCK_BOOTTIME, to the wall
 * clock and to CLOCK_MONOTONIC, each 15 characters wide with its sign (events.sh
 * writes it). They are read at each call, so they change under a program that
 * runs. What waits until a moment of CLOCK_MONOTONIC is not led: the programs
 * wait in poll, for a span.
 *
 * As after a sleep or a setting of the clock, timers that ask for it
 * (TFD_TIMER_CANCEL_ON_SET) are cancelled when the file is written: such a
 * timer's descriptor is one that hears of the file instead. It never expires. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum {
	WIDTH = 15,		/* of a number in the file */
	TEXT = 3 * WIDTH + 2,
	TIMERS_MAX = 1024	/* descriptors below this */
};

static const char *text;	/* the file, mapped */
static bool cancelled[TIMERS_MAX];	/* descriptors that stand for timers */
static bool watched[TIMERS_MAX];	/* ... and are armed */

static __attribute__((constructor)) void
open_file(void)
{
	const char *path = getenv("LAB_CLOCK");
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *p;

	if (fd < 0)
		return;
	p = mmap(NULL, TEXT, PROT_READ, MAP_SHARED, fd, 0);
	if (p != MAP_FAILED)
		text = p;
	close(fd);
}

static int64_t
offset_ms(unsigned which)
{
	char number[WIDTH + 1] = { 0 };

	if (!text)
		return 0;
	memcpy(number, text + which * (WIDTH + 1), WIDTH);
	return strtoll(number, NULL, 10);
}

static int64_t
offset_of(clockid_t id)
{
	switch (id) {
	case CLOCK_BOOTTIME:
	case CLOCK_BOOTTIME_ALARM:
		return offset_ms(0);
	case CLOCK_REALTIME:
	case CLOCK_REALTIME_COARSE:
	case CLOCK_REALTIME_ALARM:
		return offset_ms(1);
	case CLOCK_MONOTONIC:
	case CLOCK_MONOTONIC_COARSE:
		return offset_ms(2);
	default:
		return 0;
	}
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	static int (*real)(clockid_t, struct timespec *);
	int64_t more, ns;
	int r;

	if (!real)
		real = (int (*)(clockid_t, struct timespec *))
			dlsym(RTLD_NEXT, "clock_gettime");
	r = real(id, t);
	more = offset_of(id);
	if (r < 0 || more == 0)
		return r;
	ns = t->tv_nsec + more % 1000 * 1000000;
	t->tv_sec += more / 1000;
	if (ns < 0)
		t->tv_sec--, ns += 1000000000;
	if (ns >= 1000000000)
		t->tv_sec++, ns -= 1000000000;
	t->tv_nsec = ns;
	return r;
}

time_t
time(time_t *out)
{
	struct timespec t = { 0 };

	clock_gettime(CLOCK_REALTIME, &t);
	if (out)
		*out = t.tv_sec;
	return t.tv_sec;
}

int
gettimeofday(struct timeval *restrict out, void *restrict zone)
{
	struct timespec t = { 0 };

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &t);
	out->tv_sec = t.tv_sec;
	out->tv_usec = t.tv_nsec / 1000;
	return 0;
}

/* Timers that a jump of the clock cancels ------------------------------------- */

int
timerfd_create(int id, int flags)
{
	static int (*real)(int, int);
	int fd;

	if (!real)
		real = (int (*)(int, int))dlsym(RTLD_NEXT, "timerfd_create");
	if (id != CLOCK_REALTIME || !text)
		return real(id, flags);
	fd = inotify_init1(flags);
	if (fd >= 0 && fd < TIMERS_MAX)
		cancelled[fd] = true, watched[fd] = false;
	return fd;
}

static bool
stands_for_timer(int fd)
{
	return fd >= 0 && fd < TIMERS_MAX && cancelled[fd];
}

int
timerfd_settime(int fd, int flags, const struct itimerspec *when,
		struct itimerspec *before)
{
	static int (*real)(int, int, const struct itimerspec *,
			   struct itimerspec *);

	if (!real)
		real = (int (*)(int, int, const struct itimerspec *,
				struct itimerspec *))
			dlsym(RTLD_NEXT, "timerfd_settime");
	if (!stands_for_timer(fd))
		return real(fd, flags, when, before);
	if (!(flags & TFD_TIMER_CANCEL_ON_SET)) {
		errno = ENOSYS;
		return -1;
	}
	/* the same watch again would be one watch, and in its sandbox a daemon
	 * may not ask for it */
	if (!watched[fd])
		watched[fd] = inotify_add_watch(fd, getenv("LAB_CLOCK"),
						IN_MODIFY) >= 0;
	return watched[fd] ? 0 : -1;
}

ssize_t
read(int fd, void *octets, size_t size)
{
	static ssize_t (*real)(int, void *, size_t);
	char news[4096];

	if (!real)
		real = (ssize_t (*)(int, void *, size_t))
			dlsym(RTLD_NEXT, "read");
	if (!stands_for_timer(fd))
		return real(fd, octets, size);
	if (real(fd, news, sizeof(news)) < 0)
		return -1;
	errno = ECANCELED;
	return -1;
}

int
close(int fd)
{
	static int (*real)(int);

	if (!real)
		real = (int (*)(int))dlsym(RTLD_NEXT, "close");
	if (stands_for_timer(fd))
		cancelled[fd] = false;
	return real(fd);
}
