/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - fsmc: reads a spec, refuses it or writes its views. */
#include "known.h"
#include "print.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REFUSALS_SHOWN = 60 };

static const char usage[] =
"usage: fsmc [--core DIR] [--docs DIR] [--promela DIR] [--parts DIR]\n"
"            [--req FILE]... [--decisions FILE] SPEC\n"
"Reads the state machine in SPEC (NAME.fsm) and checks it.\n"
"  --core DIR        write NAME_chart.h, NAME_chart.c, NAME_table.c, NAME.rl\n"
"  --docs DIR        write NAME.dot for Graphviz and NAME.md to read\n"
"  --promela DIR     write NAME.pml for spin\n"
"  --parts DIR       write NAME_part.pml for a model of several machines\n"
"  --req FILE        requirements that [ID] may name; once for each file\n"
"  --decisions FILE  decisions that `local` may name\n"
"  --help            this text\n"
"A file whose text would not change is left alone.\n"
"Exit: 0 accepted, 1 refused (reasons on standard error), 2 usage or files.\n";

struct options {
	const char *core;
	const char *docs;
	const char *promela;
	const char *parts;
	struct known known;
};

/* Files ------------------------------------------------------------------------- */

static bool
is_same(const char *path, const struct out *text)
{
	struct out old = { NULL, 0, 0 };
	bool same = file_read(path, &old) == 0 &&
		old.length == text->length &&
		!memcmp(old.text, text->text, old.length);

	out_free(&old);
	return same;
}

static void
fail(const char *path, const char *what)
{
	fprintf(stderr, "fsmc: %s: %s: %s\n", path, what, strerror(errno));
	exit(2);
}

static void
write_file(const char *folder, const char *name, const char *suffix,
	   struct out *text)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s%s", folder, name, suffix);
	if (!is_same(path, text)) {
		f = fopen(path, "wb");
		if (!f)
			fail(path, "cannot write");
		if (fwrite(text->text, 1, text->length, f) != text->length ||
		    fclose(f) != 0)
			fail(path, "cannot write");
	}
	out_free(text);
}

/* The run ---------------------------------------------------------------------------- */

static int
by_line(const void *a, const void *b)
{
	const struct refusal *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return strcmp(x->text, y->text);
}

static void
show_refusals(struct spec *s)
{
	unsigned i;

	qsort(s->refusals, s->refusal_count, sizeof(*s->refusals), by_line);
	for (i = 0; i < s->refusal_count && i < REFUSALS_SHOWN; i++)
		fprintf(stderr, "%s:%u: %s\n", s->path, s->refusals[i].line,
			s->refusals[i].text);
	if (i < s->refusal_count)
		fprintf(stderr, "%s: and %u more\n", s->path,
			s->refusal_count - i);
}

struct view {
	void (*print)(const struct spec *s, struct out *o);
	const char *suffix;
};

static const struct view core_views[] = {
	{ print_chart_h, "_chart.h" }, { print_chart_c, "_chart.c" },
	{ print_table_c, "_table.c" }, { print_ragel, ".rl" }, { NULL, NULL }
};
static const struct view doc_views[] = {
	{ print_dot, ".dot" }, { print_md, ".md" }, { NULL, NULL }
};
static const struct view promela_views[] = {
	{ print_promela, ".pml" }, { NULL, NULL }
};
static const struct view part_views[] = {
	{ print_part, "_part.pml" }, { NULL, NULL }
};

static void
write_views(const struct spec *s, const struct view *v, const char *folder)
{
	struct out o = { NULL, 0, 0 };

	for (; folder && v->print; v++) {
		v->print(s, &o);
		write_file(folder, s->name.text, v->suffix, &o);
	}
}

static int
run(const char *path, const struct options *options)
{
	struct out text = { NULL, 0, 0 };
	struct spec *s;
	int r = 0;

	if (file_read(path, &text) < 0)
		fail(path, "cannot read");
	s = spec_parse(path, text.text, text.length);
	if (!s->refusal_count)
		spec_check(s, &options->known);
	if (s->refusal_count) {
		show_refusals(s);
		r = 1;
	} else {
		write_views(s, core_views, options->core);
		write_views(s, doc_views, options->docs);
		write_views(s, promela_views, options->promela);
		write_views(s, part_views, options->parts);
	}
	spec_free(s);
	out_free(&text);
	return r;
}

int
main(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "core", required_argument, NULL, 'c' },
		{ "docs", required_argument, NULL, 'o' },
		{ "promela", required_argument, NULL, 'p' },
		{ "parts", required_argument, NULL, 'a' },
		{ "req", required_argument, NULL, 'r' },
		{ "decisions", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	struct options options = { .core = NULL };
	struct known *known = &options.known;
	int c;

	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		if (c == 'c') {
			options.core = optarg;
		} else if (c == 'o') {
			options.docs = optarg;
		} else if (c == 'p') {
			options.promela = optarg;
		} else if (c == 'a') {
			options.parts = optarg;
		} else if (c == 'r') {
			if (known_read_ids(known, optarg) < 0)
				fail(optarg, "cannot read");
		} else if (c == 'd') {
			if (known_read_decisions(known, optarg) < 0)
				fail(optarg, "cannot read");
		} else if (c == 'h') {
			fputs(usage, stdout);
			return 0;
		} else {
			fputs(usage, stderr);
			return 2;
		}
	}
	if (optind + 1 != argc) {
		fputs(usage, stderr);
		return 2;
	}
	c = run(argv[optind], &options);
	known_free(known);
	return c;
}
