/* SPDX-License-Identifier: Apache-2.0 */
/* keys.h - TSIG keys from files as tsig-keygen writes them (RFC 8945).
 *
 *	key "home" {
 *		algorithm hmac-sha256;
 *		secret "base64 ...";
 *	};
 *
 * Several keys may stand in a file: the first signs, all verify. Algorithms:
 * hmac-sha256 (the default of everything that we write), hmac-sha1, -sha224,
 * -sha384, -sha512, each with an optional truncation in bits
 * (hmac-sha1-96, RFC 8945 6); hmac-md5 only where it is allowed by name. */
#ifndef SHELL_KEYS_H
#define SHELL_KEYS_H

#include "autotunnel/dns.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	KEYS_MAX = 64,
	KEY_SECRET_MAX = 256,
	KEY_ERROR_MAX = 400
};

enum tsig_algorithm {
	TSIG_HMAC_SHA256,
	TSIG_HMAC_SHA1,
	TSIG_HMAC_SHA224,
	TSIG_HMAC_SHA384,
	TSIG_HMAC_SHA512,
	TSIG_HMAC_MD5,
	TSIG_ALGORITHM_COUNT
};

struct key {
	struct dns_name name;		/* lower case */
	enum tsig_algorithm algorithm;
	uint16_t mac_size;		/* octets sent: full, or truncated */
	uint8_t secret[KEY_SECRET_MAX];
	size_t secret_size;
};

struct keys {
	unsigned count;
	struct key list[KEYS_MAX];
};

/* Appends the keys of PATH. A file that group or others can read is refused.
 * 0, or -errno with a sentence in ERROR that names file, line and what was
 * expected. */
int keys_load(struct keys *keys, const char *path, bool allow_md5,
	      char error[KEY_ERROR_MAX]);
/* The same from text; NAME stands for the file in errors. */
int keys_parse(struct keys *keys, const char *name, const char *text,
	       bool allow_md5, char error[KEY_ERROR_MAX]);
/* Puts each key where a key of that name stands in BEFORE; what is only there
 * leaves a place that is not in use, a key without a name (length 0), and what
 * is new comes into such a place or after the last. */
void keys_keep_places(struct keys *keys, const struct keys *before);
/* Index of the key with that name, or -1. */
int keys_find(const struct keys *keys, const struct dns_name *name);
void keys_wipe(struct keys *keys);

/* What RFC 8945 6 calls the algorithm: "hmac-sha256", and its name as a
 * domain name; output in octets. */
const char *tsig_algorithm_text(enum tsig_algorithm algorithm);
size_t tsig_algorithm_output(enum tsig_algorithm algorithm);
int tsig_algorithm_from_name(const struct dns_name *name,
			     enum tsig_algorithm *algorithm);

#endif
