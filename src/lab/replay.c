/* SPDX-License-Identifier: Apache-2.0 */
/* replay.c - `autotunnel-lab replay`. */
#include <stdio.h>
#include <string.h>

#include "lab.h"

static int
replay_file(const char *path, bool several)
{
	struct replay_result out;
	struct trace_reader *r;
	int n;

	if (several)
		printf("%s: ", path);
	n = lab_open(path, &r);
	if (n < 0) {
		fflush(stdout);
		fprintf(stderr, "%s: %s\n", path, strerror(-n));
		return LAB_UNUSABLE;
	}
	n = replay_run(r, lab_programs, lab_program_count, &out);
	trace_close_reader(r);
	if (n < 0) {
		fflush(stdout);
		fprintf(stderr, "%s: %s\n", path, out.text);
		return LAB_UNUSABLE;
	}
	if (out.differs) {
		printf("record %u, input %u: %s\n", out.record, out.input,
		       out.text);
		return LAB_DIFFERS;
	}
	printf("no difference: %u inputs, %u rows, %u effects%s\n", out.inputs,
	       out.rows, out.effects,
	       out.cut ? " (the recording was cut short)" : "");
	return LAB_SAME;
}

int
lab_replay(int argc, char **argv)
{
	int i, result = LAB_SAME, status;

	if (argc < 2 || !strcmp(argv[1], "--help")) {
		printf("usage: autotunnel-lab replay FILE...\n"
		       "Feeds the inputs of each trace to the program that it was recorded from, and\n"
		       "compares rows and effects with the recorded ones. Prints the first difference.\n");
		return argc < 2 ? LAB_UNUSABLE : LAB_SAME;
	}
	for (i = 1; i < argc; i++) {
		status = replay_file(argv[i], argc > 2);
		if (status > result)
			result = status;
	}
	return result;
}
