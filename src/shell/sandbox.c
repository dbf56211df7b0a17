/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.c - user, capabilities, folders, and the order of it all. */
#include "sandbox.h"

#include <cap-ng.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <openssl/crypto.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"

enum { LOW_PORTS_END = 1024 };	/* ip_unprivileged_port_start, ip(7) */

/* A sanitizer's own threads, files and tracing are none of the daemon's. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

static const struct {
	const char *name;		/* of the program, for people */
	const char *user;
} profiles[] = {
	[SANDBOX_AGENT] = { "the agent", "autotunnel" },
	[SANDBOX_RENDEZVOUS] = { "autotunnel-dns", "autotunnel-dns" },
};

static void say(struct sandbox *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* One more part of the text. */
static void
say(struct sandbox *b, const char *format, ...)
{
	size_t at = strlen(b->text);
	va_list args;

	if (at)
		at += (size_t)snprintf(b->text + at, sizeof(b->text) - at, ", ");
	if (at >= sizeof(b->text))
		return;
	va_start(args, format);
	vsnprintf(b->text + at, sizeof(b->text) - at, format, args);
	va_end(args);
}

const char *
sandbox_text(const struct sandbox *b)
{
	return b->text;
}

static int
refuse(char error[SANDBOX_ERROR_MAX], int r, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static int
refuse(char error[SANDBOX_ERROR_MAX], int r, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(error, SANDBOX_ERROR_MAX, format, args);
	va_end(args);
	return r;
}

/* The user --------------------------------------------------------------------- */

/* A user namespace may have but one user: then there is nobody to become. */
static bool
is_mapped(uid_t uid)
{
	FILE *f = fopen("/proc/self/uid_map", "re");
	unsigned long from, outside, count;
	bool found = !f;

	while (!found && fscanf(f, "%lu %lu %lu", &from, &outside, &count) == 3)
		found = uid >= from && uid - from < count;
	if (f)
		fclose(f);
	return found;
}

static void
stay(struct sandbox *b, const char *why)
{
	log_line(TELL_WARNING, "%s stays root, with few of root's rights: %s",
		 profiles[b->profile].name, why);
	strcpy(b->user, "root");
}

static int
plan_user(struct sandbox *b, const char *wanted,
	  char error[SANDBOX_ERROR_MAX])
{
	const char *name = *wanted ? wanted : profiles[b->profile].user;
	const struct passwd *p;
	char why[128];

	if (geteuid() != 0) {
		p = getpwuid(geteuid());
		snprintf(b->user, sizeof(b->user), "%s", p ? p->pw_name : "?");
		if (*wanted && strcmp(wanted, b->user) != 0)
			return refuse(error, -EPERM, "only root can become the "
				      "user %s", wanted);
		return 0;
	}
	if (!strcmp(name, "root")) {
		strcpy(b->user, name);
		return 0;
	}
	p = getpwnam(name);
	if (!p && *wanted)
		return refuse(error, -ENOENT, "there is no user %s; make one "
			      "with: useradd --system --no-create-home %s",
			      wanted, wanted);
	snprintf(why, sizeof(why), p ? "this user namespace has no other user" :
		 "there is no user %s (useradd --system --no-create-home %s)",
		 name, name);
	if (!p || !is_mapped(p->pw_uid)) {
		stay(b, why);
		return 0;
	}
	b->changes_user = true;
	b->uid = p->pw_uid;
	b->gid = p->pw_gid;
	snprintf(b->user, sizeof(b->user), "%s", name);
	return 0;
}

int
sandbox_plan(const struct sandbox_setup *s, struct sandbox *b,
	     char error[SANDBOX_ERROR_MAX])
{
	memset(b, 0, sizeof(*b));
	b->profile = s->profile;
	b->low_port = s->port && s->port < LOW_PORTS_END;
	b->off = s->off || SANITIZED;
	b->uid = geteuid();
	b->gid = getegid();
	if (!b->off)
		return plan_user(b, s->user, error);
	log_line(TELL_WARNING, s->off ? "`sandbox = off`: %s keeps all rights "
		 "of who started it. This is for debugging only" :
		 "%s has no sandbox: it was built with a sanitizer",
		 profiles[b->profile].name);
	say(b, "off");
	return 0;
}

/* Folders ------------------------------------------------------------------------- */

/* The regular files in FOLDER that are root's: what was written before the
 * program had a user. */
static void
give_files(const struct sandbox *b, int folder)
{
	int copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), fd;
	DIR *d = copy < 0 ? NULL : fdopendir(copy);
	struct dirent *entry;
	struct stat st;

	while (d && (entry = readdir(d))) {
		fd = openat(folder, entry->d_name, O_RDONLY | O_NONBLOCK |
			    O_NOFOLLOW | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_uid == 0 && st.st_nlink == 1 &&
		    fchown(fd, b->uid, b->gid) < 0)
			log_line(TELL_WARNING, "%s stays root's: %s",
				 entry->d_name, strerror(errno));
		close(fd);
	}
	if (d)
		closedir(d);
}

/* Only a folder that was root's until now: in one of the user's, names lead
 * where the user likes. */
static int
give(const struct sandbox *b, const char *path, bool made)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	struct stat st;
	int r = 0;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0)
		r = -errno;
	if (r == 0 && st.st_uid == 0) {
		if (!made)
			give_files(b, fd);
		if (fchown(fd, b->uid, b->gid) < 0)
			r = -errno;
	}
	close(fd);
	return r;
}

