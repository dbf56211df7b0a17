/* SPDX-License-Identifier: Apache-2.0 */
/* test_natpmp.c - NAT-PMP's messages against RFC 6886, 3.2 to 3.5. */
#include "autotunnel/natpmp.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint8_t octets[NATPMP_MESSAGE_MAX];

static size_t
encode(struct natpmp_message m)
{
	ssize_t length = natpmp_encode(&m, octets, sizeof(octets));

	ck_assert_int_gt(length, 0);
	return (size_t)length;
}

/* covers: PMP-B-01 PMP-B-06 */
START_TEST(an_address_request_is_two_zeros)
{
	static const uint8_t wire[] = { 0, 0 };

	ck_assert_uint_eq(encode(natpmp_address_request()), sizeof(wire));
	ck_assert_mem_eq(octets, wire, sizeof(wire));
}
END_TEST

/* covers: PMP-B-02 PMP-B-08 PMP-C-25 PMP-C-26 */
START_TEST(a_mapping_request_has_twelve_octets)
{
	static const uint8_t wire[] = { 0, 1, 0, 0, 0x11, 0x94, 0x11, 0x95,
					0, 0, 0x0e, 0x10 };

	ck_assert_uint_eq(encode(natpmp_map_request(NATPMP_OPCODE_MAP_UDP,
						    4500, 4501, 3600)),
			  sizeof(wire));
	ck_assert_mem_eq(octets, wire, sizeof(wire));
	encode(natpmp_map_request(NATPMP_OPCODE_MAP_TCP, 4500, 4501, 3600));
	ck_assert_uint_eq(octets[1], 2);
}
END_TEST

/* covers: PMP-C-33 PMP-C-34 PMP-C-36 */
START_TEST(a_deletion_suggests_no_port_and_lasts_no_time)
{
	static const uint8_t one[] = { 0, 1, 0, 0, 0x11, 0x94, 0, 0,
				       0, 0, 0, 0 };
	static const uint8_t all[] = { 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

	ck_assert_uint_eq(encode(natpmp_delete_request(NATPMP_OPCODE_MAP_UDP,
						       4500)), sizeof(one));
	ck_assert_mem_eq(octets, one, sizeof(one));
	ck_assert_uint_eq(encode(natpmp_delete_request(NATPMP_OPCODE_MAP_TCP,
						       0)), sizeof(all));
	ck_assert_mem_eq(octets, all, sizeof(all));
}
END_TEST

/* covers: PMP-B-02 PMP-B-03 PMP-B-04 PMP-B-07 */
START_TEST(an_address_response_has_twelve_octets)
{
	static const uint8_t wire[] = { 0, 128, 0, 0, 0, 1, 0x86, 0xa0,
					11, 1, 0, 2 };
	struct natpmp_message m;

	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), 0);
	ck_assert_int_eq(m.form, NATPMP_FORM_REPLY);
	ck_assert_uint_eq(natpmp_request_opcode(&m), NATPMP_OPCODE_ADDRESS);
	ck_assert_uint_eq(m.result, NATPMP_SUCCESS);
	ck_assert_uint_eq(m.epoch_s, 100000);
	ck_assert_uint_eq(m.address, 0x0b010002);
	ck_assert_uint_eq(encode(m), sizeof(wire));
	ck_assert_mem_eq(octets, wire, sizeof(wire));
}
END_TEST

/* covers: PMP-B-03 PMP-B-04 PMP-B-09 */
START_TEST(a_mapping_response_has_sixteen_octets)
{
	static const uint8_t wire[] = { 0, 129, 0, 0, 0, 0, 0, 7, 0x11, 0x94,
					0xff, 0xfe, 0, 0, 0x1c, 0x20 };
	struct natpmp_message m;

	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), 0);
	ck_assert_uint_eq(natpmp_request_opcode(&m), NATPMP_OPCODE_MAP_UDP);
	ck_assert_uint_eq(m.epoch_s, 7);
	ck_assert_uint_eq(m.internal_port, 4500);
	ck_assert_uint_eq(m.external_port, 0xfffe);
	ck_assert_uint_eq(m.lifetime_s, 7200);
	ck_assert_uint_eq(encode(m), sizeof(wire));
	ck_assert_mem_eq(octets, wire, sizeof(wire));
}
END_TEST

/* covers: PMP-B-10 PMP-C-37 */
START_TEST(every_result_code_has_a_text)
{
	ck_assert_str_eq(natpmp_result_text(0), "success");
	ck_assert_str_eq(natpmp_result_text(5), "unsupported opcode");
	ck_assert_str_eq(natpmp_result_text(6), "an unknown result");
	ck_assert_str_eq(natpmp_result_text(0xffff), "an unknown result");
}
END_TEST

