/* SPDX-License-Identifier: Apache-2.0 */
/* fuzz_vici.c - what decodes, encodes to the same octets again: the encoding
 * is canonical, so nothing is lost or made up on the way. */
#include "shell/vici.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *
name_of(struct vici_text text, char name[VICI_NAME_MAX + 1])
{
	vici_copy(text, name, VICI_NAME_MAX + 1);
	/* a writer's names are C strings, so none may hold a zero */
	return strlen(name) == text.length ? name : NULL;
}

static bool
write_part(struct vici_writer *w, const struct vici_part *part)
{
	char name[VICI_NAME_MAX + 1];

	switch (part->element) {
	case VICI_SECTION_START:
		if (!name_of(part->name, name))
			return false;
		vici_section(w, name);
		return true;
	case VICI_KEY:
		if (!name_of(part->name, name))
			return false;
		vici_key_octets(w, name, part->value.octets,
				part->value.length);
		return true;
	case VICI_LIST_START:
		if (!name_of(part->name, name))
			return false;
		vici_list(w, name);
		return true;
	case VICI_ITEM:
		vici_item_octets(w, part->value.octets, part->value.length);
		return true;
	default:
		vici_end(w);
		return true;
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct vici_packet packet;
	struct vici_reader r;
	struct vici_writer w;
	struct vici_part part;
	char name[VICI_NAME_MAX + 1];
	uint8_t *copy;
	bool named;

	if (vici_decode(data, size, &packet) < 0)
		return 0;
	named = packet.name.length > 0;
	if (named && !name_of(packet.name, name))
		return 0;
	copy = malloc(size);
	if (!copy)
		return 0;
	vici_begin(&w, copy, size, packet.type, named ? name : NULL);
	vici_read(&r, &packet);
	while (vici_next(&r, &part) > 0)
		if (!write_part(&w, &part))
			goto out;
	assert(vici_finish(&w) == (ssize_t)size);
	assert(!memcmp(copy, data, size));
out:
	free(copy);
	return 0;
}
