/* SPDX-License-Identifier: Apache-2.0 */
/* duration.h - spans of time as specs write them: 250ms, 2s, 15min, 1h, 1d. */
#ifndef LAB_DURATION_H
#define LAB_DURATION_H

#include <stdbool.h>
#include <stdint.h>

enum { DURATION_MAX = 32 };

/* Exact, in the largest unit that needs no fraction, or in seconds with up to
 * three places; returns TEXT. */
const char *duration_text(uint64_t ms, char text[DURATION_MAX]);
/* The same in as many units as it takes: 13min30s, 1h2min3.5s. */
const char *duration_long(uint64_t ms, char text[DURATION_MAX]);
/* "2s", "1.5s", "15min", "13min30s", "500" (seconds); false: it is none, or
 * over 10 years. */
bool duration_parse(const char *text, uint64_t *ms);

#endif
