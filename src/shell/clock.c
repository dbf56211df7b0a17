/* SPDX-License-Identifier: Apache-2.0 */
/* clock.c - CLOCK_BOOTTIME, the wall clock, and their difference to waking
 * time. These clocks exist on every Linux that we build for: no errors. */
#include "clock.h"

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
