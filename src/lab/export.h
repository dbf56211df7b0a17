/* SPDX-License-Identifier: Apache-2.0 */
/* export.h - what export.c hands to a format's writer, in the order of time. */
#ifndef LAB_EXPORT_H
#define LAB_EXPORT_H

#include "lab/capture/packet.h"
#include "shell/trace.h"

/* A row that fired; words as the file has them. */
struct export_row {
	const char *machine, *chart, *from, *event, *to;
	uint32_t line;			/* in the spec */
	const char *cites;		/* "LLQ-C-14 local P8"; NULL: not known */
};

enum export_direction { EXPORT_SENT, EXPORT_RECEIVED, EXPORT_OBSERVED };

struct export_format {
	const char *name;		/* "qlog" */
	/* PROGRAM: "agent", "observed" ...; SOURCE: the file's name. 0 or
	 * -errno; nothing else is called then. */
	int (*open)(void **state, const char *path, const char *source,
		    const char *program);
	void (*input)(void *state, uint64_t time_ns, const struct input *in);
	/* what a turn did, before the packets that it sent */
	void (*rows)(void *state, uint64_t time_ns,
		     const struct export_row *rows, unsigned count);
	void (*effect)(void *state, uint64_t time_ns, const struct effect *e,
		       const uint8_t *octets);
	void (*packet)(void *state, const struct packet *p,
		       enum export_direction direction);
	/* Frees STATE. KEEP: 0, or -errno and there is no file. */
	int (*close)(void *state, bool keep);
};

extern const struct export_format export_qlog, export_pcapng;

#endif
