/* SPDX-License-Identifier: Apache-2.0 */
/* resolver.h - the system's resolver, for discovery only: SOA, SRV and the
 * addresses of the servers, as raw DNS answers. What a peer's endpoint is comes
 * from nowhere else than the rendezvous, never from here.
 *
 * resolver_open; resolver_ask, whose answer comes by the hook, once, perhaps
 * before resolver_ask returns; resolver_changed when the network did: the list
 * of servers is read again from resolv.conf and what was pending fails with
 * -ECANCELED; resolver_close. resolv.conf is never written. */
#ifndef SHELL_RESOLVER_H
#define SHELL_RESOLVER_H

#include "autotunnel/turn.h"
#include "loop.h"

enum { RESOLVER_PENDING_MAX = 32 };

struct resolver;

/* OCTETS is NULL where ERROR is not 0; an answer that says "no such name" or
 * "none of this type" is an answer. Octets live for the call. */
typedef void resolver_answered(void *owner, struct ticket ticket, int error,
			       const uint8_t *octets, size_t length);

int resolver_open(struct loop *l, resolver_answered *answered, void *owner,
		  struct resolver **out);
void resolver_close(struct resolver *r);	/* NULL is fine; no answers */
/* NAME is in wire form, SIZE octets. -EAGAIN: RESOLVER_PENDING_MAX are out. */
int resolver_ask(struct resolver *r, struct ticket ticket, const uint8_t *name,
		 size_t size, uint16_t type);
void resolver_changed(struct resolver *r);

#endif
