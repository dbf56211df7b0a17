/* SPDX-License-Identifier: Apache-2.0 */
/* Configuration files: what is accepted, and how a mistake is told. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/config.h"

struct kept {
	char domain[64];
	uint32_t lease;
	bool loud;
	unsigned zones;
	char zone[4][64];
	char primary[4][64];
};

static bool
set_domain(void *owner, const char *value)
{
	struct kept *k = owner;

	return config_text(value, k->domain, sizeof(k->domain));
}

static bool
set_lease(void *owner, const char *value)
{
	return config_seconds(value, 60, 7200, &((struct kept *)owner)->lease);
}

static bool
set_loud(void *owner, const char *value)
{
	return config_yes(value, &((struct kept *)owner)->loud);
}

static bool
begin_zone(void *owner, const char *value)
{
	struct kept *k = owner;

	return k->zones < 4 && config_text(value, k->zone[k->zones++], 64);
}

static bool
set_primary(void *owner, const char *value)
{
	struct kept *k = owner;

	return config_text(value, k->primary[k->zones - 1], 64);
}

static const struct config_entry entries[] = {
	{ "host", "domain", "the zone that you own", true, set_domain, false },
	{ "host", "loud", "yes or no", false, set_loud, false },
	{ "agent", "lease", "a time, 60s to 2h", false, set_lease, false },
	{ "zone", NULL, "a domain name", false, begin_zone, true },
	{ "zone", "primary", "an address", true, set_primary, true },
};

static struct kept kept;
static char error[CONFIG_ERROR_MAX];

static int
read_text(const char *text)
{
	memset(&kept, 0, sizeof(kept));
	return config_read_text("test.conf", text, entries,
				sizeof(entries) / sizeof(*entries), &kept,
				error);
}

static void
ck_refused(const char *text, const char *line, const char *said)
{
	ck_assert_int_eq(read_text(text), -EINVAL);
	ck_assert_msg(strstr(error, line), "%s", error);
	ck_assert_msg(strstr(error, said), "%s", error);
}

START_TEST(a_good_file_is_read_whole)
{
	ck_assert_int_eq(read_text("# ours\n[host]\ndomain = home.example.net\n"
				   "\tloud=yes\r\n\n; more\n[agent]\n"
				   "lease = 90m ; renewed at half\n"), 0);
	ck_assert_str_eq(kept.domain, "home.example.net");
	ck_assert_uint_eq(kept.lease, 5400);
	ck_assert(kept.loud);
}
END_TEST

START_TEST(an_unknown_key_is_refused_with_the_nearest_one)
{
	ck_refused("[host]\ndomian = x\n", "test.conf, line 2", "did you mean `domain`?");
	ck_refused("[host]\ndomain = x\nquiet = yes\n", "line 3",
		   "there is no key `quiet` in [host]");
	ck_assert_ptr_null(strstr(error, "did you mean"));
}
END_TEST

START_TEST(an_unknown_section_is_refused_with_the_nearest_one)
{
	ck_refused("[hosts]\n", "line 1", "did you mean [host]?");
	ck_refused("\n\n[kitchen]\n", "line 3", "no section [kitchen]");
}
END_TEST

START_TEST(a_key_in_the_wrong_section_is_told_its_place)
{
	ck_refused("[host]\nlease = 90m\n", "line 2",
		   "belongs into section [agent], not [host]");
	ck_refused("lease = 90m\n", "line 1", "before the first [section]");
}
END_TEST

START_TEST(a_wrong_value_is_told_what_was_expected)
{
	ck_refused("[agent]\nlease = 3h\n", "line 2",
		   "`lease = 3h`: expected a time, 60s to 2h");
	ck_refused("[host]\nloud = maybe\n", "line 2", "expected yes or no");
	ck_refused("[host]\ndomain =\n", "line 2", "the zone that you own");
}
END_TEST

START_TEST(what_is_required_must_be_there_once)
{
	ck_refused("[host]\nloud = yes\n", "test.conf",
		   "`domain` is missing in [host]; expected the zone");
	ck_refused("[host]\ndomain = a\ndomain = b\n", "line 3", "stands twice");
}
END_TEST

START_TEST(a_line_that_is_neither_is_refused)
{
	ck_refused("[host]\ndomain = a\nwhat is this\n", "line 3",
		   "`key = value`");
}
END_TEST

START_TEST(a_line_too_long_is_refused_not_cut)
{
	char text[600] = "[host]\ndomain = ";

	memset(text + strlen(text), 'x', 300);
	strcat(text, "\n");
	ck_refused(text, "line 2", "longer than");
}
END_TEST

START_TEST(a_named_section_may_stand_for_each_name)
{
	ck_assert_int_eq(read_text("[host]\ndomain = a\n"
				   "[zone one.example]\nprimary = ::1\n"
				   "[zone two.example]\nprimary = ::2\n"), 0);
	ck_assert_uint_eq(kept.zones, 2);
	ck_assert_str_eq(kept.zone[1], "two.example");
	ck_assert_str_eq(kept.primary[0], "::1");
	ck_assert_str_eq(kept.primary[1], "::2");
	ck_refused("[host]\ndomain = a\n[zone one]\n[zone two]\nprimary=x\n",
		   "line 4", "`primary` is missing in [zone one]");
	ck_refused("[zone]\n", "line 1", "needs a name");
	ck_refused("[host mymac]\n", "line 1", "takes no name");
}
END_TEST

START_TEST(numbers_and_times_are_whole_and_within_bounds)
{
	uint64_t n;
	uint32_t s;

	ck_assert(config_number("120", 1, 120, &n) && n == 120);
	ck_assert(!config_number("121", 1, 120, &n));
	ck_assert(!config_number("-1", 0, 120, &n));
	ck_assert(!config_number("1.5", 0, 120, &n));
	ck_assert(!config_number("18446744073709551616", 0, UINT64_MAX, &n));
	ck_assert(config_seconds("2h", 0, 7200, &s) && s == 7200);
	ck_assert(!config_seconds("h", 0, 7200, &s));
	ck_assert(!config_seconds("99999999999d", 0, UINT32_MAX, &s));
	ck_assert(!config_seconds("2 h", 0, 7200, &s));
}
END_TEST

START_TEST(a_secret_that_others_can_read_is_refused_with_the_command_to_mend_it)
{
	char path[] = "/tmp/test_config.XXXXXX";
	int fd = mkstemp(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(config_check_secret(path, error), 0);
	ck_assert_int_eq(fchmod(fd, 0640), 0);
	ck_assert_int_eq(config_check_secret(path, error), -EPERM);
	ck_assert_ptr_nonnull(strstr(error, "chmod 600"));
	close(fd);
	unlink(path);
	ck_assert_int_eq(config_check_secret(path, error), -ENOENT);
	ck_assert_int_eq(config_check_secret("/tmp", error), -EINVAL);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_named)
{
	ck_assert_int_eq(config_read("/nonexistent/a.conf", entries, 5, &kept,
				     error), -ENOENT);
	ck_assert_ptr_nonnull(strstr(error, "/nonexistent/a.conf"));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("config");
	TCase *t = tcase_create("config");

	tcase_add_test(t, a_good_file_is_read_whole);
	tcase_add_test(t, an_unknown_key_is_refused_with_the_nearest_one);
	tcase_add_test(t, an_unknown_section_is_refused_with_the_nearest_one);
	tcase_add_test(t, a_key_in_the_wrong_section_is_told_its_place);
	tcase_add_test(t, a_wrong_value_is_told_what_was_expected);
	tcase_add_test(t, what_is_required_must_be_there_once);
	tcase_add_test(t, a_line_that_is_neither_is_refused);
	tcase_add_test(t, a_line_too_long_is_refused_not_cut);
	tcase_add_test(t, a_named_section_may_stand_for_each_name);
	tcase_add_test(t, numbers_and_times_are_whole_and_within_bounds);
	tcase_add_test(t, a_secret_that_others_can_read_is_refused_with_the_command_to_mend_it);
	tcase_add_test(t, a_file_that_is_not_there_is_named);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	SRunner *r = srunner_create(suite());
	int failed;

	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
