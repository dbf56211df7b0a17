/* SPDX-License-Identifier: Apache-2.0 */
/* dns_write.c - writing DNS messages into the caller's buffer. */
#include "autotunnel/dns.h"

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <string.h>

enum { OPT_FIXED = 11 };	/* an OPT before its options */

static void
put(struct dns_writer *w, const void *octets, size_t size)
{
	if (w->overflow || size > w->size - w->at) {
		w->overflow = true;
		return;
	}
	if (size)
		memcpy(w->octets + w->at, octets, size);
	w->at += size;
}

static void
put_u16(struct dns_writer *w, unsigned value)
{
	uint8_t o[2] = { (uint8_t)(value >> 8), (uint8_t)value };

	put(w, o, sizeof(o));
}

static void
put_u32(struct dns_writer *w, uint32_t value)
{
	put_u16(w, value >> 16);
	put_u16(w, value & 0xffff);
}

/* The name at OFFSET of what is written, pointers followed: is it NAME? */
static bool
written_is(const struct dns_writer *w, size_t offset, const uint8_t *name)
{
	const uint8_t *p = w->octets;

	for (;;) {
		if ((p[offset] & 0xc0) == 0xc0) {
			offset = (size_t)(p[offset] & 0x3f) << 8 | p[offset + 1];
			continue;
		}
		if (p[offset] != *name ||
		    memcmp(p + offset + 1, name + 1, *name) != 0)
			return false;
		if (*name == 0)
			return true;
		offset += 1u + p[offset];
		name += 1u + *name;
	}
}

/* Of the SIZE octets of a name from a label on: what names that differ nearly
 * always differ in, read by eight, the last eight of them whatever was before. */
static uint8_t
tag_of(const uint8_t *label, size_t size)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	uint64_t h = size, octets;
	const uint8_t *last;

	if (size < sizeof(octets))
		return (uint8_t)(size << 5 | label[1]);
	last = label + size - sizeof(octets);
	for (; label < last; label += sizeof(octets)) {
		memcpy(&octets, label, sizeof(octets));
		h = (h ^ octets) * odd;
	}
	memcpy(&octets, last, sizeof(octets));
	return (uint8_t)((h ^ octets) * odd >> 56);
}

enum { TAGS_AT_ONCE = 8 };
static_assert(DNS_COMPRESS_MAX % TAGS_AT_ONCE == 0, "read by eight");

/* Bit 7 of each of the eight octets at TAGS that may be TAG; the first of them
 * is it for sure. */
static uint64_t
find_tag(const uint8_t *tags, uint8_t tag)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t octets;

	memcpy(&octets, tags, sizeof(octets));
	octets = le64toh(octets) ^ ones * tag;
	return (octets - ones) & ~octets & ones << 7;
}

/* Whether the name from LABEL on is one of the first KNOWN that are written.
 * Only octet-equal suffixes are shared: the case as given is what is sent. */
static bool
find_written(const struct dns_writer *w, unsigned known, const uint8_t *label,
	     uint8_t tag, uint16_t *offset)
{
	unsigned from, i;
	uint64_t found;

	for (from = 0; from < known; from += TAGS_AT_ONCE)
		for (found = find_tag(w->tags + from, tag); found;
		     found &= found - 1) {
			i = from + (unsigned)__builtin_ctzll(found) / 8;
			if (i < known && written_is(w, w->names[i], label)) {
				*offset = w->names[i];
				return true;
			}
		}
	return false;
}

/* What will stand at AT can be pointed to from now on. */
static void
remember(struct dns_writer *w, size_t at, uint8_t tag)
{
	if (at >= 0x4000 || w->name_count == DNS_COMPRESS_MAX)
		return;
	w->tags[w->name_count] = tag;
	w->names[w->name_count++] = (uint16_t)at;
}

/* As many labels as nobody has written yet, and then where the rest stands. */
static void
put_name(struct dns_writer *w, const struct dns_name *name)
{
	const uint8_t *wire = name->wire;
	unsigned known = w->name_count;
	uint16_t offset = 0;
	bool found = false;
	uint8_t tag;
	size_t i;

	assert(name->length > 0);
	for (i = 0; wire[i] != 0 && !w->overflow; i += 1u + wire[i]) {
		tag = tag_of(wire + i, name->length - i);
		found = find_written(w, known, wire + i, tag, &offset);
		if (found)
			break;
		remember(w, w->at + i, tag);
	}
	put(w, wire, found ? i : i + 1);
	if (found)
		put_u16(w, 0xc000u | offset);
}

void
dns_begin(struct dns_writer *w, uint8_t *octets, size_t size,
	  uint16_t id, uint16_t flags)
{
	static const uint8_t zeros[8];

	memset(w, 0, offsetof(struct dns_writer, names));
	w->octets = octets;
	w->size = size < DNS_MESSAGE_MAX ? size : DNS_MESSAGE_MAX;
	put_u16(w, id);
	put_u16(w, flags);
	put(w, zeros, sizeof(zeros));
}

void
dns_add_question(struct dns_writer *w, const struct dns_name *name,
		 uint16_t type, uint16_t class)
{
	put_name(w, name);
	put_u16(w, type);
	put_u16(w, class);
	w->count[DNS_QUESTION]++;
}

