/* SPDX-License-Identifier: Apache-2.0 */
/* test_vici.c - VICI frames: a known vector, round trips, and damage. */
#include "shell/vici.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static uint8_t buffer[4096];

/* `list-sas {noblock=yes}`, as charon 5.9.8 took it. */
static const uint8_t list_sas[] =
	"\x00\x00\x00\x18\x00\x08" "list-sas" "\x03\x07" "noblock\x00\x03" "yes";
enum { LIST_SAS_SIZE = sizeof(list_sas) - 1 };

START_TEST(list_sas_encodes_to_the_known_octets)
{
	struct vici_writer w;

	vici_begin(&w, buffer, sizeof(buffer), VICI_REQUEST, "list-sas");
	vici_key(&w, "noblock", "yes");
	ck_assert_int_eq(vici_finish(&w), LIST_SAS_SIZE);
	ck_assert_mem_eq(buffer, list_sas, LIST_SAS_SIZE);
} END_TEST

START_TEST(list_sas_decodes_from_the_known_octets)
{
	struct vici_packet packet;
	struct vici_reader r;
	struct vici_part part;

	ck_assert_int_eq(vici_frame_length(list_sas, 3), 0);
	ck_assert_int_eq(vici_frame_length(list_sas, 4), LIST_SAS_SIZE);
	ck_assert_int_eq(vici_decode(list_sas, LIST_SAS_SIZE, &packet), 0);
	ck_assert_int_eq(packet.type, VICI_REQUEST);
	ck_assert(vici_is(packet.name, "list-sas"));
	vici_read(&r, &packet);
	ck_assert_int_eq(vici_next(&r, &part), 1);
	ck_assert_int_eq(part.element, VICI_KEY);
	ck_assert(vici_is(part.name, "noblock"));
	ck_assert(vici_is(part.value, "yes"));
	ck_assert(!vici_is(part.value, "ye"));
	ck_assert_int_eq(vici_next(&r, &part), 0);
} END_TEST

static ssize_t
encode_connection(size_t size)
{
	struct vici_writer w;

	vici_begin(&w, buffer, size, VICI_REQUEST, "load-conn");
	vici_section(&w, "nas");
	vici_key_number(&w, "remote_port", 4501);
	vici_list(&w, "remote_addrs");
	vici_item(&w, "192.0.2.1");
	vici_item_octets(&w, "", 0);
	vici_end(&w);
	vici_section(&w, "children");
	vici_section(&w, "ula");
	vici_end(&w);
	vici_end(&w);
	vici_end(&w);
	return vici_finish(&w);
}

START_TEST(a_tree_reads_back_part_by_part_with_its_depth)
{
	static const struct {
		enum vici_element element;
		const char *name, *value;
		unsigned depth;
	} expected[] = {
		{ VICI_SECTION_START, "nas", "", 0 },
		{ VICI_KEY, "remote_port", "4501", 1 },
		{ VICI_LIST_START, "remote_addrs", "", 1 },
		{ VICI_ITEM, "", "192.0.2.1", 1 },
		{ VICI_ITEM, "", "", 1 },
		{ VICI_LIST_END, "", "", 1 },
		{ VICI_SECTION_START, "children", "", 1 },
		{ VICI_SECTION_START, "ula", "", 2 },
		{ VICI_SECTION_END, "", "", 2 },
		{ VICI_SECTION_END, "", "", 1 },
		{ VICI_SECTION_END, "", "", 0 },
	};
	struct vici_packet packet;
	struct vici_reader r;
	struct vici_part part;
	ssize_t size = encode_connection(sizeof(buffer));
	unsigned i;

	ck_assert_int_gt(size, 0);
	ck_assert_int_eq(vici_decode(buffer, (size_t)size, &packet), 0);
	vici_read(&r, &packet);
	for (i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
		ck_assert_int_eq(vici_next(&r, &part), 1);
		ck_assert_int_eq(part.element, expected[i].element);
		ck_assert(vici_is(part.name, expected[i].name));
		ck_assert(vici_is(part.value, expected[i].value));
		ck_assert_uint_eq(part.depth, expected[i].depth);
	}
	ck_assert_int_eq(vici_next(&r, &part), 0);
} END_TEST

START_TEST(a_buffer_too_small_is_told_at_the_end_and_never_overrun)
{
	ssize_t whole = encode_connection(sizeof(buffer));
	size_t size;

	for (size = 0; size < (size_t)whole; size++) {
		memset(buffer, 0xa5, sizeof(buffer));
		ck_assert_int_eq(encode_connection(size), -EMSGSIZE);
		ck_assert_uint_eq(buffer[size], 0xa5);
	}
	ck_assert_int_eq(encode_connection((size_t)whole), whole);
} END_TEST

START_TEST(wrong_nesting_is_refused_by_the_writer)
{
	static char long_name[VICI_NAME_MAX + 2];
	struct vici_writer w;
	unsigned i;

	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_end(&w);
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_section(&w, "open");
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_list(&w, "list");
	vici_key(&w, "key", "in a list");
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	for (i = 0; i <= VICI_DEPTH_MAX; i++)
		vici_section(&w, "deep");
	for (i = 0; i <= VICI_DEPTH_MAX; i++)
		vici_end(&w);
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
	memset(long_name, 'n', sizeof(long_name) - 1);
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_key(&w, long_name, "value");
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
	vici_begin(&w, buffer, sizeof(buffer), VICI_RESPONSE, NULL);
	vici_key(&w, "", "value");
	ck_assert_int_eq(vici_finish(&w), -EMSGSIZE);
} END_TEST

