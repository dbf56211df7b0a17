/* SPDX-License-Identifier: Apache-2.0 */
/* diff.c - `autotunnel-lab diff`. */
#include "lab/diff.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lab/align.h"
#include "lab/charts.h"
#include "lab/duration.h"
#include "lab/lab.h"
#include "lab/progress.h"
#include "lab/show_machine.h"

enum {
	INPUTS_TOLD = 4,	/* that led to a divergence, of each side */
	KINDS_TOLD = 12		/* of a machine in the summary */
};

/* Where a machine's two ways part: the rows there, or counts where one ended. */
struct divergence {
	bool found;
	uint32_t machine;
	uint32_t at[DIFF_SIDES];
	uint64_t at_ms;
	uint32_t order;
};

static const char side_name[DIFF_SIDES] = { 'A', 'B' };

static bool
wanted(const struct diff *d, uint32_t machine, const char *name)
{
	return !name || !strcmp(d->names.list[machine].name, name) ||
		!strcmp(d->names.list[machine].chart, name);
}

/* Aligning --------------------------------------------------------------------- */

static bool
align_machine(struct diff *d, uint32_t machine)
{
	uint32_t *keys[DIFF_SIDES], side, i;
	struct diff_rows *rows;
	int n;

	for (side = 0; side < DIFF_SIDES; side++) {
		rows = &d->machines[side][machine];
		rows->common = malloc(rows->count + 1);
		keys[side] = malloc((rows->count + 1) * sizeof(**keys));
		if (!rows->common || !keys[side])
			return false;	/* the program ends here */
		for (i = 0; i < rows->count; i++)
			keys[side][i] = rows->list[i].kind;
	}
	n = align(keys[0], d->machines[0][machine].count, keys[1],
		  d->machines[1][machine].count,
		  d->machines[0][machine].common,
		  d->machines[1][machine].common);
	free(keys[0]);
	free(keys[1]);
	return n == 0;
}

/* The first place at which either has a row that the other has not. */
static struct divergence
machine_parts(const struct diff *d, uint32_t machine)
{
	const struct diff_rows *a = &d->machines[0][machine];
	const struct diff_rows *b = &d->machines[1][machine];
	struct divergence v = { .machine = machine, .at_ms = UINT64_MAX };
	const struct diff_row *r;
	uint32_t i = 0, side;

	while (i < a->count && i < b->count && a->common[i] && b->common[i])
		i++;
	v.at[0] = v.at[1] = i;
	v.found = i < a->count || i < b->count;
	for (side = 0; v.found && side < DIFF_SIDES; side++) {
		const struct diff_rows *rows = side ? b : a;

		if (i == rows->count)
			continue;
		r = &rows->list[i];
		if (r->at_ms > v.at_ms ||
		    (r->at_ms == v.at_ms && r->order >= v.order))
			continue;
		v.at_ms = r->at_ms;
		v.order = r->order;
	}
	return v;
}

/* Words ------------------------------------------------------------------------- */

static void
tell_kind(FILE *f, const struct diff *d, unsigned side, uint32_t kind)
{
	const struct diff_kind *k = &d->kinds[kind];

	lab_print_text(f, k->from);
	fprintf(f, " + ");
	lab_print_text(f, k->event);
	fprintf(f, " -> ");
	lab_print_text(f, k->to);
	fprintf(f, "  (specs/");
	lab_print_text(f, k->chart);
	fprintf(f, ".fsm:%u)", k->line[side] ? k->line[side] : k->line[!side]);
}

/* What the chart that this program has cites for a row of KIND, or NULL. */
static const char *
cites_of(const struct diff *d, uint32_t kind)
{
	const struct diff_kind *k = &d->kinds[kind];
	const struct chart *c = chart_find(k->chart);
	int from, event;
	unsigned i;

	if (!c)
		return NULL;
	from = chart_state(c, k->from);
	event = chart_event(c, k->event);
	for (i = 0; i < c->row_count; i++)
		if (c->rows[i].from == from && c->rows[i].event == event &&
		    !c->rows[i].ignored &&
		    !strcmp(c->states[c->rows[i].to], k->to))
			return c->rows[i].cites;
	return NULL;
}

