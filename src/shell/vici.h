/* SPDX-License-Identifier: Apache-2.0 */
/* vici.h - the messages that charon's control socket speaks.
 *
 * A frame is a length (u32, network order), a packet type and, for some types,
 * a name; then a tree of sections, keys and lists. Values are octets; charon
 * uses text only.
 *
 * To write: vici_begin, then vici_section, vici_key, vici_list, vici_item and
 * vici_end in any legal nesting, then vici_finish, which alone can fail.
 * To read: vici_frame_length until a whole frame stands in the buffer, then
 * vici_decode, then vici_next until it returns 0.
 *
 * The caller owns every buffer; what a reader hands out points into it.
 * Bounds: a frame holds at most VICI_FRAME_MAX octets after its length, a tree
 * is at most VICI_DEPTH_MAX deep. Source: strongSwan's description of VICI
 * (src/libcharon/plugins/vici/README.md), protocol version 1. */
#ifndef AUTOTUNNEL_VICI_H
#define AUTOTUNNEL_VICI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	VICI_LENGTH_SIZE = 4,
	VICI_FRAME_MAX = 512 * 1024,	/* charon's own limit */
	VICI_NAME_MAX = 255,
	VICI_VALUE_MAX = 65535,
	VICI_DEPTH_MAX = 16
};

enum vici_type {
	VICI_REQUEST,		/* named */
	VICI_RESPONSE,
	VICI_UNKNOWN_COMMAND,
	VICI_REGISTER,		/* named */
	VICI_UNREGISTER,	/* named */
	VICI_CONFIRM,
	VICI_UNKNOWN_EVENT,
	VICI_EVENT,		/* named */
	VICI_TYPE_COUNT
};

enum vici_element {
	VICI_SECTION_START = 1,
	VICI_SECTION_END,
	VICI_KEY,
	VICI_LIST_START,
	VICI_ITEM,
	VICI_LIST_END
};

struct vici_writer {
	uint8_t *octets;
	size_t size;
	size_t length;
	unsigned depth;
	bool in_list;
	bool failed;		/* it does not fit, or the nesting is wrong */
};

/* NAME is NULL for a type without one. */
void vici_begin(struct vici_writer *w, uint8_t *octets, size_t size,
		enum vici_type type, const char *name);
void vici_section(struct vici_writer *w, const char *name);
void vici_key(struct vici_writer *w, const char *name, const char *text);
void vici_key_octets(struct vici_writer *w, const char *name,
		     const void *value, size_t length);
/* An unsigned number, as text. */
void vici_key_number(struct vici_writer *w, const char *name, uint64_t value);
void vici_list(struct vici_writer *w, const char *name);
void vici_item(struct vici_writer *w, const char *text);
void vici_item_octets(struct vici_writer *w, const void *value, size_t length);
/* Ends the innermost list or section. */
void vici_end(struct vici_writer *w);
/* The frame's whole size, length included; -EMSGSIZE if it did not fit. */
ssize_t vici_finish(struct vici_writer *w);

/* Octets that the frame beginning at OCTETS takes, length included; 0 while
 * fewer than four octets are there; -EMSGSIZE if it is beyond the bound. */
ssize_t vici_frame_length(const uint8_t *octets, size_t size);

/* Names and values are not terminated. */
struct vici_text {
	const char *octets;
	size_t length;
};

struct vici_packet {
	enum vici_type type;
	struct vici_text name;	/* length 0 for a type without one */
	const uint8_t *body;
	size_t body_length;
};

struct vici_reader {
	const uint8_t *octets;
	size_t length;
	size_t at;
	unsigned depth;
	bool in_list;
};

struct vici_part {
	enum vici_element element;
	struct vici_text name;	/* of a section, key or list */
	struct vici_text value;	/* of a key or item */
	unsigned depth;		/* sections that hold this part */
};

/* FRAME is one whole frame with its length. The body's tree is checked from
 * end to end: 0 promises that vici_next will not fail. -EBADMSG if not. */
int vici_decode(const uint8_t *frame, size_t size, struct vici_packet *out);
void vici_read(struct vici_reader *r, const struct vici_packet *packet);
/* 1 with PART filled in, 0 at the end, -EBADMSG. */
int vici_next(struct vici_reader *r, struct vici_part *part);

bool vici_is(struct vici_text text, const char *word);
/* Copies TEXT, cut to SIZE and terminated. */
void vici_copy(struct vici_text text, char *out, size_t size);
/* TEXT as a decimal number, or OTHERWISE if it is none below 2^32. */
uint32_t vici_number(struct vici_text text, uint32_t otherwise);

#endif
