/* SPDX-License-Identifier: Apache-2.0 */
/* swarm.c - see swarm.h. */
#include "lab/simulate/swarm.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/simulate/invariant_waits.h"
#include "lab/simulate/shrink.h"

enum { PATH_OCTETS = 500, LINE_OCTETS = 200, SECOND_MS = 1000 };

static uint64_t
clock_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec;
}

bool
swarm_parse_seeds(const char *text, uint64_t *first, uint64_t *last)
{
	int end = 0;

	/* scanf would take -1 for the greatest number */
	if (strchr(text, '-'))
		return false;
	if (sscanf(text, "%" SCNu64 "..%" SCNu64 "%n", first, last, &end) == 2 &&
	    end && !text[end])
		return *first <= *last;
	end = 0;
	if (sscanf(text, "%" SCNu64 "%n", first, &end) != 1 || text[end])
		return false;
	*last = *first;
	return true;
}

/* One ---------------------------------------------------------------------- */

static void
say_clean(const struct fault_plan *plan, const struct trial_result *r, FILE *f)
{
	uint64_t took_us = r->took_us ? r->took_us : 1;

	fprintf(f, "seed %" PRIu64 ": clean, %" PRIu32 " faults, %" PRIu64
		" events, ratio %" PRIu64 ", digest %016" PRIx64 "\n",
		plan->seed, plan->count, r->events,
		r->ended_ms * SECOND_MS / took_us, r->digest);
}

int
swarm_one(struct fault_plan *plan, unsigned shrink_s, const char *base, FILE *f,
	  bool *failed)
{
	struct trial_setup t = { .plan = plan };
	struct shrink s = { .plan = plan, .limit_s = shrink_s };
	int r = trial_fork(&t, 0, &s.result);

	*failed = r == 0 && s.result.failed;
	if (r < 0)
		return r;
	if (!*failed) {
		say_clean(plan, &s.result, f);
		return 0;
	}
	fprintf(f, "seed %" PRIu64 ": FAILED\n", plan->seed);
	fflush(f);
	s.before = plan->count;
	r = shrink_s ? shrink_plan(&s) : 0;
	return r < 0 ? r : shrink_tell(&s, base, f);
}

/* The list ----------------------------------------------------------------- */

struct list {
	FILE *f;
	uint8_t *done;		/* bit N: seed first + N */
	uint64_t failed, clean;
};

/* Lines "SEED clean" and "SEED failed"; a last one that is cut does not count. */
static int
load_list(const struct swarm *s, struct list *l)
{
	char line[LINE_OCTETS], word[20];
	uint64_t seed, n;
	unsigned number = 0;

	if (!s->resume)
		return 0;
	l->f = fopen(s->resume, "a+");
	if (!l->f) {
		fprintf(stderr, "autotunnel-lab simulate: %s: %s\n", s->resume,
			strerror(errno));
		return -errno;
	}
	rewind(l->f);
	while (fgets(line, sizeof(line), l->f)) {
		number++;
		if (!strchr(line, '\n'))
			break;
		if (sscanf(line, "%" SCNu64 " %19s", &seed, word) != 2 ||
		    (strcmp(word, "clean") != 0 && strcmp(word, "failed") != 0)) {
			fprintf(stderr, "autotunnel-lab simulate: %s:%u: "
				"expected: SEED clean or SEED failed\n",
				s->resume, number);
			return -EINVAL;
		}
		n = seed - s->first;
		if (seed < s->first || seed > s->last || l->done[n / 8] >> n % 8 & 1)
			continue;
		l->done[n / 8] |= (uint8_t)(1 << n % 8);
		if (word[0] == 'f')
			l->failed++;
		else
			l->clean++;
	}
	return 0;
}

static int
note(struct list *l, uint64_t seed, bool failed)
{
	if (failed)
		l->failed++;
	else
		l->clean++;
	if (!l->f)
		return 0;
	fprintf(l->f, "%" PRIu64 " %s\n", seed, failed ? "failed" : "clean");
	return fflush(l->f) == 0 ? 0 : -errno;
}

/* Many --------------------------------------------------------------------- */

static int
run_seed(struct swarm *s, struct list *l, uint64_t seed)
{
	struct fault_plan plan = s->world;
	char base[PATH_OCTETS];
	bool failed = false;
	int r;

	plan.seed = seed;
	plan.list = NULL;
	plan.count = plan.room = 0;
	snprintf(base, sizeof(base), "%.400s/seed-%" PRIu64, s->out, seed);
	r = mix_draw(&s->mix, waits_settled_ms(), &plan);
	if (r == 0)
		r = swarm_one(&plan, s->shrink_s, base, s->f, &failed);
	if (r == 0)
		r = note(l, seed, failed);
	if (r < 0)
		fprintf(stderr, "autotunnel-lab simulate: seed %" PRIu64 ": %s\n",
			seed, strerror(-r));
	fflush(s->f);
	fault_plan_free(&plan);
	return r;
}

static int
run_all(struct swarm *s, struct list *l)
{
	uint64_t began_s = clock_s(), seed;

	for (seed = s->first;; seed++) {
		uint64_t n = seed - s->first;

		if (s->stop_s && clock_s() - began_s >= s->stop_s)
			return 0;
		if (!(l->done[n / 8] >> n % 8 & 1) &&
		    run_seed(s, l, seed) < 0)
			return -1;
		if (seed == s->last)
			return 0;
	}
}

int
swarm_run(struct swarm *s)
{
	struct list l = { .f = NULL };
	uint64_t all = s->last - s->first + 1;
	int r;

	l.done = calloc(1, all / 8 + 1);
	if (!l.done) {
		fprintf(stderr, "autotunnel-lab simulate: too many seeds\n");
		return LAB_UNUSABLE;
	}
	r = load_list(s, &l);
	if (r == 0)
		r = run_all(s, &l);
	if (r == 0)
		fprintf(s->f, "%" PRIu64 " of %" PRIu64 " seeds done, %" PRIu64
			" clean, %" PRIu64 " failed\n", l.clean + l.failed, all,
			l.clean, l.failed);
	if (l.f)
		fclose(l.f);
	free(l.done);
	if (r < 0)
		return LAB_UNUSABLE;
	return l.failed ? LAB_DIFFERS : LAB_SAME;
}
