/* SPDX-License-Identifier: Apache-2.0 */
#include "sockets.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/ip_icmp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "address.h"

enum {
	DATAGRAM_MAX = 65535,
	CONTROL_MAX = 256,
	RECEIVE_BUFFER = 1 << 20,	/* a burst of clients between turns */
	ERRORS_A_TURN = 16
};

struct udp_socket {
	struct sockets *all;
	enum channel channel;
	uint8_t index;
	uint8_t family;
	int fd;
	int source;		/* in the loop */
	uint16_t port;
	struct endpoint address;	/* bound to; zero for any */
};

struct sockets {
	struct loop *loop;
	struct sockets_hooks hooks;
	void *owner;
	struct udp_socket list[CHANNEL_COUNT][SOCKETS_PER_CHANNEL];
	uint32_t joined;		/* interface of CHANNEL_ANNOUNCE */
	struct sockets_counters counters;
	uint8_t buffer[DATAGRAM_MAX + 1];
};

int
sockets_open(struct loop *l, const struct sockets_hooks *hooks, void *owner,
	     struct sockets **out)
{
	struct sockets *s = calloc(1, sizeof(*s));
	unsigned c, i;

	if (!s)
		return -ENOMEM;
	s->loop = l;
	s->hooks = *hooks;
	s->owner = owner;
	for (c = 0; c < CHANNEL_COUNT; c++)
		for (i = 0; i < SOCKETS_PER_CHANNEL; i++)
			s->list[c][i] = (struct udp_socket){
				.all = s, .channel = c, .index = (uint8_t)i,
				.fd = -1,
			};
	*out = s;
	return 0;
}

static void
socket_shut(struct udp_socket *u)
{
	if (u->fd < 0)
		return;
	loop_remove(u->all->loop, u->source);
	close(u->fd);
	u->fd = -1;
	u->port = 0;
}

void
sockets_unbind(struct sockets *s, enum channel channel)
{
	unsigned i;

	for (i = 0; i < SOCKETS_PER_CHANNEL; i++)
		socket_shut(&s->list[channel][i]);
}

void
sockets_close(struct sockets *s)
{
	unsigned c;

	if (!s)
		return;
	for (c = 0; c < CHANNEL_COUNT; c++)
		sockets_unbind(s, c);
	free(s);
}

/* Receiving ----------------------------------------------------------------- */

static struct endpoint
local_address(struct msghdr *m)
{
	struct endpoint e = { 0 };
	struct cmsghdr *c;

	for (c = CMSG_FIRSTHDR(m); c; c = CMSG_NXTHDR(m, c)) {
		if (c->cmsg_level == IPPROTO_IP && c->cmsg_type == IP_PKTINFO) {
			struct in_pktinfo p;

			memcpy(&p, CMSG_DATA(c), sizeof(p));
			e.family = 4;
			/* where it was sent to, not where it was routed */
			memcpy(e.address, &p.ipi_addr, 4);
		}
		if (c->cmsg_level == IPPROTO_IPV6 &&
		    c->cmsg_type == IPV6_PKTINFO) {
			struct in6_pktinfo p;

			memcpy(&p, CMSG_DATA(c), sizeof(p));
			e.family = 6;
			memcpy(e.address, &p.ipi6_addr, 16);
		}
	}
	return e;
}

/* Errors that ICMP brought: RFC 6886, 3.1 makes a port unreachable the proof
 * that the gateway has no NAT-PMP. */
static void
read_errors(struct udp_socket *u)
{
	char control[512];
	unsigned n;

	for (n = 0; n < ERRORS_A_TURN; n++) {
		struct sockaddr_storage a;
		struct msghdr m = {
			.msg_name = &a, .msg_namelen = sizeof(a),
			.msg_control = control,
			.msg_controllen = sizeof(control),
		};
		struct cmsghdr *c;
		struct sock_extended_err e;

		memset(&a, 0, sizeof(a));
		if (recvmsg(u->fd, &m, MSG_ERRQUEUE | MSG_DONTWAIT) < 0)
			return;
		for (c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
			struct endpoint to = endpoint_from_sockaddr(&a);

			if (c->cmsg_level != IPPROTO_IP ||
			    c->cmsg_type != IP_RECVERR)
				continue;
			memcpy(&e, CMSG_DATA(c), sizeof(e));
			if (e.ee_origin != SO_EE_ORIGIN_ICMP ||
			    e.ee_type != ICMP_DEST_UNREACH ||
			    e.ee_code != ICMP_PORT_UNREACH)
				continue;
			u->all->counters.unreachable++;
			if (u->all->hooks.unreachable)
				u->all->hooks.unreachable(u->all->owner,
							  u->channel, &to);
			if (u->fd < 0)
				return;
		}
	}
}

