/* SPDX-License-Identifier: Apache-2.0 */
/* trial.c - see trial.h. */
#include "lab/simulate/trial.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lab/simulate/fault_apply.h"

enum {
	PARTS = 400,		/* of a run, between two calls of progress */
	PART_MOST_MS = 8 * 3600000,	/* of one host: some ms of a processor */
	STILL_S = 30,		/* of a processor without a part: it hangs */
	BOOT_EACH_MS = 50,	/* from one host's boot to the next one's */
	BOOT_LEAST_MS = 5000
};

static uint64_t
clock_us(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

static void
go(struct sim *s, const struct trial_setup *t)
{
	uint64_t span_ms = t->plan->span_ms, at_ms = 0;
	uint64_t part_ms = span_ms / PARTS + 1;
	uint64_t most_ms = PART_MOST_MS / t->plan->hosts + 1;

	if (part_ms > most_ms)
		part_ms = most_ms;
	while (at_ms < span_ms) {
		at_ms = span_ms - at_ms < part_ms ? span_ms : at_ms + part_ms;
		if (!sim_run_until(s, SIM_BEGIN_MS + at_ms))
			return;
		if (t->progress)
			t->progress(t->owner, at_ms, span_ms);
	}
}

static void
tell(struct sim *s, const struct invariants *i, struct trial_result *out)
{
	const struct violation *v = i ? invariants_failed(i) : NULL;

	out->failed = v != NULL;
	if (v) {
		out->violation = *v;
		snprintf(out->who, sizeof(out->who), "%s", sim_name(s, v->who));
	}
	out->ended_ms = sim_now_ms(s) - SIM_BEGIN_MS;
	out->digest = sim_digest(s);
	out->events = sim_events(s);
	if (i)
		invariants_effort(i, &out->turns, &out->owed);
}

int
trial_run(const struct trial_setup *t, struct trial_result *out)
{
	uint64_t over_ms = (uint64_t)t->plan->hosts * BOOT_EACH_MS;
	struct fault_apply *faults = NULL;
	struct invariants *i = NULL;
	struct sim_setup setup;
	struct sim *s = NULL;
	int r;

	memset(out, 0, sizeof(*out));
	out->took_us = clock_us(CLOCK_MONOTONIC);
	out->cpu_us = clock_us(CLOCK_PROCESS_CPUTIME_ID);
	sim_setup_default(&setup);
	setup.seed = t->plan->seed;
	setup.hosts = t->plan->hosts;
	setup.domain = t->plan->domain;
	setup.plain = t->plan->plain;
	setup.record = t->record;
	setup.record_only = t->record_only;
	setup.record_file = t->record_file;
	r = sim_begin(&setup, &s);
	if (r == 0 && !t->unwatched)
		r = invariants_begin(s, &i);
	if (r == 0)
		r = fault_apply_begin(s, t->plan, &faults);
	if (r == 0) {
		sim_boot_all(s, over_ms < BOOT_LEAST_MS ? BOOT_LEAST_MS :
			     over_ms);
		go(s, t);
		tell(s, i, out);
		r = sim_record_error(s);
	}
	fault_apply_end(faults);
	invariants_end(i);
	sim_end(s);
	out->took_us = clock_us(CLOCK_MONOTONIC) - out->took_us;
	out->cpu_us = clock_us(CLOCK_PROCESS_CPUTIME_ID) - out->cpu_us;
	return r;
}

/* In a child --------------------------------------------------------------- */

/* What the child leaves, so that also one that dies says how far it came. */
struct left {
	int r;
	bool done;
	uint64_t reached_ms;
	struct trial_result result;
	const struct trial_setup *setup;
};

static void
watch_for_stillness(void)
{
	struct itimerval still = { .it_value = { .tv_sec = STILL_S } };

	setitimer(ITIMER_PROF, &still, NULL);
}

static void
reach(void *owner, uint64_t done_ms, uint64_t all_ms)
{
	struct left *l = owner;

	watch_for_stillness();
	l->reached_ms = done_ms;
	if (l->setup->progress)
		l->setup->progress(l->setup->owner, done_ms, all_ms);
}

/* Of the compiler's library, where the build counts what runs: such counts are
 * kept at the end, which _exit is not. */
extern void __gcov_dump(void) __attribute__((weak));

static void
run_child(struct left *l, unsigned limit_s)
{
	struct trial_setup setup = *l->setup;
	int null = setup.quiet ? open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;

	if (null >= 0)
		dup2(null, STDERR_FILENO);
	setup.progress = reach;
	setup.owner = l;
	alarm(limit_s);
	watch_for_stillness();
	l->r = trial_run(&setup, &l->result);
	l->done = true;
	if (__gcov_dump)
		__gcov_dump();
	_exit(0);
}

static void
died(struct left *l, int status)
{
	struct violation *v = &l->result.violation;

	l->result.failed = true;
	l->result.took_us = clock_us(CLOCK_MONOTONIC) - l->result.took_us;
	l->result.cpu_us = 0;
	l->result.ended_ms = v->at_ms = l->reached_ms;
	v->what = INVARIANT_ALIVE;
	v->who = v->other = SIM_NOBODY;
	v->keep[0] = '\0';
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
		snprintf(v->text, sizeof(v->text), "the world stands still: "
			 "%d s of a processor brought no end of a turn",
			 STILL_S);
	else if (WIFSIGNALED(status))
		snprintf(v->text, sizeof(v->text), "the world ended by signal %d "
			 "(%s)", WTERMSIG(status),
			 strsignal(WTERMSIG(status)));
	else
		snprintf(v->text, sizeof(v->text), "the world ended with status "
			 "%d", WEXITSTATUS(status));
}

int
trial_fork(const struct trial_setup *setup, unsigned limit_s,
	   struct trial_result *out)
{
	struct left *l = mmap(NULL, sizeof(*l), PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = 0, r;
	pid_t child;

	memset(out, 0, sizeof(*out));
	if (l == MAP_FAILED)
		return -errno;
	l->setup = setup;
	fflush(NULL);
	child = fork();
	if (child == 0)
		run_child(l, limit_s);
	r = child < 0 ? -errno : 0;
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (r == 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
		r = -ETIME;
	else if (r == 0 && !l->done)
		died(l, status);
	else if (r == 0)
		r = l->r;
	*out = l->result;
	munmap(l, sizeof(*l));
	return r;
}
