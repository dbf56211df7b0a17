/* SPDX-License-Identifier: Apache-2.0 */
/* vici_client.h - one conversation over charon's control socket: requests one
 * after the other, events in between, nothing that blocks.
 *
 * vici_client_open; vici_client_connect, again while it says that nobody is
 * there yet; then, whenever vici_client_idle, vici_client_begin, the writer's
 * functions and vici_client_send. vici_client_close.
 *
 * Calls come from the loop. They may send, and may disconnect. After `lost` the
 * client is disconnected and can connect again. All buffers are made by open. */
#ifndef SHELL_VICI_CLIENT_H
#define SHELL_VICI_CLIENT_H

#include <sys/types.h>

#include "loop.h"
#include "vici.h"

struct vici_client;

struct vici_client_calls {
	/* What came for the request in flight; it is idle again. */
	void (*answered)(void *owner, const struct vici_packet *packet);
	void (*happened)(void *owner, const struct vici_packet *event);
	/* The other end is gone (0) or makes no sense (-errno). */
	void (*lost)(void *owner, int error);
};

/* 0 or -ENOMEM. */
int vici_client_open(struct loop *loop, const struct vici_client_calls *calls,
		     void *owner, struct vici_client **out);
void vici_client_close(struct vici_client *c);	/* NULL is fine */

/* 0, or -errno: -ENOENT, -ECONNREFUSED and -EAGAIN mean not yet. */
int vici_client_connect(struct vici_client *c, const char *path);
void vici_client_disconnect(struct vici_client *c);
bool vici_client_connected(const struct vici_client *c);
/* Connected, and no request in flight. */
bool vici_client_idle(const struct vici_client *c);
/* The process that listens at the other end, or 0. */
pid_t vici_client_process(const struct vici_client *c);

/* Only while idle. TYPE is VICI_REQUEST or VICI_REGISTER. */
struct vici_writer *vici_client_begin(struct vici_client *c,
				      enum vici_type type, const char *name);
/* 0, or -EMSGSIZE and nothing is sent. The buffer is wiped once it is written:
 * a request may hold a key. */
int vici_client_send(struct vici_client *c);

#endif
