/* SPDX-License-Identifier: Apache-2.0 */
/* no_compares.c - for targets whose mutator knows records: libFuzzer would keep
 * what each comparison compares, for mutators of its own that these never call, and
 * half of the time went into that. The linker leads those calls here. */
#include <stdint.h>

#define NOTHING_OF(size, bits) \
	void __wrap___sanitizer_cov_trace_cmp##size(uint##bits##_t a, \
						    uint##bits##_t b); \
	void __wrap___sanitizer_cov_trace_const_cmp##size(uint##bits##_t a, \
							  uint##bits##_t b); \
	void \
	__wrap___sanitizer_cov_trace_cmp##size(uint##bits##_t a, \
					       uint##bits##_t b) \
	{ \
		(void)a; \
		(void)b; \
	} \
	void \
	__wrap___sanitizer_cov_trace_const_cmp##size(uint##bits##_t a, \
						     uint##bits##_t b) \
	{ \
		(void)a; \
		(void)b; \
	}

NOTHING_OF(1, 8)
NOTHING_OF(2, 16)
NOTHING_OF(4, 32)
NOTHING_OF(8, 64)
