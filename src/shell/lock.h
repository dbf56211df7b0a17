/* SPDX-License-Identifier: Apache-2.0 */
/* lock.h - one process at a time: a lock that the kernel drops with its holder,
 * however that ends. lock_take, then lock_drop or the process's end. */
#ifndef SHELL_LOCK_H
#define SHELL_LOCK_H

#include <sys/types.h>

/* Locks the file PATH, making it if need be; its descriptor through FD. Returns
 * 0, -errno, or -EBUSY with the holder's process id in HOLDER (0: unknown; a
 * full disk keeps it out of the file, and not the holder from its work). */
int lock_take(const char *path, int *fd, pid_t *holder);
/* The same for the network that this process is in: one process of it may hold
 * NAME. (The kernel has one route table and one packet filter for each.) */
int lock_network(const char *name, int *fd, pid_t *holder);
void lock_drop(int fd);

#endif