START_TEST(every_truncation_of_a_frame_is_refused)
{
	struct vici_packet packet;
	ssize_t size = encode_connection(sizeof(buffer));
	uint8_t *cut;
	size_t n;

	for (n = VICI_LENGTH_SIZE; n < (size_t)size; n++) {
		/* exactly N octets, so that a sanitizer sees any overrun */
		cut = malloc(n);
		ck_assert_ptr_nonnull(cut);
		memcpy(cut, buffer, n);
		ck_assert_int_eq(vici_decode(cut, n, &packet), -EBADMSG);
		cut[2] = (uint8_t)((n - VICI_LENGTH_SIZE) >> 8);
		cut[3] = (uint8_t)(n - VICI_LENGTH_SIZE);
		/* all but the packet that ends right after its name */
		if (vici_decode(cut, n, &packet) == 0)
			ck_assert_uint_eq(packet.body_length, 0);
		free(cut);
	}
} END_TEST

START_TEST(a_frame_beyond_the_bound_is_refused_at_its_length)
{
	static const uint8_t at_bound[] = { 0x00, 0x08, 0x00, 0x00 };
	static const uint8_t beyond[] = { 0x00, 0x08, 0x00, 0x01 };
	static const uint8_t huge[] = { 0xff, 0xff, 0xff, 0xff };

	ck_assert_int_eq(vici_frame_length(at_bound, 4), VICI_FRAME_MAX + 4);
	ck_assert_int_eq(vici_frame_length(beyond, 4), -EMSGSIZE);
	ck_assert_int_eq(vici_frame_length(huge, 4), -EMSGSIZE);
} END_TEST

START_TEST(unknown_types_and_elements_and_bad_nesting_are_refused)
{
	static const struct {
		const char *octets;
		size_t size;
	} bad[] = {
		{ "\0\0\0\0", 4 },			/* no type */
		{ "\0\0\0\1\x08", 5 },			/* type 8 */
		{ "\0\0\0\1\0", 5 },			/* a name is missing */
		{ "\0\0\0\2\0\0", 6 },			/* an empty name */
		{ "\0\0\0\2\1\7", 6 },			/* element 7 */
		{ "\0\0\0\2\1\0", 6 },			/* element 0 */
		{ "\0\0\0\2\1\2", 6 },			/* end of no section */
		{ "\0\0\0\2\1\6", 6 },			/* end of no list */
		{ "\0\0\0\4\1\1\1s", 8 },		/* section left open */
		{ "\0\0\0\4\1\4\1l", 8 },		/* list left open */
		{ "\0\0\0\4\1\5\0\0", 8 },		/* item outside a list */
		{ "\0\0\0\5\1\4\1l\2", 9 },		/* section's end in a list */
		{ "\0\0\0\6\1\3\1k\0\1", 10 },		/* value cut off */
	};
	struct vici_packet packet;
	unsigned i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_int_eq(vici_decode((const uint8_t *)bad[i].octets,
					     bad[i].size, &packet), -EBADMSG);
	ck_assert_int_eq(vici_decode((const uint8_t *)"\0\0\0\1\1", 5, &packet),
			 0);
} END_TEST

START_TEST(numbers_are_decimal_and_below_two_to_the_32)
{
	struct vici_text text = { "4294967295", 10 };

	ck_assert_uint_eq(vici_number(text, 7), UINT32_MAX);
	text = (struct vici_text){ "4294967296", 10 };
	ck_assert_uint_eq(vici_number(text, 7), 7);
	text = (struct vici_text){ "12x", 3 };
	ck_assert_uint_eq(vici_number(text, 7), 7);
	text = (struct vici_text){ "12x", 2 };
	ck_assert_uint_eq(vici_number(text, 7), 12);
	text = (struct vici_text){ "", 0 };
	ck_assert_uint_eq(vici_number(text, 7), 7);
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("vici");
	TCase *c = tcase_create("vici");
	SRunner *sr;
	int failed;

	tcase_add_test(c, list_sas_encodes_to_the_known_octets);
	tcase_add_test(c, list_sas_decodes_from_the_known_octets);
	tcase_add_test(c, a_tree_reads_back_part_by_part_with_its_depth);
	tcase_add_test(c, a_buffer_too_small_is_told_at_the_end_and_never_overrun);
	tcase_add_test(c, wrong_nesting_is_refused_by_the_writer);
	tcase_add_test(c, every_truncation_of_a_frame_is_refused);
	tcase_add_test(c, a_frame_beyond_the_bound_is_refused_at_its_length);
	tcase_add_test(c, unknown_types_and_elements_and_bad_nesting_are_refused);
	tcase_add_test(c, numbers_are_decimal_and_below_two_to_the_32);
	suite_add_tcase(suite, c);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
