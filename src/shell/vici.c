/* SPDX-License-Identifier: Apache-2.0 */
/* vici.c - writing and reading VICI frames. */
#include "shell/vici.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool
type_is_named(enum vici_type type)
{
	return type == VICI_REQUEST || type == VICI_REGISTER ||
		type == VICI_UNREGISTER || type == VICI_EVENT;
}

/* Writing ------------------------------------------------------------------- */

static void
put(struct vici_writer *w, const void *octets, size_t length)
{
	if (w->failed || length > w->size - w->length) {
		w->failed = true;
		return;
	}
	if (length)
		memcpy(w->octets + w->length, octets, length);
	w->length += length;
}

static void
put_u8(struct vici_writer *w, unsigned value)
{
	uint8_t octet = (uint8_t)value;

	put(w, &octet, 1);
}

static void
put_name(struct vici_writer *w, const char *name)
{
	size_t length = strlen(name);

	if (length == 0 || length > VICI_NAME_MAX) {
		w->failed = true;
		return;
	}
	put_u8(w, (unsigned)length);
	put(w, name, length);
}

static void
put_value(struct vici_writer *w, const void *value, size_t length)
{
	if (length > VICI_VALUE_MAX) {
		w->failed = true;
		return;
	}
	put_u8(w, (unsigned)(length >> 8));
	put_u8(w, (unsigned)(length & 0xff));
	put(w, value, length);
}

void
vici_begin(struct vici_writer *w, uint8_t *octets, size_t size,
	   enum vici_type type, const char *name)
{
	static const uint8_t no_length[VICI_LENGTH_SIZE];

	assert(type < VICI_TYPE_COUNT && type_is_named(type) == (name != NULL));
	*w = (struct vici_writer){ .octets = octets, .size = size };
	put(w, no_length, sizeof(no_length));
	put_u8(w, type);
	if (name)
		put_name(w, name);
}

void
vici_section(struct vici_writer *w, const char *name)
{
	if (w->in_list || w->depth == VICI_DEPTH_MAX) {
		w->failed = true;
		return;
	}
	put_u8(w, VICI_SECTION_START);
	put_name(w, name);
	w->depth++;
}

void
vici_key_octets(struct vici_writer *w, const char *name, const void *value,
		size_t length)
{
	if (w->in_list) {
		w->failed = true;
		return;
	}
	put_u8(w, VICI_KEY);
	put_name(w, name);
	put_value(w, value, length);
}

void
vici_key(struct vici_writer *w, const char *name, const char *text)
{
	vici_key_octets(w, name, text, strlen(text));
}

void
vici_key_number(struct vici_writer *w, const char *name, uint64_t value)
{
	char text[24];

	snprintf(text, sizeof(text), "%llu", (unsigned long long)value);
	vici_key(w, name, text);
}

void
vici_list(struct vici_writer *w, const char *name)
{
	if (w->in_list) {
		w->failed = true;
		return;
	}
	put_u8(w, VICI_LIST_START);
	put_name(w, name);
	w->in_list = true;
}

void
vici_item_octets(struct vici_writer *w, const void *value, size_t length)
{
	if (!w->in_list) {
		w->failed = true;
		return;
	}
	put_u8(w, VICI_ITEM);
	put_value(w, value, length);
}

void
vici_item(struct vici_writer *w, const char *text)
{
	vici_item_octets(w, text, strlen(text));
}

void
vici_end(struct vici_writer *w)
{
	if (w->in_list) {
		put_u8(w, VICI_LIST_END);
		w->in_list = false;
		return;
	}
	if (w->depth == 0) {
		w->failed = true;
		return;
	}
	put_u8(w, VICI_SECTION_END);
	w->depth--;
}

ssize_t
vici_finish(struct vici_writer *w)
{
	size_t length = w->length - VICI_LENGTH_SIZE;

	if (w->failed || w->depth || w->in_list || length > VICI_FRAME_MAX)
		return -EMSGSIZE;
	w->octets[0] = (uint8_t)(length >> 24);
	w->octets[1] = (uint8_t)(length >> 16);
	w->octets[2] = (uint8_t)(length >> 8);
	w->octets[3] = (uint8_t)length;
	return (ssize_t)w->length;
}

