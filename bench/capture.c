/* SPDX-License-Identifier: Apache-2.0 */
/* capture.c - a capture as a router before a zone's server would have it, of so
 * many megabytes: hosts keep long-lived queries, registrations and mappings for
 * two hours, as the RFCs want it, and meanwhile browse, stream and resolve.
 *
 *	capture FILE MEGABYTES [llq]
 *
 * The same octets each time. One frame in six is a message of LLQ, UPDATE or
 * NAT-PMP; one in thirty is plain DNS; others are TCP (three in four) and UDP
 * on ports of their own. With llq there is nothing but long-lived queries, of
 * many more hosts: their set-ups, events, acknowledgements and refreshes. */
#include <pcap/dlt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/dns.h"
#include "autotunnel/natpmp.h"
#include "autotunnel/octets.h"

enum {
	HOSTS_MIXED = 4000,		/* each with one query and one name */
	HOSTS = 100000,			/* where nothing else is there */
	SPAN_S = 7200,			/* the capture's time */
	FRAME_OCTETS = 605,		/* on average, record header included */
	FRAME_OCTETS_LLQ = 136,
	LEASE_S = 7200, LIFETIME_S = 7200,
	REFRESH_PERCENT = 80,
	FLOWS = 2000,
	FRAME_MAX = 1600,
	IPV4 = 20, UDP = 8, TCP = 20, ETHERNET = 14,
	SERVER = 0x0a000001, GATEWAY = 0x0a000002, HOST = 0x0a010000,
	OUTSIDE = (int)0xcb007100
};

static FILE *file;
static uint64_t random_state = 88172645463325252u;
static uint8_t frame[FRAME_MAX];
static uint64_t now_ns;
static uint64_t gap_ns = 200000;	/* between a message and the next */
static unsigned host_count = HOSTS_MIXED;
static bool only_llq;

static uint32_t
draw(uint32_t below)
{
	random_state ^= random_state << 13;	/* xorshift */
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (uint32_t)(random_state >> 32) % below;
}

static void
put_record(size_t length)
{
	uint32_t header[4] = {
		(uint32_t)(1700000000 + now_ns / 1000000000),
		(uint32_t)(now_ns % 1000000000),
		(uint32_t)length, (uint32_t)length,
	};

	fwrite(header, sizeof(header), 1, file);
	fwrite(frame, 1, length, file);
}

static void
put_headers(struct writer *out, uint32_t from, uint32_t to, uint8_t protocol,
	    size_t length)
{
	writer_init(out, frame, sizeof(frame));
	write_zeros(out, 12);
	write_u16be(out, 0x0800);
	write_u16be(out, 0x4500);
	write_u16be(out, (uint16_t)(IPV4 + length));
	write_u32be(out, 0x4000);
	write_u8(out, 64);
	write_u8(out, protocol);
	write_u16be(out, 0);
	write_u32be(out, from);
	write_u32be(out, to);
}

static void
put_udp(uint32_t from, uint16_t from_port, uint32_t to, uint16_t to_port,
	const uint8_t *octets, size_t length)
{
	struct writer out;

	put_headers(&out, from, to, 17, UDP + length);
	write_u16be(&out, from_port);
	write_u16be(&out, to_port);
	write_u16be(&out, (uint16_t)(UDP + length));
	write_u16be(&out, 0);
	write_octets(&out, octets, length);
	put_record(out.at);
}

/* Messages ---------------------------------------------------------------- */

struct host {
	uint64_t due_ns;	/* when it does its next thing */
	uint64_t refresh_ns, update_ns, map_ns;
	uint64_t llq;
	uint16_t message;
	bool shown;		/* the instance is there, last we told */
	bool started;
	struct dns_name type, instance, name;
};

static struct host hosts[HOSTS];
static struct dns_name zone;
static uint8_t message[DNS_UDP_MAX];
static struct dns_writer writer;

static void
send_dns(unsigned i, bool from_server, uint16_t port)
{
	int length = dns_end(&writer);

	if (length < 0)
		abort();
	if (from_server)
		put_udp(SERVER, DNS_LLQ_PORT, HOST + i, port, message,
			(size_t)length);
	else
		put_udp(HOST + i, port, SERVER, DNS_LLQ_PORT, message,
			(size_t)length);
	now_ns += gap_ns;
}

static uint16_t
llq_port(unsigned i)
{
	return (uint16_t)(20000 + i % 30000);
}

static void
llq_message(unsigned i, bool from_server, uint16_t flags, uint16_t opcode,
	    uint64_t id, uint32_t lease_s, int shown)
{
	struct dns_options o = { .present = true, .udp_size = 1232,
		.llq_count = 1,
		.llq[0] = { DNS_LLQ_VERSION, opcode, 0, id, lease_s } };
	struct host *h = &hosts[i];

	dns_begin(&writer, message, sizeof(message), h->message, flags);
	dns_add_question(&writer, &h->type, DNS_TYPE_PTR, DNS_CLASS_IN);
	if (shown >= 0)
		dns_add_record(&writer, DNS_ANSWER, &h->type, DNS_TYPE_PTR,
			       DNS_CLASS_IN, shown ? 120 : DNS_TTL_REMOVED,
			       h->instance.wire, h->instance.length);
	dns_add_options(&writer, &o);
	send_dns(i, from_server, llq_port(i));
}

