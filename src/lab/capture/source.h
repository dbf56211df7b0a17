/* SPDX-License-Identifier: Apache-2.0 */
/* source.h - what a kind of file brings so that packets.c can read it. Only
 * files of this folder include it. */
#ifndef LAB_CAPTURE_SOURCE_H
#define LAB_CAPTURE_SOURCE_H

#include <stdio.h>

#include "lab/capture/packet.h"

struct packet_source;

struct source_kind {
	/* 1, 0 at the end, -errno with source_fail called. */
	int (*next)(struct packet_source *s, struct packet *out);
	void (*close)(void *state);
};

struct packet_source {
	const struct source_kind *kind;
	void *state;
	const char *name;		/* the file's, for sentences */
	FILE *file;			/* until a kind takes it */
	uint64_t read, size;
	uint32_t frames, skipped;
	uint64_t first_ns, last_ns;	/* of frames, or of inputs */
	bool cut;
	char *program;			/* of a trace */
	char error[PACKET_ERROR_MAX];
};

/* Puts a sentence that begins with the file's name; returns RESULT. */
int source_fail(struct packet_source *s, int result, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Both take s->file, whose first octets are put back, and set kind and state. */
int capture_source_open(struct packet_source *s);
int trace_source_open(struct packet_source *s);

#endif
