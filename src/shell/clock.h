/* SPDX-License-Identifier: Apache-2.0 */
/* clock.h - the only places where the programs read a clock.
 *
 * clock_boot_ms is the time of every input and deadline: CLOCK_BOOTTIME, which
 * goes on while the machine sleeps and is not moved by whoever sets the wall
 * clock. Wall-clock time stands in files and in TSIG records only. */
#ifndef SHELL_CLOCK_H
#define SHELL_CLOCK_H

#include <stdint.h>

enum { CLOCK_TEXT_MAX = 200, CLOCK_BOOT_ID = 16 };

uint64_t clock_boot_ms(void);
/* Which boot's CLOCK_BOOTTIME that is. 0 or -errno: the kernel does not tell. */
int clock_boot_id(uint8_t out[CLOCK_BOOT_ID]);
/* Seconds since 1970. */
uint64_t clock_wall_s(void);
/* Wall-clock milliseconds since 1970. */
uint64_t clock_wall_ms(void);
/* Two clocks that are too far apart for signed messages, and what helps: "its
 * clock says ..., ours ...; ...". Seconds since 1970. */
void clock_difference_text(uint64_t theirs_s, uint64_t ours_s,
			   char text[CLOCK_TEXT_MAX]);
/* How long the machine has slept since it was switched on. */
uint64_t clock_slept_ms(void);

#endif
