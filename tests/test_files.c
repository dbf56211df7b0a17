/* SPDX-License-Identifier: Apache-2.0 */
/* test_files.c - each system call of whoever writes files fails once, is cut
 * short once, or is the last one of its process: the first, the second ... until
 * none is left. After each the file is the old or the new one, whole, no
 * temporary file stays, no descriptor leaks, and the next attempt succeeds.
 *
 * The linker puts the functions below in the place of libc's (--wrap, in
 * check.mk). */
#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shell/charon_process.h"
#include "shell/files.h"
#include "shell/lock.h"
#include "shell/netlink.h"
#include "shell/nft.h"
#include "shell/psk.h"
#include "shell/store.h"
#include "shell/trace.h"

/* Faults ------------------------------------------------------------------- */

enum fault { FAULT_NONE, FAULT_ERROR, FAULT_CUT, FAULT_DEATH };
enum { DIED = 77, CALLS_MAX = 200, OCTETS = 3000 };

static enum fault fault;
static int fault_errno;
static unsigned calls, strikes_at;

/* This call is the one. */
static bool
strikes(void)
{
	if (fault == FAULT_NONE || ++calls != strikes_at)
		return false;
	if (fault == FAULT_DEATH)
		_exit(DIED);
	errno = fault_errno;
	return fault == FAULT_ERROR;
}

#define WRAP(name, parameters, arguments) \
	int __real_##name parameters; \
	int __wrap_##name parameters; \
	int \
	__wrap_##name parameters \
	{ \
		return strikes() ? -1 : __real_##name arguments; \
	}

WRAP(fsync, (int fd), (fd))
WRAP(rename, (const char *from, const char *to), (from, to))
WRAP(link, (const char *from, const char *to), (from, to))
WRAP(unlink, (const char *path), (path))
WRAP(mkdir, (const char *path, mode_t mode), (path, mode))
WRAP(ftruncate, (int fd, off_t length), (fd, length))
WRAP(fstat, (int fd, struct stat *st), (fd, st))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __real_close(int fd);
int __wrap_close(int fd);
ssize_t __real_write(int fd, const void *octets, size_t size);
ssize_t __wrap_write(int fd, const void *octets, size_t size);
ssize_t __real_read(int fd, void *octets, size_t size);
ssize_t __wrap_read(int fd, void *octets, size_t size);

int
__wrap_open(const char *path, int flags, ...)
{
	va_list args;
	mode_t mode = 0;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	return strikes() ? -1 : __real_open(path, flags, mode);
}

/* It is closed, whatever the kernel says of what was written. */
int
__wrap_close(int fd)
{
	bool struck = strikes();
	int error = errno, r = __real_close(fd);

	if (!struck)
		return r;
	errno = error;
	return -1;
}

static bool
is_cut(size_t size)
{
	return fault == FAULT_CUT && calls == strikes_at && size > 1;
}

ssize_t
__wrap_write(int fd, const void *octets, size_t size)
{
	if (strikes())
		return -1;
	return __real_write(fd, octets, is_cut(size) ? size / 2 : size);
}

ssize_t
__wrap_read(int fd, void *octets, size_t size)
{
	if (strikes())
		return -1;
	return __real_read(fd, octets, is_cut(size) ? size / 2 : size);
}

/* What is tried -------------------------------------------------------------- */

static char folder[64], path[96];
static struct rlimit limit;		/* of descriptors, before */
static uint8_t old_octets[OCTETS], new_octets[OCTETS];

/* One thing that is done to files. */
struct deed {
	const char *name;
	void (*prepare)(void);
	int (*run)(void);
	/* R as run returned it; or DIED. What must hold then. */
	void (*judge)(int r);
	unsigned calls_least;		/* it makes so many, or nothing is tried */
};

static void
empty_folder(void)
{
	char name[400];
	struct dirent *e;
	DIR *d = opendir(folder);

	ck_assert_ptr_nonnull(d);
	while ((e = readdir(d)))
		if (e->d_name[0] != '.') {
			snprintf(name, sizeof(name), "%s/%s", folder, e->d_name);
			ck_assert_int_eq(unlink(name), 0);
		}
	closedir(d);
}

