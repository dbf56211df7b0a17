/* SPDX-License-Identifier: Apache-2.0 */
/* reasons.c - why a mutant may survive: tests/mutants/survivors, whose lines
 * are
 *
 *	MACHINE PLACE[,PLACE...] KIND[,KIND...]: reason
 *
 * with the names that --list shows; each place with each kind. */
#include "mutants.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_OCTETS = 16384 };

struct reader {
	const char *file;
	const struct outcome *out;
	bool *excused;		/* by mutant */
	unsigned line, faults;
};

static void
fault(struct reader *r, const char *machine, const char *place,
      const char *kind, const char *why)
{
	fprintf(stderr, "%s:%u: %s %s %s: %s\n", r->file, r->line, machine,
		place, kind, why);
	r->faults++;
}

/* Its mutant's index, or mutant_count. */
static unsigned
find(const char *machine, const char *place, const char *kind)
{
	char text[MUTANT_TEXT_MAX];
	unsigned i;

	for (i = 0; i < mutant_count; i++) {
		const struct point *p = &points[mutants[i].point];

		if (strcmp(p->chart->name, machine))
			continue;
		point_text(p, text);
		if (strcmp(text, place))
			continue;
		mutant_kind_text(&mutants[i], text);
		if (!strcmp(text, kind))
			break;
	}
	return i;
}

static bool
machine_exists(const char *machine)
{
	unsigned i;

	for (i = 0; i < point_count; i++)
		if (!strcmp(points[i].chart->name, machine))
			return true;
	return false;
}

static void
excuse(struct reader *r, const char *machine, const char *place,
       const char *kind)
{
	unsigned i = find(machine, place, kind);

	if (i == mutant_count) {
		fault(r, machine, place, kind, "there is no such mutant");
		return;
	}
	if (r->excused[i])
		fault(r, machine, place, kind, "stands here twice");
	r->excused[i] = true;
	if (r->out[i].kind > OUTCOME_UNREACHED)
		fault(r, machine, place, kind,
		      "is caught, so it needs no reason");
}

static void
read_line(struct reader *r, char *line)
{
	char *reason = strstr(line, ": "), *rest = line, *machine, *places;
	char *kinds, *place, *kind, *kinds_rest, *copy;

	if (reason)
		*reason = '\0';
	machine = strsep(&rest, " ");
	places = strsep(&rest, " ");
	kinds = strsep(&rest, " ");
	if (!reason || !kinds || rest || !reason[2]) {
		fprintf(stderr, "%s:%u: expected `MACHINE PLACES KINDS: "
			"reason`\n", r->file, r->line);
		r->faults++;
		return;
	}
	if (!machine_exists(machine)) {
		fault(r, machine, places, kinds, "there is no such machine");
		return;
	}
	while ((place = strsep(&places, ",")) != NULL) {
		kinds_rest = copy = strdup(kinds);
		while ((kind = strsep(&kinds_rest, ",")) != NULL)
			excuse(r, machine, place, kind);
		free(copy);
	}
}

static void
need_reasons(struct reader *r)
{
	char place[MUTANT_TEXT_MAX], kind[MUTANT_TEXT_MAX];
	unsigned i, excused = 0, others = 0;

	for (i = 0; i < mutant_count; i++) {
		const struct point *p = &points[mutants[i].point];

		if (r->out[i].kind != OUTCOME_SURVIVED &&
		    r->out[i].kind != OUTCOME_UNREACHED)
			continue;
		if (r->excused[i]) {
			excused++;
			continue;
		}
		others++;
		point_text(p, place);
		mutant_kind_text(&mutants[i], kind);
		fprintf(stderr, "%s:%u: %s %s %s: not caught, and %s does not "
			"say why\n", p->chart->spec, point_line(p),
			p->chart->name, place, kind, r->file);
	}
	r->faults += others;
	printf("not caught: %u for a reason, %u without one\n", excused,
	       others);
}

unsigned
reasons_check(const char *file, const struct outcome *out)
{
	struct reader r = { .file = file, .out = out };
	char line[LINE_MAX_OCTETS];
	FILE *f = fopen(file, "r");

	r.excused = calloc(mutant_count + 1, sizeof(*r.excused));
	if (!f || !r.excused) {
		perror(file);
		exit(2);
	}
	while (fgets(line, sizeof(line), f)) {
		r.line++;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] && line[0] != '#')
			read_line(&r, line);
	}
	fclose(f);
	need_reasons(&r);
	free(r.excused);
	return r.faults;
}
