/* SPDX-License-Identifier: Apache-2.0 */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "autotunnel/octets.h"
#include "files.h"

static const uint8_t magic[8] = "ATUNSTAT";

enum { DAMAGED_MAX = 1000 };

/* Reading ------------------------------------------------------------------- */

static int
read_full(int fd, uint8_t *out, size_t size)
{
	size_t done = 0;
	ssize_t n;

	while (done < size) {
		n = read(fd, out + done, size - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (n == 0)
			return -EBADMSG;	/* shorter than it was */
		done += (size_t)n;
	}
	return 0;
}

static int
check(const uint8_t *file, size_t size)
{
	uint8_t sum[SHA256_DIGEST_LENGTH];
	uint32_t version, length;
	struct reader in;

	if (size < STORE_HEADER_SIZE || memcmp(file, magic, sizeof(magic)))
		return -EBADMSG;
	reader_init(&in, file + 8, 8);
	version = read_u32be(&in);
	length = read_u32be(&in);
	if (version > STORE_FORMAT)
		return -EPROTONOSUPPORT;
	if (version != STORE_FORMAT || length != size - STORE_HEADER_SIZE)
		return -EBADMSG;
	SHA256(file + STORE_HEADER_SIZE, length, sum);
	return memcmp(sum, file + 16, sizeof(sum)) ? -EBADMSG : 0;
}

static int
read_file(const char *path, uint8_t **out, size_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	uint8_t *file = NULL;
	struct stat st;
	int r;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) < 0) {
		r = -errno;
		goto out;
	}
	r = -EBADMSG;
	if (!S_ISREG(st.st_mode) || st.st_size < STORE_HEADER_SIZE ||
	    st.st_size > STORE_HEADER_SIZE + STORE_OCTETS_MAX)
		goto out;
	*size = (size_t)st.st_size;
	file = malloc(*size);
	r = file ? read_full(fd, file, *size) : -ENOMEM;
	if (r == 0)
		r = check(file, *size);
	if (r == 0) {
		*size -= STORE_HEADER_SIZE;
		memmove(file, file + STORE_HEADER_SIZE, *size);
		*out = file;
		file = NULL;
	}
out:
	free(file);
	close(fd);
	return r;
}

int
store_set_aside(const char *path, char message[STORE_MESSAGE_MAX])
{
	char aside[PATH_MAX];
	unsigned n;

	for (n = 1; n <= DAMAGED_MAX; n++) {
		int length = snprintf(aside, sizeof(aside), "%s.damaged-%u",
				      path, n);

		if (length < 0 || (size_t)length >= sizeof(aside))
			return -ENAMETOOLONG;
		/* link never replaces what is there, rename would */
		if (link(path, aside) < 0) {
			if (errno == EEXIST)
				continue;
			return -errno;
		}
		if (unlink(path) < 0)
			return -errno;
		snprintf(message, STORE_MESSAGE_MAX, "The state file %s is "
			 "damaged. It is kept as %s, and a new one is begun.",
			 path, aside);
		return -EBADMSG;
	}
	return -EEXIST;
}

int
store_load(const char *path, uint8_t **octets, size_t *size,
	   char message[STORE_MESSAGE_MAX])
{
	int r = read_file(path, octets, size);

	message[0] = '\0';
	if (r == -EBADMSG)
		r = store_set_aside(path, message);
	if (r == -EPROTONOSUPPORT)
		snprintf(message, STORE_MESSAGE_MAX, "The state file %s was "
			 "written by a newer version of this program. Use that "
			 "version, or move the file away.", path);
	else if (r == -ENOENT)
		snprintf(message, STORE_MESSAGE_MAX, "There is no state file "
			 "%s yet.", path);
	else if (r < 0 && !message[0])
		snprintf(message, STORE_MESSAGE_MAX, "The state file %s cannot "
			 "be read: %s", path, strerror(-r));
	return r;
}

/* Writing ------------------------------------------------------------------- */

static int
write_file(const char *path, const uint8_t *octets, size_t size)
{
	uint8_t header[STORE_HEADER_SIZE], sum[SHA256_DIGEST_LENGTH];
	struct writer out;
	int fd, r;

	SHA256(octets, size, sum);
	writer_init(&out, header, sizeof(header));
	write_octets(&out, magic, sizeof(magic));
	write_u32be(&out, STORE_FORMAT);
	write_u32be(&out, (uint32_t)size);
	write_octets(&out, sum, sizeof(sum));
	/* one that a crash left behind is worth nothing */
	if (unlink(path) < 0 && errno != ENOENT)
		return -errno;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return -errno;
	r = files_write(fd, header, sizeof(header));
	if (r == 0)
		r = files_write(fd, octets, size);
	if (r == 0)
		r = files_sync(fd);
	return files_close(fd, r);
}

static int
sync_folder(const char *path)
{
	char copy[PATH_MAX];
	int fd;

	snprintf(copy, sizeof(copy), "%s", path);
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	return files_close(fd, files_sync(fd));
}

int
store_save(const char *path, const uint8_t *octets, size_t size)
{
	char fresh[PATH_MAX];
	int length, r;

	if (size > STORE_OCTETS_MAX)
		return -EFBIG;
	length = snprintf(fresh, sizeof(fresh), "%s.new", path);
	if (length < 0 || (size_t)length >= sizeof(fresh))
		return -ENAMETOOLONG;
	r = write_file(fresh, octets, size);
	if (r == 0 && rename(fresh, path) < 0)
		r = -errno;
	if (r < 0) {
		unlink(fresh);
		return r;
	}
	return sync_folder(path);
}
