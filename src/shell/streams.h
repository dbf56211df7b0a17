/* SPDX-License-Identifier: Apache-2.0 */
/* streams.h - DNS messages over TCP (RFC 1035, 4.2.2; RFC 7766).
 *
 * streams_open; streams_connect for a connection of ours, named by the core's
 * ticket; streams_listen for those that come to us; streams_send,
 * streams_close; streams_free. Every connection, ours too, has a number that is
 * not used again.
 * Messages come whole, in order, at most STREAMS_BATCH_MAX a connection and
 * turn; while more wait, nothing further is read from that connection.
 *
 * Everything is bounded: connections (limits), octets that wait to be sent
 * (STREAMS_OUT_MAX; beyond it the connection is closed: its peer does not
 * read), and an accepted connection's silence (limits.idle_ms). At the limit of
 * accepted connections the one that has been silent longest makes room
 * (RFC 7766, 6.2.3 lets a server close idle connections). How long one of ours
 * stays open is the core's decision.
 *
 * The hooks are called from within a turn of the loop, never from within
 * streams_connect, streams_send or streams_close. */
#ifndef SHELL_STREAMS_H
#define SHELL_STREAMS_H

#include "autotunnel/turn.h"
#include "loop.h"

enum {
	STREAMS_MESSAGE_MAX = 65535,
	STREAMS_OUT_MAX = 4 * (STREAMS_MESSAGE_MAX + 2),
	STREAMS_BATCH_MAX = 32,
	STREAMS_LISTENERS_MAX = 4
};

struct streams_limits {
	unsigned accepted;	/* connections that came to us */
	unsigned accepted_each;	/* of these, from one address; 0: no limit */
	unsigned ours;
	uint64_t idle_ms;	/* of an accepted one */
};

struct streams_hooks {
	/* a connection of ours is open */
	void (*up)(void *owner, struct ticket ticket);
	/* ours is gone, or could not be opened: ERROR is -errno, 0 if the
	 * other side closed it. Not called after streams_close. */
	void (*down)(void *owner, struct ticket ticket, int error);
	/* TICKET is zero for an accepted connection */
	void (*message)(void *owner, struct ticket ticket, uint32_t connection,
			const struct endpoint *source, const uint8_t *octets,
			size_t length);
	/* any connection is gone, whoever closed it */
	void (*gone)(void *owner, uint32_t connection);
};

struct streams_counters {
	uint64_t accepted;
	uint64_t refused;	/* over a limit */
	uint64_t idle_closed;
	uint64_t clogged;	/* closed: STREAMS_OUT_MAX */
	uint64_t received, sent;	/* messages */
};

struct streams;

int streams_open(struct loop *l, const struct streams_limits *limits,
		 const struct streams_hooks *hooks, void *owner,
		 struct streams **out);
void streams_free(struct streams *s);	/* NULL is fine */

int streams_listen(struct streams *s, const struct endpoint *address,
		   uint16_t *bound);
/* Begins to connect; `up` or `down` follows. A failure that is known at once
 * is returned and has no `down`. TLS is refused with -EPROTONOSUPPORT. */
int streams_connect(struct streams *s, struct ticket ticket,
		    const struct endpoint *to, bool tls);
/* The number of ours with TICKET, or 0; REMOTE may be NULL. */
uint32_t streams_find(const struct streams *s, struct ticket ticket,
		      struct endpoint *remote);
/* Queues one message. -ENOTCONN: there is no such connection (any more);
 * -ENOBUFS: it was clogged and closes. */
int streams_send(struct streams *s, uint32_t connection, const uint8_t *octets,
		 size_t length);
/* What is queued is still sent, for two seconds at most; no `down` follows. */
void streams_close(struct streams *s, uint32_t connection);
/* At once, with ERROR for `down`: the connection cannot be trusted. */
void streams_abort(struct streams *s, uint32_t connection, int error);

const struct streams_counters *streams_counters(const struct streams *s);
unsigned streams_count(const struct streams *s);

#endif
