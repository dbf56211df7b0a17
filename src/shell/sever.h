/* SPDX-License-Identifier: Apache-2.0 */
/* sever.h - ends this host's TCP connections with an address that nobody has any
 * more. They would go on trying for a quarter of an hour (tcp_retries2), since an
 * unreachable route is only a passing error to them. Source: sock_diag(7). */
#ifndef SHELL_SEVER_H
#define SHELL_SEVER_H

#include <stdint.h>

/* Their programs get ECONNABORTED at once. Returns how many there were, or
 * -errno; -EOPNOTSUPP where the kernel cannot (CONFIG_INET_DIAG_DESTROY). */
int sever_connections(const uint8_t with[16]);

#endif
