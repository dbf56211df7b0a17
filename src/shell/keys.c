/* SPDX-License-Identifier: Apache-2.0 */
/* keys.c - TSIG keys from files. */
#include "keys.h"

#include <ctype.h>
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "steward.h"

enum {
	KEY_FILE_MAX = 64 * 1024,
	WORD_MAX = DNS_NAME_TEXT_MAX	/* a name may be all escapes */
};

static const struct {
	const char *text;
	const char *name;		/* RFC 8945 6, table 3 */
	size_t output;
} algorithms[TSIG_ALGORITHM_COUNT] = {
	[TSIG_HMAC_SHA256] = { "hmac-sha256", "hmac-sha256", 32 },
	[TSIG_HMAC_SHA1] = { "hmac-sha1", "hmac-sha1", 20 },
	[TSIG_HMAC_SHA224] = { "hmac-sha224", "hmac-sha224", 28 },
	[TSIG_HMAC_SHA384] = { "hmac-sha384", "hmac-sha384", 48 },
	[TSIG_HMAC_SHA512] = { "hmac-sha512", "hmac-sha512", 64 },
	[TSIG_HMAC_MD5] = { "hmac-md5", "hmac-md5.sig-alg.reg.int", 16 },
};

const char *
tsig_algorithm_text(enum tsig_algorithm algorithm)
{
	return algorithms[algorithm].name;
}

size_t
tsig_algorithm_output(enum tsig_algorithm algorithm)
{
	return algorithms[algorithm].output;
}

int
tsig_algorithm_from_name(const struct dns_name *name,
			 enum tsig_algorithm *algorithm)
{
	char text[DNS_NAME_TEXT_MAX];
	unsigned i;

	dns_name_to_text(name, text, sizeof(text));
	for (i = 0; i < TSIG_ALGORITHM_COUNT; i++)
		if (!strcasecmp(text, algorithms[i].name)) {
			*algorithm = i;
			return 0;
		}
	return -ENOENT;
}

/* Words ------------------------------------------------------------------------- */

struct scanner {
	const char *file;
	const char *at;
	unsigned line;
	char word[WORD_MAX];
	char *error;
};

