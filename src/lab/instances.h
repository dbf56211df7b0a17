/* SPDX-License-Identifier: Apache-2.0 */
/* instances.h - the machines of a recording by their names: what state each is
 * in, and how often it fired. Zeros are an empty set. */
#ifndef LAB_INSTANCES_H
#define LAB_INSTANCES_H

#include <stdint.h>
#include <stdio.h>

struct instance {
	char *name;
	char *chart;
	char *state;
	unsigned rows;
	uint32_t next;		/* of its bucket: index and 1 */
};

enum { INSTANCES_BUCKETS = 4096 };

struct instances {
	struct instance *list;	/* in the order of their first rows */
	unsigned count, room;
	uint32_t buckets[INSTANCES_BUCKETS];
};

/* The machine NAME, made if it is not there. Pointers into the list hold until
 * the next one is made. */
struct instance *instances_get(struct instances *s, const char *name);
/* NULL: it is not there. */
struct instance *instances_find(struct instances *s, const char *name);
/* NAME, of CHART, fired a row and is in STATE now. */
void instances_fired(struct instances *s, const char *name, const char *chart,
		     const char *state);
/* A line for each: name, rows, state. */
void instances_print(FILE *f, const struct instances *s);
void instances_free(struct instances *s);

#endif