int
sandbox_folder(struct sandbox *b, const char *path, bool ours,
	       char error[SANDBOX_ERROR_MAX])
{
	char copy[PATH_MAX];
	const char *folder;
	bool made;
	int r = 0;

	if (b->folder_count == SANDBOX_FOLDERS_MAX)
		return refuse(error, -ENOSPC, "too many folders");
	snprintf(copy, sizeof(copy), "%s", path);
	folder = dirname(copy);
	made = mkdir(folder, 0700) == 0;
	if (!made && errno != EEXIST)
		return refuse(error, -errno, "The folder of %s cannot be made: "
			      "%s", path, strerror(errno));
	if (b->changes_user && (made || ours))
		r = give(b, folder, made);
	if (r < 0)
		return refuse(error, r, "The folder of %s cannot be given to "
			      "the user %s: %s", path, b->user, strerror(-r));
	b->folders[b->folder_count++] = path;
	return 0;
}

static int
check_folders(const struct sandbox *b, char error[SANDBOX_ERROR_MAX])
{
	char copy[PATH_MAX];
	const char *folder;
	unsigned i;

	for (i = 0; i < b->folder_count; i++) {
		snprintf(copy, sizeof(copy), "%s", b->folders[i]);
		folder = dirname(copy);
		if (faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) < 0)
			return refuse(error, -errno, "The user %s cannot write "
				      "in %s: chown %s %s", b->user, folder,
				      b->user, folder);
	}
	return 0;
}

/* Capabilities ----------------------------------------------------------------------- */

enum { RIGHTS_MAX = 6 };

struct rights {
	unsigned count;
	unsigned list[RIGHTS_MAX];
};

static void
add(struct rights *r, unsigned capability)
{
	r->list[r->count++] = capability;
}

/* What the profile works with: links, addresses, routes, the packet filter, and
 * TUN are CAP_NET_ADMIN's. */
static struct rights
working_rights(const struct sandbox *b)
{
	struct rights r = { .count = 0 };

	if (b->profile == SANDBOX_AGENT)
		add(&r, CAP_NET_ADMIN);
	if (b->low_port)
		add(&r, CAP_NET_BIND_SERVICE);
	return r;
}

/* Makes R, as far as we have it, all that libcap-ng would apply. Whether the
 * bounding set can be made less is returned. */
static bool
choose(const struct rights *r, unsigned types)
{
	bool held[RIGHTS_MAX] = { false }, may_bound;
	unsigned i;

	capng_get_caps_process();
	may_bound = capng_have_capability(CAPNG_EFFECTIVE, CAP_SETPCAP) == 1;
	for (i = 0; i < r->count; i++)
		held[i] = capng_have_capability(CAPNG_PERMITTED,
						r->list[i]) == 1;
	capng_clear(CAPNG_SELECT_ALL);
	for (i = 0; i < r->count; i++)
		if (held[i])
			capng_update(CAPNG_ADD, (capng_type_t)types,
				     r->list[i]);
	return may_bound;
}

static int
apply(bool bounds)
{
	errno = EPERM;	/* libcap-ng does not always say why */
	return capng_apply(bounds ? CAPNG_SELECT_BOTH : CAPNG_SELECT_CAPS) ?
		-errno : 0;
}

static int
change_user(const struct sandbox *b, bool bounds)
{
	errno = EPERM;
	return capng_change_id((int)b->uid, (int)b->gid, bounds ?
			       CAPNG_DROP_SUPP_GRP | CAPNG_CLEAR_BOUNDING :
			       CAPNG_DROP_SUPP_GRP) ? -errno : 0;
}

