/* SPDX-License-Identifier: Apache-2.0 */
/* dns_read.c - reading DNS messages: everything is checked once, in dns_open. */
#include "autotunnel/dns.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

enum {
	POINTER = 0xc0,			/* RFC 1035 4.1.4 */
	POINTERS_MAX = DNS_NAME_MAX / 2,	/* as many as a name has labels */
	RECORD_FIXED = 10,		/* TYPE, CLASS, TTL, RDLENGTH */
	OPTION_HEADER = 4,
	SERIAL_BACK = 20,		/* from an SOA's SERIAL to its end */
	LABEL_CHUNK = 16
};

static uint16_t
u16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static uint32_t
u32(const uint8_t *p)
{
	return (uint32_t)u16(p) << 16 | u16(p + 2);
}

static uint64_t
u64(const uint8_t *p)
{
	return (uint64_t)u32(p) << 32 | u32(p + 4);
}

/* A label with its length, and what comes after it as far as that is at hand:
 * a copy of a fixed size is one instruction, of a length known late a call. */
static void
copy_label(uint8_t *to, const uint8_t *from, size_t size, size_t room)
{
	if (size <= LABEL_CHUNK && room >= LABEL_CHUNK)
		memcpy(to, from, LABEL_CHUNK);
	else
		memcpy(to, from, size);
}

/* Reads the name at *AT, following pointers, each of which must point before
 * the place where the chase began or the last pointer's target: so it ends. It
 * ends soon, too: of a long chain that each of many names points to, a message
 * would take long to read. NAME may be NULL: then it is only passed over. The
 * length of what it is, or 0. */
static inline __attribute__((always_inline)) size_t
walk_name(const uint8_t *octets, size_t length, size_t *at,
	  struct dns_name *name)
{
	size_t i = *at, earliest = i, used = 0, target, room;
	unsigned size, pointers = 0;

	for (;;) {
		if (i >= length)
			return 0;
		size = octets[i];
		if (size > DNS_LABEL_MAX) {
			if ((size & POINTER) != POINTER)
				return 0;
			if (i + 2 > length)
				return 0;
			target = u16(octets + i) & 0x3fff;
			if (!pointers)
				*at = i + 2;
			if (target >= earliest || target < DNS_HEADER_SIZE ||
			    pointers++ == POINTERS_MAX)
				return 0;
			earliest = i = target;
			continue;
		}
		if (i + 1 + size > length ||
		    used + 1 + size + (size != 0) > DNS_NAME_MAX)
			return 0;
		if (name) {
			room = length - i;
			if (room > DNS_NAME_MAX - used)
				room = DNS_NAME_MAX - used;
			copy_label(name->wire + used, octets + i, 1 + size,
				   room);
		}
		used += 1 + size;
		i += 1 + size;
		if (size == 0)
			break;
	}
	if (!pointers)
		*at = i;
	return used;
}

static bool
read_name(const uint8_t *octets, size_t length, size_t *at,
	  struct dns_name *name)
{
	size_t used = walk_name(octets, length, at, name);

	name->length = (uint8_t)used;
	return used != 0;
}

static size_t
skip_name(const uint8_t *octets, size_t length, size_t *at)
{
	return walk_name(octets, length, at, NULL);
}

/* RDATA with names ------------------------------------------------------------ */

/* How RDATA of TYPE is laid out: octets before, names, octets after. */
struct layout {
	uint8_t before, names, after;
};

static const struct layout layouts[] = {
	[DNS_TYPE_NS] = { 0, 1, 0 },
	[DNS_TYPE_CNAME] = { 0, 1, 0 },
	[DNS_TYPE_PTR] = { 0, 1, 0 },
	[DNS_TYPE_SOA] = { 0, 2, SERIAL_BACK },
	[DNS_TYPE_SRV] = { 6, 1, 0 },
};

static struct layout
layout_of(uint16_t type)
{
	return type < sizeof(layouts) / sizeof(layouts[0]) ? layouts[type] :
		(struct layout){ 0, 0, 0 };
}

/* Uncompresses RDATA at [AT, END) into OUT, if that is no NULL; its length, or 0
 * if it lies. */
