/* SPDX-License-Identifier: Apache-2.0 */
/* steward.c - both sides of the socket between a daemon and its steward. */
#include "steward.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "charon_spawn.h"
#include "files.h"

enum word { WORD_READ, WORD_SPAWN, WORD_DEVICE };

enum { ANSWER_WAIT_S = 5 };	/* it reads two small files at most */

/* One packet each way; a descriptor comes with an answer beside it. */
struct question {
	enum word word;
	pid_t pid;
	uint16_t port;
	bool user_space;
	char path[PATH_MAX];
};

struct answer {
	int result;
	pid_t pid;
	char device[CHARON_DEVICE_MAX];
};

static int daemons_end = -1;

/* The daemon's side -------------------------------------------------------------- */

int
steward_descriptor(void)
{
	return daemons_end;
}

/* The result, or -errno; FD is -1 where none came. */
static int
ask(const struct question *q, struct answer *a, int *fd)
{
	char control[CMSG_SPACE(sizeof(int))];
	struct iovec part = { .iov_base = a, .iov_len = sizeof(*a) };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1,
		.msg_control = control, .msg_controllen = sizeof(control) };
	struct cmsghdr *c;
	ssize_t n;
	int r;

	*fd = -1;
	if (send(daemons_end, q, sizeof(*q), MSG_NOSIGNAL) < 0)
		return -errno;
	do {
		n = recvmsg(daemons_end, &m, MSG_CMSG_CLOEXEC);
	} while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(*a)) {
		/* a late answer would be taken for the next one's */
		r = n < 0 ? -errno : -EPIPE;
		shutdown(daemons_end, SHUT_RDWR);
		return r;
	}
	c = CMSG_FIRSTHDR(&m);
	if (c && c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS &&
	    c->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(fd, CMSG_DATA(c), sizeof(int));
	return a->result;
}

int
steward_read(const char *path)
{
	struct question q = { .word = WORD_READ };
	struct answer a;
	int fd, r;

	if (daemons_end < 0) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
		return fd < 0 ? -errno : fd;
	}
	if (strlen(path) >= sizeof(q.path))
		return -ENAMETOOLONG;
	strcpy(q.path, path);
	r = ask(&q, &a, &fd);
	return r < 0 ? r : fd < 0 ? -EIO : fd;
}

int
steward_spawn(uint16_t port, bool user_space, pid_t *pid, int *pidfd)
{
	struct question q = { .word = WORD_SPAWN, .port = port,
		.user_space = user_space };
	struct answer a = { .pid = 0 };
	int r;

	if (daemons_end < 0)
		return -ENOTCONN;
	r = ask(&q, &a, pidfd);
	*pid = a.pid;
	return r < 0 ? r : *pidfd < 0 ? -EIO : 0;
}

bool
steward_device(pid_t pid, char name[CHARON_DEVICE_MAX])
{
	struct question q = { .word = WORD_DEVICE, .pid = pid };
	struct answer a;
	int fd;

	if (daemons_end < 0 || ask(&q, &a, &fd) < 0)
		return false;
	memcpy(name, a.device, CHARON_DEVICE_MAX);
	name[CHARON_DEVICE_MAX - 1] = '\0';
	return true;
}

/* The steward's side --------------------------------------------------------------- */

struct steward {
	struct steward_setup setup;
	int socket;
	int charon;		/* the one that it started; -1: none */
};

