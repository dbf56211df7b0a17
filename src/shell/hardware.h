/* SPDX-License-Identifier: Apache-2.0 */
/* hardware.h - which machine this is, so that a copy of its disk can be told
 * from it (P11). A firmware's serial number decides where there is one: SMBIOS
 * or the device tree. Else the hardware addresses of its interfaces do, as long
 * as one of them is still there. It is kept in the state file and goes nowhere
 * else. */
#ifndef SHELL_HARDWARE_H
#define SHELL_HARDWARE_H

#include <stdbool.h>
#include <stdint.h>

enum { HARDWARE_ID_MAX = 72, HARDWARE_MACS_MAX = 8 };

struct hardware {
	char id[HARDWARE_ID_MAX];	/* "": the firmware has none */
	unsigned mac_count;
	uint8_t macs[HARDWARE_MACS_MAX][6];
};

void hardware_read(struct hardware *out);
/* False only where both are known and no part of them agrees. */
bool hardware_same(const struct hardware *a, const struct hardware *b);

#endif
