/* SPDX-License-Identifier: Apache-2.0 */
/* test_dns.c - names and messages (RFC 1035, 2136, 4034, 6891, 8764, 9664). */
#include "autotunnel/dns.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static struct dns_name
name_of(const char *text)
{
	struct dns_name name;

	ck_assert_int_eq(dns_name_from_text(&name, text), 0);
	return name;
}

/* Names ---------------------------------------------------------------------- */

START_TEST(a_name_goes_to_text_and_back)
{
	static const char *const texts[] = {
		".", "net", "mymac.home.example.net", "a\\.b.example",
		"\\000\\255.x", "AutoTunnel-00-22-69-FF-FE-8E-34-2A.home",
	};
	char text[DNS_NAME_TEXT_MAX];
	struct dns_name name;

	name = name_of(texts[_i]);
	dns_name_to_text(&name, text, sizeof(text));
	ck_assert_str_eq(text, texts[_i]);
} END_TEST

START_TEST(a_name_that_is_none_is_refused)
{
	static const char *const texts[] = {
		"", "a..b", ".a", "a\\", "a\\25", "a\\256",
		("0123456789012345678901234567890123456789"
		"012345678901234567890123.x"),
	};
	struct dns_name name;

	ck_assert_int_eq(dns_name_from_text(&name, texts[_i]), -EINVAL);
} END_TEST

START_TEST(names_stop_at_255_octets)
{
	char text[300] = "";
	struct dns_name name;
	int i;

	for (i = 0; i < 127; i++)
		strcat(text, "a.");
	ck_assert_int_eq(dns_name_from_text(&name, text), 0);
	ck_assert_uint_eq(name.length, 255);
	strcat(text, "a");
	ck_assert_int_eq(dns_name_from_text(&name, text), -EINVAL);
} END_TEST

/* RFC 4034 6.1 has this order as its example. */
START_TEST(canonical_order_is_that_of_the_example)
{
	static const char *const order[] = {
		"example", "a.example", "yljkjljk.a.example", "Z.a.example",
		"zABC.a.EXAMPLE", "z.example", "\\001.z.example",
		"*.z.example", "\\200.z.example",
	};
	struct dns_name a, b;
	int i, j;

	for (i = 0; i < 9; i++)
		for (j = 0; j < 9; j++) {
			a = name_of(order[i]);
			b = name_of(order[j]);
			ck_assert_int_eq((dns_name_compare(&a, &b) > 0) -
					 (dns_name_compare(&a, &b) < 0),
					 (i > j) - (i < j));
		}
} END_TEST

START_TEST(within_looks_at_whole_labels)
{
	struct dns_name domain = name_of("Home.example.net"), name;

	name = name_of("mymac.home.EXAMPLE.net");
	ck_assert(dns_name_within(&name, &domain));
	ck_assert(dns_name_within(&domain, &domain));
	name = name_of("athome.example.net");
	ck_assert(!dns_name_within(&name, &domain));
	name = name_of("example.net");
	ck_assert(!dns_name_within(&name, &domain));
} END_TEST

START_TEST(join_refuses_what_is_too_long)
{
	struct dns_name base = name_of("home.example.net"), out;
	char text[DNS_NAME_TEXT_MAX];
	int i;

	ck_assert_int_eq(dns_name_join(&out, "_autotunnel._udp.mymac", &base), 0);
	dns_name_to_text(&out, text, sizeof(text));
	ck_assert_str_eq(text, "_autotunnel._udp.mymac.home.example.net");
	for (i = 0; i < 4; i++)
		if (dns_name_join(&out, "a2345678901234567890123456789012345678"
				  "90123456789012345678901234567890", &out) < 0)
			break;
	ck_assert_int_lt(i, 4);
} END_TEST

/* Messages --------------------------------------------------------------------- */

