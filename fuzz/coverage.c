/* SPDX-License-Identifier: Apache-2.0 */
/* coverage.c - what of the charts a run of the seeds reached, as a table:
 *
 *	coverage UNREACHED CHART CORE...
 *
 * CHART is what fuzz_chart wrote for FUZZ_ROWS, CORE what the containers'
 * targets wrote. UNREACHED explains what is not reached, a line each:
 *
 *	chart MACHINE FROM/EVENT FROM/EVENT: reason	a pair, by fuzz_chart
 *	chart MACHINE FROM/EVENT: reason		a row, and so its pairs
 *	core MACHINE FROM/EVENT: reason			a row, in a container
 *
 * with * and ? as the shell has them. Exit: 0 each row is reached by events and
 * in a container, each pair by events, or it is explained; 1 something is
 * neither, or an explanation is of nothing or of what is reached; 2 a file
 * cannot be read. */
#include "fuzz/allowed.h"
#include "lab/charts.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REASONS_MAX = 512, LINE = 512, NAME = 160, SHOWN_MAX = 1000 };

struct reason {
	char scope[8];
	char machine[40];
	char row[NAME];
	char next[NAME];	/* "": a row alone */
	unsigned line;
	unsigned used;
};

/* What was reached of one chart. */
struct reached {
	bool row[2][ROWS_CHART_MAX];	/* by fuzz_chart, in a container */
	bool pair[2][ROWS_CHART_MAX][ROWS_CHART_MAX];
};

static struct reason reasons[REASONS_MAX];
static unsigned reason_count;
static struct reached reached[ROWS_CHARTS_MAX];
static struct allowed allowed;
static unsigned faults;

static void
fault(const char *what, const char *machine, const char *row, const char *next)
{
	if (++faults <= SHOWN_MAX)
		fprintf(stderr, "%s: %s %s %s\n", what, machine, row, next);
}

static void
row_name(const struct chart *c, unsigned row, char name[NAME])
{
	snprintf(name, NAME, "%s/%s", c->states[c->rows[row].from],
		 c->events[c->rows[row].event]);
}

static FILE *
open_file(const char *path)
{
	FILE *f = fopen(path, "r");

	if (!f) {
		perror(path);
		exit(2);
	}
	return f;
}

static void
read_reasons(const char *path)
{
	FILE *f = open_file(path);
	struct reason *r;
	char line[LINE], *colon;
	unsigned number = 0;

	while (fgets(line, sizeof(line), f)) {
		number++;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		r = &reasons[reason_count];
		colon = strstr(line, ": ");
		if (colon)
			*colon = '\0';
		r->line = number;
		if (!colon || reason_count == REASONS_MAX - 1 ||
		    sscanf(line, "%7s %39s %159s %159s", r->scope, r->machine,
			   r->row, r->next) < 3 ||
		    (strcmp(r->scope, "chart") && strcmp(r->scope, "core"))) {
			fprintf(stderr, "%s:%u: expected `chart` or `core`, "
				"MACHINE, FROM/EVENT, and a second one for a "
				"pair, then `: reason`\n", path, number);
			exit(2);
		}
		reason_count++;
	}
	fclose(f);
}

static int
row_named(const struct chart *c, const char *name)
{
	char other[NAME];
	unsigned i;

	for (i = 0; i < c->row_count; i++) {
		row_name(c, i, other);
		if (!strcmp(name, other))
			return (int)i;
	}
	return -1;
}

/* The lines that rows.c writes. */
static void
read_reached(const char *path, unsigned scope)
{
	FILE *f = open_file(path);
	char line[LINE], machine[40], first[NAME], next[NAME];
	int n, row, other;
	unsigned i;

	while (fgets(line, sizeof(line), f)) {
		n = sscanf(line, "%39s %159s %159s", machine, first, next);
		for (i = 0; i < chart_count; i++)
			if (!strcmp(charts[i]->name, machine))
				break;
		row = i < chart_count && n >= 2 ?
			row_named(charts[i], first) : -1;
		other = row >= 0 && n == 3 ? row_named(charts[i], next) : 0;
		if (row < 0 || other < 0) {
			fprintf(stderr, "%s: no such row: %s", path, line);
			exit(2);
		}
		if (n == 3)
			reached[i].pair[scope][row][other] = true;
		else
			reached[i].row[scope][row] = true;
	}
	fclose(f);
}

