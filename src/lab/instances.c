/* SPDX-License-Identifier: Apache-2.0 */
/* instances.c - see instances.h. */
#include "lab/instances.h"

#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"

static uint32_t
bucket_of(const char *name)
{
	uint32_t h = 2166136261u;	/* FNV-1a */

	while (*name)
		h = (h ^ (uint8_t)*name++) * 16777619u;
	return h % INSTANCES_BUCKETS;
}

static char *
copy_of(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		abort();
	return copy;
}

struct instance *
instances_find(struct instances *s, const char *name)
{
	uint32_t at = s->buckets[bucket_of(name)];

	for (; at; at = s->list[at - 1].next)
		if (!strcmp(s->list[at - 1].name, name))
			return &s->list[at - 1];
	return NULL;
}

struct instance *
instances_get(struct instances *s, const char *name)
{
	struct instance *i = instances_find(s, name);
	uint32_t *bucket = &s->buckets[bucket_of(name)];

	if (i)
		return i;
	if (s->count == s->room) {
		s->room = s->room ? 2 * s->room : 64;
		s->list = realloc(s->list, s->room * sizeof(*s->list));
		if (!s->list)
			abort();
	}
	i = &s->list[s->count];
	*i = (struct instance){ .name = copy_of(name), .next = *bucket };
	*bucket = ++s->count;
	return i;
}

void
instances_fired(struct instances *s, const char *name, const char *chart,
		const char *state)
{
	struct instance *i = instances_get(s, name);

	i->rows++;
	if (!i->chart)
		i->chart = copy_of(chart);
	if (i->state && !strcmp(i->state, state))
		return;
	free(i->state);
	i->state = copy_of(state);
}

void
instances_print(FILE *f, const struct instances *s)
{
	unsigned i;
	int n;

	for (i = 0; i < s->count; i++) {
		n = lab_print_text(f, s->list[i].name);
		fprintf(f, "%*s %6u rows  ", n < 60 ? 60 - n : 0, "",
			s->list[i].rows);
		lab_print_text(f, s->list[i].state ? s->list[i].state : "?");
		putc('\n', f);
	}
}

void
instances_free(struct instances *s)
{
	unsigned i;

	for (i = 0; i < s->count; i++) {
		free(s->list[i].name);
		free(s->list[i].chart);
		free(s->list[i].state);
	}
	free(s->list);
	memset(s, 0, sizeof(*s));
}
