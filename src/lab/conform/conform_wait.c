/* SPDX-License-Identifier: Apache-2.0 */
/* conform_wait.c - the one place where time passes, and what arrives in it. */
#include "conform_private.h"

#include <time.h>		/* linux/errqueue.h wants it */

#include <assert.h>
#include <errno.h>
#include <linux/errqueue.h>
#include <netinet/icmp6.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "shell/address.h"

enum {
	DATAGRAM_MAX = 65535,
	CONTROL_MAX = 512,
	BATCH_MAX = 64,			/* datagrams in a turn */
	BAR_EVERY_MS = 200,
	SLICE_MAX_MS = 1000000,
	BAR_WIDTH = 30,
	BAR_LEAST_MS = 2000		/* shorter waits have none */
};

/* What arrives ---------------------------------------------------------------- */

/* What one turn read, before it is put into the order of its times. */
struct batch {
	unsigned count;
	struct conform_socket *sockets[BATCH_MAX];
	struct packet packets[BATCH_MAX];
};

static void
add(struct batch *b, struct conform_socket *s, const struct packet *p)
{
	uint8_t *octets = malloc(p->length ? p->length : 1);

	assert(b->count < BATCH_MAX);
	if (!octets)
		abort();
	if (p->length)
		memcpy(octets, p->octets, p->length);
	b->sockets[b->count] = s;
	b->packets[b->count] = *p;
	b->packets[b->count++].octets = octets;
}

static uint64_t
arrival_ns(struct msghdr *m)
{
	struct cmsghdr *h;
	struct timespec t;

	for (h = CMSG_FIRSTHDR(m); h; h = CMSG_NXTHDR(m, h))
		if (h->cmsg_level == SOL_SOCKET &&
		    h->cmsg_type == SO_TIMESTAMPNS) {
			memcpy(&t, CMSG_DATA(h), sizeof(t));
			return (uint64_t)t.tv_sec * 1000000000u +
				(uint64_t)t.tv_nsec;
		}
	return conform_wall_ns();
}

/* ICMP port unreachable: who says so, about whom. */
static bool
is_unreachable(struct msghdr *m, struct endpoint *who)
{
	struct sock_extended_err e;
	struct sockaddr_storage a;
	struct cmsghdr *h;

	for (h = CMSG_FIRSTHDR(m); h; h = CMSG_NXTHDR(m, h)) {
		if (!(h->cmsg_level == IPPROTO_IP &&
		      h->cmsg_type == IP_RECVERR) &&
		    !(h->cmsg_level == IPPROTO_IPV6 &&
		      h->cmsg_type == IPV6_RECVERR))
			continue;
		memcpy(&e, CMSG_DATA(h), sizeof(e));
		if (!(e.ee_origin == SO_EE_ORIGIN_ICMP &&
		      e.ee_type == ICMP_DEST_UNREACH &&
		      e.ee_code == ICMP_PORT_UNREACH) &&
		    !(e.ee_origin == SO_EE_ORIGIN_ICMP6 &&
		      e.ee_type == ICMP6_DST_UNREACH &&
		      e.ee_code == ICMP6_DST_UNREACH_NOPORT))
			continue;
		memset(&a, 0, sizeof(a));
		memcpy(&a, CMSG_DATA(h) + sizeof(e),
		       h->cmsg_len - CMSG_LEN(sizeof(e)) < sizeof(a) ?
		       h->cmsg_len - CMSG_LEN(sizeof(e)) : sizeof(a));
		*who = endpoint_from_sockaddr(&a);
		who->port = 0;
		return true;
	}
	return false;
}

