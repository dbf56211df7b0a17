/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - `autotunnel-lab replay`. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lab.h"
#include "lab/duration.h"
#include "lab/instances.h"
#include "lab/progress.h"
#include "lab/spec_change.h"

/* Where --until stops. */
struct until {
	bool time, input, state;
	uint64_t ms;		/* since the first input */
	unsigned number;
	char *machine;		/* an instance, or a chart: any of its own */
	const char *name;	/* of the state */
};

struct replaying {
	const char *path;
	struct until until;
	bool verbose;
	bool any_spec;
	bool started;
	uint64_t start_ms;
	bool reached;
	unsigned inputs;
	struct progress progress;
	struct instances machines;
};

static bool
reaches(const struct until *u, const char *name, const char *chart,
	const char *state)
{
	return u->state && !strcmp(u->name, state) &&
		(!strcmp(u->machine, name) || !strcmp(u->machine, chart));
}

static void
tell_row(const struct effects *e, const struct row_fired *r)
{
	const struct chart_row *row = &r->chart->rows[r->row];

	printf("\t");
	lab_print_text(stdout, e->names + r->name_offset);
	printf(": %s + %s -> %s  (%s:%u) [%s]\n", r->chart->states[r->from],
	       r->chart->events[row->event], r->chart->states[r->to],
	       r->chart->spec, row->line, row->cites);
}

static bool
before_input(void *owner, const struct trace_record *record)
{
	struct replaying *p = owner;
	const struct until *u = &p->until;

	if (!p->started)
		p->start_ms = record->input.now_ms;
	p->started = true;
	if ((u->input && record->input_number > u->number) ||
	    (u->time && record->input.now_ms - p->start_ms > u->ms)) {
		p->reached = true;
		return false;
	}
	p->inputs = record->input_number;
	progress_at(&p->progress, record->input_number, 0, "inputs");
	if (p->verbose)
		trace_print(stdout, record, p->start_ms, &lab_decoders);
	return true;
}

static bool
after_answer(void *owner, const struct trace_record *record,
	     const struct effects *e)
{
	struct replaying *p = owner;
	unsigned i;

	(void)record;
	/* what fires in the same turn after --until's row is not told any more */
	for (i = 0; i < e->row_count && !p->reached; i++) {
		const struct row_fired *r = &e->rows[i];
		const char *name = e->names + r->name_offset;

		if (p->verbose)
			tell_row(e, r);
		instances_fired(&p->machines, name, r->chart->name,
				r->chart->states[r->to]);
		if (reaches(&p->until, name, r->chart->name,
			    r->chart->states[r->to]))
			p->reached = true;
	}
	return !p->reached;
}

static int
unusable(const char *path, const char *why)
{
	fflush(stdout);
	fprintf(stderr, "%s: ", path);
	lab_print_text(stderr, why);
	fputc('\n', stderr);
	return LAB_UNUSABLE;
}

/* What came out, when all inputs that were wanted have been fed. */
static int
tell(struct replaying *p, const struct replay_result *out)
{
	const struct until *u = &p->until;
	bool wanted = u->time || u->input || u->state;

	if (p->reached)
		printf("stopped after input %u, no difference so far; the machines then:\n",
		       p->inputs);
	if (p->reached || wanted)
		instances_print(stdout, &p->machines);
	if (p->reached)
		return LAB_SAME;
	/* the end itself is as good a time as any before it */
	if (u->state) {
		fflush(stdout);
		fprintf(stderr, "%s: no machine of the name %s comes to %s\n",
			p->path, u->machine, u->name);
		return LAB_UNUSABLE;
	}
	printf("no difference: %u inputs, %u rows, %u effects%s\n", out->inputs,
	       out->rows, out->effects,
	       out->cut ? " (the recording was cut short)" : "");
	return LAB_SAME;
}

