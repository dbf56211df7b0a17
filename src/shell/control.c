/* SPDX-License-Identifier: Apache-2.0 */
#include "control.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "autotunnel/octets.h"
#include "clock.h"
#include "spare.h"

enum { PREFIX = 4, BACKLOG = 8 };

struct control_client {
	struct control *all;
	int fd;			/* -1: free */
	int source;
	size_t in_used;
	size_t out_start, out_used;
	uint8_t in[PREFIX + CONTROL_REQUEST_MAX];
	uint8_t *out;		/* CONTROL_OUT_MAX */
};

struct control {
	struct loop *loop;
	struct control_hooks hooks;
	void *owner;
	int fd;
	int source;
	int spare;
	struct sockaddr_un address;
	struct control_client clients[CONTROL_CLIENTS_MAX];
};

/* The daemon's side ---------------------------------------------------------- */

static void
client_drop(struct control_client *k)
{
	struct control *c = k->all;

	if (k->fd < 0)
		return;
	loop_remove(c->loop, k->source);
	close(k->fd);
	k->fd = -1;
	free(k->out);
	k->out = NULL;
	if (c->hooks.gone)
		c->hooks.gone(c->owner, (unsigned)(k - c->clients));
}

static void
client_flush(struct control_client *k)
{
	ssize_t n;

	while (k->out_used > 0) {
		n = send(k->fd, k->out + k->out_start, k->out_used,
			 MSG_DONTWAIT | MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0) {
			client_drop(k);
			return;
		}
		k->out_start += (size_t)n;
		k->out_used -= (size_t)n;
	}
	if (k->out_used == 0)
		k->out_start = 0;
	loop_change(k->all->loop, k->source, k->out_used ?
		    POLLIN | POLLOUT : POLLIN);
}

/* Hands on each whole frame. */
static void
client_deliver(struct control_client *k)
{
	struct control *c = k->all;
	struct reader in;
	size_t size;

	while (k->fd >= 0 && k->in_used >= PREFIX) {
		reader_init(&in, k->in, k->in_used);
		size = read_u32be(&in);
		if (size > CONTROL_REQUEST_MAX) {
			client_drop(k);
			return;
		}
		if (reader_left(&in) < size)
			return;
		c->hooks.request(c->owner, (unsigned)(k - c->clients),
				 k->in + PREFIX, size);
		k->in_used -= PREFIX + size;
		memmove(k->in, k->in + PREFIX + size, k->in_used);
	}
}

static void
client_ready(void *owner, short revents)
{
	struct control_client *k = owner;
	ssize_t n;

	if (revents & POLLOUT)
		client_flush(k);
	if (k->fd < 0 || !(revents & (POLLIN | POLLHUP | POLLERR)))
		return;
	n = recv(k->fd, k->in + k->in_used, sizeof(k->in) - k->in_used,
		 MSG_DONTWAIT);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		client_drop(k);
		return;
	}
	k->in_used += (size_t)n;
	client_deliver(k);
}

static bool
may_ask(int fd)
{
	struct ucred who;
	socklen_t size = sizeof(who);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
		(who.uid == 0 || who.uid == geteuid());
}

static int
client_begin(struct control_client *k, int fd)
{
	int r;

	k->out = malloc(CONTROL_OUT_MAX);
	if (!k->out)
		return -ENOMEM;
	r = loop_add(k->all->loop, fd, POLLIN, client_ready, k);
	if (r < 0) {
		free(k->out);
		k->out = NULL;
		return r;
	}
	k->fd = fd;
	k->source = r;
	k->in_used = 0;
	k->out_start = k->out_used = 0;
	return 0;
}

