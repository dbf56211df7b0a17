/* SPDX-License-Identifier: Apache-2.0 */
/* show_json.h - a machine's chart as one JSON object, complete. */
#ifndef LAB_SHOW_JSON_H
#define LAB_SHOW_JSON_H

#include "lab/charts.h"

/* Writes it to standard output. Exit status. */
int show_json(const struct chart *c);

#endif
