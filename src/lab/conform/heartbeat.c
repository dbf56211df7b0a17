/* SPDX-License-Identifier: Apache-2.0 */
/* heartbeat.c - see heartbeat.h. */
#include "heartbeat.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

enum {
	BEAT_MS = 10,
	LATE_LEAST_MS = 250,	/* what is less is in everybody's tolerance,
				 * and a busy machine is late all the time */
	LATE_MOST_MS = 30000,	/* nobody waits for longer than that at once */
	STALLS_MAX = 65536,
	THREADS_MAX = 64
};

struct heartbeat {
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
	sem_t begun;			/* once for each of them */
	pthread_mutex_t lock;		/* of all below */
	bool ending;
	struct judge_stall *stalls;
	size_t count;
	uint64_t lost_ns;
};

struct beater {
	struct heartbeat *heartbeat;
	int cpu;
};

static uint64_t
now_ns(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* They are told in the order of their ends, or nearly: a processor that woke
 * later may have stood still for longer. */
static void
add(struct heartbeat *h, uint64_t from_ns, uint64_t until_ns)
{
	struct judge_stall *last = h->stalls + h->count - 1;

	while (h->count && last->until_ns >= from_ns) {
		h->lost_ns -= last->until_ns - last->from_ns;
		if (last->from_ns < from_ns)
			from_ns = last->from_ns;
		if (last->until_ns > until_ns)
			until_ns = last->until_ns;
		h->count--;
		last--;
	}
	if (h->count == STALLS_MAX) {
		/* more than anybody has seen: all of it is one */
		h->lost_ns -= last->until_ns - last->from_ns;
		from_ns = last->from_ns;
		h->count--;
	}
	h->stalls[h->count++] = (struct judge_stall){ from_ns, until_ns };
	h->lost_ns += until_ns - from_ns;
}

/* It may have begun just after the beat before. */
static void
note(struct heartbeat *h, uint64_t late_ns)
{
	const uint64_t until_ns = now_ns(CLOCK_REALTIME);
	const uint64_t most_ns = LATE_MOST_MS * UINT64_C(1000000);

	if (late_ns > most_ns)
		late_ns = most_ns;
	add(h, until_ns - late_ns - BEAT_MS * UINT64_C(1000000), until_ns);
}

static bool
is_ending(struct heartbeat *h)
{
	bool ending;

	pthread_mutex_lock(&h->lock);
	ending = h->ending;
	pthread_mutex_unlock(&h->lock);
	return ending;
}

static void *
beat(void *what)
{
	struct beater b = *(struct beater *)what;
	struct heartbeat *h = b.heartbeat;
	struct timespec pause = { 0, BEAT_MS * 1000000 };
	uint64_t due_ns, woke_ns;
	bool begun = false;
	cpu_set_t set;

	free(what);
	/* where that is refused, it still beats for all of them */
	CPU_ZERO(&set);
	CPU_SET((size_t)b.cpu, &set);
	pthread_setaffinity_np(pthread_self(), sizeof(set), &set);
	while (!is_ending(h)) {
		due_ns = now_ns(CLOCK_MONOTONIC) + BEAT_MS * UINT64_C(1000000);
		if (!begun)
			sem_post(&h->begun);
		begun = true;
		clock_nanosleep(CLOCK_MONOTONIC, 0, &pause, NULL);
		woke_ns = now_ns(CLOCK_MONOTONIC);
		if (woke_ns < due_ns + LATE_LEAST_MS * UINT64_C(1000000))
			continue;
		pthread_mutex_lock(&h->lock);
		note(h, woke_ns - due_ns);
		pthread_mutex_unlock(&h->lock);
	}
	return NULL;
}

static int
begin(struct heartbeat *h, int cpu)
{
	struct beater *b = malloc(sizeof(*b));
	int r;

	if (!b)
		return -ENOMEM;
	*b = (struct beater){ h, cpu };
	r = pthread_create(&h->threads[h->thread_count], NULL, beat, b);
	if (r) {
		free(b);
		return -r;
	}
	h->thread_count++;
	return 0;
}

int
heartbeat_open(struct heartbeat **out)
{
	struct heartbeat *h = calloc(1, sizeof(*h));
	cpu_set_t set;
	unsigned i;
	int cpu, r = 0;

	if (!h)
		return -ENOMEM;
	pthread_mutex_init(&h->lock, NULL);
	sem_init(&h->begun, 0, 0);
	h->stalls = calloc(STALLS_MAX, sizeof(*h->stalls));
	if (!h->stalls)
		r = -ENOMEM;
	if (r == 0 && sched_getaffinity(0, sizeof(set), &set) < 0)
		r = -errno;
	for (cpu = 0; r == 0 && cpu < CPU_SETSIZE; cpu++)
		if (CPU_ISSET((size_t)cpu, &set) &&
		    h->thread_count < THREADS_MAX)
			r = begin(h, cpu);
	if (r < 0) {
		heartbeat_close(h);
		return r;
	}
	/* from now on nothing is missed */
	for (i = 0; i < h->thread_count; i++)
		while (sem_wait(&h->begun) < 0 && errno == EINTR)
			;
	*out = h;
	return 0;
}

void
heartbeat_note(struct heartbeat *h, uint64_t late_ms)
{
	if (late_ms < LATE_LEAST_MS)
		return;
	pthread_mutex_lock(&h->lock);
	note(h, late_ms * UINT64_C(1000000));
	pthread_mutex_unlock(&h->lock);
}

uint64_t
heartbeat_lost_ms(struct heartbeat *h)
{
	uint64_t lost_ns;

	pthread_mutex_lock(&h->lock);
	lost_ns = h->lost_ns;
	pthread_mutex_unlock(&h->lock);
	return lost_ns / 1000000;
}

static void
end(struct heartbeat *h)
{
	pthread_mutex_lock(&h->lock);
	h->ending = true;
	pthread_mutex_unlock(&h->lock);
	while (h->thread_count)
		pthread_join(h->threads[--h->thread_count], NULL);
}

size_t
heartbeat_stalls(struct heartbeat *h, const struct judge_stall **list)
{
	end(h);
	*list = h->stalls;
	return h->count;
}

void
heartbeat_close(struct heartbeat *h)
{
	if (!h)
		return;
	end(h);
	pthread_mutex_destroy(&h->lock);
	sem_destroy(&h->begun);
	free(h->stalls);
	free(h);
}