static int
replay_reader(struct replaying *p, struct trace_reader *r)
{
	const struct replay_watch watch = { .owner = p, .input = before_input,
		.answer = after_answer, .any_spec = p->any_spec };
	bool looks = p->verbose || p->until.time || p->until.input ||
		p->until.state || p->progress.on;
	const struct replay_watch plain = { .any_spec = p->any_spec };
	struct replay_result out;
	int n = replay_watched(r, lab_programs, lab_program_count,
			       looks ? &watch : &plain, &out);

	progress_end(&p->progress);
	if (n == 0 && !out.differs)
		return tell(p, &out);
	fflush(stdout);
	if ((n == -ESTALE || n == 0) && !p->any_spec &&
	    spec_change_tell(stderr, p->path) > 0)
		return LAB_UNUSABLE;
	if (n < 0)
		return unusable(p->path, out.text);
	/* it names machines as the recording does */
	printf("record %u, input %u: ", out.record, out.input);
	lab_print_text(stdout, out.text);
	putchar('\n');
	return LAB_DIFFERS;
}

static int
replay_file(struct replaying *p, const char *path, bool several)
{
	struct trace_reader *r;
	int n, status;

	if (several)
		printf("%s: ", path);
	p->path = path;
	p->started = p->reached = false;
	p->inputs = 0;
	n = lab_open(path, &r);
	if (n < 0)
		return unusable(path, strerror(-n));
	progress_begin(&p->progress, path);
	status = replay_reader(p, r);
	trace_close_reader(r);
	instances_free(&p->machines);
	return status;
}

/* TIME, INPUT-NUMBER or MACHINE:STATE. */
static bool
parse_until(struct until *u, const char *text)
{
	const char *colon = strrchr(text, ':');
	char *end;

	memset(u, 0, sizeof(*u));
	if (colon && colon > text && colon[1]) {
		u->state = true;
		u->machine = strndup(text, (size_t)(colon - text));
		u->name = colon + 1;
		return u->machine != NULL;
	}
	if (*text >= '0' && *text <= '9' &&
	    text[strspn(text, "0123456789")] == '\0') {
		errno = 0;
		u->number = (unsigned)strtoul(text, &end, 10);
		u->input = errno == 0 && u->number > 0;
		return u->input;
	}
	u->time = duration_parse(text + (*text == '+'), &u->ms);
	return u->time;
}

static int
usage(FILE *f, int status)
{
	fprintf(f, "usage: autotunnel-lab replay [--until WHEN] [--verbose] [--any-spec] FILE...\n"
		"Feeds the inputs of each trace to the program that it was recorded from, and\n"
		"compares rows and effects with the recorded ones. Prints the first difference.\n"
		"  --until WHEN  stops there and tells the state of every machine: a time since\n"
		"                the first input (250ms, 90s, 2h), an input's number, or\n"
		"                MACHINE:STATE, when that machine, or one of that kind, is there\n"
		"  --verbose     tells each input, and each row with what it cites\n"
		"  --any-spec    compares although the recording is of another spec\n"
		"Exit: 0 no difference; 1 a difference; 2 no trace, or one of another spec, which\n"
		"is named with what changed.\n");
	return status;
}

int
lab_replay(int argc, char **argv)
{
	static struct replaying p;
	int i, at, result = LAB_SAME, status;

	for (at = 1; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
		if (!strcmp(argv[at], "--help") || !strcmp(argv[at], "-h"))
			return usage(stdout, LAB_SAME);
		if (!strcmp(argv[at], "--verbose")) {
			p.verbose = true;
		} else if (!strcmp(argv[at], "--any-spec")) {
			p.any_spec = true;
		} else if (!strcmp(argv[at], "--until") && at + 1 < argc) {
			if (parse_until(&p.until, argv[++at]))
				continue;
			fprintf(stderr, "autotunnel-lab replay: --until %s: a time like 90s, an input's number or MACHINE:STATE was expected\n",
				argv[at]);
			return LAB_UNUSABLE;
		} else {
			fprintf(stderr, "autotunnel-lab replay: unknown option %s\n",
				argv[at]);
			return usage(stderr, LAB_UNUSABLE);
		}
	}
	if (at == argc)
		return usage(stderr, LAB_UNUSABLE);
	for (i = at; i < argc; i++) {
		status = replay_file(&p, argv[i], argc > at + 1);
		if (status > result)
			result = status;
	}
	free(p.until.machine);
	return result;
}