static void
set_up(unsigned i)
{
	struct host *h = &hosts[i];

	h->message = (uint16_t)draw(65536);
	h->llq = (uint64_t)draw(UINT32_MAX) << 32 | i | 1;
	llq_message(i, false, 0, DNS_LLQ_SETUP, 0, LEASE_S, -1);
	llq_message(i, true, DNS_FLAG_QR, DNS_LLQ_SETUP, h->llq, LEASE_S, -1);
	h->message++;
	llq_message(i, false, 0, DNS_LLQ_SETUP, h->llq, LEASE_S, -1);
	llq_message(i, true, DNS_FLAG_QR | DNS_FLAG_AA, DNS_LLQ_SETUP, h->llq,
		    LEASE_S, -1);
	h->refresh_ns = now_ns + LEASE_S * UINT64_C(10000000) * REFRESH_PERCENT;
}

static void
refresh(unsigned i)
{
	struct host *h = &hosts[i];

	h->message++;
	llq_message(i, false, 0, DNS_LLQ_REFRESH, h->llq, LEASE_S, -1);
	llq_message(i, true, DNS_FLAG_QR, DNS_LLQ_REFRESH, h->llq, LEASE_S, -1);
	h->refresh_ns = now_ns + LEASE_S * UINT64_C(10000000) * REFRESH_PERCENT;
}

static void
event(unsigned i)
{
	struct host *h = &hosts[i];

	h->shown = !h->shown;
	h->message = (uint16_t)draw(65536);
	llq_message(i, true, DNS_FLAG_QR | DNS_FLAG_AA, DNS_LLQ_EVENT, h->llq,
		    0, h->shown);
	llq_message(i, false, DNS_FLAG_QR, DNS_LLQ_EVENT, h->llq, 0, -1);
}

