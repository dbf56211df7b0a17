/* SPDX-License-Identifier: Apache-2.0 */
/* invariant_waits.h - how long things may take, summed up from the waits that
 * the charts have. None of these is a number of its own. */
#ifndef LAB_SIMULATE_INVARIANT_WAITS_H
#define LAB_SIMULATE_INVARIANT_WAITS_H

#include <stdbool.h>
#include <stdint.h>

#include "autotunnel/chart.h"

/* The timer NAME of C; it must have one. */
const struct chart_timer *waits_timer(const struct chart *c, const char *name);
/* The longest of its waits; all of them one after the other. */
uint64_t waits_longest_ms(const struct chart *c, const char *timer);
uint64_t waits_sum_ms(const struct chart *c, const char *timer);

/* After so much of calm every pair of which one can be reached has a tunnel:
 * after the time in which a host has its mappings, and that in which two who
 * have them meet. The former is shorter where no gateway lost one in silence,
 * nor was thought silent itself. */
uint64_t waits_settled_ms(void);
uint64_t waits_reached_at_last_ms(void);
/* An update that a link brought after a newer one of its host stands so long. */
uint64_t waits_renewed_ms(void);
uint64_t waits_reached_ms(void);
uint64_t waits_met_ms(void);
/* After so much of calm a subscriber knows the zone as it is. */
uint64_t waits_told_ms(void);
/* After so much of calm a record whose lease is over is gone. */
uint64_t waits_deleted_ms(void);
/* After so much of calm a mapping that a gateway lost, and said so, is back. */
uint64_t waits_mapped_ms(void);

#endif
