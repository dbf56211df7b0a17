/* SPDX-License-Identifier: Apache-2.0 */
/* test_capture.c - captures as messages: links, fragments, streams, looks, and
 * what is wrong with a file. */
#include <check.h>
#include <errno.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "autotunnel/dns.h"
#include "capture_file.h"
#include "lab/capture/frame.h"
#include "lab/capture/pcapng.h"
#include "lab/message_text.h"

enum { LLQ_PORT = 5352, OTHER_PORT = 40000 };

static struct frame_octets frame;
static struct packet_source *source;
static struct packet packet;
static char error[PACKET_ERROR_MAX];
static uint8_t query[512];
static size_t query_length;

static void
setup(void)
{
	query_length = make_query(query, sizeof(query), 7,
				  "_ipp._tcp.example.net", true);
}

static void
hold_query(void)
{
	memcpy(frame.octets, query, query_length);
	frame.length = query_length;
}

/* SIZE octets at AT of a query, with its length before it, as a segment. */
static void
hold_part(size_t at, size_t size)
{
	uint8_t framed[514] = { (uint8_t)(query_length >> 8),
				(uint8_t)query_length };

	memcpy(framed + 2, query, query_length);
	ck_assert_uint_le(at + size, query_length + 2);
	memcpy(frame.octets, framed + at, size);
	frame.length = size;
}

static void
open_capture(struct capture_file *c)
{
	ck_assert_msg(packets_open(capture_name(c), &source, error) == 0, "%s",
		      error);
}

static void
expect_query(enum packet_kind kind)
{
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert_int_eq(packet.kind, kind);
	ck_assert_uint_eq(packet.length, query_length);
	ck_assert_mem_eq(packet.octets, query, query_length);
}

static void
expect_end(struct capture_file *c)
{
	ck_assert_int_eq(packets_next(source, &packet), 0);
	packets_close(source);
	capture_end(c);
}

static unsigned
count_of(const char *path)
{
	unsigned count = 0;

	ck_assert_msg(packets_open(path, &source, error) == 0, "%s", error);
	while (packets_next(source, &packet) > 0)
		count++;
	packets_close(source);
	return count;
}

START_TEST(the_captures_of_others_give_all_their_messages)
{
	ck_assert_uint_eq(count_of("tests/captures/llq-udp-session.veth.pcap"),
			  46);
	ck_assert_uint_eq(count_of("tests/captures/mdnsd-client.veth.pcap"),
			  22);
	ck_assert_uint_eq(count_of("tests/captures/"
				   "mdnsd-register-lease.veth.pcap"), 22);
}
END_TEST

/* Links ------------------------------------------------------------------- */

static const struct {
	int link;
	size_t size;
	uint8_t header[24];
} links[] = {
	{ DLT_EN10MB, 14, { [12] = 0x08, 0x00 } },
	{ DLT_EN10MB, 18, { [12] = 0x81, 0x00, 0, 5, 0x08, 0x00 } },
	{ DLT_EN10MB, 22, { [12] = 0x88, 0xa8, 0, 5, 0x81, 0x00, 0, 6, 0x08 } },
	{ DLT_LINUX_SLL, 16, { [14] = 0x08, 0x00 } },
	{ DLT_LINUX_SLL2, 20, { 0x08, 0x00 } },
	{ DLT_NULL, 4, { 2 } },
	{ DLT_LOOP, 4, { [3] = 2 } },
	{ 101, 0, { 0 } },	/* raw IP, as files have it */
	{ DLT_IPV4, 0, { 0 } },
};

START_TEST(each_link_type_gives_the_datagram)
{
	struct capture_file *c = capture_begin(links[_i].link, 65535);

	hold_query();
	wrap_udp(&frame, OTHER_PORT, LLQ_PORT);
	wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 1, 0);
	wrap_octets(&frame, links[_i].header, links[_i].size);
	/* what Ethernet adds to short frames is not part of it */
	memset(frame.octets + frame.length, 0xee, 20);
	frame.length += 20;
	capture_frame(c, &frame, 123456789);
	open_capture(c);
	expect_query(PACKET_UDP);
	ck_assert_uint_eq(packet.number, 1);
	ck_assert_uint_eq(packet.time_ns, UINT64_C(1700000000123456789));
	ck_assert_uint_eq(packet.from.address[3], 1);
	ck_assert_uint_eq(packet.from.port, OTHER_PORT);
	ck_assert_uint_eq(packet.to.port, LLQ_PORT);
	ck_assert(!packet.cut);
	expect_end(c);
}
END_TEST

