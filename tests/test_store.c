/* SPDX-License-Identifier: Apache-2.0 */
/* The state file: whole or not at all, whatever happens to the disk. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shell/lock.h"
#include "shell/store.h"

static char folder[64], path[96];
static char message[STORE_MESSAGE_MAX];

static void
begin(void)
{
	strcpy(folder, "/tmp/test_store.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/state", folder);
}

static void
end(void)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder);
	ck_assert_int_eq(system(command), 0);
}

static bool
exists(const char *suffix)
{
	char name[128];

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	return access(name, F_OK) == 0;
}

static void
ck_loads(const char *text)
{
	uint8_t *octets = NULL;
	size_t size = 0;

	ck_assert_int_eq(store_load(path, &octets, &size, message), 0);
	ck_assert_uint_eq(size, strlen(text));
	ck_assert_int_eq(memcmp(octets, text, size), 0);
	free(octets);
}

static int
save(const char *text)
{
	return store_save(path, (const uint8_t *)text, strlen(text));
}

START_TEST(what_was_saved_is_loaded)
{
	struct stat st;

	ck_assert_int_eq(save("first"), 0);
	ck_loads("first");
	ck_assert_int_eq(save("the second, longer"), 0);
	ck_loads("the second, longer");
	ck_assert_int_eq(save(""), 0);
	ck_loads("");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert(!exists(".new"));
}
END_TEST

START_TEST(no_file_is_no_error_but_says_so)
{
	uint8_t *o;
	size_t n;

	ck_assert_int_eq(store_load(path, &o, &n, message), -ENOENT);
	ck_assert_ptr_nonnull(strstr(message, path));
}
END_TEST

/* Every single bit of the file matters. */
START_TEST(a_file_with_any_wrong_bit_is_set_aside_and_not_believed)
{
	uint8_t file[STORE_HEADER_SIZE + 5], *o;
	char aside[32];
	unsigned bit, set_aside = 0;
	size_t n;
	int fd, r;

	ck_assert_int_eq(save("hello"), 0);
	fd = open(path, O_RDONLY);
	ck_assert_int_eq(read(fd, file, sizeof(file)), sizeof(file));
	close(fd);
	for (bit = 0; bit < sizeof(file) * 8; bit += 3) {
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		ck_assert_int_eq(write(fd, file, sizeof(file)), sizeof(file));
		close(fd);
		file[bit / 8] ^= (uint8_t)(1 << bit % 8);
		r = store_load(path, &o, &n, message);
		if (r == -EPROTONOSUPPORT) {
			ck_assert(exists(""));	/* a newer version's: left alone */
			continue;
		}
		ck_assert_int_eq(r, -EBADMSG);
		ck_assert(!exists(""));
		snprintf(aside, sizeof(aside), ".damaged-%u", ++set_aside);
		ck_assert(exists(aside));
		ck_assert_ptr_nonnull(strstr(message, aside));
	}
	ck_assert_uint_gt(set_aside, 100);
	ck_assert_int_eq(save("anew"), 0);
	ck_loads("anew");
}
END_TEST

START_TEST(a_cut_file_is_damaged)
{
	uint8_t *o;
	size_t n;
	off_t size;

	for (size = 0; size < STORE_HEADER_SIZE + 5; size += 11) {
		ck_assert_int_eq(save("hello"), 0);
		ck_assert_int_eq(truncate(path, size), 0);
		ck_assert_int_eq(store_load(path, &o, &n, message), -EBADMSG);
	}
}
END_TEST

/* RLIMIT_FSIZE is the disk that is full after so many octets. */
START_TEST(a_full_disk_leaves_the_old_state_whole)
{
	static char big[100000];
	struct rlimit limit = { 4096, 4096 };
	int status;
	pid_t child;

	ck_assert_int_eq(save("what we know"), 0);
	memset(big, 'x', sizeof(big) - 1);
	child = fork();
	if (child == 0) {
		signal(SIGXFSZ, SIG_IGN);
		if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
			_exit(2);
		_exit(save(big) == -EFBIG ? 0 : 1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 0);
	ck_loads("what we know");
	ck_assert(!exists(".new"));
}
END_TEST

START_TEST(what_a_crash_left_half_written_is_in_nobodys_way)
{
	char name[128];
	int fd;

	ck_assert_int_eq(save("old"), 0);
	snprintf(name, sizeof(name), "%s.new", path);
	fd = open(name, O_WRONLY | O_CREAT, 0644);
	ck_assert_int_eq(write(fd, "half", 4), 4);
	close(fd);
	ck_loads("old");
	ck_assert_int_eq(save("new"), 0);
	ck_loads("new");
	ck_assert(!exists(".new"));
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_an_error_that_says_so)
{
	ck_assert_int_eq(store_save("/nonexistent/folder/state",
				    (const uint8_t *)"", 0), -ENOENT);
}
END_TEST

START_TEST(a_lock_has_one_holder_and_names_it)
{
	char name[128];
	pid_t holder;
	int fd, other;

	snprintf(name, sizeof(name), "%s.lock", path);
	ck_assert_int_eq(lock_take(name, &fd, &holder), 0);
	ck_assert_int_eq(lock_take(name, &other, &holder), -EBUSY);
	ck_assert_int_eq(holder, getpid());
	lock_drop(fd);
	ck_assert_int_eq(lock_take(name, &fd, &holder), 0);
	lock_drop(fd);
}
END_TEST

START_TEST(a_networks_lock_has_one_holder_and_names_it)
{
	char name[64];
	pid_t holder;
	int fd, other;

	snprintf(name, sizeof(name), "autotunnel test %ld", (long)getpid());
	ck_assert_int_eq(lock_network(name, &fd, &holder), 0);
	ck_assert_int_eq(lock_network(name, &other, &holder), -EBUSY);
	ck_assert_int_eq(holder, getpid());
	lock_drop(fd);
	ck_assert_int_eq(lock_network(name, &fd, &holder), 0);
	lock_drop(fd);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("store");
	TCase *t = tcase_create("store");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, what_was_saved_is_loaded);
	tcase_add_test(t, no_file_is_no_error_but_says_so);
	tcase_add_test(t, a_file_with_any_wrong_bit_is_set_aside_and_not_believed);
	tcase_add_test(t, a_cut_file_is_damaged);
	tcase_add_test(t, a_full_disk_leaves_the_old_state_whole);
	tcase_add_test(t, what_a_crash_left_half_written_is_in_nobodys_way);
	tcase_add_test(t, a_folder_that_is_not_there_is_an_error_that_says_so);
	tcase_add_test(t, a_lock_has_one_holder_and_names_it);
	tcase_add_test(t, a_networks_lock_has_one_holder_and_names_it);
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