/* One datagram. Returns false when there is none left. */
static bool
read_datagram(struct udp_socket *u)
{
	struct sockets *s = u->all;
	char control[CONTROL_MAX];
	struct sockaddr_storage a;
	struct iovec v = { s->buffer, sizeof(s->buffer) };
	struct msghdr m = {
		.msg_name = &a, .msg_namelen = sizeof(a),
		.msg_iov = &v, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control),
	};
	struct endpoint source;
	struct socket_path path;
	ssize_t n;

	memset(&a, 0, sizeof(a));
	n = recvmsg(u->fd, &m, MSG_DONTWAIT);
	if (n < 0)
		/* a pending ICMP error is reported once here, too */
		return errno == EINTR || errno == ECONNREFUSED;
	if (m.msg_flags & MSG_TRUNC) {
		s->counters.truncated++;
		return true;
	}
	s->counters.received++;
	source = endpoint_from_sockaddr(&a);
	path = (struct socket_path){ u->index, local_address(&m) };
	s->hooks.datagram(s->owner, u->channel, &source, &path, s->buffer,
			  (size_t)n);
	return true;
}

static void
socket_ready(void *owner, short revents)
{
	struct udp_socket *u = owner;
	int fd = u->fd, source = u->source;
	unsigned n;

	if (revents & POLLERR)
		read_errors(u);
	/* a datagram may make the core bind this channel anew */
	for (n = 0; n < SOCKETS_BATCH_MAX; n++)
		if (u->fd != fd || u->source != source || !read_datagram(u))
			return;
}

/* Opening ------------------------------------------------------------------- */

static int
set_flag(int fd, int level, int option)
{
	int on = 1;

	return setsockopt(fd, level, option, &on, sizeof(on)) < 0 ? -errno : 0;
}

static int
set_options(int fd, enum channel channel, uint8_t family)
{
	int size = RECEIVE_BUFFER, r = 0;

	if (family == 6) {
		r = set_flag(fd, IPPROTO_IPV6, IPV6_V6ONLY);
		if (r == 0)
			r = set_flag(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO);
	} else {
		r = set_flag(fd, IPPROTO_IP, IP_PKTINFO);
	}
	if (r == 0 && channel == CHANNEL_GATEWAY)
		r = set_flag(fd, IPPROTO_IP, IP_RECVERR);
	if (r == 0 && channel == CHANNEL_ANNOUNCE) {
		/* another NAT-PMP client may listen here as well */
		r = set_flag(fd, SOL_SOCKET, SO_REUSEADDR);
		if (r == 0)
			r = set_flag(fd, SOL_SOCKET, SO_REUSEPORT);
	}
	if (channel == CHANNEL_SERVICE)
		/* an advice: the kernel may cut it */
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	return r;
}

