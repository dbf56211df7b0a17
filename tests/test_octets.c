/* SPDX-License-Identifier: Apache-2.0 */
/* test_octets.c - cursors and kinds of addresses. */
#include "autotunnel/address.h"
#include "autotunnel/octets.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(numbers_are_read_in_network_order)
{
	static const uint8_t o[] = { 1, 2, 3, 4, 5, 6, 7,
				     8, 9, 10, 11, 12, 13, 14, 15 };
	struct reader in;

	reader_init(&in, o, sizeof(o));
	ck_assert_uint_eq(read_u8(&in), 0x01);
	ck_assert_uint_eq(read_u16be(&in), 0x0203);
	ck_assert_uint_eq(read_u32be(&in), 0x04050607);
	ck_assert_uint_eq(read_u64be(&in), 0x08090a0b0c0d0e0full);
	ck_assert(reader_ok(&in));
	ck_assert_uint_eq(reader_left(&in), 0);
}
END_TEST

START_TEST(a_readers_error_sticks)
{
	static const uint8_t o[] = { 1, 2, 3 };
	struct reader in;
	uint8_t copy[2] = { 9, 9 };

	reader_init(&in, o, sizeof(o));
	ck_assert_uint_eq(read_u32be(&in), 0);
	ck_assert(!reader_ok(&in));
	ck_assert_uint_eq(reader_left(&in), 0);
	ck_assert_uint_eq(read_u8(&in), 0);
	ck_assert_ptr_null(read_octets(&in, 1));
	read_copy(&in, copy, 2);
	ck_assert_uint_eq(copy[0] + copy[1], 0);
	ck_assert_uint_eq(in.at, 0);
}
END_TEST

START_TEST(octets_are_read_where_they_stand)
{
	static const uint8_t o[] = { 1, 2, 3, 4 };
	struct reader in;

	reader_init(&in, o, sizeof(o));
	read_skip(&in, 1);
	ck_assert_ptr_eq(read_octets(&in, 2), o + 1);
	ck_assert_ptr_nonnull(read_octets(&in, 0));
	reader_seek(&in, 4);
	ck_assert(reader_ok(&in));
	reader_seek(&in, 5);
	ck_assert(!reader_ok(&in));
	reader_init(&in, NULL, 0);
	ck_assert_ptr_nonnull(read_octets(&in, 0));
	ck_assert_ptr_null(read_octets(&in, SIZE_MAX));
}
END_TEST

START_TEST(what_is_written_is_read_back)
{
	uint8_t o[32];
	struct writer out;
	struct reader in;

	writer_init(&out, o, sizeof(o));
	write_u8(&out, 0xab);
	write_u16be(&out, 0);
	write_u32be(&out, 0xdeadbeef);
	write_u64be(&out, 0x0123456789abcdefull);
	write_octets(&out, "xyz", 3);
	write_zeros(&out, 2);
	write_u16be_at(&out, 1, 0x1234);
	ck_assert(writer_ok(&out));
	ck_assert_uint_eq(out.at, 20);
	reader_init(&in, o, out.at);
	ck_assert_uint_eq(read_u8(&in), 0xab);
	ck_assert_uint_eq(read_u16be(&in), 0x1234);
	ck_assert_uint_eq(read_u32be(&in), 0xdeadbeef);
	ck_assert_uint_eq(read_u64be(&in), 0x0123456789abcdefull);
	ck_assert_mem_eq(read_octets(&in, 3), "xyz", 3);
	ck_assert_uint_eq(read_u16be(&in), 0);
}
END_TEST

START_TEST(a_writer_never_passes_its_room)
{
	uint8_t o[4] = { 7, 7, 7, 7 };
	struct writer out;

	writer_init(&out, o, 3);
	write_u16be(&out, 0x0102);
	write_u16be(&out, 0x0304);
	ck_assert(!writer_ok(&out));
	write_u8(&out, 5);
	ck_assert_uint_eq(out.at, 2);
	ck_assert_uint_eq(o[2], 7);
	ck_assert_uint_eq(o[3], 7);
	ck_assert_uint_eq(writer_left(&out), 0);
}
END_TEST