/* Inputs FROM to TO of recording SIDE, with their times. */
static void
tell_inputs(const struct diff *d, unsigned side, uint32_t from, uint32_t to)
{
	const struct trace_record *record;
	struct trace_reader *r;

	if (!strcmp(d->path[side], "-") || lab_open(d->path[side], &r) < 0)
		return;
	while (trace_next(r, &record) > 0 && record->input_number <= to)
		if (record->kind == TRACE_INPUT &&
		    record->input_number >= from)
			trace_print(stdout, record, d->start_ms[side],
				    &lab_decoders);
	trace_close_reader(r);
}

/* The last input of recording SIDE that came within AT_MS of the first. */
static uint32_t
last_input(const struct diff *d, unsigned side, uint64_t at_ms)
{
	const struct trace_record *record;
	struct trace_reader *r;
	uint32_t last = 0;

	if (!strcmp(d->path[side], "-") || lab_open(d->path[side], &r) < 0)
		return 0;
	while (trace_next(r, &record) > 0)
		if (record->kind == TRACE_INPUT) {
			if (record->input.now_ms - d->start_ms[side] > at_ms)
				break;
			last = record->input_number;
		}
	trace_close_reader(r);
	return last;
}

static void
tell_side(const struct diff *d, const struct divergence *v, unsigned side)
{
	const struct diff_rows *rows = &d->machines[side][v->machine];
	uint32_t at = v->at[side], from, to;
	char text[DURATION_MAX];
	const char *cites;

	/* what came since the last row in common, at most so many */
	from = at > 0 ? rows->list[at - 1].input + 1 : 1;
	printf("\n%c, %s: ", side_name[side], d->path[side]);
	if (at < rows->count) {
		const struct diff_row *r = &rows->list[at];

		tell_kind(stdout, d, side, r->kind);
		printf("\n   at input %u, %s after the first\n", r->input,
		       duration_text(r->at_ms, text));
		cites = cites_of(d, r->kind);
		if (cites)
			show_cites(stdout, "   ", cites);
		to = r->input;
		if (from > to)
			from = to;	/* the same turn */
	} else {
		printf("%s\n", rows->count ? "no further row of this machine" :
		       "this machine fires no row");
		to = last_input(d, side, v->at_ms);
	}
	if (to >= from && to - from >= INPUTS_TOLD)
		from = to - INPUTS_TOLD + 1;
	if (from > to)
		return;
	printf("   %s:\n", at < rows->count ? "what led there" :
	       "what came by then");
	tell_inputs(d, side, from, to);
}

static void
tell_divergence(const struct diff *d, const struct divergence *v)
{
	const struct diff_rows *a = &d->machines[0][v->machine];

	printf("first divergence: ");
	lab_print_text(stdout, d->names.list[v->machine].name);
	if (v->at[0] > 0) {
		printf(", after %u row%s in common, the last: ", v->at[0],
		       v->at[0] == 1 ? "" : "s");
		tell_kind(stdout, d, 0, a->list[v->at[0] - 1].kind);
	} else {
		printf(", at its first row");
	}
	printf("\n");
	tell_side(d, v, 0);
	tell_side(d, v, 1);
}

/* The summary -------------------------------------------------------------------- */

struct tally {
	uint32_t kind, count;
};

static int
by_count(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return (a->kind > b->kind) - (a->kind < b->kind);
}

/* Kinds of the rows that only SIDE has, the most frequent first; the caller's
 * to free. */
static struct tally *
only_in(const struct diff *d, uint32_t machine, unsigned side,
	uint32_t *kinds, uint32_t *rows_only)
{
	const struct diff_rows *rows = &d->machines[side][machine];
	struct tally *list = calloc(d->kind_count + 1, sizeof(*list));
	uint32_t i, n = 0;

	*rows_only = 0;
	if (!list)
		abort();
	for (i = 0; i < d->kind_count; i++)
		list[i].kind = i;
	for (i = 0; i < rows->count; i++)
		if (!rows->common[i]) {
			list[rows->list[i].kind].count++;
			++*rows_only;
		}
	qsort(list, d->kind_count, sizeof(*list), by_count);
	while (n < d->kind_count && list[n].count)
		n++;
	*kinds = n;
	return list;
}

