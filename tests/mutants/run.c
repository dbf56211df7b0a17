/* SPDX-License-Identifier: Apache-2.0 */
/* run.c - tests in children, on mutants and without. */
#include "mutants.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A test that takes so much more than without the mutant hangs. Processor time
 * counts, so that a busy machine makes no mutant caught; the other limit is for
 * those that wait. */
enum {
	CPU_FACTOR = 10, CPU_LEAST_US = 1000000,
	WALL_FACTOR = 20, WALL_LEAST_US = 20000000,
	BASELINE_US = 300000000,
	PROGRESS_MS = 500
};

struct spent {
	uint64_t cpu_us, wall_us;
	bool failed;
};

static uint8_t *hits;		/* test_count times point_count */
static struct spent *spent;
static unsigned *order;		/* of the chart that is run, nearest first */
static const char *nearest;	/* the machine whose suites come first */

void *
shared_memory(size_t size)
{
	void *p = mmap(NULL, size + 1, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED) {
		perror("mutants: mmap");
		exit(2);
	}
	return p;
}

const uint8_t *
test_hits(unsigned test)
{
	return hits + (size_t)test * point_count;
}

/* One test ------------------------------------------------------------------- */

static void
limit(int which, uint64_t us)
{
	struct itimerval in = { .it_value = {
		.tv_sec = (time_t)(us / 1000000),
		.tv_usec = (suseconds_t)(us % 1000000) } };

	setitimer(which, &in, NULL);
}

static void
quiet(int fd)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null >= 0)
		dup2(null, fd);
}

/* Forks; in the child does not return. M: NULL without a fault. */
static pid_t
begin(const struct mutant *m, unsigned test)
{
	const struct test *t = &tests[test];
	struct rlimit none = { 0, 0 };
	pid_t pid = fork();

	if (pid < 0) {
		perror("mutants: fork");
		_exit(2);
	}
	if (pid > 0)
		return pid;
	setpgid(0, 0);
	setrlimit(RLIMIT_CORE, &none);
	quiet(1);
	if (m) {
		quiet(2);
		limit(ITIMER_PROF, CPU_LEAST_US + CPU_FACTOR * t->cpu_us);
		limit(ITIMER_REAL, WALL_LEAST_US + WALL_FACTOR * t->wall_us);
		mutant_become(m);
	} else {
		limit(ITIMER_REAL, BASELINE_US);
		points_record(hits + (size_t)test * point_count);
	}
	test_run(t);
}

static enum outcome_kind
judge(const struct test *t, int status)
{
	int with = WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	if (with && with == t->signal)
		return OUTCOME_SURVIVED;
	if (with == SIGPROF || with == SIGALRM)
		return OUTCOME_HUNG;
	if (with)
		return OUTCOME_CRASHED;
	return WEXITSTATUS(status) == t->exits && !t->signal ?
		OUTCOME_SURVIVED : OUTCOME_FAILED;
}

static uint64_t
us_of(struct timeval t)
{
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec;
}

static uint64_t
wall_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

/* Waits for it, and ends what it may have left. */
static enum outcome_kind
end(pid_t pid, unsigned test, struct rusage *used)
{
	int status;

	while (wait4(pid, &status, 0, used) < 0)
		if (errno != EINTR) {
			perror("mutants: wait");
			_exit(2);
		}
	kill(-pid, SIGKILL);
	return judge(&tests[test], status);
}

enum outcome_kind
run_one(const struct mutant *m, unsigned test)
{
	struct rusage used;

	return end(begin(m, test), test, &used);
}

/* Many ----------------------------------------------------------------------- */

static void
show_progress(const char *what, unsigned done, unsigned count)
{
	if (isatty(2))
		fprintf(stderr, "\r%s: %u of %u\033[K", what, done, count);
}

static bool
all_ended(pid_t *pids, unsigned workers, bool *good)
{
	unsigned i;
	int status;
	bool ended = true;

	for (i = 0; i < workers; i++) {
		if (!pids[i])
			continue;
		if (waitpid(pids[i], &status, WNOHANG) == 0) {
			ended = false;
			continue;
		}
		pids[i] = 0;
		*good = *good && WIFEXITED(status) && !WEXITSTATUS(status);
	}
	return ended;
}

