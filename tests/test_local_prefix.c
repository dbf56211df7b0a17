/* SPDX-License-Identifier: Apache-2.0 */
/* test_local_prefix.c - a peer's ULA on a network of ours (P12). */
#include "../src/shell/local_prefix.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const uint8_t network[16] = { 0xfd, 0x12, 0x34, 0, 0, 0, 0, 1, 0, 0, 0,
				     0, 0, 0, 0, 9 };

static void
mask_of(unsigned bits, uint8_t mask[16])
{
	unsigned i;

	memset(mask, 0, 16);
	for (i = 0; i < bits; i++)
		mask[i / 8] |= (uint8_t)(0x80 >> i % 8);
}

START_TEST(a_neighbours_address_is_covered)
{
	uint8_t mask[16], address[16];

	mask_of(64, mask);
	memcpy(address, network, 16);
	address[15] = 77;
	ck_assert(prefix_covers(address, network, mask));
	address[7] ^= 1;
	ck_assert(!prefix_covers(address, network, mask));
	mask_of(63, mask);
	ck_assert(prefix_covers(address, network, mask));
} END_TEST

START_TEST(a_hosts_own_128_and_no_mask_are_no_network)
{
	uint8_t mask[16];

	mask_of(128, mask);
	ck_assert(!prefix_covers(network, network, mask));
	mask_of(0, mask);
	ck_assert(!prefix_covers(network, network, mask));
} END_TEST

START_TEST(an_address_that_nobody_has_is_on_no_network_of_ours)
{
	static const uint8_t stranger[16] = { 0xfd, 0xfe, 0xfd, 0xfe, 1 };

	ck_assert(!is_on_local_prefix(stranger));
} END_TEST

int
main(void)
{
	Suite *s = suite_create("local_prefix");
	TCase *c = tcase_create("local_prefix");
	SRunner *sr = srunner_create(s);
	int failed;

	tcase_add_test(c, a_neighbours_address_is_covered);
	tcase_add_test(c, a_hosts_own_128_and_no_mask_are_no_network);
	tcase_add_test(c, an_address_that_nobody_has_is_on_no_network_of_ours);
	suite_add_tcase(s, c);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
