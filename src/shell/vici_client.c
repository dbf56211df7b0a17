/* SPDX-License-Identifier: Apache-2.0 */
/* vici_client.c - frames in and out of charon's control socket. */
#include "vici_client.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <openssl/crypto.h>

enum { REQUEST_MAX = 16 * 1024, INPUT_SIZE = VICI_LENGTH_SIZE + VICI_FRAME_MAX };

struct vici_client {
	struct loop *loop;
	struct vici_client_calls calls;
	void *owner;
	int fd;
	int source;
	pid_t process;
	bool in_flight;
	struct vici_writer writer;
	size_t out_length, out_written;
	size_t in_length;
	uint8_t out[REQUEST_MAX];
	uint8_t in[INPUT_SIZE];
};

int
vici_client_open(struct loop *loop, const struct vici_client_calls *calls,
		 void *owner, struct vici_client **out)
{
	struct vici_client *c = calloc(1, sizeof(*c));

	if (!c)
		return -ENOMEM;
	c->loop = loop;
	c->calls = *calls;
	c->owner = owner;
	c->fd = -1;
	*out = c;
	return 0;
}

void
vici_client_close(struct vici_client *c)
{
	if (!c)
		return;
	vici_client_disconnect(c);
	free(c);
}

void
vici_client_disconnect(struct vici_client *c)
{
	if (c->fd < 0)
		return;
	loop_remove(c->loop, c->source);
	close(c->fd);
	c->fd = -1;
	c->process = 0;
	c->in_flight = false;
	c->out_length = c->out_written = c->in_length = 0;
	OPENSSL_cleanse(c->out, sizeof(c->out));
}

bool
vici_client_connected(const struct vici_client *c)
{
	return c->fd >= 0;
}

bool
vici_client_idle(const struct vici_client *c)
{
	return c->fd >= 0 && !c->in_flight;
}

pid_t
vici_client_process(const struct vici_client *c)
{
	return c->process;
}

static void
lose(struct vici_client *c, int error)
{
	vici_client_disconnect(c);
	c->calls.lost(c->owner, error);
}

/* Out ------------------------------------------------------------------------- */

static int
flush(struct vici_client *c)
{
	ssize_t n;

	while (c->out_written < c->out_length) {
		n = send(c->fd, c->out + c->out_written,
			 c->out_length - c->out_written, MSG_NOSIGNAL);
		if (n < 0 && errno == EAGAIN)
			break;
		if (n < 0)
			return -errno;
		c->out_written += (size_t)n;
	}
	if (c->out_written == c->out_length && c->out_length) {
		OPENSSL_cleanse(c->out, c->out_length);
		c->out_length = c->out_written = 0;
	}
	loop_change(c->loop, c->source,
		    c->out_length ? POLLIN | POLLOUT : POLLIN);
	return 0;
}

struct vici_writer *
vici_client_begin(struct vici_client *c, enum vici_type type, const char *name)
{
	assert(vici_client_idle(c) && c->out_length == 0);
	vici_begin(&c->writer, c->out, sizeof(c->out), type, name);
	return &c->writer;
}

int
vici_client_send(struct vici_client *c)
{
	ssize_t length = vici_finish(&c->writer);

	if (length < 0) {
		OPENSSL_cleanse(c->out, sizeof(c->out));
		return (int)length;
	}
	c->out_length = (size_t)length;
	c->out_written = 0;
	c->in_flight = true;
	/* an error is met again by the loop, which tells `lost` */
	flush(c);
	return 0;
}

/* In -------------------------------------------------------------------------- */

static void
deliver(struct vici_client *c, const struct vici_packet *packet)
{
	if (packet->type == VICI_EVENT) {
		c->calls.happened(c->owner, packet);
		return;
	}
	if (!c->in_flight)
		return;
	c->in_flight = false;
	c->calls.answered(c->owner, packet);
}

/* All whole frames in the buffer. 0 or -errno. */
static int
take_frames(struct vici_client *c)
{
	struct vici_packet packet;
	size_t at = 0;
	ssize_t size = 0;

	while (c->fd >= 0) {
		size = vici_frame_length(c->in + at, c->in_length - at);
		if (size <= 0 || (size_t)size > c->in_length - at)
			break;
		if (vici_decode(c->in + at, (size_t)size, &packet) < 0)
			return -EBADMSG;
		deliver(c, &packet);
		at += (size_t)size;
	}
	if (c->fd < 0)
		return 0;
	c->in_length -= at;
	memmove(c->in, c->in + at, c->in_length);
	return size < 0 ? (int)size : 0;
}

static void
client_ready(void *owner, short revents)
{
	struct vici_client *c = owner;
	ssize_t n;
	int r = 0;

	if (revents & POLLOUT)
		r = flush(c);
	if (r < 0) {
		lose(c, r);
		return;
	}
	if (!(revents & (POLLIN | POLLHUP | POLLERR)))
		return;
	n = recv(c->fd, c->in + c->in_length, sizeof(c->in) - c->in_length, 0);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		lose(c, n < 0 ? -errno : 0);
		return;
	}
	c->in_length += (size_t)n;
	r = take_frames(c);
	if (r < 0)
		lose(c, r);
}

int
vici_client_connect(struct vici_client *c, const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct ucred peer = { .pid = 0 };
	socklen_t size = sizeof(peer);
	int r;

	assert(c->fd < 0);
	if (strlen(path) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, path);
	c->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return -errno;
	if (connect(c->fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    getsockopt(c->fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) < 0) {
		r = -errno;
		goto out;
	}
	r = loop_add(c->loop, c->fd, POLLIN, client_ready, c);
	if (r < 0)
		goto out;
	c->source = r;
	c->process = peer.pid;
	return 0;
out:
	close(c->fd);
	c->fd = -1;
	return r;
}
