/* SPDX-License-Identifier: Apache-2.0 */
/* pcapng.c - see pcapng.h. The format: draft-ietf-opsawg-pcapng; numbers stand
 * in the writer's own order of octets, which the first block tells. */
#include "lab/capture/pcapng.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/octets.h"
#include "lab/capture/tcp.h"
#include "lab/output.h"

enum {
	BLOCK_SECTION = 0x0a0d0d0a, BLOCK_INTERFACE = 1, BLOCK_PACKET = 6,
	ORDER_MAGIC = 0x1a2b3c4d,
	LINK_RAW = 101,
	OPTION_COMMENT = 1, OPTION_PROGRAM = 4, OPTION_RESOLUTION = 9,
	NANOSECONDS = 9,

	IPV4_HEADER = 20, IPV6_HEADER = 40, UDP_HEADER = 8, TCP_HEADER = 20,
	ICMP_HEADER = 8,
	IP_MAX = 65535,
	SEGMENT_MAX = IP_MAX - IPV4_HEADER - TCP_HEADER,
	HOPS = 64, DONT_FRAGMENT = 0x4000, WINDOW = 65535,
	TCP_PSH = 8,
	STREAMS = 1024		/* a power of two; two that meet share a place */
};

/* Where the next octet of a stream stands, by the direction it goes. */
struct flow {
	struct endpoint from, to;
	uint32_t sequence, acknowledged;
};

struct pcapng_writer {
	struct output *output;
	uint32_t frames;
	uint16_t id;		/* of the last IPv4 packet */
	struct flow flows[STREAMS];
	uint8_t frame[IP_MAX + IPV6_HEADER];
};

/* Blocks ------------------------------------------------------------------ */

static void
put(struct pcapng_writer *w, const void *octets, size_t size)
{
	fwrite(octets, 1, size, output_file(w->output));
}

static void
put_u32(struct pcapng_writer *w, uint32_t value)
{
	put(w, &value, sizeof(value));
}

static void
put_u16(struct pcapng_writer *w, uint16_t value)
{
	put(w, &value, sizeof(value));
}

static size_t
padded(size_t size)
{
	return (size + 3) & ~(size_t)3;
}

static void
put_padded(struct pcapng_writer *w, const void *octets, size_t size)
{
	static const uint8_t zeros[4];

	put(w, octets, size);
	put(w, zeros, padded(size) - size);
}

/* An option and the end of options, or nothing. */
static size_t
option_size(size_t size)
{
	return size ? 4 + padded(size) + 4 : 0;
}

static void
put_option(struct pcapng_writer *w, uint16_t code, const void *value,
	   size_t size)
{
	if (!size)
		return;
	put_u16(w, code);
	put_u16(w, (uint16_t)size);
	put_padded(w, value, size);
	put_u32(w, 0);
}

static void
put_section(struct pcapng_writer *w)
{
	static const char program[] = "autotunnel-lab " AUTOTUNNEL_VERSION;
	uint32_t size = (uint32_t)(28 + option_size(sizeof(program) - 1));

	put_u32(w, BLOCK_SECTION);
	put_u32(w, size);
	put_u32(w, ORDER_MAGIC);
	put_u16(w, 1);			/* version 1.0 */
	put_u16(w, 0);
	put_u32(w, UINT32_MAX);		/* length not told */
	put_u32(w, UINT32_MAX);
	put_option(w, OPTION_PROGRAM, program, sizeof(program) - 1);
	put_u32(w, size);
}

static void
put_interface(struct pcapng_writer *w)
{
	static const uint8_t resolution = NANOSECONDS;
	uint32_t size = (uint32_t)(20 + option_size(1));

	put_u32(w, BLOCK_INTERFACE);
	put_u32(w, size);
	put_u16(w, LINK_RAW);
	put_u16(w, 0);
	put_u32(w, 0);			/* frames are not cut */
	put_option(w, OPTION_RESOLUTION, &resolution, 1);
	put_u32(w, size);
}

static void
put_frame(struct pcapng_writer *w, uint64_t time_ns, size_t length,
	  const char *comment)
{
	size_t told = comment ? strnlen(comment, PCAPNG_COMMENT_MAX) : 0;
	uint32_t size = (uint32_t)(32 + padded(length) + option_size(told));

	put_u32(w, BLOCK_PACKET);
	put_u32(w, size);
	put_u32(w, 0);			/* the only interface */
	put_u32(w, (uint32_t)(time_ns >> 32));
	put_u32(w, (uint32_t)time_ns);
	put_u32(w, (uint32_t)length);
	put_u32(w, (uint32_t)length);
	put_padded(w, w->frame, length);
	put_option(w, OPTION_COMMENT, comment, told);
	put_u32(w, size);
	w->frames++;
}

