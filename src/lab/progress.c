/* SPDX-License-Identifier: Apache-2.0 */
/* progress.c - see progress.h. */
#include "lab/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "shell/clock.h"

enum {
	FIRST_MS = 500,
	EVERY_MS = 200,
	CALLS = 64,		/* between two looks at the clock */
	WHAT_MAX = 40
};

void
progress_begin(struct progress *p, const char *what)
{
	*p = (struct progress){ .on = isatty(STDERR_FILENO), .what = what };
	if (p->on)
		p->next_ms = clock_boot_ms() + FIRST_MS;
}

void
progress_at(struct progress *p, uint64_t done, uint64_t all, const char *unit)
{
	uint64_t now;

	if (!p->on || p->calls++ % CALLS)
		return;
	now = clock_boot_ms();
	if (now < p->next_ms)
		return;
	p->next_ms = now + EVERY_MS;
	p->shown = true;
	if (all)
		fprintf(stderr, "\r\033[K%.*s: %" PRIu64 " %% of %" PRIu64
			" %s", WHAT_MAX, p->what, done * 100 / all, all, unit);
	else
		fprintf(stderr, "\r\033[K%.*s: %" PRIu64 " %s", WHAT_MAX,
			p->what, done, unit);
	fflush(stderr);
}

void
progress_end(struct progress *p)
{
	if (p->shown)
		fprintf(stderr, "\r\033[K");
	p->shown = false;
}
