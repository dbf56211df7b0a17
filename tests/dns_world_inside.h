/* SPDX-License-Identifier: Apache-2.0 */
/* dns_world_inside.h - what the halves of dns_world share. */
#ifndef TESTS_DNS_WORLD_INSIDE_H
#define TESTS_DNS_WORLD_INSIDE_H

#include "dns_world.h"

/* The rendezvous acts on a message that the client sent. */
void dns_world_serve(struct dns_world *w, const struct dns_world_sent *s);
/* The resolver looks NAME up. */
void dns_world_resolve(struct dns_world *w, const struct effect *e,
		       const struct dns_name *name);

#endif