static int
open_at(struct udp_socket *u, const struct endpoint *address)
{
	struct sockaddr_storage a;
	socklen_t size = endpoint_to_sockaddr(address, &a);
	int fd, r;

	fd = socket(a.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	r = set_options(fd, u->channel, address->family);
	if (r < 0)
		goto out;
	size = endpoint_to_sockaddr(address, &a);
	if (bind(fd, (struct sockaddr *)&a, size) < 0) {
		r = -errno;
		goto out;
	}
	size = sizeof(a);
	if (getsockname(fd, (struct sockaddr *)&a, &size) < 0) {
		r = -errno;
		goto out;
	}
	r = loop_add(u->all->loop, fd, POLLIN, socket_ready, u);
	if (r < 0)
		goto out;
	u->fd = fd;
	u->source = r;
	u->family = address->family;
	u->port = endpoint_from_sockaddr(&a).port;
	u->address = *address;
	return 0;
out:
	close(fd);
	return r;
}

int
sockets_bind(struct sockets *s, enum channel channel, uint16_t port,
	     uint16_t *bound)
{
	struct udp_socket *u = &s->list[channel][0];
	struct udp_socket fresh = *u;
	struct endpoint any = { .family = 4, .port = port };
	int r;

	if (channel == CHANNEL_ANNOUNCE) {
		any.port = GATEWAY_ANNOUNCE_PORT;
		memcpy(any.address, (uint8_t[]){ 224, 0, 0, 1 }, 4);
	}
	if (u->fd >= 0 && u->port == any.port)
		socket_shut(u);
	fresh.fd = -1;
	r = open_at(&fresh, &any);
	if (r < 0)
		return r;
	socket_shut(u);
	/* the loop calls back with the place in the list */
	loop_remove(s->loop, fresh.source);
	fresh.source = loop_add(s->loop, fresh.fd, POLLIN, socket_ready, u);
	assert(fresh.source >= 0);
	*u = fresh;
	*bound = u->port;
	if (channel == CHANNEL_ANNOUNCE && s->joined)
		return sockets_join(s, s->joined);
	return 0;
}

int
sockets_listen(struct sockets *s, enum channel channel,
	       const struct endpoint *address, uint16_t *bound)
{
	unsigned i;
	int r;

	for (i = 0; i < SOCKETS_PER_CHANNEL; i++) {
		struct udp_socket *u = &s->list[channel][i];

		if (u->fd >= 0)
			continue;
		r = open_at(u, address);
		if (r == 0)
			*bound = u->port;
		return r;
	}
	return -ENOSPC;
}

int
sockets_join(struct sockets *s, uint32_t interface)
{
	struct udp_socket *u = &s->list[CHANNEL_ANNOUNCE][0];
	struct ip_mreqn m = { .imr_ifindex = (int)s->joined };

	m.imr_multiaddr.s_addr = htonl(0xe0000001);
	if (u->fd >= 0 && s->joined && s->joined != interface)
		setsockopt(u->fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &m,
			   sizeof(m));
	s->joined = interface;
	if (u->fd < 0 || !interface)
		return 0;
	m.imr_ifindex = (int)interface;
	if (setsockopt(u->fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &m,
		       sizeof(m)) < 0 && errno != EADDRINUSE)
		return -errno;
	return 0;
}

uint16_t
sockets_port(const struct sockets *s, enum channel channel)
{
	return s->list[channel][0].port;
}

int
sockets_descriptor(const struct sockets *s, enum channel channel)
{
	int fd = s->list[channel][0].fd;

	if (fd < 0)
		return -ENOTCONN;
	fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	return fd < 0 ? -errno : fd;
}

/* Sending ------------------------------------------------------------------- */

static struct udp_socket *
socket_for(struct sockets *s, enum channel channel,
	   const struct socket_path *path, uint8_t family)
{
	struct udp_socket *list = s->list[channel];
	uint16_t bound;
	unsigned i;

	if (path)
		return list[path->socket].fd >= 0 ? &list[path->socket] : NULL;
	for (i = 0; i < SOCKETS_PER_CHANNEL; i++)
		if (list[i].fd >= 0 && list[i].family == family)
			return &list[i];
	if (family == 4 && list[0].fd < 0)
		return sockets_bind(s, channel, 0, &bound) == 0 ? list : NULL;
	struct endpoint any = { .family = family };

	if (sockets_listen(s, channel, &any, &bound) < 0)
		return NULL;
	return socket_for(s, channel, NULL, family);
}

static void
set_local(struct msghdr *m, void *control, const struct endpoint *local)
{
	struct cmsghdr *c = control;

	if (local->family == 4) {
		struct in_pktinfo p = { 0 };

		memcpy(&p.ipi_spec_dst, local->address, 4);
		/* a multicast or broadcast address is no source */
		if ((local->address[0] & 0xe0) == 0xe0)
			return;
		*c = (struct cmsghdr){ .cmsg_level = IPPROTO_IP,
			.cmsg_type = IP_PKTINFO,
			.cmsg_len = CMSG_LEN(sizeof(p)) };
		memcpy(CMSG_DATA(c), &p, sizeof(p));
		m->msg_controllen = CMSG_SPACE(sizeof(p));
	} else if (local->family == 6) {
		struct in6_pktinfo p = { 0 };

		memcpy(&p.ipi6_addr, local->address, 16);
		if (local->address[0] == 0xff)
			return;
		*c = (struct cmsghdr){ .cmsg_level = IPPROTO_IPV6,
			.cmsg_type = IPV6_PKTINFO,
			.cmsg_len = CMSG_LEN(sizeof(p)) };
		memcpy(CMSG_DATA(c), &p, sizeof(p));
		m->msg_controllen = CMSG_SPACE(sizeof(p));
	} else {
		return;
	}
	m->msg_control = control;
}

int
sockets_send(struct sockets *s, enum channel channel,
	     const struct socket_path *path, const struct endpoint *to,
	     const uint8_t *octets, size_t length)
{
	_Alignas(struct cmsghdr) char control[CONTROL_MAX] = { 0 };
	struct sockaddr_storage a;
	struct iovec v = { (void *)(uintptr_t)octets, length };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_name = &a };
	struct udp_socket *u = socket_for(s, channel, path, to->family);
	int tries, r = -ENOTCONN;

	if (!u) {
		s->counters.unsent++;
		return r;
	}
	m.msg_namelen = endpoint_to_sockaddr(to, &a);
	if (path)
		set_local(&m, control, &path->local);
	/* an ICMP error of an earlier datagram is reported instead of sending:
	 * take note of it and try once more */
	for (tries = 0; tries < 2; tries++) {
		if (sendmsg(u->fd, &m, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
			s->counters.sent++;
			return 0;
		}
		r = -errno;
	}
	s->counters.unsent++;
	return r;
}

const struct sockets_counters *
sockets_counters(const struct sockets *s)
{
	return &s->counters;
}
