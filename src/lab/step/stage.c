/* SPDX-License-Identifier: Apache-2.0 */
/* stage.c - what all stages share. */
#include "lab/step/stage.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

bool
stage_refuse(struct stage *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(s->refusal, sizeof(s->refusal), format, args);
	va_end(args);
	return false;
}

int
stage_memory(struct stage *s, size_t size)
{
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	s->memory = aligned_alloc(ALIGNMENT, size);
	if (!s->memory)
		return -ENOMEM;
	memset(s->memory, 0, size);
	s->size = size;
	return 0;
}

void
stage_random(uint8_t random[16], uint32_t number, uint32_t sub)
{
	memset(random, 0, 16);
	memcpy(random, &number, sizeof(number));
	memcpy(random + 4, &sub, sizeof(sub));
}

const struct stage_kind *
stage_of(const struct chart *c)
{
	static const struct stage_kind *const kinds[] = {
		&stage_dns, &stage_nat, &stage_peer, &stage_rendezvous,
	};
	const char *const *name;
	unsigned i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		for (name = kinds[i]->charts; *name; name++)
			if (!strcmp(*name, c->name))
				return kinds[i];
	return NULL;
}

bool
stage_is_focus(const struct stage *s, const struct chart *c, const char *name)
{
	if (s->chart && c->rows != s->chart->rows)
		return false;
	return !strncmp(name, s->instance, strlen(s->instance));
}