int
sandbox_become(const struct sandbox *b)
{
	struct rights r = working_rights(b);
	const unsigned types = CAPNG_EFFECTIVE | CAPNG_PERMITTED |
		CAPNG_INHERITABLE;
	int error = 0;

	if (b->off)
		return 0;
	choose(&r, types);
	if (b->changes_user)
		error = change_user(b, false);
	if (error == 0) {
		choose(&r, types | CAPNG_AMBIENT);
		error = apply(false);
	}
	/* who stays root has them by that; a kernel without ambient ones has
	 * no user namespaces either, and is ten years old */
	if (error == 0 && capng_apply(CAPNG_SELECT_AMBIENT))
		error = -EPERM;
	return error;
}

int
sandbox_keep_rights(const struct sandbox *b, bool spawns)
{
	struct rights r = { .count = 0 };
	bool bounds;

	if (b->off)
		return 0;
	if (spawns)
		r = working_rights(b);
	add(&r, CAP_DAC_READ_SEARCH);
	if (spawns) {
		add(&r, CAP_SETUID);
		add(&r, CAP_SETGID);
	}
	bounds = choose(&r, CAPNG_EFFECTIVE | CAPNG_PERMITTED |
			CAPNG_BOUNDING_SET);
	return apply(bounds);
}

int
sandbox_prepare(struct sandbox *b, char error[SANDBOX_ERROR_MAX])
{
	struct rights r = working_rights(b);
	bool bounds;
	int e;

	if (b->off)
		return 0;
	/* what libraries read at their first use, they read now */
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CONFIG |
			    OPENSSL_INIT_LOAD_CRYPTO_STRINGS, NULL);
	bounds = choose(&r, CAPNG_EFFECTIVE | CAPNG_PERMITTED);
	e = b->changes_user ? change_user(b, bounds) : apply(bounds);
	if (e < 0)
		return refuse(error, e, "The rights of the user %s cannot be "
			      "taken: %s", b->user, strerror(-e));
	say(b, "user %s", b->user);
	return check_folders(b, error);
}

static void
say_rights(struct sandbox *b)
{
	char *names;

	capng_get_caps_process();
	names = capng_print_caps_text(CAPNG_PRINT_BUFFER, CAPNG_EFFECTIVE);
	if (names && capng_have_capabilities(CAPNG_SELECT_CAPS) > CAPNG_NONE)
		say(b, "capabilities %s", names);
	else
		say(b, "no capabilities");
	free(names);
}

/* The end of it ------------------------------------------------------------------------ */

static int
no_new_privileges(struct sandbox *b)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	say(b, "no new privileges");
	return 0;
}

static int
no_core(struct sandbox *b)
{
	struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) < 0 ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return -errno;
	say(b, "no core dumps");
	return 0;
}

static void
limit_files(struct sandbox *b)
{
	int version = sandbox_limit_files(b);

	if (version > 0) {
		say(b, "landlock %d", version);
		return;
	}
	say(b, "no landlock");
	log_line(TELL_WARNING, "Landlock does not guard the file system: %s",
		 version == -EOPNOTSUPP ? "it is switched off in this kernel" :
		 version == -ENOSYS ? "this kernel has none" :
		 strerror(-version));
}

static void
limit_calls(struct sandbox *b)
{
	int count = sandbox_limit_calls(b->profile);

	if (count > 0) {
		say(b, "%d system calls", count);
		return;
	}
	say(b, "no seccomp");
	log_line(TELL_WARNING, "System calls are not limited: %s",
		 strerror(-count));
}

int
sandbox_enter(struct sandbox *b)
{
	struct rights r = working_rights(b);
	int e;

	if (b->off)
		return 0;
	if (b->profile == SANDBOX_RENDEZVOUS)
		r.count = 0;	/* its ports are bound, and no others come */
	choose(&r, CAPNG_EFFECTIVE | CAPNG_PERMITTED);
	e = apply(false);
	say_rights(b);
	if (e == 0)
		e = no_new_privileges(b);
	if (e == 0)
		e = no_core(b);
	if (e < 0) {
		log_line(TELL_ERROR, "The sandbox cannot be entered: %s",
			 strerror(-e));
		return e;
	}
	limit_files(b);
	limit_calls(b);
	log_line(TELL_INFO, "sandbox: %s", b->text);
	return 0;
}