START_TEST(ipv6_is_read_behind_its_extension_headers)
{
	static const uint8_t hop_by_hop[16] = { IPPROTO_DSTOPTS, 1 };
	static const uint8_t options[8] = { IPPROTO_UDP, 0 };
	struct capture_file *c = capture_begin(DLT_IPV6, 65535);

	hold_query();
	wrap_udp(&frame, OTHER_PORT, LLQ_PORT);
	wrap_octets(&frame, options, sizeof(options));
	wrap_octets(&frame, hop_by_hop, sizeof(hop_by_hop));
	wrap_ipv6(&frame, 1, 2, IPPROTO_HOPOPTS);
	capture_frame(c, &frame, 0);
	open_capture(c);
	expect_query(PACKET_UDP);
	ck_assert_uint_eq(packet.from.family, 6);
	ck_assert_uint_eq(packet.to.address[15], 2);
	expect_end(c);
}
END_TEST

/* Files ------------------------------------------------------------------- */

static void
refused(struct capture_file *c, int result, const char *says)
{
	ck_assert_int_eq(packets_open(capture_name(c), &source, error), result);
	ck_assert_msg(strstr(error, capture_name(c)) == error, "%s", error);
	ck_assert_msg(strstr(error, says) != NULL, "%s", error);
	capture_end(c);
}

START_TEST(an_unknown_link_type_is_named)
{
	refused(capture_begin(DLT_IEEE802_11, 65535), -EPROTONOSUPPORT,
		"IEEE802_11");
}
END_TEST

START_TEST(a_foreign_file_is_told_from_a_capture)
{
	ck_assert_int_eq(packets_open("tests/test_capture.c", &source, error),
			 -EBADMSG);
	ck_assert_ptr_nonnull(strstr(error, "neither a capture"));
	ck_assert_int_eq(packets_open("tests", &source, error), -EISDIR);
	ck_assert_int_eq(packets_open("/dev/null", &source, error), -EBADMSG);
	ck_assert_ptr_nonnull(strstr(error, "empty"));
	ck_assert_int_eq(packets_open("tests/none.pcap", &source, error),
			 -ENOENT);
}
END_TEST

START_TEST(of_a_file_that_is_cut_short_the_beginning_is_used)
{
	struct capture_file *c = capture_begin(101, 65535);

	hold_query();
	wrap_udp(&frame, OTHER_PORT, LLQ_PORT);
	wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 1, 0);
	capture_frame(c, &frame, 0);
	capture_octets(c, "\0\0\0\0\0\0\0\0\x40\0\0\0\x40\0\0\0rest", 20);
	open_capture(c);
	expect_query(PACKET_UDP);
	ck_assert_int_eq(packets_next(source, &packet), 0);
	ck_assert(packets_were_cut(source));
	packets_close(source);
	capture_end(c);
}
END_TEST

START_TEST(a_datagram_that_the_capture_cuts_is_marked)
{
	struct capture_file *c = capture_begin(101, 24 + 8 + 30);

	hold_query();
	wrap_udp(&frame, OTHER_PORT, LLQ_PORT);
	wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 1, 0);
	capture_frame(c, &frame, 0);
	open_capture(c);
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert(packet.cut);
	ck_assert_uint_eq(packet.length, 30);
	ck_assert_mem_eq(packet.octets, query, 30);
	expect_end(c);
}
END_TEST

/* Fragments --------------------------------------------------------------- */

