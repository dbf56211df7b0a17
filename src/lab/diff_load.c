/* SPDX-License-Identifier: Apache-2.0 */
/* diff_load.c - see diff.h. */
#include "lab/diff.h"

#include <stdlib.h>
#include <string.h>

#include "lab/lab.h"
#include "lab/progress.h"
#include "shell/trace_table.h"

/* Kinds by their text; charts by their digest. */
static struct trace_table kinds, digests;

static void *
need(void *p)
{
	if (!p)
		abort();
	return p;
}

/* The kind of R, made if it is new. */
static uint32_t
kind_of(struct diff *d, unsigned side, const struct trace_row *r)
{
	char key[4 * EFFECT_NAME_MAX];
	int length = snprintf(key, sizeof(key), "%.300s\n%.300s\n%.300s\n%.300s",
			      r->chart, r->from, r->event, r->to);
	int at = trace_table_find(&kinds, key, (size_t)length);
	struct diff_kind *k;

	if (at >= 0) {
		d->kinds[at].line[side] = r->line;
		return (uint32_t)at;
	}
	at = trace_table_add(&kinds, key, (size_t)length);
	if (at < 0)	/* thousands of kinds: made up; the last stands for all */
		return d->kind_count - 1;
	if (d->kind_count == d->kind_room) {
		d->kind_room = d->kind_room ? 2 * d->kind_room : 256;
		d->kinds = need(realloc(d->kinds, d->kind_room *
					sizeof(*d->kinds)));
	}
	k = &d->kinds[d->kind_count++];
	memset(k, 0, sizeof(*k));
	k->chart = need(strdup(r->chart));
	k->from = need(strdup(r->from));
	k->event = need(strdup(r->event));
	k->to = need(strdup(r->to));
	k->line[side] = r->line;
	return (uint32_t)at;
}

static struct diff_rows *
rows_of(struct diff *d, unsigned side, uint32_t machine)
{
	uint32_t room = d->machine_room, i;

	while (machine >= d->machine_room) {
		d->machine_room = room ? 2 * room : 64;
		for (i = 0; i < DIFF_SIDES; i++) {
			d->machines[i] = need(realloc(d->machines[i],
				d->machine_room * sizeof(**d->machines)));
			memset(d->machines[i] + room, 0,
			       (d->machine_room - room) *
			       sizeof(**d->machines));
		}
		room = d->machine_room;
	}
	return &d->machines[side][machine];
}

static void
note_digest(struct diff *d, const struct trace_row *r)
{
	struct {
		char chart[64];
		uint32_t digest;
	} key = { .digest = 0 };
	char name[64];

	if (!r->digest)
		return;
	snprintf(name, sizeof(name), "%.63s", r->chart);
	memcpy(key.chart, name, sizeof(name));
	if (trace_table_find(&digests, key.chart, sizeof(key.chart)) < 0) {
		trace_table_add(&digests, key.chart, sizeof(key.chart));
		key.digest = r->digest;
		trace_table_add(&digests, &key, sizeof(key));
		return;
	}
	key.digest = r->digest;
	if (trace_table_find(&digests, &key, sizeof(key)) < 0)
		d->other_specs = true;
}

static void
note_row(struct diff *d, unsigned side, const struct trace_row *r,
	 uint32_t input, uint64_t now_ms)
{
	uint32_t machine = (uint32_t)(instances_get(&d->names, r->machine) -
				      d->names.list);
	struct diff_rows *rows = rows_of(d, side, machine);
	struct instance *i = &d->names.list[machine];

	if (!i->chart)
		i->chart = need(strdup(r->chart));
	if (rows->count == rows->room) {
		rows->room = rows->room ? 2 * rows->room : 32;
		rows->list = need(realloc(rows->list, rows->room *
					  sizeof(*rows->list)));
	}
	note_digest(d, r);
	rows->list[rows->count++] = (struct diff_row){
		.kind = kind_of(d, side, r), .input = input,
		.order = d->rows[side]++, .at_ms = now_ms - d->start_ms[side],
	};
}

static void
note(struct diff *d, unsigned side, const struct trace_record *record,
     uint64_t *now_ms)
{
	unsigned i;

	if (record->kind == TRACE_HEADER)
		d->program[side] = need(strdup(record->header.program));
	if (record->kind == TRACE_INPUT) {
		*now_ms = record->input.now_ms;
		if (d->inputs[side]++ == 0)
			d->start_ms[side] = *now_ms;
	}
	if (record->kind == TRACE_ANSWER)
		for (i = 0; i < record->answer.row_count; i++)
			note_row(d, side, &record->answer.rows[i],
				 record->input_number, *now_ms);
}

bool
diff_load(struct diff *d, unsigned side)
{
	const char *path = d->path[side];
	const struct trace_record *record;
	struct trace_reader *r;
	struct progress p;
	uint64_t now_ms = 0;
	int n = lab_open(path, &r);

	if (n < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(-n));
		return false;
	}
	progress_begin(&p, path);
	while ((n = trace_next(r, &record)) > 0) {
		note(d, side, record, &now_ms);
		progress_at(&p, d->inputs[side], 0, "inputs");
	}
	progress_end(&p);
	if (n < 0)
		fprintf(stderr, "%s: it is not a trace, or damaged after input %u\n",
			path, d->inputs[side]);
	else if (d->inputs[side] == 0)
		fprintf(stderr, "%s: it is not a trace: nothing is in it\n",
			path);
	trace_close_reader(r);
	return n == 0 && d->inputs[side] > 0;
}

void
diff_free(struct diff *d)
{
	uint32_t i, side;

	for (side = 0; side < DIFF_SIDES; side++) {
		for (i = 0; i < d->machine_room; i++) {
			free(d->machines[side][i].list);
			free(d->machines[side][i].common);
		}
		free(d->machines[side]);
		free(d->program[side]);
	}
	for (i = 0; i < d->kind_count; i++) {
		free(d->kinds[i].chart);
		free(d->kinds[i].from);
		free(d->kinds[i].event);
		free(d->kinds[i].to);
	}
	free(d->kinds);
	instances_free(&d->names);
	free(kinds.entries);
	free(kinds.octets);
	free(digests.entries);
	free(digests.octets);
	memset(&kinds, 0, sizeof(kinds));
	memset(&digests, 0, sizeof(digests));
}
