/* SPDX-License-Identifier: Apache-2.0 */
/* charon_process.c - configuration and process of our IKE daemon. */
#include "charon_process.h"
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "charon_spawn.h"
#include "steward.h"

enum { END_WAIT_MS = 3000 };

struct charon_process {
	struct loop *loop;
	struct charon_settings settings;
	uint16_t port;			/* of the configuration */
	char folder[CHARON_PATH_MAX];
	char program[256];
	char socket[CHARON_PATH_MAX + 16];
	char configuration[CHARON_PATH_MAX + 32];
	void (*died)(void *owner);
	void *owner;
	pid_t pid;
	int pidfd;
	int source;
};

int
charon_process_open(struct loop *loop, const struct charon_settings *s,
		    void (*died)(void *owner), void *owner,
		    struct charon_process **out)
{
	struct charon_process *p;

	if (strlen(s->folder) >= CHARON_PATH_MAX)
		return -ENAMETOOLONG;
	if (mkdir(s->folder, 0700) < 0 && errno != EEXIST)
		return -errno;
	p = calloc(1, sizeof(*p));
	if (!p)
		return -ENOMEM;
	p->loop = loop;
	p->settings = *s;
	p->died = died;
	p->owner = owner;
	p->pidfd = -1;
	snprintf(p->folder, sizeof(p->folder), "%s", s->folder);
	p->settings.folder = p->folder;
	snprintf(p->program, sizeof(p->program), "%s",
		 s->program ? s->program : CHARON_PROGRAM);
	snprintf(p->socket, sizeof(p->socket), "%s/" CHARON_SOCKET, p->folder);
	snprintf(p->configuration, sizeof(p->configuration),
		 "%s/" CHARON_CONFIGURATION, p->folder);
	*out = p;
	return 0;
}

const char *
charon_process_socket(const struct charon_process *p)
{
	return p->socket;
}

/* Configuration ---------------------------------------------------------------- */

/* The file's text, terminated; its length or -errno. */
static ssize_t
read_configuration(const struct charon_process *p, char text[CHARON_TEXT_MAX])
{
	int fd = open(p->configuration, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = read(fd, text, CHARON_TEXT_MAX - 1);
	if (n < 0)
		n = -errno;
	close(fd);
	if (n >= 0)
		text[n] = '\0';
	return n;
}

int
charon_process_configure(struct charon_process *p, uint16_t port)
{
	char text[CHARON_TEXT_MAX], old[CHARON_TEXT_MAX];
	char fresh[sizeof(p->configuration) + 4];
	int length = charon_compose(&p->settings, port, text, sizeof(text));
	int fd, r;

	if (length < 0 || length >= CHARON_TEXT_MAX)
		return -EMSGSIZE;
	p->port = port;
	if (read_configuration(p, old) == length && !strcmp(old, text))
		return 1;
	snprintf(fresh, sizeof(fresh), "%s.new", p->configuration);
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	r = files_close(fd, files_write(fd, text, (size_t)length));
	if (r == 0 && rename(fresh, p->configuration) < 0)
		r = -errno;
	if (r < 0)
		unlink(fresh);
	return r;
}

uint16_t
charon_process_configured(const struct charon_process *p)
{
	char text[CHARON_TEXT_MAX];
	const char *line;
	unsigned port;

	if (read_configuration(p, text) < 0)
		return 0;
	line = strstr(text, "port_nat_t = ");
	if (!line || sscanf(line, "port_nat_t = %u", &port) != 1 ||
	    port > UINT16_MAX)
		return 0;
	return (uint16_t)port;
}

/* Process ----------------------------------------------------------------------- */

static void
forget(struct charon_process *p)
{
	loop_remove(p->loop, p->source);
	close(p->pidfd);
	p->pidfd = -1;
	p->pid = 0;
}

static void
process_ready(void *owner, short revents)
{
	struct charon_process *p = owner;
	siginfo_t info;

	(void)revents;
	/* an adopted one is not ours to wait for, and that is fine */
	waitid(P_PIDFD, (id_t)p->pidfd, &info, WEXITED | WNOHANG);
	forget(p);
	p->died(p->owner);
}

static int
watch(struct charon_process *p, pid_t pid, int pidfd)
{
	int r = loop_add(p->loop, pidfd, POLLIN, process_ready, p);

	if (r < 0)
		return r;
	p->pidfd = pidfd;
	p->source = r;
	p->pid = pid;
	return 0;
}

int
charon_process_adopt(struct charon_process *p, pid_t pid)
{
	int pidfd, r;

	if (pid <= 1 || p->pidfd >= 0)
		return -EINVAL;
	pidfd = pidfd_open(pid, 0);
	if (pidfd < 0)
		return -errno;
	r = watch(p, pid, pidfd);
	if (r < 0)
		close(pidfd);
	return r;
}

/* By the steward, where we may not; it writes the configuration itself. */
static int
spawn(const struct charon_process *p, pid_t *pid, int *pidfd)
{
	int r = steward_spawn(p->port, p->settings.user_space, pid, pidfd);

	return r == -ENOTCONN ? charon_spawn(p->program, p->configuration, NULL,
					     pid, pidfd) : r;
}

int
charon_process_start(struct charon_process *p)
{
	int pidfd, r;
	pid_t pid;

	unlink(p->socket);
	r = spawn(p, &pid, &pidfd);
	if (r < 0)
		return r;
	r = watch(p, pid, pidfd);
	if (r < 0) {
		pidfd_send_signal(pidfd, SIGKILL, NULL, 0);
		waitpid(pid, NULL, 0);
		close(pidfd);
	}
	return r;
}

bool
charon_process_device(const struct charon_process *p,
		      char name[CHARON_DEVICE_MAX])
{
	return steward_descriptor() >= 0 ? steward_device(p->pid, name) :
		charon_device(p->pid, name);
}

const char *
charon_process_folder(const struct charon_process *p)
{
	return p->folder;
}

bool
charon_process_running(const struct charon_process *p)
{
	return p->pidfd >= 0;
}

pid_t
charon_process_pid(const struct charon_process *p)
{
	return p->pid;
}

void
charon_process_end(struct charon_process *p, bool at_once)
{
	if (p->pidfd >= 0)
		pidfd_send_signal(p->pidfd, at_once ? SIGKILL : SIGTERM, NULL,
				  0);
}

void
charon_process_close(struct charon_process *p, bool keep)
{
	struct pollfd poll_end;
	siginfo_t info;

	if (!p)
		return;
	if (p->pidfd >= 0 && !keep) {
		poll_end = (struct pollfd){ .fd = p->pidfd, .events = POLLIN };
		charon_process_end(p, false);
		if (poll(&poll_end, 1, END_WAIT_MS) == 0) {
			charon_process_end(p, true);
			poll(&poll_end, 1, END_WAIT_MS);
		}
		waitid(P_PIDFD, (id_t)p->pidfd, &info, WEXITED | WNOHANG);
		unlink(p->socket);
	}
	if (p->pidfd >= 0)
		forget(p);
	free(p);
}