/* Part [AT, AT + SIZE) of the datagram as a fragment; 0: to its end. */
static void
fragment(struct capture_file *c, size_t at, size_t size, bool ipv6)
{
	uint8_t header[8] = { IPPROTO_UDP, 0, [7] = 9 };
	size_t whole;

	hold_query();
	wrap_udp(&frame, OTHER_PORT, LLQ_PORT);
	whole = frame.length;
	if (!size)
		size = whole - at;
	memmove(frame.octets, frame.octets + at, size);
	frame.length = size;
	if (ipv6) {
		header[2] = (uint8_t)(at >> 8);
		header[3] = (uint8_t)(at | (at + size < whole));
		wrap_octets(&frame, header, sizeof(header));
		wrap_ipv6(&frame, 1, 2, IPPROTO_FRAGMENT);
	} else {
		wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 9, (uint16_t)
			  (at / 8 | (at + size < whole ? 0x2000 : 0)));
	}
	capture_frame(c, &frame, 1000);
}

START_TEST(fragments_are_put_together_in_any_order)
{
	struct capture_file *c = capture_begin(101, 65535);
	bool ipv6 = _i & 1;

	fragment(c, 48, 0, ipv6);
	fragment(c, 0, 24, ipv6);
	fragment(c, 48, 0, ipv6);	/* twice */
	fragment(c, 24, 24, ipv6);
	open_capture(c);
	expect_query(PACKET_UDP);
	ck_assert_uint_eq(packet.number, 4);
	ck_assert_uint_eq(packet.from.port, OTHER_PORT);
	expect_end(c);
}
END_TEST

START_TEST(fragments_that_overlap_are_dropped_whole)
{
	struct capture_file *c = capture_begin(101, 65535);

	fragment(c, 0, 32, _i);
	fragment(c, 24, 24, _i);
	fragment(c, 48, 0, _i);
	open_capture(c);
	expect_end(c);
}
END_TEST

START_TEST(what_begins_and_never_ends_leaves_room_for_others)
{
	struct capture_file *c = capture_begin(101, 65535);
	unsigned i;

	for (i = 0; i < 1000; i++) {
		frame.length = 1480;
		wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, (uint16_t)(100 + i),
			  0x2000);
		capture_frame(c, &frame, 1);
	}
	fragment(c, 0, 24, false);
	fragment(c, 24, 0, false);
	open_capture(c);
	expect_query(PACKET_UDP);
	expect_end(c);
}
END_TEST

/* Looks ------------------------------------------------------------------- */

static void
datagram(struct capture_file *c, const uint8_t *octets, size_t length,
	 uint16_t from, uint16_t to)
{
	memcpy(frame.octets, octets, length);
	frame.length = length;
	wrap_udp(&frame, from, to);
	wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 1, 0);
	capture_frame(c, &frame, 1000);
}

START_TEST(llq_is_found_on_any_port_and_then_plain_queries_there)
{
	struct capture_file *c = capture_begin(101, 65535);
	uint8_t plain[512];
	size_t length = make_query(plain, sizeof(plain), 8, "example.net",
				   false);

	datagram(c, plain, length, OTHER_PORT, 5300);
	datagram(c, query, query_length, OTHER_PORT, 5300);
	datagram(c, plain, length, 40001, 5300);
	datagram(c, plain, length, 40001, 5301);
	open_capture(c);
	expect_query(PACKET_UDP);
	ck_assert_uint_eq(packet.number, 2);
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert_uint_eq(packet.number, 3);
	expect_end(c);
}
END_TEST

START_TEST(random_datagrams_and_multicast_dns_are_not_taken)
{
	struct capture_file *c = capture_begin(101, 65535);
	uint8_t noise[200];
	unsigned i, j;

	srand(1);
	for (i = 0; i < 5000; i++) {
		for (j = 0; j < sizeof(noise); j++)
			noise[j] = (uint8_t)rand();
		datagram(c, noise, 12 + (size_t)rand() % 188, OTHER_PORT, 4500);
	}
	datagram(c, query, query_length, 5353, 5353);
	open_capture(c);
	ck_assert_int_eq(packets_next(source, &packet), 0);
	ck_assert_uint_eq(packets_frames(source), 5001);
	ck_assert_uint_eq(packets_skipped(source), 5001);
	packets_close(source);
	capture_end(c);
}
END_TEST

