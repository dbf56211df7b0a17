/* SPDX-License-Identifier: Apache-2.0 */
/* frame.c - see frame.h. */
#include "lab/capture/frame.h"

#include <errno.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <stdlib.h>
#include <string.h>

#include "lab/capture/fragments.h"
#include "lab/capture/looks.h"
#include "lab/capture/tcp.h"

enum {
	TYPE_IPV4 = 0x0800, TYPE_IPV6 = 0x86dd,
	TYPE_VLAN = 0x8100, TYPE_QINQ = 0x88a8, TYPE_QINQ_OLD = 0x9100,
	TAGS_MAX = 4,
	IPV4_HEADER = 20, IPV4_MORE = 0x2000, IPV4_OFFSET = 0x1fff,
	IPV6_HEADER = 40, IPV6_EXTENSIONS_MAX = 16,
	UDP_HEADER = 8, TCP_HEADER = 20, ICMP_HEADER = 8,
	/* RFC 792; RFC 4443 3.1 */
	ICMP_UNREACHABLE = 3, ICMP_PORT = 3,
	ICMPV6_UNREACHABLE = 1, ICMPV6_PORT = 4
};

struct frame_reader {
	int link;
	struct looks looks;
	struct fragments *fragments;
	struct tcp *tcp;
	struct frame frame;	/* the last one */
	bool has_packet;	/* packet is to be given; else ask tcp */
	struct packet packet;
};