/* IP ---------------------------------------------------------------------- */

static uint32_t
sum(uint32_t so_far, const uint8_t *octets, size_t size)
{
	size_t i;

	for (i = 0; i + 1 < size; i += 2)
		so_far += (uint32_t)(octets[i] << 8 | octets[i + 1]);
	if (size & 1)
		so_far += (uint32_t)(octets[size - 1] << 8);
	return so_far;
}

static uint16_t
folded(uint32_t total)
{
	while (total >> 16)
		total = (total & 0xffff) + (total >> 16);
	return (uint16_t)~total;
}

static bool
is_ipv6(const struct endpoint *from, const struct endpoint *to)
{
	return from->family == 6 || to->family == 6;
}

static size_t
ip_header_size(const struct endpoint *from, const struct endpoint *to)
{
	return is_ipv6(from, to) ? IPV6_HEADER : IPV4_HEADER;
}

/* Writes the header of a packet with SIZE octets of PROTOCOL behind it. */
static void
write_ip(struct pcapng_writer *w, struct writer *out,
	 const struct endpoint *from, const struct endpoint *to,
	 uint8_t protocol, size_t size)
{
	size_t at = out->at;

	if (is_ipv6(from, to)) {
		write_u32be(out, UINT32_C(6) << 28);
		write_u16be(out, (uint16_t)size);
		write_u8(out, protocol);
		write_u8(out, HOPS);
		write_octets(out, from->address, 16);
		write_octets(out, to->address, 16);
		return;
	}
	write_u16be(out, 0x4500);
	write_u16be(out, (uint16_t)(IPV4_HEADER + size));
	write_u16be(out, ++w->id);
	write_u16be(out, DONT_FRAGMENT);
	write_u8(out, HOPS);
	write_u8(out, protocol);
	write_u16be(out, 0);
	write_octets(out, from->address, 4);
	write_octets(out, to->address, 4);
	write_u16be_at(out, at + 10,
		       folded(sum(0, out->octets + at, IPV4_HEADER)));
}

/* Of SIZE octets at AT and the pseudo-header (RFC 768, 9293, 8200 8.1). */
static uint16_t
checksum(const uint8_t *at, size_t size, uint8_t protocol,
	 const struct endpoint *from, const struct endpoint *to)
{
	size_t address = is_ipv6(from, to) ? 16 : 4;
	uint32_t total = protocol + (uint32_t)size;

	total = sum(total, from->address, address);
	total = sum(total, to->address, address);
	return folded(sum(total, at, size));
}

static size_t
make_udp(struct pcapng_writer *w, const struct endpoint *from,
	 const struct endpoint *to, const uint8_t *octets, size_t length)
{
	size_t ip = ip_header_size(from, to), size;
	struct writer out;
	uint16_t check;

	if (length > IP_MAX - ip - UDP_HEADER)
		length = IP_MAX - ip - UDP_HEADER;
	size = UDP_HEADER + length;
	writer_init(&out, w->frame, sizeof(w->frame));
	write_ip(w, &out, from, to, IPPROTO_UDP, size);
	write_u16be(&out, from->port);
	write_u16be(&out, to->port);
	write_u16be(&out, (uint16_t)size);
	write_u16be(&out, 0);
	write_octets(&out, octets, length);
	check = checksum(w->frame + ip, size, IPPROTO_UDP, from, to);
	write_u16be_at(&out, ip + 6, check ? check : 0xffff);
	return out.at;
}

/* TCP --------------------------------------------------------------------- */

static struct flow *
flow_of(struct pcapng_writer *w, const struct endpoint *from,
	const struct endpoint *to)
{
	uint32_t hash = from->port * 31u + to->port * 17u;
	struct flow *f;
	unsigned i;

	for (i = 0; i < sizeof(from->address); i++)
		hash = hash * 31u + from->address[i] * 7u + to->address[i];
	f = &w->flows[(hash ^ hash >> 15) % STREAMS];
	if (!endpoint_equal(&f->from, from) || !endpoint_equal(&f->to, to))
		*f = (struct flow){ *from, *to, 1, 1 };
	return f;
}