static size_t
sample(uint8_t *out, size_t size)
{
	struct dns_name zone = name_of("home.example.net");
	struct dns_name host = name_of("mymac.home.example.net");
	struct dns_name srv = name_of("_autotunnel._udp.mymac.home.example.net");
	struct dns_name label = name_of("AutoTunnel-00.home.example.net");
	struct dns_options o = {
		.udp_size = 1232, .llq_count = 1,
		.llq = { { 1, DNS_LLQ_EVENT, 0, 0x0123456789abcdefull, 900 } },
		.has_lease = true, .has_key_lease = true,
		.lease_s = 5400, .key_lease_s = 7200,
	};
	uint8_t rdata[6 + DNS_NAME_MAX];
	struct dns_writer w;
	int r;

	dns_begin(&w, out, size, 0x1234, DNS_FLAG_QR | DNS_FLAG_AA);
	dns_add_question(&w, &srv, DNS_TYPE_SRV, DNS_CLASS_IN);
	dns_add_record(&w, DNS_ANSWER, &srv, DNS_TYPE_SRV, DNS_CLASS_IN,
		       DNS_TTL_REMOVED, rdata,
		       dns_make_srv(rdata, 0, 0, 4500, &label));
	dns_add_record(&w, DNS_ANSWER, &zone, DNS_TYPE_PTR, DNS_CLASS_IN, 120,
		       srv.wire, srv.length);
	dns_add_record(&w, DNS_ADDITIONAL, &host, DNS_TYPE_AAAA, DNS_CLASS_IN,
		       30, (const uint8_t *)"\xfd\1\2\3\4\5\6\7\0\0\0\0\0\0\0\1",
		       16);
	dns_add_options(&w, &o);
	r = dns_end(&w);
	return r < 0 ? 0 : (size_t)r;
}

/* covers: LLQ-B-03 LLQ-B-04 LLQ-B-08 LLQ-B-11 LLQ-B-12 UL-B-03 UL-B-04 */
START_TEST(what_is_written_is_read)
{
	uint8_t octets[512], address[16];
	size_t size = sample(octets, sizeof(octets));
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_name target, want;
	struct dns_srv srv;

	ck_assert_int_eq(dns_open(&msg, octets, size), 0);
	ck_assert_uint_eq(msg.id, 0x1234);
	ck_assert_uint_eq(msg.options.llq_count, 1);
	ck_assert_uint_eq(msg.options.llq[0].id, 0x0123456789abcdefull);
	ck_assert_uint_eq(msg.options.llq[0].opcode, DNS_LLQ_EVENT);
	ck_assert_uint_eq(msg.options.llq[0].lease_s, 900);
	ck_assert(msg.options.has_lease && msg.options.has_key_lease);
	ck_assert_uint_eq(msg.options.lease_s, 5400);
	ck_assert_uint_eq(msg.options.key_lease_s, 7200);
	dns_records(&msg, DNS_ANSWER, &it);
	ck_assert(dns_next(&it, &rr) && dns_read_srv(&rr, &srv));
	ck_assert_uint_eq(rr.ttl, DNS_TTL_REMOVED);
	ck_assert_uint_eq(srv.port, 4500);
	want = name_of("autotunnel-00.home.example.net");
	ck_assert(dns_name_equal(&srv.target, &want));
	ck_assert(dns_next(&it, &rr) && dns_read_name(&rr, &target));
	want = name_of("_autotunnel._udp.mymac.home.example.net");
	ck_assert(dns_name_equal(&target, &want));
	ck_assert(!dns_next(&it, &rr));
	dns_records(&msg, DNS_ADDITIONAL, &it);
	ck_assert(dns_next(&it, &rr) && dns_read_aaaa(&rr, address));
	ck_assert_uint_eq(address[0], 0xfd);
	ck_assert(dns_next(&it, &rr));
	ck_assert_uint_eq(rr.type, 41);
	ck_assert_uint_eq(rr.name.length, 1);
	ck_assert_uint_eq(rr.ttl, 0);
	ck_assert_uint_eq(rr.rdata_length, 22 + 12);
} END_TEST

