/* SPDX-License-Identifier: Apache-2.0 */
/* trace.h - what went into a container and what came out, in one file: the
 * format of specs/trace.proto. The agent records it, replay and tests read it.
 *
 * Writing: trace_create, trace_write_header once, then for each input
 * trace_write_input and, after the turn and after each further call that
 * fetched more, trace_write_effects; at the end trace_close. Each record is
 * with the kernel when its call returns, so a crash costs the last at most.
 * An input's random octets are there while its turn runs; effects that say
 * random_unused take them out of the file again (a pipe keeps them).
 * Arguments are borrowed for the call. An error sticks: every later call
 * returns it, and the file stays a readable prefix.
 *
 * Reading: trace_open, then trace_next until it returns 0, then
 * trace_close_reader. What a record points at lives until the next call. A
 * file that ends within a record is no error: trace_next returns 0 and
 * trace_was_cut is true. Whatever a file holds, a record that was returned is
 * safe to hand to a container: kinds, channels and the like are within their
 * enums.
 *
 * Functions return 0 (trace_next: 1) or -errno; -EBADMSG: not a trace;
 * -EPROTONOSUPPORT: a trace of a later format.
 * A trace holds no secret, but it tells names and addresses. */
#ifndef SHELL_TRACE_H
#define SHELL_TRACE_H

#include <stdio.h>

#include "autotunnel/turn.h"

enum {
	TRACE_FORMAT = 2,	/* that is written; 1 is read too */
	TRACE_NOTES_MAX = 16,
	TRACE_RECORD_MAX = 1024 * 1024	/* octets; longer is not a trace */
};

struct trace_header {
	uint32_t format;		/* written as TRACE_FORMAT */
	const char *program;		/* "agent", "rendezvous" */
	const uint8_t *config;		/* as the container's owner serialises it */
	size_t config_size;
	const uint8_t *memory;		/* what the store held at the start */
	size_t memory_size;
	const char *software;
	unsigned note_count;
	const char *notes[TRACE_NOTES_MAX];
};

/* Says which rows, actions and waits C has: another number, another chart.
 * Where they stand in the spec and what they cite does not count. Never 0. */
uint32_t trace_chart_digest(const struct chart *c);

/* Writing ------------------------------------------------------------------- */

struct trace_writer;

/* Makes PATH anew, readable by its owner only; *OUT is the caller's to close. */
int trace_create(const char *path, struct trace_writer **out);
int trace_write_header(struct trace_writer *w, const struct trace_header *h);
int trace_write_input(struct trace_writer *w, const struct input *in);
int trace_write_effects(struct trace_writer *w, const struct effects *e);

/* A packet that somebody saw between two others, in a trace whose program is
 * "observed": IN is what its destination would have had. */
struct trace_sight {
	struct endpoint destination;	/* family 0: not such an input */
	struct endpoint about;	/* INPUT_UNREACHABLE: who could not be reached */
	uint32_t frame;		/* its number where it was seen */
	uint32_t nanoseconds;	/* of its time, beyond now_ms; below 10^6 */
	bool cut;		/* more was sent than was seen */
};
int trace_write_sight(struct trace_writer *w, const struct input *in,
		      const struct trace_sight *sight);
/* From now on records are collected, and written some at a time. */
void trace_collect(struct trace_writer *w);
/* Returns the error that stuck, if one did. NULL is fine. */
int trace_close(struct trace_writer *w);

/* Reading ------------------------------------------------------------------- */

struct trace_row {
	const char *machine;
	const char *chart;
	const char *from;
	const char *event;
	const char *to;
	uint32_t line;
	uint32_t digest;	/* of the chart when recorded; 0: format 1 */
};

/* The effects of one call. list[].offset and .length lie in octets. */
struct trace_answer {
	unsigned row_count;
	unsigned count;
	struct trace_row rows[EFFECT_ROWS_MAX];
	struct effect list[EFFECTS_MAX];
	uint8_t octets[EFFECT_OCTETS_MAX];
};

enum trace_kind { TRACE_HEADER, TRACE_INPUT, TRACE_ANSWER };

struct trace_record {
	enum trace_kind kind;
	unsigned number;		/* of the record, from 0: the header */
	unsigned input_number;		/* of the last input, from 1; 0: none yet */
	/* TRACE_INPUT: input.random is what came in. Else it is zeros: the turn
	 * drew nothing from it, or the file ends here. */
	bool has_random;
	struct trace_header header;	/* TRACE_HEADER */
	struct input input;		/* TRACE_INPUT */
	struct trace_sight sight;	/* TRACE_INPUT */
	struct trace_answer answer;	/* TRACE_ANSWER */
};

struct trace_reader;

/* *OUT is the caller's to close. The file must begin with a header. */
int trace_open(const char *path, struct trace_reader **out);
/* The same of FILE, which it closes, also where it fails. */
int trace_open_file(FILE *file, struct trace_reader **out);
/* The same of SIZE octets in memory, which must outlive the reader. */
int trace_open_octets(const void *octets, size_t size,
		      struct trace_reader **out);
/* 1 and the next record, 0 at the end, or -errno. */
int trace_next(struct trace_reader *r, const struct trace_record **out);
/* The file ended within a record. */
bool trace_was_cut(const struct trace_reader *r);
void trace_close_reader(struct trace_reader *r);	/* NULL is fine */

#endif
