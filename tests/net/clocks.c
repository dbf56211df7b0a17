/* SPDX-License-Identifier: Apache-2.0 */
/* clocks.c - hears of jumps of its machine's clocks as the agent does, and
 * prints after each one, and once at first, how far they went since it began:
 * {"slept_s":N,"wall_off_s":N}. Whether clock.c deceives well is seen by it. */
#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* How far clock ID is ahead of waking time, in whole seconds. */
static int64_t
ahead_s(clockid_t id)
{
	struct timespec t = { 0 }, awake = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &awake);
	clock_gettime(id, &t);
	return ((t.tv_sec - awake.tv_sec) * 1000000000 +
		t.tv_nsec - awake.tv_nsec + 500000000) / 1000000000;
}

int
main(void)
{
	struct itimerspec never = { .it_value = { .tv_sec = INT64_MAX >> 8 } };
	int64_t boot = ahead_s(CLOCK_BOOTTIME), wall = ahead_s(CLOCK_REALTIME);
	int fd = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);
	uint64_t times;

	do {
		if (timerfd_settime(fd, TFD_TIMER_ABSTIME |
				    TFD_TIMER_CANCEL_ON_SET, &never, NULL) < 0)
			return 1;
		printf("{\"slept_s\":%jd,\"wall_off_s\":%jd}\n",
		       (intmax_t)(ahead_s(CLOCK_BOOTTIME) - boot),
		       (intmax_t)(ahead_s(CLOCK_REALTIME) - wall));
		fflush(stdout);
		/* fails with ECANCELED: the clock jumped */
	} while (read(fd, &times, sizeof(times)) < 0);
	return 0;
}
