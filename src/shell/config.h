/* SPDX-License-Identifier: Apache-2.0 */
/* config.h - configuration files: sections in brackets, `key = value` lines,
 * comments that begin with # or ;. Each program has a table of what may stand
 * there; anything else is refused with the nearest name that exists.
 *
 *	r = config_read(path, entries, count, owner, error);
 *
 * Reads the whole file and stops at the first mistake, which ERROR names with
 * file, line, key, and what was expected instead. Nothing is kept.
 *
 * The parsers below are for config_entry.set; they return false where TEXT is
 * not of their kind, and then leave OUT alone. */
#ifndef SHELL_CONFIG_H
#define SHELL_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CONFIG_ERROR_MAX = 1024,
	CONFIG_LINE_MAX = 199		/* octets; longer is refused */
};

struct config_entry {
	const char *section;
	const char *key;
	const char *expected;		/* "a number of seconds, 120 to 86400" */
	bool required;
	bool (*set)(void *owner, const char *value);
	/* `[zone home.example.net]`: the section stands once for each name;
	 * set is called with key NULL at its begin (an entry whose key is NULL),
	 * with the name as value. required then counts within each. */
	bool named;
};

/* Returns 0; -EINVAL, the owner's mistake; or -errno, the file cannot be read.
 * ERROR has a sentence in each case but the first. */
int config_read(const char *path, const struct config_entry *entries,
		size_t count, void *owner, char error[CONFIG_ERROR_MAX]);
/* The same of TEXT; NAME stands for the file in errors. */
int config_read_text(const char *name, const char *text,
		     const struct config_entry *entries, size_t count,
		     void *owner, char error[CONFIG_ERROR_MAX]);

/* PATH must be a file that nobody but its owner, root or us, may read. Returns
 * 0 or -errno with a sentence that has the command to mend it. */
int config_check_secret(const char *path, char error[CONFIG_ERROR_MAX]);

/* A whole number FROM to TO, decimal. */
bool config_number(const char *text, uint64_t from, uint64_t to, uint64_t *out);
/* "90", "90s", "15m", "2h", "1d": seconds FROM to TO. */
bool config_seconds(const char *text, uint64_t from, uint64_t to,
		    uint32_t *out);
/* yes, no. */
bool config_yes(const char *text, bool *out);
/* Neither empty nor longer than SIZE - 1. */
bool config_text(const char *text, char *out, size_t size);

#endif
