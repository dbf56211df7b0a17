/* SPDX-License-Identifier: Apache-2.0 */
/* show.c - `autotunnel-lab show` and `autotunnel-lab machines`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"
#include "lab/instances.h"
#include "show_machine.h"

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

/* show -------------------------------------------------------------------- */

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

static const char show_usage[] =
"usage: autotunnel-lab show MACHINE [--format text|md|dot|svg|promela|json]\n"
"       autotunnel-lab show [--rows] FILE\n"
"MACHINE (`autotunnel-lab list` has their names): its states, timers, rows and\n"
"ignored pairs, each with the sentence of what it cites. FILE, a recording: what\n"
"came in (its number and time since the first), which rows fired, and what went\n"
"out (=>). --rows: rows only. A file that is called like a machine is ./MACHINE.\n";

static int
show_wrong(const char *what, const char *which)
{
	fprintf(stderr, "autotunnel-lab show: %s%s\n%s", what, which,
		show_usage);
	return LAB_UNUSABLE;
}

int
lab_show(int argc, char **argv)
{
	struct showing s = { .started = false };
	const char *what = NULL, *format = NULL;
	const struct chart *chart;
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help")) {
			fputs(show_usage, stdout);
			return LAB_SAME;
		}
		if (!strcmp(argv[i], "--rows"))
			s.rows_only = true;
		else if (!strcmp(argv[i], "--format") && i + 1 < argc)
			format = argv[++i];
		else if (!strncmp(argv[i], "--format=", 9))
			format = argv[i] + 9;
		else if (argv[i][0] == '-' && argv[i][1])
			return show_wrong("there is no option ", argv[i]);
		else if (what)
			return show_wrong("one machine or file at a time, not "
					  "also ", argv[i]);
		else
			what = argv[i];
	}
	if (!what)
		return show_wrong("which machine, or which file?", "");
	chart = chart_find(what);
	if (chart && s.rows_only)
		return show_wrong("--rows is for recordings, not for the "
				  "machine ", what);
	if (chart)
		return show_machine(chart, format ? format : "text");
	if (format)
		return show_wrong("--format is for machines, and none is "
				  "called ", what);
	return for_each(what, show_record, &s);
}

/* machines ---------------------------------------------------------------- */

static void
note_rows(const struct trace_record *record, void *owner)
{
	unsigned i;

	if (record->kind != TRACE_ANSWER)
		return;
	for (i = 0; i < record->answer.row_count; i++) {
		const struct trace_row *row = &record->answer.rows[i];

		instances_fired(owner, row->machine, row->chart, row->to);
	}
}

int
lab_machines(int argc, char **argv)
{
	static struct instances machines;
	int status;

	if (argc != 2 || !strcmp(argv[1], "--help")) {
		printf("usage: autotunnel-lab machines FILE\n"
		       "One line for each machine: its name, how many rows fired, its last state.\n");
		return argc == 2 ? LAB_SAME : LAB_UNUSABLE;
	}
	status = for_each(argv[1], note_rows, &machines);
	instances_print(stdout, &machines);
	instances_free(&machines);
	return status;
}