/* TCP --------------------------------------------------------------------- */

enum { CLIENT = 1000, SERVER = 4294967200u };	/* its numbers wrap soon */

static void
segment(struct capture_file *c, bool client, uint32_t sequence, uint8_t flags)
{
	wrap_tcp(&frame, client ? OTHER_PORT : 5300, client ? 5300 : OTHER_PORT,
		 sequence, (client ? SERVER : CLIENT) + 1, flags);
	wrap_ipv4(&frame, client ? 1 : 2, client ? 2 : 1, IPPROTO_TCP, 1, 0);
	capture_frame(c, &frame, 1000);
}

static void
part(struct capture_file *c, bool client, uint32_t offset, size_t at,
     size_t size)
{
	hold_part(at, size);
	segment(c, client, (client ? CLIENT : SERVER) + 1 + offset +
		(uint32_t)at, TCP_ACK);
}

static void
handshake(struct capture_file *c)
{
	frame.length = 0;
	segment(c, true, CLIENT, TCP_SYN);
	frame.length = 0;
	segment(c, false, SERVER, TCP_SYN | TCP_ACK);
}

static void
expect_open(void)
{
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert_int_eq(packet.kind, PACKET_TCP_OPEN);
	ck_assert_uint_eq(packet.number, 2);
	ck_assert_uint_eq(packet.from.port, OTHER_PORT);
}

START_TEST(messages_come_out_of_segments_however_they_are_cut)
{
	struct capture_file *c = capture_begin(101, 65535);
	uint32_t whole = (uint32_t)query_length + 2;

	handshake(c);
	part(c, true, 0, 30, 20);		/* before its beginning */
	part(c, true, 0, 1, 39);		/* overlaps it */
	part(c, true, 0, 0, 1);
	part(c, true, 0, 10, 40);		/* all of it once more */
	part(c, true, 0, 50, whole - 50);	/* ends the first message */
	/* two in one segment, from the other side */
	hold_part(0, whole);
	memcpy(frame.octets + whole, frame.octets, whole);
	frame.length = 2 * whole;
	segment(c, false, SERVER + 1, TCP_ACK);
	frame.length = 0;
	segment(c, true, CLIENT + 1 + whole, TCP_FIN | TCP_ACK);
	open_capture(c);
	expect_open();
	expect_query(PACKET_TCP);
	ck_assert_uint_eq(packet.number, 7);
	expect_query(PACKET_TCP);
	ck_assert_uint_eq(packet.from.port, 5300);
	expect_query(PACKET_TCP);
	ck_assert_uint_eq(packet.number, 8);
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert_int_eq(packet.kind, PACKET_TCP_CLOSE);
	ck_assert_uint_eq(packet.from.port, OTHER_PORT);
	expect_end(c);
}
END_TEST

START_TEST(every_pair_of_cuts_gives_the_same_message)
{
	uint32_t whole = (uint32_t)query_length + 2, a, b;
	struct capture_file *c;

	for (a = 1; a < whole - 1; a += 3)
		for (b = a + 1; b < whole; b += 5) {
			c = capture_begin(101, 65535);
			handshake(c);
			part(c, false, 0, b, whole - b);
			part(c, false, 0, a, b - a);
			part(c, false, 0, 0, a);
			open_capture(c);
			expect_open();
			expect_query(PACKET_TCP);
			expect_end(c);
		}
}
END_TEST

START_TEST(a_stream_with_a_hole_gives_no_garbage)
{
	struct capture_file *c = capture_begin(101, 65535);
	uint32_t whole = (uint32_t)query_length + 2, i;

	handshake(c);
	part(c, true, 0, 0, whole);
	part(c, true, whole, 10, whole - 10);	/* ten octets never come */
	for (i = 2; i < 4000; i++)
		part(c, true, i * whole, 0, whole);
	open_capture(c);
	expect_open();
	expect_query(PACKET_TCP);
	ck_assert_int_eq(packets_next(source, &packet), 0);
	packets_close(source);
	capture_end(c);
}
END_TEST

