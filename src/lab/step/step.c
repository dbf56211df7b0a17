/* SPDX-License-Identifier: Apache-2.0 */
/* step.c - `autotunnel-lab step`: its arguments, and which stage. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lab/lab.h"
#include "lab/step/session.h"
#include "lab/step/stage_trace.h"

static const char usage[] =
"usage: autotunnel-lab step MACHINE [--chart]\n"
"       autotunnel-lab step [MACHINE] --trace FILE\n"
"A machine by hand: events by name, messages in hexadecimal, time by command, and\n"
"back again; `help` there lists the commands. MACHINE is one of `autotunnel-lab\n"
"list`. Standard input is a terminal, or a script of such commands.\n"
"  --chart       only its chart and timers, without its own code\n"
"  --trace FILE  a recording is gone through instead: MACHINE is a chart's name,\n"
"                or how a machine's name in it begins; without it, all are shown\n"
"Exit: 0 at the end, 2 if it cannot be done; a script ends at its first wrong line.\n";

struct arguments {
	const char *machine;
	const char *trace;
	bool chart;
};

static int
wrong(const char *what, const char *which)
{
	fprintf(stderr, "autotunnel-lab step: %s%s\n%s", what, which, usage);
	return LAB_UNUSABLE;
}

/* 0: go on; else the exit status and 1. */
static int
read_arguments(int argc, char **argv, struct arguments *a)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--chart"))
			a->chart = true;
		else if (!strcmp(argv[i], "--trace") && i + 1 < argc)
			a->trace = argv[++i];
		else if (!strncmp(argv[i], "--trace=", 8))
			a->trace = argv[i] + 8;
		else if (!strcmp(argv[i], "--trace"))
			return wrong("which file is the trace?", "");
		else if (argv[i][0] == '-')
			return wrong("there is no option ", argv[i]);
		else if (a->machine)
			return wrong("one machine at a time, not also ",
				     argv[i]);
		else
			a->machine = argv[i];
	}
	if (!a->machine && !a->trace)
		return wrong("which machine?", "");
	if (a->chart && a->trace)
		return wrong("a recording has the machines themselves: --chart "
			     "and --trace do not go together", "");
	if (a->trace && !strcmp(a->trace, "-"))
		return wrong("commands come from standard input, so the trace "
			     "must be a file", "");
	return 0;
}

static void
tell_banner(const struct session *s)
{
	const struct stage *stage = &s->stage;
	const struct chart *c = stage->chart;

	if (c)
		fprintf(s->out, "%s: %s (%s)\n", c->name, c->title, c->spec);
	if (stage->kind->recorded)
		stage_trace_tell(stage, s->out);
	else if (stage->kind->real)
		fprintf(s->out, "Its own code, in %s.\n", stage->kind->what);
	else
		fprintf(s->out, "Not its own code, but %s.\n",
			stage->kind->what);
	fprintf(s->out, "%s `help` lists the commands.\n",
		stage->kind->around);
}

static int
run(struct session *s)
{
	int r = engine_open(&s->engine, &s->stage), status;

	if (r < 0) {
		if (!s->stage.kind->recorded)
			fprintf(stderr, "autotunnel-lab step: %s\n",
				strerror(-r));
		else
			fprintf(stderr, "%s\n", s->stage.refusal);
		if (s->stage.kind->end)
			s->stage.kind->end(&s->stage);
		free(s->stage.memory);
		return LAB_UNUSABLE;
	}
	tell_banner(s);
	status = session_run(s);
	engine_close(&s->engine);
	free(s->pasted);
	fflush(s->out);
	return status;
}

int
lab_step(int argc, char **argv)
{
	struct arguments a = { .machine = NULL };
	static struct session s;

	if (argc > 1 && (!strcmp(argv[1], "--help") ||
			 !strcmp(argv[argc - 1], "--help"))) {
		fputs(usage, stdout);
		return LAB_SAME;
	}
	if (read_arguments(argc, argv, &a))
		return LAB_UNUSABLE;
	memset(&s, 0, sizeof(s));
	s.out = stdout;
	s.terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	s.stage.chart = a.machine ? chart_find(a.machine) : NULL;
	s.stage.instance = "";
	if (a.trace) {
		stage_trace_choose(&s.stage, a.trace, a.machine);
		return run(&s);
	}
	if (!s.stage.chart)
		return wrong("there is no machine ", a.machine);
	s.stage.kind = a.chart ? NULL : stage_of(s.stage.chart);
	if (!s.stage.kind)
		s.stage.kind = &stage_chart;
	return run(&s);
}