void
run_parallel(unsigned count, unsigned workers, const char *what,
	     void (*work)(unsigned i))
{
	unsigned *next = shared_memory(sizeof(*next));
	struct timespec pause = { .tv_nsec = PROGRESS_MS * 1000000l / 20 };
	pid_t *pids = calloc(workers, sizeof(*pids));
	bool good = pids != NULL;
	unsigned i, at;

	fflush(NULL);
	for (i = 0; good && i < workers; i++) {
		pids[i] = fork();
		if (pids[i] < 0) {
			perror("mutants: fork");
			exit(2);
		}
		if (pids[i])
			continue;
		while ((at = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED)) <
		       count)
			work(at);
		_exit(0);
	}
	while (good && !all_ended(pids, workers, &good)) {
		at = __atomic_load_n(next, __ATOMIC_RELAXED);
		show_progress(what, at < count ? at : count, count);
		nanosleep(&pause, NULL);
	}
	if (isatty(2))
		fputs("\r\033[K", stderr);
	free(pids);
	munmap(next, sizeof(*next) + 1);
	if (!good) {
		fputs("mutants: a worker ended early\n", stderr);
		exit(2);
	}
}

static void
baseline_of(unsigned test)
{
	struct rusage used;
	uint64_t began = wall_now_us();
	enum outcome_kind k = end(begin(NULL, test), test, &used);

	spent[test].wall_us = wall_now_us() - began;
	spent[test].cpu_us = us_of(used.ru_utime) + us_of(used.ru_stime);
	spent[test].failed = k != OUTCOME_SURVIVED;
}

bool
run_baseline(unsigned workers)
{
	bool good = true;
	unsigned i, p;

	hits = shared_memory((size_t)test_count * point_count);
	spent = shared_memory(test_count * sizeof(*spent));
	run_parallel(test_count, workers, "tests, unchanged", baseline_of);
	for (i = 0; i < test_count; i++) {
		tests[i].cpu_us = spent[i].cpu_us;
		tests[i].wall_us = spent[i].wall_us;
		for (p = 0; p < point_count; p++)
			tests[i].reached += test_hits(i)[p];
		if (!spent[i].failed)
			continue;
		fprintf(stderr, "mutants: %s: %s (%d) fails without a mutant\n",
			tests[i].suite, tests[i].name, tests[i].turn);
		good = false;
	}
	return good;
}

/* Mutants -------------------------------------------------------------------- */

static const unsigned *running;
static unsigned most_others;
static struct outcome *outcomes;

static int
by_nearness(const void *a, const void *b)
{
	const struct test *x = &tests[*(const unsigned *)a];
	const struct test *y = &tests[*(const unsigned *)b];
	bool near_x = test_is_own(x, nearest);
	bool near_y = test_is_own(y, nearest);

	if (near_x != near_y)
		return near_x ? -1 : 1;
	if (x->reached != y->reached)
		return x->reached < y->reached ? -1 : 1;
	return *(const unsigned *)a < *(const unsigned *)b ? -1 : 1;
}

static void
set_order(const struct chart *c)
{
	static const struct chart *of;
	unsigned i;

	if (of == c)
		return;
	of = c;
	nearest = c->name;
	for (i = 0; i < test_count; i++)
		order[i] = i;
	qsort(order, test_count, sizeof(*order), by_nearness);
}

static void
run_mutant(unsigned at)
{
	const struct mutant *m = &mutants[running[at]];
	struct outcome *o = &outcomes[at];
	unsigned i, elsewhere = 0;

	set_order(points[m->point].chart);
	o->kind = OUTCOME_UNREACHED;
	for (i = 0; i < test_count; i++) {
		if (!mutant_reached(m, test_hits(order[i])))
			continue;
		if (!test_is_own(&tests[order[i]], nearest) &&
		    ++elsewhere > most_others && most_others)
			return;
		o->kind = run_one(m, order[i]);
		o->test = order[i];
		if (o->kind != OUTCOME_SURVIVED)
			return;
	}
}

void
run_mutants(const unsigned *which, unsigned count, unsigned workers,
	    unsigned others, struct outcome *out)
{
	most_others = others;
	order = calloc(test_count + 1, sizeof(*order));
	outcomes = shared_memory(count * sizeof(*outcomes));
	running = which;
	if (!order)
		exit(2);
	run_parallel(count, workers, "mutants", run_mutant);
	memcpy(out, outcomes, count * sizeof(*out));
	free(order);
}
