/* SPDX-License-Identifier: Apache-2.0 */
/* esp.h - whether this kernel can do ESP in UDP itself. */
#ifndef SHELL_ESP_H
#define SHELL_ESP_H

/* Makes one security association between two loopback addresses in this
 * network namespace and takes it away again; no policy uses it, so no packet
 * ever does. 0: the kernel can. -EPROTONOSUPPORT, -ENOENT, -ENOSYS or another
 * -errno: it cannot, or may not be asked (-EPERM). */
int esp_probe(void);

#endif
