/* SPDX-License-Identifier: Apache-2.0 */
/* local_prefix.h - is an IPv6 address on a network that this host is part of?
 * A peer's ULA must not be (P12): its route would take a neighbour's packets. */
#ifndef SHELL_LOCAL_PREFIX_H
#define SHELL_LOCAL_PREFIX_H

#include <stdbool.h>
#include <stdint.h>

/* ADDRESS lies in the network that NETWORK and MASK name. A mask of all ones
 * is a host's, and of none everybody's: neither is a network. */
bool prefix_covers(const uint8_t address[16], const uint8_t network[16],
		   const uint8_t mask[16]);
/* One of this host's interfaces is on ADDRESS' network. False also where the
 * kernel does not tell. */
bool is_on_local_prefix(const uint8_t address[16]);

#endif
