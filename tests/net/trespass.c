/* SPDX-License-Identifier: Apache-2.0 */
/* trespass.c - a library to preload: an intruder in a daemon.
 *
 * At SIGUSR1 the daemon itself, in the midst of what it does, tries what it may
 * not. Which of the tries it is says the value that comes with the signal:
 *
 *	kill --signal USR1 --queue NUMBER PID
 *
 * The daemon's standard error then has one line, `trespass NAME: done` or
 * `trespass NAME: ERROR`, or none, where the kernel ended it. In the environment:
 * TRESPASS_VICTIM, a process; TRESPASS_FILE, a file that everybody may read;
 * TRESPASS_FOLDER, a folder that everybody may write in; TRESPASS_SECRET, a
 * file that only root may. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int
closed(int fd)
{
	if (fd >= 0)
		close(fd);
	return fd;
}

static int
read_file(void)
{
	return closed(open(getenv("TRESPASS_FILE"), O_RDONLY));
}

static int
read_secret(void)
{
	return closed(open(getenv("TRESPASS_SECRET"), O_RDONLY));
}

static int
write_file(void)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/trespass-%d",
		 getenv("TRESPASS_FOLDER"), (int)getpid());
	return closed(open(path, O_WRONLY | O_CREAT, 0600));
}

static int
raw_socket(void)
{
	return closed(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
}

static int
packet_socket(void)
{
	return closed(socket(AF_PACKET, SOCK_DGRAM, 0));
}

static int
serve_tcp(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	int r = bind(fd, (struct sockaddr *)&any, sizeof(any));

	closed(fd);
	return r;
}

static int
begin_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	return pid;
}

static int
run_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		return -1;
	munmap(p, 4096);
	return 0;
}

/* A root that keeps its rights may; a user that gave them up may not. */
static int
be_root(void)
{
	return setresuid(0, 0, 0);
}

static int
dump_core(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

static int
signal_other(void)
{
	return kill(atoi(getenv("TRESPASS_VICTIM")), 0);
}

static int
leave_namespace(void)
{
	return unshare(CLONE_NEWNS);
}

static int
trace(void)
{
	return (int)ptrace(PTRACE_SEIZE, atoi(getenv("TRESPASS_VICTIM")),
			   NULL, NULL);
}

static int
execute(void)
{
	static char *const arguments[] = {
		"sh", "-c", "echo trespass execute: done >&2", NULL
	};

	return execv("/bin/sh", arguments);
}

static const struct {
	const char *name;
	int (*do_it)(void);
} tries[] = {
	{ "read_file", read_file },
	{ "read_secret", read_secret },
	{ "write_file", write_file },
	{ "raw_socket", raw_socket },
	{ "packet_socket", packet_socket },
	{ "serve_tcp", serve_tcp },
	{ "begin_process", begin_process },
	{ "run_code", run_code },
	{ "be_root", be_root },
	{ "dump_core", dump_core },
	{ "signal_other", signal_other },
	{ "leave_namespace", leave_namespace },
	{ "trace", trace },
	{ "execute", execute },
};

enum { TRIES = sizeof(tries) / sizeof(*tries) };

static void
handle(int number, siginfo_t *info, void *context)
{
	int before = errno;
	unsigned which = (unsigned)info->si_value.sival_int;

	(void)number;
	(void)context;
	if (which >= TRIES)
		return;
	if (tries[which].do_it() < 0)
		dprintf(STDERR_FILENO, "trespass %s: %s\n", tries[which].name,
			strerrorname_np(errno));
	else
		dprintf(STDERR_FILENO, "trespass %s: done\n",
			tries[which].name);
	errno = before;
}

static __attribute__((constructor)) void
listen_to_signal(void)
{
	struct sigaction action = { .sa_sigaction = handle,
		.sa_flags = SA_SIGINFO | SA_RESTART };

	sigaction(SIGUSR1, &action, NULL);
}
