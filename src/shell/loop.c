/* SPDX-License-Identifier: Apache-2.0 */
/* loop.c - see loop.h. Sources keep their place in the array for life, so that
 * a source's number stays good and a removal needs no search. */
#include "loop.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "autotunnel/chart.h"
#include "clock.h"

struct source {
	void (*ready)(void *owner, short revents);
	void *owner;
};

struct watcher {
	uint64_t (*deadline_ms)(void *owner);
	void (*due)(void *owner);
	void *owner;
};

struct loop {
	struct pollfd *polls;
	struct source *sources;
	unsigned count;		/* of places ever used */
	unsigned size;
	struct watcher watchers[LOOP_WATCHERS_MAX];
	unsigned watcher_count;
	uint64_t now_ms;
	int signal_fd;
	unsigned signals;
	void (*signalled)(void *owner, int number);
	void *signal_owner;
	bool stopping;
};

static void
signal_set(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

static void
signal_ready(void *owner, short revents)
{
	struct loop *l = owner;
	struct signalfd_siginfo info;

	(void)revents;
	while (read(l->signal_fd, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGHUP) {
			/* a closed terminal ends no daemon */
			if (l->signalled)
				l->signalled(l->signal_owner, SIGHUP);
			continue;
		}
		if (!l->signalled || ++l->signals > 1)
			l->stopping = true;
		else
			l->signalled(l->signal_owner, (int)info.ssi_signo);
	}
}

int
loop_open(unsigned sources_max, struct loop **out)
{
	struct loop *l = calloc(1, sizeof(*l));
	sigset_t set;
	int r = -ENOMEM;

	if (!l)
		return r;
	l->signal_fd = -1;
	l->size = sources_max + 1;
	l->polls = calloc(l->size, sizeof(*l->polls));
	l->sources = calloc(l->size, sizeof(*l->sources));
	if (!l->polls || !l->sources)
		goto out;
	signal_set(&set);
	/* a closed pipe and a full quota are errors of a call, no more */
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0 ||
	    signal(SIGPIPE, SIG_IGN) == SIG_ERR ||
	    signal(SIGXFSZ, SIG_IGN) == SIG_ERR) {
		r = -errno;
		goto out;
	}
	l->signal_fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (l->signal_fd < 0) {
		r = -errno;
		goto out;
	}
	loop_add(l, l->signal_fd, POLLIN, signal_ready, l);
	l->now_ms = clock_boot_ms();
	*out = l;
	return 0;
out:
	loop_close(l);
	return r;
}

void
loop_close(struct loop *l)
{
	if (!l)
		return;
	if (l->signal_fd >= 0)
		close(l->signal_fd);
	free(l->polls);
	free(l->sources);
	free(l);
}

int
loop_add(struct loop *l, int fd, short events,
	 void (*ready)(void *owner, short revents), void *owner)
{
	unsigned i;

	assert(fd >= 0);
	for (i = 0; i < l->count && l->polls[i].fd >= 0; i++)
		;
	if (i == l->size)
		return -ENOSPC;
	if (i == l->count)
		l->count++;
	l->polls[i] = (struct pollfd){ .fd = fd, .events = events };
	l->sources[i] = (struct source){ ready, owner };
	return (int)i;
}

void
loop_change(struct loop *l, int source, short events)
{
	assert((unsigned)source < l->count && l->polls[source].fd >= 0);
	l->polls[source].events = events;
}

void
loop_remove(struct loop *l, int source)
{
	assert((unsigned)source < l->count && l->polls[source].fd >= 0);
	l->polls[source].fd = -1;
	l->polls[source].revents = 0;
}

int
loop_watch(struct loop *l, uint64_t (*deadline_ms)(void *owner),
	   void (*due)(void *owner), void *owner)
{
	if (l->watcher_count == LOOP_WATCHERS_MAX)
		return -ENOSPC;
	l->watchers[l->watcher_count++] =
		(struct watcher){ deadline_ms, due, owner };
	return 0;
}

void
loop_unwatch(struct loop *l, void *owner)
{
	unsigned i, kept = 0;

	for (i = 0; i < l->watcher_count; i++)
		if (l->watchers[i].owner != owner)
			l->watchers[kept++] = l->watchers[i];
	l->watcher_count = kept;
}

void
loop_on_signal(struct loop *l, void (*signalled)(void *owner, int number),
	       void *owner)
{
	l->signalled = signalled;
	l->signal_owner = owner;
}

void
loop_unblock_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigprocmask(SIG_SETMASK, &set, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
}

uint64_t
loop_now_ms(const struct loop *l)
{
	return l->now_ms;
}

static int
wait_for(struct loop *l, uint64_t wait_ms)
{
	uint64_t due = TIME_NEVER, at;
	unsigned i;

	for (i = 0; i < l->watcher_count; i++) {
		at = l->watchers[i].deadline_ms(l->watchers[i].owner);
		if (at < due)
			due = at;
	}
	if (due != TIME_NEVER) {
		/* the turn before took time: wait from the clock as it is */
		uint64_t now = clock_boot_ms();
		uint64_t gap = due > now ? due - now : 0;

		if (gap < wait_ms)
			wait_ms = gap;
	}
	if (wait_ms == TIME_NEVER)
		return -1;
	return wait_ms > INT_MAX ? INT_MAX : (int)wait_ms;
}

int
loop_turn(struct loop *l, uint64_t wait_ms)
{
	unsigned i, count = l->count;
	int n = poll(l->polls, count, wait_for(l, wait_ms));

	if (n < 0 && errno != EINTR)
		return -errno;
	l->now_ms = clock_boot_ms();
	for (i = 0; n > 0 && i < count; i++) {
		short revents = l->polls[i].revents;

		if (l->polls[i].fd < 0 || !revents)
			continue;
		l->polls[i].revents = 0;
		l->sources[i].ready(l->sources[i].owner, revents);
	}
	for (i = 0; i < l->watcher_count; i++) {
		struct watcher *w = &l->watchers[i];

		if (w->deadline_ms(w->owner) <= l->now_ms)
			w->due(w->owner);
	}
	return 0;
}

int
loop_run(struct loop *l)
{
	int r = 0;

	while (!l->stopping && r == 0)
		r = loop_turn(l, TIME_NEVER);
	return r;
}

void
loop_stop(struct loop *l)
{
	l->stopping = true;
}
