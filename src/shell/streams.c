/* SPDX-License-Identifier: Apache-2.0 */
/* streams.c - see streams.h. Each connection has one allocation for its life;
 * its buffers are touched as far as they are used, so an idle connection costs
 * a page or two. */
#include "streams.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "address.h"
#include "spare.h"

enum {
	IN_MAX = STREAMS_MESSAGE_MAX + 2,
	ACCEPT_BATCH = 16,
	CLOSE_LINGER_MS = 2000,
	SEGMENT_SIZE = 1280 - 60,	/* RFC 8200, 5; IPv6 and TCP headers */
	OPEN_MAX_MS = 30000	/* the core gives up sooner; a last resort */
};

enum phase {
	PHASE_CONNECTING,
	PHASE_OPEN,
	PHASE_CLOSING,		/* sends what is queued, reads nothing */
	PHASE_BROKEN		/* to be reported and freed by the sweep */
};

struct connection {
	struct streams *all;
	struct connection *next;
	enum phase phase;
	int fd;
	int source;		/* in the loop */
	bool ours;
	struct ticket ticket;
	uint32_t number;
	struct endpoint remote;
	uint64_t active_ms;	/* when a whole message last came or went */
	int error;
	size_t in_used;
	size_t out_start, out_used;
	uint8_t in[IN_MAX];
	uint8_t out[STREAMS_OUT_MAX];
};

struct listener {
	struct streams *all;
	int fd;
	int source;
	int spare;
};

struct streams {
	struct loop *loop;
	struct streams_limits limits;
	struct streams_hooks hooks;
	void *owner;
	struct connection *list;
	unsigned ours, accepted;
	uint32_t last_number;
	bool sweep_wanted;
	struct listener listeners[STREAMS_LISTENERS_MAX];
	unsigned listener_count;
	struct streams_counters counters;
};

static void
connection_free(struct connection *c)
{
	if (c->fd >= 0) {
		loop_remove(c->all->loop, c->source);
		close(c->fd);
	}
	if (c->ours)
		c->all->ours--;
	else
		c->all->accepted--;
	free(c);
}

/* C is of no more use; whoever must know hears of it in the sweep, so that no
 * hook is called from within a call of the owner's. */
static void
connection_break(struct connection *c, int error)
{
	if (c->phase == PHASE_BROKEN)
		return;
	/* its owner closed it: nobody wants to know */
	if (c->phase == PHASE_CLOSING)
		c->ticket.generation = 0;
	c->phase = PHASE_BROKEN;
	c->error = error;
	loop_change(c->all->loop, c->source, 0);
	c->all->sweep_wanted = true;
}

static void
connection_watch(struct connection *c)
{
	short events = 0;

	if (c->phase == PHASE_BROKEN)
		return;
	if (c->phase == PHASE_CONNECTING || c->out_used > 0)
		events |= POLLOUT;
	/* who does not read our answers is not asked for more questions */
	if (c->phase == PHASE_OPEN && c->in_used < IN_MAX &&
	    c->out_used < STREAMS_OUT_MAX / 2)
		events |= POLLIN;
	loop_change(c->all->loop, c->source, events);
}

/* Sending ------------------------------------------------------------------- */

static void
flush(struct connection *c)
{
	while (c->out_used > 0) {
		ssize_t n = send(c->fd, c->out + c->out_start, c->out_used,
				 MSG_DONTWAIT | MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0) {
			connection_break(c, -errno);
			return;
		}
		c->out_start += (size_t)n;
		c->out_used -= (size_t)n;
	}
	if (c->out_used == 0) {
		c->out_start = 0;
		if (c->phase == PHASE_CLOSING)
			connection_break(c, 0);
	}
	connection_watch(c);
}

static struct connection *
find(const struct streams *s, uint32_t number)
{
	struct connection *c;

	for (c = s->list; c; c = c->next)
		if (c->number == number)
			return c->phase == PHASE_BROKEN ||
				c->phase == PHASE_CLOSING ? NULL : c;
	return NULL;
}

uint32_t
streams_find(const struct streams *s, struct ticket ticket,
	     struct endpoint *remote)
{
	struct connection *c;

	for (c = s->list; c; c = c->next) {
		if (!c->ours || c->ticket.slot != ticket.slot ||
		    c->ticket.generation != ticket.generation ||
		    c->phase == PHASE_BROKEN || c->phase == PHASE_CLOSING)
			continue;
		if (remote)
			*remote = c->remote;
		return c->number;
	}
	return 0;
}

