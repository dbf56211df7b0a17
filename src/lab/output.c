/* SPDX-License-Identifier: Apache-2.0 */
/* output.c - see output.h. */
#include "lab/output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct output {
	char *path;
	char *name;		/* where it is written */
	FILE *file;
};

static int
release(struct output *o, int result)
{
	if (o->file && o->file != stdout)
		fclose(o->file);
	free(o->path);
	free(o->name);
	free(o);
	return result;
}

static int
open_beside(struct output *o)
{
	mode_t mask = umask(0);
	int fd;

	umask(mask);
	if (asprintf(&o->name, "%s.XXXXXX", o->path) < 0) {
		o->name = NULL;
		return -ENOMEM;
	}
	fd = mkstemp(o->name);
	if (fd < 0)
		return -errno;
	fchmod(fd, 0666 & ~mask);
	o->file = fdopen(fd, "wb");
	if (o->file)
		return 0;
	close(fd);
	unlink(o->name);
	return -ENOMEM;
}

int
output_open(const char *path, struct output **out)
{
	struct output *o = calloc(1, sizeof(*o));
	struct stat st;
	int r = 0;

	if (!o)
		return -ENOMEM;
	o->path = strdup(path);
	if (!o->path)
		return release(o, -ENOMEM);
	if (!strcmp(path, "-")) {
		o->file = stdout;
	} else if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->file = fopen(path, "wbe");
		r = o->file ? 0 : -errno;
	} else {
		r = open_beside(o);
	}
	if (r < 0)
		return release(o, r);
	*out = o;
	return 0;
}

FILE *
output_file(struct output *o)
{
	return o->file;
}

const char *
output_name(const struct output *o)
{
	return o->name ? o->name : o->path;
}

int
output_keep(struct output *o)
{
	int r = fflush(o->file) || ferror(o->file) ? -EIO : 0;

	if (r == 0 && o->name && rename(o->name, o->path) < 0)
		r = -errno;
	if (r < 0 && o->name)
		unlink(o->name);
	return release(o, r);
}

void
output_drop(struct output *o)
{
	if (!o)
		return;
	if (o->name)
		unlink(o->name);
	release(o, 0);
}
