/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - see mutants.h, and --help. */
#include "mutants.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
"mutants [--machines \"NAME NAME\"] [--reasons FILE] [--log FILE] [--workers N]\n"
"	[--others N]\n"
"	Runs every mutant of these machines (all) against the suites, and shows\n"
"	which are caught. The reasons are of those that are not; the log tells\n"
"	of each what caught it. Of the suites that are not the machine's own N\n"
"	tests are run at most, those first that do the least (all).\n"
"mutants --some N [...], mutants --own [...]\n"
"	The same with N of them only, always the same ones; with the tests of\n"
"	the machines' own suites only.\n"
"mutants --claims FILE [--open FILE] [--workers N]\n"
"	For each line `ID LEVEL SUITE TEST` of FILE looks for a mutant of a row\n"
"	that cites ID which TEST fails; --open gets the lines without one.\n"
"mutants --list\n"
"	Says which mutants there are.\n"
"Exit status: 0 all is well, 1 something is not, 2 it could not be done.\n";

struct options {
	const char *machines, *reasons, *claims, *open, *log;
	unsigned workers, some, others;
	bool list, own;
};

static unsigned
number(const char *text, const char *option)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	if (!*text || *end || value < 1 || value > 1000000) {
		fprintf(stderr, "mutants: --%s %s: expected a number from 1 "
			"to 1000000\n", option, text);
		exit(2);
	}
	return (unsigned)value;
}

static void
take_options(int argc, char **argv, struct options *o)
{
	static const struct option known[] = {
		{ "machines", required_argument, NULL, 'm' },
		{ "reasons", required_argument, NULL, 'r' },
		{ "workers", required_argument, NULL, 'w' },
		{ "some", required_argument, NULL, 's' },
		{ "log", required_argument, NULL, 'g' },
		{ "others", required_argument, NULL, 'b' },
		{ "claims", required_argument, NULL, 'c' },
		{ "open", required_argument, NULL, 'o' },
		{ "own", no_argument, NULL, 'O' },
		{ "list", no_argument, NULL, 'l' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 }
	};
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) >= 0)
		switch (c) {
		case 'm': o->machines = *optarg ? optarg : NULL; break;
		case 'r': o->reasons = optarg; break;
		case 'w': o->workers = number(optarg, "workers"); break;
		case 's': o->some = number(optarg, "some"); break;
		case 'b': o->others = number(optarg, "others"); break;
		case 'g': o->log = optarg; break;
		case 'c': o->claims = optarg; break;
		case 'o': o->open = optarg; break;
		case 'O': o->own = true; break;
		case 'l': o->list = true; break;
		case 'h': fputs(help, stdout); exit(0);
		default: fputs(help, stderr); exit(2);
		}
	if (optind < argc) {
		fprintf(stderr, "mutants: %s: expected options only\n",
			argv[optind]);
		exit(2);
	}
}

static FILE *
need_file(const char *name, const char *mode)
{
	FILE *f = fopen(name, mode);

	if (!f) {
		fprintf(stderr, "mutants: ");
		perror(name);
		exit(2);
	}
	return f;
}

static int
do_claims(const struct options *o)
{
	FILE *in = need_file(o->claims, "r");
	FILE *out = o->open ? need_file(o->open, "w") : NULL;

	claims_run(in, out, o->workers);
	fclose(in);
	if (out && fclose(out) != 0) {
		perror(o->open);
		return 2;
	}
	return 0;
}

static int
do_list(void)
{
	char place[MUTANT_TEXT_MAX], kind[MUTANT_TEXT_MAX];
	unsigned i;

	for (i = 0; i < mutant_count; i++) {
		const struct point *p = &points[mutants[i].point];

		point_text(p, place);
		mutant_kind_text(&mutants[i], kind);
		printf("%s %s %s\n", p->chart->name, place, kind);
	}
	return 0;
}

/* The mutants of O's machines into WHICH; of all, O->some, with steps as even as
 * can be. Returns how many. */
static unsigned
choose(const struct options *o, unsigned *which)
{
	unsigned i, count = 0;

	for (i = 0; i < mutant_count; i++)
		if (machine_named(o->machines,
				  points[mutants[i].point].chart->name))
			which[count++] = i;
	if (!o->some || o->some >= count)
		return count;
	for (i = 0; i < o->some; i++)
		which[i] = which[(uint64_t)i * count / o->some];
	return o->some;
}

static int
do_mutants(const struct options *o)
{
	struct outcome *out = calloc(mutant_count + 1, sizeof(*out));
	struct outcome *some = calloc(mutant_count + 1, sizeof(*some));
	unsigned *which = calloc(mutant_count + 1, sizeof(*which));
	FILE *log = o->log ? need_file(o->log, "w") : NULL;
	unsigned i, count, wrong;

	if (!out || !some || !which)
		return 2;
	count = choose(o, which);
	run_mutants(which, count, o->workers, o->others, some);
	for (i = 0; i < count; i++)
		out[which[i]] = some[i];
	wrong = report_mutants(out, !o->reasons);
	if (log) {
		log_mutants(log, out);
		fclose(log);
	}
	if (o->reasons)
		wrong = reasons_check(o->reasons, out);
	free(which);
	free(some);
	free(out);
	return wrong ? 1 : 0;
}

int
main(int argc, char **argv)
{
	struct options o = { .workers = 2 };

	take_options(argc, argv, &o);
	if (!machines_exist(o.machines))
		return 2;
	tests_collect();
	points_count();
	mutants_list();
	if (o.list)
		return do_list();
	if (o.own)
		tests_keep_own(o.machines);
	if (!run_baseline(o.workers))
		return 2;
	return o.claims ? do_claims(&o) : do_mutants(&o);
}
