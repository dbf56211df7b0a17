/* SPDX-License-Identifier: Apache-2.0 */
/* classes.h - differences between two implementations that have a name and a
 * reason. Any other difference is a failure. With FUZZ_TELL=1 in the
 * environment, how often each was met is told at the end. */
#ifndef FUZZ_CLASSES_H
#define FUZZ_CLASSES_H

struct difference {
	const char *name;
	const char *reason;
	unsigned long count;
};

/* One of that class was met. */
void class_count(struct difference *d);
/* The same of LIST[WHICH]; aborts where WHICH is COUNT, "none of them". */
void class_found(struct difference *list, int count, int which);
/* Tells LIST at the end, if it is wanted; TITLE says whose differences. */
void class_tell(const char *title, struct difference *list, int count);

#endif