/* How many files there are but PATH and those that only a death leaves. */
static unsigned
others(void)
{
	unsigned count = 0;
	struct dirent *e;
	DIR *d = opendir(folder);

	ck_assert_ptr_nonnull(d);
	while ((e = readdir(d)))
		count += e->d_name[0] != '.' && strcmp(e->d_name, "file");
	closedir(d);
	return count;
}

static unsigned
descriptors(void)
{
	unsigned count = 0;
	DIR *d = opendir("/proc/self/fd");

	ck_assert_ptr_nonnull(d);
	while (readdir(d))
		count++;
	closedir(d);
	return count;
}

/* In a child: whether it died at the fault, else what run returned. */
static int
run_to_death(const struct deed *w)
{
	int status;
	pid_t child = fork();

	ck_assert_int_ge(child, 0);
	if (child == 0)
		_exit(w->run() == 0 ? 0 : 1);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_msg(WIFEXITED(status), "%s: a signal ended it", w->name);
	return WEXITSTATUS(status) == DIED ? DIED :
		WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

/* True if the fault struck. */
static bool
try(const struct deed *w, enum fault what, int error, unsigned at)
{
	unsigned before;
	bool struck;
	int r;

	empty_folder();
	w->prepare();
	before = descriptors();
	fault = what;
	fault_errno = error;
	strikes_at = at;
	calls = 0;
	r = what == FAULT_DEATH ? run_to_death(w) : w->run();
	struck = what == FAULT_DEATH ? r == DIED : calls >= at;
	fault = FAULT_NONE;
	ck_assert_msg(descriptors() == before, "%s: a descriptor is open still "
		      "(call %u, %s)", w->name, at, strerror(error));
	ck_assert_msg(what == FAULT_ERROR || r == DIED || r == 0,
		      "%s: %s although nothing failed (call %u)", w->name,
		      strerror(-r), at);
	w->judge(r);
	return struck;
}

static void
try_all(const struct deed *w)
{
	static const int errors[] = { ENOSPC, EIO, EINTR, EDQUOT };
	unsigned i, at;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		for (at = 1; try(w, FAULT_ERROR, errors[i], at); at++)
			ck_assert_uint_lt(at, CALLS_MAX);
		ck_assert_msg(at > w->calls_least, "%s: only %u calls",
			      w->name, at - 1);
	}
	for (at = 1; try(w, FAULT_CUT, 0, at); at++)
		;
	for (at = 1; try(w, FAULT_DEATH, 0, at); at++)
		;
	ck_assert_uint_gt(at, w->calls_least);
}

/* The store -------------------------------------------------------------------- */

static char message[STORE_MESSAGE_MAX];

/* What PATH has: 'o', 'n', or '-' for no file. Anything else fails. */
static char
which(void)
{
	uint8_t *octets = NULL;
	size_t size = 0;
	int r = store_load(path, &octets, &size, message);
	char what = '-';

	if (r != -ENOENT) {
		ck_assert_msg(r == 0, "%s", message);
		ck_assert_uint_eq(size, OCTETS);
		what = !memcmp(octets, old_octets, OCTETS) ? 'o' :
			!memcmp(octets, new_octets, OCTETS) ? 'n' : '?';
		ck_assert_int_ne(what, '?');
	}
	free(octets);
	return what;
}

static void
save_old(void)
{
	ck_assert_int_eq(store_save(path, old_octets, OCTETS), 0);
}

static void
nothing(void)
{
}

static int
save_new(void)
{
	return store_save(path, new_octets, OCTETS);
}

static void
judge_save(int r)
{
	const char has = which();

	if (r == 0)
		ck_assert_int_eq(has, 'n');
	ck_assert(r == DIED || !others());
	/* and whatever stays of a death is in nobody's way */
	ck_assert_int_eq(save_new(), 0);
	ck_assert_int_eq(which(), 'n');
	ck_assert_uint_eq(others(), 0);
}

static void
judge_save_over(int r)
{
	ck_assert_int_ne(which(), '-');
	judge_save(r);
}

static int
load_old(void)
{
	uint8_t *octets = NULL;
	size_t size = 0;
	int r = store_load(path, &octets, &size, message);

	if (r == 0)
		ck_assert(size == OCTETS && !memcmp(octets, old_octets, size));
	else
		ck_assert_ptr_nonnull(strstr(message, path));
	free(octets);
	return r;
}

