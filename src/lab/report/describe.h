/* SPDX-License-Identifier: Apache-2.0 */
/* describe.h - a sight in words: what it is in one line, its ends, what is
 * known of it beside its octets, and what is in them.
 *
 * describe_open; describe for each sight, whose words live until the next
 * call; describe_close. */
#ifndef LAB_REPORT_DESCRIBE_H
#define LAB_REPORT_DESCRIBE_H

#include "lab/report/sheet.h"
#include "lab/report/sight.h"

struct describer;

struct describer *describe_open(void);
/* Sets of ITEM: class, flags but SHEET_LOST, all texts, octets. */
void describe(struct describer *d, const struct sight *s,
	      struct sheet_item *item);
void describe_close(struct describer *d);	/* NULL is fine */

#endif
