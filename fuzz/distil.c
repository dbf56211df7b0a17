/* SPDX-License-Identifier: Apache-2.0 */
/* distil.c - few inputs that reach every pair of rows that many reach, linked
 * with one target: NAME OUT FOLDER... writes OUT/0, OUT/1 ... First come those
 * that show most, and then each is left out whose pairs others have too. A
 * target whose inputs are batches (fuzz_unit) gets them in one file. With
 * SEARCH=SECONDS in the environment it first looks for more by the target's own
 * mutator: slower to learn than libFuzzer, but with nothing but rows to look
 * at, in a build without sanitizers, it is far quicker. LEAST=N keeps
 * those only that show N pairs of their own, or a row. What fails an
 * assertion is left in ./distil-crash. */
#include "fuzz/rows.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { INPUTS_MAX = 1 << 20, INPUT_MAX = 1 << 21, LEAST_FIRST = 32,
       SEARCH_MAX = 1500 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned seed);
int LLVMFuzzerInitialize(int *argc, char ***argv) __attribute__((weak));
extern const size_t fuzz_unit __attribute__((weak));

struct unit {
	size_t size;
	uint8_t *octets;
};

static struct unit units[INPUTS_MAX];
static unsigned unit_count;

static void
add_unit(const uint8_t *octets, size_t size)
{
	struct unit *u = &units[unit_count];

	u->octets = malloc(size ? size : 1);
	if (!u->octets || unit_count + 1 == INPUTS_MAX) {
		fputs("too many inputs\n", stderr);
		exit(2);
	}
	memcpy(u->octets, octets, size);
	u->size = size;
	unit_count++;
}

static void
add_file(const char *path)
{
	static uint8_t octets[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	size_t size, at, step;

	if (!f) {
		perror(path);
		exit(2);
	}
	size = fread(octets, 1, sizeof(octets), f);
	fclose(f);
	step = &fuzz_unit ? fuzz_unit : size;
	for (at = 0; at < size; at += step)
		add_unit(octets + at, size - at < step ? size - at : step);
}

static void
add_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	char file[4096];

	if (!d) {
		perror(path);
		exit(2);
	}
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		snprintf(file, sizeof(file), "%s/%s", path, e->d_name);
		add_file(file);
	}
	closedir(d);
}

static int
smaller_first(const void *a, const void *b)
{
	const struct unit *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? -1 : 1;
	return x->size ? memcmp(x->octets, y->octets, x->size) : 0;
}

/* Of the array, in its order, those that show at least LEAST pairs, or a row, that
 * none before did. The others stand behind them. */
static unsigned
keep_new(unsigned from, unsigned least)
{
	struct unit u;
	unsigned i, rows;

	for (i = from; i < unit_count; i++) {
		rows = rows_seen();
		LLVMFuzzerTestOneInput(units[i].octets, units[i].size);
		if (rows_fresh() < least && rows_seen() == rows) {
			rows_undo();
			continue;
		}
		u = units[i];
		units[i] = units[from];
		units[from++] = u;
	}
	return from;
}

/* Of search, for keep_crash. */
static uint8_t octets[SEARCH_MAX];
static size_t size;

static void
keep_crash(int number)
{
	static const char path[] = "distil-crash";
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd >= 0 && write(fd, octets, size) == (ssize_t)size)
		fprintf(stderr, "the input is in ./%s\n", path);
	signal(number, SIG_DFL);
	raise(number);
}

/* From those that showed something. */
static void
search(unsigned seconds)
{
	time_t end = time(NULL) + (time_t)seconds;
	unsigned seed = (unsigned)time(NULL), runs = 0, at;

	signal(SIGABRT, keep_crash);
	while (time(NULL) < end) {
		seed = seed * 1103515245u + 12345u;
		at = (seed >> 8) % (unit_count + 1);
		size = 0;
		if (at < unit_count) {
			size = units[at].size;
			memcpy(octets, units[at].octets, size);
		}
		size = LLVMFuzzerCustomMutator(octets, size, sizeof(octets),
					       seed);
		LLVMFuzzerTestOneInput(octets, size);
		runs++;
		if (rows_fresh())
			add_unit(octets, size);
	}
	signal(SIGABRT, SIG_DFL);
	printf("%u runs, %u rows, %u pairs\n", runs, rows_seen(),
	       rows_pairs_seen());
}

static void
turn_round(void)
{
	struct unit u;
	unsigned i;

	for (i = 0; i < unit_count / 2; i++) {
		u = units[i];
		units[i] = units[unit_count - 1 - i];
		units[unit_count - 1 - i] = u;
	}
}

static void
write_units(const char *out)
{
	char path[4096];
	FILE *f = NULL;
	unsigned i;

	for (i = 0; i < unit_count; i++) {
		snprintf(path, sizeof(path), "%s/%u", out, i);
		if (!f || !&fuzz_unit)
			f = fopen(path, "wb");
		if (!f || fwrite(units[i].octets, 1, units[i].size, f) !=
		    units[i].size || (!&fuzz_unit && fclose(f))) {
			perror(path);
			exit(2);
		}
	}
	if (f && &fuzz_unit && fclose(f))
		exit(2);
}

int
main(int argc, char **argv)
{
	unsigned kept, least;
	int i;

	if (argc < 3) {
		fprintf(stderr, "usage: %s OUT FOLDER...\n", argv[0]);
		return 2;
	}
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	rows_begin();
	for (i = 2; i < argc; i++)
		add_folder(argv[i]);
	qsort(units, unit_count, sizeof(*units), smaller_first);
	for (kept = 0, least = LEAST_FIRST; least > 0; least /= 2)
		kept = keep_new(kept, least);
	unit_count = kept;
	if (getenv("SEARCH"))
		search((unsigned)atoi(getenv("SEARCH")));
	least = getenv("LEAST") ? (unsigned)atoi(getenv("LEAST")) : 1;
	for (i = 0; i < 4; i++) {
		turn_round();
		rows_forget();
		unit_count = keep_new(0, least);
	}
	write_units(argv[1]);
	printf("%u rows, %u pairs in %u inputs\n", rows_seen(),
	       rows_pairs_seen(), unit_count);
	return 0;
}
