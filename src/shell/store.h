/* SPDX-License-Identifier: Apache-2.0 */
/* store.h - what survives a restart: octets in one file, whole or not at all.
 *
 * The file: magic "ATUNSTAT", version, length and SHA-256 of what follows, then
 * the octets (a message of specs/state.proto). A save writes a new file beside
 * the old one, has both file and folder on disk (fsync) and only then gives it
 * the name: power may fail at any moment, and a full disk leaves the old file
 * as it was. The file is readable by its owner only.
 *
 * A damaged file is neither trusted nor dropped: it is set aside as
 * PATH.damaged-1 (or -2 ... ), and whoever loads begins without a state.
 *
 * No order of calls; nothing is kept between them. */
#ifndef SHELL_STORE_H
#define SHELL_STORE_H

#include <stddef.h>
#include <stdint.h>

enum {
	STORE_FORMAT = 1,
	STORE_HEADER_SIZE = 48,
	STORE_OCTETS_MAX = 64 * 1024 * 1024,
	STORE_MESSAGE_MAX = 8704	/* two paths and a sentence */
};

/* *OCTETS is the caller's to free. MESSAGE has a sentence for the owner where
 * the result is not 0. Returns 0; -ENOENT: there is none yet; -EBADMSG: damaged
 * and set aside; -EPROTONOSUPPORT: of a newer version, left alone, do not go
 * on; or another -errno: unreadable, do not go on. */
int store_load(const char *path, uint8_t **octets, size_t *size,
	       char message[STORE_MESSAGE_MAX]);
/* Returns 0 or -errno. On an error the file is the old one, untouched; or the
 * new one, whole, where all but the folder could be brought to disk. No other
 * file stays beside it. */
int store_save(const char *path, const uint8_t *octets, size_t size);
/* For who finds the octets themselves wrong: sets PATH aside, says so. */
int store_set_aside(const char *path, char message[STORE_MESSAGE_MAX]);

#endif
