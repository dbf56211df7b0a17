/* SPDX-License-Identifier: Apache-2.0 */
/* address.h - what kind of address this is: private, public, unique local.
 * Pure questions about octets in network order; nothing is kept.
 *
 * Source: RFC 1918 3, RFC 6598 7, RFC 3927 2.1, RFC 6890 2.2.2, RFC 5771,
 * RFC 4193 3.1. */
#ifndef AUTOTUNNEL_ADDRESS_H
#define AUTOTUNNEL_ADDRESS_H

#include "autotunnel/turn.h"

enum {
	ADDRESS_TEXT_MAX = 16	/* "255.255.255.255" and its terminator */
};

/* An IPv4 address as one number, 192.0.2.1 being 0xc0000201, and back with
 * port 0. ipv4_number of anything but IPv4 is 0. */
uint32_t ipv4_number(const struct endpoint *e);
struct endpoint ipv4_endpoint(uint32_t number);
/* Writes "192.0.2.1", terminated. */
void ipv4_text(uint32_t number, char text[ADDRESS_TEXT_MAX]);

/* Not reachable from elsewhere: 10/8, 172.16/12, 192.168/16 (RFC 1918), the
 * carriers' 100.64/10 (RFC 6598), link-local 169.254/16 (RFC 3927). */
bool is_private_ipv4(uint32_t number);
/* An address that a host on the Internet can have: unicast, not private, not
 * loopback, not 0/8, not 192.0.0/24, not 198.18/15, not multicast, not 240/4.
 * The documentation prefixes of RFC 5737 count as public: nobody routes them,
 * and examples and test networks stand on them. */
bool is_public_unicast_ipv4(uint32_t number);
/* As above, of an endpoint; false for any other family. */
bool endpoint_is_private_ipv4(const struct endpoint *e);
bool endpoint_is_public_unicast_ipv4(const struct endpoint *e);

/* fd00::/8, a locally assigned unique local address (RFC 4193, 3.1). */
bool is_ula(const uint8_t address[16]);
/* ADDRESS lies in P. */
bool is_on_prefix(const uint8_t address[16], const struct network_prefix *p);

#endif
