/* SPDX-License-Identifier: Apache-2.0 */
/* test_psk.c - the pre-shared key's vector, its symmetry, and the file. */
#include "shell/psk.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const uint8_t mymac[] = "\5mymac\4home\7example\3net";
static const uint8_t nas11[] = "\5nas11\4home\7example\3net";
static const struct psk_name mymac_name = { mymac, sizeof(mymac) };
static const struct psk_name nas11_name = { nas11, sizeof(nas11) };

static struct tunnel_secret
counting_secret(uint32_t generation)
{
	struct tunnel_secret s = { .generation = generation };
	unsigned i;

	for (i = 0; i < TUNNEL_SECRET_SIZE; i++)
		s.octets[i] = (uint8_t)i;
	return s;
}

/* Computed by `openssl kdf -keylen 32 -kdfopt digest:SHA256
 * -kdfopt hexkey:000102..1f -kdfopt hexsalt:<the salt>
 * -kdfopt hexinfo:00000007<mymac><nas11> HKDF`, and again with two HMACs. */
START_TEST(the_key_is_the_one_that_other_tools_compute)
{
	static const uint8_t expected[PSK_SIZE] = {
		0xda, 0xb9, 0x67, 0xa5, 0x24, 0xfa, 0xbb, 0xe5,
		0xf0, 0x41, 0x33, 0x6a, 0x47, 0xdb, 0x0f, 0xa9,
		0x5d, 0xc4, 0xee, 0x07, 0xc6, 0x94, 0x0d, 0xd2,
		0xf7, 0xff, 0x3f, 0x04, 0xf7, 0x82, 0xfd, 0xca,
	};
	struct tunnel_secret secret = counting_secret(7);
	uint8_t key[PSK_SIZE];

	ck_assert_int_eq(psk_derive(&secret, mymac_name, nas11_name, key), 0);
	ck_assert_mem_eq(key, expected, PSK_SIZE);
} END_TEST

/* covers: BTMM-C-70 */
START_TEST(both_ends_find_the_same_key)
{
	struct tunnel_secret secret = counting_secret(1);
	uint8_t one[PSK_SIZE], other[PSK_SIZE];

	ck_assert_int_eq(psk_derive(&secret, mymac_name, nas11_name, one), 0);
	ck_assert_int_eq(psk_derive(&secret, nas11_name, mymac_name, other), 0);
	ck_assert_mem_eq(one, other, PSK_SIZE);
} END_TEST

START_TEST(each_generation_and_each_pair_has_its_own_key)
{
	static const uint8_t prefix[] = "\5mymac\4home\7example";
	struct psk_name shorter = { prefix, sizeof(prefix) };
	struct tunnel_secret first = counting_secret(1);
	struct tunnel_secret second = counting_secret(2);
	uint8_t a[PSK_SIZE], b[PSK_SIZE], c[PSK_SIZE];

	ck_assert_int_eq(psk_derive(&first, mymac_name, nas11_name, a), 0);
	ck_assert_int_eq(psk_derive(&second, mymac_name, nas11_name, b), 0);
	ck_assert_int_eq(psk_derive(&first, shorter, nas11_name, c), 0);
	ck_assert_mem_ne(a, b, PSK_SIZE);
	ck_assert_mem_ne(a, c, PSK_SIZE);
} END_TEST

START_TEST(a_host_has_no_key_with_itself)
{
	struct tunnel_secret secret = counting_secret(1);
	struct psk_name none = { mymac, 0 };
	uint8_t key[PSK_SIZE];

	ck_assert_int_eq(psk_derive(&secret, mymac_name, mymac_name, key),
			 -EINVAL);
	ck_assert_int_eq(psk_derive(&secret, mymac_name, none, key), -EINVAL);
} END_TEST

/* The file ------------------------------------------------------------------ */

static char path[] = "/tmp/test_psk.XXXXXX";
static char file[sizeof(path) + 16];

static void
make_directory(void)
{
	memcpy(path, "/tmp/test_psk.XXXXXX", sizeof(path));
	ck_assert_ptr_nonnull(mkdtemp(path));
	snprintf(file, sizeof(file), "%s/tunnel-secret", path);
}

static void
drop_directory(void)
{
	unlink(file);
	ck_assert_int_eq(rmdir(path), 0);
}

