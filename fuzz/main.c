/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - runs a fuzz target without libFuzzer: over every file of the named
 * folders, and over prefixes of it, since a message cut short is what a decoder
 * meets first (not of a target that has fuzz_whole). A folder that is not there
 * holds nothing; the empty input is always tried. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	INPUT_MAX = 1024 * 1024,
	PREFIXES = 256	/* of one file, at most about so many */
};

/* A target whose every run takes long may have fewer. */
extern const unsigned fuzz_prefixes __attribute__((weak));

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
extern const char fuzz_whole __attribute__((weak));

/* In memory of exactly its size, so that a sanitizer sees each octet beyond. */
static void
try_octets(const uint8_t *data, size_t size)
{
	uint8_t *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	memcpy(copy, data, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* How much longer the next prefix is, of a file of SIZE: each that has but few
 * octets, or lacks but few, and between these some that are far apart. */
static size_t
step_after(size_t cut, size_t size)
{
	size_t most = &fuzz_prefixes ? fuzz_prefixes : PREFIXES;
	size_t few = most / 4, step = size / (most / 2);

	if (cut < few || cut + few >= size || step < 2)
		return 1;
	if (cut + step > size - few)
		return size - few - cut;
	return step;
}

static void
try_file(const char *path)
{
	static uint8_t data[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	size_t size, cut;

	if (!f) {
		perror(path);
		exit(2);
	}
	size = fread(data, 1, sizeof(data), f);
	fclose(f);
	cut = &fuzz_whole ? size : 0;
	for (; cut < size; cut += step_after(cut, size))
		try_octets(data, cut);
	try_octets(data, size);
}

static unsigned
try_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	unsigned count = 0;
	char file[4096];

	if (!d && errno == ENOENT)
		return 0;
	if (!d) {
		perror(path);
		exit(2);
	}
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		try_file(file);
		count++;
	}
	closedir(d);
	return count;
}

int
main(int argc, char **argv)
{
	unsigned count = 0;
	int i;

	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	try_octets((const uint8_t *)"", 0);
	for (i = 1; i < argc; i++)
		count += try_folder(argv[i]);
	printf("%s: %u seeds\n", argv[0], count);
	return EXIT_SUCCESS;
}
