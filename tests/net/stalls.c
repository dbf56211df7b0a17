/* SPDX-License-Identifier: Apache-2.0 */
/* stalls.c - prints when this machine stood still, a line each time: the second,
 * by the wall clock, at which it was seen, and for how many milliseconds. What a
 * processor has no time for while others run on is a stall too (see heartbeat.h,
 * which has the least that counts). Ends by a signal, or when nobody reads. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lab/conform/heartbeat.h"

enum { LOOK_NS = 100000000 };

int
main(void)
{
	const struct timespec pause = { 0, LOOK_NS };
	uint64_t lost_ms, told_ms = 0;
	struct heartbeat *h;
	int r = heartbeat_open(&h);

	if (r < 0) {
		fprintf(stderr, "stalls: no heartbeat: %s\n", strerror(-r));
		return 1;
	}
	for (;;) {
		nanosleep(&pause, NULL);
		lost_ms = heartbeat_lost_ms(h);
		if (lost_ms <= told_ms)
			continue;
		printf("%jd %" PRIu64 "\n", (intmax_t)time(NULL),
		       lost_ms - told_ms);
		if (fflush(stdout) == EOF)
			return 1;
		told_ms = lost_ms;
	}
}
