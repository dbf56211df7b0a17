/* SPDX-License-Identifier: Apache-2.0 */
/* test_steward.c - what a steward does for its daemon, and what it refuses; whom
 * a sandbox is planned for. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shell/steward.h"

static char folder[] = "/tmp/autotunnel-steward-XXXXXX";
static char given[128], other[128];

static void
write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, text, strlen(text)), (int)strlen(text));
	close(fd);
}

static void
make_files(void)
{
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(given, sizeof(given), "%s/given", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	write_text(given, "a key");
	write_text(other, "a letter");
}

static void
remove_files(void)
{
	steward_end();
	unlink(given);
	unlink(other);
	rmdir(folder);
}

static bool
only_given(void *owner, const char *path)
{
	return !strcmp(path, owner);
}

/* Of whoever runs the suite, and started with what a steward is for. */
static void
begin(const char *program)
{
	static struct sandbox box;
	struct charon_settings charon = { .folder = folder,
		.program = program };
	struct steward_setup setup = { .box = &box, .may_read = only_given,
		.owner = given, .charon = program ? &charon : NULL };

	box = (struct sandbox){ .profile = SANDBOX_AGENT, .uid = geteuid(),
		.gid = getegid() };
	ck_assert_int_eq(steward_begin(&setup), 0);
	ck_assert_int_ge(steward_descriptor(), 0);
}

static bool
ends(int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	return poll(&p, 1, 5000) == 1;
}

START_TEST(it_opens_what_the_configuration_names)
{
	char text[16] = "";
	int fd;

	begin(NULL);
	fd = steward_read(given);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(read(fd, text, sizeof(text) - 1), 5);
	ck_assert_str_eq(text, "a key");
	close(fd);
} END_TEST

START_TEST(it_opens_nothing_else)
{
	char around[sizeof(given) + 16];

	begin(NULL);
	ck_assert_int_eq(steward_read(other), -EACCES);
	ck_assert_int_eq(steward_read("/etc/passwd"), -EACCES);
	snprintf(around, sizeof(around), "%s/../given", folder);
	ck_assert_int_eq(steward_read(around), -EACCES);
	unlink(given);
	ck_assert_int_eq(steward_read(given), -ENOENT);
} END_TEST

START_TEST(what_it_opens_cannot_be_written)
{
	int fd;

	begin(NULL);
	fd = steward_read(given);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	ck_assert_int_eq(fcntl(fd, F_GETFD), FD_CLOEXEC);
	close(fd);
} END_TEST

START_TEST(without_one_files_are_opened_as_ever)
{
	int fd = steward_read(other);

	ck_assert_int_ge(fd, 0);
	close(fd);
	ck_assert_int_eq(steward_read("/nowhere/at/all"), -ENOENT);
	ck_assert_int_eq(steward_spawn(4500, true, &(pid_t){ 0 }, &fd), -ENOTCONN);
} END_TEST

START_TEST(it_starts_one_program_and_no_other)
{
	pid_t pid = 0;
	int pidfd = -1;

	begin("/bin/true");
	ck_assert_int_eq(steward_spawn(4500, true, &pid, &pidfd), 0);
	ck_assert_int_gt(pid, 1);
	ck_assert(ends(pidfd, POLLIN));
	close(pidfd);
} END_TEST

START_TEST(a_program_that_is_not_there_is_an_error)
{
	pid_t pid = 0;
	int pidfd = -1;

	begin("/nowhere/charon");
	ck_assert_int_eq(steward_spawn(4500, true, &pid, &pidfd), -ENOENT);
	ck_assert_int_eq(pidfd, -1);
} END_TEST

START_TEST(a_rendezvous_steward_starts_nothing)
{
	char device[CHARON_DEVICE_MAX];
	pid_t pid = 0;
	int pidfd = -1;

	begin(NULL);
	ck_assert_int_eq(steward_spawn(4500, true, &pid, &pidfd), -EACCES);
	ck_assert(!steward_device(getpid(), device));
} END_TEST

START_TEST(a_process_without_tun_has_no_device)
{
	char device[CHARON_DEVICE_MAX];

	begin("/bin/true");
	ck_assert(!steward_device(getpid(), device));
} END_TEST

START_TEST(only_root_becomes_somebody)
{
	struct sandbox_setup setup = { .profile = SANDBOX_AGENT,
		.user = "nobody-of-this-name" };
	char error[SANDBOX_ERROR_MAX] = "";
	struct sandbox box;
	int r = sandbox_plan(&setup, &box, error);

	if (box.off)		/* a sanitized build */
		return;
	ck_assert_int_lt(r, 0);
	ck_assert_ptr_nonnull(strstr(error, "nobody-of-this-name"));
} END_TEST

START_TEST(a_folder_that_is_missing_is_made_for_one)
{
	char path[sizeof(folder) + 32], error[SANDBOX_ERROR_MAX] = "";
	struct sandbox box = { .profile = SANDBOX_AGENT };
	struct stat st;

	snprintf(path, sizeof(path), "%s/new/state", folder);
	ck_assert_int_eq(sandbox_folder(&box, path, false, error), 0);
	*strrchr(path, '/') = '\0';
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_int_eq(st.st_mode & 0777, 0700);
	rmdir(path);
	snprintf(path, sizeof(path), "%s/a/b/state", folder);
	ck_assert_int_lt(sandbox_folder(&box, path, false, error), 0);
	ck_assert_ptr_nonnull(strstr(error, "cannot be made"));
} END_TEST

int
main(void)
{
	Suite *s = suite_create("steward");
	TCase *c = tcase_create("steward");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(c, make_files, remove_files);
	tcase_add_test(c, it_opens_what_the_configuration_names);
	tcase_add_test(c, it_opens_nothing_else);
	tcase_add_test(c, what_it_opens_cannot_be_written);
	tcase_add_test(c, without_one_files_are_opened_as_ever);
	tcase_add_test(c, it_starts_one_program_and_no_other);
	tcase_add_test(c, a_program_that_is_not_there_is_an_error);
	tcase_add_test(c, a_rendezvous_steward_starts_nothing);
	tcase_add_test(c, a_process_without_tun_has_no_device);
	tcase_add_test(c, only_root_becomes_somebody);
	tcase_add_test(c, a_folder_that_is_missing_is_made_for_one);
	suite_add_tcase(s, c);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