/* Where they stand is where they stood, so what points into them does so here. */
bool
dns_copy_questions(struct dns_writer *w, const struct dns_message *msg)
{
	size_t size = msg->section[DNS_ANSWER] - DNS_HEADER_SIZE;

	assert(w->at == DNS_HEADER_SIZE);
	if (w->overflow || size > w->size - w->at)
		return false;
	put(w, msg->octets + DNS_HEADER_SIZE, size);
	w->count[DNS_QUESTION] = msg->count[DNS_QUESTION];
	return true;
}

/* Names in RDATA of RFC 1035's types may be compressed (RFC 3597 4). While a
 * name half written overflows, names[] may point at octets that were never
 * completed; dns_end refuses the message then, and a caller that goes back to
 * a saved writer has its saved names too. */
static void
put_rdata(struct dns_writer *w, uint16_t type, const uint8_t *rdata,
	  size_t length)
{
	struct dns_name name;

	if ((type == DNS_TYPE_PTR || type == DNS_TYPE_NS ||
	     type == DNS_TYPE_CNAME) &&
	    dns_name_from_wire(&name, rdata, length) == 0) {
		put_name(w, &name);
		return;
	}
	put(w, rdata, length);
}

void
dns_add_record(struct dns_writer *w, enum dns_section section,
	       const struct dns_name *name, uint16_t type, uint16_t class,
	       uint32_t ttl, const uint8_t *rdata, size_t rdata_length)
{
	size_t length_at;
	size_t length;

	assert(section != DNS_QUESTION && rdata_length <= DNS_MESSAGE_MAX);
	put_name(w, name);
	put_u16(w, type);
	put_u16(w, class);
	put_u32(w, ttl);
	length_at = w->at;
	put_u16(w, 0);
	put_rdata(w, type, rdata, rdata_length);
	w->count[section]++;
	if (w->overflow)
		return;
	length = w->at - length_at - 2;
	w->octets[length_at] = (uint8_t)(length >> 8);
	w->octets[length_at + 1] = (uint8_t)length;
}

void
dns_options_begin(struct dns_options *o)
{
	memset(o, 0, sizeof(*o));
	o->present = true;
	o->udp_size = DNS_UDP_MAX;
}

static uint8_t *
set_u16(uint8_t *p, unsigned value)
{
	p[0] = (uint8_t)(value >> 8);
	p[1] = (uint8_t)value;
	return p + 2;
}

static uint8_t *
set_u32(uint8_t *p, uint32_t value)
{
	return set_u16(set_u16(p, value >> 16), value & 0xffff);
}

static uint8_t *
set_llq(uint8_t *p, const struct dns_llq *llq)
{
	p = set_u16(p, DNS_OPTION_LLQ);
	p = set_u16(p, DNS_LLQ_OPTION_SIZE);
	p = set_u16(p, llq->version);
	p = set_u16(p, llq->opcode);
	p = set_u16(p, llq->error);
	p = set_u32(p, (uint32_t)(llq->id >> 32));
	p = set_u32(p, (uint32_t)llq->id);
	return set_u32(p, llq->lease_s);
}

/* RFC 6891 6.1.2: root, TYPE, CLASS = size, TTL 0, options. */
void
dns_add_options(struct dns_writer *w, const struct dns_options *o)
{
	unsigned lease = o->has_key_lease ? 8 : 4, i;
	size_t size = o->llq_count * (4u + DNS_LLQ_OPTION_SIZE) +
		(o->has_lease ? 4 + lease : 0);
	uint8_t *p = w->octets + w->at;

	w->count[DNS_ADDITIONAL]++;
	if (w->overflow || OPT_FIXED + size > w->size - w->at) {
		w->overflow = true;
		return;
	}
	w->at += OPT_FIXED + size;
	*p++ = 0;
	p = set_u16(p, DNS_TYPE_OPT);
	p = set_u16(p, o->udp_size);
	p = set_u32(p, 0);
	p = set_u16(p, (unsigned)size);
	for (i = 0; i < o->llq_count; i++)
		p = set_llq(p, &o->llq[i]);
	if (o->has_lease) {
		p = set_u16(p, DNS_OPTION_UPDATE_LEASE);
		p = set_u16(p, lease);
		p = set_u32(p, o->lease_s);
		if (o->has_key_lease)
			set_u32(p, o->key_lease_s);
	}
}

int
dns_end(struct dns_writer *w)
{
	unsigned i;

	if (w->overflow)
		return -EMSGSIZE;
	for (i = 0; i < 4; i++) {
		w->octets[4 + 2 * i] = (uint8_t)(w->count[i] >> 8);
		w->octets[5 + 2 * i] = (uint8_t)w->count[i];
	}
	return (int)w->at;
}

size_t
dns_make_srv(uint8_t rdata[6 + DNS_NAME_MAX], uint16_t priority,
	     uint16_t weight, uint16_t port, const struct dns_name *target)
{
	uint16_t values[3] = { priority, weight, port };
	unsigned i;

	for (i = 0; i < 3; i++) {
		rdata[2 * i] = (uint8_t)(values[i] >> 8);
		rdata[2 * i + 1] = (uint8_t)values[i];
	}
	memcpy(rdata + 6, target->wire, target->length);
	return 6u + target->length;
}

size_t
dns_make_txt(uint8_t *rdata, const char *text, size_t size)
{
	size_t used = 0, part;

	do {
		part = size < 255 ? size : 255;
		rdata[used++] = (uint8_t)part;
		memcpy(rdata + used, text, part);
		used += part;
		text += part;
		size -= part;
	} while (size);
	return used;
}
