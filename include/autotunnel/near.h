/* SPDX-License-Identifier: Apache-2.0 */
/* near.h - what is looked at soon is fetched into the processor's cache. */
#ifndef AUTOTUNNEL_NEAR_H
#define AUTOTUNNEL_NEAR_H

#include <stddef.h>
#include <stdint.h>

enum { NEAR_LINE = 64 };	/* octets that a processor fetches at once */

/* SIZE octets at FROM, which need not be there: nothing is read. */
static inline void
near_fetch(const void *from, size_t size)
{
	uintptr_t at = (uintptr_t)from & ~(uintptr_t)(NEAR_LINE - 1);

	for (; at < (uintptr_t)from + size; at += NEAR_LINE)
		__builtin_prefetch((const void *)at, 1);
}

#endif