START_TEST(a_stream_is_taken_up_in_the_middle_where_a_message_begins)
{
	struct capture_file *c = capture_begin(101, 65535);
	uint32_t whole = (uint32_t)query_length + 2;

	/* the rest of one, and two whole ones, on DNS's port */
	hold_part(20, whole - 20);
	wrap_tcp(&frame, OTHER_PORT, 53, 5000, 1, TCP_ACK);
	wrap_ipv4(&frame, 1, 2, IPPROTO_TCP, 1, 0);
	capture_frame(c, &frame, 1000);
	hold_part(0, whole);
	wrap_tcp(&frame, OTHER_PORT, 53, 5000 + whole - 20, 1, TCP_ACK);
	wrap_ipv4(&frame, 1, 2, IPPROTO_TCP, 1, 0);
	capture_frame(c, &frame, 1000);
	open_capture(c);
	expect_query(PACKET_TCP);
	ck_assert_uint_eq(packet.number, 2);
	expect_end(c);
}
END_TEST

START_TEST(a_segment_that_the_capture_cuts_does_not_end_the_stream)
{
	struct capture_file *c = capture_begin(101, 24 + 24 + 40);
	uint32_t whole = (uint32_t)query_length + 2;

	ck_assert_uint_gt(whole, 40);
	handshake(c);
	ck_assert_uint_le(whole, 80);
	part(c, true, 0, 0, 40);
	part(c, true, 0, 40, whole - 40);
	part(c, true, whole, 0, whole);		/* cut */
	part(c, true, 2 * whole, 0, 40);
	part(c, true, 2 * whole, 40, whole - 40);
	open_capture(c);
	expect_open();
	expect_query(PACKET_TCP);
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert(packet.cut);
	ck_assert_uint_eq(packet.length, 38);
	ck_assert_mem_eq(packet.octets, query, 38);
	expect_query(PACKET_TCP);
	ck_assert_uint_eq(packet.number, 7);
	expect_end(c);
}
END_TEST

/* ICMP -------------------------------------------------------------------- */

START_TEST(port_unreachable_says_who_and_about_whom)
{
	static const uint8_t icmp[8] = { 3, 3 }, icmp6[8] = { 1, 4 };
	struct capture_file *c = capture_begin(101, 65535);
	bool ipv6 = _i;

	frame.length = 2;
	wrap_udp(&frame, OTHER_PORT, 5351);
	if (ipv6)
		wrap_ipv6(&frame, 1, 2, IPPROTO_UDP);
	else
		wrap_ipv4(&frame, 1, 2, IPPROTO_UDP, 1, 0);
	wrap_octets(&frame, ipv6 ? icmp6 : icmp, 8);
	if (ipv6)
		wrap_ipv6(&frame, 2, 1, IPPROTO_ICMPV6);
	else
		wrap_ipv4(&frame, 2, 1, IPPROTO_ICMP, 1, 0);
	capture_frame(c, &frame, 0);
	open_capture(c);
	ck_assert_int_eq(packets_next(source, &packet), 1);
	ck_assert_int_eq(packet.kind, PACKET_UNREACHABLE);
	ck_assert_uint_eq(packet.from.address[ipv6 ? 15 : 3], 2);
	ck_assert_uint_eq(packet.to.port, OTHER_PORT);
	ck_assert_uint_eq(packet.about.port, 5351);
	expect_end(c);
}
END_TEST

/* Traces, and back -------------------------------------------------------- */

START_TEST(a_recording_tells_our_own_end)
{
	bool bound = false;

	ck_assert_int_eq(packets_open("tests/traces/story.desk.trace", &source,
				      error), 0);
	ck_assert_str_eq(packets_program(source), "agent");
	while (packets_next(source, &packet) > 0) {
		const struct endpoint *ours = packet.from.port == 5352 ||
			packet.from.port == 5351 ? &packet.to : &packet.from;

		ck_assert_uint_eq(ours->family, 4);
		ck_assert(ours->address[0] == 10 || ours->address[0] == 224);
		ck_assert_uint_ne(ours->port, 0);
		bound |= ours->port == 45412;	/* bound in the same turn */
	}
	ck_assert(bound);
	packets_close(source);
}
END_TEST

