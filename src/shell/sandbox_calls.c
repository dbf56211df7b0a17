/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox_calls.c - the system calls that a daemon makes once it runs.
 *
 * What is not listed fails with EPERM: a C library that is newer than this list
 * then has a call that fails, where it would have a dead daemon and a host that
 * nobody reaches. What only an intruder would try ends the process at once. */
#include "sandbox.h"

#include <errno.h>
#include <net/if.h>
#include <linux/if_tun.h>
#include <linux/sockios.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { TYPE_MASK = 0xf };	/* of socket(2)'s type, without its flags */

/* Both daemons'. */
static const int calls[] = {
	/* the loop and its clocks */
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(ppoll_time64),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64),
	SCMP_SYS(gettimeofday), SCMP_SYS(time),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn), SCMP_SYS(sigreturn),
	/* descriptors, the state file, the log */
	SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64),
	SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64),
	SCMP_SYS(open), SCMP_SYS(openat), SCMP_SYS(close),
	SCMP_SYS(lseek), SCMP_SYS(_llseek),
	SCMP_SYS(fstat), SCMP_SYS(fstat64), SCMP_SYS(newfstatat),
	SCMP_SYS(fstatat64), SCMP_SYS(stat), SCMP_SYS(stat64),
	SCMP_SYS(lstat), SCMP_SYS(lstat64), SCMP_SYS(statx),
	SCMP_SYS(fcntl), SCMP_SYS(fcntl64),
	SCMP_SYS(ftruncate), SCMP_SYS(ftruncate64),
	SCMP_SYS(fsync), SCMP_SYS(fdatasync),
	SCMP_SYS(rename), SCMP_SYS(renameat), SCMP_SYS(renameat2),
	SCMP_SYS(link), SCMP_SYS(linkat), SCMP_SYS(unlink),
	SCMP_SYS(unlinkat),
	/* sockets; socket itself is below */
	SCMP_SYS(bind), SCMP_SYS(connect), SCMP_SYS(accept),
	SCMP_SYS(accept4), SCMP_SYS(shutdown),
	SCMP_SYS(getsockname), SCMP_SYS(getpeername),
	SCMP_SYS(getsockopt), SCMP_SYS(setsockopt),
	SCMP_SYS(send), SCMP_SYS(sendto), SCMP_SYS(sendmsg),
	SCMP_SYS(sendmmsg), SCMP_SYS(recv), SCMP_SYS(recvfrom),
	SCMP_SYS(recvmsg), SCMP_SYS(recvmmsg),
	SCMP_SYS(recvmmsg_time64),
	/* memory; mmap and mprotect are below */
	SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	/* who we are, random octets, locks within the C library */
	SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getuid),
	SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
	SCMP_SYS(getuid32), SCMP_SYS(geteuid32), SCMP_SYS(getgid32),
	SCMP_SYS(getegid32), SCMP_SYS(getrandom), SCMP_SYS(futex),
	SCMP_SYS(futex_time64), SCMP_SYS(sched_yield), SCMP_SYS(sysinfo),
	SCMP_SYS(uname),
	/* the end */
	SCMP_SYS(exit), SCMP_SYS(exit_group),
};

/* The agent's besides: folders, its clock's timer, the IKE daemon's end, and what
 * libnftables waits by. */
static const int agents[] = {
	SCMP_SYS(getdents64), SCMP_SYS(access), SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2), SCMP_SYS(mkdir), SCMP_SYS(mkdirat),
	SCMP_SYS(timerfd_settime), SCMP_SYS(timerfd_settime64),
	SCMP_SYS(pidfd_open), SCMP_SYS(pidfd_send_signal),
	SCMP_SYS(waitid), SCMP_SYS(select), SCMP_SYS(_newselect),
	SCMP_SYS(pselect6), SCMP_SYS(pselect6_time64),
};

static const int hostile[] = {
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(ptrace),
	SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
	SCMP_SYS(init_module), SCMP_SYS(finit_module),
	SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load), SCMP_SYS(bpf), SCMP_SYS(mount),
	SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot),
	SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(keyctl),
	SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(userfaultfd),
	SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup),
};

/* A call that this machine does not have is no error. */
static int
rule(scmp_filter_ctx f, uint32_t action, int call, unsigned count,
     const struct scmp_arg_cmp *arguments)
{
	int r = seccomp_rule_add_array(f, action, call, count, arguments);

	return r == -EDOM || r == -EINVAL ? 0 : r;
}

static int
list(scmp_filter_ctx f, uint32_t action, const int *from, unsigned count)
{
	unsigned i;
	int r = 0;

	for (i = 0; r == 0 && i < count; i++)
		r = rule(f, action, from[i], 0, NULL);
	return r;
}

