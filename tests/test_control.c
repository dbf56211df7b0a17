/* SPDX-License-Identifier: Apache-2.0 */
/* The control socket, daemon and command in one process and one loop. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "shell/control.h"

enum { TURNS_MAX = 1000 };

static char folder[64], path[96];
static struct loop *loop;
static struct control *control;
static struct {
	unsigned requests, gone, client;
	size_t size;
	uint8_t first;
} heard;

static void
request(void *owner, unsigned client, const uint8_t *octets, size_t size)
{
	(void)owner;
	heard.requests++;
	heard.client = client;
	heard.size = size;
	heard.first = size ? octets[0] : 0;
}

static void
gone(void *owner, unsigned client)
{
	(void)owner;
	(void)client;
	heard.gone++;
}

static const struct control_hooks hooks = { request, gone };

static void
begin(void)
{
	memset(&heard, 0, sizeof(heard));
	strcpy(folder, "/tmp/test_control.XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/control", folder);
	ck_assert_int_eq(loop_open(16, &loop), 0);
	ck_assert_int_eq(control_open(loop, path, &hooks, NULL, &control), 0);
}

static void
end(void)
{
	control_close(control);
	loop_close(loop);
	unlink(path);
	ck_assert_int_eq(rmdir(folder), 0);
}

static void
turn_until(const unsigned *count, unsigned wanted)
{
	unsigned i;

	for (i = 0; i < TURNS_MAX && *count < wanted; i++)
		loop_turn(loop, 10);
	ck_assert_uint_eq(*count, wanted);
}

START_TEST(a_request_is_answered_in_frames)
{
	uint8_t *octets;
	size_t size;
	int fd = control_connect(path);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(control_put(fd, (const uint8_t *)"ask", 3), 0);
	turn_until(&heard.requests, 1);
	ck_assert_uint_eq(heard.size, 3);
	ck_assert_uint_eq(heard.first, 'a');
	ck_assert_int_eq(control_reply(control, heard.client,
				       (const uint8_t *)"first", 5), 0);
	ck_assert_int_eq(control_reply(control, heard.client, NULL, 0), 0);
	ck_assert_int_eq(control_get(fd, 5000, &octets, &size), 0);
	ck_assert_uint_eq(size, 5);
	ck_assert_int_eq(memcmp(octets, "first", 5), 0);
	free(octets);
	ck_assert_int_eq(control_get(fd, 5000, &octets, &size), 0);
	ck_assert_uint_eq(size, 0);
	free(octets);
	close(fd);
	turn_until(&heard.gone, 1);
	ck_assert_int_eq(control_reply(control, heard.client, NULL, 0),
			 -ENOTCONN);
}
END_TEST

START_TEST(a_request_that_comes_in_pieces_is_waited_for)
{
	static const uint8_t frame[] = { 0, 0, 0, 2, 'h', 'i' };
	int fd = control_connect(path);
	unsigned i, turn;

	for (i = 0; i < sizeof(frame); i++) {
		ck_assert_uint_eq(heard.requests, 0);
		ck_assert_int_eq(send(fd, frame + i, 1, 0), 1);
		for (turn = 0; turn < 3; turn++)
			loop_turn(loop, 1);
	}
	turn_until(&heard.requests, 1);
	ck_assert_uint_eq(heard.size, 2);
	close(fd);
}
END_TEST

START_TEST(a_request_that_is_too_long_ends_the_connection)
{
	static const uint8_t frame[] = { 0, 1, 0, 0 };
	int fd = control_connect(path);
	uint8_t *octets;
	size_t size;

	ck_assert_int_eq(send(fd, frame, sizeof(frame), 0), sizeof(frame));
	turn_until(&heard.gone, 1);
	ck_assert_int_eq(control_get(fd, 1000, &octets, &size), -EPIPE);
	ck_assert_uint_eq(heard.requests, 0);
	close(fd);
}
END_TEST

START_TEST(only_its_owner_may_open_the_socket)
{
	struct stat st;

	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert(S_ISSOCK(st.st_mode));
	ck_assert_uint_eq(st.st_mode & 0777, 0600);
}
END_TEST

START_TEST(a_second_daemon_is_told_and_a_dead_ones_socket_is_taken_over)
{
	struct control *second;
	char left[96];

	ck_assert_int_eq(control_open(loop, path, &hooks, NULL, &second),
			 -EADDRINUSE);
	/* a socket nobody listens at */
	snprintf(left, sizeof(left), "%s/left", folder);
	ck_assert_int_eq(rename(path, left), 0);
	control_close(control);
	ck_assert_int_eq(control_connect(left), -ECONNREFUSED);
	ck_assert_int_eq(control_open(loop, left, &hooks, NULL, &control), 0);
	ck_assert_int_ge(control_connect(left), 0);
}
END_TEST

