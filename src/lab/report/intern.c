/* SPDX-License-Identifier: Apache-2.0 */
/* intern.c - see intern.h. */
#include "lab/report/intern.h"

#include <stdlib.h>
#include <string.h>

uint64_t
intern_hash(const void *octets, size_t length)
{
	const uint8_t *at = octets;
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < length; i++)
		h = (h ^ at[i]) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	return h * UINT64_C(0x9e3779b97f4a7c15);
}

static uint32_t *
slot_of(struct intern *in, const char *text)
{
	uint32_t at = (uint32_t)(intern_hash(text, strlen(text)) >> 32);

	for (;; at++) {
		uint32_t *slot = &in->slots[at & (in->size - 1)];

		if (!*slot || !strcmp(in->texts[*slot - 1], text))
			return slot;
	}
}

static void
grow(struct intern *in)
{
	uint32_t i;

	in->size = in->size ? 2 * in->size : 64;
	free(in->slots);
	in->slots = calloc(in->size, sizeof(*in->slots));
	in->texts = realloc(in->texts, in->size * sizeof(*in->texts));
	if (!in->slots || !in->texts)
		abort();
	for (i = 0; i < in->count; i++)
		*slot_of(in, in->texts[i]) = i + 1;
}

uint32_t
intern(struct intern *in, const char *text)
{
	uint32_t *slot;

	if (2 * in->count >= in->size)
		grow(in);
	slot = slot_of(in, text);
	if (*slot)
		return *slot - 1;
	in->texts[in->count] = strdup(text);
	if (!in->texts[in->count])
		abort();
	*slot = ++in->count;
	return *slot - 1;
}

void
intern_free(struct intern *in)
{
	uint32_t i;

	for (i = 0; i < in->count; i++)
		free(in->texts[i]);
	free(in->texts);
	free(in->slots);
	*in = (struct intern){ NULL, 0, NULL, 0 };
}
