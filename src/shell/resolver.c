/* SPDX-License-Identifier: Apache-2.0 */
/* resolver.c - c-ares within our loop. */
#include "resolver.h"

#include <ares.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "log.h"

enum {
	NAME_TEXT_MAX = 4 * 255 + 1,
	FDS_MAX = 16,
	TIMEOUT_MS = 2000,
	TRIES = 2,
	CLASS_IN = 1
};

struct pending {
	struct resolver *resolver;
	struct ticket ticket;
	bool used;
};

struct watched {
	struct resolver *resolver;
	ares_socket_t fd;
	int source;
	bool used;
};

struct resolver {
	struct loop *loop;
	ares_channel channel;
	bool open;
	bool closing;
	resolver_answered *answered;
	void *owner;
	struct pending pending[RESOLVER_PENDING_MAX];
	struct watched watched[FDS_MAX];
};

static void
descriptor_ready(void *owner, short revents)
{
	struct watched *w = owner;
	ares_socket_t fd = w->fd;
	bool in = revents & (POLLIN | POLLERR | POLLHUP);
	bool out = revents & (POLLOUT | POLLERR);

	ares_process_fd(w->resolver->channel, in ? fd : ARES_SOCKET_BAD,
			out ? fd : ARES_SOCKET_BAD);
}

static void
descriptor_changed(void *owner, ares_socket_t fd, int readable, int writable)
{
	struct resolver *r = owner;
	short events = (short)((readable ? POLLIN : 0) |
			       (writable ? POLLOUT : 0));
	struct watched *w, *place = NULL;
	unsigned i;

	for (i = 0; i < FDS_MAX; i++) {
		w = &r->watched[i];
		if (w->used && w->fd == fd) {
			place = w;
			break;
		}
		if (!w->used && !place)
			place = w;
	}
	if (!place)
		return;		/* it will time out */
	if (!place->used) {
		if (!events)
			return;
		*place = (struct watched){ .resolver = r, .fd = fd };
		place->source = loop_add(r->loop, fd, events, descriptor_ready,
					 place);
		place->used = place->source >= 0;
	} else if (events) {
		loop_change(r->loop, place->source, events);
	} else {
		loop_remove(r->loop, place->source);
		place->used = false;
	}
}

static uint64_t
deadline_ms(void *owner)
{
	struct resolver *r = owner;
	struct timeval t;

	if (!r->open || !ares_timeout(r->channel, NULL, &t))
		return TIME_NEVER;
	return loop_now_ms(r->loop) + (uint64_t)t.tv_sec * 1000 +
		(uint64_t)t.tv_usec / 1000;
}

static void
due(void *owner)
{
	struct resolver *r = owner;

	ares_process_fd(r->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static int
channel_open(struct resolver *r)
{
	struct ares_options o = {
		.flags = ARES_FLAG_STAYOPEN,
		.timeout = TIMEOUT_MS, .tries = TRIES,
		.sock_state_cb = descriptor_changed,
		.sock_state_cb_data = r,
		.lookups = (char *)(uintptr_t)"b",
	};
	int options = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
		ARES_OPT_SOCK_STATE_CB | ARES_OPT_LOOKUPS;
	int status;

	/* c-ares from 1.23 on remembers answers, and would give them while the
	 * core still asks; what it asks again for has changed, or may have */
#ifdef ARES_OPT_QUERY_CACHE
	options |= ARES_OPT_QUERY_CACHE;
	o.qcache_max_ttl = 0;
#endif
	status = ares_init_options(&r->channel, &o, options);

	r->open = status == ARES_SUCCESS;
	if (!r->open)
		log_line(TELL_WARNING, "The resolver cannot start: %s",
			 ares_strerror(status));
	return r->open ? 0 : status == ARES_ENOMEM ? -ENOMEM : -EIO;
}

int
resolver_open(struct loop *l, resolver_answered *answered, void *owner,
	      struct resolver **out)
{
	struct resolver *r = calloc(1, sizeof(*r));
	int error;

	if (!r)
		return -ENOMEM;
	r->loop = l;
	r->answered = answered;
	r->owner = owner;
	error = ares_library_init(ARES_LIB_INIT_ALL) == ARES_SUCCESS ?
		channel_open(r) : -EIO;
	if (error == 0)
		error = loop_watch(l, deadline_ms, due, r);
	if (error < 0) {
		resolver_close(r);
		return error;
	}
	*out = r;
	return 0;
}

void
resolver_close(struct resolver *r)
{
	if (!r)
		return;
	r->closing = true;
	loop_unwatch(r->loop, r);
	if (r->open)
		ares_destroy(r->channel);
	ares_library_cleanup();
	free(r);
}

void
resolver_changed(struct resolver *r)
{
	if (r->open) {
		r->open = false;
		ares_destroy(r->channel);	/* ends what was pending */
	}
	channel_open(r);
}

static int
error_of(int status)
{
	switch (status) {
	case ARES_ETIMEOUT:
		return -ETIMEDOUT;
	case ARES_ECONNREFUSED:
		return -ECONNREFUSED;
	case ARES_ENOMEM:
		return -ENOMEM;
	case ARES_EDESTRUCTION:
	case ARES_ECANCELLED:
		return -ECANCELED;
	default:
		return -EIO;
	}
}

static void
answer(void *owner, int status, int timeouts, unsigned char *octets, int length)
{
	struct pending *p = owner;
	struct resolver *r = p->resolver;
	/* "no such name" comes with the message that says so */
	bool whole = octets && length > 0 &&
		(status == ARES_SUCCESS || status == ARES_ENODATA ||
		 status == ARES_ENOTFOUND);

	(void)timeouts;
	p->used = false;
	if (r->closing)
		return;
	r->answered(r->owner, p->ticket, whole ? 0 : error_of(status),
		    whole ? octets : NULL, whole ? (size_t)length : 0);
}

/* Wire form to the text that c-ares takes apart again (RFC 1035, 5.1). */
static int
name_text(const uint8_t *name, size_t size, char text[NAME_TEXT_MAX])
{
	size_t at = 0, used = 0, label, i;

	if (size > 255)
		return -EINVAL;
	while (at < size && name[at]) {
		label = name[at++];
		if (label > 63 || label > size - at)
			return -EINVAL;
		for (i = 0; i < label; i++) {
			uint8_t c = name[at++];

			if (c == '.' || c == '\\')
				text[used++] = '\\';
			else if (c <= ' ' || c >= 0x7f)
				return -EINVAL;
			text[used++] = (char)c;
		}
		text[used++] = '.';
	}
	if (at >= size)
		return -EINVAL;
	if (used == 0)
		text[used++] = '.';
	text[used] = '\0';
	return 0;
}

int
resolver_ask(struct resolver *r, struct ticket ticket, const uint8_t *name,
	     size_t size, uint16_t type)
{
	char text[NAME_TEXT_MAX];
	struct pending *p = r->pending;
	unsigned i;
	int error = name_text(name, size, text);

	if (error < 0)
		return error;
	for (i = 0; i < RESOLVER_PENDING_MAX && p->used; i++)
		p++;
	if (i == RESOLVER_PENDING_MAX)
		return -EAGAIN;
	if (!r->open && channel_open(r) < 0)
		return -EIO;
	*p = (struct pending){ .resolver = r, .ticket = ticket, .used = true };
	ares_query(r->channel, text, CLASS_IN, type, answer, p);
	return 0;
}