struct kind {
	uint32_t number;
	bool is_private, is_public;
};

START_TEST(private_means_the_prefixes_of_p7)
{
	static const struct kind kinds[] = {
		{ 0x09ffffff, false, true }, { 0x0a000000, true, false },
		{ 0x0affffff, true, false }, { 0x0b000000, false, true },
		{ 0xac0fffff, false, true }, { 0xac100000, true, false },
		{ 0xac1fffff, true, false }, { 0xac200000, false, true },
		{ 0xc0a7ffff, false, true }, { 0xc0a80000, true, false },
		{ 0xc0a8ffff, true, false }, { 0xc0a90000, false, true },
		{ 0x643fffff, false, true }, { 0x64400000, true, false },
		{ 0x647fffff, true, false }, { 0x64800000, false, true },
		{ 0xa9fdffff, false, true }, { 0xa9fe0000, true, false },
		{ 0xa9feffff, true, false }, { 0xa9ff0000, false, true },
		{ 0x00000000, false, false }, { 0x7f000001, false, false },
		{ 0xe0000001, false, false }, { 0xefffffff, false, false },
		{ 0xf0000000, false, false }, { 0xffffffff, false, false },
		{ 0xc6120001, false, false }, { 0xc0000001, false, false },
		{ 0x08080808, false, true },
	};
	struct endpoint e;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		e = ipv4_endpoint(kinds[i].number);
		ck_assert_uint_eq(ipv4_number(&e), kinds[i].number);
		ck_assert_msg(is_private_ipv4(kinds[i].number) ==
			      kinds[i].is_private, "%08x", kinds[i].number);
		ck_assert_msg(endpoint_is_public_unicast_ipv4(&e) ==
			      kinds[i].is_public, "%08x", kinds[i].number);
		e.family = 6;
		ck_assert(!endpoint_is_private_ipv4(&e));
		ck_assert(!endpoint_is_public_unicast_ipv4(&e));
	}
}
END_TEST

START_TEST(an_address_is_written_as_people_write_it)
{
	char text[ADDRESS_TEXT_MAX];

	ipv4_text(0xffffffff, text);
	ck_assert_str_eq(text, "255.255.255.255");
	ipv4_text(0x0a006401, text);
	ck_assert_str_eq(text, "10.0.100.1");
	ipv4_text(0xc0a8630a, text);
	ck_assert_str_eq(text, "192.168.99.10");
}
END_TEST

/* covers: P12 */
START_TEST(a_prefix_holds_those_that_begin_like_it)
{
	struct network_prefix p = { { 0xfd, 0x12, 0x30 }, 20 };
	uint8_t a[16] = { 0xfd, 0x12, 0x3f, 0xff, 1 };

	ck_assert(is_on_prefix(a, &p));
	a[2] = 0x40;
	ck_assert(!is_on_prefix(a, &p));
	a[2] = 0x3f;
	a[0] = 0xfc;
	ck_assert(!is_on_prefix(a, &p));
	p.length = 127;
	memcpy(p.network, a, 16);
	a[15] = 1;
	ck_assert(is_on_prefix(a, &p));
	a[15] = 2;
	ck_assert(!is_on_prefix(a, &p));
}
END_TEST

START_TEST(a_ula_begins_with_fd)
{
	uint8_t a[16] = { 0xfd };

	ck_assert(is_ula(a));
	a[0] = 0xfc;
	ck_assert(!is_ula(a));
	a[0] = 0xfe;
	ck_assert(!is_ula(a));
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("octets");
	TCase *c = tcase_create("octets");
	SRunner *sr;
	int failed;

	tcase_add_test(c, numbers_are_read_in_network_order);
	tcase_add_test(c, a_readers_error_sticks);
	tcase_add_test(c, octets_are_read_where_they_stand);
	tcase_add_test(c, what_is_written_is_read_back);
	tcase_add_test(c, a_writer_never_passes_its_room);
	tcase_add_test(c, private_means_the_prefixes_of_p7);
	tcase_add_test(c, an_address_is_written_as_people_write_it);
	tcase_add_test(c, a_prefix_holds_those_that_begin_like_it);
	tcase_add_test(c, a_ula_begins_with_fd);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
