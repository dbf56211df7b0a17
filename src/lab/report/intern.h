/* SPDX-License-Identifier: Apache-2.0 */
/* intern.h - texts by number: the same text has the same one, counted from 0
 * in the order in which they came. Memory that cannot be had ends the program. */
#ifndef LAB_REPORT_INTERN_H
#define LAB_REPORT_INTERN_H

#include <stddef.h>
#include <stdint.h>

struct intern {
	char **texts;
	uint32_t count;
	uint32_t *slots;	/* 1 + number, 0: free */
	uint32_t size;		/* of slots, a power of two */
};

/* The number of TEXT. It is new if that equals the count before. */
uint32_t intern(struct intern *in, const char *text);
void intern_free(struct intern *in);

/* FNV-1a, 64 bits, and mixed once more. */
uint64_t intern_hash(const void *octets, size_t length);

#endif