/* One datagram or error; false if there is none. */
static bool
read_datagram(struct batch *b, struct conform_socket *s, int flags)
{
	static uint8_t octets[DATAGRAM_MAX];
	union {
		char octets[CONTROL_MAX];
		struct cmsghdr align;
	} control;
	struct sockaddr_storage a;
	struct iovec v = { octets, sizeof(octets) };
	struct msghdr m = {
		.msg_name = &a, .msg_namelen = sizeof(a),
		.msg_iov = &v, .msg_iovlen = 1,
		.msg_control = &control, .msg_controllen = sizeof(control),
	};
	ssize_t length = recvmsg(s->fd, &m, flags | MSG_DONTWAIT);
	struct packet p = { .kind = PACKET_UDP, .to = s->local };

	if (length < 0)
		return errno != EAGAIN && errno != EWOULDBLOCK &&
			!(flags & MSG_ERRQUEUE);
	p.time_ns = arrival_ns(&m);
	if (flags & MSG_ERRQUEUE) {
		p.kind = PACKET_UNREACHABLE;
		p.about = endpoint_from_sockaddr(&a);
		if (!is_unreachable(&m, &p.from))
			return true;
	} else {
		p.from = endpoint_from_sockaddr(&a);
		p.octets = octets;
		p.length = (size_t)length;
	}
	add(b, s, &p);
	return true;
}

/* Whole messages of a stream; its end. */
static void
read_stream(struct batch *b, struct conform_socket *s)
{
	struct packet p = {
		.kind = PACKET_TCP, .from = s->peer, .to = s->local,
		.time_ns = conform_wall_ns(),
	};
	ssize_t n = recv(s->fd, s->buffer + s->have, CONFORM_STREAM_MAX - s->have,
			 MSG_DONTWAIT);
	size_t length;

	if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK ||
		      errno == EINTR))
		return;
	if (n <= 0) {
		p.kind = PACKET_TCP_CLOSE;
		add(b, s, &p);
		close(s->fd);
		s->fd = -1;
		return;
	}
	s->have += (size_t)n;
	while (s->have >= 2 && b->count < BATCH_MAX - 1) {
		length = (size_t)s->buffer[0] << 8 | s->buffer[1];
		if (s->have < 2 + length)
			break;
		p.octets = s->buffer + 2;
		p.length = length;
		add(b, s, &p);
		s->have -= 2 + length;
		memmove(s->buffer, s->buffer + 2 + length, s->have);
	}
}

static void
take_connection(struct conform *c, struct conform_socket *listener)
{
	struct conform_socket *s;
	int fd = accept4(listener->fd, NULL, NULL,
			 SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0 || conform_new_socket(c, CONFORM_SOCKET_STREAM, fd, &s) < 0)
		return;
	s->accepted = true;
	s->heard = listener->heard;
	s->owner = listener->owner;
	conform_stream_event(c, s, PACKET_TCP_OPEN, false);
}

static void
read_socket(struct conform *c, struct conform_socket *s, short events,
	    struct batch *b)
{
	if (s->kind == CONFORM_SOCKET_LISTENER) {
		if (events & POLLIN)
			take_connection(c, s);
		return;
	}
	if (s->kind == CONFORM_SOCKET_STREAM) {
		if (b->count < BATCH_MAX - 1)
			read_stream(b, s);
		return;
	}
	while (events & POLLERR && b->count < BATCH_MAX &&
	       read_datagram(b, s, MSG_ERRQUEUE))
		;
	while (b->count < BATCH_MAX && read_datagram(b, s, 0))
		;
}

static void
record_batch(struct conform *c, struct batch *b)
{
	unsigned i, first, done;

	for (done = 0; done < b->count; done++) {
		for (first = 0, i = 0; i < b->count; i++)
			if (b->sockets[i] && (!b->sockets[first] ||
			    b->packets[i].time_ns < b->packets[first].time_ns))
				first = i;
		conform_record(c, b->sockets[first], &b->packets[first]);
		free((void *)(uintptr_t)b->packets[first].octets);
		b->sockets[first] = NULL;
	}
}

static void
take_signals(struct conform *c)
{
	struct signalfd_siginfo i;

	while (read(c->signals, &i, sizeof(i)) == sizeof(i))
		c->signalled++;
}

/* Waits at most WAIT_MS for something to come, and records it. */
void
conform_collect(struct conform *c, int wait_ms)
{
	struct pollfd p[CONFORM_SOCKETS_MAX + 1];
	struct conform_socket *of[CONFORM_SOCKETS_MAX + 1];
	static struct batch b;
	unsigned i, count = 0;

	for (i = 0; i < CONFORM_SOCKETS_MAX; i++) {
		if (!c->sockets[i] || c->sockets[i]->fd < 0)
			continue;
		of[count] = c->sockets[i];
		p[count].fd = of[count]->fd;
		p[count++].events = POLLIN;
	}
	p[count].fd = c->signals;
	p[count].events = POLLIN;
	if (poll(p, count + 1, wait_ms) <= 0)
		return;
	b.count = 0;
	for (i = 0; i < count; i++)
		if (p[i].revents)
			read_socket(c, of[i], p[i].revents, &b);
	record_batch(c, &b);
	if (p[count].revents)
		take_signals(c);
}