static int
read_for(const struct steward *s, struct question *q)
{
	int fd;

	q->path[sizeof(q->path) - 1] = '\0';
	if (!s->setup.may_read(s->setup.owner, q->path))
		return -EACCES;
	fd = open(q->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	return fd < 0 ? -errno : fd;
}

/* A file without a name, which charon is given open; or -errno. */
static int
configuration_for(const struct steward *s, const struct question *q)
{
	struct charon_settings settings = *s->setup.charon;
	char text[CHARON_TEXT_MAX];
	int length, fd, r;

	settings.user_space = q->user_space;
	length = charon_compose(&settings, q->port, text, sizeof(text));
	if (length < 0 || length >= CHARON_TEXT_MAX)
		return -EMSGSIZE;
	fd = memfd_create(CHARON_CONFIGURATION, MFD_ALLOW_SEALING);
	if (fd < 0)
		return -errno;
	r = files_write(fd, text, (size_t)length);
	if (r == 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW |
			    F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
		r = -errno;
	if (r < 0)
		close(fd);
	return r < 0 ? r : fd;
}

static int
spawn_for(struct steward *s, const struct question *q, struct answer *a)
{
	const char *program;
	char path[32];
	int file, pidfd, r;

	if (!s->setup.charon)
		return -EACCES;
	file = configuration_for(s, q);
	if (file < 0)
		return file;
	program = s->setup.charon->program;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	r = charon_spawn(program ? program : CHARON_PROGRAM, path,
			 s->setup.box, &a->pid, &pidfd);
	close(file);
	if (r < 0)
		return r;
	if (s->charon >= 0)
		close(s->charon);
	s->charon = pidfd;
	return dup(pidfd);
}

/* Only who is like charon may look into it: another process becomes that. */
static int
device_for(const struct steward *s, pid_t pid, struct answer *a)
{
	int told[2];
	pid_t looker;
	ssize_t n;

	if (!s->setup.charon)
		return -EACCES;
	if (pipe2(told, O_CLOEXEC) < 0)
		return -errno;
	looker = fork();
	if (looker == 0) {
		if (sandbox_become(s->setup.box) < 0 ||
		    !charon_device(pid, a->device) ||
		    write(told[1], a->device, sizeof(a->device)) < 0)
			_exit(1);
		_exit(0);
	}
	close(told[1]);
	n = looker < 0 ? 0 : read(told[0], a->device, sizeof(a->device));
	close(told[0]);
	if (looker > 0)
		waitpid(looker, NULL, 0);
	return n == (ssize_t)sizeof(a->device) ? 0 : -ENOENT;
}

static void
answer(struct steward *s, struct question *q)
{
	char control[CMSG_SPACE(sizeof(int))] = { 0 };
	struct answer a = { .pid = 0 };
	struct iovec part = { .iov_base = &a, .iov_len = sizeof(a) };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
	struct cmsghdr *c;
	int fd = -1;

	switch (q->word) {
	case WORD_READ:
		a.result = fd = read_for(s, q);
		break;
	case WORD_SPAWN:
		a.result = fd = spawn_for(s, q, &a);
		break;
	case WORD_DEVICE:
		a.result = device_for(s, q->pid, &a);
		break;
	default:
		a.result = -EINVAL;
	}
	if (fd >= 0) {
		m.msg_control = control;
		m.msg_controllen = sizeof(control);
		c = CMSG_FIRSTHDR(&m);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &fd, sizeof(int));
	}
	sendmsg(s->socket, &m, MSG_NOSIGNAL);
	if (fd >= 0)
		close(fd);
}

static void
reap(struct steward *s)
{
	siginfo_t info;

	waitid(P_PIDFD, (id_t)s->charon, &info, WEXITED | WNOHANG);
	close(s->charon);
	s->charon = -1;
}

/* Until the daemon's end is closed. */
static void
serve(struct steward *s)
{
	static struct question q;
	struct pollfd polls[2] = { { .fd = s->socket, .events = POLLIN } };
	ssize_t n;

	for (;;) {
		polls[1] = (struct pollfd){ .fd = s->charon,
			.events = POLLIN };
		if (poll(polls, 2, -1) < 0)
			continue;
		if (polls[1].revents)
			reap(s);
		if (!polls[0].revents)
			continue;
		n = recv(s->socket, &q, sizeof(q), 0);
		if (n == 0 || (n < 0 && errno != EINTR))
			return;
		if (n == (ssize_t)sizeof(q))
			answer(s, &q);
	}
}

/* What asks the daemon to end is not for us: it needs us until it has. */
static void
run(struct steward *s)
{
	struct rlimit none = { 0, 0 };
	int r = 0;

	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	prctl(PR_SET_NAME, "autotunnel-stew");
	if (setrlimit(RLIMIT_CORE, &none) < 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		r = -errno;
	if (r == 0)
		r = sandbox_keep_rights(s->setup.box, s->setup.charon);
	if (r == 0)
		serve(s);
	_exit(r < 0);
}

int
steward_begin(const struct steward_setup *s)
{
	struct steward child = { .setup = *s, .charon = -1 };
	struct timeval wait = { .tv_sec = ANSWER_WAIT_S };
	int pair[2];
	pid_t pid;

	if (s->box->off)
		return 0;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	pid = fork();
	if (pid == 0) {
		close(pair[0]);
		child.socket = pair[1];
		run(&child);
	}
	close(pair[1]);
	if (pid < 0 || setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &wait,
				  sizeof(wait)) < 0) {
		close(pair[0]);
		return -errno;
	}
	daemons_end = pair[0];
	return 0;
}

void
steward_end(void)
{
	if (daemons_end >= 0)
		close(daemons_end);
	daemons_end = -1;
}
