/* SPDX-License-Identifier: Apache-2.0 */
/* steward.h - a small process beside a daemon in its sandbox. It stays what the
 * daemon was, and does three things for it: it opens the files that the
 * configuration names, starts the IKE daemon, and tells the IKE daemon's device.
 *
 *	steward_begin(&setup);		forks, before anything else is open
 *	fd = steward_read(path);	everywhere, also without a steward
 *	steward_end();
 *
 * There is at most one in a process; it ends with it, however that ends. What it
 * is asked is one word, and a path or a process; what it opens it decides by the
 * configuration as it is then, never by what it is asked. Calls wait for its
 * answer: it has nothing else to do. Source: OpenSSH's privilege separation. */
#ifndef SHELL_STEWARD_H
#define SHELL_STEWARD_H

#include <stdbool.h>
#include <sys/types.h>

#include "charon_process.h"
#include "sandbox.h"

struct steward_setup {
	const struct sandbox *box;
	/* Whether the owner's configuration has PATH read, as it stands. Called
	 * in the steward. */
	bool (*may_read)(void *owner, const char *path);
	void *owner;
	/* The IKE daemon's, but for what steward_spawn is told; NULL: it
	 * starts none. */
	const struct charon_settings *charon;
};

/* 0 or -errno. The strings are copied with the process. */
int steward_begin(const struct steward_setup *s);
void steward_end(void);
/* The descriptor that is closed at the other end when it died; -1: none. */
int steward_descriptor(void);

/* PATH, to be read; without a steward it is opened as it is. A descriptor or
 * -errno. */
int steward_read(const char *path);
/* Starts the IKE daemon, with a configuration of the steward's own that nobody
 * else can write: one of the daemon's might load any plugin. 0 or -errno;
 * -ENOTCONN: there is no steward. */
int steward_spawn(uint16_t port, bool user_space, pid_t *pid, int *pidfd);
/* What charon_device tells; false: it has none, or there is no steward. */
bool steward_device(pid_t pid, char name[CHARON_DEVICE_MAX]);

#endif