static size_t
make_tcp(struct pcapng_writer *w, const struct endpoint *from,
	 const struct endpoint *to, uint8_t flags, const uint8_t *octets,
	 size_t length)
{
	struct flow *there = flow_of(w, from, to);
	struct flow *back = flow_of(w, to, from);
	size_t ip = ip_header_size(from, to);
	struct writer out;

	writer_init(&out, w->frame, sizeof(w->frame));
	write_ip(w, &out, from, to, IPPROTO_TCP, TCP_HEADER + length);
	write_u16be(&out, from->port);
	write_u16be(&out, to->port);
	write_u32be(&out, there->sequence);
	write_u32be(&out, back->sequence);
	write_u16be(&out, (uint16_t)((TCP_HEADER / 4) << 12 | flags));
	write_u16be(&out, WINDOW);
	write_u32be(&out, 0);		/* checksum, urgent pointer */
	write_octets(&out, octets, length);
	write_u16be_at(&out, ip + 16, checksum(w->frame + ip, TCP_HEADER +
					       length, IPPROTO_TCP, from, to));
	there->sequence += (uint32_t)length + !!(flags & (TCP_SYN | TCP_FIN));
	return out.at;
}

static void
add_message(struct pcapng_writer *w, const struct packet *p,
	    const char *comment)
{
	uint8_t first[SEGMENT_MAX] = { (uint8_t)(p->length >> 8),
				       (uint8_t)p->length };
	size_t length = p->length < SEGMENT_MAX - 2 ? p->length :
		SEGMENT_MAX - 2;

	memcpy(first + 2, p->octets, length);
	put_frame(w, p->time_ns, make_tcp(w, &p->from, &p->to, TCP_ACK |
					  TCP_PSH, first, length + 2), comment);
	if (length < p->length)
		put_frame(w, p->time_ns,
			  make_tcp(w, &p->from, &p->to, TCP_ACK | TCP_PSH,
				   p->octets + length, p->length - length),
			  NULL);
}

static void
add_open(struct pcapng_writer *w, const struct packet *p, const char *comment)
{
	/* the SYN that it answers has the number before the first octet's */
	flow_of(w, &p->from, &p->to)->sequence = 1;
	flow_of(w, &p->to, &p->from)->sequence = 0;
	put_frame(w, p->time_ns, make_tcp(w, &p->to, &p->from,
					  TCP_SYN | TCP_ACK, NULL, 0), comment);
}

/* ICMP -------------------------------------------------------------------- */

/* The datagram that could not be delivered went from p->to to p->about; of it
 * an error holds the headers (RFC 792, RFC 4443 3.1). */
static size_t
make_unreachable(struct pcapng_writer *w, const struct packet *p)
{
	bool v6 = is_ipv6(&p->from, &p->to);
	uint8_t protocol = v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
	size_t ip = ip_header_size(&p->from, &p->to);
	size_t size = ICMP_HEADER + ip + UDP_HEADER;
	const uint8_t *icmp = w->frame + ip;
	struct writer out;

	writer_init(&out, w->frame, sizeof(w->frame));
	write_ip(w, &out, &p->from, &p->to, protocol, size);
	write_u8(&out, v6 ? 1 : 3);
	write_u8(&out, v6 ? 4 : 3);
	write_zeros(&out, ICMP_HEADER - 2);
	write_ip(w, &out, &p->to, &p->about, IPPROTO_UDP, UDP_HEADER);
	write_u16be(&out, p->to.port);
	write_u16be(&out, p->about.port);
	write_u16be(&out, UDP_HEADER);
	write_u16be(&out, 0);
	write_u16be_at(&out, ip + 2, v6 ?
		       checksum(icmp, size, protocol, &p->from, &p->to) :
		       folded(sum(0, icmp, size)));
	return out.at;
}

/* The writer -------------------------------------------------------------- */

int
pcapng_create(const char *path, struct pcapng_writer **out)
{
	struct pcapng_writer *w = calloc(1, sizeof(*w));
	int r;

	if (!w)
		return -ENOMEM;
	r = output_open(path, &w->output);
	if (r < 0) {
		free(w);
		return r;
	}
	put_section(w);
	put_interface(w);
	*out = w;
	return 0;
}

void
pcapng_add(struct pcapng_writer *w, const struct packet *p, const char *comment)
{
	size_t length;

	switch (p->kind) {
	case PACKET_TCP:
		add_message(w, p, comment);
		return;
	case PACKET_TCP_OPEN:
		add_open(w, p, comment);
		return;
	case PACKET_TCP_CLOSE:
		length = make_tcp(w, &p->from, &p->to, TCP_FIN | TCP_ACK, NULL,
				  0);
		break;
	case PACKET_UNREACHABLE:
		length = make_unreachable(w, p);
		break;
	default:
		length = make_udp(w, &p->from, &p->to, p->octets, p->length);
		break;
	}
	put_frame(w, p->time_ns, length, comment);
}

uint32_t
pcapng_frames(const struct pcapng_writer *w)
{
	return w->frames;
}

int
pcapng_close(struct pcapng_writer *w)
{
	int r = output_keep(w->output);

	free(w);
	return r;
}

void
pcapng_drop(struct pcapng_writer *w)
{
	if (!w)
		return;
	output_drop(w->output);
	free(w);
}