int
streams_send(struct streams *s, uint32_t connection, const uint8_t *octets,
	     size_t length)
{
	struct connection *c = find(s, connection);
	uint8_t *p;

	assert(length <= STREAMS_MESSAGE_MAX);
	if (!c)
		return -ENOTCONN;
	if (c->out_start + c->out_used + length + 2 > STREAMS_OUT_MAX) {
		memmove(c->out, c->out + c->out_start, c->out_used);
		c->out_start = 0;
	}
	if (c->out_used + length + 2 > STREAMS_OUT_MAX) {
		s->counters.clogged++;
		connection_break(c, -ENOBUFS);
		return -ENOBUFS;
	}
	p = c->out + c->out_start + c->out_used;
	p[0] = (uint8_t)(length >> 8);
	p[1] = (uint8_t)length;
	memcpy(p + 2, octets, length);
	c->out_used += length + 2;
	c->active_ms = loop_now_ms(s->loop);
	s->counters.sent++;
	if (c->phase == PHASE_OPEN)
		flush(c);
	return 0;
}

void
streams_abort(struct streams *s, uint32_t connection, int error)
{
	struct connection *c = find(s, connection);

	if (c)
		connection_break(c, error);
}

void
streams_close(struct streams *s, uint32_t connection)
{
	struct connection *c = find(s, connection);

	if (!c)
		return;
	if (c->phase == PHASE_CONNECTING)
		c->out_used = 0;
	c->phase = PHASE_CLOSING;
	c->active_ms = loop_now_ms(s->loop);
	if (c->out_used == 0)
		connection_break(c, 0);
	else
		connection_watch(c);
}

/* Receiving ----------------------------------------------------------------- */

/* Hands on what is whole. Returns true where more is whole than one batch. */
static bool
deliver(struct connection *c)
{
	struct streams *s = c->all;
	size_t at = 0, length;
	unsigned n = 0;
	bool whole;

	for (;; n++) {
		length = c->in_used - at < 2 ? 0 :
			(size_t)c->in[at] << 8 | c->in[at + 1];
		whole = c->in_used - at >= 2 && c->in_used - at >= length + 2;
		if (!whole || n == STREAMS_BATCH_MAX || c->phase != PHASE_OPEN)
			break;
		c->active_ms = loop_now_ms(s->loop);
		s->counters.received++;
		s->hooks.message(s->owner, c->ticket, c->number, &c->remote, c->in + at + 2, length);
		at += length + 2;
	}
	memmove(c->in, c->in + at, c->in_used - at);
	c->in_used -= at;
	if (whole && c->phase == PHASE_OPEN)
		s->sweep_wanted = true;
	return whole;
}

static void
receive(struct connection *c)
{
	ssize_t n = recv(c->fd, c->in + c->in_used, IN_MAX - c->in_used,
			 MSG_DONTWAIT);

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n == 0 && !c->ours && c->out_used > 0) {
		/* it has asked all it wanted and still reads (RFC 7766, 6.2) */
		c->phase = PHASE_CLOSING;
		return;
	}
	if (n <= 0) {
		connection_break(c, n < 0 ? -errno : 0);
		return;
	}
	c->in_used += (size_t)n;
	deliver(c);
}

static void
connected(struct connection *c)
{
	struct streams *s = c->all;
	int error = 0;
	socklen_t size = sizeof(error);

	getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
	if (error) {
		connection_break(c, -error);
		return;
	}
	c->phase = PHASE_OPEN;
	c->active_ms = loop_now_ms(s->loop);
	s->hooks.up(s->owner, c->ticket);
}

static void
connection_ready(void *owner, short revents)
{
	struct connection *c = owner;

	if (c->phase == PHASE_CONNECTING &&
	    (revents & (POLLOUT | POLLERR | POLLHUP)))
		connected(c);
	if ((c->phase == PHASE_OPEN || c->phase == PHASE_CLOSING) &&
	    (revents & POLLOUT))
		flush(c);
	if (c->phase == PHASE_OPEN && (revents & (POLLIN | POLLHUP | POLLERR)))
		receive(c);
	if (c->phase == PHASE_CLOSING && (revents & (POLLERR | POLLHUP)))
		connection_break(c, 0);
	connection_watch(c);
}

/* Sweeping ------------------------------------------------------------------ */

