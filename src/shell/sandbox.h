/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.h - what a daemon gives up: its user, its capabilities, system calls,
 * the file system, new privileges and core dumps. docs/sandbox.md tells why
 * each and what is left.
 *
 *	sandbox_plan(&setup, &box, error);	whose process this becomes
 *	steward_begin(...);			steward.h, if something stays
 *	sandbox_folder(&box, path, own) ...	folders that it may write in
 *	sandbox_prepare(&box, error);		the user changes here
 *	... locks, state, sockets, devices ...
 *	sandbox_enter(&box);			nothing else is possible from here
 *	sandbox_text(&box);			what holds, for people
 *
 * What the kernel or the account does not have is left out with a warning in the
 * log and a word in sandbox_text; what the owner asked for by name and cannot
 * be had is refused. Sources: capabilities(7), seccomp(2), landlock(7),
 * prctl(2). */
#ifndef SHELL_SANDBOX_H
#define SHELL_SANDBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum sandbox_profile { SANDBOX_AGENT, SANDBOX_RENDEZVOUS };

enum {
	SANDBOX_USER_MAX = 33,		/* useradd(8) allows 32 */
	SANDBOX_FOLDERS_MAX = 4,
	SANDBOX_TEXT_MAX = 256,
	SANDBOX_ERROR_MAX = 512
};

struct sandbox_setup {
	enum sandbox_profile profile;
	const char *user;		/* "": the profile's own */
	bool off;			/* the owner wants none */
	uint16_t port;			/* the least that it binds; 0: none */
};

struct sandbox {
	enum sandbox_profile profile;
	bool off;
	bool low_port;
	bool changes_user;
	uid_t uid;
	gid_t gid;
	char user[SANDBOX_USER_MAX];
	unsigned folder_count;
	const char *folders[SANDBOX_FOLDERS_MAX];	/* a path in each */
	char text[SANDBOX_TEXT_MAX];
};

/* Who the process is to be. 0, or -errno with a sentence in ERROR. */
int sandbox_plan(const struct sandbox_setup *s, struct sandbox *out,
		 char error[SANDBOX_ERROR_MAX]);

/* PATH, which is borrowed for the sandbox's life, is a file in a folder that the
 * process writes in. A missing folder is made, for the user alone. OURS says
 * that the folder is known to be the program's own: if it is root's, it and the
 * files in it are given to the user. Before sandbox_prepare. Also without a
 * sandbox. 0 or -errno with a sentence. */
int sandbox_folder(struct sandbox *b, const char *path, bool ours,
		   char error[SANDBOX_ERROR_MAX]);

/* Becomes the user, with the capabilities that opening the world takes. 0, or
 * -errno with a sentence. */
int sandbox_prepare(struct sandbox *b, char error[SANDBOX_ERROR_MAX]);

/* The rest. 0, or -errno where a process is left neither here nor there: it
 * has to end then. */
int sandbox_enter(struct sandbox *b);

/* "user autotunnel, capabilities net_admin, no new privileges, 81 system calls,
 * landlock 6, no core dumps". Valid as long as B. */
const char *sandbox_text(const struct sandbox *b);

/* For a process of B's user beside it (charon): becomes the user, with the
 * capabilities of its profile kept over the next exec. 0 or -errno. */
int sandbox_become(const struct sandbox *b);
/* For the steward: keeps what sandbox_become and reading secrets take. */
int sandbox_keep_rights(const struct sandbox *b, bool spawns);

/* The parts (sandbox_calls.c, sandbox_files.c). Each returns what holds, the
 * number of calls allowed and Landlock's version, or -errno. */
int sandbox_limit_calls(enum sandbox_profile profile);
int sandbox_limit_files(const struct sandbox *b);

#endif