/* 3.5 and erratum 3618: with opcode 0 as printed, and 128 as meant */
START_TEST(unsupported_version_is_read_in_both_spellings)
{
	uint8_t wire[] = { 0, 0, 0, 1, 0, 0, 0, 9 };
	struct natpmp_message m;

	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), 0);
	ck_assert_int_eq(m.form, NATPMP_FORM_BARE);
	ck_assert_uint_eq(m.epoch_s, 9);
	wire[1] = 128;
	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), 0);
	ck_assert_uint_eq(m.result, NATPMP_UNSUPPORTED_VERSION);
	wire[3] = 0;
	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), -EBADMSG);
}
END_TEST

/* 3.5: the whole request comes back, with a result code in place of its
 * reserved field and no room for an epoch */
START_TEST(an_unsupported_opcode_gives_the_request_back)
{
	static const uint8_t wire[] = { 0, 130, 0, 5, 0x11, 0x94, 0x11, 0x94,
					0, 0, 0x0e, 0x10 };
	struct natpmp_message m;

	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m), 0);
	ck_assert_int_eq(m.form, NATPMP_FORM_ECHO);
	ck_assert(!natpmp_has_epoch(&m));
	ck_assert_uint_eq(m.internal_port, 4500);
	ck_assert_uint_eq(encode(m), sizeof(wire));
	ck_assert_mem_eq(octets, wire, sizeof(wire));
}
END_TEST

START_TEST(another_version_is_named_with_its_result)
{
	/* PCP's answer to version 0 (RFC 6887, 7.2 and appendix A) */
	static const uint8_t wire[24] = { 2, 128, 0, 1 };
	struct natpmp_message m;

	ck_assert_int_eq(natpmp_decode(wire, sizeof(wire), &m),
			 -EPROTONOSUPPORT);
	ck_assert_uint_eq(m.version, 2);
	ck_assert_uint_eq(m.result, NATPMP_UNSUPPORTED_VERSION);
}
END_TEST

START_TEST(other_lengths_are_no_messages)
{
	uint8_t wire[24] = { 0 };
	struct natpmp_message m;
	size_t length;

	for (length = 0; length < sizeof(wire); length++) {
		wire[1] = 128;
		ck_assert_int_eq(natpmp_decode(wire, length, &m),
				 length == 12 ? 0 : -EBADMSG);
		wire[1] = 129;
		ck_assert_int_eq(natpmp_decode(wire, length, &m),
				 length == 16 ? 0 : -EBADMSG);
		wire[1] = 0;
		ck_assert_int_eq(natpmp_decode(wire, length, &m),
				 length == 2 ? 0 : -EBADMSG);
		wire[1] = 1;
		ck_assert_int_eq(natpmp_decode(wire, length, &m),
				 length == 12 ? 0 : -EBADMSG);
		wire[1] = 3;
		ck_assert_int_eq(natpmp_decode(wire, length, &m), -EBADMSG);
	}
}
END_TEST

START_TEST(a_room_too_small_is_told)
{
	struct natpmp_message m = natpmp_map_request(NATPMP_OPCODE_MAP_UDP,
						     1, 1, 1);

	ck_assert_int_eq(natpmp_encode(&m, octets, 11), -ENOSPC);
	ck_assert_int_eq(natpmp_encode(&m, octets, 12), 12);
}
END_TEST

START_TEST(ports_and_group_are_the_rfcs)
{
	ck_assert_uint_eq(NATPMP_PORT, 5351);
	ck_assert_uint_eq(NATPMP_ANNOUNCE_PORT, 5350);
	ck_assert_uint_eq((uint32_t)NATPMP_ANNOUNCE_GROUP, 224u << 24 | 1);
}
END_TEST

int
main(void)
{
	Suite *s = suite_create("natpmp");
	TCase *c = tcase_create("natpmp");
	SRunner *sr;
	int failed;

	tcase_add_test(c, an_address_request_is_two_zeros);
	tcase_add_test(c, a_mapping_request_has_twelve_octets);
	tcase_add_test(c, a_deletion_suggests_no_port_and_lasts_no_time);
	tcase_add_test(c, an_address_response_has_twelve_octets);
	tcase_add_test(c, a_mapping_response_has_sixteen_octets);
	tcase_add_test(c, every_result_code_has_a_text);
	tcase_add_test(c, unsupported_version_is_read_in_both_spellings);
	tcase_add_test(c, an_unsupported_opcode_gives_the_request_back);
	tcase_add_test(c, another_version_is_named_with_its_result);
	tcase_add_test(c, other_lengths_are_no_messages);
	tcase_add_test(c, a_room_too_small_is_told);
	tcase_add_test(c, ports_and_group_are_the_rfcs);
	suite_add_tcase(s, c);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
