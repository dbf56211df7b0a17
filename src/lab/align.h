/* SPDX-License-Identifier: Apache-2.0 */
/* align.h - two sequences beside each other: what they have in common, in order.
 * Myers's O(ND) difference (1986), taken in pieces so that time is bounded by
 * a product of the lengths' sum and a constant: of two long sequences that
 * differ a lot the result is common to both, and maybe not the longest. */
#ifndef LAB_ALIGN_H
#define LAB_ALIGN_H

#include <stdint.h>

enum { ALIGN_DIFFERENCES_MAX = 250 };	/* in a piece; below it is exact */

/* Sets IN_A[i], IN_B[j] to 1 for what is in common, 0 for the rest: as many
 * ones in both. 0 or -ENOMEM. */
int align(const uint32_t *a, uint32_t a_count, const uint32_t *b,
	  uint32_t b_count, uint8_t *in_a, uint8_t *in_b);

#endif