static void
judge_load(int r)
{
	(void)r;
	ck_assert_int_eq(which(), 'o');
	ck_assert_uint_eq(others(), 0);
}

static const char garbage[] = "neither old nor new";

static void
put_garbage(void)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	ck_assert_int_eq(files_close(fd, files_write(fd, garbage,
						      sizeof(garbage))), 0);
}

/* 0 if it is set aside. */
static int
set_aside(void)
{
	uint8_t *octets;
	size_t size;
	int r = store_load(path, &octets, &size, message);

	ck_assert_int_lt(r, 0);
	ck_assert_ptr_nonnull(strstr(message, path));
	return r == -EBADMSG ? 0 : r;
}

static bool
is_garbage(const char *name)
{
	char has[sizeof(garbage)] = "";
	int fd = open(name, O_RDONLY);

	if (fd < 0)
		return false;
	ck_assert_int_eq(read(fd, has, sizeof(has)), sizeof(has));
	close(fd);
	return !memcmp(has, garbage, sizeof(has));
}

/* It is kept, under one name or the other, and a new one can be begun. */
static void
judge_set_aside(int r)
{
	char aside[sizeof(path) + 16];

	snprintf(aside, sizeof(aside), "%s.damaged-1", path);
	if (r == 0)
		ck_assert(is_garbage(aside) && !is_garbage(path));
	else
		ck_assert(is_garbage(aside) || is_garbage(path));
	if (is_garbage(path))
		ck_assert_int_eq(set_aside(), 0);
	ck_assert_int_eq(save_new(), 0);
	ck_assert_int_eq(which(), 'n');
}

/* Other files ------------------------------------------------------------------ */

static int
make_secret(void)
{
	return tunnel_secrets_create(path, 1);
}

static void
judge_secret(int r)
{
	static struct tunnel_secrets s;

	if (r == 0)
		ck_assert_int_eq(tunnel_secrets_load(path, &s), 0);
	else if (r != DIED)
		ck_assert_int_eq(access(path, F_OK), -1);
	ck_assert_uint_eq(others(), 0);
}

static int
take_lock(void)
{
	pid_t holder;
	int fd = -1, r = lock_take(path, &fd, &holder);

	lock_drop(fd);
	return r;
}

static void
judge_lock(int r)
{
	(void)r;
	ck_assert_int_eq(take_lock(), 0);
	ck_assert_uint_eq(others(), 0);
}

enum { INPUTS = 5 };

static int
record(void)
{
	const struct trace_header h = { .program = "echo", .software = "1" };
	struct input in = { .kind = INPUT_DEADLINE, .key = KEY_NONE };
	static struct effects none;
	struct trace_writer *w;
	int r = trace_create(path, &w), error;

	if (r < 0)
		return r;
	r = trace_write_header(w, &h);
	for (in.now_ms = 1; r == 0 && in.now_ms <= INPUTS; in.now_ms++) {
		memset(in.random, (int)in.now_ms, sizeof(in.random));
		effects_clear(&none);
		none.random_unused = in.now_ms % 2;
		r = trace_write_input(w, &in);
		if (r == 0)
			r = trace_write_effects(w, &none);
	}
	error = trace_close(w);
	return r < 0 ? r : error;
}

/* Whole, or what was written before it ended. */
static void
judge_record(int r)
{
	const struct trace_record *record;
	struct trace_reader *reader;
	unsigned count = 0;
	int next;

	if (trace_open(path, &reader) < 0) {
		ck_assert_int_ne(r, 0);
		return;
	}
	while ((next = trace_next(reader, &record)) > 0)
		count++;
	if (r == 0)
		ck_assert(next == 0 && count >= 1 + INPUTS);
	trace_close_reader(reader);
}

static struct charon_process *charon;

static void
configure_old(void)
{
	ck_assert_int_eq(charon_process_configure(charon, 4500), 0);
}

static int
configure_new(void)
{
	return charon_process_configure(charon, 4600);
}

static void
judge_configuration(int r)
{
	const uint16_t port = charon_process_configured(charon);

	ck_assert(port == 4500 || port == 4600);
	if (r == 0)
		ck_assert_uint_eq(port, 4600);
	ck_assert(r == DIED || others() == 1);
	ck_assert_int_ge(configure_new(), 0);
	ck_assert_uint_eq(charon_process_configured(charon), 4600);
}

