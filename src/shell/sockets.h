/* SPDX-License-Identifier: Apache-2.0 */
/* sockets.h - the UDP sockets, one set a channel.
 *
 * sockets_open; sockets_bind (one socket on any address, IPv4) or sockets_listen
 * (a service's own addresses) for a channel; sockets_send; sockets_close. What
 * arrives is given to the hooks from within a turn of the loop, at most
 * SOCKETS_BATCH_MAX datagrams a socket and turn.
 *
 * A service must answer from the address that was asked (RFC 1035, 7.3; a
 * client drops anything else), so each datagram comes with a path, and
 * sockets_send with that path goes out of the same socket and address. */
#ifndef SHELL_SOCKETS_H
#define SHELL_SOCKETS_H

#include "autotunnel/turn.h"
#include "loop.h"

enum {
	SOCKETS_PER_CHANNEL = 4,
	SOCKETS_BATCH_MAX = 64,
	GATEWAY_ANNOUNCE_PORT = 5350	/* RFC 6886, 3.2.1 */
};

/* Which way a datagram came. `socket` counts within the channel. */
struct socket_path {
	uint8_t socket;
	struct endpoint local;		/* the address it was sent to, port 0 */
};

struct sockets_hooks {
	void (*datagram)(void *owner, enum channel channel,
			 const struct endpoint *source,
			 const struct socket_path *path,
			 const uint8_t *octets, size_t length);
	/* ICMP port unreachable from the host that TO names */
	void (*unreachable)(void *owner, enum channel channel,
			    const struct endpoint *to);
};

struct sockets_counters {
	uint64_t received, sent;
	uint64_t truncated;	/* longer than a datagram can be: dropped */
	uint64_t unsent;	/* the kernel refused */
	uint64_t unreachable;
};

struct sockets;

/* Borrows L and OWNER for its life. Returns 0 or -errno. */
int sockets_open(struct loop *l, const struct sockets_hooks *hooks, void *owner,
		 struct sockets **out);
void sockets_close(struct sockets *s);		/* NULL is fine */

/* Gives CHANNEL a fresh IPv4 socket on any address and PORT (0: any), closing
 * what it had once the new one stands, or before where the port is the same.
 * CHANNEL_GATEWAY hears of ICMP errors. CHANNEL_ANNOUNCE takes 224.0.0.1 and
 * shares its port with other programs. Returns 0, port through BOUND; -errno. */
int sockets_bind(struct sockets *s, enum channel channel, uint16_t port,
		 uint16_t *bound);
/* Adds a socket on ADDRESS to CHANNEL; port 0: any. */
int sockets_listen(struct sockets *s, enum channel channel,
		   const struct endpoint *address, uint16_t *bound);
void sockets_unbind(struct sockets *s, enum channel channel);
/* CHANNEL_ANNOUNCE listens on this interface from now on. 224.0.0.1 is joined
 * on every interface anyhow (RFC 1112), but must be asked for by a socket. */
int sockets_join(struct sockets *s, uint32_t interface);
uint16_t sockets_port(const struct sockets *s, enum channel channel);
/* A copy of CHANNEL's descriptor is the caller's; -errno. */
int sockets_descriptor(const struct sockets *s, enum channel channel);

/* PATH is NULL for what answers nothing; then a channel without a socket gets
 * one on any port. Never blocks; what the kernel refuses is counted. Returns 0
 * or -errno. */
int sockets_send(struct sockets *s, enum channel channel,
		 const struct socket_path *path, const struct endpoint *to,
		 const uint8_t *octets, size_t length);

const struct sockets_counters *sockets_counters(const struct sockets *s);

#endif