/* Every prefix of a message is refused, and no cut makes it crash. */
START_TEST(a_cut_message_is_refused)
{
	uint8_t octets[512], *copy;
	size_t size = sample(octets, sizeof(octets)), i;
	struct dns_message msg;

	for (i = 0; i < size; i++) {
		copy = malloc(i ? i : 1);
		memcpy(copy, octets, i);
		ck_assert_int_eq(dns_open(&msg, copy, i), -EBADMSG);
		free(copy);
	}
	octets[size] = 0;
	ck_assert_int_eq(dns_open(&msg, octets, size + 1), -EBADMSG);
} END_TEST

START_TEST(a_buffer_too_small_is_said_and_not_overrun)
{
	uint8_t octets[512];
	size_t need = sample(octets, sizeof(octets)), i;

	for (i = DNS_HEADER_SIZE; i < need; i++) {
		memset(octets, 0x55, sizeof(octets));
		ck_assert_uint_eq(sample(octets, i), 0);
		ck_assert_uint_eq(octets[i], 0x55);
	}
} END_TEST

static int
open_question(const uint8_t *name, size_t size)
{
	uint8_t octets[600] = { 0, 1, 0, 0, 0, 1 };
	struct dns_message msg;

	memcpy(octets + 12, name, size);
	memcpy(octets + 12 + size, "\0\1\0\1", 4);
	return dns_open(&msg, octets, 12 + size + 4);
}

START_TEST(compression_that_loops_or_looks_ahead_is_refused)
{
	ck_assert_int_eq(open_question((uint8_t *)"\xc0\x0c", 2), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\1a\xc0\x0c", 4), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\xc0\x0e\0", 3), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\xc0\x04", 2), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\x41", 1), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\x80\0", 2), -EBADMSG);
	ck_assert_int_eq(open_question((uint8_t *)"\1a\0", 3), 0);
} END_TEST

/* A question for the root, a record of LINKS pointers, each to the one before,
 * and a record whose owner is a pointer to the last of them. */
static int
open_chain(unsigned links)
{
	uint8_t octets[600] = { 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0,
		0, 0, 1, 0, 1,
		0, 0xff, 0, 0, 1, 0, 0, 0, 0 };
	size_t at = 26, target = 12;
	struct dns_message msg;

	octets[at++] = (uint8_t)(2 * links >> 8);
	octets[at++] = (uint8_t)(2 * links);
	for (; links; links--, at += 2) {
		octets[at] = (uint8_t)(0xc0 | target >> 8);
		octets[at + 1] = (uint8_t)target;
		target = at;
	}
	octets[at++] = (uint8_t)(0xc0 | target >> 8);
	octets[at++] = (uint8_t)target;
	octets[at] = 0xff;
	octets[at + 3] = 1;
	return dns_open(&msg, octets, at + 10);
}

START_TEST(a_chain_of_pointers_is_followed_as_far_as_a_name_has_labels)
{
	ck_assert_int_eq(open_chain(1), 0);
	ck_assert_int_eq(open_chain(126), 0);
	ck_assert_int_eq(open_chain(127), -EBADMSG);
} END_TEST

/* covers: LLQ-B-13 */
START_TEST(several_options_are_read_and_unknown_ones_passed_over)
{
	static const uint8_t octets[] = {
		0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
		0, 0, 41, 0, 0, 0, 0, 0, 0, 0, 51,
		0, 10, 0, 3, 'a', 'b', 'c',
		0, 1, 0, 18, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0,
		3, 132,
		0, 1, 0, 18, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0,
		3, 132,
	};
	struct dns_message msg;

	ck_assert_int_eq(dns_open(&msg, octets, sizeof(octets)), 0);
	ck_assert_uint_eq(msg.options.llq_count, 2);
	ck_assert_uint_eq(msg.options.llq[1].id, 8);
	ck_assert_uint_eq(msg.options.udp_size, 0);
} END_TEST

