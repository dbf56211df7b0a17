/* SPDX-License-Identifier: Apache-2.0 */
/* capture_file.c - see capture_file.h. */
#include "capture_file.h"

#include <assert.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "autotunnel/dns.h"

enum { MAGIC_NS = (int)0xa1b23c4d };

struct capture_file {
	FILE *file;
	char name[32];
	unsigned snap_length;
	uint64_t now_ns;
};

static void
put_u32(FILE *f, uint32_t value)
{
	fwrite(&value, sizeof(value), 1, f);
}

struct capture_file *
capture_begin(int link, unsigned snap_length)
{
	struct capture_file *c = calloc(1, sizeof(*c));
	uint16_t version[2] = { 2, 4 };
	int fd;

	if (!c)
		abort();
	strcpy(c->name, "/tmp/capture.XXXXXX");
	fd = mkstemp(c->name);
	c->file = fd < 0 ? NULL : fdopen(fd, "wb");
	if (!c->file)
		abort();
	c->snap_length = snap_length;
	c->now_ns = UINT64_C(1700000000000000000);
	put_u32(c->file, (uint32_t)MAGIC_NS);
	fwrite(version, sizeof(version), 1, c->file);
	put_u32(c->file, 0);
	put_u32(c->file, 0);
	put_u32(c->file, 262144);
	put_u32(c->file, (uint32_t)link);
	return c;
}

void
capture_frame(struct capture_file *c, const struct frame_octets *f, uint64_t ns)
{
	size_t captured = f->length < c->snap_length ? f->length :
		c->snap_length;

	c->now_ns += ns;
	put_u32(c->file, (uint32_t)(c->now_ns / 1000000000));
	put_u32(c->file, (uint32_t)(c->now_ns % 1000000000));
	put_u32(c->file, (uint32_t)captured);
	put_u32(c->file, (uint32_t)f->length);
	fwrite(f->octets, 1, captured, c->file);
}

void
capture_octets(struct capture_file *c, const void *octets, size_t size)
{
	fwrite(octets, 1, size, c->file);
}

const char *
capture_name(struct capture_file *c)
{
	fflush(c->file);
	return c->name;
}

void
capture_end(struct capture_file *c)
{
	fclose(c->file);
	unlink(c->name);
	free(c);
}

/* Headers ----------------------------------------------------------------- */

void
wrap_octets(struct frame_octets *f, const void *octets, size_t size)
{
	assert(f->length + size <= FRAME_MAX);
	memmove(f->octets + size, f->octets, f->length);
	memcpy(f->octets, octets, size);
	f->length += size;
}

static void
u16_at(uint8_t *at, size_t value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static void
u32_at(uint8_t *at, uint32_t value)
{
	u16_at(at, value >> 16);
	u16_at(at + 2, value & 0xffff);
}

void
wrap_udp(struct frame_octets *f, uint16_t from, uint16_t to)
{
	uint8_t h[8] = { 0 };

	u16_at(h, from);
	u16_at(h + 2, to);
	u16_at(h + 4, f->length + sizeof(h));
	wrap_octets(f, h, sizeof(h));
}

void
wrap_tcp(struct frame_octets *f, uint16_t from, uint16_t to, uint32_t sequence,
	 uint32_t acknowledged, uint8_t flags)
{
	uint8_t h[24] = { [12] = 0x60, [13] = flags, [20] = 1, 1, 1, 0 };

	u16_at(h, from);
	u16_at(h + 2, to);
	u32_at(h + 4, sequence);
	u32_at(h + 8, acknowledged);
	wrap_octets(f, h, sizeof(h));
}

void
wrap_ipv4(struct frame_octets *f, uint8_t from, uint8_t to, uint8_t protocol,
	  uint16_t id, uint16_t fragment)
{
	/* with an option, so that its length is looked at */
	uint8_t h[24] = { 0x46, [8] = 64, [9] = protocol, [12] = 10,
			  [15] = from, [16] = 10, [19] = to, [20] = 1, 1, 1 };

	u16_at(h + 2, f->length + sizeof(h));
	u16_at(h + 4, id);
	u16_at(h + 6, fragment);
	wrap_octets(f, h, sizeof(h));
}

void
wrap_ipv6(struct frame_octets *f, uint8_t from, uint8_t to, uint8_t next)
{
	uint8_t h[40] = { 0x60, [6] = next, 64, [8] = 0xfd, [23] = from,
			  [24] = 0xfd, [39] = to };

	u16_at(h + 4, f->length);
	wrap_octets(f, h, sizeof(h));
}

void
wrap_ethernet(struct frame_octets *f, uint16_t type)
{
	uint8_t h[14] = { 2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2 };

	u16_at(h + 12, type);
	wrap_octets(f, h, sizeof(h));
}

size_t
make_query(uint8_t *octets, size_t size, uint16_t id, const char *name, bool llq)
{
	struct dns_options o = { .present = true, .llq_count = 1,
		.llq[0] = { DNS_LLQ_VERSION, DNS_LLQ_SETUP, 0, 0, 7200 } };
	struct dns_writer w;
	struct dns_name n;
	int length;

	if (dns_name_from_text(&n, name) < 0)
		abort();
	dns_begin(&w, octets, size, id, 0);
	dns_add_question(&w, &n, DNS_TYPE_PTR, DNS_CLASS_IN);
	if (llq)
		dns_add_options(&w, &o);
	length = dns_end(&w);
	assert(length > 0);
	return (size_t)length;
}