/* Whether somebody explains it; REACHED, then nobody may. */
static bool
explained(const char *scope, const struct chart *c, const char *row,
	  const char *next, bool is_reached)
{
	struct reason *r;
	bool any = false;
	unsigned i;

	for (i = 0; i < reason_count; i++) {
		r = &reasons[i];
		if (strcmp(r->scope, scope) ||
		    fnmatch(r->machine, c->name, 0) ||
		    fnmatch(r->row, row, 0) || fnmatch(r->next, next, 0))
			continue;
		any = true;
		r->used++;
		if (is_reached)
			fault("explained, but reached", c->name, row, next);
	}
	return any;
}

struct counts {
	unsigned rows, chart_rows, core_rows, core_explained;
	unsigned pairs, chart_pairs, chart_explained, core_pairs;
};

static void
count_row(unsigned which, unsigned row, struct counts *n)
{
	const struct chart *c = charts[which];
	const struct reached *r = &reached[which];
	char name[NAME];

	row_name(c, row, name);
	n->rows++;
	n->chart_rows += r->row[0][row];
	n->core_rows += r->row[1][row];
	/* what no events reach, no packets do */
	if (explained("chart", c, name, "", r->row[0][row]))
		return;
	if (!r->row[0][row])
		fault("no event sequence reaches", c->name, name, "");
	if (explained("core", c, name, "", r->row[1][row]))
		n->core_explained++;
	else if (!r->row[1][row])
		fault("no packets reach", c->name, name, "");
}

static void
count_pair(unsigned which, unsigned row, unsigned next, struct counts *n)
{
	const struct chart *c = charts[which];
	const struct reached *r = &reached[which];
	bool by_events = r->pair[0][row][next];
	bool by_packets = r->pair[1][row][next];
	char name[NAME], other[NAME];

	row_name(c, row, name);
	row_name(c, next, other);
	if (!allowed.pair[row][next]) {
		if (by_events)
			fault("reached, but not allowed", c->name, name, other);
		return;
	}
	n->pairs++;
	n->chart_pairs += by_events;
	n->core_pairs += by_packets;
	if (explained("chart", c, name, other, by_events) ||
	    (!by_events && (explained("chart", c, name, "", false) ||
			    explained("chart", c, other, "", false))))
		n->chart_explained++;
	else if (!by_events)
		fault("no event sequence reaches", c->name, name, other);
}

static void
print_counts(const char *name, const struct counts *n)
{
	printf("%-15s %4u/%-4u %4u+%-3u %5u/%-5u %4u %7u\n", name,
	       n->chart_rows, n->rows, n->core_rows, n->core_explained,
	       n->chart_pairs, n->pairs, n->chart_explained, n->core_pairs);
}

static void
add_counts(struct counts *to, const struct counts *n)
{
	to->rows += n->rows;
	to->chart_rows += n->chart_rows;
	to->core_rows += n->core_rows;
	to->core_explained += n->core_explained;
	to->pairs += n->pairs;
	to->chart_pairs += n->chart_pairs;
	to->chart_explained += n->chart_explained;
	to->core_pairs += n->core_pairs;
}

static void
count_chart(unsigned which, struct counts *n)
{
	const struct chart *c = charts[which];
	unsigned i, k;

	allowed_find(c, &allowed);
	for (i = 0; i < c->row_count; i++) {
		if (c->rows[i].ignored)
			continue;
		count_row(which, i, n);
		for (k = 0; k < c->row_count; k++)
			if (!c->rows[k].ignored &&
			    c->rows[i].to == c->rows[k].from)
				count_pair(which, i, k, n);
	}
}

int
main(int argc, char **argv)
{
	struct counts all = { 0 }, n;
	unsigned i;
	int arg;

	if (argc < 4) {
		fputs("usage: coverage UNREACHED CHART CORE...\n", stderr);
		return 2;
	}
	read_reasons(argv[1]);
	for (arg = 2; arg < argc; arg++)
		read_reached(argv[arg], arg > 2);
	printf("%-15s %9s %8s %11s %4s %7s\n%-15s %9s %8s %11s %4s %7s\n",
	       "", "rows by", "by", "pairs by", "", "by",
	       "machine", "events", "packets", "events", "expl", "packets");
	for (i = 0; i < chart_count; i++) {
		n = (struct counts){ 0 };
		count_chart(i, &n);
		print_counts(charts[i]->name, &n);
		add_counts(&all, &n);
	}
	print_counts("all", &all);
	for (i = 0; i < reason_count; i++)
		if (!reasons[i].used)
			fault("explains nothing that can be",
			      reasons[i].machine, reasons[i].row,
			      reasons[i].next);
	if (faults > SHOWN_MAX)
		fprintf(stderr, "and %u more\n", faults - SHOWN_MAX);
	return faults ? 1 : 0;
}