static uint64_t
connection_end_ms(const struct connection *c)
{
	switch (c->phase) {
	case PHASE_CONNECTING:
		return c->active_ms + OPEN_MAX_MS;
	case PHASE_CLOSING:
		return c->active_ms + CLOSE_LINGER_MS;
	case PHASE_OPEN:
		return c->ours ? TIME_NEVER :
			c->active_ms + c->all->limits.idle_ms;
	default:
		return 0;
	}
}

static uint64_t
sweep_deadline_ms(void *owner)
{
	struct streams *s = owner;
	uint64_t least = TIME_NEVER;
	struct connection *c;

	if (s->sweep_wanted)
		return 0;
	for (c = s->list; c; c = c->next)
		if (connection_end_ms(c) < least)
			least = connection_end_ms(c);
	return least;
}

static void
end_if_due(struct connection *c, uint64_t now)
{
	if (c->phase == PHASE_BROKEN || connection_end_ms(c) > now)
		return;
	if (c->phase == PHASE_OPEN)
		c->all->counters.idle_closed++;
	connection_break(c, -ETIMEDOUT);
}

static void
sweep(void *owner)
{
	struct streams *s = owner;
	uint64_t now = loop_now_ms(s->loop);
	struct connection **at = &s->list, *c, *broken = NULL;

	s->sweep_wanted = false;
	for (c = s->list; c; c = c->next) {
		end_if_due(c, now);
		if (c->phase == PHASE_OPEN) {
			deliver(c);
			connection_watch(c);
		}
	}
	while ((c = *at)) {
		if (c->phase != PHASE_BROKEN) {
			at = &c->next;
			continue;
		}
		*at = c->next;
		c->next = broken;
		broken = c;
	}
	while ((c = broken)) {
		broken = c->next;
		if (s->hooks.gone)
			s->hooks.gone(s->owner, c->number);
		if (c->ours && c->ticket.generation)
			s->hooks.down(s->owner, c->ticket, c->error);
		connection_free(c);
	}
}

/* Opening ------------------------------------------------------------------- */

static int
connection_make(struct streams *s, int fd, struct connection **out)
{
	struct connection *c = malloc(sizeof(*c));
	int on = 1, r;

	if (!c)
		return -ENOMEM;
	/* the buffers are left untouched on purpose */
	memset(c, 0, offsetof(struct connection, in));
	c->all = s;
	c->fd = fd;
	r = loop_add(s->loop, fd, 0, connection_ready, c);
	if (r < 0) {
		free(c);
		return r;
	}
	c->source = r;
	if (++s->last_number == 0)
		s->last_number = 1;
	c->number = s->last_number;
	/* an answer is one segment: no reason to wait for more */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	c->active_ms = loop_now_ms(s->loop);
	c->next = s->list;
	s->list = c;
	*out = c;
	return 0;
}

/* Both ends' segments fit IPv6's least MTU, so that no path is too narrow, also
 * where the ICMP messages are lost that would say so. Only an advice. */
static void
limit_segments(int fd)
{
	int size = SEGMENT_SIZE;

	setsockopt(fd, IPPROTO_TCP, TCP_MAXSEG, &size, sizeof(size));
}

