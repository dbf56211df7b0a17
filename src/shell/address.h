/* SPDX-License-Identifier: Apache-2.0 */
/* address.h - endpoints as the kernel and people write them. */
#ifndef SHELL_ADDRESS_H
#define SHELL_ADDRESS_H

#include <sys/socket.h>

#include "autotunnel/turn.h"

enum { ENDPOINT_TEXT_MAX = 64 };

/* Returns the length used of OUT; E's family must be 4 or 6. */
socklen_t endpoint_to_sockaddr(const struct endpoint *e,
			       struct sockaddr_storage *out);
/* An address that is neither IPv4 nor IPv6 becomes family 0; an IPv4 address
 * mapped into IPv6 becomes IPv4. */
struct endpoint endpoint_from_sockaddr(const struct sockaddr_storage *a);
/* "192.0.2.1:53", "[2001:db8::1]:53", without the port where it is 0, "none".
 * Returns TEXT. */
const char *endpoint_text(const struct endpoint *e,
			  char text[ENDPOINT_TEXT_MAX]);
/* The inverse; without a port in TEXT it is PORT. 0 or -EINVAL. */
int endpoint_parse(const char *text, uint16_t port, struct endpoint *out);

#endif