static void
free_gone(struct conform *c)
{
	unsigned i;

	for (i = 0; i < CONFORM_SOCKETS_MAX; i++)
		if (c->sockets[i] && c->sockets[i]->gone) {
			free(c->sockets[i]->buffer);
			free(c->sockets[i]);
			c->sockets[i] = NULL;
		}
}

/* Gives what came to whom it is for. */
static void
deliver(struct conform *c)
{
	struct conform_message m;
	struct conform_socket *s;
	struct packet *p;

	while (c->delivered < c->count) {
		s = c->records[c->delivered].socket;
		c->records[c->delivered].socket = NULL;
		p = &c->records[c->delivered++].packet;
		if (!s || s->gone)
			continue;
		m = (struct conform_message){
			.socket = s, .kind = p->kind, .from = p->from,
			.octets = p->octets, .length = p->length,
			.number = p->number, .time_ns = p->time_ns,
		};
		if (s->heard)
			s->heard(s->owner, &m);
		if (m.kind == PACKET_TCP_CLOSE && s->accepted)
			s->gone = true;
	}
	free_gone(c);
}

/* Time -------------------------------------------------------------------------- */

void
conform_wipe_bar(struct conform *c)
{
	if (c->bar_drawn)
		fputs("\r\033[K", stderr);
	c->bar_drawn = false;
}

void
conform_bar(struct conform *c, const char *what, uint64_t ms)
{
	conform_wipe_bar(c);
	c->bar_what = c->bar && ms >= BAR_LEAST_MS ? what : NULL;
	c->bar_began_ms = conform_now_ms();
	c->bar_until_ms = c->bar_began_ms + ms;
}

static void
draw_bar(struct conform *c, uint64_t now_ms)
{
	uint64_t all = c->bar_until_ms - c->bar_began_ms;
	uint64_t done = now_ms - c->bar_began_ms;
	unsigned i, filled;

	if (!c->bar_what)
		return;
	if (done > all)
		done = all;
	filled = (unsigned)(done * BAR_WIDTH / all);
	fputs("\r\033[K[", stderr);
	for (i = 0; i < BAR_WIDTH; i++)
		fputc(i < filled ? '#' : '.', stderr);
	fprintf(stderr, "] %3u s  %.60s", (unsigned)((all - done + 999) / 1000),
		c->bar_what);
	fflush(stderr);
	c->bar_drawn = true;
}

bool
conform_stopped(const struct conform *c)
{
	if (c->closing)
		return c->signalled > 1;
	return c->signalled > 0 || c->flooded;
}

/* Time in which this machine stood still does not count. */
static bool
wait_until(struct conform *c, uint64_t end_ms, bool (*done)(void *what),
	   void *what)
{
	const uint64_t lost = heartbeat_lost_ms(c->heartbeat);
	uint64_t now, end, slice;

	for (;;) {
		deliver(c);
		if (done && done(what))
			return true;
		now = conform_now_ms();
		end = end_ms + heartbeat_lost_ms(c->heartbeat) - lost;
		if (now >= end || conform_stopped(c))
			return false;
		draw_bar(c, now);
		slice = end - now;
		if (c->bar_what && slice > BAR_EVERY_MS)
			slice = BAR_EVERY_MS;
		if (slice > SLICE_MAX_MS)
			slice = SLICE_MAX_MS;
		conform_collect(c, (int)slice);
		if (conform_now_ms() > now + slice)
			heartbeat_note(c->heartbeat,
				       conform_now_ms() - now - slice);
	}
}

bool
conform_wait(struct conform *c, uint64_t wait_ms, bool (*done)(void *what),
	     void *what)
{
	bool alone = !c->bar_what && c->act, result;

	if (alone)
		conform_bar(c, c->act->what, wait_ms);
	result = wait_until(c, conform_now_ms() + wait_ms, done, what);
	if (alone)
		conform_bar(c, NULL, 0);
	return result;
}
