/* SPDX-License-Identifier: Apache-2.0 */
/* replay.h - feeds a recorded trace's inputs to a container and compares what
 * it does with what was recorded: rows by instance, chart, states and event,
 * effects by every member and octet. The spec line of a row may differ.
 *
 * trace_open; replay_run, which reads R to its end or to the first difference;
 * trace_close_reader. The recording's last turn may be incomplete, if the
 * recorder was killed: what is missing then is no difference. */
#ifndef SHELL_REPLAY_H
#define SHELL_REPLAY_H

#include "shell/driver.h"
#include "shell/trace.h"

enum { REPLAY_TEXT_MAX = 600 };

/* What can be replayed: a kind of container. */
struct replay_program {
	const char *name;	/* header.program */
	/* A container as it was when the recording began, from the header's
	 * config and memory. 0 and *CORE, or -errno. */
	int (*open)(const struct trace_header *h, void **core);
	void (*close)(void *core);
	struct core_ops ops;
	/* For whoever looks inside; optional. The memory that a core consists
	 * of (a copy put back there is the core as it was), and what is due
	 * in it. */
	void (*memory)(void *core, void **at, size_t *size);
	const struct deadlines *(*deadlines)(const void *core);
};

/* Who looks on. Each may be NULL; false ends the run there, which is no
 * difference (out->stopped). */
struct replay_watch {
	void *owner;
	/* Before the input is handled. */
	bool (*input)(void *owner, const struct trace_record *r);
	/* What was compared, and is equal. */
	bool (*answer)(void *owner, const struct trace_record *r,
		       const struct effects *e);
	bool any_spec;	/* compare although a chart is another one now */
};

struct replay_result {
	unsigned inputs, rows, effects;	/* compared, and equal */
	bool differs;
	bool cut;		/* the file ends within a record or turn */
	bool stopped;		/* by who looks on */
	const struct chart *other;	/* with -ESTALE: the chart that changed */
	unsigned record;	/* of the difference, from 0 */
	unsigned input;		/* that was handled then, from 1 */
	char text[REPLAY_TEXT_MAX];	/* the difference, or what went wrong */
};

/* The program among COUNT PROGRAMS that the header names is run. 0: see OUT;
 * -errno: the trace or its container cannot be used; out->text says why. */
int replay_run(struct trace_reader *r,
	       const struct replay_program *const *programs, unsigned count,
	       struct replay_result *out);
/* The same with someone who looks on; WATCH may be NULL. -ESTALE: the recorded
 * digest of a chart is not that of the chart that fires now. */
int replay_watched(struct trace_reader *r,
		   const struct replay_program *const *programs, unsigned count,
		   const struct replay_watch *watch, struct replay_result *out);

#endif
