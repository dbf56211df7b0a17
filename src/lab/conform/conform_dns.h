/* SPDX-License-Identifier: Apache-2.0 */
/* conform_dns.h - DNS for roles: one socket that asks one server, signs by the
 * first key of --key (if there is one), and knows answers from what else comes;
 * and the other way round, answers and events of a role that is the server.
 *
 *	conform_dns_open(c, &server, false, &d);
 *	dns_begin(&w, octets, sizeof(octets), conform_random_16(), 0); ...
 *	if (conform_dns_ask(d, octets, length))
 *		look at d->answer
 *
 * Whatever arrives and answers no question goes to `other`, which must not
 * wait. */
#ifndef LAB_CONFORM_DNS_H
#define LAB_CONFORM_DNS_H

#include "conform.h"

enum {
	CONFORM_DNS_ROOM = DNS_MESSAGE_MAX,
	/* what TSIG adds to a message, at most (shell/tsig.h) */
	CONFORM_DNS_SIGNED = DNS_UDP_MAX - 700
};

/* A message, believed or not, its TSIG taken off. */
struct conform_dns_message {
	struct dns_message msg;
	bool readable;			/* msg is set */
	enum verdict verdict;
	origin_id origin;		/* see edge.h; 0: unsigned event */
	struct endpoint from;
	uint32_t number;		/* in the recording */
	uint64_t time_ns;
	uint8_t octets[CONFORM_DNS_ROOM];
};

struct conform_dns {
	struct conform *c;
	struct conform_socket *socket;
	struct endpoint server;
	bool stream;
	bool closed;			/* by the peer */
	bool unreachable;		/* ICMP, since the last question */
	bool answered;			/* answer is the last question's */
	uint16_t asked_id;
	bool asking;
	uint32_t asked_number;		/* the first sending, in the recording */
	struct conform_dns_message answer;
	struct conform_dns_message came;	/* the newest of all */
	void (*other)(void *owner, struct conform_dns *d,
		      const struct conform_dns_message *m);
	void *owner;
	uint32_t name;			/* of the connection, for edge.h */
	bool plain;			/* do not sign */
	bool serves;			/* answers what is signed wrongly */
};

/* From a fresh port; STREAM: over TCP. 0 or -errno. */
int conform_dns_open(struct conform *c, const struct endpoint *server,
		     bool stream, struct conform_dns **out);
/* A server at LOCAL, datagrams only. */
int conform_dns_serve(struct conform *c, const struct endpoint *local,
		      struct conform_dns **out);
void conform_dns_close(struct conform_dns *d);	/* NULL is fine */

/* Sends the request of LENGTH octets, signed; d->asked_number names it. What
 * its answer is depends on its id. 0 or -errno. */
int conform_dns_send(struct conform_dns *d, const uint8_t *octets,
		     size_t length);
/* The same, and again after 2 s and 4 s more, until it is answered or the
 * time-out is over. True: d->answer. */
bool conform_dns_ask(struct conform_dns *d, const uint8_t *octets,
		     size_t length);
/* Waits for the answer to what was sent last. */
bool conform_dns_await(struct conform_dns *d, uint64_t ms);

/* Sends a request or an event to TO. 0 or -errno. */
int conform_dns_tell(struct conform_dns *d, const struct endpoint *to,
		     const uint8_t *octets, size_t length);
/* The answer to M, signed as M was, to where it came from. FROM: another socket
 * to send it from, for what comes from the wrong place; NULL: the one that M
 * came to. 0 or -errno. */
int conform_dns_reply(struct conform_dns *d,
		      const struct conform_dns_message *m,
		      struct conform_socket *from, const uint8_t *octets,
		      size_t length);

/* M may be acted upon: signed where we sign, unsigned where we do not. */
bool conform_dns_believed(const struct conform_dns *d,
			  const struct conform_dns_message *m);

#endif
