/* SPDX-License-Identifier: Apache-2.0 */
/* charon_process.h - an IKE daemon of our own: its configuration, its process,
 * and finding it again after we were restarted.
 *
 * charon_process_open; charon_process_configure for a port; charon_process_start
 * or charon_process_adopt; `died` is called once when it is gone; then start
 * again. charon_process_close ends it, or leaves it to whoever comes next.
 *
 * The folder holds strongswan.conf, charon.vici (the control socket) and
 * charon.log (errors only); it is made with mode 0700. Nothing in it is secret:
 * keys go over the socket alone. An IKE daemon already on the machine has its
 * own ports, folder, routing table and device, and is no obstacle (P20). */
#ifndef SHELL_CHARON_PROCESS_H
#define SHELL_CHARON_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "loop.h"

enum { CHARON_PATH_MAX = 100, CHARON_DEVICE_MAX = 16 };

#define CHARON_PROGRAM "/usr/sbin/charon-systemd"	/* as Debian has it */
#define CHARON_CONFIGURATION "strongswan.conf"	/* in the folder */
#define CHARON_SOCKET "charon.vici"

struct charon_settings {
	const char *folder;		/* its path below CHARON_PATH_MAX */
	const char *program;		/* NULL: CHARON_PROGRAM */
	uint32_t routing_table;
	uint32_t routing_priority;
	bool user_space;		/* ESP by kernel-libipsec */
	bool verbose;			/* charon.log at level 1 */
};

struct charon_process;

int charon_process_open(struct loop *loop, const struct charon_settings *s,
			void (*died)(void *owner), void *owner,
			struct charon_process **out);
/* Leaves the daemon running where KEEP says so; otherwise waits for its end,
 * three seconds at most. NULL is fine. */
void charon_process_close(struct charon_process *p, bool keep);

const char *charon_process_socket(const struct charon_process *p);
/* Writes strongswan.conf for PORT. 1 if it says the same already, 0 if it is
 * new, or -errno. */
int charon_process_configure(struct charon_process *p, uint16_t port);
/* The port of the strongswan.conf that is there, or 0. */
uint16_t charon_process_configured(const struct charon_process *p);
int charon_process_start(struct charon_process *p);
/* PID listens on our socket: watch it. */
int charon_process_adopt(struct charon_process *p, pid_t pid);
/* Where it writes what went wrong. */
const char *charon_process_folder(const struct charon_process *p);
bool charon_process_running(const struct charon_process *p);
pid_t charon_process_pid(const struct charon_process *p);
/* SIGTERM, or SIGKILL; `died` follows. */
void charon_process_end(struct charon_process *p, bool at_once);
/* The TUN device of a user-space ESP, from /proc/PID/fdinfo; false if none. */
bool charon_process_device(const struct charon_process *p,
			   char name[CHARON_DEVICE_MAX]);

#endif