static const char *const round_trips[] = {
	"tests/traces/story.rendezvous.trace",
	"tests/traces/udp-timeout.hostD.trace",
	"tests/captures/mdnsd-register-lease.veth.pcap",
};

START_TEST(what_is_written_as_pcapng_reads_the_same)
{
	static const char path[] = "/tmp/test_capture.pcapng";
	char a[MESSAGE_LINE_MAX], b[MESSAGE_LINE_MAX];
	struct packet_source *again;
	struct pcapng_writer *w;
	struct packet second;
	unsigned count = 0;

	ck_assert_int_eq(pcapng_create(path, &w), 0);
	ck_assert_int_eq(packets_open(round_trips[_i], &source, error), 0);
	while (packets_next(source, &packet) > 0)
		pcapng_add(w, &packet, "why");
	packets_close(source);
	ck_assert_int_eq(access(path, F_OK), -1);	/* not before it is whole */
	ck_assert_int_eq(pcapng_close(w), 0);
	ck_assert_int_eq(packets_open(round_trips[_i], &source, error), 0);
	ck_assert_int_eq(packets_open(path, &again, error), 0);
	while (packets_next(source, &packet) > 0) {
		ck_assert_int_eq(packets_next(again, &second), 1);
		ck_assert_uint_eq(second.number, ++count);
		ck_assert_uint_eq(second.time_ns, packet.time_ns);
		ck_assert_int_eq(second.kind, packet.kind);
		ck_assert(endpoint_equal(&second.from, &packet.from));
		ck_assert(endpoint_equal(&second.to, &packet.to));
		ck_assert(endpoint_equal(&second.about, &packet.about));
		packet.judged = false;
		message_line(a, sizeof(a), &packet);
		message_line(b, sizeof(b), &second);
		ck_assert_str_eq(a, b);
	}
	ck_assert_int_eq(packets_next(again, &second), 0);
	ck_assert_uint_gt(count, 20);
	packets_close(source);
	packets_close(again);
	unlink(path);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("capture");
	TCase *c = tcase_create("messages");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_set_timeout(c, 60);
	tcase_add_checked_fixture(c, setup, NULL);
	tcase_add_test(c, the_captures_of_others_give_all_their_messages);
	tcase_add_loop_test(c, each_link_type_gives_the_datagram, 0,
			    sizeof(links) / sizeof(links[0]));
	tcase_add_test(c, ipv6_is_read_behind_its_extension_headers);
	tcase_add_test(c, an_unknown_link_type_is_named);
	tcase_add_test(c, a_foreign_file_is_told_from_a_capture);
	tcase_add_test(c, of_a_file_that_is_cut_short_the_beginning_is_used);
	tcase_add_test(c, a_datagram_that_the_capture_cuts_is_marked);
	tcase_add_loop_test(c, fragments_are_put_together_in_any_order, 0, 2);
	tcase_add_loop_test(c, fragments_that_overlap_are_dropped_whole, 0, 2);
	tcase_add_test(c, what_begins_and_never_ends_leaves_room_for_others);
	tcase_add_test(c, llq_is_found_on_any_port_and_then_plain_queries_there);
	tcase_add_test(c, random_datagrams_and_multicast_dns_are_not_taken);
	tcase_add_test(c, messages_come_out_of_segments_however_they_are_cut);
	tcase_add_test(c, every_pair_of_cuts_gives_the_same_message);
	tcase_add_test(c, a_stream_with_a_hole_gives_no_garbage);
	tcase_add_test(c, a_stream_is_taken_up_in_the_middle_where_a_message_begins);
	tcase_add_test(c, a_segment_that_the_capture_cuts_does_not_end_the_stream);
	tcase_add_loop_test(c, port_unreachable_says_who_and_about_whom, 0, 2);
	tcase_add_test(c, a_recording_tells_our_own_end);
	tcase_add_loop_test(c, what_is_written_as_pcapng_reads_the_same, 0,
			    sizeof(round_trips) / sizeof(round_trips[0]));
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
