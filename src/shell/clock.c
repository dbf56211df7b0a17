/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c - CLOCK_BOOTTIME, the wall clock, and their difference to waking
 * time. These clocks exist on every Linux that we build for: no errors. */
#include "clock.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

static uint64_t
read_ms(clockid_t id)
{
	struct timespec t = { 0 };

	clock_gettime(id, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

uint64_t
clock_boot_ms(void)
{
	return read_ms(CLOCK_BOOTTIME);
}

/* "0f6c6f0e-....": 32 hex digits, the dashes left out. */
int
clock_boot_id(uint8_t out[CLOCK_BOOT_ID])
{
	FILE *f = fopen("/proc/sys/kernel/random/boot_id", "re");
	unsigned i, octet;

	if (!f)
		return -errno;
	for (i = 0; i < CLOCK_BOOT_ID; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			fgetc(f);
		if (fscanf(f, "%2x", &octet) != 1)
			break;
		out[i] = (uint8_t)octet;
	}
	fclose(f);
	return i == CLOCK_BOOT_ID ? 0 : -EIO;
}

uint64_t
clock_wall_ms(void)
{
	return read_ms(CLOCK_REALTIME);
}

uint64_t
clock_wall_s(void)
{
	return clock_wall_ms() / 1000;
}

uint64_t
clock_slept_ms(void)
{
	uint64_t awake = read_ms(CLOCK_MONOTONIC);
	uint64_t all = read_ms(CLOCK_BOOTTIME);

	return all > awake ? all - awake : 0;
}

static void
moment_text(uint64_t s, char *text, size_t size)
{
	time_t seconds = (time_t)s;
	struct tm t;

	if (!gmtime_r(&seconds, &t) ||
	    strftime(text, size, "%Y-%m-%d %H:%M:%S UTC", &t) == 0)
		snprintf(text, size, "%llu", (unsigned long long)s);
}

void
clock_difference_text(uint64_t theirs_s, uint64_t ours_s,
		      char text[CLOCK_TEXT_MAX])
{
	char theirs[40], ours[40];

	moment_text(theirs_s, theirs, sizeof(theirs));
	moment_text(ours_s, ours, sizeof(ours));
	snprintf(text, CLOCK_TEXT_MAX, "its clock says %s, ours %s; signed "
		 "messages may be 5 minutes apart, so set the wrong one right "
		 "(timedatectl set-ntp true)", theirs, ours);
}
