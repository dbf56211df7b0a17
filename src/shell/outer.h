/* SPDX-License-Identifier: Apache-2.0 */
/* outer.h - packets of the tunnel, seen from outside, over paths of any MTU (P20).
 *
 * An inner packet has 1,280 octets at most and cannot have fewer (RFC 8200, 5);
 * in ESP, UDP and IPv4 it has up to 1,344. Where a path carries less, the outer
 * packet has to be fragmented, here or on the way (RFC 4301, 8.1). Linux sets
 * "don't fragment" on what UDP sockets send, and a router that then drops it
 * says so by ICMP, which many paths lose: the connection would stall for ever.
 * An IKE daemon does not let one choose, so the packet filter takes the bit
 * away, in a table of our own, "ip autotunnel".
 *
 * outer_allow_fragments does so for what leaves from UDP port PORT, and for no
 * other port any more; outer_clear ends it. Both return 0 or -errno, -ENOSYS
 * where the kernel has no nftables. */
#ifndef SHELL_OUTER_H
#define SHELL_OUTER_H

#include <stdint.h>

int outer_allow_fragments(uint16_t port);
int outer_clear(void);

#endif
