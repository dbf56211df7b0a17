/* SPDX-License-Identifier: Apache-2.0 */
/* dns_write.c - writing DNS messages into the caller's buffer. */
#include "autotunnel/dns.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

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

static void
put_u64(struct dns_writer *w, uint64_t value)
{
	put_u32(w, (uint32_t)(value >> 32));
	put_u32(w, (uint32_t)value);
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
		if (p[offset] != *name || (*name && p[offset + 1] != name[1]) ||
		    memcmp(p + offset, name, 1u + *name) != 0)
			return false;
		if (*name == 0)
			return true;
		offset += 1u + p[offset];
		name += 1u + *name;
	}
}

/* What names that differ mostly differ in: how long the rest is from LABEL on,
 * and its first octets. A label that is not the root's is followed by one octet
 * at least. */
static uint32_t
tag_of(const uint8_t *label, size_t left)
{
	return (uint32_t)left << 24 | (uint32_t)label[0] << 16 |
		(uint32_t)label[1] << 8 | label[2];
}

/* Only octet-equal suffixes are shared: the case as given is what is sent. */
static bool
find_written(const struct dns_writer *w, const uint8_t *label, uint32_t tag,
	     uint16_t *offset)
{
	unsigned i;

	for (i = 0; i < w->name_count; i++)
		if (w->tags[i] == tag && written_is(w, w->names[i], label)) {
			*offset = w->names[i];
			return true;
		}
	return false;
}

/* The labels of NAME before SIZE can be pointed to from now on. */
static void
remember_labels(struct dns_writer *w, const struct dns_name *name, size_t size)
{
	size_t i;

	for (i = 0; i < size && w->at + i < 0x4000 &&
	     w->name_count < DNS_COMPRESS_MAX; i += 1u + name->wire[i]) {
		w->tags[w->name_count] = tag_of(name->wire + i,
						name->length - i);
		w->names[w->name_count++] = (uint16_t)(w->at + i);
	}
}

/* As many labels as nobody has written yet, and then where the rest stands. */
static void
put_name(struct dns_writer *w, const struct dns_name *name)
{
	const uint8_t *wire = name->wire;
	uint16_t offset = 0;
	bool found = false;
	size_t i;

	assert(name->length > 0);
	for (i = 0; wire[i] != 0 && !w->overflow; i += 1u + wire[i]) {
		found = find_written(w, wire + i,
				     tag_of(wire + i, name->length - i),
				     &offset);
		if (found)
			break;
	}
	remember_labels(w, name, i);
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

static void
put_llq(struct dns_writer *w, const struct dns_llq *llq)
{
	put_u16(w, DNS_OPTION_LLQ);
	put_u16(w, DNS_LLQ_OPTION_SIZE);
	put_u16(w, llq->version);
	put_u16(w, llq->opcode);
	put_u16(w, llq->error);
	put_u64(w, llq->id);
	put_u32(w, llq->lease_s);
}

/* RFC 6891 6.1.2: root, TYPE, CLASS = size, TTL 0, options. */
void
dns_add_options(struct dns_writer *w, const struct dns_options *o)
{
	unsigned lease = o->has_key_lease ? 8 : 4, i;

	put(w, "", 1);
	put_u16(w, DNS_TYPE_OPT);
	put_u16(w, o->udp_size);
	put_u32(w, 0);
	put_u16(w, o->llq_count * (4 + DNS_LLQ_OPTION_SIZE) +
		(o->has_lease ? 4 + lease : 0));
	for (i = 0; i < o->llq_count; i++)
		put_llq(w, &o->llq[i]);
	if (o->has_lease) {
		put_u16(w, DNS_OPTION_UPDATE_LEASE);
		put_u16(w, lease);
		put_u32(w, o->lease_s);
		if (o->has_key_lease)
			put_u32(w, o->key_lease_s);
	}
	w->count[DNS_ADDITIONAL]++;
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