static size_t
expand(const struct dns_message *msg, struct layout l, size_t at, size_t end,
       uint8_t *out)
{
	struct dns_name name;
	size_t used = l.before, size;
	unsigned i;

	if (at + l.before > end)
		return 0;
	if (out)
		memcpy(out, msg->octets + at, l.before);
	at += l.before;
	for (i = 0; i < l.names; i++) {
		size = out ? walk_name(msg->octets, end, &at, &name) :
			skip_name(msg->octets, end, &at);
		if (size == 0)
			return 0;
		if (out)
			memcpy(out + used, name.wire, size);
		used += size;
	}
	if (at + l.after != end)
		return 0;
	if (out)
		memcpy(out + used, msg->octets + at, l.after);
	return used + l.after;
}

/* What stands between a record's owner and the next record, at *AT. UPDATE has
 * records without RDATA (RFC 2136 2.4, 2.5): class ANY or NONE, RDLENGTH 0.
 * EXPANDED may be NULL: then rdata is as it stands in the message. */
static bool
read_rest(const struct dns_message *msg, size_t *at, struct dns_record *rr,
	  uint8_t *expanded)
{
	const uint8_t *p;
	struct layout l;
	size_t end;

	if (*at + RECORD_FIXED > msg->length)
		return false;
	p = msg->octets + *at;
	rr->type = u16(p);
	rr->class = u16(p + 2);
	rr->ttl = u32(p + 4);
	rr->rdata_length = u16(p + 8);
	*at += RECORD_FIXED;
	end = *at + rr->rdata_length;
	if (end > msg->length)
		return false;
	rr->rdata = msg->octets + *at;
	l = layout_of(rr->type);
	if (l.names && (rr->rdata_length || rr->class == DNS_CLASS_IN)) {
		size_t size = expand(msg, l, *at, end, expanded);

		if (size == 0)
			return false;
		if (expanded) {
			rr->rdata_length = (uint16_t)size;
			rr->rdata = expanded;
		}
	}
	*at = end;
	return true;
}

/* One record at *AT. */
static bool
read_record(const struct dns_message *msg, size_t *at, struct dns_record *rr)
{
	return read_name(msg->octets, msg->length, at, &rr->name) &&
		read_rest(msg, at, rr, rr->expanded);
}

/* OPT -------------------------------------------------------------------------- */

static void
read_llq(struct dns_options *o, const uint8_t *p, size_t size)
{
	struct dns_llq *llq;

	if (size != DNS_LLQ_OPTION_SIZE ||
	    o->llq_count == DNS_LLQ_OPTIONS_MAX) {
		o->llq_malformed = true;
		return;
	}
	llq = &o->llq[o->llq_count++];
	llq->version = u16(p);
	llq->opcode = u16(p + 2);
	llq->error = u16(p + 4);
	llq->id = u64(p + 6);
	llq->lease_s = u32(p + 14);
}

static void
read_lease(struct dns_options *o, const uint8_t *p, size_t size)
{
	if ((size != 4 && size != 8) || o->has_lease) {
		o->lease_malformed = true;
		return;
	}
	o->has_lease = true;
	o->lease_s = u32(p);
	o->has_key_lease = size == 8;
	if (o->has_key_lease)
		o->key_lease_s = u32(p + 4);
}

/* Options we do not know are passed over (RFC 6891 6.1.2). */
static bool
read_options(struct dns_options *o, const struct dns_record *rr)
{
	size_t at = 0, size;
	const uint8_t *p;

	if (o->present)
		return false;
	o->present = true;
	o->udp_size = rr->class;
	while (at < rr->rdata_length) {
		if (at + OPTION_HEADER > rr->rdata_length)
			return false;
		p = rr->rdata + at;
		size = u16(p + 2);
		at += OPTION_HEADER + size;
		if (at > rr->rdata_length)
			return false;
		if (u16(p) == DNS_OPTION_LLQ)
			read_llq(o, p + OPTION_HEADER, size);
		else if (u16(p) == DNS_OPTION_UPDATE_LEASE)
			read_lease(o, p + OPTION_HEADER, size);
	}
	return true;
}

