/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - autotunnel-lab: looks at traces, and at the machines in them. */
#include <stdio.h>
#include <string.h>

#include "lab.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *arguments;
	const char *what;
} commands[] = {
	{ "list", lab_list, "",
	  "the machines, a line each" },
	{ "show", lab_show, "MACHINE | FILE",
	  "a machine's chart with what each row cites; or a recorded conversation" },
	{ "machines", lab_machines, "FILE",
	  "the machines in a recording, and their last states" },
	{ "step", lab_step, "MACHINE",
	  "a machine by hand: events, messages, time, and back" },
	{ "replay", lab_replay, "FILE...",
	  "feeds its inputs again and compares what comes out" },
	{ "diff", lab_diff, "A B",
	  "where two recordings part, and why" },
	{ "minimise", lab_minimise, "FILE",
	  "the smallest recording that still shows something" },
	{ "import", lab_import, "FILE",
	  "a capture as a recording of the machines at both ends" },
	{ "export", lab_export, "FILE",
	  "a recording as qlog or pcapng" },
	{ "judge", lab_judge, "FILE",
	  "a verdict for each requirement of the RFCs" },
	{ "conform", lab_conform, "ROLE TARGET",
	  "is the other side of a live peer, and gives the same verdicts" },
	{ "report", lab_report, "FILE...",
	  "one page to look at: ladder, states, verdicts" },
	{ "simulate", lab_simulate, "",
	  "a whole zone on virtual time, and what goes wrong in it" },
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static void
usage(FILE *f)
{
	unsigned i;

	fprintf(f, "usage: autotunnel-lab COMMAND ...\n\n");
	for (i = 0; i < COMMANDS; i++)
		fprintf(f, "  %-10s%-16s%s\n", commands[i].name,
			commands[i].arguments, commands[i].what);
	fprintf(f, "\nFILE is a trace: `autotunnel agent --record FILE` and\n"
		"`autotunnel-dns --record FILE` write one; - is standard input.\n"
		"Exit: 0, or 1 (replay: a difference), or 2 (cannot be done).\n");
}

int
main(int argc, char **argv)
{
	unsigned i;

	if (argc >= 2 && (!strcmp(argv[1], "--help") ||
			  !strcmp(argv[1], "-h"))) {
		usage(stdout);
		return LAB_SAME;
	}
	if (argc >= 2 && !strcmp(argv[1], "--version")) {
		printf("autotunnel-lab " AUTOTUNNEL_VERSION "\n");
		return LAB_SAME;
	}
	for (i = 0; argc >= 2 && i < COMMANDS; i++)
		if (!strcmp(argv[1], commands[i].name))
			return commands[i].run(argc - 1, argv + 1);
	if (argc >= 2)
		fprintf(stderr, "autotunnel-lab: there is no command %s\n",
			argv[1]);
	usage(stderr);
	return LAB_UNUSABLE;
}
