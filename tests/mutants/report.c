/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - what came of the mutants. */
#include "mutants.h"

#include <string.h>

struct line {
	const char *machine;
	unsigned count, near, elsewhere, crashed, hung, survived, unreached;
};

static void
add(struct line *l, const struct chart *c, const struct outcome *o)
{
	l->count++;
	switch (o->kind) {
	case OUTCOME_NOT_RUN:
		l->count--;
		break;
	case OUTCOME_SURVIVED:
		l->survived++;
		break;
	case OUTCOME_UNREACHED:
		l->unreached++;
		break;
	case OUTCOME_CRASHED:
		l->crashed++;
		break;
	case OUTCOME_HUNG:
		l->hung++;
		break;
	case OUTCOME_FAILED:
		if (test_is_own(&tests[o->test], c->name))
			l->near++;
		else
			l->elsewhere++;
		break;
	}
}

static void
print_line(const struct line *l)
{
	printf("%-15s %7u %9u %9u %9u %6u %9u %9u\n", l->machine, l->count,
	       l->near, l->elsewhere, l->crashed, l->hung, l->survived,
	       l->unreached);
}

static void
sum(struct line *all, const struct line *l)
{
	all->count += l->count;
	all->near += l->near;
	all->elsewhere += l->elsewhere;
	all->crashed += l->crashed;
	all->hung += l->hung;
	all->survived += l->survived;
	all->unreached += l->unreached;
}

static void
print_survivor(const struct mutant *m, const struct outcome *o)
{
	const struct point *p = &points[m->point];
	char place[MUTANT_TEXT_MAX], kind[MUTANT_TEXT_MAX];

	point_text(p, place);
	mutant_kind_text(m, kind);
	printf("%s:%u: %s %s %s%s\n", p->chart->spec, point_line(p),
	       p->chart->name, place, kind,
	       o->kind == OUTCOME_UNREACHED ? " (no test comes there)" : "");
}

unsigned
report_mutants(const struct outcome *out, bool each)
{
	struct line all = { .machine = "all" }, one = { .machine = NULL };
	unsigned i;

	for (i = 0; i < mutant_count; i++)
		if (each && (out[i].kind == OUTCOME_SURVIVED ||
			     out[i].kind == OUTCOME_UNREACHED))
			print_survivor(&mutants[i], &out[i]);
	printf("%-15s %7s %9s %9s %9s %6s %9s %9s\n", "machine", "mutants",
	       "own suite", "elsewhere", "crashed", "hung", "survived",
	       "unreached");
	for (i = 0; i < mutant_count; i++) {
		const struct chart *c = points[mutants[i].point].chart;

		if (!one.machine || strcmp(one.machine, c->name)) {
			if (one.count)
				print_line(&one);
			sum(&all, &one);
			one = (struct line){ .machine = c->name };
		}
		add(&one, c, &out[i]);
	}
	if (one.count)
		print_line(&one);
	sum(&all, &one);
	print_line(&all);
	return all.survived + all.unreached;
}

void
log_mutants(FILE *f, const struct outcome *out)
{
	static const char *const words[] = {
		[OUTCOME_SURVIVED] = "survived",
		[OUTCOME_UNREACHED] = "unreached", [OUTCOME_FAILED] = "failed",
		[OUTCOME_CRASHED] = "crashed", [OUTCOME_HUNG] = "hung"
	};
	char place[MUTANT_TEXT_MAX], kind[MUTANT_TEXT_MAX];
	unsigned i;

	for (i = 0; i < mutant_count; i++) {
		const struct point *p = &points[mutants[i].point];
		const struct test *t = &tests[out[i].test];

		if (out[i].kind == OUTCOME_NOT_RUN)
			continue;
		point_text(p, place);
		mutant_kind_text(&mutants[i], kind);
		fprintf(f, "%s:%u: %s %s %s: %s", p->chart->spec, point_line(p),
			p->chart->name, place, kind, words[out[i].kind]);
		if (out[i].kind > OUTCOME_UNREACHED)
			fprintf(f, " %s: %s", t->suite, t->name);
		putc('\n', f);
	}
}