START_TEST(an_option_of_a_wrong_length_is_marked_not_fatal)
{
	static const uint8_t octets[] = {
		0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1,
		0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 16,
		0, 1, 0, 2, 0, 1,
		0, 2, 0, 6, 0, 0, 0, 0, 0, 0,
	};
	struct dns_message msg;

	ck_assert_int_eq(dns_open(&msg, octets, sizeof(octets)), 0);
	ck_assert(msg.options.llq_malformed);
	ck_assert(msg.options.lease_malformed);
	ck_assert_uint_eq(msg.options.llq_count, 0);
	ck_assert(!msg.options.has_lease);
} END_TEST

START_TEST(names_in_rdata_compare_without_case)
{
	uint8_t a[300], b[300];
	struct dns_name x = name_of("A.example"), y = name_of("a.EXAMPLE");
	size_t size = dns_make_srv(a, 0, 0, 1, &x);

	dns_make_srv(b, 0, 0, 1, &y);
	ck_assert(dns_rdata_equal(DNS_TYPE_SRV, a, size, b, size));
	dns_make_srv(b, 0, 0, 2, &y);
	ck_assert(!dns_rdata_equal(DNS_TYPE_SRV, a, size, b, size));
	ck_assert(!dns_rdata_equal(DNS_TYPE_TXT, (uint8_t *)"\1a", 2,
				   (uint8_t *)"\1A", 2));
} END_TEST

START_TEST(serials_go_round)
{
	ck_assert(dns_serial_after(1, 0));
	ck_assert(dns_serial_after(0, 0xffffffff));
	ck_assert(!dns_serial_after(0xffffffff, 0));
	ck_assert(!dns_serial_after(7, 7));
} END_TEST

START_TEST(an_update_may_have_records_without_rdata)
{
	struct dns_name host = name_of("mymac.home.example.net");
	struct dns_message msg;
	struct dns_iterator it;
	struct dns_record rr;
	struct dns_writer w;
	uint8_t octets[200];
	int size;

	dns_begin(&w, octets, sizeof(octets), 1,
		  DNS_OPCODE_UPDATE << DNS_OPCODE_SHIFT);
	dns_add_record(&w, DNS_UPDATE, &host, DNS_TYPE_SRV, DNS_CLASS_ANY, 0,
		       NULL, 0);
	size = dns_end(&w);
	ck_assert_int_gt(size, 0);
	ck_assert_int_eq(dns_open(&msg, octets, (size_t)size), 0);
	ck_assert_uint_eq(dns_opcode(&msg), DNS_OPCODE_UPDATE);
	dns_records(&msg, DNS_UPDATE, &it);
	ck_assert(dns_next(&it, &rr));
	ck_assert_uint_eq(rr.rdata_length, 0);
} END_TEST

int
main(void)
{
	Suite *s = suite_create("dns");
	TCase *names = tcase_create("names");
	TCase *messages = tcase_create("messages");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_loop_test(names, a_name_goes_to_text_and_back, 0, 6);
	tcase_add_loop_test(names, a_name_that_is_none_is_refused, 0, 7);
	tcase_add_test(names, names_stop_at_255_octets);
	tcase_add_test(names, canonical_order_is_that_of_the_example);
	tcase_add_test(names, within_looks_at_whole_labels);
	tcase_add_test(names, join_refuses_what_is_too_long);
	suite_add_tcase(s, names);
	tcase_add_test(messages, what_is_written_is_read);
	tcase_add_test(messages, a_cut_message_is_refused);
	tcase_add_test(messages, a_buffer_too_small_is_said_and_not_overrun);
	tcase_add_test(messages,
		       compression_that_loops_or_looks_ahead_is_refused);
	tcase_add_test(messages,
		       a_chain_of_pointers_is_followed_as_far_as_a_name_has_labels);
	tcase_add_test(messages,
		       several_options_are_read_and_unknown_ones_passed_over);
	tcase_add_test(messages,
		       an_option_of_a_wrong_length_is_marked_not_fatal);
	tcase_add_test(messages, names_in_rdata_compare_without_case);
	tcase_add_test(messages, serials_go_round);
	tcase_add_test(messages, an_update_may_have_records_without_rdata);
	suite_add_tcase(s, messages);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
