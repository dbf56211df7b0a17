/* SPDX-License-Identifier: Apache-2.0 */
/* test_message_text.c - messages in one line each. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "autotunnel/natpmp.h"
#include "lab/message_text.h"

static uint8_t octets[DNS_MESSAGE_MAX];
static struct dns_writer writer;
static struct dns_name zone, host, service;
static char text[MESSAGE_LINE_MAX];

static void
names(void)
{
	dns_name_from_text(&zone, "example.net");
	dns_name_from_text(&host, "host.example.net");
	dns_name_from_text(&service, "_ipp._tcp.example.net");
}

static const char *
line_of(size_t length, uint16_t from, uint16_t to)
{
	struct packet p = { .kind = PACKET_UDP, .octets = octets,
		.length = length, .from = { 4, { 192, 0, 2, 1 }, from },
		.to = { 4, { 192, 0, 2, 2 }, to }, .key = KEY_NONE };

	ck_assert_uint_eq(message_line(text, sizeof(text), &p), strlen(text));
	return text;
}

static const char *
dns_line(void)
{
	int length = dns_end(&writer);

	ck_assert_int_gt(length, 0);
	return line_of((size_t)length, 40000, 5352);
}

static void
add_llq(uint16_t opcode, uint64_t id, uint32_t lease_s, uint16_t error)
{
	struct dns_options o = { .present = true, .llq_count = 1 };

	o.llq[0] = (struct dns_llq){ DNS_LLQ_VERSION, opcode, error, id,
				     lease_s };
	dns_add_options(&writer, &o);
}

static void
begin(uint16_t flags)
{
	dns_begin(&writer, octets, sizeof(octets), 1, flags);
}

START_TEST(a_setup_request_tells_id_lease_and_question)
{
	begin(0);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_SETUP, 0, 7200, 0);
	ck_assert_str_eq(dns_line(),
			 "LLQ setup id=0 lease=7200 _ipp._tcp.example.net PTR");
}
END_TEST

START_TEST(a_setup_reply_tells_its_error)
{
	begin(DNS_FLAG_QR);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_SETUP, 0x1234, 7200, DNS_LLQ_NO_ERROR);
	ck_assert_str_eq(dns_line(), "LLQ setup reply id=0000000000001234 "
			 "lease=7200 no error");
	begin(DNS_FLAG_QR);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_SETUP, 0, 60, DNS_LLQ_SERV_FULL);
	ck_assert_str_eq(dns_line(), "LLQ setup reply id=0 lease=60 SERV-FULL");
}
END_TEST

START_TEST(an_event_tells_what_came_and_went_and_its_ack_is_told_apart)
{
	begin(DNS_FLAG_QR);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	dns_add_record(&writer, DNS_ANSWER, &service, DNS_TYPE_PTR,
		       DNS_CLASS_IN, 120, host.wire, host.length);
	dns_add_record(&writer, DNS_ANSWER, &service, DNS_TYPE_PTR,
		       DNS_CLASS_IN, DNS_TTL_REMOVED, zone.wire, zone.length);
	add_llq(DNS_LLQ_EVENT, 1, 0, 0);
	ck_assert_str_eq(dns_line(), "LLQ event id=0000000000000001 "
			 "add _ipp._tcp.example.net PTR host.example.net, "
			 "remove _ipp._tcp.example.net PTR example.net");
	begin(DNS_FLAG_QR);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_EVENT, 1, 0, 0);
	ck_assert_str_eq(dns_line(), "LLQ event ack id=0000000000000001");
}
END_TEST

START_TEST(an_update_tells_its_changes_within_the_zone)
{
	static const uint8_t address[16] = { 0x20, 0x01, 0x0d, 0xb8,
					     [15] = 1 };
	struct dns_options o = { .present = true, .has_lease = true,
				 .lease_s = 7200 };

	begin(DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_question(&writer, &zone, DNS_TYPE_SOA, DNS_CLASS_IN);
	dns_add_record(&writer, DNS_PREREQUISITE, &host, DNS_TYPE_ANY,
		       DNS_CLASS_NONE, 0, NULL, 0);
	dns_add_record(&writer, DNS_UPDATE, &host, DNS_TYPE_AAAA, DNS_CLASS_IN,
		       60, address, 16);
	dns_add_record(&writer, DNS_UPDATE, &host, DNS_TYPE_A, DNS_CLASS_ANY,
		       0, NULL, 0);
	dns_add_record(&writer, DNS_UPDATE, &zone, DNS_TYPE_ANY, DNS_CLASS_ANY,
		       0, NULL, 0);
	dns_add_options(&writer, &o);
	ck_assert_str_eq(dns_line(), "update example.net: if no host, add host "
			 "AAAA 2001:db8::1, delete host A, delete @ all; "
			 "lease=7200");
	begin(DNS_FLAG_QR | DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	o.lease_s = 3600;
	dns_add_options(&writer, &o);
	ck_assert_str_eq(dns_line(), "update reply NOERROR lease=3600");
}
END_TEST

static const char *
nat_line(const struct natpmp_message *m, uint16_t from, uint16_t to)
{
	ssize_t length = natpmp_encode(m, octets, sizeof(octets));

	ck_assert_int_gt(length, 0);
	return line_of((size_t)length, from, to);
}

START_TEST(natpmp_tells_ports_times_and_epochs)
{
	struct natpmp_message m;

	m = natpmp_map_request(NATPMP_OPCODE_MAP_UDP, 4500, 4501, 3600);
	ck_assert_str_eq(nat_line(&m, 40000, NATPMP_PORT),
			 "NAT-PMP map UDP 4500 -> 4501 for 3600 s");
	m = natpmp_delete_request(NATPMP_OPCODE_MAP_TCP, 0);
	ck_assert_str_eq(nat_line(&m, 40000, NATPMP_PORT),
			 "NAT-PMP delete TCP all");
	m = (struct natpmp_message){ .form = NATPMP_FORM_REPLY, .opcode = 128,
		.epoch_s = 123, .address = 0xc0000201 };
	ck_assert_str_eq(nat_line(&m, NATPMP_PORT, 40000),
			 "NAT-PMP reply address 192.0.2.1, epoch 123");
	ck_assert_str_eq(nat_line(&m, NATPMP_PORT, NATPMP_ANNOUNCE_PORT),
			 "NAT-PMP announcement address 192.0.2.1, epoch 123");
	memcpy(octets, "\2\1\0\0", 4);
	ck_assert_str_eq(line_of(4, 40000, NATPMP_PORT), "PCP MAP request");
}
END_TEST

START_TEST(no_octet_of_a_hostile_name_reaches_the_terminal)
{
	static const uint8_t wire[] = "\x0a\x1b[2J\x07\n\r.\"\x90";
	const char *at;

	ck_assert_int_eq(dns_name_from_wire(&host, wire, 12), 0);
	begin(0);
	dns_add_question(&writer, &host, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_SETUP, 0, 1, 0);
	for (at = dns_line(); *at; at++)
		ck_assert(*at >= 0x20 && *at < 0x7f);
	ck_assert_ptr_nonnull(strstr(text, "\\027[2J\\007"));
}
END_TEST

START_TEST(what_does_not_fit_ends_in_dots_at_every_size)
{
	char room[64];
	struct packet p = { .kind = PACKET_UDP, .octets = octets,
			    .from.port = 53 };
	size_t size;
	int length;

	begin(0);
	dns_add_question(&writer, &service, DNS_TYPE_PTR, DNS_CLASS_IN);
	add_llq(DNS_LLQ_SETUP, 0, 7200, 0);
	length = dns_end(&writer);
	ck_assert_int_gt(length, 0);
	p.length = (size_t)length;
	for (size = 8; size < 50; size++) {
		memset(room, 'x', sizeof(room));
		ck_assert_uint_eq(message_line(room, size, &p), size - 1);
		ck_assert_str_eq(room + size - 4, "...");
		ck_assert_int_eq(room[size], 'x');
	}
}
END_TEST

START_TEST(what_is_no_message_is_said_so)
{
	memset(octets, 0xff, 30);
	ck_assert_str_eq(line_of(30, 40000, 53),
			 "30 octets that are no DNS message");
	ck_assert_str_eq(line_of(0, 40000, NATPMP_PORT),
			 "0 octets that are no NAT-PMP message");
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("message_text");
	TCase *c = tcase_create("lines");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(c, names, NULL);
	tcase_add_test(c, a_setup_request_tells_id_lease_and_question);
	tcase_add_test(c, a_setup_reply_tells_its_error);
	tcase_add_test(c, an_event_tells_what_came_and_went_and_its_ack_is_told_apart);
	tcase_add_test(c, an_update_tells_its_changes_within_the_zone);
	tcase_add_test(c, natpmp_tells_ports_times_and_epochs);
	tcase_add_test(c, no_octet_of_a_hostile_name_reaches_the_terminal);
	tcase_add_test(c, what_does_not_fit_ends_in_dots_at_every_size);
	tcase_add_test(c, what_is_no_message_is_said_so);
	suite_add_tcase(s, c);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
