/* SPDX-License-Identifier: Apache-2.0 */
/* guard.h - the packet filter rule of P19: a packet to our ULA that came neither
 * through IPsec nor from ourselves is dropped and counted.
 *
 * guard_set replaces what stands there, in one transaction; guard_clear takes it
 * away. Both use one table of our own, "ip6 autotunnel", and touch no other.
 * Return 0 or -errno; -ENOSYS where the kernel has no nftables. */
#ifndef SHELL_GUARD_H
#define SHELL_GUARD_H

#include <stdint.h>

/* DEVICE is the IKE daemon's own (user-space ESP), or NULL. */
int guard_set(const uint8_t ula[16], const char *device);
int guard_clear(void);

#endif
