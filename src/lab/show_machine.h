/* SPDX-License-Identifier: Apache-2.0 */
/* show_machine.h - a machine's chart, with the sentence of all that it cites. */
#ifndef LAB_SHOW_MACHINE_H
#define LAB_SHOW_MACHINE_H

#include <stdio.h>

#include "lab/charts.h"

/* `show MACHINE [--format FORMAT]`; C is argv's machine. Exit status. */
int show_machine(const struct chart *c, const char *format);

/* How a timer waits: "waits 2s 4s 8s", "at 80% 90% of lease". */
void show_waits(FILE *f, const struct chart *c, unsigned timer);
/* A line for each requirement or decision in CITES, begun with INDENT:
 * identifier, level, RFC and section, sentence. */
void show_cites(FILE *f, const char *indent, const char *cites);

#endif