/* What argument NUMBER must be; the macros of seccomp.h leave a member out. */
static struct scmp_arg_cmp
is(unsigned number, uint32_t value)
{
	return (struct scmp_arg_cmp){ number, SCMP_CMP_EQ, value, 0 };
}

static struct scmp_arg_cmp
masked(unsigned number, uint32_t mask, uint32_t value)
{
	return (struct scmp_arg_cmp){ number, SCMP_CMP_MASKED_EQ, mask, value };
}

static int
socket_of(scmp_filter_ctx f, int family, int type)
{
	const struct scmp_arg_cmp arguments[] = {
		is(0, (uint32_t)family), masked(1, TYPE_MASK, (uint32_t)type),
	};

	return rule(f, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2, arguments);
}

/* No raw socket but netlink's, and no family that is not listed. */
static int
sockets(scmp_filter_ctx f, enum sandbox_profile profile)
{
	static const struct { int family, type; } ours[] = {
		{ AF_INET, SOCK_DGRAM }, { AF_INET, SOCK_STREAM },
		{ AF_INET6, SOCK_DGRAM }, { AF_INET6, SOCK_STREAM },
		/* the agent's: charon; a link's number (if_nametoindex);
		 * the kernel */
		{ AF_UNIX, SOCK_STREAM }, { AF_UNIX, SOCK_DGRAM },
		{ AF_NETLINK, SOCK_RAW }, { AF_NETLINK, SOCK_DGRAM },
	};
	unsigned i, count = profile == SANDBOX_AGENT ? 8 : 4;
	int r = 0;

	for (i = 0; r == 0 && i < count; i++)
		r = socket_of(f, ours[i].family, ours[i].type);
	return r;
}

/* Memory is never made executable. */
static int
memory(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp plain = masked(2, PROT_EXEC, 0);
	static const int maps[] = {
		SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect)
	};
	unsigned i;
	int r = 0;

	for (i = 0; r == 0 && i < 3; i++)
		r = rule(f, SCMP_ACT_ALLOW, maps[i], 1, &plain);
	return r;
}

/* The TUN device's, and the number of a link by its name. */
static int
requests(scmp_filter_ctx f)
{
	static const unsigned ours[] = {
		TUNSETIFF, TUNSETPERSIST, SIOCGIFINDEX, SIOCGIFNAME
	};
	unsigned i;
	int r = 0;

	for (i = 0; r == 0 && i < 4; i++) {
		const struct scmp_arg_cmp which = is(1, ours[i]);

		r = rule(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, &which);
	}
	return r;
}

/* What abort(3) ends with, for ourselves alone. */
static int
abort_ourselves(scmp_filter_ctx f)
{
	const struct scmp_arg_cmp us = is(0, (uint32_t)getpid());

	return rule(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, &us);
}

static int
fill(scmp_filter_ctx f, enum sandbox_profile profile)
{
	int r = seccomp_attr_set(f, SCMP_FLTATR_CTL_LOG, 1);

	if (r == -EOPNOTSUPP)	/* an older kernel tells nobody */
		r = 0;
	if (r == 0)
		r = list(f, SCMP_ACT_ALLOW, calls,
			 sizeof(calls) / sizeof(*calls));
	if (r == 0 && profile == SANDBOX_AGENT)
		r = list(f, SCMP_ACT_ALLOW, agents,
			 sizeof(agents) / sizeof(*agents));
	if (r == 0)
		r = list(f, SCMP_ACT_KILL_PROCESS, hostile,
			 sizeof(hostile) / sizeof(*hostile));
	if (r == 0)
		r = sockets(f, profile);
	if (r == 0)
		r = memory(f);
	if (r == 0 && profile == SANDBOX_AGENT)
		r = requests(f);
	if (r == 0)
		r = abort_ourselves(f);
	return r;
}

/* Of those calls, how many this machine has: what people are told. */
static int
count_calls(enum sandbox_profile profile)
{
	unsigned i, count = profile == SANDBOX_AGENT ? 5 : 4;

	for (i = 0; i < sizeof(calls) / sizeof(*calls); i++)
		count += calls[i] >= 0;
	for (i = 0; profile == SANDBOX_AGENT &&
	     i < sizeof(agents) / sizeof(*agents); i++)
		count += agents[i] >= 0;
	return (int)count;
}

int
sandbox_limit_calls(enum sandbox_profile profile)
{
	scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int r;

	if (!f)
		return -ENOMEM;
	r = fill(f, profile);
	if (r == 0)
		r = seccomp_load(f);
	seccomp_release(f);
	return r < 0 ? r : count_calls(profile);
}