static int
load_text(const char *text, mode_t mode, struct tunnel_secrets *out)
{
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	ck_assert_int_eq(fchmod(fd, mode), 0);
	close(fd);
	return tunnel_secrets_load(file, out);
}

#define DIGITS "000102030405060708090a0b0c0d0e0f" \
	"101112131415161718191A1B1C1D1E1F"

START_TEST(a_created_secret_loads_and_is_never_overwritten)
{
	struct tunnel_secrets first, again;
	struct stat st;

	ck_assert_int_eq(tunnel_secrets_create(file, 3), 0);
	ck_assert_int_eq(stat(file, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0600);
	ck_assert_int_eq(tunnel_secrets_load(file, &first), 0);
	ck_assert_uint_eq(first.count, 1);
	ck_assert_uint_eq(first.list[0].generation, 3);
	ck_assert_int_eq(tunnel_secrets_create(file, 4), -EEXIST);
	ck_assert_int_eq(tunnel_secrets_load(file, &again), 0);
	ck_assert_mem_eq(first.list[0].octets, again.list[0].octets,
			 TUNNEL_SECRET_SIZE);
} END_TEST

START_TEST(two_generations_load_in_the_order_of_the_file)
{
	struct tunnel_secret counting = counting_secret(5);
	struct tunnel_secrets s;

	ck_assert_int_eq(load_text("# newest first\n\n5 " DIGITS "\n4 ffff"
		DIGITS, 0600, &s), -EBADMSG);
	ck_assert_int_eq(load_text("# newest first\n\n5 " DIGITS "\n4 " DIGITS
				   "\n", 0600, &s), 0);
	ck_assert_uint_eq(s.count, 2);
	ck_assert_uint_eq(s.list[0].generation, 5);
	ck_assert_uint_eq(s.list[1].generation, 4);
	ck_assert_mem_eq(s.list[0].octets, counting.octets, TUNNEL_SECRET_SIZE);
} END_TEST

START_TEST(a_file_that_others_may_read_is_refused)
{
	struct tunnel_secrets s;

	ck_assert_int_eq(load_text("1 " DIGITS "\n", 0640, &s), -EPERM);
	ck_assert_int_eq(load_text("1 " DIGITS "\n", 0604, &s), -EPERM);
	ck_assert_int_eq(load_text("1 " DIGITS "\n", 0400, &s), 0);
} END_TEST

START_TEST(a_damaged_file_gives_no_secret)
{
	static const char *const bad[] = {
		"", "# nothing\n", "1\n", "1 00\n", "x " DIGITS "\n",
		"-1 " DIGITS "\n", "4294967296 " DIGITS "\n",
		"1 " DIGITS "0\n",
		"1 g0000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
		"1 " DIGITS " \n", "1 " DIGITS "\n1 " DIGITS "\n",
		"1 " DIGITS "\n2 " DIGITS "\n3 " DIGITS "\n",
	};
	struct tunnel_secrets s;
	unsigned i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		ck_assert_int_eq(load_text(bad[i], 0600, &s), -EBADMSG);
		ck_assert_uint_eq(s.count, 0);
	}
	unlink(file);
	ck_assert_int_eq(tunnel_secrets_load(file, &s), -ENOENT);
} END_TEST

int
main(void)
{
	Suite *suite = suite_create("psk");
	TCase *key = tcase_create("key"), *files = tcase_create("file");
	SRunner *sr;
	int failed;

	tcase_add_test(key, the_key_is_the_one_that_other_tools_compute);
	tcase_add_test(key, both_ends_find_the_same_key);
	tcase_add_test(key, each_generation_and_each_pair_has_its_own_key);
	tcase_add_test(key, a_host_has_no_key_with_itself);
	tcase_add_checked_fixture(files, make_directory, drop_directory);
	tcase_add_test(files, a_created_secret_loads_and_is_never_overwritten);
	tcase_add_test(files, two_generations_load_in_the_order_of_the_file);
	tcase_add_test(files, a_file_that_others_may_read_is_refused);
	tcase_add_test(files, a_damaged_file_gives_no_secret);
	suite_add_tcase(suite, key);
	suite_add_tcase(suite, files);
	sr = srunner_create(suite);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? 1 : 0;
}