static void
tell_machine(const struct diff *d, uint32_t machine)
{
	struct tally *list[DIFF_SIDES];
	uint32_t kinds[DIFF_SIDES], only[DIFF_SIDES], i;
	unsigned side;

	for (side = 0; side < DIFF_SIDES; side++)
		list[side] = only_in(d, machine, side, &kinds[side],
				     &only[side]);
	if (only[0] || only[1]) {
		lab_print_text(stdout, d->names.list[machine].name);
		printf(": %u rows in common, %u only in A, %u only in B\n",
		       d->machines[0][machine].count - only[0], only[0],
		       only[1]);
	}
	for (side = 0; side < DIFF_SIDES; side++) {
		for (i = 0; i < kinds[side] && i < KINDS_TOLD; i++) {
			printf("  only %c, %ux  ", side_name[side],
			       list[side][i].count);
			tell_kind(stdout, d, side, list[side][i].kind);
			printf("\n");
		}
		if (kinds[side] > KINDS_TOLD)
			printf("  only %c: %u kinds more\n", side_name[side],
			       kinds[side] - KINDS_TOLD);
		free(list[side]);
	}
}

/* JSON ------------------------------------------------------------------------------ */

static json_t *
json_kind(const struct diff *d, unsigned side, uint32_t kind)
{
	const struct diff_kind *k = &d->kinds[kind];
	const char *cites = cites_of(d, kind);
	/* what is not UTF-8 is no name of ours: null */
	return json_pack("{s:s?, s:s?, s:s?, s:s?, s:i, s:s?}", "chart",
			 k->chart, "from", k->from, "event", k->event, "to",
			 k->to, "line", (int)(k->line[side] ? k->line[side] :
					      k->line[!side]),
			 "cites", cites);
}

static json_t *
json_side(const struct diff *d, const struct divergence *v, unsigned side)
{
	const struct diff_rows *rows = &d->machines[side][v->machine];
	const struct diff_row *r = &rows->list[v->at[side]];
	json_t *j;

	if (v->at[side] >= rows->count)
		return json_null();
	j = json_kind(d, side, r->kind);
	json_object_set_new(j, "input", json_integer(r->input));
	json_object_set_new(j, "at_ms", json_integer((json_int_t)r->at_ms));
	return j;
}

static json_t *
json_only(const struct diff *d, uint32_t machine, unsigned side,
	  uint32_t *only)
{
	uint32_t kinds, i;
	struct tally *list = only_in(d, machine, side, &kinds, only);
	json_t *all = json_array(), *j;

	for (i = 0; i < kinds; i++) {
		j = json_kind(d, side, list[i].kind);
		json_object_set_new(j, "count", json_integer(list[i].count));
		json_array_append_new(all, j);
	}
	free(list);
	return all;
}

static void
print_json(const struct diff *d, const struct divergence *v, const char *name)
{
	json_t *all = json_object(), *machines = json_array(), *j, *a, *b;
	uint32_t i, only[DIFF_SIDES];

	json_object_set_new(all, "same", json_boolean(!v->found));
	json_object_set_new(all, "a", json_string(d->path[0]));
	json_object_set_new(all, "b", json_string(d->path[1]));
	json_object_set_new(all, "other_specs", json_boolean(d->other_specs));
	if (v->found)
		json_object_set_new(all, "first", json_pack(
			"{s:s?, s:i, s:o, s:o}", "machine",
			d->names.list[v->machine].name, "common",
			(int)v->at[0], "a", json_side(d, v, 0), "b",
			json_side(d, v, 1)));
	for (i = 0; i < d->names.count; i++) {
		if (!wanted(d, i, name))
			continue;
		a = json_only(d, i, 0, &only[0]);
		b = json_only(d, i, 1, &only[1]);
		j = json_pack("{s:s?, s:i, s:o, s:o}", "name",
			      d->names.list[i].name, "common",
			      (int)(d->machines[0][i].count - only[0]),
			      "only_a", a, "only_b", b);
		json_array_append_new(machines, j);
	}
	json_object_set_new(all, "machines", machines);
	json_dumpf(all, stdout, JSON_COMPACT | JSON_ENSURE_ASCII);
	printf("\n");
	json_decref(all);
}