/* The message ------------------------------------------------------------------- */

static bool
open_questions(struct dns_message *msg, size_t *at)
{
	unsigned i;

	msg->section[DNS_QUESTION] = *at;
	for (i = 0; i < msg->count[DNS_QUESTION]; i++) {
		if (!skip_name(msg->octets, msg->length, at) ||
		    *at + 4 > msg->length)
			return false;
		*at += 4;
	}
	return true;
}

static bool
open_section(struct dns_message *msg, enum dns_section section, size_t *at)
{
	struct dns_record rr;
	size_t start, owner;
	unsigned i;

	msg->section[section] = *at;
	for (i = 0; i < msg->count[section]; i++) {
		start = *at;
		owner = skip_name(msg->octets, msg->length, at);
		if (owner == 0 || !read_rest(msg, at, &rr, NULL))
			return false;
		if (rr.type == DNS_TYPE_OPT &&
		    (section != DNS_ADDITIONAL || owner != 1 ||
		     !read_options(&msg->options, &rr)))
			return false;
		if (rr.type == DNS_TYPE_SOA && !msg->has_serial &&
		    rr.rdata_length) {
			msg->has_serial = true;
			msg->serial = u32(msg->octets + *at - SERIAL_BACK);
		}
		if (rr.type != DNS_TYPE_TSIG)
			continue;
		msg->tsig_count++;
		msg->tsig = start;
		msg->tsig_last = section == DNS_ADDITIONAL &&
			i + 1u == msg->count[section];
	}
	return true;
}

int
dns_open(struct dns_message *msg, const uint8_t *octets, size_t length)
{
	size_t at = DNS_HEADER_SIZE;
	unsigned i;

	memset(msg, 0, sizeof(*msg));
	if (length < DNS_HEADER_SIZE || length > DNS_MESSAGE_MAX)
		return -EBADMSG;
	msg->octets = octets;
	msg->length = length;
	msg->id = u16(octets);
	msg->flags = u16(octets + 2);
	for (i = 0; i < 4; i++)
		msg->count[i] = u16(octets + 4 + 2 * i);
	if (!open_questions(msg, &at))
		return -EBADMSG;
	for (i = DNS_ANSWER; i <= DNS_ADDITIONAL; i++)
		if (!open_section(msg, i, &at))
			return -EBADMSG;
	return at == length ? 0 : -EBADMSG;
}

void
dns_questions(const struct dns_message *msg, struct dns_iterator *it)
{
	it->message = msg;
	it->left = msg->count[DNS_QUESTION];
	it->at = msg->section[DNS_QUESTION];
}

bool
dns_next_question(struct dns_iterator *it, struct dns_question *q)
{
	const struct dns_message *msg = it->message;
	bool ok;

	if (it->left == 0)
		return false;
	it->left--;
	ok = read_name(msg->octets, msg->length, &it->at, &q->name);
	assert(ok);
	q->type = u16(msg->octets + it->at);
	q->class = u16(msg->octets + it->at + 2);
	it->at += 4;
	return ok;
}

bool
dns_first_question(const struct dns_message *msg, struct dns_question *q)
{
	size_t end = msg->section[DNS_ANSWER] - 4;
	struct dns_iterator it;

	if (msg->count[DNS_QUESTION] != 1) {
		dns_questions(msg, &it);
		return dns_next_question(&it, q);
	}
	/* there is nothing before the first name that it could point to */
	q->name.length = (uint8_t)(end - DNS_HEADER_SIZE);
	memcpy(q->name.wire, msg->octets + DNS_HEADER_SIZE, q->name.length);
	q->type = u16(msg->octets + end);
	q->class = u16(msg->octets + end + 2);
	return true;
}

void
dns_records(const struct dns_message *msg, enum dns_section section,
	    struct dns_iterator *it)
{
	assert(section != DNS_QUESTION);
	it->message = msg;
	it->left = msg->count[section];
	it->at = msg->section[section];
}

