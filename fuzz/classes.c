/* SPDX-License-Identifier: Apache-2.0 */
#include "classes.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { LISTS_MAX = 4 };

static struct {
	const char *title;
	struct difference *list;
	int count;
} told[LISTS_MAX];
static unsigned told_count;

void
class_count(struct difference *d)
{
	d->count++;
}

void
class_found(struct difference *list, int count, int which)
{
	assert(which >= 0);
	if (which >= count) {
		fputs("a difference that nothing explains\n", stderr);
		abort();
	}
	class_count(&list[which]);
}

static void
tell(void)
{
	unsigned i;
	int j;

	for (i = 0; i < told_count; i++)
		for (j = 0; j < told[i].count; j++)
			printf("%10lu %s: %s: %s\n", told[i].list[j].count,
			       told[i].title, told[i].list[j].name,
			       told[i].list[j].reason);
}

void
class_tell(const char *title, struct difference *list, int count)
{
	if (!getenv("FUZZ_TELL"))
		return;
	assert(told_count < LISTS_MAX);
	told[told_count].title = title;
	told[told_count].list = list;
	told[told_count].count = count;
	if (told_count++ == 0)
		atexit(tell);
}