/* Tests ------------------------------------------------------------------------- */

static void
begin(void)
{
	fault = FAULT_NONE;
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	strcpy(folder, "/tmp/test_files.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/file", folder);
	memset(old_octets, 'o', sizeof(old_octets));
	memset(new_octets, 'n', sizeof(new_octets));
}

static void
end(void)
{
	fault = FAULT_NONE;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	empty_folder();
	ck_assert_int_eq(rmdir(folder), 0);
}

START_TEST(a_state_file_is_the_old_or_the_new_one)
{
	static const struct deed save = { "a save", save_old, save_new,
					  judge_save_over, 8 };

	try_all(&save);
}
END_TEST

START_TEST(a_first_state_file_is_whole_or_not_there)
{
	static const struct deed save = { "a first save", nothing, save_new,
					  judge_save, 8 };

	try_all(&save);
}
END_TEST

START_TEST(a_state_file_that_cannot_be_read_is_not_lost)
{
	static const struct deed load = { "a load", save_old, load_old,
					  judge_load, 4 };

	try_all(&load);
}
END_TEST

START_TEST(a_damaged_file_is_kept_under_one_name_or_the_other)
{
	static const struct deed aside = { "setting aside", put_garbage,
					   set_aside, judge_set_aside, 4 };

	try_all(&aside);
}
END_TEST

START_TEST(a_tunnel_secret_is_whole_or_not_there)
{
	static const struct deed secret = { "a secret", nothing, make_secret,
					    judge_secret, 4 };

	try_all(&secret);
}
END_TEST

START_TEST(a_lock_is_taken_or_free)
{
	static const struct deed lock = { "a lock", nothing, take_lock,
					  judge_lock, 4 };

	try_all(&lock);
}
END_TEST

START_TEST(a_recording_is_whole_or_ends_early)
{
	static const struct deed trace = { "a recording", nothing, record,
					   judge_record, 10 };

	try_all(&trace);
}
END_TEST

START_TEST(a_configuration_of_charon_is_the_old_or_the_new_one)
{
	static const struct deed configuration = { "a configuration",
		configure_old, configure_new, judge_configuration, 5 };
	const struct charon_settings s = { .folder = folder };
	struct loop *loop;

	ck_assert_int_eq(loop_open(4, &loop), 0);
	ck_assert_int_eq(charon_process_open(loop, &s, NULL, NULL, &charon), 0);
	try_all(&configuration);
	charon_process_close(charon, true);
	loop_close(loop);
}
END_TEST

/* Descriptors ------------------------------------------------------------------- */

/* None is free any more. */
static void
exhaust(void)
{
	struct rlimit none = limit;
	int lowest = dup(0);

	ck_assert_int_ge(lowest, 0);
	close(lowest);
	none.rlim_cur = (rlim_t)lowest;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &none), 0);
}

/* libnftables calls exit. */
START_TEST(without_descriptors_the_packet_filter_is_left_alone)
{
	char *text = NULL;

	exhaust();
	ck_assert_int_eq(nft_run("list tables", 0, &text), -EMFILE);
}
END_TEST

START_TEST(without_descriptors_no_link_is_taken_for_gone)
{
	ck_assert(!netlink_link_gone("lo"));
	ck_assert(netlink_link_gone("nosuch0"));
	exhaust();
	ck_assert(!netlink_link_gone("lo"));
	ck_assert(!netlink_link_gone("nosuch0"));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("files");
	TCase *t = tcase_create("faults");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 60);
	tcase_add_test(t, a_state_file_is_the_old_or_the_new_one);
	tcase_add_test(t, a_first_state_file_is_whole_or_not_there);
	tcase_add_test(t, a_state_file_that_cannot_be_read_is_not_lost);
	tcase_add_test(t, a_damaged_file_is_kept_under_one_name_or_the_other);
	tcase_add_test(t, a_tunnel_secret_is_whole_or_not_there);
	tcase_add_test(t, a_lock_is_taken_or_free);
	tcase_add_test(t, a_recording_is_whole_or_ends_early);
	tcase_add_test(t, a_configuration_of_charon_is_the_old_or_the_new_one);
	tcase_add_test(t, without_descriptors_the_packet_filter_is_left_alone);
	tcase_add_test(t, without_descriptors_no_link_is_taken_for_gone);
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
