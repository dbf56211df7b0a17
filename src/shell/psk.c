/* SPDX-License-Identifier: Apache-2.0 */
/* psk.c - secrets from the file, keys from the secrets. */
#include "shell/psk.h"
#include "shell/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "steward.h"

static const char salt[] = "autotunnel ike psk v1";

/* The file ------------------------------------------------------------------ */

enum { FILE_MAX = 4096 };

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* "<generation> <64 hex digits>", the line's end already cut off. */
static int
secret_parse(const char *line, struct tunnel_secret *out)
{
	unsigned long generation;
	const char *digits;
	char *end;
	unsigned i;

	if (*line < '0' || *line > '9')
		return -EBADMSG;
	errno = 0;
	generation = strtoul(line, &end, 10);
	if (errno || generation > UINT32_MAX || *end != ' ')
		return -EBADMSG;
	digits = end + strspn(end, " ");
	if (strlen(digits) != 2 * TUNNEL_SECRET_SIZE)
		return -EBADMSG;
	for (i = 0; i < TUNNEL_SECRET_SIZE; i++) {
		int high = hex_digit(digits[2 * i]);
		int low = hex_digit(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return -EBADMSG;
		out->octets[i] = (uint8_t)(high << 4 | low);
	}
	out->generation = (uint32_t)generation;
	return 0;
}

static int
secrets_parse(char *text, struct tunnel_secrets *out)
{
	char *line, *place = text;
	int r;

	while ((line = strsep(&place, "\n"))) {
		if (*line == '\0' || *line == '#')
			continue;
		if (out->count == TUNNEL_SECRETS_MAX)
			return -EBADMSG;
		r = secret_parse(line, &out->list[out->count]);
		if (r < 0)
			return r;
		if (out->count && out->list[0].generation ==
				  out->list[out->count].generation)
			return -EBADMSG;
		out->count++;
	}
	return out->count ? 0 : -EBADMSG;
}

/* The whole of FD into TEXT, terminated. */
static int
read_text(int fd, char text[FILE_MAX])
{
	size_t have = 0;
	ssize_t n;

	while ((n = read(fd, text + have, FILE_MAX - 1 - have)) > 0)
		have += (size_t)n;
	if (n < 0)
		return -errno;
	if (have == FILE_MAX - 1 || memchr(text, '\0', have))
		return -EBADMSG;
	text[have] = '\0';
	return 0;
}

int
tunnel_secrets_load(const char *path, struct tunnel_secrets *out)
{
	char text[FILE_MAX];
	struct stat st;
	int fd, r;

	memset(out, 0, sizeof(*out));
	fd = steward_read(path);
	if (fd < 0)
		return fd;
	if (fstat(fd, &st) < 0)
		r = -errno;
	else if (!S_ISREG(st.st_mode) || st.st_mode & 077)
		r = -EPERM;
	else
		r = read_text(fd, text);
	close(fd);
	if (r == 0)
		r = secrets_parse(text, out);
	OPENSSL_cleanse(text, sizeof(text));
	if (r < 0)
		tunnel_secrets_wipe(out);
	return r;
}

int
tunnel_secrets_create(const char *path, uint32_t generation)
{
	char line[16 + 2 * TUNNEL_SECRET_SIZE];
	uint8_t octets[TUNNEL_SECRET_SIZE];
	int fd, length, r = 0;
	unsigned i;

	if (RAND_priv_bytes(octets, sizeof(octets)) != 1)
		return -EIO;
	length = snprintf(line, sizeof(line), "%u ", generation);
	for (i = 0; i < sizeof(octets); i++)
		length += snprintf(line + length,
				   sizeof(line) - (size_t)length, "%02x",
				   octets[i]);
	line[length++] = '\n';
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0) {
		r = -errno;
	} else {
		r = files_write(fd, line, (size_t)length);
		if (r == 0)
			r = files_sync(fd);
		r = files_close(fd, r);
		if (r < 0)
			unlink(path);
	}
	OPENSSL_cleanse(octets, sizeof(octets));
	OPENSSL_cleanse(line, sizeof(line));
	return r;
}

void
tunnel_secrets_wipe(struct tunnel_secrets *s)
{
	OPENSSL_cleanse(s, sizeof(*s));
}

/* The key ------------------------------------------------------------------- */

enum { INFO_MAX = 4 + 2 * PSK_NAME_MAX };

static bool
name_is_less(struct psk_name a, struct psk_name b)
{
	size_t least = a.length < b.length ? a.length : b.length;
	int order = memcmp(a.octets, b.octets, least);

	return order ? order < 0 : a.length < b.length;
}

static size_t
info_write(uint8_t info[INFO_MAX], uint32_t generation, struct psk_name first,
	   struct psk_name second)
{
	info[0] = (uint8_t)(generation >> 24);
	info[1] = (uint8_t)(generation >> 16);
	info[2] = (uint8_t)(generation >> 8);
	info[3] = (uint8_t)generation;
	memcpy(info + 4, first.octets, first.length);
	memcpy(info + 4 + first.length, second.octets, second.length);
	return 4 + first.length + second.length;
}

static int
hkdf(const uint8_t *secret, const uint8_t *info, size_t info_length,
     uint8_t out[PSK_SIZE])
{
	char digest[] = "SHA256";
	OSSL_PARAM params[] = {
		OSSL_PARAM_utf8_string(OSSL_KDF_PARAM_DIGEST, digest,
				       sizeof(digest) - 1),
		OSSL_PARAM_octet_string(OSSL_KDF_PARAM_KEY,
					(void *)(uintptr_t)secret,
					TUNNEL_SECRET_SIZE),
		OSSL_PARAM_octet_string(OSSL_KDF_PARAM_SALT,
					(void *)(uintptr_t)salt,
					sizeof(salt) - 1),
		OSSL_PARAM_octet_string(OSSL_KDF_PARAM_INFO,
					(void *)(uintptr_t)info, info_length),
		OSSL_PARAM_END
	};
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "HKDF", NULL);
	EVP_KDF_CTX *context = kdf ? EVP_KDF_CTX_new(kdf) : NULL;
	int r = -EIO;

	if (context && EVP_KDF_derive(context, out, PSK_SIZE, params) == 1)
		r = 0;
	EVP_KDF_CTX_free(context);
	EVP_KDF_free(kdf);
	return r;
}

int
psk_derive(const struct tunnel_secret *secret, struct psk_name a,
	   struct psk_name b, uint8_t out[PSK_SIZE])
{
	uint8_t info[INFO_MAX];
	size_t length;

	if (a.length == 0 || b.length == 0 || a.length > PSK_NAME_MAX ||
	    b.length > PSK_NAME_MAX)
		return -EINVAL;
	if (name_is_less(a, b))
		length = info_write(info, secret->generation, a, b);
	else if (name_is_less(b, a))
		length = info_write(info, secret->generation, b, a);
	else
		return -EINVAL;
	return hkdf(secret->octets, info, length, out);
}
