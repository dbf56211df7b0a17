/* SPDX-License-Identifier: Apache-2.0 */
/* ast.c - a spec's memory, its refusals, and finding its names. */
#include "ast.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory: pieces in a list, freed together. */
struct arena {
	struct arena *next;
	max_align_t piece[];
};

void *
spec_alloc(struct spec *s, size_t size)
{
	struct arena *a = calloc(1, sizeof(*a) + size);

	if (!a) {
		fputs("fsmc: out of memory\n", stderr);
		exit(2);
	}
	a->next = s->arena;
	s->arena = a;
	return a->piece;
}

const char *
spec_text(struct spec *s, const char *start, size_t length)
{
	char *text = spec_alloc(s, length + 1);

	memcpy(text, start, length);
	return text;
}

static const char *
format_text(struct spec *s, const char *format, va_list args)
{
	va_list again;
	char *text;
	int length;

	va_copy(again, args);
	length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		abort();
	text = spec_alloc(s, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, args);
	return text;
}

const char *
spec_format(struct spec *s, const char *format, ...)
{
	const char *text;
	va_list args;

	va_start(args, format);
	text = format_text(s, format, args);
	va_end(args);
	return text;
}

void
spec_refuse(struct spec *s, unsigned line, const char *format, ...)
{
	struct refusal *bigger;
	va_list args;

	if (s->refusal_count == s->refusal_size) {
		s->refusal_size = s->refusal_size ? 2 * s->refusal_size : 16;
		bigger = spec_alloc(s, s->refusal_size * sizeof(*bigger));
		if (s->refusal_count)
			memcpy(bigger, s->refusals,
			       s->refusal_count * sizeof(*bigger));
		s->refusals = bigger;
	}
	va_start(args, format);
	s->refusals[s->refusal_count].text = format_text(s, format, args);
	va_end(args);
	s->refusals[s->refusal_count++].line = line;
}

void
spec_free(struct spec *s)
{
	struct arena *a, *next;

	for (a = s->arena; a; a = next) {
		next = a->next;
		free(a);
	}
	free(s);
}

int
spec_find_state(const struct spec *s, const char *name)
{
	unsigned i;

	for (i = 0; i < s->state_count; i++)
		if (!strcmp(s->states[i].name.text, name))
			return (int)i;
	return -1;
}

int
spec_find_event(const struct spec *s, const char *name)
{
	unsigned i;

	for (i = 0; i < s->event_count; i++)
		if (!strcmp(s->events[i].name.text, name))
			return (int)i;
	return -1;
}

int
spec_find_timer(const struct spec *s, const char *name)
{
	unsigned i;

	for (i = 0; i < s->timer_count; i++)
		if (!strcmp(s->timers[i].name.text, name))
			return (int)i;
	return -1;
}

int
spec_find_span(const struct spec *s, const char *name)
{
	unsigned i;

	for (i = 0; i < s->span_count; i++)
		if (!strcmp(s->spans[i].name.text, name))
			return (int)i;
	return -1;
}

int
spec_find_group(const struct spec *s, const char *name)
{
	unsigned i;

	for (i = 0; i < s->group_count; i++)
		if (!strcmp(s->groups[i].name.text, name))
			return (int)i;
	return -1;
}