int
streams_connect(struct streams *s, struct ticket ticket,
		const struct endpoint *to, bool tls)
{
	struct sockaddr_storage a;
	struct connection *c;
	socklen_t size;
	int fd, r;

	if (tls)
		return -EPROTONOSUPPORT;
	if (to->family == 0)
		return -EADDRNOTAVAIL;
	if (s->ours == s->limits.ours)
		return -EMFILE;
	size = endpoint_to_sockaddr(to, &a);
	fd = socket(a.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	limit_segments(fd);
	if (connect(fd, (struct sockaddr *)&a, size) < 0 &&
	    errno != EINPROGRESS) {
		r = -errno;
		goto out;
	}
	r = connection_make(s, fd, &c);
	if (r < 0)
		goto out;
	s->ours++;
	c->ours = true;
	c->ticket = ticket;
	c->remote = *to;
	c->phase = PHASE_CONNECTING;
	connection_watch(c);
	return 0;
out:
	close(fd);
	return r;
}

static bool
over_limit(const struct streams *s, const struct endpoint *from)
{
	const struct connection *c;
	unsigned n = 0;

	if (!s->limits.accepted_each)
		return false;
	for (c = s->list; c; c = c->next)
		if (!c->ours && c->phase != PHASE_BROKEN &&
		    endpoint_same_address(&c->remote, from))
			n++;
	return n >= s->limits.accepted_each;
}

static bool
make_room(struct streams *s)
{
	struct connection *c, *oldest = NULL;

	for (c = s->list; c; c = c->next)
		if (!c->ours && c->phase != PHASE_BROKEN &&
		    (!oldest || c->active_ms < oldest->active_ms))
			oldest = c;
	if (!oldest)
		return false;
	s->counters.idle_closed++;
	connection_break(oldest, -ETIMEDOUT);
	sweep(s);
	return true;
}

/* Else the listener stays ready, and we spin. */
static void
accept_failed(struct listener *l, int error)
{
	if ((error != EMFILE && error != ENFILE) || make_room(l->all))
		return;
	l->all->counters.refused++;
	spare_turn_away(&l->spare, l->fd, error);
}

static void
listener_ready(void *owner, short revents)
{
	struct listener *l = owner;
	struct streams *s = l->all;
	unsigned n;

	(void)revents;
	for (n = 0; n < ACCEPT_BATCH; n++) {
		struct sockaddr_storage a = { 0 };
		socklen_t size = sizeof(a);
		struct endpoint from;
		struct connection *c;
		bool refused;
		int fd = accept4(l->fd, (struct sockaddr *)&a, &size,
				 SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd < 0) {
			accept_failed(l, errno);
			return;
		}
		from = endpoint_from_sockaddr(&a);
		/* who has his share takes nobody else's place */
		refused = over_limit(s, &from);
		if (!refused && s->accepted >= s->limits.accepted)
			make_room(s);
		if (refused || s->accepted >= s->limits.accepted ||
		    connection_make(s, fd, &c) < 0) {
			s->counters.refused++;
			close(fd);
			continue;
		}
		s->accepted++;
		s->counters.accepted++;
		c->remote = from;
		c->phase = PHASE_OPEN;
		connection_watch(c);
	}
}

int
streams_listen(struct streams *s, const struct endpoint *address,
	       uint16_t *bound)
{
	struct listener *l = &s->listeners[s->listener_count];
	struct sockaddr_storage a;
	socklen_t size;
	int on = 1, fd, r;

	if (s->listener_count == STREAMS_LISTENERS_MAX)
		return -ENOSPC;
	size = endpoint_to_sockaddr(address, &a);
	fd = socket(a.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	limit_segments(fd);
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0 ||
	    (address->family == 6 &&
	     setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) < 0) ||
	    bind(fd, (struct sockaddr *)&a, size) < 0 || listen(fd, 128) < 0) {
		r = -errno;
		goto out;
	}
	size = sizeof(a);
	if (getsockname(fd, (struct sockaddr *)&a, &size) < 0) {
		r = -errno;
		goto out;
	}
	r = loop_add(s->loop, fd, POLLIN, listener_ready, l);
	if (r < 0)
		goto out;
	*l = (struct listener){ .all = s, .fd = fd, .source = r,
		.spare = spare_open(fd) };
	s->listener_count++;
	*bound = endpoint_from_sockaddr(&a).port;
	return 0;
out:
	close(fd);
	return r;
}

int
streams_open(struct loop *l, const struct streams_limits *limits,
	     const struct streams_hooks *hooks, void *owner,
	     struct streams **out)
{
	struct streams *s = calloc(1, sizeof(*s));
	int r;

	if (!s)
		return -ENOMEM;
	s->loop = l;
	s->limits = *limits;
	s->hooks = *hooks;
	s->owner = owner;
	r = loop_watch(l, sweep_deadline_ms, sweep, s);
	if (r < 0) {
		free(s);
		return r;
	}
	*out = s;
	return 0;
}

void
streams_free(struct streams *s)
{
	struct connection *c;
	unsigned i;

	if (!s)
		return;
	loop_unwatch(s->loop, s);
	while ((c = s->list)) {
		s->list = c->next;
		connection_free(c);
	}
	for (i = 0; i < s->listener_count; i++) {
		loop_remove(s->loop, s->listeners[i].source);
		close(s->listeners[i].fd);
		if (s->listeners[i].spare >= 0)
			close(s->listeners[i].spare);
	}
	free(s);
}

const struct streams_counters *
streams_counters(const struct streams *s)
{
	return &s->counters;
}

unsigned
streams_count(const struct streams *s)
{
	return s->ours + s->accepted;
}