/* What is looked at: octets that the capture has, and how many were sent. */
struct part {
	const uint8_t *at;
	size_t captured;
	size_t length;
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

static bool
skip(struct part *p, size_t size)
{
	if (p->captured < size || p->length < size)
		return false;
	p->at += size;
	p->captured -= size;
	p->length -= size;
	return true;
}

/* P is no longer than LENGTH: what follows is padding. */
static void
shorten(struct part *p, size_t length)
{
	if (p->length > length)
		p->length = length;
	if (p->captured > length)
		p->captured = length;
}

int
frame_open(int link, struct frame_reader **out)
{
	struct frame_reader *r;
	int n;

	switch (link) {
	case DLT_EN10MB:
	case DLT_LINUX_SLL:
	case DLT_LINUX_SLL2:
	case DLT_RAW:
	case DLT_IPV4:
	case DLT_IPV6:
	case DLT_NULL:
	case DLT_LOOP:
		break;
	default:
		return -EPROTONOSUPPORT;
	}
	r = calloc(1, sizeof(*r));
	if (!r)
		return -ENOMEM;
	r->link = link;
	n = fragments_open(&r->fragments);
	if (n == 0)
		n = tcp_open(&r->looks, &r->tcp);
	if (n < 0) {
		frame_close(r);
		return n;
	}
	*out = r;
	return 0;
}

void
frame_close(struct frame_reader *r)
{
	if (!r)
		return;
	fragments_close(r->fragments);
	tcp_close(r->tcp);
	free(r);
}

uint32_t
frame_lost(const struct frame_reader *r)
{
	return tcp_lost(r->tcp);
}

/* Transport --------------------------------------------------------------- */

/* A datagram between two addresses: what the network layer found. */
struct datagram {
	struct endpoint from;
	struct endpoint to;
	uint8_t protocol;
	bool fragmented;
	struct part part;
};

static bool
give(struct frame_reader *r, enum packet_kind kind, const struct datagram *d)
{
	struct packet *p = &r->packet;

	p->number = r->frame.number;
	p->time_ns = r->frame.time_ns;
	p->kind = kind;
	p->from = d->from;
	p->to = d->to;
	memset(&p->about, 0, sizeof(p->about));
	p->octets = d->part.at;
	p->length = d->part.captured;
	p->cut = d->part.captured < d->part.length;
	p->fragmented = d->fragmented;
	p->judged = false;
	p->verdict = VERDICT_UNSIGNED;
	p->key = KEY_NONE;
	r->has_packet = true;
	return true;
}

static bool
take_udp(struct frame_reader *r, struct datagram *d)
{
	const uint8_t *p = d->part.at;
	size_t length;

	if (d->part.captured < UDP_HEADER)
		return false;
	d->from.port = u16(p);
	d->to.port = u16(p + 2);
	length = u16(p + 4);
	if (length >= UDP_HEADER)	/* 0: a jumbogram, RFC 2675 */
		shorten(&d->part, length);
	if (!skip(&d->part, UDP_HEADER))
		return false;
	return looks_datagram(&r->looks, &d->from, &d->to, d->part.at,
			      d->part.captured) &&
		give(r, PACKET_UDP, d);
}

static bool
take_tcp(struct frame_reader *r, struct datagram *d)
{
	struct segment s = { .number = r->frame.number,
			     .time_ns = r->frame.time_ns };
	const uint8_t *p = d->part.at;
	size_t header;

	if (d->part.captured < TCP_HEADER)
		return false;
	header = (size_t)(p[12] >> 4) * 4;
	if (header < TCP_HEADER || !skip(&d->part, header))
		return false;
	s.from = d->from;
	s.to = d->to;
	s.from.port = u16(p);
	s.to.port = u16(p + 2);
	s.sequence = u32(p + 4);
	s.acknowledged = u32(p + 8);
	s.flags = p[13];
	s.octets = d->part.at;
	s.captured = d->part.captured;
	s.length = d->part.length;
	return tcp_segment(r->tcp, &s);
}

static bool
is_ours(const struct frame_reader *r, const struct endpoint *e)
{
	return looks_natpmp_port(e->port) || looks_dns_port(e->port) ||
		looks_learnt(&r->looks, e);
}

static bool read_ip(const struct part *part, struct datagram *d,
		    struct fragment *g);

/* Port unreachable: behind it stands the datagram that could not be
 * delivered, or its beginning. */
static bool
take_icmp(struct frame_reader *r, struct datagram *d, bool ipv6)
{
	const uint8_t *p = d->part.at;
	struct fragment g = { .length = 0 };
	struct datagram about;

	if (d->part.captured < ICMP_HEADER ||
	    p[0] != (ipv6 ? ICMPV6_UNREACHABLE : ICMP_UNREACHABLE) ||
	    p[1] != (ipv6 ? ICMPV6_PORT : ICMP_PORT))
		return false;
	skip(&d->part, ICMP_HEADER);
	if (!read_ip(&d->part, &about, &g) || g.length ||
	    about.protocol != IPPROTO_UDP || about.part.captured < 4)
		return false;
	about.from.port = u16(about.part.at);
	about.to.port = u16(about.part.at + 2);
	if (!is_ours(r, &about.from) && !is_ours(r, &about.to))
		return false;
	d->to.port = about.from.port;
	d->part.captured = d->part.length = 0;
	give(r, PACKET_UNREACHABLE, d);
	r->packet.about = about.to;
	return true;
}

static bool
take_transport(struct frame_reader *r, struct datagram *d)
{
	switch (d->protocol) {
	case IPPROTO_UDP:
		return take_udp(r, d);
	case IPPROTO_TCP:
		return take_tcp(r, d);
	case IPPROTO_ICMP:
		return d->from.family == 4 && take_icmp(r, d, false);
	case IPPROTO_ICMPV6:
		return d->from.family == 6 && take_icmp(r, d, true);
	default:
		return false;
	}
}

/* Network ----------------------------------------------------------------- */

static void
set_address(struct endpoint *e, const uint8_t *address, unsigned size)
{
	memset(e, 0, sizeof(*e));
	e->family = size == 4 ? 4 : 6;
	memcpy(e->address, address, size);
}

static bool
read_ipv4(struct part part, struct datagram *d, struct fragment *g)
{
	const uint8_t *p = part.at;
	size_t header, total;
	unsigned offset;

	if (part.captured < IPV4_HEADER)
		return false;
	header = (size_t)(p[0] & 0xf) * 4;
	total = u16(p + 2);
	/* 0: the network card cuts it into packets later */
	if (total)
		shorten(&part, total);
	if (header < IPV4_HEADER || !skip(&part, header))
		return false;
	set_address(&d->from, p + 12, 4);
	set_address(&d->to, p + 16, 4);
	d->protocol = p[9];
	d->part = part;
	offset = u16(p + 6);
	if (!(offset & (IPV4_MORE | IPV4_OFFSET)))
		return true;
	g->id = u16(p + 4);
	g->more = offset & IPV4_MORE;
	g->offset = (size_t)(offset & IPV4_OFFSET) * 8;
	g->length = total > header ? total - header : part.length;
	return true;
}

/* RFC 8200 4: the header that NEXT names at PART's beginning is one to pass. */
static bool
pass_extension(struct part *part, uint8_t *next, struct fragment *g)
{
	const uint8_t *p = part->at;
	size_t size;

	if (part->captured < 8)
		return false;
	if (*next == IPPROTO_FRAGMENT) {
		g->id = u32(p + 4);
		g->more = p[3] & 1;
		g->offset = u16(p + 2) & 0xfff8;
		if (!skip(part, 8))
			return false;
		*next = p[0];
		if (g->more || g->offset)
			g->length = part->length;
		return true;
	}
	size = *next == IPPROTO_AH ? ((size_t)p[1] + 2) * 4 :
		((size_t)p[1] + 1) * 8;
	if (!skip(part, size))
		return false;
	*next = p[0];
	return true;
}

static bool
is_extension(uint8_t next)
{
	return next == IPPROTO_HOPOPTS || next == IPPROTO_ROUTING ||
		next == IPPROTO_DSTOPTS || next == IPPROTO_FRAGMENT ||
		next == IPPROTO_AH;
}

static bool
read_ipv6(struct part part, struct datagram *d, struct fragment *g)
{
	const uint8_t *p = part.at;
	unsigned i;
	size_t size;

	if (part.captured < IPV6_HEADER)
		return false;
	size = u16(p + 4);
	skip(&part, IPV6_HEADER);
	if (size)
		shorten(&part, size);
	set_address(&d->from, p + 8, 16);
	set_address(&d->to, p + 24, 16);
	d->protocol = p[6];
	for (i = 0; is_extension(d->protocol) && !g->length; i++)
		if (i == IPV6_EXTENSIONS_MAX ||
		    !pass_extension(&part, &d->protocol, g))
			return false;
	d->part = part;
	return true;
}

/* G's length is 0 if it is a whole datagram. */
static bool
read_ip(const struct part *part, struct datagram *d, struct fragment *g)
{
	if (!part->captured)
		return false;
	switch (part->at[0] >> 4) {
	case 4:
		return read_ipv4(*part, d, g);
	case 6:
		return read_ipv6(*part, d, g);
	default:
		return false;
	}
}

static bool
take_ip(struct frame_reader *r, const struct part *part)
{
	struct fragment g = { .length = 0 };
	struct assembled whole;
	struct datagram d;

	if (!read_ip(part, &d, &g))
		return false;
	d.fragmented = g.length > 0;
	if (!g.length)
		return take_transport(r, &d);
	if (d.protocol != IPPROTO_UDP && d.protocol != IPPROTO_TCP &&
	    !is_extension(d.protocol))
		return false;
	g.from = d.from;
	g.to = d.to;
	g.protocol = d.protocol;
	g.octets = d.part.at;
	g.captured = d.part.captured < g.length ? d.part.captured : g.length;
	if (!fragments_add(r->fragments, &g, &whole))
		return false;
	d.part = (struct part){ whole.octets, whole.captured, whole.length };
	g.length = 0;
	while (is_extension(d.protocol))
		if (!pass_extension(&d.part, &d.protocol, &g) || g.length)
			return false;
	return take_transport(r, &d);
}

/* Link -------------------------------------------------------------------- */

static bool
take_type(struct frame_reader *r, struct part *part, uint16_t type)
{
	unsigned i;

	for (i = 0; i < TAGS_MAX && (type == TYPE_VLAN || type == TYPE_QINQ ||
				     type == TYPE_QINQ_OLD); i++) {
		const uint8_t *p = part->at;

		if (!skip(part, 4))
			return false;
		type = u16(p + 2);
	}
	return (type == TYPE_IPV4 || type == TYPE_IPV6) && take_ip(r, part);
}

/* The type stands at AT in a header of SIZE octets. */
static bool
take_link(struct frame_reader *r, struct part *part, size_t at, size_t size)
{
	const uint8_t *p = part->at;

	return skip(part, size) && take_type(r, part, u16(p + at));
}

bool
frame_take(struct frame_reader *r, const struct frame *f)
{
	struct part part = { f->octets, f->captured, f->length };

	r->frame = *f;
	r->has_packet = false;
	tcp_segment_none(r->tcp);
	if (part.length < part.captured)
		part.length = part.captured;
	switch (r->link) {
	case DLT_EN10MB:
		return take_link(r, &part, 12, 14);
	case DLT_LINUX_SLL:
		return take_link(r, &part, 14, 16);
	case DLT_LINUX_SLL2:
		return take_link(r, &part, 0, 20);
	case DLT_NULL:
	case DLT_LOOP:
		/* the family's number differs between systems: the packet
		 * itself says its version */
		return skip(&part, 4) && take_ip(r, &part);
	default:
		return take_ip(r, &part);
	}
}

bool
frame_next(struct frame_reader *r, struct packet *out)
{
	if (!r->has_packet)
		return tcp_next(r->tcp, out);
	r->has_packet = false;
	*out = r->packet;
	return true;
}