START_TEST(what_is_no_socket_is_not_removed)
{
	struct control *other;
	char name[96];
	int fd;

	snprintf(name, sizeof(name), "%s/file", folder);
	fd = open(name, O_CREAT | O_WRONLY, 0600);
	ck_assert_int_ge(fd, 0);
	close(fd);
	/* connecting to a plain file is refused like a dead socket */
	ck_assert_int_lt(control_open(loop, name, &hooks, NULL, &other), 0);
	ck_assert_int_eq(access(name, F_OK), 0);
	unlink(name);
}
END_TEST

START_TEST(no_daemon_is_an_error_of_its_own)
{
	ck_assert_int_eq(control_connect("/nonexistent/control"), -ENOENT);
}
END_TEST

START_TEST(who_does_not_read_is_dropped)
{
	static uint8_t big[CONTROL_REPLY_MAX];
	int fd = control_connect(path), r = 0;
	unsigned i;

	ck_assert_int_eq(control_put(fd, big, 1), 0);
	turn_until(&heard.requests, 1);
	for (i = 0; i < 100 && r == 0; i++)
		r = control_reply(control, heard.client, big, sizeof(big));
	ck_assert_int_eq(r, -ENOBUFS);
	ck_assert_uint_eq(heard.gone, 1);
	close(fd);
}
END_TEST

/* Else he would wait, and the loop spin. */
START_TEST(who_calls_while_no_descriptor_is_free_is_turned_away)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0), lowest = dup(fd);
	struct rlimit limit;
	char octet;

	ck_assert_int_ge(lowest, 0);
	close(lowest);
	ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &limit), 0);
	limit.rlim_cur = (rlim_t)lowest;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	strcpy(a.sun_path, path);
	ck_assert_int_eq(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	loop_turn(loop, 1000);
	ck_assert_int_eq(recv(fd, &octet, 1, MSG_DONTWAIT), 0);
	ck_assert_uint_eq(heard.requests, 0);
	/* and nobody is left to be heard */
	limit.rlim_cur = (rlim_t)lowest + 8;
	ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &limit), 0);
	close(fd);
	fd = control_connect(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "\0\0\0\1x", 5), 5);
	turn_until(&heard.requests, 1);
	close(fd);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("control");
	TCase *t = tcase_create("control");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_request_is_answered_in_frames);
	tcase_add_test(t, a_request_that_comes_in_pieces_is_waited_for);
	tcase_add_test(t, a_request_that_is_too_long_ends_the_connection);
	tcase_add_test(t, only_its_owner_may_open_the_socket);
	tcase_add_test(t, a_second_daemon_is_told_and_a_dead_ones_socket_is_taken_over);
	tcase_add_test(t, what_is_no_socket_is_not_removed);
	tcase_add_test(t, no_daemon_is_an_error_of_its_own);
	tcase_add_test(t, who_does_not_read_is_dropped);
	tcase_add_test(t, who_calls_while_no_descriptor_is_free_is_turned_away);
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
