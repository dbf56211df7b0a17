/* SPDX-License-Identifier: Apache-2.0 */
/* esp.h - the kernel's own ESP in UDP: whether it is there, and sweeping up what
 * an IKE daemon left in it that died without a word. Source: RFC 3948. */
#ifndef SHELL_ESP_H
#define SHELL_ESP_H

#include <stdint.h>

/* Makes one security association between two loopback addresses in this
 * network namespace and takes it away again; no policy uses it, so no packet
 * ever does. 0: the kernel can. -EPROTONOSUPPORT, -ENOENT, -ENOSYS or another
 * -errno: it cannot, or may not be asked (-EPERM). */
int esp_probe(void);

/* Deletes the associations that come or leave by UDP port PORT of this host, and
 * the policies that have ULA at one end; those of others stay. Returns how many
 * there were, or -errno. */
int esp_sweep(uint16_t port, const uint8_t ula[16]);

#endif
