/* SPDX-License-Identifier: Apache-2.0 */
/* list.c - `autotunnel-lab list`. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "lab/charts.h"
#include "lab/requirement.h"
#include "lab.h"

enum { RFCS_MAX = 16 };

struct facts {
	unsigned rows;
	unsigned rfc_count;
	unsigned rfcs[RFCS_MAX];	/* rising */
};

static void
note_rfc(struct facts *f, unsigned rfc)
{
	unsigned i = 0, move;

	while (i < f->rfc_count && f->rfcs[i] < rfc)
		i++;
	if (f->rfc_count == RFCS_MAX ||
	    (i < f->rfc_count && f->rfcs[i] == rfc))
		return;
	for (move = f->rfc_count++; move > i; move--)
		f->rfcs[move] = f->rfcs[move - 1];
	f->rfcs[i] = rfc;
}

static void
note_cites(struct facts *f, const char *cites)
{
	char word[CITE_MAX];
	int r;

	while (cite_next(&cites, word)) {
		r = requirement_find(word);
		if (r >= 0)
			note_rfc(f, requirements[r].rfc);
	}
}

static void
learn(struct facts *f, const struct chart *c)
{
	unsigned i;

	memset(f, 0, sizeof(*f));
	for (i = 0; i < c->row_count; i++) {
		f->rows += !c->rows[i].ignored;
		note_cites(f, c->rows[i].cites);
	}
	for (i = 0; i < c->timer_count; i++)
		note_cites(f, c->timers[i].cites);
}

static void
print_line(const struct chart *c)
{
	struct facts f;
	unsigned i;

	learn(&f, c);
	printf("%-15s %-68s %2u states %3u rows %u timers ", c->name, c->title,
	       c->state_count, f.rows, c->timer_count);
	for (i = 0; i < f.rfc_count; i++)
		printf("%s%u", i ? ", " : " RFC ", f.rfcs[i]);
	putchar('\n');
}

static int
print_json(void)
{
	json_t *list = json_array(), *one, *rfcs;
	struct facts f;
	unsigned i, k;
	int r;

	for (i = 0; i < chart_count; i++) {
		learn(&f, charts[i]);
		rfcs = json_array();
		for (k = 0; k < f.rfc_count; k++)
			json_array_append_new(rfcs, json_integer(f.rfcs[k]));
		one = json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:o}",
				"name", charts[i]->name,
				"title", charts[i]->title,
				"spec", charts[i]->spec,
				"states", (int)charts[i]->state_count,
				"rows", (int)f.rows,
				"timers", (int)charts[i]->timer_count,
				"rfcs", rfcs);
		json_array_append_new(list, one);
	}
	r = json_dumpf(list, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(list);
	return r < 0 ? LAB_UNUSABLE : LAB_SAME;
}

int
lab_list(int argc, char **argv)
{
	unsigned i;

	if (argc == 2 && !strcmp(argv[1], "--json"))
		return print_json();
	if (argc == 2 && !strcmp(argv[1], "--help")) {
		printf("usage: autotunnel-lab list [--json]\n"
		       "The machines, a line each: name, title, how many states, rows and timers, and\n"
		       "which RFCs they cite.\n");
		return LAB_SAME;
	}
	if (argc > 1) {
		fprintf(stderr, "autotunnel-lab list: there is no option %s\n"
			"usage: autotunnel-lab list [--json]\n", argv[1]);
		return LAB_UNUSABLE;
	}
	for (i = 0; i < chart_count; i++)
		print_line(charts[i]);
	return LAB_SAME;
}
