/* SPDX-License-Identifier: Apache-2.0 */
#include "file.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 32 };

static const char keys[] =
	"key first { algorithm hmac-sha256; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n"
	"key second.example { algorithm hmac-sha1; secret \"AAECAwQFBgcICQoLDA0ODw==\"; };\n";

static int
make(const char *name, char path[PATH_SIZE])
{
	int fd = memfd_create(name, MFD_CLOEXEC);

	assert(fd >= 0 && fchmod(fd, 0600) == 0);
	snprintf(path, PATH_SIZE, "/proc/self/fd/%d", fd);
	return fd;
}

static char path_of_file[PATH_SIZE];

const char *
file_of(const void *octets, size_t size)
{
	static int fd = -1;

	if (fd < 0)
		fd = make("file", path_of_file);
	assert(ftruncate(fd, 0) == 0);
	assert(pwrite(fd, octets, size, 0) == (ssize_t)size);
	return path_of_file;
}

const char *
file_path(void)
{
	return path_of_file;
}

bool
file_lines_fit(const char *text, size_t most)
{
	size_t length = strcspn(text, "\n");

	for (; length <= most; length = strcspn(text, "\n")) {
		text += length;
		if (!*text++)
			return true;
	}
	return false;
}

const char *
file_keys(void)
{
	static char path[PATH_SIZE];

	if (!path[0])
		assert(write(make("keys", path), keys, sizeof(keys) - 1) ==
		       (ssize_t)sizeof(keys) - 1);
	return path;
}
