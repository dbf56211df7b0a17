/* SPDX-License-Identifier: Apache-2.0 */
/* show.c - `autotunnel-lab show` and `autotunnel-lab machines`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"

/* Reads PATH and calls EACH for every record. */
static int
for_each(const char *path,
	 void (*each)(const struct trace_record *record, void *owner),
	 void *owner)
{
	const struct trace_record *record;
	struct trace_reader *r;
	int n = lab_open(path, &r);

	if (n < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(-n));
		return LAB_UNUSABLE;
	}
	while ((n = trace_next(r, &record)) > 0)
		each(record, owner);
	fflush(stdout);
	if (n < 0)
		fprintf(stderr, "%s: it is not a trace, or damaged here\n",
			path);
	else if (trace_was_cut(r))
		fprintf(stderr, "%s: the last record is cut short\n", path);
	trace_close_reader(r);
	return n < 0 ? LAB_UNUSABLE : LAB_SAME;
}

/* show ------------------------------------------------------------------------- */

struct showing {
	uint64_t start_ms;
	bool started;
	bool rows_only;
};

static void
show_record(const struct trace_record *record, void *owner)
{
	static struct trace_record rows;
	struct showing *s = owner;

	if (record->kind == TRACE_INPUT && !s->started) {
		s->start_ms = record->input.now_ms;
		s->started = true;
	}
	if (!s->rows_only) {
		trace_print(stdout, record, s->start_ms, &lab_decoders);
		return;
	}
	if (record->kind != TRACE_ANSWER)
		return;
	rows = *record;
	rows.answer.count = 0;
	trace_print(stdout, &rows, s->start_ms, &lab_decoders);
}

int
lab_show(int argc, char **argv)
{
	struct showing s = { .started = false };
	int at = 1;

	if (argc > at && !strcmp(argv[at], "--rows")) {
		s.rows_only = true;
		at++;
	}
	if (argc != at + 1 || !strcmp(argv[at], "--help")) {
		printf("usage: autotunnel-lab show [--rows] FILE\n"
		       "Tells what came in (its number and time since the first), which rows fired, and\n"
		       "what went out (=>). --rows: rows only.\n");
		return argc == at + 1 ? LAB_SAME : LAB_UNUSABLE;
	}
	return for_each(argv[at], show_record, &s);
}

/* machines ------------------------------------------------------------------------ */

struct instance {
	char *name;
	char *state;
	unsigned rows;
	struct instance *next;
};

static char *
copy_of(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		abort();
	return copy;
}

static struct instance *
instance_of(struct instance **list, const char *name)
{
	struct instance **at;

	for (at = list; *at; at = &(*at)->next)
		if (!strcmp((*at)->name, name))
			return *at;
	*at = calloc(1, sizeof(**at));
	if (!*at)
		abort();
	(*at)->name = copy_of(name);
	return *at;
}

static void
note_rows(const struct trace_record *record, void *owner)
{
	struct instance *m;
	unsigned i;

	if (record->kind != TRACE_ANSWER)
		return;
	for (i = 0; i < record->answer.row_count; i++) {
		const struct trace_row *row = &record->answer.rows[i];

		m = instance_of(owner, row->machine);
		m->rows++;
		free(m->state);
		m->state = copy_of(row->to);
	}
}

int
lab_machines(int argc, char **argv)
{
	struct instance *list = NULL, *m;
	int status;

	if (argc != 2 || !strcmp(argv[1], "--help")) {
		printf("usage: autotunnel-lab machines FILE\n"
		       "One line for each machine: its name, how many rows fired, its last state.\n");
		return argc == 2 ? LAB_SAME : LAB_UNUSABLE;
	}
	status = for_each(argv[1], note_rows, &list);
	while ((m = list)) {
		printf("%-60s %6u rows  %s\n", m->name, m->rows, m->state);
		list = m->next;
		free(m->name);
		free(m->state);
		free(m);
	}
	return status;
}
