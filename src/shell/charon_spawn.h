/* SPDX-License-Identifier: Apache-2.0 */
/* charon_spawn.h - the IKE daemon's process from without: what it is told, its
 * start, and the device that it made. For charon_process.c, and for steward.c, which does both
 * for a daemon that may not. */
#ifndef SHELL_CHARON_SPAWN_H
#define SHELL_CHARON_SPAWN_H

#include <stdbool.h>
#include <sys/types.h>

#include "charon_process.h"
#include "sandbox.h"

enum { CHARON_TEXT_MAX = 4096 };

/* Its strongswan.conf. The length, or more than SIZE. */
int charon_compose(const struct charon_settings *s, uint16_t port, char *text,
		   size_t size);
/* Runs PROGRAM with CONFIGURATION (STRONGSWAN_CONF), in a session of its own,
 * as BOX's user (NULL: as we are). PIDFD is to be closed. 0 or -errno, also
 * where the program is not there. */
int charon_spawn(const char *program, const char *configuration,
		 const struct sandbox *box, pid_t *pid, int *pidfd);
/* The TUN device of process PID, from its fdinfo; false if none. */
bool charon_device(pid_t pid, char name[CHARON_DEVICE_MAX]);

#endif
