/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox_files.c - Landlock, by its system calls: the C library has none, and
 * the kernel's header may be older than the kernel. */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* landlock(7), versions 1 to 6. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446 };
enum { VERSION_FLAG = 1, PATH_BENEATH = 1, NEWEST_USED = 6 };
enum {
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	READ_DIR = 1 << 3,
	REMOVE_FILE = 1 << 5,
	MAKE_REG = 1 << 8,
	MAKE_SOCK = 1 << 9,
	TRUNCATE = 1 << 14,
	IOCTL_DEV = 1 << 15,
	READ = READ_FILE | READ_DIR,
	OWN = READ | WRITE_FILE | REMOVE_FILE | MAKE_REG | MAKE_SOCK | TRUNCATE
};
enum { BIND_TCP = 1, SCOPE_ABSTRACT = 1, SCOPE_SIGNAL = 2 };

struct ruleset {
	uint64_t files, net, scoped;
};

struct beneath {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

/* What the versions from 1 on know: execute to make_sym; refer; truncate;
 * the same; ioctl. */
static uint64_t
known_rights(int version)
{
	static const unsigned bits[] = { 13, 14, 15, 15, 16 };
	const int newest = sizeof(bits) / sizeof(*bits);

	return (1u << bits[(version < newest ? version : newest) - 1]) - 1;
}

struct rules {
	int fd;
	uint64_t known;
};

/* What is not there needs no rule; a rule for a file has none of a folder's
 * rights. Files of /proc come and go with the kernel's memory, so KEEP pins
 * theirs by a descriptor that stays. */
static int
allow(const struct rules *r, const char *path, uint64_t rights, bool keep)
{
	struct beneath rule = { .allowed = rights & r->known };
	int e = 0;

	rule.parent = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent < 0)
		return errno == ENOENT || errno == EACCES ? 0 : -errno;
	if (syscall(ADD_RULE, r->fd, PATH_BENEATH, &rule, 0) < 0)
		e = -errno;
	if (!keep)
		close(rule.parent);
	return e;
}

static int
allow_own(const struct rules *r, const struct sandbox *b)
{
	char copy[PATH_MAX];
	unsigned i;
	int e = 0;

	for (i = 0; e == 0 && i < b->folder_count; i++) {
		snprintf(copy, sizeof(copy), "%s", b->folders[i]);
		e = allow(r, dirname(copy), OWN, false);
	}
	return e;
}

/* The resolver's own files change while we run, by a rename or behind a link,
 * so it is their folders. What is secret in /etc is root's. */
static int
allow_resolver(const struct rules *r)
{
	char *real = realpath("/etc/resolv.conf", NULL);
	int e = allow(r, "/etc", READ, false);

	if (e == 0 && real)
		e = allow(r, dirname(real), READ, false);
	free(real);
	return e;
}

static int
allow_devices(const struct rules *r)
{
	int e = allow(r, "/dev/net/tun", READ_FILE | WRITE_FILE | IOCTL_DEV,
		      false);

	/* a device that another program took away is made anew */
	if (e == 0)
		e = allow(r, "/proc/sys/net/ipv6/conf", READ | WRITE_FILE |
			  TRUNCATE, true);
	return e;
}

int
sandbox_limit_files(const struct sandbox *b)
{
	long version = syscall(CREATE_RULESET, NULL, 0, VERSION_FLAG);
	struct rules r;
	struct ruleset set = { .net = 0 };
	int e;

	if (version < 0)
		return -errno;
	if (version > NEWEST_USED)
		version = NEWEST_USED;
	set.files = r.known = known_rights((int)version);
	if (version >= 4)
		set.net = BIND_TCP;
	if (version >= 6)
		set.scoped = b->profile == SANDBOX_AGENT ? SCOPE_ABSTRACT :
			SCOPE_ABSTRACT | SCOPE_SIGNAL;
	r.fd = (int)syscall(CREATE_RULESET, &set, sizeof(set), 0);
	if (r.fd < 0)
		return -errno;
	e = allow_own(&r, b);
	if (e == 0 && b->profile == SANDBOX_AGENT)
		e = allow_resolver(&r);
	if (e == 0 && b->profile == SANDBOX_AGENT)
		e = allow_devices(&r);
	if (e == 0 && syscall(RESTRICT_SELF, r.fd, 0) < 0)
		e = -errno;
	close(r.fd);
	return e < 0 ? e : (int)version;
}
