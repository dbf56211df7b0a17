/* SPDX-License-Identifier: Apache-2.0 */
/* primary.h - the zone's primary server in the simulated world: UPDATE with
 * prerequisites (RFC 2136), SOA, IXFR and AXFR (RFC 1995, 5936), NOTIFY
 * (RFC 1996). Its zone is hashed, so that 10,000 hosts' records cost no more
 * each than eight's.
 *
 *	p = primary_begin(w, &zone, address);	it has SOA, NS, and that server
 *	primary_add(p, &name, ...);		what is there at first
 *	primary_notifies(p, rendezvous);
 *	primary_end(p);
 *
 * All that a server does to its zone in one UPDATE is one serial; an UPDATE that
 * leaves the zone as it was keeps it. */
#ifndef LAB_SIMULATE_PRIMARY_H
#define LAB_SIMULATE_PRIMARY_H

#include "lab/simulate/sim.h"
#include "lab/simulate/world.h"

struct primary;

struct primary *primary_begin(struct world *w, const struct dns_name *zone,
			      struct endpoint address, uint16_t key);
void primary_end(struct primary *p);
void primary_add(struct primary *p, const struct dns_name *name, uint16_t type,
		 uint32_t ttl, const uint8_t *rdata, uint16_t length);
/* Who gets NOTIFY, and mirrors the zone. */
void primary_notifies(struct primary *p, struct endpoint to);
struct sim_primary_mood *primary_mood(struct primary *p);
void primary_mood_is(struct primary *p);	/* it is another now */
void primary_restart(struct primary *p);
uint32_t primary_serial(const struct primary *p);
size_t primary_count(const struct primary *p);	/* of its records */
/* As in sim.h. */
bool primary_next(const struct primary *p, size_t *cursor,
		  struct sim_record *out);
bool primary_next_of(const struct primary *p, const struct dns_name *name,
		     size_t *cursor, struct sim_record *out);
/* The system's resolver, for world_lookups; OWNER is the primary. */
ssize_t primary_look_up(void *owner, const uint8_t *name, size_t length,
			uint16_t type, uint8_t *answer, size_t size);

#endif
