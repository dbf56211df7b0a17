/* SPDX-License-Identifier: Apache-2.0 */
/* control.h - a Unix socket by which the owner's commands reach a running
 * daemon: frames of a length (u32, network order) and a protobuf message
 * (specs/control.proto).
 *
 * The daemon: control_open, then hooks.request for each frame of a client that
 * may ask (root, or the daemon's own user: the kernel says who it is), answered
 * by any number of control_reply, now or later; control_close.
 *
 * The command: control_connect, control_put, control_get until it has enough,
 * close. It waits for what the daemon says, at most as long as it is told.
 *
 * Bounded: CONTROL_CLIENTS_MAX clients, frames of CONTROL_REQUEST_MAX and
 * CONTROL_REPLY_MAX octets, CONTROL_OUT_MAX octets not read yet. */
#ifndef SHELL_CONTROL_H
#define SHELL_CONTROL_H

#include <stddef.h>
#include <stdint.h>

#include "loop.h"

enum {
	CONTROL_CLIENTS_MAX = 8,
	CONTROL_REQUEST_MAX = 4096,
	CONTROL_REPLY_MAX = 256 * 1024,
	CONTROL_OUT_MAX = 2 * CONTROL_REPLY_MAX
};

struct control;

struct control_hooks {
	/* CLIENT names who asked; good until `gone` for it */
	void (*request)(void *owner, unsigned client, const uint8_t *octets,
			size_t size);
	void (*gone)(void *owner, unsigned client);	/* optional */
};

/* Makes the socket PATH, mode 0600, in place of one that nobody answers at.
 * Returns 0 or -errno; -EADDRINUSE: a daemon answers there. */
int control_open(struct loop *l, const char *path,
		 const struct control_hooks *hooks, void *owner,
		 struct control **out);
void control_close(struct control *c);	/* NULL is fine; removes the socket */
/* The socket is gone, and may be another daemon's; clients that are there stay
 * and hear the last word. NULL is fine. */
void control_stop_listening(struct control *c);
/* 0; -ENOTCONN: that client is gone; -ENOBUFS: it does not read, and is
 * dropped; -EMSGSIZE. */
int control_reply(struct control *c, unsigned client, const uint8_t *octets,
		  size_t size);

/* Returns a descriptor or -errno: -ENOENT and -ECONNREFUSED mean that no daemon
 * is running, -EACCES that it is not ours. */
int control_connect(const char *path);
int control_put(int fd, const uint8_t *octets, size_t size);
/* One frame; *OCTETS is the caller's to free. -ETIMEDOUT; -EPIPE: the daemon
 * has closed; -EMSGSIZE. */
int control_get(int fd, int timeout_ms, uint8_t **octets, size_t *size);

#endif
