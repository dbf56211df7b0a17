/* SPDX-License-Identifier: Apache-2.0 */
/* conform_sockets.c - the sockets of a role, the recorder that every message
 * goes through, and the one place where time passes. */
#include "conform_private.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "lab/message_text.h"
#include "shell/address.h"
#include "shell/clock.h"

enum {
	CONNECTIONS_MAX = 16		/* that a peer may have open at us */
};

/* Clocks and chance ---------------------------------------------------------- */

uint64_t
conform_now_ms(void)
{
	return clock_boot_ms();
}

uint64_t
conform_wall_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

uint64_t
conform_random_64(void)
{
	uint64_t out;

	if (getrandom(&out, sizeof(out), 0) != sizeof(out))
		abort();
	return out;
}

uint16_t
conform_random_16(void)
{
	return (uint16_t)conform_random_64();
}

/* The recorder -------------------------------------------------------------------- */

static struct conform_record *
new_record(struct conform *c)
{
	struct conform_record *r;

	if (c->count == CONFORM_PACKETS_MAX) {
		c->flooded = true;
		return NULL;
	}
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 256;
		c->records = realloc(c->records, c->room * sizeof(*r));
		if (!c->records)
			abort();
	}
	r = &c->records[c->count];
	memset(r, 0, sizeof(*r));
	r->packet.number = (uint32_t)++c->count;
	r->packet.key = KEY_NONE;
	return r;
}

static void
tell(struct conform *c, const struct packet *p)
{
	char line[MESSAGE_LINE_MAX], from[ENDPOINT_TEXT_MAX];
	char to[ENDPOINT_TEXT_MAX];
	uint64_t ms = (p->time_ns - c->records[0].packet.time_ns) / 1000000;

	message_line(line, sizeof(line), p);
	conform_note(c, "%6u %8.3f %s -> %s %s", p->number, (double)ms / 1000,
		     endpoint_text(&p->from, from), endpoint_text(&p->to, to),
		     line);
}

/* Time never goes back in a recording. */
void
conform_record(struct conform *c, struct conform_socket *from, const struct packet *p)
{
	struct conform_record *r = new_record(c);
	uint32_t number;
	uint8_t *octets;

	if (!r)
		return;
	number = r->packet.number;
	octets = malloc(p->length ? p->length : 1);
	if (!octets)
		abort();
	if (p->length)
		memcpy(octets, p->octets, p->length);
	r->packet = *p;
	r->packet.number = number;
	r->packet.key = KEY_NONE;
	r->packet.octets = octets;
	r->socket = from;
	if (number > 1 && p->time_ns < c->records[number - 2].packet.time_ns)
		r->packet.time_ns = c->records[number - 2].packet.time_ns;
	if (c->setup.verbose)
		tell(c, &c->records[number - 1].packet);
}

uint32_t
conform_last(const struct conform *c)
{
	return (uint32_t)c->count;
}

/* Opening and closing --------------------------------------------------------- */

int
conform_new_socket(struct conform *c, enum conform_socket_kind kind, int fd,
	   struct conform_socket **out)
{
	struct sockaddr_storage a;
	socklen_t size = sizeof(a);
	struct conform_socket *s;
	unsigned i;

	for (i = 0; i < CONFORM_SOCKETS_MAX && c->sockets[i]; i++)
		;
	if (i == CONFORM_SOCKETS_MAX) {
		close(fd);
		return -EMFILE;
	}
	s = calloc(1, sizeof(*s));
	if (s && kind == CONFORM_SOCKET_STREAM)
		s->buffer = malloc(CONFORM_STREAM_MAX);
	if (!s || (kind == CONFORM_SOCKET_STREAM && !s->buffer))
		abort();
	s->kind = kind;
	s->fd = fd;
	if (getsockname(fd, (struct sockaddr *)&a, &size) == 0)
		s->local = endpoint_from_sockaddr(&a);
	size = sizeof(a);
	if (kind == CONFORM_SOCKET_STREAM &&
	    getpeername(fd, (struct sockaddr *)&a, &size) == 0)
		s->peer = endpoint_from_sockaddr(&a);
	c->sockets[i] = s;
	*out = s;
	return 0;
}