static int refuse(struct scanner *s, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static int
refuse(struct scanner *s, const char *format, ...)
{
	char reason[KEY_ERROR_MAX / 2];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	snprintf(s->error, KEY_ERROR_MAX, "%.180s:%u: %s", s->file, s->line,
		 reason);
	return -EINVAL;
}

/* Blanks and comments as named.conf has them. */
static void
skip_blank(struct scanner *s)
{
	for (;;) {
		if (*s->at == '\n')
			s->line++;
		if (isspace((unsigned char)*s->at)) {
			s->at++;
		} else if (*s->at == '#' ||
			   (s->at[0] == '/' && s->at[1] == '/')) {
			s->at += strcspn(s->at, "\n");
		} else if (s->at[0] == '/' && s->at[1] == '*') {
			for (s->at += 2; *s->at; s->at++) {
				if (*s->at == '\n')
					s->line++;
				if (s->at[0] == '*' && s->at[1] == '/')
					break;
			}
			s->at += *s->at ? 2 : 0;
		} else {
			return;
		}
	}
}

/* A word, quoted or not, or one of { } ; . "" at the end. */
static int
next_word(struct scanner *s)
{
	size_t n = 0;

	skip_blank(s);
	if (*s->at == '"') {
		for (s->at++; *s->at != '"' && n < WORD_MAX - 1; s->at++) {
			if (*s->at == '\0' || *s->at == '\n')
				return refuse(s, "a quoted text without its "
					      "end: expected \"");
			s->word[n++] = *s->at;
		}
		if (*s->at++ != '"')
			return refuse(s, "a text longer than %d characters",
				      WORD_MAX - 1);
	} else if (*s->at && strchr("{};", *s->at)) {
		s->word[n++] = *s->at++;
	} else {
		while (*s->at && !isspace((unsigned char)*s->at) &&
		       !strchr("{};\"", *s->at) && n < WORD_MAX - 1)
			s->word[n++] = *s->at++;
	}
	s->word[n] = '\0';
	return 0;
}

static int
expect(struct scanner *s, const char *word)
{
	int r = next_word(s);

	if (r < 0)
		return r;
	if (strcmp(s->word, word) != 0)
		return refuse(s, "expected '%s', found '%.60s'", word, s->word);
	return 0;
}

/* A key ---------------------------------------------------------------------------- */

static int
read_algorithm(struct scanner *s, struct key *key, bool allow_md5)
{
	size_t size = 0, output, bits;
	char *end;
	unsigned i;

	for (i = 0; i < TSIG_ALGORITHM_COUNT; i++) {
		size = strlen(algorithms[i].text);
		if (!strncasecmp(s->word, algorithms[i].text, size) &&
		    (s->word[size] == '\0' || s->word[size] == '-' ||
		     !strcasecmp(s->word, algorithms[i].name)))
			break;
	}
	if (i == TSIG_ALGORITHM_COUNT)
		return refuse(s, "unknown algorithm '%.40s': expected "
			      "hmac-sha256, hmac-sha512, hmac-sha384, "
			      "hmac-sha224 or hmac-sha1", s->word);
	if (i == TSIG_HMAC_MD5 && !allow_md5)
		return refuse(s, "hmac-md5 must not be used (RFC 8945 6): make "
			      "a key with tsig-keygen -a hmac-sha256, or "
			      "allow it by 'allow-md5 = yes'");
	key->algorithm = i;
	output = algorithms[i].output;
	key->mac_size = (uint16_t)output;
	if (s->word[size] != '-')
		return 0;
	bits = strtoul(s->word + size + 1, &end, 10);
	/* RFC 8945 5.2.2.1: whole octets, at least 10 and half the output */
	if (*end || bits % 8 || bits / 8 > output || bits / 8 < output / 2 ||
	    bits / 8 < 10)
		return refuse(s, "'%.40s': expected a truncation of %zu to %zu "
			      "bits in whole octets", s->word,
			      output / 2 < 10 ? 80 : output * 4, output * 8);
	key->mac_size = (uint16_t)(bits / 8);
	return 0;
}

static int
read_secret(struct scanner *s, struct key *key)
{
	unsigned char out[WORD_MAX];
	size_t size = strlen(s->word);
	int n;

	if (size == 0 || size % 4 || size / 4 * 3 > KEY_SECRET_MAX)
		return refuse(s, "expected the secret in base64, up to %d "
			      "octets", KEY_SECRET_MAX);
	n = EVP_DecodeBlock(out, (unsigned char *)s->word, (int)size);
	if (n < 0)
		return refuse(s, "expected the secret in base64");
	if (s->word[size - 1] == '=')
		n--;
	if (s->word[size - 2] == '=')
		n--;
	memcpy(key->secret, out, (size_t)n);
	key->secret_size = (size_t)n;
	OPENSSL_cleanse(out, sizeof(out));
	OPENSSL_cleanse(s->word, sizeof(s->word));
	return 0;
}

static int
read_statement(struct scanner *s, struct key *key, bool allow_md5)
{
	bool secret = !strcmp(s->word, "secret");
	int r;

	if (!secret && strcmp(s->word, "algorithm") != 0)
		return refuse(s, "expected 'algorithm', 'secret' or '}', "
			      "found '%.60s'", s->word);
	r = next_word(s);
	if (r < 0)
		return r;
	r = secret ? read_secret(s, key) : read_algorithm(s, key, allow_md5);
	return r < 0 ? r : expect(s, ";");
}

static int
read_key(struct scanner *s, struct keys *keys, bool allow_md5)
{
	struct key key = { .mac_size = 0 };
	int r = next_word(s);

	if (r < 0)
		return r;
	if (dns_name_from_text(&key.name, s->word) < 0)
		return refuse(s, "expected the key's name, a domain name, "
			      "found '%.60s'", s->word);
	dns_name_lower(&key.name);
	if (keys_find(keys, &key.name) >= 0)
		return refuse(s, "the key '%.100s' is there already", s->word);
	r = expect(s, "{");
	while (r == 0 && (r = next_word(s)) == 0 && strcmp(s->word, "}") != 0)
		r = read_statement(s, &key, allow_md5);
	if (r == 0)
		r = expect(s, ";");
	if (r == 0 && (key.mac_size == 0 || key.secret_size == 0))
		r = refuse(s, "a key without %s", key.secret_size ?
			   "algorithm" : "secret");
	if (r == 0)
		keys->list[keys->count++] = key;
	OPENSSL_cleanse(&key, sizeof(key));
	return r;
}

int
keys_parse(struct keys *keys, const char *name, const char *text,
	   bool allow_md5, char error[KEY_ERROR_MAX])
{
	struct scanner s = { .file = name, .at = text, .line = 1,
			     .error = error };
	unsigned before = keys->count;
	int r;

	error[0] = '\0';
	while ((r = next_word(&s)) == 0 && s.word[0]) {
		if (strcmp(s.word, "key") != 0)
			return refuse(&s, "expected 'key', found '%.60s'",
				      s.word);
		if (keys->count == KEYS_MAX)
			return refuse(&s, "more than %d keys", KEYS_MAX);
		r = read_key(&s, keys, allow_md5);
		if (r < 0)
			return r;
	}
	if (r < 0)
		return r;
	if (keys->count == before)
		return refuse(&s, "no key in it: expected what tsig-keygen "
			      "writes");
	return 0;
}

static int
read_file(const char *path, char *text, char error[KEY_ERROR_MAX])
{
	int fd = steward_read(path), r = 0;
	struct stat st;
	ssize_t n;

	if (fd < 0) {
		snprintf(error, KEY_ERROR_MAX, "%.200s: %s", path,
			 strerror(-fd));
		return fd;
	}
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		snprintf(error, KEY_ERROR_MAX, "%.200s: not a file", path);
		r = -EINVAL;
	} else if (st.st_mode & 077) {
		snprintf(error, KEY_ERROR_MAX, "%.200s: others can read it "
			 "(mode %04o): chmod 600", path, st.st_mode & 07777);
		r = -EACCES;
	} else if ((n = read(fd, text, KEY_FILE_MAX - 1)) < 0) {
		r = -errno;
		snprintf(error, KEY_ERROR_MAX, "%.200s: %s", path, strerror(-r));
	} else if (n == KEY_FILE_MAX - 1) {
		snprintf(error, KEY_ERROR_MAX, "%.200s: longer than %d octets",
			 path, KEY_FILE_MAX - 2);
		r = -EFBIG;
	} else {
		text[n] = '\0';
	}
	close(fd);
	return r;
}

