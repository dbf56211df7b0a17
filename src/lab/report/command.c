/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - `autotunnel-lab report`. */
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab/lab.h"
#include "lab/report/build.h"
#include "lab/report/match.h"

static const char usage[] =
"usage: autotunnel-lab report FILE... -o PAGE [--title TEXT]\n"
"\n"
"Writes one page of HTML that shows the conversation in FILE: who sent what to\n"
"whom and when, what each message is, which rows of which machine it made fire,\n"
"what these cite, the states of all machines, and the verdicts that `judge`\n"
"gives. A FILE is a trace or a capture (pcap, pcapng), - is standard input.\n"
"Several files, at most 8, are one conversation seen from several places: what is\n"
"in two of them is one message, clocks are aligned by such messages, and what was\n"
"sent in one and never came to the other is shown as lost.\n"
"\n"
"  -o, --output PAGE  where the page goes; nothing is written half\n"
"  --title TEXT       what it is called; otherwise by its files\n"
"\n"
"The page needs no network. Exit: 0, or 2 if a file cannot be used.\n";

struct options {
	const char *output;
	const char *title;
	unsigned count;
	char *files[MATCH_FILES_MAX];
};

__attribute__((format(printf, 1, 2)))
static int
refuse(const char *format, ...)
{
	va_list args;

	fputs("autotunnel-lab report: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return LAB_UNUSABLE;
}

/* The value of the option NAME at *AT, as its next word or after `=`. */
static bool
takes(const char *name, int argc, char **argv, int *at, const char **value)
{
	size_t length = strlen(name);
	const char *word = argv[*at];

	if (!strncmp(word, name, length) && word[length] == '=' &&
	    !strncmp(name, "--", 2)) {
		*value = word + length + 1;
		return true;
	}
	if (strcmp(word, name))
		return false;
	*value = *at + 1 < argc ? argv[++*at] : NULL;
	return true;
}

static int
read_options(int argc, char **argv, struct options *o)
{
	bool words = true;	/* may be options */
	int i;

	for (i = 1; i < argc; i++) {
		if (words && !strcmp(argv[i], "--")) {
			words = false;
		} else if (words && (takes("-o", argc, argv, &i, &o->output) ||
				     takes("--output", argc, argv, &i,
					   &o->output))) {
			if (!o->output)
				return refuse("-o needs the name of a page");
		} else if (words && takes("--title", argc, argv, &i,
					  &o->title)) {
			if (!o->title)
				return refuse("--title needs a text");
		} else if (words && argv[i][0] == '-' && argv[i][1]) {
			return refuse("there is no option %s", argv[i]);
		} else if (o->count == MATCH_FILES_MAX) {
			return refuse("at most %d files", MATCH_FILES_MAX);
		} else {
			o->files[o->count++] = argv[i];
		}
	}
	if (!o->count)
		return refuse("which recording? (--help says how)");
	if (!o->output)
		return refuse("where to? -o PAGE is missing");
	return LAB_SAME;
}

/* Standard input is read more than once, so it is put into a file that has no
 * name; returns what it can be opened by. */
static char *
spool(void)
{
	FILE *f = tmpfile();
	char part[4096], *name;
	size_t n;

	if (!f)
		return NULL;
	while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
		fwrite(part, 1, n, f);
	if (ferror(stdin) || fflush(f) == EOF ||
	    asprintf(&name, "/dev/fd/%d", fileno(f)) < 0)
		return NULL;
	return name;
}

static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 &&
		x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static int
check_files(struct options *o)
{
	bool spooled = false;
	unsigned i, j;

	for (i = 0; i < o->count; i++) {
		if (!strcmp(o->files[i], "-")) {
			if (spooled)
				return refuse("standard input can be given "
					      "once");
			spooled = true;
			o->files[i] = spool();
			if (!o->files[i])
				return refuse("standard input: %s",
					      strerror(errno));
		}
		if (same_file(o->files[i], o->output))
			return refuse("%s: the page would take the place of "
				      "what it is made of", o->output);
		for (j = 0; j < i; j++)
			if (same_file(o->files[i], o->files[j]))
				return refuse("%s: given twice", o->files[i]);
	}
	return LAB_SAME;
}

static char *
title_of(const struct options *o)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	const char *slash;
	unsigned i;

	if (!f)
		abort();
	for (i = 0; i < o->count; i++) {
		slash = strrchr(o->files[i], '/');
		fprintf(f, "%s%s", i ? ", " : "",
			slash ? slash + 1 : o->files[i]);
	}
	fclose(f);
	return text;
}

int
lab_report(int argc, char **argv)
{
	struct options o = { .count = 0 };
	char error[PACKET_ERROR_MAX], *title;
	struct build_result result;
	int status, r, i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			fputs(usage, stdout);
			return LAB_SAME;
		}
	status = read_options(argc, argv, &o);
	if (status == LAB_SAME)
		status = check_files(&o);
	if (status != LAB_SAME)
		return status;
	title = title_of(&o);
	r = build_page(&(struct build_setup){
		.path = o.output, .title = o.title ? o.title : title,
		.count = o.count, .files = o.files,
	}, &result, error);
	free(title);
	if (r < 0) {
		fprintf(stderr, "autotunnel-lab report: %s\n", error);
		return LAB_UNUSABLE;
	}
	printf("%s: %" PRIu64 " messages and notes\n", o.output, result.items);
	return LAB_SAME;
}