int
conform_local(const struct endpoint *to, struct endpoint *local)
{
	struct sockaddr_storage a;
	struct endpoint target = *to;
	socklen_t size;
	int fd, r = 0;

	if (!target.port)
		target.port = 9;	/* nothing is sent */
	size = endpoint_to_sockaddr(&target, &a);
	fd = socket(a.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (connect(fd, (struct sockaddr *)&a, size) < 0)
		r = -errno;
	size = sizeof(a);
	if (r == 0 && getsockname(fd, (struct sockaddr *)&a, &size) < 0)
		r = -errno;
	close(fd);
	if (r == 0) {
		*local = endpoint_from_sockaddr(&a);
		local->port = 0;
	}
	return r;
}

static int
set(int fd, int level, int option)
{
	const int on = 1;

	return setsockopt(fd, level, option, &on, sizeof(on)) < 0 ? -errno : 0;
}

/* A socket at LOCAL, bound; its number or -errno. */
static int
bound(const struct endpoint *local, int type, bool shared)
{
	struct sockaddr_storage a;
	socklen_t size = endpoint_to_sockaddr(local, &a);
	bool six = local->family == 6;
	int fd, r = 0;

	fd = socket(a.ss_family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (type == SOCK_DGRAM) {
		r = set(fd, SOL_SOCKET, SO_TIMESTAMPNS);
		if (r == 0)
			r = six ? set(fd, IPPROTO_IPV6, IPV6_RECVERR) :
				set(fd, IPPROTO_IP, IP_RECVERR);
	}
	if (r == 0 && (shared || type == SOCK_STREAM))
		r = set(fd, SOL_SOCKET, SO_REUSEADDR);
	if (r == 0 && six)
		r = set(fd, IPPROTO_IPV6, IPV6_V6ONLY);
	if (r == 0 && bind(fd, (struct sockaddr *)&a, size) < 0)
		r = -errno;
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

int
conform_udp(struct conform *c, const struct endpoint *local,
	    struct conform_socket **out)
{
	int fd = bound(local, SOCK_DGRAM, false);

	return fd < 0 ? fd : conform_new_socket(c, CONFORM_SOCKET_UDP, fd, out);
}

int
conform_multicast(struct conform *c, const struct endpoint *local,
		  const struct endpoint *group, struct conform_socket **out)
{
	struct ip_mreqn m = { .imr_ifindex = 0 };
	int fd = bound(group, SOCK_DGRAM, true);

	if (fd < 0)
		return fd;
	memcpy(&m.imr_multiaddr, group->address, 4);
	memcpy(&m.imr_address, local->address, 4);
	if (setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &m, sizeof(m)) < 0) {
		int r = -errno;

		close(fd);
		return r;
	}
	return conform_new_socket(c, CONFORM_SOCKET_UDP, fd, out);
}

void
conform_stream_event(struct conform *c, struct conform_socket *s,
	     enum packet_kind kind, bool ours)
{
	struct packet p = { .time_ns = conform_wall_ns(), .kind = kind };

	p.from = ours ? s->local : s->peer;
	p.to = ours ? s->peer : s->local;
	conform_record(c, ours ? NULL : s, &p);
}

int
conform_listen(struct conform *c, const struct endpoint *local,
	       struct conform_socket **out)
{
	int fd = bound(local, SOCK_STREAM, false);

	if (fd >= 0 && listen(fd, CONNECTIONS_MAX) < 0) {
		int r = -errno;

		close(fd);
		return r;
	}
	return fd < 0 ? fd : conform_new_socket(c, CONFORM_SOCKET_LISTENER, fd, out);
}

int
conform_tcp(struct conform *c, const struct endpoint *to,
	    struct conform_socket **out)
{
	uint64_t end = conform_now_ms() + c->setup.timeout_ms, now;
	struct endpoint local;
	struct sockaddr_storage a;
	socklen_t size;
	int fd, error, r = conform_local(to, &local);
	struct pollfd p = { .events = POLLOUT };

	if (r < 0)
		return r;
	fd = p.fd = bound(&local, SOCK_STREAM, false);
	if (fd < 0)
		return fd;
	size = endpoint_to_sockaddr(to, &a);
	error = connect(fd, (struct sockaddr *)&a, size) < 0 ? errno : 0;
	while (error == EINPROGRESS && (now = conform_now_ms()) < end) {
		if (poll(&p, 1, (int)(end - now)) <= 0)
			continue;
		size = sizeof(error);
		getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size);
	}
	if (error) {
		close(fd);
		return error == EINPROGRESS ? -ETIMEDOUT : -error;
	}
	r = conform_new_socket(c, CONFORM_SOCKET_STREAM, fd, out);
	if (r == 0)
		conform_stream_event(c, *out, PACKET_TCP_OPEN, true);
	return r;
}

static void
shut(struct conform_socket *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->gone = true;
}

void
conform_close_socket(struct conform *c, struct conform_socket *s)
{
	if (!s || s->gone)
		return;
	if (s->kind == CONFORM_SOCKET_STREAM && s->fd >= 0)
		conform_stream_event(c, s, PACKET_TCP_CLOSE, true);
	shut(s);
}

int
conform_descriptor(const struct conform_socket *s)
{
	return s->fd;
}

const struct endpoint *
conform_socket_local(const struct conform_socket *s)
{
	return &s->local;
}

void
conform_on_message(struct conform_socket *s,
		   void (*heard)(void *owner, const struct conform_message *m),
		   void *owner)
{
	s->heard = heard;
	s->owner = owner;
}

int
conform_open_sockets(struct conform *c)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
		return -errno;
	c->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	return c->signals < 0 ? -errno : 0;
}