static void
listener_ready(void *owner, short revents)
{
	struct control *c = owner;
	int fd = accept4(c->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	unsigned i;

	(void)revents;
	if (fd < 0) {
		spare_turn_away(&c->spare, c->fd, errno);
		return;
	}
	for (i = 0; i < CONTROL_CLIENTS_MAX && c->clients[i].fd >= 0; i++)
		;
	if (i == CONTROL_CLIENTS_MAX || !may_ask(fd) ||
	    client_begin(&c->clients[i], fd) < 0)
		close(fd);
}

int
control_reply(struct control *c, unsigned client, const uint8_t *octets,
	      size_t size)
{
	struct control_client *k = &c->clients[client];
	struct writer out;

	assert(client < CONTROL_CLIENTS_MAX);
	if (k->fd < 0)
		return -ENOTCONN;
	if (size > CONTROL_REPLY_MAX)
		return -EMSGSIZE;
	memmove(k->out, k->out + k->out_start, k->out_used);
	k->out_start = 0;
	writer_init(&out, k->out + k->out_used, CONTROL_OUT_MAX - k->out_used);
	write_u32be(&out, (uint32_t)size);
	write_octets(&out, octets, size);
	if (!writer_ok(&out)) {
		client_drop(k);
		return -ENOBUFS;
	}
	k->out_used += out.at;
	client_flush(k);
	return k->fd < 0 ? -ENOTCONN : 0;
}

static int
address_of(const char *path, struct sockaddr_un *out)
{
	memset(out, 0, sizeof(*out));
	out->sun_family = AF_UNIX;
	if (strlen(path) >= sizeof(out->sun_path))
		return -ENAMETOOLONG;
	strcpy(out->sun_path, path);
	return 0;
}

static int
listen_at(struct control *c, const char *path)
{
	mode_t mask;
	int r = address_of(path, &c->address), there;
	struct stat st;

	if (r < 0)
		return r;
	if (lstat(path, &st) == 0 && !S_ISSOCK(st.st_mode))
		return -EEXIST;
	there = control_connect(path);
	if (there >= 0) {
		close(there);
		return -EADDRINUSE;
	}
	/* what a crashed daemon left */
	if (there == -ECONNREFUSED && unlink(path) < 0)
		return -errno;
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return -errno;
	mask = umask(0177);
	r = bind(c->fd, (struct sockaddr *)&c->address, sizeof(c->address)) < 0 ?
		-errno : 0;
	umask(mask);
	if (r == 0 && listen(c->fd, BACKLOG) < 0)
		r = -errno;
	return r;
}

int
control_open(struct loop *l, const char *path,
	     const struct control_hooks *hooks, void *owner,
	     struct control **out)
{
	struct control *c = calloc(1, sizeof(*c));
	unsigned i;
	int r;

	if (!c)
		return -ENOMEM;
	c->loop = l;
	c->hooks = *hooks;
	c->owner = owner;
	c->fd = -1;
	for (i = 0; i < CONTROL_CLIENTS_MAX; i++) {
		c->clients[i].all = c;
		c->clients[i].fd = -1;
	}
	r = listen_at(c, path);
	if (r == 0) {
		r = loop_add(l, c->fd, POLLIN, listener_ready, c);
		if (r < 0)
			unlink(path);
	}
	if (r < 0) {
		if (c->fd >= 0)
			close(c->fd);
		free(c);
		return r;
	}
	c->source = r;
	c->spare = spare_open(c->fd);
	*out = c;
	return 0;
}

void
control_stop_listening(struct control *c)
{
	if (!c || c->fd < 0)
		return;
	loop_remove(c->loop, c->source);
	close(c->fd);
	c->fd = -1;
	if (c->spare >= 0)
		close(c->spare);
	unlink(c->address.sun_path);
}

void
control_close(struct control *c)
{
	unsigned i;

	if (!c)
		return;
	c->hooks.gone = NULL;
	/* the last words of a daemon that ends are in the socket by now */
	for (i = 0; i < CONTROL_CLIENTS_MAX; i++)
		client_drop(&c->clients[i]);
	control_stop_listening(c);
	free(c);
}

/* The command's side --------------------------------------------------------- */

int
control_connect(const char *path)
{
	struct sockaddr_un a;
	int fd, r = address_of(path, &a);

	if (r < 0)
		return r;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) < 0) {
		r = -errno;
		close(fd);
		return r;
	}
	return fd;
}

int
control_put(int fd, const uint8_t *octets, size_t size)
{
	uint8_t frame[PREFIX + CONTROL_REQUEST_MAX];
	struct writer out;
	size_t done = 0;
	ssize_t n;

	writer_init(&out, frame, sizeof(frame));
	write_u32be(&out, (uint32_t)size);
	write_octets(&out, octets, size);
	if (!writer_ok(&out))
		return -EMSGSIZE;
	while (done < out.at) {
		n = send(fd, frame + done, out.at - done, MSG_NOSIGNAL);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			done += (size_t)n;
	}
	return 0;
}

static int
get_full(int fd, uint64_t until_ms, uint8_t *out, size_t size)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	size_t done = 0;
	uint64_t now;
	ssize_t n;

	while (done < size) {
		now = clock_boot_ms();
		if (now >= until_ms)
			return -ETIMEDOUT;
		if (poll(&p, 1, (int)(until_ms - now)) <= 0)
			continue;	/* the clock decides */
		n = recv(fd, out + done, size - done, 0);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n == 0)
			return -EPIPE;
		if (n > 0)
			done += (size_t)n;
	}
	return 0;
}

int
control_get(int fd, int timeout_ms, uint8_t **octets, size_t *size)
{
	uint64_t until = clock_boot_ms() + (uint64_t)timeout_ms;
	uint8_t prefix[PREFIX];
	struct reader in;
	int r = get_full(fd, until, prefix, sizeof(prefix));

	if (r < 0)
		return r;
	reader_init(&in, prefix, sizeof(prefix));
	*size = read_u32be(&in);
	if (*size > CONTROL_REPLY_MAX)
		return -EMSGSIZE;
	*octets = malloc(*size ? *size : 1);
	if (!*octets)
		return -ENOMEM;
	r = get_full(fd, until, *octets, *size);
	if (r < 0)
		free(*octets);
	return r;
}