static void
update(unsigned i)
{
	struct dns_options o = { .present = true, .udp_size = 1232,
		.has_lease = true, .lease_s = LEASE_S };
	uint16_t flags = DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT;
	uint16_t id = (uint16_t)draw(65536), port = (uint16_t)(30000 + i);
	uint8_t address[4] = { 10, 1, (uint8_t)(i >> 8), (uint8_t)i };
	struct host *h = &hosts[i];

	dns_begin(&writer, message, sizeof(message), id, flags);
	dns_add_question(&writer, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_record(&writer, DNS_UPDATE, &h->name, DNS_TYPE_A,
		       DNS_CLASS_ANY, 0, NULL, 0);
	dns_add_record(&writer, DNS_UPDATE, &h->name, DNS_TYPE_A, DNS_CLASS_IN,
		       120, address, sizeof(address));
	dns_add_options(&writer, &o);
	send_dns(i, false, port);
	dns_begin(&writer, message, sizeof(message), id, flags | DNS_FLAG_QR);
	dns_add_question(&writer, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_options(&writer, &o);
	send_dns(i, true, port);
	h->update_ns = now_ns + LEASE_S * UINT64_C(10000000) * REFRESH_PERCENT;
}

static void
map(unsigned i)
{
	struct natpmp_message m = natpmp_map_request(NATPMP_OPCODE_MAP_UDP,
						     4500, (uint16_t)(40000 + i),
						     LIFETIME_S);
	uint8_t octets[NATPMP_MESSAGE_MAX];
	uint16_t port = (uint16_t)(35000 + i);
	ssize_t length = natpmp_encode(&m, octets, sizeof(octets));

	put_udp(HOST + i, port, GATEWAY, NATPMP_PORT, octets, (size_t)length);
	now_ns += gap_ns;
	m.form = NATPMP_FORM_REPLY;
	m.opcode += NATPMP_RESPONSE;
	m.epoch_s = (uint32_t)(100000 + now_ns / 1000000000);
	length = natpmp_encode(&m, octets, sizeof(octets));
	put_udp(GATEWAY, NATPMP_PORT, HOST + i, port, octets, (size_t)length);
	hosts[i].map_ns = now_ns + LIFETIME_S * UINT64_C(500000000);
}

/* What else there is ------------------------------------------------------ */

static void
plain_query(void)
{
	uint16_t id = (uint16_t)draw(65536), port = (uint16_t)(50000 +
							       draw(10000));
	uint32_t host = HOST + draw(HOSTS_MIXED), resolver = OUTSIDE + draw(16);
	uint8_t address[4] = { 203, 0, 113, 1 };
	struct dns_name name;
	char text[64];
	int length;

	snprintf(text, sizeof(text), "www%u.example.org", draw(5000));
	dns_name_from_text(&name, text);
	dns_begin(&writer, message, sizeof(message), id, DNS_FLAG_RD);
	dns_add_question(&writer, &name, DNS_TYPE_A, DNS_CLASS_IN);
	length = dns_end(&writer);
	put_udp(host, port, resolver, 53, message, (size_t)length);
	now_ns += gap_ns;
	dns_begin(&writer, message, sizeof(message), id, DNS_FLAG_QR |
		  DNS_FLAG_RD | DNS_FLAG_RA);
	dns_add_question(&writer, &name, DNS_TYPE_A, DNS_CLASS_IN);
	dns_add_record(&writer, DNS_ANSWER, &name, DNS_TYPE_A, DNS_CLASS_IN, 60,
		       address, sizeof(address));
	length = dns_end(&writer);
	put_udp(resolver, 53, host, port, message, (size_t)length);
}

/* A flow's data and acknowledgements, begun anew now and then. */
static void
tcp(void)
{
	static uint32_t sequence[FLOWS];
	static uint8_t data[1460];
	unsigned flow = draw(FLOWS);
	bool begins = draw(200) == 0, back = draw(3) == 0;
	size_t length = begins || back ? 0 : 200 + draw(1260);
	uint32_t inside = HOST + flow, outside = OUTSIDE + flow % 200;
	uint16_t port = (uint16_t)(10000 + flow);
	struct writer out;

	data[draw(sizeof(data))]++;
	put_headers(&out, back ? inside : outside, back ? outside : inside, 6,
		    TCP + length);
	write_u16be(&out, back ? port : 443);
	write_u16be(&out, back ? 443 : port);
	write_u32be(&out, back ? 1 : sequence[flow]);
	write_u32be(&out, back ? sequence[flow] : 1);
	write_u16be(&out, begins ? 0x5002 : 0x5010);
	write_u16be(&out, 65535);
	write_u32be(&out, 0);
	write_octets(&out, data, length);
	if (!back)
		sequence[flow] += (uint32_t)length + begins;
	put_record(out.at);
}

static void
udp(void)
{
	static uint8_t data[1250];
	size_t length = 40 + draw(1200), i;

	for (i = 0; i < 24; i++)
		data[i] = (uint8_t)draw(256);
	data[0] |= 0x40;		/* as QUIC has it */
	put_udp(OUTSIDE + draw(200), 443, HOST + draw(HOSTS_MIXED),
		(uint16_t)(10000 + draw(40000)), data, length);
}

static void
other(void)
{
	if (draw(50) == 0)
		plain_query();
	else if (draw(4))
		tcp();
	else
		udp();
}

/* One thing that host I does at this time; how many frames it took. */
static unsigned
act(unsigned i, bool may_tell)
{
	struct host *h = &hosts[i];

	if (!h->started) {
		h->started = true;
		set_up(i);
		if (only_llq)
			return 4;
		update(i);
		map(i);
		return 8;
	}
	if (now_ns >= h->refresh_ns)
		refresh(i);
	else if (!only_llq && now_ns >= h->update_ns)
		update(i);
	else if (!only_llq && now_ns >= h->map_ns)
		map(i);
	else if (may_tell)
		event(i);
	else
		return 0;
	return 2;
}

static void
name_hosts(void)
{
	char text[100];
	unsigned i;

	dns_name_from_text(&zone, "example.net");
	for (i = 0; i < host_count; i++) {
		snprintf(text, sizeof(text), "_s%u._tcp.example.net", i % 100);
		dns_name_from_text(&hosts[i].type, text);
		snprintf(text, sizeof(text), "host%u._s%u._tcp.example.net", i,
			 i % 100);
		dns_name_from_text(&hosts[i].instance, text);
		snprintf(text, sizeof(text), "host%u.example.net", i);
		dns_name_from_text(&hosts[i].name, text);
	}
}

int
main(int argc, char **argv)
{
	static const uint32_t header[6] = {
		0xa1b23c4d, 4u << 16 | 2, 0, 0, 262144, DLT_EN10MB,
	};
	uint64_t frames, step_ns, at, own = 0;
	unsigned i = 0;

	only_llq = argc == 4 && !strcmp(argv[3], "llq");
	if (argc != 3 && !only_llq) {
		fprintf(stderr, "usage: capture FILE MEGABYTES [llq]\n");
		return 2;
	}
	file = fopen(argv[1], "wb");
	if (!file) {
		perror(argv[1]);
		return 2;
	}
	frames = strtoull(argv[2], NULL, 10) * 1000000 /
		(only_llq ? FRAME_OCTETS_LLQ : FRAME_OCTETS);
	if (only_llq) {
		host_count = HOSTS;
		gap_ns = 20000;
	}
	step_ns = SPAN_S * UINT64_C(1000000000) / (frames ? frames : 1);
	name_hosts();
	fwrite(header, sizeof(header), 1, file);
	for (at = 0; at < frames; at++) {
		if (now_ns < at * step_ns)
			now_ns = at * step_ns;
		if (only_llq && own > at)
			continue;
		if (!only_llq && own * 6 > at) {
			other();
			continue;
		}
		own += act(i, true);
		i = (i + 1) % host_count;
	}
	if (fclose(file)) {
		perror(argv[1]);
		return 2;
	}
	return 0;
}