void
conform_close_sockets(struct conform *c)
{
	unsigned i;
	size_t n;

	for (i = 0; i < CONFORM_SOCKETS_MAX; i++) {
		if (!c->sockets[i])
			continue;
		shut(c->sockets[i]);
		free(c->sockets[i]->buffer);
		free(c->sockets[i]);
	}
	for (n = 0; n < c->count; n++)
		free((void *)(uintptr_t)c->records[n].packet.octets);
	free(c->records);
	if (c->signals >= 0)
		close(c->signals);
}

int
conform_send(struct conform *c, struct conform_socket *s,
	     const struct endpoint *to, const uint8_t *octets, size_t length)
{
	struct packet p = {
		.kind = s->kind == CONFORM_SOCKET_STREAM ? PACKET_TCP : PACKET_UDP,
		.from = s->local, .octets = octets, .length = length,
	};
	uint8_t head[2] = { (uint8_t)(length >> 8), (uint8_t)length };
	struct iovec v[2] = { { head, 2 },
		{ (void *)(uintptr_t)octets, length } };
	struct sockaddr_storage a;
	struct msghdr m = { .msg_iov = v, .msg_iovlen = 2 };

	conform_collect(c, 0);		/* what is here already came before it */
	if (s->fd < 0)
		return -ENOTCONN;
	if (s->kind == CONFORM_SOCKET_STREAM) {
		p.to = s->peer;
	} else {
		p.to = *to;
		m.msg_name = &a;
		m.msg_namelen = endpoint_to_sockaddr(to, &a);
		m.msg_iov = v + 1;
		m.msg_iovlen = 1;
	}
	p.time_ns = conform_wall_ns();
	/* a pending ICMP error is told once, in the way of the next send */
	if (sendmsg(s->fd, &m, MSG_NOSIGNAL) < 0 &&
	    (s->kind == CONFORM_SOCKET_STREAM ||
	     sendmsg(s->fd, &m, MSG_NOSIGNAL) < 0))
		return -errno;
	conform_record(c, NULL, &p);
	return 0;
}
