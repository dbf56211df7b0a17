/* SPDX-License-Identifier: Apache-2.0 */
/* recorder.h - a daemon's recording of itself: what its core hears and answers,
 * in a trace.
 *
 *	recorder_create(&r, path);	PATH NULL: none, and the rest does nothing
 *	recorder_begin(&r, &header);
 *	driver's hooks: recorder_input and recorder_effects, of &r
 *	recorder_close(&r);
 *
 * What cannot be written ends the recording, not the daemon, and is logged once.
 * The first two return 0, or -errno after a line in the log. */
#ifndef SHELL_RECORDER_H
#define SHELL_RECORDER_H

#include "trace.h"

/* All zeros: no recording. */
struct recorder {
	struct trace_writer *trace;
	bool failed;
};

int recorder_create(struct recorder *r, const char *path);
int recorder_begin(struct recorder *r, const struct trace_header *header);
void recorder_input(void *recorder, const struct input *in);
void recorder_effects(void *recorder, const struct effects *out);
/* It may be called again. */
void recorder_close(struct recorder *r);

#endif
