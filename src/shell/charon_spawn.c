/* SPDX-License-Identifier: Apache-2.0 */
#include "charon_spawn.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* The configuration ----------------------------------------------------------------- */

/* Port 500 is nobody's: both ends speak on the tunnel port from the first
 * message, so charon's other socket gets any port at all. The daemon's own
 * answers to a change of address are off, since the agent knows more. */
int
charon_compose(const struct charon_settings *s, uint16_t port, char *text,
	       size_t size)
{
	return snprintf(text, size,
		"charon {\n"
		"	load = random nonce openssl aesni aes gcm sha2 hmac kdf drbg"
		" %skernel-netlink socket-default vici\n"
		"	port = 0\n"
		"	port_nat_t = %u\n"
		"	routing_table = %u\n"
		"	routing_table_prio = %u\n"
		"	install_routes = %s\n"
		"	install_virtual_ip = no\n"
		"	close_ike_on_child_failure = yes\n"
		"	delete_rekeyed_delay = 2\n"
		"	retransmit_timeout = 1.0\n"
		"	retransmit_base = 1.4\n"
		"	retransmit_tries = 5\n"
		"	half_open_timeout = 12\n"
		"	filelog {\n"
		"		file {\n"
		"			path = %s/charon.log\n"
		"			default = %d\n"
		"			append = no\n"
		"			flush_line = yes\n"
		"			time_format = %%b %%e %%T\n"
		"		}\n"
		"	}\n"
		"	plugins {\n"
		"		vici {\n"
		"			socket = unix://%s/" CHARON_SOCKET "\n"
		"		}\n"
		"		kernel-netlink {\n"
		"			mtu = 1280\n"
		"			roam_events = no\n"
		"		}\n"
		"		socket-default {\n"
		"			use_ipv6 = no\n"
		"		}\n"
		"	}\n"
		"}\n"
		"charon-systemd {\n"
		"	journal {\n"
		"		default = 0\n"
		"	}\n"
		"}\n",
		s->user_space ? "kernel-libipsec " : "", port,
		s->routing_table, s->routing_priority,
		s->user_space ? "yes" : "no", s->folder, s->verbose ? 1 : 0,
		s->folder);
}

/* Starting ----------------------------------------------------------------------- */

static void
default_signals(void)
{
	sigset_t none;
	int number;

	for (number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static int
no_terminal(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), fd;

	if (null < 0)
		return -errno;
	for (fd = 0; fd <= 2; fd++)
		if (dup2(null, fd) < 0)
			return -errno;
	return 0;
}

/* In the child; what it returns is told through a pipe, which exec closes. */
static int
run(const char *program, const char *configuration, const struct sandbox *box)
{
	char variable[CHARON_PATH_MAX + 64];
	char path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";
	char *environment[] = { variable, path, NULL };
	char *arguments[] = { strdup(program), NULL };
	int r;

	snprintf(variable, sizeof(variable), "STRONGSWAN_CONF=%s",
		 configuration);
	default_signals();
	/* what ends the agent's terminal ends no tunnel */
	setsid();
	r = no_terminal();
	if (r == 0 && box)
		r = sandbox_become(box);
	if (r == 0) {
		execve(program, arguments, environment);
		r = -errno;
	}
	return r;
}

int
charon_spawn(const char *program, const char *configuration,
	     const struct sandbox *box, pid_t *pid, int *pidfd)
{
	int told[2], r = 0;

	if (pipe2(told, O_CLOEXEC) < 0)
		return -errno;
	*pid = fork();
	if (*pid == 0) {
		close(told[0]);
		r = run(program, configuration, box);
		if (write(told[1], &r, sizeof(r)) < 0)
			_exit(126);
		_exit(127);
	}
	if (*pid < 0)
		r = -errno;
	close(told[1]);
	if (r == 0 && read(told[0], &r, sizeof(r)) == sizeof(r)) {
		waitpid(*pid, NULL, 0);
	} else if (r == 0) {
		*pidfd = pidfd_open(*pid, 0);
		if (*pidfd < 0) {
			r = -errno;
			kill(*pid, SIGKILL);
			waitpid(*pid, NULL, 0);
		}
	}
	close(told[0]);
	return r;
}

/* The device ------------------------------------------------------------------- */

static bool
read_device(int folder, const char *name, char device[CHARON_DEVICE_MAX])
{
	int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
	char text[512];
	const char *line;
	ssize_t n;

	if (fd < 0)
		return false;
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return false;
	text[n] = '\0';
	line = strstr(text, "iff:\t");
	return line && sscanf(line, "iff:\t%15s", device) == 1;
}

bool
charon_device(pid_t pid, char name[CHARON_DEVICE_MAX])
{
	char path[64];
	struct dirent *entry;
	bool found = false;
	DIR *folder;

	snprintf(path, sizeof(path), "/proc/%d/fdinfo", (int)pid);
	folder = opendir(path);
	if (!folder)
		return false;
	while (!found && (entry = readdir(folder)))
		found = read_device(dirfd(folder), entry->d_name, name);
	closedir(folder);
	return found;
}
