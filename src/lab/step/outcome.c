/* SPDX-License-Identifier: Apache-2.0 */
/* outcome.c - see outcome.h. */
#include "lab/step/outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
outcome_clear(struct outcome *o)
{
	o->count = 0;
	o->used = 0;
	o->left_out = 0;
}

void
outcome_free(struct outcome *o)
{
	free(o->items);
	free(o->octets);
	memset(o, 0, sizeof(*o));
}

static bool
make_room(struct outcome *o, size_t length)
{
	size_t size = o->size ? o->size : 4096;
	void *more;

	if (o->count == OUTCOME_ITEMS_MAX ||
	    o->used + length > OUTCOME_OCTETS_MAX)
		return false;
	while (size < o->used + length)
		size *= 2;
	if (size > o->size) {
		more = realloc(o->octets, size);
		if (!more)
			return false;
		o->octets = more;
		o->size = size;
	}
	if (o->count == o->room) {
		size = o->room ? 2 * o->room : 16;
		more = realloc(o->items, size * sizeof(*o->items));
		if (!more)
			return false;
		o->items = more;
		o->room = size;
	}
	return true;
}

static struct outcome_item *
add(struct outcome *o, enum outcome_kind kind, const void *octets,
    size_t length)
{
	struct outcome_item *item;

	if (!make_room(o, length)) {
		o->left_out++;
		return NULL;
	}
	item = &o->items[o->count++];
	memset(item, 0, sizeof(*item));
	item->kind = kind;
	item->at = o->used;
	item->length = length;
	if (length)
		memcpy(o->octets + o->used, octets, length);
	o->used += length;
	return item;
}

void
outcome_take(struct outcome *o, const struct effects *e)
{
	struct outcome_item *item;
	const char *name;
	unsigned i;

	for (i = 0; i < e->row_count; i++) {
		name = e->names + e->rows[i].name_offset;
		item = add(o, OUTCOME_ROW, name, strlen(name) + 1);
		if (!item)
			continue;
		item->chart = e->rows[i].chart;
		item->row = e->rows[i].row;
		item->from = e->rows[i].from;
		item->to = e->rows[i].to;
	}
	for (i = 0; i < e->count; i++) {
		item = add(o, OUTCOME_EFFECT, e->octets + e->list[i].offset,
			   e->list[i].length);
		if (item)
			item->effect = e->list[i];
	}
}

void
outcome_heard(struct outcome *o, enum channel channel,
	      const struct endpoint *source, const uint8_t *octets,
	      size_t length)
{
	struct outcome_item *item = add(o, OUTCOME_HEARD, octets, length);

	if (!item)
		return;
	item->effect.channel = channel;
	item->effect.to = *source;
}

void
outcome_note(struct outcome *o, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	add(o, OUTCOME_NOTE, text, strlen(text) + 1);
}
