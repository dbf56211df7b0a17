/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - `autotunnel-lab report`. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lab/judge_options.h"
#include "lab/lab.h"
#include "lab/report/build.h"
#include "lab/report/match.h"

static const char usage[] =
"usage: autotunnel-lab report FILE... -o PAGE [--title TEXT] [--key FILE]\n"
"           [--role client|server|gateway|both] [--musts-only]\n"
"           [--profile btmm] [--tolerance SPEC]\n"
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
"  --key FILE, --role ROLE, --musts-only, --profile btmm, --tolerance SPEC\n"
"                     as of judge\n"
"\n"
"The page needs no network. Exit: 0, or 2 if a file cannot be used, or a capture\n"
"is cut short: then the page shows what is whole, and says so.\n";

struct options {
	const char *output;
	const char *title;
	struct judge_setup judge;
	struct keys keys;
	bool musts_only;
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

static int
load_keys(struct options *o, const char *path)
{
	char error[KEY_ERROR_MAX];

	if (keys_load(&o->keys, path, true, error) < 0)
		return refuse("%s", error);
	o->judge.keys = &o->keys;
	return LAB_SAME;
}

static int
take_option(struct options *o, int option)
{
	switch (option) {
	case 'k':
		return load_keys(o, optarg);
	case 'm':
		o->musts_only = true;
		return LAB_SAME;
	case 'o':
		o->output = optarg;
		return LAB_SAME;
	case 'p':
		return judge_take_profile("report", optarg, &o->judge) ?
			LAB_SAME : LAB_UNUSABLE;
	case 'r':
		return judge_take_role("report", optarg, &o->judge) ?
			LAB_SAME : LAB_UNUSABLE;
	case 't':
		o->title = optarg;
		return LAB_SAME;
	case 'w':
		return judge_take_tolerance("report", optarg, &o->judge) ?
			LAB_SAME : LAB_UNUSABLE;
	default:
		return LAB_UNUSABLE;	/* getopt said why */
	}
}

/* LAB_SAME; LAB_UNUSABLE; or -1: helped. */
static int
read_options(int argc, char **argv, struct options *o)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ "key", required_argument, NULL, 'k' },
		{ "musts-only", no_argument, NULL, 'm' },
		{ "output", required_argument, NULL, 'o' },
		{ "profile", required_argument, NULL, 'p' },
		{ "role", required_argument, NULL, 'r' },
		{ "title", required_argument, NULL, 't' },
		{ "tolerance", required_argument, NULL, 'w' },
		{ NULL, 0, NULL, 0 }
	};
	int option, r;

	optind = 0;
	while ((option = getopt_long(argc, argv, "ho:", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(usage, stdout);
			return -1;
		}
		r = take_option(o, option);
		if (r != LAB_SAME)
			return r;
	}
	for (; optind < argc; optind++) {
		if (o->count == MATCH_FILES_MAX)
			return refuse("at most %d files", MATCH_FILES_MAX);
		o->files[o->count++] = argv[optind];
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

static int
write_page(struct options *o)
{
	char error[PACKET_ERROR_MAX], *title = title_of(o);
	struct build_result result;
	int r;

	r = build_page(&(struct build_setup){
		.path = o->output, .title = o->title ? o->title : title,
		.count = o->count, .files = o->files, .judge = &o->judge,
		.musts_only = o->musts_only,
	}, &result, error);
	free(title);
	if (r < 0) {
		fprintf(stderr, "autotunnel-lab report: %s\n", error);
		return LAB_UNUSABLE;
	}
	if (strcmp(o->output, "-"))
		printf("%s: %" PRIu64 " messages and notes, %u requirements "
		       "violated, %u held\n", o->output, result.items,
		       result.failed, result.passed);
	if (result.cut < 0)
		return LAB_SAME;
	return refuse("%s: it ends within a frame; what came before is shown",
		      o->files[result.cut]);
}

int
lab_report(int argc, char **argv)
{
	static struct options o;
	int r;

	memset(&o, 0, sizeof(o));
	o.judge.sides = JUDGE_ALL;
	r = read_options(argc, argv, &o);
	if (r == LAB_SAME)
		r = check_files(&o);
	if (r == LAB_SAME)
		r = write_page(&o);
	keys_wipe(&o.keys);
	return r < 0 ? LAB_SAME : r;
}
