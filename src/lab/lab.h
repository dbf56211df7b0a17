/* SPDX-License-Identifier: Apache-2.0 */
/* lab.h - what autotunnel-lab consists of. Each command takes its own arguments
 * (argv[0] is its name) and returns the program's exit status. */
#ifndef LAB_H
#define LAB_H

#include "shell/replay.h"
#include "shell/trace_text.h"

enum {
	LAB_SAME = 0,		/* done; no difference */
	LAB_DIFFERS = 1,
	LAB_UNUSABLE = 2	/* wrong usage, or a file that is no trace */
};

/* Containers that can be replayed. */
extern const struct replay_program *const lab_programs[];
extern const unsigned lab_program_count;

/* Messages in words, by the core's own codecs (decode.c). */
extern const struct trace_decoders lab_decoders;

/* trace_open, but for "-", which is standard input. */
int lab_open(const char *path, struct trace_reader **out);

/* S with what is not printable as \xNN; returns how many octets that took. */
int lab_print_text(FILE *f, const char *s);

int lab_conform(int argc, char **argv);
int lab_diff(int argc, char **argv);
int lab_export(int argc, char **argv);
int lab_import(int argc, char **argv);
int lab_judge(int argc, char **argv);
int lab_list(int argc, char **argv);
int lab_machines(int argc, char **argv);
int lab_minimise(int argc, char **argv);
int lab_replay(int argc, char **argv);
int lab_report(int argc, char **argv);
int lab_show(int argc, char **argv);
int lab_simulate(int argc, char **argv);
int lab_step(int argc, char **argv);

#endif