/* The command ----------------------------------------------------------------------- */

/* Something of what is asked for is in both; else it was said why not. */
static bool
comparable(const struct diff *d, const char *name)
{
	uint32_t i, common = 0, either = 0;

	if (strcmp(d->program[0], d->program[1])) {
		fprintf(stderr, "%s is a recording of ", d->path[0]);
		lab_print_text(stderr, d->program[0]);
		fprintf(stderr, ", %s of ", d->path[1]);
		lab_print_text(stderr, d->program[1]);
		fprintf(stderr, ": they have no machine in common\n");
		return false;
	}
	for (i = 0; i < d->names.count; i++) {
		if (!wanted(d, i, name))
			continue;
		either++;
		common += d->machines[0][i].count && d->machines[1][i].count;
	}
	if (either == 0 && name)
		fprintf(stderr, "there is no machine %s in %s or %s\n", name,
			d->path[0], d->path[1]);
	else if (common == 0 && !name)
		fprintf(stderr, "%s and %s have no machine in common\n",
			d->path[0], d->path[1]);
	return name ? either > 0 : common > 0;
}

static int
compare(struct diff *d, const char *name, bool json)
{
	struct divergence first = { .at_ms = UINT64_MAX }, v;
	uint32_t i, machines = 0, rows = 0;
	struct progress p;

	progress_begin(&p, "aligning");
	for (i = 0; i < d->names.count; i++) {
		if (!wanted(d, i, name))
			continue;
		progress_at(&p, i, d->names.count, "machines");
		if (!align_machine(d, i)) {
			progress_end(&p);
			fprintf(stderr, "autotunnel-lab diff: out of memory\n");
			return LAB_UNUSABLE;
		}
		machines++;
		rows += d->machines[0][i].count;
		v = machine_parts(d, i);
		if (v.found && (!first.found || v.at_ms < first.at_ms ||
				(v.at_ms == first.at_ms &&
				 v.order < first.order)))
			first = v;
	}
	progress_end(&p);
	if (json) {
		print_json(d, &first, name);
		return first.found ? LAB_DIFFERS : LAB_SAME;
	}
	if (d->other_specs)
		printf("they were recorded with different specs\n");
	if (!first.found) {
		printf("no difference: %u machines, %u rows\n", machines,
		       rows);
		return LAB_SAME;
	}
	tell_divergence(d, &first);
	printf("\n");
	for (i = 0; i < d->names.count; i++)
		if (wanted(d, i, name))
			tell_machine(d, i);
	return LAB_DIFFERS;
}

static int
usage(FILE *f, int status)
{
	fprintf(f, "usage: autotunnel-lab diff [--machine NAME] [--json] A B\n"
		"Lays two recordings of one kind of program beside each other, machine by machine,\n"
		"and tells where they part first: the machine, what it did in A and in B, which\n"
		"inputs led there, and what the rows cite. Then, for each machine, the rows that\n"
		"only one has.\n"
		"  --machine NAME  this machine only, or those of this kind\n"
		"  --json          all of it as one line of JSON\n"
		"Exit: 0 the same rows; 1 a difference; 2 they cannot be compared.\n");
	return status;
}

int
lab_diff(int argc, char **argv)
{
	static struct diff d;
	const char *name = NULL;
	bool json = false;
	int at, status = LAB_UNUSABLE;

	for (at = 1; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
		if (!strcmp(argv[at], "--help") || !strcmp(argv[at], "-h"))
			return usage(stdout, LAB_SAME);
		if (!strcmp(argv[at], "--json")) {
			json = true;
		} else if (!strcmp(argv[at], "--machine") && at + 1 < argc) {
			name = argv[++at];
		} else {
			fprintf(stderr, "autotunnel-lab diff: unknown option %s\n",
				argv[at]);
			return usage(stderr, LAB_UNUSABLE);
		}
	}
	if (argc - at != DIFF_SIDES)
		return usage(stderr, LAB_UNUSABLE);
	d.path[0] = argv[at];
	d.path[1] = argv[at + 1];
	if (diff_load(&d, 0) && diff_load(&d, 1) && comparable(&d, name))
		status = compare(&d, name, json);
	diff_free(&d);
	return status;
}
