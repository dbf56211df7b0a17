/* SPDX-License-Identifier: Apache-2.0 */
/* trace.c - what recordings cost: how much longer they took than their replay
 * takes, and how many octets an event is beside its packet. See README.md.
 *
 *	trace ROUNDS DAY... [--anew FILE...]
 *
 * Prints JSON. Files behind --anew are of any format: their inputs are fed
 * again, and the recording that comes of it, in format 2, is what is measured. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lab/lab.h"

enum { ROUNDS_MAX = 101 };

struct size {
	uint64_t file;
	uint64_t inputs, rows, effects;
	uint64_t packets;	/* octets of inputs and effects */
	uint64_t begins;	/* octets of configuration and memory */
	uint64_t first_ms, last_ms;
};

static uint64_t
now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void
must(bool good, const char *what, const char *why)
{
	if (good)
		return;
	fprintf(stderr, "trace: %s: %s\n", what, why);
	exit(1);
}

static struct trace_reader *
open_trace(const char *path)
{
	struct trace_reader *r;
	int n = lab_open(path, &r);

	must(n == 0, path, strerror(-n));
	return r;
}

/* Sizes ------------------------------------------------------------------------ */

static void
count_answer(struct size *s, const struct trace_answer *a)
{
	unsigned i;

	s->rows += a->row_count;
	s->effects += a->count;
	for (i = 0; i < a->count; i++)
		s->packets += a->list[i].length;
}

static struct size
size_of(const char *path)
{
	const struct trace_record *record;
	struct trace_reader *r = open_trace(path);
	struct size s = { 0 };
	struct stat file;

	must(stat(path, &file) == 0, path, strerror(errno));
	s.file = (uint64_t)file.st_size;
	while (trace_next(r, &record) > 0) {
		if (record->kind == TRACE_HEADER)
			s.begins += record->header.config_size +
				record->header.memory_size;
		if (record->kind == TRACE_ANSWER)
			count_answer(&s, &record->answer);
		if (record->kind != TRACE_INPUT)
			continue;
		if (s.inputs++ == 0)
			s.first_ms = record->input.now_ms;
		s.last_ms = record->input.now_ms;
		s.packets += record->input.length;
	}
	trace_close_reader(r);
	return s;
}

static void
add(struct size *all, const struct size *s)
{
	all->file += s->file;
	all->inputs += s->inputs;
	all->rows += s->rows;
	all->effects += s->effects;
	all->packets += s->packets;
	all->begins += s->begins;
}

/* Everything in the file but packets and what stands before the first event. */
static void
print_size(const char *name, const struct size *s)
{
	uint64_t events = s->inputs + s->rows + s->effects;
	double rest = (double)(s->file - s->packets - s->begins);

	printf("\"%s\":{\"octets\":%llu,\"inputs\":%llu,\"rows\":%llu,\"effects\":%llu,\"packet_octets\":%llu,\"octets_an_event\":%.2f}",
	       name, (unsigned long long)s->file, (unsigned long long)s->inputs,
	       (unsigned long long)s->rows, (unsigned long long)s->effects,
	       (unsigned long long)s->packets, rest / (double)events);
}

/* Replay ------------------------------------------------------------------------- */

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
replay_s(const char *path)
{
	struct trace_reader *r = open_trace(path);
	struct replay_result out;
	uint64_t start = now_ns();

	must(replay_run(r, lab_programs, lab_program_count, &out) == 0, path,
	     out.text);
	must(!out.differs, path, out.text);
	start = now_ns() - start;
	trace_close_reader(r);
	return (double)start / 1e9;
}

static void
print_replay(const char *path, unsigned rounds, const struct size *s)
{
	const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	double times[ROUNDS_MAX], real = (double)(s->last_ms - s->first_ms) /
		1e3;
	unsigned i;

	for (i = 0; i < rounds; i++)
		times[i] = replay_s(path);
	qsort(times, rounds, sizeof(double), by_size);
	printf("\"%s\":{\"real_s\":%.0f,\"replay_s\":%.6f,\"ratio\":%.0f}",
	       name, real, times[rounds / 2], real / times[rounds / 2]);
}

/* Recording anew ----------------------------------------------------------------- */

/* PATH's inputs into the program that they were recorded from; TO gets what
 * comes of them. */
static void
record_anew(const char *path, const char *to)
{
	static struct effects effects;
	const struct replay_program *program = NULL;
	const struct trace_record *record;
	struct trace_reader *r = open_trace(path);
	struct trace_writer *w;
	void *core = NULL;
	unsigned i;
	bool more;

	must(trace_create(to, &w) == 0, to, "cannot be made");
	while (trace_next(r, &record) > 0) {
		if (record->kind == TRACE_HEADER) {
			for (i = 0; i < lab_program_count; i++)
				if (!strcmp(lab_programs[i]->name,
					    record->header.program))
					program = lab_programs[i];
			must(program && program->open(&record->header,
						      &core) == 0,
			     path, "cannot be replayed");
			trace_write_header(w, &record->header);
		}
		if (record->kind != TRACE_INPUT)
			continue;
		trace_write_input(w, &record->input);
		more = program->ops.turn(core, &record->input, &effects);
		trace_write_effects(w, &effects);
		while (more) {
			more = program->ops.more(core, &effects);
			trace_write_effects(w, &effects);
		}
	}
	if (core)
		program->close(core);
	trace_close_reader(r);
	must(trace_close(w) == 0, to, "cannot be written");
}

int
main(int argc, char **argv)
{
	unsigned rounds = argc > 2 ? (unsigned)atoi(argv[1]) : 0;
	struct size days = { 0 }, anew = { 0 }, s;
	char to[64];
	int i;

	if (rounds < 1 || rounds > ROUNDS_MAX) {
		fprintf(stderr, "usage: trace ROUNDS DAY... [--anew FILE...]\n");
		return 2;
	}
	snprintf(to, sizeof(to), "/tmp/bench-trace.%d", (int)getpid());
	printf("{\"rounds\":%u,\"replay\":{", rounds);
	for (i = 2; i < argc && strcmp(argv[i], "--anew"); i++) {
		s = size_of(argv[i]);
		add(&days, &s);
		if (i > 2)
			printf(",");
		print_replay(argv[i], rounds, &s);
	}
	printf("},\"size\":{");
	print_size("day", &days);
	for (i++; i < argc; i++) {
		record_anew(argv[i], to);
		s = size_of(to);
		add(&anew, &s);
	}
	if (anew.inputs) {
		printf(",");
		print_size("recordings", &anew);
	}
	printf("}}\n");
	unlink(to);
	return 0;
}