int
keys_load(struct keys *keys, const char *path, bool allow_md5,
	  char error[KEY_ERROR_MAX])
{
	char *text = malloc(KEY_FILE_MAX);
	int r;

	if (!text)
		return -ENOMEM;
	r = read_file(path, text, error);
	if (r == 0)
		r = keys_parse(keys, path, text, allow_md5, error);
	OPENSSL_cleanse(text, KEY_FILE_MAX);
	free(text);
	return r;
}

int
keys_find(const struct keys *keys, const struct dns_name *name)
{
	unsigned i;

	for (i = 0; i < keys->count; i++)
		if (dns_name_equal(&keys->list[i].name, name))
			return (int)i;
	return -1;
}

void
keys_keep_places(struct keys *keys, const struct keys *before)
{
	struct keys out = { .count = before->count };
	unsigned i, place = 0;
	int at;

	for (i = 0; i < keys->count; i++) {
		at = keys_find(before, &keys->list[i].name);
		if (at >= 0)
			out.list[at] = keys->list[i];
	}
	for (i = 0; i < keys->count; i++) {
		if (keys_find(before, &keys->list[i].name) >= 0)
			continue;
		/* there is one: no list holds more than KEYS_MAX */
		while (out.list[place].name.length != 0)
			place++;
		out.list[place] = keys->list[i];
		if (place >= out.count)
			out.count = place + 1;
	}
	*keys = out;
	keys_wipe(&out);
}

void
keys_wipe(struct keys *keys)
{
	OPENSSL_cleanse(keys, sizeof(*keys));
}