/* Reading ------------------------------------------------------------------- */

ssize_t
vici_frame_length(const uint8_t *octets, size_t size)
{
	uint32_t length;

	if (size < VICI_LENGTH_SIZE)
		return 0;
	length = (uint32_t)octets[0] << 24 | (uint32_t)octets[1] << 16 |
		(uint32_t)octets[2] << 8 | octets[3];
	if (length > VICI_FRAME_MAX)
		return -EMSGSIZE;
	return (ssize_t)length + VICI_LENGTH_SIZE;
}

static bool
take_text(struct vici_reader *r, unsigned length_size, struct vici_text *out)
{
	size_t length = 0;

	if (r->length - r->at < length_size)
		return false;
	while (length_size--)
		length = length << 8 | r->octets[r->at++];
	if (r->length - r->at < length)
		return false;
	out->octets = (const char *)r->octets + r->at;
	out->length = length;
	r->at += length;
	return true;
}

static bool
take_name(struct vici_reader *r, struct vici_text *out)
{
	return take_text(r, 1, out) && out->length > 0;
}

int
vici_decode(const uint8_t *frame, size_t size, struct vici_packet *out)
{
	struct vici_reader head = { .octets = frame, .length = size };
	struct vici_reader tree;
	struct vici_part part;
	int r;

	memset(out, 0, sizeof(*out));
	if (size <= VICI_LENGTH_SIZE ||
	    vici_frame_length(frame, size) != (ssize_t)size)
		return -EBADMSG;
	head.at = VICI_LENGTH_SIZE;
	out->type = frame[head.at++];
	if (out->type >= VICI_TYPE_COUNT)
		return -EBADMSG;
	if (type_is_named(out->type) && !take_name(&head, &out->name))
		return -EBADMSG;
	out->body = frame + head.at;
	out->body_length = size - head.at;
	vici_read(&tree, out);
	while ((r = vici_next(&tree, &part)) > 0)
		;
	return r;
}

void
vici_read(struct vici_reader *r, const struct vici_packet *packet)
{
	*r = (struct vici_reader){
		.octets = packet->body, .length = packet->body_length,
	};
}

static bool
section_part(struct vici_reader *r, struct vici_part *part)
{
	switch (part->element) {
	case VICI_SECTION_START:
		return r->depth++ < VICI_DEPTH_MAX && take_name(r, &part->name);
	case VICI_SECTION_END:
		part->depth = r->depth - 1;
		return r->depth-- > 0;
	case VICI_KEY:
		return take_name(r, &part->name) &&
			take_text(r, 2, &part->value);
	case VICI_LIST_START:
		r->in_list = true;
		return take_name(r, &part->name);
	default:
		return false;
	}
}

static bool
list_part(struct vici_reader *r, struct vici_part *part)
{
	if (part->element == VICI_ITEM)
		return take_text(r, 2, &part->value);
	r->in_list = false;
	return part->element == VICI_LIST_END;
}

int
vici_next(struct vici_reader *r, struct vici_part *part)
{
	bool good;

	memset(part, 0, sizeof(*part));
	if (r->at == r->length)
		return r->depth || r->in_list ? -EBADMSG : 0;
	part->element = r->octets[r->at++];
	part->depth = r->depth;
	good = r->in_list ? list_part(r, part) : section_part(r, part);
	return good ? 1 : -EBADMSG;
}

bool
vici_is(struct vici_text text, const char *word)
{
	return strlen(word) == text.length && (text.length == 0 ||
		!memcmp(text.octets, word, text.length));
}

void
vici_copy(struct vici_text text, char *out, size_t size)
{
	size_t length = text.length < size ? text.length : size - 1;

	if (length)
		memcpy(out, text.octets, length);
	out[length] = '\0';
}

uint32_t
vici_number(struct vici_text text, uint32_t otherwise)
{
	uint64_t value = 0;
	size_t i;

	if (text.length == 0)
		return otherwise;
	for (i = 0; i < text.length; i++) {
		if (text.octets[i] < '0' || text.octets[i] > '9')
			return otherwise;
		value = value * 10 + (unsigned)(text.octets[i] - '0');
		if (value > UINT32_MAX)
			return otherwise;
	}
	return (uint32_t)value;
}
