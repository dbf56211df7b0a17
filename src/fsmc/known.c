/* SPDX-License-Identifier: Apache-2.0 */
/* known.c - files, and the names in them that citations may use. */
#include "known.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int
file_read(const char *path, struct out *text)
{
	FILE *f = fopen(path, "rb");
	char piece[4096];
	size_t n;
	int r = 0;

	if (!f)
		return -errno;
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		out_octets(text, piece, n);
	if (ferror(f))
		r = -EIO;
	fclose(f);
	out_octets(text, "", 0);
	return r;
}

static void
add_name(char ***list, size_t *count, const char *name, size_t length)
{
	char **bigger = realloc(*list, (*count + 1) * sizeof(*bigger));
	char *copy = strndup(name, length);

	if (!bigger || !copy) {
		fputs("fsmc: out of memory\n", stderr);
		exit(2);
	}
	bigger[(*count)++] = copy;
	*list = bigger;
}

static int
read_names(const char *path, char ***list, size_t *count)
{
	struct out text = { NULL, 0, 0 };
	const char *p, *end;
	int r = file_read(path, &text);

	for (p = r < 0 ? "" : text.text; *p; p = *end ? end + 1 : end) {
		end = p + strcspn(p, "\n");
		if (*p >= 'A' && *p <= 'Z')
			add_name(list, count, p, strcspn(p, " \t\r\n"));
	}
	out_free(&text);
	/* An empty file names nothing, which is not the same as no file. */
	if (!r && !*list)
		add_name(list, count, "", 0);
	return r;
}

int
known_read_ids(struct known *k, const char *path)
{
	return read_names(path, &k->ids, &k->id_count);
}

int
known_read_decisions(struct known *k, const char *path)
{
	return read_names(path, &k->decisions, &k->decision_count);
}

static void
free_names(char **list, size_t count)
{
	while (count)
		free(list[--count]);
	free(list);
}

void
known_free(struct known *k)
{
	free_names(k->ids, k->id_count);
	free_names(k->decisions, k->decision_count);
	memset(k, 0, sizeof(*k));
}