bool
dns_next(struct dns_iterator *it, struct dns_record *rr)
{
	bool ok;

	if (it->left == 0)
		return false;
	it->left--;
	ok = read_record(it->message, &it->at, rr);
	assert(ok);
	return ok;
}

/* RDATA --------------------------------------------------------------------------- */

/* The name at *AT of uncompressed RDATA. */
static bool
rdata_name(const uint8_t *rdata, size_t length, size_t *at,
	   struct dns_name *name)
{
	size_t i = *at;

	while (i < length && rdata[i] != 0) {
		if (rdata[i] > DNS_LABEL_MAX)
			return false;
		i += 1u + rdata[i];
	}
	if (i >= length || i + 1 - *at > DNS_NAME_MAX ||
	    dns_name_from_wire(name, rdata + *at, i + 1 - *at) < 0)
		return false;
	*at = i + 1;
	return true;
}

bool
dns_read_srv(const struct dns_record *rr, struct dns_srv *srv)
{
	size_t at = 6;

	if (rr->type != DNS_TYPE_SRV || rr->rdata_length < 7)
		return false;
	srv->priority = u16(rr->rdata);
	srv->weight = u16(rr->rdata + 2);
	srv->port = u16(rr->rdata + 4);
	return rdata_name(rr->rdata, rr->rdata_length, &at, &srv->target) &&
		at == rr->rdata_length;
}

bool
dns_read_soa(const struct dns_record *rr, struct dns_soa *soa)
{
	const uint8_t *p;
	size_t at = 0;

	if (rr->type != DNS_TYPE_SOA ||
	    !rdata_name(rr->rdata, rr->rdata_length, &at, &soa->mname) ||
	    !rdata_name(rr->rdata, rr->rdata_length, &at, &soa->rname) ||
	    at + 20 != rr->rdata_length)
		return false;
	p = rr->rdata + at;
	soa->serial = u32(p);
	soa->refresh_s = u32(p + 4);
	soa->retry_s = u32(p + 8);
	soa->expire_s = u32(p + 12);
	soa->minimum_s = u32(p + 16);
	return true;
}

bool
dns_read_name(const struct dns_record *rr, struct dns_name *name)
{
	size_t at = 0;

	if (rr->type != DNS_TYPE_NS && rr->type != DNS_TYPE_CNAME &&
	    rr->type != DNS_TYPE_PTR)
		return false;
	return rdata_name(rr->rdata, rr->rdata_length, &at, name) &&
		at == rr->rdata_length;
}

bool
dns_read_a(const struct dns_record *rr, uint8_t address[4])
{
	if (rr->type != DNS_TYPE_A || rr->rdata_length != 4)
		return false;
	memcpy(address, rr->rdata, 4);
	return true;
}

bool
dns_read_aaaa(const struct dns_record *rr, uint8_t address[16])
{
	if (rr->type != DNS_TYPE_AAAA || rr->rdata_length != 16)
		return false;
	memcpy(address, rr->rdata, 16);
	return true;
}

/* Names compare label by label without case, everything else by octet. */
bool
dns_rdata_equal(uint16_t type, const uint8_t *a, size_t a_length,
		const uint8_t *b, size_t b_length)
{
	struct layout l = layout_of(type);
	struct dns_name name_a, name_b;
	size_t at_a = l.before, at_b = l.before;
	unsigned i;

	/* an UPDATE's records may have no RDATA (RFC 2136 2.4, 2.5) */
	if (l.names == 0 || a_length <= l.before || b_length <= l.before)
		return a_length == b_length && !memcmp(a, b, a_length);
	if (memcmp(a, b, l.before) != 0)
		return false;
	for (i = 0; i < l.names; i++)
		if (!rdata_name(a, a_length, &at_a, &name_a) ||
		    !rdata_name(b, b_length, &at_b, &name_b) ||
		    !dns_name_equal(&name_a, &name_b))
			return false;
	return a_length - at_a == b_length - at_b &&
		!memcmp(a + at_a, b + at_b, a_length - at_a);
}

bool
dns_serial_after(uint32_t a, uint32_t b)
{
	return a != b && a - b < 0x80000000u;
}
